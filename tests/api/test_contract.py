"""Schemathesis against the API's own document: sound and unsound requests, every answer as documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
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


# As the document has them; of each a few requests here, `./bw bench contract` makes thousands.
OPERATIONS = [
    (method.upper(), path)
    for path, methods in SchemaGenerator(api_version="v1").get_schema(public=True)["paths"].items()
    for method in methods
]
bounded = settings(
    max_examples=8,
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
    headers = {**caller_of("editor").headers, "accept-encoding": "identity"}  # without a wire nobody unpacks
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers)
    operation = schema[path][method]
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
        pytest.skip("nothing to get wrong")

    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def exchange(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    exchange()
