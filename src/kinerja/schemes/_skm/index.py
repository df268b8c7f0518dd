"""Index of a unit, of several, or of an agency."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..._checks import (
    Domains,
    choice,
    confidence_level,
    is_table,
    joined,
    read_columns,
    read_domains,
    refuse_missing,
)
from ..._definitions import Language
from ..._words import check_language, words
from ...errors import InputError, KinerjaWarning
from ...indicators import say
from ...results import FloatMatrix, FloatVector, IntVector, LabelVector, Provenance, Result
from .errors import spread, weights_of
from .items import applicable, named_items, read_answers, refuse_outside, weight_of_item
from .tables import ITEM_WEIGHTS, ITEMS, SCALE, TEXTS, Version, graded

Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SKM(Result):
    """Satisfaction index, one row a domain; without `by` one row."""

    item_mean: FloatMatrix
    """(d, k) mean of each item, 1 to 4; NaN for an item that does not apply."""
    index: FloatVector
    """(d,) weighted sum of the item means, 1 to 4."""
    converted: FloatVector
    """(d,) index × 25, not rounded."""
    grade: LabelVector
    """(d,) A, B, C or D."""
    label: LabelVector
    """(d,) what the grade says, in words."""
    se: FloatVector
    """(d,) standard error of `converted`; NaN where a row has one respondent only."""
    lower: FloatVector
    """(d,) lower end of the interval of `converted`."""
    upper: FloatVector
    """(d,) upper end of the interval of `converted`."""
    n: IntVector
    """(d,) respondents whose answers were used."""
    domain: Mapping[str, LabelVector]
    """Label of each row by name; empty without `by`."""
    item: LabelVector
    """(k,) item codes."""
    item_weight: FloatMatrix
    """(d, k) weight of each item; 0 for an item that does not apply."""
    version: str
    level: float
    """Probability of the interval."""
    df: float
    """Degrees of freedom of the errors: those of the design, PSUs − strata; without one n − 1."""
    provenance: Provenance = field(default_factory=Provenance)

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("converted", "grade", "label", "se", "lower", "upper", "n", "index")
        return self._beside(self.domain, names)

    def _frame(self) -> dict[str, NDArray[Any]]:
        items = {code: self.item_mean[:, j] for j, code in enumerate(self.item.tolist())}
        return {**self._columns(), **items}

    def _headline(self) -> str:
        where = f" in {self.index.size} domains" if self.domain else ""
        return f"SKM {self.version}: {int(self.n.sum())} respondents{where}"


def index(
    responses: Any,
    *,
    not_applicable: str | Sequence[str] | Mapping[Any, str | Sequence[str]] = (),
    version: Version = "2017",
    design: Any = None,
    by: Any = None,
    item_weight: float | None = None,
    level: float = 0.95,
    missing: Literal["raise", "omit"] = "raise",
    language: Language = "en",
) -> SKM:
    """Satisfaction index of a unit, of several, or of an agency.

    Parameters
    ----------
    responses : array_like (n, k), mapping or dataframe
        Answers from 1 to 4; an array in the regulation's order, else by item code (U1 to U9;
        2004: U1 to U14).
    not_applicable : sequence of str, or mapping of label to sequence of str
        Items that the service does not have, such as the fee of a free service. They leave, and the
        weights of the others are scaled up. A mapping names them for each label of `by`; `agency`
        then puts the units together.
    version : {"2017", "2004"}
        Regulation.
    design : survey.Design, optional
        Survey design; without it a simple random sample.
    by : array_like (n,), mapping of str to array_like, or dataframe, optional
        Units or other domains; one row for each combination that occurs, sorted. Where `responses`
        are a table, a column's name works too.
    item_weight : float, optional
        Weight of an item as some reports round it (0.11, 0.111; 2004: 0.071); 1/k if not given.
    level : float
        Probability of the interval.
    missing : {"raise", "omit"}
        What to do where an answer is missing: refuse, or use complete rows only.
    language : {"en", "id"}
        Language of `label`.

    Returns
    -------
    SKM
        Item means, index, converted value, grade, and its standard error and interval.

    Raises
    ------
    InputError
        If an answer lies outside 1 to 4 or is missing, or an item is unknown.

    Warns
    -----
    KinerjaWarning
        If the item weights that are in use would give different grades.

    Notes
    -----
    NRR_j is the (weighted) mean of item j, the index Σ w·NRR_j with w = 1/k, converted × 25. The
    grade is given after rounding half up at two decimals, ties judged at twelve significant digits.
    Rounded item weights do not sum to 1 and can leave 25 to 100: the grade is then that of the end.

    References
    ----------
    PermenPANRB 14/2017, annex; KepMenPAN 25/2004, annex.

    Examples
    --------
    >>> answers = [[3, 3, 4, 4, 3, 3, 4, 3, 3], [4, 3, 3, 4, 3, 4, 4, 3, 3]]
    >>> result = index(answers)
    >>> result.index.round(4).tolist(), result.converted.round(2).tolist(), result.grade.tolist()
    ([3.3889], [84.72], ['B'])
    """
    choice(version, "version", tuple(ITEMS))
    choice(missing, "missing", ("raise", "omit"))
    check_language(language)
    confidence_level(level)
    codes = tuple(ITEMS[version])
    weight = weight_of_item(item_weight, version)
    named = named_items(not_applicable, codes)
    answers = read_answers(responses, codes, named)
    if isinstance(by, str) and is_table(responses):
        by = {by: read_columns(responses, [by], "by")[0]}
    every = read_domains(by, answers.shape[0])
    applies = applicable(named, codes, every)
    # Most surveys ask everybody the same: one row of flags then stands for all respondents.
    asked = applies[:1] if (applies == applies[:1]).all() else applies[every.codes]
    refuse_outside(answers, asked, codes)
    holes = np.isnan(answers) & asked
    complete = np.asarray(~holes.any(axis=1))
    if missing == "raise" and not complete.all():
        refuse_missing(np.where(asked, answers, 0.0), "responses", columns=codes)
    if not complete.any():
        raise InputError.about(
            "responses", code="too_few", expected="at least one complete row", found="none"
        )

    row, names, applies, empty = _domains(every, applies, complete)
    d, k = applies.shape
    share = weights_of(design, row.size)
    used_rows = slice(None) if complete.all() else np.flatnonzero(complete)
    place, weighed = row[used_rows], share[used_rows]
    base = np.bincount(place, weights=weighed, minlength=d)
    if not (base > 0).all():
        i = int(np.argmin(base))
        where = (
            ", ".join(f"{name}={joined([x[i]])}" for name, x in names.items()) or "the whole sample"
        )
        raise InputError.about(
            "design",
            code="invalid_input",
            expected="a weight above 0 in every domain",
            found=f"only zeros in {where}",
            hint="Leave the domain out, or give its respondents their weights.",
        )
    item_mean = np.full((d, k), np.nan)
    # Sums first, one division last: an index that is a whole figure comes out as one.
    value, person = np.zeros(d), np.zeros(row.size)
    for j in np.flatnonzero(applies.any(axis=0)).tolist():
        given = np.where(asked[:, j], answers[:, j], 0.0)
        sums = np.bincount(place, weights=weighed * given[used_rows], minlength=d)
        item_mean[:, j] = np.where(applies[:, j], sums / base, np.nan)
        value = value + np.where(applies[:, j], item_mean[:, j], 0.0)
        person = person + given
    rounding = 1.0 if item_weight is None else weight * k
    value = rounding * value / applies.sum(axis=1)
    person = rounding * person / asked.sum(axis=1)
    converted = SCALE * value
    n = np.bincount(place, minlength=d).astype(np.int64)
    se, half, df = spread(SCALE * person, row, share, design, level)
    # One respondent says nothing of the spread; the linearised error of 0 would say too much.
    se, half = np.where(n > 1, se, np.nan), np.where(n > 1, half, np.nan)
    grade = graded(converted, version)
    _warn_if_weights_matter(value, weight, version, names, language)
    return SKM(
        item_mean=item_mean,
        index=value,
        converted=converted,
        grade=grade,
        label=np.array([say(TEXTS[code], language) for code in grade.tolist()], dtype=object),
        se=se,
        lower=converted - half,
        upper=converted + half,
        n=n,
        domain=names,
        item=np.array(codes, dtype=object),
        item_weight=np.where(applies, weight * k / applies.sum(axis=1)[:, None], 0.0),
        version=version,
        level=level,
        df=df,
        provenance=Provenance(
            options={
                "item_weight": weight,
                "not_applicable": named.get(None) or {str(x): i for x, i in named.items() if i},
                "design": "simple random sampling" if design is None else "given",
            },
            missing=missing,
            left_out=()
            if complete.all()
            else (f"{int((~complete).sum())} incomplete rows", *empty),
        ),
    )


def _domains(
    every: Domains, applies: NDArray[np.bool_], complete: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], dict[str, NDArray[Any]], NDArray[np.bool_], tuple[str, ...]]:
    """Place of each row's domain (−1: an incomplete row), labels, items, and what has no row."""
    if complete.all():
        return every.codes, dict(every.names), applies, ()
    present = np.bincount(every.codes[complete], minlength=every.size) > 0
    row = np.where(complete, (np.cumsum(present) - 1)[every.codes], -1)
    empty = [every.label(i) for i in np.flatnonzero(~present).tolist()]
    left_out = (f"domains without a complete row: {joined(empty)}",) if empty else ()
    names = {name: x[present] for name, x in every.names.items()}
    return row, names, applies[present], left_out


def _warn_if_weights_matter(
    value: Float,
    weight: float,
    version: str,
    names: Mapping[str, NDArray[Any]],
    language: Language,
) -> None:
    weights = list(dict.fromkeys([weight, *ITEM_WEIGHTS[version]]))
    grades = np.array([graded(SCALE * value * (w / weight), version) for w in weights])
    rows = np.flatnonzero((grades != grades[0]).any(axis=0))
    if not rows.size:
        return
    grammar, said = words(language).grammar, words(language).schemes
    cases = []
    for i in rows[:5].tolist():
        where = ", ".join(str(x[i]) for x in names.values())
        given = ", ".join(
            said.with_weight.format(grade=g, weight=grammar.figure(round(w, 4), decimals=None))
            for g, w in zip(grades[:, i].tolist(), weights, strict=True)
        )
        cases.append(f"{where}: {given}" if where else given)
    if rows.size > 5:
        cases.append(said.more.format(n=rows.size - 5))
    message = said.item_weights.format(cases="; ".join(cases))
    warnings.warn(message, KinerjaWarning, stacklevel=3)
