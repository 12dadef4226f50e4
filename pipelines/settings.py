"""Every path and environment variable, in one place.

The defaults are right for a checkout. Set the variables below to keep the warehouse elsewhere.

    LOSSLEDGER_WAREHOUSE      folder for everything a run makes   (default: <project>/warehouse)
    LOSSLEDGER_SEEDS          folder with sources, lexicons, reference data   (default: <project>/seeds)
    LOSSLEDGER_KEEP_RELEASES  how many releases to keep           (default: 5)
    LOSSLEDGER_WORKERS        processes that read articles        (default: one a core)
    LOSSLEDGER_SCHEDULE       when the sources are asked, as cron in UTC   (default: 7 minutes past each hour)
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """Where things lie and how much of the machine to use."""

    warehouse: Path
    seeds: Path
    sql: Path = PROJECT / "sql"
    keep_releases: int = 5
    workers: int = 1
    schedule: str = "7 * * * *"

    @classmethod
    def from_env(cls) -> Settings:
        """Read the environment.

        Raises:
            SettingsError: a number is not a positive whole number.
        """
        return cls(
            warehouse=Path(os.environ.get("LOSSLEDGER_WAREHOUSE") or PROJECT / "warehouse").resolve(),
            seeds=Path(os.environ.get("LOSSLEDGER_SEEDS") or PROJECT / "seeds").resolve(),
            keep_releases=_positive("LOSSLEDGER_KEEP_RELEASES", 5),
            workers=_positive("LOSSLEDGER_WORKERS", os.cpu_count() or 1),
            schedule=os.environ.get("LOSSLEDGER_SCHEDULE") or "7 * * * *",
        )

    @property
    def landing(self) -> Path:
        """Landed bytes and their manifest: the only truth."""
        return self.warehouse / "landing"

    @property
    def state(self) -> Path:
        """Polling state (ETags, due times); never reaches a release."""
        return self.warehouse / "state.sqlite"

    @property
    def build(self) -> Path:
        """The private file that runs write; analysts never open it."""
        return self.warehouse / "build" / "build.duckdb"

    @property
    def made_from(self) -> Path:
        """What the build file was last made from; goes where the build file goes."""
        return self.warehouse / "build" / "build.duckdb.made_from"

    @property
    def lock(self) -> Path:
        """Locked by whoever writes; the kernel frees it when a process dies."""
        return self.warehouse / "build" / "writer.lock"

    @property
    def landing_lock(self) -> Path:
        """Locked by whoever lands."""
        return self.warehouse / "build" / "landing.lock"

    @property
    def run_locks(self) -> Path:
        """One locked file a live run."""
        return self.warehouse / "build" / "runs"

    @property
    def releases(self) -> Path:
        """Immutable releases, named by the time they were made."""
        return self.warehouse / "releases"

    @property
    def current(self) -> Path:
        """Link to the newest release: what analysts open."""
        return self.warehouse / "current.duckdb"

    @property
    def report(self) -> Path:
        """Link to the page of the newest release."""
        return self.warehouse / "current.html"

    @property
    def inbox(self) -> Path:
        """The user's drop folder."""
        return self.warehouse / "inbox"

    @property
    def series(self) -> Path:
        """The user's copies of external series."""
        return self.warehouse / "series"

    @property
    def dagster_home(self) -> Path:
        """Dagster's history, schedules and settings."""
        return self.warehouse / "dagster"


def _positive(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name}={text!r} is not a positive whole number: unset it or set it to e.g. {default}")
    return int(text)
