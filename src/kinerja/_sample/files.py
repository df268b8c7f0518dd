"""Files of the sample as tables: mappings of read-only columns."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..indicators import Scorecard

SampleTable = dict[str, NDArray[Any]]
"""Read-only columns by name: float64, or text as objects; an empty cell of numbers is NaN."""

_FOLDER = files("kinerja") / "_sample"


def read_card(name: str) -> Scorecard:
    """Read one of the scorecards."""
    return Scorecard.model_validate_json((_FOLDER / name).read_text("utf-8"))


def read_table(name: str, *, text: tuple[str, ...]) -> SampleTable:
    """Read one of the CSV files; the columns that are not text are numbers."""
    rows = list(csv.DictReader((_FOLDER / name).read_text("utf-8").splitlines()))
    return frozen(
        {
            head: np.array([row[head] for row in rows], dtype=object)
            if head in text
            else np.array([float(row[head] or "nan") for row in rows])
            for head in rows[0]
        }
    )


def frozen(columns: dict[str, NDArray[Any]]) -> SampleTable:
    """Make columns read-only, as a result's are."""
    for column in columns.values():
        column.flags.writeable = False
    return columns


def rows_where(table: SampleTable, keep: NDArray[Any]) -> SampleTable:
    """Rows of a table: those that are True, or those at the places given, in that order."""
    return frozen({head: column[keep] for head, column in table.items()})
