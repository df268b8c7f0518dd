"""Before anything is scored: whether the columns fit, and whether there is a bad row.

What needs no data is refused at once. Then one pass counts the rows without a fault; only where
there are others a second one counts each kind, and the five smallest ids are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import (
    Any,
)

from .._checks import joined
from .._indicators.card import Scorecard
from ..errors import (
    ErrorCode,
    InputError,
)
from .engine import ColumnKind, Engine
from .expressions import any_of, case, number
from .plan import Fault, Plan
from .request import Request

HINTS = {
    "missing_value": "Fill it in, or say what a missing value means: missing='reweight' lets the "
    "other indicators share its weight.",
    "infinite_value": "Correct it, or mark it as missing (null).",
    "out_of_range": "Correct the value, or the indicator's valid_range or scale.",
    "not_positive": "Correct the value, or use another scale or mean.",
    "negative": "Correct the value, or use another scale or mean.",
}
EXPECTED = {
    "missing_value": "a number in every row",
    "infinite_value": "finite numbers",
    "out_of_range": "values inside their range",
    "not_positive": "more than 0",
    "negative": "0 or more",
}


def columns_of(
    kinds: Mapping[str, ColumnKind], names: Sequence[str], *, any_kind: Sequence[str] = ()
) -> None:
    """Refuse a column that is not there, there twice, or not of numbers."""
    absent = [name for name in (*names, *any_kind) if name not in kinds]
    if absent:
        raise InputError.about(
            "frame",
            code="missing_column",
            expected=f"a column for each of {joined([*names, *any_kind])}",
            found=f"no column {joined(absent)}",
            hint=f"The columns there are: {joined(list(kinds))}.",
            positions=tuple(absent[:5]),
        )
    wrong = [name for name in names if kinds[name] not in {"float", "exact"}]
    if wrong:
        raise InputError.about(
            "frame",
            code="not_numeric",
            expected="numbers",
            found=", ".join(f"column {name!r} of {kinds[name]}" for name in wrong[:5]),
            hint="Convert it to numbers first: text, booleans and dates are not.",
            positions=tuple(wrong[:5]),
        )


def free_names(there: Sequence[str], new: Sequence[str]) -> None:
    """Refuse to write a column whose name is taken, also in another case."""
    taken = Counter(name.casefold() for name in there)
    clash = [name for name in new if taken[name.casefold()]]
    if clash:
        raise InputError.about(
            "frame",
            code="duplicate",
            expected="no column yet with the name of an appended one (whatever its case)",
            found=joined(clash),
            hint="Rename it, or say prefix='kinerja_' to give the appended columns other names.",
            positions=tuple(clash[:5]),
        )
    twice = [name for name, n in Counter(name.casefold() for name in new).items() if n > 1]
    if twice:
        raise InputError.about(
            "card",
            code="duplicate",
            expected="codes whose columns differ in more than case",
            found=joined(twice),
            hint="Databases do not tell such names apart: give one of them another code.",
            positions=tuple(twice[:5]),
        )


def free_prefix(names: Sequence[str]) -> str:
    """Beginning of working columns that no column of the table has."""
    prefix = "_k"
    while any(name.casefold().startswith(prefix) for name in names):
        prefix += "_"
    return prefix


def refuse_bad(engine: Engine, frame: Any, made: Plan, asked: Request) -> None:
    """Raise for the first kind of fault that a row has; return if none has any."""
    faults, ids = [*made.door, *made.later], asked.ids
    if not faults:
        return
    program = made.program
    bad = {"bad": case([(any_of([f.condition for f in faults]), number(1.0))])}
    stages = program.stages(bad)
    narrow = engine.extend(frame, [], stages[:-1])
    last = stages[-1].new["bad"]
    if not int(engine.one_row(narrow, {"bad": ("count", last)})["bad"]):
        return
    marks = {f"f{i}": case([(f.condition, number(1.0))]) for i, f in enumerate(faults)}
    own = [ids] if ids is not None else []
    stages = program.stages(marks)
    narrow = engine.extend(frame, own, stages[:-1])
    conditions = stages[-1].new
    counts = engine.one_row(narrow, {n: ("count", node) for n, node in conditions.items()})
    found = [(f, int(counts[f"f{i}"]), f"f{i}") for i, f in enumerate(faults)]
    found = [item for item in found if item[1]]
    if not found:
        return  # the table changed in between: bad rows are null by themselves
    code = found[0][0].code
    chosen = _same_stage(found)
    positions: list[Any] = []
    if ids is not None:
        for fault, _, label in chosen:
            here = conditions[label].there
            positions += [(item, fault.place) for item in engine.smallest(narrow, here, ids, 5)]
        positions = sorted(positions, key=lambda p: (str(type(p[0])), p[0]))[:5]
    raise_fault(code, [(f.place, n) for f, n, _ in chosen], positions, asked.card)


def _same_stage(found: list[tuple[Fault, int, str]]) -> list[tuple[Fault, int, str]]:
    code = found[0][0].code
    return [item for item in found if item[0].code == code]


def raise_fault(
    code: ErrorCode, counts: Sequence[tuple[str, int]], positions: Sequence[Any], card: Scorecard
) -> None:
    """Raise the error of bad rows: what is wrong, where, how often, and with which ids."""
    ranges = {i.code: i.valid_range for i in card.indicators if i.valid_range is not None}
    expected = EXPECTED[code]
    if code == "out_of_range" and len(counts) == 1 and counts[0][0] in ranges:
        low, high = ranges[counts[0][0]]
        expected = (
            f"values from {'−∞' if low is None else f'{low:g}'} to "
            f"{'∞' if high is None else f'{high:g}'} (valid_range)"
        )
    elif counts[0][0] == "total":
        expected = "totals inside the bands"
    shown = "; ".join(f"{n} row{'s' if n != 1 else ''} in {place!r}" for place, n in counts[:5])
    more = f"; and {len(counts) - 5} more columns" if len(counts) > 5 else ""
    listed = f" (ids {joined([p[0] for p in positions])})" if positions else ""
    raise InputError.about(
        "frame",
        code=code,
        expected=expected,
        found=f"{code} in {shown}{more}{listed}",
        hint=HINTS[code] + " on_bad='flag' names such rows in a column instead.",
        positions=tuple(positions) or tuple(place for place, _ in counts[:5]),
    )
