"""A course: what it teaches, to whom it can bring what, and what it takes."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from .._definitions import (
    Code,
    Definition,
    NonNegative,
    Number,
    Numbers,
    String,
    Whole,
    fingerprint,
)
from .._indicators.text import Words


class Course(Definition):
    """A course that people may attend.

    Parameters
    ----------
    code, name : str
        Which course; the name may be a Text in two languages.
    gain : mapping of competency to number
        Levels (or points) by which it raises a competency. A competency that is not named is not
        changed; a negative gain takes something away.
    hours : float
        Its length in training hours (JP), 0 or more.
    seats : int, optional
        Most people who can attend; without it there is no limit.
    cost : float
        What a seat costs, in any one currency.
    cost_share : float
        Part of the cost that the office bears, 0 to 1; a university, a foundation or another
        partner bears the rest.
    provider : str
        Who gives it.
    maximum : mapping of competency to level, optional
        Level up to which it leads: it raises nobody beyond, and those who are there already not at
        all.

    Raises
    ------
    ValidationError
        If a number is out of its range, or a maximum is stated for what the course does not raise.

    Examples
    --------
    >>> course = Course(
    ...     code="B1",
    ...     name="Budgeting, first steps",
    ...     gain={"budgeting": 1},
    ...     hours=16,
    ...     seats=25,
    ...     cost=3,
    ...     cost_share=0.5,
    ...     maximum={"budgeting": 3},
    ... )
    >>> course.price
    1.5
    >>> Course.model_validate_json(course.model_dump_json()) == course
    True
    """

    code: Code
    name: Words
    gain: Numbers
    hours: NonNegative
    seats: Whole | None = None
    cost: NonNegative = 0.0
    cost_share: Number = 1.0
    provider: String = ""
    maximum: Numbers | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not 0 <= self.cost_share <= 1:
            raise ValueError(f"course {self.code!r}: `cost_share` is a part, from 0 to 1")
        for name in self.maximum or ():
            if self.gain.get(name, 0.0) <= 0:
                raise ValueError(
                    f"course {self.code!r}: a maximum for {name!r}, which the course does not raise"
                )
        return self

    @property
    def price(self) -> float:
        """What a seat costs the office."""
        return self.cost * self.cost_share

    @property
    def fingerprint(self) -> str:
        """Sha256 of the canonical JSON."""
        return fingerprint(self)
