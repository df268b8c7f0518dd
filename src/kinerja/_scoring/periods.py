"""Several periods, or several posts, as one figure per subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, cast

import numpy as np
from numpy.typing import NDArray

from .._checks import array_of, choice, instances, joined, matrix, nonnegative
from .._checks import weights as checked_weights
from .._digits import rank
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .compare import rulers
from .score import score
from .scores import Scores

Method = Literal["mean_of_ratios", "ratio_of_sums"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Combined(Result):
    """Totals over several periods, with what each period counted."""

    _keys: ClassVar = {"person": "ids"}

    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) combined total; NaN for a subject without any total."""
    ids: Annotated[LabelVector, Axis("person")]
    """(n,) ids, in the order in which they first occur."""
    totals: Annotated[FloatMatrix, Axis("person", "period"), Unit("points")]
    """(n, T) total in each period; NaN where absent."""
    weight: Annotated[FloatMatrix, Axis("person", "period")]
    """(n, T) share of each period in the combined total; rows sum to 1."""
    method: str
    """How periods were combined."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the figure was made."""

    @property
    def rank(self) -> Annotated[Float, Axis("person")]:
        """(n,) rank by combined total, from 1 = best."""
        return cast("Float", self._remember("rank", rank(self.total)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:  # noqa: FBT001
        """Stand for the totals where numpy wants an array."""
        del copy  # the totals are read-only, so an array that may be written to is a copy
        return np.array(self.total, dtype=dtype)


@steady
def combine_periods(
    scores: Sequence[Scores], *, weights: ArrayLike, method: Method = "mean_of_ratios"
) -> Combined:
    """Combine the scores of several periods or posts into one total a subject.

    Parameters
    ----------
    scores : sequence of T Scores
        One for each part of the year, or for each post; subjects are matched by id.
    weights : array_like (T,) or (n, T)
        What each period counts: months served, share of a post. For a subject of its own (n, T),
        rows in the order in which ids first occur. 0 or more; a period in which a subject has no
        total does not count, and a subject of whom no period counts gets NaN.
    method : {"mean_of_ratios", "ratio_of_sums"}
        ``"mean_of_ratios"``: the weighted mean of the totals. ``"ratio_of_sums"``: the weighted
        mean of the raw values, scored once, with the first period's policy for what is missing and
        its least coverage; all periods must then share one definition.

    Returns
    -------
    Combined
        Totals, the periods' totals and shares, and the name of the method.

    Raises
    ------
    InputError
        If there is no period, ids are absent while rows differ, weights do not fit or (T,) are all
        0, or the definitions differ under "ratio_of_sums".

    Notes
    -----
    The two readings differ where scales are cut or curved: a strong half year beyond full marks
    makes up for a weak one only in the ratio of sums.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="c", name="C", parts=(Indicator(code="a", name="A", scale=Identity()),)
    ... )
    >>> half = score(card, [[60], [90]], ids=["x", "y"])
    >>> rest = score(card, [[80]], ids=["x"])
    >>> combine_periods([half, rest], weights=[3, 9]).total.tolist()
    [75.0, 90.0]
    """
    choice(method, "method", ("mean_of_ratios", "ratio_of_sums"))
    scores = instances(scores, "scores", Scores, hint="Pass a list of what score returned.")
    if not scores:
        raise InputError.about(
            "scores", code="too_few", expected="at least one period", found="none"
        )
    ids = _all_ids(scores)
    at = {name: i for i, name in enumerate(ids.tolist())}
    n, periods = ids.size, len(scores)
    rows = [
        np.arange(len(s)) if s.ids is None else np.array([at[name] for name in s.ids.tolist()], int)
        for s in scores
    ]
    totals = np.full((n, periods), np.nan)
    for t, s in enumerate(scores):
        totals[rows[t], t] = s.total
    if array_of(weights, "weights").ndim == 1:
        share = np.tile(checked_weights(weights, periods), (n, 1))
    else:
        share = matrix(weights, "weights", k=periods, rows=ids).copy()
        if len(share) != n:
            raise InputError.about(
                "weights",
                code="wrong_shape",
                expected=f"{n} rows, one per subject",
                found=f"{len(share)}",
            )
    share = nonnegative(share, "weights", rows=ids)
    share[np.isnan(totals)] = 0.0
    whole = share.sum(axis=1, keepdims=True)
    share = np.divide(share, whole, out=np.full_like(share, np.nan), where=whole > 0)
    if method == "mean_of_ratios":
        total = np.where(share > 0, totals, 0.0) * share
        combined = total.sum(axis=1)
    else:
        combined = _of_sums(scores, rows, share)
    combined[~(whole[:, 0] > 0)] = np.nan
    return Combined(
        total=combined,
        ids=ids,
        totals=totals,
        weight=share,
        method=method,
        provenance=Provenance(
            definition=scores[0].card.fingerprint,
            options={"method": method, "periods": periods},
            missing=scores[0].provenance.missing,
        ),
    )


def _all_ids(scores: Sequence[Scores]) -> NDArray[Any]:
    with_ids = [s.ids for s in scores if s.ids is not None]
    if len(with_ids) < len(scores):
        sizes = [len(s) for s in scores]
        if with_ids or len(set(sizes)) > 1:
            raise InputError.about(
                "scores",
                code="contradiction",
                expected="ids in every period, or in none with rows in one order",
                found=f"ids in {len(with_ids)} of {len(scores)}"
                if with_ids
                else f"none, and {joined(sizes)} rows",
                hint="Pass ids= when scoring.",
            )
        return np.arange(len(scores[0]))
    names = list(dict.fromkeys(name for ids in with_ids for name in ids.tolist()))
    out = np.empty(len(names), dtype=object)
    out[:] = names
    return out.astype(np.int64) if all(ids.dtype.kind == "i" for ids in with_ids) else out


def _of_sums(scores: Sequence[Scores], rows: Sequence[Ints], share: Float) -> Float:
    """Raw values averaged over the periods, each over those where it is there, scored once."""
    differ = any(rulers(s) != rulers(scores[0]) for s in scores)
    if differ or scores[0].peers is not None:
        raise InputError.about(
            "scores",
            code="contradiction",
            expected="one definition in every period, without peer groups, for 'ratio_of_sums'",
            found="different ones" if differ else "peer groups",
            hint="Score every period with the same anchored card, or use 'mean_of_ratios'.",
        )
    if any(s.targets for s in scores):
        raise InputError.about(
            "scores",
            code="contradiction",
            expected="scores without personal targets for 'ratio_of_sums'",
            found="personal targets",
            hint="Use 'mean_of_ratios'.",
        )
    n, k = share.shape[0], len(scores[0].card.codes)
    total, weight = np.zeros((n, k)), np.zeros((n, k))
    for t, s in enumerate(scores):
        there = ~np.isnan(s.values)
        own = np.where(np.isnan(share[rows[t], t]), 0.0, share[rows[t], t])[:, np.newaxis]
        total[rows[t]] += np.where(there, s.values, 0.0) * own
        weight[rows[t]] += np.where(there, own, 0.0)
    values = np.divide(total, weight, out=np.full((n, k), np.nan), where=weight > 0)
    policy = scores[0].provenance.missing
    return score(
        cast("Any", scores[0].anchored),
        values,
        missing="reweight" if policy == "raise" or policy is None else cast("Any", policy),
        min_coverage=scores[0].provenance.options["min_coverage"],
    ).total.copy()
