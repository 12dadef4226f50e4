"""One declaration a table; DDL, comments, checks, Dagster column schemas, data dictionary derive from it."""

from __future__ import annotations

import hashlib
import importlib
from functools import cache

from pipelines.schemas.table import Table

# Layers in the order of the way of the data. A module appears here once it declares TABLES.
MODULES = ("reference", "raw", "core", "versions", "resolve", "series", "meta")


@cache
def all_tables() -> tuple[Table, ...]:
    """Every declared table, in the order of the way of the data."""
    return tuple(t for name in MODULES for t in importlib.import_module(f"{__name__}.{name}").TABLES)


def table(full_name: str) -> Table:
    """The declaration of ``layer.table``; KeyError if there is none."""
    return {t.full_name: t for t in all_tables()}[full_name]


@cache
def schema_hash() -> str:
    """Hash of all declarations: when it changes, the build file is made anew from landing."""
    statements = "\n".join(statement for t in all_tables() for statement in t.ddl())
    return hashlib.sha256(statements.encode()).hexdigest()[:16]
