"""The columns answer what SQL answers: after any sequence of edits, deletes and merges, for any window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from incidents import ledger
from incidents.cube.answers import ALL_FACETS, Answers, Cells, Grid, Histogram, Order
from incidents.cube.codes import day_of
from incidents.cube.current import Cube
from incidents.cube.figures import figures_sql
from incidents.cube.question import Box, Question
from incidents.cube.sql import SqlAnswers
from incidents.cube.stretches import cut
from incidents.models import Incident
from incidents.parsing.knowledge.codes import NOT_PEOPLE
from tests.cube.conftest import a_box, a_question, a_world, an_edit


def told_of(ask: Answers, question: Question, dice: Random) -> dict[str, Any]:
    """The totals of a question and five more of the things that can be asked of it."""
    view, grid = a_box(dice), Grid(5 << dice.randrange(10))
    first, last = sorted(dt.date(2019, 6, 1) + dt.timedelta(dice.randrange(1800)) for _ in range(2))
    stretch, order = cut(first, last, dice.choice(("", "week", "month", "year"))), dice.choice(list(Order))
    parts: dict[str, Callable[[], Any]] = {
        "bounds": lambda: _edges(ask.bounds(question)),
        "cells": lambda: _rounded(ask.cells(question, view, grid)),
        "dots": lambda: [column.tolist() for column in _columns(ask.dots(question, view))],
        "facets": lambda: ask.facets(question, ALL_FACETS),
        "histogram": lambda: _bars(ask.histogram(question, stretch)),
        "in_view": lambda: (ask.in_view(question, view), ask.marks(question, view)),
        "list": lambda: _whole_list(ask, question, order),
        "sections": lambda: ask.sections(question),
    }  # fmt: skip
    return {"totals": ask.totals(question), **{name: parts[name]() for name in dice.sample(sorted(parts), 5)}}


def _edges(box: Box | None) -> list[float] | None:
    return box and [round(edge, 3) for edge in (box.west, box.south, box.east, box.north)]


def _bars(found: Histogram) -> tuple[Any, ...]:
    return found.n.tolist(), found.certain.tolist(), found.people.tolist(), found.uncertain


def _columns(dots: Any) -> list[Any]:
    return [dots.lon, dots.lat, dots.first, dots.last, dots.id, dots.type, dots.kind]


def _rounded(found: Cells) -> list[Any]:
    exact = [part.tolist() for part in (found.column, found.row, found.n, found.family)]
    return [*exact, *(part.round(6).tolist() for part in (found.lon, found.lat, found.vague))]


def _whole_list(ask: Answers, question: Question, order: Order) -> list[int]:
    """Page by page."""
    page = ask.page(question, order, 20)
    found = list(page.ids)
    while page.after:
        page = ask.page(question, order, 20, page.after)
        found += page.ids
    return found


WINDOWS, ROUNDS = 1000, 40


@pytest.mark.slow
def test_a_thousand_windows_after_random_edits_are_answered_alike(columns: Cube, dice: Random) -> None:
    a_world(dice)
    asked = 0
    for _ in range(ROUNDS):
        for _ in range(dice.randrange(6)):
            an_edit(dice)
        assert columns.is_fresh(10) and columns.columns
        for _ in range(WINDOWS // ROUNDS):
            question, seed = a_question(dice), dice.random()
            told = told_of(columns.columns, question, Random(seed))
            assert told == told_of(SqlAnswers(), question, Random(seed)), question
            asked += 1
    assert asked == WINDOWS


def test_every_bucket_holds_what_the_list_holds_for_its_days(columns: Cube, dice: Random) -> None:
    a_world(dice)
    assert columns.is_fresh(10) and columns.columns
    for _ in range(20):
        question = a_question(dice).without_period()
        stretch = cut(dt.date(2020, 1, 1), dt.date(2022, 6, 1), dice.choice(("month", "year")))
        told = columns.columns.histogram(question, stretch)
        days = [day_of(day) for day in stretch.starts]
        ends = [day - dt.timedelta(1) for day in days[1:]] + [stretch.last]
        for at, (first, last) in enumerate(zip(days, ends, strict=True)):
            assert told.n[at].sum() == SqlAnswers().totals(question.in_period(first, last)).n
            sure = question.in_period(first, last, certain_only=True)
            assert told.certain[at].sum() == SqlAnswers().totals(sure).n


def test_the_figures_of_sql_are_the_ledgers(db: None, dice: Random) -> None:
    from django.db import connection

    a_world(dice)
    with connection.cursor() as cursor:
        cursor.execute(figures_sql())
        told = {pk: (low, high, people) for pk, people, low, high in cursor.fetchall()}
    for incident in Incident.objects.prefetch_related("claims"):
        figure = ledger.figure(incident)
        held = told.get(incident.pk)
        assert (held is None) == (figure.kind == "")
        if held:
            assert held[2] == (figure.kind not in NOT_PEOPLE)
            assert np.allclose([held[0] or 0, held[1] or 0], [figure.low or 0, figure.high or 0])
            assert (held[0] is None, held[1] is None) == (figure.low is None, figure.high is None)
