"""Tables of what was fetched and what became of it."""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table


class Fetches(dy.Schema):
    """One entry of the landing manifest."""

    fetch_id = c.id32("Hash of source, key, bytes, metadata and time of the fetch.", primary_key=True)
    source_id = c.text("Source in seeds/sources.toml.")
    key = c.text("What the source calls the item: the URL, or the path relative to the source's root.")
    url = c.text("Address the item was fetched from or is known to be published at.", nullable=True)
    outlet_id = c.text("Outlet, see ref.outlets.", nullable=True)
    fetched_at = c.instant("When the run asked for it; what landed in one run is set a microsecond apart, in order.")
    sha256 = c.sha256("Hash of the landed bytes; empty where nothing came (410, or 404 for ten days).", nullable=True)
    size_bytes = c.whole("Size of the landed bytes.", "bytes", nullable=True)
    media_type = c.text("Media type as served or as the file's ending says.", nullable=True)
    http_status = dy.Int32(nullable=True, description="HTTP status of the answer; empty for files.")
    pub_status = c.one_of(enums.PUB_STATUSES, "Publication status, canceled for a withdrawn article (IPTC).")
    metadata = c.text("What the source said about the item (title, published_at, ...), as JSON.")


class FetchOutcomes(dy.Schema):
    """What became of a fetch: exactly one row each, so that nothing is dropped silently."""

    fetch_id = c.id32("See raw.fetches.", primary_key=True)
    outcome = c.one_of(enums.FETCH_OUTCOMES, "What became of it; triaged_out: no trigger word in the bytes.")
    version_id = c.id32("The article version it shows, see core.articles.", nullable=True)
    document_id = c.id32("The document it belongs to.", nullable=True)
    fingerprint = c.text("Hash of bytes, metadata and cleaner that led to this outcome.")


class RejectedDocuments(dy.Schema):
    """A fetch that could not be read."""

    fetch_id = c.id32("See raw.fetches.", primary_key=True)
    source_id = c.text("Source in seeds/sources.toml.")
    key = c.text("URL or path of the item.")
    reason_code = c.text("Short code: empty, too_large, binary, bad_encoding, bad_json, no_text, ...")
    reason = c.text("What is wrong and what to do about it, in a sentence.")
    rejected_at = c.instant("When the bytes arrived that could not be read.")


TABLES = [
    Table("raw", "fetches", Fetches, "The landing manifest: what was fetched when from where.", "one fetch"),
    Table(
        "core",
        "fetch_outcomes",
        FetchOutcomes,
        "What became of each fetch; the ledger by which a run knows what is left to read.",
        "one fetch",
        references={"fetch_id": "raw.fetches"},
    ),
    Table(
        "quarantine",
        "documents",
        RejectedDocuments,
        "Fetched items that could not be read, with the reason.",
        "one rejected fetch",
        references={"fetch_id": "raw.fetches"},
    ),
]
