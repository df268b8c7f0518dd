"""The index of a pandas table: what its rows are called, unless it only counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import InputError
from ._refuse import joined

NO_IDS: Any = object()
"""Given as `ids` where nobody asks what the rows are called; None asks the table's index."""


@dataclass(frozen=True, slots=True)
class Index:
    """Levels of an index that carry names; `unnamed` where it holds more than a count of rows."""

    levels: Mapping[str, Any] = field(default_factory=dict)
    unnamed: bool = False

    def ids(self, argument: str) -> Any:
        """What the rows are called: the one level there is, or None where they are only counted."""
        if self.unnamed:
            raise InputError.about(
                argument,
                code="missing_argument",
                expected="a name for the index, which holds more than the number of the row",
                found="an index without a name",
                hint="Name it, rename_axis('id'), to have it read; or make it a column with "
                "reset_index(), or drop it with reset_index(drop=True).",
            )
        if len(self.levels) > 1:
            raise InputError.about(
                argument,
                code="contradiction",
                expected="one name a row",
                found=f"an index of {len(self.levels)} levels, {joined(list(self.levels))}",
                hint="Make columns of them with reset_index(), and keep as index, set_index(), "
                "what names the rows.",
            )
        return next(iter(self.levels.values()), None)


def index_of(table: Any) -> Index:
    """Read the index of a table; one without (polars, pyarrow, a mapping) has no levels.

    An integer index without a name counts rows, as that of a filtered table does.
    """
    index: Any = getattr(table, "index", None)
    if isinstance(table, Mapping) or callable(index) or not hasattr(index, "get_level_values"):
        return Index()
    names = list(index.names)
    if names == [None]:
        counts = not len(index) or index.dtype.kind in "iu"
        return Index(unnamed=not counts)
    if None in names:
        return Index(unnamed=True)
    return Index({str(name): index.get_level_values(i) for i, name in enumerate(names)})
