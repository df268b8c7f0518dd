"""Reading a transfer problem: people, need and rules checked once, labels turned into codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .. import _checks
from .._checks import plain
from .._staffing.balance import BalanceSheet, posts
from .._staffing.workload import Need
from .._types import Flags, Float, Ints
from ..errors import InputError, shown
from .problem import Problem, code_of
from .rules import OBJECTIVES, People, Requirement, TransferRules

LARGEST_NEED = 1e9
LONGEST_IN_POST = 12_000
"""Months: a thousand years, beyond which the figures are of another unit."""


def rules_of(
    *,
    min_months: Any,
    max_months: Any,
    within_unit: Any,
    max_moves: Any,
    max_out: Any,
    max_in: Any,
    chains: Any,
    objective: Any,
    price_per_move: Any,
) -> TransferRules:
    """Rules from keywords, each checked by name."""
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
    return TransferRules(
        min_months=_checks.number(min_months, "min_months", lower=0.0),
        max_months=None
        if max_months is None
        else _checks.number(max_months, "max_months", lower=0.0),
        within_unit=_checks.flag(within_unit, "within_unit"),
        max_moves=None if max_moves is None else _checks.whole_number(max_moves, "max_moves"),
        max_out=_caps_of(max_out, "max_out"),
        max_in=_caps_of(max_in, "max_in"),
        chains=_checks.flag(chains, "chains"),
        objective=objective,
        price_per_move=price,
    )


def read_problem(
    people: People,
    need: Any,
    rules: TransferRules,
    *,
    units: Any = None,
    jobs: Any = None,
    time_limit: Any = 60.0,
) -> Problem:
    """Check everything a caller hands in, once, and turn labels into codes."""
    amounts, unit_names, job_names = _read_need(need, units, jobs)
    unit_count, job_count = amounts.shape
    at_unit = _present(people.unit, "unit", None, people.ids)
    n = at_unit.codes.size
    names = _checks.identifiers(people.ids, n)
    in_job = _present(people.job, "job", n, names)
    unit_codes = _codes(at_unit, "unit", unit_names, unit_count, rows=names)
    job_codes = _codes(in_job, "job", job_names, job_count, rows=names)
    homes, distances, wishes = _read_costs(
        people.home, people.distance, people.preference, n, unit_count, unit_names, names
    )
    able = _read_qualified(people, rules, job_codes, job_names, job_count, names)
    movable = people.movable
    return Problem(
        unit=unit_codes,
        job=job_codes,
        need=amounts,
        qualified=able,
        movable=None if movable is None else _checks.flags(movable, "movable", (n,)),
        months_in_post=_read_months(people.months_in_post, rules, n, names),
        home=homes,
        distance=distances,
        preference=wishes,
        fit=None
        if people.fit is None
        else _sized(_checks.matrix(people.fit, "fit", k=job_count, rows=names), "fit", n).copy(),
        together=_read_pairs(people.together, names, n),
        max_out=read_caps(rules.max_out, "max_out", unit_count, unit_names),
        max_in=read_caps(rules.max_in, "max_in", unit_count, unit_names),
        rules=rules,
        time_limit=_checks.number(time_limit, "time_limit", lower=0.0),
        ids=names,
        units=unit_names,
        jobs=job_names,
    )


def _read_months(months_in_post: Any, rules: TransferRules, n: int, names: Any) -> Float | None:
    if months_in_post is None:
        if rules.max_months is not None:
            raise InputError.about(
                "max_months",
                code="missing_argument",
                expected="`months_in_post` with it",
                found="none",
                hint="Pass each person's months in post.",
            )
        return None
    months = _checks.vector(months_in_post, "months_in_post", n=n, missing="allow", rows=names)
    _checks.refuse_cells(
        months > LONGEST_IN_POST,
        months,
        "months_in_post",
        code="out_of_range",
        expected=f"months, at most {LONGEST_IN_POST:,}",
        hint="Are these days? A month has 30.44 of them.",
        rows=names,
    )
    return _checks.nonnegative(months, "months_in_post", rows=names).copy()


def _read_qualified(
    people: People, rules: TransferRules, job: Ints, jobs: Any, count: int, names: Any
) -> Flags | None:
    """(n, jobs) who may hold which job: as given, and by the requirements of the rules."""
    n = job.size
    able = None
    if people.qualified is not None:
        able = _checks.flags(people.qualified, "qualified", (n, count))
        some: Flags = np.logical_or.reduce(able, axis=1)
        _checks.refuse_cells(
            ~some,
            some,
            "qualified",
            code="missing_value",
            expected="at least one job for each person",
            hint="A person holds at least their own job; mark it.",
            rows=names,
        )
    if not rules.requirements:
        return able
    out = np.zeros((n, count), dtype=np.bool_) if able is None else able.copy()
    asked = [code_of(item.job, jobs, count, "requirements") for item in rules.requirements]
    if able is None:
        out[:, asked] = True
    for at, item in zip(asked, rules.requirements, strict=True):
        out[:, at] &= _meets(item, people, n, names)
    out[np.arange(n), job] = True
    return out


def _meets(item: Requirement, people: People, n: int, names: Any) -> Flags:
    """(n,) who meets one requirement; a missing value does not."""
    columns = people.attributes or {}
    if item.column not in columns:
        raise InputError.about(
            "attributes",
            code="missing_argument",
            expected=f"a column {item.column!r}, which the rules look at",
            found=f"columns {_checks.joined(list(columns))}" if columns else "none",
            hint="Pass it with the people.",
        )
    column = columns[item.column]
    if item.at_least is not None:
        x = _checks.vector(column, item.column, n=n, missing="allow", rows=names)
        return np.nan_to_num(x, nan=-np.inf) >= item.at_least
    wanted = set(item.one_of or ())
    values = _checks.items_of(column)
    if len(values) != n:
        raise InputError.about(
            item.column,
            code="wrong_shape",
            expected=f"{n} values, one per person",
            found=f"{len(values)}",
        )
    return np.array([plain(value) in wanted for value in values], dtype=np.bool_)


def _present(x: Any, argument: str, n: int | None, rows: Any) -> _checks.Labels:
    """Unit or job of each person; nobody is without one."""
    found = _checks.labels(x, argument, n=n, missing="allow")
    absent = found.codes < 0
    if absent.any():
        _checks.refuse_cells(
            absent,
            np.full(absent.size, np.nan),
            argument,
            code="missing_value",
            expected=f"a {argument} for every person",
            hint=f"Whoever is not in post yet belongs to a {argument} of their own: give it a "
            f"{'row' if argument == 'unit' else 'column'} in `need` that asks for nobody (0).",
            rows=_checks.identifiers(rows, absent.size),
        )
    return found


def read_need_cells(need: Any) -> Float:
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


def _caps_of(caps: Any, argument: str) -> int | tuple[int, ...] | dict[str, int] | None:
    """Caps as a definition holds them."""
    if caps is None:
        return None
    if isinstance(caps, Mapping):
        return {str(k): _checks.whole_number(v, argument) for k, v in caps.items()}
    if _checks.axes_of(caps) == 0:
        return _checks.whole_number(caps, argument)
    out = _checks.nonnegative(_checks.vector(caps, argument), argument)
    _checks.refuse_cells(
        out != np.floor(out), out, argument, code="out_of_range", expected="whole numbers of people"
    )
    return tuple(np.minimum(out, 2.0**53).astype(np.int64).tolist())


def read_caps(caps: Any, argument: str, units: int, names: Any = None) -> Ints | None:
    """Caps by unit, from one number, one per unit, or some by label; None means no cap."""
    known = _caps_of(caps, argument)
    if known is None:
        return None
    if isinstance(known, int):
        return np.full(units, known, dtype=np.int64)
    if isinstance(known, dict):
        out = np.full(units, 2**53, dtype=np.int64)
        for unit, cap in known.items():
            out[code_of(unit, names, units, argument)] = cap
        return out
    return _checks.vector(known, argument, n=units).astype(np.int64)


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
    table = _checks.is_table(need)
    if table:
        if units is not None or jobs is not None:
            raise _named_twice("a table")
        units, jobs, need = _checks.read_posts(need, "need")
    amounts = read_need_cells(need)
    return (
        amounts,
        _checks.identifiers(units, amounts.shape[0], "need" if table else "units"),
        _checks.identifiers(jobs, amounts.shape[1], "need" if table else "jobs"),
    )


def _named_twice(what: str) -> InputError:
    return InputError.about(
        "need",
        code="wrong_shape",
        expected="names of units and jobs once",
        found=f"{what}, and `units` or `jobs` beside it",
        hint=f"{what.capitalize()} names its units and jobs itself.",
    )


def _codes(found: _checks.Labels, argument: str, names: Any, count: int, *, rows: Any) -> Ints:
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


def _read_pairs(together: Any, names: Any, n: int) -> Ints | None:
    if together is None:
        return None
    pairs = []
    for pair in _checks.listed(together, "together", expected="pairs of people"):
        if not _checks.is_several(pair) or _checks.length_of(pair) != 2:
            raise InputError.about(
                "together",
                code="wrong_type",
                expected="pairs of people",
                found=shown(pair),
                hint="Write [(first, second), …]; three people are two pairs.",
            )
        first, second = (_checks.row_of(plain(item), names, n, "together") for item in pair)
        if first == second:
            raise InputError.about(
                "together", code="wrong_type", expected="two people", found=f"{pair!r}: one person"
            )
        pairs.append(sorted((first, second)))
    return np.array(sorted(map(tuple, pairs)), dtype=np.int64).reshape(-1, 2)


def _sized(table: Float, argument: str, n: int) -> Float:
    if table.shape[0] != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} rows, one per person",
            found=f"{table.shape[0]}",
        )
    return table
