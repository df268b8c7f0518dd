"""The data that ships with the package, read and scored."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..indicators import Scorecard
from ..records import attendance, completion
from ..scoring import Scores, score

_FOLDER = files("kinerja") / "_sample"

LATE_CREDIT = 0.5
"""What the made-up office counts for a task done late."""


class Office(NamedTuple):
    """The made-up office in one year."""

    scores: Scores
    units: NDArray[np.object_]


def _card(name: str) -> Scorecard:
    return Scorecard.model_validate_json((_FOLDER / name).read_text("utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines))


def _numbers(rows: list[dict[str, str]], name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def office(year: int) -> Office:
    """Score the made-up education office: records become rates, rates become points."""
    rows = _rows(f"education_office_{year}.csv")

    def column(name: str) -> NDArray[np.float64]:
        return _numbers(rows, name)

    values = {
        "attendance": 100
        * attendance(
            column("present"),
            column("scheduled"),
            excused=column("excused"),
            remote=column("remote"),
            duty=column("duty"),
        ),
        "completion": 100
        * completion(
            column("tasks_done"),
            column("tasks_due"),
            late=column("tasks_late"),
            open=column("tasks_open"),
            late_credit=LATE_CREDIT,
        ),
        "innovation": column("innovation"),
        "behaviour": column("behaviour"),
        "service": column("service_minutes"),
    }
    ids = [row["id"] for row in rows]
    scores = score(_card("office_card.json"), values, ids=ids, missing="reweight")
    return Office(scores, np.array([row["unit"] for row in rows], dtype=object))


def schools() -> Scores:
    """Score the extract of real schools."""
    rows = _rows("schools_2000.csv")
    card = _card("schools_card.json")
    values = {code: _numbers(rows, code) for code in card.codes}
    return score(card, values, ids=[row["school"] for row in rows])
