"""Tables of counts: no count that is left empty can be worked out from what is shown."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import Bands, Indicator, Scorecard, score
from kinerja._results.small_counts import determined, withheld_counts
from kinerja.errors import InputError
from kinerja.indicators import Identity
from kinerja.ratings import rater_effects
from kinerja.results import suppress
from kinerja.scoring import GradeCounts
from kinerja.survey import Design, RaoScott, chi_square


def readings(counts, hidden):
    """Every table of whole numbers that fits the cells shown and the totals of rows and columns.

    Written without the library: all ways of filling the empty cells are tried, one person at least
    in each, as a reader does who knows that cells of nobody are shown.
    """
    counts, hidden = np.atleast_2d(counts), np.atleast_2d(hidden)
    at = [tuple(x) for x in np.argwhere(hidden).tolist()]
    lines = [[c for c in at if c[0] == i] for i in range(len(counts))]
    if len(counts) > 1:  # of a list only the total is known
        lines += [[c for c in at if c[1] == j] for j in range(counts.shape[1])]
    sums = [(line, sum(int(counts[c]) for c in line)) for line in lines]
    found, filled = [], {}

    def fill(k):
        if k == len(at):
            found.append([filled[c] for c in at])
            return
        own = [(line, total) for line, total in sums if at[k] in line]
        room = min(total - sum(filled.get(c, 1) for c in line if c != at[k]) for line, total in own)
        for value in range(1, room + 1):
            filled[at[k]] = value
            full = [(line, total) for line, total in own if all(c in filled for c in line)]
            if all(sum(filled[c] for c in line) == total for line, total in full):
                fill(k + 1)
            del filled[at[k]]

    fill(0)
    return at, np.array(found)


def known(counts, hidden):
    """Flags of the empty cells that have one value in all readings."""
    at, every = readings(counts, hidden)
    out = np.zeros(np.atleast_2d(hidden).shape, dtype=bool)
    for cell, values in zip(at, every.T, strict=True):
        out[cell] = values.min() == values.max()
    return out.reshape(np.shape(hidden))


LISTS = list(itertools.product(range(4), repeat=4))


@pytest.mark.parametrize("minimum", [2, 3, 4])
def test_no_count_of_a_list_follows_from_its_total(minimum):
    for counts in LISTS:
        found = withheld_counts(counts, minimum)
        small = (np.array(counts) > 0) & (np.array(counts) < minimum)
        assert found.hidden[small].all()
        given_away = known(counts, found.hidden)
        # Where everything is small, there is nothing left to hide behind: that is said.
        assert (found.exposed | ~given_away).all()
        if given_away.any():
            assert (found.hidden | (np.array(counts) == 0)).all()


# Tables of 2 × 2 with 0 to 4 people a cell, and of 2 × 3 with 0, 1, 2 or 5: every one of them.
SQUARES = [np.reshape(x, (2, 2)) for x in itertools.product(range(5), repeat=4)]
LONGER = [np.reshape(x, (2, 3)) for x in itertools.product((0, 1, 2, 5), repeat=6)][::7]


@pytest.mark.parametrize("minimum", [2, 3])
@pytest.mark.parametrize("tables", [SQUARES, LONGER], ids=["2x2", "2x3"])
def test_no_count_of_a_table_follows_from_its_totals(tables, minimum):
    told = 0
    for counts in tables:
        found = withheld_counts(counts, minimum)
        small = (counts > 0) & (counts < minimum)
        assert found.hidden[small].all()
        if not found.hidden.any():
            assert not small.any()
            continue
        given_away = known(counts, found.hidden)
        assert (found.exposed | ~given_away).all()
        told += int(found.hidden.any() and not given_away.any())
        for i, j in np.argwhere(given_away).tolist():
            near = np.zeros_like(small)
            near[i] = True
            near[:, j] = True
            assert (found.hidden | (counts == 0))[near].all()
    assert told > 50  # most tables have something to hide behind


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 1, 2, 3]), min_size=9, max_size=9),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_what_is_determined_agrees_with_all_readings(values, flags):
    counts = np.reshape(values, (3, 3))
    hidden = np.reshape(flags, (3, 3)) & (counts > 0)
    at = np.flatnonzero(hidden.reshape(-1))[:5]  # 5 cells: few readings
    hidden = np.zeros(9, dtype=bool)
    hidden[at] = True
    hidden = hidden.reshape(3, 3)
    assert (determined(counts, hidden) == known(counts, hidden)).all()


def test_ones_beside_ones_are_not_enough():
    # 3 people in 3 empty cells: one each, since a cell of nobody would be shown as 0.
    assert withheld_counts([1, 1, 1, 9, 20], 3).hidden.tolist() == [True] * 4 + [False]
    # Nothing else to hide: it is said.
    assert withheld_counts([1, 1, 1], 3).exposed.all()
    assert not withheld_counts([3, 4, 0], 3).hidden.any()


#        x   y        hidden below 3: b,x and b,y (1 and 2); then both of a smaller row: c (4, 5)
#  a    20  10
#  b     1   2
#  c     4   5
TABLE = np.array([[20, 10], [1, 2], [4, 5]])
ROWS = np.repeat(["a", "a", "b", "b", "c", "c"], TABLE.reshape(-1))
COLUMNS = np.repeat(["x", "y"] * 3, TABLE.reshape(-1))


def test_a_two_way_table_hides_its_small_cells():
    plain = chi_square(ROWS, COLUMNS, Design())
    found = chi_square(ROWS, COLUMNS, Design(), minimum=3)
    assert plain.count.tolist() == TABLE.tolist()
    assert plain.suppressed == ()
    hidden = np.isnan(found.count)
    assert set(found.suppressed) >= {("b", "x"), ("b", "y")}
    assert not known(TABLE, hidden).any()
    for name in ("table", "share", "share_se", "count"):
        own = getattr(found, name)
        assert np.isnan(own[hidden]).all()
        assert np.array_equal(own[~hidden], getattr(plain, name)[~hidden])
    assert (found.statistic, found.p_value) == (plain.statistic, plain.p_value)
    assert "fewer than 3 people" in found.provenance.left_out[-1]
    assert suppress(plain, minimum=3) == found
    assert RaoScott.from_dict(found.to_dict()) == found
    assert "–" in str(found.to_frame("row", "pandas").astype(object).fillna("–"))
    before = {k: v for k, v in plain.to_dict().items() if k != "count"}
    assert RaoScott.from_dict(before).count is None  # as an earlier version wrote it


def graded(counts, groups):
    """Scores with so many people in each group and grade: fair from 0, good from 80."""
    card = Scorecard(
        code="c",
        name="C",
        parts=(Indicator(code="a", name="A", scale=Identity()),),
        bands=Bands.of({"fair": 0, "good": 80}),
    )
    points, by = [], []
    for group, (fair, good) in zip(groups, counts, strict=True):
        points += [50.0] * fair + [90.0] * good
        by += [group] * (fair + good)
    return score(card, np.array(points)[:, None]), by


def test_grades_by_unit_hide_their_small_counts():
    scores, unit = graded(TABLE.tolist(), "abc")
    plain, found = scores.grade_counts(unit), scores.grade_counts(unit, minimum=3)
    assert plain.count.tolist() == TABLE.tolist()
    assert plain.n.tolist() == [30, 3, 9]
    assert plain.share[2].tolist() == [4 / 9, 5 / 9]
    assert plain.grade.tolist() == ["fair", "good"]
    assert not known(TABLE, np.isnan(found.count)).any()
    assert np.isnan(found.count[1]).all()
    assert np.isnan(found.share[1]).all()
    assert set(found.suppressed) >= {("b", "fair"), ("b", "good")}
    assert suppress(plain, minimum=3) == found
    assert GradeCounts.from_dict(found.to_dict()) == found
    assert "–" in found.to_text()
    assert scores.grade_counts().count.tolist() == [[25, 17]]
    with pytest.raises(InputError, match="`result`: expected counts that are all there"):
        suppress(found, minimum=2)
    with pytest.raises(InputError, match="`minimum`"):
        scores.grade_counts(minimum=0)


@pytest.mark.parametrize("method", ["random", "fixed"])
def test_severities_of_few_ratings_do_not_follow_from_the_others(method):
    rng = np.random.default_rng(3)
    subject = np.repeat(np.arange(12), 3)
    rater = np.array([["x", "y", "z"]] * 12).reshape(-1)
    rater[-1] = "w"  # w rates once; x and y twelve times, z eleven
    value = rng.normal(70, 8, 12)[subject] + (rater == "x") * 4 + rng.normal(0, 1, 36)
    plain = rater_effects(subject, rater, value, method=method)
    found = rater_effects(subject, rater, value, method=method, minimum=3)
    assert plain.severity.sum() == pytest.approx(0, abs=1e-9)
    # Severities sum to 0: w alone would follow from x, y and z, so z goes with it.
    assert found.suppressed == ("w", "z")
    assert np.isnan(found.severity).tolist() == [True, False, False, True]
    assert np.isnan(found.severity_se).tolist() == [True, False, False, True]
    assert found.severity[1:3].tolist() == plain.severity[1:3].tolist()
    assert "fewer than 3 ratings" in found.provenance.left_out[-1]
    assert suppress(plain, minimum=3) == found
    assert found.adjusted.tolist() == plain.adjusted.tolist()
