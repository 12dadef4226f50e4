"""How fast an archive of pages loads, with and without triage, and how much memory that takes.

The archive is made of pages at hand: each page of the dump is one of them with an address and a number of its own;
one in twenty tells of losses in sentences that are put into it, the others are pages in which the extractor finds
none.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipelines.documents.parse import ParsedArticle, Reader, parse
from pipelines.documents.read import Known, read_documents
from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.ingest.landing import Fetch, Landing
from pipelines.ingest.run import ingest
from pipelines.ingest.sources import Sources

WITH_LOSSES = 20  # one page in so many
LOSSES = (
    "The defence ministry said that {a} soldiers were killed and {b} tanks destroyed near the town on Monday.",
    "Rebels claimed to have shot down {b} drones and captured {a} fighters in the north of the region, residents said.",
    "At least {a} civilians died and {b} were wounded when shells hit a market, according to the governor.",
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
T = TypeVar("T")


@dataclass(frozen=True)
class Stage:
    """Seconds by the clock, and of all processors together: the second figure bears a busy machine."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class LoadFigures:
    """What loading a dump took: bytes into the landing, then out of it to rows of core.articles.

    ``megabytes`` is the peak of the process that loads, ``reader_megabytes`` that of its largest reading process.
    """

    pages: int
    land: Stage
    read: Stage
    outcomes: dict[str, int]
    workers: int
    megabytes: float
    reader_megabytes: float

    def lines(self) -> list[str]:
        """The figures in words, a line each."""
        seconds = self.land.seconds + self.read.seconds
        cpu = self.land.cpu_seconds + self.read.cpu_seconds
        bound = self.megabytes + self.workers * self.reader_megabytes
        return [
            f"{self.pages / seconds:.0f} pages/s, {cpu / self.pages * 1000:.1f} ms of processor each; {self.outcomes}",
            *(
                f"  {name} {self.pages / stage.seconds:6.0f} pages/s, {stage.cpu_seconds / self.pages * 1000:.1f} ms"
                for name, stage in (("landing", self.land), ("reading", self.read))
            ),
            f"  at most {bound:.0f} MB: {self.megabytes:.0f} and {self.workers} readers of {self.reader_megabytes:.0f}",
        ]


def generate_dump(pages: Path, count: int, path: Path, seeds: Path) -> None:
    """Write ``count`` pages as JSON Lines (html, url) made of the .html and .html.gz files in ``pages``.

    Raises:
        FileNotFoundError: the folder holds no page, or none without losses to start from.
    """
    paths = sorted([*pages.rglob("*.html"), *pages.rglob("*.html.gz")])
    if not paths:
        raise FileNotFoundError(f"{pages} holds no .html or .html.gz page")
    at_hand = list(_without_losses(paths, seeds))
    if not at_hand:
        raise FileNotFoundError(
            f"{pages}: none of its {len(paths)} pages can be read and is without losses; add some about other things"
        )
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            page = at_hand[number % len(at_hand)]
            extra = f"<p>Number {number} of this archive.</p>"
            if number % WITH_LOSSES == 0:
                extra += "".join(f"<p>{text.format(a=number % 90 + 2, b=number % 9 + 2)}</p>" for text in LOSSES)
            middle = page.rfind("</p>") + len("</p>")
            html = page[:middle] + extra + page[middle:]
            out.write(json.dumps({"url": f"https://archive.example/{number}", "html": html}) + "\n")


def load_dump(dump: Path, folder: Path, seeds: Path, *, workers: int, triage: bool) -> LoadFigures:
    """Land and read a dump of ``generate_dump`` into an empty folder."""
    source = {
        "id": "bench",
        "kind": "jsonl",
        "path": str(dump),
        "triage": triage,
        "columns": {"html": "html", "url": "url"},
    }
    sources = Sources.model_validate({"sources": {"bench": source}})
    landing = Landing(folder / "landing")
    start, cpu = time.perf_counter(), _cpu_seconds()
    ingest(sources, landing, folder / "state.sqlite", NOW)
    landed, landed_cpu = time.perf_counter(), _cpu_seconds()
    outcomes: Counter[str] = Counter()
    for batch in read_documents(landing.records(), landing, Known(), seeds, workers=workers, triaged=sources.triaged()):
        outcomes.update(batch["core.fetch_outcomes"]["outcome"].to_list())
    return LoadFigures(
        outcomes.total(),
        Stage(landed - start, landed_cpu - cpu),
        Stage(time.perf_counter() - landed, _cpu_seconds() - landed_cpu),
        dict(outcomes),
        workers,
        _megabytes(resource.RUSAGE_SELF),
        _megabytes(resource.RUSAGE_CHILDREN),
    )


def in_a_process_of_its_own(work: Callable[..., T], *args: Any, **named: Any) -> T:
    """Run it where nothing else has used memory before."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        return alone.submit(work, *args, **named).result()


def _without_losses(paths: Sequence[Path], seeds: Path) -> Iterator[str]:
    """The pages that can be read and in which the extractor finds no claim."""
    reader, extractor = Reader.load(seeds), Extractor(Lexicon.load(seeds))
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        fetch = Fetch("", "bench", path.name, None, None, NOW, None, None, "text/html")
        article = parse(fetch, data, reader, triage=False)
        if isinstance(article, ParsedArticle) and not extractor.extract(Document(path.name, article.text)).claims:
            yield data.decode("utf-8", "replace")


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
