"""Tables: any eager dataframe, or a mapping from name to column, read by column name.

narwhals is imported here and in `_series` only, and only when a dataframe is met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._blocks import blocks
from .._types import Float, Ints
from ..errors import InputError, named_class
from ._arrays import floats, matrix
from ._cells import is_missing, items_of
from ._containers import is_several
from ._index import NO_IDS, Index, index_of
from ._labels import identifiers
from ._refuse import (
    Names,
    columns_at,
    in_column,
    joined,
    plain,
    refuse_infinite,
    refuse_repeated,
    refuse_uneven,
)
from ._series import series_floats


def is_table(data: Any) -> bool:
    """Tell whether columns are reached by name: a mapping or a dataframe."""
    return names_in(data) is not None


def names_in(data: Any) -> list[Any] | None:
    """Column names of a mapping or a dataframe of any library, as it keeps them; else None.

    A lazy table is asked for its schema alone.

    >>> names_in({"a": [1.0], 2: [3.0]}), names_in([1.0]), names_in(np.ones((2, 2)))
    (['a', 2], None, None)
    """
    if isinstance(data, np.ndarray | list | tuple):
        return None
    if isinstance(data, Mapping):
        return list(data)
    if hasattr(data, "collect_schema"):  # polars: asking a lazy table for .columns warns
        return list(data.collect_schema().names())
    for attribute in ("column_names", "columns"):  # pyarrow; pandas and the rest
        if not callable(names := getattr(data, attribute, None)) and names is not None:
            return list(names)
    return None


def _meant(absent: Sequence[Any], names: Sequence[Any]) -> str:
    """Ask whether a column of nearly the same name was meant, and say which there are."""
    if not names:
        return "There are no columns at all."
    import difflib  # only where something is refused

    by_name = {name.casefold().strip(): name for name in reversed(names) if isinstance(name, str)}
    asked = []
    for name in absent[:5]:
        if not isinstance(name, str):
            continue
        near = difflib.get_close_matches(name.casefold(), by_name, n=1, cutoff=0.75)
        asked += [f"Did you mean {by_name[near[0]]!r} for {name!r}?"] if near else []
    return " ".join([*asked, f"The columns there are: {joined(names)}."])


def _kind_of(column: Any) -> str:
    """What stands where a column should: its shape, or its type where it has none."""
    shape = getattr(column, "shape", None)
    return named_class(type(column)) if shape is None else f"shape {shape}"


class _Columns:
    """A mapping or dataframe behind one face: names, a column by name, and the names of its rows.

    A level of a pandas index is found by its name as a column is, unless a column has that name.
    """

    def __init__(self, data: Any, argument: str) -> None:
        self.argument = argument
        self.index: Index = index_of(data)
        if isinstance(data, Mapping):
            self.names = [str(name) for name in data]
            self._get = {str(name): column for name, column in data.items()}.__getitem__
            return
        natives = names_in(data) or []
        self.names = [str(name) for name in natives]
        kept: dict[str, Any] = dict(zip(self.names, natives, strict=True))  # pandas: 0 is "0" here
        if len(kept) < len(natives):
            # narwhals refuses such a table outright; columns that are not asked for may repeat.
            self._get = lambda name: data[kept[name]]
            return
        import narwhals as nw

        try:
            frame = nw.from_native(data, eager_only=True)
        except TypeError:
            raise InputError.about(
                argument,
                code="not_a_table",
                expected="an array, a mapping or an eager dataframe",
                found=type(data).__name__,
                hint="Collect a lazy table first.",
            ) from None
        self._get = lambda name: frame.get_column(kept[name])

    def take(self, names: Sequence[str], argument: str) -> list[Any]:
        counts = Counter(self.names)
        levels = self.index.levels
        absent = [name for name in names if not counts[name] and name not in levels]
        if absent:
            raise InputError.about(
                argument,
                code="missing_column",
                expected=f"a column for each of {joined(list(names))}",
                found=f"no column {joined(absent)}",
                hint=_meant(absent, [*self.names, *levels]),
                positions=columns_at(absent[:5]),
            )
        twice = [name for name in names if counts[name] > 1]
        refuse_repeated(twice, argument)
        taken = [self._get(name) if counts[name] else levels[name] for name in names]
        for name, column in zip(names, taken, strict=True):
            if not is_several(column) or getattr(column, "ndim", 1) != 1:
                raise InputError.about(
                    argument,
                    code="wrong_shape",
                    expected=f"one value per row in column {name!r}",
                    found=_kind_of(column),
                    positions=columns_at([name]),
                )
        return taken

    def ids(self, given: Any) -> Any:
        """Ids of the rows: as given, the column of that name, or else what the index names."""
        if isinstance(given, str):
            return self.take([given], "ids")[0]
        return self.index.ids(self.argument) if given is None else given


def _column(x: Any, argument: str, name: str, rows: Callable[[int], Names]) -> Float:
    import sys

    narwhals = sys.modules.get("narwhals")
    try:
        if narwhals is not None and isinstance(x, narwhals.Series):
            if x.dtype not in {narwhals.Object, narwhals.Unknown}:
                return series_floats(x, argument)
            x = np.array(x.to_list(), dtype=object)
        out = floats(x, argument)
    except InputError as error:
        cells = np.empty(len(x) if hasattr(x, "__len__") else 0, dtype=object)
        if error.positions:
            cells[:] = list(x)
        raise in_column(error, argument, name, cells, rows(len(cells))) from None
    if out.ndim != 1:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"one value per row in column {name!r}",
            found=f"shape {out.shape}",
            positions=columns_at([name]),
        )
    return out


def column_names(data: Any, argument: str = "data", *, levels: bool = False) -> list[str]:
    """Names of the columns of a table or mapping, in their order.

    With `levels` those of a pandas index come first, and an index that is dropped is refused.
    """
    table = _Columns(data, argument)
    if not levels:
        return list(table.names)
    if table.index.unnamed:
        table.index.ids(argument)
    return [name for name in table.index.levels if name not in table.names] + table.names


def read_columns(data: Any, names: Sequence[str], argument: str = "data") -> list[Any]:
    """Columns of a table or mapping by name, as they are; a missing or repeated one is refused."""
    return _Columns(data, argument).take(names, argument)


def row_labels(data: Any) -> str | None:
    """Name of a pandas index of one level, if it carries one."""
    levels = list(index_of(data).levels)
    return levels[0] if len(levels) == 1 else None


def ids_of(data: Any, ids: Any, argument: str = "data") -> Any:
    """Ids of a table's rows: as given, the column of that name, or what its index is named for.

    An array has no names of rows: the ids are those given.
    """
    return _Columns(data, argument).ids(ids) if is_table(data) else ids


def read_matrix(
    data: Any, codes: Sequence[str], *, argument: str = "data", ids: Any = NO_IDS
) -> tuple[Float, NDArray[Any] | None]:
    """Read the columns `codes` of an array, mapping or dataframe, and the ids of its rows.

    Returns a fresh float64 array (n, k) in column order that shares no memory with the input;
    NaN where a value is missing. Columns the caller does not name are ignored; arrays are taken
    by position and must have exactly k columns. `ids` may be the name of a column; with None, a
    pandas index that carries a name is read. A caller that has no use for ids leaves it out.
    """
    k = len(codes)
    if is_table(data):
        table = _Columns(data, argument)
        taken = table.take(codes, argument)
        ids = None if ids is NO_IDS else table.ids(ids)

        def named(rows: int) -> Names:
            """Ids for the words of an error; ids that do not fit are another error's matter."""
            try:
                return identifiers(ids, rows)
            except InputError:
                return None

        columns = [
            _column(column, argument, code, named)
            for column, code in zip(taken, codes, strict=True)
        ]
        refuse_uneven({c: x.size for c, x in zip(codes, columns, strict=True)}, argument)
        n = columns[0].size if columns else 0
        values = np.empty((n, k), order="F")
        for j, column in enumerate(columns):
            np.add(column, 0.0, out=values[:, j])  # a copy without −0
    else:
        if isinstance(data, list | tuple) and not data:
            data = np.empty((0, k))  # no rows at all
        raw = (
            matrix(data, argument, k=k, missing="allow", columns=codes)
            if k
            else floats(data, argument)
        )
        n = raw.shape[0]
        values = np.empty((n, k), order="F")
        for rows in blocks(n):
            np.add(raw[rows], 0.0, out=values[rows])  # a copy without −0
    names = None if ids is NO_IDS else identifiers(ids, n)
    if values.size and not np.isfinite(_extremes(values)).all() and np.isinf(values).any():
        refuse_infinite(values, argument, rows=names, columns=codes)
    return values, names


def read_all(
    data: Any, argument: str = "data", *, ids: Any = NO_IDS
) -> tuple[Float, list[str] | None, NDArray[Any] | None]:
    """Read every column of a table, or an array, with the names of its columns and its ids.

    Gaps are NaN. `ids` may be the name of a table's column, which is then no value; an array has
    no names of columns.
    """
    if is_table(data):
        names = column_names(data, argument)
        if isinstance(ids, str):
            names = [name for name in names if name != ids]
        x, labels = read_matrix(data, names, argument=argument, ids=ids)
        return x, names, labels
    x = floats(data, argument)
    labels = identifiers(ids, len(x)) if x.ndim == 2 and ids is not NO_IDS else None
    return matrix(x, argument, missing="allow", rows=labels), None, labels


def read_posts(table: Any, argument: str) -> tuple[list[Any], list[str], Float]:
    """Units, jobs and cells of a table whose first column, or named index, holds the units."""
    columns = column_names(table, argument)
    units = ids_of(table, None, argument)
    if units is not None and columns:
        cells, _ = read_matrix(table, columns, argument=argument)
        return items_of(units), columns, cells
    if len(columns) < 2:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="a first column of units, then a column for each job",
            found=f"columns {joined(columns)}",
            hint="A table names its units and jobs itself.",
        )
    units = read_columns(table, columns[:1], argument)[0]
    units = units.to_list() if hasattr(units, "to_list") else units
    try:
        cells, _ = read_matrix(table, columns[1:], argument=argument)
    except InputError as error:
        if error.code != "not_numeric":
            raise
        raise InputError.about(
            argument,
            code=error.code,
            expected="a first column of units, then a column of numbers for each job",
            found=str(error.found),
            hint="A long table (unit, job, number) is turned first: "
            "table.pivot(index='unit', columns='job', values='number').",
            positions=error.positions,
        ) from None
    return units, columns[1:], cells


def _extremes(values: Float) -> Float:
    return np.concatenate([values.min(axis=0), values.max(axis=0)])


def read_categories(data: Any, name: str, argument: str = "data") -> tuple[Ints, list[Any]]:
    """One column of a table as codes (n,) into the values that occur; −1 where missing.

    Values keep their kind: text, whole numbers, numbers, or True and False.
    """
    items = items_of(read_columns(data, [name], argument)[0])
    first_seen: dict[Any, int] = {}
    try:
        # True and 1 are one key of a dictionary, and so are 1 and 1.0: the kind is part of the key.
        keys = [(type(item), item) for item in items]
        codes = np.fromiter(
            (first_seen.setdefault(key, len(first_seen)) for key in keys), np.int64, len(keys)
        )
    except TypeError:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"one value per row in column {name!r}",
            found="nested values",
            positions=columns_at([name]),
        ) from None
    names: list[Any] = []
    position = np.empty(len(first_seen), dtype=np.int64)
    for (_, item), code in first_seen.items():
        gone = is_missing(item) or item != item
        position[code] = -1 if gone else len(names)
        if not gone:
            names.append(plain(item))
    return position[codes] if codes.size else codes, names
