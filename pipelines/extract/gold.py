"""Gold and predictions as records: reading them, checking gold, and the reference data that scoring needs.

Gold and predictions are JSON Lines, a text a line: ``{"id", "text", "claims": [...]}``. Fields of a claim are
``start end surface category model count_best count_low count_high count_qualifier outcome victim victim_basis
claimant status aggregation parent restates`` (gold besides: ``conflict``; predictions besides: ``modality``,
``victim_id``, ``claimant_id``). Offsets count Unicode code points of ``text``, end exclusive.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COUNTS = ("count_best", "count_low", "count_high")
ALLOWED = {
    "count_qualifier": (
        "exact",
        "at_least",
        "more_than",
        "up_to",
        "less_than",
        "about",
        "range",
        "vague",
        "unstated",
    ),
    "outcome": (
        "killed",
        "wounded",
        "captured",
        "missing",
        "casualties",
        "eliminated",
        "destroyed",
        "damaged",
        "abandoned",
        "lost",
    ),
    "victim_basis": ("explicit", "inferred", "unknown"),
    "status": ("asserted", "denied", "confirmed"),
    "aggregation": ("incremental", "cumulative"),
}

# A shared word counts as agreement between two names unless it is one of these. They are part of the scoring
# rule, not of the extractor's lexicon: editing them changes what the figures mean.
FUNCTION_WORDS = frozenset(  # a string reads better than 38 lines
    """a an the this that these those its his her their our my your
    of in on at by for from to with and or as""".split()  # noqa: SIM905
)


class EvaluationError(ValueError):
    """A gold, prediction or result file that cannot be scored; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of gold or of a prediction; the fields are those of the file."""

    start: int
    end: int
    surface: str
    category: str
    model: str | None = None
    count_best: int | None = None
    count_low: int | None = None
    count_high: int | None = None
    count_qualifier: str = "unstated"
    outcome: str = "lost"
    victim: str | None = None  # entity id, or the name as printed
    victim_basis: str = "unknown"
    victim_id: str | None = None
    claimant: str | None = None  # as printed; None: the article itself
    claimant_id: str | None = None
    status: str = "asserted"
    aggregation: str = "incremental"
    parent: int | None = None
    restates: int | None = None
    conflict: bool = True
    modality: str = "asserted"

    @property
    def counts(self) -> tuple[int | None, int | None, int | None]:
        """Best, low and high count."""
        return self.count_best, self.count_low, self.count_high


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One text with the claims that a reader finds in it."""

    id: str
    text: str
    claims: tuple[Claim, ...]
    title: str | None = None
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference data that scoring needs: category groups, and who is on which side."""

    groups: Mapping[str, str]  # category code -> group
    sides: Mapping[str, str]  # entity id -> side; entities without a side are absent
    names: Mapping[str, str]  # entity id -> canonical name
    aliases: Mapping[str, str]  # folded alias -> entity id, unambiguous ones only

    @classmethod
    def load(cls, folder: Path) -> Reference:
        """Read ``seeds/reference``. A category belongs to the group of its nearest listed ancestor."""
        parents = {r["category_code"]: r["parent_code"] for r in _csv(folder / "loss_categories.csv")}
        listed = {r["category_code"]: r["category_group"] for r in _csv(folder / "category_groups.csv")}
        if unknown := sorted(set(listed) - set(parents)):
            raise EvaluationError(f"category_groups.csv: not in loss_categories.csv: {', '.join(unknown)}")
        groups = {}
        for code in parents:
            ancestor = code
            while ancestor not in listed:
                if not (ancestor := parents.get(ancestor, "")):
                    raise EvaluationError(f"category_groups.csv: no group for {code}")
            groups[code] = listed[ancestor]
        entities = _csv(folder / "entities.csv")
        owners: dict[str, set[str]] = {}
        for row in _csv(folder / "entity_aliases.csv"):
            owners.setdefault(fold(row["alias"]), set()).add(row["entity_id"])
        for row in entities:
            owners.setdefault(fold(row["canonical_name"]), set()).add(row["entity_id"])
        return cls(
            groups=groups,
            sides={r["entity_id"]: r["side"] for r in entities if r["side"]},
            names={r["entity_id"]: r["canonical_name"] for r in entities},
            aliases={alias: min(ids) for alias, ids in owners.items() if len(ids) == 1},
        )

    def entity(self, name: str | None) -> str | None:
        """The entity id that a victim or claimant names (an id, or an unambiguous alias), else None."""
        if name is None or name in self.names:
            return name
        return self.aliases.get(fold(name))

    def words(self, name: str) -> frozenset[str]:
        """The content words of a name as printed, or of the canonical name behind an entity id."""
        return _words(self.names.get(name, name))


def load_jsonl(path: Path, reference: Reference) -> list[GoldRecord]:
    """Read a gold file.

    Raises EvaluationError naming line and field: broken JSON, missing fields, a repeated id, spans that do
    not hold their surface, unknown categories, values outside an enumeration, links that point nowhere.
    """
    records: dict[str, GoldRecord] = {}
    for where, row in _lines(path):
        record_id = _field(where, row, "id", str)
        if record_id in records:
            raise EvaluationError(f"{where}: id: {record_id!r} is there twice")
        text = _field(where, row, "text", str)
        raw_claims = _field(where, row, "claims", list)
        claims = [_claim(f"{where} ({record_id})", i, raw) for i, raw in enumerate(raw_claims)]
        for i, claim in enumerate(claims):
            _check_gold_claim(f"{where} ({record_id}): claims[{i}]", claim, text, reference)
            _check_links(f"{where} ({record_id}): claims[{i}]", claim, i, len(claims))
        records[record_id] = GoldRecord(record_id, text, tuple(claims), row.get("title"), row.get("published_at"))
    return list(records.values())


def load_predictions(path: Path) -> dict[str, tuple[Claim, ...]]:
    """Read what ``lossledger extract`` writes: ``{"id", "claims": [...]}`` a line. Raises EvaluationError."""
    predictions: dict[str, tuple[Claim, ...]] = {}
    for where, row in _lines(path):
        record_id = _field(where, row, "id", str)
        if record_id in predictions:
            raise EvaluationError(f"{where}: id: {record_id!r} is there twice")
        predictions[record_id] = claims_of(_field(where, row, "claims", list), f"{where} ({record_id})")
    return predictions


def claims_of(rows: Iterable[Mapping[str, Any]], where: str = "prediction") -> tuple[Claim, ...]:
    """Claims from plain mappings with the field names of the file; other keys are ignored."""
    return tuple(_claim(where, i, row) for i, row in enumerate(rows))


def _check_gold_claim(where: str, claim: Claim, text: str, reference: Reference) -> None:
    if not 0 <= claim.start < claim.end <= len(text):
        raise EvaluationError(
            f"{where}: start, end: {claim.start}..{claim.end} is no span of the text's {len(text)} characters"
        )
    if claim.surface != text[claim.start : claim.end]:
        raise EvaluationError(
            f"{where}: surface: {claim.surface!r}, but text[{claim.start}:{claim.end}] is "
            f"{text[claim.start : claim.end]!r}"
        )
    if claim.category not in reference.groups:
        raise EvaluationError(f"{where}: category: {claim.category!r} is not in loss_categories.csv")
    for name, allowed in ALLOWED.items():
        if getattr(claim, name) not in allowed:
            raise EvaluationError(f"{where}: {name}: {getattr(claim, name)!r} is none of {', '.join(allowed)}")


def _check_links(where: str, claim: Claim, index: int, total: int) -> None:
    for name in ("parent", "restates"):
        link = getattr(claim, name)
        if link is not None and (link == index or not 0 <= link < total):
            raise EvaluationError(f"{where}: {name}: {link} is not the index of another claim of this text")


_CLAIM_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("start", "end"), int),
    **dict.fromkeys((*COUNTS, "parent", "restates"), (int, type(None))),
    **dict.fromkeys(("surface", "category", *ALLOWED, "modality"), str),
    **dict.fromkeys(("model", "victim", "victim_id", "claimant", "claimant_id"), (str, type(None))),
    "conflict": bool,
}
_REQUIRED = ("start", "end", "surface", "category", "count_qualifier", "outcome")


def _claim(where: str, index: int, row: Any) -> Claim:
    where = f"{where}: claims[{index}]"
    if not isinstance(row, Mapping):
        raise EvaluationError(f"{where}: not an object")
    for name in _REQUIRED:
        if name not in row:
            raise EvaluationError(f"{where}: {name}: missing")
    values = {name: row[name] for name in _CLAIM_TYPES if name in row}
    for name, value in values.items():
        wrong_bool = isinstance(value, bool) and name != "conflict"  # bool is an int to isinstance
        if wrong_bool or not isinstance(value, _CLAIM_TYPES[name]):
            raise EvaluationError(f"{where}: {name}: {value!r} has the wrong type")
    return Claim(**values)


def _lines(path: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path.name} line {number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise EvaluationError(f"{where}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise EvaluationError(f"{where}: not a JSON object")
            yield where, row


def _field(where: str, row: Mapping[str, Any], name: str, kind: type) -> Any:
    if not isinstance(row.get(name), kind):
        raise EvaluationError(f"{where}: {name}: missing or not a {kind.__name__}")
    return row[name]


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"['’]s?\b", "", name.casefold())
    return frozenset(re.findall(r"[^\W_]+", plain)) - FUNCTION_WORDS


def fold(name: str) -> str:
    """A name without case, article and possessive, for comparing names as wholes."""
    plain = " ".join(name.casefold().replace("’", "'").split())
    return plain.removesuffix("'s").removeprefix("the ")
