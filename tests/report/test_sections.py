"""A section holds what a report says of one subject, whoever shows it."""

import pytest

from kinerja._report.section import Column, Section, Table
from kinerja.errors import InputError


def test_a_table_is_a_mapping_of_plain_values():
    table = Table({"unit": ["A", "B"], "mean": Column([1.5, 2.0], "number", decimals=2)})
    assert dict(table) == {"unit": ["A", "B"], "mean": [1.5, 2.0]}
    assert (len(table), table.size) == (2, 2)
    assert table.column("mean").decimals == 2
    assert Table({}).size == 0


def test_columns_of_two_lengths_are_refused():
    with pytest.raises(InputError, match="one length"):
        Table({"a": [1], "b": [1, 2]})


def test_one_paragraph_may_stand_without_a_list():
    section = Section("Scores", text="One.", method=["Two.", "Three."])
    assert (section.text, section.method) == (("One.",), ("Two.", "Three."))
    assert section.tables == section.figures == ()
    assert section == Section("Scores", text=("One.",), method=("Two.", "Three."))


def test_a_paragraph_of_nothing_is_none():
    section = Section("Scores", text=["", "One.", " \n"], method="")
    assert (section.text, section.method) == (("One.",), ())


@pytest.mark.parametrize(
    ("bad", "argument"),
    [
        ({"title": " "}, "title"),
        ({"title": None}, "title"),
        ({"title": "x", "text": [3]}, "text"),
        ({"title": "x", "method": [None]}, "method"),
        ({"title": "x", "tables": [{"a": [1]}]}, "tables"),
    ],
)
def test_what_is_no_section_is_refused(bad, argument):
    with pytest.raises(InputError) as caught:
        Section(**bad)
    assert caught.value.argument == argument
