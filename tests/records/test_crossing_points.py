"""Which crossing point an incident's place is."""

from __future__ import annotations

import pytest
from django.contrib.gis.geos import Point

from incidents.models import Border, CrossingPoint, Place
from incidents.named import crossing_of
from tests.factories import an_incident

SPOT, ELSEWHERE = (68.600, 37.200), (68.700, 37.200)
CASES = {
    "by its name": ("Panji Poyon", "", None, True),
    "by another of its names": ("Nizhny Pyandzh", "city", ELSEWHERE, True),
    "because a crossing stands there": ("the bridge", "crossing", (68.603, 37.203), True),
    "not because a town stands there": ("Panj", "city", SPOT, False),
    "not for a crossing further off": ("another bridge", "crossing", ELSEWHERE, False),
    "not for a crossing of which nobody knows where": ("some bridge", "crossing", None, False),
}


@pytest.mark.parametrize(("name", "kind", "spot", "expected"), CASES.values(), ids=CASES)
def test_a_crossing_point_is_found(
    borders: dict[str, Border], name: str, kind: str, spot: tuple[float, float] | None, expected: bool
) -> None:
    point = CrossingPoint.objects.create(
        border=borders["AF-TJ"], name="Panji Poyon", names=["Nizhny Pyandzh"], point=Point(*SPOT, srid=4326), source="test"
    )  # fmt: skip
    place = Place.objects.create(name=name, kind=kind, country="TJ", point=Point(*spot, srid=4326) if spot else None)
    assert crossing_of(an_incident(place=place)) == (point if expected else None)
    assert crossing_of(an_incident(place=place, border=borders["KG-TJ"])) is None
    assert crossing_of(an_incident()) is None
