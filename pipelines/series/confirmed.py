"""Visually confirmed items: a row a picture, running totals a class, and a list of models with their class."""

from __future__ import annotations

import re

import polars as pl

from pipelines.series.collect import Collector, Crosswalk, SourceFile, iso_day, whole_number

STATES = ("destroyed", "damaged", "abandoned", "captured")
TOTAL_LABEL = "All Types"


def oryx_models(files: dict[str, SourceFile], crosswalk: Crosswalk, out: Collector) -> None:
    """File ``models``: a JSON list of model, class, maker's country and number lost."""
    file = files["models"]
    series = file.series
    for row_no, row in enumerate(file.json_rows({"model", "equipment_oryx", "losses_total"}), start=1):
        label, total = str(row["equipment_oryx"]), whole_number(row["losses_total"])
        category = crosswalk.get(series.scheme, label)
        if category is None:
            _reject_label(file, row_no, "equipment_oryx", label, out)
        elif total is None:
            out.reject(file, (row_no, "losses_total"), "bad_number", "not a whole number", row["losses_total"])
        else:
            out.add(
                "series.model_totals",
                snapshot_id=file.snapshot_id,
                row_no=row_no,
                series_id=series.id,
                model_text=str(row["model"]),
                scheme_label=label,
                category_code=category[0],
                match_type=category[1],
                origin=row.get("manufacturer"),
                victim_side=series.victim("*"),
                cumulative=total,
            )


def oryx_items(files: dict[str, SourceFile], crosswalk: Crosswalk, out: Collector) -> None:
    """Files ``destroyed``, ``damaged``, ``abandoned``, ``captured`` (a row an item) and ``daily`` (totals).

    The items get their class afterwards, in ``with_categories``.
    """
    for state in STATES:
        if state in files:
            _items(files[state], out)
    if "daily" in files:
        _daily(files["daily"], crosswalk, out)


def _items(file: SourceFile, out: Collector) -> None:
    series = file.series
    rows = file.csv_rows({"country", "origin", "system", "status", "url", "date_recorded"})
    printed = {row["system"] for row in rows}
    for row_no, row in enumerate(rows, start=1):
        day, side, outcome = (
            iso_day(row["date_recorded"]),
            series.victim(row["country"]),
            series.outcome(row["status"]),
        )
        if day is None:
            out.reject(file, (row_no, "date_recorded"), "bad_date", "not YYYY-MM-DD", row["date_recorded"])
        elif side is None:
            reason = "add the country to victims in series.toml"
            out.reject(file, (row_no, "country"), "unknown_side", reason, row["country"])
        elif outcome is None:
            reason = "add the state to outcomes in series.toml"
            out.reject(file, (row_no, "status"), "unknown_state", reason, row["status"])
        elif not row["system"].strip():
            out.reject(file, (row_no, "system"), "no_model", "the model's name is empty", row["url"])
        else:
            number, model = split_number(row["system"], printed)
            out.add(
                "series.confirmed_items",
                snapshot_id=file.snapshot_id,
                row_no=row_no,
                series_id=series.id,
                day_recorded=day,
                victim_side=side,
                outcome=outcome,
                label=row["system"],
                model_text=model,
                printed_number=number,
                origin=row["origin"] or None,
                category_code=None,
                category_basis="none",
                source_url=row["url"] or None,
            )


def split_number(label: str, printed: set[str]) -> tuple[int | None, str]:
    """The number that stands before a model's name, if one does, and the model.

    "10 155mm Caesar 6x6" is a 155mm Caesar 6x6. Without a blank ("127T-64BV") digits are taken off only if what
    follows is itself a printed label, since most of them belong to the name (152mm, 2S19, 9K310).
    """
    text = re.sub(r"<U\+([0-9A-F]{4})>", lambda found: chr(int(found[1], 16)), " ".join(label.split()))
    if found := re.match(r"([1-9]\d{0,3}) +(?=\S)", text) or re.match(r"([1-9]\d{0,3})(?=\D)", text):
        rest = text[found.end() :]
        if found[0].endswith(" ") or rest in printed:
            return int(found[1]), rest
    return None, text


def _daily(file: SourceFile, crosswalk: Crosswalk, out: Collector) -> None:
    series = file.series
    rows = file.csv_rows({"country", "equipment_type", "date_recorded", "type_total", *STATES})
    for row_no, row in enumerate(rows, start=1):
        label, day, side = row["equipment_type"], iso_day(row["date_recorded"]), series.victim(row["country"])
        counts = {state: whole_number(row[state]) for state in STATES}
        category = crosswalk.get(series.scheme, label)
        if category is None:
            _reject_label(file, row_no, "equipment_type", label, out)
        elif day is None:
            out.reject(file, (row_no, "date_recorded"), "bad_date", "not YYYY-MM-DD", row["date_recorded"])
        elif side is None:
            reason = "add the country to victims in series.toml"
            out.reject(file, (row_no, "country"), "unknown_side", reason, row["country"])
        elif None in counts.values():
            out.reject(file, (row_no, "type_total"), "bad_number", "a state has no whole number", row)
        elif whole_number(row["type_total"]) != sum(count or 0 for count in counts.values()):
            reason = "destroyed, damaged, abandoned and captured do not add up to the total"
            out.reject(file, (row_no, "type_total"), "parts_differ_from_total", reason, row)
        else:
            for state, count in counts.items():
                out.add(
                    "series.confirmed_totals",
                    series_id=series.id,
                    snapshot_id=file.snapshot_id,
                    day=day,
                    victim_side=side,
                    scheme=series.scheme,
                    scheme_label=label,
                    category_code=category[0],
                    match_type=category[1],
                    outcome=series.outcome(state),
                    cumulative=count,
                )


def _reject_label(file: SourceFile, row_no: int, column: str, label: str, out: Collector) -> None:
    if label == TOTAL_LABEL:
        code, reason = "total_row", "a total over all classes: adding it to them would count each item twice"
    elif re.search(r" - \d+, of which", label):
        code, reason = "sentence_as_category", "a sentence of the page stands where a class should"
    else:
        code = "unknown_category"
        reason = f"add the label to reference/category_crosswalk.csv under {file.series.scheme}"
    out.reject(file, (row_no, column), code, reason, label)


def with_categories(items: pl.DataFrame, lists: pl.DataFrame, models: pl.DataFrame) -> pl.DataFrame:
    """Give confirmed items the class of their model: from the model lists, else from ref.equipment_models.

    A name counts only as a whole (but for a calibre before it, "155mm Caesar"), letter case aside, and only
    if all entries with that name agree on the class. Anything looser would class a Grad's loader as a Grad.
    """
    listed = lists.select(name=_name("model_text"), listed="category_code")
    known = models.select(
        name=pl.concat_list("canonical_name", pl.col("aliases").fill_null("").str.split(";")),
        known="category_code",
    )
    known = known.explode("name", empty_as_null=False).with_columns(name=_name("name")).filter(pl.col("name") != "")
    return (
        items.with_columns(name=_name("model_text"))
        .join(_unambiguous(listed, "listed"), on="name", how="left", maintain_order="left")
        .join(_unambiguous(known, "known"), on="name", how="left", maintain_order="left")
        .with_columns(
            category_code=pl.coalesce("listed", "known"),
            category_basis=pl.when(pl.col("listed").is_not_null())
            .then(pl.lit("model_list"))
            .when(pl.col("known").is_not_null())
            .then(pl.lit("reference"))
            .otherwise(pl.lit("none")),
        )
        .select(items.columns)
    )


def _name(column: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.replace(r"^\d+mm ", "").str.replace_all(r"['\"‘’“”]", "")


def _unambiguous(names: pl.DataFrame, code: str) -> pl.DataFrame:
    return names.group_by("name").agg(pl.col(code).unique()).filter(pl.col(code).list.len() == 1).explode(code)
