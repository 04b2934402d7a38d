"""Pages by key, not by number: stable while rows are added, the last as fast as the first, with the exact total."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.problems import BadParameter
from incidents.keyset import NotOurs, stretch


class KeysetPagination(BasePagination):
    """The view's `keyset_of` says in which order."""

    default_limit = 50
    most = 1000

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.limit = self.limit_of(request)
        self.total = queryset.order_by().count()
        try:
            page = stretch(queryset, view.keyset_of(request), self.limit, after=request.query_params.get("cursor", ""))
        except NotOurs as error:
            raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error
        self.next_cursor, self.page = page.next, page.rows
        return self.page

    def limit_of(self, request: Request) -> int:
        asked = request.query_params.get("limit", "")
        if not asked:
            return self.default_limit
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= self.most):
            raise BadParameter("limit", f"{asked!r} is not a whole number from 1 to {self.most}.")
        return int(asked)

    @property
    def next_url(self) -> str | None:
        return self.next_url_of(self.request, self.next_cursor) if self.next_cursor else None

    @staticmethod
    def next_url_of(request: Request, cursor: str) -> str:
        query = [(k, v) for k, vs in request.query_params.lists() for v in vs if k != "cursor"]
        return request.build_absolute_uri(request.path) + "?" + urlencode([*query, ("cursor", cursor)])

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
