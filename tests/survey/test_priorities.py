"""Importance and performance: both axes, their errors, and how sure a quadrant is."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._survey.bivariate import both_above
from kinerja.errors import InputError
from kinerja.survey import (
    Design,
    ImportancePerformance,
    importance_performance,
    key_drivers,
    linearized_variance,
    mean,
)

PARITY = Path(__file__).parents[1] / "parity"
AXES = json.loads((PARITY / "survey_waves.json").read_text("utf-8"))["cases"]["axes"]


def near(value, rel=1e-9):
    return pytest.approx(value, rel=rel)


def sample(n=120, k=4, seed=3):
    rng = np.random.default_rng(seed)
    psu = np.repeat(np.arange(n // 4), 4)
    x = rng.normal(0, 1, (n, k)) + rng.normal(0, 0.7, n // 4)[psu][:, None]
    y = x @ np.linspace(0.2, 1, k) + rng.normal(0, 1, n)
    return x, y, Design(weights=rng.uniform(1, 3, n), strata=psu % 2, clusters=psu)


def test_means_and_correlations_agree_with_r():
    d = {key: np.array(v) for key, v in AXES["data"].items()}
    design = Design(weights=d["w"], strata=d["h"], clusters=d["psu"])
    found = importance_performance(
        {"y1": d["y1"], "y2": d["y2"]}, d["y3"], design, derived="correlation"
    )
    assert found.performance == near(AXES["value"][:2])
    assert found.performance_se == near(AXES["se"][:2])
    assert found.importance[0] == near(AXES["correlation"][0])
    assert found.importance_se[0] == near(AXES["correlation_se"][0])


def test_stated_importance_is_a_mean_with_its_error():
    x, _, design = sample()
    stated = np.abs(x[:, ::-1])
    found = importance_performance(x, stated, design)
    p, i = mean(x, design), mean(stated, design)
    for ours, theirs in (("", "value"), ("_se", "se"), ("_lower", "lower"), ("_upper", "upper")):
        assert getattr(found, f"performance{ours}") == near(getattr(p, theirs))
        assert getattr(found, f"importance{ours}") == near(getattr(i, theirs))
    assert found.performance_line == near(p.value.mean())
    assert found.df == design.df


def test_shares_are_those_of_key_drivers_and_their_error_follows_the_weights():
    x, y, design = sample()
    w = design.weights
    found = importance_performance(x, y, design)
    assert found.importance == near(key_drivers(x, y, weights=w).share_of_r2)
    # What one row's weight does to the shares, by finite differences: the influence itself.
    step = 1e-5
    moved = np.empty(x.shape)
    for row in range(w.size):
        up, down = w.copy(), w.copy()
        up[row] += step
        down[row] -= step
        ends = [key_drivers(x, y, weights=v).share_of_r2 for v in (up, down)]
        moved[row] = (ends[0] - ends[1]) / (2 * step)
    se = np.sqrt(np.diag(linearized_variance(moved, design)))
    assert found.importance_se == near(se, rel=1e-6)


def test_quadrants():
    # Performance 2 4 3 3.5, importance 4 4 2 1; lines at 3 and 3.
    rated = np.array([[2, 4, 3, 3.5]] * 3) + np.array([[0.0], [0.1], [-0.1]])
    stated = np.array([[4, 4, 2, 1]] * 3) + np.array([[0.0], [0.1], [-0.1]])
    found = importance_performance(rated, stated, lines=(3, 3))
    # On the line counts as above it.
    assert found.quadrant.tolist() == ["concentrate", "keep_up", "overkill", "overkill"]
    assert found.certainty[2] == near(0.5, rel=1e-6)
    assert found.certainty[[0, 1, 3]] == near([1, 1, 1])
    assert (found.performance_line, found.importance_line) == (3.0, 3.0)
    low = importance_performance(rated, stated, lines=(3.2, 3))
    assert low.quadrant[2] == "low_priority"


def test_known_figures_have_no_doubt():
    found = importance_performance([[1, 3], [1, 3]], [[4, 2], [4, 2]])
    assert found.certainty.tolist() == [1.0, 1.0]
    assert found.quadrant.tolist() == ["concentrate", "overkill"]


def test_a_domain_is_that_of_the_means():
    x, y, design = sample()
    inside = np.arange(y.size) % 8 < 4
    found = importance_performance(x, np.abs(x), design, domain=inside)
    by = mean(x, design, by=inside)
    assert found.performance == near(by.value[4:])
    assert found.performance_se == near(by.se[4:])
    assert found.n == inside.sum()
    assert importance_performance(x, y, design, domain=inside).importance == near(
        key_drivers(x[inside], y[inside], weights=design.weights[inside]).share_of_r2
    )


def test_missing_answers():
    x, y, design = sample()
    x[0, 0] = np.nan
    with pytest.raises(InputError, match="performance"):
        importance_performance(x, y, design)
    found = importance_performance(x, y, design, missing="omit")
    assert found.provenance.left_out == ("1 rows with a missing value",)
    assert found.n == y.size - 1
    unknown = importance_performance(x, y, design, missing="propagate")
    assert np.isnan(unknown.performance).all()
    assert set(unknown.quadrant.tolist()) == {""}


def test_round_trip():
    x, y, design = sample()
    found = importance_performance(x, y, design)
    assert ImportancePerformance.from_dict(found.to_dict()) == found
    assert "derived (lmg) importance" in repr(found)


def test_columns_are_matched_by_name():
    rated = {"a": [1, 2, 3], "b": [3, 3, 4]}
    one = importance_performance(rated, {"a": [4, 4, 3], "b": [1, 2, 1]})
    other = importance_performance(rated, {"b": [1, 2, 1], "a": [4, 4, 3]})
    assert one == other


@pytest.mark.parametrize(
    ("performance", "importance", "options", "message"),
    [
        ([[1], [2]], [[1], [2]], {}, "at least two items"),
        ([[1, 2], [2, 3]], [[1, 2, 3], [1, 2, 3]], {}, "the 2 items"),
        ({"a": [1, 2], "b": [2, 1]}, {"a": [1, 2], "c": [2, 1]}, {}, "'b', 'c' in one of them"),
        ([[1, 2], [2, 3]], [[1, 2], [2, 3]], {"lines": "median"}, "lines"),
        ([[1, 2], [2, 3]], [[1, 2], [2, 3]], {"lines": (1, 2, 3)}, "lines"),
        ([[1, 2], [2, 3]], [1, 2], {}, "at least 4 people"),
        ([[1, 2], [2, 2], [3, 2], [4, 2]], [1, 2, 4, 3], {}, "one value only in 1"),
        ([[1, 2], [2, 1], [3, 5], [4, 2]], [1, 1, 1, 1], {}, "`importance`.*one value only"),
        ([[1, 2], [2, 4], [3, 6], [4, 8]], [1, 2, 4, 3], {}, "a dependence"),
        ([[1, 2], [2, 3]], [[1, 2], [2, 3]], {"derived": "beta"}, "derived"),
        ([[1, 2], [2, 3]], [[1, 2], [2, 3]], {"domain": [1, 0]}, "True for each row"),
        ([[1, 2], [2, 3]], [[1, 2], [2, 3]], {"domain": [False, False]}, "nobody"),
        (np.ones((20, 13)), np.ones(20), {}, "at most 12"),
    ],
)
def test_refusals(performance, importance, options, message):
    with pytest.raises(InputError, match=message):
        importance_performance(performance, importance, **options)


FIGURE = st.floats(-4, 4)


@given(FIGURE, FIGURE, st.floats(-1, 1))
def test_the_four_quadrants_of_two_normal_figures(h, k, rho):
    one, two, r = np.array([h]), np.array([k]), np.array([rho])
    parts = [
        both_above(one, two, r),
        both_above(-one, two, -r),
        both_above(one, -two, -r),
        both_above(-one, -two, r),
    ]
    assert sum(p[0] for p in parts) == pytest.approx(1, abs=1e-12)
    assert both_above(one, two, r)[0] == pytest.approx(both_above(two, one, r)[0], abs=1e-12)


def test_two_normal_figures():
    # From tables: P at (0, 0) is ¼ + asin(ρ)/2π; independent figures multiply; ρ = 1 is the lower.
    from scipy.special import ndtr

    at = np.array([0.0, 1.0, -0.5, 1.2, np.inf, 0.0])
    other = np.array([0.0, 0.3, 0.8, 0.7, 0.4, 1.5])
    rho = np.array([-0.6, 0.0, 0.0, 1.0, 0.0, 0.0])
    wanted = [
        0.25 + np.arcsin(-0.6) / (2 * np.pi),
        ndtr(1.0) * ndtr(0.3),
        ndtr(-0.5) * ndtr(0.8),
        ndtr(0.7),
        ndtr(0.4),
        ndtr(1.5) / 2,
    ]
    np.testing.assert_allclose(both_above(at, other, rho), wanted, rtol=1e-12)
