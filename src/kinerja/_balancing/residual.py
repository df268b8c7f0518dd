"""Who else could be brought where, given a plan: a search on the network of moves."""

from __future__ import annotations

import numpy as np

from .._types import Flags, Ints
from .network import Network
from .problem import Problem
from .rules import MILLIONTHS
from .strategies.moves import Arcs

BARS = {1: "min_months", 2: "movable", 4: "keep", 8: "demands", 16: "together"}
"""Bit of a rule that keeps a person in place."""


class Residual:
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
        self.away = away = arcs.unit != net.unit[arcs.group]
        self.out = np.bincount(net.unit[arcs.group][away], arcs.count[away], units)
        self.into = np.bincount(arcs.unit[away], arcs.count[away], units)
        self.moves = int(arcs.count.sum())
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
        # Posts reached from other units, and by a change of job inside the unit.
        far, near = np.zeros((2, units, jobs), dtype=np.bool_)
        if cap is not None and self.moves >= cap and "max_moves" not in relaxed:
            return far
        # A change inside a unit counts neither as leaving nor as entering it.
        room, entry = np.ones((2, units), dtype=np.bool_)
        if net.max_out is not None and "max_out" not in relaxed:
            room = self.out < net.max_out
        if net.max_in is not None and "max_in" not in relaxed:
            entry = self.into < net.max_in
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
        post = np.ones_like(self.spare) if "protect" in relaxed else self.spare.copy()
        while True:
            before = int(far.sum() + near.sum() + post.sum() + room.sum())
            # A person already moved may be sent on from a place that another can take.
            taken = near | (far & entry[:, None])
            taken = np.where(
                self.away, (far | near).ravel()[self.target], taken.ravel()[self.target]
            )
            sent = taken & (self.bars[self.arcs.group] & bound == 0)
            post[self.cell[self.arcs.group[sent]]] = True
            room[self.unit[self.arcs.group[sent & self.away]]] = True
            leaves = post | (far | near).ravel() if refilled else post
            stock = usable & leaves[self.cell]
            stock[self.arcs.group[sent]] = True
            far |= self._from_elsewhere(stock & room[self.unit], able)
            near |= self._inside(stock, able)
            if int(far.sum() + near.sum() + post.sum() + room.sum()) == before:
                return near | (far & entry[:, None])

    def _from_elsewhere(self, moving: Flags, able: Flags) -> Flags:
        """Posts that somebody of another unit could enter."""
        units, jobs = self.net.need.shape
        out = np.zeros((units, jobs), dtype=np.bool_)
        rows = np.flatnonzero(moving)
        for job in range(jobs):
            homes = np.bincount(self.unit[rows[able[rows, job]]], minlength=units) > 0
            out[:, job] = int(homes.sum()) - homes > 0
        return out & self.net.enter

    def _inside(self, stock: Flags, able: Flags) -> Flags:
        """Posts that somebody of the same unit could enter."""
        out = np.zeros(self.net.need.shape, dtype=np.bool_)
        if self.net.within_unit:
            rows, job = np.nonzero(able & stock[:, None])
            other = job != self.job[rows]
            out[self.unit[rows[other]], job[other]] = True
        return out & self.net.enter
