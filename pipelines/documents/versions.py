"""How the versions of a document differ: a typo, a new headline, other figures, a correction, a retraction.

Paragraphs of the two texts are paired first, so that a paragraph that was added or moved does not make the
figures of the others look changed. What the page around the story says (boilerplate, bylines, photo credits) is
left out of the comparison.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import polars as pl

from pipelines.documents.blocks import TextBlock
from pipelines.schemas import versions as tables
from pipelines.schemas.table import polars_schema

NOT_STORY = ("boilerplate", "byline", "credit")
SAME_PARAGRAPH = 0.5  # share of words in common from which two paragraphs are versions of each other
SAME_WORD = 0.75  # similarity of two spellings from which one mends the other
_WORD = re.compile(r"\d[\d.,:]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")


class NoticesError(ValueError):
    """notices.toml cannot be used; the message names the place and the mend."""


@dataclass(frozen=True, slots=True)
class VersionText:
    """What is compared: the headline and the paragraphs of the story."""

    headline: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, headline: str | None, text: str, blocks: list[TextBlock]) -> VersionText:
        """Cut the story out of an article's text."""
        story = [b for b in blocks if b.kind not in (*NOT_STORY, "headline")]
        paragraphs = tuple(text[b.start : b.end] for b in story) if blocks else tuple(text.split("\n"))
        return cls(headline or "", paragraphs)


@dataclass(frozen=True)
class Notices:
    """The phrases of notices.toml, and the words for numbers of number_words.csv."""

    retraction: tuple[str, ...]
    correction: tuple[str, ...]
    numbers: frozenset[str]

    @classmethod
    def load(cls, seeds: Path) -> Notices:
        """Read seeds/lexicon/en.

        Raises:
            NoticesError: no TOML, an unknown list, or a pattern that is no regular expression.
        """
        path = seeds / "lexicon" / "en" / "notices.toml"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise NoticesError(f"{path}: {error}: mend the TOML there") from None
        if data.keys() != {"retraction", "correction"}:
            raise NoticesError(f"{path}: write the lists retraction and correction, no others")
        for pattern in (*data["retraction"], *data["correction"]):
            try:
                re.compile(pattern)
            except re.error as error:
                raise NoticesError(f"{path}: {pattern!r} is no regular expression: {error}") from None
        return cls(tuple(data["retraction"]), tuple(data["correction"]), _number_words(path.parent))

    def change_kind(self, before: VersionText, after: VersionText) -> str:
        """One of trivial, headline, body, figures, correction, retraction: the weightiest that applies."""
        if self._newly(self._retractions, before, after):
            return "retraction"
        if self._newly(self._corrections, before, after):
            return "correction"
        pairs = list(_paired(before.paragraphs, after.paragraphs))
        told, tells = self._figures(before.headline), self._figures(after.headline)
        changed = any(self._figures(one) != self._figures(other) for one, other in pairs if one and other)
        if changed or (told and tells and told != tells):
            return "figures"
        if any(not _spelling_only(one, other) for one, other in pairs):
            return "body"
        return "trivial" if _spelling_only(before.headline, after.headline) else "headline"

    def _newly(self, pattern: re.Pattern[str], before: VersionText, after: VersionText) -> bool:
        old = {*before.paragraphs, before.headline}
        return any(pattern.search(text) for text in (*after.paragraphs, after.headline) if text not in old)

    def _figures(self, text: str) -> Counter[str]:
        words = (word.strip(".,:").replace(",", "") for word in _words(text))
        return Counter(word for word in words if word[:1].isdigit() or word in self.numbers)

    @cached_property
    def _retractions(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in self.retraction), re.IGNORECASE)

    @cached_property
    def _corrections(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in self.correction), re.IGNORECASE)


def version_changes(articles: pl.DataFrame, blocks: pl.DataFrame, notices: Notices) -> pl.DataFrame:
    """Rows of resolve.version_changes for whole documents.

    ``articles``: version_id, document_id, fetched_at, headline, text of all versions of some documents; the text
    may be null where a document has only one version. ``blocks``: their rows of core.text_blocks.
    """
    spans: dict[str, list[TextBlock]] = {}
    for version_id, kind, start, end in (
        blocks.sort("version_id", "block_no").select("version_id", "kind", "start_char", "end_char").iter_rows()
    ):
        spans.setdefault(version_id, []).append(TextBlock(kind, start, end))
    rows = []
    for document in articles.sort("fetched_at", "version_id").partition_by("document_id", maintain_order=True):
        versions = list(document.iter_rows(named=True))
        kinds = [(versions[0], None, "first")]
        for one, other in pairwise(versions):
            kind = notices.change_kind(
                *(VersionText.of(v["headline"], v["text"], spans.get(v["version_id"], [])) for v in (one, other))
            )
            kinds.append((other, one["version_id"], kind))
        rows += [
            {
                "version_id": version["version_id"],
                "document_id": version["document_id"],
                "previous_version_id": previous,
                "change_kind": kind,
            }
            for version, previous, kind in kinds
        ]
    return pl.DataFrame(rows, schema=polars_schema(tables.CHANGES), orient="row")


def _paired(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Paragraphs that differ, each beside its other version; empty where one was added or removed."""
    moved = set(before) & set(after)
    old = [text for text in before if text not in moved]
    for text in after:
        if text in moved:
            continue
        best = max(old, key=lambda candidate: _likeness(candidate, text), default="")
        if best and _likeness(best, text) >= SAME_PARAGRAPH:
            old.remove(best)
            yield best, text
        else:
            yield "", text
    yield from ((text, "") for text in old)


def _likeness(one: str, other: str) -> float:
    first, second = Counter(_words(one)), Counter(_words(other))
    total = max(first.total(), second.total())
    return (first & second).total() / total if total else 1.0


def _spelling_only(one: str, other: str) -> bool:
    """Whether only spelling, case, punctuation or a doubled word changed."""
    first, second = _words(one), _words(other)
    for change, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        gone, come = first[a:b], second[c:d]
        if change == "replace" and len(gone) == len(come) and all(map(_same_word, gone, come)):
            continue
        if change == "replace" and _same_word("".join(gone), "".join(come)):
            continue  # "counter attack" for "counterattack"
        if change == "delete" and gone == first[a - len(gone) : a]:
            continue  # "the the"
        if change != "equal":
            return False
    return True


def _same_word(one: str, other: str) -> bool:
    if one[:1].isdigit() or other[:1].isdigit():
        return one == other
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORD


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _number_words(folder: Path) -> frozenset[str]:
    lines = (folder / "number_words.csv").read_text("utf-8").splitlines()
    reader = csv.DictReader(line for line in lines if not line.startswith("#"))
    return frozenset(row["word"] for row in reader if row["value"] and row["word"] not in ("a", "an", "one"))
