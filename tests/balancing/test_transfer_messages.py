"""What each refusal of plans, flows and tasks says, whole: whose fault, what, and what to do."""

import numpy as np
import pytest

from kinerja.balancing import (
    People,
    Requirement,
    TransferRules,
    assign_tasks,
    explain_move,
    explain_stay,
    imbalance,
    imbalance_change,
    plan_flows,
    plan_transfers,
    what_if,
)
from kinerja.errors import InfeasibleError, InputError
from kinerja.staffing import balance_sheet

NEED = [[1.0], [2.0]]
STAFF = {"id": ["ana", "budi"], "unit": ["office", "clinic"], "job": ["clerk", "clerk"]}
TABLE = {"unit": ["office", "clinic"], "clerk": [1, 2]}
NAMED = {"ids": ["ana", "budi"], "units": ["office", "clinic"], "jobs": ["clerk", "nurse"]}
TWO = [[1.0, 1.0], [2.0, 0.0]]
AT = (["office", "clinic"], ["clerk", "clerk"])
SHEET = balance_sheet([[1, 2]], [[1.0, 1.0]], units=["office"], jobs=["clerk", "nurse"])
NAN = float("nan")


def plan(*args, **more):
    """Two people in two units, each in the only job."""
    return plan_transfers(*(args or ([0, 1], [0, 0], NEED)), **more)


def named(**more):
    return plan_transfers(*AT, TWO, **NAMED | more)


MADE = plan_transfers([0, 0, 1], [0, 0, 0], NEED, ids=["ana", "budi", "cici"])
ASKED = TransferRules(requirements=(Requirement(job="clerk", column="degree", at_least=3),))
ONE_OF = TransferRules(requirements=(Requirement(job="clerk", column="field", one_of=("law",)),))

CASES = {
    # ------------------------------------------------------------------------------- the rules
    "a price beside another objective": (
        lambda: plan(price_per_move=0.25, objective="peak"),
        ("price_per_move", "contradiction", '0 unless `objective` is "shortage"'),
        ("0.25 with 'peak'", "A price is in persons; only a shortage is too."),
    ),
    "a term without months": (
        lambda: plan(max_months=60),
        ("max_months", "missing_argument", "`months_in_post` with it"),
        ("none", "Pass each person's months in post."),
    ),
    "rules twice": (
        lambda: plan(People(unit=[0, 1], job=[0, 0]), NEED, TransferRules(), max_moves=2),
        ("rules", "contradiction", "each rule once: in `rules`, or by keyword"),
        ("both", "Change the rules first: rules.model_copy(update={…})."),
    ),
    "half a person under a cap": (
        lambda: plan(max_out=[1, 0.5]),
        ("max_out", "out_of_range", "whole numbers of people"),
        ("row 1 (0.5)", ""),
    ),
    "a cap of nobody's unit": (
        lambda: named(max_in={"school": 1}),
        ("max_in", "unknown_label", "one of 'office', 'clinic'"),
        ("'school'", ""),
    ),
    "a cap of a unit that has no name": (
        lambda: plan(max_in={"2": 1}),
        ("max_in", "unknown_label", "a code from 0 to 1"),
        ("'2'", ""),
    ),
    # -------------------------------------------------------------------------------- the need
    "nobody needed anywhere": (
        lambda: plan([0], [0], np.empty((0, 1))),
        ("need", "too_few", "at least one unit and one job"),
        ("none", ""),
    ),
    "a need below 0": (
        lambda: plan([0], [0], [[1.0], [-2.0]]),
        ("need", "negative", "0 or more"),
        ("row 1 column 0 (-2)", "A surplus is staff above the need, not a negative need."),
    ),
    "a need beyond all people": (
        lambda: plan([0], [0], [[1.0], [2e9]]),
        ("need", "out_of_range", "at most 1e+09 persons"),
        ("row 1 column 0 (2e+09)", ""),
    ),
    "a balance sheet and names": (
        lambda: plan(["office"], ["clerk"], SHEET, jobs=["clerk", "nurse"]),
        ("need", "wrong_shape", "names of units and jobs once"),
        (
            "a balance sheet, and `units` or `jobs` beside it",
            "A balance sheet names its units and jobs itself.",
        ),
    ),
    "a table and names": (
        lambda: plan(["office"], ["clerk"], TABLE, units=["office", "clinic"]),
        ("need", "wrong_shape", "names of units and jobs once"),
        ("a table, and `units` or `jobs` beside it", "A table names its units and jobs itself."),
    ),
    "too few names of jobs": (
        lambda: plan(*AT, TWO, units=["office", "clinic"], jobs=["clerk"]),
        ("jobs", "wrong_shape", "2 labels"),
        ("1", "Pass one label for each, in the same order."),
    ),
    "too many names of units": (
        lambda: plan(*AT, TWO, units=["office", "clinic", "school"], jobs=["clerk", "nurse"]),
        ("units", "wrong_shape", "2 labels"),
        ("3", "Pass one label for each, in the same order."),
    ),
    # ------------------------------------------------------------------------------ the people
    "no unit": (
        lambda: plan_transfers(["office", None], AT[1], TWO, **NAMED),
        ("unit", "missing_value", "a unit for every person"),
        (
            "row 'budi' (missing)",
            (
                "Whoever is not in post yet belongs to a unit of their own: give it a row in "
                "`need` that asks for nobody (0)."
            ),
        ),
    ),
    "no job": (
        lambda: plan_transfers(AT[0], [None, "clerk"], TWO, **NAMED),
        ("job", "missing_value", "a job for every person"),
        (
            "row 'ana' (missing)",
            (
                "Whoever is not in post yet belongs to a job of their own: give it a column in "
                "`need` that asks for nobody (0)."
            ),
        ),
    ),
    "a unit that need does not name": (
        lambda: plan_transfers(["office", "school"], AT[1], TWO, **NAMED),
        ("unit", "unknown_label", "one of the labels in `units`"),
        (
            "row 'budi' ('school')",
            "Every unit and job named must have a row and a column in `need`.",
        ),
    ),
    "a job that need does not name": (
        lambda: plan_transfers(AT[0], ["clerk", "cook"], TWO, **NAMED),
        ("job", "unknown_label", "one of the labels in `jobs`"),
        ("row 'budi' ('cook')", "Every unit and job named must have a row and a column in `need`."),
    ),
    "a code beyond the rows": (
        lambda: plan([0, 2], [0, 0], NEED),
        ("unit", "unknown_label", "a code from 0 to 1"),
        ("row 1 (2)", "Every unit and job named must have a row and a column in `need`."),
    ),
    "names of units that need has not": (
        lambda: plan(["office", "clinic"], [0, 0], NEED),
        ("unit", "unknown_label", "codes from 0 to 1"),
        (
            "labels 'clinic', 'office'",
            "Name the rows and columns of `need`: pass `units=` and `jobs=`.",
        ),
    ),
    "nobody may hold anything": (
        lambda: named(qualified=[[1, 0], [0, 0]]),
        ("qualified", "missing_value", "at least one job for each person"),
        ("row 'budi' (False)", "A person holds at least their own job; mark it."),
    ),
    "rows of fit": (
        lambda: plan(fit=[[1.0]]),
        ("fit", "wrong_shape", "2 rows, one per person"),
        ("1", ""),
    ),
    "rows of preference": (
        lambda: plan(preference=[[1.0, 2.0]]),
        ("preference", "wrong_shape", "2 rows, one per person"),
        ("1", ""),
    ),
    "a wish and a distance": (
        lambda: plan(preference=[[0, 1], [1, 0]], home=[0, 1]),
        ("preference", "contradiction", "either `preference`, or `distance` with `home`"),
        ("both", "Add the two costs yourself, and pass them as `preference`."),
    ),
    "a distance from nowhere": (
        lambda: plan(distance=[[0, 1], [1, 0]]),
        ("home", "missing_argument", "`home` together with `distance`"),
        ("none", "A distance is counted from each person's home unit."),
    ),
    "a home without distances": (
        lambda: plan(home=[0, 1]),
        ("distance", "missing_argument", "`distance` together with `home`"),
        ("none", "A distance is counted from each person's home unit."),
    ),
    "distances of other units": (
        lambda: plan(home=[0, 1], distance=np.zeros((3, 3))),
        ("distance", "wrong_shape", "one row and one column for each of 2 units"),
        ("shape (3, 3)", ""),
    ),
    "a pair of three": (
        lambda: plan(together=[(0, 1, 1)]),
        ("together", "wrong_type", "pairs of people"),
        ("(0, 1, 1)", "Write [(first, second), …]; three people are two pairs."),
    ),
    "a pair of one": (
        lambda: named(together=[("ana", "ana")]),
        ("together", "wrong_type", "two people"),
        ("('ana', 'ana'): one person", ""),
    ),
    "a column that the rules look at": (
        lambda: plan_transfers(People.of(STAFF), TABLE, ASKED),
        ("attributes", "missing_argument", "a column 'degree', which the rules look at"),
        ("none", "Pass it with the people."),
    ),
    "another column than the rules look at": (
        lambda: plan_transfers(People.of(STAFF | {"grade": [3, 4]}), TABLE, ASKED),
        ("attributes", "missing_argument", "a column 'degree', which the rules look at"),
        ("columns 'grade'", "Pass it with the people."),
    ),
    "a short column of words": (
        lambda: plan_transfers(
            People(unit=AT[0], job=AT[1], attributes={"field": ["law"]}), TABLE, ONE_OF
        ),
        ("field", "wrong_shape", "2 values, one per person"),
        ("1", ""),
    ),
    "people without a job": (
        lambda: People.of({"unit": ["office"], "rank": [3]}),
        ("people", "missing_argument", "a column 'job'"),
        (
            "columns 'unit', 'rank'",
            "Name the columns unit, job and id; months_in_post, movable and home as there are.",
        ),
    ),
    "a column twice": (
        lambda: plan_transfers(People.of(STAFF), TABLE, movable=[True, True]),
        ("movable", "contradiction", "each column once: in `people`, or by keyword"),
        ("both", "Put it into `people`."),
    ),
    # ------------------------------------------------------------------- about a plan that is made
    "an unknown change": (
        lambda: what_if(MADE, speed=2),
        ("speed", "unknown_option", "an option of plan_transfers"),
        ("'speed'", None),
    ),
    "somebody new without months": (
        lambda: what_if(
            plan(months_in_post=[30, 40], ids=["ana", "budi"]),
            ids=["ana", "eka"],
            unit=[0, 1],
            job=[0, 0],
        ),
        (
            "months_in_post",
            "missing_argument",
            "`months_in_post` with `ids`, since somebody is new",
        ),
        ("'eka' among `ids`, who is not in the plan", "Pass it for all who are there now."),
    ),
    "a demand of one": (
        lambda: what_if(MADE, force=["ana"]),
        ("force", "wrong_shape", "(staff, unit) or (staff, unit, job)"),
        ("'ana'", ""),
    ),
    "a move of somebody who stays": (
        lambda: explain_move(MADE, "cici"),
        ("staff", "unknown_label", "a person whom the plan moves"),
        ("'cici'", "explain_stay(plan, staff) says why somebody stays."),
    ),
    "a stay of somebody who moves": (
        lambda: explain_stay(MADE, MADE.moves[0].staff),
        ("staff", "unknown_label", "a person whom the plan leaves in place"),
        (repr(MADE.moves[0].staff), "explain_move(plan, staff) says why somebody moves."),
    ),
    "no plan": (
        lambda: explain_move(3, "ana"),
        ("plan", "wrong_type", "a TransferPlan"),
        ("an int", "Pass what plan_transfers returned."),
    ),
    "a plan that left its problem behind": (
        lambda: explain_move(type(MADE).from_dict(MADE.to_dict()), "ana"),
        ("plan", "missing_argument", "a plan that holds its problem"),
        ("none", "Write it with to_dict(problem=True), or pass the plan as it was made."),
    ),
    "a change where nobody is needed": (
        lambda: imbalance_change(plan([0], [0], [[0.0]])),
        ("plan", "too_few", "a need above 0 somewhere"),
        ("none", ""),
    ),
    # --------------------------------------------------------------------- flows and imbalance
    "headcounts of another shape": (
        lambda: plan_flows([[1, 2]], [[1.0], [2.0]]),
        ("headcount", "wrong_shape", "the shape of `need`, (2, 1)"),
        ("shape (1, 2)", ""),
    ),
    "half a person": (
        lambda: plan_flows([[1.0], [2.5]], [[1.0], [2.0]]),
        ("headcount", "out_of_range", "whole numbers of people, at most 1e+09"),
        ("row 1 column 0 (2.5)", "Headcount counts people; part-time work belongs in `need`."),
    ),
    "too many people": (
        lambda: plan_flows([[2e9], [2]], [[1.0], [2.0]]),
        ("headcount", "out_of_range", "whole numbers of people, at most 1e+09"),
        ("row 0 column 0 (2e+09)", "Headcount counts people; part-time work belongs in `need`."),
    ),
    "costs of other units": (
        lambda: plan_flows([[1], [2]], [[1.0], [2.0]], cost=np.zeros((3, 3))),
        ("cost", "wrong_shape", "one row and one column for each of 2 units"),
        ("shape (3, 3)", ""),
    ),
    "no load": (
        lambda: imbalance([]),
        ("load", "too_few", "a load for at least one"),
        ("none", ""),
    ),
    "a capacity of nothing": (
        lambda: imbalance([1.0, 2.0], capacity=[1.0, 0.0]),
        ("capacity", "not_positive", "more than 0"),
        ("row 1 (0)", "Leave out those who can carry nothing."),
    ),
    "capacities that no float holds together": (
        lambda: imbalance([1.0, 2.0], capacity=[1e-320, 1e300]),
        (
            "capacity",
            "out_of_range",
            "capacities within 300 orders of magnitude of each other",
        ),
        ("a load over a capacity that no float64 holds", ""),
    ),
    # ------------------------------------------------------------------------------ tasks
    "no workers": (
        lambda: assign_tasks([1.0], []),
        ("workers", "too_few", "a number of workers, or their labels"),
        ("[]", ""),
    ),
    "speed beside times by worker": (
        lambda: assign_tasks([[1.0, 2.0]], 2, speed=[1.0, 2.0]),
        ("speed", "contradiction", "durations of shape (n,) with it"),
        ("durations by worker", "Durations by worker hold the speed already."),
    ),
    "no time for a worker": (
        lambda: assign_tasks([[1.0, 2.0], [NAN, 1.0]], 2),
        ("durations", "missing_value", "a finite time for every task and worker"),
        (
            "row 1 column 0 (missing)",
            (
                "Where a worker may not have a task, write any time there and pass `eligible=`, "
                "with 0 in that cell."
            ),
        ),
    ),
    "times beyond whole numbers": (
        lambda: assign_tasks([9e15, 9e15], 2),
        ("durations", "out_of_range", f"a sum of at most 2^53 = {2**53}"),
        (
            "1.8e+16",
            "Count in a larger unit of time: beyond this, loads would not be exact.",
        ),
    ),
    "speeds that make it so": (
        lambda: assign_tasks([8e15], 2, speed=[1e-9, 1.0]),
        ("speed", "out_of_range", f"durations / speed with a sum of at most 2^53 = {2**53}"),
        ("8e+24", "Count in a larger unit of time."),
    ),
    "ldm with workers who differ": (
        lambda: assign_tasks([1.0, 2.0], 2, speed=[1.0, 2.0], method="ldm"),
        ("method", "contradiction", "workers who are alike"),
        ("'ldm' with workers who differ otherwise", 'Take "auto", "lpt" or "exact".'),
    ),
    "multifit with workers who may not": (
        lambda: assign_tasks([1.0, 2.0], 2, eligible=[[1, 0], [1, 1]], method="multifit"),
        ("method", "contradiction", "workers who differ in speed at most"),
        ("'multifit' with workers who differ otherwise", 'Take "auto", "lpt" or "exact".'),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case):
    asked, (argument, code, expected), (found, hint) = CASES[case]
    with pytest.raises(InputError) as caught:
        asked()
    error = caught.value
    assert (error.argument, error.code, error.expected) == (argument, code, expected)
    assert error.found == found
    if hint is not None:
        assert error.hint == (hint or f"Give `{argument}` as expected: {expected}.")
    assert len(error.positions) == found.startswith("row ")


def test_tasks_that_nobody_may_take_are_named():
    may = np.ones((8, 2), dtype=bool)
    may[1:8] = False
    with pytest.raises(InfeasibleError) as caught:
        assign_tasks(np.ones(8), 2, eligible=may)
    error = caught.value
    which = "tasks 1, 2, 3, 4, 5 and 2 more"
    assert str(error) == (
        f"`eligible`: no worker is eligible for {which}. Make somebody eligible, or leave the task "
        "out."
    )
    assert (error.argument, error.code, error.positions) == (
        "eligible",
        "infeasible",
        (1, 2, 3, 4, 5),
    )
    assert (error.expected, error.found) == ("a worker for each task", f"none for {which}")
    assert error.hint == "Make somebody eligible, or leave the task out."


def test_a_task_that_nobody_has_room_for_is_named():
    # The second fits the first worker alone, who may not take it.
    with pytest.raises(InfeasibleError) as caught:
        assign_tasks([1.0, 3.0], 2, capacity=[3.0, 2.0], eligible=[[1, 1], [0, 1]])
    assert str(caught.value) == (
        "`capacity`: no worker has the capacity for task 1. Raise a capacity, or leave the task "
        "out."
    )
    assert (caught.value.argument, caught.value.positions) == ("capacity", (1,))


DEMANDS = {
    "keep": ({"keep": ["ana"]}, {}, ("ana", 1)),
    "movable": ({}, {"movable": [False, True, True]}, ("ana", 1)),
    "min_months": ({}, {"months_in_post": [10, 30, 30]}, ("ana", 1)),
    "qualified": ({}, {"qualified": [[1, 0], [1, 0], [1, 0]]}, ("ana", 1, 1)),
    "need": ({}, {"qualified": np.ones((3, 2))}, ("ana", 1, 1)),
    "within_unit": ({}, {}, ("ana", 0)),
    "forbid": ({"forbid": [("ana", 1), ("ana", 0)]}, {}, ("ana", 1)),
}


@pytest.mark.parametrize("rule", DEMANDS)
def test_a_demand_that_a_rule_forbids_names_the_rule(rule):
    asked, data, demand = DEMANDS[rule]
    made = plan_transfers(
        [0, 0, 1], [0, 0, 0], [[1, 0], [2, 0]], ids=["ana", "budi", "cici"], **data
    )
    with pytest.raises(InfeasibleError) as caught:
        what_if(made, force=[demand], **asked)
    error = caught.value
    assert str(error) == (
        f"'ana' cannot be sent to unit {demand[1]}. Rules that clash: force, {rule}."
    )
    assert (error.argument, error.code, error.positions) == ("force", "infeasible", ("ana",))


def test_demands_that_clash_together_name_what_would_make_room():
    made = plan_transfers(
        [0, 0, 0], [0, 0, 0], [[1], [1], [1]], ids=["ana", "budi", "cici"], max_out=2
    )
    with pytest.raises(InfeasibleError) as caught:
        what_if(made, force=[("ana", 1), ("budi", 2)], max_moves=1)
    assert str(caught.value) == (
        "The required moves cannot all be made. Rules that clash: force, max_moves."
    )
