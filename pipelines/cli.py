"""The command line: ``lossledger --help``. Each command is a few lines over a function of the other packages."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler

from pipelines.settings import PROJECT, Settings, SettingsError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="News about armed conflict in, a warehouse of attributed loss claims out.\n\n"
    "Start with `lossledger run`, then `lossledger sql`. Put your own articles into `warehouse/inbox/`.",
)
console = Console()
errors = Console(stderr=True)


def fail(message: str) -> typer.Exit:
    """Print what is wrong and what to do; exit code 1."""
    errors.print(message, style="red", markup=False, highlight=False)
    return typer.Exit(1)


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except SettingsError as error:
        raise fail(str(error)) from error


@app.callback()
def main(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show debug messages.")] = False,
) -> None:
    """Log progress to standard error, so that standard output can be piped."""
    handler = RichHandler(console=errors, show_path=False, show_level=False, log_time_format="%H:%M:%S")
    logger = logging.getLogger("lossledger")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False


@app.command()
def run(
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source of seeds/sources.toml; repeatable.")
    ] = None,
    re_extract: Annotated[bool, typer.Option(help="Read articles again even if nothing changed.")] = False,
    since: Annotated[str | None, typer.Option(help="With --re-extract: fetched on or after this day.")] = None,
) -> None:
    """Fetch what is new, read it, check it and release it; prints the newest claims."""
    from pipelines.defs.instance import RunFailed, run_refresh

    settings = _settings()
    config: dict[str, Any] = {
        "ops": {
            "landing__manifest": {"config": {"sources": source or []}},
            "extraction": {
                "config": {"re_extract": re_extract, "since": since, "source": source[0] if source else None}
            },
        }
    }
    before = settings.current.resolve() if settings.current.exists() else None
    try:
        run_refresh(settings, config)
    except RunFailed as error:
        raise fail(f"The run failed; the last release stays current.\n{error}") from error
    _show_claims(settings)
    after = settings.current.resolve()
    console.print(
        f"Nothing changed: no row was added or changed, {after} stays current."
        if after == before
        else f"Released {after}",
        soft_wrap=True,
        highlight=False,
    )
    console.print("Open it with: lossledger sql", highlight=False)


@app.command()
def rebuild() -> None:
    """Make the warehouse anew from the landed bytes, then run. Nothing is fetched twice, nothing is lost."""
    from pipelines.warehouse.build import Warehouse

    Warehouse(_settings()).discard()
    run()


@app.command()
def ui(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on; the UI has no login.")] = "127.0.0.1",
) -> None:
    """Serve the Dagster UI; the hourly schedule and the drop-folder sensor tick while it runs."""
    import dagster as dg

    from pipelines.defs.housekeeping import mark_dead_runs
    from pipelines.defs.instance import prepare_home

    settings = _settings()
    prepare_home(settings)
    with dg.DagsterInstance.get() as instance:
        mark_dead_runs(instance, settings)
    console.print(f"The Dagster UI is at http://{host}:{port} once it is up; stop it with Ctrl-C.", highlight=False)
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "-h", host, "-p", str(port)]
    os.chdir(PROJECT)  # where pyproject.toml names what to load
    os.execv(dagster, command)  # noqa: S606 our own interpreter's command, no shell


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="A query to run; without one a shell opens.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Run the query in this file.")] = None,
) -> None:
    """Query the current release, read-only: `lossledger sql "FROM marts.claims_readable"`."""
    settings = _settings()
    release = _release(settings)
    if query is None and file is None:
        shell = Path(sys.executable).with_name("duckdb")
        os.execv(shell, [str(shell), "-readonly", str(release)])  # noqa: S606 no shell
    import duckdb

    from pipelines.warehouse.release import open_release

    try:
        with open_release(release) as con:
            text = file.read_text(encoding="utf-8") if file else query
            relation = con.sql(str(text))
            if relation is not None:
                relation.show(max_width=shutil.get_terminal_size((160, 40)).columns, max_rows=100)
    except (duckdb.Error, OSError) as error:
        raise fail(str(error)) from error


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder for the files; made if absent.")],
    mart: Annotated[list[str] | None, typer.Option(help="Only this mart; repeatable. Default: all.")] = None,
    format: Annotated[str, typer.Option(help="csv or parquet.")] = "csv",
) -> None:
    """Write marts of the current release as CSV or Parquet files."""
    from pipelines.warehouse.export import ExportError, export_marts

    try:
        for path, rows in export_marts(_release(_settings()), folder, mart or [], format):
            console.print(f"{rows:>9} rows  {path}", highlight=False, soft_wrap=True)
    except ExportError as error:
        raise fail(str(error)) from error


@app.command()
def forget(
    article: Annotated[str, typer.Argument(help="document_id, version_id, URL, or path within its source.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an article down: its bytes, its text, all that was read out of it, and older releases that hold it."""
    from pipelines.warehouse.build import Warehouse
    from pipelines.warehouse.forget import ForgetError, find, forget_document

    warehouse = Warehouse(_settings())
    try:
        found = find(warehouse, article)
        console.print(f"{found.document_id}  {found.headline or ''}\n{found.url or found.key}", markup=False)
        if not yes:
            typer.confirm("Forget this article for good? This cannot be undone", abort=True)
        forget_document(warehouse, found.document_id)
    except ForgetError as error:
        raise fail(str(error)) from error
    run()


@app.command()
def docs() -> None:
    """Write sql/DATA_DICTIONARY.md anew from the table declarations and the headers of the marts."""
    from pipelines.warehouse.dictionary import write_dictionary

    console.print(f"wrote {write_dictionary(_settings())}", highlight=False, soft_wrap=True)


def _release(settings: Settings) -> Path:
    if not settings.current.exists():
        raise fail(f"There is no release at {settings.current} yet: make one with `lossledger run`.")
    return settings.current.resolve()


def _show_claims(settings: Settings) -> None:
    from rich.table import Table

    from pipelines.warehouse.release import open_release

    with open_release(_release(settings)) as con:
        row = con.execute("SELECT count(*) FROM marts.claims").fetchone()
        rows = con.execute(
            "SELECT date, claimant, victim, count, category, model, outcome, status FROM marts.claims_readable "
            "ORDER BY date DESC NULLS LAST, article, loss_claim_id LIMIT 20"
        ).fetchall()
    total = int(row[0]) if row else 0
    table = Table(title=f"Claims, not facts: the newest {len(rows)} of {total}", title_justify="left")
    for name in ("date", "claimant", "victim", "count", "category", "model", "outcome", "status"):
        table.add_column(name)
    for values in rows:
        table.add_row(*("" if value is None else str(value) for value in values))
    console.print(table, markup=False)


if __name__ == "__main__":
    app()
