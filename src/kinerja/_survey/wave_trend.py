"""Three surveys and more: the line through them, with the error of each, and its test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._definitions import Language
from .._steady import steady
from .._types import ArrayLike, Flags, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result
from .limits import quantile_of_t, two_sided
from .multiplicity import holm

_LEAST = 3


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaveTrend(Result):
    """The line through the estimates of several surveys, one row a domain and variable."""

    _keys: ClassVar = {"domain": ("domain", "variable"), "wave": "time"}
    _first: ClassVar = ("slope", "se", "lower", "upper", "p_value", "holm")

    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    """Labels (r,) by the name of the grouping; empty for the whole."""
    variable: Annotated[LabelVector, Axis("domain")]
    """(r,) variable; ``"index"`` for a satisfaction index."""
    time: Annotated[FloatVector, Axis("wave")]
    """(T,) when each survey was, such as its year."""
    value: Annotated[FloatMatrix, Axis("domain", "wave")]
    """(r, T) estimates."""
    value_se: Annotated[FloatMatrix, Axis("domain", "wave")]
    """(r, T) their standard errors."""
    slope: Annotated[FloatVector, Axis("domain")]
    """(r,) change a unit of time, a year where times are years."""
    se: Annotated[FloatVector, Axis("domain")]
    """(r,) standard error of the slope, from the errors of the surveys."""
    lower: Annotated[FloatVector, Axis("domain")]
    """(r,) lower end of its interval."""
    upper: Annotated[FloatVector, Axis("domain")]
    """(r,) upper end."""
    df: Annotated[FloatVector, Axis("domain")]
    """(r,) degrees of freedom of the slope (Satterthwaite)."""
    t: Annotated[FloatVector, Axis("domain")]
    """(r,) slope over its standard error."""
    p_value: Annotated[FloatVector, Axis("domain")]
    """(r,) two-sided probability of a t as large where nothing changes."""
    holm: Annotated[FloatVector, Axis("domain")]
    """(r,) p-value corrected for all rows, by Holm."""
    departure: Annotated[FloatVector, Axis("domain")]
    """(r,) squared departures from the line, each over its error: chi-square on T − 2."""
    departure_p: Annotated[FloatVector, Axis("domain")]
    """(r,) probability of departures as large where the line is straight; small: it is not."""
    fitted: Annotated[FloatMatrix, Axis("domain", "wave")]
    """(r, T) the line."""
    level: float
    provenance: Provenance

    def _headline(self, language: Language = "en") -> str:
        return words(language).headlines.wave_trend.format(n=self.time.size)


@steady
def waves(
    estimates: Mapping[Any, Any],
    *,
    times: ArrayLike | None = None,
    correlation: ArrayLike | None = None,
    level: float = 0.95,
) -> WaveTrend:
    """Trend over three and more surveys, with their errors and a test.

    Parameters
    ----------
    estimates : mapping of time to Estimates or schemes.skm.SKM
        What each survey gave, by its year or another number, made alike.
    times : array_like (T,), optional
        When the surveys were, in their order, where the keys are no numbers.
    correlation : array_like (T, T), optional
        Correlation of the estimates where samples overlap, as `compare_waves` gives it for a pair;
        separate samples if not given.
    level : float
        Probability of the intervals.

    Returns
    -------
    WaveTrend

    Raises
    ------
    InputError
        If there are fewer than three surveys, times are equal or no numbers, the surveys have no
        domain and variable in common, or the correlation is none.

    Notes
    -----
    Generalized least squares with the known covariance V of the estimates, V = D·R·D with D the
    standard errors and R the correlation: (X′V⁻¹X)⁻¹X′V⁻¹y with X = [1, t]; for separate samples
    the line weighted by 1/se². The slope is a contrast Σ c·y; its degrees of freedom are
    (Σ c²v)²/Σ (c²v)²/df. The departure is (y − Xb)′V⁻¹(y − Xb), chi-square on T − 2 in large
    samples: a significant one says that no line describes the years, whatever its slope. A domain
    with an error that is undetermined or 0 in a survey has no trend, and `provenance` names it.

    References
    ----------
    Aitken (1935), Proceedings of the Royal Society of Edinburgh 55, 42–48. Satterthwaite (1946),
    Biometrics Bulletin 2, 110–114. Binder & Hidiroglou (1988), Sampling in time, Handbook of
    Statistics 6, 187–211. Cochran (1954), Biometrics 10, 101–129.

    Examples
    --------
    >>> from kinerja.survey import Design, mean, waves
    >>> years = {2023: [2, 3, 3, 2], 2024: [3, 3, 2, 3], 2025: [3, 4, 3, 3]}
    >>> found = waves({year: mean(y, Design()) for year, y in years.items()})
    >>> found.slope.round(3).tolist(), found.p_value.round(3).tolist()
    ([0.382], [0.091])
    """
    level = _checks.confidence_level(level)
    given: Any = estimates
    if not isinstance(given, Mapping) or len(given) < _LEAST:
        raise InputError.about(
            "estimates",
            code="too_few",
            expected="a mapping of time to estimates, three surveys or more",
            found=f"{len(given)}" if isinstance(given, Mapping) else type(given).__name__,
            hint="`compare_waves` compares two.",
        )
    when = _times(list(estimates), times)
    order = np.argsort(when)
    parts = [_Wave(key, list(estimates.values())[i]) for i, key in enumerate(estimates)]
    parts = [parts[i] for i in order.tolist()]
    when = when[order]
    labels = [key for key in parts[0].rows if all(key in part.rows for part in parts)]
    left_out = _alone(parts, set(labels))
    if not labels:
        raise InputError.about(
            "estimates",
            code="too_few",
            expected="a domain and variable that all surveys have",
            found="none",
        )
    value, se, df = (
        np.array([[getattr(part, name)[part.rows[key]] for part in parts] for key in labels])
        for name in ("value", "se", "df")
    )
    r = _correlation(correlation, when.size)[np.ix_(order, order)]
    usable = (np.isfinite(value) & (se > 0) & (df > 0)).all(axis=1)
    fit = _Line(when, value, se, df, r, usable)
    half = np.where(usable, quantile_of_t(level, fit.df) * fit.se, np.nan)
    with np.errstate(invalid="ignore"):
        t = fit.slope / fit.se
    p = np.where(usable, two_sided(np.nan_to_num(t), np.nan_to_num(fit.df)), np.nan)
    if not usable.all():
        named = [labels[i] for i in np.flatnonzero(~usable).tolist()]
        left_out.append(words().notes.no_trend.format(rows=_checks.joined(named)))
    groupings = list(parts[0].names)
    return WaveTrend(
        domain={name: _objects([key[i] for key in labels]) for i, name in enumerate(groupings)},
        variable=_objects([key[-1] for key in labels]),
        time=when,
        value=value,
        value_se=se,
        slope=fit.slope,
        se=fit.se,
        lower=fit.slope - half,
        upper=fit.slope + half,
        df=fit.df,
        t=t,
        p_value=p,
        holm=holm(p),
        departure=fit.departure,
        departure_p=_tail(fit.departure, when.size - 2),
        fitted=fit.fitted,
        level=level,
        provenance=Provenance(
            options={"level": level, "correlated": correlation is not None},
            left_out=tuple(left_out),
        ),
    )


class _Wave:
    """One survey: its estimates by label of domain and variable."""

    def __init__(self, key: Any, found: Any) -> None:
        value = getattr(found, "value", getattr(found, "converted", None))
        kind = isinstance(found, type)
        if kind or value is None or not all(hasattr(found, x) for x in ("se", "df", "domain")):
            raise InputError.about(
                "estimates",
                code="wrong_type",
                expected="estimates of a survey, or a satisfaction index",
                found=f"{type(found).__name__} at {key!r}",
            )
        self.key, self.names = key, tuple(found.domain)
        self.value, self.se = np.asarray(value), np.asarray(found.se)
        self.df = np.asarray(found.df, dtype=np.float64)
        variable = getattr(found, "variable", np.array(["index"] * self.value.size, dtype=object))
        columns = [*(x.tolist() for x in found.domain.values()), variable.tolist()]
        if getattr(found, "q", None) is not None:
            columns[-1] = list(zip(variable.tolist(), found.q.tolist(), strict=True))
        self.rows = {label: i for i, label in enumerate(zip(*columns, strict=True))}


def _alone(parts: list[_Wave], common: set[Any]) -> list[str]:
    """Rows that some surveys have and others have not, in words."""
    for part in parts[1:]:
        if part.names != parts[0].names:
            raise InputError.about(
                "estimates",
                code="contradiction",
                expected=f"the same groupings everywhere: {_checks.joined(list(parts[0].names))}",
                found=f"{_checks.joined(list(part.names))} at {part.key!r}",
            )
    every = dict.fromkeys(label for part in parts for label in part.rows)
    odd = [label for label in every if label not in common]
    return [words().notes.not_every_wave.format(rows=_checks.joined(odd))] if odd else []


def _times(keys: list[Any], times: ArrayLike | None) -> Float:
    if times is None:
        if not all(map(_checks.is_number, keys)):
            raise InputError.about(
                "times",
                code="missing_argument",
                expected="when each survey was, as numbers: the keys are none",
                found=_checks.joined(keys),
            )
        times = [float(key) for key in keys]
    when = np.asarray(_checks.vector(times, "times"), dtype=np.float64)
    if when.shape != (len(keys),):
        raise InputError.about(
            "times",
            code="wrong_shape",
            expected=f"{len(keys)} times, one for each survey",
            found=f"{when.size}",
        )
    if np.unique(when).size < when.size:
        raise InputError.about(
            "times", code="duplicate", expected="a time of its own for each survey",
            found=_checks.joined(when.tolist()),
        )  # fmt: skip
    return when


def _correlation(given: ArrayLike | None, size: int) -> Float:
    if given is None:
        return np.eye(size)
    r = _checks.floats(given, "correlation")
    proper = (
        r.shape == (size, size)
        and np.isfinite(r).all()
        and np.allclose(r, r.T)
        and np.allclose(np.diag(r), 1)
    )
    if not proper or not (np.linalg.eigvalsh(r) > 1e-10).all():
        raise InputError.about(
            "correlation",
            code="invalid_input",
            expected=f"a correlation matrix, {size} × {size}, positive definite, 1 on its diagonal",
            found=f"shape {r.shape}",
        )
    return r


class _Line:
    """Generalized least squares of each row on time."""

    def __init__(
        self, when: Float, value: Float, se: Float, df: Float, r: Float, usable: Flags
    ) -> None:
        rows, size = value.shape
        middle = when - when.mean()
        x = np.column_stack([np.ones(size), middle])
        inverse = np.linalg.inv(r)
        self.slope, self.se, self.df, self.departure = (np.full(rows, np.nan) for _ in range(4))
        self.fitted = np.full((rows, size), np.nan)
        at = np.flatnonzero(usable)
        if not at.size:
            return
        # A power of two of the errors changes no digit, and their squares stay in range.
        _, exponent = np.frexp(se[at].max(axis=1))
        y, s = (np.ldexp(v[at], -exponent[:, None]) for v in (value, se))
        # V⁻¹ = D⁻¹R⁻¹D⁻¹, applied by scaling rows with their standard errors.
        z, scaled = y / s, x[None, :, :] / s[:, :, None]
        weighed = np.einsum("ij,njk->nik", inverse, scaled)
        covariance = np.linalg.inv(np.einsum("nik,nil->nkl", scaled, weighed))
        contrast = np.einsum("nkl,nil->nki", covariance, weighed) / s[:, None, :]
        b = np.einsum("nki,ni->nk", contrast, y)
        self.slope[at] = np.ldexp(b[:, 1], exponent)
        self.se[at] = np.ldexp(np.sqrt(covariance[:, 1, 1]), exponent)
        part = np.square(contrast[:, 1] * s)
        self.df[at] = np.square(part.sum(axis=1)) / (np.square(part) / df[at]).sum(axis=1)
        fitted = b @ x.T
        self.fitted[at] = np.ldexp(fitted, exponent[:, None])
        rest = z - fitted / s
        self.departure[at] = np.einsum("ni,ij,nj->n", rest, inverse, rest)


def _tail(statistic: Float, df: int) -> Float:
    from scipy.special import chdtrc

    return np.where(np.isnan(statistic), np.nan, chdtrc(df, np.nan_to_num(statistic)))


def _objects(cells: list[Any]) -> Any:
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out
