"""Whose words an article carries."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from pipelines.resolve.sources import article_sources

OUTLETS = pl.DataFrame(
    [("daily", "Daily", "Press"), ("herald", "Herald", "Herald Group"), ("agency", "Agency", "Agency Co")],
    schema=["outlet_id", "name", "publisher_family"],
    orient="row",
)


def sources(*articles: dict[str, str | None]) -> list[tuple[str, str, str]]:
    """Outlet, publisher family, source family of articles published in this order."""
    ids = [str(n) for n in range(len(articles))]
    rows = [dict.fromkeys(("outlet_id", "url", "wire_credit", "cluster")) | article for article in articles]
    frame = pl.DataFrame(
        {
            "version_id": ids,
            "document_id": ids,
            "date_published": [datetime(2024, 1, 1 + n, tzinfo=UTC) for n in range(len(rows))],
            "fetched_at": [datetime(2024, 2, 1, tzinfo=UTC)] * len(rows),
            "wire_credit": [row["wire_credit"] for row in rows],
        },
        schema_overrides={"wire_credit": pl.String},
    )
    documents = pl.DataFrame(
        {
            "document_id": ids,
            "source_id": ["feed"] * len(rows),
            "url": [row["url"] for row in rows],
            "outlet_id": [row["outlet_id"] for row in rows],
        },
        schema_overrides={"url": pl.String, "outlet_id": pl.String},
    )
    clusters = pl.DataFrame(
        {"version_id": ids, "cluster_id": [row["cluster"] or key for row, key in zip(rows, ids, strict=True)]}
    )
    found = article_sources(frame, documents, OUTLETS, clusters).sort("version_id")
    return list(found.select("outlet", "publisher_family", "source_family").iter_rows())


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ({"outlet_id": "daily"}, ("Daily", "Press", "Press")),
        ({"outlet_id": "unheard_of"}, ("unheard_of", "unknown:unheard_of", "unknown:unheard_of")),
        ({"url": "https://www.blog.example/1"}, ("feed", "unknown:blog.example", "unknown:blog.example")),
        ({}, ("feed", "unknown:feed", "unknown:feed")),
        ({"outlet_id": "daily", "wire_credit": "agency"}, ("Daily", "Press", "Agency Co")),
        ({"outlet_id": "daily", "wire_credit": "Some Agency"}, ("Daily", "Press", "unknown:Some Agency")),
    ],
)
def test_families(article: dict[str, str | None], expected: tuple[str, str, str]) -> None:
    assert sources(article) == [expected]


def test_copies_belong_to_the_first_of_them() -> None:
    copies = sources({"outlet_id": "herald", "cluster": "c"}, {"outlet_id": "daily", "cluster": "c"})
    assert [source for *_, source in copies] == ["Herald Group", "Herald Group"]


def test_a_credit_in_any_copy_names_the_source_of_all() -> None:
    copies = sources(
        {"outlet_id": "herald", "cluster": "c"}, {"outlet_id": "daily", "cluster": "c", "wire_credit": "agency"}
    )
    assert [source for *_, source in copies] == ["Agency Co", "Agency Co"]
