"""How many people have each grade, by group, with small counts left empty."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.small_counts import said_of_counts, withheld_counts
from ..errors import InputError
from ..results import Axis, FloatMatrix, IntVector, LabelVector, Provenance, Result, Unit

if TYPE_CHECKING:
    from .._definitions import Language
    from .scores import Scores

_ALL = "all"
"""The one group where there is no grouping."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GradeCounts(Result):
    """People by group and grade."""

    _keys: ClassVar = {"group": "group", "grade": "grade"}
    _opened: ClassVar = ("count",)

    group: Annotated[LabelVector, Axis("group")]
    """(g,) groups, sorted; one, called all, without any."""
    n: Annotated[IntVector, Axis("group")]
    """(g,) people with a grade."""
    count: Annotated[FloatMatrix, Axis("group", "grade")]
    """(g, b) people with each grade; NaN where it is not shown."""
    share: Annotated[FloatMatrix, Axis("group", "grade"), Unit("share")]
    """(g, b) the same as a share of the group."""
    grade: Annotated[LabelVector, Axis("grade")]
    """(b,) grades from the lowest to the highest, in English."""
    suppressed: tuple[tuple[Any, Any], ...] = ()
    """Groups and grades whose count is not shown."""
    provenance: Provenance = field(default_factory=Provenance)
    """Card, and what is not shown."""

    def _withhold(self, least: int) -> GradeCounts:
        if least == 1:
            return self
        if np.isnan(self.count).any():
            raise InputError.about(
                "result",
                code="invalid_input",
                expected="counts that are all there",
                found="some that are left empty already",
                hint="Scores.grade_counts(by, minimum=…) makes them anew.",
            )
        found = withheld_counts(self.count.astype(np.int64), least)
        if not found.hidden.any():
            return self
        names = [(g, b) for g in self.group.tolist() for b in self.grade.tolist()]
        said = said_of_counts(found, names, least)
        hidden = found.hidden.reshape(self.count.shape)
        made = self.provenance
        return replace(
            self,
            count=np.where(hidden, np.nan, self.count),
            share=np.where(hidden, np.nan, self.share),
            suppressed=tuple(names[i] for i in np.flatnonzero(hidden).tolist()),
            provenance=replace(
                made,
                options={**made.options, "minimum": least},
                left_out=(*made.left_out, *said),
            ),
        )


def count_grades(scores: Scores, by: Any, minimum: int, language: Language) -> GradeCounts:
    """Count; see `Scores.grade_counts`."""
    least = _checks.whole_number(minimum, "minimum", lower=1)
    codes = scores.band_codes()
    labels = scores._bands().labels(language)[:-1]
    names, group = np.array([_ALL], dtype=object), np.zeros(codes.size, dtype=np.int64)
    if by is not None:
        found = _checks.labels(by, "by", n=codes.size)
        names, group = np.asarray(found.names, dtype=object), found.codes
    there = (codes >= 0) & (group >= 0)
    cell = group[there] * labels.size + codes[there]
    count = np.bincount(cell, minlength=names.size * labels.size).reshape(-1, labels.size)
    n = count.sum(axis=1)
    whole = np.maximum(n, 1)[:, None]
    result = GradeCounts(
        group=names,
        n=n,
        count=count.astype(np.float64),
        share=np.where(n[:, None] > 0, count / whole, np.nan),
        grade=np.asarray(labels, dtype=object),
        provenance=Provenance(
            definition=scores.provenance.definition,
            data=scores.provenance.data,
        ),
    )
    return result._withhold(least)
