"""The dense lists and the search page in a real browser: ticking with keys, finding while one types, saving what is shown."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from incidents.models import Report, SavedView
from tests.browser.conftest import Visit
from tests.browser.test_everybody import RULES
from tests.factories import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_rows_are_ticked_with_keys_and_exported_alone(visit: Visit, told: Report) -> None:
    made = [an_incident(date_start=f"2021-07-0{n}", date_end=f"2021-07-0{n}").pk for n in range(1, 6)]
    page = visit("reader").go("/incidents/?sort=oldest")
    boxes = page.locator("input[name=ids]")
    expect(boxes).to_have_count(6)
    expect(page.locator(".choosing .acts")).to_be_hidden()
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-chosen]")).to_have_text("1 incident chosen")
    page.keyboard.press("Shift+j")
    page.keyboard.press("Shift+j")
    expect(page.locator("[data-chosen]")).to_have_text("3 incidents chosen")
    assert [boxes.nth(n).is_checked() for n in range(6)] == [False, True, True, True, False, False]
    boxes.nth(5).click(modifiers=["Shift"])
    expect(page.locator("[data-chosen]")).to_have_text("5 incidents chosen")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen]")).to_have_text("4 incidents chosen")
    with page.expect_download() as saved:
        page.locator(".choosing").get_by_role("button", name="CSV", exact=True).click()
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [str(n) for n in made[1:5]]
    page.locator("[data-all]").check()
    expect(page.locator("[data-chosen]")).to_have_text("6 incidents chosen")


def test_the_search_finds_while_one_types_and_the_address_says_what_is_shown(visit: Visit, told: Report) -> None:
    visitor = visit("reader")
    page = visitor.go("/borders/")
    page.keyboard.press("/")
    page.keyboard.type("soldiers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=soldiers")
    expect(page.locator(".group h2").first).to_have_text("Reports 1")
    box = page.locator(".search-words")
    box.fill("tadji")
    expect(page.locator("mark.hit").first).to_have_text("Tajikistan")
    assert page.url.endswith("/search/?q=tadji*")
    box.fill("tadjikistan nothing")
    expect(page.locator(".group").first).to_contain_text("None has these words.")
    page.reload()
    expect(page.locator(".group").first).to_contain_text("None has these words.")
    assert not visitor.seen.problems


def test_a_view_is_saved_with_its_menu_and_opened_by_its_link(visit: Visit, told: Report) -> None:
    visitor = visit("reader")
    page = visitor.go("/incidents/?border=AF-TJ&column=what&column=when")
    page.locator("summary", has_text="Save view").click()
    page.fill(".save-view [name=name]", "Panj crossings")
    assert not Axe().run(page, options=RULES).response["violations"]
    page.locator(".save-view button").click()
    one = SavedView.objects.get()
    assert one.query == "border=AF-TJ&column=what&column=when"
    visitor.go(f"/v/{one.slug}")
    assert page.url.endswith(f"/incidents/?{one.query}")
    visitor.go("/views/")
    page.locator("summary", has_text="Change").click()
    assert not Axe().run(page, options=RULES).response["violations"]
    page.locator("button", has_text="Delete").click()
    expect(page.locator(".empty")).to_contain_text("No view is saved yet")


def test_columns_are_chosen_and_kept_in_the_address(visit: Visit, told: Report) -> None:
    page = visit("reader").go("/incidents/?border=AF-TJ")
    page.locator("summary", has_text="Columns").click()
    page.locator(".columns-form label", has_text="Who").locator("input").check()
    page.locator(".columns-form label", has_text="Status").locator("input").uncheck()
    assert not Axe().run(page, options=RULES).response["violations"]
    page.locator(".columns-form button").click()
    page.wait_for_url("**column=actors**")
    assert "border=AF-TJ" in page.url and "column=status" not in page.url
    expect(page.locator("th", has_text="Who")).to_be_visible()


def test_lists_work_without_javascript(visit: Visit, told: Report) -> None:
    for n in range(60):
        an_incident(date_start="2021-06-01", date_end="2021-06-01", place_name=f"place {n}")
    page = visit("reader", javascript=False).go("/incidents/", settled=False)
    page.locator("a[rel=next]").click()
    expect(page.locator("[data-row]")).to_have_count(11)
    page.locator("input[name=ids]").first.check()
    with page.expect_download() as saved:
        page.locator(".choosing").get_by_role("button", name="CSV", exact=True).click()
    assert len(saved.value.path().read_text(encoding="utf-8-sig").splitlines()) == 2
    page.locator("summary", has_text="Export").click()
    expect(page.locator(".menu[open] .menu-body")).to_contain_text("61 incidents, every row of the filter")
