"""Who says it: statements with their claimants, relays and denials, and the claimant of any claim span.

``speech`` reads the frames of single sentences; here they become the speakers of a document: pronouns and nominal
speakers are resolved, speech is carried on into sentences that plainly continue it, denials find what they deny.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.names.entities import Entities
from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.continuing import Continuing
from pipelines.extract.speech.denials import Denials
from pipelines.extract.speech.frames import read_frames
from pipelines.extract.speech.headlines import Headlines
from pipelines.extract.speech.issuers import find_issuer
from pipelines.extract.speech.retractions import RetractionWords
from pipelines.extract.speech.said import NOBODY, Attribution, Claimant, Said
from pipelines.extract.speech.speakers import Speakers
from pipelines.extract.speech.speech_words import Frame
from pipelines.extract.text import Sentence, plain

__all__ = ["Attribution", "AttributionReader", "Claimant"]

_REPORTED = re.compile(
    r"(?:this|that|it|the information) (?:was|were|is|has been) (?:\w+ly )?"
    r"(?:reported|announced|stated|confirmed|published|said) (?:by|in|at|on) (?:the )?(?P<who>[^,;.]+)",
    re.IGNORECASE,
)
# "described the rebels' figures as “a story”": whatever the words, who judges a claim rejects it
_JUDGED = re.compile(
    r"\w+ (?:the|its|their|these|those|such|his|her|this|that|[\w'-]+'s?) (?:[\w'-]+ ){0,3}"
    r"(?:figures?|claims?|numbers?|reports?|account|version|toll|tally|communiqu[eé]|statement|allegations?|assertions?|boasts?)\b[^.;“\"]{0,40}[“\"‘]"
)
_ACCEPTED = re.compile(
    r"\b(?:accurate|correct|right|plausible|credible|true|grim|shocking|horrif\w+|staggering|conservative|reliable"
    r"|alarming|tragic|heartbreaking|terrible|appalling|preliminary|provisional|incomplete)\b"
)
_BEFORE, _AFTER = 7, 3  # sentences before and after a claim that can bear on who says it


class AttributionReader:
    """Reads speech frames. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = AttributionWords(lexicon)
        self._retractions = RetractionWords(self._words.false.pattern)

    def denying(self, document: Document, sentences: Sequence[Sentence]) -> set[int]:
        """Return the indexes of the sentences with a word of denial ("denied", "is not true")."""
        starts = [s.start for s in sentences]
        found = self._words.denial.find_matches_as_indexes(plain(document.text))
        return {bisect_right(starts, start) - 1 for _, start, _ in found}

    def read(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        entities: Entities,
        near: Iterable[int] | None = None,
    ) -> Attribution:
        """Find who says what in ``document``.

        ``near``: indexes of the sentences that matter; only they and the sentences that can bear on them are read.
        """
        wanted: Sequence[int] = range(len(sentences))
        if near is not None:
            around = {j for i in near for j in range(i - _BEFORE, i + _AFTER + 1)}
            wanted = sorted(j for j in around if 0 <= j < len(sentences))
        if not wanted:
            return Attribution(document, sentences, self._words)
        return _Reading(document, sentences, entities, self._words, self._retractions).run(wanted)


class _Reading:
    """One pass over one document."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        entities: Entities,
        words: AttributionWords,
        retractions: RetractionWords,
    ) -> None:
        self.text = document.text
        self.sentences = sentences
        self.words = words
        self.retractions = retractions
        self.out = Attribution(document, sentences, words)
        self.speakers = Speakers(self.text, sentences, entities, words, self.out)
        self.headlines = Headlines(self.text, entities, words)
        self.denials: list[tuple[int, Frame, int]] = []  # sentence index, frame, statement index

    def run(self, wanted: Sequence[int]) -> Attribution:
        """Read the frames of the wanted sentences, carry speech on, attach denials."""
        issuer = find_issuer(self.text, self.sentences, self.headlines.issues)
        if issuer:
            self.speakers.issue(issuer)
        for i in wanted:
            sentence = self.sentences[i]
            if sentence.silent:
                continue
            lower = plain(sentence.text)
            frames: list[Frame] = []
            reported = _REPORTED.match(sentence.text)
            if reported and " that " not in sentence.text[reported.start("who") :]:
                self._reported(i, sentence, reported)
                continue
            if self.words.speech.may_speak(lower):
                frames = read_frames(sentence, self.words.speech)
                for frame in frames:
                    self._say(i, sentence, frame)
                if not frames and self.words.hedge.search(lower):
                    self.out.add(i, Said(None, NOBODY, sentence.start, sentence.end))
            if not frames:
                headline = self.headlines.frame(sentence)
                if headline:
                    self._say(i, sentence, headline)
        Continuing(self.text, self.sentences, self.words, self.out).carry_on()
        denials = Denials(self.text, self.sentences, self.words, self.retractions, self.out)
        for i, frame, index in self.denials:
            denials.deny(i, frame, index)
        denials.judge(wanted)
        return self.out

    def _say(self, i: int, sentence: Sentence, frame: Frame) -> None:
        if frame.kind == "call" and not self._judges(plain(self.text[frame.at : sentence.end])):
            return  # "called the Holodomor by Ukrainians": a name, no judgement
        speaker = self.speakers.resolve(i, frame)
        if speaker.text:
            self.speakers.found.append((i, speaker))
        begin = frame.start
        if frame.form == "pre" and frame.speaker and not frame.shared:
            begin = min(begin, frame.speaker[0])
        if frame.kind == "hedge":
            begin = sentence.start
        end = frame.end if frame.form in ("pre", "noun") else max(frame.end, frame.until)
        said = Said(frame, speaker, begin, end)
        if frame.form == "back":
            said.kind = "denial"
            said.start = min(frame.at, frame.speaker[0] if frame.speaker else frame.at)
            index = self.out.add(i, said)
            self.denials.append((i, frame, index))
            return
        if frame.kind == "confirm":
            said.kind = "confirmation"
        self.out.add(i, said)

    def _judges(self, text: str) -> bool:
        """Tell "called the figures absurd", "described them as “a story for children”" from "called it a massacre"."""
        return bool(self.words.false.search(text) or (_JUDGED.match(text) and not _ACCEPTED.search(text)))

    def _reported(self, i: int, sentence: Sentence, match: re.Match[str]) -> None:
        """Read "This was reported by X": the sentences before it in its paragraph, else the paragraph after."""
        span = (sentence.start + match.start("who"), sentence.start + match.end("who"))
        self._say(i, sentence, Frame("post", "say", "report", span, span[0], span[1], sentence.start, sentence.end))
        speaker = self.speakers.found[-1][1] if self.speakers.found else NOBODY
        back = [
            j
            for j in range(max(0, i - 4), i)
            if self.sentences[j].para == sentence.para and not self.out.by_sentence.get(j)
        ]
        ahead = [
            j for j in range(i + 1, min(i + 4, len(self.sentences))) if self.sentences[j].para == sentence.para + 1
        ]
        for j in back or ahead:
            self.out.add(j, Said(None, speaker, self.sentences[j].start, self.sentences[j].end))
