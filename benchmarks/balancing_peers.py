"""The problems of `bench_balancing` put to solvers by hand: scipy's HiGHS and OR-tools."""

from typing import Any

import numpy as np

City = dict[str, Any]


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


def _network(data: City) -> tuple[list[tuple[Any, Any, Any, Any]], int, int, float]:
    """Groups of alike people to short posts: arcs (tail, head, capacity, cost), source, sink, gap.

    The source is 0 and the sink 1. Costs are in hundredths of a person, so that they are whole.
    """
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
        (np.full(units, source), unit + np.arange(units), data["max_out"], 0),
        (unit + out // jobs, post + out, spare.ravel()[out], 0),
        (post + own, group + np.arange(len(alike)), size, 0),
        (group + g, short + q, size[g], 0),
        (to, np.full(v.size, sink), whole, -100),
        (to, np.full(v.size, sink), np.ones(v.size, dtype=np.int64), -rest),
    ]
    return arcs, short + v.size, int(data["max_moves"]), float(gap.sum())


def by_flow(data: City) -> float:
    """The shortage alone by OR-tools' minimum-cost flow."""
    from ortools.graph.python import min_cost_flow

    arcs, _, moves, gap = _network(data)
    flow = min_cost_flow.SimpleMinCostFlow()
    for tail, head, capacity, cost in [([0], [1], [moves], 0), *arcs]:
        flow.add_arcs_with_capacity_and_unit_cost(
            np.asarray(tail),
            np.asarray(head),
            np.asarray(capacity),
            np.broadcast_to(cost, len(tail)).copy(),
        )
    flow.set_node_supply(0, moves)
    flow.set_node_supply(1, -moves)
    flow.solve()
    return gap + float(flow.optimal_cost()) / 100


def by_programme(data: City) -> float:
    """The shortage alone by scipy's linear solver (HiGHS), on the network of `by_flow`."""
    from scipy import optimize, sparse

    arcs, nodes, moves, gap = _network(data)
    tail, head, room, cost = (
        np.concatenate([np.broadcast_to(arc[k], len(arc[0])) for arc in arcs]) for k in range(4)
    )
    at = np.arange(tail.size)
    matrix = sparse.csr_array(
        (
            np.repeat([1.0, -1.0], tail.size),
            (np.concatenate([tail, head]), np.concatenate([at, at])),
        ),
        shape=(nodes, tail.size),
    )
    out = optimize.linprog(
        cost,
        A_ub=matrix[[0]],
        b_ub=[moves],
        A_eq=matrix[2:],
        b_eq=np.zeros(nodes - 2),
        bounds=np.column_stack([np.zeros(tail.size), room]),
        method="highs",
    )
    return gap + float(out.fun) / 100


def pairing(n: int) -> tuple[City, np.ndarray]:
    """n people of n units without need, n empty posts of one, and the distances between them."""
    rng = np.random.default_rng(1)
    here, there = rng.integers(0, 1000, (2, n, 2))
    far = np.rint(np.hypot(*(here[:, None] - there).transpose(2, 0, 1)))
    distance = np.zeros((2 * n, 2 * n))
    distance[:n, n:], distance[n:, :n] = far, far.T
    need = np.repeat([0.0, 1.0], n)[:, None]
    own = np.arange(n)
    data: City = {
        "unit": own,
        "job": np.zeros(n, dtype=np.int64),
        "need": need,
        "qualified": np.ones((n, 1), dtype=bool),
        "home": own,
        "distance": distance,
        "max_moves": n,
    }
    return data, far


def assignment(far: np.ndarray) -> float:
    """The least sum of distances, by scipy's algorithm for assignments (Jonker–Volgenant)."""
    from scipy import optimize

    rows, columns = optimize.linear_sum_assignment(far)
    return float(far[rows, columns].sum())


def assignment_by_flow(far: np.ndarray) -> float:
    """The same by OR-tools' minimum-cost flow."""
    from ortools.graph.python import min_cost_flow

    n = len(far)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.repeat(np.arange(n), n),
        np.tile(np.arange(n, 2 * n), n),
        np.ones(n * n, dtype=np.int64),
        far.ravel().astype(np.int64),
    )
    flow.set_nodes_supplies(np.arange(2 * n), np.repeat([1, -1], n))
    flow.solve()
    return float(flow.optimal_cost())


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
