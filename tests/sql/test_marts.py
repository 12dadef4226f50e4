"""The marts keep their contracts: columns, current versions only, and what must not be mixed."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from pipelines.settings import PROJECT
from pipelines.warehouse.build import read
from pipelines.warehouse.sqlfiles import read_file, read_folder
from tests.sql.given import Given, hex32, noon

# What others rely on; the order counts.
CONTRACT = {
    "claims": """
        loss_claim_id version_id document_id headline outlet publisher_family url date_published statement_id quote
        item_text item_start item_end category_code category model_text model_id count_best count_low count_high
        count_qualifier count_text outcome victim_entity_id victim_text victim_side victim_basis
        perpetrator_entity_id claimant_entity_id claimant_text claimant_basis attribution_chain status modality
        aggregation parent_claim_id part_kind restates_claim_id period_start period_end period_text period_semantics
        period_basis date_prec places confidence rule_id extractor_version""",
    "articles": """
        version_id document_id headline text language date_published date_published_precision date_published_basis
        outlet publisher_family url fetched_at""",
    "statements": """
        statement_id version_id quote quote_start quote_end claimant_entity_id claimant_text claimant_basis
        reporting_verb kind status""",
    "mentions": "version_id start_char end_char surface entity_id entity_type place_id mention_type",
}


@pytest.mark.parametrize("mart", CONTRACT)
def test_contract(week: duckdb.DuckDBPyConnection, mart: str) -> None:
    made = [row[0] for row in week.execute(f"DESCRIBE marts.{mart}").fetchall()]
    assert made == CONTRACT[mart].split()


@pytest.mark.parametrize("file", read_folder(PROJECT / "sql" / "marts"), ids=lambda file: file.name)
def test_every_mart_says_what_a_row_is(week: duckdb.DuckDBPyConnection, file) -> None:  # type: ignore[no-untyped-def]
    assert file.fields.get("grain")
    comments = week.execute(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND table_name = ? AND comment IS NULL",
        [file.name],
    ).fetchall()
    assert comments == []


@pytest.mark.parametrize("mart", ["claims", "claims_readable", "articles", "statements", "losses_by_day"])
def test_grain_is_unique(week: duckdb.DuckDBPyConnection, mart: str) -> None:
    key = {
        "claims": "loss_claim_id",
        "claims_readable": "loss_claim_id",
        "articles": "document_id",
        "statements": "statement_id",
        "losses_by_day": "day, claimant, victim, category_code, outcome, aggregation",
    }[mart]
    assert week.execute(f"SELECT {key} FROM marts.{mart} GROUP BY {key} HAVING count(*) > 1").fetchall() == []


def words(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute("SELECT count FROM marts.claims_readable").fetchall()]


@pytest.mark.parametrize(
    ("qualifier", "count", "low", "high", "text", "expected"),
    [
        ("exact", 1340, 1340, 1340, None, "1,340"),
        ("more_than", 340, 341, None, "more than 340", "more than 340"),
        ("at_least", 7, 7, None, None, "at least 7"),
        ("up_to", 60, None, 60, None, "up to 60"),
        ("less_than", 9, None, 8, None, "fewer than 9"),
        ("about", 50, None, None, None, "about 50"),
        ("range", None, 20, 30, None, "20 to 30"),
        ("vague", None, None, None, "dozens of", "number not stated (dozens of)"),
        ("unstated", None, None, None, None, "number not stated"),
    ],
)
def test_counts_in_words(
    qualifier: str, count: int | None, low: int | None, high: int | None, text: str | None, expected: str
) -> None:
    given = Given()
    given.statement("s", given.article("a"), claimant="ua_gs")
    given.claim(
        "c", "s", "tanks", "TANK", count, count_qualifier="exact" if qualifier == "range" else qualifier, victim="ru_af"
    )
    given.rows["core.loss_claims"][0] |= {
        "count_qualifier": qualifier, "count_low": low, "count_high": high, "count_text": text,
    }  # fmt: skip
    assert words(given.warehouse()) == [expected]


def test_claims_read_like_a_sentence() -> None:
    given = Given()
    given.add("ref.outlets", outlet_id="o", name="The Outlet", publisher_family="f", kind="newspaper")
    version = given.article("Headline", outlet_id="o", published="2024-03-12", url="https://example.org/1")
    given.statement("s", version, claimant="frl", quote="The group said six tanks were lost on the border.")
    given.claim(
        "c", "s", "six tanks", "TANK", 6, victim="ru_af", victim_basis="inferred_opponent",
        places=["RU-KRS", "RU-BEL"], role="border_of", aggregation="cumulative",
    )  # fmt: skip
    (row,) = read(given.warehouse(), "FROM marts.claims_readable").to_dicts()
    row.pop("loss_claim_id")
    assert row == {
        "date": date(2024, 3, 12),
        "claimant": "Freedom of Russia Legion",
        "victim": "Armed Forces of the Russian Federation (inferred)",
        "category": "Tanks",
        "model": None,
        "count": "6",
        "outcome": "destroyed",
        "place": "border of RU-KRS, border of RU-BEL",
        "status": "asserted",
        "notes": "running total",
        "quote": "The group said six tanks were lost on the border.",
        "item": "six tanks",
        "article": "Headline",
        "outlet": "The Outlet",
        "link": "https://example.org/1",
    }


def day_rows(given: Given) -> list[tuple[object, ...]]:
    return (
        given.warehouse()
        .execute(
            "SELECT claimant_entity_id, outcome, aggregation, count_best, count_low, count_high, claims, without_number "
            "FROM marts.losses_by_day ORDER BY ALL"
        )
        .fetchall()
    )


def one_article(*claims: tuple[int | None, dict[str, object]], claimant: str = "ua_gs", name: str = "a") -> Given:
    given = Given()
    given.statement(name, given.article(name), claimant=claimant)
    for n, (count, slots) in enumerate(claims):
        given.claim(f"{name} {n}", name, f"{name} {n}", "TANK", count, **{"victim": "ru_af", **slots})
    return given


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([(3, {}), (2, {})], [("ua_gs", "destroyed", "incremental", 5, 5, 5, 2, 0)], id="added up"),
        pytest.param(
            [(3, {}), (None, {})],
            [("ua_gs", "destroyed", "incremental", 3, 3, None, 2, 1)],
            id="no number: the top is open",
        ),
        pytest.param([(None, {})], [("ua_gs", "destroyed", "incremental", None, None, None, 1, 1)], id="never 0"),
        pytest.param(
            [(3, {}), (2, {"parent": "a 0"})], [("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0)], id="parts"
        ),
        pytest.param(
            [(3, {}), (3, {"restates": "a 0"})], [("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0)], id="restated"
        ),
        pytest.param(
            [(3, {}), (4, {"status": "denied"})], [("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0)], id="denied"
        ),
        pytest.param(
            [(3, {}), (400, {"modality": "hypothetical"})],
            [("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0)],
            id="only possible",
        ),
        pytest.param(
            [(3, {}), (900, {"aggregation": "cumulative"}), (890, {"aggregation": "cumulative"})],
            [
                ("ua_gs", "destroyed", "cumulative", 900, 900, 900, 2, 0),
                ("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0),
            ],
            id="totals stay apart and are not added",
        ),
        pytest.param(
            [(3, {}), (2, {"outcome": "damaged"})],
            [
                ("ua_gs", "damaged", "incremental", 2, 2, 2, 1, 0),
                ("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0),
            ],
            id="outcomes",
        ),
        pytest.param(
            [(3, {"count_qualifier": "more_than"}), (2, {})],
            [("ua_gs", "destroyed", "incremental", 5, 6, None, 2, 0)],
            id="bounds",
        ),
        pytest.param(
            [(3, {"places": ["RU-KRS", "RU-BEL"]})],
            [("ua_gs", "destroyed", "incremental", 3, 3, 3, 1, 0)],
            id="two places do not double",
        ),
    ],
)
def test_losses_by_day_never_mix(
    claims: list[tuple[int | None, dict[str, object]]], expected: list[tuple[object, ...]]
) -> None:
    assert day_rows(one_article(*claims)) == expected


def test_losses_by_day_take_one_article_of_those_that_repeat_each_other() -> None:
    given = one_article((3, {}), (2, {}))
    for name, count in [("b", 5), ("c", 4)]:
        given.statement(name, given.article(name), claimant="ua_gs")
        given.claim(name, name, name, "TANK", count, victim="ru_af")
    given.statement("d", given.article("d"), claimant="ru_mod")
    given.claim("d", "d", "d", "TANK", 9, victim="ru_af")
    assert day_rows(given) == [
        ("ru_mod", "destroyed", "incremental", 9, 9, 9, 1, 0),
        ("ua_gs", "destroyed", "incremental", 5, 5, 5, 4, 0),
    ]


def test_an_edited_article_counts_in_its_current_version_only(week: duckdb.DuckDBPyConnection) -> None:
    rows = week.execute("SELECT item_text FROM marts.claims WHERE category_code = 'BOAT' ORDER BY 1").fetchall()
    assert rows == [("12 boats",), ("boats",)]
    history = week.execute(
        "SELECT item_text, valid_from, valid_to FROM marts.claim_history WHERE count_best IN (10, 12) ORDER BY ALL"
    ).fetchall()
    assert history == [
        ("10 boats", noon("2024-04-04"), noon("2024-04-06")),
        ("12 boats", noon("2024-04-06"), None),
    ]


def test_a_withdrawn_article_leaves_current_views_but_not_history(week: duckdb.DuckDBPyConnection) -> None:
    assert week.execute("SELECT count(*) FROM marts.claims WHERE item_text = '7 jets'").fetchone() == (0,)
    assert week.execute("SELECT count(*) FROM marts.articles WHERE headline = 't_herald gone'").fetchone() == (0,)
    as_of = "SELECT count(*) FROM marts.claims_as_of(TIMESTAMPTZ '2024-04-05 00:00:00+00') WHERE item_text = '7 jets'"
    assert week.execute(as_of).fetchone() == (1,)


def test_claims_as_of_now_are_the_current_claims(week: duckdb.DuckDBPyConnection) -> None:
    now = "FROM marts.claims_as_of(TIMESTAMPTZ '2030-01-01 00:00:00+00')"
    assert week.execute(f"({now} EXCEPT FROM marts.claims) UNION ALL (FROM marts.claims EXCEPT {now})").fetchall() == []
    assert [row[0] for row in week.execute(f"DESCRIBE {now}").fetchall()] == CONTRACT["claims"].split()


def test_denials_name_what_is_denied_where_the_article_does(week: duckdb.DuckDBPyConnection) -> None:
    rows = week.execute(
        "SELECT denier, denied_quote, denied_kind, denied_loss_claims FROM marts.denials ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("Federal Security Service of the Russian Federation", None, None, 0),
        ("Ministry of Defence of the Russian Federation", "denied loss", "loss", 1),
        ("Presidency of Russia (Kremlin)", "withdrawal", "withdrawal", 0),
    ]


def test_categories_roll_up_to_one_group(week: duckdb.DuckDBPyConnection) -> None:
    rows = dict(week.execute("SELECT category_code, category_group FROM marts.categories").fetchall())
    assert None not in rows.values()
    assert (rows["TANK"], rows["IFV"], rows["PERS_CIV"], rows["STRONGPOINT"]) == (
        "tank",
        "other armoured vehicle",
        "person",
        "infrastructure and stores",
    )


# A check, and rows that break it: table, id column, row to change, new values.
BROKEN = {
    "blocks_within_text": "INSERT INTO core.text_blocks VALUES ('{version}', 0, 'body', 5, 900)",
    "denied_claims_have_a_denial": "UPDATE core.statements SET status = 'denied'",
    "every_claim_in_one_event": "DELETE FROM resolve.loss_event_members",
    "known_codes": "UPDATE core.loss_claims SET victim_entity_id = 'nobody'",
    "known_outlets": "UPDATE core.documents SET outlet_id = 'nobody'",
    "one_current_version": "INSERT INTO resolve.version_spans SELECT document_id, md5('x'), valid_from, NULL, NULL FROM resolve.version_spans",
    "outcome_fits_category": "UPDATE core.loss_claims SET outcome = 'wounded'",
    "parts_have_a_kind": "UPDATE core.loss_claims SET part_kind = 'including'",
    "parts_in_their_text": "UPDATE core.loss_claims SET parent_claim_id = loss_claim_id",
    "periods_in_order": "UPDATE core.loss_claims SET period_start = '2024-03-02', period_end = '2024-03-01'",
    "slots_are_filled": "INSERT INTO core.loss_claims SELECT c.* REPLACE (md5(n::VARCHAR) AS loss_claim_id, NULL AS count_best, NULL AS count_low, NULL AS count_high, 'vague' AS count_qualifier) FROM core.loss_claims c, range(200) t (n)",
    "spans_match_text": "UPDATE core.loss_claims SET item_start = 1, item_end = 4",
    "statements_of_their_text": "UPDATE core.loss_claims SET version_id = md5('other')",
}  # fmt: skip


def sound() -> Given:
    """One article with one claim, and nothing wrong with it."""
    given = Given()
    text = "The General Staff said six tanks were destroyed."
    given.statement("s", given.article("a", text=text), claimant="ua_gs", quote=text, quote_end=len(text))
    start = text.index("six tanks")
    given.claim("c", "s", "six tanks", "TANK", 6, victim="ru_af", item_start=start, item_end=start + len("six tanks"))
    return given


@pytest.fixture(scope="module")
def sound_warehouse() -> duckdb.DuckDBPyConnection:
    return sound().warehouse()


@pytest.mark.parametrize("file", read_folder(PROJECT / "sql" / "checks"), ids=lambda file: file.name)
def test_check(sound_warehouse: duckdb.DuckDBPyConnection, file) -> None:  # type: ignore[no-untyped-def]
    con = sound_warehouse
    assert file.fields["severity"] in ("error", "warn")
    assert con.execute(file.sql).fetchall() == []
    con.begin()
    try:
        con.execute(BROKEN[file.name].format(version=hex32("a")))
        assert con.execute(file.sql).fetchall() != []
    finally:
        con.rollback()


def test_macros_are_explained() -> None:
    assert "marts.claim_history" in read_file(PROJECT / "sql" / "macros" / "claims_as_of.sql").depends_on
