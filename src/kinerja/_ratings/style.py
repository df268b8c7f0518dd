"""How raters use the scale: leniency, central tendency, halo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, cast

import numpy as np

from .. import _checks
from .._quantiles import t_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints, TableLike
from .._words import EveryLanguage, words
from ..errors import ConvergenceError, InputError
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .effects import RaterEffects, rater_effects
from .islands import Islands
from .marks import read_numbers

STYLE_LIMITS = EveryLanguage(lambda words: words.ratings.style)
"""What the style of a rater cannot tell."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RaterStyle(Result):
    """How each rater used the scale, beside all raters.

    Examples
    --------
    >>> from kinerja.ratings import rater_style
    >>> marks = [[3, 4], [4, 4], [5, 3], [2, 3], [3, 3], [4, 1]]
    >>> rater_style(list("ABCABC"), list("xxxyyy"), marks).leniency.round(2).tolist()
    [0.57, -0.57]
    """

    _keys: ClassVar = {"rater": "rater"}

    rater: Annotated[LabelVector, Axis("rater")]
    """(m,) sorted labels."""
    leniency: Annotated[FloatVector, Axis("rater")]
    """(m,) points the rater adds to the mean of the items: minus `rater_effects`' severity."""
    leniency_se: Annotated[FloatVector, Axis("rater")]
    """(m,) its standard error."""
    spread: Annotated[FloatVector, Axis("rater")]
    """(m,) standard deviation of the rater's ratings over everybody's; below 1: central tendency.
    NaN below two ratings."""
    spread_lower: Annotated[FloatVector, Axis("rater")]
    """(m,) lower end of its interval."""
    spread_upper: Annotated[FloatVector, Axis("rater")]
    """(m,) upper end."""
    halo: Annotated[FloatVector, Axis("rater")]
    """(m,) mean correlation of the items in the rater's ratings, less that in all ratings. NaN for
    one item, below three ratings, or where an item never changes."""
    halo_lower: Annotated[FloatVector, Axis("rater")]
    """(m,) lower end of its interval."""
    halo_upper: Annotated[FloatVector, Axis("rater")]
    """(m,) upper end."""
    n: Annotated[IntVector, Axis("rater")]
    """(m,) people and occasions the rater rated."""
    limits: dict[str, str] = field(default_factory=lambda: dict(STYLE_LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Level, missing policy and what was left out."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.style.format(n=self.rater.size)


@steady
def rater_style(
    subject: Any,
    rater: Any,
    values: TableLike,
    *,
    islands: Islands = "refuse",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> RaterStyle:
    """Describe how each rater uses the scale: leniency, central tendency, halo.

    Parameters
    ----------
    subject : array_like (r,)
        Who is rated; one row a form that a rater filled in.
    rater : array_like (r,)
        Who rates.
    values : array_like or table (r, k)
        The items of the form, in points.
    islands : {"refuse", "separate"}
        As in `rater_effects`.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing item: refuse it; leave the form out; or return NaN throughout.

    Returns
    -------
    RaterStyle

    Raises
    ------
    InputError
        As `rater_effects`, which is given the mean of the items.

    Notes
    -----
    Leniency is minus the severity of the mean of the items. Spread takes that severity out: the
    standard deviation of what is left (the subject's part and the residual) among the rater's
    forms, over the one among all forms; its interval is the chi-square one on n − 1 degrees of
    freedom, everybody's figure taken as known. Halo is the mean of the k(k − 1)/2 correlations
    between items over the rater's forms, less the mean over all forms; its interval rests on the
    jackknife over the rater's forms and t on n − 1 degrees of freedom.

    References
    ----------
    Saal, Downey & Lahey (1980), Psychological Bulletin 88, 413–428 (the three indices). Efron &
    Stein (1981), Annals of Statistics 9, 586–596 (jackknife).

    Examples
    --------
    >>> subject, rater = ["A", "B", "C", "D"] * 2, ["x"] * 4 + ["y"] * 4
    >>> marks = [[2, 5], [4, 3], [1, 4], [5, 4], [3, 3], [4, 4], [3, 3], [4, 4]]
    >>> r = rater_style(subject, rater, marks)
    >>> r.spread.round(2).tolist(), r.halo.round(2).tolist()
    ([1.25, 0.88], [-0.21, 1.24])
    """
    level = _checks.confidence_level(level)
    array = values
    if not _checks.is_table(values) and _checks.axes_of(values) == 1:
        array = _checks.vector(cast(ArrayLike, values), "values", missing="allow")[:, None]
    marks = read_numbers(array, "values", missing)
    items = marks.values
    if not items.shape[1]:
        raise InputError.about(
            "values", code="too_few", expected="at least one item", found="no columns"
        )
    mean = items.mean(axis=1)
    fit = _effects(subject, rater, mean, islands, missing)
    codes = _checks.labels(rater, "rater", n=len(items))
    if missing == "omit":
        kept = marks.complete
        items, mean, codes = items[kept], mean[kept], _checks.Labels(codes.codes[kept], codes.names)
    place = np.searchsorted(np.flatnonzero(_present(codes)), codes.codes)
    m = fit.rater.size
    n = np.bincount(place, minlength=m)
    spread, low, high = _spread(mean, place, n, fit.severity, level)
    halo, error = _halo(items, place, n)
    half = t_quantile(np.maximum(n - 1, 1), level) * error
    return RaterStyle(
        rater=fit.rater,
        leniency=0.0 - fit.severity,  # never −0
        leniency_se=fit.severity_se,
        spread=spread,
        spread_lower=low,
        spread_upper=high,
        halo=halo,
        halo_lower=halo - half,
        halo_upper=halo + half,
        n=n.astype(np.int64),
        provenance=Provenance(
            **made_from(subject=subject, rater=rater, values=values),
            options={"islands": islands, "level": level},
            missing=missing,
            left_out=fit.provenance.left_out,
        ),
    )


def _effects(
    subject: Any, rater: Any, mean: Float, islands: Islands, missing: _checks.MissingRows
) -> RaterEffects:
    """Rater effects on the mean of the items; an error names `values`, whose mean it is."""
    try:
        return rater_effects(subject, rater, mean, islands=islands, missing=missing)
    except InputError as error:
        if error.argument != "value":
            raise
        raise InputError.about(
            "values",
            code=error.code,
            expected=f"means of the items: {error.expected}",
            found=error.found or "",
            hint=error.own_hint,
            positions=error.positions,
        ) from error
    except ConvergenceError as error:
        raise ConvergenceError(
            str(error), code=error.code, argument="values", hint=error.own_hint
        ) from error


def _present(codes: _checks.Labels) -> Flags:
    return np.bincount(codes.codes, minlength=codes.names.size) > 0


def _spread(
    mean: Float, place: Ints, n: Ints, severity: Float, level: float
) -> tuple[Float, Float, Float]:
    """Each rater's standard deviation over everybody's, and its interval."""
    from scipy.special import chdtri

    # Alone on an island severity is unknown, and what is common to the rater's forms drops out.
    lifted = mean + np.where(np.isnan(severity), 0.0, severity)[place]
    middle = np.bincount(place, lifted, n.size) / n
    squares = np.bincount(place, np.square(lifted - middle[place]), n.size)
    df = np.where(n > 1, n - 1, np.nan)
    spread = np.sqrt(squares / df) / lifted.std(ddof=1)
    return (
        spread,
        spread * np.sqrt(df / chdtri(df, (1 - level) / 2)),
        spread * np.sqrt(df / chdtri(df, (1 + level) / 2)),
    )


def _halo(items: Float, place: Ints, n: Ints) -> tuple[Float, Float]:
    """Mean correlation less everybody's, and its jackknife standard error."""
    k, m = items.shape[1], n.size
    nothing = np.full(m, np.nan)
    if k < 2:
        return nothing, nothing
    size = np.abs(items).max(axis=0)
    middle = np.column_stack([np.bincount(place, x, m) / n for x in items.T])
    away = items - middle[place]
    own = np.column_stack([np.bincount(place, x**2, m) for x in away.T])
    # Rounding leaves traces of 1e-32·x² where an item never changes.
    changes = (own > 1e-26 * size**2 * n[:, None]).all(axis=1) & (n > 2)
    lost = (n / np.maximum(n - 1, 1))[place]
    value, without = np.zeros(m), np.zeros(len(items))
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = own[place] - lost[:, None] * away**2
        rest = np.where(rest > 1e-12 * own[place], rest, np.nan)
        for a in range(k):
            for b in range(a + 1, k):
                both = np.bincount(place, away[:, a] * away[:, b], m)
                value += both / np.sqrt(own[:, a] * own[:, b])
                less = both[place] - lost * away[:, a] * away[:, b]
                without += less / np.sqrt(rest[:, a] * rest[:, b])
        pairs = k * (k - 1) / 2
        value, without = value / pairs, without / pairs
        centre = np.bincount(place, without, m) / n
        squares = np.bincount(place, np.square(without - centre[place]), m)
        error = np.sqrt((n - 1) / n * squares)
        whole = np.corrcoef(items, rowvar=False)
        everybody = (whole.sum() - np.trace(whole)) / (2 * pairs)
    return np.where(changes, value - everybody, np.nan), np.where(changes, error, np.nan)
