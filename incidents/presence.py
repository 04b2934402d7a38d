"""Who has a record open to edit it: told to Redis while the page is open, forgotten soon after it is closed."""

from __future__ import annotations

import logging
import time

import redis

from incidents.live import client
from incidents.models import User

log = logging.getLogger(__name__)
FRESH = 40  # seconds; pages tell every 15


def _key(kind: str, pk: int) -> str:
    return f"borderwatch:editing:{kind}:{pk}"


def editing(kind: str, pk: int, by: User) -> list[str]:
    """Says that this person is at the record, and returns who else is; nobody where Redis is away."""
    now, key = time.time(), _key(kind, pk)
    try:
        with client().pipeline(transaction=False) as line:
            line.zadd(key, {by.username: now})
            line.zremrangebyscore(key, 0, now - FRESH)
            line.expire(key, FRESH)
            line.zrange(key, 0, -1)
            people = line.execute()[-1]
    except redis.RedisError as problem:
        log.debug("who is at %s %s is not known: %s", kind, pk, problem)
        return []
    return [name for name in (person.decode() for person in people) if name != by.username]


def left(kind: str, pk: int, by: User) -> None:
    """The person closed the record."""
    try:
        client().zrem(_key(kind, pk), by.username)
    except redis.RedisError as problem:
        log.debug("that %s %s was left is not known: %s", kind, pk, problem)
