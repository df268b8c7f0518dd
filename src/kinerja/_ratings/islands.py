"""Who was rated by whom: the graph of subjects and raters, and the islands it falls into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Flags, Float, Ints
from ..errors import SHOWN, InputError

Islands = Literal["refuse", "separate"]
ISLANDS: tuple[Islands, ...] = ("refuse", "separate")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the graph: all subjects, or all raters."""

    code: Ints
    """(n,) who it is, of each rating."""
    count: Float
    """(q,) ratings of each."""
    island: Ints
    """(q,) island of each."""

    @property
    def size(self) -> int:
        """How many there are."""
        return self.count.size

    def total(self, y: Float) -> Float:
        """(q,) sum of `y` over the ratings of each."""
        return np.asarray(np.bincount(self.code, y, self.size), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Graph:
    """Subjects and raters, joined where the one was rated by the other."""

    subject: Side
    rater: Side
    pairs: Any
    """Sparse (subjects, raters): how often the one was rated by the other."""
    count: Float
    """(k,) ratings of each island."""
    raters: Ints
    """(k,) raters of each island."""
    subjects: Ints
    """(k,) subjects of each island."""

    @property
    def islands(self) -> int:
        """Number of connected parts."""
        return self.count.size

    @property
    def lonely(self) -> Flags:
        """(k,) islands of one rater: what is the rater's there cannot be told apart."""
        return np.asarray(self.raters == 1)


def graph(subject: Ints, rater: Ints, subjects: int, raters: int) -> Graph:
    """Join subjects and raters; islands are numbered by their first rater."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    pairs = csr_array(
        (np.ones(subject.size), (subject, rater)), shape=(subjects, raters)
    )  # repeated pairs are added up
    pairs.sort_indices()
    # Both sides in one square matrix: subjects first, and nothing below them.
    below = np.full(raters, pairs.indptr[-1], dtype=pairs.indptr.dtype)
    nodes = subjects + raters
    both = csr_array(
        (pairs.data, pairs.indices + subjects, np.concatenate([pairs.indptr, below])),
        shape=(nodes, nodes),
    )
    found, part = connected_components(both, directed=False)
    first = np.full(found, raters)
    np.minimum.at(first, part[subjects:], np.arange(raters))
    number = np.empty(found, dtype=np.int64)
    number[np.argsort(first)] = np.arange(found)
    of_subject, of_rater = number[part[:subjects]], number[part[subjects:]]
    return Graph(
        subject=Side(subject, _count(subject, subjects), of_subject),
        rater=Side(rater, _count(rater, raters), of_rater),
        pairs=pairs,
        count=_count(of_rater[rater], found),
        raters=np.bincount(of_rater, minlength=found),
        subjects=np.bincount(of_subject, minlength=found),
    )


def _count(code: Ints, size: int) -> Float:
    return np.bincount(code, minlength=size).astype(np.float64)


def refuse_thin(subjects: int, raters: int, ratings: int) -> None:
    """Refuse ratings among which a person cannot be told from a rater, or from chance."""
    for many, argument, what in ((raters, "rater", "raters"), (subjects, "subject", "subjects")):
        if many < 2:
            raise InputError.about(
                argument,
                code="too_few",
                expected=f"at least 2 {what}",
                found=str(many),
                hint="With one alone, what is the rater's and what is the person's cannot be told "
                "apart.",
            )
    if subjects == ratings:
        raise InputError.about(
            "subject",
            code="too_few",
            expected="people who are rated more than once",
            found=f"{subjects} people, each rated once",
            hint="What one rating owes to the person, to the rater and to chance cannot be told "
            "apart.",
        )
    if raters == ratings:
        raise InputError.about(
            "rater",
            code="too_few",
            expected="raters who give more than one rating",
            found=f"{raters} raters, each with one rating",
            hint="The rater cannot be told from chance; use the plain means.",
        )


def refuse_islands(found: Graph, rater_names: NDArray[Any]) -> None:
    """Refuse more than one island, naming their number, sizes and raters."""
    if found.islands == 1:
        return
    largest = np.argsort(-found.count, kind="stable")[:SHOWN]
    told = []
    for island in largest.tolist():
        members = np.flatnonzero(found.rater.island == island)
        names = _checks.joined(rater_names[members[:SHOWN]].tolist())
        more = f" and {members.size - SHOWN} more" if members.size > SHOWN else ""
        told.append(f"{found.subjects[island]} people by {members.size} raters ({names}{more})")
    rest = f"; and {found.islands - SHOWN} more" if found.islands > SHOWN else ""
    raise InputError.about(
        "rater",
        code="not_estimable",
        expected="ratings that connect all people and raters",
        found=f"{found.islands} islands with no rater in common: {'; '.join(told)}{rest}",
        hint="Let some raters rate in two islands, or use islands='separate': then nobody is "
        "compared beyond their island.",
        positions=tuple(
            rater_names[np.flatnonzero(found.rater.island == i)[0]] for i in largest.tolist()
        ),
    )


def refuse_alone(found: Graph) -> None:
    """Refuse islands of which none has two raters, or none has two subjects."""
    for many, argument, what in (
        (found.raters, "rater", "raters"),
        (found.subjects, "subject", "people"),
    ):
        if (many == 1).all():
            raise InputError.about(
                argument,
                code="too_few",
                expected=f"an island with two {what}",
                found=f"{found.islands} islands of one",
                hint="What is the rater's and what is the person's cannot be told apart there.",
            )
