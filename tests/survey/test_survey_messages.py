"""What each refusal says, whole: whose fault it is, what was expected, found, and what to do."""

import numpy as np
import pytest

from kinerja._survey.answers import read_answers
from kinerja.errors import ConvergenceError, InputError
from kinerja.survey import (
    Design,
    Estimates,
    allocate,
    calibrate,
    chi_square,
    compare_waves,
    difference,
    importance_performance,
    key_drivers,
    krejcie_morgan,
    margin_of_error,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    regression,
    replicate_variance,
    screen,
    total,
    trim_weights,
    variance,
    waves,
)

FOUR = [1.0, 2.0, 3.0, 4.0]
SRS = Design(weights=np.ones(4))
NAN = float("nan")
BY = mean(FOUR, SRS, by=list("abab"), covariance=True)
SIX = Design(weights=np.ones(6))
THREE = {t: mean(FOUR, SRS) for t in (1, 2, 3)}


CASES = {
    # ----------------------------------------------------------------------------- the design
    "a table of strata": (
        lambda: Design(strata=np.ones((4, 2), dtype=int)),
        ("strata", "wrong_shape", "one array, or a list of one array for each stage"),
        ("an array of shape (4, 2)", "Pass its columns as a list, first stage first."),
        (),
    ),
    "no row": (
        lambda: Design(weights=[]),
        ("weights", "too_few", "at least one row"),
        ("none", ""),
        (),
    ),
    "no row in populations": (
        lambda: Design(fpc=[]),
        ("fpc", "too_few", "at least one row"),
        ("none", ""),
        (),
    ),
    "one weight for all": (
        lambda: Design(weights=5),
        ("weights", "wrong_shape", "an array of shape (n,)"),
        ("shape ()", "Pass one value per row."),
        (),
    ),
    "one population for all, as an array": (
        lambda: Design(fpc=np.array(5.0)),
        ("fpc", "wrong_shape", "an array of shape (n,)"),
        ("shape ()", "Pass one value per row."),
        (),
    ),
    "one cluster for all": (
        lambda: Design(clusters=5),
        ("clusters", "wrong_shape", "one label per row"),
        ("5", ""),
        (),
    ),
    "no row in strata": (
        lambda: Design(strata=[[], []]),
        ("strata", "too_few", "at least one row"),
        ("none", ""),
        (),
    ),
    "more strata than stages": (
        lambda: Design(strata=[list("aabb"), list("abab")]),
        ("strata", "out_of_range", "at most 1, one for each stage of clusters"),
        (
            "2 arrays",
            "Name the units of the last stage too, as one more array in `clusters`.",
        ),
        (),
    ),
    "more populations than stages": (
        lambda: Design(clusters=[1, 2, 3, 4], fpc=[[9] * 4, [9] * 4, [9] * 4]),
        ("fpc", "out_of_range", "at most 1, one for each stage of clusters"),
        (
            "3 arrays",
            "Name the units of the last stage too, as one more array in `clusters`.",
        ),
        (),
    ),
    "clusters in two strata": (
        lambda: Design(strata=list("aabbcc"), clusters=[7, 5, 5, 8, 8, 9]),
        ("clusters", "contradiction", "each cluster in one stratum"),
        (
            "cluster 5 in stratum 'a' (row 1) and in stratum 'b'",
            "If labels start again in each stratum, pass nested=True.",
        ),
        (5, 8),
    ),
    "clusters of the first of two stages in two strata": (
        lambda: Design(strata=list("aabb"), clusters=[[1, 2, 2, 3], [1, 2, 3, 4]]),
        ("clusters[0]", "contradiction", "each cluster in one stratum"),
        (
            "cluster 2 in stratum 'a' (row 1) and in stratum 'b'",
            "If labels start again in each stratum, pass nested=True.",
        ),
        (2,),
    ),
    "two populations of one stratum": (
        lambda: Design(strata=list("aabb"), fpc=[10, 10, 7, 8]),
        ("fpc", "contradiction", "one value in each stratum"),
        ("row 2 (7)", "The finite population belongs to the stratum, not to the row."),
        (2,),
    ),
    "fractions and numbers": (
        lambda: Design(strata=list("aabb"), fpc=[9, 9, 0.5, 0.5]),
        (
            "fpc",
            "contradiction",
            "sampled fractions (all ≤ 1) or numbers of units in the population",
        ),
        ("both: 0.5 in stratum 'b', 9 elsewhere", "Give all of them in one way."),
        (),
    ),
    "fractions of more than any number": (
        lambda: Design(strata=list("abab"), fpc=[0.5, 1e-310, 0.5, 1e-310]),
        ("fpc", "out_of_range", "sampled fractions of a population that a float64 holds"),
        ("row 1 (1e-310); row 3 (1e-310)", ""),
        (1, 3),
    ),
    "fewer than were sampled": (
        lambda: Design(strata=list("aabbcc"), fpc=[9, 9, 1.5, 1.5, 1, 1]),
        ("fpc", "out_of_range", "at least as many units as were sampled"),
        (
            "1.5 for 2 sampled units in stratum 'b'; and 1 more strata",
            "Count the units of this stage in the population, not the rows.",
        ),
        (),
    ),
    "fewer than were sampled, once, in the second stage": (
        lambda: Design(
            clusters=[[5, 5, 5, 5, 6, 6], [1, 2, 3, 4, 1, 2]],
            fpc=[[9] * 6, [3, 3, 3, 3, 3, 3]],
        ),
        ("fpc[1]", "out_of_range", "at least as many units as were sampled"),
        (
            "3 for 4 sampled units in the one stratum of unit 0 of the stage before",
            "Count the units of this stage in the population, not the rows.",
        ),
        (),
    ),
    "a population of nothing": (
        lambda: Design(fpc=[0.0, 0.0]),
        ("fpc", "not_positive", "more than 0"),
        (
            "row 0 (0); row 1 (0)",
            "Pass the number of units in the stratum, or the sampled fraction of them.",
        ),
        (0, 1),
    ),
    "a stage without its population": (
        lambda: Design(clusters=[[1, 1, 2, 2], [1, 2, 3, 4]], fpc=[[9] * 4]),
        ("fpc", "contradiction", "all 2 stages where no weights are given"),
        ("1", "Pass `weights`, or the population of every stage."),
        (),
    ),
    "lonely": (
        lambda: Design(strata=list("aabcdefgh")),
        ("strata", "lonely_psu", "at least two sampled units in each stratum of stage 1"),
        (
            "one in stratum 'b', stratum 'c', stratum 'd', stratum 'e', stratum 'f' and 2 more",
            'Join strata, or say what they count for: lonely_psu="certainty" or "adjust".',
        ),
        (),
    ),
    "five lonely": (
        lambda: Design(strata=list("aabcdef")),
        ("strata", "lonely_psu", "at least two sampled units in each stratum of stage 1"),
        (
            "one in stratum 'b', stratum 'c', stratum 'd', stratum 'e', stratum 'f'",
            'Join strata, or say what they count for: lonely_psu="certainty" or "adjust".',
        ),
        (),
    ),
    "lonely in the second stage": (
        lambda: Design(
            clusters=[[1, 1, 2, 2, 2], [1, 2, 3, 4, 5]],
            strata=[None, list("xxxxy")],
            fpc=[[9] * 5, [9] * 5],
        ),
        ("strata", "lonely_psu", "at least two sampled units in each stratum of stage 2"),
        (
            "one in stratum 'y' of unit 1 of the stage before",
            'Join strata, or say what they count for: lonely_psu="certainty" or "adjust".',
        ),
        (),
    ),
    "no design": (
        lambda: mean(FOUR, "design"),
        ("design", "wrong_type", "a kinerja.survey.Design"),
        ("str", "Describe the sample first: Design(weights=…, strata=…, clusters=…)."),
        (),
    ),
    "answers of another length": (
        lambda: mean([1.0, 2, 3], SRS),
        ("y", "wrong_shape", "4 values, one for each row of the design"),
        ("3", "Pass one value for each row, in the order of the design."),
        (),
    ),
    "one answer without a design": (
        lambda: mean([1.0], Design()),
        ("y", "lonely_psu", "at least two rows"),
        ("one", ""),
        (),
    ),
    "no answer without a design": (
        lambda: mean([], Design()),
        ("y", "too_few", "at least two rows"),
        ("none", ""),
        (),
    ),
    "no label of any row": (
        lambda: mean(FOUR, SRS, by=[None] * 4, missing="omit"),
        ("by", "missing_value", "at least one row with a label"),
        ("none", ""),
        (),
    ),
    # ------------------------------------------------------------------------- what is measured
    "no column": (
        lambda: mean({}, SRS),
        ("y", "too_few", "at least one variable"),
        ("none", ""),
        (),
    ),
    "columns of two lengths": (
        lambda: read_answers({"a": [1, 2], "b": [1, 2, 3]}, "z"),
        ("z", "wrong_shape", "columns of one length"),
        ("'a': 2, 'b': 3", ""),
        (),
    ),
    "a missing answer": (
        lambda: mean([1.0, NAN, 3.0, NAN], SRS),
        ("y", "missing_value", "an answer in every cell"),
        (
            "row 1 (missing); row 3 (missing)",
            'Fill it in, or say missing="omit" to leave such rows outside the domain.',
        ),
        (1, 3),
    ),
    "a missing answer of two columns": (
        lambda: mean({"a": FOUR, "b": [1.0, 2.0, NAN, 4.0]}, SRS),
        ("y", "missing_value", "an answer in every cell"),
        (
            "row 2 column 'b' (missing)",
            'Fill it in, or say missing="omit" to leave such rows outside the domain.',
        ),
        ((2, "b"),),
    ),
    "nobody in the domain": (
        lambda: regression(
            FOUR, FOUR, Design(weights=[0, 0, 1, 1]), domain=[True, True, False, False]
        ),
        ("domain", "too_few", "somebody with an answer and a weight above 0"),
        (
            "nobody in the whole sample",
            "Are the answers in the right columns, and the weights those of these rows?",
        ),
        (),
    ),
    "nobody in any domain": (
        lambda: mean([NAN] * 4, SRS, by=list("aabb"), missing="omit"),
        ("by", "too_few", "somebody with an answer and a weight above 0"),
        (
            "nobody in any domain",
            "Are the answers in the right columns, and the weights those of these rows?",
        ),
        (),
    ),
    "nobody at all": (
        lambda: mean([NAN] * 4, SRS, missing="omit"),
        ("y", "too_few", "somebody with an answer and a weight above 0"),
        (
            "nobody in the whole sample",
            "Are the answers in the right columns, and the weights those of these rows?",
        ),
        (),
    ),
    "a domain of labels": (
        lambda: regression(FOUR, FOUR, SRS, domain=list("abab")),
        ("domain", "wrong_type", "True for each row of the domain, False for the others"),
        ("'a', 'b'", 'Compare first: unit == "North".'),
        (),
    ),
    "a missing label of answers let through": (
        lambda: mean(FOUR, SRS, by=["a", None, "b", "a"], missing="propagate"),
        ("by", "missing_value", "a label in every row"),
        ("row 1 (missing)", "Give the row a label, or leave the row out."),
        (1,),
    ),
    "a domain of other rows": (
        lambda: regression(FOUR, FOUR, SRS, domain=[True, False, True]),
        ("domain", "wrong_shape", "4 labels, one per row"),
        ("3", "Pass one label for each row, in the same order."),
        (),
    ),
    "beyond the range of numbers": (
        lambda: variance([1e200, 2e200, 3e200, 4e200], SRS),
        ("y", "out_of_range", "answers and weights whose squares stay within the range of numbers"),
        (
            "an estimate beyond it in the whole sample",
            "Divide the answers, or the weights, by a constant.",
        ),
        (),
    ),
    "covariances beyond the range of numbers": (
        lambda: mean([1e200, 2e200, 3e200, 4e200], SRS, by=list("abab"), covariance=True),
        ("y", "out_of_range", "answers whose covariances stay within the range of numbers"),
        ("squares beyond it", "Divide the answers by a constant."),
        (),
    ),
    "covariances below the range of numbers": (
        lambda: mean([1e-200, 2e-200, 3e-200, 4e-200], SRS, by=list("abab"), covariance=True),
        ("y", "out_of_range", "answers whose covariances stay within the range of numbers"),
        ("squares beyond it", "Divide the answers by a constant."),
        (),
    ),
    "one number for small": (
        lambda: mean(FOUR, SRS, small=30),
        ("small", "wrong_shape", "two whole numbers: respondents, degrees of freedom"),
        (
            "30",
            "(30, 8) marks estimates from fewer than 30 people or 8 degrees of freedom.",
        ),
        (),
    ),
    "a total without weights": (
        lambda: total(FOUR, Design()),
        (
            "design",
            "missing_argument",
            "weights, or the population of every stage (fpc), for a total",
        ),
        ("neither", "A total needs to know how many each row stands for."),
        (),
    ),
    "a variance of one": (
        lambda: variance(FOUR, SRS, by=[1, 2, 2, 2]),
        ("by", "too_few", "at least two rows with a weight above 0 in each domain"),
        ("one in by=1", ""),
        (),
    ),
    "a variance of one with a weight": (
        lambda: variance(FOUR, Design(weights=[0, 0, 0, 3])),
        ("y", "too_few", "at least two rows with a weight above 0 in each domain"),
        ("one in the whole sample", ""),
        (),
    ),
    "two denominators of three": (
        lambda: ratio(np.ones((4, 3)), np.ones((4, 2)), SRS),
        ("x", "wrong_shape", "one denominator, or 3: one for each numerator"),
        ("2", ""),
        (),
    ),
    "a ratio to nothing": (
        lambda: ratio(FOUR, [1, -1, 1, 1], SRS, by=list("bbaa")),
        ("x", "out_of_range", "a total other than 0 in each domain"),
        ("0 in by='b'", "A ratio to nothing has no value."),
        (),
    ),
    "no quantile": (
        lambda: quantile(FOUR, SRS, []),
        ("q", "too_few", "at least one share"),
        ("none", ""),
        (),
    ),
    "a quantile beyond 1": (
        lambda: quantile(FOUR, SRS, [0.5, 1.5, -0.1]),
        ("q", "out_of_range", "a share from 0 to 1"),
        ("row 1 (1.5); row 2 (-0.1)", ""),
        (1, 2),
    ),
    "a missing share": (
        lambda: quantile(FOUR, SRS, [0.5, NAN]),
        ("q", "missing_value", "a number in every cell"),
        ("row 1 (missing)", "Fill it in, or leave the row out."),
        (1,),
    ),
    "shares in words": (
        lambda: quantile(FOUR, SRS, "half"),
        ("q", "not_numeric", "numbers"),
        (
            "'half'",
            "Convert it to numbers first: text, booleans, dates and complex numbers are not.",
        ),
        (),
    ),
    "a table of shares": (
        lambda: quantile(FOUR, SRS, [[0.5], [0.25]]),
        ("q", "wrong_shape", "an array of shape (n,)"),
        ("shape (2, 1)", "Pass one value per row."),
        (),
    ),
    "one category": (
        lambda: proportion({"a": list("xyxy"), "b": list("zzzz")}, SRS),
        ("y['b']", "constant", "at least two categories"),
        ("only 'z'", "For the share of one category pass True and False: y == category."),
        (),
    ),
    "no question": (
        lambda: proportion({}, SRS),
        ("y", "too_few", "at least one variable"),
        ("none", ""),
        (),
    ),
    "questions of two lengths": (
        lambda: proportion({"a": list("xyxy"), "b": list("zxz")}, SRS),
        ("y", "wrong_shape", "columns of one length"),
        ("'a': 4, 'b': 3", ""),
        (),
    ),
    "no answer to a question": (
        lambda: proportion([None] * 4, SRS, missing="omit"),
        ("y", "missing_value", "at least one answer"),
        ("none", ""),
        (),
    ),
    # ------------------------------------------------------------------------------ differences
    "no estimates": (
        lambda: difference(FOUR, ("a", "b")),
        ("estimates", "wrong_type", "Estimates"),
        ("list", ""),
        (),
    ),
    "no covariance": (
        lambda: difference(mean(FOUR, SRS, by=list("abab")), ("a", "b")),
        ("estimates", "missing_argument", "estimates with their covariance"),
        ("none", "Make them with covariance=True."),
        (),
    ),
    "one estimate": (
        lambda: difference(mean(FOUR, SRS, covariance=True), "pairwise"),
        ("contrast", "too_few", "at least two estimates"),
        ("one", ""),
        (),
    ),
    "a label that is not there": (
        lambda: difference(BY, ("a", "c")),
        ("contrast", "unknown_label", "labels of the estimates: 'a', 'b'"),
        ("'c'", "With several groupings or variables a label is a tuple."),
        ("c",),
    ),
    "a label that is a list": (
        lambda: difference(BY, ("a", ["b"])),
        ("contrast", "unknown_label", "labels of the estimates: 'a', 'b'"),
        ("['b']", "With several groupings or variables a label is a tuple."),
        (["b"],),
    ),
    # ------------------------------------------------------------------------------ calibration
    "a group without a total": (
        lambda: poststratify(SRS, list("abcc"), {"a": 3}),
        ("totals", "missing_value", "a total for each group of `group`"),
        ("none for 'b', 'c'", "Add it, or join the group with another."),
        ("b", "c"),
    ),
    "a total without a group": (
        lambda: poststratify(SRS, list("aabb"), {"a": 3, "b": 4, "c": 5, "d": 6}),
        ("group", "missing_value", "rows in each group of `totals`"),
        (
            "nobody in 'c', 'd'",
            "A group without a sample cannot stand for its population: join it with another.",
        ),
        ("c", "d"),
    ),
    "a list of totals": (
        lambda: poststratify(SRS, list("aabb"), [3, 4]),
        ("totals", "wrong_type", "a mapping from label to known total"),
        ("list", ""),
        (),
    ),
    "one label for all": (
        lambda: poststratify(Design(), "aab", {"a": 3, "b": 4}),
        ("group", "wrong_type", "a column of labels, one for each row"),
        ("'aab'", ""),
        (),
    ),
    "a group without weight": (
        lambda: poststratify(Design(weights=[1, 1, 0, 0]), list("aabb"), {"a": 3, "b": 4}),
        ("group", "missing_value", "a weight above 0 in each group"),
        ("only weights of 0 in 'b'", "Join the group with another."),
        ("b",),
    ),
    "a margin without weight": (
        lambda: rake(
            Design(weights=[1, 1, 1, 0]),
            [(list("aabb"), {"a": 3, "b": 4}), (list("xxxy"), {"x": 3, "y": 4})],
        ),
        ("margins[1]", "missing_value", "a weight above 0 in each group"),
        ("only weights of 0 in 'y'", "Join the group with another."),
        ("y",),
    ),
    "no margins": (
        lambda: rake(SRS, []),
        ("margins", "wrong_shape", "a list of (labels, totals), one pair for each margin"),
        ("[]", ""),
        (),
    ),
    "a margin that is no pair": (
        lambda: rake(SRS, [(list("aabb"), {"a": 1, "b": 3}), "aabb"]),
        ("margins[1]", "wrong_shape", "a pair (labels, totals)"),
        ("'str'", ""),
        (),
    ),
    "margins of two populations": (
        lambda: rake(
            SRS,
            [
                (list("aabb"), {"a": 4, "b": 6}),
                (list("abab"), {"a": 5, "b": 5}),
                (list("xyxy"), {"x": 6, "y": 6}),
            ],
        ),
        ("margins[2]", "contradiction", "the same population as margins[0]: 10"),
        ("12", "Margins of one population add up to one figure: scale one of them."),
        (),
    ),
    "columns to calibrate on of two lengths": (
        lambda: calibrate(SRS, {"a": FOUR, "b": [1.0, 2.0]}, {"a": 1, "b": 2}),
        ("x", "wrong_shape", "columns of one length"),
        ("'a': 4, 'b': 2", ""),
        (),
    ),
    "nothing to calibrate on": (
        lambda: calibrate(SRS, {}, {}),
        ("x", "too_few", "at least one variable"),
        ("none", ""),
        (),
    ),
    "totals of other columns": (
        lambda: calibrate(SRS, {"a": FOUR, "b": FOUR}, {"a": 1, "c": 2}),
        ("totals", "contradiction", "a total for each of 'a', 'b'"),
        ("'b', 'c' without a total or a column", ""),
        ("b", "c"),
    ),
    "logit without bounds": (
        lambda: calibrate(SRS, FOUR, [11], method="logit"),
        ("bounds", "missing_argument", 'a lowest and a highest factor for method="logit"'),
        ("None", "For instance bounds=(0.4, 2.5)."),
        (),
    ),
    "bounds of three": (
        lambda: calibrate(SRS, FOUR, [11], bounds=(0.5, 1, 2)),
        ("bounds", "wrong_shape", "a pair (lowest, highest)"),
        ("(0.5, 1, 2)", ""),
        (),
    ),
    # g = 1 + λ₁ + λ₂x with Σg = 4 and Σgx = 16: λ₂ = 6/5, λ₁ = −3: g = −.8, .4, 1.6, 2.8.
    "weights below 0": (
        lambda: calibrate(SRS, np.c_[np.ones(4), FOUR], [4, 16]),
        ("method", "out_of_range", "weights of 0 or more"),
        (
            "1 below 0, first in row 0 (-0.8)",
            'Use method="raking", which keeps them positive, or set bounds=(0, …).',
        ),
        (0,),
    ),
    "no weight inside the range": (
        lambda: trim_weights(Design(weights=[1, 1, 9, 9]), 2, 8),
        ("upper", "too_few", "some weights inside the range, to take what is cut"),
        ("none", "Widen the range."),
        (),
    ),
    # 1, 1, 1 are raised by 3 each: 4.5 − 9 is what is left for the fourth.
    "weights below 0 after trimming": (
        lambda: trim_weights(Design(weights=[1, 1, 1, 4.5]), 4, 5),
        ("lower", "out_of_range", "weights of 0 or more after trimming"),
        (
            "-4.5",
            "Lower `lower`: raising so many weights takes more than the others have.",
        ),
        (),
    ),
    # --------------------------------------------------------------------- regressions and tables
    "two outcomes": (
        lambda: regression(np.ones((4, 2)), FOUR, SRS),
        ("y", "wrong_shape", "one outcome, shape (n,)"),
        ("2 columns", "Fit one regression for each."),
        (),
    ),
    "a category of one kind": (
        lambda: regression(FOUR, {"g": ["u"] * 4}, SRS),
        ("x['g']", "constant", "at least two categories"),
        ("only 'u'", "A column that is alike everywhere explains nothing: leave it out."),
        (),
    ),
    "a flag of one kind": (
        lambda: regression(FOUR, {"g": np.array([True] * 4)}, SRS),
        ("x['g']", "constant", "at least two categories"),
        ("only True", "A column that is alike everywhere explains nothing: leave it out."),
        (),
    ),
    "nothing to explain with": (
        lambda: regression(FOUR, {}, SRS),
        ("x", "too_few", "at least one variable"),
        ("none", ""),
        (),
    ),
    "columns to explain with of two lengths": (
        lambda: regression(FOUR, {"a": FOUR, "b": list("xy")}, SRS),
        ("x", "wrong_shape", "columns of one length"),
        ("'a': 4, 'b': 2", ""),
        (),
    ),
    "as many terms as rows": (
        lambda: regression(FOUR, np.c_[FOUR, np.square(FOUR), np.sqrt(FOUR)], SRS),
        ("x", "too_few", "more rows than the 4 terms"),
        ("4", "Leave out variables."),
        (),
    ),
    "a column that follows": (
        lambda: regression(
            np.arange(6.0), {"a": [1, 2, 3, 4, 5, 6], "b": [2, 4, 6, 8, 10, 12]}, SIX
        ),
        ("x", "not_estimable", "columns none of which is constant or follows from the others"),
        (
            "a dependence among 'a', 'b'",
            "Leave one of them out; a constant column of your own needs intercept=False.",
        ),
        ("a", "b"),
    ),
    "a question that all answer alike": (
        lambda: chi_square(list("xyxy"), ["a"] * 4, SRS),
        ("cols", "constant", "at least two categories"),
        (
            "only 'a'",
            "A question that everybody answers alike is associated with nothing.",
        ),
        (),
    ),
    "a complete association": (
        lambda: chi_square(list("xxyy"), list("aabb"), SRS),
        ("cols", "not_estimable", "categories that do not follow from those of `rows`"),
        (
            "a complete association",
            "Each category goes with one other: there is nothing to estimate an error from.",
        ),
        (),
    ),
    "a table without error": (
        lambda: chi_square(list("xxyyxy"), list("ababab"), Design(fpc=[6] * 6), df="design"),
        ("design", "constant", "a table that the sample could have shown otherwise"),
        (
            "shares without any error",
            "Post-strata or strata that are the rows or the columns fix the table.",
        ),
        (),
    ),
    # Only the first row and the first column have anybody.
    "a table of empty cells": (
        lambda: chi_square(list("xxxyzxyz"), list("abcaaaaa"), Design(weights=np.ones(8))),
        ("rows", "too_few", "cells that leave something to test"),
        ("so many empty cells that the association is not determined", "Join categories."),
        (),
    ),
    "too few units for Wald": (
        lambda: chi_square(
            list("xxyyzzxyz" * 2),
            list("abcabcbca" * 2),
            Design(clusters=[1] * 6 + [2] * 7 + [3] * 5),
            statistic="wald",
        ),
        (
            "statistic",
            "too_few",
            "more PSUs than the 4 differences that Wald's test weighs together",
        ),
        ("2 degrees of freedom", 'Join categories, or use statistic="F".'),
        (),
    ),
    # ------------------------------------------------------------------------------- replication
    "replicates of a design without rows": (
        lambda: replicate_variance(np.sum, Design()),
        ("design", "wrong_type", "a Design that knows its rows"),
        ("Design", "Pass weights, strata or clusters to Design."),
        (),
    ),
    "replicates of no statistic": (
        lambda: replicate_variance(5, SRS),
        ("statistic", "wrong_type", "a function of the weights (n,)"),
        ("5", ""),
        (),
    ),
    "replicates of no design": (
        lambda: replicate_variance(np.sum, np.ones(4)),
        ("design", "wrong_type", "a Design that knows its rows"),
        ("ndarray", "Pass weights, strata or clusters to Design."),
        (),
    ),
    "replicates of calibrated weights": (
        lambda: replicate_variance(np.sum, poststratify(SRS, list("aabb"), {"a": 3, "b": 4})),
        ("design", "contradiction", "the design before calibration"),
        (
            "a calibrated one",
            "Calibrate inside `statistic`: each replicate needs weights of its own.",
        ),
        (),
    ),
    "a statistic in words": (
        lambda: replicate_variance(lambda _w: "x", SRS),
        ("statistic", "not_numeric", "numbers"),
        (
            "'x'",
            "Convert it to numbers first: text, booleans, dates and complex numbers are not.",
        ),
        (),
    ),
    "a statistic of two sizes": (
        lambda: replicate_variance(lambda w: w[w > 0], SRS),
        ("statistic", "wrong_shape", "a number, or an array (r,) of one length"),
        ("shape (3,) for replicate 0", ""),
        (),
    ),
    "a statistic of two dimensions": (
        lambda: replicate_variance(lambda w: w[:, None] * w, SRS),
        ("statistic", "wrong_shape", "a number, or an array (r,) of one length"),
        ("shape (4, 4) for the weights of the design", ""),
        (),
    ),
    "an infinite statistic": (
        lambda: replicate_variance(lambda w: [1.0, np.inf] if w[2] == 0 else [1.0, 2.0], SRS),
        ("statistic", "infinite_value", "finite values"),
        (
            "inf for replicate 2",
            "A domain may live in one PSU only: leaving it out leaves nobody.",
        ),
        (),
    ),
    "a bootstrap without numbers": (
        lambda: replicate_variance(np.sum, SRS, kind="bootstrap"),
        (
            "rng",
            "missing_argument",
            'a whole number or a Generator for kind="bootstrap"',
        ),
        ("None", "Pass rng=1, say: the same number gives the same answer."),
        (),
    ),
    "a bootstrap of a lonely unit": (
        lambda: replicate_variance(
            np.sum,
            Design(weights=[1, 1, 1, 1], strata=list("aabc"), lonely_psu="adjust"),
            kind="bootstrap",
            rng=1,
        ),
        ("design", "lonely_psu", "at least two PSUs in each stratum"),
        (
            "2 lonely ones, to be adjusted for",
            'A bootstrap cannot draw from one PSU: join strata, or use "certainty".',
        ),
        (),
    ),
    # ------------------------------------------------------------------------------------- waves
    "one design for two waves": (
        lambda: compare_waves(FOUR, FOUR, SRS),
        ("designs", "wrong_shape", "a pair: for the first and for the second wave"),
        ("'Design'", "Write designs=(of_the_first, of_the_second)."),
        (),
    ),
    "labels of one wave": (
        lambda: compare_waves(FOUR, FOUR, ids=[1, 2, 3, 4]),
        ("ids", "wrong_shape", "a pair: for the first and for the second wave"),
        ("'list'", "Write ids=(of_the_first, of_the_second)."),
        (),
    ),
    "waves of no designs": (
        lambda: compare_waves(FOUR, FOUR, (SRS, FOUR)),
        ("designs", "wrong_type", "two Designs"),
        ("list", ""),
        (),
    ),
    "waves of other items": (
        lambda: compare_waves({"a": FOUR, "b": FOUR}, {"b": FOUR, "c": FOUR}),
        ("second", "contradiction", "the items of the first wave: 'a', 'b'"),
        ("'a', 'c' in one wave only", "Compare the items that both waves asked."),
        ("a", "c"),
    ),
    "waves of other groupings": (
        lambda: compare_waves(FOUR, FOUR, by=({"u": list("abab")}, {"v": list("abab")})),
        ("by", "contradiction", "the same groupings in both waves: 'u'"),
        ("'v'", ""),
        (),
    ),
    "waves of other units": (
        lambda: compare_waves(FOUR, FOUR, by=(list("abab"), list("cdcd"))),
        ("by", "too_few", "at least one unit in both waves"),
        ("'a', 'b' and 'c', 'd'", "Are the labels written alike?"),
        (),
    ),
    "a label in several units of one sample": (
        lambda: compare_waves(
            FOUR,
            FOUR,
            (Design(clusters=[1, 1, 2, 2]), Design(clusters=[1, 2, 3, 4])),
            ids=([7, 8, 9, 8], [7, 8, 9, 6]),
        ),
        ("ids[0]", "contradiction", "each label in one PSU of a sample"),
        (
            "8 in several, one of them in row 1",
            "Label what was drawn: the persons, or their PSUs.",
        ),
        (1,),
    ),
    "people who moved": (
        lambda: compare_waves(
            FOUR,
            FOUR,
            (Design(clusters=[1, 1, 2, 2]), Design(clusters=[1, 2, 2, 2])),
            ids=([5, 6, 7, 8], [5, 6, 7, 8]),
        ),
        (
            "ids",
            "contradiction",
            "each PSU of the first sample to be one PSU of the second",
        ),
        (
            "the PSU of row 0 joined with several, by labels that moved between PSUs",
            "Where people move, label the rows by their PSU, the same in both samples.",
        ),
        (0,),
    ),
    "two surveys": (
        lambda: waves({1: BY, 2: BY}),
        ("estimates", "too_few", "a mapping of time to estimates, three surveys or more"),
        ("2", "`compare_waves` compares two."),
        (),
    ),
    "a list of surveys": (
        lambda: waves([BY, BY, BY]),
        ("estimates", "too_few", "a mapping of time to estimates, three surveys or more"),
        ("list", "`compare_waves` compares two."),
        (),
    ),
    "surveys of other domains": (
        lambda: waves(
            {t: mean(FOUR, SRS, by=[f"{t}a", f"{t}b"] * 2) for t in (1, 2, 3)},
        ),
        ("estimates", "too_few", "a domain and variable that all surveys have"),
        ("none", ""),
        (),
    ),
    "surveys of other groupings": (
        lambda: waves({t: mean(FOUR, SRS, by={f"g{t}": list("abab")}) for t in (1, 2, 3)}),
        ("estimates", "contradiction", "the same groupings everywhere: 'g1'"),
        ("'g2' at 2", ""),
        (),
    ),
    "a survey that is none": (
        lambda: waves({1: BY, 2: 3.0, 3: BY}),
        ("estimates", "wrong_type", "estimates of a survey, or a satisfaction index"),
        ("float at 2", ""),
        (),
    ),
    "a survey that is a kind of result": (
        lambda: waves({1: BY, 2: Estimates, 3: BY}),
        ("estimates", "wrong_type", "estimates of a survey, or a satisfaction index"),
        ("type at 2", ""),
        (),
    ),
    "surveys at no time": (
        lambda: waves({"a": BY, 2: BY, True: BY}),
        (
            "times",
            "missing_argument",
            "when each survey was, as numbers: the keys are none",
        ),
        ("'a', 2, True", ""),
        (),
    ),
    "too few times": (
        lambda: waves(THREE, times=[1, 2]),
        ("times", "wrong_shape", "3 times, one for each survey"),
        ("2", ""),
        (),
    ),
    "two surveys at one time": (
        lambda: waves(THREE, times=[1, 2.5, 2.5]),
        ("times", "duplicate", "a time of its own for each survey"),
        ("1.0, 2.5, 2.5", ""),
        (),
    ),
    "a correlation of two": (
        lambda: waves(THREE, correlation=np.eye(2)),
        (
            "correlation",
            "invalid_input",
            "a correlation matrix, 3 × 3, positive definite, 1 on its diagonal",
        ),
        ("shape (2, 2)", ""),
        (),
    ),
    # -------------------------------------------------------------------- priorities and drivers
    "one item": (
        lambda: importance_performance(FOUR, FOUR),
        ("performance", "too_few", "at least two items to compare"),
        ("1", ""),
        (),
    ),
    "items of other names": (
        lambda: importance_performance({"a": FOUR, "b": FOUR}, {"a": FOUR, "c": FOUR}),
        (
            "importance",
            "contradiction",
            "the 2 items of `performance`, or one overall verdict",
        ),
        ("'b', 'c' in one of them only", ""),
        ("b", "c"),
    ),
    "importance of three items": (
        lambda: importance_performance(np.ones((4, 2)), np.ones((4, 3))),
        (
            "importance",
            "wrong_shape",
            "the 2 items of `performance`, or one overall verdict",
        ),
        ("3 columns", ""),
        (),
    ),
    "too many items": (
        lambda: importance_performance(np.ones((20, 13)), np.arange(20.0)),
        ("performance", "out_of_range", "at most 12 items for derived='lmg'"),
        ("13", "Use derived='correlation', or join items."),
        (),
    ),
    "fewer people than items and two": (
        lambda: importance_performance([[1, 2], [2, 1], [3, 3]], [1.0, 2, 3]),
        ("performance", "too_few", "at least 4 people for 2 items"),
        ("3", ""),
        (),
    ),
    "a constant verdict": (
        lambda: importance_performance([[1, 2], [2, 1], [3, 3], [1, 4]], [2.0] * 4),
        ("importance", "constant", "values that differ, for importance to be derived"),
        (
            "one value only",
            "What does not vary neither explains nor is explained: leave it out.",
        ),
        (),
    ),
    "a constant item": (
        lambda: importance_performance({"a": FOUR, "b": [2.0] * 4}, [1.0, 2, 2, 1]),
        ("performance", "constant", "values that differ, for importance to be derived"),
        (
            "one value only in 'b'",
            "What does not vary neither explains nor is explained: leave it out.",
        ),
        ("b",),
    ),
    "a constant outcome": (
        lambda: key_drivers({"a": FOUR, "b": [2.0, 1, 1, 2]}, [2.0] * 4),
        ("y", "constant", "values that differ"),
        ("one value only", "What does not vary neither explains nor is explained."),
        (),
    ),
    "a constant driver": (
        lambda: key_drivers({"a": FOUR, "b": [2.0] * 4}, [1.0, 2, 2, 1]),
        ("x", "constant", "values that differ"),
        (
            "one value only in 'b'",
            "What does not vary neither explains nor is explained.",
        ),
        ("b",),
    ),
    "an unknown driver": (
        lambda: key_drivers({"a": FOUR, "b": [2.0, NAN, 2.0, 1.0]}, [1.0, 2, 2, 1]),
        ("x", "missing_value", "a number in every cell"),
        ("row 1 column 'b' (missing)", "Fill it in, or leave the row out."),
        ((1, "b"),),
    ),
    "an unknown verdict": (
        lambda: key_drivers({"a": FOUR, "b": [2.0, 1.0, 2.0, 1.0]}, [1.0, 2, NAN, 1]),
        ("y", "missing_value", "a number in every cell"),
        ("row 2 (missing)", "Fill it in, or leave the row out."),
        (2,),
    ),
    "no driver": (
        lambda: key_drivers(np.empty((9, 0)), np.arange(9.0)),
        ("x", "out_of_range", "1 to 20 drivers (columns)"),
        ("0", "Join questions that belong together first."),
        (),
    ),
    "too few people for the drivers": (
        lambda: key_drivers([[1, 2], [2, 1], [3, 3]], [1.0, 2, 3]),
        ("x", "too_few", "at least 4 people for 2 drivers"),
        ("3", ""),
        (),
    ),
    "a driver that follows": (
        lambda: key_drivers(
            {"a": [1, 2, 3, 4, 6.0], "b": [2, 1, 2, 1, 2.0], "c": [2, 4, 6, 8, 12.0]},
            [1.0, 2, 2, 1, 5],
        ),
        ("x", "not_estimable", "drivers none of which follows from the others"),
        ("a dependence among 'a', 'c'", "Leave out a repeated driver, or a total."),
        ("a", "c"),
    ),
    # ----------------------------------------------------------------------------------- planning
    "a size of nobody": (
        lambda: allocate(5, []),
        ("sizes", "too_few", "at least one size"),
        ("none", ""),
        (),
    ),
    "a size that is broken": (
        lambda: allocate(5, [10, 2.5]),
        ("sizes", "out_of_range", "whole numbers of at least 1"),
        ("row 1 (2.5)", "A size is a number of people."),
        (1,),
    ),
    "more than everybody": (
        lambda: allocate(31, [10, 20], minimum=3),
        ("n", "out_of_range", "from 6 (the minima) to 30 (everybody)"),
        ("31", ""),
        (),
    ),
    "a spread that is not asked for": (
        lambda: allocate(5, [10, 20], sd=[1, 2], method="equal"),
        ("sd", "contradiction", "none with method='equal'"),
        ("an array", "Use method='neyman' to take it into account."),
        (),
    ),
    "no spread": (
        lambda: allocate(5, [10, 20], method="neyman"),
        ("sd", "missing_argument", "a standard deviation for each stratum"),
        ("None", "Take it from the last survey; without any, use method='proportional'."),
        (),
    ),
    # The second has no spread and gets its minimum of 2; the first holds 10.
    "more than what spreads": (
        lambda: allocate(13, [10, 20], sd=[1, 0], method="neyman", minimum=2),
        (
            "n",
            "out_of_range",
            "at most 12, what the strata with an `sd` above 0 hold",
        ),
        ("13", "Give the other strata an `sd`, or a `minimum`."),
        (),
    ),
    "outside the printed table": (
        lambda: krejcie_morgan(1_000_001, source="table"),
        ("population", "out_of_range", "10 to 1000000, which the table covers"),
        ("1000001", "Use source='formula'."),
        (),
    ),
    "asked more than there are": (
        lambda: margin_of_error(11, population=10),
        ("n", "out_of_range", "at most the population of 10"),
        ("11", ""),
        (),
    ),
    "a screening of nothing": (
        lambda: screen(np.empty((3, 0))),
        ("responses", "too_few", "at least one question (column)"),
        ("none", ""),
        (),
    ),
    "a scale without width": (
        lambda: screen([[1, 2]], scale=(2, 2)),
        ("scale", "out_of_range", "(lowest, highest), the lowest below the highest"),
        ("(2, 2)", ""),
        (),
    ),
    "a limit without times": (
        lambda: screen([[1, 2]], fastest=10),
        (
            "seconds",
            "missing_argument",
            "the time each person took, to compare with `fastest`",
        ),
        ("None", ""),
        (),
    ),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("case", CASES)
def test_a_refusal_says_what_it_means(case):
    call, (argument, code, expected), (found, hint), positions = CASES[case]
    with pytest.raises(InputError) as caught:
        call()
    error = caught.value
    assert (error.argument, error.code) == (argument, code)
    assert error.expected == expected
    assert error.found == found
    assert error.hint == (hint or f"Give `{argument}` as expected: {expected}.")
    assert error.positions == positions
    assert str(error) == f"`{argument}`: expected {expected}; found {found}. {hint}".rstrip()


def test_weights_that_are_not_found_name_what_stays_off():
    # Everybody is (a, x) or (b, y): after a pass x and y are met, and a is 5 for 4.
    with pytest.raises(ConvergenceError) as caught:
        rake(
            SRS,
            [(list("aabb"), {"a": 4, "b": 6}), (list("xxyy"), {"x": 5, "y": 5})],
            max_iterations=3,
        )
    with pytest.raises(ConvergenceError, match="within 1000 passes"):
        rake(SRS, [(list("aabb"), {"a": 4, "b": 6}), (list("xxyy"), {"x": 5, "y": 5})])
    error = caught.value
    assert (error.argument, error.code) == ("margins[0]", "no_convergence")
    assert error.expected == "weights that meet every margin within 3 passes"
    assert error.found == "group 'a' still off by 1"
    assert error.hint == (
        "Crossings that nobody is in may make the margins impossible: join groups, or give more "
        "passes (max_iterations)."
    )
    assert error.positions == ("a",)


def test_totals_that_no_weights_meet_name_the_furthest():
    x = {"one": np.ones(4), "x": np.array(FOUR)}
    for bounds, inside in ((None, ""), ((0.5, 1.2), " inside the bounds")):
        with pytest.raises(ConvergenceError) as caught:
            calibrate(SRS, x, {"one": 4, "x": 17}, method="raking", bounds=bounds)
        error = caught.value
        assert (error.argument, error.code) == ("totals", "no_convergence")
        assert error.expected == f"totals that some weights meet{inside}"
        # Before: 10 for 17, and 4 for 4.
        assert error.found == "none; before calibration the total of 'x' is off by 7"
        assert error.hint == ("Widen the bounds, or check that totals and columns are in one unit.")
        assert error.positions == ("x",)
    with pytest.raises(InputError) as caught:
        calibrate(SRS, {"x": FOUR, "twice": np.multiply(FOUR, 2)}, {"x": 10, "twice": 23})
    error = caught.value
    assert (error.argument, error.code) == ("totals", "contradiction")
    assert error.expected == "totals that agree where columns of `x` follow from each other"
    assert error.hint == "Correct the total, or leave the column out."
    # 10 and 23/2 for one column: their middle is 10.75, .075 of 10 and .065 of 23 away.
    assert error.found == "'x' off by 0.75 from what the others imply"
    assert error.positions == ("x",)
