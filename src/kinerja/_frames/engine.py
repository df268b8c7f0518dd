"""What an engine must be able to do, and which engine a table belongs to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from .._checks import joined
from ..errors import InputError
from .expressions import Node
from .programs import Stage

ColumnKind = Literal["float", "exact", "text", "boolean", "other"]
"""float may hold NaN and infinity; exact are whole numbers and decimals."""

Aggregates = Mapping[str, tuple[str, Node]]
"""Name → (rows, count, sum, min, max, mean or sd, of what); null does not count."""


class Engine(ABC):
    """A lazy table and what is done with it; nothing runs but aggregates and the smallest ids."""

    name: ClassVar[str]
    longest_name: ClassVar[int] = 255
    folds_case: ClassVar[bool] = True
    """Whether names that differ in case only are one name to it."""

    @abstractmethod
    def kinds(self, frame: Any) -> dict[str, ColumnKind]:
        """Kind of each column, in their order."""

    @abstractmethod
    def extend(self, frame: Any, own: Sequence[str], stages: Sequence[Stage]) -> Any:
        """The table's own columns, and those of the last stage."""

    @abstractmethod
    def one_row(self, frame: Any, aggregates: Aggregates) -> dict[str, Any]:
        """Aggregates of the whole table."""

    @abstractmethod
    def grouped(
        self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates
    ) -> dict[str, list[Any]]:
        """Aggregates of each group, with the groups' labels."""

    def many(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> dict[str, Any]:
        """The same where groups may be many: arrays of figures and of whole labels."""
        return self.grouped(frame, keys, aggregates)

    @abstractmethod
    def summed(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> Any:
        """The same as a lazy table, one row per group."""

    @abstractmethod
    def smallest(self, frame: Any, condition: Node, name: str, count: int) -> list[Any]:
        """Smallest values of a column where a condition holds."""

    @abstractmethod
    def joined(self, frame: Any, key: str, table: Mapping[str, Sequence[Any]]) -> Any:
        """The table with the columns of a small one, whose first column is the key's value."""

    @abstractmethod
    def only(self, frame: Any, condition: Node) -> Any:
        """The rows where a condition holds."""

    def check_names(self, names: Sequence[str]) -> None:
        """Refuse names that the engine would cut."""
        long = [name for name in names if len(name.encode()) > self.longest_name]
        if long:
            raise InputError.about(
                "frame",
                code="not_in_engine",
                expected=f"column names of at most {self.longest_name} bytes ({self.name})",
                found=joined(long),
                hint="Shorten the code or the prefix: the engine would cut the name.",
                positions=tuple(long[:5]),
            )
