"""Whole attendances by branch and bound over every pair of person and course that helps."""

from __future__ import annotations

from dataclasses import dataclass

from ..._solve import Trail, climb_whole
from ..._types import Flags, Float
from ..learning import Learning, value_grid
from .greedy import keep_better, keep_cheaper, ready_plan, repair, settle
from .pair_columns import Pairs


@dataclass(frozen=True, slots=True)
class EveryPair:
    """Levels of a development plan where the bundles are too many to be written out."""

    problem: Learning
    pairs: Pairs

    @property
    def ceiling(self) -> float:
        """What would be closed if every gap could be."""
        return self.pairs.ceiling

    def close(self, trail: Trail[Flags]) -> Flags:
        """Close most; the level is then kept by a row.

        Valid because every attendance is a whole point, and the bound is one of branch and bound.
        """
        problem, pairs = self.problem, self.pairs
        ready = ready_plan(problem, pairs.people, pairs.courses)
        trail.note(ready)

        def read(x: Float) -> Flags:
            # Filled up where the search ended early; the ready plan may still be better.
            found = repair(problem, pairs.attendance(x, problem.able.shape))
            found = settle(problem, found, pairs.people, pairs.courses)
            return keep_better(problem, found, ready)

        out = climb_whole(pairs.program, pairs.closing(value_grid(problem)), trail, read)
        taken = read(out.x)
        trail.note(taken)
        return taken

    def spend(self, taken: Flags, trail: Trail[Flags]) -> None:
        """Spend least and close as much.

        Valid because the row of the level before lets only such attendances pass.
        """
        problem, pairs = self.problem, self.pairs
        reached, step = problem.reached(taken), value_grid(problem)

        def read(x: Float) -> Flags:
            found = pairs.attendance(x, problem.able.shape)
            return keep_cheaper(problem, taken, found, reached=reached, step=step)

        climb_whole(pairs.program, pairs.spending(problem), trail, read)
