"""Marks of transfers, shortages, judgements and stacks: their places, colours and limits."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from picture_marks import inside, marks, rows_of, words_of

from kinerja import plotting
from kinerja.balancing import plan_flows, plan_transfers
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.scoring import explain, score, trend
from kinerja.staffing import wisn
from kinerja.weights import ahp

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


def test_posts_short_by_rule_the_largest_first():
    # Nobody is qualified for the second job, and one is short of two who may not leave.
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1, 0], [4, 0.5]], units=["a", "b"],
                          jobs=["x", "y"])  # fmt: skip
    fig = plotting.shortage_reasons(plan)
    short = {}
    for post in plan.remaining:
        short[post.rule] = short.get(post.rule, 0) + post.shortage
    widths = [bar.get_width() for bar in marks(fig, "bar")]
    assert widths == sorted(short.values(), reverse=True)
    assert len(widths) == 2
    assert [(bar.get_x(), bar.get_y(), bar.get_height()) for bar in marks(fig, "bar")] == [
        (0, close(row - 0.36), 0.72) for row in range(2)
    ]
    assert [(said, x, y) for said, x, y, *_ in inside(fig)] == [
        ("  2 (1 post)", 2, 0), ("  0.5 (1 post)", 0.5, 1),
    ]  # fmt: skip
    assert fig.axes[0].get_xlim() == (0, close(2.6))
    assert plotting.alt_text(fig).startswith("Why 2.5 persons are still missing")


def test_a_balance_of_many_units_joins_those_with_fewest_moves():
    n = 45
    staff, need = np.zeros((n, 1), dtype=int), np.zeros((n, 1), dtype=int)
    staff[1:, 0], need[0] = [3] * 5 + [1] * 39, 54
    fig = plotting.transfers(plan_flows(staff, need), kind="balance",
                             names=[f"u{i:02}" for i in range(n)])  # fmt: skip
    rows = rows_of(fig)
    assert rows[0] == "u00"
    assert rows[-1] == "6 other units"
    assert len(rows) == 40
    assert set(rows[-6:-1]) == {f"u{i:02}" for i in range(1, 6)}  # minus three each
    wide = {round(bar.get_y() + 0.36): bar.get_width() for bar in marks(fig, "bar")}
    assert (wide[0], wide[1], wide[38], wide[39]) == (54, -1, -3, -6)
    assert [x for said, x, y, *_ in inside(fig) if y == 39] == [0]
    assert "\u00a0\u00a0−6" in words_of(fig)
    assert all(t.get_text().isdigit() for t in fig.axes[0].get_xticklabels())  # and no minus


def test_others_who_are_far_more_than_any_unit_are_said_in_words():
    n = 90
    staff, need = np.zeros((n, 1), dtype=int), np.zeros((n, 1), dtype=int)
    staff[:45, 0], need[45:, 0] = 1, 1
    fig = plotting.transfers(plan_flows(staff, need), kind="balance")
    # 39 units have a row of their own; of the other 51 some leave and some arrive.
    said = [text for text, _, y, *_ in inside(fig) if y == 39]
    assert len(said) == 1
    leave, arrive = (int(x) for x in said[0].replace(",", "").split() if x.isdigit())
    assert leave + arrive == 51
    assert said[0].strip() == f"{leave} leave, {arrive} arrive"
    assert max(abs(bar.get_width()) for bar in marks(fig, "bar")) == 1
    assert fig.axes[0].get_xlim() == (close(-1 - 0.16), close(1 + 0.16))


def test_judgements_of_few_and_of_many():
    uneven, even = ahp([[1, 3], [1 / 3, 1]]), ahp(np.ones((2, 2)))
    fig = plotting.judgements({"H": uneven, "U": even})
    # ¾ and ½ of the first criterion, ¼ and ½ of the second, a little above and below their row.
    assert at(fig) == [
        [[close(0.75), close(-0.22)]], [[close(0.25), close(0.78)]],
        [[close(0.5), close(0.22)]], [[close(0.5), close(1.22)]],
    ]  # fmt: skip
    assert at(fig, "interval") == [
        [[close(0.5), 0], [close(0.75), 0]], [[close(0.25), 1], [close(0.5), 1]],
    ]  # fmt: skip
    assert looks(fig)[0] == (BLUE, "o", BLUE)
    assert looks(fig)[2] == (ORANGE, "s", ORANGE)
    assert fig.axes[0].get_xlim() == (0, close(0.7875))
    many = plotting.judgements({f"S{i}": uneven if i < 6 else even for i in range(9)})
    assert at(many) == [[[close(0.75), 0]], [[close(0.25), 1]]]
    assert at(many, "interval") == at(fig, "interval")
    assert {line.get_color() for line in marks(many, "interval")} == {LIGHT}
    loose = ahp([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    hollow = plotting.judgements({"H": ahp(np.ones((3, 3))), "U": loose})
    assert [look[2] for look in looks(hollow)] == [BLUE] * 3 + ["white"] * 3
    assert [h.get_markerfacecolor() for h in hollow.axes[0].get_legend().legend_handles] == [
        BLUE, "white",
    ]  # fmt: skip


def test_stacks_with_parts_below_zero():
    card = Scorecard(
        code="c", name="C", parts=[Indicator(code=c, name=c, scale=Identity()) for c in "abc"]
    )
    fig = plotting.contributions(score(card, [[60, -30, 90], [30, 30, -60]], ids=["p", "q"]))
    # A third of each: 20 − 10 + 30 and 10 + 10 − 20. What is below 0 begins at 0.
    assert [(b.get_x(), b.get_width()) for b in marks(fig, "bar")] == [
        (0, close(20)), (0, close(-10)), (close(20), close(30)),
        (0, close(10)), (close(10), close(10)), (0, close(-20)),
    ]  # fmt: skip
    assert [x for _, x, *_ in inside(fig)] == [close(50), close(20)]
    # From −20 to 50, with 0.09 of that to either side.
    assert fig.axes[0].get_xlim() == (close(-26.3), close(56.3))
    assert [b.get_hatch() for b in marks(fig, "bar")] == ["", "///", "..."] * 2


def test_the_guide_stands_above_the_units_with_an_edge_of_its_own():
    scores = score(CARD, [[90, 90], [60, 60], [10, 10]], by=["x", "x", "y"])
    fig = plotting.grades(scores, guide={"high": 0.25, "low": 0.75})
    edges = {}
    for bar in marks(fig, "bar"):
        row = round(bar.get_y() + bar.get_height() / 2)
        edges.setdefault(rows_of(fig)[row], set()).add(to_hex(bar.get_edgecolor()))
    assert edges == {"Guide": {VERMILION.lower()}, "x": {"#ffffff"}, "y": {"#ffffff"}}
    # The darker, the better, in the rows and in the legend.
    legend = fig.axes[0].get_legend().legend_handles
    assert [sum(patch.get_facecolor()[:3]) for patch in legend] == sorted(
        sum(patch.get_facecolor()[:3]) for patch in legend
    )
    # No grade without a share has a bar: the guide says nothing of the middle.
    assert len(marks(fig, "bar")) == 2 + 2 + 1


def test_the_smallest_moves_are_joined_as_the_remainder():
    card = Scorecard(code="c", name="C", parts=[
        Indicator(code=f"k{j:02}", name=f"Part {j}", scale=Identity()) for j in range(22)
    ])  # fmt: skip
    data = np.full((2, 22), 50.0)
    data[0] += 4.4 * np.arange(22)
    fig = plotting.contributions(explain(score(card, data), 0))
    # Beside the mean of both the first has 2.2 j / 22 = j / 10: 2.1 down to 0.3, then the rest.
    assert rows_of(fig)[1:-1] == [*(f"k{j:02}" for j in range(21, 2, -1)), "3 others"]
    widths = [bar.get_width() for bar in marks(fig, "bar")]
    assert widths == [*(close(j / 10) for j in range(21, 2, -1)), close(0.3)]
    assert "; 3 others +0.3." in plotting.alt_text(fig)
    first, *_, last = fig.axes[0].lines
    # From 50 + 23.1 to 23.1 more: 4.4 · 231 / 22 = 46.2, of which half.
    assert (first.get_xdata()[0], last.get_xdata()[0]) == (close(73.1), close(96.2))
    twenty = plotting.contributions(explain(score(Scorecard(code="c", name="C",
        parts=card.parts[:20]), data[:, :20]), 0))  # fmt: skip
    assert rows_of(twenty)[-2] == "k00"


def test_figures_of_every_size_have_three_digits():
    big = [[10.0, 50, 90, 130, 170], [5, 4, 3, 2, 1]]
    assert "0 +40.0; 1 −1.0" in plotting.alt_text(plotting.trend(trend(big)))
    tiny = [[0.01, 0.05, 0.09, 0.13, 0.17], [0.05, 0.04, 0.03, 0.02, 0.01]]
    assert "0 +0.0400; 1 −0.0100" in plotting.alt_text(plotting.trend(trend(tiny)))


def test_alternative_texts_end_in_words():
    fig = plotting.trend(trend([[1, 2, 3, 4, 5.5]]))
    fig.axes[0].set_label(f"{'x' * 1998} and more")
    assert plotting.alt_text(fig) == f"{'x' * 1998}…"
    fig.axes[0].set_label("x" * 2000)
    assert plotting.alt_text(fig) == "x" * 2000


def test_names_that_are_given_stand_in_notes_too():
    scores = score(CARD, [[80, np.nan], [60, 80]], missing="reweight")
    fig = plotting.contributions(explain(scores, 0), names={"b": "Bee"})
    assert "Not counted, because no value was there: Bee." in plotting.alt_text(fig)
    assert rows_of(fig)[1:3] == ["a", "Bee"]


@pytest.mark.parametrize("existing", [[2, 7, 1], [0, 0, 9.5]])
def test_posts_are_short_or_over_by_their_own_need(existing):
    result = wisn([[1500], [3000], [4500]], [1], available_time=1500, existing=existing)
    fig = plotting.need(result)
    gaps = np.array([1, 2, 3]) - existing
    short, over = gaps[gaps > 0].sum(), -gaps[gaps < 0].sum()
    assert f"{short:g} short, {over:g} too many" in plotting.alt_text(fig)
    order = np.lexsort((np.arange(3), [-1, -2, -3], -np.maximum(gaps, 0)))
    assert rows_of(fig) == [str(i) for i in order]
