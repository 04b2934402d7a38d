"""What a brief is called, and what it is restricted to, from the words of its address."""

from __future__ import annotations

from django.http import QueryDict

from incidents.cube.question import Question
from incidents.filters import incident_words
from incidents.models import Border
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, way_words

IN_TITLE = ("border", "country", "direction", "from_country", "to_country", "from", "to")


def title_of(question: Question) -> str:
    """ "Afghanistan–Tajikistan border"."""
    if question.border:
        name = Border.objects.values_list("name", flat=True).get(code=question.border)
        return name if "border" in name.lower() else f"{name} border"
    if question.direction:
        return way_words(*question.direction)
    if question.from_country or question.to_country:
        return way_words(question.from_country, question.to_country)
    return f"Borders of {country_name(question.country)}" if question.country else "All borders"


def restricted(query: QueryDict) -> str:
    """ "event type: Border clash; status: confirmed": the other words of the address; empty where there are none."""
    labels = {kind.code: kind.label for kind in load_event_types()}
    words = [
        f"{name.replace('_', ' ')}: {labels.get(value, value)}"
        for name, values in query.lists()
        if name in incident_words() and name not in IN_TITLE
        for value in values
        if value
    ]
    return "; ".join(words)
