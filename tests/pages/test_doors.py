"""Every page for every role: who is let in, who is sent to sign in, who is told which role is needed."""

from __future__ import annotations

import re

import pytest

from incidents import review
from incidents.models import Changeset, PreviewRun, Report, User
from tests.pages.conftest import Visit

ROLES = (None, "reader", "analyst", "editor", "admin")
OPEN, SIGN_IN, REFUSED, MISSING = 200, 302, 403, 404
SEEN = (SIGN_IN, OPEN, OPEN, OPEN, OPEN)
FROM_ANALYST = (SIGN_IN, REFUSED, OPEN, OPEN, OPEN)
FROM_EDITOR = (SIGN_IN, REFUSED, REFUSED, OPEN, OPEN)
PAGES = {
    "/": SEEN,
    "/map/picture": SEEN,
    "/map/rows": SEEN,
    "/map/dots": SEEN,
    "/map/incidents/{incident}/": SEEN,
    "/incidents/": SEEN,
    "/incidents/{incident}/": SEEN,
    "/statements/": SEEN,
    "/search/": SEEN,
    "/search/?q=soldiers": SEEN,
    "/views/": SEEN,
    "/reports/": SEEN,
    "/reports/progress/": SEEN,
    "/reports/{report}/": SEEN,
    "/reports/{report}/original/": SEEN,
    "/borders/": SEEN,
    "/borders/AF-TJ/": SEEN,
    "/account/": SEEN,
    "/codebook/": SEEN,
    "/account/tokens/": (SIGN_IN, REFUSED, REFUSED, REFUSED, OPEN),
    "/api/docs/": SEEN,
    "/submit/": FROM_ANALYST,
    "/incidents/bulk/": FROM_EDITOR,
    "/review/rules/": FROM_EDITOR,
    "/acts/{act}/": SEEN,
    "/reports/{report}/reread/": FROM_ANALYST,
    "/reports/reread/": FROM_EDITOR,
    "/reports/reread/{run}/": FROM_EDITOR,
    "/edit/incident/{incident}/place_name/": FROM_EDITOR,
    "/incidents/{incident}/merge/": FROM_EDITOR,
    "/incidents/{incident}/split/": FROM_EDITOR,
    "/incidents/{incident}/versions/": SEEN,
    "/inbox/": SEEN,
    "/review/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),  # leads to the first of the queue
    "/review/{incident}/": FROM_EDITOR,
    "/review/{incident}/places/": FROM_EDITOR,
    "/incidents/import/": FROM_EDITOR,
    "/brief/": SEEN,
    "/briefs/": SEEN,
    "/login/": (OPEN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
}
FILES = {
    f"/{name}/export.{suffix}": SEEN
    for name in ("incidents", "map", "statements")
    for suffix in ("csv", "geojson", "geojsons", "ndjson", "atom", "gpkg", "kml", "parquet", "dictionary.json")
} | dict.fromkeys(
    ("/evidence/export.jsonld", "/incidents/export.acled.csv", "/map/export.ucdp.csv", "/brief/brief.md"), SEEN
)
ACTS = {
    "/briefs/freeze/": (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
    "/views/save/": (SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
    "/incidents/{incident}/status/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/reports/{report}/reread/apply/": (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
    "/acts/{act}/undo/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/reports/reread/{run}/act/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/review/undo/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/review/{incident}/act/": (SIGN_IN, REFUSED, REFUSED, MISSING, MISSING),  # no act is named
    "/review/{incident}/assign/": (SIGN_IN, REFUSED, REFUSED, MISSING, MISSING),
    "/review/{incident}/save/": (SIGN_IN, REFUSED, REFUSED, MISSING, MISSING),
    "/review/{incident}/check/": (SIGN_IN, REFUSED, REFUSED, MISSING, MISSING),
    "/submit/trial/": (SIGN_IN, REFUSED, 422, 422, 422),  # there is no text
    "/incidents/{incident}/unmerge/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/incidents/{incident}/restore/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/talk/incident/{incident}/comment/": (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
    "/talk/report/{report}/assign/": (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN),
    "/inbox/read/": (SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
    "/presence/incident/{incident}/": (SIGN_IN, REFUSED, REFUSED, OPEN, OPEN),
    "/reports/{report}/retry/": (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
}


def address(pattern: str, report: Report) -> str:
    incident = report.machine_incidents.get()
    run, _made = PreviewRun.objects.get_or_create(parser_version="0.0.9")
    made = review.set_status(incident=incident, status="in_review", by=User.objects.get(username="admin"))
    act = made.changeset if made else Changeset.objects.first()
    assert act is not None
    return pattern.format(report=report.pk, incident=incident.pk, run=run.pk, act=act.pk)


@pytest.mark.parametrize(("pattern", "expected"), {**PAGES, **FILES}.items(), ids={**PAGES, **FILES})
def test_each_role_meets_the_door_it_should(
    visit: Visit, told: Report, pattern: str, expected: tuple[int, ...]
) -> None:
    met = tuple(visit(role).get(address(pattern, told)).status_code for role in ROLES)
    assert met == expected


@pytest.mark.parametrize(("pattern", "expected"), ACTS.items(), ids=ACTS)
def test_each_act_asks_for_its_role(visit: Visit, told: Report, pattern: str, expected: tuple[int, ...]) -> None:
    met = tuple(visit(role).post(address(pattern, told), {"status": "disputed"}).status_code for role in ROLES)
    assert met == expected


def test_acts_are_not_done_by_following_a_link(visit: Visit, told: Report) -> None:
    for pattern in ACTS:
        assert visit("admin").get(address(pattern, told)).status_code == 405


def test_a_refusal_names_the_role_that_is_needed(visit: Visit, told: Report) -> None:
    answer = visit("reader").get("/submit/")
    assert "This needs the role Analyst; you are signed in as Reader." in answer.text


def test_public_reading_opens_reading_and_nothing_else(visit: Visit, told: Report, settings: object) -> None:
    settings.PUBLIC_READING = True  # type: ignore[attr-defined]
    visitor = visit(None)
    assert visitor.get("/").status_code == OPEN
    assert visitor.get(address("/reports/{report}/", told)).status_code == OPEN
    assert visitor.get("/submit/").status_code == SIGN_IN
    assert visitor.get("/account/").status_code == SIGN_IN


@pytest.mark.parametrize(
    "path", ["/incidents/999999/", "/reports/999999/", "/borders/XX-YY/", "/no/such/page/", "/edit/incident/1/id/"]
)
def test_what_is_not_there_says_so_and_shows_a_way_back(visit: Visit, db: None, path: str) -> None:
    answer = visit("admin").get(path)
    assert answer.status_code == 404
    assert f"No page or record has the address <code>{path}</code>" in answer.text
    assert 'href="/"' in answer.text


def test_no_page_carries_a_script_of_its_own(visit: Visit, told: Report) -> None:
    for pattern in (pattern for pattern, expected in PAGES.items() if expected in (SEEN, FROM_ANALYST)):
        answer = visit("admin").get(address(pattern, told))
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy and "unsafe" not in policy, pattern
        assert " onclick=" not in answer.text if "html" in answer.headers["Content-Type"] else True


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/incidents", "/api/v1/incidents/999999", "/api/v1/no/such"])
def test_an_answer_of_the_api_is_shown_in_no_page_and_loads_nothing(visit: Visit, db: None, path: str) -> None:
    for answer in (visit("admin").get(path), visit(None).get(path)):
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'", path


def test_a_menu_leads_only_to_pages_that_answer(visit: Visit, told: Report) -> None:
    client = visit("admin")
    page = client.get("/").text
    rail = page[page.index('<nav class="rail"') :].partition("</nav>")[0]
    links = re.findall(r'<a [^>]*?href="([^"]+)"', rail)
    assert len(links) == 9
    assert [link for link in links if client.get(link, follow=True).status_code != 200] == []
