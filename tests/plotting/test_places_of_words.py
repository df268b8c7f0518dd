"""Where words stand: beside the end of their bar, in their cell, along their spoke; and limits."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from picture_marks import inside, marks
from test_words_of_pictures import SAID, SCORES

from kinerja import plotting
from kinerja.balancing import plan_flows
from kinerja.competency import nine_box
from kinerja.impact import service_times
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.scoring import explain, score, sensitivity, trend
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, importance_performance, mean

INK, GREY, WARNING = "#222222", "#666666", "#B85100"


def drawn(name):
    return SAID[name][0]()


def close(x):
    return pytest.approx(x, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        # Beside the right end of what stands in the row: the total, the count, the people.
        ("stacks", [(70, 0, INK), (65, 1, INK), (52.5, 2, INK)]),
        ("grades", [(0, 0, INK), (3, 1, INK)]),
        ("coverage", [(2, 0, INK), (1, 1, INK)]),
        # 7 needed and 4 there, 4 needed and 3 there: behind the line of the need, as a warning.
        ("need", [(7, 0, WARNING), (4, 1, WARNING)]),
        ("need alone", [(2.5, 0, GREY), (1, 1, GREY)]),
        ("balance", [(2, 0, GREY), (1, 1, GREY), (0, 2, GREY)]),
        ("reasons", [(5, 0, INK)]),
    ],
)
def test_words_stand_beside_the_end_of_their_bar(name, places):
    found = [(x, y, color) for _, x, y, _, color in inside(drawn(name))]
    assert found == [(close(x), y, color) for x, y, color in places]
    assert {side for *_, side, _ in inside(drawn(name))} == {"left"}
    assert {text.get_va() for text in drawn(name).axes[0].texts} == {"center"}


def test_a_surplus_is_grey_and_a_shortage_a_warning():
    fig = plotting.need(balance_sheet([[3], [1], [2]], [[1], [4], [2]], units=list("abc")))
    assert [(said.strip(), x, color) for said, x, _, _, color in inside(fig)] == [
        ("2 short", 3, WARNING), ("", 2, GREY), ("3 too many", 4, GREY),
    ]  # fmt: skip


@pytest.mark.parametrize(("share", "at"), [(0.1, 0.3), (0.15, 0.45), (0.17, 0)])
def test_words_that_the_guide_would_cross_stand_behind_it(share, at):
    # Three people, nobody high: a line within 0.16 · 3 = 0.48 of the bar's end meets the words.
    fig = plotting.grades(SCORES, guide={"high": share, "low": 0.5})
    assert [x for _, x, *_ in inside(fig)] == [close(at), 3]
    assert [line.get_xdata()[0] for line in marks(fig, "interval")] == [close(3 * share), 1.5]
    assert fig.axes[0].get_xlim() == (0, close(3.48))


@pytest.mark.parametrize(("name", "ends"), [
    # Room for the words beside the longest bar: a tenth, or three tenths beside a sentence.
    ("coverage", (0, 2.2)), ("need", (0, 9.1)), ("need alone", (0, 2.75)), ("reasons", (0, 6.5)),
    ("stacks", (0, 76.3)), ("balance", (-3.4, 2.4)), ("workload", (0.9, 3.1)),
])  # fmt: skip
def test_limits_leave_room_for_the_words_beside(name, ends):
    assert drawn(name).axes[0].get_xlim() == close(ends)


def test_moves_of_a_waterfall_stand_beyond_their_tip():
    up, down = inside(drawn("waterfall"))
    # From 62.5 to 77.5 and back to 70: 15 wide, so a hundredth or so of that apart.
    assert (up[2:4], down[2:4]) == ((1, "left"), (2, "right"))
    assert 77.5 < up[1] < 77.5 + 0.3
    assert 70 - 0.3 < down[1] < 70


@pytest.mark.parametrize("name", ["coverage of units", "acceptability", "matrix"])
def test_words_of_cells_stand_in_their_middle(name):
    fig = drawn(name)
    middles = {(b.get_x() + b.get_width() / 2, b.get_y() + b.get_height() / 2)
               for b in marks(fig, "cell")}  # fmt: skip
    for _, x, y, side, color in inside(fig):
        assert (x, y) in middles
        assert side == "center"
        assert color in {"white", "#000000"}
    assert {text.get_fontsize() for text in fig.axes[0].texts} == {8}


def test_shares_of_a_unit_stand_in_the_middle_of_their_part():
    found = [(said, x, y) for said, x, y, _, _ in inside(drawn("grades of units"))]
    assert found == [
        ("30%", close(0.15), 0), ("70%", close(0.65), 0),
        ("50%", 0.25, 1), ("50%", 0.75, 1), ("100%", 0.5, 2),
    ]  # fmt: skip


def test_names_of_spokes_stand_beyond_their_ends():
    fig = plotting.radar(list("abcde"), [3, 1, 4, 2, 2], [3, 4, 2, 5, 2])
    words = {said: (x, y, side) for said, x, y, side, _ in inside(fig)}
    for i, name in enumerate("abcde"):
        angle = np.pi / 2 - 2 * np.pi * i / 5
        x, y, side = words[name]
        assert np.arctan2(y, x) == close(np.arctan2(np.sin(angle), np.cos(angle)))
        assert 5 < np.hypot(x, y) < 1.15 * 5
        assert side == {"a": "center", "b": "left", "c": "left"}.get(name, "right")
    # Rings at every whole level, their figure at the upright spoke, in fine grey letters.
    assert [words[str(level)][1] for level in (1, 2, 3, 4, 5)] == [1, 2, 3, 4, 5]
    assert all(0 < words[str(level)][0] < 0.2 for level in (1, 2, 3, 4, 5))
    assert [t.get_fontsize() for t in fig.axes[0].texts] == [7] * 5 + [8.5] * 5
    rings = [p.get_xy() for p in fig.axes[0].patches if p.get_gid() is None]
    assert [np.hypot(*ring.T) for ring in rings] == [close([level] * 6) for level in range(1, 6)]
    spokes = [line.get_xydata() for line in fig.axes[0].lines if line.get_gid() is None]
    np.testing.assert_allclose([spoke[0] for spoke in spokes], 0)
    np.testing.assert_allclose([np.hypot(*spoke[1]) for spoke in spokes], 5)
    # As wide as names need, and the same length of a level in every direction.
    ax = fig.axes[0]
    assert ax.get_aspect() == 1
    assert ax.get_xlim() == (-8.75, 8.75)
    assert ax.get_ylim() == (-6, 6)
    (region,), (curve,) = marks(fig, "region"), marks(fig, "curve")
    assert region.get_alpha() < 0.5
    assert curve.get_linestyle() == "--"


def test_ribbons_name_both_ends():
    fig = drawn("ribbons")
    # A gives three, B takes two and C one below it, with room of 0.06 · 3 between.
    assert inside(fig) == [
        ("A  3", close(-0.045), 1.5, "right", INK),
        ("2  B", close(1.045), 1, "left", INK),
        ("1  C", close(1.045), close(2.68), "left", INK),
        ("Leave", close(-0.025), close(-0.159), "right", GREY),
        ("Arrive", close(1.025), close(-0.159), "left", GREY),
    ]
    # The right is the higher side: 3.18.
    assert fig.axes[0].get_ylim() == (close(3.2436), close(-0.318))
    assert fig.axes[0].get_xlim() == (-0.75, 1.75)
    assert [(b.get_x(), b.get_y(), b.get_width(), b.get_height()) for b in marks(fig, "bar")] == [
        (close(-0.025), 0, 0.025, 3), (1, 0, 0.025, 2), (1, close(2.18), 0.025, 1),
    ]  # fmt: skip
    first, second = (ribbon.get_path().vertices for ribbon in marks(fig, "ribbon"))
    np.testing.assert_allclose(first[[0, 3, 4, 7]], [[0, 0], [1, 0], [1, 2], [0, 2]])
    np.testing.assert_allclose(second[[0, 3, 4, 7]], [[0, 2], [1, 2.18], [1, 3.18], [0, 3]])
    # In between they bend at the middle, and come back to where they began.
    for path in (first, second):
        assert set(path[[1, 2, 5, 6], 0]) == {0.5}
        np.testing.assert_array_equal(path[1:3, 1], path[[0, 3], 1])
        np.testing.assert_array_equal(path[5:7, 1], path[[4, 7], 1])
        np.testing.assert_array_equal(path[-1], path[0])


def test_words_of_nine_boxes_stand_in_their_box():
    fig = drawn("nine boxes")
    texts = fig.axes[0].texts
    numbers = [t for t in texts if t.get_color() == GREY]
    counts = [t for t in texts if t.get_fontweight() == "bold"]
    who = [t for t in texts if t not in numbers + counts]
    for i, (number, count) in enumerate(zip(numbers, counts, strict=True)):
        assert number.get_text() == str(i + 1)
        x, y = number.get_position()
        assert (0 < x - i % 3 < 0.1, 0.8 < y - i // 3 < 1) == (True, True)
        x, y = count.get_position()
        assert (0.9 < x - i % 3 < 1, 0.8 < y - i // 3 < 1) == (True, True)
    assert {t.get_ha() for t in counts} == {"right"}
    # Names are the smallest letters, counts the largest, and begin below the number.
    assert [t.get_text() for t in who] == ["p", "q", "r, s"]
    assert [(*np.floor(t.get_position()), t.get_va()) for t in who] == [
        (0, 0, "top"), (1, 0, "top"), (2, 2, "top"),
    ]  # fmt: skip
    assert len({t.get_fontsize() for t in who}) == len({t.get_fontsize() for t in counts}) == 1
    assert who[0].get_fontsize() < numbers[0].get_fontsize() < counts[0].get_fontsize()
    ax = fig.axes[0]
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 3), (0, 3))
    assert ax.get_xticks().tolist() == ax.get_yticks().tolist() == [0.5, 1.5, 2.5]
    assert {(t.get_rotation(), t.get_va()) for t in ax.get_yticklabels()} == {(90, "center")}
    # The more people, the darker: a half of them is darker than a quarter, and that than nobody.
    shade = [sum(cell.get_facecolor()[:3]) for cell in marks(fig, "cell")]
    assert shade[8] < shade[0] == shade[1] < shade[2]


def test_whoever_may_belong_elsewhere_has_a_question_mark():
    cuts = {"performance_cuts": (33, 66), "potential_cuts": (33, 66)}
    result = nine_box([33.5, 90], [50, 90], **cuts, performance_se=[20, 1], potential_se=[20, 1],
                      ids=["p", "q"])  # fmt: skip
    assert result.certainty[0] < 0.5 < result.certainty[1]
    fig = plotting.nine_box(result)
    assert {"p?", "q"} <= {said for said, *_ in inside(fig)}
    assert "?: another box is as likely" in plotting.alt_text(fig)
    assert "?:" not in plotting.alt_text(drawn("nine boxes"))


def test_ids_that_a_box_has_room_for():
    cuts = {"performance_cuts": (33, 66), "potential_cuts": (33, 66)}

    def names(n, label):
        fig = plotting.nine_box(nine_box([50] * n, [50] * n, **cuts,
                                         ids=[label.format(i) for i in range(n)]))  # fmt: skip
        return ", ".join(said.replace("\n", " ") for said, *_ in inside(fig) if "n" in said)

    assert names(24, "n{}") == ", ".join(f"n{i}" for i in range(24))
    assert not names(25, "n{}")
    # Up to twelve have 18 letters each, more of them 14.
    assert names(12, "n{:017}").split(", ")[3] == f"n{3:017}"
    assert names(13, "n{:013}").split(", ")[3] == f"n{3:013}"
    assert max(map(len, names(12, "n{:019}").split(", "))) == 18
    assert max(map(len, names(13, "n{:019}").split(", "))) == 14


def test_before_and_after_are_named_at_their_ends():
    fig = drawn("before and after")
    ax = fig.axes[0]
    words = {said: (x, y) for said, x, y, *_ in inside(fig)}
    # 5.5, 7.5 and 9; the effect in the middle of 7.5 and 9.
    assert words["Comparison group"] == (close(1.17), 5.5)
    assert words["Had it changed alike"] == (close(1.17), 7.5)
    assert words["Group with the measure"] == (close(1.17), 9)
    assert words["+1.50"] == (close(1.05), 8.25)
    assert {(s, c) for said, _, _, s, c in inside(fig) if said == "+1.50"} == {("left", WARNING)}
    assert ax.get_xlim() == (-0.12, 1.75)
    assert ax.get_xticks().tolist() == [0, 1]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["Before", "After"]
    assert ax.get_ylim() == (close(4.5 - 0.45), close(9 + 0.45))
    (effect,) = marks(fig, "interval")
    assert 1 < effect.get_xdata()[0] < 1.05


def test_priorities_stand_beside_their_points_and_in_their_corners():
    rng = np.random.default_rng(5)
    result = importance_performance(rng.integers(1, 5, (80, 6)), rng.integers(1, 5, (80, 6)),
                                    Design())  # fmt: skip
    fig = plotting.priorities(result, names=[f"Item {i}" for i in range(6)])
    FigureCanvasAgg(fig).draw()
    renderer, ax = fig.canvas.get_renderer(), fig.axes[0]
    frame = ax.get_window_extent(renderer)
    points = ax.transData.transform(np.column_stack([result.performance, result.importance]))
    for i, (point, text) in enumerate(zip(points, ax.texts[:6], strict=True)):
        assert text.get_text() == f"Item {i}"
        box = text.get_window_extent(renderer)
        away = [max(box.x0 - point[0], point[0] - box.x1, 0),
                max(box.y0 - point[1], point[1] - box.y1, 0)]  # fmt: skip
        assert np.hypot(*away) < 0.06 * frame.width
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1
        assert not box.contains(*point)
    corners = {t.get_text(): t.get_position() for t in ax.texts[6:]}
    assert {said: (x > 0.5, y > 0.5) for said, (x, y) in corners.items()} == {
        "fix first": (False, True), "keep up": (True, True), "fix later": (False, False),
        "strong enough": (True, False),
    }  # fmt: skip
    for text in ax.texts[6:]:
        (x, y), box = text.get_position(), text.get_window_extent(renderer)
        assert min(abs(x - 0), abs(x - 1)) < 0.02 > min(abs(y - 0), abs(y - 1))
        assert frame.x0 < box.x0 < box.x1 < frame.x1
        assert frame.y0 < box.y0 < box.y1 < frame.y1
        assert text.get_color() == GREY
    across = {float(line.get_xdata()[0]) for line in ax.lines if np.ptp(line.get_ydata()) == 1
              and not line.get_gid()}  # fmt: skip
    along = {float(line.get_ydata()[0]) for line in ax.lines if np.ptp(line.get_xdata()) == 1
             and not line.get_gid()}  # fmt: skip
    assert across == {float(result.performance_line)}
    assert along == {float(result.importance_line)}


CARD = Scorecard(code="c", name="C",
                 parts=[Indicator(code=c, name=c, scale=Identity()) for c in "abc"])  # fmt: skip


def several(name, n):
    rng, labels = np.random.default_rng(n), [f"u{i:03}" for i in range(n)]
    values = rng.uniform(40, 90, (n, 3))
    return {
        "ranks": lambda: plotting.ranks(sensitivity(CARD, values, draws=20, rng=1)),
        "acceptability": lambda: plotting.acceptability(
            sensitivity(CARD, values, draws=20, rng=1)),
        "stacks": lambda: plotting.contributions(score(CARD, values)),
        "estimates": lambda: plotting.estimates(
            mean(np.r_[values[:, 0], values[:, 1]], Design(), by=labels * 2)),
        "workload": lambda: plotting.workload(labels, values[:, 0], values[:, 1]),
        "profile": lambda: plotting.profile(labels, values[:, 0], values[:, 1]),
        "need": lambda: plotting.need(
            balance_sheet(np.rint(values[:, :1]), np.rint(values[:, 1:2]), units=labels)),
        "coverage of units": lambda: plotting.coverage(score(CARD, values, by=labels)),
        "matrix": lambda: plotting.transfers(
            plan_flows([*([1],) * n, [0]], [*([0],) * n, [n]]), kind="matrix"),
        "balance": lambda: plotting.transfers(
            plan_flows([*([1],) * n, [0]], [*([0],) * n, [n]]), kind="balance"),
        "trend": lambda: plotting.trend(trend(
            values[:, :1] + 5 * np.arange(5) + rng.normal(0, 9, (n, 5)))),
        "fairness": lambda: plotting.fairness(
            adverse_impact(np.arange(20 * n) % 3 > 0, np.repeat(labels, 20))),
        "waiting": lambda: plotting.waiting(
            service_times(rng.gamma(3, 2, 20 * n), target=5, by=np.repeat(labels, 20))),
        "severity": lambda: plotting.severity(rater_effects(
            np.repeat(np.arange(4 * n), 2), np.arange(8 * n) // 2 * 5 % n + np.arange(8 * n) % 2,
            rng.normal(70, 5, 8 * n))),
        "waterfall": lambda: plotting.contributions(explain(score(Scorecard(
            code="c", name="C", parts=[Indicator(code=x, name=x, scale=Identity())
                                       for x in labels[2:]]),
            rng.uniform(40, 90, (3, n - 2))), 0)),
        "coverage": lambda: plotting.coverage(score(Scorecard(
            code="c", name="C", parts=[Indicator(code=x, name=x, scale=Identity())
                                       for x in labels]), rng.uniform(40, 90, (3, n)))),
    }[name]()  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "ranks",
        "acceptability",
        "stacks",
        "estimates",
        "workload",
        "profile",
        "need",
        "coverage of units",
        "matrix",
        "balance",
    ],
)
def test_a_row_more_is_so_much_higher(name):
    """Each named row adds 0.27 inches, and what stands above and below takes one to three."""
    low, high = (several(name, n).get_size_inches() for n in (12, 22))
    assert (high - low).tolist() == close([0, 2.7])
    assert 1 < low[1] - 12 * 0.27 < 3


@pytest.mark.parametrize(("name", "low", "high"), [
    *((name, 0.3, 0.37) for name in ("ranks", "acceptability", "stacks", "estimates", "workload",
                                     "profile", "need", "balance", "trend", "fairness", "waiting",
                                     "severity", "waterfall", "coverage")),
    ("coverage of units", 0.4, 0.46), ("matrix", 0.4, 0.46),
])  # fmt: skip
def test_rows_are_as_high_in_one_picture_as_in_another(name, low, high):
    """Inches of a row of twelve on the page; cells of a matrix are higher than rows of marks."""
    fig = several(name, 12)
    FigureCanvasAgg(fig).draw()
    ax = fig.axes[0]
    rows = abs(np.subtract(*ax.get_ylim()))
    assert low <= ax.get_window_extent().height / fig.dpi / rows <= high
