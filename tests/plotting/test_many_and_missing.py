"""Pictures of many rows, of rows that miss something, and on axes that a caller gives."""

import importlib.util
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.balancing import plan_flows
from kinerja.competency import nine_box
from kinerja.errors import InputError
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.schemes import skm
from kinerja.scoring import explain, score, sensitivity, trend
from kinerja.survey import Design, mean, quantile


def card(k, bands=None):
    parts = [Indicator(code=f"k{j}", name=f"Part {j}", scale=Identity()) for j in range(k)]
    return Scorecard(code="c", name="C", parts=parts, bands=bands)


def ranked(n, gone=0):
    data = np.random.default_rng(1).uniform(40, 90, (n, 3))
    data[:gone] = np.nan
    return sensitivity(card(3), data, draws=50, rng=1, missing="reweight")


@pytest.mark.parametrize("n", [12, 30, 50, 70])
def test_acceptability_of_few_and_many(n):
    fig = plotting.acceptability(ranked(n, gone=2))
    here = n - 2
    if here > 60:  # single shares can no longer be seen: a point and an interval a row
        assert len(marks(fig, "point")) == here
        assert not marks(fig, "cell")
    else:
        assert len(marks(fig, "cell")) >= here
        percents = [said for said in words_of(fig) if said.endswith("%")]
        assert bool(percents) == (here <= 15)
        named = [t.get_text() for t in fig.axes[0].get_yticklabels() if t.get_text()]
        assert len(named) == here
    assert "2 subjects without a total are not shown." in plotting.alt_text(fig)


def test_ranks_of_nobody_are_not_drawn():
    # No call makes such a result; one that is put together from stored figures may be it.
    nobody = replace(ranked(3), total=np.full(3, np.nan))
    for picture in (plotting.ranks, plotting.acceptability):
        with pytest.raises(InputError, match="at least one subject with a total"):
            picture(nobody)


def test_coverage_of_many_indicators_and_units_shows_those_that_lack_most():
    rng = np.random.default_rng(3)
    data = rng.uniform(0, 99, (100, 45))
    data[:, 7], data[1, 3] = np.nan, np.nan
    units = [f"U{i % 50}" for i in range(100)]
    fig = plotting.coverage(score(card(45), data, by=units, missing="reweight"))
    assert len(marks(fig, "cell")) == 40 * 40
    assert "Part 7 100 of 100 (100%); Part 3 1 of 100 (1%)" in plotting.alt_text(fig)
    assert "40" in plotting.alt_text(fig)
    whole = plotting.coverage(score(card(2), [[1.0, 2], [3, 4]]))
    assert "0 of 2 (0%)" in plotting.alt_text(whole)
    with pytest.raises(InputError, match="at least one row"):
        plotting.coverage(score(card(2), np.zeros((0, 2))))


BANDS = Bands.of({"low": 0, "middle": 50, "high": 70})


def graded(values, by=None):
    return score(card(1, BANDS), [[x] for x in values], by=by, missing="propagate")


def test_grades_leave_out_who_has_no_total():
    fig = plotting.grades(graded([80, 60, np.nan], by=["a", "a", "b"]))
    # Of a one is high and one middle; of b nobody has a grade.
    assert [bar.get_width() for bar in marks(fig, "bar")] == [0.5, 0.5]
    assert "Bar of 1 unit." in plotting.alt_text(fig)
    assert "1 person without a total is not counted." in plotting.alt_text(fig)
    fig = plotting.grades(graded([80, 60, 60, 20]), guide={"middle": 0.5})
    # The guide says nothing of the others: one line, at half of four.
    (line,) = marks(fig, "interval")
    assert list(line.get_xdata()) == [2, 2]
    assert sorted(bar.get_width() for bar in marks(fig, "bar")) == [1, 1, 2]


def test_grades_of_many_units_beside_a_guide():
    values = np.random.default_rng(1).uniform(20, 95, 300)
    fig = plotting.grades(graded(values, by=[f"U{i % 60}" for i in range(300)]),
                          guide={"high": 0.3, "low": 0.1})  # fmt: skip
    assert len(marks(fig, "point")) == 3 + 2  # a median a grade, and two lines of the guide
    one = Bands.of({"all": 0})
    scores = score(card(1, one), [[5.0], [7.0]], by=["a", "b"])
    assert [bar.get_width() for bar in marks(plotting.grades(scores), "bar")] == [1, 1]


def test_raters_of_whom_no_error_or_no_place_is_known():
    subject, rater = ["A", "A", "B", "B", "C", "C"], ["x", "y"] * 3
    found = rater_effects(subject, rater, [70.0, 61, 80, 70, 91, 80], method="fixed")
    # As results are stored that were made elsewhere: no errors, and one rater without a figure.
    bare = replace(found, severity_se=np.full(2, np.nan), severity=np.array([4.5, np.nan]))
    fig = plotting.severity(bare)
    assert len(marks(fig, "point")) == 1
    assert not marks(fig, "interval")
    assert "x +4.5" in plotting.alt_text(fig)
    with pytest.raises(InputError, match="raters who can be compared"):
        plotting.severity(replace(found, severity=np.full(2, np.nan)))


def test_trends_of_all_directions_and_of_nobody():
    up, down = [60, 64, 68, 72, 76.5], [70, 66, 62, 58, 54.5]
    none = [70, 69, 71, 70, 70]
    fig = plotting.trend(trend([up, down, none, [np.nan] * 5], missing="omit"))
    assert len(marks(fig, "point")) == 3
    assert sum(said.endswith(": 1") for said in words_of(fig)) == 3  # up, down, unclear
    only = plotting.trend(trend([up]))
    assert len(marks(only, "point")) == 1
    many = plotting.trend(trend([up, none] * 25))
    assert len(marks(many, "point")) == 50
    with pytest.raises(InputError, match="at least one slope"):
        plotting.trend(trend([[np.nan] * 5], missing="omit"))


def test_a_ratio_of_rates_with_a_long_interval_is_cut():
    # 1 of 8 against 4 of 8: ratio 0.25, with an interval far to both sides; b is the reference.
    fig = plotting.fairness(adverse_impact([True] + [False] * 7 + [True] * 4 + [False] * 4,
                                           ["a"] * 8 + ["b"] * 8, reference="a"))  # fmt: skip
    # Beside a, b has a ratio of 4; its interval ends far beyond 1.3 · 4 = 5.2.
    (interval,) = marks(fig, "interval")
    assert max(interval.get_xdata()) == pytest.approx(5.2)
    assert "Below the line" not in plotting.alt_text(fig)


def test_nine_boxes_of_who_has_one():
    cuts = {"performance_cuts": (33, 66), "potential_cuts": (33, 66)}
    result = nine_box([10, 50, np.nan], [90, 50, 20], **cuts, missing="propagate")
    fig = plotting.nine_box(result)
    assert "2 people by performance and potential" in plotting.alt_text(fig)
    with pytest.raises(InputError, match="at least one person with a box"):
        plotting.nine_box(nine_box([np.nan], [np.nan], **cuts, missing="propagate"))


@pytest.mark.parametrize("kind", ["alluvial", "balance", "matrix"])
def test_transfers_of_many_units(kind):
    n = 70
    need, staff = np.zeros((n, 1), dtype=int), np.ones((n, 1), dtype=int)
    need[0] = n  # everybody is needed in the first unit
    plan = plan_flows(staff, need)
    assert plan.count.sum() == n - 1
    if kind == "balance":
        fig = plotting.transfers(plan, kind=kind)
        # 39 units of their own and the rest together, of whom 69 − 38 = 31 leave.
        assert len(fig.axes[0].get_yticks()) == 40
        assert "69" in plotting.alt_text(fig)
    else:
        with pytest.raises(InputError, match="Use kind='balance'"):
            plotting.transfers(plan, kind=kind)


def test_estimates_of_quantiles_and_several_variables():
    y = np.random.default_rng(5).normal(70, 5, (60, 2))
    fig = plotting.estimates(mean(y, Design(), by=["a", "b"] * 30))
    assert len(marks(fig, "point")) == 4
    fig = plotting.estimates(quantile(y[:, 0], Design(), [0.25, 0.5]), line=70)
    assert {"q=0.25", "q=0.5"} <= words_of(fig)


def test_a_wave_of_which_some_rows_are_new():
    rng = np.random.default_rng(2)
    now = mean(rng.normal(70, 5, 40), Design(), by=list("abcd") * 10)
    before = mean(rng.normal(60, 5, 30), Design(), by=list("abe") * 10)
    fig = plotting.estimates(now, second=before)
    assert len(marks(fig, "point")) == 4 + 2
    whole = skm.index(rng.integers(2, 5, (40, 9)))
    assert len(marks(plotting.estimates(whole), "point")) == 1


def test_pictures_on_axes_of_a_caller():
    figure = Figure()
    one, two = figure.subplots(1, 2)
    scores = score(card(2), [[90.0, 70], [70, 80]])
    same = plotting.contributions(explain(scores, 0), ax=one)
    assert same is figure
    assert one.get_title(loc="left").startswith("Where the 80.0 points come from")
    plotting.workload(["a", "b"], [1, 2], [2, 1], ax=two)
    assert "Work before and after" in two.get_title(loc="left")
    with pytest.raises(InputError, match="Axes of matplotlib, or None") as caught:
        plotting.workload(["a"], [1], [2], ax=figure)
    assert caught.value.argument == "ax"


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec",
        lambda name, *rest: None if name == "matplotlib" else find(name, *rest),
    )  # fmt: skip
    with pytest.raises(InputError, match=r"kinerja\[plot\]") as caught:
        plotting.workload(["a"], [1], [2])
    assert caught.value.code == "not_installed"
