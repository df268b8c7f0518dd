"""definitions in files: every fault is said at once, by its place, with what was meant."""

import json

import pytest

from kinerja.balancing import TransferRules
from kinerja.errors import InputError
from kinerja.indicators import Bands, Scorecard

CARD = {
    "code": "c",
    "name": "C",
    "parts": [
        {"code": "a", "name": "A", "scale": {"kind": "linear", "worst": 0, "best": 100}},
        {"code": "b", "name": "B", "scale": {"kind": "identity"}},
    ],
}


def written(tmp_path, what):
    path = tmp_path / "definition.json"
    path.write_text(what if isinstance(what, str) else json.dumps(what), "utf-8")
    return path


def test_what_is_saved_is_loaded(tmp_path):
    for one in (Scorecard(**CARD), Bands.of({"low": 0, "high": 50}), TransferRules(max_moves=3)):
        one.save(tmp_path / "one.json")
        assert type(one).load(tmp_path / "one.json") == one


def test_all_faults_of_a_card_are_said_with_what_was_meant(tmp_path):
    wrong = json.loads(json.dumps(CARD))
    wrong["parts"][0]["wieght"] = 2
    wrong["parts"][1]["scale"]["kind"] = "identty"
    wrong["bands"] = {"bands": [{"label": "low", "lower": "x"}]}
    wrong["partz"] = []
    with pytest.raises(InputError) as caught:
        Scorecard.load(written(tmp_path, wrong))
    said = str(caught.value)
    assert "4 faults" in said
    assert "at parts.0.wieght" in said
    assert "Did you mean 'weight'?" in said
    assert "Did you mean 'identity'?" in said
    assert "at bands.bands.0.lower: expected a number; found 'x'" in said
    assert "Did you mean 'parts'?" in said
    assert "pydantic" not in said


def test_any_definition_says_its_faults_so(tmp_path):
    with pytest.raises(InputError) as caught:
        TransferRules.load(written(tmp_path, {"objective": "shortag", "max_moevs": 3}))
    said = str(caught.value)
    assert (
        "at objective: expected one of 'shortage', 'deviation' or 'peak'; found 'shortag'" in said
    )
    assert "Did you mean 'max_moves'?" in said
    with pytest.raises(InputError, match="at bands: expected a field 'bands'; found none"):
        Bands.load(written(tmp_path, {}))


@pytest.mark.parametrize(
    "text", ["", "null", "[1, 2]", '{"code":', '{"code": 1e400}', "[" * 100_000, '{"a": NaN}']
)
def test_hostile_text_is_refused(tmp_path, text):
    for kind in (Scorecard, Bands):
        with pytest.raises(InputError):
            kind.load(written(tmp_path, text))


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "bytes.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(InputError, match="UTF-8"):
        Bands.load(path)
