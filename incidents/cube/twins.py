"""Sums in which incidents that are likely the same count once, over many groups at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from incidents.cube.table import Rows, Table

Numbers = npt.NDArray[np.int64]


def heads(table: Table, rows: Rows) -> Numbers:
    """A label for each row: rows that are linked as twins, all by way of rows that are here, have the same."""
    labels = np.arange(table.size)
    here = np.zeros(table.size, np.bool_)
    here[rows] = True
    pairs = table.pair_rows[here[table.pair_rows].all(axis=1)] if len(table.pair_rows) else table.pair_rows
    if len(pairs):
        members, at = np.unique(pairs, return_inverse=True)
        links = at.reshape(-1, 2)
        graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(members), len(members)))
        _, component = connected_components(graph, directed=False)
        labels[members] = table.size + component
    return labels[rows]


def least_sums(group: Numbers, label: Numbers, value: npt.NDArray[np.float64], many: int) -> npt.NDArray[np.float64]:
    """For each group the sum, over its labels, of the least value."""
    if not len(group):
        return np.zeros(many)
    order = np.lexsort((label, group))
    group, label = group[order], label[order]
    starts = np.flatnonzero(np.append(True, (np.diff(group) != 0) | (np.diff(label) != 0)))
    return np.bincount(group[starts], np.minimum.reduceat(value[order], starts), many)


def spread(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """One entry for every bucket of every member: which member, which bucket."""
    lengths = last - first + 1
    member = np.repeat(np.arange(len(first)), lengths)
    return member, np.arange(len(member)) - np.repeat(np.cumsum(lengths) - lengths - first, lengths)
