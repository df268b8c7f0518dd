"""What weighing refuses, in full: the argument, the kind of fault, the places, the sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import InputError
from kinerja.weights import (
    ahp,
    ahp_group,
    angle,
    bwm,
    cilos,
    coefficient_of_variation,
    critic,
    entropy,
    equal,
    from_points,
    fucom,
    gini,
    idocriw,
    merec,
    pca,
    rank_exponent,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    standard_deviation,
    swara,
)

nan = float("nan")
X = pd.DataFrame({"a": [1.0, 4, 2], "b": [3.0, 1, 5], "c": [2.0, 7, 1]})
PAIRS = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]

REFUSED = [
    (
        lambda: equal(0),
        "k",
        "out_of_range",
        (),
        ("`k`: expected a whole number of at least 1 and at most 10000000; found 0."),
    ),
    (
        lambda: equal(2.5),
        "k",
        "out_of_range",
        (),
        ("`k`: expected a whole number of at least 1 and at most 10000000; found 2.5."),
    ),
    (
        lambda: from_points([]),
        "points",
        "too_few",
        (),
        ("`points`: expected at least one value; found none."),
    ),
    (
        lambda: from_points([1, -2]),
        "points",
        "negative",
        (1,),
        ("`points`: expected 0 or more; found row 1 (-2)."),
    ),
    (
        lambda: from_points([0, 0]),
        "points",
        "invalid_input",
        (),
        ("`points`: expected at least one weight above 0; found only zeros."),
    ),
    (
        lambda: from_points([1, nan]),
        "points",
        "missing_value",
        (1,),
        (
            "`points`: expected a number in every cell; found row 1 (missing). Fill it in, or "
            "leave the row out."
        ),
    ),
    (
        lambda: rank_sum([1, nan]),
        "ranks",
        "missing_value",
        (1,),
        (
            "`ranks`: expected a number in every cell; found row 1 (missing). Fill it in, or "
            "leave the row out."
        ),
    ),
    (
        lambda: entropy([1.0, 2, 3]),
        "matrix",
        "wrong_shape",
        (),
        (
            "`matrix`: expected an array of shape (n, k); found shape (3,). One subject is one "
            "row: write [[…]]."
        ),
    ),
    (
        lambda: bwm([], []),
        "best_to_others",
        "too_few",
        (),
        ("`best_to_others`: expected at least one value; found none."),
    ),
    (
        lambda: ahp_group(np.ones((2, 2))),
        "matrices",
        "wrong_shape",
        (),
        (
            "`matrices`: expected an array of shape (m, n, k); found shape (2, 2). Stack the "
            "matrices."
        ),
    ),
    (
        lambda: rank_order_centroid([]),
        "ranks",
        "too_few",
        (),
        ("`ranks`: expected at least one value; found none."),
    ),
    (
        lambda: rank_order_centroid([1, 2, 4]),
        "ranks",
        "invalid_input",
        (),
        (
            "`ranks`: expected ranks from 1 (best) to 3, ties as 1 2 2, 1 2.5 2.5 or 1 1 2; found"
            " 1.0, 2.0, 4.0."
        ),
    ),
    (
        lambda: rank_sum([1, 1.5, 1.5, 3]),
        "ranks",
        "invalid_input",
        (),
        (
            "`ranks`: expected ranks from 1 (best) to 4, ties as 1 2 2, 1 2.5 2.5 or 1 1 2; found"
            " 1.0, 1.5, 1.5, 3.0."
        ),
    ),
    (
        lambda: rank_reciprocal([0, 1, 2]),
        "ranks",
        "invalid_input",
        (),
        (
            "`ranks`: expected ranks from 1 (best) to 3, ties as 1 2 2, 1 2.5 2.5 or 1 1 2; found"
            " 0.0, 1.0, 2.0."
        ),
    ),
    (
        lambda: rank_exponent([1, 2], p=-1),
        "p",
        "out_of_range",
        (),
        ("`p`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: rank_exponent([1, 2], p=nan),
        "p",
        "out_of_range",
        (),
        ("`p`: expected a finite number and at least 0; found nan."),
    ),
    (
        lambda: rank_sum([2, 3]),
        "ranks",
        "invalid_input",
        (),
        (
            "`ranks`: expected ranks from 1 (best) to 2, ties as 1 2 2, 1 2.5 2.5 or 1 1 2; found"
            " 2.0, 3.0."
        ),
    ),
    (
        lambda: swara([0.1, 0.2]),
        "comparative_importance",
        "invalid_input",
        (),
        (
            "`comparative_importance`: expected 0 first: nothing stands before the most "
            "important; found 0.1."
        ),
    ),
    (
        lambda: swara([]),
        "comparative_importance",
        "too_few",
        (),
        ("`comparative_importance`: expected at least one value; found none."),
    ),
    (
        lambda: swara([0, -0.2]),
        "comparative_importance",
        "negative",
        (1,),
        ("`comparative_importance`: expected 0 or more; found row 1 (-0.2)."),
    ),
    (
        lambda: fucom([]),
        "priorities",
        "too_few",
        (),
        ("`priorities`: expected at least one value; found none."),
    ),
    (
        lambda: fucom([1, 0.5, 2]),
        "priorities",
        "out_of_range",
        (1,),
        ("`priorities`: expected 1 or more (1 = most important); found row 1 (0.5)."),
    ),
    (
        lambda: fucom([2, 3]),
        "priorities",
        "invalid_input",
        (),
        (
            "`priorities`: expected a priority of 1 for the most important; found a smallest of "
            "2. Divide all of them by the smallest."
        ),
    ),
    (
        lambda: fucom([1, nan]),
        "priorities",
        "missing_value",
        (1,),
        (
            "`priorities`: expected a number in every cell; found row 1 (missing). Fill it in, or"
            " leave the row out."
        ),
    ),
    (
        lambda: ahp(PAIRS, method="power"),
        "method",
        "unknown_option",
        (),
        ("`method`: expected one of 'eigenvector', 'geometric', 'column_mean'; found 'power'."),
    ),
    (
        lambda: ahp(PAIRS, fill="lower"),
        "fill",
        "unknown_option",
        (),
        ("`fill`: expected one of 'upper', None; found 'lower'."),
    ),
    (
        lambda: ahp([[1, 2], [0.5, 1], [1, 1]]),
        "pairwise",
        "wrong_shape",
        (),
        ("`pairwise`: expected as many rows as columns; found shape (3, 2)."),
    ),
    (
        lambda: ahp([[1, nan], [nan, 1]]),
        "pairwise",
        "missing_value",
        ((0, 1), (1, 0)),
        (
            "`pairwise`: expected a number in every cell; found row 0 column 1 (missing); row 1 "
            "column 0 (missing). State every judgement above the diagonal; those below follow "
            "from them."
        ),
    ),
    (
        lambda: ahp([[1, nan], [0.5, 1]], fill=None),
        "pairwise",
        "missing_value",
        ((0, 1),),
        (
            "`pairwise`: expected a number in every cell; found row 0 column 1 (missing). State "
            "every judgement above the diagonal; those below follow from them."
        ),
    ),
    (
        lambda: ahp([[1, -2], [0.5, 1]]),
        "pairwise",
        "not_positive",
        ((0, 1),),
        ("`pairwise`: expected more than 0; found row 0 column 1 (-2)."),
    ),
    (
        lambda: ahp([[1, 0], [0.5, 1]]),
        "pairwise",
        "not_positive",
        ((0, 1),),
        ("`pairwise`: expected more than 0; found row 0 column 1 (0)."),
    ),
    (
        lambda: ahp([[1, 3], [0.5, 1]]),
        "pairwise",
        "invalid_input",
        ((0, 1),),
        (
            "`pairwise`: expected judgements (i, j) and (j, i) that multiply to 1; found row 0 "
            "column 1 (3). Write the inverse, 1/3 or 0.33 for 3, or only the judgements above the"
            " diagonal."
        ),
    ),
    (
        lambda: ahp([[2, 3], [1 / 3, 1]]),
        "pairwise",
        "invalid_input",
        ((0, 0),),
        ("`pairwise`: expected 1 on the diagonal; found row 0 column 0 (2)."),
    ),
    (
        lambda: ahp(np.empty((0, 0))),
        "pairwise",
        "out_of_range",
        (),
        (
            "`pairwise`: expected 1 to 15 criteria; found 0. The table of random indices (Saaty "
            "1977) ends there: judge groups of criteria first, then the criteria inside each."
        ),
    ),
    (
        lambda: ahp_group([], method="eigenvector"),
        "matrices",
        "too_few",
        (),
        ("`matrices`: expected at least one matrix; found none."),
    ),
    (
        lambda: ahp_group([PAIRS, [[1, 2], [0.5, 1]]]),
        "matrices",
        "wrong_shape",
        (),
        ("`matrices`: expected matrices of one size; found sizes 2, 3."),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], method="power"),
        "method",
        "unknown_option",
        (),
        ("`method`: expected one of 'eigenvector', 'geometric', 'column_mean'; found 'power'."),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], fill="lower"),
        "fill",
        "unknown_option",
        (),
        ("`fill`: expected one of 'upper', None; found 'lower'."),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], ids=["p", "p"]),
        "ids",
        "duplicate",
        ("p",),
        (
            "`ids`: expected every id once; found 'p' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], ids=["p"]),
        "ids",
        "wrong_shape",
        (),
        (
            "`ids`: expected 2 ids, one per row; found 1. Pass one id for each subject, in the "
            "order of the rows."
        ),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], stakeholder_weights=[1, -1]),
        "stakeholder_weights",
        "negative",
        (1,),
        ("`stakeholder_weights`: expected 0 or more; found row 1 (-1)."),
    ),
    (
        lambda: ahp_group([PAIRS, PAIRS], stakeholder_weights=[1]),
        "stakeholder_weights",
        "wrong_shape",
        (),
        (
            "`stakeholder_weights`: expected 2 values; found 1. Pass one value for each, in the "
            "same order."
        ),
    ),
    (
        lambda: ahp_group([PAIRS, [[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 2, 1]]]),
        "matrices[1]",
        "invalid_input",
        ((1, 2),),
        (
            "`matrices[1]`: expected judgements (i, j) and (j, i) that multiply to 1; found row 1"
            " column 2 (3). Write the inverse, 1/3 or 0.33 for 3, or only the judgements above "
            "the diagonal."
        ),
    ),
    (
        lambda: bwm([1, 2, 4], [4, 2]),
        "others_to_worst",
        "wrong_shape",
        (),
        (
            "`others_to_worst`: expected 3 values; found 2. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: bwm([1, 2, 12], [4, 2, 1]),
        "others_to_worst",
        "contradiction",
        (),
        (
            "`others_to_worst`: expected 12 at position 0, as `best_to_others` says at position "
            "2; found 4. Both are the best over the worst."
        ),
    ),
    (
        lambda: bwm([1, 0.5, 4], [4, 2, 1]),
        "best_to_others",
        "out_of_range",
        (1,),
        (
            "`best_to_others`: expected judgements from 1 to 1000 (1 to 9 as published); found "
            "row 1 (0.5)."
        ),
    ),
    (
        lambda: bwm([2, 3, 4], [4, 2, 1]),
        "best_to_others",
        "invalid_input",
        (),
        (
            "`best_to_others`: expected a judgement of 1 at the criterion compared with itself; "
            "found a smallest of 2."
        ),
    ),
    (
        lambda: bwm([1, 2, 4], [4, 2, 3]),
        "others_to_worst",
        "invalid_input",
        (),
        (
            "`others_to_worst`: expected a judgement of 1 at the criterion compared with itself; "
            "found a smallest of 2."
        ),
    ),
    (
        lambda: bwm([1, 2, 4], [5, 2, 1]),
        "others_to_worst",
        "contradiction",
        (),
        (
            "`others_to_worst`: expected 4 at position 0, as `best_to_others` says at position 2;"
            " found 5. Both are the best over the worst."
        ),
    ),
    (
        lambda: bwm([1, 2, nan], [4, 2, 1]),
        "best_to_others",
        "missing_value",
        (2,),
        (
            "`best_to_others`: expected a number in every cell; found row 2 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: entropy(X.assign(b=[3.0, -1, 5])),
        "matrix",
        "negative",
        ((1, "b"),),
        (
            "`matrix`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the "
            "values, or use standard_deviation or critic."
        ),
    ),
    (
        lambda: entropy(X.assign(b=[3.0, nan, 5])),
        "matrix",
        "missing_value",
        ((1, "b"),),
        (
            "`matrix`: expected a number in every cell; found row 1 column 'b' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: entropy([[1, 2]]),
        "matrix",
        "constant",
        (),
        (
            "`matrix`: expected a column whose values differ; found no differences in any of 2 "
            "columns over 1 rows. Nothing here tells the rows apart: state the weights, or use "
            "equal."
        ),
    ),
    (
        lambda: entropy([[1, 2], [1, 2]]),
        "matrix",
        "constant",
        (),
        (
            "`matrix`: expected a column whose values differ; found no differences in any of 2 "
            "columns over 2 rows. Nothing here tells the rows apart: state the weights, or use "
            "equal."
        ),
    ),
    (
        lambda: entropy(np.empty((3, 0))),
        "matrix",
        "too_few",
        (),
        (
            "`matrix`: expected at least one row and one column; found shape (3, 0). Weights from"
            " data need data; without it use equal."
        ),
    ),
    (
        lambda: standard_deviation(X, scale="z"),
        "scale",
        "unknown_option",
        (),
        ("`scale`: expected one of 'min_max', 'raw'; found 'z'."),
    ),
    (
        lambda: standard_deviation(X.assign(b=[3.0, nan, 5])),
        "matrix",
        "missing_value",
        ((1, "b"),),
        (
            "`matrix`: expected a number in every cell; found row 1 column 'b' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: gini(X.assign(c=[3.0, -1, 5])),
        "matrix",
        "negative",
        ((1, "c"),),
        (
            "`matrix`: expected values of 0 or more; found row 1 column 'c' (-1). Shift the "
            "values, or use standard_deviation or critic."
        ),
    ),
    (
        lambda: angle(X.assign(c=[3.0, -1, 5])),
        "matrix",
        "negative",
        ((1, "c"),),
        (
            "`matrix`: expected values of 0 or more; found row 1 column 'c' (-1). Shift the "
            "values, or use standard_deviation or critic."
        ),
    ),
    (
        lambda: coefficient_of_variation(X.assign(c=[1.0, -1, 0])),
        "matrix",
        "not_estimable",
        ((0, "c"), (1, "c"), (2, "c")),
        (
            "`matrix`: expected columns whose mean is not 0; found row 0 column 'c' (1); row 1 "
            "column 'c' (-1); row 2 column 'c' (0). Use standard_deviation."
        ),
    ),
    (
        lambda: critic(X, correlation="kendall"),
        "correlation",
        "unknown_option",
        (),
        ("`correlation`: expected one of 'pearson', 'spearman'; found 'kendall'."),
    ),
    (
        lambda: critic(X, benefit=[True, False]),
        "benefit",
        "wrong_type",
        (),
        (
            "`benefit`: expected True, False, or 3 of them; found [True, False]. True means that "
            "more is better."
        ),
    ),
    (
        lambda: critic(X.assign(b=[3.0, nan, 5])),
        "matrix",
        "missing_value",
        ((1, "b"),),
        (
            "`matrix`: expected a number in every cell; found row 1 column 'b' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: merec(X.assign(b=[3.0, 0, 5])),
        "matrix",
        "not_positive",
        ((1, "b"),),
        (
            "`matrix`: expected values above 0; found row 1 column 'b' (0). Shift the values, or "
            "use standard_deviation or critic."
        ),
    ),
    (
        lambda: cilos(X.assign(b=[3.0, -1, 5])),
        "matrix",
        "negative",
        ((1, "b"),),
        (
            "`matrix`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the "
            "values, or use standard_deviation or critic."
        ),
    ),
    (
        lambda: cilos(X.assign(b=[3.0, 0, 5]), benefit=[True, False, True]),
        "matrix",
        "not_positive",
        ((1, "b"),),
        (
            "`matrix`: expected costs above 0; found row 1 column 'b' (0). Shift the values, or "
            "use standard_deviation or critic."
        ),
    ),
    (
        lambda: cilos(X.assign(b=[0.0, 0, 0])),
        "matrix",
        "not_estimable",
        (),
        (
            "`matrix`: expected columns that do not all say the same; found no column that this "
            "method could tell from the others. Use standard_deviation, or state the weights."
        ),
    ),
    (
        lambda: idocriw(X.assign(b=[3.0, -1, 5])),
        "matrix",
        "negative",
        ((1, "b"),),
        (
            "`matrix`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the "
            "values, or use standard_deviation or critic."
        ),
    ),
    (
        lambda: pca(X, rule="all"),
        "rule",
        "unknown_option",
        (),
        ("`rule`: expected one of 'first', 'kaiser'; found 'all'."),
    ),
    (
        lambda: pca(X.assign(b=[3.0, nan, 5])),
        "matrix",
        "missing_value",
        ((1, "b"),),
        (
            "`matrix`: expected a number in every cell; found row 1 column 'b' (missing). Fill it"
            " in, or leave the row out."
        ),
    ),
    (
        lambda: pca([[1, 2]]),
        "matrix",
        "constant",
        (),
        (
            "`matrix`: expected a column whose values differ; found no differences in any of 2 "
            "columns over 1 rows. Nothing here tells the rows apart: state the weights, or use "
            "equal."
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
