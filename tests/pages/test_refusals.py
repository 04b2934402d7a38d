"""What a page says that cannot be shown: what happened, and what to do next."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils.functional import SimpleLazyObject

from incidents.models import Report, User

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


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/review/{0}/act/", {"act": "paint"}),
        ("/review/{0}/act/", {"act": "withdraw", "kind": "claim", "record": "987654"}),
        ("/review/{0}/act/", {"act": "remove", "record": "987654"}),
        ("/review/{0}/assign/", {"to": "weather"}),
        ("/review/{0}/assign/", {"to": "when", "report": "987654", "start": "0", "end": "4"}),
        ("/talk/incident/{0}/assign/", {"to": "nobody-of-this-name"}),
        ("/account/tokens/", {"revoke": "987654"}),
    ],
    ids=str,
)
def test_where_words_that_were_sent_name_nothing_the_address_is_not_blamed(
    told: Report, users: dict[str, User], path: str, sent: dict[str, str]
) -> None:
    client = Client()
    client.force_login(users["admin"])
    answer = client.post(path.format(told.machine_incidents.get().pk), sent)
    words = answer.content.decode()
    assert answer.status_code == 404 and "has the address" not in words
    assert "What was sent names a page, a record or an act that is not there." in words


def test_a_role_that_is_too_low_is_named_with_the_one_needed(users: dict[str, User]) -> None:
    told = seen_by(users["reader"]).get("/review/")
    words = told.content.decode()
    assert told.status_code == 403 and "needs the role Editor; you are signed in as Reader" in words
    assert 'href="/account/"' in words


def test_a_form_from_before_signing_in_says_that_nothing_was_changed(users: dict[str, User]) -> None:
    told = seen_by(users["editor"]).post("/account/", {"label": "QGIS"})
    assert told.status_code == 403 and "no longer valid" in told.content.decode()
    assert not users["editor"].tokens.exists()


def test_a_form_sent_from_an_address_that_the_site_does_not_know_says_which_setting_names_it(
    users: dict[str, User],
) -> None:
    told = seen_by(users["editor"]).post("/account/", {"label": "QGIS"}, headers={"Origin": "https://other.example"})
    words = told.content.decode()
    assert told.status_code == 403 and "an address that the site does not know" in words
    assert "BW_TRUSTED_ORIGINS" in words


def test_a_request_refused_before_anybody_was_asked_who_it_is_needs_no_database(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(0):
        told = get_resolver().resolve_error_handler(400)(RequestFactory().get("/"), ValueError())
    words = told.content.decode()
    assert told.status_code == 400 and "/submit/" in words and "Sign in" not in words


def test_a_fault_needs_no_database_to_be_told_to_somebody_signed_in(
    users: dict[str, User], django_assert_num_queries: Any
) -> None:
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(User.objects.filter(username="reader").get)
    with django_assert_num_queries(0):
        told = get_resolver().resolve_error_handler(500)(request)
    words = told.content.decode()
    assert told.status_code == 500 and "log" in words and "Sign in" not in words
