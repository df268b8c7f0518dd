"""compare, compare_cards, score_by, combine_periods."""

import json

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.indicators import Bands, Group, Identity, Indicator, Linear, MinMax, Scorecard, Target
from kinerja.scoring import (
    CardChange,
    Change,
    Combined,
    ScoresByCard,
    anchor,
    combine_periods,
    compare,
    compare_cards,
    explain_card,
    score,
    score_by,
)
from strategies import cards, data_for

NAN = float("nan")


def leaf(code, weight=1.0, **more):
    return Indicator(code=code, name=code, **{"scale": Identity(), "weight": weight, **more})


def card(*parts, **more):
    return Scorecard(**{"code": "card", "name": "Card", "parts": parts, **more})


TWO = card(leaf("a", 3), leaf("b", 1), bands=Bands.of({"fair": 0, "good": 75}))


def round_trip(result):
    text = json.dumps(result.to_dict(), allow_nan=False)
    assert type(result).from_dict(json.loads(text)) == result
    assert isinstance(repr(result), str)
    assert "<table>" in result._repr_html_()
    jsonschema.Draft202012Validator(type(result).json_schema()).validate(result.to_dict())


# compare -----------------------------------------------------------------------------------------


@given(data=st.data())
@settings(max_examples=40)
def test_parts_sum_to_the_change_whatever_is_missing(data):
    c = data.draw(cards())
    x, y = (data.draw(data_for(c, missing=data.draw(st.booleans()))) for _ in range(2))
    n = min(len(x), len(y))
    before, after = (score(c, v[:n], missing="reweight") for v in (x, y))
    change = compare(before, after)
    there = ~np.isnan(change.total)
    np.testing.assert_allclose(
        change.contributions[there].sum(axis=1), change.total[there], rtol=1e-9, atol=1e-9
    )
    np.testing.assert_array_equal(change.total, after.total - before.total)
    same = (x[:n] == y[:n]) & ~change.pattern_changed[:, np.newaxis] & there[:, np.newaxis]
    np.testing.assert_allclose(change.contributions[same], 0, atol=1e-9)


def test_subjects_are_matched_by_id():
    change = compare(
        score(TWO, [[60, 80], [50, 50]], ids=["x", "z"]),
        score(TWO, [[1, 1], [70, 60]], ids=["y", "x"]),
    )
    assert change.ids.tolist() == ["x"]
    assert change.contributions.tolist() == [[7.5, -5]]
    assert (change.joiners.tolist(), change.leavers.tolist()) == (["y"], ["z"])
    round_trip(change)


def test_another_ruler_is_refused_unless_rebased():
    c = card(leaf("a", scale=MinMax()))
    before, after = score(c, [[0], [10]]), score(c, [[5], [25]])
    with pytest.raises(InputError, match=r"anchored on another group.*rebase=True"):
        compare(before, after)
    # on the later ruler 0 and 10 are −25 and 25 points
    rebased = compare(before, after, rebase=True)
    assert rebased.before.tolist() == [-25, 25]
    assert rebased.total.tolist() == [25, 75]
    ruler = anchor(c, [[0], [10]])
    assert compare(score(ruler, [[0]]), score(ruler, [[5]])).total.tolist() == [50]


def test_compare_refusals():
    s = score(TWO, [[1, 2]])
    other = score(card(leaf("a", 1), leaf("b", 1)), [[1, 2]])
    with pytest.raises(InputError, match="definition of `before`"):
        compare(s, other)
    with pytest.raises(InputError, match="ids in both"):
        compare(s, score(TWO, [[1, 2]], ids=["x"]))
    with pytest.raises(InputError, match="1 subjects, as before"):
        compare(s, score(TWO, [[1, 2], [3, 4]]))
    with pytest.raises(InputError, match="none for 'z'"):
        compare(s, score(card(leaf("a"), leaf("z")), [[1, 2]]), rebase=True)


# compare_cards -----------------------------------------------------------------------------------


@given(data=st.data())
@settings(max_examples=40)
def test_the_steps_sum_to_the_change(data):
    old, new = data.draw(cards()), data.draw(cards())
    codes = list(dict.fromkeys([*old.codes, *new.codes]))
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    tried = compare_cards(old, new, {code: rng.uniform(1, 100, 3) for code in codes})
    np.testing.assert_allclose(
        tried.scale + tried.weight + tried.structure, tried.change, rtol=1e-9, atol=1e-9
    )
    same = compare_cards(old, old, {code: rng.uniform(1, 100, 3) for code in codes})
    for effect in (same.scale, same.weight, same.structure, same.change):
        np.testing.assert_allclose(effect, 0, atol=1e-12)


def test_each_cause_by_hand():
    x = [[80, 40]]
    old = card(leaf("a"), leaf("b"), bands=Bands.of({"fair": 0, "good": 61}))  # 60: fair
    scale = compare_cards(
        old, card(leaf("a", scale=Linear(worst=0, best=90)), leaf("b"), bands=old.bands), x
    )
    assert scale.scale[0] == pytest.approx((80 / 0.9 - 80) / 2)
    assert scale.band_cause.tolist() == ["scale"]
    weight = compare_cards(old, card(leaf("a", 3), leaf("b"), bands=old.bands), x)
    assert (weight.weight.tolist(), weight.change.tolist()) == ([10], [10])
    shape = compare_cards(
        old, card(leaf("a"), leaf("b"), bands=old.bands, aggregation="minimum"), x
    )
    assert (shape.structure.tolist(), shape.band_cause.tolist()) == ([-20], [""])
    grades = compare_cards(
        old, card(leaf("a"), leaf("b"), bands=Bands.of({"fair": 0, "good": 60})), x
    )
    assert (grades.change.tolist(), grades.band_cause.tolist()) == ([0], ["band"])
    assert grades.changes_band.tolist() == [True]
    round_trip(grades)
    assert isinstance(grades, CardChange)


def test_a_new_card_is_told_to_the_agency_and_to_each_person():
    # Weights 1:1 → 3:1 on (80, 40) and (50, 90): 60 → 70 and 70 → 60.
    old = card(leaf("a"), leaf("b"), bands=Bands.of({"fair": 0, "good": 65}))
    new = card(leaf("a", 3), leaf("b"), bands=old.bands).model_copy(update={"version": "2"})
    tried = compare_cards(old, new, [[80, 40], [50, 90]], ids=["x", "y"])
    text = tried.text()
    for said in (
        "(version 2) tried in place of",
        "on the same data (people: 2)",
        "from 65.0 to 65.0 (0.0); a person's total would change by 10.0 points on average",
        "Of the grades 1 would rise, 1 would fall and 0 would stay.",
        "The last step that moved a grade: weights 2.",
        "not which card is better",
    ):
        assert said in text
    letter = tried.letter("x")
    assert (
        "Your total would go from 60.0 to 70.0 (+10.0). Of this +10.0 come from other weights."
        in (letter)
    )
    assert "Your grade would change from fair to good; what moved it: weights." in letter
    assert "The score that you have does not change by this." in letter
    assert "dari 70,0 menjadi 60,0 (−10,0)" in tried.letter("y", language="id")
    same = compare_cards(old, old, [[80, 40], [50, 90]])
    assert "No total would change." in same.text()
    assert "Your total would stay at 60.0. Your grade would stay fair." in same.letter(0)
    gone = compare_cards(old, new, [[80, 40], [np.nan, 90]], missing="propagate")
    assert "no total on one of the cards: 1." in gone.text()
    assert "no total of yours" in gone.letter(1)
    with pytest.raises(InputError, match="`person`"):
        tried.letter("z")


def test_a_card_on_one_page():
    c = card(
        Group(
            code="g",
            name="Service",
            weight=3,
            aggregation="geometric",
            parts=(leaf("Wait", scale=Linear(worst=60, best=10), unit="min"), leaf("b")),
        ),
        leaf("Reports"),
        bands=Bands.of({"low": 0, "high": 50}),
    )
    page = explain_card(c)
    assert page.weight.tolist() == [0.375, 0.375, 0.25]
    assert page.grades == ("high from 50", "low below that")
    lines = page.text.splitlines()
    assert "- Service, 75% of the total (geometric mean: a low part pulls the whole down)" in lines
    assert "  - Wait, 37.5%: 60 to 10 min; less is better" in lines
    assert "- Reports, 25%: points as they are" in lines
    assert "mulai 50" in explain_card(c, language="id").text
    own = {"title": "Our card: {name}, {version}", "rights": ""}
    assert explain_card(c, templates=own).text.startswith("Our card: ")
    round_trip(page)
    with pytest.raises(InputError, match="`card`"):
        explain_card("card")


def test_a_total_on_the_way_may_lie_outside_the_bands():
    """Scales to 120 in a tree that was graded to 100: nobody has that total, so nothing fails."""
    old = card(leaf("a"), leaf("b"), bands=Bands.of({"fair": 0, "good": 50}, upper=100))
    new = card(
        leaf("a", scale=Linear(worst=0, best=100, high=150)), leaf("b"), aggregation="minimum",
        bands=old.bands,
    )  # fmt: skip
    tried = compare_cards(old, new, [[100, 60]], ids=["x"])  # 80, 105, 60
    assert (tried.scale.tolist(), tried.structure.tolist()) == ([25], [-45])
    assert tried.band_cause.tolist() == [""]
    with pytest.raises(InputError, match=r"`data`.*row 'x' \(101\).*every total"):
        compare_cards(old, old, [[102, 100]], ids=["x"])


def test_an_indicator_leaves_by_weight_and_joins_by_structure():
    data = {"a": [80], "b": [40], "c": [100]}
    tried = compare_cards(card(leaf("a"), leaf("b")), card(leaf("a"), leaf("c")), data)
    assert tried.weight.tolist() == [20]  # b gone: 60 → 80
    assert tried.structure.tolist() == [10]  # c joins: 80 → 90


# score_by ----------------------------------------------------------------------------------------

CLERK = card(leaf("letters"), code="clerk", bands=Bands.of({"C": 0, "B": 70}))
TEACHER = card(leaf("lessons"), leaf("letters"), code="teacher")
TABLE = {"lessons": [80, None, 90, None], "letters": [60, 70, 50, 40], "post": ["t", "c", "t", "c"]}


def test_each_subject_has_the_card_of_their_post():
    cards_ = {"t": TEACHER, "c": CLERK}
    for table in (TABLE, pd.DataFrame(TABLE)):
        by = score_by(cards_, table, "post", ids=list("wxyz"))
        assert by.total.tolist() == [70, 70, 70, 40]
        assert by.rank.tolist() == [1, 1, 1, 2]
        assert by.band.tolist() == ["", "B", "", "C"]
        assert by["c"].ids.tolist() == ["x", "z"]
        assert by.made_comparable == ""
        round_trip(by)
        assert isinstance(by, ScoresByCard)


def test_ranking_together_is_asked_for_and_named():
    cards_ = {"t": TEACHER, "c": CLERK}
    points = score_by(cards_, TABLE, TABLE["post"], together="points")
    assert points.rank.tolist() == [1, 1, 1, 4]
    percentile = score_by(cards_, TABLE, TABLE["post"], together="percentile")
    assert percentile.comparable.tolist() == [0.5, 1, 0.5, 0]
    assert percentile.made_comparable == "percentile"
    z = score_by(cards_, TABLE, TABLE["post"], together="z_score")
    np.testing.assert_allclose(z.comparable, [0, 1, 0, -1])


def test_score_by_refusals():
    with pytest.raises(InputError, match="'q'"):
        score_by([CLERK], TABLE, ["clerk", "clerk", "q", "clerk"])
    with pytest.raises(InputError, match="codes of their own"):
        score_by([CLERK, CLERK], TABLE, ["clerk"] * 4)
    with pytest.raises(InputError, match="'lessons'"):
        score_by([TEACHER], TABLE, ["teacher"] * 4, ids=list("wxyz"))
    with pytest.raises(InputError, match="`together`"):
        score_by([CLERK], TABLE, ["clerk"] * 4, together="rank")


def test_an_indicator_may_be_called_like_a_column():
    c = card(leaf("change"), leaf("id"))
    frame = compare(score(c, [[1, 2]], ids=["x"]), score(c, [[5, 4]], ids=["x"])).to_frame("pandas")
    assert frame["id"].tolist() == ["x"]
    assert frame["change"].tolist() == [3]  # (4 + 2)/2
    assert frame["contributions_change"].tolist() == [2]
    assert frame["contributions_id"].tolist() == [1]


# combine_periods ---------------------------------------------------------------------------------


def test_mean_of_ratios_and_ratio_of_sums_by_hand():
    c = card(leaf("a", scale=Target(target=10, cap=100)))
    strong, weak = score(c, [[15]], ids=["x"]), score(c, [[5]], ids=["x"])
    ratios = combine_periods([strong, weak], weights=[6, 6])
    assert ratios.total.tolist() == [75]  # (100 + 50)/2
    sums = combine_periods([strong, weak], weights=[6, 6], method="ratio_of_sums")
    assert sums.total.tolist() == [100]  # (15 + 5)/2 against 10
    assert (ratios.method, sums.method) == ("mean_of_ratios", "ratio_of_sums")
    round_trip(sums)
    assert isinstance(sums, Combined)


def test_part_years():
    first = score(TWO, [[60, 60], [90, 90]], ids=["x", "y"])
    second = score(TWO, [[80, 80], [40, 40], [NAN, NAN]], ids=["x", "z", "y"], missing="reweight")
    year = combine_periods([first, second], weights=[3, 9])
    assert year.ids.tolist() == ["x", "y", "z"]
    assert year.total.tolist() == [75, 90, 40]
    assert year.weight.tolist() == [[0.25, 0.75], [1, 0], [0, 1]]
    assert year.rank.tolist() == [2, 1, 3]
    own = combine_periods([first, second], weights=[[1, 1], [1, 0], [0, 2]])
    assert own.total.tolist() == [70, 90, 40]
    nobody = combine_periods([second, second], weights=[1, 1])
    assert np.isnan(nobody.total).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("periods", "options", "message"),
    [
        ([], {"weights": []}, "at least one period"),
        ([[[1, 2]]], {"weights": [1, 2]}, "1 values"),
        ([[[1, 2]]], {"weights": [-1]}, "0 or more"),
        ([[[1, 2]]], {"weights": [0]}, "above 0"),
        ([[[1, 2]], [[1, 2], [3, 4]]], {"weights": [1, 1]}, "ids in every period"),
        ([[[1, 2]]], {"weights": [[1], [2]]}, "1 rows"),
        ([[[1, 2]]], {"weights": [1], "method": "mean"}, "`method`"),
    ],
)
def test_combine_refusals(periods, options, message):
    with pytest.raises(InputError, match=message):
        combine_periods([score(TWO, x) for x in periods], **options)


def test_ratio_of_sums_needs_one_ruler():
    c = card(leaf("a", scale=MinMax()), Group(code="g", name="g", parts=(leaf("b"),)))
    a, b = score(c, [[1, 1], [2, 2]]), score(c, [[5, 1], [9, 2]])
    with pytest.raises(InputError, match="one definition in every period"):
        combine_periods([a, b], weights=[1, 1], method="ratio_of_sums")
    assert isinstance(compare(a, a), Change)
