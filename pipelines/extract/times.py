"""When: the period a claim is set in, resolved against the publication date, and whether it is a running total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Period:
    """The ``period_*`` slots of a claim; see LossClaim. ``date_prec`` is UCDP's 1 (day) .. 5 (year or more)."""

    start: date | None = None
    end: date | None = None
    text: str | None = None
    semantics: str = "unknown"  # within, throughout, since_start, unknown
    basis: str = "unknown"  # explicit, relative_resolved, publication, unknown
    date_prec: int | None = None


class PeriodReader:
    """Reads time expressions. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        raise NotImplementedError

    def period(self, sentence: Sentence, start: int, end: int, published_at: date | None) -> Period:
        """Return the period of the claim ``start:end`` (document offsets) in ``sentence``."""
        raise NotImplementedError

    def aggregation(self, sentences: Sequence[Sentence], index: int, start: int, end: int) -> str:
        """Return "cumulative" or "incremental" for the claim ``start:end`` in ``sentences[index]``."""
        raise NotImplementedError
