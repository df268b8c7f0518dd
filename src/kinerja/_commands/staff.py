"""``kinerja need`` and ``kinerja transfers``: who is needed where, and who could move."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .._report.section import Column, Section, Table
from .._sheets.sheet import Sheet
from .._types import Flags, Float
from .._words import rules_in_words
from ..balancing import Reply, TransferPlan, explain_move, plan_transfers
from ..errors import InputError, shown
from ..schemes.staffing import EFFECTIVE_MINUTES
from ..staffing import Need, workload_need
from .answer import Answer
from .replies import reply_of, starts_of
from .tables import (
    column_of,
    figures_of,
    in_cells,
    item_at,
    labels_of,
    named,
    optional_column,
    read_table,
    refuse_gaps,
)

UNIT = ("unit", "unit kerja", "opd", "instansi", "kantor", "school", "sekolah")
JOB = ("job", "jabatan", "post", "posisi")
_VOLUME = ("volume", "volume kerja", "beban", "beban kerja", "jumlah beban kerja", "jumlah")
_MINUTES = ("minutes", "norma waktu", "waktu penyelesaian", "menit", "waktu", "norm")
_YES = ("yes", "ya", "true", "1", "1.0", "y")
_NO = ("", "no", "tidak", "false", "0", "0.0", "n", "t")
_RULES = (
    "min_months", "max_months", "max_moves", "max_out", "max_in", "within_unit", "chains",
    "objective", "price_per_move", "time_limit", "together",
)  # fmt: skip


def need(options: argparse.Namespace, answer: Answer) -> None:
    """Staffing need of a file of tasks."""
    sheet = read_table(
        options.tasks, answer, find_ids=False, sheet=options.sheet, header=options.header
    )
    say_need(needed(sheet, options.tasks, answer, options.hours), sheet, answer, options.hours)


def needed(sheet: Sheet, path: Path, answer: Answer, hours: str) -> Need:
    """Need by unit and job from volumes and minutes."""
    unit = column_of(sheet, UNIT, "TASKS", path)
    job = column_of(sheet, JOB, "TASKS", path)
    volume = column_of(sheet, _VOLUME, "TASKS", path)
    minutes = column_of(sheet, _MINUTES, "TASKS", path)
    refuse_gaps(sheet, (volume, minutes), least=0)
    return workload_need(
        sheet[volume], sheet[minutes], effective_time=EFFECTIVE_MINUTES[hours],
        unit=labels_of(sheet, unit, answer), job=labels_of(sheet, job, answer),
    )  # fmt: skip


def say_need(found: Need, sheet: Sheet, answer: Answer, hours: str) -> None:
    """Add the section of a need, and its table for ``kinerja transfers``."""
    said, grammar = answer.said, answer.grammar
    units = [str(unit) for unit in np.asarray(found.units).tolist()]
    jobs = [str(job) for job in np.asarray(found.jobs).tolist()]
    cells = np.asarray(found.by_unit_job, dtype=float)
    columns: dict[str, Any] = {said.unit: [*units, said.the_whole]}
    for j, job in enumerate(jobs):
        columns[job] = Column(
            [*cells[:, j].tolist(), float(cells[:, j].sum())], "number", decimals=1
        )
    columns[said.the_whole] = Column([*cells.sum(axis=1).tolist(), float(cells.sum())], "number")
    text = grammar.plural(said.need_total, sheet.n_rows, total=grammar.figure(float(cells.sum())))
    made = said.need_made.format(
        minutes=grammar.figure(EFFECTIVE_MINUTES[hours], decimals=0), hours=hours
    )
    answer.sections.append(
        Section(said.need, text=text, tables=[("", Table(columns, foot=1))], method=made)
    )
    answer.tables[said.need] = {
        said.unit: units,
        **{job: cells[:, j].tolist() for j, job in enumerate(jobs)},
    }


def as_sheet(found: Need) -> Sheet:
    """Return a need as the table that `plan` reads."""
    cells = np.asarray(found.by_unit_job, dtype=float)
    jobs = {str(job): cells[:, j] for j, job in enumerate(np.asarray(found.jobs).tolist())}
    return Sheet({UNIT[0]: np.asarray(found.units, dtype=object), **jobs})


def transfers(options: argparse.Namespace, answer: Answer) -> None:
    """Plan of transfers of a file of staff against a need."""
    staff = read_table(
        options.staff, answer, ids=options.ids, sheet=options.sheet, header=options.header
    )
    wanted = read_table(options.need, answer, find_ids=False)
    say_plan(
        plan(staff, options.staff, wanted, options.need, rules(options.rules, answer)),
        answer,
        reply_of(options),
        starts_of(options),
    )


def rules(path: Path | None, answer: Answer) -> dict[str, Any]:
    """Rules of a plan from a file in JSON: options of ``plan_transfers`` by name."""
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, OSError) as error:
        raise InputError.about(
            "--rules", code="invalid_input", expected="rules in JSON", found=f"{path.name}: {error}"
        ) from None
    unknown = [name for name in given if name not in _RULES] if isinstance(given, dict) else ["?"]
    if unknown:
        raise InputError.about(
            "--rules", code="unknown_option", expected=f"rules among {', '.join(_RULES)}",
            found=", ".join(map(repr, unknown)),
        )  # fmt: skip
    answer.inputs.append(path)
    return dict(given)


def need_table(wanted: Sheet, path: Path) -> tuple[list[str], list[str], Float]:
    """Units, jobs and need, of a table with a column for each job, or with one row for each post."""
    unit = column_of(wanted, UNIT, "NEED", path)
    job = optional_column(wanted, JOB)
    figures = optional_column(wanted, ("need", "kebutuhan", "abk", "jumlah"))
    if job is not None and figures is not None:
        refuse_gaps(wanted, (figures,), least=0)
        rows, posts = named(wanted, unit), named(wanted, job)
        units, jobs = list(dict.fromkeys(rows)), list(dict.fromkeys(posts))
        cells = np.zeros((len(units), len(jobs)))
        for u, j, value in zip(rows, posts, wanted[figures].tolist(), strict=True):
            cells[units.index(u), jobs.index(j)] += value
        return units, jobs, cells
    jobs = [name for name in wanted.names if name != unit and wanted[name].dtype.kind == "f"]
    if not jobs:
        raise InputError.about(
            "NEED", code="missing_column", expected=f"a column of numbers for each job in {path.name}",
            found=", ".join(map(repr, wanted.names[:8])),
            hint=f"Or a row for each post, with columns {JOB[0]!r} and 'need'.",
        )  # fmt: skip
    # An empty cell: no such post there.
    filled = [np.nan_to_num(figures_of(wanted, name, least=0)) for name in jobs]
    return named(wanted, unit, once=True), jobs, np.column_stack(filled)


def plan(
    staff: Sheet, path: Path, wanted: Sheet, need_path: Path, given: dict[str, Any]
) -> TransferPlan:
    """Plan transfers of a table of staff."""
    units, jobs, cells = need_table(wanted, need_path)
    unit = named(staff, column_of(staff, UNIT, "STAFF", path))
    job = named(staff, column_of(staff, JOB, "STAFF", path))
    for labels, known, what in ((unit, units, "unit"), (job, jobs, "job")):
        strange = sorted(set(labels) - set(known))
        if strange:
            raise InputError.about(
                "STAFF", code="unknown_label", expected=f"each {what} of {path.name} in {need_path.name}",
                found=", ".join(map(repr, strange[:5])), positions=tuple(strange[:5]),
                hint=f"Write it alike in both files, or add it to {need_path.name} with a need of 0.",
            )  # fmt: skip
    options = dict(given)
    months = optional_column(
        staff, ("months_in_post", "masa jabatan", "bulan menjabat", "lama menjabat")
    )
    if months is not None:
        options["months_in_post"] = figures_of(staff, months, least=0)
    movable = optional_column(staff, ("movable", "dapat dimutasi", "boleh pindah"))
    if movable is not None:
        options["movable"] = np.array([_yes(staff, movable, i) for i in range(staff.n_rows)])
    other = optional_column(staff, ("also_qualified", "juga memenuhi syarat", "jabatan lain"))
    if other is not None:
        options["qualified"] = _qualified(job, staff[other].tolist(), jobs)
    # On a terminal a long search shows how far it is; what is printed stays the same.
    options["progress"] = sys.stderr.isatty()
    with in_cells(staff, {}, staff.ids, {} if months is None else {"months_in_post": months}):
        return plan_transfers(unit, job, cells, ids=staff.ids, units=units, jobs=jobs, **options)


def _yes(staff: Sheet, name: str, i: int) -> bool:
    """Tell whether a cell says yes; an empty one says no, another word is refused by its cell."""
    item = item_at(staff, name, i)
    word = "" if item is None else str(item).strip().casefold()
    if word not in {*_YES, *_NO}:
        cell = staff.cell(name, i)
        raise InputError.about(
            name, code="unknown_label", expected="yes or no", found=f"{shown(item)} in {cell}",
            positions=(cell,),
        )  # fmt: skip
    return word in _YES


def _qualified(own: list[str], others: list[Any], jobs: list[str]) -> Flags:
    out = np.zeros((len(own), len(jobs)), dtype=np.bool_)
    out[np.arange(len(own)), [jobs.index(job) for job in own]] = True
    for i, item in enumerate(others):
        for name in str(item or "").replace(";", ",").split(","):
            if name.strip() in jobs:
                out[i, jobs.index(name.strip())] = True
    return out


def say_plan(
    found: TransferPlan,
    answer: Answer,
    reply: Reply | None = None,
    starts: dt.date | None = None,
) -> None:
    """Add the moves, what stays short and why, and the letters."""
    said, grammar = answer.said, answer.grammar
    people = [str(getattr(move, "id", None) or move.staff) for move in found.moves]
    text = [said.plan_is.format(
        moves=grammar.plural(said.people_moved, len(found.moves)),
        before=grammar.figure(float(found.shortage_before)), after=grammar.figure(float(found.shortage_after)),
        status=said.status[found.status],
    )]  # fmt: skip
    tables: list[tuple[str, Any]] = []
    if found.moves:
        moves = {
            "id": people,
            said.from_unit: [f"{move.from_unit} ({move.from_job})" for move in found.moves],
            said.to_unit: [f"{move.to_unit} ({move.to_job})" for move in found.moves],
        }
        tables.append(("", Table(moves)))
        answer.tables[said.transfers] = {
            "id": people,
            **{name: [str(getattr(move, name)) for move in found.moves] for name in ("from_unit", "from_job", "to_unit", "to_job")},
            "cost": [float(move.cost) for move in found.moves],
        }  # fmt: skip
    else:
        text.append(said.no_move)
    if found.stopped_by is not None:
        answer.findings.append(said.stopped)
    short = list(found.remaining)
    if short:
        rows: dict[str, Any] = {
            said.unit: [str(one.unit) for one in short],
            said.job: [str(one.job) for one in short],
            said.shortage: Column([float(one.shortage) for one in short], "number"),
            said.why: [rules_in_words(one.rule, answer.language) for one in short],
        }
        tables.append((said.stays_short, Table(rows)))
        answer.tables[said.stays_short[:31]] = {head: list(Table(rows)[head]) for head in rows}
    answer.sections.append(Section(said.transfers, text=text, tables=tables))
    if found.moves:
        row_names = [
            getattr(move, "id", None) if hasattr(move, "id") else move.staff for move in found.moves
        ]
        letters = [
            explain_move(found, name, reply=reply, starts=starts, language=answer.language).letter
            for name in row_names
        ]
        answer.add_letters(people, letters)
