"""Columns of a segmented regression: trend, levels and slopes of the interruptions, seasons."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _checks
from .._types import Codes, Flags, Float
from ..errors import InputError


def design(at: Codes, starts: Codes, season: Float) -> Float:
    """(n, 2 + 2m + s) intercept, trend 1 …, a level and a slope for each start, season.

    `at` (n,) are steps from the first value, `starts` (m,) those of the interruptions.
    """
    t = at.astype(np.float64)
    columns = [np.ones(t.size), t + 1]
    for start in starts.tolist():
        columns += [(t >= start).astype(np.float64), np.maximum(t - start, 0.0)]
    return np.column_stack([*columns, season])


def season_columns(season: Any, harmonics: int | None, at: Codes, here: Flags, start: int) -> Float:
    """(n, s) columns of the season; every season has a value (`here`) before the step `start`."""
    if harmonics is not None:
        return _harmonics(season, harmonics, at)
    if season is None:
        return np.empty((at.size, 0))
    if isinstance(season, int | float | np.number):
        period = _checks.whole_number(season, "season", lower=2, upper=int(at[-1]) + 1)
        codes = at % period
        names = np.arange(period)
    else:
        codes, names = _labels(season, at.size)
    unseen = np.setdiff1d(np.arange(names.size), codes[(at < start) & here])
    if unseen.size:
        raise InputError.about(
            "season",
            code="too_few",
            expected="every season before the start",
            found=f"none of {_checks.joined(names[unseen].tolist())} there",
            hint="Its effect could not be told from the interruption: use more values before, "
            "coarser seasons, or harmonics.",
        )
    return np.asarray(codes[:, None] == np.arange(1, names.size), dtype=np.float64)


def _labels(season: Any, n: int) -> _checks.Labels:
    """Seasons as labels. A period of a series has its season even where it has no value."""
    try:
        return _checks.labels(season, "season", n=n)
    except InputError as error:
        if error.code != "missing_value":
            raise
        raise InputError.about(
            "season",
            code=error.code,
            expected=error.expected or "",
            found=error.found or "",
            hint="Give the period its season; a period without a value has one too.",
            positions=error.positions,
        ) from None


def _harmonics(season: Any, harmonics: int, at: Codes) -> Float:
    if season is None or not isinstance(season, int | float | np.number):
        raise InputError.about(
            "season", code="missing_argument", expected="the period of the harmonics, a number",
            found="None" if season is None else "labels",
            hint="For months write season=12.",
        )  # fmt: skip
    period = _checks.number(season, "season", lower=2.0)
    count = _checks.whole_number(harmonics, "harmonics", lower=1, upper=int(period // 2))
    t = at + 1.0
    columns = []
    for j in range(1, count + 1):
        if 2 * j < period:  # at half the period every sine is 0
            columns.append(np.sin(2 * np.pi * j * t / period))
        columns.append(np.cos(2 * np.pi * j * t / period))
    return np.column_stack(columns)
