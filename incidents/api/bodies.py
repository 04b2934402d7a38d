"""What may come in as a body: JSON that can be stored, of a size that can be read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

ROOM_FOR_ESCAPES = 2  # a text may double in length as JSON


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def refuse_too_large(context: dict[str, Any] | None, most: int) -> None:
    length = int((context or {})["request"].META.get("CONTENT_LENGTH") or 0)
    if length > most:
        raise TooLarge(
            f"The body has {length / 1e6:.0f} MB; {most / 1e6:.0f} MB is the most. Send the report's text alone."
        )


class StorableJSONParser(JSONParser):
    """Refuses half characters (lone surrogates), which no database text can hold."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        refuse_too_large(parser_context, settings.MAX_UPLOAD_BYTES * ROOM_FOR_ESCAPES)
        body = super().parse(stream, media_type, parser_context)
        if not isinstance(body, dict):
            raise ParseError("The body must be a JSON object.")
        if _has_half_characters(body):
            raise ParseError("The body holds half a character (a lone surrogate such as \\ud800); send whole ones.")
        return body


def _has_half_characters(value: Any) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value) if not value.isascii() else False
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return any(map(_has_half_characters, parts))


class UploadParser(MultiPartParser):
    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        refuse_too_large(parser_context, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return super().parse(stream, media_type, parser_context)
