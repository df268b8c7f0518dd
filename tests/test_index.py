"""The index of a pandas table: read where ids or units belong, never dropped without a word."""

import pandas as pd
import pytest

from kinerja import survey
from kinerja.balancing import People, TransferRules, plan_transfers
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.ranking import topsis
from kinerja.scoring import score, trend
from kinerja.staffing import balance_sheet

CARD = Scorecard(
    code="demo",
    name="Demo",
    parts=(
        Indicator(code="a", name="A", scale=Identity(), weight=1),
        Indicator(code="b", name="B", scale=Identity(), weight=1),
    ),
)
DESIGN = survey.Design(weights=[1, 1, 1])
PEOPLE = pd.DataFrame(
    {"nip": ["P1", "P2", "P3"], "unit": ["N", "N", "S"], "a": [50, 60, 70], "b": [70, 80, 90]}
)


def test_employee_numbers_in_the_index_are_the_ids():
    result = score(CARD, PEOPLE.set_index("nip"))
    assert result.ids.tolist() == ["P1", "P2", "P3"]
    assert result.total.tolist() == [60.0, 70.0, 80.0]
    assert trend(PEOPLE.set_index("nip")[["a", "b"]]).ids.tolist() == ["P1", "P2", "P3"]


def test_a_level_of_the_index_is_found_by_its_name():
    both = PEOPLE.set_index(["unit", "nip"])
    result = score(CARD, both, ids="nip")
    assert result.ids.tolist() == ["P1", "P2", "P3"]
    with pytest.raises(InputError, match=r"2 levels, 'unit', 'nip'.*reset_index") as caught:
        score(CARD, both)
    assert caught.value.argument == "data"


def test_a_pivot_brings_its_units():
    long = pd.DataFrame({"unit": ["N", "N", "S", "S"], "job": ["x", "y"] * 2, "n": [2, 1, 0, 3]})
    need = long.pivot_table(index="unit", columns="job", values="n")
    staff = need + 1
    sheet = balance_sheet(need, staff)
    assert sheet.units.tolist() == ["N", "S"]
    assert sheet.jobs.tolist() == ["x", "y"]
    assert sheet.surplus.tolist() == [[1, 1], [1, 1]]
    # The same table with its units as a column says the same.
    assert balance_sheet(need.reset_index(), staff.reset_index()) == sheet


def test_people_of_a_transfer_plan_are_named_by_the_index():
    people = pd.DataFrame(
        {"unit": ["N", "N", "N"], "job": ["x"] * 3}, index=pd.Index([7, 8, 9], name="nip")
    )
    need = pd.DataFrame({"x": [2, 1]}, index=pd.Index(["N", "S"], name="unit"))
    assert list(People.of(people).ids) == [7, 8, 9]
    assert len(plan_transfers(people, need, TransferRules()).moves) == 1


def test_a_text_index_without_a_name_is_refused_with_the_way_out():
    bare = PEOPLE.set_index(pd.Index(["P1", "P2", "P3"]))
    for call in (
        lambda: score(CARD, bare),
        lambda: topsis(bare[["a", "b"]], [1, 1]),
        lambda: survey.mean([1.0, 2, 3], DESIGN, by=bare[["unit"]]),
        lambda: balance_sheet(bare[["a", "b"]], bare[["a", "b"]]),
    ):
        with pytest.raises(InputError, match=r"rename_axis\('id'\).*reset_index\(\)"):
            call()
    # Somebody who says what the ids are has read it.
    assert score(CARD, bare, ids="nip").ids.tolist() == ["P1", "P2", "P3"]


def test_the_whole_numbers_of_a_filtered_table_count_its_rows():
    assert score(CARD, PEOPLE[PEOPLE["a"] > 50]).ids is None


def test_a_repeated_name_is_refused():
    with pytest.raises(InputError, match="'N' more than once"):
        score(CARD, PEOPLE.set_index("unit"))


def test_groupings():
    y = [1.0, 2.0, 4.0]
    columns = survey.mean(y, DESIGN, by={"unit": ["N", "N", "S"]})
    # Ids of the rows are no grouping, nor an index that only counts.
    assert survey.mean(y, DESIGN, by=PEOPLE.set_index("nip")[["unit"]]) == columns
    # An index is the grouping where it is all there is, and so is the index itself.
    assert survey.mean(y, DESIGN, by=PEOPLE.set_index("unit")[[]]) == columns
    crossed = survey.mean(y, DESIGN, by=PEOPLE.set_index(["unit", "nip"]).index)
    assert crossed == survey.mean(
        y, DESIGN, by={"unit": ["N", "N", "S"], "nip": ["P1", "P2", "P3"]}
    )
