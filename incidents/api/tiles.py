"""Squares of a map tile with the incidents that stand at points in them, with exact numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from incidents.api.asking import asked
from incidents.api.counting import Counting, documented
from incidents.api.problems import BadParameter
from incidents.api.views import MISSING
from incidents.cube import codes
from incidents.cube.answers import Answers, Grid
from incidents.cube.current import answers
from incidents.cube.question import Box, Question
from incidents.cube.wire import JsonOfArrays

SQUARES = 64  # across a tile
DEEPEST_ZOOM = 22


class TileSerializer(serializers.Serializer):
    """Lists of one entry a square that has incidents in it."""

    total = serializers.IntegerField(help_text="the sum of n: incidents that stand at a point in the tile")
    column = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=SQUARES - 1))
    row = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=SQUARES - 1))
    n = serializers.ListField(child=serializers.IntegerField())
    lon = serializers.ListField(child=serializers.FloatField(), help_text="mean of its points")
    lat = serializers.ListField(child=serializers.FloatField())
    family = serializers.ListField(child=serializers.CharField(), help_text="the most frequent one")
    vague = serializers.ListField(child=serializers.FloatField(), help_text="share known only within a radius")


class IncidentTile(Counting):
    """Squares of a tile of the web mercator map, counted from its north-west corner; a point on an edge is in one tile only."""

    @documented(
        TileSerializer, "Incidents by square of a map tile", "incidents_tile", responses=MISSING,
        parameters=[
            OpenApiParameter("z", {"type": "integer", "minimum": 0, "maximum": DEEPEST_ZOOM}, OpenApiParameter.PATH),
            OpenApiParameter("x", {"type": "integer", "minimum": 0}, OpenApiParameter.PATH),
            OpenApiParameter("y", {"type": "integer", "minimum": 0}, OpenApiParameter.PATH),
        ],
    )  # fmt: skip
    def get(self, request: Request, z: int, x: int, y: int) -> JsonOfArrays:
        if "as_of" in request.query_params:
            raise BadParameter("as_of", "Tiles are of the present alone. Ask incidents.geojson with a bbox.")
        question = asked(request)
        if z > DEEPEST_ZOOM or max(x, y) >= 1 << z:
            raise NotFound(
                f"There is no tile {z}/{x}/{y}; at zoom {min(z, DEEPEST_ZOOM)} columns and rows end at {(1 << min(z, DEEPEST_ZOOM)) - 1}."
            )
        with answers() as ask:
            return JsonOfArrays(_tile(ask, question, z, x, y))


def tile_box(z: int, x: int, y: int) -> Box:
    """A hair wider than the tile, so that rounding loses no point; the outermost rows reach to the poles."""
    wide = 360 / (1 << z)
    north, south = (_latitude(line / (1 << z)) for line in (y, y + 1))
    west, east = max(-180.0, x * wide - 180 - HAIR), min(180.0, (x + 1) * wide - 180 + HAIR)
    return Box(west, -90.0 if y + 1 == 1 << z else south - HAIR, east, 90.0 if y == 0 else north + HAIR)


HAIR = 1e-9  # degrees: a tenth of a millimetre


def _latitude(down: float) -> float:
    return float(np.degrees(2 * np.arctan(np.exp(np.pi * (1 - 2 * down))) - np.pi / 2))


def _tile(ask: Answers, question: Question, z: int, x: int, y: int) -> dict[str, Any]:
    found = ask.cells(question, tile_box(z, x, y), Grid(SQUARES << z))
    column, row = found.column - x * SQUARES, found.row - y * SQUARES
    inside = (column >= 0) & (column < SQUARES) & (row >= 0) & (row < SQUARES)
    kept = found.only(inside)
    return {
        "total": int(kept.n.sum()), "column": column[inside], "row": row[inside], "n": kept.n,
        "lon": kept.lon.round(5), "lat": kept.lat.round(5),
        "family": [codes.FAMILIES[at] for at in kept.family.tolist()], "vague": kept.vague.round(3),
    }  # fmt: skip
