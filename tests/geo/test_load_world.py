"""The tables of the world: filled once, quick to leave alone, kind to what people added."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from django.contrib.gis.geos import Point
from django.core.management import call_command

from incidents.models import Border, CrossingPoint, Incident, Place

pytestmark = pytest.mark.django_db


def load(**options: bool) -> str:
    said = StringIO()
    call_command("load_world", stdout=said, **options)
    return said.getvalue()


def test_the_tables_are_filled_and_a_second_run_leaves_them_alone() -> None:
    load()
    border = Border.objects.get(code="AF-TJ")
    assert border.length_km == pytest.approx(1172, rel=0.01)
    assert (border.section.srid, border.section.geom_type) == (4326, "MultiLineString")
    assert Border.objects.count() == 324
    assert CrossingPoint.objects.filter(border="AF-TJ", name="Sher Khan Bandar", country="AF").exists()
    assert Place.objects.filter(name="Shughnan", kind="district", country="AF", radius_km__gt=0).exists()
    assert Place.objects.filter(geonames_id__isnull=False).count() > 40_000
    assert not Place.objects.filter(name="Reykjavík").exists()
    started = time.monotonic()
    assert "up to date" in load()
    assert time.monotonic() - started < 5

    # loading again by force changes no row that a record points to, and none that a person added
    place = Place.objects.get(name="Shughnan", country="AF", kind="district")
    Incident.objects.create(event_type="other", border=border, place=place)
    mine = Place.objects.create(name="A new post", kind="post", point=Point(68, 37, srid=4326), source="an editor")
    before = Place.objects.count()
    load(force=True)
    assert Place.objects.count() == before
    assert Place.objects.filter(pk=mine.pk, source="an editor").exists()
    assert Incident.objects.get().place == place
