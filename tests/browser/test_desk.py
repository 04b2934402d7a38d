"""The editor's desk in real Chromium: by keys alone, with few of them, losing nothing, for everybody."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from incidents import review
from incidents.models import Correction, Incident, Report, User
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_everybody import RULES
from tests.factories import a_claim, a_report, a_told_report, an_incident, words_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def incident(told: Report) -> Incident:
    return told.machine_incidents.get()


class Keys:
    """Counts what is pressed."""

    def __init__(self, page: Any) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1
            self.page.wait_for_timeout(30)

    def type(self, text: str) -> None:
        self.press(*text)


def opened(visitor: Visitor, incident: Incident) -> Any:
    page = visitor.go(f"/review/{incident.pk}/")
    expect(page.locator("html.desk-live")).to_have_count(1)
    return page


def saved(page: Any) -> None:
    expect(page.locator("[data-word]")).to_have_attribute("data-state", "saved")


def test_accepting_is_one_key_and_the_next_one_stands_there(visit: Visit, incident: Incident) -> None:
    other = an_incident(a_report(), confidence=0.95)
    visitor = visit()
    page = opened(visitor, incident)
    page.keyboard.press("a")
    expect(page).to_have_url(f"{visitor.base}/review/{other.pk}/")
    saved(page)
    expect(page.locator(".desk-count strong")).to_have_text("1")
    assert Incident.objects.get(pk=incident.pk).status == "confirmed"
    page.keyboard.press("u")
    expect(page).to_have_url(f"{visitor.base}/review/{incident.pk}/")
    assert Incident.objects.get(pk=incident.pk).status == "machine"
    assert visitor.seen.problems == [] and visitor.seen.hosts == {visitor.base.removeprefix("http://")}


def test_rejecting_takes_its_reason_by_number_and_the_last_one_leads_to_the_empty_queue(
    visit: Visit, incident: Incident
) -> None:
    page = opened(visit(), incident)
    page.keyboard.press("x")
    expect(page.locator("#reasons")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".empty")).to_contain_text("The queue is empty")
    assert Correction.objects.get(field="status", after="rejected").reason == "Not a border incident"


def test_a_claim_is_withdrawn_for_a_reason_by_number_and_the_next_time_that_reason_has_the_focus(
    visit: Visit, incident: Incident
) -> None:
    claim = incident.claims.get()
    page = opened(visit(), incident)
    for presses in (["Enter", "2"], ["Enter", "Enter"]):
        page.locator(f"#c-{claim.pk} [data-take-out] summary").focus()
        for key in presses:
            page.keyboard.press(key)
        expect(page.locator(f"#c-{claim.pk}")).to_have_count(0)
        made = Correction.objects.filter(record_kind="claim", record_id=claim.pk, field="withdrawn").latest("pk")
        assert (made.after, made.reason) == (True, "Counts something else")
        page.keyboard.press("u")
        expect(page.locator(f"#c-{claim.pk}")).to_have_count(1)


# What is wrong with a sample, what an editor presses, and what must then stand.
Fix = tuple[str, list[str], Callable[[Incident], Any], Any]
FIXES: list[Fix] = [
    ("the type", ["5"], lambda one: one.event_type, "return"),
    ("a type of the second page", ["Shift+Digit2"], lambda one: one.event_type, "border_closure"),
    ("the figure", ["c", "9", "4", "Enter"], lambda one: one.claims.get().low, 94),
    ("the direction", ["r"], lambda one: (one.from_country, one.to_country), ("TJ", "AF")),
    ("the day", ["d", "4", "Enter"], lambda one: str(one.date_start), "2021-07-04"),
    ("a stretch of days", ["d", "3", "-", "4", "Enter"], lambda one: str(one.date_end), "2021-07-04"),
    ("an open end", ["c", ">", "5", "0", "Enter"], lambda one: one.claims.get().high, None),
    ("the role", ["w", "Tab", "i", "Enter"], lambda one: one.participants.get().role, "target"),
    ("the modality", ["t", "Tab", "o", "Enter"], lambda one: one.modality, "ordered"),
    ("the place", ["p", "1"], lambda one: (one.place_name, one.where_prec), ("Kunduz", 1)),
]  # fmt: skip


@pytest.fixture
def samples(borders: object) -> list[Incident]:
    """Thirty incidents of reports that differ, three with each fault."""
    made = []
    for number in range(30):
        report = (
            a_told_report()
            if number == 0
            else a_report(f"{number} days on\n\nOver 1,000 Afghan soldiers retreated near Kunduz.")
        )
        one = report.machine_incidents.first() or an_incident(
            report, place_name="Kunduz", confidence=0.5 + number / 100
        )
        if number:
            words_for(report, "Kunduz", "place_name", incident=one)
            a_claim(one)
            one.participants.create(actor=made[0].participants.get().actor, role="mover")
        Incident.objects.filter(pk=one.pk).update(place_name="Kunduz")
        made.append(one)
    return made


def test_the_usual_correction_takes_at_most_five_keys(
    visit: Visit, samples: list[Incident], record_property: Any
) -> None:
    visitor, counts = visit(), []
    for number, one in enumerate(samples):
        fault, pressed, read, expected = FIXES[number % len(FIXES)]
        page = opened(visitor, one)
        keys = Keys(page)
        for key in pressed:
            keys.press(key)
            if key == "p":
                expect(page.locator("#places")).to_be_visible()
        saved(page)
        assert read(Incident.objects.get(pk=one.pk)) == expected, fault
        counts.append(keys.pressed)
    record_property("median of keys", statistics.median(counts))
    assert statistics.median(counts) <= 5 and max(counts) <= 5
    assert visitor.seen.problems == []


def test_a_field_lights_its_words_and_words_lead_to_their_field(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.keyboard.press("d")
    expect(page.locator("#desk-text .ev.lit")).to_have_text(["in the early hours of Monday"])
    page.locator("#desk-text a.ev", has_text="Tajikistan").first.click()
    assert page.evaluate("document.activeElement.closest('[data-row]').id") == "f-where"
    page.locator("#desk-text a.ev", has_text="Tajikistan").first.click()
    assert page.evaluate("document.activeElement.closest('[data-row]').id") == "f-border"


def test_the_form_says_how_it_reads_while_one_types_and_what_breaks_a_rule(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.keyboard.press("d")
    page.keyboard.type("July 2021")
    expect(page.locator("#f-when [data-note]")).to_have_text("→ some time in July 2021 (within a month)")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    saved(page)
    page.locator(".f-way [name=value]").fill("KG>TJ")
    expect(page.locator("#f-way [data-note]")).to_contain_text("does not cross")
    assert page.locator(".f-way [name=value]").get_attribute("aria-invalid") == "true"


def test_a_draft_survives_a_reload_and_is_given_up_by_escape(visit: Visit, incident: Incident) -> None:
    visitor = visit()
    page = opened(visitor, incident)
    page.keyboard.press("c")
    page.keyboard.type("77")
    page.wait_for_timeout(900)
    assert "77" in page.evaluate(f"localStorage.getItem('desk-draft-{incident.pk}')")
    page.evaluate("window.stop()")
    page.reload(wait_until="networkidle")
    field = page.locator(".f-figure [name=value]")
    expect(field).to_have_value("77")
    field.focus()
    page.keyboard.press("Escape")
    expect(field).to_have_value(">1,000")
    assert page.evaluate(f"localStorage.getItem('desk-draft-{incident.pk}')") is None


@pytest.mark.parametrize(("choice", "day"), [("Take theirs", "2021-07-06"), ("Save mine", "2021-07-07")])
def test_a_conflict_shows_both_values_and_keeps_the_one_that_is_chosen(
    visit: Visit, incident: Incident, users: dict[str, User], choice: str, day: str
) -> None:
    page = opened(visit(), incident)
    review.correct(record=incident, field="date_start", value="2021-07-06", by=users["admin"])
    page.keyboard.press("d")
    page.keyboard.type("7 Jul 2021")
    page.keyboard.press("Enter")
    expect(page.locator(".both")).to_contain_text("Theirs: 2021-07-06")
    expect(page.locator(".both")).to_contain_text("Yours: 2021-07-07")
    expect(page.locator("[data-word]")).to_contain_text("conflict")
    page.get_by_role("button", name=choice).click()
    expect(page.locator(".both")).to_have_count(0)
    expect(page.locator(".f-when [name=value]")).to_have_value(f"{int(day[-2:])} Jul 2021")
    assert str(Incident.objects.get(pk=incident.pk).date_start) == day


def test_when_the_server_is_out_of_reach_nothing_typed_is_lost(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.press("c")
    page.keyboard.type("55")
    page.keyboard.press("Enter")
    expect(page.locator("[data-word]")).to_have_text("not saved")
    expect(page.locator(".f-figure [name=value]")).to_have_value("55")
    page.unroute("**/save/")
    page.locator(".f-figure [name=value]").press("Enter")
    saved(page)
    assert incident.claims.get().low == 55


def test_the_pin_is_moved_by_keys_and_a_circle_is_drawn_by_keys(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.keyboard.press("g")
    expect(page.locator(".pin")).to_be_focused()
    before = page.locator("[data-map-hint]").inner_text()
    page.keyboard.press("Shift+ArrowUp")
    after = page.locator("[data-map-hint]").inner_text()
    assert float(after.split(",")[0]) - float(before.split(",")[0]) == pytest.approx(1 / 111.195, abs=0.0002)
    page.keyboard.press("Enter")
    saved(page)
    held = Incident.objects.get(pk=incident.pk)
    assert (held.where_prec, held.geometry and held.geometry.geom_type) == (1, "Point")
    page.keyboard.press("o")
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    expect(page.locator(".pin")).to_have_count(0)
    assert Incident.objects.get(pk=incident.pk).radius_km == 13


def test_a_circle_is_sized_by_its_rim_and_by_a_number(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.keyboard.press("o")
    rim = page.locator(".rim")
    rim.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(rim).to_have_attribute("aria-valuetext", "19 km")
    box = rim.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 52, box["y"] + 12, steps=3)
    page.mouse.up()
    assert int(page.locator("[data-radius] input").input_value()) > 19
    page.locator("[data-radius] input").fill("35")
    expect(rim).to_have_attribute("aria-valuetext", "35 km")
    page.locator("[data-radius] input").press("Enter")
    expect(page.locator(".rim")).to_have_count(0)
    assert Incident.objects.get(pk=incident.pk).radius_km == 35
    assert page.evaluate("document.activeElement !== document.body")


def test_the_focus_is_never_lost(visit: Visit, incident: Incident) -> None:
    an_incident(a_report(), confidence=0.95)
    page = opened(visit(), incident)
    for keys in (
        ["d", "4", "Enter"],
        ["r"],
        ["c", "9", "Tab"],
        ["u"],
        ["g", "Escape"],
        ["x", "Escape"],
        ["a"],
        ["u"],
        ["s"],
    ):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(700)
        assert page.evaluate("document.activeElement !== document.body"), keys


def test_holding_ctrl_shows_the_keys(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    page.keyboard.down("Control")
    expect(page.locator("html.show-keys")).to_have_count(1)
    page.keyboard.up("Control")
    expect(page.locator("html.show-keys")).to_have_count(0)


def test_axe_finds_nothing_in_any_state_of_the_desk(visit: Visit, incident: Incident) -> None:
    page = opened(visit(), incident)
    states: Iterator[tuple[str, list[str]]] = iter(
        [("at rest", []), ("a field", ["d"]), ("places", ["Escape", "p", "K", "u", "n", "d", "u", "z"]), ("a pin", ["Escape", "g"]), ("a circle", ["Escape", "o"]), ("reasons", ["Escape", "x"])]
    )  # fmt: skip
    for state, keys in states:
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(500)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(100)
            broken = Axe().run(page, options=RULES).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in broken] == [], (state, scheme)


def test_the_desk_fits_a_small_phone_and_one_pane_is_a_tab_away(visit: Visit, incident: Incident) -> None:
    page = opened(visit(size=(320, 640)), incident)
    for name in ("text", "map", "form"):
        page.locator(f"[data-pane={name}]").click()
        expect(page.locator(f"#desk-{name}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_without_javascript_every_form_still_works(visit: Visit, incident: Incident) -> None:
    visitor = visit(javascript=False)
    page = visitor.go(f"/review/{incident.pk}/")
    page.locator(".f-when [name=value]").fill("3-4 Jul 2021")
    page.locator(".f-when .save").click()
    assert str(Incident.objects.get(pk=incident.pk).date_end) == "2021-07-04"
    page.locator("#desk-bar button[value=accept]").click()
    assert Incident.objects.get(pk=incident.pk).status == "confirmed"
    expect(page.locator(".empty")).to_contain_text("The queue is empty")
