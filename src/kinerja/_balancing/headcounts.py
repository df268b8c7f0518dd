"""Transfers by headcount alone: how many from where to where, no names."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._solve import Level, Status, first_open, status_of
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Axis, IntMatrix, IntVector, Provenance, Result
from .make_plan import levels_of
from .network import Network
from .reading import read_caps, read_need_cells
from .rules import MILLIONTHS, OBJECTIVES, Objective
from .strategies.moves import Arcs, Search, after, shortage
from .strategies.search import searched


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FlowPlan(Result):
    """Flows between posts, and the proof that none are better."""

    _keys: ClassVar = {"move": (), "unit": (), "job": ()}

    from_unit: Annotated[IntVector, Axis("move")]
    from_job: Annotated[IntVector, Axis("move")]
    to_unit: Annotated[IntVector, Axis("move")]
    to_job: Annotated[IntVector, Axis("move")]
    count: Annotated[IntVector, Axis("move")]
    """People in each flow."""
    shortage_before: float
    shortage_after: float
    cost: float
    levels: Annotated[tuple[Level, ...], Axis("level")]
    bound: float
    """Of the first level whose gap is not 0, else of the first level."""
    gap: float
    status: Status
    """``"optimal"`` only if every gap is 0."""
    stopped_by: Literal["time_limit"] | None
    headcount_after: Annotated[IntMatrix, Axis("unit", "job")]
    """(units, jobs)"""
    provenance: Provenance

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.flows

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {
            name: getattr(self, name)
            for name in ("status", "shortage_before", "shortage_after", "cost")
        }


@steady
def plan_flows(
    headcount: ArrayLike,
    need: ArrayLike,
    *,
    convertible: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    max_moves: int | None = None,
    max_out: ArrayLike | None = None,
    max_in: ArrayLike | None = None,
    objective: Objective = "shortage",
    time_limit: float = 60.0,
) -> FlowPlan:
    """Transfers by headcount: how many people from which post to which, no names.

    Parameters
    ----------
    headcount : array_like, shape (units, jobs)
        People in each post, whole numbers.
    need : array_like, shape (units, jobs)
        Persons needed in each post, 0 or more, compared at six decimals.
    convertible : array_like of bool, shape (jobs, jobs), optional
        Whether people in the job of the row may take the job of the column; default the same job
        only.
    cost : array_like, shape (units, units), optional
        Cost of a move from the unit of the row to that of the column.
    max_moves : int, optional
        Most moves in all.
    max_out, max_in : int or array_like, shape (units,), optional
        Most departures from, and arrivals in, each unit.
    objective : {"shortage", "deviation", "peak"}
        As in `plan_transfers`.
    time_limit : float
        Seconds; when they run out the plan is ``"feasible"``, with its bound and gap.

    Returns
    -------
    FlowPlan

    Raises
    ------
    InputError
        If a table has the wrong shape, a missing or negative number, or a headcount is not whole.
    ConvergenceError
        If the solver fails; its status is named.

    Notes
    -----
    The same direct moves, protection and levels as `plan_transfers`, each post being one stock of
    interchangeable people: 4.7 million people are as quick as the number of their posts.

    Examples
    --------
    >>> flows = plan_flows([[12], [3]], [[8], [5.5]])
    >>> flows.count.tolist(), flows.shortage_before, flows.shortage_after
    ([3], 2.5, 0.0)
    """
    amounts = read_need_cells(need)
    units, jobs = amounts.shape
    staff = _read_headcount(headcount, amounts.shape)
    _checks.choice(objective, "objective", OBJECTIVES)
    may = (
        np.eye(jobs, dtype=np.bool_)
        if convertible is None
        else _checks.flags(convertible, "convertible", (jobs, jobs))
    )
    costs = np.zeros((units, units)) if cost is None else _read_cost(cost, units)
    limit = _checks.number(time_limit, "time_limit", lower=0.0)
    net = _stocks(
        staff,
        np.rint(amounts * MILLIONTHS).astype(np.int64),
        may,
        costs,
        max_out=read_caps(max_out, "max_out", units),
        max_in=read_caps(max_in, "max_in", units),
        max_moves=None if max_moves is None else _checks.whole_number(max_moves, "max_moves"),
        objective=objective,
    )
    search = Search(time.monotonic() + limit, lambda _levels: None, Arcs.none)
    arcs, stopped = searched(net, search)
    levels = levels_of(net, arcs, search)
    final = after(net, arcs)
    order = np.lexsort((arcs.job, arcs.unit, arcs.group))
    unproved = first_open(levels)
    return FlowPlan(
        from_unit=net.unit[arcs.group[order]],
        from_job=net.job[arcs.group[order]],
        to_unit=arcs.unit[order],
        to_job=arcs.job[order],
        count=arcs.count[order],
        shortage_before=shortage(net.need, staff) / MILLIONTHS,
        shortage_after=shortage(net.need, final) / MILLIONTHS,
        cost=math.fsum((net.cost(arcs.group, arcs.unit, arcs.job) * arcs.count).tolist()),
        levels=levels,
        bound=unproved.bound,
        gap=unproved.gap,
        status=status_of(levels),
        stopped_by="time_limit" if stopped else None,
        headcount_after=final,
        provenance=Provenance(
            **made_from(headcount=headcount, need=need),
            options={
                **net.caps(),
                "objective": objective,
                "time_limit": limit,
            },
        ),
    )


def _stocks(
    staff: Ints,
    wanted: Ints,
    may: Flags,
    costs: Float,
    *,
    max_out: Ints | None,
    max_in: Ints | None,
    max_moves: int | None,
    objective: Objective,
) -> Network:
    """One group of interchangeable people for each post that has somebody to spare."""
    jobs = wanted.shape[1]
    ceiling = -(-wanted // MILLIONTHS)
    enter = staff * MILLIONTHS < wanted
    able = may & enter.any(axis=0)
    leave = (staff > ceiling) & able.any(axis=1)
    unit, job = np.nonzero(leave)
    groups = np.arange(unit.size)
    none = np.empty(0, np.int64)
    return Network(
        headcount=staff,
        need=wanted,
        floor=np.minimum(staff, ceiling),
        enter=enter,
        unit=unit.astype(np.int64),
        job=job.astype(np.int64),
        size=(staff - ceiling)[leave],
        qualified=able[job],
        pool=groups,
        cost_row=unit.astype(np.int64),
        costs=costs,
        fit_row=np.zeros(unit.size, dtype=np.int64),
        fits=np.zeros((1, jobs)),
        overdue=np.zeros(unit.size, dtype=np.bool_),
        late=None,
        forced=np.zeros(unit.size, dtype=np.bool_),
        allowed={},
        couples=np.empty((0, 2), np.int64),
        members=none,
        place=none,
        months=None,
        start=np.zeros(unit.size + 1, dtype=np.int64),
        max_out=max_out,
        max_in=max_in,
        max_moves=max_moves,
        chains=False,
        within_unit=False,
        objective=objective,
        price=0.0,
        named=False,
    )


def _read_headcount(headcount: ArrayLike, shape: tuple[int, ...]) -> Any:
    out = _checks.nonnegative(_checks.matrix(headcount, "headcount"), "headcount")
    if out.shape != shape:
        raise InputError.about(
            "headcount",
            code="wrong_shape",
            expected=f"the shape of `need`, {shape}",
            found=f"shape {out.shape}",
        )
    _checks.refuse_cells(
        (out != np.floor(out)) | (out > 1e9),
        out,
        "headcount",
        code="out_of_range",
        expected="whole numbers of people, at most 1e+09",
        hint="Headcount counts people; part-time work belongs in `need`.",
    )
    return out.astype(np.int64)


def _read_cost(cost: Any, units: int) -> Any:
    out = _checks.square(cost, "cost")
    if len(out) != units:
        raise InputError.about(
            "cost",
            code="wrong_shape",
            expected=f"one row and one column for each of {units} units",
            found=f"shape {out.shape}",
        )
    return out
