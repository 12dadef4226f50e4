"""The landing: bytes by content hash and an append-only manifest of what was fetched when from where.

    landing/blobs/ab/abcd...   the bytes, named by their SHA-256; written once, never changed
    landing/manifest.jsonl     one JSON object a line: a fetch (the columns of raw.fetches) or a tombstone
    landing/synced             how many bytes of the manifest are on disk for certain, with all their blobs

A process may be killed at any point: a blob appears under its name only when it is complete, and the next writer
checks what lies beyond ``synced`` and cuts the manifest where a line or its blob is not whole, so that a power cut
costs a few fetches and no damage. Only the holder of the landing's lock may open it for writing.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl

from pipelines.ingest.identity import document_identity

SYNC_EVERY = 500  # lines of the manifest between two syncs
SYNC_THREADS = 16  # files synced side by side share the commits of the file system


class LandingError(RuntimeError):
    """The landing is damaged in a way that a crash cannot explain."""


class ForgottenError(Exception):
    """The document was taken down with ``lossledger forget`` and must not land again."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One entry of the manifest; the fields are the columns of raw.fetches.

    ``metadata`` is what the source said about the item: title, byline, section, language, encoding,
    published_at / modified_at with their ``_precision`` and ``_basis``. An item that could not be taken in has
    no bytes and ``reject_code`` and ``reject_reason`` here instead.
    """

    fetch_id: str
    source_id: str
    key: str
    url: str | None
    outlet_id: str | None
    fetched_at: datetime
    sha256: str | None
    size_bytes: int | None
    media_type: str | None
    http_status: int | None = None
    pub_status: str = "usable"
    metadata: dict[str, Any] = field(default_factory=dict)


class Landing:
    """Reads and writes one landing folder. Use as a context manager when writing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifest = root / "manifest.jsonl"
        self._synced = root / "synced"
        self._out: int | None = None
        self._lock = threading.RLock()  # sources on the web land from several threads
        self._unsynced = 0
        self._new_blobs: list[Path] = []
        self._latest: dict[bytes, bytes] = {}
        self._clock = (datetime.min, datetime.min)  # the time asked for last, and what was given
        self._tombstones = _Tombstones()

    def __enter__(self) -> Self:
        self._open_for_writing()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(
        self,
        *,
        source_id: str,
        key: str,
        data: bytes | None,
        fetched_at: datetime,
        url: str | None = None,
        outlet_id: str | None = None,
        media_type: str | None = None,
        http_status: int | None = None,
        pub_status: str = "usable",
        size_bytes: int | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> Fetch | None:
        """Land one item; None if its latest record says the same already.

        What lands under the time of one run is set a microsecond apart, so that ``fetched_at`` tells which of two
        versions came later. ``size_bytes`` is only needed where the bytes do not land (``data`` is None).

        Raises:
            ForgottenError: the document was taken down.
        """
        said: dict[str, Any] = {
            "url": url,
            "outlet_id": outlet_id,
            "media_type": media_type,
            "http_status": http_status,
            "pub_status": pub_status,
            "metadata": metadata or {},
        }
        size = size_bytes if data is None else len(data)
        with self._lock:
            self._open_for_writing()
            if self._tombstones.cover(source_id, key, url, data):
                raise ForgottenError(f"{source_id}: {key} was taken down with `lossledger forget`")
            digest = hashlib.sha256(data).hexdigest() if data is not None else None
            item, state = _item_key(source_id, key), _state(digest, said)
            if self._latest.get(item) == state:
                return None
            if data is not None and digest is not None:
                self._write_blob(digest, data)
            at = self._tick(fetched_at.astimezone(UTC))
            fetch_id = _hash32("fetch", source_id, key, state.hex(), at.isoformat())
            fetch = Fetch(fetch_id, source_id, key, fetched_at=at, sha256=digest, size_bytes=size, **said)
            self._append({**asdict(fetch), "fetched_at": at.isoformat()})
            self._latest[item] = state
            return fetch

    def forget(self, document_id: str, at: datetime) -> list[Fetch]:
        """Take a document down: delete its bytes unless another document has the same, refuse it from now on.

        Returns the fetches that are gone; empty if the landing knows no such document.
        """
        self._open_for_writing()
        gone, kept_bytes = [], set()
        for fetch in self.records():
            if self.document_of(fetch) == document_id:
                gone.append(fetch)
            elif fetch.sha256:
                kept_bytes.add(fetch.sha256)
        if gone:
            self._append(
                {
                    "forget": document_id,
                    "at": at.astimezone(UTC).isoformat(),
                    "items": sorted({(fetch.source_id, fetch.key) for fetch in gone}),
                    "sha256": sorted({f.sha256 for f in gone if f.sha256} - kept_bytes),
                }
            )
            self.sync()
            self._replay()
            self._delete_forgotten_bytes()
        return gone

    def document_of(self, fetch: Fetch) -> str:
        """The ``document_id`` of a fetch."""
        data = self.read(fetch) if fetch.sha256 else None
        return document_identity(fetch.source_id, fetch.key, fetch.url, data).document_id

    def records(self) -> Iterator[Fetch]:
        """Every fetch in the order it landed, but for documents that were taken down."""
        tombstones = _Tombstones()
        for line in self._lines():
            tombstones.add(line)
        for line in self._lines():
            if "forget" not in line and (line["source_id"], line["key"]) not in tombstones.items:
                yield Fetch(**{**line, "fetched_at": datetime.fromisoformat(line["fetched_at"])})

    def read(self, fetch: Fetch) -> bytes:
        """The landed bytes of a fetch.

        Raises:
            LandingError: the bytes are missing or are not what the manifest says.
        """
        if fetch.sha256 is None:
            raise LandingError(f"{fetch.source_id}: {fetch.key} landed no bytes")
        return self.read_bytes(fetch.sha256)

    def read_bytes(self, sha256: str) -> bytes:
        """Landed bytes by their hash; errors as for ``read``."""
        path = self._blob(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise LandingError(f"{path} is missing: restore the landing from a backup") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LandingError(f"{path} is damaged: restore the landing from a backup")
        return data

    def size(self) -> int:
        """Bytes of the manifest: it only grows, so a smaller one is another landing."""
        return self.manifest.stat().st_size if self.manifest.exists() else 0

    def sync(self) -> None:
        """Make everything put so far survive a power cut."""
        with self._lock:
            if self._out is None or not self._unsynced:
                return
            with ThreadPoolExecutor(SYNC_THREADS) as pool:
                list(pool.map(_fsync, [*self._new_blobs, *{path.parent for path in self._new_blobs}]))
            os.fsync(self._out)
            partial = self._synced.with_suffix(".part")
            partial.write_text(str(self.size()))
            _fsync(partial)
            partial.rename(self._synced)
            self._new_blobs.clear()
            self._unsynced = 0

    def close(self) -> None:
        """Sync and let go of the manifest."""
        if self._out is not None:
            self.sync()
            os.close(self._out)
            self._out = None

    def _open_for_writing(self) -> None:
        if self._out is not None:
            return
        self.root.mkdir(parents=True, exist_ok=True)
        self._recover()
        self._replay()
        self._delete_forgotten_bytes()
        self._out = os.open(self.manifest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def _recover(self) -> None:
        """Cut off what a kill or a power cut left unfinished; its items will be fetched again."""
        if not self.manifest.exists():
            return
        size = self.size()
        end = int(self._synced.read_text()) if self._synced.exists() else 0
        with self.manifest.open("r+b") as file:
            file.seek(max(end - 1, 0))
            if end > size or (end and file.read(1) != b"\n"):  # another manifest was put here
                end = 0
            file.seek(end)
            for line in file:
                if not line.endswith(b"\n") or not self._is_whole(line):
                    break
                end += len(line)
            if end < size:
                file.truncate(end)
                os.fsync(file.fileno())

    def _is_whole(self, line: bytes) -> bool:
        try:
            digest = json.loads(line).get("sha256")
        except ValueError:
            return False
        if not isinstance(digest, str):
            return True  # a tombstone, or a fetch that brought no bytes
        path = self._blob(digest)
        return path.exists() and _sha256(path) == digest

    def _replay(self) -> None:
        """Learn from the manifest which state of each item is the latest and what was taken down."""
        self._latest.clear()
        self._tombstones = _Tombstones()
        for line in self._lines():
            self._tombstones.add(line)
            if "forget" not in line:
                self._latest[_item_key(line["source_id"], line["key"])] = _state(line["sha256"], line)

    def _delete_forgotten_bytes(self) -> None:
        """Also finishes what a killed ``forget`` left undone: the tombstone is written before the deletion."""
        for digest in self._tombstones.blobs:
            self._blob(digest).unlink(missing_ok=True)

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.manifest.exists():
            return
        with self.manifest.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):  # being written, or torn by a crash
                    return
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise LandingError(
                        f"{self.manifest}, line {number} is not JSON ({error}): restore it from a backup"
                    ) from None

    def _tick(self, now: datetime) -> datetime:
        """The time itself, or a microsecond after the last answer if that was asked for the same time."""
        asked, given = self._clock
        at = given + timedelta(microseconds=1) if now == asked else now
        self._clock = (now, at)
        return at

    def _append(self, record: dict[str, Any]) -> None:
        assert self._out is not None  # noqa: S101 - every caller opens first
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        while data:
            data = data[os.write(self._out, data) :]
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            self.sync()

    def _write_blob(self, digest: str, data: bytes) -> None:
        path = self._blob(digest)
        if path.exists() and _sha256(path) == digest:  # a power cut may have left it hollow
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{digest}.part")
        partial.write_bytes(data)
        partial.chmod(0o444)
        partial.rename(path)
        self._new_blobs.append(path)
        self._tombstones.blobs.discard(digest)  # another document brought the same bytes

    def _blob(self, digest: str) -> Path:
        return self.root / "blobs" / digest[:2] / digest


def fetches_frame(fetches: Iterable[Fetch]) -> pl.DataFrame:
    """The rows of raw.fetches."""
    rows = [{**asdict(f), "metadata": _canonical_json(f.metadata)} for f in fetches]
    return pl.DataFrame(rows, schema=FETCH_COLUMNS, orient="row")


FETCH_COLUMNS = {
    "fetch_id": pl.String(),
    "source_id": pl.String(),
    "key": pl.String(),
    "url": pl.String(),
    "outlet_id": pl.String(),
    "fetched_at": pl.Datetime("us", "UTC"),
    "sha256": pl.String(),
    "size_bytes": pl.Int64(),
    "media_type": pl.String(),
    "http_status": pl.Int32(),
    "pub_status": pl.String(),
    "metadata": pl.String(),
}


class _Tombstones:
    """What was taken down, replayed from the manifest in its order."""

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self.items: set[tuple[str, str]] = set()
        self.blobs: set[str] = set()  # to be deleted, unless another document brought them since

    def add(self, line: dict[str, Any]) -> None:
        if "forget" in line:
            self.documents.add(line["forget"])
            self.items.update((source_id, key) for source_id, key in line["items"])
            self.blobs.update(line["sha256"])
        elif line["sha256"]:
            self.blobs.discard(line["sha256"])

    def cover(self, source_id: str, key: str, url: str | None, data: bytes | None) -> bool:
        if not self.documents:
            return False
        identity = document_identity(source_id, key, url, data)
        return (source_id, key) in self.items or identity.document_id in self.documents


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _item_key(source_id: str, key: str) -> bytes:
    return hashlib.blake2b(f"{source_id}\0{key}".encode("utf-8", "backslashreplace"), digest_size=16).digest()


def _state(digest: str | None, said: dict[str, Any]) -> bytes:
    """Hash of everything that makes a fetch differ from the one before."""
    parts = [digest, said["url"], said["outlet_id"], said["media_type"], said["http_status"], said["pub_status"]]
    text = json.dumps(parts) + _canonical_json(said["metadata"])
    return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).digest()


def _canonical_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash32(*parts: str) -> str:
    text = "\0".join(parts)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
