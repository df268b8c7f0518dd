"""Hostile values where the floor reads a label, a function or a column: refused in words."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from kinerja import _checks, survey
from kinerja._checks import cross
from kinerja.errors import InputError
from kinerja.impact import due_date, rate_ratio, sample_for, service_times
from kinerja.ratings import adverse_impact

NO_LABEL = (np.array([]), np.array(["a", "b"]), pd.NA, pd.NaT, Decimal("sNaN"), None, object(), [])


@pytest.mark.parametrize("value", NO_LABEL, ids=lambda x: type(x).__name__)
def test_what_has_no_answer_to_equality_is_no_label(value):
    assert _checks.place_among(value, ["a", "b"]) is None


def test_a_label_is_found_by_its_kind():
    assert _checks.place_among(np.str_("b"), ["a", "b"]) == 1
    assert _checks.place_among(True, [1, 2]) is None  # a flag is no number
    assert _checks.place_among(2.0, [1, 2]) == 1


@pytest.mark.parametrize("value", NO_LABEL, ids=lambda x: type(x).__name__)
def test_a_reference_that_is_no_label_is_refused(value):
    with pytest.raises(InputError) as caught:
        adverse_impact([True, False] * 20, ["A", "B"] * 20, reference=value)
    assert caught.value.argument == "reference"


@pytest.mark.parametrize("value", [None, 3, "mean", [1.0]], ids=repr)
def test_a_statistic_must_be_a_function(value):
    with pytest.raises(InputError) as caught:
        survey.replicate_variance(value, survey.Design(weights=np.ones(4)))
    assert (caught.value.argument, caught.value.code) == ("statistic", "wrong_type")


@pytest.mark.parametrize("value", [None, 3, {}, "ab", [], np.array(1.0)], ids=repr)
def test_groups_must_be_a_column(value):
    with pytest.raises(InputError) as caught:
        survey.poststratify(survey.Design(), value, {"a": 10.0})
    assert caught.value.argument == "group"


def test_a_grouping_without_any_label_is_refused():
    with pytest.raises(InputError) as caught:
        survey.mean([1.0, 2.0], survey.Design(), by=[None, None], missing="omit")
    assert caught.value.argument == "by"


def test_a_crossing_with_a_grouping_without_labels_has_no_domain():
    by = {"a": ["x", "y"], "b": [None, None]}
    found = _checks.read_domains(by, 2, missing="allow")
    assert (found.size, found.codes.tolist()) == (0, [-1, -1])
    assert cross(np.array([0]), np.array([0]), 1, 1)[1].tolist() == [0]


def test_a_column_of_one_number_is_refused():
    with pytest.raises(InputError) as caught:
        survey.regression([1.0, 2.0, 4.0], {"a": 5}, survey.Design())
    assert str(caught.value.argument).startswith("x")


@pytest.mark.parametrize("given", [1j, ["a", "b"], 10**400, [[1, None], [None, 1]]])
def test_a_correlation_of_other_things_is_refused(given):
    one = survey.mean([1.0, 2.0, 3.0], survey.Design())
    with pytest.raises(InputError) as caught:
        survey.waves({2023: one, 2024: one, 2025: one}, correlation=given)
    assert caught.value.argument == "correlation"


@pytest.mark.parametrize("n", [0, 1])
def test_rows_that_say_nothing_of_variance_are_told_by_their_argument(n):
    with pytest.raises(InputError) as caught:
        survey.mean([2.0] * n, survey.Design())
    assert caught.value.argument == "y"


@pytest.mark.parametrize("argument", ["strata", "clusters", "weights"])
def test_no_rows_are_told_by_the_argument_that_has_none(argument):
    with pytest.raises(InputError) as caught:
        survey.Design(**{argument: np.array([])})
    assert caught.value.argument == argument


@pytest.mark.parametrize("fraction", [5e-324, 1e-310])
def test_a_fraction_of_a_population_beyond_any_float_is_refused(fraction):
    with pytest.raises(InputError) as caught:
        survey.Design(fpc=[fraction] * 3)
    assert caught.value.argument == "fpc"


@pytest.mark.parametrize("value", NO_LABEL, ids=lambda x: type(x).__name__)
def test_a_group_of_service_times_that_is_no_label_is_refused(value):
    times = service_times([1.0, 2.0, 3.0, 4.0], target=2.0, by=["a", "a", "b", "b"])
    with pytest.raises(InputError) as caught:
        times.change(value, "b")
    assert caught.value.argument == "first"


@pytest.mark.parametrize("count", [[1e18, 2e18], [1e300, 1.0], [2**53 + 2, 1]])
def test_counts_that_floats_do_not_tell_apart_are_refused(count):
    with pytest.raises(InputError) as caught:
        rate_ratio(count, [1, 1])
    assert (caught.value.argument, caught.value.code) == ("count", "out_of_range")


def test_the_largest_counts_have_a_ratio():
    # 2**53 and 2**52 events over the same time: a ratio of 2, told from 1 beyond any doubt
    found = rate_ratio([2**53, 2**52], [1, 1])
    assert (found.value, found.p_value) == (2.0, 0.0)


@pytest.mark.parametrize("effect", [1e308, 1e13, 1e-101, 5e-324])
def test_an_effect_in_another_unit_than_sd_is_refused(effect):
    with pytest.raises(InputError) as caught:
        sample_for(effect)
    assert caught.value.argument == "effect"


def test_a_mask_without_an_axis_is_no_week():
    with pytest.raises(InputError) as caught:
        due_date("2026-03-02", 3, weekmask=np.array(1.0))
    assert caught.value.argument == "weekmask"


def test_a_holiday_that_is_missing_among_texts_is_no_exception_of_numpy():
    with pytest.raises(InputError) as caught:
        due_date("2026-03-02", 3, holidays=[np.datetime64("NaT"), "2026-03-03"])
    assert caught.value.argument == "holidays"
