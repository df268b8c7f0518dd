"""All the faults of a card at once, in the words and cells of whoever wrote it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, TypeVar

from ..errors import InputError

_Value = TypeVar("_Value")
_LONGEST = 1_600
"""Characters of faults that one message tells."""


class CardError(InputError):
    """One fault of a card or several; `faults` has them one by one."""

    faults: tuple[InputError, ...] = ()


def together(faults: Sequence[InputError], argument: str = "frame") -> InputError:
    """Return one error that says all of them; a single one stays as it is."""
    if len(faults) == 1:
        return faults[0]
    told = _as_many_as_fit([_sentence(fault) for fault in faults])
    error = CardError(
        f"`{argument}`: {len(faults)} faults. "
        + " ".join(told)
        + (f" And {len(faults) - len(told)} more." if len(told) < len(faults) else ""),
        code="invalid_input",
        argument=argument,
        positions=tuple(place for fault in faults for place in fault.positions),
        expected="a card that can be read",
        found=f"{len(faults)} faults",
    )
    error.faults = tuple(faults)
    return error


def _as_many_as_fit(sentences: Sequence[str]) -> list[str]:
    """The first sentences that a message holds, one at least; `faults` has them all."""
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    return list(sentences[: max(1, sum(end <= _LONGEST for end in ends))])


def _sentence(fault: InputError) -> str:
    text = str(fault)
    head = f"`{fault.argument}`"
    return text[len(head) :].lstrip(": ") if text.startswith(head) else text


def each_fault(error: InputError) -> tuple[InputError, ...]:
    """Faults of an error one by one; itself where it is one."""
    return error.faults if isinstance(error, CardError) and error.faults else (error,)


def gathered(
    faults: list[InputError], read: Callable[..., _Value], *arguments: Any
) -> _Value | None:
    """Read something; what is refused joins `faults`, so that reading goes on."""
    try:
        return read(*arguments)
    except InputError as error:
        faults.extend(each_fault(error))
        return None


def meant(word: str, known: Sequence[str]) -> str:
    """Ask whether a known word was meant; empty where none is near.

    >>> meant("lineer", ["linear", "log"]), meant("x", ["linear"])
    ("Did you mean 'linear'?", '')
    """
    near = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else ""
