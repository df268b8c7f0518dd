"""What scoring refuses, in full: the argument, the kind of fault, the places, the whole sentence.

A sentence is part of the promise: it says what was expected, what was found and what to do.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import InputError
from kinerja.indicators import (
    MPI,
    OWA,
    Bands,
    Identity,
    Indicator,
    Log,
    MinMax,
    Scorecard,
    Target,
)
from kinerja.scoring import (
    Scores,
    adjusted_mpi,
    aggregate,
    anchor,
    benefit_of_the_doubt,
    choquet,
    combine_periods,
    compare,
    compare_cards,
    explain,
    explain_card,
    mpi,
    next_band,
    owa,
    recognize,
    score,
    score_by,
    sensitivity,
    trend,
    weighted_mean,
)

nan = float("nan")
BANDS = Bands.of({"fair": 0, "good": 80})


def leaf(code, scale=None, **more):
    return Indicator(code=code, name=code.upper(), scale=scale or Identity(), **more)


def card_of(*parts, code="c", **more):
    return Scorecard(code=code, name=code, parts=parts, **more)


CARD = card_of(leaf("a", weight=3), leaf("b", valid_range=(0, 100)), bands=BANDS)
PLAIN = card_of(leaf("a"), leaf("b"), code="p", version="2")
TARGETS = card_of(leaf("a", Target(target=10)), leaf("b"), code="t")
RELATIVE = card_of(leaf("a", MinMax()), leaf("b", weight=2), code="r")
GEOMETRIC = card_of(leaf("a", Log(worst=1, best=100)), leaf("b"), code="g", aggregation="geometric")
WIDE = card_of(*(leaf(f"i{n}") for n in range(24)), code="w", aggregation=MPI())
DATA = [[90, 70], [60, 80]]
MADE = score(CARD, DATA, ids=["x", "y"])
BARE = score(PLAIN, DATA)
GAPS = score(CARD, [[90, nan], [60, 80]], ids=["x", "y"], missing="reweight")
GROUPED = score(RELATIVE, [[1, 2], [3, 4]], by=["u", "v"])

REFUSED = [
    (
        lambda: score("card", DATA),
        "card",
        "wrong_type",
        (),
        (
            "`card`: expected a Scorecard; found str. Scorecard.model_validate makes one of what "
            "json.loads returned."
        ),
    ),
    (
        lambda: score(CARD, DATA, missing="omit"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'reweight', 'propagate'; found 'omit'."),
    ),
    (
        lambda: score(CARD, DATA, missing=np.inf),
        "missing",
        "out_of_range",
        (),
        ("`missing`: expected a finite number; found inf."),
    ),
    (
        lambda: score(CARD, DATA, missing=True),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'reweight', 'propagate'; found True."),
    ),
    (
        lambda: score(CARD, DATA, min_coverage=1.5),
        "min_coverage",
        "out_of_range",
        (),
        ("`min_coverage`: expected a finite number and at least 0 and at most 1; found 1.5."),
    ),
    (
        lambda: score(CARD, DATA, ids=["x", "x"]),
        "ids",
        "duplicate",
        ("x",),
        (
            "`ids`: expected every id once; found 'x' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: score(CARD, [[90, nan], [nan, 80]], ids=["x", "y"]),
        "data",
        "missing_value",
        (("x", "b"), ("y", "a")),
        (
            "`data`: expected a number in every cell; found row 'x' column 'b' (missing); row 'y'"
            " column 'a' (missing). Fill it in, or say what a missing value means: "
            "missing='reweight' lets the other indicators share its weight."
        ),
    ),
    (
        lambda: score(CARD, {"a": [90, np.inf], "b": [70, 80]}, ids=["x", "y"]),
        "data",
        "infinite_value",
        (("y", "a"),),
        (
            "`data`: expected finite numbers; found row 'y' column 'a' (inf). Correct it, or mark"
            " it as missing (NaN)."
        ),
    ),
    (
        lambda: score(CARD, [[90, 100], [60, 100.5], [60, -1], [50, 0]], ids=["x", "y", "z", "w"]),
        "data",
        "out_of_range",
        (("y", "b"), ("z", "b")),
        (
            "`data`: expected values from 0 to 100 (valid_range); found row 'y' column 'b' "
            "(100.5); row 'z' column 'b' (-1). Correct the value, or the indicator's valid_range."
        ),
    ),
    (
        lambda: score(CARD, [[90, 70, 1]]),
        "data",
        "wrong_shape",
        (),
        ("`data`: expected 2 columns; found 3. Pass one column for each, in the same order."),
    ),
    (
        lambda: score(CARD, {"a": [90]}),
        "data",
        "missing_column",
        ("b",),
        (
            "`data`: expected a column for each of 'a', 'b'; found no column 'b'. The columns "
            "there are: 'a'."
        ),
    ),
    (
        lambda: score(CARD, DATA, by=["u"]),
        "by",
        "wrong_shape",
        (),
        (
            "`by`: expected 2 labels, one per row; found 1. Pass one label for each row, in the "
            "same order."
        ),
    ),
    (
        lambda: score(CARD, {"a": [1], "b": [2]}, by="unit"),
        "by",
        "missing_column",
        ("unit",),
        (
            "`by`: expected a column for each of 'unit'; found no column 'unit'. The columns "
            "there are: 'a', 'b'."
        ),
    ),
    (
        lambda: score(TARGETS, DATA, targets=[1, 2]),
        "targets",
        "wrong_type",
        (),
        (
            "`targets`: expected a Mapping; found a list. Map the code of an indicator to its "
            "targets."
        ),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"b": [1, 2]}),
        "targets",
        "unknown_label",
        ("b",),
        ("`targets`: expected codes of indicators on a Target scale; found 'b'."),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"z": [1, 2]}),
        "targets",
        "unknown_label",
        ("z",),
        ("`targets`: expected codes of indicators on a Target scale; found 'z'."),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"a": [1]}),
        "targets['a']",
        "wrong_shape",
        (),
        ("`targets['a']`: expected 2 values; found 1. Pass one value for each, in the same order."),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"a": [1, 0]}, ids=["x", "y"]),
        "targets['a']",
        "not_positive",
        ("y",),
        (
            "`targets['a']`: expected a target above 0 for everybody; found row 'y' (0). Fill it "
            "in, or say what no target means: missing='reweight' lets the other indicators share "
            "its weight."
        ),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"a": [nan, 0]}, ids=["x", "y"]),
        "targets['a']",
        "missing_value",
        ("x", "y"),
        (
            "`targets['a']`: expected a target above 0 for everybody; found row 'x' (missing); "
            "row 'y' (0). Fill it in, or say what no target means: missing='reweight' lets the "
            "other indicators share its weight."
        ),
    ),
    (
        lambda: score(TARGETS, DATA, targets={"a": [1, -2]}, ids=["x", "y"], missing="reweight"),
        "targets['a']",
        "negative",
        ("y",),
        (
            "`targets['a']`: expected 0 or more; found row 'y' (-2). Without a target write "
            "nothing, or 0."
        ),
    ),
    (
        lambda: score(GEOMETRIC, [[10, 5], [-3, 5], [0, 5]], ids=["x", "y", "z"]),
        "data",
        "not_positive",
        (("y", "a"), ("z", "a")),
        (
            "`data`: expected more than 0; found row 'y' column 'a' (-3); row 'z' column 'a' (0)."
            " The scale takes logarithms or ratios: correct the value, or use another scale."
        ),
    ),
    (
        lambda: score(GEOMETRIC, [[10, 5], [3, -5]], ids=["x", "y"]),
        "data",
        "negative",
        (("y", "b"),),
        (
            "`data`: expected points of 0 or more in group 'g'; found row 'y' column 'b' (-5). "
            "Use a scale that does not go below 0, or the arithmetic mean."
        ),
    ),
    (
        lambda: anchor({"code": "c"}, DATA),
        "card",
        "wrong_type",
        (),
        (
            "`card`: expected a Scorecard; found dict. Scorecard.model_validate makes one of what"
            " json.loads returned."
        ),
    ),
    (
        lambda: anchor(RELATIVE, np.empty((0, 2))),
        "data",
        "too_few",
        (),
        ("`data`: expected at least one row to anchor on; found none."),
    ),
    (
        lambda: anchor(RELATIVE, [[1, nan], [2, 3]]),
        "data",
        "missing_value",
        ((0, "b"),),
        (
            "`data`: expected a number in every cell; found row 0 column 'b' (missing). Fill it "
            "in, or say what a missing value means: missing='reweight' lets the other indicators "
            "share its weight."
        ),
    ),
    (
        lambda: anchor(RELATIVE, DATA, missing="omit"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'reweight', 'propagate'; found 'omit'."),
    ),
    (
        lambda: anchor(CARD, [[90, 700]]),
        "data",
        "out_of_range",
        ((0, "b"),),
        (
            "`data`: expected values from 0 to 100 (valid_range); found row 0 column 'b' (700). "
            "Correct the value, or the indicator's valid_range."
        ),
    ),
    (
        lambda: weighted_mean([[1, nan]], [1, 2]),
        "values",
        "missing_value",
        ((0, 1),),
        (
            "`values`: expected a number in every cell; found row 0 column 1 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: weighted_mean([[1, 2]], [1, 2, 3]),
        "weights",
        "wrong_shape",
        (),
        ("`weights`: expected 2 values; found 3. Pass one value for each, in the same order."),
    ),
    (
        lambda: weighted_mean([[1, 2]], [1, -2]),
        "weights",
        "negative",
        (1,),
        ("`weights`: expected 0 or more; found row 1 (-2)."),
    ),
    (
        lambda: weighted_mean([[1, 2]], missing="omit"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'reweight', 'propagate'; found 'omit'."),
    ),
    (
        lambda: weighted_mean({"a": [1.0, nan], "b": [2.0, 3]}),
        "values",
        "missing_value",
        ((1, "a"),),
        (
            "`values`: expected a number in every cell; found row 1 column 'a' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: weighted_mean(np.empty((2, 0))),
        "values",
        "too_few",
        (),
        ("`values`: expected at least one column; found none."),
    ),
    (
        lambda: weighted_mean(np.zeros((2, 2, 2))),
        "values",
        "wrong_shape",
        (),
        (
            "`values`: expected an array of shape (n, k); found shape (2, 2, 2). One subject is "
            "one row: write [[…]]."
        ),
    ),
    (
        lambda: weighted_mean([["a", 1]]),
        "values",
        "not_numeric",
        ((0, 0),),
        (
            "`values`: expected numbers; found row 0 column 0 ('a'). Convert it to numbers first:"
            " text, booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: aggregate([[1, 2]], method="median"),
        "method",
        "unknown_option",
        (),
        (
            "`method`: expected one of 'arithmetic', 'geometric', 'harmonic', 'minimum'; found "
            "'median'."
        ),
    ),
    (
        lambda: aggregate([[1, 2]], [1, 2], method="minimum"),
        "weights",
        "contradiction",
        (),
        ("`weights`: expected no weights with 'minimum', which has none; found [1.0, 2.0]."),
    ),
    (
        lambda: aggregate([[1, 2]], [1, 2], method=MPI()),
        "weights",
        "contradiction",
        (),
        ("`weights`: expected no weights with 'mpi', which has none; found [1.0, 2.0]."),
    ),
    (
        lambda: aggregate([[1, 2]], method=OWA(weights=(1, 2, 3))),
        "method",
        "wrong_shape",
        (),
        ("`method`: expected 2 order weights, one per column; found 3."),
    ),
    (
        lambda: aggregate([[1, nan]]),
        "values",
        "missing_value",
        ((0, 1),),
        (
            "`values`: expected a number in every cell; found row 0 column 1 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: aggregate({"a": [1.0, nan], "b": [2.0, 3]}),
        "values",
        "missing_value",
        ((1, "a"),),
        (
            "`values`: expected a number in every cell; found row 1 column 'a' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: aggregate([[1, -2]], method="geometric"),
        "values",
        "negative",
        ((0, 1),),
        (
            "`values`: expected points of 0 or more; found row 0 column 1 (-2). Use a scale that "
            "does not go below 0, or the arithmetic mean."
        ),
    ),
    (
        lambda: owa([[1, 2]], [1, 2, 3]),
        "order_weights",
        "wrong_shape",
        (),
        (
            "`order_weights`: expected 2 values; found 3. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: owa([[1, 2]], [0, 0]),
        "order_weights",
        "invalid_input",
        (),
        ("`order_weights`: expected at least one weight above 0; found only zeros."),
    ),
    (
        lambda: choquet([[1, 2]], [0.5], {}),
        "shapley",
        "wrong_shape",
        (),
        ("`shapley`: expected 2 values; found 1. Pass one value for each, in the same order."),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, -0.5], {}),
        "shapley",
        "negative",
        (1,),
        ("`shapley`: expected 0 or more; found row 1 (-0.5)."),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.6], {}),
        "shapley",
        "invalid_input",
        (),
        (
            "`shapley`: expected shares that sum to 1; found 1.1. Divide them by their sum; "
            "interactions are on the same scale."
        ),
    ),
    (
        lambda: choquet([[1, 2, 3]], [0.2, 0.5, 0.3], {(0, 1): 0.3, (0, 2): -0.2}),
        "interaction",
        "invalid_input",
        (0,),
        (
            "`interaction`: expected for each indicator at most twice its share in interactions, "
            "signs aside; found 0.5 at position 0, whose share is 0.2. Make its interactions "
            "smaller or its share larger: as it is, a better value would lower the result."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], {(0, 2): 0.1}),
        "interaction",
        "unknown_label",
        (),
        (
            "`interaction`: expected each pair once, of two different positions from 0 to 1; "
            "found (0, 2)."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], {(1, 1): 0.1}),
        "interaction",
        "unknown_label",
        (),
        (
            "`interaction`: expected each pair once, of two different positions from 0 to 1; "
            "found (1, 1)."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], {(0, 1): 0.1, (1, 0): 0.1}),
        "interaction",
        "unknown_label",
        (),
        (
            "`interaction`: expected each pair once, of two different positions from 0 to 1; "
            "found (0, 1)."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], {0: 0.1}),
        "interaction",
        "unknown_label",
        (),
        (
            "`interaction`: expected each pair once, of two different positions from 0 to 1; "
            "found 0."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], {(0, 1): nan}),
        "interaction[(0, 1)]",
        "out_of_range",
        (),
        ("`interaction[(0, 1)]`: expected a finite number; found nan."),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], np.zeros((3, 3))),
        "interaction",
        "wrong_shape",
        (),
        ("`interaction`: expected (2, 2); found (3, 3)."),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], [[0, 0.1], [0.2, 0]]),
        "interaction",
        "invalid_input",
        ((0, 1),),
        (
            "`interaction`: expected a symmetric matrix with a diagonal of 0; found 0.1 at (0, 1)"
            " and 0.2 at (1, 0)."
        ),
    ),
    (
        lambda: choquet([[1, 2]], [0.5, 0.5], [[0, 0.1], [0.1, 0.2]]),
        "interaction",
        "invalid_input",
        ((1, 1),),
        ("`interaction`: expected a symmetric matrix with a diagonal of 0; found 0.2 at (1, 1)."),
    ),
    (
        lambda: mpi([[1, 2], [2, 3]], penalty="none"),
        "penalty",
        "unknown_option",
        (),
        ("`penalty`: expected one of 'minus', 'plus'; found 'none'."),
    ),
    (
        lambda: mpi([[1, 2], [2, nan]]),
        "matrix",
        "missing_value",
        ((1, 1),),
        (
            "`matrix`: expected a number in every cell; found row 1 column 1 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: mpi([[1, 2], [2, 3]], benefit=[True]),
        "benefit",
        "wrong_type",
        (),
        (
            "`benefit`: expected True, False, or 2 of them; found [True]. True means that more is"
            " better."
        ),
    ),
    (
        lambda: adjusted_mpi([[1, 2]], [0, 0], [1, 1], penalty="none"),
        "penalty",
        "unknown_option",
        (),
        ("`penalty`: expected one of 'minus', 'plus'; found 'none'."),
    ),
    (
        lambda: adjusted_mpi([[1, 2]], [0, 1], [1, 1]),
        "best",
        "not_estimable",
        (1,),
        ("`best`: expected goalposts that differ from `worst`; found row 1 (1)."),
    ),
    (
        lambda: adjusted_mpi({"a": [1e102, 1], "b": [1.0, 2]}, [0, 0], [1, 1]),
        "matrix",
        "out_of_range",
        ((0, "a"),),
        (
            "`matrix`: expected values within 1e+100 times the distance of their goalposts; found"
            " row 0 column 'a' (1e+102). Are the goalposts in the unit of the column?"
        ),
    ),
    (
        lambda: adjusted_mpi([[1, nan]], [0, 0], [1, 1]),
        "matrix",
        "missing_value",
        ((0, 1),),
        (
            "`matrix`: expected a number in every cell; found row 0 column 1 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: benefit_of_the_doubt({"a": [1.0, -2], "b": [3.0, 4]}),
        "values",
        "negative",
        ((1, "a"),),
        (
            "`values`: expected 0 or more; found row 1 column 'a' (-2). Turn costs round and "
            "shift to 0 first."
        ),
    ),
    (
        lambda: benefit_of_the_doubt([[1, 2]], min_share=0.6),
        "min_share",
        "out_of_range",
        (),
        ("`min_share`: expected at most 1/2, as there are 2 indicators; found 0.6."),
    ),
    (
        lambda: benefit_of_the_doubt([[1, 2]], min_share=-0.1),
        "min_share",
        "out_of_range",
        (),
        ("`min_share`: expected a finite number and at least 0 and at most 1; found -0.1."),
    ),
    (
        lambda: combine_periods([], weights=[]),
        "scores",
        "too_few",
        (),
        ("`scores`: expected at least one period; found none."),
    ),
    (
        lambda: combine_periods([MADE], weights=[1], method="mean"),
        "method",
        "unknown_option",
        (),
        ("`method`: expected one of 'mean_of_ratios', 'ratio_of_sums'; found 'mean'."),
    ),
    (
        lambda: combine_periods([MADE, BARE], weights=[1, 1]),
        "scores",
        "contradiction",
        (),
        (
            "`scores`: expected ids in every period, or in none with rows in one order; found ids"
            " in 1 of 2. Pass ids= when scoring."
        ),
    ),
    (
        lambda: combine_periods([BARE, score(PLAIN, [[1, 2]])], weights=[1, 1]),
        "scores",
        "contradiction",
        (),
        (
            "`scores`: expected ids in every period, or in none with rows in one order; found "
            "none, and 2, 1 rows. Pass ids= when scoring."
        ),
    ),
    (
        lambda: combine_periods([MADE, MADE], weights=[1, 1, 2]),
        "weights",
        "wrong_shape",
        (),
        ("`weights`: expected 2 values; found 3. Pass one value for each, in the same order."),
    ),
    (
        lambda: combine_periods([MADE, MADE], weights=[0, 0]),
        "weights",
        "invalid_input",
        (),
        ("`weights`: expected at least one weight above 0; found only zeros."),
    ),
    (
        lambda: combine_periods([MADE, MADE], weights=[[1, 1]]),
        "weights",
        "wrong_shape",
        (),
        ("`weights`: expected 2 rows, one per subject; found 1."),
    ),
    (
        lambda: combine_periods([MADE, MADE], weights=[[1, 1], [2, -1]]),
        "weights",
        "negative",
        (("y", 1),),
        ("`weights`: expected 0 or more; found row 'y' column 1 (-1)."),
    ),
    (
        lambda: combine_periods([MADE, MADE], weights=[[1, 1, 1], [2, 1, 1]]),
        "weights",
        "wrong_shape",
        (),
        ("`weights`: expected 2 columns; found 3. Pass one column for each, in the same order."),
    ),
    (
        lambda: combine_periods([BARE, score(CARD, DATA)], weights=[1, 1], method="ratio_of_sums"),
        "scores",
        "contradiction",
        (),
        (
            "`scores`: expected one definition in every period, without peer groups, for "
            "'ratio_of_sums'; found different ones. Score every period with the same anchored "
            "card, or use 'mean_of_ratios'."
        ),
    ),
    (
        lambda: combine_periods([GROUPED, GROUPED], weights=[1, 1], method="ratio_of_sums"),
        "scores",
        "contradiction",
        (),
        (
            "`scores`: expected one definition in every period, without peer groups, for "
            "'ratio_of_sums'; found peer groups. Score every period with the same anchored card, "
            "or use 'mean_of_ratios'."
        ),
    ),
    (
        lambda: combine_periods(
            [score(TARGETS, DATA, targets={"a": [1, 2]})] * 2,
            weights=[1, 1],
            method="ratio_of_sums",
        ),
        "scores",
        "contradiction",
        (),
        (
            "`scores`: expected scores without personal targets for 'ratio_of_sums'; found "
            "personal targets. Use 'mean_of_ratios'."
        ),
    ),
    (
        lambda: compare("before", MADE),
        "before",
        "wrong_type",
        (),
        ("`before`: expected a Scores; found a str. Pass what score returned."),
    ),
    (
        lambda: compare(MADE, "after"),
        "after",
        "wrong_type",
        (),
        ("`after`: expected a Scores; found a str. Pass what score returned."),
    ),
    (
        lambda: compare(MADE, MADE, rebase="yes"),
        "rebase",
        "wrong_type",
        (),
        ("`rebase`: expected True or False; found 'yes'."),
    ),
    (
        lambda: compare(MADE, score(PLAIN, DATA, ids=["x", "y"])),
        "after",
        "contradiction",
        (),
        (
            "`after`: expected scores on the definition of `before`; found card 'p' version 2. "
            "Score the later data with anchor(card, earlier data), or pass rebase=True."
        ),
    ),
    (
        lambda: compare(score(RELATIVE, DATA), score(RELATIVE, [[1, 2], [3, 4]])),
        "after",
        "contradiction",
        (),
        (
            "`after`: expected scores on the definition of `before`; found relative scales "
            "anchored on another group. Score the later data with anchor(card, earlier data), or "
            "pass rebase=True."
        ),
    ),
    (
        lambda: compare(MADE, score(CARD, DATA)),
        "after",
        "contradiction",
        (),
        ("`after`: expected ids in both periods or in neither; found one of them."),
    ),
    (
        lambda: compare(BARE, score(PLAIN, [[1, 2]])),
        "after",
        "wrong_shape",
        (),
        (
            "`after`: expected 2 subjects, as before; found 1. Pass ids to match subjects that "
            "join or leave."
        ),
    ),
    (
        lambda: compare(GROUPED, GROUPED, rebase=True),
        "after",
        "contradiction",
        (),
        (
            "`after`: expected scores without peer groups for rebase=True; found scores made with"
            " by=. Rebase each peer group by itself, with its anchored card."
        ),
    ),
    (
        lambda: compare(score(card_of(leaf("a")), [[1]]), score(CARD, [[1, 2]]), rebase=True),
        "before",
        "missing_column",
        ("b",),
        ("`before`: expected a value for every indicator of the later card; found none for 'b'."),
    ),
    (
        lambda: compare_cards("old", CARD, DATA),
        "old",
        "wrong_type",
        (),
        (
            "`old`: expected a Scorecard; found str. Scorecard.model_validate makes one of what "
            "json.loads returned."
        ),
    ),
    (
        lambda: compare_cards(CARD, "new", DATA),
        "new",
        "wrong_type",
        (),
        (
            "`new`: expected a Scorecard; found str. Scorecard.model_validate makes one of what "
            "json.loads returned."
        ),
    ),
    (
        lambda: explain("scores", 0),
        "scores",
        "wrong_type",
        (),
        ("`scores`: expected a Scores; found a str. Pass what score returned."),
    ),
    (
        lambda: explain(MADE, "z"),
        "row",
        "unknown_label",
        (),
        ("`row`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: explain(MADE, "x", language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: explain(MADE, "x", baseline="z"),
        "baseline",
        "unknown_label",
        (),
        (
            "`baseline`: expected 'mean', 'target', another subject, or raw values by code; found"
            " 'z'."
        ),
    ),
    (
        lambda: explain(GAPS, "y", baseline="x"),
        "baseline",
        "missing_value",
        ("b",),
        (
            "`baseline`: expected a value wherever the subject has one; found none for 'b'. "
            "Choose another baseline."
        ),
    ),
    (
        lambda: explain(MADE, "x", baseline={"a": 1, "z": 2}),
        "baseline",
        "unknown_label",
        ("z",),
        ("`baseline`: expected a raw value for every indicator of the card; found 'z' unknown."),
    ),
    (
        lambda: explain(MADE, "x", baseline={"a": 1}),
        "baseline",
        "missing_value",
        ("b",),
        ("`baseline`: expected a raw value for every indicator of the card; found none for 'b'."),
    ),
    (
        lambda: explain(MADE, "x", baseline={"a": 1, "b": "two"}),
        "baseline['b']",
        "out_of_range",
        (),
        ("`baseline['b']`: expected a finite number; found 'two'."),
    ),
    (
        lambda: explain(MADE, "x", standard_errors=[1, 2, 3]),
        "standard_errors",
        "wrong_shape",
        (),
        (
            "`standard_errors`: expected 2 values; found 3. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: explain(MADE, "x", standard_errors=[1, -2]),
        "standard_errors",
        "negative",
        ("y",),
        ("`standard_errors`: expected 0 or more; found row 'y' (-2)."),
    ),
    (
        lambda: explain(MADE, "x", standard_errors=-1),
        "standard_errors",
        "negative",
        ("x", "y"),
        ("`standard_errors`: expected 0 or more; found row 'x' (-1); row 'y' (-1)."),
    ),
    (
        lambda: explain(MADE, "x", standard_errors="low"),
        "standard_errors",
        "not_numeric",
        (),
        (
            "`standard_errors`: expected numbers; found 'low'. Convert it to numbers first: text,"
            " booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: explain(MADE, "x", reply="room 12"),
        "reply",
        "wrong_type",
        (),
        ("`reply`: expected a Reply; found a str. Reply(contact=…) says how a person answers."),
    ),
    (
        lambda: explain(score(WIDE, np.arange(1, 49).reshape(2, 24)), 0),
        "card",
        "out_of_range",
        (),
        (
            "`card`: expected at most 2**18 coalitions a leaf for an exact explanation below 'w';"
            " found 2**23 for 'i0'. Split a wide group that is not arithmetic into groups of "
            "groups."
        ),
    ),
    (
        lambda: explain_card("card"),
        "card",
        "wrong_type",
        (),
        ("`card`: expected a Scorecard; found a str."),
    ),
    (
        lambda: explain_card(CARD, language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: next_band("scores", 0),
        "scores",
        "wrong_type",
        (),
        ("`scores`: expected a Scores; found a str. Pass what score returned."),
    ),
    (
        lambda: next_band(BARE, 0),
        "scores",
        "missing_argument",
        (),
        (
            "`scores`: expected scores of a card with bands; found card 'p' without. Give the "
            "Scorecard its `bands`."
        ),
    ),
    (
        lambda: next_band(MADE, "z"),
        "row",
        "unknown_label",
        (),
        ("`row`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: next_band(MADE, "x", costs={"z": 1}),
        "costs",
        "unknown_label",
        ("z",),
        ("`costs`: expected codes among 'a', 'b'; found 'z'."),
    ),
    (
        lambda: next_band(MADE, "x", costs={"a": -1}),
        "costs['a']",
        "out_of_range",
        (),
        ("`costs['a']`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: next_band(MADE, "x", changeable=["a", "z", "q"]),
        "changeable",
        "unknown_label",
        ("z", "q"),
        ("`changeable`: expected codes among 'a', 'b'; found 'z', 'q'."),
    ),
    (
        lambda: next_band(MADE, "x", changeable="z"),
        "changeable",
        "unknown_label",
        ("z",),
        ("`changeable`: expected codes among 'a', 'b'; found 'z'."),
    ),
    (
        lambda: MADE.ranked("max"),
        "ties",
        "unknown_option",
        (),
        ("`ties`: expected one of 'min', 'average', 'dense'; found 'max'."),
    ),
    (
        lambda: BARE.grades(),
        "card",
        "missing_argument",
        (),
        (
            "`card`: expected a scorecard with bands; found 'p' without. Give the Scorecard its "
            "`bands`."
        ),
    ),
    (
        lambda: MADE.grades("fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: MADE["z"],
        "row",
        "unknown_label",
        (),
        ("`row`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: Scores.from_dict(
            {key: x for key, x in MADE.to_dict().items() if key != "anchored"}
        ),
        "data",
        "wrong_shape",
        (),
        (
            "`data`: expected the fields of Scores; found 'anchored' missing or unknown. Pass "
            "what to_dict() of the same class returned."
        ),
    ),
    (
        lambda: MADE.subset([True]),
        "mask",
        "wrong_shape",
        (),
        ("`mask`: expected 2 values, True or False; found bool of shape (1,)."),
    ),
    (
        lambda: MADE.subset([1, 0]),
        "mask",
        "wrong_shape",
        (),
        ("`mask`: expected 2 values, True or False; found int64 of shape (2,)."),
    ),
    (
        lambda: MADE.top(-1),
        "count",
        "out_of_range",
        (),
        ("`count`: expected a whole number of at least 0; found -1."),
    ),
    (
        lambda: score(CARD, [[120, 70], [-500, 80]], ids=["x", "y"]).band,
        "total",
        "out_of_range",
        ("y",),
        (
            "`total`: expected at least 0; found row 'y' (-355). Give the card's bands room for "
            "every total, or its scales a cap."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, side="left"),
        "side",
        "unknown_option",
        (),
        ("`side`: expected one of 'top', 'bottom'; found 'left'."),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, level=1.5),
        "level",
        "out_of_range",
        (),
        ("`level`: expected a finite number and above 0 and below 1; found 1.5."),
    ),
    (
        lambda: recognize([90, nan], 1, count=1),
        "totals",
        "missing_value",
        (1,),
        (
            "`totals`: expected a number in every cell; found row 1 (missing). Fill it in, or "
            "leave the row out."
        ),
    ),
    (
        lambda: recognize([90, 80], [1, -1], count=1, ids=["x", "y"]),
        "standard_errors",
        "negative",
        ("y",),
        ("`standard_errors`: expected 0 or more; found row 'y' (-1)."),
    ),
    (
        lambda: recognize([90, 80], [1, 2, 3], count=1),
        "standard_errors",
        "wrong_shape",
        (),
        (
            "`standard_errors`: expected 2 values; found 3. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count=-1),
        "count",
        "out_of_range",
        (),
        ("`count`: expected a whole number of at least 0; found -1."),
    ),
    (
        lambda: recognize([90, 80], 1, count={"u": 1}),
        "count",
        "contradiction",
        (),
        (
            "`count`: expected a whole number, as there are no units; found a mapping. Name each "
            "subject's unit in `by`."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count={"u": 1}, by=["u", "v"]),
        "count",
        "unknown_label",
        ("v",),
        ("`count`: expected a count for each unit in `by`; found none for 'v'."),
    ),
    (
        lambda: recognize([90, 80], 1, count={"u": 1, "v": 2, "w": 3}, by=["u", "v"]),
        "count",
        "unknown_label",
        ("w",),
        ("`count`: expected a count for each unit in `by`; found one for 'w'."),
    ),
    (
        lambda: recognize([90, 80], 1, count={"u": 1, "v": -2}, by=["u", "v"]),
        "count['v']",
        "out_of_range",
        (),
        ("`count['v']`: expected a whole number of at least 0; found -2."),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, by=["u"]),
        "by",
        "wrong_shape",
        (),
        (
            "`by`: expected 2 labels, one per row; found 1. Pass one label for each row, in the "
            "same order."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, ids=["x", "x"]),
        "ids",
        "duplicate",
        ("x",),
        (
            "`ids`: expected every id once; found 'x' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, eligible=[True]),
        "eligible",
        "wrong_shape",
        (),
        (
            "`eligible`: expected True or False, shape (2,); found shape (1,). Compare first, for"
            " instance `table == 1`."
        ),
    ),
    (
        lambda: recognize([1e308, 80], [1e308, 1], count=1, ids=["x", "y"]),
        "standard_errors",
        "out_of_range",
        ("x",),
        (
            "`standard_errors`: expected intervals that a float can hold (below 1.8e308); found "
            "row 'x' (1e+308). State totals and errors in a larger unit."
        ),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, ids=["x", "y"]).text("z"),
        "person",
        "unknown_label",
        (),
        ("`person`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: recognize([90, 80], 1, count=1, ids=["x", "y"]).text("x", language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: score_by([CARD, CARD], {"a": [1], "b": [2]}, ["c"]),
        "cards",
        "duplicate",
        (),
        (
            "`cards`: expected cards with codes of their own; found 2 cards with 'c'. Pass a "
            "mapping from label to card."
        ),
    ),
    (
        lambda: score_by(["c"], {"a": [1], "b": [2]}, ["c"]),
        "cards",
        "wrong_type",
        (),
        (
            "`cards`: expected a Scorecard; found str. Scorecard.model_validate makes one of what"
            " json.loads returned."
        ),
    ),
    (
        lambda: score_by({"c": 1}, {"a": [1], "b": [2]}, ["c"]),
        "cards",
        "wrong_type",
        (),
        (
            "`cards`: expected a Scorecard; found int. Scorecard.model_validate makes one of what"
            " json.loads returned."
        ),
    ),
    (
        lambda: score_by([CARD], {"a": [1], "b": [2]}, ["d"]),
        "card_of",
        "unknown_label",
        ("d",),
        ("`card_of`: expected labels among 'c'; found 'd'."),
    ),
    (
        lambda: score_by([CARD], {"a": [1], "b": [2]}, ["c"], together="ranks"),
        "together",
        "unknown_option",
        (),
        ("`together`: expected one of 'points', 'percentile', 'z_score'; found 'ranks'."),
    ),
    (
        lambda: score_by([CARD], {"a": [1]}, ["c"]),
        "data",
        "missing_column",
        ("b",),
        (
            "`data`: expected a column for each of 'a', 'b'; found no column 'b'. The columns "
            "there are: 'a'."
        ),
    ),
    (
        lambda: score_by([CARD], {"a": [1, 2], "b": [2, 3, 4]}, ["c", "c"]),
        "data",
        "wrong_shape",
        ("b",),
        ("`data`: expected 2 values in column 'b'; found 3."),
    ),
    (
        lambda: score_by([CARD], {"a": [1, 2], "b": [2, nan]}, ["c", "c"], ids=["x", "y"]),
        "data",
        "missing_value",
        (("y", "b"),),
        (
            "`data`: expected a number in every cell; found row 'y' column 'b' (missing). Fill it"
            " in, or say what a missing value means: missing='reweight' lets the other indicators"
            " share its weight."
        ),
    ),
    (
        lambda: score_by([CARD], {"a": [1], "b": [2]}, "post"),
        "card_of",
        "missing_column",
        ("post",),
        (
            "`card_of`: expected a column for each of 'post'; found no column 'post'. The columns"
            " there are: 'a', 'b'."
        ),
    ),
    (
        lambda: score_by([CARD], {"a": [1, 2], "b": [2, 3]}, ["c", "c"], ids=["x", "x"]),
        "ids",
        "duplicate",
        ("x",),
        (
            "`ids`: expected every id once; found 'x' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, draws=0, rng=1),
        "draws",
        "out_of_range",
        (),
        ("`draws`: expected a whole number of at least 1 and at most 10000000; found 0."),
    ),
    (
        lambda: sensitivity(CARD, DATA, weight_spread=1, rng=1),
        "weight_spread",
        "out_of_range",
        (),
        ("`weight_spread`: expected a finite number and at least 0 and below 1; found 1."),
    ),
    (
        lambda: sensitivity(CARD, DATA, level=0, rng=1),
        "level",
        "out_of_range",
        (),
        ("`level`: expected a finite number and above 0 and below 1; found 0."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng="seed"),
        "rng",
        "out_of_range",
        (),
        ("`rng`: expected a whole number of at least 0; found 'seed'."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, missing="omit"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'reweight', 'propagate'; found 'omit'."),
    ),
    (
        lambda: sensitivity(CARD, np.empty((0, 2)), rng=1),
        "data",
        "too_few",
        (),
        ("`data`: expected at least one row with a total; found none."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, progress="yes"),
        "progress",
        "unknown_option",
        (),
        ("`progress`: expected True, False or a function of (done, total); found 'yes'."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors={"z": 1}),
        "standard_errors",
        "unknown_label",
        ("z",),
        ("`standard_errors`: expected codes of the card's indicators; found 'z'."),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors={"a": [1, -1]}, ids=["x", "y"]
        ),
        "standard_errors",
        "negative",
        (("y", "a"),),
        ("`standard_errors`: expected 0 or more; found row 'y' column 'a' (-1)."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors={"a": [1, 1, 2]}),
        "standard_errors['a']",
        "wrong_shape",
        (),
        (
            "`standard_errors['a']`: expected 2 values; found 3. Pass one value for each, in the "
            "same order."
        ),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors={"a": [1, nan]}, ids=["x", "y"]
        ),
        "standard_errors['a']",
        "missing_value",
        ("y",),
        (
            "`standard_errors['a']`: expected a number in every cell; found row 'y' (missing). "
            "Fill it in, or leave the row out."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors=[1, nan]),
        "standard_errors",
        "missing_value",
        ("b",),
        (
            "`standard_errors`: expected a number in every cell; found row 'b' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors={"a": "low"}),
        "standard_errors['a']",
        "not_numeric",
        (),
        (
            "`standard_errors['a']`: expected numbers; found 'low'. Convert it to numbers first: "
            "text, booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors="low"),
        "standard_errors",
        "not_numeric",
        (),
        (
            "`standard_errors`: expected numbers; found 'low'. Convert it to numbers first: text,"
            " booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors=pd.DataFrame({"a": [1, 2]})
        ),
        "standard_errors",
        "missing_column",
        ("b",),
        (
            "`standard_errors`: expected a column for each of 'a', 'b'; found no column 'b'. The "
            "columns there are: 'a'."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors=[1, 2, 3]),
        "standard_errors",
        "wrong_shape",
        (),
        (
            "`standard_errors`: expected 2 values; found 3. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors=[[1, 2, 3]]),
        "standard_errors",
        "wrong_shape",
        (),
        ("`standard_errors`: expected a number, (2,) or (2, 2); found shape (1, 3)."),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors=[[1, nan], [2, 1]], ids=["x", "y"]
        ),
        "standard_errors",
        "missing_value",
        (("x", "b"),),
        (
            "`standard_errors`: expected a number in every cell; found row 'x' column 'b' "
            "(missing). Fill it in, or leave the row out."
        ),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors=[[1, np.inf], [2, 1]], ids=["x", "y"]
        ),
        "standard_errors",
        "infinite_value",
        (("x", "b"),),
        (
            "`standard_errors`: expected finite numbers; found row 'x' column 'b' (inf). Correct "
            "it, or mark it as missing (NaN)."
        ),
    ),
    (
        lambda: sensitivity(
            CARD, DATA, rng=1, draws=2, standard_errors=[[1, -2], [2, 1]], ids=["x", "y"]
        ),
        "standard_errors",
        "negative",
        (("x", "b"),),
        ("`standard_errors`: expected 0 or more; found row 'x' column 'b' (-2)."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, standard_errors=-1),
        "standard_errors",
        "negative",
        ((0, "a"), (0, "b"), (1, "a"), (1, "b")),
        (
            "`standard_errors`: expected 0 or more; found row 0 column 'a' (-1); row 0 column 'b'"
            " (-1); row 1 column 'a' (-1); row 1 column 'b' (-1)."
        ),
    ),
    (
        lambda: sensitivity(GEOMETRIC, DATA, rng=1, draws=50, standard_errors={"a": 200}),
        "standard_errors",
        "out_of_range",
        ("a",),
        (
            "`standard_errors`: expected errors that leave 'a' with values it can have (more than"
            " 0); found a draw outside. State a smaller error, or give the indicator a "
            "valid_range to stay inside."
        ),
    ),
    (
        lambda: sensitivity(GEOMETRIC, DATA, rng=1, draws=50, standard_errors={"b": 200}),
        "standard_errors",
        "out_of_range",
        ("g",),
        (
            "`standard_errors`: expected errors that leave 'g' with values it can have (points of"
            " 0 or more in group 'g'); found a draw outside. State a smaller error, or give the "
            "indicator a valid_range to stay inside."
        ),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2).top(3),
        "q",
        "out_of_range",
        (),
        ("`q`: expected a whole number of at least 1 and at most 2; found 3."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2).top(0),
        "q",
        "out_of_range",
        (),
        ("`q`: expected a whole number of at least 1 and at most 2; found 0."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, ids=["x", "y"]).swap("x", "x"),
        "other",
        "contradiction",
        (),
        ("`other`: expected two different subjects with totals; found 'x' and 'x'."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, ids=["x", "y"]).swap("x", "z"),
        "other",
        "unknown_label",
        (),
        ("`other`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: sensitivity(CARD, DATA, rng=1, draws=2, ids=["x", "y"]).swap("z", "x"),
        "one",
        "unknown_label",
        (),
        ("`one`: expected one of the ids; found 'z'. The ids begin 'x', 'y'."),
    ),
    (
        lambda: sensitivity(
            card_of(leaf("a"), leaf("b"), aggregation="minimum"), DATA, rng=1, draws=2
        ).swap(0, 1),
        "one",
        "not_estimable",
        (),
        (
            "`one`: expected points of which the order is a weighted sum; found card 'c', its "
            "aggregation or missing points. Use arithmetic means, or one power mean of points "
            "above 0, without gaps."
        ),
    ),
    (
        lambda: trend([[1, 2]], missing="drop"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'omit', 'propagate'; found 'drop'."),
    ),
    (
        lambda: trend([[1, 2]], level=1),
        "level",
        "out_of_range",
        (),
        ("`level`: expected a finite number and above 0 and below 1; found 1."),
    ),
    (
        lambda: trend([[1, nan], [2, 3]], ids=["x", "y"]),
        "totals",
        "missing_value",
        (("x", 1),),
        (
            "`totals`: expected a number in every cell; found row 'x' column 1 (missing). Fill it"
            " in, or leave the period out for this subject: missing='omit'."
        ),
    ),
    (
        lambda: trend([[1, 2], [3, nan]]),
        "totals",
        "missing_value",
        ((1, 1),),
        (
            "`totals`: expected a number in every cell; found row 1 column 1 (missing). Fill it "
            "in, or leave the period out for this subject: missing='omit'."
        ),
    ),
    (
        lambda: trend([[1], [2]]),
        "totals",
        "too_few",
        (),
        ("`totals`: expected at least two periods (columns); found 1."),
    ),
    (
        lambda: trend([[1, 2]], times=[1]),
        "times",
        "wrong_shape",
        (),
        ("`times`: expected 2 values; found 1. Pass one value for each, in the same order."),
    ),
    (
        lambda: trend([[1, 2, 3]], times=[1, 1, 2]),
        "times",
        "invalid_input",
        (),
        (
            "`times`: expected times that increase from period to period; found [1.0, 1.0, 2.0]. "
            "Put the columns of `totals` in the order of time."
        ),
    ),
    (
        lambda: trend([[1, 2], [1, 3]], reliability=0.8),
        "totals",
        "constant",
        (),
        (
            "`totals`: expected first totals of at least two subjects that differ; found 2 that "
            "do not. A reliable change is measured against their spread; leave `reliability` out."
        ),
    ),
    (
        lambda: trend([[1, 2], [2, 3]], reliability=1),
        "reliability",
        "out_of_range",
        (),
        ("`reliability`: expected a finite number and at least 0 and below 1; found 1."),
    ),
    (
        lambda: trend([[1, 2], [2, 3]], reliability=-0.1),
        "reliability",
        "out_of_range",
        (),
        ("`reliability`: expected a finite number and at least 0 and below 1; found -0.1."),
    ),
    (
        lambda: trend([[1, 2], [2, 3]]).reliably,
        "reliability",
        "missing_argument",
        (),
        (
            "`reliability`: expected the reliability of the totals; found none. Call trend(…, "
            "reliability=…)."
        ),
    ),
    (
        lambda: trend([[1e308, -1e308], [2, 3]], ids=["x", "y"]),
        "totals",
        "out_of_range",
        (("x", 0), ("x", 1)),
        (
            "`totals`: expected totals whose slopes a float can hold (below 1.8e308); found row "
            "'x' column 0 (1e+308); row 'x' column 1 (-1e+308). State them, or the times, in a "
            "larger unit."
        ),
    ),
    (
        lambda: trend([[1e-300, 1e300], [2e-300, 3]], reliability=0.8, ids=["x", "y"]),
        "totals",
        "out_of_range",
        (("x", 0), ("x", 1)),
        (
            "`totals`: expected changes that a float can hold in units of the first period's "
            "spread; found row 'x' column 0 (1e-300); row 'x' column 1 (1e+300)."
        ),
    ),
]


@pytest.mark.parametrize(("call", "argument", "code", "positions", "sentence"), REFUSED)
def test_refused_in_full(call, argument, code, positions, sentence):
    with pytest.raises(InputError) as caught:
        call()
    error = caught.value
    assert (error.argument, error.code, error.positions) == (argument, code, positions)
    assert str(error) == sentence


MANY = [f"c{n}" for n in range(7)]
WIDER = card_of(leaf("a"), *(leaf(code) for code in MANY), bands=BANDS)
EIGHT = score(WIDER, [[1.0] * 8, [2.0] * 8])


@pytest.mark.parametrize(
    ("call", "places"),
    [
        (lambda: compare(score(card_of(leaf("a")), [[1]]), EIGHT, rebase=True), MANY),
        (
            lambda: sensitivity(
                PLAIN, DATA, rng=1, draws=2, standard_errors=dict.fromkeys(MANY, 1)
            ),
            MANY,
        ),
        (
            lambda: explain(
                score(WIDER, [[1.0] * 8, [2.0] + [nan] * 7], missing="reweight"), 0, baseline=1
            ),
            MANY,
        ),
        (lambda: explain(EIGHT, 0, baseline={"a": 1}), MANY),
        (lambda: explain(EIGHT, 0, baseline=dict.fromkeys(["x", *MANY, *"yz"], 1)), "xyz"),
        (
            lambda: next_band(EIGHT, 0, changeable=[code.upper() for code in MANY]),
            [code.upper() for code in MANY],
        ),
        (lambda: score_by([CARD], {"a": [1] * 7, "b": [2] * 7}, MANY), MANY),
        (lambda: recognize([1] * 7, 1, count={"u": 1}, by=MANY), MANY),
    ],
)
def test_the_first_five_places_are_named(call, places):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.positions == tuple(places[:5])
