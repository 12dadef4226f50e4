"""Charts of the report as Vega-Lite. A colour is a name of the style sheet ("@c1"): it follows light, dark, print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import polars as pl

# As many as can be told apart by everybody; the rest is OTHERS.
CLAIMANTS = 5
COLOURS = ["@c1", "@c2", "@c3", "@c4", "@c5", "@c6"]
SHAPES = ["circle", "square", "triangle-up", "diamond"]
OTHERS = "others"
PANELS = 6
PANEL_HEIGHT = 150
STRIP = 26  # the top of a panel, kept for rows without a figure
CATEGORIES = 14

Spec = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart with its caption."""

    caption: str
    chart: Spec


@dataclass(frozen=True)
class OverTime:
    """Small multiples with one legend: a panel a category, colours for claimants, shapes for victims."""

    panels: tuple[Figure, ...]
    claimants: tuple[str, ...]
    victims: tuple[str, ...]
    left_out: int = 0  # rows so much earlier than the rest that they would squeeze it


def spec(chart: Any, description: str) -> Spec:
    """The Vega-Lite of a chart that fills the width of its container, described for screen readers."""
    fit = {"type": "fit-x", "contains": "padding"}
    sized = chart.properties(width="container", autosize=fit, description=description)
    made: Spec = sized.to_dict(validate=False)
    made.pop("$schema", None)
    made.pop("config", None)  # the page has its own
    return made


def over_time(losses: pl.DataFrame) -> OverTime:
    """A panel for each of the categories with most rows: a mark a claimant, victim, outcome and day.

    Marks are single rows of marts.losses_by_day, never sums; a rule through a mark spans its bounds, an arrow
    says that one is open. Rows without a figure are hollow marks in a strip of their own, not marks at 0.
    """
    dated = losses.filter(pl.col("day").is_not_null())
    if dated.is_empty():
        return OverTime((), (), ())
    early, late = (dated["day"].sort()[round((len(dated) - 1) * share)] for share in (0.05, 0.95))
    start = early - max(2 * (late - early), timedelta(days=60))
    left_out = len(dated.filter(pl.col("day") < start))
    dated = dated.filter(pl.col("day") >= start)
    claimants, victims = _most(dated, "claimant", CLAIMANTS), _most(dated, "victim", len(SHAPES) - 1)
    rows = (
        with_words(dated)
        .sort("day", "claimant", "victim", "outcome", "aggregation")
        .with_columns(
            claimant=_or_others("claimant", claimants),
            victim=_or_others("victim", victims),
            figure=pl.coalesce("count_best", "count_low", "count_high"),
            date=pl.col("day").dt.to_string("%Y-%m-%dT00:00:00"),
        )
    )
    claimants, victims = (_present(rows[name], top) for name, top in (("claimant", claimants), ("victim", victims)))
    first, last = rows["day"][0], rows["day"][-1]
    margin = max(timedelta(days=2), (last - first) / 30)
    days = alt.Scale(domain=[_parts(first - margin), _parts(last + margin)])
    encodings = {
        "x": alt.X("date:T", title=None, scale=days, axis=alt.Axis(format="%d %b %Y", tickCount=3)),
        "color": alt.Color("claimant:N", legend=None, scale=alt.Scale(domain=claimants, range=COLOURS)),
        "shape": alt.Shape("victim:N", legend=None, scale=alt.Scale(domain=victims, range=SHAPES)),
        "tooltip": [
            alt.Tooltip("date:T", title="day", format="%d %b %Y"),
            alt.Tooltip("claimant:N", title="claimed by"),
            alt.Tooltip("victim:N", title="lost by"),
            alt.Tooltip("words:N", title="figure"),
            "outcome:N",
            "aggregation:N",
        ],
    }
    panels = []
    for code in _most(rows, "category_code", PANELS):
        panel = rows.filter(pl.col("category_code") == code)
        name = plain(panel["category"][0])
        text = f"Claimed losses over time: {name}. The table below the charts has the same figures."
        height = STRIP if panel["figure"].is_null().all() else PANEL_HEIGHT
        chart = alt.layer(*_panel(panel, encodings)).properties(height=height)
        panels.append(Figure(name, spec(chart, text)))
    return OverTime(tuple(panels), tuple(claimants), tuple(victims), left_out)


def _panel(panel: pl.DataFrame, encodings: dict[str, Any]) -> list[Any]:
    known, unknown = panel.filter(pl.col("figure").is_not_null()), panel.filter(pl.col("figure").is_null())
    lines = {name: encodings[name] for name in ("x", "color")}
    layers: list[Any] = []
    if len(known):
        ticks = tick_values(max(known["figure"].to_list() + known["count_high"].drop_nulls().to_list()))
        top = STRIP if len(unknown) else 0
        axis: dict[str, Any] = {
            "title": None,
            "scale": alt.Scale(type="symlog", domainMin=0, range=[PANEL_HEIGHT, top]),
            "axis": alt.Axis(values=ticks, format=",d"),
        }
        y = alt.Y("figure:Q", **axis)
        spans = known.filter(pl.col("count_low") < pl.col("count_high"))
        if len(spans):
            rule = alt.Chart(spans).mark_rule(strokeWidth=1.5, opacity=0.6)
            layers.append(rule.encode(y=alt.Y("count_low:Q", **axis), y2="count_high:Q", **lines))
        layers.append(alt.Chart(known).mark_point(filled=True, size=80, opacity=0.9).encode(y=y, **encodings))
        for arrow, bound, other, offset in (
            ("↑", "count_low", "count_high", -10),
            ("↓", "count_high", "count_low", 11),
        ):
            open_ended = known.filter(pl.col(bound).is_not_null() & pl.col(other).is_null())
            if len(open_ended):
                layers.append(alt.Chart(open_ended).mark_text(text=arrow, dy=offset).encode(y=y, **lines))
    if len(unknown):
        hollow = alt.Chart(unknown).mark_point(filled=False, size=80, strokeWidth=1.6)
        layers.append(hollow.encode(y=alt.value(8), **encodings))
        label = alt.Chart(alt.InlineData([{}])).mark_text(text="none", align="right", fontSize=11, fill="@muted")
        layers.append(label.encode(x=alt.value(-5), y=alt.value(8)))
    return layers


def by_category(categories: pl.DataFrame) -> Spec | None:
    """Bars of claims by category, split by how the number is known; None without claims."""
    if categories.is_empty():
        return None
    kinds = {"exact": "exact figure", "bounded": "bounded or rounded", "without_number": "no number"}
    totals = (
        categories.with_columns(pl.col("category").map_elements(plain, return_dtype=pl.String))
        .group_by("category")
        .agg(pl.col(*kinds).sum())
        .with_columns(claims=pl.sum_horizontal(*kinds))
        .sort("claims", "category", descending=[True, False])
        .head(CATEGORIES)
    )
    order = totals["category"].to_list()
    bars = (
        totals.drop("claims")
        .unpivot(list(kinds), index="category", variable_name="kind", value_name="claims")
        .with_columns(pl.col("kind").replace(kinds), order=pl.col("kind").replace_strict(list(kinds), [0, 1, 2]))
        .filter(pl.col("claims") > 0)
    )
    colours = alt.Scale(domain=list(kinds.values()), range=["@exact", "@bounded", "@unknown"])
    chart = (
        alt.Chart(bars)
        .mark_bar(height={"band": 0.72}, stroke="@paper", strokeWidth=1)
        .encode(
            x=alt.X("claims:Q", title="claims (not items)", axis=alt.Axis(tickMinStep=1, tickCount=8, format=",d")),
            y=alt.Y("category:N", title=None, sort=order, axis=alt.Axis(labelLimit=170)),
            color=alt.Color("kind:N", scale=colours, legend=None),
            order="order:Q",
            tooltip=["category:N", "kind:N", "claims:Q"],
        )
        .properties(height=28 * len(order))
    )
    return spec(chart, "Claims by category, split into exact figures, bounded figures and claims without a number.")


def against_confirmed(comparison: pl.DataFrame) -> list[Figure]:
    """A chart for each claimant and side: the claimed and the confirmed total of each category group."""
    figures = []
    for (claimant, victim), rows in comparison.group_by("claimant", "victim", maintain_order=True):
        kinds = ["claimed", "confirmed"]
        dots = rows.unpivot(kinds, index="category", variable_name="kind", value_name="items")
        x_scale = alt.Scale(type="symlog", domainMin=0)
        ticks = alt.Axis(values=tick_values(max(dots["items"].to_list())), format=",d", grid=True)
        x = alt.X("items:Q", title="items, running total", scale=x_scale, axis=ticks)
        y = alt.Y("category:N", title=None, sort=rows["category"].to_list(), axis=alt.Axis(labelLimit=170))
        marks = {
            "color": alt.Color("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=["@c2", "@c1"])),
            "shape": alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=["circle", "square"])),
        }
        line = alt.Chart(dots).mark_line(color="@muted", strokeWidth=1.5, opacity=0.5)
        points = alt.Chart(dots).mark_point(filled=True, size=90, opacity=1)
        layers = line.encode(x=x, y=y, detail="category:N") + points.encode(
            x=x, y=y, tooltip=["category:N", "kind:N", "items:Q"], **marks
        )
        text = f"Losses of {victim} that {claimant} claims, against those that pictures confirm, by category."
        figures.append(
            Figure(f"{claimant} on losses of {victim}", spec(layers.properties(height=26 * len(rows)), text))
        )
    return figures


def with_words(losses: pl.DataFrame) -> pl.DataFrame:
    """The frame with ``words``: its counts as people say them."""
    counts = losses.select("count_low", "count_best", "count_high").iter_rows()
    return losses.with_columns(words=pl.Series([figure_words(*row) for row in counts], dtype=pl.String))


def figure_words(low: int | None, best: int | None, high: int | None) -> str:
    """A figure with its bounds: "at least 340", "10 to 20", "no figure"."""
    if best is None:
        if low is not None and high is not None:
            return f"{low:,} to {high:,}"
        if low is None and high is None:
            return "no figure"
        return f"at least {low:,}" if low is not None else f"at most {high:,}"
    if low is None and high is None:
        return f"about {best:,}"
    if high is None:
        known = {best: f"at least {best:,}", best + 1: f"more than {best:,}"}
        return known.get(low or 0, f"{best:,} (at least {low:,})")
    if low is None:
        known = {best: f"at most {best:,}", best - 1: f"fewer than {best:,}"}
        return known.get(high, f"{best:,} (at most {high:,})")
    return f"{best:,}" if low == best == high else f"{best:,} ({low:,} to {high:,})"


def plain(category: str) -> str:
    """A category's label without the remark on who else uses it ("... (UA GS 'artillery systems')")."""
    return re.sub(r"\s*\([^)]*'[^)]*\)", "", category)


def tick_values(largest: int) -> list[int]:
    """At most six round numbers from 0 for a scale that is logarithmic above 1."""
    steps = [factor * 10**power for power in range(8) for factor in (1, 3)]
    ticks = [0, *(step for step in steps if step <= largest)]
    while len(ticks) > 6:
        ticks = [0, *ticks[2::2]]
    return ticks


def _most(frame: pl.DataFrame, column: str, n: int) -> list[str]:
    """The n most frequent values, the most frequent first, ties by name."""
    counts = frame.drop_nulls(column).group_by(column).len().sort("len", column, descending=[True, False])
    return counts[column].head(n).to_list()


def _or_others(column: str, kept: list[str]) -> pl.Expr:
    return pl.when(pl.col(column).is_in(kept)).then(column).otherwise(pl.lit(OTHERS))


def _present(column: pl.Series, most: list[str]) -> list[str]:
    return [*most, OTHERS] if (column == OTHERS).any() else most


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "date": day.day}
