"""Array-likes become float64 arrays of a stated shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import ArrayLike, Flags, Float, Ints
from ..errors import InputError, named_class, shown
from ._cells import Missing, is_masked, numbers_of
from ._refuse import Names, refuse_cells, refuse_infinite, refuse_missing


def floats(x: ArrayLike, argument: str) -> Float:
    """Any array-like as float64, of whatever shape; shares memory with `x` where it can.

    Masked cells, None and null become NaN. Infinite values are left for the caller to name.
    """
    if is_masked(x):
        masked: Any = x
        return np.where(np.ma.getmaskarray(masked), np.nan, floats(masked.data, argument))
    if not isinstance(x, np.ndarray):
        if type(x).__module__.partition(".")[0] in {"pandas", "polars", "pyarrow", "narwhals"}:
            from ._series import foreign_floats

            return foreign_floats(x, argument)
        if hasattr(x, "__array__") and not isinstance(x, np.generic):
            x = array_of(x, argument)
        else:
            raw = x if isinstance(x, bytearray) else None
            if isinstance(x, list | tuple) and bytearray in set(map(type, x)):
                raw = next(row for row in x if isinstance(row, bytearray))
            if raw is not None:  # numpy would read each byte as a number
                raise InputError.about(
                    argument,
                    code="not_numeric",
                    expected="numbers",
                    found=shown(raw),
                    hint="Bytes are text that is not yet decoded: decode it, and convert it.",
                )
            try:
                x = np.array(x, dtype=object)
            except Exception as error:
                raise _no_array(x, error, argument) from None
    return numbers_of(x, argument)


def _shaped(x: Float, argument: str, ndim: int, shape: str, hint: str) -> Float:
    if x.ndim != ndim:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"an array of shape {shape}",
            found=f"shape {x.shape}",
            hint=hint,
        )
    return x


def _clean(x: Float, argument: str, missing: Missing, rows: Names, columns: Names) -> Float:
    if missing == "refuse" and np.isnan(x).any():
        refuse_missing(x, argument, rows=rows, columns=columns)
    if np.isinf(x).any():
        refuse_infinite(x, argument, rows=rows, columns=columns)
    return x


def extremes(x: Float) -> tuple[Float, Float]:
    """Smallest and largest value of each column of (n, k), n above 0; NaN where a column has one.

    Several rows are read as one long row: numpy's reduction is slow over short ones.
    """
    n, k = x.shape
    rows = max(1, 1_024 // max(1, k))
    whole = n - n % rows
    if not x.flags.c_contiguous or whole <= rows:
        return np.asarray(x.min(axis=0)), np.asarray(x.max(axis=0))
    long, rest = x[:whole].reshape(-1, rows * k), x[whole:]
    low = np.vstack([long.min(axis=0).reshape(rows, k), rest]).min(axis=0)
    high = np.vstack([long.max(axis=0).reshape(rows, k), rest]).max(axis=0)
    return np.asarray(low), np.asarray(high)


def vector(
    x: ArrayLike,
    argument: str,
    *,
    n: int | None = None,
    missing: Missing = "refuse",
    rows: Names = None,
) -> Float:
    """One-dimensional finite float64, of length `n` where given."""
    out = _shaped(floats(x, argument), argument, 1, "(n,)", "Pass one value per row.")
    if n is not None and out.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} values",
            found=f"{out.size}",
            hint="Pass one value for each, in the same order.",
        )
    return _clean(out, argument, missing, rows, None)


def matrix(
    x: ArrayLike,
    argument: str,
    *,
    k: int | None = None,
    missing: Missing = "refuse",
    rows: Names = None,
    columns: Names = None,
) -> Float:
    """Two-dimensional finite float64, with `k` columns where given."""
    hint = "One subject is one row: write [[…]]."
    out = _shaped(floats(x, argument), argument, 2, "(n, k)", hint)
    if k is not None and out.shape[1] != k:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{k} columns",
            found=f"{out.shape[1]}",
            hint="Pass one column for each, in the same order.",
        )
    return _clean(out, argument, missing, rows, columns)


def cube(x: ArrayLike, argument: str, *, missing: Missing = "refuse") -> Float:
    """Three-dimensional finite float64."""
    out = _shaped(floats(x, argument), argument, 3, "(m, n, k)", "Stack the matrices.")
    return _clean(out, argument, missing, None, None)


def square(x: ArrayLike, argument: str, *, missing: Missing = "refuse") -> Float:
    """Two-dimensional finite float64 with as many rows as columns."""
    out = matrix(x, argument, missing=missing)
    if out.shape[0] != out.shape[1]:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="as many rows as columns",
            found=f"shape {out.shape}",
        )
    return out


def nonnegative(
    x: Float, argument: str, *, rows: Names = None, columns: Names = None, hint: str = ""
) -> Float:
    """Return `x`; a negative value is refused by name."""
    if x.size and np.nanmin(x, initial=0.0) < 0:
        refuse_cells(
            x < 0,
            x,
            argument,
            code="negative",
            expected="0 or more",
            hint=hint,
            rows=rows,
            columns=columns,
        )
    return x


def positive(
    x: Float, argument: str, *, rows: Names = None, columns: Names = None, hint: str = ""
) -> Float:
    """Return `x`; a zero or negative value is refused by name."""
    if x.size and np.nanmin(x, initial=1.0) <= 0:
        refuse_cells(
            x <= 0,
            x,
            argument,
            code="not_positive",
            expected="more than 0",
            hint=hint,
            rows=rows,
            columns=columns,
        )
    return x


def weights(
    x: ArrayLike | None, k: int, argument: str = "weights", *, names: Names = None
) -> Float:
    """Weights as given, (k,), each 0 or more and not all 0; None means equal weights of 1.

    Where their sum would overflow, in the same ratios.
    """
    if x is None:
        return np.ones(k)
    out = nonnegative(vector(x, argument, n=k, rows=names), argument, rows=names)
    if k and not out.any():
        raise InputError.about(
            argument,
            code="invalid_input",
            expected="at least one weight above 0",
            found="only zeros",
        )
    if out.max(initial=0.0) > 2.0**960:  # their sum might overflow
        out = out * 2.0**-64  # only ratios matter, and every caller divides by the sum
    return out


def benefit(
    x: bool | Sequence[bool] | Flags,  # noqa: FBT001 - the argument itself is the direction
    k: int,
) -> Flags:
    """Direction of each of `k` columns: True where more is better."""
    try:
        out = flags(x, "benefit")
        if out.shape in {(), (k,)}:
            return np.broadcast_to(out, (k,)).copy()
    except InputError:  # said below, with both forms it may have
        pass
    raise InputError.about(
        "benefit",
        code="wrong_type",
        expected=f"True, False, or {k} of them",
        found=shown(x),
        hint="True means that more is better.",
    ) from None


def as_counts(x: Float, argument: str, *, given: Float, hint: str) -> Ints:
    """Whole floats as int64; what an int64 cannot hold is refused, and never wraps.

    `given` are the values of the argument that each of them came from.
    """
    beyond = ~(np.abs(x) < 2.0**63)
    if beyond.any():
        refuse_cells(
            beyond,
            given,
            argument,
            code="out_of_range",
            expected="values whose count a whole number of 64 bits holds (below 9.2e18)",
            hint=hint,
        )
    return x.astype(np.int64)


def _is_flag(v: Any) -> bool:
    if isinstance(v, np.timedelta64):  # numpy's class of it counts as a number
        return False
    return isinstance(v, bool | np.bool_ | int | float | np.number) and v in (0, 1)


def flags(x: Any, argument: str, shape: tuple[int, ...] | None = None) -> Flags:
    """Yes or no in every cell, from True and False or from 1 and 0 as a spreadsheet has them.

    Of any shape if none is given. A masked or missing cell is neither, and refused.
    """
    if is_masked(x):
        x = x.astype(object).filled(None)
    elif hasattr(x, "to_pylist"):  # pyarrow: its flags are bits, which numpy cannot share
        x = [*zip(*x.to_pydict().values(), strict=True)] if hasattr(x, "columns") else x.to_pylist()
    elif hasattr(x, "to_numpy"):
        x = x.to_numpy()
    out = array_of(x, argument, ", True or False in every cell")
    if out.dtype.kind in "US" and isinstance(x, list | tuple):
        own = np.array(x, dtype=object)  # beside a word numpy makes text of flags
        out = out if set(map(type, own.ravel().tolist())) <= {str, bytes} else own
    if out.dtype == object and out.ndim:
        good = np.array([_is_flag(v) for v in out.ravel().tolist()], dtype=bool)
        if good.all():
            out = out.astype(np.bool_)
        elif good.any():
            # Flags but for some cells: those are named.
            refuse_cells(
                ~good.reshape(out.shape),
                out,
                argument,
                code="wrong_type",
                expected="True or False, or 1 or 0, in every cell",
                hint="Fill it in, or leave the row out.",
            )
    if out.dtype.kind in "iuf" and out.ndim:
        odd = (out != 0) & (out != 1)
        if not odd.any():
            out = out.astype(np.bool_)
        elif odd.mean() <= 0.5:
            refuse_cells(
                odd,
                out,
                argument,
                code="wrong_type",
                expected="True or False, or 1 or 0, in every cell",
                hint="Compare first, for instance `table >= 3`.",
            )
    boolean = out.dtype.kind == "b"
    if not boolean or (shape is not None and out.shape != shape):
        if boolean:
            found = f"shape {out.shape}"
        else:
            found = f"an array of {out.dtype.name}" if out.ndim else shown(x)
        raise InputError.about(
            argument,
            code="wrong_shape" if boolean else "wrong_type",
            expected="True or False" if shape is None else f"True or False, shape {shape}",
            found=found,
            hint="Compare first, for instance `table == 1`.",
        )
    return out.copy()


def _holds_masked(x: Any, depth: int = 3) -> bool:
    """Tell whether a masked cell, or a masked row, stands in a list or in a list of lists."""
    inside = isinstance(x, list | tuple) and depth > 0
    return inside and any(is_masked(item) or _holds_masked(item, depth - 1) for item in x)


def _unmasked(x: Any) -> Any:
    """A list, or a list of lists, with None in place of masked cells."""
    if is_masked(x):
        return x.tolist()
    return [*map(_unmasked, x)] if isinstance(x, list | tuple) and _holds_masked(x) else x


def array_of(x: Any, argument: str, cells: str = "") -> NDArray[Any]:
    """Whatever holds values as an array; rows of different lengths are refused.

    An object of another library says itself how it becomes an array. Where it cannot, as an array
    on another device, the error is about the argument.
    """
    if _holds_masked(x):
        x = _unmasked(x)
    try:
        return np.asarray(x)
    except Exception as error:
        raise _no_array(x, error, argument, cells) from None


def _no_array(x: Any, error: Exception, argument: str, cells: str = "") -> InputError:
    """The error of what cannot become an array, whatever its class raised on the way."""
    expected, found = "rows of one length", "rows of different lengths"
    hint = "Make every row as long; a missing value is None or NaN."
    if not isinstance(error, ValueError):
        expected, found = "an array", f"{named_class(type(x))} that cannot become one"
        hint = f"It says: {error}."
    return InputError.about(
        argument, code="wrong_shape", expected=expected + cells, found=found, hint=hint
    )


def yes_no(x: Any, argument: str, *, n: int | None = None, missing: Missing = "refuse") -> Float:
    """1 or 0 a row (n,), from True and False or from 1 and 0 as a spreadsheet has them.

    >>> yes_no([True, None], "selected", missing="allow").tolist()
    [1.0, nan]
    """
    if hasattr(x, "to_pylist"):
        x = x.to_pylist()
    raw = array_of(x.to_numpy() if hasattr(x, "to_numpy") else x, argument)
    if raw.dtype.kind == "O" and raw.ndim == 1:
        flat = [float(v) if isinstance(v, bool | np.bool_) else v for v in raw.tolist()]
        raw = np.empty(len(flat), dtype=object)
        raw[:] = flat
    elif raw.dtype.kind == "b":
        raw = raw.astype(np.float64)
    elif raw.dtype.kind in "US":
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="True or False",
            found="text",
            hint='Compare first: unit == "North".',
        )
    out = vector(raw, argument, n=n, missing=missing)
    refuse_cells(
        ~np.isnan(out) & (out != 0) & (out != 1),
        out,
        argument,
        code="wrong_type",
        expected="True or False",
        hint="1 and 0 do as well.",
    )
    return out
