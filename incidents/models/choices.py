"""Django choices read from the knowledge files, so that a new event type needs no migration."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.event_types import load_event_types

Pairs = list[tuple[str, str]]


def _pairs(table: Mapping[str, str]) -> Pairs:
    return list(table.items())


def event_types() -> Pairs:
    return [(kind.code, kind.label) for kind in load_event_types()]


def modalities() -> Pairs:
    return _pairs(codes.MODALITIES)


def report_roles() -> Pairs:
    return _pairs(codes.REPORT_ROLES)


def parts_of_day() -> Pairs:
    return _pairs(codes.PARTS_OF_DAY)


def actor_roles() -> Pairs:
    return _pairs(codes.ACTOR_ROLES)


def actor_kinds() -> Pairs:
    return [(kind, kind) for kind in codes.ACTOR_KINDS]


def sectors() -> Pairs:
    return _pairs(codes.SECTORS)


def claim_kinds() -> Pairs:
    return _pairs(codes.CLAIM_KINDS)


def comparators() -> Pairs:
    return _pairs(codes.COMPARATORS)


def bases() -> Pairs:
    return _pairs(codes.BASES)


def statement_kinds() -> Pairs:
    return _pairs(codes.STATEMENT_KINDS)


def media() -> Pairs:
    return _pairs(codes.MEDIA)


def statuses() -> Pairs:
    return _pairs(codes.STATUSES)


def date_precisions() -> list[tuple[int, str]]:
    return list(codes.DATE_PRECISIONS.items())


def where_precisions() -> list[tuple[int, str]]:
    return list(codes.WHERE_PRECISIONS.items())


def reliabilities() -> Pairs:
    return _pairs(codes.RELIABILITIES)


def credibilities() -> list[tuple[int, str]]:
    return list(codes.CREDIBILITIES.items())
