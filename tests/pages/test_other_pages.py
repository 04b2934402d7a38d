"""Submitting, statements, borders, the account, the theme and signing in."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.models import ApiToken, Report
from tests.factories import PASSWORD, STORY, an_incident
from tests.pages.conftest import Visit


def test_a_pasted_text_becomes_a_report_and_the_second_time_it_is_found(visit: Visit, db: None) -> None:
    client = visit("analyst")
    assert "is kept and waits to be read" in client.post("/submit/", {"text": STORY}).text
    again = client.post("/submit/", {"text": STORY})
    assert 'class="receipt already_here"' in again.text and f"/reports/{Report.objects.get().pk}/" in again.text


def test_many_files_get_a_line_each_and_a_refusal_names_its_cause(visit: Visit, db: None) -> None:
    files = [
        SimpleUploadedFile("one.txt", STORY.encode()),
        SimpleUploadedFile("two.txt", b""),
        SimpleUploadedFile("three.bin", bytes(range(32)) * 99),
    ]
    page = visit("analyst").post("/submit/", {"files": files}).text
    assert page.count('class="receipt accepted"') == 1 and page.count('class="receipt refused"') == 2
    assert "is empty" in page and "no format that can be read" in page
    assert Report.objects.count() == 1


def test_a_script_gets_the_receipts_alone(visit: Visit, db: None) -> None:
    part = visit("analyst").post("/submit/", {"text": STORY}, headers={"HX-Request": "true"}).text
    assert "<html" not in part and "data-watch" in part


def test_nothing_and_nonsense_are_said_and_the_text_is_kept(visit: Visit, db: None) -> None:
    client = visit("analyst")
    assert "Nothing came in." in client.post("/submit/", {"text": "  "}).text
    answer = client.post("/submit/", {"text": STORY, "published": "last Monday"})
    assert answer.status_code == 400 and "Give a day as 2021-07-05." in answer.text
    assert "Over 1,000 Afghan soldiers" in answer.text, "what was pasted must not be lost"
    assert not Report.objects.exists()


def test_what_the_analyst_says_of_a_report_is_kept_with_it(visit: Visit, db: None) -> None:
    visit("analyst").post(
        "/submit/", {"text": STORY, "source": "Meridian", "published": "2021-07-06", "language": "en"}
    )
    report = Report.objects.get()
    assert (str(report.source), report.published_on.isoformat(), report.language) == ("Meridian", "2021-07-06", "en")


def test_statements_are_found_by_speaker_words_border_and_kind(visit: Visit, told: Report) -> None:
    client = visit("reader")
    for query in ("speaker=karimov", "q=let", "border=AF-TJ", "kind=direct", f"report={told.pk}"):
        page = re.sub(r"</?mark[^>]*>", "", client.get(f"/statements/?{query}").text)
        assert "All of them were let in" in page, query
    for query in ("speaker=nobody", "q=harvest", "kind=indirect"):
        assert "No statement matches" in client.get(f"/statements/?{query}").text, query


def test_borders_are_found_by_name_and_show_what_happened(visit: Visit, borders: object) -> None:
    incident = an_incident()
    client = visit("reader")
    assert re.search(r'href="/incidents/\?border=AF-TJ">1<', client.get("/borders/").text)
    assert "KG–TJ" not in client.get("/borders/?q=AF").text
    assert "No border matches" in client.get("/borders/?q=Atlantis").text
    assert f'href="/incidents/{incident.pk}/"' in client.get("/borders/af-tj/", follow=True).text


def test_a_token_is_shown_once_and_can_be_revoked(visit: Visit, db: None) -> None:
    client = visit("editor")
    page = client.post("/account/", {"label": "QGIS", "scopes": ["read", "edit"], "days": "30"}).text
    key = re.search(r'<code class="token-key">([^<]+)</code>', page)
    assert key and key[1] not in client.get("/account/").text
    token = ApiToken.objects.get()
    assert token.scopes == "read edit"
    assert token.expires_at and 29 <= (token.expires_at - token.created_at).days <= 30
    client.post("/account/", {"revoke": token.pk})
    assert "No token yet." in client.get("/account/").text


def test_nobody_revokes_the_token_of_another(visit: Visit, db: None) -> None:
    visit("editor").post("/account/", {"label": "QGIS"})
    visit("reader").post("/account/", {"revoke": ApiToken.objects.get().pk})
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("number", ["", "x", "-1", "99", "9" * 30])
def test_a_token_that_there_is_none_of_is_refused_in_words(visit: Visit, db: None, number: str) -> None:
    assert "nothing was revoked" in visit("reader").post("/account/", {"revoke": number}, follow=True).text


def test_the_theme_is_kept_and_never_leads_away(visit: Visit, db: None) -> None:
    client = visit(None)
    answer = client.post("/account/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert 'data-theme="dark"' in client.get("/login/").text
    client.post("/account/theme/", {"theme": "plaid", "next": "/login/"})
    assert 'data-theme="auto"' in client.get("/login/").text


def test_signing_in_leads_to_where_one_wanted_to_go(visit: Visit, users: object) -> None:
    client = visit(None)
    asked = client.get("/reports/?state=done")
    assert asked.headers["Location"] == "/login/?next=/reports/%3Fstate%3Ddone"
    answer = client.post("/login/", {"username": "reader", "password": PASSWORD, "next": "/reports/?state=done"})
    assert answer.headers["Location"] == "/reports/?state=done"


def test_a_wrong_password_is_said_and_after_five_the_account_rests(visit: Visit, users: object) -> None:
    client = visit(None)
    for _ in range(4):
        page = client.post("/login/", {"username": "reader", "password": "wrong"})
        assert "do not belong together" in page.text
    assert "Too many wrong passwords" in client.post("/login/", {"username": "reader", "password": "wrong"}).text
    assert "Too many wrong passwords" in client.post("/login/", {"username": "reader", "password": PASSWORD}).text
