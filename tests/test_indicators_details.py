"""indicators: figures of scales and grades by hand, what refusals name, how cards are told."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja._indicators.parts import with_scales
from kinerja._indicators.peer_groups import sums
from kinerja._indicators.scale import clip
from kinerja._indicators.text import read_names, say, with_unit, wording
from kinerja._indicators.view import scale_in_words
from kinerja.errors import InputError
from kinerja.indicators import (
    MPI,
    OWA,
    Band,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    Logistic,
    LogNormal,
    MaxShare,
    MinMax,
    Percentile,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    SumShare,
    Target,
    Text,
    Vector,
    ZScore,
)

NAN = float("nan")


def refused(call):
    with pytest.raises(InputError) as caught:
        call()
    return caught.value


# Grades -----------------------------------------------------------------------------------------

OPEN = Bands(
    bands=(Band(label=Text(en="fair", id="cukup"), lower=None), Band(label="good", lower=75.5)),
    upper=120,
    closed="right",
)
WHOLE = Bands.of({"C": 10, "B": 50, "A": 80}, upper=100)


def test_a_value_outside_of_the_grades_is_named():
    fault = refused(lambda: WHOLE.code([10, 9.5, 100, 101]))
    assert (fault.argument, fault.code) == ("x", "out_of_range")
    assert fault.expected == "at least 10 and at most 100"
    assert fault.found == "row 1 (9.5); row 3 (101)"
    assert fault.hint == "Every value must fall into a band."
    fault = refused(lambda: Bands.of({"C": 10, "B": 50}, closed="right").code([10]))
    assert fault.expected == "above 10"
    fault = refused(lambda: OPEN.code([-1e9, 120.5]))
    assert (fault.expected, fault.found) == ("at most 120", "row 1 (120.5)")
    for call in (WHOLE.to_next, WHOLE.label):
        fault = refused(lambda call=call: call([10, 9.5]))
        assert (fault.argument, fault.code, fault.positions) == ("x", "out_of_range", (1,))
    fault = refused(lambda: OPEN.code([3, np.inf]))
    assert (fault.argument, fault.code) == ("x", "infinite_value")


def test_grades_by_hand():
    assert OPEN.code([-1e9, 75.5, 75.500001, 120, NAN]).tolist() == [0, 0, 1, 1, -1]
    assert OPEN.label([3, NAN, 99], "id").tolist() == ["cukup", "", "good"]
    assert OPEN.label(99) == "good"
    assert OPEN.languages == ("en", "id")
    assert WHOLE.to_next([10, 79, 80, NAN]).tolist()[:2] == [40.0, 1.0]
    assert np.isnan(WHOLE.to_next([80, NAN])).all()
    assert WHOLE.entry("B") == 50.0
    assert OPEN.entry("cukup") == -np.inf
    assert 75.5 < OPEN.entry("good") < 75.5 + 1e-9
    fault = refused(lambda: WHOLE.entry("D"))
    assert (fault.argument, fault.code) == ("label", "unknown_option")
    assert (fault.expected, fault.found) == ("one of ['C', 'B', 'A']", "'D'")
    fault = refused(lambda: OPEN.label(3, "xx"))
    assert fault.argument == "language"


def test_grades_are_shown_from_the_lowest_up():
    shown = repr(OPEN)
    lines = [line.split() for line in shown.splitlines()]
    assert lines[lines.index(["grade", "above"]) + 1 :] == [["fair", "-inf"], ["good", "75.5"]]
    assert "meaning" not in shown
    assert "upper" in shown
    told = repr(Bands(bands=(Band(label="low", lower=0, meaning="to be improved"),), decimals=2))
    assert "to be improved" in told
    assert "from" in told
    assert "upper" not in told
    assert "2" in told


# Scales -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "x", "points"),
    [
        (LogNormal(median=10, p10=5), [10.0, 5.0, 0.0], [50.0, 90.0, 100.0]),
        (LogNormal(median=10, p10=5, low=20, high=60), [10.0, 5.0], [40.0, 56.0]),
        (Logistic(midpoint=5, slope=2), [5.0, 5.5], [50.0, 100 / (1 + math.exp(-1))]),
        (Logistic(midpoint=5, slope=-1, high=20), [5.0, 7], [10.0, 20 / (1 + math.e**2)]),
        (Log(worst=100, best=1, low=10, high=20), [100.0, 10, 1, 1000], [10.0, 15, 20, 10]),
        (Linear(worst=10, best=20, clip=False, low=5, high=15), [10.0, 25, 0], [5.0, 20, -5]),
        (Piecewise(points=((0, 0), (5, 80), (9, 100)), extrapolate=True), [-1.0, 11], [-16.0, 110]),
        (Piecewise(points=((0, 0), (5, 80), (9, 100))), [-1.0, 7, 11], [0.0, 90, 100]),
        (Piecewise(points=((0, 90), (5, 50), (20, 20))), [2.5, 11], [70.0, 38]),
        (Target(target=40, cost="linear", floor=None), [40.0, 20, 120], [100.0, 150, -100]),
        (Target(target=40, cost="ratio", cap=150), [40.0, 80, 20], [100.0, 50, 150]),
        (Target(target=40, cap=120, floor=30), [48.0, 4, 60], [120.0, 30, 120]),
    ],
)  # fmt: skip
def test_points_and_their_inverse_by_hand(scale, x, points):
    assert scale.apply(x) == pytest.approx(points)
    # A value that was cut is not found again; any other is.
    for value, earned in zip(x, points, strict=True):
        back = float(scale.inverse([earned])[0])
        if not math.isnan(back):
            assert float(scale.apply(back)) == pytest.approx(earned)
        if 0 < earned < 100 and not isinstance(scale, Log | Target):
            assert back == pytest.approx(value)


ABSOLUTE = [
    Identity(),
    Linear(worst=10, best=20),
    Linear(worst=20, best=10, clip=False),
    Log(worst=2, best=50),
    Log(worst=50, best=2, clip=False),
    Log(worst=1e-300, best=1e300),
    Log(worst=1e300, best=1e-300, clip=False),
    Logistic(midpoint=5, slope=2),
    Logistic(midpoint=5, slope=-900),
    LogNormal(median=10, p10=5),
    Piecewise(points=((0, 90), (5, 50), (20, 20)), extrapolate=True),
    Piecewise(points=((0, 0), (5, 80), (9, 40))),
    Steps(thresholds=(1, 3), points=(0, 60, 100)),
    Steps(thresholds=(1, 3), points=(100, 60, 0), closed="right", decimals=2),
    Target(target=9),
    Target(target=9, cost="linear", floor=None),
    Target(target=9, cost="ratio", cap=150),
    Target(target=1e-300, cost="ratio", cap=None, floor=None),
]
FAR = [-1.7e308, -1e10, -3.0, -0.0, 0.0, 5e-324, 1e-300, 1e-10, 1.0, 50.0, 100.0, 1e300, 1.7e308]


@pytest.mark.parametrize("scale", ABSOLUTE, ids=repr)
def test_events_of_numpy_change_nothing_and_no_figure_is_infinite(scale):
    calls = [lambda v=v: scale.apply([v, NAN])[0] for v in FAR]
    calls += [lambda v=v: scale.inverse([v, NAN])[0] for v in FAR]
    calls += [lambda v=v, x=x: scale.reach(v, x) for v in FAR for x in (0.5, 1e300)]
    for call in calls:
        found = []
        for events in ("ignore", "raise"):
            with np.errstate(all=events):
                try:
                    found.append(float(call()))
                except InputError as fault:
                    found.append(str(fault))
        assert repr(found[0]) == repr(found[1])
        assert isinstance(found[0], str) or not math.isinf(found[0])


@pytest.mark.parametrize("scale", ABSOLUTE, ids=repr)
def test_what_is_read_back_earns_the_points(scale):
    for points in (-20.0, 0.0, 1e-3, 37.5, 60.0, 100.0, 130.0):
        value = float(scale.inverse(points))
        if not math.isnan(value):
            assert math.copysign(1.0, value) == 1.0 or value < 0  # never −0
            assert float(scale.apply(value)) == pytest.approx(points, abs=1e-9)


def test_zero_has_one_sign():
    # Where less is better, nothing at all earns the cap, however the 0 is written.
    for floor in (0.0, None):
        scale = Target(target=10, cost="ratio", cap=120, floor=floor)
        assert scale.apply([-0.0, 0.0]).tolist() == [120.0, 120.0]
    assert math.copysign(1.0, float(Identity().inverse(-0.0))) == 1.0
    assert LogNormal(median=10, p10=5).apply([-0.0]).tolist() == [100.0]


def test_logarithms_of_goalposts_whose_ratio_is_no_float():
    # From 1e-300 to 1e300 in 600 powers of ten: 1 is half of the way, 1e150 three quarters.
    rising = Log(worst=1e-300, best=1e300)
    x = [1e-300, 1e-150, 1.0, 1e150, 1e300]
    assert rising.apply(x) == pytest.approx([0, 25, 50, 75, 100])
    assert rising.inverse([0, 25, 50, 75, 100]) == pytest.approx(x, rel=1e-12)
    falling = Log(worst=1e300, best=1e-300, clip=False)
    assert falling.apply([1e-306, *x]) == pytest.approx([101, 100, 75, 50, 25, 0])
    assert falling.inverse([101.0]) == pytest.approx([1e-306], rel=1e-9)
    # 1e-400 and 1e400 are no values.
    assert np.isnan(falling.inverse([100 * 700 / 600, -100 * 100 / 600])).all()
    # Far from the worst goalpost, which is near the best one.
    near = Log(worst=1e200, best=1e202, clip=False)
    assert near.apply([1e-200]) == pytest.approx([-20_000])
    steep = LogNormal(median=1e200, p10=1e-200)
    assert steep.apply([1e-200, 1e200, 0.0]) == pytest.approx([90, 50, 100])
    assert steep.inverse([90, 50, 100]) == pytest.approx([1e-200, 1e200, 0.0])


def test_lines_that_go_on_are_read_back_beyond_their_ends():
    rising = Piecewise(points=((0, 0), (5, 80), (9, 100)), extrapolate=True)
    assert rising.inverse([-16, 40, 110]) == pytest.approx([-1, 2.5, 11])  # 16 a unit, then 5
    falling = Piecewise(points=((0, 90), (5, 50), (20, 20)), extrapolate=True)
    assert falling.inverse([98, 70, 14]) == pytest.approx([-1, 2.5, 23])  # −8 a unit, then −2


def test_standard_scores_of_any_size():
    # 1, 2, 4: mean 7/3, squares of the distances 42/9 in all, of which the third is 14/9.
    z = np.array([-4, -1, 5]) / math.sqrt(14)
    for size in (1e-300, 1e-200, 1e-160, 1.0, 1e149, 1e151, 1e200, 4e307):
        x = np.array([1.0, 2.0, 4.0]) * size
        assert ZScore().apply(x) == pytest.approx(50 + 10 * z)
        assert ZScore().anchored(x, lower_is_better=True).apply(x) == pytest.approx(50 - 10 * z)
        with np.errstate(all="raise"):
            assert ZScore(clip=1).anchored(x).apply(x) == pytest.approx(
                [50 - 10 * min(1.0, 4 / math.sqrt(14)), 50 - 10 / math.sqrt(14), 60]
            )
        # Groups whose squares underflow go their own way; the others are right together.
        both = ZScore().by_group(
            np.concatenate([[3.0, 5.0], x]), np.array([0, 2]), lower_is_better=False
        )
        if size <= 1e149:
            assert both.alone.tolist() == [False, size < 1e-140]
            assert both.points[:2] == pytest.approx([40, 60])
            assert both.alone[1] or both.points[2:] == pytest.approx(50 + 10 * z)
        else:
            assert both is None


def test_a_power_of_two_changes_no_digit_of_a_standard_score():
    x = 1.0 + np.arange(1, 60) ** 1.5 / 7.0
    for scale in (ZScore(), ZScore(ddof=1, clip=1.5)):
        own = scale.apply(x).tolist()
        for power in (-900, -500, -300, 300, 501, 1000):
            assert scale.apply(np.ldexp(x, power)).tolist() == own


def test_ratios_below_1_are_read_back():
    few = Target(target=0.5, cost="ratio", cap=None)
    assert few.inverse([200, 100, 10]) == pytest.approx([0.25, 0.5, 5])


@given(sizes=st.lists(st.integers(1, 200), min_size=1, max_size=6), seed=st.integers(0, 2**32 - 1))
def test_sums_of_groups_are_those_of_each_alone_to_the_last_bit(sizes, seed):
    ends = np.cumsum(sizes)
    x = np.exp(np.random.default_rng(seed).normal(0, 9, ends[-1]))
    alone = [part.sum() for part in np.split(x, ends[:-1])]
    assert sums(x, ends - sizes).tolist() == alone


def test_an_end_of_a_line_is_not_beyond_it():
    x, out = np.array([0.0, -0.5, 9.0, 9.5, 4.0, NAN]), np.empty(6)
    line = Piecewise(points=((0, 10), (5, 80), (9, 100)))
    assert line.write_points(x, out).tolist() == [False, True, False, True, False, False]
    assert out[:5].tolist() == [10, 10, 100, 100, 66]  # 10 + 4·14
    assert Piecewise(points=line.points, extrapolate=True).write_points(x, out) is None
    assert line.write_points(x[[0, 2, 4]], np.empty(3)) is None


def test_what_is_cut_is_told():
    points = np.array([-1.0, 0.0, 50.0, NAN, 100.0, 120.0])
    assert clip(points, 0.0, 100.0).tolist() == [True, False, False, False, False, True]
    assert points[[0, 1, 2, 4, 5]].tolist() == [0, 0, 50, 100, 100]
    assert clip(np.array([0.0, 100.0]), 0.0, 100.0) is None
    assert clip(np.array([0.0, NAN]), 0.0, 100.0) is None
    # In groups: nobody in a group without differences is cut, whatever stands in the others.
    x, starts = np.array([7.0, 7, 0, 0, 0, 9, 1, 2]), np.array([0, 2, 6])
    found = ZScore(clip=1.2).by_group(x, starts, lower_is_better=False)
    # 0 0 0 9: mean 9/4, deviation 9·√3/4, hence z = √3 at the last; 1 2: z = ∓1.
    assert found.cut.tolist() == [False] * 5 + [True, False, False]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (Identity().apply, "x"),
        (Identity().inverse, "points"),
        (MinMax().anchored, "x"),
        (WHOLE.code, "x"),
        (WHOLE.label, "x"),
        (WHOLE.to_next, "x"),
    ],
)
def test_text_is_refused_by_the_name_of_its_argument(call, argument):
    fault = refused(lambda: call(["ten"]))
    assert (fault.argument, fault.code) == (argument, "not_numeric")


def test_where_less_is_better_nothing_has_no_share():
    for scale in (MaxShare(), SumShare()):
        fault = refused(lambda scale=scale: scale.anchored([5.0, 0.0], lower_is_better=True))
        assert (fault.argument, fault.code, fault.positions) == ("x", "not_positive", (1,))
        assert fault.expected == f"costs above 0 (scale '{scale.kind}')"
        assert scale.anchored([5.0, 0.0]).apply([5.0, 0.0]).tolist() == [100.0, 0.0]


def test_a_share_of_the_largest_is_not_cut_below_nothing():
    held = MaxShare(cost="complement").anchored([5.0, 10.0], lower_is_better=True)
    assert held.apply([0.0, 10.0, 15.0]).tolist() == [100.0, 0.0, -50.0]


def test_an_infinite_value_of_a_scale_is_named():
    fault = refused(lambda: Linear(worst=0, best=9).apply([1.0, np.inf]))
    assert (fault.argument, fault.code, fault.positions) == ("x", "infinite_value", (1,))


def test_scales_are_exchanged_where_they_are_named():
    card = Scorecard(
        code="c",
        name="C",
        parts=(
            leaf("a", MinMax(), lower_is_better=True, weight=2),
            Group(code="g", name="G", weight=3, parts=(leaf("b"), leaf("d", weight=4))),
        ),
    )
    made = with_scales(card, {"a": Linear(worst=9, best=0), "d": Linear(worst=0, best=5)})
    assert [part.scale for part in made.indicators] == [
        Linear(worst=9, best=0), Identity(), Linear(worst=0, best=5)
    ]  # fmt: skip
    assert made.indicators[0].lower_is_better is None
    assert made.indicators[1] is card.indicators[1]
    assert made.weights == card.weights
    assert (type(made), made.code) == (Scorecard, "c")


def test_nobody_earns_nothing():
    for scale in (Linear(worst=0, best=9), Target(target=9), Log(worst=1, best=9)):
        assert scale.apply([]).shape == (0,)
        assert scale.apply(np.empty((0, 3))).shape == (0, 3)


def test_points_that_no_value_earns():
    lognormal = LogNormal(median=10, p10=5)
    # However large the value, 0 points are not reached, and 100 by 0 alone.
    got = lognormal.inverse([0.0, 100, 50, -1, 101])
    assert np.isnan(got[[0, 3, 4]]).all()
    assert got[1] == 0.0
    assert got[2] == pytest.approx(10)
    assert np.isnan(Logistic(midpoint=5, slope=2).inverse([0, 100, -3])).all()
    assert np.isnan(Log(worst=1, best=100).inverse([-1, 101])).all()
    ratio = Target(target=40, cost="ratio", cap=150)
    assert ratio.inverse([50, 150]) == pytest.approx([80, 40 / 1.5])
    assert np.isnan(ratio.inverse([0, 151])).all()
    assert np.isnan(Target(target=40, floor=30).inverse([29])).all()
    assert Target(target=40, floor=30).inverse([30]) == pytest.approx([12])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LogNormal(median=5, p10=2, low=9, high=9), "`low` must be below `high`; got 9"),
        (lambda: LogNormal(median=5, p10=5), "`p10` must be below `median`; got 5 and 5"),
        (lambda: Logistic(midpoint=5, slope=1, low=9, high=8), "`low` must be below `high`; got 9"),
        (lambda: Target(target=5, cap=30, floor=30), "`cap` must lie above `floor`; got 30 and 30"),
        (lambda: MinMax(low=3, high=3), "`low` must be below `high`; got 3 and 3"),
        (lambda: Text(en="a", indonesian="b"), "'indonesian' is not the code of a language"),
    ],
)
def test_a_definition_says_what_it_refuses(make, message):
    with pytest.raises(ValidationError, match=message):
        make()


def test_the_nearest_value_that_earns_enough():
    # A tent: 0 at 0, 100 at 10, 40 at 20.
    tent = Piecewise(points=((0, 0), (10, 100), (20, 40)))
    assert tent.lower_is_better is None
    assert tent.reach(70, 12) == 12  # 88 points already
    assert tent.reach(70, 2) == 7
    assert tent.reach(70, 18) == 15
    # On a step that is high enough, also on the first, which begins nowhere.
    stairs = Steps(thresholds=(1, 3), points=(0, 60, 100), closed="right")
    assert (stairs.reach(0, -5), stairs.reach(60, -5), stairs.reach(60, 2)) == (-5, 1 + 2**-52, 2)
    assert math.isnan(tent.reach(101, 5))
    assert Linear(worst=0, best=20).reach(50, 3) == 10
    assert tent.best_points == 100
    falling = Piecewise(points=((0, 90), (10, 90), (20, 40)))
    assert falling.lower_is_better is True
    # Flat up to 10: the least demanding is the largest.
    assert falling.inverse([90, 65, 40]).tolist() == [10.0, 15.0, 20.0]
    rising = Piecewise(points=((0, 40), (10, 40), (20, 90)))
    assert rising.lower_is_better is False
    assert rising.inverse([40, 65]).tolist() == [0.0, 15.0]


def test_ends_of_a_scale():
    assert Target(target=10).ceiling() == np.inf
    assert Target(target=10, cost="linear").lower_is_better
    assert not Target(target=10).lower_is_better
    assert LogNormal(median=5, p10=2, high=70).ceiling() == 70
    assert LogNormal(median=5, p10=2).ceiling(lowest=5) == pytest.approx(50)
    # Where more is better a limit from below sets no ceiling.
    assert Linear(worst=0, best=20).ceiling(lowest=5) == 100
    fault = refused(lambda: Linear(worst=0, best=1e-300, clip=False).apply([1e300]))
    assert (fault.argument, fault.code) == ("x", "out_of_range")
    assert fault.expected == "values whose points a float64 can hold"
    assert fault.hint == "Is the value in the unit of its scale?"


# Scales of a group --------------------------------------------------------------------------------

RELATIVE = [
    MinMax(),
    MinMax(low=20, high=60),
    ZScore(),
    ZScore(clip=1.5, ddof=1),
    ZScore(mean=100, sd=15),
    Percentile(),
    Vector(),
    Vector(cost="plain"),
    MaxShare(),
    MaxShare(cost="complement"),
    SumShare(),
]


@pytest.mark.parametrize("lower_is_better", [False, True])
@pytest.mark.parametrize("scale", RELATIVE, ids=repr)
@given(
    groups=st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=7), min_size=1, max_size=5)
)
@settings(max_examples=25)
def test_many_groups_at_once_are_each_its_own(scale, lower_is_better, groups):
    x = np.concatenate([np.array(group) / 7 for group in groups])
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    found = scale.by_group(x, starts, lower_is_better=lower_is_better)
    if found is None:  # a scale by the smallest value, or by reciprocals
        assert lower_is_better
        assert isinstance(scale, MaxShare | SumShare)
        return
    assert not found.alone.any() or isinstance(scale, ZScore)
    for i, group in enumerate(groups):
        if found.alone[i]:
            continue
        at = slice(starts[i], starts[i] + len(group))
        own = scale.anchored(x[at], lower_is_better=lower_is_better).apply(x[at])
        assert found.points[at] == pytest.approx(own, rel=1e-12, abs=1e-12)


def test_groups_that_a_scale_cannot_have_are_left_to_themselves():
    x, starts = np.array([3.0, -1, 0, 0, 5, 10]), np.array([0, 2, 4])
    assert MaxShare().by_group(x, starts, lower_is_better=False).alone.tolist() == [1, 1, 0]
    assert SumShare().by_group(x, starts, lower_is_better=False).alone.tolist() == [1, 1, 0]
    assert Vector().by_group(x, starts, lower_is_better=False).alone.tolist() == [0, 1, 0]
    assert ZScore().by_group(x * 1e200, starts, lower_is_better=False) is None
    tiny = ZScore().by_group(
        np.array([1e-200, 2e-200, 5, 6]), np.array([0, 2]), lower_is_better=False
    )
    assert tiny.alone.tolist() == [True, False]


@pytest.mark.parametrize(
    ("scale", "x", "code", "expected"),
    [
        (Vector(), [0.0, 0.0], "invalid_input", "at least one value other than 0 (scale 'vector')"),
        (MinMax(), [], "too_few", "at least one value"),
        (
            MinMax(),
            [-1.7e308, 1.7e308],
            "out_of_range",
            "values whose distance a float64 can hold (scale 'min_max')",
        ),
        (SumShare(), [3.0, -1.0], None, None),
        (Vector(), [], "too_few", "at least one value"),
    ],
)
def test_a_group_that_a_scale_cannot_have_is_refused(scale, x, code, expected):
    fault = refused(lambda: scale.anchored(np.array(x)))
    assert fault.argument == "x"
    if code is not None:
        assert (fault.code, fault.expected) == (code, expected)
    else:
        assert "(scale 'sum_share')" in fault.expected
        assert "row 1" in fault.found
        assert "column" not in fault.found


# Cards in words ---------------------------------------------------------------------------------


def leaf(code, scale=None, **more):
    return Indicator(code=code, name=code.upper(), scale=scale or Identity(), **more)


def test_a_card_says_its_means_and_its_source():
    card = Scorecard(
        code="c",
        name=Text(en="Office", id="Kantor"),
        version="2.1",
        source="Decree 1",
        aggregation="minimum",
        parts=(
            Group(code="p", name="P", aggregation=Power(p=0.5), parts=(leaf("a"), leaf("b"))),
            Group(
                code="o", name="O", aggregation=OWA(weights=(2, 1)), parts=(leaf("d"), leaf("e"))
            ),
            Group(
                code="m",
                name="M",
                aggregation=MPI(penalty="plus"),
                parts=(leaf("f", Steps(thresholds=(1, 2.5), points=(0, 50, 100))),),
            ),
        ),
    )
    shown = repr(card)
    assert shown.splitlines()[0] == "Office (card 'c' version 2.1)"
    assert ["part", "share", "code", "scale", "or", "mean"] in [
        line.split() for line in shown.splitlines()
    ]
    assert re.search(r"^ *source +Decree 1$", shown, re.MULTILINE)
    assert "minimum" in shown
    assert "minimum mean" not in shown
    assert "power, p 0.5" in shown
    assert "owa, weights 2 1" in shown
    assert "grades" not in shown
    assert "steps, thresholds 1 2.5, points 0 50 100" in shown.replace("\n", " ")
    plain = repr(Scorecard(code="c", name="C", parts=(leaf("a"),)))
    assert "source" not in plain
    assert "arithmetic mean" in plain


def test_a_scale_in_words_leaves_out_what_is_usual():
    assert scale_in_words(Linear(worst=80, best=100)) == "linear, worst 80, best 100"
    assert scale_in_words(ZScore(clip=2)) == "z score, clip 2"
    assert scale_in_words(Piecewise(points=((0, 0), (50, 80.5)))) == (
        "piecewise, points (0, 0) (50, 80.5)"
    )
    assert scale_in_words(Linear(worst=1, best=2, clip=False)) == "linear, worst 1, best 2, clip no"


def test_words_in_languages():
    one = Text(en="teacher", id="guru", jv="dwija")
    assert one.by_language == {"en": "teacher", "id": "guru", "jv": "dwija"}
    assert one == Text(en="teacher", jv="dwija", id="guru")
    assert hash(one) == hash(Text(en="teacher", jv="dwija", id="guru"))
    assert one != Text(en="teacher", id="guru")
    assert one != "teacher"
    assert one.model_dump() == {"en": "teacher", "id": "guru", "jv": "dwija"}
    assert Text(en="a").model_dump() == {"en": "a"}
    assert with_unit("15", one, "jv") == "15 dwija"
    assert with_unit("15", "") == "15"
    assert with_unit("15", "%") == "15%"
    assert read_names(None) == {}
    fault = refused(lambda: read_names({"a": "A", "b": 3}))
    assert (fault.argument, fault.code) == ("names", "wrong_type")
    assert (fault.expected, fault.found) == ("a text or a Text for each code", "3 for 'b'")
    fault = refused(lambda: read_names(["A", "B"]))
    assert (fault.argument, fault.code) == ("names", "wrong_type")
    assert fault.expected == "a mapping from code to what people read, a text or a Text"
    assert (wording(one, "note", "id"), wording("so", "note", "id")) == ("guru", "so")
    for call, argument, expected in (
        (lambda: say(3), "words", "a Text"),
        (lambda: say(one, 3), "language", "a str"),
        (lambda: wording(3, "note", "en"), "note", "a text or a Text"),
    ):
        fault = refused(call)
        assert (fault.argument, fault.code) == (argument, "wrong_type")
        assert fault.expected == expected


def test_directions_in_words():
    assert leaf("a").direction == "higher"
    assert leaf("a", Linear(worst=9, best=0)).direction == "lower"
    tent = Piecewise(points=((0, 0), (5, 9), (9, 0)))
    assert leaf("a", tent).direction == "neither"
    assert leaf("a", MinMax(), lower_is_better=True).direction == "lower"
    assert leaf("a", MinMax()).less_is_better is False
