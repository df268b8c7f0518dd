"""Values of another kind where transfers and tasks are asked for: refused by the argument."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from kinerja._balancing import holding
from kinerja.balancing import (
    TransferPlan,
    assign_tasks,
    candidates,
    explain_move,
    explain_stay,
    imbalance_change,
    plan_transfers,
    what_if,
)
from kinerja.errors import InputError, KinerjaError

# Two posts lack one each, and two of three can be spared.
PLAN = plan_transfers(
    ["office"] * 3 + ["clinic"], ["clerk"] * 4, [[1], [2], [1]],
    ids=["ana", "budi", "cici", "dedi"], units=["office", "clinic", "school"], jobs=["clerk"],
    movable=[True, True, True, False],
)  # fmt: skip

NO_LABEL = (
    np.array([]), np.array(["office", "clinic"]), pd.NA, np.ma.masked, ["office", "clinic"],
    {"office": 1}, None, 1.5,
)  # fmt: skip


def refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
    return caught.value


@pytest.mark.parametrize("odd", NO_LABEL, ids=lambda x: type(x).__name__)
def test_what_has_no_single_answer_to_equality_is_no_unit_and_no_job(odd):
    refused(lambda: candidates(PLAN, odd, "clerk"), "unit")
    refused(lambda: candidates(PLAN, "school", odd), "job")
    if odd is not None:  # no job is the person's own
        refused(lambda: explain_stay(PLAN, "dedi", asked=("school", odd)), "asked")
    refused(lambda: what_if(PLAN, forbid=[("ana", odd)]), "forbid")


def test_a_flag_is_not_the_unit_1():
    plan = plan_transfers([1, 1, 2], [7, 7, 7], [[1], [2]], units=[1, 2], jobs=[7])
    refused(lambda: candidates(plan, True, 7), "unit")
    assert candidates(plan, np.int64(2), 7).unit == 2


@pytest.mark.parametrize("asked", [(), ("school",), ("school", "clerk", "now")])
def test_a_wish_is_a_unit_or_a_unit_and_a_job(asked):
    error = refused(lambda: explain_stay(PLAN, "dedi", asked=asked), "asked")
    assert (error.code, error.expected) == ("wrong_shape", "a unit, or (unit, job)")


PLANS = {
    "candidates": lambda plan: candidates(plan, "school", "clerk"),
    "explain_move": lambda plan: explain_move(plan, "ana"),
    "explain_stay": lambda plan: explain_stay(plan, "dedi"),
    "what_if": what_if,
    "imbalance_change": imbalance_change,
}


@pytest.mark.parametrize("odd", [TransferPlan, PLAN.problem, {"problem": 1}, None])
@pytest.mark.parametrize("name", PLANS)
def test_a_class_with_the_field_of_a_plan_is_no_plan(name, odd):
    assert refused(lambda: PLANS[name](odd), "plan").code == "wrong_type"


@pytest.mark.parametrize("starts", [pd.NaT, np.datetime64("NaT"), "1 April 2026", 20260401, []])
def test_a_move_starts_on_a_day(starts):
    assert refused(lambda: explain_move(PLAN, "ana", starts=starts), "starts").code == "wrong_type"


@pytest.mark.parametrize(
    "starts",
    ["2026-04-01", dt.datetime(2026, 4, 1, 23, tzinfo=dt.UTC), np.datetime64("2026-04-01"),
     pd.Timestamp("2026-04-01 07:00")],
)  # fmt: skip
def test_the_day_of_a_move_may_be_written_or_come_from_any_library(starts):
    assert explain_move(PLAN, "ana", starts=starts).starts == "2026-04-01"


NO_LIST = (np.array("ana"), np.ma.masked, np.array(None, dtype=object), "ana", {"ana": 1}, 3, None)


@pytest.mark.parametrize("argument", ["keep", "forbid", "force"])
@pytest.mark.parametrize("odd", NO_LIST, ids=lambda x: type(x).__name__)
def test_demands_are_lists(argument, odd):
    refused(lambda: what_if(PLAN, **{argument: odd}), argument)


@pytest.mark.parametrize(
    "item", [{"ana", "school"}, {"ana": 1, "school": 2}, "an", np.array(2), ("ana",), [1, 2, 3, 4]]
)
def test_a_demanded_move_is_a_pair_in_its_order(item):
    assert refused(lambda: what_if(PLAN, forbid=[item]), "forbid").code == "wrong_shape"


@pytest.mark.parametrize(
    "pair", [np.array("ana"), np.ma.masked, {"ana", "budi"}, "an", ("ana",), 3, b"an", iter("ab")],
    ids=lambda x: type(x).__name__,
)  # fmt: skip
def test_people_who_move_together_are_pairs(pair):
    error = refused(lambda: what_if(PLAN, together=[pair]), "together")
    assert (error.code, error.expected) == ("wrong_type", "pairs of people")


@pytest.mark.parametrize(
    "ask", [{"ana"}, frozenset({"ana"}), {"ana": 1}.keys(), ("ana",), np.array(["ana"]),
            pd.Series(["ana"]), iter(["ana"])], ids=lambda x: type(x).__name__,
)  # fmt: skip
def test_who_stays_may_come_in_any_container(ask):
    # Two of ana, budi and cici move; without ana the other two do.
    assert {move.staff for move in what_if(PLAN, keep=ask).moves} == {"budi", "cici"}


def test_demands_come_as_an_array_of_rows():
    asked = what_if(PLAN, force=np.array([["cici", "school"]]))
    assert ("cici", "school") in {(move.staff, move.to_unit) for move in asked.moves}


@pytest.mark.parametrize("value", ["false", 0, None, [True], np.array(True), np.ones(2)])
@pytest.mark.parametrize("argument", ["within_unit", "chains"])
def test_rules_that_are_flags_are_true_or_false(argument, value):
    error = refused(lambda: plan_transfers([0], [0], [[1]], **{argument: value}), argument)
    assert (error.code, error.expected) == ("wrong_type", "True or False")


# ------------------------------------------------- the same problem with other data
@pytest.mark.parametrize(
    "odd", [3, "ana", [["ana"], ["budi"]], [np.array("ana")], object(), pd.NA, {"ana": 1},
            iter(["ana"]), {"ana"}], ids=lambda x: type(x).__name__,
)  # fmt: skip
def test_other_people_are_named_in_a_list(odd):
    assert refused(lambda: what_if(PLAN, ids=odd), "ids").code == "wrong_shape"


@pytest.mark.parametrize("odd", [None, "{}", 3, {}, [PLAN.problem.rules], type(PLAN.problem.rules)])
def test_rules_of_another_kind_are_refused(odd):
    assert refused(lambda: what_if(PLAN, rules=odd), "rules").code == "wrong_type"


def test_people_are_left_out_by_their_ids_alone_from_any_column():
    for ids in (np.array(["budi", "dedi"]), pd.Series(["budi", "dedi"]), ("budi", "dedi")):
        assert what_if(PLAN, ids=ids).headcount_before.tolist() == [[1], [1], [0]]
    nobody_named = what_if(PLAN, ids=None)
    assert nobody_named.problem.ids is None
    assert [move.staff for move in nobody_named.moves] == [0, 1]


def test_what_is_asked_of_somebody_new_can_be_told_of_whoever_it_is():
    class Mute(str):
        def __repr__(self):
            raise RuntimeError("no repr")

    error = refused(lambda: what_if(PLAN, ids=["budi", Mute("eka")]), "unit")
    assert error.found == "'eka' among `ids`, who is not in the plan"


@pytest.mark.parametrize("rows", [0, 3, 5])
@pytest.mark.parametrize("name", ["unit", "job", "movable", "months_in_post", "preference", "fit"])
def test_other_data_have_one_row_per_person(name, rows):
    one = {"unit": "office", "job": "clerk", "preference": [0.0] * 3, "fit": [0.0]}.get(name, 1)
    error = refused(lambda: what_if(PLAN, **{name: [one] * rows}), name)
    assert error.expected == "4 rows, one per person"


@pytest.mark.parametrize(
    ("need", "expected", "found"),
    [
        ([[1], [2]], "a row for each of 'office', 'clinic', 'school'", "2"),
        ([[1, 0], [2, 0], [1, 0]], "a column for each of 'clerk'", "2"),
    ],
)
def test_another_need_has_the_units_and_jobs_of_the_plan(need, expected, found):
    error = refused(lambda: what_if(PLAN, need=need), "need")
    assert (error.code, error.expected, error.found) == ("wrong_shape", expected, found)


def test_names_that_a_table_of_need_repeats_are_told_of_the_table():
    twice = {"unit": ["office", "office", "clinic"], "clerk": [1, 2, 1]}
    for call in (
        lambda: what_if(PLAN, need=twice),
        lambda: plan_transfers(["office"], ["clerk"], twice),
    ):
        assert refused(call, "need").code == "duplicate"


@pytest.mark.filterwarnings("error")
def test_a_masked_cell_in_a_row_of_flags_is_missing():
    for able in ([[np.ma.masked], [1], [1], [1]], [np.ma.array([1], mask=[True]), [1], [1], [1]]):
        refused(lambda able=able: what_if(PLAN, qualified=able), "qualified")
    able = [[1], np.ma.array([1], mask=[False]), (1,), np.array([1])]
    assert what_if(PLAN, qualified=able).shortage_after == 0.0


# ----------------------------------------------------------------------------- tasks
@pytest.mark.parametrize("workers", [10**6 + 1, 10**9, 10**12, 2**63])
def test_loads_of_more_than_a_million_workers_are_not_laid_out(workers):
    error = refused(lambda: assign_tasks([1.0, 2.0], workers), "workers")
    assert error.expected == "a whole number of at least 1 and at most 1000000"


def test_there_may_be_more_workers_than_tasks():
    plan = assign_tasks([0.5, 2.25, 1.0], 5)
    assert (plan.makespan, plan.gap) == (2.25, 0.0)
    assert sorted(plan.load.tolist()) == [0.0, 0.0, 0.5, 1.0, 2.25]


# ------------------------------------------------------------ many posts that stay short
def test_a_thousand_short_posts_are_not_a_thousand_programmes(monkeypatch):
    # Two of the office can be spared, and a thousand posts lack one or two each: that the single
    # person of the clinic must not leave holds them all, shown by sending another one there.
    solved = []
    minimise = holding.minimise

    def counted(*args, **options):
        solved.append(args)
        return minimise(*args, **options)

    monkeypatch.setattr(holding, "minimise", counted)
    need = np.tile([[1.0], [2.0]], (500, 1))
    plan = plan_transfers([0, 0, 0, 1], [0] * 4, need)
    assert {post.rule for post in plan.remaining} == {"protect"}
    assert len(plan.remaining) == 998  # the two who move fill two posts that lack one
    assert len(solved) < 10


def instance(draw):
    units, jobs, n = (int(draw.integers(*span)) for span in ((2, 5), (1, 3), (2, 9)))
    job = draw.integers(0, jobs, n)
    rules = {}
    if draw.random() < 0.6:
        rules["max_in"] = draw.integers(0, 3, units)
    if draw.random() < 0.5:
        rules["max_out"] = draw.integers(0, 3, units)
    if draw.random() < 0.5:
        rules["max_moves"] = int(draw.integers(0, 4))
    if draw.random() < 0.6:
        rules["qualified"] = draw.random((n, jobs)) < 0.6
        rules["qualified"][np.arange(n), job] = True
    if draw.random() < 0.4:
        rules["months_in_post"] = draw.integers(0, 50, n)
    if draw.random() < 0.3 and n > 3:
        rules["together"] = [(0, 1)]
    rules |= {"within_unit": draw.random() < 0.4, "chains": draw.random() < 0.4}
    need = draw.choice([0, 0.5, 1, 1.5, 2, 3], (units, jobs))
    return (draw.integers(0, units, n), job, need), rules


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shown_by_sending_another_is_what_solving_finds(seed, monkeypatch):
    draw = np.random.default_rng(seed)
    problems = [instance(draw) for _ in range(4)]

    def claims():
        found = []
        for people, rules in problems:
            try:
                found.append(plan_transfers(*people, **rules).remaining)
            except KinerjaError as error:
                found.append(str(error))
        return found

    quick = claims()
    monkeypatch.setattr(holding.Relaxation, "_redirected", lambda *_: False)
    assert quick == claims()


def test_a_post_that_has_its_share_of_arrivals_is_not_shown_by_itself():
    # One move is allowed, and one arrival in each unit: the clinic lacks two, the school one. More
    # moves alone bring nobody else to the clinic, whose one arrival has come.
    plan = plan_transfers(
        [0] * 5, [0] * 5, [[1], [2], [1]], max_moves=1, max_in=1,
        preference=[[0, 1, 9]] * 5,
    )  # fmt: skip
    assert [move.to_unit for move in plan.moves] == [1]
    assert [(post.unit, post.rule) for post in plan.remaining] == [
        (1, "max_moves + max_in"), (2, "max_moves"),
    ]  # fmt: skip
