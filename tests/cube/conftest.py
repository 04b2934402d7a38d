"""A small world with everything that makes counting hard: open dates, twins, sections, areas, the antimeridian."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, Point, Polygon

from incidents.cube.codes import MODALITIES, STATUSES, TYPES
from incidents.cube.question import Box, Question, Scope
from incidents.models import Border, Claim, Incident, TwinSuggestion
from incidents.parsing.knowledge.codes import BASES, CLAIM_KINDS, PARTS_OF_DAY

CODES = ("AF-IR", "AF-PK", "AF-TJ", "KG-TJ", "RU-US", "TJ-UZ")
SPOTS = [
    (70.0, 37.0),
    (68.6, 37.2),
    (180.0, 65.0),
    (-180.0, 66.0),
    (179.5, 64.0),
    (0.0, 0.0),
    (12.5, 89.9),
    (-70.1, -55.0),
]


def a_world(dice: Random) -> None:
    for number, code in enumerate(CODES):
        west, south = (178.0, 65.0) if code == "RU-US" else (60.0 + 2 * number, 35.0 + number / 2)
        line = LineString((west, south), (west + 1.0, south + 0.7), (west + 1.5, south + 0.2))
        Border.objects.create(
            code=code,
            name=code,
            country_a=code[:2],
            country_b=code[3:],
            length_km=100,
            section=MultiLineString(line, srid=4326),
        )
    for _ in range(dice.randrange(60, 120)):
        an_edit_creates(dice)


def values(dice: Random) -> dict[str, Any]:
    start = dt.date(2020, 1, 1) + dt.timedelta(dice.randrange(900)) if dice.random() < 0.85 else None
    end = start and (start if dice.random() < 0.6 else start + dt.timedelta(dice.choice((1, 6, 29, 400))))
    border = Border.objects.get(code=dice.choice(CODES)) if dice.random() < 0.8 else None
    sides = (border.country_a, border.country_b) if border else ("TJ", "UZ")
    from_country, to_country = dice.choice(
        [("", ""), (sides[0], ""), ("", sides[1]), sides, sides[::-1], ("FR", sides[0])]
    )
    prec, geometry, radius = _shape(dice, border)
    return {
        "event_type": dice.choice(TYPES), "modality": dice.choice(MODALITIES[:2] + MODALITIES), "status": dice.choice(STATUSES),
        "date_start": start, "date_end": end, "date_prec": dice.choice((1, 1, 2, None)), "part_of_day": dice.choice(("", *PARTS_OF_DAY)), "lasted": dice.random() < 0.3,
        "border": border, "from_country": from_country, "to_country": to_country, "where_prec": prec, "geometry": geometry,
        "radius_km": radius, "confidence": round(dice.random(), 1), "place_name": dice.choice(("", "Panj", "Isfara")),
    }  # fmt: skip


def _shape(dice: Random, border: Border | None) -> tuple[int | None, Any, float | None]:
    kind = dice.random()
    if kind < 0.15:
        return dice.choice((None, 6)), None, None
    if kind < 0.4 and border:
        return 5, border.section, None
    if kind < 0.5:
        west, south = dice.uniform(55, 75), dice.uniform(30, 42)
        return 4, Polygon.from_bbox((west, south, west + 1, south + 1)), None
    lon, lat = (
        dice.choice(SPOTS) if dice.random() < 0.2 else (round(dice.uniform(60, 75), 2), round(dice.uniform(34, 41), 2))
    )
    return (
        (1, Point(lon, lat, srid=4326), None)
        if dice.random() < 0.5
        else (3, Point(lon, lat, srid=4326), dice.choice((0.0, 25.0)))
    )


def an_edit_creates(dice: Random) -> Incident:
    incident = Incident.objects.create(**values(dice))
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        a_random_claim(dice, incident)
    return incident


def a_random_claim(dice: Random, incident: Incident) -> None:
    low = dice.choice((None, 5, 20, 300, 1000.5))
    high = dice.choice((None, 1000.5, 2000)) if low is not None else 40
    withdrawn = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) if dice.random() < 0.1 else None
    Claim.objects.create(
        incident=incident, kind=dice.choice((*CLAIM_KINDS, "crossed", "crossed")), basis=dice.choice(("new", *BASES)), low=low, high=high,
        withdrawn_at=withdrawn,
    )  # fmt: skip


def an_edit(dice: Random) -> None:
    """One thing that people, workers and the database's own hands do."""
    act = dice.choice((_change, _change, _delete, _merge, _claim, _twin, _many, an_edit_creates))
    act(dice)


def _any(dice: Random) -> Incident | None:
    held = list(Incident.objects.order_by("pk"))
    return dice.choice(held) if held else None


def _change(dice: Random) -> None:
    incident = _any(dice)
    if incident:
        some = values(dice)
        kept = {"geometry", "radius_km", "where_prec", "border"} if dice.random() < 0.5 else set()
        Incident.objects.filter(pk=incident.pk).update(
            **{name: value for name, value in some.items() if name not in kept}
        )


def _delete(dice: Random) -> None:
    incident = _any(dice)
    if incident and not incident.merged.exists():
        incident.delete()


def _merge(dice: Random) -> None:
    first, second = _any(dice), _any(dice)
    if first and second and first.pk != second.pk and not second.merged_into_id:
        first.merged_into = second if not first.merged_into_id else None
        first.save()
        first.claims.update(incident=second)


def _claim(dice: Random) -> None:
    incident = _any(dice)
    if incident:
        if dice.random() < 0.5:
            incident.claims.all().delete()
        else:
            a_random_claim(dice, incident)


def _twin(dice: Random) -> None:
    first, second = _any(dice), _any(dice)
    if first and second and first.pk < second.pk:
        verdict = dice.choice(("", "", "same", "related", "different"))
        TwinSuggestion.objects.update_or_create(first=first, second=second, defaults={"score": 0.9, "verdict": verdict})


def _many(dice: Random) -> None:
    Incident.objects.filter(event_type=dice.choice(TYPES)).update(
        status=dice.choice(STATUSES), confidence=round(dice.random(), 1)
    )


def a_question(dice: Random) -> Question:
    def some(chance: float, value: Any, none: Any = "") -> Any:
        return value if dice.random() < chance else none

    first, last = sorted(dt.date(2020, 1, 1) + dt.timedelta(dice.randrange(1300)) for _ in range(2))
    return Question(
        scope=dice.choice(list(Scope)), border=some(0.2, dice.choice(CODES)), country=some(0.15, dice.choice(("TJ", "AF", "FR", "XX"))),
        from_country=some(0.1, "AF"), to_country=some(0.1, "TJ"), direction=some(0.1, dice.choice((("AF", "TJ"), ("TJ", "KG"))), None),
        event_type=frozenset(some(0.2, dice.sample(TYPES, 6), ())), family=frozenset(some(0.15, ("movement", "force"), ())),
        modality=frozenset(some(0.2, dice.sample(MODALITIES, 2), ())), status=frozenset(some(0.2, dice.sample(STATUSES, 3), ())),
        where_prec=frozenset(some(0.1, (1, 3), ())), date_prec=frozenset(some(0.1, (1, 4), ())),
        part_of_day=frozenset(some(0.1, dice.sample(list(PARTS_OF_DAY), 2), ())), lasted=some(0.1, dice.random() < 0.5, None), where=some(0.15, dice.choice(("any", "none"))), when=some(0.15, dice.choice(("any", "none"))),
        least_confidence=some(0.15, dice.choice((0.0, 0.5, 0.7)), None), box=some(0.5, a_box(dice), None),
        first=some(0.4, first, None), last=some(0.4, last, None), certain_only=dice.random() < 0.2,
    )  # fmt: skip


def a_box(dice: Random) -> Box:
    if dice.random() < 0.15:
        return Box(dice.choice((177.0, 179.5)), 60.0, dice.choice((-180.0, -170.0)), 70.0)
    if dice.random() < 0.15:
        return Box(-180.0, -90.0, 180.0, 90.0)
    lon, lat = dice.choice(SPOTS) if dice.random() < 0.3 else (dice.uniform(58, 74), dice.uniform(33, 41))
    size = dice.choice((0.0, 0.5, 2.0, 9.0))
    return Box(max(-180.0, lon - size), max(-90.0, lat - size), min(180.0, lon + size), min(90.0, lat + size))


@pytest.fixture
def dice() -> Random:
    return Random(20210705)
