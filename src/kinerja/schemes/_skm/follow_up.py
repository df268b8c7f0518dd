"""Follow-up of a survey: what was agreed for which item, by whom, until when, and what is done."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import (
    column_names,
    flags,
    is_missing,
    is_table,
    listed,
    one_day,
    read_columns,
)
from ..._steady import steady
from ...errors import (
    InputError,
    shown,
)
from ...results import Axis, BoolVector, LabelVector, Provenance, Result, Unit

_FIELDS = ("item", "action", "who", "due", "done")
_ALSO = {"by": "due", "by_when": "due", "deadline": "due", "by_whom": "who", "responsible": "who"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ActionPlan(Result):
    """Actions after a survey, one row an action."""

    _keys: ClassVar = {"action": ("item", "action")}
    _first: ClassVar = ("item", "action", "who", "due", "done", "overdue")

    item: Annotated[LabelVector, Axis("action")]
    """(a,) item that the action is for."""
    action: Annotated[LabelVector, Axis("action")]
    """(a,) what is to be done."""
    who: Annotated[LabelVector, Axis("action")]
    """(a,) who does it."""
    due: Annotated[LabelVector, Axis("action")]
    """(a,) last day, as YYYY-MM-DD; empty where none was agreed."""
    done: Annotated[BoolVector, Axis("action")]
    """(a,) whether it is done."""
    overdue: Annotated[BoolVector, Axis("action")]
    """(a,) not done, and its day has passed; False throughout where no day was given as `on`."""
    share_done: Annotated[float, Unit("share")]
    """Share of the actions that are done; NaN where there are none."""
    on: str | None = None
    """Day on which this was looked at."""
    provenance: Provenance = field(default_factory=Provenance)

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {"actions": self.done.size, "done": int(self.done.sum()), "share": self.share_done}


@steady
def action_plan(
    items: Any,
    action: Any = None,
    who: Any = None,
    due: Any = None,
    done: Any = None,
    *,
    on: datetime.date | str | None = None,
) -> ActionPlan:
    """List what was agreed after a survey, and the share that is done.

    Parameters
    ----------
    items : sequence of str, sequence of mappings, mapping or dataframe
        Item of each action; or a whole table with the columns item, action, who, due and done, or a
        row of these names for each action. An item may have several actions.
    action, who : sequence of str, optional
        What is to be done, and who does it; with `items` as a sequence of items.
    due : sequence of date or str, optional
        Last day of each action; None where none was agreed.
    done : sequence of bool, optional
        Whether each is done; False where nothing is said.
    on : date or str, optional
        Day on which the plan is looked at: what is not done by then is overdue.

    Returns
    -------
    ActionPlan

    Raises
    ------
    InputError
        If a column is missing, lengths differ, a day is none, or `done` is not True or False.

    Notes
    -----
    The share of follow-up of satisfaction surveys is itself asked for in the evaluation of service
    units (PermenPANRB 29/2022, as published).

    References
    ----------
    PermenPANRB 14/2017, annex: plan of follow-up.

    Examples
    --------
    >>> plan = action_plan(
    ...     ["U3", "U9"],
    ...     ["second counter in the morning", "roof over the queue"],
    ...     ["head of service", "general affairs"],
    ...     ["2026-03-31", "2026-06-30"],
    ...     [True, False],
    ...     on="2026-07-01",
    ... )
    >>> plan.share_done, plan.overdue.tolist()
    (0.5, [False, True])
    """
    columns = _columns(items, {"action": action, "who": who, "due": due, "done": done})
    n = len(columns["item"])
    ends = [_day(x, "due", i) for i, x in enumerate(columns["due"])]
    finished = _done(columns["done"])
    today = None if on is None else _day(on, "on", None)
    late = np.array(
        [today is not None and bool(end) and end < today for end in ends], dtype=np.bool_
    )
    return ActionPlan(
        item=_texts(columns["item"], "items"),
        action=_texts(columns["action"], "action"),
        who=_texts(columns["who"], "who"),
        due=np.array(ends, dtype=object),
        done=finished,
        overdue=late & ~finished,
        share_done=float(finished.mean()) if n else float("nan"),
        on=today,
        provenance=Provenance(options={"on": today}, missing="raise"),
    )


def _columns(items: Any, given: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Columns by name, from a table, from rows, or from one sequence for each."""
    rows = None
    if isinstance(items, Sequence) and not isinstance(items, str) and len(items):
        rows = list(items) if all(isinstance(row, Mapping) for row in items) else None
    if rows is not None:
        named = [{_ALSO.get(str(k), str(k)): x for k, x in row.items()} for row in rows]
        columns = {name: [row.get(name) for row in named] for name in _FIELDS}
        there = {name for row in named for name in row}
    elif is_table(items):
        names = column_names(items, "items")
        there = {_ALSO.get(name, name) for name in names}
        columns = {
            _ALSO.get(name, name): _listed(read_columns(items, [name], "items")[0], "items")
            for name in names
        }
    else:
        there = {"item", *(name for name, x in given.items() if x is not None)}
        columns = {
            "item": _listed(items, "items"),
            **{k: _listed(x, k) for k, x in given.items() if x is not None},
        }
    absent = [name for name in ("item", "action", "who") if name not in there]
    odd = sorted(there - set(_FIELDS))
    if absent or odd:
        raise InputError.about(
            "items",
            code="missing_column" if absent else "unknown_label",
            expected="the columns item, action and who; due and done where they are known",
            found=f"no {absent[0]}" if absent else f"{odd[0]!r} beside them",
        )
    n = len(columns["item"])
    for name in _FIELDS:
        columns.setdefault(name, [None] * n)
        if len(columns[name]) != n:
            raise InputError.about(
                name,
                code="wrong_shape",
                expected=f"{n} values, one for each action",
                found=str(len(columns[name])),
            )
    return columns


def _listed(x: Any, argument: str) -> list[Any]:
    return [x] if isinstance(x, str) else listed(x, argument, expected="one value for each action")


def _texts(x: list[Any], name: str) -> NDArray[Any]:
    for i, item in enumerate(x):
        if not isinstance(item, str) or not item.strip():
            raise InputError.about(
                name,
                code="missing_value" if is_missing(item) else "wrong_type",
                expected="a text in every row",
                found=f"{shown(item)} (row {i})",
                positions=(i,),
            )
    return np.array([str(item) for item in x], dtype=object)


def _done(x: list[Any]) -> NDArray[np.bool_]:
    known = [False if item is None else item for item in x]
    return flags(known, "done") if known else np.zeros(0, dtype=np.bool_)


def _day(x: Any, argument: str, row: int | None) -> str:
    """Day as YYYY-MM-DD; empty where there is none."""
    if is_missing(x):
        return ""
    return one_day(x[:10] if isinstance(x, str) else x, argument, row=row).isoformat()
