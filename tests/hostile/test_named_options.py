"""What a result says of how it was made: options by the names of the arguments, as they were given.

The calls are those of the examples, as in `test_named_arguments`.
"""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
from test_named_arguments import ROOMS, calls_of, functions

RULES = {"min_months", "max_months", "within_unit", "max_moves", "chains", "objective",
         "price_per_move", "time_limit", "max_out", "max_in"}  # fmt: skip
INDEX = {"item_weight", "further_items", "not_applicable", "design", "df"}
MORE = {
    # Facts of the calculation that are no argument: which method or model, which table of numbers.
    "balancing.candidates": RULES,
    "balancing.what_if": RULES,
    "frames.service_times": {"minimum_test", "mix"},
    "frames.skm_index": INDEX,
    "impact.did": {"model"},
    "ranking.profile_matching": {"aspect_share"},
    "ratings.check_distribution": {"n", "df"},
    "reliability.alpha": {"weighted"},
    "scoring.combine_periods": {"periods"},
    "survey.compare_waves": {"linked"},
    "survey.difference": {"df", "small"},
    "survey.key_drivers": {"weighted"},
    "survey.waves": {"correlated"},
    "weights.ahp": {"random_index"},
    "weights.ahp_group": {"random_index"},
    "weights.bwm": {"model"},
    "schemes.skm.agency": INDEX,
    "schemes.skm.index": INDEX,
    "schemes.skm.report_form": INDEX,
    "schemes.skm.check_report": {"published"},
    "schemes.skm.waves": {"version"},
    "schemes.skp.check_distribution": {"guide"},
    "schemes.skp.credit_total": {"evidence"},
    "schemes.staffing.teachers": {"weekly", "most", "rounding", "open_cases"},
    "schemes.staffing.transferable": {"min_months", "max_months"},
    "schemes.talent.leads_to": {"regulation"},
}
OF_ROOM = {"ranking": {"method"}, "survey": {"estimate"}, "frames": {"estimate"}}


def told(room):
    """Each result of an example that says how it was made, with the call."""
    for face, name, function in functions(room):
        signature, made = calls_of(face, name, function)
        for call in made:
            flat = dict(call)
            for parameter in signature.parameters.values():
                if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                    flat |= flat.pop(parameter.name, {})
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    out = function(**flat)
                except ValueError:  # an example of a refusal
                    continue
            if getattr(out, "provenance", None) is not None:
                yield f"{room}.{name}", signature.parameters, flat, out.provenance


def same(given, kept):
    """An option as it was given; a text may be kept as the number that it means."""
    if isinstance(given, str | bool) and isinstance(kept, str | bool):
        return given == kept
    if isinstance(given, int | float) and isinstance(kept, int | float):
        return float(given) == float(kept)
    return True


@pytest.mark.parametrize("room", ROOMS)
def test_options_are_told_by_the_names_of_the_arguments_as_they_were_given(room):
    for name, parameters, given, provenance in told(room):
        known = {*parameters, *MORE.get(name, ()), *OF_ROOM.get(room, ())}
        assert set(provenance.options) <= known, name
        for option, value in given.items():
            if option in provenance.options:
                assert same(value, provenance.options[option]), (name, option)
        # An option that was not given is in force as the signature says.
        for option in set(provenance.options) & set(parameters) - set(given):
            default = parameters[option].default
            if isinstance(default, bool | float | str) and not np.isnan(
                default if isinstance(default, float) else 0.0
            ):
                assert same(default, provenance.options[option]), (name, option)
        if "missing" in parameters:
            wanted = given.get("missing", parameters["missing"].default)
            assert provenance.missing == wanted, name


NO_DATA = {"ids", "units", "jobs", "courses", "competencies", "performance_cuts", "potential_cuts"}
"""Names of rows and columns, and bounds: nothing that was measured."""
BY_COLUMN = {"ranking", "survey", "frames", "balancing"}
"""Rooms that tell the columns of a table, not the arguments; `balancing` has two kinds of rows."""


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in BY_COLUMN])
def test_every_argument_with_a_value_for_each_row_has_its_print(room):
    for name, _, given, provenance in told(room):
        if not provenance.data:
            continue
        known = {str(key).partition("[")[0] for key in provenance.data}
        for argument, value in given.items():
            whole = isinstance(value, list | tuple | np.ndarray) and np.ndim(value) == 1
            if whole and len(value) == provenance.rows and argument not in NO_DATA:
                assert argument in known, (name, argument)


def test_most_functions_tell_it():
    assert sum(1 for room in ROOMS for _ in told(room)) > 100
