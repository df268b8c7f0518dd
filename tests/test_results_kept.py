"""results: what is kept of what was handed in, when two are equal, and which names fields have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
import pytest

from kinerja._results.axes import former
from kinerja.errors import InputError, KinerjaDeprecation
from kinerja.results import Axis, FloatMatrix, FloatVector, LabelVector, Result, Unit
from shared_laws import told

NAN = float("nan")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Any1(Result):
    """Holds anything."""

    x: Any


def same(a, b):
    return Any1(a) == Any1(b) and Any1(b) == Any1(a)


EQUAL = [
    (NAN, NAN),
    ((1, NAN), (1, NAN)),
    ({"a": NAN}, {"a": NAN}),
    ([1, (2, NAN)], (1, (2, NAN))),
    (np.array([1.0, NAN]), np.array([1.0, NAN])),
    (np.array([1, 2]), np.array([1, 2], np.int8)),
    (np.array([0.0]), np.array([-0.0])),
    (0.0, -0.0),
    (1, 1.0),
    (None, None),
    (np.array(["a", 1], object), np.array(["a", 1], object)),
    (np.array([1, 2]), np.array([1, 2], object)),
    (np.empty(0), np.empty(0, object)),
    (np.empty(0, int), np.empty(0, bool)),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
]
OTHER = [
    (NAN, 1.0),
    (1.0, NAN),
    ((1, 2), (1, 3)),
    ((1, 2), (1, 2, 3)),
    ((), (1,)),
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, {"a": 1, "b": 1}),
    ({}, {"a": 1}),
    (np.array([1.0, NAN]), np.array([NAN, 1.0])),
    (np.array([1.0]), np.array([2.0])),
    (np.array([1.0, 2.0]), np.array([[1.0, 2.0]])),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (np.array([1, 0]), np.array([True, False])),
    (np.array([1.0]), (1.0,)),
    ((1.0,), np.ones(1)),
    (np.array([1, 0], object), np.array([True, False])),
    (np.array([1]), np.array([1.0], object)),
    (np.array(["a"], object), np.array(["b"], object)),
    (np.array([1]), 1),
    (None, 0),
    ("a", "b"),
    (np.array([1, 2]), np.array([1, 3], object)),
]


@pytest.mark.parametrize(("a", "b"), EQUAL, ids=str)
def test_fields_that_are_equal(a, b):
    assert same(a, b)
    assert Any1(a) == Any1(b)


@pytest.mark.parametrize(("a", "b"), OTHER, ids=str)
def test_fields_that_are_not(a, b):
    assert not same(a, b)
    assert Any1(a) != Any1(b)


def test_an_array_that_is_handed_over_is_frozen_and_one_among_options_is_not():
    own = np.array([1.0, -0.0])
    kept = Any1(own)
    assert kept.x is own  # handed over
    assert not own.flags.writeable
    assert str(kept.x.tolist()) == "[1.0, 0.0]"
    mine = np.array([1.0, 2.0])
    options = {"weights": mine, "lists": [[1.0, -0.0], mine[:1]], "deep": {"w": mine}}
    one = Any1(options)
    mine[:] = 9
    options["more"] = 1
    assert one.x["weights"].tolist() == [1.0, 2.0]
    assert one.x["deep"]["w"].tolist() == [1.0, 2.0]
    assert str(one.x["lists"][0]) == "(1.0, 0.0)"
    assert list(one.x) == ["weights", "lists", "deep"]
    for array in (one.x["weights"], one.x["deep"]["w"], one.x["lists"][1]):
        assert not array.flags.writeable
    columns = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    assert Any1(columns[:, :2]).x.flags.f_contiguous  # a copy keeps the order of its memory


def test_axes_and_units_say_what_they_are():
    for one, other, word in (
        (Axis("a", "b"), Axis("b", "a"), "Axis('a', 'b')"),
        (Unit("share"), Unit("points"), "Unit('share')"),
    ):
        again = type(one)(*one.names) if isinstance(one, Axis) else Unit("share")
        assert (repr(one), one == again, hash(one) == hash(again)) == (word, True, True)
        assert one != other
        assert one not in {"a", 3}
        assert one != repr(one)
        assert len({one, again, other}) == 2


def test_a_former_name_of_a_field_answers_and_warns():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Renamed(Result):
        new: float
        old = former("old", "new")
        older = former("older", "new", since="0.1", gone="0.4")

    one = Renamed(2.5)
    with pytest.warns(KinerjaDeprecation) as caught:
        assert (one.old, one.older) == (2.5, 2.5)
    assert [str(w.message) for w in caught] == [
        "`Renamed.old` is `new` since version 0.2; the former name goes in 0.3.",
        "`Renamed.older` is `new` since version 0.1; the former name goes in 0.4.",
    ]
    assert Renamed.old.__doc__ == "Former name of `new`."


# Tables -----------------------------------------------------------------------------------------


def text(*items):
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cells(Result):
    """Groups by name, two axes beside them and one that stands alone."""

    _keys: ClassVar = {"domain": ("domain",), "item": "items", "wave": "waves"}
    _first: ClassVar = ("n",)

    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    mean: Annotated[FloatMatrix, Axis("domain", "item")]
    n: Annotated[FloatVector, Axis("domain")]
    items: Annotated[LabelVector, Axis("item")]
    waves: Annotated[LabelVector, Axis("wave")]
    change: Annotated[FloatMatrix, Axis("domain", "wave")]
    weight: Annotated[FloatVector, Axis("item")]
    level: float = 0.9


def cells(**changes):
    values = {
        "domain": {"unit": text("a", "b"), "sex": text("f", "m")},
        "mean": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        "n": np.array([10.0, 20.0]),
        "items": text("x", "y", "z"),
        "waves": np.array([2024, 2025]),
        "change": np.array([[0.5, 0.25], [0.75, 1.0]]),
        "weight": np.array([1.0, 2.0, 4.0]),
    }
    return Cells(**(values | changes))


def table(frame):
    """Columns in their order, each with its name."""
    return [(name, frame[name].tolist()) for name in frame.columns]


def test_rows_of_groups_and_columns_by_label():
    assert table(cells().to_frame(backend="pandas")) == list(
        {
            "unit": ["a", "b"],
            "sex": ["f", "m"],
            "n": [10, 20],
            "mean_x": [1, 4],
            "mean_y": [2, 5],
            "mean_z": [3, 6],
            "change_2024": [0.5, 0.75],
            "change_2025": [0.25, 1],
        }.items()
    )
    assert table(cells().to_frame("item", "pandas")) == list(
        {
            "item": ["x", "y", "z"],
            "mean_a, f": [1, 2, 3],
            "mean_b, m": [4, 5, 6],
            "weight": [1, 2, 4],
        }.items()
    )
    whole = cells(
        domain={},
        mean=np.array([[1.0, 2.0, 3.0]]),
        n=np.array([30.0]),
        change=np.array([[0.5, 0.25]]),
    )
    assert dict(table(whole.to_frame("item", "pandas")))["mean_all"] == [1, 2, 3]
    assert whole.to_records()[0]["n"] == 30


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Inside(Result):
    """Labels that a result inside has."""

    codes: LabelVector
    sizes: LabelVector


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Keyed(Result):
    """Rows by groupings, a vector and a label that stands in a result inside."""

    _keys: ClassVar = {"row": ("domain", "variable", "card.codes"), "wave": "card.sizes"}

    domain: Annotated[Mapping[str, LabelVector], Axis("row")]
    variable: Annotated[LabelVector | None, Axis("row")]
    card: Inside | None
    x: Annotated[FloatVector, Axis("row")]
    y: Annotated[FloatVector, Axis("wave")]


def keyed(domain, card=True):
    return Keyed(
        domain,
        text("v", "w"),
        Inside(text("c", "d"), text("s", "t")) if card else None,
        np.array([1.0, 2.0]),
        np.array([3.0, 4.0]),
    )


def test_keys_of_several_parts_have_the_names_of_their_fields():
    one = keyed({"unit": text("a", "b")})
    assert table(one.to_frame("row", "pandas")) == list(
        {
            "unit": ["a", "b"],
            "variable": ["v", "w"],
            "codes": ["c", "d"],
            "x": [1, 2],
        }.items()
    )
    assert table(one.to_frame("wave", "pandas")) == list({"wave": ["s", "t"], "y": [3, 4]}.items())
    # What is not there labels nothing; an axis without any label has positions.
    bare = keyed({"unit": text("a", "b")}, card=False)
    assert list(dict(table(bare.to_frame("row", "pandas")))) == ["unit", "variable", "x"]
    assert table(bare.to_frame("wave", "pandas")) == list({"wave": [0, 1], "y": [3, 4]}.items())
    # A grouping that is called like a field makes way for it, whatever else is called so.
    clash = keyed({"variable": text("a", "b"), "by_variable": text("e", "f")})
    rows = clash.to_records("row")
    assert [sorted(row.values(), key=str) for row in rows] == [
        [1.0, "a", "c", "e", "v"],
        [2.0, "b", "d", "f", "w"],
    ]
    assert [row["variable"] for row in rows] == ["v", "w"]


def test_every_column_of_a_mapping_has_the_length_of_its_axis():
    written = keyed({"unit": text("a", "b"), "sex": text("f", "m")}).to_dict()
    assert Keyed.from_dict(written).to_dict() == written
    for short, sizes in (
        ({"unit": ["a"], "sex": ["f", "m"]}, "domain['unit'] 1, domain['sex'] 2"),
        ({"unit": ["a", "b"], "sex": ["f"]}, "domain['unit'] 2, domain['sex'] 1"),
    ):
        assert told(lambda short=short: Keyed.from_dict(written | {"domain": short}), "data") == (
            f"fields of one length along the axis 'row'; found {sizes}, variable 2, x 2.",
            "wrong_shape",
            (),
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outer(Result):
    """Rows that are those of a result inside."""

    people: Annotated[Keyed, Axis("payee")]


def test_groupings_are_called_as_the_caller_called_them_in_any_language():
    # "level" and "x" as a field would have other words in Indonesian.
    one = keyed({"level": text("a", "b")})
    for result in (one, Outer(one)):
        shown = result.to_text(language="id")
        assert "level" in shown
        assert "tingkat" not in shown


def test_the_long_form_of_two_axes():
    long = table(cells().to_frame(("item", "domain"), "pandas"))
    assert long == list(
        {
            "item": list("xxyyzz"),
            "unit": ["a", "b"] * 3,
            "sex": ["f", "m"] * 3,
            "n": [10, 20] * 3,
            "mean": [1, 4, 2, 5, 3, 6],
            "weight": [1, 1, 2, 2, 4, 4],
        }.items()
    )
    assert cells().to_records(("wave", "domain"))[1] == {
        "wave": 2024,
        "unit": "b",
        "sex": "m",
        "n": 20.0,
        "change": 0.75,
    }
    assert table(cells().to_frame("item", "pandas", long=True)) == long


def test_tables_that_are_refused():
    one = cells()
    assert told(lambda: one.to_frame("unit"), "axis") == (
        "one of ('domain', 'item', 'wave'); found 'unit'.",
        "unknown_option",
        (),
    )
    assert told(lambda: one.to_frame(()), "axis") == (
        (
            "the name of an axis, or of two; found none. Without `axis` the rows are those of the "
            "first."
        ),
        "too_few",
        (),
    )
    assert told(lambda: one.to_frame("domain", long=True), "axis") == (
        (
            "two axes that a field of the result has; found 'domain' with 'item' or 'wave'. Name "
            "both, as in axis=('domain', 'item')."
        ),
        "unknown_option",
        (),
    )
    assert told(lambda: one.to_frame(("item", "wave")), "axis") == (
        "axes that a field of the result has together; found 'item' and 'wave'.",
        "unknown_option",
        (),
    )
    assert told(lambda: Any1(1.0).to_frame("x"), "axis") == (
        "no axis: single values only; found 'x'.",
        "unknown_option",
        (),
    )
    assert told(lambda: one.to_frame(backend="spark"), "backend") == (
        "one of 'pandas', 'polars', 'pyarrow'; found 'spark'.",
        "unknown_option",
        (),
    )

    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Alone(Result):
        x: Annotated[FloatVector, Axis("row")]

    assert told(lambda: Alone(np.ones(2)).to_frame("row", long=True), "axis") == (
        "two axes that a field of the result has; found 'row' with no other.",
        "unknown_option",
        (),
    )


def test_a_library_that_is_not_there_is_named(monkeypatch):
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "polars" else found(name, *a)
    )
    assert told(lambda: cells().to_frame(backend="polars"), "backend") == (
        "an installed dataframe library; found 'polars'. Install it with: pip install polars",
        "not_installed",
        (),
    )
    with pytest.raises(InputError):
        cells().to_frame("polars")


def test_columns_are_free_to_be_changed_and_of_one_kind():
    one = cells(items=text("x", 2, None))
    frame = one.to_frame("item", "pandas")
    assert frame["item"].tolist()[:2] == ["x", "2"]
    assert one.to_frame("item", "polars")["item"].to_list() == ["x", "2", None]
    frame["weight"] = frame["weight"].to_numpy() * 2
    again = one.to_frame("item", "pyarrow")
    assert again["weight"].to_pylist() == [1, 2, 4]
