"""Speech that goes on: sentences without a speaker of their own that plainly continue what somebody said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.said import Attribution, Said, Speaker, same_speaker
from pipelines.extract.speech.speech_words import Frame
from pipelines.extract.text import Sentence, plain

_HE_HIMSELF = re.compile(
    r"(?:it|they) (?:also |has |have |had )?(?:treated|received|recorded|registered|counted|listed|found"
    r"|documented|recovered|identified|buried|collected|put|gave|named|logged)\b"
)
_DETAILS = re.compile(
    r"[^.;,]{0,30}\b(?:details|figures|results|summary|statement|report|update|progress|bulletin|communiqu[ée]|data|briefing|rundown|breakdown|overview)\b",
    re.IGNORECASE,
)
# "Two guns had been captured." after what X said: told in the pluperfect, it is still X's; a dated one is the article's
_BACKSHIFTED = re.compile(
    r"[^,;:.]{3,90}? (?:had|would) (?:\w+ly |also |since |already |now |either |all |both )?"
    r"(?:be|been|\w+ed|lost|taken|fled|left|fallen|shot|hit|died|sunk|burnt|blown|set|lain|gone|come|risen|become)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in|since|until|by) (?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|early|late|\d{4})\b|\b(?:last|previous|earlier|years?|months?|weeks?|days?) (?:ago|before|earlier|later|week"
    r"|month|year)\b|\bwhen\b"
)
_OTHERS = re.compile(
    r"(?:(?:more than|at least|about|another|some|up to|nearly|over) )?"
    r"(?:a further |\d[\d,]*|several|dozens|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?|two|three|four|five|six|seven|eight|nine"
    r"|ten)"
    r"(?: other [a-z]+| others| more| further)\b"
)
# a list that shows its proof: "of which photo or videographic evidence is available"
_PROOF = re.compile(
    r"\b(?:photo\w*|video\w*|visual\w*|satellite)\b[^.]{0,30}\b(?:evidence|confirm\w*|verif\w*|proof)\b",
    re.IGNORECASE,
)
_TROOPS_FOUND = re.compile(
    r"\b(?:troops|soldiers|forces|police|personnel|units|jawans|marines|commandos) (?:also |later |then )?"
    r"(?:recovered|seized|found|captured|confiscated|destroyed|retrieved)\b"
)
_BOOTY = re.compile(r"\b(?:recovered|seized|confiscated|captured|found|freed|rescued|taken|destroyed|arrested)\b")
_RESUMES = re.compile(  # the article's own story goes on
    r"(?:the )?(?:fighting|clashes|violence|shelling|attacks|strikes|air ?strikes|bombing|war|conflict|unrest|battles?"
    r"|offensive|siege|protests?|talks|a ceasefire|the truce)(?: [\w’'-]+){0,4}? (?:resumed|continued|erupted|broke out"
    r"|began|started|raged|spread|intensified|escalated|flared|went on|subsided|died down|collapsed|took place|ha[sd]"
    r"|have|lasted|persisted|ended)\b"
)
_ON_DAY = re.compile(r"\bon (?:late |early )?(\w+day)\b")
_INTENDS = re.compile(r"\s*(?:that )?[\w’' ]{1,24}? (?:would|will|planned to|hoped to|intended to|wanted to)\b")
_ANOTHER_LOST = re.compile(r"(?P<who>[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2} (?:lost|suffered|buried|mourned) ")
_QUOTE_ENDS = re.compile(r"[”\"’'],? ?\S?$")
_NEW_NAME = re.compile(r"The (?P<who>[A-Z][\w-]+)['’]s ")  # "The EU's mission was damaged": a name of its own
_AMONG = re.compile(
    r"among the (?:dead|killed|victims|wounded|injured|casualties|slain)\b|the (?:dead|victims) included?\b"
)
_ADDS = frozenset({"add", "go on", "continue", "read"})
_CLAUSE = re.compile(r"\b(?:that|had|has|have|was|were|is|are|been|to have)\b")
_OPENING = re.compile(r"\s*[“\"«„]")
_QUOTE_MARK = re.compile(r"[“”\"]")
_MAX_CARRY = 3  # sentences between two frames of one speaker that still count as that speaker's


class Continuing:
    """Carries the speech of one document on."""

    def __init__(self, text: str, sentences: Sequence[Sentence], words: AttributionWords, out: Attribution) -> None:
        self.text = text
        self.sentences = sentences
        self.words = words
        self.out = out

    def carry_on(self) -> None:
        """Give sentences without a frame to the speaker who plainly goes on."""
        if not self.out.said:
            return
        quoted = self._quoted()
        for i, sentence in enumerate(self.sentences):
            if sentence.silent or self.out.by_sentence.get(i):
                continue
            index = self._quote_speaker(i) if i in quoted else self._closing_speaker(i)
            if index is None and i not in quoted:
                index = self._closing_writer(i)
            if index is None:
                index = self._sandwich(i)
            if index is None:
                index = self._list_speaker(i)
            if index is None:
                index = self._going_on(i)
            if index is not None:
                source = self.out.said[index]
                goes_on = source.goes_on or (source.frame is not None and self._lays_out(source.frame))
                proven = goes_on and (source.status == "confirmed" or self._is_proven(source))
                status = "confirmed" if proven else "asserted"
                speaker = replace(source.speaker, basis="coreference") if source.speaker.text else source.speaker
                self.out.add(i, Said(None, speaker, sentence.start, sentence.end, status, goes_on=goes_on))

    def _quoted(self) -> set[int]:
        """Return the sentences that begin inside a quotation."""
        inside: set[int] = set()
        open_ = False
        para = -1
        for i, sentence in enumerate(self.sentences):
            if sentence.para != para:
                para, open_ = sentence.para, False
            if open_ or _OPENING.match(sentence.text):
                inside.add(i)
            for mark in _QUOTE_MARK.findall(sentence.text):
                open_ = mark == "“" if mark in "“”" else not open_
        return inside

    def _framed(self, i: int, forms: tuple[str, ...] = ("pre", "post", "noun")) -> list[int]:
        return [
            index
            for index in self.out.by_sentence.get(i, ())
            if (frame := self.out.said[index].frame) and frame.form in forms and self.out.said[index].speaker.text
        ]

    def _quote_speaker(self, i: int) -> int | None:
        para = self.sentences[i].para
        j = i + 1
        while j < len(self.sentences) and self.sentences[j].para == para and j <= i + _MAX_CARRY:
            framed = self._framed(j, ("post",))
            if framed:
                return framed[0]
            j += 1
        j = i - 1
        while j >= 0 and self.sentences[j].para >= para - 1 and j >= i - _MAX_CARRY - 1:
            said = self.out.by_sentence.get(j)
            if said and not self.sentences[j].silent:
                return said[-1] if self.out.said[said[-1]].speaker.text else None
            j -= 1
        return None

    def _closing_speaker(self, i: int) -> int | None:
        """A paragraph closed by ", - said X" is his from its beginning."""
        for j in range(i + 1, min(i + 1 + _MAX_CARRY, len(self.sentences))):
            if self.sentences[j].para != self.sentences[i].para:
                return None
            for index in self._framed(j, ("post",)):
                frame = self.out.said[index].frame
                if frame and re.search(r",? [-–—] ?$", self.text[max(0, frame.at - 4) : frame.at]):
                    return index
        return None

    def _closing_writer(self, i: int) -> int | None:
        """A paragraph that ends in ", wrote the mayor." is what he wrote, if nobody else speaks in it."""
        last = i
        while last + 1 < len(self.sentences) and self.sentences[last + 1].para == self.sentences[i].para:
            last += 1
        framed = self._framed(last, ("post",)) if i < last <= i + _MAX_CARRY else []
        if not framed or any(self.out.by_sentence.get(j) for j in range(i, last)):
            return None
        frame = self.out.said[framed[-1]].frame
        if frame is None or frame.lemma not in ("write", "post", "report", "inform"):
            return None
        return framed[-1] if frame.until >= self.sentences[last].end - 2 else None

    def _sandwich(self, i: int) -> int | None:
        """A sentence between two of one speaker, the second of which says "it added" or the like."""
        before = self._last_before(i)
        if before is None:
            return None
        last = self.out.said[before].speaker
        j = i + 1
        while j < len(self.sentences) and j <= i + _MAX_CARRY + 1:
            framed = self._framed(j)
            if framed:
                following = self.out.said[framed[0]]
                first = following.speaker
                same = same_speaker(first, last) or self._is_his_statement(first)
                near = self.sentences[j].para == self.sentences[i].para
                adds = following.frame is not None and following.frame.lemma == "add"
                return before if same and ((first.basis == "coreference" and near) or adds) else None
            if self.out.by_sentence.get(j):
                return None
            j += 1
        return None

    def _is_his_statement(self, speaker: Speaker) -> bool:
        """Tell "the statement read": whoever spoke before made it."""
        words = plain(speaker.text or "").split()
        kind = self.words.speech.nouns.get(words[-1]) if words and words[0] == "the" else None
        return speaker.basis == "coreference" and kind in ("medium", "message")

    def _last_before(self, i: int) -> int | None:
        j = i - 1
        while j >= 0 and j >= i - _MAX_CARRY - 1:
            said = self.out.by_sentence.get(j)
            if said:
                return said[-1] if self.out.said[said[-1]].speaker.text else None
            j -= 1
        return None

    def _list_speaker(self, i: int) -> int | None:
        """The lines of a list belong to the speaker of the line that introduces it with a colon."""
        j = i - 1
        while j >= 0 and (self.sentences[j].silent or not self.sentences[j].text.rstrip().endswith(":")):
            if self._framed(j) or self.sentences[j].text.rstrip().endswith("."):
                return None
            j -= 1
        framed = self._framed(j) if j >= 0 else []
        return framed[-1] if framed else None

    def _going_on(self, i: int) -> int | None:
        """A report or a tally goes on to the end of its paragraph; so does "X said that ..." for a sentence."""
        previous = self.out.by_sentence.get(i - 1) if i else None
        if not previous:
            return None
        said = self.out.said[previous[-1]]
        if said.speaker.text is None:
            return None
        opening = plain(self.sentences[i].text[:120])
        if self.words.goes_on.match(opening):
            return previous[-1]
        if self.words.breaks.match(opening) or self._names_another(i) or _RESUMES.match(opening):
            return None
        day = _ON_DAY.search(opening)
        if day and day[1] not in plain(self.sentences[i - 1].text) and not _OTHERS.match(opening):
            return None  # what happened on another day
        frame = said.frame
        if frame is not None and self._lays_out(frame):
            return previous[-1]
        same_para = self.sentences[i - 1].para == self.sentences[i].para
        speech = frame is None or frame.kind in ("say", "claim", "tell", "according", "confirm", "admit", "count")
        near = self.sentences[i].para - self.sentences[i - 1].para <= 1
        if speech and near and _BACKSHIFTED.match(opening) and not _DATED.search(plain(self.sentences[i].text)):
            return previous[-1]
        if frame is None:
            return previous[-1] if same_para or said.goes_on else None
        if same_para and _AMONG.match(opening):
            return previous[-1]
        if same_para and frame.form == "post" and self._tells_more(said, opening):
            return previous[-1]
        if not same_para:
            return None
        if self.text[frame.until : frame.until + 16].lstrip().startswith("responsib"):
            return None
        if _INTENDS.match(self.text, frame.until):  # "said he would pray. On Sunday 24 people died."
            return None
        if frame.kind == "tally" or frame.lemma == "show":
            return previous[-1]
        if said.speaker.entity_type == "osint_project" and frame.kind in ("count", "confirm"):
            return previous[-1]  # a count goes on to the end of its paragraph
        counts = frame.kind in ("count", "confirm", "admit") and frame.form == "pre"
        if counts and _HE_HIMSELF.match(opening):  # "The clinic confirmed 9 deaths. It treated 40 people."
            return previous[-1]
        new = _NEW_NAME.match(self.sentences[i].text)
        if new and new["who"] not in self.sentences[i - 1].text:
            return None
        if frame.form == "pre" and frame.kind in ("say", "claim", "tell", "admit"):
            said_so = frame.kind in ("say", "tell") or _CLAUSE.search(self.text, frame.until, frame.end)
            return previous[-1] if said_so else None
        return None

    def _names_another(self, i: int) -> bool:
        """Tell "The army said 14 of its men died. Malawi lost three.": another one's losses are the article's."""
        another = _ANOTHER_LOST.match(self.sentences[i].text)
        return another is not None and another["who"] not in self.sentences[i - 1].text

    def _tells_more(self, said: Said, opening: str) -> bool:
        """Tell "9 died, the medic said. Four others were hurt." and "..., it went on. Troops seized a gun." """
        frame = said.frame
        speech = min(frame.at, frame.speaker[0]) if frame is not None and frame.speaker else 0
        quoted = bool(_QUOTE_ENDS.search(self.text, max(0, speech - 3), speech + 1))
        if _OTHERS.match(opening) and not quoted:
            return True
        printed = plain(said.speaker.text or "").removeprefix("the ").removeprefix("a ")
        medium = self.words.speech.nouns.get(printed) == "medium"
        if medium and said.speaker.basis == "explicit":  # "a communiqué said": all this is what it says
            return True
        if not quoted and _TROOPS_FOUND.search(opening):
            return True
        return frame is not None and frame.lemma in _ADDS and bool(_BOOTY.search(opening))

    def _is_proven(self, source: Said) -> bool:
        tally = source.frame is not None and source.frame.lemma == "list"
        return tally and bool(_PROOF.search(self.text, source.start, source.end))

    def _lays_out(self, frame: Frame) -> bool:
        """Tell "the ministry released details of ...": what follows is its report, to the end."""
        if frame.lemma in ("sum up", "summarise", "list"):  # "this list, kept by Oryx, ..."
            return frame.lemma != "list" or frame.kind == "tally"
        if frame.lemma not in ("release", "publish", "report", "issue", "present", "give", "provide", "update"):
            return False
        return bool(_DETAILS.match(self.text, frame.until, frame.until + 60))
