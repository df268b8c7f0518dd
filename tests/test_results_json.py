"""results from JSON that anybody may have written: what each kind of field takes, and refuses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import pytest
from pydantic import TypeAdapter

from kinerja.indicators import Bands, Identity, Indicator
from kinerja.results import (
    Axis,
    BoolVector,
    FloatCube,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelMatrix,
    LabelVector,
    Result,
    Unit,
)
from shared_laws import told

NAN, INF = float("nan"), float("inf")
AGAIN = "Pass what to_dict() of the same class returned."
NUMBER = "a number, null, 'Infinity' or '-Infinity'"
NUMBERS = "numbers, null, 'Infinity' or '-Infinity'"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part(Result):
    """One inside another."""

    name: str
    size: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Box(Result):
    """Every kind of field.

    And a line that the schema does not repeat.
    """

    _keys: ClassVar = {"person": "ids"}
    _optional: ClassVar = ("later",)

    ids: Annotated[LabelVector, Axis("person")]
    """(n,) who
    it is."""
    x: Annotated[FloatVector, Axis("person"), Unit("share")]
    m: FloatMatrix
    cube: FloatCube
    code: IntVector
    mask: BoolVector
    labels: LabelMatrix
    text: str
    count: int
    flag: bool
    value: float
    word: Literal["a", "b"]
    pair: tuple[str, float]
    several: tuple[int, ...]
    by_name: Mapping[str, float]
    by_pair: Mapping[Any, int]
    part: Part
    bands: Bands
    maybe: int | None
    either: str | float
    anything: Any
    nothing: None = None
    later: float | None = None


def array(shape, *cells):
    out = np.empty(shape, dtype=object)
    out[:] = cells if len(shape) == 1 else [list(row) for row in cells]
    return out


def box(**changes):
    values = {
        "ids": array((2,), "p", "q"),
        "x": np.array([0.25, NAN]),
        "m": np.array([[1.0, INF, 2.0]]),
        "cube": np.arange(6.0).reshape(1, 2, 3),
        "code": np.array([3, -4]),
        "mask": np.array([True, False, True]),
        "labels": array((2, 3), ["a", 1, None], ["b", 2.5, "c"]),
        "text": "t",
        "count": 3,
        "flag": False,
        "value": -INF,
        "word": "b",
        "pair": ("k", 1.5),
        "several": (1, 2, 3),
        "by_name": {"n": 2.5},
        "by_pair": {("a", 1): 7, "b": 8},
        "part": Part("inner", 4.5),
        "bands": Bands.of({"low": 0, "high": 50}),
        "maybe": None,
        "either": "w",
        "anything": (1, ("a", None)),
    }
    return Box(**(values | changes))


JSON = {
    "ids": ["p", "q"],
    "x": [0.25, None],
    "m": [[1.0, "Infinity", 2.0]],
    "cube": [[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]],
    "code": [3, -4],
    "mask": [True, False, True],
    "labels": [["a", 1, None], ["b", 2.5, "c"]],
    "text": "t",
    "count": 3,
    "flag": False,
    "value": "-Infinity",
    "word": "b",
    "pair": ["k", 1.5],
    "several": [1, 2, 3],
    "by_name": {"n": 2.5},
    "by_pair": [[["a", 1], 7], ["b", 8]],
    "part": {"name": "inner", "size": 4.5},
    "maybe": None,
    "either": "w",
    "anything": [1, ["a", None]],
    "nothing": None,
    "later": None,
}


def test_each_kind_of_field_as_json_and_back():
    written = box().to_dict()
    assert {name: value for name, value in written.items() if name != "bands"} == JSON
    assert Box.from_dict(json.loads(json.dumps(written, allow_nan=False))) == box()
    # A field that came later may be left out; any other not.
    assert Box.from_dict({k: v for k, v in written.items() if k != "later"}) == box()
    for maybe, either in ((4, 2.5), (0, NAN), (-1, "2.5")):
        one = box(maybe=maybe, either=either, later=1.5)
        assert Box.from_dict(json.loads(json.dumps(one.to_dict()))) == one


def test_arrays_without_cells_keep_their_shape():
    one = box(
        m=np.empty((0, 4)), cube=np.empty((2, 0, 3)), labels=np.empty((3, 0), dtype=object),
        code=np.empty(0, dtype=np.int64), mask=np.empty(0, dtype=bool),
    )  # fmt: skip
    written = one.to_dict()
    assert (written["m"], written["cube"]) == ({"shape": [0, 4]}, {"shape": [2, 0, 3]})
    assert (written["labels"], written["code"]) == ({"shape": [3, 0]}, [])
    again = Box.from_dict(json.loads(json.dumps(written)))
    assert again == one
    assert [getattr(again, n).dtype for n in ("m", "labels", "code", "mask")] == [
        np.float64, object, np.int64, np.bool_,
    ]  # fmt: skip


def test_whole_numbers_and_flags_among_labels_keep_their_kind():
    for cells, kind in (([7, 8], np.int64), ([True, False], np.bool_), ([7, "b"], object),
                        ([2**63, 1], object), ([-(2**63), 2**63 - 1], np.int64)):  # fmt: skip
        again = Box.from_dict(JSON | {"bands": box().bands.model_dump(mode="json"), "ids": cells})
        assert (again.ids.dtype, again.ids.tolist()) == (kind, cells)


def shape(fault, axes=2):
    return (
        f"the shape of an array without cells, {axes} sizes with a 0 among them, for 'm'; found "
        f"{fault!r}."
    )


REFUSED = {
    "a text among numbers": ("x", ["2", 1.0], f"{NUMBER} for 'x'; found '2'."),
    "a flag among numbers": ("x", [1.0, True], f"{NUMBER} for 'x'; found True."),
    "a huge number": ("x", [1.0, 10**400], "a number that a float64 holds for 'x'; found 1" + "0"
                      * 99 + "…."),
    "no list": ("x", 2.5, f"{NUMBERS} in a list for 'x'; found 2.5."),
    "an object in a list": ("x", [1.0, {}], f"{NUMBER} for 'x'; found a JSON object."),
    "a list in a list": ("x", [1.0, [2.0]], f"{NUMBER} for 'x'; found a list."),
    "rows of two lengths": ("m", [[1.0, 2.0], [3.0]], (f"{NUMBERS} in lists 2 deep, all rows of "
                            "one length for 'm'; found a list.")),
    "a row that is none": ("m", [[1.0], 2.0], f"{NUMBERS} in lists 2 deep for 'm'; found 2.0."),
    "layers of two lengths": ("cube", [[[1.0], [2.0]], [[3.0]]], (f"{NUMBERS} in lists 3 deep, all "
                              "rows of one length for 'cube'; found a list.")),
    "rows of a layer": ("cube", [[[1.0], [2.0, 3.0]]], (f"{NUMBERS} in lists 3 deep, all rows of "
                        "one length for 'cube'; found a list.")),
    "a fraction among codes": ("code", [1, 2.0], ("whole numbers of at most 64 bits for 'code'; "
                               "found 2.0.")),
    "a code too long": ("code", [2**63], ("whole numbers of at most 64 bits for 'code'; found "
                        "9223372036854775808.")),
    "a code too far below": ("code", [-(2**63) - 1], ("whole numbers of at most 64 bits for "
                             "'code'; found -9223372036854775809.")),
    "codes that are none": ("code", "12", ("whole numbers of at most 64 bits in a list for 'code'; "
                            "found '12'.")),
    "a number among flags": ("mask", [True, 1], "true or false for 'mask'; found 1."),
    "labels in a list": ("ids", "pq", "texts or numbers in a list for 'ids'; found 'pq'."),
    "a label that is an object": ("ids", ["p", {}], ("texts or numbers for 'ids'; found a JSON "
                                  "object.")),
    "parts of a label": ("ids", ["p", ["a", []]], ("labels of plain values for 'ids'; found a "
                         "list.")),
    "no shape": ("m", {"size": [0, 4]}, shape({"size": [0, 4]}), "wrong_shape"),
    "a shape beside more": ("m", {"shape": [0, 4], "x": 1}, shape({"shape": [0, 4], "x": 1}),
                            "wrong_shape"),
    "a shape of one axis": ("m", {"shape": [0]}, shape({"shape": [0]}), "wrong_shape"),
    "a shape with cells": ("m", {"shape": [1, 4]}, shape({"shape": [1, 4]}), "wrong_shape"),
    "a shape below 0": ("m", {"shape": [0, -1]}, shape({"shape": [0, -1]}), "wrong_shape"),
    "a shape too long": ("m", {"shape": [0, 2**53]}, shape({"shape": [0, 2**53]}), "wrong_shape"),
    "a shape of text": ("m", {"shape": "04"}, shape({"shape": "04"}), "wrong_shape"),
    "a shape of flags": ("m", {"shape": [0, True]}, shape({"shape": [0, True]}), "wrong_shape"),
    "no text": ("text", 3, "a text for 'text'; found 3."),
    "no whole number": ("count", 3.0, "a whole number for 'count'; found 3.0."),
    "a flag as a number": ("count", True, "a whole number for 'count'; found True."),
    "no flag": ("flag", 0, "true or false for 'flag'; found 0."),
    "no number": ("value", "inf", f"{NUMBER} for 'value'; found 'inf'."),
    "no word": ("word", "c", "one of ('a', 'b') for 'word'; found 'c'."),
    "a list for a word": ("word", ["a"], "one of ('a', 'b') for 'word'; found a list."),
    "one of two": ("pair", ["k"], "a list of 2 for 'pair'; found a list."),
    "three of two": ("pair", ["k", 1.5, 2], "a list of 2 for 'pair'; found a list."),
    "no pair": ("pair", "k1", "a list for 'pair'; found 'k1'."),
    "the second of two": ("pair", ["k", "1"], (f"{NUMBER} for "
                          "'pair[1]'; found '1'.")),
    "the third of several": ("several", [1, 2, "3"], "a whole number for 'several[2]'; found '3'."),
    "no several": ("several", {"0": 1}, "a list for 'several'; found a JSON object."),
    "a value by name": ("by_name", {"n": 2.5, "m": "x"}, ("a number, null, 'Infinity' or "
                        "'-Infinity' for \"by_name['m']\"; found 'x'.")),
    "no names": ("by_name", [[1, 2.5]], "keys of text for 'by_name'; found 1."),
    "keys of lists": ("by_pair", [[[["a"], 1], 7]], ("keys of plain values for 'by_pair'; found a "
                      "list.")),
    "no pairs": ("by_pair", [["a", 1, 7]], ("a JSON object, or a list of pairs for 'by_pair'; "
                 "found a list.")),
    "no mapping": ("by_pair", 7, "a JSON object, or a list of pairs for 'by_pair'; found 7."),
    "no part": ("part", [1], "a Part as a JSON object for 'part'; found a list."),
    "a field of a part": ("part", {"name": 1, "size": 4.5}, "a text for 'part.name'; found 1."),
    "neither": ("either", [1], ("a number, null, 'Infinity' or '-Infinity' for 'either'; found a "
                "list.")),
    "something for none": ("maybe", "1", "a whole number for 'maybe'; found '1'."),
    "nothing": ("nothing", 0, "null for 'nothing'; found 0."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_field_that_is_refused(case):
    field, value, sentence, *code = REFUSED[case]
    written = box().to_dict() | {field: value}
    found, kind, places = told(lambda: Box.from_dict(written), "data")
    if code:
        assert (found, kind) == (sentence, *code)
    else:
        assert (found, kind) == (f"{sentence} {AGAIN}", "invalid_input")
    assert places == ()


def test_lists_in_lists_end_somewhere():
    def nested(depth):
        value = 1
        for _ in range(depth):
            value = [value]
        return box().to_dict() | {"anything": value}

    assert Box.from_dict(nested(61)).to_dict()["anything"] == nested(61)["anything"]
    found, kind, _ = told(lambda: Box.from_dict(nested(62)), "data")
    assert (found, kind) == (
        f"lists at most 60 deep for 'anything'; found a list. {AGAIN}", "invalid_input"
    )  # fmt: skip


def test_fields_that_are_not_there_or_not_known_are_refused_by_their_place():
    written = box().to_dict()
    extra = {k: v for k, v in written.items() if k != "x"} | {"y": 1, "a": 2}
    assert told(lambda: Box.from_dict(extra), "data") == (
        f"the fields of Box; found 'a', 'x', 'y' missing or unknown. {AGAIN}", "wrong_shape", ()
    )  # fmt: skip
    inside = written | {"part": {"name": "n"}}
    assert told(lambda: Box.from_dict(inside), "data") == (
        f"the fields of Part; found 'part.size' missing or unknown. {AGAIN}", "wrong_shape", ()
    )  # fmt: skip
    assert told(lambda: Box.from_dict([1]), "data") == (
        ("the fields of Box by name; found list. json.loads(text) gives them where the result came "
        "as text."), "wrong_type", (),
    )  # fmt: skip
    assert told(lambda: Box.from_dict(written | {"x": [0.25]}), "data") == (
        "fields of one length along the axis 'person'; found ids 2, x 1.", "wrong_shape", ()
    )  # fmt: skip


def test_a_definition_that_is_refused_says_its_faults():
    found, kind, _ = told(lambda: Box.from_dict(box().to_dict() | {"bands": {"x": 1}}), "data")
    assert found.startswith("a Bands for 'bands'; found ")
    assert kind == "invalid_input"
    card = Indicator(code="a", name="A", scale=Identity())
    with pytest.raises(ValueError, match="bands"):
        Box.from_dict(box().to_dict() | {"bands": card.model_dump(mode="json")})


CELL = {"type": ["number", "string", "null"]}
SCHEMA = {
    "ids": {"type": "array", "items": {}, "description": "(n,) who it is.", "x-axes": ["person"]},
    "x": {"type": "array", "items": CELL, "x-axes": ["person"], "x-unit": "share"},
    "code": {"type": "array", "items": {"type": "integer"}},
    "mask": {"type": "array", "items": {"type": "boolean"}},
    "text": {"type": "string"},
    "count": {"type": "integer"},
    "flag": {"type": "boolean"},
    "value": CELL,
    "word": {"enum": ["a", "b"]},
    "pair": {"type": "array", "prefixItems": [{"type": "string"}, CELL]},
    "several": {"type": "array", "items": {"type": "integer"}},
    "by_name": {"type": ["object", "array"]},
    "maybe": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    "either": {"anyOf": [{"type": "string"}, CELL]},
    "anything": {},
    "nothing": {"type": "null"},
}
EMPTY = {
    "type": "object",
    "properties": {"shape": {"type": "array", "items": {"type": "integer"}}},
    "required": ["shape"],
}


def test_the_schema_says_of_each_field_what_json_it_takes():
    schema = Box.json_schema()
    assert {name: schema["properties"][name] for name in SCHEMA} == SCHEMA
    rows = {"type": "array", "items": {"type": "array", "items": CELL}}
    assert schema["properties"]["m"] == {"anyOf": [rows, EMPTY]}
    assert schema["properties"]["cube"] == {"anyOf": [{"type": "array", "items": rows}, EMPTY]}
    inside = schema["properties"]["part"]
    assert (inside["title"], inside["required"]) == ("Part", ["name", "size"])
    assert schema["properties"]["bands"]["$id"] == "kinerja:Bands"
    rest = {name: value for name, value in schema.items() if name not in {"properties", "required"}}
    assert rest == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Box",
        "description": "Every kind of field.",
        "type": "object",
        "additionalProperties": False,
    }
    assert schema["required"] == [name for name in schema["properties"] if name != "later"]


def test_pydantic_gets_the_schema_of_what_stands_inside():
    schema = TypeAdapter(Box).json_schema()
    fields = schema["properties"]
    assert fields["part"] == {
        name: fields["part"][name] for name in Part.json_schema() if name[0] != "$"
    }
    assert fields["bands"] == {"$ref": "#/$defs/Bands"}
    assert schema["$defs"]["Bands"]["properties"]["bands"]["type"] == "array"
    plain = Box.json_schema()["properties"]
    same = [name for name in plain if name not in {"bands", "part"}]
    assert {name: fields[name] for name in same} == {name: plain[name] for name in same}


@pytest.mark.parametrize(("letters", "end"), [(97, "'"), (98, "'"), (99, "…"), (200, "…")])
def test_a_long_value_is_cut_in_a_refusal(letters, end):
    # With its quotes a text of 98 letters has the 100 characters that are repeated.
    found, _, _ = told(lambda: Box.from_dict(box().to_dict() | {"x": "a" * letters}), "data")
    shown = "a" * min(letters, 99)
    assert found == f"{NUMBERS} in a list for 'x'; found '{shown}{end}. {AGAIN}"
