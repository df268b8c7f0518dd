"""Every word of small pictures: title and figures in words, axes, rows, legend, words inside."""

import numpy as np
import pytest
from picture_marks import legend_of, rows_of

from kinerja import plotting
from kinerja.balancing import plan_flows, plan_transfers
from kinerja.competency import nine_box
from kinerja.impact import did, event_study, interrupted_series, service_times
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.schemes import skm
from kinerja.scoring import explain, score, sensitivity, trend
from kinerja.staffing import balance_sheet, workload_need
from kinerja.survey import Design, importance_performance, mean
from kinerja.weights import ahp

NAN = np.nan
CARD = Scorecard(
    code="c", name="C", bands=Bands.of({"low": 0, "high": 75}),
    parts=[Indicator(code=c, name=c.upper(), scale=Identity(), weight=w)
           for c, w in (("a", 3), ("b", 1))],
)  # fmt: skip
# Totals ¾ a + ¼ b: 70, 65 and 52.5; means 60 and 70, so 62.5.
SCORES = score(CARD, [[80, 40], [60, 80], [40, 90]], ids=["p", "q", "r"])
GAPS = score(CARD, [[1, NAN], [NAN, NAN], [1, 2]], missing="reweight")
GAPS_BY = score(CARD, [[1, NAN], [NAN, NAN], [1, 2]], by=["x", "x", "y"], missing="reweight")
GRADED = score(CARD, [[80, 80], [40, 40], [40, 40], [NAN, NAN]], by=["x", "x", "y", "y"],
               missing="propagate")  # fmt: skip
FIRM = sensitivity(CARD, [[80, 80], [60, 60], [40, 40], [NAN, NAN]], draws=1200, rng=1,
                   ids=list("pqrs"), missing="propagate")  # fmt: skip
LINES = [[60, 64, 68, 72, 76.5], [70, 66, 62, 58, 54.5], [70, 69, 71, 70, 70], [NAN] * 5]
CHOSEN = [True] * 9 + [False] + [True] * 4 + [False] * 6 + [True, False]
CUTS = {"performance_cuts": (33, 66), "potential_cuts": (33, 66)}
SHEET = balance_sheet([[3, 1], [5, 2]], [[1, 2], [2, 2]], units=["N", "S"])
FLOWS = plan_flows([[4], [0], [0]], [[1], [2], [1]])
SERIES = [10, 12, 11, 13, 20, 22, 21, 23.0]
UNIT, PERIOD = np.repeat(np.arange(4), 4), np.tile(np.arange(4), 4)
PANEL = np.array([1, 2, 4, 3, 2, 1, 3, 5, 5, 6, 10, 12, 4, 7, 9, 14.0])
ITEMS = importance_performance(
    np.array([[1, 4, 3], [3, 2, 4], [2, 3, 3.0]]), np.array([[2, 3, 4], [4, 1, 4], [3, 3, 3.0]]),
    Design(),
)  # fmt: skip
# Weights of [[1, 3], [1/3, 1]] are ¾ and ¼.
UNEVEN, EVEN = ahp([[1, 3], [1 / 3, 1]]), ahp(np.ones((2, 2)))
LOOSE = ahp([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])

FITTED = interrupted_series(SERIES, 4)
# What is read off the result, and only written here as a reader sees it.
EFFECT = f"{FITTED.average_effect_lower:+.2f} to {FITTED.average_effect_upper:+.2f}."
MEANS = mean([66.0, 68, 23, 25, NAN], Design(), by=list("aabbc"), missing="omit", level=0.9)
ENDS = [f"{low:.1f} to {high:.1f}" for low, high in zip(MEANS.lower, MEANS.upper, strict=True)]
SURE = [f"{100 * share:.0f}%" for share in ITEMS.certainty]

SAID = {
    # 62.5 + ¾ · 20 − ¼ · 30 = 70
    "waterfall": (
        lambda: plotting.contributions(explain(SCORES, "p")),
        ("Where the 70.0 points come from. Bars lead from 62.5 (Group average) to the total of "
        "70.0 points. a +15.0; b −7.5."),
        ["Group average: 62.5", "a", "b", "Total: 70.0"], ("Points", ""),
    ),
    # Totals 70, 65, 52.5; ¾ · 60 = 45 and ¼ · 70 = 17.5 on average.
    "stacks": (
        lambda: plotting.contributions(SCORES, names={"b": "Bee"}),
        ("What the points are made of. Stacked bars of 3 people by total, made up of a, 45.0 "
        "points on average and Bee, 17.5 points on average. Totals: p 70.0; q 65.0; r 52.5."),
        ["p", "q", "r"], ("Points", ""),
    ),
    "grades": (
        lambda: plotting.grades(SCORES, guide={"low": 0.5, "high": 0.25}),
        "Grades of 3 people. From the highest grade down: high 0 (0%); low 3 (100%).",
        ["high", "low"], ("People", ""),
    ),
    "grades of units": (
        lambda: plotting.grades(GRADED, guide={"high": 0.3, "low": 0.7}),
        ("Grades by unit. Bars of 2 units, the best first. Share with high: x 50%; y 0%. 1 person "
        "without a total is not counted."),
        ["Guide", "x", "y"],
        ("Share of people\n1 person without a total is not counted.", ""),
    ),
    "coverage": (
        lambda: plotting.coverage(GAPS),
        "What is missing: 3 of 6 values. By indicator: B 2 of 3 (67%); A 1 of 3 (33%).",
        ["B", "A"], ("People without a value", ""),
    ),
    "coverage of units": (
        lambda: plotting.coverage(GAPS_BY),
        ("What is missing: 3 of 6 values. By indicator: B 2 of 3 (67%); A 1 of 3 (33%). The darker "
        "a cell, the more of the unit's values are missing."),
        ["x", "y"], ("The darker a cell, the more of the unit's values are missing.", ""),
    ),
    # Whoever is best in both parts is first whatever the weights.
    "ranks": (
        lambda: plotting.ranks(FIRM),
        ("How firm the ranks are. Average rank and range of 3 subjects, in the order of their "
        "ranks. p 1.0 (1 to 1); q 2.0 (2 to 2); r 3.0 (3 to 3). Point: average rank over 1,200 "
        "draws of the weights; line: 95% of the draws. 1 subject without a total is not shown."),
        ["p", "q", "r"],
        (("Rank (1 is best)\nPoint: average rank over 1,200 draws of the weights; line: 95% of the "
         "draws.\n1 subject without a total is not shown."), ""),
    ),
    "acceptability": (
        lambda: plotting.acceptability(FIRM),
        ("How often each rank comes out. Matrix of 3 subjects by rank, shaded by how often it came "
        "out. p most often rank 1 (100%); q most often rank 2 (100%); r most often rank 3 (100%). "
        "The darker a cell, the more of the 1,200 draws of the weights gave that rank. 1 subject "
        "without a total is not shown."),
        ["p", "q", "r"],
        (("Rank\nThe darker a cell, the more of the 1,200 draws of the weights gave that rank.\n"
         "1 subject without a total is not shown."), ""),
    ),
    "estimates": (
        lambda: plotting.estimates(
            MEANS, second=mean([21.5, 22.5, 5, 8], Design(), by=list("bbxx")), line=30
        ),
        (f"Estimates by domain. Points with intervals for 2 rows, the highest first. a 67.0 "
        f"({ENDS[0]}); b 24.0 ({ENDS[1]}), before 22.0. Point: estimate; line: 90% interval. 1 row "
        "without an estimate is not shown: c."),
        ["a", "b"],
        (("Estimate\nPoint: estimate; line: 90% interval.\n"
         "1 row without an estimate is not shown: c."), ""),
    ),
    # Answers of 3 out of 4 are 75 of 100, and where all are alike there is no interval.
    "satisfaction": (
        lambda: plotting.estimates(skm.index(np.full((4, 9), 3.0))),
        ("Satisfaction index. Point with its interval for 1 row. All 75.0. Point: "
        "estimate; line: 95% interval."),
        ["All"], ("Satisfaction index (25–100)\nPoint: estimate; line: 95% interval.", ""),
    ),
    # y is 9, 8 and 11 below x: 28/3 apart, half of it to either side.
    "severity": (
        lambda: plotting.severity(
            rater_effects(list("aabbcc"), ["x", "y"] * 3, [70.0, 61, 80, 72, 91, 80],
                          method="fixed")
        ),
        ("How strict the raters are. Severity of 2 raters, the strictest first. y +4.67; x −4.67. "
        "Point: severity; line: 1.96 standard errors to either side."),
        ["y", "x"],
        (("Points taken off (right of 0: strict, left: mild)\nPoint: severity; line: 1.96 standard "
         "errors to either side."), ""),
    ),
    "trend": (
        lambda: plotting.trend(trend(LINES, missing="omit", ids=list("udns"))),
        ("Who rises and who falls. Slopes of 3 subjects, the steepest rise first; 1 rise and 1 "
        "fall beyond chance. u +4.00; n 0.00; d −4.00. Point: median slope; line: 95% interval. "
        "1 subject with fewer than two periods is not shown."),
        ["u", "n", "d"],
        (("Change in points per period\nPoint: median slope; line: 95% interval.\n"
         "1 subject with fewer than two periods is not shown."), ""),
    ),
    # 4 of 10 over 9 of 10.
    "fairness": (
        lambda: plotting.fairness(
            adverse_impact(CHOSEN, ["a"] * 10 + ["b"] * 10 + ["c"] * 2)
        ),
        ("Rates of selection compared with a. Ratios by group: a 1.00; b 0.44. Below the line: b. "
        "Dashed line: 0.8 of the reference group's rate. In parentheses: the group's own rate. "
        "1 group is too small to be shown."),
        ["a (90%)", "b (40%)"],
        (("Rate of selection over the reference group's\nDashed line: 0.8 of the reference group's "
         "rate. In parentheses: the group's own rate.\n1 group is too small to be shown."), ""),
    ),
    "nine boxes": (
        lambda: plotting.nine_box(
            nine_box([10, 50, 90, 90, NAN], [10, 10, 90, 95, 50], **CUTS, missing="propagate",
                     ids=list("pqrst"))
        ),
        ("4 people by performance and potential. Number of people in each box, from 1 (both low) "
        "to 9 (both high): box 1: 1; box 2: 1; box 9: 2. The others are empty. 1 person without "
        "both figures is not shown."),
        ["low", "middle", "high"],
        ("Performance\n1 person without both figures is not shown.", "Potential"),
    ),
    "profile": (
        lambda: plotting.profile(["a", "b", "c", "d"], [3, 1, 4, NAN], [3, 4, 2.5, 5]),
        ("Levels there are and levels required: 2 of 3 met. b has 1, requires 4; a has 3, requires "
        "3; c has 4, requires 2.5; d has –, requires 5. 1 level is not known."),
        ["b", "a", "c", "d"], ("Level\n1 level is not known.", ""),
    ),
    "radar": (
        lambda: plotting.radar(["a", "b", "c"], [3, 1, 2], [3, 4, 2]),
        ("Levels there are and levels required: 2 of 3 met. a has 3, requires 3; b has 1, requires "
        "4; c has 2, requires 2."),
        None, ("", ""),
    ),
    "workload": (
        lambda: plotting.workload(["a", "b", "c"], [1, 3, NAN], [2, 2.5, 1]),
        ("Work before and after. 2 rows, the heaviest first. Spread from lowest to highest: before "
        "2.00, after 0.50. b 3.00 to 2.50; a 1.00 to 2.00. 1 row without both figures is not "
        "shown."),
        ["b", "a"], ("Work\n1 row without both figures is not shown.", ""),
    ),
    # N: 1 for 3 and 2 for 1 short and over by job; S: 5 − 2 and 2 − 2.
    "need": (
        lambda: plotting.need(SHEET),
        ("Need and staff by unit: 5 short, 1 too many. 2 rows, the largest shortage first. S needs "
        "7, has 4; N needs 4, has 3."),
        ["S", "N"], ("Persons", ""),
    ),
    # 750 · 100 / 75,000 = 1, and 750 · 250 / 75,000 = 2.5.
    "need alone": (
        lambda: plotting.need(
            workload_need([750.0] * 2, [100, 250.0], effective_time=75_000, unit=list("ab"))
        ),
        "Need by unit: 3.5 persons. 2 rows, the largest shortage first. b needs 2.5; a needs 1.",
        ["b", "a"], ("Persons", ""),
    ),
    "ribbons": (
        lambda: plotting.transfers(FLOWS, kind="alluvial", names=list("ABC")),
        "3 people move. From and to: A → B 2; A → C 1.", None, ("", ""),
    ),
    "balance": (
        lambda: plotting.transfers(FLOWS, kind="balance", names=list("ABC")),
        "3 people move. From and to: A → B 2; A → C 1. Figures: arrivals less departures.",
        ["B", "C", "A"], ("People\nFigures: arrivals less departures.", ""),
    ),
    "matrix": (
        lambda: plotting.transfers(FLOWS, kind="matrix", names=list("ABC")),
        "3 people move. From and to: A → B 2; A → C 1.", ["A"], ("Arrive", "Leave"),
    ),
    # One of two can be spared to nobody: 4 and 4 are needed where 1 and 1 are.
    "reasons": (
        lambda: plotting.shortage_reasons(
            plan_transfers([0, 0, 1, 2], [0] * 4, [[1], [4], [4]], units=list("abc"))
        ),
        ("Why 5 persons are still missing. Persons missing by what holds them: giving units are at "
        "their need and can… 5."),
        ["giving units are at their need and can\nspare nobody"], ("Persons missing", ""),
    ),
    # The model is 9.5 + 0.8 t before and 6.8 more after.
    "interrupted": (
        lambda: plotting.interrupted(interrupted_series(SERIES, 4), SERIES),
        ("Average effect from period 5 on: +6.80. A series of 8 periods with the model's line "
        "before and after the change, and the line that would have been without it. 95% interval "
        f"of the average effect: {EFFECT}"),
        None, ("Period", "Value"),
    ),
    # The median is the first time by which half are closed: 3 of a, 4 of b.
    "waiting": (
        lambda: plotting.waiting(
            service_times([2, 3, 5, 8.0, 1, 4, 7, 6, 3], target=4, by=list("aaaabbbbc"), minimum=2),
            target=6.5,
        ),
        ("How long cases take. 2 groups; promised time 6.5. a median 3, 50% in time; b median 4, "
        "50% in time. Shaded: 95% of one time at a time. Dashed line: the promised time, 6.5. "
        "1 group is too small to be shown."),
        None,
        (("Time\nShaded: 95% of one time at a time.\nDashed line: the promised time, 6.5.\n"
         "1 group is too small to be shown."), "Share of cases closed"),
    ),
    # Changes of 2 and 3 less 1 and 1: 1.5, with an error of ½ and t = 4.3027 of 2 degrees.
    "before and after": (
        lambda: plotting.before_after(
            did([5, 6, 4, 5, 7, 9, 6, 9], [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd"))
        ),
        ("Effect: +1.50. Means before and after: comparison group 4.50 to 5.50, group with the "
        "measure 6.50 to 9.00. 95% interval of the effect: −0.65 to +3.65."),
        None, ("95% interval of the effect: −0.65 to +3.65.", "Mean"),
    ),
    # Changes since period 1 of the treated less those of the others: in period 0 of −1 and −3 less
    # −1 and 1, so −2; then 4 and 2 less 2 and 2, so 1; then 6 and 7 less 1 and 4, so 4. The error
    # of the first is √(1 + 1), and p = 1 − t / √(2 + t²) with 2 degrees of freedom and t = √2.
    "event": (
        lambda: plotting.before_after(event_study(PANEL, UNIT > 1, PERIOD, start=2, unit=UNIT)),
        ("Effect in each period. Effects by periods since the start, with intervals: −2 −2.00; "
        "0 +1.00; 1 +4.00. Test that the groups did not differ before the start: p = 0.293."),
        None,
        (("Periods since the start\nTest that the groups did not differ before the start: "
         "p = 0.293."), "Effect"),
    ),
    "priorities": (
        lambda: plotting.priorities(ITEMS, names=["Wait", "Cost", "Staff"]),
        (f"What to fix first. 3 items by performance and importance. Wait fix first ({SURE[0]} "
        f"certain); Cost strong enough ({SURE[1]} certain); Staff keep up ({SURE[2]} certain). "
        "Ellipses: where the true place is with 95% probability."),
        None,
        ("Performance\nEllipses: where the true place is with 95% probability.", "Importance"),
    ),
    # (¾ + ½) / 2 = 62.5 %
    "judgements": (
        lambda: plotting.judgements({"H": UNEVEN, "U": EVEN}, names=["Cost", "Quality"]),
        ("Weights of 2 criteria by 2 stakeholders. Criteria by average weight: Cost 62.5%; Quality "
        "37.5%. Consistency ratios: H 0.00; U 0.00."),
        ["Cost", "Quality"], ("Weight", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_every_word_of_a_picture(name):
    call, alt, rows, axes = SAID[name]
    fig = call()
    assert plotting.alt_text(fig) == alt
    assert (fig.axes[0].get_xlabel(), fig.axes[0].get_ylabel()) == axes
    if rows is not None:
        assert rows_of(fig) == rows
    title = fig.get_suptitle()
    assert alt.startswith(title)


LEGENDS = {
    "waterfall": ["raises the total", "lowers the total"],
    "stacks": ["a", "Bee"],
    "grades": ["Guide"],
    "grades of units": ["high", "low"],
    "ranks": ["Average rank when the weights vary", "Rank with the weights as stated"],
    "estimates": ["This wave", "The wave before"],
    "trend": ["rises: 1", "no clear change: 1", "falls: 1"],
    "fairness": ["at or above the line", "below the line"],
    "profile": ["Level there is", "Level required", "Gap"],
    "radar": ["Level there is", "Level required"],
    "workload": ["Before", "After"],
    "need": ["Staff", "Need"],
    "balance": ["Leave", "Arrive"],
    "interrupted": ["Observed", "Model", "Without the change", "Its 95% band"],
    "waiting": ["a", "b"],
    "event": ["Before the start", "After the start", "Period compared with"],
    "judgements": ["H (CR 0.00)", "U (CR 0.00)"],
}


@pytest.mark.parametrize("name", SAID)
def test_every_word_of_a_legend(name):
    assert legend_of(SAID[name][0]()) == LEGENDS.get(name, [])


WITHIN = {
    "waterfall": ["+15.0", "−7.5"],
    "stacks": ["  70.0", "  65.0", "  52.5"],
    "grades": ["  0 (0%)", "  3 (100%)"],
    "grades of units": ["30%", "70%", "50%", "50%", "100%"],
    "coverage": [" 2", " 1"],
    "coverage of units": ["100%", "50%"],
    "acceptability": ["100%"] * 3,
    "satisfaction": ["C", "B"],  # a twentieth to either side of 75; B begins at 76.61
    "nine boxes": ["1", "1", "p", "2", "1", "q", *"30405060708092", "r, s"],
    "radar": ["1", "2", "3", "4", "a", "b", "c"],
    "need": ["  3 short", "  2 short, 1 too many"],
    "need alone": ["  2.5", "  1"],
    "ribbons": ["A  3", "2  B", "1  C", "Leave", "Arrive"],
    "balance": ["  +2", "  +1", "  −3"],
    "matrix": ["2", "1"],
    "reasons": ["  5 (2 posts)"],
    "before and after": [
        "+1.50", "Comparison group", "Had it changed alike", "Group with the measure",
    ],
    "priorities": ["Wait", "Cost", "Staff", "fix first", "keep up", "fix later", "strong enough"],
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_every_word_inside_the_axes(name):
    texts = SAID[name][0]().axes[0].texts
    assert [t.get_text().replace("\u00a0", " ") for t in texts] == WITHIN.get(name, [])
