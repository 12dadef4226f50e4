"""One fighting side as a text has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """One side as the text names it; ``camp`` is state, rebel, civilian or "" (takes no side)."""

    text: str
    entity_id: str | None = None
    side: str | None = None
    country: str | None = None
    camp: str = ""
    at: int = -1  # offset of the name
    full: str = ""  # the whole name of a group that no list holds
    where: bool = False  # named as the place of something


CIVILIANS = Party("civilians", "civilians", camp="civilian")


def same(first: Party, second: Party) -> bool:
    """Tell whether two names are one party."""
    if first.entity_id and second.entity_id:
        return first.entity_id == second.entity_id
    if first.full and second.full:
        return first.full == second.full
    return first.text.lower().removesuffix("s") == second.text.lower().removesuffix("s")
