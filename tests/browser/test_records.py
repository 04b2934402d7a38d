"""Reports and incidents in the browser: words and facts light together, fields are edited in place, progress comes live."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from incidents import intake, tasks
from incidents.models import Report
from tests.browser.conftest import Visit
from tests.factories import STORY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_value_opens_its_words_and_words_open_their_value(visit: Visit, told: Report) -> None:
    page = visit("reader").go(f"/reports/{told.pk}/")
    incident = told.machine_incidents.get()
    when = f"#i{incident.pk}-when"
    page.locator(f"{when} .words").click()
    page.wait_for_selector(".ev.lit")
    assert "".join(page.locator(".ev.lit").all_inner_texts()) == "in the early hours of Monday"
    page.locator(".ev", has_text="Rustam").click()
    page.wait_for_selector(".fact.lit")
    assert page.locator(".fact.lit dt").all_inner_texts() == ["Speaker"]
    page.locator(".ev", has_text="in the early hours").hover()
    page.wait_for_selector(f"{when}.lit")


def test_following_words_moves_the_panes_and_never_the_page(visit: Visit, told: Report) -> None:
    page = visit("reader", size=(1280, 420)).go(f"/reports/{told.pk}/")
    page.locator(".ev", has_text="Rustam").click()
    page.wait_for_selector(".fact.lit")
    assert page.locator(".fact.lit").first.bounding_box()["y"] < 420
    assert page.evaluate("document.scrollingElement.scrollTop") == 0


def test_a_link_from_an_incident_lands_on_the_words(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    page = visit("reader").go(f"/incidents/{incident.pk}/")
    page.locator(f"#i{incident.pk}-direction .words", has_text="Tajikistan").click()
    page.wait_for_url(f"**/reports/{told.pk}/#e*")
    page.wait_for_selector(".ev.lit")
    assert "Tajikistan" in "".join(page.locator(".ev.lit").all_inner_texts())


def test_a_field_is_edited_in_its_row_and_undone_from_the_message(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    page = visit("editor").go(f"/incidents/{incident.pk}/")
    row = page.locator(f"#i{incident.pk}-where")
    row.locator("summary").click()
    row.get_by_role("link", name="Place", exact=True).click()
    page.wait_for_selector("[data-edit-form] form")
    assert page.evaluate("document.activeElement.name") == "value"
    page.keyboard.press("Escape")
    expect(page.locator("[data-edit-form]")).to_have_count(0)
    row.locator("summary").click()
    row.get_by_role("link", name="Place", exact=True).click()
    page.fill("[data-edit-form] [name=value]", "Khorog")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=entered by editor")
    incident.refresh_from_db()
    assert incident.place_name == "Khorog"
    page.locator("[data-messages] button").click()
    page.wait_for_selector("text=Undone")
    incident.refresh_from_db()
    assert incident.place_name == "Afghan-Tajik border"


def test_a_refused_value_is_said_in_the_row_and_kept_there(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    page = visit("editor").go(f"/incidents/{incident.pk}/")
    row = page.locator(f"#i{incident.pk}-direction")
    row.locator("summary").click()
    row.get_by_role("link", name="From", exact=True).click()
    page.fill("[data-edit-form] [name=value]", "Tajik")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-edit-form] .problem")
    assert "two-letter country code" in page.locator("[data-edit-form] .problem").inner_text()
    assert page.input_value("[data-edit-form] [name=value]") == "Tajik"


def test_a_pasted_report_is_kept_and_its_progress_comes_to_the_page(visit: Visit, borders: object) -> None:
    page = visit("analyst").go("/submit/")
    page.fill("textarea[name=text]", STORY)
    page.click("main button.primary")
    page.wait_for_selector(".receipt.accepted")
    report = Report.objects.get()
    tasks.read_report(report.pk)
    page.wait_for_function(
        "() => document.querySelector('[data-state]').textContent.startsWith('done: 1 incident,')", timeout=10_000
    )
    expect(page.locator("[data-on-map]")).to_be_visible()
    page.fill("textarea[name=text]", STORY)
    page.click("main button.primary")
    page.wait_for_selector(".receipt.already_here")
    assert f"report #{report.pk}" in page.locator(".receipt.already_here").inner_text()


def test_the_page_of_a_waiting_report_turns_into_the_read_one(visit: Visit, borders: object) -> None:
    receipt = intake.paste(text=STORY, by=None)
    assert receipt.report
    page = visit("reader").go(f"/reports/{receipt.report.pk}/", settled=False)
    assert "queued" in page.locator("[data-state]").inner_text()
    tasks.read_report(receipt.report.pk)
    page.wait_for_selector(".card h3 >> text=Cross-border retreat", timeout=10_000)


def test_files_that_cannot_be_read_say_why_in_the_page(visit: Visit, tmp_path: Any) -> None:
    page = visit("analyst").go("/submit/")
    empty, junk = tmp_path / "empty.txt", tmp_path / "junk.bin"
    empty.write_bytes(b"")
    junk.write_bytes(bytes(range(32)) * 200)
    page.set_input_files("input[name=files]", [str(empty), str(junk)])
    page.click("main button.primary")
    page.wait_for_selector(".receipt.refused:has-text('is empty')")
    page.wait_for_selector(".receipt.refused:has-text('no format that can be read')")
    assert Report.objects.count() == 0


def test_the_theme_changes_at_once_and_stays(visit: Visit, told: Report) -> None:
    visitor = visit("reader")
    page = visitor.go("/incidents/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with page.expect_response("**/account/theme/"):
        page.click(".top-acts > .themes button[value=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert visitor.go("/reports/", settled=False).locator("html").get_attribute("data-theme") == "dark"
