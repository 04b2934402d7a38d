"""Facets: how many rows each further choice would leave, counted under all the other choices in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, QueryDict

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    query: str  # the query string that chooses it, or drops it again
    family: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


def facet(
    request: HttpRequest, name: str, label: str, column: str, filtered: Callable[[QueryDict], Any],
    words: dict[str, str], families: dict[str, str] | None = None,
) -> Facet:  # fmt: skip
    """`filtered` gives the rows under a query; `column` is counted in them; `words` are the labels of its values."""
    without = request.GET.copy()
    without.pop(name, None)
    without.pop("page", None)
    counts = (
        filtered(without).order_by().values_list(column).annotate(n=Count("pk", distinct=True)).order_by("-n", column)
    )
    chosen = request.GET.getlist(name)
    found = [(str(value), n) for value, n in counts[: LONGEST * 3] if value not in (None, "")]
    rows = [_choice(without, name, value, n, chosen, words, families or {}) for value, n in found]
    return Facet(name, label, [row for row in rows if row.chosen or row.count][:LONGEST])


def _choice(
    without: QueryDict, name: str, value: str, n: int, chosen: Sequence[str], words: dict[str, str], families: dict[str, str]
) -> Choice:  # fmt: skip
    query = without.copy()
    if value not in chosen:
        query[name] = value
    return Choice(value, words.get(value, value), n, value in chosen, query.urlencode(), families.get(value, ""))
