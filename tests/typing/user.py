"""A user's file: only public names, checked with mypy --strict."""

import numpy as np
from numpy.typing import NDArray

import kinerja
from kinerja import (
    Bands,
    Group,
    Indicator,
    Scorecard,
    anchor,
    balancing,
    compare,
    explain,
    impact,
    next_band,
    ranking,
    ratings,
    reliability,
    schemes,
    score,
    staffing,
    survey,
    weights,
)
from kinerja.competency import (
    Course,
    Requirement,
    Rule,
    Training,
    development_plan,
    eligible,
    gaps,
    job_match,
    measurement_error,
)
from kinerja.errors import InputError
from kinerja.indicators import Linear, MinMax, Power, Text
from kinerja.normalization import min_max
from kinerja.records import attendance
from kinerja.scoring import Scores, combine_periods, compare_cards, score_by, weighted_mean

card: Scorecard = Scorecard(
    code="office",
    name=Text(en="Office", id="Kantor", jv="Kantor"),
    bands=Bands.of({"fair": 0, "good": 75}),
    parts=(
        Indicator(code="attendance", name="Attendance", scale=Linear(worst=80, best=100)),
        Group(
            code="work",
            name="Work",
            aggregation=Power(p=0.5),
            parts=(Indicator(code="tasks", name="Tasks", scale=MinMax()),),
        ),
    ),
)
rate: NDArray[np.float64] = attendance([20, 19], [20, 20])
scores: Scores = score(card, {"attendance": 100 * rate, "tasks": [3, 5]}, ids=["a", "b"])
total: NDArray[np.float64] = scores.total
text: str = explain(scores, "a", language="id").text
reach: NDArray[np.float64] = next_band(scores, "a").raw_value
change: NDArray[np.float64] = compare(scores, scores).total
ruler: Scorecard = anchor(card, np.array([[90.0, 1.0], [95.0, 2.0]]))
mean: NDArray[np.float64] = weighted_mean([[1, 2]], [3, 1])
common: NDArray[np.float64] = min_max([1, 2, 3], benefit=False)
year: NDArray[np.float64] = combine_periods([scores, scores], weights=[6, 6]).total
tried: NDArray[np.bool_] = compare_cards(
    card, ruler, {"attendance": [90], "tasks": [1]}
).changes_band
posts = score_by([card], {"attendance": [90], "tasks": [1]}, ["office"])
shortfall: NDArray[np.float64] = gaps([[3, 2]], [3, 3]).shortfall
match: NDArray[np.float64] = job_match([[3, 2]], [[3, 3]])
sem: float = measurement_error(10, 0.9)
rule = Rule(code="r", column="age", at_most=58, after=Training(name="t", hours=4))
allowed: NDArray[np.bool_] = eligible(
    {"age": [40]}, [Requirement(job="clerk", rules=(rule,))]
).allowed
course = Course(code="c", name="C", gain={"planning": 1}, hours=8)
letter: str = development_plan([[1.0]], [course], competencies=["planning"]).letter(0)

design: survey.Design = survey.Design(strata=["a", "a", "b", "b"], weights=[1, 2, 1, 2])
estimates: survey.Estimates = survey.mean([1, 2, 3, 4], design, by=["x", "y", "x", "y"])
spread: NDArray[np.float64] = estimates.se
known: survey.Design = survey.poststratify(design, ["m", "f", "m", "f"], {"m": 50, "f": 60})
people: int = survey.sample_size(10_000, margin=0.05)
consistent: float = reliability.alpha([[1, 2], [2, 2], [3, 4]]).raw
order: NDArray[np.float64] = ranking.topsis([[1, 2], [2, 1]], [1, 1], benefit=[True, False]).score
pairs: NDArray[np.float64] = weights.ahp([[1.0, 2.0], [0.5, 1.0]]).weights
plan: balancing.TransferPlan = balancing.plan_transfers(
    ["u", "u"], ["j", "j"], [[1], [1]], units=["u", "v"], jobs=["j"]
)
moves: tuple[balancing.Move, ...] = plan.moves
fair: float = balancing.imbalance([1, 2, 3]).gini
loads: NDArray[np.float64] = balancing.assign_tasks([3, 2, 1], 2).load
posts_needed: float = staffing.workload_need([100], [30], effective_time=75_000).total
agreed: float = ratings.cohen_kappa(["a", "b", "a"], ["a", "b", "b"]).value
helped: impact.TwoGroups = impact.two_groups([1.0, 2.0, 3.0], [2.0, 3.0, 5.0])
grade: NDArray[np.object_] = schemes.skm.index([[3] * 9, [4] * 9]).grade
official: tuple[schemes.SchemeInfo, ...] = schemes.available()
version: str = kinerja.__version__
try:
    score(card, [[1.0]])
except InputError as error:
    code: str = error.code
