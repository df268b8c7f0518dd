"""Waterfalls and stacked bars: what the bars sum to."""

import numpy as np
import pytest
from picture_marks import marks

from kinerja import plotting
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.scoring import explain, score


def bars(fig):
    return marks(fig, "bar")


def group(n, k):
    parts = [Indicator(code=f"i{j}", name=f"Indicator {j}", scale=Identity()) for j in range(k)]
    data = np.random.default_rng(n + k).uniform(30, 95, (n, k))
    return score(Scorecard(code="c", name="C", parts=parts), data, ids=[f"P{i}" for i in range(n)])


@pytest.mark.parametrize(("k", "expected"), [(6, 6), (20, 20), (60, 20)])
def test_signed_widths_sum_to_the_difference(k, expected):
    why = explain(group(8, k), "P3")
    drawn = bars(plotting.contributions(why))
    assert len(drawn) == expected
    assert sum(bar.get_width() for bar in drawn) == pytest.approx(why.total - why.baseline_total)


def test_a_stack_sums_to_the_total():
    scores = group(5, 4)
    fig = plotting.contributions(scores)
    assert len(bars(fig)) == 20
    assert sum(b.get_width() for b in bars(fig)) == pytest.approx(scores.total.sum())
    # 12 indicators: seven keep their own part, the eighth holds the other five
    assert len(bars(plotting.contributions(group(5, 12)))) == 5 * 8


def test_many_people_become_tenths():
    fig = plotting.contributions(group(1000, 3))
    assert len(bars(fig)) == 30
    assert "Places 1–100" in plotting.alt_text(fig)


def test_names_by_code():
    fig = plotting.contributions(
        explain(group(8, 2), "P1"), names={"i0": "Kehadiran"}, language="id"
    )
    assert "Kehadiran" in plotting.alt_text(fig)
    assert "Nilai akhir" in plotting.alt_text(fig) or "nilai akhir" in plotting.alt_text(fig)


def test_no_total_is_refused():
    parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    scores = score(
        Scorecard(code="c", name="C", parts=parts), [[1, np.nan], [2, 3]], missing="propagate"
    )
    with pytest.raises(InputError, match="no total"):
        plotting.contributions(explain(scores, 0))
