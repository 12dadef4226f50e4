"""The real UI in a real browser: materialize all on a fresh instance, see it succeed, read a column's description.

And the same after a run was killed there: nothing is to be cleaned up by hand.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.release import open_release
from tests.e2e.conftest import runs, wait_for

BROWSER_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def page() -> Iterator[object]:
    """A page in headless Chromium: yours (CHROMIUM=/path) or the system's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium found: install it (apt install chromium) or set CHROMIUM=/path/to/it")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=BROWSER_ARGS)
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


def finished(address: str, count: int) -> dict[str, str] | None:
    """The newest run, once there are ``count`` of them and it is over."""
    found = runs(address)
    over = found and found[0]["status"] in {"SUCCESS", "FAILURE", "CANCELED"}
    return found[0] if len(found) >= count and over else None


def materialize_all(page, address: str) -> None:
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").first.click(timeout=60_000)


def holder(lock: Path) -> int:
    """The process that holds a lock file open; Linux tells it."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to find the process of a run")
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if any(fd.readlink() == lock for fd in (process / "fd").iterdir()):
                return int(process.name)
    raise AssertionError(f"nobody holds {lock}")


@pytest.mark.timeout(420)
def test_one_click_on_a_fresh_instance(page, ui: str, settings: Settings) -> None:
    materialize_all(page, ui)
    run = wait_for(lambda: finished(ui, 1), 240, "the run did not end")
    assert run["status"] == "SUCCESS"
    page.goto(f"{ui}/runs/{run['runId']}")
    page.get_by_text("Success").first.wait_for(timeout=30_000)
    page.goto(f"{ui}/assets/core/loss_claims")
    page.get_by_text("never facts").first.wait_for(timeout=30_000)  # the table's description
    page.get_by_text("The printed figure; NULL if none is printed").first.wait_for(timeout=30_000)
    with open_release(settings.current) as con:
        assert con.execute("SELECT count(*) FROM marts.claims").fetchone() == (4,)


@pytest.mark.timeout(420)
def test_a_run_killed_in_the_ui_blocks_nothing(page, ui: str, settings: Settings) -> None:
    materialize_all(page, ui)
    wait_for(lambda: any(settings.run_locks.glob("*.lock")), 120, "the run did not start")
    killed = runs(ui)[0]["runId"]
    os.kill(holder(settings.run_locks / f"{killed}.lock"), signal.SIGKILL)
    materialize_all(page, ui)
    run = wait_for(lambda: finished(ui, 2), 240, "the second run did not end")
    assert run["runId"] != killed
    assert run["status"] == "SUCCESS"
    dead = wait_for(
        lambda: next((r for r in runs(ui) if r["runId"] == killed and r["status"] == "FAILURE"), None),
        90,
        "the killed run was not marked as failed",
    )
    assert dead
    with open_release(settings.current) as con:
        assert con.execute("SELECT count(*) FROM marts.claims").fetchone() == (4,)
