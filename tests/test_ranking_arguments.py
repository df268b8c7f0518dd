"""ranking: whatever is no value at all is refused by the name of the argument it stood in."""

import inspect

import pytest

from kinerja import ranking
from kinerja.errors import InputError
from shared_laws import told


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


def test_bounds_and_preferences_of_another_number_are_refused():
    same = "Pass one value for each, in the same order."
    for name in ("low", "high"):
        call = {"matrix": X, "points": [1, 2], "low": 0, "high": 9} | {name: [0, 1, 2]}
        assert told(lambda call=call: ranking.smart(**call), name) == (
            f"2 values; found 3. {same}", "wrong_shape", ()
        )  # fmt: skip
    for preference in (["usual"], ["usual"] * 3):
        assert told(lambda p=preference: ranking.promethee_ii(X, [1, 2], preference=p),
                    "preference") == (
            (f"one name, or 2 of them; found {preference!r}. Pass one preference for all columns, "
            "or one per column."), "wrong_shape", (),
        )  # fmt: skip


def test_what_differs_in_the_last_bits_only_tells_nobody_apart():
    assert 0.1 + 0.2 != 0.3
    found = ranking.electre_i([[0.1 + 0.2], [0.3], [0.3]], [1])
    assert found.concordance.tolist() == [[1.0] * 3] * 3
    assert found.discordance.tolist() == [[0.0] * 3] * 3
    assert not found.relation.any()
