"""sample_for: R's power.t.test, simulation, laws, refusals."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._impact.segments import design as series_design
from kinerja._impact.simulation import _newey_west, _prais_winsten
from kinerja.errors import InputError
from kinerja.impact import SampleFor, interrupted_series, sample_for, two_groups

R = json.loads((Path(__file__).parents[1] / "parity" / "impact_models.json").read_text("utf-8"))


@pytest.mark.parametrize("case", R["power"], ids=lambda case: str(case["effect"]))
@pytest.mark.parametrize("design", ["two_groups", "paired"])
def test_size_is_rs(case, design):
    options = {name: case[name] for name in ("sd", "power", "level")}
    got = sample_for(case["effect"], design=design, **options)
    assert got.exact == pytest.approx(case[design], rel=1e-9)
    assert got.n == math.ceil(case[design])
    assert got.power >= case["power"]


def test_design_effect_and_clusters():
    # 63.766 a group; 20 people an office with icc .05: ·1.95 = 124.34.
    got = sample_for(0.5, cluster_size=20, icc=0.05)
    assert got.deff == pytest.approx(1.95)
    assert (got.n, got.total, got.clusters) == (125, 250, 7)
    assert sample_for(0.5, deff=1.95).n == 125
    assert sample_for(0.5, deff=1.95, cluster_size=20).clusters == 7
    assert sample_for(0.5).clusters is None
    assert sample_for(0.5, design="paired").total == sample_for(0.5, design="paired").n == 34


@given(st.floats(0.02, 3), st.floats(0.3, 0.99), st.floats(0.5, 0.999))
def test_size_gives_back_the_power(effect, power, level):
    got = sample_for(effect, power=power, level=level)
    assert got.power >= power - 1e-9
    assert sample_for(-effect, power=power, level=level).exact == got.exact
    assert sample_for(7 * effect, sd=7, power=power, level=level).exact == pytest.approx(got.exact)
    more = sample_for(effect, power=min(0.995, power + 0.005), level=level)
    assert more.exact >= got.exact


def test_power_is_what_the_test_has():
    rng = np.random.default_rng(1)
    n = sample_for(0.9).n
    seen = [
        two_groups(rng.normal(0.9, 1, n), rng.normal(0, 1, n), variances="equal").p_value < 0.05
        for _ in range(400)
    ]
    assert abs(np.mean(seen) - 0.8) < 3 * math.sqrt(0.8 * 0.2 / 400)


def test_a_large_effect_still_takes_two():
    assert sample_for(50.0).n == 2
    assert sample_for(50.0, design="paired").exact == 2


def test_series_has_the_power_that_it_says():
    got = sample_for(2.0, design="series", before=40, autocorrelation=0.3, draws=1_000, rng=7)
    assert got == sample_for(
        2.0, design="series", before=40, autocorrelation=0.3, draws=1_000, rng=7
    )
    assert got.total == got.n + 40
    assert got.power >= 0.8
    assert math.isnan(got.exact)
    # Series made here, another way, and judged by interrupted_series itself.
    rng = np.random.default_rng(11)
    found = []
    for _ in range(150):
        noise = rng.normal(size=got.total)
        for i in range(1, got.total):
            noise[i] = 0.3 * noise[i - 1] + math.sqrt(1 - 0.09) * noise[i]
        y = noise + 2.0 * (np.arange(got.total) >= 40)
        found.append(interrupted_series(y, 40, method="prais_winsten").p_value[2] < 0.05)
    assert abs(np.mean(found) - got.power) < 3.5 * math.sqrt(0.8 * 0.2 / 150)


def test_simulated_series_are_judged_as_real_ones():
    rng = np.random.default_rng(2)
    x, y = (
        series_design(np.arange(30), np.array([20]), np.empty((30, 0))),
        rng.normal(size=(20, 30)).cumsum(axis=1) / 3,
    )
    for method, judge in (("newey_west", _newey_west), ("prais_winsten", _prais_winsten)):
        value, se = judge(x, y, 2)
        for i in range(20):
            one = interrupted_series(y[i], 20, method=method)
            assert value[i] == pytest.approx(one.value[2], rel=1e-6)
            assert se[i] == pytest.approx(one.se[2], rel=1e-6)


def test_a_larger_jump_takes_a_shorter_series():
    sizes = [sample_for(e, design="series", draws=400, rng=1).n for e in (1.0, 2.0, 3.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]
    assert sample_for(1.0, design="series", draws=400, rng=1).false_alarms < 0.2


def test_result_travels():
    for got in (sample_for(1.0), sample_for(2.0, design="series", draws=200, rng=1)):
        again = SampleFor.from_dict(json.loads(json.dumps(got.to_dict(), allow_nan=False)))
        assert again == got


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: sample_for(0), "effect"),
        (lambda: sample_for(np.nan), "effect"),
        (lambda: sample_for(0.5, sd=0), "sd"),
        (lambda: sample_for(0.5, power=0.02), "power"),
        (lambda: sample_for(0.5, power=1.0), "power"),
        (lambda: sample_for(0.5, level=95), "level"),
        (lambda: sample_for(0.5, design="three"), "design"),
        (lambda: sample_for(0.5, deff=0), "deff"),
        (lambda: sample_for(0.5, icc=0.1), "icc"),
        (lambda: sample_for(0.5, icc=0.1, cluster_size=10, deff=2.0), "icc"),
        (lambda: sample_for(0.5, cluster_size=0), "cluster_size"),
        (lambda: sample_for(0.5, rng=1), "rng"),
        (lambda: sample_for(0.5, before=12), "before"),
        (lambda: sample_for(0.5, design="series"), "rng"),
        (lambda: sample_for(0.5, design="series", rng=1, deff=2.0), "deff"),
        (lambda: sample_for(0.5, design="series", rng=1, before=2), "before"),
        (lambda: sample_for(0.5, design="series", rng=1, autocorrelation=1), "autocorrelation"),
        (lambda: sample_for(0.5, design="series", rng=1, method="ols"), "method"),
        (lambda: sample_for(0.1, design="series", rng=1, before=10, draws=100), "effect"),
    ],
)
def test_refusals(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_an_effect_too_small_to_count_people_for_is_refused():
    with pytest.raises(InputError) as caught:
        sample_for(1e-200)
    assert (caught.value.argument, caught.value.code) == ("effect", "out_of_range")
