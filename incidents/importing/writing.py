"""The lines of a file as records: one act, one undo."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from incidents.access import Act
from incidents.importing.lines import CLAIM, FIELDS, Line
from incidents.models import Changeset, Incident, User
from incidents.review import act, add_claim, add_incident, correct_all
from incidents.review.refusals import demand


@transaction.atomic
def write(lines: Iterable[Line], *, by: User, name: str, reason: str = "") -> Changeset | None:
    """New and changed lines; the same and the wrong ones are left out. None where nothing was to be done."""
    demand(by, Act.CORRECT)
    with act(by=by, kind="import", title=f"Imported {name[:120]}", reason=reason) as one_act:
        for line in lines:
            if line.state == "new":
                _add(line, by, one_act, reason)
            elif line.state == "changed":
                _change(line, by, one_act, reason)
    return one_act if one_act.pk else None


def _add(line: Line, by: User, one_act: Changeset, reason: str) -> None:
    values = {name: line.told[column] for column, name in FIELDS.items() if line.told.get(column)}
    if line.place:
        values["place"] = line.place
    incident = add_incident(values=values, by=by, reason=reason, changeset=one_act)
    if {"low", "high"} & line.claim.keys():
        add_claim(incident=incident, by=by, reason=reason, changeset=one_act, **_claim(line))


def _claim(line: Line) -> dict[str, str]:
    """Two ends that differ are a range, one end alone is open."""
    told = {name: line.claim.get(name, "") for name in CLAIM.values()}
    low, high = told["low"], told["high"]
    comparator = ("exact" if float(low) == float(high) else "range") if low and high else "over" if low else "up_to"
    return {**told, "comparator": comparator}


def _change(line: Line, by: User, one_act: Changeset, reason: str) -> None:
    record = Incident.objects.get(pk=line.incident)
    values = {FIELDS[change.column]: change.after for change in line.changes}
    correct_all(record=record, values=values, by=by, reason=reason, changeset=one_act)
