"""The report in a real browser: it shows what it must, leaves nothing to the network, and runs no foreign script."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipelines.report.build import write_report
from pipelines.report.inputs import QUERIES
from pipelines.settings import PROJECT
from tests.sql.given import Given

SEED = next((PROJECT / "seeds" / "articles").glob("*.txt"))
HOSTILE = '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
RELEASED = "2024-03-13 06:00 UTC"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def frames_of(con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    return {name: con.sql(query).pl() for name, query in QUERIES.items()}


def seed_article(given: Given) -> str:
    """The article that ships with the project, with the claims and denials its text makes."""
    text = SEED.read_text(encoding="utf-8")
    version = given.article(
        "seed", text=text, headline=text.splitlines()[0], outlet_id="express", published="2024-03-12"
    )

    def span(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"quote": words, "quote_start": start, "quote_end": start + len(words)}

    loss = re.search(r"The group claimed that.*?region\.", text)
    withdrawal = re.search(r"There were also claims.*?too\.", text)
    assert loss
    assert withdrawal
    given.statement("group", version, claimant="frl", claimant_text="The group", **span(loss[0]))
    given.statement("withdrawal", version, kind="withdrawal", status="denied", **span(withdrawal[0]))
    given.statement(
        "kremlin", version, kind="denial", claimant="ru_kremlin", claimant_text="the Kremlin", denies="withdrawal",
        **span("denied by the Kremlin"),
    )  # fmt: skip
    given.statement(
        "fsb", version, kind="denial", claimant="fsb", claimant_text="the FSB", **span("The published information is not true")
    )  # fmt: skip
    items = [
        ("100 people", "PERS", 100, {"outcome": "eliminated"}),
        ("six tanks", "TANK", 6, {}),
        ("Caesar self-propelled guns", "ARTY_SP", None, {"model_text": "Caesar", "model_id": "caesar"}),
        ("20 Russian armoured vehicles", "AFV_OTHER", 20, {"victim_basis": "modifier_in_scope"}),
    ]
    for words, category, count, row in items:
        start = text.index(words, text.index("The group claimed"))
        given.claim(
            words, "group", words, category, count, places=["RU-KRS", "RU-BEL"], role="border_of", where_prec=4,
            **{
                "item_start": start, "item_end": start + len(words), "victim": "ru_af", "period_end": date(2024, 3, 12),
                "period_text": "in recent days", "victim_basis": "inferred_opponent",
            } | row,
        )  # fmt: skip
    return version


def other_articles(given: Given, count: int) -> None:
    """Many more claims: two claimants, running totals, bounds, places, and hostile words everywhere."""
    for n in range(count):
        day = date(2024, 1, 1) + timedelta(days=n)
        words = f"at least {40 + n} soldiers"
        text = f"Headline {n} {HOSTILE}\n\nThe ministry said {words} {HOSTILE} were killed near Avdiivka."
        outlet = "tass" if n % 2 else "ukrinform"
        version = given.article(
            f"article {n}", text=text, headline=f"Headline {n} {HOSTILE}", outlet_id=outlet, published=str(day),
            url=f"javascript:alert({n})",
        )  # fmt: skip
        claimant, victim = ("ru_mod", "ua_af") if n % 2 else ("ua_gs", "ru_af")
        given.statement(f"said {n}", version, claimant=claimant, claimant_text=f"The ministry {HOSTILE}", quote=text)
        start = text.index(words)
        given.claim(
            f"soldiers {n}", f"said {n}", words, "PERS_MIL", 40 + n, count_qualifier="at_least", outcome="killed",
            victim=victim, item_start=start, item_end=start + len(words), period_end=day, places=["gn713122"],
        )  # fmt: skip
        given.claim(
            f"tanks {n}", f"said {n}", f"tanks{n}", "TANK", None if n % 5 == 0 else n, victim=victim, period_end=day,
            item_start=0, item_end=len(f"tanks{n}"), aggregation="cumulative",
        )  # fmt: skip


@pytest.fixture(scope="module")
def seed_frames() -> dict[str, pl.DataFrame]:
    given = Given()
    seed_article(given)
    return frames_of(given.warehouse())


@pytest.fixture(scope="module")
def many_frames() -> dict[str, pl.DataFrame]:
    given = Given()
    seed_article(given)
    other_articles(given, 60)
    return frames_of(given.warehouse())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    program = program or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium here: install one, or set CHROMIUM to its program")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """A function that writes a report and opens it; complaints of the page and requests fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_report(frames: dict[str, pl.DataFrame], width: int = 1400, scheme: str = "light") -> Page:
        path = tmp_path / "report.html"
        write_report(frames, path, RELEASED)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("request", lambda r: complaints.append(r.url) if r.url != path.as_uri() else None)
        page.goto(path.as_uri())
        page.locator("html[data-drawn]").wait_for(state="attached")
        return page

    yield open_report
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_seed_article_shows_its_claims_in_their_words(
    opened: Any, seed_frames: dict[str, pl.DataFrame], width: int, scheme: str
) -> None:
    page = opened(seed_frames, width, scheme)
    marked = [m.inner_text() for m in page.locator(".text mark.claim").all()]
    assert marked == ["100 people", "six tanks", "Caesar self-propelled guns", "20 Russian armoured vehicles"]
    assert "number not stated" in page.locator(".claims ol > li").nth(2).inner_text()
    assert "Victim never operated model" in page.locator(".flagged .flag").inner_text()
    denied = page.locator("#denials")
    assert "an unattributed statement" in denied.inner_text()
    assert "tanks had to be pulled back" in denied.locator("blockquote").inner_text()
    assert page.locator(".text .denied").first.is_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0, "the page scrolls sideways"
    for chart in page.locator("[data-chart]").all():
        box = chart.locator("svg").bounding_box()
        assert box
        assert 250 < box["width"] <= width


def test_links_between_words_and_claims_work_by_keyboard(opened: Any, seed_frames: dict[str, pl.DataFrame]) -> None:
    page = opened(seed_frames)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".text a.ref").nth(1).focus()
    page.keyboard.press("Enter")
    assert "six tanks" in page.locator("li:target").inner_text()
    page.locator("li:target a.ref").focus()
    page.keyboard.press("Enter")
    assert page.locator(".text a.ref:target").inner_text() == "2"


def test_hostile_words_stay_words(opened: Any, many_frames: dict[str, pl.DataFrame]) -> None:
    page = opened(many_frames)
    assert page.title().startswith("Claimed losses")
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert page.locator("a[href^='javascript']").count() == 0
    assert HOSTILE in page.locator("article .headline").nth(1).text_content()


def test_many_articles_are_bounded_and_say_so(opened: Any, many_frames: dict[str, pl.DataFrame]) -> None:
    page = opened(many_frames)
    assert page.locator("article").count() == 40
    assert "The newest 40 of 61 articles with claims" in page.locator("#articles").inner_text()
    assert page.locator("article details[open]").count() == 1
    page.locator("#filter").fill("tyotkino")
    assert page.locator("#shown").inner_text() == "1 of 40 articles"
    page.locator("#filter").fill("")
    page.locator("#toggle").click()
    assert page.locator("article details[open]").count() == 40


def test_a_link_into_a_closed_article_opens_it(opened: Any, many_frames: dict[str, pl.DataFrame]) -> None:
    page = opened(many_frames)
    closed = page.locator("article").nth(5).get_attribute("id")
    page.evaluate("id => { location.hash = id }", closed)
    page.locator(f"#{closed} > details[open]").wait_for(state="attached")


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"media": "print", "color_scheme": "dark"}])
def test_charts_keep_contrast_in_every_medium(
    opened: Any, seed_frames: dict[str, pl.DataFrame], media: dict[str, str]
) -> None:
    page = opened(seed_frames)
    page.emulate_media(**media)
    fill = "getComputedStyle(document.querySelector('[data-chart=categories] .role-axis-label text')).fill"
    text, paper = (
        sum(map(int, re.findall(r"\d+", page.evaluate(script))[:3]))
        for script in (fill, "getComputedStyle(document.body).backgroundColor")
    )
    assert abs(text - paper) > 250


def test_an_empty_warehouse_gives_a_page(opened: Any) -> None:
    page = opened(frames_of(Given().warehouse()))
    assert "No article with claims" in page.locator("#articles").inner_text()
    assert page.locator("[data-chart]").count() == 0


def test_same_release_same_bytes(seed_frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    write_report(seed_frames, one, RELEASED)
    write_report(seed_frames, two, RELEASED)
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size < 2_000_000


def test_missing_frames_are_named(seed_frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="denials"):
        write_report({k: v for k, v in seed_frames.items() if k != "denials"}, tmp_path / "r.html", RELEASED)
