"""Which version is current when: the fetches decide, not the order in which versions were stored."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.resolve.spans import version_spans

Fetch = tuple[int, str, str | None, str]  # day, outcome, version, pub_status


def spans(fetches: list[Fetch], retractions: tuple[str, ...] = ()) -> list[tuple[str, int, int | None, str | None]]:
    """Version, first day, last day, why it ended: of one document fetched on these days."""
    ids = [str(n) for n in range(len(fetches))]
    raw = pl.DataFrame(
        {
            "fetch_id": ids,
            "fetched_at": [datetime(2024, 1, day, tzinfo=UTC) for day, *_ in fetches],
            "pub_status": [status for *_, status in fetches],
        },
        schema_overrides={"fetched_at": pl.Datetime("us", "UTC")},
    )
    outcomes = pl.DataFrame(
        {
            "fetch_id": ids,
            "outcome": [outcome for _, outcome, *_ in fetches],
            "version_id": [version for _, _, version, _ in fetches],
            "document_id": ["d"] * len(fetches),
        },
        schema_overrides={"version_id": pl.String},
    )
    changes = pl.DataFrame(
        {"version_id": list(retractions), "change_kind": ["retraction"] * len(retractions)},
        schema={"version_id": pl.String, "change_kind": pl.String},
    )
    found = version_spans(raw, outcomes, changes).sort("valid_from")
    return [(version, start.day, end.day if end else None, why) for _, version, start, end, why in found.iter_rows()]


@pytest.mark.parametrize(
    ("fetches", "expected"),
    [
        pytest.param([(1, "parsed", "a", "usable")], [("a", 1, None, None)], id="one fetch"),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "parsed", "a", "usable")], [("a", 1, None, None)], id="same again"
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "parsed", "b", "usable"), (3, "parsed", "a", "usable")],
            [("a", 1, 2, "superseded"), ("b", 2, 3, "superseded"), ("a", 3, None, None)],
            id="back to the earlier wording",
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "gone", None, "canceled")], [("a", 1, 2, "withdrawn")], id="gone"
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "parsed", "a", "canceled")], [("a", 1, 2, "withdrawn")], id="canceled"
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "gone", None, "usable"), (3, "parsed", "a", "usable")],
            [("a", 1, 2, "withdrawn"), ("a", 3, None, None)],
            id="gone and back",
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "quarantined", None, "usable")],
            [("a", 1, None, None)],
            id="an unreadable fetch ends nothing",
        ),
        pytest.param(
            [(1, "parsed", "a", "usable"), (2, "triaged_out", None, "usable")],
            [("a", 1, 2, "superseded")],
            id="a text without losses replaces one with losses",
        ),
        pytest.param(
            [(2, "parsed", "b", "usable"), (1, "parsed", "a", "usable")],
            [("a", 1, 2, "superseded"), ("b", 2, None, None)],
            id="stored out of order",
        ),
    ],
)
def test_spans(fetches: list[Fetch], expected: list[tuple[str, int, int | None, str | None]]) -> None:
    assert spans(fetches) == expected


def test_a_retraction_notice_is_no_version_to_read_claims_from() -> None:
    fetches: list[Fetch] = [(1, "parsed", "a", "usable"), (2, "parsed", "notice", "usable")]
    assert spans(fetches, ("notice",)) == [("a", 1, 2, "retracted")]


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=20))
def test_spans_never_overlap_and_the_last_usable_fetch_is_current(versions: list[str | None]) -> None:
    fetches: list[Fetch] = [
        (day, "parsed" if version else "gone", version, "usable") for day, version in enumerate(versions, start=1)
    ]
    found = spans(fetches)
    for before, after in pairwise(found):
        assert before[2] is not None
        assert before[2] <= after[1]
    current = [version for version, _, end, _ in found if end is None]
    assert current == ([versions[-1]] if versions and versions[-1] else [])
