"""Takes an article down: its bytes, its rows, and every release that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.ingest.landing import Landing
from pipelines.warehouse.articles import VERSION_TABLES
from pipelines.warehouse.build import Warehouse, build_marts, replace_where


class ForgetError(LookupError):
    """No article, or more than one, goes by that name."""


@dataclass(frozen=True)
class Found:
    """The document a person named."""

    document_id: str
    key: str
    url: str | None
    headline: str | None


def find(warehouse: Warehouse, article: str) -> Found:
    """The document with this id, version id, URL or path.

    Raises:
        ForgetError: none or several.
    """
    with warehouse.reader() as con:
        rows = con.execute(
            """
            SELECT d.document_id, any_value(d.key), any_value(d.url), max(a.headline)
            FROM core.documents d LEFT JOIN core.articles a USING (document_id)
            WHERE $name IN (d.document_id, d.key, d.url)
               OR d.document_id IN (SELECT document_id FROM core.articles WHERE version_id = $name)
            GROUP BY d.document_id
            """,
            {"name": article},
        ).fetchall()
    if not rows:
        raise ForgetError(f"no article {article!r}: give the document_id of marts.articles, its URL or its path")
    if len(rows) > 1:
        raise ForgetError(f"{len(rows)} articles go by {article!r}: give one of {', '.join(row[0] for row in rows)}")
    return Found(*rows[0])


def forget_document(warehouse: Warehouse, document_id: str) -> None:
    """Delete bytes, rows and releases of a document. The next run makes a release without it.

    The tombstone in the landing comes first: whatever happens after, the article does not come back.
    """
    settings = warehouse.settings
    with warehouse.landing_lock(), warehouse.lock():
        with Landing(settings.landing) as landing:
            gone = landing.forget(document_id, datetime.now(UTC))
        # The HTTP cache holds pages too.
        for path in settings.state.parent.glob("http_cache.sqlite*"):
            path.unlink()
        for path in (settings.current, settings.report, *settings.releases.glob("*"), *settings.releases.glob(".*")):
            path.unlink(missing_ok=True)
        with warehouse.writer() as con:
            versions = [
                row[0]
                for row in con.execute(
                    "SELECT version_id FROM core.articles WHERE document_id = ?", [document_id]
                ).fetchall()
            ]
            fetches = [fetch.fetch_id for fetch in gone]
            replace_where(
                con,
                {},
                dict.fromkeys(("core.claim_places", *VERSION_TABLES), ("version_id", versions))
                | dict.fromkeys(("quarantine.documents", "core.fetch_outcomes", "raw.fetches"), ("fetch_id", fetches))
                | {"core.documents": ("document_id", [document_id])},
            )
            build_marts(con, settings)
        warehouse.compact()
