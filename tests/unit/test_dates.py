"""The best-founded publication time wins; a missing time of day is taken from another witness of the same day."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.documents.dates import day_in_text, modified, published
from pipelines.documents.page import PageFacts, read_page

DAY = {"published_at": "2024-03-12", "published_basis": "manifest"}
FEED = {"published_at": "Tue, 12 Mar 2024 08:30:05 GMT", "published_basis": "feed"}


@pytest.mark.parametrize(
    ("metadata", "facts", "url", "lines", "expected"),
    [
        ({}, {}, None, [], (None, "unknown", "unknown")),
        (DAY, {}, None, [], ("2024-03-12T00:00", "day", "manifest")),
        (DAY, {"json_ld_published": ("2024-03-12T06:15:00Z",)}, None, [], ("2024-03-12T06:15", "minute", "json_ld")),
        (DAY, {"json_ld_published": ("2024-05-01T06:15:00Z",)}, None, [], ("2024-03-12T00:00", "day", "manifest")),
        (FEED, {"meta_published": ("2024-03-12T06:15:00Z",)}, None, [], ("2024-03-12T06:15", "minute", "meta")),
        (FEED, {"meta_published": ("2024-03-12",)}, None, [], ("2024-03-12T08:30:05", "second", "feed")),
        (FEED, {"json_ld_published": ("0001-01-01T00:00:00Z",)}, None, [], ("2024-03-12T08:30:05", "second", "feed")),
        ({}, {"json_ld_published": ("2024-03-12T00:00:00+00:00",)}, None, [], ("2024-03-12T00:00", "day", "json_ld")),
        ({}, {}, "https://x.org/news/2024/03/12/raid", [], ("2024-03-12T00:00", "day", "url")),
        ({}, {}, "https://x.org/world/2024/mar/12/raid", [], ("2024-03-12T00:00", "day", "url")),
        ({}, {}, "https://x.org/a-20240312-raid", [], (None, "unknown", "unknown")),
        ({}, {}, None, ["Updated: 12 March 2024, 08:30"], ("2024-03-12T00:00", "day", "text")),
        ({}, {"guessed_published": "2024-03-12"}, None, [], ("2024-03-12T00:00", "day", "meta")),
        ({"published_at": "20240312T081500Z", "published_basis": "file_name"}, {}, None, ["12 March 2024"],
         ("2024-03-12T08:15", "minute", "file_name")),
    ],
)  # fmt: skip
def test_choice(
    metadata: dict[str, Any], facts: dict[str, Any], url: str | None, lines: list[str], expected: tuple[Any, str, str]
) -> None:
    found = published(metadata, PageFacts(**facts), url, lines)
    at = found.at.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00") if found.at else None
    assert (at, found.precision, found.basis) == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 12 March 2024", "2024-03-12"),
        ("March 12th, 2024", "2024-03-12"),
        ("Tue 2 Apr. 2024 08:30", "2024-04-02"),
        ("2024-03-12T08:30", None),
        ("Updated 2024-03-12", "2024-03-12"),
        ("12 soldiers in 2024", None),
        ("Updated 31 Feb 2024", None),
        ("12/03/2024", None),  # which is the month?
    ],
)
def test_day_in_text(line: str, day: str | None) -> None:
    found = day_in_text(line)
    assert (found.at.date().isoformat() if found else None) == day


def test_modified_is_the_publishers_own_word() -> None:
    facts = PageFacts(json_ld_modified=("soon", "2024-03-13T10:00:00Z"))
    at = modified({}, facts)
    assert at is not None
    assert at.isoformat() == "2024-03-13T10:00:00+00:00"
    assert modified({"published_at": "2024-03-12"}, PageFacts()) is None


@pytest.mark.parametrize(
    ("markup", "attribute", "expected"),
    [
        ('<script type="application/ld+json">{"@type":["NewsArticle"],"datePublished":"2024-03-12"}</script>',
         "json_ld_published", ("2024-03-12",)),
        ('<script type="application/ld+json">[{"@type":"WebSite","datePublished":"2001-01-01"},'
         '{"@type":"ReportageNewsArticle","datePublished":"2024-03-12"}]</script>', "json_ld_published", ("2024-03-12",)),
        ('<script type="application/ld+json">{broken</script>', "json_ld_published", ()),
        ('<meta property="article:published_time" content="2024-03-12T08:30:00Z">', "meta_published",
         ("2024-03-12T08:30:00Z",)),
        ('<meta itemprop="datePublished" content="2024-03-12">', "meta_published", ("2024-03-12",)),
        ('<meta property="article:section" content="World">', "section", "World"),
        ("<title>Rebels take a village - The Example</title><body><h1>Rebels take a village</h1>", "title", "Rebels take a village"),
        ('<meta property="og:site_name" content="The Example"><title>Rebels take a village | The Example</title>', "title",
         "Rebels take a village"),
    ],
)  # fmt: skip
def test_page_facts(markup: str, attribute: str, expected: Any) -> None:
    page = f"<html><head>{markup}</head><body><article><p>{'The ministry said so. ' * 20}</p></article></body></html>"
    _, facts = read_page(page, "https://example.org/a")
    assert getattr(facts, attribute) == expected
