"""SKM with further items and unequal weights, and the respondents that the table asks for."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import frames
from kinerja.errors import InputError, KinerjaWarning
from kinerja.schemes import skm
from kinerja.survey import Design, mean, poststratify

NINE = {f"U{j}": [3, 4, 3, 4] for j in range(1, 10)}


def test_a_further_item_counts_as_the_others_do():
    # Nine items of mean 3.5 and one of mean 2: (9·3.5 + 2)/10 = 3.35; × 25 = 83.75, B.
    found = skm.index({**NINE, "U10": [2, 2, 2, 2]})
    assert found.item.tolist() == [f"U{j}" for j in range(1, 11)]
    assert found.index == pytest.approx([3.35])
    assert found.converted == pytest.approx([83.75])
    assert found.grade.tolist() == ["B"]
    assert found.item_weight[0] == pytest.approx([0.1] * 10)
    assert found.provenance.options["further_items"] == ("U10",)
    # The same as an array, as a dataframe whose column stands first, and by a lazy engine.
    array = np.column_stack([*NINE.values(), [2, 2, 2, 2]])
    assert skm.index(array).index == pytest.approx([3.35])
    frame = pd.DataFrame({"U10": [2, 2, 2, 2], **NINE, "note": ["x"] * 4})
    assert skm.index(frame).index == pytest.approx([3.35])
    lazy = frames.skm_index(pl.LazyFrame({**NINE, "U10": [2, 2, 2, 2]}))
    assert lazy.index == pytest.approx([3.35])
    assert lazy.se == pytest.approx(found.se)


def test_further_items_stand_in_the_order_of_their_numbers():
    found = skm.index({"U12": [4] * 4, **NINE, "U10": [2] * 4})
    assert found.item.tolist()[9:] == ["U10", "U12"]
    assert found.index == pytest.approx([(9 * 3.5 + 2 + 4) / 11])


def test_unequal_weights_that_sum_to_one():
    # U1 counts .2 and the other eight .1 each: .2·4 + .8·3 = 3.2; × 25 = 80.
    answers = {"U1": [4, 4], **{f"U{j}": [3, 3] for j in range(2, 10)}}
    weights = {"U1": 0.2, **{f"U{j}": 0.1 for j in range(2, 10)}}
    for given_as in (weights, [0.2, *[0.1] * 8], np.array([0.2, *[0.1] * 8])):
        found = skm.index(answers, item_weight=given_as)
        assert found.converted == pytest.approx([80.0])
        assert found.item_weight[0] == pytest.approx([0.2, *[0.1] * 8])
    assert found.provenance.options["item_weight"]["U1"] == pytest.approx(0.2)
    # A free service: U4 leaves, the others are divided by .9. (.2·4 + .7·3)/.9 = 2.9/.9.
    free = skm.index(answers, item_weight=weights, not_applicable=["U4"])
    assert free.index == pytest.approx([2.9 / 0.9])
    without = {code: w / 0.9 for code, w in weights.items() if code != "U4"}
    same = skm.index(answers, item_weight=without, not_applicable=["U4"])
    assert same.index == pytest.approx(free.index)


def test_weights_with_a_further_item():
    weights = {**{f"U{j}": 0.1 for j in range(1, 10)}, "U10": 0.1}
    weights["U1"], weights["U10"] = 0.05, 0.15
    found = skm.index({**NINE, "U10": [2, 2, 2, 2]}, item_weight=weights)
    assert found.index == pytest.approx([3.5 * 0.85 + 2 * 0.15])
    form = skm.report_form(found, item_names={"U10": "Queue"})
    assert form.name[-1] == "Queue"
    assert form.weighted.sum() == pytest.approx(form.index)
    assert skm.report_form(found).name[-1] == "U10"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 4), min_size=10, max_size=10), min_size=3, max_size=30),
    st.lists(st.integers(1, 20), min_size=10, max_size=10),
)
def test_the_error_is_that_of_the_mean_of_each_respondents_own_index(rows, points):
    answers = np.array(rows, dtype=float)
    weights = np.array(points) / sum(points)
    design = Design(strata=["a"] * len(rows), fpc=[len(rows) + 20] * len(rows))
    found = skm.index(answers, item_weight=weights, design=design)
    own = mean(25 * answers @ weights, design)
    assert found.converted == pytest.approx(own.value)
    assert found.se == pytest.approx(own.se, abs=1e-9)


def test_engines_agree_under_unequal_weights():
    rng = np.random.default_rng(4)
    answers = {f"U{j}": rng.integers(1, 5, 60) for j in range(1, 12)}
    unit = rng.choice(["a", "b", "c"], 60)
    weights = rng.dirichlet(np.full(11, 5.0))
    want = skm.index(answers, by={"unit": unit}, item_weight=weights)
    frame = pl.LazyFrame({**answers, "unit": unit})
    got = frames.skm_index(frame, by="unit", item_weight=weights.tolist())
    for name in ("converted", "se", "lower", "item_weight"):
        assert getattr(got, name) == pytest.approx(getattr(want, name))
    named = pl.LazyFrame({f"q{j}": column for j, column in enumerate(answers.values())})
    whole = frames.skm_index(named, items=[f"q{j}" for j in range(11)])
    assert whole.item.tolist()[-1] == "U11"


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([0.2] * 9, "a sum of 1.8"),
        ([0.1] * 10, "9 weights"),
        ({"U1": 1.0}, "none for U2"),
        ({**{f"U{j}": 0.1 for j in range(1, 10)}, "U10": 0.1}, "U10 beside them"),
        ([0.0, *[0.125] * 8], "above 0"),
        (0.2, "1/9"),
        ([0.1, 0.1, np.nan, *[0.1] * 6], "item_weight"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, message):
    with pytest.raises(InputError, match=message):
        skm.index(NINE, item_weight=weights)


def test_a_further_item_that_holds_text_is_refused_and_not_ignored():
    with pytest.raises(InputError, match="U10"):
        skm.index({**NINE, "U10": ["more chairs", "", "x", "y"]})
    with pytest.raises(InputError, match="U10"):
        skm.index({**NINE, "U10": [1, 2, 5, 3]})


def test_the_fourteen_items_of_2004_read_as_2017_are_told():
    answers = {f"U{j}": [3, 4] for j in range(1, 15)}
    with pytest.warns(KinerjaWarning, match='version="2004"'):
        skm.index(answers)


def test_how_many_respondents_the_table_asks_for():
    # Krejcie and Morgan: 278 of 1,000; 80 of 100.
    found = skm.index(NINE, population=1000)
    assert found.required.tolist() == [278]
    assert found.text == (
        "4 respondents; the table asks for 278. The sample is smaller: read the interval beside "
        "the grade."
    )
    assert skm.index(NINE, population=1000, language="id").text.startswith("4 responden; tabel")
    unknown = skm.index(NINE)
    assert np.isnan(unknown.required).all()
    assert "pass `population`" in unknown.text
    rows = np.full((90, 9), 3)
    assert skm.index(rows, population=100).text == "90 respondents; the table asks for 80."


def test_respondents_by_unit():
    answers = np.full((100, 9), 3)
    unit = ["a"] * 10 + ["b"] * 90
    found = skm.index(answers, by=unit, population={"a": 1000, "b": 100})
    assert found.required.tolist() == [278, 80]
    assert "a 10 of 278" in found.text
    assert "b 90" not in found.text
    partly = skm.index(answers, by=unit, population={"b": 100})
    assert np.isnan(partly.required[0])
    assert partly.text == (
        "There are as many respondents everywhere as the table asks for. For 1 more the people "
        "served are not known."
    )
    with pytest.raises(InputError, match="'c'"):
        skm.index(answers, by=unit, population={"c": 5})
    with pytest.raises(InputError, match="mapping"):
        skm.index(answers, by=unit, population=1100)
    with pytest.raises(InputError, match="one number"):
        skm.index(answers, population={"a": 1000})
    assert skm.agency(found, population=1100).required.tolist() == [skm.sample_size(1100)]


def test_a_design_that_has_its_population_says_how_many_are_asked_for():
    answers = np.full((30, 9), 3)
    unit = np.array(["a"] * 10 + ["b"] * 20)
    size = np.where(unit == "a", 1000, 100)
    found = skm.index(answers, by=unit, design=Design(strata=unit, fpc=size))
    assert found.required.tolist() == [278, 80]
    calibrated = poststratify(Design(weights=np.ones(30)), unit, {"a": 1000, "b": 100})
    assert skm.index(answers, by=unit, design=calibrated).required.tolist() == [278, 80]
    # Weights alone may be scaled to anything.
    weighted = skm.index(answers, by=unit, design=Design(weights=np.ones(30)))
    assert np.isnan(weighted.required).all()
    lazy = pl.LazyFrame({**{f"U{j}": [3] * 30 for j in range(1, 10)}, "unit": unit, "N": size})
    got = frames.skm_index(lazy, by="unit", strata="unit", fpc="N")
    assert got.required.tolist() == [278, 80]
    assert got.text == found.text


def test_the_table_of_2004():
    answers = {f"U{j}": [3, 4] for j in range(1, 15)}
    # (14 + 1)·10 = 150, never more than the people served.
    assert skm.index(answers, version="2004", population=5000).required.tolist() == [150]
    assert skm.index(answers, version="2004", population=90).required.tolist() == [90]


@pytest.mark.parametrize("clustered", [False, True])
def test_weights_that_follow_from_populations_count_in_an_engine_too(clustered):
    rng = np.random.default_rng(1)
    answers = {f"U{j}": rng.integers(1, 5, 30) for j in range(1, 10)}
    unit = np.repeat(["a", "b"], [10, 20])
    cluster = np.array(list("ppppqqqqrrssttttuuuuvvvvvvwwww"))
    size = np.where(unit == "a", 50, 10) if clustered else np.where(unit == "a", 1000, 100)
    design = Design(strata=unit, fpc=size, clusters=cluster if clustered else None)
    want = skm.index(answers, design=design)
    frame = pl.LazyFrame({**answers, "unit": unit, "N": size, "c": cluster})
    got = frames.skm_index(
        frame, strata="unit", fpc="N", clusters="c" if clustered else None, nested=False
    )
    for name in ("converted", "se", "lower", "item_mean", "required"):
        assert getattr(got, name) == pytest.approx(getattr(want, name))
