"""Transfers, flows and tasks: seconds, growth, memory, and the same problems put to a solver."""

import importlib.util
import math
import resource
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.timing import median, paired, seconds
from kinerja.balancing import assign_tasks, plan_flows, plan_transfers

City = dict[str, Any]


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


def person_by_person(data: City) -> float:
    """The shortage alone by scipy's mixed solver: a column for each person and post."""
    from scipy import optimize, sparse

    staff = np.zeros(data["need"].shape)
    np.add.at(staff, (data["unit"], data["job"]), 1)
    top = np.ceil(data["need"])
    free = data["movable"] & (data["months_in_post"] >= 24)
    free &= (staff > top)[data["unit"], data["job"]]
    who, v, d = np.nonzero(
        free[:, None, None] & (data["qualified"][:, None, :] & (staff < data["need"]))
    )
    keep = data["unit"][who] != v
    who, v, d = who[keep], v[keep], d[keep]
    n, (units, jobs), posts = free.size, staff.shape, staff.size
    col, size = np.arange(who.size), who.size
    leaves, enters = data["unit"][who] * jobs + data["job"][who], v * jobs + d
    # Shortage at whole headcounts: full gains, and the last one for what is left.
    gap = np.maximum(data["need"] - staff, 0).ravel()
    short = np.flatnonzero(gap > 0)
    gains = np.concatenate([np.ones(short.size), gap[short] % 1])
    room = np.concatenate([np.floor(gap[short]), np.ones(short.size)])
    both, at = np.concatenate([short, short]), size + np.arange(2 * short.size)
    row = [who, n + leaves, n + posts + enters, n + posts + both]
    row += [n + 2 * posts + data["unit"][who], np.full(size, n + 2 * posts + units)]
    value = np.ones(5 * size + both.size)
    value[3 * size : 3 * size + both.size] = -1
    matrix = sparse.csr_array(
        (value, (np.concatenate(row), np.concatenate([col, col, col, at, col, col]))),
        shape=(n + 2 * posts + units + 1, size + both.size),
    )
    low = np.full(matrix.shape[0], -np.inf)
    low[n + posts : n + 2 * posts] = 0
    high = np.concatenate(
        [
            np.ones(n),
            np.maximum(staff - top, 0).ravel(),
            np.full(posts, np.inf),
            data["max_out"],
            [data["max_moves"]],
        ]
    )
    out = optimize.milp(
        np.concatenate([np.zeros(size), -gains]),
        integrality=np.ones(size + both.size),
        bounds=optimize.Bounds(0, np.concatenate([np.ones(size), room])),
        constraints=optimize.LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0.0},
    )
    return float(gap.sum() + out.fun)


def by_flow(data: City) -> float:
    """The shortage alone by OR-tools' minimum-cost flow: groups of alike people to short posts."""
    from ortools.graph.python import min_cost_flow

    staff = np.zeros(data["need"].shape, dtype=np.int64)
    np.add.at(staff, (data["unit"], data["job"]), 1)
    (units, jobs), top = staff.shape, np.ceil(data["need"]).astype(np.int64)
    spare = np.maximum(staff - top, 0)
    free = data["movable"] & (data["months_in_post"] >= 24) & (spare > 0)[data["unit"], data["job"]]
    alike, size = np.unique(
        np.column_stack([data["unit"], data["job"], data["qualified"]])[free],
        axis=0,
        return_counts=True,
    )
    gap = np.maximum(data["need"] - staff, 0)
    v, d = np.nonzero(gap > 0)
    g, q = np.nonzero(alike[:, 2:][:, d].astype(bool) & (alike[:, :1] != v))
    source, sink, unit, post = 0, 1, 2, 2 + units
    group = post + staff.size
    short = group + len(alike)
    own, out = alike[:, 0] * jobs + alike[:, 1], np.flatnonzero(spare.ravel() > 0)
    whole = np.floor(gap[v, d]).astype(np.int64)
    rest = np.rint(100 * (gap[v, d] - whole)).astype(np.int64)
    to = short + np.arange(v.size)
    arcs = [
        ([source], [sink], [data["max_moves"]], 0),
        (np.full(units, source), unit + np.arange(units), data["max_out"], 0),
        (unit + out // jobs, post + out, spare.ravel()[out], 0),
        (post + own, group + np.arange(len(alike)), size, 0),
        (group + g, short + q, size[g], 0),
        (to, np.full(v.size, sink), whole, -100),
        (to, np.full(v.size, sink), np.ones(v.size, dtype=np.int64), -rest),
    ]
    flow = min_cost_flow.SimpleMinCostFlow()
    for tail, head, capacity, cost in arcs:
        n = len(tail)
        flow.add_arcs_with_capacity_and_unit_cost(
            np.asarray(tail),
            np.asarray(head),
            np.asarray(capacity),
            np.broadcast_to(cost, n).copy(),
        )
    flow.set_node_supply(source, int(data["max_moves"]))
    flow.set_node_supply(sink, -int(data["max_moves"]))
    flow.solve()
    return float(gap.sum() + flow.optimal_cost() / 100)


def by_constraints(durations: list[int], workers: int, limit: float) -> tuple[int, float]:
    """Makespan by OR-tools' CP-SAT, a variable for each task and worker."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in range(workers)] for _ in durations]
    longest = model.new_int_var(0, sum(durations), "")
    for row in x:
        model.add_exactly_one(row)
    for w in range(workers):
        model.add(sum(d * row[w] for d, row in zip(durations, x, strict=True)) <= longest)
    model.minimize(longest)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 2
    solver.solve(model)
    return round(solver.objective_value), solver.best_objective_bound


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

    if importlib.util.find_spec("ortools"):
        for people in (5_000, 20_000):
            town = city(people, people // 50, 10)
            same = math.isclose(plan(town)().shortage_after, by_flow(town), abs_tol=1e-6)
            ratio, slow, fast = paired(plan(town), lambda town=town: by_flow(town), runs=3)
            report(
                f"all levels over OR-tools' flow for the shortage alone, {people:,} people",
                ratio,
                f"{slow:.2f} s against {fast:.2f} s; {'same shortage' if same else 'NOT THE SAME'}",
            )

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
