"""A question as a QuerySet: the one place where the filter's words become SQL."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import GEOSGeometry, LineString, Point, Polygon
from django.db.models import Q, QuerySet

from incidents.cube.question import Box, Question
from incidents.models import Incident
from incidents.parsing.knowledge.event_types import load_event_types


def intersects(box: Box) -> Q:
    """Rows whose geometry has a point in common with the box or its edge."""
    found = Q()
    for half in box.halves():
        found |= Q(geometry__intersects=area(half))
    return found


def area(box: Box) -> GEOSGeometry:
    """A box without breadth is a line, or a point: a polygon of no area would touch nothing."""
    corners = sorted({(x, y) for x in (box.west, box.east) for y in (box.south, box.north)})
    if len(corners) == 4:
        shape: GEOSGeometry = Polygon.from_bbox((box.west, box.south, box.east, box.north))
    else:
        shape = LineString(*corners) if len(corners) == 2 else Point(*corners[0])
    shape.srid = 4326
    return shape


def types_of(families: frozenset[str]) -> list[str]:
    return [kind.code for kind in load_event_types() if kind.family in families]


def rows(question: Question) -> QuerySet[Incident]:
    """Every incident that the question asks for; who may see any at all is the doors' business."""
    held = Incident.objects.filter(merged_into=None).exclude(status__in=question.hides)
    if modalities := question.modalities:
        held = held.filter(modality__in=sorted(modalities))
    return keep(held, question)


def keep(held: QuerySet[Any], question: Question) -> QuerySet[Any]:
    """The rows of `held` that match all words of the question; its scope is left to who made `held`."""
    for condition in _conditions(question):
        held = held.filter(condition)
    if question.first or question.last:
        held = held.between(question.first, question.last, certain_only=question.certain_only)  # type: ignore[attr-defined]
    elif question.certain_only:
        held = held.filter(date_prec=1)
    return held if question.told is None else held.filter(pk__in=question.told)


def _conditions(question: Question) -> list[Q]:
    q, code = question, question.country
    found: list[tuple[Any, Q]] = [
        (q.border, Q(border=q.border)),
        (code, Q(border__country_a=code) | Q(border__country_b=code) | Q(from_country=code) | Q(to_country=code)),
        (q.from_country, Q(from_country=q.from_country)),
        (q.to_country, Q(to_country=q.to_country)),
        (q.event_type, Q(event_type__in=sorted(q.event_type))),
        (q.family, Q(event_type__in=types_of(q.family))),
        (q.modality, Q(modality__in=sorted(q.modality))),
        (q.status, Q(status__in=sorted(q.status))),
        (q.where_prec, Q(where_prec__in=sorted(q.where_prec))),
        (q.date_prec, Q(date_prec__in=sorted(q.date_prec))),
        (q.part_of_day, Q(part_of_day__in=sorted(q.part_of_day))),
        (q.lasted is not None, Q(lasted=q.lasted)),
        (q.where, Q(geometry__isnull=q.where == "none")),
        (q.when, Q(date_start__isnull=q.when == "none")),
        (q.least_confidence is not None, Q(confidence__gte=q.least_confidence or 0.0)),
    ]
    if q.direction:
        found.append((True, Q(from_country=q.direction[0], to_country=q.direction[1])))
    found += [(True, intersects(box)) for box in (q.box, q.view) if box]
    return [condition for asked, condition in found if asked]


def first_of(rows: QuerySet[Any], conditions: list[Q], many: int) -> list[Any]:
    """So many of the rows that meet the first condition, then of those that meet the next."""
    found: list[Any] = []
    for condition in conditions:
        if len(found) < many:
            found += rows.filter(condition)[: many - len(found)]
    return found
