"""Gold and predictions as records: reading them, checking gold, and the reference data that scoring needs.

The format, with every field of a claim, is described for users in ``tests/gold/README.md``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from reprlib import repr as short
from typing import Any

from pipelines.extract.jsonl import RecordError, day, opened, read_document, read_objects, record_id, required
from pipelines.extract.model import Document

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

#: Of each qualifier with one figure N: what to add to N for the lower and the upper bound; None: no such bound.
BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "exact": (0, 0),
    "at_least": (0, None),
    "more_than": (1, None),
    "up_to": (None, 0),
    "less_than": (None, -1),
    "about": (None, None),
}

# A shared word counts as agreement between two names unless it is one of these. They are part of the scoring
# rule, not of the extractor's lexicon: editing them changes what the figures mean.
FUNCTION_WORDS = frozenset(  # a string reads better than 38 lines
    """a an the this that these those its his her their our my your
    of in on at by for from to with and or as""".split()  # noqa: SIM905
)


#: What ``lossledger extract`` writes besides, and ``note``: may stand in a claim of gold, and is not looked at.
UNSCORED = frozenset(
    {
        "confidence",
        "model_id",
        "note",
        "period_end",
        "period_start",
        "perpetrator_id",
        "places",
        "rule_id",
        "victim_side",
        "victim_text",
    }
)


class EvaluationError(ValueError):
    """Files that cannot be scored although each line is a record; the message names the file."""


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
    outlet_id: str | None = None

    @property
    def document(self) -> Document:
        """The text as the extractor takes it."""
        return Document(self.id, self.text, self.title, day(self.id, self.published_at), self.outlet_id)


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
    """Read a gold file; ``-`` is standard input.

    Raises:
        RecordError: names file, line and field. Broken JSON, missing, misspelt or wrong fields, an id or a claim
            that is there twice, spans that do not hold their surface, counts that do not fit their qualifier,
            unknown categories, values outside an enumeration, links that point nowhere.
        EvaluationError: the file holds no text.
    """
    records: dict[str, GoldRecord] = {}
    with opened(path) as (lines, name):
        for where, row in read_objects(lines, name):
            document = read_document(where, row)
            _refuse_twice(where, document.id, records)
            claims = [
                _gold_claim(f"{where} ({document.id}): claims[{i}]", raw, document.text, reference)
                for i, raw in enumerate(required(where, row, "claims", list))
            ]
            for i, claim in enumerate(claims):
                _check_links(f"{where} ({document.id}): claims[{i}]", i, claims)
                if (twin := claims.index(claim)) != i:
                    raise RecordError(f"{where} ({document.id}): claims[{i}]: the same as claims[{twin}]")
            records[document.id] = GoldRecord(
                document.id, document.text, tuple(claims), document.title, row.get("published_at"), document.outlet_id
            )
    if not records:
        raise EvaluationError(f"{name}: no texts")
    return list(records.values())


def load_predictions(path: Path) -> dict[str, tuple[Claim, ...]]:
    """Read what ``lossledger extract`` writes, ``{"id", "claims": [...]}`` a line. Raises RecordError."""
    predictions: dict[str, tuple[Claim, ...]] = {}
    with opened(path) as (lines, name):
        for where, row in read_objects(lines, name):
            of_text = record_id(where, row)
            _refuse_twice(where, of_text, predictions)
            predictions[of_text] = claims_of(required(where, row, "claims", list), f"{where} ({of_text})")
    return predictions


def _refuse_twice(where: str, of_text: str, seen: Mapping[str, object]) -> None:
    if of_text in seen:
        raise RecordError(f"{where}: id: {of_text!r} is there twice")


def claims_of(rows: Iterable[Mapping[str, Any]], where: str = "prediction") -> tuple[Claim, ...]:
    """Claims from plain mappings with the field names of the file; other keys are ignored."""
    return tuple(_claim(f"{where}: claims[{i}]", row) for i, row in enumerate(rows))


def _gold_claim(where: str, row: Any, text: str, reference: Reference) -> Claim:
    claim = _claim(where, row)
    if unknown := sorted(set(row) - set(_CLAIM_TYPES) - UNSCORED):
        raise RecordError(f"{where}: {short(unknown[0])}: no field of a claim; there are {', '.join(_CLAIM_TYPES)}")
    if not 0 <= claim.start < claim.end <= len(text):
        raise RecordError(
            f"{where}: start, end: {claim.start}..{claim.end} is no span of the text's {len(text)} characters"
        )
    if claim.surface != text[claim.start : claim.end]:
        raise RecordError(
            f"{where}: surface: {claim.surface!r}, but text[{claim.start}:{claim.end}] is "
            f"{text[claim.start : claim.end]!r}"
        )
    if claim.category not in reference.groups:
        raise RecordError(f"{where}: category: {claim.category!r} is not in loss_categories.csv")
    for name, allowed in ALLOWED.items():
        if getattr(claim, name) not in allowed:
            raise RecordError(f"{where}: {name}: {getattr(claim, name)!r} is none of {', '.join(allowed)}")
    _check_counts(where, claim)
    return claim


def _check_counts(where: str, claim: Claim) -> None:
    best, low, high = claim.counts
    if any(count is not None and count < 0 for count in claim.counts):
        raise RecordError(f"{where}: count_best, count_low, count_high: {best}, {low}, {high}: below 0")
    match claim.count_qualifier:
        case "range":
            fits = best is None and low is not None and high is not None and low <= high
            wanted = "null, the lower, the higher figure"
        case "vague" | "unstated":
            fits, wanted = claim.counts == (None, None, None), "null, null, null"
        case qualifier:
            bounds = BOUNDS[qualifier]
            n = best or 0
            fits = best is not None and (low, high) == tuple(None if add is None else n + add for add in bounds)
            wanted = ", ".join(["N", *("null" if add is None else f"N{add:+d}" if add else "N" for add in bounds)])
    if not fits:
        found = ", ".join("null" if count is None else str(count) for count in claim.counts)
        raise RecordError(
            f"{where}: count_best, count_low, count_high: {found}, but {claim.count_qualifier} wants {wanted}"
        )


def _check_links(where: str, index: int, claims: list[Claim]) -> None:
    for name in ("parent", "restates"):
        link = getattr(claims[index], name)
        if link is not None and (link == index or not 0 <= link < len(claims)):
            raise RecordError(f"{where}: {name}: {link} is not the index of another claim of this text")


_CLAIM_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("start", "end"), int),
    **dict.fromkeys((*COUNTS, "parent", "restates"), (int, type(None))),
    **dict.fromkeys(("surface", "category", *ALLOWED, "modality"), str),
    **dict.fromkeys(("model", "victim", "victim_id", "claimant", "claimant_id"), (str, type(None))),
    "conflict": bool,
}
_REQUIRED = ("start", "end", "surface", "category", "count_qualifier", "outcome")


def _claim(where: str, row: Any) -> Claim:
    if not isinstance(row, Mapping):
        raise RecordError(f"{where}: not an object")
    for name in _REQUIRED:
        if name not in row:
            raise RecordError(f"{where}: {name}: missing")
    values = {name: row[name] for name in _CLAIM_TYPES if name in row}
    for name, value in values.items():
        wrong_bool = isinstance(value, bool) and name != "conflict"  # bool is an int to isinstance
        if wrong_bool or not isinstance(value, _CLAIM_TYPES[name]):
            raise RecordError(f"{where}: {name}: {short(value)} has the wrong type")
    return Claim(**values)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"['’]s?\b", "", name.casefold())
    return frozenset(re.findall(r"[^\W_]+", plain)) - FUNCTION_WORDS


def fold(name: str) -> str:
    """A name without case, article and possessive, for comparing names as wholes."""
    plain = " ".join(name.casefold().replace("’", "'").split())
    return plain.removesuffix("'s").removeprefix("the ")
