"""The private build file: opened by one writer at a time, made anew from landing when schemas change."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from pipelines import schemas
from pipelines.schemas.table import Table, polars_schema, quote
from pipelines.settings import Settings
from pipelines.warehouse.sqlfiles import SqlFile, SqlFileError, in_order, read_folder

log = logging.getLogger("lossledger.warehouse")
# There are many small tables: with the usual blocks of 256 KB one article would take 25 MB.
BLOCK_SIZE = 16384
# No extension may be fetched or loaded by a query text.
NO_DOWNLOADS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class LoadError(ValueError):
    """A frame does not fit its table: other columns, or values a cast would change."""


class WarehouseBusy(RuntimeError):
    """Another process has been writing for longer than we are willing to wait."""


@dataclass(frozen=True)
class Warehouse:
    """Access to the build file. Everything that writes goes through ``writer``."""

    settings: Settings
    wait_seconds: float = 600.0

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the build file's lock. The kernel frees it when a process dies, however it dies.

        Raises:
            WarehouseBusy: somebody else held it for ``wait_seconds``.
        """
        with self._hold(self.settings.lock):
            yield

    @contextlib.contextmanager
    def landing_lock(self) -> Iterator[None]:
        """Hold the landing's own lock: a slow source must not keep others from the build file."""
        with self._hold(self.settings.landing_lock):
            yield

    @contextlib.contextmanager
    def _hold(self, path: Path) -> Iterator[None]:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(path, timeout=self.wait_seconds, is_singleton=True):
                yield
        except Timeout as error:
            raise WarehouseBusy(
                f"another run has held {path} for {self.wait_seconds:.0f} s; wait for it to end"
            ) from error

    @contextlib.contextmanager
    def writer(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The build file, open for writing, with every declared table in it."""
        with self.lock():
            self.settings.made_from.unlink(missing_ok=True)
            with contextlib.closing(self._open()) as con:
                yield con

    @contextlib.contextmanager
    def reader(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The build file for reading. Takes the same lock: DuckDB shares a file with no writer."""
        with self.lock(), contextlib.closing(self._open()) as con:
            yield con

    def discard(self) -> None:
        """Remove the build file; the next run makes it anew from landing."""
        with self.lock():
            self._remove()

    def compact(self) -> None:
        """Copy what the build file holds into a fresh one: deleted rows stay legible in a file's free blocks."""
        path = self.settings.build
        fresh = path.with_name(f"{path.name}.fresh")
        with self.lock():
            fresh.unlink(missing_ok=True)  # of a killed process
            with contextlib.closing(duckdb.connect()) as con:
                con.execute(f"ATTACH {quote(str(path))} AS old (READ_ONLY)")
                con.execute(f"ATTACH {quote(str(fresh))} AS fresh (BLOCK_SIZE {BLOCK_SIZE})")
                con.execute("COPY FROM DATABASE old TO fresh")
            fresh.replace(path)

    def _open(self) -> duckdb.DuckDBPyConnection:
        path = self.settings.build
        if path.exists():
            con = None
            try:
                con = _connect(path)
                if con.execute("SELECT schema_hash FROM meta.build").fetchone() == (schemas.schema_hash(),):
                    return con
                reason = "the table declarations have changed"
            except duckdb.Error as error:
                reason = f"the build file cannot be read ({str(error).splitlines()[0]})"
            if con is not None:
                con.close()
            log.warning("rebuilding the warehouse from landing: %s", reason)
            self._remove()
        with contextlib.closing(duckdb.connect()) as maker:
            maker.execute(f"ATTACH {quote(str(path))} (BLOCK_SIZE {BLOCK_SIZE})")
        con = _connect(path)
        create_tables(con)
        return con

    def _remove(self) -> None:
        for path in self.settings.build.parent.glob(self.settings.build.name + "*"):
            path.unlink(missing_ok=True)


def _connect(path: object) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(path), config=NO_DOWNLOADS)
    con.execute("SET TimeZone = 'UTC'")
    return con


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make every declared table, empty, in one transaction."""
    con.begin()
    tables = schemas.all_tables()
    for layer in sorted({t.layer for t in tables} | {"marts"}):
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {layer}")
    for table in tables:
        for statement in table.ddl():
            con.execute(statement)
    con.execute(
        "INSERT INTO meta.build VALUES (?, ?, ?, ?)",
        [schemas.schema_hash(), version("lossledger"), duckdb.__version__, datetime.now(UTC)],
    )
    con.commit()


def conform(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns, order and types; refuses anything that would change a value.

    Raises:
        LoadError: missing or extra columns, or a cast that would lose something (100.7 to integer).
    """
    expected = polars_schema(table)
    missing, extra = expected.keys() - set(frame.columns), set(frame.columns) - expected.keys()
    if missing or extra:
        raise LoadError(f"{table.full_name}: missing columns {sorted(missing)}, unknown columns {sorted(extra)}")
    columns = []
    for name, dtype in expected.items():
        column = frame.get_column(name)
        try:
            columns.append(_cast(column, dtype))
        except (pl.exceptions.PolarsError, TypeError) as error:
            raise LoadError(f"{table.full_name}.{name}: {error}") from error
    return pl.DataFrame(columns)


def _cast(column: pl.Series, dtype: pl.DataType) -> pl.Series:
    source = column.dtype
    if source == dtype:
        return column
    if source.is_integer() and dtype.is_integer():
        return column.cast(dtype, strict=True)
    if source.is_float() and dtype.is_integer():
        cast = column.cast(dtype, strict=True)
        if not cast.cast(source).equals(column):
            raise TypeError("a fraction would be lost in a whole-number column")
        return cast
    allowed = (
        source == pl.Null
        or (source.is_integer() and dtype.is_float())
        or (isinstance(source, pl.Enum | pl.Categorical) and dtype == pl.String)
        or (isinstance(source, pl.Datetime) and isinstance(dtype, pl.Datetime) and source.time_zone == dtype.time_zone)
        or (isinstance(source, pl.List) and isinstance(dtype, pl.List))
    )
    if not allowed:
        raise TypeError(f"cannot store {source} as {dtype} without interpreting it; convert it where it is read")
    return column.cast(dtype, strict=True)


def replace_where(
    con: duckdb.DuckDBPyConnection,
    frames: dict[str, pl.DataFrame],
    deletions: Mapping[str, tuple[str, Sequence[str]]],
) -> dict[str, int]:
    """Delete, then insert, all in one transaction.

    Args:
        con: an open writer.
        frames: ``layer.table`` to the rows to insert.
        deletions: ``layer.table`` to (column, values): rows with these values go first. Tables
            whose rows hang on another table (``CHILD_OF``) take a column of that parent.

    Returns:
        ``layer.table`` to rows inserted.

    Raises:
        LoadError: a frame does not fit; nothing was changed.
    """
    fitting = {name: conform(schemas.table(name), frame) for name, frame in frames.items()}
    con.begin()
    try:
        for name, (column, values) in deletions.items():
            _delete(con, name, column, values)
        for name, frame in fitting.items():
            insert(con, name, frame)
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return {name: frame.height for name, frame in fitting.items()}


def _delete(con: duckdb.DuckDBPyConnection, name: str, column: str, values: Sequence[str]) -> None:
    if not values:
        return
    keys = pl.DataFrame({"key": list(values)}, schema={"key": pl.String})
    con.register("deleted_keys", keys.to_arrow())
    if parent := CHILD_OF.get(name):
        parent_table, link = parent
        con.execute(
            f"DELETE FROM {name} WHERE {link} IN (SELECT {link} FROM {parent_table} "
            f"WHERE {column} IN (SELECT key FROM deleted_keys))"
        )
    else:
        con.execute(f"DELETE FROM {name} WHERE {column} IN (SELECT key FROM deleted_keys)")
    con.unregister("deleted_keys")


CHILD_OF = {"core.claim_places": ("core.loss_claims", "loss_claim_id")}


def insert(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Append rows by column name. The caller holds the transaction."""
    if frame.is_empty():
        return
    con.register("inserted_rows", frame.to_arrow())
    con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM inserted_rows")
    con.unregister("inserted_rows")


def replace_all(con: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Make each table hold exactly these rows, in one transaction; see ``replace_where`` for errors."""
    fitting = {name: conform(schemas.table(name), frame) for name, frame in frames.items()}
    con.begin()
    try:
        for name, frame in fitting.items():
            # A new table is several times quicker than deleting from one with a key and filling it again.
            con.execute(f"DROP TABLE {name}")
            for statement in schemas.table(name).ddl():
                con.execute(statement)
            insert(con, name, frame)
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return {name: frame.height for name, frame in fitting.items()}


def read(con: duckdb.DuckDBPyConnection, query: str, params: Sequence[object] = ()) -> pl.DataFrame:
    """A query's rows as a frame. Values go in as parameters, never into the text."""
    return con.sql(query, params=list(params) or None).pl()


def build_mart(con: duckdb.DuckDBPyConnection, file: SqlFile) -> int:
    """Make ``marts.<name>`` from its file, with comments from the header; returns its row count.

    Raises:
        SqlFileError: a table that it reads was never made, or the header's columns are not the SELECT's columns; the
            old table stays.
    """
    name = f"marts.{file.name}"
    missing = [table for table in file.depends_on if not _exists(con, table)]
    if missing:
        raise SqlFileError(
            f"{name} reads {', '.join(missing)}, not made yet; materialize all assets once, or `lossledger run`"
        )
    con.begin()
    try:
        con.execute(f"CREATE OR REPLACE TABLE {name} AS {file.sql}")
        made = [row[0] for row in con.execute(f"DESCRIBE {name}").fetchall()]
        documented = [column.name for column in file.columns]
        if made != documented:
            raise SqlFileError(
                f"{file.path}: the header documents {documented}, the SELECT gives {made}; make them the same"
            )
        grain = file.fields.get("grain", "")
        con.execute(f"COMMENT ON TABLE {name} IS {quote(f'{file.description} One row: {grain}.')}")
        for column in file.columns:
            unit = f" [{column.unit}]" if column.unit else ""
            con.execute(f"COMMENT ON COLUMN {name}.{column.name} IS {quote(column.description + unit)}")
        count = con.execute(f"SELECT count(*) FROM {name}").fetchone()
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return int(count[0]) if count else 0


def drop_retired_marts(con: duckdb.DuckDBPyConnection, settings: Settings) -> list[str]:
    """Drop the marts whose file is gone from ``sql/marts``; returns their names."""
    files = {file.name for file in read_folder(settings.sql / "marts")}
    made = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts' ORDER BY ALL").fetchall()
    retired = [name for (name,) in made if name not in files]
    for name in retired:
        con.execute(f'DROP TABLE marts."{name}"')
    return retired


def _exists(con: duckdb.DuckDBPyConnection, full_name: str) -> bool:
    query = "SELECT count(*) FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?"
    row = con.execute(query, [full_name]).fetchone()
    return row is not None and row[0] > 0


def build_marts(con: duckdb.DuckDBPyConnection, settings: Settings) -> dict[str, int]:
    """Make all macros and marts in dependency order; name to row count."""
    marts = in_order(read_folder(settings.sql / "marts"), "marts")
    counts = {file.name: build_mart(con, file) for file in marts}
    for file in read_folder(settings.sql / "macros"):
        con.execute(file.sql)
    return counts
