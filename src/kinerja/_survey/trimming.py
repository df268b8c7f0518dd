"""Extreme weights cut to a range."""

from __future__ import annotations

import numpy as np

from .. import _checks
from .._steady import steady
from .._words import words
from ..errors import InputError
from .design import Design, refuse_other


@steady
def trim_weights(design: Design, lower: float, upper: float) -> Design:
    """Weights cut to a range, with what was cut shared equally among the others.

    Parameters
    ----------
    design : Design
        The sample.
    lower, upper : float
        Range of the weights. One pass: the rows that take the excess may end above `upper`.

    Returns
    -------
    Design
        The same sample with the new weights. Where something was cut an earlier calibration is
        dropped, and `notes` says so: calibrate again afterwards. Rows of weight 0 stay outside.

    Raises
    ------
    InputError
        If the range is empty, or no row is left to take the excess.

    Notes
    -----
    As R's ``trimWeights(strict=FALSE)``: the sum of the weights stays.

    References
    ----------
    Potter (1990), Proceedings of the Survey Research Methods Section, ASA, 225–230.

    Examples
    --------
    >>> from kinerja.survey import Design, trim_weights
    >>> trim_weights(Design(weights=[1, 2, 3, 10]), 1.5, 7).weights.tolist()
    [1.5, 3.25, 4.25, 7.0]
    """
    refuse_other(design)
    low = _checks.number(lower, "lower", lower=0.0)
    high = _checks.number(upper, "upper", lower=low)
    w = design.weights
    outside = ((w < low) | (w > high)) & (w > 0)
    if not outside.any():
        return design
    others = ~outside & (w > 0)
    new = np.where(outside, np.clip(w, low, high), w)
    excess = float((w - new).sum())
    if not others.any():
        raise InputError.about(
            "upper",
            code="too_few",
            expected="some weights inside the range, to take what is cut",
            found="none",
            hint="Widen the range.",
        )
    new = np.where(others, new + excess / others.sum(), new)
    if new.min() < 0:
        raise InputError.about(
            "lower",
            code="out_of_range",
            expected="weights of 0 or more after trimming",
            found=f"{new.min():.6g}",
            hint="Lower `lower`: raising so many weights takes more than the others have.",
        )
    said = words().notes.trimmed_anew if design.adjustments else words().notes.trimmed
    note = said.format(low=f"{low:g}", high=f"{high:g}", n=int(outside.sum()))
    return design.of_same_draw(new, weighted=design.weighted, notes=(*design.notes, note))
