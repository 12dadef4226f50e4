"""Whether a figure is a running total (cumulative) or that of one event or day (incremental).

Fixed words are data in ``aggregation_cues.csv``; built here are spans of time ("in forty-two days"), wars and
campaigns, and totals that grow ("brings to 24 the number of ..."). The nearest cue in the clause wins; rows of a list
and sentences that plainly go on take that of their introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence, any_of, plain

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_INHERITS = re.compile(
    r"(?:of (?:these|those|them|the total|(?:that|this) (?:number|total))\b|another \d|these include"
    r"|.*\bof the (?:total|losses)\b"
    r"|among (?:them|these|those|the dead)"
    r"|furthermore|in addition|moreover|[\w ]+ (?:also )?(?:added|said|reported|announced) that\b"
    r"|a further \d|a further (?:\w+-)?\w+ (?!(?:round|attempt|attack|strike)\b)"
    r"|(?!\d\d?[:.]\d\d)[^:–]{2,50} ?[:–] ?(?:[\w -]{2,25}, )?\d)"
)
_SAME_PERIOD = re.compile(r"\b(?:same|mentioned|said) (?:period|time|stretch)\b")
_SINCE_BECAUSE = re.compile(r" (?:it|they|he|she|there|we)\b")
# "the deadliest attack since 2017", "the first time in ten months", "in May this year", "after months of war": no total
_SUPERLATIVE = re.compile(
    r"\b(?:(?:dead|cost|blood|heav)liest|(?:bloodi|heavi|deadli|costli|larg|bigg|high|low|fierc|grav|long|great)est|worst|most"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth|only)"
    r" (?:[\w'’-]+ ){0,6}$"
    rf"|\b(?:{_MONTH}|earlier|later|after)(?: (?:almost|nearly|about|some|over|more than|the))? $"
)
# A whole war, campaign or span of months is a running total, whatever it is called.
_WAR = (
    r"(?:wars?|conflict|campaign|insurgency|hostilities|uprising|intifada|genocide|offensive|siege|rebellion|occupation"
    r"|civil war)"
)
_FEW = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|several|many)"
_LONG = (
    r"(?:(?:1\d|[2-9]\d|\d{3,}|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    rf"|a hundred) days|{_FEW} (?:weeks|months|years|decades))"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? )"
_DAY_MONTH = rf"(?:{_DAY})?{_MONTH}(?: \d{{1,2}})?"
_CAMPAIGN = re.compile(
    r"\bfrom \d\d\.\d\d\.\d\d(?:\d\d)? to\b|\bas of (?:now|today|(?:the )?(?:morning|evening|start|end) of\b"
    r"|\d\d?[./]\d\d?|(?:\d{1,2}(?:st|nd|rd|th)? )?" + _MONTH + r")\b"
    r"|^in total,|'s (?:count|tally)\b"
    rf"|\b(?:throughout|during|in|over) (?:the|its|their|his|\d+ years of)(?: [\w-]+){{0,4}} {_WAR}\b"
    r"|\b(?:throughout|during|in|over) the (?:[\w-]+ )?(?:battle|fight|siege) (?:of|for|to)\b"
    rf"|\b{_WAR}[^.;]{{0,60}}\b(?:has|have) (?:been responsible|killed|claimed|left|cost)"
    rf"|\b[\w-]+-(?:day|week|month|year)(?:-(?:long|old))? (?:{_WAR}|battle)(?: [\w ]+)? (?:killed|cost|left|claimed)\b"
    rf"|\b(?:dead|deaths|toll|losses|victims|casualties|killed|lives|fallen) (?:of|in|from) the"
    rf" (?:[\w-]+ ){{0,3}}{_WAR}\b"
    rf"|\bfirst (?:day|week|month|year)s? of the (?:[\w-]+ )?{_WAR}\b|\b{_WAR} has cost\b"
    rf"|\b(?:in|over|during|within|throughout) (?:(?:the|its|their|some|about|over|more than|nearly|almost) )?{_LONG}\b"
    rf"|\b(?:{_LONG}|weeks|months|years|decades) of (?:[\w-]+ ){{0,3}}"
    rf"(?:{_WAR}|fighting|clashes|violence|bombing|bombardment|strikes|shelling|unrest)\b"
    r"|\b(?:in|over|during) (?:the )?(?:last|past) [\w-]+ (?:months|years)\b"
    r"|\bfrom the (?:very )?(?:start|beginning|outset|first days?) of the\b"
    rf"|\b(?:between|from) {_DAY_MONTH} (?:\d{{4}} )?(?:and|to|until) (?:the end of |{_DAY}){_MONTH}\b"
    rf"|\b(?:between|from) {_MONTH} \d{{4}} (?:and|to|until) (?:the end of )?(?:{_DAY})?{_MONTH}\b"
    r"|\b(?:in|for|over|during) the (?:whole )?(?:month|year|quarter)\b(?! of)|\bthis month alone\b"
    r"|\b(?:has|have) now (?:been )?(?:destroyed|killed|shot|captured|sunk|wounded|downed|eliminated|seized)\b"
    r"|\bfirst (?:\w+ )?(?:weeks|months) of (?:the|this|last) (?:year|war)\b"
    r"|\bduring (?:its|their|the) (?:[\w-]+ )?(?:deployment|presence|mandate|mission|reign|rule)\b"
    rf"|\bnow in (?:its|their) \w+ (?:week|month|year)\b|\bafter {_LONG} of\b"
    rf"|\b(?:between|from) {_MONTH} (?:and|to|until) {_MONTH}\b|\b(?:between|from) \d{{4}} (?:and|to|until) \d{{4}}\b"
    rf"|\bby the end of the (?:[\w-]+ )?{_WAR}\b|\bover the years\b|\bin recent (?:months|years)\b"
    r"|\b(?:first|second) half of (?:the|this|last) year\b|\bthis year\b(?!'s)"
    r"|\bhow many [\w ,'-]+ (?:has|have) [\w '-]+ (?:lost|killed|died)\b"
    rf"|\b(?:{_WAR}|fighting|clashes|violence),? (?:that|which) (?:began|started|erupted|broke out)"
    r" (?:in|on|when|last)\b"
)
_ONE_DAY = re.compile(
    r"\b(?:last|final|closing|opening) (?:day|days|hour|hours|week) of\b"
    r"|\b(?:one|two|three|four|five|six)-(?:day|hour) (?:battle|fight|siege)\b"
)
# "recorded 194 deaths in August", "19 journalists were killed in 2023": totals of a month or a year, unless one attack
# is told of
_COUNTED = re.compile(
    r"\b(?:registered|recorded|documented|counted|verified|logged|tallied|tracked|catalogued|totalled|totaled)\b"
    r"|\b(?:casualties|deaths|losses|killings|toll|number) (?:[\w ]{2,30} )?(?:reached|rose|fell|came|stood|amounted)\b"
)
_MONTHLY = re.compile(rf"\b(?:in|for|during|over|of) (?:last |early |late )?{_MONTH}\b(?! \d)|\blast month\b")
_YEARLY = re.compile(r"\b(?:in|during|for|throughout) (?:19|20)\d\d\b|\blast year\b")
_EVENT = re.compile(
    r"\b(?:attacks?|strikes?|raids?|ambush\w*|bomb(?:ing|er|s)?s?|blasts?|explosions?|battles?|clash\w*|operations?|crash\w*"
    r"|shelling|shootings?|assaults?|massacres?|incidents?|offensive|gunm[ae]n|missiles?|mines?|fighting)\b"
)
_ROW = re.compile(r"(?:[–•*-] ?)?(?:at least |over )?\d|[\w-]+(?: [\w-]+){0,2}$")
_NUMBERED = re.compile(r"\d|\b(?:killed|destroyed|lost|said|says)\b")  # no mere note to the list
_LIST = re.compile(r"\b(?:this|the following|our) (?:list|table|tally|count)\b|\blist of (?:[\w-]+ ){0,3}losses\b")
_PART_IN = re.compile(r"\bpart $|\bparticipat\w+ $|\binvolved $")
_HAVE_SINCE = re.compile(r"\b(?:has|have|had) $")
_TALLY = re.compile(
    r"\b(?:count|tally|list|database|roll|toll) of\b|'s (?:count|tally|list)\b|\blosses\b[^.;]{0,60}\bsince\b"
)
_GROWS = re.compile(
    r"\b(?:bring|brings|bringing|brought|take|takes|taking|took|push|pushes|pushing|raise|raises|raising)"
    r" (?:to (?:[\w,-]+ ){1,4}the (?:\w+ )?number of|the (?:\w+ )?number of"
    r"|(?:the|its|their) (?:overall|total|confirmed|cumulative|combined)|[\w' ]{2,20}'s total)\b"
)
_TURNS = re.compile(
    r",? (?:so that|(?:which )?(?:brings?|bringing|takes|taking|pushes|pushing|raises|raising) (?:to|the|its|their)) "
)
_PERFECT = re.compile(r"\b(?:has|have) (?:\w+ )?(?:been|lost|killed|shot|\w+ed)\b")
_CLOCK = re.compile(r"\bsince \d{1,2}[:.h]\d\d\b")
_MANY = re.compile(r"\d{2,3}(?:[,. \xa0]\d{3})+\b|\b\d{5,}\b|\bmillion|\b(?:tens|hundreds) of thousands|\d thousand\b")
# "Oryx has confirmed 136", "Kyiv says 369", "Their side counts 40": goes on with the totals of the sentence before
_STANDS = re.compile(
    r"\b(?:has|have) (?:(?:also|now|already|\w+ly) )?(?:been |lost\b|killed\b|shot\b|\w+ed\b)"
    r"|\b(?:counts|lists|puts|put|admits to|acknowledges|registered|documented|recorded)\b"
    r"|\b(?:says?|claims?|estimates?) (?:at least |about |around |over |more than |some )?\d"
)
_DATED = re.compile(
    rf"\b(?:on|in|last|this) (?:\w+day|{_MONTH}|week|month|year|night|\d{{4}})\b"
    r"|\b(?:today|yesterday|overnight|\d\d:\d\d)\b"
)


def clause(lower: str, a: int, b: int) -> tuple[int, int]:
    """Return the clause around ``a:b``: semicolons bound it, but for rows of a table, which share an introduction."""
    first = lower.find("; ")
    if first >= 0 and re.search(r": (?:[\w ,]{0,15}?\d|$)|[–-] (?:over |about )?\d", lower[:first]):
        return 0, len(lower)
    begin = max(lower.rfind(mark, 0, a) for mark in ("; ", " alone"))
    stop = lower.find("; ", b)
    return max(0, begin), stop if stop >= 0 else len(lower)


def introductions(sentences: Sequence[Sentence], index: int) -> Iterator[int]:
    """Yield the sentences that ``sentences[index]`` continues, the nearest first."""
    same_period = _SAME_PERIOD.search(plain(sentences[index].text))
    for k in range(index - 1, max(-1, index - (6 if same_period else 40)), -1):
        row = sentences[k].text.rstrip().endswith((":", ",", ";"))
        if not (same_period or row or _INHERITS.match(plain(sentences[k + 1].text))):
            return
        yield k


class AggregationReader:
    """Tells running totals from single figures. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._aggregation = {row["cue"]: row["aggregation"] for row in lexicon.table("aggregation_cues")}
        self._cue = re.compile(rf"(?<![\w-]){any_of(self._aggregation)}(?![\w-])")

    def read(self, sentences: Sequence[Sentence], index: int, start: int, end: int) -> str:
        """Return "cumulative" or "incremental" for the claim ``start:end`` in ``sentences[index]``."""
        sentence = sentences[index]
        surface = plain(sentence.text[start - sentence.start : end - sentence.start])
        if surface.lstrip("( ").startswith("+"):
            return "incremental"
        own = self._own(sentence, start - sentence.start, end - sentence.start)
        lower = plain(sentence.text)
        if own == "cumulative" and "so far" in lower and self._is_one_day(sentences, index):
            return "incremental"
        if own:
            return own
        begin, stop = clause(lower, start - sentence.start, end - sentence.start)
        listed = " alone" not in lower and len(_MANY.findall(lower, begin, stop)) > 1 and not _TURNS.search(lower)
        if _MANY.search(surface) or listed or _is_of_period(lower[begin:stop], surface):
            return "cumulative"
        return self._inherited(sentences, index) or "incremental"

    @staticmethod
    def _is_one_day(sentences: Sequence[Sentence], index: int) -> bool:
        """Tell "Since 08:00 they attacked. So far 113 were killed": the report of a single day."""
        before = sentences[index - 1] if index else None
        return before is not None and before.para == sentences[index].para and bool(_CLOCK.search(plain(before.text)))

    def _inherited(self, sentences: Sequence[Sentence], index: int, depth: int = 3) -> str | None:
        """Return the aggregation of the list's introduction, or of the sentence that this one continues."""
        for k in introductions(sentences, index):
            inherited = self._whole(sentences[k])
            if inherited:
                return inherited
        lower = plain(sentences[index].text)
        if _ROW.match(lower) and self._in_list(sentences, index):
            return "cumulative"
        near = index > 0 and sentences[index - 1].para == sentences[index].para
        next_para = index > 0 and sentences[index].para - sentences[index - 1].para == 1
        perfect = next_para and _PERFECT.search(lower) and not _EVENT.search(lower)
        if near and _TALLY.search(plain(sentences[index - 1].text)) and not _DATED.search(lower):
            return self._whole(sentences[index - 1])
        if depth and (near or perfect) and _STANDS.search(lower) and not _DATED.search(lower):
            before = self._whole(sentences[index - 1]) or self._inherited(sentences, index - 1, depth - 1)
            return before if before == "cumulative" else None
        return None

    @staticmethod
    def _in_list(sentences: Sequence[Sentence], index: int) -> bool:
        """Tell whether rows and their headings lead back to "This list, kept by X, ..."."""
        for k in range(index - 1, max(-1, index - 80), -1):
            lower = plain(sentences[k].text)
            if _LIST.search(lower):
                return True
            if not _ROW.match(lower) and _NUMBERED.search(lower):
                return False
        return False

    def _whole(self, sentence: Sentence) -> str | None:
        return self._own(sentence, len(sentence.text), len(sentence.text))

    def _own(self, sentence: Sentence, a: int, b: int) -> str | None:
        lower = plain(sentence.text)
        begin, stop = clause(lower, a, b)
        turn = _TURNS.search(lower, b, stop)
        stop = turn.start() if turn else stop  # what the figure before adds up to is another figure
        cues: list[tuple[int, int, str]] = []
        for match in self._cue.finditer(lower, begin, stop):
            cue, end = match.group(), match.end()
            because = _SINCE_BECAUSE.match(lower, end) and not _PERFECT.search(lower, begin, match.start())
            if cue == "since" and (because or ", when " in lower[end:a]):
                continue
            if cue == "since" and _HAVE_SINCE.search(lower, begin, match.start()):  # "three have since died"
                continue
            if self._aggregation[cue] == "cumulative" and _SUPERLATIVE.search(lower, begin, match.start()):
                continue
            if cue.endswith("total") and end > a:  # "bringing the year's total to 1,204" says nothing of what is before
                continue
            cues.append((match.start(), end, self._aggregation[cue]))
        for match in _CAMPAIGN.finditer(lower, begin, stop):
            if (
                not _SUPERLATIVE.search(lower, begin, match.start())
                and not _ONE_DAY.search(match.group())
                and not _PART_IN.search(lower, begin, match.start())
            ):
                cues.append((match.start(), match.end(), "cumulative"))
        cues += [(m.start(), m.end(), "incremental") for m in _CLOCK.finditer(lower, begin, stop)]
        cues += [(m.start(), m.end(), "cumulative") for m in _GROWS.finditer(lower, begin, min(a, stop))]
        cues += [
            (m.start(), m.end(), "cumulative") for m in _GROWS.finditer(lower, begin, stop) if m.start() < a < m.end()
        ]
        if not cues:
            return None
        return min(cues, key=lambda c: (max(0, c[0] - b, a - c[1]), c[0]))[2]


def _is_of_period(lower: str, surface: str) -> bool:
    """Tell "recorded 194 deaths in August" and "19 journalists were killed in 2023" from one attack of that time."""
    if not (_MONTHLY.search(lower) or _YEARLY.search(lower)) or _EVENT.search(lower):
        return False
    if _COUNTED.search(lower):
        return True
    number = re.search(r"\d+", surface)
    many = bool(number and int(number.group()) > 9) or bool(
        re.search(r"teen\b|ty\b|ty-|hundred|thousand|dozens", surface)
    )
    return many and bool(_YEARLY.search(lower))
