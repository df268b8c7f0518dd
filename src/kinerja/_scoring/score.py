"""Scoring a group with a scorecard: points, group figures, totals, contributions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Place
from .._blocks import blocks
from .._checks import (
    in_column,
    number,
    read_matrix,
)
from .._digits import same
from .._indicators.card import Scorecard
from .._indicators.relative import Relative
from .._indicators.scale import Cut, Scale, within_floats
from .._indicators.targets import Target
from .._results.prints import Prints
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Provenance
from .anchor import PeerCards, anchored_card, fit, fit_one
from .intake import Peers, check_values, checked_card, peers_of, personal_targets, without_targets
from .policy import MissingPolicy, checked_policy
from .scores import Scores
from .tree import Evaluated, contribute, evaluate, figures, tree_of


@steady
def score(
    card: Scorecard,
    data: Any,
    *,
    ids: Any = None,
    by: Any = None,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
    targets: Mapping[str, ArrayLike] | None = None,
) -> Scores:
    """Score every subject of a group with a scorecard, and show how each score came about.

    Parameters
    ----------
    card : Scorecard
        Indicators, weights, groups and grades.
    data : array_like (n, k), mapping or dataframe
        Raw values: an array in the order of ``card.codes``, or columns by code. Columns the card
        does not name are ignored; a missing or repeated one is refused. NaN and null are missing.
    ids : array_like (n,) or str, optional
        Ids of the subjects, each once; for a table also a column's name.
    by : array_like (n,) or str, optional
        Peer group of each subject; relative scales and ranks then hold inside each group.
    missing : {"raise", "reweight", "propagate"} or float
        What a missing value does: it is refused; the parts that are there share its weight, inside
        its own group first; the total is missing too; or so many points are put in its place.
    min_coverage : float
        Below this share of weight really there, the total is missing (NaN).
    targets : mapping of code to array_like (n,), optional
        A personal target for indicators on a Target scale. Whoever has none, or 0, is not measured
        by that indicator: their value counts as missing.

    Returns
    -------
    Scores
        Values, points, group figures, totals, contributions, coverage, ids and the anchored card.

    Raises
    ------
    InputError
        If a value is missing (with ``missing="raise"``), infinite, outside its ``valid_range``, or
        one that a scale or mean cannot have; if columns, ids, peers or targets do not fit.

    Notes
    -----
    Points come from each indicator's scale; a relative scale is anchored on the group first. A
    group's figure is its aggregation of its parts, weights divided by their sum. The contribution
    of a leaf is its Euler share sᵢ·∂f/∂sᵢ multiplied down the tree, which sums to the total exactly
    because every aggregation is homogeneous of degree 1 (Euler's theorem); for the arithmetic
    mean that is weight times points. A row comes out the same alone or among others, unless a scale
    is relative to the group. Time and memory are linear in n·k.

    References
    ----------
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, steps 5 and 6.
    Tasche, D. (2007), "Capital allocation to business units and sub-portfolios: the Euler
    principle", arXiv:0708.2542, section 3.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Linear, Scorecard
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(
    ...             code="attendance",
    ...             name="Attendance",
    ...             scale=Linear(worst=70, best=100),
    ...             weight=40,
    ...         ),
    ...         Indicator(code="tasks", name="Tasks", scale=Identity(), weight=60),
    ...     ),
    ... )
    >>> score(card, {"attendance": [97, 85], "tasks": [80, 95]}).total.round(6).tolist()
    [84.0, 77.0]
    """
    card = checked_card(card)
    missing = checked_policy(missing)
    min_coverage = number(min_coverage, "min_coverage", lower=0.0, upper=1.0)
    values, names = read_matrix(data, card.codes, ids=ids)
    n, k = values.shape
    rows = np.arange(n) if names is None else names
    personal = personal_targets(card, targets, n, rows, missing)
    idle = without_targets(card, values, personal)
    there = check_values(card, values, missing, rows)
    peers = peers_of(data, by, n)

    fitted: list[Scale] = [indicator.scale for indicator in card.indicators]
    if peers is None:
        fitted = fit(card, values, rows)
    points = np.empty((n, k), order="F")
    clipped = np.zeros((n, k), dtype=np.bool_, order="F")
    sheet = _Sheet(card, values, points, clipped, rows, personal)
    total, contributions, groups = _totals(sheet, fitted, peers, there, missing, names)
    coverage = _coverage(card, there, n)
    if there is not None:
        _withhold(total, contributions, coverage, min_coverage)
    for settled in (values, points, contributions, total):
        settled.flags.writeable = False  # no −0 in them: the result need not look again
    return Scores(
        values=values,
        points=points,
        total=total,
        groups=groups,
        contributions=contributions,
        coverage=coverage,
        clipped=clipped,
        ids=names,
        card=card,
        anchored=anchored_card(card, fitted)
        if peers is None
        else PeerCards(card, values, rows, peers),
        peers=None if peers is None else peers.of_row,
        targets=personal,
        provenance=Provenance(
            definition=card.fingerprint,
            options={
                "min_coverage": min_coverage,
                "by": peers is not None,
                "targets": list(personal),
            },
            missing=missing,
            left_out=_left_out(there, total, idle),
            data=Prints({code: values[:, j] for j, code in enumerate(card.codes)}),
            rows=n,
        ),
    )


def _totals(
    sheet: _Sheet,
    fitted: list[Scale],
    peers: Peers | None,
    there: Flags | None,
    missing: MissingPolicy,
    ids: NDArray[Any] | None,
) -> tuple[Float, Float, dict[str, Float]]:
    """Write the points of a sheet; total (n,), contributions (n, k) and the figure of each group.

    A block of rows goes from values to contributions at once, while it is in the cache.
    """
    n, k = sheet.values.shape
    contributions, total = np.empty((n, k), order="F"), np.empty(n)
    groups = {group.code: np.empty(n) for group in sheet.card.groups}
    tree = tree_of(sheet.card)
    by_group = set()
    for j, scale in enumerate(fitted):
        if peers is not None and peers.rows and isinstance(scale, Relative):
            by_group.add(j)
            sheet.score_groups(j, scale, peers.rows)
    for block in blocks(n):
        for j in range(k):
            if j not in by_group:
                sheet.score_column(j, fitted[j], block)
        points = sheet.points[block]
        known = None if there is None else _known(points, there[block], missing)
        place = Place("data", ids=ids, first=block.start)
        evaluated = evaluate(tree, [points[:, j] for j in range(k)], place, known=known)
        total[block] = evaluated.combined.value
        figures(evaluated, groups, block)
        _share_out(evaluated, contributions[block], known)
    return total, contributions, groups


def _known(points: Float, there: Flags, missing: MissingPolicy) -> list[Flags | None] | None:
    """Put stated points where a value is missing, or tell which leaves of each row count."""
    gaps = ~there
    if isinstance(missing, float):
        points[gaps] = missing
    elif missing == "reweight" and gaps.any():
        return [np.ascontiguousarray(column) for column in there.T]
    return None


def _share_out(evaluated: Evaluated, out: Float, known: list[Flags | None] | None) -> None:
    """Write the contributions of a block of rows into `out`, (rows, k)."""
    underflows: list[str] = []
    with np.errstate(under="call", call=lambda kind, _: underflows.append(kind)):
        contribute(evaluated, list(out.T), known)
    if underflows:
        out += 0.0  # points below 0 times a weight may end at −0


def _withhold(total: Float, contributions: Float, coverage: Float, least: float) -> None:
    """Leave out, in place, the totals of rows of which too little was there."""
    little = (coverage < least) & ~same(coverage, np.full(coverage.size, least))
    total[(coverage == 0) | little] = np.nan
    contributions[np.isnan(total)] = np.nan


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Values that become points, a column or some of its rows at a time."""

    card: Scorecard
    values: Float
    points: Float
    clipped: Flags
    rows: NDArray[Any]
    """(n,) what errors call the rows."""
    personal: Mapping[str, Float]
    """Code to targets, (n,) each."""

    def score_groups(self, j: int, scale: Relative, members: list[Ints]) -> None:
        """Points of one indicator where every peer group is a ruler of its own.

        All groups at once; a group that has no common rule with them one after the other.
        """
        indicator = self.card.indicators[j]
        where = np.concatenate(members)
        group = np.repeat(np.arange(len(members)), [at.size for at in members])
        there = ~np.isnan(self.values[where, j])
        self.points[where[~there], j] = np.nan
        where, group = where[there], group[there]
        if not where.size:
            return
        starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
        less = bool(indicator.lower_is_better)
        alone = np.ones(starts.size, dtype=np.bool_)

        def earn(raw: Float, out: Float) -> Cut:
            found = scale.by_group(raw, starts, lower_is_better=less)
            if found is None:
                return None
            out[:], alone[:] = found.points, found.alone
            return found.cut

        self._write(j, where, earn)
        for i in np.flatnonzero(alone):
            at = members[group[starts[i]]]
            own = fit_one(indicator, scale, self.values[at, j], self.rows, at)
            self.score_column(j, own, at)

    def score_column(self, j: int, scale: Scale, where: slice | Ints) -> None:
        """Points of some rows of one indicator on one scale."""
        target = self.personal.get(self.card.indicators[j].code)
        if target is None:
            self._write(j, where, scale.write_points)
            return
        assert isinstance(scale, Target)  # noqa: S101 - checked with the targets
        own = target[where]
        self._write(j, where, lambda raw, out: scale.write_points_against(raw, own, out))

    def _write(self, j: int, where: slice | Ints, earn: Callable[[Float, Float], Cut]) -> None:
        """Let `earn` write points into their place, and note which values it cut."""
        raw = self.values[where, j]
        out = self.points[where, j]  # a view for a block of rows, a copy for the rows of groups
        try:
            cut = within_floats(lambda: earn(raw, out), raw, out)
        except InputError as error:
            at, code = np.arange(len(self.values))[where], self.card.indicators[j].code
            raise in_column(error, "data", code, raw, self.rows[where], at=at) from None
        if not isinstance(where, slice):
            self.points[where, j] = out
        if cut is not None:
            self.clipped[where, j] = cut


def _coverage(card: Scorecard, there: Flags | None, n: int) -> Float:
    """Share of the effective weight that is really there, exactly 1 and 0 at the ends."""
    if there is None:
        return np.ones(n)
    absent = np.zeros(n)
    present = np.zeros(n)
    for j, weight in enumerate(card.weights.values()):
        absent += np.where(there[:, j], 0.0, weight)
        present += np.where(there[:, j], weight, 0.0)
    # What is nearly all or nearly nothing is told by the smaller of the two sums.
    return np.where(present < 0.5, present, 1.0 - absent)


def _left_out(there: Flags | None, total: Float, idle: int) -> tuple[str, ...]:
    if there is None:
        return ()
    cells = int(there.size - there.sum())
    without = int(np.isnan(total).sum())
    said = words().notes
    notes = [said.missing_values.format(n=cells)]
    if idle:
        notes.append(said.without_target.format(n=idle))
    if without:
        notes.append(said.without_total.format(n=without))
    return tuple(notes)
