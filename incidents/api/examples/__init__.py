"""Examples in the OpenAPI document: one file an operation, by its id; a question that runs, and what it was answered."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

JSON = "application/json"


@cache
def examples() -> dict[str, Any]:
    """By operation id: `query`, `path`, `body`, `status`, and `answer` where the operation has none of its own."""
    folder = Path(__file__).parent
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def with_examples(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """The document with an example at every parameter, body and answer that a file tells of."""
    for operations in result["paths"].values():
        for operation in operations.values():
            if told := examples().get(operation["operationId"]):
                _into(operation, told)
    return result


def _into(operation: dict[str, Any], told: dict[str, Any]) -> None:
    given = {**told.get("path", {}), **told.get("query", {})}
    for parameter in operation.get("parameters", []):
        if parameter["name"] in given:
            parameter["example"] = given[parameter["name"]]
    if "body" in told:
        operation["requestBody"]["content"][JSON]["example"] = told["body"]
    if "answer" in told:
        contents = operation["responses"][str(told["status"])]["content"]
        contents[told.get("media", JSON)]["example"] = told["answer"]
