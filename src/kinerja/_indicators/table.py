"""A scorecard as a spreadsheet: one row a part, one column a field or scale parameter."""

from __future__ import annotations

import math
import re
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from .._checks import (
    column_names,
    columns_at,
    is_missing,
    is_table,
    items_of,
    joined,
    read_columns,
    refuse_uneven,
)
from ..errors import InputError, shown
from .aggregations import MPI, NAMED, OWA, Power
from .faults import gathered, meant, together
from .parts import Group, Indicator
from .table_columns import FIELDS, NONE, PARAMETERS, SCALES, WORDS
from .text import Text

_Made = TypeVar("_Made")
_OF_GROUPS = {"code", "name", "name_id", "group", "weight", "aggregation"}
_TRANSLATED = re.compile(rf"({'|'.join(['name', *WORDS])})_([a-z]{{2,3}})")
"""Column of words in another language: name_id, unit_jv."""


def _cells(column: Any) -> list[Any]:
    return [None if _empty(cell) else _plain(cell) for cell in items_of(column)]


def _refuse_mute(name: str, cells: list[Any]) -> None:
    """A cell without words can be neither read nor repeated in a message."""
    for row, cell in enumerate(cells):
        try:
            str(cell)
        except Exception:  # whatever another class raises
            raise _unreadable(name, str(row), cell, "text or a number") from None


def _plain(cell: Any) -> Any:
    cell = cell.item() if isinstance(cell, np.generic) else cell
    return cell.strip() if isinstance(cell, str) else cell


def _empty(cell: Any) -> bool:
    return is_missing(cell) or (isinstance(cell, str) and not cell.strip())


def _text(cell: Any) -> str:
    """Text of a cell; a whole number is written as one, also where a reader made it a float."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _unreadable(column: str, row: str, cell: Any, expected: str, hint: str = "") -> InputError:
    return InputError.about(
        "frame",
        code="invalid_input",
        expected=expected,
        found=shown(cell),
        hint=hint,
        where=f"row {row!r} column {column!r}",
        positions=((row, column),),
    )


def _number(column: str, row: str, cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        raise _unreadable(column, row, cell, "a number") from None


def _whole(column: str, row: str, cell: Any) -> int:
    number = _number(column, row, cell)
    if not number.is_integer():
        raise _unreadable(column, row, cell, "a whole number")
    return int(number)


def _flag(column: str, row: str, cell: Any) -> bool:
    words = dict.fromkeys(("true", "yes", "ya", "1"), True)
    words |= dict.fromkeys(("false", "no", "tidak", "0"), False)
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
    if name in {"decimals", "ddof"}:
        return _whole(name, row, cell)
    if name in {"cap", "floor", "clip"} and str(cell).lower() == NONE:
        return None
    return _number(name, row, cell)


def read_aggregation(row: str, cell: Any) -> Any:
    """``"geometric"``, ``"power: 0.5"``, ``"owa: 2; 1; 1"``, ``"mpi: plus"``."""
    if not isinstance(cell, str):
        return cell
    kind, _, rest = (part.strip() for part in cell.partition(":"))
    if kind in NAMED and not rest:
        return kind
    if kind == "power":
        return _made(Power, row, p=_number("aggregation", row, rest))
    if kind == "owa":
        return _made(OWA, row, weights=_series("aggregation", row, rest))
    if kind == "mpi":
        return _made(MPI, row, penalty=rest or "minus")
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
    columns, faults = _columns(frame)
    absent = [name for name in ("code", "scale") if name not in columns]
    if absent:
        fault = InputError.about(
            "frame",
            code="missing_column",
            expected="columns 'code' and 'scale' at least",
            found=f"no column {joined(absent)}",
        )
        raise together([fault, *faults])
    refuse_uneven({name: len(cells) for name, cells in columns.items()}, "frame")
    rows = [
        {name: cells[i] for name, cells in columns.items() if cells[i] is not None}
        for i in range(len(columns["code"]))
    ]
    coded = []
    for i, row in enumerate(rows):
        if "code" not in row:
            if row:
                faults.append(_unreadable("code", str(i), None, "a code"))
            continue
        row |= {name: _text(row[name]) for name in ("code", "group") if name in row}
        coded.append(row)
        gathered(faults, _refuse_unused, row)
        if "scale" in row:
            gathered(faults, _indicator, row)
    if not coded and not faults:
        raise InputError.about(
            "frame", code="too_few", expected="a row for each indicator", found="none"
        )
    gathered(faults, _refuse_circles, coded)
    if faults:
        raise together(faults)
    return _parts(coded, None)


def _columns(frame: Any) -> tuple[dict[str, list[Any]], list[InputError]]:
    """Columns by the name they have here, and the faults of headings that are none of them."""
    names = column_names(frame, "frame", levels=True)
    known = [*FIELDS, *PARAMETERS]
    called = {name: heading(name) for name in names}
    unknown = [n for n in names if called[n] not in known and not _TRANSLATED.fullmatch(called[n])]
    faults = [
        InputError.about(
            "frame",
            code="unknown_option",
            expected=f"columns among {', '.join(known)}",
            found=shown(name),
            hint=meant(called[name], known),
            positions=columns_at([name]),
        )
        for name in unknown
    ]
    read = [name for name in names if name not in unknown]
    twice = [name for name in read if list(called.values()).count(called[name]) > 1]
    if twice:
        faults.append(
            InputError.about(
                "frame",
                code="duplicate",
                expected="each column once",
                found=joined(twice),
                positions=columns_at(twice),
            )
        )
    out = {}
    for name, column in zip(read, read_columns(frame, read, "frame"), strict=True):
        out[called[name]] = cells = _cells(column)
        _refuse_mute(name, cells)
    return out, faults


_HEADINGS = {
    "kode": "code", "nama": "name", "kelompok": "group", "bobot": "weight",
    "agregasi": "aggregation", "skala": "scale", "satuan": "unit",
    "keterangan": "description", "sumber": "source",
    "terburuk": "worst", "terbaik": "best",
}  # fmt: skip
_KINDS = {"linier": "linear", "logaritma": "log", "bertingkat": "steps", "persentil": "percentile"}


def heading(name: str) -> str:
    """Name of a column here, however a person writes it.

    >>> heading("Lower is better"), heading("Bobot ")
    ('lower_is_better', 'weight')
    """
    plain = "_".join(name.casefold().replace("-", " ").split())
    return _HEADINGS.get(plain, plain)


def scale_kind(cell: Any) -> str:
    """Kind of a scale, however a person writes it.

    >>> scale_kind("Linear"), scale_kind(" Max share")
    ('linear', 'max_share')
    """
    plain = "_".join(str(cell).casefold().replace("-", " ").split())
    return _KINDS.get(plain, plain)


def _refuse_unused(row: dict[str, Any]) -> None:
    """A cell that would have no say is a mistake of whoever wrote it."""
    if "scale" in row:
        unused = [name for name in row if name == "aggregation"]
    else:
        unused = [name for name in row if name not in _OF_GROUPS and name[:5] != "name_"]
    if unused:
        what = "an indicator" if "scale" in row else "a group (a row without a scale)"
        raise _unreadable(
            unused[0], row["code"], row[unused[0]], f"an empty cell: {what} has no {unused[0]}"
        )


def _refuse_circles(rows: list[dict[str, Any]]) -> None:
    above = {row["code"]: row["group"] for row in rows if "group" in row}
    for code in above:
        trail = [code]
        while (group := above.get(trail[-1])) is not None and group not in trail:
            trail.append(group)
        if group is not None:
            raise InputError.about(
                "frame",
                code="invalid_input",
                expected="groups inside groups, none inside itself",
                found=" in ".join(map(repr, [*trail[trail.index(group) :], group])),
                positions=(group,),
            )


def _parts(rows: list[dict[str, Any]], parent: str | None) -> tuple[Indicator | Group, ...]:
    """Parts whose group is `parent` (None: the card), in the order of their first row."""
    if parent is not None:
        return tuple(_part(rows, row) for row in rows if row.get("group") == parent)
    own_rows = {row["code"] for row in rows if "scale" not in row}
    out: list[Indicator | Group] = []
    named: set[str] = set()
    for row in rows:
        if "group" not in row:
            out.append(_part(rows, row))
        elif row["group"] not in own_rows | named:
            # A group that is only named in the column `group` belongs to the top.
            code = row["group"]
            named.add(code)
            parts = _parts(rows, code)
            weight = math.fsum(part.weight for part in parts)
            out.append(_made(Group, code, code=code, name=code, parts=parts, weight=weight))
    return tuple(out)


def _part(rows: list[dict[str, Any]], row: dict[str, Any]) -> Indicator | Group:
    if "scale" in row:
        return _indicator(row)
    code = row["code"]
    fields: dict[str, Any] = {"code": code, "name": _words(row, "name")}
    if "weight" in row:
        fields["weight"] = _number("weight", code, row["weight"])
    if "aggregation" in row:
        fields["aggregation"] = read_aggregation(code, row["aggregation"])
    parts = _parts(rows, code)
    if not parts:
        raise _unreadable(
            "scale", code, None, "a scale, or parts that name the row in the column 'group'"
        )
    return _made(Group, code, **fields, parts=parts)


def _made(kind: type[_Made], row: str, /, **fields: Any) -> _Made:
    """Build a definition; what it refuses is said with its row."""
    try:
        return kind(**fields)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        said = str(fault["msg"]).removeprefix("Value error, ")
        raise InputError.about(
            "frame",
            code="invalid_input",
            expected=f"cells that make {kind.__name__} as it is defined",
            found=f"{place}: {said}" if place else said,
            where=f"row {row!r}",
            positions=(row,),
        ) from None


def _words(row: dict[str, Any], name: str) -> Text | str:
    """Words in one language or several; a name that is not given is the code."""
    words = _text(row.get(name, row["code"] if name == "name" else ""))
    others = {
        found[2]: _text(cell)
        for column, cell in row.items()
        if (found := _TRANSLATED.fullmatch(column)) and found[1] == name
    }
    return Text(en=words, **others) if others else words


def _indicator(row: dict[str, Any]) -> Indicator:
    code, kind = row["code"], scale_kind(row["scale"])
    if kind not in SCALES:
        expected, hint = f"one of {', '.join(SCALES)}", meant(kind, list(SCALES))
        wrong = [_unreadable("scale", code, row["scale"], expected, hint)]
        if "weight" in row:
            gathered(wrong, _number, "weight", code, row["weight"])
        raise together(wrong)
    scale_type = SCALES[kind]
    given = [name for name in PARAMETERS if name in row]
    foreign = [name for name in given if name not in scale_type.model_fields]
    faults = [
        _unreadable(name, code, row[name], f"an empty cell: {kind} has no such parameter")
        for name in foreign
    ]
    parameters = {
        name: gathered(faults, _parameter, kind, name, code, row[name])
        for name in given
        if name not in foreign
    }
    if faults:
        raise together(faults)
    if kind == "steps":
        parameters.setdefault("thresholds", ())  # one step has no threshold, and an empty cell
    scale = _made(scale_type, code, **parameters)
    fields: dict[str, Any] = {"code": code, "name": _words(row, "name"), "scale": scale}
    if "weight" in row:
        fields["weight"] = _number("weight", code, row["weight"])
    fields |= {name: words for name in WORDS if (words := _words(row, name))}
    if "lower_is_better" in row:
        fields["lower_is_better"] = _flag("lower_is_better", code, row["lower_is_better"])
    if "valid_min" in row or "valid_max" in row:
        fields["valid_range"] = tuple(
            _number(name, code, row[name]) if name in row else None
            for name in ("valid_min", "valid_max")
        )
    return _made(Indicator, code, **fields)
