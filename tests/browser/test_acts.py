"""Many incidents and a re-reading, by keys alone: ticked, seen, done and undone; a preview comes by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from incidents import intake, previews, tasks
from incidents.models import Incident, Report
from tests.browser.conftest import Visit
from tests.factories import STORY, a_report, an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_three_rows_are_rejected_and_taken_back_by_keys(visit: Visit, borders: object) -> None:
    made = [an_incident(a_report()).pk for _ in range(4)]
    visitor = visit("editor")
    page, keys = visitor.go("/incidents/"), visitor.page.keyboard
    for key in ("j", "x", "Shift+J", "Shift+J"):
        keys.press(key)
    expect(page.locator("[data-chosen]")).to_have_text("3 incidents chosen")
    keys.press("b")
    expect(page.locator("h1")).to_have_text("Change 3 incidents together")
    page.locator("input[value=accept]").focus()
    keys.press("ArrowDown")
    page.get_by_label("Reason").focus()
    keys.type("tests of a siren")
    keys.press("Enter")
    act = page.get_by_role("button", name="Reject: 3 incidents")
    act.focus()
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Set status to Rejected of 3 incidents")
    assert set(Incident.objects.filter(status="rejected").values_list("pk", flat=True)) == set(made[1:])
    page.get_by_role("button", name="Undo all 3").focus()
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Undid: Set status to Rejected")
    assert not Incident.objects.filter(status="rejected").exists()
    assert visitor.seen.problems == []


def test_a_preview_appears_by_itself_and_is_applied_by_keys(visit: Visit, borders: object) -> None:
    report = intake.submit(content=STORY.encode(), filename="wire.txt", by=None).report
    assert report is not None
    tasks.read_report(report.pk)
    report.machine_incidents.update(event_type="border_clash")
    Report.objects.filter(pk=report.pk).update(parser_version="0.0.9")
    visitor = visit("editor")
    page, keys = visitor.go(f"/reports/{report.pk}/reread/"), visitor.page.keyboard
    page.get_by_role("button", name="Show what would change").focus()
    keys.press("Enter")
    expect(page.locator("[data-fresh=waiting]")).to_be_visible()
    previews.make_preview()
    expect(page.locator("ins").first).to_have_text("Cross-border retreat")
    page.get_by_role("button", name="Apply: read it again").focus()
    keys.press("Enter")
    page.wait_for_url(f"**/reports/{report.pk}/")
    tasks.read_report(report.pk)
    assert report.machine_incidents.get().event_type == "cross_border_retreat"
    assert visitor.seen.problems == []
