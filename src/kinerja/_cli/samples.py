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


def rows_of(name: str) -> list[dict[str, str]]:
    """Rows of a file of the sample."""
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines))


def column(rows: list[dict[str, str]], name: str) -> NDArray[np.float64]:
    """Numbers of one column; an empty cell is missing."""
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def office(year: int) -> Office:
    """Score the made-up education office: records become rates, rates become points."""
    rows = rows_of(f"education_office_{year}.csv")

    values = {
        "attendance": 100
        * attendance(
            column(rows, "present"),
            column(rows, "scheduled"),
            excused=column(rows, "excused"),
            remote=column(rows, "remote"),
            duty=column(rows, "duty"),
        ),
        "completion": 100
        * completion(
            column(rows, "tasks_done"),
            column(rows, "tasks_due"),
            late=column(rows, "tasks_late"),
            open=column(rows, "tasks_open"),
            late_credit=LATE_CREDIT,
        ),
        "innovation": column(rows, "innovation"),
        "behaviour": column(rows, "behaviour"),
        "service": column(rows, "service_minutes"),
    }
    ids = [row["id"] for row in rows]
    scores = score(_card("office_card.json"), values, ids=ids, missing="reweight")
    return Office(scores, np.array([row["unit"] for row in rows], dtype=object))


def schools() -> Scores:
    """Score the extract of real schools."""
    rows = rows_of("schools_2000.csv")
    card = _card("schools_card.json")
    values = {code: column(rows, code) for code in card.codes}
    return score(card, values, ids=[row["school"] for row in rows])
