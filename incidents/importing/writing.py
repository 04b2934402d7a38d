"""The lines of a file as records: one act, one undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from incidents.access import Act
from incidents.importing.lines import CLAIM, FIELDS, Line
from incidents.models import Changeset, Incident, User
from incidents.review import act, add_claim, add_incident, correct_all
from incidents.review.refusals import demand

FILES = 7_201_102  # the lock of those who import, an arbitrary number


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """While it is open nobody else compares and writes lines so: of two equal files at once, the second finds what the first made."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILES])
        yield


@transaction.atomic
def write(lines: Iterable[Line], *, by: User, name: str, reason: str = "") -> Changeset | None:
    """New and changed lines; the same and the wrong ones are left out. None where nothing was to be done.

    Raises Refused or, where a field of a line was changed since the lines were compared, Conflict; then nothing is written.
    """
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
    correct_all(record=record, values=values, by=by, reason=reason, expected_version=line.version, changeset=one_act)
