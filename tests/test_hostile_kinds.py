"""Kinds of odd values that a sweep found in one room, tried wherever the same may stand."""

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from kinerja import _checks, survey
from kinerja._checks import array_of, flags, gathered
from kinerja.balancing import assign_tasks, plan_transfers
from kinerja.competency import Course, Rule, development_plan, gaps, job_match
from kinerja.errors import InputError
from kinerja.impact import interrupted_series
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ranking import saw
from kinerja.scoring import compare, compare_cards, explain, next_band, score

CARD = Scorecard(
    code="c",
    name="C",
    parts=(
        Indicator(code="a", name="A", scale=Identity(), weight=1),
        Indicator(code="b", name="B", scale=Identity(), weight=3),
    ),
    bands=Bands.of({"fair": 0, "good": 60}),
)
# Totals (a + 3b)/4: −2.5 lies below the grades, 57.5 is fair.
SCORES = score(CARD, [[-10.0, 0.0], [50.0, 60.0]], ids=["p", "q"])


class Mute:
    """An object that can neither be shown nor written."""

    def __repr__(self):
        raise RuntimeError("no repr")


def refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
    return caught.value


# ------------------------------------------------------------------ tables of results
NO_AXIS = (
    np.array([]), np.empty((3, 0)), np.ones((2, 2, 2)), np.zeros(2, dtype=[("a", "f8")]), pd.NA,
    np.array(["person", "indicator", "person"]), pd.DataFrame({"a": [1.0]}), np.array("person"),
    (), [], 3, Mute(), b"person", "kilometre",
)  # fmt: skip


@pytest.mark.parametrize("odd", NO_AXIS, ids=lambda x: type(x).__name__)
def test_an_axis_is_a_name_or_two(odd):
    refused(lambda: SCORES.subset([False, True]).to_frame(odd), "axis")
    if not isinstance(odd, tuple):  # an axis of the long form
        refused(lambda: SCORES.subset([False, True]).to_records(odd), "axis")


def test_an_axis_may_be_named_by_a_text_of_numpy_and_two_by_a_list():
    kept = SCORES.subset([False, True])
    assert kept.to_records(np.str_("person")) == kept.to_records("person")
    pair = kept.to_records(["person", "indicator"])
    assert [(row["id"], row["indicator"]) for row in pair] == [("q", "a"), ("q", "b")]


@pytest.mark.parametrize("odd", ["false", "", 0, 1, None, [True], np.ones(2), pd.NA, Mute()])
def test_the_long_form_is_asked_for_by_true_or_false(odd):
    for result in (SCORES, assign_tasks([1.0], 1), plan_transfers([0], [0], [[1]])):
        error = refused(lambda result=result: result.to_frame(long=odd), "long")
        assert (error.code, error.expected) == ("wrong_type", "True or False")


FLAGS = {
    "adjust": lambda odd: interrupted_series(range(8), 4, adjust=odd),
    "cap": lambda odd: job_match([[1, 2]], [[1, 1]], cap=odd),
    "chains": lambda odd: plan_transfers([0], [0], [[1]], chains=odd),
    "covariance": lambda odd: survey.mean([1.0, 2.0, 4.0], survey.Design(), covariance=odd),
    "intercept": lambda odd: survey.regression(
        [1.0, 2.0, 4.0], [[1.0], [3.0], [2.0]], survey.Design(), intercept=odd
    ),
    "nested": lambda odd: survey.Design(strata=[1, 1], clusters=[1, 2], nested=odd),
    "normalize": lambda odd: saw([[1.0, 2.0], [2.0, 1.0]], [1, 1], normalize=odd),
    "rebase": lambda odd: compare(SCORES, SCORES, rebase=odd),
    "within_unit": lambda odd: plan_transfers([0], [0], [[1]], within_unit=odd),
}


@pytest.mark.parametrize("odd", ["false", 1, None, [True], np.ones(2), pd.NA], ids=repr)
@pytest.mark.parametrize("name", FLAGS)
def test_every_flag_is_asked_for_in_one_sentence(name, odd):
    error = refused(lambda: FLAGS[name](odd), name)
    assert (error.code, error.expected) == ("wrong_type", "True or False")


def test_a_flag_of_numpy_is_one():
    long = SCORES.subset([False, True]).to_frame("person", long=np.bool_(True))
    assert len(long) == 2  # one row for each of two indicators


# ---------------------------------------------------------------- labels and lists
@pytest.mark.parametrize(
    "names", [[Mute(), Mute()], [Mute(), "b"], ["a", Mute()], np.array(["a", Mute()], object),
              pd.Series(["a", Mute()])], ids=lambda x: type(x).__name__,
)  # fmt: skip
def test_a_label_that_cannot_be_written_is_none(names):
    for call, argument in (
        (lambda: _checks.labels(names, "by"), "by"),
        (lambda: _checks.identifiers(names, 2), "ids"),
        (lambda: gaps([[1, 2]], [1, 2], competencies=names), "competencies"),
        (lambda: job_match([[1, 2]], [[1, 2]], competencies=names), "competencies"),
        (lambda: development_plan([[1.0, 2.0]], [], competencies=names), "competencies"),
        (lambda: score(CARD, [[1.0, 2.0], [3.0, 4.0]], ids=names), "ids"),
        (lambda: plan_transfers([0, 1], [0, 0], [[1], [1]], units=names), "units"),
    ):
        error = refused(call, argument)
        assert error.expected in {"labels that can be written as text", "labels of one kind"}


def test_a_whole_number_too_long_to_be_written_is_no_label():
    # Python writes whole numbers of up to 4,300 digits.
    error = refused(lambda: _checks.identifiers([10**5_000, 1], 2), "ids")
    assert error.expected == "labels that can be written as text"
    assert _checks.identifiers([10**400, 1], 2).tolist() == [10**400, 1]


def test_a_category_that_cannot_be_written_is_no_label():
    mute = Mute()
    column = pd.Series(pd.Categorical.from_codes([0, 1], pd.Index(["a", mute], dtype=object)))
    refused(lambda: _checks.labels(column, "by"), "by")


@pytest.mark.parametrize("odd", ["ab", b"ab", {"a": 1}, 3, None, np.array("a"), np.ma.masked, list])
def test_what_has_no_items_is_not_gathered(odd):
    assert refused(lambda: gathered(odd, "keep", expected="people"), "keep").expected == "people"


# ------------------------------------------------------------------ masked cells
MASKED = np.ma.masked


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "values",
    [
        np.ma.array([1.0, 2.0], mask=[True, False]),
        np.ma.array([1, 2], mask=[False, True]),
        np.ma.array(["a", "b"], mask=[True, False]),
        [1.0, MASKED],
        ([1.0, (MASKED,)],),
        {"a": MASKED},
    ],
    ids=["floats", "integers", "texts", "a list", "nested", "a mapping"],
)
def test_a_masked_cell_stands_nowhere_in_a_definition(values):
    for field in ("one_of", "not_one_of", "order"):
        with pytest.raises(ValidationError, match=f"for '{field}', not a masked cell"):
            Rule(code="r", column="c", **{field: values})
    with pytest.raises(ValidationError, match="for 'gain', not a masked cell"):
        Course(code="k", name="K", gain=values, hours=1)


def test_an_array_whose_mask_hides_nothing_is_its_values():
    for mask in (False, [False, False]):
        rule = Rule(code="r", column="c", one_of=np.ma.array([1.0, 2.0], mask=mask))
        assert rule.one_of == (1.0, 2.0)


@pytest.mark.filterwarnings("error")
def test_masked_cells_of_rows_are_missing_flags():
    for table in ([[MASKED, 1], [0, 1]], ((0, 1), (1, MASKED))):
        refused(lambda table=table: flags(table, "eligible"), "eligible")
    hidden = array_of([[MASKED, 1.5], np.ma.array([2.0, 3.0], mask=[False, True])], "x")
    assert hidden.tolist() == [[None, 1.5], [2.0, None]]


def test_a_list_that_holds_itself_ends():
    loop = [1.0]
    loop.append(loop)
    refused(lambda: array_of(loop, "x"), "x")


# --------------------------------------------------------- figures beyond what is meant
@pytest.mark.parametrize("budget", [1e19, 1e155, 1e300, 1.7e308])
def test_a_budget_beyond_every_price_is_none_at_all(budget):
    offer = (
        Course(code="x", name="X", gain={"a": 2.0}, hours=5, cost=0.75, seats=1),
        Course(code="y", name="Y", gain={"a": 1.0, "b": 1.0}, hours=5, cost=1.25),
    )
    # One course each: together they close 4 of 5 with y for the second person, and x for the first
    # is the cheaper way to close 2: 0.75 + 1.25.
    plan = development_plan(
        [[2.0, 1.0], [1.0, 1.0]], offer, competencies=["a", "b"], hours=8, budget=budget
    )
    assert [(part.id, part.course) for part in plan.assignments] == [(0, "x"), (1, "y")]
    assert (plan.total_closed, plan.total_gap, plan.cost) == (4.0, 5.0, 2.0)


# ------------------------------------------------ totals outside the grades of a card
@pytest.mark.parametrize(
    ("call", "argument", "row"),
    [
        (lambda: explain(SCORES, "p"), "scores", "'p'"),
        (lambda: next_band(SCORES, "p"), "scores", "'p'"),
        (lambda: compare_cards(CARD, CARD, {"a": [-10.0, 50.0], "b": [0.0, 60.0]}), "data", "0"),
    ],
    ids=["explain", "next_band", "compare_cards"],
)
def test_a_total_outside_the_grades_is_told_of_what_was_given(call, argument, row):
    error = refused(call, argument)
    assert (error.code, error.found) == ("out_of_range", f"row {row} (-2.5)")
