"""Parquet files, through polars or pyarrow: their columns have names and types already."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, shown
from .cells import Note
from .sheet import Sheet, Source, close_names
from .workbook import too_large, unreadable

if TYPE_CHECKING:
    from .read import Wanted


def read_parquet(path: Path, wanted: Wanted, notes: list[Note]) -> Sheet:
    """Read a Parquet file; numbers, dates and flags are what the file says they are."""
    frame = _frame(path, wanted.max_cells)
    names = list(frame.columns)
    ids = wanted.ids if wanted.ids is not None else wanted.choose_ids(names)
    for argument, asked in (("ids", (ids,) if ids is not None else ()), ("text", wanted.text)):
        for name in asked:
            if name not in names:
                near = close_names(name, names)
                raise InputError.about(
                    argument, code="missing_column", expected=f"a column of {path.name}",
                    found=shown(name), hint=f"Did you mean {near[0]!r}?" if near else "",
                )  # fmt: skip
    as_text = {*wanted.text, *filter(wanted.also_text, names), *((ids,) if ids is not None else ())}
    columns = {name: _column(frame[name], as_text=name in as_text) for name in names}
    if ids is not None:
        _refuse_ids(columns[ids], ids)
    if frame.shape[0] == 0:
        raise InputError.about(
            "path", code="too_few", expected="rows of data", found=f"none in {path.name}"
        )
    return Sheet(columns, ids=ids, notes=notes, source=Source(str(path), "parquet"))


def _frame(path: Path, max_cells: int) -> Any:
    import narwhals as nw

    try:
        if importlib.util.find_spec("polars"):
            import polars as pl

            lazy = pl.scan_parquet(path)
            width = len(lazy.collect_schema())
            _refuse_more(width * int(lazy.select(pl.len()).collect().item()), max_cells)
            native: Any = pl.read_parquet(path)
        elif importlib.util.find_spec("pyarrow"):
            import pyarrow.parquet as pq

            facts = pq.read_metadata(path)
            _refuse_more(facts.num_rows * facts.num_columns, max_cells)
            native = pq.read_table(path)
        else:
            native = None
    except InputError:
        raise
    except Exception as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise unreadable(path, f"damaged ({first.rstrip('.')})") from error
    if native is None:
        raise InputError.about(
            "path", code="not_installed", expected="polars or pyarrow, for Parquet files",
            found="neither is installed",
            hint="Install one of them with: pip install polars; or save the table as CSV.",
        )  # fmt: skip
    return nw.from_native(native, eager_only=True)


def _refuse_more(cells: int, max_cells: int) -> None:
    if cells > max_cells:
        raise too_large(max_cells)


def _column(series: Any, *, as_text: bool) -> NDArray[Any]:
    import narwhals as nw

    kind = series.dtype
    if as_text:
        out = np.full(len(series), None, dtype=object)
        out[:] = [None if item is None else _text(item) for item in series.to_list()]
        return out
    if kind.is_numeric() and kind != nw.Decimal and not _loses_digits(series):
        return np.array(series.cast(nw.Float64).to_numpy(), dtype=np.float64)
    if kind == nw.Decimal:
        return np.array(series.cast(nw.Float64).to_numpy(), dtype=np.float64)
    if kind == nw.Boolean and series.null_count() == 0:
        return np.array(series.to_numpy(), dtype=np.bool_)
    if kind == nw.Date:
        return np.array(series.to_list(), dtype="datetime64[D]")
    out = np.full(len(series), None, dtype=object)
    out[:] = series.to_list()
    return out


def _loses_digits(series: Any) -> bool:
    """Tell whether whole numbers are too long for a float: ids, which stay as they are."""
    if not series.dtype.is_integer() or len(series) == series.null_count():
        return False
    return max(abs(int(series.min())), abs(int(series.max()))) > 2**53


def _text(item: Any) -> str:
    return str(int(item)) if isinstance(item, float) and item.is_integer() else str(item).strip()


def _refuse_ids(ids: NDArray[Any], name: str) -> None:
    items = ids.tolist()
    blank = [i for i, item in enumerate(items) if item is None or not item]
    if blank:
        raise InputError.about(
            "ids", code="missing_value", expected=f"an id in every row of column {name!r}",
            found=f"nothing in row {blank[0]}", positions=tuple(blank[:5]),
        )  # fmt: skip
    if len(set(items)) < len(items):
        seen: dict[str, int] = {}
        first = next(item for i, item in enumerate(items) if seen.setdefault(item, i) != i)
        raise InputError.about(
            "ids", code="duplicate", expected=f"each id once in column {name!r}",
            found=f"{first!r} more than once", positions=(first,),
        )  # fmt: skip
