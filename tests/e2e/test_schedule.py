"""The real daemon, started by ``lossledger ui``: it re-ingests a feed that changed and a dropped file, by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.release import open_release
from tests.e2e.conftest import runs, wait_for
from tests.ingest.conftest import Page, Site, article

SOURCES = """
[sources.inbox]
kind = "folder"
path = "{{warehouse}}/inbox"

[sources.example]
kind = "feed"
url = "{url}/feed.xml"
private_addresses = true
poll_minutes = 0
"""


@pytest.fixture
def site(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A feed with one article, named in the sources, asked every minute."""
    site = Site()
    site.pages["/one"] = Page(article("Two tanks destroyed", "12"), etag="one")
    site.pages["/feed.xml"] = Page(site.feed("/one"), type="application/rss+xml", etag="first")
    seeds = tmp_path / "seeds"
    shutil.copytree(settings.seeds, seeds)
    (seeds / "sources.toml").write_text(SOURCES.format(url=site.url))
    monkeypatch.setenv("LOSSLEDGER_SEEDS", str(seeds))
    monkeypatch.setenv("LOSSLEDGER_SCHEDULE", "* * * * *")
    yield site
    site.close()


def articles(settings: Settings) -> int:
    if not settings.current.exists():
        return 0
    with open_release(settings.current) as con:
        return con.execute("SELECT count(*) FROM marts.articles").fetchone()[0]


def quiet(address: str, count: int) -> bool:
    """At least so many runs, all over."""
    found = runs(address)
    return len(found) >= count and all(run["status"] in {"SUCCESS", "FAILURE"} for run in found)


@pytest.mark.timeout(600)
def test_a_changed_feed_is_read_without_a_hand(site: Site, ui: str, settings: Settings) -> None:
    wait_for(lambda: articles(settings) == 1, 240, "the schedule did not read the feed")
    wait_for(lambda: quiet(ui, 2), 180, "the schedule did not ask again")
    first = settings.current.resolve()
    assert all(run["status"] == "SUCCESS" for run in runs(ui))
    assert len(list(settings.releases.glob("*.duckdb"))) == 1  # asking again changed nothing: no release
    site.pages["/two"] = Page(article("Three drones shot down", "30"), etag="two")
    site.pages["/feed.xml"] = Page(site.feed("/two", "/one"), type="application/rss+xml", etag="second")
    (settings.inbox / "mine.txt").write_text("Four howitzers were destroyed near Goma, the army said on Monday.\n")
    wait_for(lambda: articles(settings) == 3, 240, "the changed feed or the dropped file was not read")
    assert settings.current.resolve() != first
    assert site.asked[("/feed.xml", 304)] >= 1  # a conditional request, answered "not modified"
