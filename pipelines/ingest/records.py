"""One record of a JSON file or a dump -> what lands: the article's bytes and what the record says about it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pipelines.ingest.sources import Columns

# Names that public dumps and our own export use, tried in order where a source maps no columns.
USUAL_COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "article_text", "articleBody", "full_text"),
    "html": ("html", "raw_html", "content_html"),
    "id": ("id", "guid", "_id", "uuid"),
    "url": ("url", "link", "permalink", "source_url"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "creator"),
    "section": ("section", "category"),
    "language": ("language", "lang"),
    "outlet_id": ("outlet_id",),
    "published_at": (
        "published_at", "date_published", "datePublished", "published", "pub_date", "publish_date",
        "publication_date", "date_publish", "date", "pubDate",
    ),
    "modified_at": ("modified_at", "date_modified", "dateModified", "updated_at", "updated"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What a record lands as. ``id`` is what the record calls itself, if it does."""

    data: bytes
    media_type: str
    id: str | None = None
    url: str | None = None
    outlet_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


def record_item(record: Any, columns: Columns | None = None) -> Item:
    """Map a record. One without an article lands as JSON, so that it stands in quarantine with its bytes."""
    values = {name: _first(record, name, columns) for name in USUAL_COLUMNS} if isinstance(record, dict) else {}
    html, text = values.get("html"), values.get("text")
    if isinstance(html, str | bytes) and html.strip():
        data = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
        media_type = "text/html" if isinstance(html, bytes) else "text/html; charset=utf-8"
    elif isinstance(text, str) and text.strip():
        data, media_type = text.encode("utf-8", "surrogatepass"), "text/plain; charset=utf-8"
    else:
        data, media_type = json.dumps(record, ensure_ascii=False, default=str).encode(), "application/json"
    said = {
        name: _plain(values.get(name))
        for name in ("title", "byline", "section", "language", "published_at", "modified_at")
    }
    metadata = {name: value for name, value in said.items() if value}
    if "published_at" in metadata:
        metadata["published_basis"] = "manifest"
    return Item(
        data=data,
        media_type=media_type,
        id=_plain(values.get("id")),
        url=_plain(values.get("url")),
        outlet_id=_plain(values.get("outlet_id")),
        metadata=metadata,
    )


def _first(record: dict[str, Any], name: str, columns: Columns | None) -> Any:
    if columns is not None:
        path = getattr(columns, name)
        return _reach(record, path) if path else None
    return next((record[key] for key in USUAL_COLUMNS[name] if record.get(key) not in (None, "", [])), None)


def _reach(record: Any, path: str) -> Any:
    if isinstance(record, dict) and path in record:
        return record[path]
    for part in path.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record


def _plain(value: Any) -> str | None:
    """A value as text: lists of names joined, dates in ISO form; None for what is empty or no plain value."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value.get("name"))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value))) or None
    if isinstance(value, bool) or value is None:
        return None
    return str(value).strip() or None
