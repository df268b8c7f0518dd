"""The service answers, refuses in words, and keeps what its own /openapi.json says."""

import sys
from pathlib import Path
from typing import Any

import pytest

for needed in ("fastapi", "httpx", "schemathesis"):
    pytest.importorskip(needed, reason=f"the example of a web service needs {needed}")

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

sys.path.insert(0, str(Path(__file__).parent))

from service import app

client = TestClient(app)
schema = schemathesis.openapi.from_asgi("/openapi.json", app)

CARD = {
    "code": "office",
    "name": "Office",
    "bands": {"bands": [{"label": "fair", "lower": 0}, {"label": "good", "lower": 75}]},
    "parts": [
        {
            "code": "days",
            "name": "Days",
            "weight": 30,
            "scale": {"kind": "linear", "worst": 80, "best": 100},
        },
        {"code": "tasks", "name": "Tasks", "weight": 70, "scale": {"kind": "target", "target": 40}},
    ],
}


def test_scores_are_the_weighted_points() -> None:
    data = {"days": [90, 100], "tasks": [40, 20]}
    answer = client.post("/score", json={"card": CARD, "data": data, "ids": ["P1", "P2"]})
    assert answer.status_code == 200
    # 0.3 × 50 + 0.7 × 100 and 0.3 × 100 + 0.7 × 50
    assert answer.json()["total"] == pytest.approx([85, 65])
    assert answer.json()["grade"] == ["good", "fair"]
    assert answer.json()["ids"] == ["P1", "P2"]


def test_a_missing_value_is_refused_by_row_and_column() -> None:
    data = {"days": [90, None], "tasks": [40, 20]}
    answer = client.post("/score", json={"card": CARD, "data": data, "ids": ["P1", "P2"]})
    assert answer.status_code == 422
    refusal = answer.json()
    assert refusal["code"] == "missing_value"
    assert "row 'P2' column 'days'" in refusal["message"]
    (place,) = refusal["positions"]
    assert (place["row"], place["id"], place["column"]) == (1, "P2", "days")


def test_a_question_of_another_shape_is_refused_in_the_same_form() -> None:
    answer = client.post("/score", json={"card": CARD | {"colour": "red"}, "data": {}})
    assert answer.status_code == 422
    assert answer.json()["argument"] == "card.colour"


def test_the_survey_tells_how_sure_it_is() -> None:
    answers: dict[str, Any] = {f"U{item}": [3, 4, 3] for item in range(1, 10)}
    answer = client.post("/survey", json={"answers": answers})
    assert answer.status_code == 200
    # (3 + 4 + 3) / 3 × 25
    assert answer.json()["converted"] == pytest.approx([83.33], abs=0.005)
    assert answer.json()["se"][0] > 0


def test_the_plan_moves_whom_one_unit_can_spare() -> None:
    staff = {"id": ["P1", "P2"], "unit": ["A", "A"], "job": ["nurse", "nurse"]}
    need = {"unit": ["A", "B"], "nurse": [1, 1]}
    answer = client.post("/transfers", json={"staff": staff, "need": need})
    assert answer.status_code == 200
    assert answer.json()["status"] == "optimal"
    assert [(move["from_unit"], move["to_unit"]) for move in answer.json()["moves"]] == [("A", "B")]


def test_the_description_has_our_definitions_and_their_words() -> None:
    described = client.get("/openapi.json").json()["components"]["schemas"]
    assert {"Scores", "SKM", "TransferPlan", "TransferRules", "Refusal"} <= described.keys()
    for name in ("Scores", "SKM", "TransferPlan", "TransferRules"):
        assert described[name]["description"]
        assert any("description" in field for field in described[name]["properties"].values())


@schema.parametrize()
@settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    # Whether valid questions are answered is for the tests above: generated columns rarely have
    # the codes of the generated card, and are refused for that.
    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
            negative_data_rejection,
        ]
    )
