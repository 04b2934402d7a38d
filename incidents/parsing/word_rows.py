"""Which row of the vector table belongs to which word, in 6 MB where a dictionary of half a million numbers takes 70."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np


class WordRows(Mapping[int, int]):
    """A spaCy vector table's `key2row`: hash of a word to its row, found by halving in a sorted array."""

    def __init__(self, rows: Mapping[int, int]) -> None:
        keys = np.fromiter(rows.keys(), np.uint64, len(rows))
        order = np.argsort(keys)
        self._keys = keys[order]
        self._rows = np.fromiter(rows.values(), np.int32, len(rows))[order]

    def __getitem__(self, key: int) -> int:
        wanted = np.uint64(key)
        at = int(self._keys.searchsorted(wanted))
        if at == len(self._keys) or self._keys[at] != wanted:
            raise KeyError(key)
        return int(self._rows[at])

    def __iter__(self) -> Iterator[int]:
        return (int(key) for key in self._keys)

    def __len__(self) -> int:
        return len(self._keys)
