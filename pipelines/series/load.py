"""Reads every series whose files are there into the frames of ``schemas/series.py``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.schemas.series import TABLES
from pipelines.series import confirmed, official, personnel
from pipelines.series.collect import Collector, Crosswalk, SourceFile
from pipelines.series.findings import series_findings
from pipelines.series.sources import Series, SeriesError

Reader = Callable[[dict[str, SourceFile], Crosswalk, Collector], None]

READERS: dict[str, Reader] = {
    "petroivaniuk": official.petroivaniuk,
    "orc_losses": official.orc_losses,
    "oryx_items": confirmed.oryx_items,
    "oryx_models": confirmed.oryx_models,
    "economist": personnel.economist,
}
# Files a series can do without; it is left out if any other is missing.
OPTIONAL = {"corrections", "personnel", "captured", "damaged", "abandoned", "daily"}


def read_files(sources: Sequence[Series], folder: Path) -> list[SourceFile]:
    """The files of all declared series that lie in a folder."""
    return [
        SourceFile(series, name, (folder / name).read_bytes())
        for series in sources
        for name in series.files.values()
        if (folder / name).is_file()
    ]


def load_series(
    files: Sequence[SourceFile],
    crosswalk: pl.DataFrame,
    models: pl.DataFrame,
    loaded_at: datetime | dict[str, datetime],
) -> dict[str, pl.DataFrame]:
    """All tables of ``schemas/series.py`` by their full name; empty frames where no file is present.

    Args:
        files: what ``read_files`` found.
        crosswalk: ref.category_crosswalk.
        models: ref.equipment_models (canonical_name, category_code, aliases separated by semicolons).
        loaded_at: when this was; or when each snapshot_id was first loaded.

    Raises:
        SeriesError: an unknown reader, or a file that is not in the form its reader knows.
    """
    labels, out = Crosswalk.from_frame(crosswalk), Collector()
    by_series: dict[str, list[SourceFile]] = {}
    for file in files:
        by_series.setdefault(file.series.id, []).append(file)
    for present in by_series.values():
        series = present[0].series
        if series.reader not in READERS:
            known = ", ".join(READERS)
            raise SeriesError(f"series.toml: {series.id} has reader {series.reader!r}; known are {known}")
        roles = {role: file for role, name in series.files.items() for file in present if file.name == name}
        if set(series.files) - OPTIONAL <= set(roles):
            READERS[series.reader](roles, labels, out)
            for file in roles.values():
                when = loaded_at if isinstance(loaded_at, datetime) else loaded_at[file.snapshot_id]
                _snapshot(file, when, out)
    frames = {t.full_name: out.frame(t.full_name) for t in TABLES}
    frames["series.confirmed_items"] = confirmed.with_categories(
        frames["series.confirmed_items"], frames["series.model_totals"], models
    )
    frames["series.snapshots"] = _with_days(frames)
    frames["series.findings"] = series_findings(frames)
    return frames


def _snapshot(file: SourceFile, loaded_at: datetime, out: Collector) -> None:
    rows = file.json_rows(set()) if file.name.endswith(".json") else file.csv_rows(set())
    out.add(
        "series.snapshots",
        snapshot_id=file.snapshot_id,
        series_id=file.series.id,
        title=file.series.title,
        file_name=file.name,
        sha256=file.sha256,
        rows=len(rows),
        licence=file.series.licence,
        home=file.series.home,
        loaded_at=loaded_at,
    )


def _with_days(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """series.snapshots with the first and last day that rows of each file carry."""
    columns = {
        "series.official_daily_totals": "day",
        "series.confirmed_items": "day_recorded",
        "series.confirmed_totals": "day",
        "series.personnel_estimates": "day",
    }
    days = pl.concat([frames[name].select("snapshot_id", day=column) for name, column in columns.items()])
    spans = days.group_by("snapshot_id").agg(first_day=pl.col("day").min(), last_day=pl.col("day").max())
    snapshots = frames["series.snapshots"]
    joined = snapshots.drop("first_day", "last_day").join(spans, on="snapshot_id", how="left", maintain_order="left")
    return joined.select(snapshots.columns)
