"""sources.toml is checked, and every message names the place and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest.sources import FolderSource, SourcesError, load_sources
from pipelines.settings import PROJECT


def load(tmp_path: Path, text: str) -> object:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    return load_sources(path, tmp_path / "warehouse")


def test_shipped_file_enables_only_what_works_offline(tmp_path: Path) -> None:
    sources = load_sources(PROJECT / "seeds" / "sources.toml", tmp_path)
    enabled = sources.enabled()
    assert [source.id for source in enabled] == ["seed_articles", "inbox"]
    assert all(isinstance(source, FolderSource) for source in enabled)
    kinds = {source.kind for source in sources.sources.values()}
    assert kinds == {"folder", "feed", "sitemap", "urls", "jsonl", "parquet"}


def test_paths_are_taken_from_the_files_folder(tmp_path: Path) -> None:
    sources = load_sources(PROJECT / "seeds" / "sources.toml", tmp_path / "wh")
    assert sources.sources["seed_articles"].path == str(PROJECT / "seeds" / "articles")  # type: ignore[union-attr]
    assert sources.sources["inbox"].path == str(tmp_path / "wh" / "inbox")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[sources.a]\nkind = "folder"\n', 1, "path"),
        ('[sources.a]\npath = "x"\n', 1, "kind"),
        ('# c\n[sources.a]\nkind = "ftp"\npath = "x"\n', 3, "folder"),
        ('[sources.a]\nkind = "folder"\npath = "x"\n\nfoldr = 1\n', 5, "spelling"),
        ('[sources.a]\nkind = "feed"\nurl = "x"\n', 3, "url"),
        (
            '[sources.b]\nkind = "folder"\npath = "x"\n[sources.a]\nkind = "folder"\npath = "y"\nmax_bytes = "big"\n',
            7,
            "integer",
        ),
        ('[sources.a]\nkind = "folder"\npath = "x"\nfile_names = ["("]\n', 4, "regular expression"),
        ('[sources.a]\nkind = "folder"\npath = "x"\nfile_names = ["(?P<moon>x)"]\n', 4, "moon"),
        ('[sources.a]\nkind = "jsonl"\npath = "x"\n[sources.a.columns]\ntitle = "t"\n', 4, "text"),
        ('[sources.a]\nkind = "urls"\n', 1, "urls"),
        ('[sources.a]\nkind = "folder"\npath = x\n', 3, "TOML"),
        ("contact = 7\n[sources]\n", 1, "string"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SourcesError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert "sources.toml" in message
    assert f"line {line}" in message, message
    assert words in message, message


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourcesError) as caught:
        load(tmp_path, '[sources.a]\nkind = "folder"\n[sources.b]\nkind = "feed"\n')
    assert len(str(caught.value).splitlines()) == 2


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="missing"):
        load_sources(tmp_path / "no.toml", tmp_path)
