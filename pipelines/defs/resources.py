"""The one resource: where the warehouse lies, the mark of a live run, and what the run makes it from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import dagster as dg
from pydantic import PrivateAttr

from pipelines.settings import Settings
from pipelines.warehouse import inputs
from pipelines.warehouse.build import Warehouse
from pipelines.warehouse.runs import live_run


class Home(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The warehouse of this machine, found through the environment (see pipelines/settings.py)."""

    _settings: Settings = PrivateAttr()
    _inputs: inputs.Inputs = PrivateAttr()

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Home]:
        """Hold the run's lock file as long as the run lives, so that a dead run can be told from a live one."""
        self._settings = Settings.from_env()
        self._inputs = inputs.Inputs.now(self._settings)
        run_id = context.run.run_id if context.run else "none"
        with live_run(self._settings, run_id):
            yield self

    @property
    def settings(self) -> Settings:
        """Paths and limits."""
        return self._settings

    @property
    def warehouse(self) -> Warehouse:
        """The DuckDB door."""
        return Warehouse(self._settings)

    def note_landing(self) -> None:
        """What has landed by now is what this run makes the warehouse from."""
        self._inputs = self._inputs.with_landing(self._settings)

    def note_made(self) -> None:
        """Every table, the release and its page were made from the inputs as this run found them."""
        inputs.note(self._settings, self._inputs)


@dg.definitions
def resources() -> dg.Definitions:
    """The resource, and one process a run: steps share one writer, so parallel steps would only wait."""
    return dg.Definitions(resources={"home": Home()}, executor=dg.in_process_executor)
