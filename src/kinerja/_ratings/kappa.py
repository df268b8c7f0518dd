"""Agreement of two raters about categories beyond chance: Cohen's kappa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import Float
from ..errors import InputError, shown
from ..results import Axis, FloatMatrix, LabelVector, Provenance, Result, Unit
from .marks import (
    complete_rows,
    propagated,
    read_labels,
    refuse_no_variance,
    refuse_unordered,
    two_sided,
)

Weighting = Literal["linear", "quadratic"] | None
WEIGHTINGS: tuple[Weighting, ...] = (None, "linear", "quadratic")

_NOISE = 1e-14
"""A variance below this is what rounding leaves of 0."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CohenKappa(Result):
    """Cohen's kappa: 1 full agreement, 0 what chance gives.

    Examples
    --------
    >>> from kinerja.ratings import cohen_kappa
    >>> cohen_kappa(["a", "b", "a"], ["a", "b", "a"]).value
    1.0
    """

    _keys: ClassVar = {"category": "categories"}
    _single: ClassVar = True

    value: float
    """Kappa."""
    se: float
    """Standard error for the interval."""
    lower: float
    """Lower end of the normal interval from `se`."""
    upper: float
    """Upper end; not cut off at 1."""
    se_null: float
    """Standard error if agreement were chance, for the test."""
    z: float
    """Kappa over `se_null`."""
    p_value: Annotated[float, Unit("p")]
    """Test against 0, two-sided; NaN where one of the two used a single category."""
    observed: float
    """Agreement found; weighted if `weighting` is given."""
    expected: float
    """Agreement by chance, weighted alike."""
    categories: Annotated[LabelVector, Axis("category")]
    """(c,) the labels, in the order of `table`."""
    table: Annotated[FloatMatrix, Axis("category", "category")]
    """(c, c) how often `a` said the row and `b` the column."""
    n: int
    """Subjects."""
    provenance: Provenance


@steady
def cohen_kappa(
    a: Any,
    b: Any,
    *,
    weighting: Weighting = None,
    order: Any = None,
    categories: Any = None,
    missing: _checks.MissingRows = "raise",
    level: float = 0.95,
) -> CohenKappa:
    """Cohen's kappa of two raters, plain or weighted by how far they are apart.

    Parameters
    ----------
    a, b : array_like (n,)
        Labels of the two raters, text or whole numbers, subject by subject.
    weighting : {None, "linear", "quadratic"}
        None counts only equal labels; the others give part credit to labels that lie near each
        other in the order of the categories.
    order : array_like, optional
        The whole scale from low to high. Without it, the order that the labels declare (an ordered
        categorical, with the levels nobody used), or that of numbers; text without either is
        refused where it is weighted. A category nobody used changes the weighted kappas.
    categories : array_like, optional
        Former name of `order`.
    missing : {"raise", "omit", "propagate"}
        Refuse missing labels; leave out subjects with one; or return NaN.
    level : float
        Probability of the interval.

    Returns
    -------
    CohenKappa

    Raises
    ------
    InputError
        If a label is missing and `missing` is ``"raise"``, for fewer than two subjects, lengths
        that differ, a label outside `order`, text without an order where `weighting` needs one, or
        a single category used by both.

    Notes
    -----
    κ = (p_o − p_e)/(1 − p_e), p_o = Σ w·p and p_e = Σ w·p_row·p_column, with credit w = 1 on the
    diagonal, and off it 0, 1 − d/(c − 1) or 1 − d²/(c − 1)² at d categories' distance. Both
    standard errors are those of Fleiss, Cohen and Everitt.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37–46. Cohen (1968), Psychological
    Bulletin 70, 213–220. Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323–327.

    Examples
    --------
    >>> a = ["fair", "good", "good", "poor", "fair", "good"]
    >>> b = ["fair", "good", "fair", "poor", "fair", "good"]
    >>> round(cohen_kappa(a, b).value, 4)
    0.7391
    >>> scale = ["poor", "fair", "good"]
    >>> round(cohen_kappa(a, b, weighting="quadratic", order=scale).value, 4)
    0.8421
    """
    level = _checks.confidence_level(level)
    _checks.choice(weighting, "weighting", WEIGHTINGS)
    if categories is not None:
        if order is not None:
            raise InputError.about(
                "categories", code="contradiction", expected="`order` alone", found="both",
                hint="It is the former name of the same argument.",
            )  # fmt: skip
        order = categories
    marks = read_labels(_side_by_side(a, b), "b", missing, order=order, apart=True)
    if weighting is not None:
        refuse_unordered(marks, "labels near each other count in part")
    codes, left_out = complete_rows(marks, "b")
    names = marks.names
    c = names.size
    n = codes.shape[0]
    table = np.bincount(codes[:, 0] * c + codes[:, 1], minlength=c * c).reshape(c, c) / n
    row, column = table.sum(axis=1), table.sum(axis=0)
    if (row * column).max() == 1.0:
        refuse_no_variance("b", "one label only, by `a` too")
    credit = _credit(c, weighting)
    by_chance = np.outer(row, column)
    observed, expected = float((credit * table).sum()), float((credit * by_chance).sum())
    value = (observed - expected) / (1 - expected)
    mean_credit = (credit @ column)[:, None] + (credit.T @ row)[None, :]
    scale = n * (1 - expected) ** 2
    spread = (table * (credit - mean_credit * (1 - value)) ** 2).sum()
    spread -= (value - expected * (1 - value)) ** 2
    null = (by_chance * (credit - mean_credit) ** 2).sum() - expected**2
    se = np.sqrt((spread if spread > _NOISE else 0.0) / scale)
    se_null = np.sqrt((null if null > _NOISE else 0.0) / scale)
    z = value / se_null if se_null > 0 else np.nan
    half = normal_quantile(level) * se
    result = CohenKappa(
        value=value,
        se=float(se),
        lower=float(value - half),
        upper=float(value + half),
        se_null=float(se_null),
        z=float(z),
        p_value=float(two_sided(z)),
        observed=observed,
        expected=expected,
        categories=names,
        table=np.rint(table * n),
        n=n,
        provenance=Provenance(
            **made_from(a=a, b=b),
            options={"weighting": weighting, "level": level},
            missing=missing,
            left_out=left_out,
        ),
    )
    return propagated(result, marks, missing)


def _side_by_side(a: Any, b: Any) -> dict[str, Any]:
    for name, x in (("a", a), ("b", b)):
        if isinstance(x, str | bytes) or not hasattr(x, "__len__") or _checks.axes_of(x) != 1:
            raise InputError.about(
                name, code="wrong_shape", expected="one label per subject", found=shown(x)
            )
    if len(a) != len(b):
        raise InputError.about(
            "b",
            code="wrong_shape",
            expected=f"{len(a)} labels, as `a` has",
            found=str(len(b)),
            hint="Pass the labels of the same subjects in the same order.",
        )
    return {"a": a, "b": b}


def _credit(c: int, weighting: Weighting) -> Float:
    if weighting is None or c == 1:
        return np.eye(c)
    apart = np.abs(np.subtract.outer(np.arange(c), np.arange(c))) / (c - 1)
    return 1 - (apart if weighting == "linear" else apart**2)
