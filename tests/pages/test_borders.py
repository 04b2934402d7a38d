"""A border's page: who crossed by period, what happened over time, which points are open and who says so, who spoke."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.gis.geos import Point

from incidents.crossing_states import crossings_of
from incidents.models import Actor, Border, CrossingPoint, Evidence, Incident, Report, Statement
from tests.factories import a_claim, a_report, an_incident
from tests.pages.conftest import Visit


def row_of(page: str, words: str) -> list[str]:
    """The cells of the row of the table that has these words at its head, without marks."""
    found = re.search(rf'<th scope="row">(?:<span[^>]*>)?{re.escape(words)}<.*?</tr>', page, re.S)
    assert found, words
    cells = re.split(r"</t[hd]>", found[0])
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells][1:-1]


def crossing(day: str, people: int, *, back: bool = False, **more: object) -> Incident:
    ends = ("TJ", "AF") if back else ("AF", "TJ")
    incident = an_incident(a_report(), date_start=day, date_end=day, from_country=ends[0], to_country=ends[1], **more)
    a_claim(incident, people)
    return incident


def test_crossings_stand_by_day_and_direction_and_each_number_leads_to_its_list(visit: Visit, borders: object) -> None:
    crossing("2021-07-03", 300)
    crossing("2021-07-05", 1000)
    crossing("2021-07-05", 37)
    crossing("2021-07-05", 600, back=True, event_type="return")
    crossing("2021-07-05", 5, modality="denied")
    an_incident(date_start="2021-07-05", date_end="2021-07-05", from_country="", to_country="")
    an_incident(date_start="2021-07-05", date_end="2021-07-05", event_type="border_clash")
    client = visit("reader")
    page = client.get("/borders/AF-TJ/").text
    assert row_of(page, "5 Jul 2021") == ["2", "1,037", "1", "600", "4"]
    assert row_of(page, "3 Jul 2021") == ["1", "300", "–", "–", "1"]
    assert "4 Jul 2021" not in re.findall(r'<th scope="row">([^<]+)', page), "an empty day takes no row"
    for link, n in re.findall(r'<td class="num"><a href="(/incidents/\?[^"]+)">(\d+)</a>', page):
        assert f"{n} incident" in client.get(link.replace("&amp;", "&")).text.split("</header>")[1], link


PERIODS = {
    "two weeks by day": ("2021-07-14", "Day", "1 Jul 2021"),
    "three months by week": ("2021-09-30", "Week", "28 Jun – 4 Jul 2021"),
    "a year and a half by month": ("2022-12-31", "Month", "July 2021"),
    "ten years by year": ("2031-07-01", "Year", "2021"),
}


@pytest.mark.parametrize(("last", "unit", "words"), PERIODS.values(), ids=PERIODS)
def test_the_table_is_cut_into_as_many_periods_as_one_can_read(
    visit: Visit, borders: object, last: str, unit: str, words: str
) -> None:
    crossing("2021-07-01", 10)
    crossing(last, 20)
    page = visit("reader").get("/borders/AF-TJ/").text
    assert f'rowspan="2">{unit}</th>' in page
    assert row_of(page, words) == ["1", "10", "–", "–", "1"]


def test_the_timeline_tells_the_sure_from_the_unsure(visit: Visit, borders: object) -> None:
    crossing("2021-07-03", 1)
    an_incident(date_start="2021-07-01", date_end="2021-07-04", date_prec=3)
    page = visit("reader").get("/borders/AF-TJ/").text
    assert page.count('class="family-movement sure"') == 1 and page.count('class="family-movement unsure"') == 4
    assert "<title>3 Jul 2021: 2 incidents</title>" in page and "1 may lie in several" in page


def test_a_border_without_incidents_says_so(visit: Visit, borders: object) -> None:
    page = visit("reader").get("/borders/KG-TJ/").text
    assert "No dated movement was reported here." in page and "Nothing was reported here yet." in page
    assert "<figure" not in page and "None is listed yet." in page


@pytest.mark.parametrize("path", ["/borders/TJ-AF/", "/borders/af-tj/"])
def test_the_codes_may_stand_in_either_order(visit: Visit, borders: object, path: str) -> None:
    assert visit("reader").get(path).headers["Location"] == "/borders/AF-TJ/"


@pytest.fixture
def bridge(borders: dict[str, Border]) -> CrossingPoint:
    spot = Point(68.6, 37.2, srid=4326)
    return CrossingPoint.objects.create(
        border=borders["AF-TJ"], name="Panji Poyon", names=["Nizhny Pyandzh"], point=spot, source="test"
    )


def shut(event_type: str, day: int, point: CrossingPoint | None = None, **more: object) -> Incident:
    date = dt.date(2021, 7, day)
    defaults = {
        "event_type": f"border_{event_type}",
        "date_start": date,
        "date_end": date,
        "crossing_point": point,
        "where_prec": 1 if point else 5,
    }
    return an_incident(a_report(f"Over 1,000 words of day {day}"), **{**defaults, **more})


def test_a_crossing_point_is_as_it_was_last_told(visit: Visit, bridge: CrossingPoint) -> None:
    shut("closure", 3, bridge)
    last = shut("reopening", 6, bridge)
    said = Statement.objects.create(
        report=last.read_from, speaker=Actor.objects.create(name="Rustam Karimov"), cue="said", kind="direct", content="it is open", position=1
    )  # fmt: skip
    said.about.add(last)
    page = visit("reader").get("/borders/AF-TJ/").text
    cells = row_of(page, "Panji Poyon")
    assert cells == ["open since 6 Jul 2021", "Rustam Karimov Over 1,000"]
    evidence = Evidence.objects.get(incident=last)
    assert f'href="/reports/{last.read_from_id}/#e{evidence.pk}"' in page


LAST = {
    "the latest by date, not by reading": ([("reopening", 9, True), ("closure", 5, True)], "open", False),
    "of the whole border, where that came later": ([("reopening", 3, True), ("closure", 5, False)], "closed", True),
    "of the point, where that came later": ([("closure", 3, False), ("reopening", 5, True)], "open", False),
    "of the whole border, where nothing is told of the point": ([("closure", 3, False)], "closed", True),
}


@pytest.mark.parametrize(("happened", "word", "of_border"), LAST.values(), ids=LAST)
def test_the_state_of_a_point_is(
    bridge: CrossingPoint, happened: list[tuple[str, int, bool]], word: str, of_border: bool
) -> None:
    for event_type, day, here in happened:
        shut(event_type, day, bridge if here else None)
    state = crossings_of(bridge.border)[1][0].state
    assert state and (state.word, state.of_border) == (word, of_border)


NO_STATE = {
    "what is only ordered": {"modality": "ordered"},
    "what is denied": {"modality": "denied"},
    "what was rejected": {"status": "rejected"},
    "what has no date": {"date_start": None, "date_end": None},
}


@pytest.mark.parametrize("more", NO_STATE.values(), ids=NO_STATE)
def test_no_state_comes_of(bridge: CrossingPoint, more: dict[str, object]) -> None:
    shut("closure", 3, bridge, **more)
    whole, crossings = crossings_of(bridge.border)
    assert whole is None and crossings[0].state is None


def test_a_closed_border_is_said_at_its_head_with_the_source(visit: Visit, bridge: CrossingPoint) -> None:
    shut("closure", 3)
    page = visit("reader").get("/borders/AF-TJ/").text
    head = re.sub(r"<[^>]+>", "", page.partition('class="border-state"')[2].partition("</p>")[0])
    assert "Closed as a whole since 3 Jul 2021, says Pamir Wire Over 1,000" in " ".join(head.split())


def test_statements_stand_by_the_side_that_spoke(visit: Visit, told: Report) -> None:
    for name, country in (("Zabihullah", "AF"), ("Odinazoda", "TJ"), ("Guterres", "PT")):
        speaker = Actor.objects.create(name=name, country=country)
        Statement.objects.create(
            report=told, speaker=speaker, cue="said", kind="indirect", content=f"words of {name}", position=1
        )
    page = visit("reader").get("/borders/AF-TJ/").text.partition("Latest statements by side")[2]
    afghan, tajik, others = page.split("<h3>")[1:4]
    assert "words of Zabihullah" in afghan and "words of Odinazoda" in tajik and "words of Guterres" in others
    assert "All of them were let in" in others, "a speaker of no known country belongs to no side"
    held = visit("reader").get("/statements/?border=AF-TJ&speaker_country=TJ").text
    assert "words of Odinazoda" in held and "words of Guterres" not in held


def test_incident_and_list_lead_to_the_border(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    client = visit("reader")
    assert 'href="/borders/AF-TJ/"' in client.get(f"/incidents/{incident.pk}/").text
    assert 'href="/borders/AF-TJ/"' in client.get("/incidents/?column=what&column=border").text


def test_the_list_of_borders_counts_what_their_pages_show(visit: Visit, borders: object) -> None:
    for n in range(3):
        an_incident(date_start=dt.date(2021, 7, 1 + n), date_end=dt.date(2021, 7, 9))
    an_incident(status="rejected")
    page = visit("reader").get("/borders/").text
    assert 'href="/incidents/?border=AF-TJ">3<' in page and "3 Jul 2021" in page
    assert page.index("AF–TJ") < page.index("KG–TJ")
