"""Alike workers, exactly: packing the tasks into m bins of a given makespan.

Bins are filled one after the other, each with the longest task left and a set of others whose sum
comes close enough to the makespan that the unused time of all bins is not exceeded. Rows of
reachable sums (see `exchange`) cut every branch that cannot end in such a set. A search of the
whole tree proves that there is no packing; where it is too large, the first bins are filled tightly
by lot and only the last ones are searched.

References
----------
Schreiber, E. L., Korf, R. E. and Moffitt, M. D. (2018). Optimal multi-way number partitioning.
Journal of the ACM 65(4), article 24.
Gilmore, P. C. and Gomory, R. E. (1961). A linear programming approach to the cutting-stock problem.
Operations Research 9(6), 849-859 (the bound on the number of bins).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..._solve import linear
from ..._types import Ints
from ...errors import ConvergenceError

Bins = list[list[int]]

MOST_BITS = 2**17
"""Longest row of sums; larger tasks are counted in coarser steps, cautiously."""

TAIL = 34
"""Tasks that are left to the search of the last bins."""

CAUTION = 0.6
"""Chance of taking the longest task that still lets a bin be filled to the brim."""

FIRST_LOOK = 4_000
"""Sets of tasks looked at in the first search of the whole tree; later ones grow from it."""

FIRST_LOTS = 100
"""Fillings by lot in the second round; later ones grow from it."""

NEAR = 0.005
"""Distance from the bound, as a share of it, that counts as close."""

BESIDE = 3
"""Fillings that are added beside the best one."""

COVER = 2**20
"""Whole prices of tasks are counted in this fraction of a bin."""


class _GaveUpError(Exception):
    """The search has used up its allowance."""


class Packing:
    """Search for a packing of sizes, longest first, into bins of one makespan."""

    left: int
    """Sets that may still be looked at."""

    def __init__(self, makespan: int, deadline: float) -> None:
        self.makespan = makespan
        self.deadline = deadline
        self.shift = max(0, makespan.bit_length() - MOST_BITS.bit_length())

    def whole(self, sizes: list[int], m: int, allowance: int) -> Bins | None:
        """Search the whole tree: a packing, or None when there is none.

        Raises
        ------
        _GaveUpError
            When more than `allowance` sets were looked at.
        """
        self.left = allowance
        return self._search(sizes, m, m * self.makespan - sum(sizes))

    def by_lot(
        self, sizes: list[int], m: int, rng: np.random.Generator, allowance: int
    ) -> Bins | None:
        """Fill bins tightly by lot until few tasks are left, and search the rest."""
        done: Bins = []
        slack = m * self.makespan - sum(sizes)
        while m > 2 and len(sizes) > TAIL:
            first, rest = sizes[0], sizes[1:]
            picks = self._tight(rest, self.makespan - first, rng)
            sizes, bin_ = _without(rest, picks)
            done.append([first, *bin_])
            slack -= self.makespan - sum(done[-1])
            m -= 1
            if slack < 0:
                return None
        self.left = allowance
        found = self._search(sizes, m, slack)
        return None if found is None else done + found

    def _search(self, sizes: list[int], m: int, slack: int) -> Bins | None:
        if slack < 0 or (sizes and sizes[0] > self.makespan):
            return None
        self._spend()
        if m == 1:
            return [sizes]
        if not sizes:
            return [[] for _ in range(m)]
        first, rest = sizes[0], sizes[1:]
        room = self.makespan - first
        reach = _reach([s >> self.shift for s in rest], room >> self.shift)
        for picks in self._fills(rest, reach, 0, room - slack, room, []):
            left, bin_ = _without(rest, picks)
            out = self._search(left, m - 1, slack - (room - sum(bin_)))
            if out is not None:
                return [[first, *bin_], *out]
        return None

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0 or (self.left % 64 == 0 and time.monotonic() >= self.deadline):
            raise _GaveUpError

    def _fills(
        self,
        sizes: list[int],
        reach: list[int],
        start: int,
        low: int,
        high: int,
        picks: list[int],
    ) -> Iterator[list[int]]:
        """Positions of every set of sizes with a sum from `low` to `high` that takes no more."""
        self._spend()
        if low <= 0:
            # A bin with room for one more task is never better than with it.
            chosen = set(picks)
            smallest = next((j for j in range(len(sizes) - 1, -1, -1) if j not in chosen), None)
            if smallest is None or sizes[smallest] > high:
                yield picks
        j, n = start, len(sizes)
        while j < n:
            size = sizes[j]
            if size <= high:
                # In coarse steps a sum may fall short by one step a task.
                least = max((low - size >> self.shift) - (n - j if self.shift else 0), 0)
                most = high - size >> self.shift
                if reach[j + 1] >> least & (1 << most - least + 1) - 1:
                    yield from self._fills(
                        sizes, reach, j + 1, low - size, high - size, [*picks, j]
                    )
            j += 1
            while j < n and sizes[j] == size:
                j += 1

    def _tight(self, sizes: list[int], room: int, rng: np.random.Generator) -> list[int]:
        """Positions of a set that fills the room to the brim, long tasks rather than short ones."""
        # Rounded up, so that what fits in coarse steps fits.
        step = 1 << self.shift
        coarse = [(s + step - 1) >> self.shift for s in sizes]
        goal = room >> self.shift
        reach = _reach(coarse, goal)
        goal = reach[0].bit_length() - 1
        out: list[int] = []
        j = 0
        while goal > 0:
            last = -1
            while j < len(coarse):
                if coarse[j] <= goal and reach[j + 1] >> goal - coarse[j] & 1:
                    last = j
                    if rng.random() < CAUTION:
                        break
                j += 1
            out.append(last)
            goal -= coarse[last]
            j = last + 1
        return out


def _reach(sizes: list[int], high: int) -> list[int]:
    """Sums up to `high` that can be made of the sizes from each position on."""
    mask = (1 << high + 1) - 1
    out = [1] * (len(sizes) + 1)
    for j in range(len(sizes) - 1, -1, -1):
        out[j] = (out[j + 1] | out[j + 1] << sizes[j]) & mask
    return out


def _without(sizes: list[int], picks: list[int]) -> tuple[list[int], list[int]]:
    chosen = set(picks)
    return [s for j, s in enumerate(sizes) if j not in chosen], [sizes[j] for j in picks]


def search(
    sizes: list[int], m: int, bound: int, makespan: int, deadline: float
) -> tuple[Bins | None, int]:
    """Search between a proved bound and a makespan in hand: the best packing, and the bound.

    Parameters
    ----------
    sizes : list of int
        Durations, longest first.
    m : int
        Workers.
    bound, makespan : int
        No plan is below the bound; a plan with the makespan is known.
    deadline : float
        Reading of ``time.monotonic()`` at which to stop.
    """
    best: Bins | None = None
    rng = np.random.default_rng(0)
    allowance, lots = FIRST_LOOK, 0
    raised = False
    while bound < makespan and time.monotonic() < deadline:
        unknown, aim = bound - 1, bound
        # From the bound upwards in ever smaller steps: what is found lowers the upper end.
        while makespan - unknown > 1 and time.monotonic() < deadline:
            found, none = _packed(sizes, m, aim, rng, allowance, lots, deadline)
            if found is not None:
                best = found
                makespan = max(map(sum, found))
            elif none:
                bound = aim + 1
                unknown = aim
            else:
                unknown = aim
            aim = (unknown + makespan) // 2
        # Close to the bound a packing is likelier than a better bound, so lots are drawn first.
        if not raised and (lots > 8 * FIRST_LOTS or makespan - bound > NEAR * bound):
            bound = _raised(sizes, m, best or [], bound, makespan, deadline)
            raised = True
        allowance, lots = 2 * allowance, max(2 * lots, FIRST_LOTS)
    return best, bound


def _packed(
    sizes: list[int],
    m: int,
    makespan: int,
    rng: np.random.Generator,
    allowance: int,
    lots: int,
    deadline: float,
) -> tuple[Bins | None, bool]:
    """A packing, or whether it is proved that there is none."""
    packing = Packing(makespan, deadline)
    try:
        found = packing.whole(sizes, m, allowance)
    except (_GaveUpError, RecursionError):
        pass
    else:
        return found, found is None
    for _ in range(lots if len(sizes) > TAIL else 0):
        if time.monotonic() >= deadline:
            break
        try:
            found = packing.by_lot(sizes, m, rng, allowance)
        except (_GaveUpError, RecursionError):
            continue
        if found is not None:
            return found, False
    return None, False


def _raised(
    sizes: list[int], m: int, known: Bins, bound: int, makespan: int, deadline: float
) -> int:
    """Raise the bound by the fractional number of bins, tried just below the makespan first."""
    if len(sizes) * makespan > 2 * 10**7:
        return bound
    cover = Cover(sizes, known)
    if cover.needs_more(makespan - 1, m, deadline):
        return makespan
    if not cover.needs_more(bound, m, deadline):
        return bound
    low, high = bound + 1, makespan - 1
    # A makespan below `low` is ruled out; at `high` it could not be.
    while low < high and time.monotonic() < deadline:
        middle = (low + high) // 2
        if cover.needs_more(middle, m, deadline):
            low = middle + 1
        else:
            high = middle
    return low


class Cover:
    """Fractional covering of the tasks by fillings of bins, found filling by filling."""

    def __init__(self, sizes: list[int], known: Bins) -> None:
        self.size, self.count = np.unique(sizes, return_counts=True)
        self.fillings: list[Ints] = list(np.diag(np.ones_like(self.size)))
        for bin_ in known:
            at = np.searchsorted(self.size, bin_)
            self.fillings.append(np.bincount(at, minlength=self.size.size))

    def needs_more(self, makespan: int, m: int, deadline: float) -> bool:
        """Tell whether more than m bins are needed, even in fractions.

        Whole prices that no filling exceeds by more than `top` prove it: the tasks together cost
        more than m times `top`.
        """
        while time.monotonic() < deadline:
            usable = [f for f in self.fillings if int(f @ self.size) <= makespan]
            table = np.array(usable).T
            try:
                out = linear(
                    np.ones(table.shape[1]), table, self.count.astype(np.float64),
                    np.full(self.size.size, np.inf), np.zeros(table.shape[1]),
                    np.full(table.shape[1], np.inf), deadline=deadline,
                )  # fmt: skip
            except ConvergenceError:
                return False
            price = np.maximum(np.floor(out.row_dual * COVER), 0).astype(np.int64)
            filling, top = self._dearest(price, self.count, makespan)
            if int(price @ self.count) > m * top:
                return True
            # No better filling: the fraction is what it is, and m bins are enough for it.
            if top <= COVER + self.size.size or out.value <= m:
                return False
            self.fillings.append(filling)
            # Fillings of what the first ones leave: they go with them in a cover.
            left = self.count.copy()
            for _ in range(BESIDE):
                left = left - filling
                filling, worth = self._dearest(price, left, makespan)
                if worth <= COVER:
                    break
                self.fillings.append(filling)
        return False

    def _dearest(self, price: Ints, count: Ints, makespan: int) -> tuple[Ints, int]:
        """Return the filling of highest price from so many tasks of each size, and that price."""
        # Half the bytes where the sum of all prices fits.
        narrow = int(price @ count) < 2**31
        worth = np.zeros(makespan + 1, dtype=np.int32 if narrow else np.int64)
        price = price.astype(worth.dtype)
        rows: list[tuple[int, Any]] = []
        for k in np.flatnonzero(price > 0).tolist():
            size = int(self.size[k])
            for _ in range(min(int(count[k]), makespan // size)):
                with_ = worth[: makespan + 1 - size] + price[k]
                taken = with_ > worth[size:]
                np.maximum(with_, worth[size:], out=worth[size:])
                rows.append((k, taken))
        out = np.zeros_like(self.size)
        at = int(worth.argmax())
        top = int(worth[at])
        for k, taken in reversed(rows):
            size = int(self.size[k])
            if at >= size and taken[at - size]:
                out[k] += 1
                at -= size
        return out, top
