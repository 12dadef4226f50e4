"""The command line with wrong input: it says what is wrong and what to do, and never shows a stack trace."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from pipelines.bench.__main__ import app as bench
from pipelines.cli import app
from pipelines.settings import PROJECT, Settings, SettingsError

GOLD = PROJECT / "tests" / "gold" / "own.jsonl"
GOOD = json.dumps({"id": "1", "text": "Two tanks were destroyed, the army said.", "claims": []})


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
        (("evaluate", "/nowhere/gold.jsonl"), "/nowhere/gold.jsonl: No such file"),
        (("evaluate", str(GOLD), "--predictions", "/nowhere/p.jsonl"), "/nowhere/p.jsonl: No such file"),
        (("evaluate", str(GOLD), "--json", "/nowhere/result.json"), "/nowhere/result.json: No such file"),
        (("extract", "/nowhere/in.jsonl"), "/nowhere/in.jsonl: No such file"),
        (("explain", "/nowhere/in.txt"), "/nowhere/in.txt: No such file"),
        (("explain", __file__, "--published", "2024-13-01"), "--published 2024-13-01"),
        (("run", "--since", "2024-03-12"), "give --re-extract with it"),
    ],
)
def test_wrong_input_is_explained(settings: Settings, args: tuple[str, ...], message: str) -> None:
    result = lossledger(*args)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


@pytest.mark.parametrize("port", ["0", "99999"])
def test_a_port_that_is_none_is_refused(settings: Settings, port: str) -> None:
    result = lossledger("ui", "--port", port)
    assert result.exit_code == 2
    assert "--port" in result.stderr


LOSSES = "<html><body><article><p>" + "The army said that two soldiers were killed near Homs. " * 20 + "</p></article>"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("extract", "{folder}", "--rounds", "0"), "--rounds"),
        (("extract", "{folder}"), "holds no .txt file"),
        (("load", "{folder}"), "none of its 1 pages can be read and is without losses"),
        (("load", "{folder}/empty"), "holds no .html or .html.gz page"),
        (("warehouse", "--claims", "-1"), "--claims"),
    ],
)
def test_what_cannot_be_measured_is_explained(
    settings: Settings, tmp_path: Path, args: tuple[str, ...], message: str
) -> None:
    (tmp_path / "b" / "empty").mkdir(parents=True)
    (tmp_path / "b" / "page.html").write_text(LOSSES)
    result = CliRunner(env={"COLUMNS": "400"}).invoke(bench, [arg.format(folder=tmp_path / "b") for arg in args])
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.fixture
def release(settings: Settings) -> Path:
    """A release with one mart; returns the path of another database."""
    for path in (settings.current, settings.warehouse / "older.duckdb"):
        with duckdb.connect(str(path)) as con:
            con.execute("CREATE SCHEMA marts")
            con.execute(
                "CREATE TABLE marts.claims AS "
                "SELECT 'claim ' || i AS loss_claim_id, repeat('long ', 100) AS quote, ['Homs'] AS places FROM range(150) t(i)"
            )
    return settings.warehouse / "older.duckdb"


def test_csv_and_json_leave_nothing_out(release: Path) -> None:
    query = "FROM marts.claims SELECT *, NULL AS nothing"
    rows = list(csv.DictReader(lossledger("sql", query, "--format", "csv").stdout.splitlines()))
    objects = [json.loads(line) for line in lossledger("sql", query, "--format", "json").stdout.splitlines()]
    assert len(rows) == len(objects) == 150
    assert rows[-1] == {"loss_claim_id": "claim 149", "quote": "long " * 100, "places": '["Homs"]', "nothing": ""}
    assert objects[-1] == {"loss_claim_id": "claim 149", "quote": "long " * 100, "places": ["Homs"], "nothing": None}


def test_every_query_is_answered(release: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.sql"
    file.write_text("SELECT 'one' AS a; -- and\nSELECT 'two' AS b;\n", encoding="utf-8-sig")
    for arguments in (("SELECT 'one' AS a; SELECT 'two' AS b",), ("-f", str(file))):
        assert lossledger("sql", *arguments, "--format", "csv").stdout.split() == ["a", "one", "b", "two"]


def test_another_database_is_laid_beside(release: Path) -> None:
    query = "FROM before.marts.claims JOIN marts.claims USING (loss_claim_id) SELECT count(*) AS n"
    result = lossledger("sql", query, "--attach", f"before={release}", "--format", "csv")
    assert result.stdout.split() == ["n", "150"]
    result = lossledger("sql", "DROP TABLE before.marts.claims", "--attach", f"before={release}")
    assert "read-only" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("sql", ""), "the query is empty"),
        (("sql", "/* nothing */"), "the query is empty"),
        (("sql", "SELECT 1", "--attach", "older.duckdb"), "write NAME=PATH"),
        (("sql", "SELECT 1", "--attach", "before=/nowhere/older.duckdb"), "/nowhere/older.duckdb"),
        (("sql", "-f", "/nowhere/query.sql"), "/nowhere/query.sql"),
        (("sql", "SELECT 1", "-f", __file__), "not both"),
    ],
)
def test_a_wrong_query_is_explained(release: Path, args: tuple[str, ...], message: str) -> None:
    result = lossledger(*args)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


def test_marts_and_formats_may_be_written_in_full(release: Path, tmp_path: Path) -> None:
    assert lossledger("export", str(tmp_path), "--mart", "marts.claims", "--format", "CSV").exit_code == 0
    assert (tmp_path / "claims.csv").exists()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (f"{GOOD}\n{{broken\n".encode(), "in.jsonl line 2: not JSON"),
        (b"[1, 2]\n", "in.jsonl line 1: not a JSON object"),
        (b'{"id": "1", "text": "caf\xe9"}\n', "in.jsonl line 1: not UTF-8: byte 0xe9"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "evaluate"])
def test_a_broken_line_is_named(settings: Settings, command: str, lines: bytes, message: str) -> None:
    path = settings.warehouse / "in.jsonl"
    path.write_bytes(lines)
    result = lossledger(command, str(path))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


def test_what_stands_before_a_broken_line_is_read(settings: Settings) -> None:
    result = CliRunner().invoke(app, ["extract", "-"], input=f"{GOOD}\n{GOOD}\n{{broken\n{GOOD}\n")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "1"]
    assert "standard input line 3" in result.stderr


def test_a_text_file_that_is_no_utf8_is_named(settings: Settings) -> None:
    path = settings.warehouse / "article.txt"
    path.write_bytes(b"Two tanks in caf\xe9s")
    result = lossledger("explain", str(path))
    assert result.exit_code == 1
    assert f"{path}: not UTF-8" in result.stderr


@pytest.mark.parametrize("seeds", ["wrong line", "absent"])
@pytest.mark.parametrize("args", [("extract", "-"), ("explain", "-"), ("evaluate", str(GOLD))], ids=lambda a: a[0])
def test_faults_of_the_word_lists_are_one_line(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], seeds: str
) -> None:
    folder = tmp_path / "seeds"
    if seeds == "wrong line":
        shutil.copytree(settings.seeds, folder)
        with (folder / "lexicon" / "en" / "heads.csv").open("a") as heads:
            heads.write("gun frobble,NOPE,\n")
    monkeypatch.setenv("LOSSLEDGER_SEEDS", str(folder))
    result = CliRunner().invoke(app, args, input=GOOD)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == 1
    assert ("unknown category 'NOPE'" if seeds == "wrong line" else str(folder)) in result.stderr


def test_gold_is_read_as_articles_are(settings: Settings) -> None:
    """Numbers as ids, a byte order mark, standard input."""
    row = {**json.loads(GOOD), "id": 7, "claims": []}
    result = CliRunner().invoke(app, ["evaluate", "-"], input=f"\ufeff{json.dumps(row)}\n")
    assert result.exit_code == 0
    assert "1 texts, 0 gold claims, 1 predicted claims" in result.stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_reader_that_has_enough_ends_it_quietly(settings: Settings, workers: str) -> None:
    path = settings.warehouse / "in.jsonl"
    path.write_text(f"{GOOD}\n" * 500)
    command = [sys.executable, "-m", "pipelines.cli", "extract", str(path), "--workers", workers]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "1"
        process.stdout.close()
        assert process.stderr.read() == ""


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
