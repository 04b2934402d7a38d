"""The lines of borders as a map draws them: as fine as its zoom shows, worked out once a process."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from incidents.cube.question import Box
from incidents.cube.rows import area
from incidents.models import Border

# Degrees that a line may stray: less than a pixel up to the zoom of a continent, and about a kilometre where one border fills the screen.
COARSE_UNTIL, COARSE, FINE = 5, 0.04, 0.01
NEAR = COARSE_UNTIL + 1


def seen_in(view: Box) -> set[str]:
    """Codes of the borders that may have a part in the view."""
    near = [
        Border.objects.filter(section__bboverlaps=area(half)).values_list("code", flat=True) for half in view.halves()
    ]
    return set().union(*near)


def shapes(codes: Iterable[str], zoom: int) -> dict[str, Any]:
    """By code; what another process changes in the borders is seen by the mark of its lines."""
    wanted, tolerance = sorted(codes), COARSE if zoom <= COARSE_UNTIL else FINE
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, md5(ST_AsBinary(section)) FROM incidents_border WHERE code = ANY(%s)", [wanted])
        marks = {code: (code, mark, tolerance) for code, mark in cursor.fetchall()}
    fresh = [code for code, key in marks.items() if key not in _known]
    _known.update({marks[code]: told for code, told in _drawn(fresh, tolerance).items()})
    return {code: _known[key] for code, key in marks.items()}


_known: dict[tuple[str, str, float], dict[str, Any]] = {}

DRAW = """
SELECT code, name, length_km, ST_AsGeoJSON(ST_Multi(ST_Simplify(section, %s, true)), 4) FROM incidents_border WHERE code = ANY(%s)
"""


def _drawn(codes: list[str], tolerance: float) -> dict[str, dict[str, Any]]:
    if not codes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [tolerance, codes])
        return {code: _told(*rest) for code, *rest in cursor.fetchall()}


def _told(name: str, km: float, lines: str) -> dict[str, Any]:
    """A line runs with the first country of the border's code on its left."""
    turned = [[(y, x) for x, y in line] for line in json.loads(lines)["coordinates"]]
    return {"lines": turned, "name": name, "km": round(km)}
