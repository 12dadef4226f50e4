"""Times keep the precision they were given with; midnight is never made up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.when import parse_moment


@pytest.mark.parametrize(
    ("value", "at", "precision"),
    [
        ("2024-03-12", "2024-03-12T00:00", "day"),
        ("2024-03", "2024-03-01T00:00", "month"),
        ("2024", "2024-01-01T00:00", "year"),
        ("20240312", "2024-03-12T00:00", "day"),
        ("2024-03-12T00:00:00Z", "2024-03-12T00:00", "day"),
        ("2024-03-12T00:00:00+03:00", "2024-03-12T00:00", "day"),
        ("2024-03-12T08:30:00+03:00", "2024-03-12T05:30", "minute"),
        ("2024-03-12 08:30", "2024-03-12T08:30", "minute"),
        ("2024-03-12T08:30:05.123Z", "2024-03-12T08:30:05", "second"),
        ("2024-03-12T08:30-0500", "2024-03-12T13:30", "minute"),
        ("20240312T083005Z", "2024-03-12T08:30:05", "second"),
        ("Tue, 12 Mar 2024 08:30:05 GMT", "2024-03-12T08:30:05", "second"),
        ("Tue, 12 Mar 2024 08:30:05 +0200", "2024-03-12T06:30:05", "second"),
        (1710232205, "2024-03-12T08:30:05", "second"),
        ("1710232205000", "2024-03-12T08:30:05", "second"),
        (date(2024, 3, 12), "2024-03-12T00:00", "day"),
        (datetime(2024, 3, 12, 8, 30, tzinfo=timezone(timedelta(hours=2))), "2024-03-12T06:30", "minute"),
    ],
)
def test_reads(value: Any, at: str, precision: str) -> None:
    moment = parse_moment(value)
    assert moment is not None
    assert (moment.at, moment.precision) == (datetime.fromisoformat(at).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "value",
    [None, "", "yesterday", "0001-01-01T00:00:00Z", "1970-01-01", "2024-13-01", "2024-02-30", 0, True, "9999-12-31", [], {},
     "Tue, 99 Foo 2024", "12/03/2024"],
)  # fmt: skip
def test_refuses(value: Any) -> None:
    assert parse_moment(value) is None


@given(st.text() | st.integers() | st.floats() | st.none())
def test_never_raises(value: Any) -> None:
    parse_moment(value)
