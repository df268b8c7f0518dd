"""Estimates of a table's survey: what the engine adds up comes to what the rows come to."""

import numpy as np
import pytest

from kinerja import frames, survey
from kinerja.errors import InputError
from kinerja.schemes import skm

N = 240
FIELDS = ("value", "se", "lower", "upper", "deff", "df", "n", "small")


def sample(*, gaps=False, seed=5):
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 3, N)
    out = {
        "stratum": [f"s{v}" for v in stratum],
        "cluster": (stratum * 100 + rng.integers(0, 6, N)).tolist(),
        "unit": rng.choice(["north", "south", "east"], N, p=[0.6, 0.3, 0.1]).tolist(),
        "sex": rng.choice(["f", "m"], N).tolist(),
        "w": rng.uniform(1, 3, N).round(3).tolist(),
        "population": [[900, 700, 1200][v] for v in stratum],
        "y": (1000.0 + rng.normal(size=N)).tolist(),
        "x": rng.uniform(1, 5, N).tolist(),
        "answer": rng.choice(["no", "yes", "perhaps"], N).tolist(),
    }
    out |= {f"U{j}": rng.integers(1, 5, N).tolist() for j in range(1, 10)}
    if gaps:
        for name in ("y", "U3"):
            out[name] = [None if i % 7 == 0 else float(v) for i, v in enumerate(out[name])]
    return out


def array(values):
    return np.array([np.nan if v is None else v for v in values], dtype=float)


def same(found, wanted, fields=FIELDS):
    for name in fields:
        got, want = getattr(found, name), getattr(wanted, name)
        np.testing.assert_allclose(
            np.asarray(got, float), np.asarray(want, float), rtol=1e-9, atol=1e-10, err_msg=name
        )
    assert found.provenance.left_out == wanted.provenance.left_out
    for name in wanted.domain:
        assert found.domain[name].tolist() == wanted.domain[name].tolist()


DESIGNS = {
    "clusters": (
        {"strata": "stratum", "clusters": "cluster", "weights": "w"},
        ("stratum", "cluster"),
    ),
    "rows": ({"strata": "stratum", "weights": "w"}, ("stratum",)),
}


def design_of(kind, data):
    strata = data["stratum"]
    clusters = data["cluster"] if kind == "clusters" else None
    return survey.Design(weights=data["w"], strata=strata, clusters=clusters)


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("df", ["domain", "nchs", "design"])
def test_means_and_totals_are_those_of_the_rows(engine, kind, df):
    data = sample()
    table, design = engine.table(data), design_of(kind, data)
    named = DESIGNS[kind][0] | {"df": df}
    same(
        frames.survey_mean(table, "y", by="unit", **named),
        survey.mean(data["y"], design, by={"unit": data["unit"]}, df=df),
    )
    same(
        frames.survey_total(table, ["x", "y"], by=["unit", "sex"], **named),
        survey.total(
            {"x": data["x"], "y": data["y"]},
            design,
            by={"unit": data["unit"], "sex": data["sex"]},
            df=df,
        ),
    )


@pytest.mark.parametrize("kind", DESIGNS)
def test_ratios_and_shares_are_those_of_the_rows(engine, kind):
    data = sample()
    table, design = engine.table(data), design_of(kind, data)
    named = DESIGNS[kind][0]
    same(
        frames.survey_ratio(table, "y", "x", by="unit", **named),
        survey.ratio(data["y"], data["x"], design, by={"unit": data["unit"]}),
    )
    for method in ("logit", "wald", "beta", "wilson"):
        same(
            frames.survey_proportion(table, "answer", by="unit", method=method, **named),
            survey.proportion(data["answer"], design, by={"unit": data["unit"]}, method=method),
        )


@pytest.mark.parametrize("missing", ["omit", "available"])
@pytest.mark.parametrize("kind", DESIGNS)
def test_missing_answers_leave_their_units_in_the_design(engine, kind, missing):
    data = sample(gaps=True)
    table, design = engine.table(data), design_of(kind, data)
    same(
        frames.survey_mean(table, ["y", "x"], by="unit", missing=missing, **DESIGNS[kind][0]),
        survey.mean(
            {"y": array(data["y"]), "x": data["x"]},
            design,
            by={"unit": data["unit"]},
            missing=missing,
        ),
    )
    with pytest.raises(InputError) as caught:
        frames.survey_mean(table, "y", **DESIGNS[kind][0])
    assert caught.value.code == "missing_value"


def test_populations_give_the_weights_and_shrink_the_error(engine):
    data = sample()
    table = engine.table(data)
    design = survey.Design(strata=data["stratum"], fpc=data["population"])
    same(
        frames.survey_total(table, "x", strata="stratum", fpc="population"),
        survey.total(data["x"], design),
    )


def same_covariance(found, wanted):
    same(found, wanted)
    np.testing.assert_allclose(found.covariance, wanted.covariance, rtol=1e-8, atol=1e-11)
    first, last = wanted.labels[0], wanted.labels[-1]
    for df in (found, wanted):
        assert df.held is not None
    pair = {first: 1.0, last: -1.0}
    ours, theirs = survey.difference(found, pair), survey.difference(wanted, pair)
    assert ours.df.tolist() == theirs.df.tolist()
    np.testing.assert_allclose(ours.se, theirs.se, rtol=1e-8)


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("missing", ["omit", "available"])
def test_covariances_of_domains_are_those_of_the_rows(engine, kind, missing):
    data = sample(gaps=True)
    table, design, by = engine.table(data), design_of(kind, data), {"unit": data["unit"]}
    asked = {"by": "unit", "missing": missing, "covariance": True} | DESIGNS[kind][0]
    options = {"by": by, "missing": missing, "covariance": True}
    both = {"y": array(data["y"]), "x": data["x"]}
    same_covariance(
        frames.survey_mean(table, ["y", "x"], **asked), survey.mean(both, design, **options)
    )
    same_covariance(
        frames.survey_total(table, ["y", "x"], **asked), survey.total(both, design, **options)
    )
    if missing == "omit":
        same_covariance(
            frames.survey_ratio(table, "y", "x", **asked),
            survey.ratio(both["y"], both["x"], design, **options),
        )
        same_covariance(
            frames.survey_proportion(table, "answer", **asked),
            survey.proportion(data["answer"], design, **options),
        )


@pytest.mark.parametrize("policy", ["certainty", "adjust"])
@pytest.mark.parametrize("whole", [False, True])
def test_strata_of_one_row_count_as_their_policy_says(engine, policy, whole):
    data = sample()
    data["stratum"] = ["alone" if i == 7 else s for i, s in enumerate(data["stratum"])]
    size = {"alone": 1 if whole else 40, "s0": 900, "s1": 700, "s2": 1200}
    data["population"] = [size[s] for s in data["stratum"]]
    named = {"strata": "stratum", "fpc": "population"}
    design = survey.Design(
        strata=data["stratum"], fpc=data["population"], lonely_psu=policy, weights=data["w"]
    )
    found = frames.survey_mean(
        engine.table(data), "x", by="unit", lonely_psu=policy, weights="w", **named
    )
    same(found, survey.mean(data["x"], design, by={"unit": data["unit"]}))
    if whole:
        return  # a stratum that was taken whole is not alone
    with pytest.raises(InputError) as caught:
        frames.survey_mean(engine.table(data), "x", by="unit", weights="w", **named)
    assert caught.value.code == "lonely_psu"


@pytest.mark.parametrize("clusters", [None, "cluster"])
@pytest.mark.parametrize("gaps", [False, True])
def test_the_satisfaction_index_is_that_of_the_rows(engine, clusters, gaps):
    data = sample(gaps=gaps)
    answers = {f"U{j}": array(data[f"U{j}"]) for j in range(1, 10)}
    design = None if clusters is None else survey.Design(clusters=data["cluster"])
    missing = "omit" if gaps else "raise"
    found = frames.skm_index(engine.table(data), by="unit", clusters=clusters, missing=missing)
    wanted = skm.index(answers, by={"unit": data["unit"]}, design=design, missing=missing)
    for name in ("index", "converted", "se", "lower", "upper", "n", "df", "item_mean", "item_n"):
        np.testing.assert_allclose(
            np.asarray(getattr(found, name), float),
            np.asarray(getattr(wanted, name), float),
            rtol=1e-9,
            err_msg=name,
        )
    assert found.grade.tolist() == wanted.grade.tolist()
    bad = data | {"U9": [5] * N}
    with pytest.raises(InputError) as caught:
        frames.skm_index(engine.table(bad), clusters=clusters, missing=missing)
    assert caught.value.code == "out_of_range"


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ({}, 1),  # all is there: the sums themselves say so
        ({"x": [None] + [2.5] * (N - 1)}, 2),  # the pass that found the gap, and the careful one
        ({"x": [1e5 + i % 3 for i in range(N)]}, 2),  # far from 0: again, about the mean
    ],
)
def test_a_table_is_read_once_where_nothing_is_missing(monkeypatch, change, passes):
    pl = pytest.importorskip("polars")
    data = sample() | change
    read = []
    collect = pl.LazyFrame.collect
    monkeypatch.setattr(
        pl.LazyFrame, "collect", lambda self, **kw: read.append(1) or collect(self, **kw)
    )
    table = pl.LazyFrame(data)
    named = DESIGNS["clusters"][0] | {"missing": "omit"}
    found = frames.survey_mean(table, "x", by="unit", **named)
    assert len(read) == passes
    same(
        found,
        survey.mean(
            array(data["x"]),
            design_of("clusters", data),
            by={"unit": data["unit"]},
            missing="omit",
        ),
    )


def test_weights_of_nothing_and_gaps_are_told_from_what_counts(lazy):
    data = sample(gaps=True)
    data["w"] = [0.0 if i % 5 == 0 else w for i, w in enumerate(data["w"])]
    for kind in DESIGNS:
        same(
            frames.survey_mean(
                lazy.table(data), ["y", "x"], by="unit", missing="omit", **DESIGNS[kind][0]
            ),
            survey.mean(
                {"y": array(data["y"]), "x": data["x"]},
                design_of(kind, data),
                by={"unit": data["unit"]},
                missing="omit",
            ),
        )


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("estimate", ["mean", "total"])
def test_limits_of_small_domains_where_all_answers_are_alike_are_undetermined(lazy, kind, estimate):
    data = sample()
    # Thirteen rows of "few" answer alike, many of "south" too; the others do not.
    data["unit"] = ["few" if i < 13 else unit for i, unit in enumerate(data["unit"])]
    data["x"] = [
        {"few": 2.3, "south": 4.7}.get(unit, x)
        for unit, x in zip(data["unit"], data["x"], strict=True)
    ]
    data["one"] = [1] * N
    ours = getattr(frames, f"survey_{estimate}")
    theirs = getattr(survey, estimate)
    for y in ("x", "one"):
        found = ours(lazy.table(data), y, by="unit", **DESIGNS[kind][0])
        same(found, theirs(data[y], design_of(kind, data), by={"unit": data["unit"]}))
        assert np.isnan(found.deff).any()


@pytest.mark.parametrize("column", ["unit", "stratum", "cluster"])
def test_a_blank_label_of_the_design_is_refused_and_counted_in_rows(lazy, column):
    data = sample()
    data["cluster"] = [f"c{v}" for v in data["cluster"]]
    data[column] = [" " if i in {3, 50, 51} else v for i, v in enumerate(data[column])]
    with pytest.raises(InputError) as caught:
        frames.survey_mean(lazy.table(data), "x", by="unit", **DESIGNS["clusters"][0])
    assert caught.value.code == "missing_value"
    if lazy.name != "dask":  # its columns are read, and their rows are named
        assert f"label in every row in column '{column}'" in caught.value.expected
        assert "3 rows" in caught.value.found


def test_rows_in_no_domain_are_counted_and_stay_in_the_design(lazy):
    data = sample(gaps=True)
    data["unit"] = [None if i % 9 == 0 else v for i, v in enumerate(data["unit"])]
    for kind in DESIGNS:
        same(
            frames.survey_mean(
                lazy.table(data), "y", by="unit", missing="omit", **DESIGNS[kind][0]
            ),
            survey.mean(
                array(data["y"]), design_of(kind, data), by={"unit": data["unit"]}, missing="omit"
            ),
        )


def test_small_domains_of_a_table_are_hidden_as_those_of_rows(engine):
    data = sample()
    # East has a tenth of 240, some 12 of either sex: both are hidden by a minimum of 20.
    frame, least = engine.table(data), 20
    columns, names = design_of("clusters", data), DESIGNS["clusters"][0]
    by = {name: data[name] for name in ("unit", "sex")}
    asked = {"by": ["unit", "sex"], "minimum": least, **names}
    pairs = [
        (frames.survey_mean(frame, "y", **asked), survey.mean, array(data["y"])),
        (frames.survey_total(frame, "y", **asked), survey.total, array(data["y"])),
    ]
    for found, function, y in pairs:
        wanted = function(y, columns, by=by, minimum=least)
        same(found, wanted)
        assert set(found.suppressed) == set(wanted.suppressed)
        assert len(found.suppressed) >= 2
        assert np.isnan(found.value).sum() == len(found.suppressed)
    index = frames.skm_index(frame, **asked)
    answers = np.array([data[f"U{j}"] for j in range(1, 10)], dtype=float).T
    assert set(index.suppressed) == set(
        skm.index(answers, design=columns, by=by, minimum=least).suppressed
    )
    assert np.isnan(index.converted).sum() == len(index.suppressed)
