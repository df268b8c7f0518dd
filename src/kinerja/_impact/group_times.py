"""Effects by group and period, their weighted means, and what each cluster does to both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .._types import Codes, Float
from .._words import words
from .panel import Panel

_ROUNDING = 1e-12
"""Deviations below this share of the largest y are none."""


class WeightedMeans:
    """Weighted means of cells, gathered cell by cell, with the influence of each cluster."""

    def __init__(self, rows: int, clusters: int) -> None:
        self.total, self.weight = np.zeros(rows), np.zeros(rows)
        self._influence = np.zeros((rows, clusters))
        self._treated = np.zeros((rows, clusters))
        self._effects = np.zeros((rows, clusters))

    def add(self, row: int, cell: Cell, *, by_size: bool) -> None:
        """Add a cell, weighted by its treated units and with the error of such weights, or by 1."""
        weight = cell.size if by_size else 1.0
        self.total[row] += weight * cell.value
        self.weight[row] += weight
        self._influence[row] += weight * cell.influence
        if by_size:
            self._treated[row] += cell.treated
            self._effects[row] += cell.value * cell.treated

    def estimate(self) -> tuple[Float, Float]:
        """Means (r,) and influence of the clusters on them (r, C); NaN without a cell."""
        weight = np.where(self.weight > 0, self.weight, np.nan)
        value = self.total / weight
        of_weights = self._effects - value[:, None] * self._treated
        return value, (self._influence + of_weights) / weight[:, None]


@dataclass(frozen=True, slots=True)
class Cell:
    """Effect on one group in one period."""

    group: int
    """Position of the group's first treated period."""
    period: int
    """Position of the period."""
    value: float
    size: float
    """Treated units that count."""
    influence: Float
    """(C,) of each cluster; NaN where a side is one cluster."""
    treated: Float
    """(C,) treated units of each cluster."""

    @property
    def se(self) -> float:
        return float(np.sqrt(np.square(self.influence).sum()))


@dataclass(frozen=True, slots=True)
class GroupTimes:
    """All cells, and their means by time since the start, by group and over all."""

    group: Codes
    """(c,) positions of the groups' first treated periods."""
    period: Codes
    """(c,) positions of the periods."""
    value: Float
    """(c,) effects."""
    se: Float
    """(c,) standard errors."""
    at: Codes
    """(r,) times since the start."""
    relative: tuple[Float, Float]
    """(r,) means by time since the start, and the clusters' influence (r, C)."""
    groups: Codes
    """(g,) positions of the groups."""
    by_group: tuple[Float, Float]
    """(g,) means by group, and the influence (g, C)."""
    overall: tuple[Float, Float]
    """(1,) mean over all, and the influence (1, C)."""
    left_out: tuple[str, ...]
    """Cells without a unit on either side, in words."""

    @property
    def exact(self) -> bool:
        """Tell whether no cell with an error leaves anything unexplained."""
        return bool(np.nanmax(self.se, initial=-1.0) == 0)


def group_times(panel: Panel, *, later: bool) -> GroupTimes:
    """Every cell of the panel; with `later`, units that start later are controls too."""
    periods = panel.names.size
    groups = np.unique(panel.start[panel.start < periods])
    relative = WeightedMeans(2 * periods, panel.clusters)
    by_group = WeightedMeans(groups.size, panel.clusters)
    overall = WeightedMeans(1, panel.clusters)
    places: list[tuple[int, int, float, float]] = []
    left_out: list[str] = []
    for i, g in enumerate(groups.tolist()):
        for t in (t for t in range(periods) if t != g - 1):
            cell = _cell(panel, g, t, later=later)
            if isinstance(cell, str):
                left_out.append(cell)
                continue
            places.append((g, t, cell.value, cell.se))
            relative.add(t - g + periods, cell, by_size=True)
            if t >= g:
                by_group.add(i, cell, by_size=False)
                overall.add(0, cell, by_size=True)
    at = np.flatnonzero(relative.weight > 0)
    profile, influence = relative.estimate()
    table = np.array(places, dtype=np.float64).reshape(-1, 4)
    return GroupTimes(
        group=table[:, 0].astype(np.int64),
        period=table[:, 1].astype(np.int64),
        value=table[:, 2],
        se=table[:, 3],
        at=at - periods,
        relative=(profile[at], influence[at]),
        groups=groups,
        by_group=by_group.estimate(),
        overall=overall.estimate(),
        left_out=tuple(left_out),
    )


def _cell(panel: Panel, g: int, t: int, *, later: bool) -> Cell | str:
    """Effect of the group that starts at g in period t; or why there is none, in words."""
    both = panel.here[:, t] & panel.here[:, g - 1]
    mine = np.flatnonzero(both & (panel.start == g))
    spared = panel.start > max(t, g - 1) if later else panel.start == panel.names.size
    others = np.flatnonzero(both & spared & (panel.start != g))
    said = words().notes
    for side, none in ((mine, said.no_treated), (others, said.no_control)):
        if not side.size:
            group, period = panel.names[[g, t]].tolist()
            return none.format(group=group, period=period)
    value, influence, determined = 0.0, np.zeros(panel.clusters), True
    for side, sign in ((mine, 1.0), (others, -1.0)):
        change = panel.y[side, t] - panel.y[side, g - 1]
        mean = float(change.mean())
        away = change - mean
        largest = max(np.abs(panel.y[side, t]).max(), np.abs(panel.y[side, g - 1]).max())
        away[np.abs(away) <= _ROUNDING * largest] = 0.0
        cluster = panel.cluster[side]
        value += sign * mean
        influence += sign * np.bincount(cluster, away, panel.clusters) / side.size
        determined &= bool(cluster.min() < cluster.max())
    return Cell(
        group=g,
        period=t,
        value=value,
        size=float(mine.size),
        influence=influence if determined else np.full_like(influence, np.nan),
        treated=np.bincount(panel.cluster[mine], minlength=panel.clusters).astype(np.float64),
    )
