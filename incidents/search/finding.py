"""Which reports, incidents and statements have the words; and the words marked in their text."""

from __future__ import annotations

import functools
import operator
from dataclasses import replace
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F, Func, QuerySet, TextField, Value

from incidents.models import IncidentIndex, ReportIncident, ReportIndex, StatementIndex
from incidents.search.words import Term, Terms, read

CONFIG = "bw"
# Characters that no text of ours holds: what stands between them is a hit.
HIT, END = "\x02", "\x03"


class Begun(SearchQuery):
    """A beginning of a word."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.function = "bw_begun"


def query_of(typed: str) -> Any:
    """The question to an index of words, or None where nothing that was typed is a word."""
    return _all_of(read(typed.replace("\x00", " ")))


def _all_of(groups: Terms) -> Any:
    asked = [functools.reduce(operator.or_, map(_of_term, group)) for group in groups]
    return functools.reduce(operator.and_, asked) if asked else None


def _of_term(term: Term) -> Any:
    first, *others = term.spellings
    asked = [Begun(first) if term.begun else _phrase(first), *map(_phrase, others)]
    query = functools.reduce(operator.or_, asked)
    return ~query if term.without else query


def _phrase(text: str) -> SearchQuery:
    folded = Func(Value(text), function="bw_folded", output_field=TextField())
    return SearchQuery(folded, config=CONFIG, search_type="phrase")


def reports_with(typed: str) -> QuerySet[Any]:
    """Numbers of the reports whose text, headline, dateline or source has the words."""
    query = query_of(typed)
    held = ReportIndex.objects.none() if query is None else ReportIndex.objects.filter(words=query)
    return held.values("report")


def statements_with(typed: str) -> QuerySet[Any]:
    """Numbers of the statements whose content or speaker has the words."""
    query = query_of(typed)
    held = StatementIndex.objects.none() if query is None else StatementIndex.objects.filter(words=query)
    return held.values("statement")


def incidents_with(typed: str) -> QuerySet[Any]:
    """Numbers of the incidents that have the words in their own fields, or in a report that tells of them.

    What stands after a minus is in neither.
    """
    groups = read(typed.replace("\x00", " "))
    wanted = tuple(group for group in groups if not _refused(group))
    refused = tuple(replace(group[0], without=False) for group in groups if _refused(group))
    if not groups:
        return IncidentIndex.objects.none().values("incident")
    if not refused:
        return _own_or_told(_all_of(wanted))
    found = (
        IncidentIndex.objects.filter(incident__in=_own_or_told(_all_of(wanted))) if wanted else IncidentIndex.objects
    )
    return found.exclude(incident__in=_own_or_told(_all_of((refused,)))).values("incident")


def _refused(group: tuple[Term, ...]) -> bool:
    return len(group) == 1 and group[0].without


def _own_or_told(query: Any) -> QuerySet[Any]:
    own = IncidentIndex.objects.filter(words=query).values("incident")
    told = ReportIncident.objects.filter(report__index__words=query).order_by().values("incident")
    return own.union(told)


def marked(field: str, typed: str, *, whole: bool = False) -> Any:
    """An annotation: the field's text with its hits between HIT and END; not `whole`: the stretches around them."""
    query = query_of(typed)
    if query is None:
        return F(field)
    shape = {"highlight_all": True} if whole else {"max_fragments": 2, "max_words": 24, "min_words": 12}
    return SearchHeadline(field, query, config=CONFIG, start_sel=HIT, stop_sel=END, fragment_delimiter=" … ", **shape)
