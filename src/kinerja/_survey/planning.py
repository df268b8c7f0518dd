"""How many to ask: sample sizes, their margin of error, and how to share them over strata."""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._digits import significant
from .._quantiles import normal_quantile
from ..errors import InputError, KinerjaWarning

Float = NDArray[np.float64]
Allocation = Literal["proportional", "equal", "neyman", "power"]
ALLOCATIONS: tuple[Allocation, ...] = ("proportional", "equal", "neyman", "power")
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


def _up(x: Float | float) -> NDArray[np.int64]:
    """Round up; 370.0000000000001 is 370."""
    return np.ceil(significant(np.asarray(x, dtype=np.float64))).astype(np.int64)


def _shares(margin: float, proportion: float, deff: float, response: float) -> None:
    _checks.number(margin, "margin", lower=0, upper=1, open_lower=True, open_upper=True)
    _checks.number(proportion, "proportion", lower=0, upper=1, open_lower=True, open_upper=True)
    _checks.number(deff, "deff", lower=0, open_lower=True)
    _checks.number(response, "response", lower=0, upper=1, open_lower=True)


def _cochran(
    population: Float, margin: float, level: float, proportion: float, deff: float, response: float
) -> NDArray[np.int64]:
    n0 = normal_quantile(level) ** 2 * proportion * (1 - proportion) / margin**2
    # n0/(1 + (n0 − 1)/N), written so that it also holds for N = 1.
    simple = n0 * population / (population + n0 - 1)
    return np.maximum(_up(simple * deff / response), 1)


def _warn_beyond(asked: NDArray[np.int64], population: Float) -> None:
    beyond = asked > population
    if beyond.any():
        i = int(np.flatnonzero(beyond)[0])
        warnings.warn(
            f"{int(asked.ravel()[i])} people would have to be asked of {population.ravel()[i]:.0f}:"
            " asking everybody does not reach this margin with this response and design effect.",
            KinerjaWarning,
            stacklevel=3,
        )


def sample_size(
    population: int,
    *,
    margin: float,
    level: float = 0.95,
    proportion: float = 0.5,
    deff: float = 1.0,
    response: float = 1.0,
) -> int:
    """How many people to ask so that a share is known within a margin (Cochran).

    Parameters
    ----------
    population : int
        People the share is about.
    margin : float
        Half the width of the interval, as a share: .05 is five percentage points.
    level : float
        Probability of the interval.
    proportion : float
        Share expected; .5 needs most.
    deff : float
        Design effect of strata, clusters and weights; 1 is a simple random sample.
    response : float
        Share of those asked who answer.

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
        If more people would have to be asked than there are.

    Notes
    -----
    n₀ = z²·p(1 − p)/margin², n = n₀/(1 + (n₀ − 1)/N)·deff/response. The correction for a finite
    population comes first, then the design effect, then the response.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., 75–76.

    Examples
    --------
    >>> sample_size(10_000, margin=0.05), sample_size(10_000, margin=0.05, response=0.8)
    (370, 463)
    """
    size = np.array([float(_checks.whole_number(population, "population", lower=1))])
    level = _checks.confidence_level(level)
    _shares(margin, proportion, deff, response)
    asked = _cochran(size, margin, level, proportion, deff, response)
    _warn_beyond(asked, size)
    return int(asked[0])


def domain_sizes(
    sizes: ArrayLike,
    *,
    margin: float,
    level: float = 0.95,
    proportion: float = 0.5,
    deff: float = 1.0,
    response: float = 1.0,
) -> NDArray[np.int64]:
    """How many people to ask in each domain so that each has the stated margin for itself.

    Parameters
    ----------
    sizes : array_like (k,) of whole numbers
        People in each domain.
    margin, level, proportion, deff, response : float
        As in `sample_size`, in every domain.

    Returns
    -------
    ndarray (k,) of int64

    Raises
    ------
    InputError
        If an argument is outside its range.

    Warns
    -----
    KinerjaWarning
        If more people would have to be asked in a domain than there are.

    Notes
    -----
    `sample_size` of each domain. Small domains cost nearly everybody in them: their sum is far
    above what the whole needs.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., 75–76 and 140–144.

    Examples
    --------
    >>> domain_sizes([200, 1_000, 10_000], margin=0.05).tolist()
    [132, 278, 370]
    """
    people = _people(sizes)
    level = _checks.confidence_level(level)
    _shares(margin, proportion, deff, response)
    asked = _cochran(people, margin, level, proportion, deff, response)
    _warn_beyond(asked, people)
    return asked


def margin_of_error(
    n: int,
    *,
    population: int | None = None,
    level: float = 0.95,
    proportion: float = 0.5,
    deff: float = 1.0,
    response: float = 1.0,
) -> float:
    """Margin of error of a plan: what asking `n` people will tell about a share.

    Parameters
    ----------
    n : int
        People who are asked.
    population : int, optional
        People the share is about; None for very many.
    level, proportion, deff, response : float
        As in `sample_size`.

    Returns
    -------
    float
        Half the width of the interval, as a share.

    Raises
    ------
    InputError
        If an argument is outside its range, or more answers are expected than there are people.

    Notes
    -----
    With m = n·response/deff: z·√(p(1 − p)/m·(N − m)/(N − 1)), the inverse of `sample_size`.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., 75–76.

    Examples
    --------
    >>> round(margin_of_error(370, population=10_000), 4), round(margin_of_error(400), 4)
    (0.05, 0.049)
    """
    asked = _checks.whole_number(n, "n", lower=1)
    level = _checks.confidence_level(level)
    _shares(0.5, proportion, deff, response)
    simple = asked * response / deff
    correction = 1.0
    if population is not None:
        total = _checks.whole_number(population, "population", lower=1)
        if asked > total:
            raise InputError.about(
                "n",
                code="out_of_range",
                expected=f"at most the population of {total}",
                found=str(asked),
            )
        # A design effect below 1 can make a sample count for more people than there are.
        correction = max(0.0, total - simple) / max(1, total - 1)
    error = np.sqrt(proportion * (1 - proportion) / simple * correction)
    return float(normal_quantile(level) * error)


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
    It is Cochran's size with z = 2, a share of one half, simple random sampling and full response,
    and it knows no other level. `sample_size` says these things.

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
        stacklevel=2,
    )
    return int(_up(n / (1 + n * e**2)))


def _people(sizes: ArrayLike) -> Float:
    people = _checks.vector(sizes, "sizes")
    if not people.size:
        raise InputError.about("sizes", code="empty", expected="at least one size", found="none")
    _checks.refuse_cells(
        (people < 1) | (people != np.floor(people)),
        people,
        "sizes",
        code="out_of_range",
        expected="whole numbers of at least 1",
        hint="A size is a number of people.",
    )
    return people


def allocate(
    n: int,
    sizes: ArrayLike,
    *,
    sd: ArrayLike | None = None,
    method: Allocation = "proportional",
    power: float = 0.5,
    minimum: int = 0,
) -> NDArray[np.int64]:
    """Share a sample over strata, never more than a stratum holds.

    Parameters
    ----------
    n : int
        Sample to share.
    sizes : array_like (k,) of whole numbers
        People in each stratum.
    sd : array_like (k,), optional
        Standard deviation in each stratum; for ``"neyman"``, and if given for ``"power"``.
    method : {"proportional", "equal", "neyman", "power"}
        What the shares follow.
    power : float
        Exponent of ``"power"``: 0 is near equal, 1 proportional.
    minimum : int
        Least number in a stratum, or the whole of a smaller one.

    Returns
    -------
    ndarray (k,) of int64
        Their sum is `n`.

    Raises
    ------
    InputError
        If `n` is above the sum of `sizes` or below what the minima need, if ``"neyman"`` has no
        `sd`, or if the strata with an `sd` above 0 cannot hold the sample.

    Notes
    -----
    Shares follow N (proportional), 1 (equal), N·S (neyman: the smallest variance of a mean for n)
    or N^power·S with S = 1 unless given (power). A stratum that would get more than it holds is
    taken whole and the rest shared again. Fractions are rounded down and what is left goes to the
    largest fractions, among equal ones to the larger stratum, then the first.

    References
    ----------
    Neyman (1934), Journal of the Royal Statistical Society 97, 558–625. Cochran (1977), Sampling
    Techniques, 3rd ed., 96–104. Bankier (1988), The American Statistician 42, 174–177.

    Examples
    --------
    >>> allocate(100, [1_000, 3_000, 6_000]).tolist()
    [10, 30, 60]
    >>> allocate(100, [1_000, 3_000, 6_000], sd=[30, 10, 5], method="neyman").tolist()
    [33, 33, 34]
    >>> allocate(100, [1_000, 3_000, 6_000], method="power").tolist()
    [19, 34, 47]
    """
    people = _people(sizes)
    _checks.choice(method, "method", ALLOCATIONS)
    total = _checks.whole_number(n, "n", lower=1)
    least = np.minimum(float(_checks.whole_number(minimum, "minimum")), people)
    if not least.sum() <= total <= people.sum():
        raise InputError.about(
            "n",
            code="out_of_range",
            expected=f"from {least.sum():.0f} (the minima) to {people.sum():.0f} (everybody)",
            found=str(total),
        )
    return _rounded(_level(total, _pull(people, sd, method, power), least, people), people, total)


def _pull(people: Float, sd: ArrayLike | None, method: Allocation, power: float) -> Float:
    """What the shares of the strata are proportional to."""
    if method in {"proportional", "equal"} and sd is not None:
        raise InputError.about(
            "sd",
            code="unused",
            expected=f"none with method={method!r}",
            found="an array",
            hint="Use method='neyman' to take it into account.",
        )
    if method == "neyman" and sd is None:
        raise InputError.about(
            "sd",
            code="missing_argument",
            expected="a standard deviation for each stratum",
            found="None",
            hint="Take it from the last survey; without any, use method='proportional'.",
        )
    spread = np.ones(people.size) if sd is None else _checks.weights(sd, people.size, "sd")
    if method == "equal":
        return spread
    if method == "power":
        exponent = _checks.number(power, "power", lower=0, upper=1)
        return np.asarray(people**exponent * spread)
    return people * spread


def _level(n: int, pull: Float, least: Float, most: Float) -> Float:
    """Sizes t·pull held between `least` and `most`, with the t at which they sum to n."""
    free = pull > 0
    fixed = float(least[~free].sum())
    if n > fixed + most[free].sum():
        raise InputError.about(
            "n",
            code="out_of_range",
            expected=f"at most {fixed + most[free].sum():.0f}, what the strata with an `sd` above 0"
            " hold",
            found=str(n),
            hint="Give the other strata an `sd`, or a `minimum`.",
        )
    pull = pull / pull.max()
    with np.errstate(divide="ignore"):
        # The sum grows in straight lines between the points where a stratum leaves a limit.
        turns = np.unique(np.concatenate([least[free] / pull[free], most[free] / pull[free]]))
    sums = np.array([np.clip(t * pull, least, most)[free].sum() for t in turns]) + fixed
    place = min(int(np.searchsorted(sums, n)), turns.size - 1)
    if place == 0:
        t = turns[0]
    else:
        low, high = sums[place - 1], sums[place]
        step = (n - low) / (high - low) if high > low else 0.0
        t = turns[place - 1] + step * (turns[place] - turns[place - 1])
    return np.where(free, np.clip(t * pull, least, most), least)


def _rounded(x: Float, people: Float, n: int) -> NDArray[np.int64]:
    x = significant(x)
    whole = np.floor(x)
    left = n - int(whole.sum())
    fraction = significant(x - whole)
    order = np.lexsort((np.arange(x.size), -people, -np.round(fraction, 9)))
    order = order[whole[order] < people[order]]
    whole[order[:left]] += 1
    return whole.astype(np.int64)
