"""Copies of a story share a cluster, whatever order or portion they come in; other stories do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipelines.documents.near_duplicates import cluster, sign
from pipelines.schemas.versions import Clusters, Signatures

WIRE = (
    "At least 12 soldiers were killed when a convoy came under fire near the border town on Monday, the defence "
    "ministry said. Two armoured vehicles were destroyed and four damaged. Officials in the region said that the "
    "attackers fled towards the hills. No group has claimed responsibility. The army has fought insurgents in the "
    "area for more than a decade, and a ceasefire agreed in spring collapsed within weeks."
)
COPY = (
    WIRE.replace("At least 12", "Some 12").replace("Monday", "Monday morning") + " (Additional reporting by our staff)"
)
CUT = WIRE[: WIRE.index(" The army has fought")]
OTHER = (
    "Parliament passed the budget after a night of debate. The finance minister said that spending on roads would "
    "rise by a tenth, while the opposition called the plan a gift to contractors close to the government."
)
AT = datetime(2026, 3, 2, tzinfo=UTC)


def frames(texts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    articles = pl.DataFrame(
        {
            "version_id": [f"{number:032x}" for number in range(len(texts))],
            "text": texts,
            "text_sha256": ["0" * 64] * len(texts),
            "fetched_at": [AT + timedelta(hours=number) for number in range(len(texts))],
            "date_published": [None] * len(texts),
        },
        schema_overrides={"date_published": pl.Datetime("us", "UTC")},
    )
    blocks = pl.DataFrame(
        schema={
            "version_id": pl.String,
            "block_no": pl.Int32,
            "kind": pl.String,
            "start_char": pl.Int32,
            "end_char": pl.Int32,
        }
    )
    return articles, blocks


NONE = pl.DataFrame(schema={"version_id": pl.String, "cluster_id": pl.String, "similarity": pl.Float64})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([WIRE, OTHER, COPY], [0, 1, 0]),
        ([WIRE, CUT, WIRE], [0, 0, 0]),
        ([OTHER, WIRE.upper()], [0, 1]),
        (["Tanks burn.", "Tanks burn.", "Tanks"], [0, 0, 2]),
    ],
)
def test_clusters(texts: list[str], expected: list[int]) -> None:
    articles, blocks = frames(texts)
    signatures = sign(articles, blocks)
    rows = cluster(articles, signatures, NONE)
    assert Signatures.is_valid(signatures, cast=True)
    assert Clusters.is_valid(rows, cast=True)
    assert [int(leader, 16) for leader in rows["cluster_id"]] == expected
    assert rows.filter(pl.col("version_id") == pl.col("cluster_id"))["similarity"].unique().to_list() == [1.0]


def test_portions_give_the_same_clusters_as_one_go() -> None:
    articles, blocks = frames([WIRE, OTHER, COPY, CUT, OTHER + " It was late."])
    signatures = sign(articles, blocks)
    whole = cluster(articles, signatures, NONE)
    known = NONE
    for start in range(0, articles.height, 2):
        portion = articles.slice(start, 2)
        needed = {*portion["version_id"], *known["cluster_id"]}
        rows = cluster(portion, signatures.filter(pl.col("version_id").is_in(needed)), known)
        known = pl.concat([known, rows])
    assert known.equals(whole)


def test_the_order_of_rows_does_not_matter() -> None:
    articles, blocks = frames([WIRE, OTHER, COPY])
    signatures = sign(articles.reverse(), blocks)
    assert cluster(articles.reverse(), signatures, NONE).equals(cluster(articles, signatures, NONE))


def test_only_the_story_counts() -> None:
    articles, _ = frames([WIRE, OTHER])
    menu = "Read more of our coverage of politics, sport and culture, and sign up for the newsletter. " * 8
    articles = articles.with_columns(text=pl.col("text") + menu)
    blocks = pl.DataFrame(
        [
            {"version_id": row["version_id"], "block_no": number, "kind": kind, "start_char": start, "end_char": end}
            for row in articles.iter_rows(named=True)
            for number, (kind, start, end) in enumerate(
                [
                    ("body", 0, len(row["text"]) - len(menu)),
                    ("boilerplate", len(row["text"]) - len(menu), len(row["text"])),
                ]
            )
        ]
    )
    assert cluster(articles, sign(articles, blocks), NONE)["cluster_id"].n_unique() == 2
