"""Degrees of freedom of a domain: how many sampled units hold it, and in which strata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from .._checks import cross
from .._types import Codes, Flags, Float
from ..results import Axis, IntVector, Result
from .design import Design
from .drawing import CENSUS
from .sums import grouped
from .variance import Cells, parents

DegreesOfFreedom = Literal["domain", "nchs", "design"]
DEGREES: tuple[DegreesOfFreedom, ...] = ("domain", "nchs", "design")


def degrees(units: Codes, strata: Codes, spare: Codes, kind: DegreesOfFreedom) -> Codes:
    """Degrees of freedom of sets of respondents.

    Parameters
    ----------
    units : sampled units that hold somebody of the set
    strata : strata of these units
    spare : Σ (sampled units − 1) over these strata
    kind : "domain" or "nchs"

    Notes
    -----
    "domain": the influence of a domain is 0 in units that hold none of it, so it cannot vary in
    more ways than there are units that hold it, less one; nor in more than its strata leave.
    "nchs": units less strata, as the US National Center for Health Statistics counts them.

    References
    ----------
    Korn & Graubard (1999), Analysis of Health Surveys, §5.2; Parker et al. (2017), National Center
    for Health Statistics Data Presentation Standards for Proportions, Vital and Health Statistics
    2(175).

    Examples
    --------
    Three units that hold the domain, in two strata of ten sampled units each:

    >>> degrees(np.array([3]), np.array([2]), np.array([18]), "domain").tolist()
    [2]
    >>> degrees(np.array([3]), np.array([2]), np.array([18]), "nchs").tolist()
    [1]
    """
    left = units - strata if kind == "nchs" else np.minimum(units - 1, spare)
    return np.maximum(left, 0)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Held(Result):
    """Which sampled units hold which respondents, in pairs; units taken with certainty left out.

    A difference between domains has the degrees of freedom of the units and strata of all of them,
    so estimates that are to be compared carry these pairs.
    """

    row: Annotated[IntVector, Axis("estimate")]
    """(r,) set of respondents that each estimate is about: those of its domain."""
    set: Annotated[IntVector, Axis("pair")]
    """(p,) set of each pair."""
    unit: Annotated[IntVector, Axis("pair")]
    """(p,) sampled unit that holds somebody of the set."""
    stratum: Annotated[IntVector, Axis("pair")]
    """(p,) stratum of the unit."""
    sampled: Annotated[IntVector, Axis("stratum")]
    """(S,) sampled units in each stratum."""
    count: Annotated[IntVector | None, Axis("pair")] = None
    """(p,) sampled units that each pair stands for, where they were counted and not named."""

    def of_contrasts(self, used: Flags, kind: DegreesOfFreedom) -> Codes:
        """Degrees of freedom (m,) of contrasts, each of the estimates flagged in its row (m, r)."""
        from scipy.sparse import csr_array

        contrast, estimate = np.nonzero(used)
        shape = (used.shape[0], int(self.row.max(initial=-1)) + 1)
        asked = csr_array((np.ones(contrast.size), (contrast, self.row[estimate])), shape=shape)
        units, strata = self._incidence(shape[1])
        return self._of(asked @ units, asked @ strata, kind)

    def of_sets(self, sets: int, kind: DegreesOfFreedom) -> Codes:
        """Degrees of freedom of each set of respondents."""
        units, strata = self._incidence(sets)
        return self._of(units, strata, kind)

    def _of(self, in_units: Any, in_strata: Any, kind: DegreesOfFreedom) -> Codes:
        """Degrees of freedom, from the units and strata (sparse, above 0) that hold each row."""
        spare = np.asarray((in_strata > 0) @ (self.sampled - 1))
        held = _whole(np.asarray((in_units > 0) @ self._counts(in_units.shape[1])))
        return degrees(held, _counted(in_strata), spare, kind)

    def _counts(self, units: int) -> Float:
        """Sampled units that each unit number stands for."""
        out = np.ones(units)
        if self.count is not None:
            out[self.unit] = self.count
        return out

    def of_pairs(self, a: Codes, b: Codes, kind: DegreesOfFreedom) -> Codes:
        """Degrees of freedom of the differences between estimates `a` and `b`."""
        units, strata = self._incidence(int(self.row.max(initial=-1)) + 1)
        a, b = self.row[a], self.row[b]

        def together(incidence: Any, weight: Float) -> Codes:
            # What both hold counts once; the product counts it for every two sets at a time.
            shared = ((incidence * weight) @ incidence.T).toarray()
            own = np.diag(shared)
            return _whole(own[a] + own[b] - shared[a, b])

        return degrees(
            together(units, self._counts(units.shape[1])),
            together(strata, np.ones(strata.shape[1])),
            together(strata, (self.sampled - 1).astype(np.float64)),
            kind,
        )

    def _incidence(self, sets: int) -> tuple[Any, Any]:
        """Sparse flags: (sets, units) and (sets, strata)."""
        from scipy.sparse import csr_array

        out = []
        for code, size in (
            (self.unit, int(self.unit.max(initial=-1)) + 1),
            (self.stratum, self.sampled.size),
        ):
            _, keys = cross(self.set, code, sets, max(size, 1))
            at = (keys // max(size, 1), keys % max(size, 1))
            out.append(csr_array((np.ones(keys.size), at), shape=(sets, size)))
        return out[0], out[1]


def _counted(flags: Any) -> Codes:
    """How many cells of each row of a sparse matrix are above 0."""
    return np.asarray((flags > 0).sum(axis=1), dtype=np.int64).ravel()


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How many sampled units of each stratum hold each domain; strata taken whole are left out."""

    stratum: Codes
    """(G,) stratum of each (stratum, domain) group that holds somebody."""
    domain: Codes
    """(G,) domain of each group."""
    units: Codes
    """(G,) sampled units of the stratum that hold the domain."""
    sampled: Codes
    """(S,) sampled units of each stratum."""
    size: int
    """Number of domains."""

    def uncertain(self) -> Codes:
        """Units (D,) that hold each domain and were not taken with certainty."""
        return _whole(grouped(self.domain, self.units.astype(np.float64), self.size))

    def degrees(self, kind: DegreesOfFreedom) -> Codes:
        """Degrees of freedom (D,) of each domain."""
        strata = np.bincount(self.domain, minlength=self.size)
        free = (self.sampled[self.stratum] - 1).astype(np.float64)
        spare = grouped(self.domain, free, self.size)
        return degrees(self.uncertain(), strata, _whole(spare), kind)


def _whole(sums: Float) -> Codes:
    return np.rint(sums).astype(np.int64)


class Holding:
    """The units that hold each domain, read off the cells of the variance.

    A first-stage unit that was taken with certainty is a stratum of the second stage, and so on:
    what varies are its sub-units.

    Parameters
    ----------
    design : Design
    levels : cells of every stage, last stage first
    weights : (n,) weight of each row that takes part, 0 for the others
    size : number of domains
    """

    def __init__(self, design: Design, levels: list[Cells], weights: Float, size: int) -> None:
        self.design, self.size = design, size
        self.levels = levels[::-1]
        self._present = self._holds(levels, weights)
        first = self.levels[0]
        self.psus: Codes = np.bincount(
            first.cell_domain if self._present[0] is None else first.cell_domain[self._present[0]],
            minlength=size,
        )
        """(D,) PSUs that hold each domain, those taken with certainty too."""
        self._open, self._whole = self._stages()

    def _holds(self, levels: list[Cells], weights: Float) -> list[Flags | None]:
        """Cells that hold somebody with a weight above 0, first stage first; None: all do."""
        if weights.min() > 0:
            return [None] * len(levels)
        out: list[Flags | None] = []
        people = (weights > 0).astype(np.float64)
        for level in levels:
            people = level.total(people)
            out.append(people > 0)
        return out[::-1]

    def _stages(self) -> tuple[list[Flags | None], list[Flags]]:
        """Units whose parents were all taken whole (None: all), and whole strata, by stage."""
        opened: list[Flags | None] = [None]
        whole = []
        for k, stage in enumerate(self.design.stages):
            entire = np.asarray(1.0 - stage.fraction < CENSUS)
            whole.append(entire)
            inside = opened[-1]
            if k + 1 == len(self.design.stages) or not entire.any():
                break
            parent = parents(self.design.stages[k + 1], stage)
            known = entire[stage.stratum]
            opened.append((known if inside is None else known & inside)[parent])
        return opened, whole

    def reach(self) -> Reach:
        """Counts by stratum and domain."""
        parts = []
        offset = 0
        sampled = []
        for k, (inside, whole) in enumerate(zip(self._open, self._whole, strict=True)):
            level, held = self.levels[k], self._present[k]
            units = level.seen
            kept = ~whole[level.group_stratum]
            if held is not None or inside is not None:
                counted = np.ones(level.cell_unit.size) if held is None else held.astype(np.float64)
                if inside is not None:
                    counted = counted * inside[level.cell_unit]
                units = _whole(grouped(level.group, counted, units.size))
                kept &= units > 0
            parts.append(
                (level.group_stratum[kept] + offset, level.group_domain[kept], units[kept])
            )
            sampled.append(_sampled(self.design, k))
            offset += whole.size
        stratum, domain, units = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Reach(stratum, domain, units, np.concatenate(sampled), self.size)

    def pairs(self) -> tuple[Codes, Codes, Codes]:
        """Domain, unit and stratum of each pair of a unit and a domain that it holds."""
        parts = []
        strata = units = 0
        for k, (inside, whole) in enumerate(zip(self._open, self._whole, strict=True)):
            level, held = self.levels[k], self._present[k]
            home = level.stage.stratum[level.cell_unit]
            kept = ~whole[home]
            if held is not None:
                kept &= held
            if inside is not None:
                kept &= inside[level.cell_unit]
            parts.append(
                (level.cell_domain[kept], level.cell_unit[kept] + units, home[kept] + strata)
            )
            strata += whole.size
            units += level.stage.stratum.size
        domain, unit, stratum = (np.concatenate(column) for column in zip(*parts, strict=True))
        return domain, unit, stratum


def _sampled(design: Design, k: int) -> Codes:
    """Units (S,) of each stratum of a stage that hold a weight above 0."""
    stage = design.stages[k]
    if design.weights.min() > 0:
        return stage.size
    used = np.zeros(stage.stratum.size, dtype=np.bool_)
    used[stage.unit[design.weights > 0]] = True
    return np.bincount(stage.stratum[used], minlength=stage.size.size)
