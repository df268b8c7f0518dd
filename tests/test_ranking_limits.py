"""ranking where nothing tells anybody apart, thresholds that meet, and what a refusal names."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import ranking as rk
from kinerja._ranking.sorted_pairs import below_by
from kinerja.errors import InputError

ZEROS = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
# What the documentation says everybody has where no column is left; four people, two columns.
NOTHING_LEFT = {
    "saw": (rk.saw, {}, 1.0),
    "saw sum": (rk.saw, {"normalization": "sum"}, 1 / 4),
    "saw min_max": (rk.saw, {"normalization": "min_max"}, 0.5),
    "wp": (rk.wp, {}, 1 / 4),  # V is a share of the sum of all
    "wp sum": (rk.wp, {"normalization": "sum"}, 1 / 4),
    "wp linear": (rk.wp, {"normalization": "linear"}, 1.0),
    "waspas": (rk.waspas, {"mix": 0.3}, 1.0),
    "topsis": (rk.topsis, {}, 0.5),
    "moora": (rk.moora, {}, 0.0),
    "moora_reference_point": (rk.moora_reference_point, {}, 0.0),
    "full_multiplicative": (rk.full_multiplicative, {}, 1.0),
    "multimoora": (rk.multimoora, {}, 1.0),
    "aras": (rk.aras, {}, 1.0),
    "copras": (rk.copras, {}, 1.0),
    "marcos": (rk.marcos, {}, 2 / 3),
}
LOWER_IS_BETTER = {"moora_reference_point", "multimoora"}


@pytest.mark.parametrize("name", NOTHING_LEFT)
def test_where_no_column_has_a_value_everybody_has_the_stated_score(name):
    method, options, score = NOTHING_LEFT[name]
    got = method(ZEROS, [3, 1], benefit=[True, False], ties="average", ids=list("dbca"), **options)
    assert got.score == pytest.approx([score] * 4, rel=1e-15)
    assert got.rank.tolist() == [2.5] * 4
    assert got.higher_is_better is (name not in LOWER_IS_BETTER)
    assert got.ids.tolist() == ["d", "b", "c", "a"]
    assert got.provenance.options["method"] == method.__name__
    assert options.items() <= got.provenance.options.items()
    assert [note.split(":")[0] for note in got.provenance.left_out] == ["column 0", "column 1"]
    assert got.details["columns"].size == got.details["weights"].size == 0


@pytest.mark.parametrize("name", NOTHING_LEFT)
def test_that_score_is_the_one_of_equal_rows(name):
    # A column in which all are alike says as little as no column: where the score of equal rows
    # does not depend on what they are alike at, it is the stated one.
    method, options, score = NOTHING_LEFT[name]
    alike = method([[5.0]] * 4, [1], **options).score
    if name in {"moora", "full_multiplicative"}:  # x/√Σx² = 5/√100
        assert alike == pytest.approx([0.5] * 4)
    else:
        assert alike == pytest.approx([score] * 4)


def test_nobody_outranks_anybody_where_no_column_tells_them_apart():
    got = rk.electre_i([[2.0, 7.0], [2.0, 7.0], [2.0, 7.0]], [0.3, 0.2], concordance=0.9)
    assert got.concordance.tolist() == [[1.0] * 3] * 3
    assert got.discordance.tolist() == [[0.0] * 3] * 3
    assert not got.relation.any()
    assert got.kernel.all()
    # Equals agree wholly, even where the weights are kept as they are and sum to a half.
    kept = rk.electre_i([[2.0], [2.0]], [0.5], normalize=False)
    assert kept.concordance.tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert rk.electre_i(ZEROS, [3, 1]).concordance.tolist() == [[1.0] * 4] * 4


@given(
    x=st.lists(st.integers(-20, 20), min_size=2, max_size=9),
    threshold=st.integers(1, 12),
    inclusive=st.booleans(),
)
@settings(max_examples=120)
def test_who_lies_below_by_a_threshold_in_tenths(x, threshold, inclusive):
    """Tenths are no floats: .3 − .1 falls short of .2, and yet it is .2 to a reader."""
    tenths = [Fraction(value, 10) for value in sorted(x)]
    limit = Fraction(threshold, 10)
    by_hand = [sum(a - b >= limit if inclusive else a - b > limit for b in tenths) for a in tenths]
    got = below_by(np.array(sorted(x)) / 10, threshold / 10, inclusive=inclusive)
    assert got.tolist() == by_hand


def test_a_lead_that_floats_put_short_of_the_threshold_reaches_it():
    assert 0.3 - 0.1 < 0.2
    assert below_by(np.array([0.1, 0.3, 0.3]), 0.2, inclusive=True).tolist() == [0, 1, 1]
    assert below_by(np.array([0.1, 0.3, 0.3]), 0.2).tolist() == [0, 0, 0]


@pytest.mark.parametrize(("kind", "q", "p"), [("linear", 2, 2), ("v_shape", None, 0)])
def test_thresholds_that_meet_make_a_step(kind, q, p):
    # From p on the preference is whole, and up to q = p there is none: the step of "u_shape".
    x = [[3], [5], [4], [9], [7]]
    got = rk.promethee_ii(x, [1], preference=kind, p=p, **({} if q is None else {"q": q}))
    step = rk.promethee_ii(x, [1], preference="u_shape", q=p)
    assert got.score.tolist() == step.score.tolist()
    # 9 leads by more than 2 over 3, 5 and 4, and nobody leads 9: 3/4; with p = 0 over all four.
    assert got.score[3] == (3 / 4 if p else 1.0)


def test_shares_of_aspects_need_the_aspects():
    people, ideal = [[3, 4, 5]], [3, 3, 3]
    with pytest.raises(InputError) as caught:
        rk.profile_matching(people, ideal, core=[True, False, True], aspect_shares={"hard": 1.0})
    fault = caught.value
    assert (fault.code, fault.argument) == ("contradiction", "aspect_shares")
    assert (fault.expected, fault.found) == ("`aspects` too", "shares for 'hard'")
    with pytest.raises(InputError) as caught:
        rk.profile_matching(
            people,
            ideal,
            core=[True, False, True],
            aspects=["soft", "hard", "soft"],
            aspect_shares={"soft": 0.5, "hrad": 0.5},
        )
    assert caught.value.expected == "a share for each of 'soft', 'hard'"
    assert caught.value.found == "shares for 'soft', 'hrad'"
    assert caught.value.hint == "Name every aspect of `aspects` once."


@pytest.mark.parametrize("empty", [np.empty((0, 2)), np.empty((3, 0))])
def test_a_matrix_of_nothing_is_refused(empty):
    with pytest.raises(InputError) as caught:
        rk.saw(empty, [1, 1])
    fault = caught.value
    assert (fault.code, fault.argument) == ("too_few", "matrix")
    assert fault.expected == "at least one row and one column"
    assert fault.found == f"shape {empty.shape}"


def test_a_ranking_is_titled_by_its_method():
    low = rk.vikor([[3, 4], [5, 1], [2, 2]], [1, 2])
    high = rk.saw([[3, 4], [5, 1]], [1, 2])
    assert low._headline("en") == "Ranking(vikor, n=3, lower is better)"
    assert high._headline("en") == "Ranking(saw, n=2, higher is better)"
    assert high._headline("id") == "Peringkat (saw, n=2, makin tinggi makin baik)"


@pytest.mark.parametrize(
    ("method", "option"),
    [
        (rk.vikor, "mix"),
        (rk.waspas, "mix"),
        (rk.cocoso, "mix"),
        (rk.electre_i, "concordance"),
        (rk.electre_i, "discordance"),
    ],
)
def test_shares_are_from_nothing_to_the_whole(method, option):
    x = [[3.0, 8], [5, 2], [4, 7]]
    for share in (0, 1):
        method(x, [1, 2], **{option: share})
    for share in (-0.001, 1.001, np.nan):
        with pytest.raises(InputError) as caught:
            method(x, [1, 2], **{option: share})
        assert caught.value.argument == option


def test_a_distance_is_not_below_zero():
    rk.codas([[3.0], [5]], [1], tau=0)
    with pytest.raises(InputError) as caught:
        rk.codas([[3.0], [5]], [1], tau=-0.001)
    assert caught.value.argument == "tau"


TIED = {
    "codas": 0.0,
    "edas": 0.5,
    "mabac": 0.0,
    "vikor": 0.0,
    # k_a = 1/n, k_b = 2, k_c = 1, and n = 3.
    "cocoso": (2 / 3) ** (1 / 3) + (1 / 3 + 2 + 1) / 3,
    "promethee_ii": 0.0,
}


@pytest.mark.parametrize("name", TIED)
def test_a_tie_of_all_keeps_the_name_of_its_method(name):
    options = {"preference": "level", "q": 1, "p": 2} if name == "promethee_ii" else {}
    got = getattr(rk, name)([[3.0, 8]] * 3, [1, 2], ties="dense", **options)
    assert got.provenance.options["method"] == name
    assert got.rank.tolist() == [1.0] * 3
    assert got.score == pytest.approx([TIED[name]] * 3, rel=1e-14)


DIVIDES_BY_THE_RANGE = {
    "saw min_max": (rk.saw, {"normalization": "min_max"}),
    "topsis min_max": (rk.topsis, {"normalization": "min_max"}),
    "vikor": (rk.vikor, {}),
    "mabac": (rk.mabac, {}),
    "cocoso": (rk.cocoso, {}),
}
KEEPS_THE_CONSTANT = {
    "saw": (rk.saw, {}),
    "wp": (rk.wp, {}),
    "waspas": (rk.waspas, {}),
    "topsis": (rk.topsis, {}),
    "moora": (rk.moora, {}),
    "multimoora": (rk.multimoora, {}),
    "aras": (rk.aras, {}),
    "copras": (rk.copras, {}),
    "marcos": (rk.marcos, {}),
    "edas": (rk.edas, {}),
    "codas": (rk.codas, {}),
    "promethee_ii": (rk.promethee_ii, {}),
}


@pytest.mark.parametrize("name", DIVIDES_BY_THE_RANGE | KEEPS_THE_CONSTANT)
def test_which_methods_leave_out_a_column_without_differences(name):
    method, options = (DIVIDES_BY_THE_RANGE | KEEPS_THE_CONSTANT)[name]
    got = method({"a": [5.0, 5, 5], "b": [3.0, 8, 4]}, [1, 3], **options)
    if name in DIVIDES_BY_THE_RANGE:
        assert got.details["columns"].tolist() == [1]
        assert got.provenance.left_out == ("column 'a': no differences",)
    else:
        assert got.details["columns"].tolist() == [0, 1]
        assert got.provenance.left_out == ()
    idle = method({"a": [5.0, 6, 5], "b": [3.0, 8, 4]}, [0, 3], **options)
    assert idle.details["columns"].tolist() == [1]
    assert idle.provenance.left_out == ("column 'a': weight 0",)


@pytest.mark.parametrize("method", [rk.saw, rk.waspas, rk.codas, rk.aras, rk.marcos])
def test_where_costs_are_divided_by_a_benefit_may_be_nothing(method):
    # The first has nothing of the benefit, and is worst in the cost as well.
    got = method([[0.0, 9], [5, 5], [2, 3]], [3, 2], benefit=[True, False])
    assert np.isfinite(got.score).all()
    assert got.rank[0] == 3.0
    for x, place in (
        ([[0.0, 0], [5, 5]], "row 0 column 1"),
        ([[-1.0, 4], [5, 5]], "row 0 column 0"),
    ):
        with pytest.raises(InputError, match=place):
            method(x, [3, 2], benefit=[True, False])


def test_a_score_of_a_gap_that_is_missing_is_named_by_its_gap():
    with pytest.raises(InputError) as caught:
        rk.profile_matching(
            [[4, 3]], [3, 3], core=[True, False], gap_scores={0: 5.0, 1: float("nan"), -1: 3.0}
        )
    fault = caught.value
    assert (fault.argument, fault.code, fault.found) == (
        "gap_scores",
        "missing_value",
        "row 1 (missing)",
    )
    assert [place.id for place in fault.positions] == [1]
