"""The extractor as a whole: the shipped article, the file contract, determinism."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.extractor import Extractor, extract_many
from pipelines.extract.jsonl import RecordError, read_documents, write_extraction
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.version import extractor_version

SEEDS = Path(__file__).parents[2] / "seeds"
EXTRACTOR = Extractor(Lexicon.load(SEEDS))

REPORT = (
    "KHARTOUM, May 3 - The army said on Saturday it had destroyed at least 12 RSF vehicles and captured a tank near Bara. "
    "Nine soldiers were killed and 20 wounded, it added.\nThe RSF denied losing any vehicles.\n"
    "A drone strike on a market killed 40 people, including 11 children, rescuers said."
)


def documents() -> Iterator[Document]:
    for n in range(70):
        yield Document(f"d{n}", REPORT.replace("12", str(n + 2)), published_at=date(2025, 5, 3))


def test_the_shipped_article() -> None:
    path = SEEDS / "articles" / "000_7cab0c29ed890531.txt"
    text = path.read_text(encoding="utf-8")
    claims = EXTRACTOR.extract(Document("seed", text, published_at=date(2024, 3, 12))).claims
    rows = [
        (c.surface, c.count_best, c.count_qualifier, c.category, c.outcome, c.victim_side, c.victim_basis)
        for c in claims
    ]
    assert rows == [
        ("100 people", 100, "exact", "PERS", "eliminated", "ru_side", "inferred_opponent"),
        ("six tanks", 6, "exact", "TANK", "destroyed", "ru_side", "inferred_opponent"),
        ("Caesar self-propelled guns", None, "unstated", "ARTY_SP", "destroyed", "ru_side", "inferred_opponent"),
        ("20 Russian armoured vehicles", 20, "exact", "AFV_OTHER", "destroyed", "ru_side", "modifier_in_scope"),
    ]
    assert {c.claimant_entity_id for c in claims} == {"frl"}
    assert {c.claimant_basis for c in claims} == {"coreference"}
    assert {c.status for c in claims} == {"asserted"}
    assert claims[2].model_id == "caesar"
    assert {(c.period_start, c.period_end, c.period_semantics) for c in claims} == {(None, date(2024, 3, 12), "within")}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_spans_hold_for_any_text(noise: str) -> None:
    text = f"{noise} Two tanks were destroyed and 11 men killed. {noise}"
    for claim in EXTRACTOR.extract(Document("d", text)).claims:
        assert text[claim.start : claim.end] == claim.surface


def test_count_rules() -> None:
    for claim in EXTRACTOR.extract(Document("d", REPORT)).claims:
        assert claim.count_low is None or claim.count_high is None or claim.count_low <= claim.count_high
        if claim.count_qualifier in {"vague", "unstated"}:
            assert (claim.count_best, claim.count_low, claim.count_high) == (None, None, None)


def test_one_and_two_workers_agree_in_any_order() -> None:
    batch = list(documents())
    one = [write_extraction(e, listed=()) for e in extract_many(batch, SEEDS, workers=1)]
    two = [write_extraction(e, listed=()) for e in extract_many(batch, SEEDS, workers=2)]
    backwards = [write_extraction(e, listed=()) for e in extract_many(batch[::-1], SEEDS, workers=1)]
    assert one == two
    assert one == backwards[::-1]


def test_a_text_without_losses_is_left_alone() -> None:
    extraction = EXTRACTOR.extract(Document("d", "The choir sang. Spring came early this year."))
    assert (extraction.claims, extraction.rejections) == ([], [])


def test_rejected_numbers_have_reasons() -> None:
    extraction = EXTRACTOR.extract(Document("d", "Rebels with 40 trucks destroyed two tanks after 14 raids."))
    assert {(r.surface, r.reason) for r in extraction.rejections} == {("40 trucks", "no_frame"), ("14 raids", "event")}


def test_file_contract() -> None:
    lines = ['{"id": 7, "text": "Two tanks were destroyed.", "published_at": "2024-05-01T10:00:00Z"}', ""]
    (document,) = read_documents((line.encode() for line in lines), "in.jsonl")
    record = json.loads(write_extraction(EXTRACTOR.extract(document), listed=()))
    assert record["id"] == "7"
    (claim,) = record["claims"]
    assert document.text[claim["start"] : claim["end"]] == claim["surface"] == "Two tanks"
    assert {"victim", "victim_id", "victim_side", "claimant_id", "modality", "rule_id", "confidence"} <= set(claim)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "a"}', "text: missing"),
        ('{"text": "x"}', "id: missing"),
        ('{"id": null, "text": "x"}', "id: missing"),
        ('{"id": true, "text": "x"}', "id: missing"),
        ('{"id": "a", "text": "x", "title": 7}', "title: 7 is no text"),
        ('{"id": "a", "text": "x", "outlet_id": []}', r"outlet_id: \[\] is no text"),
        ('{"id": "a", "text": "x", "published_at": "May"}', "published_at: 'May'"),
        ('{"id": "a", "text": "x", "published_at": "2024-03-12garbage"}', "published_at: '2024-03-12garbage'"),
        ('{"id": "a", "text": "x", "published_at": 20240312}', "published_at: 20240312 is no text"),
        ('{"id": "a", "text": "x", "title": "\\ud83d"}', "title: half a surrogate pair"),
        ('{"id": "a", "text": "x", "n": ' + "1" * 5000 + "}", "a number has thousands of digits"),
        ('{"id": "a", "text": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep"),
    ],
)
def test_a_wrong_record_is_named(line: str, problem: str) -> None:
    with pytest.raises(RecordError, match=f"^in.jsonl line 2: {problem}"):
        list(read_documents([b"\n", line.encode()], "in.jsonl"))


def test_escaped_characters_beyond_16_bits_are_whole() -> None:
    (document,) = read_documents([rb'{"id": "a", "text": "\ud83d\udd25 Two tanks"}'], "in.jsonl")
    assert document.text == "\N{FIRE} Two tanks"


def test_documents_are_taken_as_they_come() -> None:
    """No more is read ahead than a few batches, so a large file fits into memory."""
    taken = []
    many = (taken.append(i) or Document(str(i), "Nothing happened.") for i in range(10_000))  # type: ignore[func-returns-value]
    assert next(extract_many(many, SEEDS, workers=1)).document_id == "0"
    assert len(taken) < 1000


def test_the_version_follows_words(tmp_path: Path) -> None:
    (tmp_path / "lexicon" / "en").mkdir(parents=True)
    before = extractor_version(tmp_path)
    (tmp_path / "lexicon" / "en" / "heads.csv").write_text("noun,category,plural\n", encoding="utf-8")
    assert extractor_version(tmp_path) != before
    assert extractor_version(tmp_path) == extractor_version(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "I am not saying one tank has been lost.",
        "The ministry did not say that 12 soldiers were killed.",
        "He does not think any of the 40 men were captured.",
        "The firm had a loss of 42 million.",
    ],
)
def test_what_is_held_in_a_negation_or_counted_in_money_is_no_loss(text: str) -> None:
    assert [c.surface for c in EXTRACTOR.extract(Document("x", text)).claims if c.modality == "asserted"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Herdsmen killed 33 farmers in Plateau State, a community leader, Solomon Mwantiri, told the Daily Trust.",
        "Shelling killed 33 farmers in the town, its mayor, Ivan Fedorov, said.",
    ],
)
def test_who_speaks_is_not_lost(text: str) -> None:
    assert [claim.surface for claim in EXTRACTOR.extract(Document("d", text)).claims] == ["33 farmers"]
