"""The page of a release: read from the release itself, written beside it."""

from __future__ import annotations

import uuid
from pathlib import Path

from pipelines.report.inputs import QUERIES
from pipelines.settings import Settings
from pipelines.warehouse.build import Warehouse, read
from pipelines.warehouse.release import open_release, point_to


def write_page(settings: Settings, *, anew: bool = True) -> Path:
    """Write the page of the current release and point ``current.html`` to it; returns its path.

    Args:
        settings: where the release lies.
        anew: False leaves a page alone that the release has already.

    Raises:
        FileNotFoundError: there is no release yet.
    """
    with Warehouse(settings).lock():  # another run's release would prune what is half written here
        release = settings.current.resolve(strict=True)
        page = release.with_suffix(".html")
        if page.exists() and not anew:
            return page
        from pipelines.report.build import write_report  # loads the charts: not for a run that only polls

        part = page.with_name(f".incomplete-{uuid.uuid4().hex}")
        with open_release(release) as con:
            frames = {name: read(con, query) for name, query in QUERIES.items()}
            released = con.execute("SELECT strftime(released_at, '%Y-%m-%d %H:%M UTC') FROM meta.release").fetchone()
        write_report(frames, part, released[0] if released else "")
        part.replace(page)
        point_to(settings.report, page)
    return page
