"""One act of a person: read as one, taken back as one, and refused where somebody went on from it."""

from __future__ import annotations

import pytest

from incidents import review
from incidents.access import Role
from incidents.models import Changeset, Claim, Correction, Report, TwinSuggestion, User
from tests.factories import a_user, an_incident
from tests.records.readings import incident_of


def values_of(report: Report) -> tuple[object, ...]:
    one = incident_of(report)
    return one.modality, one.status, one.date_start, one.date_end, one.date_prec, one.claims.get().low


def changed(report: Report, editor: User) -> Changeset:
    """Several records and fields, one of which drags another along, in one act."""
    one = incident_of(report)
    with review.act(by=editor, kind="bulk", title="Looked at the retreat") as act:
        review.correct(record=one, field="modality", value="denied", by=editor, changeset=act)
        review.correct(record=one, field="date_end", value="2021-07-07", by=editor, changeset=act)
        review.correct(record=one, field="modality", value="ordered", by=editor, changeset=act)
        review.correct(record=one.claims.get(), field="low", value="900", by=editor, changeset=act)
        review.set_status(incident=one, status="confirmed", by=editor, changeset=act)
    return act


def test_an_act_is_undone_whole_and_redone_whole(report: Report, editor: User) -> None:
    before = values_of(report)
    act = changed(report, editor)
    after = values_of(report)
    assert before != after and act.corrections.count() == 6
    undone = review.undo_changeset(changeset=act, by=editor)
    assert values_of(report) == before
    review.undo_changeset(changeset=undone, by=editor)
    assert values_of(report) == after
    review.undo_changeset(changeset=act, by=editor)
    assert values_of(report) == before


def test_an_act_is_not_undone_twice(report: Report, editor: User) -> None:
    act = changed(report, editor)
    review.undo_changeset(changeset=act, by=editor)
    with pytest.raises(review.Refused, match="undone already"):
        review.undo_changeset(changeset=act, by=editor)


def test_an_act_that_somebody_went_on_from_is_refused_by_field_and_left_whole(report: Report, editor: User) -> None:
    act, other = changed(report, editor), a_user("nadia", role=Role.EDITOR)
    review.correct(record=incident_of(report).claims.get(), field="low", value="950", by=other)
    held = values_of(report)
    with pytest.raises(review.Refused, match="nadia") as refused:
        review.undo_changeset(changeset=act, by=editor)
    assert refused.value.field == "low" and values_of(report) == held


def test_undo_means_the_persons_own_newest_act_that_stands(report: Report, editor: User) -> None:
    assert review.last_act(editor) is None
    first = changed(report, editor)
    review.correct(record=incident_of(report), field="place_name", value="Post 7", by=editor)
    review.correct(record=incident_of(report), field="part_of_day", value="night", by=a_user(role=Role.EDITOR))
    second = review.last_act(editor)
    assert second is not None and second.title == f"Changed name of the place of incident #{incident_of(report).pk}"
    undone = review.undo_changeset(changeset=second, by=editor)
    assert review.last_act(editor) == first
    review.undo_changeset(changeset=undone, by=editor)
    assert review.last_act(editor) == second


def test_a_single_undo_of_all_that_an_act_did_undoes_the_act(report: Report, editor: User) -> None:
    made = review.correct(record=incident_of(report), field="date_start", value="2021-07-08", by=editor)
    assert made is not None and review.last_act(editor) == made.changeset
    review.undo(correction=made, by=editor)
    assert review.last_act(editor) is None


def test_an_act_that_changed_nothing_leaves_none(report: Report, editor: User) -> None:
    with review.act(by=editor, kind="bulk", title="Nothing") as act:
        review.correct(record=incident_of(report), field="modality", value="actual", by=editor, changeset=act)
    assert not Changeset.objects.exists()


def test_an_act_that_fails_half_way_leaves_nothing(report: Report, editor: User) -> None:
    before = values_of(report)
    with pytest.raises(review.Refused), review.act(by=editor, kind="bulk", title="Half") as act:
        review.correct(record=incident_of(report), field="modality", value="denied", by=editor, changeset=act)
        review.correct(record=incident_of(report), field="border", value="AF-XX", by=editor, changeset=act)
    assert values_of(report) == before
    assert not Changeset.objects.exists() and not Correction.objects.filter(by=editor).exists()


def test_an_entered_figure_that_is_undone_no_longer_counts(report: Report, editor: User) -> None:
    claim = review.add_claim(incident=incident_of(report), by=editor, kind="killed", low="2", high="2")
    review.undo_changeset(changeset=Changeset.objects.get(kind="enter"), by=editor)
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None and Claim.objects.filter(withdrawn_at=None).count() == 1


def test_a_verdict_on_any_two_incidents_is_kept_and_can_be_taken_back(report: Report, editor: User) -> None:
    one, other = incident_of(report), an_incident()
    twin = review.judge(first=other, second=one, verdict="related", by=editor)
    assert (twin.verdict, twin.judged_by) == ("related", editor)
    assert TwinSuggestion.objects.count() == 1
    review.judge(first=one, second=other, verdict="different", by=editor)
    act = review.last_act(editor)
    assert act is not None
    review.undo_changeset(changeset=act, by=editor)
    twin.refresh_from_db()
    assert twin.verdict == "related"
    with pytest.raises(review.Refused, match="own twin"):
        review.judge(first=one, second=one, verdict="same", by=editor)


@pytest.mark.parametrize("status", ["confirmed", "disputed"])
def test_who_may_not_publish_neither_confirms_nor_brings_a_confirmation_back(
    report: Report, editor: User, status: str
) -> None:
    quiet = a_user(role=Role.EDITOR)
    quiet.may_publish = False
    quiet.save()
    with pytest.raises(review.Refused, match="right to publish"):
        review.set_status(incident=incident_of(report), status=status, by=quiet)
    review.set_status(incident=incident_of(report), status=status, by=editor)
    opened = review.set_status(incident=incident_of(report), status="in_review", by=quiet)
    assert opened is not None
    with pytest.raises(review.Refused, match="right to publish"):
        review.undo(correction=opened, by=quiet)
    assert incident_of(report).status == "in_review"
