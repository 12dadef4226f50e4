"""Headlines and headers, which name a source without a verb: "DHQ: ...", "... – officials"."""

from __future__ import annotations

import re

from pipelines.extract.names.entities import Entities
from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.issuers import CHANNEL, PARTISAN
from pipelines.extract.speech.speech_words import Frame
from pipelines.extract.text import Sentence

_HEADLINE_FIRST = re.compile(
    r"(?:(?:BREAKING|UPDATE|JUST IN): |\d\d?[:.]\d\d(?: ?[a-zA-Z]{2,4})?(?: [–—-])? )?(?:(?:The l|L)atest from |From )?"
    r"([^:,;.]{2,60}?)(?:[:,]| [–—-](?= [“\"«„])) "
)
_HEADLINE_LAST = re.compile(r"(?: [—–-] | \(|(?:\S+ ){4}\S+: )([^—–:,;.()\d]{2,50})(, [^—–:;.()]{3,60})?[.)]?$")
_PRESS = re.compile(
    r"\b(?:correspondents?|reporters?|journalists?|editors?|photographers?|writers?|desk|our|my)\b|©",
    re.IGNORECASE,
)
_OF_A_BODY = re.compile(
    r" (?:\([Pp]ress |(?:\w+ )?(?:release|statement|communiqu|bulletin|summary|briefing|update|sitrep))"
)
_CAPITALS = re.compile(r"[A-Z][A-Z’'-]{2,}(?: [A-Z]{3,})?")
_ON_CHANNEL = re.compile(rf" (?:on|via) {CHANNEL}$")
_NAME_LINKS = frozenset({"of", "the", "and", "for", "in", "de", "des", "general", "defence", "press", "media", "high"})
_OPENING = re.compile(r"\s*[“\"«„]")


class Headlines:
    """Reads the headlines of one document."""

    def __init__(self, text: str, entities: Entities, words: AttributionWords) -> None:
        self.text = text
        self.entities = entities
        self.words = words

    def frame(self, sentence: Sentence) -> Frame | None:
        """Read "DHQ: ...", "... — DHQ", "Oryx, confirmed losses to date: ..." in lines without a verb of saying."""
        text = sentence.text
        match = _HEADLINE_FIRST.match(text)
        if match:
            medium = _ON_CHANNEL.search(match.group(1))  # "Commander of the Front on Telegram: ..."
            last = match.start(1) + medium.start() if medium else match.end(1)
            span = (sentence.start + match.start(1), sentence.start + last)
            colon, rest = text[match.end(1)] != ",", text[match.end() :]
            if (colon or re.match(r"[\w ]*(?:losses|confirmed|count)", rest)) and (
                self._is_speaker(*span) or (colon and self._may_speak(text[match.start(1) : last], rest, *span))
            ):
                return Frame("pre", "tally", None, span, span[1], span[1], span[1], sentence.end)
        match = _HEADLINE_LAST.search(text) if sentence.index <= 2 else None
        if match:
            span = (sentence.start + match.start(1), sentence.start + match.end(1))
            name, office = match.group(1), match.group(2)
            known = self._is_speaker(*span) or name.isupper() or self.words.speaker_noun.search(name)
            if known or (office and self.words.speaker_noun.search(office)):
                return Frame("post", "tally", None, span, span[0], span[1], sentence.start, sentence.end)
        return None

    def _may_speak(self, name: str, rest: str, start: int, end: int) -> bool:
        """Tell "Officials: two dead" and "Kyiv: “...”" from "Sudan: two dead", where the article speaks."""
        head = re.split(r" (?:of|for|in|at) ", name, maxsplit=1)[0]
        if self.words.speaker_noun.search(head) or self.words.officer.search(name):
            return True
        return bool(_OPENING.match(rest) or rest.startswith(("we ", "our "))) and bool(
            self.entities.found_in(start, end)
        )

    def _is_speaker(self, start: int, end: int) -> bool:
        found = self.entities.found_in(start, end)
        if not found:
            return False
        last = found[-1]
        known = last.kind in ("entity", "body", "person") and last.mention.entity_type not in ("place",)
        inside = re.search(r"\b(?:by|with|against|for|to|in|of \w+ing)\b", self.text[start : last.mention.start])
        return known and last.mention.end == end and not inside  # "Aid for the UN: ..." is a topic

    def issues(self, start: int, end: int) -> bool:
        """Tell "Commander of the Southern Front", "MACV", "Press service of the 9th Brigade" in the head of a text."""
        printed = self.text[start:end]
        if _PRESS.search(printed):
            return False
        if self.makes_statements(start, end):
            return True
        head = re.split(r" (?:of|for|in|to|at) ", printed, maxsplit=1)[0]
        if self.words.speaker_noun.search(head):
            return True
        place = any(found.kind == "place" for found in self.entities.found_in(start, end))
        capitals = bool(_CAPITALS.fullmatch(printed)) and not place
        return capitals and bool(_OF_A_BODY.match(self.text, end) or PARTISAN.match(self.text, end))

    def makes_statements(self, start: int, end: int) -> bool:
        """Tell "The Ministry of Defence", "ISPR", "Hanoi radio" from a topic, a town or a headline."""
        printed = self.text[start:end]
        if any(w.islower() and w not in _NAME_LINKS for w in re.findall(r"[\w’'-]+", printed)[1:-1]):
            return False  # "Israel strikes Syria"
        head = re.split(r" (?:of|for|in) ", printed, maxsplit=1)[0]
        if self.words.speaker_noun.search(head) or self.words.officer.search(printed):
            return True
        found = self.entities.found_in(start, end)
        whole = bool(found) and found[0].mention.start <= start + 4 and found[0].mention.end == end
        return whole and self._is_speaker(start, end) and found[0].kind != "place"
