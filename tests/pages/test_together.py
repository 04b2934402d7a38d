"""Pages of working together: merge with its preview, split, versions, comments, assignment, the inbox, who is there."""

from __future__ import annotations

import pytest

from incidents import review
from incidents.models import Claim, Comment, Incident, Notice, Report, User
from tests.factories import a_claim, a_report, a_told_report, an_incident
from tests.pages.conftest import Visit


@pytest.fixture
def pair(borders: object) -> tuple[Incident, Incident]:
    """Two incidents of two reports, told apart by day, place and figure."""
    first = a_told_report().machine_incidents.get()
    second = an_incident(a_report(), place_name="Panj", modality="denied")
    a_claim(second, low=1200)
    return first, second


def test_a_merge_is_seen_before_it_is_done_and_its_choices_stand(visit: Visit, pair: tuple[Incident, Incident]) -> None:
    first, second = pair
    page = visit("editor").get(f"/incidents/{first.pk}/merge/", {"with": f"#{second.pk}"})
    assert "2 claims side by side" in page.text and "2 reports" in page.text
    assert f'name="place_name" value="{second.pk}"' in page.text and 'name="border"' not in page.text
    answer = visit("editor").post(f"/incidents/{first.pk}/merge/", {"with": second.pk, "place_name": second.pk})
    assert answer.headers["Location"] == f"/incidents/{first.pk}/"
    first.refresh_from_db()
    assert (first.place_name, first.modality, first.claims.count()) == ("Panj", "actual", 2)
    assert "Undo" in visit("editor").get(f"/incidents/{first.pk}/").text


def test_the_merged_ones_address_leads_to_the_survivor_which_names_it_and_lets_it_go(
    visit: Visit, pair: tuple[Incident, Incident], users: dict[str, User]
) -> None:
    first, second = pair
    review.merge(survivor=first, others=[second], by=users["editor"])
    reader = visit("reader")
    assert reader.get(f"/incidents/{second.pk}/").headers["Location"] == f"/incidents/{first.pk}/"
    page = reader.get(f"/incidents/{first.pk}/").text
    assert f"#{second.pk}" in page and f"/incidents/{second.pk}/unmerge/" not in page
    assert reader.get(f"/api/v1/incidents/{second.pk}").json()["merged_into"] == first.pk
    editor = visit("editor")
    assert f"/incidents/{second.pk}/unmerge/" in editor.get(f"/incidents/{first.pk}/").text
    editor.post(f"/incidents/{second.pk}/unmerge/")
    assert reader.get(f"/incidents/{second.pk}/").status_code == 200


def test_the_words_of_both_stand_behind_what_both_say(
    visit: Visit, pair: tuple[Incident, Incident], users: dict[str, User]
) -> None:
    first, second = pair
    review.merge(survivor=first, others=[second], by=users["editor"])
    page = visit("reader").get(f"/incidents/{first.pk}/").text
    for report in (first.read_from, second.read_from):
        assert report is not None and f'href="/reports/{report.pk}/#e' in page
    of_second = visit("reader").get(f"/reports/{second.read_from_id}/").text
    assert f'id="incident{first.pk}"' in of_second, "the report shows what its incident has become"


@pytest.mark.parametrize("typed", ["999999", "", "abc"])
def test_a_number_that_is_no_incident_is_said(visit: Visit, pair: tuple[Incident, Incident], typed: str) -> None:
    page = visit("editor").get(f"/incidents/{pair[0].pk}/merge/", {"with": typed})
    assert (page.status_code == 422) == (typed == "999999")
    assert ("There is no incident #999999." in page.text) == (typed == "999999")


def test_a_split_makes_a_new_incident_of_what_is_ticked(visit: Visit, pair: tuple[Incident, Incident]) -> None:
    first = pair[0]
    extra = a_claim(first, low=7, high=7, kind="killed", report=first.read_from, unit="guards")
    page = visit("editor").get(f"/incidents/{first.pk}/split/").text
    assert f'name="claim" value="{extra.pk}"' in page
    answer = visit("editor").post(f"/incidents/{first.pk}/split/", {"claim": extra.pk})
    made = Claim.objects.get(pk=extra.pk).incident
    assert answer.headers["Location"] == f"/incidents/{made.pk}/" and made.split_from == first
    assert f"/incidents/{first.pk}/" in visit("reader").get(f"/incidents/{made.pk}/").text


def test_a_split_of_nothing_says_what_to_choose(visit: Visit, pair: tuple[Incident, Incident]) -> None:
    answer = visit("editor").post(f"/incidents/{pair[0].pk}/split/", {})
    assert answer.status_code == 422 and "choose the claims or reports" in answer.text


def test_versions_show_each_field_and_bring_any_back(
    visit: Visit, pair: tuple[Incident, Incident], users: dict[str, User]
) -> None:
    first = pair[0]
    review.correct(record=first, field="place_name", value="Rushan", by=users["editor"], reason="see the map")
    page = visit("reader").get(f"/incidents/{first.pk}/versions/").text
    assert '<ins dir="auto">Rushan</ins>' in page and "see the map" in page and "Bring back" not in page
    visit("editor").post(f"/incidents/{first.pk}/restore/", {"version": "1"})
    first.refresh_from_db()
    assert first.place_name == "Afghan-Tajik border"
    editor = visit("editor")
    assert "give one from 1" in editor.post(f"/incidents/{first.pk}/restore/", {"version": "99"}, follow=True).text


@pytest.mark.parametrize("kind", ["incident", "report"])
def test_a_comment_stands_under_the_record_and_calls_whom_it_names(
    visit: Visit, told: Report, users: dict[str, User], kind: str
) -> None:
    pk = told.pk if kind == "report" else told.machine_incidents.get().pk
    words = "Look, @editor: <b>paragraph 2</b> says otherwise."
    visit("analyst").post(f"/talk/{kind}/{pk}/comment/", {"words": words})
    page = visit("reader").get(f"/{kind}s/{pk}/").text
    assert '<strong class="named">@editor</strong>: &lt;b&gt;paragraph 2' in page
    inbox = visit("editor").get("/inbox/").text
    assert "named you on" in inbox and 'aria-label="Inbox, 1 new"' in inbox
    answer = visit("editor").post("/inbox/read/", {"notice": Notice.objects.get().pk})
    assert answer.headers["Location"] == f"/{kind}s/{pk}/#talk"
    assert 'aria-label="Inbox"' in visit("editor").get("/").text


def test_nobody_reads_anothers_notice(visit: Visit, told: Report, users: dict[str, User]) -> None:
    review.comment(record=told, words="@admin", by=users["editor"])
    assert visit("reader").post("/inbox/read/", {"notice": Notice.objects.get().pk}).status_code == 404
    assert "named you" not in visit("reader").get("/inbox/").text


def test_a_record_is_given_to_somebody_and_stands_in_that_inbox(visit: Visit, told: Report) -> None:
    incident = told.machine_incidents.get()
    visit("editor").post(f"/talk/incident/{incident.pk}/assign/", {"to": "analyst"})
    assert "Assigned to analyst by editor" in visit("reader").get(f"/incidents/{incident.pk}/").text
    assert "Yours to look at" in visit("analyst").get("/inbox/").text
    visit("editor").post(f"/talk/incident/{incident.pk}/assign/", {"to": ""})
    assert "Yours to look at" not in visit("analyst").get("/inbox/").text


def test_ones_comment_is_taken_back_and_leaves_its_place(visit: Visit, told: Report, users: dict[str, User]) -> None:
    said = review.comment(record=told, words="A slip of the pen", by=users["analyst"])
    visit("editor").post(f"/comments/{said.pk}/withdraw/")
    assert Comment.objects.get().withdrawn_at is None
    visit("analyst").post(f"/comments/{said.pk}/withdraw/")
    page = visit("reader").get(f"/reports/{told.pk}/").text
    assert "A slip of the pen" not in page and "Taken back" in page


def test_who_is_at_a_record_hears_of_the_others_and_is_forgotten_when_gone(visit: Visit, told: Report) -> None:
    path = f"/presence/incident/{told.machine_incidents.get().pk}/"
    assert visit("editor").post(path).json() == {"editing": []}
    assert visit("admin").post(path).json() == {"editing": ["editor"]}
    visit("admin").post(path, {"left": "1"})
    assert visit("editor").post(path).json() == {"editing": []}


def test_without_redis_nobody_else_is_there_and_the_page_works(
    visit: Visit, told: Report, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from incidents import live

    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    monkeypatch.setattr(live, "_pool", None)
    assert visit("editor").post(f"/presence/incident/{told.machine_incidents.get().pk}/").json() == {"editing": []}
