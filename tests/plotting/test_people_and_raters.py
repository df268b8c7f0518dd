"""Grades, what is missing, trends, raters, fairness, nine boxes and profiles: marks and words."""

import numpy as np
import pytest
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.competency import nine_box
from kinerja.errors import InputError
from kinerja.indicators import Bands, Identity, Indicator, Scorecard, Text
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.scoring import score, trend

BANDS = Bands.of({"low": 0, "middle": 50, "high": 70})
PARTS = [Indicator(code=c, name=Text(en=c, id=f"{c} id"), scale=Identity()) for c in "abc"]
CARD = Scorecard(code="c", name="C", parts=PARTS, bands=BANDS)


def people(n, units=None):
    data = np.random.default_rng(n).uniform(30, 95, (n, 3))
    by = None if units is None else [f"Unit {i % units}" for i in range(n)]
    return score(CARD, data, by=by)


def test_a_bar_a_grade_counts_everybody():
    scores = people(30)
    fig = plotting.grades(scores, guide={"high": 0.2, "middle": 0.7, "low": 0.1})
    bars = marks(fig, "bar")
    assert sum(bar.get_width() for bar in bars) == 30
    assert len(bars) == 3
    assert len(marks(fig, "interval")) == 3  # the guide's lines
    assert all(tick == int(tick) for tick in fig.axes[0].get_xticks())


def test_shares_of_each_unit_sum_to_one():
    fig = plotting.grades(people(60, units=5), guide={"high": 0.3, "low": 0.7})
    assert sum(bar.get_width() for bar in marks(fig, "bar")) == pytest.approx(6)  # 5 and the guide
    many = plotting.grades(people(400, units=50))
    assert len(marks(many, "point")) == len(marks(many, "interval")) == 3


@pytest.mark.parametrize("guide", [{"best": 0.3}, {"high": 3}, {"high": True}, "high", {}])
def test_a_guide_names_grades_and_shares(guide):
    with pytest.raises(InputError, match="guide"):
        plotting.grades(people(5), guide=guide)


def test_grades_need_bands_and_totals():
    bare = Scorecard(code="c", name="C", parts=PARTS)
    with pytest.raises(InputError, match="a card without bands"):
        plotting.grades(score(bare, [[1, 2, 3]]))
    nobody = score(CARD, [[np.nan] * 3], missing="propagate")
    with pytest.raises(InputError, match="nobody has a total"):
        plotting.grades(nobody)


def test_coverage_counts_what_is_missing():
    data = [[1, np.nan, 3], [np.nan, np.nan, 3], [1, 2, 3]]
    fig = plotting.coverage(score(CARD, data, missing="reweight"), language="id")
    # b lacks two, a one, c none
    assert [bar.get_width() for bar in marks(fig, "bar")] == [2, 1, 0]
    assert {"a id", "b id", "c id"} <= words_of(fig)
    by_unit = plotting.coverage(score(CARD, data, by=["x", "x", "y"], missing="reweight"))
    assert len(marks(by_unit, "cell")) == 6
    assert "100%" in words_of(by_unit)  # unit x has no b at all
    assert plotting.alt_text(plotting.coverage(people(3))).startswith("No value is missing.")


def test_trend_tells_up_from_down():
    result = trend([[60, 64, 66, 71, 75], [75, 71, 66, 64, 60], [70, 69, 71, 70, 70]])
    fig = plotting.trend(result)
    assert len(marks(fig, "point")) == 3
    assert {"rises: 1", "falls: 1", "no clear change: 1"} <= words_of(fig)
    with pytest.raises(InputError, match="at least one slope"):
        plotting.trend(trend([[60.0, np.nan]], missing="omit"))


def test_severity_has_a_row_a_rater():
    subject, rater = (
        np.repeat(np.arange(20), 2),
        np.tile(["x", "y", "z", "w", "x", "z", "y", "w"], 5),
    )
    value = np.random.default_rng(2).normal(70, 5, 40)
    fig = plotting.severity(rater_effects(subject, rater, value))
    assert len(marks(fig, "point")) == 4
    assert "Seberapa ketat para penilai" in words_of(
        plotting.severity(rater_effects(subject, rater, value), language="id")
    )


def test_fairness_shows_the_threshold_and_counts_small_groups():
    chosen = [True] * 9 + [False] + [True] * 4 + [False] * 6 + [True, False]
    group = ["a"] * 10 + ["b"] * 10 + ["c"] * 2
    fig = plotting.fairness(adverse_impact(chosen, group))
    assert len(marks(fig, "point")) == 2
    assert len(marks(fig, "interval")) == 1  # the reference has no error of its own
    assert "1 group is too small to be shown." in plotting.alt_text(fig)
    assert "Below the line: b." in plotting.alt_text(fig)
    with pytest.raises(InputError, match="groups with a ratio"):
        plotting.fairness(adverse_impact([False] * 20, ["a", "b"] * 10))


def test_nine_boxes_count_everybody():
    n = 60
    rng = np.random.default_rng(1)
    ids = [f"P{i:02}" for i in range(n)]
    result = nine_box(
        rng.uniform(0, 99, n), rng.uniform(0, 99, n),
        performance_cuts=(33, 66), potential_cuts=(33, 66), ids=ids,
    )  # fmt: skip
    fig = plotting.nine_box(result)
    assert len(marks(fig, "cell")) == 9
    said = " ".join(words_of(fig))
    assert all(i in said for i in ids)
    crowd = plotting.nine_box(
        nine_box(
            np.full(1000, 50), np.full(1000, 50), performance_cuts=(33, 66), potential_cuts=(33, 66)
        )
    )
    assert "1,000" in words_of(crowd)


def test_a_profile_joins_levels_and_sorts_by_gap():
    fig = plotting.profile(["a", "b", "c"], [3, 1, np.nan], [3, 4, 2])
    assert [t.get_text() for t in fig.axes[0].get_yticklabels()] == ["b", "a", "c"]
    assert len(marks(fig, "interval")) == 2
    assert len(marks(fig, "point")) == 5
    assert "1 level is not known." in plotting.alt_text(fig)
    with pytest.raises(InputError, match="2 names"):
        plotting.profile(["a"], [3, 1], [3, 4])


def test_a_radar_has_three_spokes_or_more():
    fig = plotting.radar(["a", "b", "c"], [3, 1, 2], [3, 4, 2])
    assert len(marks(fig, "region")) == len(marks(fig, "curve")) == 1
    with pytest.raises(InputError, match="3 to 16 spokes"):
        plotting.radar(["a", "b"], [3, 1], [3, 4])
