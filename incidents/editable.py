"""Which fields a person may set, and how what is typed becomes a value: ValueError says what would have done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.gis.geos import Point
from django.db import models

from incidents.held import number_typed
from incidents.models import Actor, Border, Place, choices
from incidents.named import source_named
from incidents.typed.places import place_typed


def _text(longest: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"at most {longest} characters")
        return value.strip()

    return read


def _one_of(table: Callable[[], Sequence[tuple[Any, str]]], *, empty: bool = False) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        if empty and value == "":
            return ""
        for code, _label in table():
            if str(code) == str(value):
                return code
        raise ValueError("give one of " + ", ".join(str(code) for code, _label in table()))

    return read


def _prec(table: Callable[[], Sequence[tuple[int, str]]]) -> Callable[[str], int | None]:
    choose = _one_of(table)
    return lambda value: None if value == "" else choose(value)


def _day(value: str) -> dt.date | None:
    if value == "":
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("give a day as 2021-07-05") from None


def _flag(value: str) -> bool:
    if str(value).lower() in ("true", "on", "1", "yes"):
        return True
    if str(value).lower() in ("false", "off", "0", "no", ""):
        return False
    raise ValueError("give true or false")


def _number(value: str) -> Decimal | None:
    if value == "":
        return None
    try:
        number = Decimal(str(value).replace(",", "").replace("\u202f", ""))
    except InvalidOperation:
        raise ValueError("give a number, or nothing for an open end") from None
    if not number.is_finite() or not 0 <= number < Decimal(10) ** 11:
        raise ValueError("give a number from 0 to 99,999,999,999")
    return number


def _country(value: str) -> str:
    code = value.strip().upper()
    if code and not (len(code) == 2 and code.isalpha()):
        raise ValueError("give a two-letter country code, for example TJ")
    return code


def _border(value: str) -> Border | None:
    code = "-".join(sorted(value.strip().upper().split("-"))) if value else ""
    if not code:
        return None
    border = Border.objects.filter(code=code).first()
    if border is None:
        raise ValueError("give the code of a land border, for example AF-TJ")
    return border


def _actor(value: str) -> Actor | None:
    """By name, or by name and country where two share a name: "Border guards (TJ)"; made where it is new."""
    typed = value.strip()
    if not typed:
        return None
    if len(typed) > 200:
        raise ValueError("at most 200 characters")
    match = re.fullmatch(r"(.+) \(([A-Z]{2})\)", typed)
    if match:
        return Actor.objects.get_or_create(name=match[1], country=match[2])[0]
    return Actor.objects.filter(name__iexact=typed).order_by("country", "pk").first() or Actor.objects.create(
        name=typed
    )


def _needed(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def demand(value: str) -> Any:
        if not value.strip():
            raise ValueError("it cannot be empty")
        return read(value)

    return demand


def _point(value: str) -> Point | None:
    if value == "":
        return None
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError:
        raise ValueError("give latitude,longitude, for example 37.18,68.77") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("latitude is from -90 to 90, longitude from -180 to 180")
    return Point(lon, lat, srid=4326)


EDITABLE: dict[str, dict[str, Callable[[str], Any]]] = {
    "incident": {
        "event_type": _one_of(choices.event_types), "modality": _one_of(choices.modalities),
        "date_start": _day, "date_end": _day, "date_prec": _prec(choices.date_precisions),
        "part_of_day": _one_of(choices.parts_of_day, empty=True), "lasted": _flag,
        "border": _border, "from_country": _country, "to_country": _country,
        "place": place_typed, "place_name": _text(200), "where_prec": _prec(choices.where_precisions),
    },
    "claim": {
        "kind": _one_of(choices.claim_kinds), "low": _number, "high": _number,
        "comparator": _one_of(choices.comparators), "basis": _one_of(choices.bases), "unit": _text(200),
        "attributed_to": _actor, "credibility": _one_of(choices.credibilities),
    },
    "statement": {
        "speaker": _actor, "affiliation": _text(200), "cue": _text(60), "kind": _one_of(choices.statement_kinds),
        "content": _text(100_000), "date": _day, "medium": _one_of(choices.media, empty=True),
    },
    "link": {"role": _one_of(choices.report_roles)},
    "participant": {"role": _one_of(choices.actor_roles), "actor": _needed(_actor)},
    "report": {
        "source": lambda value: source_named(value) if value.strip() else None, "published_on": _day,
        "language": _text(8), "headline": _text(500), "byline": _text(200), "dateline": _text(120),
    },
    "actor": {"name": _needed(_text(200)), "sector": _one_of(choices.sectors, empty=True), "country": _country},
    "place": {"name": _needed(_text(200)), "country": _country, "point": _point},
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value as the history keeps it: what a person would type to set it again."""
    if isinstance(value, Border):
        return value.code
    if isinstance(value, Place):
        return str(value.pk)
    if isinstance(value, Point):
        return f"{value.y:g},{value.x:g}"
    if isinstance(value, Actor):
        return value.typed
    if isinstance(value, models.Model):
        return str(getattr(value, "name", value.pk))
    if isinstance(value, Decimal):
        return number_typed(value)
    return value
