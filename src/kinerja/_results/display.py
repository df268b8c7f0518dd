"""A result as a table: for a terminal, a notebook, or a dataframe library."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROWS_SHOWN = 6
_HTML_ROWS_SHOWN = 20
_WIDTH = 79


def writeable(column: NDArray[Any]) -> Any:
    """A column as a dataframe library takes it, free to be changed."""
    if column.dtype != object:
        return column.copy()
    cells = column.tolist()
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) > 1 or kinds & {tuple, list}:
        # polars and pyarrow take one kind of cell a column: labels of several become text.
        return [None if cell is None else _as_text(cell) for cell in cells]
    return cells


def _as_text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple | list) else str(label)


def page(headline: str, columns: Mapping[str, NDArray[Any]], size: int) -> str:
    """HTML of a headline and the first rows below it."""
    shown = min(size, _HTML_ROWS_SHOWN)
    head = "".join(f"<th>{html.escape(str(name))}</th>" for name in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(short(c[i]))}</td>" for c in columns.values()) + "</tr>"
        for i in range(shown)
    )
    more = f"<p>… {size - shown} more rows</p>" if size > shown else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if size else ""
    return f"<div><p><strong>{html.escape(headline)}</strong></p>{table}{more}</div>"


def short(value: Any) -> str:
    """Six significant digits of a number; the text of anything else."""
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}"
    return str(value)


def wrapped(line: str) -> list[str]:
    """Lines that fit a terminal."""
    import textwrap

    return textwrap.wrap(line, _WIDTH, subsequent_indent="    ") or [""]


def text_table(columns: Mapping[str, NDArray[Any]], size: int) -> list[str]:
    """The first rows as lines that fit a terminal; what does not fit is named."""
    shown = min(size, _ROWS_SHOWN)
    cells = {name: [short(v) for v in column[:shown]] for name, column in columns.items()}
    rows = [""] * (shown + 1)
    left_out = []
    for name, texts in cells.items():
        width = max(len(name), *map(len, texts))
        if len(rows[0]) + width + 2 > _WIDTH:
            left_out.append(name)
            continue
        for i, text in enumerate([name, *texts]):
            rows[i] += "  " + text.rjust(width)
    if size > shown:
        rows.append(f"  … {size - shown} more rows")
    if left_out:
        rows += wrapped(f"  … more columns: {', '.join(left_out)}")
    return rows
