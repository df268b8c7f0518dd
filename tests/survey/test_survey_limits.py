"""Where the range of each option ends: its ends are taken, and the next value is refused."""

import warnings

import numpy as np
import pytest

from kinerja.errors import InputError, KinerjaWarning
from kinerja.survey import (
    Design,
    allocate,
    calibrate,
    chi_square,
    compare_waves,
    difference,
    domain_sizes,
    importance_performance,
    key_drivers,
    krejcie_morgan,
    linearized_variance,
    margin_of_error,
    mean,
    plan_margins,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    regression,
    replicate_variance,
    sample_size,
    screen,
    slovin,
    total,
    trim_weights,
    variance,
    waves,
)

FOUR = [1.0, 2.0, 3.0, 4.0]
SRS = Design(weights=np.ones(4))
TWO = {"q1": [1.0, 2, 3, 4, 4, 1], "q2": [2.0, 1, 4, 3, 2, 2]}
BY = mean(FOUR, SRS, by=list("abab"), covariance=True)
SMALLEST = float(np.nextafter(0, 1))
BELOW_1, ABOVE_1 = float(np.nextafter(1, 0)), float(np.nextafter(1, 2))

CASES = [
    # argument, what takes it, values that are taken, values that are not
    ("replicates", lambda v: replicate_variance(np.sum, SRS, kind="bootstrap", rng=1, replicates=v),
     [2, 3], [1, 10_000_001, 2.5]),
    ("max_iterations", lambda v: calibrate(SRS, np.ones(4), [4], max_iterations=v), [1, 2], [0]),
    ("max_iterations", lambda v: rake(SRS, [(list("aabb"), {"a": 3, "b": 4})], max_iterations=v),
     [1, 2], [0]),
    ("bounds", lambda v: calibrate(SRS, np.ones(4), [5], bounds=(v, 2)), [0, 0.99], [-0.1, 1]),
    ("bounds", lambda v: calibrate(SRS, np.ones(4), [4], bounds=(0.5, v)), [1.01, 9], [1, 0.9]),
    ("lower", lambda v: trim_weights(SRS, v, 5), [0, 1], [-1e-9]),
    ("upper", lambda v: trim_weights(Design(weights=[2, 2, 2]), 2, v), [2, 3], [1.99]),
    ("small", lambda v: mean(FOUR, SRS, small=(v, 0)), [0, 5], [-1, 0.5]),
    ("small", lambda v: mean(FOUR, SRS, small=(0, v)), [0, 5], [-1, 0.5]),
    ("minimum", lambda v: mean(FOUR, SRS, minimum=v), [1, 4], [0, 1.5]),
    ("minimum", lambda v: quantile(FOUR, SRS, minimum=v), [1, 4], [0]),
    ("minimum", lambda v: proportion([True, False, True, True], SRS, minimum=v), [1, 4], [0]),
    ("minimum", lambda v: compare_waves(FOUR, FOUR, minimum=v), [1, 4], [0]),
    ("q", lambda v: quantile(FOUR, SRS, v), [0, 1, 0.5], [-SMALLEST, ABOVE_1]),
    ("level", lambda v: mean(FOUR, SRS, level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: quantile(FOUR, SRS, level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: proportion(list("abab"), SRS, level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: difference(BY, ("a", "b"), level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: compare_waves(FOUR, FOUR, level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: importance_performance(TWO, TWO, level=v), [0.01, 0.99], [0, 1, 95]),
    ("level", lambda v: replicate_variance(np.sum, SRS, level=v), [0.01, 0.99], [0, 1, 95]),
    ("most_missing", lambda v: screen([[1, 2]], most_missing=v), [0, 1], [-0.01, 1.01]),
    ("straight_from", lambda v: screen([[1, 2]], straight_from=v), [2, 9], [1]),
    ("fastest", lambda v: screen([[1, 2]], seconds=[3], fastest=v), [0, 9], [-1]),
    ("n", lambda v: allocate(v, [3, 4]), [1, 7], [0, 8]),
    ("minimum", lambda v: allocate(6, [3, 4], minimum=v), [0, 3], [-1]),
    ("power", lambda v: allocate(5, [3, 4], method="power", power=v), [0, 1], [-0.01, 1.01]),
    ("population", lambda v: krejcie_morgan(v), [1, 2], [0]),
    ("population", lambda v: krejcie_morgan(v, source="table"), [10, 1_000_000], [9, 1_000_001]),
    ("population", lambda v: slovin(v, 0.05), [1, 2], [0]),
    ("margin", lambda v: slovin(9, v), [1e-9, BELOW_1], [0, 1]),
    ("population", lambda v: sample_size(v, margin=0.05), [1, 2], [0]),
    ("margin", lambda v: sample_size(9, margin=v), [1e-9, BELOW_1], [0, 1]),
    ("proportion", lambda v: sample_size(9, margin=0.05, proportion=v), [1e-9, BELOW_1], [0, 1]),
    ("deff", lambda v: sample_size(9, margin=0.05, deff=v), [1e-9, 0.9], [0, -1]),
    ("response", lambda v: sample_size(9, margin=0.05, response=v), [0.99, 1], [0, ABOVE_1]),
    ("margin", lambda v: domain_sizes([9], margin=v), [1e-9, BELOW_1], [0, 1]),
    ("n", lambda v: margin_of_error(v, population=9), [1, 9], [0, 10]),
    ("population", lambda v: margin_of_error(1, population=v), [1, 2], [0]),
    ("response", lambda v: margin_of_error(3, response=v), [0.1, 1], [0, 1.1]),
    ("n", lambda v: plan_margins([v, 2], [3, 3]), [1, 3], [0, 4]),
    ("sizes", lambda v: plan_margins([1, 1], [v, 3]), [1, 2], [0, 1.5]),
    ("deff", lambda v: plan_margins([1, 1], [3, 3], deff=v), [0.5, 2], [0]),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "call", "taken", "refused"), CASES)
def test_the_ends_of_a_range(argument, call, taken, refused):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KinerjaWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        for value in taken:
            call(value)
        for value in refused:
            with pytest.raises(InputError) as caught:
                call(value)
            assert caught.value.argument == argument


CHOICES = [
    ("lonely_psu", lambda v: Design(weights=FOUR, lonely_psu=v), ["raise", "certainty", "adjust"]),
    ("nested", lambda v: Design(weights=FOUR, nested=v), [True, False]),
    ("method", lambda v: allocate(5, [3, 4], method=v), ["proportional", "equal", "power"]),
    ("method", lambda v: calibrate(SRS, np.ones(4), [5], method=v, bounds=(0.5, 2)),
     ["linear", "raking", "logit"]),
    ("method", lambda v: proportion(list("abab"), SRS, method=v),
     ["logit", "wald", "beta", "wilson", "likelihood"]),
    ("df", lambda v: mean(FOUR, SRS, df=v), ["domain", "nchs", "design"]),
    ("missing", lambda v: mean(FOUR, SRS, missing=v), ["raise", "omit", "available", "propagate"]),
    ("missing", lambda v: quantile(FOUR, SRS, missing=v),
     ["raise", "omit", "available", "propagate"]),
    ("missing", lambda v: proportion(list("abab"), SRS, missing=v),
     ["raise", "omit", "available", "propagate"]),
    ("missing", lambda v: compare_waves(FOUR, FOUR, missing=v), ["raise", "omit", "propagate"]),
    ("missing", lambda v: importance_performance(TWO, TWO, missing=v),
     ["raise", "omit", "propagate"]),
    ("covariance", lambda v: mean(FOUR, SRS, covariance=v), [True, False]),
    ("covariance", lambda v: proportion(list("abab"), SRS, covariance=v), [True, False]),
    ("rule", lambda v: quantile(FOUR, SRS, rule=v),
     ["math", "school", "shahvaish", *(f"hf{i}" for i in range(1, 10))]),
    ("interval", lambda v: quantile(FOUR, SRS, interval=v), ["woodruff"]),
    ("kind", lambda v: replicate_variance(np.sum, SRS, kind=v, rng=1, replicates=3),
     ["jackknife", "bootstrap"]),
    ("centre", lambda v: replicate_variance(np.sum, SRS, centre=v), ["replicates", "estimate"]),
    ("source", lambda v: krejcie_morgan(10, source=v), ["formula", "table"]),
    ("derived", lambda v: importance_performance(TWO, TWO["q2"], derived=v),
     ["lmg", "correlation"]),
    ("lines", lambda v: importance_performance(TWO, TWO, lines=v), ["mean", (2.5, 2.5)]),
    ("contrast", lambda v: difference(BY, v), ["pairwise", ("a", "b")]),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "call", "choices"), CHOICES)
def test_choices_are_closed(argument, call, choices):
    for choice in choices:
        call(choice)
    with pytest.raises(InputError) as caught:
        call("something")
    assert caught.value.argument == argument


def test_warnings_of_plans_in_words():
    # 384.146/(1 + 383.146/100) = 79.51; /.5 = 159.02.
    with pytest.warns(KinerjaWarning) as caught:
        sample_size(100, margin=0.05, response=0.5)
    assert str(caught[0].message) == (
        "160 people would have to be asked of 100: asking everybody does not reach this margin "
        "with this response and design effect."
    )
    # The second of two: 384.146/(1 + 383.146/50) = 44.34; /.5 = 88.68.
    with pytest.warns(KinerjaWarning, match="^89 people would have to be asked of 50:") as caught:
        domain_sizes([10**9, 50], margin=0.05, response=0.5)
    assert len(caught) == 1
    with pytest.warns(KinerjaWarning) as caught:
        slovin(1_000, 0.05)
    assert str(caught[0].message) == (
        "slovin() assumes a share of one half, about 95 % (z = 2), simple random sampling and that "
        "everybody answers; sample_size() lets you state each."
    )
    # Everybody, exactly, is no cause for one.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sample_size(1, margin=0.05) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(100, margin=0.05, response=0.5),
        lambda: domain_sizes([50], margin=0.05, response=0.5),
        lambda: slovin(1_000, 0.05),
    ],
)
def test_a_warning_points_at_the_line_that_asked(call):
    with pytest.warns(KinerjaWarning) as caught:
        call()
    assert caught[0].filename == __file__


# ------------------------------------------------------------------- the argument that is at fault

NUMBERS = [
    ("y", lambda v: mean(v, SRS)),
    ("y", lambda v: mean(v, SRS, covariance=True)),
    ("y", lambda v: total(v, SRS)),
    ("y", lambda v: variance(v, SRS)),
    ("y", lambda v: quantile(v, SRS)),
    ("y", lambda v: ratio(v, FOUR, SRS)),
    ("x", lambda v: ratio(FOUR, v, SRS)),
    ("influence", lambda v: linearized_variance(v, SRS)),
    ("y", lambda v: regression(v, FOUR, SRS)),
    ("x", lambda v: regression(FOUR, v, SRS)),
    ("x", lambda v: calibrate(SRS, v, [4.0])),
    ("totals", lambda v: calibrate(SRS, np.eye(4), v)),
    ("first", lambda v: compare_waves(v, FOUR, (SRS, SRS))),
    ("second", lambda v: compare_waves(FOUR, v, (SRS, SRS))),
    ("item_weight", lambda v: compare_waves(np.eye(4), np.eye(4), item_weight=v)),
    ("importance", lambda v: importance_performance(np.eye(4)[:, :2], v, SRS)),
    ("y", lambda v: key_drivers(np.array(FOUR)[:, None], v)),
    ("weights", lambda v: key_drivers(np.array(FOUR)[:, None], FOUR[::-1], weights=v)),
    ("weights", lambda v: Design(weights=v, strata=list("aabb"))),
    ("fpc", lambda v: Design(weights=FOUR, fpc=v)),
    ("times", lambda v: waves(dict.fromkeys("abcd", BY), times=v)),
    ("seconds", lambda v: screen([[1, 2]] * 4, seconds=v)),
    ("sizes", lambda v: plan_margins([1, 1, 1, 1], v)),
    ("n", lambda v: plan_margins(v, [9, 9, 9, 9])),
    ("sd", lambda v: allocate(5, [9, 9, 9, 9], sd=v, method="neyman")),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "call"), NUMBERS)
def test_numbers_are_refused_by_the_name_of_their_argument(argument, call):
    for bad in (list("abcd"), [1.0, np.inf, 2.0, 3.0], [1.0] * 5):
        with pytest.raises(InputError) as caught:
            call(bad)
        # What is read first sets the length: another argument does not fit it.
        beside = {"weights": "strata", "sizes": "n"}.get(argument) if len(bad) == 5 else None
        assert caught.value.argument in (argument, beside), bad
    with pytest.raises(InputError) as caught:
        call({"only": [1.0, np.inf, 2.0, 3.0]})
    assert caught.value.argument in (argument, f"{argument}['only']")


LABELS = [
    ("strata", lambda v: Design(weights=FOUR, strata=v)),
    ("strata[1]", lambda v: Design(weights=FOUR, clusters=[[1, 1, 2, 2], [1, 2, 3, 4]],
                                   strata=[None, v])),
    ("clusters", lambda v: Design(weights=FOUR, clusters=v)),
    ("clusters[1]", lambda v: Design(weights=FOUR, clusters=[[1, 1, 2, 2], v])),
    ("by", lambda v: mean(FOUR, SRS, by=v)),
    ("by['u']", lambda v: mean(FOUR, SRS, by={"u": v})),
    ("by", lambda v: quantile(FOUR, SRS, by=v)),
    ("y", lambda v: proportion(v, SRS)),
    ("y['b']", lambda v: proportion({"a": list("xyxy"), "b": v}, SRS)),
    ("rows", lambda v: chi_square(v, list("xyxy"), SRS)),
    ("cols", lambda v: chi_square(list("xyxy"), v, SRS)),
    ("domain", lambda v: regression(FOUR, FOUR, SRS, domain=v)),
    ("group", lambda v: poststratify(SRS, v, {})),
    ("margins[0]", lambda v: rake(SRS, [(v, {})])),
    ("ids[0]", lambda v: compare_waves(FOUR, FOUR, (SRS, SRS), ids=(v, FOUR))),
    ("ids[1]", lambda v: compare_waves(FOUR, FOUR, (SRS, SRS), ids=([1, 2, 3, 4], v))),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "call"), LABELS)
def test_labels_are_refused_by_the_name_of_their_argument(argument, call):
    asked = argument.partition("[")[0]
    for bad in ([1.5, 2.5, 3.0, 4.0], ["a", 1, "b", 2], ["a", None, "b", "a"], list("abcde")):
        with pytest.raises(InputError) as caught:
            call(bad)
        # Lengths that differ, and a missing answer, may be laid to the table as a whole.
        whole = asked if len(bad) == 5 or asked == "y" else argument
        assert caught.value.argument in (argument, whole), bad
