"""Tokens: what is kept of them, what they open and for how long, how often they may ask, and that no log holds one."""

from __future__ import annotations

import datetime as dt
import time
import urllib.error
import urllib.request
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from borderwatch.env import Rate
from borderwatch.private import free_port
from incidents import rates, reads
from incidents.access import Role
from incidents.accounts import People
from incidents.models import ApiToken, Read, User
from tests.conftest import running_web
from tests.factories import PASSWORD, a_user


def in_header(key: str) -> dict[str, str]:
    return {"authorization": f"Token {key}"}


@pytest.mark.parametrize(
    ("role", "scopes", "kept"),
    [
        (Role.READER, "read", "read"), (Role.EDITOR, "bulk read edit", "read edit bulk"), (Role.READER, "read submit", None),
        (Role.ANALYST, "edit", None), (Role.ADMIN, "admin", None), (Role.READER, "", None),
    ],
)  # fmt: skip
def test_a_token_has_only_scopes_that_its_role_can_use(db: None, role: Role, scopes: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(ValueError, match="scopes: give one or more of read"):
            ApiToken.issue(user=a_user(role=role), label="x", scopes=scopes)
    else:
        assert ApiToken.issue(user=a_user(role=role), label="x", scopes=scopes)[0].scopes == kept


def test_use_is_noted_at_most_once_a_minute(db: None, django_assert_num_queries: Any) -> None:
    token, key = ApiToken.issue(user=a_user(), label="x")
    client = Client(headers=in_header(key))
    client.get("/api/v1/borders")
    first = ApiToken.objects.get().last_used_at
    client.get("/api/v1/borders")
    assert first is not None and ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - dt.timedelta(seconds=61))
    client.get("/api/v1/borders")
    assert ApiToken.objects.get(pk=token.pk).last_used_at > first


def test_a_programs_account_has_tokens_and_signs_in_nowhere(db: None) -> None:
    service = a_user("nightly", Role.ANALYST)
    session = Client()
    session.force_login(service)
    service.is_service = True
    service.save()
    assert not service.has_usable_password()
    service.set_password(PASSWORD)
    User.objects.filter(pk=service.pk).update(password=service.password)
    assert People().authenticate(None, username="nightly", password=PASSWORD) is None
    assert session.get("/account/").status_code == 302, "a session from before ends"
    key = ApiToken.issue(user=service, label="x", scopes="read")[1]
    assert Client(headers=in_header(key)).get("/api/v1/borders").status_code == 200


def test_an_administrator_makes_a_programs_account_gives_it_a_token_and_revokes_it(db: None) -> None:
    admin = Client()
    admin.force_login(a_user("boss", Role.ADMIN))
    admin.post("/account/tokens/", {"name": "sync", "role": "analyst"})
    page = admin.post("/account/tokens/", {"for": "sync", "label": "at night", "scopes": "submit", "days": "0"}).text
    token = ApiToken.objects.get(user__username="sync")
    assert (token.scopes, token.expires_at) == ("submit", None)
    assert "shown this once" in page and "at night" in page
    assert "already" in admin.post("/account/tokens/", {"name": "sync", "role": "analyst"}, follow=True).text
    assert "choices" in admin.post("/account/tokens/", {"for": "sync", "label": "more", "scopes": "edit"}).text
    admin.post("/account/tokens/", {"revoke": token.pk})
    assert not ApiToken.objects.get().is_live
    assert admin.post("/account/tokens/", {"for": "boss", "label": "x"}).status_code == 404, "people make their own"


def test_tokens_are_kept_from_the_command_line_too(db: None) -> None:
    def said(*words: str) -> str:
        out = StringIO()
        call_command("tokens", *words, stdout=out)
        return out.getvalue().strip()

    assert said("--service", "sync", "--role", "editor") == "sync is there"
    key = said("--issue", "import", "--for", "sync", "--scopes", "read bulk")
    token = ApiToken.live(key)
    assert token is not None and token.scopes == "read bulk"
    assert "sync\timport\tread bulk" in said() and key not in said()
    assert "revoked" in said("--revoke", str(token.pk))
    for wrong in (
        ("--service", "sync"),
        ("--issue", "x", "--for", "nobody"),
        ("--revoke", "0"),
        ("--issue", "x", "--for", "sync", "--scopes", "all"),
    ):
        with pytest.raises(CommandError):
            said(*wrong)


@pytest.fixture
def limited(settings: Any) -> Any:
    """Few requests an hour, so that no test meets the next window by chance; counted afresh for this test."""
    settings.RATES = {"token": Rate(3, 3600), "account": Rate(5, 3600), "address": Rate(2, 3600)}
    settings.PUBLIC_READING = True
    rates._redis._client().flushdb()
    return settings


def test_limits_hold_by_token_account_and_address_and_say_when_to_come_again(db: None, limited: Any) -> None:
    user = a_user()
    first, second = (Client(headers=in_header(ApiToken.issue(user=user, label="x")[1])) for _ in range(2))
    answer = first.get("/api/v1/borders")
    assert answer["RateLimit-Policy"] == '"token";q=3;w=3600, "account";q=5;w=3600'
    assert answer["RateLimit"].startswith('"token";r=2;t=')
    assert [first.get("/api/v1/borders").status_code for _ in range(3)] == [200, 200, 429]
    assert [second.get("/ogc/collections").status_code for _ in range(2)] == [200, 429], (
        "the account's five are used up"
    )
    visitor = Client()
    assert [visitor.get("/api/v1/borders").status_code for _ in range(3)] == [200, 200, 429]
    refused = visitor.get("/api/v1/incidents")
    assert refused["Content-Type"] == "application/problem+json" and 0 < int(refused["Retry-After"]) <= 3600
    assert refused.json()["status"] == 429 and refused["RateLimit"].startswith('"address";r=0;t=')
    elsewhere = Client(REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "127.0.0.1"})
    assert elsewhere.get("/api/v1/borders").status_code == 200


def test_files_by_token_have_the_same_limits(db: None, limited: Any) -> None:
    client = Client(headers=in_header(ApiToken.issue(user=a_user(), label="x")[1]))
    answers = [client.get("/incidents/export.csv") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_without_redis_nobody_is_limited_and_nobody_waits(db: None, limited: Any, monkeypatch: Any) -> None:
    limited.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(rates, "_redis", rates._Redis())
    begun = time.monotonic()
    assert [rates.counted({"address": "192.0.2.7"}) for _ in range(100)] == [()] * 100
    assert time.monotonic() - begun < 1
    answers = [Client().get("/api/v1/borders") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert "RateLimit" not in answers[0]


@pytest.mark.parametrize("days", [0, 7])
def test_reads_are_kept_where_the_site_says_so(db: None, settings: Any, days: int) -> None:
    settings.AUDIT_READS_DAYS = days
    token, key = ApiToken.issue(user=a_user("ann"), label="x")
    Client(headers=in_header(key)).get("/api/v1/borders?country=TJ")
    client = Client()
    client.force_login(User.objects.get())
    client.get("/borders/")
    client.post("/account/theme/", {"theme": "dark"})
    client.get("/api/v1/reports/999")
    found = list(Read.objects.order_by("id").values_list("who", "token", "host", "address", "status"))
    assert found == ([] if not days else [("ann", token.pk, "127.0.0.1", "/api/v1/borders?country=TJ", 200), ("ann", None, "127.0.0.1", "/borders/", 200)])  # fmt: skip
    Read.objects.update(at=timezone.now() - dt.timedelta(days=6))
    assert reads.forget() == 0
    Read.objects.update(at=timezone.now() - dt.timedelta(days=8))
    assert reads.forget() == len(found)


@pytest.mark.django_db(transaction=True)
def test_a_revoked_token_fails_within_a_second_and_no_log_holds_it(tmp_path: Path) -> None:
    told, audit = (
        tmp_path / "web.log",
        {"BW_AUDIT_READS_DAYS": "1", "BW_LOG_LEVEL": "DEBUG", "BW_PUBLIC_READING": "false"},
    )
    token, key = ApiToken.issue(user=a_user(role=Role.EDITOR), label="x", scopes="read submit edit")
    with running_web(told, **audit) as address:

        def status(path: str, sent: str = f"Token {key}", body: bytes | None = None) -> int:
            request = urllib.request.Request(
                address + path, body, {"Authorization": sent, "Content-Type": "application/json"}
            )
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as refused:
                return refused.code

        for _ in range(20):  # both processes have answered
            assert status("/api/v1/incidents") == 200
        for path in (
            f"/api/v1/incidents?token={key}",
            f"/api/v1/{key}",
            f"/no/such/{key}/page",
            f"/incidents/?q=%62w_{key[3:]}",
            f"/{key}",
        ):
            assert status(path) == 400, path
        assert status("/api/v1/reports", body=f'{{"text": "{key}"'.encode()) == 400
        assert status("/api/v1/incidents", f"Token {key} {key}") == 401
        assert status("/api/v1/incidents", f"Bearer {key}") == 401
        token.revoke()
        begun = time.monotonic()
        assert {status("/api/v1/incidents") for _ in range(20)} == {401}
        assert time.monotonic() - begun < 5
        assert {status("/incidents/export.csv") for _ in range(6)} == {401}
    words = told.read_text()
    assert "Bad Request" in words and "bw_…" in words
    assert key[3:] not in words
    assert Read.objects.count() == 20 and not Read.objects.filter(address__contains=key[3:]).exists()
