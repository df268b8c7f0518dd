"""A web service as a user would write it: five kinds of results, each as the type of an answer.

Checked by ``mypy --strict``; nothing here is run by the tests.
"""

from fastapi import FastAPI

from kinerja.competency import Gaps, gaps
from kinerja.impact import Paired, paired
from kinerja.indicators import Scorecard
from kinerja.scoring import Explanation, Scores, explain, score
from kinerja.survey import Design, Estimates, mean

app = FastAPI()


@app.post("/score")
def scores(card: Scorecard, data: dict[str, list[float | None]]) -> Scores:
    return score(card, data, missing="reweight")


@app.post("/explain")
def explained(card: Scorecard, data: dict[str, list[float]], row: int) -> Explanation:
    return explain(score(card, data), row)


@app.post("/gaps")
def short_of(actual: list[list[float]], required: list[float]) -> Gaps:
    return gaps(actual, required)


@app.post("/satisfaction")
def satisfaction(answers: list[float], weights: list[float]) -> Estimates:
    return mean(answers, Design(weights=weights))


@app.post("/effect")
def effect(before: list[float], after: list[float]) -> Paired:
    return paired(before, after)
