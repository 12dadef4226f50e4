"""Reading in a pool gives the same rows as reading alone, in the same order, and goes on where it was stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.documents import read
from pipelines.documents.read import Known, cleaner_version, fingerprint, read_documents
from pipelines.ingest.landing import Landing
from pipelines.schemas.core import Articles, Documents, TextBlocks
from pipelines.schemas.raw import FetchOutcomes, RejectedDocuments
from pipelines.settings import PROJECT

SEEDS = PROJECT / "seeds"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
TABLES = {
    "core.documents": Documents,
    "core.articles": Articles,
    "core.text_blocks": TextBlocks,
    "core.fetch_outcomes": FetchOutcomes,
    "quarantine.documents": RejectedDocuments,
}
PAGE = (
    "<html><head><title>Raid number {n}</title></head><body><article><h1>Raid number {n}</h1>"
    "<p>The ministry said that {n} soldiers were killed near the river on Monday, and that two tanks burned. "
    "Officials in the region did not comment on the report when they were asked about it.</p></article></body></html>"
)


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    landing = Landing(tmp_path / "landing")
    with landing:
        for number in range(60):
            kind = number % 5
            data: bytes | None = PAGE.format(n=number).encode()
            how = {"media_type": "text/html", "url": f"https://example.org/{number % 40}", "metadata": {}}
            if kind == 1:
                data, how["media_type"] = f"Raid {number}\n\nThe army lost {number} tanks.".encode(), "text/plain"
            elif kind == 2:
                data = b"\x89PNG" + bytes(range(256))
            elif kind == 3:
                data = (
                    b"<html><body><p>"
                    + b"Nothing happened in the village that day at all. " * 9
                    + b"</p></body></html>"
                )
            elif kind == 4:
                data, how["metadata"] = None, {"reject_code": "too_large", "reject_reason": "It is too large."}
            landing.put(source_id="s", key=str(number), data=data, fetched_at=NOW, **how)
        landing.put(
            source_id="s", key="0", data=None, fetched_at=NOW, url="https://example.org/0", pub_status="canceled"
        )
    return landing


def load(landing: Landing, known: Known | None = None, **how: object) -> dict[str, pl.DataFrame]:
    batches = list(
        read_documents(landing.records(), landing, known or Known(), SEEDS, triaged=frozenset({"s"}), **how)  # type: ignore[arg-type]
    )
    return {name: pl.concat([batch[name] for batch in batches]) for name in TABLES} if batches else {}


def test_rows_fit_the_declared_tables_and_every_fetch_has_an_outcome(landing: Landing) -> None:
    tables = load(landing)
    for name, schema in TABLES.items():
        assert schema.is_valid(tables[name], cast=True), name
    outcomes = tables["core.fetch_outcomes"]
    assert outcomes["fetch_id"].to_list() == [fetch.fetch_id for fetch in landing.records()]
    counts = dict(outcomes["outcome"].value_counts().iter_rows())
    assert counts == {"parsed": 24, "quarantined": 24, "triaged_out": 12, "gone": 1}
    assert set(tables["quarantine.documents"]["reason_code"]) == {"binary", "too_large"}
    assert set(tables["core.text_blocks"]["version_id"]) == set(tables["core.articles"]["version_id"])


def test_a_pool_gives_the_same_rows(landing: Landing) -> None:
    alone, pooled = load(landing, workers=1), load(landing, workers=2)
    for name in TABLES:
        assert pooled[name].equals(alone[name]), name


def test_a_pool_that_cannot_start_blames_no_page(landing: Landing, tmp_path: Path) -> None:
    pool = read._Pool(read._How(landing.root, tmp_path / "no seeds here", 2, frozenset()))
    task = [(fetch, "") for fetch in landing.records()][:2]
    with pytest.raises(RuntimeError, match="LOSSLEDGER_WORKERS=1"):
        list(pool.collect(task, pool.submit([fetch for fetch, _ in task])))
    pool.shutdown()


def test_small_batches_give_the_same_rows(landing: Landing) -> None:
    whole, parts = load(landing), load(landing, batch_size=7)
    for name in TABLES:
        assert parts[name].equals(whole[name]), name


def test_what_is_known_is_not_read_again_and_a_stopped_run_goes_on(landing: Landing) -> None:
    whole = load(landing)
    cleaner = cleaner_version(SEEDS)
    first = next(
        iter(read_documents(landing.records(), landing, Known(), SEEDS, triaged=frozenset({"s"}), batch_size=25))
    )
    known = Known.from_frames(
        first["core.documents"], first["core.articles"].drop("text"), first["core.fetch_outcomes"], cleaner
    )
    rest = load(landing, known)
    assert first["core.fetch_outcomes"].height + rest["core.fetch_outcomes"].height == 61
    for name in ("core.articles", "core.documents", "core.fetch_outcomes"):
        assert pl.concat([first[name], rest[name]]).equals(whole[name]), name
    known = Known.from_frames(
        whole["core.documents"], whole["core.articles"].drop("text"), whole["core.fetch_outcomes"], cleaner
    )
    assert load(landing, known) == {}


def test_another_cleaner_reads_everything_again_and_gives_the_same_ids(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load(landing)
    monkeypatch.setattr(read, "cleaner_version", lambda _: "next")
    known = Known.from_frames(
        whole["core.documents"], whole["core.articles"].drop("text"), whole["core.fetch_outcomes"], "next"
    )
    again = load(landing, known)
    assert again["core.articles"]["version_id"].to_list() == whole["core.articles"]["version_id"].to_list()
    assert set(again["core.articles"]["cleaner_version"]) == {"next"}
    assert (
        again["core.fetch_outcomes"]["fingerprint"].to_list() != whole["core.fetch_outcomes"]["fingerprint"].to_list()
    )


def test_new_metadata_for_the_same_text_updates_the_version(landing: Landing) -> None:
    whole = load(landing)
    known = Known.from_frames(
        whole["core.documents"],
        whole["core.articles"].drop("text"),
        whole["core.fetch_outcomes"],
        cleaner_version(SEEDS),
    )
    fetch = next(landing.records())
    with landing:
        landing.put(
            source_id="s",
            key=fetch.key,
            data=landing.read(fetch),
            fetched_at=NOW.replace(hour=5),
            url=fetch.url,
            media_type=fetch.media_type,
            metadata={"published_at": "2026-03-01"},
        )
    tables = load(landing, known)
    row = tables["core.articles"].row(0, named=True)
    assert row["version_id"] == whole["core.articles"]["version_id"][0]
    assert (row["date_published_precision"], row["fetched_at"]) == ("day", NOW)


def test_a_page_that_breaks_the_parser_stands_in_quarantine(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(read, "parse", broken)
    tables = load(landing)
    reasons = tables["quarantine.documents"].filter(pl.col("reason_code") == "unreadable")["reason"]
    assert "RecursionError" in reasons[0]


def test_fingerprint_depends_on_all_that_counts(landing: Landing) -> None:
    first, second, *_ = landing.records()
    assert fingerprint(first, "a") == fingerprint(first, "a")
    assert len({fingerprint(first, "a"), fingerprint(first, "b"), fingerprint(second, "a")}) == 3


def test_the_cleaners_version_covers_all_code_that_makes_texts() -> None:
    package = PROJECT / "pipelines"
    others = {"__init__.py", "near_duplicates.py", "read.py", "versions.py"}
    made_by = {f"documents/{path.name}" for path in (package / "documents").glob("*.py") if path.name not in others}
    assert made_by <= set(read.CODE)
    assert all((package / name).exists() for name in read.CODE)
