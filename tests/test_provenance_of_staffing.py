"""provenance of plans, staffing and official rules: each knows the columns it was made from."""

from functools import cache

import numpy as np
import pytest

from kinerja.balancing import assign_tasks, imbalance, plan_flows, plan_transfers
from kinerja.competency import (
    Course,
    DevelopmentMap,
    Link,
    Requirement,
    Rule,
    development_plan,
    eligible,
    learning_needs,
)
from kinerja.decisions import plan_fairness
from kinerja.impact import rate, rate_ratio
from kinerja.ranking import compare_rankings
from kinerja.schemes import allowance, skp, staffing
from kinerja.staffing import (
    balance_sheet,
    efficiency,
    project_need,
    teacher_need,
    wisn,
    workload_need,
)
from kinerja.survey import plan_margins, screen
from kinerja.weights import bwm
from shared_laws import knows_its_table

TASKS = {
    "volume": [1200, 300, 52],
    "norm": [30, 120, 480],
    "effective_time": [75_000, 72_000, 75_000],
    "unit": ["North", "North", "South"],
    "job": ["clerk", "nurse", "clerk"],
}
UNITS = {"load": [298_000, 150_000], "staff": [4, 3]}
CLINICS = {"0": [12_000, 9_000], "1": [1_500, 800]}
CLINIC = {
    "available_time": [1720.0, 1600.0],
    "category_allowance": [0.1, 0.2],
    "individual_allowance": [200.0, 100.0],
    "existing": [5, 4],
}
POSTS = {"need[0]": [3.4, 1.5], "need[1]": [2.0, 0.5], "staff[0]": [3, 2], "staff[1]": [4, 1]}
YEARS = {
    "need": [10.0, 6.0],
    "staff": [9.0, 7.0],
    "growth": [0.1, 0.2],
    "arrivals": [1.0, 0.0],
    "0": [1.0, 0.0],
    "1": [0.0, 2.0],
}
ANSWERS = {"U1": [4, 3, 2], "U2": [4, 1, 2], "seconds": [50.0, 80.0, 61.0]}
STAFF = {"education": ["S1", "D3", "S1"], "years": [3.0, 8.0, 1.0]}
MONTHS = {
    "months_in_post": [23, 24, 61],
    "civil_servant": [True, True, False],
    "competence": [True, False, True],
    "career_pattern": [False, True, True],
    "conflict": [False, True, False],
    "case": [False, True, False],
}
DAYS = {
    "ids": ["P1", "P1", "P2"],
    "late": [0, 45, 95],
    "early": [0, 30, 5],
    "absent": [False, False, True],
    "made_up": [True, False, False],
    "missing_scans": [0, 1, 0],
    "flexible": [False, False, True],
}
CREDITS = {
    "0": [18.75, 4.0],
    "1": [2.0, 3.0],
    "rank": ["pertama", "muda"],
    "brought": [1.0, 0.0],
    "higher_degree": [True, False],
}
SHARES = {"output": [100.0, 90.0], "presence": [95.0, 100.0]}


def matrix(columns, *names):
    return np.column_stack([columns[name] for name in names])


NEED = matrix(POSTS, "need[0]", "need[1]")
FLOWS = {"headcount[0]": [12, 3], "headcount[1]": [1, 4]}
FLOWS |= {name: POSTS[name] for name in ("need[0]", "need[1]")}


@cache
def made():
    """One result of each family, by the table that it was made from."""
    rule = allowance.EXAMPLES["local"]
    degree = Rule(code="degree", column="education", one_of=("S1",))
    asked = [
        Requirement(job="treasurer", rules=(degree, Rule(code="years", column="years", at_least=2)))
    ]
    offer = [Course(code="SRV", name="Service", gain={"service": 20}, hours=8)]
    links = DevelopmentMap(links=(Link(indicator="queue", competency="service"),))
    ratio = {"count": [15, 4], "exposure": [100.0, 80.0]}
    return {
        "workload_need": (workload_need(**TASKS), TASKS),
        "efficiency": (
            efficiency(**UNITS, effective_time=[75_000.0, 60_000.0]),
            {**UNITS, "effective_time": [75_000, 60_000]},
        ),
        "unit_efficiency": (staffing.unit_efficiency(**UNITS, compare=()), UNITS),
        "wisn": (wisn(matrix(CLINICS, "0", "1"), [1 / 3, 3], **CLINIC), {**CLINICS, **CLINIC}),
        "teacher_need": (teacher_need([30.0, 55.0, 12.0]), {"hours": [30, 55, 12]}),
        "balance_sheet": (
            balance_sheet(NEED, matrix(POSTS, "staff[0]", "staff[1]")),
            POSTS,
        ),
        "project_need": (
            project_need(
                YEARS["need"],
                YEARS["staff"],
                growth=YEARS["growth"],
                arrivals=YEARS["arrivals"],
                retirements=matrix(YEARS, "0", "1"),
                years=2,
            ),
            YEARS,
        ),
        "plan_flows": (
            plan_flows(matrix(FLOWS, "headcount[0]", "headcount[1]"), NEED),
            FLOWS,
        ),
        "assign_tasks": (assign_tasks([8.0, 7.0, 6.0], 2), {"durations": [8, 7, 6]}),
        "imbalance": (
            imbalance([30.0, 60.0, 10.0], [1.0, 2.0, 4.0]),
            {"load": [30, 60, 10], "capacity": [1, 2, 4]},
        ),
        "even": (imbalance([30.0, 60.0], [1.0, 2.0]), {"load": [30, 60], "capacity": [1, 2]}),
        "screen": (
            screen(matrix(ANSWERS, "U1", "U2"), seconds=ANSWERS["seconds"]),
            {"0": ANSWERS["U1"], "1": ANSWERS["U2"], "seconds": ANSWERS["seconds"]},
        ),
        "screen of a table": (
            screen({"id": list("abc"), "U1": [4, 3, 2], "U2": [4, 1, 2]}, ids="id"),
            {"U1": [4, 3, 2], "U2": [4, 1, 2]},
        ),
        "eligible": (eligible({**STAFF, "name": list("abc")}, asked), STAFF),
        "development_plan": (
            development_plan([[5.0], [12.0]], offer, competencies=["service"], hours=[8.0, 9.0]),
            {"service": [5, 12], "hours": [8, 9]},
        ),
        "learning_needs": (
            learning_needs({"queue": [50.0, 90.0], "other": [1.0, 2.0]}, links, below=60),
            {"queue": [50, 90]},
        ),
        "bwm": (
            bwm([1, 2, 8], [8, 4, 1]),
            {"best_to_others": [1, 2, 8], "others_to_worst": [8, 4, 1]},
        ),
        "plan_margins": (plan_margins([40, 90], [300, 900]), {"n": [40, 90], "sizes": [300, 900]}),
        "rate": (rate(**ratio), ratio),
        "rate_ratio": (rate_ratio(**ratio), ratio),
        "compare_rankings": (
            compare_rankings([1.0, 2.0, 3.0], [2.0, 1.0, 3.0]),
            {"a": [1, 2, 3], "b": [2, 1, 3]},
        ),
        "transferable": (staffing.transferable(**MONTHS), MONTHS),
        "deductions": (allowance.deductions(**DAYS, rule=rule), DAYS),
        "monthly": (
            allowance.monthly(SHARES, {"output": 0.6, "presence": 0.4}, rule=rule, cut=[1.0, 1.5]),
            {**SHARES, "cut": [1, 1.5]},
        ),
        "credit_total": (
            skp.credit_total(
                matrix(CREDITS, "0", "1"),
                CREDITS["rank"],
                brought=CREDITS["brought"],
                higher_degree=CREDITS["higher_degree"],
            ),
            CREDITS,
        ),
    }


@pytest.mark.parametrize("name", sorted(made()))
def test_each_knows_the_columns_it_was_made_from(name):
    result, table = made()[name]
    assert set(result.provenance.data) == set(table)
    knows_its_table(result, table)


def test_a_result_made_from_a_result_leaves_its_data_to_that():
    need = workload_need(**TASKS)
    sheet = balance_sheet(need, {"unit": need.units, "clerk": [1, 2], "nurse": [0, 1]})
    assert "volume" in need.provenance.data
    assert "volume" not in sheet.provenance.data
    assert {"clerk", "nurse"} <= set(sheet.provenance.data)


def test_one_value_for_all_is_an_option_and_no_column():
    got = skp.credit_total([4.0, 5.0], "pertama")
    assert set(got.provenance.data) == {"points"}
    assert set(workload_need([1.0, 2.0], 30, effective_time=75_000).provenance.data) == {"volume"}


def test_fairness_of_a_plan_knows_the_groups():
    plan = plan_transfers([0, 0, 0, 1], [0, 0, 0, 0], [[2], [2]], ids=list("pqrs"))
    table = {"ids": list("pqrs"), "group": list("mffm"), "distance": [1.0, 3.0, 2.0, 5.0]}
    found = plan_fairness(plan, **table, minimum=1)
    assert set(found.provenance.data) == set(table)
    knows_its_table(found, table)
