"""Why a move, and why a post stays short: facts, re-checked on the network."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from .._types import Flags, Ints
from .._words import EveryLanguage, figure, words
from .holding import FIRST, NO_RULE, Relaxation, held_by, in_force, small_enough
from .network import Network
from .plan import Remaining
from .problem import Problem
from .residual import Residual
from .rules import MILLIONTHS
from .strategies.moves import Arcs, shortage

if TYPE_CHECKING:
    from .._definitions import Language


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


@lru_cache(maxsize=4096)
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


def remaining_of(
    problem: Problem, net: Network, arcs: Arcs, final: Ints, *, stopped: bool
) -> tuple[Remaining, ...]:
    """Posts that stay short, each with the rules that hold it."""
    gap = np.maximum(net.need - final * MILLIONTHS, 0)
    short = [(u, c) for u, c in np.argwhere(gap > 0).tolist()]
    if not short:
        return ()
    rules = in_force(problem)
    if small_enough(problem, rules):
        holds = _solved(problem, final, short, rules, stopped=stopped)
    else:
        free = "time_limit" if stopped else "price_per_move" if net.price else "objective"
        holds = _searched(Residual(problem, net, arcs, final), gap > 0, rules, free)
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


def _searched(residual: Residual, short: Flags, rules: list[str], free: str) -> Holds:
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
