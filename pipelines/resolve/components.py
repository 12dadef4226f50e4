"""What hangs together by links between pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def components(ids: Sequence[str], links: Iterable[tuple[str, str]]) -> list[str]:
    """For each id the first id, in the given order, that it is linked to, directly or through others.

    Links to ids that are not given are left out.
    """
    position = {key: i for i, key in enumerate(ids)}
    above = list(range(len(ids)))

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    for one, other in links:
        if one in position and other in position:
            a, b = top(position[one]), top(position[other])
            above[max(a, b)] = min(a, b)
    return [ids[top(i)] for i in range(len(ids))]
