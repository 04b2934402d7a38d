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

# The spot on either side is the mean of the country's places nearest to the section's middle, so that arrows know their way.
DRAW = """
WITH chosen AS (
    SELECT code, name, country_a, country_b, length_km, section, ST_LineInterpolatePoint((
        SELECT line.geom FROM ST_Dump(section) AS line ORDER BY ST_Length(line.geom) DESC LIMIT 1), 0.5) AS middle
    FROM incidents_border WHERE code = ANY(%s)
)
SELECT code, name, length_km, ST_AsGeoJSON(ST_Multi(ST_Simplify(section, %s, true)), 4), (
    SELECT json_object_agg(side, coalesce((
        SELECT json_build_array(avg(ST_Y(point)), avg(ST_X(point))) FROM (
            SELECT point FROM incidents_place WHERE country = side AND point IS NOT NULL ORDER BY point <-> middle LIMIT 5
        ) AS near HAVING count(*) > 0), json_build_array(ST_Y(middle), ST_X(middle))))
    FROM unnest(ARRAY[country_a, country_b]) AS side)
FROM chosen
"""


def _drawn(codes: list[str], tolerance: float) -> dict[str, dict[str, Any]]:
    if not codes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [codes, tolerance])
        return {code: _told(*rest) for code, *rest in cursor.fetchall()}


def _told(name: str, km: float, lines: str, toward: dict[str, Any]) -> dict[str, Any]:
    turned = [[(y, x) for x, y in line] for line in json.loads(lines)["coordinates"]]
    return {"lines": turned, "toward": toward, "name": name, "km": round(km)}
