"""A scorecard as a spreadsheet: one row a part, one column a field or scale parameter."""

from __future__ import annotations

import math
import re
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from .._checks import column_names, columns_at, is_missing, is_table, items_of, joined, read_columns
from ..errors import InputError
from .aggregations import MPI, NAMED, OWA, Power
from .faults import gathered, meant, together
from .parts import AnyScale, Group, Indicator, Node, walk
from .text import Text

_SCALES: dict[str, type[Any]] = {
    kind.model_fields["kind"].default: kind
    for kind in AnyScale.__origin__.__args__  # type: ignore[attr-defined]
}
_PARAMETERS = list(
    dict.fromkeys(name for kind in _SCALES.values() for name in kind.model_fields if name != "kind")
)
_Made = TypeVar("_Made")
_WORDS = ("unit", "description", "source")
_FIELDS = [
    "code", "name", "name_id", "group", "weight", "aggregation", "scale", "unit", "unit_id",
    "description", "description_id", "lower_is_better", "valid_min", "valid_max", "source",
    "source_id",
]  # fmt: skip
_OF_GROUPS = {"code", "name", "name_id", "group", "weight", "aggregation"}
_TRANSLATED = re.compile(rf"({'|'.join(['name', *_WORDS])})_([a-z]{{2,3}})")
"""Column of words in another language: name_id, unit_jv."""
_NONE = "none"
"""Written where a parameter is left open although its default is a number: an empty cell keeps the
default."""


def _cells(column: Any) -> list[Any]:
    return [None if _empty(cell) else _plain(cell) for cell in items_of(column)]


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
        found=repr(cell),
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
    if name in {"cap", "floor", "clip"} and str(cell).lower() == _NONE:
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
    lengths = {name: len(cells) for name, cells in columns.items()}
    if len(set(lengths.values())) > 1:
        sizes = ", ".join(f"{name!r}: {size}" for name, size in lengths.items())
        raise InputError.about(
            "frame", code="wrong_shape", expected="columns of one length", found=sizes
        )
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
    known = [*_FIELDS, *_PARAMETERS]
    called = {name: heading(name) for name in names}
    unknown = [n for n in names if called[n] not in known and not _TRANSLATED.fullmatch(called[n])]
    faults = [
        InputError.about(
            "frame",
            code="unknown_option",
            expected=f"columns among {', '.join(known)}",
            found=repr(name),
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
    columns = zip(read, read_columns(frame, read, "frame"), strict=True)
    return {called[name]: _cells(column) for name, column in columns}, faults


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
    if kind not in _SCALES:
        expected, hint = f"one of {', '.join(_SCALES)}", meant(kind, list(_SCALES))
        wrong = [_unreadable("scale", code, row["scale"], expected, hint)]
        if "weight" in row:
            gathered(wrong, _number, "weight", code, row["weight"])
        raise together(wrong)
    scale_type = _SCALES[kind]
    given = [name for name in _PARAMETERS if name in row]
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
    fields |= {name: words for name in _WORDS if (words := _words(row, name))}
    if "lower_is_better" in row:
        fields["lower_is_better"] = _flag("lower_is_better", code, row["lower_is_better"])
    if "valid_min" in row or "valid_max" in row:
        fields["valid_range"] = tuple(
            _number(name, code, row[name]) if name in row else None
            for name in ("valid_min", "valid_max")
        )
    return _made(Indicator, code, **fields)


def write_table(card: Node) -> dict[str, list[Any]]:
    """Columns of a table that ``read_table`` reads back; empty columns are left out."""
    every = list(walk(card))
    groups = [part for part in every if isinstance(part, Group)]
    above = {part.code: group.code for group in groups for part in group.parts}
    rows = [_row(part, above.get(part.code, "")) for part in every]
    there = dict.fromkeys(name for row in rows for name in row)
    known = [*_FIELDS, *_PARAMETERS]
    columns = [name for name in known if name in there]
    columns += [name for name in there if name not in known]  # words in further languages
    return {name: _of_one_kind([row.get(name) for row in rows]) for name in columns}


def _of_one_kind(cells: list[Any]) -> list[Any]:
    """Cells as a dataframe takes them: a column of several kinds becomes text."""
    if len({type(cell) for cell in cells if cell is not None}) < 2:
        return cells
    return [cell if cell is None or isinstance(cell, str) else repr(cell) for cell in cells]


def _row(part: Indicator | Group, parent: str) -> dict[str, Any]:
    row: dict[str, Any] = {"code": part.code, "weight": part.weight}
    row |= by_language("name", part.name)
    if parent:
        row["group"] = parent
    if isinstance(part, Group):
        row["aggregation"] = aggregation_text(part.aggregation)
        return row
    row["scale"] = part.scale.kind
    for name in _WORDS:
        row |= by_language(name, getattr(part, name))
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


def by_language(name: str, words: Text | str) -> dict[str, str]:
    """Words as columns: English under `name`, another language under its code too."""
    if isinstance(words, Text):
        columns = {code: f"{name}_{code}" for code in words.by_language} | {"en": name}
        return {columns[code]: text for code, text in words.by_language.items()}
    return {name: words} if words else {}


def _parameter_text(value: Any) -> Any:
    if value is None:
        return _NONE
    if not isinstance(value, tuple):
        return value
    return "; ".join(":".join(map(repr, v)) if isinstance(v, tuple) else repr(v) for v in value)


def aggregation_text(how: Any) -> str:
    """Write an aggregation as one cell, as `read_aggregation` reads it."""
    if isinstance(how, str):
        return how
    if isinstance(how, Power):
        return f"power: {how.p!r}"
    if isinstance(how, OWA):
        return f"owa: {'; '.join(map(repr, how.weights))}"
    return f"mpi: {how.penalty}"
