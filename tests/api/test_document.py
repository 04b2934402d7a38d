"""The OpenAPI document: valid, complete, and true to what the API answers."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openapi_spec_validator import validate

from incidents.models.choices import event_types


@pytest.fixture
def document(reader: Any) -> Any:
    status, found = reader.get("openapi.json")
    assert status == 200
    return found


def test_the_document_is_valid_openapi(document: Any) -> None:
    validate(document)


def test_the_document_is_made_without_a_warning() -> None:
    said = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", "--api-version", "v1", stdout=StringIO(), stderr=said)
    assert "Warning" not in said.getvalue()


def test_every_operation_has_a_summary_and_says_its_errors(document: Any) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation.get("summary"), (method, path)
            assert {"400", "401", "403"} <= set(operation["responses"]), (method, path)


def test_parameters_name_their_allowed_values(document: Any) -> None:
    by_name = {p["name"]: p["schema"] for p in document["paths"]["/api/v1/incidents"]["get"]["parameters"]}
    assert {
        "border",
        "direction",
        "event_type",
        "from",
        "to",
        "bbox",
        "actor",
        "status",
        "modality",
        "q",
        "limit",
        "cursor",
    } <= set(by_name)
    assert by_name["event_type"]["items"]["enum"] == [code for code, _ in event_types()]


def test_the_docs_page_starts_without_inline_script_or_another_host(db: None) -> None:
    from tests.api.conftest import user_with

    client = Client()
    client.force_login(user_with("reader"))
    page = client.get("/api/docs/").content.decode()
    assert "<script>" not in page
    assert "style=" not in page
    assert "http" not in page
