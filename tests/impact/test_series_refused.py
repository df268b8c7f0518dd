"""impact: refusals of series and of plans for them in all their words, with their places."""

import numpy as np
import pytest

from kinerja.errors import ConvergenceError
from kinerja.impact import interrupted_series, sample_for
from shared_laws import refused_at

GAP = float("nan")
NONE_OVER = "With nothing left over there is no error, and an effect without one is no finding: "
ROUNDED = "rounded or averaged figures may have lost it."
ITS_TIME = "Give the period its time: a period without a value has one too."
SEASONS = "Its effect could not be told from the interruption: use more values before, "
REAL = "method='newey_west' takes a period without a value at its real distance."
EQUAL = "Sum or average the values by week, month or quarter first, or pass the numbers of the "
SERIES = [1, 2, 4, 3, 5, 7]


def series(y=SERIES, start=3, **more):
    return interrupted_series(y, start, **more)


PLANS = {
    "times that fall": (
        lambda: series(time=[1, 2, 4, 3, 5, 6]),
        (
            "time",
            "contradiction",
            "times that grow from value to value",
            "row 3 (3)",
            "Sort the series by time, and keep one value per period.",
        ),
        [3],
    ),
    "times that stand still": (
        lambda: series(time=[1, 2, 3, 3, 5, 6]),
        ("time", "contradiction", "times that grow from value to value", "row 3 (3)", None),
        [3],
    ),
    "times of uneven steps": (
        lambda: series(time=[1, 2, 3, 4.5, 5.5, 6.5]),
        (
            "time",
            "contradiction",
            "equally spaced times, holes of whole steps allowed",
            "row 3 (4.5)",
            EQUAL + "periods as `time`.",
        ),
        [3],
    ),
    "a hole of a million steps": (
        lambda: series(time=[1, 2, 3, 4, 1_000_005, 1_000_006]),
        ("time", "contradiction", None, "row 4 (1000005)", None),
        [4],
    ),
    "times of another length": (
        lambda: series(time=["2026-01-05", "2026-01-06"]),
        (
            "time",
            "wrong_shape",
            "6 times",
            "2",
            "Pass one time for each value, in the same order.",
        ),
        [],
    ),
    "a number of time that is missing": (
        lambda: series(time=[1, 2, GAP, 4, 5, 6]),
        ("time", "missing_value", None, "row 2 (missing)", ITS_TIME),
        [2],
    ),
    "no start": (
        lambda: series(start=[]),
        ("start", "too_few", "a start", "none", ""),
        [],
    ),
    "starts that fall": (
        lambda: series(range(12), start=[6, 3]),
        ("start", "contradiction", "starts in time order, each once", "6, 3", ""),
        [],
    ),
    "one start twice": (
        lambda: series(range(12), start=[3, 3]),
        ("start", "contradiction", None, "3, 3", None),
        [],
    ),
    "two values before": (
        lambda: series(start=2),
        (
            "start",
            "too_few",
            "at least 3 values before the start",
            "2",
            "Fewer do not show a trend.",
        ),
        [],
    ),
    "two values after": (
        lambda: series(start=4),
        ("start", "too_few", "at least 3 values after the start", "2", None),
        [],
    ),
    "two values between": (
        lambda: series([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], start=[4, 6]),
        ("start", "too_few", "at least 3 values between the starts", "2", None),
        [],
    ),
    "a value that is missing counts for none": (
        lambda: series([1, GAP, 3, 5, 4, 6, 8], start=3),
        ("start", "too_few", "at least 3 values before the start", "2", None),
        [],
    ),
    "as many coefficients as values": (
        lambda: series([1, 2, 4, 3, 5, 7], season=list("abcabc")),
        (
            "y",
            "too_few",
            "more than the model's 6 coefficients",
            "6 values",
            "Fewer seasons, or harmonics, need fewer values.",
        ),
        [],
    ),
    "seasons that begin after the start": (
        lambda: series([1, 2, 4, 3, 5, 7, 6, 8], season=list("aabcdaab")),
        (
            "season",
            "too_few",
            "every season before the start",
            "none of 'c', 'd' there",
            SEASONS + "coarser seasons, or harmonics.",
        ),
        [],
    ),
    "a season that is missing": (
        lambda: series(season=["a", "b", None, "a", "b", "a"]),
        (
            "season",
            "missing_value",
            None,
            "row 2 (missing)",
            "Give the period its season; a period without a value has one too.",
        ),
        [2],
    ),
    "harmonics of nothing": (
        lambda: series(harmonics=1),
        (
            "season",
            "missing_argument",
            "the period of the harmonics, a number",
            "None",
            "For months write season=12.",
        ),
        [],
    ),
    "harmonics of labels": (
        lambda: series(season=list("ababab"), harmonics=1),
        ("season", "missing_argument", "the period of the harmonics, a number", "labels", None),
        [],
    ),
    "a lag of Prais and Winsten": (
        lambda: series(method="prais_winsten", lag=2),
        ("lag", "contradiction", "no lag with 'prais_winsten'", "2", ""),
        [],
    ),
    "a gap of Prais and Winsten": (
        lambda: series([1, 3, 2, GAP, 5, 4, 6, 5], start=3, method="prais_winsten"),
        ("y", "missing_value", None, "row 3 (missing)", REAL),
        [3],
    ),
    "a hole of Prais and Winsten": (
        lambda: series([1, 3, 2, 5, 4, 6], method="prais_winsten", time=[1, 2, 3, 4, 7, 8]),
        (
            "y",
            "missing_value",
            "a value in every period with 'prais_winsten'",
            "2 periods without one",
            REAL,
        ),
        [],
    ),
    "a model that fits": (
        lambda: series([1, 2, 3, 7, 9, 11]),
        (
            "y",
            "constant",
            "values that differ from the model's",
            "a model that fits every value exactly",
            NONE_OVER + ROUNDED,
        ),
        [],
    ),
    "no difference": (
        lambda: sample_for(0),
        (
            "effect",
            "out_of_range",
            "a difference other than 0",
            "0",
            "Give the smallest effect that would matter.",
        ),
        [],
    ),
    "a difference of trillions": (
        lambda: sample_for(-3e13, sd=2),
        (
            "effect",
            "out_of_range",
            "an effect from 1e-100 to 1e+12 standard deviations",
            "1.5e+13",
            "Give `effect` and `sd` in the same unit.",
        ),
        [],
    ),
    "likeness without a cluster": (
        lambda: sample_for(1, icc=0.1),
        ("icc", "contradiction", "`cluster_size` with it, and no `deff`", "no cluster size", ""),
        [],
    ),
    "likeness and a design effect": (
        lambda: sample_for(1, icc=0.1, cluster_size=5, deff=1.5),
        ("icc", "contradiction", "`cluster_size` with it, and no `deff`", "deff 1.5", ""),
        [],
    ),
    "a series without a source of numbers": (
        lambda: sample_for(1, design="series"),
        (
            "rng",
            "missing_argument",
            "a whole number or a Generator",
            "None",
            "A series is simulated: rng=1 gives the same answer every time.",
        ),
        [],
    ),
}
UNUSED = {
    "two_groups": {"before": 5, "autocorrelation": 0.2, "rng": 1},
    "paired": {"before": 5, "autocorrelation": -0.2, "rng": 1},
    "series": {"deff": 1.2, "cluster_size": 3},
}
for design, options in UNUSED.items():
    for name, value in options.items():
        more = {"rng": 1} if design == "series" else {}
        PLANS[f"{name} of {design}"] = (
            lambda given={"design": design, name: value, **more}: sample_for(1, **given),
            (name, "contradiction", f"nothing for the design {design!r}", "a value", ""),
            [],
        )


@pytest.mark.parametrize("name", PLANS)
def test_a_refusal_of_a_series_or_a_plan_is_said_whole(name):
    refused_at(*PLANS[name])


def test_a_series_that_never_returns_says_what_else_to_use():
    # Residuals that double and change sign: their autocorrelation comes to less than -1.
    y = (-2.0) ** np.arange(16)
    with pytest.raises(ConvergenceError) as caught:
        interrupted_series(y, 8, method="prais_winsten")
    fault = caught.value
    assert (fault.argument, fault.code) == ("y", "no_convergence")
    assert fault.expected == "an autocorrelation between -1 and 1"
    assert float(fault.found) < -1
    assert str(fault) == (
        f"`y`: the residuals' autocorrelation came to {fault.found}, and a series that never "
        "returns to its line has none. Use method='newey_west', or the differences of y."
    )
