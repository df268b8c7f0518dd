"""A scorecard as a spreadsheet: one row a part, one column a field or scale parameter."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .._checks import column_names, is_table, joined, read_columns
from ..errors import InputError
from .aggregations import MPI, NAMED, OWA, Power
from .card import AnyScale, Group, Indicator, Scorecard, walk
from .text import Text

_SCALES: dict[str, type[Any]] = {
    kind.model_fields["kind"].default: kind
    for kind in AnyScale.__origin__.__args__  # type: ignore[attr-defined]
}
_PARAMETERS = list(
    dict.fromkeys(name for kind in _SCALES.values() for name in kind.model_fields if name != "kind")
)
_FIELDS = [
    "code", "name", "name_id", "group", "weight", "aggregation", "scale", "unit", "description",
    "lower_is_better", "valid_min", "valid_max", "source",
]  # fmt: skip


def _cells(column: Any) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            column = getattr(column, method)()
            break
    return [None if _empty(cell) else _plain(cell) for cell in column]


def _plain(cell: Any) -> Any:
    cell = cell.item() if isinstance(cell, np.generic) else cell
    return cell.strip() if isinstance(cell, str) else cell


def _empty(cell: Any) -> bool:
    return (
        cell is None
        or type(cell).__name__ in {"NAType", "NaTType"}
        or (isinstance(cell, float) and math.isnan(cell))
        or (isinstance(cell, str) and not cell.strip())
    )


def _unreadable(column: str, row: str, cell: Any, expected: str) -> InputError:
    return InputError.about(
        "frame",
        code="unreadable",
        expected=expected,
        found=repr(cell),
        where=f"row {row!r} column {column!r}",
        positions=((row, column),),
    )


def _number(column: str, row: str, cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        raise _unreadable(column, row, cell, "a number") from None


def _flag(column: str, row: str, cell: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    text = str(cell).strip().lower().removesuffix(".0")
    if text not in words:
        raise _unreadable(column, row, cell, "true or false")
    return words[text]


def _series(column: str, row: str, cell: Any) -> tuple[float, ...]:
    items = cell if isinstance(cell, list | tuple) else str(cell).split(";")
    return tuple(_number(column, row, item) for item in items)


def _parameter(kind: str, name: str, row: str, cell: Any) -> Any:
    """One scale parameter from its cell, by what the scale takes."""
    if name == "thresholds" or (name == "points" and kind == "steps"):
        return _series(name, row, cell)
    if name == "points":
        pairs = cell if isinstance(cell, list | tuple) else str(cell).split(";")
        split = [p if isinstance(p, list | tuple) else str(p).split(":") for p in pairs]
        if any(len(pair) != 2 for pair in split):
            raise _unreadable(name, row, cell, "pairs such as 0:0; 50:80; 100:100")
        return tuple((_number(name, row, a), _number(name, row, b)) for a, b in split)
    if name in {"clip", "extrapolate"} and kind != "z_score":
        return _flag(name, row, cell)
    if name in {"cost", "closed"}:
        return str(cell)
    return _number(name, row, cell)


def _aggregation(row: str, cell: Any) -> Any:
    """``"geometric"``, ``"power: 0.5"``, ``"owa: 2; 1; 1"``, ``"mpi: plus"``."""
    if not isinstance(cell, str):
        return cell
    kind, _, rest = (part.strip() for part in cell.partition(":"))
    if kind in NAMED and not rest:
        return kind
    if kind == "power":
        return Power(p=_number("aggregation", row, rest))
    if kind == "owa":
        return OWA(weights=_series("aggregation", row, rest))
    if kind == "mpi":
        return MPI(penalty=rest or "minus")  # type: ignore[arg-type]
    raise _unreadable(
        "aggregation", row, cell, "an aggregation such as 'geometric' or 'power: 0.5'"
    )


def read_table(frame: Any) -> tuple[Indicator | Group, ...]:
    """Parts of a scorecard from a table; see ``Scorecard.from_table``."""
    if not is_table(frame):
        raise InputError.about(
            "frame",
            code="not_a_table",
            expected="a mapping or a dataframe with named columns",
            found=type(frame).__name__,
        )
    names = column_names(frame, "frame")
    unknown = [name for name in names if name not in {*_FIELDS, *_PARAMETERS}]
    if unknown:
        raise InputError.about(
            "frame",
            code="unknown_column",
            expected=f"columns among {', '.join([*_FIELDS, *_PARAMETERS])}",
            found=joined(unknown),
            positions=tuple(unknown[:5]),
        )
    columns = {
        n: _cells(c) for n, c in zip(names, read_columns(frame, names, "frame"), strict=True)
    }
    absent = [name for name in ("code", "scale") if name not in columns]
    if absent:
        raise InputError.about(
            "frame",
            code="missing_column",
            expected="columns 'code' and 'scale' at least",
            found=f"no column {joined(absent)}",
        )
    rows = [
        {name: cells[i] for name, cells in columns.items() if cells[i] is not None}
        for i in range(len(columns["code"]))
    ]
    for i, row in enumerate(rows):
        if "code" not in row:
            raise _unreadable("code", str(i), None, "a code")
        row["code"] = str(row["code"])
    return _parts(rows, "", ())


def _parts(
    rows: list[dict[str, Any]], parent: str, path: tuple[str, ...]
) -> tuple[Indicator | Group, ...]:
    """Parts whose group is `parent`, in the order of their first row."""
    if parent in path:
        raise InputError.about(
            "frame",
            code="circular",
            expected="groups inside groups, none inside itself",
            found=" in ".join([parent, *path[::-1]]),
        )
    own_rows = {row["code"] for row in rows if "scale" not in row}
    if not path:
        # A group that is only named in the column `group` belongs to the top.
        members = [row for row in rows if "group" not in row or str(row["group"]) not in own_rows]
    else:
        members = [row for row in rows if str(row.get("group", "")) == parent]
    out: list[Indicator | Group] = []
    seen: set[str] = set()
    for row in members:
        implied = str(row["group"]) if not path and "group" in row else None
        if implied is not None:
            if implied not in seen:
                seen.add(implied)
                parts = _parts(rows, implied, (*path, parent))
                weight = math.fsum(part.weight for part in parts)
                out.append(Group(code=implied, name=implied, parts=parts, weight=weight))
        elif "scale" in row:
            out.append(_indicator(row))
        else:
            code = row["code"]
            extra = (
                {"aggregation": _aggregation(code, row["aggregation"])}
                if "aggregation" in row
                else {}
            )
            out.append(
                Group(
                    code=code,
                    name=_name(row),
                    parts=_parts(rows, code, (*path, parent)),
                    weight=_number("weight", code, row.get("weight", 1.0)),
                    **extra,
                )
            )
    return tuple(out)


def _name(row: dict[str, Any]) -> Text | str:
    name = str(row.get("name", row["code"]))
    return Text(en=name, id=str(row["name_id"])) if "name_id" in row else name


def _indicator(row: dict[str, Any]) -> Indicator:
    code, kind = row["code"], str(row["scale"])
    if kind not in _SCALES:
        raise _unreadable("scale", code, kind, f"one of {', '.join(_SCALES)}")
    scale_type = _SCALES[kind]
    given = [name for name in _PARAMETERS if name in row]
    foreign = [name for name in given if name not in scale_type.model_fields]
    if foreign:
        raise _unreadable(
            foreign[0], code, row[foreign[0]], f"an empty cell: {kind} has no such parameter"
        )
    scale = scale_type(**{name: _parameter(kind, name, code, row[name]) for name in given})
    fields: dict[str, Any] = {"code": code, "name": _name(row), "scale": scale}
    if "weight" in row:
        fields["weight"] = _number("weight", code, row["weight"])
    fields |= {name: str(row[name]) for name in ("unit", "description", "source") if name in row}
    if "lower_is_better" in row:
        fields["lower_is_better"] = _flag("lower_is_better", code, row["lower_is_better"])
    if "valid_min" in row or "valid_max" in row:
        fields["valid_range"] = tuple(
            _number(name, code, row[name]) if name in row else None
            for name in ("valid_min", "valid_max")
        )
    return Indicator(**fields)


def write_table(card: Scorecard) -> dict[str, list[Any]]:
    """Columns of a table that ``read_table`` reads back; empty columns are left out."""
    above = {part.code: node.code for node in (card, *card.groups) for part in node.parts}
    rows = [
        _row(part, "" if above[part.code] == card.code else above[part.code]) for part in walk(card)
    ]
    columns = [name for name in [*_FIELDS, *_PARAMETERS] if any(name in row for row in rows)]
    return {name: [row.get(name) for row in rows] for name in columns}


def _row(part: Indicator | Group, parent: str) -> dict[str, Any]:
    row: dict[str, Any] = {"code": part.code, "weight": part.weight}
    if isinstance(part.name, Text):
        row |= {"name": part.name.en, "name_id": part.name.id}
    else:
        row["name"] = part.name
    if parent:
        row["group"] = parent
    if isinstance(part, Group):
        row["aggregation"] = _aggregation_text(part.aggregation)
        return row
    row["scale"] = part.scale.kind
    for name in ("unit", "description", "source"):
        if words := getattr(part, name):
            row[name] = words if isinstance(words, str) else words.en
    if part.lower_is_better is not None:
        row["lower_is_better"] = part.lower_is_better
    for name, limit in zip(
        ("valid_min", "valid_max"), part.valid_range or (None, None), strict=True
    ):
        if limit is not None:
            row[name] = limit
    for name, info in type(part.scale).model_fields.items():
        value = getattr(part.scale, name)
        if name != "kind" and (info.is_required() or value != info.get_default()):
            row[name] = _parameter_text(value)
    return row


def _parameter_text(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return "; ".join(":".join(map(repr, v)) if isinstance(v, tuple) else repr(v) for v in value)


def _aggregation_text(how: Any) -> str:
    if isinstance(how, str):
        return how
    if isinstance(how, Power):
        return f"power: {how.p!r}"
    if isinstance(how, OWA):
        return f"owa: {'; '.join(map(repr, how.weights))}"
    return f"mpi: {how.penalty}"
