"""Asset checks: one blocking schema check a table, generated from its declaration, and those of sql/checks."""

from __future__ import annotations

import dagster as dg

from pipelines import schemas
from pipelines.defs.resources import Home
from pipelines.defs.tables import asset_key
from pipelines.schemas.table import Table
from pipelines.settings import Settings
from pipelines.warehouse.checks import CheckOutcome, check_complete, check_schema, check_sql
from pipelines.warehouse.sqlfiles import SqlFile, read_file, read_folder


def result(outcome: CheckOutcome) -> dg.AssetCheckResult:
    """A check's outcome as Dagster shows it; only blocking checks are errors."""
    return dg.AssetCheckResult(
        passed=outcome.passed,
        severity=dg.AssetCheckSeverity.ERROR if outcome.blocking else dg.AssetCheckSeverity.WARN,
        description=outcome.message,
        metadata={"failing_rows": outcome.failures, "examples": list(outcome.examples)},
    )


def schema_check(table: Table) -> dg.AssetChecksDefinition:
    """Every row of the table fits its declaration."""

    @dg.asset_check(
        asset=asset_key(table.full_name),
        name="schema",
        blocking=True,
        description="Types, keys, enumerations and rules as declared in pipelines/schemas, and parents that exist.",
    )
    def check(home: Home) -> dg.AssetCheckResult:
        with home.warehouse.reader() as con:
            return result(check_schema(con, table))

    return check


def sql_check(file: SqlFile) -> dg.AssetChecksDefinition:
    """A query of sql/checks; the rows it returns are the failures.

    Its ``table`` is the last one it reads to be made: Dagster runs the check right after that.
    """

    @dg.asset_check(
        asset=asset_key(file.fields["table"]),
        name=file.name,
        blocking=file.fields.get("severity", "error") == "error",
        description=file.description,
    )
    def check(home: Home) -> dg.AssetCheckResult:
        with home.warehouse.reader() as con:
            return result(check_sql(con, read_file(home.settings.sql / "checks" / f"{file.name}.sql")))

    return check


@dg.asset_check(
    asset=asset_key("core.extractions"),
    name="complete",
    blocking=True,
    description="Every fetch has an outcome and every article was read by one extractor version.",
)
def complete(home: Home) -> dg.AssetCheckResult:
    """Nothing is left to read."""
    with home.warehouse.reader() as con:
        return result(check_complete(con))


@dg.definitions
def checks() -> dg.Definitions:
    """All checks."""
    tables = [schema_check(table) for table in schemas.all_tables() if table.layer != "meta"]
    files = [sql_check(file) for file in read_folder(Settings.from_env().sql / "checks")]
    return dg.Definitions(asset_checks=[*tables, complete, *files])
