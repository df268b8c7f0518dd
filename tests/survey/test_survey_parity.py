"""Estimates on the California school samples agree with R's survey."""

import json
from functools import partial

import numpy as np
import pytest
from api_data import DESIGNS, PARITY, figure

from kinerja import survey
from kinerja._survey.quantile import RULES
from kinerja.survey import (
    Design,
    calibrate,
    difference,
    linearized_variance,
    poststratify,
    rake,
    replicate_variance,
    trim_weights,
)

EVERY = sorted(DESIGNS)

# R counts the degrees of freedom of the whole design, in domains too.
chi_square = partial(survey.chi_square, df="design")
mean = partial(survey.mean, df="design")
proportion = partial(survey.proportion, df="design")
quantile = partial(survey.quantile, df="design")
ratio = partial(survey.ratio, df="design")
regression = partial(survey.regression, df="design")
total = partial(survey.total, df="design")
variance = partial(survey.variance, df="design")


def close(a, b, *, rel=1e-9, tiny=1e-10):
    np.testing.assert_allclose(a, b, rtol=rel, atol=tiny)


@pytest.mark.parametrize("name", EVERY)
def test_means_of_several_variables(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.mean")
    m = mean({k: data[k] for k in ("api00", "api99")}, design, covariance=True)
    close(m.value, r["value"])
    close(m.se, r["se"])
    close(m.lower, r["lower"])
    close(m.upper, r["upper"])
    close(m.covariance, r["vcov"])
    close(m.deff, r["deff"])
    assert (m.df == r["df"]).all()


@pytest.mark.parametrize("name", EVERY)
def test_totals(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.total")
    t = total(np.column_stack([data["api00"], data["meals"]]), design, covariance=True)
    for field in ("value", "se", "lower", "upper", "deff"):
        close(getattr(t, field), r[field])
    close(t.covariance, r["vcov"])


@pytest.mark.parametrize("name", EVERY)
def test_ratio(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.ratio")
    q = ratio(data["api00"], data["api99"], design)
    for field in ("value", "se", "lower", "upper"):
        close(getattr(q, field), r[field])


@pytest.mark.parametrize("name", EVERY)
def test_variance(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.var")
    v = variance(data["api00"], design)
    close(v.value, r["value"])
    close(v.se, r["se"])


@pytest.mark.parametrize("name", EVERY)
def test_domain_means_and_their_covariance(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.by")
    y = np.column_stack([data["api00"], data["ell"]])
    both = mean(y, design, by=data["stype"], covariance=True)
    alone = mean(y, design, by=data["stype"])
    close(both.value, np.transpose(r["value"]).ravel())
    close(both.se, np.transpose(r["se"]).ravel())
    close(both.covariance, r["vcov"])
    close(alone.se, both.se, rel=1e-12)
    assert both.domain["by"].tolist() == ["E", "E", "H", "H", "M", "M"]


@pytest.mark.parametrize("name", EVERY)
def test_totals_of_crossed_domains(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.bytotal")
    t = total(data["api00"], design, by={"stype": data["stype"], "wide": data["sch.wide"]})
    assert t.domain["stype"].tolist() == r["stype"]
    assert t.domain["wide"].tolist() == r["schwide"]
    close(t.value, r["value"])
    close(t.se, r["se"])


def test_missing_answers_are_outside_the_domain():
    data, design = DESIGNS["clus2"]
    r = figure("narm")
    m = mean({k: data[k] for k in ("enroll", "api00")}, design, missing="omit", covariance=True)
    close(m.value, r["value"])
    close(m.se, r["se"])
    close(m.covariance, r["vcov"])
    assert m.n.tolist() == [r["n"], r["n"]]
    assert m.provenance.left_out == (f"{126 - r['n']} rows with a missing value",)


def test_the_primitive_gives_the_errors_of_a_mean():
    data, design = DESIGNS["clus2"]
    y, w = data["api00"], design.weights
    u = (y - w @ y / w.sum()) / w.sum()
    close(np.sqrt(linearized_variance(u, design)[0, 0]), figure("clus2.mean")["se"][0])


@pytest.mark.parametrize("name", EVERY)
def test_intervals_of_a_share(name):
    data, design = DESIGNS[name]
    yes = data["sch.wide"] == "Yes"
    methods = {"logit": "logit", "wald": "mean", "beta": "beta", "likelihood": "likelihood"}
    for ours, theirs in methods.items():
        r = figure(f"{name}.ciprop")[theirs]
        p = proportion(yes, design, method=ours)
        # R ends a fit (logit) and a profile (likelihood) by tolerance.
        rel = {"likelihood": 2e-5, "logit": 1e-6}.get(ours, 1e-9)
        close([p.value[0], p.se[0]], r[:2], rel=1e-6 if rel > 1e-9 else 1e-9)
        close([p.lower[0], p.upper[0]], r[2:], rel=rel)
    # R's "xlogit" is the same interval as "logit", without the fit.
    p = proportion(yes, design)
    close([p.lower[0], p.upper[0]], figure(f"{name}.ciprop")["xlogit"][2:])


@pytest.mark.parametrize("name", EVERY)
def test_shares_of_categories(name):
    data, design = DESIGNS[name]
    r = figure(f"{name}.prop")
    p = proportion(data["stype"], design, method="wald", covariance=True)
    assert p.variable.tolist() == ["E", "H", "M"]
    for field in ("value", "se", "lower", "upper"):
        close(getattr(p, field), r[field])
    close(p.covariance, r["vcov"])


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", EVERY)
def test_quantiles_by_every_rule(name, rule):
    data, design = DESIGNS[name]
    r = np.array(figure(f"{name}.quantile")[rule], dtype=float)
    q = quantile(data["api00"], design, [0.1, 0.25, 0.5, 0.9], rule=rule)
    close(np.column_stack([q.value, q.lower, q.upper, q.se]), r)


def test_contrasts_of_domains():
    data, design = DESIGNS["clus1"]
    r = figure("contrast")
    m = mean(data["api00"], design, by=data["stype"], covariance=True)
    d = difference(m, [[1, -1, 0], [0.5, 0.5, -1]])
    close(d.value, r["value"])
    close(d.se, r["se"])
    assert (d.df == r["df"]).all()
    one = difference(m, ("E", "H"))
    assert (one.value[0], one.se[0]) == (d.value[0], d.se[0])


def test_lonely_strata():
    data = {key: np.r_[v[:101], v[150:200]] for key, v in DESIGNS["strat"][0].items()}
    r = figure("lonely")

    def design(policy):
        return Design(weights=data["pw"], strata=data["stype"], fpc=data["fpc"], lonely_psu=policy)

    m, t = (f(data["api00"], design("adjust")) for f in (mean, total))
    close([m.value[0], m.se[0], m.df[0]], [*pick(r["adjust.mean"]), r["adjust.mean"]["df"]])
    close([t.value[0], t.se[0]], pick(r["adjust.total"]))
    close([m.value[0], mean(data["api00"], design("certainty")).se[0]], pick(r["certainty.mean"]))


def pick(r):
    return [np.ravel(r["value"])[0], np.ravel(r["se"])[0]]


TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
WHOLE, API99, ELL = 6194, 3914069, 141685


def by_type(data):
    return [np.ones(data["stype"].size), data["stype"] == "H", data["stype"] == "M"]


def calibrated(name):
    kind, sample = name.split("_")[:2]
    data, design = DESIGNS[sample]
    types = np.column_stack([*by_type(data), data["api99"]]).astype(float)
    totals = [WHOLE, 755, 1018, API99]
    if name == "post_strat_other":
        return data, poststratify(design, data["sch.wide"], WIDE)
    if kind == "post":
        return data, poststratify(design, data["stype"], TYPES)
    if kind == "rake":
        return data, rake(design, [(data["stype"], TYPES), (data["sch.wide"], WIDE)])
    if name == "linear_clus2":
        x = np.column_stack([np.ones(126), data["api99"], data["ell"]])
        return data, calibrate(design, x, [WHOLE, API99, ELL])
    if kind == "trim":
        return data, trim_weights(design, 20, 70)
    bounds = (0.4, 2.5) if kind == "logit" else None
    return data, calibrate(design, types, totals, method=kind, bounds=bounds)


@pytest.mark.parametrize(
    "name",
    [
        "post_clus1", "post_strat_other", "post_clus2", "rake_clus1", "rake_clus2",
        "linear_clus1", "linear_clus2", "linear_strat", "raking_clus1", "logit_clus1",
        "trim_clus2",
    ],
)  # fmt: skip
def test_calibrated_designs(name):
    data, design = calibrated(name)
    r = figure(name)
    close([design.weights.min(), design.weights.max()], r["w"])
    y = {"api00": data["api00"], "enroll": data["enroll"]}
    m = mean(y, design, missing="omit", covariance=True)
    close(m.value, r["value"])
    close(m.se, r["se"])
    close(m.covariance, r["vcov"])
    assert (m.df == r["df"]).all()
    t = total(data["api00"], design)
    close([t.value[0], t.se[0]], pick(r["total"]))
    b = mean(data["api00"], design, by=data["stype"])
    close(b.value, r["by"]["value"])
    close(b.se, r["by"]["se"])


def test_jackknife():
    data, design = DESIGNS["clus1"]
    y, x = data["api00"], data["api99"]
    r = replicate_variance(lambda w: w @ y / w.sum(), design)
    close([r.value[0], r.se[0]], pick(figure("jk1")["mean"]))

    def ratio_of(w):
        return w @ y / (w @ x)

    r = replicate_variance(ratio_of, DESIGNS["clus1wr"][1], centre="estimate")
    close([r.value[0], r.se[0]], pick(figure("jk1mse")))
    y, x = DESIGNS["strat"][0]["api00"], DESIGNS["strat"][0]["api99"]
    r = replicate_variance(ratio_of, DESIGNS["strat"][1])
    close([r.value[0], r.se[0]], pick(figure("jkn")))


MODELS = json.loads((PARITY / "survey_api_models.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(MODELS["test"]))
def test_association_of_two_questions(name):
    data, design = DESIGNS[name]
    r = MODELS["test"][name]
    f = chi_square(data["sch.wide"], data["stype"], design)
    close([f.statistic, *f.df, f.p_value], [r["F"], *r["df"], r["p"]])
    x2 = chi_square(data["sch.wide"], data["stype"], design, statistic="chi2")
    close([x2.statistic, x2.p_value], [r["x2"], r["p2"]])
    for how in ("wald", "adj_wald"):
        for rows, cols in (("sch.wide", "stype"), ("stype", "sch.wide")):
            test = chi_square(data[rows], data[cols], design, statistic=how)
            close([test.statistic, *test.df, test.p_value], r[how], rel=1e-8)


@pytest.mark.parametrize("name", sorted(MODELS["fit"]))
def test_regression(name):
    sample = name.removeprefix("post_")
    data, design = DESIGNS[sample]
    if name != sample:
        design = poststratify(design, data["stype"], TYPES)
    r = MODELS["fit"][name]
    x = {"ell": data["ell"], "meals": data["meals"], "mobility": MODELS["mobility"][sample]}
    fit = regression(data["api00"], x, design)
    for field, theirs in (("value", "value"), ("se", "se"), ("t", "t"), ("p_value", "p")):
        close(getattr(fit, field), r[theirs])
    close(np.column_stack([fit.lower, fit.upper]), r["ci"])
    assert fit.df == r["df"]
