"""Small groups: what is left empty, so that totals do not give it away either, and what is said."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja._results.small_cells import withheld
from kinerja.errors import InputError
from kinerja.results import suppress
from kinerja.schemes import skm
from kinerja.survey import (
    Design,
    Estimates,
    compare_waves,
    mean,
    proportion,
    quantile,
    ratio,
    total,
    variance,
)
from shared_laws import told


def shown(n, minimum, *groupings):
    return (~withheld(n, minimum, groupings).hidden).tolist()


def test_one_small_group_takes_the_smallest_other_with_it():
    # Total 64 less 12, 9 and 40 would be the three people of the second group.
    found = withheld([12, 3, 9, 40], 5)
    assert found.primary.tolist() == [False, True, False, False]
    assert found.further.tolist() == [False, False, True, False]
    assert not found.exposed.any()


def test_two_small_groups_need_the_minimum_together():
    # 3 + 3 = 6 people: the total less the rest is of six, enough.
    assert shown([3, 3, 20], 5) == [False, False, True]
    # 1 + 2 = 3: too few, the next one goes too.
    assert shown([1, 2, 20, 30], 5) == [False, False, False, True]


def test_a_group_of_nobody_protects_none_and_has_no_figure():
    assert shown([0, 3, 9, 40], 5) == [True, False, False, True]
    assert shown([0, 7, 9], 5) == [True, True, True]


def test_a_group_alone_is_exposed_by_its_total():
    found = withheld([3], 5)
    assert found.hidden.tolist() == [True]
    assert found.exposed.tolist() == [True]
    assert withheld([1, 2], 5).exposed.tolist() == [True, True]


def test_a_table_of_two_groupings():
    # Three units × two sexes, with totals of each. The cell of 2 takes the smaller cell of its row
    # (9), and of its column (8), and these two need the fourth corner.
    #        m   f
    #  a     2   9
    #  b    30   40
    #  c     8   50
    n = [2, 9, 30, 40, 8, 50]
    unit, sex = [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]
    assert shown(n, 5, unit, sex) == [False, False, True, True, False, False]


def determined(n, hidden, groupings):
    """Hidden cells that the totals fix, by least squares on the unknowns."""
    at = np.flatnonzero(hidden)
    rows = []
    for over in range(len(groupings)):
        others = list(zip(*(g for i, g in enumerate(groupings) if i != over), strict=True))
        rows += [[others[c] == key for c in at] for key in dict.fromkeys(others)]
    matrix = np.array(rows, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    return [
        int(cell)
        for j, cell in enumerate(at)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(at))[j]])) == rank
    ]


@settings(max_examples=120, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda r: st.integers(2, 4).flatmap(
            lambda c: st.lists(st.integers(0, 30), min_size=r * c, max_size=r * c).map(
                lambda n: (n, r, c)
            )
        )
    ),
    st.integers(2, 8),
)
def test_totals_never_give_a_cell_away_unless_it_is_said(table, minimum):
    n, r, c = table
    n = np.array(n)
    groupings = [np.repeat(np.arange(r), c), np.tile(np.arange(c), r)]
    found = withheld(n, minimum, groupings)
    assert (found.hidden | (n == 0) | (n >= minimum)).all()
    fixed = determined(n, found.hidden, groupings) if found.hidden.any() else []
    # What still follows from totals has nobody left beside it to hide, in its row and its column.
    for cell in fixed:
        near = (groupings[0] == groupings[0][cell]) | (groupings[1] == groupings[1][cell])
        assert (found.hidden | (n == 0))[near].all()


UNIT = ["a"] * 3 + ["b"] * 6 + ["c"] * 9
Y = np.arange(18.0)


@pytest.mark.parametrize(
    "make",
    [
        lambda **o: mean(Y, Design(), by=UNIT, **o),
        lambda **o: total(Y, Design(weights=np.ones(18)), by=UNIT, **o),
        lambda **o: variance(Y, Design(), by=UNIT, **o),
        lambda **o: ratio(Y, Y + 1, Design(), by=UNIT, **o),
        lambda **o: quantile(Y, Design(), [0.25, 0.5], by=UNIT, **o),
        lambda **o: proportion(Y > 8, Design(), by=UNIT, **o),
        lambda **o: proportion((Y % 3).astype(int), Design(), by=UNIT, **o),
    ],
)
def test_estimates_of_every_kind(make):
    plain, found = make(), make(minimum=5)
    assert plain.suppressed == ()
    assert found.suppressed == ("a", "b")  # b has six people, but the total less c is a and b
    rows = np.isin(np.array(found.domain["by"].tolist()), ["a", "b"])
    for name in ("value", "se", "lower", "upper"):
        assert np.isnan(getattr(found, name)[rows]).all()
        assert np.array_equal(
            getattr(found, name)[~rows], getattr(plain, name)[~rows], equal_nan=True
        )
    assert found.n.tolist() == plain.n.tolist()
    said = "; ".join(found.provenance.left_out)
    assert "fewer than 5 people: a" in said
    assert "totals do not give the others away: b" in said
    assert found.left_out == plain.left_out  # nobody is said not to have answered
    assert Estimates.from_dict(found.to_dict()) == found
    assert suppress(plain, minimum=5) == found


def test_covariances_of_hidden_domains_are_empty_too():
    found = mean(Y, Design(), by=UNIT, covariance=True, minimum=5)
    assert np.isnan(found.covariance[:2]).all()
    assert np.isnan(found.covariance[:, :2]).all()
    assert np.isfinite(found.covariance[2, 2])


def test_two_groupings_of_a_survey():
    unit = ["a"] * 11 + ["b"] * 70 + ["c"] * 58
    sex = ["f"] * 9 + ["m"] * 2 + ["f"] * 40 + ["m"] * 30 + ["f"] * 50 + ["m"] * 8
    found = mean(np.arange(139.0), Design(), by={"unit": unit, "sex": sex}, minimum=5)
    assert found.suppressed == (("a", "f"), ("a", "m"), ("c", "f"), ("c", "m"))


def test_whole_sample_and_large_groups_stay_as_they_are():
    whole = mean(Y, Design(), minimum=50)
    assert whole == mean(Y, Design())
    large = mean(Y, Design(), by=UNIT, minimum=3)
    assert large == mean(Y, Design(), by=UNIT)
    for wrong in (0, 2.5, True, "5"):
        with pytest.raises(InputError, match="minimum"):
            mean(Y, Design(), by=UNIT, minimum=wrong)
        with pytest.raises(InputError, match="minimum"):
            skm.index(np.full((18, 9), 3), by=UNIT, minimum=wrong)


def test_a_satisfaction_index_by_unit():
    rng = np.random.default_rng(3)
    answers = rng.integers(1, 5, (18, 9))
    plain, found = skm.index(answers, by=UNIT), skm.index(answers, by=UNIT, minimum=5)
    assert found.suppressed == ("a", "b")
    assert np.isnan(found.converted[:2]).all()
    assert np.isnan(found.item_mean[:2]).all()
    assert found.grade.tolist() == ["", "", plain.grade[2]]
    assert found.label.tolist()[:2] == ["", ""]
    assert found.n.tolist() == [3, 6, 9]
    assert np.isfinite(found.item_weight).all()
    assert skm.SKM.from_dict(found.to_dict()) == found
    # A change between two surveys has no figure where one of them has none, and says so.
    change = skm.waves(found, plain)
    assert change.suppressed == ("a", "b")
    assert np.isnan(change.change[:2]).all()
    assert np.isfinite(change.change[2])


def test_changes_between_waves():
    first, second = Y[:, None] % 4, (Y[:, None] + 1) % 4
    other = ["a"] * 9 + ["b"] * 3 + ["c"] * 6
    found = compare_waves(first, second, by=(UNIT, other), minimum=5)
    # a has 3 people in the first wave, b in the second; c has six of them at least.
    assert found.units.suppressed == ("a", "b")
    assert np.isnan(found.units.change).tolist() == [True, True, False]
    assert np.isnan(found.unit_items.first).tolist() == [True, True, False]
    assert "units not shown" in "; ".join(found.provenance.left_out)


def test_results_of_engines_are_made_small_in_the_same_way():
    from kinerja import frames

    table = pl.LazyFrame({"y": Y, "unit": UNIT})
    found = suppress(frames.survey_mean(table, "y", by="unit"), minimum=5)
    assert found.suppressed == ("a", "b")


def test_what_is_no_table_by_groups_is_refused():
    assert told(lambda: suppress(skm.check_report([3.0] * 9), minimum=5), "result") == (
        "a table by groups, with the people behind each; found ReportCheck.", "wrong_type", ()
    )  # fmt: skip
    assert told(lambda: suppress({"n": [1]}), "result") == (
        "a Result; found a dict. Pass what a function of kinerja returned.", "wrong_type", ()
    )  # fmt: skip
    plain = mean(Y, Design(), by=UNIT)
    assert told(lambda: suppress(plain, minimum=0), "minimum")[1] == "out_of_range"
    assert suppress(plain).suppressed == ("a", "b")  # of fewer than five, unless said otherwise
    assert suppress(plain, minimum=1) is plain


def test_what_is_said_of_groups_that_are_not_shown():
    def said(by, minimum):
        size = len(next(iter(by.values())) if isinstance(by, dict) else by)
        return mean(np.arange(size) + 0.0, Design(), by=by, minimum=minimum).provenance

    # Seven of two people each, together fourteen: nobody else has to go with them.
    made = said([*np.repeat(list("abcdefg"), 2), *["h"] * 20, *["i"] * 30], 5)
    assert made.left_out[-1] == "not shown, fewer than 5 people: a; b; c; d; e and 2 more"
    assert made.options["minimum"] == 5
    made = said(["a"] * 12 + ["b"] * 4 + ["c"] * 9 + ["d"] * 40, 5)
    assert made.left_out == (
        "not shown, fewer than 5 people: b",
        "not shown, so that totals do not give the others away: c",
    )
    # u: 3 women and 2 men, v: 2 and 2. The men are 4 and v has 4, fewer than five; the women are 5
    # and u has 5, so that only the women of u stand in no total that is too small.
    made = said({"unit": ["u"] * 5 + ["v"] * 4, "sex": list("fffmmffmm")}, 5)
    assert made.left_out[-2:] == (
        "not shown, fewer than 5 people: u, f; u, m; v, f; v, m",
        "the total gives away u, m; v, f; v, m: do not publish it beside the other groups",
    )


def test_three_groupings_have_a_total_over_each():
    # 2 × 2 × 2 cells: the small one takes the other of its line in each of three directions, and
    # these lines take their own, until nothing follows from any total.
    n = [2, 30, 40, 50, 60, 70, 80, 90]
    a, b, c = (np.array([int(bit) for bit in column]) for column in
               zip(*(f"{i:03b}" for i in range(8)), strict=True))  # fmt: skip
    found = withheld(n, 5, (a, b, c))
    assert found.hidden.all()
    assert not determined(np.array(n), found.hidden, (a, b, c))
    # A second small cell of the same line is enough company where both together are large enough.
    pair = withheld([4, 3, 40, 50], 5, ([0, 0, 1, 1], [0, 1, 0, 1]))
    assert pair.hidden.tolist() == [True] * 4


def test_a_group_in_several_rows_has_the_fewest_people_of_them():
    # Shares of three answers by unit: the people behind a unit stand in three rows.
    answer = np.array([1, 2, 3] * 6)
    found = proportion(answer, Design(), by=UNIT, minimum=5)
    assert found.suppressed == ("a", "b")
    assert np.isnan(found.value).sum() == 6
    assert found.n.tolist() == [3] * 3 + [6] * 3 + [9] * 3


def test_comparisons_that_leave_small_groups_out_warn_of_the_total():
    from kinerja.ratings import adverse_impact

    chosen = [True, False] * 14
    group = ["a"] * 12 + ["b"] * 13 + ["c"] * 3
    said = adverse_impact(chosen, group).provenance.left_out
    assert said == (
        "not shown, fewer than 5 people: c",
        "the total gives away c: do not publish it beside the other groups",
    )
    # Two small groups of six together: the total does not tell them apart.
    group = ["a"] * 12 + ["b"] * 10 + ["c"] * 3 + ["d"] * 3
    assert adverse_impact(chosen, group).provenance.left_out == (
        "not shown, fewer than 5 people: c; d",
    )
