"""Keeps Dagster's own history in order: dead runs are marked as failed, old runs are removed."""

from __future__ import annotations

import logging

import dagster as dg

from pipelines.settings import Settings
from pipelines.warehouse.runs import is_dead

log = logging.getLogger("lossledger")
KEEP_RUNS = 200
UNFINISHED = [
    dg.DagsterRunStatus.NOT_STARTED,  # killed between its record and its first event
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
FINISHED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def mark_dead_runs(instance: dg.DagsterInstance, settings: Settings) -> list[str]:
    """Mark runs whose process is gone as failed; returns their ids."""
    dead = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=UNFINISHED)):
        run = record.dagster_run
        started = record.start_time or record.create_timestamp.timestamp()
        if is_dead(settings, run.run_id, started):
            instance.report_run_failed(run, "The process of this run was killed. Nothing is to be cleaned up.")
            log.warning("run %s was killed; it is marked as failed", run.run_id[:8])
            dead.append(run.run_id)
    return dead


def live_runs(instance: dg.DagsterInstance) -> list[str]:
    """Ids of runs that are queued or under way."""
    statuses = [*UNFINISHED, dg.DagsterRunStatus.QUEUED]
    return [run.run_id for run in instance.get_runs(dg.RunsFilter(statuses=statuses))]


def prune_history(instance: dg.DagsterInstance) -> int:
    """Remove finished runs beyond the newest ``KEEP_RUNS``; returns how many."""
    old = instance.get_runs(dg.RunsFilter(statuses=FINISHED))[KEEP_RUNS:]
    for run in old:
        instance.delete_run(run.run_id)
    return len(old)
