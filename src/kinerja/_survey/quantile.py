"""Quantiles by a stated rule, with Woodruff's interval."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks, _digits
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError
from .answers import MISSING_ANSWERS, Answers, Field, MissingAnswers, read_answers, read_field
from .design import Design
from .estimates import Estimates, assemble, provenance_of
from .freedom import DegreesOfFreedom
from .limits import SMALL, Basis, Limits, basis_of, is_small, quantile_of_t, read_small
from .linear import Column, Linear, estimate

QuantileRule = Literal[
    "math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"
]
RULES: tuple[QuantileRule, ...] = (
    "math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"
)  # fmt: skip
QuantileInterval = Literal["woodruff"]


@steady
def quantile(
    y: Any,
    design: Design,
    q: ArrayLike = 0.5,
    *,
    by: Any = None,
    rule: QuantileRule = "math",
    interval: QuantileInterval = "woodruff",
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
) -> Estimates:
    """Quantiles of each variable in each domain, with Woodruff's interval.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Answers, in their own unit.
    design : Design
        How the n rows were drawn.
    q : float or array_like of float
        Shares of the population below the quantile, from 0 to 1.
    rule : {"math", "school", "shahvaish", "hf1", …, "hf9"}
        Which quantile, where the weights leave a choice; see Notes.
    interval : {"woodruff"}
        The interval of the share below the quantile, carried back by the same rule.
    by, level, missing, df, small, minimum
        As for `mean`.

    Returns
    -------
    Estimates
        One row for each domain × variable × q, with the array `q`; `deff` is NaN. A bound whose
        share falls outside 0 to 1 is NaN, and so is the standard error then.

    Raises
    ------
    InputError
        As `mean`; also if a `q` lies outside 0 to 1.

    Notes
    -----
    With C_k the cumulative weights of the sorted answers and C_n their sum: "math" and "hf1", the
    smallest x_k with C_k/C_n ≥ q (equal at twelve significant digits counts as reached); "school"
    and "hf2", its mean with the next where the share is just reached; "hf3", of these two the one
    at an even position among the distinct values. The others join the points (p_k, x_k) by lines:
    hf4 C_k/C_n; hf5 (C_k − w_k/2)/C_n; hf6 C_k/(C_n + w_n); hf7 C_{k−1}/C_{n−1};
    hf8 (C_k − w_k/3)/(C_n + w_n/3); hf9 (C_k − 3w_k/8)/(C_n + w_n/4). "shahvaish" takes the last
    x_k with (n·C_k/C_n + ½ − w_k/2)/(n + 1) ≤ q. It is there for agreement with R, which takes w_k
    as given: unlike every other rule it depends on the unit of the weights, and where they differ
    much it may leave the order of the answers. The standard error is (upper − lower)/(2t).

    References
    ----------
    Woodruff (1952), JASA 47, 635–646; Hyndman & Fan (1996), American Statistician 50, 361–365;
    R's ``survey::svyquantile``.

    Examples
    --------
    >>> from kinerja.survey import Design, quantile
    >>> quantile([1.0, 2.0, 3.0, 10.0], Design(weights=[1, 1, 1, 3]), [0.25, 0.5]).value.tolist()
    [2.0, 3.0]
    """
    level = _checks.confidence_level(level)
    small = read_small(small)
    _checks.whole_number(minimum, "minimum", lower=1)
    _checks.choice(rule, "rule", RULES)
    _checks.choice(interval, "interval", ("woodruff",))
    _checks.choice(missing, "missing", MISSING_ANSWERS)
    shares = _shares(q)
    answers = read_answers(y, "y")
    field = read_field(design, by, missing, {"y": answers}, df=df)
    ordered = [_Sorted(field.of(j), column) for j, column in enumerate(answers.columns)]
    which = np.repeat(np.arange(len(ordered)), shares.size).tolist()
    value = _at(ordered, np.tile(shares, (field.domains.size, len(ordered))), rule)
    below = estimate(field, which, _below(field, answers, value, which), covariance=False)
    basis = basis_of(field, which)
    constant = np.column_stack([each.constant for each in ordered])[:, which]
    alike = constant & is_small(basis, small) & ~basis.certain
    limits = _woodruff(ordered, value, below, basis, rule, level)
    if df != "design":
        lower, upper = (np.where(alike, np.nan, x) for x in (limits.lower, limits.upper))
        limits = Limits(lower, upper, limits.se)
    return assemble(
        field,
        np.repeat(answers.names, shares.size),
        Linear(value, below.variance, np.full(value.shape, np.nan), None),
        basis,
        limits,
        made=provenance_of(
            "quantile", field, missing, answers, level=level, rule=rule, interval=interval
        ),
        small=small,
        minimum=minimum,
        which=which,
        alike=None if df == "design" else alike,
        q=np.tile(shares, answers.names.size),
    )


def _shares(q: ArrayLike) -> Float:
    shares = _checks.vector(np.atleast_1d(_checks.floats(q, "q")), "q")
    outside = (shares < 0) | (shares > 1)
    _checks.refuse_cells(outside, shares, "q", code="out_of_range", expected="a share from 0 to 1")
    if not shares.size:
        raise InputError.about("q", code="too_few", expected="at least one share", found="none")
    return shares


def _woodruff(
    ordered: list[_Sorted],
    value: Float,
    below: Linear,
    basis: Basis,
    rule: QuantileRule,
    level: float,
) -> Limits:
    """The interval of the share below each quantile, carried back by the same rule."""
    t = quantile_of_t(level, basis.df)
    half = t * np.sqrt(below.variance)
    bounds = []
    for side in (-1.0, 1.0):
        limit = below.value + side * half
        limit = np.where((limit < 0) | (limit > 1), np.nan, limit)
        bounds.append(np.where(basis.certain, value, _at(ordered, limit, rule)))
    se = np.where(basis.certain, 0.0, (bounds[1] - bounds[0]) / (2 * t))
    return Limits(bounds[0], bounds[1], se)


def _at(ordered: list[_Sorted], shares: Float, rule: QuantileRule) -> Float:
    """Quantiles (D, v·k) at shares (D, v·k), variable by variable."""
    width = shares.shape[1] // len(ordered)
    parts = [
        each.at(shares[:, j * width : (j + 1) * width], rule) for j, each in enumerate(ordered)
    ]
    return np.concatenate(parts, axis=1)


def _below(field: Field, answers: Answers, value: Float, which: list[int]) -> Column:
    """Influence of the share at or below each quantile."""

    def column(at: int) -> tuple[Float, Float, Float]:
        here = field.of(which[at])
        y = answers.columns[which[at]]
        quantile_of_row = here.spread(value[:, at])
        part = np.asarray(y <= quantile_of_row, dtype=np.float64)
        part[np.isnan(y) | np.isnan(quantile_of_row)] = np.nan
        part = here.clean(part)
        share = here.sums(part) / here.total
        e = part - here.spread(share)
        if here.used is not None:
            e[~here.used] = 0.0
        return share, e, 1.0 / here.total

    return column


class _Sorted:
    """One variable in ascending order inside each domain; rows of weight 0 left out."""

    def __init__(self, field: Field, y: Float) -> None:
        rows = np.flatnonzero(field.weights > 0)
        order = rows[np.lexsort((y[rows], field.domains.codes[rows]))]
        codes = field.domains.codes[order]
        self.x, self.w = y[order], field.weights[order]
        self.first = np.searchsorted(codes, np.arange(field.domains.size + 1))

    @property
    def constant(self) -> NDArray[np.bool_]:
        """(D,) domains whose answers are all alike."""
        last = np.maximum(self.first[1:] - 1, 0)
        start = np.minimum(self.first[:-1], self.x.size - 1)
        return np.asarray(self.x[start] == self.x[last])

    def at(self, shares: Float, rule: QuantileRule) -> Float:
        """Quantiles (D, k) at `shares` (D, k); NaN where the share or an answer is."""
        out = np.empty(shares.shape)
        for d in range(shares.shape[0]):
            inside = slice(self.first[d], self.first[d + 1])
            x = self.x[inside]
            if not x.size or np.isnan(x[-1]):  # NaN sorts last
                out[d] = np.nan
            else:
                out[d] = weighted_quantile(x, self.w[inside], shares[d], rule)
        return np.where(np.isnan(shares), np.nan, out)


def weighted_quantile(x: Float, w: Float, p: Float, rule: QuantileRule) -> Float:
    """Quantiles (k,) of ascending x with weights above 0, at shares p (k,)."""
    cumulative = np.cumsum(w)
    total = cumulative[-1]
    if rule in {"math", "hf1", "school", "hf2"}:
        at, reached = _reached(cumulative / total, p)
        if rule in {"math", "hf1"}:
            return np.asarray(x[at])
        after = np.minimum(at + 1, x.size - 1)
        return np.where(reached, (x[at] + x[after]) / 2, x[at])
    if rule == "hf3":
        starts = np.flatnonzero(np.concatenate([[True], x[1:] != x[:-1]]))
        x, w = x[starts], np.add.reduceat(w, starts)
        at, reached = _reached(np.cumsum(w) / total, p)
        after = np.minimum(at + 1, x.size - 1)
        return np.where(reached & (at % 2 == 0), x[after], x[at])  # position at + 1 is odd
    if rule == "shahvaish":
        n = x.size
        points = (np.cumsum(w / w.mean()) + 0.5 - w / 2) / (n + 1)
        # The points need not rise where weights differ: R sorts them, and averages equal ones.
        points, group = np.unique(points, return_inverse=True)
        x = np.bincount(group, x) / np.bincount(group)
        return np.asarray(x[np.maximum(np.searchsorted(points, p, side="right") - 1, 0)])
    before = np.concatenate([[0.0], cumulative[:-1]])
    if rule == "hf7":
        points = before / (cumulative[-2] if x.size > 1 else total)
    else:
        back, end = {
            "hf4": (0.0, 0.0),
            "hf5": (1 / 2, 0.0),
            "hf6": (0.0, 1.0),
            "hf8": (1 / 3, 1 / 3),
            "hf9": (3 / 8, 1 / 4),
        }[rule]
        points = (before * back + cumulative * (1 - back)) / (total + w[-1] * end)
    return np.interp(p, points, x)


def _reached(shares: Float, p: Float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Position where each share p is reached, and whether just so, at twelve digits."""
    at = np.minimum(np.searchsorted(shares, p, side="left"), shares.size - 1)
    while True:
        before = np.maximum(at - 1, 0)
        back = (at > 0) & _digits.same(shares[before], p)
        if not back.any():
            break
        at = np.where(back, before, at)
    return at, _digits.same(shares[at], p)
