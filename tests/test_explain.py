"""explain and next_band: exact shares, words, and what reaches the next grade."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja._aggregate import Place
from kinerja._scoring.owen import owen_values
from kinerja._scoring.tree import Node, evaluate, tree_of
from kinerja.errors import InputError
from kinerja.indicators import (
    MPI,
    OWA,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Logistic,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    Target,
    Text,
    ZScore,
)
from kinerja.letters import Reply
from kinerja.scoring import Explanation, NextBand, explain, next_band, score
from strategies import WEIGHTED, cards, data_for


def leaf(code, weight=1.0, **more):
    fields = {"name": code.upper(), "scale": Identity(), "weight": weight}
    return Indicator(code=code, **(fields | more))


def card(*parts, **more):
    return Scorecard(code="card", name="Card", parts=parts, **more)


def naive_owen(tree, before, after):
    """Mean over every order in which the parts can move, group by group."""

    def orders(node):
        inside = [list(orders(part)) if isinstance(part, Node) else [[part]] for part in node.parts]
        for order in itertools.permutations(inside):
            for choice in itertools.product(*order):
                yield list(itertools.chain(*choice))

    def total(points):
        columns = [np.array([p]) for p in points]
        return evaluate(tree, columns, Place("points")).combined.value[0]

    shares, count = np.zeros(len(before)), 0
    for order in orders(tree):
        now, worth = list(before), total(before)
        for j in order:
            now[j] = after[j]
            shares[j] += total(now) - worth
            worth = total(now)
        count += 1
    return shares / count


@pytest.mark.parametrize("outer", ["arithmetic", "geometric", "minimum", Power(p=2), MPI()])
@pytest.mark.parametrize(
    "inner", ["arithmetic", "harmonic", OWA(weights=(3, 1)), MPI(penalty="plus")]
)
def test_owen_values_are_the_mean_over_all_orders(outer, inner):
    rng = np.random.default_rng(3)
    c = card(
        leaf("a"),
        Group(code="g", name="g", aggregation=inner, parts=(leaf("b"), leaf("c"))),
        Group(code="h", name="h", aggregation="geometric", parts=(leaf("d", 2), leaf("e"))),
        aggregation=outer,
    )
    before, after = rng.uniform(5, 100, (2, 5))
    columns = [[np.array([p]) for p in points] for points in (before, after)]
    shares = [share[0] for share in owen_values(tree_of(c), *columns, Place("points"))]
    np.testing.assert_allclose(shares, naive_owen(tree_of(c), before, after), rtol=1e-11)


@given(data=st.data())
@settings(max_examples=40)
def test_contributions_sum_to_the_difference(data):
    c = data.draw(cards())
    s = score(c, data.draw(data_for(c, missing=data.draw(st.booleans()))), missing="reweight")
    row = data.draw(st.integers(0, len(s) - 1))
    baseline = data.draw(st.sampled_from(["mean", "target"]))
    why = explain(s, row, baseline=baseline)
    if np.isnan(s.total[row]):
        assert np.isnan(why.contributions).all()
        assert "no total" in why.text
        return
    assert why.contributions.sum() == pytest.approx(
        why.total - why.baseline_total, rel=1e-9, abs=1e-9
    )
    gaps = np.isnan(s.values[row])
    assert (why.contributions[gaps] == 0).all()
    assert why.missing == tuple(np.array(c.codes)[gaps])
    text = json.dumps(why.to_dict(), allow_nan=False)
    assert Explanation.from_dict(json.loads(text)) == why


def test_additive_card_by_hand():  # .75·(90 − 80), .25·(70 − 75)
    s = score(card(leaf("a", 3), leaf("b", 1)), [[90, 70], [70, 80]], ids=["x", "y"])
    why = explain(s, "x")
    assert why.contributions.tolist() == [7.5, -1.25]
    assert (why.strengths, why.improvements) == (("a",), ("b",))
    assert explain(s, "x", baseline="y").contributions.tolist() == [15, -2.5]
    assert explain(s, "x", baseline={"a": 90, "b": 0}).contributions.tolist() == [0, 17.5]
    assert explain(s, "x", baseline="target").contributions.tolist() == [-7.5, -7.5]


def test_mean_baseline_is_the_peer_groups_own():
    s = score(card(leaf("a")), [[10], [20], [90], [100]], by=["p", "p", "q", "q"])
    assert explain(s, 0).baseline_total == 15
    assert explain(s, 3).baseline_total == 95


@pytest.mark.parametrize(
    ("row", "options", "message"),
    [
        ("q", {}, "one of the ids"),
        (9, {}, "one of the ids"),
        ("x", {"baseline": "nobody"}, "'mean', 'target', another subject"),
        ("x", {"baseline": {"a": 1}}, "none for 'b'"),
        ("x", {"baseline": {"a": 1, "b": 2, "c": 3}}, "'c' unknown"),
        ("x", {"baseline": {"a": 1, "b": "2"}}, "finite number"),
        ("x", {"baseline": "z"}, "none for 'b'"),
        ("x", {"language": "nl"}, "'en', 'id'"),
    ],
)
def test_refusals(row, options, message):
    x = [[90, 70], [70, 80]]
    ids = ["x", "y"]
    if options.get("baseline") == "z":
        x, ids = [[90, 70], [70, float("nan")]], ["x", "z"]
    s = score(card(leaf("a", 3), leaf("b", 1)), x, ids=ids, missing="reweight")
    with pytest.raises(InputError, match=message):
        explain(s, row, **options)


def test_an_explanation_says_how_it_was_made():
    c = card(leaf("a"), leaf("b"), bands=GRADES)
    s = score(c, [[50, float("nan")], [70, 90]], missing="reweight")
    why = explain(s, 0, baseline=1, language="id")
    assert why.provenance.definition == c.fingerprint
    assert dict(why.provenance.options) == {"baseline": "row", "language": "id"}
    assert (why.provenance.missing, why.provenance.left_out) == ("reweight", ("b: no value",))
    made = next_band(s, 0, costs={"a": 2}, changeable=["a"]).provenance
    assert (made.definition, made.missing) == (c.fingerprint, "reweight")
    assert dict(made.options["costs"]) == {"a": 2.0, "b": 1.0}
    assert made.options["changeable"] == ("a",)
    assert Explanation.from_dict(json.loads(json.dumps(why.to_dict()))) == why


def test_a_group_too_wide_to_be_exact_is_refused():
    wide = card(*(leaf(f"i{j}") for j in range(20)), aggregation=MPI())
    s = score(wide, np.full((2, 20), 50.0))
    with pytest.raises(InputError, match="Split a wide group"):
        explain(s, 0)
    arithmetic = card(*(leaf(f"i{j}") for j in range(200)))
    assert explain(score(arithmetic, np.full((2, 200), 50.0)), 0).total == 50


def test_the_text_in_both_languages():
    c = card(
        leaf(
            "att",
            1,
            name=Text(en="Attendance", id="Kehadiran"),
            unit="%",
            scale=Linear(worst=80, best=100),
        ),
        leaf("srv", 1, name=Text(en="Service", id="Layanan")),
        bands=Bands.of({"fair": 0, "good": 75}),
    )
    s = score(c, [[90, 80], [100, 90], [95, float("nan")]], ids=["x", "y", "z"], missing="reweight")
    ways = "Attendance from 90 to 94% or Service from 80 to 100"
    reach = f"Any one of these would be enough: {ways}."
    assert explain(s, "x").text.splitlines() == [
        "The total is 65.0 points: grade fair.",
        "What was measured: Attendance 90%, Service 80.",
        "The group's average values would give 80.0 points; this total is 15.0 points lower.",
        "What held it back: Attendance (−12.5), Service (−2.5).",
        "The next grade, good, is 10.0 points away.",
        reach,
        "This explains a calculation. The official in charge decides about people.",
        "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
    ]
    assert explain(s, "z", language="id").text.splitlines() == [
        "Nilai totalnya 75,0 poin: kategori good.",
        "Yang diukur: Kehadiran 95%.",
        "Dengan data rata-rata kelompok, nilainya 75,0 poin; nilai ini sama.",
        "Ini kategori tertinggi.",
        "Tidak dihitung karena datanya tidak tersedia: Layanan.",
        (
            "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh pejabat "
            "yang berwenang."
        ),
        (
            "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP 30/2019 "
            "Pasal 59)."
        ),
    ]
    assert "x" not in explain(s, "y", baseline="x").text.replace("explains", "").split()


def test_advice_shows_no_more_digits_than_the_values_have():
    # Ratings to two decimals: 3.98 to 4.024 would be enough; 4.02 is not, 4.03 can be reached.
    c = card(
        leaf("b", 1, name="Behaviour", scale=Linear(worst=1, best=5)),
        bands=Bands.of({"fair": 0, "good": 75.6}),
    )
    s = score(c, [[3.98], [4.5]])
    assert explain(s, 0).next_band.raw_value[0] == pytest.approx(4.024)
    assert "This would be enough: Behaviour from 3.98 to 4.03." in explain(s, 0).text


@pytest.mark.parametrize(
    ("worst", "best", "good", "values", "said"),
    [
        # 37.2 points are reached at −10 + .372·20 = −2.56, and by −2.5; −2.6 is not enough.
        (-10, 10, 37.2, [-4.05, 6.0], "from −4.05 to −2.5."),
        # 62.8 points are reached at 10 − .628·20 = −2.56, and by −2.6; −2.5 is not enough.
        (10, -10, 62.8, [-1.05, -6.0], "from −1.05 to −2.6."),
        # A last digit is worth a fifth of the change at most: .1 of .55, but not of .45.
        (0, 10, 45.3, [3.98, 6.0], "from 3.98 to 4.6."),
        (0, 10, 44.3, [3.98, 6.0], "from 3.98 to 4.43."),
    ],
)
def test_advice_is_rounded_so_that_it_is_enough(worst, best, good, values, said):
    c = card(
        leaf("g", 1, name="Growth", scale=Linear(worst=worst, best=best)),
        bands=Bands.of({"fair": 0, "good": good}),
    )
    s = score(c, [[value] for value in values])
    reached = worst + (best - worst) * good / 100
    assert explain(s, 0).next_band.raw_value[0] == pytest.approx(reached)
    assert f"This would be enough: Growth {said}" in explain(s, 0).text


# The next grade --------------------------------------------------------------------------------

GRADES = Bands.of({"fair": 0, "good": 60, "very good": 80})


@given(data=st.data())
@settings(max_examples=40)
def test_what_is_offered_reaches_the_grade(data):
    c = data.draw(cards(aggregations=[*WEIGHTED, "minimum", "owa"]))
    c = c.model_copy(update={"bands": Bands.of({"low": None, "middle": 40, "high": 70})})
    x = data.draw(data_for(c, most_rows=2))
    s = score(c, x)
    nearest = next_band(s, 0)
    if np.isnan(nearest.distance):
        assert s.band[0] == "high"
        assert nearest.band == ""
        return
    for j in np.flatnonzero(np.isfinite(nearest.raw_value)):
        moved = x[:1].copy()
        moved[0, j] = nearest.raw_value[j]
        assert score(c, moved).band[0] in {nearest.band, "high"}
    if np.isfinite(nearest.joint_cost):
        moved = score(c, x[:1] + nearest.joint)
        assert moved.band[0] in {nearest.band, "high"}
        single = nearest.points_needed[np.isfinite(nearest.points_needed)]
        assert nearest.joint_cost <= single.min(initial=np.inf) * (1 + 1e-9)
    assert NextBand.from_dict(json.loads(json.dumps(nearest.to_dict(), allow_nan=False))) == nearest


def test_alone_and_jointly_by_hand():
    # total 75, 5 short: a alone +5/.75 points = +1.333 of 20; b alone would need +20 > 10 left
    c = card(
        leaf("a", 3, scale=Linear(worst=0, best=20)),
        leaf("b", 1, scale=Linear(worst=0, best=10)),
        bands=GRADES,
    )
    s = score(c, [[14, 9]])
    nearest = next_band(s, 0)
    np.testing.assert_allclose(nearest.raw_value, [15 + 1 / 3, np.nan])
    # b is cheap: all of its 10 points (2.5 of the total), the other 2.5 from a: 10/3 points
    cheap = next_band(s, 0, costs={"a": 5})
    np.testing.assert_allclose(cheap.joint, [2 / 3, 1], rtol=1e-9)
    assert cheap.joint_cost == pytest.approx(10 + 5 * 10 / 3)
    np.testing.assert_allclose(next_band(s, 0, changeable=["b"]).raw_value, [np.nan, np.nan])


def test_the_joint_change_is_optimal_under_a_geometric_mean():
    """Equal weights and costs: the cheapest way is to raise the lower one until it is enough."""
    c = card(leaf("a"), leaf("b"), aggregation="geometric", bands=GRADES)
    nearest = next_band(score(c, [[30, 90]]), 0)
    np.testing.assert_allclose(nearest.joint, [10, 0], atol=1e-6)  # √(40·90) = 60
    both = next_band(score(c, [[50, 50]]), 0)
    assert both.joint_cost == pytest.approx(20, rel=1e-6)  # 60 and 60


def test_minimum_needs_every_low_part():
    c = card(leaf("a"), leaf("b"), leaf("c"), aggregation="minimum", bands=GRADES)
    nearest = next_band(score(c, [[50, 40, 90]]), 0)
    assert np.isnan(nearest.raw_value).all()
    np.testing.assert_allclose(nearest.joint, [10, 20, 0], atol=1e-6)


def test_under_an_mpi_one_part_may_be_raised_too_far():
    # One part at 48: M = 36, S² = 72, M − S²/M = 34. At 100 it would come to 32.96.
    c = card(
        leaf("a"), leaf("b"), leaf("c"), aggregation=MPI(), bands=Bands.of({"lo": 0, "hi": 34})
    )
    s = score(c, [[30, 30, 30]])
    nearest = next_band(s, 0)
    np.testing.assert_allclose(nearest.raw_value, [48, 48, 48], rtol=1e-9)
    assert score(c, [[nearest.raw_value[0], 30, 30]]).band.tolist() == ["hi"]
    assert nearest.joint_cost == pytest.approx(12, rel=1e-6)  # 34, 34, 34
    np.testing.assert_allclose(next_band(s, 0, changeable="a").joint, [18, 0, 0], rtol=1e-9)


def test_an_s_curve_never_reaches_its_end_and_a_range_may_go_beyond_full_marks():
    c = card(
        leaf("s", scale=Logistic(midpoint=50, slope=0.1)),
        leaf("free", valid_range=(0, 150)),
        leaf("full"),
        bands=Bands.of({"lo": 0, "hi": 80}),
    )
    # points 50, 60, 60; 70 more are needed: 130 on "free" alone, jointly at least 20 of them there
    nearest = next_band(score(c, [[50, 60, 60]]), 0)
    np.testing.assert_allclose(nearest.raw_value, [np.nan, 130, np.nan])
    assert nearest.joint_cost == pytest.approx(70, rel=1e-6)
    costly = next_band(score(c, [[50, 60, 60]]), 0, costs={"free": 3})
    assert np.isfinite(costly.joint_value).all()
    ranged = leaf("s", scale=Logistic(midpoint=50, slope=0.1), valid_range=(0, 77.7))
    c = card(ranged, leaf("free", valid_range=(0, 150)), bands=Bands.of({"lo": 0, "hi": 104}))
    assert next_band(score(c, [[50, 60]]), 0, costs={"free": 9}).joint_value[0] == 77.7
    assert costly.joint_cost == pytest.approx(70, rel=1e-6)  # all from the other two


def test_stairs_ranges_targets_and_tents():
    c = card(
        leaf("stair", scale=Steps(thresholds=(1, 3), points=(0, 50, 100))),
        leaf("capped", scale=Linear(worst=0, best=10), valid_range=(0, 6)),
        leaf("target", scale=Target(target=10, cap=120)),
        leaf("tent", scale=Piecewise(points=((0, 0), (10, 100), (20, 0)))),
        bands=Bands.of({"low": 0, "high": 50}),
    )
    s = score(c, [[1, 4, 10, 18]], targets={"target": [20]})  # 50, 40, 50, 20: total 40
    nearest = next_band(s, 0)
    np.testing.assert_allclose(nearest.raw_value, [3, np.nan, 18, 14])


def test_without_grades_or_a_total():
    s = score(card(leaf("a")), [[5]])
    with pytest.raises(InputError, match="Give the Scorecard its `bands`"):
        next_band(s, 0)
    assert explain(s, 0).next_band is None
    s = score(card(leaf("a"), bands=GRADES), [[float("nan")]], missing="propagate")
    assert np.isnan(next_band(s, 0).distance)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"costs": {"z": 1}}, "`costs`.*'z'"),
        ({"costs": {"a": -1}}, "at least 0"),
        ({"costs": {"a": float("nan")}}, "a finite number"),
        ({"costs": {"a": "x"}}, "a finite number"),
        ({"changeable": ["z"]}, "`changeable`.*'z'"),
    ],
)
def test_next_band_refusals(options, message):
    with pytest.raises(InputError, match=message):
        next_band(score(card(leaf("a"), bands=GRADES), [[5]]), 0, **options)


@given(st.data())
@settings(max_examples=60)
def test_the_cheapest_joint_rise_of_a_power_mean_is_not_beaten(data):
    p = data.draw(st.sampled_from([-5.0, -1.0, 0.0, 0.5]))
    how = "geometric" if p == 0 else Power(p=p)
    k = data.draw(st.integers(2, 5))
    weight = data.draw(st.lists(st.integers(1, 5), min_size=k, max_size=k))
    at = data.draw(st.lists(st.integers(5, 80), min_size=k, max_size=k))
    price = data.draw(st.lists(st.integers(1, 9), min_size=k, max_size=k))
    parts = tuple(leaf(f"i{j}", float(w)) for j, w in enumerate(weight))
    c = card(*parts, aggregation=how, bands=Bands.of({"low": None, "high": 82}))
    s = score(c, [[float(x) for x in at]])
    costs = {f"i{j}": float(x) for j, x in enumerate(price)}
    found = next_band(s, 0, costs=costs)
    assert np.isfinite(found.joint_cost)
    assert score(c, [found.joint_value]).total[0] >= 82 - 1e-9
    # Moving points between any two indicators along the level of the goal never saves anything.
    y, w = found.joint_value, np.array(weight) / sum(weight)
    slope = w * y ** (p - 1.0)
    ratio = np.array(price) / slope
    rises = (y > np.array(at) + 1e-9) & (y < 100 - 1e-9)
    can_rise, can_fall = y < 100 - 1e-9, y > np.array(at) + 1e-9
    if can_fall.any() and can_rise.any():
        assert ratio[can_rise].min() >= ratio[can_fall].max() * (1 - 1e-6)
    if rises.sum() > 1:
        assert np.ptp(ratio[rises]) <= 1e-6 * ratio[rises].max()


def test_an_arithmetic_group_below_a_geometric_mean_rises_by_its_cheapest_leaf():
    inner = Group(code="g", name="G", parts=(leaf("a", 3.0), leaf("b", 1.0)))
    c = card(inner, leaf("z"), aggregation="geometric", bands=Bands.of({"low": 0, "high": 50}))
    s = score(c, [[40.0, 40.0, 40.0]])
    # A point of the group costs 4/3 by a and 4 by b; z costs 1: g = 50/sqrt(4/3), z = 50*sqrt(4/3).
    found = next_band(s, 0)
    g, z = 50 / np.sqrt(4 / 3), 50 * np.sqrt(4 / 3)
    assert found.joint_value.tolist() == pytest.approx([40 + (g - 40) * 4 / 3, 40, z], abs=1e-6)


GRADED = card(
    leaf("a", 1, name="Reports", scale=Linear(worst=0, best=50), unit="reports"),
    bands=Bands.of({"fair": 0, "good": 75}),
)


def test_where_the_next_grade_is_nearer_than_the_error_nothing_is_advised():
    # 37.4 of 50 reports: 74.8 points, 0.2 below the grade. With an error of 1 it lies between
    # 74.8 − 1.96 = 72.8 and 76.8; with one of 0.1 it ends at 75.0 − 0.004, below the grade.
    s = score(GRADED, [[37.4], [40.0]], ids=["x", "y"])
    why = explain(s, "x", standard_errors=1.0)
    assert (why.standard_error, why.within_error) == (1.0, True)
    assert why.lower == pytest.approx(74.8 - 1.959963984540054)
    assert why.upper == pytest.approx(74.8 + 1.959963984540054)
    assert why.values.tolist() == [37.4]
    assert "between 72.8 and 76.8 (95%), which reaches from fair to good." in why.text
    assert "0.2 points away. That is less than the error of measurement" in why.text
    assert "would be enough" not in why.text
    indonesian = explain(s, "x", standard_errors=[1.0, 2.0], language="id").text
    assert "kedua kategori tidak dapat dibedakan" in indonesian
    near = explain(s, "x", standard_errors=0.1)
    assert not near.within_error
    assert "This would be enough: Reports from 37.4 to 37.5 reports." in near.text
    assert "between 74.6 and 75.0 (95%)." in near.text
    without = explain(s, "x")
    assert np.isnan([without.standard_error, without.lower, without.upper]).all()
    assert "error" not in without.text
    assert Explanation.from_dict(why.to_dict()) == why


def test_an_error_of_a_total_is_checked_like_any_figure():
    s = score(GRADED, [[37.4], [40.0]], ids=["x", "y"])
    assert np.isnan(explain(s, "x", standard_errors=[np.nan, 1.0]).standard_error)
    with pytest.raises(InputError, match="`standard_errors`"):
        explain(s, "x", standard_errors=-1.0)
    with pytest.raises(InputError, match="`standard_errors`"):
        explain(s, "x", standard_errors=[1.0, 2.0, 3.0])


def test_a_long_card_lists_what_was_measured_up_to_a_dozen():
    many = card(*(leaf(f"i{j}", 1, name=f"I{j}") for j in range(15)))
    line = explain(score(many, np.full((2, 15), 50.5)), 0).text.splitlines()[1]
    assert line.endswith("I11 50.5, and 3 more.")


def test_a_score_is_told_in_an_agency_s_words_with_its_own_reply():
    s = score(GRADED, [[37.4], [40.0]], ids=["x", "y"])
    own = {"work": "Your work: {items}.", "note": ""}
    text = explain(s, "x", templates=own, reply=Reply("the board", ground="decree 3")).text
    assert "Your work: Reports 37.4 reports." in text
    assert "official in charge" not in text
    assert text.endswith("Please write to the board. Ground: decree 3.")


@pytest.mark.parametrize(
    ("scale", "valid", "ends"),
    [
        (Linear(worst=0, best=100), None, True),
        (Linear(worst=0, best=100, clip=False), None, False),
        (Identity(), None, False),
        (Identity(), (0, 100), True),
        (ZScore(), None, False),
    ],
    ids=["clipped", "goes on", "points", "points within a range", "standard scores"],
)
def test_an_interval_ends_where_the_card_does(scale, valid, ends):
    # 98.5 ± 1.96 · 50 ends far above 100.
    parts = [Indicator(code=c, name=c, scale=scale, valid_range=valid) for c in "ab"]
    scores = score(Scorecard(code="c", name="C", parts=parts), [[98.0, 99.0], [97.0, 95.0]])
    why = explain(scores, 0, standard_errors=[50.0, 50.0])
    assert why.upper > 100
    assert ("A total above 100.0 cannot occur on this card." in why.text) == ends
    assert (" and 100.0 (95%)" in why.text) == ends


@pytest.mark.parametrize(
    ("scale", "valid", "floor"),
    [
        (Linear(worst=0, best=100), None, "0.0"),
        (Linear(worst=-50, best=150, low=-20), None, "−20.0"),
        (Linear(worst=0, best=100, clip=False), None, None),
        (Identity(), None, None),
        (Identity(), (1, 100), "1.0"),
        (Logistic(midpoint=50, slope=0.1), None, "0.0"),
        (Steps(thresholds=[2, 50], points=[10, 40, 100]), None, "10.0"),
        (Piecewise(points=[(0, 5), (50, 30), (100, 100)]), None, "5.0"),
        (ZScore(), None, None),
    ],
    ids=["clipped", "low", "goes on", "free", "range", "curve", "stairs", "knots", "standard"],
)
def test_an_interval_begins_where_the_card_does(scale, valid, floor):
    # No total here is above 100, and 1.96 · 80 is 157: every interval begins below −50.
    parts = [Indicator(code=c, name=c, scale=scale, valid_range=valid) for c in "ab"]
    scores = score(Scorecard(code="c", name="C", parts=parts), [[3.0, 4.0], [97.0, 95.0]])
    why = explain(scores, 0, standard_errors=[80.0, 80.0])
    assert why.lower < -50
    said = "" if floor is None else f"A total below {floor} cannot occur on this card."
    assert said in why.text
    assert ("A total below" in why.text) == (floor is not None)
    assert floor is None or f"between {floor} and" in why.text


def test_a_penalty_that_is_subtracted_has_no_floor_that_is_sure():
    parts = [Indicator(code=c, name=c, scale=Linear(worst=0, best=100)) for c in "ab"]
    card = Scorecard(code="c", name="C", aggregation=MPI(), parts=parts)
    why = explain(score(card, [[3.0, 4.0]]), 0, standard_errors=[50.0])
    assert "A total below" not in why.text


def test_a_penalty_that_is_added_ends_nowhere():
    # Parts 100 and 50: mean 75, and (25 / 75)² · 75 = 8.3 for unevenness makes 83.3; nothing says
    # that such a sum stays below the best of its parts.
    card = Scorecard(
        code="c",
        name="C",
        aggregation=MPI(penalty="plus"),
        parts=[Indicator(code=c, name=c, scale=Linear(worst=0, best=100)) for c in "ab"],
    )
    why = explain(score(card, [[98.0, 99.0]]), 0, standard_errors=[50.0])
    assert "cannot occur" not in why.text
