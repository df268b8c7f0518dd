"""Input that no estimate can use is refused, by name and with the mend."""

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import ConvergenceError, InputError
from kinerja.survey import (
    Design,
    calibrate,
    chi_square,
    difference,
    linearized_variance,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    regression,
    replicate_variance,
    total,
    trim_weights,
    variance,
)

FOUR = np.array([1.0, 2.0, 3.0, 4.0])
SRS = Design(weights=np.ones(4))


def refused(message, call, error=InputError):
    with pytest.raises(error, match=message) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("options", "message", "code"),
    [
        ({"weights": [1, -2, 3]}, r"`weights`.*row 1 \(-2", "negative"),
        ({"weights": [1, np.nan, 3]}, "`weights`.*row 1", "missing_value"),
        ({"weights": [0, 0, 0]}, "`weights`.*only zeros", "invalid_input"),
        ({"weights": [1, np.inf, 1]}, "`weights`.*row 1", "infinite_value"),
        ({"weights": ["a", "b", "c"]}, "`weights`", None),
        ({"weights": [True, False, True]}, "`weights`", None),
        ({"weights": []}, "at least one row", "too_few"),
        ({"weights": [1, 1, 1], "clusters": [1, 2]}, "`clusters`.*3 labels", "wrong_shape"),
        (
            {"strata": list("aabb"), "clusters": [1, 2, 2, 3]},
            r"cluster 2 in stratum 'a' \(row 1\) and in stratum 'b'.*nested=True",
            "contradiction",
        ),
        (
            {"strata": list("aabb"), "clusters": ["x", "y", "y", "z"]},
            "cluster 'y'",
            "contradiction",
        ),
        ({"strata": list("aab")}, "one in stratum 'b'.*certainty", "lonely_psu"),
        ({"clusters": [1, 1, 1]}, "one in the one stratum", "lonely_psu"),
        ({"strata": ["a", None, "a"]}, "`strata`.*row 1", "missing_value"),
        ({"clusters": [1.0, np.nan, 2.0]}, "`clusters`.*row 1", "missing_value"),
        ({"clusters": [1.5, 2.0, 3.0]}, "`clusters`.*whole numbers", "wrong_type"),
        ({"strata": ["a", 1, "a"]}, "`strata`.*one kind", "wrong_type"),
        (
            {"strata": list("aabb"), "fpc": [10, 10, 1, 1]},
            "1 for 2 sampled units in stratum 'b'",
            "out_of_range",
        ),
        ({"fpc": [2, 2, 2, 2]}, "at least as many units", "out_of_range"),
        ({"strata": list("aabb"), "fpc": [0.2, 0.2, 10, 10]}, "both", None),
        ({"fpc": [10, 10, 12, 10]}, "`fpc`", None),
        ({"fpc": [10, 10, np.nan, 10]}, "`fpc`.*row 2", "missing_value"),
        ({"fpc": [-1, -1, -1, -1]}, "`fpc`", None),
        (
            {"clusters": [[1, 1, 2, 2], [1, 2, 3, 4]], "fpc": [[9, 9, 9, 9]]},
            "all 2 stages",
            "contradiction",
        ),
        ({"strata": np.ones((4, 2), dtype=int)}, "a list of one array for each stage", None),
        ({"strata": [list("aabb"), list("abab")]}, "at most 1", "out_of_range"),
        ({"weights": FOUR, "lonely_psu": "average"}, "`lonely_psu`", None),
        ({"weights": FOUR, "nested": "yes"}, "`nested`", None),
    ],
)
def test_designs(options, message, code):
    error = refused(message, lambda: Design(**options))
    assert code is None or error.code == code


def test_a_lonely_unit_of_the_second_stage_is_refused_too():
    two = [[1, 1, 2, 2, 2], [1, 1, 1, 2, 3]]
    refused(
        "stage 2",
        lambda: Design(weights=np.ones(5), clusters=two, fpc=[[9] * 5, [4] * 5]),
    )
    # Without its population the second stage does not count, and nothing is lonely.
    assert Design(weights=np.ones(5), clusters=two).df == 1


@pytest.mark.parametrize("estimate", [mean, total, variance, quantile])
def test_answers(estimate):
    refused("`y`.*row 1", lambda: estimate([1, np.nan, 3, 4], SRS))
    refused("`y`.*row 2", lambda: estimate([1, 2, np.inf, 4], SRS))
    refused("`y`.*4 values.*found 3", lambda: estimate([1, 2, 3], SRS))
    refused("`y`", lambda: estimate(list("abcd"), SRS))
    refused("`y`", lambda: estimate([True, False, True, True], SRS))
    refused("`y`", lambda: estimate([1j, 2, 3, 4], SRS))
    refused("at least one variable", lambda: estimate({}, SRS))
    refused("`y`.*one length", lambda: estimate({"a": [1, 2], "b": [1, 2, 3]}, SRS))
    refused("kinerja.survey.Design", lambda: estimate(FOUR, "design"))
    refused("`level`", lambda: estimate(FOUR, SRS, level=95))
    refused("`missing`", lambda: estimate(FOUR, SRS, missing="drop"))
    refused("`by`.*4 labels", lambda: estimate(FOUR, SRS, by=["a", "b"]))
    refused("`by`.*row 1", lambda: estimate(FOUR, SRS, by=["a", None, "b", "b"]))
    refused("at least one grouping", lambda: estimate(FOUR, SRS, by={}))


def test_a_missing_answer_names_its_column():
    y = pd.DataFrame({"time": FOUR, "staff": [1, 2, None, 4]})
    error = refused("row 2 column 'staff'", lambda: mean(y, SRS))
    assert error.positions == ((2, "staff"),)


def test_a_domain_with_nobody_is_named():
    # One domain of nobody is a row without figures; a whole sample of nobody is a mistake.
    y = [1.0, np.nan, 3.0, 4.0]
    one = mean(y, SRS, by=list("abaa"), missing="omit")
    assert one.left_out == ("b",)
    design = Design(weights=[1, 0, 1, 1])
    two = mean(FOUR, design, by={"unit": list("abaa")})
    assert "nobody with an answer in unit='b'" in two.provenance.left_out
    for m in (one, two):
        assert np.isnan([m.value[1], m.se[1], m.lower[1], m.deff[1]]).all()
        assert (m.n[1], m.df[1]) == (0, 0)
        assert "–" in repr(m).splitlines()[-1]
    error = refused("nobody in the whole", lambda: mean([np.nan] * 4, SRS, missing="omit"))
    assert error.code == "too_few"
    refused("in by=2\\.", lambda: variance([1.0, 2, 3, 4], SRS, by=[1, 1, 1, 2]))  # not np.int64(2)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("function", "scale", "weight"),
    [(mean, 1.0, 1e-200), (total, 1e308, 10.0), (variance, 1e200, 1.0), (variance, 1e-200, 1.0)],
)
def test_what_leaves_the_range_of_numbers_is_no_missing_error(function, scale, weight):
    design = Design(weights=np.full(4, weight))
    y = FOUR / 4 * scale
    error = refused("beyond it in the whole sample", lambda: function(y, design))
    assert error.code == "out_of_range"
    refused("beyond it in by='b'", lambda: function(y, design, by=list("bbcc")))


def test_statistics_that_a_domain_cannot_have():
    refused("at least two rows", lambda: variance(FOUR, SRS, by=list("abbb")))
    refused("0 in by='a'", lambda: ratio(FOUR, [0, 1, 1, 1], SRS, by=list("abbb")))
    refused("one denominator, or 1", lambda: ratio(FOUR, np.ones((4, 2)), SRS))
    refused("weights, or the population", lambda: total(FOUR, Design()))
    refused("`q`", lambda: quantile(FOUR, SRS, 1.5))
    refused("`q`", lambda: quantile(FOUR, SRS, []))
    refused("`rule`", lambda: quantile(FOUR, SRS, rule="hf10"))
    refused("`interval`", lambda: quantile(FOUR, SRS, interval="score"))


def test_categories():
    refused("at least two categories; found only 'a'", lambda: proportion(["a"] * 4, SRS))
    refused("whole numbers", lambda: proportion([1.5, 2, 3, 4], SRS))
    refused("row 1", lambda: proportion(["a", None, "b", "a"], SRS))
    refused("`method`", lambda: proportion([True, False, True, True], SRS, method="asin"))
    refused("at least one answer", lambda: proportion([None] * 4, SRS, missing="omit"))
    # Codes that a file reader turned into floats are categories all the same.
    p = proportion([1.0, 2.0, 2.0, 1.0], SRS)
    assert p.variable.tolist() == [1, 2]


def test_contrasts():
    plain = mean(FOUR, SRS, by=list("abab"))
    refused("covariance=True", lambda: difference(plain, ("a", "b")))
    m = mean(FOUR, SRS, by=list("abab"), covariance=True)
    refused("found 'c'", lambda: difference(m, ("a", "c")))
    refused("`contrast`", lambda: difference(m, "all"))
    refused("`contrast`", lambda: difference(m, [[1, -1, 0]]))
    refused("at least two", lambda: difference(mean(FOUR, SRS, covariance=True), "pairwise"))
    refused("Estimates", lambda: difference(FOUR, ("a", "b")))


def test_influence():
    refused("`influence`", lambda: linearized_variance([1, np.nan, 2, 3], SRS))
    refused("`influence`", lambda: linearized_variance([1, 2, 3], SRS))
    refused("survey.Design", lambda: linearized_variance(FOUR, None))


def test_margins_and_totals():
    g = list("aabb")
    refused("none for 'b'", lambda: poststratify(SRS, g, {"a": 3}))
    error = refused("nobody in 'c'", lambda: poststratify(SRS, g, {"a": 3, "b": 4, "c": 5}))
    assert error.code == "missing_value"
    refused("`totals`", lambda: poststratify(SRS, g, {"a": 3, "b": -4}))
    refused("`totals`", lambda: poststratify(SRS, g, [3, 4]))
    weightless = Design(weights=[1, 1, 0, 0])
    refused("only weights of 0 in 'b'", lambda: poststratify(weightless, g, {"a": 3, "b": 4}))
    refused(
        r"`margins\[1\]`.*the same population as margins\[0\]: 10; found 12",
        lambda: rake(SRS, [(g, {"a": 4, "b": 6}), (list("xyxy"), {"x": 6, "y": 6})]),
    )
    refused("a pair", lambda: rake(SRS, [g]))
    refused("a list of", lambda: rake(SRS, {}))
    # Everybody is (a, x) or (b, y): the margins cannot be 4:6 and 5:5 at once.
    error = refused(
        "group '[abxy]' still off",
        lambda: rake(SRS, [(g, {"a": 4, "b": 6}), (list("xxyy"), {"x": 5, "y": 5})]),
        ConvergenceError,
    )
    assert error.code == "no_convergence"


def test_calibration():
    x = np.column_stack([np.ones(4), FOUR])
    refused("`totals`", lambda: calibrate(SRS, x, [1, 2, 3]))
    refused("'y' without", lambda: calibrate(SRS, {"x": FOUR}, {"y": 3}))
    refused("`bounds`", lambda: calibrate(SRS, x, [4, 10], method="logit"))
    refused("`bounds`", lambda: calibrate(SRS, x, [4, 10], bounds=(2, 3)))
    refused("`method`", lambda: calibrate(SRS, x, [4, 10], method="ridge"))
    refused("below 0, first in row", lambda: calibrate(SRS, x, [4, 15]))
    refused("contradict|agree", lambda: calibrate(SRS, np.c_[FOUR, FOUR], [10, 11]))
    refused("none; before", lambda: calibrate(SRS, x, [4, 17], method="raking"), ConvergenceError)
    refused("`x`.*row 0", lambda: calibrate(SRS, [np.nan, 1, 2, 3], [4]))
    refused("`x`", lambda: calibrate(SRS, [1, 2, 3], [4]))
    refused("survey.Design", lambda: calibrate(FOUR, x, [4, 10]))


def test_trimming():
    refused("to take what is cut", lambda: trim_weights(Design(weights=[1, 1, 9, 9]), 2, 8))
    refused("after trimming", lambda: trim_weights(Design(weights=[1, 1, 1, 4.5]), 4, 5))
    refused("`upper`", lambda: trim_weights(SRS, 3, 2))


def test_replicates():
    refused("`rng`", lambda: replicate_variance(np.sum, SRS, kind="bootstrap"))
    refused("`kind`", lambda: replicate_variance(np.sum, SRS, kind="brr"))
    refused("`centre`", lambda: replicate_variance(np.sum, SRS, centre="mean"))
    refused("finite", lambda: replicate_variance(lambda w: np.nan, SRS))
    refused("finite", lambda: replicate_variance(lambda w: 1.0 if w.min() > 0 else np.inf, SRS))
    refused("of one length", lambda: replicate_variance(lambda w: w[w > 0], SRS))
    refused("numbers", lambda: replicate_variance(lambda w: "much", SRS))
    calibrated = poststratify(SRS, list("aabb"), {"a": 3, "b": 4})
    refused("before calibration", lambda: replicate_variance(np.sum, calibrated))
    lonely = Design(weights=[1, 1, 1], strata=list("aab"), lonely_psu="adjust")
    refused(
        "cannot draw from one PSU",
        lambda: replicate_variance(np.sum, lonely, kind="bootstrap", rng=1),
    )
    refused("knows its rows", lambda: replicate_variance(np.sum, Design()))


def test_refusals_leave_nothing_half_done():
    y, w = FOUR.copy(), np.ones(4)
    design = Design(weights=w)
    before = design.weights.copy()
    refused("`y`", lambda: mean([1, np.nan, 2, 3], design))
    refused("below 0", lambda: calibrate(design, np.c_[w, y], [4, 15]))
    assert design.weights.tolist() == before.tolist()
    assert y.tolist() == FOUR.tolist()


def test_a_missing_category_is_a_missing_answer():
    gaps = ["a", None, "b", "a"]
    for call in (
        lambda: proportion(gaps, SRS),
        lambda: proportion({"one": gaps, "other": list("xyxy")}, SRS),
        lambda: chi_square(gaps, list("xyxy"), SRS),
        lambda: chi_square(list("xyxy"), gaps, SRS),
        lambda: regression(FOUR, {"g": gaps}, SRS),
    ):
        error = refused("row 1.*missing.*omit", call)
        assert error.code == "missing_value"
