"""What a published report says, held against what its own item means give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import (
    choice,
    floats,
    listed,
    names_in,
    number,
    read_columns,
    refuse_missing,
    whole_number,
)
from ..._definitions import Language
from ..._digits import half_up, significant
from ..._steady import steady
from ..._types import Float
from ..._words import check_language, words
from ...errors import InputError, shown
from ...indicators import say
from ...results import Axis, FloatVector, LabelVector, Provenance, Result
from .items import unequal
from .respondents import sample_size
from .tables import GRADES, ITEM_WEIGHTS, SCALE, TEXTS, Version, graded

_GRADE_ALIASES = {
    "sangat baik": "A",
    "very good": "A",
    "baik": "B",
    "good": "B",
    "kurang baik": "C",
    "less good": "C",
    "tidak baik": "D",
    "not good": "D",
    "buruk": "D",
    "poor": "D",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportCheck(Result):
    """What the item means of a published report give, and where the report departs from it."""

    _keys: ClassVar = {"item": "item"}
    _single: ClassVar = True

    item: Annotated[LabelVector, Axis("item")]
    """(k,) items."""
    item_mean: Annotated[FloatVector, Axis("item")]
    """(k,) means, 1 to 4."""
    item_grade: Annotated[LabelVector, Axis("item")]
    """(k,) their grades."""
    index: float
    """What the means give, on the scale of the published index; on 25 to 100 if none was given. Not
    rounded."""
    converted: float
    """The same on 25 to 100."""
    grade: str
    """Its grade."""
    item_weight: float
    """Weight of an item with which this is the index: the one in use that reproduces the published
    figure, else 1/k; NaN where the weights are unequal."""
    required: int | None
    """Respondents that the table asks for; None where the population was not given."""
    findings: tuple[str, ...]
    """One sentence for each point in which the report departs from its own figures; empty if none
    does."""
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def agrees(self) -> bool:
        """Whether nothing departs."""
        return not self.findings


@steady
def check_report(
    means: Any,
    *,
    index: float | None = None,
    grade: str | None = None,
    n: int | None = None,
    population: int | None = None,
    item_weight: Any = None,
    item_grades: Any = None,
    version: Version = "2017",
    language: Language = "en",
) -> ReportCheck:
    """Hold what a published satisfaction report says against what its own item means give.

    Parameters
    ----------
    means : array_like (k,), or mapping of item to number
        Item means as published, all from 1 to 4 or all from 25 to 100. Items that the service does
        not have stay away; further items (U10 …) count.
    index : float, optional
        Published index, on 25 to 100 or on 1 to 4.
    grade : str, optional
        Published grade: A to D, or its words in English or Indonesian.
    n : int, optional
        Published number of respondents.
    population : int, optional
        People served in the period: with `n`, whether the sample reaches the table's size.
    item_weight : float, array_like (k,) or mapping, optional
        Weight that the report says it used; unequal weights sum to 1. If not given, the weights in
        use (1/k, and for nine items 0.111 and 0.11) are tried.
    item_grades : sequence of str (k,) or mapping, optional
        Published grades of the items.
    version : {"2017", "2004"}
        Regulation whose grades hold.
    language : {"en", "id"}
        Language of the findings.

    Returns
    -------
    ReportCheck
        Index and grade that the means give, and one sentence for each departure.

    Raises
    ------
    InputError
        If means are missing or on no known scale, weights do not fit, or a grade is unknown.

    Notes
    -----
    A published figure agrees where the difference is explained by rounding: half a unit of the last
    digit printed of the index, and of the means. Where it does not, common slips are tried: the sum
    of the items over another number than that of the items, and the grades of the other regulation.

    References
    ----------
    PermenPANRB 14/2017, annex; KepMenPAN 25/2004, annex.

    Examples
    --------
    >>> village = [93.75, 76, 76.25, 96, 93.75, 94, 88, 94, 93.25]
    >>> found = check_report(village, index=80.50, grade="B")
    >>> round(found.index, 2), found.grade
    (89.44, 'A')
    >>> print(found.findings[1])
    SKM is graded B (good); 89.44 is A (very good).
    """
    choice(version, "version", tuple(GRADES))
    check_language(language)
    items, values, scale, slack = _means(means)
    printed = None if index is None else number(index, "index", lower=0.0, upper=100.0)
    unit = 1.0 if printed is not None and printed <= 4 else SCALE
    total, weight = _index(values, items, item_weight, version, printed, unit, slack)
    grade_of = str(graded(np.array([SCALE * total]), version)[0])
    said = words(language).schemes
    findings: list[str] = []
    tolerance = _tolerance(printed, slack, unit)
    if printed is not None and abs(unit * total - printed) > tolerance:
        findings.append(_slip(language, printed, unit, total, values, scale))
    if grade is not None:
        letter = _letter(grade, "grade")
        near = graded(SCALE * np.array([total - slack, total + slack]), version).tolist()
        if letter != grade_of and letter not in near:
            findings.append(_misgraded(language, "SKM", letter, SCALE * total, grade_of, version))
    by_item = graded(SCALE * values, version)
    findings += _item_findings(language, item_grades, items, values, by_item, version)
    required = None if population is None else sample_size(population, version=version)
    if n is not None:
        people = whole_number(n, "n", lower=1)
        if required is not None and people < required:
            findings.append(said.too_few_respondents.format(n=people, required=required))
    return ReportCheck(
        item=np.array(items, dtype=object),
        item_mean=values,
        item_grade=by_item,
        index=unit * total,
        converted=SCALE * total,
        grade=grade_of,
        item_weight=weight,
        required=required,
        findings=tuple(findings),
        provenance=Provenance(options={"version": version, "published": printed}, missing="raise"),
    )


def _means(means: Any) -> tuple[list[str], Float, float, float]:
    """Items, their means on 1 to 4, the scale they came on, and what their rounding leaves open."""
    there = names_in(means)
    if there is not None:
        items = [str(name) for name in there]
        given = np.array(
            [np.asarray(x, dtype=object).reshape(-1)[0] for x in _cells(means, items)], dtype=object
        )
        values = np.atleast_1d(floats(given, "means"))
    else:
        values = np.atleast_1d(floats(means, "means"))
        items = [f"U{j + 1}" for j in range(values.size)]
    if values.ndim != 1 or not values.size:
        raise InputError.about(
            "means",
            code="wrong_shape",
            expected="one mean for each item, (k,)",
            found=f"shape {values.shape}",
        )
    refuse_missing(values, "means")
    low, high = float(values.min()), float(values.max())
    if low >= 1 and high <= 4:
        scale = 1.0
    elif low >= SCALE and high <= 100:
        scale = SCALE
    else:
        raise InputError.about(
            "means",
            code="out_of_range",
            expected="means from 1 to 4, or from 25 to 100",
            found=f"from {low:g} to {high:g}",
        )
    places = max(_places(x) for x in values.tolist())
    return items, values / scale, scale, 0.5 * 10.0**-places / scale


def _cells(means: Any, items: list[str]) -> Any:
    if isinstance(means, Mapping):
        return [means[name] for name in means]
    return read_columns(means, items, "means")


def _places(x: float) -> int:
    """Decimals that a number is written with, at most twelve."""
    text = f"{float(significant(np.array(x))):.12f}".rstrip("0")
    return len(text.partition(".")[2])


def _tolerance(printed: float | None, slack: float, unit: float) -> float:
    """What the rounding of the means and of the printed figure leaves open."""
    if printed is None:
        return 0.0
    # Reports print two decimals at least: 80.5 is read as 80.50.
    own = 0.5 * 10.0 ** -max(2, _places(printed))
    return (own + unit * slack) * (1 + 1e-9)


def _index(
    values: Float,
    items: list[str],
    item_weight: Any,
    version: str,
    printed: float | None,
    unit: float,
    slack: float,
) -> tuple[float, float]:
    """Index on 1 to 4 and the weight of an item behind it."""
    k = values.size
    if item_weight is not None and not np.isscalar(item_weight):
        weights = unequal(item_weight, items)
        return float((weights * values).sum()), float("nan")
    if item_weight is not None:
        weight = number(item_weight, "item_weight", lower=0.0, open_lower=True, upper=1.0)
        return float(weight * values.sum()), weight
    exact = float(values.mean())
    if printed is None or abs(unit * exact - printed) <= _tolerance(printed, slack, unit):
        return exact, 1.0 / k
    if k == round(1 / ITEM_WEIGHTS[version][0]):
        for weight in ITEM_WEIGHTS[version][1:]:
            other = float(weight * values.sum())
            # A rounded weight explains a figure that it gives exactly, not one that is only near.
            if abs(unit * other - printed) <= _tolerance(printed, slack, unit):
                return other, weight
    return exact, 1.0 / k


def _letter(grade: object, argument: str) -> str:
    text = grade.strip() if isinstance(grade, str) else ""
    letter = _GRADE_ALIASES.get(" ".join(text.lower().split()), text.upper())
    if letter not in TEXTS:
        raise InputError.about(
            argument,
            code="unknown_option",
            expected=f"one of {', '.join(TEXTS)}, or its words",
            found=shown(grade),
        )
    return letter


def _slip(
    language: Language, printed: float, unit: float, total: float, values: Float, scale: float
) -> str:
    """Say that the index departs, and which slip explains it where one does."""
    grammar, said = words(language).grammar, words(language).schemes

    def two(x: float) -> str:
        return grammar.figure(float(half_up(np.asarray(x), 2)), decimals=2)

    text = said.index_departs.format(printed=two(printed), found=two(unit * total))
    k = values.size
    for divisor in (k + 1, k - 1, k + 2, k - 2):
        if divisor > 0 and abs(unit * values.sum() / divisor - printed) <= 0.005 * (1 + 1e-9):
            text += " " + said.other_divisor.format(printed=two(printed), divisor=divisor, k=k)
            break
    return text


def _misgraded(
    language: Language, what: str, letter: str, converted: float, own: str, version: str
) -> str:
    grammar, said = words(language).grammar, words(language).schemes
    text = said.grade_departs.format(
        what=what,
        letter=f"{letter} ({say(TEXTS[letter], language)})",
        value=grammar.figure(float(half_up(np.asarray(converted), 2)), decimals=2),
        own=f"{own} ({say(TEXTS[own], language)})",
    )
    other = "2004" if version == "2017" else "2017"
    if str(graded(np.array([converted]), other)[0]) == letter:
        text += " " + said.other_grades.format(version=other)
    return text


def _item_findings(
    language: Language,
    given: Any,
    items: list[str],
    values: Float,
    grades: NDArray[Any],
    version: str,
) -> list[str]:
    """Items whose published grade is not that of their mean."""
    if given is None:
        return []
    if isinstance(given, Mapping):
        pairs = dict(given)
    else:
        grades_given = listed(given, "item_grades", expected="one grade for each item")
        if len(grades_given) != len(items):
            raise InputError.about(
                "item_grades",
                code="wrong_shape",
                expected=f"{len(items)} grades, one for each item",
                found=str(len(grades_given)),
            )
        pairs = dict(zip(items, grades_given, strict=True))
    out = []
    for name, grade in pairs.items():
        choice(name, "item_grades", tuple(items))
        letter, j = _letter(grade, "item_grades"), items.index(name)
        if letter != grades[j]:
            value = SCALE * float(values[j])
            out.append(_misgraded(language, name, letter, value, str(grades[j]), version))
    return out
