"""How sure a ranking is: places over draws, and the smallest change of weights that matters."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from kinerja._digits import rank
from kinerja._scoring.rank_draws import RankCounts
from kinerja.errors import InputError
from kinerja.indicators import MPI, Group, Identity, Indicator, Log, MinMax, Power, Scorecard
from kinerja.scoring import Flip, Sensitivity, score, sensitivity


def leaf(code, weight=1.0, **more):
    return Indicator(code=code, name=code, weight=weight, **({"scale": Identity()} | more))


def card_of(*weights, **more):
    parts = tuple(leaf(f"i{j}", w) for j, w in enumerate(weights))
    return Scorecard(code="c", name="C", parts=parts, **more)


TWO = card_of(60, 40)
THREE_PEOPLE = [[90, 60], [70, 85], [40, 50]]  # totals 78, 76, 44

matrices = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 7), st.integers(2, 4)), elements=st.integers(1, 100)
)


# --- by hand ---------------------------------------------------------------------------------


def test_the_first_place_of_two_indicators_is_a_tail_of_a_beta_distribution():
    # x is before y while 20·w > 25·(1 − w), so while w > 5/9. The weight of i0 is
    # Beta(c·0.6, c·0.4) with c = (2 − 1)/0.2² − 1 = 24: Beta(14.4, 9.6).
    s = sensitivity(TWO, THREE_PEOPLE, rng=3, draws=40_000)
    first = 1 - special.betainc(14.4, 9.6, 5 / 9)
    off = 5 * np.sqrt(first * (1 - first) / 40_000)
    assert s.rank_acceptability[0, 0] == pytest.approx(first, abs=off)
    assert s.rank_acceptability[1, 0] == pytest.approx(1 - first, abs=off)
    assert s.expected_rank[0] == pytest.approx(2 - first, abs=off)
    assert s.rank_acceptability[2].tolist() == [0, 0, 1]
    assert (s.lower.tolist(), s.upper.tolist()) == ([1, 1, 3], [2, 2, 3])


def test_smallest_change_by_hand():
    # i0 from 0.6 to 5/9 makes x and y level; i1 from 0.4 to 4/9. Together the only weights that
    # sum to 1 and tie are (5/9, 4/9), at a distance of √2·(0.6 − 5/9) = √2·2/45.
    flip = sensitivity(TWO, THREE_PEOPLE, rng=1, draws=10, ids=["x", "y", "z"]).flip
    assert (flip.first, flip.second, flip.second_together) == ("x", "y", "y")
    assert flip.alone == pytest.approx([5 / 9, 4 / 9])
    assert flip.change == pytest.approx(2 / 45)
    assert flip.together == pytest.approx([5 / 9, 4 / 9])
    assert flip.distance == pytest.approx(np.sqrt(2) * 2 / 45)


def test_weights_as_stated_give_the_stated_ranking():
    s = sensitivity(TWO, THREE_PEOPLE, rng=1, weight_spread=0, draws=50)
    assert s.rank_acceptability.tolist() == np.eye(3).tolist()
    assert s.agreement == 1
    assert s.top(1).tolist() == [1, 0, 0]
    assert s.top(3).tolist() == [1, 1, 1]


def test_kendalls_w_by_hand():
    # Ranks (1,2,3), (1,3,2), (2,1,3): sums 4, 6, 8, mean 6, S = 8; W = 12·8/(9·24) = 4/9.
    counted = RankCounts(3)
    counted.add(np.array([[3.0, 2, 1], [3, 1, 2], [2, 3, 1]]))
    assert counted.agreement() == pytest.approx(4 / 9)
    # With ties (1.5, 1.5, 3) and (1, 2, 3): sums 2.5, 3.5, 6, mean 4, S = 6.5, T = 2³ − 2 = 6:
    # W = 12·6.5/(4·24 − 2·6) = 78/84.
    counted = RankCounts(3)
    counted.add(np.array([[2.0, 2, 1], [3, 2, 1]]))
    assert counted.agreement() == pytest.approx(78 / 84)
    assert counted.counts.tolist() == [[2, 0, 0], [1, 1, 0], [0, 0, 2]]


def test_a_weight_is_off_by_the_stated_share():
    # One indicator on, the others off: the total of row j is 100 times the drawn weight j.
    from kinerja._scoring.draws import drawn_weights
    from kinerja._scoring.tree import tree_of

    drawn = drawn_weights(tree_of(card_of(1, 1, 1, 1)), 0.3, 40_000, np.random.default_rng(5))["c"]
    assert drawn.mean(axis=0) == pytest.approx([0.25] * 4, rel=0.01)
    assert drawn.std(axis=0) == pytest.approx([0.075] * 4, rel=0.02)  # 0.3 × 1/4


@pytest.mark.parametrize("spread", [1e-300, 1e-14, 0.5, 0.999999])
@pytest.mark.parametrize("weights", [(1e-300, 1, 1), (1e-6, 1e-6, 1), (0, 0, 1), (1e300, 1, 1)])
def test_weights_and_spreads_at_their_ends(weights, spread):
    x = [[90, 60, 10], [70, 85, 30], [40, 50, 99]]
    s = sensitivity(card_of(*weights), x, rng=1, draws=200, weight_spread=spread)
    np.testing.assert_allclose(s.rank_acceptability.sum(axis=1), 1.0)
    assert np.isfinite(s.expected_rank).all()
    assert 0 <= s.agreement <= 1


def test_dominated_by_all_means_no_weights_can_help():
    s = sensitivity(TWO, [[90, 90], [80, 80]], rng=1, draws=20)
    assert s.flip.indicator == ""
    assert s.flip.second is None
    assert np.isnan([s.flip.change, s.flip.distance, s.flip.weight]).all()
    assert np.isnan(s.flip.together).all()
    assert np.isnan(s.flip.alone).all()
    assert s.rank_acceptability[0].tolist() == [1, 0]


def test_a_rival_level_on_one_indicator_ties_when_it_is_all():
    flip = sensitivity(TWO, [[90, 90], [90, 80]], rng=1, draws=20).flip
    assert flip.alone[0] == 1
    assert flip.together.tolist() == [1, 0]


def test_a_tie_for_the_first_place_needs_no_change():
    flip = sensitivity(TWO, [[50, 50], [50, 50], [1, 2]], rng=1, draws=20).flip
    assert (flip.second, flip.change, flip.distance) == (1, 0, 0)


def test_ties_share_the_best_place():
    s = sensitivity(TWO, [[50, 50], [50, 50], [1, 2]], rng=1, draws=20)
    assert s.rank_acceptability[:, 0].tolist() == [1, 1, 0]
    assert s.expected_rank.tolist() == [1, 1, 3]


def test_one_subject():
    s = sensitivity(TWO, [[50, 50]], rng=1, draws=20)
    assert s.rank_acceptability.tolist() == [[1]]
    assert s.flip is None
    assert s.agreement == 1


# --- measurement error, missing values, trees ---------------------------------------------------


def test_measurement_error_by_a_normal_tail():
    # One indicator, 52 against 50 with errors of 3 and 4: the difference is N(2, 5²).
    card = card_of(1)
    s = sensitivity(card, [[52], [50]], standard_errors=[[3], [4]], rng=2, draws=40_000)
    assert s.rank_acceptability[0, 0] == pytest.approx(special.ndtr(2 / 5), abs=0.0125)


def test_errors_may_be_stated_in_every_shape():
    x = [[52.0, 40], [50, 44], [47, 45]]
    runs = [
        sensitivity(TWO, x, standard_errors=e, rng=2, draws=500)
        for e in (2.0, [2, 2], np.full((3, 2), 2.0), {"i0": 2, "i1": [2, 2, 2]})
    ]
    for one in runs[1:]:
        assert (one.rank_acceptability == runs[0].rank_acceptability).all()
    exact = sensitivity(TWO, x, rng=2, draws=500)
    none = sensitivity(TWO, x, standard_errors={"i1": 0}, rng=2, draws=500)
    assert np.allclose(exact.rank_acceptability, none.rank_acceptability)


def test_errors_pass_through_the_scale_and_stay_in_the_valid_range():
    limited = Scorecard(
        code="c",
        name="C",
        parts=(leaf("a", scale=Log(worst=1, best=100), valid_range=(1, 100)),),
    )
    s = sensitivity(limited, [[5], [50]], standard_errors=40, rng=2, draws=300)
    assert s.rank_acceptability.sum(axis=1) == pytest.approx([1, 1])
    free = Scorecard(code="c", name="C", parts=(leaf("a", scale=Log(worst=1, best=100)),))
    with pytest.raises(InputError, match="valid_range") as caught:
        sensitivity(free, [[5], [50]], standard_errors=40, rng=2, draws=300)
    assert caught.value.argument == "standard_errors"
    positive = card_of(1, 1, aggregation="geometric")
    with pytest.raises(InputError, match="standard_errors"):
        sensitivity(positive, [[5, 5], [50, 50]], standard_errors=40, rng=2, draws=300)


def test_relative_scales_stay_on_the_ruler_of_the_stated_data():
    card = Scorecard(code="c", name="C", parts=(leaf("a", scale=MinMax()), leaf("b")))
    s = sensitivity(card, [[5, 30], [50, 20], [20, 90]], standard_errors=1, rng=2, draws=200)
    assert s.rank_acceptability.sum(axis=1) == pytest.approx([1, 1, 1])


def test_missing_values():
    x = [[90, np.nan], [70, 85], [40, 50]]
    with pytest.raises(InputError, match="row 0 column 'i1'"):
        sensitivity(TWO, x, rng=1)
    s = sensitivity(TWO, x, rng=1, draws=100, missing="propagate")
    assert np.isnan(s.expected_rank[0])
    assert s.rank_acceptability[0].sum() == 0
    assert s.expected_rank[1:].tolist() == [1, 2]
    assert s.flip.first == 1
    s = sensitivity(TWO, x, rng=1, draws=100, missing="reweight", standard_errors=1)
    assert s.expected_rank[0] == 1  # 90 against at most 85
    assert s.flip is None  # her weights are not the others'
    s = sensitivity(TWO, x, rng=1, draws=100, missing=0)
    assert s.flip is not None


@pytest.mark.parametrize(
    "how", ["arithmetic", "geometric", "harmonic", "minimum", Power(p=2), MPI()]
)
def test_every_aggregation_at_no_spread_ranks_as_score_does(how):
    inner = Group(code="g", name="G", parts=(leaf("a", 1), leaf("b", 1)), aggregation=how)
    card = Scorecard(code="c", name="C", parts=(inner, leaf("d", 2)), aggregation="geometric")
    x = np.random.default_rng(1).uniform(20, 90, (8, 3))
    s = sensitivity(card, x, rng=1, weight_spread=0, draws=4)
    assert s.expected_rank.tolist() == score(card, x).rank.tolist()
    moved = sensitivity(card, x, rng=1, draws=200)
    assert moved.rank_acceptability.sum(axis=1) == pytest.approx(np.ones(8))


def test_one_mean_written_in_two_ways_gives_one_answer():
    # The general way (with a gap filled in the last row) and the short way draw the same weights.
    x = np.random.default_rng(1).uniform(20, 90, (6, 3))
    nested = Group(code="g", name="G", parts=(leaf("a", 1), leaf("b", 3)), aggregation=Power(p=1))
    plain = Group(code="g", name="G", parts=(leaf("a", 1), leaf("b", 3)))
    one, two = (
        sensitivity(Scorecard(code="c", name="C", parts=(g, leaf("d"))), x, rng=1, draws=300)
        for g in (nested, plain)
    )
    assert (one.rank_acceptability == two.rank_acceptability).all()


def test_a_geometric_mean_flips_where_the_logarithms_tie():
    # 16^w·4^(1−w) = 8^w·8^(1−w) in log₂: 4w + 2(1 − w) = 3, so w = 1/2.
    flip = sensitivity(
        card_of(60, 40, aggregation="geometric"), [[16, 4], [8, 8]], rng=1, draws=5
    ).flip
    assert flip.alone == pytest.approx([0.5, 0.5])
    harmonic = sensitivity(
        card_of(60, 40, aggregation="harmonic"), [[20, 40], [30, 25]], rng=1, draws=5
    ).flip
    w = harmonic.alone[0]
    assert w / 20 + (1 - w) / 40 == pytest.approx(w / 30 + (1 - w) / 25)
    assert sensitivity(card_of(1, 1, aggregation="minimum"), THREE_PEOPLE, rng=1).flip is None
    zero = card_of(1, 1, aggregation="geometric")
    assert sensitivity(zero, [[0, 5], [3, 3]], rng=1, draws=50).flip is None


# --- laws ------------------------------------------------------------------------------------


def test_same_number_same_answer_and_a_generator_moves_on():
    x = np.random.default_rng(1).uniform(0, 100, (6, 2))
    one, two = (sensitivity(TWO, x, rng=7, draws=300) for _ in range(2))
    assert one == two
    rng = np.random.default_rng(7)
    first, second = (sensitivity(TWO, x, rng=rng, draws=300) for _ in range(2))
    assert (first.rank_acceptability == one.rank_acceptability).all()
    assert (first.rank_acceptability != second.rank_acceptability).any()


def test_blocks_do_not_change_the_weights_drawn(monkeypatch):
    x = np.random.default_rng(1).uniform(0, 100, (6, 2))
    whole = sensitivity(TWO, x, rng=7, draws=300)
    monkeypatch.setattr("kinerja._scoring.sensitivity.CELLS", 60)
    done = []
    parts = sensitivity(TWO, x, rng=7, draws=300, progress=lambda at, of: done.append((at, of)))
    assert (whole.rank_acceptability == parts.rank_acceptability).all()
    assert done == [(10 * i, 300) for i in range(1, 31)]


def test_a_progress_bar(capsys):
    sensitivity(TWO, THREE_PEOPLE, rng=7, draws=30, progress=True)
    assert "draws" in capsys.readouterr().err


@given(
    hnp.arrays(
        np.float64, st.tuples(st.integers(1, 12), st.integers(1, 6)), elements=st.integers(0, 4)
    )
)
def test_counts_are_the_ranks_of_every_draw(totals):
    n = totals.shape[1]
    noisy = totals * (1 + 1e-15 * np.arange(n))  # the last bits are not a difference
    counted = RankCounts(n)
    counted.add(noisy)
    ranks = np.array([rank(row) for row in noisy])
    expected = [[(ranks[:, i] == place).sum() for place in range(1, n + 1)] for i in range(n)]
    assert counted.counts.tolist() == expected
    assert counted.expected() == pytest.approx(ranks.mean(axis=0))
    middle = np.array([rank(row, ties="average") for row in noisy])
    m = len(totals)
    ties = sum((c**3 - c) for row in totals for c in np.unique(row, return_counts=True)[1])
    room = m * m * (n**3 - n) - m * ties
    spread = ((middle.sum(axis=0) - m * (n + 1) / 2) ** 2).sum()
    assert counted.agreement() == pytest.approx(12 * spread / room if room > 0 else 1.0)


def test_few_draws_of_many_subjects_are_counted_alike():
    totals = np.random.default_rng(1).normal(size=(2, 40))
    counted = RankCounts(40)
    counted.add(totals)
    assert counted.expected() == pytest.approx(np.mean([rank(row) for row in totals], axis=0))


@given(matrices, st.data())
def test_a_flip_ties_exactly_and_is_the_smallest(x, data):
    n, k = x.shape
    weights = data.draw(st.lists(st.integers(1, 9), min_size=k, max_size=k))
    card = card_of(*weights)
    v = np.array(weights) / sum(weights)
    s = sensitivity(card, x, rng=1, draws=2)
    flip = s.flip
    names = list(range(n))
    assert (x[flip.first] @ v >= x @ v - 1e-9).all()
    for j in range(k):  # at the new share somebody ties; anywhere nearer nobody does
        if np.isnan(flip.alone[j]):
            continue
        w = np.where(np.arange(k) == j, flip.alone[j], v * (1 - flip.alone[j]) / (1 - v[j]))
        lead = (x[flip.first] - np.delete(x, flip.first, axis=0)) @ w
        assert lead.min() == pytest.approx(0, abs=1e-9 * 100)
    if flip.second_together is None:
        assert all((x[flip.first] > x[i]).all() for i in names if i != flip.first)
        return
    w = flip.together
    assert w.min() >= 0
    assert w.sum() == pytest.approx(1)
    assert (x[flip.first] - x[flip.second_together]) @ w == pytest.approx(0, abs=1e-8)
    assert flip.distance == pytest.approx(np.linalg.norm(w - v), abs=1e-12)
    # No change of one weight is nearer than the best change of all together.
    for j, share in enumerate(flip.alone):
        if not np.isnan(share) and v[j] < 1:
            single = np.where(np.arange(k) == j, share, v * (1 - share) / (1 - v[j]))
            assert np.linalg.norm(single - v) >= flip.distance - 1e-9


@given(matrices)
def test_all_weights_together_agrees_with_a_general_solver(x):
    k = x.shape[1]
    v = np.full(k, 1 / k)
    s = sensitivity(card_of(*np.ones(k)), x, rng=1, draws=2)
    best = np.inf
    for rival in set(range(len(x))) - {s.flip.first}:
        lead = x[s.flip.first] - x[rival]
        if lead.min() > 0:
            continue
        out = optimize.minimize(
            lambda w: ((w - v) ** 2).sum(),
            v,
            bounds=[(0, 1)] * k,
            constraints=[
                {"type": "eq", "fun": lambda w: w.sum() - 1},
                {"type": "ineq", "fun": lambda w, lead=lead: -lead @ w / 100},
            ],
            method="SLSQP",
            options={"ftol": 1e-14, "maxiter": 500},
        )
        if out.success:
            best = min(best, float(np.sqrt(out.fun)))
    if np.isfinite(best):
        assert s.flip.distance <= best + 1e-5


def test_swap_names_two_and_keeps_their_order():
    s = sensitivity(TWO, THREE_PEOPLE, rng=1, draws=5, ids=["x", "y", "z"])
    assert s.swap("x", "y") == s.swap("y", "x")
    assert s.swap("y", "x").first == "x"
    assert s.swap("y", "x").change == pytest.approx(s.flip.change)
    assert s.swap("y", "z").indicator == ""  # y is better in both
    with pytest.raises(InputError, match="two different subjects"):
        s.swap("x", "x")
    with pytest.raises(InputError, match="weighted sum"):
        sensitivity(card_of(1, 1, aggregation="minimum"), THREE_PEOPLE, rng=1).swap(0, 1)


def test_row_order_does_not_matter():
    x = np.random.default_rng(1).uniform(0, 100, (6, 2))
    turned = [3, 1, 5, 0, 2, 4]
    one = sensitivity(TWO, x, rng=7, draws=300)
    two = sensitivity(TWO, x[turned], rng=7, draws=300)
    assert (one.rank_acceptability[turned] == two.rank_acceptability).all()


def test_results_travel():
    s = sensitivity(TWO, THREE_PEOPLE, rng=1, draws=5, ids=["x", "y", "z"])
    again = Sensitivity.from_dict(json.loads(json.dumps(s.to_dict(), allow_nan=False)))
    assert again == s
    assert Flip.from_dict(json.loads(json.dumps(s.flip.to_dict(), allow_nan=False))) == s.flip
    assert "agreement" in repr(s)
    assert "'y' ties with 'x'" in repr(s.flip)
    assert len(s) == 3
    assert list(s.to_frame().columns)[:2] == ["id", "total"]


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"draws": 0}, "draws"),
        ({"weight_spread": 1}, "weight_spread"),
        ({"weight_spread": -0.1}, "weight_spread"),
        ({"standard_errors": {"no": 1}}, "'no'"),
        ({"standard_errors": -1}, "standard_errors"),
        ({"standard_errors": [1, 2, 3]}, "standard_errors"),
        ({"standard_errors": [[1, 2]]}, r"\(3, 2\)"),
        ({"standard_errors": [1, np.nan]}, "standard_errors"),
        ({"standard_errors": [1, np.inf]}, "standard_errors"),
        ({"progress": "yes"}, "progress"),
        ({"level": 1}, "level"),
        ({"rng": -1}, "rng"),
    ],
)
def test_refusals(options, words):
    with pytest.raises(InputError, match=words):
        sensitivity(TWO, THREE_PEOPLE, **({"rng": 1} | options))


def test_no_subject_and_impossible_places_are_refused():
    with pytest.raises(InputError, match="at least one row"):
        sensitivity(TWO, np.empty((0, 2)), rng=1)
    s = sensitivity(TWO, THREE_PEOPLE, rng=1, draws=5)
    for q in (0, 4):
        with pytest.raises(InputError, match="`q`"):
            s.top(q)


def test_every_pair_of_options_of_a_flip_is_possible():
    # A weight of 0 may gain some, and all the weight on one indicator leaves it nothing to give.
    for weights, j in itertools.product([(1, 0), (0, 1)], [0, 1]):
        flip = sensitivity(card_of(*weights), [[9, 1], [1, 9]], rng=1, draws=5).flip
        other = weights.index(0)
        assert flip.alone[other] == pytest.approx(0.5)
        assert np.isnan(flip.alone[1 - other])
        assert flip.together == pytest.approx([0.5, 0.5]), j
