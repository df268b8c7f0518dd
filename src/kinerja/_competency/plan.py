"""The plan of who attends what, and everything it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._definitions import Language
from .._indicators.text import read_names
from .._letters import Reply, Templates, read_reply
from .._results.axes import former
from .._solve import Level, Status
from .._words import check_language, words
from ..results import (
    Axis,
    BoolMatrix,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
)
from .course import Course

Why = Literal["no course", "hours", "seats", "budget", "closed better elsewhere"]
LIMITS: tuple[Literal["hours", "seats", "budget"], ...] = ("hours", "seats", "budget")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Assignment(Result):
    """One person in one course."""

    id: Any
    course: str
    closes: Mapping[str, float]
    """Competency to levels that this course closes of the person's gap; where several courses
    together would close more than the gap, each by its share."""
    hours: float
    cost: float
    """What the seat costs the office."""
    reason: str

    person = former("person", "id")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Unmet(Result):
    """A gap that stays, and what holds it."""

    id: Any
    competency: str
    left: float
    """Levels still missing."""
    reason: Why
    """See `development_plan`."""
    others: tuple[str, ...] = ()
    """Further limits of which each, lifted alone, would let a course close more."""

    person = former("person", "id")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DevelopmentPlan(Result):
    """Who attends which course, what that closes, and the proof that no plan closes more.

    Examples
    --------
    >>> from kinerja.competency import Course, development_plan
    >>> course = Course(code="B", name="Budgeting", gain={"budgeting": 1}, hours=8)
    >>> plan = development_plan([[2.0]], [course], competencies=["budgeting"])
    >>> plan.closed.tolist(), plan.unmet[0].left, plan.unmet[0].reason
    ([[1.0]], 1.0, 'no course')
    """

    _aside: ClassVar = ("total_closed", "total_gap", "cost", "status")
    _keys: ClassVar = {
        "assignment": (),
        "person": "ids",
        "competency": "competencies",
        "course": "course_codes",
    }

    attendance: Annotated[BoolMatrix, Axis("person", "course")]
    """(n, c) who attends what."""
    closed: Annotated[FloatMatrix, Axis("person", "competency")]
    """(n, k) levels of the gap closed."""
    total_closed: float
    """Σ importance · closed."""
    total_gap: float
    """Σ importance · gap."""
    cost: float
    """What the plan costs the office: Σ cost · cost_share."""
    hours: Annotated[FloatVector, Axis("person")]
    """(n,) hours that each person spends."""
    seats: Annotated[IntVector, Axis("course")]
    """(c,) seats taken."""
    levels: Annotated[tuple[Level, ...], Axis("level")]
    """Closed (the most), then cost (the least at which as much is closed)."""
    status: Status
    """``"optimal"`` only if both gaps are 0."""
    bound: float
    """Of the first level whose gap is not 0, else of the first level."""
    gap: float
    """Distance of that level from its bound; NaN where the bound was never reached."""
    stopped_by: Literal["time_limit"] | None
    assignments: Annotated[tuple[Assignment, ...], Axis("assignment")]
    unmet: Annotated[tuple[Unmet, ...], Axis("unmet")]
    shortfall: Annotated[FloatMatrix, Axis("person", "competency")]
    """(n, k) the gaps that were to be closed."""
    due: Annotated[FloatVector, Axis("person")]
    """(n,) hours that each person had."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    competencies: Annotated[LabelVector, Axis("competency")]
    """(k,) names of the competencies."""
    courses: tuple[Course, ...]
    """The courses on offer."""
    provenance: Provenance = field(default_factory=Provenance)
    """Options in force, and what of the courses was not used."""

    @property
    def course_codes(self) -> NDArray[Any]:
        """(c,) codes of the courses on offer."""
        out = np.empty(len(self.courses), dtype=object)
        out[:] = [course.code for course in self.courses]
        return out

    def letter(
        self,
        person: Any,
        *,
        language: Language = "en",
        names: Mapping[str, Any] | None = None,
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Say to a person which courses are proposed, why, and what stays open.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        names : mapping of competency to str or Text, optional
            What people read in place of a competency's label.
        reply : Reply, optional
            Whom the person answers to, and until when.
        templates : mapping of name to sentence, optional
            Sentences in place of those of `letters.sentences("development")`.

        Returns
        -------
        str
            States facts, promises nothing and names nobody else.

        Raises
        ------
        InputError
            If the person or the language is unknown.

        Examples
        --------
        >>> from kinerja.competency import Course, development_plan
        >>> course = Course(code="B", name="Budgeting", gain={"budgeting": 1}, hours=8)
        >>> plan = development_plan([[2.0]], [course], competencies=["budgeting"], ids=["S07"])
        >>> print(plan.letter("S07").splitlines()[3])
        - Budgeting, 8 hours: closes 1 of 2 in budgeting.
        """
        check_language(language)
        i = _checks.row_of(person, self.ids, self.attendance.shape[0], "person")
        from .letter import letter_of

        return letter_of(self, i, language, read_names(names), read_reply(reply), templates)

    def help_for(
        self, person: Any, *, language: Language = "en", names: Mapping[str, Any] | None = None
    ) -> tuple[str, ...]:
        """One line for each course proposed to a person, as a letter of support lists them.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        names : mapping of competency to str or Text, optional
            What people read in place of a competency's label.

        Raises
        ------
        InputError
            If the person or the language is unknown.

        Examples
        --------
        >>> from kinerja.competency import Course, development_plan
        >>> course = Course(code="B", name="Budgeting", gain={"budgeting": 1}, hours=8)
        >>> plan = development_plan([[2.0]], [course], competencies=["budgeting"])
        >>> plan.help_for(0)
        ('Budgeting, 8 hours: closes 1 of 2 in budgeting.',)
        """
        check_language(language)
        i = _checks.row_of(person, self.ids, self.attendance.shape[0], "person")
        from .letter import course_lines

        return tuple(
            course_lines(self, i, words(language).development, language, read_names(names))
        )

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.development.format(
            closed=f"{self.total_closed:g}",
            gap=f"{self.total_gap:g}",
            n=len(self.assignments),
            cost=words(language).grammar.figure(self.cost, decimals=None),
            status=self.status,
        )
