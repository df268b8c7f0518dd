"""Why one subject's total is what it is, against a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .._aggregate import Place
from .._checks import columns_at, floats, instance, joined, nonnegative, number, row_of, vector
from .._definitions import Language
from .._letters import Reply, Templates, layered, read_reply
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import check_language, words
from ..errors import InputError, shown
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .feedback import Facts, Reach, feedback, half_width
from .next_band import NextBand
from .next_band import nearest as nearest_grade
from .owen import owen_values
from .scores import Scores, shown_decimals
from .subject import Subject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Explanation(Result):
    """One subject's total taken apart against a baseline, in figures and in words."""

    _keys: ClassVar = {"indicator": "codes"}

    contributions: Annotated[FloatVector, Axis("indicator"), Unit("points")]
    """(k,) points by which each indicator moves the total from the baseline's; they sum to
    total − baseline_total."""
    total: Annotated[float, Unit("points")]
    """Total of the subject."""
    baseline_total: Annotated[float, Unit("points")]
    """Total of the baseline, with the subject's own missing pattern."""
    strengths: tuple[str, ...]
    """Codes of what lifted the total, the strongest first."""
    improvements: tuple[str, ...]
    """Codes of what held it back, the heaviest first."""
    next_band: NextBand | None
    """What would reach the next grade; None where the card has no grades."""
    text: Annotated[str, Unit("text")]
    """The same in words, for the person concerned."""
    values: Annotated[FloatVector, Axis("indicator")]
    """(k,) raw values of the subject: what was measured."""
    standard_error: Annotated[float, Unit("points")]
    """Standard error of the total; NaN where none was given."""
    lower: Annotated[float, Unit("points")]
    """Lower end of the 95% interval of the total; NaN without an error."""
    upper: Annotated[float, Unit("points")]
    """Upper end."""
    within_error: bool
    """True where the next grade is nearer than the error of measurement: nothing is advised."""
    reply: Reply | None
    """How the person answers."""
    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""
    missing: tuple[str, ...]
    """Codes of indicators without a value; they contribute 0."""
    baseline: str
    """Kind of baseline: mean, target, row or raw."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the explanation was made."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.explanation

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {
            "total": self.total,
            "baseline_total": self.baseline_total,
            "baseline": self.baseline,
            "text": self.text,
        }


@steady
def explain(
    scores: Scores,
    row: Any,
    *,
    baseline: Any = "mean",
    language: Language = "en",
    standard_errors: ArrayLike | None = None,
    reply: Reply | None = None,
    templates: Templates | None = None,
) -> Explanation:
    """Explain one subject's total: what lifted it, what held it back, how far the next grade is.

    Parameters
    ----------
    scores : Scores
        Scores of the group.
    row : id or int
        The subject: an id where there are ids, else a 0-based position.
    baseline : {"mean", "target"}, id, or mapping of code to raw value
        What the subject is compared with: ``"mean"``, the mean points of the (peer) group on every
        leaf, aggregated again; ``"target"``, full points on every leaf; another subject; or stated
        raw values.
    language : {"en", "id"}
        Language of the text.
    standard_errors : float or array_like (n,), optional
        Standard error of each total, in points, as for `recognize`; NaN where it is undetermined.
        Where the next grade is nearer than the error (95%), the text says so and advises nothing.
    reply : Reply, optional
        Whom the person answers to, and until when.
    templates : mapping of name to sentence, optional
        Sentences in place of those of `letters.sentences("score")`.

    Returns
    -------
    Explanation
        Contributions that sum to total − baseline total, strengths, improvements, the next grade
        and a text. Without a total, contributions are NaN and the text says so.

    Raises
    ------
    InputError
        If the row, the baseline or a code is unknown, a baseline value is missing, or a group that
        is not arithmetic is so wide that the exact value would need more than 2**18 coalitions.

    Notes
    -----
    The contribution of a leaf is its Owen value in the game in which each leaf stands either at the
    baseline's points or at the subject's, with the tree as coalition structure: the mean, over
    every order in which the groups (and inside them the parts) can move, of what the leaf's own
    move does to the total. It is exact, sums to the difference, and gives 0 to a leaf that does not
    move. Below arithmetic groups it is weight times move and costs nothing; a leaf below another
    aggregation costs 2 to the number of its siblings, from there down. Evaluated with the
    subject's own missing pattern: a missing leaf contributes 0 and is listed.

    References
    ----------
    Owen, G. (1977), "Values of games with a priori unions", in *Mathematical Economics and Game
    Theory*, Springer, 76–88. Winter, E. (1989), "A value for cooperative games with levels
    structure of cooperation", International Journal of Game Theory 18, 227–240.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(code="a", name="Attendance", scale=Identity(), weight=3),
    ...         Indicator(code="b", name="Tasks", scale=Identity(), weight=1),
    ...     ),
    ... )
    >>> why = explain(score(card, [[90, 70], [70, 80]]), 0)
    >>> why.contributions.tolist(), why.total - why.baseline_total
    ([7.5, -1.25], 6.25)
    >>> print(why.text)
    The total is 85.0 points.
    What was measured: Attendance 90, Tasks 70.
    The group's average values would give 78.8 points; this total is 6.3 points higher.
    What lifted it: Attendance (+7.5).
    What held it back: Tasks (−1.3).
    This explains a calculation. The official in charge decides about people.
    You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).
    """
    instance(scores, "scores", Scores, hint="Pass what score returned.")
    check_language(language)
    return explained(
        scores,
        row,
        baseline,
        language,
        standard_errors=standard_errors,
        reply=read_reply(reply),
        templates=templates,
    )


def explained(
    scores: Scores,
    row: Any,
    baseline: Any,
    language: Language,
    *,
    jointly: bool = True,
    standard_errors: ArrayLike | None = None,
    reply: Reply | None = None,
    templates: Templates | None = None,
) -> Explanation:
    """Explain one subject's total, with or without the cheapest joint change to the next grade.

    Where aggregations are nested that change is a search for each subject, of which the text says
    nothing: thousands of pages do without it, and without `next_band`.
    """
    position = row_of(row, scores.ids, len(scores))
    error = _error_of(standard_errors, scores, position)
    said = layered(words(language).explanation, templates)
    subject = Subject(scores, position)
    kind, points = _baseline(scores, position, subject, baseline)
    codes = scores.card.codes
    total = float(scores.total[position])
    absent = tuple(
        code for code, value in zip(codes, subject.values, strict=True) if value != value
    )
    if total != total:
        contributions, baseline_total = np.full(len(codes), np.nan), np.nan
    else:
        before = [np.array([p]) for p in np.where(subject.there, points, 0.0)]
        after = [np.array([p]) for p in np.where(subject.there, subject.points, 0.0)]
        values = owen_values(subject.tree, before, after, Place("baseline"), known=subject.known(1))
        contributions = np.array([value[0] for value in values])
        baseline_total = float(subject.totals(np.column_stack(before))[0])
    order = np.argsort(-contributions, kind="stable")
    lifted = [int(j) for j in order if contributions[j] > 0]
    held = [int(j) for j in order[::-1] if contributions[j] < 0]
    nearest = None
    if scores.card.bands is not None:
        nearest = nearest_grade(scores, row, jointly=jointly)
    facts = _facts(
        scores, position, kind, contributions, baseline_total, lifted, held, nearest, language
    )._replace(
        error=error,
        reached=_reached(scores, total, error, language),
        least=subject.least(),
        most=subject.most(),
    )
    half = facts.half_width
    near = bool(np.isfinite(facts.distance) and facts.distance <= half)
    return Explanation(
        contributions=contributions,
        total=total,
        baseline_total=baseline_total,
        strengths=tuple(codes[j] for j in lifted),
        improvements=tuple(codes[j] for j in held),
        next_band=nearest if jointly else None,
        text=feedback(facts, said, language, reply),
        values=np.array(subject.values, dtype=np.float64),
        standard_error=error,
        lower=total - half,
        upper=total + half,
        within_error=near,
        reply=reply,
        codes=np.array(codes, dtype=object),
        missing=absent,
        baseline=kind,
        provenance=Provenance(
            definition=scores.provenance.definition,
            options={"baseline": kind, "language": language},
            missing=scores.provenance.missing,
            left_out=tuple(words().notes.without_value.format(code=code) for code in absent),
        ),
    )


def _baseline(scores: Scores, position: int, subject: Subject, baseline: Any) -> tuple[str, Float]:
    """Kind of baseline, and its points on every leaf."""
    if isinstance(baseline, Mapping):
        return "raw", _raw_points(subject, baseline)
    if isinstance(baseline, str) and baseline == "mean":
        return "mean", scores.mean_points(position)
    if isinstance(baseline, str) and baseline == "target":
        best = [
            subject.scale(j).best_points if subject.there[j] else 0.0
            for j in range(len(subject.points))
        ]
        return "target", np.array(best)
    try:
        other = row_of(baseline, scores.ids, len(scores), "baseline")
    except InputError as error:
        raise InputError.about(
            "baseline",
            code=error.code,
            expected="'mean', 'target', another subject, or raw values by code",
            found=shown(baseline),
        ) from None
    points = scores.points[other]
    gaps = [
        c for c, p, t in zip(scores.card.codes, points, subject.there, strict=True) if t and p != p
    ]
    if gaps:
        raise InputError.about(
            "baseline",
            code="missing_value",
            expected="a value wherever the subject has one",
            found=f"none for {joined(gaps)}",
            hint="Choose another baseline.",
            positions=columns_at(gaps[:5]),
        )
    return "row", points


def _raw_points(subject: Subject, raw: Mapping[str, Any]) -> Float:
    codes = subject.card.codes
    unknown = [code for code in raw if code not in codes]
    absent = [
        code for code, there in zip(codes, subject.there, strict=True) if there and code not in raw
    ]
    if unknown or absent:
        raise InputError.about(
            "baseline",
            code="unknown_label" if unknown else "missing_value",
            expected="a raw value for every indicator of the card",
            found=f"{joined(unknown)} unknown" if unknown else f"none for {joined(absent)}",
            positions=columns_at((unknown or absent)[:5]),
        )
    return np.array(
        [
            float(subject.scale(j).apply(number(raw[code], f"baseline[{code!r}]")))
            if code in raw
            else 0.0
            for j, code in enumerate(codes)
        ]
    )


def _facts(
    scores: Scores,
    position: int,
    kind: str,
    contributions: Float,
    baseline_total: float,
    lifted: list[int],
    held: list[int],
    nearest: NextBand | None,
    language: Language,
) -> Facts:
    indicators = scores.card.indicators
    bands, total = scores.card.bands, float(scores.total[position])
    graded = bands is not None and total == total
    band = str(bands.label(total, language)) if bands is not None and graded else None
    following: str | None = None
    reach: list[Reach] = []
    if bands is not None and nearest is not None and graded:
        labels = bands.labels(language)
        following = str(labels[int(scores.band_codes([position], "scores")[0]) + 1])
        # The easiest first: the one whose own points have to rise least.
        for j in np.argsort(nearest.points_needed, kind="stable"):
            if np.isfinite(nearest.raw_value[j]):
                old = float(scores.values[position, j])
                decimals = shown_decimals(scores, j)
                reach.append(Reach(indicators[j], old, float(nearest.raw_value[j]), decimals))
    return Facts(
        total=total,
        band=band,
        baseline=kind,
        baseline_total=baseline_total,
        lifted=[(indicators[j], float(contributions[j])) for j in lifted],
        held=[(indicators[j], float(contributions[j])) for j in held],
        next_band=following,
        distance=nearest.distance if nearest is not None else np.nan,
        reach=reach,
        missing=[
            indicator
            for indicator, value in zip(indicators, scores.values[position], strict=True)
            if value != value
        ],
        work=[
            (indicator, float(value), shown_decimals(scores, j))
            for j, (indicator, value) in enumerate(
                zip(indicators, scores.values[position], strict=True)
            )
            if value == value
        ],
    )


def _error_of(standard_errors: Any, scores: Scores, position: int) -> float:
    """Standard error of one total; NaN where none is stated."""
    if standard_errors is None:
        return float("nan")
    x = floats(standard_errors, "standard_errors")
    if x.ndim == 0:
        x = np.full(len(scores), float(x))
    x = vector(x, "standard_errors", n=len(scores), rows=scores.ids, missing="allow")
    return float(nonnegative(x, "standard_errors", rows=scores.ids)[position])


def _reached(scores: Scores, total: float, error: float, language: Language) -> tuple[str, str]:
    """Grades at the two ends of the interval of a total; empty without grades or an error."""
    bands = scores.card.bands
    if bands is None or error != error or total != total:
        return "", ""
    ends = bands.judged(total + half_width(error) * np.array([-1.0, 1.0]))
    low, high = bands.labels(language)[bands.codes(ends)].tolist()
    return str(low), str(high)
