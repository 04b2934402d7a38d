"""A list as a file: the same filter words as its page, one format a suffix, streamed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from incidents.exports import formats_of, in_chunks
from incidents.exports.table import Table
from incidents.past.asking import Unanswerable
from incidents.views.doors import sees, with_token
from incidents.views.lists import LISTS, Listed
from incidents.views.paging import LOOK, without


@require_GET
@with_token
@sees
def export(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """Every row of the filter, in the order of the page."""
    if (listed := LISTS.get(name)) is None:
        raise Http404(f"no list is called {name}")
    chosen = listed.choose(request.user, request.GET)
    if chosen.errors:
        return _refused(*chosen.errors)
    try:
        at = listed.moment(request.GET)
    except Unanswerable as problem:
        return _refused(str(problem))
    order = listed.orders[listed.order(request.GET.get("sort", ""))]
    query = without(request.GET, *LOOK)
    title = f"Borderwatch: {listed.noun}s"
    return streamed(request, listed, order.ordered(chosen.rows), suffix=suffix, title=title, query=query, at=at)


def _refused(*errors: str) -> HttpResponse:
    return HttpResponse("\n".join(errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


class _Ongoing:
    """Files that this process is writing now: few at once, so that threads are left for pages."""

    MOST = 2

    def __init__(self) -> None:
        self._held: set[object] = set()

    @property
    def is_full(self) -> bool:
        return len(self._held) >= self.MOST

    def counted(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """The same parts; one more is ongoing from the first part to the last, or until nobody reads on."""
        mark = object()
        self._held.add(mark)
        try:
            yield from parts
        finally:
            self._held.discard(mark)


ongoing = _Ongoing()


def _later() -> HttpResponse:
    words = "Other files are being written. Ask again in half a minute.\n"
    return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "30"})


def streamed(
    request: HttpRequest, listed: Listed, rows: QuerySet[Any], *, suffix: str, title: str, query: str, at: dt.datetime | None = None
) -> HttpResponseBase:  # fmt: skip
    """The rows in the format of the suffix, of the time `at` if one is given; a feed gets those that changed last."""
    form = formats_of(listed.columns).get(suffix)
    if form is None:
        raise Http404(f"no format of this list is called {suffix}")
    if ongoing.is_full:
        return _later()
    if form.MOST is not None:
        rows = rows.order_by(f"-{listed.latest}", "-pk")[: form.MOST]
    page = request.build_absolute_uri(reverse(listed.page)) + (f"?{query}" if query else "")
    table = Table(title, page, request.build_absolute_uri(), listed.columns, at or timezone.now(), listed.noun)
    parts = in_chunks(form.written(table, listed.rows_of(rows, at, request.build_absolute_uri)))
    answer = StreamingHttpResponse(ongoing.counted(parts), content_type=form.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="borderwatch-{listed.noun}s.{suffix}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
