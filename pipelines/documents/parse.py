"""One fetch and its bytes -> an article, or the reason why there is none. Pure; runs in a process pool."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import py3langid

from pipelines.documents import dates
from pipelines.documents.blocks import Layout, Paragraph, TextBlock, classify
from pipelines.documents.decode import UndecodableError, check_bytes, clean, decode
from pipelines.documents.page import PageFacts, read_page
from pipelines.documents.triage import Triage
from pipelines.ingest.identity import document_identity
from pipelines.ingest.landing import Fetch

MIN_LETTERS = 3
LANGUAGE_SAMPLE = 1000  # characters
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|article)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article as its bytes show it; offsets of ``blocks`` index ``text``."""

    document_id: str
    url: str | None
    headline: str | None
    text: str
    text_sha256: str
    blocks: tuple[TextBlock, ...]
    language: str | None
    date_published: datetime | None
    date_published_precision: str
    date_published_basis: str
    date_modified: datetime | None
    byline: str | None
    section: str | None
    wire_credit: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The fetch cannot be read: a row of quarantine.documents."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class TriagedOut:
    """A page without a single word of loss: stored and counted, not read."""

    document_id: str


@dataclass(frozen=True)
class Reader:
    """The data that reading needs: stock phrases, names of agencies, words of loss."""

    layout: Layout
    wires: Wires
    triage: Triage

    @classmethod
    def load(cls, seeds: Path) -> Reader:
        """Read seeds/lexicon/en.

        Raises:
            LayoutError, WiresError, TriageError: a file is wrong; the message names line and mend.
        """
        folder = seeds / "lexicon" / "en"
        return cls(
            layout=Layout.load(folder / "boilerplate.toml"),
            wires=Wires.load(folder / "wires.csv"),
            triage=Triage.load(folder / "triage.toml"),
        )


def parse(fetch: Fetch, data: bytes, reader: Reader, *, triage: bool) -> ParsedArticle | Rejected | TriagedOut:
    """Read one fetch. ``triage``: leave HTML pages without a word of loss unread."""
    identity = document_identity(fetch.source_id, fetch.key, fetch.url, data)
    media_type = fetch.media_type or ""
    if media_type.startswith("application/json"):
        return _explain_json(data)
    try:
        check_bytes(data)
        if triage and "html" in media_type and not reader.triage.wants(data):
            return TriagedOut(identity.document_id)
        text = decode(data, media_type)
    except UndecodableError as error:
        return Rejected(error.code, str(error))
    facts = PageFacts()
    if "html" in media_type or _TAG.match(text.lstrip()[:200]):
        paragraphs, facts = read_page(text, identity.url)
    else:
        paragraphs = text_paragraphs(clean(text))
    if sum(sum(map(str.isalpha, p.text)) for p in paragraphs) < MIN_LETTERS:
        return Rejected("no_text", "no article text was found in it: check that it shows an article")
    told = fetch.metadata
    title = facts.title or told.get("title")
    blocks = classify(paragraphs, reader.layout, title)
    if title and not any(kind == "headline" for kind, _ in blocks):
        blocks.insert(0, ("headline", " ".join(title.split())))
    body, spans = _assemble(blocks)
    stamps = [t for kind, t in blocks if kind == "boilerplate" and reader.layout.is_timestamp(t)]
    when = dates.published(told, facts, identity.url, stamps)
    byline = next((t for kind, t in blocks if kind == "byline"), None)
    return ParsedArticle(
        document_id=identity.document_id,
        url=identity.url,
        headline=next((t for kind, t in blocks if kind == "headline"), None),
        text=body,
        text_sha256=hashlib.sha256(body.encode()).hexdigest(),
        blocks=spans,
        language=_language(body, told.get("language") or facts.language),
        date_published=when.at,
        date_published_precision=when.precision,
        date_published_basis=when.basis,
        date_modified=dates.modified(told, facts),
        byline=byline or told.get("byline") or facts.byline,
        section=told.get("section") or facts.section,
        wire_credit=reader.wires.credit(blocks, told.get("byline") or facts.byline),
    )


def text_paragraphs(text: str) -> list[Paragraph]:
    """The lines of a plain text; lines of fixed width are joined into their paragraphs first."""
    chunks = re.split(r"\n[ \t\u00a0]*\n", text)
    wrapped = [chunk.strip("\n") for chunk in chunks if "\n" in chunk.strip("\n")]
    if wrapped and sum(map(_is_wrapped, wrapped)) * 2 > len(wrapped):
        chunks = [re.sub(r"[ \t]*\n[ \t]*", " ", c) if _is_wrapped(c.strip("\n")) else c for c in chunks]
    lines = (line.strip() for chunk in chunks for line in chunk.split("\n"))
    return [Paragraph(line) for line in lines if line]


def _is_wrapped(chunk: str) -> bool:
    """Every line but the last is about equally long and most break in mid-sentence."""
    *lines, last = chunk.split("\n")
    if not lines:
        return False
    lengths = [len(line.rstrip()) for line in lines]
    broken = sum(not re.search(r"[.!?:;][\"'”’)]*\s*$", line) for line in lines)
    return (
        min(lengths) >= 50
        and max([*lengths, len(last)]) <= 100
        and max(lengths) - min(lengths) <= 25
        and broken * 2 > len(lines)
    )


def _assemble(blocks: list[tuple[str, str]]) -> tuple[str, tuple[TextBlock, ...]]:
    """Join blocks with blank lines; a caption and its credit stay in one paragraph."""
    parts: list[str] = []
    spans: list[TextBlock] = []
    at = 0
    for i, (kind, text) in enumerate(blocks):
        if i:
            glue = "" if kind == "credit" and blocks[i - 1][0] == "caption" else "\n\n"
            parts.append(glue)
            at += len(glue)
        end = at + len(text.rstrip())
        spans.append(TextBlock(kind, at, end))
        parts.append(text)
        at += len(text)
    return "".join(parts), tuple(spans)


def _language(text: str, declared: str | None) -> str | None:
    sample = text[:LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < 40:
        return declared[:2].lower() if declared else None
    return str(py3langid.classify(sample)[0])


def _explain_json(data: bytes) -> Rejected:
    """JSON only lands as JSON when no article could be read out of it."""
    try:
        json.loads(data)
    except (ValueError, RecursionError) as error:
        return Rejected("bad_json", f"it is not valid JSON ({error}): correct it there")
    return Rejected("no_text", "the record has no article: name its column text or html, or map it in sources.toml")


class WiresError(ValueError):
    """wires.csv cannot be used; the message names the line and the mend."""


@dataclass(frozen=True)
class Wires:
    """News agencies: (name as printed, outlet_id) out of wires.csv."""

    rows: tuple[tuple[str, str], ...]

    @classmethod
    def load(cls, path: Path) -> Wires:
        """Read wires.csv (name, outlet_id or nothing); lines that start with # are comments.

        Raises:
            WiresError: a line without a name, or a name that stands twice.
        """
        rows: dict[str, str] = {}
        for number, row in enumerate(csv.reader(path.read_text("utf-8").splitlines()), 1):
            if not row or row[0].startswith("#") or row == ["name", "outlet_id"]:
                continue
            if len(row) != 2 or not row[0] or row[0] in rows:
                raise WiresError(f"{path}, line {number}: write name,outlet_id; each name once")
            rows[row[0]] = row[1]
        return cls(tuple(sorted(rows.items(), key=lambda row: -len(row[0]))))

    def credit(self, blocks: Iterable[tuple[str, str]], byline: str | None) -> str | None:
        """The agency that a dateline, a byline or a closing line credits with the text; not one it quotes."""
        texts = [(kind, text) for kind, text in blocks if kind not in ("credit", "caption", "headline")]
        body = [text for kind, text in texts if kind == "body"]
        lines = [text for kind, text in texts if kind in ("byline", "boilerplate")] + ([byline] if byline else [])
        for text in body[:2]:
            if match := self._dateline.match(text):
                return self._id(match)
        for text in lines:
            if match := self._in_line.search(text):
                return self._id(match)
        if texts and (match := self._closing.match(texts[-1][1])):
            return self._id(match)
        return None

    @cached_property
    def _names(self) -> str:
        return "|".join(re.escape(name) for name, _ in self.rows)

    @cached_property
    def _dateline(self) -> re.Pattern[str]:
        return re.compile(
            rf"^(?:[A-Z][^\n()/]{{0,60}}?[,.]?\s*)?(?:[(/\[](?P<a>{self._names})\b[^)/\]]{{0,40}}[)/\]]\.?\s*[-–—:]?"
            rf"|[A-Z][A-Z .,'’-]+,? [^\n()/]{{0,30}}?(?P<b>{self._names})\s*[-–—])"
        )

    @cached_property
    def _in_line(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/])(?P<a>{self._names})(?!\w)")

    @cached_property
    def _closing(self) -> re.Pattern[str]:
        return re.compile(
            rf"^(?:[(\[–—/-]|©|[Ss]ource:|[Ww]ith (?:reporting|input|files)[^\n]{{0,30}} (?:by|from)|\s)*\s*"
            rf"(?P<a>{self._names})(?:[)\]/.]|,|\s+and\b|\s*$)[^\n]{{0,40}}$"
        )

    def _id(self, match: re.Match[str]) -> str:
        found = next(value for value in match.groupdict().values() if value)
        return dict(self.rows)[found] or found
