"""The dense lists: pages by key, orders, columns, choosing rows, and files of what is shown."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client

from incidents.models import Actor, Participant, Report, Statement
from tests.factories import a_claim, a_report, an_incident
from tests.pages.conftest import Visit


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'name="ids" value="(\d+)"', page)]


def follow(client: Client, page: str, path: str, rel: str) -> str:
    link = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return client.get(path + link[1].replace("&amp;", "&")).text if link else ""


def test_long_lists_come_in_pages_that_keep_filter_order_and_columns(visit: Visit, borders: object) -> None:
    made = [an_incident(event_type="border_clash").pk for _ in range(60)]
    an_incident()
    client = visit("reader")
    first = client.get("/incidents/?event_type=border_clash&sort=oldest&column=what&column=number").text
    second = follow(client, first, "/incidents/", "next")
    assert numbers(first) == made[:9:-1] and numbers(second) == made[9::-1]
    assert 'aria-sort="ascending"' not in second, "no column of the date is shown"
    assert second.count('class="c-number num"') == 10 and 'rel="next"' not in second
    assert numbers(follow(client, second, "/incidents/", "prev")) == numbers(first)


SORTS = {
    "newest": "b c a", "oldest": "a c b", "reported": "a b c", "reported_first": "c b a", "unsure": "c a b", "sure": "b a c", "nonsense": "b c a",
}  # fmt: skip


@pytest.mark.parametrize(("sort", "expected"), SORTS.items(), ids=SORTS)
def test_the_list_is_sorted_by(visit: Visit, borders: object, sort: str, expected: str) -> None:
    def one(day: str, published: str, confidence: float) -> int:
        return an_incident(a_report(published_on=published), date_start=day, date_end=day, confidence=confidence).pk

    made = {
        one("2021-07-01", "2021-07-09", 0.5): "a", one("2021-07-03", "2021-07-08", 0.9): "b", one("2021-07-02", "2021-07-07", 0.1): "c",
    }  # fmt: skip
    page = visit("reader").get(f"/incidents/?sort={sort}").text
    assert " ".join(made[n] for n in numbers(page)) == expected


def test_a_cut_address_gets_the_first_page_and_is_told_so(visit: Visit, borders: object) -> None:
    incident = an_incident()
    page = visit("reader").get("/incidents/?after=WzEsMl0").text
    assert "The address of this page was cut" in page and numbers(page) == [incident.pk]


def test_columns_are_those_of_the_address(visit: Visit, told: Report) -> None:
    client = visit("reader")
    page = client.get("/incidents/?column=what&column=actors&column=reports&column=precision&column=nonsense").text
    assert re.findall(r'data-label="([^"]+)"', page) == ["What", "Who", "Reports", "How exact"]
    assert "Afghan soldiers" in page
    assert 'name="column" value="actors" checked' in page and 'name="column" value="when" >' in page
    assert "When" in re.findall(r'data-label="([^"]+)"', client.get("/incidents/").text)


def test_a_facet_stands_for_every_coded_field(visit: Visit, told: Report) -> None:
    page = visit("reader").get("/incidents/").text
    for head in ("What", "Border", "Direction", "Country", "Place known as", "Status", "Said to be"):
        assert f"<h2>{head}</h2>" in page
    assert "Afghanistan → Tajikistan" in page and "direction=AF%3ETJ" in page


def body(answer: object) -> str:
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_file_has_every_row_of_the_filter_in_the_order_of_the_page(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    made = [
        an_incident(event_type="border_clash", place_name="=cmd()", date_start=None, date_end=None).pk
        for _ in range(70)
    ]
    client = visit("reader")
    page = client.get("/incidents/?sort=oldest").text
    assert "71 incidents, every row of the filter" in page
    held = list(
        csv.DictReader(io.StringIO(body(client.get("/incidents/export.csv?sort=oldest")).removeprefix("\ufeff")))
    )
    assert [int(one["id"]) for one in held] == [incident.pk, *made[::-1]]
    first = held[0]
    assert (first["figure"], first["figure_low"], first["figure_unit"]) == (">1,000", "1000.0", "soldiers")
    assert (
        first["actors"] == "Afghan soldiers (mover)"
        and first["reports"] == str(told.pk)
        and first["reported_on"] == "2021-07-05"
    )
    assert first["address"] == f"http://testserver/incidents/{incident.pk}/" and held[1]["place"] == "'=cmd()"
    few = body(client.get("/incidents/export.csv?event_type=cross_border_retreat"))
    assert few.count("\r\n") == 2


def test_a_section_keeps_its_line_and_a_country_gets_no_pin(visit: Visit, told: Report) -> None:
    an_incident(geometry=None, where_prec=6)
    client = visit("reader")
    features = json.loads(body(client.get("/incidents/export.geojson?sort=unsure")))["features"]
    assert [one["geometry"] and one["geometry"]["type"] for one in features] == [None, "MultiLineString"]
    lines = body(client.get("/incidents/export.ndjson")).splitlines()
    assert len(lines) == 2 and all(json.loads(line)["border"] == "AF-TJ" for line in lines)


def test_ticked_rows_are_exported_alone(visit: Visit, borders: object) -> None:
    made = [an_incident().pk for _ in range(4)]
    client = visit("reader")
    held = body(client.get(f"/incidents/export.ndjson?ids={made[0]}&ids={made[2]}")).splitlines()
    assert sorted(json.loads(line)["id"] for line in held) == [made[0], made[2]]
    page = client.get(f"/incidents/?ids={made[0]},{made[2]}").text
    assert "2 by number" in page and sorted(numbers(page)) == [made[0], made[2]]


REFUSED = {
    "a format that there is not": ("/incidents/export.xlsx", 404),
    "a list that there is not": ("/people/export.csv", 404),
    "a word that cannot be read": ("/incidents/export.csv?border=XX-YY", 400),
    "numbers that are none": ("/incidents/export.csv?ids=1,b", 400),
}


@pytest.mark.parametrize(("path", "status"), REFUSED.values(), ids=REFUSED)
def test_no_file_is_made_of(visit: Visit, borders: object, path: str, status: int) -> None:
    assert visit("reader").get(path).status_code == status


def test_the_map_exports_what_the_map_shows(visit: Visit, borders: object) -> None:
    an_incident(modality="denied")
    shown = an_incident()
    held = body(visit("reader").get("/map/export.ndjson")).splitlines()
    assert [json.loads(line)["id"] for line in held] == [shown.pk]


def test_statements_are_a_table_with_hits_marked(visit: Visit, told: Report) -> None:
    client = visit("reader")
    page = client.get("/statements/?q=let").text
    assert 'All of them were <mark class="hit">let</mark> in' in page
    assert "1 statement, every row of the filter" in page
    assert re.findall(r'data-label="([^"]+)"', page) == ["Said", "Speaker", "Kind", "Report", "Published", "About"]
    assert "Said on" in client.get("/statements/?column=said&column=on").text
    held = [json.loads(line) for line in body(client.get("/statements/export.ndjson?q=let")).splitlines()]
    assert [(one["speaker"], one["content"]) for one in held] == [("Rustam Karimov", "All of them were let in")]
    assert held[0]["incidents"] == [told.machine_incidents.get().pk]


def test_marks_come_from_the_search_and_never_from_the_text(visit: Visit, told: Report) -> None:
    Statement.objects.create(
        report=told, cue="said", kind="direct", content="<mark>shots</mark> & <b>fire</b>", position=1
    )
    page = visit("reader").get("/statements/?q=shots").text
    assert '&lt;mark&gt;<mark class="hit">shots</mark>&lt;/mark&gt; &amp; &lt;b&gt;fire&lt;/b&gt;' in page


def test_the_questions_asked_do_not_grow_with_the_rows(
    visit: Visit, borders: object, django_assert_max_num_queries: object
) -> None:
    for n in range(40):
        incident = an_incident(a_report())
        a_claim(incident, attributed_to=Actor.objects.create(name=f"actor {n}"))
        Participant.objects.create(incident=incident, actor=Actor.objects.create(name=f"mover {n}"), role="mover")
    client = visit("reader")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert len(numbers(client.get("/incidents/?column=what&column=actors&column=reports&column=border").text)) == 40
