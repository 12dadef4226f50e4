"""When an article was published: the best of what manifest, page, feed, file name and URL say.

A candidate is believed in the order of its basis; if it knows only the day and another one knows the time of
that same day, the other is taken. A missing time is never filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pipelines.documents.page import PageFacts
from pipelines.ingest.when import Moment, parse_moment
from pipelines.schemas import enums

_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3})[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)", re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WRITTEN = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+|([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+)"
    r"((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d-\d\d-\d\d)\b")


@dataclass(frozen=True, slots=True)
class Published:
    """A publication time with precision and basis; at is None if nothing says when."""

    at: datetime | None
    precision: str
    basis: str


def published(metadata: dict[str, Any], facts: PageFacts, url: str | None, timestamps: list[str]) -> Published:
    """Choose among all that is said. ``timestamps``: lines of the text such as "Published 12 March 2024"."""
    candidates = list(_candidates(metadata, facts, url, timestamps))
    if not candidates:
        return Published(None, "unknown", "unknown")
    best, basis = candidates[0]
    if best.precision == "day":
        for other, other_basis in candidates[1:]:
            finer = enums.DATE_PRECISIONS.index(other.precision) < enums.DATE_PRECISIONS.index("day")
            if finer and -timedelta(hours=14) <= other.at - best.at < timedelta(hours=38):
                return Published(other.at, other.precision, other_basis)
    return Published(best.at, best.precision, basis)


def modified(metadata: dict[str, Any], facts: PageFacts) -> datetime | None:
    """The publisher's own time of the last change."""
    said = (metadata.get("modified_at"), *facts.json_ld_modified, *facts.meta_modified)
    return next((moment.at for value in said if (moment := parse_moment(value))), None)


def day_in_text(line: str) -> Moment | None:
    """The day that a line such as "Updated: 12 March 2024, 08:30" names."""
    if match := _ISO_DAY.search(line):
        return parse_moment(match[1])
    for match in _WRITTEN.finditer(line):
        day, month = match[1] or match[4], _MONTHS.get((match[2] or match[3]).lower())
        if month:
            return parse_moment(f"{match[5]}-{month:02}-{int(day):02}")
    return None


def _candidates(
    metadata: dict[str, Any], facts: PageFacts, url: str | None, timestamps: list[str]
) -> Iterator[tuple[Moment, str]]:
    told = parse_moment(metadata.get("published_at"))
    told_basis = metadata.get("published_basis", "manifest")
    if told and told_basis == "manifest":
        yield told, told_basis
    said = (
        ("json_ld", facts.json_ld_published),
        ("meta", facts.meta_published),
        ("meta", facts.shown_published),
    )
    for basis, values in said:
        for value in values:
            if moment := parse_moment(value):
                yield moment, basis
    if told and told_basis != "manifest":
        yield told, told_basis
    for line in timestamps:
        if moment := day_in_text(line):
            yield moment, "text"
    if moment := _in_url(url):
        yield moment, "url"
    if moment := parse_moment(facts.guessed_published):
        yield moment, "meta"


def _in_url(url: str | None) -> Moment | None:
    if not url or not (match := _URL_DATE.search(url)):
        return None
    month = _MONTHS.get(match[2].lower()) or (int(match[2]) if match[2].isdigit() else 0)
    return parse_moment(f"{match[1]}-{month:02}-{match[3]}") if month else None
