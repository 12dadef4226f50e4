"""A hand-labelled incident told by many outlets: the queries find in it what people found.

No rule knows this incident; ``story`` tests the same rules on a made-up one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.build import read
from tests.sql.given import hex32, run_query
from tests.sql.incident import GOLD, incident


@pytest.fixture(scope="module")
def con(shared: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not GOLD.exists():
        pytest.skip("needs the hand-labelled incident")
    warehouse = incident().warehouse()
    yield warehouse
    warehouse.close()


def test_everything_is_loaded(con: duckdb.DuckDBPyConnection) -> None:
    rows = read(
        con,
        """
        SELECT
            (SELECT count(DISTINCT outlet) FROM marts.articles) AS outlets,
            (SELECT count(*) FROM marts.statements) AS statements,
            (SELECT count(*) FROM marts.claims) AS losses,
            (SELECT count(*) FROM marts.statements WHERE kind = 'withdrawal') AS withdrawals
        """,
    )
    assert rows.row(0) == (14, 20, 68, 1)


def test_one_denied_claim_by_the_kremlin(con: duckdb.DuckDBPyConnection) -> None:
    (row,) = run_query(con, "denied_claims")
    assert (row["denied_by"], row["denied_kind"], row["claimed_by"]) == (
        "Presidency of Russia (Kremlin)",
        "withdrawal",
        None,
    )


def test_fsb_figures_in_two_documents_of_one_family(con: duckdb.DuckDBPyConnection) -> None:
    fsb = [row for row in run_query(con, "independent_sources") if row["claimant"].startswith("Federal Security")]
    assert {row["best"] for row in fsb} == {100, 6, 20}
    assert {(r["documents"], r["publisher_families"], r["independent_sources"]) for r in fsb} == {(2, 1, 1)}


def test_two_attribution_conflicts(con: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(con, "same_figures_other_side")
    assert {frozenset((row["from_outlet"], row["to_outlet"])) for row in rows} == {
        frozenset(("Daily Express", "RT Arabic")),
        frozenset(("Daily Express", "Sputnik Brasil")),
    }
    assert len(rows) == 2


def test_exactly_the_caesar_item_is_implausible(con: duckdb.DuckDBPyConnection) -> None:
    assert [row["item_text"] for row in run_query(con, "implausible_models")] == ["Caesar self-propelled guns"]


def test_total_of_234_against_parts_of_205(con: duckdb.DuckDBPyConnection) -> None:
    assert [(row["total"], row["parts_sum"]) for row in run_query(con, "totals_and_parts")] == [(234, 205)]


def test_two_falling_series(con: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(con, "falling_series")
    assert sorted((row["earlier_total"], row["total"]) for row in rows) == [(18, 16), (23, 19)]


def test_ukrainian_tanks_naive_and_deduplicated(con: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(con, "naive_and_deduplicated")
    tanks = [r for r in rows if r["victim_side"] == "ua_side" and r["category"] == "Tanks"]
    assert [(row["naive"], row["deduplicated"]) for row in tanks] == [(105, 70)]


# Where our rules name a hand-labelled relation differently: corroboration needs another origin (the three are one
# origin's own words), and equal figures are a repetition, whatever they are called or broken down into.
NAMED_OTHERWISE = {
    ("S10", "S08", "updates"): "repeats",
    ("S19", "S18", "contradicts"): "repeats",
    ("S17", "S16", "corroborates"): "repeats",
}


def test_hand_labelled_relations_are_found(con: duckdb.DuckDBPyConnection) -> None:
    found = {
        (frozenset(ends), relation)
        for *ends, relation in con.execute(
            "SELECT from_statement_id, to_statement_id, relation FROM resolve.relations"
        ).fetchall()
    }
    groups = _told_together(con)
    missing = []
    for later, earlier, relation, *_ in json.loads(GOLD.read_text(encoding="utf-8"))["relations"]:
        expected = NAMED_OTHERWISE.get((later, earlier, relation), relation)
        # Copies point to the first report: a relation to a copy counts as one to what it copies.
        pairs = {frozenset((a, b)) for a in groups(hex32(later)) for b in groups(hex32(earlier)) if a != b}
        if not any((pair, expected) in found for pair in pairs):
            missing.append((later, earlier, expected))
    assert missing == []


def _told_together(con: duckdb.DuckDBPyConnection):  # type: ignore[no-untyped-def]
    copies = con.execute(
        "SELECT DISTINCT from_statement_id, to_statement_id FROM resolve.relations WHERE relation = 'repeats'"
    ).fetchall()

    def group(statement: str) -> set[str]:
        return {statement} | {b for a, b in copies if a == statement} | {a for a, b in copies if b == statement}

    return group
