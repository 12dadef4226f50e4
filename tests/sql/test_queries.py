"""Every worked question gives the right answer on the made-up week, and none is without an expected answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import PROJECT
from pipelines.warehouse.build import read
from pipelines.warehouse.checks import check_sql
from pipelines.warehouse.sqlfiles import read_file, read_folder
from tests.sql.given import run_query
from tests.sql.story import MONDAY, THURSDAY, TUESDAY, WEDNESDAY

GS, MOD, HUR = (
    "General Staff of the Armed Forces of Ukraine",
    "Ministry of Defence of the Russian Federation",
    "Main Directorate of Intelligence of the MoD of Ukraine (HUR)",
)
TRUCKS = "Trucks, vehicles, jeeps, fuel tankers, trains"
BOATS = "Boats and landing craft"
MEN = "Military personnel"
ARTILLERY = "Artillery systems, unspecified (UA GS 'artillery systems')"

# Query to the columns that are looked at and their rows, in order.
EXPECTED: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "ambiguous_personnel": ("claimant outcome claims people", [(GS, "lost", 4, 100)]),
    "changed_articles": (
        "outlet change_kind corrected is_current ended_by",
        [
            ("Test Daily", "figures", "12 for 10", True, None),
            ("Test Herald", "first", None, False, "withdrawn"),
        ],
    ),
    # The General Staff's 25 trucks, printed by three outlets, against two pictures; the damaged truck is left out.
    "claimed_against_confirmed": (
        "victim_side category_group claimant claimed confirmed ratio confirmed_to_date",
        [("ru_side", "unarmoured vehicle", GS, 25, 2, 12.5, 2)],
    ),
    "claimed_losses_by_day": (
        "day claimant category outcome aggregation claimed low high claims without_number publisher_families",
        [
            (THURSDAY, GS, MEN, "lost", "incremental", 100, 100, 100, 1, 0, 1),
            (THURSDAY, GS, "Tanks", "destroyed", "cumulative", 35, 35, 35, 1, 0, 1),
            (THURSDAY, HUR, BOATS, "destroyed", "incremental", 12, 12, 12, 1, 0, 1),
            (WEDNESDAY, GS, "Tanks", "destroyed", "cumulative", 28, 28, 28, 1, 0, 1),
            (WEDNESDAY, "not attributed", BOATS, "destroyed", "incremental", None, None, None, 1, 1, 1),
            (TUESDAY, GS, "Tanks", "destroyed", "cumulative", 30, 30, 30, 1, 0, 1),
            (TUESDAY, MOD, MEN, "killed", "incremental", 40, 40, 40, 1, 0, 1),
            (TUESDAY, MOD, TRUCKS, "destroyed", "incremental", 25, 25, 25, 1, 0, 1),
            (TUESDAY, MOD, MEN, "wounded", "incremental", 3, 3, 3, 1, 0, 1),
            (TUESDAY, MOD, "Tanks", "destroyed", "incremental", 1, 1, 1, 1, 0, 1),
            (MONDAY, GS, ARTILLERY, "destroyed", "incremental", None, None, None, 3, 3, 2),
            (MONDAY, GS, MEN, "killed", "incremental", 40, 40, 40, 3, 0, 2),
            (MONDAY, GS, TRUCKS, "destroyed", "incremental", 25, 25, 25, 3, 0, 2),
            (MONDAY, "Test Wire", MEN, "killed", "incremental", 40, 40, 40, 1, 0, 1),
        ],
    ),
    "denied_claims": (
        "denied_by denied_kind claimed_by loss_claims found",
        [
            (MOD, "loss", GS, 1, "denied elsewhere"),
            (MOD, "loss", GS, 1, "in the same article"),
            ("Presidency of Russia (Kremlin)", "withdrawal", None, 0, "in the same article"),
        ],
    ),
    "falling_series": (
        "day claimant category earlier_total total from_outlet to_outlet",
        [(WEDNESDAY, GS, "Tanks", 30, 28, "Test Daily", "Test Wire")],
    ),
    "implausible_models": (
        "claimant item_text victim_entity_id detail",
        [
            (
                MOD, "a Test tank", "ru_af",
                "Test tank is known with ua_side, not with Armed Forces of the Russian Federation (ru_side)",
            )
        ],
    ),
    # Two outlets of one house and a third tell the men; only the wire's own count is independent of the General Staff.
    "independent_sources": (
        "words documents publisher_families independent_sources low best high",
        [("40 soldiers", 4, 3, 2, 40, 40, 40), ("25 trucks", 3, 2, 1, 25, 25, 25)],
    ),
    "models_by_victim": (
        "victim_side model claims events highest doubtful", [("ru_side", "Test tank", 1, 1, 1, 1)]
    ),
    "naive_and_deduplicated": (
        "victim_side category outcome naive deduplicated largest_total",
        [
            ("ru_side", MEN, "lost", 270, 100, None),  # 100 + 30 + 40 + 100 again
            ("ru_side", MEN, "killed", 160, 80, None),  # the General Staff's 40 and the wire's
            ("ru_side", "Tanks", "lost", 94, 94, 35),  # 30 + 28 + 35 + 1: totals of three days
            ("ru_side", TRUCKS, "lost", 75, 25, None),
            ("ua_side", MEN, "killed", 40, 40, None),
            ("ua_side", TRUCKS, "lost", 25, 25, None),
            ("ru_side", BOATS, "lost", 12, 12, None),
            ("ru_side", MEN, "wounded", 3, 3, None),
        ],
    ),
    "never_corroborated": (
        "claimant figure words documents",
        [
            (GS, 100, "100 men", 1),
            (MOD, 40, "40 soldiers", 1),
            (GS, 35, "35 tanks", 1),
            (GS, 30, "30 tanks", 1),
            (GS, 28, "28 tanks", 1),
            (MOD, 25, "25 trucks", 1),
            (GS, 25, "25 trucks", 3),
            (HUR, 12, "12 boats", 1),
            (MOD, 3, "three of our men", 1),
            (MOD, 1, "a Test tank", 1),
        ],
    ),
    "official_by_month": (
        "month series_id days daily change correction total_at_end",
        [
            (date(2024, 4, 1), "first", 1, 35, 30, -5, 130),
            (date(2024, 4, 1), "second", 0, None, None, None, 131),
        ],
    ),
    "own_and_enemy_losses": (
        "claimant_side category outcome own_claims own_highest own_summed enemy_claims enemy_highest enemy_summed",
        [
            ("ru_side", MEN, "killed", 0, None, None, 1, 40, 40),
            ("ru_side", MEN, "wounded", 1, 3, 3, 0, None, None),
            ("ru_side", "Tanks", "destroyed", 1, 1, 1, 0, None, None),
            ("ru_side", TRUCKS, "destroyed", 0, None, None, 1, 25, 25),
            ("ua_side", ARTILLERY, "destroyed", 0, None, None, 3, None, None),
            ("ua_side", BOATS, "destroyed", 0, None, None, 1, 12, 12),
            ("ua_side", MEN, "killed", 0, None, None, 3, 40, 40),
            ("ua_side", MEN, "lost", 0, None, None, 1, 100, 100),
            ("ua_side", "Tanks", "destroyed", 0, None, None, 3, 35, None),
            ("ua_side", TRUCKS, "destroyed", 0, None, None, 3, 25, 25),
        ],
    ),
    "same_figures_other_side": (
        "shared from_claimant from_outlet to_claimant to_outlet",
        [
            ("25, 40", MOD, "Test Herald", GS, "Test Daily"),
            ("25, 40", MOD, "Test Herald", GS, "Test Herald"),
            ("25, 40", MOD, "Test Herald", GS, "Test Weekly"),
        ],
    ),
    "share_without_number": (
        "outlet claims unstated vague share",
        [
            ("Test Herald", 8, 0, 1, 0.125),
            ("Test Daily", 7, 1, 1, 0.286),
            ("Test Wire", 6, 0, 0, 0.0),
            ("Test Weekly", 3, 0, 1, 0.333),
        ],
    ),
    "spread_of_a_figure": (
        "hours outlet publisher_family claimant",
        [
            (0.0, "Test Daily", "Test Press", GS),
            (0.0, "Test Weekly", "Test Press", GS),
            (24.0, "Test Herald", "Herald Group", GS),
            (24.0, "Test Wire", "Wire Service", "Test Wire"),
        ],
    ),
    "totals_and_parts": (
        "claimant total parts_sum parts", [(GS, 100, 70, "30 in the north + 40 in the south")]
    ),
    "transcriptions_differ": (
        "day category_code series_id total other_series_id other_total difference",
        [(TUESDAY, "VEH", "first", 130, "second", 131, -1)],
    ),
    "unattributed_share": (
        "outlet claims unattributed narrator share",
        [
            ("Test Herald", 8, 0, 0, 0.0),
            ("Test Daily", 7, 1, 0, 0.143),
            ("Test Wire", 6, 0, 1, 0.167),
            ("Test Weekly", 3, 0, 0, 0.0),
        ],
    ),
}  # fmt: skip
OWN_TESTS = {"known_as_of", "extractor_versions", "claims_near_place"}
DOMAIN_QUESTIONS = 22


def test_every_query_has_an_expected_answer() -> None:
    names = {file.name for file in read_folder(PROJECT / "sql" / "queries")}
    assert names == EXPECTED.keys() | OWN_TESTS
    assert len(names) == DOMAIN_QUESTIONS


@pytest.mark.parametrize("name", sorted(EXPECTED.keys() - OWN_TESTS))
def test_query(week: duckdb.DuckDBPyConnection, name: str) -> None:
    columns, expected = EXPECTED[name]
    assert [tuple(row[column] for column in columns.split()) for row in run_query(week, name)] == expected


@pytest.mark.parametrize("file", read_folder(PROJECT / "sql" / "queries"), ids=lambda file: file.name)
def test_query_is_explained(file: Any) -> None:
    assert file.title.endswith("?")
    assert "How to read:" in file.description


def test_claims_near_place_measures_from_the_place_asked_for(week: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(week, "claims_near_place")
    assert {(row["km"], row["count"], row["outlet"]) for row in rows} == {
        (0.0, "40", "Test Daily"),
        (0.0, "40", "Test Weekly"),
        (0.0, "40", "Test Herald"),
        (0.0, "40", "Test Wire"),
    }
    sql = (PROJECT / "sql/queries/claims_near_place.sql").read_text(encoding="utf-8")
    there = "51.2813 AS latitude, 34.2938 AS longitude"
    assert there in sql
    # Kursk lies some 140 km from the village.
    from_kursk = sql.replace(there, "51.7269 AS latitude, 36.1846 AS longitude")
    assert read(week, from_kursk).is_empty()
    wider = read(week, from_kursk.replace("50 AS km", "200 AS km"))
    assert wider["km"].to_list() == pytest.approx([140.4] * 4, abs=1)


@pytest.mark.parametrize(
    ("moment", "boats", "jets"),
    [
        ("2024-04-04 00:00:00+00", [], []),
        ("2024-04-05 00:00:00+00", [(10, "changed")], [(7, "withdrawn")]),
        ("2024-04-08 00:00:00+00", [(12, "current")], []),
    ],
)
def test_known_as_of(
    week: duckdb.DuckDBPyConnection, moment: str, boats: list[tuple[int, str]], jets: list[tuple[int, str]]
) -> None:
    sql = (PROJECT / "sql/queries/known_as_of.sql").read_text(encoding="utf-8")
    rows = read(week, sql.replace("2024-03-15 00:00:00+00", moment)).to_dicts()
    found = {kind: [(r["count_best"], r["now"]) for r in rows if kind in r["item_text"]] for kind in ("boats", "jets")}
    found["boats"] = [row for row in found["boats"] if row[0]]
    assert found == {"boats": boats, "jets": jets}


def test_the_examples_of_the_readme_work(week: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    mart, check, question = re.findall(r"```sql\n(.*?)```", (PROJECT / "sql" / "README.md").read_text(), re.DOTALL)
    files = []
    for name, text in (("mart", mart), ("check", check), ("question", question)):
        (tmp_path / f"{name}.sql").write_text(text)
        files.append(read_file(tmp_path / f"{name}.sql"))
    described, guarded, asked = files
    with week.cursor() as con:
        assert [column.name for column in described.columns] == [row[0] for row in con.sql(mart).description]
        assert described.fields == {"grain": "one outlet"}
        assert guarded.fields == {"severity": "warn", "table": "core.loss_claims"}
        assert check_sql(con, guarded).passed
        assert "How to read" in asked.description
        assert con.sql(question).fetchall()


def test_extractor_versions_compares_two_releases(week: duckdb.DuckDBPyConnection) -> None:
    con = week.cursor()
    con.execute("ATTACH ':memory:' AS before")
    try:
        con.execute("CREATE SCHEMA before.marts")
        con.execute("CREATE TABLE before.marts.claim_history AS FROM marts.claim_history WHERE item_text <> '12 boats'")
        con.execute(
            "UPDATE before.marts.claim_history SET reading = replace(reading, '35/35/35', '34/34/34') "
            "WHERE item_text = '35 tanks'"
        )
        con.execute(
            "CREATE TABLE before.marts.readings AS SELECT * REPLACE (reading + 1 AS reading) FROM marts.readings"
        )
        rows = run_query(con, "extractor_versions")
    finally:
        con.execute("DETACH before")
    assert [(r["change"], r["changed"], r["item_text"]) for r in rows] == [
        ("added", None, "12 boats"),
        ("changed", "count", "35 tanks"),
    ]
