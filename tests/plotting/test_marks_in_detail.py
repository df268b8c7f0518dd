"""Marks of each picture once more: bands, spreads, waves, colours by what they mean, and limits."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from picture_marks import legend_of, marks, rows_of

from kinerja import plotting
from kinerja.impact import event_study, interrupted_series, service_times, staggered_did
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.schemes import skm
from kinerja.scoring import score, sensitivity, trend
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, mean

BLUE, VERMILION, ORANGE = "#0072B2", "#D55E00", "#E69F00"
GREY, INK, PALE, LIGHT = "#666666", "#222222", "#BBBBBB", "#A9CBE3"
CARD = Scorecard(
    code="c", name="C", bands=Bands.of({"low": 0, "middle": 50, "high": 75}),
    parts=[Indicator(code=c, name=c.upper(), scale=Identity()) for c in "ab"],
)  # fmt: skip


def close(x):
    return pytest.approx(x, abs=1e-9)


def at(fig, kind="point"):
    """Places of marks, one row each."""
    return [mark.get_xydata().tolist() for mark in marks(fig, kind)]


def looks(fig, kind="point"):
    return [(m.get_color(), m.get_marker(), m.get_markerfacecolor()) for m in marks(fig, kind)]


def band(region):
    """Lower and upper end of an area at each place along it."""
    path = region.get_paths()[0].vertices
    return {x: (path[path[:, 0] == x, 1].min(), path[path[:, 0] == x, 1].max())
            for x in dict.fromkeys(path[:, 0].tolist())}  # fmt: skip


def test_the_wave_before_stands_below_in_grey():
    now = mean(np.array([60.0, 64, 70, 76, 50, 52]), Design(), by=list("aabbcc"))
    before = mean(np.array([58.0, 60, 40, 44]), Design(), by=list("bbcc"))
    fig = plotting.estimates(now, second=before)
    assert rows_of(fig) == ["b", "a", "c"]
    assert at(fig)[:3] == [[[73, 0]], [[62, 1]], [[51, 2]]]
    assert at(fig)[3:] == [[[59, close(0.28)]], [[42, close(2.28)]]]
    assert looks(fig) == [(BLUE, "o", BLUE)] * 3 + [(GREY, "s", "white")] * 2
    ends = [list(line.get_xdata()) for line in marks(fig, "interval")[3:]]
    assert ends == [[close(low), close(high)]
                    for low, high in zip(before.lower, before.upper, strict=True)]  # fmt: skip
    assert {line.get_color() for line in marks(fig, "interval")[3:]} == {GREY}
    assert "c 51.0" in plotting.alt_text(fig)
    assert "before 42.0" in plotting.alt_text(fig)


def test_a_line_to_compare_with_is_dashed_and_inside():
    fig = plotting.estimates(mean([60.0, 64, 70, 76], Design(), by=list("aabb")), line=200)
    (line,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert set(line.get_xdata()) == {200}
    assert (line.get_color(), line.get_linestyle()) == (VERMILION, "--")
    assert fig.axes[0].get_xlim()[1] > 200
    none = plotting.estimates(mean([60.0, 64, 70, 76], Design(), by=list("aabb")))
    assert not [x for x in none.axes[0].lines if x.get_gid() is None]


def test_an_interval_far_longer_than_the_others_goes_beyond_the_edge():
    now = mean(np.array([60.0, 64, 70, 76, 50, 52]), Design(), by=list("aabbcc"))
    lower, upper = np.array([61.0, 72, 50]), np.array([63.0, 74, 5000])
    fig = plotting.estimates(replace(now, lower=lower, upper=upper))
    # Values 62, 73 and 51: 22 apart, and 2.5 · 22 = 55 more is as far as an interval is shown.
    assert fig.axes[0].get_xlim() == (close(50 - 0.05 * 78), close(128 + 0.05 * 78))
    assert "The longest intervals go on beyond the edge." in plotting.alt_text(fig)
    fig = plotting.estimates(replace(now, lower=lower, upper=np.array([63.0, 74, 128])))
    assert "beyond the edge" not in plotting.alt_text(fig)
    assert fig.axes[0].get_xlim() == (close(50 - 0.05 * 78), close(128 + 0.05 * 78))
    # Of two rows both intervals are shown whole.
    two = mean(np.array([60.0, 64, 70, 76]), Design(), by=list("aabb"))
    fig = plotting.estimates(replace(two, lower=lower[:2], upper=np.array([63.0, 5000])))
    assert fig.axes[0].get_xlim()[1] > 5000


def test_grades_are_grounds_with_their_letter_in_the_middle():
    rng = np.random.default_rng(7)
    answers = np.vstack([rng.integers(a, a + 2, (20, 9)) for a in (1, 2, 3)])
    fig = plotting.estimates(skm.index(answers, by=np.repeat(list("abc"), 20), item_weight=1 / 9))
    ax = fig.axes[0]
    low, high = ax.get_xlim()
    grounds = [(r.get_x(), r.get_x() + r.get_width()) for r in marks(fig, "region")]
    # PermenPANRB 14/2017: D to 65.00, C to 76.61, B to 88.31, A to 100.
    edges = [low, 65, 76.61, 88.31, min(high, 100)]
    assert grounds == [(close(a), close(b)) for a, b in pairwise(edges)]
    letters = [t for t in ax.texts if t.get_text() in "ABCD"]
    assert [t.get_text() for t in letters] == ["D", "C", "B", "A"]
    assert [t.xy[0] for t in letters] == [close((a + b) / 2) for a, b in grounds]
    assert {(t.xy[1], t.get_va(), t.get_ha()) for t in letters} == {(1.0, "top", "center")}
    colors = [r.get_facecolor()[:3] for r in marks(fig, "region")]
    assert colors[0] == colors[2] != colors[1] == colors[3]
    assert all(min(color) > 0.85 for color in colors)  # letters and marks are read on them
    assert 24.5 <= low < high <= 100.5
    assert ax.get_ylim()[0] == close(2.6)
    assert ax.get_ylim()[1] == close(-0.9 - 0.05 * 2.6)  # room for the letters above the rows
    assert legend_of(fig) == []


def test_ranks_stand_at_their_average_over_their_range():
    values = np.random.default_rng(3).uniform(40, 90, (7, 2))
    result = sensitivity(CARD, values, draws=300, rng=2, ids=list("abcdefg"))
    fig = plotting.ranks(result)
    order = np.argsort(result.rank)
    assert rows_of(fig) == [str(result.ids[i]) for i in order]
    assert at(fig)[:7] == [[[close(result.expected_rank[i]), row]] for row, i in enumerate(order)]
    assert at(fig)[7:] == [[[close(result.rank[i]), row]] for row, i in enumerate(order)]
    assert at(fig, "interval") == [[[close(result.lower[i]), row], [close(result.upper[i]), row]]
                                   for row, i in enumerate(order)]  # fmt: skip
    assert looks(fig)[0][:2] == (BLUE, "o")
    assert looks(fig)[-1][:2] == (INK, "|")
    shown = np.concatenate([result.expected_rank, result.lower, result.upper])
    room = 0.05 * (shown.max() - shown.min())
    assert fig.axes[0].get_xlim() == (close(shown.min() - room), close(shown.max() + room))
    cells = marks(plotting.acceptability(result), "cell")
    share = result.rank_acceptability[order]
    wanted = {(rank + 0.5, row - 0.5) for row, rank in np.argwhere(share >= 0.005).tolist()}
    assert {cell.get_xy() for cell in cells} == wanted
    shade = {cell.get_xy(): sum(cell.get_facecolor()[:3]) for cell in cells}
    often = {(rank + 0.5, row - 0.5): share[row, rank]
             for row, rank in np.argwhere(share >= 0.005).tolist()}  # fmt: skip
    ranked = sorted(often, key=often.__getitem__)
    assert all(shade[a] > shade[b] for a, b in pairwise(ranked)
               if often[a] < often[b])  # fmt: skip
    ax = plotting.acceptability(result).axes[0]
    assert (ax.get_xlim(), ax.get_ylim()) == ((0.5, 7.5), (6.5, -0.5))


def test_trends_have_the_sign_of_their_direction():
    lines = [[60, 64, 68, 72, 76.5], [70, 66, 62, 58, 54.5], [70, 69, 71, 70, 70]]
    result = trend(lines)
    fig = plotting.trend(result)
    found = {marker: (color, face) for color, marker, face in looks(fig)}
    assert found == {"^": (BLUE, BLUE), "o": (GREY, "white"), "v": (VERMILION, VERMILION)}
    assert sorted(point[0] for point in at(fig)) == [
        [close(x), row] for x, row in zip([-4, 0, 4], [2, 1, 0], strict=True)
    ]
    ends = np.concatenate([result.slope, result.lower, result.upper, [0]])
    room = 0.05 * np.ptp(ends)
    assert fig.axes[0].get_xlim() == (close(ends.min() - room), close(ends.max() + room))
    (zero,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert set(zero.get_xdata()) == {0}


def test_severity_has_two_standard_errors_to_either_side():
    result = rater_effects(np.repeat(np.arange(20), 2), np.tile(list("xyzwxzyw"), 5),
                           np.random.default_rng(2).normal(70, 5, 40))  # fmt: skip
    fig = plotting.severity(result)
    order = np.argsort(-result.severity)
    # 1.959964 is the point below which 97.5 % of a normal distribution lie.
    reach = 1.959963984540054 * result.severity_se
    assert at(fig, "interval") == [
        [[close(result.severity[i] - reach[i]), row], [close(result.severity[i] + reach[i]), row]]
        for row, i in enumerate(order)
    ]


def test_groups_below_the_line_have_a_sign_of_their_own():
    chosen = [True] * 9 + [False] + [True] * 4 + [False] * 6 + [True] * 8 + [False] * 2
    result = adverse_impact(chosen, np.repeat(list("abc"), 10))
    fig = plotting.fairness(result)
    signs = {point[0][1]: look for point, look in zip(at(fig), looks(fig), strict=True)}
    # Ratios 1, 8/9 and 4/9, of which only the last is below four fifths.
    assert {row: look[:2] for row, look in signs.items()} == {
        0: (BLUE, "o"), 1: (BLUE, "o"), 2: (ORANGE, "v"),
    }  # fmt: skip
    lines = {float(x.get_xdata()[0]): (x.get_color(), x.get_linestyle())
             for x in fig.axes[0].lines if x.get_gid() is None}  # fmt: skip
    assert lines == {1: (GREY, "-"), 0.8: (VERMILION, "--")}
    ends = [list(line.get_xdata()) for line in marks(fig, "interval")]
    rows = {str(g): i for i, g in enumerate(result.group)}
    assert ends == [[close(result.lower[rows[g]]), close(min(2, result.upper[rows[g]]))]
                    for g in "cb"]  # fmt: skip
    low, high = fig.axes[0].get_xlim()
    assert low == 0
    assert high == close(1.05 * max(1, min(2, result.upper[rows["c"]])))


def test_spreads_of_many_units_hold_four_fifths_of_them():
    # In unit i of 41, 40 − i of 40 people are high and the others low.
    high = [[90.0] * (40 - i) + [10.0] * i for i in range(41)]
    scores = score(CARD, [[x, x] for unit in high for x in unit],
                   by=[f"u{i:02}" for i in range(41) for _ in range(40)])  # fmt: skip
    fig = plotting.grades(scores, guide={"high": 0.3})
    assert rows_of(fig) == ["high", "middle", "low"]
    # Shares are 0, 1/40, … 1: tenths of them are at 0.1, 0.5 and 0.9.
    assert at(fig, "interval") == [
        [[close(0.1), 0], [close(0.9), 0]], [[0, 1], [0, 1]], [[close(0.1), 2], [close(0.9), 2]],
    ]  # fmt: skip
    assert at(fig)[:3] == [[[close(0.5), 0]], [[0, 1]], [[close(0.5), 2]]]
    assert at(fig)[3:] == [[[0.3, 0]]]
    assert looks(fig)[0][:2] == (BLUE, "o")
    assert looks(fig)[3][:2] == (VERMILION, "|")
    assert {line.get_color() for line in marks(fig, "interval")} == {LIGHT}
    assert fig.axes[0].get_xlim() == (0, close(0.945))
    said = plotting.alt_text(fig)
    assert "high median 50%, middle 80% of the units 10% to 90%" in said
    assert "median of 41 units" in said
    (guide,) = fig.axes[0].get_legend().legend_handles
    assert guide.get_markeredgewidth() == 2.4


def test_profiles_show_gaps_and_surpluses():
    fig = plotting.profile(list("abc"), [3, 1, 4], [3, 4, 2])
    lines = {tuple(line.get_xdata()): line.get_color() for line in marks(fig, "interval")}
    assert lines == {(1, 4): VERMILION, (3, 3): PALE, (4, 2): PALE}
    assert looks(fig) == [(INK, "D", "white")] * 3 + [(BLUE, "o", BLUE)] * 3
    # The level there is lies on the level required, where they are the same.
    assert marks(fig, "point")[3].get_zorder() > marks(fig, "point")[0].get_zorder()
    assert marks(fig, "point")[3].get_markersize() < marks(fig, "point")[0].get_markersize()
    assert fig.axes[0].get_xlim() == (close(1 - 0.08 * 3), close(4 + 0.08 * 3))


def test_a_series_has_the_band_of_its_effect_round_what_would_have_been():
    y = [10, 12, 11, 13, 20, 22, 21, 23.0]
    result = interrupted_series(y, 4)
    fig = plotting.interrupted(result, y)
    (region,) = marks(fig, "region")
    found = band(region)
    assert list(found) == [5, 6, 7, 8]
    for i, (low, high) in enumerate(found.values()):
        model = result.fitted[4 + i]
        assert (low, high) == (close(model - result.effect_upper[i]),
                               close(model - result.effect_lower[i]))  # fmt: skip
    edges = [*y, *result.fitted, *result.counterfactual, *np.ravel(list(found.values()))]
    room = 0.08 * np.ptp(edges)
    assert fig.axes[0].get_ylim() == (close(min(edges) - room), close(max(edges) + room))
    before, after, without = marks(fig, "curve")
    assert before.get_color() == after.get_color() == BLUE
    assert (without.get_color(), without.get_linestyle()) == (VERMILION, "--")
    assert {look[0] for look in looks(fig)} == {INK}
    (line,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert (line.get_color(), line.get_linestyle()) == (GREY, "--")


def test_waiting_has_the_error_of_one_time_round_each_step():
    result = service_times([2, 3, 5, 8.0, 1, 4, 7, 6], target=4, by=list("aaaabbbb"))
    fig = plotting.waiting(result)
    for curve, region, own in zip(marks(fig, "curve"), marks(fig, "region"), result.curves,
                                  strict=True):  # fmt: skip
        assert region.get_facecolor()[0][:3].tolist() == close(
            [int(curve.get_color()[i : i + 2], 16) / 255 for i in (1, 3, 5)])  # fmt: skip
        found = band(region)
        # A step goes up at its time, so there both heights of the band meet; a last error is none.
        error = 1.96 * np.nan_to_num(own.se)
        low, high = np.maximum(0, own.within - error), np.minimum(1, own.within + error)
        before = [(0.0, 0.0), *zip(low.tolist(), high.tolist(), strict=True)]
        for (low0, high0), (low1, high1), time in zip(before, before[1:], own.time, strict=False):
            assert found[time] == (close(min(low0, low1)), close(max(high0, high1)))
        assert curve.get_xdata()[-1] == 8  # all go on to the last time of any
    assert fig.axes[0].get_ylim() == (0, 1.02)
    first, second = marks(fig, "curve")
    assert (first.get_linestyle(), second.get_linestyle()) == ("-", "--")
    (line,) = [x for x in fig.axes[0].lines if x.get_gid() is None]
    assert (line.get_color(), line.get_linestyle()) == (VERMILION, "--")


def test_medians_of_many_groups_go_to_the_edge_where_they_were_not_reached():
    times = np.arange(1.0, 28)
    by = [f"g{i % 9}" for i in range(27)]
    result = service_times(times, target=40, by=by)
    result = replace(result, median_upper=np.array([*range(20, 28), np.nan]))
    fig = plotting.waiting(result)
    assert rows_of(fig) == [f"g{i}" for i in range(9)]  # medians 10 to 18, the lowest first
    assert at(fig) == [[[10 + i, i]] for i in range(9)]
    for i, line in enumerate(marks(fig, "interval")):
        upper = 40 if i == 8 else result.median_upper[i]
        assert list(line.get_xdata()) == [close(result.median_lower[i]), close(upper)]
    assert fig.axes[0].get_xlim() == (0, close(42))


def test_effects_of_starts_have_a_band_through_their_base():
    unit, period = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    y = np.random.default_rng(1).normal(0, 1, unit.size)
    late = staggered_did(y, unit, period, [3 if u < 4 else 4 if u < 8 else None for u in unit])
    fig = plotting.before_after(late)
    (region,) = marks(fig, "region")
    found = band(region)
    assert found[-1] == (0, 0)
    for t, low, high in zip(late.relative, late.band_lower, late.band_upper, strict=True):
        assert found[float(t)] == (close(low), close(high))
    event = event_study(y, unit < 6, period, start=3, unit=unit)
    fig = plotting.before_after(event)
    faces = {point[0][0]: look[1:] for point, look in zip(at(fig), looks(fig), strict=True)}
    # Before the start hollow, after it full, and the period compared with a diamond.
    assert {x: (marker, face == "white") for x, (marker, face) in faces.items()} == {
        -3: ("o", True), -2: ("o", True), -1: ("D", True), 0: ("o", False), 1: ("o", False),
        2: ("o", False),
    }  # fmt: skip
    ends = [*event.value, *event.lower, *event.upper, 0]
    room = 0.05 * np.ptp(ends)
    assert fig.axes[0].get_ylim() == (close(min(ends) - room), close(max(ends) + room))
    assert fig.axes[0].get_xlim() == (close(-3.3), close(2.3))  # 0.06 of five to either side
    lines = [(*x.get_xdata(), *x.get_ydata(), x.get_linestyle())
             for x in fig.axes[0].lines if x.get_gid() is None]  # fmt: skip
    assert lines == [(0, 1, 0, 0, "-"), (-0.5, -0.5, 0, 1, "--")]


def test_points_of_many_units_beside_a_line_of_no_change():
    before, after = np.arange(101.0), 100 - 0.5 * np.arange(101.0)
    fig = plotting.workload([f"U{i}" for i in range(101)], before, after)
    points = np.vstack([mark.get_xydata() for mark in marks(fig, "point")])
    assert sorted(points.tolist()) == np.column_stack([before, after]).tolist()
    ax = fig.axes[0]
    assert ax.get_xlim() == ax.get_ylim() == (close(-5), close(105))
    (line,) = [x for x in ax.lines if x.get_gid() is None]
    assert line.get_slope() == 1
    assert tuple(line.get_xy1()) == (0, 0)
    fewer = plotting.workload([f"U{i}" for i in range(100)], before[:100], after[:100])
    assert len(marks(fewer, "interval")) == 100


def test_need_of_many_units_is_counted_in_whole_persons():
    need, staff = np.arange(1.0, 102)[:, None], np.full((101, 1), 50.5)
    fig = plotting.need(balance_sheet(need, staff))
    ax = fig.axes[0]
    for axis in (ax.xaxis, ax.yaxis):
        assert all(float(x).is_integer() for x in axis.get_majorticklocs())
    assert (ax.get_ylabel(), ax.get_xlabel().split("\n")) == (
        "Staff",
        ["Need", "Each point is a unit; below the line there are fewer staff than needed."],
    )
