"""ratings: what is refused, with argument, kind, what was expected and found; and small groups."""

import math

import numpy as np
import pandas as pd
import pytest

from kinerja._ratings.equations import Factor
from kinerja._ratings.score_ratio import score_ratio
from kinerja.errors import ConvergenceError
from kinerja.ratings import (
    adverse_impact,
    check_distribution,
    cohen_kappa,
    combine,
    fleiss_kappa,
    icc,
    krippendorff_alpha,
    rater_effects,
    rater_style,
    score_differences,
)
from shared_laws import refused_as

NAN = float("nan")
SUBJECT = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"]
RATER = ["p", "q", "q", "r", "p", "r", "p", "q", "q", "r"]
VALUE = [3.0, 5, 6, 9, 2, 4, 7, 8, 5, 9]


def score(group, covariates):
    return score_differences([3, 5, 4, 6], group, reference="x", covariates=covariates, minimum=2)


REFUSALS = {
    "weights of sources without names": (
        lambda: combine(["a"] * 3, ["x"] * 3, [1, 2, 3], weights=[1.0]),
        ("weights", "wrong_type", "a mapping from source to weight", "list"),
    ),
    "a weight of an unknown source": (
        lambda: combine(["a"] * 3, ["x"] * 3, [1, 2, 3], weights={"x": 1, "y": 2}),
        ("weights", "unknown_label", "a weight for each of 'x'", "a weight for 'y'"),
    ),
    "a source without a weight": (
        lambda: combine(["a"] * 4, ["x", "y"] * 2, [1, 2, 3, 4], weights={"x": 1}),
        ("weights", "missing_value", "a weight for each of 'x', 'y'", "none for 'y'"),
    ),
    "a minimum of an unknown source": (
        lambda: combine(["a"] * 3, ["x"] * 3, [1, 2, 3], weights={"x": 1}, minimum={"z": 2}),
        ("minimum", "unknown_label", "sources among 'x'", "'z'"),
    ),
    "covariates of another length": (
        lambda: score(["x", "x", "y", "y"], [[1, 2], [3, 5], [4, 4]]),
        ("covariates", "wrong_shape", "4 rows", "3"),
    ),
    "a guide of nothing": (
        lambda: check_distribution(["good", "fair"], {}),
        ("guide", "too_few", "a share for at least one label", "none"),
    ),
    "no labels": (
        lambda: check_distribution([], {"good": 1.0}),
        ("labels", "too_few", "at least one", "none"),
    ),
    "no group at all": (
        lambda: adverse_impact([1, 0, 1], [None] * 3, missing="omit"),
        ("group", "missing_value", "at least one group", "none"),
    ),
    "a person without a group": (
        lambda: adverse_impact([1, 0, 1], ["x", None, "y"]),
        ("group", "missing_value", "a group for every person", "row 1 (missing)"),
    ),
    "groups of another length": (
        lambda: adverse_impact([1, 0, 1], ["x", "y"]),
        ("group", "wrong_shape", "3 labels, one per row", "2"),
    ),
    "a reference that is too small": (
        lambda: adverse_impact([1, 0, 1, 0, 1], list("xxyyz"), reference="z", minimum=2),
        (
            "reference",
            "too_few",
            "a group that is shown",
            "'z', which has fewer people than `minimum`",
        ),
    ),
    "a reference that is no group": (
        lambda: adverse_impact([1, 0, 1, 0], list("xxyy"), reference="w", minimum=2),
        ("reference", "unknown_label", "'highest' or one of 'x', 'y'", "'w'"),
    ),
    "one group that is shown": (
        lambda: adverse_impact([1, 0, 1], list("xxy"), minimum=2),
        ("group", "too_few", "at least two groups of 2 people or more", "1"),
    ),
    "raters of two lengths": (
        lambda: fleiss_kappa({"p": ["good", "fair"], "q": ["good", "fair", "fair"]}),
        ("ratings", "wrong_shape", None, None),
    ),
    "a rater who is one label": (
        lambda: krippendorff_alpha({"p": ["good", "fair"], "q": "good"}),
        ("ratings", None, None, None),
    ),
    "ratings in one row": (
        lambda: fleiss_kappa(["good", "fair"]),
        ("ratings", "wrong_shape", "an array of shape (subjects, raters)", "shape (2,)"),
    ),
    "ratings of an order in one row": (
        lambda: krippendorff_alpha(["good", "fair"], measurement="ordinal"),
        ("ratings", "wrong_shape", "an array of shape (subjects, raters)", "shape (2,)"),
    ),
    "a rating that is missing": (
        lambda: fleiss_kappa({"p": ["good", "fair", "fair"], "q": ["good", None, "fair"]}),
        ("ratings", "missing_value", "a rating in every cell", "row 1 column 'q' (missing)"),
    ),
    "a label missing of the second rater": (
        lambda: cohen_kappa(["good", "fair", "fair"], ["good", "fair", None]),
        ("b", "missing_value", "a rating in every cell", "row 2 (missing)"),
    ),
    "labels missing of both": (
        lambda: cohen_kappa(["good", None, "fair"], [None, "fair", "fair"]),
        ("a", "missing_value", "a rating in every cell", "row 1 (missing)"),
    ),
    "two declared orders": (
        lambda: krippendorff_alpha(
            pd.DataFrame(
                {
                    "p": pd.Categorical(["lo", "hi"], ["lo", "hi"], ordered=True),
                    "q": pd.Categorical(["lo", "hi"], ["hi", "lo"], ordered=True),
                }
            ),
            measurement="ordinal",
        ),
        ("ratings", "contradiction", None, None),
    ),
    "a label outside of the order": (
        lambda: cohen_kappa(["lo", "mid"], ["hi", "lo"], order=["lo", "hi"], weighting="linear"),
        ("order", None, None, None),
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_names_argument_and_kind(name):
    call, wanted = REFUSALS[name]
    refused_as(call, *wanted)


# Labels of raters -----------------------------------------------------------------------------


def test_a_rater_who_said_nothing_is_no_rater():
    two = [["good", "fair"], ["fair", "fair"], ["good", "good"], ["fair", "good"]]
    three = [[*row, None] for row in two]
    for more in ({}, {"measurement": "ordinal", "order": ["fair", "good"]}):
        got = krippendorff_alpha(three, missing="omit", **more)
        assert got.value == krippendorff_alpha(two, **more).value
    # 3 of 8 are fair in the first column pair: fair 4, good 4; alike pairs 2 of 4 units.
    # Observed 4/8, expected 2·4·4/(8·7): 1 − (1/2)/(4/7) = 1/8.
    assert krippendorff_alpha(two).value == pytest.approx(1 / 8)


def test_blank_text_is_a_missing_rating():
    gaps = [["good", " "], ["fair", "fair"], ["good", "good"], ["fair", "good"]]
    kept = krippendorff_alpha(gaps[1:])
    assert krippendorff_alpha(gaps, missing="omit").value == kept.value


def test_resamples_that_hold_one_value_have_no_alpha():
    # Of two units one says 1, the other 2: a draw of one of them twice tells nothing.
    ratings = [[1.0, 1.0], [2.0, 2.0]]
    undefined = 0
    for seed in range(12):
        got = krippendorff_alpha(ratings, measurement="interval", resamples=1, rng=seed)
        assert got.value == 1.0
        known = np.array([got.lower, got.upper])
        if np.isnan(known).any():
            assert np.isnan(known).all()
            undefined += 1
        else:
            assert known.tolist() == [1.0, 1.0]
    assert 0 < undefined < 12


# Raters with few ratings ------------------------------------------------------------------------


def test_severities_of_few_ratings_are_not_shown():
    subject, rater = [*SUBJECT, "a", "b"], [*RATER, "s", "s"]
    value = [*VALUE, 4, 8]
    whole = rater_effects(subject, rater, value, method="fixed")
    got = rater_effects(subject, rater, value, method="fixed", minimum=3)
    # p and r have three ratings, q four, s two; s alone would follow from the others, whose
    # severities sum to 0, so that one of those with the fewest goes as well.
    assert whole.n_ratings.tolist() == [3, 4, 3, 2]
    hidden = np.isnan(got.severity)
    assert hidden[3]
    assert hidden.sum() == 2
    assert np.isnan(got.severity_se).tolist() == hidden.tolist()
    assert got.severity[~hidden].tolist() == whole.severity[~hidden].tolist()
    assert list(got.suppressed) == got.rater[hidden].tolist()
    assert got.provenance.options["minimum"] == 3
    assert "minimum" not in whole.provenance.options or whole.provenance.options["minimum"] == 1
    assert len(got.provenance.left_out) == len(whole.provenance.left_out) + 1
    assert got.provenance.left_out[-1] == (
        "severities not shown, fewer than 3 ratings or else to be worked out from the others: p; s"
    )
    # The people's figures stay.
    assert got.adjusted.tolist() == whole.adjusted.tolist()
    enough = rater_effects(subject, rater, value, method="fixed", minimum=2)
    assert enough.suppressed == ()
    assert enough.severity.tolist() == whole.severity.tolist()


def test_titles_count_people_raters_and_islands():
    one = rater_effects(SUBJECT, RATER, VALUE, method="fixed")
    assert "5" in one._headline("en")
    assert "3" in one._headline("en")
    both = rater_effects(
        [*SUBJECT, *(f"{s}2" for s in SUBJECT)],
        [*RATER, *(f"{r}2" for r in RATER)],
        [*VALUE, *VALUE],
        method="fixed",
        islands="separate",
    )
    assert both.mean.size == 2
    assert both._headline("en") != one._headline("en").replace("5", "10").replace("3", "6")
    assert "2" in both._headline("id")
    style = rater_style(SUBJECT, RATER, [[x, x + 1 + (i % 3)] for i, x in enumerate(VALUE)])
    assert "3" in style._headline("en")
    assert style._headline("en") != style._headline("id")
    kappa = fleiss_kappa([["a", "b", "a"], ["b", "b", "b"], ["a", "a", "b"], ["b", "a", "a"]])
    assert kappa._facts("en") == {
        name: getattr(kappa, name)
        for name in ("value", "se", "z", "p_value", "observed", "expected", "n", "raters")
    }
    assert (kappa.n, kappa.raters) == (4, 3)


# Equations --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_a_matrix_that_is_not_definite_is_refused(kind):
    with pytest.raises(ConvergenceError, match="singular to working precision") as caught:
        Factor(np.array([[1.0, 2.0], [2.0, 1.0]], dtype=kind))
    assert (caught.value.code, caught.value.argument) == ("not_estimable", "value")


def test_a_factor_solves_and_inverts_by_hand():
    # [[4, 2], [2, 3]]: determinant 8, inverse [[3, −2], [−2, 4]]/8. Only the upper half is read.
    matrix = np.array([[4.0, 2.0], [99.0, 3.0]])
    factor = Factor(matrix.copy())
    assert factor.log_determinant() == pytest.approx(math.log(8), rel=1e-14)
    solved = factor.solve(np.array([[8.0, 0], [0, 8]]))
    assert solved == pytest.approx(np.array([[3.0, -2], [-2, 4]]))
    inverse = factor.inverse()
    assert [inverse[0, 0], inverse[0, 1], inverse[1, 1]] == pytest.approx([3 / 8, -2 / 8, 4 / 8])


def test_nothing_to_solve_is_nothing():
    empty = Factor(np.empty((0, 0)))
    assert empty.log_determinant() == 0.0
    assert empty.solve(np.empty((0, 3))).shape == (0, 3)
    assert empty.inverse().shape == (0, 0)


@pytest.mark.parametrize(("x", "n", "x0", "n0"), [(9, 9, 14, 14), (0, 8, 3, 5), (4, 9, 6, 6)])
def test_limits_of_a_ratio_are_where_the_score_is_at_its_quantile(x, n, x0, n0):
    z = 1.959963984540054
    low, high = score_ratio(x, n, x0, n0, z)

    def squared(r):
        """The score statistic, its rates by a fine search of the likelihood."""
        base = np.linspace(1e-9, min(1.0, 1.0 / r) - 1e-9, 2_000_001)
        rate = r * base
        like = (
            x * np.log(rate)
            + (n - x) * np.log1p(-rate)
            + x0 * np.log(base)
            + (n0 - x0) * np.log1p(-base)
        )
        b = float(base[int(like.argmax())])
        p, total = r * b, n + n0
        variance = (p * (1 - p) / n + r * r * b * (1 - b) / n0) * total / (total - 1)
        return (x / n - r * x0 / n0) ** 2 / variance

    assert squared(high) == pytest.approx(z * z, rel=1e-3)
    if x:
        assert squared(low) == pytest.approx(z * z, rel=1e-3)
    else:
        assert low == 0.0


def test_a_correlation_without_any_freedom_has_no_limits():
    # Raters agree wholly on people who all differ: every form is 1, and nothing is left to judge.
    got = icc([[1, 1], [2, 2], [4, 4]])
    assert got.value == pytest.approx([1] * 6)
