"""Which pages are worth reading: one pass over the raw bytes for words of loss, before any HTML is parsed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

LISTS = ("loss", "sufferers", "doubtful", "war")
MIN_STRETCH = 20  # characters of text that can tell a loss
_UNSEEN = ((b"<script", b"</script"), (b"<style", b"</style"), (b"<svg", b"</svg"), (b"<!--", b"-->"))
# Markup inside a sentence; any other tag ends a stretch of text.
_INLINE = re.compile(rb"</?(?:abbr|b|cite|em|i|mark|q|small|span|strong|sub|sup|time|u|wbr)(?:\s[^<>]*)?>")
_LINK_START, _LINK_END = re.compile(rb"<a\s[^<>]*>"), re.compile(rb"</a\s*>")
_LINKED = re.compile(rb"\x01[^\x01\x02]*\x02?")
_BREAK = re.compile(rb"<[^<>]*>|\n\s*\n")
# All but letters and digits becomes a space, so that a word starts after one and ends before one; a NUL, which ends
# a stretch, stays.
_NORMAL = bytes(byte if not byte or (chr(byte).isalnum() and byte < 128) else 32 for byte in range(256))
_DIGIT = re.compile(rb"\d")


class TriageError(ValueError):
    """triage.toml cannot be used; the message names the place and the mend."""


@dataclass(frozen=True)
class Triage:
    """The word lists of triage.toml: beginnings of words, or whole words where they end with $."""

    lists: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path) -> Triage:
        """Read triage.toml.

        Raises:
            TriageError: no TOML, a list is missing or unknown, or an entry is not lower-case ASCII or stands twice.
        """
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise TriageError(f"{path}: {error}: mend the TOML there") from None
        if data.keys() != set(LISTS):
            raise TriageError(f"{path}: write the lists {', '.join(LISTS)}, no others")
        for name, entries in data.items():
            for entry in entries:
                if not entry.isascii() or entry != entry.lower().strip() or entries.count(entry) > 1:
                    raise TriageError(f"{path}: {name}: {entry!r}: write lower-case ASCII, each entry once")
        return cls({name: tuple(data[name]) for name in LISTS})

    def wants(self, page: bytes) -> bool:
        """Whether some stretch of the page's visible text speaks of a loss, or the page is not legible as ASCII."""
        if b"\0" in page[:1000]:  # UTF-16
            return True
        text = page.lower()
        for opening, closing in _UNSEEN:
            text = _without(text, opening, closing)
        text = _LINK_END.sub(b"\2", _LINK_START.sub(b"\1", _INLINE.sub(b"", text)))
        text = b" \0 " + _BREAK.sub(b" \0 ", text) + b" \0 "
        plain = text.translate(_NORMAL)
        done = 0  # words of loss are few: only the stretches around them are looked at
        for at in self._finders["trigger"].ends(plain):
            if at <= done:
                continue
            start, done = text.rfind(b"\0", 0, at) + 1, text.find(b"\0", at)
            if not _is_link(text, start, done) and self._speaks_of_loss(plain[start:done]):
                return True
        return False

    def _speaks_of_loss(self, text: bytes) -> bool:
        find = self._finders
        loss = find["loss"].any(text)
        if (loss or find["doubtful"].any(text)) and find["war"].any(text):
            return True
        return loss and bool(_DIGIT.search(text) or find["sufferers"].any(text))

    @cached_property
    def _finders(self) -> dict[str, _Finder]:
        lists = self.lists | {"trigger": (*self.lists["loss"], *self.lists["doubtful"])}
        return {name: _Finder(entries) for name, entries in lists.items()}


def _is_link(text: bytes, start: int, end: int) -> bool:
    """Whether a stretch is too short or a link from end to end, such as the headline of another article."""
    opened = text.rfind(b"\1", 0, start) > text.rfind(b"\2", 0, start)
    stretch = b"\1" * opened + text[start:end].strip()
    if len(stretch) < MIN_STRETCH:
        return True
    ends = stretch.endswith(b"\2") or stretch.rfind(b"\1") > stretch.rfind(b"\2")
    return stretch.startswith(b"\1") and ends and len(_LINKED.sub(b"", stretch).strip()) < MIN_STRETCH


def _without(text: bytes, start: bytes, end: bytes) -> bytes:
    """The text without what stands between ``start`` and ``end``; an order of magnitude faster than a pattern."""
    first, *rest = text.split(start)
    return b"\n\n".join([first, *(piece.partition(end)[2] for piece in rest)])


class _Finder:
    """Finds any of some beginnings of words, or whole words, in normalized text."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        patterns = (f" {entry[:-1]} " if entry.endswith("$") else f" {entry}" for entry in entries)
        self._automaton = BytesAhoCorasick([pattern.encode().translate(_NORMAL) for pattern in patterns])

    def any(self, text: bytes) -> bool:
        return bool(self._automaton.find_matches_as_indexes(text))

    def ends(self, text: bytes) -> list[int]:
        """Where what is found ends, in order."""
        return [end for _, _, end in self._automaton.find_matches_as_indexes(text)]
