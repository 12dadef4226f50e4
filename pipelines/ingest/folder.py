"""A folder of files -> landing: .txt, .html, .htm, .json, .jsonl, each also as .gz.

Every file ends as landed bytes or as a record with the reason why it could not be taken in; a bad file never
stops the others. Hidden files and half-written downloads are left alone.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from pipelines.ingest.landing import Landing
from pipelines.ingest.records import record_item
from pipelines.ingest.sink import RejectedItemError, Said, Sink, SourceReport
from pipelines.ingest.sources import DumpSource, FolderSource
from pipelines.ingest.state import State
from pipelines.ingest.when import parse_moment
from pipelines.schemas import enums

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
}
MANIFEST_COLUMNS = ("file", "url", "outlet_id", "published_at", "basis", "title")
UNFINISHED = (".part", ".tmp", ".crdownload", ".swp", "~")


class ManifestError(ValueError):
    """articles.csv cannot be used; the message names the line and the mend."""


def land_folder(source: FolderSource, landing: Landing, state: State, now: datetime) -> SourceReport:
    """Land every file below the source's folder that is new or changed."""
    sink = Sink(source, landing, now)
    root = Path(source.path)
    if not root.is_dir():
        sink.report.failure = f"{root} is no folder: create it, or correct path in seeds/sources.toml"
        return sink.report
    try:
        manifest = _Manifest(root, source.manifest)
    except ManifestError as error:
        sink.report.failure = str(error)
        return sink.report
    sink.report.problems += manifest.problems
    read: list[tuple[str, str]] = []
    for path, key in _files(root):
        if key == source.manifest or key in manifest.wrong:
            continue
        # articles.csv is believed over the file's name.
        said = manifest.said.get(key, Said()).over(_from_name(PurePosixPath(key).name, source.file_names))
        signature = _signature(path, said, source)
        if state.position(source.id, key, signature)[1]:
            sink.report.counts["unchanged"] += 1
            continue
        try:
            _land_file(path, key, said, sink)
        except RejectedItemError as error:
            sink.reject(key, said, error)
        except OSError as error:
            sink.reject(key, said, RejectedItemError("unreadable", f"the file cannot be read: {error.strerror}"))
            continue
        read.append((key, signature))
    landing.sync()
    for key, signature in read:
        state.reached(source.id, key, signature, 0, finished=True)
    return sink.report


def _signature(path: Path, said: Said, source: FolderSource) -> str:
    """Changes whenever the file or what is said about it does, so that an unchanged file is not read again."""
    try:
        status = path.stat()
    except OSError:
        return ""
    told = [said.url, said.outlet_id, said.metadata, source.outlet_id, source.language, source.max_bytes]
    return f"{status.st_size}:{status.st_mtime_ns}:{json.dumps(told, sort_keys=True)}"


def _land_file(path: Path, key: str, said: Said, sink: Sink) -> None:
    source = cast(FolderSource, sink.source)
    root = os.path.realpath(source.path)
    if not Path(os.path.realpath(path)).is_relative_to(root):
        raise RejectedItemError("outside_root", "a link that leads out of the folder: copy the file instead")
    if not stat.S_ISREG(path.stat().st_mode):
        raise RejectedItemError("not_a_file", "a folder link, pipe or device: only plain files are read")
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = suffixes[-1:] == [".gz"]
    inner = suffixes[-2 if packed else -1 :][:1]
    media_type = MEDIA_TYPES.get("".join(inner))
    if media_type is None:
        raise RejectedItemError(
            "unsupported", f"files of this kind are not read: save it as one of {', '.join(MEDIA_TYPES)}"
        )
    with ExitStack() as stack:
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        if packed:
            file = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=file)))
        try:
            if media_type == "application/jsonl":
                land_lines(file, key, said, sink)
                return
            data = file.read(source.max_bytes + 1)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise RejectedItemError("bad_gzip", f"the file is no intact gzip: {error}") from None
    if len(data) > source.max_bytes:
        raise sink.too_large(None if packed else path.stat().st_size)
    if media_type == "application/json":
        _land_json(data, key, said, sink)
    else:
        sink.put(key, data, said, media_type)


def land_lines(file: IO[bytes], key: str, said: Said, sink: Sink) -> None:
    """Land the records of a JSON Lines file, one item a line."""
    number = 1
    while land_line(file, key, str(number), said, sink):
        number += 1


def land_line(file: IO[bytes], key: str, name: str, said: Said, sink: Sink) -> bool:
    """Land the record on the file's next line, if there is one; False at the end of the file.

    ``name`` tells the record from the others of the file ``key`` if it has neither id nor URL of its own.
    """
    limit = sink.source.max_bytes
    line = piece = file.readline(limit + 1)
    size = len(line)
    while piece and not piece.endswith(b"\n"):
        piece = file.readline(limit + 1)
        size += len(piece)
    if size > limit:
        sink.reject(f"{key}#{name}", said, sink.too_large(size))
    elif line.strip():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            sink.put(f"{key}#{name}", line.strip(), said, "application/json")
        else:
            _land_record(record, key, name, said, sink)
    return bool(line)


def _land_json(data: bytes, key: str, said: Said, sink: Sink) -> None:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        sink.put(key, data, said, "application/json")
        return
    if not isinstance(content, list):
        _land_record(content, key, None, said, sink)
        return
    for number, record in enumerate(content, 1):
        _land_record(record, key, str(number), said, sink)


def _land_record(record: Any, key: str, name: str | None, said: Said, sink: Sink) -> None:
    """``name`` numbers the record in its file; its own id or URL is the better key, since lines may move."""
    item = record_item(record, sink.source.columns if isinstance(sink.source, DumpSource) else None)
    own = Said(item.url, item.outlet_id, item.metadata).over(said)
    key = key if name is None else f"{key}#{item.id or item.url or name}"
    sink.put(key, item.data, own, item.media_type)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file below the root with its key: the relative path, with bytes that are no UTF-8 escaped."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([*names, *links]):
            if name.startswith(".") or name.lower().endswith(UNFINISHED):
                continue
            path = Path(folder, name)
            yield path, os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _from_name(name: str, patterns: tuple[str, ...]) -> Said:
    """What the first pattern that matches reads out of a file's name."""
    for pattern in patterns:
        if match := re.match(pattern, name):
            groups = {group: value for group, value in match.groupdict().items() if value}
            said: dict[str, Any] = {g: groups[g] for g in ("country", "language") if g in groups}
            day = "-".join(groups[part] for part in ("year", "month", "day") if part in groups)
            clock = ":".join(groups[part] for part in ("hour", "minute", "second") if part in groups)
            time = f"{day}T{clock}" if ":" in clock else day
            if parse_moment(time):
                said |= {"published_at": time, "published_basis": "file_name"}
            return Said(None, groups.get("outlet_id"), said)
    return Said()


class _Manifest:
    """articles.csv: what is known about the files beside it. Lines that are wrong are named, their files wait."""

    def __init__(self, root: Path, name: str | None) -> None:
        self.said: dict[str, Said] = {}
        self.wrong: set[str] = set()
        self.problems: list[str] = []
        path = root / name if name else None
        if path is None or not path.exists():
            return
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ManifestError(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from None
        reader = csv.DictReader(text.splitlines(keepends=True))
        columns = reader.fieldnames or ()
        if "file" not in columns:
            raise ManifestError(f"{path}, line 1: column file is missing: start with {','.join(MANIFEST_COLUMNS)}")
        if unknown := sorted(set(columns) - set(MANIFEST_COLUMNS)):
            raise ManifestError(f"{path}, line 1: unknown column {unknown[0]!r}: use {', '.join(MANIFEST_COLUMNS)}")
        for row in reader:
            self._add(root, path, reader.line_num, {k: (v or "").strip() for k, v in row.items() if k})

    def _add(self, root: Path, path: Path, line: int, row: dict[str, str]) -> None:
        key, when, basis = row["file"], row.get("published_at"), row.get("basis")
        problem = None
        if not (root / key).is_file():
            problem = f"there is no file {key!r}: correct the name or delete the line"
        elif key in self.said:
            problem = f"{key!r} stands here twice: keep one line"
        elif when and not parse_moment(when):
            problem = f"published_at {when!r} is no date: write 2024-03-12 or 2024-03-12T08:30:00Z"
        elif basis and basis not in enums.DATE_BASES:
            problem = f"basis {basis!r} is unknown: use one of {', '.join(enums.DATE_BASES)}"
        if problem:
            self.problems.append(f"{path}, line {line}: {problem}")
            self.wrong.add(key)
            return
        metadata = {"title": row["title"]} if row.get("title") else {}
        if when:
            metadata |= {"published_at": when, "published_basis": basis or "manifest"}
        self.said[key] = Said(row.get("url") or None, row.get("outlet_id") or None, metadata)
