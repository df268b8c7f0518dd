"""Figures that a person can check with a pencil."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja.survey import (
    Design,
    calibrate,
    difference,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    replicate_variance,
    total,
    trim_weights,
    variance,
)


def near(value):
    return pytest.approx(value, rel=1e-12)


def test_a_stratified_mean():
    # Stratum a: 2 of 10, values 1 and 3: mean 2, s² = 2. Stratum b: 2 of 6, 4 and 8: mean 6, s² 8.
    # Mean = (10·2 + 6·6)/16 = 3.5.
    # Variance = Σ (N_h/N)²(1 − f_h)s²_h/n_h = (10/16)²·.8·1 + (6/16)²·(2/3)·4 = .3125 + .375.
    design = Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    m = mean([1, 3, 4, 8], design)
    assert m.value[0] == near(3.5)
    assert m.se[0] == near(np.sqrt(0.6875))
    assert m.df == 2
    # t with 2 degrees of freedom is .95·√(2/(1 − .95²)) = 4.302652729…
    t = 0.95 * np.sqrt(2 / (1 - 0.95**2))
    assert m.upper[0] == near(3.5 + t * np.sqrt(0.6875))
    # Without replacement at random: s²/n with s² = Σ w(y − 3.5)²/16·4/3 = 90/16·4/3.
    assert m.deff[0] == near(0.6875 / ((5 * 6.25 + 5 * 0.25 + 3 * 0.25 + 3 * 20.25) / 16 / 3))


def test_fractions_say_the_same_as_counts():
    counts = Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    shares = Design(strata=["a", "a", "b", "b"], fpc=[0.2, 0.2, 1 / 3, 1 / 3])
    assert shares.weights == near(counts.weights)
    assert mean([1, 3, 4, 8], shares).se == near(mean([1, 3, 4, 8], counts).se)


def test_clusters_carry_the_variance():
    # Cluster sums of 1+1, 2+2, 3+3: 2, 4, 6, so z of the mean is (2 − 4, 0, 2)/6;
    # variance m/(m − 1)·Σz² = 3/2·8/36 = 1/3.
    m = mean([1, 1, 2, 2, 3, 3], Design(clusters=[1, 1, 2, 2, 3, 3]))
    assert m.se[0] ** 2 == near(1 / 3)
    # As six independent rows: s²/n = (4/5)/6.
    assert mean([1, 1, 2, 2, 3, 3], Design()).se[0] ** 2 == near(4 / 30)


def test_two_stages():
    # 2 of 4 clusters, 2 of 3 people in each; weights 2·1.5 = 3. Values (1, 3) and (5, 9).
    # Total 3·18 = 54. Stage 1: z = 12, 42: (1 − 1/2)·2·(15² + 15²) = 450.
    # Stage 2: ½·(1 − 2/3)·2·[(3·1)²·2 + (3·2)²·2] = ½·⅓·2·90 = 30.
    design = Design(clusters=[[1, 1, 2, 2], [1, 2, 1, 2]], fpc=[[4] * 4, [3] * 4])
    t = total([1, 3, 5, 9], design)
    assert t.value[0] == near(54)
    assert t.se[0] ** 2 == near(480)
    assert t.df == 1
    assert repr(design) == "Design(n=4, 2 stages, 2 PSUs in 1 stratum, df=1)"


def test_lonely_strata():
    # b has one PSU, z = w·y: 3·5 = 15. a: z = 2, 4: 2·(1 + 1) = 4.
    options = {"weights": [2, 2, 3], "strata": ["a", "a", "b"]}
    y = [1, 2, 5]
    assert total(y, Design(**options, lonely_psu="certainty")).se[0] ** 2 == near(4)
    assert total(y, Design(**options, lonely_psu="adjust")).se[0] ** 2 == near(4 + 225)
    # All of its population: nothing lonely about it.
    whole = Design(strata=["a", "a", "b"], fpc=[4, 4, 1])
    assert total(y, whole).se[0] ** 2 == near(2 * 0.5 * 2 * 1)
    # A fraction above 0 leaves (1 − f)·z², here with M = 3.
    third = Design(**options, fpc=[1e9, 1e9, 3], lonely_psu="adjust")
    assert total(y, third).se[0] ** 2 == pytest.approx(4 + 225 * 2 / 3, rel=1e-8)


def test_nested_labels():
    options = {"weights": np.ones(8), "strata": list("aaaabbbb"), "clusters": [1, 1, 2, 2] * 2}
    assert Design(**options, nested=True).df == 2


def test_integer_codes_may_come_as_floats():
    m = mean([1, 2, 3, 4], Design(strata=[1.0, 1.0, 2.0, 2.0]), by=[7.0, 8.0, 7.0, 8.0])
    assert m.domain["by"].tolist() == [7, 8]


def test_variance_and_ratio():
    # Weighted mean 2.5; Σ w(y − 2.5)²/Σw = (2.25 + .25 + .25 + 2.25)/4 = 1.25, times 4/3.
    assert variance([1, 2, 3, 4], Design()).value[0] == near(5 / 3)
    # (2 + 4)/(1 + 3) = 1.5; u = (y − 1.5x)/4 = (.5, −.5)/4; variance 2·2/64.
    r = ratio([2, 4], [1, 3], Design())
    assert r.value[0] == near(1.5)
    assert r.se[0] ** 2 == near(1 / 16)


def test_intervals_of_shares():
    flags = [True, True, True, False]
    # p = .75, V = .75·.25/3 = .0625, so n* = 3. t on 3 degrees of freedom: 3.182446305284263.
    t = 3.182446305284263
    wald = proportion(flags, Design(), method="wald")
    # .75 ± t·.25: −.0456 and 1.5456, cut at the ends.
    assert [wald.lower[0], wald.upper[0]] == [0.0, 1.0]
    wide = proportion(flags, Design(), method="wald", level=0.5)
    assert wide.upper[0] == near(0.75 + 0.7648923284043453 * 0.25)  # t at .75 on 3
    wilson = proportion(flags, Design(), method="wilson")
    middle = (0.75 + t * t / 6) / (1 + t * t / 3)
    half = t / (1 + t * t / 3) * np.sqrt(0.75 * 0.25 / 3 + t * t / 36)
    assert [wilson.lower[0], wilson.upper[0]] == near([middle - half, middle + half])
    logit = proportion(flags, Design())
    odds = 3 * np.exp(t * 0.25 / (0.75 * 0.25))
    assert logit.upper[0] == near(odds / (1 + odds))
    # All of four agree: Clopper–Pearson, (.025)^(1/4) to 1.
    everyone = proportion([True] * 4, Design())
    assert [everyone.lower[0], everyone.upper[0]] == near([0.025**0.25, 1.0])
    assert everyone.variable.tolist() == [True]
    nobody = proportion([False] * 4, Design(), method="beta")
    assert [nobody.value[0], nobody.upper[0]] == near([0.0, 1 - 0.025**0.25])


def test_categories_are_rows():
    p = proportion(["b", "a", "b", "c"], Design(weights=[1, 2, 3, 4]))
    assert p.variable.tolist() == ["a", "b", "c"]
    assert p.value.tolist() == near([0.2, 0.4, 0.4])
    both = proportion({"q1": ["y", "n", "y"], "q2": [1, 2, 2]}, Design())
    assert both.variable.tolist() == [("q1", "n"), ("q1", "y"), ("q2", 1), ("q2", 2)]
    flags = proportion(np.array([[True, False], [True, True]]), Design())
    assert flags.value.tolist() == [1.0, 0.5]
    assert flags.variable.tolist() == [0, 1]


def test_missing_categories():
    p = proportion(["b", None, "b", "c"], Design(), missing="omit")
    assert p.value.tolist() == near([2 / 3, 1 / 3])
    assert p.n.tolist() == [3, 3]
    assert np.isnan(proportion(["b", None, "b", "c"], Design(), missing="propagate").value).all()


def test_quantiles():
    # Cumulative shares of 1, 2, 3, 10: 1/6, 2/6, 3/6, 1.
    design = Design(weights=[1, 1, 1, 3])
    y = [1, 2, 3, 10]
    assert quantile(y, design, [0.1, 1 / 3, 0.5, 0.51]).value.tolist() == [1, 2, 3, 10]
    assert quantile(y, design, 0.5, rule="school").value[0] == 6.5
    assert quantile(y, design, 0.25, rule="hf4").value[0] == near(1.5)
    # 0.1 + 0.2 of the weight is 0.3, whatever the last bit says.
    tenths = Design(weights=[0.1, 0.2, 0.7])
    assert quantile([1, 2, 3], tenths, 0.3).value[0] == 2
    two = quantile(np.c_[y, y], design, [0.5, 0.9])
    assert two.q.tolist() == [0.5, 0.9, 0.5, 0.9]
    assert two.variable.tolist() == [0, 0, 1, 1]
    assert np.isnan(two.deff).all()


def test_labels_of_several_groupings():
    y = {"a": [1.0, 2, 3, 4, 5, 6], "b": [2.0, 1, 4, 3, 6, 5]}
    m = mean(y, Design(), by=["x", "x", "x", "z", "z", "z"], covariance=True)
    assert m.labels == (("x", "a"), ("x", "b"), ("z", "a"), ("z", "b"))
    d = difference(m, (("z", "a"), ("x", "a")))
    assert d.value[0] == near(3.0)
    assert d.label.tolist() == ["z a − x a"]
    assert difference(m, {("z", "a"): 1, ("z", "b"): 0.5}).label.tolist() == ["z a + 0.5·z b"]


def test_calibrated_weights():
    post = poststratify(Design(), ["a", "a", "b"], {"a": 10, "b": 20})
    assert post.weights.tolist() == [5, 5, 20]
    # Independent margins of a 2 × 2 table of ones: N·(row share)·(column share).
    raked = rake(
        Design(),
        [(list("ffmm"), {"f": 60, "m": 40}), (list("oyoy"), {"o": 30, "y": 70})],
    )
    assert raked.weights == near([18, 42, 12, 28])
    # g = 1 + λ1 + λ2·x with Σg = 3, Σgx = 8 on x = 1, 2, 3: λ2 = 1, λ1 = −2: g = 0, 1, 2.
    linear = calibrate(Design(), {"n": [1, 1, 1], "x": [1, 2, 3]}, {"n": 3, "x": 8})
    assert linear.weights == pytest.approx([0, 1, 2], abs=1e-12)
    # One total only: every method multiplies by the same factor.
    for method in ("linear", "raking", "logit"):
        bounds = (0.5, 4) if method == "logit" else None
        done = calibrate(Design(weights=[1, 2]), [1, 1], [9], method=method, bounds=bounds)
        assert done.weights == near([3, 6])
    # With a ceiling of 1.5 the third may not have its 2: 0.5, 1, 1.5 has the sum 3 and Σwx = 7.
    held = calibrate(Design(), [[1, 1], [1, 2], [1, 3]], [3, 7], bounds=(0.4, 1.6))
    assert held.weights == near([0.5, 1.0, 1.5])
    crossed = {"sex": ["f", "f", "m"], "age": [1, 2, 1]}
    cells = {("f", 1): 2, ("f", 2): 4, ("m", 1): 6}
    assert poststratify(Design(), crossed, cells).weights.tolist() == [2, 4, 6]


def test_poststratified_error():
    # Groups of 2: residuals ±.5 and ±1 around their means, weights 5 and 10.
    # z = 5·(∓.5), 10·(∓1): Σz² = 2·6.25 + 2·100; total's variance 4/3·212.5.
    design = poststratify(Design(), list("aabb"), {"a": 10, "b": 20})
    t = total([1, 2, 4, 6], design)
    assert t.value[0] == near(5 * 3 + 10 * 10)
    assert t.se[0] ** 2 == near(4 / 3 * 212.5)


def test_trimming_shares_the_excess():
    # 10 → 7 frees 3, 1 → 1.5 takes .5: 2.5 for two others.
    design = trim_weights(Design(weights=[1, 2, 3, 10]), 1.5, 7)
    assert design.weights == near([1.5, 3.25, 4.25, 7.0])
    assert design.notes == ("weights trimmed to 1.5–7 in 2 rows",)
    same = Design(weights=[1, 2])
    assert trim_weights(same, 0, 5) is same


def test_jackknife_of_a_mean():
    # Leaving one of n out gives s²/n exactly: s² = 5/3.
    y = np.array([1.0, 2.0, 3.0, 4.0])
    r = replicate_variance(lambda w: w @ y / w.sum(), Design(weights=[1] * 4))
    assert r.se[0] ** 2 == near(5 / 12)
    assert r.replicates.shape == (4, 1)


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, dict])
def test_tables_and_their_columns(frame):
    data = frame({"y": [1.0, 2.0, 4.0, 6.0], "x": [1.0, 2.0, 3.0, 4.0]})
    by = frame({"unit": list("aabb")})
    m = mean(data, Design(weights=data["y"]), by=by)
    assert m.variable.tolist() == ["y", "x", "y", "x"]
    assert m.domain["unit"].tolist() == list("aabb")
    assert m.value[0] == near((1 + 4) / 3)
    assert m.to_frame("pandas").columns.tolist()[:2] == ["unit", "variable"]
    # Two rows in each unit: 1 degree of freedom, of the four rows of the design 3.
    assert m.df.tolist() == [1] * 4
    assert "means by unit" in repr(m)
    assert "of the domain" in repr(m)
    whole = mean(data, Design(weights=data["y"]), by=by, df="design")
    assert whole.df.tolist() == [3] * 4
    assert "of the design" in repr(whole)


def test_a_design_without_arrays_is_a_simple_random_sample():
    assert repr(Design()) == "Design(simple random sample)"
    assert mean([1, 2, 3, 4], Design()).se[0] ** 2 == near(5 / 12)


def test_no_degrees_of_freedom_no_interval():
    m = mean([1, 2], Design(strata=["a", "b"], lonely_psu="certainty"))
    assert m.df[0] == 0
    assert np.isnan([m.se[0], m.lower[0], m.upper[0]]).all()
    assert "undetermined" in repr(m)


def test_the_caller_keeps_his_arrays():
    w = np.array([1.0, 2.0, 3.0])
    design = Design(weights=w)
    w[0] = 100.0
    assert design.weights[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        design.weights[0] = 5.0


def test_answers_that_are_all_alike():
    design = Design(weights=[0.3, 0.7, 1.1, 2.3])
    m = mean(np.full((4, 2), 0.1), design)
    assert np.isnan(m.deff).all()
    assert (m.se < 1e-16).all()
    assert np.isnan(total([0.1] * 4, design).deff).all()
    # Nearly alike is not alike.
    assert mean([1e6, 1e6, 1e6, 1e6 + 1e-3], design).deff[0] > 0


def test_pairs_are_the_contrasts_one_by_one():
    by = list("aabbccdd")
    m = mean(np.arange(8.0) ** 2, Design(clusters=[1, 2] * 4), by=by, covariance=True)
    every = difference(m, "pairwise")
    assert every.label.tolist() == ["a − b", "a − c", "a − d", "b − c", "b − d", "c − d"]
    for i, pair in enumerate(("ab", "ac", "ad", "bc", "bd", "cd")):
        one = difference(m, tuple(pair))
        assert one.label[0] == every.label[i]
        assert [one.value[0], one.se[0]] == near([every.value[i], every.se[i]])
