"""reliability again, pair by pair from the formulas; what refusals say, whole; limits of ranges."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import chdtrc, fdtri

from kinerja._reliability import items as rooms
from kinerja._reliability.factor import SMALLEST
from kinerja.errors import ConvergenceError, InputError
from kinerja.reliability import alpha, bartlett, item_analysis, kmo, omega

NAN = float("nan")
FUNCTIONS = [alpha, omega, kmo, bartlett, item_analysis]


def near(value, rel=1e-9):
    return pytest.approx(value, rel=rel, abs=1e-11, nan_ok=True)


class Sheet:
    """Answers that share a factor, of people with unequal weights, with gaps."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        n, k = int(rng.integers(9, 25)), int(rng.integers(3, 6))
        load = rng.uniform(0.4, 1.5, k)
        x = rng.normal(size=(n, 1)) * load + rng.normal(size=(n, k)) * rng.uniform(0.5, 2, k)
        self.x = np.round(x * rng.uniform(0.5, 3, k) + rng.uniform(-5, 5, k), 2)
        self.gaps = self.x.copy()
        self.gaps[rng.random((n, k)) < 0.15] = np.nan
        self.gaps[:4] = self.x[:4]
        self.w = rng.uniform(0.5, 4, n)
        self.w[rng.random(n) < 0.2] = 0.0
        self.w[:4] = 1.5
        self.n, self.k = n, k


SHEETS = st.integers(0, 100_000).map(Sheet)


def pairwise(x, w):
    """Covariances, each from the rows with both answers: Σw(a − ā)(b − b̄)/Σw·p/(p − 1)."""
    k = x.shape[1]
    out = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            rows = [
                r
                for r in range(len(x))
                if w[r] > 0 and not math.isnan(x[r, i]) and not math.isnan(x[r, j])
            ]
            whole = sum(w[r] for r in rows)
            a = sum(w[r] * x[r, i] for r in rows) / whole
            b = sum(w[r] * x[r, j] for r in rows) / whole
            p = len(rows)
            products = sum(w[r] * (x[r, i] - a) * (x[r, j] - b) for r in rows)
            out[i, j] = products / whole * p / (p - 1)
    return out


def as_alpha(c):
    k = len(c)
    return k / (k - 1) * (1 - np.trace(c) / c.sum())


@given(SHEETS, st.booleans(), st.sampled_from(["omit", "pairwise"]))
def test_alpha_by_loops(s, weighted, missing):
    w = s.w if weighted else np.ones(s.n)
    x = s.gaps[~np.isnan(s.gaps).any(axis=1)] if missing == "omit" else s.gaps
    own = w[~np.isnan(s.gaps).any(axis=1)] if missing == "omit" else w
    c = pairwise(x, own)
    assume(c.sum() > 1e-3 * np.abs(c).sum())
    out = alpha(s.gaps, weights=s.w if weighted else None, missing=missing, level=0.9)
    assert out.raw == near(as_alpha(c))
    sd = np.sqrt(np.diag(c))
    # Pairs with rows of their own can ask for more than 1: cut there.
    r = np.clip(c / np.outer(sd, sd), -1, 1)
    k = s.k
    mean_r = (r.sum() - k) / (k * (k - 1))
    assert out.average_r == near(mean_r)
    if 1 + (k - 1) * mean_r > 1e-3:
        assert out.standardized == near(k * mean_r / (1 + (k - 1) * mean_r))
    for j in range(k):
        others = [i for i in range(k) if i != j]
        rest = c[np.ix_(others, others)]
        if rest.sum() > 1e-3 * np.abs(c).sum():
            assert out.if_dropped[j] == near(as_alpha(rest))
            wanted = c[j, others].sum() / np.sqrt(c[j, j] * rest.sum())
            assert out.item_rest[j] == near(np.clip(wanted, -1, 1))
    values = np.linalg.eigvalsh(r)
    if values[0] > 1e-3 * values[-1]:
        smc = []
        for j in range(k):
            others = [i for i in range(k) if i != j]
            beta = np.linalg.solve(r[np.ix_(others, others)], r[others, j])
            smc.append(r[j, others] @ beta)
        assert out.lambda_6 == near(1 - sum(1 - v for v in smc) / r.sum())
    n = int((own > 0).sum())
    assert out.n == n
    if weighted:
        assert np.isnan([out.lower, out.upper, out.standard_error]).all()
        return
    low = 1 - (1 - out.raw) * fdtri(n - 1, (n - 1) * (k - 1), 0.95)
    high = 1 - (1 - out.raw) * fdtri(n - 1, (n - 1) * (k - 1), 0.05)
    assert [out.lower, out.upper] == near([low, high])
    # Duhachek & Iacobucci: 2k²/((k − 1)²(j'Cj)³)·[(j'Cj)(tr C² + tr² C) − 2 tr C (j'C²j)].
    j = np.ones(k)
    total, square = j @ c @ j, c @ c
    q = total * (np.trace(square) + np.trace(c) ** 2) - 2 * np.trace(c) * (j @ square @ j)
    assert out.standard_error**2 == near(max(2 * k**2 / ((k - 1) ** 2 * total**3) * q, 0) / n, 1e-7)


@given(SHEETS)
def test_checks_before_a_factor_by_loops(s):
    for x, missing in ((s.x, "raise"), (s.gaps, "pairwise")):
        c = pairwise(x, np.ones(s.n))
        k = s.k
        # Each correlation has the deviations of its own pair's rows.
        r = np.eye(k)
        for i in range(k):
            for j in range(k):
                both = ~np.isnan(x[:, i]) & ~np.isnan(x[:, j])
                if i != j:
                    a, b = x[both, i], x[both, j]
                    r[i, j] = c[i, j] / (a.std(ddof=1) * b.std(ddof=1))
        values = np.linalg.eigvalsh(r)
        assume(values[0] > 1e-6 * values[-1])
        # Partial correlations: of what is left of i and of j beside all the others.
        q = np.zeros((k, k))
        for i in range(k):
            for j in range(k):
                if i != j:
                    rest = [m for m in range(k) if m not in (i, j)]
                    inner = r[np.ix_([i, j], [i, j])]
                    if rest:
                        beside = r[np.ix_([i, j], rest)]
                        inner = inner - beside @ np.linalg.solve(r[np.ix_(rest, rest)], beside.T)
                    q[i, j] = inner[0, 1] / np.sqrt(inner[0, 0] * inner[1, 1])
        off = r - np.eye(k)
        out = kmo(x, missing=missing)
        assert out.per_item == near(
            (off**2).sum(axis=1) / ((off**2).sum(axis=1) + (q**2).sum(axis=1)), 1e-6
        )
        assert out.overall == near((off**2).sum() / ((off**2).sum() + (q**2).sum()), 1e-6)
        test = bartlett(x, missing=missing)
        wanted = -math.log(np.linalg.det(r)) * (s.n - 1 - (2 * k + 5) / 6)
        assert test.chi_square == near(max(wanted, 0.0), 1e-7)
        assert (test.df, test.n) == (k * (k - 1) / 2, s.n)
        assert test.p_value == near(chdtrc(test.df, test.chi_square))


@given(SHEETS)
def test_items_described_by_loops(s):
    x = s.gaps
    out = item_analysis(x, missing="pairwise")
    low, high = np.nanmin(x), np.nanmax(x)
    for j in range(s.k):
        known = [v for v in x[:, j].tolist() if not math.isnan(v)]
        n, m = len(known), sum(known) / len(known)
        assert (out.n[j], out.missing[j]) == (n, s.n - n)
        assert out.mean[j] == near(m)
        assert out.sd[j] == near(math.sqrt(sum((v - m) ** 2 for v in known) / (n - 1)))
        assert (out.lowest[j], out.highest[j]) == (min(known), max(known))
        assert out.floor[j] == near(sum(v == low for v in known) / n)
        assert out.ceiling[j] == near(sum(v == high for v in known) / n)


@given(SHEETS)
def test_a_factor_is_at_the_bottom(s):
    try:
        ml, least = omega(s.x), omega(s.x, method="minres")
    except (InputError, ConvergenceError):
        return
    r = np.corrcoef(s.x, rowvar=False)
    for out in (ml, least):
        assert out.loadings.sum() >= 0
        assert out.observed == near(1 - out.uniqueness.sum() / r.sum())
        common = out.loadings.sum() ** 2
        assert out.total == near(common / (common + out.uniqueness.sum()))
        assert out.at_bound.tolist() == (out.uniqueness <= SMALLEST * (1 + 1e-9)).tolist()
    free = ~ml.at_bound

    def likelihood(u, loadings):
        sigma = np.outer(loadings, loadings) + np.diag(u)
        return np.trace(np.linalg.solve(sigma, r)) + np.linalg.slogdet(sigma)[1]

    base = likelihood(ml.uniqueness, ml.loadings)

    def misfit(loadings):
        return ((np.triu(r - np.outer(loadings, loadings), 1)) ** 2).sum()

    for j in range(s.k):
        for step in (-1e-3, 1e-3):
            shift = np.zeros(s.k)
            shift[j] = step
            assert likelihood(ml.uniqueness, ml.loadings + shift) >= base - 1e-10
            if free[j] and ml.uniqueness[j] + step < 1:
                assert likelihood(ml.uniqueness + shift, ml.loadings) >= base - 1e-10
            # A least-squares loading stays within √(1 − .005).
            moved = least.loadings + shift
            if (moved**2 <= 1 - SMALLEST).all():
                assert misfit(moved) >= misfit(least.loadings) - 1e-10
    assert least.uniqueness == near(1 - least.loadings**2)


# ------------------------------------------------------------------------------------ figures


def test_multiple_correlation_of_items_that_repeat():
    # 1 and 3 are one item: known from each other in full. 2 correlates .6 with it: .36.
    r = np.array([[1.0, 0.6, 1], [0.6, 1, 0.6], [1, 0.6, 1]])
    assert rooms.multiple_correlation(r) == near([1, 0.36, 1])
    # Of two items the square of their correlation.
    assert rooms.multiple_correlation(np.array([[1.0, -0.6], [-0.6, 1]])) == near([0.36, 0.36])


def test_items_beside_their_rest_by_hand():
    # Variances 4, 1, 9; covariances 1 (1,2), 2 (1,3), −1 (2,3).
    c = np.array([[4.0, 1, 2], [1, 1, -1], [2, -1, 9]])
    # Rests: 1 + 9 − 2 = 8; 4 + 9 + 4 = 17; 4 + 1 + 2 = 7.
    assert rooms.item_rest(c) == near([3 / math.sqrt(4 * 8), 0.0, 1 / math.sqrt(9 * 7)])
    # 2/1·(1 − 10/8), 2·(1 − 13/17), 2·(1 − 5/7).
    assert rooms.alpha_if_dropped(c) == near([-0.5, 8 / 17, 4 / 7])
    # The rest of the third has no variance at all.
    c = np.array([[1.0, -1, 0], [-1, 1, 0], [0, 0, 1]])
    assert np.isnan(rooms.item_rest(c)).tolist() == [False, False, True]
    assert np.isnan(rooms.alpha_if_dropped(c)).tolist() == [False, False, True]
    assert np.isnan(rooms.alpha_if_dropped(c[:2, :2])).all()


def test_items_beside_their_rest_know_no_unit_and_stay_correlations():
    c = np.array([[4.0, 1, 2], [1, 1, -1], [2, -1, 9]])
    none = np.array([[1.0, -1, 0], [-1, 1, 0], [0, 0, 1]])
    for scale in (2.0**-60, 2.0**60):
        assert rooms.item_rest(c * scale).tolist() == rooms.item_rest(c).tolist()
        assert rooms.alpha_if_dropped(c * scale).tolist() == rooms.alpha_if_dropped(c).tolist()
        assert np.isnan(rooms.item_rest(none * scale)).tolist() == [False, False, True]
        assert np.isnan(rooms.alpha_if_dropped(none * scale)).tolist() == [False, False, True]
    # Covariances of pairs with rows of their own may ask for more than ±1.
    assert rooms.item_rest(np.array([[1.0, -2], [-2, 1]])).tolist() == [-1, -1]
    assert rooms.item_rest(np.array([[1.0, 2], [2, 1]])).tolist() == [1, 1]
    assert rooms.as_correlation(np.array([[4.0, -9], [-9, 4]])).tolist() == [[1, -1], [-1, 1]]
    assert rooms.as_correlation(np.array([[4.0, 9], [9, 4]])).tolist() == [[1, 1], [1, 1]]


@given(SHEETS)
def test_a_factor_is_found_to_the_last_digits(s):
    try:
        ml, least = omega(s.x), omega(s.x, method="minres")
    except (InputError, ConvergenceError):
        return
    r = np.corrcoef(s.x, rowvar=False)
    if not ml.at_bound.any() and (ml.uniqueness > 0.05).all():
        # The slope in u is ((λλ' + u − R) on its diagonal)/u².
        slope = (ml.loadings**2 + ml.uniqueness - 1) / ml.uniqueness**2
        assert np.abs(slope).max() < 1e-10
    if not least.at_bound.any():
        rest = r - np.outer(least.loadings, least.loadings)
        np.fill_diagonal(rest, 0.0)
        assert np.abs(rest @ least.loadings).max() < 1e-10


def test_where_correlations_begin_to_be_singular():
    given = rooms.read_items([[1, 2], [2, 1], [3, 4]], "raise")
    # Eigenvalues 1 ∓ r: their ratio is 5e-13 for 1 − 1e-12, and the limit 1e-12.
    with pytest.raises(InputError, match="dependence among 0, 1 over 3 rows"):
        rooms.refuse_singular(np.array([[1, 1 - 1e-12], [1 - 1e-12, 1]]), given, "it")
    rooms.refuse_singular(np.array([[1, 1 - 1e-11], [1 - 1e-11, 1]]), given, "it")


def test_large_tables_in_blocks_and_large_numbers():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(40_000, 3)) + rng.normal(size=(40_000, 1)) + 1e6
    assert alpha(x).raw == near(as_alpha(np.cov(x, rowvar=False)), 1e-8)
    # The unit is free, up to the ends of what a number can be.
    small = x[:50] - 1e6
    for factor in (2.0**1000, 2.0**-1000):
        assert alpha(small * factor).raw == near(alpha(small).raw)
        assert item_analysis(small * factor).sd / factor == near(item_analysis(small).sd)
        assert item_analysis(small * factor).mean / factor == near(item_analysis(small).mean)


# ----------------------------------------------------------------------------------- refusals

REFUSED = {
    "one item": (
        lambda: alpha([[1], [2], [3]]),
        ("too_few", "at least 2 items (columns)", "1"),
        "One row is one person, one column one item.",
        (),
    ),
    "two items for a factor": (
        lambda: omega([[1, 2], [2, 1], [3, 3]]),
        ("too_few", "at least 3 items (columns)", "2"),
        "One row is one person, one column one item.",
        (),
    ),
    "one row": (
        lambda: kmo([[1, 2]]),
        ("too_few", "at least 2 rows to compare", "1"),
        "",
        (),
    ),
    "one complete row": (
        lambda: alpha([[1, 2], [NAN, 1], [2, NAN]], missing="omit"),
        ("too_few", "at least 2 rows to compare", "1 after 2 with a missing answer"),
        "",
        (),
    ),
    "one row of a weight": (
        lambda: alpha([[1, 2], [3, 1], [2, 2]], weights=[0, 2, 0]),
        ("too_few", "at least 2 rows to compare", "1"),
        "",
        (),
    ),
    "a missing answer": (
        lambda: alpha({"a": [1, 2, NAN], "b": [1, 3, 2]}),
        ("missing_value", None, "row 2 column 'a' (missing)"),
        'Fill it in, or say missing="omit" (whole rows) or "pairwise".',
        ((2, "a"),),
    ),
    "constant items": (
        lambda: alpha({"a": [1, 1, 1], "b": [1, 3, 2], "c": [4, 4, 4]}),
        ("constant", "items whose answers differ", "one answer only in 'a', 'c'"),
        "An item that everybody answers alike measures nothing here: leave it out.",
        ("a", "c"),
    ),
    "an item that is constant in the complete rows": (
        lambda: alpha({"a": [1, 1, 1, 2], "b": [1, 3, 2, NAN]}, missing="omit"),
        (
            "constant",
            "items whose answers differ",
            "one answer only in 'a' among the 3 complete rows of 4",
        ),
        (
            'Say missing="pairwise" to keep the rows with a gap. An item that everybody answers '
            "alike even so measures nothing here: leave it out."
        ),
        ("a",),
    ),
    "items that one person answered both": (
        lambda: alpha(
            {"a": [1, 2, 3, NAN, 2], "b": [1, NAN, NAN, 2, NAN], "c": [1, 2, 1, 2, 2]},
            missing="pairwise",
        ),
        (
            "too_few",
            "every two items answered together by at least 2 people",
            "'a' and 'b' by 1",
        ),
        "Leave one of the two out.",
        ("a", "b"),
    ),
    "an item that vanishes": (
        lambda: alpha({"a": [1e200, 0, 1], "b": [1, 2, 0]}),
        (
            "not_estimable",
            "items on scales that can be compared",
            "differences in 'b' that vanish beside the others",
        ),
        "Bring the items to one scale first.",
        ("b",),
    ),
    "an item that vanishes among weights": (
        lambda: alpha({"a": [1e200, 0, 1], "b": [1, 2, 0]}, weights=[1, 2, 3]),
        (
            "not_estimable",
            "items on scales that can be compared",
            "differences in 'b' that vanish beside the others",
        ),
        "Bring the items to one scale first.",
        ("b",),
    ),
    "an item that is constant beside another": (
        lambda: kmo(
            {"a": [1, 1, 1, 2, 3], "b": [1, 3, 2, NAN, NAN], "c": [1, 2, 2, 1, 4]},
            missing="pairwise",
        ),
        (
            "constant",
            "items that differ among the people who answered both of any two",
            "one answer to 'a' among those who answered 'b'",
        ),
        "Leave one of the two out, or use missing='omit'.",
        ("a", "b"),
    ),
    "an item that follows": (
        lambda: kmo({"a": [1, 2, 3, 5], "b": [2, 1, 1, 2], "c": [2, 4, 6, 10]}),
        (
            "not_estimable",
            "items none of which follows from the others, as KMO needs",
            "a dependence among 'a', 'c' over 4 rows",
        ),
        "Leave out a repeated item, or a total; ask more people than there are items.",
        ("a", "c"),
    ),
    "a sum without variance": (
        lambda: alpha([[1, 5], [2, 4], [4, 2]]),
        (
            "constant",
            "items whose sum varies from person to person",
            "a sum without variance",
        ),
        "Items that cancel each other are coded in opposite directions: reverse some.",
        (),
    ),
    "no correlation": (
        lambda: kmo([[1, 1], [1, -1], [-1, 1], [-1, -1]]),
        ("constant", "items that correlate", "correlations of exactly 0"),
        "",
        (),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_what_it_means(case):
    call, (code, expected, found), hint, positions = REFUSED[case]
    with pytest.raises(InputError) as caught:
        call()
    error = caught.value
    assert (error.argument, error.code, error.found) == ("items", code, found)
    if expected is not None:
        assert error.expected == expected
        assert error.hint == (hint or f"Give `items` as expected: {expected}.")
    else:
        assert error.hint == hint
    assert error.positions == positions


def test_the_method_that_needs_independent_items_is_named():
    x = [[1, 2, 2], [2, 1, 4], [3, 1, 6], [5, 2, 10]]
    for function, what in ((kmo, "KMO"), (bartlett, "Bartlett's test"), (omega, "a factor")):
        with pytest.raises(InputError) as caught:
            function(x)
        assert caught.value.expected.endswith(f"as {what} needs")


def test_what_is_said_of_how_figures_were_made():
    x = {"a": [1, 2, 3, NAN, 5, 4], "b": [2, 1, 4, 3, 5, 4], "c": [1, 3, 2, 4, 4, 6]}
    for function in FUNCTIONS:
        out = function(x, missing="omit")
        assert out.provenance.missing == "omit"
        assert out.provenance.left_out == ("1 rows with a missing answer",)
        assert len(out.provenance.data) == 3
        if hasattr(out, "items"):
            assert out.items.tolist() == ["a", "b", "c"]
        assert function(np.eye(4)[:, :3] + np.arange(4)[:, None]).provenance.left_out == ()
    out = alpha(x, missing="omit", weights=np.ones(6), level=0.9)
    assert out.provenance.options == {"level": 0.9, "weighted": True}
    assert alpha(x, missing="omit").provenance.options == {"level": 0.95, "weighted": False}
    for method in ("ml", "minres"):
        out = omega(x, missing="omit", method=method)
        assert (out.method, out.provenance.options) == (method, {"method": method})
    assert item_analysis(x, missing="omit").missing.tolist() == [1, 0, 0]
    assert item_analysis(x, missing="omit").n.tolist() == [5, 5, 5]
