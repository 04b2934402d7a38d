"""Adding up figures: incidents that are likely the same count once, at their lowest, if what links them is in the sum itself."""

from __future__ import annotations

from collections.abc import Container, Iterable


def groups(pairs: Iterable[tuple[int, int]], among: Container[int]) -> dict[int, int]:
    """For every incident of a pair the smallest number of its group; two of different days that a third links are one only if it is among them."""
    head: dict[int, int] = {}

    def root(one: int) -> int:
        while head.setdefault(one, one) != one:
            one = head[one]
        return one

    for first, second in (pair for pair in pairs if pair[0] in among and pair[1] in among):
        low, high = sorted((root(first), root(second)))
        head[high] = low
    return {one: root(one) for one in list(head)}


class Sum:
    """Least and greatest number of people; one open figure opens the sum."""

    def __init__(self) -> None:
        self.any = False
        self.open = False
        self._least: dict[int, float] = {}
        self._most: dict[int, float] = {}

    def add(self, group: int, low: float | None, high: float | None) -> None:
        self.any = True
        self.open = self.open or high is None
        self._least[group] = min(self._least.get(group, float("inf")), low or 0.0)
        self._most[group] = max(self._most.get(group, 0.0), high or 0.0)

    @property
    def low(self) -> float | None:
        return sum(self._least.values()) if self.any else None

    @property
    def high(self) -> float | None:
        return sum(self._most.values()) if self.any and not self.open else None


def summed(figures: Iterable[tuple[int, float | None, float | None]], pairs: Iterable[tuple[int, int]]) -> Sum:
    """The sum over (incident, low, high) with these pairs of likely twins."""
    held = list(figures)
    total, heads = Sum(), groups(pairs, {incident for incident, _low, _high in held})
    for incident, low, high in held:
        total.add(heads.get(incident, incident), low, high)
    return total
