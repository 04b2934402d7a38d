"""Small numbers that stand for the codebook's words in the columns."""

from __future__ import annotations

from datetime import date

import numpy as np

from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.event_types import load_event_types

TYPES = tuple(kind.code for kind in load_event_types())
COLUMNS = (*TYPES, "other")  # of counts by type; the last one for words of an older codebook
FAMILIES = tuple(dict.fromkeys(kind.family for kind in load_event_types()))
UNKNOWN = 255  # a word of an older codebook
FAMILY_OF_TYPE = np.full(UNKNOWN + 1, FAMILIES.index("other"), np.int64)
FAMILY_OF_TYPE[: len(TYPES)] = [FAMILIES.index(kind.family) for kind in load_event_types()]
MODALITIES = tuple(codes.MODALITIES)
STATUSES = tuple(codes.STATUSES)
PARTS_OF_DAY = tuple(codes.PARTS_OF_DAY)
ACTUAL = MODALITIES.index("actual")
NIGHTLY = ("night", "evening", "early_hours")
IS_NIGHTLY = np.zeros(UNKNOWN + 1, np.bool_)
IS_NIGHTLY[[PARTS_OF_DAY.index(part) for part in NIGHTLY]] = True

# What can be drawn of an incident.
NONE, POINT, CIRCLE, SECTION, OTHER = range(5)
KINDS = ("none", "point", "circle", "section", "section")

MERCATOR_EDGE = 85.051128779806  # degrees north and south at which the web mercator map is a square
BELOW_ONE = 1 - 2**-53
NO_DAY = np.int32(2**31 - 1)
EPOCH = date(1970, 1, 1).toordinal()


def type_number(event_type: str) -> int:
    return TYPES.index(event_type) if event_type in TYPES else UNKNOWN


def column_number(event_type: str) -> int:
    """Of counts by type."""
    return min(type_number(event_type), len(TYPES))


def family_number(event_type: str) -> int:
    return int(FAMILY_OF_TYPE[type_number(event_type)])


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    return date.fromordinal(int(number) + EPOCH)


COUNTRIES = 2**15  # numbers of countries are less


def country_number(code: str) -> int:
    """0 for no country."""
    return ord(code[0]) * 256 + ord(code[1]) if code else 0


def country_of(number: int) -> str:
    return chr(number // 256) + chr(number % 256) if number else ""
