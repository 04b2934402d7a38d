"""The map page: what the server gives to list, map, timeline and drawer."""

from __future__ import annotations

import datetime as dt

from django.contrib.gis.geos import Point

from incidents.models import Incident, Report, TwinSuggestion
from tests.factories import a_claim, a_report, an_incident
from tests.pages.conftest import Visit


def told_of(visit: Visit, query: str = "") -> dict[str, object]:
    return visit("reader").get(f"/map/incidents.json?{query}").json()


def shapes(visit: Visit, query: str = "") -> dict[int, str]:
    return {one["id"]: one["where"]["kind"] for one in told_of(visit, query)["incidents"]}  # type: ignore[attr-defined]


def test_nothing_is_drawn_more_exactly_than_it_is_known(visit: Visit, borders: object) -> None:
    at = Point(68.6, 37.2, srid=4326)
    section = an_incident()
    exact = an_incident(geometry=at, where_prec=1)
    district = an_incident(geometry=at, radius_km=25.0, where_prec=3)
    country = an_incident(geometry=None, border=None, where_prec=6)
    assert shapes(visit) == {section.pk: "section", exact.pk: "point", district.pk: "circle", country.pk: "none"}


def test_a_section_comes_with_its_line_and_a_spot_on_either_side(visit: Visit, borders: object) -> None:
    an_incident()
    section = told_of(visit)["sections"]["AF-TJ"]  # type: ignore[index]
    assert section["km"] == 1172 and len(section["lines"][0]) == 3
    assert set(section["toward"]) == {"AF", "TJ"}


def test_denied_and_supposed_things_come_only_when_asked_for(visit: Visit, borders: object) -> None:
    done, ordered = an_incident(), an_incident(modality="ordered")
    denied = an_incident(modality="denied")
    assert set(shapes(visit)) == {done.pk, ordered.pk}
    assert set(shapes(visit, "modality=denied")) == {denied.pk}


def test_what_the_filter_hides_is_counted(visit: Visit, borders: object) -> None:
    an_incident()
    an_incident(event_type="border_clash")
    told = told_of(visit, "event_type=border_clash")
    assert (told["total"], told["hidden"]) == (1, 1)


def test_the_period_is_left_to_the_page_so_that_a_brush_needs_no_request(visit: Visit, borders: object) -> None:
    an_incident(date_start=dt.date(2020, 1, 1), date_end=dt.date(2020, 1, 1))
    assert told_of(visit, "")["total"] == 1
    assert visit("reader").get("/?from=2021-01-01").text.count('class="incident-row"') == 0


def test_likely_twins_share_a_group_until_they_are_judged_different(visit: Visit, borders: object) -> None:
    first, second, third = (an_incident(a_report()) for _ in range(3))
    twin = TwinSuggestion.objects.create(first=first, second=second, score=0.9)
    TwinSuggestion.objects.create(first=second, second=third, score=0.9)

    def groups() -> dict[int, int]:
        return {one["id"]: one["twins"] for one in told_of(visit)["incidents"]}  # type: ignore[attr-defined]

    assert groups() == dict.fromkeys((first.pk, second.pk, third.pk), first.pk)
    twin.verdict = "different"
    twin.save()
    assert groups() == {first.pk: first.pk, second.pk: second.pk, third.pk: second.pk}


def test_a_filter_that_cannot_be_read_is_an_error_and_not_everything(visit: Visit, borders: object) -> None:
    an_incident()
    answer = visit("reader").get("/map/incidents.json?direction=nonsense")
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
    assert "No incident in this view" in reader and 'href="/submit/"' not in reader


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
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get("/map/incidents.json").json()["total"] == 30
    assert Incident.objects.count() == 30
