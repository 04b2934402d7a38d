"""Records that a person enters, from the words of a report that tell of them or by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import plain
from incidents.models import About, Changeset, Claim, Incident, Report, ReportIncident, Statement, User
from incidents.named import locate
from incidents.parsing.evidence import Span
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import typed
from incidents.review.quoting import cue_before
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
    said = {} if set(WHEN) & values.keys() else when_in(words_at(report, span), report)
    incident = _incident({**said, **values}, by, reason, changeset, read_from=report)
    ReportIncident.objects.create(report=report, incident=incident, role=role)
    add_words(incident, ("itself", *said), report, span)
    return incident


@transaction.atomic
def add_incident(*, values: Values, by: User, reason: str = "", changeset: Changeset | None = None) -> Incident:
    """An incident entered by a person, without words of a report behind it."""
    return _incident(values, by, reason, changeset)


@transaction.atomic
def enter_claim(
    *, incident: Incident, report: Report, span: Span, values: Values, by: User, reason: str = "",
    changeset: Changeset | None = None,
) -> Claim:  # fmt: skip
    """A figure of the report, read from these words unless it is given."""
    said = {} if set(COUNT) & values.keys() else figure_in(words_at(report, span))
    claim = _claim(incident, {**said, **values}, by, reason, changeset, report=report)
    add_words(claim, ("itself", *said), report, span)
    return claim


@transaction.atomic
def add_claim(
    *, incident: Incident, by: User, reason: str = "", changeset: Changeset | None = None, **values: Any
) -> Claim:
    """A figure entered by a person, without words of a report behind it."""
    return _claim(incident, values, by, reason, changeset)


@transaction.atomic
def enter_statement(
    *, report: Report, span: Span, values: Values, by: User, about: Iterable[Incident] = (), reason: str = "",
    changeset: Changeset | None = None,
) -> Statement:  # fmt: skip
    """These words are what somebody said; `values` say who, with which cue, and how it was put.

    Where the words begin with the cue, "said that …", it is the cue, and what was said begins behind it.
    """
    demand(by, Act.CORRECT)
    told = [_standing(incident) for incident in about]
    cue, said = cue_before(report.text, span)
    read = {"cue": words_at(report, cue)} if cue else {}
    given = _typed("statement", {"content": words_at(report, said), "kind": "indirect", **values, **read})
    if not given.get("cue"):
        raise Refused("cue: give the word that says so: said, reported, denied.", "cue")
    statement = Statement.objects.create(report=report, position=said.start, **given)
    add_words(statement, ("itself", "content"), report, said)
    if cue:
        add_words(statement, ("cue",), report, cue)
    one_act = _keep_new(statement, given, by, reason, changeset)
    for incident in told:
        link = About.objects.create(statement=statement, incident=incident)
        log.keep(link, "itself", None, incident.pk, by=by, changeset=one_act)
    return statement


def _incident(values: Values, by: User, reason: str, changeset: Changeset | None, **more: Any) -> Incident:
    demand(by, Act.CORRECT)
    given = _typed("incident", values)
    incident = Incident(status="in_review", confidence=1.0, **given, **more)
    locate(incident)
    check(incident)
    incident.save()
    _keep_new(incident, given, by, reason, changeset)
    return incident


def _claim(
    incident: Incident, values: Values, by: User, reason: str, changeset: Changeset | None, **more: Any
) -> Claim:
    demand(by, Act.CORRECT)
    given = _typed("claim", values)
    claim = Claim(incident=_standing(incident), **given, **more)
    check(claim)
    claim.save()
    _keep_new(claim, given, by, reason, changeset)
    return claim


def _typed(kind: str, values: Values) -> dict[str, Any]:
    return {name: typed(kind, name, value) for name, value in values.items()}


def _standing(incident: Incident) -> Incident:
    """The incident, which nobody merges away meanwhile. Refused where it was."""
    held: Incident = log.locked(incident)
    refuse_merged(held)
    return held


def _keep_new(record: Any, given: Values, by: User, reason: str, within: Changeset | None) -> Changeset:
    """The record, each value as this person's word, and that it counts, which is what taking it back ends."""
    counts = ("status", "withdrawn", record.status) if isinstance(record, Incident) else ("withdrawn", True, False)
    title = f"Entered {log.KINDS[type(record)]} #{record.pk}"
    with act(by=by, kind="enter", title=title, reason=reason, within=within) as one_act:
        log.keep(record, "itself", None, str(record)[:200], by=by, reason=reason, changeset=one_act)
        for name, value in given.items():
            log.keep(record, name, None, plain(value), by=by, reason=reason, changeset=one_act)
        log.keep(record, *counts, by=by, reason=reason, changeset=one_act)
    return one_act
