"""Working together in Chromium: merging, versions and comments by keys alone; another editor at the same record is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from incidents.models import Incident, Report
from tests.browser.conftest import Visit
from tests.factories import a_claim, a_report, an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def pair(told: Report) -> tuple[Incident, Incident]:
    """Two incidents that differ in place and modality."""
    second = an_incident(a_report(), place_name="Panj", modality="denied")
    a_claim(second, low=1200)
    return told.machine_incidents.get(), second


def test_two_incidents_are_merged_seen_and_taken_apart_by_keys_alone(
    visit: Visit, pair: tuple[Incident, Incident]
) -> None:
    first, second = pair
    visitor = visit("editor")
    page, keys = visitor.go(f"/incidents/{first.pk}/merge/"), visitor.page.keyboard
    keys.type(f"#{second.pk}")
    keys.press("Enter")
    page.wait_for_url(f"**/merge/?with=%23{second.pk}")
    page.locator(f"[name=place_name][value='{first.pk}']").focus()
    keys.press("ArrowRight")
    page.get_by_role("button", name=f"Merge #{second.pk} into #{first.pk}").focus()
    keys.press("Enter")
    page.wait_for_url(f"**/incidents/{first.pk}/")
    assert Incident.objects.get(pk=first.pk).place_name == "Panj"
    page.get_by_role("button", name=f"Unmerge #{second.pk}").focus()
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="stands alone again")).to_be_visible()
    assert Incident.objects.get(pk=first.pk).place_name == "Afghan-Tajik border"
    assert visitor.seen.problems == []


def test_another_editor_at_the_same_record_is_said_quietly(visit: Visit, pair: tuple[Incident, Incident]) -> None:
    path = f"/incidents/{pair[0].pk}/"
    visit("admin").go(path)
    page = visit("editor").go(path)
    expect(page.get_by_text("admin is editing this too")).to_be_visible()


def test_a_comment_names_somebody_whose_bell_then_says_so(visit: Visit, told: Report) -> None:
    page = visit("analyst", javascript=False).go(f"/reports/{told.pk}/")
    page.get_by_label("Comment; @account tells somebody").fill("@editor the figure is of another night")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("the figure is of another night")).to_be_visible()
    page = visit("editor").go("/")
    page.get_by_role("link", name="Inbox, 1 new").click()
    page.get_by_role("button", name=told.headline).click()
    page.wait_for_url(f"**/reports/{told.pk}/#talk")
    expect(page.get_by_role("link", name="Inbox", exact=True)).to_be_visible()
