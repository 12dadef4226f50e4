"""The real UI in a real browser: materialize all on a fresh instance, see it succeed, read a column's description.

And the same after a run was killed there: nothing is to be cleaned up by hand.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.release import open_release

LOSSLEDGER = Path(sys.executable).with_name("lossledger")
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


@pytest.fixture
def ui(settings: Settings) -> Iterator[str]:
    """``lossledger ui`` on a free port over an empty warehouse; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (settings.warehouse / "ui.log").open("w")
    server = subprocess.Popen([LOSSLEDGER, "ui", "--port", str(port)], stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: _answers(address), 90, "the UI did not come up")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def wait_for(condition, seconds: float, message: str) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.5)
    raise AssertionError(message)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/server_info", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def runs(address: str) -> list[dict[str, str]]:
    """Runs as the UI's own interface tells them, newest first."""
    query = json.dumps({"query": "{ runsOrError { ... on Runs { results { runId status } } } }"}).encode()
    request = urllib.request.Request(f"{address}/graphql", query, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]["runsOrError"]["results"]


def finished(address: str, count: int) -> dict[str, str] | None:
    """The newest run, once there are ``count`` of them and it is over."""
    found = runs(address)
    over = found and found[0]["status"] in {"SUCCESS", "FAILURE", "CANCELED"}
    return found[0] if len(found) >= count and over else None


def materialize_all(page, address: str) -> None:
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").first.click(timeout=60_000)


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
    subprocess.run(["pkill", "-KILL", "-f", killed], check=True)
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
