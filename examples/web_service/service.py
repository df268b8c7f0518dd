"""Scores, survey estimates and plans of transfers over HTTP.

The definitions and results of kinerja are pydantic types. FastAPI therefore checks what comes in,
writes what goes out and describes both in /openapi.json; this file only names the three questions.
"""

from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from kinerja import Scorecard, score
from kinerja.balancing import TransferPlan, TransferRules, plan_transfers
from kinerja.errors import KinerjaError
from kinerja.schemes import skm
from kinerja.scoring import Scores

LARGEST = 10_000
"""Rows that one request may hold: whoever has more scores a file or a database."""

Column = Annotated[list[float | None], Field(max_length=LARGEST)]
Labels = Annotated[list[str], Field(max_length=LARGEST)]


class Question(BaseModel):
    """What is asked: nothing that is not named here is accepted."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ScoreQuestion(Question):
    """A scorecard, and the figures of the people it is applied to."""

    card: Scorecard
    data: dict[str, Column] = Field(description="Raw values by the code of their indicator.")
    ids: Labels | None = Field(None, description="Who each row is about.")
    missing: Literal["raise", "reweight", "propagate"] = Field(
        "raise", description="What a missing value (null) does to the score."
    )


class SurveyQuestion(Question):
    """Answers to the nine items of a satisfaction survey, and where each was given."""

    answers: dict[str, Column] = Field(description="Answers 1 to 4 by item, U1 to U9.")
    unit: Labels | None = Field(None, description="The unit of each respondent.")
    not_applicable: list[str] = Field([], description="Items that the service does not have.")


class TransferQuestion(Question):
    """Staff, what each unit needs, and the rules that a plan must keep."""

    staff: dict[str, list[str | float | None]] = Field(
        description="Columns id, unit, job and what the rules look at."
    )
    need: dict[str, list[str | float]] = Field(
        description="A column unit, and a column of people needed for each job."
    )
    rules: TransferRules = TransferRules()


class Place(BaseModel):
    """Where something is wrong: the row, its id, the column and what stands there."""

    row: int | None
    column: str | int | list[Any] | None
    id: str | int | float | list[Any] | None
    cell: Any


class Refusal(BaseModel):
    """What was wrong and what to do, in words for a person and in parts for a program."""

    message: str
    code: str
    argument: str | None
    positions: list[Place] = []
    expected: str | None = None
    found: str | None = None
    hint: str | None


class Unreadable(BaseModel):
    """What FastAPI says where it cannot read the body at all."""

    detail: str


app = FastAPI(
    title="Scores, surveys and transfers",
    description="Every answer carries its working: contributions, errors, proofs and reasons.",
    responses={
        400: {"model": Unreadable, "description": "The body is not text in UTF-8."},
        422: {"model": Refusal, "description": "The question cannot be answered."},
    },
)


@app.exception_handler(KinerjaError)
def refuse(request: Request, error: KinerjaError) -> JSONResponse:
    """Hand on what kinerja says about data that it cannot use."""
    del request
    return JSONResponse(Refusal.model_validate(error.to_dict()).model_dump(), status_code=422)


@app.exception_handler(RequestValidationError)
def refuse_form(request: Request, error: RequestValidationError) -> JSONResponse:
    """Say in the same form that a question does not have the shape which /openapi.json asks for."""
    del request
    faults = error.errors()
    places = [".".join(map(str, fault["loc"][1:])) or "body" for fault in faults]
    words = [f"{place}: {fault['msg']}" for place, fault in zip(places, faults, strict=True)]
    refusal = Refusal(
        message="; ".join(words[:5]),
        code="invalid_input",
        argument=places[0],
        hint="See /docs for the shape of a question.",
    )
    return JSONResponse(refusal.model_dump(), status_code=422)


@app.post("/score")
def scores(question: ScoreQuestion) -> Scores:
    """Score people by a card: totals, grades, ranks and what each indicator gave to them."""
    return score(question.card, question.data, ids=question.ids, missing=question.missing)


@app.post("/survey")
def survey(question: SurveyQuestion) -> skm.SKM:
    """Estimate community satisfaction (PermenPANRB 14/2017) with its error, whole or by unit."""
    return skm.index(
        question.answers, by=question.unit, not_applicable=question.not_applicable, missing="omit"
    )


@app.post("/transfers")
def transfers(question: TransferQuestion) -> TransferPlan:
    """Plan the moves that remove the most shortage, with their proof and a reason for each."""
    return plan_transfers(question.staff, question.need, question.rules, time_limit=5.0)
