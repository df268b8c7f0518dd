"""Orders that a column declares: ordered categoricals, enumerations and arrow dictionaries."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .._types import Ints


class Levels(NamedTuple):
    """A column that brings its levels along."""

    codes: Ints
    """(n,) position of each row's level; −1 where missing."""
    names: list[Any]
    """(g,) the levels in the order of the column, those that nobody has included."""
    ordered: bool
    """Whether the order says which level is more: an arrow dictionary may be mere storage."""


def declared_levels(x: Any) -> Levels | None:
    """Levels of a pandas ordered Categorical, a polars Enum or an arrow dictionary; else None.

    A pandas Categorical or polars Categorical without an order is text like any other.
    """
    root = type(x).__module__.partition(".")[0]
    if root == "narwhals":
        import narwhals as nw

        x = nw.to_native(x)
        root = type(x).__module__.partition(".")[0]
    if root == "pandas":
        return _pandas(x)
    if root == "polars":
        return _polars(x)
    return _arrow(x) if root == "pyarrow" else None


def _pandas(x: Any) -> Levels | None:
    kind: Any = getattr(x, "dtype", None)
    if type(kind).__name__ == "ArrowDtype":  # pandas over arrow
        return _arrow(x.array.__arrow_array__())
    if not getattr(kind, "ordered", False):
        return None
    values = getattr(x, "array", x)  # a Series holds a Categorical
    values = getattr(values, "_values", values)
    return Levels(np.asarray(values.codes, dtype=np.int64), kind.categories.tolist(), ordered=True)


def _polars(x: Any) -> Levels | None:
    kind: Any = getattr(x, "dtype", None)
    if type(kind).__name__ != "Enum":
        return None
    # As floats, in which what is missing is NaN: polars fills gaps in threads, which a forked
    # process does not have.
    codes = np.asarray(x.to_physical().cast(float).to_numpy())
    codes = np.where(np.isnan(codes), -1.0, codes).astype(np.int64)
    return Levels(codes, kind.categories.to_list(), ordered=True)


def _arrow(x: Any) -> Levels | None:
    kind: Any = getattr(x, "type", None)
    if not hasattr(kind, "index_type") or not hasattr(kind, "ordered"):
        return None
    if hasattr(x, "unify_dictionaries"):  # a column in chunks, each with a dictionary of its own
        x = x.unify_dictionaries().combine_chunks()
        if hasattr(x, "chunks"):
            x = x.chunk(0) if x.num_chunks else None
        if x is None:
            return None
    levels = x.dictionary.to_pylist()
    if len(set(levels)) < len(levels) or None in levels:
        return None  # no list of levels: read value by value
    codes = [-1 if i is None else i for i in x.indices.to_pylist()]
    return Levels(np.array(codes, dtype=np.int64), levels, ordered=bool(kind.ordered))
