"""What was made of single incidents, kept until they change or the room is needed for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

ROOM = 64_000_000  # bytes in a process


ROUGHLY = 2_000  # bytes of what is not bytes


class Kept:
    """By incident and form."""

    def __init__(self) -> None:
        self._held: dict[int, dict[str, Any]] = {}
        self._size = 0

    def made(self, form: str, ids: Sequence[int], make: Callable[[list[int]], Iterable[tuple[int, Any]]]) -> list[Any]:
        """What `make` gives for each incident, in this order; incidents that it does not know are left out."""
        found = {pk: held[form] for pk in ids if (held := self._held.get(pk)) and form in held}
        missing = [pk for pk in ids if pk not in found]
        for pk, one in make(missing) if missing else ():
            found[pk] = one
            self._held.setdefault(pk, {})[form] = one
            self._size += _size(one)
        while self._size > ROOM:
            self.forget([next(iter(self._held))])
        return [found[pk] for pk in ids if pk in found]

    def forget(self, ids: Iterable[int]) -> None:
        for pk in ids:
            self._size -= sum(map(_size, self._held.pop(pk, {}).values()))


def _size(one: Any) -> int:
    return len(one) if isinstance(one, bytes) else ROUGHLY


def made(
    kept: Kept | None, form: str, ids: Sequence[int], make: Callable[[list[int]], Iterable[tuple[int, Any]]]
) -> list[Any]:
    """The same where nothing may be kept."""
    return [one for _, one in make(list(ids))] if kept is None else kept.made(form, ids, make)
