"""What two readings of one text have in common: names, words, distances, and the best one-to-one pairs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

import numpy as np
from scipy import optimize

EARTH_KM = 6371.0
# Words of a name that do not tell one person or body from another.
_EMPTY_WORDS = frozenset(
    [
        "a", "an", "and", "for", "her", "his", "in", "its", "minister", "mr", "of", "on", "president", "spokesman",
        "spokeswoman", "the", "their", "to",
    ]
)  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def word_f1(a: str, b: str) -> float:
    """F1 over the words of two stretches, counted as often as they occur."""
    left, right = Counter(words(a)), Counter(words(b))
    if not left or not right:
        return 0.0
    return 2 * (left & right).total() / (left.total() + right.total())


def same_name(a: str, b: str) -> bool:
    """At least half the words of the shorter name, empty words left out; two names without any word are the same."""
    left, right = set(words(a)) - _EMPTY_WORDS, set(words(b)) - _EMPTY_WORDS
    if not left and not right:
        return words(a) == words(b)
    if not left or not right:
        return False
    return len(left & right) >= 0.5 * min(len(left), len(right))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) pairs in degrees."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(p[0]), math.radians(p[1])) for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def best_pairs(rows: int, columns: int, gain: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs with the greatest total gain; a gain of 0 forbids a pair."""
    if not rows or not columns:
        return []
    gains = np.array([[gain(row, column) for column in range(columns)] for row in range(rows)])
    chosen = zip(*optimize.linear_sum_assignment(gains, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in chosen if gains[row, column] > 0]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters that two half-open stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
