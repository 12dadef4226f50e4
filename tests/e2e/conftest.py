"""A running UI over an empty warehouse, and what to ask of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings

LOSSLEDGER = Path(sys.executable).with_name("lossledger")


def wait_for(condition: Callable[[], object], seconds: float, message: str) -> object:
    """What ``condition`` gives once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.5)
    raise AssertionError(message)


def runs(address: str) -> list[dict[str, str]]:
    """Runs as the UI's own interface tells them, newest first."""
    query = json.dumps({"query": "{ runsOrError { ... on Runs { results { runId status } } } }"}).encode()
    request = urllib.request.Request(f"{address}/graphql", query, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]["runsOrError"]["results"]


@pytest.fixture
def ui(settings: Settings) -> Iterator[str]:
    """``lossledger ui`` on a free port; its address. The environment is that of the test."""
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


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/server_info", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
