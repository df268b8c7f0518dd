"""Forests: a mark a row, words in the language, the wave before, and what cannot be drawn."""

import numpy as np
import pytest
from picture_marks import marks, words_of

from kinerja import plotting
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.schemes import skm
from kinerja.scoring import score, sensitivity
from kinerja.survey import Design, mean


def units(n, *, each=12):
    answers = np.random.default_rng(3).integers(2, 5, (n * each, 9))
    return skm.index(
        answers, by=np.repeat([f"Unit {i:04}" for i in range(n)], each), item_weight=1 / 9
    )


def drawn(n):
    card = Scorecard(
        code="c", name="C", parts=[Indicator(code=c, name=c, scale=Identity()) for c in "abc"]
    )
    data = np.random.default_rng(1).uniform(40, 90, (n, 3))
    return sensitivity(card, data, draws=100, rng=1, ids=[f"P{i}" for i in range(n)])


def test_one_point_and_one_interval_a_row_over_the_grades():
    fig = plotting.estimates(units(10))
    assert len(marks(fig, "point")) == len(marks(fig, "interval")) == 10
    assert marks(fig, "region")
    assert {"A", "B", "C", "D"} & set(words_of(fig))


def test_the_wave_before_stands_beside_it():
    now = units(5)
    fig = plotting.estimates(now, second=now)
    assert len(marks(fig, "point")) == 10
    assert "The wave before" in words_of(fig)
    with pytest.raises(InputError, match="no row of the same name"):
        plotting.estimates(now, second=skm.index(np.full((4, 9), 3), by=list("abab")))


def test_a_domain_without_answers_is_named_and_not_drawn():
    by = ["a"] * 5 + ["b"] * 2
    result = mean([3, 4, 2, 3, 3, np.nan, np.nan], Design(), by=by, missing="omit")
    fig = plotting.estimates(result)
    assert len(marks(fig, "point")) == 1
    assert "1 row without an estimate is not shown: b." in plotting.alt_text(fig)


def test_a_thousand_rows_name_the_first_and_the_last():
    y = np.random.default_rng(1).normal(70, 9, 2000)
    fig = plotting.estimates(mean(y, Design(), by=[f"Unit {i}" for i in range(1000)] * 2))
    (points,) = marks(fig, "point")
    assert len(points.get_offsets()) == 1000
    assert sum("Unit" in said for said in words_of(fig)) == 2


def test_names_are_cut_by_characters_and_never_read_as_mathematics():
    labels = ["x" * 200, "$5 and $6", "<script>", "a\u202eb\x1b[31m"]
    result = mean([3, 4, 2, 3.5, 3, 2.5, 4, 3], Design(), by=np.repeat(labels, 2))
    fig = plotting.estimates(result)
    said = words_of(fig)
    assert "x" * 29 + "…" in said
    assert "$5 and $6" in said
    assert "ab [31m" in said
    assert "<script>" not in plotting.svg(fig, prefix="p")


def test_ranks_have_a_point_an_interval_and_the_rank_as_stated():
    fig = plotting.ranks(drawn(6))
    assert len(marks(fig, "interval")) == 6
    assert len(marks(fig, "point")) == 12
    assert "Peringkat (1 terbaik)" in "".join(words_of(plotting.ranks(drawn(6), language="id")))


def test_acceptability_has_a_cell_where_a_rank_came_out():
    result = drawn(6)
    fig = plotting.acceptability(result)
    assert len(marks(fig, "cell")) == (result.rank_acceptability >= 0.005).sum()
    many = plotting.acceptability(drawn(70))
    assert not marks(many, "cell")
    assert "too small to be seen" in plotting.alt_text(many)


def test_what_is_not_the_result_is_refused():
    with pytest.raises(InputError, match="expected Sensitivity; found SKM"):
        plotting.ranks(units(2))
    with pytest.raises(InputError, match="language"):
        plotting.ranks(drawn(3), language="xx")
    with pytest.raises(InputError, match="Axes"):
        plotting.ranks(drawn(3), ax=3)


def test_all_nan_is_said():
    card = Scorecard(code="c", name="C", parts=[Indicator(code="a", name="a", scale=Identity())])
    scores = score(card, [[np.nan], [np.nan]], missing="propagate")
    with pytest.raises(InputError, match="at least one person with a total"):
        plotting.contributions(scores)
