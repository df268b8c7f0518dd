"""Hostile values in every argument: a fixed spread of the sweep, in every room with data.

`make hostile` goes through all of it.
"""

import inspect

import captured_calls
import pytest
import sweep

CLEAN = (
    "weights",
    "normalization",
    "records",
    "reliability",
    "results",
    "ranking",
    "decisions",
    "staffing",
    "survey",
    "impact",
    "ratings",
    "schemes",
    "sheets",
    "frames",
    "sample",
    "balancing",
    "competency",
    "scoring",
    "plotting",
    "report",
    "indicators",
)
ONE_IN = {
    "survey": 60,
    "impact": 60,
    "ratings": 60,
    "schemes": 40,
    "sheets": 20,
    "frames": 80,
    "sample": 12,
    "balancing": 40,
    "competency": 40,
    "scoring": 40,
    "plotting": 60,
    "report": 60,
    "indicators": 40,
}
"""The share of the values that is tried, else a sixth: the same at every run."""


BASES = {"indicators.Scale", "schemes.Scheme"}
"""Kinds that others are of; nobody makes one."""


@pytest.fixture(scope="module")
def calls():
    return captured_calls.capture()


def test_every_public_callable_has_an_example_of_its_own():
    found = {
        target.name: inspect.getdoc(target.function) or ""
        for target in captured_calls.targets().values()
    }
    assert len(found) > 300
    assert {name for name, words in found.items() if ">>> " not in words} - BASES == set()


def test_every_public_callable_is_called_by_an_example(calls):
    assert {name for name, found in calls.items() if not found} == BASES


def test_options_by_name_are_replaced_one_by_one(calls):
    """What a function passes on (``**changes``) counts as so many arguments."""
    own = {"balancing.what_if": calls["balancing.what_if"]}
    places = {place for _, places in sweep.cases(own) for place in places}
    assert {"keep", "fit", "price_per_move", "objective", "rules"} <= places
    assert "changes" not in places


@pytest.mark.parametrize("room", CLEAN)
def test_each_call_gives_a_result_or_words(calls, room):
    own = {name: found for name, found in calls.items() if name.startswith(f"{room}.")}
    tally = sweep.Tally()
    with sweep.quiet_place():
        for call, places in sweep.cases(own, ONE_IN.get(room, 6)):
            sweep.try_one(call, places, tally)
    assert not tally.faults, "\n".join(map(str, tally.faults[:20]))
    assert tally.results > 5
    assert tally.refusals > 10
