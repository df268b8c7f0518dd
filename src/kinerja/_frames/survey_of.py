"""The survey's estimates of any table: in memory, or added up by its engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import _checks, survey
from .._survey.answers import MISSING_ANSWERS
from .._survey.freedom import DEGREES
from .._survey.limits import read_small
from .._survey.share_intervals import METHODS
from ..errors import InputError
from .cell_estimates import estimated
from .cells import Asked, Kind, added_up, in_memory, names_of
from .check import columns_of
from .engines import engine_of, is_eager, library_of
from .rows import estimated_from_rows


def asked_of(
    kind: Kind, y: Any, x: Any, design: Mapping[str, Any], options: Mapping[str, Any]
) -> Asked:
    """Check the arguments that need no data."""
    names, others = names_of(y, "y"), names_of(x, "x")
    if not names:
        raise InputError.about("y", code="too_few", expected="a column", found="none")
    if kind == "ratio" and len(names) != len(others):
        raise InputError.about(
            "x",
            code="wrong_shape",
            expected=f"{len(names)} columns, one for each of y",
            found=str(len(others)),
        )
    wanted = names
    if kind == "ratio":
        wanted = tuple(f"{a}/{b}" for a, b in zip(names, others, strict=True))
    twice = [name for name in wanted if wanted.count(name) > 1]
    if twice:
        raise InputError.about(
            "y", code="duplicate", expected="each figure once", found=f"{twice[0]!r} twice"
        )
    options = {**options, "level": _checks.confidence_level(options["level"])}
    _checks.choice(options["missing"], "missing", MISSING_ANSWERS)
    _checks.choice(options["df"], "df", DEGREES)
    _checks.flag(options["covariance"], "covariance")
    _checks.choice(design["lonely_psu"], "lonely_psu", ("raise", "certainty", "adjust"))
    read_small(options["small"])
    if kind == "proportion":
        _checks.choice(options["method"], "method", METHODS)
    weights = names_of(design["weights"], "weights")
    if len(weights) > 1:
        raise InputError.about(
            "weights", code="wrong_shape", expected="one column", found=f"{len(weights)}"
        )
    return Asked(
        kind=kind,
        y=names,
        x=others,
        by=names_of(design["by"], "by"),
        weights=weights[0] if weights else None,
        strata=names_of(design["strata"], "strata"),
        clusters=names_of(design["clusters"], "clusters"),
        fpc=names_of(design["fpc"], "fpc"),
        nested=design["nested"],
        lonely_psu=design["lonely_psu"],
        options=dict(options),
    )


def surveyed(
    kind: Kind, frame: Any, y: Any, x: Any, design: Mapping[str, Any], options: Mapping[str, Any]
) -> survey.Estimates:
    """Estimates of a table, wherever it is."""
    asked = asked_of(kind, y, x, design, options)
    if is_eager(frame):
        return in_memory(frame, asked)
    if library_of(frame) == ("dask", "DataFrame"):
        return in_memory(columns_in_memory(frame, asked), asked)
    if kind == "ratio" and len(asked.y) > 1:
        raise InputError.about(
            "y", code="wrong_shape", expected="one column for a ratio", found=f"{len(asked.y)}"
        )
    if kind == "proportion" and len(asked.y) > 1 and not asked.clusters:
        raise InputError.about(
            "y",
            code="not_in_engine",
            expected="one column of labels, or clusters",
            found=f"{len(asked.y)} columns",
            hint="Ask for one after the other.",
        )
    cells = added_up(engine_of(frame), frame, asked)
    return estimated(cells, asked) if asked.clusters else estimated_from_rows(cells, asked)


def columns_in_memory(frame: Any, asked: Asked) -> Any:
    """The columns of a Dask table that are asked for, computed."""
    wanted = [*asked.y, *asked.x, *asked.by, *asked.strata, *asked.clusters, *asked.fpc]
    wanted += asked.weighing
    columns_of(dict.fromkeys(map(str, frame.columns), "float"), list(dict.fromkeys(wanted)))
    return frame[list(dict.fromkeys(wanted))].compute()
