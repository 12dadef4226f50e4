"""The report: one self-contained HTML page a release, and the last step of a run."""

# No "from __future__ import annotations" here: Dagster reads the annotation of the context.
import dagster as dg

from pipelines.defs.assets.release import RELEASE
from pipelines.defs.resources import Home
from pipelines.defs.tables import OWNERS
from pipelines.warehouse.page import write_page


@dg.asset(
    key=["release", "report"],
    deps=[RELEASE],
    group_name="release",
    kinds={"html"},
    owners=OWNERS,
    description="warehouse/current.html: claims over time, by category with bounds and unknowns, denials and "
    "conflicts, a map, and each article with the exact words highlighted. One file; it needs no network.",
)
def report(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult[None]:
    """Write the page of the current release, unless it has one."""
    page = write_page(home.settings, anew=False)
    if makes_everything(context):
        home.note_made()
    size = round(page.stat().st_size / 1e6, 1)
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(page)), "megabytes": size})


def makes_everything(context: dg.AssetExecutionContext) -> bool:
    """Whether the run made the release and all that it rests on."""
    layer = context.job_def.asset_layer
    return (
        RELEASE in layer.selected_asset_keys
        and layer.asset_graph.get(RELEASE).parent_keys <= layer.selected_asset_keys
        and context.run.parent_run_id is None  # a run that is executed again may start in the middle
    )
