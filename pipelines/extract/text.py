"""Text into paragraphs, sentences and tokens, every one with its offsets into the unchanged document text.

Nothing here knows about losses. Tokens are made only when a sentence's ``tokens`` are first asked for,
because most sentences are never looked at.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from pipelines.extract.model import Block, Document

#: Blocks that never carry a claim of the story itself.
SILENT_BLOCKS = frozenset({"byline", "caption", "credit", "boilerplate"})

# A number keeps its separators (1,131,400 · 24.02.22 · 07:15); a word keeps inner hyphens and dots (T-90M,
# U.S.-made); F/A-18 is one token; a possessive 's and the ends of a range (10-12) are tokens of their own.
_TOKEN = re.compile(
    r"['’]s\b"
    r"|[A-Z]\.(?:[A-Z]\.)+(?:[-‑]\w+)?"
    r"|[A-Z]/[A-Z][\w-]*"
    r"|\d+(?=[-‑]\d)"
    r"|\d+(?:[.,:]\d+)+(?:[-‑]?[^\W\d_]+)?"
    r"|[^\W_]+(?:(?:[-‑&.·]|['’](?!s\b))[^\W_]+)*"
    r"|[^\w\s]|_"
)
# A line; a line that goes on in lower case after a word is broken by its width, not by its author: but for a row of a
# table ("tanks – 11 712").
_PARAGRAPH = re.compile(
    r"[^\n\r]*\S[^\n\r]*"
    r"(?:(?<=[^\W\d_])[ \t]*\r?\n(?=[a-z])(?![^\n\r\d]{1,60}[-–—:=] ?[^\n\r\d]{0,8}\d)[^\n\r]*\S[^\n\r]*)*"
)
# End of a sentence: final punctuation, closing marks or footnote numbers, space, and something that can begin one.
# The space may be missing, as machine translation leaves it: "on Tuesday.The"; not in "News.az" or "Node.js".
_SENTENCE_END = re.compile(
    r"[.!?…]+(?:[\"”’'»)\]]|\[\d+\])*"
    r"(?:(?=\s+[\"“‘'«(\[]*[^\W_a-zß-öø-ÿ])|(?<=[^\W_A-Z]{3}[.!?])(?=[A-Z][a-z]* [^\W_]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Prof|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Cmdr|Adm|Brig|Rear|Pvt|Pte|Gov|Sen|Rep|Rev|Hon"
    r"|Amb|No|Nos|Vol|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mt|Ft|vs|etc|approx|ca|cf|al|Inc|Ltd|Co"
    r"|Spc|Msgr|Supt|Insp|Det|Ret|Op)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_ON_X = re.compile(r"\b(?:on|via|platform) X\.$")  # the network: "wrote on X. Police later ..."
# Lines that belong to the page and not to the story, told by how they begin or by what they consist of.
_BOILERPLATE = re.compile(
    r"\s*(?:(?:read (?:more|also|next)|also read|see also|more on this|related|most read|don['’]t miss|watch|listen)\b"
    r"[^.!?\n]{0,24}[:|]"
    r"|(?:sign up|subscribe|log in|follow us|join our|would you like|do you want|kindly share|share this|click here"
    r"|download our|comments? \(|popular comments|our standards|all rights reserved|copyright|©|most read|advertisement"
    r"|reporting by|editing by|additional reporting|writing by|published in|photo(?:graph)?s? ?[:/]|image[s]?[:/]"
    r"|get the latest|support our|for all the latest|the views expressed)"
    r"|by (?-i:[A-Z][\w.’'-]+(?:[ ,|&]+(?:and )?|$)){2,}$)",
    re.IGNORECASE,
)
_NARROWEST, _WIDEST = 40, 100  # characters a line of wrapped text
_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+|©)")
_FURNITURE = frozenset(
    "read also see more related most don watch listen sign subscribe log follow join would do kindly share click "  # noqa: SIM905
    "download comments popular our all copyright © advertisement reporting editing additional writing published photo "
    "photos photograph photographs image images get support for the by".split()
)
_BYLINE = re.compile(r"\s*(?:By|BY) (?:[A-Z][\w.’'-]+(?:[ ,|&/]+(?:and |in )?|(?=\n|$))){2,8}(?:\n|$)")


class Token(NamedTuple):  # made by the hundred thousand: four times as fast as a frozen dataclass
    """One word, number or mark. ``start`` and ``end`` are document offsets."""

    i: int  # index in its sentence
    start: int
    end: int
    text: str
    lower: str  # lower case, with plain apostrophes and hyphens


@dataclass(frozen=True)
class Sentence:
    """A sentence, a headline or a row of a list, without the white space around it."""

    index: int
    block: Block
    para: int  # paragraph index within the document
    start: int
    end: int
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of the sentence, in order, without white space."""
        return tokenize(self.text, self.start)

    @property
    def silent(self) -> bool:
        """True for page furniture: it gives no claims."""
        return self.block.kind in SILENT_BLOCKS


def plain(word: str) -> str:
    """Lower-case a word and make its apostrophes and hyphens plain: the form lexicons are keyed by."""
    lower = word.lower()
    if len(lower) != len(word):  # a letter whose lower case is two characters: offsets must hold
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
    return lower if lower.isascii() else straightened(lower)


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Cut ``text`` into tokens; ``offset`` is where it begins in its document."""
    lower = plain(text)  # as long as the text, so its slices are the tokens' plain forms
    new = tuple.__new__  # what Token(...) ends in; tokens are a tenth of all the work
    return tuple(
        new(Token, (i, offset + a, offset + b, text[a:b], lower[a:b]))
        for i, (a, b) in enumerate(m.span() for m in _TOKEN.finditer(text))
    )


def whole_words(automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (pattern, start, end) of each pattern of ``automaton`` in ``text`` that is no part of a longer word.

    Overlapping: "typhoon k", a name that ends inside a word, must not hide "killed".
    """
    last = len(text)
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if not ((start and text[start - 1].isalnum()) or (end < last and text[end].isalnum())):
            yield pattern, start, end


def longest(spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the (pattern, start, end) that begin first, of those that begin together the longest; none overlap."""
    reach = 0
    for start, negative_end, pattern in sorted((start, -end, pattern) for pattern, start, end in spans):
        if start >= reach:
            reach = -negative_end
            yield pattern, start, reach


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest that fits.

    Words with the same first letter are one branch: a search tries every branch at every place.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items()) + ")"


def straightened(text: str) -> str:
    """Return ``text`` with plain apostrophes and hyphens, as long as before."""
    # A handful of replacements is far faster than str.translate.
    return text.replace("’", "'").replace("‘", "'").replace("‑", "-").replace("‐", "-")


def in_capitals(text: str) -> bool:
    """Tell whether a text is all in capitals, as old wires were, by its beginning."""
    letters = text[:500].encode("ascii", "ignore")
    without_capitals, without_small = letters.translate(None, _UPPER), letters.translate(None, _LOWER)
    return len(without_capitals) < len(without_small)


def segment(document: Document) -> list[Sentence]:
    """Cut a document into sentences in text order.

    Without blocks each line is a paragraph, and lines that are plainly page furniture become blocks of kind
    ``boilerplate`` or ``byline``. With blocks, text outside every block is left out.
    """
    text = document.text
    sentences: list[Sentence] = []
    for para, (block, start, end) in enumerate(_paragraphs(document)):
        for a, b in _split(text, start, end):
            sentences.append(Sentence(len(sentences), block, para, a, b, text[a:b]))
    return sentences


def _paragraphs(document: Document) -> Iterator[tuple[Block, int, int]]:
    """Yield each paragraph with its block; lines broken only by their width are joined."""
    text = document.text
    if document.blocks:
        for block in document.blocks:
            for found in _PARAGRAPH.finditer(text, block.start, block.end):
                yield block, found.start(), found.end()
        return
    spans: list[tuple[int, int]] = []
    width = _wrap_width(text)
    for line in _PARAGRAPH.finditer(text):
        if width and spans and _is_wrapped(text, spans[-1][1], line.start(), width):
            spans[-1] = (spans[-1][0], line.end())
        else:
            spans.append(line.span())
    for start, end in spans:
        yield Block(_kind_of_line(text[start:end]), start, end), start, end


def _wrap_width(text: str) -> int | None:
    """Return the width that a text was wrapped to; None if its lines are paragraphs or the items of a list."""
    lines = text.splitlines()
    width = max(map(len, lines), default=0)
    if len(lines) < 3 or not _NARROWEST <= width <= _WIDEST:
        return None
    breaks = [_is_full(line, following, width) for line, following in pairwise(lines) if line and following]
    return width if breaks and sum(breaks) * 2 > len(breaks) else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted into the line."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0] if following.strip() else "") > width


def _is_wrapped(text: str, end: int, start: int, width: int) -> bool:
    """Tell whether the paragraphs that end and start here are one that was broken by its width."""
    if text[end:start].strip("\r") != "\n":
        return False
    return _is_full(text[text.rfind("\n", 0, end) + 1 : end], text[start : start + width], width)


def _kind_of_line(line: str) -> str:
    first = _FIRST_WORD.match(line)
    if first is not None and first.group(1).lower() in _FURNITURE:  # cheap: most lines begin otherwise
        if _BYLINE.match(line):
            return "byline"
        if _BOILERPLATE.match(line):
            return "boilerplate"
    return "body"


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one paragraph at sentence ends; spans come back stripped of white space."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        stop = match.start() + 1
        dot = match.group() == "." and _ABBREVIATION.search(text, max(begin, stop - 12), stop)
        if dot and not _ON_X.search(text, max(begin, stop - 12), stop):
            continue
        if text[begin:stop].strip(" .0123456789") == "":  # the number of a list item
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    stripped = []
    for a, b in spans:
        piece = text[a:b]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if left < right:
            stripped.append((a + left, a + right))
    return stripped
