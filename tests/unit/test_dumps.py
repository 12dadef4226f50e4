"""Archives load record by record, map their columns, and go on where they stopped."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.ingest import dumps
from pipelines.ingest.dumps import land_dump
from pipelines.ingest.landing import Landing
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import DumpSource
from pipelines.ingest.state import State

NOW = datetime(2026, 3, 2, tzinfo=UTC)
COLUMNS = {"text": "maintext", "url": "meta.url", "title": "title", "published_at": "date", "id": "id"}


def record(number: int) -> dict[str, Any]:
    return {
        "id": f"n{number}",
        "maintext": f"The ministry said that {number} soldiers were killed.",
        "meta": {"url": f"https://example.org/{number}"},
        "title": f"Story {number}",
        "date": "2024-03-12 08:30:00",
        "unused": "x" * 50,
    }


class Archive:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.landing = Landing(folder / "landing")

    def load(self, kind: str, pattern: str, **settings: Any) -> SourceReport:
        source = DumpSource.model_validate(
            {"id": "dump", "kind": kind, "path": str(self.folder / pattern), "columns": COLUMNS, **settings}
        )
        with State(self.folder / "state.sqlite") as state, self.landing:
            return land_dump(source, self.landing, state, NOW)

    def write(self, name: str, count: int) -> None:
        records = [record(number) for number in range(count)]
        path = self.folder / name
        lines = "".join(json.dumps(r) + "\n" for r in records).encode()
        if name.endswith(".parquet"):
            pl.DataFrame(records).with_columns(pl.col("date").str.to_datetime()).write_parquet(path, row_group_size=7)
        else:
            path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_columns_are_mapped(archive: Archive, name: str) -> None:
    archive.write(name, 25)
    kind = "parquet" if name.endswith("parquet") else "jsonl"
    assert archive.load(kind, name).counts["landed"] == 25
    first = next(archive.landing.records())
    assert (first.key, first.url) == (f"{name}#n0", "https://example.org/0")
    assert archive.landing.read(first) == b"The ministry said that 0 soldiers were killed."
    assert first.metadata["title"] == "Story 0"
    assert first.metadata["published_at"].startswith("2024-03-12")
    again = archive.load(kind, name)
    assert again.counts == {"files_known": 1}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_a_stopped_load_goes_on_where_it_was(archive: Archive, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    archive.write(name, 60)
    kind = "parquet" if name.endswith("parquet") else "jsonl"
    monkeypatch.setattr(dumps, "BATCH", 10)
    put, puts = Landing.put, 0

    def stop(self: Landing, **how: Any) -> Any:
        nonlocal puts
        puts += 1
        if puts == 35:
            raise KeyboardInterrupt
        return put(self, **how)

    monkeypatch.setattr(Landing, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        archive.load(kind, name)
    before = sum(1 for _ in archive.landing.records())
    assert 0 < before < 60
    monkeypatch.setattr(Landing, "put", put)
    report = archive.load(kind, name)
    assert report.counts["landed"] == 60 - before
    assert report.counts["unchanged"] < 15  # what came after the last note, not all from the start
    assert [fetch.key for fetch in archive.landing.records()] == [f"{name}#n{number}" for number in range(60)]


def test_bad_lines_land_as_they_are_and_long_ones_are_recorded(archive: Archive) -> None:
    good = json.dumps(record(1)).encode()
    (archive.folder / "a.jsonl").write_bytes(b"{half\n" + good + b"\n\n" + b"y" * 5000 + b"\n" + b'{"id": "e"}\n')
    report = archive.load("jsonl", "a.jsonl", max_bytes=1000)
    assert report.counts == {"landed": 3, "rejected": 1}
    keys = [fetch.key for fetch in archive.landing.records()]
    assert keys == ["a.jsonl#@0", "a.jsonl#n1", f"a.jsonl#@{7 + len(good) + 1}", "a.jsonl#e"]


def test_several_files_and_a_damaged_one(archive: Archive) -> None:
    archive.write("a.parquet", 5)
    (archive.folder / "b.parquet").write_bytes(b"PAR1 nothing")
    report = archive.load("parquet", "*.parquet")
    assert report.counts["landed"] == 5
    assert "b.parquet" in report.reason


def test_no_file(archive: Archive) -> None:
    assert "no file matches" in archive.load("jsonl", "*.jsonl").reason


def test_html_columns_land_as_pages(archive: Archive) -> None:
    page = "<html><body><p>12 soldiers were killed.</p></body></html>"
    (archive.folder / "a.jsonl").write_text(json.dumps({"html": page, "url": "https://example.org/a"}))
    archive.load("jsonl", "a.jsonl", columns={"html": "html", "url": "url"})
    (fetch,) = archive.landing.records()
    assert fetch.media_type == "text/html; charset=utf-8"
    assert archive.landing.read(fetch) == page.encode()
