"""impact: every result says how it was made, and equal policies of nothing missing agree."""

import numpy as np
import pytest

from kinerja.impact import (
    did,
    event_study,
    interrupted_series,
    n_gain,
    paired,
    rate,
    rate_ratio,
    sample_for,
    service_times,
    staggered_did,
    two_groups,
)
from shared_laws import says_how_it_was_made

UNITS, PERIODS = list("aaabbbcccdddeeefff"), [1, 2, 3] * 6
Y = [5, 6, 7, 4, 6, 6, 6, 9, 9, 5, 9, 9, 6, 6, 9, 4, 6, 9]
TREATED = [0] * 6 + [1] * 12
POST = [0, 0, 1] * 6
START = [None] * 6 + [2] * 6 + [3] * 6

WITH_POLICY = {
    "paired": (lambda **m: paired([1, 5, 3, 8], [2, 7, 3, 8.5], level=0.9, **m), {"level": 0.9}),
    "two_groups": (
        lambda **m: two_groups([3, 4, 5], [1, 2, 6], variances="equal", level=0.9, **m),
        {"level": 0.9, "variances": "equal"},
    ),
    "n_gain": (
        lambda **m: n_gain([40, 90, 50], [70, 85, 60], 100, cuts=(0.2, 0.6), level=0.9, **m),
        {"maximum": 100.0, "cuts": (0.2, 0.6), "level": 0.9},
    ),
    "did": (
        lambda **m: did(Y, TREATED, POST, clusters=UNITS, variance="CR1", level=0.9, **m),
        {"model": "treated, post", "variance": "CR1", "level": 0.9},
    ),
    "did of units": (
        lambda **m: did(Y, TREATED, POST, clusters=UNITS, unit=UNITS, period=PERIODS, **m),
        {"model": "two-way effects", "variance": "CR2", "level": 0.95},
    ),
    "event_study": (
        lambda **m: event_study(Y, TREATED, PERIODS, start=3, unit=UNITS, level=0.9, **m),
        {"start": "3", "base": -1, "variance": "CR2", "level": 0.9},
    ),
    "staggered_did": (
        lambda **m: staggered_did(Y, UNITS, PERIODS, START, control="not_yet", level=0.9, **m),
        {"control": "not_yet", "level": 0.9},
    ),
}


@pytest.mark.parametrize("missing", ["raise", "omit", "propagate"])
@pytest.mark.parametrize("name", WITH_POLICY)
def test_a_result_says_how_it_was_made(name, missing):
    says_how_it_was_made(*WITH_POLICY[name], missing)


@pytest.mark.parametrize(
    ("make", "options", "missing"),
    [
        (lambda: rate([4, 9], [10, 30], level=0.9), {"level": 0.9}, "raise"),
        (lambda: rate_ratio([4, 9], [10, 30], level=0.9), {"level": 0.9}, "raise"),
        (
            lambda: sample_for(0.5, sd=2, power=0.9, level=0.9, design="paired"),
            {"effect": 0.5, "sd": 2.0, "power": 0.9, "level": 0.9},
            None,
        ),
        (
            lambda: interrupted_series([3, 4, 6, 5, 9, 8, 12, 11], 4, level=0.9, adjust=False),
            {"season": False, "harmonics": None, "adjust": False, "level": 0.9},
            "raise",
        ),
        (
            lambda: interrupted_series([3.0, 4, 6, 5, 9, 8, 12, 11, 10], 5, season=2),
            {"season": 2, "harmonics": None, "adjust": True, "level": 0.95},
            "raise",
        ),
    ],
)
def test_a_result_without_a_policy_says_how_it_was_made(make, options, missing):
    got = make()
    assert got.provenance.options == options
    if missing is not None:
        assert got.provenance.missing == missing


def test_facts_of_starts_at_different_times():
    got = staggered_did(Y, UNITS, PERIODS, START)
    names = ["overall", "overall_se", "overall_lower", "overall_upper", "pretrend_p", "n_units"]
    assert list(got._facts()) == names
    assert got._facts()["n_units"] == 6
    # Means of the cells by hand in test_in_words: 2; the limits lie z errors away.
    assert got.overall == pytest.approx(2)
    z = 1.959963984540054
    assert got.overall_upper - got.overall == pytest.approx(z * got.overall_se)
    assert got.overall - got.overall_lower == pytest.approx(z * got.overall_se)
    assert got._headline("en") != got._headline("id")


def test_times_keep_what_they_were_asked():
    t = np.array([3.0, 5, 5, 8, 10, 12, 4, 6])
    got = service_times(t, target=7, by=list("aaaabbbb"), interval="log", level=0.9, minimum=2)
    assert (got.target, got.interval, got.level) == (7.0, "log", 0.9)
    # Of a three of four are closed within 7, of b two of four.
    assert got.within.tolist() == [0.75, 0.5]
    assert got.median.tolist() == [5.0, 6.0]
    assert got.n.tolist() == [4, 4]
    assert got.suppressed == ()
