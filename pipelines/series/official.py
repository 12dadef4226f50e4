"""Official daily totals: two transcriptions of the same reports of Ukraine's General Staff.

Both print running totals. What a day added is the change less the corrections that the source made that day;
a correction is known only where the series has a file of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipelines.series.collect import Collector, Crosswalk, SourceFile, iso_day, whole_number

# Keys that describe the report instead of counting something.
PETRO_NOTES = {"date", "day", "personnel*", "greatest losses direction"}
ORC_NOTES = {"date", "sourceUri"}
PETRO_QUALIFIERS = {"about": "about", "more": "more_than", "": "exact"}


def petroivaniuk(files: dict[str, SourceFile], crosswalk: Crosswalk, out: Collector) -> None:
    """Files ``equipment``, ``personnel`` and, optional, ``corrections``: JSON lists of a row a day."""
    corrections: dict[tuple[date, str], tuple[int, int]] | None = None
    if file := files.get("corrections"):
        corrections = {}
        for row_no, row in enumerate(file.json_rows({"date"}), start=1):
            day = iso_day(row["date"])
            for label, value in row.items():
                if label in PETRO_NOTES or value == 0:
                    continue
                if day is None or not isinstance(value, int):
                    out.reject(file, (row_no, label), "bad_correction", "no day or no whole number", row)
                else:
                    corrections[day, label] = (row_no, value)
    for role in ("equipment", "personnel"):
        if role in files:
            _totals(files[role], PETRO_NOTES, crosswalk, corrections, out)
    if file:
        known = {(row["day"], row["scheme_label"]) for row in out.rows["series.official_daily_totals"]}
        for (day, label), (row_no, value) in (corrections or {}).items():
            if (day, label) not in known:
                reason = "a correction on a day, or for a category, that has no total"
                out.reject(file, (row_no, label), "correction_without_total", reason, f"{day} {label} {value}")


def orc_losses(files: dict[str, SourceFile], crosswalk: Crosswalk, out: Collector) -> None:
    """File ``totals``: a JSON list of a row a day, newest first, with a link to the report."""
    _totals(files["totals"], ORC_NOTES, crosswalk, None, out)


def _totals(
    file: SourceFile,
    notes: set[str],
    crosswalk: Crosswalk,
    corrections: dict[tuple[date, str], tuple[int, int]] | None,
    out: Collector,
) -> None:
    series = file.series
    cells: dict[str, dict[date, dict[str, Any]]] = {}
    for row_no, row in enumerate(file.json_rows({"date"}), start=1):
        day = iso_day(row["date"])
        if day is None:
            out.reject(file, (row_no, "date"), "bad_date", "not a day written YYYY-MM-DD", row["date"])
            continue
        for label, value in row.items():
            if label in notes or value is None:
                continue
            category = crosswalk.get(series.scheme, label)
            total = whole_number(value)
            if category is None:
                reason = f"add the label to reference/category_crosswalk.csv under {series.scheme}"
                out.reject(file, (row_no, label), "unknown_category", reason, value)
            elif total is None:
                out.reject(file, (row_no, label), "bad_number", "not a whole number of 0 or more", value)
            elif day in cells.setdefault(label, {}):
                out.reject(file, (row_no, label), "day_twice", "the file has this day before", value)
            else:
                cells[label][day] = {
                    "series_id": series.id,
                    "snapshot_id": file.snapshot_id,
                    "day": day,
                    "scheme": series.scheme,
                    "scheme_label": label,
                    "category_code": category[0],
                    "match_type": category[1],
                    "outcome": series.outcome(label),
                    "victim_side": series.victim("*"),
                    "claimant_entity_id": series.claimant,
                    "cumulative": total,
                    "count_qualifier": PETRO_QUALIFIERS.get(str(row.get(f"{label}*", "")), "about"),
                    "source_url": row.get("sourceUri"),
                }
    for label, days in cells.items():
        for day in sorted(days):
            before = days.get(day - timedelta(days=1))
            change = days[day]["cumulative"] - before["cumulative"] if before else None
            correction = None if corrections is None else corrections.get((day, label), (0, 0))[1]
            daily = None if change is None or correction is None else change - correction
            out.add(
                "series.official_daily_totals",
                **days[day],
                change=change,
                correction=correction,
                daily=daily,
            )
