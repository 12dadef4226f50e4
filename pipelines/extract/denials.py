"""What is denied: each denial finds the statement that it rejects, or is itself the only mention of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.attribution_words import AttributionWords
from pipelines.extract.said import NARRATOR, NOBODY, Attribution, Said, content, same_speaker
from pipelines.extract.speech import Frame
from pipelines.extract.text import Sentence, plain

_ITS_FALSE = re.compile(
    r"\s*(?:that )?(?:it|this|that|they|these|(?:the|such|these) \w+) (?:is|was|are|were|had been) ", re.IGNORECASE
)
_NO_VIEW = re.compile(r"\b(?:not|unable to) (?:\w+ )?(?:confirm|verify|bear|corroborate|comment)\b|\bno comment\b")
_OFFICIAL_NEGATION = re.compile(r"\b(?:not|never|neither|nor|n['’]t|refused to|declined to|confirm or)\s*$")


class Denials:
    """Attaches the denials of one document."""

    def __init__(self, text: str, sentences: Sequence[Sentence], words: AttributionWords, out: Attribution) -> None:
        self.text = text
        self.sentences = sentences
        self.words = words
        self.out = out

    def deny(self, i: int, frame: Frame, index: int) -> None:
        """Find what the denial in ``frame`` (statement ``index``, sentence ``i``) rejects, and mark it."""
        said = self.out.said[index]
        sentence = self.sentences[i]
        if _OFFICIAL_NEGATION.search(plain(self.text[max(sentence.start, frame.at - 30) : frame.at])):
            said.kind = "other"
            return
        rest = self.text[frame.until : sentence.end]
        if self.words.not_loss.match(plain(rest)):
            return
        after = [
            k
            for k in self.out.by_sentence.get(i, ())
            if (f := self.out.said[k].frame) and f.at > frame.at and f.form == "noun" and f.at < frame.at + 80
        ]
        if after:
            self._mark(index, after[:1])
            self._mark_same(i, index, after[0])
            return
        if self.words.anaphor.match(rest) or frame.kind == "call" or self.text[frame.at : frame.until].find(" by ") > 0:
            self._mark_back(i, frame, index, rest)
            return
        # What follows is itself denied: "denied that the tank had been lost". Nobody claims it here.
        self.out.denied.append((frame.until, sentence.end))
        said.speaker, denier = NARRATOR, said.speaker
        content = self.out.add(
            i,
            Said(
                replace(frame, form="pre", start=frame.until, end=sentence.end),
                NOBODY,
                frame.until,
                sentence.end,
                "denied",
            ),
        )
        said.speaker = denier
        said.denies = content

    def _mark_back(self, i: int, frame: Frame, index: int, rest: str) -> None:
        """The denial points back: in its sentence, else to the nearest earlier statement of somebody else."""
        said = self.out.said[index]
        begin = min(frame.at, frame.speaker[0]) if frame.speaker else frame.at
        earlier = [
            k
            for k in self.out.by_sentence.get(i, ())
            if k != index
            and self._begins(k) < frame.at
            and not _NO_VIEW.search(self.text, self.out.said[k].start, frame.at)
            and self.out.said[k].kind != "denial"
            and self._differs(k, said)
        ]
        own = self.text[self.sentences[i].start : begin]
        if earlier:
            self._mark(index, earlier)
            return
        if (
            len(own.split()) > 4
            and not _NO_VIEW.search(own)
            and re.search(
                r"[,;—–-]\s*(?:\w+ of )?(?:which|this|that|numbers|figures|claims?|\w+ which|and|but|while)?\s*$", own
            )
        ):
            self.out.denied.append((self.sentences[i].start, begin))
            target = self.out.by_sentence.get(i, [])
            said.denies = target[0] if target and target[0] != index else None
            return
        for j in range(i - 1, max(-1, i - 5), -1):
            if self.sentences[j].silent:
                continue
            others = [
                k
                for k in self.out.by_sentence.get(j, ())
                if self.out.said[k].kind != "denial" and self._differs(k, said)
            ]
            others = [k for k in others if self.out.said[k].speaker.text]
            if others:
                self._mark(index, others)
                return

    def _mark_same(self, i: int, denial: int, target: int) -> None:
        """What is denied may have been said before: the matching items of the nearest earlier statement are denied."""
        named = self.out.said[target].speaker
        words = content(self.text[self.out.said[target].start : self.out.said[target].end])
        for k in range(min(denial, target) - 1, -1, -1):
            said = self.out.said[k]
            if said.kind == "denial" or not said.speaker.text or not self._differs(k, self.out.said[denial]):
                continue
            if named.text and not same_speaker(said.speaker, named):
                continue
            if words & content(self.text[said.start : said.end]):
                self.out.partly_denied[k] = words
                if not named.text:
                    self.out.said[target].speaker = replace(said.speaker, basis="coreference")
                if named.text or i - self._sentence_of(k) <= 1:
                    return

    def _sentence_of(self, k: int) -> int:
        return max(0, bisect_right([s.start for s in self.sentences], self.out.said[k].start) - 1)

    def _begins(self, k: int) -> int:
        frame = self.out.said[k].frame
        return frame.at if frame else self.out.said[k].start

    def _differs(self, k: int, said: Said) -> bool:
        other = self.out.said[k].speaker
        if other.text is None:
            return other.basis == "unattributed"
        if other.entity_id and other.entity_id == said.speaker.entity_id:
            return False
        return other.text != said.speaker.text

    def _mark(self, denial: int, targets: list[int]) -> None:
        self.out.said[denial].denies = targets[-1]
        for k in targets:
            self.out.said[k].status = "denied"

    def _judged(self, i: int, indexes: list[int]) -> int | None:
        """Return the statement in which somebody says "it was fake": a denial of what was said before."""
        for k in indexes:
            frame = self.out.said[k].frame
            if not frame or frame.form != "pre" or not self.out.said[k].speaker.text:
                continue
            judged = _ITS_FALSE.match(self.text, frame.until)
            if judged and self.words.false.search(self.text[frame.until : frame.until + 60].lower()):
                return k
        return None

    def judge(self) -> None:
        """Read "The published information is not true": what the same or another speaker brought up before."""
        for i, sentence in enumerate(self.sentences):
            indexes = self.out.by_sentence.get(i, [])
            if not indexes or not self.words.false.search(plain(sentence.text)):
                continue
            judged = self._judged(i, indexes)
            if judged is not None:
                self.out.said[judged].kind = "denial"
                frame = self.out.said[judged].frame
                if frame:
                    self._mark_back(i, frame, judged, "")
                continue
            said = self.out.said[indexes[0]]
            if said.kind == "denial" or not said.speaker.text or not self.words.subject_anaphor.match(sentence.text):
                continue
            for j in range(i - 1, max(-1, i - 4), -1):
                earlier = [k for k in self.out.by_sentence.get(j, ()) if self.out.said[k].kind != "denial"]
                if earlier:
                    said.kind = "denial"
                    self._mark(indexes[0], earlier[-1:])
                    break
