"""Options that the border refuses, as they are read: the sentence, its code and its places."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from kinerja import _checks as checks
from kinerja.errors import InputError
from shared_laws import told

NAN = float("nan")
LIST = "Pass a list."


OPTIONS = {
    "choice": (
        lambda: checks.choice("c", "x", ("a", 2)),
        "one of 'a', 2; found 'c'.",
        "unknown_option",
    ),
    "choice of another kind": (
        lambda: checks.choice(True, "x", (1, 2)),
        "one of 1, 2; found True.",
        "unknown_option",
    ),
    "any number": (lambda: checks.number(NAN, "x"), "a finite number; found nan.", "out_of_range"),
    "from": (
        lambda: checks.number(-0.5, "x", lower=0.0),
        "a finite number and at least 0; found -0.5.",
        "out_of_range",
    ),
    "above": (
        lambda: checks.number(0.25, "x", lower=0.25, open_lower=True),
        "a finite number and above 0.25; found 0.25.",
        "out_of_range",
    ),
    "to": (
        lambda: checks.number(2.5, "x", upper=1.5),
        "a finite number and at most 1.5; found 2.5.",
        "out_of_range",
    ),
    "below": (
        lambda: checks.number(1.5, "x", lower=-1.0, upper=1.5, open_upper=True),
        "a finite number and at least -1 and below 1.5; found 1.5.",
        "out_of_range",
    ),
    "a span of time": (
        lambda: checks.number(np.timedelta64(1, "D"), "x"),
        f"a finite number; found {np.timedelta64(1, 'D')!r}.",
        "out_of_range",
    ),
    "flag": (lambda: checks.flag(1, "x"), "True or False; found 1.", "wrong_type"),
    "instance": (
        lambda: checks.instance("a", "x", dict, hint="Make one."),
        "a dict; found a str. Make one.",
        "wrong_type",
    ),
    "function": (
        lambda: checks.function(3, "x", expected="a function of weights"),
        "a function of weights; found 3.",
        "wrong_type",
    ),
    "whole": (
        lambda: checks.whole_number(1.0, "x", lower=2),
        "a whole number of at least 2; found 1.0.",
        "out_of_range",
    ),
    "whole, below": (
        lambda: checks.whole_number(1, "x", lower=2),
        "a whole number of at least 2; found 1.",
        "out_of_range",
    ),
    "whole, above": (
        lambda: checks.whole_number(9, "x", lower=2, upper=8),
        "a whole number of at least 2 and at most 8; found 9.",
        "out_of_range",
    ),
    "whole, above all": (
        lambda: checks.whole_number(2**53 + 1, "x"),
        ("a whole number of at least 0 and at most 9007199254740992; found 9007199254740993."),
        "out_of_range",
    ),
    "whole, no flag": (
        lambda: checks.whole_number(np.True_, "x"),
        "a whole number of at least 0; found np.True_.",
        "out_of_range",
    ),
    "list": (
        lambda: checks.listed({1}, "x", expected="people"),
        f"people; found set. {LIST}",
        "wrong_type",
    ),
    "list, another hint": (
        lambda: checks.listed("ab", "x", expected="people", hint="Split it."),
        "people; found str. Split it.",
        "wrong_type",
    ),
    "gathered": (
        lambda: checks.gathered({"a": 1}, "x", expected="people"),
        f"people; found dict. {LIST}",
        "wrong_type",
    ),
    "text": (lambda: checks.text(3, "x", expected="a text"), "a text; found 3.", "wrong_type"),
    "half a character": (
        lambda: checks.text("a\ud800", "x", expected="a text"),
        "a text; found 'a\\ud800' (half a character).",
        "wrong_type",
    ),
    "texts": (
        lambda: checks.texts(["a", 3], "x", expected="names"),
        "names; found 3.",
        "wrong_type",
    ),
    "no texts": (
        lambda: checks.texts(3, "x", expected="names"),
        f"names; found int. {LIST}",
        "wrong_type",
    ),
    "no instances": (
        lambda: checks.instances(3, "x", int),
        f"a list of int; found int. {LIST}",
        "wrong_type",
    ),
    "mapping": (
        lambda: checks.mapped([1], "x", expected="prices by name"),
        "prices by name; found [1].",
        "wrong_type",
    ),
    "day": (
        lambda: checks.one_day("2026-13-01", "x"),
        "a date, or its text as YYYY-MM-DD; found '2026-13-01'.",
        "wrong_type",
    ),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_options_that_are_refused(case):
    call, sentence, code = OPTIONS[case]
    assert told(call) == (sentence, code, ())


def test_one_of_several_is_refused_by_its_place():
    sentence, code, places = told(lambda: checks.instances([1, "a", 2], "x", int, hint="Count."))
    assert (sentence, code, places) == (
        "an int in every place; found a str. Count.",
        "wrong_type",
        (1,),
    )
    sentence, code, places = told(lambda: checks.one_day(None, "x", row=0))
    assert (sentence, code, places) == (
        "a date, or its text as YYYY-MM-DD; found None (row 0).",
        "wrong_type",
        (0,),
    )


def test_limits_of_a_number_are_inside_where_they_are_closed():
    assert checks.number(0.5, "x", lower=0.5, upper=0.5) == 0.5
    assert checks.number(Fraction(1, 4), "x", lower=0, open_lower=True) == 0.25
    assert checks.whole_number(np.int8(3), "x", lower=3, upper=3) == 3
    assert checks.whole_number(2**53, "x") == 2**53
    assert checks.whole_number(2**80, "x", upper=None) == 2**80
    for value in (0, 1, 1.0, True, Decimal("0.5")):
        with pytest.raises(InputError) as caught:
            checks.confidence_level(value)
        assert str(caught.value) == (
            f"`level`: expected a finite number and above 0 and below 1; found {value!r}."
        )
    with pytest.raises(InputError) as caught:
        checks.generator(-1)
    assert str(caught.value) == "`rng`: expected a whole number of at least 0; found -1."
    assert checks.generator(2**70).integers(9) == np.random.default_rng(2**70).integers(9)
