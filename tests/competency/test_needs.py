"""From weak indicators to competencies to courses."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from kinerja import Group, Indicator, Scorecard, score
from kinerja.competency import (
    Course,
    DevelopmentMap,
    LearningNeeds,
    Link,
    development_plan,
    learning_needs,
)
from kinerja.errors import InputError
from kinerja.indicators import Identity, Linear, Text

TABLE = DevelopmentMap(
    links=(
        Link(indicator="queue", competency="service", weight=3),
        Link(indicator="complaints", competency="service", courses=("TLK",)),
        Link(indicator="reports", competency="planning"),
    )
)
OFFER = [
    Course(code="SRV", name="Service", gain={"service": 20}, hours=8),
    Course(code="TLK", name="Talking", gain={"service": 5, "planning": -1}, hours=4),
    Course(code="PLN", name="Planning", gain={"planning": 10}, hours=12),
]
POINTS = {"queue": [50, 90, 60], "complaints": [80, 40, 60], "reports": [30, 60, 60]}


def test_needs_by_hand():
    needs = learning_needs(POINTS, TABLE, below=60, courses=OFFER, ids=["p", "q", "r"])
    assert needs.id.tolist() == ["p", "p", "q"]
    assert needs.indicator.tolist() == ["reports", "queue", "complaints"]
    assert needs.shortfall.tolist() == [30, 10, 20]
    assert needs.competency.tolist() == ["planning", "service", "service"]
    assert needs.courses == (("PLN",), ("SRV", "TLK"), ("TLK",))
    # (3·10 + 1·0)/4, 30; (3·0 + 1·20)/4, 0; exactly on the limit is not weak
    assert needs.gap.tolist() == [[7.5, 30], [5, 0], [0, 0]]
    assert dict(needs.of("r")) == {}
    assert list(needs.of("p")) == ["planning", "service"]


def test_needs_know_the_figures_they_were_made_from():
    read = learning_needs({**POINTS, "other": [1, 2, 3]}, TABLE, below=60).provenance
    assert set(read.data) == set(POINTS)
    assert read.same_data(POINTS)
    assert not read.same_data({**POINTS, "reports": [30, 60, 61]})


def test_where_nobody_is_weak_there_is_no_need():
    needs = learning_needs(POINTS, TABLE, below=0, courses=OFFER)
    assert (needs.points.tolist(), needs.shortfall.tolist(), needs.courses) == ([], [], ())
    assert needs.points.dtype == np.float64
    assert needs.gap.tolist() == [[0, 0]] * 3


def test_the_needs_feed_a_plan():
    needs = learning_needs(POINTS, TABLE, below=60, courses=OFFER)
    plan = development_plan(needs.gap, OFFER, competencies=needs.competencies)
    assert plan.status == "optimal"
    # 7.5 by SRV and 10 of 30 by PLN for the first; 5 for the second, by either course
    assert plan.closed.tolist() == [[7.5, 10], [5, 0], [0, 0]]


def test_scores_bring_their_points_and_ids():
    card = Scorecard(
        code="c",
        name="C",
        parts=(
            Indicator(code="reports", name="Reports", scale=Linear(worst=0, best=10)),
            Group(
                code="front",
                name="Front",
                parts=(
                    Indicator(code="queue", name="Queue", scale=Linear(worst=60, best=10)),
                    Indicator(code="complaints", name="Complaints", scale=Identity()),
                    Indicator(code="other", name="Other", scale=Identity()),
                ),
            ),
        ),
    )
    data = {"reports": [3, 9], "queue": [35, 15], "complaints": [70, 50], "other": [0, 0]}
    scores = score(card, data, ids=["p", "q"])
    needs = learning_needs(scores, TABLE, below=60)
    assert needs.points.tolist() == [30, 50, 50]
    assert needs.provenance.data == {}  # that of the scores
    assert needs.id.tolist() == ["p", "p", "q"]
    with pytest.raises(InputError, match="'queue'"):
        learning_needs(
            score(Scorecard(code="c", name="C", parts=card.parts[:1]), {"reports": [1]}),
            TABLE,
            below=60,
        )


def test_missing_figures_are_neither_weak_nor_strong():
    x = {"queue": [np.nan, np.nan], "complaints": [40, np.nan], "reports": [70, 70]}
    with pytest.raises(InputError, match="row 0 column 'queue'"):
        learning_needs(x, TABLE, below=60)
    needs = learning_needs(x, TABLE, below=60, missing="omit")
    np.testing.assert_array_equal(needs.gap, [[20, 0], [np.nan, 0]])
    assert needs.indicator.tolist() == ["complaints"]
    assert "3 missing" in needs.provenance.left_out[0]


def test_tables_and_json():
    frame = pd.DataFrame(
        {
            "indicator": ["queue", "complaints", "reports"],
            "competency": ["service", "service", "planning"],
            "courses": [None, "TLK", ""],
            "weight": [3, None, 1],
        }
    )
    assert DevelopmentMap.from_table(frame) == TABLE
    assert DevelopmentMap.model_validate_json(TABLE.model_dump_json()) == TABLE
    assert DevelopmentMap.model_validate(json.loads(TABLE.model_dump_json())) == TABLE
    needs = learning_needs(POINTS, TABLE, below=60)
    read = LearningNeeds.from_dict(json.loads(json.dumps(needs.to_dict(), allow_nan=False)))
    assert read == needs
    assert list(needs.to_frame("pandas").columns)[:2] == ["id", "indicator"]
    assert needs == learning_needs(np.column_stack(list(POINTS.values())), TABLE, below=60)


def test_texts_in_two_languages():
    needs = learning_needs(POINTS, TABLE, below=60, ids=["p", "q", "r"])
    names = {"service": Text(en="service", id="pelayanan"), "TLK": "Talking well"}
    assert needs.text("q", names=names).startswith(
        "complaints stands at 40.0 points; behind it is service, taught in: Talking well."
    )
    assert "terkait dengan pelayanan" in needs.text("q", language="id", names=names)
    assert "no course is named" in needs.text("p")
    assert "No indicator asks" in needs.text("r")
    with pytest.raises(InputError, match="person"):
        needs.text("nobody")
    with pytest.raises(InputError, match="language"):
        needs.text("p", language="fr")


def test_refusals():
    link = Link(indicator="a", competency="x")
    for links, message in (
        ((), "at least 1"),
        ((link, link), "linked twice"),
        ((Link(indicator="a", competency="x", weight=0),), "all weights are 0"),
    ):
        with pytest.raises(ValidationError, match=message):
            DevelopmentMap(links=links)
    with pytest.raises(ValidationError, match="greater than"):
        Link(indicator="a", competency="x", weight=-1)
    with pytest.raises(InputError, match=r"'indicator'.*row 1"):
        DevelopmentMap.from_table({"indicator": ["a", None], "competency": ["x", "y"]})
    with pytest.raises(InputError, match="'competency'"):
        DevelopmentMap.from_table({"indicator": ["a"]})
    for arguments, message in (
        ({"below": np.nan}, "below"),
        ({"courses": OFFER[:1]}, "no course 'TLK'"),
        ({"courses": OFFER * 2}, "once"),
        ({"missing": "propagate"}, "missing"),
    ):
        with pytest.raises(InputError, match=message):
            learning_needs(POINTS, TABLE, **{"below": 60, **arguments})
    with pytest.raises(InputError, match="DevelopmentMap"):
        learning_needs(POINTS, {"links": []}, below=60)
    with pytest.raises(InputError, match="3 columns"):
        learning_needs([[1, 2]], TABLE, below=60)
