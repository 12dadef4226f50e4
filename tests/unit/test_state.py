"""Losing or damaging the polling state costs requests, never data."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pipelines.ingest.sink import Said
from pipelines.ingest.state import Page, State

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"no database" * 100)
    with State(path) as state:
        state.see("s", [Page("https://example.org/a", Said("https://example.org/a"))], NOW)
        assert [page.key for page in state.due_pages("s", NOW, 10)] == ["https://example.org/a"]
    assert (tmp_path / "state.damaged").exists()


def test_files_are_read_again_when_the_landing_is_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with State(path) as state:
        state.check_landing(0)
        state.reached("s", "a.jsonl", "sig", 500, finished=True)
        state.note_landing(1000)
    with State(path) as state:
        state.check_landing(1000)
        assert state.position("s", "a.jsonl", "sig") == (500, True)
        assert state.position("s", "a.jsonl", "other file now") == (0, False)
        state.check_landing(400)
        assert state.position("s", "a.jsonl", "sig") == (0, False)


def test_a_file_of_an_older_layout_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE pages (source_id TEXT, key TEXT)")
    for _ in range(2):
        with State(path) as state:
            state.see("s", [Page("https://example.org/a", Said("https://example.org/a"))], NOW)
            assert [page.key for page in state.due_pages("s", NOW, 10)] == ["https://example.org/a"]
