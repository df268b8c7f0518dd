"""The sampling design: strata, clusters, weights and finite populations, checked once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from .. import _checks
from .._types import ArrayLike
from ..errors import InputError
from ..results import FloatVector
from .adjustment import Adjustment
from .drawing import (
    LONELY,
    LonelyPSU,
    Stage,
    by_stage,
    counted,
    degrees_of_freedom,
    draw,
    refuse_lonely,
    rows_of,
    weights_of,
)


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False)
class Design:
    """How the sample was drawn, checked once and used by every estimate.

    Parameters
    ----------
    weights : array_like of float, shape (n,), optional
        Sampling weights, 0 or more. A row of weight 0 is outside the sample. Without weights they
        follow from `fpc` where it covers every stage; with neither, all are 1 and a total is
        refused.
    strata : array_like or list of array_like, shape (n,), optional
        Stratum of each row: one array, or one for each stage (None for a stage without strata).
    clusters : array_like or list of array_like, shape (n,), optional
        Sampling unit of each row: one array, or one for each stage. Without it each row is a
        primary sampling unit (PSU).
    fpc : array_like or list of array_like, shape (n,), optional
        Finite population of each row's stratum, for the first stage or for each: the number of
        units in it, or (all ≤ 1) the sampled fraction of them.
    nested : bool
        True where cluster labels start again in each stratum. Otherwise a label that occurs in
        two strata is refused.
    lonely_psu : {"raise", "certainty", "adjust"}
        A stratum with one sampled unit, and more in the population: refused; contributing nothing
        to the variance; or measured from zero, as R's survey does.

    Attributes
    ----------
    weights : ndarray of float, shape (n,)
        Weights in force, also after `fpc` or calibration.
    df : int
        Degrees of freedom: PSUs − strata, of those with a weight above 0.
    stages : tuple of Stage
        Stages that contribute to the variance: the first, and each further one with an `fpc`.
    notes : tuple of str
        What a reader of the results must know of how the weights were made.

    Raises
    ------
    InputError
        If labels are missing, weights are negative, missing or all 0, lengths differ, a cluster
        lies in two strata, a population is smaller than its sample, or a stratum is lonely.

    Notes
    -----
    Labels of later stages are read inside their parent, so they may start again in each. Without
    an `fpc` the first stage counts as drawn with replacement, and its units' totals carry all the
    variance (ultimate clusters).

    References
    ----------
    Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 4; Lumley (2010),
    Complex Surveys, ch. 2–3.

    Examples
    --------
    >>> Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    Design(n=4, 4 PSUs in 2 strata, df=2)
    >>> Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6]).weights.tolist()
    [5.0, 5.0, 3.0, 3.0]
    """

    weights: FloatVector
    nested: bool
    lonely_psu: LonelyPSU
    df: int
    stages: tuple[Stage, ...]
    adjustments: tuple[Adjustment, ...]
    weighted: bool
    notes: tuple[str, ...]

    def __init__(
        self,
        *,
        weights: ArrayLike | None = None,
        strata: Any = None,
        clusters: Any = None,
        fpc: Any = None,
        nested: bool = False,
        lonely_psu: LonelyPSU = "raise",
    ) -> None:
        _checks.choice(lonely_psu, "lonely_psu", LONELY)
        nested = _checks.flag(nested, "nested")
        given_clusters = by_stage(clusters, "clusters")
        given_strata = by_stage(strata, "strata")
        given_fpc = by_stage(fpc, "fpc")
        n = rows_of(weights, given_clusters, given_strata, given_fpc)
        if n is None:
            # Nothing is known but that rows were drawn at random: sized by the first y it meets.
            unsized: tuple[Any, ...] = (np.empty(0), nested, lonely_psu, 0, (), (), False, ())
            self._set(*unsized)
            return
        w = None if weights is None else _checks.weights(weights, n).copy()
        drawn = draw(n, given_clusters, given_strata, given_fpc, nested=nested)
        from_fpc = w is None and bool(given_fpc)
        if from_fpc:
            w = weights_of(drawn, len(given_fpc), n)
        refuse_lonely(drawn, lonely_psu)
        stages = counted(drawn, lonely_psu)
        w_used = np.ones(n) if w is None else w
        self._set(
            w_used,
            nested,
            lonely_psu,
            degrees_of_freedom(stages[0], w_used),
            stages,
            (),
            w is not None,
            (),
        )

    def _set(self, *values: Any) -> None:
        for item, value in zip(fields(self), values, strict=True):
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            object.__setattr__(self, item.name, value)

    @property
    def n(self) -> int:
        """Number of rows."""
        return int(self.weights.size)

    def __repr__(self) -> str:
        if not self.stages:
            return "Design(simple random sample)"
        first = self.stages[0]
        stages = f", {len(self.stages)} stages" if len(self.stages) > 1 else ""
        steps = len(self.adjustments)
        calibrated = f", calibrated in {steps} step{'s' * (steps > 1)}" if steps else ""
        noted = "".join(f", {note}" for note in self.notes)
        strata = f"{first.size.size} strat{'a' if first.size.size > 1 else 'um'}"
        return (
            f"Design(n={self.n}{stages}, {first.stratum.size} PSUs in {strata}, "
            f"df={self.df}{calibrated}{noted})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, tuple(getattr(self, item.name) for item in fields(self))

    def sized(self, n: int, argument: str) -> Design:
        """Return the design of `n` rows; a design of another length is refused by `argument`."""
        if not self.stages:
            if n < 2:
                raise InputError.about(
                    argument,
                    code="lonely_psu" if n else "too_few",
                    expected="at least two rows",
                    found="one" if n else "none",
                )
            sized: Design = self.of_same_draw(
                np.ones(n), stages=Design(weights=np.ones(n)).stages, weighted=False
            )
            return sized
        if n != self.n:
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected=f"{self.n} values, one for each row of the design",
                found=str(n),
                hint="Pass one value for each row, in the order of the design.",
            )
        return self

    def of_same_draw(
        self,
        weights: FloatVector,
        *,
        stages: tuple[Stage, ...] | None = None,
        adjustments: tuple[Adjustment, ...] = (),
        weighted: bool = True,
        notes: tuple[str, ...] = (),
    ) -> Design:
        """Return the same sample with other weights."""
        stages = self.stages if stages is None else stages
        out = object.__new__(Design)
        out._set(
            weights,
            self.nested,
            self.lonely_psu,
            degrees_of_freedom(stages[0], weights),
            stages,
            adjustments,
            weighted,
            notes,
        )
        return out

    def calibrated(self, weights: FloatVector, step: Adjustment) -> Design:
        """Return the same sample with the weights of one more step of calibration."""
        return self.of_same_draw(weights, adjustments=(*self.adjustments, step), notes=self.notes)


def refuse_other(design: Any) -> None:
    """Refuse what is no design."""
    if not isinstance(design, Design):
        raise InputError.about(
            "design",
            code="wrong_type",
            expected="a kinerja.survey.Design",
            found=type(design).__name__,
            hint="Describe the sample first: Design(weights=…, strata=…, clusters=…).",
        )


def _rebuild(*values: Any) -> Design:
    out = object.__new__(Design)
    out._set(*values)
    return out
