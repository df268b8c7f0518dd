"""The result of scoring: every figure, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from .._checks import choice, is_whole, labels, row_of, rows_by_label, whole_number
from .._definitions import Language
from .._digits import NEAR, TIES, Ties, rank
from .._indicators.bands import Bands
from .._indicators.card import Scorecard
from .._types import ArrayLike, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import (
    Axis,
    BoolMatrix,
    FloatMatrix,
    FloatVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .grade_counts import GradeCounts, count_grades

PERSON = Axis("person")
PERSON_INDICATOR = Axis("person", "indicator")
POINTS = Unit("points")
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OfGroup(Result):
    """What a part of some scores keeps of the group that was scored."""

    _keys: ClassVar = {"person": (), "peer_group": "peers", "indicator": "codes"}

    size: int
    """Number of subjects that were scored together."""
    rank: Annotated[FloatVector, PERSON]
    """(n,) rank of each subject of the part in the group; ties share the best place."""
    rank_average: Annotated[FloatVector, PERSON]
    """(n,) the same with the mean of the tied places."""
    rank_dense: Annotated[FloatVector, PERSON]
    """(n,) the same without gaps after ties."""
    mean_points: Annotated[FloatMatrix, Axis("peer_group", "indicator"), POINTS]
    """(g, k) mean points of the group, or of each peer group, on each indicator."""
    peers: Annotated[LabelVector | None, Axis("peer_group")]
    """(g,) the peer groups, or None."""
    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scores(Result):
    """Scores of n subjects on k indicators, with their working.

    Each total is the exact sum of its row of `contributions`. `rank` and `band` are computed when
    first asked for.

    Examples
    --------
    >>> from kinerja.indicators import Bands, Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     bands=Bands.of({"fair": 0, "good": 80}),
    ...     parts=(
    ...         Indicator(code="a", name="A", scale=Identity(), weight=3),
    ...         Indicator(code="b", name="B", scale=Identity(), weight=1),
    ...     ),
    ... )
    >>> scores = score(card, [[90, 70], [60, 80]], ids=["x", "y"])
    >>> scores.total.tolist(), scores.band.tolist(), scores.rank.tolist()
    ([85.0, 65.0], ['good', 'fair'], [1.0, 2.0])
    >>> scores["y"].contributions.tolist()
    [[45.0, 20.0]]
    """

    _keys: ClassVar = {"person": "ids", "indicator": "card.codes"}
    _first: ClassVar = ("total", "rank", "band")

    values: Annotated[FloatMatrix, PERSON_INDICATOR]
    """(n, k) raw values; NaN where missing."""
    points: Annotated[FloatMatrix, PERSON_INDICATOR, POINTS]
    """(n, k) points, 100 for full marks; NaN where missing, or the number put in for it."""
    total: Annotated[FloatVector, PERSON, POINTS]
    """(n,) total points."""
    groups: Annotated[Mapping[str, FloatVector], PERSON, POINTS]
    """(n,) points of every group, by its code."""
    contributions: Annotated[FloatMatrix, PERSON_INDICATOR, POINTS]
    """(n, k) points of the total that each indicator gave; rows sum to the total."""
    coverage: Annotated[FloatVector, PERSON, Unit("share")]
    """(n,) share of the weight that is really there, 0 to 1."""
    clipped: Annotated[BoolMatrix, PERSON_INDICATOR]
    """(n, k) True where the scale cut the value."""
    ids: Annotated[LabelVector | None, PERSON]
    """(n,) ids of the subjects, or None."""
    card: Scorecard
    """The definition that was used."""
    anchored: Scorecard | Mapping[Any, Scorecard]
    """The card fitted to this group, or one per peer group: the ruler to keep for next period."""
    peers: Annotated[LabelVector | None, PERSON]
    """(n,) peer group of each subject, or None."""
    targets: Annotated[Mapping[str, FloatVector], PERSON]
    """(n,) personal targets by indicator."""
    provenance: Provenance
    """How the scores were made."""
    of_group: OfGroup | None = None
    """Of a part of the scores (one subject, a subset): rank and mean of the whole group."""

    @property
    def rank(self) -> Annotated[Float, PERSON]:
        """(n,) rank by total from 1 = best, in the peer group if any; ties share the best place."""
        return self.ranked()

    def ranked(self, ties: Ties = "min") -> Float:
        """Rank by total under another tie rule: ``"min"``, ``"average"`` or ``"dense"``."""
        choice(ties, "ties", TIES)
        if self.of_group is not None:
            name = "rank" if ties == "min" else f"rank_{ties}"
            return cast("Float", getattr(self.of_group, name))
        if f"rank {ties}" in self._memo:
            return cast("Float", self._memo[f"rank {ties}"])
        out = np.empty(len(self))
        for rows in self._peer_rows():
            out[rows] = rank(self.total[rows], ties=ties)
        return cast("Float", self._remember(f"rank {ties}", out))

    def _peer_rows(self) -> list[Ints]:
        """Rows of each peer group, in the order of their labels; all rows where there are none."""
        if self.peers is None:
            return [np.arange(len(self))]
        return rows_by_label(labels(self.peers, "by").codes)

    def mean_points(self, row: int) -> Float:
        """(k,) mean points of the group that a row was scored in, its peer group if there are any.

        A part of the scores answers for the whole group. An indicator that nobody has counts 0.
        """
        whole = self._whole()
        at = 0
        if self.peers is not None and whole.peers is not None:
            at = whole.peers.tolist().index(self.peers[row])
        return cast("Float", whole.mean_points[at])

    def _whole(self) -> OfGroup:
        """Ranks and means of the group that was scored: of itself, unless this is a part."""
        if self.of_group is not None:
            return self.of_group
        if "whole" not in self._memo:
            self._remember("whole", self._of_all())
        return cast("OfGroup", self._memo["whole"])

    def _of_all(self) -> OfGroup:
        groups = self._peer_rows() if len(self) else []
        means = np.zeros((len(groups), len(self.card.codes)))
        for at, rows in enumerate(groups):
            points = self.points[rows]
            there = ~np.isnan(points)
            count = there.sum(axis=0)
            total = np.where(there, points, 0.0).sum(axis=0)
            np.divide(total, count, out=means[at], where=count > 0)
        return OfGroup(
            size=len(self),
            rank=self.ranked("min"),
            rank_average=self.ranked("average"),
            rank_dense=self.ranked("dense"),
            mean_points=means,
            peers=None if self.peers is None else self.peers[[rows[0] for rows in groups]],
            codes=np.array(self.card.codes, dtype=object),
        )

    @property
    def band(self) -> Annotated[NDArray[Any], PERSON]:
        """(n,) label of each subject's grade, in English; empty where there is no total."""
        return self.grades()

    def grades(self, language: Language = "en") -> NDArray[Any]:
        """(n,) label of each subject's grade.

        Raises
        ------
        InputError
            If the card has no bands, or a total lies outside them.
        """
        if f"band {language}" not in self._memo:
            bands = self._bands()
            self._remember(f"band {language}", bands.labels(language)[self.band_codes()])
        return cast("NDArray[Any]", self._memo[f"band {language}"])

    def grade_counts(
        self, by: Any = None, *, minimum: int = 1, language: Language = "en"
    ) -> GradeCounts:
        """People with each grade, in every group.

        Parameters
        ----------
        by : array_like (n,), optional
            Group of each subject; without it all together.
        minimum : int
            Smallest count that is shown; 1 shows all. Totals of groups and of grades count as
            known, so further counts are left empty where these would give one away.
        language : {"en", "id"}
            Language of the grades.

        Returns
        -------
        GradeCounts
            Whoever has no total is not counted.

        Raises
        ------
        InputError
            If the card has no bands, a total lies outside them, or `by` does not fit.

        Examples
        --------
        >>> from kinerja.indicators import Bands, Identity, Indicator, Scorecard
        >>> from kinerja.scoring import score
        >>> parts = (Indicator(code="a", name="A", scale=Identity()),)
        >>> bands = Bands.of({"fair": 0, "good": 80})
        >>> scores = score(Scorecard(code="c", name="C", parts=parts, bands=bands), [[90], [70]])
        >>> scores.grade_counts().count.tolist()
        [[1.0, 1.0]]
        """
        return count_grades(self, by, minimum, language)

    def _bands(self) -> Bands:
        if self.card.bands is None:
            raise InputError.about(
                "card",
                code="missing_argument",
                expected="a scorecard with bands",
                found=f"{self.card.code!r} without",
                hint="Give the Scorecard its `bands`.",
            )
        return self.card.bands

    def band_codes(self, rows: Any = slice(None), argument: str = "total") -> Ints:
        """Position of the grade of each subject (or of some); −1 without a total.

        A total outside the grades is refused by what the caller was given: `argument`.
        """
        names = np.arange(len(self)) if self.ids is None else self.ids
        return self._bands().graded(
            self.total[rows],
            argument,
            rows=names[rows],
            hint="Give the card's bands room for every total, or its scales a cap.",
        )

    def _shown_bands(self) -> NDArray[Any]:
        """Grades for the eye: what has none still has to be shown."""
        bands = self._bands()
        judged = bands.judged(self.total)
        label = bands.labels()[bands.codes(judged)]
        label[bands.outside(judged)] = "(outside)"
        return np.asarray(label, dtype=object)

    def __len__(self) -> int:
        return int(self.total.size)

    def __getitem__(self, row: Any) -> Scores:
        """Scores of one subject, by id where ids were given, else by position; of several by slice.

        Raises
        ------
        InputError
            If no subject has the id, or a whole number is the id of one subject and the position
            of another.
        IndexError
            If a position lies outside.
        """
        if isinstance(row, slice):
            return self._take(np.arange(len(self))[row])
        known = self.ids is not None and self.ids.dtype != object
        if is_whole(row) and not known and not -len(self) <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        return self._take(np.array([row_of(row, self.ids, len(self))]))

    def __iter__(self) -> Iterator[Scores]:
        return (self._take(np.array([i])) for i in range(len(self)))

    def subset(self, mask: ArrayLike) -> Scores:
        """Scores of the subjects where `mask` is True; nothing is scored again.

        Raises
        ------
        InputError
            If `mask` is not one True or False a subject.
        """
        chosen = np.asarray(mask)
        if chosen.dtype != np.bool_ or chosen.shape != self.total.shape:
            raise InputError.about(
                "mask",
                code="wrong_shape",
                expected=f"{len(self)} values, True or False",
                found=f"{chosen.dtype} of shape {chosen.shape}",
            )
        return self._take(np.flatnonzero(chosen))

    def top(self, count: int) -> Scores:
        """Scores of the `count` best, best first, with all who tie with the last of them."""
        count = whole_number(count, "count", lower=0)
        rank_ = rank(self.total)  # over everybody, whatever the peer groups
        chosen = np.flatnonzero(rank_ <= count)
        return self._take(chosen[np.argsort(rank_[chosen], kind="stable")])

    def _take(self, rows: Ints) -> Scores:
        def taken(value: Any) -> Any:
            if isinstance(value, np.ndarray):
                return np.asfortranarray(value[rows])
            return value

        whole = self._whole()
        values = {item.name: taken(getattr(self, item.name)) for item in fields(self)}
        values["groups"] = {code: taken(column) for code, column in self.groups.items()}
        values["targets"] = {code: taken(column) for code, column in self.targets.items()}
        values["of_group"] = replace(
            whole,
            rank=whole.rank[rows],
            rank_average=whole.rank_average[rows],
            rank_dense=whole.rank_dense[rows],
        )
        return Scores(**values)

    def name_of(self, row: int) -> Any:
        """Id of a row, or its position where there are no ids."""
        return row if self.ids is None else self.ids[row]

    def _headline(self, language: str = "en") -> str:
        card, said = self.card, words(language).headlines
        all_scored = len(self) if self.of_group is None else self.of_group.size
        title = said.scores if self.of_group is None else said.some_scores
        return title.format(
            n=len(self),
            all=all_scored,
            k=len(card.codes),
            card=repr(card.code),
            version=card.version,
        )

    _told: ClassVar = {
        "rank": FloatVector,
        "grade": LabelVector | None,
        "grade_code": LabelVector | None,
        "card_fingerprint": str,
    }

    def _tell(self) -> dict[str, Any]:
        """What the JSON says beyond the fields: rank, grade, and which card it was."""
        grade = grade_code = None
        if (bands := self.card.bands) is not None:
            judged = bands.judged(self.total)
            codes = np.where(bands.outside(judged), -1, bands.codes(judged)).tolist()
            names = bands.labels().tolist()
            grade = [None if code < 0 else names[code] for code in codes]
            grade_code = [None if code < 0 else code for code in codes]
        return {
            "rank": self.rank,
            "grade": grade,
            "grade_code": grade_code,
            "card_fingerprint": self.card.fingerprint,
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in plain JSON types, with rank and grade beside them.

        The card stands once: `anchored` is null where it is the card itself.
        """
        out = Result.to_dict(self)
        if self.anchored == self.card:
            out["anchored"] = None
        return out

    @classmethod
    def _completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        if data.get("anchored", ...) is None:
            return {**data, "anchored": data.get("card")}
        return data

    def _value(self, name: str) -> Any:
        return None if name == "band" and self.card.bands is None else getattr(self, name)

    def _seen(self, name: str) -> Any:
        value = name == "band" and self.card.bands is not None
        return self._shown_bands() if value else self._value(name)


def shown_decimals(scores: Scores, j: int) -> int:
    """Decimals that the raw values of an indicator have, six at most; read once for all letters."""
    name = f"decimals {j}"
    if name not in scores._memo:
        scores._remember(name, _decimals(scores.values[:, j]))
    return cast("int", scores._memo[name])


def _decimals(values: Float) -> int:
    known = values[~np.isnan(values)]
    for decimals in range(_MOST_DECIMALS):
        scaled = known * 10.0**decimals
        if np.all(np.abs(scaled - np.rint(scaled)) <= NEAR * np.maximum(np.abs(scaled), 1.0)):
            return decimals
    return _MOST_DECIMALS
