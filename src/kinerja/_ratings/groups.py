"""Groups in a fairness audit: which are shown, which is the reference, what cannot be told."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._words import EveryLanguage
from ..errors import InputError

Float = NDArray[np.float64]

LIMITS = EveryLanguage(lambda words: words.ratings.groups)
"""What the figures of this page cannot tell."""


def refuse_few_groups(usable: NDArray[np.bool_], least: int) -> None:
    """Refuse fewer than two groups that are shown."""
    if usable.sum() < 2:
        raise InputError.about(
            "group",
            code="too_few",
            expected=f"at least two groups of {least} people or more",
            found=f"{int(usable.sum())}",
            hint="Join small groups, or lower `minimum` if nobody can be identified.",
        )


def reference_group(
    reference: Any, names: NDArray[Any], rate: Float, usable: NDArray[np.bool_]
) -> int:
    """Position of the reference: a label that is shown, or the first of the highest rates."""
    labels = names.tolist()
    if reference in labels:
        place: int = labels.index(reference)
        if usable[place]:
            return place
        raise InputError.about(
            "reference",
            code="too_few",
            expected="a group that is shown",
            found=f"{reference!r}, which has fewer people than `minimum`",
        )
    if reference == "highest":
        return int(np.argmax(np.where(usable & ~np.isnan(rate), rate, -np.inf)))
    raise InputError.about(
        "reference",
        code="unknown_label",
        expected=f"'highest' or one of {_checks.joined(labels)}",
        found=repr(reference),
    )
