"""Parts of the report that need no browser: marking words, bounds in words, the window of the map."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.build import _json_script
from pipelines.report.charts import by_category, figure_words, over_time, plain, tick_values
from pipelines.report.highlight import Span, paragraphs
from pipelines.report.place_map import place_maps


def words(text: str, spans: list[Span]) -> list[list[tuple[str, list[str]]]]:
    return [[(p.text, [m.ref for m in p.marks]) for p in para.pieces] for para in paragraphs(text, spans)]


def test_words_are_marked_exactly() -> None:
    text = "It lost six tanks.\n\nNo more."
    assert words(text, [Span(8, 17, "claim", "a")]) == [
        [("It lost ", []), ("six tanks", ["a"]), (".", [])],
        [("No more.", [])],
    ]


def test_overlapping_marks_are_cut_and_begin_once() -> None:
    [paragraph] = paragraphs("abcdef", [Span(0, 4, "claim", "a"), Span(2, 6, "claim", "b")])
    assert [(p.text, [m.ref for m in p.marks], [m.ref for m in p.begins]) for p in paragraph.pieces] == [
        ("ab", ["a"], ["a"]),
        ("cd", ["a", "b"], ["b"]),
        ("ef", ["b"], []),
    ]


@given(
    st.text(alphabet="ab \n<", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=5),
)
def test_no_character_is_lost_or_doubled(text: str, raw: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length, "claim", str(n)) for n, (start, length) in enumerate(raw)]
    lines = [line for line in text.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in p.pieces) for p in paragraphs(text, spans)] == lines


def test_long_articles_keep_the_paragraphs_around_marks_and_say_what_is_missing() -> None:
    lines = [f"Paragraph {n}." for n in range(20)]
    text = "\n".join(lines)
    start = text.index("Paragraph 10.")
    shown = paragraphs(text, [Span(start, start + 9, "claim", "a")], limit=10)
    assert [p.pieces[0].text if p.kind == "gap" else "".join(x.text for x in p.pieces) for p in shown] == [
        "Paragraph 0.",
        "Paragraph 1.",
        "7 paragraphs without a marked passage left out",
        "Paragraph 9.",
        "Paragraph 10.",
        "Paragraph 11.",
        "8 paragraphs without a marked passage left out",
    ]


def test_paragraphs_know_their_block() -> None:
    blocks = [(0, 5, "headline"), (6, 10, "caption")]
    assert [p.kind for p in paragraphs("title\nfoto\nbody", [], blocks)] == ["headline", "caption", "body"]


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [
        (6, 6, 6, "6"),
        (340, 340, None, "at least 340"),
        (None, 50, 50, "at most 50"),
        (None, 50, None, "about 50"),
        (10, None, 20, "10 to 20"),
        (341, 340, None, "more than 340"),
        (None, 1000, 999, "fewer than 1,000"),
        (12, 10, None, "10 (at least 12)"),
        (None, None, None, "no figure"),
        (0, 0, 0, "0"),
    ],
)
def test_figures_in_words(low: int | None, best: int | None, high: int | None, text: str) -> None:
    assert figure_words(low, best, high) == text


@given(st.integers(0, 10**8))
def test_ticks_are_few_and_in_range(largest: int) -> None:
    ticks = tick_values(largest)
    assert ticks[0] == 0
    assert len(ticks) <= 6
    assert ticks == sorted(ticks)
    assert ticks[-1] <= max(largest, 0)


def losses(**row: object) -> dict[str, object]:
    return {
        "day": date(2024, 3, 12), "claimant": "A", "victim": "B", "category_code": "TANK", "category": "Tanks",
        "outcome": "destroyed", "aggregation": "incremental", "count_best": None, "count_low": None, "count_high": None,
    } | row  # fmt: skip


LOSSES = dict.fromkeys(["count_best", "count_low", "count_high"], pl.Int64)


def test_unknown_numbers_are_never_drawn_at_zero() -> None:
    frame = pl.DataFrame([losses(), losses(count_best=0, count_low=0, count_high=0)], schema_overrides=LOSSES)
    [panel] = over_time(frame).panels
    layers = panel.chart["layer"]
    hollow = [layer for layer in layers if layer["mark"].get("filled") is False]
    assert len(hollow) == 1
    assert "field" not in hollow[0]["encoding"]["y"]
    [dots] = [layer for layer in layers if layer["mark"].get("filled") is True]
    [rows] = [rows for name, rows in panel.chart["datasets"].items() if name == dots["data"]["name"]]
    assert [row["figure"] for row in rows] == [0]


def test_many_claimants_become_others() -> None:
    frame = pl.DataFrame([losses(claimant=f"C{n % 9}") for n in range(30)], schema_overrides=LOSSES)
    assert over_time(frame).claimants == ("C0", "C1", "C2", "C3", "C4", "others")


def test_a_lone_row_of_long_ago_does_not_squeeze_the_rest() -> None:
    frame = pl.DataFrame([losses(day=date(1972, 1, 1)), *[losses()] * 30], schema_overrides=LOSSES)
    drawn = over_time(frame)
    assert drawn.left_out == 1
    assert drawn.panels[0].chart["layer"][0]["encoding"]["x"]["scale"]["domain"][0]["year"] == 2024


def test_nothing_gives_no_chart() -> None:
    assert by_category(pl.DataFrame()) is None
    assert over_time(pl.DataFrame([losses(day=None)])).panels == ()


def test_remarks_on_schemes_are_dropped_from_labels() -> None:
    assert plain("Artillery systems, unspecified (UA GS 'artillery systems')") == "Artillery systems, unspecified"
    assert plain("Aircraft (fixed wing)") == "Aircraft (fixed wing)"


PLACES = ["place_id", "place", "place_type", "country_iso2", "latitude", "longitude", "claims"]


def test_areas_stand_at_their_town_and_countries_are_listed() -> None:
    rows = [
        ("RU-KRS", "Kursk Oblast", "adm1", "RU", None, None, 4),
        ("gn1", "Tyotkino", "settlement", "RU", 51.28, 34.29, 1),
        ("RU", "Russian Federation", "country", "RU", None, None, 9),
        ("x", "Nowhere", "settlement", "RU", None, None, 1),
    ]
    floats = {"latitude": pl.Float64, "longitude": pl.Float64}
    drawn = place_maps(pl.DataFrame(rows, schema=PLACES, orient="row", schema_overrides=floats))
    assert drawn.not_shown == ("Russian Federation", "Nowhere")
    [figure] = drawn.maps
    rows_of = [rows for rows in figure.chart["datasets"].values() if isinstance(rows, list)]
    [area] = [row for rows in rows_of for row in rows if row.get("kind", "").startswith("area") and len(rows) == 1]
    assert (round(area["latitude"], 1), round(area["longitude"], 1)) == (51.7, 36.2)  # the town of Kursk


def test_places_far_apart_come_on_maps_of_their_own() -> None:
    rows = [
        ("a", "Kharkiv", "settlement", "UA", 49.98, 36.25, 2),
        ("b", "Sumy", "settlement", "UA", 50.92, 34.8, 1),
        ("c", "Gaza", "settlement", "PS", 31.5, 34.47, 9),
    ]
    drawn = place_maps(pl.DataFrame(rows, schema=PLACES, orient="row"))
    assert [figure.caption for figure in drawn.maps] == ["Gaza", "Around Kharkiv"]


def test_no_places_no_map() -> None:
    assert place_maps(pl.DataFrame(schema=PLACES)).maps == ()


def test_json_cannot_end_its_script() -> None:
    assert "<" not in _json_script({"a": "</script><script>alert(1)</script>\u2028"})
