"""Means and totals of many columns by domain: the road of large samples.

Answers are added up to cells of (unit, domain) first, all columns in one pass over the rows, and
centred afterwards. What follows goes through the cells in blocks that stay in the cache.
"""

from __future__ import annotations

import numpy as np

from .._blocks import ROWS, blocks
from .._types import Float
from .answers import Field
from .sums import grouped_rows


def sweep(field: Field, table: Float, *, centred: bool) -> tuple[Float, Float, Float]:
    """Values, variances and squares within domains, each (D, v), of a table (n, v) of answers.

    The values are means where `centred`, totals otherwise, and so are the variances, not yet
    multiplied by the square of the factor of the influence. Squares are Σ w(y − ȳ)².
    """
    size = field.domains.size
    if field.used is not None:
        table = np.where(field.used[:, None], table, 0.0)
    levels = field.levels
    finest = levels[0]
    if finest.index is None:
        z = table * field.weights[:, None]
    else:
        z = grouped_rows(finest.index, table, finest.cell_unit.size, field.weights)
    sums = grouped_rows(finest.cell_domain, z, size)
    mean = sums / field.total[:, None]
    if centred:
        weight = finest.total(field.weights)
        for block in blocks(z.shape[0]):
            away = mean[finest.cell_domain[block]]
            away *= weight[block, None]
            z[block] -= away
    variance = finest.variance(z, size)
    for level in levels[1:]:
        z = level.total(z)
        variance += level.variance(z, size)
    return (mean if centred else sums), variance, _within(field, table, mean)


def _within(field: Field, table: Float, mean: Float) -> Float:
    """Σ w(y − ȳ)² (D, v), from differences and not from squares of the answers."""
    size = mean.shape[0]
    out = np.zeros(mean.shape)
    # Tables by domain are made anew for each block, so a block is longer than they are.
    for block in blocks(table.shape[0], max(ROWS, 4 * size)):
        codes = field.domains.codes[block]
        away = table[block] - mean[codes]
        away *= away
        out += grouped_rows(codes, away, size, field.weights[block])
    return out
