"""How often one may ask: counted in Redis by token, account and address; without Redis nobody is kept waiting."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from borderwatch.env import Rate

log = logging.getLogger(__name__)
PATIENCE = 0.1  # seconds that a request waits for Redis
REST = 5.0  # seconds until a Redis that did not answer is asked again


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left to one asker in this window, and the seconds until the next one begins."""

    name: str
    rate: Rate
    left: int
    resets: int

    @property
    def policy(self) -> str:
        return f'"{self.name}";q={self.rate.most};w={self.rate.seconds}'

    @property
    def told(self) -> str:
        return f'"{self.name}";r={max(0, self.left)};t={self.resets}'


@dataclass(slots=True)
class _Redis:
    pool: redis.Redis | None = None
    asked_again_at: float = 0.0

    def counts(self, keys: Mapping[str, int]) -> list[int] | None:
        """Each key counted up by one, to be forgotten after its seconds; None where Redis does not answer."""
        if time.monotonic() < self.asked_again_at:
            return None
        try:
            pipe = self._client().pipeline(transaction=False)
            for key, seconds in keys.items():
                pipe.incr(key)
                pipe.expire(key, seconds)
            return [int(count) for count in pipe.execute()[::2]]
        except redis.RedisError as problem:
            log.warning("nobody is limited for %.0f s, Redis does not answer: %s", REST, problem)
            self.asked_again_at = time.monotonic() + REST
            return None

    def _client(self) -> redis.Redis:
        if self.pool is None:
            self.pool = redis.Redis.from_url(
                settings.REDIS_URL,
                socket_connect_timeout=PATIENCE,
                socket_timeout=PATIENCE,
                retry=Retry(NoBackoff(), 0),
            )
        return self.pool


_redis = _Redis()


def counted(askers: Mapping[str, str]) -> tuple[Standing, ...]:
    """One more request of these, by kind: token, account or address. Kinds without a limit, and a Redis that is down, leave nothing."""
    now, rates = time.time(), {kind: rate for kind in askers if (rate := settings.RATES.get(kind))}
    keys = {
        f"bw:rate:{kind}:{askers[kind]}:{int(now // rate.seconds)}": rate.seconds + 1 for kind, rate in rates.items()
    }
    counts = _redis.counts(keys) if keys else None
    if counts is None:
        return ()
    return tuple(
        Standing(kind, rate, rate.most - count, int(rate.seconds - now % rate.seconds) + 1)
        for (kind, rate), count in zip(rates.items(), counts, strict=True)
    )


def headers(standings: tuple[Standing, ...]) -> dict[str, str]:
    """As the IETF's draft on rate limit headers has them."""
    if not standings:
        return {}
    return {
        "RateLimit-Policy": ", ".join(one.policy for one in standings),
        "RateLimit": ", ".join(one.told for one in standings),
    }


def wait_of(standings: tuple[Standing, ...]) -> int:
    """Seconds until all may go on; 0 where nobody asked too often."""
    return max((one.resets for one in standings if one.left < 0), default=0)
