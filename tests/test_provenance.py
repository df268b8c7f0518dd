"""provenance: whether a figure comes from a table can be checked years later."""

import copy
import json
import pickle

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
