"""How many respondents the guide asks for, and whether a survey has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice, joined, number, whole_number
from ..._definitions import Language
from ..._steady import steady
from ..._types import Float
from ..._words import words
from ...errors import SHOWN, InputError, shown
from .tables import ITEMS, Version

_SHOWN = 5
"""Units that a sentence names."""


@steady
def sample_size(population: int, *, version: Version = "2017") -> int:
    """Respondents that the guide asks for.

    Parameters
    ----------
    population : int
        People served in the period, at least 1.
    version : {"2017", "2004"}
        2017: the table of Krejcie and Morgan. 2004: 150, that is (14 items + 1)·10; recalled,
        verify against your agency's regulation; never more than the population.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If the population is not a whole number of at least 1.

    Notes
    -----
    χ²NP(1 − P)/(d²(N − 1) + χ²P(1 − P)) with χ² = 3.841, P = .5 and d = .05, rounded half up as in
    the printed table. That the guide means this table is recalled; verify against your agency's
    regulation.

    References
    ----------
    Krejcie, R. V. and Morgan, D. W. (1970). Determining sample size for research activities.
    Educational and Psychological Measurement 30, 607–610.

    Examples
    --------
    >>> sample_size(1000), sample_size(100), sample_size(1000, version="2004")
    (278, 80, 150)
    """
    from ...survey import krejcie_morgan

    choice(version, "version", tuple(ITEMS))
    people = whole_number(population, "population", lower=1, upper=10**12)
    if version == "2004":
        return min(people, (len(ITEMS["2004"]) + 1) * 10)
    return krejcie_morgan(people)


class Respondents(NamedTuple):
    """Respondents that the guide's table asks for."""

    required: Float
    """(d,) NaN where nobody said how many people are served."""
    text: str


def table_size(
    population: Any,
    served: Float | None,
    n: NDArray[np.int64],
    labels: list[Any],
    version: Version,
    language: Language,
) -> Respondents:
    """Say how many respondents the table asks for in each domain, and where there are fewer.

    `served` are the sums of the weights by domain where these are people served: where the design
    has its populations, by fpc or by calibration.
    """
    people = _people(population, labels)
    if population is None and served is not None:
        people = np.maximum(np.round(served), 1.0)
    required = np.array(
        [np.nan if np.isnan(x) else sample_size(int(x), version=version) for x in people.tolist()]
    )
    return Respondents(required, _sentence(n, required, labels, language))


def knows_population(design: Any) -> bool:
    """Whether the weights of a design sum to the population: by fpc, or by calibration."""
    if design is None:
        return False
    return bool(design.adjustments) or bool((design.stages[0].fraction > 0).all())


def _people(population: Any, labels: list[Any]) -> Float:
    """People served (d,) by domain; NaN where unknown."""
    if population is None:
        return np.full(len(labels), np.nan)
    if not isinstance(population, Mapping):
        if labels != [()]:
            raise InputError.about(
                "population",
                code="wrong_type",
                expected="people served by label of `by`, as a mapping",
                found=shown(population),
            )
        return np.array([float(whole_number(population, "population", lower=1))])
    if labels == [()]:
        raise InputError.about(
            "population",
            code="wrong_type",
            expected="one number: there is no `by`",
            found=f"a mapping of {len(population)}",
        )
    odd = [label for label in population if label not in labels]
    if odd:
        raise InputError.about(
            "population",
            code="unknown_label",
            expected=f"labels of `by`: {joined(labels)}",
            found=joined(odd),
            positions=tuple(odd[:SHOWN]),
        )
    out = np.full(len(labels), np.nan)
    for label, people in population.items():
        size = number(people, "population", lower=1.0)
        if size % 1:
            raise InputError.about(
                "population",
                code="wrong_type",
                expected="whole numbers of people",
                found=f"{size:g} for {joined([label])}",
                positions=(label,),
            )
        out[labels.index(label)] = size
    return out


def _sentence(n: NDArray[np.int64], required: Float, labels: list[Any], language: Language) -> str:
    said, grammar = words(language).schemes, words(language).grammar
    known = ~np.isnan(required)
    short = known & (n < np.nan_to_num(required))

    def count(x: float) -> str:
        return grammar.figure(float(x), decimals=0)

    if labels == [()]:
        pair = {"n": count(n[0]), "required": count(required[0]) if known[0] else ""}
        if not known[0]:
            return said.table_unknown.format(**pair)
        return (said.table_short if short[0] else said.table_reached).format(**pair)
    if not known.any():
        return said.table_unknown.format(n=count(n.sum()))
    if not short.any():
        out = said.table_reached_everywhere
    else:
        at = np.flatnonzero(short).tolist()
        places = [
            said.table_place.format(
                where=joined([labels[i]]).strip("'"), n=count(n[i]), required=count(required[i])
            )
            for i in at[:_SHOWN]
        ]
        if len(at) > _SHOWN:
            places.append(said.more.format(n=len(at) - _SHOWN))
        out = said.table_short_in.format(places="; ".join(places))
    if not known.all():
        out += " " + said.table_unknown_in.format(n=int((~known).sum()))
    return out
