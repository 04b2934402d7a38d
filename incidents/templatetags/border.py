"""How values read on a page: dates with their precision, places, directions, figures, confidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from incidents import ledger
from incidents.models import Claim, Evidence, Incident
from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.calendar import last_of_month
from incidents.search.finding import END, HIT

register = template.Library()


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def range_words(first: date, last: date) -> str:
    """ "5 Jul 2021", "3–4 Jul 2021", "29 Jun – 5 Jul 2021"; a whole month by its name."""
    if first == last:
        return _day(first)
    if first.day == 1 and last == last_of_month(first.year, first.month):
        return f"{first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


@register.filter
def when_words(incident: Incident) -> str:
    """When, as sure as the text: "5 Jul 2021, early hours", "some time in June 2021", "since 1 Jul 2021"."""
    if not incident.date_start:
        return "no date"
    last = incident.date_end or incident.date_start
    words = range_words(incident.date_start, last)
    if incident.date_start != last and not incident.lasted:
        words = f"some time in {words}"
    part = codes.PARTS_OF_DAY.get(incident.part_of_day, "")
    return f"{words}, {part}" if part else words


@register.filter
def country_name(code: str) -> str:
    country = load_world().country(code) if code else None
    return country.name if country else code


@register.filter
def direction_words(incident: Incident) -> str:
    return way_words(incident.from_country, incident.to_country)


def way_words(from_country: str, to_country: str) -> str:
    """ "Afghanistan → Tajikistan", one-sided where only one side is known."""
    start, end = country_name(from_country), country_name(to_country)
    if start and end:
        return f"{start} → {end}"
    return f"from {start}" if start else f"to {end}" if end else ""


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str | None) -> SafeString:
    """The choices of a select, hundreds of them at once, with the chosen one marked."""
    marked = ((code, mark_safe(" selected") if code == chosen else "", words) for code, words in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


@register.filter
def where_words(incident: Incident) -> str:
    prec = codes.WHERE_PRECISIONS.get(incident.where_prec or 0, "")
    name = incident.place_name or (incident.border.name if incident.border else "") or "no place"
    if incident.border and incident.geometry is not None and incident.geometry.geom_type != "Point":
        return f"{name}, section of {incident.border.length_km:,.0f} km, no place named"
    return f"{name} ({prec})" if prec else name


@register.filter
def confidence_words(incident: Incident) -> str:
    value = incident.confidence
    word = "high" if value >= 0.8 else "middling" if value >= 0.6 else "low"
    return f"{word} ({value:.2f})"


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


@register.filter
def claim_words(claim: Claim) -> str:
    return ledger.claim_words(claim) + (" kg" if claim.kind == "seized_kg" else "")


@register.filter
def evidence_label(evidence: Evidence) -> str:
    """Which record's which field: "claim, low"."""
    kind = next(
        (k for k in ("claim", "participant", "statement", "incident") if getattr(evidence, f"{k}_id")), "report"
    )
    return f"{kind}, {evidence.field.replace('_', ' ')}" if evidence.field != "itself" else kind


@register.filter
def family_of(event_type: str) -> str:
    return next((kind.family for kind in load_event_types() if kind.code == event_type), "other")


@register.filter
def words(text: str) -> list[str]:
    """ "a b c" as a list to loop over."""
    return text.split()


@register.filter
def all_of(query: QueryDict, name: str) -> list[str]:
    return query.getlist(name)


@register.filter
def begins(text: str, start: str) -> bool:
    return text.startswith(start)


@register.filter
def get(table: dict[str, Any], key: str) -> Any:
    return table.get(key)


@register.filter
def shown(value: Any) -> str:
    """A stored value for the history: empty things say so."""
    return "—" if value in (None, "") else "yes" if value is True else "no" if value is False else str(value)


@register.filter
def field_label(name: str) -> str:
    return name.replace("words.", "words for ").replace("_", " ").capitalize()


@register.filter
def hits(text: str) -> SafeString:
    """A text with the searched words marked; whatever else it holds is shown as text."""
    return mark_safe(escape(text).replace(HIT, '<mark class="hit">').replace(END, "</mark>"))


@register.filter(is_safe=True)
def trimmed(text: str) -> str:
    """Without the blanks around it, so that an empty cell is one for the style sheet too."""
    return text.strip()


@register.filter
def per_cent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def unlocalised(number: float) -> str:
    """A number as HTML's attributes want it, whatever language the page speaks."""
    return f"{number:.3f}"


@register.filter
def seconds_words(seconds: float) -> str:
    """ "0.42 s", "12 s"."""
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


UNITS = ((86_400, "days"), (3_600, "h"), (60, "min"), (1, "s"))


@register.filter
def duration_words(span: timedelta) -> str:
    """In the largest unit of which it has two: "90 s", "4 min", "36 h", "2 days"."""
    seconds = int(span.total_seconds())
    size, unit = next(((size, unit) for size, unit in UNITS if seconds >= 2 * size), UNITS[-1])
    return f"{seconds // size} {unit}"
