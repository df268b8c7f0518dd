"""ranking: whatever is no value at all is refused by the name of the argument it stood in."""

import inspect

import pytest

from kinerja import ranking
from kinerja.errors import InputError


class Nothing:
    """No number, no text, no list, no table."""


X = [[3.0, 8.0], [5.0, 2.0], [4.0, 7.0]]
RANKS = [[1, 2], [2, 1], [3, 3]]
GIVEN = {
    "borda": {"ranks": RANKS},
    "copeland": {"ranks": RANKS},
    "compare_rankings": {"a": [1, 2, 3], "b": [2, 1, 3]},
    "smart": {"matrix": X, "points": [60, 40], "low": 0, "high": 10},
    "spotis": {"matrix": X, "weights": [1, 2], "bounds": [[0, 10], [0, 10]]},
    "profile_matching": {"actual": RANKS, "ideal": [3, 3], "core": [True, False]},
}
NAMES = [name for name in ranking.__all__ if inspect.isfunction(getattr(ranking, name))]
CALLS = {name: GIVEN.get(name, {"matrix": X, "weights": [1, 2]}) for name in NAMES}
ARGUMENTS = [
    (name, argument)
    for name in NAMES
    for argument in inspect.signature(getattr(ranking, name)).parameters
]


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_what_is_no_value_is_refused_by_its_argument(name, argument):
    with pytest.raises(InputError) as caught:
        getattr(ranking, name)(**{**CALLS[name], argument: Nothing()})
    assert str(caught.value.argument).partition("[")[0] == argument


@pytest.mark.parametrize("name", NAMES)
def test_what_is_given_is_enough(name):
    assert getattr(ranking, name)(**CALLS[name]) is not None


@pytest.mark.parametrize("bounds", [[[0, 10]], [[0], [1]], [[0, 10], [0, float("nan")]], "ab"])
def test_bounds_of_spotis_are_refused_by_their_name(bounds):
    with pytest.raises(InputError) as caught:
        ranking.spotis(X, [1, 2], bounds=bounds)
    assert caught.value.argument == "bounds"
