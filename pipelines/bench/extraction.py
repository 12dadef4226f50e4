"""How fast articles are read on one core, and where the time goes."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document


@dataclass(frozen=True)
class Speed:
    """One corpus read on one core, in seconds of CPU: ``first`` reads the gazetteer as it goes, ``best`` has it."""

    articles: int
    megabytes: float
    claims: int
    first: float
    best: float


def read_corpus(folder: Path) -> list[Document]:
    """Every .txt file of a folder, by name. Raises FileNotFoundError if there is none."""
    if not (paths := sorted(folder.glob("*.txt"))):
        raise FileNotFoundError(f"{folder} holds no .txt file")
    return [Document(path.name, path.read_text("utf-8", errors="replace")) for path in paths]


def time_extraction(folder: Path, seeds: Path, rounds: int) -> Speed:
    """Read a corpus on one core; loading the word lists is not counted."""
    documents, extractor = read_corpus(folder), Extractor(Lexicon.load(seeds))
    seconds, claims = [], 0
    for _ in range(rounds):
        start = time.process_time()
        claims = sum(len(extractor.extract(document).claims) for document in documents)
        seconds.append(time.process_time() - start)
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    return Speed(len(documents), size, claims, seconds[0], min(seconds))


def profile_stages(folder: Path, seeds: Path) -> list[tuple[str, float]]:
    """Share of time by file of ``extract/``, largest first; a profiler's figure, so only the shares mean something."""
    documents, extractor = read_corpus(folder), Extractor(Lexicon.load(seeds))
    profile = cProfile.Profile()
    profile.enable()
    for document in documents:
        extractor.extract(document)
    profile.disable()
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[Path(file).stem if "pipelines/extract" in file else "libraries"] += own
    total = sum(spent.values())
    return [(stage, seconds / total) for stage, seconds in spent.most_common()]
