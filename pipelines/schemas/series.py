"""Tables of external series: figures that others collected, laid beside the claims and never mixed in."""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table

# How an item of a model list got its category.
CATEGORY_BASES = ["model_list", "reference", "none"]

# Defects and peculiarities of a series that a reader of its figures must know.
FINDING_KINDS = [
    "transcriptions_differ",  # two transcriptions of one report print different figures
    "fall_explained",  # a cumulative total falls, and a published correction accounts for it
    "fall_unexplained",  # a cumulative total falls, and no published correction accounts for it
    "fall_uncorrected",  # a cumulative total falls in a transcription that comes without corrections
    "correction_exceeds_change",  # a correction larger than the day's change although the total did not fall
    "column_begins_late",  # a category is counted only from some day on
    "column_ends_early",  # a category is counted only until some day
    "label_replaced",  # a class goes on under another label: take the newest, never add them
    "missing_days",  # days without a report between the first and the last
    "rows_quarantined",  # rows or cells that could not be used, by reason
    "line_break_in_label",  # a label holds a line break; read without it
    "escaped_character",  # a label holds an escape such as <U+041C> instead of the letter
    "number_in_label",  # a count of the list stands before the model's name
    "model_without_category",  # items whose model no list gives a class
    "items_differ_from_totals",  # the rows of a class are more or fewer than the series' own total
    "date_implausible",  # the link or another series says another date
]


class Snapshots(dy.Schema):
    """One file of a series, as loaded."""

    snapshot_id = c.id32("Hash of series, file name and bytes.", primary_key=True)
    series_id = c.text("Series in seeds/series.toml.")
    title = c.text("What the series is.")
    file_name = c.text("Name of the file in the series folder.")
    sha256 = c.sha256("Hash of the bytes.")
    rows = c.whole("Data rows of the file.", "rows")
    first_day = c.day("First day the file covers.", nullable=True)
    last_day = c.day("Last day the file covers.", nullable=True)
    licence = c.text("Licence of the data.")
    home = c.text("Where the data lives.")
    loaded_at = c.instant("When this copy was first loaded.")


class OfficialDailyTotals(dy.Schema):
    """One printed cell of an official running total."""

    series_id = c.text("Series: the same report may be transcribed by two.", primary_key=True)
    snapshot_id = c.id32("The file it was read from.")
    day = c.day("Day of the report.", primary_key=True)
    scheme = c.text("Category scheme, see ref.category_crosswalk.")
    scheme_label = c.text("Category as the series names it.", primary_key=True)
    category_code = c.text("Our category, see ref.loss_categories.")
    match_type = c.one_of(enums.MATCH_TYPES, "How the label relates to our category (SKOS).")
    outcome = c.one_of(enums.OUTCOMES, "What the report says happened.")
    victim_side = c.text("Side that is said to have lost them.")
    claimant_entity_id = c.text("Who says so, see ref.entities.")
    cumulative = c.whole("Printed running total since the war began.", "items")
    count_qualifier = c.one_of(enums.COUNT_QUALIFIERS, "How the transcription bounds the total.")
    change = dy.Int64(
        nullable=True,
        description="This total less that of the day before; NULL if the day before has none.",
        metadata={"unit": "items"},
    )
    correction = dy.Int64(
        nullable=True,
        description="What the source says was corrected that day; NULL if no corrections are loaded.",
        metadata={"unit": "items"},
    )
    daily = dy.Int64(
        nullable=True,
        description="Loss claimed for the day: change less correction; NULL if either is unknown.",
        metadata={"unit": "items"},
    )
    source_url = c.text("The report, where the transcription links it.", nullable=True)


class ConfirmedItems(dy.Schema):
    """A recording of a picture-confirmed item."""

    snapshot_id = c.id32("The file it was read from.", primary_key=True)
    row_no = dy.Int32(primary_key=True, min=1, description="Data row in the file, from 1.")
    series_id = c.text("Series in seeds/series.toml.")
    day_recorded = c.day("Day it was recorded, which is not the day of the loss.")
    victim_side = c.text("Side that lost it.")
    outcome = c.one_of(enums.OUTCOMES, "State it was seen in.")
    label = c.text("Model as the series prints it.")
    model_text = c.text("Model without that number and with escapes read.")
    printed_number = dy.Int32(
        nullable=True,
        min=1,
        description="Number that the series glued to the model's name: a count of its list, no number of the item.",
    )
    origin = c.text("Country the model comes from, as printed: no owner.", nullable=True)
    category_code = c.text("Class of the model, see ref.loss_categories; NULL: no list has it.", nullable=True)
    category_basis = c.one_of(CATEGORY_BASES, "Which list gave the class.")
    source_url = c.text("The picture.", nullable=True)


class ConfirmedTotals(dy.Schema):
    """One picture-confirmed running total."""

    series_id = c.text("Series in seeds/series.toml.", primary_key=True)
    snapshot_id = c.id32("The file it was read from.")
    day = c.day("Day of recording. Days without a change have no row: take the last before.", primary_key=True)
    victim_side = c.text("Side that lost them.", primary_key=True)
    scheme = c.text("Category scheme, see ref.category_crosswalk.")
    scheme_label = c.text("Category as the series names it.", primary_key=True)
    category_code = c.text("Our category, see ref.loss_categories.")
    match_type = c.one_of(enums.MATCH_TYPES, "How the label relates to our category (SKOS).")
    outcome = c.one_of(enums.OUTCOMES, "State they were seen in.", primary_key=True)
    cumulative = c.whole("Items seen in this state up to the day.", "items")


class ModelTotals(dy.Schema):
    """A model of a list with its class."""

    snapshot_id = c.id32("The file it was read from.", primary_key=True)
    row_no = dy.Int32(primary_key=True, min=1, description="Data row in the file, from 1.")
    series_id = c.text("Series in seeds/series.toml.")
    model_text = c.text("Model as printed.")
    scheme_label = c.text("Class as the series names it.")
    category_code = c.text("Our category, see ref.loss_categories.")
    match_type = c.one_of(enums.MATCH_TYPES, "How the label relates to our category (SKOS).")
    origin = c.text("Maker's country, as printed: no owner.", nullable=True)
    victim_side = c.text("Side that lost them.")
    cumulative = c.whole("Items of the model seen lost, in whatever state.", "items")


class PersonnelEstimates(dy.Schema):
    """What somebody estimates that a side lost in soldiers since the war began."""

    snapshot_id = c.id32("The file it was read from.", primary_key=True)
    row_no = dy.Int32(primary_key=True, min=1, description="Data row in the file, from 1.")
    series_id = c.text("Series in seeds/series.toml.")
    day = c.day("Day the estimate is for, as the series dates it.")
    victim_side = c.text("Side that lost them.")
    category_code = c.text("Always military personnel.")
    outcome = c.one_of(enums.OUTCOMES, "killed, or casualties: killed and wounded.")
    count_low = c.whole("Lower bound.", "persons", nullable=True)
    count_best = c.whole("Single figure.", "persons", nullable=True)
    count_high = c.whole("Upper bound.", "persons", nullable=True)
    claimant_text = c.text("Who estimates, as printed, without the relay.")
    claimant_entity_id = c.text("See ref.entities; NULL: no entity.", nullable=True)
    relay_text = c.text("Through whom it became known.", nullable=True)
    source_url = c.text("Link or note of the series.", nullable=True)


class Findings(dy.Schema):
    """A defect or peculiarity of a series."""

    kind = c.one_of(FINDING_KINDS, "What is odd.", primary_key=True)
    series_id = c.text("Series it was found in.", primary_key=True)
    subject = c.text("The cell, column or file it concerns.", primary_key=True)
    day = c.day("The day it concerns, if one.", nullable=True)
    detail = c.text("What was found, with the figures.")


class SeriesRows(dy.Schema):
    """A row or cell that could not be used."""

    snapshot_id = c.id32("The file it stands in.", primary_key=True)
    row_no = dy.Int32(primary_key=True, min=1, description="Data row in the file, from 1.")
    field = c.text("Column it concerns.", primary_key=True)
    series_id = c.text("Series in seeds/series.toml.")
    file_name = c.text("Name of the file.")
    reason_code = c.text("Short code: unknown_category, total_row, bad_number, bad_date, ...")
    reason = c.text("What is wrong and what to do about it, in a sentence.")
    content = c.text("What stands there.")


SNAPSHOT = {"snapshot_id": "series.snapshots"}
TABLES = [
    Table("series", "snapshots", Snapshots, "Files of external series, as loaded.", "one file of a series"),
    Table(
        "series",
        "official_daily_totals",
        OfficialDailyTotals,
        "Official running totals as transcribed. Compare them with claims, never add them to claims; never "
        "add two days, two series, or labels with different categories.",
        "one cell of one day's report in one transcription",
        references=SNAPSHOT,
    ),
    Table(
        "series",
        "confirmed_items",
        ConfirmedItems,
        "Items confirmed by pictures, as recorded. A row is a recording: an item can be there again with another "
        "picture or state, and many models have no class. For counts take series.confirmed_totals.",
        "one recording of an item",
        references=SNAPSHOT,
    ),
    Table(
        "series",
        "confirmed_totals",
        ConfirmedTotals,
        "Running totals of confirmed items: a lower bound, since not every loss is pictured. Add only states, "
        "within one day and label: days are running totals, and a class may have been renamed.",
        "one state of one label on one day",
        references=SNAPSHOT,
    ),
    Table(
        "series",
        "model_totals",
        ModelTotals,
        "Models with their class and number of items seen lost.",
        "one model of a list",
        references=SNAPSHOT,
    ),
    Table(
        "series",
        "personnel_estimates",
        PersonnelEstimates,
        "Estimates of soldiers lost since the war began, by who made them. Never add two of them.",
        "one estimate",
        references=SNAPSHOT,
    ),
    Table(
        "series",
        "findings",
        Findings,
        "Defects of the series themselves, reported and not smoothed over.",
        "one finding",
    ),
    Table(
        "quarantine",
        "series_rows",
        SeriesRows,
        "Rows and cells of series that could not be used, with the reason.",
        "one row or cell",
        references=SNAPSHOT,
    ),
]
