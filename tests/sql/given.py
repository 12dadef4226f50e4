"""Rows for tests of the SQL layer: a warehouse in memory, filled with few words and built like the real one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import duckdb
import polars as pl

from pipelines import schemas
from pipelines.resolve import resolve
from pipelines.schemas.table import polars_schema
from pipelines.settings import PROJECT, Settings
from pipelines.warehouse.build import build_marts, create_tables, insert, read
from pipelines.warehouse.reference import read_reference

Row = dict[str, Any]


def hex32(name: str) -> str:
    """A stable id for a readable name."""
    return sha256(name.encode()).hexdigest()[:32]


def noon(day: date | str, hour: int = 12) -> datetime:
    """A time on that day."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class Given:
    """Collects rows by table; every method takes readable names and returns the id it made of them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}

    def add(self, table: str, **row: Any) -> None:
        """One row as it is."""
        self.rows.setdefault(table, []).append(row)

    def article(self, name: str, *, document: str | None = None, fetched: str | None = None, **row: Any) -> str:
        """An article version: ``outlet_id``, ``published`` (day), ``text``, ``pub_status``, ... as given.

        The same ``document`` with another ``name`` is a further version. ``shown`` lists the days of its fetches.
        """
        version_id, document_id = hex32(name), hex32(document or name)
        published = row.pop("published", "2024-03-12")
        shown = row.pop("shown", [fetched or published])
        outlet = row.pop("outlet_id", None)
        url = row.pop("url", f"https://example.org/{document or name}")
        if not any(r["document_id"] == document_id for r in self.rows.get("core.documents", [])):
            self.add(
                "core.documents", document_id=document_id, source_id="test", key=document or name, url=url,
                outlet_id=outlet,
            )  # fmt: skip
        text = row.pop("text", f"Text of {name}.")
        cluster = row.pop("cluster", name)
        change_kind = row.pop("change_kind", "first")
        previous = row.pop("previous", None)
        extractor = row.pop("extractor_version", "test-1")
        self.add(
            "core.articles", **{
                "version_id": version_id, "document_id": document_id, "headline": name, "text": text,
                "text_sha256": sha256(text.encode()).hexdigest(), "language": "en",
                "date_published": noon(published, 0), "date_published_precision": "day",
                "date_published_basis": "manifest", "fetched_at": noon(shown[0]), "cleaner_version": "1",
            } | row,
        )  # fmt: skip
        for day in shown:
            self.fetch(document or name, day, version_id=version_id)
        self.add("resolve.clusters", version_id=version_id, cluster_id=hex32(cluster), similarity=1.0)
        self.add(
            "resolve.version_changes", version_id=version_id, document_id=document_id,
            previous_version_id=hex32(previous) if previous else None, change_kind=change_kind,
        )  # fmt: skip
        self.add(
            "core.extractions", version_id=version_id, fingerprint="f", extractor_version=extractor, claims=0,
            rejections=0,
        )  # fmt: skip
        return version_id

    def fetch(self, document: str, day: str, *, version_id: str | None = None, pub_status: str = "usable") -> None:
        """A fetch of a document that showed a version, or nothing (``version_id`` None)."""
        fetch_id = hex32(f"{document} {day} {version_id}")
        self.add(
            "raw.fetches", fetch_id=fetch_id, source_id="test", key=document, fetched_at=noon(day),
            sha256=sha256(fetch_id.encode()).hexdigest(), size_bytes=1, pub_status=pub_status, metadata="{}",
        )  # fmt: skip
        self.add(
            "core.fetch_outcomes", fetch_id=fetch_id, outcome="parsed" if version_id else "gone",
            version_id=version_id, document_id=hex32(document), fingerprint="f",
        )  # fmt: skip

    def statement(self, name: str, version_id: str, **row: Any) -> str:
        """A statement; ``claimant`` is an entity id, ``denies`` the name of another statement."""
        denies = row.pop("denies", None)
        claimant = row.pop("claimant", None)
        quote = row.pop("quote", name)
        statement_id = hex32(name)
        self.add(
            "core.statements", **{
                "statement_id": statement_id, "version_id": version_id, "quote": quote, "quote_start": 0,
                "quote_end": len(quote), "kind": "loss", "status": "asserted", "claimant_entity_id": claimant,
                "claimant_basis": "explicit" if claimant else "narrator", "attribution_chain": [],
                "denies_statement_id": hex32(denies) if denies else None,
            } | row,
        )  # fmt: skip
        return statement_id

    def claim(self, name: str, statement: str, item: str, category: str, count: int | None = None, **row: Any) -> str:
        """A loss claim of a statement; ``count`` without more is exact, None is unstated.

        ``victim`` is an entity id, ``places`` a list of place ids, ``parent`` and ``restates`` names of claims.
        """
        said = next(s for s in self.rows["core.statements"] if s["statement_id"] == hex32(statement))
        victim = row.pop("victim", None)
        parent, restates = row.pop("parent", None), row.pop("restates", None)
        places = row.pop("places", [])
        role, prec = row.pop("role", "at"), row.pop("where_prec", 1)
        qualifier = row.setdefault("count_qualifier", "unstated" if count is None else "exact")
        low, high = bounds(qualifier, count)
        claim_id = hex32(name)
        start = len(self.rows.get("core.loss_claims", [])) * 100
        self.add(
            "core.loss_claims", **{
                "loss_claim_id": claim_id, "version_id": said["version_id"], "statement_id": said["statement_id"],
                "item_text": item, "item_start": start, "item_end": start + len(item),
                "category_code": category, "count_best": count, "count_low": low, "count_high": high,
                "outcome": "destroyed", "victim_entity_id": victim, "victim_side": SIDES.get(victim or ""),
                "victim_basis": "explicit" if victim else "unknown",
                "claimant_entity_id": said["claimant_entity_id"], "claimant_text": said.get("claimant_text"),
                "claimant_basis": said["claimant_basis"], "attribution_chain": said["attribution_chain"],
                "status": said["status"], "modality": "asserted", "aggregation": "incremental",
                "parent_claim_id": hex32(parent) if parent else None,
                "part_kind": "breakdown" if parent else None,
                "restates_claim_id": hex32(restates) if restates else None,
                "period_semantics": "unknown", "period_basis": "unknown", "confidence": 80, "rule_id": "test",
            } | row,
        )  # fmt: skip
        for i, place in enumerate(places):
            self.add(
                "core.claim_places", loss_claim_id=claim_id, start_char=start + i, end_char=start + i + 1,
                name=place, place_id=place, role=role, where_prec=prec,
            )  # fmt: skip
        return claim_id

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Insert the collected rows; columns that were not given are NULL."""
        for name, rows in self.rows.items():
            schema = polars_schema(schemas.table(name))
            unknown = {key for row in rows for key in row} - schema.keys()
            assert not unknown, f"{name} has no columns {unknown}"
            frame = pl.DataFrame([dict.fromkeys(schema) | row for row in rows], schema=schema)
            if name.startswith("ref."):  # given rows stand for what the reference lists may hold already
                key = schemas.table(name).primary_key
                frame = pl.concat([read(con, f"FROM {name}").join(frame, on=key, how="anti"), frame])
                con.execute(f"DELETE FROM {name}")
            insert(con, name, frame)

    def warehouse(self) -> duckdb.DuckDBPyConnection:
        """A warehouse with these rows, resolved, with marts and macros."""
        con = empty_warehouse()
        self.load(con)
        build_all(con)
        return con


def bounds(qualifier: str, count: int | None) -> tuple[int | None, int | None]:
    """Low and high as DOMAIN rule 3 has them."""
    if count is None:
        return None, None
    return {
        "exact": (count, count),
        "at_least": (count, None),
        "more_than": (count + 1, None),
        "up_to": (None, count),
        "less_than": (None, count - 1),
        "about": (None, None),
    }[qualifier]


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    """Declared tables in memory, with the reference data of ``seeds/reference``."""
    con = duckdb.connect(":memory:")
    con.execute("SET TimeZone = 'UTC'")
    create_tables(con)
    for table in schemas.all_tables():
        if table.layer == "ref" and (PROJECT / "seeds/reference" / f"{table.name}.csv").exists():
            insert(con, table.full_name, read_reference(PROJECT / "seeds" / "reference", table))
    return con


def build_all(con: duckdb.DuckDBPyConnection) -> None:
    """Resolve what is in ``core`` and make all marts and macros."""
    frames = {name: read(con, f"SELECT {', '.join(columns)} FROM {name}") for name, columns in resolve.READS.items()}
    for name, frame in resolve.resolve(frames).items():
        insert(con, name, frame)
    build_marts(con, Settings(PROJECT / "unused", PROJECT / "seeds"))


def run_query(con: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """The rows of a worked question."""
    sql = (PROJECT / "sql" / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    return read(con, sql).to_dicts()


def _sides() -> dict[str, str]:
    entities = pl.read_csv(PROJECT / "seeds" / "reference" / "entities.csv", infer_schema=False)
    return {i: s for i, s in entities.select("entity_id", "side").iter_rows() if s}


SIDES = _sides()
