"""Performance against potential in nine boxes, and how sure a box is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, overload

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import below
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatCube, FloatVector, IntVector, LabelVector, Provenance, Result, Unit


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NineBox(Result):
    """Box of each person, and the probability that it is the right one.

    Examples
    --------
    >>> from kinerja.competency import nine_box
    >>> nine_box([70], [50], performance_cuts=(60, 80), potential_cuts=(60, 80)).box.tolist()
    [2]
    """

    _keys: ClassVar = {"person": "ids"}

    performance_level: Annotated[IntVector, Axis("person")]
    """(n,) 0 low, 1 middle, 2 high; −1 without a value."""
    potential_level: Annotated[IntVector, Axis("person")]
    """(n,) 0 low, 1 middle, 2 high; −1 without a value."""
    box: Annotated[IntVector, Axis("person")]
    """(n,) 1 + performance level + 3 · potential level; 0 without a value. A code: never to be
    averaged."""
    probability: Annotated[FloatCube, Axis("person", "performance", "potential")]
    """(n, 3, 3) probability of each [performance, potential]; NaN without standard errors."""
    certainty: Annotated[FloatVector, Axis("person"), Unit("share")]
    """(n,) probability of the person's own box."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    provenance: Provenance = field(default_factory=Provenance)
    """Cuts and missing policy."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.nine_boxes.format(n=self.box.size)


@steady
def nine_box(
    performance: ArrayLike,
    potential: ArrayLike,
    *,
    performance_cuts: ArrayLike,
    potential_cuts: ArrayLike,
    performance_se: ArrayLike | None = None,
    potential_se: ArrayLike | None = None,
    ids: Any = None,
    missing: Literal["raise", "propagate"] = "raise",
) -> NineBox:
    """Nine boxes with the certainty of each, given the error of measurement.

    Parameters
    ----------
    performance, potential : array_like (n,)
        Figures of each person.
    performance_cuts, potential_cuts : array_like (2,)
        Where the middle and the high level begin, ascending. A value on a cut is in the higher
        level, at twelve significant digits.
    performance_se, potential_se : float or array_like (n,), optional
        Standard error of each figure, as `measurement_error` gives it; 0 is certain. Without
        both, probabilities are NaN.
    ids : array_like (n,), optional
        Who they are.
    missing : {"raise", "propagate"}
        A missing figure: refuse it, or give levels −1, box 0 and probabilities NaN.

    Returns
    -------
    NineBox
        `schemes.talent.box` gives the numbers of the national regulation instead.

    Raises
    ------
    InputError
        If a figure or a standard error is missing, infinite or negative (an error), or the two cuts
        do not ascend.

    Notes
    -----
    P(level) = Φ((upper − x)/se) − Φ((lower − x)/se) on each axis; errors of the two axes are taken
    as independent, so the probability of a box is the product. The certainty of somebody who stands
    on a cut is about one half: that is a fact about the measurement, not about the person.

    References
    ----------
    Lord & Novick (1968), *Statistical Theories of Mental Test Scores*, chapter 7: the error of
    measurement as a normal distribution around the score.

    Examples
    --------
    >>> r = nine_box(
    ...     [85, 75],
    ...     [70, 60],
    ...     performance_cuts=(60, 80),
    ...     potential_cuts=(60, 80),
    ...     performance_se=5,
    ...     potential_se=5,
    ... )
    >>> r.box.tolist(), r.certainty.round(4).tolist()
    ([6, 5], [0.8031, 0.42])
    """
    _checks.choice(missing, "missing", ("raise", "propagate"))
    allow: Literal["refuse", "allow"] = "refuse" if missing == "raise" else "allow"
    size = _checks.vector(performance, "performance", missing="allow").size
    names = _checks.identifiers(ids, size)
    x = _checks.vector(performance, "performance", missing=allow, rows=names)
    y = _checks.vector(potential, "potential", n=size, missing=allow, rows=names)
    cuts_x = _cuts(performance_cuts, "performance_cuts")
    cuts_y = _cuts(potential_cuts, "potential_cuts")
    se_x = _errors(performance_se, "performance_se", size, names)
    se_y = _errors(potential_se, "potential_se", size, names)
    gone = np.isnan(x) | np.isnan(y)
    first, second = _level(x, cuts_x), _level(y, cuts_y)
    probability = np.full((x.size, 3, 3), np.nan)
    if se_x is not None and se_y is not None:
        p, q = _shares(x, se_x, cuts_x, first), _shares(y, se_y, cuts_y, second)
        probability = p[:, :, None] * q[:, None, :]
        probability[gone] = np.nan
    certainty = probability[np.arange(x.size), np.maximum(first, 0), np.maximum(second, 0)]
    return NineBox(
        performance_level=first,
        potential_level=second,
        box=np.where(gone, 0, 1 + first + 3 * second),
        probability=probability,
        certainty=certainty,
        ids=names,
        provenance=Provenance(
            **made_from(
                performance=performance,
                potential=potential,
                performance_se=performance_se,
                potential_se=potential_se,
            ),
            options={
                "performance_cuts": tuple(cuts_x.tolist()),
                "potential_cuts": tuple(cuts_y.tolist()),
            },
            missing=missing,
        ),
    )


def _cuts(cuts: ArrayLike, argument: str) -> Float:
    out = _checks.vector(cuts, argument, n=2)
    if not bool(below(out[:1], out[1:])[0]):
        raise InputError.about(
            argument,
            code="invalid_input",
            expected="two rising cuts",
            found=f"{out[0]:g} and {out[1]:g}",
            hint="The first is where the middle level begins, the second where the high one does.",
        )
    return out


def _errors(se: ArrayLike | None, argument: str, n: int, ids: NDArray[Any] | None) -> Float | None:
    if se is None:
        return None
    if _checks.axes_of(se) == 0:
        return np.full(n, _checks.number(se, argument, lower=0.0))
    return _checks.nonnegative(_checks.vector(se, argument, n=n, rows=ids), argument, rows=ids)


def _level(x: Float, cuts: Float) -> Ints:
    level = sum((~below(x, np.full(x.size, cut))).astype(np.int64) for cut in cuts)
    return np.where(np.isnan(x), -1, level)


def _shares(x: Float, se: Float, cuts: Float, level: Ints) -> Float:
    """(n, 3) probability of each level of one axis."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low, high = (cuts[0] - x) / se, (cuts[1] - x) / se
        # In the upper tail the difference is taken from the other end, where it keeps its digits.
        upper = low > 0
        middle = np.where(upper, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))
        out = np.column_stack([ndtr(low), middle, ndtr(-high)])
    sure = se == 0
    out[sure] = 0.0
    out[sure, level[sure]] = 1.0
    return out


@overload
def measurement_error(sd: float, reliability: float) -> float: ...
@overload
def measurement_error(sd: ArrayLike, reliability: ArrayLike) -> Float: ...
@steady
def measurement_error(sd: ArrayLike, reliability: ArrayLike) -> float | Float:
    """Standard error of measurement of a score, from its spread and its reliability.

    Parameters
    ----------
    sd : float or array_like
        Standard deviation of the scores, 0 or more.
    reliability : float or array_like
        Reliability of the scores, 0 to 1: Cronbach's alpha, omega, an intraclass correlation.

    Returns
    -------
    float or ndarray of float64
        In the unit of the scores.

    Raises
    ------
    InputError
        If a reliability lies outside 0 to 1, or a standard deviation is negative or missing.

    Notes
    -----
    sem = sd · √(1 − reliability); 0 where the reliability is 1.

    References
    ----------
    Lord & Novick (1968), *Statistical Theories of Mental Test Scores*, section 3.5.

    Examples
    --------
    >>> round(float(measurement_error(10, 0.91)), 6)
    3.0
    """
    spread = _checks.floats(sd, "sd")
    r = _checks.floats(reliability, "reliability")
    for values, argument in ((spread, "sd"), (r, "reliability")):
        _checks.refuse_infinite(values, argument)
        _checks.refuse_missing(values, argument)
    _checks.nonnegative(spread, "sd")
    _checks.refuse_cells(
        (r < 0) | (r > 1),
        r,
        "reliability",
        code="out_of_range",
        expected="0 to 1",
        hint="A negative alpha says that the items do not measure one thing.",
    )
    try:
        out = spread * np.sqrt(1.0 - r)
    except ValueError:
        raise InputError.about(
            "reliability",
            code="wrong_shape",
            expected=f"one value, or shape {spread.shape}",
            found=f"shape {r.shape}",
        ) from None
    return out[()]
