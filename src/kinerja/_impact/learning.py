"""How much of what could be learned was learned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

import numpy as np

from .. import _checks
from .._definitions import Language
from .._digits import below
from .._moments import deviation
from .._quantiles import t_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, Provenance, Result
from .tails import too_few


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NGain(Result):
    """Normalized gain of each person, and both readings for the group.

    Examples
    --------
    >>> from kinerja.impact import n_gain
    >>> n_gain([50, 60], [75, 80], 100).gain.tolist()
    [0.5, 0.5]
    """

    _single: ClassVar = True

    gain: Annotated[FloatVector, Axis("person")]
    """(n,) (post − pre)/(maximum − pre); NaN where pre is the maximum."""
    mean_of_gains: float
    """Mean of the persons' gains."""
    se: float
    """Standard error of that mean; NaN with one person."""
    lower: float
    """Lower end of its t interval."""
    upper: float
    """Upper end."""
    gain_of_means: float
    """Gain of the group: (mean post − mean pre)/(maximum − mean pre)."""
    undefined: int
    """Persons at the maximum before: nothing was left to gain."""
    low: int
    """Persons whose gain is below the first cut."""
    medium: int
    """Persons from the first cut to below the second."""
    high: int
    """Persons at the second cut or above."""
    provenance: Provenance = field(default_factory=Provenance)
    """Cuts, level, missing policy."""

    def text(self, *, language: Language = "en") -> str:
        """Say to an official how much was learned, and what this cannot tell.

        Parameters
        ----------
        language : {"en", "id"}

        Raises
        ------
        InputError
            If the language is unknown.

        Examples
        --------
        >>> from kinerja.impact import n_gain
        >>> n_gain([50, 60], [75, 80], 100).text().split(";")[0]
        'The group gained 50% of what it could still learn'
        """
        from .in_words import gain_in_words

        return gain_in_words(self, language)


@steady
def n_gain(
    pre: ArrayLike,
    post: ArrayLike,
    maximum: float,
    *,
    cuts: tuple[float, float] = (0.3, 0.7),
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> NGain:
    """Normalized gain of a training: the part of what was missing that was gained.

    Parameters
    ----------
    pre, post : array_like (n,)
        Test score of each person before and after.
    maximum : float
        Highest score of the test.
    cuts : tuple of two floats
        Where medium and high begin; a gain on a cut is in the higher class.
    level : float
        Probability of the interval.
    missing : {"raise", "omit", "propagate"}
        A missing score: refuse it; leave the person out of both readings (gain NaN); or make both
        readings NaN.

    Returns
    -------
    NGain

    Raises
    ------
    InputError
        If a score is missing or above the maximum, or nobody was below the maximum before.

    Notes
    -----
    gᵢ = (postᵢ − preᵢ)/(max − preᵢ). The mean of the gains and the gain of the means are two
    readings of one group: the first gives every person, the second every missing point, one vote,
    and they may differ even in sign. Both are over the same people.

    References
    ----------
    Hake (1998), American Journal of Physics 66, 64–74.

    Examples
    --------
    >>> r = n_gain([40, 90, 100], [70, 85, 100], 100)
    >>> r.gain.tolist(), r.mean_of_gains, round(r.gain_of_means, 6), r.undefined
    ([0.5, -0.5, nan], 0.0, 0.357143, 1)
    """
    level = _checks.confidence_level(level)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    top = _checks.number(maximum, "maximum")
    first, second = _cuts(cuts)
    allow: Literal["refuse", "allow"] = "refuse" if missing == "raise" else "allow"
    x = _checks.vector(pre, "pre", missing=allow)
    y = _checks.vector(post, "post", n=x.size, missing=allow)
    for values, name in ((x, "pre"), (y, "post")):
        _checks.refuse_cells(
            values > top,
            values,
            name,
            code="out_of_range",
            expected=f"at most the maximum, {top:g}",
            hint="Correct the score, or state the true maximum of the test.",
        )
    gone = np.isnan(x) | np.isnan(y)
    full = (x == top) & ~gone
    used = ~full & ~gone
    unknown = missing == "propagate" and bool(gone.any())
    if not used.any() and not unknown:
        raise too_few("pre", "a person below the maximum before", "none")
    gain = np.full(x.size, np.nan)
    gain[used] = (y[used] - x[used]) / (top - x[used])
    known = gain[used]
    mean, se, half, of_means = (float("nan"),) * 4
    if not unknown:
        mean = float(known.mean())
        se = _error(known)
        half = float(t_quantile(max(known.size - 1.0, 1.0), level)) * se
        # Over the same people: means of what was gained and of what could be.
        of_means = float((y[used] - x[used]).mean() / (top - x[used]).mean())
    at_first, at_second = (~below(known, np.array(cut)) for cut in (first, second))
    return NGain(
        gain=gain,
        mean_of_gains=mean,
        se=se,
        lower=mean - half,
        upper=mean + half,
        gain_of_means=of_means,
        undefined=int(full.sum()),
        low=int((~at_first).sum()),
        medium=int((at_first & ~at_second).sum()),
        high=int(at_second.sum()),
        provenance=Provenance(
            **made_from(pre=pre, post=post),
            options={"maximum": top, "cuts": (first, second), "level": level},
            missing=missing,
            left_out=(words().notes.people_without_score.format(n=int(gone.sum())),)
            if missing == "omit" and gone.any()
            else (),
        ),
    )


def _error(gain: Float) -> float:
    """Standard error of the mean; NaN of one gain, or of gains that are all the same."""
    if gain.size < 2 or np.ptp(gain) <= 1e-12 * np.abs(gain).max():
        return float("nan")
    return float(deviation(gain, ddof=1) / np.sqrt(gain.size))


def _cuts(cuts: tuple[float, float]) -> tuple[float, float]:
    values = _checks.vector(cuts, "cuts", n=2)
    if values[0] >= values[1]:
        raise InputError.about(
            "cuts",
            code="invalid_input",
            expected="two rising cuts",
            found=f"{tuple(values.tolist())}",
        )
    return float(values[0]), float(values[1])
