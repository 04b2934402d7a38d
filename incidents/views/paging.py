"""Numbered pages of a list, with the query string kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Listing:
    page: Page[Any]
    query: str  # the filters, without the page number

    @property
    def total(self) -> int:
        return self.page.paginator.count


def listing(request: HttpRequest, rows: Any, size: int = 50) -> Listing:
    kept = request.GET.copy()
    kept.pop("page", None)
    return Listing(Paginator(rows, size).get_page(request.GET.get("page")), kept.urlencode())
