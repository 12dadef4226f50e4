"""Imports run one way, and nothing happens when a module is imported."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import PROJECT

PACKAGE = PROJECT / "pipelines"
WORKERS = {"ingest", "documents", "extract", "resolve", "series", "report", "warehouse"}
# What each part may import of ours. Anything may import itself.
ALLOWED = {
    "settings": set(),
    "schemas": {"settings"},
    "extract": set(),
    "ingest": {"schemas", "settings"},
    "documents": {"schemas", "settings", "ingest", "extract"},
    "resolve": {"schemas", "settings"},
    "series": {"schemas", "settings"},
    "report": {"schemas", "settings"},
    "warehouse": {"schemas", "settings", "ingest", "extract", "resolve", "series", "report"},
    "defs": {"schemas", "settings", "definitions", *WORKERS},
}


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def parts_used(path: Path) -> set[str]:
    parts = {name.split(".")[1] for name in imports_of(path) if name.startswith("pipelines.")}
    return {part for part in parts if (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists()}


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_imports_run_one_way(part: str) -> None:
    single = PACKAGE / f"{part}.py"
    files = [single] if single.exists() else sorted((PACKAGE / part).rglob("*.py"))
    wrong = {str(file.relative_to(PACKAGE)): sorted(parts_used(file) - ALLOWED[part] - {part}) for file in files}
    wrong = {file: extra for file, extra in wrong.items() if extra}
    assert files
    assert not wrong


@pytest.mark.parametrize("foreign", ["dagster", "duckdb", "httpx", "polars"])
def test_extraction_knows_no_pipeline(foreign: str) -> None:
    users = [
        p.name for p in (PACKAGE / "extract").rglob("*.py") if any(n.split(".")[0] == foreign for n in imports_of(p))
    ]
    assert users == []


@pytest.mark.parametrize("layer", ["ingest", "documents", "extract", "resolve", "series", "report", "schemas"])
def test_only_the_warehouse_opens_duckdb_and_only_defs_know_dagster(layer: str) -> None:
    for path in (PACKAGE / layer).rglob("*.py"):
        heads = {name.split(".")[0] for name in imports_of(path)}
        assert not heads & {"duckdb", "dagster"}, path


def test_importing_everything_does_no_work(tmp_path: Path) -> None:
    modules = sorted(
        str(path.relative_to(PROJECT).with_suffix("")).replace("/", ".")
        for path in PACKAGE.rglob("*.py")
        if path.stem != "__init__"
    )
    code = "import importlib, sys; [importlib.import_module(m) for m in sys.argv[1:]]"
    env = {"LOSSLEDGER_WAREHOUSE": str(tmp_path / "w"), "LOSSLEDGER_SEEDS": str(tmp_path / "none"), "PATH": ""}
    subprocess.run([sys.executable, "-c", code, *modules], check=True, env=env, cwd=PROJECT)
    assert list(tmp_path.iterdir()) == []
