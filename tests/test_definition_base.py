"""What every definition does: what it refuses, how it is copied, described and told apart."""

import copy
import hashlib
import pickle

import numpy as np
import pytest
from pydantic import ValidationError

from kinerja._definitions import (
    Definition,
    Flag,
    FrozenDict,
    Number,
    Numbers,
    canonical,
    fingerprint,
)
from kinerja.balancing import TransferRules
from kinerja.decisions import Decision
from kinerja.errors import InputError
from kinerja.indicators import Band, Bands, Indicator, Linear, Scorecard


class Bare(Definition):
    weights: Numbers
    limit: Number = 2.0


class Told(Definition):
    """Words of its own.

    Parameters
    ----------
    limit : float
        Where it
        ends.
    other : float
        No field at all.
    """

    limit: Number = 2.0


def test_a_definition_without_words_describes_nothing():
    schema = Bare.model_json_schema()
    assert "description" not in schema
    assert "description" not in schema["properties"]["limit"]


def test_only_fields_are_described():
    schema = Told.model_json_schema()
    assert schema["description"] == "Words of its own."
    assert schema["properties"]["limit"]["description"] == "Where it ends."
    assert list(schema["properties"]) == ["limit"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (np.bool_(True), "a bool"),
        (np.complex128(1), "a complex128"),
        (np.datetime64("2026-03-02"), "a datetime64"),
        (np.array("3"), "an ndarray"),
    ],
)
def test_what_only_turns_into_a_number_is_refused(value, kind):
    with pytest.raises(ValidationError, match=f"a number is expected, not {kind}"):
        Linear(worst=value, best=10)


def test_numbers_of_numpy_are_numbers():
    for value in (np.float32(2), np.int8(2), np.uint8(2), 2):
        assert Linear(worst=value, best=10) == Linear(worst=2.0, best=10.0)


def test_a_masked_cell_is_no_value():
    with pytest.raises(ValidationError, match="a value is expected for 'best', not a masked cell"):
        Linear(worst=0, best=np.ma.masked)
    of_weights = "a value is expected for 'weights', not a masked cell"
    with pytest.raises(ValidationError, match=of_weights):
        Bare(weights={"a": np.ma.masked})


def test_numbers_by_code_are_read_only_and_survive_copies():
    one = Bare(weights={"b": 2, "a": 1.5})
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):  # noqa: S301
        assert again == one
        assert hash(again) == hash(one)
        assert type(again.weights) is FrozenDict
        for change in (
            lambda x: x.update(a=2.0),
            lambda x: x.pop("a"),
            lambda x: x.popitem(),
            lambda x: x.clear(),
            lambda x: x.setdefault("c", 1.0),
            lambda x: x.__setitem__("a", 1.0),
            lambda x: x.__delitem__("a"),
            lambda x: x.__ior__({"a": 1.0}),
        ):
            with pytest.raises(TypeError, match=r"^a definition is read-only; make a new one$"):
                change(again.weights)
    assert hash(Bare(weights={"a": 1.5, "b": 2})) == hash(one)
    assert hash(Bare(weights={"a": 2, "b": 1.5})) != hash(one)


def test_equality_and_hash_look_at_kind_and_fields():
    class Alike(Definition):
        weights: Numbers
        limit: Number = 2.0

    one, same, other = (Bare(weights={"a": 1}, limit=x) for x in (2, 2.0, 3))
    alike = Alike(weights={"a": 1})
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != alike
    assert hash(one) != hash(alike)
    assert one != {"weights": {"a": 1.0}, "limit": 2.0}
    assert Bare(weights={"a": 2}) != one


def test_a_fingerprint_is_sha256_of_what_is_no_default():
    text = b'{"weights":{"a":1.0,"b":2.5}}'
    for one in (Bare(weights={"b": 2.5, "a": 1}), Bare(weights={"a": 1.0, "b": 2.5}, limit=2)):
        assert fingerprint(one) == hashlib.sha256(text).hexdigest()
    text = b'{"limit":3.0,"weights":{"a":0.0}}'
    assert fingerprint(Bare(weights={"a": -0.0}, limit=3)) == hashlib.sha256(text).hexdigest()
    # The tag of a kind is always told, and letters beyond ASCII are written as escapes.
    text = rb'{"code":"\u00e9","name":"N","scale":{"best":5.0,"kind":"linear","worst":0.0}}'
    one = Indicator(code="é", name="N", scale=Linear(worst=0, best=5))
    assert fingerprint(one) == hashlib.sha256(text).hexdigest()
    assert canonical((1, "a", None, True, -0.0)) == [1, "a", None, True, 0.0]
    assert str(canonical(-0.0)) == "0.0"
    assert canonical({3: (1.5,)}) == {"3": [1.5]}


def test_a_copy_with_other_parts_has_its_own_indicators():
    one = Scorecard(
        code="c", name="C", parts=(Indicator(code="a", name="A", scale=Linear(worst=0, best=5)),)
    )
    assert one.codes == ("a",)
    other = one.model_copy(
        update={"parts": (Indicator(code="b", name="B", scale=Linear(worst=0, best=9)),)}
    )
    assert other.codes == ("b",)
    assert one.model_copy() == one
    deep = one.model_copy(deep=True)
    assert deep.parts[0] is not one.parts[0]
    assert one.model_copy().parts[0] is one.parts[0]


# Faults in a file -----------------------------------------------------------------------------


def faults(tmp_path, kind, text):
    path = tmp_path / "definition.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        kind.load(path)
    return caught.value


LINEAR = '{"kind": "linear", "worst": %s, "best": %s}'


@pytest.mark.parametrize(
    ("worst", "best", "code", "said"),
    [
        ("null", "1", "invalid_input", "at worst: expected a number; found None"),
        ('"1"', "1", "invalid_input", "at worst: expected a number; found '1'"),
        ("true", "1", "invalid_input", "at worst: expected a number; found True"),
        ("0", "[1]", "invalid_input", "at best: expected a number; found [1]"),
        ("0", "1e999", "invalid_input", "at best: expected a finite number; found inf"),
    ],
)
def test_a_fault_names_place_value_and_what_was_meant(tmp_path, worst, best, code, said):
    fault = faults(tmp_path, Linear, LINEAR % (worst, best))
    assert (fault.code, fault.argument) == (code, "path")
    assert str(fault) == f"`path` {said}."


def test_other_kinds_of_fault_are_said_in_words(tmp_path):
    wrong = faults(tmp_path, Linear, LINEAR % (0, 1) + "}")
    assert wrong.expected == "what the definition allows"
    assert wrong.found.startswith("invalid JSON")
    flat = faults(tmp_path, Linear, LINEAR % (1, 1))
    assert flat.expected == "what the definition allows"
    assert flat.found == "goalposts must differ; `worst` and `best` are both 1"
    for text, expected, found in [
        ('"x"', "an object of fields by name", "'x'"),
        ("[]", "an object of fields by name", "[]"),
    ]:
        fault = faults(tmp_path, Linear, text)
        assert (fault.expected, fault.found) == (expected, found)
        assert str(fault) == f"`path`: expected {expected}; found {found}."


def test_a_name_that_is_nearly_one_is_suggested(tmp_path):
    fault = faults(tmp_path, TransferRules, '{"MAX_MOVSE": 3}')
    assert (fault.code, fault.expected) == ("unknown_option", "a field of the definition")
    assert fault.found == "'MAX_MOVSE'"
    assert fault.hint == "Did you mean 'max_moves'?"
    fault = faults(tmp_path, TransferRules, '{"qqqq": 3}')
    assert (fault.code, fault.hint) == (
        "unknown_option",
        "Give `path` as expected: a field of the definition.",
    )
    fault = faults(tmp_path, TransferRules, '{"objective": "Peek"}')
    assert (fault.code, fault.found) == ("unknown_option", "'Peek'")
    assert fault.hint == "Did you mean 'peak'?"


def test_a_missing_field_is_named(tmp_path):
    fault = faults(tmp_path, Linear, '{"kind": "linear", "best": 1}')
    assert str(fault) == "`path` at worst: expected a field 'worst'; found none."
    assert fault.code == "invalid_input"


def test_a_long_value_is_cut(tmp_path):
    fault = faults(tmp_path, Linear, LINEAR % ('"' + "x" * 500 + '"', 1))
    assert fault.found == "'" + "x" * 99


def test_several_faults_are_one_error_of_sentences(tmp_path):
    fault = faults(tmp_path, Linear, '{"kind": "linear", "worst": "a", "bets": 1}')
    assert (fault.code, fault.argument) == ("invalid_input", "path")
    assert str(fault) == (
        "`path`: 3 faults. at worst: expected a number; found 'a'. "
        "at best: expected a field 'best'; found none. "
        "at bets: expected a field of the definition; found 'bets'. Did you mean 'best'?"
    )


def test_a_fault_inside_a_group_is_placed_by_parts_alone_and_no_name_is_its_own_advice(tmp_path):
    part = '{"code": "a", "name": "A", "weight": 1, "kind": "indicator", "directoin": "up"}'
    group = f'{{"code": "g", "name": "G", "weight": 1, "parts": [{part}]}}'
    fault = faults(tmp_path, Scorecard, f'{{"code": "c", "name": "C", "parts": [{group}]}}')
    said = str(fault)
    assert "at parts.0.parts.0.scale: expected a field 'scale'; found none" in said
    # `kind` is a field of other definitions, of scales, and of no indicator.
    wrong = "at parts.0.parts.0.kind: expected a field of the definition; found 'kind'."
    assert wrong in said
    assert "mean 'kind'" not in said
    assert "group" not in said


def test_a_list_whose_parts_are_wrong_is_not_also_too_short(tmp_path):
    text = '{"code": "c", "name": "C", "parts": [{"code": "a", "name": "A", "weight": "x"}]}'
    fault = faults(tmp_path, Scorecard, text)
    assert "at least" not in str(fault)
    empty = faults(tmp_path, Scorecard, '{"code": "c", "name": "C", "parts": []}')
    assert "at parts" in str(empty)


PART = '{"code": "a", "name": %s, "scale": {"kind": "identity"}}'
NAMED = "'arithmetic', 'geometric', 'harmonic' or 'minimum'"


@pytest.mark.parametrize(
    ("name", "aggregation", "said"),
    [
        ('"A"', '"middling"', f"at aggregation: expected one of {NAMED}; found 'middling'."),
        ('"A"', "3", f"at aggregation: expected one of {NAMED}; found 3."),
        (
            '"A"',
            '{"kind": "power"}',
            "at aggregation.power.p: expected a field 'p'; found none.",
        ),
        (
            '"A"',
            '{"kind": "pwer", "p": 1}',
            (
                "at aggregation: expected one of 'power', 'owa', 'mpi'; found 'pwer'. "
                "Did you mean 'power'?"
            ),
        ),
        (
            '"A"',
            '{"kind": "owa", "weights": [1, "x"]}',
            "at aggregation.owa.weights.1: expected a number; found 'x'.",
        ),
        ("3", '"minimum"', "at parts.0.name: expected a text; found 3."),
        (
            '{"id": "B"}',
            '"minimum"',
            "at parts.0.name.en: expected a field 'en'; found none.",
        ),
    ],
)
def test_of_a_field_of_several_forms_the_fault_is_that_of_the_form_meant(
    tmp_path, name, aggregation, said
):
    text = f'{{"code": "c", "name": "C", "parts": [{PART % name}], "aggregation": {aggregation}}}'
    fault = faults(tmp_path, Scorecard, text)
    assert str(fault) == f"`card` {said}"


class Either(Definition):
    x: dict[str, Number] | dict[str, Flag]


def test_where_each_form_could_be_meant_the_faults_of_each_are_told(tmp_path):
    fault = faults(tmp_path, Either, '{"x": {"a": "b"}}')
    assert str(fault) == (
        "`path`: 2 faults. at x.a: expected a number; found 'b'. "
        "at x.a: expected true or false; found 'b'."
    )


def test_a_field_of_several_plain_forms_names_each_and_none_of_pydantics(tmp_path):
    text = '{"result": "0", "id": 1.5, "proposed": null, "decided": null, "by_office": "o", '
    fault = faults(tmp_path, Decision, text + '"on": "2026-03-02"}')
    assert str(fault) == (
        "`path`: 2 faults. at id: expected a text; found 1.5. "
        "at id: expected a whole number; found 1.5."
    )


def test_bytes_and_missing_files(tmp_path):
    path = tmp_path / "bands.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError) as caught:
        Bands.load(path)
    fault = caught.value
    assert (fault.argument, fault.code) == ("path", "invalid_input")
    assert fault.expected == "JSON in UTF-8"
    assert caught.value.found == str(path)
    with pytest.raises(FileNotFoundError):
        Bands.load(tmp_path / "none.json")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "band.json"
    Band(label="é", lower=1.5).save(str(path))
    # Indented by two, letters as they are, a line break at the end.
    assert path.read_text("utf-8").startswith('{\n  "label": "é",\n  "lower": 1.5')
    assert path.read_text("utf-8").endswith("}\n")
    assert [p.name for p in tmp_path.iterdir()] == ["band.json"]
    folder = tmp_path / "taken.json"
    folder.mkdir()
    with pytest.raises(OSError):
        Band(label="a", lower=0).save(folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["band.json", "taken.json"]
