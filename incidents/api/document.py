"""What the OpenAPI document says of all doors alike: limits, answers that one has already, fields that may be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TOO_LONG = "the address is longer than the web server takes, about 8,000 bytes"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
RATES = {
    "RateLimit": "what is left to the token, the account or the address, and the seconds until it is full again",
    "RateLimit-Policy": "how often each may ask",
}
WRONG = {
    "title": "Bad Request", "status": 400, "detail": "event_type: Select a valid choice. party is not one of the available choices.",
    "errors": [{"name": "event_type", "message": "Select a valid choice.", "allowed": ["border_clash", "border_closure"]}],
}  # fmt: skip


def completed(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's document with what every operation shares."""
    schemas = result["components"]["schemas"]
    for method, operation in _operations(result):
        _share(method, operation)
        if any(parameter["name"] == "fields" for parameter in operation.get("parameters", ())):
            for name in _records(operation["responses"]["200"]["content"].get("application/json", {}), schemas):
                schemas[name].pop("required", None)
    for name, schema in schemas.items():
        if name.endswith(EITHER) and "oneOf" in schema:  # no field is sure, so one answer may fit both
            schema["anyOf"] = schema.pop("oneOf")
    return result


EITHER = "InEitherForm"


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for operations in result["paths"].values():
        yield from operations.items()


def _share(method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses["429"] = {
        "description": "asked too often; Retry-After says in how many seconds again",
        "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "seconds"}},
        "content": {"application/problem+json": {"schema": PROBLEM}},
    }
    responses.get("400", {}).get("content", {}).get("application/problem+json", {}).setdefault("example", WRONG)
    responses["414"] = {"description": TOO_LONG}
    if method == "get":
        responses["304"] = {"description": "nothing has changed since the ETag of If-None-Match"}
    for status, response in responses.items():
        if status in ("200", "201", "429"):
            told = {name: {"schema": {"type": "string"}, "description": words} for name, words in RATES.items()}
            response.setdefault("headers", {}).update(told)


def _records(part: Any, schemas: dict[str, Any]) -> Iterator[str]:
    """The components of the records that a response holds, through the page and the form that they come in."""
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        if isinstance(value, str) and value.startswith("#/components/schemas/"):
            name = value.rpartition("/")[2]
            if name.startswith("Paginated") or name.endswith(EITHER):
                yield from _records(schemas[name], schemas)
            else:
                yield name
        else:
            yield from _records(value, schemas)
