"""Runs: twice over, after a crash, with bad input, with a reader, after forgetting."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.sensor_definition import SensorExecutionData

from pipelines.definitions import defs
from pipelines.defs.housekeeping import live_runs, mark_dead_runs
from pipelines.defs.instance import prepare_home, run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.build import Warehouse, build_marts, read
from pipelines.warehouse.forget import ForgetError, find, forget_document
from pipelines.warehouse.inputs import Inputs, is_current, note
from pipelines.warehouse.release import ReleaseRefused, open_release, release, table_contents
from pipelines.warehouse.runs import live_run
from tests.assets.conftest import materialize_all

LOSSLEDGER = Path(sys.executable).with_name("lossledger")


def contents(settings: Settings) -> list[tuple[str, int, str]]:
    """Row count and content hash of every table but meta."""
    with Warehouse(settings).reader() as con:
        return table_contents(con).rows()


def lossledger(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LOSSLEDGER, *args], capture_output=True, text=True, check=False)


def test_a_second_run_changes_no_row_and_makes_no_release(ran: Settings) -> None:
    before, release = contents(ran), ran.current.resolve()
    result = materialize_all(ran.warehouse)
    assert result.success
    assert contents(ran) == before
    assert ran.current.resolve() == release
    assert result.asset_materializations_for_node("release__current")[0].metadata["new_release"].value is False


def test_the_same_rows_out_of_the_landing_alone(ran: Settings) -> None:
    before = contents(ran)
    for path in ran.build.parent.glob("*.duckdb*"):
        path.unlink()
    assert materialize_all(ran.warehouse).success
    assert contents(ran) == before


def test_bad_files_are_read_or_explained_and_the_run_goes_on(ran: Settings) -> None:
    inbox = ran.inbox
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (inbox / "huge.txt").write_bytes(b"Six tanks were destroyed. " * 2_000_000)
    (inbox / "broken.html").write_bytes(
        b"<html><head><title>Raid<body><p>Rebels <b>destroyed two tanks near Goma, the army said.<div></span><p"
    )
    (inbox / "latin1.txt").write_bytes(
        "Près de Tombouctou, the army killed 12 fighters, Général Sékou said.\n".encode("latin-1")
    )
    (inbox / "'; DROP TABLE core.articles; --.txt").write_text("Three soldiers were killed near Homs.\n")
    (inbox / "<script>alert(1)<.txt").write_text("Four soldiers were killed near Hama.\n")
    (inbox / "records.jsonl").write_text('{"text": "Five drones were shot down over Odesa."}\nnot json\n')
    assert materialize_all(ran.warehouse).success
    with open_release(ran.current) as con:
        reasons = dict(con.execute("SELECT key, reason FROM quarantine.documents").fetchall())
        texts = dict(
            con.execute(
                "SELECT d.key, a.text FROM core.articles a JOIN core.documents d USING (document_id)"
            ).fetchall()
        )
    assert {"empty.txt", "binary.txt", "huge.txt"} <= set(reasons)
    assert all(len(reason) > 10 for reason in reasons.values())
    assert "broken.html" in texts or "broken.html" in reasons
    assert "Général Sékou" in texts["latin1.txt"]
    assert any("Three soldiers" in text for text in texts.values())
    assert any("Four soldiers" in text for text in texts.values())
    assert any("Five drones" in text for text in texts.values())
    assert any("records.jsonl" in key for key in reasons)


def test_a_reader_with_an_open_release_and_two_runs(ran: Settings) -> None:
    with open_release(ran.current) as reader:
        for n in range(2):
            (ran.inbox / f"more{n}.txt").write_text(f"{n + 3} tanks were destroyed near Kharkiv, the army said.\n")
            assert materialize_all(ran.warehouse).success
        assert reader.execute("SELECT count(*) FROM core.articles").fetchone() == (1,)
    with open_release(ran.current) as con:
        assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (3,)


def test_a_new_word_reads_the_articles_again(ran: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    subprocess.run(["cp", "-r", str(ran.seeds), str(seeds)], check=True)
    with (seeds / "reference" / "entity_aliases.csv").open("a") as aliases:
        aliases.write("frl,Legionaries of Free Russia,en,name,False\n")
    monkeypatch.setenv("LOSSLEDGER_SEEDS", str(seeds))
    with Warehouse(ran).reader() as con:
        before = read(con, "SELECT extractor_version FROM core.extractions")["extractor_version"][0]
    assert materialize_all(ran.warehouse).success
    with Warehouse(ran).reader() as con:
        after = read(con, "SELECT extractor_version FROM core.extractions")["extractor_version"].to_list()
    assert len(after) == 1
    assert after[0] != before


def test_a_forgotten_article_is_gone_and_stays_gone(ran: Settings) -> None:
    (ran.inbox / "mine.txt").write_text("Seven tanks were destroyed near Kharkiv, the army said.\n")
    assert materialize_all(ran.warehouse).success
    warehouse = Warehouse(ran)
    with pytest.raises(ForgetError, match="no article"):
        find(warehouse, "nothing")
    forget_document(warehouse, find(warehouse, "mine.txt").document_id)
    for folder in (ran.landing, ran.build.parent):  # DuckDB leaves deleted rows legible in a file's free blocks
        assert not any(b"Seven tanks" in path.read_bytes() for path in folder.rglob("*") if path.is_file()), folder
    assert list(ran.releases.glob("*.duckdb")) == []
    assert materialize_all(ran.warehouse).success  # the file still lies in the inbox
    with open_release(ran.current) as con:
        assert con.execute("SELECT count(*) FROM core.articles WHERE text LIKE '%Seven tanks%'").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM marts.claims").fetchone() == (4,)


def test_an_article_is_forgotten_without_any_release(ran: Settings) -> None:
    shutil.rmtree(ran.releases)
    warehouse = Warehouse(ran)
    forget_document(warehouse, find(warehouse, "000_7cab0c29ed890531.txt").document_id)
    assert contents(ran)


def test_a_build_file_made_anew_midway_is_not_released(ran: Settings) -> None:
    warehouse, before = Warehouse(ran), ran.current.resolve()
    warehouse.discard()  # `lossledger rebuild` between two steps of another run
    with warehouse.writer() as con:
        build_marts(con, ran)
    with pytest.raises(ReleaseRefused, match="the landing was not read"):
        release(warehouse)
    assert ran.current.resolve() == before


@pytest.mark.parametrize("after_seconds", [3.0, 8.0])
def test_a_killed_run_leaves_nothing_to_clean_up(ran: Settings, after_seconds: float) -> None:
    before, release = contents(ran), ran.current.resolve()
    (ran.inbox / "new.txt").write_text("Nine tanks were destroyed near Kharkiv, the army said.\n")
    run = subprocess.Popen([LOSSLEDGER, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_seconds)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert ran.current.resolve().exists()
    with open_release(release) as con:  # the last release is still readable
        assert con.execute("SELECT count(*) FROM marts.claims").fetchone() == (4,)
    again = lossledger("run")
    assert again.returncode == 0, again.stderr
    with open_release(ran.current) as con:
        assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (2,)
        assert con.execute("SELECT count(*) FROM marts.claims WHERE count_best = 9").fetchone() == (1,)
    assert len(contents(ran)) == len(before)


def test_a_killed_run_is_marked_as_failed(ran: Settings) -> None:
    prepare_home(ran)
    with dg.DagsterInstance.get() as instance:
        run = instance.create_run_for_job(defs().resolve_job_def("refresh"))
        started = dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, "refresh")
        instance.report_dagster_event(started, run_id=run.run_id)
        with live_run(ran, run.run_id):
            assert mark_dead_runs(instance, ran) == []
            assert live_runs(instance) == [run.run_id]
        (ran.run_locks / f"{run.run_id}.lock").touch()  # as a killed process leaves it
        assert mark_dead_runs(instance, ran) == [run.run_id]
        assert live_runs(instance) == []


def test_a_run_killed_before_its_first_event_blocks_no_schedule(ran: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_home(ran)
    with dg.DagsterInstance.get() as instance:
        run = instance.create_run_for_job(defs().resolve_job_def("refresh"))
        assert mark_dead_runs(instance, ran) == []  # it may be about to start
        monkeypatch.setattr("pipelines.warehouse.runs.STARTING_SECONDS", 0.0)
        assert mark_dead_runs(instance, ran) == [run.run_id]
        assert live_runs(instance) == []


def test_the_run_says_what_it_did(ran: Settings) -> None:
    done = lossledger("run")
    assert done.returncode == 0, done.stderr
    assert "Nothing changed" in done.stdout
    assert "Claims, not facts" in done.stdout
    query = lossledger("sql", "SELECT count(*) AS n FROM marts.claims")
    assert "4" in query.stdout
    failed = lossledger("sql", "SELECT nonsense FROM marts.claims")
    assert failed.returncode == 1
    assert "nonsense" in failed.stderr
    writing = lossledger("sql", "DROP TABLE marts.claims")
    assert writing.returncode == 1


def test_run_refresh_names_what_failed(ran: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    subprocess.run(["cp", "-r", str(ran.seeds), str(seeds)], check=True)
    (seeds / "reference" / "outlets.csv").write_text("outlet_id,name\nx,X\n")
    monkeypatch.setenv("LOSSLEDGER_SEEDS", str(seeds))
    release = ran.current.resolve()
    failed = lossledger("run")
    assert failed.returncode == 1
    assert "outlets.csv" in failed.stderr
    assert ran.current.resolve() == release


def test_a_source_that_cannot_be_read_is_named(ran: Settings) -> None:
    (ran.inbox / "one.txt").write_text("Two tanks burned near Goma, the army said.\n")
    (ran.inbox / "articles.csv").write_text("file,url,outlet_id,published_at,basis\none.txt,,,2024-13-40,explicit\n")
    found = lossledger("run")
    assert found.returncode == 0
    assert "Source inbox" in found.stderr
    assert "2024-13-40" in found.stderr
    assert lossledger("run", "--source", "inbox").returncode == 1


def steps(settings: Settings) -> list[set[str]]:
    """The assets that each run made, oldest run first."""
    prepare_home(settings)
    with dg.DagsterInstance.get() as instance:
        runs = sorted(instance.get_run_records(), key=lambda record: record.create_timestamp)
        return [{key.to_user_string() for key in run.dagster_run.asset_selection or ()} for run in runs]


def test_a_run_that_finds_nothing_new_only_asks_the_sources(ran: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before, build = contents(ran), ran.build.stat().st_mtime_ns
    run_refresh(ran, {}, {})  # everything was made from these inputs before: by `materialize_all`
    assert steps(ran) == [{"landing/manifest"}]
    assert ran.build.stat().st_mtime_ns == build  # it was not even opened
    (ran.inbox / "mine.txt").write_text("Seven tanks were destroyed near Kharkiv, the army said.\n")
    run_refresh(ran, {}, {})
    assert len(steps(ran)) == 3
    assert "marts/claims" in steps(ran)[-1]
    with open_release(ran.current) as con:
        assert con.execute("SELECT count(*) FROM core.articles").fetchone() == (2,)
    assert len(contents(ran)) == len(before)


def edit_a_seed(settings: Settings) -> None:
    with (settings.seeds / "reference" / "outlets.csv").open("a") as file:
        file.write("example,The Example,example,en,,,,\n")


def add_a_series(settings: Settings) -> None:
    settings.series.mkdir()
    (settings.series / "totals.json").write_text("[]")


def land(settings: Settings) -> None:
    with (settings.landing / "manifest.jsonl").open("a") as file:
        file.write("\n")


def write(settings: Settings) -> None:
    with Warehouse(settings).writer():
        pass


@pytest.mark.parametrize(
    "change",
    [
        edit_a_seed,
        add_a_series,
        land,
        write,
        lambda settings: Warehouse(settings).discard(),
        lambda settings: settings.current.unlink(),
    ],
    ids=["seed", "series", "landing", "a write to the build file", "no build file", "no release"],
)
def test_whatever_a_release_is_made_from_makes_it_stale(
    ran: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: Callable[[Settings], object]
) -> None:
    shutil.copytree(ran.seeds, tmp_path / "seeds")
    settings = replace(ran, seeds=tmp_path / "seeds")
    note(settings, Inputs.now(settings))
    with Warehouse(settings).reader():
        pass
    assert is_current(settings, Inputs.now(settings))
    change(settings)
    assert not is_current(settings, Inputs.now(settings))


def test_the_schedule_polls_and_the_sensor_makes_the_rest(ran: Settings) -> None:
    prepare_home(ran)
    repository = defs().get_repository_def()
    schedule, sensor = repository.get_schedule_def("hourly"), repository.get_sensor_def("inputs")
    with dg.DagsterInstance.get() as instance:

        def tick(cursor: str | None = None) -> SensorExecutionData:
            return sensor.evaluate_tick(dg.build_sensor_context(instance, cursor, repository_def=repository))

        (poll,) = schedule.evaluate_tick(dg.build_schedule_context(instance)).run_requests or []
        assert [key.to_user_string() for key in poll.asset_selection or ()] == ["landing/manifest"]
        assert not tick().run_requests
        land(ran)
        first = tick()
        assert not first.run_requests  # somebody may still be editing
        (request,) = tick(first.cursor).run_requests or []
        assert request.asset_selection is None
