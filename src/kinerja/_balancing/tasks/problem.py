"""Tasks and workers on a grid of whole numbers, on which every sum and comparison is exact.

Whole durations are their own grid; decimals up to six places are counted in their last place.
Other durations are counted in a power of two small enough that rounding cannot be seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from ... import _checks
from ..._types import Flags, Float, Ints
from ...errors import InfeasibleError, InputError, shown

LARGEST = 2**53
"""Sum of the durations up to which every load is exact as a float."""

NO_CAP = 2**62

MOST_WORKERS = 1_000_000
"""Most workers whose loads are laid out."""

PLACES = 7
"""Decimals that are looked for: none to six."""


@dataclass(frozen=True, slots=True)
class Tasks:
    """A checked problem. A task's time on a worker is whole, in `unit`."""

    related: bool
    """Times are work × slowness of the worker."""
    alike: bool
    """The workers are interchangeable."""
    size: Ints
    """(n,) work of each task; empty where times are not related."""
    slow: Ints
    """(m,) time of one piece of work; 1 where times are not related."""
    times: Ints
    """(n, m) time of each task on each worker; empty where the workers are alike."""
    allowed: Flags | None
    """(n, m) who may take what."""
    cap: Ints
    """(m,) most time of each worker; `NO_CAP` where there is none."""
    unit: Fraction
    """What one step of the grid stands for."""
    exact: bool
    """False where durations had to be rounded to the grid."""
    seconds: Float
    """(n,) or (n, m) durations as given."""
    speed: Float | None
    """(m,) as given."""
    names: Any
    """(m,) labels of the workers, or None."""

    @property
    def n(self) -> int:
        """Number of tasks."""
        return int(self.seconds.shape[0])

    @property
    def m(self) -> int:
        """Number of workers."""
        return int(self.slow.size)

    @property
    def free(self) -> bool:
        """Tell whether every worker may take every task, and any number of them."""
        return self.allowed is None and not bool((self.cap < NO_CAP).any())

    def time(self, task: int, worker: int) -> int:
        """Time of a task on a worker."""
        return int(self.size[task] if self.alike else self.times[task, worker])

    def loads(self, worker: Ints) -> list[int]:
        """(m,) sum of the times of each worker's tasks."""
        out = np.zeros(self.m, dtype=np.int64)
        taken = self.size if self.alike else self.times[np.arange(self.n), worker]
        np.add.at(out, worker, taken)
        loads: list[int] = out.tolist()
        return loads


def read_tasks(durations: Any, workers: Any, *, speed: Any, eligible: Any, capacity: Any) -> Tasks:
    """Check what a caller hands in, and put it on a grid."""
    names = None
    if isinstance(workers, Real | np.bool_):
        m = _checks.whole_number(workers, "workers", lower=1, upper=MOST_WORKERS)
    else:
        size = _checks.length_of(workers)
        names = _checks.identifiers(workers, size, "workers")
        m = 0 if names is None else names.size
        if not m:
            raise InputError.about(
                "workers",
                code="too_few",
                expected="a number of workers, or their labels",
                found=shown(workers),
            )
    seconds = _read_durations(durations, m)
    n = seconds.shape[0]
    rates = None if speed is None else _checks.vector(speed, "speed", n=m, rows=names)
    if rates is not None:
        _checks.positive(rates, "speed", rows=names)
        if seconds.ndim == 2:
            raise InputError.about(
                "speed",
                code="contradiction",
                expected="durations of shape (n,) with it",
                found="durations by worker",
                hint="Durations by worker hold the speed already.",
            )
    allowed = None if eligible is None else _checks.flags(eligible, "eligible", (n, m))
    if allowed is not None and allowed.all():
        allowed = None
    grid = _on_grid(seconds, rates, m)
    cap = _read_capacity(capacity, m, grid.unit, names)
    even = grid.related and bool((grid.slow == grid.slow[0]).all())
    alike = even and allowed is None and not (cap < NO_CAP).any()
    times = grid.times
    if grid.related and not alike:
        times = grid.size[:, None] * grid.slow
    out = Tasks(
        related=grid.related,
        alike=alike,
        size=grid.size,
        slow=grid.slow,
        times=times,
        allowed=allowed,
        cap=cap,
        unit=grid.unit,
        exact=grid.exact,
        seconds=seconds.copy(),
        speed=None if rates is None else rates.copy(),
        names=names,
    )
    _refuse_homeless(out)
    return out


def _read_durations(durations: Any, m: int) -> Float:
    out = _checks.floats(durations, "durations")
    if out.ndim == 2:
        # Elsewhere such a cell means that the worker may not have the task.
        _checks.refuse_cells(
            ~np.isfinite(out),
            out,
            "durations",
            code="missing_value",
            expected="a finite time for every task and worker",
            hint="Where a worker may not have a task, write any time there and pass `eligible=`, "
            "with 0 in that cell.",
        )
    out = (
        _checks.matrix(out, "durations", k=m) if out.ndim == 2 else _checks.vector(out, "durations")
    )
    _checks.nonnegative(out, "durations")
    total = float(out.max(axis=1).sum() if out.ndim == 2 else out.sum()) if out.size else 0.0
    if total > LARGEST:
        raise InputError.about(
            "durations",
            code="out_of_range",
            expected=f"a sum of at most 2^53 = {LARGEST}",
            found=f"{total:g}",
            hint="Count in a larger unit of time: beyond this, loads would not be exact.",
        )
    return out


def _grid(values: Float, total: float) -> tuple[Ints, Fraction, bool]:
    """Values as whole multiples of a unit, and whether nothing was rounded."""
    for places in range(PLACES):
        scale = 10.0**places
        near = np.rint(values * scale)
        if total * scale <= LARGEST and (near / scale == values).all():
            whole = near.astype(np.int64)
            # Quarters of an hour are counted in quarters, so that a mean rounds up to one.
            step = max(1, int(np.gcd.reduce(whole, axis=None)))
            return whole // step, Fraction(step, 10**places), True
    near, unit = _fine(values, total)
    same = bool((near * float(unit) == values).all())
    return near, unit, same


def _fine(values: Float, total: float) -> tuple[Ints, Fraction]:
    """Values to the nearest multiple of a power of two, 2^52 of which make the total."""
    power = 52 - math.ceil(math.log2(total))
    return np.rint(np.ldexp(values, power)).astype(np.int64), Fraction(2) ** -power


class _OnGrid(NamedTuple):
    size: Ints
    slow: Ints
    times: Ints
    unit: Fraction
    related: bool
    exact: bool


def _on_grid(seconds: Float, rates: Float | None, m: int) -> _OnGrid:
    even = np.ones(m, dtype=np.int64)
    no_size, no_times = np.empty(0, np.int64), np.empty((0, m), np.int64)
    if seconds.ndim == 2:
        total = float(seconds.max(axis=1).sum()) if seconds.size else 0.0
        times, unit, exact = _grid(seconds, total)
        return _OnGrid(no_size, even, times, unit, related=False, exact=exact)
    size, unit, exact = _grid(seconds, float(seconds.sum()))
    if rates is None:
        return _OnGrid(size, even, no_times, unit, related=True, exact=exact)
    whole, rate_unit, rate_exact = _grid(rates, float(rates.sum()))
    common = math.lcm(*whole.tolist()) if rate_exact else 0
    most = max((common // s for s in whole.tolist()), default=0)
    if exact and rate_exact and 0 < most * max(1, int(size.sum())) <= LARGEST:
        # time = work / speed = work · (common / speed) in steps of 1/common
        slow = np.array([common // s for s in whole.tolist()], dtype=np.int64)
        return _OnGrid(size, slow, no_times, unit / rate_unit / common, related=True, exact=True)
    by_worker = seconds[:, None] / rates
    top = float(by_worker.max(axis=1).sum()) if by_worker.size else 0.0
    if not top <= LARGEST:
        raise InputError.about(
            "speed",
            code="out_of_range",
            expected=f"durations / speed with a sum of at most 2^53 = {LARGEST}",
            found=f"{top:g}",
            hint="Count in a larger unit of time.",
        )
    if top == 0:
        return _OnGrid(size, even, no_times, unit, related=True, exact=True)
    times, unit = _fine(by_worker, top)
    return _OnGrid(no_size, even, times, unit, related=False, exact=False)


def _read_capacity(capacity: Any, m: int, unit: Fraction, names: Any) -> Ints:
    if capacity is None:
        return np.full(m, NO_CAP, dtype=np.int64)
    if _checks.axes_of(capacity) == 0:
        values = np.full(m, _checks.number(capacity, "capacity", lower=0.0))
    else:
        values = _checks.vector(capacity, "capacity", n=m, rows=names)
        _checks.nonnegative(values, "capacity", rows=names)
    # A capacity of 0.3 holds three tasks of 0.1: decimals are meant as they are written.
    steps = [math.floor(Fraction(repr(v)) / unit) for v in values.tolist()]
    return np.array([min(s, NO_CAP) for s in steps], dtype=np.int64)


def _refuse_homeless(tasks: Tasks) -> None:
    """Refuse tasks that no worker may take, or that no worker who may has room for."""
    if tasks.allowed is not None:
        lost = np.flatnonzero(~tasks.allowed.any(axis=1))
        if lost.size:
            raise nobody("eligible", lost, "is eligible for", "Make somebody eligible, or leave")
    if not (tasks.cap < NO_CAP).any():
        return
    fits = tasks.times <= tasks.cap
    if tasks.allowed is not None:
        fits &= tasks.allowed
    lost = np.flatnonzero(~fits.any(axis=1))
    if lost.size:
        raise nobody("capacity", lost, "has the capacity for", "Raise a capacity, or leave")


def nobody(argument: str, lost: Any, verb: str, mend: str) -> InfeasibleError:
    """Build the error for tasks that cannot be given to anybody."""
    positions = tuple(int(i) for i in lost[:5])
    more = f" and {lost.size - 5} more" if lost.size > 5 else ""
    which = f"task{'s' if lost.size > 1 else ''} {', '.join(map(str, positions))}{more}"
    return InfeasibleError(
        f"`{argument}`: no worker {verb} {which}. {mend} the task out.",
        code="infeasible",
        argument=argument,
        positions=positions,
        expected="a worker for each task",
        found=f"none for {which}",
        hint=f"{mend} the task out.",
    )
