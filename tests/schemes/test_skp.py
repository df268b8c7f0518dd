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
    assert skp.aspect_2011(target=12, actual=9.12, kind="time") == 100
    assert (
        skp.aspect_2011(target=12, actual=9.119, kind="time") < 76
    )  # 100 − e, just past the cliff
    # 100 − 24 = 76 from the other side: 9.1188 of 12 saves 24.01 per cent.
    assert skp.aspect_2011(target=12, actual=9.1188, kind="cost") == pytest.approx(75.99)
    assert skp.aspect_2011(target=12, actual=9.1212, kind="cost") == pytest.approx(99.99)


@pytest.mark.parametrize("step", ["1e-9", "1e-11"])
def test_both_sides_of_the_cliff_by_exact_arithmetic(step):
    # 9.12 of 12 is the edge: a hair more is 76 + e, a hair less 100 − e.
    edge, unit = Fraction("9.12"), Fraction(step)
    more, less = float(edge + unit), float(edge - unit)
    e = 100 - 100 * Fraction(repr(more)) / 12
    assert skp.aspect_2011(target=12, actual=more, kind="time") == pytest.approx(
        float(76 + e), rel=1e-15
    )
    e = 100 - 100 * Fraction(repr(less)) / 12
    assert skp.aspect_2011(target=12, actual=less, kind="cost") == pytest.approx(
        float(100 - e), rel=1e-15
    )


@given(st.integers(1, 10_000), st.integers(0, 4))
def test_the_cliff_stands_where_decimal_arithmetic_puts_it(units, places):
    target = units / 10**places
    actual = float(Fraction(repr(target)) * Fraction(76, 100))
    exact = 1 - Fraction(repr(actual)) / Fraction(repr(target))
    value = skp.aspect_2011(target=target, actual=actual, kind="time")
    assert (value > 90) == (exact <= Fraction(24, 100))


def test_both_printed_formulas_agree_with_the_short_one():
    target, actual = 12.0, np.array([6.0, 9.0, 9.5, 12.0, 15.0, 24.0])
    printed = []
    for r in actual:
        e = 100 - r / target * 100
        inner = (1.76 * target - r) / target * 100
        printed.append(inner if e <= 24 else 76 - (inner - 100))
    np.testing.assert_allclose(
        skp.aspect_2011(target=target, actual=actual, kind="time"), printed, rtol=1e-12
    )


def test_quantity_is_a_plain_share():
    assert skp.aspect_2011(target=40, actual=[44, 20, np.nan]).tolist()[:2] == pytest.approx(
        [110, 50]
    )
    assert np.isnan(skp.aspect_2011(target=40, actual=[np.nan])[0])


def test_a_task_is_the_mean_of_its_aspects():
    assert skp.task_2011(100, 90, 76, 76) == 85.5
    assert skp.task_2011(100, 90) == 95
    assert skp.task_2011([100, 90], [90, 90], time=[76, 76]).tolist() == pytest.approx(
        [266 / 3, 256 / 3]
    )


def test_final_values():
    assert skp.final(90, 80, version="2011") == pytest.approx(86)  # .6·90 + .4·80
    assert skp.final(90, 80, version="2019") == pytest.approx(87)  # .7·90 + .3·80
    assert skp.final(90, 80, version="2019", peers_asked=True, results_share=0.6) == pytest.approx(
        86
    )


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
    assert skp.achievement_2021(target=80, actual=70, target_upper=90) == 87.5
    assert skp.achievement_2021(target=80, actual=85, target_upper=90) == 100
    assert round(skp.achievement_2021(target=80, actual=92, target_upper=90), 1) == 102.2
    assert (
        round(skp.achievement_2021(target=7, actual=6.5, target_upper=8, inverse=True), 2) == 107.14
    )
    assert skp.achievement_2021(target=7, actual=9, target_upper=8, inverse=True) == 87.5
    assert round(skp.achievement_2021(target=95, actual=93)) == 98


def test_scores_printed_in_the_annex_of_2021():
    assert skp.score_2021(98) == 88
    assert skp.score_2021(skp.achievement_2021(target=85, actual=85)) == 109
    assert skp.score_2021(100, most_reachable=True) == 120
    assert skp.score_2021([110.01, 110, 101]).tolist() == pytest.approx([120, 120, 110])
    # The holes between whole per cents hold the upper end of the piece below.
    assert skp.score_2021([99.5, 79.5, 59.5]).tolist() == [89, 69, 49]
    assert skp.score_2021([80, 60, 0]).tolist() == [70, 50, 0]
    assert skp.score_2021(100.5) == 109.5
    assert skp.score_2021(-20) == 0
    assert np.isnan(skp.score_2021(np.nan))


def test_the_annex_works_with_whole_per_cents():
    achievement = skp.achievement_2021(target=[95, 85], actual=[93, 85])
    assert skp.score_2021(achievement, decimals=0).tolist() == [88, 109]
    # 97.8947…: 70 + 17.8947…, printed 88 as well.
    assert f"{skp.score_2021(achievement[0]):.0f}" == "88"


def test_each_row_has_its_own_direction_and_its_own_ceiling():
    got = skp.achievement_2021(
        target=[95, 7, 7],
        actual=[93, 6.5, 9],
        target_upper=[np.nan, 8, 8],
        inverse=[False, True, True],
    )
    assert got.round(2).tolist() == [97.89, 107.14, 87.5]
    assert skp.score_2021([100, 100], most_reachable=[True, False]).tolist() == [120, 109]


@pytest.mark.parametrize(
    ("achievement", "category"),
    [
        (150, "very_good"),
        (110, "very_good"),
        (101, "very_good"),
        (100.99, "good"),
        (100, "good"),
        (99.99, "fair"),
        (80, "fair"),
        (79.99, "poor"),
        (60, "poor"),
        (59.99, "very_poor"),
        (-20, "very_poor"),
        (np.nan, ""),
    ],
)
def test_categories_of_2021(achievement, category):
    assert skp.category_2021(achievement) == category
    most = skp.category_2021(achievement, most_reachable=True)
    assert most == ("very_good" if category == "good" else category)


def test_a_main_plan_and_additional_plans_add_up():
    # The annex, page 243: 59.2 + 43.6 and no additional plan make 102.8.
    assert f"{skp.value_2021(59.2 + 43.6):.1f}" == "102.8"
    plans = skp.additional_2021(list(skp.ADDITIONAL_SHARES), 5)
    np.testing.assert_allclose(plans, [5, 4, 3, 2, 1])
    assert skp.value_2021(90, plans[:2]) == 99
    assert skp.value_2021(90, plans) == 100  # 15 is capped at 10 in all
    assert skp.value_2021([90, 80], [[5, 5.5], [1, 0]]).tolist() == [100, 81]
    assert skp.additional_2021("Sangat Baik", 5, score=109) == pytest.approx(5.45)
    assert np.isnan(skp.value_2021(np.nan, [1]))


def test_a_task_without_cost_is_the_mean_of_the_others_when_asked():
    hole = float("nan")
    aspects = ([100, 100, hole], [90, 90, 90], [76, 76, 76], [76, hole, 76])
    assert skp.task_2011(*aspects, missing="reweight")[:2].tolist() == [85.5, 266 / 3]
    assert np.isnan(skp.task_2011(*aspects, missing="reweight")[2])
    assert np.isnan(skp.task_2011(*aspects)).tolist() == [False, True, True]


def test_spellings_in_use():
    assert skp.predicate_2022("di_atas", "Sesuai-Ekspektasi") == "good"
    assert skp.predicate_2022(np.array("DIATAS"), np.str_("di atas")) == "very_good"
    assert skp.credit_points("Ahli Pertama", "very good") == 18.75
    assert skp.credit_points("muda", ["Kurang/Misconduct", "Kurang (misconduct)"]).tolist() == [
        12.5,
        12.5,
    ]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_codes_from_a_column_of_any_library(library):
    frame = __import__(library)
    values = ["above", "below"]
    column = frame.array(values) if library == "pyarrow" else frame.Series(values)
    assert skp.predicate_2022(column, "meets").tolist() == ["good", "needs_improvement"]


def test_the_guide_speaks_indonesian():
    result = skp.check_distribution(["Baik"] * 10, "Baik", language="id")
    assert result.organisation == "good"
    assert result.findings == (
        "Baik: 100,0%, pedoman menyebut paling banyak 70%",
        "Butuh Perbaikan atau Kurang: 0,0%, pedoman menyebut lebih dari 0%",
    )
    assert skp.check_distribution(["good"], "Istimewa").organisation == "special"


@given(st.floats(-50, 200), st.floats(-50, 200), st.booleans())
def test_a_better_achievement_never_scores_less(a, b, most):
    a, b = sorted((a, b))
    assert skp.score_2021(a, most_reachable=most) <= skp.score_2021(b, most_reachable=most) + 1e-9
    assert 0 <= skp.score_2021(a, most_reachable=most) <= 120


@given(positive, st.floats(0, 1e6), st.floats(0, 1e6))
def test_achievement_is_monotone_and_the_inverse_mirrors_it(target, a, b):
    a, b = sorted((a, b))
    up = skp.achievement_2021(target=target, actual=[a, b])
    down = skp.achievement_2021(target=target, actual=[a, b], inverse=True)
    assert up[0] <= up[1]
    assert down[0] >= down[1]
    np.testing.assert_allclose(up + down, 200, rtol=1e-12, atol=1e-12 * up.max())


@given(positive, st.floats(1, 2), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_range_of_targets_keeps_the_order(target, width, a, b):
    a, b = sorted((a, b))
    up = skp.achievement_2021(target=target, actual=[a, b], target_upper=target * width)
    assert up[0] <= up[1] + 1e-9


@given(positive, st.floats(0, 2), st.floats(0, 2))
def test_time_is_monotone_within_each_branch(target, a, b):
    a, b = sorted((a, b))
    x, y = skp.aspect_2011(target=target, actual=[a * target, b * target], kind="time")
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
    assert result.findings == ("very good: 80.0%, the guide says at most 70%",)
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
        (lambda: skp.aspect_2011(target=0, actual=1), "`target`.*more than 0"),
        (lambda: skp.final(80, [70, -1], version="2011"), r"`behaviour`.*0 or more.*row 1"),
        (lambda: skp.aspect_2011(target=1, actual=-1), "`actual`.*0 or more"),
        (lambda: skp.aspect_2011(target=1, actual=np.inf), "`actual`"),
        (
            lambda: skp.aspect_2011(target=1, actual=1, kind="speed"),
            "'quantity', 'quality', 'time', 'cost'",
        ),
        (lambda: skp.aspect_2011(target=[1, 2], actual=[1, 2, 3]), r"`actual`.*shape \(2,\)"),
        (lambda: skp.task_2011([1, 2], [1, 2, 3]), "`quality`"),
        (
            lambda: skp.final(1, 1, version="2011", results_share=0.5),
            r"one of 0.6 \(version 2011\)",
        ),
        (lambda: skp.final(1, 1, version="2020"), "'2011', '2019'"),
        (lambda: skp.predicate_2019(121, innovation=True), "at most 120"),
        (lambda: skp.predicate_2019(100, innovation=1), "True or False"),
        (lambda: skp.achievement_2021(target=80, actual=70, target_upper=70), "at least `target`"),
        (lambda: skp.score_2021("98"), "numbers"),
        (lambda: skp.predicate_2022("good", "above"), "above, meets, below.*'good'"),
        (lambda: skp.predicate_2022(["above"] * 2, ["meets"] * 3), "`behaviour`.*shape"),
        (lambda: skp.predicate_2022(3, "above"), "codes, as text"),
        (lambda: skp.check_distribution(["excellent"], "good"), "very_good, good, needs"),
        (lambda: skp.check_distribution([], "good"), "at least one"),
        (lambda: skp.check_distribution(["good"], "splendid"), "one of special, good, needs"),
        (lambda: skp.check_distribution(["good"], ["good"]), "'special', 'good'"),
        (lambda: skp.check_distribution(["good"], "good", language="fr"), "'en', 'id'"),
        (lambda: skp.task_2011(1, 1, missing="omit"), "'propagate', 'reweight'"),
        (
            lambda: skp.achievement_2021(target=1, actual=1, inverse="yes"),
            "`inverse`.*True or False",
        ),
        (
            lambda: skp.achievement_2021(target=1, actual=[1, 2], inverse=[True] * 3),
            "`inverse`.*shape",
        ),
        (lambda: skp.score_2021(1, most_reachable=1), "`most_reachable`.*True or False"),
        (lambda: skp.score_2021(1, decimals=-1), "`decimals`"),
        (lambda: skp.category_2021(np.inf), "`achievement`.*finite"),
        (lambda: skp.additional_2021("great", 5), "very_good, good, fair, poor, very_poor"),
        (lambda: skp.additional_2021("good", -5), "`scope_weight`.*0 or more"),
        (lambda: skp.additional_2021("good", np.nan), "`scope_weight`"),
        (lambda: skp.additional_2021("good", 5, score=np.nan), "`score`"),
        (lambda: skp.additional_2021(["good"] * 2, [1, 2, 3]), "`scope_weight`.*shape"),
        (lambda: skp.value_2021([90, 90], [1, 2]), r"`additional`.*\(2, p\)"),
        (lambda: skp.value_2021(90, [np.nan]), "`additional`.*has 0"),
        (lambda: skp.value_2021(90, [-1]), "`additional`.*0 or more"),
        (lambda: skp.value_2021(90, [1], limit=-1), "`limit`"),
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


def test_a_thing_without_a_hash_is_no_code():
    with pytest.raises(InputError, match=r"one of above.*\['x'\] \(row 1\)"):
        skp.predicate_2022(["above", ["x"]], "above")
    with pytest.raises(InputError, match=r"True or False, or 1 or 0.*row 1 \(2\)"):
        skp.predicate_2019([90, 91], innovation=[1, 2])
    assert skp.predicate_2019([120], innovation=np.array([True], dtype=object)) == ["very_good"]


def test_single_precision_is_read_as_the_decimals_it_prints():
    # float32(9.12) is 9.119999885559082: read bit by bit it would fall off the cliff to 76.
    actual = np.array([9.12, 9.11, np.nan], dtype=np.float32)
    got = skp.aspect_2011(target=np.float32(12), actual=actual, kind="time")
    # 100 − 100·9.11/12 = 24.0833…: 100 − e = 75.91666…
    assert got[:2] == pytest.approx([100, 100 * 9.11 / 12], rel=1e-15)
    assert np.isnan(got[2])
    masked = np.ma.masked_array(actual[:2], mask=[True, False])
    assert np.isnan(skp.aspect_2011(target=12, actual=masked, kind="time")).tolist() == [
        True,
        False,
    ]


@pytest.mark.parametrize("kind", ["quantity", "time"])
def test_an_achievement_is_never_infinite(kind):
    with pytest.raises(InputError, match=r"`actual`.*row 1"):
        skp.aspect_2011(target=[1.0, 1e-300], actual=[1.0, 1e300], kind=kind)
    with pytest.raises(InputError, match=r"`actual`"):
        skp.achievement_2021(target=1e-300, actual=1e300)


def test_the_findings_stand_in_what_is_printed():
    assert "the guide says at most" in repr(skp.check_distribution(["very_good"] * 4, "special"))
    assert "nothing departs" in repr(skp.check_distribution(["good"] * 4, "special"))
    assert skp.check_distribution(["good"], "special").count.dtype == np.int64
