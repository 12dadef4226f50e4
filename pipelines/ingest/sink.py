"""Lands the items of one source and keeps count of what became of them."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.ingest.landing import Fetch, ForgottenError, Landing
from pipelines.ingest.sources import Source

log = logging.getLogger(__name__)


class RejectedItemError(Exception):
    """An item cannot be taken in. ``code`` and the message become its row in quarantine.documents."""

    def __init__(self, code: str, reason: str, size: int | None = None) -> None:
        super().__init__(reason)
        self.code, self.size = code, size


@dataclass
class SourceReport:
    """What became of one source in one run. A failed source never stops the others.

    ``counts``: landed, unchanged, rejected (recorded with the reason), forgotten (refused: taken down), and for
    web sources requests, not_modified, gone, failed, robots (forbidden by robots.txt). ``problems`` are sentences.
    """

    source_id: str
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    failure: str | None = None  # why the source as a whole could not be read

    @property
    def ok(self) -> bool:
        """Whether the source could be read and nothing needs mending."""
        return self.failure is None and not self.problems

    @property
    def reason(self) -> str:
        """Why it is not ok, in one line; empty if it is."""
        parts = [self.failure] if self.failure else []
        parts += self.problems[:3]
        if len(self.problems) > 3:
            parts.append(f"and {len(self.problems) - 3} more")
        return "; ".join(parts)


@dataclass(frozen=True)
class Said:
    """What is known about an item beside its bytes; ``metadata`` as in ``Fetch.metadata``."""

    url: str | None = None
    outlet_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    def over(self, other: Said) -> Said:
        """This where it says something, else the other."""
        return Said(self.url or other.url, self.outlet_id or other.outlet_id, {**other.metadata, **self.metadata})


@dataclass
class Sink:
    """Where the items of one source go in one run."""

    source: Source
    landing: Landing
    now: datetime
    report: SourceReport = field(init=False)
    last_error: str = ""

    def __post_init__(self) -> None:
        self.report = SourceReport(self.source.id)

    def put(self, key: str, data: bytes | None, said: Said, media_type: str | None, **how: Any) -> Fetch | None:
        """Land an item. ``how``: http_status, pub_status, size_bytes, fetched_at, as in ``Landing.put``."""
        metadata = dict(said.metadata)
        if self.source.language:
            metadata.setdefault("language", self.source.language)
        try:
            fetch = self.landing.put(
                source_id=self.source.id,
                key=key,
                data=data,
                url=said.url,
                outlet_id=said.outlet_id or self.source.outlet_id,
                media_type=media_type,
                metadata=metadata,
                **{"fetched_at": self.now, **how},
            )
        except ForgottenError as error:
            self.report.counts["forgotten"] += 1
            log.info("%s", error)
            return None
        if "reject_code" in metadata:
            self.report.counts["rejected"] += 1
        else:
            self.report.counts["landed" if fetch else "unchanged"] += 1
        return fetch

    def reject(self, key: str, said: Said, error: RejectedItemError, **how: Any) -> None:
        """Record an item that cannot be taken in, with the reason; its bytes do not land."""
        reason = {"reject_code": error.code, "reject_reason": str(error)}
        told = Said(said.url, said.outlet_id, {**said.metadata, **reason})
        self.put(key, None, told, None, size_bytes=error.size, **how)

    def too_large(self, size: int | None) -> RejectedItemError:
        """The error for an item over the source's limit."""
        return RejectedItemError(
            "too_large",
            f"over the limit of {self.source.max_bytes} bytes: raise max_bytes of {self.source.id} "
            "in seeds/sources.toml if it is an article",
            size,
        )
