"""What is missing: actual levels against required ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._digits import below
from .._results.prints import prints_of
from .._steady import steady
from .._types import Flags, Float, TableLike
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .read_levels import competency_names, read_importance, read_people, read_required


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gaps(Result):
    """Competency gaps of n people in k competencies.

    Examples
    --------
    >>> from kinerja.competency import gaps
    >>> gaps([[3, 2]], [3, 4]).gap.tolist()
    [[0.0, -2.0]]
    """

    _keys: ClassVar = {"person": "ids", "competency": "competencies"}
    _first: ClassVar = ("index", "met")

    gap: Annotated[FloatMatrix, Axis("person", "competency")]
    """(n, k) actual − required: below 0 where something is missing."""
    shortfall: Annotated[FloatMatrix, Axis("person", "competency")]
    """(n, k) what is missing, 0 or more; what `development_plan` takes."""
    index: Annotated[FloatVector, Axis("person")]
    """(n,) mean shortfall weighted by importance; 0 where every level is met."""
    met: Annotated[FloatVector, Axis("person"), Unit("share")]
    """(n,) share of the competencies that are met."""
    share_met: Annotated[FloatVector, Axis("competency"), Unit("share")]
    """(k,) share of the people who meet the requirement."""
    mean_shortfall: Annotated[FloatVector, Axis("competency")]
    """(k,) mean shortfall over the people, those without one included."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    competencies: Annotated[LabelVector | None, Axis("competency")]
    """(k,) names of the competencies."""
    provenance: Provenance = field(default_factory=Provenance)
    """Importance and missing policy."""

    def _headline(self, language: str = "en") -> str:
        n, k = self.gap.shape
        return words(language).headlines.gaps.format(n=n, k=k)


@steady
def gaps(
    actual: TableLike,
    required: Any,
    *,
    importance: Any = None,
    ids: Any = None,
    competencies: Any = None,
    missing: _checks.MissingRows = "raise",
) -> Gaps:
    """Competency gaps: per person, per competency, and what they come to.

    Parameters
    ----------
    actual : array_like (n, k), mapping or dataframe
        Level of each person in each competency. Of a table the columns named by `competencies` (or
        by the keys of `required`) are read.
    required : array_like (k,) or (n, k), or mapping
        Required levels: of one post, or of each person's own post; on the scale of `actual`.
    importance : array_like (k,) or mapping, optional
        Weight of each competency in the index, 0 or more; default equal.
    ids : array_like (n,), or name of a column
        Who they are.
    competencies : sequence of k labels, optional
        Names of the competencies.
    missing : {"raise", "omit", "propagate"}
        A missing level: refuse it; leave it out, so that a person's index and share are over the
        competencies assessed and a competency's figures over the people assessed; or make every
        figure that it enters NaN.

    Returns
    -------
    Gaps

    Raises
    ------
    InputError
        If a level is missing (see `missing`), infinite or not a number, shapes or names do not fit,
        or an importance is negative or all are 0.

    Notes
    -----
    gap = actual − required, shortfall = max(0, −gap), index = Σ importance·shortfall / Σ
    importance. A level that equals the required one at twelve significant digits meets it. A
    surplus in one competency does not lower the index: nobody makes up for arithmetic with poetry.

    References
    ----------
    PermenPANRB 38/2017: competence of civil servants in levels; the gap is what development
    is planned for.

    Examples
    --------
    >>> r = gaps(
    ...     [[3, 2, 4], [2, 3, 1]],
    ...     {"integrity": 3, "planning": 3, "service": 3},
    ...     importance=[1, 2, 1],
    ...     ids=["A1", "A2"],
    ... )
    >>> r.shortfall.tolist(), r.index.tolist()
    ([[0.0, 1.0, 0.0], [1.0, 0.0, 2.0]], [0.5, 0.75])
    >>> r.met.round(3).tolist(), r.share_met.tolist(), r.mean_shortfall.tolist()
    ([0.667, 0.333], [0.5, 0.5, 0.5], [0.5, 0.5, 1.0])
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    names = competency_names(competencies, required, actual, ids)
    need = read_required(required, names, missing=missing)
    k = need.shape[-1]
    weight = read_importance(importance, k, names)
    have, rows = read_people(actual, names, k, ids=ids, missing=missing)
    n = have.shape[0]
    if need.ndim == 2 and need.shape[0] != n:
        raise InputError.about(
            "required",
            code="wrong_shape",
            expected=f"one row of levels, or {n}: one per person",
            found=f"shape {need.shape}",
        )
    gap, shortfall = np.empty((n, k), order="F"), np.empty((n, k), order="F")
    short, there, kept = np.zeros(n), np.zeros(n), np.zeros(n)
    met, share_met, mean_shortfall = np.zeros(n), np.empty(k), np.empty(k)
    for j in range(k):
        column, level = have[:, j], np.broadcast_to(need[..., j], n)
        gap[:, j] = column - level
        lacks = below(column, level)
        known = ~np.isnan(gap[:, j])
        # Noise of the last bits is no shortfall.
        shortfall[:, j] = np.where(lacks, -gap[:, j], np.where(known, 0.0, np.nan))
        counted = np.where(known, shortfall[:, j], 0.0)
        short += weight[j] * counted
        there += weight[j] * known
        kept += known
        met += known & ~lacks
        share_met[j], mean_shortfall[j] = _column_figures(
            counted, known, known & ~lacks, whole=missing == "propagate"
        )
    index = _ratio(short, there)
    share = _ratio(met, kept)
    if missing == "propagate":
        gone = kept < k
        index[gone] = share[gone] = np.nan
    return Gaps(
        gap=gap,
        shortfall=shortfall,
        index=index,
        met=share,
        share_met=share_met,
        mean_shortfall=mean_shortfall,
        ids=rows,
        competencies=_checks.identifiers(names, k, "competencies"),
        provenance=Provenance(
            options={"importance": tuple(weight.tolist())},
            missing=missing,
            left_out=(words().notes.people_not_assessed.format(n=int((kept < k).sum())),)
            if missing == "omit" and (kept < k).any()
            else (),
            data=prints_of(
                {range(k)[j] if names is None else names[j]: have[:, j] for j in range(k)}
            ),
            rows=n,
        ),
    )


def _column_figures(
    shortfall: Float, known: Flags, met: Flags, *, whole: bool
) -> tuple[float, float]:
    """Share of people who meet a requirement, and their mean shortfall."""
    count = int(known.sum())
    if not count or (whole and count < known.size):
        return float("nan"), float("nan")
    return float(met.sum()) / count, float(shortfall.sum()) / count


def _ratio(top: Float, bottom: Float) -> Float:
    out = np.full(top.size, np.nan)
    np.divide(top, bottom, out=out, where=bottom > 0)
    return out
