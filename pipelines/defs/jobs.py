"""The job that does everything, the schedule that asks the sources, and the sensors that see what has changed.

Asking the sources is cheap, and mostly nothing came: so the schedule only polls, and all the rest is made when an
input of the warehouse is another one than it was made from.
"""

import hashlib
from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.assets.landing import MANIFEST
from pipelines.defs.housekeeping import live_runs, mark_dead_runs, prune_history
from pipelines.settings import Settings
from pipelines.warehouse.inputs import Inputs, is_current

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Fetch what is new, read it, rebuild the marts and release. Running it again changes nothing.",
)


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=15,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Watches warehouse/inbox: a file that was added, changed or removed starts a run.",
)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Start a run when the folder's listing changed and has been still for one tick."""
    settings = Settings.from_env()
    mark_dead_runs(context.instance, settings)
    listing = _listing(settings)
    # A fresh, empty folder is nothing to run for.
    done, _, seen = (context.cursor or f"{EMPTY}:").partition(":")
    if listing == done:
        return dg.SkipReason("nothing new in the drop folder")
    if listing != seen:  # a file may still be being copied: wait until two looks agree
        return dg.SensorResult(skip_reason="the drop folder is changing", cursor=f"{done}:{listing}")
    if live := live_runs(context.instance):
        return dg.SkipReason(f"run {live[0][:8]} is under way")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=listing)], cursor=f"{listing}:{listing}")


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=15,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run once something has landed, or a file in seeds/, sql/, warehouse/series or the code "
    "is another one than the warehouse was made from. A run that failed on the same inputs is tried again each hour.",
)
def inputs(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.RunRequest | dg.SkipReason:
    """Start a run when the inputs are not those of the current release and have been still for one tick."""
    settings = Settings.from_env()
    found = Inputs.now(settings)
    if not settings.landing.exists() or is_current(settings, found):
        return dg.SkipReason("the warehouse is made from the inputs as they are")
    key = f"{found.landing} {found.rest}"
    if key != context.cursor:  # somebody may be editing
        return dg.SensorResult(skip_reason="the inputs are changing", cursor=key)
    if live := live_runs(context.instance):
        return dg.SkipReason(f"run {live[0][:8]} is under way")
    return dg.RunRequest(run_key=f"{key} {datetime.now(UTC):%Y-%m-%dT%H}")


EMPTY = hashlib.sha256().hexdigest()[:32]


def _listing(settings: Settings) -> str:
    """Hash of names, sizes and times in the drop folder; ``EMPTY`` for an empty or absent one."""
    digest = hashlib.sha256()
    for path in sorted(settings.inbox.rglob("*")):
        if path.is_file() and not path.is_symlink():
            stat = path.stat()
            digest.update(f"{path.relative_to(settings.inbox)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


@dg.definitions
def automation() -> dg.Definitions:
    """Job, schedule and sensors; a function, because settings are read when Dagster loads, not at import."""

    @dg.schedule(
        job=refresh,
        cron_schedule=Settings.from_env().schedule,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Asks the sources again, every hour unless LOSSLEDGER_SCHEDULE says otherwise; what lands is "
        "read by the run that the sensor `inputs` starts. Skips while another run is under way.",
    )
    def hourly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        mark_dead_runs(context.instance, Settings.from_env())
        prune_history(context.instance)
        if live := live_runs(context.instance):
            return dg.SkipReason(f"run {live[0][:8]} is under way")
        return dg.RunRequest(asset_selection=[MANIFEST])

    return dg.Definitions(jobs=[refresh], schedules=[hourly], sensors=[inbox, inputs])
