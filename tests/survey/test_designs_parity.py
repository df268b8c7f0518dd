"""Made-up samples of every kind of design agree with R's survey to nine digits."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from kinerja import survey
from kinerja.survey import (
    Design,
    calibrate,
    difference,
    poststratify,
    replicate_variance,
    trim_weights,
)

# R counts the degrees of freedom of the whole design, in domains too.
chi_square = partial(survey.chi_square, df="design")
mean = partial(survey.mean, df="design")
proportion = partial(survey.proportion, df="design")
ratio = partial(survey.ratio, df="design")
regression = partial(survey.regression, df="design")
total = partial(survey.total, df="design")
variance = partial(survey.variance, df="design")

PARITY = Path(__file__).parents[1] / "parity"
CASES = json.loads((PARITY / "survey_designs.json").read_text("utf-8"))["cases"]


def numbers(values):
    flat = [np.nan if v is None else v for v in np.ravel(np.array(values, dtype=object))]
    return np.array(flat, dtype=float)


def close(ours, theirs, *, rel=1e-9):
    a, b = np.ravel(np.asarray(ours, dtype=float)), numbers(theirs)
    known = b[np.isfinite(b)]
    np.testing.assert_allclose(
        a, b, rtol=rel, atol=1e-11 * max(1.0, np.abs(known).max(initial=0.0))
    )


class Case:
    def __init__(self, name):
        case = CASES[name]
        self.r = case["figures"]
        self.d = {
            key: np.array(v, dtype=object) if key == "g1" else numbers(v)
            for key, v in case["data"].items()
        }
        d, options = self.d, {}
        clusters = [d["psu"], d["ssu"]][: case["stages"][0]]
        if clusters:
            options["clusters"] = clusters
        if "strata" in case["args"]:
            options["strata"] = d["h"]
        if "weights" in case["args"]:
            options["weights"] = d["pw"]
        if case["fpc"]:
            options["fpc"] = [d[key] for key in case["fpc"]]
        policy = case["lonely"][0]
        self.design = Design(**options, lonely_psu="raise" if policy == "fail" else policy)
        self.y = {"y1": d["y1"], "y2": d["y2"]}
        self.x = {"y1": d["y1"], "x": d["x"]}
        self.g2 = d["g2"].astype(int)


@pytest.fixture(params=sorted(CASES))
def case(request):
    return Case(request.param)


def agrees(estimates, r, *, covariance=True, rel=1e-9):
    close(estimates.value, r["value"], rel=rel)
    close(estimates.se, r["se"], rel=rel)
    if covariance:
        close(estimates.covariance, r["vcov"], rel=rel)
        close(np.column_stack([estimates.lower, estimates.upper]), r["ci"], rel=rel)


def test_weights_and_degrees_of_freedom(case):
    close(case.design.weights, case.r["weights"])
    assert case.design.df == case.r["df"][0]


def test_means_totals_ratios_and_variances(case):
    d, r, design = case.d, case.r, case.design
    m = mean(case.y, design, covariance=True)
    agrees(m, r["mean"])
    close(m.deff, r["deff"])
    agrees(total(case.y, design, covariance=True), r["total"])
    agrees(ratio(d["y1"], d["x"], design, covariance=True), r["ratio"])
    agrees(variance(d["y1"], design), r["variance"], covariance=False)


def test_domains(case):
    d, r, design = case.d, case.r, case.design
    by = {"g1": d["g1"], "g2": case.g2}
    m = mean(case.y, design, by=by, covariance=True)
    close(m.value, r["crossed"]["value"])
    close(m.se, r["crossed"]["se"])
    close(m.covariance, r["crossed"]["vcov"])
    close(mean(case.y, design, by=by).se, r["crossed"]["se"])
    agrees(total(d["y1"], design, by=d["g1"]), r["totals"], covariance=False)
    agrees(ratio(d["y1"], d["x"], design, by=d["g1"]), r["ratios"], covariance=False)
    units = mean(d["y1"], design, by=d["g1"], covariance=True)
    k = difference(units, [[1, -1, 0], [0.5, 0.5, -1]])
    close(k.value, r["contrast"]["value"])
    close(k.se, r["contrast"]["se"])


def test_missing_answers(case):
    d, r = case.d, case.r
    m = mean({"y3": d["y3"], "y2": d["y2"]}, case.design, missing="omit", covariance=True)
    agrees(m, r["omit"])
    agrees(total(d["y3"], case.design, missing="omit", covariance=True), r["omit_total"])


def test_shares(case):
    p = proportion(case.d["g1"], case.design, method="wald", covariance=True)
    agrees(p, case.r["shares"])
    for method, r in case.r["intervals"].items():
        p = proportion(case.d["b"] == 1, case.design, method=method)
        close([p.value[0], p.se[0], p.lower[0], p.upper[0]], r)


def association_agrees(rows, cols, design, r, *, rel=1e-9):
    f = chi_square(rows, cols, design)
    close([f.statistic, *f.df, f.p_value], [*r["F"], *r["df"], *r["p"]], rel=rel)
    chi2 = chi_square(rows, cols, design, statistic="chi2")
    close([chi2.statistic, chi2.p_value], [*r["x2"], *r["p2"]], rel=rel)
    assert chi2.df.tolist() == [2.0]


def test_association(case):
    association_agrees(case.d["g1"], case.g2, case.design, case.r["test"])
    # Which question is called the rows does not matter.
    association_agrees(case.g2, case.d["g1"], case.design, case.r["test"])


def fitted(fit, r, *, rel=1e-9):
    close(fit.value, r["value"], rel=rel)
    close(fit.se, r["se"], rel=rel)
    close(fit.covariance, r["vcov"], rel=rel)
    assert fit.df == max(r["df"][0], 0)  # R counts on below 0
    if fit.df > 1:  # with one R's detour over the normal distribution overflows
        close(np.column_stack([fit.lower, fit.upper]), r["ci"], rel=1e-8)
    if fit.df > 0:
        close(fit.p_value, r["p"], rel=rel)


def test_regressions(case):
    d, r, design = case.d, case.r, case.design
    fitted(regression(d["y2"], case.x, design), r["fit"])
    by_group = regression(d["y2"], {"g1": d["g1"], "x": d["x"]}, design)
    assert by_group.term.tolist() == ["intercept", "g1=b", "g1=c", "x"]
    fitted(by_group, r["fit_factor"])
    omitted = regression(d["y3"], np.column_stack([d["y2"], d["x"]]), design, missing="omit")
    close(omitted.value, r["fit_omit"]["value"])
    close(omitted.se, r["fit_omit"]["se"])
    part = regression(d["y2"], d["x"], design, domain=case.g2 == 1)
    close(part.value, r["fit_domain"]["value"])
    close(part.se, r["fit_domain"]["se"])


def test_jackknife(case):
    r = case.r.get("jackknife")
    if r is not None:
        d = case.d
        out = replicate_variance(lambda w: w @ d["y1"] / (w @ d["x"]), case.design)
        close([out.value[0], out.se[0]], [*r["value"], *r["se"]])


def test_calibrated_designs(case):
    d, r, design = case.d, case.r, case.design
    groups, whole, x_total = r["groups"], r["population"][0], r["x_total"][0]
    one = np.ones(d["x"].size)
    steps = {
        "post": poststratify(design, case.g2, {1: groups[0], 2: groups[1]}),
        "raking": calibrate(
            design,
            np.column_stack([one, d["x"], case.g2 == 2]),
            [whole, x_total, groups[1]],
            method="raking",
        ),
        "logit": calibrate(
            design,
            np.column_stack([one, d["x"]]),
            [whole, x_total],
            method="logit",
            bounds=(0.3, 3.5),
        ),
    }
    if "trim" in r:
        steps["trim"] = trim_weights(design, 5, 15)
    for name, stepped in steps.items():
        figures, rel = r[name], 1e-8
        close(stepped.weights, figures["w"], rel=rel)
        agrees(mean(case.y, stepped, covariance=True), figures["mean"], rel=rel)
        agrees(total(d["y1"], stepped, covariance=True), figures["total"], rel=rel)
        units = mean(d["y1"], stepped, by=d["g1"])
        agrees(units, figures["by"], covariance=False, rel=rel)
        fitted(regression(d["y2"], case.x, stepped), figures["fit"], rel=rel)
        association_agrees(d["g1"], case.g2, stepped, figures["test"], rel=rel)
