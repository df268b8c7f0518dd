"""Several views of one person: 360° ratings, with nobody identifiable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import (
    Axis,
    FloatMatrix,
    FloatVector,
    IntMatrix,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .table import long_table

_MINIMUM = 3


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Combined(Result):
    """Ratings of each person by source, and what they come to together.

    Examples
    --------
    >>> from kinerja.ratings import combine
    >>> combine(["A"] * 3, ["peer"] * 3, [4, 5, 3], weights={"peer": 1}).overall.tolist()
    [4.0]
    """

    _keys: ClassVar = {"person": "subject", "source": "source"}

    subject: Annotated[LabelVector, Axis("person")]
    """(n,) sorted labels of those who are rated."""
    source: Annotated[LabelVector, Axis("source")]
    """(s,) sorted labels of the sources."""
    mean: Annotated[FloatMatrix, Axis("person", "source")]
    """(n, s) mean inside a source; NaN where nobody rated, or fewer than its minimum."""
    n: Annotated[IntMatrix, Axis("person", "source")]
    """(n, s) number of ratings."""
    overall: Annotated[FloatVector, Axis("person")]
    """(n,) weighted mean of the sources shown; NaN where none is."""
    coverage: Annotated[FloatVector, Axis("person"), Unit("share")]
    """(n,) share of the weight that is shown."""
    spread: Annotated[FloatMatrix, Axis("person", "source")]
    """(n, s) standard deviation (n − 1) inside a source; NaN below two ratings or the minimum."""
    self_gap: Annotated[FloatVector, Axis("person")]
    """(n,) own rating less the overall one of the others; NaN where either is missing."""
    suppressed: tuple[tuple[Any, Any], ...] = ()
    """(subject, source) pairs that have ratings, but fewer than the minimum."""
    provenance: Provenance = field(default_factory=Provenance)
    """Weights, minimums, and rows left out."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.ratings.format(
            n=self.subject.size, sources=self.source.size
        )


@steady
def combine(
    subject: Any,
    source: Any,
    value: ArrayLike,
    *,
    weights: Mapping[Any, float],
    minimum: int | Mapping[Any, int] = _MINIMUM,
    self_source: Any = None,
    missing: _checks.MissingRows = "raise",
) -> Combined:
    """Combine ratings from several sources (360°) without showing who gave which.

    Parameters
    ----------
    subject : array_like (r,)
        Who is rated; one row a rating.
    source : array_like (r,)
        Where the rating comes from: superior, peer, subordinate, self …
    value : array_like (r,)
        The rating, on one scale.
    weights : mapping from source to float
        0 or more, not all 0; every source but `self_source` needs one.
    minimum : int, or mapping from source to int
        Fewest ratings of a source that are shown; 3 where a mapping names no other.
    self_source : label, optional
        The source of self-ratings: no weight unless `weights` gives one, and no minimum.
    missing : {"raise", "omit", "propagate"}
        A missing value: refuse it; leave the row out; or let it make the figures NaN.

    Returns
    -------
    Combined

    Raises
    ------
    InputError
        If a weight is given for an unknown source, a source has none, or a value is missing.

    Notes
    -----
    The mean inside a source comes first, so that many peers do not outvote one superior; then
    overall = Σ w·mean/Σ w over the sources shown. A source under its minimum is not shown, and its
    weight goes to the others in proportion, so that the overall figure gives nothing away;
    coverage = Σ w shown/Σ w.

    References
    ----------
    Bracken, Timmreck & Church (2001), *The Handbook of Multisource Feedback*, chapters 6 and 18.

    Examples
    --------
    >>> r = combine(
    ...     ["A"] * 5,
    ...     ["boss", "peer", "peer", "peer", "self"],
    ...     [3, 4, 5, 3, 5],
    ...     weights={"boss": 0.6, "peer": 0.4},
    ...     minimum={"boss": 1},
    ...     self_source="self",
    ... )
    >>> r.overall.round(6).tolist(), r.self_gap.round(6).tolist()
    ([3.4], [1.6])
    """
    table = long_table(subject, source, value, "source", missing)
    names = table.column_names.tolist()
    if self_source is not None:
        self_source = _checks.one_label(self_source, "self_source")
    own = _checks.place_among(self_source, names)
    share = _weights(weights, names, own)
    least = _minimums(minimum, names, own)
    n, s = table.row_names.size, len(names)
    cell = table.row * s + table.column
    count = np.bincount(cell, minlength=n * s).reshape(n, s)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(cell, table.value, n * s).reshape(n, s) / count
        away = np.square(table.value - mean.ravel()[cell])
        spread = np.sqrt(np.bincount(cell, away, n * s).reshape(n, s) / (count - 1))
    shown = (count >= least) & (count > 0)
    mean = np.where(shown, mean, np.nan)
    spread = np.where(shown & (count > 1), spread, np.nan)
    others = share.copy()
    if own is not None:
        others[own] = 0.0
    overall, coverage = _weighted(mean, shown, share)
    by_others, _ = _weighted(mean, shown, others)
    who, where = np.nonzero((count > 0) & ~shown)
    return Combined(
        subject=table.row_names,
        source=table.column_names,
        mean=mean,
        n=count.astype(np.int64),
        overall=overall,
        coverage=coverage,
        spread=spread,
        self_gap=np.full(n, np.nan) if own is None else mean[:, own] - by_others,
        suppressed=tuple(
            zip(table.row_names[who].tolist(), table.column_names[where].tolist(), strict=True)
        ),
        provenance=Provenance(
            **made_from(subject=subject, source=source, value=value),
            options={
                "weights": dict(zip(map(str, names), share.tolist(), strict=True)),
                "minimum": dict(zip(map(str, names), least.tolist(), strict=True)),
            },
            missing=missing,
            left_out=(words().notes.rows_without_value.format(n=table.left_out),)
            if table.left_out
            else (),
        ),
    )


def _weighted(mean: Float, shown: Flags, share: Float) -> tuple[Float, Float]:
    """Weighted mean of what is shown, and the share of the weight behind it."""
    used = shown * share
    total = used.sum(axis=1)
    filled = np.where(used > 0, mean, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        overall = (filled * used).sum(axis=1) / total
    whole = share.sum()
    coverage = total / whole if whole > 0 else np.zeros(len(mean))
    return np.where(total > 0, overall, np.nan), coverage


def _weights(weights: Any, names: list[Any], own: int | None) -> Float:
    if not isinstance(weights, Mapping):
        raise InputError.about(
            "weights",
            code="wrong_type",
            expected="a mapping from source to weight",
            found=type(weights).__name__,
        )
    unknown = [name for name in weights if name not in names]
    without = [name for i, name in enumerate(names) if name not in weights and i != own]
    if unknown or without:
        wrong = unknown or without
        raise InputError.about(
            "weights",
            code="unknown_label" if unknown else "missing_value",
            expected=f"a weight for each of {_checks.joined(names)}",
            found=f"{'a weight for' if unknown else 'none for'} {_checks.joined(wrong)}",
            hint="Name the sources as `source` does; one that does not count has 0.",
            positions=tuple(wrong[:5]),
        )
    given = [weights.get(name, 0.0) for name in names]
    return _checks.weights(given, len(names), "weights", names=names)


def _minimums(minimum: Any, names: list[Any], own: int | None) -> Ints:
    if isinstance(minimum, Mapping):
        unknown = [name for name in minimum if name not in names]
        if unknown:
            raise InputError.about(
                "minimum",
                code="unknown_label",
                expected=f"sources among {_checks.joined(names)}",
                found=_checks.joined(unknown),
                positions=tuple(unknown[:5]),
            )
        least = [minimum.get(name, _MINIMUM) for name in names]
    else:
        least = [minimum] * len(names)
    checked = [_checks.whole_number(value, "minimum", lower=1) for value in least]
    if own is not None:
        checked[own] = 1
    return np.array(checked, dtype=np.int64)
