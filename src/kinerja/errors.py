"""What can go wrong, said so that a person can correct it.

Every error names the argument, the first positions, what was found, what was expected and what to
do. Each class is also the builtin a caller would expect (`InputError` is a `ValueError`), and
each instance carries a ``code`` out of a closed list for programs, and ``to_dict()`` for logs and
web APIs.
"""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, Self

__all__ = [
    "CODES",
    "ConvergenceError",
    "ErrorCode",
    "InfeasibleError",
    "InputError",
    "KinerjaDeprecation",
    "KinerjaError",
    "KinerjaWarning",
    "Position",
]


def __dir__() -> list[str]:
    return sorted(__all__)


SHOWN = 5
"""How many positions a message names before it says how many more there are."""

ErrorCode = Literal[
    "missing_value",
    "missing_column",
    "missing_argument",
    "not_numeric",
    "not_a_table",
    "wrong_type",
    "wrong_shape",
    "infinite_value",
    "negative",
    "not_positive",
    "out_of_range",
    "duplicate",
    "unknown_label",
    "unknown_option",
    "invalid_input",
    "contradiction",
    "too_few",
    "constant",
    "not_estimable",
    "lonely_psu",
    "infeasible",
    "no_convergence",
    "time_limit",
    "not_installed",
    "not_in_engine",
]
"""Every code that an error of kinerja can carry; `CODES` says what each means."""

CODES: dict[str, dict[ErrorCode, str]] = {
    "Something is missing": {
        "missing_value": "A cell, label or answer is missing where one is needed.",
        "missing_column": "A table or mapping lacks a column that is asked for by name.",
        "missing_argument": "This calculation needs an argument that was not given.",
    },
    "It is of another kind": {
        "not_numeric": "Text, booleans, dates or complex numbers stand where numbers belong.",
        "not_a_table": "It is neither an array, a mapping nor an eager dataframe.",
        "wrong_type": "It is not of the kind asked for: a date, a flag, a label, a definition …",
        "wrong_shape": "Rows, columns or dimensions do not fit what is beside them.",
    },
    "A value cannot stand": {
        "infinite_value": "A number is infinite, or a function returned one that is not finite.",
        "negative": "A number is below 0 where none may be.",
        "not_positive": "A number is 0 or below where only more than 0 has a meaning.",
        "out_of_range": "A value, or what follows from it, lies outside the limits.",
        "duplicate": "An id, a label or a column stands there more than once.",
        "unknown_label": "A label, id or row names nothing that is there.",
        "unknown_option": "It is none of the choices, or an option that nothing reads.",
        "invalid_input": "It cannot be read, or its values break a rule together (a sum of 1).",
        "contradiction": "Two things that were given contradict each other.",
    },
    "The data do not tell": {
        "too_few": "There are too few rows, groups or values, or none at all.",
        "constant": "Values that must differ do not: no variation, or no residual, is left.",
        "not_estimable": "The data do not determine the figure: effects cannot be told apart.",
        "lonely_psu": "A stratum has one sampled unit only, so that its variance is unknown.",
    },
    "No solution was found": {
        "infeasible": "No solution keeps all the rules at once.",
        "no_convergence": "An iteration or a solver stopped before its end.",
        "time_limit": "The time was used up before a solution was found.",
    },
    "Something around it": {
        "not_installed": "An optional package is needed and is not installed.",
        "not_in_engine": "The table's engine cannot do this; collect the table first.",
    },
}
"""What each code means, by family."""


_LONGEST = 200
"""Characters of one value that a message repeats."""
_LONGEST_PART = 600
"""Characters of each part of a message: what was expected, what was found, what to do."""


def named_class(kind: type) -> str:
    """A class as a sentence names it; where there is only None, None.

    >>> named_class(int), named_class(float), named_class(type(None))
    ('an int', 'a float', 'None')
    """
    if kind is type(None):
        return "None"
    name = kind.__name__
    return f"{'an' if name.startswith(_VOWELS) else 'a'} {name}"


_VOWELS = (*"AEIOaeio", "ndarray")
"""Beginnings that are spoken as a vowel; names with U are mostly spoken as you."""


def shown(value: Any) -> str:
    """A value as a message repeats it: cut where it is long, by its type where it has no repr.

    >>> shown("ab"), len(shown("a" * 5_000))
    ("'ab'", 201)
    """
    try:
        text = repr(value)
    except Exception:  # whatever another class's repr raises
        return named_class(type(value))
    return _cut(text, _LONGEST)


def _cut(text: str, longest: int = _LONGEST_PART) -> str:
    """A text up to a length, with a sign that there was more."""
    return text if len(text) <= longest else text[:longest] + "…"


def _plain(value: Any) -> Any:
    """A label or a value in JSON types: it may be a date, an identifier or a numpy number."""
    if isinstance(value, tuple | list):
        return [_plain(step) for step in value]
    if hasattr(value, "dtype") and hasattr(value, "item") and not getattr(value, "shape", ()):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float | None) else str(value)


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """One place inside an argument that is at fault.

    A position equals what names it, so that ``error.positions == (2, ("P3", "age"))`` reads as
    it looks: the row's id (else its number), the column, or both as a pair.

    Parameters
    ----------
    row : int, optional
        Number of the row, from 0.
    column : str, int or tuple, optional
        Name of the column, or its number; a tuple of numbers in an array of more dimensions.
    id : object, optional
        Id or label of the row, where rows have one; the label itself where no row is meant.
    cell : object, optional
        What stands there.

    Examples
    --------
    >>> Position(row=2, column="age", id="P3", cell=-1.0) == ("P3", "age")
    True
    >>> Position(row=2) == 2, Position(column="age") == "age"
    (True, True)
    """

    row: int | None = None
    column: Any = None
    id: Any = None
    cell: Any = None

    @classmethod
    def of(cls, place: Any) -> Position:
        """Read a row number, a label, or a pair of one of them and a column."""
        if isinstance(place, Position):
            return place
        if hasattr(place, "dtype") and hasattr(place, "item") and not getattr(place, "shape", ()):
            place = place.item()
        if isinstance(place, tuple) and len(place) == 2:
            first = cls.of(place[0]) if not isinstance(place[0], tuple) else cls(id=place[0])
            return cls(row=first.row, id=first.id, column=place[1])
        if isinstance(place, int) and not isinstance(place, bool):
            return cls(row=place)
        return cls(id=place)

    @property
    def label(self) -> Any:
        """The shortest name of the place: row, column, or both as a pair."""
        row = self.row if self.id is None else self.id
        if self.column is None:
            return row
        return self.column if row is None else (row, self.column)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Position):
            return (self.row, self.column, self.id) == (other.row, other.column, other.id)
        return bool(self.label == other)

    def __hash__(self) -> int:
        return hash(self.label)

    def __str__(self) -> str:
        return str(self.label)

    def to_dict(self) -> dict[str, Any]:
        """Return row, column, id and cell in plain JSON types; None where there is none.

        Examples
        --------
        >>> Position(row=0, column="age").to_dict()
        {'row': 0, 'column': 'age', 'id': None, 'cell': None}
        """
        return {
            "row": self.row,
            "column": _plain(self.column),
            "id": _plain(self.id),
            "cell": _plain(self.cell),
        }


def _rebuild(cls: type[KinerjaError], message: str, fields: dict[str, Any]) -> KinerjaError:
    return cls(message, **fields)


class KinerjaError(Exception):
    """Base of every error that kinerja raises on purpose.

    Parameters
    ----------
    message : str
        The whole sentence that a person reads.
    code : str
        Kind of fault, for programs: one of `CODES`, which says what each means.
    argument : str, optional
        Name of the argument at fault.
    positions : tuple of Position, optional
        The first places at fault. Row numbers, labels and ``(row, column)`` pairs are read as such.
    expected, found, hint : str, optional
        What would have been accepted, what was there, and what to do.
    more : int
        How many more places are at fault than `positions` holds.

    Examples
    --------
    >>> error = InputError("`weights` must be 0 or more.", code="negative", argument="weights")
    >>> error.code, isinstance(error, ValueError)
    ('negative', True)
    """

    default_code: ErrorCode = "invalid_input"

    def __init__(
        self,
        message: str,
        *,
        code: ErrorCode | None = None,
        argument: str | None = None,
        positions: tuple[Any, ...] = (),
        expected: str | None = None,
        found: str | None = None,
        hint: str | None = None,
        more: int = 0,
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code or self.default_code
        self.argument = argument
        self.positions: tuple[Position, ...] = tuple(map(Position.of, positions))
        self.more = more
        """How many more places are at fault than `positions` holds."""
        self.expected = expected
        self.found = found
        self.own_hint = hint or ""
        """What the sentence itself says to do; empty where what is expected says it."""

    @property
    def hint(self) -> str | None:
        """What to do; where the sentence has no advice of its own, what was expected."""
        if self.own_hint or not (self.argument and self.expected):
            return self.own_hint or None
        return f"Give `{self.argument}` as expected: {self.expected}."

    def to_dict(self) -> dict[str, Any]:
        """Return the facts of the error in plain JSON types.

        Examples
        --------
        >>> InputError("no", code="too_few", argument="ids").to_dict()["argument"]
        'ids'
        """
        return {
            "code": self.code,
            "message": str(self),
            "argument": self.argument,
            "positions": [position.to_dict() for position in self.positions],
            "expected": self.expected,
            "found": self.found,
            "hint": self.hint,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception pickles by `args` alone, which would lose the keyword-only facts.
        fields = {
            name: getattr(self, name)
            for name in ("code", "argument", "positions", "more", "expected", "found")
        } | {"hint": self.own_hint}
        return _rebuild, (type(self), str(self), fields)

    @classmethod
    def about(
        cls,
        argument: str,
        *,
        code: ErrorCode,
        expected: str,
        found: str,
        hint: str = "",
        positions: tuple[Any, ...] = (),
        more: int = 0,
        where: str = "",
    ) -> Self:
        """Build the error from its facts; the sentence follows from them.

        Without a `hint` the sentence ends with what was found, and ``error.hint`` repeats what was
        expected, so that a program always has something to show.

        Examples
        --------
        >>> raise InputError.about("k", code="out_of_range", expected="1 or more", found="0")
        Traceback (most recent call last):
            ...
        kinerja.errors.InputError: `k`: expected 1 or more; found 0.
        """
        expected, found, hint, where = _cut(expected), _cut(found), _cut(hint), _cut(where)
        place = f" {where}" if where else ""
        sentence = f"`{argument}`{place}: expected {expected}; found {found}."
        return cls(
            f"{sentence} {hint}".rstrip(),
            code=code,
            argument=argument,
            positions=positions,
            expected=expected,
            found=found,
            hint=hint,
            more=more,
        )


class InputError(KinerjaError, ValueError):
    """The input cannot be used as it is; the message says where, and what to do."""


@contextmanager
def said_of(**names: str) -> Iterator[None]:
    """Say errors of a function called inside by the names that the caller's arguments have.

    >>> with said_of(data="frame"):
    ...     raise InputError.about("data", code="too_few", expected="a row", found="none")
    Traceback (most recent call last):
        ...
    kinerja.errors.InputError: `frame`: expected a row; found none.
    """
    try:
        yield
    except KinerjaError as error:
        root = (error.argument or "").partition("[")[0]
        if root not in names:
            raise
        facts = error.__reduce__()[1][2] | {"argument": names[root]}
        message = str(error).replace(f"`{root}`", f"`{names[root]}`", 1)
        raise type(error)(message, **facts) from None


class InfeasibleError(KinerjaError, ValueError):
    """No solution satisfies all the rules at once; the message names the rules that clash."""

    default_code: ErrorCode = "infeasible"


class ConvergenceError(KinerjaError, RuntimeError):
    """An iteration stopped before it reached its tolerance; no half result is returned."""

    default_code: ErrorCode = "no_convergence"


class KinerjaWarning(UserWarning):
    """A result is valid, but rests on something its reader should know."""


class KinerjaDeprecation(KinerjaWarning, DeprecationWarning):
    """A name still works under its former form, and will go; the message says what to write."""


def outside() -> int:
    """How far up the first frame outside the package is, for `warnings.warn` in the caller."""
    level, frame = 0, sys._getframe()
    while frame.f_globals.get("__name__", "").startswith("kinerja.") and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    return level


def deprecated(old: str, new: str, *, since: str, gone: str) -> None:
    """Warn the caller of a function that a name it used has a new one.

    Parameters
    ----------
    old, new : str
        The former name and what to write now, as code.
    since, gone : str
        Version that brought the new name, and the one that will drop the former.

    Examples
    --------
    >>> def former():
    ...     deprecated("former()", "present()", since="0.2", gone="0.3")
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     former()
    >>> str(caught[0].message)
    '`former()` is `present()` since version 0.2; the former name goes in 0.3.'
    """
    warnings.warn(
        f"`{old}` is `{new}` since version {since}; the former name goes in {gone}.",
        KinerjaDeprecation,
        stacklevel=outside(),
    )
