"""Means and totals of many columns by domain: the road of large samples.

Answers are added up to cells of (unit, domain) first, all columns in one pass over the rows, and
centred afterwards. What follows goes through the cells in blocks that stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .answers import Field
from .sums import grouped_rows
from .variance import Cells, unit_cells

Float = NDArray[np.float64]

_ROWS = 16_384


def sweep(field: Field, table: Float, *, centred: bool) -> tuple[Float, Float, Float]:
    """Values, variances and squares within domains, each (D, v), of a table (n, v) of answers.

    The values are means where `centred`, totals otherwise, and so are the variances, not yet
    multiplied by the square of the factor of the influence. Squares are Σ w(y − ȳ)².
    """
    size = field.domains.size
    if field.used is not None:
        table = np.where(field.used[:, None], table, 0.0)
    levels = unit_cells(field.design, field.domains.codes, size)
    finest = levels[0]
    if finest.index is None:
        z = table * field.weights[:, None]
    else:
        z = grouped_rows(finest.index, table, finest.cell_unit.size, field.weights)
    sums = grouped_rows(finest.cell_domain, z, size)
    mean = sums / field.total[:, None]
    if centred:
        weight = finest.total(field.weights)
        for block in _blocks(z.shape[0]):
            away = mean[finest.cell_domain[block]]
            away *= weight[block, None]
            z[block] -= away
    variance = _spread(finest, z, size)
    for level in levels[1:]:
        z = z if level.index is None else grouped_rows(level.index, z, level.cell_unit.size)
        variance += _spread(level, z, size)
    return (mean if centred else sums), variance, _within(field, table, mean)


def _blocks(n: int, least: int = 0) -> Iterator[slice]:
    height = max(_ROWS, least)
    return (slice(start, min(n, start + height)) for start in range(0, n, height))


def _spread(level: Cells, z: Float, size: int) -> Float:
    """Variances (D, v) from the totals of the cells, as `Cells.variance` for one column."""
    groups = level.group_stratum.size
    mean = grouped_rows(level.group, z, groups)
    mean *= level.share[:, None]
    squares = level.unseen[:, None] * mean**2
    for block in _blocks(z.shape[0]):
        group = level.group[block]
        away = z[block] - mean[group]
        away *= away
        # Cells are in the order of units, and these of strata: the groups of a block are near.
        first = int(group.min())
        width = int(group.max()) - first + 1
        squares[first : first + width] += grouped_rows(group - first, away, width)
    squares *= level.scale[:, None]
    return grouped_rows(level.group_domain, squares, size)


def _within(field: Field, table: Float, mean: Float) -> Float:
    """Σ w(y − ȳ)² (D, v), from differences and not from squares of the answers."""
    size = mean.shape[0]
    out = np.zeros(mean.shape)
    # Tables by domain are made anew for each block, so a block is longer than they are.
    for block in _blocks(table.shape[0], 4 * size):
        codes = field.domains.codes[block]
        away = table[block] - mean[codes]
        away *= away
        out += grouped_rows(codes, away, size, field.weights[block])
    return out
