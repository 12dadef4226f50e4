"""Warehouses in memory that several tests of the SQL layer read."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.sql.story import story


@pytest.fixture(scope="session")
def week() -> Iterator[duckdb.DuckDBPyConnection]:
    """The made-up week of ``story``; tests only read it."""
    con = story().warehouse()
    yield con
    con.close()
