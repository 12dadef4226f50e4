"""Paragraphs to blocks: which stretch of a text is headline, byline, caption, body, ...

The rules look at shape and place; the stock phrases of outlets ("Sign up for our newsletter", "Image source")
are patterns in ``seeds/lexicon/en/boilerplate.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

KINDS = ("boilerplate", "credit", "caption", "timestamp")
MAX_HEADLINE = 160  # characters; the longest headlines of wires and tabloids stay below
MAX_HEADING_WORDS = 12
MAX_STOCK_PHRASE = 300  # a paragraph longer than this is never boilerplate as a whole
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_NAME = r"(?:[^\W\d_a-z][\w'’.-]*|(?:de|van|von|der|el|al|bin|da|di|la|le)\b)"
_BYLINE = re.compile(
    rf"^(?:(?:Written|Reported|Report|Story|Words|Analysis)\s+)?(?:BY|[Bb]y)\s*:?\s+{_NAME}(?:[\s\u00a0]+{_NAME}){{0,4}}"
    r"(?:$|\s*[,|·•/(–—-]|\s+(?:and|in|for|at|&)\s|[\s\u00a0]+\d)"
)
_NON_NAMES = re.compile(
    r"^(?:BY|[Bb]y)\s+(?:The\s+(?!Associated|Canadian|Press)|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Contrast|Comparison|Then|Now|Late|Early|Evening|Nightfall)\b"
)


class LayoutError(ValueError):
    """boilerplate.toml cannot be used; the message names the line and the mend."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the reader of the format found it. ``hint``: heading, headline, standfirst, ..."""

    text: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of the article's text; offsets in characters, end exclusive."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The stock phrases: kind of block -> patterns, out of boilerplate.toml."""

    rows: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path) -> Layout:
        """Read boilerplate.toml: a list of patterns for each kind.

        Raises:
            LayoutError: no TOML, an unknown kind, a pattern that is no regular expression or stands twice.
        """
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise LayoutError(f"{path}: {error}: mend the TOML there") from None
        for kind, patterns in data.items():
            if kind not in KINDS:
                raise LayoutError(f"{path}: {kind} is no kind of paragraph: use {', '.join(KINDS)}")
            for pattern in patterns:
                if patterns.count(pattern) > 1:
                    raise LayoutError(f"{path}: {kind}: {pattern!r} stands twice: delete one")
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise LayoutError(f"{path}: {kind}: {pattern!r} is no regular expression: {error}") from None
        return cls({kind: tuple(data.get(kind, ())) for kind in KINDS})

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {
            kind: re.compile("|".join(f"(?:{p})" for p in patterns) or "(?!)", re.IGNORECASE)
            for kind, patterns in self.rows.items()
        }

    def is_boilerplate(self, text: str) -> bool:
        """A paragraph that belongs to the site and not to the story."""
        return len(text) <= MAX_STOCK_PHRASE and bool(self._patterns["boilerplate"].match(text))

    def is_timestamp(self, text: str) -> bool:
        """A line that says when the article was published or updated."""
        return len(text) <= 120 and bool(self._patterns["timestamp"].match(text))

    def is_caption(self, text: str) -> bool:
        """A paragraph that says of itself that it describes an image."""
        return bool(self._patterns["caption"].match(text))

    def credit_start(self, text: str) -> int | None:
        """Where the credit of an image starts in a paragraph that ends with one; None if it does not."""
        return next((found.start() for found in self._patterns["credit"].finditer(text)), None)


def is_byline(text: str) -> bool:
    """``By Jane Doe, Defence Editor``: short, starts with by and a name, is no sentence."""
    return (
        len(text) <= 200
        and bool(_BYLINE.match(text))
        and not _NON_NAMES.match(text)
        and not re.search(r"[a-z]{3}[.!?]$", text)
    )


def classify(paragraphs: list[Paragraph], layout: Layout, title: str | None) -> list[tuple[str, str]]:
    """Kind and text of each block, in order. A caption with its credit becomes two blocks."""
    blocks: list[tuple[str, str]] = []
    headline_at = _headline(paragraphs, layout, title)
    byline_at = next((i for i, p in enumerate(paragraphs[:8]) if is_byline(p.text)), None)
    captions = {p.text[:at].strip() for p in paragraphs if (at := layout.credit_start(p.text))}
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text
        credit_at = layout.credit_start(text)
        if i == headline_at:
            kind = "headline"
        elif layout.is_boilerplate(text) or layout.is_timestamp(text):
            kind = "boilerplate"
        elif is_byline(text):
            kind = "byline"
        elif credit_at is not None:
            if credit_at > 0:
                blocks.append(("caption", text[:credit_at]))
            blocks.append(("credit", text[credit_at:]))
            continue
        elif text in captions or layout.is_caption(text):
            kind = "caption"
        elif paragraph.hint:
            kind = paragraph.hint
        elif headline_at is not None and byline_at is not None and headline_at < i < byline_at <= headline_at + 4:
            kind = "standfirst"
        elif _is_heading(paragraphs, i):
            kind = "heading"
        else:
            kind = "body"
        blocks.append((kind, text))
    return blocks


def _headline(paragraphs: list[Paragraph], layout: Layout, title: str | None) -> int | None:
    """The headline is what the source calls the title, else a first line that is no sentence."""
    for i, paragraph in enumerate(paragraphs[:4]):
        if paragraph.hint == "headline" or (title and _same(paragraph.text, title)):
            return i
    if title:
        return None
    first = paragraphs[0].text
    if (
        len(paragraphs) > 1
        and len(first) <= MAX_HEADLINE
        and len(first.split()) >= 3
        and first[0].isalnum() | (first[0] in "\"'“‘«$£€")
        and not _SENTENCE_END.search(first.rstrip("?!\"'”’"))
        and not is_byline(first)
        and not layout.is_boilerplate(first)
        and not layout.is_timestamp(first)
        and layout.credit_start(first) is None
    ):
        return 0
    return None


def _is_heading(paragraphs: list[Paragraph], i: int) -> bool:
    """A short line without a full stop or figure, with a real paragraph after it."""
    text = paragraphs[i].text
    return (
        i + 1 < len(paragraphs)
        and len(text.split()) <= MAX_HEADING_WORDS
        and text[:1].isupper()
        and not _SENTENCE_END.search(text)
        and not re.search(r"\d", text)
        and len(paragraphs[i + 1].text) > len(text)
    )


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
