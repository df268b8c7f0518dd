"""What each picture refuses, with the argument and the words; levels and ties as they are."""

from dataclasses import replace

import numpy as np
import pytest
from picture_marks import legend_of, rows_of, words_of

from kinerja import plotting
from kinerja.balancing import plan_flows, plan_transfers
from kinerja.competency import nine_box
from kinerja.impact import did, event_study, interrupted_series, service_times, staggered_did
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.scoring import explain, score, sensitivity, trend
from kinerja.staffing import balance_sheet, workload_need
from kinerja.survey import Design, importance_performance, mean
from kinerja.weights import ahp
from shared_laws import fault_of, refused_as

NAN = np.nan
PARTS = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
CARD = Scorecard(code="c", name="C", parts=PARTS, bands=Bands.of({"low": 0, "high": 50}))
BARE = Scorecard(code="c", name="C", parts=PARTS)
NOBODY = score(CARD, [[NAN, NAN]], missing="propagate")
FIRM = sensitivity(CARD, [[1, 2], [4, 3]], draws=20, rng=1)
SHEET = balance_sheet([[3, 1]], [[1, 2]], units=["N"])
SERIES = [10, 12, 11, 13, 20, 22, 21, 23.0]
TIMES = service_times([2, 3.0], target=5)
EVENT = event_study(np.arange(16) % 5, np.repeat([0, 0, 1, 1], 4), np.tile(np.arange(4), 4),
                    start=2, unit=np.repeat(np.arange(4), 4))  # fmt: skip
DID = did([5, 6, 4, 5, 7, 9, 6, 9], [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd"))
ITEMS = importance_performance(np.array([[1, 4], [3, 2]]), np.array([[2, 3], [4, 1]]), Design())
RATED = rater_effects(list("aabbcc"), ["x", "y"] * 3, [70.0, 61, 80, 70, 91, 80], method="fixed")

KINDS = {
    plotting.acceptability: ("result", "Sensitivity"),
    plotting.before_after: ("result", "DiD or EventStudy or StaggeredDiD"),
    plotting.contributions: ("result", "Explanation or Scores"),
    plotting.coverage: ("scores", "Scores"),
    plotting.estimates: ("result", "Estimates or SKM"),
    plotting.fairness: ("result", "AdverseImpact"),
    plotting.grades: ("scores", "Scores"),
    plotting.judgements: ("result", "AHP"),
    plotting.need: ("result", "BalanceSheet or WISN or Need"),
    plotting.nine_box: ("result", "NineBox"),
    plotting.priorities: ("result", "ImportancePerformance"),
    plotting.ranks: ("result", "Sensitivity"),
    plotting.severity: ("result", "RaterEffects"),
    plotting.shortage_reasons: ("plan", "TransferPlan"),
    plotting.transfers: ("plan", "TransferPlan or FlowPlan"),
    plotting.trend: ("result", "Trend"),
    plotting.waiting: ("result", "ServiceTimes"),
}


@pytest.mark.parametrize("picture", KINDS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("given", [3, None, "text"])
def test_another_kind_of_result_is_refused_by_name(picture, given):
    argument, kinds = KINDS[picture]
    refused_as(lambda: picture(given), argument, "wrong_type", kinds, type(given).__name__)


def test_every_picture_of_a_result_is_in_the_list_above():
    others = {"alt_text", "draw", "interrupted", "profile", "radar", "svg", "workload"}
    assert {f.__name__ for f in KINDS} == set(plotting.__all__) - others


TWO = np.array([1.0, 2.0])
LINKED = plan_flows([[1]] * 62, [[61 + 1]] + [[0]] * 61)
REFUSED = {
    "interrupted of another kind": (
        lambda: plotting.interrupted(3, SERIES), "result", "InterruptedSeries", "int"),
    "second wave of another kind": (
        lambda: plotting.estimates(mean(TWO, Design()), second=3), "second", "Estimates", "int"),
    "no total of one": (
        lambda: plotting.contributions(explain(NOBODY, 0)), "result",
        "an explanation of a total", "no total: too few values are there to give one"),
    "no total of a group": (
        lambda: plotting.contributions(NOBODY), "result",
        "at least one person with a total", "none"),
    "no bands": (
        lambda: plotting.grades(score(BARE, [[1, 2]])), "scores",
        "scores of a card with bands", "a card without bands"),
    "nobody graded": (
        lambda: plotting.grades(NOBODY), "scores",
        "at least one graded person", "none: nobody has a total"),
    "no row": (
        lambda: plotting.coverage(score(CARD, np.zeros((0, 2)))), "scores",
        "at least one row", "none"),
    "no rank": (
        lambda: plotting.ranks(replace(FIRM, total=TWO * NAN)), "result",
        "at least one subject with a total", "none"),
    "no rank of a matrix": (
        lambda: plotting.acceptability(replace(FIRM, total=TWO * NAN)), "result",
        "at least one subject with a total", "none"),
    "no estimate": (
        lambda: plotting.estimates(mean([NAN, NAN], Design(), missing="propagate")), "result",
        "at least one estimate", "none: all are NaN"),
    "waves apart": (
        lambda: plotting.estimates(mean(TWO, Design(), by=list("ab")),
                                   second=mean(TWO, Design(), by=list("cd"))), "second",
        "a wave with some of the rows of the first", "no row of the same name"),
    "no rater": (
        lambda: plotting.severity(replace(RATED, severity=TWO * NAN)), "result",
        "raters who can be compared", "none: all are NaN"),
    "no slope": (
        lambda: plotting.trend(trend([[60.0, NAN]], missing="omit")), "result",
        "at least one slope", "none: fewer than two periods each"),
    "no ratio": (
        lambda: plotting.fairness(adverse_impact([False] * 20, ["a", "b"] * 10)), "result",
        "groups with a ratio", "none: too small, or nobody was selected"),
    "no box": (
        lambda: plotting.nine_box(nine_box([NAN], [NAN], performance_cuts=(3, 6),
                                           potential_cuts=(3, 6), missing="propagate")), "result",
        "at least one person with a box", "none"),
    "no level": (
        lambda: plotting.profile(["a"], [NAN], [1]), "actual", "at least one level", "none"),
    "levels of other lengths": (
        lambda: plotting.profile(["a", "b"], [1, 2], [1]), "required", None, None),
    "level below 0": (
        lambda: plotting.radar(list("abc"), [1, 2, -1], [1, 2, 3]), "actual", None, None),
    "required below 0": (
        lambda: plotting.radar(list("abc"), [1, 2, 3], [1, -2, 3]), "required", None, None),
    "level missing": (
        lambda: plotting.radar(list("abc"), [1, 2, NAN], [1, 2, 3]), "actual", None, None),
    "required missing": (
        lambda: plotting.radar(list("abc"), [1, 2, 3], [1, NAN, 3]), "required", None, None),
    "two spokes": (
        lambda: plotting.radar(list("ab"), [1, 2], [1, 2]), "names", "3 to 16 spokes", "2"),
    "seventeen spokes": (
        lambda: plotting.radar(list(range(17)), range(17), range(17)), "names",
        "3 to 16 spokes", "17"),
    "work before of text": (
        lambda: plotting.workload(["a"], ["x"], [1]), "before", None, None),
    "work after of another length": (
        lambda: plotting.workload(["a"], [1], [1, 2]), "after", None, None),
    "labels of another length": (
        lambda: plotting.workload(["a", "b"], [1], [1]), "labels", "1 names in a list", None),
    "no work": (
        lambda: plotting.workload(["a"], [NAN], [1]), "before", "a unit with both figures", "none"),
    "need by task": (
        lambda: plotting.need(workload_need([750.0], [100.0], effective_time=75_000)), "result",
        "need by unit", "need by task alone"),
    "no unit": (
        lambda: plotting.need(replace(SHEET, units=SHEET.units[:0], **{
            name: getattr(SHEET, name)[:0] for name in ("need", "staff", "shortage", "surplus")})),
        "result", "at least one unit", "none"),
    "no move": (
        lambda: plotting.transfers(plan_transfers([0, 1], [0, 0], [[1], [1]])), "plan",
        "a plan with moves", "no move: there is nothing to show"),
    "kind": (
        lambda: plotting.transfers(plan_flows([[3], [0]], [[1], [2]]), kind="x"), "kind",
        None, None),
    "too many ribbons": (
        lambda: plotting.transfers(LINKED, kind="alluvial"), "kind", "at most 60 flows", "61"),
    "too many cells": (
        lambda: plotting.transfers(LINKED, kind="matrix"), "kind", "at most 60 units", "62"),
    "nobody missing": (
        lambda: plotting.shortage_reasons(plan_transfers([0, 1], [0, 0], [[1], [1]])), "plan",
        "a plan that leaves posts short", "none: every post is filled"),
    "series of another length": (
        lambda: plotting.interrupted(interrupted_series(SERIES, 4), SERIES[1:]), "observed",
        None, None),
    "nothing closed": (
        lambda: plotting.waiting(service_times([1, 2.0], target=2, censored=[True, True])),
        "result", "a group with closed cases that is large enough to be shown", "none"),
    "target": (lambda: plotting.waiting(TIMES, target=0), "target", None, None),
    "target of text": (lambda: plotting.waiting(TIMES, target="x"), "target", None, None),
    "no means": (
        lambda: plotting.before_after(replace(DID, means=DID.means * NAN)), "result",
        "means of both groups before and after", "NaN"),
    "no effect": (
        lambda: plotting.before_after(replace(EVENT, value=EVENT.value * NAN)), "result",
        "at least one effect", "none: all are NaN"),
    "no item": (
        lambda: plotting.priorities(replace(ITEMS, performance=TWO * NAN)), "result",
        "an item with importance and performance", "none"),
    "names of items": (
        lambda: plotting.priorities(ITEMS, names=["a"]), "names",
        "a name for each of 2, in order or by code", None),
    "no stakeholder": (
        lambda: plotting.judgements({}), "result",
        "stakeholders who judged the same criteria", "none"),
    "other criteria": (
        lambda: plotting.judgements({"a": ahp(np.ones((3, 3))), "b": ahp(np.ones((2, 2)))}),
        "result", "stakeholders who judged the same criteria", "2 and 3 criteria"),
    "names of criteria": (
        lambda: plotting.judgements(ahp(np.ones((2, 2))), names=["a"]), "names", None, None),
    "figure": (
        lambda: plotting.alt_text(3), "fig", "a Figure with a picture of kinerja.plotting", "int"),
    "prefix": (
        lambda: plotting.svg(plotting.need(SHEET), prefix="1a"), "prefix",
        "a letter, then letters, digits, - or _", None),
    "axes": (
        lambda: plotting.need(SHEET, ax=3), "ax",
        "Axes of matplotlib, or None for a figure of its own", "int"),
    "no picture": (
        lambda: plotting.draw(3), "result", "a result that has a picture", "int"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_by_name(name):
    call, argument, expected, found = REFUSED[name]
    refused_as(call, argument, None, expected, found)


HINTS = {
    "interrupted of another kind": "Each picture shows one kind of result; see kinerja.plotting.",
    "no total of one": "Score with missing='reweight', or draw another person.",
    "two spokes": "Use profile(…), which has room for more.",
    "need by task": "Call staffing.need(…, unit=…).",
    "too many ribbons": "Use kind='balance'.",
    "prefix": "Each picture of a page needs a prefix of its own, such as 'fig1'.",
    "no picture": (
        "kinerja.plotting has a function for each picture; to_frame() gives the figures."
    ),
}


@pytest.mark.parametrize("name", HINTS)
def test_a_refusal_says_what_to_do(name):
    assert fault_of(REFUSED[name][0]).own_hint == HINTS[name]


@pytest.mark.parametrize(("language", "band", "said"), [
    ("en", "Its 80% band", "80% interval of the average effect: "),
    ("id", "Pita 80%", "Selang 80% rata-rata pengaruh: "),
])  # fmt: skip
def test_a_series_names_the_level_of_its_band(language, band, said):
    result = interrupted_series(SERIES, 4, level=0.8)
    fig = plotting.interrupted(result, SERIES, language=language)
    assert band in legend_of(fig)
    assert said in plotting.alt_text(fig)
    assert "95" not in plotting.alt_text(fig)


def test_an_effect_without_an_interval_writes_none():
    y = np.array([1, 2, 4, 3, 2, 1, 3, 5, 5, 6, 10, 12, 4, 7, 9, 14, 1, 1, 2, 1.5, 2, 4, 6, 8])
    start = [[None, None, 2, 2, None, 1][u] for u in np.repeat(np.arange(6), 4)]
    late = staggered_did(y, np.repeat(np.arange(6), 4), np.tile(np.arange(4), 6), start)
    assert np.isnan(late.overall_lower)  # one unit alone starts in period 1
    for result in (late, replace(DID, lower=NAN, upper=NAN), replace(DID, upper=NAN)):
        fig = plotting.before_after(result)
        assert "Effect: " in plotting.alt_text(fig)
        assert "interval of the effect" not in plotting.alt_text(fig)
        assert not any("–" in said for said in words_of(fig))
    assert "95% interval of the effect: −0.65 to +3.65." in words_of(plotting.before_after(DID))


def test_rows_equal_at_twelve_digits_keep_their_own_order():
    # A third each, but for the last bits of a float.
    loose = ahp([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    assert rows_of(plotting.judgements(loose, names=["x", "y", "z"])) == ["x", "y", "z"]
    sums = np.array([0.1 + 0.2, 0.3, 0.2, 0.3, 0.15 + 0.15])
    want = ["a", "b", "d", "e", "c"]
    assert rows_of(plotting.workload(list("abcde"), sums, sums)) == want
    pairs = mean(np.repeat(sums, 2), Design(), by=np.repeat(list("abcde"), 2))
    assert rows_of(plotting.estimates(pairs)) == want
    scores = score(BARE, np.column_stack([sums, sums]), ids=list("abcde"))
    assert rows_of(plotting.contributions(scores)) == want
