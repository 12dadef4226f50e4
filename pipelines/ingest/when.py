"""Points in time as sources write them, with how much of them is known.

A time that was not given is never made up: ``2024-03-12`` has precision ``day``, and so has midnight to the
second, which content systems write when they know only the day. Times without a zone count as UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_ISO = re.compile(
    r"^(\d{4})-?(?:(\d{2})(?:-?(\d{2})(?:[T ,]\s*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC and its precision: second, minute, hour, day, month or year."""

    at: datetime
    precision: str


def parse_moment(value: Any) -> Moment | None:
    """Read ISO 8601 (also compact or cut short), RFC 2822, seconds or milliseconds since 1970, date objects.

    None if it is none of these, or lies outside 1970 to 2100 (a default such as year 1, or garbage).
    """
    try:
        moment = _parse(value)
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return moment if moment and 1970 < moment.at.year < 2100 else None


def moment_of(at: datetime) -> Moment:
    """The precision that a time of the clock supports: midnight says only the day."""
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return Moment(datetime(at.year, at.month, at.day, tzinfo=UTC), "day")
    utc = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    return Moment(utc, "second" if utc.second else "minute")


def _parse(value: Any) -> Moment | None:
    if isinstance(value, datetime):
        return moment_of(value)
    if isinstance(value, date):
        return Moment(datetime(value.year, value.month, value.day, tzinfo=UTC), "day")
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        number = float(text)
        return moment_of(datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC))
    if match := _ISO.match(text):
        return _from_iso(match)
    if re.search(r"\d", text) and re.search(r"[A-Za-z]{3}", text):
        return moment_of(parsedate_to_datetime(text))
    return None


def _from_iso(match: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second, zone = match.groups()
    if month is None:
        return Moment(datetime(int(year), 1, 1, tzinfo=UTC), "year")
    if day is None:
        return Moment(datetime(int(year), int(month), 1, tzinfo=UTC), "month")
    if hour is None:
        return Moment(datetime(int(year), int(month), int(day), tzinfo=UTC), "day")
    offset = "+00:00" if zone is None or zone.upper() in ("Z", "UTC", "GMT") else zone
    if len(offset) == 3:
        offset += ":00"
    if ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return moment_of(datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"))
