"""Every example of the OpenAPI document runs: the question is answered as told, and both answers fit their schema."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from incidents import review
from incidents.models import Actor, Claim, Correction, CrossingPoint, Participant, Place, Source, User
from tests.api.test_contract import OPERATIONS

JSON = "application/json"


@pytest.fixture
def desk(desk: Any) -> Any:
    Place.objects.create(name="Panj", names=["Pyanj"], country="TJ", kind="city", source="test")
    return desk


@pytest.fixture
def editor(caller_of: Any) -> Any:
    return caller_of("editor")


@pytest.fixture
def document(editor: Any) -> Any:
    status, found = editor.get("openapi.json")
    assert status == 200
    return found


def operation_of(document: Any, method: str, path: str) -> Any:
    return document["paths"][path][method.lower()]


def answers_told(operation: Any) -> list[tuple[int, str, Any, Any]]:
    """Status, media type, example and schema of each answer that has an example."""
    return [
        (int(status), media, example, content["schema"])
        for status, response in operation["responses"].items()
        for media, content in response.get("content", {}).items()
        for example in examples_of(content)
    ]


def examples_of(content: Any) -> list[Any]:
    return [
        *(one["value"] for one in content.get("examples", {}).values()),
        *([content["example"]] if "example" in content else []),
    ]


def fits(document: Any, schema: Any, value: Any) -> None:
    Draft202012Validator({**schema, "components": document["components"]}).validate(value)


def asked(editor: Any, desk: Any, operation: Any, method: str, path: str) -> Any:
    """What the document's own example is answered; the numbers of records are those of these rows."""
    given = {(one["in"], one["name"]): one["example"] for one in operation.get("parameters", []) if "example" in one}
    number, body = of_these_rows(desk, path)
    address = path
    for (place, name), value in given.items():
        if place == "path":
            address = address.replace(f"{{{name}}}", str(number or value))
    assert "{" not in address, f"{path}: a part of the path has no example"
    query = {name: value for (place, name), value in given.items() if place == "query"}
    call = getattr(editor.client, method.lower())
    if method == "GET":
        return call(address, query, headers=editor.headers)
    told = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("example", {})
    address += f"?{urlencode(query, doseq=True)}" if query else ""
    return call(address, {**told, **body}, content_type=JSON, headers=editor.headers)


def of_these_rows(desk: Any, path: str) -> tuple[int | None, dict[str, Any]]:
    """The record that the path's number means here, and the parts of the body that are numbers of records; made ready for the act."""
    (kind, *act) = path.removeprefix("/api/v1/").replace("/{id}", "").split("/")
    if path.endswith("/corrections"):
        changed(desk)
    if "{id}" not in path:
        return None, {}
    if kind == "incidents" and act:
        return ready_for(desk, act[0])
    if kind == "acts":
        return changed(desk).changeset_id, {}
    if kind == "corrections":
        return changed(desk).pk, {}
    return MODELS[kind].objects.order_by("pk")[0].pk if kind in MODELS else getattr(desk, NAMED[kind]).pk, {}


MODELS = {
    "claims": Claim,
    "participants": Participant,
    "sources": Source,
    "actors": Actor,
    "crossing-points": CrossingPoint,
    "places": Place,
}
NAMED = {"incidents": "retreat", "reports": "report", "statements": "statement"}


def changed(desk: Any) -> Correction:
    made = review.correct(record=desk.retreat, field="lasted", value="true", by=User.objects.get(), reason="as told")
    assert made is not None
    return made


def ready_for(desk: Any, act: str) -> tuple[int, dict[str, Any]]:
    if act == "unmerge":
        review.merge(survivor=desk.retreat, others=[desk.clash], by=User.objects.get())
        return desk.clash.pk, {}
    if act == "restore":
        changed(desk)
    bodies = {"merge": {"others": [desk.clash.pk]}, "split": {"claims": [Claim.objects.get().pk]}}
    return desk.retreat.pk, bodies.get(act, {})


def shape(value: Any) -> Any:
    """Names and kinds of values; of lists those of the first, of numbers only that they are."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda one: one)
def test_every_example_runs_and_fits_its_schema(editor: Any, desk: Any, document: Any, method: str, path: str) -> None:
    operation = operation_of(document, method, path)
    for parameter in operation.get("parameters", []):
        if "example" in parameter:
            fits(document, parameter["schema"], parameter["example"])
    if "requestBody" in operation:
        content = operation["requestBody"]["content"][JSON]
        fits(document, content["schema"], content["example"])
    told = answers_told(operation)
    for _, _, example, schema in told:
        fits(document, schema, example)
    answer = asked(editor, desk, operation, method, path)
    met = (answer.status_code, answer.headers["Content-Type"])
    like = [(example, schema) for status, media, example, schema in told if (status, media) == met]
    assert shape(answer.json()) in [shape(example) for example, _ in like], (met, answer.content[:300])
    fits(document, like[0][1], answer.json())


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda one: one)
def test_every_operation_that_takes_words_shows_some(document: Any, method: str, path: str) -> None:
    operation = operation_of(document, method, path)
    given = {one["in"] for one in operation.get("parameters", []) if "example" in one}
    # The records of a test are younger than any time that an example could name.
    wanted = [one for one in operation.get("parameters", []) if one["in"] != "header" and one["name"] != "as_of"]
    assert given >= {one["in"] for one in wanted}
    assert ("requestBody" in operation) == (
        "example" in operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    )


def test_the_document_with_its_examples_is_valid_and_names_no_host_of_ours(document: Any) -> None:
    validate(document)
    assert not re.search(r"testserver|bw_\w{12}", str(document))


def test_a_wrong_example_would_be_found(document: Any) -> None:
    schema = operation_of(document, "GET", "/api/v1/incidents/count")["responses"]["200"]["content"][JSON]["schema"]
    with pytest.raises(Exception, match="is not of type"):
        fits(
            document,
            schema,
            {"total": "three", "at_points": 0, "no_place": 0, "no_date": 0, "first": None, "last": None},
        )
