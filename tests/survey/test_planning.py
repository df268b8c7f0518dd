"""survey, planning: sizes by hand, laws between them, refusals, the printed table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._survey.printed_sizes import KREJCIE_MORGAN
from kinerja.errors import InputError, KinerjaWarning
from kinerja.survey import (
    allocate,
    domain_sizes,
    krejcie_morgan,
    margin_of_error,
    plan_margins,
    sample_size,
    slovin,
)

populations = st.integers(1, 10**7)
margins = st.sampled_from([0.01, 0.03, 0.05, 0.1])


def test_cochran_by_hand():
    # n₀ = 1.959964²·.25/.0025 = 384.146; 384.146/(1 + 383.146/1000) = 277.7
    assert sample_size(1_000, margin=0.05) == 278
    # 384.146/(1 + 383.146/10000) = 369.97; ·1.5/.8 = 693.7
    assert sample_size(10_000, margin=0.05) == 370
    assert sample_size(10_000, margin=0.05, deff=1.5, response=0.8) == 694
    # one person is the whole population
    assert sample_size(1, margin=0.05) == 1


def test_a_share_far_from_one_half_needs_fewer():
    # n₀ = 1.959964²·.09/.0025 = 138.3
    assert sample_size(10**9, margin=0.05, proportion=0.1) == 139


@pytest.mark.parametrize(("n", "s"), list(KREJCIE_MORGAN.items()))
def test_the_printed_table_follows_from_the_formula(n, s):
    assert krejcie_morgan(n) == s
    assert krejcie_morgan(n, source="table") == s


def test_between_two_rows_the_table_takes_the_larger():
    assert krejcie_morgan(101, source="table") == 86
    with pytest.raises(InputError, match="10 to 1000000, which the table covers; found 9"):
        krejcie_morgan(9, source="table")


def test_slovin_by_hand_and_its_warning():
    # 1000/(1 + 1000·.0025) = 285.7
    with pytest.warns(KinerjaWarning, match="share of one half"):
        assert slovin(1_000, 0.05) == 286
    # 400/(1 + 400·.0025) = 200 exactly: no 201 from rounding noise
    with pytest.warns(KinerjaWarning):
        assert slovin(400, 0.05) == 200


@given(n=populations, margin=margins)
def test_the_size_reaches_its_margin_and_one_fewer_does_not(n, margin):
    size = sample_size(n, margin=margin)
    assert 1 <= size <= n
    assert margin_of_error(size, population=n) <= margin * (1 + 1e-9)
    if size > 1:
        assert margin_of_error(size - 1, population=n) > margin * (1 - 1e-9)


@given(n=populations, margin=margins)
def test_a_larger_population_never_needs_fewer(n, margin):
    assert sample_size(n, margin=margin) <= sample_size(n + 1, margin=margin)


@given(n=populations)
def test_the_formula_asks_for_no_more_than_there_are(n):
    assert 1 <= krejcie_morgan(n) <= min(n, 384)


def test_everybody_leaves_no_error():
    assert margin_of_error(500, population=500) == 0.0
    assert margin_of_error(1, population=1) == 0.0


def test_more_than_everybody_is_said():
    with pytest.warns(KinerjaWarning, match="160 people would have to be asked of 100"):
        # 384.146/(1 + 383.146/100) = 79.51; /.5 = 159.02
        assert sample_size(100, margin=0.05, response=0.5) == 160
    with pytest.warns(KinerjaWarning, match="of 100"):
        domain_sizes([100, 10_000], margin=0.05, response=0.5)


def test_domains_are_planned_one_by_one():
    sizes = [200, 1_000, 10_000]
    expected = [sample_size(n, margin=0.05) for n in sizes]
    assert domain_sizes(sizes, margin=0.05).tolist() == expected


@st.composite
def plans(draw):
    sizes = draw(st.lists(st.integers(1, 5_000), min_size=1, max_size=8))
    n = draw(st.integers(1, sum(sizes)))
    return n, sizes


@given(plan=plans(), method=st.sampled_from(["proportional", "equal", "power"]))
def test_an_allocation_adds_up_and_fits(plan, method):
    n, sizes = plan
    out = allocate(n, sizes, method=method)
    assert out.sum() == n
    assert ((out >= 0) & (out <= sizes)).all()


@given(plan=plans(), seed=st.integers(0, 1000))
def test_neyman_has_the_smallest_variance(plan, seed):
    n, sizes = plan
    big = np.array(sizes)
    if n < 2 * big.size:
        return
    sd = np.random.default_rng(seed).uniform(1, 20, big.size)
    out = allocate(n, sizes, sd=sd, method="neyman", minimum=1)

    def variance(m):
        return float((big**2 * sd**2 / m).sum())

    assert out.sum() == n
    # rounding may cost one person's worth in each stratum, no more
    other = np.maximum(allocate(n, sizes, minimum=1), 1)
    assert variance(out) <= variance(other) * (1 + 1 / out.min())


def test_allocations_by_hand():
    assert allocate(100, [1_000, 3_000, 6_000]).tolist() == [10, 30, 60]
    # N·S = 30,000 40,000 30,000
    got = allocate(100, [1_000, 2_000, 6_000], sd=[30, 20, 5], method="neyman")
    assert got.tolist() == [30, 40, 30]
    # √N = 10 20 30: 100/60 each
    assert allocate(60, [100, 400, 900], method="power").tolist() == [10, 20, 30]
    assert allocate(60, [100, 400, 900], method="power", power=0).tolist() == [20, 20, 20]
    # the first holds 5: it is taken whole, and 25 are shared by the other two
    assert allocate(30, [5, 100, 200], method="equal").tolist() == [5, 12, 13]
    # 1.67, 3.33, 5: the third of a person goes to the largest fraction
    assert allocate(10, [10, 20, 30]).tolist() == [2, 3, 5]
    assert allocate(100, [10, 990], minimum=5).tolist() == [5, 95]
    # a stratum without spread needs only its minimum
    got = allocate(50, [100, 100], sd=[0, 3], method="neyman", minimum=2)
    assert got.tolist() == [2, 48]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sample_size(0, margin=0.05), "`population`"),
        (lambda: sample_size(10.5, margin=0.05), "`population`"),
        (lambda: sample_size(100, margin=5), "`margin`"),
        (lambda: sample_size(100, margin=0.05, level=95), "`level`"),
        (lambda: sample_size(100, margin=0.05, proportion=0), "`proportion`"),
        (lambda: sample_size(100, margin=0.05, deff=0), "`deff`"),
        (lambda: sample_size(100, margin=0.05, response=1.1), "`response`"),
        (lambda: margin_of_error(11, population=10), "at most the population of 10; found 11"),
        (lambda: krejcie_morgan(10, source="book"), "`source`"),
        (lambda: slovin(100, 5), "`margin`"),
        (lambda: domain_sizes([], margin=0.05), "`sizes`: expected at least one size"),
        (lambda: domain_sizes([10, 2.5], margin=0.05), r"row 1 \(2.5\)"),
        (lambda: allocate(31, [10, 20]), "to 30 .everybody.; found 31"),
        (lambda: allocate(5, [10, 20], minimum=3), r"from 6 .the minima."),
        (lambda: allocate(5, [10, 20], method="neyman"), "standard deviation for each stratum"),
        (lambda: allocate(5, [10, 20], sd=[1, 2]), "expected none with method='proportional'"),
        (lambda: allocate(5, [10, 20], sd=[1, -2], method="neyman"), "`sd`: expected 0 or more"),
        (lambda: allocate(25, [10, 20], sd=[1, 0], method="neyman"), "at most 10, what the strata"),
        (lambda: allocate(5, [10, 20], method="optimal"), "`method`"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_margins_of_a_plan():
    # Strata of 100 and 300: W = .25, .75. Asked 20 and 30, response .5, deff 2: m = 5, 7.5.
    # V = .25/5·95/99 and .25/7.5·292.5/299; whole: z·√(.0625·V₁ + .5625·V₂).
    plan = plan_margins([20, 30], [100, 300], response=0.5, deff=2)
    one, two = 0.25 / 5 * 95 / 99, 0.25 / 7.5 * 292.5 / 299
    z = 1.959963984540054
    assert plan.strata == pytest.approx([z * np.sqrt(one), z * np.sqrt(two)], rel=1e-12)
    assert plan.whole == pytest.approx(z * np.sqrt(0.0625 * one + 0.5625 * two), rel=1e-12)
    assert plan.n == 50
    for n, size, stratum in ((20, 100, 0), (30, 300, 1)):
        alone = margin_of_error(n, population=size, response=0.5, deff=2)
        assert alone == pytest.approx(plan.strata[stratum], rel=1e-12)
    only = plan_margins([50], [400])
    assert only.whole == pytest.approx(margin_of_error(50, population=400), rel=1e-12)
    assert plan_margins([7, 5], [7, 5]).whole == 0


@pytest.mark.parametrize(
    ("n", "sizes", "message"),
    [
        ([5, 0], [10, 10], "at least 1"),
        ([5, 11], [10, 10], "`n`.*at most the people"),
        ([5], [10, 10], "`n`"),
        ([5, 5], [10, 10.5], "`sizes`"),
        ([], [], "at least one"),
    ],
)
def test_plans_that_are_refused(n, sizes, message):
    with pytest.raises(InputError, match=message):
        plan_margins(n, sizes)


def test_whole_numbers_of_a_sample_never_wrap():
    # n0 = 1.959964²·.25/9e-20 = 1.067e19, n = N/(1 + (N − 1)/n0) = 1e18/1.0937 = 9.143e17.
    asked = sample_size(10**18, margin=3e-10)
    assert asked == pytest.approx(1e18 / (1 + 1e18 / (1.9599639845**2 * 0.25 / 9e-20)), rel=1e-9)
    # However large a domain is, n0 = 384.1 rounds up to 385, without a warning of numpy.
    assert domain_sizes([1e308], margin=0.05).tolist() == [385]
    # A margin that nothing short of everybody reaches asks everybody.
    assert domain_sizes([5], margin=1e-200).tolist() == [5]
    with pytest.raises(InputError, match=r"`sizes`.*64 bits.*row 0"):
        domain_sizes([1e300], margin=1e-12)
    with pytest.raises(InputError, match=r"`population`.*at most"):
        sample_size(10**20, margin=0.05)
