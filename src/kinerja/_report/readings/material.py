"""What a report is made of: results by their kind, and which unit each person is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..._checks import labels, whole_number
from ..._definitions import Language
from ..._indicators.text import say
from ..._letters import Reply, read_reply
from ...balancing import TransferPlan
from ...competency import DevelopmentPlan
from ...errors import InputError
from ...ratings import RaterEffects
from ...results import Result, suppress
from ...sample import City, Office
from ...schemes.skm import SKM
from ...schemes.talent import LeadsTo
from ...scoring import Scores
from ...staffing import BalanceSheet
from .. import citizens, courses, people, places, raters

YEAR = 2025
"""Year of the sample that is reported."""


LEAST = 3
"""A unit of fewer people is not named beside its figures: they would tell of one person."""


@dataclass(slots=True)
class Material:
    """Results of a report, by kind; what is of no kind named here stands in `others`."""

    scores: Scores | None = None
    units: NDArray[Any] | None = None
    """(n,) unit of each person that was scored."""
    whole: SKM | None = None
    """Satisfaction of the whole, in one row."""
    by_unit: SKM | None = None
    sheet: BalanceSheet | None = None
    plan: TransferPlan | None = None
    courses: DevelopmentPlan | None = None
    competencies: Mapping[str, Any] = field(default_factory=dict)
    raters: RaterEffects | None = None
    boxes: LeadsTo | None = None
    reply: Reply | None = None
    """How people answer the letters on their pages."""
    minimum: int = LEAST
    """Smallest unit whose figures are shown."""
    others: list[tuple[str, Result]] = field(default_factory=list)
    """Name, which may be empty, and result."""


def material(
    data: Any, units: Any, language: Language, minimum: int, reply: Any = None
) -> Material:
    """Sort what was given: results, alone, in a list or by name, or the sample's own tables."""
    found = Material(minimum=whole_number(minimum, "minimum", lower=1), reply=read_reply(reply))
    for name, one in _named(data):
        if isinstance(one, Office):
            _office(found, one, language)
        elif isinstance(one, City):
            _city(found, one, language)
        elif isinstance(one, Result):
            _put(found, name, one)
        else:
            raise InputError.about(
                "data",
                code="wrong_type",
                expected="results of this library, or an office or city of the sample",
                found=type(one).__name__,
                hint="Compute first: score(card, table), skm.index(answers), plan_transfers(…).",
            )
    if units is not None:
        found.units = _labels(units, found.scores)
    if found.by_unit is not None and found.by_unit.index.size > 1:
        # One unit alone is the whole, which is shown in any case.
        found.by_unit = suppress(found.by_unit, minimum=found.minimum)
    return found


def _named(data: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(data, Result | Office | City):
        return [("", data)]
    if isinstance(data, Mapping):
        return [(str(name), one) for name, one in data.items()]
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        if not data:
            raise InputError.about("data", code="too_few", expected="a result", found="none")
        return [("", one) for one in data]
    return [("", data)]


_KINDS: tuple[tuple[type[Result], str], ...] = (
    (Scores, "scores"),
    (BalanceSheet, "sheet"),
    (TransferPlan, "plan"),
    (DevelopmentPlan, "courses"),
    (RaterEffects, "raters"),
    (LeadsTo, "boxes"),
)


def _put(found: Material, name: str, one: Result) -> None:
    places = [slot for kind, slot in _KINDS if isinstance(one, kind)]
    if isinstance(one, SKM):
        places = ["by_unit" if one.domain else "whole"]
    if not places:
        found.others.append((name, one))
        return
    if getattr(found, places[0]) is not None:
        raise InputError.about(
            "data",
            code="duplicate",
            expected="one result of a kind",
            found=f"two of {type(one).__name__}",
            hint="A report is about one period: make one of each.",
        )
    setattr(found, places[0], one)


def _labels(units: Any, scores: Scores | None) -> NDArray[Any]:
    read = labels(units, "unit", n=0 if scores is None else len(scores), missing="allow")
    names = np.array([*map(str, read.names.tolist()), ""], dtype=object)
    return names[read.codes]


def _office(found: Material, office: Office, language: Language) -> None:
    found.scores = people.score_office(office, YEAR)
    names = office.records[YEAR]["unit"].tolist()
    found.units = _labels([say(office.units[unit], language) for unit in names], found.scores)
    found.raters = raters.office_raters(office)
    found.courses = courses.office_plan(office, courses.office_gaps(office), language)
    found.competencies = dict(office.competencies)


def _city(found: Material, city: City, language: Language) -> None:
    here, this = places.workforce(city), citizens.wave(city, YEAR)
    found.plan = places.transfers(city, here, language)
    found.whole = citizens.indices(this, by_unit=False)
    found.sheet = in_words(city, here, language)
    found.by_unit = by_unit(city, this, language)


def in_words(city: City, here: places.Workforce, language: Language) -> BalanceSheet:
    """Need and staff of the city with its units and jobs named in a language."""
    return replace(
        here.sheet,
        units=np.array([say(city.units[unit], language) for unit in here.units], dtype=object),
        jobs=np.array([say(city.jobs[job], language) for job in here.jobs], dtype=object),
    )


def by_unit(city: City, this: citizens.Wave, language: Language) -> SKM:
    """Satisfaction with each unit of the city, named in a language."""
    found = citizens.indices(this, by_unit=True)
    labels = [say(city.units[unit], language) for unit in found.domain["unit"].tolist()]
    return replace(found, domain={"unit": np.array(labels, dtype=object)})
