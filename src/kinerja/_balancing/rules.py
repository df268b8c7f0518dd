"""What a transfer problem is: checked, frozen inputs, people and posts as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._staffing.balance import BalanceSheet, posts
from .._staffing.workload import Need
from ..errors import InfeasibleError, InputError
from ..results import (
    BoolMatrix,
    BoolVector,
    FloatMatrix,
    FloatVector,
    IntMatrix,
    IntVector,
    LabelVector,
    Result,
)

Objective = Literal["shortage", "deviation", "peak"]
OBJECTIVES: tuple[Objective, ...] = ("shortage", "deviation", "peak")

MILLIONTHS = 1_000_000
"""Need is compared at six decimals: in millionths of a person every shortage is a whole number."""

LARGEST_NEED = 1e9


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem(Result):
    """A transfer problem as it was put: inputs checked, labels turned into codes."""

    unit: IntVector
    """(n,) present unit of each person."""
    job: IntVector
    """(n,) present job of each person."""
    need: FloatMatrix
    """(units, jobs) persons needed."""
    qualified: BoolMatrix | None = None
    """(n, jobs) jobs each person may hold; None: their own only."""
    movable: BoolVector | None = None
    """(n,) who may be moved; None: everyone."""
    months_in_post: FloatVector | None = None
    """(n,) months in the present post; None: tenure is not checked."""
    home: IntVector | None = None
    """(n,) unit nearest to each person's home."""
    distance: FloatMatrix | None = None
    """(units, units) distance from home to unit."""
    preference: FloatMatrix | None = None
    """(n, units) cost of each unit to each person."""
    fit: FloatMatrix | None = None
    """(n, jobs) cost of each job to each person."""
    together: IntMatrix | None = None
    """(pairs, 2) people who move to the same unit or not at all."""
    max_out: IntVector | None = None
    """(units,) most departures from each unit."""
    max_in: IntVector | None = None
    """(units,) most arrivals in each unit."""
    keep: IntVector = field(default_factory=lambda: np.empty(0, np.int64))
    """People who stay."""
    forbid: IntMatrix = field(default_factory=lambda: np.empty((0, 3), np.int64))
    """(rows, 3) person, unit, job (−1: any job) that is ruled out."""
    force: IntMatrix = field(default_factory=lambda: np.empty((0, 3), np.int64))
    """(rows, 3) person, unit, job (−1: any job) that is laid down."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """The other options by name: min_months, max_months, max_moves, chains, objective …."""
    ids: LabelVector | None = None
    """(n,) names of the people."""
    units: LabelVector | None = None
    """(units,) names of the units."""
    jobs: LabelVector | None = None
    """(jobs,) names of the jobs."""

    @property
    def size(self) -> int:
        """Number of people."""
        return int(self.unit.size)

    def person(self, position: int) -> Any:
        """Return the id of a person, or the position where there are no ids."""
        return position if self.ids is None else _plain(self.ids[position])

    def unit_name(self, code: int) -> Any:
        """Return the label of a unit, or its code."""
        return int(code) if self.units is None else _plain(self.units[code])

    def job_name(self, code: int) -> Any:
        """Return the label of a job, or its code."""
        return int(code) if self.jobs is None else _plain(self.jobs[code])

    def person_at(self, staff: Any, argument: str = "staff") -> int:
        """Return the position of the person that an id (or a position) names."""
        return _checks.row_of(staff, self.ids, self.size, argument)

    def unit_at(self, unit: Any, argument: str = "unit") -> int:
        """Return the code of the unit that a label (or a code) names."""
        return _code_of(unit, self.units, self.need.shape[0], argument)

    def job_at(self, job: Any, argument: str = "job") -> int:
        """Return the code of the job that a label (or a code) names."""
        return _code_of(job, self.jobs, self.need.shape[1], argument)

    def order(self) -> NDArray[np.int64]:
        """People in the order of their ids, which breaks ties; without ids in row order."""
        if self.ids is None:
            return np.arange(self.size)
        names = self.ids.tolist()
        try:
            return np.array(sorted(range(self.size), key=names.__getitem__), dtype=np.int64)
        except TypeError:
            return np.arange(self.size)

    def headcount(self) -> NDArray[np.int64]:
        """(units, jobs) people in each post, those who may not move included."""
        cells = self.unit * self.need.shape[1] + self.job
        return np.bincount(cells, minlength=self.need.size).reshape(self.need.shape)

    def headcount_at(self, unit: int, job: int) -> int:
        """People in one post."""
        if "headcount" not in self._memo:
            self._remember("headcount", self.headcount())
        return int(self._memo["headcount"][unit, job])

    def need_millionths(self) -> NDArray[np.int64]:
        """(units, jobs) need in millionths of a person."""
        return np.rint(self.need * MILLIONTHS).astype(np.int64)

    def tenured(self) -> NDArray[np.bool_]:
        """(n,) who has been in post for long enough."""
        if self.months_in_post is None:
            return np.ones(self.size, dtype=np.bool_)
        known = np.nan_to_num(self.months_in_post, nan=0.0)
        out: NDArray[np.bool_] = known >= self.options["min_months"]
        return out

    def whole_months(self) -> NDArray[np.int64] | None:
        """(n,) whole months in the present post, 0 where unknown; None where none were given."""
        if self.months_in_post is None:
            return None
        return np.nan_to_num(np.floor(self.months_in_post), nan=0.0).astype(np.int64)

    def overdue(self) -> NDArray[np.bool_]:
        """(n,) who has been in post for longer than `max_months`."""
        limit = self.options["max_months"]
        if limit is None or self.months_in_post is None:
            return np.zeros(self.size, dtype=np.bool_)
        out: NDArray[np.bool_] = self.months_in_post > limit
        return out


def read_problem(
    unit: Any,
    job: Any,
    need: Any,
    *,
    qualified: Any,
    movable: Any,
    months_in_post: Any,
    min_months: Any,
    max_months: Any,
    home: Any,
    distance: Any,
    preference: Any,
    together: Any,
    fit: Any,
    within_unit: Any,
    max_moves: Any,
    max_out: Any,
    max_in: Any,
    chains: Any,
    objective: Any,
    price_per_move: Any,
    ids: Any,
    units: Any,
    jobs: Any,
    time_limit: Any,
) -> Problem:
    """Check everything a caller hands in, once, and turn labels into codes."""
    amounts, unit_names, job_names = _read_need(need, units, jobs)
    unit_count, job_count = amounts.shape
    at_unit = _present(unit, "unit", None, ids)
    n = at_unit.codes.size
    names = _checks.identifiers(ids, n)
    in_job = _present(job, "job", n, names)
    unit_codes = _codes(at_unit, "unit", unit_names, unit_count, rows=names)
    job_codes = _codes(in_job, "job", job_names, job_count, rows=names)
    _checks.choice(objective, "objective", OBJECTIVES)
    price = _checks.number(price_per_move, "price_per_move", lower=0.0)
    if price and objective != "shortage":
        raise InputError.about(
            "price_per_move",
            code="contradiction",
            expected='0 unless `objective` is "shortage"',
            found=f"{price:g} with {objective!r}",
            hint="A price is in persons; only a shortage is too.",
        )
    months = None
    if months_in_post is not None:
        months = _checks.vector(months_in_post, "months_in_post", n=n, missing="allow", rows=names)
        _checks.nonnegative(months, "months_in_post", rows=names)
    elif max_months is not None:
        raise InputError.about(
            "max_months",
            code="missing_argument",
            expected="`months_in_post` with it",
            found="none",
            hint="Pass each person's months in post.",
        )
    able = None if qualified is None else _checks.flags(qualified, "qualified", (n, job_count))
    if able is not None:
        some: NDArray[np.bool_] = np.logical_or.reduce(able, axis=1)
        _checks.refuse_cells(
            ~some,
            some,
            "qualified",
            code="missing_value",
            expected="at least one job for each person",
            hint="A person holds at least their own job; mark it.",
            rows=names,
        )
    home_codes, distances, wishes = _read_costs(
        home, distance, preference, n, unit_count, unit_names, names
    )
    options = {
        "min_months": _checks.number(min_months, "min_months", lower=0.0),
        "max_months": None
        if max_months is None
        else _checks.number(max_months, "max_months", lower=0.0),
        "within_unit": _flag(within_unit, "within_unit"),
        "max_moves": None if max_moves is None else _checks.whole_number(max_moves, "max_moves"),
        "chains": _flag(chains, "chains"),
        "objective": objective,
        "price_per_move": price,
        "time_limit": _checks.number(time_limit, "time_limit", lower=0.0),
    }
    return Problem(
        unit=unit_codes,
        job=job_codes,
        need=amounts,
        qualified=able,
        movable=None if movable is None else _checks.flags(movable, "movable", (n,)),
        months_in_post=None if months is None else months.copy(),
        home=home_codes,
        distance=distances,
        preference=wishes,
        fit=None
        if fit is None
        else _sized(_checks.matrix(fit, "fit", k=job_count, rows=names), "fit", n).copy(),
        together=_read_pairs(together, names, n),
        max_out=read_caps(max_out, "max_out", unit_count),
        max_in=read_caps(max_in, "max_in", unit_count),
        options=options,
        ids=names,
        units=unit_names,
        jobs=job_names,
    )


def _present(x: Any, argument: str, n: int | None, rows: Any) -> _checks.Labels:
    """Unit or job of each person; nobody is without one."""
    try:
        return _checks.labels(x, argument, n=n)
    except InputError as error:
        if error.code != "missing_value":
            raise
        raise InputError.about(
            argument,
            code="missing_value",
            expected=f"a {argument} for every person",
            found=error.found or "none",
            hint=f"Whoever is not in post yet belongs to a {argument} of their own: give it a "
            f"{'row' if argument == 'unit' else 'column'} in `need` that asks for nobody (0).",
            positions=error.positions,
        ) from None


def read_need_cells(need: Any) -> NDArray[np.float64]:
    """Need by unit and job: finite, 0 or more, and small enough for whole millionths."""
    out = _checks.matrix(need, "need")
    _checks.nonnegative(out, "need", hint="A surplus is staff above the need, not a negative need.")
    _checks.refuse_cells(
        out > LARGEST_NEED,
        out,
        "need",
        code="out_of_range",
        expected=f"at most {LARGEST_NEED:g} persons",
    )
    if not out.size:
        raise InputError.about(
            "need", code="too_few", expected="at least one unit and one job", found="none"
        )
    return out.copy()


def read_caps(caps: Any, argument: str, units: int) -> NDArray[np.int64] | None:
    """Caps by unit, from one number or one a unit; None means no cap."""
    if caps is None:
        return None
    if np.ndim(caps) == 0:
        return np.full(units, _checks.whole_number(caps, argument), dtype=np.int64)
    out = _checks.nonnegative(_checks.vector(caps, argument, n=units), argument)
    _checks.refuse_cells(
        out != np.floor(out), out, argument, code="out_of_range", expected="whole numbers of people"
    )
    return np.minimum(out, 2.0**53).astype(np.int64)


def _read_need(need: Any, units: Any, jobs: Any) -> tuple[Any, Any, Any]:
    if isinstance(need, BalanceSheet):
        named = need.units is not None or need.jobs is not None
        if not named:
            need = need.need
        elif units is None and jobs is None:
            need, units, jobs = need.need, need.units, need.jobs
        else:
            raise _named_twice("a balance sheet")
    elif isinstance(need, Need):
        # Refused where the names are given twice, or the need was not summed by unit and job.
        need, units, jobs = posts(need, "need", units, jobs)
    if _checks.is_table(need):
        if units is not None or jobs is not None:
            raise _named_twice("a table")
        units, jobs, need = _checks.read_posts(need, "need")
    amounts = read_need_cells(need)
    return (
        amounts,
        _checks.identifiers(units, amounts.shape[0], "units"),
        _checks.identifiers(jobs, amounts.shape[1], "jobs"),
    )


def _named_twice(what: str) -> InputError:
    return InputError.about(
        "need",
        code="wrong_shape",
        expected="names of units and jobs once",
        found=f"{what}, and `units` or `jobs` beside it",
        hint=f"{what.capitalize()} names its units and jobs itself.",
    )


def _codes(
    found: _checks.Labels, argument: str, names: Any, count: int, *, rows: Any
) -> NDArray[np.int64]:
    """Codes of labels: in the order of `names`, or 0-based whole numbers where there are none."""
    known = {} if names is None else {name: code for code, name in enumerate(names.tolist())}
    whole = found.names.dtype.kind == "i"
    if names is not None and not (whole and names.dtype.kind != "i"):
        codes = np.array([known.get(name, -1) for name in found.names.tolist()], dtype=np.int64)
        expected = f"one of the labels in `{'jobs' if argument == 'job' else 'units'}`"
    elif whole or not found.names.size:
        codes = np.where((found.names >= 0) & (found.names < count), found.names, -1)
        expected = f"a code from 0 to {count - 1}"
    else:
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"codes from 0 to {count - 1}",
            found=f"labels {_checks.joined(found.names.tolist())}",
            hint="Name the rows and columns of `need`: pass `units=` and `jobs=`.",
        )
    _checks.refuse_unknown(
        codes,
        found,
        argument,
        expected=expected,
        hint="Every unit and job named must have a row and a column in `need`.",
        rows=rows,
    )
    return np.ascontiguousarray(codes[found.codes]) if codes.size else np.empty(0, np.int64)


def _read_costs(
    home: Any, distance: Any, preference: Any, n: int, units: int, unit_names: Any, names: Any
) -> tuple[Any, Any, Any]:
    if preference is not None and (distance is not None or home is not None):
        raise InputError.about(
            "preference",
            code="contradiction",
            expected="either `preference`, or `distance` with `home`",
            found="both",
            hint="Add the two costs yourself, and pass them as `preference`.",
        )
    if (distance is None) != (home is None):
        absent, there = ("home", "distance") if home is None else ("distance", "home")
        raise InputError.about(
            absent,
            code="missing_argument",
            expected=f"`{absent}` together with `{there}`",
            found="none",
            hint="A distance is counted from each person's home unit.",
        )
    if preference is not None:
        wishes = _checks.matrix(preference, "preference", k=units, rows=names)
        return None, None, _sized(wishes, "preference", n).copy()
    if distance is None:
        return None, None, None
    table = _checks.nonnegative(_checks.square(distance, "distance"), "distance")
    if table.shape[0] != units:
        raise InputError.about(
            "distance",
            code="wrong_shape",
            expected=f"one row and one column for each of {units} units",
            found=f"shape {table.shape}",
        )
    homes = _checks.labels(home, "home", n=n)
    return _codes(homes, "home", unit_names, units, rows=names), table.copy(), None


def _read_pairs(together: Any, names: Any, n: int) -> NDArray[np.int64] | None:
    if together is None:
        return None
    pairs = []
    for pair in together:
        if not isinstance(pair, Sequence | np.ndarray) or isinstance(pair, str) or len(pair) != 2:
            raise InputError.about(
                "together",
                code="wrong_type",
                expected="pairs of people",
                found=repr(pair),
                hint="Write [(first, second), …]; three people are two pairs.",
            )
        first, second = (_checks.row_of(_plain(item), names, n, "together") for item in pair)
        if first == second:
            raise InputError.about(
                "together", code="wrong_type", expected="two people", found=f"{pair!r}: one person"
            )
        pairs.append(sorted((first, second)))
    return np.array(sorted(map(tuple, pairs)), dtype=np.int64).reshape(-1, 2)


def _sized(table: NDArray[np.float64], argument: str, n: int) -> NDArray[np.float64]:
    if table.shape[0] != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} rows, one a person",
            found=f"{table.shape[0]}",
        )
    return table


def _flag(value: Any, argument: str) -> bool:
    _checks.choice(bool(value) if isinstance(value, np.bool_) else value, argument, (True, False))
    return bool(value)


def _code_of(label: Any, names: Any, count: int, argument: str) -> int:
    label = _plain(label)
    if names is not None:
        known = names.tolist()
        if label in known:
            return int(known.index(label))
        if names.dtype.kind == "i" or not isinstance(label, int):
            raise InputError.about(
                argument,
                code="unknown_label",
                expected=f"one of {_checks.joined(known)}",
                found=repr(label),
            )
    if isinstance(label, bool) or not isinstance(label, int) or not 0 <= label < count:
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"a code from 0 to {count - 1}",
            found=repr(label),
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


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
