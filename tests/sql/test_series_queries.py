"""The questions about external series, asked of the real series where a copy is at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from pipelines.series.load import load_series, read_files
from pipelines.series.sources import read_sources
from pipelines.settings import PROJECT
from pipelines.warehouse.build import read, replace_all
from tests.sql.given import build_all, empty_warehouse, run_query


@pytest.fixture(scope="module")
def con(shared: Path) -> duckdb.DuckDBPyConnection:
    files = read_files(read_sources(PROJECT / "seeds" / "series.toml"), shared / "data")
    if not files:
        pytest.skip("needs copies of the series")
    con = empty_warehouse()
    loaded = {file.snapshot_id: datetime(2026, 1, 1, tzinfo=UTC) for file in files}
    crosswalk, models = (read(con, f"FROM ref.{name}") for name in ("category_crosswalk", "equipment_models"))
    replace_all(con, load_series(files, crosswalk, models, loaded))
    build_all(con)
    return con


def test_transcriptions_differ_in_114_cells_on_99_days(con: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(con, "transcriptions_differ")
    assert (len(rows), len({row["day"] for row in rows})) == (114, 99)


def test_months_add_up_to_the_running_total(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        row
        for row in run_query(con, "official_by_month")
        if row["series_id"] == "ua_gs_petroivaniuk" and row["category"] == "Tanks"
    ]
    for later, earlier in pairwise(rows):
        assert later["total_at_end"] - earlier["total_at_end"] == later["change"]


def test_confirmed_items_accumulate(con: duckdb.DuckDBPyConnection) -> None:
    totals = con.execute(
        "SELECT sum(confirmed) = max(confirmed_to_date) FROM marts.confirmed_by_month "
        "GROUP BY series_id, victim_side, category_group"
    ).fetchall()
    assert len(totals) > 10
    assert set(totals) == {(True,)}
