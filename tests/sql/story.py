"""A made-up week at one border village, in the words of five outlets: a little of everything that queries ask for."""

from __future__ import annotations

from datetime import date

from tests.sql.given import Given, hex32, noon

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2024, 4, day) for day in (1, 2, 3, 4, 5))
WAR = date(2022, 2, 24)
VILLAGE = "gn483166"  # Tyotkino


def story() -> Given:
    """The week's rows; statements are named by outlet and day, claims by what was lost."""
    g = Given()
    for outlet, name, family, kind in [
        ("t_daily", "Test Daily", "Test Press", "newspaper"),
        ("t_weekly", "Test Weekly", "Test Press", "newspaper"),
        ("t_herald", "Test Herald", "Herald Group", "newspaper"),
        ("t_wire", "Test Wire", "Wire Service", "wire"),
    ]:
        g.add("ref.outlets", outlet_id=outlet, name=name, publisher_family=family, kind=kind)
    for model, name, side in [("t_tank", "Test tank", "ua_side"), ("t_gun", "Test gun", "ru_side")]:
        g.add("ref.equipment_models", model_id=model, canonical_name=name, category_code="TANK")
        g.add("ref.model_operators", model_id=model, side=side, basis="seen_lost", source="made up")
    one_report_and_its_copies(g)
    the_other_side(g)
    running_totals(g)
    a_total_and_its_parts(g)
    denials(g)
    edits(g)
    external_series(g)
    return g


def one_report_and_its_copies(g: Given) -> None:
    """The General Staff's Monday report in two outlets of one house and in another house's words."""
    on_monday = {"period_end": MONDAY, "period_basis": "explicit", "period_semantics": "within"}
    for outlet, day in [("t_daily", MONDAY), ("t_weekly", MONDAY), ("t_herald", TUESDAY)]:
        version = g.article(f"{outlet} report", outlet_id=outlet, published=day.isoformat())
        said = f"{outlet} gs"
        g.statement(said, version, claimant="ua_gs", claimant_text="the General Staff")
        g.claim(
            f"{said} men", said, "40 soldiers", "PERS_MIL", 40, victim="ru_af", outcome="killed",
            places=[VILLAGE], **on_monday,
        )  # fmt: skip
        g.claim(f"{said} trucks", said, "25 trucks", "VEH", 25, victim="ru_af", **on_monday)
        g.claim(f"{said} guns", said, "several guns", "ARTY", victim="ru_af", count_qualifier="vague", **on_monday)
    # The wire counts for itself: another family, another origin.
    version = g.article("t_wire count", outlet_id="t_wire", published="2024-04-02")
    g.statement("t_wire itself", version)
    g.claim(
        "t_wire men", "t_wire itself", "40 soldiers", "PERS_MIL", 40, victim="ru_af", outcome="killed",
        places=[VILLAGE], **on_monday,
    )  # fmt: skip


def the_other_side(g: Given) -> None:
    """The same figures turned round, own losses admitted, and a tank that the victim never had."""
    version = g.article("t_herald turned", outlet_id="t_herald", published="2024-04-02")
    g.statement("t_herald mod", version, claimant="ru_mod", claimant_text="the ministry")
    for name, item, category, count, outcome in [
        ("men", "40 soldiers", "PERS_MIL", 40, "killed"),
        ("trucks", "25 trucks", "VEH", 25, "destroyed"),
    ]:
        g.claim(f"mod {name}", "t_herald mod", item, category, count, victim="ua_af", outcome=outcome)
    g.claim(
        "mod tank", "t_herald mod", "a Test tank", "TANK", 1, victim="ru_af", victim_basis="inferred_opponent",
        model_id="t_tank", model_text="Test tank",
    )  # fmt: skip
    g.claim("mod own", "t_herald mod", "three of our men", "PERS_MIL", 3, victim="ru_af", outcome="wounded")
    version = g.article("t_daily hearsay", outlet_id="t_daily", published="2024-04-03")
    g.statement("hearsay", version, claimant_basis="unattributed")
    g.claim("hearsay boats", "hearsay", "boats", "BOAT", victim="ru_af")


def running_totals(g: Given) -> None:
    """Tanks since the war began: 30, 28, 35."""
    for outlet, day, total in [("t_wire", TUESDAY, 30), ("t_daily", WEDNESDAY, 28), ("t_herald", THURSDAY, 35)]:
        version = g.article(f"{outlet} total", outlet_id=outlet, published=day.isoformat())
        said = f"{outlet} total"
        g.statement(said, version, claimant="ua_gs", claimant_text="the General Staff")
        g.claim(
            f"{said} tanks", said, f"{total} tanks", "TANK", total, victim="ru_af", aggregation="cumulative",
            period_start=WAR, period_end=day, period_semantics="since_start", period_basis="explicit",
        )  # fmt: skip


def a_total_and_its_parts(g: Given) -> None:
    """100 people of whom 30 and 40 are accounted for, and a restatement."""
    version = g.article("t_wire parts", outlet_id="t_wire", published="2024-04-04")
    g.statement("parts", version, claimant="ua_gs", claimant_text="the General Staff")
    lost = {"victim": "ru_af", "outcome": "lost", "period_end": THURSDAY, "period_basis": "explicit"}
    g.claim("whole", "parts", "100 men", "PERS_MIL", 100, **lost)
    g.claim("north", "parts", "30 in the north", "PERS_MIL", 30, parent="whole", **lost)
    g.claim("south", "parts", "40 in the south", "PERS_MIL", 40, parent="whole", **lost)
    g.claim("again", "parts", "the 100 men", "PERS_MIL", 100, restates="whole", **lost)


def denials(g: Given) -> None:
    """A withdrawal denied by the Kremlin, a loss denied in one outlet that another asserts, a denial of nothing named."""
    version = g.article("t_weekly denial", outlet_id="t_weekly", published="2024-04-04")
    g.statement("withdrawal", version, kind="withdrawal", claimant_basis="unattributed", status="denied")
    g.statement("kremlin", version, kind="denial", claimant="ru_kremlin", denies="withdrawal")
    g.statement("vague denial", version, kind="denial", claimant="fsb")
    version = g.article("t_daily denial", outlet_id="t_daily", published="2024-04-02")
    g.statement("denied loss", version, claimant="ua_gs", claimant_text="Kyiv", status="denied")
    g.claim("denied trucks", "denied loss", "25 trucks", "VEH", 25, victim="ru_af", period_end=MONDAY)
    g.statement("mod denies", version, kind="denial", claimant="ru_mod", denies="denied loss")


def edits(g: Given) -> None:
    """An article whose figure was corrected, and one that was withdrawn."""
    old = g.article("t_daily edit", outlet_id="t_daily", published="2024-04-04", shown=["2024-04-04"])
    new = g.article(
        "t_daily edit 2", document="t_daily edit", published="2024-04-04", shown=["2024-04-06"],
        previous="t_daily edit", change_kind="figures",
    )  # fmt: skip
    for version, name, count in [(old, "edit old", 10), (new, "edit new", 12)]:
        g.statement(name, version, claimant="hur", claimant_text="military intelligence")
        g.claim(f"{name} boats", name, f"{count} boats", "BOAT", count, victim="ru_navy")
    gone = g.article("t_herald gone", outlet_id="t_herald", published="2024-04-04", shown=["2024-04-04"])
    g.statement("gone", gone, claimant="ru_mod", claimant_text="the ministry")
    g.claim("gone jets", "gone", "7 jets", "AIRCRAFT", 7, victim="ua_airforce")
    g.fetch("t_herald gone", "2024-04-07")


def external_series(g: Given) -> None:
    """Two transcriptions of the official totals that differ once, and confirmed trucks."""
    for series in ("first", "second", "pictures"):
        g.add(
            "series.snapshots", snapshot_id=hex32(series), series_id=series, title=series, file_name=series,
            sha256="0" * 64, rows=1, licence="none", home="nowhere", loaded_at=noon(MONDAY),
        )  # fmt: skip
    for series, days in [("first", [(MONDAY, 100, None), (TUESDAY, 130, 30)]), ("second", [(TUESDAY, 131, None)])]:
        for day, total, change in days:
            g.add(
                "series.official_daily_totals", series_id=series, snapshot_id=hex32(series), day=day, scheme="test",
                scheme_label="trucks", category_code="VEH", match_type="exactMatch", outcome="destroyed",
                victim_side="ru_side", claimant_entity_id="ua_gs", cumulative=total, count_qualifier="exact",
                change=change, correction=-5 if change else None, daily=35 if change else None,
            )  # fmt: skip
    for n, (day, outcome) in enumerate([(MONDAY, "destroyed"), (FRIDAY, "captured"), (FRIDAY, "damaged")], start=1):
        g.add(
            "series.confirmed_items", snapshot_id=hex32("pictures"), row_no=n, series_id="pictures", day_recorded=day,
            victim_side="ru_side", outcome=outcome, label="truck", model_text="truck", category_code="VEH",
            category_basis="reference",
        )  # fmt: skip
