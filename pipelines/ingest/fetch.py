"""Feeds, sitemaps and lists of pages -> landing.

A listing is asked when it is due; the pages it names are asked once and then on a schedule that thins out, so
that edits and withdrawals are seen. Only news lands: a page whose bytes differ from the last time while its
article is the same (adverts, tokens) counts as unchanged. A page that answers 410 Gone, or for ten days 404 after
it had landed, lands without bytes as canceled.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.ingest.identity import clean_url, document_identity
from pipelines.ingest.landing import Landing, LandingError
from pipelines.ingest.listings import ListingError, is_listing_type, parse_feed, parse_sitemap, wanted
from pipelines.ingest.sink import RejectedItemError, Said, Sink, SourceReport
from pipelines.ingest.sources import ListingSource, UrlsSource
from pipelines.ingest.state import Page, State
from pipelines.ingest.web import Answer, Client, FetchError

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
MAX_SITEMAPS = 50  # of an index, the newest first
REJECTED = ("too_large", "wrong_type", "private_address", "bad_url", "redirects")  # will not mend by waiting

SameArticle = Callable[[bytes, bytes, str, str], bool]  # bytes before and now, URL, media type
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Fetched:
    page: Page
    answer: Answer | None = None
    error: FetchError | None = None


def fetch_source(
    source: ListingSource | UrlsSource,
    client: Client,
    landing: Landing,
    state: State,
    now: datetime,
    *,
    same_article: SameArticle,
) -> SourceReport:
    """Ask one source: its listing if that is due, then every page that is due."""
    sink = Sink(source, landing, now)
    report = sink.report
    if state.is_due(source.id, now):
        try:
            state.see(source.id, _listed(source, client), now)
            state.wait(source.id, now + timedelta(minutes=source.poll_minutes))
        except (FetchError, ListingError, OSError) as error:
            report.failure = f"{_address(source)}: {error}"
            if isinstance(error, FetchError) and error.retry_after:
                state.wait(source.id, now + timedelta(seconds=error.retry_after))
    pages = state.due_pages(source.id, now, source.max_items)
    with ThreadPoolExecutor(source.connections_per_host) as pool:
        for fetched in pool.map(lambda page: _get(client, page), pages):
            _land(fetched, sink, state, same_article)
    tried = report.counts["asked"]
    if tried and report.counts["failed"] == tried:
        report.problems.append(f"none of {tried} pages could be had; the last because: {sink.last_error}")
    report.counts["requests"] = client.requests
    return report


def _listed(source: ListingSource | UrlsSource, client: Client) -> list[Page]:
    if isinstance(source, UrlsSource):
        lines = Path(source.path).read_text("utf-8").splitlines() if source.path else map(str, source.urls)
        addresses = (clean_url(line) for line in lines if line.strip() and not line.startswith("#"))
        return [Page(address, Said(address)) for address in dict.fromkeys(addresses) if address]
    answer = client.get(str(source.url), is_listing_type)
    if source.kind == "feed":
        return [page for page in parse_feed(answer.body, answer.url) if wanted(page, source)]
    return [page for page in _sitemap(answer, client, source) if wanted(page, source)]


def _sitemap(answer: Answer, client: Client, source: ListingSource) -> list[Page]:
    sitemap = parse_sitemap(answer.body, answer.url, source.max_bytes)
    pages = list(sitemap.pages)
    newest = sorted(sitemap.children, key=lambda child: child[1], reverse=True)[:MAX_SITEMAPS]
    for url, _ in newest:
        child = client.get(url, is_listing_type)
        pages += parse_sitemap(child.body, child.url, source.max_bytes).pages
    return pages


def _get(client: Client, page: Page) -> _Fetched:
    try:
        answer = client.get(page.key, lambda media_type: media_type in PAGE_TYPES)
    except FetchError as error:
        return _Fetched(page, error=error)
    if urlsplit(answer.url).path in ("", "/") and urlsplit(page.key).path not in ("", "/"):
        return _Fetched(page, error=FetchError("front_page", "it redirects to the site's front page"))
    return _Fetched(page, answer)


def _land(fetched: _Fetched, sink: Sink, state: State, same_article: SameArticle) -> None:
    page, answer, error = fetched.page, fetched.answer, fetched.error
    source, counts = sink.source, sink.report.counts
    assert isinstance(source, ListingSource | UrlsSource)  # noqa: S101 - for the type checker
    counts["asked"] += 1
    if answer is not None:
        counts["not_modified"] += answer.from_cache
        data = _news(page, answer, sink.landing, same_article)
        said = Said(clean_url(answer.url) or page.said.url, None, page.said.metadata)
        sink.put(page.key, data, said, answer.media_type, http_status=answer.status)
        url = document_identity(source.id, page.key, answer.url, data).url
        page = replace(page, url=url, sha256=hashlib.sha256(data).hexdigest())
    elif error is not None and error.code == "status_410":
        page = _withdraw(page, sink, 410)
    elif error is not None and error.code in REJECTED:
        sink.reject(page.key, page.said, RejectedItemError(error.code, str(error)))
        page = replace(page, sha256=None)
    elif error is not None:
        counts["robots" if error.code == "robots" else "failed"] += 1
        sink.last_error = f"{page.key}: {error}"
        log.info("%s: %s", source.id, sink.last_error)
        again = state.failed(source.id, page.key, sink.now)
        if not again and error.code == "status_404" and page.sha256:
            _withdraw(page, sink, 404)
        return
    state.asked(source.id, page, sink.now, source.reask_days)


def _news(page: Page, answer: Answer, landing: Landing, same_article: SameArticle) -> bytes:
    """The bytes of the answer, or those that landed last if they show the very same article."""
    if page.sha256 is not None and page.sha256 != hashlib.sha256(answer.body).hexdigest():
        try:
            before = landing.read_bytes(page.sha256)
        except LandingError:  # taken down, or the state is older than the landing
            return answer.body
        if same_article(before, answer.body, answer.url, answer.media_type):
            return before
    return answer.body


def _withdraw(page: Page, sink: Sink, status: int) -> Page:
    sink.report.counts["gone"] += 1
    said = Said(page.url or page.said.url, None, page.said.metadata)
    sink.put(page.key, None, said, None, http_status=status, pub_status="canceled")
    return replace(page, sha256=None)


def _address(source: ListingSource | UrlsSource) -> str:
    return str(source.url) if isinstance(source, ListingSource) else source.path or "urls"
