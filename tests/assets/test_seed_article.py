"""The seed article, from raw bytes to the released warehouse, as DOMAIN's close reading wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.release import open_release


@pytest.fixture(scope="module")
def con(ran_once: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_release(ran_once / "current.duckdb") as con:
        yield con


def test_exactly_four_claims(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT item_text, count_best, count_low, count_high, count_qualifier, category_code, model_id, outcome, "
        "victim_basis FROM marts.claims ORDER BY item_start"
    ).fetchall()
    assert rows == [
        ("100 people", 100, 100, 100, "exact", "PERS", None, "eliminated", "inferred_opponent"),
        ("six tanks", 6, 6, 6, "exact", "TANK", None, "destroyed", "inferred_opponent"),
        ("Caesar self-propelled guns", None, None, None, "unstated", "ARTY_SP", "caesar", "destroyed", "inferred_opponent"),
        ("20 Russian armoured vehicles", 20, 20, 20, "exact", "AFV_OTHER", None, "destroyed", "modifier_in_scope"),
    ]  # fmt: skip


def test_who_when_where(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute(
        "SELECT DISTINCT victim_side, claimant_entity_id, claimant_text, claimant_basis, status, modality, "
        "aggregation, period_start, period_end, period_text, period_semantics FROM marts.claims"
    ).fetchall() == [
        ("ru_side", "frl", "The group", "coreference", "asserted", "asserted", "incremental", None, date(2024, 3, 12),
         "in recent days", "within")
    ]  # fmt: skip
    assert con.execute(
        "SELECT DISTINCT list_sort([(p.place_id, p.role, p.where_prec) FOR p IN places]) FROM marts.claims"
    ).fetchall() == [([("RU-BEL", "border_of", 5), ("RU-KRS", "border_of", 5)],)]
    assert con.execute("SELECT count(*), sum(count_best) FROM marts.claims").fetchone() == (4, 126)


def test_two_denials_and_neither_is_of_a_loss(con: duckdb.DuckDBPyConnection) -> None:
    denials = con.execute("FROM marts.denials").fetchall()
    columns = [row[0] for row in con.execute("DESCRIBE marts.denials").fetchall()]
    rows = [dict(zip(columns, row, strict=True)) for row in denials]
    assert {row["claimant_entity_id"] for row in rows} == {"ru_kremlin", "fsb"}
    kremlin = next(row for row in rows if row["claimant_entity_id"] == "ru_kremlin")
    fsb = next(row for row in rows if row["claimant_entity_id"] == "fsb")
    assert "tanks had to be pulled back" in kremlin["denied_quote"]
    assert "alleged entry" in fsb["denied_quote"]
    assert con.execute("SELECT DISTINCT status FROM marts.claims").fetchall() == [("asserted",)]
    withdrawal = con.execute(
        "SELECT claimant_basis, status, kind FROM marts.statements WHERE quote LIKE '%pulled back%' AND kind <> 'denial'"
    ).fetchall()
    assert withdrawal == [("unattributed", "denied", "withdrawal")]


def test_names_are_linked(con: duckdb.DuckDBPyConnection) -> None:
    linked = dict(
        con.execute(
            "SELECT DISTINCT surface, coalesce(entity_id, place_id) FROM marts.mentions "
            "WHERE coalesce(entity_id, place_id) IS NOT NULL"
        ).fetchall()
    )
    expected = {"Freedom of Russia Legion": "frl", "FRL": "frl", "Siberian Battalion": "sibbat", "SB": "sibbat",
                "Russian Volunteer Corps": "rdk", "RDK": "rdk", "Tyotkino": "gn483166"}  # fmt: skip
    assert {name: linked.get(name) for name in expected} == expected
    place = con.execute("SELECT latitude, longitude FROM ref.places WHERE place_id = 'gn483166'").fetchone()
    assert place == (51.28128, 34.29382)
    assert "Caesar" not in {n for n, e in linked.items() if e == "frl"}  # the howitzer is not the spokesman


def test_every_offset_gives_the_stored_words(con: duckdb.DuckDBPyConnection) -> None:
    text = "substr(a.text, {0} + 1, {1} - {0})"
    for table, start, end, words in (
        ("marts.claims", "item_start", "item_end", "item_text"),
        ("marts.statements", "quote_start", "quote_end", "quote"),
        ("marts.mentions", "start_char", "end_char", "surface"),
        ("core.rejections", "start_char", "end_char", "surface"),
    ):
        cut = text.format(f"x.{start}", f"x.{end}")
        wrong = con.execute(
            f"SELECT count(*) FILTER ({cut} <> x.{words}), count(*) FROM {table} x JOIN marts.articles a USING (version_id)"
        ).fetchone()
        assert wrong[0] == 0, table
        assert wrong[1] > 0 or table == "core.rejections"


def test_blocks_tell_the_story_from_the_page(con: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(
        con.execute(
            "SELECT kind, string_agg(substr(a.text, start_char + 1, end_char - start_char), '|' ORDER BY block_no) "
            "FROM core.text_blocks b JOIN core.articles a USING (version_id) GROUP BY kind"
        ).fetchall()
    )
    assert kinds["headline"].startswith("Vladimir Putin's troops flee")
    assert "Maia Snow" in kinds["byline"]
    assert "Image: Nexta" in kinds["credit"]
    assert "news notifications" in kinds["boilerplate"]
    assert "six tanks" in kinds["body"]
