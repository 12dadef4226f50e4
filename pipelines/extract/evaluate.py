"""Scoring of loss claims against gold: pairs, levels L1-L5, slot accuracy, errors, comparison of results.

What gold and predictions look like, and these rules in full: ``tests/gold/README.md``.

- **Pairs**: spans overlap and (Jaccard of the characters >= 0.5, or the same start, or the same three counts
  with a best figure). Taken greedily, best first, one to one.
- **L1** paired. **L2** and the same three counts. **L3** and the same category group and outcome. **L4** and
  the same victim. **L5** and the same claimant, status and aggregation.
- Not scored: predictions whose modality is not ``asserted``, gold claims with ``conflict: false``, and
  predictions that overlap nothing but such a claim; these are counted apart.
- A share of nothing (no claims, no pairs, no texts) is None, "-" in print.

Intervals are 95 % percentile bootstrap intervals over texts, from a fixed seed: same input, same report.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.extract.gold import Claim, EvaluationError, GoldRecord, Reference, fold
from pipelines.extract.jsonl import decoded, parsed

LEVELS = ("L1", "L2", "L3", "L4", "L5")
MEASURES = ("precision", "recall", "f1")
BOOTSTRAP_SAMPLES = 1000
BOOTSTRAP_SEED = 20240312


# -------------------------------------------------------------------------------- agreement


def same_victim(gold: Claim, predicted: Claim, reference: Reference) -> bool:
    """Same side, or a shared content word; a gold victim of None accepts any."""
    if gold.victim is None:
        return True
    name = predicted.victim if predicted.victim is not None else predicted.victim_id
    if name is None:
        return False
    gold_id, predicted_id = reference.entity(gold.victim), reference.entity(name)
    if gold_id is not None and gold_id == predicted_id:
        return True
    gold_side, predicted_side = reference.sides.get(gold_id or ""), reference.sides.get(predicted_id or "")
    if gold_side and predicted_side:
        return gold_side == predicted_side  # "Armed Forces of X" and "Armed Forces of Y" share words, not a side
    return bool(reference.words(gold.victim) & reference.words(name))


def same_claimant(gold: Claim, predicted: Claim, reference: Reference) -> bool:
    """Both null, the same words, a shared content word, or the same entity."""
    if gold.claimant is None or predicted.claimant is None:
        return gold.claimant is predicted.claimant
    if fold(gold.claimant) == fold(predicted.claimant):
        return True
    gold_id = gold.claimant_id or reference.entity(gold.claimant)
    if gold_id is not None and gold_id == (predicted.claimant_id or reference.entity(predicted.claimant)):
        return True
    return bool(reference.words(gold.claimant) & reference.words(predicted.claimant))


def level(gold: Claim, predicted: Claim, reference: Reference) -> int:
    """How many of the levels L1..L5 a pair reaches (1-5)."""
    steps: tuple[Callable[[], bool], ...] = (
        lambda: gold.counts == predicted.counts,
        lambda: (
            reference.groups.get(gold.category) == reference.groups.get(predicted.category)
            and gold.outcome == predicted.outcome
        ),
        lambda: same_victim(gold, predicted, reference),
        lambda: (
            same_claimant(gold, predicted, reference)
            and gold.status == predicted.status
            and gold.aggregation == predicted.aggregation
        ),
    )
    reached = 1
    for step in steps:
        if not step():
            break
        reached += 1
    return reached


# -------------------------------------------------------------------------------- pairing


@dataclass(frozen=True, slots=True)
class Alignment:
    """Gold and predicted claims of one text, brought together; numbers are indexes into the two lists."""

    pairs: tuple[tuple[int, int], ...]  # (gold, predicted), in the order of gold
    misses: tuple[int, ...]  # gold, conflict true
    false_alarms: tuple[int, ...]  # predicted
    other_losses: tuple[int, ...]  # gold, conflict false, that a prediction takes for losses of a conflict


def align(gold: Sequence[Claim], predicted: Sequence[Claim]) -> Alignment:
    """Pair the claims of one text; unscored claims of either list take no part."""
    golds = [i for i, claim in enumerate(gold) if claim.conflict]
    asserted = [j for j, claim in enumerate(predicted) if claim.modality == "asserted"]
    candidates = sorted(
        (-likeness, i, j) for i in golds for j in asserted if (likeness := _likeness(gold[i], predicted[j])) is not None
    )
    pair_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pair_of and j not in taken:
            pair_of[i] = j
            taken.add(j)
    false_alarms = tuple(j for j in asserted if j not in taken and not _unscored(predicted[j], gold))
    unscored = [j for j in asserted if j not in taken and j not in false_alarms]
    return Alignment(
        pairs=tuple((i, pair_of[i]) for i in golds if i in pair_of),
        misses=tuple(i for i in golds if i not in pair_of),
        false_alarms=false_alarms,
        other_losses=tuple(
            i
            for i, claim in enumerate(gold)
            if not claim.conflict and any(_overlap(claim, predicted[j]) for j in unscored)
        ),
    )


def _overlap(a: Claim, b: Claim) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _likeness(gold: Claim, predicted: Claim) -> float | None:
    """Jaccard, +0.5 for equal counts, +0.25 for an equal outcome; None where the two may not be paired."""
    shared = _overlap(gold, predicted)
    if not shared:
        return None
    jaccard = shared / (gold.end - gold.start + predicted.end - predicted.start - shared)
    same_counts = gold.counts == predicted.counts
    same_figure = same_counts and gold.count_best is not None
    if jaccard < 0.5 and gold.start != predicted.start and not same_figure:
        return None
    return jaccard + 0.5 * same_counts + 0.25 * (gold.outcome == predicted.outcome)


def _unscored(predicted: Claim, gold: Sequence[Claim]) -> bool:
    overlapped = [claim.conflict for claim in gold if _overlap(claim, predicted)]
    return bool(overlapped) and not any(overlapped)


# -------------------------------------------------------------------------------- report


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share from 0 to 1, or a difference of two, with its 95 % bootstrap interval over texts; None: of nothing."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LevelScore:
    """Precision, recall and F1 at one level, and how many claims reached it."""

    hits: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class TextScore:
    """The counts of one text: all that a later comparison needs."""

    gold: int
    predicted: int
    hits: tuple[int, ...]  # one number a level


@dataclass(frozen=True, slots=True)
class SlotScore:
    """How many of the paired claims have this slot right."""

    right: int
    total: int

    @property
    def accuracy(self) -> float | None:
        """A share from 0 to 1; None where nothing was paired."""
        return _share(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one evaluation."""

    texts: int
    texts_without_predictions: int  # ids that the predictions do not hold at all: scored as empty
    gold: int
    predicted: int
    levels: dict[str, LevelScore]
    slots: dict[str, SlotScore]
    texts_without_claims: int
    false_alarms_without_claims: int  # predictions in those texts
    false_alarms_per_100: float | None
    span_validity: float | None
    other_losses: int  # gold claims of losses that belong to no conflict
    other_losses_claimed: int  # of these, how many the predictions claim
    per_text: dict[str, TextScore]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: what ``compare`` reads back."""
        return asdict(self)


def score(
    gold_records: Sequence[GoldRecord],
    predictions_by_id: Mapping[str, Sequence[Claim]],
    reference: Reference,
) -> Report:
    """Score predictions by the rules in the module's docstring. Predictions for other ids are ignored."""
    per_text: dict[str, TextScore] = {}
    right = dict.fromkeys(SLOTS, 0)
    paired = empty_texts = empty_alarms = spans = valid_spans = others = others_claimed = 0
    for record in gold_records:
        predicted = predictions_by_id.get(record.id, ())
        alignment = align(record.claims, predicted)
        reached = [level(record.claims[i], predicted[j], reference) for i, j in alignment.pairs]
        per_text[record.id] = TextScore(
            gold=len(alignment.pairs) + len(alignment.misses),
            predicted=len(alignment.pairs) + len(alignment.false_alarms),
            hits=tuple(sum(r >= wanted for r in reached) for wanted in range(1, len(LEVELS) + 1)),
        )
        paired += len(alignment.pairs)
        for i, j in alignment.pairs:
            wrong = _wrong_slots(record.claims, predicted, (i, j), alignment, reference)
            for slot in SLOTS:
                right[slot] += slot not in wrong
        if not record.claims:
            empty_texts += 1
            empty_alarms += len(alignment.false_alarms)
        others += sum(not claim.conflict for claim in record.claims)
        others_claimed += len(alignment.other_losses)
        spans += len(predicted)
        valid_spans += sum(0 <= c.start < c.end and c.surface == record.text[c.start : c.end] for c in predicted)
    return Report(
        texts=len(gold_records),
        texts_without_predictions=sum(r.id not in predictions_by_id for r in gold_records),
        gold=sum(t.gold for t in per_text.values()),
        predicted=sum(t.predicted for t in per_text.values()),
        levels=_level_scores(list(per_text.values())),
        slots={slot: SlotScore(right[slot], paired) for slot in SLOTS},
        texts_without_claims=empty_texts,
        false_alarms_without_claims=empty_alarms,
        false_alarms_per_100=_share(100 * empty_alarms, empty_texts),
        span_validity=_share(valid_spans, spans),
        other_losses=others,
        other_losses_claimed=others_claimed,
        per_text=per_text,
    )


SlotTest = Callable[[Claim, Claim, Reference], bool]


def _equal(name: str) -> SlotTest:
    return lambda gold, predicted, _: getattr(gold, name) == getattr(predicted, name)


SLOTS: dict[str, SlotTest | None] = {  # None: a link, judged through the pairs of the whole text
    "span": lambda gold, predicted, _: (gold.start, gold.end) == (predicted.start, predicted.end),
    "counts": lambda gold, predicted, _: gold.counts == predicted.counts,
    "count_qualifier": _equal("count_qualifier"),
    "category": _equal("category"),
    "category_group": lambda gold, predicted, reference: (
        reference.groups.get(gold.category) == reference.groups.get(predicted.category)
    ),
    "model": _equal("model"),
    "outcome": _equal("outcome"),
    "victim": same_victim,
    "victim_basis": _equal("victim_basis"),
    "claimant": same_claimant,
    "status": _equal("status"),
    "aggregation": _equal("aggregation"),
    "parent": None,
    "restates": None,
}


def _wrong_slots(
    gold: Sequence[Claim],
    predicted: Sequence[Claim],
    pair: tuple[int, int],
    alignment: Alignment,
    reference: Reference,
) -> dict[str, tuple[Any, Any]]:
    """The slots in which a pair differs: slot -> (expected, found)."""
    i, j = pair
    prediction_of = dict(alignment.pairs)
    wrong: dict[str, tuple[Any, Any]] = {}
    for slot, test in SLOTS.items():
        if test is None:
            expected, found = getattr(gold[i], slot), getattr(predicted[j], slot)
            agrees = found is None if expected is None else found == prediction_of.get(expected, -1)
            if not agrees:
                wrong[slot] = (_surface_at(gold, expected), _surface_at(predicted, found))
        elif not test(gold[i], predicted[j], reference):
            wrong[slot] = (_slot_value(gold[i], slot, reference), _slot_value(predicted[j], slot, reference))
    return wrong


def _surface_at(claims: Sequence[Claim], index: int | None) -> str | None:
    return claims[index].surface if index is not None and 0 <= index < len(claims) else None


def _slot_value(claim: Claim, slot: str, reference: Reference) -> Any:
    match slot:
        case "span":
            return claim.surface
        case "category_group":
            return reference.groups.get(claim.category)
        case _:
            return getattr(claim, slot)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


Measures = tuple[float | None, float | None, float | None]  # precision, recall, F1
Sample = list[Measures]  # one a level


def _sample(texts: Sequence[TextScore]) -> Sample:
    gold = sum(t.gold for t in texts)
    predicted = sum(t.predicted for t in texts)
    hits = [sum(t.hits[i] for t in texts) for i in range(len(LEVELS))]
    return [(_share(n, predicted), _share(n, gold), _share(2 * n, gold + predicted)) for n in hits]


def _resamples(size: int) -> Iterable[list[int]]:
    """Indexes of texts drawn with replacement, the same ones at every call."""
    draw = random.Random(BOOTSTRAP_SEED)  # noqa: S311 - statistics, not secrets
    for _ in range(BOOTSTRAP_SAMPLES if size else 0):
        yield draw.choices(range(size), k=size)


def _interval(values: Iterable[float | None]) -> tuple[float, float] | tuple[None, None]:
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return None, None
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]


def _level_scores(texts: list[TextScore]) -> dict[str, LevelScore]:
    point = _sample(texts)
    samples = [_sample([texts[i] for i in draw]) for draw in _resamples(len(texts))] or [point]
    scores = {}
    for n, name in enumerate(LEVELS):
        estimates = [
            Estimate(point[n][m], *_interval([sample[n][m] for sample in samples])) for m in range(len(MEASURES))
        ]
        scores[name] = LevelScore(sum(t.hits[n] for t in texts), *estimates)
    return scores


# -------------------------------------------------------------------------------- errors


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that went wrong, with enough text to judge it."""

    kind: str  # miss, false_alarm, wrong_slot
    record_id: str
    start: int
    surface: str
    context: str  # the text around, the claim in [[ ]]
    slot: str | None = None
    expected: Any = None
    found: Any = None


def errors(
    gold_records: Sequence[GoldRecord],
    predictions_by_id: Mapping[str, Sequence[Claim]],
    reference: Reference,
) -> list[Error]:
    """Misses, false alarms and wrong slots of paired claims, in text order."""
    found: list[Error] = []
    for record in gold_records:
        predicted = predictions_by_id.get(record.id, ())
        alignment = align(record.claims, predicted)

        def error(kind: str, claim: Claim, *slot: Any, record: GoldRecord = record) -> Error:
            context = _context(record.text, claim.start, claim.end)
            return Error(kind, record.id, claim.start, claim.surface, context, *slot)

        of_text = [error("miss", record.claims[i]) for i in alignment.misses]
        of_text += [error("false_alarm", predicted[j]) for j in alignment.false_alarms]
        for i, j in alignment.pairs:
            wrong = _wrong_slots(record.claims, predicted, (i, j), alignment, reference)
            of_text += [error("wrong_slot", record.claims[i], slot, *values) for slot, values in wrong.items()]
        found += sorted(of_text, key=lambda e: e.start)
    return found


def _context(text: str, start: int, end: int, width: int = 90) -> str:
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return " ".join(f"{before}[[{text[start:end]}]]{after}".split())


# -------------------------------------------------------------------------------- comparison


@dataclass(frozen=True, slots=True)
class Comparison:
    """This result minus an earlier one, over the texts that both hold."""

    texts: int
    texts_only_in_one: int
    levels: dict[str, dict[str, Estimate]]  # level -> measure -> difference with a paired interval
    slots: dict[str, float | None]  # difference of accuracies, over all texts of each result
    false_alarms_per_100: float | None


def compare(report: Report, earlier: Mapping[str, Any]) -> Comparison:
    """Differences to an earlier ``Report.to_dict()``. Raises EvaluationError when that is something else."""
    try:
        before = {
            record_id: TextScore(_count(t["gold"]), _count(t["predicted"]), tuple(map(_count, t["hits"])))
            for record_id, t in earlier["per_text"].items()
        }
        if any(len(t.hits) != len(LEVELS) for t in before.values()):
            raise ValueError(f"hits are not {len(LEVELS)} numbers")
        earlier_slots = {
            s: SlotScore(_count(v["right"]), _count(v["total"])).accuracy for s, v in earlier["slots"].items()
        }
        earlier_alarms = _share(
            100 * _count(earlier["false_alarms_without_claims"]), _count(earlier["texts_without_claims"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise EvaluationError(f"the earlier result is not one that evaluation wrote: {problem!r}") from problem
    shared = sorted(set(report.per_text) & set(before))
    now_texts, before_texts = [report.per_text[i] for i in shared], [before[i] for i in shared]

    def difference(draw: Sequence[int]) -> Sample:
        now, then = _sample([now_texts[i] for i in draw]), _sample([before_texts[i] for i in draw])
        return [(_less(a[0], b[0]), _less(a[1], b[1]), _less(a[2], b[2])) for a, b in zip(now, then, strict=True)]

    point = difference(range(len(shared)))
    samples = [difference(draw) for draw in _resamples(len(shared))] or [point]
    return Comparison(
        texts=len(shared),
        texts_only_in_one=len(set(report.per_text) ^ set(before)),
        levels={
            name: {
                measure: Estimate(point[n][m], *_interval([sample[n][m] for sample in samples]))
                for m, measure in enumerate(MEASURES)
            }
            for n, name in enumerate(LEVELS)
        },
        slots={s: _less(v.accuracy, earlier_slots[s]) for s, v in report.slots.items() if s in earlier_slots},
        false_alarms_per_100=_less(report.false_alarms_per_100, earlier_alarms),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 53:
        raise TypeError(f"{value!r} is no count")
    return value


def _less(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


# -------------------------------------------------------------------------------- plain text


def _figure(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _with_interval(estimate: Estimate, form: str) -> str:
    value, low, high = (_figure(number, form) for number in (estimate.value, estimate.low, estimate.high))
    return value if value == "-" else f"{value} [{low} {high}]"


def render(report: Report) -> str:
    """The report as plain text."""
    lines = [f"{report.texts} texts, {report.gold} gold claims, {report.predicted} predicted claims"]
    if report.texts_without_predictions:
        lines.append(f"{report.texts_without_predictions} texts have no line in the predictions: scored as empty")
    lines += ["", f"{'':6}{'hits':>6}  " + "".join(f"{m + ' [95 %]':<20}" for m in MEASURES)]
    for name, row in report.levels.items():
        shares = (_with_interval(e, ".3f") for e in (row.precision, row.recall, row.f1))
        lines.append(f"{name:6}{row.hits:>6}  " + "".join(f"{share:<20}" for share in shares))
    lines += ["", "slot, over paired claims       right    of  accuracy"]
    lines += [
        f"  {slot:<25}{s.right:>9}{s.total:>6}{_figure(s.accuracy, '.3f'):>10}" for slot, s in report.slots.items()
    ]
    lines += [
        "",
        f"false alarms per 100 texts without claims: {_figure(report.false_alarms_per_100, '.1f')} "
        f"({report.false_alarms_without_claims} in {report.texts_without_claims} texts)",
        f"claims of losses that belong to no conflict: {report.other_losses_claimed} of {report.other_losses}",
        f"span validity: {_figure(report.span_validity, '.2%')}",
    ]
    return "\n".join(line.rstrip() for line in lines)


def render_errors(found: Sequence[Error]) -> str:
    """The errors as plain text, grouped by text, under a line of totals."""
    kinds = ("miss", "false_alarm", "wrong_slot")
    lines = [", ".join(f"{sum(e.kind == kind for e in found)} {kind}" for kind in kinds)]
    last_id = None
    for error in found:
        if error.record_id != last_id:
            lines += ["", f"## {error.record_id}"]
            last_id = error.record_id
        label = error.kind
        if error.slot:
            label += f" {error.slot}: expected {error.expected!r}, found {error.found!r}"
        lines += [f"{label}", f"    {error.context}"]
    return "\n".join(lines)


def render_comparison(comparison: Comparison) -> str:
    """The comparison as plain text; an asterisk marks differences whose interval excludes 0."""
    lines = [f"difference to the earlier result, over {comparison.texts} shared texts (* interval excludes 0)"]
    if comparison.texts_only_in_one:
        lines.append(f"{comparison.texts_only_in_one} texts are in one of the two results only: left out")
    for name, measures in comparison.levels.items():
        cells = (
            f"{m} {_with_interval(e, '+.3f')}{'*' if (e.low or 0) > 0 or (e.high or 0) < 0 else ' '}"
            for m, e in measures.items()
        )
        lines.append(f"{name}  " + "  ".join(cells))
    changed = [f"{slot} {value:+.3f}" for slot, value in comparison.slots.items() if value]  # neither 0 nor None
    lines.append("slots: " + (", ".join(changed) or "no change"))
    lines.append(f"false alarms per 100 texts without claims: {_figure(comparison.false_alarms_per_100, '+.1f')}")
    return "\n".join(line.rstrip() for line in lines)


def evaluate_main(
    gold_records: Sequence[GoldRecord],
    predictions_by_id: Mapping[str, Sequence[Claim]],
    reference: Reference,
    *,
    show_errors: bool = False,
    json_out: Path | None = None,
    against: Path | None = None,
) -> str:
    """All that the command line does once it has gold and predictions; returns what it prints.

    ``json_out`` receives the result as JSON; ``against`` is such a file of an earlier result.

    Raises EvaluationError or RecordError for an ``against`` that is no such file, OSError for one that is not there.
    """
    report = score(gold_records, predictions_by_id, reference)
    parts = [render(report)]
    if against is not None:
        earlier = parsed(decoded(against.read_bytes(), str(against)), str(against))
        try:
            parts.append(render_comparison(compare(report, earlier)))
        except EvaluationError as problem:
            raise EvaluationError(f"{against}: {problem}") from problem
    if show_errors:
        parts.append(render_errors(errors(gold_records, predictions_by_id, reference)))
    if json_out is not None:
        json_out.write_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return "\n\n".join(parts)
