"""Small transfer problems for the property tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

NEEDS = [0, 0.3, 0.4, 1, 1.5, 2, 2.25, 3]


@st.composite
def transfer_problems(draw, *, people=6, chains=None, plain=False):
    """Up to `people` people, four units, three jobs, and any mix of rules."""
    units, jobs = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    n = draw(st.integers(1, people))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    problem = {
        "unit": rng.integers(0, units, n).tolist(),
        "job": rng.integers(0, jobs, n).tolist(),
        "need": rng.choice(NEEDS, (units, jobs)),
    }
    qualified = rng.random((n, jobs)) < 0.5
    if plain or draw(st.integers(0, 9)) < 8:
        qualified[np.arange(n), problem["job"]] = True
    else:
        # Somebody may have outgrown the job they hold, but everybody has one.
        qualified[np.arange(n), rng.integers(0, jobs, n)] = True
    problem["qualified"] = qualified
    wish = draw(st.sampled_from(["none", "distance", "preference"]))
    if wish == "distance":
        problem["home"] = rng.integers(0, units, n).tolist()
        problem["distance"] = np.round(rng.random((units, units)) * 9, int(rng.integers(0, 3)))
    elif wish == "preference":
        problem["preference"] = rng.integers(-1, 4, (n, units)).astype(float)
    some = lambda: not plain and draw(st.integers(0, 9)) < 3  # noqa: E731
    if some():
        problem["movable"] = rng.random(n) < 0.8
    if some():
        problem["months_in_post"] = rng.integers(0, 100, n).tolist()
        problem["min_months"] = draw(st.sampled_from([0, 24, 36.5]))
        if draw(st.booleans()):
            problem["max_months"] = 60
    if some():
        problem["fit"] = rng.integers(0, 3, (n, jobs)).astype(float)
    if some():
        problem["max_moves"] = int(rng.integers(0, 4))
    if some():
        problem["max_out"] = rng.integers(0, 3, units)
    if some():
        problem["max_in"] = rng.integers(0, 3, units) if draw(st.booleans()) else 1
    if some():
        problem["within_unit"] = True
    if n > 1 and some():
        pairs = draw(st.integers(1, 2))
        problem["together"] = [
            tuple(rng.choice(n, 2, replace=False).tolist()) for _ in range(pairs)
        ]
    problem["chains"] = some() if chains is None else chains
    objective = draw(st.sampled_from(["shortage", "shortage", "deviation", "peak", "price"]))
    if objective == "price":
        problem["price_per_move"] = draw(st.sampled_from([0.1, 0.25, 0.5, 1 / 3, 2.5]))
    else:
        problem["objective"] = objective
    return problem


def moves_of(plan):
    """(person, unit, job) of each move."""
    return [(m.staff, m.to_unit, m.to_job) for m in plan.moves]
