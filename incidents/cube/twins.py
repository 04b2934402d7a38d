"""Sums in which incidents that are likely the same count once, over many groups at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from incidents.cube.table import Rows, Table

Numbers = npt.NDArray[np.int64]


def linked(table: Table, rows: Rows, of: Numbers | None = None) -> Numbers:
    """Pairs of likely twins as places in `rows`, both of which are there and of the same sum, where `of` says which one each is of."""
    place = np.full(table.size, -1)
    place[rows] = np.arange(len(rows))
    pairs = place[table.pair_rows].reshape(-1, 2)
    pairs = pairs[(pairs >= 0).all(axis=1)]
    return pairs if of is None else pairs[of[pairs[:, 0]] == of[pairs[:, 1]]]


def labelled(pairs: Numbers, many: int) -> Numbers:
    """A label for each of so many: what is linked by pairs has the same."""
    labels = np.arange(many)
    if len(pairs):
        members, at = np.unique(pairs, return_inverse=True)
        links = at.reshape(-1, 2)
        graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(members), len(members)))
        _, component = connected_components(graph, directed=False)
        labels[members] = many + component
    return labels


def least_over_time(
    pairs: Numbers, at: Numbers, to: Numbers, value: npt.NDArray[np.float64], many: int
) -> npt.NDArray[np.float64]:
    """For each of so many buckets the least sum of what lies in it, from bucket `at` to bucket `to`; each bucket is a sum of its own."""
    paired = np.zeros(len(at), np.bool_)
    paired[pairs] = True
    alone = ~paired
    steps = np.bincount(at[alone], value[alone], many + 1) - np.bincount(to[alone] + 1, value[alone], many + 1)
    member, bucket = spread(at[paired], to[paired])
    entry = np.zeros(len(at), np.int64)  # that of a member in bucket 0, were it in it
    entry[paired] = np.searchsorted(member, np.arange(int(paired.sum()))) - at[paired]
    first, last = at[pairs].max(axis=1), to[pairs].min(axis=1)
    meet = first <= last
    link, shared = spread(first[meet], last[meet])
    labels = labelled(entry[pairs[meet][link]] + shared[:, None], len(member))
    return np.cumsum(steps)[:-1] + least_sums(bucket, labels, value[paired][member], many)


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
