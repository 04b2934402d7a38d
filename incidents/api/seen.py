"""A list that is no older than a token of changes: with both, a reader misses nothing between them."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from incidents.api.problems import BadParameter
from incidents.feed import tokens

SEEN = OpenApiParameter(
    "seen", {"type": "string", "minLength": 1, "maxLength": tokens.LONGEST, "pattern": tokens.LETTERS},
    description="A token of `changes`: the answer is no older than it. Comes with the link `list` there and stays in `next`.",
)  # fmt: skip


def place_in(request: Request, name: str) -> tokens.Place | None:
    """The token that the parameter gives, none where it is left out."""
    return place_of(name, request.query_params.get(name, ""))


def place_of(name: str, given: str) -> tokens.Place | None:
    """The token that was given under this name."""
    if not given:
        return None
    try:
        return tokens.read(given)
    except tokens.NotOurs as problem:
        raise BadParameter(name, "This is no token of ours; take it from `token` of `changes` unchanged.") from problem


def seen_of(request: Request) -> str:
    """The snapshot that the list has to have seen; empty where none is asked for."""
    place = place_in(request, "seen")
    return place.seen if place else ""
