"""The one aggregation step, held against the published formulas in exact arithmetic, row by row."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._aggregate import Combined, How, Place, combine, order_weights
from kinerja.errors import InputError

PLACE = Place("points")
DIGITS = decimal.Context(prec=80, Emin=-(10**6), Emax=10**6)
STEP = Fraction(1, 10**25)
Row = Sequence[Any]

# --- the formulas, of one row in which every part is there ---------------------------------------


def arithmetic(s: Row, w: Row) -> Fraction:
    return sum(a * b for a, b in zip(s, w, strict=True)) / sum(w)


def power(s: Row, w: Row, p: float) -> Fraction:
    """(Σ wᵢ·sᵢᵖ / Σ wᵢ)^(1/p); Π sᵢ^(wᵢ/Σ wᵢ) at p = 0."""
    counted = [(a, b) for a, b in zip(s, w, strict=True) if b > 0]
    if (p <= 0 and any(a == 0 for a, _ in counted)) or all(a == 0 for a, _ in counted):
        return Fraction(0)
    with decimal.localcontext(DIGITS):

        def dec(x: Any) -> Decimal:
            x = Fraction(x)
            return Decimal(x.numerator) / Decimal(x.denominator)

        whole = dec(sum(b for _, b in counted))
        if p == 0:
            total = sum(dec(b) / whole * dec(a).ln() for a, b in counted)
            return Fraction(total.exp())
        total = sum(dec(b) / whole * (dec(p) * dec(a).ln()).exp() for a, b in counted if a)
        return Fraction((total.ln() / dec(p)).exp())


def mpi(s: Row, sign: int) -> Fraction:
    """M ∓ S²/M."""
    mean = Fraction(sum(s)) / len(s)
    if mean == 0:
        return Fraction(0)
    return mean + sign * sum((a - mean) ** 2 for a in s) / len(s) / mean


def places(order: Sequence[int], m: int) -> list[Fraction]:
    """Weight of each of m places: the density k·wᵢ over ((i−1)/k, i/k], cut into m equal parts."""
    k, total = len(order), sum(order)
    return [
        sum(
            Fraction(k * weight, total)
            * max(
                0, min(Fraction(i + 1, k), Fraction(j + 1, m)) - max(Fraction(i, k), Fraction(j, m))
            )
            for i, weight in enumerate(order)
        )
        for j in range(m)
    ]


def owa(s: Row, order: Sequence[int]) -> Fraction:
    return sum(a * b for a, b in zip(sorted(s, reverse=True), places(order, len(s)), strict=True))


def slopes(f: Callable[[list[Fraction]], Fraction], s: Row) -> list[float]:
    """Derivatives, as differences so small that eighty digits show nothing of them."""
    out = []
    for i in range(len(s)):
        up, down = list(s), list(s)
        up[i], down[i] = s[i] + STEP, s[i] - STEP
        out.append(float((f(up) - f(down)) / (2 * STEP)))
    return out


# --- rows --------------------------------------------------------------------------------------


class Table:
    """Rows of unequal everything, some parts missing, and the same rows one by one."""

    def __init__(self, seed: int, *, gaps: bool, low: int = 1, distinct: bool = True) -> None:
        rng = np.random.default_rng(seed)
        self.k, self.n = int(rng.integers(1, 5)), int(rng.integers(1, 5))
        size = (self.n, self.k)
        points = rng.integers(low, 90, size)
        if distinct:
            points = points + 100 * np.argsort(rng.random(size), axis=1)
        self.points = points.astype(float)
        self.weights = [int(w) for w in rng.choice([0, 1, 2, 5, 9], self.k)]
        self.weights[int(rng.integers(self.k))] = 3
        self.masks = rng.random(size) < 0.6 if gaps else np.ones(size, dtype=bool)
        self.gaps = gaps
        self.unread = float(rng.choice([-7e7, np.nan, np.inf]))  # what is not known is not read
        if gaps:  # one column may be there everywhere, and says so
            self.everywhere = int(rng.integers(self.k + 1))
            self.masks[:, self.everywhere : self.everywhere + 1] = True

    def combine(self, how: How, weights: Sequence[Any] | None = None) -> Combined:
        filled = np.where(self.masks, self.points, self.unread)
        parts = [filled[:, i].copy() for i in range(self.k)]
        before = [part.copy() for part in parts]
        known = None
        if self.gaps:
            known = [
                None if i == self.everywhere else self.masks[:, i].copy() for i in range(self.k)
            ]
        out = combine(parts, self.weights if weights is None else weights, how, PLACE, known=known)
        for part, old in zip(parts, before, strict=True):
            assert part.tobytes() == old.tobytes()
        return out

    def rows(self) -> list[tuple[list[int], list[Fraction], list[int]]]:
        """Which parts are there, their points, and their weights."""
        out = []
        for row, mask in zip(self.points, self.masks, strict=True):
            there = [i for i in range(self.k) if mask[i]]
            out.append(
                (there, [Fraction(int(row[i])) for i in there], [self.weights[i] for i in there])
            )
        return out


def gradient_row(out: Combined, i: int) -> list[float]:
    return [float(np.broadcast_to(part, out.value.shape)[i]) for part in out.gradient]


def hold(
    table: Table,
    out: Combined,
    f: Callable[[list[Fraction], list[int]], Fraction],
    *,
    weighs: bool = True,
) -> None:
    """Value, gradient and mask of every row are those of the formula."""
    assert out.value.shape == (table.n,)
    for i, (there, s, w) in enumerate(table.rows()):
        some = sum(w) > 0 if weighs else bool(there)
        if out.known is not None:
            assert out.known[i] == some
        slope = [0.0] * table.k
        if some:
            for at, part in zip(there, slopes(lambda s, w=w: f(s, w), s), strict=True):
                slope[at] = part
            assert out.value[i] == pytest.approx(float(f(s, w)), rel=1e-12)
        else:
            assert np.isnan(out.value[i])
        assert gradient_row(out, i) == pytest.approx(slope, rel=1e-9, abs=1e-13)


seeds = st.integers(0, 10**6)
EXPONENTS = [-30.0, -2.0, -0.5, -5e-4, -1e-9, 0.0, 1e-9, 2e-4, 2e-3, 0.3, 1.0, 2.0, 7.5]


@given(seeds, st.booleans())
def test_a_weighted_mean(seed, gaps):
    table = Table(seed, gaps=gaps, low=-80)
    hold(table, table.combine(How("arithmetic")), arithmetic)
    hold(table, table.combine(How("power", p=1.0)), arithmetic)


@given(seeds, st.booleans(), st.sampled_from(EXPONENTS))
def test_a_power_mean(seed, gaps, p):
    table = Table(seed, gaps=gaps)
    hold(table, table.combine(How("power", p=p)), lambda s, w: power(s, w, p))


@given(seeds, st.booleans())
def test_a_geometric_mean(seed, gaps):
    table = Table(seed, gaps=gaps)
    hold(table, table.combine(How("geometric", p=3.0)), lambda s, w: power(s, w, 0))


@given(seeds, st.booleans())
def test_a_minimum(seed, gaps):
    table = Table(seed, gaps=gaps, low=-80)
    hold(table, table.combine(How("minimum")), lambda s, _: min(s), weighs=False)


@given(seeds, st.booleans())
def test_an_ordered_mean(seed, gaps):
    table = Table(seed, gaps=gaps, low=-80)
    order = tuple(int(w) for w in np.random.default_rng(seed).integers(1, 9, table.k))
    found = table.combine(How("owa", order=order))
    hold(table, found, lambda s, _: owa(s, order), weighs=False)


@given(seeds, st.booleans(), st.sampled_from([-1.0, 1.0]))
def test_a_penalty_and_a_bonus(seed, gaps, sign):
    table = Table(seed, gaps=gaps)
    hold(table, table.combine(How("mpi", sign=sign)), lambda s, _: mpi(s, int(sign)), weighs=False)


@given(seeds, st.booleans(), st.sampled_from([-2.0, 0.0, 1.0, 0.5]))
def test_weights_of_their_own_for_each_row(seed, gaps, p):
    table = Table(seed, gaps=gaps)
    rng = np.random.default_rng(seed + 1)
    weights = [
        np.full(table.n, 0.0) if w == 0 else w * rng.integers(1, 5, table.n) for w in table.weights
    ]
    out = table.combine(How("power", p=p), [np.asarray(w, dtype=float) for w in weights])
    for i, (there, s, _) in enumerate(table.rows()):
        own = [int(weights[at][i]) for at in there]
        if sum(own) > 0:
            found = arithmetic(s, own) if p == 1 else power(s, own, p)
            assert out.value[i] == pytest.approx(float(found), rel=1e-12)
        else:
            assert np.isnan(out.value[i])


def test_weights_by_row_that_are_small_or_none():
    # 20^⅔·80^⅓ and 30^½·60^½; the third part weighs nothing in any row, so its 0 kills no mean.
    parts = [np.array([20.0, 30.0]), np.array([80.0, 60.0]), np.zeros(2)]
    weights = [np.array([0.5, 0.25]), np.array([0.25, 0.25]), np.zeros(2)]
    out = combine(parts, weights, How("geometric"), PLACE)
    assert out.value == pytest.approx([20 ** (2 / 3) * 80 ** (1 / 3), 1800**0.5])
    assert gradient_row(out, 0)[2] == 0


HOWS = [
    How("arithmetic"),
    How("power", p=-2.0),
    How("power", p=2e-4),
    How("geometric"),
    How("minimum"),
    How("owa", order=(1, 2, 3)),
    How("mpi", sign=1.0),
    How("mpi"),
]


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_masks_that_are_all_open_are_none(how):
    parts = [np.array([30.0, 3.0]), np.array([20.0, 9.0]), np.array([50.0, 6.0])]
    plain = combine(parts, [1, 2, 4], how, PLACE)
    open_ = combine(parts, [1, 2, 4], how, PLACE, known=[None, None, None])
    told = combine(parts, [1, 2, 4], how, PLACE, known=[None, np.ones(2, dtype=bool), None])
    assert plain.known is None
    assert open_.known is None
    assert told.known is not None
    assert told.known.tolist() == [True, True]
    assert plain.value.tolist() == open_.value.tolist()
    assert told.value == pytest.approx(plain.value, rel=1e-14)


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_a_value_that_is_not_there_though_its_mask_says_so_is_missing(how):
    # NaN in a part of weight 0 too: what is missing is missing, whatever it weighs.
    parts = [np.array([30.0, 40.0]), np.array([20.0, np.nan]), np.array([50.0, 60.0])]
    for known in (None, [np.array([True, True]), None, None]):
        for weights in ([1, 2, 4], [1, 2.5, 0]):
            out = combine(parts, weights, how, PLACE, known=known)
            assert np.isnan(out.value).tolist() == [False, True]
    weightless = [parts[0], np.array([20.0, 21.0]), np.array([np.nan, 60.0])]
    if how.kind in {"power", "geometric"}:
        out = combine(weightless, [1, 2, 0], how, PLACE)
        assert np.isnan(out.value).tolist() == [True, False]
        out = combine(
            weightless, [1, 2, 0], how, PLACE, known=[None, None, np.array([False, True])]
        )
        assert np.isnan(out.value).tolist() == [False, False]


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_a_row_of_which_nothing_is_known_is_missing(how):
    parts = [np.array([30.0, 40.0]), np.array([20.0, -9.0]), np.array([50.0, np.nan])]
    masks = [np.array([True, False]) for _ in parts]
    out = combine(parts, [1, 2, 4], how, PLACE, known=masks)
    assert np.isnan(out.value).tolist() == [False, True]
    assert out.known is not None
    assert out.known.tolist() == [True, False]
    assert gradient_row(out, 1) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_a_zero_has_no_sign(how):
    parts = [np.array([-0.0, -0.0])] * 3
    for known in (None, [np.array([True, False]), None, None]):
        out = combine(parts, [1, 2, 4], how, PLACE, known=known)
        assert out.value.tolist() == [0.0, 0.0]
        assert np.copysign(1, out.value).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("how", HOWS, ids=str)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_row_alone_is_the_row_among_others(how, gaps):
    rng = np.random.default_rng(4)
    x = rng.uniform(1, 90, (40, 3))
    x[::5, 1] = x[::5, 0]
    masks = [rng.random(40) < 0.7 for _ in range(3)] if gaps else None
    together = combine(list(x.T.copy()), [1, 2, 4], how, PLACE, known=masks)
    for i in range(40):
        own = None if masks is None else [mask[i : i + 1] for mask in masks]
        alone = combine(
            [x[i : i + 1, j].copy() for j in range(3)], [1, 2, 4], how, PLACE, known=own
        )
        assert alone.value.tobytes() == together.value[i : i + 1].tobytes()
        assert gradient_row(alone, 0) == gradient_row(together, i)


# --- zeros, ties and ends of the floats ----------------------------------------------------------


def one(points: Sequence[float], weights: Sequence[float], how: How) -> tuple[float, list[float]]:
    out = combine([np.array([x], dtype=float) for x in points], weights, how, PLACE)
    return float(out.value[0]), gradient_row(out, 0)


@pytest.mark.parametrize("p", [-3.0, -1.0, -1e-5, -1e-300, 0.0, 1e-300])
def test_a_zero_kills_a_mean_whose_exponent_is_not_above_zero(p):
    assert one([0, 60, 80], [1, 2, 1], How("power", p=p)) == (0.0, [0.0, 0.0, 0.0])
    # Not where its weight is 0.
    value, gradient = one([0, 60, 60], [0, 2, 1], How("power", p=p))
    assert value == pytest.approx(60, rel=1e-12)
    assert gradient == pytest.approx([0, 2 / 3, 1 / 3])


@pytest.mark.parametrize("p", [0.5, 2.0, 3.0])
def test_a_zero_under_an_exponent_above_zero(p):
    # (¾·60ᵖ)^(1/p): the slope of the other part is ¾·(60/f)^(p−1), and Euler's sum is f.
    value, gradient = one([0, 60], [1, 3], How("power", p=p))
    assert value == pytest.approx((0.75 * 60**p) ** (1 / p))
    assert gradient == pytest.approx([0, value / 60])
    assert one([0, 0], [1, 3], How("power", p=p)) == (0.0, [0.0, 0.0])


@pytest.mark.parametrize("p", [-30.0, -1.0, -1e-4, 0.0, 1e-4, 0.5, 3.0, 30.0])
def test_equal_parts_are_their_value_whatever_the_scale(p):
    for size in (1e-300, 0.1, 1e300):
        value, gradient = one([size, size, size], [1, 2, 5], How("power", p=p))
        assert value == size
        assert gradient == pytest.approx([1 / 8, 2 / 8, 5 / 8])
        value, _ = one([size, size * 2], [1, 1], How("power", p=p))
        assert value / size == pytest.approx(float(power([1, 2], [1, 1], p)))


@pytest.mark.parametrize("p", [-3.0, -1.0, 0.5, 3.0])
def test_parts_at_both_ends_of_the_floats(p):
    # The far part has no digit in (¼·aᵖ + ¾·bᵖ)^(1/p): what is left is the share of the other one.
    small, large = 1e-290, 1e290
    with np.errstate(all="raise", under="ignore"):
        value, gradient = one([small, large], [1, 3], How("power", p=p))
    near, share, at = (small, 0.25, 0) if p < 0 else (large, 0.75, 1)
    assert value / near == pytest.approx(share ** (1 / p))
    assert gradient[at] == pytest.approx(share ** (1 / p))


def test_a_part_without_a_weight_or_a_mask_is_not_dropped():
    parts = [np.array([1.0]), np.array([2.0]), np.array([3.0])]
    mask = np.array([True])
    for how in (How("arithmetic"), How("geometric")):
        with pytest.raises((ValueError, IndexError)):
            combine(parts, [1, 2], how, PLACE, known=[mask, mask, mask])
    with pytest.raises(ValueError, match="shorter"):
        combine(parts, [1, 2], How("arithmetic"), PLACE)
    for how in (How("geometric"), How("minimum")):
        with pytest.raises(ValueError, match="shorter"):
            combine(parts, [1, 2], how, PLACE, known=[mask, mask])


def test_a_very_small_exponent_is_none():
    # (¼·30ᵖ + ¾·70ᵖ)^(1/p) at ±1e-201 has no digit in which it is not 30^¼·70^¾.
    want = 30**0.25 * 70**0.75
    for p in (1e-201, -1e-201, 0.0):
        assert one([30, 70], [1, 3], How("power", p=p))[0] == pytest.approx(want, rel=1e-14)
    # A zero among them kills it then, as it does a geometric mean.
    assert one([0, 70], [1, 3], How("power", p=1e-201))[0] == 0


def test_a_zero_under_a_small_exponent_leaves_almost_nothing():
    # (½·70ᵖ)^(1/p) = 70·2^(−1/p): at p = 1e-2 it is 70·2^-100, at p = 1e-5 no float.
    assert one([0, 70], [1, 1], How("power", p=1e-2))[0] == pytest.approx(70 * 2.0**-100)
    assert one([0, 70], [1, 1], How("power", p=1e-5)) == (0.0, [0.0, 0.0])
    # At 5e-3 the gradient is f/s for the part that is there.
    value, gradient = one([0, 70], [1, 1], How("power", p=5e-3))
    assert gradient == pytest.approx([0.0, value / 70])


def test_parts_that_share_the_lowest_place_share_its_contribution():
    assert one([40, 30, 30], [1, 2, 4], How("minimum")) == (30.0, [0.0, 0.5, 0.5])
    near = 0.1 + 0.2  # .3 in twelve digits, and above it as a float
    value, gradient = one([near, 0.3, 7], [1, 1, 1], How("minimum"))
    assert value == 0.3
    assert near * gradient[0] + 0.3 * gradient[1] == pytest.approx(0.3, rel=1e-16)
    assert gradient == pytest.approx([0.5, 0.5, 0])
    assert gradient[0] < 0.5
    assert one([0, 0, 5], [1, 1, 1], How("minimum")) == (0.0, [0.5, 0.5, 0.0])


@pytest.mark.parametrize(
    ("points", "gradient"),
    [
        # Weights 6, 3, 2, 1 of 12 for the largest first; tied places share their mean.
        ([50, 40, 30, 20], [6, 3, 2, 1]),
        ([40, 50, 20, 20], [3, 6, 1.5, 1.5]),
        ([20, 20, 50, 50], [1.5, 1.5, 4.5, 4.5]),
        ([50, 50, 30, 20], [4.5, 4.5, 2, 1]),
        ([30, 30, 30, 7], [11 / 3, 11 / 3, 11 / 3, 1]),
        ([7, 30, 30, 30], [1, 11 / 3, 11 / 3, 11 / 3]),
        ([5, 5, 5, 5], [3, 3, 3, 3]),
        ([0.1 + 0.2, 0.3, 9, 1], [1.5, 1.5, 6, 3]),
    ],
)
def test_tied_places_share_the_mean_of_their_weights(points, gradient):
    want = [x / 12 for x in gradient]
    value, found = one(points, [1] * 4, How("owa", order=(6, 3, 2, 1)))
    assert found == pytest.approx(want)
    assert value == pytest.approx(sum(a * b for a, b in zip(points, want, strict=True)))
    # The same row between rows in which nothing ties, or other places do.
    rows = np.array([[9, 8, 7, 6], points, [1, 2, 2, 3]], dtype=float)
    out = combine(list(rows.T.copy()), [1] * 4, How("owa", order=(6, 3, 2, 1)), PLACE)
    assert gradient_row(out, 1) == pytest.approx(want)
    assert gradient_row(out, 0) == pytest.approx([6 / 12, 3 / 12, 2 / 12, 1 / 12])
    assert gradient_row(out, 2) == pytest.approx([1 / 12, 2.5 / 12, 2.5 / 12, 6 / 12])


def test_what_is_missing_ties_with_nothing():
    # Two of four are there: weights 9 and 3 of 12. The missing two are no third and fourth place.
    parts = [np.array([x, 1.0]) for x in (30.0, 0.0, 50.0, 0.0)]
    masks = [np.array([True, True]), np.array([False, True])] * 2
    out = combine(parts, [1] * 4, How("owa", order=(6, 3, 2, 1)), PLACE, known=masks)
    assert gradient_row(out, 0) == pytest.approx([3 / 12, 0, 9 / 12, 0])
    assert gradient_row(out, 1) == pytest.approx([3 / 12] * 4)
    assert out.value == pytest.approx([50 * 0.75 + 30 * 0.25, 1])


def test_order_weights_of_fewer_places():
    # Q rises by .6, .3, .1 over thirds: of two places the first reads Q(½) = .6 + .15.
    table = order_weights([6, 3, 1])
    assert table.shape == (4, 3)
    assert table.tolist()[0] == [0, 0, 0]
    assert table[1].tolist() == pytest.approx([1, 0, 0])
    assert table[2].tolist() == pytest.approx([0.75, 0.25, 0])
    assert table[3].tolist() == [0.6, 0.3, 0.1]


def test_a_penalty_that_is_more_than_the_mean_stays_below_zero():
    # (1, 1, 10): M = 4, S² = 18, 4 − 4.5. Signed means below 0 are another matter: refused.
    assert one([1, 1, 10], [1] * 3, How("mpi"))[0] == pytest.approx(-0.5)
    assert one([0, 0, 0], [1] * 3, How("mpi")) == (0.0, [0.0, 0.0, 0.0])
    # (0.1, 0.3): M = .2, S² = .01, .2 − .05. A mean below 1 is above 0.
    assert one([0.1, 0.3], [1] * 2, How("mpi"))[0] == pytest.approx(0.15)
    # (0, 8): M = S = 4, and M − S²/M is 0, not a crumb beside it.
    assert one([0, 8], [1, 1], How("mpi"))[0] == 0.0
    # Near it is not at it: (ε, 8) is M·(1 − cv²) with cv = 1 − ε/4 + …, about ε/2·4 = 2ε.
    assert one([1e-9, 8], [1, 1], How("mpi"))[0] == pytest.approx(2e-9, rel=1e-4)


def test_a_mean_of_zero_of_points_that_are_not_is_refused():
    parts = [np.array([5.0, 4.0, -6.0]), np.array([5.0, -4.0, 1.0])]
    with pytest.raises(InputError) as caught:
        combine(parts, [1, 1], How("mpi"), PLACE)
    error = caught.value
    assert error.code == "not_positive"
    assert error.expected == "points with a mean above 0 (MPI)"
    assert error.positions == ((1, 0), (1, 1), (2, 0), (2, 1))
    # What is missing has no part in the mean.
    masks = [np.array([True] * 3), np.array([True, False, False])]
    parts[0][2] = 6.0
    out = combine(parts, [1, 1], How("mpi"), PLACE, known=masks)
    assert out.value.tolist() == [5.0, 4.0, 6.0]


def test_negative_points_are_named_where_they_stand():
    place = Place(
        "data",
        parts=["speed", "care"],
        ids=np.array(["a", "b", "c", "d", "e"], dtype=object),
        first=2,
        node="service",
    )
    parts = [np.array([0.0, 5.0, -4.0]), np.array([0.5, -0.5, 1.0])]
    with pytest.raises(InputError) as caught:
        combine(parts, [1, 1], How("geometric"), place)
    error = caught.value
    assert error.positions == (("d", "care"), ("e", "speed"))
    assert [(at.row, at.cell) for at in error.positions] == [(3, -0.5), (4, -4.0)]
    assert (error.code, error.argument) == ("negative", "data")
    assert error.expected == "points of 0 or more in group 'service'"
    assert error.hint == "Use a scale that does not go below 0, or the arithmetic mean."
    with pytest.raises(InputError) as caught:
        combine(parts, [1, 1], How("power", p=2.0), Place("values"))
    assert caught.value.positions == ((1, 1), (2, 0))
    assert caught.value.expected == "points of 0 or more"


def test_negative_points_that_are_not_known_are_not_read():
    parts = [np.array([5.0, -4.0]), np.array([20.0, 1.0])]
    masks = [np.array([True, False]), np.array([True, True])]
    out = combine(parts, [1, 1], How("geometric"), PLACE, known=masks)
    assert out.value == pytest.approx([10, 1])
    assert combine([np.array([]), np.array([])], [1, 1], How("geometric"), PLACE).value.size == 0


def test_no_warning_of_numpy_leaves_the_step():
    with np.errstate(all="raise"):
        for p in (-3.0, -1e-4, 0.0, 1e-4, 0.5, 2.0):
            one([0, 5e-324, 1e300], [1e-300, 1, 2], How("power", p=p))
            combine([np.array([np.nan]), np.array([1.0])], [1, 1], How("power", p=p), PLACE)
        combine([np.array([np.nan]), np.array([1.0])], [1, 1], How("mpi"), PLACE)
    assert math.isnan(one([np.nan, 1.0], [1, 1], How("minimum"))[0])
