"""What a transfer problem is: checked, frozen inputs, people and posts as codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._checks import plain
from .._types import Flags, Float, Ints
from .._words import words
from ..errors import InfeasibleError, InputError, shown
from ..results import (
    Axis,
    BoolMatrix,
    BoolVector,
    FloatMatrix,
    FloatVector,
    IntMatrix,
    IntVector,
    LabelVector,
    Result,
)
from .rules import MILLIONTHS, OPTIONS, TransferRules


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem(Result):
    """A transfer problem as it was put: inputs checked, labels turned into codes."""

    _keys: ClassVar = {"person": "ids", "unit": "units", "job": "jobs"}

    unit: Annotated[IntVector, Axis("person")]
    """(n,) present unit of each person."""
    job: Annotated[IntVector, Axis("person")]
    """(n,) present job of each person."""
    need: Annotated[FloatMatrix, Axis("unit", "job")]
    """(units, jobs) persons needed."""
    qualified: Annotated[BoolMatrix, Axis("person", "job")] | None = None
    """(n, jobs) jobs each person may hold; None: their own only."""
    movable: Annotated[BoolVector, Axis("person")] | None = None
    """(n,) who may be moved; None: everyone."""
    months_in_post: Annotated[FloatVector, Axis("person")] | None = None
    """(n,) months in the present post; None: tenure is not checked."""
    home: Annotated[IntVector, Axis("person")] | None = None
    """(n,) unit nearest to each person's home."""
    distance: Annotated[FloatMatrix, Axis("unit", "unit")] | None = None
    """(units, units) distance from home to unit."""
    preference: Annotated[FloatMatrix, Axis("person", "unit")] | None = None
    """(n, units) cost of each unit to each person."""
    fit: Annotated[FloatMatrix, Axis("person", "job")] | None = None
    """(n, jobs) cost of each job to each person."""
    together: Annotated[IntMatrix | None, Axis("couple", "side")] = None
    """(pairs, 2) people who move to the same unit or not at all."""
    max_out: Annotated[IntVector, Axis("unit")] | None = None
    """(units,) most departures from each unit."""
    max_in: Annotated[IntVector, Axis("unit")] | None = None
    """(units,) most arrivals in each unit."""
    keep: Annotated[IntVector, Axis("kept")] = field(default_factory=lambda: np.empty(0, np.int64))
    """People who stay."""
    forbid: Annotated[IntMatrix, Axis("forbidden", "part")] = field(
        default_factory=lambda: np.empty((0, 3), np.int64)
    )
    """(rows, 3) person, unit, job (−1: any job) that is ruled out."""
    force: Annotated[IntMatrix, Axis("forced", "part")] = field(
        default_factory=lambda: np.empty((0, 3), np.int64)
    )
    """(rows, 3) person, unit, job (−1: any job) that is required."""
    rules: TransferRules = field(default_factory=TransferRules)
    """The rules by which people are moved."""
    time_limit: float = 60.0
    """Seconds."""
    ids: Annotated[LabelVector, Axis("person")] | None = None
    """(n,) names of the people."""
    units: Annotated[LabelVector, Axis("unit")] | None = None
    """(units,) names of the units."""
    jobs: Annotated[LabelVector, Axis("job")] | None = None
    """(jobs,) names of the jobs."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.problem

    @property
    def options(self) -> dict[str, float | int | bool | str | None]:
        """The options by name, as a provenance states them."""
        return {name: getattr(self.rules, name) for name in OPTIONS} | {
            "time_limit": self.time_limit
        }

    @property
    def size(self) -> int:
        """Number of people."""
        return int(self.unit.size)

    def person(self, position: int) -> Any:
        """Return the id of a person, or the position where there are no ids."""
        return position if self.ids is None else plain(self.ids[position])

    def unit_name(self, code: int) -> Any:
        """Return the label of a unit, or its code."""
        return int(code) if self.units is None else plain(self.units[code])

    def job_name(self, code: int) -> Any:
        """Return the label of a job, or its code."""
        return int(code) if self.jobs is None else plain(self.jobs[code])

    def person_at(self, staff: Any, argument: str = "staff") -> int:
        """Return the position of the person that an id (or a position) names."""
        return _checks.row_of(staff, self.ids, self.size, argument)

    def unit_at(self, unit: Any, argument: str = "unit") -> int:
        """Return the code of the unit that a label (or a code) names."""
        return code_of(unit, self.units, self.need.shape[0], argument)

    def job_at(self, job: Any, argument: str = "job") -> int:
        """Return the code of the job that a label (or a code) names."""
        return code_of(job, self.jobs, self.need.shape[1], argument)

    def order(self) -> Ints:
        """People in the order of their ids, which breaks ties; without ids in row order."""
        if self.ids is None:
            return np.arange(self.size)
        names = self.ids.tolist()
        try:
            return np.array(sorted(range(self.size), key=names.__getitem__), dtype=np.int64)
        except TypeError:
            return np.arange(self.size)

    def headcount(self) -> Ints:
        """(units, jobs) people in each post, those who may not move included."""
        cells = self.unit * self.need.shape[1] + self.job
        return np.bincount(cells, minlength=self.need.size).reshape(self.need.shape)

    def headcount_at(self, unit: int, job: int) -> int:
        """People in one post."""
        if "headcount" not in self._memo:
            self._remember("headcount", self.headcount())
        return int(self._memo["headcount"][unit, job])

    def need_millionths(self) -> Ints:
        """(units, jobs) need in millionths of a person."""
        return np.rint(self.need * MILLIONTHS).astype(np.int64)

    def tenured(self) -> Flags:
        """(n,) who has been in post for long enough."""
        if self.months_in_post is None:
            return np.ones(self.size, dtype=np.bool_)
        known = np.nan_to_num(self.months_in_post, nan=0.0)
        out: Flags = known >= self.rules.min_months
        return out

    def tie_months(self) -> Ints | None:
        """(n,) whole months in post, 0 where unknown; None where they settle no ties."""
        return self.whole_months() if "months" in self.rules.ties else None

    def whole_months(self) -> Ints | None:
        """(n,) whole months in the present post, 0 where unknown; None where none were given."""
        if self.months_in_post is None:
            return None
        return np.nan_to_num(np.floor(self.months_in_post), nan=0.0).astype(np.int64)

    def overdue(self) -> Flags:
        """(n,) who has been in post for longer than `max_months`."""
        limit = self.rules.max_months
        if limit is None or self.months_in_post is None:
            return np.zeros(self.size, dtype=np.bool_)
        out: Flags = self.months_in_post > limit
        return out


def code_of(label: Any, names: Any, count: int, argument: str) -> int:
    """Return the code of a label, or the code itself where there are no labels."""
    label = plain(label)
    if names is not None:
        known = names.tolist()
        place = _checks.place_among(label, known)
        if place is not None:
            return place
        if names.dtype.kind == "i" or not isinstance(label, int):
            raise InputError.about(
                argument,
                code="unknown_label",
                expected=f"one of {_checks.joined(known)}",
                found=shown(label),
            )
    if isinstance(label, bool) or not isinstance(label, int) or not 0 <= label < count:
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"a code from 0 to {count - 1}",
            found=shown(label),
        )
    return label


def clash(rules: Sequence[str], sentence: str, positions: tuple[Any, ...] = ()) -> InfeasibleError:
    """Build the error for demands that cannot all be met, naming the rules that clash."""
    return InfeasibleError(
        f"{sentence} Rules that clash: {', '.join(rules)}.",
        code="infeasible",
        argument=rules[0],
        positions=positions,
        found=", ".join(rules),
        hint="Drop one of the demands, or relax one of these rules.",
    )


def cost_of(problem: Problem, people: Ints, unit: int | Ints, job: int | Ints) -> Float:
    """Cost of each person's move to one post, or to a post of their own."""
    out = np.zeros(people.size)
    if problem.preference is not None:
        out += problem.preference[people, unit]
    if problem.distance is not None and problem.home is not None:
        out += problem.distance[problem.home[people], unit]
    if problem.fit is not None:
        out += problem.fit[people, job]
    return out
