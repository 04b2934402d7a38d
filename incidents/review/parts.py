"""Who took part: added and taken out by a person, and put back with the words it rested on."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from incidents.access import Act
from incidents.held import read_as
from incidents.models import Changeset, Correction, Evidence, Incident, Participant, Report, User
from incidents.parsing.evidence import Span
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import typed
from incidents.review.refusals import Refused, demand, demand_reason
from incidents.review.rules import refuse_merged
from incidents.review.words import KEPT, add_words

FIELD = "part"  # of the history: the participant as a whole, nothing where it was taken out


@transaction.atomic
def add_participant(
    *, incident: Incident, actor: str, role: str, by: User, report: Report | None = None, span: Span | None = None,
    reason: str = "", changeset: Changeset | None = None,
) -> Participant:  # fmt: skip
    """Somebody who took part, with the words that say so where there are some."""
    demand(by, Act.CORRECT)
    held: Incident = log.locked(incident)
    refuse_merged(held)
    who = typed("participant", "actor", actor)
    part = Participant(incident=held, actor=who, role=typed("participant", "role", role))
    log.save(part, "actor")
    if report and span:
        add_words(part, ("actor", "role"), report, span)
    title = f"Added {who} to incident #{held.pk}"
    with act(by=by, kind="enter", title=title, reason=reason, within=changeset) as one_act:
        _keep(held, part, None, _told(part), by, reason, one_act)
    return part


@transaction.atomic
def remove_participant(*, part: Participant, by: User, reason: str, changeset: Changeset | None = None) -> Correction:
    """No longer a participant; the history keeps it whole, and a reading of the report does not bring it in again."""
    demand(by, Act.CORRECT)
    demand_reason(reason)
    held = log.locked(part)
    before = _told(held)
    title = f"Took {held.actor} out of incident #{held.incident_id}"
    with act(by=by, kind="withdraw", title=title, reason=reason, within=changeset) as one_act:
        made = _keep(held.incident, held, before, None, by, reason, one_act)
        Participant.objects.filter(pk=held.pk).delete()
    return made


def set_part(pk: int, told: dict[str, Any] | None) -> None:
    """The participant as the history had it: put back under its own number, or taken out."""
    if told is None:
        Participant.objects.filter(pk=pk).delete()
        return
    fields = {name: value for name, value in told.items() if name not in ("words", "read_as")}
    try:
        Participant.objects.create(pk=pk, **fields)
    except IntegrityError as problem:
        raise Refused("actor: there is such a participant already.", "actor") from problem
    Evidence.objects.bulk_create(Evidence(participant_id=pk, **row) for row in told["words"])


def _told(part: Participant) -> dict[str, Any]:
    own = {name: getattr(part, name) for name in ("incident_id", "actor_id", "role", "home_id", "read_for_id")}
    actor, role = read_as(part)
    return {**own, "words": list(part.evidence.order_by("id").values(*KEPT)), "read_as": f"{actor} ({role})"}


def _keep(
    incident: Incident, part: Participant, before: Any, after: Any, by: User, reason: str, one_act: Changeset
) -> Correction:
    """In its own history, and in words in the history of the incident that it is read for."""
    made = log.keep(part, FIELD, before, after, by=by, reason=reason, changeset=one_act)
    owner = Incident(pk=part.read_for_id or part.home_id or part.incident_id, version=incident.version)
    old, new = (told["read_as"] if told else None for told in (before, after))
    log.keep(owner, "participant", old, new, by=by, reason=reason, changeset=one_act, follows=made)
    return made
