"""Each scale, mean and policy on one small table of odd figures: an engine gives numpy's columns.

Random cards try how these go together; here each stands alone, at its ends and at zeros and gaps.
"""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from test_frames_cards import EVERYTHING, agree, expected

from kinerja import frames
from kinerja.indicators import (
    MPI,
    OWA,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    Logistic,
    LogNormal,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    Target,
)

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")

NAN = float("nan")


def by_polars(columns):
    return pl.LazyFrame(columns), lambda made: made.collect().to_dict(as_series=False)


def by_duckdb(columns):
    frame = pd.DataFrame(columns)  # noqa: F841 - read by name in the statement
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT * FROM frame")

    def read(made):
        rows = made.order("row").fetchall()
        return dict(zip(made.columns, map(list, zip(*rows, strict=True)), strict=True))

    return connection.table("t"), read


@pytest.fixture(params=[by_polars, by_duckdb])
def engine(request):
    return request.param


def scored(engine, card, values, **options):
    """The appended columns, of the rows in their order."""
    values = np.asarray(values, dtype=float)
    columns = {"row": list(range(len(values)))} | {
        code: [None if v != v else v for v in values[:, j].tolist()]
        for j, code in enumerate(card.codes)
    }
    table, read = engine(columns)
    found = read(frames.score(card, table, columns=EVERYTHING, **options))
    return {name: column for name, column in found.items() if name not in columns}


def leaf(code, scale, weight=1.0, **more):
    return Indicator(code=code, name=code, scale=scale, weight=weight, **more)


def of(*parts, how="arithmetic", bands=None):
    return Scorecard(code="c", name="C", parts=parts, aggregation=how, bands=bands)


BESIDE = np.nextafter([3.0, 25.0, 3.0, 25.0], [-np.inf, np.inf, np.inf, -np.inf])
AT = [
    *([x] for x in BESIDE),
    [-40.0],
    [0.0],
    [0.7],
    [3.0],
    [3.5],
    [10.0],
    [11.0],
    [25.0],
    [30.0],
    [260.0],
]
ABOVE_0 = [row for row in AT if row[0] > 0]
NOT_BELOW_0 = [row for row in AT if row[0] >= 0]
SCALES = {
    "identity": (Identity(), AT),
    "linear": (Linear(worst=3, best=25), AT),
    "linear, less is better": (Linear(worst=25, best=3, low=-10, high=70), AT),
    "linear, not cut": (Linear(worst=3, best=25, low=5, high=95, clip=False), AT),
    "log": (Log(worst=3, best=25, low=20, high=90), ABOVE_0),
    "log, less is better": (Log(worst=25, best=3), ABOVE_0),
    "log, not cut": (Log(worst=3, best=25, clip=False), ABOVE_0),
    "piecewise": (Piecewise(points=((0, 40), (10, 90), (25, 90), (30, 20))), AT),
    "piecewise, beyond": (Piecewise(points=((3, 40), (10, 90), (30, 20)), extrapolate=True), AT),
    "steps": (Steps(thresholds=(3, 10, 30), points=(80, 10, 60, 35)), AT),
    "steps, closed right": (
        Steps(thresholds=(3, 10, 30), points=(80, 10, 60, 35), closed="right"),
        AT,
    ),
    "target": (Target(target=10), AT),
    "target, cut": (Target(target=10, cap=110, floor=5), AT),
    "target, linear": (Target(target=10, cost="linear"), AT),
    "target, linear, cut": (Target(target=10, cost="linear", cap=120, floor=-30), AT),
    "target, ratio": (Target(target=10, cost="ratio"), ABOVE_0),
    "target, ratio, cut": (Target(target=10, cost="ratio", cap=150), NOT_BELOW_0),
    "target, ratio, cut at 0": (Target(target=10, cost="ratio", cap=0, floor=-10), NOT_BELOW_0),
    "target, ratio, floor": (Target(target=10, cost="ratio", cap=150, floor=40), NOT_BELOW_0),
    "log-normal": (LogNormal(median=10, p10=3), NOT_BELOW_0),
    "log-normal, other ends": (LogNormal(median=4, p10=0.7, low=10, high=60), NOT_BELOW_0),
    "logistic": (Logistic(midpoint=10, slope=0.3), AT),
    "logistic, falling": (Logistic(midpoint=3, slope=-2.5, low=20, high=45), AT),
    "logistic, steep": (Logistic(midpoint=3, slope=1e6), AT),
}


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_gives_its_points_and_says_where_it_cuts(engine, name):
    scale, values = SCALES[name]
    card = of(leaf("a", scale))
    agree(scored(engine, card, values), expected(card, values), tolerance=1e-12)


@pytest.mark.parametrize("name", SCALES)
@pytest.mark.parametrize("missing", ["reweight", -7.5])
def test_a_gap_in_a_scale_is_what_the_policy_makes_of_it(name, missing):
    scale, values = SCALES[name]
    card = of(leaf("a", scale, 2.0), leaf("b", Identity(), 3.0))
    rows = [[row[0], NAN if i % 3 == 1 else 7.0 * i] for i, row in enumerate(values)]
    rows += [[NAN, 40.0], [NAN, NAN]]
    got = scored(by_polars, card, rows, missing=missing)
    agree(got, expected(card, rows, missing=missing), tolerance=1e-12)


NEVER = {
    "not_positive": {"log", "log, less is better", "log, not cut", "target, ratio"},
    "negative": {"target, ratio, cut", "target, ratio, cut at 0", "target, ratio, floor",
                 "log-normal", "log-normal, other ends"},
}  # fmt: skip


def by_pandas(columns):
    return pd.DataFrame(columns), lambda made: {
        name: [None if pd.isna(x) else x for x in made[name]] for name in made.columns
    }


@pytest.mark.parametrize("name", SCALES)
@pytest.mark.parametrize("library", [by_pandas, by_polars, by_duckdb])
def test_a_value_that_a_scale_cannot_have_is_flagged_and_no_other(library, name):
    scale, _ = SCALES[name]
    values = [-3.0, -1e-300, 0.0, 1e-300, 0.4, 1.0, 30.0]
    found = scored(library, of(leaf("a", scale)), [[x] for x in values], on_bad="flag")
    wanted = [
        "a: not_positive" if x <= 0 and name in NEVER["not_positive"]
        else "a: negative" if x < 0 and name in NEVER["negative"]
        else None
        for x in values
    ]  # fmt: skip
    assert found["problem"] == wanted
    good = [[x] for x, word in zip(values, wanted, strict=True) if word is None]
    own = expected(of(leaf("a", scale)), good)["total"]
    totals = [x for x in found["total"] if x is not None]
    np.testing.assert_allclose(totals, own, rtol=1e-9, atol=1e-9)


MEANS = {
    "arithmetic": "arithmetic",
    "geometric": "geometric",
    "harmonic": "harmonic",
    "power 1": Power(p=1.0),
    "power 0": Power(p=0.0),
    "power 2.5": Power(p=2.5),
    "power 40": Power(p=40.0),
    "power -3": Power(p=-3.0),
    "minimum": "minimum",
    "owa": OWA(weights=(5, 1, 2, 0)),
    "mpi": MPI(),
    "mpi plus": MPI(penalty="plus"),
}
PARTS = [
    [80.0, 20.0, 50.0, 35.0],
    [20.0, 80.0, 50.0, 35.0],
    [60.0, 60.0, 60.0, 60.0],
    [60.0, 60.0, 10.0, 60.0],
    [7.0, 60.0, 7.0, 60.0],
    [0.0, 45.0, 90.0, 30.0],
    [45.0, 0.0, 0.0, 30.0],
    [0.0, 0.0, 0.0, 0.0],
    [3e-8, 95.0, 41.0, 1e3],
]
HOLES = [
    [80.0, NAN, 50.0, 35.0],
    [NAN, 80.0, 50.0, NAN],
    [NAN, NAN, 12.0, NAN],
    [0.0, NAN, 50.0, 25.0],
    [NAN, 0.0, 0.0, NAN],
    [NAN, 60.0, 60.0, 60.0],
    [NAN, NAN, NAN, NAN],
]


def means_of(name, *weights):
    how = MEANS[name]
    if (not isinstance(how, str) and not isinstance(how, Power)) or how == "minimum":
        weights = (1.0,) * 4
    return of(*(leaf(c, Identity(), w) for c, w in zip("abcd", weights, strict=True)), how=how)


@pytest.mark.parametrize("name", MEANS)
@pytest.mark.parametrize("weights", [(1.0, 2.0, 0.5, 4.0), (3.0, 0.0, 1.0, 1.0)], ids=str)
def test_a_mean_is_that_of_numpy_at_ties_and_zeros(engine, name, weights):
    card = means_of(name, *weights)
    agree(scored(engine, card, PARTS), expected(card, PARTS), tolerance=1e-11)


@pytest.mark.parametrize("name", MEANS)
@pytest.mark.parametrize(
    ("missing", "least"), [("reweight", 0.0), ("reweight", 0.6), ("propagate", 0.0), (15.0, 0.6)]
)
def test_gaps_among_the_parts_of_a_mean(engine, name, missing, least):
    card = means_of(name, 1.0, 2.0, 0.5, 4.0)
    rows = PARTS + HOLES
    got = scored(engine, card, rows, missing=missing, min_coverage=least)
    agree(got, expected(card, rows, missing=missing, min_coverage=least), tolerance=1e-11)


@pytest.mark.parametrize("name", MEANS)
@pytest.mark.parametrize("outer", ["arithmetic", "geometric"])
def test_a_group_is_a_part_like_any_other(name, outer):
    how = MEANS[name]
    if (name, outer) == ("mpi", "geometric"):
        outer = "minimum"  # its index may fall below 0, which a geometric mean refuses
    if name == "owa":
        how = OWA(weights=(5, 1, 2))
    weight = 1.0 if name in {"minimum", "owa", "mpi", "mpi plus"} else 3.0
    inner = Group(
        code="g", name="G", aggregation=how, weight=1.0 if outer == "minimum" else 2.0,
        parts=(leaf("b", Identity(), weight), leaf("c", Identity(), 1.0),
               leaf("d", Identity(), 1.0)),
    )  # fmt: skip
    card = of(leaf("a", Identity(), 1.0), inner, how=MEANS[outer])
    agree(scored(by_polars, card, PARTS), expected(card, PARTS), tolerance=1e-11)
    rows = PARTS + HOLES
    got = scored(by_polars, card, rows, missing="reweight")
    agree(got, expected(card, rows, missing="reweight"), tolerance=1e-11)


@pytest.mark.parametrize("missing", ["reweight", -20.0, 30.0])
@pytest.mark.parametrize("how", ["geometric", "harmonic", "mpi", "power 2.5"])
def test_what_a_mean_cannot_have_is_named_where_it_is_flagged(engine, missing, how):
    card = of(leaf("a", Identity(), 1.0), leaf("b", Identity(), 1.0), how=MEANS[how])
    rows = [[50.0, 30.0], [-4.0, 30.0], [NAN, 30.0], [-60.0, 30.0], [NAN, -5.0]]
    found = scored(engine, card, rows, missing=missing, on_bad="flag")
    wanted = []
    for a, b in rows:
        if isinstance(missing, float):
            a = missing if a != a else a
        known = [x for x in (a, b) if x == x]
        if how == "mpi":  # M of what is there must be above 0
            wanted.append("c: not_positive" if sum(known) <= 0 else None)
        else:
            wanted.append("c: negative" if min(known) < 0 else None)
    assert found["problem"] == wanted
    assert [x is None for x in found["total"]] == [word is not None for word in wanted]
    assert [x is None for x in found["points_b"]] == [word is not None for word in wanted]


GRADED = {
    "open": Bands.of({"low": None, "fair": 40, "good": 66.6}, decimals=1),
    "from 10": Bands.of({"low": 10, "fair": 40.25, "good": 66.6}),
    "whole": Bands.of({"low": -5, "fair": 40, "good": 67}, upper=100, decimals=0),
    "to 90": Bands.of({"low": 0, "good": 50}, upper=90, decimals=2),
}
TOTALS = [-6.0, -5.5, -5.4, 0.0, -0.004, -0.006, 9.999999, 10.0, 39.5, 39.94, 39.95, 40.0, 40.25,
          40.2499999, 49.994, 49.995, 50.0, 66.5, 66.55, 66.6, 66.54, 90.0, 90.004, 90.005, 90.01,
          100.0, 100.4, 100.5, 101.0]  # fmt: skip


@pytest.mark.parametrize("name", GRADED)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_total_is_graded_or_refused_to_the_last_digit(engine, name, language):
    bands = GRADED[name]
    card = of(leaf("a", Identity()), bands=bands)
    outside = bands.outside(bands.judged(np.array(TOTALS)))
    found = scored(engine, card, [[x] for x in TOTALS], on_bad="flag", language=language)
    assert found["problem"] == ["total: out_of_range" if x else None for x in outside]
    inside = [[x] for x, out in zip(TOTALS, outside, strict=True) if not out]
    wanted = expected(card, inside)["band"].tolist()
    assert [x for x in found["band"] if x is not None] == wanted
    assert len(set(wanted)) == len(bands.bands)


def test_ranges_and_scales_that_hold_a_total_inside_need_no_look(engine):
    bands = Bands.of({"low": 0, "good": 50}, upper=100)
    held = leaf("a", Linear(worst=3, best=25))
    assert frames.compile(of(held, bands=bands), on_bad="raise").columns == (
        "points_a", "total", "band")  # fmt: skip
    for low, high, bad in ((0, 100, False), (-1, 100, True), (0, 101, True)):
        card = of(leaf("a", Identity(), valid_range=(low, high)), bands=bands)
        found = scored(engine, card, [[low], [high], [50]], on_bad="flag")
        problems = [word for word in found["problem"] if word]
        assert problems == ["total: out_of_range"] * bad


@pytest.mark.parametrize("on_bad", ["raise", "flag"])
def test_only_what_is_asked_for_is_appended_in_the_order_of_the_kinds(engine, on_bad):
    group = Group(code="g", name="G", parts=(leaf("b", Linear(worst=0, best=9)),))
    card = of(leaf("a", Identity()), group, bands=GRADED["open"])
    table, read = engine({"row": [0], "a": [50.0], "b": [4.5]})
    names = {
        "points": ["points_a", "points_b"], "groups": ["group_g"], "total": ["total"],
        "band": ["band"], "coverage": ["coverage"],
        "contributions": ["contribution_a", "contribution_b"], "clipped": ["clipped_a",
                                                                          "clipped_b"],
    }  # fmt: skip
    for kind, made in names.items():
        for prefix in ("", "k_"):
            found = read(frames.score(card, table, columns=[kind], prefix=prefix, on_bad=on_bad))
            wanted = made + (["problem"] if on_bad == "flag" else [])
            assert list(found) == ["row", "a", "b", *(prefix + name for name in wanted)]
    both = frames.score(card, table, columns=["clipped", "points"], on_bad=on_bad)
    assert list(read(both))[3:7] == ["points_a", "points_b", "clipped_a", "clipped_b"]
