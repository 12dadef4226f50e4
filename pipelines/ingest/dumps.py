"""Archives in JSON Lines or Parquet -> landing, streamed record by record with a column mapping.

How far a file was read is kept in the polling state after every batch, so that a stopped load goes on there.
"""

from __future__ import annotations

import glob
import gzip
import logging
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest.folder import land_line
from pipelines.ingest.landing import Landing
from pipelines.ingest.records import record_item
from pipelines.ingest.sink import Said, Sink, SourceReport
from pipelines.ingest.sources import Columns, DumpSource
from pipelines.ingest.state import State

BATCH = 200  # records held in memory, and between two notes of how far it is

log = logging.getLogger(__name__)


def land_dump(source: DumpSource, landing: Landing, state: State, now: datetime) -> SourceReport:
    """Land every record of the source's files that is new or changed."""
    sink = Sink(source, landing, now)
    paths = sorted(Path(name) for name in glob.glob(source.path, recursive=True))  # noqa: PTH207 - the path is absolute
    if not paths:
        sink.report.failure = f"no file matches {source.path}: correct path in seeds/sources.toml"
    for path in paths:
        status = path.stat()
        signature = f"{status.st_size}:{status.st_mtime_ns}:{source.columns.model_dump_json()}:{source.outlet_id}"
        position, finished = state.position(source.id, path.name, signature)
        if finished:
            sink.report.counts["files_known"] += 1
            continue
        progress = _Progress(sink, state, path, signature)
        try:
            if source.kind == "parquet":
                _land_parquet(path, source, sink, progress, position)
            else:
                _land_lines(path, sink, progress, position)
        except (OSError, EOFError, pa.ArrowException) as error:
            sink.report.problems.append(f"{path}: {error}: replace the file by an intact one")
    return sink.report


class _Progress:
    def __init__(self, sink: Sink, state: State, path: Path, signature: str) -> None:
        self._sink, self._state, self._path, self._signature = sink, state, path, signature

    def reached(self, position: int, *, finished: bool = False) -> None:
        self._sink.landing.sync()
        self._state.reached(self._sink.source.id, self._path.name, self._signature, position, finished=finished)
        log.info("%s: %s: %s", self._sink.source.id, self._path.name, dict(self._sink.report.counts))


def _land_lines(path: Path, sink: Sink, progress: _Progress, position: int) -> None:
    """``position`` is the byte (after decompression) that the next record starts at."""
    with ExitStack() as stack:
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        if path.suffix == ".gz":
            file = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=file)))
        file.seek(position)
        number = 0
        while land_line(file, path.name, f"@{position}", Said(), sink):
            position = file.tell()
            number += 1
            if number % BATCH == 0:
                progress.reached(position)
    progress.reached(position, finished=True)


def _land_parquet(path: Path, source: DumpSource, sink: Sink, progress: _Progress, position: int) -> None:
    """``position`` is the number of rows landed so far."""
    with pq.ParquetFile(path) as file:
        row = 0
        for batch in file.iter_batches(batch_size=BATCH, columns=_needed(source.columns, file.schema_arrow.names)):
            if row + batch.num_rows <= position:
                row += batch.num_rows
                continue
            for record in batch.to_pylist():
                _land_row(record, f"{path.name}#{row}", source, sink)
                row += 1
            progress.reached(row)
        progress.reached(row, finished=True)


def _land_row(record: dict[str, Any], key: str, source: DumpSource, sink: Sink) -> None:
    item = record_item(record, source.columns)
    name = item.id or item.url
    key = f"{key.partition('#')[0]}#{name}" if name else key
    if len(item.data) > source.max_bytes:
        sink.reject(key, Said(item.url), sink.too_large(len(item.data)))
    else:
        sink.put(key, item.data, Said(item.url, item.outlet_id, item.metadata), item.media_type)


def _needed(columns: Columns, names: list[str]) -> list[str]:
    """The columns of the file that the mapping reads, so that no others are loaded."""
    paths = {path for path in columns.model_dump().values() if path}
    return [name for name in names if name in paths or any(path.startswith(f"{name}.") for path in paths)]
