"""errors: each is its builtin too, carries its facts, and survives a pickle."""

import ast
import datetime
import json
import pickle
import uuid
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import kinerja._solve
import kinerja.errors
from kinerja._checks import in_column, refuse_cells
from kinerja.errors import (
    CODES,
    ConvergenceError,
    ErrorCode,
    InfeasibleError,
    InputError,
    KinerjaDeprecation,
    KinerjaError,
    KinerjaWarning,
    Position,
    deprecated,
)

ROOT = Path(__file__).parents[1]
LISTED = [code for family in CODES.values() for code in family]


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
        "positions": [
            {"row": None, "column": None, "id": "a", "cell": None},
            {"row": 3, "column": "x", "id": None, "cell": None},
        ],
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
    places = json.loads(json.dumps(error.to_dict(), allow_nan=False))["positions"]
    assert [(place["row"], place["column"], place["id"]) for place in places] == [
        (None, "x", "2026-01-02"),
        (None, None, "00000000-0000-0000-0000-000000000007"),
        (3, None, None),
        (None, None, "nan"),
        (None, None, None),
    ]


def test_facts_survive_a_pickle():
    error = InputError.about("k", code="too_few", expected="one", found="none", positions=(1,))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is InputError
    assert again.to_dict() == error.to_dict()


def test_a_position_says_row_column_id_and_cell():
    x = np.array([[1.0, -2.0], [3.0, 4.0]])
    with pytest.raises(InputError) as caught:
        refuse_cells(
            x < 0, x, "data", code="negative", expected="0 or more", rows=["P1", "P2"],
            columns=["age", "cost"],
        )  # fmt: skip
    assert caught.value.positions[0].to_dict() == {
        "row": 0, "column": "cost", "id": "P1", "cell": -2.0,
    }  # fmt: skip
    # What was compared with a pair, a label or a number before can be so still.
    assert caught.value.positions == (("P1", "cost"),)
    assert (Position(row=2), Position(id="P3"), Position(column="a")) == (2, "P3", "a")
    assert hash(Position(row=2, id="P3")) == hash("P3")
    assert Position(row=2, id="P3") != Position(row=3, id="P3")


def test_how_many_more_there_are_is_no_matter_of_words():
    column = np.full(9, -1.0)
    with pytest.raises(InputError) as caught:
        refuse_cells(column < 0, column, "x", code="negative", expected="0 or more")
    assert (len(caught.value.positions), caught.value.more) == (5, 4)
    again = in_column(caught.value, "data", "a", column, [f"P{i}" for i in range(9)])
    assert (again.more, again.positions[4]) == (4, ("P4", "a"))
    assert str(again).endswith("row 'P4' column 'a' (-1); and 4 more.")
    # Read for some rows only: the numbers are those of the table.
    some = in_column(caught.value, "data", "a", column, at=np.arange(10, 19))
    assert some.positions[0] == Position(row=10, column="a")


def _refusals():
    """Calls in the source that build an error, with the constants of their `code=`."""
    builders = {"about", "cls", "refuse", "_refuse", "refuse_cells"}
    builders |= {name for name in kinerja.errors.__all__ if name.endswith("Error")}
    for path in (ROOT / "src" / "kinerja").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in builders or name.startswith("_refuse"):
                for keyword in node.keywords:
                    if keyword.arg == "code":
                        # Of a choice, what it may come to; its condition is no code.
                        value = keyword.value
                        either = isinstance(value, ast.IfExp)
                        ends = [value.body, value.orelse] if either else [value]
                        codes = [end.value for end in ends if isinstance(end, ast.Constant)]
                        yield path, node, codes


def test_codes_are_a_closed_list_and_each_is_used():
    assert sorted(LISTED) == sorted(get_args(ErrorCode))
    assert len(LISTED) == len(set(LISTED)) <= 25
    used = {KinerjaError.default_code, InfeasibleError.default_code, kinerja._solve.TIME_LIMIT}
    for path, node, codes in _refusals():
        assert set(codes) <= set(LISTED), f"{path}:{node.lineno}"
        used |= set(codes)
    # A table's engine is refused by the room of dataframes alone.
    assert set(LISTED) - used <= {"not_in_engine"}


def test_the_page_of_codes_is_the_list():
    lines = []
    for family, codes in CODES.items():
        lines += [f"**{family}**", "", "| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {meaning} |" for code, meaning in codes.items()] + [""]
    expected = "\n".join(lines)
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    assert expected in page, f"docs/reference/errors.md must hold:\n{expected}"


def test_a_former_name_warns_where_it_is_used():
    def former():
        deprecated("former()", "present()", since="0.2", gone="0.3")

    with pytest.warns(KinerjaDeprecation, match=r"`former\(\)` is `present\(\)`") as caught:
        former()
    assert caught[0].filename == __file__
    assert issubclass(KinerjaDeprecation, DeprecationWarning)
    assert issubclass(KinerjaDeprecation, KinerjaWarning)
