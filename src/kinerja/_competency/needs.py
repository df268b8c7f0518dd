"""From a weak indicator to the competency behind it, and to the courses that teach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._definitions import Language
from .._digits import below as is_below
from .._indicators.text import (
    figure,
    read_names,
    say,
)
from .._letters import Reply, Templates, closing_of, layered, read_reply
from .._results.axes import former
from .._results.prints import made_from
from .._steady import steady
from .._types import Float, Ints
from .._words import check_language, words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .course import Course
from .map import DevelopmentMap
from .read_learning import read_courses
from .read_levels import read_people

if TYPE_CHECKING:
    from .._words.en import Needs as Sentences


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LearningNeeds(Result):
    """What each person could learn, read from their weak indicators: one row a need.

    Examples
    --------
    >>> from kinerja.competency import DevelopmentMap, Link, learning_needs
    >>> table = DevelopmentMap(
    ...     links=(Link(indicator="queue", competency="service", courses=("SRV",)),)
    ... )
    >>> dict(learning_needs({"queue": [50, 90]}, table, below=60).of(0))
    {'service': ('SRV',)}
    """

    _keys: ClassVar = {"need": ("id",), "person": "ids", "competency": "competencies"}

    id: Annotated[LabelVector, Axis("need")]
    """(r,) whose need: the id, or the position."""
    indicator: Annotated[LabelVector, Axis("need")]
    """(r,) which indicator is weak."""
    points: Annotated[FloatVector, Axis("need"), Unit("points")]
    """(r,) its points."""
    shortfall: Annotated[FloatVector, Axis("need")]
    """(r,) points below the limit."""
    competency: Annotated[LabelVector, Axis("need")]
    """(r,) the competency behind it."""
    courses: Annotated[tuple[tuple[str, ...], ...], Axis("need")]
    """(r,) codes of the courses that teach it."""
    gap: Annotated[FloatMatrix, Axis("person", "competency")]
    """(n, competencies) weighted mean of the shortfalls of the indicators linked to each; what
    `development_plan` takes, where courses state their gain in points."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    competencies: Annotated[LabelVector, Axis("competency")]
    """Names of the columns of `gap`."""
    limit: float
    """Points under which an indicator counts as weak."""
    provenance: Provenance = field(default_factory=Provenance)
    """Fingerprint of the table, missing policy."""

    def of(self, person: Any) -> Mapping[str, tuple[str, ...]]:
        """Return the competencies that a person could develop, the weakest first, with the courses.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.

        Raises
        ------
        InputError
            If the person is unknown.

        Examples
        --------
        >>> from kinerja.competency import DevelopmentMap, Link, learning_needs
        >>> link = Link(indicator="queue", competency="service", courses=("SRV",))
        >>> needs = learning_needs({"queue": [50, 90]}, DevelopmentMap(links=(link,)), below=60)
        >>> dict(needs.of(0)), dict(needs.of(1))
        ({'service': ('SRV',)}, {})
        """
        rows = self._rows(person)
        out: dict[str, tuple[str, ...]] = {}
        for row in rows.tolist():
            name = self.competency[row]
            out[name] = tuple(dict.fromkeys((*out.get(name, ()), *self.courses[row])))
        return out

    person = former("person", "id")

    def text(
        self,
        person: Any,
        *,
        language: Language = "en",
        names: Mapping[str, Any] | None = None,
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Say to a person what the figures suggest to develop, and which courses teach it.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        names : mapping of code to str or Text, optional
            What people read in place of the codes of indicators, competencies and courses.
        reply : Reply, optional
            Whom the person answers, until when and by which rule.
        templates : mapping of name to sentence, optional
            Sentences in place of the library's: ``letters.sentences("needs")``.

        Raises
        ------
        InputError
            If the person or the language is unknown, or a template does not fit.

        Examples
        --------
        >>> from kinerja.competency import DevelopmentMap, Link, learning_needs
        >>> link = Link(indicator="queue", competency="service", courses=("SRV",))
        >>> needs = learning_needs({"queue": [50, 90]}, DevelopmentMap(links=(link,)), below=60)
        >>> needs.text(0, names={"SRV": "Serving citizens"}).splitlines()[0]
        'queue stands at 50.0 points; behind it is service, taught in: Serving citizens.'
        """
        check_language(language)
        said, answer = layered(words(language).needs, templates), read_reply(reply)
        lines = [*(self._lines(person, said, language, names) or [said.strong]), said.note]
        if answer is not None:
            lines.append(closing_of(said, words(language).grammar, answer))
        return "\n".join(line for line in lines if line)

    def help_for(
        self, person: Any, *, language: Language = "en", names: Mapping[str, Any] | None = None
    ) -> tuple[str, ...]:
        """One line for each need of a person, as a letter of support lists them.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        names : mapping of code to str or Text, optional
            What people read in place of the codes of indicators, competencies and courses.

        Raises
        ------
        InputError
            If the person or the language is unknown.

        Examples
        --------
        >>> from kinerja.competency import DevelopmentMap, Link, learning_needs
        >>> link = Link(indicator="queue", competency="service", courses=("SRV",))
        >>> needs = learning_needs({"queue": [50, 90]}, DevelopmentMap(links=(link,)), below=60)
        >>> needs.help_for(0), needs.help_for(1)
        (('queue stands at 50.0 points; behind it is service, taught in: SRV.',), ())
        """
        check_language(language)
        return self._lines(person, words(language).needs, language, names)

    def _lines(
        self, person: Any, said: Sentences, language: Language, names: Mapping[str, Any] | None
    ) -> tuple[str, ...]:
        known = read_names(names)

        def read(code: str) -> str:
            return say(known.get(code, code), language)

        lines = []
        for row in self._rows(person).tolist():
            taught = ", ".join(map(read, self.courses[row]))
            lines.append(
                said.need.format(
                    indicator=read(self.indicator[row]),
                    points=figure(float(self.points[row]), language),
                    competency=read(self.competency[row]),
                    courses=said.taught.format(courses=taught) if taught else said.none,
                )
            )
        return tuple(lines)

    def _rows(self, person: Any) -> Ints:
        i = _checks.row_of(person, self.ids, self.gap.shape[0], "person")
        name = i if self.ids is None else self.ids.tolist()[i]
        return np.flatnonzero([other == name for other in self.id.tolist()]).astype(np.int64)

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.needs.format(n=self.id.size, people=self.gap.shape[0])


@steady
def learning_needs(
    points: Any,
    table: DevelopmentMap,
    *,
    below: float,
    courses: Sequence[Course] | None = None,
    ids: Any = None,
    missing: Literal["raise", "omit"] = "raise",
) -> LearningNeeds:
    """What each person could learn: weak indicators, the competencies behind them, the courses.

    Parameters
    ----------
    points : Scores, or array_like (n, indicators), mapping or dataframe
        Points of each person on each indicator: scores as `scoring.score` gives them, or a table by
        code; an array has the columns of `table.indicators`.
    table : DevelopmentMap
        Which competency stands behind which indicator.
    below : float
        Points under which an indicator counts as weak; a value that equals it does not.
    courses : sequence of Course, optional
        The catalogue. Courses that the table names must be in it; a link without courses names
        those that raise its competency.
    ids : array_like (n,), or name of a column, optional
        Who they are; scores bring their own.
    missing : {"raise", "omit"}
        A missing figure: refuse it, or leave it out (it is neither weak nor strong).

    Returns
    -------
    LearningNeeds

    Raises
    ------
    InputError
        If an indicator of the table is not there, a course is not in the catalogue, or a figure is
        missing.

    Notes
    -----
    shortfall = below − points where points < below, at twelve significant digits; the gap of a
    competency is Σ weight·max(0, below − points) / Σ weight over its indicators that are known,
    and NaN where none is. The link is a judgement of those who made the table: a weak figure may
    have other causes than what somebody can do.

    Examples
    --------
    >>> from kinerja.competency import Course, DevelopmentMap, Link
    >>> table = DevelopmentMap(
    ...     links=(
    ...         Link(indicator="queue", competency="service", weight=3),
    ...         Link(indicator="complaints", competency="service"),
    ...         Link(indicator="reports", competency="planning", courses=("PLN",)),
    ...     )
    ... )
    >>> offer = [
    ...     Course(code="SRV", name="Service", gain={"service": 20}, hours=8),
    ...     Course(code="PLN", name="Planning", gain={"planning": 10}, hours=12),
    ... ]
    >>> needs = learning_needs(
    ...     {"queue": [50, 90], "complaints": [80, 40], "reports": [30, 60]},
    ...     table,
    ...     below=60,
    ...     courses=offer,
    ...     ids=["A1", "A2"],
    ... )
    >>> dict(needs.of("A1")), dict(needs.of("A2"))
    ({'planning': ('PLN',), 'service': ('SRV',)}, {'service': ('SRV',)})
    >>> needs.gap.tolist()
    [[7.5, 30.0], [5.0, 0.0]]
    """
    limit = _checks.number(below, "below")
    _checks.choice(missing, "missing", ("raise", "omit"))
    if not isinstance(table, DevelopmentMap):
        raise InputError.about(
            "table",
            code="wrong_type",
            expected="a DevelopmentMap",
            found=type(table).__name__,
            hint="Read one with DevelopmentMap.from_table(…) or model_validate_json(…).",
        )
    taught = _taught(table, courses)
    figures, rows = _figures(points, table, ids, missing)
    n, names = figures.shape[0], table.competencies
    column = {code: j for j, code in enumerate(table.indicators)}
    shortfall = np.zeros((n, len(table.links)))
    gap, weight = np.zeros((n, len(names))), np.zeros((n, len(names)))
    for j, link in enumerate(table.links):
        x = figures[:, column[link.indicator]]
        weak, known = is_below(x, np.full(n, limit)), ~np.isnan(x)
        shortfall[:, j] = np.where(weak, limit - x, 0.0)
        k = names.index(link.competency)
        gap[:, k] += link.weight * shortfall[:, j]
        weight[:, k] += link.weight * known
    mean = np.full(gap.shape, np.nan)
    np.divide(gap, weight, out=mean, where=weight > 0)
    who, which = np.nonzero(shortfall)
    order = np.lexsort((which, -shortfall[who, which], who))
    who, which = who[order], which[order]
    links = [table.links[j] for j in which.tolist()]
    read = dict(zip(table.indicators, figures.T, strict=True))
    return LearningNeeds(
        id=who.astype(np.int64) if rows is None else rows[who],
        indicator=_labels([link.indicator for link in links]),
        points=figures[who, [column[link.indicator] for link in links]],
        shortfall=shortfall[who, which],
        competency=_labels([link.competency for link in links]),
        courses=tuple(taught[j] for j in which.tolist()),
        gap=mean,
        ids=rows,
        competencies=_labels(list(names)),
        limit=limit,
        provenance=Provenance(
            **made_from(points=None if hasattr(points, "provenance") else read),
            definition=table.fingerprint,
            options={"below": limit},
            missing=missing,
            left_out=(words().notes.missing_figures.format(n=int(np.isnan(figures).sum())),)
            if np.isnan(figures).any()
            else (),
        ),
    )


def _labels(items: list[str]) -> NDArray[Any]:
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def _figures(
    points: Any, table: DevelopmentMap, ids: Any, missing: str
) -> tuple[Float, NDArray[Any] | None]:
    from ..scoring import Scores

    codes = table.indicators
    if isinstance(points, Scores):
        if ids is None:
            ids = points.ids
        points = {code: points.points[:, j] for j, code in enumerate(points.card.codes)}
    return read_people(
        points,
        codes,
        len(codes),
        ids=ids,
        missing=missing,
        argument="points",
        hint='Fill it in, or leave it out with missing="omit".',
    )


def _taught(table: DevelopmentMap, courses: Any) -> list[tuple[str, ...]]:
    """Courses of each link."""
    if courses is None:
        return [link.courses for link in table.links]
    offer = read_courses(courses)
    known = {course.code for course in offer}
    absent = [code for link in table.links for code in link.courses if code not in known]
    if absent:
        raise InputError.about(
            "courses",
            code="unknown_label",
            expected="every course that the table names",
            found=f"no course {_checks.joined(list(dict.fromkeys(absent)))}",
            hint="Add it to the catalogue, or take it out of the table.",
            positions=tuple(dict.fromkeys(absent))[:5],
        )
    return [
        link.courses
        or tuple(course.code for course in offer if course.gain.get(link.competency, 0.0) > 0)
        for link in table.links
    ]
