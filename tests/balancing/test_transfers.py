"""plan_transfers: rules re-derived from the moves, optima by enumeration, hand values, refusals."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from brute import best, broken, close, ties, values
from hypothesis import example, given
from hypothesis import strategies as st
from problems import moves_of, transfer_problems

from kinerja._balancing import make_plan
from kinerja._balancing.strategies import search as plan_module
from kinerja._solve import ladder as levels_module
from kinerja.balancing import TransferPlan, plan_transfers
from kinerja.errors import ConvergenceError, InputError
from kinerja.staffing import balance_sheet, workload_need

PARITY = json.loads((Path(__file__).parents[1] / "parity" / "transfers.json").read_text())


def solve(problem, **more):
    data = {**problem, **more}
    return plan_transfers(data.pop("unit"), data.pop("job"), data.pop("need"), **data)


def signed(plan):
    """Values of the levels, all of them to be small."""
    return [-x.value if x.name == "months" else x.value for x in plan.levels]


def check_optimal(problem, plan):
    moves = moves_of(plan)
    assert broken(problem, moves) == []
    least, counts = best(problem)
    reached = values(problem, moves) + ties(problem, moves)
    assert close(reached, least) == 0
    assert close(signed(plan), reached) == 0
    assert plan.status == "optimal"
    assert [level.gap for level in plan.levels] == [0.0] * len(plan.levels)
    assert plan.other_plans == (counts[0] > 1)
    rules = ["months", "order", "fixed"] if len(counts) == 3 else ["order", "fixed"]
    needed = sum(count > 1 for count in counts)
    assert plan.decided_by == (rules[needed - 1] if needed else None)
    short = np.maximum(
        np.rint(np.asarray(problem["need"]) * 1e6) - 1e6 * plan.headcount_after, 0
    ).sum()
    assert plan.shortage_after == pytest.approx(short / 1e6, abs=1e-9)


HALF_A_COUPLE = {
    "unit": [0, 2, 3],
    "job": [2, 0, 2],
    "need": np.array([[3, 0, 3], [2, 0.4, 3], [0, 2.25, 1], [0.3, 0.3, 0.4]]),
    "qualified": np.array([[True, False, True], [True, False, True], [True, True, True]]),
    "fit": np.array([[0.0, 2.0, 1.0], [2.0, 1.0, 0.0], [1.0, 1.0, 0.0]]),
    "max_moves": 2,
    "within_unit": True,
    "together": [(1, 0)],
    "chains": True,
    "objective": "peak",
}
"""A peak that half a couple would reach in a linear programme, and no whole people do."""


@example(HALF_A_COUPLE)
@given(transfer_problems())
def test_reaches_the_optimum_that_enumeration_finds(problem):
    check_optimal(problem, solve(problem))


@given(transfer_problems(chains=False))
def test_pools_and_pricing_reach_the_same_optimum(problem):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_module, "DENSE", -1)
        check_optimal(problem, solve(problem))


@given(transfer_problems(people=5), st.sampled_from([-1, 20_000]))
def test_the_interior_point_reaches_the_same_optimum(problem, dense):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_module, "DENSE", dense)
        patch.setattr(levels_module, "LARGE", -1)
        check_optimal(problem, solve(problem))


@pytest.mark.parametrize("end", ["halves", "failure"])
def test_where_the_interior_point_fails_the_simplex_decides(end, monkeypatch):
    problem = city(3)
    plan = solve(problem)
    real, seen = levels_module.linear, []

    def linear(*args, interior=False, **more):
        seen.append(interior)
        if interior and end == "failure":
            raise ConvergenceError("The solver stopped: status 4.", code="no_convergence")
        out = real(*args, **more)
        return replace(out, x=out.x + 0.5) if interior else out

    monkeypatch.setattr(levels_module, "linear", linear)
    monkeypatch.setattr(levels_module, "LARGE", -1)
    assert solve(problem) == plan
    assert plan.moves
    assert True in seen


@given(transfer_problems(people=5, chains=True))
def test_chains_reach_the_optimum_by_branch_and_bound_too(problem):
    if not any(len(row) for row in problem["need"]):
        return
    plan = solve(problem)
    with pytest.MonkeyPatch.context() as patch:
        # Pretend that every vertex was fractional.
        patch.setattr(plan_module, "solve_every_move", lambda *_, **__: None)
        if plan.moves:
            check_optimal(problem, solve(problem))


def test_where_chains_take_too_long_there_is_the_plan_without_them(monkeypatch):
    problem = {**city(3), "max_moves": 8}
    direct = solve(problem)

    def late(*_, **__):
        raise ConvergenceError("The time is used up.", code="time_limit")

    monkeypatch.setattr(plan_module, "DENSE", -1)
    monkeypatch.setattr(plan_module, "solve_every_move", late)
    monkeypatch.setattr(make_plan, "DENSE", -1)
    plan = solve(problem, chains=True)
    assert (plan.status, plan.stopped_by) == ("feasible", "time_limit")
    assert broken({**problem, "chains": True}, moves_of(plan)) == []
    assert [x.value for x in plan.levels] == pytest.approx([x.value for x in direct.levels])
    assert plan.moves
    # The bound is that of eight moves, each worth a person at most.
    assert plan.levels[0].bound == pytest.approx(plan.shortage_before - 8)
    assert np.isnan(plan.levels[1].bound)


def city(seed, people=300, units=20, jobs=5):
    """A made-up city, large enough for ties and pools."""
    rng = np.random.default_rng(seed)
    unit, job = rng.integers(0, units, people), rng.integers(0, jobs, people)
    count = np.zeros((units, jobs))
    np.add.at(count, (unit, job), 1)
    qualified = rng.random((people, jobs)) < 0.2
    qualified[np.arange(people), job] = True
    xy = rng.random((units, 2)) * 100
    return {
        "unit": unit,
        "job": job,
        "need": np.round(count * rng.lognormal(0, 0.4, count.shape), 2),
        "qualified": qualified,
        "movable": rng.random(people) < 0.9,
        "months_in_post": rng.integers(0, 200, people),
        "home": rng.integers(0, units, people),
        "distance": np.hypot(*(xy[:, None] - xy[None]).T),
        "max_out": 6,
    }


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"max_moves": 9},
        {"objective": "deviation"},
        {"objective": "peak"},
        {"price_per_move": 0.3},
        {"max_months": 120, "max_in": 3},
        {"home": None, "distance": None},
    ],
)
@pytest.mark.parametrize("seed", [0, 1])
def test_pools_agree_with_the_full_programme(more, seed, monkeypatch):
    problem = {**city(seed), **more}
    monkeypatch.setattr(plan_module, "DENSE", 10**9)
    full = solve(problem)
    monkeypatch.setattr(plan_module, "DENSE", -1)
    pooled = solve(problem)
    assert full.status == pooled.status == "optimal"
    assert [level.value for level in full.levels] == pytest.approx(
        [level.value for level in pooled.levels], rel=1e-9
    )
    assert full.other_plans == pooled.other_plans
    # Ties by the order of ids: the sum of the places of those who move is least in both.
    assert sum(m.staff for m in full.moves) == sum(m.staff for m in pooled.moves)
    assert broken(problem, moves_of(pooled)) == []


def stored(name):
    raw = PARITY["problems"][name]
    staff = raw["staff"]
    qualified = np.zeros((len(staff), raw["n_classes"]), dtype=bool)
    for i, row in enumerate(staff):
        qualified[i, row[2]] = True
    xy = np.array(raw["xy"])
    return {
        "unit": [row[0] for row in staff],
        "job": [row[1] for row in staff],
        "need": np.array(raw["need100"]) / 100,
        "qualified": qualified,
        "months_in_post": [row[3] for row in staff],
        "min_months": raw["min_tenure"],
        "movable": np.array([row[4] == 0 for row in staff]),
        "home": [row[5] for row in staff],
        "distance": np.floor(np.hypot(*(xy[:, None] - xy[None]).T)),
        "max_moves": raw["M"],
        "max_out": raw["max_out"],
    }


@pytest.mark.parametrize("dense", [-1, 20_000], ids=["pooled", "full"])
@pytest.mark.parametrize(
    "case", PARITY["optima"], ids=lambda c: f"{c['instance']}-{c['objective'][:6]}"
)
def test_reaches_the_proved_optima(case, dense, monkeypatch):
    monkeypatch.setattr(plan_module, "DENSE", dense)
    problem = stored(case["instance"])
    kind = case["objective"].split()[0]
    if kind == "chi2":
        plan = solve(problem, objective="deviation")
        assert plan.levels[0].value == pytest.approx(case["optimum"], abs=5e-5)
        assert plan.levels[1].value == case["moves"]
    elif kind == "minmax":
        plan = solve(problem, objective="peak")
        assert [x.name for x in plan.levels[:3]] == ["empty", "peak", "moves"]
        assert plan.levels[1].value == pytest.approx(case["optimum_float"], rel=1e-12)
        assert plan.levels[2].value == case["moves"]
    else:
        problem["chains"] = kind == "chain"
        plan = solve(problem)
        reached = [round(100 * plan.levels[0].value), *(x.value for x in plan.levels[1:3])]
        assert reached == case["optimum"]
        assert round(100 * plan.shortage_before) == case["initial_shortage100"]
    assert plan.status == "optimal"
    problem["objective"] = {"chi2": "deviation", "minmax": "peak"}.get(kind, "shortage")
    assert broken(problem, moves_of(plan)) == []


# Hand values: two units, one job, three people.
PAIR = {"unit": [0, 0, 1], "job": [0, 0, 0], "need": [[1], [2]]}


def test_moves_the_spare_person_to_the_gap():
    # Unit 0 has 2 for 1, unit 1 has 1 for 2: one move, shortage 1 → 0.
    plan = solve(PAIR)
    assert (plan.shortage_before, plan.shortage_after) == (1.0, 0.0)
    assert moves_of(plan) == [(0, 1, 0)]
    assert plan.headcount_after.tolist() == [[1], [2]]
    assert plan.other_plans  # person 1 would do as well
    assert [level.name for level in plan.levels] == ["shortage", "moves", "cost", "order"]


def test_need_is_protected_upwards_to_whole_people():
    # Need 1.3 with 2 people: nobody to spare.
    assert solve({**PAIR, "need": [[1.3], [2]]}).moves == ()
    # At six decimals 1.0000004 is 1.
    assert len(solve({**PAIR, "need": [[1.0000004], [2]]}).moves) == 1


def test_a_fraction_of_a_shortage_is_worth_a_move_unless_a_move_has_a_price():
    need = [[1], [1.02]]
    assert solve({**PAIR, "need": need}).shortage_after == 0.0
    # 0.02 of a person is less than the price of 0.1.
    priced = solve({**PAIR, "need": need}, price_per_move=0.1)
    assert priced.moves == ()
    assert [level.name for level in priced.levels] == ["shortage_and_moves", "cost", "order"]
    assert priced.remaining[0].rule == "price_per_move"


def test_no_move_enters_a_post_without_need():
    plan = solve({"unit": [0, 0], "job": [0, 0], "need": [[0], [0]]})
    assert plan.moves == ()
    assert plan.levels[0].value == 0.0


def test_a_chain_replaces_whoever_leaves():
    # Job 1 is missing in unit 2; only person 1 (unit 1, at its need) may fill it, person 0 (spare
    # in unit 0) may replace them.
    problem = {
        "unit": [0, 0, 1],
        "job": [0, 0, 0],
        "need": [[1, 0], [1, 0], [0, 1]],
        "qualified": np.array([[True, False], [True, False], [True, True]]),
    }
    assert solve(problem).moves == ()
    plan = solve(problem, chains=True)
    assert sorted(moves_of(plan)) == [(0, 1, 0), (2, 2, 1)]
    assert plan.shortage_after == 0.0


def test_cost_picks_the_person_and_overdue_breaks_its_ties():
    wish = [[0, 5], [0, 2], [0, 0]]
    assert moves_of(solve(PAIR, preference=wish)) == [(1, 1, 0)]
    level = {"preference": np.zeros((3, 2)), "months_in_post": [30, 90, 30]}
    late = solve(PAIR, **level, max_months=60)
    assert moves_of(late) == [(1, 1, 0)]
    assert [(x.name, x.value) for x in late.levels[3:]] == [
        ("overdue", 0.0), ("months", 90.0), ("order", 1.0)
    ]  # fmt: skip
    assert not late.other_plans
    assert late.tenure_checked
    assert not solve(PAIR).tenure_checked


def test_ties_go_by_the_order_of_ids_not_of_rows():
    plan = solve(PAIR, ids=["b", "a", "c"])
    assert [m.staff for m in plan.moves] == ["a"]
    swapped = solve({**PAIR}, ids=["a", "b", "c"])
    assert [m.staff for m in swapped.moves] == ["a"]


@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(seed, random):
    problem = city(seed, people=60, units=5, jobs=3)
    names = [f"p{i:02d}" for i in range(60)]
    order = list(range(60))
    random.shuffle(order)
    rows = ("unit", "job", "qualified", "movable", "months_in_post", "home")
    shuffled = {k: v[order] if k in rows else v for k, v in problem.items()}
    a = solve(problem, ids=names)
    b = solve(shuffled, ids=[names[i] for i in order])
    assert [(m.staff, m.to_unit, m.to_job) for m in a.moves] == [
        (m.staff, m.to_unit, m.to_job) for m in b.moves
    ]


def test_labels_and_tables_mean_what_codes_mean():
    plan = plan_transfers(
        ["office", "office", "clinic"],
        ["clerk"] * 3,
        {"unit": ["office", "clinic"], "clerk": [1, 2]},
        home=["clinic", "office", "clinic"],
        distance=[[0, 4], [4, 0]],
    )
    move = plan.moves[0]
    assert (move.staff, move.from_unit, move.to_unit, move.to_job) == (
        0,
        "office",
        "clinic",
        "clerk",
    )
    assert plan.cost == 0.0
    assert plan.wishes_met == 1.0


def test_flags_are_taken_as_a_spreadsheet_has_them():
    as_flags = solve(PAIR, movable=np.array([False, True, True]), qualified=np.ones((3, 1), bool))
    assert solve(PAIR, movable=[0, 1, 1], qualified=[[1], [1.0], [True]]) == as_flags
    assert moves_of(as_flags) == [(1, 1, 0)]


def test_results_of_the_staffing_module_are_needs():
    # One person's work of 1,200 hours a year in each; the clinic's is of two tasks.
    need = workload_need(
        [1200, 600, 600], 1.0, effective_time=1200,
        unit=["office", "clinic", "clinic"], job=["clerk"] * 3,
    )  # fmt: skip
    people = (["office", "office"], ["clerk", "clerk"])
    plan = plan_transfers(*people, need)
    assert [(m.from_unit, m.to_unit) for m in plan.moves] == [("office", "clinic")]
    sheet = balance_sheet(need, [[0], [2]])
    assert plan_transfers(*people, sheet).moves == plan.moves
    plain = balance_sheet([[1], [1]], [[2], [0]])
    assert moves_of(plan_transfers([0, 0], [0, 0], plain)) == [(0, 1, 0)]
    with pytest.raises(InputError, match="A balance sheet names its units and jobs itself"):
        plan_transfers(*people, sheet, units=["office", "clinic"])
    with pytest.raises(InputError, match="need summed by unit and job"):
        plan_transfers(*people, workload_need([1.0], 1.0, effective_time=1200))


def test_months_that_are_unknown_count_nothing_and_are_said():
    plan = solve(PAIR, months_in_post=[np.nan, 40, 30])
    assert moves_of(plan) == [(1, 1, 0)]
    assert [(x.name, x.value) for x in plan.levels[-2:]] == [("months", 40.0), ("order", 1.0)]
    assert any("unknown for 1" in line for line in plan.provenance.left_out)
    # Without a least time in post the unknown one may go, but the one known goes first.
    free = solve(PAIR, months_in_post=[np.nan, 40, 30], min_months=0)
    assert (moves_of(free), free.decided_by) == ([(1, 1, 0)], "months")


def test_the_last_rule_that_was_needed_is_named():
    assert solve(PAIR).decided_by == "order"
    assert solve(PAIR, months_in_post=[30, 40.9, 30]).decided_by == "months"
    # 30.2 and 30.9 are both 30 whole months.
    assert solve(PAIR, months_in_post=[30.2, 30.9, 30]).decided_by == "order"
    assert solve(PAIR, preference=[[0, 5], [0, 2], [0, 0]]).decided_by is None
    # Both are sent; who goes where is no matter of any level.
    two = solve({"unit": [0, 0], "job": [0, 0], "need": [[0], [1], [1]]})
    assert (len(two.moves), two.decided_by) == (2, "fixed")


def test_peak_fills_empty_posts_first_and_no_post_beyond_its_need():
    # Four to place, A needs 2 and has 1, B needs 2 and has nobody: 2 and 2, one stays.
    people = (["P"] * 4 + ["A"], ["t"] * 5, [[2], [2], [0]])
    plan = plan_transfers(*people, units=["A", "B", "P"], jobs=["t"], objective="peak")
    assert plan.headcount_after.tolist() == [[2], [2], [1]]
    assert [(x.name, x.value) for x in plan.levels[:3]] == [("empty", 0), ("peak", 1), ("moves", 3)]
    # One to place, two empty posts: that of the smaller need is filled, for its need/n is 1.
    one = plan_transfers([0], [0], [[0], [3], [1]], objective="peak")
    assert moves_of(one) == [(0, 2, 0)]
    assert [(x.name, x.value) for x in one.levels[:2]] == [("empty", 1), ("peak", 1)]


@given(transfer_problems())
def test_nobody_enters_a_post_beyond_its_need_unless_the_objective_gains(problem):
    problem.pop("together", None)
    plan = solve(problem)
    top = np.ceil(np.round(problem["need"], 6))
    beyond = (plan.headcount_after > top) & (plan.headcount_after > plan.headcount_before)
    moves = moves_of(plan)
    before = values(problem, moves)
    for i, v, d in moves:
        if beyond[v, d]:
            # Without this one move an earlier level is worse, or a rule is broken.
            rest = [m for m in moves if m[0] != i]
            assert broken(problem, rest) or close(values(problem, rest), before) > 0


def test_fit_is_added_and_reported():
    plan = solve(PAIR, fit=[[3], [1], [0]])
    assert moves_of(plan) == [(1, 1, 0)]
    assert (plan.cost, plan.mean_fit) == (1.0, 1.0)


def test_people_who_move_together():
    # One gap only: a pair would be one too many for the gain, and still moves as a whole or stays.
    problem = {"unit": [0, 0, 0, 1], "job": [0] * 4, "need": [[1], [3]]}
    assert len(solve(problem, together=[(0, 1)]).moves) == 2
    kept = solve(problem, together=[(0, 3)])
    assert 0 not in [m.staff for m in kept.moves]


def test_a_change_of_job_inside_a_unit_counts_against_max_moves_only():
    problem = {
        "unit": [0, 0],
        "job": [0, 0],
        "need": [[1, 1]],
        "qualified": np.array([[True, True], [True, False]]),
        "max_out": 0,
        "max_in": 0,
    }
    assert solve(problem).moves == ()
    assert moves_of(solve(problem, within_unit=True)) == [(0, 0, 1)]
    assert solve(problem, within_unit=True, max_moves=0).moves == ()


def test_a_time_limit_leaves_a_feasible_plan_with_bound_and_gap():
    plan = solve(PAIR, time_limit=0.0)
    assert (plan.status, plan.stopped_by, plan.moves) == ("feasible", "time_limit", ())
    assert plan.levels[0].bound <= plan.levels[0].value
    assert plan.levels[0].gap == plan.levels[0].value - plan.levels[0].bound
    assert np.isnan(plan.levels[1].bound)
    assert (plan.bound, plan.gap) == (plan.levels[0].bound, plan.levels[0].gap)
    assert plan.gap > 0


@pytest.mark.parametrize("chains", [False, True])
@pytest.mark.parametrize("objective", ["shortage", "deviation", "peak"])
def test_without_people_there_is_a_plan_without_moves(objective, chains):
    plan = plan_transfers([], [], [[1.5], [0]], ids=[], objective=objective, chains=chains)
    assert (plan.moves, plan.status, plan.shortage_after) == ((), "optimal", 1.5)
    assert [left.rule for left in plan.remaining] == ["nobody"]


def test_a_solver_failure_names_its_status(monkeypatch):
    from scipy import optimize

    def broken_solver(*_, **__):
        return optimize.OptimizeResult(status=4, message="numbers went bad", x=None)

    monkeypatch.setattr(optimize, "linprog", broken_solver)
    with pytest.raises(ConvergenceError, match="status 4, numbers went bad"):
        solve(PAIR)


def test_the_same_input_gives_the_same_plan():
    assert solve(city(3)) == solve(city(3))


def test_a_plan_travels_as_json_with_or_without_its_problem():
    plan = solve(PAIR, ids=["a", "b", "c"], together=[("a", "b")], max_out=1)
    light = json.loads(json.dumps(plan.to_dict(), allow_nan=False))
    assert "problem" not in light
    assert TransferPlan.from_dict(light).moves == plan.moves
    whole = json.loads(json.dumps(plan.to_dict(problem=True), allow_nan=False))
    assert TransferPlan.from_dict(whole) == plan
    assert pickle.loads(pickle.dumps(plan)) == copy.copy(plan) == plan  # noqa: S301
    assert "problem" not in TransferPlan.json_schema()["required"]


def test_to_frame_lists_the_moves():
    frame = solve(PAIR, ids=["a", "b", "c"]).to_frame("pandas")
    assert frame["id"].tolist() == ["a"]
    assert frame["to_unit"].tolist() == [1]


def test_tables_of_a_plan_follow_from_its_axes():
    plan = solve(PAIR, ids=["a", "b", "c"])
    assert plan.to_frame("level", "pandas")["name"].tolist() == [
        "shortage", "moves", "cost", "order"
    ]  # fmt: skip
    assert plan.to_frame("unit", "pandas")["headcount_after_0"].tolist() == [1, 2]
    assert solve(PAIR, max_moves=0).to_frame("post", "pandas")["rule"].tolist() == ["max_moves"]
    people = plan.problem.to_frame("pandas")
    assert people["id"].tolist() == ["a", "b", "c"]
    assert people["unit"].tolist() == [0, 0, 1]


def test_progress_is_told_level_by_level():
    seen = []
    solve(PAIR, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_input_is_not_shared():
    need = np.array([[1.0], [2.0]])
    plan = plan_transfers([0, 0, 1], [0, 0, 0], need)
    need[0, 0] = 9
    assert plan.problem.need[0, 0] == 1.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"need": [[-1], [2]]}, "`need`: expected 0 or more; found row 0 column 0"),
        ({"need": [[np.nan], [2]]}, "`need`: expected a number in every cell"),
        ({"need": np.empty((0, 0))}, "`need`: expected at least one unit"),
        ({"unit": [0, 0, 2]}, "`unit`: expected a code from 0 to 1; found row 2 (2)"),
        ({"job": [0, 0, -1]}, "`job`: expected a code from 0 to 0; found row 2 (-1)"),
        ({"unit": ["a", "a", "b"]}, "`unit`: expected codes from 0 to 1; found labels 'a', 'b'"),
        ({"units": ["a", "b"], "unit": ["a", "a", "x"]}, "found row 2 ('x')"),
        (
            {"units": ["a", "b"], "unit": ["a", "x", "a"], "ids": ["P1", "P2", "P3"]},
            "`unit`: expected one of the labels in `units`; found row 'P2' ('x').",
        ),
        (
            {
                "units": ["a", "b"],
                "unit": ["a", "a", "b"],
                "home": ["a", "c", "b"],
                "distance": [[0, 1], [1, 0]],
            },
            "`home`: expected one of the labels in `units`; found row 1 ('c').",
        ),
        ({"unit": [0, 0]}, "`job`: expected 2 labels"),
        ({"qualified": np.zeros((3, 1), bool)}, "`qualified`: expected at least one job"),
        ({"qualified": np.full((3, 1), 2)}, "`qualified`: expected True or False"),
        ({"qualified": np.ones((2, 1))}, "`qualified`: expected True or False, shape (3, 1)"),
        ({"movable": [1, 0, 2]}, "found row 2 (2)"),
        (
            {"unit": ["a", None, "b"], "units": ["a", "b"]},
            "`unit`: expected a unit for every person",
        ),
        ({"unit": ["a", None, "b"], "units": ["a", "b"]}, "row in `need` that asks for nobody (0)"),
        ({"ids": ["a", "a", "b"]}, "`ids`: expected every id once; found 'a' more than once"),
        ({"home": [0, 0, 0], "distance": [[0, 1]]}, "`distance`: expected as many rows as columns"),
        ({"home": [0, 0, 0], "distance": np.zeros((3, 3))}, "`distance`: expected one row and one"),
        ({"home": [0, 0, 0], "distance": [[0, -1], [1, 0]]}, "`distance`: expected 0 or more"),
        ({"home": [0, 0, 0]}, "`distance`: expected `distance` together with `home`"),
        ({"distance": np.zeros((2, 2))}, "`home`: expected `home` together with `distance`"),
        (
            {"home": [0] * 3, "distance": np.zeros((2, 2)), "preference": np.zeros((3, 2))},
            "`preference`: expected either",
        ),
        ({"preference": np.zeros((3, 3))}, "`preference`: expected 2 columns"),
        ({"preference": np.zeros((2, 2))}, "`preference`: expected 3 rows"),
        ({"max_moves": -1}, "`max_moves`: expected a whole number of at least 0; found -1"),
        ({"max_moves": 1.5}, "`max_moves`: expected a whole number"),
        ({"max_out": [1]}, "`max_out`: expected 2 values; found 1"),
        ({"max_out": [1, -1]}, "`max_out`: expected 0 or more"),
        ({"max_in": [1, 0.5]}, "`max_in`: expected whole numbers of people"),
        ({"objective": "best"}, "`objective`: expected one of 'shortage'"),
        ({"objective": "peak", "price_per_move": 0.1}, "`price_per_move`: expected 0 unless"),
        ({"price_per_move": -0.1}, "`price_per_move`: expected a finite number and at least 0"),
        ({"max_months": 60}, "`max_months`: expected `months_in_post` with it"),
        ({"months_in_post": [1, 2, -3]}, "`months_in_post`: expected 0 or more"),
        ({"together": [(0, 0)]}, "`together`: expected two people"),
        ({"together": [(0, 7)]}, "`together`: expected a row position from 0 to 2; found 7"),
        ({"together": [(0, 1, 2)]}, "`together`: expected pairs of people"),
        ({"time_limit": -1}, "`time_limit`: expected a finite number and at least 0"),
        ({"chains": 1}, "`chains`: expected True or False"),
    ],
)
def test_refuses(change, message):
    with pytest.raises(InputError) as caught:
        solve({**PAIR, **change})
    assert message in str(caught.value)
