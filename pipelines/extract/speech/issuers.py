"""Who issues a text that is itself a statement: a communiqué, a press release, a bulletin read out by a radio.

Such a text names its author once, at its head, and then speaks for him: "Statement by the High Command",
"DEFENCE HEADQUARTERS, ABUJA: ...", "Baghdad radio, monitored in Nicosia: ...", "GENERAL STAFF, EVENING."
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.extract.text import Sentence

_KIND = (
    r"(?:(?:official|joint|press|news|media|military|war|daily|weekly|evening|morning|situation|operational) )*"
    r"(?:statement|communiqu[ée]|bulletin|release|declaration|announcement|dispatch|report|update|summary|briefing)"
    r"(?: (?:no\.?|number|#) ?\d+)?"
)
_NAME = r"(?P<who>(?:the )?[A-Z][^:–—|(\n]{2,90}?)"
# "Statement by the Command of ...", alone on its line or before a colon
_TITLED = re.compile(
    rf"(?i:{_KIND})(?i:(?: issued| released)? (?:by|of|from) ){_NAME}(?: (?i:on|about|regarding) [^:]*)?(?P<end>:|$)"
)
# "PRESS RELEASE – Defence Headquarters, Abuja"
_LABELLED = re.compile(rf"(?i:{_KIND})\s*[:–—|-]\s*{_NAME}(?P<end>:|$)")
# "The Ministry of Defence, Colombo: Troops ...", "Baghdad radio, monitored in Nicosia: “Our ...”"
_PLACED = re.compile(
    r"(?P<who>(?:The |the )?[A-Z][^,:;.\n]{1,60}), (?:[A-Z][\w’' -]{2,25}|monitored in [^:.]{3,30})(?P<end>:) "
)
# "GENERAL STAFF, EVENING." · "UKRAINIAN GENERAL STAFF – MORNING UPDATE"
_HEADER = re.compile(
    r"(?P<who>[A-Z][^,:;.\n–—]{2,60})(?:,| [–—-]) ?(?:[\w ]*(?i:morning|evening|noon|midday|night|daily|update"
    r"|bulletin|communiqu[ée]|summary|briefing|statement)[\w .:]*)(?P<end>[.]|$)"
)

# "FOR IMMEDIATE RELEASE", and on the next line "Ministry of Defence, Yangon"
_ALONE = re.compile(rf"(?i:for immediate release|{_KIND})[:.]?")
_NAMED = re.compile(rf"{_NAME}(?P<end>$)")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The author of a text, as printed at its head, and the stretch that speaks for him (document offsets)."""

    name: tuple[int, int]
    header: str  # all that the head says of him: "the Command of the Joint Area, Puntland Dervish Force"
    start: int
    end: int


def find_issuer(sentences: Sequence[Sentence], is_speaker: Callable[[int, int], bool]) -> Issuer | None:
    """Return the issuer that the first lines name, if ``is_speaker`` knows the name for one who makes statements."""
    for n, sentence in enumerate(sentences[:3]):
        announced = n > 0 and bool(_ALONE.fullmatch(sentences[n - 1].text))
        for pattern in (_TITLED, _LABELLED, _PLACED, _HEADER, *((_NAMED,) if announced else ())):
            match = pattern.match(sentence.text)
            if match is None:
                continue
            start = sentence.start + match.start("who")
            name = match.group("who").partition(",")[0].rstrip()
            if is_speaker(start, start + len(name)):
                begin = sentence.start + match.end("end")
                whole = pattern is not _PLACED or sentence.para == sentences[-1].para
                last = sentences[-1].end if whole else max(s.end for s in sentences if s.para == sentence.para)
                return Issuer((start, start + len(name)), match.group("who"), begin, last)
    return None
