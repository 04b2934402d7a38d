"""Pages of a list: numbered where the list is short, by key where it may be long; the query string is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from incidents.keyset import NotOurs, Stretch, stretch
from incidents.views.lists import Chosen, Listed

SIZE = 50
# Words of the address that choose a page of the list, its order or its look, but no rows.
LOOK = ("page", "after", "before", "sort", "column")


@dataclass(frozen=True, slots=True)
class Listing:
    page: Page[Any]
    query: str  # the filters, without the page number

    @property
    def total(self) -> int:
        return self.page.paginator.count


def listing(request: HttpRequest, rows: Any, size: int = SIZE) -> Listing:
    return Listing(Paginator(rows, size).get_page(request.GET.get("page")), without(request.GET, "page"))


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one page; the links are empty at the ends of the list."""

    rows: list[Any]
    previous: str
    next: str
    first: str  # the first page, where this is not it
    error: str = ""


def sliced(query: QueryDict, listed: Listed, chosen: Chosen, size: int = SIZE) -> Slice:
    """The page that the address asks for; an address that was cut gets the first page, and is told so."""
    order = listed.orders[listed.order(query.get("sort", ""))]
    rows = chosen.rows.filter(index__isnull=False)
    after, before = query.get("after", ""), query.get("before", "")
    try:
        return Slice(*_links(query, stretch(rows, order, size, after=after, before=before)))
    except NotOurs:
        told = "The address of this page was cut or belongs to another order; this is the first page."
        return Slice(*_links(query, stretch(rows, order, size)), error=told)


def _links(query: QueryDict, held: Stretch) -> tuple[list[Any], str, str, str]:
    kept = without(query, "after", "before")
    previous = f"{kept}&before={held.previous}" if held.previous else ""
    following = f"{kept}&after={held.next}" if held.next else ""
    return held.rows, previous, following, f"{kept}&" if query.get("after") or query.get("before") else ""


def without(query: QueryDict, *names: str) -> str:
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
