"""One body for one record or many rows: with an ETag, the day of its last change, and what was asked to be included."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import http_date
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.shaping import Shaped
from incidents.api.then import standing

JSON = "application/json"


def answered(body: Any, record: Any, status: int = 200) -> HttpResponse:
    """The body as JSON. Its tag begins with the record's version, so that it can be sent back as If-Match."""
    content = JSONRenderer().render(body)
    mark = hashlib.blake2b(content, digest_size=8).hexdigest()
    version = getattr(record, "version", None)
    answer = HttpResponse(content, content_type=JSON, status=status)
    answer["ETag"] = f'"{version}-{mark}"' if version else f'"{mark}"'
    if changed := getattr(record, "updated_at", None):
        answer["Last-Modified"] = http_date(changed.timestamp())
    return answer


class ShapedOne(Shaped):
    """For doors to one record."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.told(self.get_object())  # type: ignore[attr-defined]

    def told(self, record: Any, status: int = 200) -> HttpResponse:
        (body,) = self.with_included([record], [self.get_serializer(record).data])
        return answered(body, record, status)


class ShapedList(Shaped):
    """For doors to pages of records."""

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        chosen = self.filter_queryset(self.get_queryset())  # type: ignore[attr-defined]
        with standing(request):
            rows: Sequence[Any] = self.paginate_queryset(chosen)  # type: ignore[attr-defined]
            told = self.with_included(rows, self.told_of(rows))
        return self.get_paginated_response(told)  # type: ignore[attr-defined, no-any-return]

    def told_of(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        return list(self.get_serializer(rows, many=True).data)
