"""Asks every enabled source once. What goes wrong with one source never keeps the others from landing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from stamina.instrumentation import LoggingOnRetryHook, set_on_retry_hooks

from pipelines.ingest.dumps import land_dump
from pipelines.ingest.fetch import SameArticle, fetch_source
from pipelines.ingest.folder import land_folder
from pipelines.ingest.landing import Landing
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import AnySource, DumpSource, FolderSource, Sources, WebSource
from pipelines.ingest.state import State
from pipelines.ingest.web import Client, HostGate, open_cache

PARALLEL_SOURCES = 8  # web sources asked at once; each host has its own, lower limit

log = logging.getLogger(__name__)


def ingest(
    sources: Sources,
    landing: Landing,
    state_path: Path,
    now: datetime,
    *,
    same_article: SameArticle = lambda *_: False,
    first_wait: float = 1.0,
) -> list[SourceReport]:
    """Land what is new in each enabled source; one report a source, in the order of the file.

    ``now`` is the time of the run: it is stamped on what lands and decides what is due. ``same_article`` says
    whether other bytes of a page show what it showed before, so that they need not land. ``first_wait`` is the
    pause in seconds before the first retry of a request. The caller holds the writer lock.
    """
    set_on_retry_hooks([LoggingOnRetryHook])
    enabled = sources.enabled()
    with State(state_path) as state, landing:
        state.check_landing(landing.size())
        reports = {}
        for source in enabled:
            if not isinstance(source, WebSource):
                reports[source.id] = _report(source, partial(_local, source, landing, state, now))
        web = [source for source in enabled if isinstance(source, WebSource)]
        if web:
            if not sources.contact:
                log.warning("seeds/sources.toml has no contact: webmasters cannot reach you; set it to your address")
            storage, gate = open_cache(state_path.with_name("http_cache.sqlite")), HostGate()

            def ask(source: AnySource) -> SourceReport:
                assert isinstance(source, WebSource)  # noqa: S101 - chosen above
                with Client(source, sources.contact, storage, gate, first_wait) as client:
                    return fetch_source(source, client, landing, state, now, same_article=same_article)

            with ThreadPoolExecutor(PARALLEL_SOURCES) as pool:
                found = pool.map(lambda source: _report(source, partial(ask, source)), web)
                reports |= {report.source_id: report for report in found}
            storage.close()
        landing.sync()
        state.note_landing(landing.size())
    return [reports[source.id] for source in enabled]


def _local(source: AnySource, landing: Landing, state: State, now: datetime) -> SourceReport:
    if isinstance(source, FolderSource):
        return land_folder(source, landing, state, now)
    assert isinstance(source, DumpSource)  # noqa: S101 - the other kinds are web sources
    return land_dump(source, landing, state, now)


def _report(source: AnySource, work: Callable[[], SourceReport]) -> SourceReport:
    try:
        report = work()
    except Exception as error:
        log.exception("source %s failed", source.id)
        report = SourceReport(source.id, failure=f"{type(error).__name__}: {error}")
    log.info("%s: %s %s", source.id, dict(report.counts), report.reason)
    return report
