"""What normalizing refuses, in full: the argument, the kind of fault, the places, the sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import InputError
from kinerja.normalization import (
    goalposts,
    logarithmic,
    max_share,
    min_max,
    nonlinear,
    percentile,
    rank_scale,
    sum_share,
    target_ratio,
    vector,
    z_score,
)

nan = float("nan")
X = pd.DataFrame({"a": [1.0, 4, 2], "b": [3.0, 1, 5]})
ZERO = pd.DataFrame({"a": [1.0, 4, 2], "b": [0.0, 0, 0]})

REFUSED = [
    (
        lambda: min_max(3.0),
        "x",
        "wrong_shape",
        (),
        ("`x`: expected an array of shape (n, k) or (n,); found shape ()."),
    ),
    (
        lambda: max_share([[1, 0.5], [0, -2], [2, 0]]),
        "x",
        "negative",
        ((1, 1),),
        (
            "`x`: expected values of 0 or more; found row 1 column 1 (-2). Shift the values, or "
            "use min_max."
        ),
    ),
    (
        lambda: min_max(np.zeros((2, 2, 2))),
        "x",
        "wrong_shape",
        (),
        ("`x`: expected an array of shape (n, k) or (n,); found shape (2, 2, 2)."),
    ),
    (
        lambda: min_max(np.empty((3, 0))),
        "x",
        "too_few",
        (),
        ("`x`: expected at least one column; found shape (3, 0)."),
    ),
    (
        lambda: min_max(X.assign(b=[3.0, nan, 5])),
        "x",
        "missing_value",
        ((1, "b"),),
        (
            "`x`: expected a number in every cell; found row 1 column 'b' (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: min_max(X.assign(b=[3.0, np.inf, 5])),
        "x",
        "infinite_value",
        ((1, "b"),),
        (
            "`x`: expected finite numbers; found row 1 column 'b' (inf). Correct it, or mark it "
            "as missing (NaN)."
        ),
    ),
    (
        lambda: min_max([1, nan]),
        "x",
        "missing_value",
        ((1, 0),),
        (
            "`x`: expected a number in every cell; found row 1 column 0 (missing). Fill it in, or"
            " leave the row out."
        ),
    ),
    (
        lambda: min_max([1, 2], benefit=[True, False]),
        "benefit",
        "wrong_type",
        (),
        (
            "`benefit`: expected True, False, or 1 of them; found [True, False]. True means that "
            "more is better."
        ),
    ),
    (
        lambda: min_max([[1, 2], [2, 3]], benefit=[True]),
        "benefit",
        "wrong_type",
        (),
        (
            "`benefit`: expected True, False, or 2 of them; found [True]. True means that more is"
            " better."
        ),
    ),
    (
        lambda: min_max([[1, 2], [2, 3]], benefit="yes"),
        "benefit",
        "wrong_type",
        (),
        (
            "`benefit`: expected True, False, or 2 of them; found 'yes'. True means that more is "
            "better."
        ),
    ),
    (
        lambda: min_max([["a", 2], [2, 3]]),
        "x",
        "not_numeric",
        ((0, 0),),
        (
            "`x`: expected numbers; found row 0 column 0 ('a'). Convert it to numbers first: "
            "text, booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: z_score(X, ddof=2),
        "ddof",
        "out_of_range",
        (),
        ("`ddof`: expected a whole number of at least 0 and at most 1; found 2."),
    ),
    (
        lambda: z_score(X, ddof=-1),
        "ddof",
        "out_of_range",
        (),
        ("`ddof`: expected a whole number of at least 0 and at most 1; found -1."),
    ),
    (
        lambda: z_score(X.assign(b=[3.0, nan, 5])),
        "x",
        "missing_value",
        ((1, "b"),),
        (
            "`x`: expected a number in every cell; found row 1 column 'b' (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: rank_scale(X.assign(b=[3.0, nan, 5])),
        "x",
        "missing_value",
        ((1, "b"),),
        (
            "`x`: expected a number in every cell; found row 1 column 'b' (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: percentile(X.assign(b=[3.0, nan, 5])),
        "x",
        "missing_value",
        ((1, "b"),),
        (
            "`x`: expected a number in every cell; found row 1 column 'b' (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: max_share(X, cost="plain"),
        "cost",
        "unknown_option",
        (),
        ("`cost`: expected one of 'ratio', 'complement'; found 'plain'."),
    ),
    (
        lambda: max_share(X.assign(b=[3.0, -1, 5])),
        "x",
        "negative",
        ((1, "b"),),
        (
            "`x`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the values, or"
            " use min_max."
        ),
    ),
    (
        lambda: max_share(X.assign(b=[3.0, 0, 5]), benefit=[True, False]),
        "x",
        "not_positive",
        ((1, "b"),),
        (
            "`x`: expected costs above 0; found row 1 column 'b' (0). Shift the values, or use "
            "min_max."
        ),
    ),
    (
        lambda: max_share(ZERO),
        "x",
        "invalid_input",
        ((0, "b"), (1, "b"), (2, "b")),
        (
            "`x`: expected a column with a value above 0; found row 0 column 'b' (0); row 1 "
            "column 'b' (0); row 2 column 'b' (0). Shift the values, or use min_max."
        ),
    ),
    (
        lambda: max_share(ZERO, benefit=False, cost="complement"),
        "x",
        "invalid_input",
        ((0, "b"), (1, "b"), (2, "b")),
        (
            "`x`: expected a column with a value above 0; found row 0 column 'b' (0); row 1 "
            "column 'b' (0); row 2 column 'b' (0). Shift the values, or use min_max."
        ),
    ),
    (
        lambda: sum_share(X.assign(b=[3.0, -1, 5])),
        "x",
        "negative",
        ((1, "b"),),
        (
            "`x`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the values, or"
            " use min_max."
        ),
    ),
    (
        lambda: sum_share(X.assign(b=[3.0, 0, 5]), benefit=[True, False]),
        "x",
        "not_positive",
        ((1, "b"),),
        (
            "`x`: expected costs above 0; found row 1 column 'b' (0). Shift the values, or use "
            "min_max."
        ),
    ),
    (
        lambda: sum_share(ZERO),
        "x",
        "invalid_input",
        ((0, "b"), (1, "b"), (2, "b")),
        (
            "`x`: expected a column with a value above 0; found row 0 column 'b' (0); row 1 "
            "column 'b' (0); row 2 column 'b' (0). Shift the values, or use min_max."
        ),
    ),
    (
        lambda: vector(X, cost="ratio"),
        "cost",
        "unknown_option",
        (),
        ("`cost`: expected one of 'complement', 'plain'; found 'ratio'."),
    ),
    (
        lambda: vector(ZERO),
        "x",
        "invalid_input",
        ((0, "b"), (1, "b"), (2, "b")),
        (
            "`x`: expected a column with a value other than 0; found row 0 column 'b' (0); row 1 "
            "column 'b' (0); row 2 column 'b' (0). Shift the values, or use min_max."
        ),
    ),
    (
        lambda: logarithmic(X.assign(b=[3.0, 0, -5])),
        "x",
        "not_positive",
        ((1, "b"), (2, "b")),
        (
            "`x`: expected values above 0; found row 1 column 'b' (0); row 2 column 'b' (-5). "
            "Shift the values, or use min_max."
        ),
    ),
    (
        lambda: logarithmic(pd.DataFrame({"a": [2.0, 0.5], "b": [2.0, 4]})),
        "x",
        "not_estimable",
        ((0, "a"), (1, "a")),
        (
            "`x`: expected a column whose product is not 1; found row 0 column 'a' (2); row 1 "
            "column 'a' (0.5). Use another unit, or min_max."
        ),
    ),
    (
        lambda: nonlinear(X.assign(b=[3.0, -1, 5])),
        "x",
        "negative",
        ((1, "b"),),
        (
            "`x`: expected values of 0 or more; found row 1 column 'b' (-1). Shift the values, or"
            " use min_max."
        ),
    ),
    (
        lambda: nonlinear(X.assign(b=[3.0, 0, 5]), benefit=False),
        "x",
        "not_positive",
        ((1, "b"),),
        (
            "`x`: expected costs above 0; found row 1 column 'b' (0). Shift the values, or use "
            "min_max."
        ),
    ),
    (
        lambda: goalposts(X, [0, 1], [0, 2]),
        "best",
        "not_estimable",
        ("a",),
        ("`best`: expected goalposts that differ from `worst`; found row 'a' (0)."),
    ),
    (
        lambda: goalposts(X, 1, 1),
        "best",
        "not_estimable",
        ("a", "b"),
        ("`best`: expected goalposts that differ from `worst`; found row 'a' (1); row 'b' (1)."),
    ),
    (
        lambda: goalposts(X, [0, 1, 2], 5),
        "worst",
        "wrong_shape",
        (),
        ("`worst`: expected 2 values; found 3. Pass one value for each, in the same order."),
    ),
    (
        lambda: goalposts(X, 0, nan),
        "best",
        "missing_value",
        (0, 1),
        (
            "`best`: expected a number in every cell; found row 0 (missing); row 1 (missing). "
            "Fill it in, or leave the row out."
        ),
    ),
    (
        lambda: goalposts(X, np.inf, 5),
        "worst",
        "infinite_value",
        (0, 1),
        (
            "`worst`: expected finite numbers; found row 0 (inf); row 1 (inf). Correct it, or "
            "mark it as missing (NaN)."
        ),
    ),
    (
        lambda: goalposts(X, 0, 5, clip="yes"),
        "clip",
        "wrong_type",
        (),
        ("`clip`: expected True or False; found 'yes'."),
    ),
    (
        lambda: goalposts([1e300, 1], 0, 1e-300, clip=False),
        "x",
        "out_of_range",
        ((0, 0),),
        ("`x`: expected values whose result a float64 can hold; found row 0 column 0 (1e+300)."),
    ),
    (
        lambda: target_ratio([1, nan], 2),
        "x",
        "missing_value",
        (1,),
        (
            "`x`: expected a number in every cell; found row 1 (missing). Fill it in, or leave "
            "the row out."
        ),
    ),
    (
        lambda: target_ratio([1, 2], nan),
        "target",
        "missing_value",
        (),
        (
            "`target`: expected a number in every cell; found missing. Fill it in, or leave the "
            "row out."
        ),
    ),
    (
        lambda: target_ratio([1, np.inf], 2),
        "x",
        "infinite_value",
        (1,),
        (
            "`x`: expected finite numbers; found row 1 (inf). Correct it, or mark it as missing "
            "(NaN)."
        ),
    ),
    (
        lambda: target_ratio([1, 2], [1, 0]),
        "target",
        "not_positive",
        (1,),
        ("`target`: expected more than 0; found row 1 (0)."),
    ),
    (
        lambda: target_ratio([1, 2], [1, -3]),
        "target",
        "not_positive",
        (1,),
        ("`target`: expected more than 0; found row 1 (-3)."),
    ),
    (
        lambda: target_ratio([1, 2], [1, 2, 3]),
        "target",
        "wrong_shape",
        (),
        (
            "`target`: expected one target, or targets that broadcast against shape (2,); found "
            "shape (3,)."
        ),
    ),
    (
        lambda: target_ratio([1, 2], 2, cost="plain"),
        "cost",
        "unknown_option",
        (),
        ("`cost`: expected one of 'linear', 'ratio'; found 'plain'."),
    ),
    (
        lambda: target_ratio([1, 2], 2, cap=0),
        "cap",
        "out_of_range",
        (),
        ("`cap`: expected a finite number and above 0; found 0."),
    ),
    (
        lambda: target_ratio([1, -2], 2, cost="ratio"),
        "x",
        "negative",
        (1,),
        ("`x`: expected 0 or more; found row 1 (-2)."),
    ),
    (
        lambda: target_ratio([1, 0], 2, cost="ratio"),
        "x",
        "not_positive",
        (1,),
        ("`x`: expected more than 0, or a `cap` for results of 0; found row 1 (0)."),
    ),
    (
        lambda: target_ratio([1, 1e300], [1, 1e-300]),
        "x",
        "out_of_range",
        (1,),
        ("`x`: expected values whose result a float64 can hold; found row 1 (1e+300)."),
    ),
]


@pytest.mark.parametrize(("call", "argument", "code", "positions", "sentence"), REFUSED)
def test_refused_in_full(call, argument, code, positions, sentence):
    with pytest.raises(InputError) as caught:
        call()
    error = caught.value
    assert (error.argument, error.code, error.positions) == (argument, code, positions)
    assert str(error) == sentence
