"""Ties: among plans equal so far, those longest in post move, then those first in the order of ids.

Which of several interchangeable people moves is no matter of the groups: each person of a group
that may move becomes a column, of which as many are used as the group sends.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..._solve import HALF, Goal, climb_whole, is_whole, minimise, narrow
from ..._types import Float, Ints
from ..network import Network
from .columns import Model, keys_of
from .moves import Arcs, Search, measured, moved_of

SETTLED = 4_000
"""Up to so many columns it is also settled which rule was the last that was needed."""

EXACT = 2.0**32
"""Largest weight of a level over the next for which both are solved in one programme."""


def settle(net: Network, model: Model, search: Search, *, linear: bool = True) -> Arcs | None:
    """Levels `months` and `order` on the face of a model that has every column and no pools.

    With `linear` the programme is narrowed to its face; otherwise the levels are rows of it.
    """
    before = search.latest()
    if before is None or not net.named:
        return before
    ties = _Ties(net, model, search, linear=linear)
    if not model.moves or not ties.other_plans(before):
        _prove(net, before, search)
        return before
    search.others = True
    ties.add_people()
    return ties.at_once(before) or ties.one_by_one()


def _prove(net: Network, arcs: Arcs, search: Search) -> None:
    """Note both levels of a plan that is the only one, or the best in both."""
    values = measured(net, arcs)
    for name in ("months", "order"):
        if name in values:
            search.prove(name, values[name])


@dataclass(slots=True)
class _Ties:
    net: Network
    model: Model
    search: Search
    linear: bool
    """True while the programme is narrowed by prices; False once levels are rows of it."""
    people: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    """Entries of `members` that have columns, the last of the programme."""

    def other_plans(self, plan: Arcs) -> bool:
        """Tell whether other plans are equal in every level before these."""
        net = self.net
        moved = moved_of(net, plan)
        if ((moved > 0) & (moved < net.size)).any() or (np.bincount(plan.group) > 1).any():
            # Interchangeable people could swap.
            return True
        return not self._unique(plan, np.empty(0, np.int64))

    def add_people(self) -> None:
        """Add a column for each person of the groups that may move."""
        from scipy import sparse

        net, program = self.net, self.model.program
        moving = np.unique(self.model.group)
        self.people = np.concatenate(
            [np.arange(net.start[g], net.start[g + 1]) for g in moving.tolist()]
        )
        owner = np.repeat(moving, net.size[moving])
        count = self.people.size
        columns = sparse.coo_array(
            (-np.ones(count), (owner, np.arange(count))), shape=(program.row_lower.size, count)
        )
        every = program.row_lower[owner] == program.row_upper[owner]
        one = np.ones(count)
        program.append(columns.tocsc(), every.astype(np.float64), one, one)
        program.row_lower[moving] = 0.0
        program.row_upper[moving] = 0.0

    def goals(self) -> list[Goal]:
        """Months as many as possible, then places by id as early as possible."""
        out = [] if self.net.months is None else [
            Goal("months", self._spread(-self.net.months), unit=-1.0)
        ]  # fmt: skip
        return [*out, Goal("order", self._spread(self.net.place))]

    def _spread(self, value: Ints) -> Float:
        out = self.model.spread(0.0)
        out[-self.people.size :] = value[self.people]
        return out

    def at_once(self, before: Arcs) -> Arcs | None:
        """Both levels in one programme; None where that proves nothing, or too little.

        Valid where whole prices give the bound itself: one month weighs more than all places can
        differ by, so that a plan with more months, or as many and earlier places, would lie below.
        """
        program = self.model.program
        if not self.linear or program.lower.size <= SETTLED:
            return None
        *first, order = self.goals()
        cost = order.cost
        for goal in first:
            # As many move in every plan, unless a price let other numbers of them be as good.
            most = int(before.count.sum()) if self.net.price == 0 else None
            cost = cost + (np.sort(cost)[::-1][:most].sum() + 1) * goal.cost
        if np.abs(cost).max(initial=0.0) > EXACT:
            return None
        step = minimise(program, cost, whole=True, deadline=self.search.deadline)
        if not is_whole(step.x) or step.bound < float(cost @ np.rint(step.x)) - HALF:
            return None
        out = Arcs.of(self.model, step.x)
        _prove(self.net, out, self.search)
        self.search.decided_by = "order"
        return out

    def one_by_one(self) -> Arcs | None:
        """One level after the other, asking after each whether a choice is left."""
        search, left = self.search, True
        for goal in self.goals():
            plan = self._level(goal)
            search.note(plan)
            if left:
                search.decided_by = "months" if goal.name == "months" else "order"
                left = not self._only(plan)
        if left:
            search.decided_by = "fixed"
        return search.latest()

    def _level(self, goal: Goal) -> Arcs:
        program, search = self.model.program, self.search
        if self.linear:
            step = minimise(program, goal.cost, whole=True, deadline=search.deadline)
            if is_whole(step.x):
                search.prove(goal.name, goal.proved(step.bound))
                narrow(program, step)
                return Arcs.of(self.model, step.x)
            self.linear = False
        out = climb_whole(program, goal, search, lambda x: Arcs.of(self.model, x))
        return Arcs.of(self.model, out.x)

    def _only(self, plan: Arcs) -> bool:
        """Tell whether no other plan is equal in the levels solved so far."""
        if self.model.program.lower.size > SETTLED:
            # Whether a choice is left is not worth the time: the next level settles it.
            return False
        if (np.bincount(plan.group) > 1).any():
            return False
        moved = moved_of(self.net, plan)
        group = np.repeat(np.arange(self.net.size.size), self.net.size)
        goes = np.arange(group.size) - self.net.start[group] < moved[group]
        return self._unique(plan, np.flatnonzero(goes[self.people]))

    def _unique(self, plan: Arcs, going: Ints) -> bool:
        """Tell whether the programme holds no other plan than this one.

        The cost falls as soon as a plan departs from this one: where each group that moves goes to
        one post, another plan must use a move or send a person that this one does not, or make
        fewer moves. Valid by the bound of that cost.
        """
        model = self.model
        program = model.program
        free = program.lower < program.upper
        point = np.zeros(program.lower.size)
        point[_columns(self.net, model, plan)] = plan.count
        named = point.size - self.people.size
        point[named + going] = 1.0
        cost = np.where(point > 0, 1.0, -1.0)
        cost[model.moves : named] = 0.0
        cost[~free] = 0.0
        value = float(cost @ point)
        step = minimise(program, cost, whole=True, deadline=self.search.deadline)
        if step.bound >= value - HALF:
            return True
        if self.linear and self.net.laminar:
            return False
        # Where there is no face of whole vertices, the better point may consist of halves.
        out = program.whole_point(cost, deadline=self.search.deadline)
        return out.bound >= value - HALF


def _columns(net: Network, model: Model, plan: Arcs) -> Ints:
    """Columns of the moves of a plan."""
    keys = keys_of(net, model.group, model.unit, model.job)
    order = np.argsort(keys)
    return order[np.searchsorted(keys, keys_of(net, plan.group, plan.unit, plan.job), sorter=order)]
