"""Everything that the map page shows of one question, in one answer: no panel can show another set than the others."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_GET

from incidents import ledger
from incidents.cube import codes
from incidents.cube.answers import Answers, Dots, Grid, Histogram, Order, SectionSum
from incidents.cube.current import answers
from incidents.cube.question import Question, Scope
from incidents.cube.stretches import cut
from incidents.cube.wire import JsonOfArrays
from incidents.filters import question_of
from incidents.templatetags.border import way_words
from incidents.views.doors import sees
from incidents.views.frame import Frame, Unreadable, cursor_of, frame_of
from incidents.views.mapdata import drawn
from incidents.views.shapes import seen_in, shapes

MOST_MARKS = 400
MOST_DOTS = 100_000
DOTS_FROM_ZOOM = 7
IN_LANES = 60
IN_LIST = 50
MOST_TYPES = 8  # that bars are stacked by; beyond it the key is no longer read at a glance
CELLS_A_TILE = 5  # of 256 pixels: about 51 pixels each
log = logging.getLogger(__name__)


def _asked(request: HttpRequest) -> tuple[Question, Frame] | JsonResponse:
    """The question and the frame, or the refusal that names the word which cannot be read."""
    try:
        return question_of(request.GET, Scope.MAP), frame_of(request.GET)
    except ValidationError as problem:
        wrong = {
            name: [{"message": one, "code": "invalid"} for one in said] for name, said in problem.message_dict.items()
        }
        return JsonResponse({"errors": wrong}, status=400)
    except Unreadable as problem:
        name, _, message = str(problem).partition(": ")
        return JsonResponse({"errors": {name: [{"message": message, "code": "invalid"}]}}, status=400)


@require_GET
@sees
def picture(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    if isinstance(asked, JsonResponse):
        return asked
    with answers() as ask:
        return JsonOfArrays(_picture(ask, *asked))


@require_GET
@sees
def rows(request: HttpRequest) -> HttpResponse:
    """More of the list, from where `cursor` says."""
    asked = _asked(request)
    if isinstance(asked, JsonResponse):
        return asked
    question, frame = asked
    with answers() as ask:
        page = ask.page(_listed(question, frame), frame.order, IN_LIST, frame.after)
        known = drawn(ask, page.ids)
    return JsonOfArrays({"rows": [known[pk] for pk in page.ids if pk in known], "cursor": cursor_of(page.after)})


@require_GET
@sees
def dots(request: HttpRequest) -> HttpResponse:
    """The placed incidents of the view as columns: their number, then lon, lat, first, last, id, type, kind."""
    asked = _asked(request)
    if isinstance(asked, JsonResponse):
        return asked
    question, frame = asked
    with answers() as ask:
        found = ask.dots(question, frame.view)
    return HttpResponse(_packed(found), content_type="application/octet-stream")


def rehearse() -> None:
    """Works out what everybody asks for who opens the map, so that nobody waits for it; a database that is away is for those who ask."""
    try:
        with answers() as ask:
            _picture(ask, question_of(QueryDict(), Scope.MAP), frame_of(QueryDict()))
    except DatabaseError:
        log.exception("the map's first picture could not be prepared")


def _packed(found: Dots) -> bytes:
    columns = (
        (found.lon, "<f4"), (found.lat, "<f4"), (found.first, "<i4"), (found.last, "<i4"), (found.id, "<u4"), (found.type, "u1"), (found.kind, "u1"),
    )  # fmt: skip
    return len(found).to_bytes(4, "little") + b"".join(column.astype(form).tobytes() for column, form in columns)


def _picture(ask: Answers, question: Question, frame: Frame) -> dict[str, Any]:
    totals, everything = ask.totals(question), ask.totals(question.before_filters()).n
    undated = ask.totals(question.without_period())
    listed = _listed(question, frame)
    all_time = listed.without_period()
    in_view = ask.in_view(question, frame.view)
    level = _level(in_view, frame.zoom)
    marks = ask.marks(question, frame.view) if level == "marks" else ()
    page = ask.page(listed, frame.order, IN_LIST)
    span = frame.span or undated.dated
    lanes = _lanes(ask, all_time, span)
    sections = ask.sections(question, frozenset(seen_in(frame.view)))
    of_a_day = [one.ids[0] for one in sections if one.days == 1]
    known = drawn(ask, chain(marks, page.ids, lanes, of_a_day, [frame.selected] if frame.selected else []))
    return {
        "total": totals.n,
        "all": everything,
        "hidden": everything - totals.n,
        "no_place": totals.no_place,
        "no_date": undated.no_date,
        "in_view": in_view,
        "listed": ask.totals(listed).n if frame.only_view else totals.n,
        "bounds": _bounds(ask, question),
        "level": level,
        "types": codes.TYPES,
        "families": codes.FAMILIES,
        "marks": _told(marks, known),
        "cells": _cells(ask, question, frame) if level == "cells" else [],
        "sections": [_section(one, known) for one in sections],
        "shapes": _shapes(sections, _told(marks, known), question.border, frame),
        "histogram": _histogram(ask, all_time, span),
        "lanes": _told(lanes, known),
        "facets": ask.facets(listed),
        "rows": _told(page.ids, known),
        "cursor": cursor_of(page.after),
        "selected": known.get(frame.selected or 0),
    }


def _listed(question: Question, frame: Frame) -> Question:
    return replace(question, view=frame.view) if frame.only_view else question


def _bounds(ask: Answers, question: Question) -> tuple[float, float, float, float] | None:
    found = ask.bounds(question)
    return (found.west, found.south, found.east, found.north) if found else None


def _told(ids: Iterable[int], known: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [known[pk] for pk in ids if pk in known]


def _level(in_view: int, zoom: int) -> str:
    if in_view <= MOST_MARKS:
        return "marks"
    return "dots" if in_view <= MOST_DOTS and zoom >= DOTS_FROM_ZOOM else "cells"


def _cells(ask: Answers, question: Question, frame: Frame) -> list[list[Any]]:
    found = ask.cells(question, frame.view, Grid(CELLS_A_TILE << frame.zoom))
    places = zip(found.lon.round(5).tolist(), found.lat.round(5).tolist(), strict=True)
    rest = zip(found.n.tolist(), found.family.tolist(), found.vague.round(3).tolist(), strict=True)
    return [[*place, *more] for place, more in zip(places, rest, strict=True)]


def _figure(one: SectionSum, known: dict[int, dict[str, Any]]) -> tuple[str, str]:
    """Words and unit of a sum, which is of people; of a single incident its own: about so many soldiers."""
    if one.n == 1 and (single := known.get(one.ids[0])):
        return single["figure"], single["unit"]
    is_open = one.low is not None and one.high is None
    words = ledger.range_words(one.low, one.high, "over" if is_open else "exact")
    return words, "people" if words else ""


def _section(one: SectionSum, known: dict[int, dict[str, Any]]) -> dict[str, Any]:
    words, unit = _figure(one, known)
    return {
        "border": one.border, "from": one.from_country, "to": one.to_country, "n": one.n, "low": one.low, "high": one.high,
        "open": one.low is not None and one.high is None, "words": words, "unit": unit, "days": one.days, "nights": one.nights,
        "when": known[one.ids[0]]["when"] if one.days == 1 and one.ids[0] in known else "",
        "direction": way_words(one.from_country, one.to_country),
        "families": one.families, "types": one.types, "unreal": one.unreal, "ids": one.ids,
    }  # fmt: skip


def _shapes(
    sections: Iterable[SectionSum], marks: Iterable[dict[str, Any]], chosen: str, frame: Frame
) -> dict[str, Any]:
    """The lines of borders that something stands on or crosses, but for those that the page has already."""
    crossed = {one["border"] for one in marks if one["from"] and one["to"]}
    return shapes(({one.border for one in sections} | crossed | {chosen}) - frame.have, frame.zoom)


def _lanes(ask: Answers, question: Question, span: tuple[date, date] | None) -> tuple[int, ...]:
    """The dated incidents of the span where they are few enough for a bar each."""
    if span is None:
        return ()
    page = ask.page(question.in_period(*span), Order.OLDEST, IN_LANES)
    return () if page.after else page.ids


def _histogram(ask: Answers, question: Question, span: tuple[date, date] | None) -> dict[str, Any]:
    if span is None:
        return {"by": "family", "unit": "", "first": None, "last": None, "buckets": [], "uncertain": 0}
    found = ask.histogram(question, cut(*span))
    is_by_type = np.count_nonzero(found.n.any(axis=0)) <= MOST_TYPES
    stacks, found = (codes.COLUMNS, found) if is_by_type else (codes.FAMILIES, found.by_family())
    return {
        "by": "event_type" if is_by_type else "family",
        "unit": found.stretch.unit, "first": found.stretch.first, "last": found.stretch.last, "uncertain": found.uncertain,
        "buckets": _buckets(found, stacks),
    }  # fmt: skip


def _buckets(found: Histogram, stacks: tuple[str, ...]) -> list[list[Any]]:
    """Of each that holds any: first day, how many, by type or family (how many, how many of them surely in it), how many surely, people."""
    at, column = np.nonzero(found.n)
    parts: dict[int, dict[str, list[int]]] = {bucket: {} for bucket in at.tolist()}
    counts = np.stack([found.n[at, column], found.certain[at, column]], axis=1)
    for bucket, stack, pair in zip(at.tolist(), column.tolist(), counts.tolist(), strict=True):
        parts[bucket][stacks[stack]] = pair
    n, certain, people = (column.tolist() for column in (found.n.sum(axis=1), found.certain.sum(axis=1), found.people))
    return [
        [codes.day_of(found.stretch.starts[bucket]), n[bucket], part, certain[bucket], people[bucket]]
        for bucket, part in parts.items()
    ]
