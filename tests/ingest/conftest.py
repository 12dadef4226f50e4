"""A news site on loopback that can misbehave in every way a real one does."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.documents.read import same_article
from pipelines.ingest.landing import Landing
from pipelines.ingest.run import ingest
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import Sources
from pipelines.settings import PROJECT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = (
    "The ministry said that {figure} soldiers were killed and two tanks destroyed near the river on Monday. "
    "Local officials did not comment on the report, and its details could not be checked by reporters. "
    "The governor of the region told a briefing that repair crews had been sent to the bridge at night."
)


@dataclass
class Page:
    """What the server answers at a path; ``etag`` makes it answer conditional requests."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    delay: float = 0.0
    then: list[int] = field(default_factory=list)  # statuses to answer with first


def article(headline: str = "Two tanks destroyed near the river", figure: str = "12", head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in (BODY.format(figure=figure), BODY.format(figure="three")))
    return (
        f"<!doctype html><html lang=en><head><title>{headline} - The Example</title>{head}"
        f'<meta property="og:title" content="{headline}"></head><body><nav><a href=/>Home</a></nav>'
        f"<article><h1>{headline}</h1>{paragraphs}</article><footer>Imprint</footer></body></html>"
    ).encode()


class Site:
    """The server; ``pages`` may be changed while it runs, ``asked`` counts requests by path and status."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {"/robots.txt": Page(b"User-agent: *\nAllow: /\n", type="text/plain")}
        self.asked: Counter[tuple[str, int]] = Counter()
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.times: list[float] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def total(self, path: str) -> int:
        return sum(count for (asked, _), count in self.asked.items() if asked == path)

    def feed(self, *paths: str, title: str = "Two tanks destroyed") -> bytes:
        items = "".join(
            f"<item><title>{title}</title><link>{self.url}{path}</link>"
            f"<pubDate>Mon, 02 Mar 2026 07:15:30 GMT</pubDate></item>"
            for path in paths
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()

    def _handler(site) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with site._lock:
                    site.at_once += 1
                    site.most_at_once = max(site.most_at_once, site.at_once)
                    site.times.append(time.monotonic())
                    site.agents.add(self.headers["User-Agent"])
                    page = site.pages.get(self.path.split("?")[0], Page(b"not here", 404))
                    status = page.then.pop(0) if page.then else page.status
                try:
                    self._answer(page, status)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    with site._lock:
                        site.at_once -= 1

            def _answer(self, page: Page, status: int) -> None:
                body = page.body
                if page.etag and self.headers.get("If-None-Match") == page.etag:
                    status, body = 304, b""
                site.asked[self.path.split("?")[0], status] += 1
                time.sleep(page.delay)
                self.send_response(status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                if page.etag:
                    self.send_header("ETag", page.etag)
                if status != 304:
                    self.send_header("Content-Type", page.type)
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path / "landing")


@pytest.fixture
def ask(site: Site, landing: Landing, tmp_path: Path) -> Callable[..., SourceReport]:
    """Ask one source of the site once: ``ask(kind="feed", path="/feed", now=..., **settings)``."""

    def ask_once(kind: str = "feed", path: str = "/feed", now: datetime = NOW, **settings: Any) -> SourceReport:
        (report,) = ask_all({"site": source(site, kind, path, **settings)}, landing, tmp_path, now)
        return report

    return ask_once


def ask_all(
    sources: dict[str, dict[str, Any]], landing: Landing, folder: Path, now: datetime = NOW
) -> list[SourceReport]:
    checked = Sources.model_validate(
        {"contact": "test@example.org", "sources": {name: {**s, "id": name} for name, s in sources.items()}}
    )
    same = partial(same_article, seeds=PROJECT / "seeds")
    return ingest(checked, landing, folder / "state.sqlite", now, same_article=same, first_wait=0.01)


def source(site: Site, kind: str, path: str, **settings: Any) -> dict[str, Any]:
    where = {"urls": [site.url + path]} if kind == "urls" else {"url": site.url + path}
    polite = {"requests_per_minute": 6000, "timeout_seconds": 2, "private_addresses": True}
    return {"kind": kind, **where, **polite, **settings}


def bomb(size: int = 50_000_000) -> bytes:
    return gzip.compress(b"<p>tanks destroyed</p>" * (size // 22))
