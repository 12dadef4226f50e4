"""What all tests share: a warehouse of their own, and where real input lies for those who have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import PROJECT, Settings

SHARED = PROJECT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The end-to-end tests first: they wait for daemons while another process goes through the rest."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty warehouse in a temporary folder; the environment points to it."""
    monkeypatch.setenv("LOSSLEDGER_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("LOSSLEDGER_WORKERS", "1")
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    settings = Settings.from_env()
    settings.inbox.mkdir(parents=True)
    return settings


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real input beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the developers' shared/ folder beside the project")
    return SHARED
