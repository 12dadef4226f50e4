"""Figures: value, bounds and span, in words and digits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.grammar.numbers import Number, NumberReader, bounded
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import tokenize

LEXICON = Lexicon.load(Path(__file__).parents[2] / "seeds")


def read(text: str) -> tuple[Number | None, str]:
    tokens = tokenize(text)
    number = NumberReader(tokens, LEXICON.look_up(tokens)).read(0)
    if number is None:
        return None, ""
    return number, text[tokens[number.i].start : tokens[number.end - 1].end]


@pytest.mark.parametrize(
    ("text", "span", "best", "low", "high", "qualifier"),
    [
        ("more than 340 men", "more than 340", 340, 341, None, "more_than"),
        ("at least a dozen men", "at least a dozen", 12, 12, None, "at_least"),
        ("no fewer than six men", "no fewer than six", 6, 6, None, "at_least"),
        ("up to 225 men", "up to 225", 225, None, 225, "up_to"),
        ("nearly two hundred men", "nearly two hundred", 200, None, 199, "less_than"),
        ("around sixty men", "around sixty", 60, None, None, "about"),
        ("some 1.5 million men", "some 1.5 million", 1_500_000, None, None, "about"),
        ("60-odd men", "60-odd", 60, None, None, "about"),
        ("20 or so men", "20 or so", 20, None, None, "about"),
        ("between 30 and 40 men", "between 30 and 40", None, 30, 40, "range"),
        ("six to eight men", "six to eight", None, 6, 8, "range"),
        ("2–3 men", "2–3", None, 2, 3, "range"),
        ("half a dozen men", "half a dozen", 6, 6, 6, "exact"),
        ("both men", "both", 2, 2, 2, "exact"),
        ("forty-one men", "forty-one", 41, 41, 41, "exact"),
        ("one hundred and twenty men", "one hundred and twenty", 120, 120, 120, "exact"),
        ("1 131 400 men", "1 131 400", 1_131_400, 1_131_400, 1_131_400, "exact"),
        ("1.204 men", "1.204", 1204, 1204, 1204, "exact"),
        ("1,14,000 men", "1,14,000", 114_000, 114_000, 114_000, "exact"),
        ("several dozen men", "several dozen", None, None, None, "vague"),
        ("tens of thousands of men", "tens of thousands of", None, None, None, "vague"),
    ],
)
def test_reads(text: str, span: str, best: int | None, low: int | None, high: int | None, qualifier: str) -> None:
    number, words = read(text)
    assert number is not None
    assert (words, number.best, number.low, number.high, number.qualifier) == (span, best, low, high, qualifier)


@pytest.mark.parametrize("text", ["men", "tanks of 1944", "T-72 tanks", "155mm shells", "the"])
def test_reads_no_figure(text: str) -> None:
    assert read(text)[0] is None


@given(st.integers(1, 999_999_999), st.sampled_from(["{:d}", "{:,}", "more than {:,}", "up to {:d}"]))
def test_a_printed_number_reads_back(value: int, form: str) -> None:
    number, words = read(form.format(value))
    assert number is not None
    assert number.best == value
    assert words == form.format(value)


@given(st.integers(1, 999_999_999))
def test_spaced_groups_read_back(value: int) -> None:
    number, _ = read(f"{value:,}".replace(",", " ") + " men")
    assert number is not None
    assert number.best == value


@given(st.integers(0, 10**9), st.sampled_from(["exact", "at_least", "more_than", "up_to", "less_than", "about"]))
def test_bounds_never_cross(value: int, qualifier: str) -> None:
    low, high = bounded(value, qualifier)
    assert low is None or high is None or low <= high
