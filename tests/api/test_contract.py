"""Schemathesis against the API's own document: sound and unsound requests, every answer as documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The requests of this test run in its own transaction, so they must not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


OPERATIONS = [
    ("GET", "/api/v1/"),
    ("GET", "/api/v1/borders"),
    ("GET", "/api/v1/borders/{code}"),
    ("GET", "/api/v1/brief"),
    ("GET", "/api/v1/changes"),
    ("GET", "/api/v1/changes/statements"),
    ("GET", "/api/v1/codebook"),
    ("GET", "/api/v1/crossing-points"),
    ("GET", "/api/v1/incidents"),
    ("GET", "/api/v1/incidents.geojson"),
    ("GET", "/api/v1/incidents/count"),
    ("GET", "/api/v1/incidents/facets"),
    ("GET", "/api/v1/incidents/histogram"),
    ("GET", "/api/v1/incidents/tiles/{z}/{x}/{y}"),
    ("GET", "/api/v1/incidents/{id}"),
    ("PATCH", "/api/v1/incidents/{id}"),
    ("GET", "/api/v1/reports"),
    ("POST", "/api/v1/reports"),
    ("GET", "/api/v1/reports/{id}"),
    ("GET", "/api/v1/statements"),
    ("GET", "/api/v1/statements/{id}"),
]
bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_documented(
    caller_of: Any, desk: Any, one_connection: None, method: str, path: str, mode: GenerationMode
) -> None:
    caller = caller_of("editor")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=caller.headers)
    operation = schema[path][method]
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
        pytest.skip("nothing to get wrong")

    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def exchange(case: Any) -> None:
        case.call_and_validate(headers=caller.headers, checks=CHECKS)

    exchange()


def test_the_list_of_operations_is_complete(reader: Any) -> None:
    paths = reader.get("openapi.json")[1]["paths"]
    known = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    assert sorted(known) == sorted(OPERATIONS)
