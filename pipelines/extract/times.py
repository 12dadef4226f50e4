"""When: the period a claim is set in, resolved against the publication date.

A small grammar: fixed expressions ("in recent days") are data in ``period_cues.csv``; weekdays, dates, ranges,
months, years and "the past N days" are built here. A time that only dates the speech ("said on Monday") is none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.extract.aggregation import introductions
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence, any_of, plain

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<d1>{_DAY})(?: of)? (?P<m1>{_MONTH})(?:,? (?P<y1>(?:19|20)\d\d))?\b"
    rf"|(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?!\d)(?:,? (?P<y2>(?:19|20)\d\d))?\b"
    r"|(?P<d3>[0-3]?\d)\.(?P<m3>[01]?\d)\.(?P<y3>(?:20)?\d\d)\b"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>[01]\d)-(?P<d4>[0-3]\d)\b)"
)
_DATES = re.compile(rf"\b{_DATE}")
_RANGE_LINK = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s*(?:the )?$")
_DAY_RANGE = re.compile(
    rf"\b(?:(?P<ma>{_MONTH}) (?P<da>{_DAY})\s?(?:to|through|and|-|–|—)\s?(?P<db>{_DAY})(?!\d)"
    r"(?:,? (?P<ya>(?:19|20)\d\d))?"
    rf"|(?P<dc>{_DAY})\s?(?:to|through|and|-|–|—)\s?(?P<dd>{_DAY}) (?P<mc>{_MONTH})(?:,? (?P<yc>(?:19|20)\d\d))?)\b"
)
_MONTH_YEAR = re.compile(rf"\b(?P<part>early |mid-|late )?(?P<m>{_MONTH})(?:,? (?P<y>(?:19|20)\d\d))?\b(?! \d)")
_YEAR = re.compile(r"\b(?:in|during|since|of|throughout) (?P<y>(?:19|20)\d\d)\b")
_WEEKDAY = re.compile(
    r"\b(?:on |last |early |late |this )*(?P<day>"
    + "|".join(_DAYS)
    + r")(?: (?:night|morning|evening|afternoon))?\b(?!'s)"
)
_PAST_N = re.compile(
    r"\b(?:over|in|during|within|for)?\s*(?:the )?(?:past|last|previous)\s+(?P<n>\d+|" + "|".join(_NUMBERS) + r")\s+"
    r"(?P<unit>hour|day|week|month|year)s?\b"
)
_LAST_SPAN = re.compile(r"\bin (?P<n>\d+|" + "|".join(_NUMBERS) + r") (?P<unit>day|week|month)s (?:of|alone)\b")
_AGO = re.compile(r"\b(?P<n>\d+|an?|" + "|".join(_NUMBERS) + r") (?P<unit>day|week|month|year)s? (?:ago|earlier)\b")
_YEARS = re.compile(
    r"\b(?:from |between |in |over |during )?(?P<a>(?:19|20)\d\d) ?(?:to|until|and|-|–) ?(?P<b>(?:19|20)\d\d)\b"
)
_PART_OF_YEAR = re.compile(
    r"\b(?:in |during |over )?the (?:(?P<half>first|second) half|(?P<quarter>first|second|third|fourth|last) quarter)"
    r" of (?P<y>(?:19|20)\d\d)\b"
)
_AS_OF = re.compile(r"\bas of (?:the )?$")
_THIS_YEAR = re.compile(r"\b(?:so far )?this year\b|\bsince the (?:start|beginning) of (?:this|the) year\b")
_SINCE = re.compile(r"\bsince (?:the )?[\w' -]{0,40}$")
_SPEECH_BEFORE = re.compile(
    r"\b(?:said|says|reported|announced|told \w+|stated|added|wrote|confirmed|claimed|statement|briefing|interview"
    r"|published|posted)"
    r"(?: in an? \w+)?(?: late| early)?,?\s*$"
)
_SPEECH_AFTER = re.compile(r"\s*(?:said|announced|reported|claimed|confirmed|that)\b")
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """The ``period_*`` slots of a claim; see LossClaim. ``date_prec`` is UCDP's 1 (day) .. 5 (year or more)."""

    start: date | None = None
    end: date | None = None
    text: str | None = None
    semantics: str = "unknown"  # within, throughout, since_start, unknown
    basis: str = "unknown"  # explicit, relative_resolved, publication, unknown
    date_prec: int | None = None


@dataclass(frozen=True, slots=True)
class _Time:
    """A time expression of a sentence; offsets within the sentence."""

    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class _Cue:
    first: str  # days before publication, "month 1", "year 0", or empty
    last: str
    semantics: str
    date_prec: int


class PeriodReader:
    """Reads time expressions. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = {
            row["phrase"]: _Cue(
                row["first"],
                row["last"],
                row["semantics"],
                int(row["date_prec"]),
            )
            for row in lexicon.table("period_cues")
        }
        self._cue = re.compile(rf"(?<![\w-]){any_of(self._cues)}(?![\w-])")

    def period(
        self, sentences: Sequence[Sentence], index: int, start: int, end: int, published_at: date | None
    ) -> Period:
        """Return the period of the claim ``start:end`` (document offsets) in ``sentences[index]``.

        Of several times the one in the claim's clause wins, then the nearest. A row of a list, or a sentence that
        plainly goes on ("of these"), takes the period of its introduction. Nothing said: all unknown.
        """
        for k in (index, *introductions(sentences, index)):
            sentence = sentences[k]
            lower = plain(sentence.text)
            times = [t for t in self._times(lower, published_at) if not _dates_speech(lower, t)]
            if times:
                a = start - sentence.start if k == index else len(lower)
                b = end - sentence.start if k == index else len(lower)
                best = min(times, key=lambda t: (_other_clause(lower, t, a, b), _distance(t, a, b), t.start))
                return replace(best.period, text=sentence.text[best.start : best.end].strip())
        return Period()

    def _times(self, lower: str, published: date | None) -> Iterator[_Time]:
        taken: list[tuple[int, int]] = []

        def free(start: int, end: int) -> bool:
            if any(start < b and a < end for a, b in taken):
                return False
            taken.append((start, end))
            return True

        for match in self._cue.finditer(lower):
            cue = self._cues[match.group()]
            if free(match.start(), match.end()):
                yield _Time(_lead(lower, match.start()), match.end(), _relative(cue, published))
        for match in _PAST_N.finditer(lower):
            if free(match.start(), match.end()):
                yield _Time(match.start(), match.end(), _past(match, published))
        for match in _LAST_SPAN.finditer(lower):
            if free(match.start(), match.end()):
                yield _Time(match.start(), match.end() - 3, _past(match, published))
        for match in _DAY_RANGE.finditer(lower):
            period = _day_range(match, published)
            if period and free(match.start(), match.end()):
                yield _Time(_lead(lower, match.start()), match.end(), period)
        yield from self._dates(lower, published, free)
        for match in _AGO.finditer(lower):
            if free(match.start(), match.end()):
                yield _Time(match.start(), match.end(), _ago(match, published))
        for match in _PART_OF_YEAR.finditer(lower):
            if free(match.start(), match.end()):
                yield _Time(match.start(), match.end(), _part_of_year(match))
        for match in _YEARS.finditer(lower):
            first_year, last_year = int(match.group("a")), int(match.group("b"))
            if first_year < last_year and free(match.start(), match.end()):
                span = (date(first_year, 1, 1), date(last_year, 12, 31))
                yield _Time(match.start(), match.end(), Period(*span, None, "within", "explicit", 5))
        for match in _THIS_YEAR.finditer(lower):
            if free(match.start(), match.end()):
                first = date(published.year, 1, 1) if published else None
                since = "since" in match.group() or "so far" in match.group()
                yield _Time(
                    match.start(),
                    match.end(),
                    Period(first, published, None, "since_start" if since else "within", "relative_resolved", 5),
                )
        for match in _WEEKDAY.finditer(lower):
            if free(match.start(), match.end()):
                yield _Time(match.start(), match.end(), _weekday(match, published, _since(lower, match.start())))
        for match in _MONTH_YEAR.finditer(lower):
            if _is_month(lower, match) and free(match.start(), match.end()):
                yield _Time(
                    _lead(lower, match.start()), match.end(), _month(match, published, _since(lower, match.start()))
                )
        for match in _YEAR.finditer(lower):
            if free(match.start(), match.end()):
                year = int(match.group("y"))
                since = match.group().startswith("since")
                last = published if since else date(year, 12, 31)
                yield _Time(
                    match.start(),
                    match.end(),
                    Period(date(year, 1, 1), last, None, "since_start" if since else "within", "explicit", 5),
                )

    def _dates(self, lower: str, published: date | None, free: object) -> Iterator[_Time]:
        matches = [(m, _date_of(m, published)) for m in _DATES.finditer(lower)]
        k = 0
        while k < len(matches):
            match, day = matches[k]
            k += 1
            if day is None or not free(match.start(), match.end()):  # type: ignore[operator]
                continue
            start = _lead(lower, match.start())
            if k < len(matches) and matches[k][1] and _RANGE_LINK.fullmatch(lower[match.end() : matches[k][0].start()]):
                last = matches[k][1]
                end = matches[k][0].end()
                k += 1
                if last and last >= day:
                    yield _Time(
                        start, end, Period(day, last, None, "within", "explicit", _precision((last - day).days))
                    )
                    continue
            if _since(lower, match.start()):
                prec = _precision((published - day).days) if published else 5
                yield _Time(start, match.end(), Period(day, published, None, "since_start", "explicit", prec))
            elif as_of := _AS_OF.search(lower, 0, match.start()):  # a running total on that day
                yield _Time(as_of.start(), match.end(), Period(None, day, None, "since_start", "explicit", 5))
            else:
                yield _Time(start, match.end(), Period(day, day, None, "within", "explicit", 1))


def _lead(lower: str, start: int) -> int:
    """Return where the expression begins with its preposition: "over the past day", "from March 12"."""
    match = re.search(
        r"\b(?:on|in|over|during|since|from|between|by|within|until|for)(?: the| early| late)?\s+$", lower[:start]
    )
    return match.start() if match else start


def _since(lower: str, start: int) -> bool:
    return bool(_SINCE.search(lower[:start]))


def _dates_speech(lower: str, time: _Time) -> bool:
    """Tell whether the time is that of the saying: "said on Monday", "on Monday said"."""
    if time.period.semantics == "since_start":
        return False
    return bool(_SPEECH_BEFORE.search(lower[: time.start]) or _SPEECH_AFTER.match(lower, time.end))


def _other_clause(lower: str, time: _Time, a: int, b: int) -> bool:
    between = lower[time.end : a] if time.end <= a else lower[b : time.start]
    return ";" in between or " while " in between or (", and " in between and " said" in between)


def _distance(time: _Time, a: int, b: int) -> int:
    return max(0, time.start - b, a - time.end)


def _relative(cue: _Cue, published: date | None) -> Period:
    if published is None:
        return Period(semantics=cue.semantics, basis="unknown", date_prec=cue.date_prec)
    first, last = _bound(cue.first, published, first=True), _bound(cue.last, published, first=False)
    return Period(first, last, None, cue.semantics, "relative_resolved", cue.date_prec)


def _bound(value: str, published: date, *, first: bool) -> date | None:
    """Return the day that a bound of ``period_cues.csv`` means, seen from the day of publication."""
    if not value:
        return None
    unit, _, back = value.rpartition(" ")
    if unit == "year":
        year = published.year - int(back)
        return date(year, 1, 1) if first else date(year, 12, 31)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 - int(back), 12)
        return date(year, month + 1, 1 if first else monthrange(year, month + 1)[1])
    return published - timedelta(days=int(back))


def _past(match: re.Match[str], published: date | None) -> Period:
    number = match.group("n")
    days = round((int(number) if number.isdigit() else _NUMBERS[number]) * _UNIT_DAYS[match.group("unit")])
    prec = _precision(max(days - 1, 0))
    if published is None:
        return Period(semantics="within", date_prec=prec)
    return Period(published - timedelta(days=days), published, None, "within", "relative_resolved", prec)


def _ago(match: re.Match[str], published: date | None) -> Period:
    """Return the day, week, month or year that lies so long before publication: exact for days only."""
    number, unit = match.group("n"), match.group("unit")
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 1)
    prec = {"day": 1, "week": 3, "month": 4, "year": 5}[unit]
    if published is None or count > 60:
        return Period(semantics="within", date_prec=prec)
    middle = published - timedelta(days=round(count * _UNIT_DAYS[unit]))
    margin = timedelta(days=round(_UNIT_DAYS[unit] / 2)) if unit != "day" else timedelta(0)
    return Period(middle - margin, min(middle + margin, published), None, "within", "relative_resolved", prec)


def _part_of_year(match: re.Match[str]) -> Period:
    year, half, quarter = int(match.group("y")), match.group("half"), match.group("quarter")
    size = 6 if half else 3
    part = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[half or quarter]
    last = part * size
    end = date(year, last, monthrange(year, last)[1])
    return Period(date(year, last - size + 1, 1), end, None, "within", "explicit", 5)


def _precision(days: int) -> int:
    """Return UCDP's date precision for a span of ``days`` between first and last day."""
    return 1 if days == 0 else 2 if days < 6 else 3 if days == 6 else 4 if days <= 31 else 5


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_year(month: int, day: int, published: date | None) -> date | None:
    """Return the latest such day that is not after publication (a day or two ahead is let pass)."""
    if published is None:
        return None
    found = _make(published.year, month, day)
    if found and found > published + timedelta(days=2):
        found = _make(published.year - 1, month, day)
    return found


def _date_of(match: re.Match[str], published: date | None) -> date | None:
    for n in ("1", "2"):
        if match.group(f"m{n}"):
            month, day = _month_number(match.group(f"m{n}")), _day_number(match.group(f"d{n}"))
            year = match.group(f"y{n}")
            return _make(int(year), month, day) if year else _without_year(month, day, published)
    for n in ("3", "4"):
        if match.group(f"m{n}"):
            year_ = int(match.group(f"y{n}"))
            return _make(year_ + 2000 if year_ < 100 else year_, int(match.group(f"m{n}")), int(match.group(f"d{n}")))
    return None


def _day_range(match: re.Match[str], published: date | None) -> Period | None:
    if match.group("ma"):
        month, first, last, year = match.group("ma", "da", "db", "ya")
    else:
        first, last, month, year = match.group("dc", "dd", "mc", "yc")
    number = _month_number(month)
    if year:
        a, b = _make(int(year), number, _day_number(first)), _make(int(year), number, _day_number(last))
    else:
        a = _without_year(number, _day_number(first), published)
        b = _make(a.year, number, _day_number(last)) if a else None
    if a is None or b is None or b < a:
        return None
    return Period(a, b, None, "within", "explicit", _precision((b - a).days))


def _weekday(match: re.Match[str], published: date | None, since: bool) -> Period:
    if published is None:
        return Period(semantics="within", date_prec=1)
    back = (published.weekday() - _DAYS.index(match.group("day"))) % 7
    if "last " in match.group() and back == 0:
        back = 7
    day = published - timedelta(days=back)
    if since:
        return Period(day, published, None, "since_start", "relative_resolved", _precision(back))
    return Period(day, day, None, "within", "relative_resolved", 1)


def _is_month(lower: str, match: re.Match[str]) -> bool:
    """Tell the month from the word ("may", "march"): it has a year or follows a preposition of time."""
    return bool(
        match.group("y")
        or re.search(r"\b(?:in|since|during|throughout|until|last|of|from|by) $", lower[: match.start()])
    )


def _month(match: re.Match[str], published: date | None, since: bool) -> Period:
    number = _month_number(match.group("m"))
    if match.group("y"):
        year = int(match.group("y"))
    elif published:
        year = published.year if number <= published.month else published.year - 1
    else:
        return Period(semantics="since_start" if since else "within", date_prec=4)
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    if since:
        return Period(first, published, None, "since_start", "explicit", 5)
    if published and published < last and published >= first:
        last = published
    return Period(first, last, None, "within", "explicit", 4)
