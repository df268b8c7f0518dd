"""scoring: points, totals, contributions, missing values, ranks, and what is refused."""

import copy
import json
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.indicators import (
    MPI,
    OWA,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    MaxShare,
    MinMax,
    Percentile,
    Piecewise,
    Power,
    Scorecard,
    SumShare,
    Target,
    Vector,
    ZScore,
)
from kinerja.scoring import (
    Scores,
    aggregate,
    anchor,
    explain,
    next_band,
    score,
    weighted_mean,
)
from strategies import WEIGHTED, cards, data_for, relative_scales


def leaf(code, weight=1.0, **more):
    return Indicator(code=code, name=code, **{"scale": Identity(), "weight": weight, **more})


def card(*parts, **more):
    return Scorecard(code="card", name="Card", parts=parts, **more)


TWO = card(leaf("a", 3), leaf("b", 1), bands=Bands.of({"fair": 0, "good": 80}))
NESTED = card(
    Group(code="g", name="g", parts=(leaf("a", 1), leaf("b", 3)), weight=60), leaf("c", 40)
)


def check_sums(scores):
    np.testing.assert_allclose(scores.contributions.sum(axis=1), scores.total, rtol=1e-9, atol=1e-9)


# Hand values ---------------------------------------------------------------------------------


def test_two_level_card_by_hand():  # g = (80 + 3·60)/4 = 65; total = .6·65 + .4·90 = 75
    s = score(NESTED, [[80, 60, 90]])
    assert s.groups["g"].tolist() == [65]
    assert s.total.tolist() == [75]
    np.testing.assert_allclose(s.contributions, [[12, 27, 36]])


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("arithmetic", 50),
        ("geometric", 40),
        ("harmonic", 32),  # 2/(1/80 + 1/20)
        ("minimum", 20),
        (Power(p=2), np.sqrt(3400)),  # (6400 + 400)/2
        (Power(p=0), 40),
        (OWA(weights=(1, 3)), 35),  # .25·80 + .75·20
        (MPI(), 32),  # 50 − 30²/50
        (MPI(penalty="plus"), 68),
    ],
)
def test_every_aggregation_by_hand(how, expected):
    s = score(card(leaf("a"), leaf("b"), aggregation=how), [[80, 20], [20, 80], [30, 30], [0, 0]])
    np.testing.assert_allclose(s.total, [expected, expected, 30, 0], rtol=1e-14)
    check_sums(s)
    assert aggregate([[80, 20]], method=how)[0] == s.total[0]


def test_euler_shares_by_hand():
    # geometric: wᵢ·f each; harmonic: wᵢ·f²/sᵢ = .5·1024/80 and .5·1024/20
    geometric = score(card(leaf("a", 3), leaf("b", 1), aggregation="geometric"), [[16, 81]])
    np.testing.assert_allclose(geometric.total, [24])  # 16^¾·81^¼ = 8·3
    np.testing.assert_allclose(geometric.contributions, [[18, 6]])
    harmonic = score(card(leaf("a"), leaf("b"), aggregation="harmonic"), [[80, 20]])
    np.testing.assert_allclose(harmonic.contributions, [[6.4, 25.6]])
    minimum = score(card(leaf("a"), leaf("b"), leaf("c"), aggregation="minimum"), [[30, 30, 50]])
    np.testing.assert_allclose(minimum.contributions, [[15, 15, 0]])
    tied = score(
        card(leaf("a"), leaf("b"), leaf("c"), aggregation=OWA(weights=(3, 2, 1))), [[6, 6, 3]]
    )
    np.testing.assert_allclose(tied.contributions, [[2.5, 2.5, 0.5]])  # (3+2)/2/6 each, 1/6


@pytest.mark.parametrize("how", ["geometric", "harmonic", Power(p=-1), Power(p=0)])
def test_any_zero_gives_zero_and_no_contribution(how):
    s = score(card(leaf("a"), leaf("b"), aggregation=how), [[0, 90]])
    assert s.total.tolist() == [0]
    assert s.contributions.tolist() == [[0, 0]]


@pytest.mark.parametrize("how", ["geometric", "harmonic", Power(p=-1), MPI()])
def test_negative_points_are_refused_where_the_mean_cannot_have_them(how):
    c = card(leaf("a"), leaf("b"), aggregation=how)
    with pytest.raises(InputError, match=r"row 'x' column '[ab]'"):
        score(c, [[50, 60], [-90, 20]], ids=["w", "x"])


# Laws ----------------------------------------------------------------------------------------


@given(data=st.data())
def test_contributions_sum_to_the_total(data):
    c = data.draw(cards())
    s = score(c, data.draw(data_for(c)))
    check_sums(s)
    assert np.isfinite(s.total).all()


@given(data=st.data())
def test_with_missing_values_contributions_still_sum(data):
    c = data.draw(cards())
    s = score(c, data.draw(data_for(c, missing=True)), missing="reweight")
    empty = np.isnan(s.values).all(axis=1)
    assert (np.isnan(s.total) == (s.coverage == 0)).all()
    assert (s.coverage[empty] == 0).all()
    there = ~np.isnan(s.total)
    np.testing.assert_allclose(
        s.contributions[there].sum(axis=1), s.total[there], rtol=1e-9, atol=1e-9
    )
    assert (s.contributions[there][np.isnan(s.values[there])] == 0).all()


@given(data=st.data())
def test_a_row_stands_alone(data):
    """Bitwise the same alone, in a batch, in C and in Fortran order, with gaps or without."""
    c = data.draw(cards())
    x = data.draw(data_for(c, missing=data.draw(st.booleans())))
    batch = score(c, x, missing="reweight")
    fortran = score(c, np.asfortranarray(x), missing="reweight")
    for i in range(len(x)):
        alone = score(c, x[[i]], missing="reweight")
        for name in ("points", "total", "contributions", "coverage"):
            whole, single = getattr(batch, name), getattr(alone, name)
            np.testing.assert_array_equal(whole[[i]], single)
            np.testing.assert_array_equal(whole, getattr(fortran, name))


def test_a_row_stands_alone_across_blocks():
    rng = np.random.default_rng(5)
    parts = [leaf(f"i{j}", j + 1, scale=Log(worst=1, best=100)) for j in range(3)]
    c = card(
        Group(code="g", name="g", parts=tuple(parts), aggregation=Power(p=0.3)),
        leaf("z", 2),
        aggregation="geometric",
    )
    x = rng.uniform(1, 100, (40_000, 4))
    total = score(c, x).total
    for i in (0, 1, 16_383, 16_384, 39_999):
        assert score(c, x[[i]]).total[0] == total[i]


@given(data=st.data())
def test_permuting_rows_and_columns_permutes_the_result(data):
    c = data.draw(cards(aggregations=WEIGHTED))
    x = data.draw(data_for(c))
    order = data.draw(st.permutations(range(len(x))))
    s = score(c, x)
    np.testing.assert_array_equal(score(c, x[order]).total, s.total[order])
    by_name = {code: x[:, j] for j, code in enumerate(c.codes)}
    shuffled = {code: by_name[code] for code in data.draw(st.permutations(c.codes))}
    np.testing.assert_array_equal(score(c, shuffled | {"extra": ["text"] * len(x)}).total, s.total)


@given(data=st.data())
def test_more_of_a_benefit_never_lowers_the_total(data):
    monotone = [*WEIGHTED, "minimum", "owa"]  # an MPI may fall: its penalty grows with the spread
    c = data.draw(cards(aggregations=monotone))
    x = data.draw(data_for(c))
    j = data.draw(st.integers(0, len(c.codes) - 1))
    better = x.copy()
    step = data.draw(st.floats(0, 50))
    less = c.indicators[j].less_is_better
    better[:, j] = np.maximum(x[:, j] - step, 0.5) if less else x[:, j] + step
    before, after = score(c, x).total, score(c, better).total
    assert (after >= before - 1e-9 * np.maximum(1, np.abs(before))).all()


@given(
    factor=st.floats(0.01, 100), shift=st.floats(-50, 50), x=st.lists(st.floats(0, 100), min_size=2)
)
def test_a_change_of_unit_changes_nothing(factor, shift, x):
    plain = card(leaf("a", scale=Linear(worst=10, best=90)), leaf("b"))
    other = card(
        leaf("a", scale=Linear(worst=10 * factor + shift, best=90 * factor + shift)), leaf("b")
    )
    a = np.array(x)
    np.testing.assert_allclose(
        score(plain, {"a": a, "b": a}).total,
        score(other, {"a": a * factor + shift, "b": a}).total,
        rtol=1e-9,
        atol=1e-7,
    )


@given(data=st.data())
def test_anchor_then_score_changes_nothing(data):
    c = data.draw(cards(scales=relative_scales(), aggregations=["arithmetic", "minimum"]))
    x = data.draw(data_for(c, most_rows=9))
    s = score(c, x)
    ruler = anchor(c, x)
    again = score(ruler, x)
    np.testing.assert_array_equal(again.points, s.points)
    np.testing.assert_array_equal(again.total, s.total)
    assert s.anchored == ruler
    assert not any(i.scale.relative for i in ruler.indicators)
    assert Scorecard.model_validate_json(ruler.model_dump_json()) == ruler


def test_anchor_keeps_the_ruler_for_next_period():
    c = card(leaf("a", scale=MinMax()), leaf("b", scale=ZScore()), leaf("c", scale=Percentile()))
    ruler = anchor(c, [[10, 1, 5], [20, 3, 7]])
    s = score(ruler, [[30, 2, 6]])
    np.testing.assert_allclose(s.points, [[200, 50, 50]])


@given(data=st.data())
def test_json_round_trip_of_scores(data):
    c = data.draw(cards())
    s = score(c, data.draw(data_for(c, missing=True)), missing="reweight", ids=None)
    text = json.dumps(s.to_dict(), allow_nan=False)
    assert Scores.from_dict(json.loads(text)) == s


def test_weights_matter_by_ratio_only():
    x = [[71.0, 33.0, 99.0]]
    a = score(card(leaf("a", 70), leaf("b", 20), leaf("c", 10)), x)
    b = score(card(leaf("a", 7), leaf("b", 2), leaf("c", 1)), x)
    assert a.total[0] == pytest.approx(b.total[0], rel=1e-15)


# Missing values ------------------------------------------------------------------------------

NAN = float("nan")


def test_raise_names_the_first_five_cells():
    x = np.full((7, 2), NAN)
    with pytest.raises(InputError) as caught:
        score(TWO, x, ids=list("pqrstuv"))
    error = caught.value
    assert error.code == "missing_value"
    assert error.positions == (("p", "a"), ("p", "b"), ("q", "a"), ("q", "b"), ("r", "a"))
    assert "and 9 more" in str(error)
    assert "missing='reweight'" in str(error)


def test_reweight_goes_to_the_same_group_first():
    # b's weight goes to a inside g: g = 80; total = .6·80 + .4·90
    s = score(NESTED, [[80, NAN, 90], [NAN, NAN, 90], [NAN] * 3], missing="reweight")
    np.testing.assert_allclose(s.total, [84, 90, NAN])
    np.testing.assert_allclose(s.coverage, [0.55, 0.4, 0])
    np.testing.assert_allclose(s.groups["g"], [80, NAN, NAN])
    np.testing.assert_allclose(s.contributions, [[48, 0, 36], [0, 0, 90], [NAN] * 3])


def test_reweighted_owa_reads_its_quantifier_again():
    # weights .5 .3 .2: Q(1/3) = .5, Q(2/3) = .8; two left: Q(½) = .65, so .65 and .35
    c = card(leaf("a"), leaf("b"), leaf("c"), aggregation=OWA(weights=(5, 3, 2)))
    s = score(c, [[10, NAN, 90]], missing="reweight")
    assert s.total[0] == pytest.approx(0.65 * 90 + 0.35 * 10)
    check_sums(s)


def test_propagate_and_a_number():
    s = score(NESTED, [[80, NAN, 90]], missing="propagate")
    assert np.isnan(s.total).all()
    assert np.isnan(s.contributions).all()
    s = score(NESTED, [[80, NAN, 90], [80, 60, 90]], missing=0)
    np.testing.assert_allclose(s.total, [48, 75])  # (80 + 0)/4 = 20; .6·20 + .4·90
    np.testing.assert_allclose(s.coverage, [0.55, 1])
    assert np.isnan(s.values[0, 1])
    assert s.points[0, 1] == 0


@pytest.mark.parametrize(
    "how", ["geometric", "harmonic", "minimum", OWA(weights=(2, 1)), MPI(), Power(p=2)]
)
def test_every_mean_propagates(how):
    s = score(card(leaf("a"), leaf("b"), aggregation=how), [[NAN, 5], [5, 5]], missing="propagate")
    assert np.isnan(s.total).tolist() == [True, False]


def test_min_coverage():
    x = [[80, NAN, 90], [NAN, NAN, 90]]
    assert np.isnan(score(NESTED, x, missing="reweight", min_coverage=0.5).total).tolist() == [
        False,
        True,
    ]
    assert not np.isnan(score(NESTED, x, missing="reweight", min_coverage=0.4).total).any()
    with pytest.raises(InputError, match="`min_coverage`"):
        score(NESTED, x, missing="reweight", min_coverage=1.5)


def test_a_missing_leaf_of_weight_zero_is_missing():
    c = card(leaf("a", 1), leaf("b", 0))
    with pytest.raises(InputError, match="'b'"):
        score(c, [[5, NAN]])
    assert np.isnan(score(c, [[5, NAN]], missing="propagate").total[0])
    assert score(c, [[5, NAN]], missing="reweight").total[0] == 5
    assert np.isnan(score(c, [[NAN, 5]], missing="reweight").total[0])


@pytest.mark.parametrize("how", WEIGHTED)
def test_under_every_mean_a_missing_leaf_of_weight_zero_is_missing(how):
    inner = Group(code="g", name="g", weight=0, parts=(leaf("b"),), aggregation=how)
    for c in (
        card(leaf("a"), leaf("b", 0), aggregation=how),
        card(leaf("a"), inner, aggregation=how),
    ):
        s = score(c, [[5, NAN], [5, 7]], missing="propagate")
        assert np.isnan(s.total).tolist() == [True, False]
        assert np.isnan(s.contributions).tolist() == [[True, True], [False, False]]


# Ranks, bands, pieces --------------------------------------------------------------------------


def test_rank_ties_at_twelve_digits():
    s = score(card(leaf("a")), [[0.1 + 0.2], [0.3], [0.5], [0.1]])
    assert s.rank.tolist() == [2, 2, 1, 4]
    assert s.ranked("average").tolist() == [2.5, 2.5, 1, 4]
    assert s.ranked("dense").tolist() == [2, 2, 1, 3]


def test_peers_have_their_own_scales_and_ranks():
    c = card(leaf("a", scale=MinMax()))
    s = score(c, [[1], [5], [100], [300]], by=["x", "x", "y", "y"])
    assert s.total.tolist() == [0, 100, 0, 100]
    assert s.rank.tolist() == [2, 1, 2, 1]
    assert set(s.anchored) == {"x", "y"}
    assert s.anchored["y"].indicators[0].scale == Linear(worst=100, best=300, clip=False)
    assert Scores.from_dict(s.to_dict()) == s
    assert s[2].total.tolist() == [0]


def test_personal_targets():
    c = card(leaf("a", scale=Target(target=10, cap=120)))
    s = score(c, [[10], [10], [30]], targets={"a": [20, 10, 10]})
    assert s.total.tolist() == [50, 100, 120]
    assert s.clipped[:, 0].tolist() == [False, False, True]
    with pytest.raises(InputError, match="'b'"):
        score(c, [[1]], targets={"b": [1]})
    with pytest.raises(InputError, match="a target above 0 for everybody"):
        score(c, [[1]], targets={"a": [0]})
    with pytest.raises(InputError, match="0 or more"):
        score(c, [[1]], targets={"a": [-2]}, missing="reweight")
    with pytest.raises(InputError, match="on a Target scale"):
        score(TWO, [[1, 2]], targets={"a": [3]})


def test_clipped_marks_what_the_scale_cut():
    s = score(card(leaf("a", scale=Linear(worst=0, best=10))), [[-1], [0], [10], [11]])
    assert s.clipped[:, 0].tolist() == [True, False, False, True]


def test_top_subset_and_rows():
    s = score(TWO, [[90, 90], [50, 50], [90, 90], [10, 10]], ids=list("wxyz"))
    assert s.top(1).ids.tolist() == ["w", "y"]  # the tie at the cut is there
    assert s.top(3).ids.tolist() == ["w", "y", "x"]
    assert s.subset([False, True, False, True]).ids.tolist() == ["x", "z"]
    assert s["z"].total.tolist() == [10]
    assert s[-1] == s["z"] == s[3]
    assert [one.total[0] for one in s] == s.total.tolist()
    with pytest.raises(IndexError):
        s[4]
    assert s[1:3].total.tolist() == s.total[1:3].tolist()
    with pytest.raises(InputError, match="`mask`"):
        s.subset([1, 0, 0, 0])


def test_bands_of_a_score():
    s = score(TWO, [[80, 80], [10, 10]])
    assert s.band.tolist() == ["good", "fair"]
    with pytest.raises(InputError, match="Give the Scorecard its `bands`"):
        _ = score(NESTED, [[1, 2, 3]]).band
    over = score(TWO, [[80, 0], [-80, 0]], ids=["x", "y"])
    with pytest.raises(InputError, match=r"`total`: expected at least 0; found row 'y' \(-60\)"):
        _ = over.band
    assert "(outside)" in repr(over)  # it can still be looked at …
    assert "(outside)" in over._repr_html_()
    with pytest.raises(InputError, match="row 'y'"):  # … but no table leaves with it
        over.to_frame()


def test_float_noise_costs_nobody_a_grade():
    c = card(leaf("a", 0.1), leaf("b", 0.2), leaf("c", 0.7), bands=Bands.of({"C": 0, "B": 80}))
    x = np.full((1, 3), 80.0)
    assert score(c, x).band[0] == "B"


# Results ---------------------------------------------------------------------------------------


def test_results_own_read_only_arrays():
    x = np.array([[80.0, 60.0]])
    s = score(TWO, x, ids=np.array(["p"], dtype=object))
    for clone in (s, copy.copy(s), copy.deepcopy(s), pickle.loads(pickle.dumps(s))):  # noqa: S301
        assert clone == s
        for array in (clone.values, clone.points, clone.total, clone.contributions, clone.clipped):
            assert not array.flags.writeable
            assert not np.shares_memory(array, x)
        with pytest.raises(AttributeError):
            clone.total = None
    x[0, 0] = 0
    assert s.values[0, 0] == 80
    assert x.flags.writeable


def test_inputs_are_never_modified():
    x = np.array([[80.0, np.nan], [60.0, 20.0]])
    keep = x.copy()
    x.flags.writeable = False
    score(TWO, x, missing=50)
    score(TWO, x[::-1], missing="reweight")
    np.testing.assert_array_equal(x, keep)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_to_frame(backend):
    frame = score(TWO, [[80, 60]], ids=["p"]).to_frame(backend)
    assert type(frame).__module__.startswith(backend)
    assert [str(name) for name in frame["id"]] == ["p"]
    assert [float(str(total)) for total in frame["total"]] == [75]


@pytest.mark.parametrize("code", ["id", "total", "rank", "band", "coverage", "points_a"])
def test_a_group_may_be_called_like_a_column_and_loses_nothing(code):
    c = card(
        Group(code=code, name="g", parts=(leaf("a"),)),
        leaf("b"),
        bands=Bands.of({"low": 0, "high": 50}, upper=100),
    )
    s = score(c, [[80, 60], [70, 10]], ids=["x", "y"])
    frame = s.to_frame("pandas")
    assert frame["id"].tolist() == ["x", "y"]
    assert frame["total"].tolist() == [70, 40]
    assert frame["rank"].tolist() == [1, 2]
    assert frame["band"].tolist() == ["high", "low"]
    assert frame["coverage"].tolist() == [1, 1]
    assert frame[f"groups_{code}"].tolist() == [80, 70]
    assert f"groups {code}" in repr(s)
    assert {"points_a", "points_b"} <= set(frame)


def test_provenance_says_how():
    s = score(TWO, [[80, NAN]], missing="reweight")
    assert s.provenance.definition == TWO.fingerprint
    assert s.provenance.missing == "reweight"
    assert s.provenance.left_out == ("1 missing values",)


# Tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"b": pd.array([60, None], dtype="Int64"), "a": [80, 70], "id": ["p", "q"]}),
        pl.DataFrame({"b": [60, None], "a": [80, 70], "id": ["p", "q"]}),
        pa.table({"b": [60, None], "a": [80, 70], "id": ["p", "q"]}),
        {"b": [60, None], "a": np.array([80, 70], dtype=np.int8), "id": ["p", "q"]},
        {"b": np.ma.array([60, 1], mask=[False, True]), "a": [80, 70], "id": ["p", "q"]},
    ],
)
def test_tables_with_nulls(table):
    s = score(TWO, table, ids="id", missing="reweight")
    assert s.ids.tolist() == ["p", "q"]
    assert s.total.tolist() == [75, 70]


# Refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([[1.0, np.inf]], "finite"),
        ({"a": ["x"], "b": [1]}, "expected numbers"),
        ({"a": [True], "b": [1]}, "expected numbers"),
        (np.array([[True, False]]), "expected numbers"),
        ({"a": [1]}, "no column 'b'"),
        (pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"]), "'b' more than once"),
        ([[1, 2, 3]], "expected 2 columns; found 3"),
        ([[1, 2], [3]], "one length"),
        ({"a": [1, 2], "b": [1]}, "one length"),
        ([1, 2], r"write \[\[…\]\]"),
        ([[1j, 2]], "numbers"),
        ("text", "expected numbers"),
    ],
)
def test_bad_data_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        score(TWO, data)


def test_valid_range_is_refused_not_cut():
    c = card(leaf("a", valid_range=(0, 100)), leaf("b", valid_range=(None, 10)))
    with pytest.raises(InputError, match=r"from 0 to 100.*row 'q' column 'a' \(101\)"):
        score(c, [[5, 5], [101, 5]], ids=["p", "q"])
    with pytest.raises(InputError, match="column 'b'"):
        score(c, [[5, 11]])
    assert score(c, [[NAN, 10]], missing="reweight").total[0] == 10


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ids": ["p"]}, "2 ids"),
        ({"ids": ["p", "p"]}, "'p' more than once"),
        ({"ids": ["p", None]}, "missing"),
        ({"by": ["x"]}, "2 labels"),
        ({"by": ["x", None]}, "a label in every row"),
        ({"missing": "skip"}, "'raise', 'reweight', 'propagate'"),
        ({"missing": True}, "`missing`"),
        ({"missing": NAN}, "`missing`"),
    ],
)
def test_bad_options_are_refused(options, message):
    with pytest.raises(InputError, match=message):
        score(TWO, [[1, 2], [3, 4]], **options)


def test_a_scale_names_row_and_column_of_what_it_cannot_take():
    c = card(leaf("a", scale=Log(worst=1, best=10)))
    with pytest.raises(InputError, match=r"'q'.*'a'") as caught:
        score(c, [[1], [0]], ids=["p", "q"])
    assert caught.value.positions == (("q", "a"),)
    with pytest.raises(InputError, match="'q'"):
        score(card(leaf("a", scale=Log(worst=1, best=10)), leaf("m", scale=MinMax())),
              [[1, 1], [0, 2]], ids=["p", "q"], by=["x", "x"])  # fmt: skip


def test_a_relative_scale_names_the_row_it_cannot_take():
    c = card(leaf("m", scale=MaxShare()), leaf("s", scale=SumShare(), lower_is_better=True))
    options = {"ids": ["p", "q", "r"], "missing": "reweight"}
    with pytest.raises(InputError, match=r"0 or more \(scale 'max_share'\)") as caught:
        score(c, [[NAN, 1], [2, 2], [-1, 3]], by=["x", "y", "x"], **options)
    assert caught.value.positions == (("r", "m"),)
    with pytest.raises(InputError, match=r"row 'r' column 's' \(0\)") as caught:
        score(c, [[1, NAN], [2, 2], [1, 0]], **options)
    assert caught.value.positions == (("r", "s"),)


@pytest.mark.parametrize("table", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_text_in_a_table_is_named_by_id_and_column(table):
    data = table({"a": ["80", "n/a", "x"], "b": [1, 2, 3], "nip": ["p", "q", "r"]})
    with pytest.raises(InputError, match=r"row 'q' column 'a' \('n/a'\)") as caught:
        score(TWO, data, ids="nip")
    assert ("q", "a") in caught.value.positions
    assert json.loads(json.dumps(caught.value.to_dict()))["code"] == "not_numeric"


def test_what_json_returned_is_not_a_card_yet():
    with pytest.raises(
        InputError, match=r"`card`: expected a Scorecard; found dict.*model_validate"
    ):
        score(json.loads(TWO.model_dump_json()), [[1, 2]])
    with pytest.raises(InputError, match="`card`"):
        anchor({}, [[1, 2]])


def test_zero_rows_are_an_empty_result():
    for c in (TWO, card(leaf("a", scale=MinMax()), leaf("b"))):
        s = score(c, np.empty((0, 2)))
        assert len(s) == 0
        assert s.rank.size == 0
        assert s.points.shape == (0, 2)
        assert Scores.from_dict(json.loads(json.dumps(s.to_dict()))) == s
    assert len(score(TWO, [])) == len(score(TWO, {"a": [], "b": []})) == 0
    with pytest.raises(InputError, match="anchor on"):
        anchor(card(leaf("a", scale=MinMax())), np.empty((0, 1)))


def test_one_row_on_relative_scales():
    c = card(leaf("a", scale=MinMax()), leaf("b", scale=Percentile()), leaf("c", scale=ZScore()))
    assert score(c, [[7, 8, 9]]).points.tolist() == [[50, 50, 50]]


# Means without a card ----------------------------------------------------------------------------


def test_weighted_mean():
    assert weighted_mean([80, 60], [3, 1]).tolist() == [75]
    assert weighted_mean([[80, 60], [NAN, 60]], [3, 1], missing="reweight").tolist() == [75, 60]
    assert weighted_mean([[80, NAN]], missing=0).tolist() == [40]
    assert np.isnan(weighted_mean([[NAN, NAN]], missing="reweight")).all()
    assert np.isnan(weighted_mean([[NAN, 1]], missing="propagate")).all()
    # Only ratios matter, also where the sum of the weights is too large for a number.
    assert weighted_mean([[80, 60]], [1.5e308, 0.5e308]).tolist() == [75]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: weighted_mean([[1, NAN]]), "row 0 column 1"),
        (lambda: weighted_mean([[1, 2]], [-1, 2]), r"`weights`.*0 or more; found row 0 \(-1\)"),
        (lambda: weighted_mean([[1, 2]], [NAN, 2]), "`weights`.*missing"),
        (lambda: weighted_mean([[1, 2]], [0, 0]), "above 0"),
        (lambda: weighted_mean([[1, 2]], [1]), "2 values"),
        (lambda: weighted_mean([[]]), "at least one column"),
        (lambda: aggregate([[1, 2]], [1, 2], method="minimum"), "has none"),
        (lambda: aggregate([[1, 2]], method=OWA(weights=(1,))), "2 order weights"),
        (lambda: aggregate([[1, 2]], method="median"), "`method`"),
        (lambda: aggregate([[-1, 2]], method="geometric"), "0 or more"),
    ],
)
def test_means_refuse(call, message):
    with pytest.raises(InputError, match=message):
        call()


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        (Linear(worst=0, best=1, clip=False), 1e308),
        (Target(target=1e-300), 1e300),
        (Target(target=1e300, cost="ratio", cap=None), 1e-300),
        (Piecewise(points=((0, 0), (1, 100)), extrapolate=True), 1e308),
    ],
)
def test_points_too_large_for_a_number_are_refused(scale, value):
    c = card(leaf("a", scale=scale), leaf("b"))
    with pytest.raises(InputError, match="points a float64 can hold; found row 'y' column 'a'"):
        score(c, [[1, 2], [value, 2]], ids=["x", "y"])
    with pytest.raises(InputError, match=r"`x`.*points a float64 can hold"):
        scale.apply([value])


def test_what_overflows_and_is_cut_is_cut():
    c = card(leaf("a", scale=Linear(worst=0, best=1e-300)), leaf("b", scale=ZScore()))
    s = score(c, [[1e300, 1], [0, 1e308]])
    assert s.points[:, 0].tolist() == [100, 0]
    assert s.points[:, 1] == pytest.approx([40, 60])  # two values: z = −1 and 1


# A part knows the whole ------------------------------------------------------------------------

BANDED = card(leaf("a", 3), leaf("b", 1), bands=Bands.of({"fair": 0, "good": 70}))


def test_a_part_keeps_rank_grade_and_baseline_of_the_group():
    s = score(BANDED, [[90, 70], [60, 80], [75, 75], [75, 75]], ids=["w", "x", "y", "z"])
    assert [one.rank[0] for one in s] == [1, 4, 2, 2]
    assert [one.ranked("average")[0] for one in s] == [1, 4, 2.5, 2.5]
    part = s.subset([False, True, True, False])
    assert part.rank.tolist() == [4, 2]
    assert part["y"].rank.tolist() == [2]
    assert part.top(1).ids.tolist() == ["y"]
    assert part.of_group.size == 4
    assert s.of_group is None
    for one in (s["x"], part["x"], s[1:2]):
        assert explain(one, "x") == explain(s, "x")
        assert one.band.tolist() == ["fair"]
    assert "Scores of 1 of the 4 scored" in repr(s["x"])


def test_a_part_keeps_its_peer_group():
    s = score(
        BANDED, [[90, 70], [60, 80], [75, 75], [50, 75]], by=["u", "u", "v", "v"], ids=list("wxyz")
    )
    assert s["z"].rank.tolist() == [2]
    assert explain(s["z"], "z") == explain(s, "z")
    assert explain(s["w"], "w").baseline_total == pytest.approx((85 + 65) / 2)


def test_json_says_rank_grade_and_card_and_is_read_back():
    s = score(BANDED, [[90, 70], [60, 80], [NAN, 80]], missing="propagate", ids=["w", "x", "y"])
    data = json.loads(json.dumps(s.to_dict(), allow_nan=False))
    assert data["rank"] == [1, 2, None]
    assert data["grade"] == ["good", "fair", None]
    assert data["grade_code"] == [1, 0, None]
    assert data["card_fingerprint"] == BANDED.fingerprint
    assert data["anchored"] is None  # the card itself: it stands once
    assert Scores.from_dict(data) == s
    assert Scores.from_dict(s["x"].to_dict()) == s["x"]
    relative = score(card(Indicator(code="a", name="a", scale=MinMax())), [[1], [3]])
    assert relative.to_dict()["anchored"] is not None
    assert Scores.from_dict(relative.to_dict()) == relative


def test_a_number_that_is_an_id_and_another_position_is_refused():
    s = score(BANDED, [[90, 70], [60, 80], [75, 75]], ids=[7, 0, 2])
    assert s[7].ids.tolist() == [7]
    assert s[2].ids.tolist() == [2]  # its own position
    for read in (lambda: s[0], lambda: explain(s, 0), lambda: next_band(s, np.int64(0))):
        with pytest.raises(InputError, match="the id of row 1 and the position of row 0"):
            read()
    with pytest.raises(InputError, match="one of the ids"):
        s[1]
    with pytest.raises(InputError, match="one of the ids"):
        explain(s, True)
    named = score(BANDED, [[90, 70], [60, 80]], ids=["7", "8"])
    assert named[1].ids.tolist() == ["8"]
    with pytest.raises(IndexError):
        named[2]


MEASURED = card(
    leaf("tasks", 60, scale=Target(target=10, cap=120)),
    leaf("days", 40, scale=Linear(worst=0, best=10)),
)


@pytest.mark.parametrize("none", [np.nan, 0.0])
def test_whoever_has_no_target_is_not_measured_by_it(none):
    data = {"tasks": [5.0, 7.0, np.nan], "days": [10.0, 8.0, 8.0]}
    s = score(MEASURED, data, targets={"tasks": [10, none, none]}, missing="reweight")
    # 100*5/10 = 50 and 100 weigh 60:40; the other two have 100*8/10 on the days alone.
    assert s.total.tolist() == pytest.approx([70, 80, 80])
    assert s.coverage.tolist() == pytest.approx([1, 0.4, 0.4])
    assert np.isnan(s.values[1, 0])
    assert "1 of them values without a personal target" in s.provenance.left_out
    gone = score(MEASURED, data, targets={"tasks": [10, none, none]}, missing="propagate")
    assert np.isnan(gone.total).tolist() == [False, True, True]
    with pytest.raises(InputError, match=r"targets\['tasks'\].*row 1"):
        score(MEASURED, data, targets={"tasks": [10, none, 10]})
    assert explain(s, 1).total == pytest.approx(80)


def test_no_total_is_minus_zero():
    c = card(leaf("e", scale=MinMax(), lower_is_better=True))
    s = score(c, {"e": [436.6, 288.1, 228.9]})
    for array in (s.points, s.total, s.contributions):
        assert not np.signbit(array).any()
    assert not np.signbit(score(card(leaf("a")), [[-0.0]]).values).any()
    assert not np.signbit(weighted_mean([[-0.0, -0.0]])).any()
    assert not np.signbit(aggregate([[-0.0, -0.0]], method="minimum")).any()


@pytest.mark.parametrize("p", [1e-3, 1e-6, 1e-12, 1e-16, 1e-17, 5e-324])
def test_a_power_near_zero_is_nearly_geometric(p):
    # (1*2*50)^(1/3) = 4.6415888; the mean rises with p by about p/2 times the variance of the logs.
    logs = np.log([1, 2, 50])
    for sign in (1, -1):
        got = aggregate([[1, 2, 50]], method=Power(p=sign * p))[0]
        assert np.log(got) == pytest.approx(
            logs.mean() + sign * p * logs.var() / 2, abs=2 * p**2 + 1e-13
        )
    assert aggregate([[0, 2, 50]], method=Power(p=p))[0] < 1e-170


def test_powers_on_both_sides_of_the_seam_agree():
    below = aggregate([[1, 2, 50]], method=Power(p=0.000999999999))[0]
    above = aggregate([[1, 2, 50]], method=Power(p=0.001000000001))[0]
    assert below == pytest.approx(above, rel=1e-11)


def test_a_contribution_that_underflows_is_not_minus_zero():
    tiny = score(card(leaf("a", 1.0), leaf("b", 9.0)), [[-5e-324, 3.0]])
    assert not np.signbit(tiny.contributions).any()


@given(relative_scales())
def test_many_peer_groups_get_the_points_that_each_gets_alone(scale):
    # Groups of one to five rows, some of them constant; lines are drawn for all at once.
    rng = np.random.default_rng(7)
    by = rng.integers(0, 60, 200)
    x = rng.integers(1, 5, (200, 1)).astype(float)
    card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=scale),))
    together = score(card, x, by=by)
    for group in np.unique(by).tolist():
        alone = score(card, x[by == group])
        assert alone.points.tobytes() == together.points[by == group].tobytes()
        assert alone.clipped.tolist() == together.clipped[by == group].tolist()


@pytest.mark.parametrize("less", [False, True])
@pytest.mark.parametrize(
    "scale",
    [
        MinMax(low=10, high=90),
        ZScore(),
        ZScore(clip=1.5, ddof=1),
        Percentile(),
        Vector(),
        Vector(cost="plain"),
        MaxShare(),
        MaxShare(cost="complement"),
        SumShare(),
    ],
    ids=lambda scale: f"{scale.kind} {scale.model_dump(exclude_defaults=True)}",
)
def test_many_peer_groups_score_as_each_does_alone(scale, less):
    # Groups of 1 to 400, ties, constant groups, gaps, one group without a value: to the last bit.
    rng = np.random.default_rng(7)
    sizes = [1, 2, 3, 7, 8, 9, 16, 127, 128, 129, 200, 400, 5, 6]
    by = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    x = rng.choice([0.1, 0.3, 0.1 + 0.2, 5.0, 7.5, 1e6], by.size) * rng.choice([1.0, 1.7], by.size)
    x[by == 12] = 4.25
    x[rng.random(by.size) < 0.1] = NAN
    x[by == 13] = NAN
    c = card(leaf("a", scale=scale, lower_is_better=less), leaf("b"))
    data = np.column_stack([x, np.ones(by.size)])
    together = score(c, data, by=by, missing="reweight")
    for group in range(len(sizes)):
        rows = np.flatnonzero(by == group)
        own = score(c, data[rows], missing="reweight")
        assert np.array_equal(together.points[rows], own.points, equal_nan=True)
        assert np.array_equal(together.clipped[rows], own.clipped)
        assert together.anchored[group] == own.anchored
    assert pickle.loads(pickle.dumps(together)) == together  # noqa: S301 - our own


def test_a_peer_group_without_a_ruler_is_refused_by_its_row():
    x = [[1.0], [2.0], [-3.0], [4.0], [0.0], [0.0]]
    by = ["u", "u", "v", "v", "w", "w"]
    with pytest.raises(InputError, match=r"0 or more.*-3") as refused:
        score(card(leaf("a", scale=MaxShare())), x, by=by, ids=list("abcdef"))
    assert [(p.row, p.id) for p in refused.value.positions] == [(2, "c")]
    with pytest.raises(InputError, match="only zeros"):
        score(card(leaf("a", scale=Vector())), np.abs(x), by=by)
    # The two goalposts are further apart than a float can say.
    with pytest.raises(InputError, match="distance"):
        score(card(leaf("a", scale=MinMax())), [[1e308], [-1e308]], by=["u", "u"])
    with pytest.raises(InputError, match="float"):
        score(card(leaf("a", scale=ZScore(sd=1e308))), [[0.0]] * 8 + [[1.0]], by=["u"] * 9)
