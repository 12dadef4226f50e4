"""``seeds/sources.toml`` as checked records: which sources there are and how to fetch them, nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, field_validator, model_validator

MEGABYTE = 1_000_000
Text = Annotated[str, Field(min_length=1)]


class SourcesError(ValueError):
    """sources.toml cannot be used; the message names the line and the mend."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Model):
    """What every source has. ``max_bytes`` limits one item after decompression."""

    id: Text
    enabled: bool = True
    outlet_id: Text | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    max_bytes: Annotated[int, Field(ge=1)] = 10 * MEGABYTE
    triage: bool = True  # HTML pages without any word of loss are stored and counted, not read


class FolderSource(Source):
    """Files below a folder. ``file_names`` are patterns whose named groups give time, country, language."""

    kind: Literal["folder"]
    path: Text
    triage: bool = False  # what somebody puts there by hand is meant to be read
    manifest: Text | None = "articles.csv"
    file_names: tuple[Text, ...] = ()

    @field_validator("file_names")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                groups = re.compile(pattern).groupindex
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression: {error}") from None
            if unknown := groups.keys() - FILE_NAME_GROUPS:
                raise ValueError(f"{sorted(unknown)} cannot be read from a file name; use {FILE_NAME_GROUPS}")
        return patterns


FILE_NAME_GROUPS = (
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "country",
    "language",
    "outlet_id",
)


class Columns(_Model):
    """Which column of a dump holds what. Dotted names reach into nested records."""

    text: Text | None = None
    html: Text | None = None
    id: Text | None = None
    url: Text | None = None
    title: Text | None = None
    byline: Text | None = None
    section: Text | None = None
    language: Text | None = None
    outlet_id: Text | None = None
    published_at: Text | None = None
    modified_at: Text | None = None

    @model_validator(mode="after")
    def _has_content(self) -> Columns:
        if not (self.text or self.html):
            raise ValueError("name the column that holds the article: text = ... or html = ...")
        return self


class DumpSource(Source):
    """An archive in JSON Lines (also .gz) or Parquet. ``path`` may hold wildcards."""

    kind: Literal["jsonl", "parquet"]
    path: Text
    columns: Columns


class WebSource(Source):
    """What every source on the web has; the limits count for this source.

    ``reask_days``: how many days after it was first seen a page is asked for again, to notice edits.
    """

    requests_per_minute: Annotated[float, Field(gt=0, le=6000)] = 20
    connections_per_host: Annotated[int, Field(ge=1, le=8)] = 2
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 30
    max_items: Annotated[int, Field(ge=1)] = 100  # in one run
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    poll_minutes: Annotated[float, Field(ge=0)] = 55
    reask_days: tuple[Annotated[float, Field(gt=0)], ...] = (0.125, 0.5, 1, 3, 7, 30, 90)
    private_addresses: bool = False  # allow loopback and private networks: for tests and own servers only
    robots: bool = True


class ListingSource(WebSource):
    """A feed (RSS, Atom, JSON Feed) or a sitemap: a page that names articles."""

    kind: Literal["feed", "sitemap"]
    url: HttpUrl
    include: tuple[Text, ...] = ()  # regular expressions; an article's URL must match one, if any is given
    exclude: tuple[Text, ...] = ()


class UrlsSource(WebSource):
    """A list of pages: here, or in a text file with one URL a line."""

    kind: Literal["urls"]
    urls: tuple[HttpUrl, ...] = ()
    path: Text | None = None

    @model_validator(mode="after")
    def _has_urls(self) -> UrlsSource:
        if bool(self.urls) == bool(self.path):
            raise ValueError('give either urls = [...] or path = "list.txt"')
        return self


AnySource = Annotated[FolderSource | DumpSource | ListingSource | UrlsSource, Field(discriminator="kind")]


class Sources(_Model):
    """The whole file. ``contact`` goes into the User-Agent, so that a webmaster can reach you."""

    contact: str = ""
    sources: dict[str, AnySource]

    def enabled(self) -> list[AnySource]:
        """The sources to ask, in the order of the file."""
        return [source for source in self.sources.values() if source.enabled]

    def triaged(self) -> frozenset[str]:
        """Ids of the sources whose HTML pages are left unread if they hold no word of loss."""
        return frozenset(source.id for source in self.sources.values() if source.triage)


def load_sources(path: Path, warehouse: Path) -> Sources:
    """Read sources.toml. Relative paths are taken from its folder; ``{warehouse}`` is the warehouse folder.

    Raises:
        SourcesError: the file is missing, is not TOML, or a source is wrong; all mistakes are named at once.
    """
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise SourcesError(f"{path} is missing: restore it from the project") from None
    except UnicodeDecodeError as error:
        raise SourcesError(f"{path}: byte {error.start} is not UTF-8: save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{path}: {error}: mend the TOML there") from None
    for name, source in data.get("sources", {}).items():
        if isinstance(source, dict):
            source.setdefault("id", name)
            if isinstance(source.get("path"), str):
                source["path"] = _resolve(source["path"], path.parent, warehouse)
    try:
        return Sources.model_validate(data)
    except ValidationError as error:
        raise SourcesError("\n".join(_explain(path, text, item) for item in error.errors())) from None


def _resolve(value: str, base: Path, warehouse: Path) -> str:
    return str(base / value.replace("{warehouse}", str(warehouse)))


_MENDS = {
    "extra_forbidden": "remove it, or correct its spelling",
    "missing": "add it",
    "union_tag_not_found": 'add kind = "folder", "feed", "sitemap", "urls", "jsonl" or "parquet"',
    "union_tag_invalid": 'use kind = "folder", "feed", "sitemap", "urls", "jsonl" or "parquet"',
}


def _explain(path: Path, text: str, error: Any) -> str:
    where = [str(part) for part in error["loc"]]
    if len(where) > 2 and where[0] == "sources":
        del where[2]  # the kind, which pydantic adds for the union
    line = _line_of(text, [*where, "kind"] if error["type"] == "union_tag_invalid" else where)
    mend = _MENDS.get(error["type"])
    name = ".".join(where) or "the file"
    return f"{path}, line {line}: {name}: {error['msg']}" + (f": {mend}" if mend else "")


def _line_of(text: str, where: list[str]) -> int:
    """The line that a mistake stands in: the key in its table, else the table's heading, else the first."""
    table, found = "", 1
    source = ".".join(where[:2])
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = heading[1].replace('"', "")
            if source and (table == source or table.startswith(f"{source}.")) and found == 1:
                found = number
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
        if key and key[1] in where[-2:] and (table.startswith(source) or where == [key[1]]):
            return number
    return found
