"""ratings: refusals of agreement and of fairness audits in all their words."""

import numpy as np
import pandas as pd
import pytest

from kinerja.ratings import (
    adverse_impact,
    check_distribution,
    cohen_kappa,
    fleiss_kappa,
    icc,
    kendall_w,
    krippendorff_alpha,
    score_differences,
)
from shared_laws import refused_at

ALIKE = "Where everybody is rated alike, agreement cannot be told from chance."
FILL = "Fill it in, or use missing='omit'."
LOWER = "Join small groups, or lower `minimum` if nobody can be identified."
STATED = "People without a stated group are left out with missing='omit'."
LONG = "Make every row as long; a missing rating is None."
ORDERS = "Give all columns the same ordered categories, or pass order=."
GIVE = "Pass order=, the whole scale in its order, or an ordered categorical; "
EXPLAINED = "Leave out a covariate that the groups or the others already tell."
GAP = float("nan")

PEOPLE = list("xxxyyy")
AGREEMENT = {
    "shares that are no mapping": (
        lambda: check_distribution(["good"], [1.0]),
        ("guide", "wrong_type", "a mapping from label to share", "list", ""),
        [],
    ),
    "shares of more than 1": (
        lambda: check_distribution(["good"], {"good": 0.7, "fair": 0.325}),
        (
            "guide",
            "invalid_input",
            "shares that sum to 1",
            "1.025",
            "Write percentages as fractions: 20 % is 0.2.",
        ),
        [],
    ),
    "a share below 0": (
        lambda: check_distribution(["good"], {"good": 1.5, "fair": -0.5}),
        ("guide", "negative", "0 or more", "row 'fair' (-0.5)", ""),
        ["fair"],
    ),
    "a share that is missing": (
        lambda: check_distribution(["good"], {"good": 1.0, "fair": GAP}),
        ("guide", "missing_value", None, "row 'fair' (missing)", None),
        ["fair"],
    ),
    "labels outside of the guide": (
        lambda: check_distribution([*"gabcdef"], {"g": 0.5, "h": 0.5}),
        (
            "labels",
            "unknown_label",
            "one of 'g', 'h'",
            "'a', 'b', 'c', 'd', 'e' and 1 more",
            "Give the label a share in `guide`, 0 if need be.",
        ),
        ["a", "b", "c", "d", "e"],
    ),
    "one group that is shown": (
        lambda: adverse_impact([1, 0, 1], list("xxy"), minimum=2),
        ("group", "too_few", "at least two groups of 2 people or more", "1", LOWER),
        [],
    ),
    "a person without a group": (
        lambda: score_differences([1, 2, 4], ["x", None, "y"], reference="x"),
        ("group", "missing_value", "a group for every person", "row 1 (missing)", STATED),
        [1],
    ),
    "a reference that is no group": (
        lambda: score_differences(range(6), PEOPLE, reference="w", minimum=3),
        ("reference", "unknown_label", "'highest' or one of 'x', 'y'", "'w'", ""),
        [],
    ),
    "as many columns as people": (
        lambda: score_differences(
            [1, 2, 4, 3, 7, 5],
            PEOPLE,
            reference="x",
            minimum=3,
            covariates=np.arange(24).reshape(6, 4) ** 2 % 7,
        ),
        (
            "covariates",
            "not_estimable",
            "more people than columns, and columns that are no sum of others",
            "6 people, 6 columns",
            EXPLAINED,
        ),
        [],
    ),
    "scores that groups explain": (
        lambda: score_differences([1, 1, 1, 2, 2, 2], PEOPLE, reference="x", minimum=3),
        (
            "score",
            "constant",
            "scores that differ inside the groups",
            "scores that groups and covariates explain exactly",
            "With nothing left over a difference has no error, and is no finding.",
        ),
        [],
    ),
    "a covariate that is missing": (
        lambda: score_differences(
            range(6), PEOPLE, reference="x", covariates={"a": range(6), "b": [1, 2, 3, 4, GAP, 6]}
        ),
        ("covariates", "missing_value", None, "row 4 column 'b' (missing)", None),
        [(4, "b")],
    ),
    "two names of one argument": (
        lambda: cohen_kappa(["a"], ["b"], order=["a"], categories=["a"]),
        (
            "categories",
            "contradiction",
            "`order` alone",
            "both",
            "It is the former name of the same argument.",
        ),
        [],
    ),
    "raters of two lengths": (
        lambda: cohen_kappa(list("aba"), list("ab")),
        (
            "b",
            "wrong_shape",
            "3 labels, as `a` has",
            "2",
            "Pass the labels of the same subjects in the same order.",
        ),
        [],
    ),
    "one label by both": (
        lambda: cohen_kappa(list("aaa"), list("aaa")),
        ("b", "constant", "ratings that differ", "one label only, by `a` too", ALIKE),
        [],
    ),
    "one label by all": (
        lambda: fleiss_kappa([["a", "a"], ["a", "a"]]),
        ("ratings", "constant", "ratings that differ", "one label only", ALIKE),
        [],
    ),
    "available ratings by Conger": (
        lambda: fleiss_kappa([["a", "b"]] * 3, chance="conger", missing="available"),
        (
            "chance",
            "contradiction",
            "'fleiss' with missing='available'",
            "'conger'",
            "Conger's needs every rater on every subject: use 'omit'.",
        ),
        [],
    ),
    "a rating missing": (
        lambda: fleiss_kappa([["a", "b"], ["b", None], ["a", "a"]]),
        ("ratings", "missing_value", "a rating in every cell", "row 1 column 1 (missing)", FILL),
        [(1, 1)],
    ),
    "a number missing": (
        lambda: icc({"p": [1, 2, 3], "q": [2, 2, GAP]}),
        ("matrix", "missing_value", None, "row 2 column 'q' (missing)", FILL),
        [(2, "q")],
    ),
    "one rater": (
        lambda: kendall_w([[1], [2], [3]]),
        ("matrix", "too_few", "at least 2 raters (columns)", "1", ""),
        [],
    ),
    "one person left": (
        lambda: kendall_w([[1, 2], [2, GAP], [3, GAP]], missing="omit"),
        ("matrix", "too_few", "at least 2 subjects (rows)", "1 after 2 with a missing rating", ""),
        [],
    ),
    "people who differ in nothing": (
        lambda: icc([[1, 1], [1, 1]]),
        ("matrix", "constant", "ratings that differ", "subjects that differ in nothing", ALIKE),
        [],
    ),
    "an order for numbers": (
        lambda: krippendorff_alpha([[1, 2], [2, 2]], measurement="interval", order=[1, 2]),
        ("order", "contradiction", "measurement='ordinal' with an order", "'interval'", ""),
        [],
    ),
    "units of one value": (
        lambda: krippendorff_alpha([[1, None], [None, 2]], missing="omit"),
        (
            "ratings",
            "too_few",
            "at least one unit with two values",
            "none",
            "One row is one unit, one column one rater.",
        ),
        [],
    ),
    "a ratio below 0": (
        lambda: krippendorff_alpha([[1, 2], [2, -2]], measurement="ratio"),
        (
            "ratings",
            "negative",
            "0 or more",
            "row 1 column 1 (-2)",
            "A ratio scale has no values below its zero.",
        ),
        [(1, 1)],
    ),
    "text in no order": (
        lambda: krippendorff_alpha([["lo", "hi"], ["hi", "hi"]], measurement="ordinal"),
        (
            "order",
            "missing_argument",
            "the labels from low to high, because the scale is ordinal",
            "plain text, 'hi', 'lo'",
            GIVE + "by the alphabet 'good' is below 'poor'.",
        ),
        [],
    ),
    "text in no order, weighted": (
        lambda: cohen_kappa(["lo", "hi"], ["hi", "hi"], weighting="linear"),
        (
            "order",
            "missing_argument",
            "the labels from low to high, because labels near each other count in part",
            None,
            None,
        ),
        [],
    ),
    "a label outside of the order": (
        lambda: cohen_kappa([*"abcdefg"], [*"abcdefg"], order=["a"]),
        (
            "order",
            "unknown_label",
            "every label that occurs",
            "no 'b', 'c', 'd', 'e', 'f' and 1 more",
            "Correct the label, or add it to the scale.",
        ),
        ["b", "c", "d", "e", "f"],
    ),
    "rows of two lengths": (
        lambda: fleiss_kappa([["a", "b"], ["a"]]),
        ("ratings", "wrong_shape", "rows of one length", "rows of different lengths", LONG),
        [],
    ),
    "a table in the place of a row": (  # read as a list, it would be the names of its columns
        lambda: fleiss_kappa([["b", "a"], pd.DataFrame({"a": ["b"], "b": ["a"]}), ["a", "a"]]),
        (
            "ratings",
            "wrong_shape",
            "one row of ratings in each place",
            "a DataFrame with rows of its own in row 1",
            None,
        ),
        [1],
    ),
    "labels in one row": (
        lambda: fleiss_kappa(["a", "b"]),
        (
            "ratings",
            "wrong_shape",
            "an array of shape (subjects, raters)",
            "shape (2,)",
            "One subject is one row, one rater one column.",
        ),
        [],
    ),
    "columns of two lengths": (
        lambda: fleiss_kappa({"p": ["a", "b"], "q": ["a", "b", "b"]}),
        ("ratings", "wrong_shape", None, None, None),
        [],
    ),
    "two declared orders": (
        lambda: krippendorff_alpha(
            pd.DataFrame(
                {
                    "p": pd.Categorical(["lo", "hi"], ["lo", "mid", "hi"], ordered=True),
                    "q": pd.Categorical(["lo", "hi"], ["hi", "lo"], ordered=True),
                }
            ),
            measurement="ordinal",
        ),
        (
            "ratings",
            "contradiction",
            "the declared order of one column, 'lo', 'mid', 'hi', in all",
            "'hi', 'lo'",
            ORDERS,
        ),
        [],
    ),
    "a declared order and a label beside it": (
        lambda: krippendorff_alpha(
            pd.DataFrame(
                {
                    "p": pd.Categorical(["lo", "hi"], ["lo", "hi"], ordered=True),
                    "q": ["top", "hi"],
                }
            ),
            measurement="ordinal",
        ),
        (
            "ratings",
            "contradiction",
            "the declared order of one column, 'lo', 'hi', in all",
            "'top'",
            ORDERS,
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", AGREEMENT)
def test_a_refusal_of_agreement_and_fairness_is_said_whole(name):
    refused_at(*AGREEMENT[name])
