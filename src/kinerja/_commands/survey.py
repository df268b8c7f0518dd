"""``kinerja skm``: community satisfaction from answers, in figures or words, or from means."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from .._indicators.text import say
from .._report.section import Column, Section, Table
from .._sheets.column_cells import quoted
from .._sheets.missing import NA
from .._sheets.sheet import Sheet
from .._types import Float
from ..errors import InputError, shown
from ..schemes import skm
from ..schemes._skm.tables import shown_ends
from ..survey import Design
from .answer import Answer
from .staff import UNIT
from .tables import (
    column_of,
    groups_of,
    in_cells,
    named,
    optional_column,
    plain,
    read_table,
    refuse_gaps,
)

_ITEM = re.compile(r"(?:u|unsur|item|pertanyaan|p|q)[ .:]*0*([1-9][0-9]?)(?![0-9])", re.IGNORECASE)
_FURTHER = re.compile(r"(?:u|unsur)[ .:]*0*[1-9][0-9]?", re.IGNORECASE)
_FEW = 30
AUTO = object()
"""As the column of units: the one that is called like it."""
_NAMES = {"2017": 9, "2004": 14}

_OWN_WORDS = {
    "sangat mahal": 1, "cukup mahal": 2, "murah": 3, "gratis": 4,
    "tidak ada": 1, "ada tetapi tidak berfungsi": 2, "berfungsi kurang maksimal": 3,
    "dikelola dengan baik": 4, "selalu tidak sesuai": 1, "kadang-kadang sesuai": 2,
    "banyak sesuai": 3, "selalu sesuai": 4, "buruk": 1, "cukup": 2, "baik": 3,
}  # fmt: skip
"""Choices of the questionnaire that do not follow the scheme tidak, kurang, (plain), sangat."""


def choice_value(text: str) -> int | None:
    """Value 1 to 4 of a choice as the regulation's questionnaire words it; None for any other text.

    >>> [choice_value(t) for t in ("Tidak mudah", "Kurang cepat", "Sesuai", "Sangat baik", "2")]
    [1, 2, 3, 4, 2]
    """
    if re.fullmatch(r"\s*[1-4]\.?\s*", text):  # among words a figure is text too
        return int(text.strip()[0])
    bare = re.sub(r"^[a-d1-4][.)] *", "", " ".join(text.casefold().split())).rstrip(".")
    if bare in _OWN_WORDS:
        return _OWN_WORDS[bare]
    for start, value in (("sangat ", 4), ("kurang ", 2), ("tidak ", 1)):
        if bare.startswith(start):
            return value
    plain_words = {
        "sesuai",
        "mudah",
        "cepat",
        "kompeten",
        "mampu",
        "sopan",
        "ramah",
        "baik",
        "jelas",
    }
    words = set(re.split(r"[ ,]+| dan ", bare))
    return 3 if words & plain_words and len(words) <= 4 else None


def items_of(sheet: Sheet, version: str) -> dict[str, str]:
    """Heading of each item of the questionnaire, by its code, number or name."""
    codes = list(skm.ITEMS[version])
    named = {
        plain(say(text, language)): code
        for code, text in skm.ITEMS[version].items()
        for language in ("en", "id")
    }
    found: dict[str, str] = {}
    for name in sheet.names:
        match = _ITEM.match(name.strip())
        code = named.get(plain(name)) or (f"U{int(match[1])}" if match else None)
        # Beyond the regulation's items only a plain U10 is one: question 10 may ask anything.
        further = code is not None and _FURTHER.fullmatch(name.strip()) is not None
        if code is not None and (code in codes or further) and code not in found:
            found[code] = name
    return {code: found[code] for code in sorted(found, key=lambda code: int(code[1:]))}


def run(options: argparse.Namespace, answer: Answer) -> None:
    """Index of a file of answers."""
    marks = [mark for mark in NA if mark != "tidak ada"]  # an answer of the questionnaire
    by = options.by
    sheet = read_table(
        options.answers, answer, find_ids=False, sheet=options.sheet, header=options.header, na=marks,
        text=lambda name: name == by or (by == AUTO and plain(name) in UNIT),
    )  # fmt: skip
    say_survey(
        sheet, options.answers, answer, optional_column(sheet, UNIT) if by == AUTO else by, options
    )


def say_survey(
    sheet: Sheet, path: Path, answer: Answer, by: str | None, options: argparse.Namespace
) -> None:
    """Add the sections of a survey, the whole and by unit."""
    headings = items_of(sheet, options.version)
    codes = list(skm.ITEMS[options.version])
    absent = [code for code in codes if code not in headings and code not in options.not_applicable]
    if absent:
        raise InputError.about(
            "ANSWERS", code="missing_column", expected=f"a column for each of {', '.join(codes)} in {path.name}",
            found=f"none for {', '.join(absent)}",
            hint="Call the columns U1, U2 …; name items that were not asked with --not-applicable.",
            positions=tuple(absent[:5]),
        )  # fmt: skip
    answers = {
        code: _answers(sheet, name)
        for code, name in headings.items()
        if code not in options.not_applicable
    }
    groups = groups_of(sheet, by, answer)
    if any((column[~np.isnan(column)] % 1 != 0).any() for column in answers.values()):
        _from_means(sheet, answers, groups, answer, options)
        return
    design = _design(options, groups, answer)
    common = {
        "not_applicable": options.not_applicable,
        "version": options.version,
        "missing": options.missing,
        "item_weight": options.item_weight,
        "language": answer.language,
    }
    gone = int(np.isnan(np.column_stack(list(answers.values()))).any(axis=1).sum())
    if gone and options.missing == "omit":
        answer.understood.append(answer.grammar.plural(answer.said.left_out, gone))
    with in_cells(sheet, headings, None):
        whole = skm.index(answers, design=design, **common)
        parts = None if groups is None else skm.index(answers, design=design, by=groups, **common)
    _say(whole, parts, list(answers), answer)


def _answers(sheet: Sheet, name: str) -> Float:
    """Answers of one item as 1 to 4; words of the questionnaire are turned into their values."""
    column = sheet[name]
    if column.dtype.kind == "f":
        return np.array(column)
    out = np.full(len(column), np.nan)
    for i, item in enumerate(column.tolist()):
        if item is None:
            continue
        value = float(item) if isinstance(item, int | float) else choice_value(str(item))
        if value is None:
            raise InputError.about(
                "ANSWERS", code="unknown_label", expected="an answer from 1 to 4, or a choice of the questionnaire",
                found=f"{quoted(str(item))} in {sheet.cell(name, i)} (column {name!r})",
                hint="Choices are worded tidak …, kurang …, …, sangat …; or write 1 to 4.",
                positions=(sheet.cell(name, i),),
            )  # fmt: skip
        out[i] = value
    return out


def _design(options: argparse.Namespace, groups: Any, answer: Answer) -> Design | None:
    if options.population is None:
        return None
    if groups is None:
        raise InputError.about(
            "--population",
            code="missing_argument",
            expected="a column of units (--by, or survey_by of a report)",
            found="none",
        )
    table = read_table(options.population, answer, find_ids=False)
    unit = column_of(
        table, ["unit", "layanan", "unit layanan", "nama unit"], "--population", options.population
    )
    size = column_of(
        table,
        ["population", "populasi", "jumlah", "visitors", "pengunjung", "n"],
        "--population",
        options.population,
    )
    refuse_gaps(table, [size])
    sizes = dict(zip(named(table, unit, once=True), table[size].tolist(), strict=True))
    unknown = sorted({str(item) for item in groups} - set(sizes))
    if unknown:
        raise InputError.about(
            "--population", code="unknown_label", expected=f"a population for each unit in {options.population.name}",
            found=f"none for {', '.join(map(repr, unknown[:5]))}", positions=tuple(unknown[:5]),
        )  # fmt: skip
    answered = Counter(str(item) for item in groups)
    for i, name in enumerate(sizes):
        if sizes[name] < answered[name]:
            cell = table.cell(size, i)
            raise InputError.about(
                "--population", code="out_of_range", expected="at least as many users as answered",
                found=f"{sizes[name]:g} in {cell}, and {answered[name]} answers of {shown(name)}",
                positions=(cell,),
            )  # fmt: skip
    answer.understood.append(answer.said.with_population.format(file=options.population.name))
    return Design(strata=groups, fpc=np.array([sizes[str(item)] for item in groups]))


def _grade(result: Any, i: int, answer: Answer) -> str:
    label = str(result.grade[i])
    return f"{label} ({say(skm.TEXTS[label], answer.language)})" if label in skm.TEXTS else label


def _say(whole: Any, parts: Any, codes: list[str], answer: Answer) -> None:
    said, grammar = answer.said, answer.grammar
    rows = [(said.the_whole, whole, 0)]
    if parts is not None:
        names = next(iter(parts.domain.values())).tolist()
        rows = [(str(name), parts, i) for i, name in enumerate(names)] + rows
    ends = [*([] if parts is None else shown_ends(parts)), *shown_ends(whole)]
    table = Table({
        said.unit: [name for name, _, _ in rows],
        said.respondents: Column([float(r.n[i]) for _, r, i in rows], "number", decimals=0),
        said.index: Column([float(r.converted[i]) for _, r, i in rows], "number", decimals=2),
        said.interval: [grammar.ends(low, high) for low, high in ends],
        said.mark: [_grade(r, i, answer) for _, r, i in rows],
    }, foot=1 if parts is not None else 0)  # fmt: skip
    version = whole.version
    mean_of = dict(zip(whole.item.tolist(), whole.item_mean[0].tolist(), strict=True))
    items = Table({
        said.item: [f"{code} {say(skm.ITEMS[version].get(code, code), answer.language)}" for code in codes],
        said.mean: Column([float(mean_of[code]) for code in codes], "number", decimals=2),
    })  # fmt: skip
    answer.sections.append(Section(said.survey, tables=[("", table), (said.by_item, items)]))
    for name, result, i in rows:
        if result is parts and result.n[i] < _FEW:
            answer.findings.append(grammar.plural(said.few, int(result.n[i]), unit=name))
    answer.tables[said.survey[:31]] = whole if parts is None else parts
    if parts is not None:
        answer.tables[said.the_whole] = whole


def _from_means(
    sheet: Sheet, answers: dict[str, Float], groups: Any, answer: Answer,
    options: argparse.Namespace,
) -> None:  # fmt: skip
    """Index of rows that hold means per item: no answers, so no error of sampling."""
    matrix = np.column_stack(list(answers.values()))
    outside = np.argwhere((matrix < 1) | (matrix > 4))
    if len(outside):
        i, j = outside[0].tolist()
        heading = items_of(sheet, options.version)[list(answers)[j]]
        raise InputError.about(
            "ANSWERS", code="out_of_range", expected="means from 1 to 4",
            found=f"{matrix[i, j]:g} in {sheet.cell(heading, i)}", positions=(sheet.cell(heading, i),),
        )  # fmt: skip
    converted = matrix.mean(axis=1) * 25
    said = answer.said
    names = (
        [str(item) for item in groups]
        if groups is not None
        else [str(i + 1) for i in range(len(matrix))]
    )
    grades = skm.GRADES[options.version].label(converted)
    columns: dict[str, Any] = {
        said.unit: names,
        said.index: Column(converted.tolist(), "number", decimals=2),
        said.mark: [f"{g} ({say(skm.TEXTS[g], answer.language)})" if g in skm.TEXTS else str(g) for g in grades.tolist()],
    }  # fmt: skip
    answer.findings.append(said.from_means)
    answer.sections.append(Section(said.survey, tables=[("", Table(columns))]))
    answer.tables[said.survey[:31]] = {
        said.unit: names,
        said.index: converted.tolist(),
        said.mark: grades.tolist(),
    }
