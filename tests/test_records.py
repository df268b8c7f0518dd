"""records: days and tasks into rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.records import attendance, completion

NAN = float("nan")
days = st.integers(0, 30)


def test_attendance_by_hand():  # (18 + 1 + 0)/20; (15 + 3)/(20 − 2); nothing due
    rate = attendance([18, 15, 0], [20, 20, 20], excused=[0, 2, 20], remote=[1, 3, 0])
    np.testing.assert_allclose(rate, [0.95, 1, NAN])
    assert attendance(9, 10, duty=1) == 1
    assert attendance([[9, 10]], 10).tolist() == [[0.9, 1]]


def test_no_day_due_is_not_applicable():
    assert np.isnan(attendance([0, 0], [0, 5], excused=[0, 5])).all()
    assert np.isnan(attendance([NAN, 5], [10, NAN])).all()


@given(present=days, absent=days, excused=days, remote=days, duty=days)
def test_attendance_is_a_share(present, absent, excused, remote, duty):
    scheduled = present + absent + excused + remote + duty
    rate = attendance(present, scheduled, excused=excused, remote=remote, duty=duty)
    due = scheduled - excused
    assert np.isnan(rate) if due == 0 else 0 <= rate <= 1
    if due:
        assert rate == pytest.approx(1 - absent / due)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: attendance([-1], [5]), r"`present`.*row 0 \(-1\)"),
        (lambda: attendance([3], [5], excused=[6]), "`excused`.*no more days than are scheduled"),
        (lambda: attendance([3, 5], [5, 5], excused=[2, 1]), r"row 1 \(5\)"),
        (lambda: attendance([1, 2], [5, 5, 5]), "counts of one shape"),
        (lambda: attendance(["x"], [5]), "`present`.*numbers"),
        (lambda: attendance([np.inf], [5]), "finite"),
        (lambda: completion([5], [4]), "no more"),
        (lambda: completion([1], [4], late_credit=2), "`late_credit`"),
        (lambda: completion([1], [4], method="mean"), "`method`"),
        (lambda: completion([[[1]]], [[[4]]]), r"\(n,\) or \(n, T\)"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_completion_by_hand():
    # (9 + 1)/(10 + 2); mean of .9 and .5
    assert completion([[9, 1]], [[10, 2]])[0] == pytest.approx(10 / 12)
    assert completion([[9, 1]], [[10, 2]], method="mean_of_ratios").tolist() == [0.7]
    # 6 in time, 2 late at half, 2 still open: 7 of 8
    assert completion([6], [10], late=[2], open=[2], late_credit=0.5).tolist() == [0.875]
    assert completion([6], [10], late=[2], open=[2]).tolist() == [0.75]


def test_nothing_due_is_not_applicable():
    assert np.isnan(completion([0], [3], open=[3])).all()
    assert completion([[0, 4]], [[0, 5]], method="mean_of_ratios").tolist() == [0.8]
    assert np.isnan(completion([[0, 0]], [[0, 0]], method="mean_of_ratios")).all()
    assert np.isnan(completion([[NAN, 4]], [[5, 5]], method="mean_of_ratios")).all()
