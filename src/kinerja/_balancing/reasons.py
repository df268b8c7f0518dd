"""Why a move, and why a post stays short: facts, re-checked on the network."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from .._words import EveryLanguage, figure, words
from .direct import shortage
from .groups import Flags, Ints, Network
from .holding import FIRST, NO_RULE, Relaxation, held_by, in_force, small_enough
from .problem import MILLIONTHS, Problem

if TYPE_CHECKING:
    from .._definitions import Language
    from .direct import Arcs
    from .plan import Remaining


def _meaning(code: str) -> EveryLanguage:
    return EveryLanguage(lambda words: words.transfers.rules[code])


RULES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        code: _meaning(code)
        for code in (
            "max_moves", "max_out", "max_in", "min_months", "movable", "keep", "demands", "protect",
            "qualified", "price_per_move", "objective", "time_limit", "unsettled", "nobody",
            "together", "forbid", "direct", "need",
        )
    }
)  # fmt: skip
"""Code of a rule to what it means for a post, in every language."""


def names_of(problem: Problem, unit: int, job: int, language: Language = "en") -> tuple[str, str]:
    """Unit and job as a reader knows them."""
    u, c = problem.unit_name(unit), problem.job_name(job)
    said = words(language).transfers
    return (
        said.unit.format(unit=u) if isinstance(u, int) else str(u),
        said.job.format(job=c) if isinstance(c, int) else str(c),
    )


def amount(x: float, language: Language = "en") -> str:
    """Write a number as people read it: whole, or with two decimals at most.

    A fraction that two decimals would hide is written out: a need of 2.004 is not met by 2.

    >>> amount(2.0), amount(2.91249), amount(2.004), amount(-1.5, "id"), amount(float("nan"))
    ('2', '2.91', '2.004', '−1,5', '–')
    """
    short = round(x, 2)
    hidden = short % 1 == 0 and short != round(x, 6)
    return figure(x if hidden else short, language, decimals=None)


def sentence(
    problem: Problem, final: Ints, person: int, unit: int, job: int, language: Language = "en"
) -> str:
    """Say what a move is for: the need and the headcount on both sides."""
    u, c = int(problem.unit[person]), int(problem.job[person])
    to_unit, to_job = names_of(problem, unit, job, language)
    from_unit, from_job = names_of(problem, u, c, language)
    grammar, said = words(language).grammar, words(language).transfers
    need = float(problem.need[unit, job])
    return said.fact.format(
        to_unit=to_unit,
        to_job=to_job,
        from_unit=from_unit,
        from_job=from_job,
        before=amount(problem.headcount_at(unit, job), language),
        after=amount(int(final[unit, job]), language),
        left=amount(int(final[u, c]), language),
        need=grammar.plural(said.people, need, shown=amount(need, language)),
        own=amount(float(problem.need[u, c]), language),
    )


BARS = {1: "min_months", 2: "movable", 4: "keep", 8: "demands", 16: "together"}
"""Bit of a rule that keeps a person in place."""


class _Residual:
    """Who else could be brought where, given the plan: a search on the network of moves.

    A post is reached when one more person could come to it while every other post keeps its
    headcount. Someone who has not moved comes directly; someone sent elsewhere comes if a further
    person can take that place, and so on. What is reached is reached by a plan that exists, so a
    rule that opens a post does hold it; a rule may also hold one by a trade of unequal gains, which
    is not looked for here.
    """

    def __init__(self, problem: Problem, net: Network, arcs: Arcs, final: Ints) -> None:
        units, jobs = net.need.shape
        self.problem, self.net, self.final = problem, net, final
        moved = np.bincount(arcs.group, weights=arcs.count, minlength=net.size.size)
        # Those of each group who stay, then everyone who was in no group.
        stays = moved < net.size
        outside = np.ones(problem.size, dtype=np.bool_)
        outside[net.members] = False
        tenured = problem.tenured()
        free = np.ones(problem.size, dtype=np.bool_) if problem.movable is None else problem.movable
        kept = np.zeros(problem.size, dtype=np.bool_)
        kept[problem.keep] = True
        demanded, paired = np.zeros((2, problem.size), dtype=np.bool_)
        demanded[problem.forbid[:, 0]] = demanded[problem.force[:, 0]] = True
        if problem.together is not None:
            paired[problem.together.ravel()] = True
        marks = (~tenured, ~free, kept, demanded, paired)
        bars = np.array(list(BARS)) @ np.array(marks).astype(np.int64)
        people = np.flatnonzero(outside)
        able = self._qualified(people)
        packed = np.packbits(able, axis=1)
        cell = problem.unit[people] * jobs + problem.job[people]
        table = np.column_stack([cell, bars[people], packed.astype(np.int64)])
        first = (
            np.unique(table, axis=0, return_index=True)[1] if people.size else np.empty(0, np.int64)
        )
        self.unit = np.concatenate([net.unit, problem.unit[people[first]]])
        self.cell = np.concatenate([net.origin, cell[first]])
        self.able = np.vstack([net.qualified, able[first]])
        # Whoever a demand or a pair names is a group of their own.
        own = bars[net.members[net.start[:-1]]]
        self.bars = np.concatenate([own, bars[people[first]]])
        self.stays = np.concatenate([stays, np.ones(first.size, dtype=np.bool_)])
        self.job = self.cell % jobs
        self.arcs = arcs
        self.target = arcs.unit * jobs + arcs.job
        away = arcs.unit != net.unit[arcs.group]
        self.out = np.bincount(net.unit[arcs.group][away], arcs.count[away], units)
        self.into = np.bincount(arcs.unit[away], arcs.count[away], units)
        self.moves = int(arcs.count.sum())
        self.left = np.bincount(net.origin[arcs.group], arcs.count, units * jobs)
        source = (net.headcount > -(-net.need // MILLIONTHS)).ravel() | net.chains
        # Whoever fills a shortage is not to spare: another would only take the shortage over.
        self.spare = (
            source & (final > np.maximum(net.floor, -(-net.need // MILLIONTHS) - 1)).ravel()
        )
        self.spare &= ((final - 1) * MILLIONTHS >= net.need).ravel() | ~source

    def _qualified(self, people: Ints) -> Flags:
        if self.problem.qualified is not None:
            return self.problem.qualified[people]
        out = np.zeros((people.size, self.net.need.shape[1]), dtype=np.bool_)
        out[np.arange(people.size), self.problem.job[people]] = True
        return out

    def reached(self, relaxed: frozenset[str]) -> Flags:
        """(units, jobs) posts that one more person could reach, with some rules relaxed."""
        net = self.net
        units, jobs = net.need.shape
        cap = net.max_moves
        out = np.zeros((units, jobs), dtype=np.bool_)
        if cap is not None and self.moves >= cap and "max_moves" not in relaxed:
            return out
        room = np.ones(units, dtype=np.bool_)
        if net.max_out is not None and "max_out" not in relaxed:
            room = self.out < net.max_out
        able = np.ones_like(self.able) if "qualified" in relaxed else self.able
        barred = self.bars.copy()
        for bit, rule in BARS.items():
            if rule in relaxed:
                barred &= ~bit
        bound = np.array([bit for bit in (8, 16) if BARS[bit] not in relaxed]).sum()
        # A chain of several moves may break a cap that each of them keeps: none is then counted on.
        refilled = net.chains and all(
            getattr(net, cap) is None or cap in relaxed
            for cap in ("max_moves", "max_out", "max_in")
        )
        usable = self.stays & (barred == 0)
        post = np.zeros(units * jobs, dtype=np.bool_)
        while True:
            spare = (np.ones_like(self.spare) if "protect" in relaxed else self.spare) & np.repeat(
                room, jobs
            )
            post_now = post | spare
            if refilled:
                # Whoever leaves a post that can be filled again is replaced.
                post_now |= out.ravel() & np.repeat(room, jobs)
            stock = usable & post_now[self.cell]
            # A person already moved may be sent on from a place that another can take.
            sent = out.ravel()[self.target] & (self.bars[self.arcs.group] & bound == 0)
            stock[self.arcs.group[sent]] = True
            grown = self._fed(stock, able)
            before = int(out.sum() + post.sum() + room.sum())
            out = out | grown
            post = post.copy()
            post[self.cell[self.arcs.group[sent]]] = True
            room = room.copy()
            room[self.unit[self.arcs.group[sent]]] = True
            if int(out.sum() + post.sum() + room.sum()) == before:
                break
        if net.max_in is not None and "max_in" not in relaxed:
            out = out & (self.into < net.max_in)[:, None]
        return out

    def _fed(self, stock: Flags, able: Flags) -> Flags:
        """Posts that somebody of the stock could enter."""
        net = self.net
        units, jobs = net.need.shape
        out = np.zeros((units, jobs), dtype=np.bool_)
        rows = np.flatnonzero(stock)
        for job in range(jobs):
            mine = rows[able[rows, job]]
            homes = np.bincount(self.unit[mine], minlength=units) > 0
            count = int(homes.sum())
            out[:, job] = count - homes > 0
            if net.within_unit:
                other = mine[self.job[mine] != job]
                out[self.unit[other], job] = True
        return out & net.enter


def remaining_of(
    problem: Problem, net: Network, arcs: Arcs, final: Ints, *, stopped: bool
) -> tuple[Remaining, ...]:
    """Posts that stay short, each with the rules that hold it."""
    from .plan import Remaining

    gap = np.maximum(net.need - final * MILLIONTHS, 0)
    short = [(u, c) for u, c in np.argwhere(gap > 0).tolist()]
    if not short:
        return ()
    rules = in_force(problem)
    if small_enough(problem, rules):
        holds = _solved(problem, final, short, rules, stopped=stopped)
    else:
        free = "time_limit" if stopped else "price_per_move" if net.price else "objective"
        holds = _searched(_Residual(problem, net, arcs, final), gap > 0, rules, free)
    return tuple(
        Remaining(
            unit=problem.unit_name(u),
            job=problem.job_name(c),
            shortage=int(gap[u, c]) / MILLIONTHS,
            rule=holds[u, c][0],
            others=tuple(holds[u, c][1:]),
        )
        for u, c in short
    )


Holds = dict[tuple[int, int], list[str]]


def _solved(
    problem: Problem, final: Ints, short: list[tuple[int, int]], rules: list[str], *, stopped: bool
) -> Holds:
    """Rules by post, each claim settled by solving again."""
    now = shortage(problem.need_millionths(), final)
    holds: Holds = {}
    if stopped:
        ended = Relaxation(problem, final, now)
        now = ended.reached(NO_RULE)
        holds = {post: ["time_limit"] for post in short if ended.lets_come(NO_RULE, *post)}
    again = Relaxation(problem, final, now)
    return {post: holds.get(post) or held_by(again, rules, *post) for post in short}


def _searched(residual: _Residual, short: Flags, rules: list[str], free: str) -> Holds:
    """Rules by post, found on the network of moves."""
    rules = [rule for rule in rules if rule not in FIRST]
    holds: Holds = {
        (u, c): [free] for u, c in np.argwhere(residual.reached(NO_RULE) & short).tolist()
    }
    left = short.copy()
    for post in holds:
        left[post] = False
    for rule in rules:
        for u, c in np.argwhere(left & residual.reached(frozenset([rule]))).tolist():
            holds.setdefault((u, c), []).append(rule)
    for post in holds:
        left[post] = False
    for size in (2, 3):
        for some in itertools.combinations(rules, size):
            if not left.any():
                break
            found = left & residual.reached(frozenset(some))
            for u, c in np.argwhere(found).tolist():
                holds[u, c] = [" + ".join(some)]
            left &= ~found
    last = "nobody" if residual.net.laminar else "unsettled"
    return holds | {(u, c): [last] for u, c in np.argwhere(left).tolist()}
