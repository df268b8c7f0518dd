"""Grades: ordered bands over a number line, with no hole between them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from .._checks import floats, refuse_cells, refuse_infinite
from .._definitions import Definition, Language, Number, Whole
from .._digits import half_up, last_digit, rounded_up_from, significant
from .._results.display import page, text
from .._types import ArrayLike, Flags, Float, Ints
from .._words import check_language
from ..errors import InputError, shown
from .text import Words, languages_of, say
from .view import shown_bands


class Band(Definition):
    """One grade: a label and the value at which it begins.

    Parameters
    ----------
    label : str or Text
        Name of the grade.
    lower : float or None
        Where the band begins; None for a first band that is open below.
    meaning : str or Text
        What the grade says, in words.

    Examples
    --------
    >>> from kinerja.indicators import Bands
    >>> bands = Bands(bands=(Band(label="fair", lower=None), Band(label="good", lower=75)))
    >>> bands.label([74.99, 75]).tolist()
    ['fair', 'good']
    """

    label: Words
    lower: Number | None
    meaning: Words = ""


class Bands(Definition):
    """Grades in ascending order; each value in range has exactly one.

    A band reaches from its `lower` to the next band's: ``[lower, next)`` with ``closed="left"``,
    ``(lower, next]`` with ``closed="right"``. Values are judged at twelve significant digits, so
    that the float noise of a weighted sum never costs anybody a grade.

    Parameters
    ----------
    bands : sequence of Band
        Ascending by `lower`; only the first may be open below (None).
    upper : float, optional
        The largest value that is graded, inclusive. A value outside the bands is refused.
    closed : {"left", "right"}
        Which end of a band belongs to it.
    decimals : int, optional
        Round half up at so many decimals before grading, as published reports do; ties are judged
        at twelve significant digits (64.995 → 65.00).

    Examples
    --------
    >>> grades = Bands.of({"D": 25, "C": 65, "B": 76.61, "A": 88.31}, upper=100, decimals=2)
    >>> grades.label(64.995), grades.label(64.99)
    ('C', 'D')
    >>> grades.to_next([76.0, 95.0]).round(9).tolist()
    [0.605, nan]
    """

    bands: tuple[Band, ...] = Field(min_length=1)
    upper: Number | None = None
    closed: Literal["left", "right"] = "left"
    decimals: Whole | None = Field(default=None, le=9)

    def __repr__(self) -> str:
        return text(shown_bands(self))

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return page(shown_bands(self))

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        lowers = [band.lower for band in self.bands]
        if None in lowers[1:]:
            raise ValueError("only the first band may be open below (lower=None)")
        known = [x for x in lowers if x is not None]
        for a, b in pairwise(known):
            if not a < b:
                raise ValueError(f"bands must ascend by `lower`; got {a:g} before {b:g}")
        if self.upper is not None and known and not self.upper > known[-1]:
            raise ValueError(
                f"`upper` must lie above the last `lower`; got {self.upper:g} and {known[-1]:g}"
            )
        for language in self.languages:
            names = [say(band.label, language) for band in self.bands]
            if not all(name.strip() for name in names):
                raise ValueError(f"every band needs a label; got {names}")
            if len(set(names)) < len(names):
                raise ValueError(f"every band needs a label of its own; got {names}")
        return self

    @classmethod
    def of(
        cls,
        lowers: Mapping[str, float | None],
        *,
        upper: float | None = None,
        closed: Literal["left", "right"] = "left",
        decimals: int | None = None,
    ) -> Self:
        """Build bands from a mapping of label to lower bound, ascending.

        Examples
        --------
        >>> Bands.of({"low": None, "high": 50}).label([10, 50]).tolist()
        ['low', 'high']
        """
        bands = tuple(Band(label=label, lower=lower) for label, lower in lowers.items())
        return cls(bands=bands, upper=upper, closed=closed, decimals=decimals)

    @cached_property
    def _lowers(self) -> Float:
        lowers = [-np.inf if band.lower is None else band.lower for band in self.bands]
        return significant(np.array(lowers))

    @cached_property
    def _entries(self) -> Float:
        """Smallest value graded into each band, at twelve significant digits."""
        lowers = self._lowers
        if self.decimals is not None:
            return rounded_up_from(lowers, self.decimals, closed=self.closed)
        return lowers if self.closed == "left" else np.asarray(lowers + last_digit(lowers))

    def judged(self, x: Float) -> Float:
        """The values as they are compared with the bounds."""
        return significant(x) if self.decimals is None else half_up(x, self.decimals)

    def outside(self, judged: Float) -> Flags:
        """Which values no band holds; a missing one is not outside."""
        below = judged < self._lowers[0] if self.closed == "left" else judged <= self._lowers[0]
        above = judged > (np.inf if self.upper is None else self.upper)
        return np.asarray(below | above)

    def codes(self, judged: Float) -> Ints:
        """Position of each value's band; below the first it is 0, and missing is −1."""
        side: Literal["left", "right"] = "right" if self.closed == "left" else "left"
        codes = np.maximum(np.searchsorted(self._lowers, judged, side=side).astype(np.int64) - 1, 0)
        return np.where(np.isnan(judged), np.int64(-1), codes)

    def graded(
        self, x: Float, argument: str, *, rows: NDArray[Any] | None = None, hint: str = ""
    ) -> Ints:
        """Position of each value's band; a value outside is refused by the name of its row."""
        if np.isinf(x).any():
            refuse_infinite(x, argument, rows=rows)
        judged = self.judged(x)
        outside = self.outside(judged)
        if outside.any():
            first, last = self.bands[0].lower, self.upper
            limits = []
            if first is not None:
                limits.append(f"{'at least' if self.closed == 'left' else 'above'} {first:g}")
            if last is not None:
                limits.append(f"at most {last:g}")
            refuse_cells(
                outside,
                x,
                argument,
                code="out_of_range",
                expected=" and ".join(limits),
                hint=hint or "Every value must fall into a band.",
                rows=rows,
            )
        return self.codes(judged)

    def code(self, x: ArrayLike) -> Ints:
        """Position of each value's band, 0 for the lowest; −1 where the value is missing.

        Raises
        ------
        InputError
            If a value lies outside the bands.

        Examples
        --------
        >>> Bands.of({"fail": 0, "pass": 60}).code([59.9, 60, float("nan")]).tolist()
        [0, 1, -1]
        """
        return self.graded(floats(x, "x"), "x")[()]

    def label(self, x: ArrayLike, language: Language = "en") -> Any:
        """Label of each value's band; the empty text where the value is missing.

        Returns
        -------
        str or ndarray of str
            A text for one value, an array of them for several.
        """
        return self.labels(language)[self.code(x)]

    def labels(self, language: Language = "en") -> NDArray[Any]:
        """Labels from the lowest band up, and last the empty text that code −1 points to."""
        check_language(language, also=self.languages)
        return np.array([*(say(band.label, language) for band in self.bands), ""], dtype=object)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that a label is written in."""
        return languages_of(*(band.label for band in self.bands))

    def to_next(self, x: ArrayLike) -> Float:
        """Distance from each value to the smallest value graded into the next band.

        NaN in the highest band, and where the value is missing.
        """
        raw = floats(x, "x")
        code = self.graded(raw, "x")
        entries = np.append(self._entries, [np.nan])
        with np.errstate(invalid="ignore"):
            distance = entries[code + 1] - raw
        out: Float = np.where(code < 0, np.nan, distance)
        return out[()]

    def entry(self, label: str) -> float:
        """Smallest value graded into the band of that label, in any of its languages.

        Raises
        ------
        InputError
            If there is no such band.
        """
        for i, band in enumerate(self.bands):
            if label in {say(band.label, code) for code in self.languages}:
                return float(self._entries[i])
        raise InputError.about(
            "label",
            code="unknown_option",
            expected=f"one of {[say(band.label) for band in self.bands]}",
            found=shown(label),
        )
