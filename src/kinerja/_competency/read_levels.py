"""Levels as callers hand them in: people by competency, and what posts require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Float
from ..errors import InputError

ASSESS = "Assess it: a level that is not known is not 0."
"""What to do about a missing level where nothing else can be done."""


def competency_names(
    competencies: Any, required: Any, actual: Any, ids: Any = None
) -> list[Any] | None:
    """Names of the competencies: as stated, else by key of `required`, else by column of `actual`.

    None where everything is an array without names.
    """
    if competencies is not None:
        size = _checks.length_of(competencies)
        names = _checks.identifiers(competencies, size, "competencies")
        return None if names is None else list(names.tolist())
    for data, argument in ((required, "required"), (actual, "actual")):
        if _checks.is_table(data):
            names_there = _checks.column_names(data, argument)
            return [name for name in names_there if not (isinstance(ids, str) and name == ids)]
    return None


def read_people(
    actual: Any,
    names: Sequence[Any] | None,
    k: int,
    *,
    ids: Any = None,
    missing: str = "raise",
    argument: str = "actual",
    hint: str = 'Assess it, or say what a missing level does: missing="omit" or "propagate".',
) -> tuple[Float, NDArray[Any] | None]:
    """Levels of people (n, k) in column order, NaN where missing, and their ids."""
    columns = list(range(k)) if names is None else [_column(name) for name in names]
    values, rows = _checks.read_matrix(
        actual,
        columns,  # type: ignore[arg-type]
        argument=argument,
        ids=ids,
    )
    if missing == "raise" and np.isnan(values).any():
        _checks.refuse_missing(
            values,
            argument,
            hint=hint,
            rows=rows,
            columns=columns,
        )
    return values, rows


def read_required(
    required: Any,
    names: Sequence[Any] | None,
    *,
    missing: str = "raise",
    argument: str = "required",
) -> Float:
    """Required levels, (k,) or (rows, k); or the weights of an `importance` by name, (k,)."""
    counts = argument == "importance"
    one = "a weight" if counts else "a level"
    hint = "Write 0 for what does not count." if counts else "Write 0 for what is not required."
    if isinstance(required, Mapping) and all(_checks.axes_of(v) == 0 for v in required.values()):
        wanted = list(required) if names is None else list(names)
        absent = [name for name in wanted if name not in required]
        unknown = [name for name in required if name not in wanted]
        if absent or unknown:
            raise InputError.about(
                argument,
                code="missing_column" if absent else "unknown_label",
                expected=f"{one} for each of {_checks.joined(wanted)}",
                found=f"none for {_checks.joined(absent)}"
                if absent
                else f"{_checks.joined(unknown)} beside them",
                hint=hint,
                positions=tuple((absent or unknown)[:5]),
            )
        out = _checks.floats([required[name] for name in wanted], argument)
    elif _checks.is_table(required):
        columns = names or _checks.column_names(required, argument)
        out, _ = _checks.read_matrix(required, [_column(c) for c in columns], argument=argument)
    else:
        out = _checks.floats(required, argument)
    if out.ndim not in {1, 2} or not out.shape[-1]:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one level a competency, (k,), or a row of them each, (rows, k)",
            found=f"shape {out.shape}",
        )
    if names is not None and out.shape[-1] != len(names):
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{len(names)} competencies",
            found=f"{out.shape[-1]}",
            hint="Pass one level for each competency, in the same order.",
        )
    rows = names if out.ndim == 1 else None
    _checks.refuse_infinite(out, argument, rows=rows, columns=names)
    if missing == "raise" and np.isnan(out).any():
        _checks.refuse_missing(
            out,
            argument,
            hint=hint,
            rows=rows,
            columns=names,
        )
    return out


def read_importance(importance: Any, k: int, names: Sequence[Any] | None) -> Float:
    """Importance of each competency, (k,): 0 or more and not all 0; None means equal."""
    if isinstance(importance, Mapping):
        if names is None:
            names = list(importance)
        importance = read_required(
            importance,
            names,
            argument="importance",
        )
    return _checks.weights(importance, k, "importance", names=names)


def _column(name: Any) -> str:
    return name if isinstance(name, str) else str(name)
