"""The project's own gold keeps its rules: readable, in order, words that are in the text, held apart by id."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from pipelines.extract.evaluate import score
from pipelines.extract.gold import ALLOWED, Claim, Reference, load_jsonl

ROOT = Path(__file__).parents[2]
REFERENCE = Reference.load(ROOT / "seeds" / "reference")
FILES = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_file(path: Path) -> None:
    records = load_jsonl(path, REFERENCE)
    for record in records:
        assert [c.start for c in record.claims] == sorted(c.start for c in record.claims), record.id
        for claim in record.claims:
            assert claim.claimant is None or claim.claimant in record.text, (record.id, claim.claimant)
            assert claim.model is None or claim.model in claim.surface, (record.id, claim.surface)
            assert claim.victim in REFERENCE.names or claim.victim is None or claim.victim in record.text
            assert (claim.victim is None) <= (claim.victim_basis == "unknown"), (record.id, claim.surface)
            assert claim.restates is None or record.claims[claim.restates].start < claim.start
    itself = {record.id: record.claims for record in records}
    assert score(records, itself, REFERENCE).levels["L5"].f1.value == 1.0


def test_the_format_is_described_as_it_is(tmp_path: Path) -> None:
    """The example of the README is gold, and no field and no value is left out."""
    readme = (ROOT / "tests" / "gold" / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*)\n```", readme)
    assert example is not None
    (tmp_path / "gold.jsonl").write_text(example[1], encoding="utf-8")
    (record,) = load_jsonl(tmp_path / "gold.jsonl", REFERENCE)
    assert [claim.parent for claim in record.claims] == [None, 0]
    names = {field.name for field in fields(Claim)} | {value for values in ALLOWED.values() for value in values}
    assert sorted(name for name in names if f"`{name}`" not in readme) == []


def test_a_third_is_held_back() -> None:
    by_file = {path.stem: [int(r.id[4:]) for r in load_jsonl(path, REFERENCE)] for path in FILES}
    assert all(number % 3 for number in by_file["own"])
    assert not any(number % 3 for number in by_file["own_held"])
