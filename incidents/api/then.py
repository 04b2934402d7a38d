"""What was known at a time: `as_of`, for the answers that history can give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from incidents.api.problems import BadParameter
from incidents.api.seen import seen_of
from incidents.cube.answers import Answers
from incidents.cube.current import answers
from incidents.past import rows
from incidents.past.moment import as_of

AS_OF = OpenApiParameter(
    "as_of", OpenApiTypes.DATETIME,
    description="What was known then, with its time zone: 2021-07-05T21:32:00Z. Not with q, tag, report, role, min_confidence: the history does not keep them.",
)  # fmt: skip
NOT_KEPT = ("q", "tag", "report", "role", "min_confidence", "seen", "include", "form")


def moment_of(request: Request) -> dt.datetime | None:
    """None where the present is asked for."""
    given = request.query_params.get("as_of", "")
    if not given:
        return None
    try:
        at = parse_datetime(given.replace(" ", "+"))  # a plus that was not written as %2B
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise BadParameter("as_of", "Give a time with its zone, as 2021-07-05T21:32:00Z.")
    if at > timezone.now():
        raise BadParameter("as_of", "That lies ahead; give a time that has been.")
    for name in NOT_KEPT:
        if name in request.query_params:
            raise BadParameter(name, "The history does not keep it, so it cannot be asked with as_of.")
    return at


@contextmanager
def answering(request: Request) -> Iterator[Answers]:
    """Answers for the time that is asked for: from history with `as_of`, otherwise of now and no older than `seen`."""
    at = moment_of(request)
    if at is None:
        with answers(seen_of(request)) as ask:
            yield ask
        return
    try:
        with as_of(at) as ask:
            yield ask
    except rows.TooFarBack as problem:
        said = f"More than {rows.MOST:,} incidents changed since then; ask for a later time."
        raise BadParameter("as_of", said) from problem
