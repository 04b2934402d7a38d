"""The columns of the dense lists: which there are, which a reader chose, and which order their head gives."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Column:
    """`orders`: what a click on its head gives, and what a second one gives."""

    name: str
    label: str
    orders: tuple[str, ...] = ()
    usual: bool = True
    number: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column in use: `query` gives its order, `sorted` is what aria-sort says."""

    column: Column
    query: str = ""
    sorted: str = ""

    @property
    def arrow(self) -> str:
        return {"descending": "↓", "ascending": "↑"}.get(self.sorted, "")


INCIDENT = (
    Column("what", "What"),
    Column("when", "When", ("newest", "oldest")),
    Column("where", "Where"),
    Column("border", "Border", usual=False),
    Column("direction", "Direction"),
    Column("figure", "How many", number=True),
    Column("actors", "Who", usual=False),
    Column("reports", "Reports", usual=False, number=True),
    Column("reported", "Reported", ("reported", "reported_first")),
    Column("precision", "How exact", usual=False),
    Column("confidence", "Confidence", ("unsure", "sure")),
    Column("status", "Status"),
    Column("changed", "Changed (UTC)", ("changed",), usual=False),
    Column("number", "No.", usual=False, number=True),
)
STATEMENT = (
    Column("said", "Said"),
    Column("speaker", "Speaker"),
    Column("affiliation", "Speaks for", usual=False),
    Column("kind", "Kind"),
    Column("report", "Report"),
    Column("reported", "Published", ("reported", "reported_first")),
    Column("on", "Said on", ("said", "said_first"), usual=False),
    Column("medium", "Where it was said", usual=False),
    Column("about", "About"),
)
FALLING = ("newest", "reported", "sure", "changed", "said")


def chosen(query: QueryDict, every: tuple[Column, ...]) -> tuple[Column, ...]:
    """Those of the address, in the table's order; the usual ones where it names none that there is."""
    named = set(query.getlist("column"))
    return tuple(one for one in every if one.name in named) or tuple(one for one in every if one.usual)


def heads(query: QueryDict, columns: tuple[Column, ...], order: str) -> list[Head]:
    return [_head(query, one, order) for one in columns]


def _head(query: QueryDict, column: Column, order: str) -> Head:
    if not column.orders:
        return Head(column)
    wanted = (
        next((one for one in column.orders if one != order), column.orders[0])
        if order in column.orders
        else column.orders[0]
    )
    changed = query.copy()
    changed["sort"] = wanted
    for name in ("after", "before"):
        changed.pop(name, None)
    said = "" if order not in column.orders else "descending" if order in FALLING else "ascending"
    return Head(column, changed.urlencode(), said)
