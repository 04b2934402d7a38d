"""Map, timeline and list show one set of incidents; mouse, keys and the address all choose it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from incidents.models import Incident, Report, TwinSuggestion
from tests.browser.conftest import Visit
from tests.factories import a_claim, a_report, an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROWS = "document.querySelectorAll('a.incident-row').length"


@pytest.fixture
def clash(told: Report) -> Incident:
    """A second incident, four days before the told one, at an exact place."""
    day = dt.date(2021, 7, 1)
    still = {
        "from_country": "",
        "to_country": "",
        "geometry": Point(68.6, 37.2, srid=4326),
        "where_prec": 1,
        "place_name": "Panji Poyon",
    }
    return an_incident(date_start=day, date_end=day, event_type="border_clash", **still)


def test_the_three_panels_show_the_same_incidents(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/")
    assert page.evaluate(ROWS) == 2
    assert page.locator(".tl-figure").all_text_contents() == ["1", "1"]
    expect(page.locator(".tl-lane")).to_have_count(2)
    expect(page.locator("path.flow")).to_have_count(1)
    expect(page.locator(".mark")).to_have_count(1)
    expect(page.locator("path.section-wash")).to_have_count(1)
    assert page.locator(".flag strong").inner_text() == ">1,000 soldiers"
    assert "no place named" in page.locator(".flag small").inner_text()
    assert page.locator("[data-count]").inner_text() == "2 incidents"


def test_the_legend_explains_what_is_on_screen_and_no_more(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/?event_type=border_clash")
    legend = page.locator("[data-legend]").inner_text()
    assert "at this place" in legend and "border section" not in legend and "crossed" not in legend


def test_likely_twins_are_counted_once_in_a_sum(visit: Visit, told: Report) -> None:
    first = told.machine_incidents.get()
    again = an_incident(a_report(), date_start=dt.date(2021, 7, 5))
    a_claim(again, 1037, 1037, comparator="exact")
    other = an_incident(a_report(), date_start=dt.date(2021, 7, 4), date_end=dt.date(2021, 7, 4), part_of_day="evening")
    a_claim(other, 94, 94, comparator="exact")
    TwinSuggestion.objects.create(first=first, second=again, score=0.9)
    page = visit("reader").go("/")
    assert page.locator(".flag strong").all_inner_texts() == [">1,000 soldiers", "94 soldiers"]
    assert page.locator(".flag small").last.inner_text() == "4 Jul 2021, evening · no place named"
    widths = [path.bounding_box()["width"] for path in page.locator("path.flow").all()]
    assert widths == sorted(widths, reverse=True)
    page.goto(f"{page.url.partition('?')[0]}?from=2021-07-05&to=2021-07-05")
    expect(page.locator(".flag strong")).to_have_text(">1,000 people")
    expect(page.get_by_text("likely the same as 1 other")).to_have_count(1)
    expect(page.get_by_text("likely the same as the one above")).to_be_visible()


def test_the_brush_narrows_all_panels_by_keys_and_keeps_the_focus(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/")
    page.locator('[data-grip="From"]').focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {ROWS} === 1")
    assert "from=2021-07-0" in page.url
    assert page.evaluate("document.activeElement.dataset.grip") == "From"
    expect(page.locator(".mark")).to_have_count(0)
    assert page.locator(".tl-veil").first.get_attribute("width") != "0"
    assert page.locator("[data-drawer-of=hidden] strong").inner_text() == "1"
    page.click("[data-all-time]")
    page.wait_for_function(f"() => {ROWS} === 2")


def test_dragging_over_the_timeline_chooses_a_period_and_back_drops_it(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/")
    box = page.locator(".tl-figure").first.bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle - 60, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(middle + 60, box["y"] + 8, steps=4)
    page.wait_for_function(f"() => {ROWS} === 1")
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('to=2021-07-0')")
    expect(page.locator(".mark")).to_have_count(1)
    page.go_back()
    page.wait_for_function(f"() => {ROWS} === 2")


def test_a_view_is_wholly_in_its_address(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/")
    page.click(".filter-panel summary")
    page.check("input[value=border_clash]")
    page.wait_for_function(f"() => {ROWS} === 1")
    page.keyboard.press("Escape")
    page.click("[data-bars=people]")
    page.click(".leaflet-control-zoom-out")
    page.click("a.incident-row")
    page.wait_for_selector(".drawer-incident")
    at_rest = (
        "() => { const now = location.href; const same = window.lastSeen === now; window.lastSeen = now; return same; }"
    )
    page.wait_for_function(at_rest, polling=500)  # the address follows the map once its zoom has ended
    address, shown = page.url, page.locator("[data-list]").inner_text()
    fresh = visit("reader").go(address[address.index("/", 8) :])
    fresh.wait_for_selector(".drawer-incident")
    assert fresh.locator("[data-list]").inner_text() == shown
    assert fresh.locator("[data-chips]").inner_text() == page.locator("[data-chips]").inner_text() != ""
    assert fresh.locator("[data-bars=people]").get_attribute("aria-pressed") == "true"
    place = "() => (({ x, y }) => [x, y])(document.querySelector('.mark').getBoundingClientRect())"
    assert fresh.evaluate(place) == pytest.approx(page.evaluate(place), abs=2)


def test_a_chip_drops_its_filter_and_the_form_follows(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/?event_type=border_clash")
    assert page.locator("input[value=border_clash]").is_checked()
    page.click("[data-chips] .chip")
    page.wait_for_function(f"() => {ROWS} === 2")
    assert not page.locator("input[value=border_clash]").is_checked()
    expect(page.locator("[data-chips] .chip")).to_have_count(0)


def test_a_filter_that_only_a_link_can_bring_is_a_chip_too(visit: Visit, told: Report, clash: Incident) -> None:
    page = visit("reader").go(f"/?report={told.pk}")
    page.wait_for_function(f"() => {ROWS} === 1")
    assert f"Report #{told.pk}" in page.locator("[data-chips]").inner_text().replace("\n", "").replace("# ", "#")
    page.click("[data-chips] .chip")
    page.wait_for_function(f"() => {ROWS} === 2")


def test_choosing_an_incident_opens_its_words_and_escape_returns_the_focus(visit: Visit, told: Report) -> None:
    page = visit("reader").go("/")
    page.locator("a.incident-row").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer-incident mark")
    assert page.locator(".drawer-incident mark").first.inner_text() == "Over 1,000"
    expect(page.locator("path.flow.lit")).to_have_count(1)
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-drawer]", state="hidden")
    assert page.evaluate("document.activeElement.classList.contains('incident-row')")
    assert "selected" not in page.url


def test_pointing_at_a_row_rings_it_on_map_and_timeline(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/")
    page.hover(f'a.incident-row[data-id="{clash.pk}"]')
    expect(page.locator("path.ring")).to_have_count(1)
    expect(page.locator(".tl-lane.lit")).to_have_count(1)
    assert float(page.locator(".tl-lit").get_attribute("width")) > 0
    page.hover(".tl-lane >> nth=1")
    expect(page.locator("a.incident-row.ringed")).to_have_count(1)


def test_every_key_of_the_help_does_what_it_says(visit: Visit, clash: Incident) -> None:
    page = visit("editor").go("/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("j?")
    assert page.input_value("#search") == "j?" and "selected" not in page.url
    page.locator("#search").blur()
    page.keyboard.press("j")
    page.wait_for_selector(".drawer-incident")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_function(f"() => location.href !== {first!r}")
    page.keyboard.press("k")
    page.wait_for_function(f"() => location.href === {first!r}")
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-drawer]", state="hidden")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.classList.contains('incident-row')")
    before = page.evaluate("new URLSearchParams(location.search).get('map')")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("-")
    page.wait_for_function(f"() => new URLSearchParams(location.search).get('map') !== {before!r}")
    page.wait_for_timeout(350)
    page.keyboard.press("f")
    page.wait_for_function(
        f"(new URLSearchParams(location.search).get('map') ?? '').startsWith({before.split('/')[0]!r})"
    )
    page.keyboard.press("j")
    page.wait_for_selector(".drawer-incident [data-open]")
    page.keyboard.press("e")
    page.wait_for_url("**/incidents/*/")


def test_play_slides_the_period_and_brackets_step_it(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/?from=2021-07-01&to=2021-07-02")
    page.keyboard.press("]")
    page.wait_for_function("() => location.search.includes('from=2021-07-03')")
    page.keyboard.press("[")
    page.wait_for_function("() => location.search.includes('from=2021-07-01')")
    page.keyboard.press(" ")
    assert page.locator("[data-play]").get_attribute("aria-pressed") == "true"
    page.wait_for_function("() => location.search.includes('from=2021-07-03')")
    page.keyboard.press(" ")
    assert page.locator("[data-play]").get_attribute("aria-pressed") == "false"


LIGHT = """(image) => {
    const sheet = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight }).getContext("2d");
    sheet.drawImage(image, 0, 0);
    const seen = sheet.getImageData(0, 0, image.naturalWidth, image.naturalHeight).data;
    let [light, all] = [0, 0];
    for (let at = 0; at < seen.length; at += 4) if (seen[at + 3] === 255) { all += 1; light += seen[at] + seen[at + 1] + seen[at + 2] > 382 ? 1 : 0; }
    return light / all;
}"""


def test_what_a_canvas_shows_is_printed_in_light_colours_too(visit: Visit, clash: Incident) -> None:
    page = visit("reader").go("/?from=2021-07-01&to=2021-07-31&compare=2021-06-01..2021-06-30&map=5/37/70")
    page.emulate_media(color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("img.overlay")).to_have_count(2)
    expect(page.locator("canvas.overlay:visible")).to_have_count(0)
    ground, bubbles = (page.locator(f".leaflet-{pane}-pane img.overlay") for pane in ("base", "spots"))
    assert ground.evaluate(LIGHT) > 0.9 and bubbles.evaluate(LIGHT) > 0.6
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("img.overlay")).to_have_count(0)
    expect(page.locator("canvas.overlay:visible")).to_have_count(2)


@pytest.mark.parametrize(
    "before",
    [
        "document.querySelector('.leaflet-control-zoom-in').click()",  # drawn when the map has come to rest
        "document.documentElement.dataset.theme = 'dark'",  # drawn with the next frame
    ],
)
def test_while_a_page_is_printed_no_canvas_is_drawn_over_its_picture(
    visit: Visit, clash: Incident, before: str
) -> None:
    page = visit("reader").go("/?from=2021-07-01&to=2021-07-31&compare=2021-06-01..2021-06-30&map=5/37/70")
    page.evaluate(f"{before}; queueMicrotask(() => dispatchEvent(new Event('beforeprint')))")
    page.wait_for_timeout(500)
    expect(page.locator("img.overlay")).to_have_count(2)
    expect(page.locator("canvas.overlay:visible")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("img.overlay")).to_have_count(0)
    expect(page.locator("canvas.overlay:visible")).to_have_count(2)


def test_map_timeline_and_lists_are_printed_in_light_colours_on_one_sheet(visit: Visit, clash: Incident) -> None:
    visitor = visit("reader", size=(1440, 900))
    page = visitor.go("/")
    page.emulate_media(color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    for part in (".map-panel", ".timeline-panel", ".list-panel"):
        expect(page.locator(part)).to_be_visible()
    for drawn in (".map-panel", ".timeline-panel"):
        assert page.locator(drawn).bounding_box()["width"] <= 701
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") != "light"
    page = visitor.go("/incidents/")
    expect(page.locator(".incidents-table tbody tr").first).to_be_visible()
    expect(page.locator(".choosing")).to_be_hidden()
