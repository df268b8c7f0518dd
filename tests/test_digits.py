"""Twelve significant digits: rounding, ties, ranks."""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._digits import below, half_up, rank, same, significant

numbers = st.floats(allow_nan=False, allow_infinity=False)
TWELVE = Context(prec=12)


@given(x=numbers)
def test_significant_is_the_float_nearest_to_the_decimal(x):
    expected = float(TWELVE.create_decimal(Decimal(f"{x:.11e}")))
    got = significant(np.array([x]))[0]
    assert got == expected or got == pytest.approx(float(f"{x:.11e}"), rel=2e-12)


@given(x=st.decimals(-10_000, 10_000, places=4), decimals=st.integers(0, 3))
def test_half_up_agrees_with_exact_decimals(x, decimals):
    if x < 0:
        return
    exact = x.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert half_up(np.array([float(x)]), decimals)[0] == float(exact)


def test_noise_and_specials():
    x = np.array([0.1 + 0.2, 79.99999999999999, 0.0, -0.0, np.nan, np.inf, -np.inf, 1e-300, 5e-324])
    out = significant(x)
    np.testing.assert_array_equal(out[:7], [0.3, 80, 0, 0, np.nan, np.inf, -np.inf])
    np.testing.assert_allclose(out[7:], x[7:])


def test_same():
    a = np.array([1.0, 1.0, 1.0, 0.0, np.nan, np.inf, np.inf])
    b = np.array([1 + 1e-14, 1 + 1e-13, 1 + 2e-11, 1e-300, np.nan, np.inf, 5.0])
    assert same(a, b).tolist() == [True, True, False, False, False, True, False]


def naive_rank(values, ties):
    """By comparing everybody with everybody."""
    out = []
    for v in values:
        better = sum(w > v for w in values)
        equal = sum(w == v for w in values)
        distinct = len({w for w in values if w > v})
        place = {"min": better + 1, "average": better + (equal + 1) / 2, "dense": distinct + 1}
        out.append(place[ties])
    return out


@given(
    values=st.lists(st.integers(0, 6), max_size=12),
    ties=st.sampled_from(["min", "average", "dense"]),
)
def test_rank_agrees_with_the_naive_one(values, ties):
    x = np.array(values, dtype=float)
    assert rank(x, ties=ties).tolist() == naive_rank(values, ties)
    assert rank(x, ties=ties, higher_is_better=False).tolist() == naive_rank(
        [-v for v in values], ties
    )


def test_nan_has_no_rank_and_costs_nobody_a_place():
    np.testing.assert_array_equal(rank(np.array([np.nan, 5, 7, np.nan])), [np.nan, 2, 1, np.nan])


@given(x=numbers, shift=st.sampled_from([0, 1e-16, 1e-14, 1e-13, 1e-12, 1e-11, 1e-9, 0.5]))
def test_below_is_less_and_not_the_same(x, shift):
    for y in (x * (1 - shift), x * (1 + shift), -x):
        if np.isfinite(y):
            a, b = np.array([x]), np.array([y])
            assert below(a, b)[0] == bool(x < y and not same(a, b)[0])
    assert not below(np.array([np.nan, x]), np.array([x, np.nan])).any()
