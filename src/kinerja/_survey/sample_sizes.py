"""How many to ask: sample sizes and their margin of error."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import significant
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError, KinerjaWarning, outside
from ..results import Axis, FloatVector, Provenance, Result, Unit
from .allocation import people_in

MOST = 10**18
"""More people than any population: what is larger is a slip of the hand, or of the unit."""


def whole_people(x: Float | float) -> Float:
    """Round up; 370.0000000000001 is 370. Floats, as a whole number of 64 bits may be too small."""
    return np.asarray(np.ceil(significant(np.asarray(x, dtype=np.float64))))


_UNIT = "Is a size in the unit of people? Such a sample needs a larger margin."


def _shares(
    margin: float, proportion: float, deff: float, response: float
) -> tuple[float, float, float, float]:
    """The four as floats, whatever kind of number they were given as."""
    number = _checks.number
    return (
        number(margin, "margin", lower=0, upper=1, open_lower=True, open_upper=True),
        number(proportion, "proportion", lower=0, upper=1, open_lower=True, open_upper=True),
        number(deff, "deff", lower=0, open_lower=True),
        number(response, "response", lower=0, upper=1, open_lower=True),
    )


def _cochran(
    population: Float, margin: float, level: float, proportion: float, deff: float, response: float
) -> Float:
    ratio = normal_quantile(level) / margin
    n0 = max(ratio * ratio * proportion * (1 - proportion), 1e-300)
    # n0/(1 + (n0 − 1)/N) = N/(1 + (N − 1)/n0), which holds for N = 1 and however large n0 is.
    with np.errstate(over="ignore"):
        simple = population / (1 + (population - 1) / n0)
    return np.maximum(whole_people(simple * deff / response), 1)


def _warn_beyond(asked: Float, population: Float) -> None:
    beyond = asked > population
    if beyond.any():
        i = int(np.flatnonzero(beyond)[0])
        warnings.warn(
            f"{int(asked.ravel()[i])} people would have to be asked of {population.ravel()[i]:.0f}:"
            " asking everybody does not reach this margin with this response and design effect.",
            KinerjaWarning,
            stacklevel=outside(),
        )


@steady
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
    size = np.array([float(_checks.whole_number(population, "population", lower=1, upper=MOST))])
    level = _checks.confidence_level(level)
    margin, proportion, deff, response = _shares(margin, proportion, deff, response)
    asked = _cochran(size, margin, level, proportion, deff, response)
    counts = _checks.as_counts(asked, "population", given=size, hint=_UNIT)
    _warn_beyond(asked, size)
    return int(counts[0])


@steady
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
    people = people_in(sizes)
    level = _checks.confidence_level(level)
    margin, proportion, deff, response = _shares(margin, proportion, deff, response)
    asked = _cochran(people, margin, level, proportion, deff, response)
    counts = _checks.as_counts(asked, "sizes", given=people, hint=_UNIT)
    _warn_beyond(asked, people)
    return counts


@steady
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
    _, proportion, deff, response = _shares(0.5, proportion, deff, response)
    simple = np.float64(asked * response / deff)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlanMargins(Result):
    """What a stratified plan will tell: the margin of error of the whole and of each stratum."""

    whole: Annotated[float, Unit("share")]
    """Margin for the population, as a share."""
    strata: Annotated[FloatVector, Axis("stratum"), Unit("share")]
    """(k,) margin for each stratum by itself."""
    n: int
    """People who are asked."""
    provenance: Provenance


@steady
def plan_margins(
    n: ArrayLike,
    sizes: ArrayLike,
    *,
    level: float = 0.95,
    proportion: float = 0.5,
    deff: float = 1.0,
    response: float = 1.0,
) -> PlanMargins:
    """Margins of error of a plan that shares a sample over strata, such as `allocate` makes.

    Parameters
    ----------
    n : array_like (k,) of whole numbers
        People who are asked in each stratum, at least 1.
    sizes : array_like (k,) of whole numbers
        People in each stratum.
    level, proportion, deff, response : float
        As in `sample_size`, in every stratum; the design effect is that of clusters and weights
        inside the strata.

    Returns
    -------
    PlanMargins

    Raises
    ------
    InputError
        If an argument is outside its range, or more are asked in a stratum than there are.

    Notes
    -----
    With m = n·response/deff in each stratum and W = N/ΣN its share of the people:
    z·√(p(1 − p)/m·(N − m)/(N − 1)) for the stratum, and z·√ΣW²·p(1 − p)/m·(N − m)/(N − 1) for the
    whole.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., 107–109.

    Examples
    --------
    >>> plan = plan_margins([40, 120, 160], [300, 900, 1_200])
    >>> round(plan.whole, 3), plan.strata.round(3).tolist()
    (0.051, [0.144, 0.083, 0.072])
    """
    people = people_in(sizes)
    asked = people_in(n, "n", k=people.size)
    level = _checks.confidence_level(level)
    _, proportion, deff, response = _shares(0.5, proportion, deff, response)
    _checks.refuse_cells(
        asked > people,
        asked,
        "n",
        code="out_of_range",
        expected="at most the people in the stratum",
    )
    simple = asked * response / deff
    # A design effect below 1 can make a sample count for more people than there are.
    correction = np.maximum(people - simple, 0.0) / np.maximum(people - 1, 1)
    variance = proportion * (1 - proportion) / simple * correction
    z = normal_quantile(level)
    share = people / people.sum()
    return PlanMargins(
        whole=float(z * np.sqrt((share**2 * variance).sum())),
        strata=z * np.sqrt(variance),
        n=int(asked.sum()),
        provenance=Provenance(
            **made_from(n=n, sizes=sizes),
            options={
                "level": level,
                "proportion": proportion,
                "deff": deff,
                "response": response,
            },
        ),
    )
