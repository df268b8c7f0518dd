"""What no argument is for: every public function says so in words and names the argument."""

import datetime as dt
import decimal
import doctest
import importlib
import inspect
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pydantic import ValidationError

from kinerja import ranking, results, scoring
from kinerja.competency import DevelopmentMap, Rule, career_paths, development_plan, job_match
from kinerja.decisions import reconcile
from kinerja.errors import InputError
from kinerja.impact import working_days
from kinerja.indicators import (
    Identity,
    Indicator,
    MaxShare,
    MinMax,
    Percentile,
    Scorecard,
    SumShare,
    Vector,
    ZScore,
)
from kinerja.scoring import Scores, compare, explain, score
from kinerja.staffing import efficiency

CARD = Scorecard(
    code="demo", name="Demo", parts=(Indicator(code="a", name="A", scale=Identity(), weight=1),)
)


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


NO_NUMBERS = {
    "zero columns": [[]],
    "repeated column": pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]),
    "arrow text": pa.array(["a", "b"]),
    "ragged": [[1.0], [1.0, 2.0]],
    "400 digits": [[10**400, 1], [1, 2]],
    "durations": np.array([[1, 2], [3, 4]], dtype="timedelta64[D]"),
    "durations as objects": [[np.timedelta64(1, "D"), 1], [1, 2]],
    "masked cell alone": np.ma.masked,
    "signalling NaN": [[decimal.Decimal("sNaN"), 1], [1, 2]],
    "bytes": b"\x01\x02",
    "bytes that can change": bytearray(b"\x01\x02"),
    "rows of bytes": [b"\x01\x02", b"\x03\x04"],
    "rows of bytes that can change": [bytearray(b"\x01\x02"), bytearray(b"\x03\x04")],
    "no repr": Mute(),
    "cells without repr": [[Mute(), 1], [1, 2]],
}
MATRICES = [
    ("normalization", "min_max", "x"),
    ("normalization", "z_score", "x"),
    ("normalization", "max_share", "x"),
    ("normalization", "vector", "x"),
    ("normalization", "goalposts", "x"),
    ("weights", "entropy", "matrix"),
    ("weights", "critic", "matrix"),
    ("ranking", "topsis", "matrix"),
    ("ranking", "saw", "matrix"),
    ("ranking", "borda", "ranks"),
    ("reliability", "alpha", "items"),
    ("scoring", "trend", "totals"),
]


def _call(module, name, argument, x):
    function = getattr(importlib.import_module(f"kinerja.{module}"), name)
    more = {
        "goalposts": {"worst": 0, "best": 5},
        "topsis": {"weights": [1, 1]},
        "saw": {"weights": [1, 1]},
    }.get(name, {})
    return function(**{argument: x}, **more)


@pytest.mark.parametrize("kind", NO_NUMBERS)
@pytest.mark.parametrize(("module", "name", "argument"), MATRICES)
def test_no_matrix(module, name, argument, kind):
    with pytest.raises(InputError) as caught:
        _call(module, name, argument, NO_NUMBERS[kind])
    assert caught.value.argument.startswith(argument)
    assert len(str(caught.value)) < 2_000


@pytest.mark.parametrize(("module", "name", "argument"), MATRICES)
def test_a_numpy_matrix_is_its_array(module, name, argument):
    x = np.array([[1.0, 4.0], [2.0, 3.0], [4.0, 1.5]])
    plain, odd = _call(module, name, argument, x), _call(module, name, argument, np.asmatrix(x))
    if isinstance(plain, np.ndarray):
        np.testing.assert_array_equal(plain, odd)
    else:
        assert plain == odd


@pytest.mark.parametrize(
    "value",
    [None, 3, "x", [[]], np.array([1, 2]), {}, Mute()],
    ids=["none", "number", "text", "empty", "array", "mapping", "mute"],
)
def test_no_result(value):
    scores = score(CARD, [[50]])
    for argument, call in (
        ("before", lambda: compare(value, scores)),
        ("after", lambda: compare(scores, value)),
        ("scores", lambda: explain(value, 0)),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.argument == argument
    if value is not None and not isinstance(value, dict):
        with pytest.raises(InputError) as caught:
            score(CARD, [[50]], targets=value)
        assert caught.value.argument == "targets"


@pytest.mark.parametrize("value", ["false", 0, None, [True]])
def test_no_flag(value):
    scores = score(CARD, [[50]])
    goalposts = importlib.import_module("kinerja.normalization").goalposts
    screen = importlib.import_module("kinerja.survey").screen
    for argument, call in (
        ("clip", lambda: goalposts([1, 2], 0, 5, clip=value)),
        ("rebase", lambda: compare(scores, scores, rebase=value)),
        ("whole", lambda: screen([[1, 2, 3]], scale=(1, 4), whole=value)),
    ):
        with pytest.raises(InputError, match="True or False") as caught:
            call()
        assert caught.value.argument == argument


@pytest.mark.parametrize("size", [10**12, 10**400])
def test_sizes_that_no_memory_holds(size):
    weights = importlib.import_module("kinerja.weights")
    sensitivity = importlib.import_module("kinerja.scoring").sensitivity
    for argument, call in (
        ("k", lambda: weights.equal(size)),
        ("draws", lambda: sensitivity(CARD, [[50], [60]], draws=size, rng=1)),
    ):
        with pytest.raises(InputError, match="at most 10000000") as caught:
            call()
        assert caught.value.argument == argument


def test_ragged_dates():
    with pytest.raises(InputError, match="rows of different lengths"):
        working_days([["2026-03-06"], ["2026-03-06", "2026-03-09"]], ["2026-03-09"] * 2)


def test_who_raises_on_every_warning_of_numpy_is_not_stopped():
    same = importlib.import_module("kinerja._digits").same
    with np.errstate(all="raise"):
        assert same(np.array([1e-310]), np.array([2e-310])).tolist() == [False]
        assert score(CARD, [[1e-300], [50.0]]).total.tolist() == [1e-300, 50.0]


@pytest.mark.parametrize("shape", [[10**12], [10**6, 10**6], [0], [-1, 0], [0.0, 2], "00", None])
def test_the_shape_of_a_written_result_is_not_trusted(shape):
    data = score(CARD, [[50], [60]]).to_dict()
    with pytest.raises(InputError, match="array without cells"):
        Scores.from_dict({**data, "points": {"shape": shape}})


MODULES = ["normalization", "weights", "ranking", "scoring", "ratings", "reliability", "impact"]
MODULES += ["survey", "staffing", "competency", "records"]


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold_where_numpy_raises_on_every_warning(module):
    public = importlib.import_module(f"kinerja.{module}")
    finder, runner = (
        doctest.DocTestFinder(recurse=False),
        doctest.DocTestRunner(
            verbose=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        ),
    )
    with np.errstate(all="raise"):
        for name in public.__all__:
            thing = getattr(public, name)
            if inspect.isfunction(thing):
                globs = dict(vars(sys.modules[thing.__module__]))
                for example in finder.find(thing, name, globs=globs):
                    assert runner.run(example).failed == 0, name


def test_an_array_of_the_caller_stays_writable():
    scale = np.array([1.0, 4.0])
    made = importlib.import_module("kinerja.survey").screen([[1, 2, 3]], scale=scale)
    scale[1] = 9.0
    assert made.provenance.options["scale"].tolist() == [1.0, 4.0]


def test_every_public_function_stands_behind_the_door():
    from test_vocabulary import modules

    for name in modules():
        public = importlib.import_module(name)
        for own in public.__all__:
            thing = getattr(public, own)
            if inspect.isfunction(thing) and name != "kinerja.errors":
                assert hasattr(thing, "__wrapped__"), f"decorate {name}.{own} with @steady"


@pytest.mark.parametrize("caller", ["raise", "warn", "ignore"])
def test_a_figure_beyond_a_float_is_refused_by_name(caller):
    @importlib.import_module("kinerja._steady").steady
    def squares(x, weights=(1.0,)):
        return np.square(np.asarray(x))  # 1e200 squared is 1e400; 1e-200 squared is 0

    with np.errstate(all=caller):
        assert squares([1e-200, 2.0]).tolist() == [0.0, 4.0]
        with pytest.raises(InputError, match="beyond 1") as caught:
            squares([1.0, 1e200], weights=[1e3])
    assert caught.value.argument == "x"


def test_no_sentence_repeats_a_value_of_any_length():
    source = Path(importlib.import_module("kinerja").__file__).parent
    odd = [p.name for p in source.rglob("*.py") if re.search(r"found=repr\(", p.read_text("utf-8"))]
    assert not odd, "say found=shown(…)"
    said = str(
        InputError.about("x" * 5, code="wrong_type", expected="a" * 5_000, found="b" * 5_000)
    )
    assert len(said) < 2_000


@pytest.mark.parametrize("odd", [None, True, 3, "x", {1}, {"a": 1}, np.ma.masked, np.array(1.5)])
def test_what_is_no_list_of_results_is_refused_by_its_name(odd):
    made = scoring.score(CARD, [[50.0]])
    for given in (odd, [made, odd]):
        with pytest.raises(InputError, match=r"list of Scores|Scores in every place") as caught:
            scoring.combine_periods(given, weights=[1, 1])
        assert (caught.value.argument, caught.value.code) == ("scores", "wrong_type")
    with pytest.raises(InputError, match="`cards`"):
        scoring.score_by(odd if not isinstance(odd, dict) else [odd], {"a": [1]}, ["c"])


def test_lists_of_results_may_come_one_by_one():
    halves = [scoring.score(CARD, [[50.0]]), scoring.score(CARD, [[70.0]])]
    # (1·50 + 3·70) / 4 = 65
    assert scoring.combine_periods(iter(halves), weights=[1, 3]).total.tolist() == [65.0]


@pytest.mark.parametrize("odd", [None, 5, "ab", {1}, {"a": 1}, np.array(1.0), np.ones((2, 1))])
def test_a_column_of_a_mapping_that_is_none_is_refused_by_its_name(odd):
    calls = {
        "data": lambda: scoring.score_by([CARD], {"a": odd}, ["c", "c"]),
        "frame": lambda: scoring.score(CARD, {"a": [1, 2]}).provenance.same_data({"a": odd}),
    }
    for argument, call in calls.items():
        with pytest.raises(InputError, match="one value per row in column 'a'") as caught:
            call()
        assert caught.value.argument == argument
    for read, names in (
        (Scorecard, ("code", "scale")),
        (DevelopmentMap, ("indicator", "competency")),
    ):
        with pytest.raises(InputError, match="one value per row in column"):
            read.from_table(dict.fromkeys(names, odd))


@pytest.mark.parametrize("odd", [None, 5, "ab", [1], object])
def test_what_is_no_result_is_refused_where_a_result_is_meant(odd):
    with pytest.raises(InputError, match="`result`: expected a Result"):
        results.suppress(odd)
    people = scoring.recognize([1.0, 2.0, 3.0], [0.1, 0.1, 0.1], count=1, ids=["p", "q", "r"])
    if odd is not None:
        with pytest.raises(InputError, match="`scores`: expected a Scores"):
            people.text("p", scores=odd)
    others = scoring.score(CARD, [[50.0]], ids=["z"])
    with pytest.raises(InputError, match="`scores`: expected one of the ids"):
        people.text("p", scores=others)


def test_the_same_data_are_asked_of_tables_only():
    made = scoring.score(CARD, {"a": [1.0, 2.0]}).provenance
    assert made.same_data(np.array([[2.0], [1.0]]))
    assert not made.same_data([[1.0, 2.0]])
    assert not made.same_data({"a": [1.0, 10**400]})
    for odd in (None, "x", 3, np.ones((2, 1, 1)), [10**400]):
        with pytest.raises(InputError, match="`frame`"):
            made.same_data(odd)


def test_shares_of_aspects_are_a_mapping():
    with pytest.raises(InputError, match="`aspect_shares`: expected a mapping"):
        ranking.profile_matching(
            [[3, 4]], [3, 4], core=[True, False], aspects=["a", "b"], aspect_shares=5
        )


def test_goalposts_too_close_for_a_float_are_told_of_the_matrix():
    with pytest.raises(InputError, match="`matrix`: expected values within"):
        scoring.adjusted_mpi([[5.0], [10.0]], [0.0], [5e-324])


@pytest.mark.parametrize("kind", [MinMax, ZScore, Percentile, MaxShare, SumShare, Vector])
def test_a_relative_scale_is_anchored_at_numbers_alone(kind):
    for odd in (None, [], "x", [np.nan], [[1.0, 2.0]], [np.ma.masked], [1j], [np.inf]):
        with pytest.raises(InputError, match="`x`"):
            kind().anchored(odd)
    with pytest.raises(InputError, match="`lower_is_better`: expected True or False"):
        kind().anchored([1.0, 2.0], lower_is_better="yes")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda odd: efficiency(odd, [1, 2], effective_time=1), "load"),
        (lambda odd: efficiency([1, 2], odd, effective_time=1), "staff"),
        (lambda odd: efficiency([1, 2], [1, 2], effective_time=odd), "effective_time"),
    ],
)
def test_sizes_are_read_from_numbers_alone(call, argument):
    for odd in ([[1.0], [1.0, 2.0]], [np.ma.masked, 1.0], {"a": 1}, ["x", "y"]):
        with pytest.raises(InputError) as caught:
            call(odd)
        assert caught.value.argument == argument


def test_what_no_float_holds_is_told_of_the_load():
    with pytest.raises(InputError, match="`load`: expected a load that a float64 can hold"):
        efficiency([1.0], [5e-324], effective_time=1.0)


def test_tables_of_nobody_and_uneven_tables_are_refused():
    with pytest.raises(InputError, match="`competencies`: expected a name for each column"):
        development_plan([[1.0]], [], competencies=[])
    for call in (job_match, career_paths):
        with pytest.raises(InputError, match="`required`: expected one row per post"):
            call([[1.0, 2.0]], np.empty((0, 2)))
    uneven = {"indicator": ["a"], "competency": ["b", "c"]}
    with pytest.raises(InputError, match="`frame`: expected columns of one length"):
        DevelopmentMap.from_table(uneven, code="m", name="M")


@pytest.mark.parametrize("odd", [np.ones(2), [1], object(), dt.date(2026, 1, 2)])
def test_a_proposal_is_a_place(odd):
    for plan in ({"p": odd}, {"p": {"unit": odd}}):
        with pytest.raises(InputError, match="`plan`: expected a text, a number"):
            reconcile(plan, [])
    with pytest.raises(InputError, match="`plan`: expected a transfer plan, moves"):
        reconcile([None], [])


@pytest.mark.filterwarnings("error")
def test_a_masked_cell_is_no_field_of_a_definition():
    for make in (
        lambda cell: Indicator(code="a", name="A", scale=Identity(), lower_is_better=cell),
        lambda cell: Rule(code="r", name="R", column="c", at_most=cell),
        lambda cell: MinMax(low=cell),
    ):
        with pytest.raises(ValidationError, match="masked cell"):
            make(np.ma.masked)


def test_a_limit_may_have_any_number_of_digits():
    with pytest.raises(ValidationError, match="nobody can pass"):
        Rule(code="r", name="R", column="c", at_least=10**400, at_most=1)
