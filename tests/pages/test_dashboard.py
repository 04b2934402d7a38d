"""The map page: what the server gives to list, map, timeline and drawer."""

from __future__ import annotations

from incidents.models import Incident, Report
from tests.factories import a_claim, a_report, an_incident
from tests.pages.conftest import Visit


def test_a_filter_that_cannot_be_read_is_an_error_and_not_everything(visit: Visit, borders: object) -> None:
    an_incident()
    answer = visit("reader").get("/map/picture?direction=nonsense")
    assert answer.status_code == 400 and "direction" in answer.json()["errors"]
    assert "give two country codes" in visit("reader").get("/?direction=nonsense").text


def test_chips_say_the_filter_in_words_and_drop_it(visit: Visit, borders: object) -> None:
    an_incident()
    page = visit("reader").get("/?border=AF-TJ&event_type=cross_border_retreat&from=2021-07-01").text
    assert "AF–TJ</strong>" in page and "Cross-border retreat</strong>" in page
    assert 'href="?event_type=cross_border_retreat&amp;from=2021-07-01"' in page


def test_the_page_reads_without_a_script(visit: Visit, told: Report) -> None:
    page = visit("reader").get("/").text
    incident = told.machine_incidents.get()
    assert f'<a class="incident-row" href="/incidents/{incident.pk}/">' in page
    assert "The map needs JavaScript." in page


def test_an_empty_view_says_what_to_do_next(visit: Visit, db: None) -> None:
    assert "Submit a report" in visit("analyst").get("/").text
    reader = visit("reader").get("/").text
    assert "No incident yet" in reader and "/submit/" not in reader
    assert "No incident in this view" in visit("reader").get("/?border=AF-TJ").text
    assert "No incident yet" in visit("reader").get("/incidents/").text


def test_the_drawer_shows_who_when_where_how_many_and_the_words(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    drawer = visit("reader").get(f"/map/incidents/{incident.pk}/").text
    for words in (
        "Afghan soldiers",
        "5 Jul 2021",
        "section of 1,172 km, no place named",
        "&gt;1,000",
        "<mark>Over 1,000</mark>",
    ):
        assert words in drawer
    assert f"/reports/{told.pk}/#e" in drawer
    assert (
        "Open and edit" not in drawer and "Open and edit" in visit("editor").get(f"/map/incidents/{incident.pk}/").text
    )


def test_the_map_asks_the_database_a_fixed_number_of_questions(
    visit: Visit, borders: object, django_assert_max_num_queries: object
) -> None:
    for _ in range(30):
        a_claim(an_incident(a_report()))
    client = visit("reader")
    client.get("/map/picture")
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        assert client.get("/map/picture").json()["total"] == 30
    assert Incident.objects.count() == 30
