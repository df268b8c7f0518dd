"""A checked matrix, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from .._blocks import blocks, rows_within
from .._checks import benefit as checked_benefit
from .._checks import (
    extremes,
    floats,
    names_in,
    refuse_cells,
    refuse_infinite,
    refuse_missing,
)
from .._digits import same
from .._types import ArrayLike, Flags, Float
from ..errors import ErrorCode, InputError

Benefit = bool | Sequence[bool] | Flags

BLOCK_CELLS = 65_536
"""Cells worked on at a time: they stay in the processor's cache."""


class Columns:
    """A checked matrix with its directions; a single column comes back as one."""

    def __init__(self, x: ArrayLike, benefit: Benefit) -> None:
        found = names_in(x)
        names = None if found is None else [str(name) for name in found]
        raw = floats(x, "x")
        if raw.ndim not in (1, 2):
            raise InputError.about(
                "x",
                code="wrong_shape",
                expected="an array of shape (n, k) or (n,)",
                found=f"shape {raw.shape}",
            )
        if raw.ndim == 2 and not raw.shape[1]:
            raise InputError.about(
                "x", code="too_few", expected="at least one column", found=f"shape {raw.shape}"
            )
        self.shape = raw.shape
        self.x: Float = raw.reshape(len(raw), raw.shape[1] if raw.ndim == 2 else 1)
        self.names = names
        if self.x.size:
            # The extremes carry a NaN or an infinity of their column: two passes check it all.
            self.lowest, self.highest = extremes(self.x)
            if not (np.isfinite(self.lowest) & np.isfinite(self.highest)).all():
                refuse_missing(self.x, "x", columns=names)
                refuse_infinite(self.x, "x", columns=names)
        self.benefit = checked_benefit(benefit, self.x.shape[1])

    @property
    def empty(self) -> bool:
        return not self.x.size

    @property
    def constant(self) -> Flags:
        """Columns without differences, at twelve significant digits: noise is not spread out."""
        return same(self.lowest, self.highest)

    def refuse(self, bad: Flags, *, code: ErrorCode, expected: str, hint: str = "") -> None:
        """Refuse cells of the matrix; a whole column is refused by its first cells."""
        if bad.any():
            cells = np.broadcast_to(bad, self.x.shape)
            refuse_cells(
                cells, self.x, "x", code=code, expected=expected, hint=hint, columns=self.names
            )

    def refuse_negative(self, hint: str) -> None:
        if (self.lowest < 0).any():
            self.refuse(self.x < 0, code="negative", expected="values of 0 or more", hint=hint)

    def refuse_zero(self, where: Flags, *, expected: str, hint: str) -> None:
        """Refuse a zero in the columns `where`, which hold nothing negative."""
        if (where & (self.lowest == 0)).any():
            self.refuse((self.x == 0) & where, code="not_positive", expected=expected, hint=hint)

    def blocks(self) -> Iterator[slice]:
        """Rows a block at a time: intermediates stay in the processor's cache."""
        return blocks(len(self.x), rows_within(BLOCK_CELLS, self.x.shape[1]))

    def done(self, out: Float) -> Float:
        return np.asarray(out + 0.0).reshape(self.shape)  # never −0
