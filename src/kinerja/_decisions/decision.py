"""A decision on what a result proposed, and the fingerprint by which it names the result."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from .._checks import plain
from .._definitions import Code, Definition, String, single
from .._definitions import fingerprint as _fingerprint
from .._steady import steady
from ..balancing import Move
from ..errors import InputError
from ..results import Result


@steady
def fingerprint(result: Result) -> str:
    """Fingerprint of a result: of its figures and how they were made, not of when.

    Parameters
    ----------
    result : Result
        What any function of the library returned.

    Returns
    -------
    str
        Sha256, as 64 hexadecimal digits; equal for equal results on every machine.

    Raises
    ------
    InputError
        If it is no result.

    Examples
    --------
    >>> from kinerja.schemes import skm
    >>> made = skm.check_report([3.2] * 9)
    >>> fingerprint(made) == fingerprint(skm.check_report([3.2] * 9))
    True
    """
    if not isinstance(result, Result):
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="a result of the library",
            found=type(result).__name__,
        )
    told = result.to_dict()
    made = told.get("provenance")
    if isinstance(made, dict):
        # The same figures made elsewhere or later are the same proposal.
        told["provenance"] = {
            name: x for name, x in made.items() if name not in {"made_at", "library", "versions"}
        }
    return _fingerprint(told)


class _Frozen(dict[str, Any]):
    """A mapping inside a decision: read-only and hashable."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a decision is read-only; make a new one")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = _refuse
    setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((key, repr(x)) for key, x in self.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def proposal_of(x: Any) -> Any:
    """A move as its place; a mapping as such; anything else as it is."""
    if isinstance(x, Move):
        return {"unit": plain(x.to_unit), "job": plain(x.to_job)}
    if isinstance(x, Mapping):
        return {str(key): plain(item) for key, item in x.items()}
    return plain(x)


def _day(x: Any) -> Any:
    if isinstance(x, datetime.datetime):
        return x.date().isoformat()
    return x.isoformat() if isinstance(x, datetime.date) else x


def _is_day(x: str) -> str:
    try:
        return datetime.date.fromisoformat(x).isoformat()
    except ValueError:
        raise ValueError(f"expected a day as YYYY-MM-DD, found {x!r}") from None


def _print(x: Any) -> Any:
    return fingerprint(x) if isinstance(x, Result) else x


Scalar = Annotated[str | int | float | bool | None, BeforeValidator(single)]
Said = Annotated[
    Annotated[dict[str, Scalar], AfterValidator(_Frozen)] | Scalar, BeforeValidator(proposal_of)
]


class Decision(Definition):
    """What an office decided on what a result proposed.

    Parameters
    ----------
    result : str or Result
        Fingerprint of the result that was before the office; a result is turned into its own.
    id : str or int, optional
        Whom or what it concerns.
    proposed, decided : str, number, mapping or None
        What the result proposed, and what was decided: a text, a grade, a place as a mapping
        (``{"unit": …, "job": …}``; a `balancing.Move` is turned into one). None is "nothing": no
        proposal, or that nothing changes.
    by_office : str
        The office that decided. A person or an office decides, never a program.
    on : date or str
        Day of the decision, as YYYY-MM-DD.
    grounds : str
        Why; required where the decision departs from the proposal.

    Examples
    --------
    >>> made = Decision(
    ...     result="0" * 64,
    ...     id="P1",
    ...     proposed={"unit": "North", "job": "nurse"},
    ...     decided=None,
    ...     by_office="Head of personnel",
    ...     on="2026-03-02",
    ...     grounds="Cares for a parent in the present district.",
    ... )
    >>> made.departs, Decision.model_validate_json(made.model_dump_json()) == made
    (True, True)
    """

    result: Annotated[String, BeforeValidator(_print), Field(min_length=1)]
    id: Annotated[str | int | None, BeforeValidator(single)] = None
    proposed: Said
    decided: Said
    by_office: Code
    on: Annotated[String, AfterValidator(_is_day), BeforeValidator(_day)]
    grounds: String = ""

    @model_validator(mode="after")
    def _said_why(self) -> Self:
        if self.departs and not self.grounds.strip():
            raise ValueError("the decision departs from the proposal: `grounds` has to say why")
        return self

    @property
    def departs(self) -> bool:
        """Whether another thing was decided than was proposed."""
        return bool(self.proposed != self.decided)
