"""What a document says and who says it: the statements, and the claimant of any stretch of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.model import Document, Statement
from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.speech_words import Frame, word_set
from pipelines.extract.text import Sentence, plain

_ONE = re.compile(r"an? |the ", re.IGNORECASE)  # no figure that could be corrected
_SOMEBODY = re.compile(r"an? [a-z]")
_CAPITALISED = re.compile(r"[A-Z][\w’']+")
EMPTY = word_set(
    "the that this which from have has had been was were are and not its their his about loss lost one two"
)
_CONFIRMED = re.compile(
    r"\b(?:visually|independently|photographically|geolocated and)[ -](?:confirmed|verified|documented)\b"
    r"|\bvisual (?:evidence|confirmation|proof) of\b|\bconfirmed by (?:name|satellite|photo|video|independent)",
    re.IGNORECASE,
)
_CHECKED = re.compile(  # "images of two burned trucks, which we have independently verified"
    r"[^.;]{0,60}, (?:which|whose authenticity) (?:[\w’'-]+ ){1,4}?(?:has|have|had|was|were) "
    r"(?:been )?(?:independently )?(?:verified|authenticated|geolocated|confirmed)\b"
)
_BY_NAME = re.compile(r"\b(?:confirmed|verified|identified|documented)\b")
_NOT_CONFIRMED = re.compile(r"\b(?:not|neither|nor|never|cannot|unable)\b[^.;]*$", re.IGNORECASE)
_PART_OF_SAME = re.compile(
    r"^(?:of (?:these|them|those|the total|that)\b|.*\bof (?:the total|these|them)\b|[^:–]{2,50} ?[:–] ?\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Whom the text credits with a stretch of it."""

    text: str | None  # as printed; a pronoun is replaced by the name it stands for, if the text has one
    entity_id: str | None
    basis: str  # explicit, coreference, unattributed, narrator
    chain: tuple[str, ...]  # relays outward in: entity ids, or names as printed
    status: str  # asserted, denied, confirmed
    verb: str | None  # lemma
    statement: int  # index into Attribution.statements


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is credited: as printed, and who that is."""

    text: str | None
    entity_id: str | None
    basis: str
    chain: tuple[str, ...] = ()
    entity_type: str | None = None


NARRATOR = Speaker(None, None, "narrator")
NOBODY = Speaker(None, None, "unattributed")


@dataclass(slots=True)
class Said:
    """A frame with its speaker: one statement in the making."""

    frame: Frame | None  # None: the sentence carries on what an earlier frame began, or nobody speaks
    speaker: Speaker
    start: int
    end: int
    status: str = "asserted"
    denies: int | None = None
    kind: str | None = None
    goes_on: bool = False  # a report laid out in paragraphs: speech is carried past their ends


def same_speaker(first: Speaker, second: Speaker) -> bool:
    """Tell whether two speakers are one: the same id, or a capitalised word in common."""
    if first.entity_id and second.entity_id:
        return first.entity_id == second.entity_id
    if first.text == second.text:
        return True
    one, other = (
        [w for w in _CAPITALISED.findall(s.text or "") if w not in ("The", "A", "An")] for s in (first, second)
    )
    initials = {"".join(w[0] for w in words) for words in (one, other)}
    return bool(set(one) & set(other) or initials & {*one, *other})


class Attribution:
    """The statements of one document."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], words: AttributionWords) -> None:
        self._text = document.text
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._words = words
        self.said: list[Said] = []
        self.by_sentence: dict[int, list[int]] = {}
        self.denied: list[tuple[int, int]] = []
        self.issuer: tuple[int, int, Speaker] | None = None  # who speaks in this stretch when nobody else is named
        self.withdrawn: set[int] = set()  # statements whose numbers were corrected later
        self.partly_denied: dict[int, set[str]] = {}  # statement -> content words of what is denied of it

    @property
    def statements(self) -> list[Statement]:
        """All statements so far; ``claimant_at`` adds one for narrator text when it is first asked about."""
        return [
            Statement(
                s.start,
                s.end,
                s.kind or self._words.kind_of(self._text[s.start : s.end]),
                s.status,
                s.speaker.text,
                s.speaker.entity_id,
                s.speaker.basis,
                s.speaker.chain,
                s.frame.lemma if s.frame else None,
                s.denies,
            )
            for s in self.said
        ]

    def claimant_at(self, start: int, end: int) -> Claimant:
        """Return the claimant of the words ``start:end`` (document offsets); narrator when nobody is credited."""
        i = max(0, bisect_right(self._starts, start) - 1)
        sentence = self._sentences[i]
        index = self._covering(i, start)
        if index is None:
            speaker = NARRATOR
            if self.issuer and self.issuer[0] <= start < self.issuer[1]:
                speaker = self.issuer[2]
            whole = not self.by_sentence.get(i)  # beside other statements it must cover nothing of theirs
            stretch = (sentence.start, sentence.end) if whole else (start, end)
            index = self.add(i, Said(None, speaker, *stretch))
        said = self.said[index]
        verb = said.frame.lemma if said.frame else None
        speaker = said.speaker
        status = self._status(said, index, i, start, end)
        return Claimant(speaker.text, speaker.entity_id, speaker.basis, speaker.chain, status, verb, index)

    def is_speaker(self, sentence: int, start: int, end: int, predicate: int) -> bool:
        """Tell whether ``start:end`` names who speaks while the loss is stated elsewhere: "..., a farmer, said"."""
        for index in self.by_sentence.get(sentence, ()):
            frame = self.said[index].frame
            if frame is None or frame.speaker is None or frame.shared or frame.form not in ("pre", "post"):
                continue
            first, last = min(frame.speaker[0], frame.at), max(frame.speaker[1], frame.at)
            if first <= predicate < last:
                continue
            closed = self._text[end:first] == ", " and self._text.startswith(",", frame.speaker[1])
            if first <= start < last or (closed and _SOMEBODY.match(self._text, start, end)):
                return True  # "killed 33 farmers, a community leader, Salim Obi, said"
        return False

    def add(self, sentence: int, said: Said) -> int:
        """Add a statement; return its index."""
        self.said.append(said)
        self.by_sentence.setdefault(sentence, []).append(len(self.said) - 1)
        return len(self.said) - 1

    def _covering(self, sentence: int, position: int) -> int | None:
        best: int | None = None
        for index in self.by_sentence.get(sentence, ()):
            said = self.said[index]
            frame = said.frame
            if frame and frame.speaker and frame.form != "noun" and frame.speaker[0] <= position < frame.speaker[1]:
                continue
            inside = frame.start <= position < frame.end if frame else said.start <= position < said.end
            if inside and (best is None or self._begin(said) >= self._begin(self.said[best])):
                best = index
        return best

    @staticmethod
    def _begin(said: Said) -> int:
        return said.frame.start if said.frame else said.start

    def _status(self, said: Said, index: int, sentence: int, position: int, end: int) -> str:
        if said.status == "denied" or any(a <= position < b for a, b in self.denied):
            return "denied"
        if index in self.withdrawn and not _ONE.match(self._text, position):
            return "denied"
        words = self.partly_denied.get(index)
        if words and words & content(self._text[position:end]):
            return "denied"
        if said.status == "confirmed" or (said.frame and said.frame.kind == "evidence"):
            return "confirmed"
        if self._is_confirmed(said, sentence, position, end):
            return "confirmed"
        return "asserted"

    def _is_confirmed(self, said: Said, index: int, position: int, end: int) -> bool:
        sentence = self._sentences[index]
        before = self._text[sentence.start : position]
        match = _CONFIRMED.search(before)
        if match and not _NOT_CONFIRMED.search(before[: match.start()]):
            return True
        if _CHECKED.match(self._text, end, sentence.end):
            return True
        if _BY_NAME.search(before) and " by name" in self._text[position : position + 60].partition(".")[0]:
            return True
        frame = said.frame
        if frame and frame.lemma in ("confirm", "verify") and said.speaker.entity_type == "osint_project":
            return True
        if index and _PART_OF_SAME.match(sentence.text) and self._sentences[index - 1].para == sentence.para:
            earlier = self._sentences[index - 1]
            count = any(
                (f := self.said[k].frame)
                and f.kind == "confirm"
                and self.said[k].speaker.entity_type == "osint_project"
                for k in self.by_sentence.get(index - 1, ())
            )
            return (
                count
                or bool(_CONFIRMED.search(earlier.text))
                or (
                    bool(_PART_OF_SAME.match(earlier.text))
                    and self._is_confirmed(said, index - 1, earlier.end, earlier.end)
                )
            )
        return False


def content(text: str) -> set[str]:
    """Return the content words of a phrase without plural endings: "two helicopters" -> {"helicopter"}."""
    words = (w.removesuffix("s") for w in re.findall(r"[a-z][\w-]{2,}", plain(text)))
    return {w for w in words if w not in EMPTY}
