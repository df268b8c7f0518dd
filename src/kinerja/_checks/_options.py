"""Options: closed choices, single numbers, random generators."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from ..errors import InputError, named_class, shown

MissingRows = Literal["raise", "omit", "propagate"]
"""What a missing value does: it is refused, its row is left out, or figures are NaN."""
MISSING_ROWS: tuple[MissingRows, ...] = ("raise", "omit", "propagate")


def choice(value: Any, argument: str, allowed: Sequence[Any]) -> None:
    """Refuse a value that is not one of the allowed ones, naming them."""
    if not any(
        value is option or (type(value) is type(option) and value == option) for option in allowed
    ):
        raise InputError.about(
            argument,
            code="unknown_option",
            expected="one of " + ", ".join(repr(option) for option in allowed),
            found=shown(value),
        )


def is_number(value: Any) -> bool:
    """Tell whether a value is one real number: no flag, and no length of time.

    numpy counts a length of time among its whole numbers, and warns when it is compared with one.

    >>> is_number(2.5), is_number(True), is_number(np.timedelta64(1, "D"))
    (True, False, False)
    """
    return isinstance(value, numbers.Real) and not isinstance(
        value, bool | np.bool_ | np.timedelta64
    )


def is_whole(value: Any) -> bool:
    """Tell whether a value is one whole number of any type: no flag, and no length of time.

    >>> is_whole(np.int8(2)), is_whole(2.0), is_whole(np.timedelta64(1, "D"))
    (True, False, False)
    """
    return isinstance(value, numbers.Integral) and is_number(value)


def number(
    value: Any,
    argument: str,
    *,
    lower: float = -math.inf,
    upper: float = math.inf,
    open_lower: bool = False,
    open_upper: bool = False,
) -> float:
    """One finite number inside the stated limits, as a float."""
    known = is_number(value)
    try:
        x = float(value) if known else math.nan
    except OverflowError:  # a whole number or fraction beyond any float
        x = math.inf
    inside = (x > lower if open_lower else x >= lower) and (x < upper if open_upper else x <= upper)
    if not (known and math.isfinite(x) and inside):
        limits = []
        if lower > -math.inf:
            limits.append(f"{'above' if open_lower else 'at least'} {lower:g}")
        if upper < math.inf:
            limits.append(f"{'below' if open_upper else 'at most'} {upper:g}")
        raise InputError.about(
            argument,
            code="out_of_range",
            expected=" and ".join(["a finite number", *limits]),
            found=shown(value),
        )
    return x


LARGEST = 2**53
"""Largest count: up to it every whole number is a float, and it fits an int64."""
MOST_DRAWS = 10_000_000
"""Most random draws, replicates or resamples of one call."""


def flag(value: Any, argument: str) -> bool:
    """True or False, and nothing that only counts as such: the text "false" is true to Python."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    raise InputError.about(
        argument, code="wrong_type", expected="True or False", found=shown(value)
    )


def instance(value: Any, argument: str, kind: type, *, hint: str = "") -> None:
    """Refuse a value that is not of the class an argument is for."""
    if not isinstance(value, kind):
        raise InputError.about(
            argument,
            code="wrong_type",
            expected=named_class(kind),
            found=named_class(type(value)),
            hint=hint,
        )


def function(value: Any, argument: str, *, expected: str) -> None:
    """Refuse a value that cannot be called; what it says when it is called is the caller's."""
    if not callable(value):
        raise InputError.about(argument, code="wrong_type", expected=expected, found=shown(value))


def whole_number(value: Any, argument: str, *, lower: int = 0, upper: int | None = LARGEST) -> int:
    """One whole number inside the stated limits, as an int."""
    known = is_whole(value)
    if not known or value < lower or (upper is not None and value > upper):
        # The bound that only keeps a number whole is said to whoever goes beyond it.
        told = upper is not None and (upper != LARGEST or (known and value > upper))
        limit = f" and at most {upper}" if told else ""
        raise InputError.about(
            argument,
            code="out_of_range",
            expected=f"a whole number of at least {lower}{limit}",
            found=shown(value),
        )
    return int(value)


def confidence_level(level: Any, argument: str = "level") -> float:
    """Probability of an interval, strictly between 0 and 1."""
    return number(level, argument, lower=0.0, upper=1.0, open_lower=True, open_upper=True)


def generator(rng: Any) -> np.random.Generator:
    """Random generator from a whole number (same number, same answer) or a Generator (advanced)."""
    if isinstance(rng, np.random.Generator):
        return rng
    return np.random.default_rng(whole_number(rng, "rng", upper=None))
