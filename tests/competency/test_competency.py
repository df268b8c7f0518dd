"""Gaps, matches, candidates, depth, paths, nine boxes and the error of measurement."""

from __future__ import annotations

import json
import math
from statistics import NormalDist

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kinerja.competency import (
    Candidate,
    Gaps,
    NineBox,
    candidates,
    career_paths,
    gaps,
    job_match,
    measurement_error,
    nine_box,
    succession_depth,
)
from kinerja.errors import InputError
from kinerja.schemes import talent

LEVELS = st.integers(1, 5).map(float)
FLOATS = st.floats(0.1, 10, allow_nan=False)


def tables(rows, columns, values=FLOATS):
    return arrays(np.float64, (rows, columns), elements=values)


# --- gaps


def test_gaps_by_hand():
    r = gaps([[3, 2, 4], [2, 3, 1]], [3, 3, 3], importance=[1, 2, 1])
    assert r.gap.tolist() == [[0, -1, 1], [-1, 0, -2]]
    assert r.shortfall.tolist() == [[0, 1, 0], [1, 0, 2]]
    # (1·0 + 2·1 + 1·0)/4 and (1·1 + 2·0 + 1·2)/4
    assert r.index.tolist() == [0.5, 0.75]
    assert r.met.tolist() == [2 / 3, 1 / 3]
    assert r.share_met.tolist() == [0.5, 0.5, 0.5]
    assert r.mean_shortfall.tolist() == [0.5, 0.5, 1.0]


def test_a_post_of_their_own_for_each_person():
    r = gaps([[3, 2], [3, 2]], [[3, 2], [4, 1]])
    assert r.shortfall.tolist() == [[0, 0], [1, 0]]
    assert r.met.tolist() == [1.0, 0.5]


def test_the_noise_of_the_last_bits_is_no_gap():
    r = gaps([[0.1 + 0.2, 0.3]], [0.3, 0.1 + 0.2])
    assert r.shortfall.tolist() == [[0.0, 0.0]]
    assert r.met.tolist() == [1.0]


def test_missing_levels_by_policy():
    x = [[3, np.nan], [1, 2], [np.nan, np.nan]]
    with pytest.raises(InputError, match=r"`actual`.*row 'a' column 'two'"):
        gaps(x, {"one": 3, "two": 3}, ids=["a", "b", "c"])
    omit = gaps(x, [3, 3], missing="omit")
    np.testing.assert_array_equal(omit.index, [0, 1.5, np.nan])
    np.testing.assert_array_equal(omit.met, [1, 0, np.nan])
    assert omit.share_met.tolist() == [0.5, 0]
    assert omit.mean_shortfall.tolist() == [1, 1]
    assert "2 people" in omit.provenance.left_out[0]
    whole = gaps(x, [3, 3], missing="propagate")
    np.testing.assert_array_equal(whole.index, [np.nan, 1.5, np.nan])
    assert np.isnan(whole.share_met).all()
    np.testing.assert_array_equal(np.isnan(whole.shortfall), np.isnan(x))


@pytest.mark.parametrize("kind", [dict, pd.DataFrame, pl.DataFrame])
def test_tables_by_the_keys_of_the_requirement(kind):
    data = kind({"nip": ["a", "b"], "two": [3.0, 1.0], "other": ["x", "y"], "one": [2, 4]})
    r = gaps(data, {"one": 3, "two": 2}, ids="nip")
    assert r.gap.tolist() == [[-1, 1], [1, -1]]
    assert r.ids.tolist() == ["a", "b"]
    assert r.competencies.tolist() == ["one", "two"]
    assert list(r.to_frame("pandas").columns) == [
        "id", "index", "met", "gap_one", "gap_two", "shortfall_one", "shortfall_two",
    ]  # fmt: skip


def test_gaps_travel_as_json():
    r = gaps([[3, np.nan]], [3, 3], missing="propagate", competencies=["a", "b"])
    assert Gaps.from_dict(json.loads(json.dumps(r.to_dict(), allow_nan=False))) == r
    assert "1 people in 2" in repr(r)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([[1, 2]], [1, 2, 3]), {}, "3 columns"),
        (([[1, 2]], [[1, 2], [1, 2]]), {}, "`required`.*one row of levels, or 1"),
        (([[1, 2]], [1, np.nan]), {}, "`required`.*missing"),
        (([[1, np.inf]], [1, 2]), {}, "finite"),
        (([["a", 2]], [1, 2]), {}, "numbers"),
        (([[True, False]], [1, 2]), {}, "numbers"),
        (([[1, 2]], [1, 2]), {"importance": [0, 0]}, "above 0"),
        (([[1, 2]], [1, 2]), {"importance": [-1, 2]}, "0 or more"),
        (([[1, 2]], [1, 2]), {"competencies": ["a", "a"]}, "once"),
        (([[1, 2]], [1, 2]), {"competencies": ["a"]}, "1 competencies"),
        (([[1, 2]], {"a": 1, "b": 2}), {"competencies": ["a", "c"]}, "none for 'c'"),
        (([[1, 2]], {"a": 1, "b": 2}), {"competencies": ["a"]}, "'b' beside"),
        (([[1, 2]], [1, 2]), {"missing": "drop"}, "one of"),
        (([[1, 2]], [1, 2]), {"ids": ["a", "b"]}, "1 ids"),
        (([[1, 2]], 3), {}, "shape"),
    ],
)
def test_gaps_refuse(arguments, options, message):
    with pytest.raises(InputError, match=message):
        gaps(*arguments, **options)


# --- match


def test_job_match_by_hand():
    # (4/4 + 2/4)/2 = .75; only 4/2 counts for the second post
    assert job_match([[4, 2]], [[4, 4], [2, 0]]).tolist() == [[75, 200]]
    assert job_match([[4, 2]], [[4, 4], [2, 0]], cap=True).tolist() == [[75, 100]]
    # (1·1 + 3·.5)/4 = .625
    assert job_match([[4, 2]], [[4, 4]], importance=[1, 3]).tolist() == [[62.5]]
    assert job_match([[4, 2]], [[4, 4], [4, 4]], importance=[[1, 3], [1, 0]]).tolist() == [
        [62.5, 100]
    ]


@given(tables(4, 3), tables(2, 3))
def test_job_match_is_the_weighted_mean_of_ratios(x, need):
    weight = [1.0, 2.0, 0.5]
    expected = [[100 * np.average(a / r, weights=weight) for r in need] for a in x]
    np.testing.assert_allclose(job_match(x, need, importance=weight), expected, rtol=1e-12)
    capped = [[100 * np.average(np.minimum(a / r, 1), weights=weight) for r in need] for a in x]
    np.testing.assert_allclose(job_match(x, need, importance=weight, cap=True), capped, rtol=1e-12)


@given(tables(5, 4), st.lists(st.floats(0, 5), min_size=4, max_size=4))
def test_a_match_against_oneself_is_exactly_100(x, importance):
    if not any(importance):
        importance = None
    for cap in (False, True):
        match = job_match(x, x, importance=importance, cap=cap)
        assert np.diagonal(match).tolist() == [100.0] * 5


@given(tables(5, 3, LEVELS), tables(2, 3, LEVELS))
def test_equal_requirements_agree_with_the_ratio_of_sums(x, need):
    # With one required level for all competencies a mean of ratios is a ratio of sums.
    flat = np.repeat(need[:1, :1], 3, axis=1)
    for cap in (False, True):
        np.testing.assert_allclose(
            job_match(x, flat, cap=cap)[:, 0],
            talent.job_person_match(x, flat[0], cap=cap),
            rtol=1e-12,
        )


@pytest.mark.parametrize("missing", ["raise", "omit"])
@pytest.mark.parametrize("importance", [None, [1, 2, 0.3, 0, 1]])
def test_a_row_stands_alone(missing, importance):
    rng = np.random.default_rng(1)
    x, need = rng.uniform(0, 5, (3_000, 5)), rng.uniform(0, 5, (77, 5)).round()
    if missing == "omit":
        x[rng.random(x.shape) < 0.1] = np.nan
    need[:, 0] = 3
    options = {"importance": importance, "missing": missing}
    whole = job_match(x, need, **options)
    for other in (np.asfortranarray(x), x.tolist()):
        np.testing.assert_array_equal(job_match(other, need, **options), whole)
    for i in (0, 851, 852, 2_999):
        np.testing.assert_array_equal(job_match(x[i : i + 1], need, **options), whole[i : i + 1])
    np.testing.assert_array_equal(
        job_match(x, need[7:8], **options)[:, 0], np.ascontiguousarray(whole[:, 7])
    )


def test_job_match_with_levels_not_assessed():
    x, need = [[4, np.nan], [np.nan, np.nan]], [[4, 4], [0, 2]]
    with pytest.raises(InputError, match="row 0 column 1"):
        job_match(x, need)
    np.testing.assert_array_equal(
        job_match(x, need, missing="omit"), [[100, np.nan], [np.nan, np.nan]]
    )
    np.testing.assert_array_equal(
        job_match(x, need, missing="propagate"), [[np.nan, np.nan], [np.nan, np.nan]]
    )


@pytest.mark.parametrize(
    ("actual", "required", "options", "message"),
    [
        ([[1, 2]], [[0, 0], [1, 1]], {}, "none in post 0"),
        ([[1, 2]], [[1, 0]], {"importance": [0, 1]}, "none in post 0"),
        ([[-1, 2]], [[1, 1]], {}, "`actual`.*0 or more"),
        ([[1, 2]], [[-1, 1]], {}, "`required`.*0 or more"),
        ([[1, 2]], [1, 1], {}, r"write \[\["),
        ([[1, 2, 3]], [[1, 1]], {}, "2 columns"),
        ([[1, 2]], [[1, None]], {}, "`required`"),
        ([[1, 2]], [[1, 1]], {"cap": 1}, "cap"),
        ([[1, 2]], [[1, 1]], {"importance": [[1, 1], [1, 1]]}, "shape"),
    ],
)
def test_job_match_refuses(actual, required, options, message):
    with pytest.raises(InputError, match=message):
        job_match(actual, required, **options)


def test_job_match_reads_tables_of_people_and_posts():
    people = pd.DataFrame({"b": [2, 4], "a": [4, 4], "z": [9, 9]})
    posts = pl.DataFrame({"a": [4, 2], "b": [4, 0]})
    assert job_match(people, posts).tolist() == [[75, 200], [100, 200]]
    assert job_match(people, {"a": 4, "b": 4}).tolist() == [[75], [100]]


# --- candidates, depth, paths


def test_candidates_say_where_they_stand():
    found = candidates(
        [[3, 5, 1], [1, 1, 1], [3, 3, 3]],
        {"a": 3, "b": 3, "c": 3},
        ids=["x", "y", "z"],
        count=2,
    )
    # x: (1 + 5/3 + 1/3)/3 = 1, as z; z lacks nothing
    assert [c.id for c in found] == ["z", "x"]
    assert [(c.rank, c.tied) for c in found] == [(1, 2), (1, 2)]
    assert found[0].exceeds == {}
    assert found[0].short == {}
    assert found[1].exceeds == {"b": 2.0}
    assert found[1].short == {"c": 2.0}
    assert Candidate.from_dict(json.loads(json.dumps(found[1].to_dict()))) == found[1]
    assert "b (+2)" in found[1].text()
    assert "c (−2)" in found[1].text("id")
    assert "ditetapkan oleh pejabat yang berwenang" in found[1].text("id")


def test_what_a_candidate_has_and_lacks_is_told_from_the_largest_down():
    need = dict.fromkeys("abcdef", 3)
    (one,) = candidates([[5, 2, 9, 0, 4, 3]], need)
    assert list(one.exceeds.items()) == [("c", 6.0), ("a", 2.0), ("e", 1.0)]
    assert list(one.short.items()) == [("d", 3.0), ("b", 1.0)]


def test_candidates_above_a_minimum_and_without_assessment():
    x = [[4, 4], [2, 4], [np.nan, 4]]
    assert [c.id for c in candidates(x, [4, 4], minimum=75, missing="propagate")] == [0, 1]
    assert [c.id for c in candidates(x, [4, 4], minimum=75.1, missing="propagate")] == [0]
    guessed = candidates(x, [4, 4], missing="omit")
    assert [(c.id, c.unknown) for c in guessed] == [(0, ()), (2, (0,)), (1, ())]
    assert "Not assessed: 0" in guessed[1].text()
    assert candidates(x, [4, 4], count=0, missing="omit") == ()
    for bad, message in (({"count": -1}, "count"), ({"minimum": np.nan}, "minimum")):
        with pytest.raises(InputError, match=message):
            candidates(x[:2], [4, 4], **bad)
    with pytest.raises(InputError, match="one post"):
        candidates(x[:2], [[4, 4]])


@given(tables(6, 3, LEVELS), tables(1, 3, LEVELS), st.integers(0, 7))
def test_candidates_are_the_best_matches(x, need, count):
    match = job_match(x, need)[:, 0].round(9)
    found = candidates(x, need[0], count=count)
    assert len(found) == min(count, 6)
    assert sorted(match)[::-1][: len(found)] == pytest.approx([c.match for c in found], abs=1e-8)
    for c in found:
        assert {j: x[c.id, j] - need[0, j] for j in c.exceeds} == dict(c.exceeds)
        assert set(c.exceeds) == {j for j in range(3) if x[c.id, j] > need[0, j]}
        assert set(c.short) == {j for j in range(3) if x[c.id, j] < need[0, j]}
        assert c.tied == (match == match[c.id]).sum()


def test_depth_behind_a_post():
    assert succession_depth([[100, 99.99], [99.9999999999999, 130]]).tolist() == [2, 1]
    assert succession_depth(np.empty((0, 3))).tolist() == [0, 0, 0]
    with pytest.raises(InputError, match="row 1 column 0"):
        succession_depth([[100], [np.nan]])


@given(tables(5, 4, LEVELS), tables(3, 4, LEVELS), st.integers(0, 4))
def test_career_paths_count_gaps(x, need, within):
    expected = [[int((a < r).sum()) <= within for r in need] for a in x]
    assert career_paths(x, need, within=within).tolist() == expected


def test_a_path_is_not_barred_by_the_last_bits():
    assert career_paths([[0.3, 1]], [[0.1 + 0.2, 1]], within=0).tolist() == [[True]]
    with pytest.raises(InputError, match="within"):
        career_paths([[1]], [[1]], within=-1)
    with pytest.raises(InputError, match="within"):
        career_paths([[1]], [[1]], within=1.5)


# --- nine boxes

CUTS = {"performance_cuts": (60, 80), "potential_cuts": (2, 4)}


def test_boxes_follow_the_formula_and_a_cut_belongs_above():
    x, y = [59.9, 60, 80, 79.99999999999999], [1, 2, 4, 3.9]
    r = nine_box(x, y, **CUTS)
    assert r.performance_level.tolist() == [0, 1, 2, 2]
    assert r.potential_level.tolist() == [0, 1, 2, 1]
    assert r.box.tolist() == [1, 5, 9, 6]
    assert np.isnan(r.probability).all()
    assert np.isnan(r.certainty).all()


@given(st.floats(0, 120), st.floats(0, 6), st.floats(0.01, 30), st.floats(0.01, 3))
def test_probabilities_are_those_of_the_normal(x, y, sx, sy):
    r = nine_box([x], [y], **CUTS, performance_se=sx, potential_se=[sy])
    for axis, (value, se, cuts) in enumerate(((x, sx, (60, 80)), (y, sy, (2, 4)))):
        f = [0.0, *(NormalDist(value, se).cdf(cut) for cut in cuts), 1.0]
        np.testing.assert_allclose(r.probability[0].sum(axis=1 - axis), np.diff(f), atol=1e-12)
    assert r.probability.sum() == pytest.approx(1)
    assert r.certainty[0] == r.probability[0, r.performance_level[0], r.potential_level[0]]


def test_far_tails_keep_their_digits():
    # P(potential in [2, 4)) for x = 14, se 1: Φ(−10) − Φ(−12), where 1 − Φ would give 0
    p = nine_box([70], [14], **CUTS, performance_se=0, potential_se=1).probability[0, 1, 1]
    assert p == pytest.approx(0.5 * math.erfc(10 / math.sqrt(2)), rel=1e-9)
    p = nine_box([70], [-10], **CUTS, performance_se=0, potential_se=1).probability[0, 1, 1]
    assert p == pytest.approx(0.5 * math.erfc(12 / math.sqrt(2)), rel=1e-9)


def test_without_error_a_box_is_certain_and_with_one_unknown_nothing_is():
    r = nine_box([60, 90], [4, 1], **CUTS, performance_se=[0, 0], potential_se=0)
    assert r.certainty.tolist() == [1, 1]
    assert r.probability[0].tolist() == [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
    half = nine_box([60], [4], **CUTS, performance_se=5)
    assert np.isnan(half.probability).all()
    on_the_cut = nine_box([60], [9], **CUTS, performance_se=1e-3, potential_se=1e-3)
    assert on_the_cut.certainty[0] == pytest.approx(0.5)


def test_a_match_beyond_the_range_of_numbers_is_refused():
    with pytest.raises(InputError) as caught:
        job_match([[1e308, 1]], [[1e-308, 1]])
    assert (caught.value.argument, caught.value.code) == ("actual", "out_of_range")


@pytest.mark.parametrize("argument", ["performance", "potential", "performance_se"])
def test_nine_boxes_name_who_is_at_fault(argument):
    data = {"performance": [60.0, 70], "potential": [1.0, 2], "performance_se": [1.0, 1]}
    data[argument] = [1.0, math.nan]
    with pytest.raises(InputError, match="row 'Budi'") as caught:
        nine_box(**data, **CUTS, ids=["Ani", "Budi"])
    assert (caught.value.argument, caught.value.positions) == (argument, ("Budi",))


def test_the_mend_of_a_missing_level_is_one_that_exists():
    with pytest.raises(InputError) as caught:
        career_paths([[1, math.nan]], [[1, 1]])
    assert "missing=" not in str(caught.value)


def test_nine_boxes_refuse_and_propagate():
    with pytest.raises(InputError, match=r"`potential`.*row 1"):
        nine_box([60, 70], [1, np.nan], **CUTS)
    r = nine_box(
        [60, 70], [1, np.nan], **CUTS, missing="propagate", performance_se=1, potential_se=1
    )
    assert r.box.tolist() == [2, 0]
    assert r.potential_level.tolist() == [0, -1]
    assert np.isnan(r.certainty[1])
    assert NineBox.from_dict(json.loads(json.dumps(r.to_dict(), allow_nan=False))) == r
    for options, message in (
        ({**CUTS, "performance_cuts": (80, 60)}, "rising"),
        ({**CUTS, "performance_cuts": (80, 80)}, "rising"),
        ({**CUTS, "potential_cuts": (1, 2, 3)}, "2 values"),
        ({**CUTS, "potential_se": -1}, "potential_se"),
        ({**CUTS, "potential_se": [1, 2, 3]}, "2 values"),
        ({**CUTS, "performance_se": [1, np.nan]}, "performance_se"),
        ({**CUTS, "ids": ["a", "a"]}, "once"),
    ):
        with pytest.raises(InputError, match=message):
            nine_box([60, 70], [1, 2], **options)


def test_measurement_error():
    assert measurement_error(10, 1) == 0
    assert measurement_error(10, 0) == 10
    assert measurement_error(15, 0.84) == pytest.approx(6)  # 15·√.16
    assert measurement_error([10, 20], 0.75).tolist() == [5, 10]
    for sd, reliability in ((1, 1.1), (1, -0.1), (-1, 0.5), (1, np.nan), ([1, 2], [1, 1, 1])):
        with pytest.raises(InputError):
            measurement_error(sd, reliability)


# --- what a result knows of how it was made


def test_gaps_with_everything_unequal():
    x = {"nip": ["p", "q"], "b": [2.0, 5], "a": [1.0, 4.5], "c": [3.0, 0]}
    r = gaps(
        x, [1.5, 4, 2], ids="nip", competencies=["a", "b", "c"], importance={"c": 4, "a": 1, "b": 0}
    )
    assert r.gap.tolist() == [[-0.5, -2, 1], [3, 1, -2]]
    # b weighs nothing: (1·.5 + 4·0)/5 and (1·0 + 4·2)/5
    assert r.index.tolist() == [0.1, 1.6]
    assert r.met.tolist() == [1 / 3, 2 / 3]
    assert r.share_met.tolist() == [0.5, 0.5, 0.5]
    assert r.mean_shortfall.tolist() == [0.25, 1, 1]
    assert r.competencies.tolist() == ["a", "b", "c"]


def test_names_of_the_competencies_are_those_of_the_first_table_there_is():
    table = {"nip": ["p"], "b": [2.0], "a": [1.0]}
    assert gaps(table, [1, 1], ids="nip").competencies.tolist() == ["b", "a"]
    assert gaps({"b": [2.0], "a": [1.0]}, [3, 1]).shortfall.tolist() == [[1, 0]]
    assert gaps({"b": [2.0], "a": [1.0]}, {"a": 1, "b": 3}).shortfall.tolist() == [[0, 1]]
    # A table of posts names its columns; another column of the people is not read.
    both = gaps(table, {"a": [4.0], "b": [2.0]})
    assert both.competencies.tolist() == ["a", "b"]
    assert both.gap.tolist() == [[-3, 0]]
    assert gaps([[1, 2]], [1, 2]).competencies is None
    assert gaps([[1, 2]], [1, 2], importance={"x": 1, "y": 3}).index.tolist() == [0]


def test_a_requirement_that_is_missing_is_a_gap_that_is_not_known():
    r = gaps([[3, 2], [1, 1]], [4, np.nan], missing="omit")
    np.testing.assert_array_equal(r.shortfall, [[1, np.nan], [3, np.nan]])
    assert r.index.tolist() == [1, 3]
    np.testing.assert_array_equal(r.share_met, [0, np.nan])
    own = gaps([[3, 2], [1, 1]], [[4, np.nan], [1, 3]], missing="omit")
    assert own.met.tolist() == [0, 0.5]


def test_gaps_know_how_they_were_made():
    x = [[3, 2, 4], [2, 3, 1]]
    r = gaps(x, [3, 3, 3], importance=[1, 2, 1], ids=["a", "b"], missing="omit")
    assert dict(r.provenance.options) == {"importance": (1.0, 2.0, 1.0)}
    assert (r.provenance.missing, r.provenance.rows, r.provenance.left_out) == ("omit", 2, ())
    assert r.provenance.same_data(x)
    assert not r.provenance.same_data([[3, 2, 4], [2, 3, 2]])
    assert not r.provenance.same_data([*x, [2, 3, 1]])
    named = gaps(x, {"u": 3, "v": 3, "w": 3})
    assert named.provenance.missing == "raise"
    assert named.provenance.same_data({"v": [2, 3], "w": [4, 1], "u": [3, 2]})
    assert not named.provenance.same_data({"u": [4, 1], "v": [2, 3], "w": [3, 2]})
    # With nothing missing the policies say the same.
    whole = gaps(x, [3, 3, 3], missing="propagate")
    assert (whole.share_met.tolist(), whole.index.tolist()) == ([0.5] * 3, [1 / 3, 1])
    assert whole.provenance.left_out == ()


def test_nine_boxes_know_how_they_were_made():
    r = nine_box([50, 70], [1, 3], **CUTS, ids=["p", "q"], missing="propagate")
    assert dict(r.provenance.options) == {
        "performance_cuts": (60.0, 80.0),
        "potential_cuts": (2.0, 4.0),
    }
    assert (r.provenance.missing, r.provenance.rows) == ("propagate", 2)
    assert r.ids.tolist() == ["p", "q"]
    assert r.provenance.same_data({"performance": [50, 70], "potential": [1, 3]})
    assert not r.provenance.same_data({"performance": [50, 70], "potential": [1, 2]})
    assert repr(r).splitlines()[0] == "Nine boxes of 2 people"
    # Errors of each person are data too; one for everybody is none.
    r = nine_box([50, 70], [1, 3], **CUTS, performance_se=[4, 6], potential_se=[0.5, 0.25])
    known = {"performance": [50, 70], "potential": [1, 3], "performance_se": [4, 6]}
    assert r.provenance.same_data({**known, "potential_se": [0.5, 0.25]})
    assert not r.provenance.same_data({**known, "potential_se": [0.5, 0.5]})
    r = nine_box([50, 70], [1, 3], **CUTS, performance_se=[4, 6], potential_se=0.5)
    assert r.provenance.same_data(known)
    assert set(r.provenance.data) == set(known)


@pytest.mark.parametrize("level", [0.3, 2.0, 5.0, 9.0])
def test_a_path_is_judged_at_twelve_digits_of_any_level(level):
    # half a unit of the twelfth digit is none; two units are
    unit = 1e-12 if level < 1 else 1e-11
    x = [[level - 0.4 * unit, 1], [level - 2 * unit, 1], [level + 2 * unit, 1]]
    assert career_paths(x, [[level, 1]], within=0).tolist() == [[True], [False], [True]]
    assert job_match([[2 * level, 1]], [[level, 0]]).tolist() == [[200]]
