"""ratings: refusals of effects, styles and sources in all their words, with their places."""

import numpy as np
import pytest

from kinerja.errors import ConvergenceError
from kinerja.ratings import combine, rater_effects, rater_style
from shared_laws import refused_at

TOLD_APART = "What one rating owes to the person, to the rater and to chance cannot be told apart."
ALONE = "With one alone, what is the rater's and what is the person's cannot be told apart."
THERE = "What is the rater's and what is the person's cannot be told apart there."
PART = "ratings that chance has a part in"
SUM = "values that are exactly the sum of a person's effect and a rater's"
APART = "Let some raters rate in two islands, or use islands='separate': then nobody is compared "
WAYS = "Fill it in, leave the row out, or say what becomes of it with missing=."
GAP = float("nan")


def effects(subject, rater, value, **more):
    return rater_effects(list(subject), list(rater), value, **more)


def islands(count):
    """So many islands of two people and two raters each, the later the more ratings."""
    rows = []
    for i in range(count):
        pairs = [(a, b) for a in "pq" for b in "xy"] * (i + 1)
        rows += [(f"{a}{i}", f"{b}{i}") for a, b in pairs]
    subject, rater = zip(*rows, strict=True)
    return subject, rater, [(7 * k) % 11 for k in range(len(rows))]


def sized_names(count):
    # Island i has two people, two raters and 4·(i + 1) ratings: the largest is told first.
    return [f"2 people by 2 raters ('x{i}', 'y{i}')" for i in range(count)][::-1]


MANY_RATERS = (["p"] * 9 + ["q", "q"], [*"abcdefgha", "z", "w"], range(11))
MANY = "1 people by 8 raters ('a', 'b', 'c', 'd', 'e' and 3 more)"

EFFECTS = {
    "one rater": (
        lambda: effects("ab", "xx", [1, 2]),
        ("rater", "too_few", "at least 2 raters", "1", ALONE),
        [],
    ),
    "one person": (
        lambda: effects("aa", "xy", [1, 2]),
        ("subject", "too_few", "at least 2 subjects", "1", ALONE),
        [],
    ),
    "everybody rated once": (
        lambda: effects("abc", "xyx", [1, 2, 4]),
        (
            "subject",
            "too_few",
            "people who are rated more than once",
            "3 people, each rated once",
            TOLD_APART,
        ),
        [],
    ),
    "every rater rating once": (
        lambda: effects("aba", "xyz", [1, 2, 4]),
        (
            "rater",
            "too_few",
            "raters who give more than one rating",
            "3 raters, each with one rating",
            "The rater cannot be told from chance; use the plain means.",
        ),
        [],
    ),
    "all alike": (
        lambda: effects("aabb", "xyxy", [2.5] * 4),
        (
            "value",
            "constant",
            "ratings that differ",
            "4 ratings of 2.5",
            "Where everybody is rated alike there is nothing to tell apart.",
        ),
        [],
    ),
    "a huge unit": (
        lambda: effects("aabbcc", "xyxyxy", [1e200, 2e200, 4e200, 3e200, 1e200, 7e200]),
        (
            "value",
            "out_of_range",
            "ratings whose variance is a number",
            None,
            "Choose a unit in which ratings are neither huge nor tiny.",
        ),
        [],
    ),
    "two islands": (
        lambda: effects(*islands(2)),
        (
            "rater",
            "not_estimable",
            "ratings that connect all people and raters",
            f"2 islands with no rater in common: {'; '.join(sized_names(2))}",
            APART + "beyond their island.",
        ),
        ["x1", "x0"],
    ),
    "seven islands": (
        lambda: effects(*islands(7)),
        (
            "rater",
            "not_estimable",
            None,
            f"7 islands with no rater in common: {'; '.join(sized_names(7)[:5])}; and 2 more",
            None,
        ),
        ["x6", "x5", "x4", "x3", "x2"],
    ),
    "an island of many raters": (
        lambda: effects(*MANY_RATERS),
        (
            "rater",
            "not_estimable",
            None,
            f"2 islands with no rater in common: {MANY}; 1 people by 2 raters ('w', 'z')",
            None,
        ),
        ["a", "w"],
    ),
    "islands of one rater": (
        lambda: effects("aabb", "xxyy", [1, 2, 4, 3], islands="separate"),
        ("rater", "too_few", "an island with two raters", "2 islands of one", THERE),
        [],
    ),
    "islands of one person": (
        lambda: effects("aaaabbbb", "xyxyzwzw", [1, 2, 4, 3, 5, 2, 1, 6], islands="separate"),
        ("subject", "too_few", "an island with two people", "2 islands of one", THERE),
        [],
    ),
    "no freedom": (
        lambda: effects("aabb", "xyyz", [1, 2, 4, 3], method="fixed"),
        (
            "value",
            "constant",
            "more ratings than people and raters together, less one",
            "4 ratings of 2 people by 3 raters",
            "Use method='random', or add ratings: nothing is left to judge errors by.",
        ),
        [],
    ),
    "sums, fixed": (
        # 10, 20, 40 of the people and 0, 3 of the raters.
        lambda: effects("aabbcc", "xyxyxy", [10, 13, 20, 23, 40, 43], method="fixed"),
        (
            "value",
            "constant",
            PART,
            SUM,
            "Look how the values were made: real ratings do not add up exactly.",
        ),
        [],
    ),
    "sums, random": (
        lambda: effects("aabbcc", "xyxyxy", [10, 13, 20, 23, 40, 43]),
        (
            "value",
            "constant",
            PART,
            SUM,
            "With few more ratings than people and raters this is so by itself: add ratings.",
        ),
        [],
    ),
    "no ratings": (
        lambda: effects("", "", []),
        ("value", "too_few", "at least one rating", "none", ""),
        [],
    ),
    "only gaps": (
        lambda: effects("ab", "xy", [GAP, GAP], missing="omit"),
        ("value", "too_few", "at least one rating", "none", ""),
        [],
    ),
    "a gap": (
        lambda: effects("abab", "xxyy", [1, 2, GAP, 4]),
        (
            "value",
            "missing_value",
            "a number in every cell",
            "row 2 (missing)",
            "Row 2 holds the rating of 'a', rater 'y'. " + WAYS,
        ),
        [2],
    ),
    "a style of no items": (
        lambda: rater_style(list("aab"), list("xyx"), np.empty((3, 0))),
        ("values", "too_few", "at least one item", "no columns", ""),
        [],
    ),
    "a style of equal means": (
        lambda: rater_style(list("aabb"), list("xyxy"), [[1, 4], [2, 3], [3, 2], [4, 1]]),
        (
            "values",
            "constant",
            "means of the items: ratings that differ",
            "4 ratings of 2.5",
            "Where everybody is rated alike there is nothing to tell apart.",
        ),
        [],
    ),
    "a weight of no source": (
        lambda: combine(["a"] * 3, ["x"] * 3, [1, 2, 3], weights={"x": 1, "y": 2}),
        (
            "weights",
            "unknown_label",
            "a weight for each of 'x'",
            "a weight for 'y'",
            "Name the sources as `source` does; one that does not count has 0.",
        ),
        ["y"],
    ),
    "a minimum of no source": (
        lambda: combine(["a"] * 3, ["x"] * 3, [1, 2, 3], weights={"x": 1}, minimum={"z": 2}),
        ("minimum", "unknown_label", "sources among 'x'", "'z'", ""),
        ["z"],
    ),
    "a weight below 0": (
        lambda: combine(["a"] * 2, ["x", "y"], [1, 2], weights={"x": 1, "y": -2}),
        ("weights", "negative", "0 or more", "row 'y' (-2)", ""),
        ["y"],
    ),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_a_refusal_of_effects_is_said_whole(name):
    refused_at(*EFFECTS[name])


def test_what_does_not_settle_says_what_to_look_for(monkeypatch):
    monkeypatch.setattr("kinerja._ratings.reml._STEPS", 1)
    with pytest.raises(ConvergenceError) as caught:
        effects("aabbccdd", "xyyzxzxy", [3, 5, 6, 9, 2, 4, 7, 8])
    assert (caught.value.code, caught.value.argument) == ("no_convergence", "value")
    assert str(caught.value) == "The variance components did not settle in 1 steps."
    assert caught.value.own_hint == (
        "Look for people or raters joined to the others by very few ratings."
    )
