"""Estimates of soldiers lost, each with who made it."""

from __future__ import annotations

import re
from datetime import date

from pipelines.series.collect import Collector, Crosswalk, SourceFile, whole_number

RELAY = re.compile(r"\s*\((?:[a-z ]*)\bvia (?P<relay>[^)]+)\)\s*$")
COUNTS = ("estimate_low", "estimate", "estimate_high")


def economist(files: dict[str, SourceFile], _: Crosswalk, out: Collector) -> None:
    """File ``estimates``: CSV, a row an estimate, days written 31/12/2024."""
    file = files["estimates"]
    series = file.series
    rows = file.csv_rows({"date", "type", "source", "source_url", "country", *COUNTS})
    for row_no, row in enumerate(rows, start=1):
        day, side, outcome = (
            british_day(row["date"]),
            series.victim(row["country"]),
            series.outcome(row["type"]),
        )
        counts = [whole_number(row[name]) for name in COUNTS]
        if day is None:
            out.reject(file, (row_no, "date"), "bad_date", "not a day written DD/MM/YYYY", row["date"])
        elif side is None or outcome is None:
            reason = "add the country to victims, or the type to outcomes, in series.toml"
            out.reject(file, (row_no, "country"), "unknown_word", reason, f"{row['country']} {row['type']}")
        elif any(row[name].strip() and count is None for name, count in zip(COUNTS, counts, strict=True)):
            out.reject(file, (row_no, "estimate"), "bad_number", "not a whole number", row)
        elif not any(count is not None for count in counts):
            out.reject(file, (row_no, "estimate"), "no_number", "the row has no figure", row)
        else:
            relay = RELAY.search(row["source"])
            claimant = (row["source"][: relay.start()] if relay else row["source"]).strip()
            out.add(
                "series.personnel_estimates",
                snapshot_id=file.snapshot_id,
                row_no=row_no,
                series_id=series.id,
                day=day,
                victim_side=side,
                category_code="PERS_MIL",
                outcome=outcome,
                count_low=counts[0],
                count_best=counts[1],
                count_high=counts[2],
                claimant_text=claimant,
                claimant_entity_id=series.claimants.get(claimant),
                relay_text=relay["relay"].strip() if relay else None,
                source_url=row["source_url"].strip() or None,
            )


def british_day(text: str) -> date | None:
    """A day written 6/2/2024 or 06/02/2024, else None."""
    if not (found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())):
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
