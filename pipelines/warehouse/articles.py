"""The articles in the build file: which are still to be read by the extractor, and their documents."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from pipelines.extract.model import Block, Document

EXTRACTED_LANGUAGES = ("en",)
# Every table whose rows belong to an article version.
VERSION_TABLES = (
    "core.loss_claims",
    "core.statements",
    "core.mentions",
    "core.rejections",
    "core.extractions",
    "core.text_blocks",
    "quarantine.surface_forms",
    "core.articles",
)

# What an extraction depends on: the text, its blocks, the metadata it uses, the extractor ($version).
_FINGERPRINT = """sha256(concat_ws('|', a.text_sha256, a.cleaner_version, coalesce(a.headline, ''),
    coalesce(a.date_published::VARCHAR, ''), coalesce(d.outlet_id, ''), coalesce(a.language, ''),
    $version))"""


def unread(con: duckdb.DuckDBPyConnection, extractor_version: str) -> list[tuple[str, str]]:
    """(version_id, fingerprint) of articles not read under this fingerprint, in the order they came."""
    return con.execute(
        f"""
        SELECT a.version_id, {_FINGERPRINT} AS fingerprint
        FROM core.articles a
        JOIN core.documents d USING (document_id)
        LEFT JOIN core.extractions e USING (version_id)
        WHERE e.fingerprint IS DISTINCT FROM {_FINGERPRINT}
        ORDER BY a.fetched_at, a.version_id
        """,
        {"version": extractor_version},
    ).fetchall()


def mark_unread(con: duckdb.DuckDBPyConnection, since: str | None, sources: Sequence[str]) -> int:
    """Have articles read again although nothing changed; returns how many.

    Args:
        con: an open writer.
        since: only articles first fetched on or after this day (YYYY-MM-DD).
        sources: only articles of these sources; none means all.

    Raises:
        duckdb.ConversionException: ``since`` is not a day.
    """
    rows = con.execute(
        """
        UPDATE core.extractions SET fingerprint = '' WHERE version_id IN (
            SELECT a.version_id FROM core.articles a JOIN core.documents d USING (document_id)
            WHERE ($since IS NULL OR a.fetched_at >= CAST($since AS DATE))
              AND (len($sources) = 0 OR d.source_id IN (SELECT unnest($sources))))
        RETURNING version_id
        """,
        {"since": since, "sources": list(sources)},
    ).fetchall()
    return len(rows)


def load(con: duckdb.DuckDBPyConnection, version_ids: Sequence[str]) -> list[Document]:
    """These versions as the extractor takes them, in this order.

    A text in a language the lexicons do not cover is given empty: it is stored and marked, and never read as
    English.
    """
    ids = list(version_ids)
    blocks: dict[str, list[Block]] = {}
    for version_id, kind, start, end in con.execute(
        "SELECT version_id, kind, start_char, end_char FROM core.text_blocks "
        "WHERE version_id IN (SELECT unnest($ids)) ORDER BY version_id, block_no",
        {"ids": ids},
    ).fetchall():
        blocks.setdefault(version_id, []).append(Block(kind, start, end))
    found = {}
    for version_id, text, headline, published, outlet, language in con.execute(
        "SELECT a.version_id, a.text, a.headline, CAST(a.date_published AS DATE), d.outlet_id, a.language "
        "FROM core.articles a JOIN core.documents d USING (document_id) "
        "WHERE a.version_id IN (SELECT unnest($ids))",
        {"ids": ids},
    ).fetchall():
        readable = language is None or language in EXTRACTED_LANGUAGES
        found[version_id] = Document(
            version_id,
            text if readable else "",
            headline,
            published,
            outlet,
            tuple(blocks.get(version_id, ())) if readable else (),
        )
    return [found[version_id] for version_id in ids]


def drop_orphans(con: duckdb.DuckDBPyConnection) -> None:
    """Remove what no fetch shows any more: versions an older cleaner made, and all that was read out of them."""
    con.begin()
    try:
        con.execute(
            "DELETE FROM core.fetch_outcomes WHERE fetch_id NOT IN (SELECT fetch_id FROM raw.fetches);"
            "DELETE FROM quarantine.documents WHERE fetch_id NOT IN (SELECT fetch_id FROM raw.fetches)"
        )
        shown = "SELECT version_id FROM core.fetch_outcomes WHERE version_id IS NOT NULL"
        con.execute(
            "DELETE FROM core.claim_places WHERE loss_claim_id IN "
            f"(SELECT loss_claim_id FROM core.loss_claims WHERE version_id NOT IN ({shown}))"
        )
        for name in VERSION_TABLES:
            con.execute(f"DELETE FROM {name} WHERE version_id NOT IN ({shown})")
        con.execute(
            "DELETE FROM core.documents WHERE document_id NOT IN "
            "(SELECT document_id FROM core.fetch_outcomes WHERE document_id IS NOT NULL)"
        )
        con.commit()
    except BaseException:
        con.rollback()
        raise
