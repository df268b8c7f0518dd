"""indicators: scales, bands, cards, their JSON and what they refuse."""

import io
import json
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja import indicators as ind
from kinerja._definitions import Definition
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
    say,
)
from strategies import absolute_scales, cards


def leaf(code, weight=1.0, **more):
    return Indicator(code=code, **{"name": code, "scale": Identity(), "weight": weight, **more})


def card(*parts, **more):
    return Scorecard(code="card", name="Card", parts=parts, **more)


# Scales: hand values ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "x", "points"),
    [
        (Linear(worst=60, best=100), [60, 70, 100, 110, 50], [0, 25, 100, 100, 0]),
        (Linear(worst=60, best=100, clip=False), [110, 50], [125, -25]),
        (Linear(worst=10, best=0, low=20, high=80), [0, 5, 10], [80, 50, 20]),
        (Log(worst=100, best=1), [100, 10, 1], [0, 50, 100]),
        (Target(target=80), [60, 100, 0], [75, 125, 0]),
        (Target(target=80, cap=110, floor=50), [20, 100], [50, 110]),
        (Target(target=10, cost="linear"), [8, 10, 12, 20, 25], [120, 100, 80, 0, 0]),
        (Target(target=10, cost="linear", floor=None), [25], [-50]),
        (Target(target=10, cost="ratio", cap=200), [8, 20, 0], [125, 50, 200]),
        (Piecewise(points=((0, 0), (50, 80), (100, 100))), [-5, 25, 75, 120], [0, 40, 90, 100]),
        (Piecewise(points=((0, 0), (10, 100)), extrapolate=True), [-1, 12], [-10, 120]),
        (Steps(thresholds=(1, 3), points=(0, 60, 100)), [0.9, 1, 3], [0, 60, 100]),
        (Steps(thresholds=(1, 3), points=(0, 60, 100), closed="right"), [1, 3, 3.1], [0, 60, 100]),
        (LogNormal(median=30, p10=10), [0, 10, 30], [100, 90, 50]),
        (Logistic(midpoint=5, slope=np.log(3.0)), [5, 6, 4], [50, 75, 25]),
        (MinMax(), [2, 4, 6], [0, 50, 100]),
        (MinMax(), [7, 7], [50, 50]),
        # mean 2, population sd √(2/3); z = ±1.2247448713915890
        (ZScore(), [1, 2, 3], [50 - 12.24744871391589, 50, 50 + 12.24744871391589]),
        (ZScore(clip=1), [1, 2, 3], [40, 50, 60]),
        (Percentile(), [5, 1, 1, 9], [200 / 3, 0, 0, 100]),
        (Vector(), [3, 4], [60, 80]),
        (MaxShare(), [2, 8], [25, 100]),
        (SumShare(), [1, 3], [25, 75]),
    ],
)
def test_points_by_hand(scale, x, points):
    np.testing.assert_allclose(scale.apply(x), points, rtol=1e-13, atol=1e-12)


@pytest.mark.parametrize(
    ("scale", "points"),
    [
        (MinMax(), [100, 50, 0]),
        (MaxShare(), [100, 100 / 2, 100 / 4]),  # min/x
        (MaxShare(cost="complement"), [75, 50, 0]),  # 1 − x/max
        (SumShare(), [400 / 7, 200 / 7, 100 / 7]),  # 1/x over 1 + 1/2 + 1/4
        (Percentile(), [100, 50, 0]),
        (Vector(), [100 * (1 - x / np.sqrt(21)) for x in (1, 2, 4)]),
        (Vector(cost="plain"), [100 * x / np.sqrt(21) for x in (1, 2, 4)]),
    ],
)
def test_relative_scales_turn_around_where_less_is_better(scale, points):
    x = np.array([1.0, 2.0, 4.0])
    fitted = scale.anchored(x, lower_is_better=True)
    expected = np.array(points)
    if isinstance(scale, MinMax):
        expected = 100 * (4 - x) / 3
    np.testing.assert_allclose(fitted.apply(x), expected, rtol=1e-13)


@given(scale=absolute_scales(), x=st.lists(st.floats(1, 100), min_size=1, max_size=8))
def test_inverse_undoes_apply_inside_the_goalposts(scale, x):
    points = scale.apply(x)
    back = scale.apply(scale.inverse(points))
    there = ~np.isnan(scale.inverse(points))
    np.testing.assert_allclose(back[there], points[there], rtol=1e-9, atol=1e-9)
    inside = there & (points > 1e-6) & (points < 99.999)
    if scale.kind not in {"steps"} and not (scale.kind == "target" and scale.cap):
        np.testing.assert_allclose(
            scale.inverse(points)[inside], np.array(x)[inside], rtol=1e-6, atol=1e-9
        )


@given(scale=absolute_scales(), a=st.floats(1, 100), b=st.floats(1, 100))
def test_scales_are_monotone_in_their_direction(scale, a, b):
    low, high = sorted([a, b])
    p, q = scale.apply([low, high])
    assert p >= q - 1e-9 if scale.lower_is_better else p <= q + 1e-9


def test_inverse_is_nan_where_no_value_earns_the_points():
    assert np.isnan(Linear(worst=0, best=10).inverse([120, -1])).all()
    assert Linear(worst=0, best=10, clip=False).inverse(120.0) == 12
    assert np.isnan(Target(target=5, cap=110).inverse(111))
    assert np.isnan(Steps(thresholds=(1,), points=(0, 100)).inverse(50))
    assert np.isnan(Logistic(midpoint=0, slope=1).inverse(100))
    assert np.isnan(Percentile().inverse(50))


def test_where_many_values_earn_the_points_the_least_demanding_is_given():
    stair = Steps(thresholds=(10, 20), points=(0, 50, 100))
    assert stair.inverse([50, 100]).tolist() == [10, 20]
    falling = Steps(thresholds=(10, 20), points=(100, 50, 0), closed="right")
    assert falling.inverse([100, 50]).tolist() == [10, 20]
    flat = Piecewise(points=((0, 0), (10, 50), (20, 50), (30, 100)))
    assert flat.inverse(50.0) == 10
    assert Piecewise(points=((0, 100), (10, 50), (20, 50), (30, 0))).inverse(50.0) == 20


def test_a_tent_has_no_direction():
    tent = Piecewise(points=((10, 0), (20, 100), (30, 0)))
    assert tent.lower_is_better is None
    assert leaf("size", scale=tent).direction == "neither"
    with pytest.raises(ValidationError, match="leave it out"):
        leaf("size", scale=tent, lower_is_better=True)


@pytest.mark.parametrize("scale", [Log(worst=1, best=9), Target(target=3, cost="ratio")])
def test_a_scale_refuses_what_its_formula_cannot_have(scale):
    with pytest.raises(InputError, match=r"row 1 \(0\)"):
        scale.apply([1, 0])


def test_scales_keep_missing_and_refuse_infinity():
    for scale in [
        Identity(),
        Linear(worst=0, best=1),
        Steps(thresholds=(0,), points=(1, 2)),
        MinMax(),
    ]:
        assert np.isnan(scale.apply([np.nan, 0.5])[0])
        with pytest.raises(InputError, match="finite"):
            scale.apply([np.inf])
    assert isinstance(Identity().apply(3), np.float64)


def test_best_is_exactly_full_marks():
    for best in (0.1, 0.3, 3.3, 1e-9, 12345.678):
        assert Linear(worst=best * 0.37 - 1, best=best).apply(best) == 100.0


# Bands --------------------------------------------------------------------------------------

GRADES = Bands.of({"D": 25, "C": 65, "B": 76.61, "A": 88.31}, upper=100, decimals=2)


def test_every_edge_of_every_band():
    """One unit of the 12th significant digit below, at, and above."""
    for closed in ("left", "right"):
        bands = Bands.of({"low": None, "mid": 61, "high": 91.5}, closed=closed)
        for i, edge in enumerate([61.0, 91.5], start=1):
            below, above = edge - 1e-10, edge + 1e-10
            assert bands.code([below, above]).tolist() == [i - 1, i]
            assert bands.code(edge) == (i if closed == "left" else i - 1)
            assert bands.code(np.nextafter(edge, 0)) == bands.code(edge)  # float noise is no grade


@given(cents=st.integers(2500, 10000), half=st.booleans())
def test_rounding_before_grading_is_half_up(cents, half):
    exact = Decimal(cents) / 100 + (Decimal("0.005") if half else Decimal(0))
    if exact > 100:
        return
    rounded = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    expected = sum(rounded >= Decimal(e) for e in ("65", "76.61", "88.31"))
    assert GRADES.code(float(exact)) == expected


def test_published_edge():  # 64.995 → 65.00 → C
    assert GRADES.label([64.995, 64.9949, 76.605, 88.3099]).tolist() == ["C", "D", "B", "A"]


@given(x=st.floats(25, 100))
def test_to_next_reaches_the_next_band_and_nothing_less_does(x):
    distance, code = GRADES.to_next(x), GRADES.code(x)
    if code == 3:
        assert np.isnan(distance)
    else:
        assert GRADES.code(x + distance) == code + 1
        assert GRADES.code(max(25.0, x + distance - 1e-8)) == code


def test_to_next_with_right_closed_bands():
    sakip = Bands.of({"D": None, "C": 30, "B": 60}, closed="right")
    assert sakip.code([30, 60]).tolist() == [0, 1]
    x = 29.5
    assert sakip.code(x + sakip.to_next(x)) == 1
    assert sakip.to_next(x) == pytest.approx(0.5, abs=1e-9)


def test_bands_outside_and_missing():
    assert GRADES.code([np.nan, 30]).tolist() == [-1, 0]
    assert GRADES.label(float("nan")) == ""
    with pytest.raises(InputError, match=r"at least 25 and at most 100.*row 1 \(100.01\)"):
        GRADES.code([50, 100.01])
    assert GRADES.code(100.004) == 3  # rounds to 100.00


def test_bilingual_labels():
    bands = Bands(bands=(Band(label=Text(en="good", id="baik"), lower=0),))
    assert bands.label(5, "id") == "baik"
    assert say("A", "id") == "A"
    with pytest.raises(InputError, match="'en', 'id'"):
        bands.label(5, "nl")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Bands.of({"a": 2, "b": 1}), "ascend"),
        (lambda: Bands.of({"a": 2, "b": 2}), "ascend"),
        (lambda: Bands.of({"a": 1, "b": None}), "only the first"),
        (lambda: Bands.of({"a": 1}, upper=1), "above the last"),
        (lambda: Bands(bands=(Band(label="a", lower=1), Band(label="a", lower=2))), "of its own"),
        (lambda: Bands(bands=()), "at least 1"),
        (lambda: Linear(worst=3, best=3), "goalposts must differ"),
        (lambda: Linear(worst=1, best=2, low=5, high=5), "`low` must be below"),
        (lambda: Linear(worst=-1e308, best=1e308), "too far apart"),
        (lambda: LogNormal(median=5, p10=5), "`p10` must be below"),
        (lambda: LogNormal(median=5, p10=0), "greater than 0"),
        (lambda: Piecewise(points=((1, 0), (1, 5))), "ascend in x"),
        (lambda: Piecewise(points=((1, 0),)), "at least 2"),
        (lambda: Steps(thresholds=(2, 1), points=(0, 1, 2)), "must ascend"),
        (lambda: Steps(thresholds=(1,), points=(0,)), "one figure more"),
        (lambda: Target(target=0), "greater than 0"),
        (lambda: Logistic(midpoint=0, slope=0), "must not be 0"),
        (lambda: OWA(weights=(0, 0)), "above 0"),
        (lambda: Linear(worst=float("inf"), best=1), "finite"),
        (lambda: Linear(worst="1", best=2), "valid number"),
        (lambda: Linear(worst=True, best=2), "valid number"),
        (lambda: Linear(worst=1, best=2, bst=3), "not permitted"),
        (lambda: leaf("a", weight=-1), "greater than or equal"),
        (lambda: leaf("a", weight=float("nan")), "finite"),
        (lambda: leaf(""), "at least 1"),
        (lambda: leaf("a", valid_range=(5, 5)), "must ascend"),
        (lambda: leaf("a", scale=Linear(worst=0, best=1), lower_is_better=True), "leave it out"),
        (lambda: Group(code="g", name="g", parts=()), "at least 1"),
        (lambda: card(leaf("a", 0), leaf("b", 0)), "all weights are 0"),
        (lambda: card(leaf("a"), leaf("a")), "'a' repeat"),
        (lambda: card(leaf("a"), Group(code="a", name="g", parts=(leaf("b"),))), "'a' repeat"),
        (lambda: card(leaf("a", 2), aggregation="minimum"), "ignores the weights"),
        (lambda: card(leaf("a", 2), aggregation=MPI()), "ignores the weights"),
        (lambda: card(leaf("a"), aggregation=OWA(weights=(1, 2))), "one order weight a part"),
        (lambda: card(leaf("a"), aggregation="median"), "Input should be"),
    ],
)
def test_a_definition_refuses(make, message):
    with pytest.raises(ValidationError, match=message):
        make()


# Cards --------------------------------------------------------------------------------------


@given(card=cards())
def test_json_both_ways(card):
    text = card.model_dump_json()
    assert Scorecard.model_validate_json(text) == card
    assert Scorecard.model_validate(json.loads(text)) == card
    assert Scorecard.model_validate_json(text).fingerprint == card.fingerprint
    json.dumps(Scorecard.model_json_schema(), allow_nan=False)


@given(card=cards())
def test_a_spreadsheet_keeps_the_card(card):
    back = Scorecard.from_table(
        card.to_table(), code=card.code, name=card.name, aggregation=card.aggregation
    )
    assert back == card


@given(card=cards())
def test_effective_weights_sum_to_one(card):
    assert sum(card.weights.values()) == pytest.approx(1, rel=1e-12)
    assert tuple(card.weights) == card.codes


def test_effective_weights_by_hand():  # 60 % × 1/4, 60 % × 3/4, 40 %
    c = card(
        Group(code="g", name="g", parts=(leaf("a", 1), leaf("b", 3)), weight=60), leaf("c", 40)
    )
    assert c.weights == pytest.approx({"a": 0.15, "b": 0.45, "c": 0.4})


def test_fingerprint_depends_on_the_definition_only():
    one = card(leaf("a", 70), leaf("b", 30))
    data = json.loads(one.model_dump_json())
    shuffled = {key: data[key] for key in reversed(data)}
    assert Scorecard.model_validate(shuffled).fingerprint == one.fingerprint
    text = one.model_dump_json().replace("70.0", "70").replace("30.0", "3e1")
    assert Scorecard.model_validate_json(text).fingerprint == one.fingerprint
    assert card(leaf("a", 7), leaf("b", 3)).fingerprint != one.fingerprint
    assert card(leaf("a", 70), leaf("b", 30), version="1").fingerprint == one.fingerprint
    assert card(leaf("a", 70), leaf("b", 30), version="2").fingerprint != one.fingerprint
    identity = leaf("a", scale=Identity())
    assert card(identity).fingerprint != card(leaf("a", scale=MinMax())).fingerprint


def test_a_spreadsheet_without_group_rows_keeps_stated_percentages():
    table = {
        "code": ["att", "task", "inno"],
        "name": ["Attendance", "Tasks", "Innovation"],
        "group": ["discipline", "results", "results"],
        "weight": [20, 50, 30],
        "scale": ["linear", "target", "steps"],
        "worst": [70, None, None],
        "best": [100, None, None],
        "target": [None, "40", None],
        "thresholds": [None, None, "1; 3"],
        "points": [None, None, "0; 60; 100"],
    }
    c = Scorecard.from_table(table)
    assert c.weights == pytest.approx({"att": 0.2, "task": 0.5, "inno": 0.3})
    assert [g.code for g in c.groups] == ["discipline", "results"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"code": ["a"], "scale": ["linr"]}, "'linr'"),
        (
            {"code": ["a"], "scale": ["linear"], "worst": ["x"], "best": [1]},
            "row 'a' column 'worst'",
        ),
        ({"code": ["a"], "scale": ["identity"], "worst": [3]}, "identity has no such parameter"),
        ({"code": ["a"], "skale": ["identity"]}, "'skale'"),
        ({"code": [None], "scale": ["identity"]}, "column 'code'"),
        ({"code": ["a"]}, "no column 'scale'"),
        ({"code": ["a"], "scale": ["piecewise"], "points": ["0:1; 2"]}, "pairs such as"),
        (
            {"code": ["a"], "scale": ["linear"], "worst": [0], "best": [1], "clip": ["ja"]},
            "true or false",
        ),
    ],
)
def test_a_spreadsheet_names_the_cell_it_cannot_read(table, message):
    with pytest.raises(InputError, match=message):
        Scorecard.from_table(table)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"code": ["a", "b"], "scale": ["identity"] * 2, "weight": [1]}, "'weight': 1"),
        (
            {"code": ["x", "g", "h"], "scale": ["identity", "", ""], "group": ["", "h", "g"]},
            "found 'g' in 'h' in 'g'",
        ),
        ({"code": ["x", "g"], "scale": ["identity", ""]}, "row 'g' column 'scale'.*parts"),
        ({"code": ["a"], "scale": ["linear"], "worst": [1], "best": [1]}, "row 'a'.*must differ"),
        ({"code": ["a"], "scale": ["linear"], "worst": [1]}, "row 'a'.*best: Field required"),
        ({"code": ["a"], "scale": ["identity"], "weight": [-1]}, "row 'a'.*weight"),
        ({"code": ["a"], "scale": ["identity"], "aggregation": ["minimum"]}, "no aggregation"),
        (
            {"code": ["g", "a"], "scale": ["", "identity"], "group": ["", "g"], "unit": ["%", ""]},
            "row 'g' column 'unit'",
        ),
    ],
)
def test_a_spreadsheet_drops_nothing_and_names_the_row_at_fault(table, message):
    with pytest.raises(InputError, match=message):
        Scorecard.from_table(table)


def whole_card():
    """Every scale kind with its odd cases, words in two languages, a group named as the card."""
    words = Text(en="day", id="hari")
    top = [
        leaf("min", scale=MinMax(), lower_is_better=True, unit=words, valid_range=(None, 9)),
        leaf("z", scale=ZScore(clip=2), description=words, source=words),
        leaf("t", scale=Target(target=4, floor=None, cost="ratio"), name=words, weight=0.1),
        leaf("u", scale=Target(target=4, cap=120)),
        leaf("one", scale=Steps(thresholds=(), points=(50,))),
        leaf("lin", scale=Linear(worst=1, best=0, clip=False), unit="menit"),
    ]
    inner = Group(code="card", name=words, aggregation=OWA(weights=(2, 1)), parts=(
        leaf("p", scale=Piecewise(points=((0, 0), (1e-7, 5)), extrapolate=True)), leaf("q"),
    ))  # fmt: skip
    return card(*top, inner, aggregation=Power(p=-0.5))


@pytest.mark.parametrize("table", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_a_spreadsheet_loses_nothing(table):
    one = whole_card()
    frame = table(one.to_table())
    assert Scorecard.from_table(frame, code="card", name="Card", aggregation=Power(p=-0.5)) == one


def test_a_spreadsheet_that_travelled_as_csv():
    one = whole_card()
    options = {"code": "card", "name": "Card", "aggregation": Power(p=-0.5)}
    text = pd.DataFrame(one.to_table()).to_csv(index=False)
    assert Scorecard.from_table(pd.read_csv(io.StringIO(text)), **options) == one
    assert Scorecard.from_table(pl.read_csv(io.StringIO(text)), **options) == one


def test_whole_numbers_name_rows_whatever_a_reader_made_of_them():
    table = pd.DataFrame(
        {"code": [1, 2, 3], "group": [None, 1, 1], "scale": [None, *["identity"] * 2]}
    )
    c = Scorecard.from_table(table)
    assert (c.codes, c.groups[0].code) == (("2", "3"), "1")


def test_public_names_are_documented():
    for name in ind.__all__:
        assert getattr(ind, name).__doc__ or name in {"Aggregation", "AnyScale", "Language"}


def test_definitions_are_frozen_and_hashable():
    one = leaf("a")
    with pytest.raises(ValidationError, match="frozen"):
        one.weight = 5
    assert len({one, leaf("a"), leaf("b")}) == 2
    assert Power(p=2) == Power(p=2.0)


PAIR = Bands.of({"low": 0, "high": 50})
COPIED = [
    (Scorecard(code="c", name="C", parts=(leaf("a"),)), {"parts": (leaf("b"), leaf("d"))}),
    (PAIR, {"bands": Bands.of({"low": 10, "high": 20}).bands}),
    (PAIR, {"closed": "right"}),
    (Steps(thresholds=(1, 2), points=(0, 50, 100)), {"thresholds": (3.0, 7.0)}),
    (Piecewise(points=((0, 0), (1, 100))), {"points": ((2.0, 100.0), (5.0, 0.0))}),
    (LogNormal(median=40, p10=10), {"p10": 20.0}),
]


def derived(one):
    """What a definition works out once, by name."""
    names = [n for kind in type(one).__mro__ for n, x in vars(kind).items()
             if isinstance(x, cached_property)]  # fmt: skip
    return {name: getattr(one, name) for name in names}


@pytest.mark.parametrize(("one", "change"), COPIED)
def test_what_follows_from_the_fields_is_worked_out_anew_in_a_copy(one, change):
    before = derived(one)
    assert before
    copied = one.model_copy(update=change)
    fields = {name: getattr(one, name) for name in type(one).model_fields}
    fresh = type(one).model_validate({**fields, **change})
    made = derived(fresh)
    assert copied == fresh
    assert repr(derived(copied)) == repr(made) != repr(before)
    assert repr(derived(one)) == repr(before)
    assert repr(derived(one.model_copy())) == repr(before)


def test_every_definition_that_works_something_out_once_is_copied_above():
    kinds, queue = set(), [Definition]
    while queue:
        kinds |= {
            kind
            for kind in queue
            if any(isinstance(x, cached_property) for x in vars(kind).values())
        }
        queue = [sub for kind in queue for sub in kind.__subclasses__()]
    assert {kind.__name__ for kind in kinds} <= {type(one).__name__ for one, _ in COPIED}


@pytest.mark.parametrize("leave_out", ["exclude_defaults", "exclude_unset"])
def test_json_without_defaults_keeps_the_tags(leave_out):
    card = Scorecard(
        code="c",
        name="C",
        aggregation=MPI(),
        parts=(
            Indicator(code="a", name="A", scale=Linear(worst=0, best=1)),
            Group(
                code="g",
                name="G",
                aggregation=Power(p=0.5),
                parts=(Indicator(code="b", name="B", scale=MinMax()),),
            ),
        ),
    )
    written = card.model_dump_json(**{leave_out: True})
    assert len(written) < len(card.model_dump_json())
    assert Scorecard.model_validate_json(written) == card
    assert Linear(worst=0, best=1).model_dump(**{leave_out: True}) == {
        "kind": "linear",
        "worst": 0,
        "best": 1,
    }
    # The schema of what is written is that of what is read.
    assert Scorecard.model_json_schema(mode="serialization") == Scorecard.model_json_schema()


def test_weights_whose_sum_is_too_large_are_refused():
    parts = [Indicator(code=code, name=code, scale=Identity(), weight=1e308) for code in ("a", "b")]
    with pytest.raises(ValidationError, match="sum of the weights is too large"):
        Scorecard(code="c", name="C", parts=parts)
    with pytest.raises(ValidationError, match="sum of the order weights is too large"):
        OWA(weights=(1e308, 1e308))


def test_steps_round_half_up_before_they_look_up():
    # Shown with one decimal: 1 up to 80.0, 2 from 80.1, 3 at 100.0, 4 from 100.1, 5 from 120.0.
    shown = Steps(thresholds=(80.1, 100, 100.1, 120), points=(1, 2, 3, 4, 5), decimals=1)
    x = [80.04, 80.05, 99.94, 99.95, 100.04, 100.05, 119.94, 119.95, float("nan")]
    np.testing.assert_array_equal(shown.apply(x), [1, 2, 2, 3, 3, 4, 4, 5, np.nan])
    assert shown.inverse([2.0, 3.0, 5.0]).tolist() == pytest.approx([80.05, 99.95, 119.95])
    right = Steps(thresholds=(80,), points=(0, 100), closed="right", decimals=0)
    assert right.apply([80.4, 80.5]).tolist() == [0, 100]
    with pytest.raises(ValidationError):
        Steps(thresholds=(1,), points=(0, 1), decimals=1.5)


@given(st.floats(-200, 200), st.integers(0, 3), st.sampled_from(["left", "right"]))
def test_steps_and_bands_round_alike(x, decimals, closed):
    edges = (-50.0, 0.0, 33.333, 76.61)
    steps = Steps(thresholds=edges, points=(0, 1, 2, 3, 4), closed=closed, decimals=decimals)
    lowers = {"0": None} | {str(i + 1): edge for i, edge in enumerate(edges)}
    bands = Bands.of(lowers, closed=closed, decimals=decimals)
    assert steps.apply(x) == bands.code(x)


def test_every_end_of_a_rounded_step_earns_its_points():
    for closed in ("left", "right"):
        steps = Steps(thresholds=(10, 20), points=(0, 50, 100), closed=closed, decimals=2)
        for points in (0.0, 50.0, 100.0):
            assert steps.apply(steps.inverse(points)) == points
        assert steps.reach(50.0, 0.0) == pytest.approx(9.995 if closed == "left" else 10.005)


def test_a_sample_deviation_on_request():
    # 1, 2, 3: population deviation sqrt(2/3), sample deviation 1.
    assert ZScore(ddof=1).apply([1, 2, 3]).tolist() == [40.0, 50.0, 60.0]
    with pytest.raises(ValidationError):
        ZScore(ddof=2)


def test_new_parameters_travel_in_a_table():
    card = Scorecard(
        code="c",
        name="C",
        parts=(
            Indicator(code="a", name="A", scale=ZScore(ddof=1)),
            Indicator(code="b", name="B", scale=Steps(thresholds=(1,), points=(0, 9), decimals=2)),
        ),
    )
    assert Scorecard.from_table(card.to_table(), code="c", name="C") == card


def test_nobody_earns_minus_zero():
    for scale in (
        Linear(worst=10, best=0),
        Linear(worst=0, best=10),
        Linear(worst=0, best=10, clip=False),
        Target(target=5),
        Identity(),
        Log(worst=10, best=1),
        Piecewise(points=((0, -0.0), (10, 100))),
        Steps(thresholds=(20,), points=(-0.0, 1)),
    ):
        x = [10.0] if scale.lower_is_better else [-0.0]
        earned = scale.apply(x)
        assert not np.signbit(earned[earned == 0]).any(), scale
    assert not np.signbit(Linear(worst=-0.0, best=5).inverse(0.0))


def weighted(*weights, **more):
    parts = tuple(
        Indicator(code=f"i{j}", name="I", scale=Identity(), weight=x) for j, x in enumerate(weights)
    )
    return Scorecard(code="card", name="C", parts=parts, **more)


def test_stated_weights_must_sum_to_what_the_card_says():
    assert weighted(60, 40, weights_sum=100).weights == {"i0": 0.6, "i1": 0.4}
    assert weighted(*[1 / 3] * 3, weights_sum=1).weights_sum == 1
    assert weighted(60, 30).weights_sum is None
    with pytest.raises(ValidationError, match="'card' 90"):
        weighted(60, 30, weights_sum=100)


def test_the_refusal_names_the_sum_of_every_group():
    def nested(*weights, group=60):
        parts = weighted(*weights).parts
        inner = Group(code="g", name="G", parts=parts, weight=group)
        last = Indicator(code="z", name="Z", scale=Identity(), weight=40)
        return Scorecard(code="card", name="C", parts=(inner, last), weights_sum=100)

    assert nested(70, 30).weights_sum == 100  # inside the group
    assert nested(35, 25).weights_sum == 100  # of the whole
    with pytest.raises(ValidationError, match="'card' 100, 'g' 90"):
        nested(70, 20)
    with pytest.raises(ValidationError, match="'card' 95, 'g' 100"):
        nested(70, 30, group=55)


def test_a_card_is_shown_as_its_tree():
    card = Scorecard(
        code="office",
        name="Office <1>",
        bands=Bands.of({"fair": 0, "good": 75}, upper=100),
        parts=(
            Indicator(code="a", name="Attendance", scale=Linear(worst=80, best=100), weight=1),
            Group(
                code="g",
                name="Results",
                weight=3,
                aggregation="geometric",
                parts=(Indicator(code="t", name="Tasks", scale=Target(target=40, cap=120)),),
            ),
        ),
    )
    shown = repr(card)
    assert "├─ Attendance" in shown
    assert "   └─ Tasks" in shown
    assert "25%" in shown  # 1 of 1 + 3
    assert "linear, worst 80, best 100" in shown
    assert "target, target 40, cap 120" in shown
    assert "geometric mean" in shown
    assert "fair from 0, good from 75, up to 100" in shown
    assert max(map(len, shown.splitlines())) <= 80
    page = card._repr_html_()
    assert "Office &lt;1&gt;" in page
    assert "Tasks" in page
    assert "good" in repr(card.bands)
    assert 'scope="row"' in card.bands._repr_html_()


def test_the_most_that_a_scale_can_come_to():
    assert Linear(worst=0, best=20).ceiling() == 100
    assert Linear(worst=0, best=20).ceiling(highest=15) == 75  # 100*15/20
    assert Linear(worst=20, best=0).ceiling(lowest=5) == 75  # 100*(20 - 5)/20
    assert Linear(worst=0, best=20, clip=False).ceiling() == np.inf
    assert Target(target=10, cap=120).ceiling() == 120
    assert Target(target=10, cost="linear").ceiling() == 200  # 100*(2 - 0/10)
    assert Target(target=10, cost="ratio").ceiling(lowest=0) == np.inf
    assert Identity().ceiling(highest=80) == 80
    assert Steps(thresholds=(1,), points=(40, 90)).ceiling(highest=0.5) == 90
    assert 99 < Logistic(midpoint=5, slope=2).ceiling() < 100


def test_every_definition_is_saved_and_loaded_whole(tmp_path):
    from kinerja.balancing import TransferRules

    path = tmp_path / "rules.json"
    rules = TransferRules(min_months=12, chains=True)
    rules.save(path)
    assert TransferRules.load(path) == rules
    assert list(tmp_path.iterdir()) == [path]
    path.write_text(json.dumps({"min_month": 1, "chains": 3}), "utf-8")
    with pytest.raises(InputError, match="2 faults") as caught:  # both, each by its place
        TransferRules.load(path)
    assert "at chains: expected true or false; found 3" in str(caught.value)
    assert "at min_month: expected a field" in str(caught.value)
    assert "Did you mean 'min_months'?" in str(caught.value)
