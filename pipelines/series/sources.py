"""Which external series there are: ``seeds/series.toml``, checked."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class SeriesError(ValueError):
    """A series is declared wrongly, or one of its files is not what its reader knows."""


class Series(BaseModel):
    """One entry of ``series.toml``; the file's header explains the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    reader: str
    home: str
    licence: str
    files: dict[str, str]
    victims: dict[str, str]
    outcomes: dict[str, str]
    scheme: str = ""
    claimant: str = ""
    claimants: dict[str, str] = {}

    def victim(self, name: str) -> str | None:
        """The side of a name the series gives, None if it is not declared."""
        return self.victims.get(name, self.victims.get("*"))

    def outcome(self, word: str) -> str | None:
        """What a word of the series says happened, None if it is not declared."""
        return self.outcomes.get(word, self.outcomes.get("*"))


def read_sources(path: Path) -> list[Series]:
    """The series declared in a file.

    Raises:
        SeriesError: the file is no TOML, an entry lacks or misspells a field, or an id is given twice.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("series", [])
        series = [Series.model_validate(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SeriesError(f"{path}: {error}") from error
    ids = [one.id for one in series]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise SeriesError(f"{path}: the id {twice[0]!r} is given twice; rename one entry")
    return series
