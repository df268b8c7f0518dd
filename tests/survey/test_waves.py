"""Two waves: errors of a change with separate, linked and partly overlapping samples."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kinerja._survey.multiplicity import benjamini_hochberg, holm
from kinerja.errors import InputError
from kinerja.survey import (
    Design,
    WaveComparison,
    compare_waves,
    difference,
    linearized_variance,
    mean,
    poststratify,
)

PARITY = Path(__file__).parents[1] / "parity"
CASES = json.loads((PARITY / "survey_waves.json").read_text("utf-8"))["cases"]


def near(value):
    return pytest.approx(value, rel=1e-9)


def waves(name):
    """Answers, PSU labels and other columns of either wave."""
    data = {key: np.array(v) for key, v in CASES[name]["data"].items()}
    return [{key: v[data["t"] == t] for key, v in data.items()} for t in (1, 2)]


def compared(name, designs, **options):
    parts = waves(name)
    answers = [{"y1": part["y1"], "y2": part["y2"]} for part in parts]
    return compare_waves(
        *answers,
        tuple(designs(part) for part in parts),
        by=tuple(part["unit"] for part in parts),
        item_weight=[1, 3],
        **options,
    )


def agrees(found, r):
    whole = np.r_[found.items.change, found.overall.change]
    assert whole == near(r["change"])
    assert np.r_[found.items.se, found.overall.se] == near(r["se"])
    units = found.unit_items
    north_south = [0, 2]  # y1 in either unit
    assert units.domain["by"].tolist() == ["north", "north", "south", "south"]
    assert units.change[north_south] == near(r["unit_change"])
    assert units.se[north_south] == near(r["unit_se"])
    assert (found.items.df == r["df"][0]).all()


def test_separate_samples():
    def design(part):
        return Design(weights=part["w"], strata=part["h"], clusters=part["psu"])

    agrees(compared("separate", design), CASES["separate"]["value"])


def test_the_same_offices_and_other_people():
    def design(part):
        return Design(weights=part["w"], strata=part["h"], clusters=part["psu"], fpc=part["M"])

    ids = tuple(part["psu"] for part in waves("same_psus"))
    found = compared("same_psus", design, ids=ids)
    agrees(found, CASES["same_psus"]["value"])
    assert found.shared == np.unique(ids[0]).size
    alone = compared("same_psus", design)
    assert (alone.items.se > found.items.se).all()
    assert (alone.items.df == 2 * found.items.df).all()


def test_the_same_people_in_two_stages():
    def design(part):
        return Design(
            weights=part["w"],
            strata=part["h"],
            clusters=[part["psu"], part["ssu"]],
            fpc=[part["M"], part["S"]],
        )

    ids = tuple(part["psu"] * 100 + part["ssu"] for part in waves("same_people"))
    found = compared("same_people", design, ids=ids)
    agrees(found, CASES["same_people"]["value"])


def test_corrections_for_many_comparisons():
    r = CASES["corrections"]
    p = np.array([np.nan if v is None else v for v in r["p"]], dtype=float)
    for ours, theirs in ((holm(p), r["holm"]), (benjamini_hochberg(p), r["bh"])):
        wanted = [np.nan if v is None else v for v in theirs]
        np.testing.assert_allclose(ours, wanted, rtol=1e-12)


def test_a_panel_is_a_paired_test():
    # Differences 1, 0, 1, 1, 1, 1: mean 5/6, s² = 1/6, so t = (5/6)/√(1/36) = 5 on 5 degrees.
    before, after = [2, 3, 1, 2, 3, 2], [3, 3, 2, 3, 4, 3]
    people = list("abcdef")
    found = compare_waves(before, after, ids=(people, people))
    assert found.items.t[0] == near(5.0)
    assert found.items.df == 5
    # In another order it is the same panel.
    order = [3, 1, 0, 5, 4, 2]
    shuffled = compare_waves(before, np.array(after)[order], ids=(people, np.array(people)[order]))
    assert shuffled.items.se[0] == near(found.items.se[0])


def test_a_rotating_panel():
    # Wave 1: a b c d, wave 2: c d e f. Weights 1, so z = (y − ȳ)/4.
    # Wave 1: 1 2 3 6, ȳ 3: z² sums to (4 + 1 + 0 + 9)/16, V₁ = 4/3·14/16 = 7/6.
    # Wave 2: 4 8 2 2, ȳ 4: (0 + 16 + 4 + 4)/16, V₂ = 4/3·24/16 = 2.
    # Shared c, d: z₁ = 0, 3/4; z₂ = 0, 1: C = 2/1·Σ(z₁ − 3/8)(z₂ − 1/2) = 2·(3/16 + 3/16) = 3/4.
    found = compare_waves([1, 2, 3, 6], [4, 8, 2, 2], ids=(list("abcd"), list("cdef")))
    row = found.items
    assert row.change[0] == near(1.0)
    assert row.se[0] ** 2 == near(7 / 6 + 2 - 2 * 0.75)
    assert row.correlation[0] == near(0.75 / np.sqrt(7 / 6 * 2))
    assert (row.df, found.shared) == (5, 2)  # six people in one stratum


def test_the_fraction_lowers_what_is_shared():
    # As above with 8 people in the population: V·(1 − 1/2), and C·(2 − 4·4/8) = 0 of what it was.
    designs = (Design(fpc=[8] * 4), Design(fpc=[8] * 4))
    found = compare_waves([1, 2, 3, 6], [4, 8, 2, 2], designs, ids=(list("abcd"), list("cdef")))
    assert found.items.se[0] ** 2 == near((7 / 6 + 2) / 2)


def test_calibrated_waves():
    rng = np.random.default_rng(4)
    n = 40
    stratum, cell = np.repeat([1, 2], 20), np.tile([1, 2], 20)
    y = rng.normal(5, 1, (2, n)) + cell
    w = rng.uniform(1, 3, n)
    clusters = np.repeat(np.arange(20), 2)
    design = poststratify(
        Design(weights=w, strata=stratum, clusters=clusters), cell, {1: 90, 2: 30}
    )
    found = compare_waves(*y, (design, design), ids=(clusters, clusters))
    # The same rows twice: the change is the mean of the differences.
    d = mean(y[1] - y[0], design)
    assert found.items.change[0] == near(d.value[0])
    assert found.items.se[0] == near(d.se[0])
    by = compare_waves(*y, (design, design), by=(stratum, stratum), ids=(clusters, clusters))
    units = mean(y[1] - y[0], design, by=stratum)
    assert by.units.se == near(units.se)


def test_domains_that_move_between_the_waves():
    # People change units: the stacked influence is w·u₁ in the old and w·u₂ in the new unit.
    rng = np.random.default_rng(9)
    n = 30
    y = rng.normal(3, 1, (2, n))
    unit = rng.integers(0, 2, (2, n))
    people = np.arange(n)
    found = compare_waves(*y, by=tuple(unit), ids=(people, people))
    for u in (0, 1):
        z = [
            np.where(unit[t] == u, y[t] - y[t][unit[t] == u].mean(), 0) / (unit[t] == u).sum()
            for t in (0, 1)
        ]
        v = linearized_variance(z[1] - z[0], Design(weights=np.ones(n)))
        assert found.units.se[u] ** 2 == near(v[0, 0])


def test_units_of_one_wave_only_are_named():
    found = compare_waves([1, 2, 3, 4], [2, 3, 4, 5], by=(list("aabb"), list("bbcc")))
    assert found.units.domain["by"].tolist() == ["b"]
    assert found.units.change.tolist() == [-1.0]
    assert found.provenance.left_out == (
        "units in the first wave only: 'a'",
        "units in the second wave only: 'c'",
    )
    with pytest.raises(InputError, match="at least one unit in both"):
        compare_waves([1, 2], [2, 3], by=(["a", "a"], ["b", "b"]))


def test_tables_in_any_order_of_columns():
    first = pd.DataFrame({"u1": [1.0, 2, 3], "u2": [3.0, 3, 4]})
    second = pd.DataFrame({"u2": [4.0, 4, 4], "u1": [1.0, 2, 3]})
    found = compare_waves(first, second)
    assert found.items.item.tolist() == ["u1", "u2"]
    assert found.items.change[0] == 0
    assert found.items.change[1] == near(2 / 3)
    assert found.overall.item.tolist() == ["index"]
    assert found.overall.change[0] == near(1 / 3)
    assert WaveComparison.from_dict(found.to_dict()) == found
    assert "Wave comparison" in repr(found)


def test_missing_answers():
    first, second = [[1.0, 2], [np.nan, 3], [3, 4]], [[2.0, 2], [2, 3], [3, 5]]
    with pytest.raises(InputError, match="first"):
        compare_waves(first, second)
    found = compare_waves(first, second, missing="omit")
    assert found.items.n_first.tolist() == [2, 2]
    assert found.items.first.tolist() == [2.0, 3.0]
    assert found.provenance.left_out == ("1 rows of the first wave with a missing value",)
    unknown = compare_waves(first, second, missing="propagate")
    assert np.isnan(unknown.items.change).tolist() == [True, False]
    assert np.isnan(unknown.overall.p_value[0])
    assert unknown.items.holm[1] == unknown.items.p_value[1]


def test_an_unchanged_constant_has_no_evidence():
    found = compare_waves([4, 4, 4], [4, 4, 4])
    assert (found.items.t[0], found.items.p_value[0]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ids": (["a", "b"], ["a"])}, "2 labels"),
        ({"ids": ["a", "b", "c"]}, "a pair"),
        ({"by": ["a", "b"]}, "one label per row"),
        ({"designs": (Design(), 3)}, "two Designs"),
        ({"designs": Design()}, "a pair"),
        ({"ids": (["a", None], ["a", "b"])}, "missing|label in every row"),
        ({"item_weight": [1, 2]}, "item_weight"),
        ({"by": ({"u": ["a", "a"]}, {"v": ["a", "a"]})}, "the same groupings"),
        ({"level": 1.5}, "level"),
    ],
)
def test_refusals(options, message):
    with pytest.raises(InputError, match=message):
        compare_waves([1, 2], [2, 4], **options)


def test_items_that_differ_are_refused():
    with pytest.raises(InputError, match="'cost' in one wave only"):
        compare_waves({"time": [1, 2], "cost": [1, 2]}, {"time": [1, 2]})


def test_labels_that_do_not_join_psus_are_refused():
    two = Design(clusters=[1, 1, 2, 2])
    with pytest.raises(InputError, match="each label in one PSU"):
        compare_waves([1, 2, 3, 4], [1, 2, 3, 4], (two, two), ids=(list("abad"), list("abcd")))
    # Person b moved from office 1 to office 2, a stayed.
    with pytest.raises(InputError, match="joined with several"):
        compare_waves([1, 2, 3, 4], [1, 2, 3, 4], (two, two), ids=(list("abcd"), list("axbd")))


def test_a_change_agrees_with_a_contrast_of_one_stacked_sample():
    rng = np.random.default_rng(2)
    n = 54
    y = rng.normal(0, 1, 2 * n)
    wave, stratum = np.repeat([1, 2], n), np.tile(np.repeat([1, 2, 3], n // 3), 2)
    cluster = np.tile(np.arange(n) // 3, 2)
    w = rng.uniform(1, 2, 2 * n)
    stacked = mean(y, Design(weights=w, strata=stratum, clusters=cluster), by=wave, covariance=True)
    d = difference(stacked, (2, 1))
    halves = [
        Design(weights=w[wave == t], strata=stratum[wave == t], clusters=cluster[wave == t])
        for t in (1, 2)
    ]
    labels = cluster[:n]
    found = compare_waves(y[:n], y[n:], tuple(halves), ids=(labels, labels))
    assert found.items.se[0] == near(d.se[0])
    assert found.items.p_value[0] == near(d.p_value[0])


@pytest.mark.parametrize("power", [-900, -400, 400, 900])
def test_a_change_in_another_unit_is_the_same_change(power):
    first = np.array([[2.0, 3.0], [3.0, 4.0], [1.0, 3.5], [2.0, 2.0], [3.0, 4.0]])
    second = np.array([[3.0, 3.0], [3.0, 4.0], [2.0, 3.0], [3.0, 3.0], [4.0, 4.0]])
    people = list("abcde")
    plain = compare_waves(first, second, ids=(people, people)).items
    unit = 2.0**power
    other = compare_waves(first * unit, second * unit, ids=(people, people)).items
    for name in ("first", "second", "change", "se", "lower", "upper"):
        assert getattr(other, name).tolist() == (getattr(plain, name) * unit).tolist(), name
    for name in ("t", "p_value", "correlation"):
        assert getattr(other, name).tolist() == getattr(plain, name).tolist(), name


def test_a_change_beyond_any_float_is_refused():
    with pytest.raises(InputError, match="within the range of numbers") as caught:
        compare_waves([1e308, -1e308, 1e308], [-1e308, 1e308, 1e307])
    assert caught.value.argument == "first"


def test_an_item_in_a_huge_unit_leaves_the_errors_of_the_others():
    plain = {"time": [9.0, 3, 1, 2, 3, 2], "staff": [3, 4, 3, 2, 4, 3]}
    after = {"time": [3, 3, 2, 3, 4, 3], "staff": [3, 4, 3, 3, 4, 2]}
    huge = {**plain, "time": [1e300, 3, 1, 2, 3, 2]}
    found, other = compare_waves(plain, after).items, compare_waves(huge, after).items
    assert other.se[1] == found.se[1] > 0
    assert other.lower[1] == found.lower[1]
