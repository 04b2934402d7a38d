"""What a page says that cannot be shown: what happened, and what to do next."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, server_error

from incidents.models import User

pytestmark = pytest.mark.django_db


def seen_by(user: User | None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def test_nothing_at_an_address_names_it_and_leads_to_lists_that_one_may_see(users: dict[str, User]) -> None:
    told = seen_by(users["reader"]).get("/no/<such>/page/")
    words = told.content.decode()
    assert told.status_code == 404 and "/no/&lt;such&gt;/page/" in words and 'href="/reports/"' in words


def test_a_role_that_is_too_low_is_named_with_the_one_needed(users: dict[str, User]) -> None:
    told = seen_by(users["reader"]).get("/review/")
    words = told.content.decode()
    assert told.status_code == 403 and "needs the role Editor; you are signed in as Reader" in words
    assert 'href="/account/"' in words


def test_a_form_from_before_signing_in_says_that_nothing_was_changed(users: dict[str, User]) -> None:
    told = seen_by(users["editor"]).post("/account/", {"label": "QGIS"})
    assert told.status_code == 403 and "no longer valid" in told.content.decode()
    assert not users["editor"].tokens.exists()


@pytest.mark.parametrize(
    ("answer", "status", "next_step"), [(bad_request, 400, "/submit/"), (server_error, 500, "log")]
)
def test_a_fault_needs_no_database_to_be_told(
    answer: object, status: int, next_step: str, django_assert_num_queries: object
) -> None:
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        told = answer(request, ValueError()) if status == 400 else answer(request)  # type: ignore[operator]
    words = told.content.decode()
    assert told.status_code == status and next_step in words and "Sign in" not in words
