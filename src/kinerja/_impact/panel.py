"""Rows of units and periods as one table, with the start of each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import Labels
from .._types import ArrayLike, Codes, Flags, Float
from .._words import words
from ..errors import InputError
from .periods import first_treated, time_labels
from .tails import too_few


@dataclass(frozen=True, slots=True)
class Panel:
    """Outcomes of m units that were not treated from the first of T periods on."""

    y: Float
    """(m, T), NaN where there is no row."""
    here: Flags
    """(m, T) True where there is a row."""
    start: Codes
    """(m,) position of the first treated period; T for units that none of the periods treats."""
    cluster: Codes
    """(m,) codes of the clusters."""
    names: NDArray[Any]
    """(T,) periods in order."""
    unknown: bool
    """True where a missing y makes every figure NaN."""
    left_out: tuple[str, ...]
    """Rows and units that are not used, in words."""

    @property
    def clusters(self) -> int:
        return int(self.cluster.max()) + 1


def read_panel(
    y: ArrayLike, unit: Any, period: Any, start: Any, clusters: Any, missing: _checks.MissingRows
) -> Panel:
    """Check the columns of a panel, and lay them out as units by periods."""
    values = _checks.vector(y, "y", missing="refuse" if missing == "raise" else "allow")
    n = values.size
    if n == 0:
        raise too_few("y", "rows", "none")
    units = _checks.labels(unit, "unit", n=n)
    times = time_labels(period, n)
    place, given = first_treated(start, times, n)
    owner = None if clusters is None else _checks.labels(clusters, "clusters", n=n)
    for codes, argument, word in (
        (given, "start", "start"),
        (None if owner is None else owner.codes, "clusters", "cluster"),
    ):
        if codes is not None:
            _refuse_two(codes, units, argument, word)
    _refuse_repeated(units, times)
    m, t = units.names.size, times.names.size
    gone = np.isnan(values)
    unknown = missing == "propagate" and bool(gone.any())
    row = (units.codes, times.codes)
    table, here = np.full((m, t), np.nan), np.zeros((m, t), dtype=np.bool_)
    here[row] = True if missing == "propagate" else ~gone
    table[row] = np.nan if unknown else values
    first, cluster = np.empty(m, dtype=np.int64), np.arange(m)
    first[units.codes] = place
    if owner is not None:
        cluster[units.codes] = owner.codes
    always, empty = first == 0, ~here.any(axis=1)
    kept = ~(always | empty)
    left_out: tuple[str, ...] = ()
    if missing == "omit" and gone.any():
        left_out += (words().notes.rows_without_y.format(n=int(gone.sum())),)
    if always.any():
        names = ", ".join(map(str, units.names[always].tolist()))
        left_out += (words().notes.treated_always.format(names=names),)
    if not (kept & (first < t)).any():
        raise too_few(
            "start", "a group of units that were seen before their start", "none",
            "Where a unit is never treated its start is missing (NaN, None), not 0.",
        )  # fmt: skip
    codes = np.unique(cluster[kept], return_inverse=True)[1].astype(np.int64)
    return Panel(table[kept], here[kept], first[kept], codes, times.names, unknown, left_out)


def _refuse_two(codes: Codes, units: Labels, argument: str, word: str) -> None:
    """Refuse units whose rows do not agree."""
    one = np.empty(units.names.size, dtype=np.int64)
    one[units.codes] = codes
    odd = np.unique(units.codes[codes != one[units.codes]])
    if odd.size:
        names = units.names[odd]
        raise InputError.about(
            argument,
            code="contradiction",
            expected=f"one {word} for all rows of a unit",
            found=f"several in {_checks.joined(names.tolist())}",
            hint="Write the first treated period of the unit in each of its rows."
            if argument == "start"
            else "A unit that changes its cluster joins the two: take a wider cluster.",
            positions=tuple(names[:5].tolist()),
        )


def _refuse_repeated(units: Labels, times: Labels) -> None:
    cell = units.codes * times.names.size + times.codes
    found, count = np.unique(cell, return_counts=True)
    twice = found[count > 1]
    if twice.size:
        pairs = [
            (
                units.names.tolist()[c // times.names.size],
                times.names.tolist()[c % times.names.size],
            )
            for c in twice[:5].tolist()
        ]
        raise InputError.about(
            "unit",
            code="duplicate",
            expected="one row for each unit and period",
            found=f"{_checks.joined(pairs)} more than once",
            hint="Take the mean of such rows, or make the unit finer.",
            positions=tuple(pairs),
        )
