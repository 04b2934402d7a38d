"""Schemathesis against the API's own document: sound and unsound requests, every answer as documented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]


@pytest.fixture
def api_schema(caller_of: Any, desk: Any) -> Any:
    caller = caller_of("editor")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=caller.headers)
    schema.headers = caller.headers
    return schema


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_documented(case: Any, api_schema: Any) -> None:
    case.call_and_validate(headers=api_schema.headers, checks=CHECKS)
