"""SKP: the regulations' own figures, their cliffs, and what is refused."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.schemes import skp

positive = st.floats(0.01, 1e6)


def test_a_saving_of_exactly_24_percent_gives_100():
    assert skp.aspect_2011(12, 9.12, kind="time") == 100
    assert skp.aspect_2011(12, 9.119, kind="time") < 76  # 100 − e, just past the cliff
    # 100 − 24 = 76 from the other side: 9.1188 of 12 saves 24.01 per cent.
    assert skp.aspect_2011(12, 9.1188, kind="cost") == pytest.approx(75.99)
    assert skp.aspect_2011(12, 9.1212, kind="cost") == pytest.approx(99.99)


@given(st.integers(1, 10_000), st.integers(0, 4))
def test_the_cliff_stands_where_decimal_arithmetic_puts_it(units, places):
    target = units / 10**places
    actual = float(Fraction(repr(target)) * Fraction(76, 100))
    exact = 1 - Fraction(repr(actual)) / Fraction(repr(target))
    value = skp.aspect_2011(target, actual, kind="time")
    assert (value > 90) == (exact <= Fraction(24, 100))


def test_both_printed_formulas_agree_with_the_short_one():
    target, actual = 12.0, np.array([6.0, 9.0, 9.5, 12.0, 15.0, 24.0])
    printed = []
    for r in actual:
        e = 100 - r / target * 100
        inner = (1.76 * target - r) / target * 100
        printed.append(inner if e <= 24 else 76 - (inner - 100))
    np.testing.assert_allclose(skp.aspect_2011(target, actual, kind="time"), printed, rtol=1e-12)


def test_quantity_is_a_plain_share():
    assert skp.aspect_2011(40, [44, 20, np.nan]).tolist()[:2] == pytest.approx([110, 50])
    assert np.isnan(skp.aspect_2011(40, [np.nan])[0])


def test_a_task_is_the_mean_of_its_aspects():
    assert skp.task_2011(100, 90, 76, 76) == 85.5
    assert skp.task_2011(100, 90) == 95
    assert skp.task_2011([100, 90], [90, 90], time=[76, 76]).tolist() == pytest.approx(
        [266 / 3, 256 / 3]
    )


def test_final_values():
    assert skp.final(90, 80) == pytest.approx(86)  # .6·90 + .4·80
    assert skp.final(90, 80, version="2019") == pytest.approx(87)  # .7·90 + .3·80
    assert skp.final(90, 80, version="2019", results_share=0.6) == pytest.approx(86)


def test_predicates_of_2011_and_2019():
    values = [91, 90.99, 76, 75.99, 61, 60.99, 51, 50.99]
    assert skp.predicate_2011(values).tolist() == [
        "very_good",
        "good",
        "good",
        "fair",
        "fair",
        "poor",
        "poor",
        "bad",
    ]
    assert skp.predicate_2011(90.995) == "very_good"  # rounded half up first
    assert skp.predicate_2019(110, innovation=True) == "very_good"
    assert skp.predicate_2019(110, innovation=False) == "good"
    assert skp.predicate_2019([90, 89.99, 70, 50, 49.99], innovation=True).tolist() == [
        "good",
        "fair",
        "fair",
        "poor",
        "very_poor",
    ]
    assert skp.predicate_2019(np.nan, innovation=True) == ""


def test_achievements_printed_in_the_annex_of_2021():
    assert skp.achievement_2021(80, 70, target_upper=90) == 87.5
    assert skp.achievement_2021(80, 85, target_upper=90) == 100
    assert round(skp.achievement_2021(80, 92, target_upper=90), 1) == 102.2
    assert round(skp.achievement_2021(7, 6.5, target_upper=8, inverse=True), 2) == 107.14
    assert skp.achievement_2021(7, 9, target_upper=8, inverse=True) == 87.5
    assert round(skp.achievement_2021(95, 93)) == 98


def test_scores_printed_in_the_annex_of_2021():
    assert skp.score_2021(98) == 88
    assert skp.score_2021(skp.achievement_2021(85, 85)) == 109
    assert skp.score_2021(100, most_reachable=True) == 120
    assert skp.score_2021([110.01, 110, 101]).tolist() == pytest.approx([120, 120, 110])
    # The holes between whole per cents hold the upper end of the piece below.
    assert skp.score_2021([99.5, 79.5, 59.5]).tolist() == [89, 69, 49]
    assert skp.score_2021([80, 60, 0]).tolist() == [70, 50, 0]
    assert skp.score_2021(100.5) == 109.5
    assert skp.score_2021(-20) == 0
    assert np.isnan(skp.score_2021(np.nan))


@given(st.floats(-50, 200), st.floats(-50, 200), st.booleans())
def test_a_better_achievement_never_scores_less(a, b, most):
    a, b = sorted((a, b))
    assert skp.score_2021(a, most_reachable=most) <= skp.score_2021(b, most_reachable=most) + 1e-9
    assert 0 <= skp.score_2021(a, most_reachable=most) <= 120


@given(positive, st.floats(0, 1e6), st.floats(0, 1e6))
def test_achievement_is_monotone_and_the_inverse_mirrors_it(target, a, b):
    a, b = sorted((a, b))
    up = skp.achievement_2021(target, [a, b])
    down = skp.achievement_2021(target, [a, b], inverse=True)
    assert up[0] <= up[1]
    assert down[0] >= down[1]
    np.testing.assert_allclose(up + down, 200, rtol=1e-12, atol=1e-12 * up.max())


@given(positive, st.floats(1, 2), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_range_of_targets_keeps_the_order(target, width, a, b):
    a, b = sorted((a, b))
    up = skp.achievement_2021(target, [a, b], target_upper=target * width)
    assert up[0] <= up[1] + 1e-9


@given(positive, st.floats(0, 2), st.floats(0, 2))
def test_time_is_monotone_within_each_branch(target, a, b):
    a, b = sorted((a, b))
    x, y = skp.aspect_2011(target, [a * target, b * target], kind="time")
    if b < 0.7599:
        assert x <= y + 1e-9
    if a > 0.7601:
        assert x >= y - 1e-9


def test_the_matrix_of_2022():
    ratings = ["above", "meets", "below"]
    table = {
        "above": ["very_good", "good", "poor"],
        "meets": ["good", "good", "poor"],
        "below": ["needs_improvement", "needs_improvement", "very_poor"],
    }
    for row, expected in table.items():
        assert skp.predicate_2022([row] * 3, ratings).tolist() == expected
        assert [skp.predicate_2022(row, column) for column in ratings] == expected
    assert skp.predicate_2022("Diatas  Ekspektasi", "DI BAWAH") == "poor"
    assert skp.predicate_2022("above", ratings).tolist() == table["above"]


def test_the_distribution_guide_advises_and_forces_nothing():
    people = ["Sangat Baik"] * 8 + ["Kurang (misconduct)"] * 2
    result = skp.check_distribution(people, "special")
    assert result.findings == ("very_good: 80.0 %, the guide says at most 70 %",)
    assert result.count.tolist() == [8, 0, 0, 2, 0]
    assert result.share.sum() == pytest.approx(1)
    assert json.loads(json.dumps(result.to_dict()))["organisation"] == "special"
    assert skp.Findings.from_dict(result.to_dict()) == result
    exactly = ["very_good"] * 7 + ["good"] * 3
    assert skp.check_distribution(exactly, "special").findings == ()
    assert skp.check_distribution(["good"] * 7 + ["poor"] * 3, "good").findings == ()
    assert len(skp.check_distribution(["good"] * 10, "good").findings) == 2
    low = ["needs_improvement"] * 6 + ["good"] * 3 + ["very_good"]
    assert skp.check_distribution(low, "needs_improvement").findings == ()
    poor = ["poor"] * 6 + ["needs_improvement"] + ["good"] * 2 + ["very_good"]
    assert skp.check_distribution(poor, "poor").findings == ()
    worst = ["very_poor"] * 6 + ["poor"] + ["good"] * 3
    assert skp.check_distribution(worst, "very_poor").findings == ()
    assert len(skp.check_distribution([*worst, "very_good"], "very_poor").findings) == 3


def test_credit_points_of_a_year():
    expert = ["pertama", "muda", "madya", "utama"]
    skilled = ["pemula", "terampil", "mahir", "penyelia"]
    assert skp.credit_points(expert, "good").tolist() == [12.5, 25, 37.5, 50]
    assert skp.credit_points(skilled, "good").tolist() == [3.75, 5, 12.5, 25]
    by_predicate = skp.credit_points("utama", list(skp.PREDICATES_2022))
    assert by_predicate.tolist() == [75, 50, 37.5, 25, 12.5]
    assert skp.credit_points("Pertama", "Sangat Baik") == 18.75


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: skp.aspect_2011(0, 1), "`target`.*more than 0"),
        (lambda: skp.aspect_2011(1, -1), "`actual`.*0 or more"),
        (lambda: skp.aspect_2011(1, np.inf), "`actual`"),
        (lambda: skp.aspect_2011(1, 1, kind="speed"), "'quantity', 'quality', 'time', 'cost'"),
        (lambda: skp.aspect_2011([1, 2], [1, 2, 3]), r"`actual`.*shape \(2,\)"),
        (lambda: skp.task_2011([1, 2], [1, 2, 3]), "`quality`"),
        (lambda: skp.final(1, 1, results_share=0.5), r"one of 0.6 \(version 2011\)"),
        (lambda: skp.final(1, 1, version="2020"), "'2011', '2019'"),
        (lambda: skp.predicate_2019(121, innovation=True), "at most 120"),
        (lambda: skp.predicate_2019(100, innovation=1), "True or False"),
        (lambda: skp.achievement_2021(80, 70, target_upper=70), "at least `target`"),
        (lambda: skp.score_2021("98"), "numbers"),
        (lambda: skp.predicate_2022("good", "above"), "above, meets, below.*'good'"),
        (lambda: skp.predicate_2022(["above"] * 2, ["meets"] * 3), "`behaviour`.*shape"),
        (lambda: skp.predicate_2022(3, "above"), "codes, as text"),
        (lambda: skp.check_distribution(["excellent"], "good"), "very_good, good, needs"),
        (lambda: skp.check_distribution([], "good"), "at least one"),
        (lambda: skp.check_distribution(["good"], "excellent"), "'special', 'good'"),
        (lambda: skp.credit_points("ahli", "good"), "pemula, terampil.*'ahli'"),
        (lambda: skp.credit_points(["muda"], [None]), r"None \(row 0\)"),
    ],
)
def test_refusals_name_what_is_allowed(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_only_the_first_five_unknown_codes_are_named():
    with pytest.raises(InputError, match="and 2 more") as caught:
        skp.credit_points(["x"] * 7, "good")
    assert caught.value.positions == (0, 1, 2, 3, 4)
