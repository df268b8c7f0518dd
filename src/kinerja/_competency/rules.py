"""What a job asks of whoever takes it, as data."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

from .._definitions import Code, Definition, Language, NonNegative, fingerprint
from .._indicators.text import Words, say
from .._words import words

Value = StrictBool | StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)] | StrictStr
Values = Annotated[tuple[Value, ...], Field(min_length=1)]
Kind = Literal["text", "number", "yes or no", "other"]


def kind_of(value: Any) -> Kind:
    """Kind of a value: text, number, yes or no.

    >>> kind_of(True), kind_of(3.0), kind_of("S1")
    ('yes or no', 'number', 'text')
    """
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "other"


class Training(Definition):
    """A training after which a rule counts as met.

    Parameters
    ----------
    name : str
        What it is called; the same training may serve several rules and is then taken once.
    hours : float
        Its length in training hours (JP).
    cost : float
        What it costs a person, in any one currency.

    Examples
    --------
    >>> Training(name="Financial administration", hours=40).cost
    0.0
    """

    name: Code
    hours: NonNegative
    cost: NonNegative = 0.0


class Rule(Definition):
    """One test on one column of the table of people.

    Parameters
    ----------
    code : str
        Short name, reported where the rule is not met.
    column : str
        Column of the table.
    one_of, not_one_of : tuple of text, numbers or booleans, optional
        Values that meet the rule, or that do not; all of one kind.
    order : tuple, optional
        Values of an ordered scale, lowest first, for `at_least` and `at_most`; a value outside it
        is an error of the data.
    at_least, at_most : number, or a value of `order`, optional
        Limits, both inclusive; together they are one range.
    after : Training, optional
        A training after which the rule counts as met, whatever the value was.
    name : str or Text
        What people read; without it the rule is put in words from its test.

    Raises
    ------
    ValidationError
        If there is not exactly one kind of test (`one_of`; `not_one_of`; limits), limits are not
        numbers or not in `order`, or the range is empty.

    Examples
    --------
    >>> rule = Rule(code="degree", column="education", order=("D3", "S1", "S2"), at_least="S1")
    >>> rule.in_words()
    'education at least S1'
    >>> Rule.model_validate_json(rule.model_dump_json()) == rule
    True
    """

    code: Code
    column: Code
    one_of: Values | None = None
    not_one_of: Values | None = None
    order: Values | None = None
    at_least: Value | None = None
    at_most: Value | None = None
    after: Training | None = None
    name: Words = ""

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        limits = self.at_least is not None or self.at_most is not None
        tests = [
            name
            for name, there in (
                ("one_of", self.one_of is not None),
                ("not_one_of", self.not_one_of is not None),
                ("at_least/at_most", limits),
            )
            if there
        ]
        if len(tests) != 1:
            raise ValueError(
                f"rule {self.code!r}: exactly one kind of test (one_of, not_one_of, or "
                f"at_least/at_most); found {' and '.join(tests) or 'none'}"
            )
        if self.order is not None and not limits:
            raise ValueError(f"rule {self.code!r}: `order` goes with at_least or at_most only")
        for values in (self.one_of, self.not_one_of, self.order):
            if values is None:
                continue
            kinds = {kind_of(value) for value in values}
            if len(kinds) > 1:
                raise ValueError(
                    f"rule {self.code!r}: values of one kind; found {' and '.join(sorted(kinds))}"
                )
            twice = [value for value, count in Counter(values).items() if count > 1]
            if twice:
                raise ValueError(f"rule {self.code!r}: {twice[0]!r} stands twice")
        if limits:
            self._check_limits()
        return self

    def _check_limits(self) -> None:
        places: list[Any] = []
        for name in ("at_least", "at_most"):
            value = getattr(self, name)
            if value is None:
                continue
            if self.order is None:
                if kind_of(value) != "number":
                    raise ValueError(
                        f"rule {self.code!r}: `{name}` is {value!r}; it must be a number, or a "
                        "value of `order`"
                    )
                places.append(value)
            elif value not in self.order or kind_of(value) != kind_of(self.order[0]):
                raise ValueError(f"rule {self.code!r}: `{name}` {value!r} is not in `order`")
            else:
                places.append(self.order.index(value))
        if len(places) == 2 and places[0] > places[1]:
            raise ValueError(f"rule {self.code!r}: `at_least` is above `at_most`; nobody can pass")

    def in_words(self, language: Language = "en") -> str:
        """Put the rule in words.

        Parameters
        ----------
        language : {"en", "id"}

        Examples
        --------
        >>> from kinerja.competency import Rule
        >>> rule = Rule(code="age", column="age", at_most=58)
        >>> rule.in_words(), rule.in_words("id")
        ('age at most 58', 'age paling tinggi 58')
        """
        if self.name:
            return say(self.name, language)
        said, grammar = words(language).conditions, words(language).grammar
        values = self.one_of if self.one_of is not None else self.not_one_of
        if values is not None:
            one, several = (
                (said.must_be, said.one_of)
                if self.one_of is not None
                else (said.must_not_be, said.none_of)
            )
            items = ", ".join(_shown(value, language) for value in values)
            return (one if len(values) == 1 else several).format(column=self.column, items=items)
        limits = [
            mould.format(value=_shown(value, language))
            for mould, value in ((said.at_least, self.at_least), (said.at_most, self.at_most))
            if value is not None
        ]
        return said.limits.format(column=self.column, limits=grammar.listed(limits))


def _shown(value: Any, language: Language) -> str:
    grammar = words(language).grammar
    if isinstance(value, bool):
        return grammar.yes if value else grammar.no
    return value if isinstance(value, str) else grammar.figure(value, decimals=None)


class Requirement(Definition):
    """What one job asks: every rule has to be met.

    Parameters
    ----------
    job : str or int
        Label of the job, as elsewhere.
    rules : tuple of Rule
        In the order in which failures are reported; none: open to everyone.

    Raises
    ------
    ValidationError
        If a code repeats, or one training has two lengths or costs.

    Examples
    --------
    >>> Requirement(
    ...     job="nurse",
    ...     rules=(Rule(code="licence", column="licence", one_of=("STR",)),),
    ... ).codes
    ('licence',)
    """

    job: Code | StrictInt
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        twice = [code for code, count in Counter(self.codes).items() if count > 1]
        if twice:
            raise ValueError(f"requirement of {self.job!r}: code {twice[0]!r} stands twice")
        known: dict[str, Training] = {}
        for rule in self.rules:
            if rule.after is not None and known.setdefault(rule.after.name, rule.after) != (
                rule.after
            ):
                raise ValueError(
                    f"requirement of {self.job!r}: training {rule.after.name!r} has two lengths "
                    "or costs"
                )
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the rules, in order."""
        return tuple(rule.code for rule in self.rules)

    @property
    def trainings(self) -> tuple[Training, ...]:
        """The trainings that the rules name, each once, in order."""
        return tuple(dict.fromkeys(rule.after for rule in self.rules if rule.after is not None))

    @property
    def fingerprint(self) -> str:
        """Sha256 of the canonical JSON."""
        return fingerprint(self)
