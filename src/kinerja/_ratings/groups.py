"""Groups in a fairness audit: which are shown, which is the reference, what cannot be told."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Flags, Float
from .._words import EveryLanguage
from ..errors import InputError, shown

LIMITS = EveryLanguage(lambda words: words.ratings.groups)
"""What the figures of this page cannot tell."""


def read_groups(group: Any, n: int, missing: _checks.MissingRows) -> _checks.Labels:
    """Group of each person; −1 where none is stated and such people are left out."""
    if missing == "omit":
        read = _checks.labels(group, "group", n=n, missing="allow")
        if not (read.codes >= 0).any():
            raise InputError.about(
                "group", code="missing_value", expected="at least one group", found="none"
            )
        return read
    try:
        return _checks.labels(group, "group", n=n)
    except InputError as error:
        if error.code != "missing_value":
            raise
        raise InputError.about(
            "group",
            code="missing_value",
            expected="a group for every person",
            found=error.found or "",
            hint="People without a stated group are left out with missing='omit'.",
            positions=error.positions,
        ) from None


def refuse_few_groups(usable: Flags, least: int) -> None:
    """Refuse fewer than two groups that are shown."""
    if usable.sum() < 2:
        raise InputError.about(
            "group",
            code="too_few",
            expected=f"at least two groups of {least} people or more",
            found=f"{int(usable.sum())}",
            hint="Join small groups, or lower `minimum` if nobody can be identified.",
        )


def reference_group(reference: Any, names: NDArray[Any], rate: Float, usable: Flags) -> int:
    """Position of the reference: a label that is shown, or the first of the highest rates."""
    labels = names.tolist()
    place = _checks.place_among(reference, labels)
    if place is not None:
        if usable[place]:
            return place
        raise InputError.about(
            "reference",
            code="too_few",
            expected="a group that is shown",
            found=f"{reference!r}, which has fewer people than `minimum`",
        )
    if isinstance(reference, str) and reference == "highest":
        return int(np.argmax(np.where(usable & ~np.isnan(rate), rate, -np.inf)))
    raise InputError.about(
        "reference",
        code="unknown_label",
        expected=f"'highest' or one of {_checks.joined(labels)}",
        found=shown(reference),
    )


def left_out(missing: _checks.MissingRows, without: dict[str, Flags]) -> tuple[str, ...]:
    """How many people are not used and why, in words."""
    if missing != "omit":
        return ()
    return tuple(note.format(n=int(gone.sum())) for note, gone in without.items() if gone.any())
