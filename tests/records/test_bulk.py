"""One act over many incidents: one changeset, one undo, the refused ones with their reasons, by sets however many they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import review
from incidents.access import Role
from incidents.models import Changeset, Correction, Incident, Tag, User
from incidents.review import Change, change_many, outlook
from tests.factories import a_border, a_report, a_user, an_incident

EVERYTHING = Incident.objects.all


@pytest.fixture
def mixed(borders: object) -> dict[str, Incident]:
    """One of each standing that an act over many may meet."""
    sure = an_incident(a_report(), confidence=0.9)
    return {
        "sure": sure,
        "unsure": an_incident(a_report(), confidence=0.4),
        "confirmed": an_incident(a_report(), status="confirmed"),
        "rejected": an_incident(a_report(), status="rejected", confidence=0.9),
        "merged": an_incident(a_report(), merged_into=sure),
        "contradicting": an_incident(a_report(), border=a_border("KG-TJ"), confidence=0.9),
    }


def names(mixed: dict[str, Incident], pks: Any) -> set[str]:
    return {name for name, one in mixed.items() if one.pk in set(pks)}


OUTLOOKS = {
    "accepting leaves what is closed, merged or contradicts itself": (
        Change("status", "confirmed"), {"sure", "unsure"}, 1, 0, {"rejected", "merged", "contradicting"},
    ),
    "accepting from a confidence on leaves the unsure": (
        Change("status", "confirmed", 0.8), {"sure"}, 1, 1, {"rejected", "merged", "contradicting"},
    ),
    "withdrawing takes all but the merged": (
        Change("status", "withdrawn"), {"sure", "unsure", "confirmed", "rejected", "contradicting"}, 0, 0, {"merged"},
    ),
    "setting the type it has is no change": (Change("event_type", "cross_border_retreat"), set(), 6, 0, set()),
    "another type": (
        Change("event_type", "border_clash"), {"sure", "unsure", "confirmed", "rejected", "contradicting"}, 0, 0, {"merged"},
    ),
    "a tag": (Change("tag", "winter"), {"sure", "unsure", "confirmed", "rejected", "contradicting"}, 0, 0, {"merged"}),
    "taking off a tag that none has": (Change("untag", "winter"), set(), 6, 0, set()),
}  # fmt: skip


@pytest.mark.parametrize(("change", "would", "same", "unsure", "refused"), OUTLOOKS.values(), ids=OUTLOOKS)
def test_the_outlook_tells_what_would_change_and_why_the_rest_does_not(
    mixed: dict[str, Incident], change: Change, would: set[str], same: int, unsure: int, refused: set[str]
) -> None:
    found = outlook(EVERYTHING(), change)
    assert (names(mixed, found.would), found.same, found.unsure) == (would, same, unsure)
    assert names(mixed, dict(found.refused)) == refused and all(why for _pk, why in found.refused)
    assert not Correction.objects.exists()


def state() -> list[Any]:
    tags = [sorted(one.tags.values_list("name", flat=True)) for one in EVERYTHING().order_by("pk")]
    return [*EVERYTHING().order_by("pk").values_list("pk", "status", "event_type"), tags]


CHANGES = (
    Change("status", "confirmed", 0.8), Change("status", "rejected"), Change("event_type", "border_clash"), Change("tag", "winter"),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: f"{one.field} {one.value}")
def test_an_act_over_many_is_one_changeset_and_one_undo_takes_it_back_and_another_does_it_again(
    mixed: dict[str, Incident], editor: User, change: Change
) -> None:
    before, foretold = state(), outlook(EVERYTHING(), change)
    done = change_many(EVERYTHING(), change, by=editor, reason="the winter's wires")
    after = state()
    assert after != before and (done.changed, done.refused) == (len(foretold.would), foretold.refused)
    assert done.changeset is not None and done.changeset.corrections.count() == done.changed
    assert review.last_act(editor) == done.changeset
    undone = review.undo_changeset(changeset=done.changeset, by=editor)
    assert state() == before
    review.undo_changeset(changeset=undone, by=editor)
    assert state() == after


def test_every_incident_of_the_act_has_a_history_and_a_new_version(mixed: dict[str, Incident], editor: User) -> None:
    change_many(EVERYTHING(), Change("event_type", "border_clash"), by=editor)
    one = Incident.objects.get(pk=mixed["sure"].pk)
    (kept,) = review.history(one)
    assert (kept.field, kept.before, kept.after) == ("event_type", "cross_border_retreat", "border_clash")
    assert (one.version, kept.version, kept.by) == (2, 2, editor)


def test_an_undo_is_refused_where_somebody_changed_one_of_them_since(mixed: dict[str, Incident], editor: User) -> None:
    done = change_many(EVERYTHING(), Change("event_type", "border_clash"), by=editor)
    other = a_user("other", Role.EDITOR)
    review.correct(record=mixed["sure"], field="event_type", value="smuggling", by=other)
    before = state()
    assert done.changeset is not None
    with pytest.raises(review.Refused, match=f"type of incident #{mixed['sure'].pk} was changed since, by other"):
        review.undo_changeset(changeset=done.changeset, by=editor)
    assert state() == before


REFUSALS = {
    "an analyst": (Role.ANALYST, True, Change("event_type", "border_clash"), "", "Editor"),
    "an editor who may not publish": (Role.EDITOR, False, Change("status", "confirmed"), "", "right to publish"),
    "a rejection without a reason": (Role.EDITOR, True, Change("status", "rejected"), " ", "say why"),
    "a type that there is none of": (Role.EDITOR, True, Change("event_type", "no_such"), "", "event_type: give one of"),
    "an empty tag": (Role.EDITOR, True, Change("tag", "  "), "", "a word or two"),
    "no act at all": (Role.EDITOR, True, Change("", ""), "", "Choose what"),
}


@pytest.mark.parametrize(("role", "publishes", "change", "reason", "said"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_not_allowed_is_refused_and_nothing_is_written(
    mixed: dict[str, Incident], role: Role, publishes: bool, change: Change, reason: str, said: str
) -> None:
    by = a_user(role=role)
    by.may_publish = publishes
    with pytest.raises(review.Refused, match=said):
        change_many(EVERYTHING(), change, by=by, reason=reason)
    assert not Changeset.objects.exists()


def test_a_tag_is_one_however_it_is_capitalised(mixed: dict[str, Incident], editor: User) -> None:
    change_many(Incident.objects.filter(pk=mixed["sure"].pk), Change("tag", "Winter"), by=editor)
    change_many(Incident.objects.filter(pk=mixed["unsure"].pk), Change("tag", "winter"), by=editor)
    assert Tag.objects.get().incidents.count() == 2


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: f"{one.field} {one.value}")
def test_ten_times_the_incidents_ask_no_more_of_the_database(borders: object, editor: User, change: Change) -> None:
    asked = []
    for n in (5, 50):
        made = Incident.objects.bulk_create(
            Incident(event_type="cross_border_retreat", confidence=0.9, from_country="AF") for _ in range(n)
        )
        chosen = Incident.objects.filter(pk__in=[one.pk for one in made])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            done = change_many(chosen, change, by=editor, reason="as told")
            assert done.changeset is not None and done.changed == n
            review.undo_changeset(changeset=done.changeset, by=editor)
        asked.append(len(seen))
    assert asked[0] >= asked[1], asked
