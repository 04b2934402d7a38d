"""What a person enters from a report's words: the words stand behind it, a reading leaves it alone, and it can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents import records, review
from incidents.access import Role
from incidents.models import About, Claim, Evidence, Incident, Participant, Place, Report, Statement, User
from incidents.models.evidence import BY_A_PERSON
from incidents.parsing.evidence import Span
from tests.factories import a_report, a_user, an_incident
from tests.records.readings import a_read_report, a_reading, incident_of
from tests.records.states import differences, state

TEXT = (
    "Over 1,000 soldiers of the Northern Brigade crossed the river under fire, the border service said on Monday. "
    "About 40 drivers were held at Stone Ford on July 3, the customs office added."
)


@pytest.fixture
def report(borders: object) -> Report:
    return a_read_report(TEXT)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def words_behind(field: str, **record: Any) -> list[tuple[str, str]]:
    return [(one.words, one.rule) for one in Evidence.objects.filter(field=field, **record)]


def undo_last(editor: User) -> None:
    act = review.last_act(editor)
    assert act is not None
    review.undo_changeset(changeset=act, by=editor)


def test_an_incident_entered_from_words_has_them_and_the_day_they_name(report: Report, editor: User) -> None:
    span = at("About 40 drivers were held at Stone Ford on July 3")
    made = review.enter_incident(
        report=report, span=span, values={"event_type": "detention", "border": "AF-TJ", "where_prec": "5"}, by=editor
    )
    assert (made.date_start, made.date_prec, made.status) == (dt.date(2021, 7, 3), 1, "in_review")
    assert made.geometry is not None and report in made.reports.all()
    for field in ("itself", "date_start"):
        assert words_behind(field, incident=made) == [(span.of(TEXT), BY_A_PERSON)]
    assert words_behind("border", incident=made) == [], "typed by a person, who stands in the history"


def test_a_reading_neither_doubles_nor_changes_what_a_person_entered(report: Report, editor: User) -> None:
    undone = incident_of(report)
    made = review.enter_incident(
        report=report, span=at("drivers were held"), values={"event_type": "detention"}, by=editor
    )
    claim = review.enter_claim(
        incident=made,
        report=report,
        span=at("About 40 drivers"),
        values={"kind": "detained", "unit": "drivers"},
        by=editor,
    )
    said = review.enter_statement(
        report=report,
        span=at("drivers were held"),
        values={"cue": "added", "speaker": "customs office"},
        by=editor,
        about=[made],
    )
    before = state()
    records.apply(report, a_reading())
    assert differences(before, state()) == {}
    records.apply(report, a_reading(found=False))
    undone.refresh_from_db()
    assert undone.status == "withdrawn" and said.about.get() == made
    for one in (made, claim, said):
        one.refresh_from_db()
    assert made.status == "in_review" and claim.withdrawn_at is None and said.withdrawn_at is None


@pytest.mark.parametrize(
    ("words", "figure"), [("About 40 drivers", (40, 40, "about")), ("Over 1,000 soldiers", (1000, None, "over"))]
)
def test_a_claim_entered_from_words_has_the_figure_that_they_give(
    report: Report, editor: User, words: str, figure: tuple[Any, ...]
) -> None:
    claim = review.enter_claim(
        incident=incident_of(report), report=report, span=at(words), values={"kind": "other"}, by=editor
    )
    assert (claim.low, claim.high, claim.comparator) == figure
    assert words_behind("low", claim=claim)[0][0] == words


def test_words_without_a_figure_make_no_claim_unless_it_is_given(report: Report, editor: User) -> None:
    one = incident_of(report)
    with pytest.raises(review.Refused, match="at least one end"):
        review.enter_claim(
            incident=one, report=report, span=at("drivers were held"), values={"kind": "detained"}, by=editor
        )
    given = review.enter_claim(
        incident=one, report=report, span=at("drivers were held"), values={"kind": "detained", "low": "2"}, by=editor
    )
    assert given.low == 2 and words_behind("low", claim=given) == []


def test_what_was_entered_and_taken_back_counts_no_longer_and_comes_back(report: Report, editor: User) -> None:
    before = state()
    made = review.enter_incident(
        report=report, span=at("drivers were held"), values={"event_type": "detention"}, by=editor
    )
    undo_last(editor)
    made.refresh_from_db()
    assert made.status == "withdrawn" and made.event_type == "detention"
    assert not {key for key in differences(before, state()) if key in before}
    said = review.enter_statement(report=report, span=at("were held"), values={"cue": "added"}, by=editor)
    undo_last(editor)
    said.refresh_from_db()
    assert said.withdrawn_at is not None and not Statement.objects.current().filter(pk=said.pk).exists()


CUES = [
    ("said that the crossing is closed", "said", "the crossing is closed"),
    ("said the crossing is closed", "said", "the crossing is closed"),
    ("has also warned that more will come", "warned", "more will come"),
    ("told reporters on Monday that it was shut", "told", "it was shut"),
    ("denied: “nobody crossed”", "denied", "“nobody crossed”"),
    ("claims that it did", "claims", "it did"),
    ("reports of fighting were false", "added", "reports of fighting were false"),
    ("reported seeing vehicles that crossed", "reported", "seeing vehicles that crossed"),
    ("the crossing is closed", "added", "the crossing is closed"),
    ("said", "added", "said"),
]


@pytest.mark.parametrize(("selected", "cue", "content"), CUES)
def test_a_statement_begins_behind_the_cue_that_was_selected_with_it(
    editor: User, selected: str, cue: str, content: str
) -> None:
    report = a_report(f"The ministry {selected} and no more.")
    start = report.text.index(selected)
    span = Span(start, start + len(selected))
    said = review.enter_statement(report=report, span=span, values={"cue": "added"}, by=editor)
    assert (said.cue, said.content) == (cue, content)
    assert words_behind("content", statement=said) == [(content, BY_A_PERSON)]
    assert words_behind("cue", statement=said) == ([] if cue == "added" else [(cue, BY_A_PERSON)])


# --- words for a field ------------------------------------------------------------------------------------------------

CASES = [
    ("incident", "date_start", "July 3", {"date_start": dt.date(2021, 7, 3), "date_end": dt.date(2021, 7, 3), "date_prec": 1}),
    ("incident", "place", "Stone Ford", {"place_name": "Stone Ford"}),
    ("claim", "low", "About 40", {"low": 40, "high": 40, "comparator": "about"}),
    ("claim", "unit", "drivers", {"unit": "drivers"}),
    ("statement", "cue", "added", {"cue": "added"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "words", "values"), CASES, ids=lambda case: str(case)[:12])
def test_words_assigned_to_a_field_are_its_evidence_and_its_value_and_go_again(
    report: Report, editor: User, kind: str, field: str, words: str, values: dict[str, Any]
) -> None:
    record = record_of(report, kind)
    before = state()
    review.assign_words(record=record, field=field, report=report, span=at(words), by=editor)
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in values} == values
    for name in values:
        assert words_behind(name, **{kind: record}) == [(words, BY_A_PERSON)]
    records.apply(report, a_reading())
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in values} == values
    assert words_behind(next(iter(values)), **{kind: record}) == [(words, BY_A_PERSON)]
    undo_last(editor)
    assert differences(before, state()) == {}


def record_of(report: Report, kind: str) -> Any:
    one = incident_of(report)
    return {"incident": one, "claim": one.claims.get(), "statement": report.statements.get()}[kind]


def test_of_two_places_of_a_name_the_one_by_the_border_is_meant(report: Report, editor: User) -> None:
    one = incident_of(report)
    far, near = (
        Place.objects.create(name="Stone Ford", kind="city", country=c, point=p)
        for c, p in (("FR", "POINT(2 48)"), ("TJ", "POINT(70 37)"))
    )
    review.assign_words(record=one, field="place", report=report, span=at("Stone Ford"), by=editor)
    one.refresh_from_db()
    assert one.place == near != far


def test_words_that_do_not_say_it_are_refused_unless_the_value_is_given(report: Report, editor: User) -> None:
    one = incident_of(report)
    with pytest.raises(review.Refused, match="give the value besides"):
        review.assign_words(record=one, field="date_start", report=report, span=at("Stone Ford"), by=editor)
    review.assign_words(record=one, field="modality", report=report, span=at("were held"), by=editor, value="denied")
    one.refresh_from_db()
    assert one.modality == "denied" and words_behind("modality", incident=one) == [("were held", BY_A_PERSON)]
    with pytest.raises(review.Refused, match="choose some words"):
        review.assign_words(record=one, field="modality", report=report, span=Span(900, 910), by=editor, value="actual")


def test_an_anchor_that_no_longer_fits_is_said_to_be_lost_and_stays_where_it_was(report: Report, editor: User) -> None:
    one = incident_of(report)
    review.assign_words(record=one, field="modality", report=report, span=at("were held"), by=editor, value="denied")
    Report.objects.filter(pk=report.pk).update(text="Corrected: " + TEXT)
    held = Evidence.objects.get(incident=one, field="modality")
    assert not held.fits and (held.start, held.words) == (at("were held").start, "were held")


# --- who took part ----------------------------------------------------------------------------------------------------


def test_a_participant_taken_out_stays_out_and_comes_back_with_its_words(report: Report, editor: User) -> None:
    before = state()
    part = Participant.objects.get()
    review.remove_participant(part=part, by=editor, reason="a unit of the other side")
    records.apply(report, a_reading())
    assert not Participant.objects.exists()
    undo_last(editor)
    assert differences(before, state()) == {}
    records.apply(report, a_reading())
    assert Participant.objects.get().pk == part.pk


def test_an_added_participant_has_its_words_survives_a_reading_and_is_taken_back(report: Report, editor: User) -> None:
    before = state()
    part = review.add_participant(
        incident=incident_of(report),
        actor="customs office",
        role="host",
        by=editor,
        report=report,
        span=at("customs office"),
    )
    assert words_behind("actor", participant=part) == [("customs office", BY_A_PERSON)]
    records.apply(report, a_reading())
    assert Participant.objects.count() == 2
    undo_last(editor)
    assert differences(before, state()) == {}


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST])
def test_only_editors_enter_records(report: Report, role: Role) -> None:
    visitor = a_user(role=role)
    counted = Incident.objects.count(), Claim.objects.count(), About.objects.count()
    with pytest.raises(review.Refused, match="Editor"):
        review.enter_incident(report=report, span=at("were held"), values={"event_type": "detention"}, by=visitor)
    with pytest.raises(review.Refused, match="Editor"):
        review.enter_claim(
            incident=an_incident(), report=report, span=at("About 40"), values={"kind": "other"}, by=visitor
        )
    assert (Incident.objects.count() - 1, Claim.objects.count(), About.objects.count()) == counted
