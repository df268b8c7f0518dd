"""errors: each is its builtin too, carries its facts, and survives a pickle."""

import datetime
import json
import pickle
import uuid

import numpy as np
import pytest

from kinerja._checks import in_column
from kinerja.errors import (
    ConvergenceError,
    InfeasibleError,
    InputError,
    KinerjaError,
    KinerjaWarning,
)


@pytest.mark.parametrize(
    ("kind", "builtin", "code"),
    [
        (InputError, ValueError, "invalid_input"),
        (InfeasibleError, ValueError, "infeasible"),
        (ConvergenceError, RuntimeError, "no_convergence"),
    ],
)
def test_each_error_is_also_its_builtin(kind, builtin, code):
    error = kind("no")
    assert isinstance(error, KinerjaError)
    assert isinstance(error, builtin)
    assert error.code == code
    assert issubclass(KinerjaWarning, UserWarning)


def test_about_builds_the_sentence_from_the_facts():
    error = InputError.about(
        "ids", code="duplicate", expected="every id once", found="'a' twice", hint="Join the rows.",
        positions=("a", (3, "x")),
    )  # fmt: skip
    assert str(error) == "`ids`: expected every id once; found 'a' twice. Join the rows."
    assert json.loads(json.dumps(error.to_dict())) == {
        "code": "duplicate",
        "message": str(error),
        "argument": "ids",
        "positions": ["a", [3, "x"]],
        "expected": "every id once",
        "found": "'a' twice",
        "hint": "Join the rows.",
    }


def test_there_is_a_hint_even_where_the_sentence_needs_none():
    error = InputError.about("k", code="out_of_range", expected="1 or more", found="0")
    assert str(error) == "`k`: expected 1 or more; found 0."
    assert error.hint == "Give `k` as expected: 1 or more."
    assert pickle.loads(pickle.dumps(error)).own_hint == ""  # noqa: S301 - our own bytes
    # Said again about a table, the sentence does not grow and names the table.
    again = in_column(error, "data", "a", np.array([0.0]))
    assert str(again) == "`data`: expected 1 or more in column 'a'; found 0."
    assert again.hint == "Give `data` as expected: 1 or more in column 'a'."


def test_positions_travel_as_json_whatever_names_a_row():
    labels = (datetime.date(2026, 1, 2), uuid.UUID(int=7), np.int64(3), np.float64("nan"), None)
    error = InputError("no", positions=((labels[0], "x"), *labels[1:]))
    assert json.loads(json.dumps(error.to_dict(), allow_nan=False))["positions"] == [
        ["2026-01-02", "x"], "00000000-0000-0000-0000-000000000007", 3, "nan", None,
    ]  # fmt: skip


def test_facts_survive_a_pickle():
    error = InputError.about("k", code="empty", expected="one", found="none", positions=(1,))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is InputError
    assert again.to_dict() == error.to_dict()
