"""Trend over three surveys and more: against numpy's weighted line, laws, and refusals."""

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.results import suppress
from kinerja.schemes import skm
from kinerja.survey import Design, WaveTrend, mean, waves


def surveys(years, seed=1, n=40, by=None):
    rng = np.random.default_rng(seed)
    return {
        year: mean(rng.normal(3 + 0.1 * i, 0.5, n + 5 * i), Design(), by=by and by * (n + 5 * i))
        for i, year in enumerate(years)
    }


def test_the_line_is_the_weighted_one_of_numpy():
    years = [2020, 2021, 2023, 2024]
    found = waves(surveys(years))
    y, se = found.value[0], found.value_se[0]
    # numpy 2: polyfit with w = 1/se and known errors ("unscaled").
    fit, covariance = np.polyfit(np.array(years) - 2022.0, y, 1, w=1 / se, cov="unscaled")
    assert found.slope[0] == pytest.approx(fit[0])
    assert found.se[0] == pytest.approx(np.sqrt(covariance[0, 0]))
    rest = (y - np.polyval(fit, np.array(years) - 2022.0)) / se
    assert found.departure[0] == pytest.approx((rest**2).sum())
    assert found.fitted[0] == pytest.approx(np.polyval(fit, np.array(years) - 2022.0))


def test_three_years_by_hand():
    # Equal errors e at 0, 1, 2: slope (y3 − y1)/2, its error e/√2; departure
    # (y1 − 2·y2 + y3)²/(6e²).
    same = mean([1.0, 2, 3, 4], Design())
    moved = {t: mean(np.array([1.0, 2, 3, 4]) + d, Design()) for t, d in enumerate((0, 0.3, 1.0))}
    found = waves(moved)
    assert found.slope[0] == pytest.approx(0.5)
    assert found.se[0] == pytest.approx(same.se[0] / np.sqrt(2))
    assert found.departure[0] == pytest.approx((0 - 0.6 + 1.0) ** 2 / (6 * same.se[0] ** 2))
    # Satterthwaite: contrast (−½, 0, ½), v alike, 3 degrees each: (2·¼)²/(2·(¼)²/3) = 6.
    assert found.df[0] == pytest.approx(6)


def test_order_and_origin_of_time_do_not_matter():
    given = surveys([2020, 2021, 2022, 2023])
    found = waves(given)
    back = waves(dict(reversed(list(given.items()))))
    assert back == found
    later = waves({year + 100: x for year, x in given.items()})
    assert later.slope == pytest.approx(found.slope)
    named = waves({f"y{t}": x for t, x in given.items()}, times=list(given))
    assert named.slope == pytest.approx(found.slope)


def test_overlapping_samples_tell_more_of_a_change():
    given = surveys([1, 2, 3])
    r = np.full((3, 3), 0.6) + 0.4 * np.eye(3)
    found, apart = waves(given, correlation=r), waves(given)
    assert found.se[0] < apart.se[0]
    # Against the formula written out.
    v = np.diag(found.value_se[0]) @ r @ np.diag(found.value_se[0])
    x = np.column_stack([np.ones(3), [-1, 0, 1]])
    c = np.linalg.inv(x.T @ np.linalg.inv(v) @ x)
    assert found.slope[0] == pytest.approx((c @ x.T @ np.linalg.inv(v) @ found.value[0])[1])
    assert found.se[0] == pytest.approx(np.sqrt(c[1, 1]))


def test_the_test_holds_its_level():
    rng = np.random.default_rng(11)
    p = [
        waves({t: mean(rng.normal(3, 1, 25), Design()) for t in range(4)}).p_value[0]
        for _ in range(400)
    ]
    # 400 tests at 5%: 20 expected, standard deviation 4.4.
    assert 7 <= sum(x < 0.05 for x in p) <= 34


def test_a_satisfaction_index_by_unit_over_three_years():
    rng = np.random.default_rng(5)
    unit = ["a"] * 30 + ["b"] * 40
    years = {
        year: skm.index(rng.integers(2, 5, (70, 9)), by=unit, population={"a": 900, "b": 800})
        for year in (2023, 2024, 2025)
    }
    found = waves(years)
    assert found.domain["by"].tolist() == ["a", "b"]
    assert found.variable.tolist() == ["index", "index"]
    assert found.value[:, 0] == pytest.approx(years[2023].converted)
    assert (found.holm >= found.p_value).all()
    assert WaveTrend.from_dict(found.to_dict()) == found
    assert found.to_frame("domain", "pandas").shape[0] == 2
    # A unit that a survey does not show, or has not, has no trend, and it is said.
    hidden = waves({**years, 2025: suppress(years[2025], minimum=35)})
    assert np.isnan(hidden.slope).all()
    assert "no trend" in hidden.provenance.left_out[0]
    fewer = skm.index(rng.integers(2, 5, (40, 9)), by=["b"] * 40)
    some = waves({**years, 2026: fewer})
    assert some.domain["by"].tolist() == ["b"]
    assert "not in every survey" in some.provenance.left_out[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"estimates": surveys([1, 2])}, "three surveys"),
        ({"estimates": {"a": 1, "b": 2, "c": 3}, "times": [1, 2, 3]}, "estimates"),
        ({"times": [1, 2]}, "3 times"),
        ({"times": [1, 2, 2]}, "times"),
        ({"correlation": np.eye(2)}, "correlation"),
        ({"correlation": np.ones((3, 3))}, "positive definite"),
        ({"level": 2}, "level"),
    ],
)
def test_refusals(change, message):
    options = {"estimates": surveys([1, 2, 3]), **change}
    with pytest.raises(InputError, match=message):
        waves(options.pop("estimates"), **options)
    with pytest.raises(InputError, match="times"):
        waves({f"y{t}": x for t, x in surveys([1, 2, 3]).items()})
