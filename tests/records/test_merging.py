"""Two incidents become one and two again; one becomes two and one again: nothing is lost, whatever is read meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from incidents import records, review
from incidents.access import Role
from incidents.models import About, Claim, Incident, Participant, Report, ReportIncident, User
from incidents.resting import evidence_of
from tests.factories import a_user
from tests.records.readings import a_read_report, a_reading, incident_of
from tests.records.states import differences, state


@pytest.fixture
def told(borders: object) -> list[Report]:
    """Three reports of the same crossing: the second has another figure and actor, the third another day."""
    return [
        a_read_report(),
        a_read_report(low=1200, actor="Eastern Brigade"),
        a_read_report(first=dt.date(2021, 7, 4), last=dt.date(2021, 7, 6)),
    ]


def numbers(incident: Incident) -> tuple[int, int, int, int]:
    return (
        Claim.objects.filter(incident=incident).count(), Participant.objects.filter(incident=incident).count(),
        ReportIncident.objects.filter(incident=incident).count(), About.objects.filter(incident=incident).count(),
    )  # fmt: skip


def test_the_survivor_has_the_claims_reports_people_and_statements_of_both(told: list[Report], editor: User) -> None:
    first, second, third = map(incident_of, told)
    review.merge(survivor=first, others=[second, third], by=editor, reason="one crossing")
    second.refresh_from_db()
    assert second.merged_into == first and not Incident.objects.current().exclude(pk=first.pk).exists()
    assert numbers(first) == (3, 2, 3, 3)
    assert numbers(second) == (0, 0, 0, 0) and numbers(third)[1] == 1, "the equal participant waits at home"


def parts_of(incident: Incident) -> list[str]:
    return sorted(part.actor.name for part in Participant.objects.filter(incident=incident))


def quotes_of(incident: Incident) -> list[tuple[int, str]]:
    """Which reports' words stand behind its participants, and whom they stand for here."""
    found = [one for one in evidence_of(incident) if one.participant is not None]
    return sorted({(one.report_id, one.participant.actor.name) for one in found if one.participant})


CHANGES: dict[str, tuple[Callable[[Participant, User], Any], list[str]]] = {
    "left as it is": (lambda part, by: None, ["Eastern Brigade", "Northern Brigade"]),
    "changed": (
        lambda part, by: review.correct(record=part, field="actor", value="Western Brigade", by=by),
        ["Eastern Brigade", "Western Brigade"],
    ),
    "taken out": (
        lambda part, by: review.remove_participant(part=part, by=by, reason="not there"),
        ["Eastern Brigade"],
    ),
}


@pytest.mark.parametrize(("change", "names"), CHANGES.values(), ids=CHANGES)
def test_a_participant_of_both_is_one_whose_words_are_those_of_both_whatever_becomes_of_it(
    told: list[Report], editor: User, change: Callable[[Participant, User], Any], names: list[str]
) -> None:
    first, second, third = map(incident_of, told)
    before = state()
    preview = review.merge_preview(survivor=first, others=[second, third])
    review.merge(survivor=first, others=[third], by=editor)
    made = change(first.participants.get(), editor)
    assert parts_of(first) == [name for name in names if name != "Eastern Brigade"]
    review.merge(survivor=first, others=[second], by=editor)
    records.apply(told[2], a_reading(first=dt.date(2021, 7, 4), last=dt.date(2021, 7, 6)))
    assert parts_of(first) == names
    if made is None:
        assert sorted(part.actor.name for part in preview.participants) == names
    ours = [(told[n].pk, name) for n in (0, 2) for name in names if name != "Eastern Brigade"]
    assert quotes_of(first) == sorted([*ours, (told[1].pk, "Eastern Brigade")])
    for one in (second, third):
        review.unmerge(incident=one, by=editor)
    assert parts_of(third) == ["Northern Brigade"] and parts_of(second) == ["Eastern Brigade"]
    if made:
        review.undo(correction=made, by=editor)
    assert differences(before, state()) == {}


def test_unmerged_both_are_exactly_as_they_were(told: list[Report], editor: User) -> None:
    before = state()
    first, second, third = map(incident_of, told)
    review.merge(
        survivor=first,
        others=[second, third],
        by=editor,
        choices={"date_start": third.pk, "date_end": third.pk, "date_prec": third.pk},
    )
    assert incident_of(told[0]).date_start == dt.date(2021, 7, 4)
    assert incident_of(told[0]).date_prec == 2
    review.unmerge(incident=second, by=editor)
    assert incident_of(told[0]).date_start == dt.date(2021, 7, 4), "what the third one brought stays"
    review.unmerge(incident=third, by=editor)
    assert differences(before, state()) == {}


def test_a_merge_is_undone_and_redone_as_one_act(told: list[Report], editor: User) -> None:
    before = state()
    first, second, third = map(incident_of, told)
    review.merge(
        survivor=first, others=[second, third], by=editor, choices={"date_start": third.pk, "date_end": third.pk}
    )
    after, act = state(), review.last_act(editor)
    assert act is not None and act.title == f"Merged #{second.pk}, #{third.pk} into #{first.pk}"
    undone = review.undo_changeset(changeset=act, by=editor)
    assert differences(before, state()) == {}
    review.undo_changeset(changeset=undone, by=editor)
    assert differences(after, state()) == {}


def test_merges_of_merges_come_apart_in_any_order(told: list[Report], editor: User) -> None:
    before = state()
    first, second, third = map(incident_of, told)
    review.merge(survivor=second, others=[third], by=editor)
    second.refresh_from_db()
    review.merge(survivor=first, others=[second], by=editor)
    assert numbers(first) == (3, 2, 3, 3)
    review.unmerge(incident=third, by=editor)
    assert numbers(first)[0] == 2 and numbers(incident_of(told[2])) == (1, 1, 1, 1)
    review.unmerge(incident=second, by=editor)
    assert differences(before, state()) == {}


@pytest.mark.parametrize("which", [0, 1])
def test_a_reading_of_either_report_finds_its_records_where_they_stand(
    told: list[Report], editor: User, which: int
) -> None:
    first, second, _third = map(incident_of, told)
    review.merge(survivor=first, others=[second], by=editor)
    counted = numbers(first)
    records.apply(told[which], a_reading(low=1300, actor="Eastern Brigade" if which else "Northern Brigade"))
    assert numbers(first) == counted and numbers(second) == (0, 0, 0, 0)
    assert sorted(int(c.low or 0) for c in Claim.objects.filter(incident=first)) == sorted(
        [1300, 1000 if which else 1200]
    )
    review.unmerge(incident=second, by=editor)
    assert numbers(first) == (1, 1, 1, 1) == numbers(incident_of(told[1]))


def test_what_a_later_reading_adds_goes_home_with_its_incident(told: list[Report], editor: User) -> None:
    first, second, _third = map(incident_of, told)
    review.merge(survivor=first, others=[second], by=editor)
    records.apply(told[1], a_reading(low=1200, actor="Western Brigade"))
    records.apply(told[0], a_reading(actor="Western Brigade"))
    names = sorted(part.actor.name for part in Participant.objects.filter(incident=first))
    assert names == ["Western Brigade"]
    review.unmerge(incident=second, by=editor)
    for one in (first, second):
        assert [part.actor.name for part in Participant.objects.filter(incident=one)] == ["Western Brigade"]


def test_what_people_change_while_merged_stays_with_whom_it_was_changed_of(told: list[Report], editor: User) -> None:
    first, second, _third = map(incident_of, told)
    review.merge(survivor=first, others=[second], by=editor, choices={"modality": second.pk})
    moved = Claim.objects.get(report=told[1])
    review.correct(record=moved, field="unit", value="men", by=editor)
    review.correct(record=incident_of(told[0]), field="part_of_day", value="night", by=editor)
    review.unmerge(incident=second, by=editor)
    moved.refresh_from_db()
    assert (moved.incident, moved.unit) == (second, "men") and incident_of(told[0]).part_of_day == "night"


def test_an_undo_of_the_merge_is_refused_where_a_brought_field_was_changed_since(
    told: list[Report], editor: User
) -> None:
    first, _second, third = map(incident_of, told)
    review.merge(survivor=first, others=[third], by=editor, choices={"date_start": third.pk})
    act = review.last_act(editor)
    assert act is not None
    review.correct(record=incident_of(told[0]), field="date_start", value="2021-07-03", by=editor)
    with pytest.raises(review.Refused) as refused:
        review.undo_changeset(changeset=act, by=editor)
    assert refused.value.field == "date_start"
    review.unmerge(incident=third, by=editor)
    assert incident_of(told[0]).date_start == dt.date(2021, 7, 3), "the later word stays"


def test_what_makes_no_sense_to_merge_is_refused(told: list[Report], editor: User) -> None:
    first, second, third = map(incident_of, told)
    review.merge(survivor=first, others=[second], by=editor)
    second.refresh_from_db()
    for survivor, others in (
        (first, []),
        (first, [first]),
        (first, [third, third]),
        (second, [third]),
        (third, [second]),
    ):
        with pytest.raises(review.Refused):
            review.merge(survivor=survivor, others=others, by=editor)
    with pytest.raises(review.Refused, match=f"merged into #{first.pk}"):
        review.correct(record=second, field="modality", value="denied", by=editor)
    with pytest.raises(review.Refused, match="not merged"):
        review.unmerge(incident=third, by=editor)
    with pytest.raises(review.Refused, match="Editor"):
        review.merge(survivor=first, others=[third], by=a_user(role=Role.ANALYST))


def test_the_preview_says_what_the_merge_then_makes(told: list[Report], editor: User) -> None:
    first, _second, third = map(incident_of, told)
    review.correct(record=third, field="part_of_day", value="night", by=editor)
    third.refresh_from_db()
    shown = review.merge_preview(survivor=first, others=[third], choices={"date_end": third.pk})
    assert {choice.field for choice in shown.differing} == {"date_start", "date_end", "date_prec", "part_of_day"}
    assert (len(shown.claims), len(shown.reports), len(shown.participants), len(shown.statements)) == (2, 2, 1, 2)
    made = review.merge(survivor=first, others=[third], by=editor, choices={"date_end": third.pk})
    assert {c.field: c.value for c in shown.choices} == {
        c.field: review.plain(getattr(made, c.field)) for c in shown.choices
    }


def test_an_empty_field_takes_the_value_that_there_is(told: list[Report], editor: User) -> None:
    first, second, _third = map(incident_of, told)
    review.correct_all(record=first, values={"border": "", "from_country": "", "to_country": ""}, by=editor)
    review.merge(survivor=incident_of(told[0]), others=[second], by=editor)
    assert (incident_of(told[0]).border_id, incident_of(told[0]).from_country) == ("AF-TJ", "AF")


# --- split ------------------------------------------------------------------------------------------------------------


def test_a_split_off_claim_is_an_incident_of_its_own_and_is_read_there(told: list[Report], editor: User) -> None:
    first = incident_of(told[0])
    claim = Claim.objects.get(report=told[0])
    made = review.split(incident=first, claims=[claim], by=editor, reason="another night")
    assert numbers(first) == (0, 1, 1, 1) and numbers(made) == (1, 1, 1, 0)
    assert (made.event_type, made.date_start, made.split_from, made.status) == (
        "cross_border_retreat",
        first.date_start,
        first,
        "in_review",
    )
    records.apply(told[0], a_reading(low=1500))
    assert numbers(first) == (0, 1, 1, 1) and made.claims.get().low == 1500


def test_a_split_off_report_takes_its_claims_and_statements_along(told: list[Report], editor: User) -> None:
    first, second, _third = map(incident_of, told)
    review.merge(survivor=first, others=[second], by=editor)
    made = review.split(incident=incident_of(told[0]), reports=[told[1]], by=editor)
    assert numbers(first) == (1, 2, 1, 1) and numbers(made) == (1, 2, 1, 1)
    records.apply(told[1], a_reading(low=1250, actor="Eastern Brigade"))
    assert made.claims.get().low == 1250 and numbers(first) == (1, 2, 1, 1)


def test_a_split_is_undone_exactly_and_redone(told: list[Report], editor: User) -> None:
    first = incident_of(told[0])
    before = state()
    made = review.split(incident=first, claims=[Claim.objects.get(report=told[0])], by=editor)
    after, act = state(), review.last_act(editor)
    assert act is not None
    undone = review.undo_changeset(changeset=act, by=editor)
    made.refresh_from_db()
    assert made.status == "withdrawn"
    assert not {key for key in differences(before, state()) if key in before}
    review.undo_changeset(changeset=undone, by=editor)
    assert differences(after, state()) == {}


def test_a_merged_split_comes_back_to_where_it_was_split_from(told: list[Report], editor: User) -> None:
    first, second, _third = map(incident_of, told)
    made = review.split(incident=first, claims=[Claim.objects.get(report=told[0])], by=editor)
    act = review.last_act(editor)
    assert act is not None
    review.merge(survivor=second, others=[made], by=editor)
    assert numbers(second)[0] == 2
    review.unmerge(incident=made, by=editor)
    assert numbers(made)[0] == 1 and numbers(incident_of(told[1])) == (1, 1, 1, 1)
    review.undo_changeset(changeset=act, by=editor)
    assert numbers(first) == (1, 1, 1, 1)


def test_a_split_that_leaves_nothing_or_takes_what_is_not_there_is_refused(told: list[Report], editor: User) -> None:
    first = incident_of(told[0])
    for claims, reports in (([], []), ([Claim.objects.get(report=told[1])], []), ([], [told[0]]), ([], [told[1]])):
        with pytest.raises(review.Refused):
            review.split(incident=first, claims=claims, reports=reports, by=editor)
