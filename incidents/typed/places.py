"""Places for a name, the likeliest first, with the distance to the border and the reason; and the place that a person chose."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.gis.geos import Point

from incidents.models import Place
from incidents.named import place_of
from incidents.parsing.drafts import Where
from incidents.parsing.knowledge.world import Spot, World, load_world

MOST = 8
# By how sure one is where a thing of this kind happened: UCDP's precision of the place.
PREC_OF_KIND = {
    "province": 4,
    "region": 5,
    "district": 3,
    "river": 5,
    "lake": 5,
    "sea": 7,
    "country": 6,
    "area": 5,
    "line": 5,
}
PIN = "pin"
_PIN = re.compile(r"(-?\d+(?:\.\d+)?), ?(-?\d+(?:\.\d+)?)(?:, ?(\d+(?:\.\d+)?))?")
# A place this far from the border is less likely meant by a report about the border.
_FAR_KM = 100.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """`value` is what one types to mean this place; `km` the way to the border, None where no border is known."""

    value: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    prec: int
    km: float | None
    why: str
    radius_km: float | None = None


def candidates(words: str, border: str = "", countries: Iterable[str] = ()) -> list[Candidate]:
    """Places of this name, those near the border and in its countries first, then the larger ones."""
    world, sides = load_world(), {*border.split("-"), *countries} - {""}
    found = [
        _candidate(spot, words, border, sides, world) for spot in world.spots(_name(words)) if spot.kind != "country"
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:MOST]


def _name(words: str) -> str:
    return words.partition(",")[0].strip()


def _candidate(
    spot: Spot, words: str, border: str, sides: set[str], world: World
) -> tuple[tuple[float, ...], Candidate]:
    km = world.distance_km(spot.lat, spot.lon, border) if world.border(border) else None
    is_near = km is not None and km < _FAR_KM
    is_side = spot.country in sides
    people = math.log10(max(spot.population, 1))
    reasons = [
        f"{km:,.0f} km from the border" if km is not None else "",
        "in a country of this border" if is_side else "",
    ]
    reasons.append(f"{spot.population:,} people" if spot.population else "")
    one = Candidate(
        value=", ".join(filter(None, (spot.name, spot.country, spot.kind, str(spot.geonames_id or "")))),
        name=spot.name, kind=spot.kind, country=spot.country, admin1=spot.admin1, lat=spot.lat, lon=spot.lon,
        prec=PREC_OF_KIND.get(spot.kind, 1), km=km, why=", ".join(filter(None, reasons)), radius_km=spot.radius_km,
    )  # fmt: skip
    return (-float(is_near), -float(is_side), -people), one


def place_typed(typed: str) -> Place | None:
    """The place that is meant: its number, "lat,lon", "lat,lon,km" for a circle, or its name with country, kind and number."""
    words = typed.strip()
    if not words:
        return None
    if words.isdigit():
        return _kept(Place.objects.filter(pk=int(words)).first())
    if pin := _PIN.fullmatch(words):
        return _pin(float(pin[1]), float(pin[2]), float(pin[3]) if pin[3] else None)
    return _named(words)


def _kept(place: Place | None) -> Place:
    if place is None:
        raise ValueError("choose a place of the list")
    return place


def _named(words: str) -> Place:
    name, country, kind, number = [*(part.strip() for part in words.split(",")), "", "", ""][:4]
    found = [spot for spot in load_world().spots(name) if _is_meant(spot, country, kind, number)]
    if not found:
        raise ValueError(f"the gazetteer knows no “{words[:60]}”; choose one of the list, or set a pin on the map")
    spot = found[0]
    where = Where(
        spot.name, spot.kind, PREC_OF_KIND.get(spot.kind, 1), spot.country,
        lat=spot.lat, lon=spot.lon, geonames_id=spot.geonames_id, radius_km=spot.radius_km,
    )  # fmt: skip
    return _kept(place_of(where))


def _is_meant(spot: Spot, country: str, kind: str, number: str) -> bool:
    wanted = ((country.upper(), spot.country), (kind, spot.kind), (number, str(spot.geonames_id or "")))
    return all(not said or said == known for said, known in wanted)


def _pin(lat: float, lon: float, km: float | None) -> Place:
    """A place without a name, where a person set it on the map."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("latitude is from -90 to 90, longitude from -180 to 180")
    if km is not None and not 0 < km <= 2000:
        raise ValueError("a circle's radius is up to 2,000 km")
    name = f"{lat:.5f},{lon:.5f}" + (f",{km:g}" if km else "")
    made = {"point": Point(lon, lat, srid=4326), "radius_km": km, "source": "set on the map"}
    return Place.objects.get_or_create(name=name, country="", kind=PIN, geonames_id=None, defaults=made)[0]


def prec_of(place: Place) -> int:
    """The precision that a place of this kind allows; a circle's by its size."""
    if place.kind != PIN or place.radius_km is None:
        return PREC_OF_KIND.get(place.kind, 1)
    return 2 if place.radius_km <= 25 else 3 if place.radius_km <= 60 else 4
