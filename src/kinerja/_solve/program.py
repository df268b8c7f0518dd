"""A linear or mixed programme: columns, rows, and which columns count whole things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .._types import Flags, Float, Ints
from .calls import linear, mixed
from .points import Linear, Mixed

COLUMNS = ("lower", "upper", "room")


def scale_of(row: Float) -> float:
    """Divisor that brings the largest coefficient into 1 to 1000, where tolerances are made for it.

    >>> scale_of(np.array([0.0, -0.25])), scale_of(np.array([2.0, 40.0])), scale_of(np.zeros(1))
    (0.25, 1.0, 1.0)
    """
    largest = float(np.abs(row).max(initial=0.0))
    return largest if 0 < largest < 1 else max(1.0, largest / 1000)


@dataclass(slots=True)
class Program:
    """Columns and rows, narrowed or added to from objective to objective."""

    matrix: Any
    """(m, k) sparse, by column."""
    lower: Float
    upper: Float
    room: Float
    """(k,) a finite upper bound that follows from the rows, for the Lagrangian bound."""
    row_lower: Float
    row_upper: Float
    whole: Flags | None = None
    """(k,) columns of whole numbers; None: all of them."""

    def append(self, matrix: Any, lower: Float, upper: Float, room: Float) -> None:
        """Add columns at the end.

        Valid at any time: the point that leaves them at their lower bound of 0 is what was there.
        """
        self._insert(self.lower.size, matrix, lower, upper, room)

    def insert(self, at: int, part: Program) -> None:
        """Add the columns of another programme with the same rows before column `at`."""
        self._insert(at, part.matrix, part.lower, part.upper, part.room)

    def _insert(self, at: int, matrix: Any, *bounds: Float) -> None:
        from scipy import sparse

        parts = (self.matrix[:, :at], matrix, self.matrix[:, at:])
        self.matrix = sparse.hstack(parts, format="csc")
        for name, new in zip(COLUMNS, bounds, strict=True):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old[:at], new, old[at:]]))

    def take(self, columns: Ints) -> None:
        """Keep only these columns.

        Valid where the others are 0 in some best point, which pricing them has to show.
        """
        self.matrix = self.matrix[:, columns]
        for name in COLUMNS:
            setattr(self, name, getattr(self, name)[columns])

    def add_rows(self, matrix: Any, low: Float, high: Float) -> None:
        """Add rows.

        Valid where every point that is still wanted keeps them.
        """
        from scipy import sparse

        self.matrix = sparse.vstack([self.matrix, matrix], format="csc")
        self.row_lower = np.append(self.row_lower, low)
        self.row_upper = np.append(self.row_upper, high)

    def add_row(self, row: Float, low: float, high: float) -> None:
        """Add one row, scaled so that its coefficients are of a size the solver is made for.

        Valid because both sides are divided by the same positive number.
        """
        from scipy import sparse

        scale = scale_of(row)
        self.add_rows(
            sparse.csr_array(row[None, :] / scale),
            np.array([low / scale]),
            np.array([high / scale]),
        )

    def vertex(
        self, cost: Float, *, interior: bool = False, deadline: float | None = None
    ) -> Linear:
        """Minimise over all columns as they stand, whole or not.

        Valid as a bound of the whole points: they are some of the points that it looks at.
        """
        return linear(
            cost,
            self.matrix,
            self.row_lower,
            self.row_upper,
            self.lower,
            self.upper,
            interior=interior,
            deadline=deadline,
        )

    def whole_point(
        self,
        cost: Float,
        *,
        relative_gap: float = 0.0,
        presolve: bool = True,
        deadline: float | None,
    ) -> Mixed:
        """Minimise by branch and bound, where the rows do not give whole numbers by themselves.

        Valid because `room` follows from the rows: the search is given it, and loses no point.
        """
        out = mixed(
            cost,
            self.matrix,
            self.row_lower,
            self.row_upper,
            self.lower,
            np.where(np.isfinite(self.upper), self.upper, self.room),
            whole=self.whole,
            relative_gap=relative_gap,
            presolve=presolve,
            deadline=deadline,
        )
        x = np.rint(out.x) if self.whole is None else np.where(self.whole, np.rint(out.x), out.x)
        return Mixed(x, out.value, out.bound, out.finished)
