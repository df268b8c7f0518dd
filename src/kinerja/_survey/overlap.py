"""What two samples have in common: units drawn in both, and the covariance that this brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import cross
from .._types import Codes, Float
from ..errors import InputError
from .answers import Field
from .design import Design
from .drawing import Stage
from .freedom import DegreesOfFreedom, Held
from .variance import UnitTotals


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Units of one stage that both samples hold, in pairs, and what each cell of strata weighs."""

    first: Codes
    """(L,) unit of the first design."""
    second: Codes
    """(L,) the same unit in the second."""
    cell: Codes
    """(L,) pair of strata that the unit lies in."""
    size: Codes
    """(C,) shared units in each pair of strata."""
    scale: Float
    """(C,) factor of the products."""
    centred: NDArray[np.bool_]
    """(C,) False where a lonely PSU is measured from zero."""

    def covariance(self, a: UnitTotals, b: UnitTotals) -> Float:
        """Covariance (D,) of totals whose totals in the shared units are `a` and `b`."""
        from scipy.sparse import csr_array

        cells, units = self.size.size, self.cell.size
        weight = self.scale[self.cell]
        out = weight @ a.table.multiply(b.table).tocsr()
        # The same for what calibration takes away, without a table of units × domains.
        out -= np.einsum("dp,pd->d", (a.table.T @ (b.x * weight[:, None])), b.beta)
        out -= np.einsum("dp,pd->d", (b.table.T @ (a.x * weight[:, None])), a.beta)
        cross = a.x.T @ (b.x * weight[:, None])
        out += np.einsum("pd,pq,qd->d", a.beta, cross, b.beta)
        home = csr_array((np.ones(units), (self.cell, np.arange(units))), shape=(cells, units))
        sums = [(home @ t.table).toarray() - (home @ t.x) @ t.beta for t in (a, b)]
        factor = np.where(self.centred, self.scale / self.size, 0.0)
        return np.asarray(out - factor @ (sums[0] * sums[1]))


def link(first: Design, second: Design, ids: tuple[Any, Any], argument: str) -> list[Link]:
    """Find shared units of every stage that both designs have, by labels of their rows."""
    a, b = (
        _checks.labels(ids[0], f"{argument}[0]", n=first.n),
        _checks.labels(ids[1], f"{argument}[1]", n=second.n),
    )
    position = {label: i for i, label in enumerate(a.names.tolist())}
    # Labels of the second sample in the numbering of the first; −1 for one that is new.
    known = np.array([position.get(label, -1) for label in b.names.tolist()], dtype=np.int64)
    labels = (a.codes, known[b.codes])
    out = []
    for k, (one, other) in enumerate(zip(first.stages, second.stages, strict=False)):
        pairs = _pairs(one, other, labels, a.names, argument, strict=k == 0)
        out.append(_weighed(one, other, *pairs))
    return out


def _homes(
    unit: Codes, label: Codes, labels: int, names: NDArray[Any], argument: str, *, strict: bool
) -> Codes:
    """Unit (labels,) that holds each label; −1 where there is none, or (later stages) several."""
    home = np.full(labels, -1)
    kept = label >= 0
    home[label[kept]] = unit[kept]
    astray = np.flatnonzero(kept & (home[label] != unit))
    if astray.size and strict:
        name = _checks.plain(names[label[astray[0]]])
        raise InputError.about(
            argument,
            code="contradiction",
            expected="each label in one PSU of a sample",
            found=f"{name!r} in several, one of them in row {int(astray[0])}",
            hint="Label what was drawn: the persons, or their PSUs.",
            positions=(int(astray[0]),),
        )
    home[label[astray]] = -1
    return home


def _pairs(
    one: Stage,
    other: Stage,
    labels: tuple[Codes, Codes],
    names: NDArray[Any],
    argument: str,
    *,
    strict: bool,
) -> tuple[Codes, Codes]:
    homes = [
        _homes(stage.unit, label, names.size, names, f"{argument}[{i}]", strict=strict)
        for i, (stage, label) in enumerate(zip((one, other), labels, strict=True))
    ]
    both = np.flatnonzero((homes[0] >= 0) & (homes[1] >= 0))
    u, v = homes[0][both], homes[1][both]
    _, keys = cross(u, v, one.stratum.size, other.stratum.size)
    u, v = keys // other.stratum.size, keys % other.stratum.size
    twice = (np.bincount(u)[u] > 1) | (np.bincount(v)[v] > 1)
    if twice.any() and strict:
        at = int(np.flatnonzero(twice)[0])
        row = int(np.flatnonzero(one.unit == u[at])[0])
        raise InputError.about(
            argument,
            code="contradiction",
            expected="each PSU of the first sample to be one PSU of the second",
            found=f"the PSU of row {row} joined with several, by labels that moved between PSUs",
            hint="Where people move, label the rows by their PSU, the same in both samples.",
            positions=(row,),
        )
    return u[~twice], v[~twice]


def _weighed(one: Stage, other: Stage, u: Codes, v: Codes) -> Link:
    g, h = one.stratum[u], other.stratum[v]
    cell, keys = cross(g, h, one.size.size, other.size.size)
    g, h = keys // other.size.size, keys % other.size.size
    shared = np.bincount(cell, minlength=keys.size)
    m, n = one.size[g], other.size[h]
    # Both scales hold (1 − f)·m/(m − 1) of their own sample; what they hold besides, the sampled
    # share of the parents, stays.
    own = [
        (1 - stage.fraction[s]) * size / np.maximum(size - 1, 1)
        for stage, s, size in ((one, g, m), (other, h, n))
    ]
    common = shared - np.sqrt(m * n * one.fraction[g] * other.fraction[h])
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.sqrt(one.scale[g] * other.scale[h] / (own[0] * own[1]))
        scale *= common / np.maximum(shared - 1, 1)
    # One shared unit alone says nothing of a covariance, unless it is measured from zero.
    lonely = ~one.centred[g] & ~other.centred[h]
    nothing = (one.scale[g] == 0) | (other.scale[h] == 0) | ((shared == 1) & ~lonely)
    return Link(u, v, cell, shared, np.where(nothing, 0.0, scale), ~lonely)


def degrees_of_freedom(
    first: Field, second: Field, at: Codes, links: list[Link], kind: DegreesOfFreedom
) -> Codes:
    """Degrees of freedom (d,) of the changes in pairs of domains `at` (2, d).

    Those of separate samples add. Samples that share units count as one: what is shared counts
    once, and strata that share a unit are one.
    """
    shared = links[0] if links else None
    if kind == "design":
        return np.full(at.shape[1], _of_designs(first.design, second.design, shared))
    if shared is None or not shared.first.size:
        return np.asarray(first.df[at[0]] + second.df[at[1]])
    joined = _Joined(first.design, second.design, links)
    parts = []
    for field, domains, unit_of, stratum_of in (
        (first, at[0], joined.unit_of_first, joined.stratum_of_first),
        (second, at[1], joined.unit_of_second, joined.stratum_of_second),
    ):
        domain, unit, stratum = field.holding.pairs()
        pair = np.full(field.domains.size, -1)
        pair[domains] = np.arange(domains.size)
        kept = pair[domain] >= 0
        parts.append((pair[domain[kept]], unit_of[unit[kept]], stratum_of[stratum[kept]]))
    sets, unit, stratum = (np.concatenate(column) for column in zip(*parts, strict=True))
    sampled = joined.sampled(first.holding.reach().sampled, second.holding.reach().sampled)
    held = Held(np.arange(at.shape[1]), sets, unit, stratum, sampled)
    return held.of_sets(at.shape[1], kind)


class _Joined:
    """One numbering for the units and strata of two samples, over all their stages."""

    def __init__(self, first: Design, second: Design, links: list[Link]) -> None:
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        units, strata = _starts(first.stages, second.stages)
        self.unit_of_first = np.arange(units[0][-1])
        self.unit_of_second = units[0][-1] + np.arange(units[1][-1])
        g: list[Codes] = [np.empty(0, np.int64)]
        h: list[Codes] = [np.empty(0, np.int64)]
        for k, found in enumerate(links):
            self.unit_of_second[units[1][k] + found.second] = units[0][k] + found.first
            g.append(strata[0][k] + first.stages[k].stratum[found.first])
            h.append(strata[1][k] + second.stages[k].stratum[found.second])
        self._shared = np.concatenate(g)
        size = int(strata[0][-1] + strata[1][-1])
        at = (self._shared, strata[0][-1] + np.concatenate(h))
        graph = coo_array((np.ones(self._shared.size), at), shape=(size, size))
        self._strata, home = connected_components(graph, directed=False)
        self.stratum_of_first = home[: strata[0][-1]].astype(np.int64)
        self.stratum_of_second = home[strata[0][-1] :].astype(np.int64)

    def sampled(self, first: Codes, second: Codes) -> Codes:
        """Sampled units of each joined stratum, what both samples hold counted once."""
        out = np.zeros(self._strata, dtype=np.int64)
        np.add.at(out, self.stratum_of_first[: first.size], first)
        np.add.at(out, self.stratum_of_second[: second.size], second)
        np.subtract.at(out, self.stratum_of_first[self._shared], 1)
        return out


def _starts(*designs: tuple[Stage, ...]) -> tuple[list[Codes], list[Codes]]:
    """First number of the units, and of the strata, of each stage of each design."""
    units = [np.cumsum([0, *(stage.stratum.size for stage in stages)]) for stages in designs]
    strata = [np.cumsum([0, *(stage.size.size for stage in stages)]) for stages in designs]
    return units, strata


def _of_designs(first: Design, second: Design, shared: Link | None) -> int:
    """PSUs − strata of the two samples together, what is shared counted once."""
    df = first.df + second.df
    if shared is None:
        return df
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    one, other = first.stages[0], second.stages[0]
    g, h = one.stratum[shared.first], other.stratum[shared.second]
    size = one.size.size + other.size.size
    graph = coo_array((np.ones(g.size), (g, one.size.size + h)), shape=(size, size))
    strata = int(connected_components(graph, directed=False)[0])
    return df - (shared.first.size - (size - strata))
