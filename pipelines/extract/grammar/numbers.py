"""Figures in words and digits, with their bounds: "more than 1 131 400", "two dozen", "between 30 and 40", "60-odd".

A figure is printed (``best``), bounded (``low``, ``high``) and qualified, as the rules for counts say; the words that
bound it belong to its span. Designators, dates, times, money and shares are no counts; dates and units are told by
``why_no_count`` so that a rejection can name them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.extract.entries import Bound, NumberWord
from pipelines.extract.lexicon import Note
from pipelines.extract.text import Token

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}$")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_DECIMAL = re.compile(r"\d+\.\d+$")
_SUFFIXED = re.compile(r"(\d[\d.,]*)(k|m|mn|mln|bn|million|thousand)$")
_HYPHENED = re.compile(r"([a-z]+)-([a-z]+)$")
_WITH_BOUND = re.compile(r"([\w,.]+)-(odd|plus|some)$")
_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "million": 10**6, "bn": 10**9}
_CURRENCY = frozenset({"$", "€", "£", "¥", "₹", "₽", "₴", "us$", "rs", "rs.", "usd", "eur"})
_DASHES = frozenset({"-", "–", "—", "‒", "−", "to"})
_TENS = range(20, 100, 10)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure at tokens ``i:end``, bounds included; the figure itself begins at token ``figure``."""

    i: int
    end: int
    figure: int
    best: int | None
    low: int | None
    high: int | None
    qualifier: str

    @property
    def vague(self) -> bool:
        """True when the words give no figure: "several", "dozens of"."""
        return self.qualifier == "vague"


def bounded(value: int, qualifier: str) -> tuple[int | None, int | None]:
    """Return (low, high) of a printed figure under a qualifier; None is "not bounded"."""
    return {
        "exact": (value, value),
        "at_least": (value, None),
        "more_than": (value + 1, None),
        "up_to": (None, value),
        "less_than": (None, value - 1),
    }.get(qualifier, (None, None))


_RISEN = frozenset("go goes went gone going move moved climb climbed creep crept jump jumped shot push pushed".split())  # noqa: SIM905
#: Words without a digit that a figure may begin with, besides those the lexicon knows.
_OPENERS = frozenset({"a", "half", "between", "("})


class NumberReader:
    """Reads figures out of the tokens of one sentence."""

    def __init__(self, tokens: Sequence[Token], notes: Sequence[Note | None]) -> None:
        self.tokens, self.notes = tokens, notes
        self.words = {i: token.lower for i, token in enumerate(tokens)}
        # Most tokens begin no figure, and are asked for all the same.
        self._starts = {
            i
            for i, word in self.words.items()
            if word[0].isdigit()
            or word in _OPENERS
            or "-" in word
            or ((note := notes[i]) is not None and ("number" in note or "bound" in note))
        }

    def read(self, i: int) -> Number | None:
        """Return the figure that begins at token ``i`` with its bounds, None if none does."""
        if i not in self._starts:
            return None
        qualifier = "exact"
        j = i
        while (bound := self._bound(j)) is not None:
            end, entry = bound
            if qualifier == "exact":
                qualifier = entry.qualifier
            j = end
        if self._word(j) == "between":
            return self._between(i, j)
        core = self._core(j)
        if core is None:
            return None
        end, value = core
        if j > 0 and self._word(j - 1) in _CURRENCY:
            return None
        if value is None:
            return Number(i, end, j, None, None, None, "vague")
        upper = self._upper(end, value)
        if upper is not None:
            return Number(i, upper[0], j, None, value, upper[1], "range")
        again = self._bracketed(end) if self._word(end) == "(" else None
        if again is not None and again[1] == value:
            end = again[0]  # "three (3) militants"
        end, qualifier = self._after(j, end, qualifier)
        low, high = bounded(value, qualifier)
        return Number(i, end, j, value, low, high, qualifier)

    # -- parts

    def _word(self, i: int) -> str:
        return self.words.get(i, "")

    def _note(self, i: int, kind: str) -> tuple[int, Any] | None:
        if 0 <= i < len(self.notes) and (note := self.notes[i]) is not None:
            return note.get(kind)
        return None

    def _bound(self, i: int) -> tuple[int, Bound] | None:
        found = self._note(i, "bound")
        if found is None or (self._word(i) == "over" and self._word(i - 1)[:4] in {"hand", "turn"}):
            return None  # "handed over 12 bodies"
        if self._word(i) == "up" and self._word(i - 1) in _RISEN:
            return None  # "the toll has gone up to 67"
        end, entry = found
        return end, entry

    def _between(self, i: int, j: int) -> Number | None:
        low = self._core(j + 1)
        if low is None or low[1] is None or self._word(low[0]) not in {"and", *_DASHES}:
            return None
        high = self._core(low[0] + 1)
        if high is None or high[1] is None:
            return None
        return Number(i, high[0], j + 1, None, self._scaled(low[1], high[1]), high[1], "range")

    @staticmethod
    def _scaled(low: int, high: int) -> int:
        """Return the lower end of "2 to 3 million" in the scale of the upper one."""
        for scale in (10**6, 10**3, 100):
            if high >= scale and high % scale == 0 and low < scale and low * scale < high and low < 100:
                return low * scale
        return low

    def _upper(self, end: int, value: int) -> tuple[int, int] | None:
        word = self._word(end)
        if word not in _DASHES and word != "or":
            return None
        if word in {"-", "–", "—", "‒", "−"} and self.tokens[end].start != self.tokens[end - 1].end:
            return None
        core = self._core(end + 1)
        if core is None or core[1] is None or core[1] <= value:
            return None
        if word == "or" and not (core[1] <= value + 2 and value < 20):
            return None
        if 1900 <= value <= 2100 and core[1] < 2100:
            return None
        return core[0], core[1]

    def _after(self, j: int, end: int, qualifier: str) -> tuple[int, str]:
        if qualifier != "exact":
            return end, qualifier
        match = _WITH_BOUND.match(self._word(end - 1))
        if match is not None:
            return end, "more_than" if match.group(2) == "plus" else "about"
        if self._word(end) == "+" and self.tokens[end].start == self.tokens[end - 1].end:
            return end + 1, "at_least"
        found = self._note(end, "bound_after")
        if found is not None:
            stop, entry = found
            return stop, entry.qualifier
        return end, qualifier

    def _core(self, i: int) -> tuple[int, int | None] | None:
        """Return (end, value) of the bare figure at ``i``; value None is vague."""
        word = self._word(i)
        if not word:
            return None
        if word == "(":
            return self._bracketed(i)
        if word == "half" and self._word(i + 1) in {"a", "the"} and (scale := self._scale(i + 2)):
            return i + 3, scale // 2
        if word == "a" and (scale := self._scale(i + 1)) is not None:
            return self._times(i + 2, scale)
        value = self._digits(i)
        if value is not None:
            end, number = value
            return self._times_digits(end, number)
        found = self._note(i, "number")
        if found is not None:
            end, entry = found
            if entry.role == "vague":
                while self._scale(end) is not None:
                    end += 1
                return (end + 1 if self._word(end) == "of" and self._scale(end - 1) else end), None
            if entry.role == "scale":
                return None  # a bare "hundred" or "score" without "a"
            return self._words(i, end, entry.value or 0)
        value = self._hyphened(i)
        return None if value is None else self._times(value[0], value[1])

    def _bracketed(self, i: int) -> tuple[int, int | None] | None:
        """Read "(7) armoured vehicles", "(1000) of its members": a figure in brackets before what it counts."""
        inner = self._digits(i + 1) if self._word(i + 1) else None
        if inner is None or self._word(inner[0]) != ")" or inner[1] != int(inner[1]):
            return None
        end = inner[0] + 1
        function = self._note(end, "function")
        counts = self._word(end)[:1].isalpha() and (function is None or self._word(end) == "of")
        return (end, int(inner[1])) if counts else None

    def _scale(self, i: int) -> int | None:
        found = self._note(i, "number")
        if found is None:
            return None
        _, entry = found
        return entry.value if entry.role == "scale" else None

    def _digits(self, i: int) -> tuple[int, float] | None:
        word = self._word(i)
        if not word[0].isdigit():
            return None
        match = _WITH_BOUND.match(word)
        if match is not None and match.group(1)[0].isdigit():
            word = match.group(1)
        if word.isdigit():
            if not word.isascii():
                return None
            if len(word) <= 3 and word[0] != "0":
                return self._spaced(i, word)
            return i + 1, int(word)
        if _GROUPED.match(word):
            return i + 1, int(word.replace(",", ""))
        if _DOTTED.match(word):
            if self._scale(i + 1) is not None:
                return i + 1, float(word)
            return (i + 1, int(word.replace(".", ""))) if word[0] != "0" else None
        if _DECIMAL.match(word):
            return (i + 1, float(word)) if self._scale(i + 1) is not None else None
        match = _SUFFIXED.match(word)
        if match is not None and match.group(2) != "m":
            return i + 1, round(float(match.group(1).replace(",", "")) * _SCALES[match.group(2)])
        return None

    def _spaced(self, i: int, word: str) -> tuple[int, int]:
        """Join groups of three digits set apart by one space: "1 131 400"."""
        end = i + 1
        while (
            end < len(self.tokens)
            and len(self.tokens[end].text) == 3
            and self.tokens[end].text.isdigit()
            and self.tokens[end].text.isascii()
            and self.tokens[end].start == self.tokens[end - 1].end + 1
        ):
            word += self.tokens[end].text
            end += 1
        return end, int(word)

    def _times_digits(self, end: int, number: float) -> tuple[int, int | None] | None:
        scale = self._scale(end)
        if scale is None:
            return (end, int(number)) if number == int(number) else None
        return self._times(end + 1, round(number * scale))

    def _times(self, end: int, value: int) -> tuple[int, int]:
        """Take further scales ("hundred thousand") and a remainder ("one hundred and twenty")."""
        while (scale := self._scale(end)) is not None:
            value, end = value * scale, end + 1
        if value >= 100 and value % 100 == 0:
            rest = end + 1 if self._word(end) == "and" else end
            small = self._small(rest)
            if small is not None and small[1] < 100 and (rest > end or self._word(rest).isalpha()):
                following = self._scale(small[0])
                if following is None:
                    return small[0], value + small[1]
        return end, value

    def _words(self, i: int, end: int, value: int) -> tuple[int, int]:
        if value in _TENS:
            found = self._note(end, "number")
            if found is not None and isinstance(found[1], NumberWord) and found[1].role == "unit":
                unit = found[1].value
                if unit is not None and 0 < unit < 10 and self._word(end) != "both":
                    return self._times(found[0], value + unit)
        return self._times(end, value) if self._scale(end) is not None else (end, value)

    def _small(self, i: int) -> tuple[int, int] | None:
        found = self._note(i, "number")
        if found is not None and isinstance(found[1], NumberWord) and found[1].role == "unit":
            return (found[0], found[1].value) if found[1].value is not None else None
        hyphened = self._hyphened(i)
        return hyphened

    def _hyphened(self, i: int) -> tuple[int, int] | None:
        """Read "forty-one" and "sixty-odd"."""
        match = _HYPHENED.match(self._word(i))
        if match is None:
            return None
        first, second = _UNITS.get(match.group(1)), _UNITS.get(match.group(2))
        if first is None:
            return None
        if match.group(2) in {"odd", "plus", "some"}:
            return i + 1, first
        if first in _TENS and second is not None and 0 < second < 10:
            return i + 1, first + second
        return None


_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
} | {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}  # fmt: skip
