"""What is done with an index: the report form, a comparison of surveys, the sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import (
    confidence_level,
    joined,
    mapped,
    row_of,
)
from ..._definitions import Language
from ..._digits import half_up
from ..._indicators.text import figure
from ..._quantiles import t_quantile
from ..._steady import steady
from ..._words import check_language, words
from ...errors import SHOWN, InputError
from ...indicators import Text, say
from ...results import Axis, FloatVector, LabelVector, Provenance, Result
from .index import SKM, labels_of
from .tables import SCALE, graded, item_name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportForm(Result):
    """Table of the report form, one row an item."""

    _keys: ClassVar = {"item": "item"}

    item: Annotated[LabelVector, Axis("item")]
    """(k,) codes of the items that apply."""
    name: Annotated[LabelVector, Axis("item")]
    """(k,) their names."""
    mean: Annotated[FloatVector, Axis("item")]
    """(k,) mean of the item (NRR), 1 to 4."""
    weighted: Annotated[FloatVector, Axis("item")]
    """(k,) mean × weight; they add up to the index."""
    converted: Annotated[FloatVector, Axis("item")]
    """(k,) mean × 25."""
    grade: Annotated[LabelVector, Axis("item")]
    """(k,) grade of the item on the 25–100 scale."""
    index: float
    total: float
    """Index × 25."""
    total_grade: str
    n: int
    """Respondents."""
    provenance: Provenance = field(default_factory=Provenance)

    def printed(self, language: Language = "en") -> tuple[tuple[str, ...], ...]:
        """Return the form as it is printed: rows of text, with two decimals, and the total last.

        Each row is code, name, mean, weighted mean, converted value and grade. The official form is
        in Indonesian (``"id"``), with a decimal comma. Names stay in the language of the form.
        """
        check_language(language)

        def two(x: float) -> str:
            return figure(float(half_up(np.asarray(x), 2)), language, decimals=2)

        rows = [
            (str(code), str(name), two(mean), two(weighted), two(converted), str(grade))
            for code, name, mean, weighted, converted, grade in zip(
                self.item.tolist(),
                self.name.tolist(),
                self.mean.tolist(),
                self.weighted.tolist(),
                self.converted.tolist(),
                self.grade.tolist(),
                strict=True,
            )
        ]
        grammar, said = words(language).grammar, words(language).schemes
        people = grammar.plural(said.respondents, self.n, shown=str(self.n))
        last = ("SKM", people, "", two(self.index), two(self.total), self.total_grade)
        return (*rows, last)


def _refuse_other(x: object, argument: str) -> None:
    if not isinstance(x, SKM):
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="what `skm.index` returned",
            found=type(x).__name__,
        )


def _domain_labels(result: SKM) -> NDArray[Any] | None:
    """One label per domain, a tuple where several groupings make it; None for the whole."""
    columns = [column.tolist() for column in result.domain.values()]
    if not columns:
        return None
    out = np.empty(result.index.size, dtype=object)
    out[:] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    return out


@steady
def report_form(
    result: SKM,
    *,
    row: Any = None,
    item_names: Mapping[str, Text | str] | None = None,
    language: Language = "en",
) -> ReportForm:
    """Lay out one row of a result as the table of the report form.

    Parameters
    ----------
    result : SKM
        What `index` returned.
    row : label or int, optional
        Which domain: its label (a tuple of them with several groupings), or its position where
        that cannot be a label; the first by default.
    item_names : mapping of str to text, optional
        Names of further items (U10 …) by code, or other names of the regulation's own; a further
        item without one is called by its code.
    language : str
        Language of the names; the official form is in Indonesian (``"id"``).

    Returns
    -------
    ReportForm
        Items with mean, weighted mean, converted value and grade; nothing is rounded.

    Raises
    ------
    InputError
        If there is no such row.

    References
    ----------
    PermenPANRB 14/2017, annex, processing of the survey.

    Examples
    --------
    >>> from kinerja.schemes.skm import index
    >>> form = report_form(index([[3] * 9, [4] * 9]), language="en")
    >>> form.name[0], form.mean[0].tolist(), form.total, form.total_grade
    ('Requirements', 3.5, 87.5, 'B')
    """
    check_language(language)
    _refuse_other(result, "result")
    i = 0 if row is None else row_of(row, _domain_labels(result), result.index.size)
    used = np.flatnonzero(result.item_weight[i] > 0)
    mean = result.item_mean[i, used]
    codes = result.item[used]
    given = dict(mapped(item_names, "item_names", expected="names of items by code"))
    odd = [code for code in given if code not in codes.tolist()]
    if odd:
        raise InputError.about(
            "item_names",
            code="unknown_label",
            expected=f"items of the result: {joined(codes.tolist())}",
            found=joined(odd),
            positions=tuple(odd[:SHOWN]),
        )
    called = [
        say(given[code], language) if code in given else item_name(code, result.version, language)
        for code in codes.tolist()
    ]
    return ReportForm(
        item=codes,
        name=np.array(called, dtype=object),
        mean=mean,
        weighted=mean * result.item_weight[i, used],
        converted=SCALE * mean,
        grade=graded(SCALE * mean, result.version),
        index=float(result.index[i]),
        total=float(result.converted[i]),
        total_grade=str(result.grade[i]),
        n=int(result.n[i]),
        provenance=result.provenance,
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Waves(Result):
    """Change between two independent surveys, one row per domain that both have."""

    _keys: ClassVar = {"domain": ("domain",)}
    _first: ClassVar = ("first", "second", "change")

    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    """Label of each row by name; empty without `by`."""
    first: Annotated[FloatVector, Axis("domain")]
    """(d,) converted value of the first survey."""
    second: Annotated[FloatVector, Axis("domain")]
    """(d,) converted value of the second."""
    change: Annotated[FloatVector, Axis("domain")]
    """(d,) second less first."""
    se: Annotated[FloatVector, Axis("domain")]
    """(d,) standard error of the change."""
    lower: Annotated[FloatVector, Axis("domain")]
    """(d,) lower end of its interval."""
    upper: Annotated[FloatVector, Axis("domain")]
    """(d,) upper end of its interval."""
    first_grade: Annotated[LabelVector, Axis("domain")]
    second_grade: Annotated[LabelVector, Axis("domain")]
    level: float
    provenance: Provenance = field(default_factory=Provenance)
    """Names the domains that only one of the surveys has."""
    suppressed: tuple[Any, ...] = ()
    """Domains that either survey does not show."""


@steady
def waves(first: SKM, second: SKM, *, level: float = 0.95) -> Waves:
    """Compare two surveys of different respondents.

    Parameters
    ----------
    first, second : SKM
        Results of one version, with the same `by` names. Domains that only one of them has are
        left out, and named in the provenance.
    level : float
        Probability of the interval.

    Returns
    -------
    Waves

    Raises
    ------
    InputError
        If the versions, item weights or domain names differ, or no domain is common.

    Notes
    -----
    The surveys are independent: the variances and the degrees of freedom add, as in
    `survey.compare_waves`, which also tests, item by item, and knows what samples share.

    References
    ----------
    PermenPANRB 14/2017: at least one survey a year.

    Examples
    --------
    >>> from kinerja.schemes.skm import index
    >>> before = index([[3] * 9, [3] * 8 + [4], [4] * 9])
    >>> after = index([[4] * 9, [4] * 8 + [3], [4] * 9])
    >>> waves(before, after).change.round(2).tolist()
    [14.81]
    """
    level = confidence_level(level)
    _refuse_other(first, "first")
    _refuse_other(second, "second")
    a, b, alone = _common(first, second)
    change = second.converted[b] - first.converted[a]
    se = np.sqrt(first.se[a] ** 2 + second.se[b] ** 2)
    # Where one of the two errors is undetermined, so is that of the change.
    unknown = np.isnan(first.lower[a]) | np.isnan(second.lower[b])
    df = np.where(unknown, 1, first.df[a] + second.df[b])
    half = np.where(unknown, np.nan, se * t_quantile(np.maximum(df, 1), level))
    return Waves(
        domain={name: x[a] for name, x in first.domain.items()},
        first=first.converted[a],
        second=second.converted[b],
        change=change,
        se=se,
        lower=change - half,
        upper=change + half,
        first_grade=first.grade[a],
        second_grade=second.grade[b],
        level=level,
        provenance=Provenance(
            options={"version": first.version, "level": level}, left_out=tuple(alone)
        ),
        suppressed=tuple(
            label
            for label in _keys_of(first, a)
            if label in {*first.suppressed, *second.suppressed}
        ),
    )


def _keys_of(result: SKM, rows: NDArray[np.int64]) -> list[Any]:
    """Labels of the domains in some rows, as `suppressed` names them."""
    if not result.domain:
        return []
    labels = labels_of(result.domain)
    return [labels[i] for i in rows.tolist()]


def _common(first: SKM, second: SKM) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
    """Rows of the domains that both surveys have, and those that one of them has, in words."""
    if first.version != second.version:
        raise InputError.about(
            "second",
            code="contradiction",
            expected=f"version {first.version}, as `first` has",
            found=second.version,
        )
    if list(first.domain) != list(second.domain):
        raise InputError.about(
            "second",
            code="contradiction",
            expected=f"domains by {joined(list(first.domain)) or 'nothing'}",
            found=f"by {joined(list(second.domain)) or 'nothing'}",
        )
    rows = [
        {key: i for i, key in enumerate(zip(*(x.tolist() for x in s.domain.values()), strict=True))}
        if s.domain
        else {(): 0}
        for s in (first, second)
    ]
    common = [key for key in rows[0] if key in rows[1]]
    if not common:
        raise InputError.about(
            "second", code="too_few", expected="a domain that `first` has", found="none"
        )
    a = np.array([rows[0][key] for key in common])
    b = np.array([rows[1][key] for key in common])
    unlike = (first.item_weight[a] != second.item_weight[b]).any(axis=1)
    if unlike.any():
        i = int(np.argmax(unlike))
        raise InputError.about(
            "second",
            code="contradiction",
            expected="the item weights of `first` in every common domain",
            found=f"others in {common[i] or 'the whole'}: {second.item_weight[b[i]].tolist()}",
            hint="Compare surveys of the same items, weighted alike.",
        )
    alone = [
        f"{', '.join(map(str, key))}: in the {which} survey only"
        for which, ours, other in (("first", *rows), ("second", *rows[::-1]))
        for key in ours
        if key not in other
    ]
    return a, b, alone
