"""The same problem with something changed: people kept, moves ruled out or laid down, options."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._solve import minimise
from ..errors import InfeasibleError, InputError
from .network import Network, group, movable
from .rules import Problem, clash, read_problem
from .strategies.columns import arcs_of, build, shortage_segments

DATA = (
    "unit",
    "job",
    "need",
    "qualified",
    "movable",
    "months_in_post",
    "home",
    "distance",
    "preference",
    "together",
    "fit",
    "max_out",
    "max_in",
)
OPTIONS = (
    "min_months",
    "max_months",
    "within_unit",
    "max_moves",
    "chains",
    "objective",
    "price_per_move",
    "time_limit",
)


def changed(
    problem: Problem,
    *,
    keep: Iterable[Any],
    forbid: Iterable[Any],
    force: Iterable[Any],
    options: dict[str, Any],
) -> Problem:
    """Put the problem anew with other options and further demands."""
    unknown = sorted(set(options) - set(DATA) - set(OPTIONS))
    if unknown:
        raise InputError.about(
            unknown[0],
            code="unknown_option",
            expected="an option of plan_transfers",
            found=repr(unknown[0]),
            hint=f"The options are: {', '.join((*DATA, *OPTIONS))}.",
        )
    inputs = {name: getattr(problem, name) for name in DATA}
    inputs |= {name: problem.options[name] for name in OPTIONS}
    for name, labels in (("unit", problem.units), ("job", problem.jobs), ("home", problem.units)):
        if labels is not None and inputs[name] is not None:
            inputs[name] = labels[inputs[name]]
    if problem.together is not None and problem.ids is not None:
        inputs["together"] = [tuple(problem.ids[pair].tolist()) for pair in problem.together]
    if "preference" in options and options["preference"] is not None:
        inputs["home"] = inputs["distance"] = None
    if options.get("distance") is not None and problem.preference is not None:
        inputs["preference"] = None
    inputs |= options
    new = read_problem(
        inputs.pop("unit"),
        inputs.pop("job"),
        inputs.pop("need"),
        ids=problem.ids,
        units=problem.units,
        jobs=problem.jobs,
        **inputs,
    )
    kept = [problem.person_at(staff, "keep") for staff in keep]
    return replace(
        new,
        keep=np.union1d(problem.keep, np.array(kept, dtype=np.int64)),
        forbid=_rows(problem, problem.forbid, forbid, "forbid"),
        force=_rows(problem, problem.force, force, "force"),
    )


def _rows(
    problem: Problem, known: NDArray[np.int64], more: Iterable[Any], argument: str
) -> NDArray[np.int64]:
    rows = [tuple(row) for row in known.tolist()]
    for item in more:
        if isinstance(item, str) or not hasattr(item, "__len__") or len(item) not in (2, 3):
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected="(staff, unit) or (staff, unit, job)",
                found=repr(item),
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
    """Refuse a move laid down that a rule of its person or of its posts rules out."""
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
        elif unit == problem.unit[person] and not problem.options["within_unit"]:
            rules.append("within_unit")
        elif not (able & net.enter[unit, jobs]).any():
            rules.append("direct")
        if not rules and free[person] and of[person] < 0:
            rules.append("protect")
        if not rules and not _open(net, int(of[person])):
            rules.append("forbid")
        if rules:
            raise clash(
                ["force", *rules],
                f"{who!r} cannot be sent to {problem.unit_name(unit)!r}.",
                positions=(who,),
            )


def _open(net: Network, own: int) -> bool:
    one = np.array([own])
    return any(net.open_to(one, job).any() for job in np.flatnonzero(net.qualified[own]).tolist())


def explain_clash(problem: Problem) -> InfeasibleError:
    """Name the rules of which each, relaxed alone, would make room for the demands."""
    free = {**problem.options, "max_moves": None}
    candidates = {
        "max_moves": replace(problem, options=free),
        "max_out": replace(problem, max_out=None),
        "max_in": replace(problem, max_in=None),
        "together": replace(problem, together=None),
    }
    helpful = [name for name, relaxed in candidates.items() if feasible(relaxed)]
    rules = helpful or ["protect"]
    return clash(["force", *rules], "The moves laid down cannot all be made.")


def feasible(problem: Problem) -> bool:
    """Tell whether any plan keeps all rules (halves of people being allowed)."""
    net = group(problem)
    model = build(net, *arcs_of(net), shortage_segments(net))
    try:
        minimise(model.program, model.spread(0.0), whole=True, deadline=None)
    except InfeasibleError:
        return False
    return True
