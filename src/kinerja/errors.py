"""What can go wrong, said so that a person can mend it.

Every error names the argument, the first positions, what was found, what was expected and the
mend. Each class is also the builtin a caller would expect (`InputError` is a `ValueError`), and
each instance carries a stable ``code`` for programs and ``to_dict()`` for logs and web APIs.
"""

from __future__ import annotations

import math
from typing import Any, Self

__all__ = [
    "ConvergenceError",
    "InfeasibleError",
    "InputError",
    "KinerjaError",
    "KinerjaWarning",
]

SHOWN = 5
"""How many positions a message names before it says how many more there are."""


def _plain(position: Any) -> Any:
    """A position in JSON types: a label may be a date, an identifier or a numpy number."""
    if isinstance(position, tuple | list):
        return [_plain(step) for step in position]
    if hasattr(position, "dtype") and hasattr(position, "item"):
        position = position.item()
    if isinstance(position, float) and not math.isfinite(position):
        return str(position)
    return position if isinstance(position, str | int | float | None) else str(position)


def _rebuild(cls: type[KinerjaError], message: str, fields: dict[str, Any]) -> KinerjaError:
    return cls(message, **fields)


class KinerjaError(Exception):
    """Base of every error that kinerja raises on purpose.

    Parameters
    ----------
    message : str
        The whole sentence that a person reads.
    code : str
        Stable name of the kind of fault, for programs (``"missing_value"``, ``"wrong_shape"`` …).
    argument : str, optional
        Name of the argument at fault.
    positions : tuple, optional
        The first positions at fault: row labels, ``(row, column)`` pairs or column names.
    expected, found, hint : str, optional
        What would have been accepted, what was there, and what to do.

    Examples
    --------
    >>> error = InputError("`weights` must be 0 or more.", code="negative", argument="weights")
    >>> error.code, isinstance(error, ValueError)
    ('negative', True)
    """

    default_code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        argument: str | None = None,
        positions: tuple[Any, ...] = (),
        expected: str | None = None,
        found: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code or self.default_code
        self.argument = argument
        self.positions = positions
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
        >>> InputError("no", code="empty", argument="ids").to_dict()["argument"]
        'ids'
        """
        return {
            "code": self.code,
            "message": str(self),
            "argument": self.argument,
            "positions": [_plain(position) for position in self.positions],
            "expected": self.expected,
            "found": self.found,
            "hint": self.hint,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception pickles by `args` alone, which would lose the keyword-only facts.
        fields = {
            name: getattr(self, name)
            for name in ("code", "argument", "positions", "expected", "found")
        } | {"hint": self.own_hint}
        return _rebuild, (type(self), str(self), fields)

    @classmethod
    def about(
        cls,
        argument: str,
        *,
        code: str,
        expected: str,
        found: str,
        hint: str = "",
        positions: tuple[Any, ...] = (),
        where: str = "",
    ) -> Self:
        """Build the error from its facts; the sentence follows from them.

        Without a `hint` the sentence ends with what was found, and ``error.hint`` repeats what was
        expected, so that a program always has a mend to show.

        Examples
        --------
        >>> raise InputError.about("k", code="out_of_range", expected="1 or more", found="0")
        Traceback (most recent call last):
            ...
        kinerja.errors.InputError: `k`: expected 1 or more; found 0.
        """
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
        )


class InputError(KinerjaError, ValueError):
    """The input cannot be used as it is; the message says where and how to mend it."""

    default_code = "invalid_input"


class InfeasibleError(KinerjaError, ValueError):
    """No solution satisfies all the rules at once; the message names the rules that clash."""

    default_code = "infeasible"


class ConvergenceError(KinerjaError, RuntimeError):
    """An iteration stopped before it reached its tolerance; no half result is returned."""

    default_code = "no_convergence"


class KinerjaWarning(UserWarning):
    """A result is valid, but rests on something its reader should know."""
