"""A report is a list of sections over data; how they look is for whoever shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from .._checks import (
    axes_of,
    choice,
    instance,
    instances,
    listed,
    number,
    refuse_uneven,
    whole_number,
)
from ..errors import InputError, shown

Kind = Literal["text", "number", "share"]


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one column, as they are, and how a reader wants to see them.

    Examples
    --------
    >>> Column((0.2, 0.8), "share", decimals=0).kind
    'share'
    """

    values: Sequence[Any]
    """One value per row: a missing number is NaN, a cell that stays empty None."""
    kind: Kind = "text"
    """Text, a number, or a share of 1 that is shown in per cent."""
    decimals: int | None = 1
    """Decimals of a number; None: as many as it has."""
    sign: bool = False
    """A gain with a plus."""
    bar: bool = False
    """A bar beside the number, the longest for the largest of the column."""
    full: float | None = None
    """What the longest bar stands for, where it is not the largest value."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", _values(self.values, "values"))
        choice(self.kind, "kind", get_args(Kind))
        if self.decimals is not None:
            whole_number(self.decimals, "decimals", upper=15)
        if self.full is not None:
            number(self.full, "full", lower=0.0, open_lower=True)


class Table(Mapping[str, Sequence[Any]]):
    """Columns by their heads: a mapping of plain values that also knows how they are shown.

    The last `foot` rows are totals: they stay below the others however these are sorted.

    Examples
    --------
    >>> table = Table({"unit": ["A", "B"], "mean": Column([80.25, 75.0], "number")})
    >>> list(table), table["mean"], table.column("unit").kind
    (['unit', 'mean'], [80.25, 75.0], 'text')
    """

    __slots__ = ("_columns", "foot")

    def __init__(self, columns: Mapping[str, Column | Sequence[Any]], *, foot: int = 0) -> None:
        given: Any = columns
        instance(given, "columns", Mapping, hint="Pass columns by their heads.")
        instances(list(given), "columns", str, hint="A heading is a text.")
        self._columns = {
            head: column if isinstance(column, Column) else _plain(column)
            for head, column in given.items()
        }
        sizes = {head: len(column.values) for head, column in self._columns.items()}
        refuse_uneven(sizes, "columns")
        self.foot = whole_number(foot, "foot", upper=self.size)

    def __getitem__(self, head: str) -> Sequence[Any]:
        return self._columns[head].values

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def column(self, head: str) -> Column:
        """Return one column with how it is shown."""
        return self._columns[head]

    @property
    def size(self) -> int:
        """Number of rows."""
        return max((len(column.values) for column in self._columns.values()), default=0)


def _values(values: Any, argument: str) -> Any:
    """Values of a column as they are, where they have places; what is run through once, listed."""
    if isinstance(values, Sequence | np.ndarray) and axes_of(values):
        return values
    return listed(values, argument, expected="one value per row in each column")


def _plain(values: Any) -> Column:
    """A column that nobody said more of: numbers with the decimals they have, or text."""
    values = _values(values, "columns")
    numbers = all(isinstance(x, int | float) and not isinstance(x, bool) for x in values)
    return Column(values, "number", decimals=None) if numbers and len(values) else Column(values)


@dataclass(frozen=True, slots=True, init=False)
class Section:
    """One subject of a report: a heading, what was found, tables, pictures, and how it was made.

    Parameters
    ----------
    title : str
        Heading.
    text : str or sequence of str
        Paragraphs, of which empty ones are left out. One that has line breaks is a letter, or words
        quoted, and keeps its lines.
    tables : sequence of (str, table)
        Caption, which may be empty, and a `Table`, a result, a mapping of columns or a dataframe.
    figures : sequence of Figure or (Figure, str)
        Pictures, with a caption or without.
    method : str or sequence of str
        How the figures were made: sentences with the article they rest on.

    Raises
    ------
    InputError
        If the title is empty, or a part is not of that form.

    Examples
    --------
    >>> Section("Scores", text="39 people.", tables=[("", {"unit": ["A"], "mean": [80.0]})]).text
    ('39 people.',)
    """

    title: str
    text: tuple[str, ...]
    tables: tuple[tuple[str, Any], ...]
    figures: tuple[Any, ...]
    method: tuple[str, ...]

    def __init__(
        self,
        title: str,
        *,
        text: str | Sequence[str] = (),
        tables: Sequence[tuple[str, Any]] = (),
        figures: Sequence[Any] = (),
        method: str | Sequence[str] = (),
    ) -> None:
        heading: Any = title
        if not (isinstance(heading, str) and heading.strip()):
            raise InputError.about(
                "title", code="wrong_type", expected="a heading", found=shown(title)
            )
        pairs = tuple(listed(tables, "tables", expected="pairs of a caption and a table"))
        for table in pairs:
            if not (isinstance(table, tuple) and len(table) == 2 and isinstance(table[0], str)):
                raise InputError.about(
                    "tables",
                    code="wrong_type",
                    expected="pairs of a caption and a table",
                    found=type(table).__name__,
                )
        for name, value in (
            ("title", title),
            ("text", paragraphs(text, "text")),
            ("tables", pairs),
            ("figures", tuple(listed(figures, "figures", expected="a list of pictures"))),
            ("method", paragraphs(method, "method")),
        ):
            object.__setattr__(self, name, value)


def paragraphs(text: Any, argument: str) -> tuple[str, ...]:
    """One sentence or several, without empty ones; no sign is taken out of them here."""
    parts = [text] if isinstance(text, str) else listed(text, argument, expected="sentences")
    for part in parts:
        if not isinstance(part, str):
            raise InputError.about(
                argument, code="wrong_type", expected="sentences", found=type(part).__name__
            )
    return tuple(part for part in parts if part.strip())
