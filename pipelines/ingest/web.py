"""Polite and careful HTTP: everything between a source and the network.

An RFC 9111 cache makes conditional requests; robots.txt is obeyed; each host is asked at a steady pace; time,
size (before and after decompression), redirects and retries are limited; and no address of a private network
is connected to, whatever a name resolves to at that moment, unless the source allows it.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpcore
import httpx
import stamina
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport
from protego import Protego

from pipelines.ingest.sources import WebSource

AGENT = "lossledger"  # the name that robots.txt may speak to
ROBOTS_BYTES = 500_000  # RFC 9309: parse at least 500 kibibytes
ATTEMPTS = 3
LONGEST_WAIT = 60.0  # seconds that a run waits for Retry-After; beyond it the host rests until a later run
CACHE_BYTES = 1024**3
_RETRIED = (429, 500, 502, 503, 504)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

log = logging.getLogger(__name__)


class FetchError(Exception):
    """A request came to nothing. ``code``: status_404, robots, private_address, too_large, timeout, ..."""

    def __init__(self, code: str, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True)
class Answer:
    """What came: the address after redirects, the decoded body, and whether it came from the cache."""

    url: str
    status: int
    media_type: str
    body: bytes
    from_cache: bool


class HostGate:
    """Spaces the requests to each host and limits how many run at once, over all sources."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._slots: dict[str, threading.Semaphore] = {}
        self._rest: dict[str, float] = {}

    def enter(self, host: str, interval: float, connections: int) -> threading.Semaphore:
        """Wait for the host's turn; the caller releases the returned slot.

        Raises:
            FetchError: the host asked to be left alone for longer than a run waits.
        """
        with self._lock:
            slot = self._slots.setdefault(host, threading.Semaphore(connections))
        slot.acquire()
        with self._lock:
            now = time.monotonic()
            if self._rest.get(host, 0) > now:
                slot.release()
                raise FetchError("resting", f"{host} asked to be left alone", self._rest[host] - now)
            turn = max(now, self._next.get(host, 0))
            self._next[host] = turn + interval
        time.sleep(max(0.0, turn - now))
        return slot

    def rest(self, host: str, seconds: float) -> None:
        """Ask the host nothing for so long."""
        with self._lock:
            self._rest[host] = max(self._rest.get(host, 0), time.monotonic() + seconds)


class Client:
    """Asks for pages on behalf of one source."""

    def __init__(
        self, source: WebSource, contact: str, storage: SqliteStorage, gate: HostGate, first_wait: float = 1.0
    ) -> None:
        self._source = source
        self._gate = gate
        self._first_wait = first_wait
        self._robots: dict[str, Protego | FetchError] = {}
        self._robots_lock = threading.Lock()
        self.requests = 0
        self._connections = _GuardedTransport(source.private_addresses)
        self._client = httpx.Client(
            transport=CacheTransport(self._connections, storage, CacheOptions(shared=False)),
            headers={
                "User-Agent": user_agent(contact),
                "Accept-Encoding": "gzip, deflate",
                "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            },
            timeout=source.timeout_seconds,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # The cache's storage is shared with other sources, so only the connections are closed.
        self._connections.close()

    def get(self, url: str, accepts: Callable[[str], bool]) -> Answer:
        """The body at a URL. ``accepts`` says of a media type whether it is wanted.

        Raises:
            FetchError: for every reason why there is none.
        """
        hook = _backoff
        for attempt in stamina.retry_context(
            on=hook, attempts=ATTEMPTS, timeout=None, wait_initial=self._first_wait, wait_max=30.0
        ):
            with attempt:
                return self._follow(url, accepts)
        raise AssertionError("stamina returns or raises")

    def _follow(self, url: str, accepts: Callable[[str], bool]) -> Answer:
        for _ in range(self._source.max_redirects + 1):
            self._check_robots(url)
            found = self._ask(url, accepts, self._source.max_bytes)
            if isinstance(found, Answer):
                return found
            url = found
        raise FetchError("redirects", f"more than {self._source.max_redirects} redirects")

    def _ask(self, url: str, accepts: Callable[[str], bool], limit: int) -> Answer | str:
        """One request: the answer, or the address it redirects to."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError("bad_url", f"{url[:200]} is no web address")
        interval = max(60 / self._source.requests_per_minute, self._crawl_delay(url))
        slot = self._gate.enter(parts.hostname, interval, self._source.connections_per_host)
        try:
            return self._send(url, accepts, limit)
        except httpx.TimeoutException:
            raise FetchError("timeout", f"no answer within {self._source.timeout_seconds:g} seconds") from None
        except httpx.InvalidURL as error:
            raise FetchError("bad_url", str(error)) from None
        except httpx.HTTPError as error:
            raise FetchError("connection", f"{type(error).__name__}: {error}") from None
        finally:
            slot.release()

    def _send(self, url: str, accepts: Callable[[str], bool], limit: int) -> Answer | str:
        deadline = time.monotonic() + self._source.timeout_seconds * 2
        self.requests += 1
        with self._client.stream("GET", url) as response:
            if response.next_request is not None:
                return str(response.next_request.url)
            if response.status_code != 200:
                raise self._refusal(response)
            media_type = response.headers.get("content-type", "").strip().lower()
            if not accepts(media_type.split(";")[0].strip()):
                raise FetchError("wrong_type", f"it is served as {media_type or 'nothing'}, not as an article")
            length = response.headers.get("content-length", "")
            if length.isdigit() and int(length) > limit:
                raise FetchError("too_large", f"over the limit of {limit} bytes")
            pieces, size = [], 0
            for piece in response.iter_bytes():
                size += len(piece)
                if size > limit:
                    raise FetchError("too_large", f"over the limit of {limit} bytes after decompression")
                if time.monotonic() > deadline:
                    raise FetchError("timeout", "the answer trickles in too slowly")
                pieces.append(piece)
            cached: Any = response.extensions.get("caching")
            return Answer(str(response.url), 200, media_type, b"".join(pieces), bool(cached and cached["from_cache"]))

    def _refusal(self, response: httpx.Response) -> FetchError:
        status = response.status_code
        wait = _retry_after(response.headers.get("retry-after"))
        if wait is not None and wait > LONGEST_WAIT:
            self._gate.rest(response.url.host, wait)
        return FetchError(f"status_{status}", f"the server answers {status} {response.reason_phrase}", wait)

    def _check_robots(self, url: str) -> None:
        rules = self._rules(url)
        if isinstance(rules, FetchError):
            raise rules
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise FetchError("robots", "robots.txt of the site forbids it")

    def _crawl_delay(self, url: str) -> float:
        rules = self._robots.get(_origin(url))
        return float(rules.crawl_delay(AGENT) or 0) if isinstance(rules, Protego) else 0.0

    def _rules(self, url: str) -> Protego | FetchError | None:
        """robots.txt of the URL's site as RFC 9309 says: none allows all, an unreachable one forbids all."""
        if not self._source.robots:
            return None
        origin = _origin(url)
        with self._robots_lock:
            if origin not in self._robots:
                self._robots[origin] = self._load_rules(f"{origin}/robots.txt")
            return self._robots[origin]

    def _load_rules(self, url: str) -> Protego | FetchError:
        try:
            for _ in range(6):
                found = self._ask(url, lambda _: True, ROBOTS_BYTES)
                if isinstance(found, Answer):
                    return Protego.parse(found.body.decode("utf-8", "replace"))
                url = found
        except FetchError as error:
            unreachable = error.code in ("timeout", "connection", "resting") or error.code.startswith("status_5")
            if error.code == "private_address":
                return error
            if unreachable or error.code == "status_429":
                return FetchError("robots_unreachable", f"{url} cannot be read ({error}), so nothing is asked there")
        return Protego.parse("")


def open_cache(path: Path) -> SqliteStorage:
    """The HTTP cache; a bounded file that may be deleted at any time, and is if it is damaged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        log.warning("%s cannot be used (%s): the cache starts anew", path, error)
        path.unlink()
    return SqliteStorage(database_path=path, max_size=CACHE_BYTES, default_ttl=200 * 86400)


def user_agent(contact: str) -> str:
    """Who asks: name, version and how to reach the person who runs it."""
    return f"{AGENT}/{version('lossledger')} (news archive for conflict research; contact: {contact or 'not given'})"


def _backoff(error: Exception) -> bool | float:
    """What to try again, and after how long where the server says so."""
    if not isinstance(error, FetchError):
        return False
    if error.retry_after is not None:
        return False if error.retry_after > LONGEST_WAIT else error.retry_after
    return error.code in ("timeout", "connection") or error.code in {f"status_{s}" for s in _RETRIED}


def _retry_after(value: str | None) -> float | None:
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)) / timedelta(seconds=1))
    except (ValueError, TypeError):
        return None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves a name once and connects to the very address that was checked, so that DNS cannot be turned."""

    def __init__(self, private_addresses: bool) -> None:
        self._private = private_addresses

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from None
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        allowed = addresses if self._private else [a for a in addresses if is_public(a)]
        if not allowed:
            raise FetchError("private_address", f"{host} leads to {addresses[0]}, an address of a private network")
        for i, address in enumerate(allowed):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if i == len(allowed) - 1:
                    raise
        raise AssertionError("unreachable")


class _GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport over a pool with a guarded backend, which httpx has no setting for."""

    def __init__(self, private_addresses: bool) -> None:
        super().__init__()
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_GuardedBackend(private_addresses)
        )
