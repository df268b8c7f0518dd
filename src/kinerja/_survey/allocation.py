"""How to share a sample over strata."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import significant
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError

Allocation = Literal["proportional", "equal", "neyman", "power"]
ALLOCATIONS: tuple[Allocation, ...] = ("proportional", "equal", "neyman", "power")


def people_in(sizes: ArrayLike, argument: str = "sizes", *, k: int | None = None) -> Float:
    """Numbers of people (k,), each a whole number of at least 1."""
    people = _checks.vector(sizes, argument, n=k)
    if not people.size:
        raise InputError.about(argument, code="too_few", expected="at least one size", found="none")
    _checks.refuse_cells(
        (people < 1) | (people != np.floor(people)),
        people,
        argument,
        code="out_of_range",
        expected="whole numbers of at least 1",
        hint="A size is a number of people.",
    )
    return people


@steady
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
    people = people_in(sizes)
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
            code="contradiction",
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
