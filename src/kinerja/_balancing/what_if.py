"""The same problem with something changed: people kept, moves forbidden or required, options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypedDict

import numpy as np

from .. import _checks
from .._solve import minimise
from .._types import ArrayLike, Ints
from ..errors import InfeasibleError, InputError, shown
from .network import Network, group, movable
from .problem import Problem, clash
from .reading import read_need_cells, read_problem, rules_of
from .rules import OPTIONS, Objective, People, TransferRules
from .strategies.columns import arcs_of, build, shortage_segments


class Changes(TypedDict, total=False):
    """What may be changed in a plan's problem: its data, and its rules."""

    ids: ArrayLike
    unit: ArrayLike
    job: ArrayLike
    need: Any
    qualified: ArrayLike | None
    movable: ArrayLike | None
    months_in_post: ArrayLike | None
    home: ArrayLike | None
    distance: ArrayLike | None
    preference: ArrayLike | None
    together: Iterable[tuple[Any, Any]] | None
    fit: ArrayLike | None
    min_months: float
    max_months: float | None
    within_unit: bool
    max_moves: int | None
    max_out: ArrayLike | Mapping[str, int] | None
    max_in: ArrayLike | Mapping[str, int] | None
    chains: bool
    objective: Objective
    price_per_move: float
    rules: TransferRules
    time_limit: float


ROWS = ("unit", "job", "qualified", "movable", "months_in_post", "home", "preference", "fit")
"""Data with one row per person."""

DATA = ("ids", *ROWS, "distance", "together")
RULES = (*OPTIONS, "max_out", "max_in")


def changed(
    problem: Problem,
    *,
    keep: Iterable[Any],
    forbid: Iterable[Any],
    force: Iterable[Any],
    changes: Changes,
) -> Problem:
    """Put the problem anew with other data, other rules and further demands."""
    unknown = sorted(set(changes) - set(Changes.__annotations__))
    if unknown:
        raise InputError.about(
            unknown[0],
            code="unknown_option",
            expected="an option of plan_transfers",
            found=shown(unknown[0]),
            hint=f"The options are: {', '.join(Changes.__annotations__)}.",
        )
    given: dict[str, Any] = dict(changes)
    if given.get("ids") is not None:
        size = _checks.length_of(given["ids"])
        given["ids"] = _checks.identifiers(given["ids"], size)
    _refuse_sizes(problem, given)
    rules = given.get("rules", problem.rules)
    _checks.instance(
        rules, "rules", TransferRules, hint="plan.problem.rules.model_copy(update={…}) makes one."
    )
    named = {name: given[name] for name in RULES if name in given}
    if named:
        kept = {name: getattr(rules, name) for name in RULES}
        checked = rules_of(**(kept | named))
        rules = rules.model_copy(update={name: getattr(checked, name) for name in RULES})
    places = _places(problem, given)
    # Who meets the requirements was settled when the plan was made; new ones look at the people.
    asked = rules.requirements
    if asked == problem.rules.requirements:
        rules = rules.model_copy(update={"requirements": ()})
    new = read_problem(
        _people(problem, given, places),
        given.get("need", problem.need),
        rules,
        units=problem.units if not _names_itself(given.get("need")) else None,
        jobs=problem.jobs if not _names_itself(given.get("need")) else None,
        time_limit=given.get("time_limit", problem.time_limit),
    )
    people = _checks.gathered(keep, "keep", expected="people")
    stay = [new.person_at(staff, "keep") for staff in people]
    at = np.full(problem.size, -1, dtype=np.int64)
    at[places[places >= 0]] = np.flatnonzero(places >= 0)
    old = at[problem.keep]
    return replace(
        new,
        rules=rules.model_copy(update={"requirements": asked}),
        keep=np.union1d(old[old >= 0], np.array(stay, dtype=np.int64)),
        forbid=_rows(new, _moved(problem.forbid, at), forbid, "forbid"),
        force=_rows(new, _moved(problem.force, at), force, "force"),
    )


def _refuse_sizes(problem: Problem, given: Mapping[str, Any]) -> None:
    """Refuse data that do not fit the people, units and jobs that stay as they are."""
    n = problem.size if given.get("ids") is None else given["ids"].size
    for name in ROWS:
        rows: Any = given.get(name)
        if _checks.is_several(rows) and hasattr(rows, "__len__") and len(rows) != n:
            raise InputError.about(
                name, code="wrong_shape", expected=f"{n} rows, one per person", found=f"{len(rows)}"
            )
    need = given.get("need")
    if need is None or _names_itself(need):
        return
    shape = read_need_cells(need).shape
    for i, (names, line) in enumerate([(problem.units, "row"), (problem.jobs, "column")]):
        if names is not None and shape[i] != names.size:
            raise InputError.about(
                "need",
                code="wrong_shape",
                expected=f"a {line} for each of {_checks.joined(names.tolist())}",
                found=f"{shape[i]}",
                hint="A need with other units or jobs names them: pass a table.",
            )


def _names_itself(need: Any) -> bool:
    return _checks.is_table(need) or (need is not None and hasattr(need, "units"))


def _moved(demands: Ints, at: Ints) -> Ints:
    """Demands on people who are still there, at their new places."""
    out = demands.copy()
    out[:, 0] = at[demands[:, 0]]
    return out[out[:, 0] >= 0]


def _places(problem: Problem, given: dict[str, Any]) -> Ints:
    """Former place of each person; −1 for those who are new."""
    if given.get("ids") is None:
        return np.arange(problem.size)
    old = {} if problem.ids is None else {name: i for i, name in enumerate(problem.ids.tolist())}
    return np.array([old.get(name, -1) for name in given["ids"].tolist()], dtype=np.int64)


def _people(problem: Problem, given: dict[str, Any], places: Ints) -> People:
    """The people, with what is changed; rows of those who stay are taken over by id."""
    data: dict[str, Any] = {name: getattr(problem, name) for name in DATA}
    for name, labels in (("unit", problem.units), ("job", problem.jobs), ("home", problem.units)):
        if labels is not None and data[name] is not None:
            data[name] = labels[data[name]]
    together = problem.together
    if together is not None:
        there = np.isin(together, places[places >= 0]).all(axis=1)
        at = np.full(problem.size, -1)
        at[places[places >= 0]] = np.flatnonzero(places >= 0)
        data["together"] = [tuple(pair) for pair in at[together[there]].tolist()]
        if problem.ids is not None:
            data["together"] = [tuple(problem.ids[pair].tolist()) for pair in together[there]]
    if given.get("preference") is not None:
        data["home"] = data["distance"] = None
    if given.get("distance") is not None and problem.preference is not None:
        data["preference"] = None
    for name in ROWS:
        if name in given or data[name] is None or given.get("ids") is None:
            continue
        if (places < 0).any():
            new = given["ids"].tolist()[int(np.flatnonzero(places < 0)[0])]
            raise InputError.about(
                name,
                code="missing_argument",
                expected=f"`{name}` with `ids`, since somebody is new",
                found=f"{shown(new)} among `ids`, who is not in the plan",
                hint="Pass it for all who are there now.",
            )
        data[name] = data[name][places]
    data |= {name: given[name] for name in DATA if name in given}
    return People(**data)


def _rows(problem: Problem, known: Ints, more: Iterable[Any], argument: str) -> Ints:
    rows = [tuple(row) for row in known.tolist()]
    expected = "(staff, unit) or (staff, unit, job)"
    for item in _checks.gathered(more, argument, expected=f"a list of {expected}"):
        if not _checks.is_several(item) or _checks.length_of(item) not in (2, 3):
            raise InputError.about(
                argument, code="wrong_shape", expected=expected, found=shown(item)
            )
        staff, unit, *job = item
        rows.append(
            (
                problem.person_at(staff, argument),
                problem.unit_at(unit, argument),
                problem.job_at(job[0], argument) if job else -1,
            )
        )
    return np.array(sorted(set(rows)), dtype=np.int64).reshape(-1, 3)


def check_demands(problem: Problem, net: Network) -> None:
    """Refuse a required move that a rule of its person or of its posts forbids."""
    if not problem.force.size:
        return
    free = movable(problem)
    tenured = problem.tenured()
    of = np.full(problem.size, -1, dtype=np.int64)
    of[net.members] = np.repeat(np.arange(net.size.size), net.size)
    for person, unit, job in problem.force.tolist():
        who = problem.person(person)
        rules = []
        if person in problem.keep:
            rules.append("keep")
        if problem.movable is not None and not problem.movable[person]:
            rules.append("movable")
        if not tenured[person]:
            rules.append("min_months")
        jobs = np.arange(net.need.shape[1]) if job < 0 else np.array([job])
        able = (
            jobs == problem.job[person]
            if problem.qualified is None
            else problem.qualified[person, jobs]
        )
        if not able.any():
            rules.append("qualified")
        elif not (able & (net.need[unit, jobs] > 0)).any():
            rules.append("need")
        elif unit == problem.unit[person] and not problem.rules.within_unit:
            rules.append("within_unit")
        elif not (able & net.enter[unit, jobs]).any():
            rules.append("direct")
        if not rules and free[person] and of[person] < 0:
            rules.append("protect")
        if not rules and not _open(net, int(of[person])):
            rules.append("forbid")
        if rules:
            where = f"unit {unit}" if problem.units is None else repr(problem.unit_name(unit))
            told = f"Person {person}" if problem.ids is None else repr(who)
            raise clash(
                ["force", *rules],
                f"{told} cannot be sent to {where}.",
                positions=(who,),
            )


def _open(net: Network, own: int) -> bool:
    one = np.array([own])
    return any(net.open_to(one, job).any() for job in np.flatnonzero(net.qualified[own]).tolist())


def explain_clash(problem: Problem) -> InfeasibleError:
    """Name the rules of which each, relaxed alone, would make room for the demands."""
    free = problem.rules.model_copy(update={"max_moves": None})
    candidates = {
        "max_moves": replace(problem, rules=free),
        "max_out": replace(problem, max_out=None),
        "max_in": replace(problem, max_in=None),
        "together": replace(problem, together=None),
    }
    helpful = [name for name, relaxed in candidates.items() if feasible(relaxed)]
    rules = helpful or ["protect"]
    return clash(["force", *rules], "The required moves cannot all be made.")


def feasible(problem: Problem) -> bool:
    """Tell whether any plan keeps all rules (halves of people being allowed)."""
    net = group(problem)
    model = build(net, *arcs_of(net), shortage_segments(net))
    try:
        minimise(model.program, model.spread(0.0), whole=True, deadline=None)
    except InfeasibleError:
        return False
    return True
