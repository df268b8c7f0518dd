"""What to fix first: importance against performance, with the error of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._blocks import blocks
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .answers import Answers, Field, read_answers, read_field
from .bivariate import both_above
from .design import Design
from .drivers import MOST_MOVED, apart, correlations, every_set, shapley_weights
from .estimates import provenance_of
from .freedom import DegreesOfFreedom
from .limits import quantile_of_t
from .variance import linearized_variance

Derived = Literal["lmg", "correlation"]
DERIVED: tuple[Derived, ...] = ("lmg", "correlation")

_ROWS = 8_192

QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")
"""Important and weak; important and strong; neither; strong where it matters less."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportancePerformance(Result):
    """Importance and performance of each item, its quadrant, and how sure that is."""

    _keys: ClassVar = {"item": "item", "quadrant": "quadrants"}
    _first: ClassVar = ("performance", "importance", "quadrant", "certainty")

    item: Annotated[LabelVector, Axis("item")]
    """(k,) names of the items, or their positions."""
    performance: Annotated[FloatVector, Axis("item")]
    """(k,) mean performance, in the unit of the answers."""
    performance_se: Annotated[FloatVector, Axis("item")]
    """(k,) its design-based standard error."""
    performance_lower: Annotated[FloatVector, Axis("item")]
    """(k,) lower end of its interval."""
    performance_upper: Annotated[FloatVector, Axis("item")]
    """(k,) upper end."""
    importance: Annotated[FloatVector, Axis("item")]
    """(k,) mean stated importance, or importance derived from the overall verdict."""
    importance_se: Annotated[FloatVector, Axis("item")]
    """(k,) its design-based standard error."""
    importance_lower: Annotated[FloatVector, Axis("item")]
    """(k,) lower end of its interval."""
    importance_upper: Annotated[FloatVector, Axis("item")]
    """(k,) upper end."""
    quadrant: Annotated[LabelVector, Axis("item")]
    """(k,) ``"concentrate"`` (important, weak), ``"keep_up"`` (important, strong),
    ``"low_priority"`` (neither) or ``"overkill"`` (strong, less important)."""
    certainty: Annotated[FloatVector, Axis("item"), Unit("share")]
    """(k,) probability that the item lies in its quadrant, both errors considered; above ¼."""
    probability: Annotated[FloatMatrix, Axis("item", "quadrant")]
    """(k, 4) probability of each quadrant, in the order above."""
    performance_line: float
    """Performance at which the axes cross."""
    importance_line: float
    """Importance at which they cross."""
    df: int
    """Degrees of freedom of the rows it is about; 0 where none is left, or no error is."""
    n: int
    """Rows with a weight above 0 that took part."""
    provenance: Provenance
    """Source of the importance, lines, missing policy and what was left out."""

    @property
    def quadrants(self) -> LabelVector:
        """(4,) the quadrants, in the order of `probability`."""
        return np.array(QUADRANTS, dtype=object)

    def _headline(self, language: str = "en") -> str:
        importance = self.provenance.options["importance"]
        return words(language).headlines.drivers.format(importance=importance)

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {
            "performance_line": self.performance_line,
            "importance_line": self.importance_line,
            "n": self.n,
        }


@steady
def importance_performance(
    performance: Any,
    importance: Any,
    design: Design | None = None,
    *,
    derived: Derived = "lmg",
    lines: Literal["mean"] | tuple[float, float] = "mean",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    domain: ArrayLike | None = None,
    df: DegreesOfFreedom = "domain",
) -> ImportancePerformance:
    """Which items matter and do badly, with the errors of both and how sure the verdict is.

    Parameters
    ----------
    performance : array_like of float, shape (n, k), or mapping or dataframe of k columns
        How each respondent rates each item; 2 items or more, more is better.
    importance : array_like of float, shape (n, k) or (n,), or mapping or dataframe of k columns
        How important each respondent says each item is (columns named as in `performance`); or, of
        shape (n,), the overall verdict, from which importance is derived.
    design : Design, optional
        How the n rows were drawn; without it at random, with equal weights.
    derived : {"lmg", "correlation"}
        Derived importance: each item's share of the explained variance of the verdict (Shapley, as
        `key_drivers`; at most 12 items), or its correlation with the verdict.
    lines : "mean" or (float, float)
        Where the axes cross: at the mean of the items, or at a performance and an importance, such
        as the middle of the scale. A value on the line counts as above it.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        Refuse missing answers; leave a row with any of them outside the domain; or give NaN.
    domain : array_like of bool, shape (n,), optional
        Rows to analyse, such as those of one unit; the others stay in the design.
    df : {"domain", "nchs", "design"}
        Degrees of freedom, as for `mean`.

    Returns
    -------
    ImportancePerformance

    Raises
    ------
    InputError
        If an answer is missing (by default), there are fewer than two items, the two tables do not
        name the same items, or importance cannot be derived: a constant item or verdict, an item
        that follows from the others.

    Notes
    -----
    Means, correlations and shares are all linearised, so their joint covariance is the design's,
    between items and between the axes. A correlation r of standardized z has the influence
    (z_x·z_y − r·(z_x² + z_y²)/2)/Σw; R² of a set S with coefficients b moves by 2b'dr − b'dR·b, and
    shares are sums of such. Lines at the mean move with the items. Probabilities take the two
    distances from the lines as jointly normal: they say how firmly the sample puts an item where it
    is, and are near ¼ to ½ for an item near a crossing or a line. Without a degree of freedom (see
    `mean`) errors and probabilities are NaN.

    References
    ----------
    Martilla & James (1977), Journal of Marketing 41(1), 77–79; Lindeman, Merenda & Gold (1980), 119
    ff.; Binder (1983), International Statistical Review 51, 279–292; Deng (2007), Tourism
    Management 28, 1274–1284 (derived importance).

    Examples
    --------
    >>> from kinerja.survey import importance_performance
    >>> rated = {
    ...     "time": [2, 1, 2, 3, 2, 1],
    ...     "staff": [4, 4, 3, 4, 3, 4],
    ...     "cost": [3, 4, 4, 3, 4, 4],
    ... }
    >>> matters = {
    ...     "time": [4, 4, 4, 3, 4, 4],
    ...     "staff": [4, 3, 4, 4, 4, 4],
    ...     "cost": [2, 1, 2, 2, 1, 2],
    ... }
    >>> found = importance_performance(rated, matters)
    >>> dict(zip(found.item.tolist(), found.quadrant.tolist()))
    {'time': 'concentrate', 'staff': 'keep_up', 'cost': 'overkill'}
    >>> found.certainty.round(3).tolist()
    [1.0, 0.999, 0.993]
    """
    level = _checks.confidence_level(level)
    _checks.choice(derived, "derived", DERIVED)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    rated, mattering, stated = _read(performance, importance)
    k = rated.names.size
    if not stated and derived == "lmg" and k > MOST_MOVED:
        raise InputError.about(
            "performance",
            code="out_of_range",
            expected=f"at most {MOST_MOVED} items for derived='lmg'",
            found=str(k),
            hint="Use derived='correlation', or join items.",
        )
    field = read_field(
        Design() if design is None else design,
        None,
        missing,
        {"performance": rated, "importance": mattering},
        df=df,
        domain=domain,
    )
    value, covariance = _estimated(rated, mattering, field, None if stated else derived)
    crossing, distance, of_distance = _crossed(value, covariance, lines, k)
    probability = _probability(distance, of_distance, k)
    place = np.where(distance[k:] >= 0, 0, 2) + (distance[:k] >= 0)
    # Important and strong is 1, neither is 2, strong but less important is 3.
    known = ~np.isnan(value).any()
    se = np.sqrt(np.diag(covariance))
    half = np.where(field.certain[0], 0.0, quantile_of_t(level, field.df[0]) * se)
    return ImportancePerformance(
        item=rated.names.copy(),
        performance=value[:k].copy(),
        performance_se=se[:k].copy(),
        performance_lower=(value - half)[:k].copy(),
        performance_upper=(value + half)[:k].copy(),
        importance=value[k:].copy(),
        importance_se=se[k:].copy(),
        importance_lower=(value - half)[k:].copy(),
        importance_upper=(value + half)[k:].copy(),
        quadrant=np.array([QUADRANTS[i] if known else "" for i in place.tolist()], dtype=object),
        certainty=probability[np.arange(k), place],
        probability=probability,
        performance_line=crossing[0],
        importance_line=crossing[1],
        df=int(field.df[0]),
        n=int(field.count[0]),
        provenance=provenance_of(
            "importance_performance",
            field,
            missing,
            given={"performance": performance, "importance": importance},
            level=level,
            importance="stated" if stated else f"derived ({derived})",
            lines="mean" if isinstance(lines, str) else list(crossing),
        ),
    )


def _estimated(
    rated: Answers, mattering: Answers, field: Field, derived: Derived | None
) -> tuple[Float, Float]:
    """Performance, then importance (2k,), and their covariance; `derived` is None where stated."""
    k = rated.names.size
    y = np.column_stack([field.clean(column) for column in rated.columns])
    other = np.column_stack([field.clean(column) for column in mattering.columns])
    y[field.weights == 0] = other[field.weights == 0] = 0.0
    if np.isnan(y).any() or np.isnan(other).any():
        return np.full(2 * k, np.nan), np.full((2 * k, 2 * k), np.nan)
    first, influence = _means(y, field)
    if derived is None:
        second, more = _means(other, field)
    else:
        second, more = _derived(y, other[:, 0], field, rated.names.tolist(), derived)
    value = np.concatenate([first, second])
    if field.undetermined[0]:
        return value, np.full((2 * k, 2 * k), np.nan)
    return value, linearized_variance(np.hstack([influence, more]), field.design)


def _read(performance: Any, importance: Any) -> tuple[Answers, Answers, bool]:
    rated, mattering = (
        read_answers(performance, "performance"),
        read_answers(importance, "importance"),
    )
    k = rated.names.size
    if k < 2:
        raise InputError.about(
            "performance",
            code="too_few",
            expected="at least two items to compare",
            found=str(k),
        )
    if mattering.names.size == 1:
        return rated, mattering, False
    tables = _checks.is_table(performance) and _checks.is_table(importance)
    ours, theirs = rated.names.tolist(), mattering.names.tolist()
    if tables and set(ours) == set(theirs):
        order = [theirs.index(name) for name in ours]
        columns = tuple(mattering.columns[j] for j in order)
        return rated, Answers(columns, rated.names), True
    if tables or len(theirs) != k:
        odd = [name for name in (*ours, *theirs) if (name in ours) != (name in theirs)]
        raise InputError.about(
            "importance",
            code="contradiction" if tables else "wrong_shape",
            expected=f"the {k} items of `performance`, or one overall verdict",
            found=f"{_checks.joined(odd)} in one of them only"
            if tables
            else f"{len(theirs)} columns",
            positions=_checks.columns_at(odd[:5]) if tables else (),
        )
    return rated, Answers(mattering.columns, rated.names), True


def _means(y: Float, field: Field) -> tuple[Float, Float]:
    """Means (k,) and the influence (n, k) of each row on them."""
    total = float(field.total[0])
    value = field.weights @ y / total
    return value, np.where((field.weights > 0)[:, None], (y - value) / total, 0.0)


def _derived(
    y: Float, verdict: Float, field: Field, items: list[Any], how: Derived
) -> tuple[Float, Float]:
    """Importance (k,) from the verdict, and the influence (n, k) of each row on it."""
    inside = field.weights > 0
    w = field.weights[inside]
    k = y.shape[1]
    columns = np.column_stack([y, verdict])[inside]
    if columns.shape[0] < k + 2:
        raise InputError.about(
            "performance",
            code="too_few",
            expected=f"at least {k + 2} people for {k} items",
            found=str(columns.shape[0]),
        )
    r = _named_correlations(columns, w, items)
    among, with_verdict = r[:k, :k], r[:k, k]
    # How each importance moves with each correlation; the verdict is the last of the columns.
    slope = np.zeros((k, k + 1, k + 1))
    if how == "correlation":
        value = with_verdict.copy()
        slope[np.arange(k), np.arange(k), k] = 1.0
    else:
        apart(among, items)
        explained, b = every_set(among, with_verdict)
        share = shapley_weights(k)
        value = share @ explained
        slope[:, :k, :k] = -np.einsum("js,sa,sb->jab", share, b, b, optimize=True)
        slope[:, :k, k] = 2 * share @ b
    out = np.zeros((field.weights.size, k))
    out[inside] = _moved(columns, w, r, slope)
    return value, out


def _moved(columns: Float, w: Float, r: Float, slope: Float) -> Float:
    """Influence (n, k) of each row on figures with the given slopes (k, m, m) along r (m, m).

    Row i moves r_ab by z_a·z_b − r_ab·(z_a² + z_b²)/2 over Σw, so it moves each figure by a
    quadratic form of its standardized answers z.
    """
    total, m = float(w.sum()), r.shape[0]
    both = slope + slope.transpose(0, 2, 1)
    form = both / 2
    form[:, np.arange(m), np.arange(m)] = -(both * (r - np.eye(m))).sum(axis=2) / 2
    a, b = np.triu_indices(m)
    weight = np.where(a == b, 1.0, 2.0)[:, None] * form[:, a, b].T / total
    centre = w @ columns / total
    scale = 1.0 / np.sqrt(w @ (columns - centre) ** 2 / total)
    out = np.empty((columns.shape[0], slope.shape[0]))
    for rows in blocks(out.shape[0], _ROWS):
        z = (columns[rows] - centre) * scale
        out[rows] = (z[:, a] * z[:, b]) @ weight
    return out


def _named_correlations(columns: Float, w: Float, items: list[Any]) -> Float:
    try:
        return correlations(columns, w, items)
    except InputError as error:
        verdict = error.argument == "y"
        raise InputError.about(
            "importance" if verdict else "performance",
            code="constant",
            expected="values that differ, for importance to be derived",
            found="one value only" + ("" if verdict else f" in {error.positions[0].label!r}"),
            hint="What does not vary neither explains nor is explained: leave it out.",
            positions=error.positions,
        ) from None


def _crossed(
    value: Float, covariance: Float, lines: Any, k: int
) -> tuple[tuple[float, float], Float, Float]:
    """Where the axes cross, the distances (2k,) from there, and their covariance."""
    if isinstance(lines, str):
        _checks.choice(lines, "lines", ("mean",))
        centre = np.kron(np.eye(2), np.eye(k) - 1.0 / k)
        crossing = (float(value[:k].mean()), float(value[k:].mean()))
        covariance = centre @ covariance @ centre.T
    else:
        at = _checks.vector(lines, "lines", n=2)
        crossing = (float(at[0]), float(at[1]))
    distance = value - np.repeat(crossing, k)
    # What lies on a line but for rounding lies on it, and counts as above.
    scale = np.repeat([np.abs(value[:k]).max(), np.abs(value[k:]).max()], k)
    return crossing, np.where(np.abs(distance) <= 1e-12 * scale, 0.0, distance), covariance


def _probability(distance: Float, covariance: Float, k: int) -> Float:
    """Probability (k, 4) of each quadrant."""
    from scipy.special import ndtr

    se = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    none = se <= 1e-14 * np.abs(distance)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(none, np.where(distance >= 0, np.inf, -np.inf), distance / se)
        z = np.where(np.isnan(distance), np.nan, z)
        # Without an error z is infinite, and no correlation is asked for.
        rho = np.diag(covariance[:k, k:]) / (se[:k] * se[k:])
    strong, important = ndtr(z[:k]), ndtr(z[k:])
    both = both_above(z[:k], z[k:], rho)
    parts = (important - both, both, 1.0 - strong - important + both, strong - both)
    return np.clip(np.column_stack(parts), 0.0, 1.0)
