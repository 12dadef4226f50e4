"""The command line with wrong input: it says what is wrong and what to do, and never shows a stack trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.settings import Settings, SettingsError

GOOD = json.dumps({"id": "1", "text": "Two tanks were destroyed, the army said."})


def lossledger(*args: str) -> Result:
    return CliRunner().invoke(app, args)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("run", "--re-extract", "--since", "yesterday"), "YYYY-MM-DD"),
        (("run", "--source", "nope"), "choose from seed_articles"),
        (("sql", "SELECT 1"), "lossledger run"),
        (("export", "out"), "lossledger run"),
        (("report",), "lossledger run"),
        (("forget", "nothing", "--yes"), "no article 'nothing'"),
        (("evaluate", "/nowhere/gold.jsonl"), "/nowhere/gold.jsonl"),
    ],
)
def test_wrong_input_is_explained(settings: Settings, args: tuple[str, ...], message: str) -> None:
    result = lossledger(*args)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (f"{GOOD}\n{{broken\n".encode(), "line 2: no JSON"),
        (b"[1, 2]\n", 'wants an object with "id" and "text"'),
        (b'{"id": "1", "text": "caf\xe9"}\n', "can't decode byte 0xe9"),
    ],
)
def test_a_broken_line_is_named(settings: Settings, lines: bytes, message: str) -> None:
    path = settings.warehouse / "in.jsonl"
    path.write_bytes(lines)
    result = lossledger("extract", str(path))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


@pytest.mark.parametrize(
    ("lines", "texts"),
    [(b"", 0), (GOOD.encode(), 1), (f"\ufeff{GOOD}\r\n\r\n{GOOD}\r\n".encode(), 2)],
    ids=["empty", "no line end", "byte order mark and CRLF"],
)
def test_lines_are_read_as_other_tools_write_them(settings: Settings, lines: bytes, texts: int) -> None:
    path = settings.warehouse / "in.jsonl"
    path.write_bytes(lines)
    result = lossledger("extract", str(path))
    assert result.exit_code == 0
    assert [len(json.loads(line)["claims"]) for line in result.stdout.splitlines()] == [1] * texts


def test_a_broken_seed_file_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(settings.seeds, seeds)
    with (seeds / "sources.toml").open("a") as sources:
        sources.write('[sources.bad]\nkind = "fed"\n')
    monkeypatch.setenv("LOSSLEDGER_SEEDS", str(seeds))
    result = lossledger("run")
    assert result.exit_code == 1
    assert "sources.bad" in result.stderr
    assert 'use kind = "folder"' in result.stderr


def test_a_broken_schedule_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOSSLEDGER_SCHEDULE", "every day")
    result = lossledger("run")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "every day" in result.stderr


@pytest.mark.parametrize("text", ["two", "0", "-1", "1.5", "²"])
def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("LOSSLEDGER_WORKERS", text)
    with pytest.raises(SettingsError, match="LOSSLEDGER_WORKERS"):
        Settings.from_env()


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAREHOUSE", "SEEDS", "WORKERS", "SCHEDULE", "KEEP_RELEASES"):
        monkeypatch.delenv(f"LOSSLEDGER_{name}", raising=False)
        default = Settings.from_env()
        monkeypatch.setenv(f"LOSSLEDGER_{name}", "")
        assert Settings.from_env() == default
