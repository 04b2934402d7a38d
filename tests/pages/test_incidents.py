"""The list, the incident's page and its corrections."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from incidents import review
from incidents.models import Correction, Incident, Report, Statement, TwinSuggestion, User
from tests.factories import a_claim, a_report, an_incident, words_for
from tests.pages.conftest import Visit


@pytest.fixture
def incident(told: Report) -> Incident:
    return told.machine_incidents.get()


def test_the_page_shows_every_value_with_its_words_and_where_they_stand(
    visit: Visit, told: Report, incident: Incident
) -> None:
    page = visit("reader").get(f"/incidents/{incident.pk}/").text
    for one in incident.evidence.all():
        assert re.search(rf'data-e="(?:\d+ )*{one.pk}(?: \d+)*"', page), f"{one} opens no words"
    assert f"/reports/{told.pk}/#e" in page
    for words in (
        "Cross-border retreat",
        "5 Jul 2021",
        "Afghanistan → Tajikistan",
        "Tajik border service",
        "All of them were let in",
    ):
        assert words in page


def test_a_reader_sees_no_way_to_edit(visit: Visit, incident: Incident) -> None:
    assert "data-edit" not in visit("reader").get(f"/incidents/{incident.pk}/").text
    assert "data-edit" in visit("editor").get(f"/incidents/{incident.pk}/").text


def test_as_what_a_report_tells_of_it_is_changed_on_the_page(visit: Visit, incident: Incident) -> None:
    link, client = incident.report_links.get(), visit("editor")
    address = f"/edit/link/{link.pk}/role/"
    assert address in client.get(f"/incidents/{incident.pk}/").text
    assert address not in visit("reader").get(f"/incidents/{incident.pk}/").text
    assert 'value="update"' in client.get(address).text
    client.post(address, {"value": "update", "reason": "told the day before", "next": f"/incidents/{incident.pk}/"})
    page = client.get(f"/incidents/{incident.pk}/").text
    link.refresh_from_db()
    assert link.role == "update" and "told the day before" in page


def test_denials_stand_against_claims(visit: Visit, told: Report, incident: Incident) -> None:
    denial = Statement.objects.create(
        report=told, cue="denied", kind="indirect", content="that anybody crossed", position=9
    )
    denial.about.add(incident)
    page = visit("reader").get(f"/incidents/{incident.pk}/").text
    claims, denials = page.split("Denials and counter-claims")
    assert "that anybody crossed" in denials and "that anybody crossed" not in claims
    assert "All of them were let in" in claims


def save(client: Client, incident: Incident, field: str, value: str, **more: str) -> object:
    return client.post(
        f"/edit/incident/{incident.pk}/{field}/",
        {"value": value, "next": f"/incidents/{incident.pk}/", **more},
        follow=True,
    )


def test_a_corrected_field_is_kept_named_and_can_be_undone(visit: Visit, incident: Incident) -> None:
    client = visit("editor")
    page = save(client, incident, "place_name", "Ishkashim", reason="named further down").text
    assert "Saved: place." in page and "Place name entered by editor" in page and "named further down" in page
    incident.refresh_from_db()
    assert incident.place_name == "Ishkashim"
    made = Correction.objects.get(record_kind="incident", field="place_name", by__isnull=False)
    assert f'action="/undo/{made.pk}/"' in page
    page = client.post(f"/undo/{made.pk}/", {"next": f"/incidents/{incident.pk}/"}, follow=True).text
    incident.refresh_from_db()
    assert incident.place_name == "Afghan-Tajik border"
    assert "Place name entered by editor" not in page
    assert "undone" in page


def test_the_form_in_the_row_answers_with_the_address_to_go_to(visit: Visit, incident: Incident) -> None:
    client = visit("editor")
    form = client.get(f"/edit/incident/{incident.pk}/date_start/", headers={"HX-Request": "true"}).text
    assert form.startswith("<form") and 'type="date"' in form and 'value="2021-07-05"' in form
    answer = client.post(
        f"/edit/incident/{incident.pk}/date_start/",
        {"value": "2021-07-04", "next": "/incidents/1/#i1-when"},
        headers={"HX-Request": "true"},
    )
    assert answer.headers["HX-Redirect"] == "/incidents/1/#i1-when"


def test_a_value_that_makes_no_sense_is_refused_with_what_would_do(visit: Visit, incident: Incident) -> None:
    answer = visit("editor").post(f"/edit/incident/{incident.pk}/date_start/", {"value": "yesterday"})
    assert answer.status_code == 422
    assert "give a day as 2021-07-05" in answer.text and "Nothing was changed." in answer.text


def test_who_saves_second_sees_both_values(visit: Visit, incident: Incident, users: dict[str, User]) -> None:
    client = visit("editor")
    seen = re.search(r'name="version" value="(\d+)"', client.get(f"/edit/incident/{incident.pk}/place_name/").text)
    review.correct(record=incident, field="place_name", value="Khorog", by=users["admin"])
    answer = save(client, incident, "place_name", "Ishkashim", version=seen[1] if seen else "")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "Khorog" in answer.text and "Ishkashim" in answer.text  # type: ignore[attr-defined]


def test_an_edit_never_leads_away_from_the_site(visit: Visit, incident: Incident) -> None:
    answer = visit("editor").post(
        f"/edit/incident/{incident.pk}/place_name/", {"value": "Khorog", "next": "https://elsewhere.example/"}
    )
    assert answer.headers["Location"] == f"/incidents/{incident.pk}/"


def test_rejecting_needs_a_reason_and_confirming_none(visit: Visit, incident: Incident) -> None:
    client = visit("editor")
    address = f"/incidents/{incident.pk}/status/"
    assert "say why" in client.post(address, {"status": "rejected"}, follow=True).text
    client.post(address, {"status": "confirmed"})
    incident.refresh_from_db()
    assert incident.status == "confirmed"


def test_a_verdict_on_a_likely_twin_is_kept(visit: Visit, incident: Incident) -> None:
    other = an_incident(a_report())
    twin = TwinSuggestion.objects.create(first=incident, second=other, score=0.9, reasons=["same border"])
    page = (
        visit("editor")
        .post(f"/twins/{twin.pk}/", {"verdict": "different", "next": f"/incidents/{incident.pk}/"}, follow=True)
        .text
    )
    assert "Judged <strong>different</strong>" in page


FILTERS = {
    "border=AF-TJ": {"retreat"},
    "event_type=border_clash": {"clash"},
    "event_type=border_clash&event_type=cross_border_retreat": {"clash", "retreat"},
    "from=2021-07-01": {"retreat"},
    "to=2021-06-01": {"clash"},
    "actor=soldiers": {"retreat"},
    "q=under+pressure": {"retreat"},
    "direction=AF>TJ": {"retreat"},
    "status=rejected": {"gone"},
    "modality=actual": {"clash", "retreat"},
    "": {"clash", "retreat"},
    "border=KG-TJ&from=2021-07-01": set(),
}


@pytest.mark.parametrize(("query", "expected"), FILTERS.items())
def test_each_filter_leaves_what_it_says(
    visit: Visit, incident: Incident, borders: dict[str, object], query: str, expected: set[str]
) -> None:
    still = {
        "from_country": "",
        "to_country": "",
        "border": borders["KG-TJ"],
        "date_start": "2021-04-29",
        "date_end": "2021-04-29",
    }
    made = {
        "retreat": incident,
        "clash": an_incident(event_type="border_clash", **still),
        "gone": an_incident(event_type="border_clash", status="rejected", **still),
    }
    page = visit("reader").get(f"/incidents/?{query}").text
    assert {name for name, one in made.items() if f'href="/incidents/{one.pk}/"' in page} == expected
    assert ("Nothing matches" in page) == (not expected)


def test_a_facet_says_how_many_it_would_leave_and_does(visit: Visit, incident: Incident) -> None:
    for _ in range(3):
        an_incident(event_type="border_clash")
    client = visit("reader")
    page = client.get("/incidents/").text
    link = re.search(r'<a href="\?(event_type=border_clash)" >.*?<span class="n">(\d+)</span>', page, re.S)
    assert link and link[2] == "3"
    assert "3 incidents" in client.get(f"/incidents/?{link[1]}").text


def test_a_filter_that_cannot_be_read_says_so_and_shows_nothing(visit: Visit, incident: Incident) -> None:
    page = visit("reader").get("/incidents/?border=XX-YY").text
    assert "no land border has the code" in page
    assert f'href="/incidents/{incident.pk}/"' not in page


def test_values_of_a_report_are_shown_as_text(visit: Visit, borders: object) -> None:
    report = a_report()
    incident = an_incident(report, place_name="<script>alert(1)</script>")
    a_claim(incident, unit="<img src=x>")
    words_for(report, "soldiers", "place_name", incident=incident)
    for path in ("/", "/incidents/", f"/incidents/{incident.pk}/", f"/reports/{report.pk}/", "/borders/AF-TJ/"):
        page = visit("editor").get(path).text
        assert "<script>alert" not in page and "<img src=x>" not in page, path
