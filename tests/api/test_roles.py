"""Every address × every role: who gets what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from incidents.models import ApiToken

ROLES = (None, "reader", "analyst", "editor", "admin")
READ = [
    "", "incidents", "incidents.geojson", "incidents/count", "incidents/histogram", "incidents/facets", "incidents/tiles/0/0/0", "incidents/{retreat}", "statements", "statements/{statement}", "reports",
    "reports/{report}", "borders", "borders/AF-TJ", "crossing-points", "claims", "participants", "sources", "actors", "places", "corrections", "openapi.json",
]  # fmt: skip


def address(path: str, desk: Any) -> str:
    return path.format(retreat=desk.retreat.pk, statement=desk.statement.pk, report=desk.report.pk)


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("role", ROLES)
def test_everybody_with_an_account_reads_and_nobody_else(
    caller_of: Any, desk: Any, path: str, role: str | None
) -> None:
    status, _ = caller_of(role).get(address(path, desk))
    assert status == (401 if role is None else 200)


@pytest.mark.parametrize("path", READ)
def test_visitors_read_where_public_reading_is_on(caller_of: Any, desk: Any, settings: Any, path: str) -> None:
    settings.PUBLIC_READING = True
    assert caller_of(None).get(address(path, desk))[0] == 200


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), ("reader", 403), ("analyst", 201), ("editor", 201), ("admin", 201)]
)
def test_reports_are_submitted_by_analysts_and_above(caller_of: Any, desk: Any, role: str | None, status: int) -> None:
    assert caller_of(role).send("post", "reports", {"text": "A quiet day at the border."})[0] == status


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), ("reader", 403), ("analyst", 403), ("editor", 200), ("admin", 200)]
)
def test_incidents_are_corrected_by_editors_and_above(caller_of: Any, desk: Any, role: str | None, status: int) -> None:
    body = {"event_type": "border_clash", "reason": "both sides fired"}
    assert caller_of(role).send("patch", f"incidents/{desk.retreat.pk}", body)[0] == status


def test_visitors_never_write_even_where_public_reading_is_on(caller_of: Any, desk: Any, settings: Any) -> None:
    settings.PUBLIC_READING = True
    assert caller_of(None).send("post", "reports", {"text": "x"})[0] == 401
    assert caller_of(None).send("patch", f"incidents/{desk.retreat.pk}", {"lasted": True})[0] == 401


def test_a_token_does_no_more_than_its_scopes(caller_of: Any, desk: Any) -> None:
    status, problem = caller_of("editor", scopes="read").send("post", "reports", {"text": "x"})
    assert status == 403
    assert '"submit"' in problem["detail"]


@pytest.mark.parametrize("change", ["revoked", "expired", "inactive", "mistyped"])
def test_a_token_that_is_not_live_opens_nothing(caller_of: Any, desk: Any, change: str) -> None:
    caller = caller_of("editor")
    token = ApiToken.objects.get()
    if change == "revoked":
        token.revoked_at = timezone.now()
    elif change == "expired":
        token.expires_at = timezone.now() - dt.timedelta(seconds=1)
    elif change == "inactive":
        token.user.is_active = False
        token.user.save()
    else:
        caller.headers["authorization"] += "x"
    token.save()
    assert caller.get("incidents")[0] == 401


def test_only_the_hash_of_a_key_is_stored_and_its_use_is_noted(caller_of: Any, desk: Any) -> None:
    caller = caller_of("reader")
    caller.get("incidents")
    token = ApiToken.objects.get()
    assert caller.headers["authorization"].removeprefix("Token ") not in str(vars(token))
    assert token.last_used_at is not None
