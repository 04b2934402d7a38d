"""Records that a person enters, from the words of a report that tell of them or by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import plain
from incidents.models import About, Changeset, Claim, Incident, Report, ReportIncident, Statement, User
from incidents.parsing.evidence import Span
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import typed
from incidents.review.refusals import Refused, demand
from incidents.review.rules import check, refuse_merged
from incidents.review.words import COUNT, WHEN, add_words, figure_in, when_in, words_at

Values = Mapping[str, Any]


@transaction.atomic
def enter_incident(
    *, report: Report, span: Span, values: Values, by: User, role: str = "primary", reason: str = "",
    changeset: Changeset | None = None,
) -> Incident:  # fmt: skip
    """An incident that the report tells of in these words; a day that they name is read from them unless it is given."""
    demand(by, Act.CORRECT)
    said = {} if set(WHEN) & values.keys() else when_in(words_at(report, span), report)
    given = _typed("incident", {**said, **values})
    incident = Incident(read_from=report, status="in_review", confidence=1.0, **given)
    incident.locate()
    check(incident)
    incident.save()
    ReportIncident.objects.create(report=report, incident=incident, role=role)
    add_words(incident, ("itself", *said), report, span)
    title = f"Entered incident #{incident.pk}"
    with act(by=by, kind="enter", title=title, reason=reason, within=changeset) as one_act:
        _keep_new(incident, given, by, reason, one_act)
        log.keep(incident, "status", "withdrawn", "in_review", by=by, reason=reason, changeset=one_act)
    return incident


@transaction.atomic
def add_incident(*, values: Values, by: User, reason: str = "", changeset: Changeset | None = None) -> Incident:
    """An incident entered by a person, without words of a report behind it."""
    demand(by, Act.CORRECT)
    given = _typed("incident", values)
    incident = Incident(status="in_review", confidence=1.0, **given)
    incident.locate()
    check(incident)
    incident.save()
    title = f"Entered incident #{incident.pk}"
    with act(by=by, kind="enter", title=title, reason=reason, within=changeset) as one_act:
        _keep_new(incident, given, by, reason, one_act)
        log.keep(incident, "status", "withdrawn", "in_review", by=by, reason=reason, changeset=one_act)
    return incident


@transaction.atomic
def enter_claim(
    *, incident: Incident, report: Report, span: Span, values: Values, by: User, reason: str = "",
    changeset: Changeset | None = None,
) -> Claim:  # fmt: skip
    """A figure of the report, read from these words unless it is given."""
    demand(by, Act.CORRECT)
    refuse_merged(incident)
    said = {} if set(COUNT) & values.keys() else figure_in(words_at(report, span))
    given = _typed("claim", {**said, **values})
    claim = Claim(incident=incident, report=report, **given)
    _save_claim(claim)
    add_words(claim, ("itself", *said), report, span)
    with act(by=by, kind="enter", title=f"Entered claim #{claim.pk}", reason=reason, within=changeset) as one_act:
        _keep_new(claim, given, by, reason, one_act)
        log.keep(claim, "withdrawn", True, False, by=by, reason=reason, changeset=one_act)
    return claim


@transaction.atomic
def enter_statement(
    *, report: Report, span: Span, values: Values, by: User, about: Iterable[Incident] = (), reason: str = "",
    changeset: Changeset | None = None,
) -> Statement:  # fmt: skip
    """These words are what somebody said; `values` say who, with which cue, and how it was put."""
    demand(by, Act.CORRECT)
    given = _typed("statement", {"content": words_at(report, span), "kind": "indirect", **values})
    if not given.get("cue"):
        raise Refused("cue: give the word that says so: said, reported, denied.", "cue")
    statement = Statement.objects.create(report=report, position=span.start, **given)
    add_words(statement, ("itself", "content"), report, span)
    with act(by=by, kind="enter", title=f"Entered statement #{statement.pk}", reason=reason, within=changeset) as one_act:  # fmt: skip
        _keep_new(statement, given, by, reason, one_act)
        log.keep(statement, "withdrawn", True, False, by=by, reason=reason, changeset=one_act)
        for incident in about:
            link = About.objects.create(statement=statement, incident=incident)
            log.keep(link, "itself", None, incident.pk, by=by, changeset=one_act)
    return statement


@transaction.atomic
def add_claim(
    *, incident: Incident, by: User, reason: str = "", changeset: Changeset | None = None, **values: Any
) -> Claim:
    """A figure entered by a person, without words of a report behind it."""
    demand(by, Act.CORRECT)
    refuse_merged(incident)
    given = _typed("claim", values)
    claim = Claim(incident=incident, **given)
    _save_claim(claim)
    with act(by=by, kind="enter", title=f"Entered claim #{claim.pk}", reason=reason, within=changeset) as one_act:
        _keep_new(claim, given, by, reason, one_act)
        log.keep(claim, "withdrawn", True, False, by=by, reason=reason, changeset=one_act)
    return claim


def _typed(kind: str, values: Values) -> dict[str, Any]:
    return {name: typed(kind, name, value) for name, value in values.items()}


def _save_claim(claim: Claim) -> None:
    check(claim)
    claim.save()


def _keep_new(record: Any, given: Mapping[str, Any], by: User, reason: str, one_act: Changeset) -> None:
    """The record, and each value as this person's word."""
    log.keep(record, "itself", None, str(record)[:200], by=by, reason=reason, changeset=one_act)
    for name, value in given.items():
        log.keep(record, name, None, plain(value), by=by, reason=reason, changeset=one_act)
