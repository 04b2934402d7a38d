"""A person's word: set, undone, in conflict with another's, and never lost to the machine."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import records, review
from incidents.access import Role
from incidents.held import corrected_fields
from incidents.models import (
    Actor,
    Claim,
    Correction,
    CrossingPoint,
    Incident,
    Participant,
    Place,
    Report,
    Statement,
    User,
)
from tests.factories import a_border, a_user
from tests.records.readings import a_read_report, a_reading, incident_of

DAY = dt.date(2021, 7, 5)


def claim_of(report: Report) -> Claim:
    return incident_of(report).claims.get()


def test_a_correction_keeps_who_when_before_after_and_why(report: Report, editor: User) -> None:
    made = review.correct(
        record=incident_of(report), field="modality", value="denied", by=editor, reason="see paragraph 2"
    )
    assert made is not None
    assert (made.before, made.after, made.by, made.reason) == ("actual", "denied", editor, "see paragraph 2")
    assert incident_of(report).modality == "denied" and made.version == incident_of(report).version


def test_a_value_that_stands_already_changes_nothing(report: Report, editor: User) -> None:
    assert review.correct(record=incident_of(report), field="modality", value="actual", by=editor) is None
    assert not Correction.objects.filter(by=editor).exists()


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST])
def test_who_may_not_correct_is_told_which_role_may(report: Report, role: Role) -> None:
    with pytest.raises(review.Refused, match="Editor"):
        review.correct(record=incident_of(report), field="modality", value="denied", by=a_user(role=role))
    assert incident_of(report).modality == "actual"


def test_what_a_change_drags_along_is_in_the_history_survives_a_reading_and_is_undone_with_it(
    report: Report, editor: User
) -> None:
    made = review.correct(record=incident_of(report), field="date_start", value="2021-07-08", by=editor)
    assert made is not None
    assert str(incident_of(report).date_end) == "2021-07-08"
    assert Correction.objects.get(field="date_end").follows == made
    records.apply(report, a_reading())
    assert (str(incident_of(report).date_start), str(incident_of(report).date_end)) == ("2021-07-08", "2021-07-08")
    review.undo(correction=made, by=editor)
    assert (incident_of(report).date_start, incident_of(report).date_end) == (DAY, DAY)
    records.apply(report, a_reading(first=dt.date(2021, 7, 4)))
    assert incident_of(report).date_start == dt.date(2021, 7, 4), "an undone correction leaves the field to the machine"


def test_only_the_newest_change_of_a_field_is_undone(report: Report, editor: User) -> None:
    first = review.correct(record=incident_of(report), field="modality", value="denied", by=editor)
    review.correct(record=incident_of(report), field="modality", value="ordered", by=editor)
    with pytest.raises(review.Refused, match="newer change first"):
        review.undo(correction=first, by=editor)  # type: ignore[arg-type]


def test_an_undone_undo_is_the_persons_word_again(report: Report, editor: User) -> None:
    made = review.correct(record=incident_of(report), field="modality", value="denied", by=editor)
    undone = review.undo(correction=made, by=editor)  # type: ignore[arg-type]
    review.undo(correction=undone, by=editor)
    records.apply(report, a_reading(modality="ordered"))
    assert incident_of(report).modality == "denied"


def test_a_change_of_the_machine_that_a_person_undid_stays_undone(report: Report, editor: User) -> None:
    records.apply(report, a_reading(modality="denied"))
    review.undo(correction=Correction.objects.get(field="modality"), by=editor)
    records.apply(report, a_reading(modality="denied"))
    assert incident_of(report).modality == "actual"


def test_the_second_of_two_who_saw_the_same_version_gets_both_values(report: Report, editor: User) -> None:
    seen, other = incident_of(report), a_user(role=Role.EDITOR)
    review.correct(record=seen, field="modality", value="denied", by=editor, expected_version=seen.version)
    with pytest.raises(review.Conflict) as conflict:
        review.correct(record=seen, field="modality", value="ordered", by=other, expected_version=seen.version)
    assert (conflict.value.theirs, conflict.value.yours) == ("denied", "ordered")
    review.correct(record=seen, field="part_of_day", value="night", by=other, expected_version=seen.version)
    assert (incident_of(report).modality, incident_of(report).part_of_day) == ("denied", "night")


def test_a_reading_in_between_hides_no_conflict(report: Report, editor: User) -> None:
    seen = claim_of(report)
    review.correct(record=seen, field="low", value="900", by=editor, expected_version=seen.version)
    records.apply(report, a_reading(high=2000))
    with pytest.raises(review.Conflict):
        review.correct(record=seen, field="low", value="800", by=editor, expected_version=seen.version)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_wins_and_the_others_are_told(borders: object) -> None:
    made = a_read_report()
    seen, people = incident_of(made), [a_user(role=Role.EDITOR) for _ in range(8)]
    told: list[str] = []

    def save(number: int) -> None:
        try:
            review.correct(
                record=seen,
                field="place_name",
                value=f"Place {number}",
                by=people[number],
                expected_version=seen.version,
            )
            told.append("saved")
        except review.Conflict:
            told.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["conflict"] * 7 + ["saved"]
    assert Correction.objects.filter(field="place_name").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", ["source", "modality"])
def test_a_correction_saved_while_the_machine_writes_is_not_overwritten(borders: object, field: str) -> None:
    """The editor's transaction is open when the machine comes to write; whoever waits, the person's word stands after."""
    made, editor = a_read_report(), a_user(role=Role.EDITOR)
    record: Any = made if field == "source" else incident_of(made)
    value = {"source": "Ministry", "modality": "denied"}[field]

    def machine() -> None:
        try:
            records.apply(made, a_reading(modality="ordered"))
        finally:
            connection.close()

    writing = threading.Thread(target=machine)
    with transaction.atomic():
        review.correct(record=record, field=field, value=value, by=editor)
        writing.start()
        writing.join(timeout=0.7)
        assert writing.is_alive(), "the machine was meant to wait for the open transaction"
    writing.join(timeout=10)
    record.refresh_from_db()
    assert str(getattr(record, field)) == value


def test_a_withdrawn_claim_and_statement_stay_withdrawn_until_the_person_undoes_it(
    report: Report, editor: User
) -> None:
    statement = report.statements.get()
    gone = [review.withdraw(record=one, by=editor, reason="a misprint") for one in (claim_of(report), statement)]
    records.apply(report, a_reading(low=1200))
    statement.refresh_from_db()
    assert claim_of(report).withdrawn_at is not None and statement.withdrawn_at is not None
    for one in gone:
        review.undo(correction=one, by=editor)
    statement.refresh_from_db()
    assert claim_of(report).withdrawn_at is None and statement.withdrawn_at is None


def test_a_corrected_participant_is_not_read_in_again_beside_itself(report: Report, editor: User) -> None:
    part = incident_of(report).participants.get()
    review.correct(record=part, field="actor", value="Southern Brigade", by=editor)
    records.apply(report, a_reading())
    assert [p.actor.name for p in Participant.objects.all()] == ["Southern Brigade"]


def test_a_part_that_is_there_already_is_refused_in_words(report: Report, editor: User) -> None:
    other = Participant.objects.create(
        incident=incident_of(report), actor=Actor.objects.create(name="Southern Brigade"), role="mover"
    )
    with pytest.raises(review.Refused, match="such a participant already"):
        review.correct(record=other, field="actor", value="Northern Brigade (AF)", by=editor)


@pytest.mark.parametrize(
    ("field", "value"),
    [("date_end", "2021-07-01"), ("border", "AF-XX"), ("event_type", "party"), ("lasted", "perhaps")],
)
def test_what_makes_no_sense_is_refused_by_field(report: Report, editor: User, field: str, value: str) -> None:
    with pytest.raises(review.Refused) as refused:
        review.correct(record=incident_of(report), field=field, value=value, by=editor)
    assert refused.value.field == field


@pytest.mark.parametrize(("field", "value"), [("actor", ""), ("actor", "   "), ("role", "hero")])
def test_a_participant_needs_somebody_and_a_known_role(report: Report, editor: User, field: str, value: str) -> None:
    with pytest.raises(review.Refused):
        review.correct(record=incident_of(report).participants.get(), field=field, value=value, by=editor)


def test_a_claim_keeps_at_least_one_end_whoever_takes_the_other(report: Report, editor: User) -> None:
    claim = claim_of(report)
    review.correct(record=claim, field="high", value="1500", by=editor)
    review.correct(record=claim, field="low", value="", by=editor)
    records.apply(report, a_reading(low=1000, high=None))
    assert (claim_of(report).low, claim_of(report).high) == (None, 1500)


def test_a_figure_found_in_other_words_is_the_same_claim(report: Report, editor: User) -> None:
    claim = claim_of(report)
    review.correct(record=claim, field="unit", value="men", by=editor)
    records.apply(report, a_reading(figure="1,000 soldiers", low=1000, high=1000))
    assert claim_of(report).pk == claim.pk and claim_of(report).unit == "men" and claim_of(report).high == 1000


def test_as_what_a_report_tells_of_it_is_corrected_kept_by_a_reading_and_taken_back(
    report: Report, editor: User
) -> None:
    one = incident_of(report)
    link = one.report_links.get()
    made = review.correct(record=link, field="role", value="background", by=editor, reason="of last year")
    assert made is not None and made.changeset is not None
    assert made.changeset.title == f"Changed role of report #{report.pk} in incident #{one.pk}"
    records.apply(report, a_reading())
    link.refresh_from_db()
    assert link.role == "background" and list(review.history(one)[:1]) == [made]
    review.undo(correction=made, by=editor)
    link.refresh_from_db()
    assert link.role == "primary"
    with pytest.raises(review.Refused, match="give one of primary"):
        review.correct(record=link, field="role", value="mover", by=editor)


def test_an_incident_at_a_crossing_point_knows_it_corrected_or_entered(report: Report, editor: User) -> None:
    post = CrossingPoint.objects.create(border=a_border(), name="Kalai-Dasht", point="POINT(68 37)", source="test")
    where = {"place": str(Place.objects.create(name="Kalai-Dasht", kind="crossing", point="POINT(68 37)").pk)}
    review.correct_all(record=incident_of(report), values=where, by=editor)
    entered = review.add_incident(values={"event_type": "detention", "border": "AF-TJ", **where}, by=editor)
    assert incident_of(report).crossing_point == post == entered.crossing_point


# --- any order of edits and readings ------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(2021, 7, 1), dt.date(2021, 7, 12))
FIGURES = st.one_of(st.none(), st.integers(1, 3000))


@st.composite
def readings(draw: st.DrawFn) -> Any:
    first = draw(DAYS)
    low, high = draw(FIGURES), draw(FIGURES)
    if low is None and high is None:
        low = 7
    if low is not None and high is not None and low > high:
        low, high = high, low
    return ("read", {
        "first": first, "last": draw(st.one_of(st.none(), st.dates(first, dt.date(2021, 7, 14)))), "low": low, "high": high,
        "modality": draw(st.sampled_from(["actual", "denied", "ordered"])), "border": draw(st.sampled_from(["AF-TJ", "KG-TJ"])),
        "actor": draw(st.sampled_from(["Northern Brigade", "Eastern Brigade"])), "found": draw(st.integers(0, 9)) > 0,
        "speaker": draw(st.sampled_from(["border service", "customs office"])),
    })  # fmt: skip


EDITS = st.one_of(
    st.tuples(st.just("incident"), st.sampled_from(["date_start", "date_end"]), DAYS.map(str)),
    st.tuples(st.just("incident"), st.just("modality"), st.sampled_from(["actual", "denied", "hypothetical"])),
    st.tuples(st.just("incident"), st.just("border"), st.sampled_from(["AF-TJ", "KG-TJ", ""])),
    st.tuples(st.just("incident"), st.just("where_prec"), st.sampled_from(["5", "6", ""])),
    st.tuples(st.just("claim"), st.sampled_from(["low", "high"]), FIGURES.map(lambda n: "" if n is None else str(n))),
    st.tuples(st.just("statement"), st.just("speaker"), st.sampled_from(["Somebody", ""])),
    st.tuples(st.just("participant"), st.just("actor"), st.sampled_from(["Western Brigade", "Southern Brigade"])),
)
STEPS = st.one_of(readings(), EDITS, st.just(("undo",)))
OF_KIND = {"incident": Incident, "claim": Claim, "statement": Statement, "participant": Participant}


def _word(kind: str, pk: int, field: str) -> Any:
    return review.plain(getattr(OF_KIND[kind].objects.get(pk=pk), field))


@pytest.mark.timeout(280)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_in_any_order_of_edits_undos_and_readings_the_persons_word_stands(
    borders: object, editor: User, steps: list[Any]
) -> None:
    made = a_read_report()
    mine = incident_of(made)
    records_of = {
        "incident": mine, "claim": mine.claims.get(), "statement": made.statements.get(), "participant": mine.participants.get(),
    }  # fmt: skip
    for step in steps:
        theirs = {
            (kind, record.pk, field): _word(kind, record.pk, field)
            for kind, record in records_of.items()
            if OF_KIND[kind].objects.filter(pk=record.pk).exists()
            for field in corrected_fields(kind, record.pk)
            if field != "withdrawn"
        }
        if step[0] == "read":
            records.apply(made, a_reading(**step[1]))
            assert {key: _word(*key) for key in theirs} == theirs
        elif step[0] == "undo":
            newest = (
                Correction.objects.filter(by=editor, undoes=None, undone_by=None, record_kind__in=OF_KIND)
                .order_by("-id")
                .first()
            )
            _try(lambda newest=newest: newest and review.undo(correction=newest, by=editor))
        else:
            kind, field, value = step
            record = records_of[kind]
            if OF_KIND[kind].objects.filter(pk=record.pk).exists():
                _try(lambda r=record, f=field, v=value: review.correct(record=r, field=f, value=v, by=editor))
        _assert_the_history_is_whole(records_of)
    assert made.machine_incidents.count() == 1 and mine.claims.count() == 1 and made.statements.count() == 1


def _try(act: Any) -> None:
    """A refusal is an answer, not a failure; it leaves nothing half-done."""
    try:
        with transaction.atomic():
            act()
    except review.Refused:
        pass


def _assert_the_history_is_whole(records_of: dict[str, Any]) -> None:
    """Each change of a field starts from what the change before it made, and the last one is what stands now."""
    for kind, record in records_of.items():
        rows = (
            Correction.objects.filter(record_kind=kind, record_id=record.pk).exclude(field="participant").order_by("id")
        )
        last: dict[str, Any] = {}
        for row in rows:
            assert row.field not in last or last[row.field] == row.before, (kind, row)
            last[row.field] = row.after
