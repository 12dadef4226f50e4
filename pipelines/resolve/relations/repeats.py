"""repeats: the same figure of the same origin, said again.

In one article where the text marks it (``restates_claim_id``); across articles where claims are one figure
(``figures``), copies pointing to the first report; and where two figures of one origin for one day differ by
rounding only ("more than 600", then "613"): within ``ROUNDING`` of each other, bounds that overlap, at least one of
them not exact.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import DISTINCTIVE, FIRST, Claims, joined
from pipelines.resolve.relations import ends, rows

ROUNDING = 0.05


def repeats(claims: Claims) -> pl.DataFrame:
    """Repetitions, as rows of ``resolve.relations``."""
    said = claims.asserted
    stated = said.filter(pl.col("restates_claim_id").is_not_null()).select(
        from_claim_id="loss_claim_id", from_statement_id="statement_id", to_claim_id="restates_claim_id"
    )
    copies = said.filter(pl.col("figure") != pl.col("loss_claim_id"))
    same_words = copies.join(
        claims.figures.select(figure="loss_claim_id", first_outcome="outcome", first_bound="count_qualifier"),
        on="figure",
    ).with_columns(
        surely=pl.when(
            (pl.col("outcome") == pl.col("first_outcome")) & (pl.col("count_qualifier") == pl.col("first_bound"))
        )
        .then(90)
        .otherwise(75)
    )
    copied = same_words.select(
        "surely", "number", from_claim_id="loss_claim_id", from_statement_id="statement_id", to_claim_id="figure"
    )
    return pl.concat(
        [
            rows(
                stated.join(ends(said, "to"), on="to_claim_id"),
                "repeats", "restated_in_text", basis="stated_in_text", confidence=90,
            ),
            rows(
                copied.join(ends(said, "to"), on="to_claim_id"),
                "repeats", "same_figure", basis="same_figure", confidence=pl.col("surely"), detail=pl.col("number"),
            ),
            rows(
                rounded(claims),
                "repeats", "rounded_figure", basis="rounded_figure", confidence=60,
                detail=pl.col("number") + pl.lit(" for ") + pl.col("to_number"),
            ),
        ]
    )  # fmt: skip


def rounded(claims: Claims) -> pl.DataFrame:
    """Pairs of figures of one origin that differ by rounding: from and to ids, number, to_number."""
    block = joined("origin", "theatre", "victim", "kind", "outcome_class", "aggregation", "place_key", "day")
    figures = (
        claims.figures.filter((pl.col("size") >= DISTINCTIVE) & pl.col("parent_claim_id").is_null())
        .with_columns(block=block, exact=pl.col("count_qualifier") == "exact")
        .sort("block", "size", *FIRST)
    )
    # Neighbours in size are compared; the later published of the two points to the earlier.
    below = {
        name: pl.col(name).shift(1).over("block")
        for name in (
            "loss_claim_id",
            "statement_id",
            "published",
            "document_id",
            "number",
            "size",
            "low",
            "high",
            "exact",
        )
    }
    pairs = figures.with_columns(**{f"other_{name}": value for name, value in below.items()}).filter(
        (pl.col("other_document_id") != pl.col("document_id"))
        & (pl.col("other_size") >= pl.col("size") * (1 - ROUNDING))
        & (pl.col("other_high") >= pl.col("low"))
        & (pl.col("other_low") <= pl.col("high"))
        & ~(pl.col("exact") & pl.col("other_exact"))
    )
    later = (pl.col("published") > pl.col("other_published")) | (
        (pl.col("published") == pl.col("other_published")) & (pl.col("document_id") > pl.col("other_document_id"))
    )

    def pick(this: str, other: str) -> pl.Expr:
        return pl.when(later).then(this).otherwise(other)

    return pairs.select(
        from_claim_id=pick("loss_claim_id", "other_loss_claim_id"),
        to_claim_id=pick("other_loss_claim_id", "loss_claim_id"),
        from_statement_id=pick("statement_id", "other_statement_id"),
        to_statement_id=pick("other_statement_id", "statement_id"),
        number=pick("number", "other_number"),
        to_number=pick("other_number", "number"),
    )
