"""Every version of an incident can be read and brought back."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents import records, review
from incidents.models import Incident, Report, User
from tests.records.readings import a_reading, incident_of


def changed(report: Report, editor: User) -> Incident:
    """Corrected, read again, corrected in several fields at once, and confirmed."""
    one = incident_of(report)
    review.correct(record=one, field="modality", value="denied", by=editor, reason="see paragraph 2")
    records.apply(report, a_reading(first=dt.date(2021, 7, 4)))
    review.correct_all(
        record=one, values={"date_start": "2021-07-01", "date_end": "2021-07-03", "date_prec": "2"}, by=editor
    )
    review.set_status(incident=one, status="confirmed", by=editor)
    return Incident.objects.get(pk=one.pk)


def told(one: Incident) -> tuple[object, ...]:
    return one.modality, str(one.date_start), one.date_prec, one.status


def test_each_act_and_each_reading_is_a_version_with_its_fields(report: Report, editor: User) -> None:
    shown = review.versions(changed(report, editor))
    assert [(one.number, str(one.by or one.parser)) for one in shown] == [
        (5, editor.username), (4, editor.username), (3, "hand"), (2, editor.username),
    ]  # fmt: skip
    assert [[c.field for c in one.changes] for one in shown] == [
        ["status"], ["date_start", "date_end", "date_prec"], ["date_start", "date_end"], ["modality"],
    ]  # fmt: skip
    assert shown[3].reason == "see paragraph 2"


def tags_of(one: Incident) -> list[str]:
    return sorted(one.tags.values_list("name", flat=True))


def test_a_version_comes_back_with_its_tags_and_goes_with_them(report: Report, editor: User) -> None:
    one = incident_of(report)
    for field, name in (("tag", "winter"), ("tag", "river"), ("untag", "winter")):
        review.change_many(Incident.objects.filter(pk=one.pk), review.Change(field, name), by=editor)
    one.refresh_from_db()
    for version, tags in ((1, []), (2, ["winter"]), (3, ["river", "winter"])):
        review.restore(incident=one, version=version, by=editor)
        assert tags_of(one) == tags
        act = review.last_act(editor)
        assert act is not None and act.kind == "restore"
        review.undo_changeset(changeset=act, by=editor)
        assert tags_of(one) == ["river"]


VERSIONS = [
    (1, ("actual", "2021-07-05", 1, "machine")),
    (2, ("denied", "2021-07-05", 1, "machine")),
    (3, ("denied", "2021-07-04", 1, "machine")),
    (4, ("denied", "2021-07-01", 2, "machine")),
]


@pytest.mark.parametrize(("number", "values"), VERSIONS)
def test_any_version_comes_back_stays_over_a_reading_and_goes_again(
    report: Report, editor: User, number: int, values: tuple[object, ...]
) -> None:
    one = changed(report, editor)
    before = told(one)
    assert told(review.restore(incident=one, version=number, by=editor)) == values
    records.apply(report, a_reading(modality="ordered", first=dt.date(2021, 7, 8)))
    one.refresh_from_db()
    assert told(one) == values
    act = review.last_act(editor)
    assert act is not None and act.kind == "restore"
    review.undo_changeset(changeset=act, by=editor)
    one.refresh_from_db()
    assert told(one) == before


@pytest.mark.parametrize("number", [0, -1, 5, 99])
def test_a_version_that_there_is_none_of_is_refused(report: Report, editor: User, number: int) -> None:
    with pytest.raises(review.Refused, match="from 1 to 4"):
        review.restore(incident=changed(report, editor), version=number, by=editor)
