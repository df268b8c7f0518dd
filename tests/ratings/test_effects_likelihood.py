"""rater effects: the likelihood, its slopes and its equations beside whole matrices."""

import numpy as np
import pytest

from kinerja._ratings.equations import Equations, Layout, conjugate_gradients
from kinerja._ratings.islands import graph
from kinerja._ratings.likelihood import Likelihood
from kinerja._ratings.reml import _climb, _slope_at_zero

# Seven people, four raters, one pair twice: two islands, the second of three people and one rater
# beside another, all unlike.
PERSON = np.array([0, 0, 1, 1, 1, 2, 2, 3, 3, 0, 4, 4, 5, 5, 6, 4])
RATER = np.array([0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 2, 3, 2, 3, 3, 2])
POINTS = np.array([3, 5, 6, 9.5, 8, 2, 4, 7, 5, 3.5, 1, 2, 6, 5.5, 4, 2.5])
Y = (POINTS - POINTS.mean()) / POINTS.std()
FOUND = graph(PERSON, RATER, 7, 4)
SIDES = {"subject": PERSON, "rater": RATER}


def marks(codes):
    return (codes[:, None] == np.arange(codes.max() + 1)).astype(float)


def whole(variances, names=("subject", "rater")):
    """Covariance, the projection that takes the means of islands out, and the marks of sides."""
    z = [marks(SIDES[name]) for name in names]
    v = variances[-1] * np.eye(Y.size)
    v += sum(s * one @ one.T for s, one in zip(variances, z, strict=False))
    x = marks(FOUND.rater.island[RATER])
    inverse = np.linalg.inv(v)
    inner = x.T @ inverse @ x
    p = inverse - inverse @ x @ np.linalg.solve(inner, x.T @ inverse)
    log = np.linalg.slogdet(v)[1] + np.linalg.slogdet(inner)[1] + Y @ p @ Y
    return p, z, -log / 2


@pytest.mark.parametrize("variances", [(0.5, 0.3, 0.4), (2.0, 0.02, 0.1), (0.01, 1.5, 1.0)])
def test_the_likelihood_and_its_slopes_are_those_of_whole_matrices(variances):
    v = np.array(variances)
    point = Likelihood(Layout(FOUND, ("subject", "rater")), Y, dense=True).at(v, 1e-10)
    p, (z, w), log = whole(v)
    parts = [z @ z.T, w @ w.T, np.eye(Y.size)]
    py = p @ Y
    score = [(py @ part @ py - np.trace(p @ part)) / 2 for part in parts]
    assert point.score == pytest.approx(score, rel=1e-9, abs=1e-9)
    average = [[py @ a @ p @ b @ py / 2 for b in parts] for a in parts]
    assert point.information == pytest.approx(np.array(average), rel=1e-8, abs=1e-8)
    other = np.array([0.7, 0.6, 0.9])
    there = Likelihood(Layout(FOUND, ("subject", "rater")), Y, dense=True).at(other, 1e-10)
    assert point.log_likelihood - there.log_likelihood == pytest.approx(log - whole(other)[2])


@pytest.mark.parametrize("name", SIDES)
def test_one_side_alone_has_its_own_likelihood(name):
    v = np.array([0.8, 0.0, 0.3])
    point = Likelihood(Layout(FOUND, (name,)), Y, dense=True).at(v, 1e-10)
    p, (z,), _ = whole([0.8, 0.3], (name,))
    py = p @ Y
    for i, part in ((0, z @ z.T), (2, np.eye(Y.size))):
        assert point.score[i] == pytest.approx((py @ part @ py - np.trace(p @ part)) / 2)
    assert point.score[1] == 0


@pytest.mark.parametrize(("kept", "left_out"), [("subject", "rater"), ("rater", "subject")])
def test_the_slope_of_a_side_at_0_is_that_of_whole_matrices(kept, left_out):
    start = np.array([0.5, 0.0, 0.5])
    fit = _climb(FOUND, Y, (kept,), start, lambda _: None)
    p, _, _ = whole([fit.point.variances[0], fit.point.variances[2]], (kept,))
    z = marks(SIDES[left_out])
    zpy = z.T @ p @ Y
    wanted = (zpy @ zpy - np.trace(z.T @ p @ z)) / 2
    assert _slope_at_zero(FOUND, fit, left_out, Y) == pytest.approx(wanted, rel=1e-6)
    # What is left of the kept side at its maximum is 0.
    assert fit.point.score[[0, 2]] == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e9])
def test_equations_are_solved_to_a_share_of_their_own_right_side(size):
    layout = Layout(FOUND, ("subject", "rater"))
    equations = Equations(layout, np.array([0.5, 0.3, 0.4]))
    half = equations.matrix()
    a = np.triu(half) + np.triu(half, 1).T
    right = size * np.array([[1.0, 0], [2, 0], [-1, 0], [0.5, 0]])
    got = conjugate_gradients(equations, right, np.zeros_like(right), 1e-10)
    assert got / size == pytest.approx(np.linalg.solve(a, right / size), rel=1e-8, abs=1e-12)
    assert (got[:, 1] == 0).all()
    # From a start nearby the answer is the same.
    near = conjugate_gradients(equations, right, 1.01 * got, 1e-10)
    assert near / size == pytest.approx(got / size, rel=1e-8, abs=1e-12)
    # What the equations do without their matrix is what the matrix does.
    assert equations.apply(got) / size == pytest.approx(right / size, rel=1e-8, abs=1e-9)


def test_signs_that_are_at_right_angles_give_the_traces_themselves(monkeypatch):
    # Signs whose rows are orthogonal average to the trace exactly; each stands there twice.
    monkeypatch.setattr("kinerja._ratings.likelihood.DENSE", 0)
    layout = Layout(FOUND, ("subject", "rater"))
    v = np.array([0.5, 0.3, 0.4])
    exact = Likelihood(layout, Y, dense=True).at(v, 1e-12)
    found = Likelihood(layout, Y, dense=False)
    signs = np.array([[1.0, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
    found._probes = np.hstack([signs, signs])
    found._first = np.zeros((4, 10))
    got = found.at(v, 1e-12)
    assert got.traces == pytest.approx(exact.traces, rel=1e-9)
    assert got.score == pytest.approx(exact.score, rel=1e-8, abs=1e-9)
    assert np.isnan(got.log_likelihood)
