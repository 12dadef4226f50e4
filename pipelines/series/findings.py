"""What is wrong with the series themselves: found by rule, reported, and left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import polars as pl

from pipelines.series.collect import SCHEMAS

Finding = tuple[str, str, str, date | None, str]  # kind, series_id, subject, day, detail


def series_findings(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows of series.findings for the other frames of ``load_series``, in a fixed order.

    A correction explains a fall of a running total if without it the day would not have been negative.
    Two transcriptions are compared cell by cell where both print one figure for a category that day.
    """
    official = frames["series.official_daily_totals"]
    items = frames["series.confirmed_items"]
    found: list[Finding] = [
        *_transcriptions(official),
        *_falls(official),
        *_coverage(official),
        *_quarantine(frames["quarantine.series_rows"]),
        *_labels(items, "label"),
        *_labels(frames["series.confirmed_totals"], "scheme_label"),
        *_numbers(items),
        *_unclassed(items),
        *_renamed(frames["series.confirmed_totals"]),
        *_counts(items, frames["series.confirmed_totals"]),
        *_dates(frames["series.personnel_estimates"], official),
    ]
    frame = pl.DataFrame(found, schema=SCHEMAS["series.findings"], orient="row")
    return frame.sort("kind", "series_id", "day", "subject")


def _transcriptions(official: pl.DataFrame) -> Iterator[Finding]:
    cell = ["claimant_entity_id", "victim_side", "day", "category_code", "outcome"]
    single = (
        official.group_by("series_id", *cell)
        .agg(pl.len().alias("labels"), pl.col("cumulative").first(), pl.col("scheme_label").first())
        .filter(pl.col("labels") == 1)
    )
    for first, second in combinations(official["series_id"].unique().sort().to_list(), 2):
        left, right = (single.filter(pl.col("series_id") == one) for one in (first, second))
        differing = left.join(right, on=cell).filter(pl.col("cumulative") != pl.col("cumulative_right"))
        for row in differing.iter_rows(named=True):
            yield (
                "transcriptions_differ",
                first,
                f"{row['day']} {row['category_code']} {row['outcome']}, against {second}",
                row["day"],
                f"{first}: {row['scheme_label']} {row['cumulative']}; "
                f"{second}: {row['scheme_label_right']} {row['cumulative_right']}",
            )


def _falls(official: pl.DataFrame) -> Iterator[Finding]:
    for row in official.filter(pl.col("change").is_not_null()).iter_rows(named=True):
        change, correction, daily = row["change"], row["correction"], row["daily"]
        if change >= 0 and (daily is None or daily >= 0):
            continue
        if change < 0:
            explained = daily is not None and daily >= 0
            kind = "fall_uncorrected" if daily is None else "fall_explained" if explained else "fall_unexplained"
        else:
            kind = "correction_exceeds_change"
        known = "no corrections are loaded" if correction is None else f"corrections of the day {correction:+}"
        before = row["cumulative"] - change
        yield (
            kind,
            row["series_id"],
            f"{row['day']} {row['scheme_label']}",
            row["day"],
            f"{before} to {row['cumulative']} ({change:+}); {known}",
        )


def _coverage(official: pl.DataFrame) -> Iterator[Finding]:
    for (series,), totals in official.group_by("series_id", maintain_order=True):
        reported = totals["day"].unique().sort()
        start, end = reported[0], reported[-1]
        missing = (end - start).days + 1 - len(reported)
        if missing:
            yield "missing_days", str(series), f"{start} to {end}", None, f"{missing} days have no report"
        for (label,), column in totals.group_by("scheme_label", maintain_order=True):
            days = column["day"].sort()
            first, last = days[0], days[-1]
            if first != start:
                yield "column_begins_late", str(series), str(label), None, f"counted only from {first}"
            if last != end:
                yield "column_ends_early", str(series), str(label), None, f"counted only until {last}"


def _quarantine(rows: pl.DataFrame) -> Iterator[Finding]:
    groups = rows.group_by("series_id", "file_name", "reason_code", maintain_order=True)
    for (series, file, code), group in groups:
        detail = f"{len(group)} rows or cells: {group['reason'][0]}; first: {group['content'][0][:120]!r}"
        yield "rows_quarantined", str(series), f"{file}: {code}", None, detail


def _labels(frame: pl.DataFrame, column: str) -> Iterator[Finding]:
    patterns = {"line_break_in_label": r"[\r\n]", "escaped_character": r"<U\+[0-9A-F]{4}>"}
    for kind, pattern in patterns.items():
        hits = frame.filter(pl.col(column).str.contains(pattern))
        for (series, label), group in hits.group_by("series_id", column, maintain_order=True):
            yield kind, str(series), repr(label), None, f"{len(group)} rows"


def _numbers(items: pl.DataFrame) -> Iterator[Finding]:
    for (series, state), group in items.group_by("series_id", "outcome", maintain_order=True):
        hits = group.filter(pl.col("printed_number").is_not_null())
        if len(hits):
            detail = f"{len(hits)} of {len(group)} labels, for example {hits['label'][0]!r}; taken off"
            yield "number_in_label", str(series), str(state), None, detail


def _unclassed(items: pl.DataFrame) -> Iterator[Finding]:
    for (series, side), group in items.group_by("series_id", "victim_side", maintain_order=True):
        hits = group.filter(pl.col("category_basis") == "none")
        if len(hits):
            often = hits["model_text"].value_counts().sort("count", "model_text", descending=[True, False])
            names = ", ".join(often["model_text"].head(5))
            detail = f"{len(hits)} of {len(group)} items ({len(often)} models); most often: {names}"
            yield "model_without_category", str(series), str(side), None, detail


def _renamed(totals: pl.DataFrame) -> Iterator[Finding]:
    for key, rows in totals.group_by("series_id", "victim_side", "category_code", maintain_order=True):
        spans = rows.group_by("scheme_label").agg(first=pl.col("day").min(), last=pl.col("day").max()).sort("first")
        if len(spans) > 1:
            parts = [f"{label.strip()!r} {first} to {last}" for label, first, last in spans.iter_rows()]
            yield "label_replaced", str(key[0]), f"{key[1]} {key[2]}", None, "; ".join(parts)


def _counts(items: pl.DataFrame, totals: pl.DataFrame) -> Iterator[Finding]:
    """Classes of which the items are more or fewer than the last printed total."""
    key = ["series_id", "victim_side", "category_code"]
    last = totals.filter(pl.col("day") == pl.col("day").max().over(key))
    printed = last.group_by(key).agg(pl.col("cumulative").sum(), pl.col("day").max())
    recorded = items.group_by(key).agg(pl.len().alias("items"))
    joined = printed.join(recorded, on=key).filter(pl.col("items") != pl.col("cumulative")).sort(key)
    for row in joined.iter_rows(named=True):
        subject = f"{row['victim_side']} {row['category_code']}"
        detail = f"{row['items']} items recorded, {row['cumulative']} in the total of {row['day']}"
        yield "items_differ_from_totals", row["series_id"], subject, None, detail


def _dates(estimates: pl.DataFrame, official: pl.DataFrame) -> Iterator[Finding]:
    """Estimates dated after the page they are taken from, or printed in another day's official report.

    Round figures are not looked up in the reports: they meet one by chance.
    """
    totals = official.filter(pl.col("outcome") == "casualties")
    printed: dict[tuple[str, int], list[date]] = {}
    for side, total, day in totals.select("victim_side", "cumulative", "day").sort("day").iter_rows():
        printed.setdefault((side, total), []).append(day)
    for row in estimates.iter_rows(named=True):
        reasons = []
        linked = _day_in_link(row["source_url"] or "")
        if linked and row["day"] > linked + timedelta(days=1):
            reasons.append(f"the link is of {linked}")
        figure = row["count_best"] or 0
        days = printed.get((row["victim_side"], figure), []) if figure % 1000 else []
        if days and all(abs((row["day"] - day).days) > 1 for day in days):
            of_link = " and the link is too" if linked in days else ""
            reasons.append(f"the official series prints this figure on {days[0]}{of_link}")
        if reasons:
            figures = [str(n) for n in (row["count_low"], row["count_best"], row["count_high"]) if n is not None]
            subject = f"row {row['row_no']}: {row['claimant_text']}, {row['outcome']} {' to '.join(figures)}"
            detail = f"dated {row['day']}, but {' and '.join(reasons)}"
            yield "date_implausible", row["series_id"], subject, row["day"], detail


def _day_in_link(url: str) -> date | None:
    found = re.search(r"/(20\d\d)/(\d\d)/(\d\d)(?:/|$)", url)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
