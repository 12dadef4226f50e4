"""The landing keeps bytes for good, survives being killed, and forgets what it is told to forget."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import stat
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest.identity import document_identity
from pipelines.ingest.landing import Fetch, ForgottenError, Landing, LandingError, fetches_frame
from pipelines.schemas.raw import Fetches

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def put(landing: Landing, key: str = "a.txt", data: bytes | None = b"text", **how: Any) -> Fetch | None:
    return landing.put(source_id="s", key=key, data=data, **{"fetched_at": NOW, **how})


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path / "landing")


def test_bytes_lie_under_their_hash_and_are_read_only(landing: Landing) -> None:
    with landing:
        fetch = put(landing)
    assert fetch is not None
    digest = hashlib.sha256(b"text").hexdigest()
    path = landing.root / "blobs" / digest[:2] / digest
    assert path.read_bytes() == b"text"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert list(landing.records()) == [fetch]
    assert landing.read(fetch) == b"text"


def test_the_same_again_adds_nothing_and_a_change_adds_a_record(landing: Landing) -> None:
    with landing:
        assert put(landing, metadata={"title": "T"})
        assert put(landing, metadata={"title": "T"}, fetched_at=NOW.replace(hour=10)) is None
        assert put(landing, metadata={"title": "U"})
        assert put(landing, data=b"text 2", metadata={"title": "U"})
        assert put(landing, metadata={"title": "U"})  # back to the older bytes: that is news too
    with Landing(landing.root) as again:
        assert put(again, metadata={"title": "U"}) is None
    assert len(list(landing.records())) == 4


def test_rows_fit_the_declared_table(landing: Landing) -> None:
    with landing:
        put(landing, url="https://example.org/a", metadata={"title": "T"}, media_type="text/plain")
        put(landing, "b", None, http_status=410, pub_status="canceled")
    frame = fetches_frame(landing.records())
    assert Fetches.is_valid(frame, cast=True)
    assert frame["metadata"].to_list() == ['{"title":"T"}', "{}"]


def test_a_torn_last_line_is_cut_off(landing: Landing) -> None:
    with landing:
        put(landing, "a")
        put(landing, "b")
    whole = landing.manifest.read_bytes()
    for cut in range(1, len(whole.splitlines(keepends=True)[1])):
        landing.manifest.write_bytes(whole[:-cut])
        assert [f.key for f in landing.records()] == ["a"]
        with Landing(landing.root) as again:
            assert put(again, "b") is not None
        assert [f.key for f in landing.records()] == ["a", "b"]


def test_after_a_power_cut_fetches_whose_bytes_are_not_whole_are_cut_off(landing: Landing) -> None:
    with landing:
        put(landing, "a", b"first")
        landing.sync()
        synced = landing.size()
        for key in ("b", "c", "d"):
            put(landing, key, key.encode() * 100)
        fetches = {fetch.key: fetch for fetch in landing.records()}
    (landing.root / "synced").write_text(str(synced))  # the cut came before the next sync
    digest = str(fetches["c"].sha256)
    blob = landing.root / "blobs" / digest[:2] / digest
    blob.chmod(0o644)
    blob.write_bytes(b"")
    blob.chmod(0o444)
    with Landing(landing.root) as again:
        assert put(again, "b", b"b" * 100) is None
        assert put(again, "c", b"c" * 100) is not None
        assert put(again, "d", b"d" * 100) is not None
    assert [again.read(fetch) for fetch in again.records()] == [b"first", b"b" * 100, b"c" * 100, b"d" * 100]


def test_damage_that_no_crash_explains_is_named(landing: Landing) -> None:
    with landing:
        fetch = put(landing)
        put(landing, "b")
    assert fetch is not None
    lines = landing.manifest.read_text().splitlines()
    landing.manifest.write_text("{half\n" + lines[1] + "\n")
    with pytest.raises(LandingError, match=r"line 1 is not JSON"):
        list(landing.records())
    blob = landing.root / "blobs" / str(fetch.sha256)[:2] / str(fetch.sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"other")
    with pytest.raises(LandingError, match="damaged"):
        landing.read(fetch)
    blob.unlink()
    with pytest.raises(LandingError, match="missing"):
        landing.read(fetch)


def test_forgetting_deletes_the_bytes_and_refuses_them_later(landing: Landing) -> None:
    url = "https://example.org/news/a"
    document = document_identity("s", "a", url, None).document_id
    with landing:
        put(landing, "a", b"first", url=url)
        put(landing, "a", b"second", url=url)
        put(landing, "b", b"second", url="https://example.org/news/b")
        gone = landing.forget(document, NOW)
        assert [fetch.key for fetch in gone] == ["a", "a"]
        with pytest.raises(ForgottenError, match="forget"):
            put(landing, "a", b"third")
        with pytest.raises(ForgottenError):
            put(landing, "other key", b"fourth", url="http://m.example.org/news/a?utm_source=x")
        with pytest.raises(ForgottenError):
            put(landing, "page", b'<link rel="canonical" href="https://example.org/news/a">', url=None)
    blobs = {path.read_bytes() for path in (landing.root / "blobs").glob("*/*")}
    assert blobs == {b"second"}
    assert [fetch.key for fetch in landing.records()] == ["b"]
    with Landing(landing.root) as again:
        with pytest.raises(ForgottenError):
            put(again, "a", b"first", url=url)
        assert again.forget("0" * 32, NOW) == []


def test_a_forget_that_was_killed_before_deleting_is_finished_by_the_next_writer(landing: Landing) -> None:
    with landing:
        fetch = put(landing)
    assert fetch is not None
    document = document_identity("s", "a.txt", None, None).document_id
    line = {"forget": document, "at": NOW.isoformat(), "items": [["s", "a.txt"]], "sha256": [fetch.sha256]}
    with landing.manifest.open("a") as file:
        file.write(json.dumps(line) + "\n")
    with Landing(landing.root) as again:
        put(again, "b", b"other")
    assert {path.read_bytes() for path in (landing.root / "blobs").glob("*/*")} == {b"other"}


def test_bytes_of_a_forgotten_document_may_land_again_for_another(landing: Landing) -> None:
    with landing:
        put(landing, "a", b"same")
        landing.forget(document_identity("s", "a", None, None).document_id, NOW)
        fetch = put(landing, "b", b"same")
    with Landing(landing.root) as again:
        put(again, "c", b"other")
    assert fetch is not None
    assert landing.read(fetch) == b"same"


def _put_for_ever(root: Path) -> None:
    with Landing(root) as landing:
        for number in range(1_000_000):
            landing.put(source_id="s", key=str(number), data=str(number).encode() * 500, fetched_at=NOW)


def test_killing_the_writer_at_any_point_leaves_a_landing_that_reads(landing: Landing) -> None:
    context = multiprocessing.get_context("spawn")
    for pause in (0.0, 0.01, 0.05, 0.1):
        before = landing.size()
        writer = context.Process(target=_put_for_ever, args=(landing.root,))
        writer.start()
        while landing.size() <= before:
            time.sleep(0.001)
        time.sleep(pause)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        for fetch in landing.records():
            assert landing.read(fetch) == fetch.key.encode() * 500
        with Landing(landing.root) as again:
            for path in (landing.root / "blobs").glob("*/[!.]*"):
                assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
            assert again.put(source_id="s", key=f"after {pause}", data=b"x" * 500, fetched_at=NOW)
            again.forget(document_identity("s", f"after {pause}", None, None).document_id, NOW)
