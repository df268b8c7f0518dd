"""Estimates on the California school samples agree with R's survey."""

import numpy as np
import pytest
from api_data import DESIGNS, figure

from kinerja.survey import linearized_variance, mean, ratio, total, variance

EVERY = sorted(DESIGNS)


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
    assert m.df == r["df"]


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
