"""What was measured, beside its goal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    unit: str
    goal: float
    at_least: bool = True

    @property
    def is_met(self) -> bool:
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def line(self) -> str:
        goal = f"goal {'>=' if self.at_least else '<='} {self.goal:g}"
        value = f"{self.value:.{2 if self.value < 10 else 1}f}"
        return f"{self.name:<58} {value:>9} {self.unit:<4} {goal:<14} {'met' if self.is_met else 'MISSED'}"


def told(n: int, figures: list[Figure]) -> int:
    """Prints them; the exit code is 1 where one is missed."""
    print(f"\n{n:,} incidents; the goals are for 1,000,000 on two otherwise idle cores\n")
    for figure in figures:
        print(figure.line())
    return 0 if all(figure.is_met for figure in figures) else 1
