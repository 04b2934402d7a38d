"""The rows that a name stands for: sources, actors, places; made when they are first met."""

from __future__ import annotations

from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point
from django.db.models import Q

from incidents.models import Actor, CrossingPoint, Incident, Place, Source
from incidents.parsing.drafts import Where, Who

CROSSING_KINDS = ("crossing", "post")
NEAR = 0.01  # degrees, about a kilometre: two ends of one bridge


def source_named(name: str) -> Source:
    return Source.objects.get_or_create(name=name.strip()[:120])[0]


def actor_named(who: Who) -> Actor:
    """The actor of that neutral name and country; sector and kind are filled in when first known."""
    actor, _new = Actor.objects.get_or_create(
        name=who.name[:200], country=who.country[:2], defaults={"sector": who.sector[:3], "kind": who.kind[:10]}
    )
    return actor


def place_of(where: Where | None) -> Place | None:
    """The gazetteer's place, found by its GeoNames number or by name, country and kind; made where it is new."""
    if where is None or where.lat is None or where.lon is None:
        return None
    made = {"point": Point(where.lon, where.lat, srid=4326), "radius_km": where.radius_km, "source": "parser"}
    if where.geonames_id:
        defaults = {
            "name": where.name[:200],
            "country": where.country,
            "kind": where.kind,
            **made,
            "source": "GeoNames",
        }
        return Place.objects.get_or_create(geonames_id=where.geonames_id, defaults=defaults)[0]
    key = {"name": where.name[:200], "country": where.country, "kind": where.kind[:20], "geonames_id": None}
    return Place.objects.get_or_create(**key, defaults=made)[0]


def locate(incident: Incident) -> None:
    """Set where it lies, by what its fields say: the honest geometry and the crossing point."""
    incident.locate()
    incident.crossing_point = crossing_of(incident)


def crossing_of(incident: Incident) -> CrossingPoint | None:
    """The crossing point of its border that the incident's place is: by any of its names, or because it stands there."""
    place = incident.place
    if place is None or not incident.border_id:
        return None
    at_border = CrossingPoint.objects.filter(border=incident.border_id)
    called = at_border.filter(Q(name=place.name) | Q(names__contains=[place.name])).first()
    if called or place.point is None or place.kind not in CROSSING_KINDS:
        return called
    near = at_border.filter(point__dwithin=(place.point, NEAR))
    return near.order_by(GeometryDistance("point", place.point), "name").first()
