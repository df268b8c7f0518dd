"""Half-widths of t intervals against exact ones, with the quantile of an older scipy too."""

import numpy as np
import pytest

from kinerja import _quantiles

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
    monkeypatch.setattr(_quantiles, "_scipy_before_1_17", lambda: True)
    found = _quantiles.t_quantile([df for df, level, _ in EXACT if level == 0.95], 0.95)
    wanted = [t for _, level, t in EXACT if level == 0.95]
    np.testing.assert_allclose(found, wanted, rtol=1e-13)
