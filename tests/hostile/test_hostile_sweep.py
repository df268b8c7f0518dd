"""Hostile values in every argument: a fixed spread of the sweep, in the rooms that it finds clean.

`make hostile` goes through all of it and prints what other rooms still let through.
"""

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
}
"""The share of the values that is tried, else a sixth: the same at every run."""


@pytest.fixture(scope="module")
def calls():
    rooms = tuple(f"kinerja.{room}" for room in CLEAN)
    private = tuple(f"kinerja._{room}" for room in CLEAN)
    return captured_calls.capture(within=(*rooms, *private))


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
