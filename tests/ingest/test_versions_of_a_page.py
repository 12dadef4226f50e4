"""One page that is fetched, mended, updated and withdrawn: one document, a version for each text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import polars as pl
import pytest

from pipelines.documents.read import Known, cleaner_version, read_documents
from pipelines.documents.versions import Notices, version_changes
from pipelines.ingest.landing import Landing, fetches_frame
from pipelines.ingest.sink import SourceReport
from pipelines.resolve.spans import version_spans
from pipelines.settings import PROJECT
from tests.ingest.conftest import NOW, Page, Site, article

SEEDS = PROJECT / "seeds"


class Reading:
    """The tables of a warehouse, as far as documents fill them."""

    def __init__(self, landing: Landing) -> None:
        self.landing = landing
        self.tables: dict[str, pl.DataFrame] = {}

    def read(self) -> None:
        known = Known()
        if self.tables:
            known = Known.from_frames(
                self.tables["core.documents"],
                self.tables["core.articles"].drop("text"),
                self.tables["core.fetch_outcomes"],
                cleaner_version(SEEDS),
            )
        keys = {"core.articles": "version_id", "core.text_blocks": "version_id", "core.documents": "document_id"}
        for batch in read_documents(self.landing.records(), self.landing, known, SEEDS):
            for name, rows in batch.items():
                key = keys.get(name, "fetch_id")
                old = self.tables.get(name, rows.clear())
                self.tables[name] = pl.concat([old.join(rows, on=key, how="anti"), rows])

    @property
    def articles(self) -> pl.DataFrame:
        return self.tables["core.articles"].sort("fetched_at")

    def changes(self) -> list[str]:
        rows = version_changes(self.articles, self.tables["core.text_blocks"], Notices.load(SEEDS))
        return rows["change_kind"].to_list()


CANONICAL = '<link rel="canonical" href="/news/raid">'


@pytest.fixture
def reading(landing: Landing) -> Reading:
    return Reading(landing)


def test_three_versions_and_a_withdrawal(site: Site, reading: Reading, ask: Callable[..., SourceReport]) -> None:
    good = article(head=CANONICAL)
    typo = good.replace(b"destroyed near the river on Monday", b"destroyd near the river on Monday")
    pages = [Page(typo), Page(good), Page(good.replace(b"12 soldiers", b"15 soldiers")), Page(b"", 410)]
    for days, page in enumerate(pages):
        site.pages |= {"/feed": Page(site.feed("/news/raid?id=feed")), "/news/raid": page}
        ask(now=NOW + timedelta(days=days), reask_days=(0.9, 1.9, 2.9))
        reading.read()
    assert reading.tables["core.documents"].height == 1
    assert reading.changes() == ["first", "trivial", "figures"]
    outcomes = reading.tables["core.fetch_outcomes"]
    assert outcomes["outcome"].to_list() == ["parsed", "parsed", "parsed", "gone"]
    assert outcomes["document_id"].n_unique() == 1
    assert outcomes["version_id"].to_list() == [*reading.articles["version_id"], None]


def test_a_notice_in_place_of_the_text_is_a_retraction(
    site: Site, reading: Reading, ask: Callable[..., SourceReport]
) -> None:
    notice = article("Article withdrawn").split(b"<p>")[0] + (
        b"<p>This article has been withdrawn because the ministry said that the figures it gave were wrong. "
        b"We apologise to our readers.</p></article>"
    )
    for days, page in enumerate([Page(article()), Page(notice)]):
        site.pages["/news/raid"] = page
        ask("urls", "/news/raid", now=NOW + timedelta(days=days), reask_days=(0.9,))
        reading.read()
    assert reading.changes() == ["first", "retraction"]


def test_other_bytes_with_the_same_text_are_no_version(landing: Landing, reading: Reading) -> None:
    with landing:
        for token in (b"abc", b"def"):
            page = article().replace(b"</head>", b"<script>var t='" + token + b"'</script></head>")
            url = "https://example.org/a"
            landing.put(source_id="s", key=url, data=page, fetched_at=NOW, url=url, media_type="text/html")
    reading.read()
    assert reading.articles.height == 1
    assert reading.tables["core.fetch_outcomes"].height == 2
    assert reading.tables["core.fetch_outcomes"]["version_id"].n_unique() == 1
    assert reading.articles["fetched_at"].item() == NOW


def test_of_two_texts_in_one_run_the_later_is_current(landing: Landing, reading: Reading) -> None:
    """Two sources name the article, or a dump holds it twice: what landed last counts, whatever the hashes."""
    url = "https://example.org/a"
    texts = [article(figure=str(figure)) for figure in range(11, 19)]
    with landing:
        for number, page in enumerate(texts):
            how = {"fetched_at": NOW, "url": url, "media_type": "text/html"}
            landing.put(source_id=f"source {number % 2}", key=url, data=page, **how)
    reading.read()
    fetches = fetches_frame(landing.records())
    assert fetches["fetched_at"].is_sorted()
    assert fetches["fetched_at"].n_unique() == len(texts)
    figures = [text.split(" soldiers")[0].split()[-1] for text in reading.articles["text"]]
    assert figures == [str(figure) for figure in range(11, 19)]
    changes = version_changes(reading.articles, reading.tables["core.text_blocks"], Notices.load(SEEDS))
    spans = version_spans(fetches, reading.tables["core.fetch_outcomes"], changes)
    current = spans.filter(pl.col("valid_to").is_null())["version_id"]
    assert current.to_list() == [reading.articles["version_id"][-1]]


def test_a_text_that_goes_back_is_the_old_version_again(
    site: Site, reading: Reading, ask: Callable[..., SourceReport]
) -> None:
    for days, figure in enumerate(["12", "15", "12"]):
        site.pages["/a"] = Page(article(figure=figure))
        ask("urls", "/a", now=NOW + timedelta(days=days), reask_days=(0.9, 1.9))
        reading.read()
    first, second, third = reading.tables["core.fetch_outcomes"]["version_id"]
    assert first == third != second


def test_losses_that_are_edited_out_are_seen_in_spite_of_triage(
    site: Site, reading: Reading, ask: Callable[..., SourceReport]
) -> None:
    harmless = article("Bridge reopened").split(b"<p>")[0] + b"<p>The bridge was opened again.</p>" * 9 + b"</article>"
    for days, page in enumerate([article(), harmless]):
        site.pages["/a"] = Page(page)
        ask("urls", "/a", now=NOW + timedelta(days=days), reask_days=(0.9,))
    triaged = frozenset({"site"})
    batches = list(read_documents(reading.landing.records(), reading.landing, Known(), SEEDS, triaged=triaged))
    assert batches[0]["core.fetch_outcomes"]["outcome"].to_list() == ["parsed", "parsed"]
    assert batches[0]["core.articles"].height == 2


def test_metadata_of_feed_and_page(site: Site, reading: Reading, ask: Callable[..., SourceReport]) -> None:
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",'
        '"headline":"Two tanks destroyed near the river","datePublished":"2026-03-02T09:10:00+02:00",'
        '"dateModified":"2026-03-02T10:00:00+02:00","author":{"name":"Jane Doe"},"articleSection":"World"}]}</script>'
    )
    site.pages |= {"/feed": Page(site.feed("/a")), "/a": Page(article(head=head))}
    ask()
    reading.read()
    row = reading.articles.row(0, named=True)
    assert row["date_published"].isoformat() == "2026-03-02T07:10:00+00:00"
    assert (row["date_published_precision"], row["date_published_basis"]) == ("minute", "json_ld")
    assert row["date_modified"].isoformat() == "2026-03-02T08:00:00+00:00"
    assert (row["headline"], row["section"], row["language"]) == ("Two tanks destroyed near the river", "World", "en")
    assert row["byline"] == "Jane Doe"
    assert row["text"].startswith("Two tanks destroyed near the river\n\nThe ministry said")
    assert "Imprint" not in row["text"]
