"""Headers of SQL files: what they must say, and what they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import PROJECT, Settings
from pipelines.warehouse.dictionary import dictionary
from pipelines.warehouse.sqlfiles import Column, SqlFileError, in_order, read_file, read_folder

MART = """\
-- Claims by side.
-- Never sum them.
-- grain: one side
-- columns:
--   side | - | Side of the victim.
--   claims | claims | How many.
WITH c AS (SELECT * FROM core.loss_claims)
SELECT victim_side AS side, count(*) AS claims FROM c JOIN ref.entities USING (victim_side) GROUP BY ALL
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.sql"
    path.write_text(text)
    return path


def test_the_header_is_the_metadata(tmp_path: Path) -> None:
    file = read_file(write(tmp_path, "by_side", MART))
    assert file.description == "Claims by side. Never sum them."
    assert file.fields == {"grain": "one side"}
    assert file.columns == (Column("side", "", "Side of the victim."), Column("claims", "claims", "How many."))
    assert file.depends_on == ("core.loss_claims", "ref.entities")  # not the CTE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1", "no description"),
        ("-- A mart.\nSELECT 1; SELECT 2", "exactly one statement"),
        ("-- A mart.\nSELECT FROM WHERE", "cannot be parsed"),
        ("-- A mart.\n-- columns:\n--   side: the side\nSELECT 1 AS side", "name | unit or - | description"),
    ],
)
def test_a_broken_file_is_named_with_the_mend(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, "broken", text)
    with pytest.raises(SqlFileError) as error:
        read_file(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_files_come_after_what_they_read(tmp_path: Path) -> None:
    write(tmp_path, "a", "-- A.\nSELECT * FROM marts.b")
    write(tmp_path, "b", "-- B.\nSELECT * FROM marts.c JOIN core.articles USING (x)")
    write(tmp_path, "c", "-- C.\nSELECT 1")
    assert [file.name for file in in_order(read_folder(tmp_path), "marts")] == ["c", "b", "a"]
    write(tmp_path, "c", "-- C.\nSELECT * FROM marts.a")
    with pytest.raises(SqlFileError, match="read each other"):
        in_order(read_folder(tmp_path), "marts")


def test_the_data_dictionary_is_true(settings: Settings) -> None:
    written = (PROJECT / "sql" / "DATA_DICTIONARY.md").read_text(encoding="utf-8")
    assert written == dictionary(settings), "run `make docs`"
