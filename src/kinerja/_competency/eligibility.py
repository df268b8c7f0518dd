"""Who may fill which job: declared rules against a table of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._definitions import Language, fingerprint
from .._digits import below
from .._letters import Reply, Templates, closing_of, layered, read_reply
from .._results.prints import made_from
from .._steady import steady
from .._types import Flags, Float, Ints
from .._words import check_language, words
from ..errors import ErrorCode, InputError
from ..results import Axis, BoolMatrix, FloatMatrix, LabelVector, Provenance, Result
from .rules import Requirement, Rule, Training, kind_of

UNKNOWN = "unknown:"
"""Stands before the code of a rule whose value is missing."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Eligibility(Result):
    """Who may fill which job, who could after a training, and which rules stand in the way.

    Examples
    --------
    >>> from kinerja.competency import Requirement, Rule, eligible
    >>> job = Requirement(job="clerk", rules=(Rule(code="age", column="age", at_most=58),))
    >>> who = eligible({"age": [40, 60, None]}, [job])
    >>> who.allowed.tolist(), who.reasons(1, "clerk"), who.reasons(2, "clerk")
    ([[True], [False], [False]], ('age',), ('unknown:age',))
    """

    _keys: ClassVar = {"person": "ids", "job": "jobs"}
    _opened: ClassVar = ("allowed",)

    allowed: Annotated[BoolMatrix, Axis("person", "job")]
    """(n, jobs) every rule of the job is met: what `balancing.plan_transfers` takes as
    `qualified`."""
    after_training: Annotated[BoolMatrix, Axis("person", "job")]
    """(n, jobs) allowed, or allowed once the trainings that the failed rules name are attended."""
    hours: Annotated[FloatMatrix, Axis("person", "job")]
    """(n, jobs) hours of the trainings that the failed rules name, each training once; they open
    the job only where `after_training` is True."""
    cost: Annotated[FloatMatrix, Axis("person", "job")]
    """(n, jobs) cost of the same trainings."""
    failed: Annotated[BoolMatrix, Axis("person", "rule")]
    """(n, r) rules not met, the jobs' rules one after the other; a missing value fails."""
    unknown: Annotated[BoolMatrix, Axis("person", "rule")]
    """(n, r) rules whose value is missing."""
    requirements: tuple[Requirement, ...]
    """What was asked."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) who they are."""
    jobs: Annotated[LabelVector, Axis("job")]
    """(jobs,) labels of the jobs, in the order of the requirements."""
    provenance: Provenance = field(default_factory=Provenance)
    """Fingerprint of the requirements."""

    def reasons(self, person: Any, job: Any) -> tuple[str, ...]:
        """Codes of the rules that a person does not meet, in the job's order.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        job : label or int
            Label of the job, or its position.

        Returns
        -------
        tuple of str
            Empty where the person may fill the job; ``"unknown:<code>"`` where the value is
            missing.

        Raises
        ------
        InputError
            If the person or the job is unknown.

        Examples
        --------
        >>> from kinerja.competency import Requirement, Rule, eligible
        >>> job = Requirement(job="clerk", rules=(Rule(code="age", column="age", at_most=58),))
        >>> who = eligible({"age": [40, 60, None]}, [job])
        >>> [who.reasons(person, "clerk") for person in range(3)]
        [(), ('age',), ('unknown:age',)]
        """
        i, j = self._place(person, job)
        start = self._start(j)
        return tuple(
            f"{UNKNOWN}{code}" if self.unknown[i, start + r] else code
            for r, code in enumerate(self.requirements[j].codes)
            if self.failed[i, start + r]
        )

    def text(
        self,
        person: Any,
        job: Any,
        *,
        language: Language = "en",
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Say to the person what the job asks, what is met, and what would open it.

        Parameters
        ----------
        person, job
            As in `reasons`.
        language : {"en", "id"}
        reply : Reply, optional
            Whom the person answers, until when and by which rule.
        templates : mapping of name to sentence, optional
            Sentences in place of the library's: ``letters.sentences("eligibility")``.

        Raises
        ------
        InputError
            If the person, the job or the language is unknown, or a template does not fit.

        Examples
        --------
        >>> from kinerja.competency import Requirement, Rule, eligible
        >>> job = Requirement(job="clerk", rules=(Rule(code="age", column="age", at_most=58),))
        >>> eligible({"age": [40, 60]}, [job]).text(1, "clerk").split(" This")[0]
        'The job clerk has one requirement. Not yet met: age at most 58.'
        """
        check_language(language)
        answer = read_reply(reply)
        i, j = self._place(person, job)
        start = self._start(j)
        said, grammar = layered(words(language).eligibility, templates), words(language).grammar
        rules = self.requirements[j].rules
        lines = [grammar.plural(said.post, len(rules), job=self.jobs[j])]
        if self.allowed[i, j]:
            lines.append(said.all_met)
        open_ = [rule for r, rule in enumerate(rules) if self.failed[i, start + r]]
        missing = [rule for r, rule in enumerate(rules) if self.unknown[i, start + r]]
        unmet = [rule for rule in open_ if rule not in missing]
        for mould, chosen in ((said.unmet, unmet), (said.unknown, missing)):
            if chosen:
                items = "; ".join(rule.in_words(language) for rule in chosen)
                lines.append(mould.format(items=items))
        trainings = list(dict.fromkeys(rule.after for rule in open_ if rule.after is not None))
        if trainings:
            items = "; ".join(
                said.training.format(name=t.name, hours=grammar.figure(t.hours, decimals=None))
                for t in trainings
            )
            mould = said.opens if self.after_training[i, j] else said.helps
            lines.append(mould.format(items=items))
        lines.append(said.note)
        if answer is not None:
            lines.append(closing_of(said, grammar, answer))
        return " ".join(line for line in lines if line)

    def _place(self, person: Any, job: Any) -> tuple[int, int]:
        n, jobs = self.allowed.shape
        return (
            _checks.row_of(person, self.ids, n, "person"),
            _checks.row_of(job, self.jobs, jobs, "job"),
        )

    def _start(self, j: int) -> int:
        return sum(len(requirement.rules) for requirement in self.requirements[:j])

    def _headline(self, language: str = "en") -> str:
        n, jobs = self.allowed.shape
        return words(language).headlines.eligibility.format(n=n, jobs=jobs)


@steady
def eligible(people: Any, requirements: Sequence[Requirement], *, ids: Any = None) -> Eligibility:
    """Who may fill which job, by declared requirements, with the rules that are not met.

    Parameters
    ----------
    people : mapping or dataframe
        One row per person; the columns that the rules name are read.
    requirements : sequence of Requirement
        One a job; their order is the order of the jobs.
    ids : array_like (n,), or name of a column
        Who they are.

    Returns
    -------
    Eligibility
        `allowed` feeds ``plan_transfers(qualified=...)``; so does `after_training`, with its hours
        or cost as ``fit``.

    Raises
    ------
    InputError
        If a column is missing or of another kind than its rule (text for a number …), a value is
        not in the `order` of its rule, or a job has two requirements.

    Notes
    -----
    A job is allowed where every rule is met. A missing value meets no rule: it is reported as
    ``"unknown:<code>"``, so that the data can be completed. A rule with `after` counts as met once
    its training is attended, whatever the value was; after_training is True where each rule that is
    not met has one. A training that serves several rules of a job is attended, and counted, once.
    Limits are inclusive, at twelve significant digits.

    References
    ----------
    PermenPANRB 38/2017 and Government Regulation 11/2017: qualification, competence and experience
    required of a post are stated beforehand.

    Examples
    --------
    >>> degree = Rule(
    ...     code="degree", column="education", order=("SMA", "D3", "S1", "S2"), at_least="S1"
    ... )
    >>> course = Training(name="Basic finance", hours=40, cost=2.5)
    >>> finance = Rule(code="finance", column="certificate", one_of=("finance",), after=course)
    >>> who = eligible(
    ...     {
    ...         "nip": ["A1", "A2", "A3"],
    ...         "education": ["S1", "S2", "D3"],
    ...         "certificate": ["finance", None, "archives"],
    ...     },
    ...     [Requirement(job="treasurer", rules=(degree, finance))],
    ...     ids="nip",
    ... )
    >>> who.allowed[:, 0].tolist(), who.after_training[:, 0].tolist()
    ([True, False, False], [True, True, False])
    >>> who.reasons("A2", "treasurer"), who.reasons("A3", "treasurer")
    (('unknown:finance',), ('degree', 'finance'))
    >>> who.hours[:, 0].tolist(), who.cost[:, 0].tolist()
    ([0.0, 40.0, 40.0], [0.0, 2.5, 2.5])
    """
    asked = _requirements(requirements)
    jobs = _checks.identifiers([r.job for r in asked], len(asked), "requirements")
    if not _checks.is_table(people):
        raise InputError.about(
            "people",
            code="not_a_table",
            expected="a mapping or dataframe whose columns the rules name",
            found=type(people).__name__,
        )
    rules = [rule for requirement in asked for rule in requirement.rules]
    table = _People(people, ids, sorted({rule.column for rule in rules}))
    n = table.size
    failed = np.empty((n, len(rules)), dtype=np.bool_, order="F")
    unknown = np.empty((n, len(rules)), dtype=np.bool_, order="F")
    for r, rule in enumerate(rules):
        met, known = table.judged(rule)
        failed[:, r] = ~(met & known)
        unknown[:, r] = ~known
    shape = (n, len(asked))
    allowed = np.ones(shape, dtype=np.bool_, order="F")
    after = np.ones(shape, dtype=np.bool_, order="F")
    hours, cost = np.zeros(shape, order="F"), np.zeros(shape, order="F")
    start = 0
    for j, requirement in enumerate(asked):
        needed: dict[Training, Flags] = {}
        for r, rule in enumerate(requirement.rules, start):
            allowed[:, j] &= ~failed[:, r]
            if rule.after is None:
                after[:, j] &= ~failed[:, r]
            else:
                needed[rule.after] = needed.get(rule.after, np.zeros(n, np.bool_)) | failed[:, r]
        for training, who in needed.items():
            hours[:, j] += np.where(who, training.hours, 0.0)
            cost[:, j] += np.where(who, training.cost, 0.0)
        start += len(requirement.rules)
    return Eligibility(
        allowed=allowed,
        after_training=after,
        hours=hours,
        cost=cost,
        failed=failed,
        unknown=unknown,
        requirements=asked,
        ids=table.ids,
        jobs=np.array([], dtype=object) if jobs is None else jobs,
        provenance=Provenance(**made_from(people=table.given), definition=fingerprint(asked)),
    )


def _requirements(requirements: Any) -> tuple[Requirement, ...]:
    items = [requirements] if isinstance(requirements, Requirement) else requirements
    expected = "a sequence of Requirement, at least one"
    hint = "Read one from JSON with Requirement.model_validate_json(…)."
    out = tuple(_checks.listed(items, "requirements", expected=expected, hint=hint))
    wrong = [item for item in out if not isinstance(item, Requirement)]
    if wrong or not out:
        raise InputError.about(
            "requirements",
            code="wrong_type" if wrong else "too_few",
            expected=expected,
            found=f"{type(wrong[0]).__name__}" if wrong else "none",
            hint=hint,
        )
    return out


class _People:
    """The table of people, each column read once."""

    def __init__(self, people: Any, ids: Any, columns: list[str]) -> None:
        self.people = people
        self.numbers: dict[str, Float] = {}
        self.groups: dict[str, tuple[Ints, list[Any]]] = {}
        ids = _checks.ids_of(people, ids, "people")
        asked = columns or _checks.column_names(people, "people")[:1]
        # All at once: every absent one is named.
        read = dict(zip(asked, _checks.read_columns(people, asked, "people"), strict=True))
        self.given = {name: read[name] for name in columns}
        """Columns that the rules name, as they were given."""
        sizes = {name: _checks.length_of(column) for name, column in read.items()}
        _checks.refuse_uneven(sizes, "people")
        self.size = next(iter(sizes.values()), 0)
        self.ids = _checks.identifiers(ids, self.size)

    def judged(self, rule: Rule) -> tuple[Flags, Flags]:
        """(n,) who meets a rule, and of whom the value is known."""
        if rule.order is None and rule.one_of is None and rule.not_one_of is None:
            return self._limits(rule)
        return self._listed(rule)

    def _limits(self, rule: Rule) -> tuple[Flags, Flags]:
        if rule.column not in self.numbers:
            values, _ = _checks.read_matrix(
                self.people, [rule.column], argument="people", ids=self.ids
            )
            self.numbers[rule.column] = values[:, 0]
        x = self.numbers[rule.column]
        met = np.ones(x.size, dtype=np.bool_)
        if rule.at_least is not None:
            met &= ~below(x, np.full(x.size, float(rule.at_least)))
        if rule.at_most is not None:
            met &= ~below(np.full(x.size, float(rule.at_most)), x)
        return met, ~np.isnan(x)

    def _listed(self, rule: Rule) -> tuple[Flags, Flags]:
        if rule.column not in self.groups:
            self.groups[rule.column] = _checks.read_categories(self.people, rule.column, "people")
        codes, values = self.groups[rule.column]
        wanted = rule.one_of or rule.not_one_of or rule.order or ()
        self._refuse_kind(rule, codes, values, kind_of(wanted[0]))
        if rule.order is not None:
            passes = self._ordered(rule, codes, values)
        else:
            listed = set(wanted)
            passes = [(value in listed) == (rule.one_of is not None) for value in values]
        # The last entry is for a missing value, whose code is −1.
        return np.array([*passes, False], dtype=np.bool_)[codes], codes >= 0

    def _ordered(self, rule: Rule, codes: Ints, values: list[Any]) -> list[bool]:
        order = list(rule.order or ())
        place = {value: position for position, value in enumerate(order)}
        self._refuse(
            codes,
            values,
            [value not in place for value in values],
            rule,
            code="out_of_range",
            expected=f"a value of the order of rule {rule.code!r}: {_checks.joined(order)}",
            hint="Correct the value, or add it to the order.",
        )
        low = 0 if rule.at_least is None else place[rule.at_least]
        high = len(order) - 1 if rule.at_most is None else place[rule.at_most]
        return [low <= place[value] <= high for value in values]

    def _refuse_kind(self, rule: Rule, codes: Ints, values: list[Any], kind: str) -> None:
        self._refuse(
            codes,
            values,
            [kind_of(value) != kind for value in values],
            rule,
            code="wrong_type",
            expected=f"{kind}, as in rule {rule.code!r}, in column {rule.column!r}",
            hint="Text, numbers and booleans are never equal; convert one of them.",
        )

    def _refuse(
        self,
        codes: Ints,
        values: list[Any],
        wrong: list[bool],
        rule: Rule,
        *,
        code: ErrorCode,
        expected: str,
        hint: str,
    ) -> None:
        if not any(wrong):
            return
        column = np.empty(len(values) + 1, dtype=object)
        column[:-1] = values
        _checks.refuse_cells(
            np.array([*wrong, False])[codes][:, None],
            column[codes][:, None],
            "people",
            code=code,
            expected=expected,
            hint=hint,
            rows=self.ids,
            columns=[rule.column],
        )
