"""How a result was made, and whether it was made from a table that is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import _version
from .._checks import floats, is_table, read_columns
from ..errors import InputError
from .base import Result
from .prints import as_column, column_print, versions


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Provenance(Result):
    """How a result was made, so that it can be audited and made again."""

    definition: str | None = None
    """Fingerprint of the definition that was used."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options in force, by name."""
    missing: str | float | None = None
    """Missing-value policy."""
    left_out: tuple[str, ...] = ()
    """What was not used, in words: rows, columns, whatever a reader must know of."""
    library: str = _version.VERSION
    """Version of kinerja that made the result."""
    # Evidence, and no part of the value: the same figures from relabelled data are the same.
    data: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Fingerprint of each column that was read, whatever the order of its rows; empty where a
    result that does not keep its data was made from more than half a million values (a text counts
    for ten), an estimate from more than two million answers, or one that an engine added up."""
    rows: int | None = field(default=None, compare=False)
    """Number of rows that were read; like `data` no part of equality."""
    versions: Mapping[str, str] = field(default_factory=versions)
    """Versions of the numerical libraries that were at work."""
    made_at: str | None = None
    """When the result was made, if whoever made it says so: the library has no clock."""

    def same_data(self, frame: Any) -> bool:
        """Tell whether a table holds the data that the result was made from.

        Rows may stand in another order, and further columns do not matter.

        Parameters
        ----------
        frame : table, mapping or (n, k) array
            The table; the columns of an array are taken in the order in which they were read.

        Raises
        ------
        InputError
            If the result does not know its data, a column is not there, or `frame` is no table.

        Examples
        --------
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> from kinerja.scoring import score
        >>> card = Scorecard(
        ...     code="c", name="c", parts=(Indicator(code="a", name="a", scale=Identity()),)
        ... )
        >>> made = score(card, {"a": [80, 60]}).provenance
        >>> made.same_data({"a": [60, 80], "b": [1, 2]}), made.same_data({"a": [60, 81]})
        (True, False)
        """
        if not self.data:
            raise InputError.about(
                "provenance",
                code="missing_argument",
                expected="the provenance of a result that knows its data",
                found="no fingerprints of data",
                hint="A result made from other results leaves that to them; one made from very "
                "many values, or by an earlier version, does not know. See Provenance.data.",
            )
        names = list(self.data)
        if is_table(frame) or isinstance(frame, Mapping):
            columns = read_columns(frame, names, "frame")
        else:
            x = floats(frame, "frame")
            if x.ndim not in {1, 2}:
                raise InputError.about(
                    "frame",
                    code="wrong_shape",
                    expected="a table, a mapping or an array (n, k)",
                    found=f"shape {x.shape}",
                )
            columns = list(x.reshape(len(x), -1).T) if x.size else []
            if len(columns) != len(names):
                return False
        cells = [as_column(column) for column in columns]
        return all(
            self.rows in {None, column.size} and column_print(column) == self.data[name]
            for name, column in zip(names, cells, strict=True)
        )
