"""Runs the job outside the UI, on the same persistent Dagster instance that the UI uses."""

from __future__ import annotations

import os
from collections.abc import Set
from typing import Any

import dagster as dg

from pipelines.defs.assets.landing import MANIFEST
from pipelines.defs.housekeeping import mark_dead_runs, prune_history
from pipelines.settings import Settings
from pipelines.warehouse.inputs import Inputs, is_current

# No telemetry, no first-run dialog; our log lines reach the UI; old ticks go away by themselves.
DAGSTER_YAML = """\
telemetry:
  enabled: false
nux:
  enabled: false
python_logs:
  managed_python_loggers: [lossledger]
  python_log_level: INFO
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 3
      failure: 30
      success: 90
"""


class RunFailed(RuntimeError):
    """The job failed; the message names the steps and their errors."""


def prepare_home(settings: Settings) -> None:
    """Make DAGSTER_HOME with its settings (an edited dagster.yaml is kept) and the drop folder."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    config = settings.dagster_home / "dagster.yaml"
    if not config.exists():
        config.write_text(DAGSTER_YAML)
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)


def run_refresh(settings: Settings, landing: dict[str, Any], extraction: dict[str, Any]) -> dict[str, str]:
    """Ask the sources, then make the rest in a second run unless it was made from the very same inputs before.

    Args:
        settings: where everything lies.
        landing: configuration of the asset ``landing/manifest``.
        extraction: configuration of the assets of the extraction; ``re_extract`` makes the rest in any case.

    Returns:
        The sources that could not be read, or only in part, each with the reason: they stop nothing.

    Raises:
        RunFailed: a step or a blocking check failed, or a file in seeds/ or sql/ is broken.
    """
    from pipelines.definitions import defs  # they hold what this folder holds, this file too

    prepare_home(settings)
    with dg.DagsterInstance.get() as instance:
        mark_dead_runs(instance, settings)
        prune_history(instance)
        try:
            job = defs().resolve_job_def("refresh")
        except Exception as error:  # Dagster wraps what a file of seeds/ or sql/ has wrong in several layers of its own
            raise RunFailed(f"the definitions cannot be loaded: {_root(error)}") from error
        asked = _execute(job, instance, {MANIFEST}, {"landing__manifest": {"config": landing}})
        if extraction.get("re_extract") or not is_current(settings, Inputs.now(settings)):
            rest = job.asset_layer.selected_asset_keys - {MANIFEST}
            _execute(job, instance, rest, {"extraction": {"config": extraction}})
    checks = (check for check in asked.get_asset_check_evaluations() if not check.passed)
    return {check.check_name.removeprefix("source_"): check.description or "" for check in checks}


def _execute(
    job: dg.JobDefinition, instance: dg.DagsterInstance, keys: Set[dg.AssetKey], ops: dict[str, Any]
) -> dg.ExecuteInProcessResult:
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    result = job.execute_in_process({"ops": ops} | quiet, instance, asset_selection=list(keys), raise_on_error=False)
    if not result.success:
        raise RunFailed(_failures(result))
    return result


def _root(error: BaseException) -> BaseException:
    while cause := error.__cause__:
        error = cause
    return error


def _failures(result: dg.ExecuteInProcessResult) -> str:
    lines = []
    for event in result.all_events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            cause = error.cause or error
            lines.append(f"{event.step_key}: {cause.message.strip()}")
        elif event.event_type_value == "ASSET_CHECK_EVALUATION":
            check = event.asset_check_evaluation_data
            if not check.passed and check.blocking:
                lines.append(f"check {check.check_name} on {check.asset_key.to_user_string()}: {check.description}")
    return "\n".join(lines) or "the run failed; see it in the UI (make ui)"
