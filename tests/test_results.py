"""results: frozen, compared by value, JSON both ways, shown in terminal and notebook."""

import copy
import json
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Annotated, ClassVar

import jsonschema
import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.results import (
    Axis,
    BoolVector,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
)

NAN = float("nan")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sample(Result):
    """Every kind of field."""

    _keys: ClassVar = {"row": "label"}

    name: str
    count: int
    value: float
    flag: bool
    label: Annotated[LabelVector, Axis("row")]
    x: Annotated[FloatVector, Axis("row")]
    m: FloatMatrix
    code: Annotated[IntVector, Axis("row")]
    mask: Annotated[BoolVector, Axis("row")]
    by: Mapping[str, FloatVector]
    parts: tuple[str, ...]
    maybe: float | None
    provenance: Provenance


def sample(**changes):
    fields = {
        "name": "sample",
        "count": 3,
        "value": 1.5,
        "flag": True,
        "label": np.array(["a", "<b>", "c"], dtype=object),
        "x": np.array([1.0, NAN, np.inf]),
        "m": np.array([[1.0, NAN]]),
        "code": np.array([1, 2, 3]),
        "mask": np.array([True, False, True]),
        "by": {"g": np.array([1.0, NAN, 3.0])},
        "parts": ("p", "q"),
        "maybe": None,
        "provenance": Provenance(options={"k": 1}, missing="raise", left_out=("one row",)),
    }
    return Sample(**(fields | changes))


NO_ROWS = {
    "label": np.empty(0, dtype=object),
    "x": np.empty(0),
    "code": np.empty(0, dtype=np.int64),
    "mask": np.empty(0, dtype=bool),
}


def test_strict_json_both_ways():
    one = sample()
    text = json.dumps(one.to_dict(), allow_nan=False)
    assert Sample.from_dict(json.loads(text)) == one
    assert json.loads(text)["x"] == [1.0, None, "Infinity"]
    empty = sample(m=np.empty((0, 4)), **NO_ROWS)
    again = Sample.from_dict(json.loads(json.dumps(empty.to_dict())))
    assert again == empty
    assert again.m.shape == (0, 4)
    numbers = sample(label=np.array([4, 5, 6]))
    assert Sample.from_dict(numbers.to_dict()).label.dtype == np.int64


def test_from_dict_refuses_other_fields():
    with pytest.raises(InputError, match="'extra', 'x' missing or unknown"):
        Sample.from_dict({k: v for k, v in sample().to_dict().items() if k != "x"} | {"extra": 1})


def test_json_schema_describes_every_field():
    schema = Sample.json_schema()
    json.dumps(schema, allow_nan=False)
    assert set(schema["properties"]) == set(sample().to_dict())
    assert schema["properties"]["mask"] == {
        "type": "array",
        "items": {"type": "boolean"},
        "x-axes": ["row"],
    }
    assert schema["properties"]["count"] == {"type": "integer"}


def test_what_to_dict_returns_fits_the_schema():
    for one in (sample(), sample(m=np.empty((0, 4))), sample(maybe=2.0)):
        jsonschema.Draft202012Validator(Sample.json_schema()).validate(one.to_dict())


def test_equal_by_value():
    assert sample() == sample()
    for name, value in (
        ("x", np.array([1.0, NAN, 2.0])),
        ("label", np.array(["a"], dtype=object)),
        ("by", {"g": np.array([0.0, NAN, 3.0])}),
        ("by", {}),
        ("value", 2.0),
        ("parts", ("p",)),
        ("maybe", 0.0),
        ("m", np.array([[1.0], [NAN]])),
    ):
        assert sample(**{name: value}) != sample()
    assert sample(value=NAN) == sample(value=NAN)
    assert sample() != "sample"
    with pytest.raises(TypeError, match="unhashable"):
        hash(sample())


def test_frozen_and_read_only_after_copy_and_pickle():
    one = sample()
    for clone in (one, copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301
        assert clone == one
        for array in (clone.x, clone.m, clone.code, clone.mask, clone.label, clone.by["g"]):
            assert not array.flags.writeable
        with pytest.raises(FrozenInstanceError):
            clone.count = 4
        with pytest.raises(TypeError):
            clone.by["h"] = None
    with pytest.raises((AttributeError, TypeError)):
        one.new = 1


def test_a_view_is_not_kept():
    whole = np.arange(6.0)
    one = sample(x=whole[:3])
    whole[0] = 99
    assert one.x[0] == 0


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", None])
def test_to_frame(backend):
    frame = sample().to_frame(backend)
    names = list(frame.column_names) if backend == "pyarrow" else list(frame.columns)
    assert names == ["row", "x", "code", "mask"]
    assert len(frame) == 3


def test_a_result_of_single_values_is_a_table_of_one_row():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Single(Result):
        name: str
        value: float
        count: int
        sizes: Mapping[str, float] = field(default_factory=dict)

    frame = Single("one", NAN, 3).to_frame("pandas")
    assert frame.columns.tolist() == ["name", "value", "count"]
    assert len(frame) == 1
    assert frame["count"].tolist() == [3]


def test_to_frame_refuses_an_unknown_library():
    with pytest.raises(InputError, match="'pandas', 'polars', 'pyarrow'"):
        sample().to_frame(backend="spark")


def test_it_fits_a_terminal_and_escapes_html():
    wide = sample(name="x" * 200, label=np.array(["long label " * 12] * 3, dtype=object))
    long = sample(
        label=np.arange(50), x=np.arange(50.0), code=np.arange(50), mask=np.ones(50, bool)
    )
    for one in (sample(), wide, long):
        assert max(map(len, repr(one).splitlines())) <= 80
    assert "… 44 more rows" in repr(long)
    page = sample()._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_labels_compare_by_what_they_are_not_by_how_they_are_held():
    numbers = sample(label=np.array([1, 2, 3], dtype=object))
    assert sample(label=np.array([1, 2, 3])) == numbers
    assert Sample.from_dict(numbers.to_dict()) == numbers
    nobody = sample(**NO_ROWS | {"label": np.empty(0, dtype=np.int64)})
    assert Sample.from_dict(nobody.to_dict()) == nobody
    assert sample(label=np.array([True, False], dtype=object)) != sample(label=np.array([1, 0]))
    assert sample(label=np.array(["1", "2"], dtype=object)) != sample(label=np.array([1, 2]))


def pairs(*items):
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def test_labels_of_several_parts_travel_and_stand_in_any_table():
    one = sample(label=pairs(("q1", "yes"), ("q2", 1), "all"))
    again = Sample.from_dict(json.loads(json.dumps(one.to_dict())))
    assert again == one
    assert again.label.tolist() == [("q1", "yes"), ("q2", 1), "all"]
    for backend in ("pandas", "polars", "pyarrow"):
        assert list(map(str, one.to_frame(backend)["row"])) == ["q1, yes", "q2, 1", "all"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Partly(Result):
    """A field that is no part of the value."""

    x: FloatVector
    inputs: FloatVector | None = field(default=None, compare=False)


def test_a_field_may_stand_outside_equality():
    assert Partly(np.ones(2), np.zeros(3)) == Partly(np.ones(2))
    assert Partly(np.ones(2)) != Partly(np.zeros(2))


def test_one_value_where_there_may_be_several_leaves_its_axis_without_rows():
    from kinerja.impact import rate

    assert rate(3, 10.0).to_records("row") == []


def test_rows_of_nobody_are_a_table_with_its_columns():
    from kinerja.balancing import plan_transfers

    problem = plan_transfers([0], [0], [[1]]).problem
    assert problem.to_records("forbidden") == []


def test_a_picture_is_drawn_where_it_is_meant_and_in_the_language_asked_for():
    from matplotlib.figure import Figure

    from kinerja import plotting
    from kinerja.survey import Design, mean

    estimates = mean([1.0, 2.0, 4.0, 5.0], Design(), by=["a", "a", "b", "b"])
    left, right = Figure().subplots(1, 2)
    estimates.plot(right)
    assert right.has_data()
    assert not left.has_data()
    words = [plotting.alt_text(estimates.plot(language=language)) for language in ("en", "id")]
    assert words[0] == plotting.alt_text(estimates.plot())
    assert words[0] != words[1]
