"""Column makers shared by the table declarations, so that an id or a span is declared the same everywhere."""

from __future__ import annotations

from typing import Any

import dataframely as dy


def id32(description: str, **kwargs: Any) -> dy.String:
    """An id of 32 hexadecimal digits."""
    return dy.String(regex="^[0-9a-f]{32}$", description=description, **kwargs)


def sha256(description: str, **kwargs: Any) -> dy.String:
    """A SHA-256 in 64 hexadecimal digits."""
    return dy.String(regex="^[0-9a-f]{64}$", description=description, **kwargs)


def text(description: str, **kwargs: Any) -> dy.String:
    """Free text."""
    return dy.String(description=description, **kwargs)


def instant(description: str, **kwargs: Any) -> dy.Datetime:
    """A point in time, TIMESTAMPTZ in UTC."""
    return dy.Datetime(time_zone="UTC", time_unit="us", description=description, **kwargs)


def day(description: str, **kwargs: Any) -> dy.Date:
    """A calendar day."""
    return dy.Date(description=description, **kwargs)


def offset(description: str, **kwargs: Any) -> dy.Int32:
    """A character offset into the article's text."""
    return dy.Int32(min=0, description=description, metadata={"unit": "characters"}, **kwargs)


def whole(description: str, unit: str, **kwargs: Any) -> dy.Int64:
    """A whole number that is not negative, with its unit."""
    return dy.Int64(min=0, description=description, metadata={"unit": unit}, **kwargs)


def one_of(values: list[str], description: str, **kwargs: Any) -> dy.Enum:
    """A value of a closed list of ``enums``."""
    return dy.Enum(values, description=f"{description} One of: {', '.join(values)}.", **kwargs)


def flag(description: str, **kwargs: Any) -> dy.Bool:
    """True or false."""
    return dy.Bool(description=description, **kwargs)
