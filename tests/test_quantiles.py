"""Quantiles of t and beta against exact ones, with the quantile of an older scipy too."""

import mpmath as mp
import numpy as np
import pytest

from kinerja import _quantiles
from kinerja._survey import share_intervals

# Roots of betainc(df/2, 1/2, 0, df/(df + t²))/2 = (1 − level)/2, by mpmath 1.4 at 40 digits.
EXACT = [
    (0.7, 0.5, 1.2003307434574067),
    (0.7, 0.9, 13.587121347511173),
    (0.7, 0.95, 36.611415031588688),
    (0.7, 0.999, 9790.117523121431),
    (1, 0.5, 1.0),
    (1, 0.9, 6.3137515146750431),
    (1, 0.95, 12.706204736174705),
    (1, 0.999, 636.61924876871962),
    (2, 0.5, 0.81649658092772603),
    (2, 0.9, 2.9199855803537257),
    (2, 0.95, 4.3026527297494639),
    (2, 0.999, 31.599054576443621),
    (4.7, 0.5, 0.73022778124654657),
    (4.7, 0.9, 2.0438110930137883),
    (4.7, 0.95, 2.6207260753531704),
    (4.7, 0.999, 7.2665423758250942),
    (15.2, 0.5, 0.69097257676607647),
    (15.2, 0.9, 1.7515368966546029),
    (15.2, 0.95, 2.1290094732638345),
    (15.2, 0.999, 4.0604914514290073),
    (120, 0.5, 0.67653972491252022),
    (120, 0.9, 1.6576508993552356),
    (120, 0.95, 1.9799304050824408),
    (120, 0.999, 3.3734537685625004),
    (10000, 0.5, 0.67451428448359243),
    (10000, 0.9, 1.645006018069243),
    (10000, 0.95, 1.9602012398906263),
    (10000, 0.999, 3.2914999659416047),
]


@pytest.mark.parametrize(("df", "level", "wanted"), EXACT)
def test_a_quantile_of_t_is_the_exact_one(df, level, wanted):
    assert _quantiles.t_quantile(df, level) == pytest.approx(wanted, rel=1e-12, abs=0)


@pytest.mark.parametrize(("df", "level", "wanted"), EXACT)
def test_a_coarse_quantile_is_refined(df, level, wanted):
    coarse = np.array(wanted * (1 + 1e-9))
    refined = _quantiles._polished(coarse, np.array(float(df)), 0.5 - level / 2)
    assert refined == pytest.approx(wanted, rel=1e-13, abs=0)


def test_an_older_scipy_is_refined(monkeypatch):
    monkeypatch.setattr(_quantiles, "before_1_17", lambda: True)
    found = _quantiles.t_quantile([df for df, level, _ in EXACT if level == 0.95], 0.95)
    wanted = [t for _, level, t in EXACT if level == 0.95]
    np.testing.assert_allclose(found, wanted, rtol=1e-13)


# Φ⁻¹((1 + level)/2), as tables of the normal print it.
NORMAL = [
    (0.5, 0.6744897501960817),
    (0.8, 1.2815515655446004),
    (0.9, 1.6448536269514722),
    (0.95, 1.959963984540054),
    (0.99, 2.5758293035489004),
    (0.999, 3.2905267314919255),
]


@pytest.mark.parametrize(("level", "wanted"), NORMAL)
def test_a_quantile_of_the_normal_is_that_of_the_tables(level, wanted):
    assert _quantiles.normal_quantile(level) == pytest.approx(wanted, rel=1e-14)
    # Beyond all freedom, t is the normal; each row has a freedom of its own.
    far = _quantiles.t_quantile([[np.inf, 1.0], [1e16, 3e15]], level)
    # With one degree of freedom t is Cauchy's: tan(π·level/2).
    assert far == pytest.approx(np.array([[wanted, np.tan(np.pi * level / 2)], [wanted, wanted]]))


@pytest.mark.parametrize("old", [True, False])
def test_freedom_that_is_far_but_not_beyond_is_t_itself(monkeypatch, old):
    monkeypatch.setattr(_quantiles, "before_1_17", lambda: old)
    # t − z is about (z³ + z)/(4·df): at 1e6, 2.37e-6.
    z = 1.959963984540054
    found = _quantiles.t_quantile([1e6, np.inf], 0.95)
    assert found[0] - z == pytest.approx((z**3 + z) / 4e6, rel=1e-5)
    assert found[1] == z


@pytest.mark.parametrize(
    ("version", "old"),
    [
        ("1.15.3", True),
        ("1.16.0", True),
        ("1.9.9", True),
        ("1.17.0rc1", False),
        ("1.16.0rc2", True),
        ("2.0.1", False),
    ],
)
def test_the_version_of_scipy_is_read_as_numbers(monkeypatch, version, old):
    monkeypatch.setattr("scipy.__version__", version)
    assert _quantiles.before_1_17() is old


def test_where_a_step_is_beyond_a_float_a_quantile_stays():
    # The density underflows to 0 at the first; at the others a step is 0.05 over some 1e-310.
    beyond = np.array([1e200, 1e155, 56.24, 6.3])
    freedom = np.array([1.0, 1.0, 1000.0, 1.0])
    with np.errstate(over="ignore", under="ignore"):
        refined = _quantiles._polished(beyond, freedom, 0.05)
    # 6.3137… is the quantile of 90 % at one degree of freedom.
    assert refined.tolist() == [1e200, 1e155, 56.24, pytest.approx(6.3137515146750431, rel=1e-6)]


def beta_error(a, b, q, x):
    """How far x is from the quantile, as a share of it: (F(x) - q)/f(x)/x, at 45 digits."""
    with mp.workdps(45):
        a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
        scale = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)

        def density(t):
            return mp.exp((a - 1) * mp.log(t) + (b - 1) * mp.log1p(-t) + scale) if t else mp.mpf(0)

        sd = mp.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
        steps = (40, 20, 12, 8, 5, 3, 2, 1, 0.5, 0.25, 0)
        below = mp.quad(density, sorted({max(x - k * sd, mp.mpf(0)) for k in steps}))
        return abs(float((below - mp.mpf(q)) / density(x) / x))


BETA = [
    (0.3, 1e6),
    (1, 7),
    (3, 3e13),
    (10, 9.9e4),
    (11, 990),
    (80, 1e15),
    (990, 1.2e5),
    (1e3, 1e8),  # scipy 1.17 is right to 1e-9 only,
    (1e3, 1e10),  # and here not at all
    (9e3, 1e5),
    (9.9e3, 1e7),
    (1.1e4, 1e12),
    (5.1e4, 5.2e4),
    (1e6, 1e6),
    (3e6, 1e10),
    (2e6, 4e13),
    (1e8, 1e18),
    (1e15, 1e16),  # in scipy 1.15 and 1.17 a few of a hundred of its width beside it
]


@pytest.mark.parametrize(("a", "b"), BETA)
@pytest.mark.parametrize("q", [0.025, 0.0005])
def test_a_quantile_of_beta_is_the_exact_one(a, b, q):
    x = float(_quantiles.beta_quantile(a, b, q))
    assert beta_error(a, b, q, x) < 1e-12
    # The same of what is left: P(X ≤ x) = q where P(1 − X ≤ 1 − x) = 1 − q.
    assert 1 - float(_quantiles.beta_quantile(b, a, 1 - q)) == pytest.approx(x, rel=0, abs=1e-15)


def test_quantiles_of_beta_of_every_size_at_once():
    a, b = np.array(BETA).T
    together = _quantiles.beta_quantile(a, b, 0.025)
    alone = [float(_quantiles.beta_quantile(*pair, 0.025)) for pair in BETA]
    assert together.tolist() == alone
    # The exponential limit: of Beta(1, b) it is 1 − (1 − q)^(1/b); of Beta(a, 1) it is q^(1/a).
    exact = -np.expm1(np.log1p(-0.025) / 1e18), 0.025 ** (1 / 1e9)
    found = _quantiles.beta_quantile([1.0, 1e9], [1e18, 1.0], 0.025)
    np.testing.assert_allclose(found, exact, rtol=1e-14)
    assert np.isnan(_quantiles.beta_quantile([np.nan, 2.0], [3.0, np.nan], 0.025)).all()


def test_limits_of_a_share_that_is_all_but_certain():
    # scipy 1.15 never ends at 1e24 of one half.
    share = np.array([0.5, 0.3, 1e-3, 0.5, 0.3, np.nan])
    size = np.array([1e24, 1e30, 1e36, np.inf, 1e300, 9.0])
    low, high = share_intervals._beta(share, size, 0.95)
    sd = np.sqrt(share * (1 - share) / size)
    np.testing.assert_allclose(low, share - 1.959964 * sd, rtol=1e-12)
    np.testing.assert_allclose(high, share + 1.959964 * sd, rtol=1e-12)
