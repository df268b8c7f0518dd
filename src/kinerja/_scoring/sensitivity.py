"""How sure a ranking is: weights and measurements drawn around those stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Place
from .._checks import (
    confidence_level,
    floats,
    generator,
    is_table,
    joined,
    nonnegative,
    number,
    read_matrix,
    refuse_infinite,
    refuse_missing,
    row_of,
    vector,
    whole_number,
)
from .._digits import rank
from .._indicators.card import Indicator, Scorecard
from .._progress import Progress, reporter
from ..errors import InputError
from ..results import FloatMatrix, FloatVector, LabelVector, Provenance, Result
from .flips import Flip, all_arithmetic, linear_form, smallest_flip
from .policy import MissingPolicy
from .rank_draws import RankCounts
from .score import score
from .tree import Node, evaluate, tree_of

Float = NDArray[np.float64]

CELLS = 2**18
"""Draws × subjects worked on at a time: the memory of a block does not depend on their number."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sensitivity(Result):
    """What becomes of a ranking when weights, and measurements, are not quite as stated."""

    rank_acceptability: FloatMatrix
    """(n, n) share of the draws in which subject i had rank j + 1; a row without a total is 0."""
    expected_rank: FloatVector
    """(n,) mean rank over the draws; NaN without a total."""
    lower: FloatVector
    """(n,) best rank of the interval that holds the stated share of the draws."""
    upper: FloatVector
    """(n,) worst rank of that interval."""
    agreement: float
    """Kendall's W of the draws: 1 if all give one order, 0 if they have nothing in common."""
    flip: Flip | None
    """Smallest change of weights that changes the first place; None where weights do not add up."""
    total: FloatVector
    """(n,) total with the stated weights."""
    points: FloatMatrix
    """(n, k) points as stated."""
    ids: LabelVector | None
    """(n,) ids, or None."""
    card: Scorecard
    """The definition that was used."""
    draws: int
    """How many draws were made."""
    level: float
    """Share of the draws that `lower` to `upper` holds."""
    provenance: Provenance
    """How the result was made."""

    @property
    def rank(self) -> NDArray[np.float64]:
        """(n,) rank with the stated weights, from 1 = best; ties share the best place."""
        return cast("NDArray[np.float64]", self._remember("rank", rank(self.total)))

    def __len__(self) -> int:
        return int(self.total.size)

    def top(self, q: int) -> Float:
        """(n,) probability of a rank of `q` or better; NaN without a total.

        Parameters
        ----------
        q : int
            How many places count, 1 to n.

        Raises
        ------
        InputError
            If `q` is not a number of places there are.
        """
        q = whole_number(q, "q", lower=1, upper=len(self))
        share = np.minimum(self.rank_acceptability[:, :q].sum(axis=1), 1.0)
        return np.where(np.isnan(self.total), np.nan, share)

    def swap(self, one: Any, other: Any) -> Flip:
        """Smallest change of weights that brings two named subjects level.

        Parameters
        ----------
        one, other : id or int
            The two, by id where there are ids, else by position; in either order.

        Returns
        -------
        Flip
            Whoever is in front now is its `first`.

        Raises
        ------
        InputError
            If they are not two subjects with totals, or the card's order is not a weighted sum.
        """
        a = row_of(one, self.ids, len(self), "one")
        b = row_of(other, self.ids, len(self), "other")
        if a == b or np.isnan(self.total[[a, b]]).any():
            raise InputError.about(
                "other",
                code="not_two",
                expected="two different subjects with totals",
                found=f"{one!r} and {other!r}",
            )
        tree = tree_of(self.card)
        form = linear_form(tree, self.points[[a, b]], _effective(self.card))
        if form is None:
            raise InputError.about(
                "one",
                code="not_linear",
                expected="points of which the order is a weighted sum",
                found=f"card {self.card.code!r}, its aggregation or missing points",
                hint="Use arithmetic means, or one power mean of points above 0, without gaps.",
            )
        first = 0 if self.total[a] >= self.total[b] else 1
        names = np.array([self._names()[a], self._names()[b]], dtype=object)
        return smallest_flip(form, first, np.array([1 - first]), names, _codes(self.card))

    def _names(self) -> list[Any]:
        names: list[Any] = list(range(len(self))) if self.ids is None else self.ids.tolist()
        return names

    def _columns(self) -> dict[str, NDArray[Any]]:
        return {
            "id": np.arange(len(self)) if self.ids is None else self.ids,
            "total": self.total,
            "rank": self.rank,
            "expected_rank": self.expected_rank,
            "lower": self.lower,
            "upper": self.upper,
            "first": self.rank_acceptability[:, 0],
        }

    def _headline(self) -> str:
        return (
            f"Sensitivity of {len(self)} ranks over {self.draws:,} draws: "
            f"agreement {self.agreement:.3f}"
        )


def sensitivity(
    card: Scorecard,
    data: Any,
    *,
    draws: int = 10_000,
    weight_spread: float = 0.2,
    standard_errors: Any = None,
    rng: int | np.random.Generator,
    progress: Progress = False,
    missing: MissingPolicy = "raise",
    level: float = 0.95,
    ids: Any = None,
) -> Sensitivity:
    """Tell how sure a ranking is when weights, and measurements, are not quite as stated.

    Weights are drawn around the stated ones and every draw ranks everybody again.

    Parameters
    ----------
    card : Scorecard
        Indicators, weights and groups.
    data : array_like (n, k), mapping or dataframe
        Raw values, as for ``score``.
    draws : int
        How many times everybody is ranked.
    weight_spread : float
        How far a weight may be off: the standard deviation of a weight of average size, as a share
        of itself. 0.2: it is typically a fifth more or less. From 0 (as stated) to below 1.
    standard_errors : float, array_like (k,) or (n, k), mapping or dataframe, optional
        Standard error of the raw values, in each indicator's own unit; a mapping from code may hold
        a number or (n,) for some of the codes. Without it the values are taken as exact.
    rng : int or numpy.random.Generator
        Same number, same answer; a Generator is advanced.
    progress : bool or callable
        A progress bar, or a function called with (draws done, draws in all).
    missing : {"raise", "reweight", "propagate"} or float
        As for ``score``. A subject without a total has no rank, and nobody's rank counts it.
    level : float
        Share of the draws that the interval of ranks holds.
    ids : array_like (n,) or str, optional
        Ids of the subjects, each once; for a table also a column's name.

    Returns
    -------
    Sensitivity
        Rank acceptability, expected rank with its interval, agreement of the draws, probability of
        a place among the top q, and the smallest change of weights that changes the first place.

    Raises
    ------
    InputError
        As ``score``; also if there is no row, an option is out of range, or errors of measurement
        carry values to where a scale is not defined.

    Notes
    -----
    At each node with k weighted parts of shares v the weights are Dirichlet(c·v) with
    c = (k − 1)/s² − 1: their mean is v, and a share of 1/k has standard deviation s/k. A larger
    share moves less in proportion, a smaller one more. A weight of 0 stays 0; minimum, OWA and MPI
    have no weights to draw. Errors of measurement are independent normal, pass through the scales
    fitted to the stated data, and stay inside an indicator's ``valid_range``. Weights and errors
    come from separate streams: asking for errors does not change the weights drawn.

    Ties share the best place, so that the shares of one rank may sum to more than 1 over the
    subjects. The interval runs between the (1 ± `level`)/2 quantiles of a subject's ranks. The
    result holds n² shares; beyond that, memory does not grow with draws or subjects.

    The smallest change is at the tie, see ``Flip``. It is given where the order is a weighted sum:
    in trees of arithmetic means, and for one geometric, harmonic or Power mean of points above 0.

    References
    ----------
    Lahdelma, R. and Salminen, P. (2001), "SMAA-2", Operations Research 49, 444–454.
    Saisana, M., Saltelli, A. and Tarantola, S. (2005), "Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators", Journal of the Royal
    Statistical Society A 168, 307–323.
    Triantaphyllou, E. and Sánchez, A. (1997), "A sensitivity analysis approach for some
    deterministic multi-criteria decision-making methods", Decision Sciences 28, 151–194.
    Kendall, M. G. and Babington Smith, B. (1939), "The problem of m rankings", Annals of
    Mathematical Statistics 10, 275–287.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(code="a", name="A", scale=Identity(), weight=60),
    ...         Indicator(code="b", name="B", scale=Identity(), weight=40),
    ...     ),
    ... )
    >>> s = sensitivity(card, [[90, 60], [70, 85], [40, 50]], rng=1, ids=["x", "y", "z"])
    >>> s.rank.tolist(), s.top(2).tolist()
    ([1.0, 2.0, 3.0], [1.0, 1.0, 0.0])
    >>> s.flip.second, s.flip.indicator, round(s.flip.new_weight, 4)
    ('y', 'a', 0.5556)
    """
    draws = whole_number(draws, "draws", lower=1)
    spread = number(weight_spread, "weight_spread", lower=0.0, upper=1.0, open_upper=True)
    level = confidence_level(level)
    streams = np.random.SeedSequence(generator(rng).integers(2**63, size=2).tolist()).spawn(2)
    weight_rng, error_rng = (np.random.default_rng(stream) for stream in streams)
    report = reporter(progress, draws, "draws")
    scores = score(card, data, ids=ids, missing=missing)
    n = len(scores)
    ranked = np.flatnonzero(~np.isnan(scores.total))
    if not ranked.size:
        raise InputError.about(
            "data", code="empty", expected="at least one row with a total", found="none"
        )
    rows = np.arange(n) if scores.ids is None else scores.ids
    errors = _standard_errors(standard_errors, card.codes, n, rows)
    anchored = scores.anchored
    assert isinstance(anchored, Scorecard)  # noqa: S101 - there are no peer groups here
    world = _World(
        tree=tree_of(card),
        points=np.asfortranarray(scores.points[ranked]),
        values=scores.values[ranked],
        errors=None if errors is None else errors[ranked],
        indicators=anchored.indicators,
    )
    counted = RankCounts(ranked.size)
    block = max(1, CELLS // ranked.size)
    for start in range(0, draws, block):
        size = min(block, draws - start)
        counted.add(world.totals(_drawn(world.tree, spread, size, weight_rng), size, error_rng))
        report(size)

    acceptability = np.zeros((n, n))
    acceptability[np.ix_(ranked, np.arange(ranked.size))] = counted.counts / draws
    expected, lower, upper = (np.full(n, np.nan) for _ in range(3))
    expected[ranked] = counted.expected()
    lower[ranked] = counted.quantile((1.0 - level) / 2.0)
    upper[ranked] = counted.quantile((1.0 + level) / 2.0)
    return Sensitivity(
        rank_acceptability=acceptability,
        expected_rank=expected,
        lower=lower,
        upper=upper,
        agreement=counted.agreement(),
        flip=_first_place(card, world, scores.total[ranked], rows[ranked]),
        total=scores.total.copy(),
        points=scores.points.copy(),
        ids=scores.ids,
        card=card,
        draws=draws,
        level=level,
        provenance=replace(
            scores.provenance,
            options={
                "draws": draws,
                "weight_spread": spread,
                "standard_errors": errors is not None,
                "rng": int(rng) if not isinstance(rng, np.random.Generator) else "Generator",
                "level": level,
            },
        ),
    )


@dataclass(frozen=True, slots=True)
class _World:
    """What every draw starts from; rows are the subjects that have a total."""

    tree: Node
    points: Float
    values: Float
    errors: Float | None
    indicators: Sequence[Indicator]

    def totals(self, weights: _Weights, size: int, rng: np.random.Generator) -> Float:
        """(size, n) totals of a block of draws."""
        n, k = self.points.shape
        plain = all_arithmetic(self.tree) and not np.isnan(self.points).any()
        if plain:
            share = np.empty((size, k))
            _multiply(self.tree, weights, np.ones(size), share)
            if self.errors is None:
                return np.asarray(share @ self.points.T)
            out = np.zeros((size, n))
            for j in range(k):
                out += share[:, [j]] * self._measured(j, size, rng)
            return out
        columns = [np.ascontiguousarray(self._measured(j, size, rng)).ravel() for j in range(k)]
        known = [None if not (gap := np.isnan(c)).any() else ~gap for c in columns]
        try:
            out = evaluate(
                _reweighted(self.tree, weights, n), columns, Place("data"), known=known
            ).combined.value
        except InputError as error:
            if self.errors is None:  # pragma: no cover - the stated points have been through this
                raise
            raise _outside(self.tree.code, error) from None
        return out.reshape(size, n)

    def _measured(self, j: int, size: int, rng: np.random.Generator) -> Float:
        """(size, n) points of one indicator, measured again in each draw."""
        n = len(self.points)
        if self.errors is None or not self.errors[:, j].any():
            return np.broadcast_to(self.points[:, j], (size, n))
        indicator = self.indicators[j]
        raw = self.values[:, j] + self.errors[:, j] * rng.standard_normal((size, n))
        if indicator.valid_range is not None:
            low, high = indicator.valid_range
            raw = np.clip(raw, -np.inf if low is None else low, np.inf if high is None else high)
        gaps = np.isnan(self.values[:, j])
        raw[:, gaps] = 0.0
        out = np.empty((size, n))
        here = ~gaps
        flat = np.ascontiguousarray(raw[:, here]).ravel()
        points = np.empty(flat.size)
        try:
            indicator.scale._points(flat, points)
        except InputError as error:
            raise _outside(indicator.code, error) from None
        out[:, here] = points.reshape(size, -1)
        out[:, gaps] = self.points[gaps, j]
        return out


_Weights = dict[str, Float]
"""(draws, parts) weights of each node that has them, by its code."""


def _weighted(node: Node) -> bool:
    return node.how.kind in {"arithmetic", "power", "geometric"}


def _drawn(tree: Node, spread: float, size: int, rng: np.random.Generator) -> _Weights:
    """Weights of every node for a block of draws, in the order of the tree."""
    out: _Weights = {}
    given = np.array(tree.weights)
    shares = given / given.sum()
    some = shares > 0
    k = int(some.sum())
    if _weighted(tree):
        drawn = np.broadcast_to(shares, (size, shares.size)).copy()
        if spread > 0 and k > 1:
            concentration = (k - 1) / spread**2 - 1.0
            drawn[:, some] = rng.dirichlet(concentration * shares[some], size=size)
        out[tree.code] = drawn
    for part in tree.parts:
        if isinstance(part, Node):
            out |= _drawn(part, spread, size, rng)
    return out


def _multiply(node: Node, weights: _Weights, factor: Float, out: Float) -> None:
    """Effective weight of every leaf: the product of the drawn shares on its way."""
    for i, part in enumerate(node.parts):
        share = factor * weights[node.code][:, i]
        if isinstance(part, Node):
            _multiply(part, weights, share, out)
        else:
            out[:, part] = share


def _reweighted(node: Node, weights: _Weights, n: int) -> Node:
    """The tree with a weight for each row: each draw's weights n times."""
    own: tuple[Any, ...] = node.weights
    if node.code in weights:
        # A part with weight keeps a trace of it, or 0 times the log of 0 would be missing.
        own = tuple(
            np.repeat(np.maximum(drawn, 1e-300), n) if weight > 0 else 0.0
            for weight, drawn in zip(node.weights, weights[node.code].T, strict=True)
        )
    parts = tuple(
        _reweighted(part, weights, n) if isinstance(part, Node) else part for part in node.parts
    )
    return replace(node, weights=own, parts=parts)


def _outside(code: str, error: InputError) -> InputError:
    return InputError.about(
        "standard_errors",
        code="out_of_range",
        expected=f"errors that leave {code!r} with values it can have ({error.expected})",
        found="a draw outside",
        hint="State a smaller error, or give the indicator a valid_range to stay inside.",
        positions=(code,),
    )


def _standard_errors(
    given: Any, codes: tuple[str, ...], n: int, rows: NDArray[Any]
) -> Float | None:
    """(n, k) standard errors, or None."""
    if given is None:
        return None
    k = len(codes)
    if isinstance(given, Mapping):
        unknown = [code for code in given if code not in codes]
        if unknown:
            raise InputError.about(
                "standard_errors",
                code="unknown_label",
                expected="codes of the card's indicators",
                found=joined(unknown),
                positions=tuple(unknown[:5]),
            )
        out = np.zeros((n, k))
        for code, value in given.items():
            x = floats(value, f"standard_errors[{code!r}]")
            column = np.full(n, float(x)) if x.ndim == 0 else x
            out[:, codes.index(code)] = vector(column, f"standard_errors[{code!r}]", n=n, rows=rows)
    elif is_table(given):
        out = read_matrix(given, codes, argument="standard_errors")[0]
    else:
        x = floats(given, "standard_errors")
        if x.ndim == 0:
            x = np.full(k, float(x))
        out = x if x.ndim == 2 else np.tile(vector(x, "standard_errors", n=k, rows=codes), (n, 1))
    if out.shape != (n, k):
        raise InputError.about(
            "standard_errors",
            code="wrong_shape",
            expected=f"a number, ({k},) or ({n}, {k})",
            found=f"shape {out.shape}",
        )
    refuse_missing(out, "standard_errors", rows=rows, columns=codes)
    refuse_infinite(out, "standard_errors", rows=rows, columns=codes)
    return nonnegative(out, "standard_errors", rows=rows, columns=codes)


def _first_place(card: Scorecard, world: _World, total: Float, names: NDArray[Any]) -> Flip | None:
    form = linear_form(world.tree, world.points, _effective(card))
    if form is None or total.size < 2:
        return None
    first = int(rank(total).argmin())
    rivals = np.delete(np.arange(total.size), first)
    return smallest_flip(form, first, rivals, names, _codes(card))


def _effective(card: Scorecard) -> Float:
    return np.array(list(card.weights.values()))


def _codes(card: Scorecard) -> NDArray[Any]:
    return np.array(card.codes, dtype=object)
