"""What changed between two waves of a survey, as results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from .._results.display import p_value
from .._words import words
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Changes(Result):
    """Changes between two waves, one row for each domain × item, tested as one family."""

    _keys: ClassVar = {"domain": ("domain", "item")}
    _first: ClassVar = ("first", "second", "change", "se", "p_value", "holm", "bh")

    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    """Labels (r,) of the unit by the name of the grouping; empty for the whole."""
    item: Annotated[LabelVector, Axis("domain")]
    """(r,) name of the item or its position; ``"index"`` is the (weighted) mean of the items."""
    first: Annotated[FloatVector, Axis("domain")]
    """(r,) mean of the first wave."""
    second: Annotated[FloatVector, Axis("domain")]
    """(r,) mean of the second."""
    change: Annotated[FloatVector, Axis("domain")]
    """(r,) second − first."""
    se: Annotated[FloatVector, Axis("domain")]
    """(r,) design-based standard error, with the covariance of overlapping samples."""
    lower: Annotated[FloatVector, Axis("domain")]
    """(r,) lower end of the interval of the change, t on `df`."""
    upper: Annotated[FloatVector, Axis("domain")]
    """(r,) upper end."""
    t: Annotated[FloatVector, Axis("domain")]
    """(r,) change over its standard error; 0 where both are 0."""
    p_value: Annotated[FloatVector, Axis("domain")]
    """(r,) two-sided probability of a t as large without any change."""
    holm: Annotated[FloatVector, Axis("domain")]
    """(r,) p-value corrected for all rows here, by Holm: no false finding at all."""
    bh: Annotated[FloatVector, Axis("domain")]
    """(r,) p-value corrected by Benjamini–Hochberg: few false ones among the findings."""
    correlation: Annotated[FloatVector, Axis("domain")]
    """(r,) correlation of the two estimates; 0 for separate samples."""
    n_first: Annotated[IntVector, Axis("domain")]
    """(r,) rows of the first wave that took part."""
    n_second: Annotated[IntVector, Axis("domain")]
    """(r,) rows of the second."""
    df: Annotated[IntVector, Axis("domain")]
    """(r,) degrees of freedom of the domain in both samples, what they share counted once."""
    suppressed: tuple[Any, ...] = ()
    """Domains that are not shown: of fewer people than the minimum in either wave, or so that
    totals do not give these away."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.wave_changes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaveComparison(Result):
    """What changed from one wave to the next: overall, by item, by unit, and item by item."""

    _keys: ClassVar = {"item": (), "unit": (), "unit_item": (), "whole": ()}

    overall: Annotated[Changes, Axis("whole")]
    """One row: the index of the whole."""
    items: Annotated[Changes, Axis("item")]
    """One row for each item, of the whole."""
    units: Annotated[Changes | None, Axis("unit")]
    """One row for each unit: its index; None without `by`."""
    unit_items: Annotated[Changes | None, Axis("unit_item")]
    """One row for each unit × item; None without `by`."""
    shared: int
    """PSUs that both samples hold."""
    provenance: Provenance
    """Options, missing policy, and what was left out: rows, and units of one wave only."""

    def _headline(self, language: str = "en") -> str:
        row = self.overall
        return words(language).headlines.waves.format(
            first=f"{row.first[0]:.4g}",
            second=f"{row.second[0]:.4g}",
            change=f"{row.change[0]:+.4g}",
            se=f"{row.se[0]:.3g}",
            p=p_value(row.p_value[0]),
        )

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {words(language).headlines.shared_units: self.shared}
