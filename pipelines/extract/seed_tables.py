"""The CSV files under ``seeds/``: read line by line, each row with the place it stands at.

Comment lines begin with ``#``; empty lines are skipped. What the rows mean is the reader's business.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


class LexiconError(ValueError):
    """A line of a seed file that cannot be right; the message names file and line."""


class Row(dict[str, str]):
    """One line of a seed file, with the place it stands at."""

    where: str = ""

    def fail(self, problem: str) -> LexiconError:
        """Return the error that says what is wrong with this line."""
        return LexiconError(f"{self.where}: {problem}")

    def __missing__(self, column: str) -> str:
        """Raises LexiconError: the header of the file lacks ``column``."""
        raise self.fail(f"the list has no column {column!r}")


class Tables(dict[str, tuple[Row, ...]]):
    """The lists under ``seeds``, by name, each read when it is first asked for."""

    def __init__(self, seeds: Path) -> None:
        super().__init__()
        self.seeds = seeds

    def __missing__(self, name: str) -> tuple[Row, ...]:
        for folder in ("reference", "lexicon/en"):
            path = self.seeds / folder / f"{name}.csv"
            if path.exists():
                self[name] = tuple(_rows(path, self.seeds))
                return self[name]
        raise LexiconError(f"{self.seeds}: no list called {name}.csv")


def _rows(path: Path, seeds: Path) -> Iterator[Row]:
    name = path.relative_to(seeds.parent)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{name}: not UTF-8: byte {error.object[error.start]:#x} at {error.start}") from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise LexiconError(f"{name}: no header line")
    reader = csv.reader(line for _, line in numbered)
    header = next(reader)
    for (number, _), values in zip(numbered[1:], reader, strict=False):
        row = Row(zip(header, values, strict=False))
        row.where = f"{name}:{number}"
        if len(values) != len(header):
            raise row.fail(f"{len(values)} values for the {len(header)} columns {', '.join(header)}")
        yield row
