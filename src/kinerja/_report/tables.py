"""Whatever holds columns as a `Table`: a result, a mapping, a dataframe of any library."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from .._checks import is_table, items_of, names_in, plain
from .._definitions import Language
from .._indicators.text import say
from .._results.axes import layout
from .._results.display import Shown, as_text, decimals_of
from .._words import words
from ..errors import InputError
from ..results import Result
from ..scoring import Scores
from .section import Column, Table

_PLAIN = 2
"""Numbers with so many decimals are shown as they are."""
_MOST_COLUMNS = 12
_YEARS = {"year", "tahun", "period", "periode"}
"""Heads of whole numbers that count nothing: no separator parts their thousands."""


def as_table(data: Any, language: Language, argument: str = "tables") -> Table:
    """Columns of a table that came as a result, a mapping or a dataframe, ready to be shown.

    Examples
    --------
    >>> table = as_table({"unit": ["A", "B"], "mean": [80.25, 75.0]}, "en")
    >>> table.column("mean").decimals
    2
    """
    if isinstance(data, Table):
        return data
    if isinstance(data, Scores):
        return _of_scores(data, language)
    if isinstance(data, Result):
        return _of_result(data._shown(language), language)
    if not is_table(data):
        raise InputError.about(
            argument,
            code="not_a_table",
            expected="a result, a mapping of columns or a dataframe",
            found=type(data).__name__,
        )
    return Table(
        {
            str(head): guessed(values, first=at == 0, head=str(head), language=language)
            for at, (head, values) in enumerate(columns_of(data, argument))
        }
    )


def columns_of(data: Any, argument: str) -> list[tuple[Any, list[Any]]]:
    """Heads and cells of a mapping or an eager frame."""
    if hasattr(data, "collect_schema") and hasattr(data, "collect"):
        raise InputError.about(
            argument,
            code="not_a_table",
            expected="a table whose rows are there",
            found=f"a lazy {type(data).__name__}",
            hint="Collect it first.",
        )
    pairs = [(name, data[name]) for name in names_in(data) or []]
    out = []
    for name, values in pairs:
        if isinstance(values, str) or not hasattr(values, "__iter__"):
            raise InputError.about(
                argument,
                code="wrong_type",
                expected="a list of values for each column",
                found=f"{type(values).__name__} for {str(name)!r}",
            )
        out.append((name, _cells(values)))
    return out


def _cells(values: Any) -> list[Any]:
    """Cells as plain Python values, whichever library they come from."""
    return [plain(value) for value in items_of(values)]


def guessed(values: Sequence[Any], *, first: bool, head: str, language: Language) -> Column:
    """A column that nobody said more of: numbers in one number of decimals, or text.

    The first column labels the rows: whole numbers in it are names.
    """
    there = [x for x in values if not _missing(x)]
    numbers = bool(there) and all(isinstance(x, int | float) and type(x) is not bool for x in there)
    whole = numbers and all(isinstance(x, int) for x in there)
    nothing = words(language).grammar.nothing
    if not numbers or (whole and (first or head.strip().casefold() in _YEARS)):
        return Column([nothing if _missing(x) else _plain(x) for x in values])
    floats = [math.nan if _missing(x) else float(x) for x in values]
    return Column(floats, "number", decimals=_decimals(floats))


def _decimals(values: Sequence[float]) -> int:
    """Decimals that all numbers of a column get: what they have, to two; else what tells."""
    there = [x for x in values if math.isfinite(x)]
    for decimals in range(_PLAIN + 1):
        if all(math.isclose(x, round(x, decimals), rel_tol=1e-12, abs_tol=1e-12) for x in there):
            return decimals
    return max(decimals_of(np.array(there, dtype=np.float64)), _PLAIN)


def _missing(value: Any) -> bool:
    return value is None or bool(isinstance(value, float) and value != value) or _is_na(value)


def _is_na(value: Any) -> bool:
    """Missing values of pandas, which are not numbers and equal nothing."""
    return type(value).__name__ in {"NAType", "NaTType"}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool | dt.date) else as_text(value)


def _of_scores(scores: Scores, language: Language) -> Table:
    """Scores as an office reads them: grades and groups by name."""
    heads = words(language).report.grades
    columns: dict[str, Any] = {
        heads.id: [str(scores.name_of(i)) for i in range(len(scores))],
        heads.total: Column(scores.total.tolist(), "number"),
        words(language).report.certainty.rank: Column(scores.rank.tolist(), "number", decimals=0),
    }
    if scores.card.bands is not None:
        columns[heads.grade] = scores.grades(language).tolist()
    columns[heads.coverage] = Column(scores.coverage.tolist(), "share", decimals=0)
    for group in scores.card.groups:
        head = say(group.name, language)
        columns[group.code if head in columns else head] = Column(
            scores.groups[group.code].tolist(), "number"
        )
    return Table(columns)


def _of_result(shown: Shown, language: Language) -> Table:
    """Rows of a result; of one that has none, its single values."""
    if not shown.size:
        return facts_of(shown, language)
    columns = {}
    for at, (name, values) in enumerate(shown.columns.items()):
        cells, unit = values.tolist(), shown.units.get(name)
        columns[shown.head(name)] = (
            _measured(cells, unit)
            if values.dtype.kind == "f" and unit in {"points", "share", "p"}
            else guessed(cells, first=at < shown.keys, head=name, language=language)
        )
    return Table(columns)


def _measured(cells: Sequence[float], unit: str | None) -> Column:
    if unit == "points":
        return Column(cells, "number", decimals=1)
    if unit == "p":
        return Column(cells, "number", decimals=3)
    whole = all(abs(100 * x - round(100 * x)) < 0.05 for x in cells if math.isfinite(x))
    return Column(cells, "share", decimals=0 if whole else 1)


def tables_of(result: Result, language: Language) -> list[tuple[str, Table]]:
    """Every table of a result: the rows of its main axis, then those of the others.

    An axis with one column a row of another, such as indicators by person, is left to the main one.
    """
    out = [("", as_table(result, language))]
    if isinstance(result, Scores) or not result._shown().size:
        return out
    for axis in list(result.axes)[1:]:
        rows = result._table(axis, long=False)
        units = {item.name: item.unit for item in layout(type(result)).on(axis)}
        if rows and len(rows) <= _MOST_COLUMNS and len(next(iter(rows.values()))):
            heads = words(language).results.heads_of(rows, rows.parts)
            shown = Shown(title="", columns=rows, units=units, keys=1, heads=heads)
            out.append((in_words(axis, language), _of_result(shown, language)))
    return out


def facts_of(shown: Shown, language: Language) -> Table:
    grammar = words(language).grammar
    said = []
    for name, value in shown.facts.items():
        if isinstance(value, bool):
            said.append(grammar.yes if value else grammar.no)
        elif isinstance(value, int | float):
            share = shown.units.get(name) == "share"
            write = grammar.percent if share else grammar.figure
            digits = 1 if share else _decimals([value])
            said.append(write(float(value), decimals=digits))
        else:
            said.append(grammar.nothing if value is None else str(value))
    names = [shown.head(name) for name in shown.facts]
    pages = words(language).pages
    return Table({pages.fact: names, pages.figure_of_it: said})


def in_words(name: str, language: Language) -> str:
    """Name of a field as a heading.

    >>> in_words("points_attendance", "en")
    'points attendance'
    """
    return words(language).results.head(name)
