"""The rows that files are made of, as others should find them, and places of such names as break files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.http import QueryDict

from incidents.access import Role
from incidents.exports.table import Row
from incidents.models import User
from incidents.views.lists import INCIDENTS, Listed
from tests.factories import a_claim, a_told_report, an_incident

NASTY = {
    "a formula": "=1+1",
    "a call of a program": "=cmd|' /C calc'!A0",
    "a sum": "@SUM(A1)",
    "a link": '=HYPERLINK("https://evil.example","Ishkashim")',
    "a number with its sign": "+992 93 500",
    "a dash": "-2+3",
    "a tab before a formula": "\t=1+1",
    "a return before a formula": "\r=1+1",
    "a line before a formula": "\n=1+1",
    "a wide sign": "＝1+1",
    "wide signs": "＋1－＠",
    "an apostrophe": "'tis",
    "two apostrophes": "''",
    "quotes and separators": "\"a\", 'b'; c|d\te",
    "lines": "one\r\ntwo\nthree\u2028four",
    "markup": '<b>&amp; ]]></b><![CDATA["',
    "from right to left": "الحدود، إشكاشم \u202eTJ",
    "beyond the first plane": "Panj 😀 𐍈 👩‍👩‍👧",
    "a letter with its accent apart": "Dushanbe\u0301",
    "what others take for nothing": "NULL",
    "what others take for a number": "1e5",
    "what others take for a day": "01/02/03",
    "spaces at both ends": "  Khorog  ",
    "as long as there can be": "Ш" * 200,
}
PLACES = {
    "the last meridian": Point(180.0, 90.0, srid=4326),
    "the first meridian": Point(-180.0, -90.0, srid=4326),
    "many decimals": Point(71.123456789, 36.987654321, srid=4326),
}


def tell() -> Any:
    """A told report, incidents of nasty names, open days, no place, and the ends of the world."""
    report = a_told_report()
    spot = Point(71.57, 36.7, srid=4326)
    an_incident(
        event_type="border_clash", place_name='=Ishkashim; "old" <&> \'n', where_prec=1, geometry=spot, date_prec=2
    )
    an_incident(event_type="smuggling", border=None, date_start=None, date_end=None, date_prec=None, geometry=None)
    for name in NASTY.values():
        an_incident(event_type="other", place_name=name, where_prec=5)
    for at in PLACES.values():
        an_incident(event_type="other", where_prec=2, geometry=at, radius_km=0.1 + 0.2, lasted=True, date_end=None)
    a_claim(an_incident(event_type="refugee_influx"), 99_999_999_999.123, None, unit='=people; "\n')
    a_claim(an_incident(event_type="refugee_influx"), None, 0.3, kind="seized_kg", comparator="up_to")
    return report


def rows(listed: Listed = INCIDENTS) -> list[Row]:
    asker = User(role=Role.ADMIN.value)
    held = next(iter(listed.orders.values())).ordered(listed.choose(asker, QueryDict()).rows)
    return list(listed.written(held, lambda path: f"https://bw.example{path}"))


def file_of(folder: Path, suffix: str, *more: str) -> Path:
    made = folder / f"made.{suffix}"
    call_command("export", str(made), "--address", "https://bw.example", *more)
    return made


def lines(made: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.read_bytes().decode("utf-8-sig"), newline="")))


def as_json(row: Row, listed: Listed = INCIDENTS) -> dict[str, Any]:
    found = {}
    for name, value in zip(listed.columns, row.values, strict=True):
        found[name] = (
            list(value) if isinstance(value, tuple) else value.isoformat() if hasattr(value, "isoformat") else value
        )
    return found


def shape(row: Row) -> Any:
    return json.loads(json.dumps(row.geometry))
