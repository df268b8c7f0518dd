"""assign_tasks: brute force on small problems of every kind, known optima, refusals."""

from __future__ import annotations

import itertools
import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.balancing import Assignment, assign_tasks
from kinerja.errors import ConvergenceError, InfeasibleError, InputError


def loads(durations, m, worker, speed=None):
    """Loads from the plan alone."""
    out = [[] for _ in range(m)]
    for i, w in enumerate(worker):
        time = durations[i][w] if np.ndim(durations) == 2 else durations[i]
        out[w].append(time / (1 if speed is None else speed[w]))
    return np.array([float(np.sum(part)) for part in out])


def best(durations, m, *, speed=None, eligible=None, capacity=None):
    """Least (makespan, Σ load²) over all plans, None if there is none."""
    n = len(durations)
    least = None
    for pick in itertools.product(range(m), repeat=n):
        if eligible is not None and not all(eligible[i][w] for i, w in enumerate(pick)):
            continue
        load = loads(durations, m, pick, speed)
        if capacity is not None and (load > np.asarray(capacity) + 1e-9).any():
            continue
        now = (round(load.max(initial=0), 9), round(float(load @ load), 6))
        least = now if least is None else min(least, now)
    return least


@st.composite
def problems(draw):
    """Up to six tasks and four workers, and any mix of rules."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    m = draw(st.integers(1, 4))
    n = draw(st.integers(0, 6 if m < 4 else 5))
    shape = (n, m) if draw(st.integers(0, 3)) == 0 else (n,)
    kind = draw(st.sampled_from(["whole", "decimal", "real", "equal", "large"]))
    durations = {
        "whole": rng.integers(0, 20, shape),
        "decimal": np.round(rng.random(shape) * 9, 1),
        "real": rng.random(shape),
        "equal": np.full(shape, 3),
        "large": rng.integers(0, 10**9, shape),
    }[kind]
    options = {}
    if len(shape) == 1 and draw(st.booleans()):
        options["speed"] = rng.choice([0.5, 1, 1.5, 2, 0.97], m)
    if draw(st.integers(0, 2)) == 0:
        options["eligible"] = rng.random((n, m)) < 0.7
    if draw(st.integers(0, 2)) == 0:
        fair = durations.sum() / (m * m if len(shape) == 2 else m)
        options["capacity"] = np.ceil(fair * rng.uniform(0.6, 2.5, m))
    return durations, m, options


@given(problems())
def test_every_kind_of_worker_against_brute_force(problem):
    durations, m, options = problem
    least = best(durations, m, **options)
    if least is None:
        with pytest.raises(InfeasibleError):
            assign_tasks(durations, m, **options)
        return
    plan = assign_tasks(durations, m, **options)
    load = loads(durations, m, plan.worker, options.get("speed"))
    np.testing.assert_allclose(plan.load, load, rtol=1e-12, atol=1e-12)
    assert plan.makespan == plan.load.max(initial=0)
    assert plan.makespan == pytest.approx(least[0], rel=1e-9, abs=1e-9)
    assert plan.gap == 0
    assert plan.bound == plan.makespan
    assert float(load @ load) == pytest.approx(least[1], rel=1e-9, abs=1e-6)
    if "eligible" in options:
        assert options["eligible"][np.arange(len(durations)), plan.worker].all()
    if "capacity" in options:
        assert (plan.load <= options["capacity"] * (1 + 1e-12)).all()


@given(problems(), st.sampled_from(["lpt", "ldm", "multifit", "exact"]))
def test_no_method_beats_the_bound_or_the_optimum(problem, method):
    durations, m, options = problem
    least = best(durations, m, **options)
    if least is None:
        return
    alike = np.ndim(durations) == 1 and not options
    related = np.ndim(durations) == 1 and not options.keys() - {"speed"}
    if not {"ldm": alike, "multifit": related}.get(method, True):
        # Refused below; all True, equal speeds and the like may still pass.
        return
    plan = assign_tasks(durations, m, method=method, **options)
    near = 1e-9 * max(1.0, least[0])
    assert plan.bound <= least[0] + near <= plan.makespan + 2 * near
    assert plan.gap == pytest.approx((plan.makespan - plan.bound) / (plan.bound or 1))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 3))
def test_published_guarantees(durations, m):
    optimum = best(durations, m)[0] if m ** len(durations) < 7000 else None
    if optimum is None:
        optimum = assign_tasks(durations, m).makespan
    # Graham 1969; Yue 1990 for multifit.
    assert assign_tasks(durations, m, method="lpt").makespan <= (4 / 3 - 1 / (3 * m)) * optimum
    assert assign_tasks(durations, m, method="multifit").makespan <= 13 / 11 * optimum


@pytest.mark.parametrize("m", [2, 3, 5])
def test_longest_first_at_its_worst(m):
    # 2m−1, 2m−1, …, m+1, m+1, m, m, m (Graham 1969): 4m − 1, and the optimum is 3m.
    durations = [d for d in range(2 * m - 1, m, -1) for _ in range(2)] + [m, m, m]
    assert assign_tasks(durations, m, method="lpt").makespan == 4 * m - 1
    plan = assign_tasks(durations, m)
    assert (plan.makespan, plan.bound, plan.gap) == (3 * m, 3 * m, 0)


def test_differencing_by_hand():
    # 8−7 = 1; 6−5 = 1; 4−1 = 3; 3−1 = 2: two loads that differ by 2 of 30.
    assert sorted(assign_tasks([8, 7, 6, 5, 4], 2, method="ldm").load) == [14, 16]
    assert sorted(assign_tasks([8, 7, 6, 5, 4], 2, method="lpt").load) == [13, 17]
    assert sorted(assign_tasks([8, 7, 6, 5, 4], 2).load) == [15, 15]


def test_fair_below_the_peak():
    plan = assign_tasks([1] * 12, 7)
    assert sorted(plan.load, reverse=True) == [2, 2, 2, 2, 2, 1, 1]
    # The long task sets the makespan; the others are still shared out evenly.
    plan = assign_tasks([100] + [10] * 20, 5)
    assert sorted(plan.load, reverse=True) == [100, 50, 50, 50, 50]


def test_workers_without_a_task_have_no_load():
    plan = assign_tasks([5, 3], 4)
    assert sorted(plan.load) == [0, 0, 3, 5]
    empty = assign_tasks([], ["a", "b"])
    assert (empty.worker.size, empty.load.tolist(), empty.makespan) == (0, [0, 0], 0)
    assert (empty.bound, empty.gap) == (0, 0)


@pytest.mark.parametrize(
    ("n", "m", "top"), [(1000, 50, 100_000), (500, 25, 1000), (100, 25, 400), (60, 20, 999)]
)
def test_divisions_made_to_fit_are_found_again(n, m, top):
    # Each worker's time is cut into tasks: the mean load is the optimum.
    rng = np.random.default_rng(n)
    each = n // m
    cuts = np.sort(rng.choice(np.arange(1, top), (m, each - 1)), axis=1)
    durations = np.diff(np.pad(cuts, ((0, 0), (1, 1)), constant_values=(0, top))).ravel()
    plan = assign_tasks(rng.permutation(durations), m)
    assert (plan.makespan, plan.bound, plan.gap) == (top, top, 0)


def test_the_bound_rises_above_the_mean_load():
    # 24 tasks of 90 to 99 and one of 5 for five workers: six long ones take over 540, so everybody
    # has five tasks, and whoever has the short one takes 5 + 99 + 99 + 98 + 98 = 399 at most. The
    # other four share the rest, 2275 − 399 = 1876: one has 469 or more, where the mean says 455.
    durations = [*range(90, 100), *range(90, 100), 92, 94, 96, 98, 5]
    plan = assign_tasks(durations, 5)
    assert (plan.bound, plan.gap) == (plan.makespan, 0)
    assert plan.makespan >= 469


@given(st.lists(st.integers(1, 99), min_size=2, max_size=30), st.integers(2, 8), st.randoms())
def test_order_and_unit_do_not_matter(durations, m, random):
    plan = assign_tasks(durations, m, time_limit=0.5)
    if plan.gap:
        return
    shuffled = durations[:]
    random.shuffle(shuffled)
    again = assign_tasks(shuffled, m, time_limit=5.0)
    tenths = assign_tasks([d / 10 for d in durations], m, time_limit=5.0)
    assert again.makespan == plan.makespan
    assert tenths.makespan == plan.makespan / 10
    assert tenths.gap == 0


def test_the_same_input_gives_the_same_plan():
    durations = np.random.default_rng(5).integers(1, 1000, 80)
    one, two = (assign_tasks(durations, 20) for _ in range(2))
    assert one.gap == 0
    assert one == two


def test_speed_eligibility_and_capacity_by_hand():
    # 12 pieces of work at speeds 2 and 1: eight and four, four hours each.
    plan = assign_tasks([4, 4, 4], 2, speed=[2, 1])
    assert plan.load.tolist() == [4, 4]
    assert plan.gap == 0
    only = assign_tasks([4, 4, 4], 2, eligible=[[True, False], [True, False], [True, True]])
    assert only.worker.tolist() == [0, 0, 1]
    assert (only.makespan, only.gap) == (8, 0)
    # 0.3 holds three tasks of 0.1, although 0.1 + 0.1 + 0.1 is more in floats.
    full = assign_tasks([0.1] * 5, 2, capacity=[0.3, 0.2])
    assert full.load.tolist() == [0.3, 0.2]
    by_worker = assign_tasks([[1, 9], [9, 1]], ["Ani", "Budi"])
    assert by_worker.worker.tolist() == [0, 1]
    assert by_worker.tasks_of("Budi").tolist() == [1]


def test_speeds_far_apart():
    plan = assign_tasks([1, 2, 3], 3, speed=[1e-8, 1, 1])
    assert (sorted(plan.load), plan.bound, plan.gap) == ([0, 3, 3], 3, 0)


def test_tables_of_durations():
    pd = pytest.importorskip("pandas")
    plan = assign_tasks(pd.DataFrame([[1, 9], [9, 2]]), ["Ani", "Budi"])
    assert plan.load.tolist() == [1, 2]


def test_large_whole_numbers_stay_exact():
    durations = [2**50 + 1, 2**50, 2**50 - 1, 1]
    plan = assign_tasks(durations, 2)
    # Two of the three large ones go together, best the two smaller: 2^50 + 2^50 − 1.
    assert plan.makespan == 2.0**51 - 1
    assert plan.gap == 0
    with pytest.raises(InputError, match="larger unit"):
        assign_tasks([2**52, 2**52, 2**52], 2)


def test_time_up():
    # Four tasks a worker, so that a proof takes long.
    durations = np.random.default_rng(1).integers(10_000, 99_999, 101)
    plan = assign_tasks(durations, 25, time_limit=0)
    assert plan.stopped_by == "time_limit"
    assert plan.gap > 0
    assert plan.gap == (plan.makespan - plan.bound) / plan.bound
    # Two knapsacks that longest first cannot fill, and no time for more.
    with pytest.raises(ConvergenceError, match="time limit"):
        assign_tasks([8, 7, 6, 5, 4], 2, capacity=[15, 15], time_limit=0)
    assert assign_tasks([8, 7, 6, 5, 4], 2, capacity=[15, 15]).load.tolist() == [15, 15]


def test_no_room():
    with pytest.raises(InfeasibleError, match="no worker is eligible for task 1") as caught:
        assign_tasks([1, 2], 2, eligible=[[True, True], [False, False]])
    assert caught.value.positions == (1,)
    with pytest.raises(InfeasibleError, match="no worker has the capacity for task 0"):
        assign_tasks([9, 2], 2, capacity=[8, 5])
    with pytest.raises(InfeasibleError, match="no worker has room left for task"):
        assign_tasks([3, 3, 3], 2, capacity=[3, 5])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"durations": [1, -2, 3]}, r"`durations`: expected 0 or more; found row 1 \(-2\)"),
        ({"durations": [1, np.nan, 3]}, r"`durations`.*row 1 \(missing\)"),
        ({"durations": [1, np.inf, 3]}, "finite"),
        ({"durations": ["1", "2"]}, "`durations`: expected numbers"),
        ({"durations": [[1, 2, 3]]}, "`durations`: expected 2 columns"),
        ({"durations": [[[1]]]}, "`durations`"),
        ({"workers": 0}, "`workers`: expected a whole number of at least 1"),
        ({"workers": True}, "`workers`"),
        (
            {"workers": 1.5},
            "`workers`: expected a whole number of at least 1 and at most 1000000; found 1.5",
        ),
        ({"workers": []}, "`workers`"),
        ({"workers": ["a", "a"]}, "'a' more than once"),
        ({"speed": [1, 0]}, r"`speed`: expected more than 0; found row 1 \(0\)"),
        ({"speed": [1]}, "`speed`: expected 2 values"),
        ({"durations": [[1, 2]], "speed": [1, 1]}, "`speed`: expected durations of shape"),
        ({"eligible": [[1, 2]] * 3}, "`eligible`: expected True or False"),
        ({"eligible": [[True, True]]}, r"`eligible`.*shape \(3, 2\)"),
        ({"capacity": [1]}, "`capacity`: expected 2 values"),
        ({"capacity": -1}, "`capacity`"),
        ({"capacity": [np.inf, 1]}, "`capacity`"),
        ({"method": "greedy"}, "`method`: expected one of 'auto'"),
        ({"method": "ldm", "speed": [1, 2]}, "`method`: expected workers who are alike"),
        ({"method": "multifit", "capacity": 99}, "differ in speed at most"),
        ({"time_limit": -1}, "`time_limit`"),
    ],
)
def test_refusals(change, message):
    call = {"durations": [1, 2, 3], "workers": 2, **change}
    with pytest.raises(InputError, match=message):
        assign_tasks(call.pop("durations"), call.pop("workers"), **call)


def test_travels():
    plan = assign_tasks([3, 2, 2], ["Ani", "Budi"])
    assert Assignment.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301
    assert plan.to_frame("pandas")["tasks"].tolist() == [1, 2]
    assert not plan.load.flags.writeable
    assert plan.provenance.options["method"] == "auto"
