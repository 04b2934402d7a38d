"""Bytes made of single incidents, kept until they change or the room is needed for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

ROOM = 64_000_000  # bytes in a process


class Kept:
    def __init__(self) -> None:
        self._held: dict[int, dict[str, bytes]] = {}
        self._size = 0

    def made(
        self, form: str, ids: Sequence[int], make: Callable[[list[int]], Iterable[tuple[int, bytes]]]
    ) -> list[bytes]:
        """What `make` gives for each incident, in this order; incidents that it does not know are left out."""
        found = {pk: held[form] for pk in ids if (held := self._held.get(pk)) and form in held}
        missing = [pk for pk in ids if pk not in found]
        for pk, body in make(missing) if missing else ():
            found[pk] = body
            self._held.setdefault(pk, {})[form] = body
            self._size += len(body)
        self._make_room()
        return [found[pk] for pk in ids if pk in found]

    def _make_room(self) -> None:
        while self._size > ROOM:
            self.forget([next(iter(self._held))])

    def forget(self, ids: Iterable[int]) -> None:
        for pk in ids:
            self._size -= sum(map(len, self._held.pop(pk, {}).values()))
