"""The exact words in an article: text and spans become paragraphs of pieces, each marked or not.

Nothing is escaped here; the template does that for every piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of the text, marked as ``kind`` for the row ``ref``."""

    start: int
    end: int
    kind: str
    ref: str


@dataclass(frozen=True)
class Piece:
    """A run of characters with the same marks. ``begins`` are the marks whose first piece it is."""

    text: str
    marks: tuple[Span, ...] = ()
    begins: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what it is in the article: headline, body, caption, ... or ``gap`` for text left out."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """True if anything in it is marked."""
        return any(piece.marks for piece in self.pieces)


def paragraphs(
    text: str, spans: Sequence[Span], blocks: Sequence[tuple[int, int, str]] = (), limit: int = 12_000
) -> list[Paragraph]:
    """Cut a text into paragraphs at its line breaks, with the spans marked.

    Args:
        text: the article.
        spans: what to mark; they may overlap and cross paragraphs.
        blocks: start, end and kind of the stretches of the text.
        limit: a longer text (in characters) loses the paragraphs that stand by no mark; a ``gap`` says so.
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        if line[0].strip():
            kind = next((kind for start, end, kind in blocks if start <= line.start() < end), "body")
            found.append(Paragraph(kind, tuple(_pieces(text, line.start(), line.end(), spans))))
    if len(text) <= limit:
        return found
    marked = {i for i, paragraph in enumerate(found) if paragraph.marked}
    kept = {0, 1} | {j for i in marked for j in (i - 1, i, i + 1)}
    return list(_with_gaps(found, kept))


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    here = [span for span in spans if span.start < end and span.end > start]
    cuts = sorted({start, end} | {cut for span in here for cut in (span.start, span.end) if start < cut < end})
    for left, right in pairwise(cuts):
        marks = tuple(span for span in here if span.start < right and span.end > left)
        # a span that began before this paragraph has its anchor there
        yield Piece(text[left:right], marks, tuple(span for span in marks if span.start == left))


def _with_gaps(found: list[Paragraph], kept: set[int]) -> Iterator[Paragraph]:
    missing = 0
    for i, paragraph in enumerate([*found, None]):
        if paragraph is not None and i not in kept:
            missing += 1
            continue
        if missing:
            word = "paragraph" if missing == 1 else "paragraphs"
            yield Paragraph("gap", (Piece(f"{missing} {word} without a marked passage left out"),))
            missing = 0
        if paragraph is not None:
            yield paragraph
