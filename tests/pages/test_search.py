"""The search page: three groups, their numbers, their hits."""

from __future__ import annotations

import re

from incidents.models import Report
from tests.factories import a_report, an_incident
from tests.pages.conftest import Visit


def totals(page: str) -> dict[str, int]:
    return {
        name: int(n.replace(",", ""))
        for name, n in re.findall(r'<h2 id="g-[^"]+">(\w+) <span class="mute">([\d,]+)<', page)
    }


def test_reports_incidents_and_statements_stand_side_by_side_with_their_numbers(visit: Visit, told: Report) -> None:
    for _ in range(12):
        an_incident(a_report("Quiet\n\nSoldiers rested at the Pyandzh."))
    page = visit("reader").get("/search/?q=soldiers").text
    assert totals(page) == {"Reports": 13, "Incidents": 13, "Statements": 0}
    assert 'href="/incidents/?q=soldiers">All 13<' in page and "None has these words." in page
    assert '<mark class="hit">Soldiers</mark> rested' in page


def test_a_number_leads_to_the_list_that_has_as_many(visit: Visit, told: Report) -> None:
    client = visit("reader")
    page = client.get("/search/?q=let+Karimov").text
    assert totals(page) == {"Reports": 1, "Incidents": 1, "Statements": 1}
    for path, words in {"/reports/": "1 report", "/incidents/": "1 incident", "/statements/": "1 statement"}.items():
        assert words in client.get(f"{path}?q=let+Karimov").text


def test_a_border_that_is_called_so_is_offered(visit: Visit, told: Report) -> None:
    assert re.search(r'class="chip" href="/borders/AF-TJ/"', visit("reader").get("/search/?q=AF*").text)


def test_a_script_gets_the_finds_alone(visit: Visit, told: Report) -> None:
    part = visit("reader").get("/search/?q=soldie*", headers={"HX-Request": "true"}).text
    assert "<html" not in part and totals(part)["Reports"] == 1


def test_nothing_and_nonsense_are_no_errors(visit: Visit, told: Report) -> None:
    client = visit("reader")
    assert "mark class" not in client.get("/search/").text
    assert "Nothing to search for" in client.get("/search/?q=%26%7C%21").text
    assert totals(client.get("/search/?q=Atlantis").text) == {"Reports": 0, "Incidents": 0, "Statements": 0}
    assert client.get("/search/?q=" + "%00x" * 300).status_code == 200


def test_words_of_reports_are_shown_as_text(visit: Visit, borders: object) -> None:
    an_incident(a_report("<script>alert(1)</script> shots\n\n<img src=x> shots fired"))
    page = visit("reader").get("/search/?q=shots").text
    assert "<script>alert" not in page and "<img src=x>" not in page
    assert '&lt;script&gt;alert(1)&lt;/script&gt; <mark class="hit">shots</mark>' in page


def test_the_top_bar_leads_here(visit: Visit, told: Report) -> None:
    assert 'class="search" action="/search/"' in visit("reader").get("/borders/").text
