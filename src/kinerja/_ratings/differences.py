"""A fairness audit of scores: who scores what, by group, raw and at equal covariates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._results.small_cells import groups_not_shown
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .group_fit import fit_groups
from .groups import LIMITS, left_out, read_groups, reference_group, refuse_few_groups


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScoreDifferences(Result):
    """Differences of mean scores between groups, raw and at equal covariates.

    Examples
    --------
    >>> from kinerja.ratings import score_differences
    >>> r = score_differences([1, 2, 3, 4, 5, 6], list("aaabbb"), reference="a", minimum=3)
    >>> r.difference.round(9).tolist()
    [0.0, 3.0]
    """

    _keys: ClassVar = {"group": "group"}

    group: Annotated[LabelVector, Axis("group")]
    """(g,) sorted labels."""
    n: Annotated[IntVector, Axis("group")]
    """(g,) people."""
    mean: Annotated[FloatVector, Axis("group")]
    """(g,) mean score; NaN where suppressed."""
    difference: Annotated[FloatVector, Axis("group")]
    """(g,) mean less the reference's."""
    lower: Annotated[FloatVector, Axis("group")]
    """(g,) lower end of its interval."""
    upper: Annotated[FloatVector, Axis("group")]
    """(g,) upper end."""
    standardized: Annotated[FloatVector, Axis("group")]
    """(g,) difference over the pooled standard deviation inside groups."""
    adjusted: Annotated[FloatVector, Axis("group")]
    """(g,) difference at equal covariates; equal to `difference` without covariates."""
    adjusted_lower: Annotated[FloatVector, Axis("group")]
    """(g,) lower end of its interval."""
    adjusted_upper: Annotated[FloatVector, Axis("group")]
    """(g,) upper end."""
    adjusted_standardized: Annotated[FloatVector, Axis("group")]
    """(g,) adjusted difference over the standard deviation of the adjusted residuals."""
    reference: Any
    """Label of the reference group."""
    suppressed: tuple[Any, ...] = ()
    """Groups with fewer people than the minimum: left out of everything."""
    limits: dict[str, str] = field(default_factory=lambda: dict(LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Minimum, level."""


@steady
def score_differences(
    score: ArrayLike,
    group: Any,
    *,
    reference: Any,
    covariates: Any = None,
    minimum: int = 5,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> ScoreDifferences:
    """Compare mean scores of groups with a reference group, raw and at equal covariates.

    Parameters
    ----------
    score : array_like (n,)
        One score per person.
    group : array_like (n,)
        Group of each person.
    reference : label or "highest"
        Group that the others are compared with; the one with the highest mean, the first on a tie.
    covariates : array_like (n, c) or (n,), or mapping or dataframe of columns, optional
        What may explain a difference, in numbers: length of service, grade of the post … A
        category is written as one column of 0 and 1 for each of its values but one.
    minimum : int
        Smallest group that is shown.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing score or covariate: refuse it; leave the person out; or make every figure that
        rests on it NaN.

    Returns
    -------
    ScoreDifferences

    Raises
    ------
    InputError
        If a value is missing and `missing` is ``"raise"``, fewer than two groups reach the
        minimum, the reference is not one of them, too few people are left for the covariates,
        these are linearly dependent, or the scores do not differ inside any group.

    Notes
    -----
    Least squares on indicators of the groups and the covariates; intervals with the HC3 covariance
    and t on the residual degrees of freedom, because groups need not vary alike. Where a covariate
    singles one person out, HC3 has no value and the interval is NaN; so it is between two groups
    in each of which all scores are equal.

    References
    ----------
    MacKinnon & White (1985), Journal of Econometrics 29, 305–325. Cohen (1988), *Statistical Power
    Analysis for the Behavioral Sciences*, chapter 2.

    Examples
    --------
    >>> r = score_differences(
    ...     [60, 62, 70, 73, 80, 81],
    ...     list("ababab"),
    ...     reference="a",
    ...     minimum=3,
    ...     covariates=[[1], [1], [2], [2], [3], [3]],
    ... )
    >>> r.adjusted.round(6).tolist()
    [0.0, 2.0]
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    least = _checks.whole_number(minimum, "minimum", lower=2)
    level = _checks.confidence_level(level)
    y = _checks.vector(score, "score", missing="allow")
    found = read_groups(group, y.size, missing)
    codes, names = found.codes, found.names
    more, columns = _covariates(covariates, y.size)
    unstated = codes < 0
    gone = (np.isnan(y) | np.isnan(more).any(axis=1)) & ~unstated
    if missing == "raise":
        _checks.refuse_missing(y, "score")
        _checks.refuse_missing(more, "covariates", columns=columns)
    if missing == "omit":
        kept = ~(gone | unstated)
        y, more, codes = y[kept], more[kept], codes[kept]
    count = np.bincount(codes, minlength=names.size)
    usable = count >= least
    refuse_few_groups(usable, least)
    mean = np.full(names.size, np.nan)
    mean[usable] = (np.bincount(codes, y, names.size) / np.maximum(count, 1))[usable]
    base = reference_group(reference, names, mean, usable)
    kept = usable[codes]
    y, more, codes = y[kept], more[kept], codes[kept]
    size = np.where(usable, np.bincount(codes, minlength=names.size), 0)
    raw = fit_groups(y, codes, more[:, :0], base, size, level, "group")
    adjusted = fit_groups(y, codes, more, base, size, level, "covariates") if more.size else raw
    said = words().notes
    return ScoreDifferences(
        group=names,
        n=count.astype(np.int64),
        mean=mean,
        difference=raw.difference,
        lower=raw.lower,
        upper=raw.upper,
        standardized=raw.standardized,
        adjusted=adjusted.difference,
        adjusted_lower=adjusted.lower,
        adjusted_upper=adjusted.upper,
        adjusted_standardized=adjusted.standardized,
        reference=names.tolist()[base],
        suppressed=tuple(names[~usable].tolist()),
        provenance=Provenance(
            **made_from(score=score, group=group, covariates=covariates),
            options={"minimum": least, "level": level},
            missing=missing,
            left_out=groups_not_shown(count, least, names)
            + left_out(
                missing, {said.people_without_value: gone, said.people_without_group: unstated}
            ),
        ),
    )


def _covariates(covariates: Any, n: int) -> tuple[Float, list[str] | None]:
    """(n, c) covariates, one column for a vector, none for None; and their names, if any."""
    if covariates is None:
        return np.empty((n, 0)), None
    names = None
    if _checks.is_table(covariates):
        names = _checks.column_names(covariates, "covariates")
        out, _ = _checks.read_matrix(covariates, names, argument="covariates")
    else:
        raw = _checks.floats(covariates, "covariates")
        out = _checks.matrix(raw[:, None] if raw.ndim == 1 else raw, "covariates", missing="allow")
    if len(out) != n:
        raise InputError.about(
            "covariates", code="wrong_shape", expected=f"{n} rows", found=f"{len(out)}"
        )
    return out, names
