"""What must hold for every sample: two roads to one figure, and what changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.survey import (
    Design,
    calibrate,
    compare_waves,
    difference,
    linearized_variance,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    replicate_variance,
    total,
    variance,
)


def near(value, rel=1e-9, floor=1e-11):
    return pytest.approx(value, rel=rel, abs=floor)


class Sample:
    """A random sample of one of many kinds."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.rng = rng
        strata, stages = int(rng.integers(1, 4)), int(rng.integers(0, 3))
        parts = []
        for h in range(strata):
            for c in range(int(rng.integers(2, 5))):
                for e in range(int(rng.integers(2, 4))):
                    parts += [(h, 10 * h + c, e)] * int(rng.integers(1, 3))
        self.stratum, self.psu, self.ssu = np.array(parts).T
        n = self.n = len(parts)
        self.w = rng.uniform(1, 9, n)
        self.y = rng.normal(3, 1, (n, 2)) + self.psu[:, None] / 10
        self.x = rng.uniform(1, 2, n)
        self.group = np.r_[0, 0, 1, 1, rng.integers(0, 2, n - 4)]
        self.other = np.r_[0, 1, 0, 1, rng.integers(0, 2, n - 4)]
        options = {"weights": self.w, "strata": self.stratum}
        if stages:
            options["clusters"] = [self.psu, self.ssu][:stages]
        if stages == 2:
            options["fpc"] = [np.full(n, 20), np.full(n, 9)]
        elif rng.random() < 0.5:
            options["fpc"] = np.full(n, 200)
        self.options = options
        self.design = Design(**options)

    def with_order(self, order):
        def mixed(v):
            return [a[order] for a in v] if isinstance(v, list) else v[order]

        return Design(**{name: mixed(v) for name, v in self.options.items()})


SAMPLES = st.integers(0, 100_000).map(Sample)

# Errors of domains that lie inside one PSU are undetermined by default.
WHOLE = {"df": "design"}


@given(SAMPLES)
def test_a_domain_mean_is_a_ratio_and_a_subset_with_zeros(s):
    by = mean(s.y, s.design, by=s.group, **WHOLE)
    inside = (s.group == 1).astype(float)
    r = ratio(s.y * inside[:, None], inside, s.design, **WHOLE)
    assert r.value == near(by.value[2:])
    assert r.se == near(by.se[2:])
    holes = np.where(inside[:, None] > 0, s.y, np.nan)
    omitted = mean(holes, s.design, missing="omit", **WHOLE)
    assert omitted.value == near(by.value[2:])
    assert omitted.se == near(by.se[2:])
    assert omitted.deff == near(by.deff[2:])
    assert omitted.n.tolist() == by.n[2:].tolist()
    t = total(s.y * inside[:, None], s.design, **WHOLE)
    in_domain = total(s.y, s.design, by=s.group, **WHOLE)
    assert t.value == near(in_domain.value[2:])
    assert t.se == near(in_domain.se[2:])


@given(SAMPLES)
def test_both_roads_to_a_variance_meet(s):
    fast = mean(s.y, s.design, by=s.group, **WHOLE)
    slow = mean(s.y, s.design, by=s.group, covariance=True, **WHOLE)
    for field in ("value", "se", "lower", "upper", "deff"):
        assert getattr(fast, field) == near(getattr(slow, field))
    assert total(s.y, s.design, by=s.group, **WHOLE).se == near(
        total(s.y, s.design, by=s.group, covariance=True, **WHOLE).se
    )
    u = np.zeros((s.n, 4))
    for d in (0, 1):
        at = s.group == d
        u[at, 2 * d : 2 * d + 2] = (s.y[at] - fast.value[2 * d : 2 * d + 2]) / s.w[at].sum()
    assert linearized_variance(u, s.design).ravel() == near(slow.covariance.ravel())


@given(SAMPLES)
def test_after_poststratification_a_total_is_the_population_times_the_mean(s):
    design = poststratify(s.design, s.group, {0: 300.0, 1: 500.0})
    t, m = total(s.y, design), mean(s.y, design)
    assert t.value == near(800 * m.value)
    assert t.se == near(800 * m.se)
    sizes = total(np.ones(s.n), design, by=s.group, **WHOLE)
    assert sizes.value == near([300.0, 500.0])
    assert sizes.se == near([0.0, 0.0], floor=1e-8)


@given(SAMPLES)
def test_calibrating_twice_changes_nothing(s):
    sums = np.bincount(s.group, s.w)
    totals = {0: 1.2 * sums[0], 1: 0.9 * sums[1]}
    whole = sum(totals.values())
    x = np.column_stack([np.ones(s.n), s.x])
    wanted = [whole, whole * float(np.average(s.x, weights=s.w)) * 1.002]
    margins = [(s.group, totals), (s.other, {0: whole / 3, 1: whole * 2 / 3})]
    steps = {
        "post": lambda d: poststratify(d, s.group, totals),
        "rake": lambda d: rake(d, margins),
        "raking": lambda d: calibrate(d, x, wanted, method="raking"),
    }
    for step in steps.values():
        once = step(s.design)
        twice = step(once)
        assert twice.weights == near(once.weights, rel=1e-8)
        one, two = mean(s.y, once, by=s.other), mean(s.y, twice, by=s.other)
        assert two.value == near(one.value, rel=1e-8)
        assert two.se == near(one.se, rel=1e-6)


@given(SAMPLES)
def test_raking_is_calibration_on_its_margins(s):
    sums = np.bincount(s.group, s.w)
    totals = {0: 1.1 * sums[0], 1: 0.95 * sums[1]}
    whole = sum(totals.values())
    raked = rake(s.design, [(s.group, totals), (s.other, {0: whole / 2, 1: whole / 2})])
    x = np.column_stack([np.ones(s.n), s.group, s.other])
    same = calibrate(s.design, x, [whole, totals[1], whole / 2], method="raking")
    assert raked.weights == near(same.weights, rel=1e-8)
    assert mean(s.y, raked).se == near(mean(s.y, same).se, rel=1e-7)


@given(SAMPLES, st.floats(0.01, 1000))
def test_the_scale_of_weights_changes_no_mean(s, factor):
    scaled = Design(**{**s.options, "weights": s.w * factor})
    for estimate in (mean, variance):
        one, other = (estimate(s.y, d, by=s.group, **WHOLE) for d in (s.design, scaled))
        for field in ("value", "se", "deff"):
            assert getattr(other, field) == near(getattr(one, field))
    assert total(s.y, scaled).se == near(factor * total(s.y, s.design).se)
    q = [quantile(s.y, d, [0.25, 0.5], by=s.group).value for d in (s.design, scaled)]
    assert q[0].tolist() == q[1].tolist()


@given(SAMPLES)
def test_the_order_of_rows_changes_nothing(s):
    order = s.rng.permutation(s.n)
    mixed = s.with_order(order)
    one = mean(s.y, s.design, by=s.group, covariance=True, **WHOLE)
    other = mean(s.y[order], mixed, by=s.group[order], covariance=True, **WHOLE)
    assert other.value == near(one.value)
    assert other.covariance.ravel() == near(one.covariance.ravel())
    assert other.deff == near(one.deff)
    p = [proportion(g, d) for g, d in ((s.group, s.design), (s.group[order], mixed))]
    assert p[1].lower == near(p[0].lower)


@given(SAMPLES)
def test_names_of_strata_and_clusters_are_only_names(s):
    renamed = dict(s.options)
    renamed["strata"] = np.array([f"h{9 - h}" for h in s.stratum], dtype=object)
    if "clusters" in renamed:
        first = np.array([f"c{100 - c}" for c in s.psu], dtype=object)
        renamed["clusters"] = [first, *renamed["clusters"][1:]]
    assert mean(s.y, Design(**renamed)).se == near(mean(s.y, s.design).se)


@given(SAMPLES)
def test_units_of_the_answers_shift_and_scale(s):
    one, other = (mean(y, s.design, by=s.group, **WHOLE) for y in (s.y, 10 * s.y + 7))
    assert other.value == near(10 * one.value + 7)
    assert other.se == near(10 * one.se)
    assert other.deff == near(one.deff)


@given(SAMPLES)
def test_contrasts_are_means_of_differences(s):
    m = mean(s.y, s.design, covariance=True)
    d = difference(m, (1, 0))
    plain = mean(s.y[:, 1] - s.y[:, 0], s.design)
    assert d.value[0] == near(plain.value[0])
    assert d.se[0] == near(plain.se[0])


@given(SAMPLES)
def test_shares_of_all_categories_sum_to_one_without_error(s):
    p = proportion(s.group, s.design, method="wald", covariance=True)
    assert p.value.sum() == near(1.0)
    assert np.abs(p.covariance.sum()) < 1e-12
    assert p.se[0] == near(p.se[1])
    for method in ("logit", "beta", "wilson", "likelihood"):
        p = proportion(s.group, s.design, method=method)
        assert (p.lower >= 0).all()
        assert (p.upper <= 1).all()
        assert (p.lower <= p.value).all()
        assert (p.value <= p.upper).all()


@given(SAMPLES)
def test_a_jackknife_of_a_total_is_its_linearisation(s):
    if len(s.design.stages) > 1:
        return
    r = replicate_variance(lambda w: w @ s.y, s.design)
    assert r.covariance.ravel() == near(
        total(s.y, s.design, covariance=True).covariance.ravel(), floor=1e-7
    )


def test_a_weight_of_zero_is_outside_the_sample():
    s = Sample(7)
    w = np.where(np.arange(s.n) % 5 == 0, 0.0, s.w)
    design = Design(**{**s.options, "weights": w})
    holes = np.where((w > 0)[:, None], s.y, np.nan)
    one = mean(s.y, design)
    other = mean(holes, s.design, missing="omit")
    assert one.value == near(other.value)
    assert one.se == near(other.se)
    assert one.n.tolist() == other.n.tolist()


def test_intervals_cover_what_they_promise_and_naive_ones_do_not():
    """1,500 samples of a made-up city: 4 districts, 30 offices in each, neighbours answer alike."""
    rng = np.random.default_rng(20)
    people, offices, districts, drawn, asked = 40, 30, 4, 6, 10
    level = rng.normal(0, 0.5, districts)[:, None, None]
    city = (
        3.0
        + level
        + rng.normal(0, 0.4, (districts, offices, 1))
        + rng.normal(0, 0.6, (districts, offices, people))
    )
    truth = city.mean()
    stratum = np.repeat(np.arange(districts), drawn * asked)
    cluster = np.repeat(np.arange(districts * drawn), asked)
    n = stratum.size
    design = Design(
        clusters=[cluster, np.arange(n)],
        strata=stratum,
        fpc=[np.full(n, offices), np.full(n, people)],
    )
    naive = Design(weights=np.ones(n))
    runs = 1500
    samples = np.empty((n, runs))
    for run in range(runs):
        picked = np.stack([rng.permutation(offices)[:drawn] for _ in range(districts)])
        who = rng.integers(0, people, (districts, drawn, 1)) + np.arange(asked)
        rows = np.arange(districts)[:, None, None]
        samples[:, run] = city[rows, picked[:, :, None], who % people].ravel()
    covered = {}
    for name, d in (("design", design), ("naive", naive)):
        m = mean(samples, d)
        covered[name] = np.mean((m.lower <= truth) & (truth <= m.upper))
    # Three standard errors of the simulation: 3·√(.95·.05/1500) = .017.
    assert covered["design"] == pytest.approx(0.95, abs=0.017)
    assert covered["naive"] < 0.85


@given(SAMPLES, st.booleans(), st.booleans(), st.booleans())
def test_a_full_panel_is_the_mean_of_the_differences(s, lonely, calibrated, some_missing):
    options = dict(s.options)
    if lonely:
        # The first stratum keeps its first unit only.
        kept = (s.stratum > 0) | (s.psu == 0)
        if (s.stratum == 0).all() or "clusters" not in options:
            return
        options = {
            name: [a[kept] for a in v] if isinstance(v, list) else v[kept]
            for name, v in options.items()
        }
    else:
        kept = np.ones(s.n, dtype=bool)
    design = Design(**options, lonely_psu="adjust")
    y, group, other = s.y[kept], s.group[kept], s.other[kept]
    if calibrated and np.unique(group).size == 2:
        sums = np.bincount(group, design.weights)
        design = poststratify(design, group, {0: 1.2 * sums[0], 1: 0.8 * sums[1]})
        x = np.column_stack([np.ones(y.shape[0]), s.x[kept]])
        design = calibrate(design, x, design.weights @ x * [1, 1.001], method="raking")
    if some_missing:
        y = y.copy()
        y[1, :] = np.nan
    people = np.arange(y.shape[0])
    change = y[:, 1] - y[:, 0]
    for df in ("domain", "nchs", "design"):
        options = {"missing": "omit", "df": df}
        found = compare_waves(
            y[:, 0], y[:, 1], (design, design), by=(other, other), ids=(people, people), **options
        )
        d = mean(change, design, **options)
        assert found.items.change[0] == near(d.value[0])
        assert found.items.se[0] == near(d.se[0], rel=1e-7)
        assert found.items.df[0] == d.df[0]
        units = mean(change, design, by=other, **options)
        known = ~np.isnan(units.se)
        assert (np.isnan(found.units.se) == ~known).all()
        assert found.units.se[known] == near(units.se[known], rel=1e-7)
        assert found.units.df.tolist() == units.df.tolist()


def test_the_bootstrap_agrees_with_the_linearisation_and_repeats():
    rng = np.random.default_rng(11)
    stratum, cluster = np.repeat([0, 1], 60), np.arange(120) // 5
    y = rng.normal(3, 1, 120) + rng.normal(0, 0.5, 24)[cluster]
    x = rng.uniform(1, 2, 120)
    w = rng.uniform(1, 3, 120)
    told = []

    def statistic(weights):
        return [weights @ y, weights @ y / (weights @ x)]

    for fpc in (None, np.where(stratum == 0, 16, 40)):
        design = Design(weights=w, strata=stratum, clusters=cluster, fpc=fpc)
        options = {"kind": "bootstrap", "replicates": 3000}
        one = replicate_variance(
            statistic,
            design,
            rng=5,
            progress=lambda done, total: told.append((done, total)),
            **options,
        )
        again = replicate_variance(statistic, design, rng=np.random.default_rng(5), **options)
        assert one.replicates.tolist() == again.replicates.tolist()
        assert told[-1] == (3000, 3000)
        wanted = [total(y, design).se[0], ratio(y, x, design).se[0]]
        # The standard error of a standard error from B replicates is about 1/√(2B): 1.3 %.
        assert one.se == pytest.approx(wanted, rel=0.04)
        assert one.value == near(statistic(w))
        other = replicate_variance(statistic, design, rng=6, **options)
        assert other.se.tolist() != one.se.tolist()


def test_a_census_has_replicates_that_do_not_vary():
    design = Design(fpc=[4, 4, 4, 4])
    assert replicate_variance(np.sum, design).se.tolist() == [0.0]
    assert replicate_variance(np.sum, design, kind="bootstrap", rng=1, replicates=5).se[0] < 1e-12
