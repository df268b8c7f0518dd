"""A head of office: their own unit beside the whole, and no other unit by name."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._definitions import Language
from ..._indicators.text import say
from ..._words import words
from ...balancing import TransferPlan
from ...errors import InputError, shown
from ...schemes.skm import SKM
from ...scoring import Scores
from ...staffing import BalanceSheet
from ..drawings.contributions import stacks
from ..drawings.drawing import where_there_is_one
from ..section import Column, Section, Table
from .findings import (
    card_method,
    domain_labels,
    grade_counts,
    item_name,
    need_sentence,
    skm_sentence,
)
from .material import Material


def units_of(found: Material) -> list[str]:
    """Units that there is something to say of, in the order they come."""
    out: list[str] = []
    if found.units is not None:
        out += found.units.tolist()
    if found.by_unit is not None:
        out += domain_labels(found.by_unit)
    if found.sheet is not None and found.sheet.units is not None:
        out += map(str, found.sheet.units.tolist())
    return [unit for unit in dict.fromkeys(out) if unit]


def head(found: Material, unit: Any, language: Language) -> list[Section]:
    """Sections on one unit."""
    known = units_of(found)
    if unit is None:
        raise InputError.about(
            "whose",
            code="missing_argument",
            expected="the unit that the reader heads",
            found="none",
            hint="Units: " + ", ".join(known[:8]) if known else "Name each person's unit: unit=…",
        )
    name = str(unit)
    if name not in known:
        raise InputError.about(
            "whose",
            code="unknown_label",
            expected="a unit that there are results of",
            found=shown(name),
            hint="Units: " + ", ".join(known[:8]) if known else "Name each person's unit: unit=…",
        )
    sections = []
    if found.scores is not None and found.units is not None and name in found.units:
        sections.append(_scores(found.scores, found.units == name, language))
    if found.by_unit is not None and name in domain_labels(found.by_unit):
        sections.append(_satisfaction(found.by_unit, found.whole, name, language))
    if found.sheet is not None and found.sheet.units is not None:
        rows = [str(x) for x in found.sheet.units.tolist()]
        if name in rows:
            sections.append(_need(found.sheet, rows.index(name), language))
    if found.plan is not None:
        sections += _moves(found.plan, name, language)
    return sections


def _scores(scores: Scores, mask: Any, language: Language) -> Section:
    said, grammar = words(language).pages.readings, words(language).grammar
    heads = words(language).report.grades
    own = scores.subset(mask)
    totals = [x[np.isfinite(x)] for x in (own.total, scores.total)]
    text = [grammar.plural(said.no_totals, len(own))]
    if totals[0].size:
        text = [
            grammar.plural(
                said.unit_scored,
                int(totals[0].size),
                mean=grammar.figure(float(totals[0].mean())),
                whole=grammar.figure(float(totals[1].mean())),
            )
        ]
        counts = grade_counts(own, language)
        text += [said.by_grade.format(counts=counts)] if counts else []
    order = np.argsort(-np.nan_to_num(own.total, nan=-np.inf), kind="stable")
    table: dict[str, Any] = {
        heads.id: [str(own.name_of(i)) for i in order.tolist()],
        heads.total: Column(own.total[order].tolist(), "number"),
    }
    if own.card.bands is not None:
        table[heads.grade] = own.grades(language)[order].tolist()
    table[heads.coverage] = Column(own.coverage[order].tolist(), "share", decimals=0)
    means: dict[str, Any] = {
        words(language).report.measures.indicator: [
            say(one.name, language) for one in own.card.indicators
        ],
        said.unit_mean: Column(_mean_points(own), "number"),
        said.whole_mean: Column(_mean_points(scores), "number"),
    }
    return Section(
        said.people,
        text=text,
        figures=where_there_is_one(stacks, own, language=language) if len(own) > 1 else (),
        tables=[(said.people_table, Table(table)), (said.means_table, Table(means))],
        method=card_method(scores, language),
    )


def _mean_points(scores: Scores) -> list[float]:
    there = np.isfinite(scores.points)
    sums, counts = np.where(there, scores.points, 0.0).sum(axis=0), there.sum(axis=0)
    out: list[float] = np.divide(
        sums, counts, out=np.full(counts.size, np.nan), where=counts > 0
    ).tolist()
    return out


def _satisfaction(skm: SKM, whole: SKM | None, name: str, language: Language) -> Section:
    said = words(language).pages.readings
    row = domain_labels(skm).index(name)
    table: dict[str, Any] = {
        said.item_head: [item_name(str(code), skm.version, language) for code in skm.item.tolist()],
        said.unit_mean: Column(skm.item_mean[row].tolist(), "number", decimals=2),
    }
    if whole is not None and whole.item.tolist() == skm.item.tolist():
        table[said.whole_mean] = Column(whole.item_mean[0].tolist(), "number", decimals=2)
    regulation = "KepMenPAN 25/2004" if skm.version == "2004" else "PermenPANRB 14/2017"
    if name in map(str, skm.suppressed):
        return Section(
            said.citizens, text=said.hidden.format(least=skm.provenance.options["minimum"])
        )
    return Section(
        said.citizens,
        text=skm_sentence(skm, row, language),
        tables=[(said.items_table, Table(table))],
        method=said.skm_method.format(regulation=regulation),
    )


def _need(sheet: BalanceSheet, row: int, language: Language) -> Section:
    said = words(language).pages.readings
    jobs = sheet.jobs.tolist() if sheet.jobs is not None else range(sheet.need.shape[1])
    there = np.flatnonzero((sheet.need[row] > 0) | (sheet.staff[row] > 0)).tolist()
    heads = words(language).report.workload
    table = Table(
        {
            heads.job: [str(jobs[j]) for j in there],
            said.staff_head: Column(sheet.staff[row][there].tolist(), "number", decimals=0),
            said.need_head: Column(sheet.need[row][there].tolist(), "number"),
            said.surplus_head: Column(sheet.surplus[row][there].tolist(), "number"),
            said.shortage_head: Column(sheet.shortage[row][there].tolist(), "number"),
        }
    )
    text = need_sentence(sheet, row, language)
    return Section(said.posts, text=text, tables=[("", table)], method=said.need_method)


def _moves(plan: TransferPlan, name: str, language: Language) -> list[Section]:
    """Who would come and who would go; where to and where from stays out of the page."""
    said = words(language).pages.readings
    rows = [
        (
            _who(move),
            said.comes if str(move.to_unit) == name else said.goes,
            move.from_job,
            move.to_job,
        )
        for move in plan.moves
        if name in {str(move.from_unit), str(move.to_unit)} and move.from_unit != move.to_unit
    ]
    if not rows:
        return []
    columns = zip(*rows, strict=True)
    heads = (said.person_head, said.move_head, said.from_job_head, said.to_job_head)
    table = Table({head: [str(x) for x in own] for head, own in zip(heads, columns, strict=True)})
    return [
        Section(said.moves, text=said.moves_text, tables=[("", table)], method=said.plan_method)
    ]


def _who(move: Any) -> str:
    return str(move.id if hasattr(move, "id") else move.staff)
