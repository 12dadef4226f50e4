"""A warehouse that was run once, for all tests that only read it or copy it first."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.settings import Settings


def materialize_all(warehouse: Path) -> dg.ExecuteInProcessResult:
    """Materialize every asset with its checks into a warehouse folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOSSLEDGER_WAREHOUSE", str(warehouse))
        patch.setenv("LOSSLEDGER_WORKERS", "1")
        assets = defs().resolve_asset_graph().assets_defs  # with their resources
        return dg.materialize(assets, instance=dg.DagsterInstance.ephemeral(), raise_on_error=False)


@pytest.fixture(scope="session")
def ran_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse folder after one run over the seed article. Do not write to it."""
    warehouse = tmp_path_factory.mktemp("ran_once") / "warehouse"
    (warehouse / "inbox").mkdir(parents=True)
    result = materialize_all(warehouse)
    assert result.success, [event.message for event in result.all_events if event.is_failure]
    return warehouse


@pytest.fixture
def ran(ran_once: Path, settings: Settings) -> Settings:
    """A copy of that warehouse to work on."""
    shutil.rmtree(settings.warehouse)
    shutil.copytree(ran_once, settings.warehouse, symlinks=True)
    return settings
