"""One row, no row, figures without spread, arguments of another kind: a picture or an error."""

import importlib
from dataclasses import replace

import numpy as np
import pytest
from picture_marks import marks

from kinerja import plotting
from kinerja._plotting.choice import _PICTURES
from kinerja.errors import InputError
from kinerja.impact import service_times
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.ratings import rater_effects
from kinerja.schemes import skm
from kinerja.scoring import explain, score, trend
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, mean

CARD = Scorecard(
    code="c", name="C", parts=[Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
)
ONE = score(CARD, [[50, 60]])
PAIR = mean([3.0, 4.0], Design())
REFUSED = {
    "no estimate": (
        lambda: plotting.estimates(mean([np.nan, np.nan], Design(), missing="propagate")),
        "result",
    ),
    "two kinds": (lambda: plotting.estimates(PAIR, second=skm.index(np.full((3, 9), 4))), "second"),
    "line of text": (lambda: plotting.estimates(PAIR, line="x"), "line"),
    "line missing": (lambda: plotting.estimates(PAIR, line=np.nan), "line"),
    "None": (lambda: plotting.estimates(None), "result"),
    "names short": (lambda: plotting.contributions(explain(ONE, 0), names=["one"]), "names"),
    "names a number": (lambda: plotting.contributions(explain(ONE, 0), names=7), "names"),
    "labels a text": (lambda: plotting.workload("a", [1], [2]), "labels"),
    "labels None": (lambda: plotting.workload(None, [1], [2]), "labels"),
    "infinite": (lambda: plotting.workload(["a"], [np.inf], [2]), "before"),
    "no level": (lambda: plotting.profile([], [], []), "actual"),
    "negative": (lambda: plotting.radar(list("abc"), [1, -1, 2], [1, 2, 3]), "actual"),
    "nothing closed": (
        lambda: plotting.waiting(service_times([1, 2.0], target=2, censored=[True, True])),
        "result",
    ),
    "language": (lambda: plotting.estimates(PAIR, language=None), "language"),
    "prefix": (lambda: plotting.svg(plotting.estimates(PAIR), prefix=1), "prefix"),
    "list of judgements": (lambda: plotting.judgements([1]), "result"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_error_names_the_argument(name):
    call, argument = REFUSED[name]
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_one_row_and_no_spread_are_drawn():
    for fig in (
        plotting.estimates(PAIR),
        plotting.estimates(mean([3.0, 3, 3, 3], Design(), by=list("aabb"))),
        plotting.estimates(mean([3.0, 3, 2], Design(), by=list("aab"))),
        plotting.estimates(mean([1e-12, 2e-12, 3e-12], Design())),
        plotting.estimates(mean([1e15, 2e15, 3e15], Design())),
        plotting.contributions(ONE),
        plotting.contributions(explain(ONE, 0)),
        plotting.workload(["a"], [2], [2]),
        plotting.profile(["a"], [2], [np.nan]),
        plotting.radar(list("abc"), [0, 0, 0], [0, 0, 0]),
    ):
        assert marks(fig, "point") or marks(fig, "bar")
        plotting.svg(fig, prefix="p")


def test_small_figures_keep_digits_that_count():
    # the mean of 1e-12, 2e-12 and 3e-12, with three digits
    fig = plotting.estimates(mean([1e-12, 2e-12, 3e-12], Design()))
    assert "0.00000000000200" in plotting.alt_text(fig)


def test_singular_is_singular():
    assert plotting.alt_text(plotting.estimates(PAIR)).startswith(
        "Estimates. Point with its interval for 1 row. All 3.50"
    )


def test_every_kind_that_has_a_picture_is_where_its_name_says():
    # The table goes by names of classes, so that no picture loads what it does not draw.
    for place in _PICTURES:
        module, _, name = place.rpartition(".")
        assert hasattr(getattr(importlib.import_module(module), name), "plot"), place


def test_figures_that_are_all_zero_have_an_axis():
    # matplotlib warns of an axis whose ends are the same, and a warning fails a test.
    subject, rater = ["A", "A", "B", "B", "C", "C"], ["x", "y"] * 3
    alike = rater_effects(subject, rater, [70.0, 61, 80, 72, 91, 80], method="fixed")
    for fig in (
        plotting.severity(replace(alike, severity=np.zeros(2), severity_se=np.zeros(2))),
        plotting.trend(trend([[5.0] * 5])),
        plotting.need(balance_sheet(np.zeros((2, 1)), np.zeros((2, 1)))),
        plotting.coverage(ONE),
    ):
        low, high = fig.axes[0].get_xlim()
        assert low <= 0 <= high
        assert low < high
        plotting.svg(fig, prefix="p")
