"""Scoring of loss claims: who is paired with whom, what each level asks for, and what gold must look like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.evaluate import (
    LEVELS,
    SLOTS,
    align,
    compare,
    errors,
    evaluate_main,
    render,
    render_comparison,
    render_errors,
    score,
)
from pipelines.extract.extractor import Extractor
from pipelines.extract.gold import (
    Claim,
    EvaluationError,
    GoldRecord,
    Reference,
    claims_of,
    load_jsonl,
    load_predictions,
)
from pipelines.extract.jsonl import RecordError, write_extraction
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document

SEEDS = Path(__file__).parents[2] / "seeds"
REFERENCE = Reference.load(SEEDS / "reference")
TEXT = "Ukraine said it had destroyed 12 Russian tanks and a bridge. Two soldiers were killed, the army said."


def claim(surface: str, **fields: Any) -> Claim:
    """A claim on the first place of TEXT that holds the surface."""
    start = TEXT.index(surface)
    given = {"category": "TANK", "count_qualifier": "exact", "outcome": "destroyed", **fields}
    return claims_of([{"start": start, "end": start + len(surface), "surface": surface, **given}])[0]


def exact(n: int) -> dict[str, int]:
    return {"count_best": n, "count_low": n, "count_high": n}


def record(*claims: Claim, id: str = "t1") -> GoldRecord:
    return GoldRecord(id, TEXT, claims)


TANKS = claim(
    "12 Russian tanks", **exact(12), victim="ru_af", victim_basis="explicit", claimant="Ukraine", model="T-72"
)
MEN = claim("Two soldiers", **exact(2), category="PERS_MIL", outcome="killed", claimant="the army")
BRIDGE = claim("a bridge", **exact(1), category="BRIDGE", claimant="Ukraine")


def levels_of(gold: Claim, predicted: Claim) -> int:
    """The highest level that a single pair reaches, 0 if it is no pair."""
    report = score([record(gold)], {"t1": [predicted]}, REFERENCE)
    return sum(report.levels[name].hits for name in LEVELS)


def changed(original: Claim, **fields: Any) -> Claim:
    return replace(original, **fields)


@pytest.mark.parametrize(
    ("fields", "reached"),
    [
        ({}, 5),
        ({"category": "ACV"}, 2),  # a parent class is another group
        ({"outcome": "damaged"}, 2),
        ({"count_low": None}, 1),
        ({"count_best": 13, "count_low": 13, "count_high": 13}, 1),
        ({"victim": "ua_af"}, 3),
        ({"victim": None}, 3),
        ({"victim": "ru_navy"}, 5),  # same side
        ({"victim": "Wagner mercenaries"}, 3),
        ({"claimant": None}, 4),
        ({"claimant": "Kyiv", "claimant_id": "ukraine"}, 5),
        ({"claimant": "the president of Ukraine"}, 5),  # shared word
        ({"claimant": "the Kremlin"}, 4),
        ({"status": "denied"}, 4),
        ({"aggregation": "cumulative"}, 4),
        ({"model": None, "victim_basis": "inferred", "parent": 0, "count_qualifier": "about"}, 5),
    ],
)
def test_levels(fields: dict[str, Any], reached: int) -> None:
    assert levels_of(TANKS, changed(TANKS, **fields)) == reached


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("tatmadaw", "arakan_army", False),
        ("ru_af", "Armed Forces of Ukraine", False),  # shares words, but is the other side
        ("civilians", "civilians", True),
        ("civilians", "ua_af", False),
        ("Nigerian Army", "the Nigerian Army’s 7th Division", True),
        ("Chin rebels", "Karen rebels", True),  # a content word is enough, by the rule
        ("their men", "their ships", False),
        (None, "anyone", True),
        (None, None, True),
        ("hezbollah", None, False),
    ],
)
def test_victims(gold: str | None, predicted: str | None, same: bool) -> None:
    assert (levels_of(changed(TANKS, victim=gold), changed(TANKS, victim=predicted)) > 3) is same


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("he", "he", True),  # no content word, but the same words
        ("he", "she", False),
        ("The Houthis’ military spokesman", "the spokesman", True),
        ("the ministry", "The ministry’s", True),
        ("IDF", "Israel Defense Forces", True),  # one entity by its aliases
        ("the police", None, False),
    ],
)
def test_claimants(gold: str | None, predicted: str | None, same: bool) -> None:
    assert (levels_of(changed(TANKS, claimant=gold), changed(TANKS, claimant=predicted)) == 5) is same


@pytest.mark.parametrize(
    ("surface", "counts", "paired"),
    [
        ("Russian tanks", exact(1), True),  # Jaccard 13/16
        ("12", exact(1), True),  # same start
        ("tanks", exact(12), True),  # same figure
        ("tanks", exact(1), False),
        ("tanks", {}, False),  # two claims without a figure do not pair on that
        ("a bridge", exact(12), False),  # no overlap
    ],
)
def test_what_may_be_paired(surface: str, counts: dict[str, int], paired: bool) -> None:
    gold = TANKS if counts else changed(TANKS, count_best=None, count_low=None, count_high=None)
    assert bool(align([gold], [claim(surface, **counts)]).pairs) is paired


def test_best_pair_is_taken_first_and_no_claim_twice() -> None:
    inner = claim("12 Russian", **exact(12))
    result = align([TANKS], [inner, TANKS, claim("Russian tanks", **exact(12))])
    assert result.pairs == ((0, 1),)
    assert result.false_alarms == (0, 2)


def test_equal_counts_outweigh_a_somewhat_better_span() -> None:
    wrong_count = claim("12 Russian tanks", **exact(3), outcome="damaged")
    right_count = claim("12 Russian tank", **exact(12))
    assert align([TANKS], [wrong_count, right_count]).pairs == ((0, 1),)


def test_predictions_that_are_not_asserted_are_ignored_but_their_spans_are_checked() -> None:
    hypothetical = changed(TANKS, modality="hypothetical", surface="13 Russian tanks")
    report = score([record(TANKS)], {"t1": [hypothetical]}, REFERENCE)
    assert (report.predicted, report.levels["L1"].hits, report.span_validity) == (0, 0, 0.0)


def test_claims_outside_any_conflict_are_neither_right_nor_wrong() -> None:
    crime = changed(MEN, conflict=False)
    report = score([record(TANKS, crime)], {"t1": [TANKS, MEN]}, REFERENCE)
    assert (report.gold, report.predicted, report.levels["L5"].f1.value) == (1, 1, 1.0)
    assert (report.other_losses_claimed, report.other_losses) == (1, 1)
    assert "claims of losses that belong to no conflict: 1 of 1" in render(report)
    hypothetical = changed(MEN, modality="hypothetical")
    assert score([record(TANKS, crime)], {"t1": [TANKS, hypothetical]}, REFERENCE).other_losses_claimed == 0
    # a text whose only claims are of that kind is not a text "without claims"
    assert score([record(crime)], {"t1": [MEN]}, REFERENCE).texts_without_claims == 0


def test_precision_recall_and_false_alarms() -> None:
    gold = [record(TANKS, MEN), record(id="t2"), record(id="t3")]
    report = score(gold, {"t1": [TANKS], "t2": [TANKS, BRIDGE]}, REFERENCE)
    first = report.levels["L1"]
    assert first.precision.value == pytest.approx(1 / 3)
    assert first.recall.value == pytest.approx(1 / 2)
    assert first.f1.value == pytest.approx(2 / 5)
    assert (report.texts_without_claims, report.false_alarms_without_claims) == (2, 2)
    assert report.false_alarms_per_100 == 100.0
    assert report.texts_without_predictions == 1


def test_slots_are_judged_on_pairs_only() -> None:
    predicted = [changed(TANKS, category="ACV", model=None, victim_basis="inferred"), BRIDGE]
    report = score([record(TANKS, MEN)], {"t1": predicted}, REFERENCE)
    wrong = {slot for slot, s in report.slots.items() if s.right < s.total}
    assert {s.total for s in report.slots.values()} == {1}
    assert wrong == {"category", "category_group", "model", "victim_basis"}


@pytest.mark.parametrize(
    ("parent", "right"),
    [(1, True), (0, False), (None, False)],
)
def test_links_are_compared_through_the_pairs(parent: int | None, right: bool) -> None:
    gold = record(TANKS, changed(BRIDGE, parent=0))
    predicted = [changed(BRIDGE, parent=parent), TANKS]  # the whole stands at index 1 here
    assert (score([gold], {"t1": predicted}, REFERENCE).slots["parent"].right == 2) is right


def test_link_to_a_missed_claim_is_wrong() -> None:
    gold = record(TANKS, changed(BRIDGE, parent=0))
    assert score([gold], {"t1": [BRIDGE]}, REFERENCE).slots["parent"].right == 0


def test_every_category_has_its_group() -> None:
    of = REFERENCE.groups
    expected = {
        "person": "PERS PERS_MIL PERS_CIV UNIT",
        "tank": "TANK",
        "other armoured vehicle": "ACV ACV_NT AFV_OTHER IFV APC MRAP IMV",
        "artillery": "ARTY ARTY_SP ARTY_TOWED MORTAR AT_SP ARTY_SPT",
        "rocket artillery": "MLRS",
        "air defence": "AD SAM SPAAG AAG",
        "radar and EW": "RADAR EW",
        "aircraft": "AIRCRAFT",
        "helicopter": "HELI",
        "UAV": "UAV UCAV UAV_RECCE UAV_OWA",
        "munitions": "MISSILE MSL_CRUISE MSL_BALLISTIC ROCKET IED",
        "naval": "NAVAL SHIP BOAT SUB USV",
        "unarmoured vehicle": "VEH",
        "infrastructure and stores": "INFRA DEPOT STRONGPOINT BUILDING BRIDGE ENERGY",
        "other equipment": "EQUIP C2 ENG UGV SPEC WEAPON",
    }
    assert dict(of) == {code: group for group, codes in expected.items() for code in codes.split()}


def test_errors_show_expected_and_found_with_the_text_around() -> None:
    gold = record(TANKS, MEN)
    found = errors([gold], {"t1": [changed(TANKS, outcome="damaged"), BRIDGE]}, REFERENCE)
    assert [(e.kind, e.surface, e.slot, e.expected, e.found) for e in found] == [
        ("wrong_slot", "12 Russian tanks", "outcome", "destroyed", "damaged"),
        ("false_alarm", "a bridge", None, None, None),
        ("miss", "Two soldiers", None, None, None),
    ]
    assert "destroyed [[12 Russian tanks]] and a bridge" in found[0].context
    assert "wrong_slot outcome: expected 'destroyed', found 'damaged'" in render_errors(found)


def test_comparison_has_a_paired_interval_and_reads_what_the_report_wrote(tmp_path: Path) -> None:
    gold = [record(TANKS, MEN, id=f"t{i}") for i in range(20)]
    worse = {r.id: [TANKS] for r in gold}
    better = {r.id: [TANKS, MEN] for r in gold}
    saved = tmp_path / "earlier.json"
    evaluate_main(gold, worse, REFERENCE, json_out=saved)
    earlier = json.loads(saved.read_text())
    difference = compare(score(gold, better, REFERENCE), earlier).levels["L1"]["recall"]
    assert (difference.value, difference.low, difference.high) == (0.5, 0.5, 0.5)
    same = compare(score(gold, worse, REFERENCE), earlier)
    assert {e.value for m in same.levels.values() for e in m.values()} == {0.0}
    assert "*" in render_comparison(compare(score(gold, better, REFERENCE), earlier)).splitlines()[1]
    output = evaluate_main(gold, better, REFERENCE, against=saved, show_errors=True)
    assert "difference to the earlier result" in output
    assert "0 miss, 0 false_alarm, 0 wrong_slot" in output


def test_comparison_over_shared_texts_only() -> None:
    gold = [record(TANKS, id=f"t{i}") for i in range(3)]
    earlier = score(gold[:2], {}, REFERENCE).to_dict()
    comparison = compare(score(gold, {}, REFERENCE), earlier)
    assert (comparison.texts, comparison.texts_only_in_one) == (2, 1)


def test_report_is_the_same_every_time_and_lies_in_its_intervals() -> None:
    gold = [record(TANKS, MEN, id=f"t{i}") for i in range(15)]
    predicted = {r.id: [TANKS, BRIDGE][: 1 + i % 2] for i, r in enumerate(gold)}
    report = score(gold, predicted, REFERENCE)
    assert report.to_dict() == score(gold, predicted, REFERENCE).to_dict()
    f1 = report.levels["L1"].f1
    assert f1.low < f1.value < f1.high
    assert "span validity: 100.00%" in render(report)


@pytest.mark.parametrize(
    ("gold", "predicted", "measures"),
    [
        ([], [], (None, None, None)),
        ([TANKS], [], (None, 0.0, 0.0)),
        ([], [TANKS], (0.0, None, 0.0)),
    ],
)
def test_a_share_of_nothing_is_no_figure(
    gold: list[Claim], predicted: list[Claim], measures: tuple[float | None, ...]
) -> None:
    report = score([record(*gold)], {"t1": predicted}, REFERENCE)
    level = report.levels["L1"]
    assert (level.precision.value, level.recall.value, level.f1.value) == measures
    assert {slot.accuracy for slot in report.slots.values()} == {None}
    assert (report.span_validity is None) == (not predicted)
    assert (report.false_alarms_per_100 is None) == bool(gold)
    assert "1.000" not in render(report)


def test_what_was_no_figure_can_be_compared(tmp_path: Path) -> None:
    saved = tmp_path / "earlier.json"
    evaluate_main([record()], {}, REFERENCE, json_out=saved)
    assert json.loads(saved.read_text())["span_validity"] is None
    assert "L1  precision -   recall -   f1 -" in evaluate_main([record()], {}, REFERENCE, against=saved)
    assert "recall -" in evaluate_main([record(TANKS)], {"t1": [TANKS]}, REFERENCE, against=saved)


@pytest.mark.parametrize(
    "earlier",
    [
        [],
        {},
        {"per_text": []},
        {"per_text": {"t1": {"gold": "1", "predicted": 1, "hits": [1, 1, 1, 1, 1]}}},
        {"per_text": {"t1": {"gold": 1, "predicted": 1, "hits": [1]}}},
        {"per_text": {"t1": {"gold": 1, "predicted": 1, "hits": 5}}},
        {"per_text": {}, "slots": {"span": {"right": None, "total": 1}}},
        {"per_text": {}, "slots": {}, "false_alarms_without_claims": -1, "texts_without_claims": 1},
        {"per_text": {}, "slots": {}, "false_alarms_without_claims": 10**999, "texts_without_claims": 1},
    ],
)
def test_a_result_that_is_none_is_named(tmp_path: Path, earlier: Any) -> None:
    saved = tmp_path / "earlier.json"
    saved.write_text(json.dumps(earlier))
    with pytest.raises(EvaluationError, match=r"earlier.json: .* not one that evaluation wrote"):
        evaluate_main([record(TANKS)], {}, REFERENCE, against=saved)


SPANS = st.tuples(st.integers(0, 80), st.integers(1, 20), st.integers(1, 4))


def spans_to_claims(spans: Iterable[tuple[int, int, int]]) -> list[Claim]:
    return [
        Claim(start, start + size, TEXT[start : start + size], "TANK", **exact(n), count_qualifier="exact")
        for start, size, n in spans
    ]


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_alignment_is_one_to_one_and_loses_nothing(gold: list[Any], predicted: list[Any]) -> None:
    golds, predictions = spans_to_claims(gold), spans_to_claims(predicted)
    result = align(golds, predictions)
    assert sorted([i for i, _ in result.pairs] + list(result.misses)) == list(range(len(golds)))
    assert sorted([j for _, j in result.pairs] + list(result.false_alarms)) == list(range(len(predictions)))
    report = score([GoldRecord("x", TEXT, tuple(golds))], {"x": predictions}, REFERENCE)
    hits = [report.levels[name].hits for name in LEVELS]
    assert hits == sorted(hits, reverse=True)
    assert set(report.slots) == set(SLOTS)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SPANS, max_size=8, unique=True))
def test_gold_agrees_with_itself(spans: list[Any]) -> None:
    claims = spans_to_claims(spans)
    report = score([GoldRecord("x", TEXT, tuple(claims))], {"x": claims}, REFERENCE)
    assert report.levels["L5"].f1.value == (1.0 if claims else None)


# ------------------------------------------------------------------------------------------- files

GOOD_CLAIM = {
    "start": 30,
    "end": 46,
    "surface": "12 Russian tanks",
    "category": "TANK",
    "model": None,
    **exact(12),
    "count_qualifier": "exact",
    "outcome": "destroyed",
    "victim": "ru_af",
    "victim_basis": "explicit",
    "claimant": "Ukraine",
    "status": "asserted",
    "aggregation": "incremental",
    "parent": None,
    "restates": None,
    "conflict": True,
}


def gold_file(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n")
    return path


def test_gold_is_read_with_offsets_in_code_points(tmp_path: Path) -> None:
    text = "🔥 " + TEXT
    shifted = {**GOOD_CLAIM, "start": 32, "end": 48}
    row = {"id": "a", "published_at": "2024-03-12", "title": None, "text": text, "claims": [shifted]}
    (read,) = load_jsonl(gold_file(tmp_path, row, ""), REFERENCE)
    assert (read.claims[0].surface, read.published_at) == ("12 Russian tanks", "2024-03-12")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start": 31}, r"line 2 \(b\): claims\[0\]: surface: '12 Russian tanks', but text\[31:46\]"),
        ({"end": 4000}, r"claims\[0\]: start, end: 30\.\.4000 is no span"),
        ({"category": "TANKS"}, r"claims\[0\]: category: 'TANKS' is not in loss_categories"),
        ({"outcome": "dead"}, r"outcome: 'dead' is none of killed"),
        ({"count_qualifier": "circa"}, r"count_qualifier: 'circa'"),
        ({"count_best": "12"}, r"count_best: '12' has the wrong type"),
        ({"count_best": True}, r"count_best: True has the wrong type"),
        ({"victim": 7}, r"victim: 7 has the wrong type"),
        ({"parent": 0}, r"parent: 0 is not the index of another claim"),
        ({"restates": 5}, r"restates: 5 is not the index of another claim"),
        ({"victm": "ru_af"}, r"claims\[0\]: 'victm': no field of a claim; there are .*victim"),
        ({"count_low": -12}, r"count_best, count_low, count_high: 12, -12, 12: below 0"),
        ({"count_high": None}, r"count_low, count_high: 12, 12, null, but exact wants N, N, N"),
        ({"count_qualifier": "more_than", "count_high": None}, r"12, 12, null, but more_than wants N, N\+1, null"),
        ({"count_qualifier": "at_least", "count_low": 13, "count_high": None}, "at_least wants N, N, null"),
        ({"count_qualifier": "up_to", "count_low": None, "count_high": 13}, "up_to wants N, null, N"),
        ({"count_qualifier": "less_than", "count_low": None}, "less_than wants N, null, N-1"),
        ({"count_qualifier": "about"}, "about wants N, null, null"),
        ({"count_qualifier": "about", "count_best": None, "count_low": None, "count_high": None}, "about wants N"),
        ({"count_qualifier": "vague"}, "vague wants null, null, null"),
        ({"count_qualifier": "range", "count_best": None, "count_low": 13}, "range wants null, the lower, the higher"),
        ({"count_qualifier": "range", "count_high": 13}, "range wants null, the lower, the higher"),
    ],
)
def test_gold_problems_name_line_and_field(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    good = {"id": "a", "text": TEXT, "claims": [GOOD_CLAIM]}
    bad = {"id": "b", "text": TEXT, "claims": [{**GOOD_CLAIM, **fields}]}
    with pytest.raises(RecordError, match=message):
        load_jsonl(gold_file(tmp_path, good, bad), REFERENCE)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{not json", "gold.jsonl line 2: not JSON"),
        ("[1]", "line 2: not a JSON object"),
        ({"id": "b", "claims": []}, "line 2: text: missing"),
        ({"id": "b", "text": TEXT}, "line 2: claims: missing"),
        ({"id": "a", "text": TEXT, "claims": []}, "id: 'a' is there twice"),
        ({"id": "b", "text": TEXT, "claims": [3]}, r"claims\[0\]: not an object"),
        ({"id": "b", "text": TEXT, "claims": [{"start": 1}]}, r"claims\[0\]: end: missing"),
        ({"id": "b", "text": TEXT, "claims": [GOOD_CLAIM] * 2}, r"claims\[1\]: the same as claims\[0\]"),
        ({"id": None, "text": TEXT, "claims": []}, "line 2: id: missing"),
        ({"id": "b", "text": TEXT, "title": 7, "claims": []}, "line 2: title: 7 is no text"),
    ],
)
def test_broken_lines_are_named(tmp_path: Path, row: Any, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        load_jsonl(gold_file(tmp_path, {"id": "a", "text": TEXT, "claims": []}, row), REFERENCE)


def test_gold_without_a_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"gold.jsonl: no texts"):
        load_jsonl(gold_file(tmp_path, ""), REFERENCE)


def test_what_the_extractor_writes_can_be_corrected_into_gold(tmp_path: Path) -> None:
    extraction = Extractor(Lexicon.load(SEEDS)).extract(Document("a", TEXT))
    row = {"text": TEXT, "url": "https://example.org/", **json.loads(write_extraction(extraction, listed=()))}
    (read,) = load_jsonl(gold_file(tmp_path, row), REFERENCE)
    assert len(read.claims) == len(extraction.claims) > 0


def test_predictions_need_no_text_and_may_hold_more_fields(tmp_path: Path) -> None:
    row = {"id": "a", "claims": [{**GOOD_CLAIM, "rule_id": "active", "confidence": 90}]}
    assert load_predictions(gold_file(tmp_path, row))["a"][0].claimant == "Ukraine"
    with pytest.raises(RecordError, match="'a' is there twice"):
        load_predictions(gold_file(tmp_path, row, row))
    assert set(load_predictions(gold_file(tmp_path, {**row, "id": 7}))) == {"7"}


def test_categories_without_a_group_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loss_categories.csv").write_text("category_code,parent_code\nPERS,\nTANK,\n")
    (tmp_path / "category_groups.csv").write_text("category_code,category_group\nPERS,person\n")
    with pytest.raises(EvaluationError, match="no group for TANK"):
        Reference.load(tmp_path)
