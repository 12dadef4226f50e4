"""The kind of a change is the weightiest that applies; what surrounds the story does not count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipelines.documents.versions import Notices, VersionText, version_changes
from pipelines.schemas.versions import VersionChanges
from pipelines.settings import PROJECT

HEADLINE = "Twelve soldiers killed near the river"
FIRST = "The ministry said that 12 soldiers were killed and two tanks destroyed near the river on Monday."
SECOND = "Local officials did not comment on the report, and its details could not be checked by reporters."
BASE = (HEADLINE, FIRST, SECOND)


@pytest.fixture(scope="module")
def notices() -> Notices:
    return Notices.load(PROJECT / "seeds")


def story(headline: str, *paragraphs: str) -> VersionText:
    return VersionText(headline, paragraphs)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        ((HEADLINE, FIRST.replace("ministry", "minstry"), SECOND), "trivial"),
        ((HEADLINE, FIRST.replace("Monday.", "Monday,"), SECOND), "trivial"),
        ((HEADLINE.upper(), FIRST, SECOND), "trivial"),
        ((HEADLINE, FIRST.replace(" near", "  near"), SECOND), "trivial"),
        ((HEADLINE, FIRST.replace("the river", "the the river"), SECOND), "body"),
        ((HEADLINE, SECOND, FIRST), "trivial"),
        (("Ministry admits losses near the river", FIRST, SECOND), "headline"),
        ((HEADLINE, FIRST, SECOND, "Residents of the village left their homes at night."), "body"),
        ((HEADLINE, FIRST, SECOND, "In a second attack 3 tanks were lost, an official said later."), "body"),
        ((HEADLINE, FIRST), "body"),
        ((HEADLINE, FIRST.replace("were killed", "were not killed"), SECOND), "body"),
        (("Heavy losses near the river", FIRST, SECOND + " One witness disagreed."), "body"),
        ((HEADLINE, FIRST.replace("12", "15"), SECOND), "figures"),
        ((HEADLINE, FIRST.replace("two tanks", "three tanks"), SECOND), "figures"),
        ((HEADLINE, FIRST.replace("12", "1,200"), SECOND), "figures"),
        ((HEADLINE.replace("Twelve", "Fifteen"), FIRST, SECOND), "figures"),
        ((HEADLINE, FIRST.replace("12", "at least 15"), SECOND, "More was said later in the day."), "figures"),
        ((HEADLINE, FIRST.replace("12", "12.0"), SECOND), "figures"),
        (
            (HEADLINE, FIRST.replace("12", "15"), SECOND, "Correction: an earlier version gave a wrong number."),
            "correction",
        ),
        ((HEADLINE, FIRST, SECOND, "This article was amended on 3 March to correct a name."), "correction"),
        (("CORRECTED: " + HEADLINE, FIRST, SECOND), "headline"),
        (("Retraction", "This article has been withdrawn because its source proved unreliable."), "retraction"),
        ((HEADLINE, "Editor's note: This story has been retracted.", FIRST, SECOND), "retraction"),
    ],
)
def test_change_kind(notices: Notices, after: tuple[str, ...], kind: str) -> None:
    assert notices.change_kind(story(*BASE), story(*after)) == kind


def test_a_doubled_word_that_goes_is_trivial(notices: Notices) -> None:
    before = story(HEADLINE, FIRST.replace("the river", "the the river"), SECOND)
    assert notices.change_kind(before, story(*BASE)) == "trivial"


@pytest.mark.parametrize(
    "text",
    [
        "The army retracted its forces from the village.",
        "The ministry withdrew the report on losses.",
        "The article of the treaty was removed from the draft.",
        "Corrections officers were killed in the riot.",
        "The 47th Brigade has been withdrawn from the line.",
        "Withdrawn units were sent to the rear.",
    ],
)
def test_news_about_withdrawals_is_no_notice(notices: Notices, text: str) -> None:
    assert notices.change_kind(story(*BASE), story(*BASE, text)) == "body"


def test_a_notice_that_stood_there_before_is_no_new_correction(notices: Notices) -> None:
    note = "Correction: an earlier version of this story gave a wrong name."
    assert notices.change_kind(story(*BASE, note), story(*BASE[:2], note)) == "body"


def test_rows_of_version_changes(notices: Notices) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    texts = [("a1", "d1", FIRST), ("a2", "d1", FIRST.replace("12", "15")), ("b1", "d2", None)]
    articles = pl.DataFrame(
        [
            {
                "version_id": version * 16,
                "document_id": document * 16,
                "fetched_at": at + timedelta(hours=number),
                "headline": HEADLINE,
                "text": text and f"{HEADLINE}\n\n{text}\n\nRead more: {number} other stories",
            }
            for number, (version, document, text) in enumerate(texts)
        ]
    )
    blocks = pl.DataFrame(
        [
            {"version_id": row["version_id"], "block_no": no, "kind": kind, "start_char": start, "end_char": end}
            for row in articles.iter_rows(named=True)
            if row["text"]
            for no, (kind, start, end) in enumerate(
                [
                    ("headline", 0, len(HEADLINE)),
                    ("body", len(HEADLINE) + 2, row["text"].rindex("\n\n")),
                    ("boilerplate", row["text"].rindex("\n\n") + 2, len(row["text"])),
                ]
            )
        ]
    )
    rows = version_changes(articles.reverse(), blocks, notices)
    assert VersionChanges.is_valid(rows, cast=True)
    assert rows.select("version_id", "previous_version_id", "change_kind").rows() == [
        ("a1" * 16, None, "first"),
        ("a2" * 16, "a1" * 16, "figures"),
        ("b1" * 16, None, "first"),
    ]
