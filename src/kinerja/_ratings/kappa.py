"""Agreement about categories beyond chance: Cohen's kappa for two raters, Fleiss' for several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._quantiles import normal_quantile
from ..errors import InputError
from ..results import FloatMatrix, FloatVector, LabelVector, Provenance, Result
from .marks import complete_rows, propagated, read_labels, refuse_no_variance

Float = NDArray[np.float64]
Weighting = Literal["linear", "quadratic"] | None
WEIGHTINGS: tuple[Weighting, ...] = (None, "linear", "quadratic")
Chance = Literal["fleiss", "conger"]
CHANCES: tuple[Chance, ...] = ("fleiss", "conger")

_NOISE = 1e-14
"""A variance below this is what rounding leaves of 0."""


def _two_sided(z: Float | float) -> Float:
    from scipy.special import erfc

    return np.asarray(erfc(np.abs(z) / np.sqrt(2.0)), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CohenKappa(Result):
    """Cohen's kappa: 1 full agreement, 0 what chance gives.

    Examples
    --------
    >>> from kinerja.ratings import cohen_kappa
    >>> cohen_kappa(["a", "b", "a"], ["a", "b", "a"]).value
    1.0
    """

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
    p_value: float
    """Test against 0, two-sided; NaN where one of the two used a single category."""
    observed: float
    """Agreement found; weighted if `weighting` is given."""
    expected: float
    """Agreement by chance, weighted alike."""
    categories: LabelVector
    """(c,) the labels, in the order of `table`."""
    table: FloatMatrix
    """(c, c) how often `a` said the row and `b` the column."""
    n: int
    """Subjects."""
    provenance: Provenance


def cohen_kappa(
    a: Any,
    b: Any,
    *,
    weighting: Weighting = None,
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
    categories : array_like, optional
        The whole scale in its order. Without it, the labels that occur, sorted: a category
        nobody used then changes the weighted kappas.
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
        that differ, a label outside `categories`, or a single category used by both.

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
    >>> round(cohen_kappa(a, b, weighting="quadratic", categories=scale).value, 4)
    0.8421
    """
    level = _checks.confidence_level(level)
    _checks.choice(weighting, "weighting", WEIGHTINGS)
    marks = read_labels(_side_by_side(a, b), "a and b", missing)
    codes, left_out = complete_rows(marks, "a and b")
    names = marks.names
    if categories is not None:
        codes, names = _on_scale(codes, names, categories)
    c = names.size
    n = codes.shape[0]
    table = np.bincount(codes[:, 0] * c + codes[:, 1], minlength=c * c).reshape(c, c) / n
    row, column = table.sum(axis=1), table.sum(axis=0)
    if (row * column).max() == 1.0:
        refuse_no_variance("a and b", "one label only")
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
        p_value=float(_two_sided(z)),
        observed=observed,
        expected=expected,
        categories=names,
        table=np.rint(table * n),
        n=n,
        provenance=Provenance(
            options={"weighting": weighting, "level": level}, missing=missing, left_out=left_out
        ),
    )
    return propagated(result, marks, missing)


def _side_by_side(a: Any, b: Any) -> dict[str, Any]:
    for name, x in (("a", a), ("b", b)):
        if isinstance(x, str | bytes) or not hasattr(x, "__len__") or np.ndim(x) != 1:
            raise InputError.about(
                name, code="wrong_shape", expected="one label a subject", found=repr(x)[:60]
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


def _on_scale(
    codes: NDArray[np.int64], names: NDArray[Any], categories: Any
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    scale = _checks.identifiers(categories, len(categories), "categories")
    order = {name: i for i, name in enumerate([] if scale is None else scale.tolist())}
    unknown = [name for name in names.tolist() if name not in order]
    if unknown:
        raise InputError.about(
            "categories",
            code="unknown_label",
            expected="every label that occurs",
            found=f"no {_checks.joined(unknown)}",
            hint="Correct the label, or add it to the scale.",
            positions=tuple(unknown[:5]),
        )
    place = np.array([order[name] for name in names.tolist()], dtype=np.int64)
    out = np.empty(len(order), dtype=object)
    out[:] = list(order)
    return place[codes], out


def _credit(c: int, weighting: Weighting) -> Float:
    if weighting is None or c == 1:
        return np.eye(c)
    apart = np.abs(np.subtract.outer(np.arange(c), np.arange(c))) / (c - 1)
    return 1 - (apart if weighting == "linear" else apart**2)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FleissKappa(Result):
    """Fleiss' kappa, over all categories and for each.

    Examples
    --------
    >>> from kinerja.ratings import fleiss_kappa
    >>> fleiss_kappa([["a", "a", "a"], ["b", "b", "b"]]).value
    1.0
    """

    value: float
    """Kappa."""
    se: float
    """Standard error if agreement were chance; NaN for Conger's."""
    z: float
    """Kappa over `se`; NaN for Conger's."""
    p_value: float
    """Test against 0, two-sided; NaN for Conger's."""
    observed: float
    """Share of pairs of raters who agree on a subject."""
    expected: float
    """The same share by chance."""
    categories: LabelVector
    """(c,) the labels, sorted."""
    share: FloatVector
    """(c,) share of all ratings in the category."""
    category_kappa: FloatVector
    """(c,) kappa of the category against all others."""
    category_z: FloatVector
    """(c,) test statistic of `category_kappa` against 0."""
    category_p: FloatVector
    """(c,) its probability, two-sided."""
    n: int
    """Subjects."""
    raters: int
    """Raters."""
    provenance: Provenance


def fleiss_kappa(
    ratings: Any, *, chance: Chance = "fleiss", missing: _checks.MissingRows = "raise"
) -> FleissKappa:
    """Fleiss' kappa: agreement of several raters on categories, beyond chance.

    Parameters
    ----------
    ratings : array_like or table (subjects, raters)
        Labels, text or whole numbers, one column a rater.
    chance : {"fleiss", "conger"}
        Chance agreement from the shares of all raters together, or rater by rater (Conger, the
        mean of what Cohen's kappa takes for each pair).
    missing : {"raise", "omit", "propagate"}
        Refuse missing labels; leave out subjects with one; or return NaN.

    Returns
    -------
    FleissKappa

    Raises
    ------
    InputError
        If a label is missing and `missing` is ``"raise"``, for fewer than two subjects or raters,
        or if one category only was used.

    Notes
    -----
    With r raters, x the counts of a subject's labels and p the shares of the c categories:
    p_o = mean of Σ x(x − 1)/(r(r − 1)), p_e = Σ p², κ = (p_o − p_e)/(1 − p_e). Conger's p_e is
    Σ (p² − s²/r), s² the variance of a category's share between raters. The kappa of a category is
    1 − Σ x(r − x)/(n·r(r − 1)·p(1 − p)). Standard errors are those of no agreement.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378–382. Conger (1980), Psychological Bulletin 88,
    322–328. Fleiss, Nee & Landis (1979), Psychological Bulletin 86, 974–977.

    Examples
    --------
    >>> out = fleiss_kappa([["a", "a", "b"], ["b", "b", "b"], ["a", "a", "a"], ["a", "b", "b"]])
    >>> round(out.value, 4), out.category_kappa.round(4).tolist()
    (0.3333, [0.3333, 0.3333])
    """
    _checks.choice(chance, "chance", CHANCES)
    marks = read_labels(ratings, "ratings", missing)
    codes, left_out = complete_rows(marks, "ratings")
    n, r = codes.shape
    used = np.unique(codes)
    if used.size < 2:
        refuse_no_variance("ratings", "one label only")
    codes = np.searchsorted(used, codes)
    names = marks.names[used]
    c = names.size
    cells = np.arange(n)[:, None] * c + codes
    counts = np.bincount(cells.ravel(), minlength=n * c).reshape(n, c).astype(np.float64)
    pairs = n * r * (r - 1)
    share = counts.sum(axis=0) / (n * r)
    apart = share * (1 - share)
    observed = float((counts * (counts - 1)).sum()) / pairs
    expected = float((share**2).sum())
    if chance == "conger":
        offsets = np.arange(r)[None, :] * c + codes
        each = np.bincount(offsets.ravel(), minlength=r * c).reshape(r, c) / n
        expected -= float(each.var(axis=0, ddof=1).sum()) / r
    value = (observed - expected) / (1 - expected)
    total = float(apart.sum())
    inner = max(0.0, total**2 - float((apart * (1 - 2 * share)).sum()))
    se = np.sqrt(2 * inner / pairs) / total if chance == "fleiss" else np.nan
    category_kappa = 1 - (counts * (r - counts)).sum(axis=0) / (pairs * apart)
    category_z = category_kappa / np.sqrt(2 / pairs)
    result = FleissKappa(
        value=value,
        se=float(se),
        z=float(value / se),
        p_value=float(_two_sided(value / se)),
        observed=observed,
        expected=expected,
        categories=names,
        share=share,
        category_kappa=category_kappa,
        category_z=category_z,
        category_p=_two_sided(category_z),
        n=n,
        raters=r,
        provenance=Provenance(options={"chance": chance}, missing=missing, left_out=left_out),
    )
    return propagated(result, marks, missing)
