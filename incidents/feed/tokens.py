"""Where a reader stands in a log of changes, as text to keep: which changes were told, and how far the present page goes."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, replace

LONGEST = 4000
LETTERS = "^[A-Za-z0-9_-]+$"
SNAPSHOT = re.compile(r"(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)", re.ASCII)


class NotOurs(ValueError):
    """No token that the log gave out."""


@dataclass(frozen=True, slots=True)
class Place:
    """All that `seen` saw is told. While a stretch is told in pages, `upto` is its end and `xid`, `id` the last change told.

    Both are snapshots of the database as PostgreSQL writes them; `log` is the mark of the log they belong to.
    """

    log: str
    seen: str
    upto: str = ""
    xid: int = 0
    id: int = 0

    def at_page_end(self, upto: str, xid: int, number: int) -> Place:
        return replace(self, upto=upto, xid=xid, id=number)

    def at_end(self, upto: str) -> Place:
        return Place(self.log, upto)

    def written(self) -> str:
        parts = [self.log, self.seen, *([self.upto, self.xid, self.id] if self.upto else [])]
        return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def read(token: str) -> Place:
    """Raises NotOurs, also where the parts are no snapshots."""
    if len(token) > LONGEST or not token.isascii():
        raise NotOurs
    try:
        parts = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as problem:
        raise NotOurs from problem
    if not isinstance(parts, list) or len(parts) not in (2, 5) or not all(map(_fits, parts, (str, str, str, int, int))):
        raise NotOurs
    if not all(map(_is_snapshot, parts[1:3])):
        raise NotOurs
    return Place(*parts)


def _fits(part: object, kind: type) -> bool:
    return type(part) is kind and (kind is str or 0 <= part < 1 << 63)  # type: ignore[operator]


def _is_snapshot(text: str) -> bool:
    """As PostgreSQL reads it: those under way between both ends, in order."""
    match = SNAPSHOT.fullmatch(text)
    if match is None:
        return False
    least, most = int(match[1]), int(match[2])
    between = [int(one) for one in match[3].split(",") if one]
    return (
        0 < least <= most < 1 << 63 and between == sorted(set(between)) and all(least <= one < most for one in between)
    )


def xmin(snapshot: str) -> int:
    """What is older was over."""
    return int(snapshot.split(":", 1)[0])


def xmax(snapshot: str) -> int:
    """This and what is younger had not begun."""
    return int(snapshot.split(":", 2)[1])
