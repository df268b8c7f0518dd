"""What stands above the table of a plan, of flows, of candidates and of tasks given out."""

import pytest

from kinerja.balancing import assign_tasks, candidates, plan_flows, plan_transfers

# Two of three could go; one move is allowed, which fills unit 1 and leaves unit 2 short by a half.
PLAN = plan_transfers([0, 0, 0, 1], [0, 0, 0, 0], [[1], [2], [0.5]], max_moves=1)

SHOWN = {
    "a plan": (
        PLAN,
        "Plan of transfers",
        "status optimal, shortage before 1.5, shortage after 0.5, cost 0, decided by order",
    ),
    "candidates": (
        candidates(PLAN, 2, 0),
        "People who could come",
        "unit 2 job 0 shortage 0.5",
    ),
    "flows": (
        plan_flows([[3], [1], [0]], [[1], [2], [0.5]], max_moves=1),
        "Flows between posts",
        "status optimal, shortage before 1.5, shortage after 0.5, cost 0",
    ),
    "tasks": (
        assign_tasks([5, 5, 4, 4, 3, 3, 3], 3, method="lpt"),
        "Tasks given to workers",
        "makespan 11, bound 9, gap 0.2222, method lpt",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_what_stands_above_the_table(case):
    result, heading, facts = SHOWN[case]
    shown = " ".join(repr(result).split())
    assert shown.startswith(heading)
    assert facts in shown
