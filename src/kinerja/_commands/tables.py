"""Tables of the commands: their ids, their columns by any of their names, their cells in errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._sheets.read import Wanted, read_file
from .._sheets.sheet import NoSuchColumnError, Sheet, close_names
from .._types import Float
from ..errors import InputError, shown
from .answer import Answer

_ID = re.compile(
    r"(?:id|ids|nip|nik|nuptk|nrp|kode|code|(?:no|nomor)\.? ?(?:induk|pegawai).*|(?:employee|staff|person) ?id|id ?pegawai)",
    re.IGNORECASE,
)


def id_column(names: Sequence[str]) -> str | None:
    """Heading of the column of ids, if one is called like it.

    >>> id_column(["No", "NIP", "Nama"]), id_column(["Nama", "Nilai"])
    ('NIP', None)
    """
    found = [name for name in names if _ID.fullmatch(name.strip())]
    exact = [name for name in found if name.strip().casefold() in {"id", "nip"}]
    best = exact or found
    return best[0] if best else None


def read_table(
    path: Path,
    answer: Answer,
    *,
    ids: str | None = None,
    find_ids: bool = True,
    text: Callable[[str], bool] | None = None,
    sheet: str | None = None,
    header: int | None = None,
    na: Sequence[str] | None = None,
    total_rows: Any = "drop",
) -> Sheet:
    """Read a table for a command, and say what was understood."""
    wanted = Wanted(
        sheet=sheet, header="auto" if header is None else header, ids=ids, text=(), na=na, total_rows=total_rows,
        percent="points", decimal="auto", max_cells=20_000_000, also_text=text,
        choose_ids=id_column if find_ids and ids is None else None,
    )  # fmt: skip
    read = read_file(path, wanted)
    answer.read(read, path)
    return read


def row_ids(sheet: Sheet) -> NDArray[Any] | None:
    """Ids of the rows; names do where they are all there and differ."""
    if sheet.ids is not None:
        return sheet.ids
    for name in sheet.names:
        if name.strip().casefold() in {"nama", "name", "nama pegawai"}:
            items = sheet[name].tolist()
            if all(isinstance(item, str) for item in items) and len(set(items)) == len(items):
                return sheet[name]
    return None


def plain(name: str) -> str:
    """Return a heading without case, brackets and signs.

    >>> plain("Waktu (menit)"), plain("Months_in post")
    ('waktu', 'months in post')
    """
    bare = re.sub(r"\([^)]*\)", "", name.casefold())
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def column_of(sheet: Sheet, names: Sequence[str], what: str, path: Path) -> str:
    """Heading of a column that a command needs, by any of the names it may have."""
    found = optional_column(sheet, names)
    if found is not None:
        return found
    near = [own for name in names for own in close_names(name, sheet.names)]
    raise InputError.about(
        what, code="missing_column", expected=f"a column {names[0]!r} in {path.name}",
        found=", ".join(map(repr, sheet.names[:8])),
        hint=f"Did you mean {near[0]!r}?" if near else f"It may also be called {', '.join(map(repr, names[1:4]))}.",
    )  # fmt: skip


def optional_column(sheet: Sheet, names: Sequence[str]) -> str | None:
    """Heading of a column by any of its names; None where there is none."""
    by_name = {plain(own): own for own in reversed(sheet.names)}
    return next((by_name[plain(name)] for name in names if plain(name) in by_name), None)


def groups_of(sheet: Sheet, by: str | None, answer: Answer) -> NDArray[Any] | None:
    """Labels of the column that was asked for as `by`; None where none was."""
    if by is None:
        return None
    try:
        return labels_of(sheet, by, answer)
    except NoSuchColumnError as error:
        raise InputError.about(
            "by", code="missing_column", expected=str(error.expected), found=str(error.found),
            hint=error.own_hint,
        ) from None  # fmt: skip


def named(sheet: Sheet, name: str, *, once: bool = False) -> list[str]:
    """Labels of a column that has one in every row; with `once` no two rows have the same."""
    out: list[str] = []
    seen: dict[str, int] = {}
    for i, item in enumerate(sheet[name].tolist()):
        cell = sheet.cell(name, i)
        if item is None or item != item:
            raise InputError.about(
                name, code="missing_value", expected="a label in every row",
                found=f"nothing in {cell}", positions=(cell,),
            )  # fmt: skip
        out.append(str(item))
        if once and (before := seen.setdefault(out[-1], i)) != i:
            first = sheet.cell(name, before)
            raise InputError.about(
                name, code="duplicate", expected="every label once",
                found=f"{shown(item)} in {first} and in {cell}", positions=(first, cell),
                hint="Leave out what is there twice, or name it apart.",
            )  # fmt: skip
    return out


def labels_of(sheet: Sheet, name: str, answer: Answer) -> NDArray[Any]:
    """Labels of a column; rows without one stand under a label of their own, and are told."""
    items = sheet[name].tolist()
    blank = [i for i, item in enumerate(items) if item is None or item != item]
    label = answer.said.blank_unit
    if blank:
        answer.findings.append(
            answer.grammar.plural(answer.said.blank_units, len(blank), name=name, label=label)
        )
    out = np.empty(len(items), dtype=object)
    out[:] = [label if item is None or item != item else str(item) for item in items]
    return out


def item_at(sheet: Sheet, name: str, i: int) -> Any:
    """What stands in a cell, as a value of Python; None where it is empty."""
    item = sheet[name][i : i + 1].tolist()[0]
    return None if item != item else item


def figure_at(
    sheet: Sheet, name: str, i: int, *, least: float | None = None, whole: bool = False
) -> float | None:
    """Number in a cell; None where it is empty. Anything else is refused by its cell."""
    item = item_at(sheet, name, i)
    if item is None:
        return None
    number = isinstance(item, int | float) and not isinstance(item, bool)
    if not number or (least is not None and item < least) or (whole and item % 1 != 0):
        cell = sheet.cell(name, i)
        kind = "a whole number" if whole else "a number"
        raise InputError.about(
            name, code="out_of_range" if number else "not_numeric",
            expected=kind if least is None else f"{kind}, {least:g} or more",
            found=f"{item:.12g} in {cell}" if number else f"{shown(item)} in {cell}", positions=(cell,),
        )  # fmt: skip
    return float(item)


def figures_of(sheet: Sheet, name: str, *, least: float | None = None) -> Float:
    """Numbers of a column, NaN where a cell is empty; anything else is refused by its cell."""
    found = [figure_at(sheet, name, i, least=least) for i in range(sheet.n_rows)]
    return np.array([np.nan if item is None else item for item in found])


def refuse_gaps(
    sheet: Sheet, names: Sequence[str], *, least: float | None = None, hint: str = ""
) -> None:
    """Refuse a column of figures with a gap, a word or too small a number in it, by its cell."""
    for name in names:
        for i in range(sheet.n_rows):
            if figure_at(sheet, name, i, least=least) is None:
                cell = sheet.cell(name, i)
                raise InputError.about(
                    name, code="missing_value", expected="a number in every row",
                    found=f"nothing in {cell}", positions=(cell,), hint=hint,
                )  # fmt: skip


@contextmanager
def in_cells(
    sheet: Sheet,
    headings: Mapping[str, str],
    ids: NDArray[Any] | None,
    arguments: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Say an error about data with the names of its cells, as the spreadsheet has them.

    `headings` are the columns of tables by their names, `arguments` those that are one themselves.
    """
    try:
        yield
    except InputError as error:
        rows = {} if ids is None else {item: i for i, item in enumerate(ids.tolist())}
        cells = []
        for place in error.positions:
            row = rows.get(place.id) if place.id is not None else place.row
            if place.column is None:
                name = (arguments or {}).get(str(error.argument))
            else:
                name = headings.get(place.column, place.column)
            if row is not None and name in sheet:
                cells.append(sheet.cell(str(name), int(row)))
        if not cells:
            raise
        raise InputError(
            f"{error} In the file: {', '.join(cells)}.", code=error.code, argument=error.argument,
            positions=error.positions, expected=error.expected, found=error.found, hint=error.own_hint,
        ) from None  # fmt: skip
