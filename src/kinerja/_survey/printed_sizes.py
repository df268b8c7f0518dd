"""Sample sizes as they are printed: the table of Krejcie and Morgan, and the formula of Slovin."""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np

from .. import _checks
from .._digits import significant
from .._steady import steady
from ..errors import InputError, KinerjaWarning, outside
from .sample_sizes import whole_people

Printed = Literal["formula", "table"]

_CHI_SQUARE = 3.841
"""Chi-square for 1 degree of freedom at 95 %, to the three decimals of the 1970 paper."""

# fmt: off
KREJCIE_MORGAN: dict[int, int] = {
    10: 10, 15: 14, 20: 19, 25: 24, 30: 28, 35: 32, 40: 36, 45: 40, 50: 44, 55: 48, 60: 52, 65: 56,
    70: 59, 75: 63, 80: 66, 85: 70, 90: 73, 95: 76, 100: 80, 110: 86, 120: 92, 130: 97, 140: 103,
    150: 108, 160: 113, 170: 118, 180: 123, 190: 127, 200: 132, 210: 136, 220: 140, 230: 144,
    240: 148, 250: 152, 260: 155, 270: 159, 280: 162, 290: 165, 300: 169, 320: 175, 340: 181,
    360: 186, 380: 191, 400: 196, 420: 201, 440: 205, 460: 210, 480: 214, 500: 217, 550: 226,
    600: 234, 650: 242, 700: 248, 750: 254, 800: 260, 850: 265, 900: 269, 950: 274, 1000: 278,
    1100: 285, 1200: 291, 1300: 297, 1400: 302, 1500: 306, 1600: 310, 1700: 313, 1800: 317,
    1900: 320, 2000: 322, 2200: 327, 2400: 331, 2600: 335, 2800: 338, 3000: 341, 3500: 346,
    4000: 351, 4500: 354, 5000: 357, 6000: 361, 7000: 364, 8000: 367, 9000: 368, 10000: 370,
    15000: 375, 20000: 377, 30000: 379, 40000: 380, 50000: 381, 75000: 382, 1000000: 384,
}
"""Population and sample as printed in the table of Krejcie and Morgan (1970)."""
# fmt: on


@steady
def krejcie_morgan(population: int, *, source: Printed = "formula") -> int:
    """Sample size of Krejcie and Morgan: 95 %, a margin of 5 points, a share of one half.

    Parameters
    ----------
    population : int
        People the share is about.
    source : {"formula", "table"}
        Their formula, rounded to the nearest whole number as their table is; or the printed
        table, in which a population between two rows takes the larger one.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If the population is below 1, or outside the printed table.

    Notes
    -----
    s = 3.841·N·¼/(.05²·(N − 1) + 3.841·¼), rounded to the nearest. The table starts at 10 and ends
    at 1,000,000.

    References
    ----------
    Krejcie & Morgan (1970), Educational and Psychological Measurement 30, 607–610.

    Examples
    --------
    >>> krejcie_morgan(15), krejcie_morgan(1_000), krejcie_morgan(1_050, source="table")
    (14, 278, 285)
    """
    n = _checks.whole_number(population, "population", lower=1)
    _checks.choice(source, "source", ("formula", "table"))
    if source == "table":
        rows = list(KREJCIE_MORGAN)
        if not rows[0] <= n <= rows[-1]:
            raise InputError.about(
                "population",
                code="out_of_range",
                expected=f"{rows[0]} to {rows[-1]}, which the table covers",
                found=str(n),
                hint="Use source='formula'.",
            )
        return KREJCIE_MORGAN[next(row for row in rows if row >= n)]
    size = _CHI_SQUARE * n * 0.25 / (0.05**2 * (n - 1) + _CHI_SQUARE * 0.25)
    return int(np.floor(significant(np.array(size)) + 0.5))


@steady
def slovin(population: int, margin: float) -> int:
    """Sample size by the formula that goes by the name of Slovin, N/(1 + N·margin²).

    Parameters
    ----------
    population : int
        People the share is about.
    margin : float
        Margin of error, as a share.

    Returns
    -------
    int
        Rounded up.

    Raises
    ------
    InputError
        If an argument is outside its range.

    Warns
    -----
    KinerjaWarning
        Always: the formula hides what it assumes.

    Notes
    -----
    It is Cochran's size with z = 2, a share of one half, simple random sampling and full response
    (and n₀ for n₀ − 1), and it has no other level. In `sample_size` each of these can be stated.

    References
    ----------
    Tejada & Punzalan (2012), The Philippine Statistician 61, 129–136.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     slovin(1_000, 0.05)
    286
    """
    n = _checks.whole_number(population, "population", lower=1)
    e = _checks.number(margin, "margin", lower=0, upper=1, open_lower=True, open_upper=True)
    warnings.warn(
        "slovin() assumes a share of one half, about 95 % (z = 2), simple random sampling and that "
        "everybody answers; sample_size() lets you state each.",
        KinerjaWarning,
        stacklevel=outside(),
    )
    return int(whole_people(n / (1 + n * e**2)))
