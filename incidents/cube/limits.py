"""How long the database may think about one question of a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled
from psycopg.pq import TransactionStatus

AGAIN_AFTER = 10  # seconds: what a million incidents take to be read into memory
WORDS = f"Counting this would take too long just now. Ask again in {AGAIN_AFTER} seconds, or of fewer incidents."


class TooSlow(Exception):
    """Whoever asked has been kept waiting long enough."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All statements inside together; raises TooSlow where they take longer."""
    ends = time.monotonic() + seconds

    def timed(execute: Any, *statement: Any) -> Any:
        if (left := int((ends - time.monotonic()) * 1000)) <= 0:
            raise TooSlow
        connection.connection.execute(f"SET statement_timeout = {left}")
        return execute(*statement)

    try:
        with connection.execute_wrapper(timed):
            yield
    except OperationalError as problem:
        if isinstance(problem.__cause__, QueryCanceled):
            raise TooSlow from problem
        raise
    finally:
        _unlimited()


def _unlimited() -> None:
    """In a transaction that failed nothing can be set, and its end takes the limit back."""
    own = connection.connection
    if own is not None and own.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
        own.execute("RESET statement_timeout")
