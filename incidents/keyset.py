"""Pages by key, not by number: stable while rows are added, the last as fast as the first."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import F, Model, Q, QuerySet

from incidents.cube.rows import first_of

Key = list[Any]


def written(key: Key) -> str:
    plain = [part.isoformat() if isinstance(part, dt.date) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


class NotOurs(ValueError):
    """A cursor that no page of this order gave out."""


@dataclass(frozen=True, slots=True)
class Keyset:
    """Names of the fields of an order, e.g. ("-date_start", "-id"); the last is unique.

    Fields before the last may be empty; rows without a value come last.
    """

    fields: tuple[str, ...]

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        *some, last = self.fields
        return rows.order_by(*map(_ordering, some), last)  # plain, as its index has it: it is never empty

    def backwards(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        *some, last = self.fields
        return rows.order_by(*map(_turned, some), last[1:] if last.startswith("-") else f"-{last}")

    def cursor(self, row: Model) -> str:
        """What says where this row stands."""
        return written(self._key(row))

    def after(self, cursor: str) -> list[Q]:
        """Rows that come after the cursor's, as conditions one after the other: those that differ in the last field alone come first."""
        return self._beyond(self.read(cursor), _further)

    def before(self, cursor: str) -> list[Q]:
        return self._beyond(self.read(cursor), _nearer)

    def _beyond(self, key: Key, steps: Any) -> list[Q]:
        """Each is one stretch of the order's index; all of them in one with OR would be looked for from its beginning."""
        found: list[Q] = []
        same = Q()
        for field, value in zip(self.fields, key, strict=True):
            name = field.lstrip("-")
            found = [same & condition for condition in steps(name, value, field.startswith("-"))] + found
            same &= Q(**{name: value})
        return found

    def _key(self, row: Model) -> Key:
        return [_value(row, field.lstrip("-")) for field in self.fields]

    def read(self, cursor: str) -> Key:
        try:
            key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except (binascii.Error, ValueError) as error:
            raise NotOurs(cursor) from error
        sound = isinstance(key, list) and len(key) == len(self.fields) and all(map(_is_plain, key))
        if not sound:
            raise NotOurs(cursor)
        return key


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in a row; the cursors are empty at the ends of the list."""

    rows: list[Any]
    previous: str = ""
    next: str = ""


def stretch(rows: QuerySet[Any], order: Keyset, size: int, *, after: str = "", before: str = "") -> Stretch:
    """The first rows of the order, or those next to a cursor. A cursor that is none of ours raises NotOurs."""
    try:
        if before and not after:
            found = first_of(order.backwards(rows), order.before(before), size + 1)
            more, kept = len(found) > size, found[:size][::-1]
            return Stretch(kept, order.cursor(kept[0]) if more else "", order.cursor(kept[-1]) if kept else "")
        found = first_of(order.ordered(rows), order.after(after) if after else [Q()], size + 1)
        kept = found[:size]
        previous = order.cursor(kept[0]) if after and kept else ""
        return Stretch(kept, previous, order.cursor(kept[-1]) if len(found) > size else "")
    except (ValidationError, ValueError, TypeError, DataError, OverflowError) as error:
        raise NotOurs(after or before) from error


def _ordering(field: str) -> Any:
    name = F(field.lstrip("-"))
    return name.desc(nulls_last=True) if field.startswith("-") else name.asc(nulls_last=True)


def _turned(field: str) -> Any:
    name = F(field.lstrip("-"))
    return name.asc(nulls_first=True) if field.startswith("-") else name.desc(nulls_first=True)


def _further(name: str, value: Any, falls: bool) -> list[Q]:
    return [] if value is None else [Q(**{f"{name}__{'lt' if falls else 'gt'}": value}), Q(**{name: None})]


def _nearer(name: str, value: Any, falls: bool) -> list[Q]:
    return [Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__{'gt' if falls else 'lt'}": value})]


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _is_plain(part: Any) -> bool:
    if isinstance(part, str):
        return "\x00" not in part
    return part is None or (isinstance(part, int | float) and not isinstance(part, bool))
