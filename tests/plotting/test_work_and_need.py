"""Work and need of few and many units, with staff known and unknown."""

import numpy as np
import pytest
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.errors import InputError
from kinerja.impact import event_study, interrupted_series, service_times, staggered_did
from kinerja.staffing import balance_sheet, wisn, workload_need


def test_units_without_one_of_the_figures_are_counted():
    fig = plotting.workload(["a", "b", "c", "d"], [1.4, np.nan, 0.5, 2], [1.1, 1, np.nan, 1.5])
    # d from 2 to 1.5 and a from 1.4 to 1.1: spreads 0.6 and 0.4.
    assert plotting.alt_text(fig).startswith("Work before and after.")
    assert "before 0.60, after 0.40" in plotting.alt_text(fig)
    assert "d 2.00 to 1.50; a 1.40 to 1.10" in plotting.alt_text(fig)
    assert any("2 rows" in said or said.startswith("2 ") for said in words_of(fig))
    assert len(marks(fig, "point")) == 4


def test_many_units_are_points_of_need_and_staff():
    n = 250
    need, staff = np.arange(1.0, n + 1), np.full(n, 125.5)
    fig = plotting.need(balance_sheet(need[:, None], staff[:, None]))
    (points,) = marks(fig, "point")
    assert sorted(points.get_offsets()[:, 0].tolist()) == need.tolist()
    assert set(points.get_offsets()[:, 1].tolist()) == {125.5}
    # Short are 126 to 250: 0.5 + 1.5 + … + 124.5 = 125² / 2 = 7812.5; over are the others likewise.
    assert "7,812.5 short, 7,812.5 too many" in " ".join(words_of(fig))
    # the largest shortage first
    assert "249 needs 250, has 125.5" in plotting.alt_text(fig)


@pytest.mark.parametrize("n", [3, 60, 130])
def test_need_alone_is_a_bar_for_each_unit(n):
    units = [f"U{i}" for i in range(n)]
    minutes = [100.0 * (i + 1) for i in range(n)]
    result = workload_need([750.0] * n, minutes, effective_time=75_000, unit=units)
    fig = plotting.need(result)
    # 750 · 100 (i + 1) minutes of 75,000: i + 1 persons.
    assert sorted(bar.get_width() for bar in marks(fig, "bar")) == list(range(1, n + 1))
    assert f"U{n - 1} needs {n}" in plotting.alt_text(fig)
    assert "has" not in plotting.alt_text(fig)
    assert not marks(fig, "interval")


def test_need_by_task_alone_has_no_units():
    with pytest.raises(
        InputError, match=r"need by unit; found need by task alone.*unit=…"
    ) as caught:
        plotting.need(workload_need([750.0], [100.0], effective_time=75_000))
    assert caught.value.argument == "result"
    with pytest.raises(InputError, match="BalanceSheet or WISN or Need"):
        plotting.need({"need": [1]})


def test_sixty_units_with_staff_have_no_figures_beside_them():
    need, staff = np.arange(1.0, 61), np.full(60, 30.0)
    fig = plotting.need(balance_sheet(need[:, None], staff[:, None]))
    assert [bar.get_width() for bar in marks(fig, "bar")] == [30.0] * 60
    assert not any("too many" in said and "short" not in said for said in words_of(fig))


@pytest.mark.parametrize("existing", [None, [2, 7, 1]])
def test_posts_of_wisn_with_staff_and_without(existing):
    # Three cadres of one activity: 1500, 3000 and 4500 hours of work, 1500 hours a person.
    result = wisn([[1500], [3000], [4500]], [1], available_time=1500, existing=existing)
    fig = plotting.need(result)
    text = plotting.alt_text(fig)
    if existing is None:
        assert [bar.get_width() for bar in marks(fig, "bar")] == [3, 2, 1]
    else:
        # The third lacks 2; the others have 5 and 1 too many, and the larger need is first.
        assert [bar.get_width() for bar in marks(fig, "bar")] == [1, 7, 2]
        assert "1 needs 2, has 7" in text
        assert "2 needs 3, has 1" in text
        assert "2 short, 6 too many" in " ".join(words_of(fig))


def test_a_series_with_two_interruptions_has_a_line_for_each():
    y = [10, 12, 11, 13, 20, 22, 21, 23, 31, 33, 32, 35]
    fig = plotting.interrupted(interrupted_series(y, [4, 8]), y)
    # Before, between, after, and what would have been.
    assert len(marks(fig, "curve")) == 4
    assert "from period 5 on" in plotting.alt_text(fig)


def test_one_group_of_waiting_needs_no_legend_and_none_is_refused():
    fig = plotting.waiting(service_times([2, 3, 5, 8.0], target=5), target=4)
    assert len(marks(fig, "curve")) == 1
    assert fig.axes[0].get_legend() is None
    assert "4" in " ".join(words_of(fig))
    few = service_times([1.0, 2, 3, 4], target=5, by=list("aabb"), minimum=5)
    with pytest.raises(InputError, match="large enough to be shown"):
        plotting.waiting(few)


def test_a_comparison_without_means_is_not_drawn():
    unit, period = np.repeat(np.arange(8), 4), np.tile(np.arange(4), 8)
    y = np.random.default_rng(2).normal(0, 1, unit.size)
    with pytest.raises(InputError, match="DiD or EventStudy or StaggeredDiD"):
        plotting.before_after(service_times([2, 3.0], target=5))
    # One period before the start: nothing to test a trend with, and the note is left out.
    short = event_study(y[period > 0], (unit < 4)[period > 0], period[period > 0], start=2,
                        unit=unit[period > 0])  # fmt: skip
    fig = plotting.before_after(short)
    assert not any("p =" in said for said in words_of(fig))
    start = [2 if u < 3 else 3 if u < 6 else None for u in unit]
    fig = plotting.before_after(staggered_did(y, unit, period, start))
    assert plotting.alt_text(fig).startswith("Effect: ")
