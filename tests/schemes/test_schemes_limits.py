"""schemes: where the number of an option ends, to the unit, and what a result tells of its data."""

import datetime

import numpy as np
import pandas as pd
import pytest

from kinerja import schemes
from kinerja.errors import KinerjaWarning
from kinerja.schemes import skm, skp, staffing
from shared_laws import fault_of, refused_as


def test_a_population_ends_at_a_million_million():
    # χ²·P·Q/d² = 3.841·0.25/0.0025 = 384.1, which so large a population does not change.
    assert skm.sample_size(10**12) == 384
    assert skm.sample_size(10**12, version="2004") == 150
    for people in (10**12 + 1, 0):
        for version in ("2004", "2017"):
            fault = fault_of(lambda n=people, v=version: skm.sample_size(n, version=v))
            assert (fault.argument, fault.code) == ("population", "out_of_range")


@pytest.mark.parametrize(
    "call",
    [
        lambda d: skp.score_2021(89.0, decimals=d),
        lambda d: schemes.format_number(76.5, "id", decimals=d),
    ],
    ids=["score_2021", "format_number"],
)
def test_decimals_end_at_nine(call):
    call(0)
    call(9)
    for decimals in (10, -1):
        fault = fault_of(lambda d=decimals: call(d))
        assert (fault.argument, fault.code) == ("decimals", "out_of_range")


@pytest.mark.parametrize("people", [0, -3, 2.5, "many"])
def test_people_served_are_a_whole_number(people):
    answers = np.array([[3] * 9, [4] * 9, [2] * 9])
    fault = fault_of(lambda: skm.index(answers, population=people))
    assert fault.argument == "population"
    fault = fault_of(lambda: skm.index(answers, by=list("aab"), population={"a": people, "b": 9}))
    assert str(fault.argument).startswith("population")


@pytest.mark.parametrize("day", ["2026-13-01", "today", 3, None, datetime.time(3)], ids=repr)
def test_a_rule_is_in_force_on_a_day(day):
    (scheme, *_) = schemes.available()
    refused_as(lambda: scheme.in_force(day), "on", None, None, None)


def test_the_weights_that_matter_are_told_to_four_decimals():
    # 49 twos and 76 threes: a mean of 2.608, which is 65.2 by a ninth for each item, and 64.548
    # by the 0.11 that some print: beyond 64.99 and not.
    answers = np.repeat([2, 3], [49, 76])[:, None] * np.ones((1, 9), dtype=int)
    with pytest.warns(KinerjaWarning, match=r"0\.1111\b.*0\.11\b") as caught:
        found = skm.index(answers)
    assert found.converted.round(3).tolist() == [65.2]
    assert [w.filename for w in caught] == [__file__]


def test_everything_that_was_asked_of_a_transfer_is_known_by_its_print():
    asked = {
        "months_in_post": [30, 70, 10],
        "civil_servant": [True, True, False],
        "competence": [True, False, True],
        "career_pattern": [True, True, True],
        "conflict": [False, False, True],
    }
    found = staffing.transferable(**asked)
    assert found.provenance.same_data(pd.DataFrame(asked))
    for name, column in asked.items():
        other = asked | {name: [not x if isinstance(x, bool) else x + 1 for x in column]}
        assert not found.provenance.same_data(pd.DataFrame(other)), name
