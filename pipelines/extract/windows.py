"""Very long texts in pieces, so that the time to read a text grows with its length and not with its square.

No article is that long; a dump or a hostile file may be. Links and references do not reach across pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.extract.model import Block, Document, Extraction

WINDOW = 50_000  # characters; the longest live blogs have about as many


def windows(document: Document) -> Iterator[tuple[int, Document]]:
    """The text in pieces of at most ``WINDOW`` characters, each with the offset it begins at."""
    text, start = document.text, 0
    while start < len(text):
        end = min(start + WINDOW, len(text))
        if end < len(text):
            end = _border(text, start, end)
        blocks = tuple(
            Block(b.kind, max(b.start, start) - start, min(b.end, end) - start)
            for b in document.blocks
            if b.start < end and b.end > start
        )
        yield start, replace(document, text=text[start:end], blocks=blocks)
        start = end


def joined(document_id: str, parts: Iterable[tuple[int, Extraction]]) -> Extraction:
    """What was read out of the pieces, with the offsets and links of the whole."""
    whole = Extraction(document_id)
    for offset, part in parts:
        claims, statements = len(whole.claims), len(whole.statements)
        for claim in part.claims:
            places = tuple(replace(p, start=p.start + offset, end=p.end + offset) for p in claim.places)
            whole.claims.append(
                replace(
                    claim,
                    start=claim.start + offset,
                    end=claim.end + offset,
                    statement=claim.statement + statements,
                    parent=None if claim.parent is None else claim.parent + claims,
                    restates=None if claim.restates is None else claim.restates + claims,
                    places=places,
                )
            )
        whole.statements.extend(
            replace(
                s,
                start=s.start + offset,
                end=s.end + offset,
                denies=None if s.denies is None else s.denies + statements,
            )
            for s in part.statements
        )
        whole.mentions.extend(replace(m, start=m.start + offset, end=m.end + offset) for m in part.mentions)
        whole.rejections.extend(replace(r, start=r.start + offset, end=r.end + offset) for r in part.rejections)
    return whole


def _border(text: str, start: int, end: int) -> int:
    """The last paragraph, sentence or word border in the second half of a piece."""
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, start + WINDOW // 2, end)
        if at >= 0:
            return at + len(mark)
    return end
