"""Fetches -> rows of core.documents, articles, text_blocks, fetch_outcomes and quarantine.documents.

Articles are read in a process pool and come back in the order of the manifest, so that the versions of a
document are told apart in the order they were fetched, whatever the number of workers. Memory is bounded by
the batch and by what is known of earlier articles (ids and hashes, no texts).
"""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version as package_version
from itertools import chain, islice
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.documents.parse import ParsedArticle, Reader, Rejected, TriagedOut, parse
from pipelines.ingest.landing import Fetch, Landing, LandingError
from pipelines.schemas import core, raw
from pipelines.schemas.table import Table, polars_schema

TASK_SIZE = 16  # fetches a worker takes at once
BATCH_SIZE = 1000  # fetches a batch of frames holds
FEW = 24  # so few fetches are read in this process: starting workers would take longer
SECONDS_PER_ARTICLE = 60
CODE = (
    "documents/blocks.py",
    "documents/dates.py",
    "documents/decode.py",
    "documents/page.py",
    "documents/parse.py",
    "documents/triage.py",
    "ingest/identity.py",
    "ingest/when.py",
)
LIBRARIES = ("courlan", "htmldate", "py3langid", "trafilatura")
DATA = ("boilerplate.toml", "wires.csv", "triage.toml")

log = logging.getLogger(__name__)
Outcome = ParsedArticle | Rejected | TriagedOut


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """An article version that is stored already; ``digest`` covers its metadata."""

    version_id: str
    fetched_at: datetime
    digest: str


@dataclass
class Known:
    """What the warehouse holds of earlier runs. Updated while documents are read."""

    fingerprints: dict[str, str] = field(default_factory=dict)  # by fetch_id
    versions: dict[tuple[str, str], KnownVersion] = field(default_factory=dict)  # by document_id, text_sha256
    documents: set[str] = field(default_factory=set)

    @classmethod
    def from_frames(
        cls, documents: pl.DataFrame, articles: pl.DataFrame, outcomes: pl.DataFrame, cleaner: str
    ) -> Known:
        """From the rows of core.documents, core.articles (``text`` is not needed) and core.fetch_outcomes.

        Only versions that the present cleaner made count: with a new one every fetch is read again, in order.
        """
        known = cls(documents=set(documents["document_id"]))
        known.fingerprints = dict(zip(outcomes["fetch_id"], outcomes["fingerprint"], strict=True))
        for row in articles.filter(pl.col("cleaner_version") == cleaner).iter_rows(named=True):
            known.versions[row["document_id"], row["text_sha256"]] = KnownVersion(
                row["version_id"], row["fetched_at"], _digest(row)
            )
        return known


def cleaner_version(seeds: Path) -> str:
    """Package version and a hash of the code, libraries and word lists that make texts out of bytes."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in [*(root / name for name in CODE), *(seeds / "lexicon" / "en" / name for name in DATA)]:
        digest.update(path.read_bytes() + b"\0")
    digest.update("\0".join(package_version(name) for name in LIBRARIES).encode())
    return f"{package_version('lossledger')}+{digest.hexdigest()[:8]}"


def fingerprint(fetch: Fetch, cleaner: str) -> str:
    """Hash of all that decides what becomes of a fetch: bytes, what is said about them, and the cleaner."""
    said = [fetch.sha256, fetch.url, fetch.outlet_id, fetch.media_type, fetch.pub_status, fetch.metadata, cleaner]
    return _hash32(json.dumps(said, sort_keys=True))


def read_documents(
    records: Iterable[Fetch],
    landing: Landing,
    known: Known,
    seeds: Path,
    *,
    workers: int = 1,
    triaged: frozenset[str] = frozenset(),
    batch_size: int = BATCH_SIZE,
) -> Iterator[dict[str, pl.DataFrame]]:
    """Read the fetches that are new or were read by another cleaner; give batches of rows by full table name.

    ``records`` are all fetches in the order of the manifest. A batch may bring a version or document again,
    with new metadata: replace its rows. ``triaged``: sources whose HTML pages are left unread if they
    hold no word of loss.
    Stopping between two batches loses nothing: what was stored is known the next time.
    """
    cleaner = cleaner_version(seeds)
    todo = (
        (fetch, mark)
        for fetch in records
        if (mark := fingerprint(fetch, cleaner)) != known.fingerprints.get(fetch.fetch_id)
    )
    rows = _Rows(cleaner, known)
    reader = Reader.load(seeds)
    how = _How(landing.root, seeds, workers, triaged)
    done = 0
    for fetch, mark, first in _outcomes(todo, landing, reader, how):
        outcome = first
        if isinstance(first, TriagedOut) and first.document_id in known.documents:
            # An edit may have removed the losses from an article: only its text can show that.
            outcome = _read_one(fetch, landing, reader, triage=False)
        rows.add(fetch, mark, outcome, landing)
        done += 1
        if rows.size >= batch_size:
            yield rows.take()
            log.info("read %d fetches", done)
    if rows.size:
        yield rows.take()
        log.info("read %d fetches", done)


def same_article(one: bytes, other: bytes, url: str, media_type: str, seeds: Path) -> bool:
    """Whether two answers of one address show the same article: text, headline, dates, byline, language, address."""
    fetch = Fetch("", "", url, url, None, datetime.min, None, None, media_type)
    try:
        reader = Reader.load(seeds)
        return parse(fetch, one, reader, triage=False) == parse(fetch, other, reader, triage=False)
    except Exception:  # whatever is wrong with the page or a word list: the run that reads what lands will name it
        log.info("%s cannot be compared with what it was", url, exc_info=True)
        return False


@dataclass(frozen=True)
class _How:
    """What every worker needs to know."""

    root: Path  # of the landing
    seeds: Path
    workers: int
    triaged: frozenset[str]


def _outcomes(
    todo: Iterator[tuple[Fetch, str]], landing: Landing, reader: Reader, how: _How
) -> Iterator[tuple[Fetch, str, Outcome | None]]:
    """Each fetch with what was read, in order; None where no bytes landed."""
    head = list(islice(todo, FEW))
    if how.workers < 2 or len(head) < FEW:
        for fetch, mark in chain(head, todo):
            triage = fetch.source_id in how.triaged
            yield fetch, mark, _read_one(fetch, landing, reader, triage=triage) if fetch.sha256 else None
        return
    pool = _Pool(how)
    waiting: deque[tuple[list[tuple[Fetch, str]], Future[list[Outcome | None]]]] = deque()
    try:
        todo = chain(head, todo)
        while task := list(islice(todo, TASK_SIZE)):
            waiting.append((task, pool.submit([fetch for fetch, _ in task])))
            if len(waiting) > how.workers * 3:
                yield from pool.collect(*waiting.popleft())
        while waiting:
            yield from pool.collect(*waiting.popleft())
    finally:
        pool.shutdown()


class _Pool:
    """Processes that read fetches. One that dies on a page takes only that page with it."""

    def __init__(self, how: _How) -> None:
        self._how = how
        self._pool = self._start(how.workers)

    def submit(self, fetches: list[Fetch]) -> Future[list[Outcome | None]]:
        try:
            return self._pool.submit(_read_task, fetches)
        except BrokenProcessPool:
            self._pool = self._start(self._how.workers)
            return self._pool.submit(_read_task, fetches)

    def collect(
        self, task: list[tuple[Fetch, str]], future: Future[list[Outcome | None]]
    ) -> Iterator[tuple[Fetch, str, Outcome | None]]:
        try:
            outcomes = future.result()
        except BrokenProcessPool:
            outcomes = [self._alone(fetch) for fetch, _ in task]
        for (fetch, mark), outcome in zip(task, outcomes, strict=True):
            yield fetch, mark, outcome

    def shutdown(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _alone(self, fetch: Fetch) -> Outcome | None:
        with self._start(1) as single:
            try:
                single.submit(_read_task, []).result()
            except BrokenProcessPool as error:  # not the page's fault
                raise RuntimeError(
                    "no process to read articles in could start; free some memory, or set LOSSLEDGER_WORKERS=1"
                ) from error
            try:
                return single.submit(_read_task, [fetch]).result()[0]
            except BrokenProcessPool:
                return Rejected("crashed", "reading it kills the process that reads it: report the page")

    def _start(self, workers: int) -> ProcessPoolExecutor:
        # Not fork: the parent may hold DuckDB and threads.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, _start_worker, (self._how,))


_worker: tuple[Landing, Reader, frozenset[str]]


def _start_worker(how: _How) -> None:
    global _worker  # noqa: PLW0603 - a worker process is set up once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = (Landing(how.root), Reader.load(how.seeds), how.triaged)


def _read_task(fetches: list[Fetch]) -> list[Outcome | None]:
    landing, reader, triaged = _worker
    signal.signal(signal.SIGALRM, _too_slow)
    outcomes: list[Outcome | None] = []
    for fetch in fetches:
        if fetch.sha256 is None:
            outcomes.append(None)
            continue
        signal.alarm(SECONDS_PER_ARTICLE)
        try:
            outcomes.append(_read_one(fetch, landing, reader, triage=fetch.source_id in triaged))
        finally:
            signal.alarm(0)
    return outcomes


def _too_slow(*_: Any) -> None:
    raise TimeoutError(f"reading it took more than {SECONDS_PER_ARTICLE} seconds")


def _read_one(fetch: Fetch, landing: Landing, reader: Reader, *, triage: bool) -> Outcome:
    try:
        return parse(fetch, landing.read(fetch), reader, triage=triage)
    except LandingError:
        raise
    except Exception as error:  # a page must never stop the run, whatever it does to a parser
        log.warning("%s: %s could not be read", fetch.source_id, fetch.key, exc_info=True)
        return Rejected("unreadable", f"reading it failed ({type(error).__name__}: {error}): report the page")


class _Rows:
    """Collects the rows of a batch."""

    def __init__(self, cleaner: str, known: Known) -> None:
        self._cleaner = cleaner
        self._known = known
        self._clear()

    @property
    def size(self) -> int:
        return len(self._outcomes)

    def add(self, fetch: Fetch, mark: str, outcome: Outcome | None, landing: Landing) -> None:
        version_id = document_id = None
        if isinstance(outcome, ParsedArticle):
            document_id, kind = outcome.document_id, "parsed"
            version_id = self._add_article(fetch, outcome)
        elif isinstance(outcome, TriagedOut):
            document_id, kind = outcome.document_id, "triaged_out"
        else:
            document_id = landing.document_of(fetch)
            kind = self._add_rejected(fetch, outcome)
        self._outcomes.append(
            {
                "fetch_id": fetch.fetch_id,
                "outcome": kind,
                "version_id": version_id,
                "document_id": document_id,
                "fingerprint": mark,
            }
        )

    def take(self) -> dict[str, pl.DataFrame]:
        """The batch so far as frames by full table name; starts a new one."""
        rows: dict[str, list[dict[str, Any]]] = {
            "core.documents": list(self._documents.values()),
            "core.articles": list(self._articles.values()),
            "core.text_blocks": [row for blocks in self._blocks.values() for row in blocks],
            "core.fetch_outcomes": self._outcomes,
            "quarantine.documents": self._rejected,
        }
        self._clear()
        return {name: pl.DataFrame(rows[name], schema=SCHEMAS[name], orient="row") for name in rows}

    def _clear(self) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        self._articles: dict[str, dict[str, Any]] = {}
        self._blocks: dict[str, list[dict[str, Any]]] = {}
        self._outcomes: list[dict[str, Any]] = []
        self._rejected: list[dict[str, Any]] = []

    def _add_rejected(self, fetch: Fetch, outcome: Rejected | None) -> str:
        if outcome is None and "reject_code" not in fetch.metadata:
            return "gone"
        self._rejected.append(
            {
                "fetch_id": fetch.fetch_id,
                "source_id": fetch.source_id,
                "key": fetch.key,
                "reason_code": outcome.code if outcome else fetch.metadata["reject_code"],
                "reason": outcome.reason if outcome else fetch.metadata["reject_reason"],
                "rejected_at": fetch.fetched_at,
            }
        )
        return "quarantined"

    def _add_article(self, fetch: Fetch, article: ParsedArticle) -> str:
        if article.document_id not in self._known.documents:
            self._known.documents.add(article.document_id)
            self._documents[article.document_id] = {
                "document_id": article.document_id,
                "source_id": fetch.source_id,
                "key": fetch.key,
                "url": article.url,
                "outlet_id": fetch.outlet_id,
            }
        place = (article.document_id, article.text_sha256)
        before = self._known.versions.get(place)
        version_id = before.version_id if before else _hash32(article.document_id, fetch.sha256 or "")
        row = {name: getattr(article, name) for name in FROM_ARTICLE} | {
            "version_id": version_id,
            "fetched_at": before.fetched_at if before else fetch.fetched_at,
            "cleaner_version": self._cleaner,
        }
        digest = _digest(row)
        if before is None or before.digest != digest:
            self._known.versions[place] = KnownVersion(version_id, row["fetched_at"], digest)
            self._articles[version_id] = row
            self._blocks[version_id] = [
                {
                    "version_id": version_id,
                    "block_no": number,
                    "kind": block.kind,
                    "start_char": block.start,
                    "end_char": block.end,
                }
                for number, block in enumerate(article.blocks)
            ]
        return version_id


def _schema_of(tables: list[Table], name: str) -> dict[str, pl.DataType]:
    return next(polars_schema(table) for table in tables if table.full_name == name)


SCHEMAS = {
    name: _schema_of([*core.TABLES, *raw.TABLES], name)
    for name in (
        "core.documents",
        "core.articles",
        "core.text_blocks",
        "core.fetch_outcomes",
        "quarantine.documents",
    )
}
FROM_ARTICLE = tuple(
    name for name in SCHEMAS["core.articles"] if name not in ("version_id", "fetched_at", "cleaner_version")
)
METADATA = tuple(name for name in SCHEMAS["core.articles"] if name not in ("text", "fetched_at"))


def _digest(row: dict[str, Any]) -> str:
    """Hash of an article row but for its text, whose own hash is among the columns."""
    said = [row[name].isoformat() if isinstance(row[name], datetime) else row[name] for name in METADATA]
    return _hash32(json.dumps(said))


def _hash32(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
