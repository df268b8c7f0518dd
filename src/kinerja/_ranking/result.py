"""What every method returns: scores with their direction, the working, and one tie rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .._digits import Ties, rank
from .._results.decoding import read_field
from .._types import Float, Ints
from .._words import words
from ..results import (
    Axis,
    BoolMatrix,
    BoolVector,
    FloatMatrix,
    FloatVector,
    LabelVector,
    Provenance,
    Result,
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ranking(Result):
    """Scores of one method, with the working and the ranks that follow from them.

    Examples
    --------
    >>> from kinerja.ranking import saw
    >>> saw([[80, 3], [90, 2]], [0.6, 0.4]).rank.tolist()
    [1.0, 2.0]
    """

    _keys: ClassVar = {"person": "ids"}
    _aside: ClassVar = ("higher_is_better", "ties", "noise")

    score: Annotated[FloatVector, Axis("person")]
    """(n,) score of each subject."""
    higher_is_better: bool
    """Direction of the score."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """Intermediate arrays and numbers by name, in the order of the formula."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) labels of the subjects, where given."""
    ties: Ties = "min"
    """Rule for scores equal at twelve significant digits, or within `noise`."""
    noise: float = 0.0
    """What rounding leaves of a score that is a difference of larger terms; 0 for other scores."""
    provenance: Provenance = field(default_factory=Provenance)
    """Method, options, and what was left out."""

    @property
    def rank(self) -> Annotated[Float, Axis("person")]:
        """(n,) rank from 1 = best; computed on first access."""
        if "rank" not in self._memo:
            ranks = rank(
                self.score,
                ties=self.ties,
                higher_is_better=self.higher_is_better,
                noise=self.noise,
            )
            self._remember("rank", ranks)
        out: Float = self._memo["rank"]
        return out

    @classmethod
    def _completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(data.get("details"), Mapping):
            return data
        read = {name: _detail(value, name) for name, value in data["details"].items()}
        return {**data, "details": read}

    def _headline(self, language: str = "en") -> str:
        said = words(language).results
        return said.titles["Ranking"].format(
            method=self.provenance.options.get("method", "ranking"),
            n=self.score.size,
            side=said.sides["higher" if self.higher_is_better else "lower"],
        )


def _detail(value: Any, name: str) -> Any:
    """Arrays of a detail come back as they were: whole numbers, labels or floats."""
    if not isinstance(value, list):
        return value
    if {type(item) for item in value} in ({int}, {str}):
        return names_of(value)
    nested = bool(value) and isinstance(value[0], list)
    return read_field(value, FloatMatrix if nested else FloatVector, f"details.{name}")


def names_of(values: Sequence[Any]) -> NDArray[Any]:
    """Labels as an array: whole numbers as such, others as objects."""
    if all(type(item) is int for item in values):
        return np.array(values, dtype=np.int64)
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outranking(Result):
    """Who outranks whom (ELECTRE I), and who is outranked by nobody.

    Examples
    --------
    >>> from kinerja.ranking import electre_i
    >>> electre_i([[9, 8], [3, 2]], [1, 1]).kernel.tolist()
    [True, False]
    """

    _keys: ClassVar = {"person": "ids"}

    concordance: Annotated[FloatMatrix, Axis("person", "person")]
    """(n, n) share of the weights in which the row is at least as good as the column."""
    discordance: Annotated[FloatMatrix, Axis("person", "person")]
    """(n, n) largest lead of the column over the row, as a share of the largest range."""
    relation: Annotated[BoolMatrix, Axis("person", "person")]
    """(n, n) True where the row outranks the column."""
    kernel: Annotated[BoolVector, Axis("person")]
    """(n,) True for those whom nobody outranks."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) labels of the subjects, where given."""
    provenance: Provenance = field(default_factory=Provenance)
    """Method, options, and what was left out."""

    @property
    def outranks(self) -> Annotated[Ints, Axis("person")]:
        """(n,) how many others each one outranks."""
        return np.asarray(self.relation.sum(axis=1))

    @property
    def outranked_by(self) -> Annotated[Ints, Axis("person")]:
        """(n,) how many others outrank each one."""
        return np.asarray(self.relation.sum(axis=0))

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.outranking.format(
            n=self.kernel.size, kernel=int(self.kernel.sum())
        )
