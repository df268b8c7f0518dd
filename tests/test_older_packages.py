"""What newer packages refuse, or no longer warn of: refused and silent with older ones too."""

import warnings

import numpy as np
import pandas as pd
import pytest

from kinerja import _checks
from kinerja.decisions import Decision
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, LogNormal

ONE = np.array([3.0])


@pytest.fixture(autouse=True)
def _nothing_is_warned_of():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def decided(**fields):
    told = {"result": "r", "proposed": None, "decided": "stay", "by_office": "Head"}
    told |= {"on": "2026-03-02", "grounds": "Cares for a parent."}
    return Decision(**told | fields)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: Indicator(code="a", name="A", scale=Identity(), weight=ONE), "weight"),
        (lambda: LogNormal(median=ONE, p10=1), "median"),
        (lambda: decided(id=ONE.astype(int)), "id"),
        (lambda: decided(decided=ONE), "decided"),
        (lambda: decided(decided={"grade": ONE}), "decided"),
    ],
)
def test_an_array_of_one_cell_is_no_number_of_a_definition(call, field):
    # numpy before 2.4 turns it into a number, with a warning.
    with pytest.raises(ValueError, match="one value is expected, not an ndarray") as caught:
        call()
    assert field in str(caught.value)


def test_numbers_of_numpy_are_numbers_of_a_definition():
    assert LogNormal(median=np.float32(3.0), p10=1).median == 3
    assert decided(decided=np.array(3.0), id=np.int8(4)).decided == 3


def test_an_array_without_cells_is_no_label():
    # numpy before 2.2 calls the comparison false, with a warning.
    empty = np.array([])
    assert _checks.place_among(empty, ["a", "b"]) is None
    with pytest.raises(InputError):
        _checks.row_of(empty, np.array(["a", "b"], dtype=object), 2)
    assert _checks.place_among(np.array(["b"]), ["a", "b"]) == 1


def test_categories_are_read_by_the_name_that_pandas_keeps():
    # pandas 2 warns of to_list of categories.
    column = pd.Categorical(["b", None, "a"])
    assert _checks.items_of(column)[::2] == ["b", "a"]
    assert _checks.labels(pd.Categorical(["b", "a"]), "x").names.tolist() == ["a", "b"]
