"""What was made of single incidents, kept until they change or the room is needed for others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from sys import getsizeof
from typing import Any

from django.conf import settings

ROUGHLY = 2_000  # bytes of what is neither bytes nor a tuple of them
Make = Callable[[list[Any]], Iterable[tuple[Any, Any]]]


class Kept:
    """By form and incident; also other things that live as long as the columns, by names of their own."""

    def __init__(self) -> None:
        self._held: dict[str, dict[Hashable, Any]] = defaultdict(dict)
        self._size = 0

    def made(self, form: str, ids: Sequence[Any], make: Make) -> list[Any]:
        """What `make` gives for each incident, in this order; incidents that it does not know are left out."""
        held = self._held[form]
        found = {pk: held[pk] for pk in ids if pk in held}
        missing = [pk for pk in ids if pk not in found]
        for pk, one in make(missing) if missing else ():
            found[pk] = held[pk] = one
            self._size += _size(one)
        while self._size > settings.KEPT_BYTES:
            self._drop_oldest()
        return [found[pk] for pk in ids if pk in found]

    def _drop_oldest(self) -> None:
        most = max(self._held.values(), key=len)
        self._size -= _size(most.pop(next(iter(most))))

    def forget(self, ids: Iterable[int]) -> None:
        for pk in ids:
            for held in self._held.values():
                if pk in held:
                    self._size -= _size(held.pop(pk))


def _size(one: Any) -> int:
    if isinstance(one, tuple):
        return getsizeof(one) + sum(map(getsizeof, one))
    return getsizeof(one) if isinstance(one, bytes) else ROUGHLY


def made(kept: Kept | None, form: str, ids: Sequence[Any], make: Make) -> list[Any]:
    """The same where nothing may be kept."""
    return [one for _, one in make(list(ids))] if kept is None else kept.made(form, ids, make)
