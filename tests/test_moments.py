"""Centre, spread and sizes of numbers beside exact fractions."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._moments import bend, centred, deviation, sized, taken_from

columns = st.lists(
    st.tuples(st.floats(-1e3, 1e3), st.floats(1e14, 1e15), st.floats(-1e-290, 1e-290)),
    min_size=2,
    max_size=9,
)


@given(columns)
def test_a_size_is_a_power_of_two_of_its_own_column(rows):
    x = np.array(rows)
    values, exponent = sized(x)
    largest = np.abs(values).max(axis=0)
    nothing = np.abs(x).max(axis=0) == 0
    assert ((largest >= 0.5) | nothing).all()
    assert (largest < 1).all()
    assert (exponent[nothing] == 0).all()
    # Denormals apart, no digit is lost.
    whole = (np.abs(x) > 1e-300) | (x == 0)
    assert (np.ldexp(values, exponent) == x)[whole].all()


def test_no_values_have_the_size_of_1():
    values, exponent = sized(np.empty((0, 2)))
    assert values.shape == (0, 2)
    assert exponent.tolist() == [0, 0]


@given(columns)
def test_distances_and_spread_are_those_of_exact_fractions(rows):
    x = np.array(rows)
    for j, column in enumerate(zip(*rows, strict=True)):
        exact = [Fraction(v) for v in column]
        mean = sum(exact) / len(exact)
        away = [v - mean for v in exact]
        largest = max(abs(v) for v in exact)
        # A distance of 1e15-sized values may keep their own last bit; elsewhere 1e-15 of the size.
        noise = float(largest) * 4e-16 + 1e-300
        assert centred(x)[:, j] == pytest.approx([float(v) for v in away], rel=1e-13, abs=noise)
        squares = sum(v * v for v in away)
        for ddof in (0, 1):
            variance = squares / (len(exact) - ddof) / (largest * largest or 1)
            with localcontext() as context:
                context.prec = 40
                root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
            wanted = float(Fraction(root) * largest)
            got = deviation(x, ddof=ddof)[j]
            assert got == pytest.approx(wanted, rel=1e-13, abs=noise)
    assert (deviation(x) == deviation(x, ddof=0)).all()


def test_what_a_rounded_mean_took_away_is_given_back():
    # The mean, 1e15 + 2/3, is rounded to 1e15 + 0.625; the second column is far below 0.
    x = np.array([[1e15, -4e15], [1e15 + 1, -4e15 + 1], [1e15 + 1, -4e15 + 4]])
    wanted = np.array([[-2, -5], [1, -2], [1, 7]]) / 3
    assert centred(x) == pytest.approx(wanted, rel=1e-14)
    # Squares of thirds: (4 + 1 + 1)/9 and (25 + 4 + 49)/9, over 3 and over 2.
    assert deviation(x) == pytest.approx(np.sqrt([2 / 9, 26 / 9]), rel=1e-14)
    assert deviation(x, ddof=1) == pytest.approx(np.sqrt([1 / 3, 13 / 3]), rel=1e-14)


@pytest.mark.parametrize(
    ("samples", "origin"),
    [
        # Half the spread over the largest size: .95/1001.9, .948e-3, is far from 0; 1.048e-3 not.
        (([1000.0, 1001.9],), 1000.0),
        (([1000.0, 1002.1],), 0.0),
        (([-1001.9, -1000.0],), -1001.9),
        (([-1002.1, -1000.0],), 0.0),
        # Both count, wherever the lowest and the highest stand.
        (([1000.5, 1000.6], [1001.0, 1000.2]), 1000.2),
        (([1000.0, 1000.1], [1100.0, 1100.1]), 0.0),
        (([5e9], [5e9]), 5e9),
        (([-1.0, 1.0], [0.5]), 0.0),
        (([1e308, -1e308],), 0.0),
    ],
)
def test_an_origin_is_taken_from_all_samples_or_from_none(samples, origin):
    given_ = [np.array(x) for x in samples]
    got, taken = taken_from(*given_)
    assert taken == origin
    assert [x.tolist() for x in got] == [(x - origin).tolist() for x in given_]


@pytest.mark.parametrize("a", [0.03, -0.03, 0.02, -0.017, 1e-3, -1e-5, 1e-9, 1e-150, 0.0])
def test_what_cancels_near_0_is_that_of_sixty_digits(a):
    with localcontext() as context:
        context.prec = 400 if 0 < abs(a) < 1e-100 else 60
        x = Decimal(a)
        wanted = float((1 + x) * (1 + x).ln() - x)
    assert bend(np.array([a]))[0] == pytest.approx(wanted, rel=3e-15, abs=0)
