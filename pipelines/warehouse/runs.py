"""Live and dead runs: a run holds a lock file while it lives, and the kernel frees it however it dies.

Dagster keeps a run whose process was killed as "started" for ever. Whoever starts next asks here and marks it
as failed.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.settings import Settings

STARTING_SECONDS = 120.0  # a run may take this long from its first event to its first step


@contextlib.contextmanager
def live_run(settings: Settings, run_id: str) -> Iterator[None]:
    """Mark a run as alive while the context lasts or the process lives, whichever is shorter."""
    path = _lock_file(settings, run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, is_singleton=True)
    with lock:
        yield
    if not lock.is_locked:
        path.unlink(missing_ok=True)


def is_dead(settings: Settings, run_id: str, started_at: float | None) -> bool:
    """True if the process of a run that calls itself started is gone.

    Args:
        settings: where the lock files lie.
        run_id: Dagster's id of the run.
        started_at: Unix time of its start; None if it has not started yet.
    """
    path = _lock_file(settings, run_id)
    if path.exists():
        try:
            with FileLock(path, timeout=0):
                return True
        except Timeout:
            return False
    return started_at is not None and time.time() - started_at > STARTING_SECONDS


def _lock_file(settings: Settings, run_id: str) -> Path:
    return settings.run_locks / (re.sub(r"[^0-9A-Za-z-]", "_", run_id) + ".lock")
