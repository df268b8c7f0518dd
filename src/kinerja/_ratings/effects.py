"""Rater effects: how strict each rater is, and what people would have scored without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._progress import Progress, reporter
from .._results.prints import made_from
from .._results.small_cells import named, withheld
from .._steady import steady
from .._threads import threads_for
from .._types import ArrayLike, Flags, Float
from .._words import EveryLanguage, words
from ..errors import InputError
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .fixed import least_squares
from .islands import (
    ISLANDS,
    Graph,
    Islands,
    graph,
    refuse_alone,
    refuse_islands,
    refuse_thin,
)
from .predictions import PredictedSide, sides_of
from .reml import Fit, maximise
from .table import Ratings, long_table

Method = Literal["random", "fixed"]
METHODS: tuple[Method, ...] = ("random", "fixed")

_TOLD = 20
"""Steps that a run is expected to take at most, for its progress."""

LIMITS = EveryLanguage(lambda words: words.ratings.effects)
"""What rater effects cannot tell."""

ISLAND_LIMITS = EveryLanguage(lambda words: words.ratings.islands)
"""What is added where there is more than one island."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RaterEffects(Result):
    """Severity of each rater, and each subject's score with the raters' severity taken out.

    Examples
    --------
    >>> from kinerja.ratings import rater_effects
    >>> subject, rater = ["A", "A", "B", "B", "C", "C"], ["x", "y"] * 3
    >>> r = rater_effects(subject, rater, [70, 60, 81, 70, 90, 81], method="fixed")
    >>> r.severity.round(9).tolist()
    [-5.0, 5.0]
    """

    _keys: ClassVar = {"person": "subject", "rater": "rater"}

    rater: Annotated[LabelVector, Axis("rater")]
    """(m,) sorted labels."""
    severity: Annotated[FloatVector, Axis("rater")]
    """(m,) points the rater takes off: above 0 is strict; NaN alone on an island."""
    severity_se: Annotated[FloatVector, Axis("rater")]
    """(m,) its standard error, the mean held: for comparing raters with each other."""
    n_ratings: Annotated[IntVector, Axis("rater")]
    """(m,) ratings the rater gave."""
    island_of_rater: Annotated[IntVector, Axis("rater")]
    """(m,) island, from 0."""
    subject: Annotated[LabelVector, Axis("person")]
    """(n,) sorted labels."""
    raw: Annotated[FloatVector, Axis("person")]
    """(n,) plain mean of the ratings received."""
    adjusted: Annotated[FloatVector, Axis("person")]
    """(n,) score without the raters' severity; random: drawn to the mean, the more so the less a
    person is rated. NaN on an island of one rater."""
    adjusted_se: Annotated[FloatVector, Axis("person")]
    """(n,) its standard error, the mean held: for comparing people with each other."""
    cutoff_se: Annotated[FloatVector, Axis("person")]
    """(n,) its standard error with the mean unknown: for comparing a person with a cut-off."""
    reliability: Annotated[FloatVector, Axis("person")]
    """(n,) 1 − adjusted_se²/subject variance; NaN for fixed effects."""
    n_raters: Annotated[IntVector, Axis("person")]
    """(n,) different raters of the subject."""
    island_of_subject: Annotated[IntVector, Axis("person")]
    """(n,) island, from 0."""
    mean: Annotated[FloatVector, Axis("island")]
    """(k,) mean of each island."""
    mean_se: Annotated[FloatVector, Axis("island")]
    """(k,) its standard error."""
    components: Mapping[str, float]
    """Variance between subjects, between raters, and what is left; fixed: the residual alone."""
    component_se: Mapping[str, float]
    """Asymptotic standard errors; NaN for a component on its boundary."""
    single_rating: float
    """Share of a single rating's variance that is the subject's: ICC(2,1); NaN for fixed."""
    at_zero: tuple[str, ...]
    """Components whose likelihood falls from 0: exactly 0."""
    exact: bool
    """False where there were too many raters for standard errors, which are then NaN."""
    df: int | None
    """Residual degrees of freedom of fixed effects."""
    method: str
    """random or fixed."""
    limits: Mapping[str, str] = field(default_factory=lambda: dict(LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Method, islands, missing policy and what was left out."""
    suppressed: tuple[Any, ...] = ()
    """Raters whose severity is not shown."""

    def _withhold(self, least: int) -> RaterEffects:
        """Leave out severities that rest on few people; those of an island sum to 0."""
        hidden = np.zeros(self.rater.size, dtype=np.bool_)
        for island in range(self.mean.size):
            here = self.island_of_rater == island
            hidden[here] = withheld(self.n_ratings[here], least).hidden
        if not hidden.any():
            return self
        names = self.rater[hidden].tolist()
        made = self.provenance
        return replace(
            self,
            severity=np.where(hidden, np.nan, self.severity),
            severity_se=np.where(hidden, np.nan, self.severity_se),
            suppressed=tuple(names),
            provenance=replace(
                made,
                options={**made.options, "minimum": least},
                left_out=(
                    *made.left_out,
                    words().notes.raters_not_shown.format(least=least, groups=named(names)),
                ),
            ),
        )

    def _headline(self, language: str = "en") -> str:
        said = words(language).headlines
        title = said.raters.format(n=self.subject.size, raters=self.rater.size)
        if self.mean.size > 1:
            title = said.raters_apart.format(title=title, islands=self.mean.size)
        return title

    def _facts(self, language: str = "en") -> dict[str, Any]:
        said = words(language).headlines.variance
        variances = {said.format(name=name): x for name, x in self.components.items()}
        return {"method": self.method, **variances}


@steady
def rater_effects(
    subject: Any,
    rater: Any,
    value: ArrayLike,
    *,
    method: Method = "random",
    islands: Islands = "refuse",
    missing: _checks.MissingRows = "raise",
    minimum: int = 1,
    progress: Progress = False,
) -> RaterEffects:
    """Tell how strict each rater is, and adjust each subject's score for who rated them.

    Parameters
    ----------
    subject : array_like (r,)
        Who is rated; one row a rating. A pair of subject and rater may repeat.
    rater : array_like (r,)
        Who rates.
    value : array_like (r,)
        The rating, in points.
    method : {"random", "fixed"}
        Random: subjects and raters are draws from those there could be, and both are drawn towards
        the mean by as much as their ratings are few. Fixed: least squares, nobody drawn anywhere.
    islands : {"refuse", "separate"}
        Ratings that fall into parts with no rater and no subject in common: refuse them with their
        names; or give figures relative to each island.
    missing : {"raise", "omit", "propagate"}
        A missing value: refuse it; leave the rating out; or return NaN throughout.
    minimum : int
        Smallest number of ratings whose rater's severity is shown; 1 shows all. Severities of an
        island sum to 0, so others are left out where they would give one away. Rows by person keep
        their figures, which tell of the raters' severity: they are for inside.
    progress : bool or callable (done, total)
        Report the steps of a long run.

    Returns
    -------
    RaterEffects

    Raises
    ------
    InputError
        With one rater, one subject, every subject rated once (or every rater rating once), values
        that are all equal, add up exactly, or are so huge or tiny that a float cannot hold their
        squares; several islands, unless they are to be separate; for fixed effects, no residual
        degrees of freedom.
    ConvergenceError
        If the variance components do not settle.

    Notes
    -----
    Random: value = mean of the island + subject + rater + chance, the last three independent and
    normal, variances by restricted maximum likelihood over all islands together. severity is minus
    the predicted rater effect, adjusted the mean plus the predicted subject effect (best linear
    unbiased predictions). `severity_se` and `adjusted_se` are conditional standard deviations, the
    mean and the variances taken as known; `cutoff_se` adds the error of the mean (Henderson's
    prediction error). A variance whose likelihood falls from 0 is exactly 0: its effects and their
    errors are 0 too, and it is named in `at_zero`.

    Fixed: least squares with effects that sum to 0 in each island; adjusted is the fitted mean over
    all raters of the island equally, `cutoff_se` the same as `adjusted_se`. Errors go by the
    residual variance of the island, NaN where it has no degrees of freedom of its own; the
    component is that of all islands together.

    Adjusted scores are comparable inside an island only. Units that are joined by a few visiting
    raters make one island, and the errors tell how weakly; a difference between units is not
    modelled, and goes to their subjects and raters.

    References
    ----------
    Patterson & Thompson (1971), Biometrika 58, 545–554. Henderson (1975), Biometrics 31, 423–447.
    Gilmour, Thompson & Cullis (1995), Biometrics 51, 1440–1450. Searle, Casella & McCulloch (1992),
    *Variance Components*. Shrout & Fleiss (1979), Psychological Bulletin 86, 420–428.

    Examples
    --------
    >>> subject = ["A", "A", "A", "B", "B", "C", "C", "D", "D", "D"]
    >>> rater = ["x", "y", "z", "x", "y", "y", "z", "x", "y", "z"]
    >>> r = rater_effects(subject, rater, [72, 66, 75, 80, 71, 64, 71, 85, 79, 88])
    >>> r.severity.round(2).tolist()
    [-1.58, 5.06, -3.48]
    >>> r.raw[2] < r.adjusted[2] < r.mean[0]  # C met the strict y; and was rated twice only
    np.True_
    """
    _checks.choice(method, "method", METHODS)
    _checks.choice(islands, "islands", ISLANDS)
    least = _checks.whole_number(minimum, "minimum", lower=1)
    tell = reporter(progress, _TOLD, "rater effects")
    table = long_table(subject, rater, value, "rater", missing)
    table, left_out = _present(table)
    unknown = bool(np.isnan(table.value).any())
    refuse_thin(table.row_names.size, table.column_names.size, table.value.size)
    _refuse_equal(table.value)
    found = graph(table.row, table.column, table.row_names.size, table.column_names.size)
    if islands == "refuse":
        refuse_islands(found, table.column_names)
    refuse_alone(found)
    blank = _blank(table, found, method)
    if unknown:
        result = blank
    else:
        centre = float(table.value.mean())
        y = table.value - centre
        peak = float(np.abs(y).max())
        y = y / peak  # before it is squared
        unit = peak * float(y.std())
        _refuse_extreme(unit)
        y = y * (peak / unit)
        with threads_for(min(table.row_names.size, table.column_names.size)):
            if method == "fixed":
                result = _fixed(blank, found, y, centre, unit)
            else:
                result = _random(blank, maximise(found, y, tell), found, centre, unit)
    tell(_TOLD)
    several = {key: f"{LIMITS[key]} {ISLAND_LIMITS[key]}" for key in LIMITS}
    made = replace(
        result,
        limits=several if found.islands > 1 else dict(LIMITS),
        provenance=Provenance(
            **made_from(subject=subject, rater=rater, value=value),
            options={"method": method, "islands": islands},
            missing=missing,
            left_out=left_out,
        ),
    )
    return made._withhold(least)


def _present(table: Ratings) -> tuple[Ratings, tuple[str, ...]]:
    """Subjects and raters that have a rating left, and what was left out in words."""
    if not table.left_out:
        return table, ()
    said = words().notes
    notes = [said.rows_without_value.format(n=table.left_out)]
    kept = {}
    for code, names, what in (
        ("row", "row_names", "subjects"),
        ("column", "column_names", "raters"),
    ):
        codes, labels = getattr(table, code), getattr(table, names)
        has = np.bincount(codes, minlength=labels.size) > 0
        if not has.all():
            notes.append(said.without_any_rating[what].format(n=int((~has).sum())))
            kept[code] = np.cumsum(has)[codes] - 1
            kept[names] = labels[has]
    return replace(table, **kept), tuple(notes)


def _refuse_equal(value: Float) -> None:
    low, high = float(value.min()), float(value.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        raise InputError.about(
            "value",
            code="constant",
            expected="ratings that differ",
            found=f"{value.size} ratings of {low:g}",
            hint="Where everybody is rated alike there is nothing to tell apart.",
        )


def _refuse_extreme(unit: float) -> None:
    """Variances are in squares of the unit, and those must be numbers that are not 0."""
    if not 1e-140 < unit < 1e140:
        raise InputError.about(
            "value",
            code="out_of_range",
            expected="ratings whose variance is a number",
            found=f"ratings that differ by {unit:g}",
            hint="Choose a unit in which ratings are neither huge nor tiny.",
        )


def _blank(table: Ratings, found: Graph, method: Method) -> RaterEffects:
    """What is known before the model, every figure of it NaN."""
    n, m, k = found.subject.size, found.rater.size, found.islands
    names = ("subject", "rater", "residual") if method == "random" else ("residual",)
    nothing = dict.fromkeys(names, float("nan"))
    return RaterEffects(
        rater=table.column_names,
        severity=np.full(m, np.nan),
        severity_se=np.full(m, np.nan),
        n_ratings=found.rater.count.astype(np.int64),
        island_of_rater=found.rater.island,
        subject=table.row_names,
        raw=found.subject.total(table.value) / found.subject.count,
        adjusted=np.full(n, np.nan),
        adjusted_se=np.full(n, np.nan),
        cutoff_se=np.full(n, np.nan),
        reliability=np.full(n, np.nan),
        n_raters=np.diff(found.pairs.indptr).astype(np.int64),
        island_of_subject=found.subject.island,
        mean=np.full(k, np.nan),
        mean_se=np.full(k, np.nan),
        components=nothing,
        component_se=nothing,
        single_rating=float("nan"),
        at_zero=(),
        exact=True,
        df=None,
        method=method,
    )


def _fixed(blank: RaterEffects, found: Graph, y: Float, centre: float, unit: float) -> RaterEffects:
    fit = least_squares(found, y)
    alone = found.lonely
    rater, subject = alone[found.rater.island], alone[found.subject.island]
    error = np.where(subject, np.nan, unit * fit.subject_se)
    residual = unit**2 * fit.residual
    return replace(
        blank,
        severity=np.where(rater, np.nan, -unit * fit.rater),
        severity_se=np.where(rater, np.nan, unit * fit.rater_se),
        adjusted=np.where(subject, np.nan, centre + unit * fit.subject),
        adjusted_se=error,
        cutoff_se=error.copy(),
        mean=np.where(alone, np.nan, centre + unit * fit.mean),
        mean_se=np.where(alone, np.nan, unit * fit.mean_se),
        components={"residual": residual},
        component_se={"residual": residual * float(np.sqrt(2 / fit.df))},
        df=fit.df,
        exact=fit.exact,
    )


def _random(
    blank: RaterEffects, fit: Fit, found: Graph, centre: float, unit: float
) -> RaterEffects:
    residual = float(fit.point.variances[2])
    variance = dict.fromkeys(("subject", "rater"), 0.0)
    error = dict.fromkeys(("subject", "rater"), float("nan"))
    spread = np.sqrt(np.diag(fit.covariance))
    for i, name in enumerate(fit.layout.names):
        variance[name] = float(fit.point.variances[i])
        error[name] = float(spread[i])
    schur = fit.point.equations.schur
    mean_se = np.sqrt(residual / schur)
    sides = sides_of(fit)
    for name, side in (("subject", found.subject), ("rater", found.rater)):
        nothing = np.zeros(side.size)
        sides.setdefault(name, PredictedSide(nothing, nothing, (1 / schur)[side.island]))
    subject, rater = sides["subject"], sides["rater"]
    alone = found.lonely
    no_rater, no_subject = alone[found.rater.island], alone[found.subject.island]
    held = residual * subject.held
    reliability = 1 - held / variance["subject"] if variance["subject"] > 0 else np.zeros(held.size)
    mean = fit.point.solution.mean
    components = {**variance, "residual": residual}
    total = sum(components.values())

    def unless(gone: Flags, figures: Float) -> Float:
        return np.where(gone, np.nan, figures)

    return replace(
        blank,
        severity=unless(no_rater, -unit * rater.effect + 0.0),
        severity_se=unless(no_rater, unit * np.sqrt(residual * rater.held)),
        adjusted=unless(no_subject, centre + unit * (mean[found.subject.island] + subject.effect)),
        adjusted_se=unless(no_subject, unit * np.sqrt(held)),
        cutoff_se=unless(no_subject, unit * np.sqrt(residual * subject.free)),
        reliability=unless(no_subject, reliability),
        mean=centre + unit * mean,
        mean_se=unit * mean_se,
        components={name: unit**2 * value for name, value in components.items()},
        component_se={
            **{name: unit**2 * value for name, value in error.items()},
            "residual": unit**2 * float(spread[2]),
        },
        single_rating=variance["subject"] / total,
        at_zero=tuple(name for name, value in variance.items() if value == 0),
        exact=fit.exact,
    )
