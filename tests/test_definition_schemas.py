"""The JSON Schema of a definition says in words what each field means."""

import pytest

from kinerja import Scorecard
from kinerja._definitions import Definition, described
from kinerja.balancing import TransferRules
from kinerja.competency import Course
from kinerja.indicators import Band, Bands, Group, Indicator, Linear

SECTIONS = ("Parameters", "Raises", "Notes", "References", "Examples")


def test_the_words_of_a_docstring_are_parted():
    text = (
        "What it is.\n\nMore of it.\n\nParameters\n----------\na, b : int\n    Two\n    numbers.\n"
        "c : text, optional\n    A word.\n\nExamples\n--------\n>>> 1\n1\n"
    )
    assert described(text) == (
        "What it is.\n\nMore of it.",
        {"a": "Two numbers.", "b": "Two numbers.", "c": "A word."},
    )
    assert described("") == ("", {})


@pytest.mark.parametrize("kind", [Band, Bands, Indicator, Group, Scorecard, TransferRules, Course])
def test_every_field_is_described(kind):
    schema = kind.model_json_schema()
    own = schema["$defs"][kind.__name__] if "$ref" in schema else schema
    assert [name for name, field in own["properties"].items() if "description" not in field] == []


def test_the_description_ends_before_the_sections():
    def kinds(base):
        for kind in base.__subclasses__():
            yield kind
            yield from kinds(kind)

    for kind in kinds(Definition):
        schema = kind.model_json_schema()
        own = schema["$defs"][kind.__name__] if "$ref" in schema else schema
        assert not any(f"{name}\n---" in own.get("description", "") for name in SECTIONS), kind


def test_a_field_says_what_its_parameter_says():
    assert TransferRules.model_json_schema()["properties"]["max_moves"]["description"] == (
        "Most moves in all."
    )
    assert Linear.model_json_schema()["description"].startswith("Straight line between goalposts")
