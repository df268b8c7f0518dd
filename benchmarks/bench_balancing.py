"""Transfers, flows and tasks: seconds, growth, memory, and the same problems put to a solver."""

import importlib.util
import math
import resource
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.balancing_peers import (
    City,
    assignment,
    assignment_by_flow,
    by_constraints,
    by_flow,
    by_programme,
    pairing,
    person_by_person,
)
from benchmarks.timing import median, paired, seconds
from kinerja.balancing import assign_tasks, plan_flows, plan_transfers


def city(people: int, units: int, jobs: int) -> City:
    """Uneven units, two people in five with a second job they may hold, one in thirty fixed."""
    rng = np.random.default_rng(1)
    size = rng.lognormal(0, 1, units)
    unit = rng.choice(units, people, p=size / size.sum())
    job = rng.choice(jobs, people, p=rng.dirichlet(np.full(jobs, 3.0)))
    qualified = np.zeros((people, jobs), dtype=bool)
    qualified[np.arange(people), job] = True
    second = np.flatnonzero(rng.random(people) < 0.4)
    qualified[second, rng.integers(0, jobs, second.size)] = True
    staff = np.zeros((units, jobs))
    np.add.at(staff, (unit, job), 1)
    need = np.round(staff * rng.lognormal(-0.05, 0.35, staff.shape) + (staff == 0) * 0.3, 2)
    place = rng.integers(0, 100, (units, 2))
    return {
        "unit": unit,
        "job": job,
        "need": need,
        "qualified": qualified,
        "movable": rng.random(people) > 0.03,
        "months_in_post": rng.integers(0, 240, people),
        "home": np.where(rng.random(people) < 0.83, unit, rng.integers(0, units, people)),
        "distance": np.rint(np.hypot(*(place[:, None] - place).transpose(2, 0, 1))),
        "max_moves": people * 2 // 25,
        "max_out": np.maximum(2, np.bincount(unit, minlength=units) // 10),
    }


def plan(data: City, **more: Any) -> Callable[[], Any]:
    return lambda: plan_transfers(**data, **more)


def _beside(
    report: Callable[[str, float, str], None],
    name: str,
    works: tuple[Callable[[], Any], Callable[[], float]],
    *,
    same: bool,
) -> None:
    ratio, slow, fast = paired(*works, runs=3)
    proof = "same figure" if same else "NOT THE SAME"
    report(name, ratio, f"{slow:.2f} s against {fast:.2f} s; {proof}")


def _beside_flows(report: Callable[[str, float, str], None]) -> None:
    """All levels of a plan over one solver's answer to the first of them."""
    for people in (5_000, 20_000, 50_000):
        town = city(people, people // 50, 10)
        least = plan(town)().shortage_after
        for peer, needs, work, most in (
            ("OR-tools' flow", "ortools", by_flow, math.inf),
            ("bare HiGHS", "scipy", by_programme, 5_000),  # minutes in larger towns
        ):
            if importlib.util.find_spec(needs) is None or people > most:
                continue
            same = math.isclose(least, work(town), abs_tol=1e-6)
            name = f"all levels over {peer} for the shortage alone, {people:,} people"
            _beside(report, name, (plan(town), partial(work, town)), same=same)


def _beside_assignment(report: Callable[[str, float, str], None]) -> None:
    """Empty posts for as many people, each of whom is as good: the least distance."""
    data, far = pairing(400)
    for peer, needs, work in (
        ("OR-tools' flow", "ortools", assignment_by_flow),
        ("scipy's algorithm", "scipy", assignment),
    ):
        if importlib.util.find_spec(needs) is None:
            continue
        same = math.isclose(plan(data)().cost, work(far), abs_tol=1e-6)
        _beside(
            report,
            f"400 people to 400 posts, over {peer}",
            (plan(data), partial(work, far)),
            same=same,
        )


def run(report: Callable[[str, float, str], None]) -> None:
    small, large = city(5_000, 100, 10), city(50_000, 600, 12)
    plan(city(100, 3, 3))()  # scipy is loaded once
    what = "shortage", "deviation", "peak"
    took = {o: min(seconds(plan(small, objective=o)) for _ in range(3)) for o in what}
    for objective in what:
        limit = "at most 1" if objective == "shortage" else "at most 5"
        name = f"5,000 people × 100 units × 10 jobs, {objective}, seconds"
        report(name, took[objective], limit)
    slow = seconds(plan(large))
    report("50,000 × 600 × 12, shortage, seconds", slow, "at most 10")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    report("peak of the process until here, gigabytes", most, "at most 1")
    growth = slow / took["shortage"]
    report("50,000 × 600 × 12 over 5,000 × 100 × 10", growth, "60 times as many possible moves")

    rng = np.random.default_rng(0)
    staff = rng.multinomial(4_700_000, rng.dirichlet(np.ones(12_000))).reshape(600, 20)
    need = np.round(staff * rng.lognormal(0, 0.25, staff.shape), 2)
    place = rng.random((600, 2)) * 1000
    cost = np.round(np.hypot(*(place[:, None] - place).transpose(2, 0, 1)), 1)
    may = np.eye(20, dtype=bool) | (rng.random((20, 20)) < 0.1)
    flow = seconds(lambda: plan_flows(staff, need))
    report("flows, 4.7 million people, 600 × 20, seconds", flow, "at most 10")
    flow = seconds(lambda: plan_flows(staff, need, convertible=may, cost=cost))
    report("the same with distances and changes of job", flow, "at most 10")

    town = city(2_000, 40, 8)
    mine, theirs = plan(town)(), person_by_person(town)
    same = "same shortage" if math.isclose(mine.shortage_after, theirs) else "NOT THE SAME"
    ratio, _, took = paired(lambda: person_by_person(town), plan(town), runs=3)
    report(
        "scipy's milp, shortage alone, over all levels, 2,000 people",
        ratio,
        f"{took:.2f} s; {same}",
    )

    _beside_flows(report)
    _beside_assignment(report)

    durations = rng.integers(1, 10_000, 1_000)
    took = median(lambda: assign_tasks(durations, 50), runs=3)
    gap = assign_tasks(durations, 50).gap
    report("1,000 tasks, 50 workers, seconds", took, f"gap {gap:.2g}")
    if importlib.util.find_spec("ortools"):
        few = rng.integers(1, 10_000, 100)
        mine = assign_tasks(few, 25, time_limit=10.0)
        other, _ = by_constraints(few.tolist(), 25, 10.0)
        above = (other - mine.bound) / mine.bound
        report("100 tasks, 25 workers, gap after 10 s", mine.gap, f"CP-SAT: {above:.2g}")
