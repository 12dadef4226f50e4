"""What is taken back or called untrue without a verb of denying: corrections, "it is a lie that", figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick

from pipelines.extract.speech.said import NOBODY, Attribution, Said
from pipelines.extract.text import Sentence, plain

_NUMBER = (
    r"(?:\d[\d,.]*\d|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif"
    r"|six|seven|eigh|nine)ty(?:-[a-z]+)?|a dozen|dozens|hundreds)\b)"
)
_BOUND = r"(?:(?:more than|at least|up to|about|around|over|nearly|almost|some|as many as|fewer than) )?"
_FIGURE = r"(?:toll|figure|count|number|estimate|claim|report|statement|total|tally)s?"
_EARLIER = r"(?:earlier|previous|initial|first|former|original)"
# "not 30 as it had previously stated"
_NOT_AS = re.compile(
    rf", (?:and )?not (?P<n>{_NUMBER})[^.;]{{0,20}}?,? as (?:[\w'-]+ ){{1,3}}?(?:{_EARLIER}ly |at first )?"
    r"(?:stated|said|reported|announced|claimed|written|put|thought|published)\b"
)
# "three of our men fell, not four"
_RATHER = re.compile(rf"\b{_NUMBER}\b[^.;,]{{3,60}}, (?:and )?not (?P<n>{_NUMBER})(?=[.,;”\"]|$)")
# "correcting its own earlier toll of 17", "an earlier figure of 17 was wrong"
_CORRECTING = re.compile(
    rf"\b(?:correct|revis|withdr|retract|amend)\w* [^.;]{{0,30}}?{_EARLIER} {_FIGURE} (?:of|that)"
    rf" (?P<n>{_BOUND}{_NUMBER})"
    rf"|\b(?:withdrew|withdrawn|retracted|took back) (?:its|his|her|their|the) {_FIGURE} (?:of|that)"
    rf" (?P<o>{_BOUND}{_NUMBER})|\b{_EARLIER} {_FIGURE} (?:of|that) (?P<m>{_BOUND}{_NUMBER})[^.;]{{0,40}}?"
    r" (?:was|were|had been|proved|turned out)"
    r" [^.;]{0,20}?(?:wrong|false|in error|incorrect|mistaken|erroneous|inaccurate|too high)\b"
)
# "Correction: we wrote that five helicopters were destroyed"
_WE_WROTE = re.compile(
    r"(?:\d\d?[:.]\d\d(?: [a-z]{2,4})? ?[–—-]? )?"
    r"(?:corrections?|clarifications?|we also wrote|this (?:article|story))\b[^.]{0,80}?"
    r"\b(?:wrote|written|said|stated|reported)(?:, [^,]+,)? that (?P<wrote>[^.;]+)|we also wrote that (?P<also>[^.;]+)"
)
_LOSS = r"(?:loss|destruction|capture|downing|sinking|killing|death|deaths|surrender|shooting down)"
_REPORTS = r"(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|stories|story|assertions?)"
# "he is alive and at work": who was said to be dead is not
_ALIVE = re.compile(
    r"\b(?:he|she|they|the \w+) (?:is|was|were|are) (?:still |in fact |very much |both )?(?:alive|unharmed)\b"
)
# "rejected the number of 200", "dismissed the figure of 200"
OF_FIGURE = re.compile(
    rf"\s*(?:the|its|their|this|that|a|an) (?:[\w'’-]+ ){{0,2}}?{_FIGURE} of (?P<n>{_BOUND}{_NUMBER})"
)
_CUES = (
    "not ", "correct", "revis", "withdr", "retract", "amend", "wrote", "earlier", "previous", "initial", "alleged",
    "supposed", "purported", "claimed", " lie ", "true that", "false that", "truth in", "truth to", "nonsense that",
    "alive", "unharmed",
)  # fmt: skip


class RetractionWords:
    """The expressions that hold words of judgement, compiled once."""

    def __init__(self, judgement: str) -> None:
        self.cues = AhoCorasick(_CUES)
        self.untrue = re.compile(
            r"\b(?:lie|untrue|not true|false|nonsense|fabrication|myth"
            rf"|no truth (?:in|to) (?:the |these |any )?{_REPORTS})"
            r" that (?P<what>[^.;]+)"
            rf"|\b(?:alleged|supposed|purported|claimed|so-called) {_LOSS} of (?P<item>[^.;,]+?)"
            rf" (?:is|was|are|were) (?:an? )?(?:\w+ )?(?:{judgement})"
        )


class Retractions:
    """Finds what one document takes back."""

    def __init__(self, text: str, sentences: Sequence[Sentence], words: RetractionWords, out: Attribution) -> None:
        self.text = text
        self.sentences = sentences
        self.words = words
        self.out = out

    def read(self, i: int, text: str) -> None:
        """Mark what sentence ``i`` takes back; ``text`` is its plain form."""
        if not self.words.cues.find_matches_as_indexes(text):
            return
        begin = self.sentences[i].start
        for pattern in (_NOT_AS, _CORRECTING):
            match = pattern.search(text)
            if match:
                group = next(name for name, found in match.groupdict().items() if found)
                self.out.denied.append((begin + match.start(group), begin + match.end(group)))
                self.deny_figure(i, match[group])
        rival = _RATHER.search(text)
        if rival:
            self.deny_figure(i, rival["n"])
        match = _WE_WROTE.match(text) or self.words.untrue.search(text)
        if match:
            group = next(name for name, found in match.groupdict().items() if found)
            a, b = begin + match.start(group), begin + match.end(group)
            self.out.denied.append((a, b))
            if group not in ("wrote", "also") or "we wrote" in text:
                self.out.add(i, Said(None, NOBODY, a, b, "denied"))
            number = re.match(_BOUND + _NUMBER + r" \w+", match[group])
            if number and group in ("wrote", "also"):
                self.deny_figure(i, number.group())
        if _ALIVE.search(text):
            self._alive(i)

    def deny_figure(self, i: int, figure: str) -> bool:
        """Mark a figure where the sentences before ``i`` say it; tell whether one does."""
        number = re.sub(rf"^{_BOUND}", "", plain(figure))
        wanted = re.compile(rf"\b{_BOUND}{re.escape(number)}\b")
        for j in range(i - 1, max(-1, i - 12), -1):
            sentence = self.sentences[j]
            found = wanted.search(plain(sentence.text))
            if found and not sentence.silent:
                self.out.denied.append((sentence.start + found.start(), sentence.start + found.end()))
                return True
        return False

    def _alive(self, i: int) -> None:
        """Deny the death that somebody else reported in the sentence before."""
        speaking = self.out.by_sentence.get(i, [])
        for k in self.out.by_sentence.get(i - 1, ()):
            said = self.out.said[k]
            told = re.search(r"\b(?:kill|dead|died|death|eliminat|assassinat)", self.text[said.start : said.end])
            if (
                told
                and said.speaker.text
                and speaking
                and self.out.said[speaking[-1]].speaker.text != said.speaker.text
            ):
                said.status = "denied"
