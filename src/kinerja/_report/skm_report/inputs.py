"""What the report of a satisfaction survey is filled with, checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..._checks import is_table, refuse_uneven, whole_number
from ...errors import InputError, shown
from ...results import suppress
from ...schemes.skm import SKM, ActionPlan
from ..tables import columns_of


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything known of a survey."""

    result: SKM
    units: SKM | None
    respondents: Mapping[str, Sequence[Any]]
    population: int | None
    trend: Mapping[str, float]
    actions: Sequence[Mapping[str, Any]]
    name: str
    period: str
    minimum: int = 1
    """Smallest number of people that is shown."""


def inputs(
    result: Any,
    *,
    units: Any,
    respondents: Any,
    population: Any,
    trend: Any,
    actions: Any,
    name: Any,
    period: Any,
    minimum: Any,
) -> Inputs:
    """Check what was given; see `kinerja.report.skm`."""
    if not isinstance(result, SKM) or result.index.size != 1 or result.version != "2017":
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="the index of the whole by PermenPANRB 14/2017: `skm.index` without `by`",
            found=_what(result),
        )
    if units is not None and not (isinstance(units, SKM) and units.domain):
        raise InputError.about(
            "units",
            code="wrong_type",
            expected="the index by unit: `skm.index` with `by`",
            found=_what(units),
        )
    if respondents is not None and not is_table(respondents):
        raise InputError.about(
            "respondents",
            code="not_a_table",
            expected="a table with a column for each characteristic",
            found=type(respondents).__name__,
        )
    if population is not None and not (
        isinstance(population, int) and not isinstance(population, bool) and population > 0
    ):
        raise InputError.about(
            "population",
            code="not_positive",
            expected="the number of users of the service, a whole number above 0",
            found=shown(population),
        )
    for argument, text in (("name", name), ("period", period)):
        if not isinstance(text, str):
            raise InputError.about(
                argument, code="wrong_type", expected="text", found=type(text).__name__
            )
    least = whole_number(minimum, "minimum", lower=1)
    return Inputs(
        result,
        None if units is None else suppress(units, minimum=least),
        {} if respondents is None else dict(columns_of(respondents, "respondents")),
        population,
        _trend(trend),
        _actions(actions, result),
        name.strip(),
        period.strip(),
        least,
    )


def _what(x: Any) -> str:
    if isinstance(x, SKM):
        return f"an index in {x.index.size} rows of version {x.version}"
    return type(x).__name__


def _trend(trend: Any) -> dict[str, float]:
    if trend is None:
        return {}
    if not isinstance(trend, Mapping):
        raise InputError.about(
            "trend",
            code="wrong_type",
            expected="a mapping of period to index, 25 to 100",
            found=type(trend).__name__,
        )
    out = {}
    for period, value in trend.items():
        index = float(value.converted[0]) if isinstance(value, SKM) else value
        if isinstance(index, bool) or not isinstance(index, int | float) or not 25 <= index <= 100:
            raise InputError.about(
                "trend",
                code="out_of_range",
                expected="an index from 25 to 100 for each period",
                found=f"{index!r} for {period!r}",
            )
        out[str(period)] = float(index)
    return out


def _actions(actions: Any, result: SKM) -> list[dict[str, Any]]:
    """Rows of an action plan: item, action, due, by, done, late; what is not there stays open."""
    if actions is None:
        return []
    if isinstance(actions, ActionPlan):
        actions = _columns_of_plan(actions)
    if not is_table(actions):
        raise InputError.about(
            "actions",
            code="not_a_table",
            expected="a table with the columns item, action, due and by, or skm.action_plan(…)",
            found=type(actions).__name__,
        )
    columns = {str(name): cells for name, cells in columns_of(actions, "actions")}
    if "item" not in columns:
        raise InputError.about(
            "actions", code="missing_column", expected="a column 'item'", found=", ".join(columns)
        )
    refuse_uneven({name: len(cells) for name, cells in columns.items()}, "actions")
    codes = {str(code) for code in result.item.tolist()}
    rows = []
    for i, item in enumerate(columns["item"]):
        if str(item) not in codes:
            raise InputError.about(
                "actions",
                code="unknown_label",
                expected="codes of items of the survey",
                found=f"{item!r} in row {i}",
                hint="Items: " + ", ".join(sorted(codes)),
            )
        row = {name: columns[name][i] if name in columns else None for name in _COLUMNS}
        due = row["due"]
        if due is not None and due == due and not isinstance(due, dt.date | str):
            raise InputError.about(
                "actions",
                code="wrong_type",
                expected="dates, or text, in the column 'due'",
                found=f"{due!r} in row {i}",
            )
        rows.append(row)
    return rows


def _columns_of_plan(plan: ActionPlan) -> dict[str, list[Any]]:
    """A plan as its table: its days as dates, and what has become of each action."""
    return {
        "item": plan.item.tolist(),
        "action": plan.action.tolist(),
        "due": [dt.date.fromisoformat(day) if day else None for day in plan.due.tolist()],
        "by": plan.who.tolist(),
        "done": plan.done.tolist(),
        "late": plan.overdue.tolist(),
    }


_COLUMNS = ("item", "action", "due", "by", "done", "late")
