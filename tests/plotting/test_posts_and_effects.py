"""Work, need, transfers, effects, waiting times and judgements: marks and words."""

from dataclasses import replace

import numpy as np
import pytest
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.balancing import RULES, plan_flows, plan_transfers
from kinerja.errors import InputError
from kinerja.impact import did, event_study, interrupted_series, service_times, staggered_did
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, importance_performance
from kinerja.weights import ahp


@pytest.mark.parametrize(("n", "points"), [(10, 20), (100, 200), (1000, 1)])
def test_workload_is_a_dumbbell_or_a_point_a_unit(n, points):
    rng = np.random.default_rng(n)
    fig = plotting.workload([f"U{i}" for i in range(n)], rng.uniform(1, 2, n), rng.uniform(1, 2, n))
    found = marks(fig, "point")
    assert len(found) == points
    if n == 1000:
        assert len(found[0].get_offsets()) == 1000


def test_workload_refuses_lengths_and_nothing():
    with pytest.raises(InputError, match="after"):
        plotting.workload(["a"], [1], [1, 2])
    with pytest.raises(InputError, match="labels"):
        plotting.workload(["a", "b"], [1], [1])
    with pytest.raises(InputError, match="a unit with both figures"):
        plotting.workload(["a"], [np.nan], [1])


def test_need_does_not_net_one_job_against_another():
    # North: 2 too few of the first job, 1 too many of the second
    fig = plotting.need(balance_sheet([[3, 1], [2, 2]], [[1, 2], [2, 2]], units=["North", "South"]))
    assert [bar.get_width() for bar in marks(fig, "bar")] == [3, 4]
    assert "2 short, 1 too many" in " ".join(words_of(fig))
    assert plotting.alt_text(fig).startswith("Need and staff by unit: 2 short, 1 too many.")


def plan(units, people, cap):
    rng = np.random.default_rng(units)
    need, names = rng.poisson(people / units, (units, 1)), [f"U{i}" for i in range(units)]
    unit, job = rng.integers(0, units, people), np.zeros(people, dtype=int)
    return plan_transfers(unit, job, need, units=names, max_moves=cap)


def test_few_moves_are_ribbons_and_many_a_balance():
    few, many = plan(5, 40, 4), plan(30, 300, 60)
    ribbons = marks(plotting.transfers(few), "ribbon")
    assert len(ribbons) == len({(m.from_unit, m.to_unit) for m in few.moves})
    fig = plotting.transfers(many)
    assert not marks(fig, "ribbon")
    widths = [bar.get_width() for bar in marks(fig, "bar")]
    assert sum(w for w in widths if w > 0) == -sum(w for w in widths if w < 0) == len(many.moves)
    cells = marks(plotting.transfers(many, kind="matrix"), "cell")
    assert len(cells) == len({(m.from_unit, m.to_unit) for m in many.moves})


def test_transfers_refuse_a_plan_without_moves_and_an_unknown_kind():
    still = plan_transfers([0, 1], [0, 0], [[1], [1]])
    with pytest.raises(InputError, match="a plan with moves"):
        plotting.transfers(still)
    with pytest.raises(InputError, match="kind"):
        plotting.transfers(plan(5, 40, 4), kind="sankey")
    with pytest.raises(InputError, match="every post is filled"):
        plotting.shortage_reasons(still)


def test_reasons_sum_to_the_shortage_left():
    # three posts of a need of 4, and nobody to spare but one
    left = plan_transfers([0, 0, 1, 2], [0] * 4, [[1], [4], [4]], units=["a", "b", "c"])
    fig = plotting.shortage_reasons(left)
    assert sum(bar.get_width() for bar in marks(fig, "bar")) == sum(
        r.shortage for r in left.remaining
    )


@pytest.mark.parametrize(("language", "both"), [("en", "{} and {}"), ("id", "{} dan {}")])
def test_two_rules_that_hold_a_post_together_are_told_in_words(language, both):
    # Whoever leaves a is missing there, and nobody can do job 1: one rule relaxed would not do.
    plan = plan_transfers([0], [0], [[1, 0], [0, 1]], units=["a", "b"])
    told = both.format(RULES["protect"][language], RULES["qualified"][language])
    fig = plotting.shortage_reasons(plan, language=language)
    (label,) = fig.axes[0].get_yticklabels()
    shown = " ".join(label.get_text().split()).removesuffix("…")  # a long label is cut
    assert len(shown) > 100
    assert told.startswith(shown)


def test_an_interrupted_series_has_its_counterfactual():
    y = [10, 12, 11, 13, 20, 22, 21, 23]
    fig = plotting.interrupted(interrupted_series(y, 4), y)
    assert len(marks(fig, "point")) == 8
    assert len(marks(fig, "curve")) == 3  # before, after, without
    assert len(marks(fig, "region")) == 1
    with pytest.raises(InputError, match="observed"):
        plotting.interrupted(interrupted_series(y, 4), y[:-1])


def test_waiting_has_a_curve_a_group_up_to_eight():
    rng = np.random.default_rng(1)
    by = np.repeat([f"g{i}" for i in range(12)], 20)
    times = rng.gamma(3, 2, 240)
    few = plotting.waiting(service_times(times[:80], target=5, by=by[:80]))
    assert len(marks(few, "curve")) == len(marks(few, "region")) == 4
    many = plotting.waiting(service_times(times, target=5, by=by))
    assert not marks(many, "curve")
    assert len(marks(many, "point")) == 12
    small = service_times([1, 2, 3, 4, 5, 6.0], target=5, by=list("aaaaab"), minimum=2)
    assert "1 group is too small" in plotting.alt_text(plotting.waiting(small))
    with pytest.raises(InputError, match="target"):
        plotting.waiting(small, target=-1)


def test_difference_in_differences_shows_what_would_have_been():
    y = [5, 6, 4, 5, 7, 9, 6, 9]
    fig = plotting.before_after(did(y, [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd")))
    assert len(marks(fig, "curve")) == 3
    assert len(marks(fig, "point")) == 4
    # 6.5 + (5.5 − 4.5) = 7.5 without the measure, 9 with it
    (effect,) = marks(fig, "interval")
    assert sorted(effect.get_ydata()) == [7.5, 9.0]


def test_event_studies_show_their_base_and_staggered_ones_their_band():
    units, periods = 12, 6
    unit, period = np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)
    y = np.random.default_rng(1).normal(0, 1, unit.size)
    event = plotting.before_after(event_study(y, unit < 6, period, start=3, unit=unit))
    assert len(marks(event, "point")) == periods  # five effects and the base
    assert not marks(event, "region")
    start = [3 if u < 4 else 4 if u < 8 else None for u in unit]
    band = plotting.before_after(staggered_did(y, unit, period, start), language="id")
    assert len(marks(band, "region")) == 1
    assert "Pita 95% untuk seluruh periode" in words_of(band)


def test_priorities_have_an_ellipse_an_item():
    rng = np.random.default_rng(1)
    result = importance_performance(
        rng.integers(1, 5, (60, 4)), rng.integers(1, 5, (60, 4)), Design()
    )
    fig = plotting.priorities(result, names=["Waktu", "Biaya", "Produk", "Sarana"], language="id")
    assert len(marks(fig, "region")) == len(marks(fig, "point")) == 4
    assert {"Waktu", "perbaiki dahulu", "Kepentingan"} <= words_of(fig)
    with pytest.raises(InputError, match="names"):
        plotting.priorities(result, names=["one"])


def test_judgements_mark_who_was_inconsistent():
    even, loose = ahp(np.ones((3, 3))), ahp([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    fig = plotting.judgements({"Head": even, "Union": loose})
    assert len(marks(fig, "point")) == 6
    assert "Hollow signs: 1 stakeholder judged inconsistently" in plotting.alt_text(fig)
    many = plotting.judgements({f"S{i}": even for i in range(9)})
    assert len(marks(many, "point")) == len(marks(many, "interval")) == 3
    with pytest.raises(InputError, match="same criteria"):
        plotting.judgements({"a": even, "b": ahp(np.ones((2, 2)))})
    with pytest.raises(InputError, match="same criteria"):
        plotting.judgements({})


def test_many_priorities_are_points_and_nothing_is_refused():
    rng = np.random.default_rng(2)
    many = importance_performance(
        rng.integers(1, 5, (60, 31)), rng.integers(1, 5, (60, 31)), Design()
    )
    fig = plotting.priorities(many)
    assert marks(fig, "region") == []
    at = np.vstack([mark.get_xydata() for mark in marks(fig, "point")])
    np.testing.assert_allclose(at, np.column_stack([many.performance, many.importance]))
    one = importance_performance(np.array([[1, 4], [3, 2]]), np.array([[2, 3], [4, 1]]), Design())
    blank = replace(one, performance=np.full(2, np.nan))
    with pytest.raises(InputError, match="an item with importance and performance"):
        plotting.priorities(blank)


def test_an_item_whose_error_is_unknown_is_a_point_without_an_ellipse():
    rng = np.random.default_rng(3)
    known = importance_performance(
        rng.integers(1, 5, (60, 3)), rng.integers(1, 5, (60, 3)), Design()
    )
    error = known.performance_se.copy()
    error[1] = np.nan
    fig = plotting.priorities(replace(known, performance_se=error))
    assert len(marks(fig, "region")) == 2
    assert len(marks(fig, "point")) == 3


def test_judgements_of_one_stakeholder_and_of_many_inconsistent_ones():
    # Weights of [[1, 3], [1/3, 1]] are 3/4 and 1/4; two criteria are always consistent.
    alone = plotting.judgements(ahp([[1, 3], [1 / 3, 1]]), names=["Cost", "Quality"])
    assert len(marks(alone, "point")) == 2
    assert marks(alone, "interval") == []
    assert "Cost 75.0%; Quality 25.0%" in plotting.alt_text(alone)
    loose = ahp([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    told = " ".join(words_of(plotting.judgements({f"S{i}": loose for i in range(8)})))
    assert "8 stakeholders judged inconsistently" in told
    assert "Hollow" not in told


def test_a_result_with_one_picture_draws_itself():
    sheet = balance_sheet([[3, 1]], [[1, 2]], units=["North"])
    assert plotting.alt_text(sheet.plot(language="id")).startswith("Kebutuhan dan pegawai per unit")
    with pytest.raises(InputError, match="a result that has a picture"):
        sheet.provenance.plot()


def test_units_of_flows_are_named():
    flows = plan_flows([[3], [0]], [[1], [2]])
    assert "0 → 1 2" in plotting.alt_text(plotting.transfers(flows))
    named = plotting.transfers(flows, names=["North", "South"])
    assert "North → South 2" in plotting.alt_text(named)
    with pytest.raises(InputError, match="names"):
        plotting.transfers(flows, names=["North"])
