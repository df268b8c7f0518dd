"""ratings: every result says how it was made, and a missing value by each policy."""

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import InputError
from kinerja.ratings import (
    adverse_impact,
    check_distribution,
    cohen_kappa,
    combine,
    fleiss_kappa,
    icc,
    kendall_w,
    krippendorff_alpha,
    rater_effects,
    rater_style,
    score_differences,
)
from shared_laws import says_how_it_was_made

NAN = float("nan")
X = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
A, B = list("abcabcabca"), list("abcabbabcc")
SUBJECT = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"]
RATER = ["p", "q", "q", "r", "p", "r", "p", "q", "q", "r"]
VALUE = [3.0, 5, 6, 9, 2, 4, 7, 8, 5, 9]
GROUP = list("xxxxxyyyyy")

MADE = {
    "icc": (lambda **m: icc(X, level=0.9, **m), {"level": 0.9}),
    "kendall_w": (lambda **m: kendall_w(X, **m), {}),
    "cohen_kappa": (
        lambda **m: cohen_kappa(A, B, level=0.8, weighting="linear", order=list("abc"), **m),
        {"weighting": "linear", "level": 0.8},
    ),
    "fleiss_kappa": (
        lambda **m: fleiss_kappa(list(zip(A, B, strict=True)), chance="conger", **m),
        {"chance": "conger"},
    ),
    "krippendorff_alpha": (
        lambda **m: krippendorff_alpha(X, measurement="ratio", level=0.8, resamples=3, rng=1, **m),
        {"measurement": "ratio", "level": 0.8, "resamples": 3},
    ),
    "rater_effects": (
        lambda **m: rater_effects(SUBJECT, RATER, VALUE, method="fixed", **m),
        {"method": "fixed", "islands": "refuse"},
    ),
    "rater_style": (
        lambda **m: rater_style(
            SUBJECT, RATER, [[x, x + i % 3] for i, x in enumerate(VALUE)], level=0.9, **m
        ),
        {"islands": "refuse", "level": 0.9},
    ),
    "score_differences": (
        lambda **m: score_differences(VALUE, GROUP, reference="y", minimum=3, level=0.9, **m),
        {"minimum": 3, "level": 0.9},
    ),
    "adverse_impact": (
        lambda **m: adverse_impact(
            [1, 0, 1, 1, 0, 1, 0, 0, 1, 0], GROUP, minimum=3, level=0.9, threshold=0.7, **m
        ),
        {"threshold": 0.7, "minimum": 3, "level": 0.9},
    ),
    "combine": (
        lambda **m: combine(
            ["a"] * 5, list("xxyyy"), [1, 2, 3, 4, 5], weights={"x": 1, "y": 3}, minimum=2, **m
        ),
        {"weights": {"x": 1.0, "y": 3.0}, "minimum": {"x": 2, "y": 2}},
    ),
}


@pytest.mark.parametrize("missing", ["raise", "omit"])
@pytest.mark.parametrize("name", MADE)
def test_a_result_says_how_it_was_made(name, missing):
    says_how_it_was_made(*MADE[name], missing)


def test_rows_left_out_are_counted_in_words():
    gaps = [*VALUE[:4], NAN, *VALUE[5:]]
    kept = [i for i in range(10) if i != 4]

    def at(column):
        return [column[i] for i in kept]

    got = score_differences(gaps, GROUP, reference="y", minimum=3, missing="omit")
    again = score_differences(at(VALUE), at(GROUP), reference="y", minimum=3)
    assert got.difference.tolist() == again.difference.tolist()
    assert [note for note in got.provenance.left_out if "1" in note]
    chosen = [1, 0, 1, 1, None, 1, 0, 0, 1, 0]
    group = ["x", None, *GROUP[2:]]
    found = adverse_impact(chosen, group, minimum=3, missing="omit")
    again = adverse_impact([1, 1, 1, 1, 0, 0, 1, 0], list("xxxyyyyy"), minimum=3)
    assert found.rate.tolist() == again.rate.tolist()
    assert found.n.tolist() == [3, 5]
    assert len(found.provenance.left_out) == 2
    assert all("1" in note for note in found.provenance.left_out)
    both = combine(
        ["a"] * 5, list("xxyyy"), [1, NAN, 3, 4, 5], weights={"x": 1, "y": 1}, minimum=1,
        missing="omit",
    )  # fmt: skip
    # x has 1 alone, y 3, 4 and 5: (1 + 4)/2.
    assert both.overall.tolist() == [2.5]
    assert len(both.provenance.left_out) == 1


HOLED = [[*row[:3], NAN] if i == 2 else row for i, row in enumerate(X)]


@pytest.mark.parametrize(
    "make", [lambda **m: icc(HOLED, **m).value, lambda **m: kendall_w(HOLED, **m).value]
)
def test_subjects_with_a_gap_are_left_out_or_make_all_unknown(make):
    omitted = make(missing="omit")
    assert np.isfinite(omitted).all()
    assert np.isnan(make(missing="propagate")).all()


def test_a_distribution_says_what_it_counted():
    got = check_distribution(["a"] * 6 + ["b"] * 4 + ["c"] * 10, {"a": 0.2, "b": 0.3, "c": 0.5})
    assert got.provenance.options == {"n": 20, "df": 2}
    # Expected 4, 6 and 10: 4/4 + 4/6 + 0.
    assert got.statistic == pytest.approx(1 + 4 / 6)


def test_declared_levels_keep_their_order_and_their_gaps():
    kind = pd.CategoricalDtype(["lo", "mid", "hi"], ordered=True)
    frame = pd.DataFrame({"p": ["lo", "hi", "hi", "mid"], "q": ["lo", "mid", "hi", "mid"]})
    got = krippendorff_alpha(frame.astype(kind), measurement="ordinal")
    named = krippendorff_alpha(frame, measurement="ordinal", order=["lo", "mid", "hi"])
    coded = krippendorff_alpha([[1, 1], [3, 2], [3, 3], [2, 2]], measurement="ordinal")
    assert got.value == pytest.approx(named.value)
    assert got.value == pytest.approx(coded.value)


LABELS = [["a", "b"], ["b", "b"], ["a", "a"], ["b", None], ["b", "a"], ["a", "a"]]
NUMBERS = [[3.0, 4], [5, 5], [2, 1], [4, NAN], [1, 2], [5, 3]]
OMITTING = {
    "icc": (lambda x: icc(x, missing="omit"), NUMBERS, "matrix"),
    "kendall_w": (lambda x: kendall_w(x, missing="omit"), NUMBERS, "matrix"),
    "fleiss_kappa": (lambda x: fleiss_kappa(x, missing="omit"), LABELS, "ratings"),
    "cohen_kappa": (
        lambda x: cohen_kappa([a for a, _ in x], [b for _, b in x], missing="omit"),
        LABELS,
        "b",
    ),
}


@pytest.mark.parametrize("name", OMITTING)
def test_a_subject_left_out_is_counted_and_leaves_the_figures_of_the_others(name):
    make, rows, argument = OMITTING[name]
    got, again = make(rows), make([*rows[:3], *rows[4:]])
    np.testing.assert_array_equal(got.value, again.value)
    assert len(got.provenance.left_out) == 1
    assert got.provenance.left_out[0].startswith("1 ")
    assert again.provenance.left_out == ()
    gap = rows[3][1]
    with pytest.raises(InputError) as caught:
        make([[row[0], gap] for row in rows[:-1]] + rows[-1:])
    assert (caught.value.argument, caught.value.code) == (argument, "too_few")
    assert caught.value.found == "1 after 5 with a missing rating"
