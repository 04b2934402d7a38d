"""`Idempotency-Key`: a write that was answered well is answered the same again under its key, and done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.problems import BadParameter
from incidents.models import Once

HEADER, AGAIN = "Idempotency-Key", "Idempotency-Replayed"
LONGEST = 200
KEPT = ("Location", "ETag")
PARAMETER = OpenApiParameter(
    HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="any text of yours, at most 200 characters: asking again under it gives the same answer and does nothing twice",
)  # fmt: skip
Write = Callable[..., Response]


class KeyTaken(APIException):
    """The key stands for another request."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = f"{HEADER}: this key was used for another request; take a new one."
    default_code = "key_taken"


def once(write: Write) -> Write:
    """For a view's method that writes. What was refused changed nothing, and may be asked under its key again."""

    @wraps(write)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER)
        if key is None:
            return write(view, request, *args, **kwargs)
        if not (0 < len(key) <= LONGEST and key.isprintable()):
            raise BadParameter(HEADER, f"Give 1 to {LONGEST} printable characters.")
        with transaction.atomic():
            row, is_new = Once.objects.select_for_update().get_or_create(
                user=request.user, key=key, defaults={"asked": _asked(request)}
            )
            return _first(row, write(view, request, *args, **kwargs)) if is_new else _again(row, request)

    return answered


def _asked(request: Request) -> str:
    """A hash of method, address and body; files by their bytes."""
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for name in sorted(request.data):
        value = request.data[name]
        is_file = hasattr(value, "chunks")
        told.update(
            f"{name}=".encode() + (b"".join(value.chunks()) if is_file else json.dumps(value, default=str).encode())
        )
        if is_file:
            value.seek(0)
    return told.hexdigest()


def _first(row: Once, response: Any) -> Any:
    body = (
        response.content
        if isinstance(response, HttpResponse) and not isinstance(response, Response)
        else JSONRenderer().render(response.data)
    )
    row.status, row.body = response.status_code, body
    row.headers = {name: response[name] for name in KEPT if response.has_header(name)}
    row.save()
    return response


def _again(row: Once, request: Request) -> HttpResponse:
    if row.asked != _asked(request):
        raise KeyTaken
    headers = {**row.headers, AGAIN: "true"}
    return HttpResponse(bytes(row.body), status=row.status, content_type="application/json", headers=headers)
