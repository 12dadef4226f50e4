"""Loads a hand-labelled incident (one border raid in the words of many outlets) into the tables of a test.

The file has ``sources`` [id, name, domain, publisher family, kind], ``statements`` with ``items`` (``q`` qualifier,
``vb`` victim basis, ``agg: component`` a part of the item ``total_of``) and ``relations``. Items of withdrawals are
statements, not losses.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.settings import PROJECT
from tests.sql.given import SIDES, Given, hex32

GOLD = PROJECT.parent / "shared" / "gold" / "incident_2024_03.json"


def incident(path: Path = GOLD) -> Given:
    """The incident's rows."""
    data = json.loads(path.read_text(encoding="utf-8"))
    given = Given()
    for outlet, name, domain, family, kind in data["sources"]:
        given.add(
            "ref.outlets", outlet_id=f"incident_{outlet}", name=name, domain=domain, publisher_family=family, kind=kind
        )
    denied = {of: by for by, of, relation, *_ in data["relations"] if relation == "denies"}
    by_url: dict[str, list[dict[str, Any]]] = {}
    for said in data["statements"]:
        by_url.setdefault(said["url"], []).append(said)
    for url, statements in by_url.items():
        first = statements[0]
        text = "\n".join(s["quote"] + "".join(f"\n{i['surface']}" for i in s["items"]) for s in statements)
        version = given.article(
            url, outlet_id=f"incident_{first['source_id']}", published=first["published"], url=url, text=text,
            language=first["lang"],
        )  # fmt: skip
        for said in statements:
            _statement(given, version, text, said, denied)
    return given


def claim_id(name: str) -> str:
    """The id of an item as the file names it: S10-1 is the first item of statement S10."""
    return hex32(name)


def _statement(given: Given, version: str, text: str, said: dict[str, Any], denied: dict[str, str]) -> None:
    name = said["statement_id"]
    origin = [said["claimant"]] if said["claimant"] else []
    given.statement(
        name, version, quote=said["quote"], quote_start=text.index(said["quote"]),
        quote_end=text.index(said["quote"]) + len(said["quote"]), kind=said["type"], claimant=said["claimant"],
        claimant_text=said["surface"] if said["claimant"] else None, claimant_basis=said["basis"],
        # The file lists relays from the outside inwards.
        attribution_chain=origin + [relay for relay in reversed(said["chain"]) if relay not in origin],
        status="denied" if name in denied else "asserted",
        denies=next((of for of, by in denied.items() if by == name), None),
    )  # fmt: skip
    if said["type"] == "withdrawal":
        return
    by_number = {f"{name}-{n}": item for n, item in enumerate(said["items"], start=1)}
    for item_name, item in by_number.items():
        _claim(given, name, item_name, item, text, by_number)


def _claim(
    given: Given, statement: str, name: str, item: dict[str, Any], text: str, siblings: dict[str, dict[str, Any]]
) -> None:
    # A part inherits the aggregation of its whole.
    part = item["agg"] == "component"
    whole = siblings.get(item["total_of"] or "", {"agg": "incremental"})
    places = [place for place, _, _ in item["places"]]
    given.claim(
        name, statement, item["surface"], item["category"], item["best"],
        victim=item["victim"] if item["victim"] in SIDES else None, victim_text=item["victim"],
        victim_side=SIDES.get(item["victim"], item["victim"].removesuffix("_unspecified")), victim_basis=item["vb"], model_id=item["model"],
        model_text=item["model"], outcome=item["outcome"], count_low=item["low"], count_high=item["high"],
        count_qualifier=item["q"], perpetrator_entity_id=item["perp"],
        aggregation=whole["agg"] if part else item["agg"], parent=item["total_of"], part_kind=item["part_kind"],
        period_start=_day(item["ps"]), period_end=_day(item["pe"]), period_semantics=item["sem"],
        period_basis=item["pba"], date_prec=item["dp"], places=places,
        role=ROLES[item["places"][0][1]] if places else "at", where_prec=item["places"][0][2] if places else 1,
        item_start=text.index(item["surface"]), item_end=text.index(item["surface"]) + len(item["surface"]),
    )  # fmt: skip


ROLES = {"where": "at", "near": "near", "border_of": "border_of"}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
