"""What a part's move is worth on average over all coalitions of its siblings, without listing them.

In a random order of the parts, the siblings that come before one of them are those whose own
uniform draw is below its draw t. Given t they have moved independently of each other, each with
chance t; the mean over coalitions is therefore the mean over t of an expectation over independent
siblings. For the aggregations here that expectation is a product or a count, so that k parts cost
about k² instead of 2ᵏ.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .._aggregate import How, order_weights
from .._blocks import MANY_CELLS, blocks, rows_within
from .._types import Flags, Float

Number = TypeVar("Number", np.float64, np.complex128)

Worth = Callable[[int, Float, Float], Float]
"""(part, its points before (n, m), after (n, m)) -> mean change of the node's figure (n, m)."""

_TINY = 1e-13
"""Error that is left, as a share of the largest figure."""
_HIGHEST_MOMENT = 8
"""Power means whose 1/p is beyond this would need higher moments than floats carry well."""
_NEAREST_GEOMETRIC = 1e-6
"""Exponents above 0 that are nearer to it are too steep for the formula."""


def has_closed_form(how: How) -> bool:
    """Whether the mean over coalitions has a formula here."""
    if how.kind == "power":
        return how.p >= _NEAREST_GEOMETRIC or how.p <= -0.01
    return how.kind in {"geometric", "minimum", "owa"}


def worth_of_moves(
    how: How,
    weights: Sequence[float | Float],
    before: Sequence[Float],
    after: Sequence[Float],
    there: Sequence[Flags | None],
    limits: tuple[Float, Float],
) -> Worth:
    """Formula for one node whose parts go from `before` to `after`, each (n,).

    `there` says where each part is known (None: everywhere); `limits` (n,) and (n,) hold every
    value that a part can take on its way.
    """
    low, high = np.column_stack(before), np.column_stack(after)
    known = np.ones(low.shape, dtype=np.bool_)
    for j, mask in enumerate(there):
        if mask is not None:
            known[:, j] = mask
    if how.kind in {"minimum", "owa"}:
        return _by_places(how, low, high, known)
    share = np.where(known, np.column_stack([np.broadcast_to(w, len(low)) for w in weights]), 0.0)
    whole = share.sum(axis=1, keepdims=True)
    share = share / np.where(whole > 0, whole, 1.0)
    low, high = (np.where(known, x, 1.0) for x in (low, high))
    if how.kind == "geometric":
        return _by_product(low, high, share)
    return _by_powers(how.p, low, high, share, limits)


@lru_cache(maxsize=64)
def _times(siblings: int) -> tuple[Float, Float]:
    """Gauss–Legendre nodes on [0, 1] that are exact for a polynomial of that degree."""
    node, weight = np.polynomial.legendre.leggauss(siblings // 2 + 1)
    return 0.5 * (node + 1.0), 0.5 * weight


def _leave_one_out(factors: NDArray[Number]) -> NDArray[Number]:
    """Product over axis 0 of all the others, for each, by running products from both ends."""
    k = len(factors)
    out = np.empty_like(factors)
    out[0] = 1.0
    for j in range(1, k):
        np.multiply(out[j - 1], factors[j - 1], out=out[j])
    behind = np.ones_like(factors[0])
    for j in range(k - 1, -1, -1):
        out[j] *= behind
        behind = behind * factors[j]
    return out


def _by_product(low: Float, high: Float, share: Float) -> Worth:
    """Geometric: (Bᵢ − Aᵢ)·∫ Π (Aⱼ + t(Bⱼ − Aⱼ)) dt over the other parts j."""
    t, weight = _times(low.shape[1] - 1)
    a, b = (np.power(x, share).T[:, :, None] for x in (low, high))
    rest = _leave_one_out(a + t * (b - a)) @ weight  # (k, n)

    def worth(i: int, first: Float, last: Float) -> Float:
        own = share[:, i, None]
        change = np.power(last, own) - np.power(first, own)
        return np.asarray(change * rest[i][:, None])

    return worth


@lru_cache(maxsize=16)
def _counts(siblings: int) -> Float:
    """Chance that s of a + b siblings lie above, by [a, b, s].

    The a are above once they have moved, with chance t; the b until they have moved, with 1 − t.
    """
    t, weight = _times(siblings)
    size = siblings + 1
    at_t = np.zeros((size, size, t.size))  # by b, s and t, for one a
    at_t[0, 0] = 1.0
    for b in range(1, size):
        at_t[b] = t * at_t[b - 1]
        at_t[b, 1:] += (1.0 - t) * at_t[b - 1, :-1]
    out = np.zeros((size, size, size))
    for a in range(size):
        out[a, : size - a] = at_t[: size - a] @ weight
        more = (1.0 - t) * at_t
        more[:, 1:] += t * at_t[:, :-1]
        at_t = more
    return out


def _by_places(how: How, low: Float, high: Float, known: Flags) -> Worth:
    """Minimum and OWA: a rise over v is worth the order weight of the place it has among all.

    With C siblings above v that place is C + 1, and C is a count whose chances are tabulated.
    """
    n, k = low.shape
    count = known.sum(axis=1)
    if how.kind == "minimum":
        place = np.zeros((k + 1, k))
        place[np.arange(1, k + 1), np.arange(k)] = 1.0
    else:
        place = order_weights(how.order)
    own = place[count]  # (n, k) weight of each place

    def worth(i: int, first: Float, last: Float) -> Float:
        out = np.empty(first.shape)
        others = np.array([j for j in range(k) if j != i], dtype=np.intp)
        for rows in blocks(n, rows_within(MANY_CELLS, 2 * k * k)):
            out[rows] = _rise(
                low[rows][:, others], high[rows][:, others], known[rows][:, others], own[rows],
                first[rows], last[rows],
            )  # fmt: skip
        return out

    return worth


def _rise(low: Float, high: Float, known: Flags, own: Float, first: Float, last: Float) -> Float:
    """Integral from `first` to `last` of the mean order weight of the place at v."""
    q = low.shape[1]
    knots = np.sort(np.where(np.tile(known, 2), np.hstack([low, high]), np.inf), axis=1)
    known_knots = np.isfinite(knots)
    # Between two knots nothing changes; the stretch below the first knot has everybody above.
    at = np.hstack([np.full((len(low), 1), -np.inf), knots])[:, :, None]
    above_low = known[:, None, :] & (low[:, None, :] > at)
    above_high = known[:, None, :] & (high[:, None, :] > at)
    always = (above_low & above_high).sum(axis=2)
    a, b = (above_high & ~above_low).sum(axis=2), (above_low & ~above_high).sum(axis=2)
    chance = _counts(q)[a, b]  # (n, 2q + 1, q + 1)
    place = np.minimum(always[:, :, None] + np.arange(q + 1), own.shape[1] - 1)
    slope = (chance * np.take_along_axis(own[:, None, :], place, axis=2)).sum(axis=2)
    # The antiderivative, 0 at the first knot: straight between knots, straight on beyond.
    start = np.where(known_knots, knots, 0.0)
    with np.errstate(invalid="ignore"):
        width = np.where(known_knots, np.diff(knots, append=np.inf), 0.0)  # the last has no end
    none = ~known_knots[:, :1]  # no sibling is there: the part is all there is
    out = np.empty(first.shape)
    for some in blocks(first.shape[1], rows_within(MANY_CELLS, first.shape[0] * knots.shape[1])):
        sides = []
        for value in (first[:, some], last[:, some]):
            stretch = np.clip(value[:, :, None] - start[:, None, :], 0.0, width[:, None, :])
            total = (stretch * slope[:, None, 1:]).sum(axis=2)
            total += slope[:, :1] * np.minimum(value - start[:, :1], 0.0)
            sides.append(np.where(none, slope[:, :1] * value, total))
        out[:, some] = sides[1] - sides[0]
    return out


def _by_powers(
    p: float, low: Float, high: Float, share: Float, limits: tuple[Float, Float]
) -> Worth:
    """Power means: z^α as a mixture of exponentials, whose mean over coalitions is a product.

    With z = Σ wᵢxᵢᵖ, α = 1/p, n the least whole number from α up (0 for p < 0) and s = n − α:
    z^α = 1/Γ(s)·∫ u^(s−1)·zⁿe^(−uz) du, and zⁿe^(−uz)/n! is the coefficient of vⁿ in e^((v−u)z).
    Where α is large, z^α = Γ(α+1)/(2πi)·∫ s^(−α−1)·e^(sz) ds upwards along Re s = α.
    """
    of_row = _Powers if 1.0 / p <= _HIGHEST_MOMENT else _SteepPowers
    prepared = [
        of_row(p, low[row], high[row], share[row], float(limits[0][row]), float(limits[1][row]))
        for row in range(len(low))
    ]

    def worth(i: int, first: Float, last: Float) -> Float:
        return np.array(
            [one.worth(i, a, b) for one, a, b in zip(prepared, first, last, strict=True)]
        )

    return worth


class _Powers:
    """One row of a power mean: the means over its siblings, for every part."""

    def __init__(
        self, p: float, low: Float, high: Float, share: Float, least: float, most: float
    ) -> None:
        self.p, self.share = p, share
        self.alpha = 1.0 / p
        self.n = max(0, math.ceil(self.alpha))
        self.unit = most if most > 0 else 1.0
        a, b = self._term(low, share), self._term(high, share)
        ends = self._term(np.array([least, self.unit]), 1.0)
        self.u, self.weight = _exponents(self.alpha, self.n, float(ends.min()), float(ends.max()))
        t, at_t = _times(low.size - 1)
        before, after = self._series(a)[..., None], self._series(b)[..., None]
        factors = before * (1.0 - t) + after * t  # (k, n + 1, u, t)
        self.rest = _series_without_each(factors) @ at_t

    def _term(self, x: Float, share: Float | float) -> Float:
        with np.errstate(divide="ignore", over="ignore"):
            power = np.power(x / self.unit, self.p)
            return np.asarray(np.where(np.asarray(share) > 0, power * np.maximum(share, 1e-300), 0))

    def _series(self, term: Float) -> Float:
        """Coefficients of e^((v − u)·term) in v, up to the n-th: (…, n + 1, u)."""
        finite = np.where(np.isfinite(term), term, 0.0)[..., None]
        with np.errstate(under="ignore"):
            level = np.where(np.isfinite(term)[..., None], np.exp(-finite * self.u), 0.0)
        order = np.arange(self.n + 1)
        power = finite**order / np.array([math.factorial(m) for m in order])
        return np.asarray(power[..., None] * level[..., None, :])

    def worth(self, i: int, first: Float, last: Float) -> Float:
        own = self.share[i]
        if own == 0:
            return np.zeros(first.shape)
        change = self._series(self._term(last, own)) - self._series(self._term(first, own))
        # The n-th coefficient of the product of two series.
        product = (change * self.rest[i][::-1]).sum(axis=-2)
        value = self.unit * math.factorial(self.n) * (product @ self.weight)
        return np.asarray(value)


class _SteepPowers:
    """One row of a power mean whose 1/p is large: the means over its siblings, for every part.

    With the largest figure as the unit z = 1 − d, d = Σ wⱼ(1 − xⱼᵖ), and the exponential of a sum
    is a product over the parts.
    """

    def __init__(
        self, p: float, low: Float, high: Float, share: Float, least: float, most: float
    ) -> None:
        del least
        self.p, self.share = p, share
        self.unit = most if most > 0 else 1.0
        self.s, self.weight = _line(1.0 / p)
        t, at_t = _times(low.size - 1)
        before, after = (self._decay(x, share)[..., None] for x in (low, high))
        self.rest = _leave_one_out(before * (1.0 - t) + after * t) @ at_t  # (k, s)

    def _decay(self, x: Float, share: Float | float) -> NDArray[np.complex128]:
        """e^(−s·w·(1 − xᵖ)), (…, s)."""
        with np.errstate(divide="ignore"):
            below = -np.expm1(self.p * np.log(x / self.unit))
        return np.asarray(np.exp(-self.s * (share * below)[..., None]))

    def worth(self, i: int, first: Float, last: Float) -> Float:
        own = self.share[i]
        if own == 0:
            return np.zeros(first.shape)
        change = self._decay(last, own) - self._decay(first, own)
        return np.asarray(self.unit * (change @ (self.rest[i] * self.weight)).real)


@lru_cache(maxsize=64)
def _line(alpha: float) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Nodes s and weights w with (1 − d)^α = Re Σ w·e^(−sd): a trapezoid up the line Re s = α.

    A step h of Im s adds e^(−αL)·(z + L)^α with L = 2π/h to every z^α, z ≤ 1, and so is chosen from
    what may be left. The integrand falls as (1 + (y/α)²)^(−(α+1)/2).
    """
    left = -math.log(1e-15)
    period = math.sqrt(2.0 * left / alpha)
    while alpha * (period - math.log1p(period)) < left:
        period *= 1.05
    step = 2.0 * math.pi / period
    highest = alpha * math.sqrt(math.expm1(2.0 * left / (alpha + 1.0)))
    y = step * np.arange(math.ceil(highest / step) + 1)
    # Γ(α + 1)·e^s·s^(−α−1)/2π with its large terms taken out by Stirling's series.
    level = 0.5 * math.log(2.0 * math.pi / alpha) + 1.0 / (12.0 * alpha)
    level += -1.0 / (360.0 * alpha**3) + 1.0 / (1260.0 * alpha**5) - 1.0 / (1680.0 * alpha**7)
    level += 1.0 / (1188.0 * alpha**9) - 691.0 / (360360.0 * alpha**11) + 1.0 / (156.0 * alpha**13)
    tau = y / alpha
    log = level - 0.5 * (alpha + 1.0) * np.log1p(tau**2) + 1j * (y - (alpha + 1.0) * np.arctan(tau))
    weight = step / math.pi * np.exp(log)  # the line below the axis is its mirror image
    weight[0] /= 2.0
    return np.asarray(alpha + 1j * y, dtype=np.complex128), np.asarray(weight, dtype=np.complex128)


def _series_without_each(factors: Float) -> Float:
    """Product of all the other truncated series, for each along axis 0; coefficients on axis 1."""
    if factors.shape[1] == 1:
        return _leave_one_out(factors)
    k = len(factors)
    one = np.zeros_like(factors[0])
    one[0] = 1.0
    out = np.empty_like(factors)
    running = one
    for j in range(k):
        out[j] = running
        running = _series_product(running, factors[j])
    running = one
    for j in range(k - 1, -1, -1):
        out[j] = _series_product(out[j], running)
        running = _series_product(running, factors[j])
    return out


def _series_product(a: Float, b: Float) -> Float:
    size = len(a)
    out: Float = a[0] * b
    for m in range(1, size):
        out[m:] += a[m] * b[: size - m]
    return out


def _exponents(alpha: float, n: int, least: float, most: float) -> tuple[Float, Float]:
    """Nodes u and weights of 1/Γ(s)·∫ u^(s−1)·… du, with s = n − α: a trapezoid in log u.

    The error of a step h is |Γ(s + 2πi/h)|/Γ(s) of the value, so h follows from what may be left.
    Where u is so small that e^(−uz) is 1 the rest of the sum is a geometric series: one node at 0.
    """
    from scipy.special import gammaln, loggamma

    s = n - alpha
    if s == 0:  # a whole power is a moment: the coefficient at u = 0
        return np.zeros(1), np.ones(1)
    frequency = 1.0
    while loggamma(complex(s, frequency)).real - gammaln(s) > math.log(_TINY):
        frequency *= 1.05
    step = 2.0 * math.pi / frequency
    far = s + n + 45.0 + 12.0 * math.sqrt(s + n)
    if alpha > 0:  # what is much smaller than the largest adds nothing to it
        least = max(least, most * _TINY ** (1.0 / alpha))
    if not math.isfinite(most):  # a zero under a negative power: the largest finite term is enough
        most = least * 1e300 if least > 0 else 1.0
        most = min(most, 1e300)
    start, stop = math.log(1e-16 / most), math.log(far / max(least, 1e-300))
    y = start + step * np.arange(math.ceil((stop - start) / step) + 1)
    log_weight = math.log(step) + s * y - gammaln(s)
    tail = math.exp(math.log(step) + s * (start - step) - gammaln(s)) / -math.expm1(-s * step)
    with np.errstate(under="ignore"):
        return np.append(np.exp(y), 0.0), np.append(np.exp(log_weight), tail)
