"""Fetching from a site on loopback: each case ends as the rules say, and never stops the run."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest import web
from pipelines.ingest.landing import Fetch, Landing
from pipelines.ingest.run import ingest
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import Sources
from tests.ingest.conftest import NOW, Page, Site, article, ask_all, bomb, source

Ask = Callable[..., SourceReport]


def test_a_missing_contact_is_owned_up_to(
    site: Site, landing: Landing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/a"] = Page(article())
    named = {"site": source(site, "urls", "/a") | {"id": "site"}}
    ingest(Sources.model_validate({"sources": named}), landing, tmp_path / "state.sqlite", NOW)
    assert site.agents == {
        f"lossledger/{version('lossledger')} (news archive for conflict research; contact: not given)"
    }
    assert "no contact" in caplog.text


def landed(landing: Landing) -> list[Fetch]:
    return list(landing.records())


def test_feed_brings_pages_with_what_it_says_about_them(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/feed": Page(site.feed("/a?utm_source=rss", "/b")), "/a": Page(article()), "/b": Page(article("B"))}
    report = ask()
    assert report.ok, report.reason
    first, second = landed(landing)
    assert {first.key, second.key} == {f"{site.url}/a", f"{site.url}/b"}
    assert first.metadata["published_at"] == "Mon, 02 Mar 2026 07:15:30 GMT"
    assert first.metadata["published_basis"] == "feed"
    assert first.http_status == 200
    assert landing.read(first) == article()
    assert site.agents == {web.user_agent("test@example.org")}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "feed",
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>T</title><id>1</id>'
            '<link href="{url}/a"/><published>2026-03-02T07:15:30Z</published></entry></feed>',
        ),
        (
            "feed",
            '{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":"1","url":"{url}/a","title":"T",'
            '"date_published":"2026-03-02T07:15:30Z","authors":[{{"name":"Jane Doe"}}]}},{{"id":"2"}},7]}}',
        ),
        (
            "sitemap",
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/a</loc><n:news>'
            "<n:publication_date>2026-03-02T07:15:30Z</n:publication_date><n:title>T</n:title></n:news></url></urlset>",
        ),
    ],
    ids=["atom", "json_feed", "news_sitemap"],
)
def test_listing_formats(site: Site, landing: Landing, ask: Ask, kind: str, body: str) -> None:
    site.pages |= {"/list": Page(body.format(url=site.url).encode(), type="text/xml"), "/a": Page(article())}
    report = ask(kind, "/list")
    assert report.ok, report.reason
    (fetch,) = landed(landing)
    assert fetch.metadata["title"] == "T"
    assert fetch.metadata["published_at"] == "2026-03-02T07:15:30Z"


def test_sitemap_index_packed(site: Site, landing: Landing, ask: Ask) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.url}/news.xml.gz</loc></sitemap></sitemapindex>"
    part = f"<urlset><url><loc>{site.url}/a</loc><lastmod>2026-03-01</lastmod></url></urlset>"
    site.pages |= {
        "/sitemap.xml": Page(index.encode(), type="application/xml"),
        "/news.xml.gz": Page(gzip.compress(part.encode()), type="application/gzip"),
        "/a": Page(article()),
    }
    assert ask("sitemap", "/sitemap.xml").ok
    assert [fetch.key for fetch in landed(landing)] == [f"{site.url}/a"]


def test_nothing_new_costs_conditional_requests_and_lands_nothing(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/feed": Page(site.feed("/a"), etag='"f1"'), "/a": Page(article(), etag='"a1"')}
    ask()
    size = landing.size()
    assert ask(now=NOW + timedelta(hours=4)).ok
    assert landing.size() == size
    assert site.asked["/feed", 304] == 1
    assert site.asked["/a", 304] == 1
    assert site.asked["/a", 200] == 1


def test_known_pages_are_asked_again_ever_more_seldom(site: Site, ask: Ask) -> None:
    site.pages |= {"/feed": Page(site.feed("/a")), "/a": Page(article())}
    hours = range(0, 24 * 40, 6)
    for hour in hours:
        ask(now=NOW + timedelta(hours=hour), reask_days=(0.5, 1, 7, 30))
    assert site.total("/a") == 5  # once, and after half a day, a day, a week, a month


def test_listing_is_polled_when_due_and_a_changed_entry_is_asked_at_once(
    site: Site, landing: Landing, ask: Ask
) -> None:
    def feed(updated: str) -> bytes:
        return (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>T</title><id>1</id>'
            f'<link href="{site.url}/a"/><updated>{updated}</updated></entry></feed>'
        ).encode()

    site.pages |= {"/feed": Page(feed("2026-03-02T07:00:00Z")), "/a": Page(article())}
    ask()
    ask(now=NOW + timedelta(minutes=10))
    assert site.total("/feed") == 1
    site.pages |= {"/feed": Page(feed("2026-03-02T09:30:00Z")), "/a": Page(article(figure="15"))}
    ask(now=NOW + timedelta(minutes=60))
    assert [landing.read(fetch) for fetch in landed(landing)] == [article(), article(figure="15")]


def test_gone_is_recorded_as_canceled(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/feed": Page(site.feed("/a")), "/a": Page(article())}
    ask()
    site.pages["/a"] = Page(b"gone", 410)
    report = ask(now=NOW + timedelta(days=1))
    assert report.counts["gone"] == 1
    last = landed(landing)[-1]
    assert (last.pub_status, last.sha256, last.http_status) == ("canceled", None, 410)


@pytest.mark.parametrize(
    ("page", "count", "requests"),
    [
        (Page(b"no", 404), "failed", 1),
        (Page(b"no", 403), "failed", 1),
        (Page(b"no", 500), "failed", 3),
        (Page(b"no", 429), "failed", 3),
        (Page(b"no", 429, headers={"Retry-After": "3600"}), "failed", 1),
        (Page(article(), delay=3), "failed", 3),
        (Page(article(), then=[500, 503]), "landed", 3),
        (Page(article(), then=[429], headers={"Retry-After": "0"}), "landed", 2),
        (Page(b"%PDF-1.7", type="application/pdf"), "rejected", 1),
        (Page(b"x" * 200_000), "rejected", 1),
        (Page(bomb(), headers={"Content-Encoding": "gzip"}), "rejected", 1),
        (Page(b"", 301, headers={"Location": "/a"}), "rejected", 6),
        (Page(b"", 302, headers={"Location": "/"}), "failed", 1),
        (Page(b"", 302, headers={"Location": "file:///etc/passwd"}), "rejected", 1),
    ],
    ids=[
        "404", "403", "500", "429", "retry_after_too_long", "slow", "recovers", "retry_after", "pdf", "oversized",
        "gzip_bomb", "redirect_loop", "front_page", "redirect_to_file",
    ],
)  # fmt: skip
def test_each_answer_ends_as_the_rules_say(
    site: Site, landing: Landing, ask: Ask, page: Page, count: str, requests: int
) -> None:
    site.pages |= {"/": Page(article("Front")), "/a": page}
    report = ask("urls", "/a", max_bytes=100_000, timeout_seconds=0.5 if page.delay else 5)
    assert report.counts[count] == 1, report
    assert site.total("/a") == requests
    assert report.failure is None
    if count == "rejected":
        (fetch,) = landed(landing)
        assert fetch.sha256 is None
        assert fetch.metadata["reject_reason"]
    if count == "failed":
        assert not report.ok
        assert "/a" in report.reason


def test_redirect_lands_under_its_last_address(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/old": Page(b"", 301, headers={"Location": "/new"}), "/new": Page(article())}
    ask("urls", "/old")
    (fetch,) = landed(landing)
    assert (fetch.key, fetch.url) == (f"{site.url}/old", f"{site.url}/new")


def test_a_failed_page_waits_longer_each_time_and_is_given_up(site: Site, ask: Ask) -> None:
    for hour in range(0, 24 * 20, 2):
        ask("urls", "/missing", now=NOW + timedelta(hours=hour))
    assert site.total("/missing") == 11


def test_robots_are_obeyed(site: Site, landing: Landing, ask: Ask) -> None:
    rules = b"User-agent: lossledger\nDisallow: /private\n\nUser-agent: *\nDisallow:\n"
    site.pages |= {
        "/robots.txt": Page(rules, type="text/plain"),
        "/feed": Page(site.feed("/private/a", "/open")),
        "/open": Page(article()),
        "/private/a": Page(article()),
    }
    report = ask()
    assert report.counts["robots"] == 1
    assert site.total("/private/a") == 0
    assert [fetch.key for fetch in landed(landing)] == [f"{site.url}/open"]


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (403, 1), (500, 0), (429, 0)])
def test_missing_robots_allow_and_unreachable_ones_forbid(site: Site, ask: Ask, status: int, asked: int) -> None:
    site.pages |= {"/robots.txt": Page(b"", status), "/a": Page(article())}
    ask("urls", "/a")
    assert site.total("/a") == asked


def only_the_site_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://169.254.169.254/latest", "http://[::1]:1/", "http://10.1.2.3/"]
)
def test_redirect_to_a_private_address_is_refused(
    site: Site, landing: Landing, ask: Ask, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    only_the_site_is_public(monkeypatch)
    site.pages["/a"] = Page(b"", 302, headers={"Location": target})
    report = ask("urls", "/a", private_addresses=False)
    assert report.counts["rejected"] == 1
    (fetch,) = landed(landing)
    assert fetch.metadata["reject_code"] == "private_address"


def test_loopback_is_refused_unless_the_source_allows_it(site: Site, landing: Landing, ask: Ask) -> None:
    report = ask("feed", "/feed", private_addresses=False)
    assert "private network" in (report.failure or "")
    assert not site.asked


def test_a_name_is_resolved_once_and_the_checked_address_is_used(
    site: Site, landing: Landing, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hostile name server answers with a public address first and with loopback the next time."""
    port = int(site.url.rsplit(":", 1)[1])
    answers = iter(["127.0.0.2", "127.0.0.1"] * 10)
    real = socket.getaddrinfo

    def turncoat(host: Any, *args: Any, **kwargs: Any) -> Any:
        return real(next(answers) if host == "evil.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", turncoat)
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.2")
    site.pages["/a"] = Page(article())
    site.url = f"http://evil.example:{port}"
    report = ask("urls", "/a", private_addresses=False, robots=False)
    assert not site.asked  # the server listens on 127.0.0.1 only, which was never checked
    assert report.counts["landed"] == 0


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert web.is_public(address) is public


def test_requests_to_a_host_are_spaced_and_limited(site: Site, ask: Ask) -> None:
    paths = [f"/{i}" for i in range(6)]
    site.pages |= {path: Page(article(path), delay=0.1) for path in paths} | {"/feed": Page(site.feed(*paths))}
    ask(requests_per_minute=600, connections_per_host=2)
    expected = 0.1 * (len(site.times) - 1)  # a tenth of a second was asked for
    assert site.times[-1] - site.times[0] > expected * 0.8
    assert site.most_at_once <= 2


def test_one_failing_source_never_stops_the_others(site: Site, landing: Landing, tmp_path: Path) -> None:
    site.pages |= {
        "/good": Page(site.feed("/a")),
        "/a": Page(article()),
        "/html": Page(article(), type="text/html"),
        "/broken.json": Page(b'{"items": [', type="application/json"),
        "/error": Page(b"", 500),
    }
    reports = ask_all(
        {
            "missing_folder": {"kind": "folder", "path": str(tmp_path / "nowhere")},
            "error": source(site, "feed", "/error"),
            "html": source(site, "feed", "/html"),
            "sitemap": source(site, "sitemap", "/html"),
            "json": source(site, "feed", "/broken.json"),
            "unknown_host": source(site, "feed", "/") | {"url": "http://does-not-exist.invalid/feed"},
            "good": source(site, "feed", "/good"),
        },
        landing,
        tmp_path,
    )
    *bad, good = reports
    assert good.ok, good.reason
    assert good.counts["landed"] == 1
    assert [report.source_id for report in bad if report.failure is None] == []
    assert all(report.reason for report in bad)


def test_include_and_exclude(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/feed": Page(site.feed("/war/a", "/sport/b", "/war/live/c"))}
    site.pages |= {path: Page(article(path)) for path in ("/war/a", "/sport/b", "/war/live/c")}
    ask(include=["/war/"], exclude=["/live/"])
    assert [fetch.key for fetch in landed(landing)] == [f"{site.url}/war/a"]


def test_a_load_cut_short_goes_on_in_the_next_run(site: Site, landing: Landing, ask: Ask) -> None:
    paths = [f"/{i}" for i in range(5)]
    site.pages |= {path: Page(article(path)) for path in paths} | {"/feed": Page(site.feed(*paths))}
    ask(max_items=2)
    assert len(landed(landing)) == 2
    ask(max_items=2, now=NOW + timedelta(minutes=1))
    ask(max_items=2, now=NOW + timedelta(minutes=2))
    assert len(landed(landing)) == 5


def test_list_of_urls_in_a_file(site: Site, landing: Landing, tmp_path: Path) -> None:
    site.pages |= {"/a": Page(article())}
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# pages\n{site.url}/a\n\n{site.url}/a#again\nnot a url\n")
    settings = source(site, "urls", "/a") | {"urls": [], "path": str(urls)}
    (report,) = ask_all({"list": settings}, landing, tmp_path)
    assert report.counts["landed"] == 1


def test_manifest_lines_are_json_with_utc_times(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages |= {"/a": Page(article())}
    ask("urls", "/a")
    (line,) = landing.manifest.read_text().splitlines()
    assert json.loads(line)["fetched_at"] == "2026-03-02T09:00:00+00:00"


def test_a_damaged_cache_starts_anew(site: Site, landing: Landing, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "http_cache.sqlite").write_bytes(b"no database" * 500)
    site.pages |= {"/a": Page(article())}
    assert ask("urls", "/a").counts["landed"] == 1


def test_robots_that_cannot_be_read_fail_the_page_without_asking_again_and_again(site: Site, ask: Ask) -> None:
    site.pages |= {"/robots.txt": Page(b"", 500), "/feed": Page(site.feed("/a", "/b"))}
    report = ask()
    assert "robots.txt" in report.reason
    assert site.total("/robots.txt") == 1


def test_a_page_whose_article_stays_the_same_lands_once(site: Site, landing: Landing, ask: Ask) -> None:
    """Adverts and tokens make other bytes at each request; only another article is news."""
    advert = b"<aside>Advert %d</aside><script>token = '%d'</script></body>"
    for day in range(5):
        site.pages["/a"] = Page(article().replace(b"</body>", advert % (day, day)))
        report = ask("urls", "/a", now=NOW + timedelta(days=day), reask_days=(0.9, 1.9, 2.9, 3.9))
        assert report.counts["landed" if day == 0 else "unchanged"] == 1
    assert site.total("/a") == 5
    assert len(landed(landing)) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"12 soldiers", b"15 soldiers"),
        (b'content="Two tanks', b'content="Three tanks'),
        (b"<head>", b'<head><meta property="article:published_time" content="2026-03-01T10:00:00Z">'),
        (b"<head>", b'<head><link rel="canonical" href="/b">'),
    ],
    ids=["text", "headline", "date", "address"],
)
def test_another_article_lands_again(site: Site, landing: Landing, ask: Ask, before: bytes, after: bytes) -> None:
    site.pages["/a"] = Page(article())
    ask("urls", "/a")
    site.pages["/a"] = Page(article().replace(before, after))
    ask("urls", "/a", now=NOW + timedelta(days=1), reask_days=(0.9,))
    assert len(landed(landing)) == 2


def test_an_article_that_goes_and_comes_back_is_seen(site: Site, landing: Landing, ask: Ask) -> None:
    for day, page in enumerate([Page(article()), Page(b"", 410), Page(article() + b"<!-- back -->")]):
        site.pages["/a"] = page
        ask("urls", "/a", now=NOW + timedelta(days=day), reask_days=(0.9, 1.9))
    assert [fetch.pub_status for fetch in landed(landing)] == ["usable", "canceled", "usable"]


def test_a_page_that_stays_away_for_ten_days_is_withdrawn(site: Site, landing: Landing, ask: Ask) -> None:
    site.pages["/a"] = Page(article())
    ask("urls", "/a")
    del site.pages["/a"]
    gone = [ask("urls", "/a", now=NOW + timedelta(hours=hour)).counts["gone"] for hour in range(0, 24 * 20, 3)]
    first, last = landed(landing)
    assert (first.pub_status, last.pub_status, last.http_status, last.sha256) == ("usable", "canceled", 404, None)
    assert last.url == first.url
    assert timedelta(days=10) < last.fetched_at - NOW < timedelta(days=14)
    assert sum(gone) == 1


@pytest.mark.parametrize(("back", "status"), [(24 * 8, 404), (24 * 20, 503)], ids=["comes back", "server is down"])
def test_a_page_that_is_away_for_a_while_is_not_withdrawn(
    site: Site, landing: Landing, ask: Ask, back: int, status: int
) -> None:
    for hour in range(0, 24 * 20, 3):
        site.pages["/a"] = Page(article()) if hour == 0 or hour > back else Page(b"", status)
        ask("urls", "/a", now=NOW + timedelta(hours=hour))
    assert [fetch.pub_status for fetch in landed(landing)] == ["usable"]
