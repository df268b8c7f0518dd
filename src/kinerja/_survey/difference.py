"""Contrasts of estimates: whether one domain really is above another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError, shown
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .estimates import Estimates
from .freedom import DegreesOfFreedom, Held
from .limits import quantile_of_t, two_sided
from .multiplicity import benjamini_hochberg, holm

_NOTHING = 1e-14
"""A standard error below this share of the value is rounding."""

_NAMED = 4
"""A contrast of more terms than this is named by its position."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Differences(Result):
    """Differences and other contrasts of estimates, with their errors and tests."""

    _keys: ClassVar = {"contrast": "label"}

    value: Annotated[FloatVector, Axis("contrast")]
    """(r,) the contrasts."""
    se: Annotated[FloatVector, Axis("contrast")]
    """(r,) standard errors, with the covariance between the estimates."""
    lower: Annotated[FloatVector, Axis("contrast")]
    """(r,) lower bounds of the intervals."""
    upper: Annotated[FloatVector, Axis("contrast")]
    """(r,) upper bounds of the intervals."""
    df: Annotated[IntVector, Axis("contrast")]
    """(r,) degrees of freedom, of the PSUs and strata of all domains in the contrast."""
    t: Annotated[FloatVector, Axis("contrast")]
    """(r,) value over standard error; 0 where both are 0."""
    p_value: Annotated[FloatVector, Axis("contrast")]
    """(r,) two-sided probability of a t as large if there were no difference."""
    holm: Annotated[FloatVector, Axis("contrast")]
    """(r,) p-value corrected for the r contrasts, by Holm: no false finding at all."""
    bh: Annotated[FloatVector, Axis("contrast")]
    """(r,) p-value corrected by Benjamini–Hochberg: few false ones among the findings."""
    label: Annotated[LabelVector, Axis("contrast")]
    """(r,) what is compared, in words."""
    provenance: Provenance
    """Level, and the estimates' own options."""

    def _headline(self, language: str = "en") -> str:
        level = 100 * self.provenance.options["level"]
        return words(language).headlines.differences.format(level=f"{level:g}")


@steady
def difference(
    estimates: Estimates,
    contrast: Mapping[Any, float] | tuple[Any, Any] | str | ArrayLike,
    *,
    level: float = 0.95,
) -> Differences:
    """Difference between estimates, or any contrast of them, with a test.

    Parameters
    ----------
    estimates : Estimates
        Made with ``covariance=True``: domains of one sample share PSUs, so they are not
        independent.
    contrast : mapping, tuple, "pairwise" or array_like of float, shape (r, m)
        ``{label: coefficient}``; ``(a, b)`` meaning a − b; ``"pairwise"``, each before each later
        one; or a matrix with a coefficient for each of the m estimates. A label is the domain's,
        or the variable's, or a tuple where there are several groupings or variables (see
        ``Estimates.labels``).
    level : float
        Probability of the intervals.

    Returns
    -------
    Differences
        One row for each contrast.

    Raises
    ------
    InputError
        If the estimates have no covariance, or a label or the shape does not fit them.

    Notes
    -----
    K·θ with variance K V K'; t = K·θ/se. Its degrees of freedom are counted as for the estimates,
    on the PSUs and strata of all domains that the contrast uses. Where the error of one of them is
    undetermined, so is that of the contrast; and where a difference has no error only because the
    answers of small domains are all alike, its test is undetermined. Many comparisons find
    something by luck: `holm` and `bh` are corrected for all contrasts of the call.

    References
    ----------
    Lumley (2010), Complex Surveys, §2.3 and §5.2; R's ``survey::svycontrast``; Holm (1979),
    Scandinavian Journal of Statistics 6, 65–70; Benjamini & Hochberg (1995), JRSS B 57, 289–300.

    Examples
    --------
    >>> from kinerja.survey import Design, difference, mean
    >>> unit = ["a", "a", "a", "b", "b", "b"]
    >>> m = mean([1.0, 2.0, 3.0, 5.0, 6.0, 7.0], Design(strata=unit), by=unit, covariance=True)
    >>> d = difference(m, ("b", "a"))
    >>> d.label.tolist(), d.value.round(6).tolist(), d.se.round(4).tolist()
    (['b − a'], [4.0], [0.8165])
    """
    level = _checks.confidence_level(level)
    if not isinstance(estimates, Estimates):
        raise InputError.about(
            "estimates", code="wrong_type", expected="Estimates", found=type(estimates).__name__
        )
    if estimates.covariance is None:
        raise InputError.about(
            "estimates",
            code="missing_argument",
            expected="estimates with their covariance",
            found="none",
            hint="Make them with covariance=True.",
        )
    if isinstance(contrast, str):
        found = _pairwise(contrast, estimates)
    else:
        found = _contrasts(_coefficients(contrast, estimates.labels), estimates)
    value, se = found.value, np.sqrt(np.maximum(found.variance, 0.0))
    # No error at all is certainty where the domains are known in full, and no knowledge where the
    # answers of small ones are all alike.
    unsure = found.unsure & (se <= _NOTHING * np.abs(value))
    half = np.where(se == 0, 0.0, quantile_of_t(level, found.df) * se)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where((value == 0) & (se == 0), 0.0, value / se)
    p = np.where(se == 0, np.where(value == 0, 1.0, 0.0), two_sided(t, found.df))
    unknown = np.isnan(se) | (unsure & (value != 0))
    t, p = np.where(unknown, np.nan, t), np.where(unknown, np.nan, p)
    half = np.where(unsure, np.nan, half)
    labels = np.empty(value.size, dtype=object)
    labels[:] = found.words
    return Differences(
        value=value,
        se=se,
        lower=value - half,
        upper=value + half,
        df=found.df,
        t=t,
        p_value=p,
        holm=holm(p),
        bh=benjamini_hochberg(p),
        label=labels,
        provenance=Provenance(
            options={**estimates.provenance.options, "level": level},
            missing=estimates.provenance.missing,
            left_out=estimates.provenance.left_out,
        ),
    )


class _Found(NamedTuple):
    """Contrasts before their tests."""

    value: Float
    variance: Float
    df: NDArray[np.int64]
    unsure: NDArray[np.bool_]
    """Whether a small domain is in it whose answers are all alike."""
    words: list[str]


def _pairwise(contrast: str, estimates: Estimates) -> _Found:
    """Each estimate minus each later one, without a matrix of contrasts."""
    _checks.choice(contrast, "contrast", ("pairwise",))
    m = estimates.value.size
    if m < 2:
        raise InputError.about(
            "contrast", code="too_few", expected="at least two estimates", found="one"
        )
    a, b = np.triu_indices(m, k=1)
    v, held, kind = _carried(estimates)
    own = np.diag(v)
    names = [_name(label) for label in estimates.labels]
    alike = _alike(estimates)
    return _Found(
        estimates.value[a] - estimates.value[b],
        own[a] + own[b] - 2 * v[a, b],
        np.full(a.size, estimates.df.max()) if kind == "design" else held.of_pairs(a, b, kind),
        alike[a] | alike[b],
        [f"{names[i]} − {names[j]}" for i, j in zip(a.tolist(), b.tolist(), strict=True)],
    )


def _contrasts(k: Float, estimates: Estimates) -> _Found:
    """Contrasts with the coefficients `k` (m, r)."""
    v, held, kind = _carried(estimates)
    used = k != 0
    unknown = np.isnan(estimates.value), np.isnan(np.diag(v))
    value = np.where(unknown[0], 0.0, estimates.value)
    variance = np.where(unknown[1][:, None] | unknown[1], 0.0, v)
    lost = [(used & flags).any(axis=1) for flags in unknown]
    return _Found(
        np.where(lost[0], np.nan, k @ value),
        np.where(lost[1], np.nan, (k @ variance * k).sum(axis=1)),
        np.full(len(k), estimates.df.max()) if kind == "design" else held.of_contrasts(used, kind),
        (used & _alike(estimates)).any(axis=1),
        [_words(row, estimates.labels, i) for i, row in enumerate(k)],
    )


def _carried(estimates: Estimates) -> tuple[Float, Held, DegreesOfFreedom]:
    """Covariance, and what the degrees of freedom are counted from."""
    covariance, held = estimates.covariance, estimates.held
    assert covariance is not None  # noqa: S101 - checked by the caller
    assert held is not None  # noqa: S101 - given with the covariance
    kind: DegreesOfFreedom = estimates.provenance.options["df"]
    return covariance, held, kind


def _alike(estimates: Estimates) -> NDArray[np.bool_]:
    """Estimates of small domains whose answers are all alike: their error of 0 is no knowledge."""
    if estimates.provenance.options["df"] == "design":
        return np.zeros(estimates.value.size, dtype=np.bool_)
    known = estimates.lower == estimates.upper
    constant = np.isnan(estimates.deff) & ~np.isnan(estimates.se)
    return np.asarray(constant & estimates.small & ~known)


def _name(label: Any) -> str:
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _coefficients(contrast: Any, labels: tuple[Any, ...]) -> Float:
    m = len(labels)
    position = {label: i for i, label in enumerate(labels)}
    if isinstance(contrast, Mapping):
        out = np.zeros((1, m))
        for label, coefficient in contrast.items():
            out[0, _find(label, position, labels)] = _checks.number(coefficient, "contrast")
        return out
    if isinstance(contrast, tuple) and len(contrast) == 2 and _are_labels(contrast, position):
        out = np.zeros((1, m))
        out[0, _find(contrast[0], position, labels)] += 1.0
        out[0, _find(contrast[1], position, labels)] -= 1.0
        return out
    values = _checks.floats(contrast, "contrast")
    return _checks.matrix(values[None, :] if values.ndim == 1 else values, "contrast", k=m)


def _are_labels(pair: tuple[Any, Any], position: dict[Any, int]) -> bool:
    """A pair of labels, known or mistyped, and not a matrix written as two rows."""
    try:
        return any(item in position for item in pair) or any(
            isinstance(item, str) or not hasattr(item, "__len__") for item in pair
        )
    except TypeError:  # a list or an array is not a label
        return False


def _find(label: Any, position: dict[Any, int], labels: tuple[Any, ...]) -> int:
    try:
        known = label in position
    except TypeError:
        known = False
    if not known:
        raise InputError.about(
            "contrast",
            code="unknown_label",
            expected=f"labels of the estimates: {_checks.joined(labels)}",
            found=shown(label),
            hint="With several groupings or variables a label is a tuple.",
            positions=(label,),
        )
    return position[label]


def _words(row: Float, labels: tuple[Any, ...], i: int) -> str:
    used = np.flatnonzero(row)
    if not 0 < used.size <= _NAMED:
        return f"contrast {i}"
    # The positive terms first, so that the pair (b, a) reads "b − a".
    used = used[np.argsort(row[used] < 0, kind="stable")]
    text = ""
    for at in used:
        size = abs(float(row[at]))
        name = _name(labels[at])
        term = name if size == 1.0 else f"{size:g}·{name}"
        if row[at] < 0:
            text += f" − {term}" if text else f"−{term}"
        else:
            text += f" + {term}" if text else term
    return text
