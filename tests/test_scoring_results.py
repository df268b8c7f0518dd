"""What results of scoring know about how they were made, and figures of irregular input by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.indicators import (
    Band,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    MinMax,
    Power,
    Scorecard,
    Steps,
    SumShare,
    Target,
    Text,
)
from kinerja.scoring import (
    adjusted_mpi,
    choquet,
    combine_periods,
    compare,
    compare_cards,
    explain,
    explain_card,
    mpi,
    next_band,
    recognize,
    score,
    score_by,
    sensitivity,
    trend,
)
from test_scoring_words import CARD, FIRST, MADE, MIXED, NEW, X, leaf

nan = float("nan")
TABLE = dict(zip("abcd", np.array(X).T, strict=True))
LATER = score(
    CARD,
    [[20, 20, 40, 72], [40, 31, 90, 60]],
    ids=["x", "w"],
    missing="reweight",
    min_coverage=0.5,
)
OTHERS = {"i": [1, 2], "s": [1, 2], "t": [3, 4], "p": [4, 5], "q": [3, 6]}


def how(result):
    """Options, missing policy, what was left out, rows and columns of a result's provenance."""
    made = result.provenance
    return dict(made.options), made.missing, made.left_out, made.rows, list(made.data)


def test_scores_know_how_they_were_made():
    assert how(MADE) == (
        {"min_coverage": 0.0, "by": False, "targets": ()},
        "reweight",
        ("1 missing values",),
        3,
        ["a", "b", "c", "d"],
    )
    assert MADE.provenance.definition == CARD.fingerprint
    assert MADE.provenance.same_data(TABLE)
    assert not MADE.provenance.same_data({**TABLE, "d": [72, 60, 81]})
    aimed = Scorecard(code="t", name="T", parts=(leaf("a", scale=Target(target=10)), leaf("b")))
    made = score(
        aimed,
        [[5, 70], [8, nan], [9, 60]],
        by=["u", "u", "v"],
        missing="propagate",
        min_coverage=0.25,
        targets={"a": [10, 0, 9]},
    )
    assert how(made) == (
        {"min_coverage": 0.25, "by": True, "targets": ("a",)},
        "propagate",
        (
            "2 missing values",
            "1 of them values without a personal target",
            "1 subjects without a total",
        ),
        3,
        ["a", "b"],
    )
    # 5 of 10 and 70; 9 of 9 and 60
    np.testing.assert_array_equal(made.total, [60, nan, 80])
    assert how(score(CARD, X[:2]))[1:3] == ("raise", ())


def test_comparisons_know_how_they_were_made():
    change = compare(MADE, LATER)
    assert how(change) == ({"rebase": False}, "reweight", (), None, [])
    # two minutes less of 50: 4 points of a, .3 of them in the total
    assert change.total.tolist() == pytest.approx([1.2])
    assert change.contributions.tolist() == [pytest.approx([1.2, 0, 0, 0])]
    assert (change.ids.tolist(), change.joiners.tolist(), change.leavers.tolist()) == (
        ["x"],
        ["w"],
        ["y", "z"],
    )
    assert change.before.tolist() == pytest.approx([64.8])
    assert change.after.tolist() == pytest.approx([66])
    assert change.pattern_changed.tolist() == [False]
    assert change.provenance.definition == CARD.fingerprint
    again = compare(MADE, LATER, rebase=True)
    assert how(again)[0] == {"rebase": True}
    assert how(again)[2] == ("earlier values were scored again with the later card",)
    assert how(NEW) == (
        {"old": CARD.fingerprint, "min_coverage": 0.0},
        "propagate",
        (),
        None,
        [],
    )
    assert NEW.provenance.definition == NEW.new_card.fingerprint
    assert NEW.ids.tolist() == ["x", "y", "z"]
    np.testing.assert_allclose(NEW.scale, [-7.2, -12, nan])
    np.testing.assert_allclose(NEW.weight, [-0.4, 15, nan])
    np.testing.assert_allclose(NEW.structure, [0, 0, nan], atol=1e-12)


def test_periods_and_posts_know_how_they_were_made():
    year = combine_periods([MADE, LATER], weights=[1, 3])
    assert how(year) == (
        {"method": "mean_of_ratios", "periods": 2},
        "reweight",
        (),
        None,
        [],
    )
    assert year.provenance.definition == CARD.fingerprint
    # w: .3·40 + .2·77.5 + 11.25 + 22.5; x: (64.8 + 3·66)/4
    assert year.total.tolist() == pytest.approx([65.7, 60.75, 75, 61.25])
    by = score_by(
        {"k": CARD, "m": MIXED},
        {**{code: x[:2] for code, x in TABLE.items()}, **OTHERS},
        ["k", "m"],
        together="points",
        min_coverage=0.2,
        missing="reweight",
    )
    assert how(by) == (
        {
            "cards": {"k": CARD.fingerprint, "m": MIXED.fingerprint},
            "together": "points",
            "min_coverage": 0.2,
        },
        "reweight",
        (),
        None,
        [],
    )
    assert by.comparable.tolist() == by.total.tolist()
    apart = score_by({"k": CARD}, {code: x[:2] for code, x in TABLE.items()}, ["k", "k"])
    assert np.isnan(apart.comparable).all()
    assert apart.grades("id").tolist() == ["good", "good"]
    assert (apart.ids, apart["k"].ids.tolist()) == (None, [0, 1])


def test_explanations_know_how_they_were_made():
    why = explain(MADE, "z", standard_errors=2, language="id")
    assert how(why) == (
        {"baseline": "mean", "language": "id"},
        "reweight",
        ("c: no value",),
        None,
        [],
    )
    assert (why.missing, why.strengths, why.improvements) == (("c",), ("a", "d"), ("b",))
    assert (why.baseline, why.standard_error, why.reply) == ("mean", 2, None)
    page = explain_card(CARD, language="id")
    assert how(page) == ({"language": "id"}, None, (), None, [])
    assert page.provenance.definition == CARD.fingerprint
    assert page.name.tolist() == ["Antrean", "Laporan", "Calls", "Visits"]
    assert page.scale.tolist()[:2] == ["60 sampai 10 min", "0 sampai 40"]
    told = repr(explain(MADE, "z"))
    for line in ("Explanation of a score", "  total           75.0", "  baseline        mean"):
        assert line in told.splitlines()
    assert "What was measured: Wait 10 min, Reports 10, Visits 80%." in told
    assert repr(page).splitlines()[0] == "What a card measures"


def test_the_next_grade_knows_how_it_was_found():
    found = next_band(MADE, "z", costs={"a": 2}, changeable=["a", "d"])
    assert how(found) == (
        {"costs": {"a": 2.0, "b": 1.0, "c": 1.0, "d": 1.0}, "changeable": ("a", "d")},
        "reweight",
        (),
        None,
        [],
    )
    # 5 points short, and d counts a half where c is missing: 10 points of it
    assert (found.band, found.distance, found.joint_cost) == ("very good", 5, pytest.approx(10))
    np.testing.assert_allclose(found.points_needed, [nan, nan, nan, 10])
    np.testing.assert_allclose(found.raw_value, [nan, nan, nan, 90])
    np.testing.assert_allclose(found.joint, [0, 0, 0, 10], atol=1e-9)
    np.testing.assert_allclose(found.joint_value, [10, 10, nan, 90])
    gone = next_band(score(CARD, X, missing="propagate"), 2)
    assert how(gone)[1] == "propagate"
    assert (gone.band, gone.codes.tolist()) == ("", ["a", "b", "c", "d"])
    assert np.isnan([gone.distance, gone.joint_cost]).all()


def test_rankings_know_how_they_were_made():
    assert how(FIRST)[:4] == (
        {"level": 0.95, "side": "top", "by": True},
        "raise",
        ("1 subjects not eligible",),
        7,
    )
    lone = recognize([90, 84, 83], [1, 2, 3], count=2, side="bottom", level=0.8)
    assert how(lone) == (
        {"level": 0.8, "side": "bottom", "by": False},
        "raise",
        (),
        3,
        ["totals", "standard_errors"],
    )
    line = trend(
        [[1, 2, 4.0], [3, nan, 5]],
        times=[0, 1, 3],
        reliability=0.8,
        missing="omit",
        level=0.9,
        ids=["p", "q"],
    )
    assert how(line) == (
        {"level": 0.9, "times": (0.0, 1.0, 3.0), "reliability": 0.8},
        "omit",
        ("1 missing totals",),
        2,
        ["0", "1", "2"],
    )
    # Slopes 1, 1, 1 and 2/3; the first totals 1 and 3 have a spread of √2: 3/(√2·√.4).
    assert line.slope.tolist() == pytest.approx([1, 2 / 3])
    assert line.reliable_change.tolist() == pytest.approx([3 / 0.8**0.5, 2 / 0.8**0.5])
    assert line.periods.tolist() == [3, 2]
    assert repr(line).splitlines()[0] == "Trend of 2: 0 up, 0 down at 0.9"


def test_a_sensitivity_knows_how_it_was_made():
    options = {"draws": 200, "weight_spread": 0.3, "level": 0.9, "missing": "propagate"}
    found = sensitivity(CARD, X, rng=3, ids=["x", "y", "z"], **options)
    assert how(found) == (
        {
            "draws": 200,
            "weight_spread": 0.3,
            "standard_errors": False,
            "rng": 3,
            "level": 0.9,
        },
        "propagate",
        ("1 missing values", "1 subjects without a total"),
        3,
        ["a", "b", "c", "d"],
    )
    # z has no total: no rank, no share of any, and nobody is behind it.
    shares = found.rank_acceptability
    assert shares[2].tolist() == [0, 0, 0]
    assert shares[:, 2].tolist() == [0, 0, 0]
    np.testing.assert_allclose(shares[:2, :2].sum(axis=1), 1)
    np.testing.assert_allclose(found.expected_rank[:2], shares[:2, :2] @ [1, 2])
    assert np.isnan([found.expected_rank[2], found.lower[2], found.upper[2], found.top(1)[2]]).all()
    assert (found.ids.tolist(), found.draws, found.level) == (["x", "y", "z"], 200, 0.9)
    drawn = sensitivity(CARD, X[:2], rng=np.random.default_rng(3), draws=3, standard_errors=1)
    assert how(drawn)[0]["rng"] == "Generator"
    assert how(drawn)[0]["standard_errors"] is True
    # x leads by .3·36 − .2·25 − .125·50 + .375·12 = 4.05, and y is ahead in b and c. The others
    # keep their proportions: without c a lead of (4.05 + 6.25)/.875 against 50, without b one of
    # (4.05 + 5)/.8 against 25: c goes from .125 to .191, b would have to go from .2 to .312.
    flip = found.flip
    assert (flip.first, flip.second, flip.indicator) == ("x", "y", "c")
    rest = (4.05 + 6.25) / 0.875
    assert flip.new_weight == pytest.approx(rest / (rest + 50))
    # a and d would have to lose weight: without them −6.75/.7 against 36, and −.45/.625 against 12
    down_a, up_b, down_d = 6.75 / 0.7, (4.05 + 5) / 0.8, 0.45 / 0.625
    np.testing.assert_allclose(
        flip.alone,
        [down_a / (down_a + 36), up_b / (up_b + 25), flip.new_weight, down_d / (down_d + 12)],
    )
    assert (flip.weight, flip.change) == pytest.approx((0.125, flip.new_weight - 0.125))
    assert flip.codes.tolist() == ["a", "b", "c", "d"]
    assert flip.weights.tolist() == pytest.approx([0.3, 0.2, 0.125, 0.375])


def test_headlines_are_in_english_unless_asked():
    table = {code: x[:2] for code, x in TABLE.items()}
    ranked = sensitivity(CARD, X[:2], rng=1, draws=2)
    level = sensitivity(identity_card(a=1), [[1], [2]], rng=1, draws=2)
    made = [
        MADE,
        MADE["x"],
        NEW,
        FIRST,
        compare(MADE, LATER),
        explain(MADE, "x"),
        explain_card(CARD),
        score_by({"k": CARD}, table, ["k", "k"]),
        score_by({"k": CARD}, table, ["k", "k"], together="points"),
        trend([[1, 2.0]]),
        ranked,
        ranked.flip,
        level.flip,
    ]
    for one in made:
        assert one._headline() == one._headline("en") == repr(one).splitlines()[0]
        assert one._headline("id") != one._headline()
    assert ranked.flip._headline() == (
        "Flip: 1 ties with 0 when the weight of 'c' goes from 0.125 to 0.1906"
    )


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (compare(MADE, LATER), "codes"),
        (explain(MADE, "x"), "codes"),
        (explain_card(CARD), "codes"),
        (explain_card(CARD), "name"),
        (explain_card(CARD), "scale"),
        (next_band(MADE, "x"), "codes"),
        (next_band(score(CARD, [[10, 40, 90, 88]]), 0), "codes"),
        (MADE["x"].of_group, "codes"),
        (sensitivity(CARD, X[:2], rng=1, draws=2).flip, "codes"),
    ],
)
def test_labels_stay_the_objects_that_they_are(made, name):
    """Text of a fixed width would cut a label that is put in later."""
    labels = getattr(made, name)
    assert labels.dtype == object
    assert labels.shape == (4,)


# --- figures of irregular input


def identity_card(**weights):
    parts = tuple(
        Indicator(code=code, name=code, scale=Identity(), weight=w) for code, w in weights.items()
    )
    return Scorecard(code="c", name="C", parts=parts)


def test_sums_over_periods_use_what_is_there():
    card = identity_card(a=3, b=1)
    first = score(card, [[60, nan], [90, 30]], ids=["x", "y"], missing="reweight")
    second = score(card, [[90, 40]], ids=["x"], missing="reweight")
    sums = combine_periods([first, second], weights=[1, 3], method="ratio_of_sums")
    # x: a (60 + 3·90)/4 = 82.5, b 40 in the second only; y: the first only
    assert sums.total.tolist() == [(3 * 82.5 + 40) / 4, 75]
    assert sums.weight.tolist() == [[0.25, 0.75], [1, 0]]
    np.testing.assert_array_equal(sums.totals, [[60, 77.5], [75, nan]])
    ratios = combine_periods([first, second], weights=[1, 3])
    assert ratios.total.tolist() == [(60 + 3 * 77.5) / 4, 75]
    own = combine_periods([first, second], weights=[[1, 1], [2, 5]], method="ratio_of_sums")
    assert own.total.tolist() == [(3 * 75 + 40) / 4, 75]


@pytest.mark.parametrize(("policy", "total"), [("reweight", 60), ("propagate", nan), (20.0, 50.0)])
def test_sums_over_periods_keep_the_policy_of_the_first(policy, total):
    # a 60 with weight 3, and b missing in both: its weight to a, no total, or 20 points
    card = identity_card(a=3, b=1)
    there = score(card, [[60, nan]], ids=["x"], missing=policy)
    whole = score(card, [[60, 40]], ids=["x"])
    if policy != "propagate":
        sums = combine_periods([there, there], weights=[1, 2], method="ratio_of_sums")
        assert sums.total.tolist() == [total]
    mixed = combine_periods([there, whole], weights=[1, 1], method="ratio_of_sums")
    # (3·60 + 40)/4: where one period has a value the mean is over it
    assert mixed.total.tolist() == [55]


def test_sums_over_periods_keep_the_coverage_of_the_first():
    # a (weight 3 of 4) is missing in both: a share of .25 is there
    card = identity_card(a=3, b=1)
    strict, lax = (
        score(card, [[nan, 40]], ids=["x"], missing="reweight", min_coverage=least)
        for least in (0.5, 0.1)
    )
    lenient = combine_periods([lax, strict], weights=[1, 1], method="ratio_of_sums")
    assert lenient.total.tolist() == [40]
    assert lenient.weight.tolist() == [[1, 0]]
    severe = combine_periods([strict, lax], weights=[1, 1], method="ratio_of_sums")
    assert np.isnan(severe.total).tolist() == [True]


def test_choquet_of_unequal_shares_by_hand():
    # 10 + 40 + 19.5 less half of .3·30 − .1·15; a's share is just half of .3 + .1
    pairs = {(0, 1): 0.3, (2, 0): -0.1}
    assert choquet([50, 80, 65], [0.2, 0.5, 0.3], pairs) == pytest.approx([65.75])
    matrix = np.zeros((3, 3))
    matrix[0, 1], matrix[0, 2] = 0.3, -0.1
    for given in (matrix, matrix + matrix.T):
        assert choquet([[50, 80, 65]], [0.2, 0.5, 0.3], given) == pytest.approx([65.75])


def test_goalposts_in_either_direction_by_hand():
    # places .2 and .8 of each column: 70 + 60·.2 = 82 and 118; mean 100 with S² = 324
    x = [[3, 80], [9, 20], [3, 20]]
    assert adjusted_mpi(x, [1, 100], [11, 0]) == pytest.approx([82, 118, 96.76])
    assert adjusted_mpi(x, [1, 100], [11, 0], penalty="plus") == pytest.approx([82, 118, 103.24])
    turned = np.array(x) * [1, -1]
    assert mpi(x, benefit=[True, False]) == pytest.approx(mpi(turned))
    assert mpi(turned, penalty="plus").max() > 100 > mpi(turned).min()
    assert mpi(np.empty((0, 2))).size == 0


STAIRS = Scorecard(
    code="s",
    name="S",
    bands=Bands.of({"low": 0, "high": 60}),
    parts=(
        leaf("stair", 2, scale=Steps(thresholds=(1, 3), points=(0, 40, 100))),
        leaf("line", 1),
    ),
)


@pytest.mark.parametrize(
    ("costs", "value", "cost"),
    [
        # 2·stair + line ≥ 180 from (0, 50): the first step and 50 of the line, or both steps
        ({}, [1, 100], 40 + 50),
        ({"line": 2}, [3, 50], 100),
        ({"stair": 3, "line": 0.5}, [1, 100], 120 + 25),
        ({"stair": 0, "line": 1}, [3, 50], 0),
    ],
)
def test_the_cheapest_way_over_stairs_by_hand(costs, value, cost):
    found = next_band(score(STAIRS, [[0, 50]]), 0, costs=costs)
    np.testing.assert_allclose(found.joint_value, value)
    assert found.joint_cost == pytest.approx(cost, abs=1e-6)
    np.testing.assert_allclose(found.raw_value, [3, nan])  # the line alone comes to 100 of 180
    np.testing.assert_allclose(found.points_needed, [100, nan])  # a step is taken whole


def test_a_part_keeps_each_kind_of_rank():
    scores = score(identity_card(a=1), [[70], [80], [80], [60], [nan]], missing="propagate")
    np.testing.assert_array_equal(scores.rank, [3, 1, 1, 4, nan])
    np.testing.assert_array_equal(scores.ranked("average"), [3, 1.5, 1.5, 4, nan])
    np.testing.assert_array_equal(scores.ranked("dense"), [2, 1, 1, 3, nan])
    part = scores.subset([True, False, True, False, False])
    assert [part.ranked(ties).tolist() for ties in ("min", "average", "dense")] == [
        [3, 1],
        [3, 1.5],
        [2, 1],
    ]
    assert part.of_group.size == 5
    assert part.mean_points(0).tolist() == [72.5]  # of the four that have one
    assert repr(part).startswith("Scores of 2 of the 5 scored on 1 indicators")


def test_each_group_of_relative_scales_has_its_own_card():
    card = Scorecard(
        code="r",
        name="R",
        parts=(leaf("a", scale=MinMax()), Group(code="g", name="G", parts=(leaf("b"),), weight=3)),
    )
    scores = score(card, [[1, 50], [3, 60], [10, 70], [30, 80]], by=["u", "u", "v", "v"])
    assert scores.points[:, 0].tolist() == [0, 100, 0, 100]
    assert scores.total.tolist() == [37.5, 70, 52.5, 85]
    assert scores.rank.tolist() == [2, 1, 2, 1]
    assert [scores.anchored[unit].indicators[0].scale.best for unit in "uv"] == [3, 30]
    assert scores.mean_points(1).tolist() == [50, 55]
    assert scores.mean_points(2).tolist() == [50, 75]
    assert scores[3].mean_points(0).tolist() == [50, 75]


def test_a_card_of_two_versions_is_compared_through_its_labels():
    old = identity_card(a=1).model_copy(update={"bands": Bands.of({"C": 0, "B": 50, "A": 80})})
    new = old.model_copy(update={"bands": Bands.of({"D": 0, "C": 30, "B": 50, "A": 70})})
    tried = compare_cards(old, new, [[75], [20], [55]])
    # B to A, C to D and B to B: of labels that both have, C is the second lowest of the new card
    assert tried.old_band.tolist() == ["B", "C", "B"]
    assert tried.new_band.tolist() == ["A", "D", "B"]
    assert "Of the grades 1 would rise, 1 would fall and 1 would stay." in tried.text()
    assert tried.band_cause.tolist() == ["band", "band", ""]
    assert tried.changes_band.tolist() == [True, True, False]


def test_each_post_has_the_policy_and_the_coverage_asked_for():
    table = {"a": [22, 40], "b": [nan, 30], "c": [40, nan], "d": [72, nan]}
    # x lacks Reports (.2): (.3·76 + .5·64)/.8; y lacks the whole group (.5)
    by = score_by({"k": CARD}, table, ["k", "k"], missing="reweight")
    assert by.total.tolist() == pytest.approx([68.5, (0.3 * 40 + 0.2 * 75) / 0.5])
    most = score_by({"k": CARD}, table, ["k", "k"], missing="reweight", min_coverage=0.6)
    np.testing.assert_allclose(most.total, [68.5, nan])
    zero = score_by({"k": CARD}, table, ["k", "k"], missing=0.0)
    assert zero.total.tolist() == pytest.approx([0.3 * 76 + 0.5 * 64, 27])
    assert np.isnan(score_by({"k": CARD}, table, ["k", "k"], missing="propagate").total).all()


def test_a_wide_power_mean_of_one_is_explained_as_the_arithmetic_mean():
    leaves = tuple(leaf(f"i{n}", 1.0 + n) for n in range(30))
    rows = np.random.default_rng(4).uniform(0, 100, (3, 30))
    plain, power = (
        explain(
            score(Scorecard(code="w", name="W", parts=leaves, aggregation=how), rows), 1, baseline=0
        )
        for how in ("arithmetic", Power(p=1.0))
    )
    np.testing.assert_allclose(power.contributions, plain.contributions, atol=1e-9)
    weight = (1 + np.arange(30)) / 465
    np.testing.assert_allclose(plain.contributions, weight * (rows[1] - rows[0]), atol=1e-9)


def test_earlier_values_are_scored_again_under_their_own_policy():
    # z lacks Calls, an eighth of the weight: no total where .9 had to be there
    for least, total in ((0.9, nan), (0.5, 75)):
        before = score(CARD, X, ids=["x", "y", "z"], missing="reweight", min_coverage=least)
        after = score(CARD, [[10, 20, 40, 80]], ids=["z"])
        change = compare(before, after, rebase=True)
        np.testing.assert_array_equal(change.before, [total])
        assert change.after.tolist() == [75]
        assert change.pattern_changed.tolist() == [True]


def test_small_things_that_results_say():
    assert how(trend([[1.0, 2], [2, 4]]))[1:3] == ("raise", ())
    scores = score(CARD, X[:2], by=["u", "v"])
    assert repr(scores.anchored) == repr(dict(scores.anchored))
    numbered = combine_periods(
        [
            score(identity_card(a=1), [[1], [2]], ids=[7, 3]),
            score(identity_card(a=1), [[4]], ids=[9]),
        ],
        weights=[1, 1],
    )
    assert (numbered.ids.tolist(), numbered.ids.dtype.kind) == ([7, 3, 9], "i")
    table = {code: x[:2] for code, x in TABLE.items()}
    by = score_by({"k": CARD}, table, ["k", "k"], together="z_score")
    assert repr(by).splitlines()[0] == "Scores of 2 subjects on 1 cards, ranked together by z_score"


def test_what_costs_nothing_rises_no_further_than_it_must():
    parts = (leaf("a"), leaf("b"), leaf("c"))
    # 40, 50, 60: a alone to 70, or to 60³/(50·60) = 72; under the minimum both lower ones
    for how_, rise, b in (("arithmetic", 30, 0), ("geometric", 32, 0), ("minimum", 20, 10)):
        card = Scorecard(
            code="c", name="C", parts=parts, aggregation=how_, bands=Bands.of({"lo": 0, "hi": 60})
        )
        found = next_band(score(card, [[40, 50, 60]]), 0, costs={"a": 0})
        np.testing.assert_allclose(found.joint, [rise, b, 0], atol=1e-5)
        assert found.joint_cost == pytest.approx(b, abs=1e-5)


def test_people_by_unit_and_grade_by_hand():
    card = identity_card(a=1).model_copy(
        update={"bands": Bands.of({"fair": 0, "good": 60, "very good": 80})}
    )
    x = [[10], [70], [90], [65], [nan], [85], [nan]]
    scores = score(card, x, missing="propagate")
    counts = scores.grade_counts(["u", "u", "v", "v", "v", "u", "w"], minimum=1)
    assert counts.group.tolist() == ["u", "v", "w"]
    assert counts.grade.tolist() == ["fair", "good", "very good"]
    assert counts.n.tolist() == [3, 2, 0]
    assert counts.count.tolist() == [[1, 1, 1], [0, 1, 1], [0, 0, 0]]
    np.testing.assert_allclose(counts.share, [[1 / 3] * 3, [0, 0.5, 0.5], [nan] * 3])
    assert counts.suppressed == ()
    assert counts.provenance.definition == card.fingerprint
    whole = scores.grade_counts(minimum=1)
    assert (whole.group.tolist(), whole.n.tolist()) == (["all"], [5])
    assert whole.count.tolist() == [[1, 2, 2]]
    hidden = scores.grade_counts(["u", "u", "v", "v", "v", "u", "w"], minimum=2)
    assert dict(hidden.provenance.options) == {"minimum": 2}
    assert ("u", "fair") in hidden.suppressed
    assert hidden.group.tolist() == ["u", "v", "w"]
    assert np.isnan(hidden.count).sum() == len(hidden.suppressed)
    np.testing.assert_array_equal(np.isnan(hidden.count[:2]), np.isnan(hidden.share[:2]))


def test_an_order_beyond_all_floats_is_no_weighted_sum():
    card = Scorecard(code="p", name="P", parts=(leaf("a"), leaf("b")), aggregation=Power(p=-400.0))
    # (1/1000)⁻⁴⁰⁰ is beyond 1.8e308, 0.5⁻⁴⁰⁰ is not
    far = sensitivity(card, [[0.1, 100], [60, 70]], rng=1, draws=2)
    assert far.flip is None
    near = sensitivity(card, [[50, 100], [60, 70]], rng=1, draws=2)
    assert near.flip is not None
    assert near.flip.first == 1


def test_nothing_that_is_there_is_a_coverage_of_exactly_0():
    # ten shares of a tenth do not add up to 1 in floats
    card = identity_card(**{f"i{n}": 1 for n in range(10)})
    scores = score(card, [[nan] * 10, [nan] * 9 + [80.0]], missing="reweight")
    assert scores.coverage[0] == 0
    assert scores.coverage[1] == pytest.approx(0.1)
    np.testing.assert_array_equal(scores.total, [nan, 80])
    filled = score(card, [[nan] * 10], missing=50.0)
    assert np.isnan(filled.total).all()


@pytest.mark.parametrize(("least", "value"), [(10, 12), (12, 12), (13, nan), (None, 12)])
def test_advice_stays_inside_the_range_of_values(least, value):
    # less is better: 100 − x; with 50 beside it 88 points are needed for 69
    card = Scorecard(
        code="c",
        name="C",
        bands=Bands.of({"lo": 0, "hi": 69}),
        parts=(
            leaf("a", scale=Linear(worst=100, best=0), valid_range=(least, 100)),
            leaf("b", valid_range=(0, 50)),
        ),
    )
    found = next_band(score(card, [[40, 50]]), 0)
    np.testing.assert_allclose(found.raw_value, [value, nan])
    np.testing.assert_allclose(found.joint_value, [value, 50 if value == value else nan])


def test_a_relative_scale_names_what_it_cannot_take():
    card = Scorecard(
        code="r",
        name="R",
        parts=(
            leaf("a"),
            leaf("b", scale=SumShare(), lower_is_better=True),
        ),
    )
    with pytest.raises(InputError) as caught:
        score(card, [[1, 2], [2, 0], [3, 4]], ids=["x", "y", "z"])
    error = caught.value
    assert (error.argument, error.code) == ("data", "not_positive")
    assert error.positions == (("y", "b"),)


def test_contributions_of_unequal_shares_by_hand():
    card = Scorecard(
        code="c",
        name="C",
        parts=(
            leaf("a", 2, scale=Linear(worst=50, best=100, clip=False)),
            Group(code="g", name="G", parts=(leaf("b", 1), leaf("c", 3)), weight=1),
        ),
    )
    scores = score(card, [[20, 40, 80]])
    # (20 − 50)/50 is −60: −40, and a third of 10 and 60
    np.testing.assert_allclose(scores.contributions, [[-40, 10 / 3, 20]])
    assert scores.total.tolist() == pytest.approx([-40 + 70 / 3])


def test_combined_totals_stand_for_an_array():
    year = combine_periods([MADE, LATER], weights=[1, 3])
    array = np.asarray(year)
    assert array.tolist() == year.total.tolist()
    assert np.asarray(year, dtype=np.float32).dtype == np.float32
    array[0] = 0  # a copy: the result stays as it is
    assert year.total[0] == pytest.approx(65.7)
    assert MADE.name_of(1) == "y"
    assert score(CARD, X[:2]).name_of(1) == 1
    assert explain_card(CARD.model_copy(update={"bands": None})).grades == ()


def test_grades_are_read_in_either_language():
    bands = Bands(
        bands=(
            Band(label=Text(en="fair", id="cukup"), lower=0),
            Band(label=Text(en="good", id="baik"), lower=60),
        )
    )
    card = CARD.model_copy(update={"bands": bands})
    assert explain_card(card).grades == ("good from 60", "fair below that")
    assert explain_card(card, language="id").grades == ("baik mulai 60", "cukup di bawahnya")
    scores = score(card, X[:2], ids=["x", "y"])
    assert scores.grades("id").tolist() == ["baik", "baik"]
    assert "kategori baik." in explain(scores, "x", language="id").text
    new = card.model_copy(update={"version": "9", "parts": NEW.new_card.parts})
    tried = compare_cards(card, new, X[:2], ids=["x", "y"])
    assert "berubah dari baik menjadi cukup" in tried.letter("x", language="id")
    assert "tetap baik" in tried.letter("y", language="id")


def test_a_change_is_shared_among_what_is_there_in_both_periods():
    card = identity_card(a=3, b=1, c=4)
    before = score(card, [[60, nan, 20], [50, 40, 30]], missing="reweight")
    after = score(card, [[80, nan, 6], [54, 32, 40]], missing="reweight")
    change = compare(before, after)
    # x: 3/7 of 20 and 4/7 of −14; y: 3/8 of 4, 1/8 of −8, 4/8 of 10
    np.testing.assert_allclose(change.contributions, [[60 / 7, 0, -8], [1.5, -1, 5]], atol=1e-12)
    np.testing.assert_allclose(change.total, [60 / 7 - 8, 5.5])


def test_cards_are_compared_with_whatever_is_there_unless_asked():
    old, new = identity_card(a=3, b=1), identity_card(a=1, b=1)
    tried = compare_cards(old, new, [[60, nan], [60, 40]], missing="reweight")
    assert tried.old_total.tolist() == [60, 55]
    assert tried.new_total.tolist() == [60, 50]
    strict = compare_cards(old, new, [[60, nan]], missing="reweight", min_coverage=0.6)
    assert strict.old_total.tolist() == [60]
    assert np.isnan(strict.new_total).tolist() == [True]


def test_peer_groups_of_one_and_cards_without_grades():
    lone = score(CARD, X[:2], by=["u", "v"])[1]
    assert lone.of_group.peers.tolist() == ["u", "v"]
    assert lone.rank.tolist() == [1]
    told = score(identity_card(a=1), [[3]]).to_dict()
    assert (told["grade"], told["grade_code"]) == (None, None)
    assert score(CARD, X[:2]).to_dict()["grade_code"] == [1, 1]


def test_a_weight_of_0_draws_nothing():
    rows = [[60, 70, 5], [70, 55, 90], [40, 90, 1]]
    with_it = sensitivity(identity_card(a=2, b=3, z=0), rows, rng=5, draws=300)
    without = sensitivity(identity_card(a=2, b=3), [row[:2] for row in rows], rng=5, draws=300)
    np.testing.assert_array_equal(with_it.rank_acceptability, without.rank_acceptability)


@pytest.mark.parametrize("seed", range(10))
def test_the_nearest_rival_is_the_nearest_of_all_pairs(seed):
    rng = np.random.default_rng([seed, 9])
    card = identity_card(a=1, b=2, c=4, d=3)
    found = sensitivity(card, rng.uniform(0, 100, (5, 4)), rng=1, draws=2)
    first = int(found.rank.argmin())
    pairs = [found.swap(first, other) for other in range(5) if other != first]
    distances = [pair.distance for pair in pairs]
    changes = [pair.change for pair in pairs]
    assert found.flip.distance == pytest.approx(np.nanmin(distances))
    assert found.flip.change == pytest.approx(np.nanmin(changes))
    assert found.flip.second_together == pairs[int(np.nanargmin(distances))].second_together
    assert found.flip.second == pairs[int(np.nanargmin(changes))].second
