"""Tables of points, official or an agency's own, and the points of training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice, flags, is_table, number, read_columns, refuse_cells
from ...errors import InputError, shown
from ...indicators import Bands
from .._scheme import Scheme, official

Points = Mapping[str, float]

EDUCATION_ALIASES = {
    "s 3": "S3",
    "doktor": "S3",
    "doctor": "S3",
    "s 2": "S2",
    "magister": "S2",
    "s 1": "S1",
    "sarjana": "S1",
    "s1/d4": "S1",
    "s1/div": "S1",
    "d4": "S1",
    "d 4": "S1",
    "div": "S1",
    "d iv": "S1",
    "d3": "D3",
    "d 3": "D3",
    "diii": "D3",
    "d iii": "D3",
    "d1": "SMA",
    "d 1": "SMA",
    "di": "SMA",
    "d i": "SMA",
    "d2": "SMA",
    "d 2": "SMA",
    "dii": "SMA",
    "d ii": "SMA",
    "sma/d1/d2": "SMA",
    "slta": "SMA",
    "smk": "SMA",
    "smp": "SD",
    "sltp": "SD",
    "di bawah sma": "SD",
    "di bawah slta": "SD",
}
"""Spellings in use; hyphens and points make no difference to the reader of codes."""
DISCIPLINE_ALIASES = {
    "tidak pernah": "none",
    "tidak ada": "none",
    "ringan": "light",
    "sedang": "medium",
    "berat": "heavy",
}
GROUP_ALIASES = {
    "struktural": "structural",
    "jpt": "structural",
    "administrator": "structural",
    "pengawas": "structural",
    "fungsional": "functional",
    "umum": "general",
    "pelaksana": "general",
    "fungsional umum": "general",
}
PREDICATE_ALIASES = {
    "very_good": "5",
    "sangat baik": "5",
    "good": "4",
    "baik": "4",
    "fair": "3",
    "needs_improvement": "3",
    "cukup": "3",
    "butuh perbaikan": "3",
    "cukup/butuh perbaikan": "3",
    "poor": "2",
    "kurang": "2",
    "kurang (misconduct)": "2",
    "kurang/misconduct": "2",
    "very_poor": "1",
    "sangat kurang": "1",
    "bad": "1",
    "buruk": "1",
}
"""Predicates of 2011, 2019 and 2022 in the order of the table: five, the best is 5."""


class PointTable(NamedTuple):
    """Points of each part."""

    qualification: Points
    competence: Mapping[str, Points]
    """By group of posts: kind of training to points."""
    performance: Points
    discipline: Points
    category: Bands


def points_of(version: Any, table: Any) -> tuple[PointTable, str]:
    """Return the table of a version, or the agency's own, and what it is called."""
    if (version is None) == (table is None):
        raise InputError.about(
            "version",
            code="missing_argument" if version is None else "contradiction",
            expected="`version` or `table`, one of the two",
            found="neither" if version is None else "both",
            hint="Since the measurement of 2023 the official table is another one, which was not "
            "found in a public text: pass your own as `table=`, or version='2018' for older years.",
        )
    if version is not None:
        if isinstance(version, str) and version == "2023":
            raise InputError.about(
                "version",
                code="unknown_option",
                expected="2018",
                found="2023, whose table was not found in a public text",
                hint="Pass your agency's table as `table=`.",
            )
        choice(version, "version", ("2018",))
        return _of_scheme(official("ip_asn", version)), version
    if isinstance(table, Scheme):
        return _of_scheme(table), f"{table.id} {table.version}: {table.regulation}"
    return _of_mapping(table), "own table"


def _of_scheme(scheme: Scheme) -> PointTable:
    tables: dict[str, Any] = {item.name: item.to_dict() for item in scheme.tables}
    kinds = {
        name.removeprefix("competence_"): points
        for name, points in tables.items()
        if name.startswith("competence_")
    }
    bands = {item.name: item.bands for item in scheme.gradings}
    return _of_mapping({**tables, **bands, **({"competence": kinds} if kinds else {})})


def _of_mapping(table: Any) -> PointTable:
    needed = ("qualification", "competence", "performance", "discipline")
    if not isinstance(table, Mapping):
        raise InputError.about(
            "table",
            code="wrong_type",
            expected="a schemes.Scheme, or a mapping with " + ", ".join(needed),
            found=type(table).__name__,
        )
    absent = [name for name in needed if not isinstance(table.get(name), Mapping)]
    if absent:
        raise InputError.about(
            "table",
            code="missing_argument",
            expected="points of " + ", ".join(needed),
            found=f"no mapping for {', '.join(absent)}",
        )
    kinds = table["competence"]
    if not kinds or not all(isinstance(points, Mapping) for points in kinds.values()):
        kinds = {"structural": kinds, "functional": kinds, "general": kinds}
    bands = table.get("category", official("ip_asn", "2018").bands("category"))
    if not isinstance(bands, Bands):
        raise InputError.about(
            "table", code="wrong_type", expected="Bands as `category`", found=shown(bands)
        )
    return PointTable(
        qualification=_points(table["qualification"], "qualification"),
        competence={str(name): _points(points, "competence") for name, points in kinds.items()},
        performance=_points(table["performance"], "performance"),
        discipline=_points(table["discipline"], "discipline"),
        category=bands,
    )


def _points(points: Mapping[Any, Any], name: str) -> Points:
    if not points:
        raise InputError.about(
            "table", code="too_few", expected=f"at least one row of {name}", found="none"
        )
    # Numbers of a predicate may be written as 1 to 5 in a mapping.
    return {str(code): number(x, f"table[{name!r}]", lower=0.0) for code, x in points.items()}


def trained(
    competence: Any,
    kinds: Mapping[str, Points],
    groups: NDArray[np.int64],
    names: NDArray[Any] | None,
) -> NDArray[np.float64]:
    """Points of training (n,) by the group of each person."""
    present = [(g, kind) for g, kind in enumerate(kinds) if (groups == g).any()]
    if not present:
        present = [(0, next(iter(kinds)))]
    out = np.zeros(groups.size)
    table = is_table(competence)
    given = None if table else np.atleast_2d(flags(competence, "competence"))
    for g, kind in present:
        here, points = groups == g, kinds[kind]
        if table:
            attended = _columns(competence, tuple(points))
        else:
            attended = _marked(given, kind, kinds, groups, here, names)
        if attended.shape != (groups.size, len(points)):
            raise InputError.about(
                "competence",
                code="wrong_shape",
                expected=f"shape ({groups.size}, {len(points)}): {', '.join(points)} "
                f"(group {kind})",
                found=f"shape {attended.shape}",
            )
        worth = np.array(list(points.values()), dtype=np.float64)
        out[here] = np.where(attended[here], worth, 0.0).sum(axis=1)
    return out


def _marked(
    given: Any,
    kind: str,
    kinds: Mapping[str, Points],
    groups: NDArray[np.int64],
    here: NDArray[np.bool_],
    names: NDArray[Any] | None,
) -> NDArray[np.bool_]:
    """Columns of an array that count for a group; a surplus column in front has to be False."""
    k = len(kinds[kind])
    most = max(len(points) for g, points in enumerate(kinds.values()) if (groups == g).any())
    surplus = given.shape[1] - k if given.ndim == 2 else 0
    if surplus <= 0 or given.shape != (groups.size, most):
        return np.asarray(given)
    odd = given[:, :surplus] & here[:, None]
    if odd.any():
        refuse_cells(
            odd,
            given[:, :surplus].astype(np.float64),
            "competence",
            code="contradiction",
            expected=f"no training but {', '.join(kinds[kind])} (group {kind})",
            hint="Leave it out: the table gives no points for it.",
            rows=names,
        )
    return np.asarray(given[:, surplus:])


def _columns(competence: Any, codes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Training attended, (n, k), by the name of each kind."""
    columns = [flags(x, "competence") for x in read_columns(competence, codes, "competence")]
    sizes = {x.shape for x in columns}
    if len(sizes) > 1 or columns[0].ndim != 1:
        raise InputError.about(
            "competence",
            code="wrong_shape",
            expected="columns of one length",
            found=", ".join(f"{c!r}: {x.shape}" for c, x in zip(codes, columns, strict=True)),
        )
    return np.column_stack(columns)
