"""impact: each closed choice and each limit is refused by its own name, wherever it is given."""

import pytest

from kinerja.errors import InputError
from kinerja.impact import (
    did,
    due_date,
    event_study,
    interrupted_series,
    n_gain,
    paired,
    rate,
    rate_ratio,
    sample_for,
    service_times,
    staggered_did,
    two_groups,
    working_days,
)

GAP = float("nan")
UNITS, PERIODS = list("aaabbbcccddd"), [1, 2, 3] * 4
Y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
HALF, POST = [0] * 6 + [1] * 6, [0, 0, 1] * 4
CASES = [1.0, 2, 3, 4]

CALLS = {
    "did": (
        lambda **o: did(Y, HALF, POST, clusters=UNITS, **o),
        ("missing", "level", "variance"),
    ),
    "event_study": (
        lambda **o: event_study(Y, HALF, PERIODS, start=3, unit=UNITS, **o),
        ("missing", "level", "variance", "base"),
    ),
    "staggered_did": (
        lambda **o: staggered_did(Y, UNITS, PERIODS, [2] * 6 + [GAP] * 6, **o),
        ("missing", "level", "control"),
    ),
    "interrupted_series": (
        lambda **o: interrupted_series([3, 5, 4, 6, 9, 8, 10, 12], 4, **o),
        ("level", "method", "lag"),
    ),
    "two_groups": (
        lambda **o: two_groups([3, 4, 6], [5, 9], **o),
        ("missing", "level", "variances"),
    ),
    "paired": (lambda **o: paired([3, 4, 6], [5, 9, 7], **o), ("missing", "level")),
    "n_gain": (
        lambda **o: n_gain([40, 50], [60, 80], **{"maximum": 100, **o}),
        ("missing", "level", "maximum"),
    ),
    "rate": (lambda **o: rate([3], [2], **o), ("level",)),
    "rate_ratio": (lambda **o: rate_ratio([3, 4], [2, 5], **o), ("level",)),
    "service_times": (
        lambda **o: service_times(CASES, **{"target": 2, **o}),
        ("missing", "level", "interval", "target", "minimum", "minimum_test"),
    ),
    "sample_for": (
        lambda **o: sample_for(**{"effect": 1, **o}),
        ("effect", "sd", "power", "level", "design", "deff", "cluster_size", "method", "draws"),
    ),
    "sample_for a series": (
        lambda **o: sample_for(3, **{"design": "series", "rng": 1, "draws": 100, **o}),
        ("before", "autocorrelation", "draws", "method", "rng"),
    ),
}
PAIRS = [(name, option) for name, (_, options) in CALLS.items() for option in options]


@pytest.mark.parametrize(("name", "option"), PAIRS)
def test_an_option_that_is_none_is_refused_by_its_name(name, option):
    call, _ = CALLS[name]
    call()
    with pytest.raises(InputError) as caught:
        call(**{option: "perhaps"})
    assert caught.value.argument == option
    assert "perhaps" in str(caught.value)


LIMITS = {
    "deff": ("sample_for", 0, 0.5),
    "sd": ("sample_for", 0, 0.5),
    "cluster_size": ("sample_for", 0.5, 1),
    "icc": ("sample_for", 1.25, 1),
    "power": ("sample_for", 0.025, 0.5),
    "draws": ("sample_for a series", 99, 100),
    "before": ("sample_for a series", 2, 9),
    "autocorrelation": ("sample_for a series", 1, 0.5),
    "target": ("service_times", -1, 0),
    "minimum": ("service_times", 0, 1),
    "minimum_test": ("service_times", 0, 1),
}


@pytest.mark.parametrize("option", LIMITS)
def test_an_option_beyond_its_limit_is_refused_by_its_name(option):
    name, beyond, within = LIMITS[option]
    call, _ = CALLS[name]
    more = {"cluster_size": 3} if option == "icc" else {}
    call(**{option: within, **more})
    with pytest.raises(InputError) as caught:
        call(**{option: beyond, **more})
    assert (caught.value.argument, caught.value.code) == (option, "out_of_range")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda x: working_days(x, ["2026-03-06"]), "opened"),
        (lambda x: working_days(["2026-03-02"], x), "closed"),
        (lambda x: working_days(["2026-03-02"], ["2026-03-06"], holidays=x), "holidays"),
        (lambda x: working_days(["2026-03-02"], ["2026-03-06"], half_days=x), "half_days"),
        (lambda x: due_date(x, 3), "opened"),
        (lambda x: due_date("2026-03-02", 3, holidays=x), "holidays"),
    ],
)
def test_a_date_that_cannot_be_read_is_refused_by_the_name_of_its_argument(call, argument):
    with pytest.raises(InputError) as caught:
        call(["2026-03-32"])
    assert caught.value.argument == argument


@pytest.mark.parametrize("argument", ["y", "treated", "post", "clusters", "unit", "period"])
def test_a_column_of_another_length_is_refused_by_its_name(argument):
    given = {
        "treated": HALF, "post": POST, "clusters": UNITS, "unit": UNITS, "period": PERIODS
    }  # fmt: skip
    if argument == "y":
        with pytest.raises(InputError) as caught:
            did(Y[:-1], **given)
        # The outcome sets the length, and the next column is named.
        assert caught.value.argument == "treated"
        return
    with pytest.raises(InputError) as caught:
        did(Y, **{**given, argument: given[argument][:-1]})
    assert caught.value.argument == argument
