"""Real schools: an extract of California's Academic Performance Index of 2000."""

from __future__ import annotations

from dataclasses import dataclass

from .._steady import steady
from ..indicators import Scorecard, Text
from .files import SampleTable, read_card, read_table


@dataclass(frozen=True, slots=True)
class Schools:
    """Seventy-one real elementary schools; figures of schools, not of people.

    Examples
    --------
    >>> from kinerja import sample
    >>> real = sample.schools()
    >>> len(real.card.codes), len(real.table["school"])
    (5, 71)
    """

    about: Text
    """What the data are, and their source."""
    card: Scorecard
    """Five indicators in two groups, with grades."""
    table: SampleTable
    """One row per school: its number, index of 1999 and 2000, growth, and facts about it."""


@steady
def schools() -> Schools:
    """Return the real public schools, with a scorecard for them.

    Returns
    -------
    Schools

    References
    ----------
    California Department of Education, Academic Performance Index 2000.

    Examples
    --------
    >>> from kinerja import sample, score
    >>> real = sample.schools()
    >>> scores = score(real.card, real.table, ids="school")
    >>> len(scores), scores.top(1).total.round(1).tolist()
    (71, [82.4])
    """
    return Schools(
        about=Text(
            en="Real schools. Source: California Department of Education, Academic Performance "
            "Index 2000.",
            id="Sekolah sungguhan. Sumber: California Department of Education, Academic "
            "Performance Index 2000.",
        ),
        card=read_card("schools_card.json"),
        table=read_table("schools_2000.csv", text=("school",)),
    )
