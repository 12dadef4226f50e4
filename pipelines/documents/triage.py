"""Which pages are worth reading: one pass over the raw bytes for words of loss, before any HTML is parsed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick


class TriageError(ValueError):
    """triage.csv cannot be used; the message names the line and the mend."""


@dataclass(frozen=True)
class Triage:
    """Stems of words without which no loss is told."""

    stems: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Triage:
        """Read triage.csv (one stem a line, lower case); lines that start with # are comments.

        Raises:
            TriageError: a stem that is not lower-case ASCII, or stands twice.
        """
        stems: list[str] = []
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            stem = line.strip()
            if not stem or stem.startswith("#") or stem == "stem":
                continue
            if not stem.isascii() or stem != stem.lower() or len(stem) < 3 or stem in stems:
                raise TriageError(f"{path}, line {number}: write one stem of at least 3 letters a-z, each once")
            stems.append(stem)
        return cls(tuple(stems))

    def wants(self, page: bytes) -> bool:
        """Whether any stem occurs in the page."""
        return bool(self._automaton.find_matches_as_indexes(page.lower()))

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick([stem.encode() for stem in self.stems])
