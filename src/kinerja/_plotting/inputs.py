"""What a picture accepts: the results that it shows, and names of what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._checks import listed
from ..errors import InputError, shown
from .labels import clean


def expect(result: Any, argument: str, *kinds: type) -> None:
    """Refuse what is not the result that the picture shows."""
    if not isinstance(result, kinds):
        raise InputError.about(
            argument,
            code="wrong_type",
            expected=" or ".join(kind.__name__ for kind in kinds),
            found=type(result).__name__,
            hint="Each picture shows one kind of result; see kinerja.plotting.",
        )


def nothing_to_draw(argument: str, expected: str, found: str, hint: str = "") -> InputError:
    """The error for a picture that would be empty."""
    return InputError.about(
        argument, code="missing_value", expected=expected, found=found, hint=hint
    )


def named(labels: Any, argument: str, n: int) -> list[str]:
    """Names of n marks as the caller lists them; a text is no list of letters."""
    return _listed(labels, argument, n, expected=f"{n} names in a list")


def check_names(names: Any, argument: str, codes: Sequence[Any]) -> dict[Any, str]:
    """Names by code: as given, in order or by code, else the codes themselves."""
    if names is None:
        return {code: clean(code) for code in codes}
    if isinstance(names, Mapping):
        return {code: clean(names.get(code, code)) for code in codes}
    found = _listed(
        names,
        argument,
        len(codes),
        expected=f"a name for each of {len(codes)}, in order or by code",
    )
    return dict(zip(codes, found, strict=True))


def _listed(names: Any, argument: str, n: int, *, expected: str) -> list[str]:
    found = listed(names, argument, expected=expected)
    if len(found) != n:
        raise InputError.about(
            argument, code="wrong_shape", expected=expected, found=f"{len(found)}: {shown(found)}"
        )
    return [clean(name) for name in found]
