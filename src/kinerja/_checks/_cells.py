"""One cell: what counts as a number, what as missing, and arrays of such cells as float64."""

from __future__ import annotations

import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from ..errors import InputError
from ._refuse import joined, of_microseconds, refuse_cells
from ._twins import is_blank

Missing = Literal["refuse", "allow"]

_NUMBERS = (int, float, Decimal, Fraction, np.integer, np.floating)
_NOT_NUMBERS = (bool, np.bool_, np.timedelta64)


def _refuse_kind(argument: str, found: str) -> None:
    raise InputError.about(
        argument,
        code="not_numeric",
        expected="numbers",
        found=found,
        hint="Convert it to numbers first: text, booleans, dates and complex numbers are not.",
    )


def _is_missing_mark(kind: type) -> bool:
    return kind is type(None) or kind.__name__ in {"NAType", "NaTType", "MaskedConstant"}


def items_of(column: Any) -> list[Any]:
    """Values of one column of any library, or of a sequence, as a list of Python objects.

    >>> items_of(np.array([1, 2])), items_of(("a", None))
    ([1, 2], ['a', None])
    """
    if isinstance(column, np.ndarray):
        column = of_microseconds(column)
    return list(getattr(column, name)()) if (name := own_list(column)) else list(column)


def own_list(column: Any) -> str | None:
    """Name of the method by which a column of some library becomes a list, if it has one."""
    # pyarrow; numpy and pandas, whose categories warn of the other name; polars and narwhals
    return next((n for n in ("to_pylist", "tolist", "to_list") if hasattr(column, n)), None)


def is_missing(item: Any) -> bool:
    """Tell whether one value is None, NaN, blank text or a mark of pandas for what is missing.

    >>> [is_missing(item) for item in (None, float("nan"), " ", 0, "0")]
    [True, True, True, False, False]
    """
    if isinstance(item, str):
        return is_blank(item)
    if isinstance(item, float | np.floating):
        return bool(item != item)
    if isinstance(item, Decimal):
        return item.is_nan()
    if isinstance(item, np.datetime64 | np.timedelta64):
        return bool(np.isnat(item))
    return _is_missing_mark(type(item))


def _from_objects(objects: NDArray[np.object_], argument: str) -> Float:
    """Float64 from an array of Python objects: numbers and missing marks only."""
    flat = objects.ravel().tolist()
    kinds = set(map(type, flat))
    wrong = {
        kind
        for kind in kinds
        if not _is_missing_mark(kind)
        and (not issubclass(kind, _NUMBERS) or issubclass(kind, _NOT_NUMBERS))
    }
    if wrong & {list, tuple, np.ndarray}:
        lengths = sorted(
            {
                len(v)
                for v in flat
                if isinstance(v, list | tuple) or (isinstance(v, np.ndarray) and v.ndim)
            }
        )
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="rows of one length",
            found=f"rows of length {joined(lengths)}",
            hint="Make every row as long; a missing value is None or NaN.",
        )
    if wrong:
        bad = np.fromiter((type(v) in wrong for v in flat), dtype=np.bool_, count=len(flat))
        refuse_cells(
            bad.reshape(objects.shape),
            objects,
            argument,
            code="not_numeric",
            expected="numbers",
            hint="Convert it to numbers first: text, booleans, dates and complex numbers are not.",
        )
    if any(_is_missing_mark(kind) for kind in kinds):
        flat = [np.nan if _is_missing_mark(type(v)) else v for v in flat]
    if any(issubclass(kind, Decimal) for kind in kinds):  # a signalling NaN cannot be converted
        flat = [np.nan if isinstance(v, Decimal) and v.is_nan() else v for v in flat]
    try:
        out = np.array(flat, dtype=np.float64)
    except OverflowError:
        _refuse_kind(argument, "a whole number too large for a float64")
    return out.reshape(objects.shape)


def is_masked(x: Any) -> bool:
    """Tell whether `x` is a masked array, without loading numpy.ma for one that is not."""
    return "numpy.ma" in sys.modules and isinstance(x, np.ma.MaskedArray)


def numbers_of(x: NDArray[Any], argument: str) -> Float:
    """Float64 from an array of any kind; shares memory with `x` where that is float64 already."""
    if type(x) is not np.ndarray:
        x = np.asarray(x)  # a matrix is two-dimensional whatever is done to it
    if x.dtype == np.float64:
        return x
    if x.dtype.kind in "fiu":
        return x.astype(np.float64)
    if x.dtype.kind == "O":
        return _from_objects(x, argument)
    if x.size == 0 and x.dtype.kind in "US":
        return x.astype(np.float64)
    _refuse_kind(argument, f"an array of {x.dtype.name}")
    raise AssertionError  # pragma: no cover
