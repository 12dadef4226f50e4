"""Feeds and sitemaps to the pages they name."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser
from lxml import etree

from pipelines.ingest.identity import clean_url
from pipelines.ingest.sink import Said
from pipelines.ingest.sources import ListingSource
from pipelines.ingest.state import Page
from pipelines.ingest.when import parse_moment

_LISTING_TYPES = ("xml", "rss", "atom", "json", "text/plain", "text/html", "octet-stream", "gzip")


class ListingError(ValueError):
    """The answer is no feed or sitemap; the message says what it is instead."""


@dataclass(frozen=True)
class Sitemap:
    """The pages of a sitemap, or the sitemaps of an index: (URL, time of last change)."""

    pages: list[Page]
    children: list[tuple[str, str]]


def is_listing_type(media_type: str) -> bool:
    """Whether a media type may be a feed or sitemap; servers name them in many ways."""
    return not media_type or any(kind in media_type for kind in _LISTING_TYPES)


def parse_feed(body: bytes, url: str) -> list[Page]:
    """The entries of an RSS, Atom or JSON feed that have a web address.

    Raises:
        ListingError: it is no feed.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return list(_json_feed(body))
    feed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url})
    if not feed.version and not feed.entries:
        raise ListingError(f"{url} is no feed: open it in a browser and correct url in seeds/sources.toml")
    return [page for entry in feed.entries if (page := _entry(entry))]


def parse_sitemap(body: bytes, url: str, limit: int) -> Sitemap:
    """The pages of a sitemap (news sitemaps say title and time), or the sitemaps that an index names.

    Raises:
        ListingError: it is no sitemap, or unpacks to more than ``limit`` bytes.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ListingError(f"{url} is no intact gzip: {error}") from None
        if len(body) > limit:
            raise ListingError(f"{url} unpacks to more than {limit} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise ListingError(f"{url} is no sitemap: open it in a browser and correct url in seeds/sources.toml")
    pages, children = [], []
    for element in root:
        said = {_name(child): (child.text or "").strip() for child in element.iter() if _name(child)}
        address = clean_url(said.get("loc", ""))
        if address is None:
            continue
        if _name(element) == "sitemap":
            children.append((said["loc"], said.get("lastmod", "")))
        else:
            metadata = _times(said.get("publication_date"), said.get("lastmod"))
            if said.get("title"):
                metadata["title"] = said["title"]
            pages.append(Page(address, Said(address, None, metadata), said.get("lastmod") or None))
    return Sitemap(pages, children)


def wanted(page: Page, source: ListingSource) -> bool:
    """Whether the source's include and exclude patterns let the page through."""
    included = not source.include or any(re.search(pattern, page.key) for pattern in source.include)
    return included and not any(re.search(pattern, page.key) for pattern in source.exclude)


def _entry(entry: Any) -> Page | None:
    address = clean_url(entry.get("link") or "")
    if address is None:
        return None
    metadata = _times(entry.get("published"), entry.get("updated"))
    tags = [tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")]
    facts = {"title": entry.get("title"), "byline": entry.get("author"), "section": tags[0] if tags else None}
    metadata |= {name: " ".join(value.split()) for name, value in facts.items() if value and value.strip()}
    return Page(address, Said(address, None, metadata), entry.get("updated") or entry.get("published"))


def _json_feed(body: bytes) -> Iterator[Page]:
    try:
        items = json.loads(body).get("items")
    except (ValueError, RecursionError) as error:
        raise ListingError(f"the feed is not valid JSON: {error}") from None
    if not isinstance(items, list):
        raise ListingError("the JSON is no feed: it has no list items")
    for item in items:
        if not isinstance(item, dict):
            continue
        address = clean_url(str(item.get("url") or item.get("external_url") or ""))
        if address is None:
            continue
        metadata = _times(item.get("date_published"), item.get("date_modified"))
        authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
        names = ", ".join(a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str))
        if isinstance(item.get("title"), str):
            metadata["title"] = item["title"].strip()
        if names:
            metadata["byline"] = names
        changed = item.get("date_modified") or item.get("date_published")
        yield Page(address, Said(address, None, metadata), str(changed) if changed else None)


def _times(published: Any, modified: Any) -> dict[str, Any]:
    times: dict[str, Any] = {}
    if parse_moment(published):
        times |= {"published_at": str(published), "published_basis": "feed"}
    if parse_moment(modified) and modified != published:
        times["modified_at"] = str(modified)
    return times


def _name(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
