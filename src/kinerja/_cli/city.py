"""The made-up city: its need, its staff, and the plan of transfers between its units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._definitions import Language
from ..balancing import TransferPlan, plan_transfers
from ..schemes import staffing as norms
from ..schemes._staffing.workload import Year
from ..staffing import BalanceSheet, Need, balance_sheet, headcount
from .samples import column, rows_of
from .words import JOBS, UNITS

PRICE = 0.1
"""Persons of shortage that a move must be worth in the sample's plan."""
YEAR: Year = "1,250 h"
OTHER_YEAR: Year = "1,200 h"
"""The two official years of work that the report compares."""


class City(NamedTuple):
    """The made-up city's need and staff."""

    need: Need
    staff: NDArray[np.int64]
    """(units, jobs) persons."""
    sheet: BalanceSheet


def city() -> City:
    """Need of the made-up city from its tasks by the official norm, and the staff it has."""
    tasks, people = rows_of("city_tasks.csv"), rows_of("city_staff.csv")
    need = norms.abk(
        column(tasks, "volume"),
        column(tasks, "minutes"),
        effective_time=YEAR,
        unit=[task["unit"] for task in tasks],
        job=[task["job"] for task in tasks],
    )
    assert need.units is not None  # noqa: S101 - labels were given
    assert need.jobs is not None  # noqa: S101
    staff = headcount(
        [person["unit"] for person in people],
        [person["job"] for person in people],
        units=need.units,
        jobs=need.jobs,
    )
    return City(need, staff, balance_sheet(need, staff))


def distances() -> NDArray[np.float64]:
    """(units, units) kilometres as the crow flies, units sorted by name."""
    rows = sorted(rows_of("city_units.csv"), key=lambda row: row["unit"])
    x, y = column(rows, "x_km"), column(rows, "y_km")
    return np.hypot(x[:, None] - x, y[:, None] - y)


def transfers(language: Language) -> TransferPlan:
    """Plan of transfers of the made-up city, its units and jobs named in a language."""
    here = city()
    people = rows_of("city_staff.csv")
    units, jobs = here.sheet.units, here.sheet.jobs
    assert units is not None  # noqa: S101 - the need brings its names
    assert jobs is not None  # noqa: S101
    names = {unit: UNITS[language].get(unit, unit) for unit in units.tolist()}
    posts = {job: JOBS[language].get(job, job) for job in jobs.tolist()}
    able = [{person["job"], *person["also_qualified"].split(";")} for person in people]
    return plan_transfers(
        [names[person["unit"]] for person in people],
        [posts[person["job"]] for person in people],
        here.sheet.need,
        qualified=[[job in own for job in jobs.tolist()] for own in able],
        movable=[person["movable"] == "yes" for person in people],
        months_in_post=column(people, "months_in_post"),
        min_months=norms.TRANSFER_OPTIONS["min_months"],
        max_months=norms.TRANSFER_OPTIONS["max_months"],
        home=[names[person["home"]] for person in people],
        distance=distances(),
        price_per_move=PRICE,
        ids=[person["id"] for person in people],
        units=list(names.values()),
        jobs=list(posts.values()),
    )
