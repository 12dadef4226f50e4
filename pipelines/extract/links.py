"""Links between the claims of one document: which repeats which.

A part knows its whole from the grammar (``frames``). A repeat is told by its form: "the 14 tanks" after "14 tanks",
or the same figure for the same kind of loss again, as headlines and leads do.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.lexicon import Lexicon


def restates(hits: Sequence[Hit], lexicon: Lexicon) -> list[int | None]:
    """Return for every hit the index of the earlier hit it repeats, or None."""
    links: list[int | None] = []
    for i, hit in enumerate(hits):
        links.append(
            next((j for j in range(i - 1, -1, -1) if _repeats(hits[j], hit, lexicon) and links[j] is None), None)
        )
    return links


def _repeats(first: Hit, second: Hit, lexicon: Lexicon) -> bool:
    if first.parent is second or second.parent is first:
        return False
    person = lexicon.is_person(first.category)
    if person != lexicon.is_person(second.category):
        return False
    a, b = first.phrase.number, second.phrase.number
    if b is None:
        # "the Reaper", "the plane": a definite phrase refers back
        return (
            second.phrase.det == "the"
            and not person
            and lexicon.common(first.category, second.category) not in {None, "EQUIP", "INFRA"}
        )
    if a is None or a.vague or b.vague or first.sentence.index == second.sentence.index:
        return False
    if (
        second.phrase.more
        or second.phrase.of_them
        or second.rule_id in {"gap", "row.increment"}
        or first.rule_id == "row.increment"
    ):
        return False
    if (a.best, a.low, a.high) != (b.best, b.low, b.high):
        return False
    alike = {first.outcome, second.outcome}
    same = len(alike) == 1 or alike <= {"killed", "eliminated", "casualties"} or alike <= {"destroyed", "lost"}
    related = lexicon.is_a(first.category, second.category) or lexicon.is_a(second.category, first.category)
    return (
        same
        and related
        and (second.phrase.det in {"the", "those", "these"} or (a.best or 0) >= 5 or first.sentence.index <= 1)
    )
