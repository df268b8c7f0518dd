"""The made-up education office: two years of records, ratings, levels and courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import _checks
from .._steady import steady
from ..competency import Course
from ..indicators import Scorecard, Text
from ..records import attendance, completion
from .files import SampleTable, frozen, read_card, read_table
from .names import COMPETENCIES, COURSES, OFFICE_UNITS, PROVIDERS

LATE_CREDIT = 0.5
YEARS = (2024, 2025)
_THOUSAND = 1_000.0


@dataclass(frozen=True, slots=True)
class Office:
    """A made-up education office of four units over two years; nobody in it exists.

    Examples
    --------
    >>> from kinerja import sample, score
    >>> office = sample.office()
    >>> scores = score(office.card, office.values(2025), ids="id", missing="reweight")
    >>> len(scores), scores.grades()[0]
    (39, 'good')
    """

    about: Text
    """What the data are: made up."""
    card: Scorecard
    """Five indicators in three groups, with grades."""
    records: Mapping[int, SampleTable]
    """By year: one row per person with days, tasks, innovations, behaviour and minutes."""
    ratings: SampleTable
    """One row per rating of 2025: person, rater, source (peer, other unit, self), value (1–5)."""
    levels: SampleTable
    """One row per person: id, unit, and the level in each competency (1 to 5)."""
    posts: SampleTable
    """One row per kind of post: the level it asks for in each competency."""
    courses: tuple[Course, ...]
    """Courses on offer; cost in rupiah a seat."""
    competencies: Mapping[str, Text]
    """Names of the competencies by code."""
    units: Mapping[str, Text]
    """Names of the units by the label in the tables."""
    providers: Mapping[str, Text]
    """Names of those who give courses, by the label in `courses`."""
    training_hours: float = 20.0
    """Training hours due to each person in a year."""
    training_budget: float = 9_000_000.0
    """Rupiah."""
    late_credit: float = LATE_CREDIT
    """What a task done late counts for."""

    def values(self, year: int = 2025) -> SampleTable:
        """Values of the card's indicators in one year, made from the records, beside id and unit.

        Parameters
        ----------
        year : {2024, 2025}

        Returns
        -------
        mapping of str to ndarray
            id, unit, attendance (per cent of scheduled days), completion (per cent of tasks due),
            innovation (count), behaviour (1 to 5) and service (minutes).

        Raises
        ------
        InputError
            If there is no such year.

        Examples
        --------
        >>> from kinerja import sample
        >>> values = sample.office().values(2024)
        >>> values["id"][:2].tolist(), float(values["attendance"][0].round(2))
        (['P01', 'P02'], 99.13)
        """
        _checks.choice(year, "year", YEARS)
        rows = self.records[year]
        return frozen(
            {
                "id": rows["id"].copy(),
                "unit": rows["unit"].copy(),
                "attendance": 100
                * attendance(
                    rows["present"],
                    rows["scheduled"],
                    excused=rows["excused"],
                    remote=rows["remote"],
                    duty=rows["duty"],
                ),
                "completion": 100
                * completion(
                    rows["tasks_done"],
                    rows["tasks_due"],
                    late=rows["tasks_late"],
                    open=rows["tasks_open"],
                    late_credit=self.late_credit,
                ),
                "innovation": rows["innovation"].copy(),
                "behaviour": rows["behaviour"].copy(),
                "service": rows["service_minutes"].copy(),
            }
        )


@steady
def office() -> Office:
    """Return the made-up education office: its scorecard, records, ratings and courses.

    Returns
    -------
    Office
        Definitions, and tables as mappings of columns. Nobody in it exists.

    Examples
    --------
    >>> from kinerja import sample
    >>> office = sample.office()
    >>> office.card.codes
    ('attendance', 'completion', 'innovation', 'behaviour', 'service')
    >>> office.ratings["value"].size, office.courses[0].name.en
    (267, 'Clear letters')
    """
    offer = read_table("office_courses.csv", text=("course", "competency", "provider"))
    return Office(
        about=Text(
            en="A made-up education office; nobody in it exists.",
            id="Kantor pendidikan rekaan; tidak ada pegawai yang nyata.",
        ),
        card=read_card("office_card.json"),
        records={y: read_table(f"education_office_{y}.csv", text=("id", "unit")) for y in YEARS},
        ratings=read_table("office_ratings.csv", text=("person", "rater", "source")),
        levels=read_table("office_levels.csv", text=("id", "unit")),
        posts=read_table("office_posts.csv", text=("post",)),
        courses=tuple(
            Course(
                code=f"K{number}",
                name=COURSES[name],
                gain={competency: raises},
                hours=hours,
                seats=int(seats),
                cost=_THOUSAND * cost,
                provider=provider,
            )
            for number, (name, competency, raises, hours, seats, cost, provider) in enumerate(
                zip(*(column.tolist() for column in offer.values()), strict=True), start=1
            )
        ),
        competencies=COMPETENCIES,
        units=OFFICE_UNITS,
        providers=PROVIDERS,
    )
