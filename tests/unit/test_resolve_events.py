"""Independent sources and what hangs together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.resolve.components import components
from pipelines.resolve.events import matching


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 0),
        ([("bbc", "kyiv")], 1),
        ([("bbc", "kyiv"), ("cnn", "kyiv")], 1),  # two houses, one origin
        ([("bbc", "kyiv"), ("bbc", "moscow")], 1),  # two origins, one house
        ([("bbc", "kyiv"), ("cnn", "moscow")], 2),
        # Three houses and three origins, but all variety lies with one of each.
        ([("bbc", "kyiv"), ("bbc", "moscow"), ("bbc", "oslo"), ("cnn", "kyiv"), ("fox", "kyiv")], 2),
        # The greedy choice (bbc takes kyiv) has to be undone.
        ([("bbc", "kyiv"), ("bbc", "moscow"), ("cnn", "kyiv")], 2),
    ],
)
def test_matching(pairs: list[tuple[str, str]], expected: int) -> None:
    assert matching(pairs) == expected


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=12))
def test_matching_is_bounded_and_blind_to_order(pairs: list[tuple[str, str]]) -> None:
    found = matching(pairs)
    assert found == matching(pairs[::-1])
    assert found <= min(len({family for family, _ in pairs}), len({origin for _, origin in pairs}))
    assert found >= (1 if pairs else 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15))
def test_components_are_named_after_their_first_member(links: list[tuple[int, int]]) -> None:
    ids = [str(n) for n in range(10)]
    found = components(ids, [(str(a), str(b)) for a, b in links])
    for a, b in links:
        assert found[a] == found[b]
    for member, top in zip(ids, found, strict=True):
        assert int(top) <= int(member)
        assert found[int(top)] == top
