"""provenance: whether a figure comes from a table can be checked years later."""

import copy
import json
import pickle
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._results.prints import column_print
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.results import Provenance
from kinerja.scoring import Scores, score
from shared_laws import knows_its_table

CARD = Scorecard(
    code="c",
    name="c",
    parts=tuple(Indicator(code=code, name=code, scale=Identity()) for code in "ab"),
)
DATA = {"a": [80.0, 60.0, None], "b": [1.0, 2.0, 3.0]}


def test_it_knows_its_table_in_any_order_of_rows():
    made = score(CARD, DATA, missing="reweight").provenance
    frame = pd.DataFrame(DATA)
    assert made.rows == 3
    assert made.same_data(frame)
    assert made.same_data(frame.iloc[::-1].assign(other=1))
    assert made.same_data(frame[["a", "b"]].to_numpy())
    assert not made.same_data(frame.assign(b=[1.0, 2.0, 4.0]))
    assert not made.same_data(frame.iloc[:2])
    assert not made.same_data(pd.concat([frame, frame]))
    with pytest.raises(InputError, match="'b'"):
        made.same_data({"a": [80, 60, None]})


def test_it_travels_and_stays_equal():
    s = score(CARD, DATA, missing="reweight")
    for again in (
        Scores.from_dict(json.loads(json.dumps(s.to_dict()))),
        pickle.loads(pickle.dumps(s)),  # noqa: S301
        copy.deepcopy(s),
    ):
        assert again == s
        assert again.provenance.same_data(DATA)
    assert s.provenance.versions["numpy"] == np.__version__
    assert s.provenance.made_at is None


def test_a_result_without_fingerprints_says_so():
    with pytest.raises(InputError, match="no fingerprints"):
        Provenance().same_data(DATA)


@given(st.lists(st.floats(allow_infinity=False), max_size=30), st.randoms())
def test_order_does_not_matter_and_multiplicity_does(values, shuffle):
    x = np.array(values, dtype=float)
    mixed = values.copy()
    shuffle.shuffle(mixed)
    assert column_print(np.array(mixed, dtype=float)) == column_print(x)
    assert column_print(np.append(x, [7.0, 7.0])) != column_print(np.append(x, [7.0]))


def test_zero_has_one_sign_and_text_is_not_a_number():
    assert column_print(np.array([-0.0])) == column_print(np.array([0.0]))
    text = np.array(["1", "2"], dtype=object)
    assert column_print(text) != column_print(np.array([1.0, 2.0]))
    assert column_print(text) == column_print(text[::-1])
    assert column_print(np.array([1, 2], dtype=object)) == column_print(np.array([1.0, 2.0]))


def test_survey_figures_gaps_and_effects_know_their_data():
    from kinerja.competency import gaps
    from kinerja.impact import paired, two_groups
    from kinerja.survey import Design, mean, quantile

    y = pd.DataFrame({"a": [1.0, 2, 4, 3], "b": [4.0, 4, 1, 2]})
    design = Design(weights=[1, 1, 2, 2])
    for estimate in (mean(y, design), quantile(y, design)):
        assert estimate.provenance.rows == 4
        assert estimate.provenance.same_data(y.iloc[::-1])
        assert not estimate.provenance.same_data(y.assign(a=[1.0, 2, 4, 4]))
    short = gaps(y, {"a": 2, "b": 3})
    assert short.provenance.same_data(y)
    effect = paired([1.0, 2, 4], [2.0, 2, 5])
    assert effect.provenance.same_data({"before": [2.0, 1, 4], "after": [2.0, 5, 2]})
    assert two_groups([1.0, 2, 4], [2.0, 3]).provenance.data.keys() == {"a", "b"}


PEOPLE = pd.DataFrame({"a": [1.0, 2, 4, 3, 5], "b": [4.0, 4, 1, 2, 2], "c": [2.0, 1, 3, 3, 5]})
SIX = {"y": [1.0, 2, 2, 3, 4, 6], "g": ["x", "x", "x", "y", "y", "y"]}


@cache
def made():
    """One result of each family, by the table that it was made from."""
    from kinerja.competency import nine_box
    from kinerja.impact import n_gain, service_times
    from kinerja.ranking import electre_i, profile_matching, topsis
    from kinerja.ratings import adverse_impact, fleiss_kappa, icc, rater_effects, score_differences
    from kinerja.reliability import alpha, bartlett, item_analysis, kmo, omega
    from kinerja.scoring import recognize, trend
    from kinerja.survey import Design, chi_square, proportion, regression

    many = pd.DataFrame(np.random.default_rng(3).normal(size=(40, 3)), columns=list("abc"))
    items = many.assign(b=many.a + many.b / 2, c=many.a + many.c / 2)
    people = {"subject": [1, 1, 2, 2, 3, 3], "rater": list("pqpqpq"), "value": [1.0, 2, 2, 3, 4, 4]}
    three = PEOPLE.clip(upper=3)
    return {
        "topsis": (topsis(PEOPLE, [1, 1, 1]), PEOPLE),
        "electre_i": (electre_i(PEOPLE, [1, 1, 1]), PEOPLE),
        "profile": (
            profile_matching(PEOPLE, [3, 3, 3], core=[True, True, False]),
            PEOPLE,
        ),
        "alpha": (alpha(items), items),
        "omega": (omega(items), items),
        "kmo": (kmo(items), items),
        "bartlett": (bartlett(items), items),
        "item_analysis": (item_analysis(items), items),
        "icc": (icc(PEOPLE), PEOPLE),
        "fleiss": (fleiss_kappa(three), three),
        "rater_effects": (rater_effects(**people), people),
        "differences": (
            score_differences(SIX["y"], SIX["g"], reference="x", minimum=2),
            {"score": SIX["y"], "group": SIX["g"]},
        ),
        "adverse_impact": (
            adverse_impact([True, False, True] * 4, ["m", "f"] * 6, minimum=1),
            {"selected": [1, 0, 1] * 4, "group": ["m", "f"] * 6},
        ),
        "n_gain": (n_gain([10.0, 20, 30], [20.0, 30, 50], maximum=100),
                   {"pre": [10, 20, 30], "post": [20, 30, 50]}),
        "service_times": (service_times(SIX["y"], target=3, by=SIX["g"]),
                          {"t": SIX["y"], "by": SIX["g"]}),
        "nine_box": (
            nine_box([1.0, 2], [2.0, 1], performance_cuts=[1, 2], potential_cuts=[1, 2]),
            {"performance": [1, 2], "potential": [2, 1]},
        ),
        "trend": (trend(PEOPLE), PEOPLE),
        "recognize": (
            recognize([1.0, 2, 3], [0.1, 0.1, 0.1], count=1),
            {"totals": [1, 2, 3], "standard_errors": [0.1, 0.1, 0.1]},
        ),
        "proportion": (proportion(SIX["g"], Design()), {"y": SIX["g"]}),
        "regression": (
            regression(PEOPLE.a, PEOPLE[["b"]], Design()),
            PEOPLE.rename(columns={"a": "y"}),
        ),
        "chi_square": (
            chi_square(list("aabbab"), list("xyxyyx"), Design()),
            {"rows": list("aabbab"), "cols": list("xyxyyx")},
        ),
    }  # fmt: skip


FAMILIES = (
    "topsis",
    "electre_i",
    "profile",
    "alpha",
    "omega",
    "kmo",
    "bartlett",
    "item_analysis",
    "icc",
    "fleiss",
    "rater_effects",
    "differences",
    "adverse_impact",
    "n_gain",
    "service_times",
    "nine_box",
    "trend",
    "recognize",
    "proportion",
    "regression",
    "chi_square",
)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_of_results_knows_the_table_it_was_made_from(name):
    result, table = made()[name]
    knows_its_table(result, table)


def test_the_satisfaction_index_and_the_two_waves_know_their_answers():
    from kinerja.schemes import skm
    from kinerja.survey import compare_waves

    answers = pd.DataFrame(
        [[3, 4, 2, 3, 3, 4, 1, 3, 3], [4] * 9], columns=[f"U{i}" for i in range(1, 10)]
    )
    assert skm.index(answers).provenance.same_data(answers.iloc[::-1])
    waves = compare_waves({"a": [1.0, 2, 3]}, {"a": [2.0, 2, 4]}).provenance
    assert waves.same_data({"first[a]": [3, 2, 1], "second[a]": [2, 2, 4]})
    assert not waves.same_data({"first[a]": [3, 2, 1], "second[a]": [2, 2, 3]})


def test_columns_that_may_be_left_out_are_known_where_they_are_given():
    from kinerja.balancing import plan_transfers
    from kinerja.impact import did, event_study, service_times, staggered_did
    from kinerja.ratings import combine, rater_style, score_differences
    from kinerja.reliability import alpha
    from kinerja.scoring import recognize

    def known(result):
        return set(result.provenance.data)

    one, other = [1.0, 2, 3, 5], list("xxyy")
    told = recognize(one, [0.1] * 4, count={"x": 1, "y": 1}, by=other)
    assert known(told) == {"totals", "standard_errors", "by"}
    assert known(recognize(one, [0.1] * 4, count=1)) == {"totals", "standard_errors"}
    told = recognize(one, [0.1] * 4, count=1, eligible=[True, True, False, True])
    assert known(told) == {"totals", "standard_errors", "eligible"}
    told = score_differences(
        SIX["y"], SIX["g"], reference="x", minimum=2, covariates={"age": [1.0, 4, 2, 6, 3, 5]}
    )
    assert known(told) == {"score", "group", "age"}
    assert known(alpha(PEOPLE, weights=[1.0, 2, 1, 1, 3])) == {"a", "b", "c", "weights"}
    late = [False, True, False, False, False, True]
    told = service_times(SIX["y"], target=3, censored=late, by=SIX["g"], channel=list("uuvvuv"))
    assert known(told) == {"t", "censored", "by", "channel"}
    unit, period = [0, 0, 1, 1, 2, 2, 3, 3], [0, 1] * 4
    y, treated = [1.0, 2, 3, 5, 8, 13, 21, 30], [0, 0, 0, 0, 1, 1, 1, 1]
    told = did(y, treated, period, clusters=unit, unit=unit, period=period)
    assert known(told) == {"y", "unit", "period", "treated", "post", "clusters"}
    assert known(did(y, treated, period, clusters=unit)) == {"y", "treated", "post", "clusters"}
    told = event_study(y, treated, period, start=1, unit=unit)
    assert known(told) == {"y", "unit", "period", "treated"}
    told = event_study(y, treated, period, start=1, unit=unit, clusters=unit)
    assert known(told) == {"y", "unit", "period", "treated", "clusters"}
    starts = [None if not flag else 1 for flag in treated]
    told = staggered_did(y, unit, period, starts)
    assert known(told) == {"y", "unit", "period", "start"}
    plan = plan_transfers([0, 1], [0, 0], [[1], [1]], months_in_post=[30, 40])
    assert known(plan) == {"unit", "job", "months_in_post"}
    told = combine([1, 1, 2, 2], list("abab"), [1.0, 2, 3, 4], weights={"a": 1, "b": 2})
    assert known(told) == {"subject", "source", "value"}
    style = rater_style([1, 2, 1, 2], list("ppqq"), {"v": [1.0, 2, 2, 4], "w": [3.0, 1, 2, 2]})
    assert known(style) == {"subject", "rater", "v", "w"}


def test_a_plan_of_transfers_knows_where_people_were():
    from kinerja.balancing import plan_transfers

    plan = plan_transfers([0, 0, 0, 1], [0, 0, 0, 0], [[2], [2]])
    assert plan.provenance.same_data({"unit": [1, 0, 0, 0], "job": [0] * 4})


def test_above_half_a_million_values_there_are_no_fingerprints():
    from kinerja._results.prints import made_from

    assert made_from(y=np.zeros(500_001)) == {"data": {}, "rows": 500_001}
    assert made_from(y=np.zeros(500_000))["data"]
    assert made_from(y=["a"] * 50_001) == {"data": {}, "rows": 50_001}
    assert made_from(y=None, x=(i for i in range(3))) == {"data": {}, "rows": 0}
