"""Results and definitions of every class, made by the examples: they travel, compare and show.

The examples run while the caller has numpy raise on every floating-point event and Python raise on
every warning but our own: neither may change a figure.
"""

import contextlib
import copy
import doctest
import importlib
import io
import json
import os
import pickle
import pkgutil
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields
from multiprocessing import get_context

import joblib
import numpy as np
import pytest
from pydantic import TypeAdapter

import kinerja
from kinerja._definitions import Definition
from kinerja.errors import KinerjaWarning
from kinerja.results import Result

ELSEWHERE = (
    "__main__", "frames", "_cli", "_commands", "plotting", "_plotting", "report", "_report",
)  # fmt: skip
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in pkgutil.walk_packages(kinerja.__path__, "kinerja."):
        if not any(part in module.name for part in ELSEWHERE):
            yield from (
                test for test in finder.find(importlib.import_module(module.name)) if test.examples
            )


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Up to three results of each class, what the examples printed that they do not say, and up to
    three definitions of each class.
    """
    found, faults, original = {}, [], Result.__post_init__
    defined, defining = {}, Definition.__init__

    def keep(self):
        original(self)
        found.setdefault(type(self), []).append(self)

    def define(self, *args, **fields):
        defining(self, *args, **fields)
        defined.setdefault(type(self), []).append(self)

    here = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("examples"))
    Result.__post_init__, Definition.__init__ = keep, define
    try:
        for test in examples():
            said = io.StringIO()
            with (
                warnings.catch_warnings(),
                np.errstate(all="raise"),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                warnings.simplefilter("error")
                warnings.simplefilter("ignore", KinerjaWarning)
                runner = doctest.DocTestRunner(verbose=False, optionflags=OPTIONS)
                if runner.run(test, out=said.write).failed:
                    faults.append(f"{test.name}: {said.getvalue()[-600:]}")
    finally:
        Result.__post_init__, Definition.__init__ = original, defining
        os.chdir(here)
    first = [{kind: items[:3] for kind, items in made.items()} for made in (found, defined)]
    return first[0], faults, first[1]


def each(ran):
    kinds = ran[0]
    assert len(kinds) > 60
    return [one for items in kinds.values() for one in items]


def test_what_a_caller_sets_for_numpy_and_warnings_changes_no_example(ran):
    assert not ran[1], "\n".join(ran[1])


def test_json_comes_back_equal_and_fits_its_schema(ran):
    for one in each(ran):
        kind = type(one)
        text = json.dumps(one.to_dict(), allow_nan=False)
        again = kind.from_dict(json.loads(text))
        assert again == one, kind
        assert json.dumps(again.to_dict()) == text, kind
        adapter = TypeAdapter(kind)
        assert adapter.validate_json(adapter.dump_json(one)) == one, kind


def read_only(value):
    if isinstance(value, np.ndarray):
        return not value.flags.writeable
    if isinstance(value, Result):
        return all(read_only(getattr(value, item.name)) for item in fields(value))
    return True


def test_copies_are_equal_and_read_only(ran):
    for one in each(ran):
        clones = (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)))  # noqa: S301
        for clone in clones:
            assert clone == one, type(one)
            assert read_only(clone), type(one)
        with pytest.raises(TypeError, match="unhashable"):
            hash(one)


def test_definitions_compare_hash_copy_and_come_back_from_json(ran):
    kinds = ran[2]
    assert len(kinds) > 30
    for kind, items in kinds.items():
        for one in items:
            clones = (
                copy.copy(one),
                copy.deepcopy(one),
                pickle.loads(pickle.dumps(one)),  # noqa: S301
                kind.model_validate_json(one.model_dump_json()),
                kind.model_validate(one.model_dump(mode="json")),
            )
            assert all(clone == one for clone in clones), kind
            assert {hash(clone) for clone in clones} == {hash(one)}, kind
            assert len({one, *clones}) == 1, kind


def test_they_are_shown_in_both_languages_and_every_axis_is_a_table(ran):
    for one in each(ran):
        for language in ("en", "id"):
            lines = one.to_text(language=language).splitlines()
            assert lines, type(one)
            assert one.to_html(language=language).startswith("<div"), type(one)
        for axis in (None, *one.axes):
            rows = one.to_records(axis)
            for backend in ("pandas", "polars", "pyarrow"):
                assert len(one.to_frame(axis, backend)) == len(rows), (type(one), axis)


def work(seed):
    from kinerja.indicators import Indicator, Linear, MinMax, Scorecard
    from kinerja.ranking import topsis
    from kinerja.scoring import explain, score
    from kinerja.survey import Design, mean

    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 9, (200, 3))
    card = Scorecard(
        code="c",
        name="C",
        parts=[
            Indicator(code="a", name="A", scale=Linear(worst=0, best=10)),
            Indicator(code="b", name="B", scale=MinMax()),
            Indicator(code="d", name="D", scale=Linear(worst=10, best=0), weight=2),
        ],
    )
    scores = score(card, x)
    design = Design(clusters=np.arange(200) // 10)
    return scores, explain(scores, 3), topsis(x, [1, 2, 3]), mean(x, design, by=np.arange(200) % 2)


def test_eight_threads_and_two_processes_give_what_one_gives():
    alone = [work(seed) for seed in range(16)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(16))) == alone
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(work, range(4))) == alone[:4]


@pytest.mark.parametrize("backend", ["loky", "threading"])
def test_joblib_gives_what_one_gives(backend):
    """Whoever draws a thousand samples spreads them so; loky pickles the function."""
    found = joblib.Parallel(2, backend=backend)(joblib.delayed(work)(seed) for seed in range(4))
    assert found == [work(seed) for seed in range(4)]


def test_one_result_is_read_by_eight_threads_at_once():
    """What is worked out on access is worked out once, or twice to the same bits."""
    for seed in range(8):
        scores, *_ = work(seed)
        with ThreadPoolExecutor(8) as pool:
            ranks = list(pool.map(lambda _, one=scores: one.rank, range(16)))
        alone = work(seed)[0].rank
        assert all(np.array_equal(found, alone) for found in ranks)
