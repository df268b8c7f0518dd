"""Tasks cut and shared, and whole ones by branch and bound, where workers differ and have limits.

Each step stands alone, held against the linear programme written once more, enumeration, and exact
fractions.
"""

from __future__ import annotations

import dataclasses
import math
import time
from fractions import Fraction

import numpy as np
import pytest
from scipy import optimize
from test_task_steps import best, loads, may, plans

from kinerja._balancing.tasks import mixed
from kinerja._balancing.tasks.bounds import simple_bound
from kinerja._balancing.tasks.mixed import Shares
from kinerja._balancing.tasks.problem import NO_CAP, Tasks, read_tasks
from kinerja._solve import Mixed
from kinerja.errors import InfeasibleError

LARGE = 7_919
"""Times up to some 300,000: beyond what the solver is shown as it is."""


def unlike(seed: int, factor: int = 1, *, room: float = 1.0) -> Tasks:
    """Tasks of unrelated times, some not for everybody; a plan fits into the limits, if barely."""
    rng = np.random.default_rng([7, seed])
    n, m = int(rng.integers(3, 7)), int(rng.integers(2, 4))
    times = rng.integers(1, 40, (n, m)) * factor + rng.integers(0, factor, (n, m))
    allowed = rng.random((n, m)) < 0.8
    plan = rng.integers(m, size=n)
    allowed[np.arange(n), plan] = True
    tasks = read_tasks(times.astype(float), m, speed=None, eligible=allowed, capacity=None)
    cap = np.array([math.ceil(x * room * rng.uniform(1, 1.2)) for x in loads(tasks, plan)])
    cap[rng.random(m) < 0.4] = NO_CAP
    return dataclasses.replace(tasks, cap=cap)


def shared_out(tasks: Tasks, longest: float = math.inf) -> float | None:
    """Least makespan in shares: the linear programme in hours as they are, pair by pair."""
    pairs = [
        (i, w)
        for i in range(tasks.n)
        for w in range(tasks.m)
        if may(tasks, i, w) and tasks.times[i, w] <= min(int(tasks.cap[w]), longest)
    ]
    unit = float(tasks.times.max())
    once = [[float(i == j) for i, _ in pairs] + [0.0] for j in range(tasks.n)]
    load = [[tasks.times[i, w] / unit * (w == v) for i, w in pairs] for v in range(tasks.m)]
    capped = [v for v in range(tasks.m) if tasks.cap[v] < NO_CAP]
    out = optimize.linprog(
        [0.0] * len(pairs) + [1.0],
        A_ub=[[*row, -1.0] for row in load] + [[*load[v], 0.0] for v in capped],
        b_ub=[0.0] * tasks.m + [float(tasks.cap[v]) / unit for v in capped],
        A_eq=once,
        b_eq=[1.0] * tasks.n,
    )
    return None if out.status == 2 else float(out.fun) * unit


SEEDS = range(14)


@pytest.mark.parametrize("factor", [1, LARGE])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_bound_is_that_of_the_programme_with_limits(seed, factor):
    tasks = unlike(seed, factor)
    free = shared_out(tasks)
    assert free is not None
    got = mixed.shared(tasks, None, math.inf)
    # Whole hours: a makespan just above a whole number is the next one.
    assert math.ceil(free * (1 - 1e-7)) <= got.bound <= math.ceil(free * (1 + 1e-7))
    given = np.zeros((tasks.n, tasks.m))
    given[got.task, got.worker] = got.share
    assert given.sum(axis=1) == pytest.approx(np.ones(tasks.n))
    taken = (given * tasks.times).sum(axis=0)
    assert (taken <= np.minimum(tasks.cap, got.bound) * (1 + 1e-6)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_makespan_that_is_guessed_takes_the_longer_pairs_away(seed):
    tasks = unlike(seed)
    longest = int(np.median(tasks.times))
    want, got = shared_out(tasks, longest), mixed.shared_or_none(tasks, longest, math.inf)
    assert (want is None) == (got is None)
    if want is not None and got is not None:
        assert got.bound == math.ceil(want - 1e-6)


def test_shares_that_fit_nowhere():
    # Two tasks of 4 for two workers who have 3 and 4 hours, and one hour too few in all.
    tasks = read_tasks([[4, 4], [4, 4]], 2, speed=None, eligible=None, capacity=[4, 3])
    with pytest.raises(InfeasibleError):
        mixed.shared(tasks, None, math.inf)
    assert mixed.shared_or_none(tasks, 4, math.inf) is None
    assert mixed.shared_or_none(tasks, 3, math.inf) is None  # no pair is left


@pytest.mark.parametrize("part", [0.6, 1.3])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_bound_is_the_least_makespan_that_shares_do_not_refute(seed, part):
    tasks = unlike(seed)
    low = int(simple_bound(tasks) * part)
    got, shares = mixed.bound_by_shares(tasks, low, math.inf)
    want = low
    while (value := shared_out(tasks, want)) is None or value > want + 1e-6:
        want += 1
    assert got == want
    assert (tasks.times[shares.task, shares.worker] <= want).all()


def test_a_task_alone_comes_back_at_its_own_length():
    # 31 and 34 hours are some 16 in shares; whoever has it has all of it, 31 at least.
    tasks = read_tasks([[31, 34]], 2, speed=None, eligible=None, capacity=None)
    assert mixed.bound_by_shares(tasks, 0, math.inf)[0] == 31
    assert mixed.bound_by_shares(tasks, 33, math.inf)[0] == 33
    only = read_tasks([[31, 34]], 2, speed=None, eligible=[[False, True]], capacity=None)
    assert mixed.bound_by_shares(only, 0, math.inf)[0] == 34


def test_every_programme_has_the_deadline(monkeypatch):
    seen = []

    def noted(solve):
        def call(*args, deadline, **more):
            seen.append(deadline)
            return solve(*args, deadline=deadline, **more)

        return call

    for name in ("linear", "mixed"):
        monkeypatch.setattr(mixed, name, noted(getattr(mixed, name)))
    tasks, later = unlike(3), time.monotonic() + 1000
    mixed.bound_by_shares(tasks, 0, later)
    mixed.shared_or_none(tasks, 0, later)
    assert len(seen) > 2
    mixed.whole_tasks(tasks, 0, None, later)
    assert seen == [later] * len(seen)


@pytest.mark.parametrize("seed", range(8))
def test_prices_bound_in_exact_fractions(seed):
    # Times up to 2^52: a product with prices of 2^50 has a hundred bits.
    rng = np.random.default_rng(seed)
    times = rng.integers(2**51, 2**52, (3, 3))
    tasks = dataclasses.replace(
        read_tasks(rng.random((3, 3)), 3, speed=None, eligible=None, capacity=None),
        times=times,
        cap=np.array([2**53 - seed, NO_CAP, 2**53 - 1]),
    )
    pairs = np.array([[True, True, False], [True, False, True], [True, True, True]])
    price, room = rng.random(3), np.array([0.3, 0.0, 0.7]) * rng.random(3)
    whole = [round(Fraction(p / price.sum() * mixed.PRICE)) for p in price]
    back = [round(Fraction(r / price.sum() * mixed.PRICE)) for r in room]
    cheapest = sum(
        min(int(times[i, w]) * (whole[w] + back[w]) for w in range(3) if pairs[i, w])
        for i in range(3)
    )
    given = sum(b * int(c) for b, c in zip(back, tasks.cap, strict=True))
    want = math.ceil(Fraction(cheapest - given, sum(whole)))
    assert mixed._priced(tasks, pairs, price, room) == want
    # Twice the prices are the same prices; none at all say nothing.
    assert mixed._priced(tasks, pairs, 4 * price, 4 * room) == want
    assert mixed._priced(tasks, pairs, 0 * price, room) == 0


# --- from shares to a plan ---------------------------------------------------------------------


def rounded(tasks: Tasks, share: np.ndarray) -> list[int] | None:
    """Whole tasks to whom they belong; the others, longest first, to who is done first."""
    out, load, divided = [0] * tasks.n, [0] * tasks.m, []
    for i in range(tasks.n):
        w = max(range(tasks.m), key=lambda w, i=i: (share[i, w], -w))
        if share[i, w] > 0.99:
            out[i] = w
            load[w] += int(tasks.times[i, w])
        else:
            divided.append(i)
    if any(x > cap for x, cap in zip(load, tasks.cap.tolist(), strict=True)):
        return None
    for i in sorted(divided, key=lambda i: -min(tasks.times[i].tolist())):
        done = {
            w: load[w] + int(tasks.times[i, w])
            for w in range(tasks.m)
            if may(tasks, i, w) and load[w] + int(tasks.times[i, w]) <= tasks.cap[w]
        }
        if not done:
            return None
        out[i] = min(done, key=lambda w: (done[w], w))
        load[out[i]] = done[out[i]]
    return out


def in_shares(tasks: Tasks, rng: np.random.Generator) -> np.ndarray:
    """Shares of each task among those who may have it, most of them whole."""
    share = np.zeros((tasks.n, tasks.m))
    for i in range(tasks.n):
        can = [w for w in range(tasks.m) if may(tasks, i, w)]
        if rng.random() < 0.5:
            share[i, rng.choice(can)] = 1.0
        else:
            share[i, can] = rng.dirichlet(np.ones(len(can)))
    return share


def test_a_plan_from_shares_is_told_step_by_step():
    none = 0
    for seed in range(60):
        tasks = unlike(seed, room=1.3 if seed % 3 else 0.9)
        share = in_shares(tasks, np.random.default_rng(seed))
        task, worker = np.nonzero(share)
        got = mixed.from_shares(tasks, Shares(0, task, worker, share[task, worker]))
        want = rounded(tasks, share)
        assert (None if got is None else got.tolist()) == want
        none += want is None
    assert 5 <= none <= 55


def test_of_divided_tasks_alike_the_first_goes_first():
    # Forty tasks of 3 or 5 hours, all divided, two workers quicker by turns.
    rng = np.random.default_rng(4)
    times = rng.choice([3, 5], 40)[:, None] + rng.integers(0, 3, (40, 3))
    tasks = read_tasks(times.astype(float), 3, speed=None, eligible=None, capacity=None)
    share = np.full((40, 3), 1 / 3)
    task, worker = np.nonzero(share)
    got = mixed.from_shares(tasks, Shares(0, task, worker, share[task, worker]))
    assert got is not None
    assert got.tolist() == rounded(tasks, share)


# --- whole tasks -------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [1, LARGE])
@pytest.mark.parametrize("seed", SEEDS)
def test_whole_tasks_within_limits_or_none(seed, factor):
    tasks = unlike(seed, factor)
    every, least = plans(tasks), best(tasks)[0]
    start = simple_bound(tasks)
    for makespan in (None, least + 1, 3 * least):
        found, bound, finished = mixed.whole_tasks(tasks, start, makespan, math.inf)
        assert found is not None
        assert tuple(found.tolist()) in every
        assert (max(loads(tasks, found)), finished) == (least, True)
        assert least * (1 - 1e-6) <= bound <= least
    with pytest.raises(InfeasibleError):
        mixed.whole_tasks(tasks, start, least, math.inf)
    # What is known already is not forgotten, nor searched again.
    assert mixed.whole_tasks(tasks, least, None, math.inf)[1] == least


SOLVED = read_tasks([[4, 6], [5, 3]], 2, speed=None, eligible=None, capacity=[8, 9])
"""The best is 4 and 3; the columns are task by task, worker by worker, then the makespan."""


def solver(monkeypatch, x: list[float], bound: float, *, finished: bool = True) -> list[float]:
    """Have the solver say so, and note the ends of the makespan it was given."""
    ends: list[float] = []

    def says(cost, matrix, low, high, lower, upper, **_):
        ends[:] = [float(lower[-1]), float(upper[-1])]
        return Mixed(np.array(x), x[-1], bound, finished)

    monkeypatch.setattr(mixed, "mixed", says)
    return ends


@pytest.mark.parametrize(
    ("x", "plan"),
    [
        ([1, 0, 0, 1, 4], [0, 1]),
        ([0.9999, 0.0001, 0.0001, 0.9999, 4], [0, 1]),
        ([1, 0, 1, 0, 9], None),  # 4 and 5 are one hour more than the first one has
        ([0, 1, 0, 1, 9], [1, 1]),  # 6 and 3 are all that the second has
        ([0.4, 0.4, 0, 1, 4], None),  # the first task is with nobody
        ([1, 1, 0, 1, 9], None),  # and here with both
    ],
)
@pytest.mark.parametrize("finished", [True, False])
def test_the_plan_that_the_solver_hands_over_is_checked(monkeypatch, x, plan, finished):
    ends = solver(monkeypatch, x, 3.2, finished=finished)
    found, bound, done = mixed.whole_tasks(SOLVED, 2, 10, math.inf)
    assert (None if found is None else found.tolist()) == plan
    assert (bound, done) == (4, finished and plan is not None)
    assert ends == [2, 9]
    assert mixed.whole_tasks(SOLVED, 5, None, math.inf)[1] == 5
    assert ends == [5, math.inf]


def test_pairs_longer_than_the_makespan_are_not_shown_to_the_solver(monkeypatch):
    # Below 6: 4 on the first; 5 and 3 for the other task. The 6 is left out.
    solver(monkeypatch, [1, 0, 1, 4], 4)
    found, bound, _ = mixed.whole_tasks(SOLVED, 0, 6, math.inf)
    assert found is not None
    assert (found.tolist(), bound) == ([0, 1], 4)


@pytest.mark.parametrize(
    ("longest", "said", "bound"),
    [
        # A part in two million of the makespan, of an hour at least, is the solver's own error.
        (10, 3.0000004, 3),
        (10, 3.0001, 4),
        (10, 0.0000004, 0),
        (10, 0.0000006, 1),
        # 8,000,000 is 10,000 to the solver; 4,000,003 is 5000.00375, within two of 4,000,001.
        (8_000_000, 5000.00375, 4_000_001),
        (8_000_000, 5000.00125, 3_999_999),
    ],
)
def test_a_bound_holds_to_the_precision_of_the_solver(monkeypatch, longest, said, bound):
    solver(monkeypatch, [1, 0, 0, 1, 4], said)
    assert mixed.whole_tasks(SOLVED, 0, longest, math.inf)[1] == bound
