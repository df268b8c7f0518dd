"""reliability at its limits: correlations that sum to 0, and a search that finds no bottom."""

import numpy as np
import pytest

from kinerja._reliability.factor import _bottom
from kinerja.errors import ConvergenceError
from kinerja.reliability import alpha


def test_where_correlations_sum_to_zero_the_standardized_figures_have_none():
    # b is 10 − 2a: the correlation is −1, and R sums to 1 − 1 − 1 + 1 = 0. Variances 5/3 and 20/3,
    # covariance −10/3: the sum varies (25/3 − 20/3 = 5/3), so alpha is 2·(1 − (25/3)/(5/3)) = −8.
    out = alpha([[1, 8], [2, 6], [3, 4], [4, 2]])
    assert out.raw == pytest.approx(-8, rel=1e-12)
    assert out.average_r == pytest.approx(-1, rel=1e-12)
    assert np.isnan([out.standardized, out.lambda_6]).all()


def kink(x):
    return float(np.abs(x - 0.3).sum()), np.where(x < 0.3, -1.0, 1.0)


def test_a_search_that_ends_on_a_slope_is_refused():
    with pytest.raises(ConvergenceError) as caught:
        _bottom(kink, np.array([0.6, 0.1, 0.45]), 0.0, 1.0)
    fault = caught.value
    assert (fault.code, fault.argument) == ("no_convergence", "items")
    assert (fault.expected, fault.found) == ("a slope below 1e-06", "1")
    assert "`items`: the factor was not found: slope 1 left after" in str(fault)
    assert "one item may be nearly a copy of another" in str(fault)


def flat_bottom(x):
    # (x − .3)⁴ is flat at its bottom: each of Newton's steps goes a third of the way only.
    away = x - 0.3
    return float((away**4).sum()), 4 * away**3


def test_a_flat_bottom_is_found_within_what_its_slope_can_tell():
    x = _bottom(flat_bottom, np.array([0.9, 0.2, 0.31]), 0.0, 1.0)
    # A slope of 1e-10 is met at |x − .3| = (1e-10/4)^(1/3) = 2.9e-4; the steps that follow only
    # come nearer.
    assert np.abs(x - 0.3).max() < 2.9e-4


def one_way(x):
    # The second number does not matter: the slopes are singular, and no step of Newton is there.
    away = x[0] - 0.3
    return float(away**4), np.array([4 * away**3, 0.0])


def test_a_number_that_does_not_matter_stays_where_it_was():
    x = _bottom(one_way, np.array([0.9, 0.7]), 0.0, 1.0)
    assert abs(x[0] - 0.3) < 3e-4
    assert x[1] == 0.7


def test_a_bottom_beyond_the_bounds_is_held_at_them():
    def bowl(x):
        # The least of (x − 2)² + (x − y)² over 0 … 1 is x = 1, and then y = x.
        x, y = x
        return (x - 2) ** 2 + (x - y) ** 2, np.array([2 * (x - 2) + 2 * (x - y), 2 * (y - x)])

    assert _bottom(bowl, np.array([0.2, 0.4]), 0.0, 1.0) == pytest.approx([1.0, 1.0], abs=1e-9)


def test_two_people_are_enough():
    # Variances 2 and 9/2, covariance 3: 2·(1 − (13/2)/(25/2)) = 24/25.
    assert alpha([[1, 2], [3, 5]]).raw == pytest.approx(24 / 25, rel=1e-12)
