"""imbalance with capacities, imbalance_change by unit and by post: by hand, and every refusal."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kinerja.balancing import TransferPlan, imbalance, imbalance_change, plan_transfers
from kinerja.errors import InputError

INDICES = ["gini", "theil", "cv", "jain", "max_over_mean", "hoover"]


def figures(of) -> list[float]:
    return [getattr(of, name) for name in INDICES]


def test_staff_per_need_by_hand():
    # 2 of 1, 1 of 1 and 1 of 2: 2, 1 and ½ per need, by need a quarter, a quarter and a half.
    # Their mean is 4/4. Gini: (1·⅛ + 1.5·¼ + ½·¼)/2; Theil: ½ ln 2 + ¼ ln ½; squares: ¼ + ⅛.
    want = [0.3125, math.log(2) / 4, math.sqrt(3 / 8), 1 / (1 + 3 / 8), 2.0, 0.25]
    assert figures(imbalance([2, 1, 1], [1, 1, 2])) == pytest.approx(want, rel=1e-12)
    # Twenty times the capacity is the same.
    assert figures(imbalance([2, 1, 1], [20, 20, 40])) == pytest.approx(want, rel=1e-12)


def test_what_is_nearly_even_keeps_its_digits():
    # 1 − a and 1 + a: Theil is ½((1 − a) ln(1 − a) + (1 + a) ln(1 + a)) = a²/2 + a⁴/12 + a⁶/30 …
    for a in (1e-9, 1e-4, 0.02, 0.0299, 0.0301, 0.25):
        got = imbalance([1 - a, 1 + a])
        exact = math.fsum(a ** (2 * k) / (2 * k * (2 * k - 1)) for k in range(1, 60))
        # The loads as floats are only so near to 1 − a and 1 + a.
        assert got.theil == pytest.approx(exact, rel=1e-12 + 4e-16 / a)
        assert got.gini == pytest.approx(a / 2, rel=1e-12 + 4e-16 / a)
        assert got.cv == pytest.approx(a, rel=1e-12 + 4e-16 / a)


def test_even_loads_are_exactly_even():
    for load, capacity in (([0.1, 0.1, 0.1], None), ([0, 0], [1, 2]), ([30, 60], [1, 2])):
        assert figures(imbalance(load, capacity)) == [0, 0, 0, 1, 1, 0]
    assert figures(imbalance([7])) == [0, 0, 0, 1, 1, 0]


PLAN = plan_transfers([0, 0, 0, 1], [0, 0, 1, 0], [[1, 1], [2, 0]], ids=["a", "b", "c", "d"])


def test_a_plan_by_post_and_by_unit():
    # One of two clerks goes where one is missing: then everybody is where they are needed.
    assert [(move.to_unit, move.to_job) for move in PLAN.moves] == [(1, 0)]
    post = imbalance_change(PLAN, by="post")
    assert figures(post.before) == pytest.approx(figures(imbalance([2, 1, 1], [1, 1, 2])))
    assert figures(post.after) == [0, 0, 0, 1, 1, 0]
    assert (post.by, post.left_out) == ("post", 1)  # no nurse is needed in the second unit
    unit = imbalance_change(PLAN)
    # 3 of 2 and 1 of 2: 1.5 and 0.5, even weights: Gini ¼, cv ½.
    assert (unit.before.gini, unit.before.cv) == (0.25, 0.5)
    assert figures(unit.after) == [0, 0, 0, 1, 1, 0]
    assert (unit.by, unit.left_out) == ("unit", 0)
    assert unit == imbalance_change(PLAN, by="unit")
    assert unit.provenance.options == {"by": "unit"}
    assert post.provenance.options == {"by": "post"}
    assert unit.index.tolist() == INDICES
    assert unit.provenance.left_out == PLAN.provenance.left_out


def test_units_without_need_are_left_out():
    # Two of the third unit are needed nowhere there: 1 of 2 and 1 of 1 are ½ and 1.
    plan = plan_transfers([0, 1, 2, 2], [0] * 4, [[2], [1], [0]], max_moves=0)
    change = imbalance_change(plan)
    assert change.left_out == 1
    assert figures(change.before) == figures(imbalance([1, 1], [2, 1])) == figures(change.after)


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (lambda: imbalance([]), "too_few", "`load`: expected a load for at least one; found none"),
        (
            lambda: imbalance([1, 2], [1, 0]),
            "not_positive",
            (
                "`capacity`: expected more than 0; found row 1 (0). Leave out those who can carry "
                "nothing."
            ),
        ),
        (
            lambda: imbalance([1, 1], [1, 1e-310]),
            "out_of_range",
            (
                "`capacity`: expected capacities within 300 orders of magnitude of each other; "
                "found a load over a capacity that no float64 holds"
            ),
        ),
        (lambda: imbalance([1, 2], [1]), "wrong_shape", "`capacity`: expected 2 values"),
        (lambda: imbalance([1, -2]), "negative", "`load`: expected 0 or more; found row 1 (-2)"),
        (lambda: imbalance([1, np.nan]), "missing_value", "`load`"),
        (
            lambda: imbalance_change(plan_transfers([0], [0], [[0], [0]])),
            "too_few",
            "`plan`: expected a need above 0 somewhere; found none",
        ),
        (
            lambda: imbalance_change(PLAN, by="job"),
            "unknown_option",
            "`by`: expected one of 'unit', 'post'",
        ),
        (
            lambda: imbalance_change(TransferPlan.from_dict(PLAN.to_dict())),
            None,
            "`plan`: expected a plan that holds its problem",
        ),
    ],
)
def test_what_is_refused(call, code, message):
    with pytest.raises(InputError) as caught:
        call()
    assert str(caught.value).startswith(message)
    assert code in (None, caught.value.code)
