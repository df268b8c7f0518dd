"""Groupings: one array of labels, or several by name, crossed; which pairs occur is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._blocks import blocks
from .._types import Codes
from .._words import words
from ..errors import InputError
from ._cells import Missing
from ._index import index_of
from ._labels import labels
from ._refuse import joined
from ._tables import column_names, is_table, read_columns

_ROWS = 32_768


def cross(a: Codes, b: Codes, size_a: int, size_b: int) -> tuple[Codes, Codes]:
    """Code of each row's pair (a, b) among the pairs that occur, and the sorted keys a·size_b + b.

    >>> codes, keys = cross(np.array([1, 0, 1]), np.array([0, 2, 0]), 2, 3)
    >>> codes.tolist(), keys.tolist()
    ([1, 0, 1], [2, 3])
    """
    room = size_a * size_b
    if room > 8 * a.size + 65_536:
        keys, codes = np.unique(a * size_b + b, return_inverse=True)
        return codes.astype(np.int64, copy=False), keys
    # Flags and a running sum: linear in the rows, no sort, and in blocks that stay in the cache.
    key = np.empty(a.size, dtype=np.int64)
    present = np.zeros(room, dtype=np.bool_)
    for block in blocks(a.size, _ROWS):
        np.multiply(a[block], size_b, out=key[block])
        key[block] += b[block]
        present[key[block]] = True
    keys = np.flatnonzero(present)
    if keys.size < room:
        position = np.cumsum(present, dtype=np.int64)
        position -= 1
        for block in blocks(a.size, _ROWS):
            key[block] = position[key[block]]
    return key, keys


@dataclass(frozen=True, slots=True, eq=False)
class Domains:
    """The groups that estimates are made for; observed crossings, sorted."""

    codes: Codes
    """(n,) domain of each row; −1 where a label is missing, if that is allowed."""
    size: int
    """How many domains."""
    names: Mapping[str, NDArray[Any]]
    """(size,) labels by the name of the grouping, as `labels` orders them; empty without one."""

    def labels(self) -> list[Any]:
        """One label for each domain: a tuple where several groupings are crossed."""
        columns = [column.tolist() for column in self.names.values()]
        return list(columns[0]) if len(columns) == 1 else list(zip(*columns, strict=True))

    def label(self, position: int) -> str:
        """Name of one domain in a sentence."""
        if not self.names:
            return words().notes.whole_sample
        parts = (f"{name}={joined([seen[position]])}" for name, seen in self.names.items())
        return ", ".join(parts)


def read_domains(
    by: Any, n: int, argument: str = "by", *, missing: Missing = "refuse", unused: bool = False
) -> Domains:
    """Read groupings: None, one array of labels, or a mapping from name to labels.

    With ``missing="allow"`` a row without one of its labels is in no domain: its code is −1. With
    `unused` a single grouping also has the levels that it declares and nobody has, as domains
    without a row; several groupings are crossed as they occur.
    """
    if by is None:
        return Domains(np.zeros(n, dtype=np.int64), 1, {})
    if hasattr(by, "get_level_values") and getattr(by, "nlevels", 1) > 1:
        # The index of several groupings, as pandas makes it.
        by = by.to_frame(index=False)
    if is_table(by):
        # A table's index names its rows; it is a grouping only where there is no other.
        index = index_of(by)
        names = column_names(by, argument) or list(index.levels)
        if index.unnamed:
            index.ids(argument)  # refused: it would be dropped unread
        columns = dict(zip(names, read_columns(by, names, argument), strict=True))
        if not columns:
            raise InputError.about(
                argument, code="too_few", expected="at least one grouping", found="none"
            )
    else:
        columns = {argument: by}
    codes = np.zeros(n, dtype=np.int64)
    size = 1
    levels: list[tuple[str, NDArray[Any], Codes]] = []
    there = np.ones(n, dtype=np.bool_)
    for name, column in columns.items():
        named = argument if name == argument else f"{argument}[{name!r}]"
        alone = len(columns) == 1
        read = labels(column, named, n=n, missing=missing, unused=unused and alone)
        if alone:
            return Domains(read.codes, read.names.size, {name: read.names})
        if missing == "allow":
            there &= read.codes >= 0
        width = max(1, read.names.size)  # a grouping without any label is in no crossing
        codes, keys = cross(codes, np.maximum(read.codes, 0), size, width)
        levels = [(known, seen, old[keys // width]) for known, seen, old in levels]
        levels.append((name, read.names, keys % width))
        size = keys.size
    if not there.all():  # crossings that only rows without a label have are none
        kept, codes[there] = np.unique(codes[there], return_inverse=True)
        codes[~there] = -1
        size = kept.size
        levels = [(name, seen, at[kept]) for name, seen, at in levels]
    return Domains(codes, size, {name: seen[at] for name, seen, at in levels})
