"""Codes in: the closed lists of the regulations, with the spellings in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import floats, nonnegative, positive, refuse_cells, refuse_infinite
from .._types import ArrayLike
from ..errors import SHOWN, InputError, shown
from ..indicators import Bands

Rows = NDArray[Any] | None

RATINGS = ("above", "meets", "below")
"""Ratings against expectation, of results, behaviour or performance."""
RATING_ALIASES = {
    "di atas": "above",
    "diatas": "above",
    "di atas ekspektasi": "above",
    "diatas ekspektasi": "above",
    "sesuai": "meets",
    "sesuai ekspektasi": "meets",
    "di bawah": "below",
    "dibawah": "below",
    "di bawah ekspektasi": "below",
    "dibawah ekspektasi": "below",
    "above expectation": "above",
    "meets expectation": "meets",
    "below expectation": "below",
}
"""Other forms in use."""


def codes_of(
    x: Any,
    argument: str,
    allowed: Sequence[str],
    aliases: Mapping[str, str] | None = None,
    *,
    rows: Rows = None,
) -> NDArray[np.int64]:
    """Positions in `allowed` of one text () or several (n,); unknown ones are refused by row."""
    own = {code: i for i, code in enumerate(allowed)}
    # The code itself goes before a spelling that is read like another one: A- is not A.
    known = {_plain(alias): own[code] for alias, code in (aliases or {}).items() if code in own}
    for code, i in reversed(own.items()):
        known[_plain(code)] = i
    if isinstance(x, np.ndarray) and x.ndim == 0:
        x = x.item()
    items = [x] if isinstance(x, str) else _listed(x, argument)
    try:
        # A dictionary meets every spelling once: a million rows have only a few.
        place = {
            item: own.get(item, known.get(_plain(item), -1)) if isinstance(item, str) else -1
            for item in dict.fromkeys(items)
        }
        out = np.fromiter(map(place.__getitem__, items), dtype=np.int64, count=len(items))
    except TypeError:  # something without a hash, which is no text
        out = np.array(
            [own.get(i, known.get(_plain(i), -1)) if isinstance(i, str) else -1 for i in items],
            dtype=np.int64,
        )
    bad = np.flatnonzero(out < 0).tolist()
    if bad:
        names = None if rows is None or rows.size != len(items) else rows.tolist()
        places = {i: i if names is None else names[i] for i in bad[:SHOWN]}
        raise InputError.about(
            argument,
            code="unknown_option",
            expected=f"one of {', '.join(allowed)}",
            found="; ".join(f"{shown(items[i])} (row {name!r})" for i, name in places.items())
            + (f"; and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""),
            positions=tuple(places.values()),
        )
    return out[0] if isinstance(x, str) else out


def _plain(text: str) -> str:
    """Reduce a spelling: upper case, hyphens, points, underscores and spaces make no difference."""
    return " ".join(text.translate(_MARKS).split()).lower()


_MARKS = str.maketrans({"_": " ", "-": " ", ".": " ", "–": " ", "\u2010": " ", "\u2011": " "})


def _listed(x: Any, argument: str) -> list[Any]:
    if hasattr(x, "to_pylist"):  # pyarrow: its own scalars are no text
        return list(x.to_pylist())
    try:
        return list(x)
    except TypeError:
        raise InputError.about(
            argument, code="wrong_type", expected="codes, as text", found=shown(x)
        ) from None


def several(x: Any, argument: str) -> tuple[Any, ...]:
    """One code, or several, as a tuple."""
    return (x,) if isinstance(x, str) else tuple(_listed(x, argument))


def picked(table: Sequence[Any], positions: NDArray[np.int64]) -> Any:
    """Entries of a table by position: one for a single text, else an object array."""
    out = np.empty(len(table), dtype=object)
    out[:] = list(table)
    return out[positions]


def together(argument: str, *arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Arrays of one shape, single values repeated; the last one is named if it does not fit."""
    try:
        return tuple(np.broadcast_arrays(*arrays))
    except ValueError:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"shape {arrays[0].shape}, as the values before it",
            found=f"shape {arrays[-1].shape}",
        ) from None


def finite_floats(x: ArrayLike, argument: str, *, rows: Rows = None) -> NDArray[np.float64]:
    """Finite numbers of any shape; missing stays missing."""
    out = floats(x, argument)
    refuse_infinite(out, argument, rows=rows)
    return out


def nonnegative_floats(x: ArrayLike, argument: str, *, rows: Rows = None) -> NDArray[np.float64]:
    """Finite numbers of 0 or more, of any shape; missing stays missing."""
    return nonnegative(finite_floats(x, argument, rows=rows), argument, rows=rows)


def grade_codes(bands: Bands, x: NDArray[np.float64], argument: str) -> NDArray[np.int64]:
    """Position of each value's band; a value outside is refused by the name of the argument."""
    return bands.graded(x, argument)


def graded(bands: Bands, x: NDArray[np.float64], argument: str) -> Any:
    """Label of each value's band, and the empty text where the value is missing."""
    return bands.labels()[grade_codes(bands, x, argument)[()]]


def per_cent_of(goal: NDArray[np.float64], result: NDArray[np.float64]) -> NDArray[np.float64]:
    """100·R/T; a ratio too large for a float64 is refused, never infinite."""
    with np.errstate(over="ignore", under="ignore"):
        percent = 100.0 * (result / goal)
    refuse_cells(
        np.isinf(percent),
        result,
        "actual",
        code="out_of_range",
        expected="a realisation that its target can measure",
        hint="Check the units of target and realisation.",
    )
    return percent


def target_and_actual(
    target: ArrayLike, actual: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Targets above 0 and realisations of 0 or more, of one shape."""
    goal = positive(finite_floats(target, "target"), "target")
    result = nonnegative_floats(actual, "actual")
    goal, result = together("actual", goal, result)
    return goal, result
