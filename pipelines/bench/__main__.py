"""The benchmark command behind ``make bench``; ``python -m pipelines.bench --help`` tells its parts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipelines.bench.extraction import profile_stages, time_extraction
from pipelines.bench.ingest import generate_dump, in_a_process_of_its_own, load_dump
from pipelines.bench.warehouse import measure
from pipelines.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Measurements. Figures depend on the machine and on what else it does: give command and machine with them.",
)


@app.command()
def extract(
    corpus: Annotated[Path, typer.Argument(help="Folder of .txt articles.", exists=True, file_okay=False)],
    rounds: Annotated[int, typer.Option(min=1, help="Times the corpus is read; the fastest counts.")] = 3,
) -> None:
    """Articles a second on one core, extraction alone, and the share of time by stage."""
    seeds = Settings.from_env().seeds
    with _explained():
        found = time_extraction(corpus, seeds, rounds)
    print(f"{found.articles} articles, {found.megabytes:.1f} MB, {found.claims} claims")
    print(f"{found.articles / found.best:.0f} articles/s/core, {found.megabytes / found.best:.2f} MB/s/core")
    print(f"{found.articles / found.first:.0f} articles/s/core in the first round, which also reads the gazetteer")
    for stage, share in profile_stages(corpus, seeds):
        print(f"  {share:6.1%}  {stage}")


@app.command()
def load(
    pages: Annotated[Path, typer.Argument(help="Folder of .html or .html.gz pages.", exists=True, file_okay=False)],
    count: Annotated[int, typer.Option(min=1, help="Pages in the dump that is made of them.")] = 20_000,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
) -> None:
    """Pages a second from a dump to articles, with and without triage and by stage, and peak memory."""
    settings = Settings.from_env()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.jsonl"
        with _explained():
            in_a_process_of_its_own(generate_dump, pages, count, dump, settings.seeds)
        for triage in (True, False):
            target = Path(folder) / f"triage_{triage}"
            figures = in_a_process_of_its_own(
                load_dump, dump, target, settings.seeds, workers=workers or settings.workers, triage=triage
            )
            print(f"triage {'on ' if triage else 'off'}: " + "\n".join(figures.lines()))
            shutil.rmtree(target)


@app.command()
def warehouse(
    claims: Annotated[int, typer.Option(min=1, help="Made-up claims.")] = 1_000_000,
) -> None:
    """Seconds to rebuild resolve and marts, and milliseconds a worked question, on many claims."""
    with tempfile.TemporaryDirectory() as folder:
        for line in measure(claims, Path(folder), Settings.from_env()).lines():
            print(line)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise typer.BadParameter(str(error)) from error


if __name__ == "__main__":
    app()
