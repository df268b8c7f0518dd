"""Who is surely, possibly or not among the best, so that an award is no luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    choice,
    confidence_level,
    flags,
    floats,
    identifiers,
    instance,
    joined,
    labels,
    nonnegative,
    refuse_cells,
    row_of,
    rows_by_label,
    vector,
    whole_number,
)
from .._definitions import Language
from .._digits import rank, significant
from .._letters import Reply, Templates, read_reply
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints
from .._words import check_language, words
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result

if TYPE_CHECKING:
    from .recognition_letter import SaysWhatHelps
    from .scores import Scores

Side = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Recognition(Result):
    """Subjects by what the data can say of a place among the first `count`.

    With probability of at least `level`, every true rank of a unit lies between `best` and `worst`
    at once. Rank 1 is the largest total, or on the bottom side the smallest.
    """

    _keys: ClassVar = {"person": "ids"}
    _first: ClassVar = ("unit", "total", "lower", "upper", "rank", "best", "worst", "status")
    _aside: ClassVar = ("side", "level")

    surely: Annotated[LabelVector, Axis("surely")]
    """Ids, or positions, of those whose worst rank is among the count; by estimated rank."""
    possibly: Annotated[LabelVector, Axis("possibly")]
    """Those whose rank may or may not be."""
    not_: Annotated[LabelVector, Axis("not")]
    """Those whose best rank is not."""
    tied_at_cut: Annotated[LabelVector, Axis("tied")]
    """Those with equal totals for whom the places left over are not enough."""
    rank: Annotated[FloatVector, Axis("person")]
    """(n,) estimated rank in the unit; ties share the best place; NaN if not eligible."""
    best: Annotated[FloatVector, Axis("person")]
    """(n,) best rank that the data leave possible; NaN if not eligible."""
    worst: Annotated[FloatVector, Axis("person")]
    """(n,) worst rank that the data leave possible; NaN if not eligible."""
    lower: Annotated[FloatVector, Axis("person")]
    """(n,) lower end of the interval of the total; NaN if not eligible or undetermined."""
    upper: Annotated[FloatVector, Axis("person")]
    """(n,) upper end of it."""
    total: Annotated[FloatVector, Axis("person")]
    """(n,) totals."""
    count: Annotated[FloatVector, Axis("group")]
    """(n,) places in the subject's unit."""
    side: Side
    """Which end of the ranking."""
    level: float
    """Joint confidence of all ranks of a unit."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) ids, or None."""
    unit: Annotated[LabelVector | None, Axis("person")]
    """(n,) unit of each subject, or None."""
    provenance: Provenance
    """How the result was made."""

    @property
    def status(self) -> Annotated[NDArray[Any], Axis("person")]:
        """(n,) "surely", "possibly" or "not" of each subject; empty if not eligible."""
        out = np.full(self.total.size, "possibly", dtype=object)
        out[(self.worst <= self.count) & ~np.isnan(self.lower)] = "surely"
        out[self.best > self.count] = "not"
        out[np.isnan(self.rank)] = ""
        return out

    def text(
        self,
        person: Any,
        *,
        language: Language = "en",
        scores: Scores | None = None,
        needs: SaysWhatHelps | None = None,
        plan: SaysWhatHelps | None = None,
        names: Mapping[str, Any] | None = None,
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Say to a person where they stand, how sure that is, and what help follows.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        scores : Scores, optional
            Scores that the totals come from: the letter then names the work behind them.
        needs : LearningNeeds, optional
            On the bottom side: what the figures suggest to learn.
        plan : DevelopmentPlan, optional
            On the bottom side: the courses that are planned.
        names : mapping of code to str or Text, optional
            What people read in place of codes in `needs` and `plan`.
        reply : Reply, optional
            Whom the person answers to, and until when.
        templates : mapping of name to sentence, optional
            Sentences in place of those of `letters.sentences("recognition")`.

        Returns
        -------
        str
            For the person; names nobody else. The same stands in the fields.

        Raises
        ------
        InputError
            If the person or the language is unknown, or a template does not fit.

        Examples
        --------
        >>> r = recognize([90, 84, 83, 60], 1, count=2, ids=["x", "y", "z", "w"])
        >>> print(r.text("x").splitlines()[2])
        your total of 90.0 is surely among the first 2 of 4.
        """
        check_language(language)
        i = row_of(person, self.ids, self.total.size, "person")
        from .recognition_letter import recognition_letter
        from .scores import Scores as Made  # the name above is for types alone

        name = i if self.ids is None else self.ids.tolist()[i]
        if scores is not None:
            instance(scores, "scores", Made, hint="Pass what score returned.")
            row_of(name, scores.ids, len(scores), "scores")

        return recognition_letter(
            self,
            i,
            name,
            language=language,
            scores=scores,
            needs=needs,
            plan=plan,
            names=names,
            reply=read_reply(reply),
            templates=templates,
        )

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.recognition.format(
            side=self.side,
            surely=self.surely.size,
            possibly=self.possibly.size,
            no=self.not_.size,
            level=f"{self.level:.4g}",
        )


@steady
def recognize(
    totals: ArrayLike,
    standard_errors: ArrayLike,
    *,
    count: int | Mapping[Any, int],
    side: Side = "top",
    by: Any = None,
    eligible: Any = None,
    level: float = 0.95,
    ids: Any = None,
) -> Recognition:
    """Tell who is surely, possibly or not among the first `count`, given standard errors.

    Parameters
    ----------
    totals : array_like (n,)
        Estimated totals, in points or any unit.
    standard_errors : float or array_like (n,)
        Standard error of each total, in the same unit; 0 for a total that is exact, NaN where the
        error is undetermined.
    count : int or mapping of unit to int
        How many places there are, in each unit where there are units.
    side : {"top", "bottom"}
        ``"top"`` looks for the best, ``"bottom"`` for those who surely need support.
    by : array_like (n,), optional
        Unit of each subject: each unit has its own places, and is judged as if it were alone.
    eligible : array_like of bool (n,), optional
        Who takes part; the others have no rank, and nobody's rank counts them.
    level : float
        Probability that all ranks of a unit lie within their bounds at once.
    ids : array_like (n,), optional
        Ids of the subjects, each once.

    Returns
    -------
    Recognition
        The three lists by estimated rank (unit by unit), bounds of every rank, and the subjects
        whom a tie leaves at the cut.

    Raises
    ------
    InputError
        If a total or error is missing, infinite or negative where it cannot be; if counts, units,
        ids or the mask do not fit.

    Notes
    -----
    Each total gets the interval θ̂ ± z·SE with z = Φ⁻¹((1 + level^(1/m))/2), m the eligible subjects
    of the unit, so that all m hold at once with probability `level` when the estimates are
    independent and normal (Šidák). A subject whose interval lies wholly above another's is ahead of
    it; the best rank is 1 + the number surely ahead, the worst m − the number surely behind.
    Intervals that only touch, at twelve significant digits, decide nothing. Surely: worst ≤ count.
    Not: best > count. A subject whose error is undetermined may have any rank: it is possibly among
    the first, never surely. The three lists hold every eligible subject once. Of subjects that tie
    exactly at the cut none is picked: they are in `tied_at_cut`. Time is n·log n.

    References
    ----------
    Klein, M., Wright, T. and Wieczorek, J. (2020), "A joint confidence region for an overall
    ranking of populations", Journal of the Royal Statistical Society C 69, 589–606, theorem 1.
    Šidák, Z. (1967), "Rectangular confidence regions for the means of multivariate normal
    distributions", Journal of the American Statistical Association 62, 626–633.

    Examples
    --------
    >>> r = recognize([90, 84, 83, 60], 1, count=2, ids=["x", "y", "z", "w"])
    >>> r.surely.tolist(), r.possibly.tolist(), r.not_.tolist()
    (['x'], ['y', 'z'], ['w'])
    >>> r.best.tolist(), r.worst.tolist()
    ([1.0, 2.0, 2.0, 4.0], [1.0, 3.0, 3.0, 4.0])
    >>> print(r.text("y").splitlines()[2])
    your total of 84.0 may be among the first 2 of 4; the figures cannot tell.
    """
    choice(side, "side", ("top", "bottom"))
    level = confidence_level(level)
    total = vector(totals, "totals").copy()
    n = total.size
    names = identifiers(ids, n)
    rows = np.arange(n) if names is None else names
    error = _errors(standard_errors, n, rows)
    here = np.ones(n, dtype=np.bool_) if eligible is None else flags(eligible, "eligible", (n,))
    units = None if by is None else labels(by, "by", n=n)
    code = np.zeros(n, dtype=np.int64) if units is None else units.codes
    places = _counts(count, None if units is None else units.names)

    score = total if side == "top" else -total
    out, ordered, cut = _by_unit(score, error, here, code, places, level)
    seats_of = places[code] if n else np.empty(0)
    surely = (out["worst"][ordered] <= seats_of[ordered]) & ~np.isnan(error[ordered])
    never = out["best"][ordered] > seats_of[ordered]
    low, high = out["low"], out["high"]
    refuse_cells(
        here & ~np.isnan(error) & ~(np.isfinite(low) & np.isfinite(high)),
        error,
        "standard_errors",
        code="out_of_range",
        expected="intervals that a float can hold (below 1.8e308)",
        hint="State totals and errors in a larger unit.",
        rows=rows,
    )
    if side == "bottom":
        low, high = -high, -low
    absent = int(n - here.sum())
    return Recognition(
        surely=rows[ordered[surely]],
        possibly=rows[ordered[~surely & ~never]],
        not_=rows[ordered[never]],
        tied_at_cut=rows[cut],
        rank=out["rank"],
        best=out["best"],
        worst=out["worst"],
        lower=low,
        upper=high,
        total=total,
        count=seats_of,
        side=side,
        level=level,
        ids=names,
        unit=None if units is None else units.names[units.codes],
        provenance=Provenance(
            **made_from(totals=totals, standard_errors=standard_errors, by=by, eligible=eligible),
            options={"level": level, "side": side, "by": units is not None},
            missing="raise",
            left_out=(words().notes.not_eligible.format(n=absent),) if absent else (),
        ),
    )


def _by_unit(
    score: Float,
    error: Float,
    here: Flags,
    code: Ints,
    places: Float,
    level: float,
) -> tuple[dict[str, Float], Ints, Ints]:
    """Ranks and bounds of each subject in its unit; subjects by unit and rank; those at a cut."""
    out = {name: np.full(score.size, np.nan) for name in ("rank", "best", "worst", "low", "high")}
    listed: list[Ints] = []
    tied: list[Ints] = []
    among = np.flatnonzero(here)
    for unit in (among[rows] for rows in rows_by_label(code[here])):
        bounds = _bounds(score[unit], error[unit], level)
        for name, column in zip(out, bounds, strict=True):
            out[name][unit] = column
        seats = int(places[code[unit[0]]])
        listed.append(unit[np.argsort(bounds[0], kind="stable")])
        tied.append(unit[_at_cut(bounds[0], seats)])
    ordered, cut = (np.concatenate([*lists, []]).astype(np.int64) for lists in (listed, tied))
    return out, ordered, cut


def _bounds(score: Float, error: Float, level: float) -> tuple[Float, Float, Float, Float, Float]:
    """Rank, best rank, worst rank, and the ends of the interval of each subject of a unit."""
    m = score.size
    z = normal_quantile(level ** (1.0 / m))
    with np.errstate(over="ignore"):  # refused by the caller
        low, high = score - z * error, score + z * error
    unknown = np.isnan(error)
    low, high = np.where(unknown, -np.inf, low), np.where(unknown, np.inf, high)
    # Compared at twelve digits, so that the last bits of an exact total are no difference.
    lows, highs = significant(low), significant(high)
    ahead = m - np.searchsorted(np.sort(lows), highs, side="right")
    behind = np.searchsorted(np.sort(highs), lows, side="left")
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    return rank(score), (ahead + 1).astype(np.float64), (m - behind).astype(np.float64), low, high


def _at_cut(place: Float, seats: int) -> Flags:
    """The subjects of the tied group that the last place runs through."""
    sharing = (place <= seats) & (seats > 0)
    if not sharing.any():
        return sharing
    last = place[sharing].max()
    group = place == last
    return group if last - 1 + group.sum() > seats else np.zeros_like(group)


def _errors(given: ArrayLike, n: int, rows: NDArray[Any]) -> Float:
    x = floats(given, "standard_errors")
    if x.ndim == 0:
        x = np.full(n, float(x))
    error = vector(x, "standard_errors", n=n, rows=rows, missing="allow")
    return nonnegative(error, "standard_errors", rows=rows)


def _counts(count: Any, names: NDArray[Any] | None) -> Float:
    """Places of each unit, in the order of the units."""
    if not isinstance(count, Mapping):
        number = whole_number(count, "count")
        return np.full(1 if names is None else names.size, float(number))
    if names is None:
        raise InputError.about(
            "count",
            code="contradiction",
            expected="a whole number, as there are no units",
            found="a mapping",
            hint="Name each subject's unit in `by`.",
        )
    units = names.tolist()
    unknown = [unit for unit in count if unit not in units]
    absent = [unit for unit in units if unit not in count]
    if unknown or absent:
        raise InputError.about(
            "count",
            code="unknown_label",
            expected="a count for each unit in `by`",
            found=f"none for {joined(absent)}" if absent else f"one for {joined(unknown)}",
            positions=tuple((absent or unknown)[:5]),
        )
    return np.array([float(whole_number(count[unit], f"count[{unit!r}]")) for unit in units])
