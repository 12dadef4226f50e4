"""What the readers share: the file at hand, the category crosswalk, and a place to put rows and rejects."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from pipelines.schemas.series import TABLES
from pipelines.schemas.table import polars_schema
from pipelines.series.sources import Series, SeriesError

SCHEMAS = {t.full_name: polars_schema(t) for t in TABLES}


@dataclass(frozen=True)
class SourceFile:
    """The bytes of one file of a series."""

    series: Series
    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def snapshot_id(self) -> str:
        """Hash of series, file name and bytes."""
        return hashlib.sha256(f"{self.series.id}\n{self.name}\n{self.sha256}".encode()).hexdigest()[:32]

    def json_rows(self, required: set[str]) -> list[dict[str, Any]]:
        """The objects of a JSON list.

        Raises:
            SeriesError: it is no list of objects, or one lacks a required key.
        """
        try:
            rows = json.loads(self.data)
        except ValueError as error:
            raise SeriesError(f"{self.name} is not JSON ({error}); get a fresh copy") from error
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise SeriesError(f"{self.name}: expected a list of objects, as {self.series.home} has it")
        for number, row in enumerate(rows, start=1):
            self._require(required, set(row), f"row {number}")
        return rows

    def csv_rows(self, required: set[str]) -> list[dict[str, str]]:
        """The rows of a CSV file with a header, all values as text.

        Raises:
            SeriesError: it is not UTF-8, a column is missing, or a row is longer or shorter than the header.
        """
        try:
            # newline="" keeps a line break inside a quoted value as it stands
            reader = csv.DictReader(io.StringIO(self.data.decode("utf-8-sig"), newline=""))
            rows = list(reader)
        except (UnicodeDecodeError, csv.Error) as error:
            raise SeriesError(f"{self.name} cannot be read as CSV ({error}); get a fresh copy") from error
        self._require(required, set(reader.fieldnames or ()), "the header")
        for number, row in enumerate(rows, start=1):
            if None in row or None in row.values():
                raise SeriesError(f"{self.name}: row {number} has more or fewer values than the header")
        return rows

    def _require(self, required: set[str], present: set[str], place: str) -> None:
        if missing := sorted(required - present):
            raise SeriesError(
                f"{self.name}: {place} lacks {', '.join(missing)}; the format of {self.series.home} has changed"
            )


@dataclass(frozen=True)
class Crosswalk:
    """Category labels of other schemes, see ref.category_crosswalk."""

    codes: dict[tuple[str, str], tuple[str, str]]

    @classmethod
    def from_frame(cls, crosswalk: pl.DataFrame) -> Crosswalk:
        """From the columns scheme, scheme_label, category_code, match_type."""
        columns = crosswalk.select("scheme", "scheme_label", "category_code", "match_type")
        return cls({(scheme, label): (code, match) for scheme, label, code, match in columns.iter_rows()})

    def get(self, scheme: str, label: str) -> tuple[str, str] | None:
        """Our category code and the SKOS match type, None for an unknown label. Blanks around do not count."""
        return self.codes.get((scheme, " ".join(label.split())))


@dataclass
class Collector:
    """Rows by table, as the readers find them."""

    rows: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, **values: Any) -> None:
        """Add a row to ``layer.table``."""
        self.rows[name].append(values)

    def reject(self, file: SourceFile, at: tuple[int, str], code: str, reason: str, content: object) -> None:
        """Put a row or cell into quarantine; ``at`` is its row number and column."""
        self.add(
            "quarantine.series_rows",
            snapshot_id=file.snapshot_id,
            row_no=at[0],
            field=at[1],
            series_id=file.series.id,
            file_name=file.name,
            reason_code=code,
            reason=reason,
            content=str(content),
        )

    def frame(self, name: str) -> pl.DataFrame:
        """The rows of a table with the declared columns and types."""
        return pl.DataFrame(self.rows[name], schema=SCHEMAS[name], orient="row")


def iso_day(value: object) -> date | None:
    """A day written 2024-02-06, else None."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def whole_number(value: object) -> int | None:
    """A whole number that is not negative, with or without thousands separators, else None."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", text):
        return None
    return int(text.replace(",", ""))
