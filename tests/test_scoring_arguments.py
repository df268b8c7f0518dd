"""scoring: whatever is no value at all is refused by the name of the argument it stood in."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from kinerja import scoring
from kinerja.errors import InputError
from kinerja.indicators import Bands, Identity, Indicator, Scorecard


class Nothing:
    """No number, no text, no list, no table."""


def card_of(weight, **more):
    return Scorecard(
        code="c",
        name="C",
        parts=(
            Indicator(code="a", name="A", scale=Identity(), weight=weight),
            Indicator(code="b", name="B", scale=Identity(), weight=1),
        ),
        **more,
    )


CARD = card_of(3, bands=Bands.of({"fair": 0, "good": 60}))
DATA = {"a": [50.0, 90.0, 70.0], "b": [30.0, 80.0, 65.0]}
SCORES = scoring.score(CARD, DATA, ids=["p", "q", "r"])
X = [[3.0, 8.0], [5.0, 2.0], [4.0, 7.0]]
ERRORS = [0.5, 0.25, 0.75]

CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "adjusted_mpi": (scoring.adjusted_mpi, {"matrix": X, "worst": [0, 0], "best": [9, 9]}),
    "aggregate": (scoring.aggregate, {"values": X, "weights": [1, 2]}),
    "anchor": (scoring.anchor, {"card": CARD, "data": DATA}),
    "benefit_of_the_doubt": (scoring.benefit_of_the_doubt, {"values": X}),
    "choquet": (
        scoring.choquet,
        {"values": X, "shapley": [0.4, 0.6], "interaction": [[0, 0.1], [0.1, 0]]},
    ),
    "combine_periods": (
        scoring.combine_periods,
        {"scores": [SCORES, SCORES], "weights": [1, 3]},
    ),
    "compare": (scoring.compare, {"before": SCORES, "after": SCORES}),
    "compare_cards": (scoring.compare_cards, {"old": CARD, "new": card_of(2), "data": DATA}),
    "explain": (scoring.explain, {"scores": SCORES, "row": "p"}),
    "explain_card": (scoring.explain_card, {"card": CARD}),
    "mpi": (scoring.mpi, {"matrix": X}),
    "next_band": (scoring.next_band, {"scores": SCORES, "row": "p"}),
    "owa": (scoring.owa, {"values": X, "order_weights": [0.7, 0.3]}),
    "recognize": (
        scoring.recognize,
        {"totals": [1.0, 2.0, 3.0], "standard_errors": ERRORS, "count": 1},
    ),
    "score": (scoring.score, {"card": CARD, "data": DATA}),
    "score_by": (
        scoring.score_by,
        {"cards": {"x": CARD}, "data": DATA, "card_of": ["x"] * 3},
    ),
    "sensitivity": (scoring.sensitivity, {"card": CARD, "data": DATA, "draws": 20, "rng": 1}),
    "trend": (scoring.trend, {"totals": [[1.0, 2.0, 4.0], [3.0, 2.0, 2.0]]}),
    "weighted_mean": (scoring.weighted_mean, {"values": X, "weights": [1, 2]}),
    "Scores.ranked": (SCORES.ranked, {}),
    "Scores.grades": (SCORES.grades, {}),
    "Scores.grade_counts": (SCORES.grade_counts, {}),
    "Scores.subset": (SCORES.subset, {"mask": [True, False, True]}),
    "Scores.top": (SCORES.top, {"count": 1}),
}
ARGUMENTS = [
    (name, argument)
    for name, (call, _) in CALLS.items()
    for argument in inspect.signature(call).parameters
]


def test_every_function_is_here():
    functions = {name for name in scoring.__all__ if inspect.isfunction(getattr(scoring, name))}
    assert functions <= set(CALLS)


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_what_is_no_value_is_refused_by_its_argument(name, argument):
    call, given = CALLS[name]
    with pytest.raises(InputError) as caught:
        call(**{**given, argument: Nothing()})
    assert str(caught.value.argument).partition("[")[0] == argument


@pytest.mark.parametrize("name", CALLS)
def test_what_is_given_is_enough(name):
    call, given = CALLS[name]
    assert call(**given) is not None
