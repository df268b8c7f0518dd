"""indicators: what scales, bands, groups and cards refuse, in full, and what is just allowed."""

import pytest
from pydantic import ValidationError

from kinerja.indicators import (
    MPI,
    OWA,
    Band,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    Logistic,
    LogNormal,
    MinMax,
    Piecewise,
    Scorecard,
    Steps,
    Target,
    Text,
    Vector,
    ZScore,
)
from shared_laws import told

NAN, INF = float("nan"), float("inf")


def leaf(code, weight=1.0, scale=None, **more):
    return Indicator(code=code, name=code, scale=scale or Identity(), weight=weight, **more)


def card(*parts, **more):
    return Scorecard(code="c", name="C", parts=parts, **more)


def group(code, *parts, **more):
    return Group(code=code, name=code, parts=parts, **more)


REFUSED = {
    "goalposts": (lambda: Linear(worst=2, best=2),
                  "goalposts must differ; `worst` and `best` are both 2"),
    "far goalposts": (lambda: Linear(worst=-1e308, best=1e308),
                      "goalposts lie too far apart for a float64"),
    "far ends of a line": (lambda: Linear(worst=0, best=1, low=-1e308, high=1e308),
                           "`low` and `high` lie too far apart for a float64"),
    "far ends of a range": (lambda: MinMax(low=-1e308, high=1e308),
                            "`low` and `high` lie too far apart for a float64"),
    "far knots": (lambda: Piecewise(points=((-1e308, 0), (1e308, 1))),
                  "neighbours of `points` lie too far apart for a float64"),
    "far heights": (lambda: Piecewise(points=((0, 0), (1, 1e308), (2, -1e308))),
                    "neighbours of `points` lie too far apart for a float64"),
    "a band without a label": (lambda: Bands.of({"a": 0, " ": 5}),
                               "every band needs a label; got ['a', ' ']"),
    "a band without a label in a language": (
        lambda: Bands(bands=(Band(label=Text(en="a", id="x"), lower=0),
                             Band(label=Text(en="b", id=""), lower=1))),
        "every band needs a label; got ['x', '']",
    ),
    "ends of a line": (lambda: Linear(worst=0, best=1, low=50, high=50),
                       "`low` must be below `high`; got 50 and 50"),
    "ends of a range": (lambda: MinMax(low=60, high=50.5),
                        "`low` must be below `high`; got 60 and 50.5"),
    "knots": (lambda: Piecewise(points=((0, 1), (2, 3), (2, 4))),
              "`points` must ascend in x; got 2 before 2"),
    "thresholds": (lambda: Steps(thresholds=(3, 1.5), points=(1, 2, 3)),
                   "`thresholds` must ascend; got 3 before 1.5"),
    "level thresholds": (lambda: Steps(thresholds=(3, 3), points=(1, 2, 3)),
                         "`thresholds` must ascend; got 3 before 3"),
    "points of steps": (lambda: Steps(thresholds=(1, 2), points=(1, 2)),
                        "`points` needs one figure more than `thresholds`; got 2 and 2"),
    "cap": (lambda: Target(target=5, cap=20, floor=20),
            "`cap` must lie above `floor`; got 20 and 20"),
    "order weights": (lambda: OWA(weights=(0, 0)), "at least one order weight must be above 0"),
    "many order weights": (lambda: OWA(weights=(1e308, 1e308)),
                           "the sum of the order weights is too large for a number"),
    "a language": (lambda: Text(en="a", Indonesian="b"),
                   "'Indonesian' is not the code of a language, such as 'en' or 'jv'"),
    "open bands": (lambda: Bands(bands=(Band(label="a", lower=1), Band(label="b", lower=None))),
                   "only the first band may be open below (lower=None)"),
    "bands": (lambda: Bands.of({"a": 5, "b": 5}), "bands must ascend by `lower`; got 5 before 5"),
    "bands behind an open one": (lambda: Bands.of({"a": None, "b": 5, "c": 4.5}),
                                 "bands must ascend by `lower`; got 5 before 4.5"),
    "upper end": (lambda: Bands.of({"a": 0, "b": 50}, upper=50),
                  "`upper` must lie above the last `lower`; got 50 and 50"),
    "labels": (lambda: Bands(bands=(Band(label="a", lower=0), Band(label="a", lower=1))),
               "every band needs a label of its own; got ['a', 'a']"),
    "labels in a language": (
        lambda: Bands(bands=(Band(label=Text(en="a", id="x"), lower=0),
                             Band(label=Text(en="b", id="x"), lower=1))),
        "every band needs a label of its own; got ['x', 'x']",
    ),
    "direction": (lambda: leaf("a", scale=Linear(worst=0, best=9), lower_is_better=True),
                  ("indicator 'a': `lower_is_better` is True, but its scale (linear) says False; "
                  "leave it out")),
    "valid range": (lambda: leaf("a", valid_range=(3, 3)),
                    "indicator 'a': `valid_range` must ascend"),
    "no weight": (lambda: group("g", leaf("a", 0), leaf("b", 0)),
                  "group 'g': all weights are 0; give one part a weight"),
    "huge weights": (lambda: group("g", leaf("a", 1e308), leaf("b", 1e308)),
                     "group 'g': the sum of the weights is too large for a number"),
    "ignored weights": (
        lambda: card(*(leaf(code, 2) for code in "abcdef"), leaf("g"), aggregation=MPI()),
        ("group 'c': 'mpi' ignores the weights of its parts; leave out the weight of 'a', 'b', "
        "'c', 'd', 'e'"),
    ),
    "number of order weights": (
        lambda: card(leaf("a"), leaf("b"), leaf("d"), aggregation=OWA(weights=(1, 2))),
        "group 'c': OWA needs one order weight a part; got 2 for 3 parts",
    ),
    "sum of weights": (
        lambda: card(leaf("a", 60), group("g", leaf("b", 30), leaf("d", 5.5), weight=40),
                     weights_sum=100),
        ("weights must sum to 100 at the top, and in a group to that or to the weight of the "
        "group; got 'c' 100, 'g' 35.5"),
    ),
    "codes": (lambda: card(leaf("a"), leaf("b"), group("g", leaf("a"), leaf("b"))),
              "every code must occur once; 'a', 'b' repeat"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_definition_that_is_refused(case):
    make, sentence = REFUSED[case]
    with pytest.raises(ValidationError) as caught:
        make()
    assert [fault["msg"] for fault in caught.value.errors()] == [f"Value error, {sentence}"]


def test_what_is_just_allowed():
    assert Linear(worst=0, best=1, low=50, high=50.5).apply(1.0) == 50.5
    assert Target(target=5, cap=20.5, floor=20).cap == 20.5
    assert Bands.of({"a": 0, "b": 50}, upper=50.5).upper == 50.5
    assert Steps(thresholds=(), points=(7,)).apply([1.0, 2.0]).tolist() == [7, 7]
    assert leaf("a", scale=Linear(worst=9, best=0), lower_is_better=True).direction == "lower"
    assert leaf("a", scale=MinMax(), lower_is_better=True).direction == "lower"
    assert leaf("a", valid_range=(None, 3)).valid_range == (None, 3)
    assert group("g", leaf("a", 0), leaf("b", 2)).shares == (0, 1)
    # A group sums to the whole, or to its own weight.
    for weights in ((75, 25), (30, 10)):
        parts = [leaf(code, weight) for code, weight in zip("bd", weights, strict=True)]
        made = card(leaf("a", 60), group("g", *parts, weight=40), weights_sum=100)
        assert [i.code for i in made.indicators] == ["a", "b", "d"]


FLOATS = "values whose points a float64 can hold"
VALUES = {
    "a ratio of nothing": (
        lambda: Vector().apply([0.0, 0.0]),
        ("at least one value other than 0 (scale 'vector'); found only zeros. A share of nothing "
        "is undefined: use another scale."), "invalid_input", (),
    ),
    "a group too far apart": (
        lambda: MinMax().anchored([-1.7e308, 1.7e308]),
        ("values whose distance a float64 can hold (scale 'min_max'); found -1.7e+308 to "
        "1.7e+308. Is every value in the unit of the column?"), "out_of_range", (),
    ),
    "nobody": (lambda: ZScore().anchored([]), "at least one value; found none.", "too_few", ()),
    "a logarithm of 0": (
        lambda: Log(worst=1, best=10).apply([5.0, 0.0, -2.0]),
        ("more than 0; found row 1 (0); row 2 (-2). The scale takes logarithms or ratios: correct "
        "the value, or use another scale."), "not_positive", (1, 2),
    ),
    "points beyond a float": (
        lambda: Linear(worst=0, best=1e-200, clip=False).apply([1.0, 1e200]),
        f"{FLOATS}; found row 1 (1e+200). Is the value in the unit of its scale?", "out_of_range",
        (1,),
    ),
    "a value below the bands": (
        lambda: Bands.of({"a": 10, "b": 50}, upper=90).code([20.0, 9.5, 95.0]),
        ("at least 10 and at most 90; found row 1 (9.5); row 2 (95). Every value must fall into a "
        "band."), "out_of_range", (1, 2),
    ),
    "a value at an open end": (
        lambda: Bands.of({"a": 10, "b": 50}, closed="right").code([10.0]),
        "above 10; found row 0 (10). Every value must fall into a band.", "out_of_range", (0,),
    ),
    "an infinite value": (
        lambda: Bands.of({"a": None, "b": 50}).code([1.0, INF]),
        "finite numbers; found row 1 (inf). Correct it, or mark it as missing (NaN).",
        "infinite_value", (1,),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_a_value_that_is_refused(case):
    call, *wanted = VALUES[case]
    assert told(call) == tuple(wanted)


def test_a_label_that_no_band_has():
    bands = Bands(
        bands=(Band(label=Text(en="low", id="rendah"), lower=0), Band(label="b", lower=5))
    )
    assert told(lambda: bands.entry("high"), "label") == (
        "one of ['low', 'b']; found 'high'.", "unknown_option", ()
    )  # fmt: skip
    assert [bands.entry(label) for label in ("low", "rendah", "b")] == [0, 0, 5]


CURVES = {
    "flat": (lambda: Logistic(midpoint=5, slope=0), "`slope` must not be 0"),
    "ends": (lambda: Logistic(midpoint=5, slope=1, low=3, high=3),
             "`low` must be below `high`; got 3 and 3"),
    "p10": (lambda: LogNormal(median=5, p10=5), "`p10` must be below `median`; got 5 and 5"),
    "ends of times": (lambda: LogNormal(median=5, p10=2, low=3, high=2.5),
                      "`low` must be below `high`; got 3 and 2.5"),
    "far ends": (lambda: Logistic(midpoint=5, slope=1, low=-1e308, high=1e308),
                 "`low` and `high` lie too far apart for a float64"),
    "far ends of times": (lambda: LogNormal(median=5, p10=2, low=-1e308, high=1e308),
                          "`low` and `high` lie too far apart for a float64"),
}  # fmt: skip


@pytest.mark.parametrize("case", CURVES)
def test_a_curve_that_is_refused(case):
    make, sentence = CURVES[case]
    with pytest.raises(ValidationError) as caught:
        make()
    assert [fault["msg"] for fault in caught.value.errors()] == [f"Value error, {sentence}"]


def test_a_curve_may_fall():
    # Half the way at the midpoint, and as far above it before as below it after.
    before, at, after = Logistic(midpoint=5, slope=-1).apply([4.0, 5.0, 6.0]).tolist()
    assert at == pytest.approx(50)
    assert before + after == pytest.approx(100)
    assert before > at > after
