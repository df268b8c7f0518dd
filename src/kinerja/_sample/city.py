"""The made-up city: the work and staff of its units, and what its visitors say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .._steady import steady
from ..competency import Requirement, Rule
from ..indicators import Text
from .files import SampleTable, read_table, rows_where
from .names import CITY_UNITS, JOBS

APPOINTMENTS = ("East District", "Market Clinic", "South District")
FIRST_MONTH = 7


def _profession(job: str, degree: str, licence: str) -> Requirement:
    return Requirement(
        job=job,
        rules=(
            Rule(code="degree", column="degree", one_of=(degree,)),
            Rule(code="licence", column="licence", one_of=(licence,)),
        ),
    )


REQUIREMENTS = (
    _profession("teacher", "education", "teaching"),
    _profession("nurse", "nursing", "nursing"),
    _profession("midwife", "midwifery", "midwifery"),
)
"""A teacher needs the degree and the teaching certificate (UU 14/2005 art. 8–9); nurses and
midwives their own."""


@dataclass(frozen=True, slots=True)
class City:
    """A made-up city of twelve units: who works where, what there is to do, what visitors say.

    Examples
    --------
    >>> from kinerja import sample
    >>> from kinerja.schemes import staffing
    >>> city = sample.city()
    >>> need = staffing.abk(
    ...     city.tasks["volume"],
    ...     city.tasks["minutes"],
    ...     effective_time="1,250 h",
    ...     unit=city.tasks["unit"],
    ...     job=city.tasks["job"],
    ... )
    >>> round(need.total, 1), city.staff["id"].size
    (280.3, 302)
    """

    about: Text
    """What the data are: made up."""
    places: SampleTable
    """One row per unit, by name: unit, kind, and its place in kilometres (x_km, y_km)."""
    tasks: SampleTable
    """One row per task of a unit and job: cases in a year (volume), minutes a case."""
    staff: SampleTable
    """One row per person: id, unit, job, months_in_post, home (the unit nearest to it), movable
    (yes or no), degree, licence (teaching, nursing, midwifery or none), also_qualified (jobs,
    separated by semicolons)."""
    answers: SampleTable
    """One row per respondent of 2024 or 2025: year, unit, channel, U1 to U9, overall (1 to 4)."""
    visitors: SampleTable
    """One row per unit and year: its visitors, the population of the survey."""
    complaints: SampleTable
    """One row per unit and year: its complaints."""
    waiting: SampleTable
    """One row per visit of 2025: unit, month, channel, minutes from arrival to the end."""
    units: Mapping[str, Text]
    """Names of the units by the label in the tables."""
    jobs: Mapping[str, Text]
    """Names of the jobs by the label in the tables."""
    requirements: tuple[Requirement, ...] = REQUIREMENTS
    """What the jobs of a profession ask for, for `competency.eligible`."""
    appointments: tuple[str, ...] = APPOINTMENTS
    """Units that take appointments."""
    appointments_from: int = FIRST_MONTH
    """First month of 2025 with appointments."""

    @property
    def distance(self) -> NDArray[np.float64]:
        """(units, units) kilometres as the crow flies, in the order of `places`.

        Examples
        --------
        >>> from kinerja import sample
        >>> sample.city().distance.shape
        (12, 12)
        """
        x, y = self.places["x_km"], self.places["y_km"]
        apart: NDArray[np.float64] = np.hypot(x[:, None] - x, y[:, None] - y)
        return apart

    def qualified(self, jobs: list[str]) -> NDArray[np.bool_]:
        """(n, jobs) who may fill which job: one's own, and those stated besides.

        Examples
        --------
        >>> from kinerja import sample
        >>> sample.city().qualified(["teacher", "nurse"])[3].tolist()
        [False, True]
        """
        both = zip(self.staff["job"].tolist(), self.staff["also_qualified"].tolist(), strict=True)
        able = [{own, *also.split(";")} for own, also in both]
        return np.array([[job in mine for job in jobs] for mine in able])

    def survey(self, year: int) -> SampleTable:
        """Answers of one year, with the visitors of each respondent's unit as ``population``.

        Examples
        --------
        >>> from kinerja import sample
        >>> answers = sample.city().survey(2025)
        >>> answers["U1"].size, float(answers["population"][0])
        (551, 21864.0)
        """
        rows = rows_where(self.answers, self.answers["year"] == year)
        here = self.visitors["year"] == year
        size = dict(
            zip(
                self.visitors["unit"][here].tolist(),
                self.visitors["visitors"][here].tolist(),
                strict=True,
            )
        )
        return {**rows, "population": np.array([size[unit] for unit in rows["unit"].tolist()])}


@steady
def city() -> City:
    """Return the made-up city: tasks and staff of its units, visitors' answers and waiting times.

    Returns
    -------
    City
        Tables as mappings of columns. Nobody in it exists.

    Examples
    --------
    >>> from kinerja import sample
    >>> city = sample.city()
    >>> city.places["unit"][:2].tolist(), city.tasks["volume"].size
    (['East District', 'East School'], 59)
    """
    places = read_table("city_units.csv", text=("unit", "kind"))
    return City(
        about=Text(
            en="A made-up city; nobody in it exists.",
            id="Kota rekaan; tidak ada orang yang nyata di dalamnya.",
        ),
        places=rows_where(places, np.argsort(places["unit"], kind="stable")),
        tasks=read_table("city_tasks.csv", text=("unit", "job", "task")),
        staff=read_table(
            "city_staff.csv",
            text=("id", "unit", "job", "home", "movable", "degree", "licence", "also_qualified"),
        ),
        answers=read_table("city_survey.csv", text=("unit", "channel")),
        visitors=read_table("city_visitors.csv", text=("unit",)),
        complaints=read_table("city_complaints.csv", text=("unit",)),
        waiting=read_table("city_waiting.csv", text=("unit", "channel")),
        units=CITY_UNITS,
        jobs=JOBS,
    )
