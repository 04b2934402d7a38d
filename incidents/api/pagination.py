"""Pages by key, not by number: stable while rows are added, the last as fast as the first, with the exact total."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError
from django.db.models import F, Model, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.problems import BadParameter

Key = list[Any]


def _encoded(key: Key) -> str:
    plain = [part.isoformat() if isinstance(part, dt.date) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decoded(cursor: str, parts: int) -> Key:
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error
    sound = (
        isinstance(key, list) and len(key) == parts and all(part is None or isinstance(part, str | int) for part in key)
    )
    if not sound or any(isinstance(part, str) and "\x00" in part for part in key):
        raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.")
    return key


class KeysetPagination(BasePagination):
    """The view's `keyset` names the fields of the order, e.g. ("-date_start", "-id"); the last is unique.

    Fields before the last may be empty; rows without a value come last.
    """

    default_limit = 50
    most = 500

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.keyset: tuple[str, ...] = view.keyset
        self.limit = self._limit(request.query_params.get("limit", ""))
        self.total = queryset.order_by().count()
        ordered = queryset.order_by(*map(_ordering, self.keyset))
        if cursor := request.query_params.get("cursor", ""):
            ordered = ordered.filter(_after(self.keyset, _decoded(cursor, len(self.keyset))))
        try:
            rows = list(ordered[: self.limit + 1])
        except (DjangoValidationError, ValueError, DataError) as error:
            raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error
        self.next_key = _key(rows[self.limit - 1], self.keyset) if len(rows) > self.limit else None
        self.page = rows[: self.limit]
        return self.page

    def _limit(self, asked: str) -> int:
        if not asked:
            return self.default_limit
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= self.most):
            raise BadParameter("limit", f"{asked!r} is not a whole number from 1 to {self.most}.")
        return int(asked)

    @property
    def next_url(self) -> str | None:
        if self.next_key is None:
            return None
        query = [(k, v) for k, vs in self.request.query_params.lists() for v in vs if k != "cursor"]
        return (
            self.request.build_absolute_uri(self.request.path)
            + "?"
            + urlencode([*query, ("cursor", _encoded(self.next_key))])
        )

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"total": self.total, "next": self.next_url, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["total", "next", "results"],
            "properties": {
                "total": {"type": "integer", "description": "all that match, on every page"},
                "next": {"type": ["string", "null"], "format": "uri", "description": "the next page, null on the last"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "description": f"Rows a page, {self.default_limit} if not given.",
                "schema": {"type": "integer", "minimum": 1, "maximum": self.most},
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page starts; taken from `next`.",
                "schema": {"type": "string", "minLength": 1},
            },
        ]


def _ordering(field: str) -> Any:
    name = F(field.lstrip("-"))
    return name.desc(nulls_last=True) if field.startswith("-") else name.asc(nulls_last=True)


def _key(row: Model, keyset: tuple[str, ...]) -> Key:
    return [getattr(row, field.lstrip("-")) for field in keyset]


def _after(keyset: tuple[str, ...], key: Key) -> Q:
    """Rows that come after the key: greater in the first field where they differ."""
    after, same = Q(pk__in=[]), Q()
    for field, value in zip(keyset, key, strict=True):
        name, step = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        if value is not None:
            after |= same & (Q(**{f"{name}__{step}": value}) | Q(**{name: None}))
        same &= Q(**{name: value})
    return after
