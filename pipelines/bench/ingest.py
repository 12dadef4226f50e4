"""How fast an archive of pages loads, with and without triage, and how much memory that takes.

The archive is made of pages at hand: each page of the dump is one of them with an address and a number of its own;
one in twenty tells of losses in sentences that are put into it, the others are pages in which the extractor finds
none.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

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


@dataclass(frozen=True)
class LoadFigures:
    """What loading a dump took.

    ``cpu_seconds`` of all processes together tell on a busy machine what it would be on an idle one.
    ``megabytes`` bounds the memory of all processes together from above.
    """

    pages: int
    land_seconds: float
    read_seconds: float
    cpu_seconds: float
    outcomes: dict[str, int]
    megabytes: float

    @property
    def pages_a_second(self) -> float:
        """Pages from the dump to rows of core.articles."""
        return self.pages / (self.land_seconds + self.read_seconds)


def generate_dump(pages: Path, count: int, path: Path, seeds: Path) -> None:
    """Write ``count`` pages as JSON Lines (html, url) made of the .html and .html.gz files in ``pages``.

    Raises:
        FileNotFoundError: the folder holds no page without losses to start from.
    """
    at_hand = list(_without_losses(pages, seeds))
    if not at_hand:
        raise FileNotFoundError(f"{pages} holds no .html or .html.gz page")
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
    landed = time.perf_counter()
    outcomes: Counter[str] = Counter()
    for batch in read_documents(landing.records(), landing, Known(), seeds, workers=workers, triaged=sources.triaged()):
        outcomes.update(batch["core.fetch_outcomes"]["outcome"].to_list())
    return LoadFigures(
        outcomes.total(),
        landed - start,
        time.perf_counter() - landed,
        _cpu_seconds() - cpu,
        dict(outcomes),
        _megabytes(workers),
    )


def _without_losses(pages: Path, seeds: Path) -> Iterator[str]:
    """The pages that can be read and in which the extractor finds no claim."""
    reader, extractor = Reader.load(seeds), Extractor(Lexicon.load(seeds))
    for path in sorted([*pages.rglob("*.html"), *pages.rglob("*.html.gz")]):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        fetch = Fetch("", "bench", path.name, None, None, NOW, None, None, "text/html")
        article = parse(fetch, data, reader, triage=False)
        if isinstance(article, ParsedArticle) and not extractor.extract(Document(path.name, article.text)).claims:
            yield data.decode("utf-8", "replace")


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _megabytes(workers: int) -> float:
    """This process's peak plus that of its largest child as often as there are workers."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + child * workers) / unit
