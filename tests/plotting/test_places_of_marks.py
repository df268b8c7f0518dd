"""Where the marks of a picture stand, worked out by hand or read off the result."""

import numpy as np
import pytest
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.balancing import plan_flows
from kinerja.competency import nine_box
from kinerja.impact import did, event_study, interrupted_series, service_times, staggered_did
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.scoring import explain, score
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, importance_performance, mean
from kinerja.weights import ahp


def rows(fig):
    """Names of the rows from the top."""
    return [text.get_text() for text in fig.axes[0].get_yticklabels()]


def places(fig, kind="point"):
    return [mark.get_xydata().tolist() for mark in marks(fig, kind)]


def boxes(fig, kind="bar"):
    """x, y, width and height of bars or cells."""
    return [[*map(float, bar.get_xy()), bar.get_width(), bar.get_height()]
            for bar in marks(fig, kind)]  # fmt: skip


CARD = Scorecard(
    code="c", name="C", bands=Bands.of({"low": 0, "high": 75}),
    parts=[Indicator(code=c, name=c.upper(), scale=Identity(), weight=w)
           for c, w in (("a", 3), ("b", 1))],
)  # fmt: skip
SCORES = score(CARD, [[80, 40], [60, 80], [40, 90]], ids=["p", "q", "r"])


def test_a_waterfall_goes_from_the_mean_to_the_total():
    # Means are 60 and 70, so the mean is 62.5. p: ¾ · 20 = +15 and ¼ · (−30) = −7.5, so 70.
    fig = plotting.contributions(explain(SCORES, "p"))
    first, second = boxes(fig)
    assert first == pytest.approx([62.5, 0.64, 15, 0.72])
    assert second == pytest.approx([77.5, 1.64, -7.5, 0.72])
    assert {"+15.0", "−7.5"} <= words_of(fig)
    up, down = marks(fig, "bar")
    assert (up.get_hatch() or "", down.get_hatch()) == ("", "///")


def test_stacks_begin_where_the_part_before_ended():
    fig = plotting.contributions(SCORES)
    # Totals 70, 65 and 52.5; parts ¾ of a and ¼ of b, from the highest total down.
    assert rows(fig) == ["p", "q", "r"]
    wanted = [[0, 60, 10], [1, 45, 20], [2, 30, 22.5]]
    found = boxes(fig)
    for row, a, b in wanted:
        assert found[2 * row] == pytest.approx([0, row - 0.38, a, 0.76])
        assert found[2 * row + 1] == pytest.approx([a, row - 0.38, b, 0.76])


def test_shares_of_grades_fill_each_row():
    # In x one of two is high; in y nobody.
    scores = score(CARD, [[80, 80], [40, 40], [40, 40]], by=["x", "x", "y"])
    fig = plotting.grades(scores)
    assert rows(fig) == ["x", "y"]
    assert boxes(fig) == [pytest.approx(box) for box in (
        [0, -0.4, 0.5, 0.8], [0.5, -0.4, 0.5, 0.8], [0, 0.6, 1, 0.8],
    )]  # fmt: skip
    assert {"50%", "100%"} <= words_of(fig)


def test_need_is_a_line_across_the_bar_of_staff():
    fig = plotting.need(balance_sheet([[3, 1], [5, 2]], [[1, 2], [2, 2]], units=["N", "S"]))
    # N: staff 3, need 4, so 2 short and 1 too many; S: staff 4, need 7. The larger shortage first.
    assert rows(fig) == ["S", "N"]
    assert boxes(fig) == [pytest.approx([0, -0.36, 4, 0.72]), pytest.approx([0, 0.64, 3, 0.72])]
    assert places(fig, "interval") == [
        [[7, pytest.approx(-0.42)], [7, pytest.approx(0.42)]],
        [[4, pytest.approx(0.58)], [4, pytest.approx(1.42)]],
    ]


def test_work_is_two_points_joined_the_heaviest_first():
    fig = plotting.workload(["a", "b"], [1, 3], [2, 2.5])
    assert rows(fig) == ["b", "a"]
    assert places(fig) == [[[3, 0]], [[1, 1]], [[2.5, 0]], [[2, 1]]]
    assert places(fig, "interval") == [[[3, 0], [2.5, 0]], [[1, 1], [2, 1]]]
    hollow, _, full, _ = marks(fig, "point")
    assert hollow.get_markerfacecolor() == "white" != full.get_markerfacecolor()


def test_a_profile_and_a_radar_of_the_same_levels():
    fig = plotting.profile(["a", "b", "c"], [3, 1, 4], [3, 4, 2])
    # Gaps 0, −3 and +2: the largest shortfall first.
    assert rows(fig) == ["b", "a", "c"]
    at = sorted(tuple(point[0]) for point in places(fig))
    assert at == sorted([(1, 0), (4, 0), (3, 1), (3, 1), (4, 2), (2, 2)])
    fig = plotting.radar(["a", "b", "c"], [3, 1, 2], [3, 4, 2])
    # The first spoke points up, the next is a third of a turn to the right.
    half, root = 0.5, 3**0.5 / 2
    (region,) = marks(fig, "region")
    np.testing.assert_allclose(
        region.get_xy()[:3], [[0, 3], [root, -half], [-2 * root, -2 * half]], atol=1e-12
    )
    (closed,) = places(fig, "curve")
    np.testing.assert_allclose(
        closed, [[0, 3], [4 * root, -4 * half], [-2 * root, -2 * half], [0, 3]], atol=1e-12
    )


def test_a_matrix_and_a_balance_of_the_same_moves():
    # From the first unit two go to the second and one to the third.
    plan = plan_flows([[4], [0], [0]], [[1], [2], [1]])
    names = ["A", "B", "C"]
    fig = plotting.transfers(plan, kind="matrix", names=names)
    assert rows(fig) == ["A"]
    assert [t.get_text() for t in fig.axes[0].get_xticklabels()] == ["B", "C"]
    assert sorted(boxes(fig, "cell")) == [[-0.5, -0.5, 1, 1], [0.5, -0.5, 1, 1]]
    two, one = (mark.get_facecolor()[:3] for mark in marks(fig, "cell"))
    assert sum(two) < sum(one)  # more is darker
    fig = plotting.transfers(plan, kind="balance", names=names)
    # By net gain: B +2, C +1, A −3.
    assert rows(fig) == ["B", "C", "A"]
    assert sorted(box[2] for box in boxes(fig) if box[2]) == [-3, 1, 2]
    assert {"  +2".replace(" ", "\u00a0"), "  −3".replace(" ", "\u00a0")} <= words_of(fig)
    fig = plotting.transfers(plan, kind="alluvial", names=names)
    # Ends of the ribbons: three leave A, in the order in which they arrive.
    assert len(marks(fig, "ribbon")) == 2
    high = {round(float(np.ptp(r.get_path().vertices[[0, -2], 1])), 9)
            for r in marks(fig, "ribbon")}  # fmt: skip
    assert high == {2, 1}
    assert sorted(box[3] for box in boxes(fig)) == [1, 2, 3]


def test_nine_boxes_from_low_to_high():
    result = nine_box([10, 50, 90, 90], [10, 10, 90, 95], performance_cuts=(33, 66),
                      potential_cuts=(33, 66), ids=list("pqrs"))  # fmt: skip
    fig = plotting.nine_box(result)
    assert boxes(fig, "cell") == [[i % 3, i // 3, 1, 1] for i in range(9)]
    # Each box has its number at the left, and how many are in it at the right.
    counts = {(round(t.get_position()[0] - 0.96), round(t.get_position()[1] - 0.88)): t.get_text()
              for t in fig.axes[0].texts if t.get_fontsize() == 14}  # fmt: skip
    assert counts == {(x, y): {(0, 0): "1", (1, 0): "1", (2, 2): "2"}.get((x, y), "0")
                      for x in range(3) for y in range(3)}  # fmt: skip
    assert {"p", "q", "r, s"} <= words_of(fig)


def test_estimates_stand_on_their_intervals():
    result = mean([1.0, 2, 6, 8, 3, 4], Design(), by=list("aabbcc"))
    fig = plotting.estimates(result)
    order = np.argsort(-result.value)
    assert rows(fig) == ["b", "c", "a"]
    assert places(fig) == [[[pytest.approx(result.value[i]), row]] for row, i in enumerate(order)]
    assert places(fig, "interval") == [
        [[pytest.approx(result.lower[i]), row], [pytest.approx(result.upper[i]), row]]
        for row, i in enumerate(order)
    ]


def test_raters_stand_by_how_strict_they_are():
    result = rater_effects(list("aabbcc"), ["x", "y"] * 3, [70.0, 61, 80, 72, 91, 80])
    fig = plotting.severity(result)
    order = np.argsort(-result.severity, kind="stable")
    assert [point[0] for point in places(fig)] == [
        [pytest.approx(result.severity[i]), row] for row, i in enumerate(order)
    ]
    assert rows(fig) == [str(result.rater[i]) for i in order]


def test_groups_stand_at_the_ratio_of_their_rates():
    # 9 of 10, and 6 of 10: a ratio of two thirds.
    chosen = [True] * 9 + [False] + [True] * 6 + [False] * 4
    fig = plotting.fairness(adverse_impact(chosen, ["a"] * 10 + ["b"] * 10))
    assert sorted(point[0][0] for point in places(fig)) == pytest.approx([2 / 3, 1])


def test_a_series_is_drawn_as_it_was_and_as_it_would_have_been():
    y = [10, 12, 11, 13, 20, 22, 21, 23.0]
    result = interrupted_series(y, 4)
    fig = plotting.interrupted(result, y)
    assert [point[0] for point in places(fig)] == [[i + 1, value] for i, value in enumerate(y)]
    before, after, without = (np.array(curve) for curve in places(fig, "curve"))
    np.testing.assert_allclose(before, np.column_stack([range(1, 5), result.fitted[:4]]))
    np.testing.assert_allclose(after, np.column_stack([range(5, 9), result.fitted[4:]]))
    np.testing.assert_allclose(without, np.column_stack([range(5, 9), result.counterfactual[4:]]))
    (line,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert set(line.get_xdata()) == {4.5}  # between the fourth and the fifth
    assert fig.axes[0].get_xlim() == pytest.approx((0.4, 8.6))


def test_waiting_climbs_at_each_time_that_was_seen():
    fig = plotting.waiting(service_times([2, 3, 5, 8.0], target=4))
    (curve,) = marks(fig, "curve")
    assert curve.get_xydata().tolist() == [[0, 0], [2, 0.25], [3, 0.5], [5, 0.75], [8, 1], [8, 1]]
    assert curve.get_drawstyle() == "steps-post"
    (line,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert set(line.get_xdata()) == {4}
    assert fig.axes[0].get_xlim() == pytest.approx((0, 8.16))
    late = plotting.waiting(service_times([2, 3, 5, 8.0], target=4), target=20)
    assert late.axes[0].get_xlim() == pytest.approx((0, 21))


def test_before_and_after_stand_side_by_side():
    y = [5, 6, 4, 5, 7, 9, 6, 9]
    fig = plotting.before_after(did(y, [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd")))
    # Means 4.5 and 5.5, 6.5 and 9; without the measure 6.5 + 1.
    assert places(fig, "curve") == [[[0, 4.5], [1, 5.5]], [[0, 6.5], [1, 9]], [[0, 6.5], [1, 7.5]]]
    assert places(fig) == [[[0, 4.5]], [[1, 5.5]], [[0, 6.5]], [[1, 9]]]


def test_effects_by_period_stand_on_their_intervals():
    unit, period = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    y = np.random.default_rng(1).normal(0, 1, unit.size)
    event = event_study(y, unit < 6, period, start=3, unit=unit)
    fig = plotting.before_after(event)
    at = {tuple(point[0]) for point in places(fig)}
    assert at == {(-1.0, 0.0)} | {(float(t), float(v)) for t, v in
                                  zip(event.relative, event.value, strict=True)}  # fmt: skip
    ends = {tuple(map(tuple, line)) for line in places(fig, "interval")}
    assert ends == {
        ((float(t), float(low)), (float(t), float(high)))
        for t, low, high in zip(event.relative, event.lower, event.upper, strict=True)
    }
    start = [3 if u < 4 else 4 if u < 8 else None for u in unit]
    late = staggered_did(y, unit, period, start)
    fig = plotting.before_after(late)
    at = {point[0][0]: point[0][1] for point in places(fig)}
    for t, value in zip(late.relative, late.relative_value, strict=True):
        assert at[float(t)] == pytest.approx(value)


def test_priorities_stand_at_their_means_with_ellipses_of_95_percent():
    rng = np.random.default_rng(1)
    result = importance_performance(rng.integers(1, 5, (60, 3)), rng.integers(1, 5, (60, 3)),
                                    Design())  # fmt: skip
    fig = plotting.priorities(result)
    for j, (point, ellipse) in enumerate(zip(places(fig), marks(fig, "region"), strict=True)):
        assert point[0] == pytest.approx([result.performance[j], result.importance[j]])
        assert list(ellipse.get_center()) == pytest.approx(point[0])
        # 5.991 is the 95th hundredth of chi squared with two degrees of freedom.
        radius = 5.991464547**0.5
        assert ellipse.get_width() == pytest.approx(2 * radius * result.performance_se[j])
        assert ellipse.get_height() == pytest.approx(2 * radius * result.importance_se[j])


def test_judgements_stand_at_their_shares():
    # Weights 3/4 and 1/4, and 1/2 each.
    fig = plotting.judgements({"H": ahp([[1, 3], [1 / 3, 1]]), "U": ahp(np.ones((2, 2)))})
    assert sorted(point[0][0] for point in places(fig)) == pytest.approx([0.25, 0.5, 0.5, 0.75])
