"""The generator makes a sound warehouse, so that what is timed on it is the real work."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.bench.warehouse import generate_claims, make_warehouse, measure
from pipelines.schemas import all_tables
from pipelines.settings import Settings
from pipelines.warehouse.checks import check_schema

# Queries that find nothing in made-up news: no pictures, no official series.
EMPTY = {"claimed_against_confirmed", "official_by_month", "transcriptions_differ"}


def test_every_query_has_work_to_do(settings: Settings, tmp_path: Path) -> None:
    figures = measure(12_000, tmp_path, settings, runs=1)
    assert {timing.name for timing in figures.queries if timing.rows == 0} <= EMPTY
    assert list(tmp_path.glob("bench.duckdb*")) == []


@pytest.fixture(scope="module")
def generated() -> duckdb.DuckDBPyConnection:
    con = make_warehouse(":memory:", Settings.from_env().seeds)
    generate_claims(con, 2_000)
    return con


@pytest.mark.parametrize("table", [t for t in all_tables() if t.layer == "core"], ids=lambda t: t.full_name)
def test_generated_rows_fit_their_declarations(generated: duckdb.DuckDBPyConnection, table) -> None:  # type: ignore[no-untyped-def]
    assert check_schema(generated, table).message == "all rows fit"


def test_the_same_size_gives_the_same_rows(generated: duckdb.DuckDBPyConnection) -> None:
    again = make_warehouse(":memory:", Settings.from_env().seeds)
    generate_claims(again, 2_000)
    for name in ("core.loss_claims", "core.articles", "core.claim_places"):
        rows = f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {name} t"
        assert again.execute(rows).fetchone() == generated.execute(rows).fetchone()
