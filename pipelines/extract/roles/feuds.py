"""Who fights whom, learnt from the words of one document: two parties with a word of fighting between them.

"The Murle raided the Nuer", "fighting between Hema and Lendu militias", "Kostania's war with Sarvia": the pair is the
same whichever struck first. No list of wars is asked; what the lists say is weighed against this in ``parties``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.roles.camps import Camps
from pipelines.extract.roles.party import Party, same

_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘])|\n")
#: "backed by", "alongside", "with the help of": no enemy of the one named before.
_ALLY = re.compile(
    r"\b(?:alongside|together with|backed by|supported by|helped by|allied (?:to|with)|joined by|aided by|loyal to"
    r"|on behalf of|side by side with|and|or|including|such as|like|as well as)(?: (?:the|its|their|some|other))?"
    r"(?: [a-z-]+){0,2} $"
)
_BETWEEN = re.compile(r"\b(?:between|pits|pitting)(?: (?:the|a|an|rival|some))?(?: [a-z-]+){0,3} $")
_AND = re.compile(r"(?:[’']s)?(?: [a-z-]+){0,3} and(?: (?:the|a|an|its|rival))?(?: [a-z-]+){0,3} $")
_AGAINST = re.compile(r"(?:[’']s)?[^,;:]{0,60}\b(?:against|versus|vs\.?)(?: (?:the|a|an))?(?: [a-z-]+){0,2} $")
_REACH = 140  # characters: no longer stretch joins two fighters


@dataclass(frozen=True, slots=True)
class Feud:
    """Two parties that a stretch of the text sets against each other, and where."""

    first: Party
    second: Party
    at: int


def feuds(text: str, named: Sequence[Party], camps: Camps) -> list[Feud]:
    """Return the pairs that ``text`` sets against each other, in text order; ``named``: its mentions of parties."""
    found = []
    fighters = [p for p in named if p.camp in {"state", "rebel"}]
    for i, first in enumerate(fighters):
        start = first.at + len(first.text)
        for second in fighters[i + 1 : i + 4]:
            between = text[start : second.at]
            if second.at < start or len(between) > _REACH or _SENTENCE_END.search(between):
                break
            if same(first, second) or (first.camp == second.camp == "state" and first.country == second.country):
                continue
            if first.side is not None and first.side == second.side:
                continue
            if _opposed(text, first, between, camps):
                found.append(Feud(first, second, first.at))
                break
    return found


def _opposed(text: str, first: Party, between: str, camps: Camps) -> bool:
    """Tell whether the words between two parties set them against each other."""
    if _AND.fullmatch(between):
        return _BETWEEN.search(text[max(0, first.at - 40) : first.at]) is not None
    if _ALLY.search(between):
        return False
    return _AGAINST.fullmatch(between) is not None or camps.feud.search(between) is not None
