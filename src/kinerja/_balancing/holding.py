"""Which rules hold a shortage: each is relaxed, and the problem is solved again.

A set of rules holds a post if, without them, some plan leaves less shortage in all and less at this
post. Whether it does is decided by solving, never by the look of the plan: a cap that is reached
need not hold anything, and one that is not may.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from .._solve import HALF, is_whole, minimise
from .._types import Ints
from ..errors import InfeasibleError
from .network import Network, group, merged
from .problem import Problem
from .rules import MILLIONTHS
from .strategies.columns import Model, arcs_of, build, shortage_segments
from .strategies.moves import Arcs, Search, after, shortage
from .strategies.search import moves_at_most, searched

Rules = frozenset[str]

NO_RULE: Rules = frozenset()

FIRST = ("objective", "price_per_move")
"""Rules that put something before the shortage."""

RELAXED = (
    *FIRST,
    "max_moves",
    "max_out",
    "max_in",
    "min_months",
    "movable",
    "keep",
    "demands",
    "together",
    "protect",
    "qualified",
)
"""Rules in the order in which they are tried and named."""

EXACT = 2_000
"""Most possible moves, all rules relaxed, for which every claim is settled by solving again."""


def in_force(problem: Problem) -> list[str]:
    """Rules that could hold anything in this problem, in the order of `RELAXED`."""
    tenured, able = problem.tenured(), problem.qualified
    there = {
        "objective": problem.rules.objective != "shortage",
        "price_per_move": problem.rules.price_per_move > 0,
        "max_moves": problem.rules.max_moves is not None,
        "max_out": problem.max_out is not None,
        "max_in": problem.max_in is not None,
        "min_months": not tenured.all(),
        "movable": problem.movable is not None and not problem.movable.all(),
        "keep": problem.keep.size > 0,
        "demands": problem.forbid.size + problem.force.size > 0,
        "together": problem.together is not None and problem.together.size > 0,
        "protect": True,
        "qualified": problem.need.shape[1] > 1 if able is None else not able.all(),
    }
    return [rule for rule in RELAXED if there[rule]]


def without(problem: Problem, rules: Rules) -> Problem:
    """Return the problem with some rules relaxed; `protect` is one of the network, not of this."""
    new = problem
    changes: dict[str, int | float | str | None] = {}
    if "max_out" in rules:
        new = replace(new, max_out=None)
    if "max_in" in rules:
        new = replace(new, max_in=None)
    if "movable" in rules:
        new = replace(new, movable=None)
    if "together" in rules:
        new = replace(new, together=None)
    if "keep" in rules:
        new = replace(new, keep=problem.keep[:0])
    if "demands" in rules:
        new = replace(new, forbid=problem.forbid[:0], force=problem.force[:0])
    if "qualified" in rules:
        every = np.ones((problem.size, problem.need.shape[1]), dtype=np.bool_)
        new = replace(new, qualified=every)
    if "max_moves" in rules:
        changes["max_moves"] = None
    if "min_months" in rules:
        changes["min_months"] = 0.0
    if "objective" in rules:
        changes["objective"] = "shortage"
    if "price_per_move" in rules:
        changes["price_per_move"] = 0.0
    return replace(new, rules=problem.rules.model_copy(update=changes)) if changes else new


def small_enough(problem: Problem, rules: Iterable[str]) -> bool:
    """Tell whether every rule can be tried by solving again."""
    net = merged(group(without(problem, frozenset(rules)), guarded=False))
    return moves_at_most(net) <= EXACT


@dataclass(slots=True)
class Relaxation:
    """The same problem with sets of rules relaxed, each solved once."""

    problem: Problem
    final: Ints
    """(units, jobs) headcount with the plan."""
    least: int
    """Shortage to get below, in millionths of a person."""
    nets: dict[Rules, Network] = field(default_factory=dict)
    finals: dict[Rules, Ints | None] = field(default_factory=dict)
    plans: dict[Rules, tuple[Network, Arcs]] = field(default_factory=dict)
    """Plans of less shortage, where something else than the shortage does not come first."""
    comes: dict[tuple[Rules, int, int], bool] = field(default_factory=dict)

    def frees(self, rules: Rules) -> bool:
        """Tell whether the total shortage falls without these rules."""
        if rules not in self.finals:
            if self.by_objective(rules):
                self.finals[rules] = self._planned(rules)
            else:
                self.finals[rules] = self._fewer(rules, None)
        return self.finals[rules] is not None

    def reached(self, rules: Rules) -> int:
        """Least shortage that solving without these rules comes to."""
        found = self.finals[rules] if self.frees(rules) else None
        return self.least if found is None else self._short(found)

    def lets_come(self, rules: Rules, unit: int, job: int) -> bool:
        """Tell whether the total falls, and one more person comes to this post."""
        if not self.frees(rules):
            return False
        found = self.finals[rules]
        if found is not None and found[unit, job] > self.final[unit, job]:
            return True
        if self.by_objective(rules):
            return False
        key = rules, unit, job
        if key not in self.comes:
            self.comes[key] = (
                self._redirected(rules, unit, job) or self._fewer(rules, (unit, job)) is not None
            )
        return self.comes[key]

    def by_objective(self, rules: Rules) -> bool:
        """Tell whether something other than the shortage comes first, even without these rules."""
        own = self.problem.rules
        return (own.objective != "shortage" and "objective" not in rules) or (
            own.price_per_move > 0 and "price_per_move" not in rules
        )

    def _redirected(self, rules: Rules, unit: int, job: int) -> bool:
        """Tell whether somebody whom the plan without these rules moves could come here instead.

        Such a plan is shown, and nothing has to be solved: among a thousand short posts, most are
        settled so.
        """
        net, arcs = self.plans[rules]
        before = after(net, arcs)
        home = net.unit[arcs.group]
        able = ~np.isin(arcs.group, net.couples) & net.open_to(arcs.group, job)[:, unit]
        able &= net.qualified[arcs.group, job]
        if net.max_out is not None:
            able &= arcs.unit != home  # who changed jobs inside the unit has not left it
        if net.max_in is not None:
            come = int(arcs.count[(arcs.unit == unit) & (home != unit)].sum())
            able &= (arcs.unit == unit) | (home == unit) | (come < net.max_in[unit])
        for v, d in {*zip(arcs.unit[able].tolist(), arcs.job[able].tolist(), strict=True)}:
            final = before.copy()
            final[v, d] -= 1
            final[unit, job] += 1
            if (
                final[unit, job] > self.final[unit, job]  # not the same post, nor one that lost
                and final[v, d] >= net.floor[v, d]
                and self._short(final) < self.least
            ):
                return True
        return False

    def _network(self, rules: Rules) -> Network:
        if rules not in self.nets:
            self.nets[rules] = group(without(self.problem, rules), guarded="protect" not in rules)
        return self.nets[rules]

    def _short(self, final: Ints) -> int:
        """Shortage where there was one at first: posts that gave without protection are left out.

        With protection no other post can be short, so that this is then the whole shortage.
        """
        need, before = self.problem.need_millionths(), self.problem.headcount()
        return shortage(np.where(before * MILLIONTHS < need, need, 0), final)

    def _planned(self, rules: Rules) -> Ints | None:
        """Headcount of the plan by the objective, if its shortage is lower."""
        net = self._network(rules)
        try:
            arcs, _ = searched(net, Search(None, lambda _levels: None, Arcs.none))
        except InfeasibleError:
            return None
        final = after(net, arcs)
        return final if self._short(final) < self.least else None

    def _fewer(self, rules: Rules, post: tuple[int, int] | None) -> Ints | None:
        """Headcount of a plan with less shortage, with one more person at the post; None if none.

        The bound of the linear programme rules such plans out; a point of whole people shows one;
        between the two branch and bound decides.
        """
        net = merged(self._network(rules))
        segments = shortage_segments(net)
        model = build(net, *arcs_of(net), segments)
        program = model.program
        if post is not None:
            u, c = post
            more = int(self.final[u, c] - net.headcount[u, c]) + 1
            if not _ask(model, more, u * net.need.shape[1] + c):
                return None
        cost = model.spread(0.0, segments.marginal)
        base = self._short(net.headcount)
        try:
            step = minimise(program, cost, whole=True, deadline=None)
            if base + step.bound > self.least - HALF:
                return None
            x = step.x
            if not is_whole(x[: model.moves]):
                x = program.whole_point(cost, deadline=None).x
        except InfeasibleError:
            return None
        arcs = Arcs.of(model, x)
        final = after(net, arcs)
        if self._short(final) >= self.least:
            return None
        self.plans.setdefault(rules, (net, arcs))
        return final


def _ask(model: Model, more: int, post: int) -> bool:
    """Demand so many more people at a post than at first; False where it has no such room.

    The pieces of a post's gain fall in worth, so that the first ones are those that are used.
    """
    segments, at = model.segments, model.pieces
    for piece in np.flatnonzero((segments.post == post) & segments.up).tolist():
        part = min(more, int(segments.width[piece]))
        model.program.lower[at + piece] = part
        more -= part
    return more == 0


def held_by(again: Relaxation, rules: list[str], unit: int, job: int) -> list[str]:
    """Rules of which each alone holds a post; else one set, joined, that holds it only together."""
    if alone := [rule for rule in rules if again.lets_come(frozenset([rule]), unit, job)]:
        return alone
    if not again.lets_come(frozenset(rules), unit, job):
        return ["protect" if _elsewhere(again.problem, unit, job) else "nobody"]
    for pair in itertools.combinations(rules, 2):
        if again.lets_come(frozenset(pair), unit, job):
            return [" + ".join(pair)]
    # Whatever can be left out without losing the effect is left out: each of the rest is needed.
    kept = rules
    for rule in reversed(rules):
        fewer = [other for other in kept if other != rule]
        if again.lets_come(frozenset(fewer), unit, job):
            kept = fewer
    return [" + ".join(kept)]


def _elsewhere(problem: Problem, unit: int, job: int) -> bool:
    """Tell whether there is anybody who is not in the post's unit, or may change jobs in it."""
    inside = problem.unit == unit
    there = ~inside | ((problem.job != job) & bool(problem.rules.within_unit))
    return bool(there.any()) and bool(problem.need[unit, job] > 0)
