"""The door of public functions: one arithmetic for every caller, and no figure beyond a float."""

from dataclasses import dataclass
from inspect import signature

import numpy as np
import pytest

from kinerja import _steady
from kinerja._steady import steady
from kinerja.errors import InputError


@dataclass
class Pair:
    label: str
    values: np.ndarray


SHAPES = {
    "float": lambda x: float(x.max()),
    "numpy float": lambda x: x.max(),
    "array": lambda x: x,
    "dataclass": lambda x: Pair("a", x),
    "mapping": lambda x: {"n": 3, "values": x},
    "mapping of dataclasses": lambda x: {"first": Pair("a", np.ones(2)), "second": Pair("b", x)},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_an_overflow_among_the_figures_is_refused(shape):
    @steady
    def powers(base, exponent=2.0):
        return shape(np.power(np.asarray(base, dtype=float), exponent))

    powers([1e150, 2.0])  # (1e150)² = 1e300, which a float64 holds
    with pytest.raises(InputError, match=r"`base`.*1\.8e308.*larger unit") as caught:
        powers([1e160, 2.0])
    assert caught.value.argument == "base"
    assert caught.value.code == "out_of_range"


def test_an_overflow_that_does_not_come_out_is_no_fault():
    @steady
    def share(x, kind=type):
        with_overflow = np.exp(np.asarray(x, dtype=float))
        return {"kind": kind, "share": 1 / with_overflow, "n": len(x), "of": Pair}

    assert share([1000.0])["share"].tolist() == [0]


def test_the_argument_farthest_from_1_is_named():
    @steady
    def ratio(label, x, y, empty=()):
        return np.asarray(x, dtype=float) / np.asarray(y, dtype=float)

    # 1e10 / 1e-300 = 1e310: y is 300 powers of ten away from 1, x ten.
    with pytest.raises(InputError) as caught:
        ratio("a text", [1e10, 0.0], [1e-300, 1.0])
    assert caught.value.argument == "y"
    with pytest.raises(InputError) as caught:
        ratio(object(), x=[1e300], y=[1e-20])
    assert caught.value.argument == "x"


@pytest.mark.parametrize("label", ["a text", [0.0], [], [np.nan], None, [np.inf], object()])
def test_what_holds_no_figures_is_never_the_argument_at_fault(label):
    @steady
    def power(label, x):
        return np.exp(1000.0 * np.asarray(x, dtype=float))

    # 5 is less than one power of ten from 1, and yet it is x whose figures overflow.
    with pytest.raises(InputError) as caught:
        power(label, [5.0])
    assert caught.value.argument == "x"


def test_what_a_caller_set_for_numpy_changes_nothing_and_stays():
    @steady
    def tiny(x):
        return np.asarray(x) * 1e-300 / np.zeros(1)

    with np.errstate(all="raise"):
        assert np.isnan(tiny([1e-300])).all()  # an underflow to 0, then 0 / 0
        assert np.geterr()["over"] == "raise"
        with pytest.raises(FloatingPointError):
            np.float64(1e-300) * np.float64(1e-300)


def test_inside_a_call_another_is_left_to_the_first():
    calls = []

    @steady
    def inner(x):
        calls.append(np.geterrcall())
        return np.square(np.asarray(x, dtype=float))

    @steady
    def outer(values):
        return {"sum": float(np.isinf(inner(x=values)).sum())}

    # inner's overflow is no figure that comes out: outer counts it.
    assert outer([1e200, 1.0]) == {"sum": 1.0}
    with pytest.raises(InputError, match="`x`"):
        inner([1e200])
    assert not _steady._INSIDE.get()


def test_an_error_inside_leaves_the_door_as_it_was():
    @steady
    def fails(x):
        raise KeyError(x)

    for _ in range(2):
        with pytest.raises(KeyError):
            fails(1)
    assert not _steady._INSIDE.get()


def test_a_function_behind_the_door_is_told_as_itself():
    def share(part, whole=1.0, *, scale=100.0):
        """Part of a whole."""
        return scale * part / whole

    made = steady(share)
    assert (made.__name__, made.__doc__, made.__module__) == ("share", "Part of a whole.", __name__)
    assert made.__qualname__ == share.__qualname__
    assert made.__wrapped__ is share
    assert signature(made) == signature(share)
    assert made.__globals__ is share.__globals__
    assert made.__code__.co_name != "share"  # it is the door that runs
    assert made(3, 4) == made(3, whole=4.0, scale=100.0) == 75.0


def test_integers_and_texts_are_no_figures_beyond_a_float():
    @steady
    def told(x):
        np.exp(np.asarray(x, dtype=float))
        return {"n": 2**70, "text": "inf", "codes": np.array([1, 2]), "share": np.float32(0.5)}

    # An overflow inside, and nothing among the figures: what comes out is whole.
    assert told([1000.0])["n"] == 2**70

    @steady
    def narrow(x):
        return np.float32(np.exp(np.asarray(x, dtype=float)).max())

    with pytest.raises(InputError) as caught:
        narrow([1000.0, 1.0])
    assert caught.value.found == "values of which some figure is beyond 1.8e308"
    assert caught.value.expected == "values whose figures a float64 holds"
    assert caught.value.own_hint == "Measure in a larger unit."
