"""Stages of a sample as drawn: labels and populations read, checked and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import cross, plain
from ..errors import InputError
from ..results import BoolVector, FloatVector, IntVector

LonelyPSU = Literal["raise", "certainty", "adjust"]
LONELY: tuple[LonelyPSU, ...] = ("raise", "certainty", "adjust")

CENSUS = 1e-7
"""A sampling fraction this close to 1 is a census (as in R's survey)."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage of sampling: its units, the strata they were drawn in, and what each counts for."""

    unit: IntVector
    """(n,) unit of each row, numbered over all parents."""
    stratum: IntVector
    """(U,) stratum of each unit; strata lie inside the unit of the stage before."""
    size: IntVector
    """(S,) sampled units in each stratum."""
    fraction: FloatVector
    """(S,) sampled share of the stratum's units; 0 where the population is not given."""
    scale: FloatVector
    """(S,) factor of the squares: (sampled share of the parents)·(1 − f)·m/(m − 1)."""
    centred: BoolVector
    """(S,) False where a lonely PSU is measured from zero ("adjust")."""


def by_stage(given: Any, argument: str) -> list[Any]:
    """One array, or a list of one array for each stage, as a list; a 2-D array is refused."""
    if given is None:
        return []
    if getattr(given, "ndim", 1) == 2:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one array, or a list of one array for each stage",
            found=f"an array of shape {given.shape}",
            hint="Pass its columns as a list, first stage first.",
        )
    stages = isinstance(given, list | tuple) and any(
        hasattr(item, "__len__") and not isinstance(item, str | bytes) for item in given
    )
    return list(given) if stages else [given]


def rows_of(
    weights: Any, clusters: Sequence[Any], strata: Sequence[Any], fpc: Sequence[Any]
) -> int | None:
    """Number of rows, from the first argument that is given; none at all is refused."""
    named = {"weights": [weights], "clusters": clusters, "strata": strata, "fpc": fpc}
    for argument, items in named.items():
        for item in items:
            if item is None:
                continue
            one = not hasattr(item, "__len__") or getattr(item, "ndim", 1) == 0
            n = 1 if one else len(item)
            if n == 0:
                raise InputError.about(
                    argument, code="too_few", expected="at least one row", found="none"
                )
            return n
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """Names of a stage's strata, made only when a message needs one."""

    labels: NDArray[Any] | None
    label_of: IntVector
    parent_of: IntVector
    stage: int

    def __getitem__(self, position: int) -> str:
        inside = f" of unit {int(self.parent_of[position])} of the stage before"
        where = inside if self.stage > 1 else ""
        if self.labels is None:
            return f"the one stratum{where}"
        return f"stratum {plain(self.labels[self.label_of[position]])!r}{where}"


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """One stage as read, before it is known what it counts for."""

    unit: IntVector
    stratum: IntVector
    size: IntVector
    population: FloatVector | None
    names: _Names


def _argument(name: str, stage: int, stages: int) -> str:
    return name if stages == 1 else f"{name}[{stage}]"


def draw(
    n: int, clusters: list[Any], strata: list[Any], fpc: list[Any], *, nested: bool
) -> list[_Drawn]:
    stages = max(1, len(clusters))
    for name, given in (("strata", strata), ("fpc", fpc)):
        if len(given) > stages:
            raise InputError.about(
                name,
                code="out_of_range",
                expected=f"at most {stages}, one for each stage of clusters",
                found=f"{len(given)} arrays",
                hint="Name the units of the last stage too, as one more array in `clusters`.",
            )
    parent, parents = np.zeros(n, dtype=np.int64), 1
    out = []
    for k in range(stages):
        given_strata = strata[k] if k < len(strata) else None
        given_clusters = clusters[k] if clusters else None
        labels, codes, size = None, np.zeros(n, dtype=np.int64), 1
        if given_strata is not None:
            read = _checks.labels(given_strata, _argument("strata", k, len(strata)), n=n)
            labels, codes, size = read.names, read.codes, read.names.size
        stratum_row, keys = cross(parent, codes, parents, size)
        names = _Names(labels, keys % size, keys // size, k + 1)
        if given_clusters is None:
            unit, stratum = np.arange(n), stratum_row
        else:
            argument = _argument("clusters", k, len(clusters))
            cluster = _checks.labels(given_clusters, argument, n=n)
            unit, unit_keys = cross(stratum_row, cluster.codes, keys.size, cluster.names.size)
            if k == 0 and not nested and unit_keys.size > cluster.names.size:
                _refuse_two_strata(cluster, stratum_row, names, argument)
            stratum = unit_keys // cluster.names.size
        m = np.bincount(stratum)  # every stratum has somebody
        population = None
        if k < len(fpc):
            argument = _argument("fpc", k, len(fpc))
            population = population_of(fpc[k], argument, stratum_row, m, names)
        out.append(_Drawn(unit, stratum, m, population, names))
        parent, parents = unit, stratum.size
    return out


def _refuse_two_strata(
    cluster: _checks.Labels, stratum: IntVector, names: _Names, argument: str
) -> None:
    home = np.empty(cluster.names.size, dtype=np.int64)
    home[cluster.codes] = stratum
    astray = np.flatnonzero(home[cluster.codes] != stratum)
    found = list(dict.fromkeys(cluster.codes[astray[:1000]].tolist()))
    row, first = int(astray[0]), found[0]
    raise InputError.about(
        argument,
        code="contradiction",
        expected="each cluster in one stratum",
        found=(
            f"cluster {plain(cluster.names[first])!r} in {names[int(stratum[row])]} (row {row}) "
            f"and in {names[int(home[first])]}"
        ),
        hint="If labels start again in each stratum, pass nested=True.",
        positions=tuple(plain(cluster.names[c]) for c in found[:5]),
    )


def population_of(
    given: Any, argument: str, stratum_row: IntVector, m: IntVector, names: _Names | Sequence[str]
) -> FloatVector:
    """Units in the population of each stratum, from counts or from sampled fractions."""
    values = _checks.positive(
        _checks.vector(given, argument, n=stratum_row.size),
        argument,
        hint="Pass the number of units in the stratum, or the sampled fraction of them.",
    )
    each = np.empty(m.size)
    each[stratum_row] = values
    _checks.refuse_cells(
        each[stratum_row] != values,
        values,
        argument,
        code="contradiction",
        expected="one value in each stratum",
        hint="The finite population belongs to the stratum, not to the row.",
    )
    if each.max() <= 1.0:
        with np.errstate(over="ignore"):
            units = np.asarray(m / each)
        _checks.refuse_cells(
            ~np.isfinite(units)[stratum_row],
            values,
            argument,
            code="out_of_range",
            expected="sampled fractions of a population that a float64 holds",
        )
        return units
    small = each < m
    if (small & (each < 1.0)).any():
        s = int(np.flatnonzero(small & (each < 1.0))[0])
        raise InputError.about(
            argument,
            code="contradiction",
            expected="sampled fractions (all ≤ 1) or numbers of units in the population",
            found=f"both: {each[s]:g} in {names[s]}, {each.max():g} elsewhere",
            hint="Give all of them in one way.",
        )
    if small.any():
        s = int(np.flatnonzero(small)[0])
        more = int(small.sum()) - 1
        raise InputError.about(
            argument,
            code="out_of_range",
            expected="at least as many units as were sampled",
            found=f"{each[s]:g} for {int(m[s])} sampled units in {names[s]}"
            + (f"; and {more} more strata" if more else ""),
            hint="Count the units of this stage in the population, not the rows.",
        )
    return each


def weights_of(drawn: list[_Drawn], covered: int, n: int) -> FloatVector:
    if covered < len(drawn):
        raise InputError.about(
            "fpc",
            code="contradiction",
            expected=f"all {len(drawn)} stages where no weights are given",
            found=f"{covered}",
            hint="Pass `weights`, or the population of every stage.",
        )
    w = np.ones(n)
    for stage in drawn:
        assert stage.population is not None  # noqa: S101 - every stage is covered
        w *= (stage.population / stage.size)[stage.stratum[stage.unit]]
    return w


def _lonely(stage: _Drawn) -> NDArray[np.bool_]:
    """Strata of one sampled unit that is not all of its population."""
    alone = np.asarray(stage.size == 1)
    if stage.population is None:
        return alone
    return np.asarray(alone & (1.0 - stage.size / stage.population >= CENSUS))


def refuse_lonely(drawn: list[_Drawn], policy: LonelyPSU) -> None:
    if policy != "raise":
        return
    for k, stage in enumerate(drawn):
        if k and stage.population is None:
            return
        alone = np.flatnonzero(_lonely(stage))
        if alone.size:
            shown = ", ".join(stage.names[int(s)] for s in alone[:5])
            more = f" and {alone.size - 5} more" if alone.size > 5 else ""
            raise InputError.about(
                "strata",
                code="lonely_psu",
                expected=f"at least two sampled units in each stratum of stage {k + 1}",
                found=f"one in {shown}{more}",
                hint='Join strata, or say what they count for: lonely_psu="certainty" or "adjust".',
            )


def counted(drawn: list[_Drawn], policy: LonelyPSU) -> tuple[Stage, ...]:
    out: list[Stage] = []
    carried = np.ones(1)  # share of the parents that was sampled, for each stratum of this stage
    for k, stage in enumerate(drawn):
        if k and stage.population is None:
            break
        m = stage.size
        fraction = np.zeros(m.size) if stage.population is None else m / stage.population
        if k:
            before = drawn[k - 1]
            parent = np.empty(m.size, dtype=np.int64)
            parent[stage.stratum[stage.unit]] = before.unit
            share = carried * out[-1].fraction
            carried = share[before.stratum[parent]]
        else:
            carried = np.ones(m.size)
        rest = np.where(1.0 - fraction < CENSUS, 0.0, 1.0 - fraction)
        centred = ~(_lonely(stage) & (policy == "adjust"))
        scale = carried * rest * m / np.maximum(m - 1, 1)
        if policy != "adjust":
            scale = np.where(m == 1, 0.0, scale)
        for array in (stage.unit, stage.stratum, m, fraction, scale, centred):
            array.flags.writeable = False
        out.append(Stage(stage.unit, stage.stratum, m, fraction, scale, centred))
    return tuple(out)


def degrees_of_freedom(first: Stage, weights: FloatVector) -> int:
    """PSUs − strata, of those with a weight above 0."""
    if weights.min() > 0:
        return int(first.stratum.size - first.size.size)
    used = np.zeros(first.stratum.size, dtype=np.bool_)
    used[first.unit[weights != 0]] = True
    strata = np.zeros(first.size.size, dtype=np.bool_)
    strata[first.stratum[used]] = True
    return int(used.sum()) - int(strata.sum())
