"""What the map page shows is wholly in its address, equals the API's numbers, and is reached by keys alone."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from incidents.models import Border, Incident, Report
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_everybody import RULES
from tests.factories import a_claim, a_report, an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

TYPES = ("cross_border_retreat", "border_clash", "border_closure", "smuggling")
STATES, SETS = 30, 40
REST = """() => performance.getEntriesByName("picture").length > 0
    && !document.querySelector("[data-dashboard]").hasAttribute("aria-busy") && !document.querySelector("[data-drawer]:empty:not([hidden])")"""
SHOWN = """() => ({
    list: document.querySelector("[data-list]").innerText, count: document.querySelector("[data-count]").innerText,
    chips: document.querySelector("[data-chips]").innerText, legend: document.querySelector("[data-legend]").innerText,
    drawers: document.querySelector(".map-drawers").innerText, span: document.querySelector("[data-span]").innerText,
    bars: [...document.querySelectorAll(".tl-bars, .tl-more, .tl-fewer")].map((one) => one.getAttribute("d")).join(),
    marks: [...document.querySelectorAll(".mark-holder, .flag-holder")].map((one) => one.title).sort().join(),
    flows: [...document.querySelectorAll("path.flow, path.section-wash")].map((one) => one.className.baseVal).sort().join(),
    pressed: [...document.querySelectorAll("[aria-pressed]")].map((one) => one.getAttribute("aria-pressed")).join(),
    days: [...document.querySelectorAll("[data-day], [data-compare-day], [data-sort]")].map((one) => one.value).join(),
    canvas: document.querySelector("canvas.overlay:last-of-type").toDataURL().length,
})"""


@pytest.fixture
def many(borders: dict[str, Border]) -> list[Incident]:
    """Sixty incidents of every kind of place and date, the same in each run."""
    chance, made = random.Random(7), []
    for number in range(60):
        day = dt.date(2021, 6, 1) + dt.timedelta(days=chance.randrange(90))
        wide = chance.choice((0, 0, 0, 5))
        where: dict[str, Any] = {"border": borders[chance.choice(("AF-TJ", "KG-TJ"))]}
        if chance.random() < 0.6:
            where |= {"geometry": Point(67 + chance.random() * 7, 36 + chance.random() * 3, srid=4326), "where_prec": 1}
            where |= {"radius_km": chance.choice((None, None, 25.0)), "from_country": "", "to_country": ""}
        elif chance.random() < 0.2:
            where |= {"geometry": None, "where_prec": 6}
        when = (
            {"date_start": day, "date_end": day + dt.timedelta(days=wide)}
            if number % 12
            else {"date_start": None, "date_end": None}
        )
        one = an_incident(
            a_report(), event_type=chance.choice(TYPES), modality=chance.choice(("actual", "actual", "ordered")),
            status=chance.choice(("machine", "confirmed")), **when, **where,
        )  # fmt: skip
        if chance.random() < 0.5:
            a_claim(one, low=chance.randrange(5, 2000), high=None)
        made.append(one)
    return made


def a_state(chance: random.Random, ids: list[int]) -> dict[str, Any]:
    """A view as a person might have left it."""
    first = dt.date(2021, 6, 1) + dt.timedelta(days=chance.randrange(60))
    last = first + dt.timedelta(days=chance.randrange(3, 40))
    maybe: dict[str, Any] = {
        "event_type": chance.sample(TYPES, 2), "border": "AF-TJ", "modality": ["ordered"], "status": ["confirmed"], "from": first, "to": last,
        "bars": "people", "sort": chance.choice(("oldest", "people", "unsure")), "inview": "1", "selected": chance.choice(ids),
        "span": f"{first - dt.timedelta(5)}..{last + dt.timedelta(5)}", "compare": f"{first - dt.timedelta(40)}..{first - dt.timedelta(1)}",
    }  # fmt: skip
    kept = {name: value for name, value in maybe.items() if chance.random() < 0.4}
    return {
        **kept,
        "map": f"{chance.choice((4, 5, 6, 7))}/{37 + chance.random() * 2:.3f}/{69 + chance.random() * 3:.3f}",
    }


def shown(visitor: Visitor) -> dict[str, Any]:
    page = visitor.page
    page.wait_for_timeout(150)
    page.wait_for_function(REST)
    page.wait_for_timeout(150)
    return dict(page.evaluate(SHOWN))


def test_any_view_is_reproduced_by_its_address_in_a_fresh_profile(visit: Visit, many: list[Incident]) -> None:
    chance, ids = random.Random(11), [one.pk for one in many]
    walked = visit("reader")
    walked.go("/")
    shown(walked)
    for _ in range(STATES):
        address = "/?" + urlencode(a_state(chance, ids), doseq=True)
        walked.page.evaluate(
            "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", address
        )
        told = shown(walked)
        fresh = visit("reader")
        fresh.go(address)
        assert shown(fresh) == told, address
        fresh.page.context.close()
    assert walked.seen.problems == []


def test_back_and_forward_replay_what_was_seen(visit: Visit, many: list[Incident]) -> None:
    visitor = visit("reader")
    page = visitor.go("/?map=5/38/70")
    steps = ("[data-bars=people]", "[data-in-view]", "a.incident-row", "[data-close]", "[data-bars=incidents]")
    seen = [(page.url, shown(visitor))]
    for step in steps:
        page.locator(step).first.click()
        told = shown(visitor)
        seen.append((page.url, told))
    for go, states in ((page.go_back, seen[-2::-1]), (page.go_forward, seen[1:])):
        for address, told in states:
            go()
            assert shown(visitor) == told, address


def test_every_number_of_the_page_is_the_one_that_the_api_counts(visit: Visit, many: list[Incident]) -> None:
    chance, ids = random.Random(5), [one.pk for one in many]
    visitor = visit("reader")
    page = visitor.go("/")

    def counted(words: dict[str, Any]) -> int:
        asked = {"modality": ["actual", "ordered"], **words, "limit": 1}
        answer = page.request.get(f"{visitor.base}/api/v1/incidents?{urlencode(asked, doseq=True)}")
        return int(answer.json()["total"])

    for _ in range(SETS):
        state = a_state(chance, ids)
        words = {
            name: state[name] for name in ("event_type", "border", "modality", "status", "from", "to") if name in state
        }
        page.goto(f"{visitor.base}/?{urlencode({**words, 'map': '5/38/70'}, doseq=True)}")
        told = shown(visitor)
        total = int(told["count"].split()[0].replace(",", ""))
        assert total == counted(words), words
        page.click(".filter-panel summary")
        for kind in chance.sample(TYPES, 2):
            said = page.locator(f"label:has(input[value={kind}]) .n").text_content()
            assert int(said.replace(",", "")) == counted({**words, "event_type": [kind]}), (words, kind)
        nowhere = page.locator("[data-drawer-of=no-place] strong").text_content()
        assert int(nowhere.replace(",", "")) == counted({**words, "where": "none"}), words
        hidden = page.locator("[data-drawer-of=hidden] strong").text_content()
        everything = counted(
            {"modality": [*["actual", "ordered", "hypothetical", "denied"]]} if "modality" in words else {}
        )
        assert int(hidden.replace(",", "")) == everything - total, words


def tab_to(page: Any, selector: str) -> None:
    """Presses Tab until the focus is there; a place that no Tab reaches fails."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


@pytest.fixture
def july(told: Report) -> Incident:
    """The told report's crossing of over a thousand is the biggest of July 2021; a bigger one is older, a smaller one beside."""
    biggest = told.machine_incidents.get()
    a_claim(an_incident(a_report(), date_start=dt.date(2021, 7, 4), date_end=dt.date(2021, 7, 4)), 94, 94)
    a_claim(an_incident(a_report(), date_start=dt.date(2021, 5, 4), date_end=dt.date(2021, 5, 4)), 5000, 5000)
    return biggest


def test_the_biggest_crossing_of_july_is_found_by_the_list_alone(visit: Visit, july: Incident) -> None:
    page = visit("reader").go("/")
    tab_to(page, "#sort")
    page.keyboard.type("most people")
    page.wait_for_function("() => location.search.includes('sort=people')")
    tab_to(page, "[data-day=from]")
    page.keyboard.type("07012021")
    tab_to(page, "[data-day=to]")
    page.keyboard.type("07312021")
    tab_to(page, "[data-compare]")
    page.wait_for_function("() => document.querySelectorAll('a.incident-row').length === 2")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.dataset.id") == str(july.pk)
    open_the_evidence(page)


def test_the_biggest_crossing_of_july_is_found_by_brush_and_keys(visit: Visit, july: Incident) -> None:
    page = visit("reader").go("/?sort=people&span=2021-06-30..2021-08-01")
    tab_to(page, "[data-grip=From]")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[data-grip=To]")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "() => location.search.includes('from=2021-07-01') && location.search.includes('to=2021-07-31')"
    )
    page.wait_for_function("() => document.querySelectorAll('a.incident-row').length === 2")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.dataset.id") == str(july.pk)
    open_the_evidence(page)


def open_the_evidence(page: Any) -> None:
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer-incident mark")
    tab_to(page, ".drawer-incident .evidence-quote footer a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*/#e*")
    expect(page.locator(".ev:target, .ev:has(:target)").first).to_be_visible()


def test_axe_finds_nothing_in_any_manner_of_the_map_page(visit: Visit, many: list[Incident]) -> None:
    visitor = visit("editor")
    views = {
        "filter": "/", "compared": "/?from=2021-07-01&to=2021-07-20&compare=2021-06-01..2021-06-20", "in view": "/?inview=1&map=6/37.5/70",
        "nothing": "/?q=nothingtofind",
    }  # fmt: skip
    for name, path in views.items():
        page = visitor.go(path)
        shown(visitor)
        if name == "filter":
            page.click(".filter-panel summary")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(150)
            broken = Axe().run(page, options=RULES).response["violations"]
            assert not broken, (name, scheme, [(one["id"], one["nodes"][0]["html"][:200]) for one in broken])
