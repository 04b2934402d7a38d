"""What was known at a time: `as_of`, for the answers that history can give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from incidents.api.problems import BadParameter
from incidents.api.seen import seen_of
from incidents.cube.answers import Answers
from incidents.cube.current import answers
from incidents.past.asking import NOT_THEN, Unanswerable, moment_in, then

AS_OF = OpenApiParameter(
    "as_of", OpenApiTypes.DATETIME,
    description=f"What was known then, with its time zone: 2021-07-05T21:32:00Z. Not with {', '.join(NOT_THEN)}, which are told of the present alone.",
)  # fmt: skip


def moment_of(request: Request) -> dt.datetime | None:
    """None where the present is asked for."""
    with refusing():
        return moment_in(request.query_params)


@contextmanager
def refusing() -> Iterator[None]:
    try:
        yield
    except Unanswerable as problem:
        raise BadParameter(problem.name, problem.said) from problem


@contextmanager
def answering(request: Request) -> Iterator[Answers]:
    """Answers for the time that is asked for: from history with `as_of`, otherwise of now and no older than `seen`."""
    at = moment_of(request)
    if at is None:
        with answers(seen_of(request)) as ask:
            yield ask
        return
    with refusing(), then(at) as ask:
        yield ask


@contextmanager
def standing(request: Request) -> Iterator[None]:
    """Rows of the time that is asked for, for doors that ask the tables themselves."""
    at = moment_of(request)
    if at is None:
        yield
        return
    with refusing(), then(at):
        yield
