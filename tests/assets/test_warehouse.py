"""The DuckDB door: loads lose nothing, one writer at a time, releases are checked, immutable and swapped at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import schemas
from pipelines.schemas.table import polars_schema
from pipelines.settings import Settings
from pipelines.warehouse.build import (
    LoadError,
    Warehouse,
    WarehouseBusy,
    build_mart,
    build_marts,
    conform,
    read,
    replace_all,
    replace_where,
)
from pipelines.warehouse.release import ReleaseRefused, open_release, release
from pipelines.warehouse.sqlfiles import SqlFileError, read_file

ARTICLE = {
    "version_id": "a" * 32,
    "document_id": "d" * 32,
    "headline": None,
    "text": "Six tanks were destroyed.",
    "text_sha256": "0" * 64,
    "language": "en",
    "date_published": None,
    "date_published_precision": "unknown",
    "date_published_basis": "unknown",
    "date_modified": None,
    "byline": None,
    "section": None,
    "wire_credit": None,
    "fetched_at": datetime(2024, 3, 12, tzinfo=UTC),
    "cleaner_version": "1",
}
DOCUMENT = {"document_id": "d" * 32, "source_id": "s", "key": "k", "url": None, "outlet_id": None}
EXTRACTION = {
    "version_id": "a" * 32,
    "fingerprint": "f",
    "extractor_version": "1",
    "claims": 0,
    "rejections": 0,
}


def frame(table: str, *rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=polars_schema(schemas.table(table)), orient="row")


@pytest.fixture
def warehouse(settings: Settings) -> Warehouse:
    """A build file with one article and its marts."""
    warehouse = Warehouse(settings, wait_seconds=1)
    with warehouse.writer() as con:
        replace_all(
            con,
            {
                "core.documents": frame("core.documents", DOCUMENT),
                "core.articles": frame("core.articles", ARTICLE),
                "core.extractions": frame("core.extractions", EXTRACTION),
            },
        )
        build_marts(con, settings)
    return warehouse


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop("claims"), "missing columns ['claims']"),
        (lambda f: f.with_columns(extra=pl.lit(1)), "unknown columns ['extra']"),
        (lambda f: f.with_columns(claims=pl.lit(100.7)), "fraction would be lost"),
        (lambda f: f.with_columns(claims=pl.lit("100")), "cannot store String as Int64"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused(change, message) -> None:
    table = schemas.table("core.extractions")
    with pytest.raises(LoadError) as error:
        conform(table, change(frame("core.extractions", EXTRACTION)))
    assert message in str(error.value)


def test_columns_are_matched_by_name_not_by_position() -> None:
    table = schemas.table("core.extractions")
    turned = frame("core.extractions", EXTRACTION).select(reversed(list(table.columns)))
    assert conform(table, turned).rows(named=True) == [EXTRACTION]


def test_a_failed_load_changes_nothing(warehouse: Warehouse) -> None:
    bad = frame("core.articles", ARTICLE | {"text": "another"}, ARTICLE | {"text": "twice the same key"})
    with warehouse.writer() as con:
        with pytest.raises(duckdb.ConstraintException):
            replace_where(con, {"core.articles": bad}, {"core.articles": ("version_id", ["a" * 32])})
        assert read(con, "SELECT text FROM core.articles")["text"].to_list() == [ARTICLE["text"]]


def test_a_mart_whose_tables_were_never_made_says_what_to_do(settings: Settings) -> None:
    mart = read_file(settings.sql / "marts" / "claims_readable.sql")
    with (
        Warehouse(settings, wait_seconds=1).writer() as con,
        pytest.raises(SqlFileError, match=r"marts\.claims, not made"),
    ):
        build_mart(con, mart)


def test_every_column_of_every_table_is_described(warehouse: Warehouse) -> None:
    with warehouse.reader() as con:
        bare = con.execute(
            "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns() "
            "WHERE NOT internal AND coalesce(comment, '') = ''"
        ).fetchall()
        declared = {t.full_name: [*t.columns] for t in schemas.all_tables()}
        for name, columns in declared.items():
            assert [row[0] for row in con.execute(f"DESCRIBE {name}").fetchall()] == columns
    assert bare == []


def test_release_is_read_only_and_a_second_one_is_not_made(warehouse: Warehouse) -> None:
    first = release(warehouse)
    assert first.made
    assert first.path.stat().st_mode & 0o777 == 0o444
    assert warehouse.settings.current.resolve() == first.path
    again = release(warehouse)
    assert (again.made, again.path) == (False, first.path)


def test_a_mart_whose_file_is_gone_leaves_the_next_release(warehouse: Warehouse) -> None:
    with warehouse.writer() as con:
        con.execute("CREATE TABLE marts.retired AS SELECT 1 AS one")
    assert release(warehouse).made
    with open_release(warehouse.settings.current) as con:
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'retired'").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'articles'").fetchone() == (2,)


def test_release_refuses_bad_rows_and_keeps_the_last_one(warehouse: Warehouse) -> None:
    first = release(warehouse).path
    with warehouse.writer() as con:
        con.execute("UPDATE core.articles SET document_id = ?", ["e" * 32])
    with pytest.raises(ReleaseRefused, match="document_id not in core.documents"):
        release(warehouse)
    assert warehouse.settings.current.resolve() == first


def test_release_refuses_a_half_made_warehouse(warehouse: Warehouse) -> None:
    with warehouse.writer() as con:
        con.execute("DELETE FROM core.extractions")
    with pytest.raises(ReleaseRefused, match="1 articles were not extracted"):
        release(warehouse)


def test_a_reader_keeps_its_release_while_others_are_made_and_pruned(warehouse: Warehouse) -> None:
    settings = warehouse.settings
    release(warehouse)
    with open_release(settings.current) as reader:
        for n in range(settings.keep_releases + 2):
            with warehouse.writer() as con:
                con.execute("UPDATE core.articles SET section = ?", [f"s{n}"])
            assert release(warehouse).made
        assert reader.execute("SELECT section FROM core.articles").fetchall() == [(None,)]
    assert len(list(settings.releases.glob("*.duckdb"))) == settings.keep_releases
    with open_release(settings.current) as con:
        assert con.execute("SELECT section FROM core.articles").fetchone() == (f"s{settings.keep_releases + 1}",)


def test_another_writer_waits_and_then_says_why(warehouse: Warehouse) -> None:
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(warehouse, 30))
    other.start()
    try:
        _wait_for(warehouse.settings.warehouse / "held")
        with pytest.raises(WarehouseBusy, match="another run has held"), warehouse.writer():
            pass
        os.kill(other.pid, signal.SIGKILL)
        other.join()
        with warehouse.writer() as con:  # the kernel freed the lock
            assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (1,)
    finally:
        other.kill()


def test_changed_declarations_rebuild_the_file(warehouse: Warehouse) -> None:
    with warehouse.writer() as con:
        con.execute("UPDATE meta.build SET schema_hash = 'older'")
    with warehouse.writer() as con:
        assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (0,)


@pytest.mark.parametrize("left", ["garbage", "nothing in it"])
def test_an_unusable_build_file_is_made_anew(warehouse: Warehouse, left: str) -> None:
    path = warehouse.settings.build
    path.unlink()
    if left == "garbage":
        path.write_bytes(b"not a database")
    else:  # as a process leaves it that was killed between making the file and making the tables
        duckdb.connect(str(path)).close()
    with warehouse.writer() as con:
        assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (0,)


def _hold(warehouse: Warehouse, seconds: float) -> None:
    with warehouse.writer():
        (warehouse.settings.warehouse / "held").touch()
        time.sleep(seconds)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.05)
