"""Asks every enabled source once. What one source does wrong never keeps the others from landing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from pipelines.ingest.folder import land_folder
from pipelines.ingest.landing import Landing
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import AnySource, FolderSource

log = logging.getLogger(__name__)


def ingest(sources: Iterable[AnySource], landing: Landing, now: datetime) -> list[SourceReport]:
    """Land what is new in each source; one report a source, in their order. The caller holds the writer lock."""
    reports = []
    with landing:
        for source in sources:
            try:
                report = _ask(source, landing, now)
            except Exception as error:
                log.exception("source %s failed", source.id)
                report = SourceReport(source.id, failure=f"{type(error).__name__}: {error}")
            landing.sync()
            log.info("%s: %s%s", source.id, dict(report.counts), f"; {report.reason}" if not report.ok else "")
            reports.append(report)
    return reports


def _ask(source: AnySource, landing: Landing, now: datetime) -> SourceReport:
    if isinstance(source, FolderSource):
        return land_folder(source, landing, now)
    raise NotImplementedError(f"sources of kind {source.kind} cannot be asked yet")
