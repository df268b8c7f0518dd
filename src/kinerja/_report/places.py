"""The second question: who is needed where, and the transfers that would even it out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._definitions import Language
from .._indicators.text import say
from .._words import rules_in_words, words
from ..balancing import (
    Reply,
    TransferPlan,
    explain_move,
    explain_stay,
    imbalance_change,
    plan_transfers,
)
from ..sample import City
from ..schemes import staffing as norms
from ..schemes._staffing.workload import Year
from ..staffing import BalanceSheet, Need, balance_sheet, efficiency, headcount
from .section import Column, Section, Table

PRICE = 0.1
"""Persons of shortage that a move must be worth in the sample's plan."""
YEAR: Year = "1,250 h"
OTHER_YEAR: Year = "1,200 h"
"""The two official years of work that the report compares."""
MINUTES = norms.EFFECTIVE_MINUTES[YEAR]
OTHER_MINUTES = norms.EFFECTIVE_MINUTES[OTHER_YEAR]


class Workforce(NamedTuple):
    """Need of the made-up city, beside the staff that it has."""

    need: Need
    sheet: BalanceSheet
    units: list[str]
    jobs: list[str]


def workforce(city: City) -> Workforce:
    """Need of the city from its tasks by the official norm, and the staff it has."""
    tasks, people = city.tasks, city.staff
    need = norms.abk(
        tasks["volume"],
        tasks["minutes"],
        effective_time=YEAR,
        unit=tasks["unit"],
        job=tasks["job"],
    )
    assert need.units is not None  # noqa: S101 - labels were given
    assert need.jobs is not None  # noqa: S101
    staff = headcount(people["unit"], people["job"], units=need.units, jobs=need.jobs)
    return Workforce(need, balance_sheet(need, staff), need.units.tolist(), need.jobs.tolist())


def transfers(city: City, here: Workforce, language: Language) -> TransferPlan:
    """Plan of transfers of the city, its units and jobs named in a language."""
    people = city.staff
    units = {unit: say(city.units[unit], language) for unit in here.units}
    jobs = {job: say(city.jobs[job], language) for job in here.jobs}
    return plan_transfers(
        [units[unit] for unit in people["unit"].tolist()],
        [jobs[job] for job in people["job"].tolist()],
        here.sheet.need,
        qualified=city.qualified(here.jobs),
        movable=people["movable"] == "yes",
        months_in_post=people["months_in_post"],
        min_months=norms.TRANSFER_OPTIONS["min_months"],
        max_months=norms.TRANSFER_OPTIONS["max_months"],
        home=[units[unit] for unit in people["home"].tolist()],
        distance=city.distance,
        price_per_move=PRICE,
        ids=people["id"].tolist(),
        units=list(units.values()),
        jobs=list(jobs.values()),
    )


def need_and_staff(city: City, here: Workforce, language: Language) -> Section:
    """Need, surplus and shortage by unit and by job."""
    said, grammar = words(language).report.workload, words(language).grammar
    sheet, people = here.sheet, here.sheet.staff.sum(axis=1)
    load = here.need.load_by_unit
    assert load is not None  # noqa: S101 - tasks name their unit
    used = efficiency(load, people, effective_time=MINUTES)
    other = efficiency(load, people, effective_time=OTHER_MINUTES)
    minutes = grammar.figure(OTHER_MINUTES, decimals=0)
    by_unit = Table(
        {
            said.unit: [*(say(city.units[unit], language) for unit in here.units), said.all],
            **_columns(sheet, 1, language, whole=True),
            said.load: Column([*used.ratio.tolist(), None], "share", decimals=0),
            said.grade: [
                *(
                    f"{grade} ({with_other})" if grade != with_other else grade
                    for grade, with_other in zip(used.grade, other.grade, strict=True)
                ),
                "",
            ],
        },
        foot=1,
    )
    by_job = Table(
        {
            said.job: [say(city.jobs[job], language) for job in here.jobs],
            **_columns(sheet, 0, language),
        }
    )
    short = sheet.unfillable
    named = [say(city.jobs[here.jobs[j]], language) for j in np.flatnonzero(short > 0).tolist()]
    missing = said.unfillable.format(
        short=grammar.figure(float(short.sum())), jobs=grammar.listed(named)
    )
    return Section(
        said.title,
        text=[
            said.intro.format(units=len(here.units), people=int(people.sum())),
            *([missing] if named else []),
        ],
        tables=[("", by_unit), (said.by_job, by_job)],
        method=[
            said.method.format(minutes=grammar.figure(MINUTES, decimals=0)),
            said.norm.format(
                other=minutes,
                need=grammar.figure(here.need.total * MINUTES / OTHER_MINUTES),
                base=grammar.figure(here.need.total),
                changed=int((used.grade != other.grade).sum()),
                units=len(here.units),
            ),
        ],
    )


def _columns(
    sheet: BalanceSheet, axis: int, language: Language, *, whole: bool = False
) -> dict[str, Column]:
    """Staff, need, surplus and shortage, summed over the units (0) or the jobs (1)."""
    said = words(language).report.workload
    out = {}
    for head, figures in (
        (said.staff, sheet.staff),
        (said.need, sheet.need),
        (said.surplus, sheet.surplus),
        (said.shortage, sheet.shortage),
    ):
        sums: NDArray[np.float64] = np.asarray(figures, dtype=np.float64).sum(axis=axis)
        values = [*sums.tolist(), float(sums.sum())] if whole else sums.tolist()
        out[head] = Column(values, "number", decimals=0 if head == said.staff else 1)
    return out


def plan_section(plan: TransferPlan, language: Language) -> Section:
    """The moves, what they reach beside its bound, and what stays short and why."""
    said, grammar = words(language).report.plan, words(language).grammar
    even = imbalance_change(plan)
    least, most = (
        grammar.figure(norms.TRANSFER_OPTIONS[name], decimals=0)
        for name in ("min_months", "max_months")
    )
    return Section(
        said.title,
        text=[
            said.summary.format(
                before=grammar.figure(plan.shortage_before, decimals=2),
                after=grammar.figure(plan.shortage_after, decimals=2),
                moves=len(plan.moves),
                status=said.status[plan.status],
            ),
            said.even.format(
                g0=grammar.figure(even.before.gini, decimals=3),
                g1=grammar.figure(even.after.gini, decimals=3),
                m0=grammar.figure(even.before.max_over_mean, decimals=2),
                m1=grammar.figure(even.after.max_over_mean, decimals=2),
            ),
        ],
        tables=[
            (said.levels, _reached(plan, most, language)),
            (said.moves, _moves(plan, language)),
            *([(said.left, _left(plan, language))] if plan.remaining else []),
        ],
        method=[
            said.rules.format(least=least, most=most, price=grammar.figure(PRICE)),
            said.ties[plan.decided_by] if plan.decided_by else said.unique,
        ],
    )


def _reached(plan: TransferPlan, most: str, language: Language) -> Table:
    """Each objective with its value and its proved bound."""
    said = words(language).report.plan
    # The order of ids settles ties; its figure says nothing to a reader.
    levels = [level for level in plan.levels if level.name in said.objectives]
    return Table(
        {
            said.level: [said.objectives[level.name].format(most=most) for level in levels],
            **{
                head: Column(
                    [round(float(getattr(level, name)), 2) for level in levels],
                    "number",
                    decimals=None,
                )
                for name, head in (("value", said.value), ("bound", said.bound), ("gap", said.gap))
            },
        }
    )


def _moves(plan: TransferPlan, language: Language) -> Table:
    """Who goes where, into which job."""
    said = words(language).report.plan
    return Table(
        {
            said.id: [str(move.staff) for move in plan.moves],
            said.origin: [str(move.from_unit) for move in plan.moves],
            said.target: [str(move.to_unit) for move in plan.moves],
            said.km: Column([move.cost for move in plan.moves], "number"),
            said.job: [
                str(move.to_job)
                if move.to_job == move.from_job
                else said.becomes.format(old=move.from_job, new=move.to_job)
                for move in plan.moves
            ],
        }
    )


def _left(plan: TransferPlan, language: Language) -> Table:
    """What stays short, and the rules that hold it."""
    said = words(language).report.plan
    return Table(
        {
            said.unit: [f"{rest.unit}, {rest.job}" for rest in plan.remaining],
            said.shortage: Column([r.shortage for r in plan.remaining], "number", decimals=2),
            said.rule: [rules_in_words(rest.rule, language) for rest in plan.remaining],
        }
    )


def letter(plan: TransferPlan, language: Language) -> Section:
    """The move of the longest way, for the official and the person; the letter to the runner-up."""
    said = words(language).report.letter
    reply = Reply(said.contact)
    # The longest way of those for whom somebody else could have gone: there is something to tell.
    told = [
        explain_move(plan, move.staff, language=language, reply=reply)
        for move in sorted(plan.moves, key=lambda move: -move.cost)
    ]
    why = next((one for one in told if one.runner_up is not None), told[0])
    who = why.staff
    text = [said.official, f"{why.text}\n", said.person, f"{why.letter}\n"]
    if why.runner_up is not None:
        stays = explain_stay(plan, why.runner_up, language=language, reply=reply)
        text += [said.stays.format(who=why.runner_up), stays.letter]
    return Section(said.title.format(who=who), text=text)
