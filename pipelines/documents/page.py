"""An HTML page -> paragraphs and what the page says about itself (JSON-LD, meta tags)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from pipelines.documents.blocks import Paragraph
from pipelines.documents.decode import clean
from pipelines.ingest.when import parse_moment

MIN_TEXT = 250  # characters; with less, the slower and more thorough extraction has a go
MAX_CAPTIONS = 20
_SPACE = re.compile(r"[ \t\n]+")
_PUBLISHED_META = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "publication_date",
    "publish-date", "publishdate", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dc.date", "date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod",
)  # fmt: skip


@dataclass(frozen=True)
class PageFacts:
    """What a page says about itself; times as written, not yet read."""

    title: str | None = None
    description: str | None = None
    byline: str | None = None
    section: str | None = None
    language: str | None = None
    json_ld_published: tuple[str, ...] = ()
    json_ld_modified: tuple[str, ...] = ()
    meta_published: tuple[str, ...] = ()
    meta_modified: tuple[str, ...] = ()
    shown_published: tuple[str, ...] = ()  # <time datetime="...">
    guessed_published: str | None = None  # htmldate, by day


def read_page(markup: str, url: str | None) -> tuple[list[Paragraph], PageFacts]:
    """The paragraphs of the page's article, without the page around it, and its metadata.

    No paragraphs if the page has no readable article.
    """
    tree = trafilatura.load_html(markup)
    if tree is None:
        return [], PageFacts()
    facts = _facts(tree, url)
    paragraphs = _article(tree, url, facts, fast=True)
    if sum(len(paragraph.text) for paragraph in paragraphs) < MIN_TEXT:
        paragraphs = _article(tree, url, facts, fast=False) or paragraphs
    if paragraphs:
        paragraphs += _captions(tree, {paragraph.text for paragraph in paragraphs})
    return paragraphs, facts


def _article(tree: HtmlElement, url: str | None, facts: PageFacts, *, fast: bool) -> list[Paragraph]:
    document = trafilatura.bare_extraction(tree, url=url, fast=fast, include_comments=False)
    if not isinstance(document, Document) or document.body is None:
        return []
    return list(_paragraphs(document.body, facts.description))


def _paragraphs(body: _Element, description: str | None) -> Iterator[Paragraph]:
    number = 0
    for element in body.iter("p", "head", "item", "quote", "row", "code", "ab"):
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        if element.tag != "row" and any(parent.tag in ("p", "item", "row") for parent in element.iterancestors()):
            continue
        hint = "heading" if element.tag == "head" else None
        for text in _texts(element):
            number += 1
            yield Paragraph(text, "standfirst" if number <= 3 and text == description else hint)


def _captions(tree: HtmlElement, told: set[str]) -> list[Paragraph]:
    """Captions of the article's pictures, which the extraction of its text leaves out; they follow the text."""
    whole = tree.find(".//article")
    found = [_flat(element.text_content()) for element in (tree if whole is None else whole).iter("figcaption")]
    return [Paragraph(text, "caption") for text in dict.fromkeys(found) if text and text not in told][:MAX_CAPTIONS]


def _texts(element: _Element) -> Iterator[str]:
    """The text of an element, cut at its line breaks; the cells of a table row are set apart."""
    if element.tag == "row":
        cells = [_flat("".join(cell.itertext())) for cell in element.iter("cell")]
        if text := " | ".join(filter(None, cells)):
            yield text
        return
    pieces = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag in ("lb", "item", "p"):
            pieces.append("\x00")
        pieces.append(child.text or "")
        if child is not element:
            pieces.append(child.tail or "")
    for line in "".join(pieces).split("\x00"):
        if text := _flat(line):
            yield text


def _flat(text: str) -> str:
    return _SPACE.sub(" ", clean(text)).strip()


def _facts(tree: HtmlElement, url: str | None) -> PageFacts:
    """JSON-LD and meta tags; what they leave open is searched for in the page itself, which takes longer."""
    nodes = list(_json_ld(tree))
    articles = [n for n in nodes if any("Article" in t or "Posting" in t for t in _types(n))] or nodes
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and (content := (element.get("content") or "").strip()):
            meta.setdefault(name, []).append(content)
    times = [t.get("datetime") for t in tree.iter("time") if t.get("datetime")]
    json_ld_published = tuple(_values(articles, "datePublished"))
    meta_published = tuple(v for name in _PUBLISHED_META for v in meta.get(name, ()))
    title = _one([*_values(articles, "headline"), *meta.get("og:title", ())])
    byline = _one(_authors(articles))
    dated = any(map(parse_moment, json_ld_published + meta_published))
    searched = None
    if not (title and byline and dated):
        searched = extract_metadata(tree, default_url=url, extensive=False)
        title = title or _flat(searched.title or "")
        byline = byline or _flat(searched.author or "")
    return PageFacts(
        title=_title(title, tree, _one([*meta.get("og:site_name", ()), (searched and searched.sitename) or ""])),
        description=_one([*meta.get("og:description", ()), *meta.get("description", ())]),
        byline=byline or None,
        section=_one([*meta.get("article:section", ()), *_values(articles, "articleSection")]),
        language=(tree.get("lang") or "")[:2].lower() or None,
        json_ld_published=json_ld_published,
        json_ld_modified=tuple(_values(articles, "dateModified")),
        meta_published=meta_published,
        meta_modified=tuple(v for name in _MODIFIED_META for v in meta.get(name, ())),
        shown_published=tuple(times[:1]),
        guessed_published=searched.date if searched else None,
    )


def _authors(articles: list[dict[str, Any]]) -> list[str]:
    """The names of the authors of the first article that has some, joined."""
    for article in articles:
        authors = article.get("author")
        listed = authors if isinstance(authors, list) else [authors]
        names = [a.get("name") if isinstance(a, dict) else a for a in listed]
        if found := [name for name in names if isinstance(name, str) and not name.startswith("http")]:
            return [", ".join(found)]
    return []


def _title(title: str, tree: HtmlElement, site: str | None) -> str | None:
    """The title without the name of the site that many pages add to it."""
    shown = [_flat(h1.text_content()) for h1 in tree.iter("h1")]
    for heading in [text for text in shown if len(text.split()) >= 3]:
        if re.match(r"\s+[|·–—-]\s", title.removeprefix(heading)) and title.startswith(heading):
            return heading
    return (re.sub(rf"\s+[|·–—-]\s+{re.escape(site)}$", "", title) if site else title) or None


def _one(values: list[str]) -> str | None:
    return next((flat for value in values if (flat := _flat(value))), None)


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        stack, seen = [data], 0
        while stack and seen < 500:
            node = stack.pop(0)
            seen += 1
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                yield node
                stack.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [str(t) for t in (types if isinstance(types, list) else [types]) if t]


def _values(nodes: list[dict[str, Any]], key: str) -> list[str]:
    found = []
    for node in nodes:
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item.strip():
                found.append(item.strip())
    return found
