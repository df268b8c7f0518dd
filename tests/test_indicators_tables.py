"""Scorecards as tables: cells that are read in more than one form, and cells that are not read."""

import pandas as pd
import pytest

from kinerja._indicators.card_file import heading_of
from kinerja._indicators.faults import together
from kinerja._indicators.table import read_aggregation, read_table
from kinerja.errors import InputError
from kinerja.indicators import (
    MPI,
    OWA,
    Indicator,
    Linear,
    MaxShare,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    Target,
    ZScore,
)

NOT_CUT = Linear(worst=0, best=9, clip=False)
ENDLESS = Target(target=9, floor=None)


def refused(call):
    with pytest.raises(InputError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("geometric", "geometric"),
        (" power : 0.5 ", Power(p=0.5)),
        ("owa: 2; 1; 1", OWA(weights=(2, 1, 1))),
        ("mpi: plus", MPI(penalty="plus")),
        ("mpi", MPI(penalty="minus")),
        (MPI(), MPI()),
    ],
)
def test_a_mean_in_a_cell(cell, made):
    assert read_aggregation("row", cell) == made


@pytest.mark.parametrize("cell", ["power: inf", "owa: 0; 0", "owa: 1; -1", "mpi: both"])
def test_a_mean_that_its_definition_refuses_is_named_by_its_row(cell):
    fault = refused(lambda: read_aggregation("g", cell))
    assert (fault.argument, fault.positions) == ("frame", ("g",))
    assert "row 'g'" in str(fault)


@pytest.mark.parametrize("cell", ["geometric: 2", "median", "power: x", "power: ", "owa: a"])
def test_a_mean_that_is_none(cell):
    fault = refused(lambda: read_aggregation("g", cell))
    assert fault.argument == "frame"
    assert "row 'g' column 'aggregation'" in str(fault)


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        ({"scale": "piecewise", "points": "0:0; 50:80"}, Piecewise(points=((0, 0), (50, 80)))),
        (
            {"scale": "piecewise", "points": [(0, 0), "50:80"], "extrapolate": "Ya"},
            Piecewise(points=((0, 0), (50, 80)), extrapolate=True),
        ),
        (
            {"scale": "steps", "thresholds": [1, 2], "points": "0; 5; 9", "decimals": 2.0},
            Steps(thresholds=(1, 2), points=(0, 5, 9), decimals=2),
        ),
        ({"scale": "steps", "points": 7}, Steps(thresholds=(), points=(7,))),
        ({"scale": "linear", "worst": 0, "best": 9, "clip": "tidak"}, NOT_CUT),
        ({"scale": "linear", "worst": 0, "best": 9, "clip": 1.0}, Linear(worst=0, best=9)),
        ({"scale": "z_score", "clip": 2, "ddof": 1}, ZScore(clip=2, ddof=1)),
        ({"scale": "z_score", "clip": "None"}, ZScore()),
        ({"scale": "target", "target": 9, "cap": "NONE", "floor": "none"}, ENDLESS),
        ({"scale": "target", "target": 9, "cost": "ratio"}, Target(target=9, cost="ratio")),
        ({"scale": " Max-share "}, MaxShare()),
        ({"scale": "Z score"}, ZScore()),
    ],
)  # fmt: skip
def test_a_scale_in_a_row(cells, scale):
    (part,) = read_table({"code": ["a"], **{name: [cell] for name, cell in cells.items()}})
    assert part.scale == scale
    assert part.name == "a"  # no other was given


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        ("decimals", {"scale": "steps", "decimals": 1.5, "points": 3}, "a whole number"),
        ("decimals", {"scale": "steps", "decimals": "two", "points": 3}, "a number"),
        ("thresholds", {"scale": "steps", "thresholds": "1; x", "points": "3; 4"}, "a number"),
        ("clip", {"scale": "linear", "worst": 0, "best": 9, "clip": "maybe"}, "true or false"),
        (
            "points",
            {"scale": "piecewise", "points": "0:0; 50"},
            "pairs such as 0:0; 50:80; 100:100",
        ),
        ("points", {"scale": "piecewise", "points": "0:0; 50:x"}, "a number"),
        ("points", {"scale": "piecewise", "points": "0:0; y:80"}, "a number"),
        ("worst", {"scale": "linear", "worst": [1], "best": 9}, "a number"),
        (
            "target",
            {"scale": "linear", "worst": 1, "best": 9, "target": 3},
            "an empty cell: linear has no such parameter",
        ),
        ("weight", {"scale": "identity", "weight": "heavy"}, "a number"),
        ("valid_max", {"scale": "identity", "valid_min": 1, "valid_max": "x"}, "a number"),
        ("lower_is_better", {"scale": "identity", "lower_is_better": "x"}, "true or false"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column, cells, said):
    fault = refused(
        lambda: read_table({"code": ["a"], **{name: [cell] for name, cell in cells.items()}})
    )
    assert (fault.argument, fault.code) == ("frame", "invalid_input")
    assert fault.expected == said
    assert f"row 'a' column '{column}'" in str(fault)
    assert fault.positions == (("a", column),)


@pytest.mark.parametrize(
    ("column", "cell"), [("aggregation", "median"), ("aggregation", "owa: x"), ("weight", "heavy")]
)
def test_a_cell_of_a_group_that_cannot_be_read_is_named(column, cell):
    table = {"code": ["g", "a"], "scale": [None, "identity"], "group": [None, "g"]}
    fault = refused(lambda: read_table({**table, column: [cell, None]}))
    assert f"row 'g' column '{column}'" in str(fault)
    assert fault.positions == (("g", column),)


def test_a_group_that_has_what_is_a_scales_is_named():
    table = {"code": ["g", "a"], "scale": [None, "identity"], "group": [None, "g"]}
    fault = refused(lambda: read_table({**table, "worst": [1, None]}))
    assert fault.expected == "an empty cell: a group (a row without a scale) has no worst"
    fault = refused(lambda: read_table({**table, "aggregation": [None, "geometric"]}))
    assert fault.expected == "an empty cell: an indicator has no aggregation"


def test_groups_inside_themselves_are_named():
    table = {"code": ["g", "h", "a"], "scale": [None, None, "identity"], "group": ["h", "g", "g"]}
    fault = refused(lambda: read_table(table))
    assert (fault.argument, fault.code, fault.positions) == ("frame", "invalid_input", ("g",))
    assert fault.found == "'g' in 'h' in 'g'"


def test_what_a_definition_refuses_is_said_in_its_words():
    table = {"code": ["a"], "scale": ["linear"], "worst": [1], "best": [1]}
    fault = refused(lambda: read_table(table))
    assert fault.expected == "cells that make Linear as it is defined"
    assert fault.found == "goalposts must differ; `worst` and `best` are both 1"
    assert fault.positions == ("a",)
    fault = refused(lambda: read_table({"code": ["a"], "scale": ["z_score"], "sd": [-1]}))
    assert fault.found == "sd: Input should be greater than 0"


def test_a_column_of_several_kinds_is_written_as_text():
    parts = (
        Indicator(code="a", name="A", scale=Linear(worst=0, best=9, clip=False)),
        Indicator(code="b", name="B", scale=ZScore(clip=2)),
    )
    table = Scorecard(code="c", name="C", parts=parts).to_table()
    assert table["clip"] == ["False", "2.0"]
    assert table["worst"] == [0.0, None]
    assert read_table(table) == parts


def test_codes_may_stand_in_the_index_of_a_frame():
    frame = pd.DataFrame({"code": ["a", "b"], "scale": ["identity", "z_score"], "weight": [1, 2]})
    assert read_table(frame.set_index("code")) == read_table(frame)
    assert read_table(frame.set_index(["code", "scale"])) == read_table(frame)


def test_columns_that_say_the_same_or_end_early():
    table = {"code": ["a"], "scale": ["identity"], "weight": [1], "Bobot": [2]}
    fault = refused(lambda: read_table(table))
    assert (fault.argument, fault.code) == ("frame", "duplicate")
    assert (fault.expected, fault.found) == ("each column once", "'weight', 'Bobot'")
    assert [place.column for place in fault.positions] == ["weight", "Bobot"]
    fault = refused(lambda: read_table({"code": ["a", "b"], "scale": ["identity"]}))
    assert (fault.argument, fault.found) == ("frame", "'code': 2, 'scale': 1")


def test_faults_beyond_what_a_message_holds_are_counted():
    faults = [InputError.about("card", code="duplicate", expected="x" * 100, found=str(i),
                               where=f"X{i}") for i in range(30)]  # fmt: skip
    said = together(faults, "card")
    # Each is told from its place on: "X0: expected xxx…; found 0."
    told = str(said).count("; found ")
    assert 1 <= told < 30
    assert str(said).startswith("`card`: 30 faults. X0: expected x")
    assert f" X{told - 1}: expected x" in str(said)
    assert str(said).endswith(f" And {30 - told} more.")
    assert len(said.faults) == 30
    # All of two are told.
    assert str(together(faults[:2])).endswith("; found 1.")


def test_tables_that_are_none():
    fault = refused(lambda: read_table([["code", "scale"]]))
    assert (fault.argument, fault.code, fault.found) == ("frame", "not_a_table", "list")
    fault = refused(lambda: read_table({"code": [], "scale": []}))
    assert (fault.code, fault.expected) == ("too_few", "a row for each indicator")
    fault = refused(lambda: read_table({"code": ["a"], "weight": [1]}))
    assert (fault.argument, fault.code) == ("frame", "missing_column")
    assert fault.found == "no column 'scale'"
    fault = refused(lambda: read_table({"code": ["a", None], "scale": ["identity", "identity"]}))
    assert (fault.expected, fault.positions) == ("a code", (("1", "code"),))
    fault = refused(lambda: read_table({"code": ["a"], "scale": ["identity"], "colour": [1]}))
    assert (fault.argument, fault.code, fault.found) == ("frame", "unknown_option", "'colour'")
    assert [place.column for place in fault.positions] == ["colour"]
    fault = refused(lambda: read_table({"code": ["a"], "scale": 3}))
    assert (fault.argument, fault.code) == ("frame", "wrong_shape")
    frame = pd.DataFrame([["a", "identity"]])
    frame.columns = pd.MultiIndex.from_tuples([("code", "x"), ("scale", "y")])
    fault = refused(lambda: read_table(frame))
    assert [place.column for place in fault.positions] == ["('code', 'x')", "('scale', 'y')"]
    # A row without anything is no row.
    (part,) = read_table({"code": ["a", None], "scale": ["identity", None]})
    assert part.code == "a"


def test_an_unknown_scale_is_told_with_the_weight_beside_it():
    fault = refused(lambda: read_table({"code": ["a"], "scale": ["lineer"], "weight": ["heavy"]}))
    assert "2 faults" in str(fault)
    assert "Did you mean 'linear'?" in str(fault)
    assert "column 'weight': expected a number; found 'heavy'." in str(fault)


def test_a_label_may_stand_in_a_column_of_another_name():
    assert heading_of("kategori", "kategori") == "label"
    assert heading_of("kategori_id", "kategori") == "label_id"
    assert heading_of("lower", "kategori") == "lower"
    assert heading_of("kategorized", "kategori") == "kategorized"
