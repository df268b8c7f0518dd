"""A scorecard as a file: JSON, a workbook, or CSV, its grades included.

In a table the card itself and its grades are rows of their own kind: ``card`` and ``grade`` in the
column ``scale``. A workbook may have them on sheets of their own, which is how it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from .._checks import is_missing
from .._definitions import faults_of
from .._sheets.read import Wanted, kind_of, read_file
from .._sheets.sheet import Sheet
from ..errors import InputError, shown
from .bands import Band, Bands
from .faults import CardError, each_fault, gathered, together
from .table import heading, read_aggregation, scale_kind
from .text import Text

if TYPE_CHECKING:
    from .card import Scorecard

_OF_CARD = ("code", "name", "aggregation", "version", "source", "weights_sum")
_OF_GRADES = ("upper", "closed", "decimals")
_GRADE_SHEETS = ("grades", "bands", "kategori", "predikat", "nilai")
_CARD_SHEETS = ("card", "scorecard", "kartu")


def load(
    path: Path, make: Callable[..., Scorecard], check: Callable[[Any], Scorecard]
) -> Scorecard:
    """Read a card from a file of any of the three kinds."""
    kind = _kind(path)
    if kind == "json":
        return _from_json(path, check)
    if kind == "csv":
        return _from_rows(_read(path), None, None, make)
    found = _sheets_of(path)
    return _from_rows(found["parts"], found.get("card"), found.get("grades"), make)


def _kind(path: Path) -> str:
    if path.suffix.lower() == ".json":
        kind_of_file(path)
        return "json"
    kind = kind_of(path)
    if kind == "parquet":
        raise InputError.about(
            "path", code="invalid_input", expected="a card as .json, .xlsx or .csv",
            found=f"{path.name}, a Parquet file",
        )  # fmt: skip
    if kind == "csv" and path.read_bytes()[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "json"
    return kind


def kind_of_file(path: Path) -> None:
    """Refuse a path at which there is no file."""
    if not path.is_file():
        what = "a folder" if path.is_dir() else "nothing"
        raise InputError.about(
            "path", code="invalid_input", expected="a file", found=f"{what} at {str(path)!r}"
        )


def _from_json(path: Path, check: Callable[[Any], Scorecard]) -> Scorecard:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError.about(
            "path", code="invalid_input", expected="a card in JSON, as text in UTF-8",
            found=f"byte 0x{error.object[error.start]:02x} in {path.name}",
            hint="Save the file with the encoding UTF-8.",
        ) from None  # fmt: skip
    try:
        fields = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError.about(
            "path", code="invalid_input", expected="a card in JSON",
            found=f"{path.name}: {error}", hint="A comma or a quotation mark may be missing.",
        ) from None  # fmt: skip
    return checked(check, fields)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in pairs:
        if name in out:
            raise InputError.about(
                "path", code="duplicate", expected="each field once", found=f"{name!r} twice",
                hint="The second would take the place of the first: drop one of them.",
            )  # fmt: skip
        out[name] = value
    return out


def checked(check: Callable[[Any], Scorecard], fields: Any) -> Scorecard:
    """Build a card; every fault that its definition finds is said with its place."""
    try:
        return check(fields)
    except ValidationError as error:
        faults = faults_of(error, "card")
        raise together(faults, "card") from None


_TEXTS = {
    "code", "name", "group", "unit", "description", "source", "version", "scale", "aggregation",
    "label", "grade", "meaning", "closed", "field", "value", "kategori", "predikat",
}  # fmt: skip
"""Columns that stay text whatever stands in them: a version 1.100 is not a number."""


def _read(path: Path, sheet: str | None = None) -> Sheet:
    wanted = Wanted(
        sheet=sheet, header="auto", ids=None, text=(), na=(), total_rows="keep",
        percent="points", decimal="auto", max_cells=2_000_000,
        also_text=lambda name: heading(name).partition("_")[0] in _TEXTS,
    )  # fmt: skip
    return read_file(path, wanted)


def _sheets_of(path: Path) -> dict[str, Sheet]:
    """Sheets of a workbook that make a card: its parts, and its grades and itself where there."""
    first = _read(path)
    names = [name for name in (first.source.sheet, *first.source.other_sheets) if name]
    found: dict[str, Sheet] = {}
    for name in names:
        plain = name.casefold().strip()
        if plain in _GRADE_SHEETS:
            found["grades"] = _read(path, name)
        elif plain in _CARD_SHEETS:
            found["card"] = _read(path, name)
    for name in names:
        sheet = first if name == first.source.sheet else _maybe(path, name)
        if sheet is not None and {"code", "scale"} & {heading(own) for own in sheet.names}:
            found["parts"] = sheet
            break
    found.setdefault("parts", first)
    return found


def _maybe(path: Path, name: str) -> Sheet | None:
    try:
        return _read(path, name)
    except InputError:
        return None


def _from_rows(
    parts: Sheet, card: Sheet | None, grades: Sheet | None, make: Callable[..., Scorecard]
) -> Scorecard:
    """Card from its rows: those of parts, of grades, and of the card itself."""
    called = {heading(name): name for name in parts.names}
    kinds = [
        scale_kind(cell) if not is_missing(cell) else ""
        for cell in (parts[called["scale"]].tolist() if "scale" in called else [])
    ]
    rows = {kind: [i for i, own in enumerate(kinds) if own == kind] for kind in ("card", "grade")}
    own = [i for i in range(parts.n_rows) if not kinds or kinds[i] not in {"card", "grade"}]
    faults: list[InputError] = []
    fields = _card_fields(parts, called, rows["card"]) | _fields_of_sheet(card, faults)
    bands = gathered(faults, _bands, parts, called, rows["grade"], grades, fields)
    extra = {"lower", *_OF_GRADES, "version", "weights_sum"}  # of the card and its grades
    columns = {
        name: parts[name][own]
        for name in parts.names
        if heading(name) != "confirmed"
        and (
            heading(name) not in extra
            or not (rows["card"] or rows["grade"])
            or not all(map(is_missing, parts[name][own].tolist()))  # a scale's own, as of steps
        )
    }
    aggregation = gathered(
        faults, read_aggregation, "card", fields.get("aggregation", "arithmetic")
    )
    code = _plain(fields.get("code", Path(parts.source.path).stem or "scorecard"))

    def build(_: Any) -> Scorecard:
        return make(
            columns, code=code, name=_words(fields, "name") or code,
            aggregation=aggregation or "arithmetic",  # one that is refused is told already
            bands=bands, version=_plain(fields.get("version", "1")),
            source=_words(fields, "source"),
            weights_sum=None if "weights_sum" not in fields else float(fields["weights_sum"]),
        )  # fmt: skip

    made = gathered(faults, checked, build, None)
    if faults or made is None:
        raise together([_in_cells(fault, parts, own) for fault in faults], "card")
    return made


def unconfirmed(path: Path) -> list[str]:
    """Codes of the indicators of a card whose direction nobody has confirmed yet."""
    if _kind(path) == "json":
        return []
    parts = _sheets_of(path)["parts"] if _kind(path) == "xlsx" else _read(path)
    called = {heading(name): name for name in parts.names}
    if not {"confirmed", "code"} <= set(called):
        return []
    marks = [str(cell).casefold() for cell in parts[called["confirmed"]].tolist()]
    codes = [_plain(cell) for cell in parts[called["code"]].tolist()]
    yes = {"yes", "ya", "true", "1", "1.0"}
    return [code for code, mark in zip(codes, marks, strict=True) if mark not in yes]


def _card_fields(parts: Sheet, called: Mapping[str, str], rows: list[int]) -> dict[str, Any]:
    """Fields of the card's own row in its table."""
    if not rows:
        return {}
    cells = {name: parts[own].tolist()[rows[0]] for name, own in called.items()}
    return {name: cell for name, cell in cells.items() if not is_missing(cell) and name != "scale"}


def _fields_of_sheet(card: Sheet | None, faults: list[InputError]) -> dict[str, Any]:
    """Fields of a sheet of two columns: what, and its value."""
    if card is None or len(card.names) < 2:
        return {}
    known = {*_OF_CARD, *_OF_GRADES}
    out: dict[str, Any] = {}
    names, values = card[card.names[0]].tolist(), card[card.names[1]].tolist()
    for i, (name, value) in enumerate(zip(names, values, strict=True)):
        if is_missing(name) or is_missing(value):
            continue
        field = heading(str(name))
        if field not in known and not re.fullmatch(r"(?:name|source)_[a-z]{2,3}", field):
            faults.append(
                InputError.about(
                    "card", code="unknown_option", expected=f"one of {', '.join(sorted(known))}",
                    found=shown(name),
                    where=f"{card.cell(card.names[0], i)} of sheet {card.source.sheet!r}",
                )
            )  # fmt: skip
            continue
        out[field] = value
    return out


def _plain(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _words(fields: Mapping[str, Any], name: str) -> Any:
    words = _plain(fields[name]) if name in fields else ""
    others = {
        key.removeprefix(f"{name}_"): _plain(value)
        for key, value in fields.items()
        if key.startswith(f"{name}_")
    }
    return Text(en=words, **others) if others else words


def _bands(
    parts: Sheet,
    called: Mapping[str, str],
    rows: list[int],
    grades: Sheet | None,
    fields: Mapping[str, Any],
) -> Bands | None:
    """Grades from rows of the table, or from a sheet of their own."""
    sheet, at = (parts, rows) if rows or grades is None else (grades, list(range(grades.n_rows)))
    if not at:
        return None
    names = called if sheet is parts else {heading(name): name for name in sheet.names}
    label = next(
        (n for n in ("label", "grade", "name", "kategori", "predikat") if n in names), None
    )
    low = next((n for n in ("lower", "from", "batas_bawah", "mulai") if n in names), None)
    if sheet is parts:
        label = "name" if "name" in names else "code"
    if label is None or low is None:
        raise InputError.about(
            "card", code="missing_column", expected="columns 'label' and 'lower' for the grades",
            found=", ".join(map(repr, sheet.names)),
        )  # fmt: skip
    read = []
    faults: list[InputError] = []
    for i in at:
        row = {
            n: cell for n, own in names.items() if not is_missing(cell := sheet[own].tolist()[i])
        }
        lower = row.get(low)
        try:
            lower = None if lower is None or isinstance(lower, bool) else float(lower)
        except ValueError:
            faults.append(
                InputError.about(
                    "card", code="not_numeric",
                    expected="a number, or an empty cell for a first grade open below",
                    found=shown(lower), where=f"{sheet.cell(names[low], i)}",
                )
            )  # fmt: skip
            continue
        meaning = "description" if sheet is parts else "meaning"
        row = {heading_of(n, label): cell for n, cell in row.items()}
        read.append(
            Band(
                label=_words(row, "label") or _plain(row.get("code", "")),
                lower=lower,
                meaning=_words(row, meaning),
            )
        )
    if faults:
        raise together(faults, "card")
    read.sort(key=lambda band: float("-inf") if band.lower is None else band.lower)
    try:
        return Bands(bands=tuple(read), **_options(fields))
    except ValidationError as error:
        said = "; ".join(
            str(fault["msg"]).removeprefix("Value error, ") for fault in error.errors()
        )
        raise InputError.about(
            "card", code="invalid_input", expected="grades that keep the rules", found=said
        ) from None


def _options(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a card says about its grades as a whole."""
    read: dict[str, Callable[[Any], Any]] = {"upper": float, "decimals": lambda x: int(float(x))}
    out = {}
    for name in _OF_GRADES:
        if name in fields:
            try:
                out[name] = read.get(name, str)(fields[name])
            except ValueError:
                raise InputError.about(
                    "card", code="not_numeric", expected=f"a number as {name!r}",
                    found=shown(fields[name]),
                ) from None  # fmt: skip
    return out


def heading_of(name: str, label: str) -> str:
    """Name of a grade's field: its label may stand in a column of another name."""
    return f"label{name[len(label) :]}" if name == label or name.startswith(f"{label}_") else name


_PLACE = re.compile(r"row ('(?:[^'\\]|\\.)*') column ('(?:[^'\\]|\\.)*')|row ('(?:[^'\\]|\\.)*')")


def _in_cells(fault: InputError, parts: Sheet, own: list[int]) -> InputError:
    """Say a fault with the name of its cell, as the spreadsheet has it."""
    if isinstance(fault, CardError) and fault.faults:
        return together([_in_cells(one, parts, own) for one in each_fault(fault)], "card")
    called = {heading(name): name for name in parts.names}
    codes = (
        [_plain(cell) for cell in parts[called["code"]][own].tolist()] if "code" in called else []
    )
    text = str(fault)
    positions: list[str] = []

    def named(found: re.Match[str]) -> str:
        row = (found[1] or found[3])[1:-1]
        column = found[2][1:-1] if found[2] else "code"
        at = (
            codes.index(row)
            if row in codes
            else int(row)
            if row.isdigit() and int(row) < len(own)
            else None
        )
        if at is None or column not in called:
            return found[0]
        cell = parts.cell(called[column], own[at])
        positions.append(cell)
        where = f"{cell} (row {row!r}, column {called[column]!r})"
        return where if found[2] else f"row {own[at] + 1} of the table ({row!r})"

    text = _PLACE.sub(named, text, count=1).replace("`frame`", "`card`", 1)
    if text == str(fault):
        return fault
    return InputError(
        text, code=fault.code, argument="card", positions=tuple(positions) or fault.positions,
        expected=fault.expected, found=fault.found, hint=fault.own_hint,
    )  # fmt: skip
