"""Blocks of rows: every row once, in order, and never none at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._blocks import CELLS, MANY_CELLS, ROWS, blocks, rows_within


@given(st.integers(0, 50), st.integers(1, 9))
def test_blocks_hold_every_row_once_in_order(n, rows):
    got = list(blocks(n, rows))
    assert [i for block in got for i in range(n)[block]] == list(range(n))
    sizes = [block.stop - block.start for block in got]
    assert sizes == [rows] * (n // rows) + ([n % rows] if n % rows else [])


def test_blocks_of_the_usual_size():
    assert list(blocks(0)) == []
    assert [block.stop for block in blocks(2 * ROWS + 1)] == [ROWS, 2 * ROWS, 2 * ROWS + 1]
    assert ROWS < CELLS < MANY_CELLS


@pytest.mark.parametrize(
    ("cells", "width", "rows"),
    [(12, 4, 3), (12, 5, 2), (12, 12, 1), (12, 13, 1), (0, 3, 1), (12, 1, 12), (12, 0, 12)],
)
def test_rows_that_fit_into_so_many_cells(cells, width, rows):
    assert rows_within(cells, width) == rows
