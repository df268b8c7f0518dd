"""Effects beyond any test, faults by the dozen, cells without words and arrays that lie."""

import numpy as np
import pandas as pd
import pytest

from kinerja import _checks, plotting
from kinerja.errors import InputError
from kinerja.impact import sample_for
from kinerja.indicators import Scorecard
from kinerja.survey import Design, compare_waves, mean


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


class Liar:
    """Says that it is an array, and is not."""

    def __array__(self, *_, **__):
        raise RuntimeError("on another device")


@pytest.mark.parametrize("effect", [50.0, 1e4, 1e9, 1e12])
@pytest.mark.parametrize("design", ["two_groups", "paired"])
def test_an_effect_beyond_any_doubt_needs_two_of_each(effect, design):
    # One value a group leaves no variance: two are the least, and show such an effect for sure.
    found = sample_for(effect=effect, design=design)
    assert found.n == 2


def faulty(columns):
    table = {"code": ["a"], "name": ["A"], "scale": ["identity"]}
    return table | {f"unknown {i}": [1] for i in range(columns)}


@pytest.mark.parametrize("columns", [2, 3, 20, 300])
def test_a_message_tells_as_many_faults_as_fit(columns):
    with pytest.raises(InputError) as caught:
        Scorecard.from_table(faulty(columns))
    said = str(caught.value)
    assert len(said) < 2_000
    assert said.startswith(f"`frame`: {columns} faults.")
    told = said.count("'unknown ")
    assert 1 <= told <= columns
    assert (f"And {columns - told} more." in said) == (told < columns)
    assert len(caught.value.faults) == len(caught.value.positions) == columns


@pytest.mark.parametrize("column", ["code", "name", "scale", "weight"])
def test_a_cell_of_a_card_without_words_is_refused_by_its_row(column):
    table = {"code": ["a", "b"], "name": ["A", "B"], "scale": ["identity"] * 2, "weight": [1, 1]}
    table[column] = [Mute(), table[column][1]]
    with pytest.raises(InputError, match="a Mute") as caught:
        Scorecard.from_table(table)
    assert caught.value.argument == "frame"
    assert ("0", column) in caught.value.positions


@pytest.mark.parametrize("value", [Liar(), [Liar()], [1.0, Liar()], (Liar(), Liar())],
                         ids=["alone", "list", "beside a number", "tuple"])  # fmt: skip
@pytest.mark.parametrize("read", [_checks.floats, _checks.vector, _checks.flags, _checks.yes_no])
def test_what_only_says_that_it_is_an_array_is_refused(read, value):
    with pytest.raises(InputError) as caught:
        read(value, "x")
    assert caught.value.argument == "x"


@pytest.mark.parametrize("thing", [pd.DataFrame({"a": [1.0]}), pd.DataFrame([[1, 2]]),
                                   mean([1.0, 2.0], Design()), None, 3, np.ones(2)],
                         ids=lambda v: type(v).__name__)  # fmt: skip
@pytest.mark.parametrize("call", [plotting.alt_text, lambda v: plotting.svg(v, prefix="p")],
                         ids=["alt_text", "svg"])  # fmt: skip
def test_what_is_no_picture_has_no_words(call, thing):
    with pytest.raises(InputError) as caught:
        call(thing)
    assert (caught.value.argument, caught.value.code) == ("fig", "wrong_type")


def test_axes_and_figures_have_the_same_words():
    fig = plotting.estimates(mean([1.0, 2.0, 4.0], Design()))
    assert plotting.alt_text(fig) == plotting.alt_text(fig.axes[0])
    assert len(plotting.alt_text(fig)) > 20


UNIT = ["A"] * 4 + ["B"] * 4


def units_beside(size):
    """Two units in two waves, the answers of the second one `size` times as large."""
    before = {"q": [1.0, 2, 3, 4, *(size * np.array([1.0, 2, 1, 3]))]}
    after = {"q": [2.0, 2, 4, 5, *(size * np.array([2.0, 2, 1, 4]))]}
    return compare_waves(before, after, by=(UNIT, UNIT)).units


@pytest.mark.parametrize("size", [1e158, 1e250, 1e300])
def test_an_error_that_is_lost_beside_a_huge_unit_is_unknown_and_not_0(size):
    found, near = units_beside(size), units_beside(1.0)
    # A: from 10/4 to 13/4; B: from 7/4 to 9/4 of the size
    assert found.change.tolist() == pytest.approx([0.75, 0.5 * size])
    assert np.isnan(
        [found.se[0], found.lower[0], found.upper[0], found.t[0], found.p_value[0]]
    ).all()
    assert found.se[1] / size == pytest.approx(near.se[1])
    assert found.t[1] == pytest.approx(near.t[1])


@pytest.mark.parametrize("size", [1e-140, 1e-30, 1e100, 1e148])
def test_an_error_beside_a_large_or_a_small_unit_is_its_own(size):
    found, near = units_beside(size), units_beside(1.0)
    assert found.se[0] == pytest.approx(near.se[0])
    assert found.t.tolist() == pytest.approx(near.t.tolist())
