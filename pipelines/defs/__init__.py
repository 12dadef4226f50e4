"""Dagster objects only, thin: each calls pure functions of the other packages."""
