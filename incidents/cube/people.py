"""Adding up figures: incidents that are likely the same count once, at their lowest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def groups(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For every incident of a pair the smallest number of its group."""
    head: dict[int, int] = {}

    def root(one: int) -> int:
        while head.setdefault(one, one) != one:
            one = head[one]
        return one

    for first, second in pairs:
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


def summed(figures: Iterable[tuple[int, float | None, float | None]], heads: Mapping[int, int]) -> Sum:
    """The sum over (incident, low, high)."""
    total = Sum()
    for incident, low, high in figures:
        total.add(heads.get(incident, incident), low, high)
    return total
