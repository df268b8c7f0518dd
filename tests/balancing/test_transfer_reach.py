"""Who else could be brought where, in problems too large to solve again: against every plan."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from brute import broken, every_plan, values
from problems import moves_of

from kinerja._balancing import holding, reasons
from kinerja._balancing.residual import Residual
from kinerja.balancing import plan_transfers


def searched(seed: int) -> tuple[dict[str, Any], Any, Residual] | None:
    """A plan that leaves some short, and the search of who else could come."""
    rng = np.random.default_rng([11, seed])
    units, jobs, n = int(rng.integers(2, 4)), int(rng.integers(1, 3)), 5
    problem: dict[str, Any] = {
        "unit": rng.integers(0, units, n).tolist(),
        "job": rng.integers(0, jobs, n).tolist(),
        "need": rng.choice([0, 0.5, 1, 2, 2.25], (units, jobs)),
        "qualified": rng.random((n, jobs)) < 0.5,
        "movable": rng.random(n) < 0.7,
        "months_in_post": rng.integers(10, 60, n).tolist(),
        "max_out": rng.integers(0, 3, units),
        "max_in": rng.integers(0, 3, units),
        "max_moves": int(rng.integers(0, 4)),
        "within_unit": bool(seed % 3 == 0),
    }
    problem["qualified"][np.arange(n), problem["job"]] = True
    made: list[Residual] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding, "EXACT", -1)
        patch.setattr(reasons, "Residual", lambda *args: made.append(Residual(*args)) or made[-1])
        data = dict(problem)
        plan = plan_transfers(data.pop("unit"), data.pop("job"), data.pop("need"), **data)
    return (problem, plan, made[0]) if made else None


RELAXED: list[tuple[str, dict[str, Any]]] = [
    ("max_moves", {"max_moves": None}),
    ("max_out", {"max_out": None}),
    ("max_in", {"max_in": None}),
    ("min_months", {"min_months": 0}),
    ("movable", {"movable": None}),
    ("qualified", {"qualified": None}),
]


def test_whoever_could_come_is_found_and_what_is_found_is_a_plan():
    found = missed = 0
    for seed in range(60):
        if (case := searched(seed)) is None:
            continue
        problem, plan, residual = case
        moves, final = moves_of(plan), plan.headcount_after
        for number in (0, 1, 2, 6):
            for some in itertools.islice(itertools.combinations(RELAXED, number), 8):
                new = dict(problem)
                for name, change in some:
                    new |= change
                    if name == "qualified":
                        new["qualified"] = np.ones_like(problem["qualified"])
                reached = residual.reached(frozenset(name for name, _ in some))
                still = [i for i in range(5) if i not in {m[0] for m in moves}]
                for (v, d), here in np.ndenumerate(reached):
                    if final[v, d] >= np.asarray(problem["need"])[v, d]:
                        continue
                    direct = any(
                        broken(new, [*moves, (i, v, d)]) == []
                        and values({**new, "max_months": None}, [*moves, (i, v, d)])[0]
                        < values({**new, "max_months": None}, moves)[0] - 1e-9
                        for i in still
                    )
                    assert here or not direct
                    found += bool(here)
                    missed += not here
                    if here and not direct:
                        assert any(gains(new, other, plan, v, d) for other in every_plan(new))
    assert found > 50
    assert missed > 50


def gains(problem: dict[str, Any], moves: Any, plan: Any, unit: int, job: int) -> bool:
    """One more at the post, and less short in all."""
    final = plan.headcount_before.copy()
    for i, v, d in moves:
        final[problem["unit"][i], problem["job"][i]] -= 1
        final[v, d] += 1
    short = values({**problem, "max_months": None}, moves)[0]
    return final[unit, job] > plan.headcount_after[unit, job] and short < plan.shortage_after
