"""ratings: each closed choice and each limit is refused by its own name, wherever it is given."""

import pandas as pd
import polars as pl
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

TABLE = [[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]
SUBJECT, RATER = list("aabbccdd"), list("xyyzxzxy")
POINTS = [3.0, 5, 6, 9, 2, 4, 7, 8]
GROUP = list("ppppqqqq")

CALLS = {
    "icc": (lambda **o: icc(TABLE, **o), ("missing", "level")),
    "kendall_w": (lambda **o: kendall_w(TABLE, **o), ("missing",)),
    "cohen_kappa": (
        lambda **o: cohen_kappa(SUBJECT, list("abbbccda"), **o),
        ("missing", "level", "weighting"),
    ),
    "fleiss_kappa": (
        lambda **o: fleiss_kappa([["a", "b"], ["b", "b"], ["a", "a"]], **o),
        ("missing", "chance"),
    ),
    "krippendorff_alpha": (
        lambda **o: krippendorff_alpha(TABLE, **{"measurement": "interval", **o}),
        ("missing", "level", "measurement", "resamples"),
    ),
    "rater_effects": (
        lambda **o: rater_effects(SUBJECT, RATER, POINTS, **o),
        ("missing", "method", "islands", "minimum", "progress"),
    ),
    "rater_style": (
        lambda **o: rater_style(SUBJECT, RATER, POINTS, **o),
        ("missing", "islands", "level"),
    ),
    "combine": (
        lambda **o: combine(SUBJECT, GROUP, POINTS, weights={"p": 1, "q": 2}, **o),
        ("missing", "minimum"),
    ),
    "score_differences": (
        lambda **o: score_differences(POINTS, GROUP, **{"reference": "p", "minimum": 2, **o}),
        ("missing", "level", "minimum"),
    ),
    "adverse_impact": (
        lambda **o: adverse_impact([1, 0, 1, 1, 0, 1, 0, 0], GROUP, **{"minimum": 2, **o}),
        ("missing", "level", "minimum", "threshold"),
    ),
    "check_distribution": (
        lambda **o: check_distribution(["a"], {"a": 1}, **o),
        ("language",),
    ),
}
PAIRS = [(name, option) for name, (_, options) in CALLS.items() for option in options]


@pytest.mark.parametrize(("name", "option"), PAIRS)
def test_an_option_that_is_none_is_refused_by_its_name(name, option):
    call, _ = CALLS[name]
    call()
    with pytest.raises(InputError) as caught:
        call(**{option: "perhaps"})
    assert caught.value.argument == option
    assert "perhaps" in str(caught.value)


@pytest.mark.parametrize("name", [name for name, option in PAIRS if option == "minimum"])
def test_the_least_size_shown_has_a_least_of_its_own(name):
    call, _ = CALLS[name]
    least = 2 if name == "score_differences" else 1
    call(minimum=least)
    with pytest.raises(InputError) as caught:
        call(minimum=least - 1)
    assert (caught.value.argument, caught.value.code) == ("minimum", "out_of_range")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (
            lambda x: score_differences([1, 2], ["p", "q"], reference="p", covariates=x),
            "covariates",
        ),
        (icc, "matrix"),
        (kendall_w, "matrix"),
        (fleiss_kappa, "ratings"),
        (lambda x: krippendorff_alpha(x, measurement="interval"), "ratings"),
        (lambda x: rater_style(["a", "b"], ["x", "y"], x), "values"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_its_name(call, argument):
    twice = pd.DataFrame([[1, 2], [3, 4]], columns=["c", "c"])
    lazy = pl.LazyFrame({"c": [1, 2], "d": [3, 4]})
    for table, code in ((twice, "duplicate"), (lazy, "not_a_table")):
        with pytest.raises(InputError) as caught:
            call(table)
        assert (caught.value.argument, caught.value.code) == (argument, code)
