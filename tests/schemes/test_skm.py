"""SKM: published conversions, exact ties, domains, errors, and what is refused."""

import warnings
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kinerja import survey
from kinerja.errors import InputError, KinerjaWarning
from kinerja.schemes import format_number, skm

# A table that mixes answers, and stays clear of every edge with every weight in use.
ANSWERS = np.array(
    [
        [3, 3, 4, 4, 3, 3, 4, 3, 3],
        [4, 3, 3, 4, 3, 4, 4, 3, 3],
        [3, 2, 3, 4, 3, 3, 3, 3, 3],
        [4, 4, 3, 4, 3, 4, 3, 3, 3],
    ],
    dtype=float,
)


def quiet(*args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KinerjaWarning)
        return skm.index(*args, **kwargs)


def test_index_by_hand():
    result = skm.index(ANSWERS)
    # Column sums 14 12 13 16 12 14 14 12 12 = 119 over 4 · 9 = 36 answers.
    assert result.index[0] == pytest.approx(119 / 36, rel=1e-14)
    assert result.converted[0] == pytest.approx(25 * 119 / 36, rel=1e-14)
    assert result.item_mean[0].tolist() == [3.5, 3, 3.25, 4, 3, 3.5, 3.5, 3, 3]
    assert "B" in repr(result)
    assert result.to_frame("pandas").loc[0, "item_mean_U4"] == 4
    assert "change" in repr(skm.waves(result, result))
    assert result.grade.tolist() == ["B"]
    assert result.label.tolist() == ["good"]
    assert skm.index(ANSWERS, language="id").label.tolist() == ["Baik"]
    assert result.n.tolist() == [4]


def test_standard_error_is_that_of_the_mean_of_the_row_sums():
    result = skm.index(ANSWERS)
    row = ANSWERS.mean(axis=1) * 25
    se = row.std(ddof=1) / 2  # sqrt(4)
    assert result.se[0] == pytest.approx(se)
    # Student's t with 3 degrees of freedom at .975: 3.182446 (printed tables)
    assert result.upper[0] - result.converted[0] == pytest.approx(3.182446 * se, rel=1e-6)
    assert result.lower[0] + result.upper[0] == pytest.approx(2 * result.converted[0])


def test_the_published_conversion_of_2004():
    # An index of 3.059 converts to 76.475, printed 76.48, quality B: 3059 points per item of 1000.
    answers = np.full((1000, 14), 3.0)
    answers[:59] = 4
    result = skm.index(answers, version="2004")
    assert result.index[0] == pytest.approx(3.059, rel=1e-14)
    assert result.converted[0] == pytest.approx(76.475, rel=1e-14)
    assert format_number(result.converted[0], "id") == "76,48"
    assert result.grade.tolist() == ["B"]


def test_weights_in_use_reproduce_published_figures():
    exact, rounded = skm.index(ANSWERS), skm.index(ANSWERS, item_weight=0.11)
    assert rounded.index[0] == pytest.approx(exact.index[0] * 0.99)
    assert skm.index(ANSWERS, item_weight=0.111).index[0] == pytest.approx(0.111 * 119 / 4)
    lowest = skm.index(np.ones((2, 9)), item_weight=0.11)
    assert lowest.converted[0] == pytest.approx(24.75)
    assert lowest.grade.tolist() == ["D"]


def test_a_warning_where_the_weights_in_use_give_different_grades():
    # 3.55 · 25 = 88.75 is A; with .11 it is 87.86, B.
    answers = np.full((20, 9), 4.0)
    answers[:9] = 3
    with pytest.warns(KinerjaWarning, match=r"A with 0.1111, A with 0.111, B with 0.11"):
        result = skm.index(answers)
    assert result.grade.tolist() == ["A"]
    with pytest.warns(KinerjaWarning, match="north: A with"):
        skm.index(answers, by=np.array(["north"] * 20))
    for units, more in ((5, ""), (7, "; and 2 more")):
        by = np.repeat(np.arange(units), 20)
        with pytest.warns(KinerjaWarning) as caught:
            skm.index(np.tile(answers, (units, 1)), by=by)
        said = str(caught[0].message)
        assert said.count("A with 0.1111") == 5
        assert said.endswith(f"B with 0.11{more}. Name the weight next to the grade.")
    with pytest.warns(KinerjaWarning, match=r"utara: A dengan 0,1111, .* Cantumkan bobotnya"):
        skm.index(answers, by=np.array(["utara"] * 20), language="id")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        skm.index(ANSWERS)


def test_a_free_service_has_no_fee_item():
    result = skm.index(ANSWERS, not_applicable=["U4"])
    others = np.delete(ANSWERS, 3, axis=1)
    assert result.index[0] == pytest.approx(others.mean())
    assert np.isnan(result.item_mean[0, 3])
    assert result.item_weight.sum() == pytest.approx(1)
    assert result.item_weight[0, 3] == 0
    assert result.provenance.options["not_applicable"] == ("U4",)
    table = {f"U{j + 1}": ANSWERS[:, j] for j in range(9) if j != 3}
    assert skm.index(table, not_applicable="U4").index[0] == result.index[0]
    holes = ANSWERS.copy()
    holes[:, 3] = np.nan
    assert skm.index(holes, not_applicable=["U4"]).index[0] == result.index[0]


def test_a_service_that_is_free_in_one_unit_only():
    answers = np.vstack([ANSWERS, ANSWERS[::-1], [[4] * 9]])
    unit = np.array(["free"] * 4 + ["paid"] * 5)
    answers[:4, 3] = np.nan
    units = quiet(answers, by=unit, not_applicable={"free": "U4"})
    alone = quiet(answers[:4], not_applicable=["U4"])
    assert units.converted[0] == alone.converted[0]
    # A domain of the nine: its sum of squares over 9/8 where a sample of four has 4/3.
    assert units.se[0] == pytest.approx(alone.se[0] * np.sqrt((9 / 8) / (4 / 3)))
    assert units.converted[1] == quiet(answers[4:]).converted[0]
    assert units.item_weight[0].tolist() == [1 / 8] * 3 + [0] + [1 / 8] * 5
    assert units.item_weight[1].tolist() == pytest.approx([1 / 9] * 9)
    assert np.isnan(units.item_mean[0, 3])
    assert units.provenance.options["not_applicable"] == {"free": ("U4",)}
    assert skm.report_form(units, row=0).item.size == 8
    assert skm.report_form(units, row=1).item.size == 9
    assert skm.SKM.from_dict(units.to_dict()) == units

    whole = skm.agency(units, language="id")
    # 4 and 5 respondents.
    assert whole.index[0] == pytest.approx((4 * units.index[0] + 5 * units.index[1]) / 9)
    assert whole.n.tolist() == [9]
    assert whole.se[0] == pytest.approx(np.hypot(4 * units.se[0], 5 * units.se[1]) / 9)
    # Nine respondents: 8 df, where t at .975 is 2.306004.
    assert whole.upper[0] - whole.converted[0] == pytest.approx(2.306004 * whole.se[0], rel=1e-6)
    form = skm.report_form(whole)
    assert form.weighted.sum() == pytest.approx(whole.index[0])
    assert whole.item_weight.sum() == pytest.approx(1)
    assert skm.SKM.from_dict(whole.to_dict()) == whole
    with pytest.raises(InputError, match=r"`responses`.*U4"):
        quiet(answers, by=unit)
    with pytest.raises(InputError, match=r"`second`.*item weights.*free"):
        skm.waves(units, quiet(ANSWERS[[0, 1, 2, 3] * 2 + [0]], by=unit))


@given(
    arrays(np.int64, st.tuples(st.integers(2, 30), st.just(9)), elements=st.integers(1, 4)),
    st.data(),
)
def test_an_agency_of_units_that_share_all_items_is_all_respondents_together(answers, data):
    unit = data.draw(st.lists(st.sampled_from("abc"), min_size=len(answers), max_size=len(answers)))
    together = quiet(answers)
    whole = skm.agency(quiet(answers, by=unit))
    assert whole.index[0] == pytest.approx(together.index[0], rel=1e-13)
    np.testing.assert_allclose(whole.item_mean, together.item_mean, rtol=1e-13)
    np.testing.assert_allclose(whole.item_weight, together.item_weight, rtol=1e-13)


def test_an_agency_weighted_by_the_people_it_serves():
    units = quiet([[3] * 9, [3] * 9, [4] * 9], by=["a", "a", "b"])
    assert skm.agency(units).index[0] == pytest.approx(10 / 3)
    assert skm.agency(units, unit_weights=[100, 300]).index[0] == pytest.approx(3.75)
    assert np.isnan(skm.agency(units).se[0])  # b has one respondent
    assert skm.agency(units, unit_weights=[1, 0]).se[0] == 0


def test_items_are_named_not_positional():
    table = {f"U{j + 1}": ANSWERS[:, j] for j in range(9)}
    swapped = dict(reversed(table.items()))
    np.testing.assert_array_equal(skm.index(swapped).item_mean, skm.index(ANSWERS).item_mean)


def test_domains_are_sorted_and_the_agency_is_weighted_by_respondents():
    unit = np.array(["b", "a", "b", "b"])
    by_unit, agency = quiet(ANSWERS, by=unit), quiet(ANSWERS)
    assert by_unit.domain["by"].tolist() == ["a", "b"]
    assert by_unit.n.tolist() == [1, 3]
    alone = quiet(ANSWERS[unit == "b"])
    assert by_unit.converted[1] == alone.converted[0]
    pooled = (by_unit.converted * by_unit.n).sum() / by_unit.n.sum()
    assert agency.converted[0] == pytest.approx(pooled, rel=1e-14)
    # One respondent says nothing of the spread, and no interval of width 0 pretends to.
    assert np.isnan([by_unit.se[0], by_unit.lower[0], by_unit.upper[0]]).all()
    assert by_unit.se[1] > 0
    crossed = quiet(ANSWERS, by={"unit": unit, "year": [1, 2, 1, 2]})
    assert list(zip(*(x.tolist() for x in crossed.domain.values()), strict=True)) == [
        ("a", 2),
        ("b", 1),
        ("b", 2),
    ]
    assert skm.SKM.from_dict(crossed.to_dict()) == crossed


def test_a_domain_without_a_complete_row_is_named():
    holes = ANSWERS.copy()
    holes[1, 2] = np.nan
    result = quiet(holes, by={"unit": ["b", "a", "b", "c"]}, missing="omit")
    assert result.domain["unit"].tolist() == ["b", "c"]
    assert result.n.tolist() == [2, 1]
    assert result.converted[0] == quiet(ANSWERS[[0, 2]]).converted[0]
    assert result.provenance.left_out == (
        "1 incomplete rows",
        "domains without a complete row: \"unit='a'\"",
        "the error is undetermined (no degrees of freedom) in unit='c'",
    )


def test_a_design_and_domains_have_the_errors_of_the_survey_module():
    rng = np.random.default_rng(11)
    n = 240
    answers = rng.integers(1, 5, (n, 9)).astype(float)
    unit, strata = rng.integers(0, 4, n), np.repeat([0, 1, 2], n // 3)
    clusters = strata * 100 + rng.integers(0, 8, n)
    design = survey.Design(weights=rng.uniform(1, 3, n), strata=strata, clusters=clusters)
    got = quiet(answers, by=unit, design=design, level=0.9)
    # The index is the mean over respondents of each one's own mean, so its error is that mean's.
    expected = survey.mean(25 * answers.mean(axis=1), design, by=unit, level=0.9)
    np.testing.assert_allclose(got.converted, expected.value, rtol=1e-12)
    np.testing.assert_allclose(got.se, expected.se, rtol=1e-12)
    np.testing.assert_allclose(got.lower, expected.lower, rtol=1e-12)
    np.testing.assert_allclose(got.upper, expected.upper, rtol=1e-12)


def test_a_single_respondent_has_no_error():
    result = quiet([[3] * 9])
    assert result.converted.tolist() == pytest.approx([75])
    assert np.isnan(result.se[0])
    assert np.isnan(result.upper[0])


def test_omit_uses_complete_rows_and_says_so():
    holes = np.vstack([ANSWERS, [np.nan] + [3] * 8])
    result = skm.index(holes, missing="omit")
    np.testing.assert_array_equal(result.item_mean, skm.index(ANSWERS).item_mean)
    assert result.n.tolist() == [4]
    assert result.provenance.left_out == ("1 incomplete rows",)


@given(arrays(np.int64, st.tuples(st.integers(1, 40), st.just(9)), elements=st.integers(1, 4)))
def test_grades_agree_with_exact_rational_arithmetic(answers):
    result = quiet(answers)
    exact = Fraction(int(answers.sum()) * 25, answers.size)
    digits = Decimal(exact.numerator) / Decimal(exact.denominator)
    printed = digits.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert format_number(result.converted[0], "en") == str(printed)
    edges = [Decimal("88.31"), Decimal("76.61"), Decimal("65.00")]
    assert result.grade[0] == "ABCD"[sum(printed < edge for edge in edges)]


@pytest.mark.parametrize("total", range(40, 161))
@pytest.mark.parametrize("k", [1, 5])
def test_exact_ties_at_two_decimals_round_up(total, k):
    # 40 people on k of the items: 25·total/40 = total·.625 ties at the third decimal when odd.
    answers = np.ones((40, 9))
    extra, row = total - 40, 0
    while extra > 0:
        step = min(3, extra)
        answers[row] += step
        extra, row = extra - step, row + 1
    keep = [f"U{j}" for j in range(1, k + 1)]
    rest = [f"U{j}" for j in range(1, 10) if f"U{j}" not in keep]
    result = quiet(answers, not_applicable=rest)
    exact = Decimal(total) * Decimal("0.625")
    printed = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert format_number(result.converted[0], "en") == str(printed)


@given(
    st.integers(1, 25),
    st.randoms(use_true_random=False),
    st.sampled_from([None, "0.111", "0.11"]),
)
def test_random_tables_whose_index_ties_round_as_rational_arithmetic_does(n, random, weight):
    # 8n people and a total divisible by 9: the converted value is a whole number of 1/8n · 25,
    # so that it ties at two decimals whenever n has the factors for it.
    answers = [[random.randint(1, 4) for _ in range(9)] for _ in range(8 * n)]
    while sum(map(sum, answers)) % 9:
        row, item = random.randrange(8 * n), random.randrange(9)
        answers[row][item] = random.randint(1, 4)
    total = sum(map(sum, answers))
    each = Fraction(1, 9) if weight is None else Fraction(weight)
    exact = 25 * each * Fraction(total, 8 * n)
    result = quiet(answers, item_weight=None if weight is None else float(weight))
    hundredths, rest = divmod(exact.numerator * 100, exact.denominator)
    hundredths += 2 * rest >= exact.denominator
    printed = format_number(result.converted[0], "id").replace(",", "")
    assert int(printed) == hundredths
    edges = [8831, 7661, 6500]
    assert result.grade[0] == "ABCD"[sum(hundredths < edge for edge in edges)]


def test_a_tie_on_the_very_edge_of_a_grade():
    # 40 people, mean 2.6: 65.00, C. A hundredth less printed is D: 64.995 rounds half up to 65.00.
    assert quiet([[3] * 9] * 24 + [[2] * 9] * 16).grade.tolist() == ["C"]
    # One item, 5,000 people: 12,999 · 25/5,000 = 64.995 exactly.
    rest = [f"U{j}" for j in range(2, 10)]
    column = np.array([3.0] * 2999 + [2.0] * 2001)
    tie = quiet({"U1": column}, not_applicable=rest)
    assert column.sum() * 25 / 5000 == 64.995
    assert tie.grade.tolist() == ["C"]
    column[0] = 2
    assert quiet({"U1": column}, not_applicable=rest).grade.tolist() == ["D"]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_table_of_any_library(library):
    frame = __import__(library)
    columns = {f"U{j + 1}": ANSWERS[:, j].tolist() for j in reversed(range(9))}
    table = frame.table(columns) if library == "pyarrow" else frame.DataFrame(columns)
    result = skm.index(
        table,
        by=frame.array(["b", "a", "b", "a"])
        if library == "pyarrow"
        else frame.Series(["b", "a", "b", "a"]),
    )
    assert result.domain["by"].tolist() == ["a", "b"]
    whole = skm.index(table)
    np.testing.assert_array_equal(whole.item_mean, skm.index(ANSWERS).item_mean)


def test_the_printed_form_follows_indonesian_conventions():
    form = skm.report_form(skm.index(ANSWERS, not_applicable=["U4"]), language="id")
    rows = form.printed("id")
    # U1: (3 + 4 + 3 + 4)/4 = 3.5; ·1/8 = .4375; ·25 = 87.5, B.
    assert rows[0] == ("U1", "Persyaratan", "3,50", "0,44", "87,50", "B")
    assert rows[-1][0] == "SKM"
    # 103/32 over the eight items that apply: 3.21875, 80.46875.
    assert rows[-1][3:] == ("3,22", "80,47", "B")
    assert form.printed("en")[0][2] == "3.50"
    # 8 people, 25 points: 3.125, a tie of the printed mean, rounded half up as everywhere.
    tie = quiet([[4] * 9] + [[3] * 9] * 7)
    assert skm.report_form(tie).printed("id")[0][2] == "3,13"


def test_the_report_form():
    form = skm.report_form(skm.index(ANSWERS, not_applicable=["U4"]), language="id")
    assert form.item.tolist() == ["U1", "U2", "U3", "U5", "U6", "U7", "U8", "U9"]
    assert form.name[0] == "Persyaratan"
    assert form.weighted.sum() == pytest.approx(form.index)
    assert form.converted.tolist() == (form.mean * 25).tolist()
    assert form.grade.tolist() == ["B", "C", "B", "C", "B", "B", "B", "B"] or set(
        form.grade
    ) <= set("ABCD")
    assert skm.ReportForm.from_dict(form.to_dict()) == form


def test_waves_add_their_variances():
    first, second = quiet(ANSWERS), quiet(5 - ANSWERS)
    result = skm.waves(first, second)
    assert result.change[0] == second.converted[0] - first.converted[0]
    assert result.se[0] == pytest.approx(np.hypot(first.se[0], second.se[0]))
    # Four respondents each: 3 + 3 df, where t at .975 is 2.446912.
    assert result.upper[0] - result.change[0] == pytest.approx(2.446912 * result.se[0], rel=1e-6)
    unit = np.array(["a", "b", "b", "c"])
    a, b = quiet(ANSWERS, by=unit), quiet(ANSWERS[1:], by=unit[1:])
    common = skm.waves(a, b)
    assert common.domain["by"].tolist() == ["b", "c"]
    assert common.provenance.left_out == ("a: in the first survey only",)
    assert skm.Waves.from_dict(result.to_dict()) == result


def test_sample_sizes_of_the_printed_table():
    printed = {10: 10, 50: 44, 100: 80, 500: 217, 1000: 278, 5000: 357, 10_000: 370, 75_000: 382}
    assert {n: skm.sample_size(n) for n in printed} == printed
    assert skm.sample_size(1000, version="2004") == 150
    assert skm.sample_size(20, version="2004") == 20


def test_a_cluster_design_carries_the_error_of_its_clusters():
    # Two offices of two respondents who answer alike: means 3 and 4, that is 75 and 100 points.
    # Two PSUs of equal weight: the error of their mean is half their difference, 12.5, on 1 df.
    answers = [[3] * 9, [3] * 9, [4] * 9, [4] * 9]
    design = survey.Design(weights=[5, 5, 5, 5], clusters=["a", "a", "b", "b"])
    result = quiet(answers, design=design)
    assert result.converted[0] == pytest.approx(87.5)
    assert result.se[0] == pytest.approx(12.5)
    assert result.upper[0] - result.converted[0] == pytest.approx(12.5 * 12.706205, rel=1e-6)
    alone = quiet(answers)  # four single respondents: sd 14.434 over √4
    assert alone.se[0] == pytest.approx(np.std([75, 75, 100, 100], ddof=1) / 2)


def test_a_design_weights_the_answers_and_gives_the_errors():
    answers = [[3] * 9, [4] * 9, [np.nan] * 9]
    design = survey.Design(weights=[7.0, 1.0, 5.0])
    result = quiet(answers, design=design, missing="omit")
    assert result.converted[0] == pytest.approx(78.125)  # 25·(3·7 + 4)/8
    # Influences 7·(75 − 78.125)/8 and 1·(100 − 78.125)/8 are ∓2.734375, and 0 of the missing row,
    # which stays in the design: variance 3/2·2·2.734375². Two rows hold answers: 1 df, where t at
    # .975 is 12.706205; the three of the design leave 2, where it is 4.302653.
    se = np.sqrt(3) * 2.734375
    assert (result.se[0], result.df.tolist()) == (pytest.approx(se), [1])
    assert result.upper[0] - 78.125 == pytest.approx(12.706205 * se, rel=1e-6)
    whole = quiet(answers, design=design, missing="omit", df="design")
    assert whole.upper[0] - 78.125 == pytest.approx(4.302653 * se, rel=1e-6)
    with pytest.raises(InputError, match=r"`design`.*2 rows"):
        skm.index(ANSWERS[:2], design=design)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: skm.index([[5] + [3] * 8]), "answers from 1 to 4.*U1"),
        (lambda: skm.GRADES["2017"].label(100.01), "at most 100"),
        (lambda: skm.GRADES["2017"].label(24.99), "at least 25"),
        (lambda: skm.GRADES["2004"].label(100.01), "at most 100"),
        (lambda: skm.GRADES["2004"].label(24.99), "at least 25"),
        (lambda: skm.index([[3] * 8 + [0]]), "answers from 1 to 4"),
        (lambda: skm.index([[3] * 8]), "9 columns"),
        (lambda: skm.index([[3] * 8 + [np.nan]]), "`responses`.*U9"),
        (lambda: skm.index([[np.nan] * 9], missing="omit"), "one complete row"),
        (lambda: skm.index(ANSWERS, missing="propagate"), "'raise', 'omit'"),
        (lambda: skm.index(ANSWERS, version="2020"), "'2017', '2004'"),
        (lambda: skm.index(ANSWERS, not_applicable=["U10"]), "'U1', 'U2'"),
        (lambda: skm.index(ANSWERS, not_applicable=[f"U{j}" for j in range(1, 10)]), "one item"),
        (lambda: skm.index(ANSWERS, item_weight=0.2), "1/9 or a rounding of it, such as 0.111"),
        (lambda: skm.index(ANSWERS, by=["a"]), "4 labels"),
        (lambda: skm.index(ANSWERS, by={}), "at least one grouping"),
        (lambda: skm.index(ANSWERS, by={"unit": ["a"]}), r"`by\['unit'\]`.*4 labels"),
        (lambda: skm.index(ANSWERS, level=1), "`level`"),
        (lambda: skm.index(ANSWERS, design=3), "kinerja.survey.Design"),
        (lambda: skm.index(ANSWERS, language="fr"), "'en', 'id'"),
        (lambda: skm.report_form(skm.index(ANSWERS), row=1), "from 0 to 0"),
        (lambda: skm.sample_size(0), "at least 1"),
        (lambda: skm.index(ANSWERS, not_applicable=4), "`not_applicable`.*codes"),
        (lambda: skm.index(ANSWERS, not_applicable={"a": ["U4"]}), "one grouping in `by`"),
        (
            lambda: skm.index(ANSWERS, by=["a"] * 4, not_applicable={"b": ["U4"]}),
            "`not_applicable`.*labels of `by`: 'a'; found 'b'",
        ),
        (
            lambda: skm.index(ANSWERS, by=["a"] * 4, not_applicable={"a": ["U10"]}),
            "`not_applicable`.*'U1', 'U2'",
        ),
        (
            lambda: skm.index(
                ANSWERS[:2],
                by=["a", "b"],
                design=survey.Design(weights=[1.0, 0.0]),
            ),
            "`design`.*only zeros in by='b'",
        ),
        (lambda: skm.agency(ANSWERS), "`result`.*what `skm.index` returned"),
        (
            lambda: skm.agency(quiet(ANSWERS, by=[1, 1, 2, 2]), unit_weights=[1]),
            "`unit_weights`.*2 values",
        ),
        (lambda: skm.report_form(ANSWERS), "`result`.*what `skm.index` returned"),
        (lambda: skm.waves(skm.index(ANSWERS), None), "`second`.*what `skm.index` returned"),
        (lambda: skm.waves(skm.index(ANSWERS), skm.index(ANSWERS, item_weight=0.111)), "weight"),
        (lambda: skm.waves(skm.index(ANSWERS), quiet(ANSWERS, by=[1, 1, 2, 2])), "domains by"),
        (lambda: skm.waves(quiet(ANSWERS, by=[1] * 4), quiet(ANSWERS, by=[2] * 4)), "`first` has"),
    ],
)
def test_refusals_name_what_is_allowed(call, message):
    with pytest.raises(InputError, match=message):
        call()


@pytest.mark.parametrize("library", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_units_by_the_name_of_a_column(library):
    columns = {f"U{j + 1}": ANSWERS[:, j] for j in range(9)}
    unit = ["b", "a", "b", "a"]
    table = library({**columns, "office": unit})
    named = quiet(table, by="office")
    assert named.domain["office"].tolist() == ["a", "b"]
    assert named == quiet(table, by={"office": unit})
    with pytest.raises(InputError, match="offices"):
        skm.index(table, by="offices")
    with pytest.raises(InputError, match="`by`"):
        skm.index(ANSWERS, by="office")


# ------------------------------------------------------------------------ items skipped by some


# Answers of 4, 3 and 2 to each item; 20 of the 29 visitors left the item on complaints (U8) blank.
COUNTS = [(18, 11, 0), (14, 15, 0), (15, 12, 2), (29, 0, 0), (15, 14, 0), (18, 11, 0), (19, 10, 0),
          (28, 1, 0), (18, 11, 0)]  # fmt: skip


def skipped():
    answers = np.column_stack([np.repeat([4.0, 3.0, 2.0], c) for c in COUNTS])
    answers[:20, 7] = np.nan
    return answers


def test_each_item_over_those_who_answered_it():
    result = quiet(skipped(), missing="available")
    # Sums over numbers of answers: 105/29, 101/29, 100/29, 116/29, 102/29, 105/29, 106/29, then
    # 35/9 for U8 (eight 4 and one 3), 105/29.
    sums = [105, 101, 100, 116, 102, 105, 106, 35, 105]
    numbers = [29] * 7 + [9, 29]
    means = np.array(sums) / numbers
    np.testing.assert_allclose(result.item_mean[0], means, rtol=1e-14)
    assert result.item_n[0].tolist() == numbers
    assert result.n.tolist() == [29]
    assert result.converted[0] == pytest.approx(means.mean() * 25, rel=1e-14)
    assert result.provenance.left_out == ("20 missing answers, each left out of its own item",)
    # Complete rows only: nine people, and another figure.
    few = quiet(skipped(), missing="omit")
    assert few.n.tolist() == [9]
    assert few.converted[0] == pytest.approx(79.62963, rel=1e-6)
    assert few.item_n.tolist() == [[9] * 9]
    assert skm.SKM.from_dict(result.to_dict()) == result


def test_the_error_of_items_skipped_is_that_of_their_covariance():
    rng = np.random.default_rng(13)
    answers = rng.integers(1, 5, (60, 9)).astype(float)
    answers[rng.random((60, 9)) < 0.2] = np.nan
    unit = np.repeat(["a", "b", "c"], 20)
    design = survey.Design(weights=rng.uniform(1, 3, 60), clusters=np.arange(60) // 2)
    got = quiet(answers, by=unit, design=design, missing="available")
    items = survey.mean(answers, design, by=unit, missing="available", covariance=True)
    share = np.kron(np.eye(3), np.full(9, 25 / 9))
    np.testing.assert_allclose(got.converted, share @ items.value, rtol=1e-12)
    variance = (share @ items.covariance * share).sum(axis=1)
    np.testing.assert_allclose(got.se, np.sqrt(variance), rtol=1e-10)
    assert got.df.tolist() == [9, 9, 9]
    assert got.item_n.ravel().tolist() == items.n.tolist()


def test_without_missing_answers_the_policies_agree():
    unit = ["a", "b", "a", "b"]
    one, other = (quiet(ANSWERS, by=unit, missing=m) for m in ("raise", "available"))
    for name in ("converted", "se", "lower", "upper", "item_mean", "df", "n"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_an_item_that_nobody_answered_leaves_no_index():
    answers = np.array([[3.0] * 9, [4.0] * 9, [2.0] * 9, [3.0] * 9])
    answers[:2, 7] = np.nan
    result = quiet(answers, by=["a", "a", "b", "b"], missing="available")
    assert np.isnan([result.converted[0], result.se[0], result.item_mean[0, 7]]).all()
    assert (result.grade[0], result.converted[1]) == ("", pytest.approx(62.5))
    assert any("nobody answered U8" in said for said in result.provenance.left_out)
    known = quiet(
        answers, by=["a", "a", "b", "b"], missing="available", not_applicable={"a": ["U8"]}
    )
    assert known.converted[0] == pytest.approx(87.5)


def test_respondents_without_a_unit_are_in_none():
    unit = np.array(["a", None, "a", "b"], dtype=object)
    with pytest.raises(InputError, match="`by`"):
        skm.index(ANSWERS, by=unit)
    result = quiet(ANSWERS, by=unit, missing="omit")
    assert result.domain["by"].tolist() == ["a", "b"]
    assert result.n.tolist() == [2, 1]
    assert result.converted[0] == quiet(ANSWERS[[0, 2]]).converted[0]
    assert "1 rows without a label in `by`" in result.provenance.left_out


def test_units_rest_on_their_own_respondents():
    rng = np.random.default_rng(14)
    answers = rng.integers(1, 5, (30, 9)).astype(float)
    unit = np.repeat(["a", "b", "c"], [4, 25, 1])
    result = quiet(answers, by=unit)
    assert result.df.tolist() == [3, 24, 0]
    assert np.isnan(result.se).tolist() == [False, False, True]
    # t on 3 at .975 is 3.182446.
    half = result.upper[0] - result.converted[0]
    assert half == pytest.approx(3.182446 * result.se[0], rel=1e-6)
    design = quiet(answers, by=unit, df="design")
    assert design.df.tolist() == [29, 29, 29]
    # Agency and waves: an error that is undetermined stays so.
    assert np.isnan(skm.agency(result).lower[0])
    change = skm.waves(result, result)
    assert np.isnan(change.lower).tolist() == [False, False, True]
    with pytest.raises(InputError, match="`df`"):
        skm.index(answers, df="own")


def test_a_row_of_the_form_is_named_by_its_unit():
    units = quiet(ANSWERS, by=np.array(["south", "south", "north", "north"]))
    assert skm.report_form(units, row="south").index == units.index[1]
    assert skm.report_form(units).index == units.index[0]
    with pytest.raises(InputError, match="one of the ids"):
        skm.report_form(units, row="west")
