"""What holds of results and refusals in every module, for the tests of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from kinerja.errors import InputError


def fault_of(call: Callable[[], Any]) -> InputError:
    """What a call is refused with."""
    with pytest.raises(InputError) as caught:
        call()
    return caught.value


def refused_as(
    call: Callable[[], Any], argument: str, code: str | None, expected: str | None, found: Any
) -> None:
    """A call is refused for an argument; None stands for what a case does not look at."""
    fault = fault_of(call)
    assert fault.argument == argument
    for given, wanted in ((fault.code, code), (fault.expected, expected), (fault.found, found)):
        assert wanted is None or given == wanted


def refused_at(
    call: Callable[[], Any], wanted: Sequence[str | None], places: Sequence[Any]
) -> None:
    """A call is refused in so many words, at the places as the caller calls them.

    `wanted` are the argument, the code, what was expected, what was found and what to do; None
    stands for what a case does not look at.
    """
    fault = fault_of(call)
    got = fault.argument, fault.code, fault.expected, fault.found, fault.own_hint
    seen = [None if w is None else g for g, w in zip(got, wanted, strict=True)]
    assert seen == list(wanted)
    assert [place.label for place in fault.positions] == list(places)


def told(call: Callable[[], Any], argument: str = "x") -> tuple[str, str, tuple[Any, ...]]:
    """What a refusal says after the argument and "expected", with its code and its places."""
    fault = fault_of(call)
    assert fault.argument == argument
    start = f"`{argument}`: expected "
    assert str(fault).startswith(start)
    return str(fault).removeprefix(start), fault.code, fault.positions


def says_how_it_was_made(
    make: Callable[..., Any], options: Mapping[str, Any], missing: str
) -> None:
    """A result of whole data names its options and policy, and no policy changes a figure."""
    got = make(missing=missing)
    assert got.provenance.options == options
    assert got.provenance.missing == missing
    assert got.provenance.left_out == ()
    assert got._headline() == got._headline("en")
    assert got._facts() == got._facts("en")
    other = make(missing="omit" if missing == "raise" else "raise").to_dict()
    for field, value in got.to_dict().items():
        if field != "provenance":
            assert value == other[field]


def knows_its_table(result: Any, table: Any) -> None:
    """A result knows the table that it was made from, in any order and dtype, and after JSON.

    A table with one other value in it is another one.
    """
    frame = pd.DataFrame(table)
    made = result.provenance
    assert made.rows == len(frame)
    assert made.same_data(frame.iloc[::-1])
    assert made.same_data(frame.convert_dtypes())
    again = type(result).from_dict(json.loads(json.dumps(result.to_dict())))
    assert again.provenance.same_data(frame)
    for column in made.data:
        other = frame[column].tolist()
        other[0] = next((cell for cell in other if cell != other[0]), None)
        assert not made.same_data(frame.assign(**{column: other}))
