"""The command line: ``lossledger --help``. Each command is a few lines over a function of the other packages."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.logging import RichHandler

from pipelines.settings import PROJECT, Settings, SettingsError

if TYPE_CHECKING:
    from pipelines.extract.model import Document

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="News about armed conflict in, a warehouse of attributed loss claims out.\n\n"
    "Start with `lossledger run`, then `lossledger sql`. Put your own articles into `warehouse/inbox/`.",
)
console = Console(width=None if sys.stdout.isatty() else 140)
complaints = Console(stderr=True)


def fail(message: str) -> typer.Exit:
    """Print what is wrong and what to do; exit code 1."""
    complaints.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


@contextmanager
def explained(*mendable: type[Exception]) -> Iterator[None]:
    """Show an error that the user can mend, and any of the file system, as one line."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads our output has enough; typer ends quietly
    except OSError as error:
        raise fail(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error
    except mendable as error:
        raise fail(str(error)) from error


def _settings() -> Settings:
    with explained(SettingsError):
        return Settings.from_env()


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise fail(f"{option} {text}: {error}: write a day as YYYY-MM-DD") from error


@app.callback()
def main(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show debug messages.")] = False,
) -> None:
    """Log progress to standard error, so that standard output can be piped."""
    handler = RichHandler(console=complaints, show_path=False, show_level=False, log_time_format="%H:%M:%S")
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
    from pipelines.ingest.sources import SourcesError, load_sources

    settings = _settings()
    if _day("--since", since) and not re_extract:
        raise fail("--since says which articles to read again: give --re-extract with it")
    with explained(SourcesError):
        known = load_sources(settings.seeds / "sources.toml", settings.warehouse).sources
    if unknown := [name for name in source or [] if name not in known]:
        raise fail(f"no source {', '.join(unknown)} in seeds/sources.toml: choose from {', '.join(known)}")
    asked = {"sources": source or []}
    before = settings.current.resolve() if settings.current.exists() else None
    try:
        troubled = run_refresh(settings, asked, asked | {"re_extract": re_extract, "since": since})
    except RunFailed as error:
        raise fail(f"The run failed; the last release stays current.\n{error}") from error
    except OSError as error:
        raise fail(f"The warehouse folder {settings.warehouse} cannot be used: {error}") from error
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
    for name, reason in troubled.items():
        complaints.print(f"Source {name}: {reason}", style="yellow", markup=False, soft_wrap=True)
    if troubled.keys() & set(source or []):
        raise typer.Exit(1)


@app.command()
def rebuild() -> None:
    """Make the warehouse anew from the landed bytes, then run. Nothing is fetched twice, nothing is lost."""
    from pipelines.warehouse.build import Warehouse, WarehouseBusy

    with explained(WarehouseBusy):
        Warehouse(_settings()).discard()
    run()


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 3000,
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
def extract(
    articles: Annotated[Path, typer.Argument(help='JSON lines with "id" and "text"; - is standard input.')],
    rejections: Annotated[bool, typer.Option(help="Also say which numbers were not taken, and why.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
) -> None:
    """Read claims out of texts, without the warehouse: JSON lines in, JSON lines out, in the same order.

    In: "id", "text", and optionally "title", "published_at", "outlet_id". Out: "id" and "claims"; offsets index
    the text as given. The fields of a claim: tests/gold/README.md.
    """
    from pipelines.extract.extractor import extract_many
    from pipelines.extract.jsonl import RecordError, listed_entities, opened, read_documents, write_extraction
    from pipelines.extract.seed_tables import LexiconError, Tables

    settings = _settings()
    wrong: list[RecordError] = []

    def up_to_a_wrong_line(documents: Iterable[Document]) -> Iterator[Document]:
        try:
            yield from documents
        except RecordError as error:
            wrong.append(error)  # told when all before it is written

    with explained(LexiconError, UnicodeError), opened(articles) as (lines, name):
        listed = listed_entities(Tables(settings.seeds)["entities"])
        documents = up_to_a_wrong_line(read_documents(lines, name))
        for extraction in extract_many(documents, settings.seeds, workers or settings.workers):
            print(write_extraction(extraction, listed=listed, rejections=rejections))
    for error in wrong:
        raise fail(str(error))


@app.command()
def explain(
    article: Annotated[Path, typer.Argument(help="A text file; - is standard input.")],
    published: Annotated[str | None, typer.Option(help="Day of publication, YYYY-MM-DD.")] = None,
) -> None:
    """Show why each number of a text became a claim, or did not."""
    from pipelines.extract.explain import explain as notes
    from pipelines.extract.extractor import Extractor
    from pipelines.extract.jsonl import RecordError, decoded, opened
    from pipelines.extract.lexicon import Lexicon
    from pipelines.extract.model import Document
    from pipelines.extract.seed_tables import LexiconError

    published_at = _day("--published", published)
    with explained(RecordError, LexiconError, UnicodeError):
        with opened(article) as (file, name):
            text = decoded(file.read(), name).replace("\r\n", "\n")
        document = Document("explained", text, published_at=published_at)
        extraction = Extractor(Lexicon.load(_settings().seeds)).extract(document)
    for note in notes(document, extraction):
        style, mark = ("green", "claim") if note.taken else ("yellow", "not taken")
        console.print(f"{note.start:>6}-{note.end:<6} {mark:9} {note.surface!r}", style=style, markup=False)
        console.print(f"{'':24} {note.why}", markup=False, highlight=False)
    console.print(f"{len(extraction.claims)} claims, {len(extraction.rejections)} numbers not taken", highlight=False)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold, JSON lines as in tests/gold/README.md; - is standard input.")],
    predictions: Annotated[Path | None, typer.Option(help="Score this output of `extract` instead.")] = None,
    errors: Annotated[bool, typer.Option(help="Print misses, false alarms and wrong slots with their text.")] = False,
    json: Annotated[Path | None, typer.Option(help="Save the result, for --against later.")] = None,
    against: Annotated[Path | None, typer.Option(help="Compare with a result saved before.")] = None,
) -> None:
    """Score the extractor against gold: levels L1 to L5, slots, false alarms, span validity.

    tests/gold/README.md describes the format of gold, how to make your own, and what each figure means.
    """
    from pipelines.extract import evaluate as scoring
    from pipelines.extract import gold as files
    from pipelines.extract.extractor import extract_many
    from pipelines.extract.jsonl import RecordError, listed_entities, write_extraction
    from pipelines.extract.seed_tables import LexiconError, Tables

    settings = _settings()
    with explained(files.EvaluationError, RecordError, LexiconError, UnicodeError):
        if json:
            json.open("a").close()  # to know before the long work whether it can be written
        reference = files.Reference.load(settings.seeds / "reference")
        records = files.load_jsonl(gold, reference)
        if predictions:
            predicted = files.load_predictions(predictions)
        else:
            extractions = extract_many((r.document for r in records), settings.seeds, settings.workers)
            listed = listed_entities(Tables(settings.seeds)["entities"])
            rows = [loads(write_extraction(extraction, listed=listed)) for extraction in extractions]
            predicted = {row["id"]: files.claims_of(row["claims"], row["id"]) for row in rows}
        print(scoring.evaluate_main(records, predicted, reference, show_errors=errors, json_out=json, against=against))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="Queries to run; without any a shell opens.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Run the queries in this file.")] = None,
    attach: Annotated[
        list[str] | None, typer.Option(metavar="NAME=PATH", help="Another database beside it, read-only; repeatable.")
    ] = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option(help="csv and json give every row.")] = "table",
) -> None:
    """Query the current release, read-only: `lossledger sql "FROM marts.claims_readable"`.

    A table shows no more than fits the screen and 100 rows; csv and json (an object a line) leave nothing out.
    """
    import duckdb

    from pipelines.warehouse.query import QueryError, attachments, results, write_csv, write_json
    from pipelines.warehouse.release import open_release

    settings = _settings()
    release = _release(settings)
    if query is not None and file is not None:
        raise fail("give a query or --file, not both")
    with explained(QueryError, duckdb.Error, UnicodeError):
        attaching = attachments(attach or [])
        if query is None and file is None:
            shell = Path(sys.executable).with_name("duckdb")
            how = [] if format == "table" else [f"-{format}"]
            os.execv(shell, [str(shell), "-readonly", *how, "-cmd", attaching, str(release)])  # noqa: S606 no shell
        with open_release(release) as con:
            con.execute(attaching)
            for relation in results(con, file.read_text(encoding="utf-8-sig") if file else str(query)):
                if format == "table":
                    relation.show(max_width=shutil.get_terminal_size((160, 40)).columns, max_rows=100)
                else:
                    (write_csv if format == "csv" else write_json)(relation, sys.stdout)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder for the files; made if absent.")],
    mart: Annotated[list[str] | None, typer.Option(help="Only this mart; repeatable. Default: all.")] = None,
    format: Annotated[str, typer.Option(help="csv or parquet.")] = "csv",
) -> None:
    """Write marts of the current release as CSV or Parquet files."""
    import duckdb

    from pipelines.warehouse.export import ExportError, export_marts

    marts = [name.removeprefix("marts.") for name in mart or []]
    with explained(ExportError, duckdb.Error):
        for path, rows in export_marts(_release(_settings()), folder, marts, format.lower()):
            console.print(f"{rows:>9} rows  {path}", highlight=False, soft_wrap=True)


@app.command()
def report() -> None:
    """Write the current release as one HTML page that needs no network."""
    from pipelines.warehouse.page import write_page

    settings = _settings()
    _release(settings)
    console.print(f"wrote {write_page(settings)}", highlight=False, soft_wrap=True)


@app.command()
def forget(
    article: Annotated[str, typer.Argument(help="document_id, version_id, URL, or path within its source.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an article down: its bytes, its text, all that was read out of it, and older releases that hold it."""
    from pipelines.ingest.landing import LandingError
    from pipelines.warehouse.build import Warehouse, WarehouseBusy
    from pipelines.warehouse.forget import ForgetError, find, forget_document

    warehouse = Warehouse(_settings())
    with explained(ForgetError, LandingError, WarehouseBusy):
        found = find(warehouse, article)
        console.print(f"{found.document_id}  {found.headline or ''}\n{found.url or found.key}", markup=False)
        if not yes:
            typer.confirm("Forget this article for good? This cannot be undone", abort=True)
        forget_document(warehouse, found.document_id)
        console.print(
            "Forgotten. A copy of yours, in the drop folder or elsewhere, stays where it is: delete it too.",
            markup=False,
        )
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
            "SELECT r.date, r.claimant, r.victim, r.count, r.category, r.model, r.outcome, r.status "
            "FROM marts.claims_readable r JOIN marts.claims c USING (loss_claim_id) "
            "ORDER BY r.date DESC NULLS LAST, c.version_id, c.item_start LIMIT 20"
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
