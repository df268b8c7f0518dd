"""Blocks of rows: how much is worked on at a time.

Work over many rows goes block after block, so that what is in use stays in the processor's cache
and memory does not grow with the rows. A figure that is a sum over blocks depends on their size in
its last bits; a size is therefore part of how such a figure is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

ROWS = 16_384
"""Rows of a few columns: a block of ten columns stays in the cache."""

CELLS = 2**18
"""Cells of a table made on the way: 2 MB."""

MANY_CELLS = 2**21
"""Cells of a table whose blocks cost more to set up than to hold: 16 MB."""


def blocks(n: int, rows: int = ROWS) -> Iterator[slice]:
    """Consecutive blocks of `n` rows.

    Examples
    --------
    >>> list(blocks(5, 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    return (slice(start, min(start + rows, n)) for start in range(0, n, rows))


def rows_within(cells: int, width: int) -> int:
    """Rows of `width` cells that make `cells` cells, but at least one row."""
    return max(1, cells // max(1, width))
