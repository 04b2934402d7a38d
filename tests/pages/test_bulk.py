"""Many incidents at once, through the pages: chosen by the list's words, seen before it is done, refused ones told, undone as one."""

from __future__ import annotations

import re

import pytest

from incidents.models import Changeset, Incident
from tests.factories import a_report, an_incident
from tests.pages.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clashes(borders: object) -> list[Incident]:
    """Three clashes, of which one is not sure enough, and a retreat that no filter for clashes chooses."""
    an_incident(a_report())
    return [an_incident(a_report(), event_type="border_clash", confidence=c) for c in (0.5, 0.85, 0.95)]


def statuses() -> list[str]:
    return list(Incident.objects.order_by("pk").values_list("status", flat=True))


def test_the_list_leads_an_editor_to_change_what_is_ticked_or_all_that_match(
    visit: Visit, clashes: list[Incident]
) -> None:
    page = visit("editor").get("/incidents/?event_type=border_clash").text
    assert 'href="/incidents/bulk/?event_type=border_clash"' in page and "Change all 3 matching" in page
    assert 'formaction="/incidents/bulk/"' in page
    assert "/incidents/bulk/" not in visit("analyst").get("/incidents/").text


def test_accepting_above_a_confidence_shows_a_sample_and_writes_nothing(visit: Visit, clashes: list[Incident]) -> None:
    page = visit("editor").get("/incidents/bulk/?event_type=border_clash&do=accept&least=0.8").text
    assert "Accept: 2 incidents" in page and "<dt>below 0.8</dt><dd>1</dd>" in page
    assert "Over 1,000" in page and re.findall(r"high \((0\.\d+)\)", page) == ["0.85", "0.95"]
    assert statuses() == ["machine"] * 4


def test_what_was_seen_is_done_and_undone_as_one(visit: Visit, clashes: list[Incident]) -> None:
    client, address = visit("editor"), "/incidents/bulk/?event_type=border_clash"
    done = client.post(address, {"do": "accept", "least": "0.8", "seen": "2"}, follow=True)
    assert statuses() == ["machine", "machine", "confirmed", "confirmed"]
    act = Changeset.objects.get()
    assert "Set status to Confirmed of 2 incidents." in done.text and f'action="/acts/{act.pk}/undo/"' in done.text
    undone = client.post(f"/acts/{act.pk}/undo/", follow=True)
    assert statuses() == ["machine"] * 4 and "Undid: Set status to Confirmed of 2 incidents" in undone.text
    assert "It was taken back" in client.get(f"/acts/{act.pk}/").text


def test_a_list_that_changed_since_it_was_seen_is_shown_again_and_not_written(
    visit: Visit, clashes: list[Incident]
) -> None:
    an_incident(a_report(), event_type="border_clash", confidence=0.99)
    answer = visit("editor").post(
        "/incidents/bulk/?event_type=border_clash", {"do": "accept", "least": "0.8", "seen": "2"}
    )
    assert answer.status_code == 422 and "now it would be 3" in answer.text
    assert set(statuses()) == {"machine"}


def test_ticked_ones_are_tagged_and_found_by_their_tag(visit: Visit, clashes: list[Incident]) -> None:
    client = visit("editor")
    client.post(
        f"/incidents/bulk/?ids={clashes[0].pk}&ids={clashes[2].pk}", {"do": "tag", "to_tag": "winter", "seen": "2"}
    )
    page = client.get("/incidents/?tag=Winter").text
    assert [int(n) for n in re.findall(r'name="ids" value="(\d+)"', page)] == [clashes[2].pk, clashes[0].pk]
    assert "winter" in client.get(f"/incidents/{clashes[0].pk}/").text


PROBLEMS = {
    "a rejection without a reason": ({"do": "reject", "seen": "3"}, "say why"),
    "a confidence that is none": ({"do": "accept", "least": "lots", "seen": "3"}, "give a number from 0 to 1"),
    "a status that there is none of": ({"do": "status", "to_status": "perfect", "seen": "3"}, "status: give one of"),
    "a tag without letters": ({"do": "tag", "to_tag": " ", "seen": "3"}, "a word or two"),
}


@pytest.mark.parametrize(("form", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_done_is_told_beside_the_form(
    visit: Visit, clashes: list[Incident], form: dict[str, str], said: str
) -> None:
    answer = visit("editor").post("/incidents/bulk/?event_type=border_clash", form)
    assert answer.status_code == 422 and said in answer.text
    assert set(statuses()) == {"machine"}


def test_refused_ones_are_counted_by_their_reason_and_listed(visit: Visit, clashes: list[Incident]) -> None:
    Incident.objects.filter(pk=clashes[1].pk).update(merged_into=clashes[2])
    Incident.objects.filter(pk=clashes[0].pk).update(status="rejected")
    page = (
        visit("editor")
        .get(
            f"/incidents/bulk/?ids={clashes[0].pk}&ids={clashes[2].pk}&status=rejected&status=machine&do=accept&least=0"
        )
        .text
    )
    assert "1 × it was rejected; reopen it first" in page and f'href="/incidents/{clashes[0].pk}/"' in page
