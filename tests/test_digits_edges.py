"""Twelve significant digits at their edges: decimals that stay, steps, noise, bounds that print."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._digits import below, half_up, last_digit, rank, rounded_up_from, same, significant


@given(st.integers(10**11, 10**12 - 1), st.integers(-318, 296), st.sampled_from([1, -1]), st.data())
def test_a_decimal_of_twelve_digits_stays_and_a_thirteenth_goes(digits, power, sign, data):
    x = float(f"{sign * digits}e{power}")
    if abs(x) < 1e-300:
        return  # denormals have fewer digits of their own
    assert significant(np.array([x]))[0] == x
    thirteenth = data.draw(st.sampled_from([1, 2, 3, 4, 6, 7, 8, 9]))
    longer = float(f"{sign * (10 * digits + thirteenth)}e{power - 1}")
    wanted = float(f"{sign * (digits + (thirteenth > 5))}e{power}")
    assert significant(np.array([longer]))[0] == wanted


def test_several_magnitudes_stand_beside_each_other():
    x = np.array([[1.2345678901234, 9.87654321098765e30], [1.2345678901234e-40, 0.0]])
    wanted = [[1.23456789012, 9.87654321099e30], [1.23456789012e-40, 0.0]]
    assert significant(x).tolist() == wanted


@pytest.mark.parametrize(
    ("x", "step"),
    [
        (123.4, 1e-9),
        (-123.4, 1e-9),
        (100.0, 1e-9),
        (99.9, 1e-10),
        (1.0, 1e-11),
        (0.02, 1e-13),
        (0.0, 1e-11),
        (np.nan, 1e-11),
        (np.inf, 1e-11),
    ],
)
def test_the_least_step_is_one_in_the_twelfth_digit(x, step):
    assert last_digit(np.array([x, 5.0])) == pytest.approx([step, 1e-11], rel=1e-12, abs=0)


def test_two_units_in_the_twelfth_digit_are_a_difference_and_a_tenth_of_one_is_none():
    x = np.array([123.4, -7.25, 0.02, 99_999.5])
    assert not same(x, x + 2 * last_digit(x)).any()
    assert same(x, x + last_digit(x) / 10).all()
    assert below(x, x + 2 * last_digit(x)).all()
    assert not below(x, x + last_digit(x) / 10).any()


def test_a_few_last_bits_over_a_rounding_edge_are_noise():
    # 1.000000000005 lies on the edge between ...00000 and ...00001 at twelve digits.
    edge = 1.000000000005
    a, b = np.array([np.nextafter(edge, 0)]), np.array([np.nextafter(edge, 2)])
    assert same(a, b).all()
    assert same(a, np.float64(b[0])).shape == (1,)
    far = np.array([edge - 4e-12, edge + 4e-12])  # 1.000000000001 and 1.000000000009
    assert not same(far[:1], far[1:]).any()


def test_values_of_other_shapes_are_held_against_each_other():
    table = np.array([[1.0, 2.0], [3.0, 0.1 + 0.2]])
    assert same(table, np.array([1.0, 0.3])).tolist() == [[True, False], [False, True]]
    assert below(table, np.array([2.0, 0.3])).tolist() == [[True, False], [False, False]]


def test_noise_beside_0_ties_what_is_no_further_apart():
    # In order 5, 3e-14, 1e-14, -9e-14: 2e-14 and 1e-13 apart.
    x = np.array([3e-14, 5.0, -9e-14, 1e-14])
    assert rank(x).tolist() == [2, 1, 4, 3]
    assert rank(x, noise=5e-14).tolist() == [2, 1, 4, 2]
    assert rank(x, noise=5e-14, ties="average").tolist() == [2.5, 1, 4, 2.5]
    assert rank(x, noise=5e-14, ties="dense").tolist() == [2, 1, 3, 2]
    assert rank(x, noise=2e-13, ties="dense").tolist() == [2, 1, 2, 2]
    # Exactly so far apart is no further.
    steps = np.array([0.0, 0.25, 0.75])
    assert rank(steps, noise=0.25).tolist() == [2, 2, 1]
    assert rank(steps, noise=0.25, higher_is_better=False).tolist() == [1, 1, 3]
    assert rank(np.array([]), noise=1.0).tolist() == []
    assert np.isnan(rank(np.array([np.nan, np.nan]))).all()


def test_ties_share_the_mean_of_their_places():
    x = np.array([0.3, 7.0, 0.1 + 0.2, np.nan, 7.0, 7.0, -1.0])
    np.testing.assert_array_equal(rank(x, ties="average"), [4.5, 2, 4.5, np.nan, 2, 2, 6])
    np.testing.assert_array_equal(rank(x, ties="dense"), [2, 1, 2, np.nan, 1, 1, 3])
    np.testing.assert_array_equal(rank(x), [4, 1, 4, np.nan, 1, 1, 6])
    np.testing.assert_array_equal(rank(x, higher_is_better=False), [2, 4, 2, np.nan, 4, 4, 1])


@given(st.decimals(0, 1_000, places=3), st.integers(0, 2), st.sampled_from(["left", "right"]))
def test_the_least_value_that_prints_inside_is_half_a_unit_below_the_first_figure(
    bound, decimals, closed
):
    unit = Decimal(1).scaleb(-decimals)
    first = bound.quantize(unit, rounding=ROUND_HALF_UP)
    while first > bound or (closed == "left" and first == bound):
        first -= unit
    while first < bound or (closed == "right" and first == bound):
        first += unit  # by steps, the first printed figure that belongs to the interval
    got = rounded_up_from(np.array([float(bound)]), decimals, closed=closed)
    assert got[0] == pytest.approx(float(first - unit / 2), rel=1e-12)
    assert half_up(got, decimals)[0] == float(first)
    assert half_up(got - float(unit) / 1000, decimals)[0] == float(first - unit)


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.int64, np.int8, list])
def test_numbers_of_any_kind_are_rounded_as_doubles(kind):
    plain = np.array([100.0, 17.0, 3.0, 0.0, 99.0])
    given_ = plain.tolist() if kind is list else plain.astype(kind)
    got = significant(given_)
    assert got.dtype == np.float64
    assert got.tolist() == plain.tolist()
    assert half_up(given_, 1).tolist() == plain.tolist()
    assert rank(given_).tolist() == [1, 3, 4, 5, 2]
    assert rank(given_, higher_is_better=False).tolist() == [5, 3, 2, 1, 4]
    if kind in {np.float16, np.float32}:
        # A tenth in few bits is another number than 0.1, and no twelve digits hide it.
        tenth = kind(0.1)
        assert significant(np.array([tenth]))[0] == float(f"{float(tenth):.11e}") != 0.1
        assert below(np.array([0.09, 0.1]), np.array([tenth, 0.2])).all()


def test_noise_ties_beside_what_twelve_digits_tie():
    # The first two differ by one last bit, 1.2e-10, which is more than the noise and no digit.
    x = np.array([np.nextafter(1e6, 2e6), 1e6, 3e-13, 1e-13])
    assert rank(x, noise=1e-12).tolist() == [1, 1, 3, 3]
    assert rank(x).tolist() == [1, 1, 3, 4]


def test_single_precision_is_rounded_by_what_it_is():
    # 2.675 in single precision is 2.67499995…, and 267.5 only once it was multiplied there.
    assert half_up(np.array([2.675], dtype=np.float32), 2).tolist() == [2.67]
    assert half_up(np.array([2.675]), 2).tolist() == [2.68]
    bounds = np.array([0.1], dtype=np.float32)  # 0.1000000015: the next figure up is 0.2
    assert rounded_up_from(bounds, 1, closed="left") == pytest.approx([0.15])
    assert rounded_up_from(np.array([0.1]), 1, closed="left") == pytest.approx([0.05])
