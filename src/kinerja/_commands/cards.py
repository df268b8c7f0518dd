"""``kinerja card``: a card proposed from a table, and a card checked."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from .._indicators.card_writing import tables_of
from .._indicators.faults import each_fault
from .._indicators.parts import Group, walk
from .._indicators.table_columns import NONE, SCALES
from .._indicators.text import say
from .._report.section import Column, Section, Table
from .._sheets.files import write_whole
from .._sheets.sheet import Sheet
from .._sheets.workbook import needs_openpyxl
from .._words.grammar import Grammar
from ..errors import InputError, shown
from ..indicators import Band, Bands, Indicator, Linear, Scorecard, Text
from .answer import Answer, listed
from .score import load_card, say_scores, scored
from .tables import id_column, read_table

_LOWER = re.compile(
    r"terlambat|telat|absen|alpa|keluhan|pengaduan|pelanggaran|waktu|lama|hari|menit|biaya|tunggakan|"
    r"late|absen|complaint|delay|minutes|days|cost|backlog|error|kesalahan",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\(\s*(\d+)\s*(?:-|–|s\.?/?d\.?|sampai|to)\s*(\d+)\s*\)", re.IGNORECASE)
"""Ends of a scale that a heading states: (1-4), (0–100), (1 s.d. 5)."""
_COUNTER = re.compile(r"no\.?|nomor|#|urut|no\.? ?urut|tahun|year", re.IGNORECASE)
_GRADES = (
    (Text(en="poor", id="Kurang"), None),
    (Text(en="fair", id="Cukup"), 60.0),
    (Text(en="good", id="Baik"), 75.0),
    (Text(en="very good", id="Sangat Baik"), 90.0),
)


def new(options: argparse.Namespace, answer: Answer) -> None:
    """Propose a card from a table, and write it for somebody to confirm."""
    sheet = read_table(
        options.data, answer, ids=options.ids, sheet=options.sheet, header=options.header
    )
    card, left = proposed(sheet, options.data, answer)
    mixed = words_among_numbers(sheet, left)
    left = [name for name in left if name not in mixed]
    answer.findings.extend(
        answer.said.some_words.format(name=name, cells=cells) for name, cells in mixed.items()
    )
    write_card(card, options.output, options.data)
    columns = answer.grammar.plural(answer.said.columns, len(card.codes))
    text = [answer.said.proposed.format(columns=columns)]
    if left:
        text.append(answer.said.not_numbers.format(names=listed(left)))
    answer.sections += [Section(answer.said.card, text=text), _tree(card, answer)]
    answer.written.append(options.output)


def proposed(sheet: Sheet, path: Path, answer: Answer) -> tuple[Scorecard, list[str]]:
    """Card with an indicator for each column of numbers, and the columns left out."""
    parts, left = [], []
    ids = sheet.ids_name or id_column(sheet.names)
    for name in sheet.names:
        column = sheet[name]
        if name == ids or _COUNTER.fullmatch(name.strip()):
            continue
        known = column[~np.isnan(column)] if column.dtype.kind == "f" else np.zeros(0)
        if not known.size:
            left.append(name)
            continue
        parts.append(Indicator(code=name, name=name, scale=_scale(name, known)))
    if not parts:
        raise InputError.about(
            "DATA", code="not_numeric", expected="columns of numbers to make indicators of",
            found=f"none in {path.name}",
        )  # fmt: skip
    bands = Bands(bands=tuple(Band(label=label, lower=lower) for label, lower in _GRADES))
    code = re.sub(r"\W+", "_", path.stem).strip("_") or "card"
    return Scorecard(code=code, name=path.stem, parts=tuple(parts), bands=bands), left


def words_among_numbers(sheet: Sheet, names: list[str]) -> dict[str, str]:
    """Columns that are text only because a few cells are: by name, the first of these cells."""
    by_place = {
        note.place: note.found.removesuffix(" among numbers:")
        for note in sheet.notes
        if note.kind == "words_among_numbers"
    }
    places = {name: f"column {sheet.cell(name, 0).rstrip('0123456789')}" for name in names}
    return {name: by_place[place] for name, place in places.items() if place in by_place}


def _scale(name: str, known: Any) -> Linear:
    """Straight scale over the usual range that holds the values, else over the values.

    >>> _scale("Kepuasan (1-4)", np.array([2.4, 3.8]))
    Linear(worst=1.0, best=4.0, low=0.0, high=100.0, clip=True, kind='linear')
    """
    low, high = float(known.min()), float(known.max())
    stated = _RANGE.search(name)
    if stated is not None and float(stated[1]) <= low < high <= float(stated[2]):
        ends = float(stated[1]), float(stated[2])
        worst, best = reversed(ends) if _LOWER.search(name) else ends
        return Linear(worst=worst, best=best)
    if _LOWER.search(name):
        return Linear(worst=high if high > 0 else 1.0, best=min(0.0, low))
    whole = bool((known % 1 == 0).all())
    if low >= 1 and 2 < high <= 5:
        return Linear(worst=1.0, best=4.0 if whole and high <= 4 else 5.0)
    if low >= 0 and 5 < high <= 100:
        return Linear(worst=0.0, best=100.0)
    if low >= 0 and high <= 1:
        return Linear(worst=0.0, best=1.0)
    return Linear(worst=low, best=high) if low < high else Linear(worst=min(0.0, low - 1), best=low)


def write_card(card: Scorecard, path: Path, source: Path) -> None:
    """Write a proposed card as a workbook with lists to choose from and an explanation."""
    if path.suffix.lower() != ".xlsx":
        raise InputError.about(
            "OUT",
            code="unknown_option",
            expected="a name that ends in .xlsx",
            found=shown(path.name),
        )
    needs_openpyxl()
    tables = tables_of(card)
    parts = tables["Indicators"]
    parts["confirmed"] = ["no"] * len(parts["code"])
    write_whole(path, lambda file: _fill(tables, file), inputs=[source])


_EXPLAINED = (
    ("code", "name of the column in the data / nama kolom pada data"),
    ("name", "what people read / nama yang dibaca"),
    ("group", "code of the group it belongs to; empty at the top / kelompok"),
    ("weight", "any number from 0; only ratios matter / bobot, 0 atau lebih"),
    ("scale", "kind of scale, from the list / jenis skala"),
    ("worst, best", "values that give 0 and 100 points; where best is the smaller, less is better / nilai untuk 0 dan 100"),
    ("target, cap, floor …", "what other scales need; see the documentation / parameter skala lain"),
    ("confirmed", "yes, once somebody has checked direction and limits / ya, setelah diperiksa"),
    ("Grades: label, lower", "name of a grade, and the points at which it begins / kategori dan batas bawahnya"),
)  # fmt: skip


def _fill(tables: dict[str, dict[str, list[Any]]], file: BinaryIO) -> None:
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, columns in tables.items():
        sheet = book.create_sheet(name)
        _rows(sheet, list(columns), zip(*columns.values(), strict=True))
        sheet.freeze_panes = "A2"
        for j, head in enumerate(columns, 1):
            sheet.cell(1, j).font = Font(bold=True)
            longest = max(
                len(str(head)), *(len(str(item)) for item in columns[head] if item is not None)
            )
            sheet.column_dimensions[get_column_letter(j)].width = min(48, longest + 3)
            choices = {"scale": ",".join(SCALES), "confirmed": "yes,no"}.get(head)
            if choices and name == "Indicators":
                listing = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
                sheet.add_data_validation(listing)
                listing.add(f"{get_column_letter(j)}2:{get_column_letter(j)}500")
    sheet = book.create_sheet("Explanation")
    _rows(sheet, ["column / kolom", "what it holds / isi"], iter(_EXPLAINED))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    book.save(file)


def _rows(sheet: Any, head: list[str], rows: Any) -> None:
    """Write rows; text stays text, whatever it begins with."""
    for i, row in enumerate([head, *rows], 1):
        for j, item in enumerate(row, 1):
            if item is None:
                continue
            cell = sheet.cell(i, j, item)
            if isinstance(item, str):
                cell.data_type = "s"
                cell.quotePrefix = item[:1] in "=+-@"


def check(options: argparse.Namespace, answer: Answer) -> None:
    """Print a card as a tree, all its faults at once, and what it does to data."""
    try:
        card = load_card(options.card, answer)
    except InputError as error:
        faults = each_fault(error)
        if len(faults) < 2:
            raise
        lines = [str(fault) for fault in faults]
        raise InputError(
            "\n".join([f"{len(lines)} faults in {options.card.name}:", *lines]), code=error.code
        ) from None
    answer.sections.append(_tree(card, answer))
    if options.data is not None:
        sheet = read_table(
            options.data, answer, ids=options.ids, sheet=options.sheet, header=options.header
        )
        scores = scored(card, sheet, options.data, answer, None, "reweight")
        answer.sections.append(_on_data(scores, answer))
        say_scores(scores, answer)


def _tree(card: Scorecard, answer: Answer) -> Section:
    said = answer.said
    shares = card.weights
    depth: dict[str, int] = {}
    names, share, scales, better = [], [], [], []
    for part in walk(card):
        level = depth.get(part.code, 0)
        names.append("· " * level + say(part.name, answer.language))
        if isinstance(part, Group):
            depth |= {child.code: level + 1 for child in part.parts}
            leaves = [leaf.code for leaf in walk(part) if isinstance(leaf, Indicator)]
            share.append(sum(shares[code] for code in leaves))
            scales.append(str(getattr(part.aggregation, "kind", part.aggregation)))
            better.append("")
        else:
            share.append(shares[part.code])
            scales.append(_scale_text(part, answer.grammar))
            better.append(said.directions[part.direction])
    table = Table(
        {
            said.part: names,
            said.share: Column(share, "share", decimals=0),
            said.scale: scales,
            said.better: better,
        }
    )
    grades = [said.no_grades]
    if card.bands is not None:
        grades = ["\n".join(
            said.grades_from.format(
                lower="−∞" if band.lower is None else answer.grammar.figure(band.lower, decimals=None),
                label=say(band.label, answer.language),
            )
            for band in card.bands.bands
        )]  # fmt: skip
    text = said.card_has.format(
        name=say(card.name, answer.language), version=card.version,
        indicators=answer.grammar.plural(said.indicators, len(card.codes)),
    )  # fmt: skip
    return Section(said.card, text=[text, *grades], tables=[("", table)])


def _scale_text(part: Indicator, grammar: Grammar) -> str:
    scale = part.scale
    given = {
        name: getattr(scale, name)
        for name, info in type(scale).model_fields.items()
        if name != "kind" and (info.is_required() or getattr(scale, name) != info.get_default())
    }
    shown = ", ".join(f"{name} {_setting(value, grammar)}" for name, value in given.items())
    return f"{scale.kind}: {shown}" if shown else scale.kind


def _setting(value: Any, grammar: Grammar) -> str:
    """A setting of a scale as people write it: yes or no, a number, numbers, points of a line."""
    if isinstance(value, bool):
        return grammar.yes if value else grammar.no
    if isinstance(value, float | int):
        return grammar.figure(value, decimals=None, most=12)
    if isinstance(value, tuple):
        return "; ".join(
            " → ".join(_setting(end, grammar) for end in part)
            if isinstance(part, tuple)
            else _setting(part, grammar)
            for part in value
        )
    return NONE if value is None else str(value)


def _on_data(scores: Any, answer: Answer) -> Section:
    said = answer.said
    values, known = scores.values, ~np.isnan(scores.values)
    n = known.sum(axis=0)
    cut = np.array(
        [scores.clipped[known[:, j], j].mean() if n[j] else np.nan for j in range(values.shape[1])]
    )
    table = Table({
        said.part: [say(one.name, answer.language) for one in scores.card.indicators],
        said.values: Column(n.astype(float).tolist(), "number", decimals=0),
        said.lowest: Column([float(np.nanmin(values[:, j])) if n[j] else np.nan for j in range(len(n))], "number"),
        said.largest: Column([float(np.nanmax(values[:, j])) if n[j] else np.nan for j in range(len(n))], "number"),
        said.cut: Column(cut.tolist(), "share", decimals=0),
    })  # fmt: skip
    return Section(said.on_data, tables=[("", table)])
