"""impact: an interval is its figure and so many errors on each side; gaps by name and policy."""

import datetime
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from kinerja.errors import InputError
from kinerja.impact import (
    did,
    event_study,
    interrupted_series,
    n_gain,
    paired,
    rate,
    service_times,
    staggered_did,
    two_groups,
    working_days,
)
from shared_laws import refused_at

GAP = float("nan")
UNITS, PERIODS = list("aaabbbcccddd"), [1, 2, 3] * 4
Y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
HALF, POST = [0] * 6 + [1] * 6, [0, 0, 1] * 4
Z = NormalDist().inv_cdf(0.95)

# Six units over five periods: two start at 3, two at 4, two never.
STARTS = {"a": 3, "b": 3, "c": 4, "d": 4, "e": GAP, "f": GAP}
PANEL = {
    "y": [
        *(3, 4, 8, 9, 9.5), *(2, 2.5, 7, 9, 8), *(5, 5, 6, 12, 11),
        *(4, 6, 5.5, 9, 13), *(3, 3.5, 4, 5, 4.5), *(6, 7, 6, 8, 9),
    ],
    "unit": [name for name in STARTS for _ in range(5)],
    "period": [1, 2, 3, 4, 5] * 6,
    "start": [start for start in STARTS.values() for _ in range(5)],
}  # fmt: skip


def test_intervals_of_staggered_starts_are_normal_ones():
    got = staggered_did(**PANEL, level=0.9)
    for value, se, lower, upper in (
        (got.value, got.se, got.lower, got.upper),
        (got.relative_value, got.relative_se, got.relative_lower, got.relative_upper),
        (got.overall, got.overall_se, got.overall_lower, got.overall_upper),
    ):
        assert np.all(np.asarray(se) > 0)
        assert np.asarray(lower) == pytest.approx(value - Z * np.asarray(se))
        assert np.asarray(upper) == pytest.approx(value + Z * np.asarray(se))
    # A band that holds all figures at once is wider than each interval, alike on both sides.
    wide = (got.band_upper - got.relative_value) / got.relative_se
    assert wide == pytest.approx(np.full(wide.size, wide[0]))
    assert wide[0] > Z
    assert got.relative_value - got.band_lower == pytest.approx(wide * got.relative_se)


@pytest.mark.parametrize("method", ["newey_west", "prais_winsten"])
def test_intervals_of_a_series_are_those_of_t(method):
    y = [3, 5, 4, 6, 5.5, 9, 8, 12, 10, 13, 12.5, 15]
    got = interrupted_series(y, 5, method=method, level=0.9)
    half = student.ppf(0.95, got.df)
    for value, se, lower, upper in (
        (got.value, got.se, got.lower, got.upper),
        (got.effect, got.effect_se, got.effect_lower, got.effect_upper),
        (
            got.average_effect,
            got.average_effect_se,
            got.average_effect_lower,
            got.average_effect_upper,
        ),
    ):
        assert np.all(np.asarray(se) > 0)
        assert np.asarray(lower) == pytest.approx(value - half * np.asarray(se))
        assert np.asarray(upper) == pytest.approx(value + half * np.asarray(se))
    # The average effect is that of the effects, which are what the lines differ by.
    assert got.average_effect == pytest.approx(got.effect.mean())
    assert got.effect == pytest.approx((got.fitted - got.counterfactual)[5:])
    assert (got.fitted[:5] == got.counterfactual[:5]).all()


def test_periods_before_that_are_exactly_alike_are_not_tested():
    # From the first to the second period everybody gains 1; what comes after differs.
    y = [3, 4, 8, 9, 2, 3, 7, 9, 5, 6, 6, 7, 4, 5, 6.5, 5]
    start = [3] * 8 + [GAP] * 8
    got = staggered_did(y, [name for name in "abcd" for _ in range(4)], [1, 2, 3, 4] * 4, start)
    assert got.relative.tolist() == [-2, 0, 1]
    assert got.pretrend_df == 0
    assert np.isnan([got.pretrend_statistic, got.pretrend_p]).all()
    # Treated gain 4 and 4, others 0 and 1.5: 4 − 0.75; then 5 and 6 beside 1 and 0.
    assert got.relative_value == pytest.approx([0, 3.25, 5])


GAPS = {
    "y of did": (lambda m: did([*Y[:4], GAP, *Y[5:]], HALF, POST, clusters=UNITS, **m), "y"),
    "y of event_study": (
        lambda m: event_study([*Y[:4], GAP, *Y[5:]], HALF, PERIODS, start=3, unit=UNITS, **m),
        "y",
    ),
    "y of staggered_did": (
        lambda m: staggered_did(**{**PANEL, "y": [*PANEL["y"][:-1], GAP]}, **m),
        "y",
    ),
    "a of two_groups": (lambda m: two_groups([1, 2, 4, GAP], [3, 5, 9], **m), "a"),
    "b of two_groups": (lambda m: two_groups([1, 2, 4], [3, 5, GAP, 9], **m), "b"),
    "before of paired": (lambda m: paired([1, 2, GAP, 4], [3, 5, 6, 9], **m), "before"),
    "after of paired": (lambda m: paired([1, 2, 3, 4], [3, GAP, 6, 9], **m), "after"),
    "pre of n_gain": (lambda m: n_gain([10, GAP, 30], [40, 50, 90], 100, **m), "pre"),
    "post of n_gain": (lambda m: n_gain([10, 20, 30], [40, 50, GAP], 100, **m), "post"),
    "t of service_times": (lambda m: service_times([1, GAP, 3], target=2, **m), "t"),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_gap_is_refused_by_the_name_of_its_argument_unless_it_may_be_left_out(name):
    call, argument = GAPS[name]
    for more in ({}, {"missing": "raise"}):
        with pytest.raises(InputError) as caught:
            call(more)
        assert (caught.value.argument, caught.value.code) == (argument, "missing_value")
        assert len(caught.value.positions) == 1
    omitted = call({"missing": "omit"})
    assert omitted.provenance.missing == "omit"
    assert len(omitted.provenance.left_out) >= 1
    passed_on = call({"missing": "propagate"})
    assert passed_on.provenance.missing == "propagate"
    assert passed_on.provenance.left_out == ()


SHAPES = {
    "after": lambda: paired([1, 2, 3], [3, 5]),
    "post": lambda: n_gain([10, 20, 30], [40, 50], 100),
    "exposure": lambda: rate([1, 2, 3], [1, 2]),
    "pre": lambda: n_gain([[10, 20]], [40, 50], 100),
    "before": lambda: paired([[1, 2]], [1, 2]),
    "a": lambda: two_groups([[1, 2]], [1, 2]),
    "b": lambda: two_groups([1, 2], [[1, 2]]),
    "t": lambda: service_times([[1, 2]], target=2),
    "y": lambda: interrupted_series([[1, 2, 3]], 3),
}


@pytest.mark.parametrize("argument", SHAPES)
def test_a_column_of_another_shape_is_refused_by_its_name(argument):
    with pytest.raises(InputError) as caught:
        SHAPES[argument]()
    assert (caught.value.argument, caught.value.code) == (argument, "wrong_shape")


@pytest.mark.parametrize("gap", [None, pd.NA, pd.NaT, np.datetime64("NaT"), ""])
def test_a_missing_date_among_objects_is_missing_whatever_stands_for_it(gap):
    for dates in ([datetime.date(2026, 3, 2), gap], ["2026-03-02", gap]):
        with pytest.raises(InputError) as caught:
            working_days(dates, ["2026-03-06"] * 2)
        assert (caught.value.argument, caught.value.code) == ("opened", "missing_value")
        assert caught.value.positions == (1,)


def test_a_group_that_is_too_small_stays_hidden_where_gaps_are_passed_on():
    t = [1, 2, 4, 1, 3, 1, GAP, 5, 2]
    got = service_times(t, target=2, by=list("xxxyyzzzx"), minimum=3, missing="propagate")
    assert got.domain.tolist() == ["x", "y", "z"]
    # Of x three of four are done in time; y is hidden, and z has a gap.
    assert np.isnan(got.within).tolist() == [False, True, True]
    assert got.within[0] == 0.75
    assert np.isnan(got.median).tolist() == [False, True, True]
    omitted = service_times(t, target=2, by=list("xxxyyzzzx"), minimum=2, missing="omit")
    assert omitted.within.tolist() == [0.75, 0.5, 0.5]


def test_times_that_are_one_at_twelve_digits_are_one():
    noisy = [0.7, 0.3, 0.1 + 0.2, 0.9, 0.1, 0.8 - 0.1, 2.4, 0.8 * 3]
    plain = [0.7, 0.3, 0.3, 0.9, 0.1, 0.7, 2.4, 2.4]
    open_still = [0, 1, 0, 0, 0, 0, 0, 1]
    got, want = (
        service_times(x, target=0.3, censored=open_still, by=list("xxyyxyxy"))
        for x in (noisy, plain)
    )
    for name in ("within", "within_se", "median", "p90"):
        np.testing.assert_allclose(getattr(got, name), getattr(want, name), rtol=1e-12)
    assert got.test.statistic == pytest.approx(want.test.statistic, rel=1e-12)


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_unit_without_any_value_is_no_unit(place):
    nobody = {"y": [GAP] * 5, "unit": ["z"] * 5, "period": [1, 2, 3, 4, 5], "start": [4] * 5}
    sides = (nobody, PANEL) if place == "first" else (PANEL, nobody)
    both = {name: [*sides[0][name], *sides[1][name]] for name in PANEL}
    found = staggered_did(**both, missing="omit")
    alone = staggered_did(**PANEL)
    assert (found.n_units, found.clusters) == (alone.n_units, alone.clusters) == (6, 6)
    for name in ("value", "se", "relative_value", "relative_se"):
        assert getattr(found, name) == pytest.approx(getattr(alone, name), rel=1e-12)
    assert (found.overall, found.overall_se) == pytest.approx((alone.overall, alone.overall_se))


def test_outcomes_whose_squares_no_float_holds_are_refused():
    huge = PANEL | {"y": [1e200 * y for y in PANEL["y"]]}
    refused_at(
        lambda: staggered_did(**huge),
        ("y", "out_of_range", "outcomes whose covariances a float64 holds", "squares beyond it",
         "Measure in a larger unit."),
        [],
    )  # fmt: skip
