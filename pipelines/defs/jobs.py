"""The job that does everything, the hourly schedule, and the sensor on the drop folder."""

import hashlib

import dagster as dg

from pipelines.defs.housekeeping import live_runs, mark_dead_runs, prune_history
from pipelines.settings import Settings

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Fetch what is new, read it, rebuild the marts and release. Running it again changes nothing.",
)


@dg.definitions
def schedules() -> dg.Definitions:
    """The schedule; a function, because settings are read when Dagster loads, not when Python imports."""

    @dg.schedule(
        job=refresh,
        cron_schedule=Settings.from_env().schedule,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Asks the sources again, every hour unless LOSSLEDGER_SCHEDULE says otherwise. "
        "Skips while another run is under way.",
    )
    def hourly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        mark_dead_runs(context.instance, Settings.from_env())
        prune_history(context.instance)
        if live := live_runs(context.instance):
            return dg.SkipReason(f"run {live[0][:8]} is under way")
        return dg.RunRequest()

    return dg.Definitions(schedules=[hourly])


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


EMPTY = hashlib.sha256().hexdigest()[:32]


def _listing(settings: Settings) -> str:
    """Hash of names, sizes and times in the drop folder; ``EMPTY`` for an empty or absent one."""
    digest = hashlib.sha256()
    for path in sorted(settings.inbox.rglob("*")):
        if path.is_file() and not path.is_symlink():
            stat = path.stat()
            digest.update(f"{path.relative_to(settings.inbox)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]
