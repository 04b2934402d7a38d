"""Words of a report that a person chose: as evidence of a field or a new record, and the value that they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.gis.db.models.functions import Distance
from django.db import transaction
from django.db.models import Q

from incidents.access import Act
from incidents.held import number_typed
from incidents.models import Border, Changeset, Claim, Correction, Evidence, Incident, Participant, Place, Report, User
from incidents.models.evidence import BY_A_PERSON
from incidents.parsing.evidence import Span
from incidents.parsing.stages.dates import first_date_in
from incidents.parsing.stages.numbers import count_in
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import correct_all
from incidents.review.refusals import Refused, demand
from incidents.review.rules import refuse_merged

Target = Incident | Claim | Participant | Any
Values = dict[str, Any]
WHEN = ("date_start", "date_end", "date_prec", "part_of_day")
COUNT = ("low", "high", "comparator")
PREFIX = "words."  # of the field in the history
KEPT = ("id", "report_id", "start", "end", "words", "field", "rule", "reason", "parser_version")


def words_at(report: Report, span: Span) -> str:
    """The words. Refused where the report has none there."""
    words = span.of(report.text)
    if not words.strip() or span.end > len(report.text):
        raise Refused("words: choose some words of the report.", "words")
    return words


def evidence_of(record: Target, field: str) -> Any:
    return Evidence.objects.filter(**{log.KINDS[type(record)]: record}, field=field)


def add_words(record: Target, fields: tuple[str, ...], report: Report, span: Span) -> None:
    """Evidence of a person's choosing, for each of the fields."""
    words = words_at(report, span)
    target = {log.KINDS[type(record)]: record, "report": report}
    Evidence.objects.bulk_create(
        Evidence(**target, start=span.start, end=span.end, words=words, field=field, rule=BY_A_PERSON)
        for field in fields
    )


@transaction.atomic
def assign_words(
    *, record: Target, field: str, report: Report, span: Span, by: User, value: Any = None, reason: str = "",
    changeset: Changeset | None = None,
) -> list[Correction]:  # fmt: skip
    """These words are the field's evidence from now on, and what they say its value; or `value`, where it is given.

    Refused where nothing is given and the words say no such value.
    """
    demand(by, Act.CORRECT)
    held = log.locked(record)
    refuse_merged(held)
    words = words_at(report, span)
    kind = log.KINDS[type(record)]
    values = {field: value} if value is not None else _said(kind, field, words, report, held)
    title = f"Words for {log.named(field)} of {kind} #{held.pk}"
    with act(by=by, kind="words", title=title, reason=reason, within=changeset) as one_act:
        made = correct_all(record=held, values=values, by=by, reason=reason, changeset=one_act)
        held.refresh_from_db()
        for name in values:
            made.append(_replace(held, name, report, span, by, reason, one_act))
    return made


def _replace(
    held: Target, field: str, report: Report, span: Span, by: User, reason: str, one_act: Changeset
) -> Correction:
    before = told(held, field)
    evidence_of(held, field).delete()
    add_words(held, (field,), report, span)
    return log.keep(held, PREFIX + field, before, told(held, field), by=by, reason=reason, changeset=one_act)


def told(held: Target, field: str) -> list[Values]:
    """The evidence of a field as the history keeps it, row by row."""
    return list(evidence_of(held, field).order_by("id").values(*KEPT))


def set_words(held: Target, field: str, rows: list[Values]) -> None:
    """The evidence of a field as it was."""
    name = field.removeprefix(PREFIX)
    evidence_of(held, name).delete()
    Evidence.objects.bulk_create(Evidence(**{log.KINDS[type(held)]: held}, **row) for row in rows)


# --- what words say ---------------------------------------------------------------------------------------------------


def when_in(words: str, report: Report) -> Values:
    """The day that the words name, counted from the report's; nothing where they name none."""
    when = first_date_in(words, report.published_on)
    if when is None:
        return {}
    return {"date_start": when.first, "date_end": when.last, "date_prec": when.prec, "part_of_day": when.part_of_day}


def figure_in(words: str) -> Values:
    """The figure that the words give, with its comparator; nothing where they give none."""
    count = count_in(words)
    if count is None:
        return {}
    ends = {name: None if end is None else number_typed(Decimal(str(end))) for name, end in _ends(count)}
    return {**ends, "comparator": count.comparator}


def _ends(count: Any) -> tuple[tuple[str, float | None], ...]:
    return ("low", count.low), ("high", count.high)


def _place_in(words: str, record: Target) -> Values:
    """The place of that name, of several the one nearest to the incident's border."""
    named = Place.objects.filter(Q(name__iexact=words) | Q(names__contains=[words]), point__isnull=False)
    border = getattr(record, "border", None)
    if border:
        named = named.annotate(away=Distance("point", border.section)).order_by("away", "-population", "pk")
    place = named.order_by(*(("away",) if border else ("-population",)), "pk").first()
    return {"place": place.pk, "place_name": words} if place else {"place_name": words}


def _border_in(words: str) -> Values:
    border = Border.objects.filter(Q(name__iexact=words) | Q(names__contains=[words])).first()
    return {"border": border.code} if border else {}


def _itself(field: str, words: str) -> Values:
    return {field: words}


def _said(kind: str, field: str, words: str, report: Report, record: Target) -> Values:
    flat = " ".join(words.split())
    readers: Mapping[tuple[str, str], Callable[[], Values]] = {
        **{("incident", name): lambda: when_in(flat, report) for name in WHEN},
        **{("incident", name): lambda: _place_in(flat, record) for name in ("place", "place_name")},
        ("incident", "border"): lambda: _border_in(flat),
        **{("claim", name): lambda: figure_in(flat) for name in COUNT},
        **{("claim", name): lambda: _itself(field, flat) for name in ("unit", "attributed_to")},
        ("statement", "date"): lambda: {"date": when_in(flat, report).get("date_start")},
        **{("statement", name): lambda: _itself(field, flat) for name in ("speaker", "affiliation", "cue", "content")},
        ("participant", "actor"): lambda: _itself(field, flat),
    }
    read = readers.get((kind, field))
    values = read() if read else {}
    if not values or values.get(field, "") is None:
        raise Refused(f"{field}: these words do not say it; give the value besides.", field)
    return values
