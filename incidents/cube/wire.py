"""Answers on the wire: JSON of plain values, dates and arrays."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse


class JsonOfArrays(HttpResponse):
    """As `JsonResponse`, for answers of thousands of numbers, which the standard library writes one by one."""

    def __init__(self, told: dict[str, Any], **more: Any) -> None:
        super().__init__(orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY), content_type="application/json", **more)
