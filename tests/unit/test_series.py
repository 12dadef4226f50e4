"""External series: hand-made files in the real formats, and, where at hand, the real files with their known defects."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.schemas.series import TABLES
from pipelines.series.agreement import quoted_figures
from pipelines.series.collect import SourceFile, whole_number
from pipelines.series.confirmed import split_number
from pipelines.series.load import load_series, read_files
from pipelines.series.personnel import british_day
from pipelines.series.sources import SeriesError, read_sources

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
SEEDS = ROOT / "seeds"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

CROSSWALK = pl.DataFrame(
    [
        ("petro", "personnel", "PERS_MIL", "exactMatch"),
        ("petro", "POW", "PERS_MIL", "closeMatch"),
        ("petro", "tank", "TANK", "exactMatch"),
        ("petro", "military auto", "VEH", "broadMatch"),
        ("petro", "fuel tank", "VEH", "broadMatch"),
        ("orc_losses", "personnel", "PERS_MIL", "exactMatch"),
        ("orc_losses", "tanks", "TANK", "exactMatch"),
        ("orc_losses", "unarmoredVehicles", "VEH", "exactMatch"),
        ("oryx", "Tanks", "TANK", "exactMatch"),
        ("oryx", "Cannons", "ARTY_SP", "exactMatch"),
        ("oryx", "Self-Propelled Artillery", "ARTY_SP", "exactMatch"),
        ("oryx", "Surface-To-Air Missile Systems", "SAM", "exactMatch"),
    ],
    schema=["scheme", "scheme_label", "category_code", "match_type"],
    orient="row",
)
MODELS = pl.DataFrame(
    {"canonical_name": ["CAESAR howitzer"], "category_code": ["ARTY_SP"], "aliases": ["Caesar 6x6;Caesar"]}
)


def files(series_id: str, **contents: object) -> list[SourceFile]:
    """Files of a declared series by role; rows are written as JSON, text as it stands."""
    series = next(one for one in read_sources(SEEDS / "series.toml") if one.id == series_id)
    return [
        SourceFile(series, series.files[role], (body if isinstance(body, str) else json.dumps(body)).encode())
        for role, body in contents.items()
    ]


def load(*groups: list[SourceFile]) -> dict[str, pl.DataFrame]:
    return load_series([file for group in groups for file in group], CROSSWALK, MODELS, NOW)


def petro(*rows: dict[str, object], corrections: list[dict[str, object]] | None = None) -> list[SourceFile]:
    extra = {} if corrections is None else {"corrections": corrections}
    return files("ua_gs_petroivaniuk", equipment=list(rows), **extra)


def found(frames: dict[str, pl.DataFrame], kind: str) -> list[str]:
    return frames["series.findings"].filter(pl.col("kind") == kind)["subject"].to_list()


def test_without_files_every_table_is_there_and_empty() -> None:
    frames = load()
    assert set(frames) == {t.full_name for t in TABLES}
    assert all(frame.is_empty() for frame in frames.values())


def test_daily_loss_is_change_less_correction() -> None:
    frames = load(
        petro(
            {"date": "2023-01-01", "day": 1, "tank": 100},
            {"date": "2023-01-02", "day": 2, "tank": 110},
            {"date": "2023-01-03", "day": 3, "tank": 107},
            {"date": "2023-01-05", "day": 5, "tank": 108},
            corrections=[{"date": "2023-01-03", "day": 3, "tank": -5}],
        )
    )
    totals = frames["series.official_daily_totals"].sort("day")
    assert totals.select("change", "correction", "daily").rows() == [
        (None, 0, None),  # nothing before it: unknown, not 100
        (10, 0, 10),
        (-3, -5, 2),
        (None, 0, None),  # the day before has no report
    ]
    assert found(frames, "fall_explained") == ["2023-01-03 tank"]
    assert found(frames, "fall_unexplained") == []


@pytest.mark.parametrize(
    ("corrections", "kind"),
    [
        (None, "fall_uncorrected"),
        ([], "fall_unexplained"),
        ([{"date": "2023-01-02", "day": 2, "tank": -1}], "fall_unexplained"),
        ([{"date": "2023-01-02", "day": 2, "tank": -2}], "fall_explained"),
    ],
)
def test_falls_are_told_apart(corrections: list[dict[str, object]] | None, kind: str) -> None:
    days = ({"date": "2023-01-01", "tank": 9}, {"date": "2023-01-02", "tank": 7})
    assert found(load(petro(*days, corrections=corrections)), kind) == ["2023-01-02 tank"]


def test_a_missing_figure_is_no_row_and_zero_is_one() -> None:
    rows = [{"date": "2022-03-01", "sourceUri": "https://x", "personnel": 5, "tanks": 0, "unarmoredVehicles": None}]
    totals = load(files("ua_gs_orc", totals=rows))["series.official_daily_totals"]
    assert totals.select("scheme_label", "cumulative", "outcome", "daily").rows() == [
        ("personnel", 5, "casualties", None),
        ("tanks", 0, "lost", None),
    ]


def test_transcriptions_are_compared_only_where_each_has_one_figure() -> None:
    ours = petro(
        {"date": "2022-04-30", "tank": 10, "military auto": 5, "fuel tank": 5},
        {"date": "2022-05-01", "tank": 11, "military auto": 5, "fuel tank": 6},
    )
    theirs = files(
        "ua_gs_orc",
        totals=[
            {"date": "2022-05-01", "tanks": 12, "unarmoredVehicles": 99},
            {"date": "2022-04-30", "tanks": 10, "unarmoredVehicles": 99},
        ],
    )
    assert found(load(ours, theirs), "transcriptions_differ") == ["2022-05-01 TANK lost, against ua_gs_petroivaniuk"]


def test_unusable_cells_stand_in_quarantine_with_their_reason() -> None:
    frames = load(
        petro(
            {"date": "2023-01-01", "tank": "many", "zeppelin": 1},
            {"date": "yesterday", "tank": 1},
            {"date": "2023-01-01", "tank": 3.5},
            corrections=[{"date": "2020-01-01", "tank": 4}],
        )
    )
    quarantine = frames["quarantine.series_rows"].select("row_no", "field", "reason_code").rows()
    assert set(quarantine) == {
        (1, "tank", "bad_number"),
        (1, "zeppelin", "unknown_category"),
        (2, "date", "bad_date"),
        (3, "tank", "bad_number"),
        (1, "tank", "correction_without_total"),
    }
    assert frames["series.official_daily_totals"].is_empty()


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("10 155mm Caesar 6x6", (10, "155mm Caesar 6x6")),
        ("155mm Caesar 6x6", (None, "155mm Caesar 6x6")),
        ("127T-64BV", (127, "T-64BV")),
        ("2S19 Msta-S", (None, "2S19 Msta-S")),
        ("9K310 Igla-1", (None, "9K310 Igla-1")),
        ("3 9<U+041C>113 Konkurs", (3, "9М113 Konkurs")),
    ],
)
def test_numbers_are_taken_off_model_names(label: str, expected: tuple[int | None, str]) -> None:
    assert split_number(label, {"T-64BV"}) == expected


def test_confirmed_items_and_totals() -> None:
    head = "country,origin,system,status,url,date_recorded\n"
    items = head + (
        "Ukraine,France,10 155mm Caesar 6x6,destroyed,https://p,2024-03-01\n"
        "Russia,Russia,T-1,destroyed,https://p,2024-03-01\n"
        "Ruritania,Russia,T-1,destroyed,https://p,2024-03-01\n"
    )
    daily = "country,equipment_type,destroyed,abandoned,captured,damaged,type_total,date_recorded\n" + (
        'Ukraine,"Surface-To-Air Missile Systems\n",2,0,1,0,3,2024-03-01\n'
        "Russia,All Types,2,0,1,0,3,2024-03-01\n"
        '"Russia","Losses excluding Trucks - 3, of which: destroyed: 3",3,0,0,0,3,2024-03-01\n'
        "Russia,Tanks,1,1,1,1,5,2024-03-01\n"
    )
    frames = load(files("oryx", destroyed=items, daily=daily))
    confirmed = frames["series.confirmed_items"]
    assert confirmed.select(
        "printed_number", "model_text", "category_code", "category_basis", "victim_side"
    ).rows() == [
        (10, "155mm Caesar 6x6", "ARTY_SP", "reference", "ua_side"),
        (None, "T-1", None, "none", "ru_side"),
    ]
    totals = frames["series.confirmed_totals"]
    assert dict(totals.select("outcome", "cumulative").iter_rows()) == {
        "destroyed": 2,
        "damaged": 0,
        "abandoned": 0,
        "captured": 1,
    }
    assert totals["category_code"].unique().to_list() == ["SAM"]
    assert frames["quarantine.series_rows"]["reason_code"].sort().to_list() == [
        "parts_differ_from_total",
        "sentence_as_category",
        "total_row",
        "unknown_side",
    ]
    assert found(frames, "line_break_in_label") == ["'Surface-To-Air Missile Systems\\n'"]
    assert found(frames, "number_in_label") == ["destroyed"]
    assert found(frames, "model_without_category") == ["ru_side"]


def test_recorded_items_are_compared_with_the_printed_totals() -> None:
    items = "country,origin,system,status,url,date_recorded\n" + "".join(
        f"Ukraine,France,Caesar,destroyed,https://p/{n},2024-03-01\n" for n in range(3)
    )
    daily = (
        "country,equipment_type,destroyed,abandoned,captured,damaged,type_total,date_recorded\n"
        "Ukraine,Cannons,1,0,0,0,1,2024-02-01\n"
        "Ukraine,Self-Propelled Artillery,2,0,0,0,2,2024-03-01\n"
    )
    findings = load(files("oryx", destroyed=items, daily=daily))["series.findings"]
    details = dict(findings.select("kind", "detail").iter_rows())
    assert details["items_differ_from_totals"] == "3 items recorded, 2 in the total of 2024-03-01"
    assert details["label_replaced"] == (
        "'Cannons' 2024-02-01 to 2024-02-01; 'Self-Propelled Artillery' 2024-03-01 to 2024-03-01"
    )


ESTIMATES = "date,estimate_low,estimate_high,estimate,type,source,source_url,country\n"


def test_estimates_keep_claimant_relay_and_bounds() -> None:
    text = ESTIMATES + (
        "18/08/2023,,,120000,deaths,US officials (via NYT),https://n,russia\n"
        '1/12/2025,"275,000",325000,,casualties,UK MoD,https://c,ukraine\n'
        "31/02/2025,,,1,deaths,UK MoD,https://c,ukraine\n"
        "1/12/2025,,,,deaths,UK MoD,https://c,ukraine\n"
    )
    frames = load(files("economist_estimates", estimates=text))
    columns = ["day", "count_low", "count_best", "count_high", "claimant_text", "relay_text", "claimant_entity_id"]
    assert frames["series.personnel_estimates"].select(columns).rows() == [
        (date(2023, 8, 18), None, 120000, None, "US officials", "NYT", None),
        (date(2025, 12, 1), 275000, None, 325000, "UK MoD", None, "uk_mod"),
    ]
    assert frames["quarantine.series_rows"]["reason_code"].to_list() == ["bad_date", "no_number"]


def test_estimates_with_another_date_in_link_or_official_series_are_found() -> None:
    text = ESTIMATES + (
        "16/01/2024,,,390580,casualties,Armed Forces of Ukraine,https://g/news/2024/02/06/x,russia\n"
        "23/04/2022,7000,15000,,deaths,NATO officials,https://w/2022/03/24/x/,russia\n"
        "08/02/2024,,,391000,casualties,Somebody,https://w/2024/02/09/x/,russia\n"
    )
    official = files(
        "ua_gs_petroivaniuk",
        equipment=[],
        personnel=[
            {"date": "2024-02-06", "personnel": 390580, "personnel*": "about"},
            {"date": "2024-02-07", "personnel": 391000, "personnel*": "about"},
        ],
    )
    frames = load(files("economist_estimates", estimates=text), official)
    assert found(frames, "date_implausible") == [
        "row 2: NATO officials, killed 7000 to 15000",
        "row 1: Armed Forces of Ukraine, casualties 390580",
    ]


@pytest.mark.parametrize(
    ("series_id", "role", "body", "message"),
    [
        ("ua_gs_orc", "totals", "{", "not JSON"),
        ("ua_gs_orc", "totals", [{"tanks": 1}], "lacks date"),
        ("economist_estimates", "estimates", "date,type\n", "lacks country"),
        ("economist_estimates", "estimates", ESTIMATES + "1/1/2024,1\n", "row 1 has more or fewer values"),
    ],
)
def test_a_file_in_another_form_is_refused_by_name(series_id: str, role: str, body: object, message: str) -> None:
    with pytest.raises(SeriesError, match=message):
        load(files(series_id, **{role: body}))


def test_a_series_without_a_needed_file_is_left_out() -> None:
    frames = load(files("ua_gs_petroivaniuk", personnel=[{"date": "2024-02-06", "personnel": 1}]))
    assert frames["series.snapshots"].is_empty()


def test_snapshot_follows_the_bytes_and_keeps_its_first_time() -> None:
    one, two = (petro({"date": "2023-01-01", "tank": n}) for n in (1, 2))
    assert one[0].snapshot_id != two[0].snapshot_id
    first = load_series(one, CROSSWALK, MODELS, {one[0].snapshot_id: NOW})["series.snapshots"]
    assert first.select("rows", "first_day", "last_day", "loaded_at").rows() == [
        (1, date(2023, 1, 1), date(2023, 1, 1), NOW)
    ]


@pytest.mark.parametrize(
    ("value", "number"), [("1,200,000", 1200000), (0, 0), ("12,00", None), (-1, None), (True, None)]
)
def test_whole_numbers(value: object, number: int | None) -> None:
    assert whole_number(value) == number


@pytest.mark.parametrize(("text", "day"), [("6/2/2024", date(2024, 2, 6)), ("2024-02-06", None), ("30/02/2024", None)])
def test_british_days(text: str, day: date | None) -> None:
    assert british_day(text) == day


def test_declared_series_name_known_entities_and_schemes() -> None:
    entities = set(pl.read_csv(SEEDS / "reference" / "entities.csv", infer_schema=False)["entity_id"])
    schemes = set(pl.read_csv(SEEDS / "reference" / "category_crosswalk.csv", infer_schema=False)["scheme"])
    for series in read_sources(SEEDS / "series.toml"):
        assert {series.claimant, *series.claimants.values()} - {""} <= entities
        assert {series.scheme} - {""} <= schemes


def test_a_misspelt_series_entry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "series.toml"
    path.write_text('[[series]]\nid = "x"\nlisence = "MIT"\n')
    with pytest.raises(SeriesError, match="lisence"):
        read_sources(path)


@pytest.fixture(scope="module")
def real() -> dict[str, pl.DataFrame]:
    """The frames of the real files."""
    if not REAL.is_dir():
        pytest.skip("the developers' copies of the real series are not at hand")
    reference = SEEDS / "reference"
    return load_series(
        read_files(read_sources(SEEDS / "series.toml"), REAL),
        pl.read_csv(reference / "category_crosswalk.csv", infer_schema=False),
        pl.read_csv(reference / "equipment_models.csv", infer_schema=False),
        NOW,
    )


def test_every_real_file_is_taken(real: dict[str, pl.DataFrame]) -> None:
    assert len(real["series.snapshots"]) == 11
    heights = {name: len(real[f"series.{name}"]) for name in ("confirmed_items", "personnel_estimates", "model_totals")}
    assert heights == {"confirmed_items": 37505, "personnel_estimates": 124, "model_totals": 338}


def test_real_transcriptions_differ_in_114_cells_on_99_of_1435_days(real: dict[str, pl.DataFrame]) -> None:
    differing = real["series.findings"].filter(pl.col("kind") == "transcriptions_differ")
    assert (len(differing), differing["day"].n_unique()) == (114, 99)
    days = real["series.official_daily_totals"].group_by("series_id").agg(pl.col("day").unique())
    assert len(set(days["day"][0]) & set(days["day"][1])) == 1435


def test_real_totals_fall_13_times_twice_unexplained(real: dict[str, pl.DataFrame]) -> None:
    assert len(found(real, "fall_explained")) == 11
    assert found(real, "fall_unexplained") == ["2023-05-28 tank", "2026-03-04 field artillery"]


def test_real_oryx_defects(real: dict[str, pl.DataFrame]) -> None:
    codes = real["quarantine.series_rows"].group_by("reason_code").len()
    assert dict(codes.iter_rows()) == {"sentence_as_category": 201, "total_row": 159}
    assert found(real, "line_break_in_label") == ["'Surface-To-Air Missile Systems\\n'"]
    items = real["series.confirmed_items"]
    # the one model whose own name starts with a number keeps it
    numbered = items.filter(pl.col("model_text").str.contains(r"^\d{1,4} "))
    assert numbered["model_text"].to_list() == ["23 ItK 61 23mm"]
    caesar = items.filter(pl.col("model_text").str.contains("Caesar"))
    assert caesar["victim_side"].unique().to_list() == ["ua_side"]


def test_real_date_that_cannot_be(real: dict[str, pl.DataFrame]) -> None:
    assert "row 1: Armed Forces of Ukraine, casualties 390580" in found(real, "date_implausible")


def test_same_bytes_same_frames(real: dict[str, pl.DataFrame]) -> None:
    reference = SEEDS / "reference"
    again = load_series(
        read_files(read_sources(SEEDS / "series.toml"), REAL),
        pl.read_csv(reference / "category_crosswalk.csv", infer_schema=False),
        pl.read_csv(reference / "equipment_models.csv", infer_schema=False),
        NOW,
    )
    assert all(again[name].equals(frame) for name, frame in real.items())


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ({"count_best": 110}, "same figure"),
        ({"count_best": 100}, "same figure, day before"),
        (
            {"count_best": 105, "count_low": 106, "count_high": None, "count_qualifier": "more_than"},
            "within its bounds",
        ),
        ({"count_best": 111, "count_low": None, "count_high": None, "count_qualifier": "about"}, "within its bounds"),
        ({"count_best": 99}, "differs"),
        ({"count_best": 10, "aggregation": "incremental"}, "same figure"),
        ({"count_best": 110, "victim_side": "ua_side"}, None),
        ({"count_best": 110, "claimant_entity_id": "frl"}, None),
        ({"count_best": 110, "day": date(2024, 1, 5)}, None),
    ],
)
def test_quoted_figures_are_judged_by_the_series_of_the_day(claim: dict[str, object], verdict: str | None) -> None:
    official = load(petro({"date": "2023-01-01", "tank": 100}, {"date": "2023-01-02", "tank": 110}))
    count = claim["count_best"]
    row = {
        "loss_claim_id": "x", "claimant_entity_id": "ua_gs", "victim_side": "ru_side", "category_code": "TANK",
        "aggregation": "cumulative", "day": date(2023, 1, 2), "count_low": count, "count_high": count,
        "count_qualifier": "exact", "modality": "asserted", "item_text": "tanks",
    } | claim  # fmt: skip
    claims = pl.DataFrame([row], schema_overrides=dict.fromkeys(("count_low", "count_high"), pl.Int64))
    entities = pl.DataFrame(
        {"entity_id": ["ua_gs", "frl"], "side": ["ua_side"] * 2, "entity_type": ["government_body", "volunteer_unit"]}
    )
    groups = pl.DataFrame({"category_code": ["TANK"], "category_group": ["tank"]})
    judged = quoted_figures(claims, official["series.official_daily_totals"], groups, entities)
    assert judged["verdict"].to_list() == ([verdict] if verdict else [])
