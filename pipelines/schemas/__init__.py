"""One declaration a table. DDL, comments, checks, Dagster column schemas and the data dictionary derive from it."""
