"""The report: one self-contained HTML page a release."""

from __future__ import annotations

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import OWNERS
from pipelines.warehouse.page import write_page


@dg.asset(
    key=["release", "report"],
    deps=[["release", "current"]],
    group_name="release",
    kinds={"html"},
    owners=OWNERS,
    description="warehouse/current.html: claims over time, by category with bounds and unknowns, denials and "
    "conflicts, a map, and each article with the exact words highlighted. One file; it needs no network.",
)
def report(home: Home) -> dg.MaterializeResult[None]:
    """Write the page of the current release, unless it has one."""
    page = write_page(home.settings, anew=False)
    size = round(page.stat().st_size / 1e6, 1)
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(page)), "megabytes": size})
