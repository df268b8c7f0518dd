"""How sure a ranking is: weights and measurements drawn around those stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from .._blocks import CELLS, blocks, rows_within
from .._checks import (
    MOST_DRAWS,
    confidence_level,
    generator,
    number,
    row_of,
    whole_number,
)
from .._digits import rank
from .._indicators.card import Scorecard
from .._progress import Progress, reporter
from .._steady import steady
from .._types import Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .draws import World, drawn_weights, read_errors
from .flips import Flip, linear_form, smallest_flip
from .policy import MissingPolicy
from .rank_draws import RankCounts
from .score import score
from .tree import tree_of


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sensitivity(Result):
    """What becomes of a ranking when weights, and measurements, are not quite as stated."""

    _keys: ClassVar = {"person": "ids", "indicator": "card.codes"}
    _first: ClassVar = ("total", "rank", "expected_rank", "lower", "upper")
    _aside: ClassVar = ("agreement", "draws", "level")

    rank_acceptability: Annotated[FloatMatrix, Axis("person", "place")]
    """(n, n) share of the draws in which subject i had rank j + 1; a row without a total is 0."""
    expected_rank: Annotated[FloatVector, Axis("person")]
    """(n,) mean rank over the draws; NaN without a total."""
    lower: Annotated[FloatVector, Axis("person")]
    """(n,) best rank of the interval that holds the stated share of the draws."""
    upper: Annotated[FloatVector, Axis("person")]
    """(n,) worst rank of that interval."""
    agreement: float
    """Kendall's W of the draws: 1 if all give one order, 0 if they have nothing in common."""
    flip: Flip | None
    """Smallest change of weights that changes the first place; None where weights do not add up."""
    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) total with the stated weights."""
    points: Annotated[FloatMatrix, Axis("person", "indicator"), Unit("points")]
    """(n, k) points as stated."""
    ids: Annotated[LabelVector | None, Axis("person")]
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
    def rank(self) -> Annotated[Float, Axis("person")]:
        """(n,) rank with the stated weights, from 1 = best; ties share the best place."""
        return cast("Float", self._remember("rank", rank(self.total)))

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

        Examples
        --------
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> parts = [Indicator(code=c, name=c, scale=Identity(), weight=50) for c in "ab"]
        >>> card = Scorecard(code="demo", name="Demo", parts=parts)
        >>> tried = sensitivity(card, [[90, 60], [60, 50], [40, 55]], rng=1, draws=10)
        >>> tried.top(1).tolist()  # the first is ahead on both indicators
        [1.0, 0.0, 0.0]
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

        Examples
        --------
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> parts = [Indicator(code=c, name=c, scale=Identity(), weight=50) for c in "ab"]
        >>> card = Scorecard(code="demo", name="Demo", parts=parts)
        >>> tried = sensitivity(card, [[90, 60], [60, 80]], rng=1, draws=10, ids=["x", "y"])
        >>> flip = tried.swap("y", "x")  # 90 w + 60 (1 - w) = 60 w + 80 (1 - w): w = 0.4
        >>> flip.first, flip.second, flip.indicator, round(flip.new_weight, 4)
        ('x', 'y', 'a', 0.4)
        """
        a = row_of(one, self.ids, len(self), "one")
        b = row_of(other, self.ids, len(self), "other")
        if a == b or np.isnan(self.total[[a, b]]).any():
            raise InputError.about(
                "other",
                code="contradiction",
                expected="two different subjects with totals",
                found=f"{one!r} and {other!r}",
            )
        tree = tree_of(self.card)
        form = linear_form(tree, self.points[[a, b]], _effective(self.card))
        if form is None:
            raise InputError.about(
                "one",
                code="not_estimable",
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

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.sensitivity.format(
            n=len(self), draws=f"{self.draws:,}", agreement=f"{self.agreement:.3f}"
        )


@steady
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
    draws = whole_number(draws, "draws", lower=1, upper=MOST_DRAWS)
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
            "data", code="too_few", expected="at least one row with a total", found="none"
        )
    rows = np.arange(n) if scores.ids is None else scores.ids
    errors = read_errors(standard_errors, card.codes, n, rows)
    anchored = scores.anchored
    assert isinstance(anchored, Scorecard)  # noqa: S101 - there are no peer groups here
    world = World(
        tree=tree_of(card),
        points=np.asfortranarray(scores.points[ranked]),
        values=scores.values[ranked],
        errors=None if errors is None else errors[ranked],
        indicators=anchored.indicators,
    )
    counted = RankCounts(ranked.size)
    for block in blocks(draws, rows_within(CELLS, ranked.size)):
        size = block.stop - block.start
        weights = drawn_weights(world.tree, spread, size, weight_rng)
        counted.add(world.totals(weights, size, error_rng))
        report(size)
    return Sensitivity(
        expected_rank=_at(ranked, n, counted.expected()),
        lower=_at(ranked, n, counted.quantile((1.0 - level) / 2.0)),
        upper=_at(ranked, n, counted.quantile((1.0 + level) / 2.0)),
        agreement=counted.agreement(),
        # Last: the counts become shares in their own memory.
        rank_acceptability=_acceptability(counted, ranked, n),
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


def _at(ranked: NDArray[np.intp], n: int, values: Float) -> Float:
    """Figures of those who are ranked at their places among all `n`; NaN for the others."""
    out = np.full(n, np.nan)
    out[ranked] = values
    return out


def _acceptability(counted: RankCounts, ranked: NDArray[np.intp], n: int) -> Float:
    """Shares of the ranks, (n, n); whoever is not ranked has a share of none."""
    shares = counted.shares()
    if ranked.size == n:
        return shares
    wider = np.zeros((n, n))
    wider[ranked, : ranked.size] = shares
    return wider


def _first_place(card: Scorecard, world: World, total: Float, names: NDArray[Any]) -> Flip | None:
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
