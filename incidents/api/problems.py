"""Errors in one form (RFC 9457): what was wrong, with which parameter, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from incidents.cube.limits import AGAIN_AFTER, WORDS, TooSlow


class ProblemRenderer(JSONRenderer):
    media_type = "application/problem+json"
    format = "problem"


class Busy(APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = WORDS
    wait = AGAIN_AFTER  # becomes the header Retry-After


class BadParameter(ValidationError):
    """A parameter of the address that cannot be understood; `allowed` lists the values or names that can."""

    def __init__(self, parameter: str, message: str, allowed: list[str] | None = None) -> None:
        super().__init__({parameter: [message]})
        self.errors = [{"name": parameter, "message": message, "allowed": allowed or []}]


class ProblemErrorSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="the parameter or field")
    message = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), help_text="values that would do; empty if open")


class ProblemSerializer(serializers.Serializer):
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemErrorSerializer(many=True)


def _errors(detail: Any, name: str = "") -> Iterator[dict[str, Any]]:
    """DRF's nested details as flat rows, "claims.0.low" for nested fields."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _errors(value, f"{name}.{key}" if name else str(key))
    elif isinstance(detail, list) and any(isinstance(part, dict | list) for part in detail):
        for number, part in enumerate(detail):
            yield from _errors(part, f"{name}.{number}" if name else str(number))
    else:
        messages = detail if isinstance(detail, list) else [detail]
        yield {"name": name, "message": " ".join(map(str, messages)), "allowed": []}


def _rows(error: Exception, detail: Any) -> list[dict[str, Any]]:
    if isinstance(error, BadParameter):
        return error.errors
    return list(_errors(detail)) if isinstance(error, ValidationError) else []


def _sentence(row: dict[str, Any]) -> str:
    allowed = f" Allowed: {', '.join(row['allowed'])}." if row["allowed"] else ""
    return f"{row['name']}: {row['message']}{allowed}" if row["name"] else row["message"]


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: the same statuses and headers, a body that says what to do."""
    error = Busy() if isinstance(error, TooSlow) else error
    response = exception_handler(error, context)
    if response is None:
        return None
    rows = _rows(error, response.data)
    detail = error.detail if isinstance(error, APIException) and not rows else response.data
    said = " ".join(map(_sentence, rows)) or str(detail.get("detail", "") if isinstance(detail, dict) else detail)
    status = response.status_code
    response.data = {"title": HTTPStatus(status).phrase, "status": status, "detail": said, "errors": rows}
    request = context["request"]
    request.accepted_renderer = ProblemRenderer()
    request.accepted_media_type = ProblemRenderer.media_type
    return response
