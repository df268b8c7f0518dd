"""imbalance: published figures, laws, refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.balancing import imbalance
from kinerja.errors import InputError

INDICES = ("gini", "theil", "cv", "jain", "max_over_mean", "hoover")


def test_figures_by_hand():
    # 2, 4, 4, 6, 9: mean 5; Gini Σ|xᵢ − xⱼ|/(2·25·5) = 64/250; sd √(28/5); Hoover 5/25.
    got = imbalance([2, 4, 4, 6, 9])
    assert got.gini == pytest.approx(0.256)
    assert got.theil == pytest.approx(0.110651, abs=1e-6)
    assert got.cv == pytest.approx(math.sqrt(28 / 5) / 5)
    assert got.jain == pytest.approx(1 / (1 + 28 / 125))
    assert got.max_over_mean == pytest.approx(1.8)
    assert got.hoover == pytest.approx(0.2)
    # One carries everything: Gini 3/4, Theil ln 4, cv √3.
    got = imbalance([0, 0, 0, 5])
    expected = (0.75, math.log(4), math.sqrt(3), 0.25, 4.0, 0.75)
    assert [getattr(got, name) for name in INDICES] == pytest.approx(expected)


def test_nothing_to_carry_is_even():
    got = imbalance([0, 0])
    assert [getattr(got, name) for name in INDICES] == [0, 0, 0, 1, 1, 0]


loads = st.lists(st.integers(0, 50), min_size=1, max_size=7).filter(any)


@given(loads, st.integers(1, 5), st.floats(0.001, 1000))
def test_copies_units_and_order_do_not_matter(load, copies, factor):
    one = imbalance(load)
    for other in (imbalance(load * copies), imbalance(np.array(load) * factor),
                  imbalance(load[::-1]), imbalance(load, [2.5] * len(load))):  # fmt: skip
        for name in INDICES:
            assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-9)


@given(loads, st.data())
def test_a_unit_of_capacity_three_counts_as_three_of_one(load, data):
    capacity = data.draw(st.lists(st.integers(1, 4), min_size=len(load), max_size=len(load)))
    split = [x / c for x, c in zip(load, capacity, strict=True) for _ in range(c)]
    one, other = imbalance(load, capacity), imbalance(split)
    for name in INDICES:
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-9)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: imbalance([]), "load"),
        (lambda: imbalance([-1, 2]), "load"),
        (lambda: imbalance([np.nan]), "load"),
        (lambda: imbalance([1, 2], [1, 0]), "capacity"),
        (lambda: imbalance([1, 2], [1]), "capacity"),
    ],
)
def test_refusals(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
