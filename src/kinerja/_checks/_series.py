"""Columns of pandas, polars and pyarrow as float64, through narwhals.

narwhals is imported here and in `_tables` only, and only when a dataframe is met.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .._types import Float
from ..errors import InputError, named_class
from ._cells import numbers_of
from ._refuse import in_column, refuse_cells, refuse_repeated


def foreign_floats(x: Any, argument: str) -> Float:
    """Float64 from a pandas, polars or pyarrow series or table; null becomes NaN."""
    import narwhals as nw

    if hasattr(x, "collect"):
        raise InputError.about(
            argument,
            code="not_a_table",
            expected="an array, a mapping or an eager dataframe",
            found=named_class(type(x)),
            hint="Collect a lazy table first.",
        )
    names = getattr(x, "column_names", getattr(x, "columns", None))
    if names is not None and not callable(names):
        names = list(names)
        twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
        refuse_repeated(twice, argument)
    native = nw.from_native(x, allow_series=True, eager_only=True, pass_through=True)
    if isinstance(native, nw.Series):
        return series_floats(native, argument)
    if isinstance(native, nw.DataFrame):
        columns = [
            column_floats(native.get_column(name), argument, str(name)) for name in native.columns
        ]
        return np.column_stack(columns) if columns else np.empty((native.shape[0], 0))
    if hasattr(x, "to_pylist"):  # a pyarrow array that is not chunked
        return numbers_of(np.array(x.to_pylist(), dtype=object), argument)
    return numbers_of(np.asarray(x), argument)


def column_floats(series: Any, argument: str, name: str) -> Float:
    """One column of a dataframe; an error names the column and the rows."""
    try:
        return series_floats(series, argument)
    except InputError as error:
        cells = np.empty(len(series), dtype=object)
        cells[:] = series.to_list()
        raise in_column(error, argument, name, cells) from None


def series_floats(series: Any, argument: str) -> Float:
    """Float64 from a narwhals series; null becomes NaN, and text is refused by its first cells."""
    import narwhals as nw

    if series.dtype.is_numeric():
        # The cast turns null into NaN on every backend, and widens small integers first.
        return np.asarray(series.cast(nw.Float64).to_numpy(), dtype=np.float64)
    if series.dtype in {nw.Object, nw.Unknown}:
        return numbers_of(np.array(series.to_list(), dtype=object), argument)
    if len(series) == series.null_count():
        return np.full(len(series), np.nan)
    if series.dtype == nw.String:
        # One word makes a file's whole column text: the words are at fault, not the numbers.
        cells = np.array(series.to_list(), dtype=object)
        there = np.array([isinstance(cell, str) for cell in cells])  # the others are missing
        words = np.array([isinstance(cell, str) and not _reads_as_number(cell) for cell in cells])
        refuse_cells(
            words,
            cells,
            argument,
            code="not_numeric",
            expected="numbers",
            hint="Correct the cell, or leave it empty, and read the column as numbers.",
        )
        refuse_cells(
            there,
            cells,
            argument,
            code="not_numeric",
            expected="numbers, not text",
            hint="Convert the column to numbers first.",
        )
    raise InputError.about(
        argument,
        code="not_numeric",
        expected="numbers",
        found=f"{series.dtype}",
        hint="Convert it to numbers first: text, booleans and dates are not.",
    )


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
