"""A card worked out once: what is computed in which order, for an engine or as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .._checks import text, texts
from .._version import VERSION
from .check import columns_of, free_names
from .lazy import own_rulers, refuse_relative
from .plan import plan
from .programs import Stage, size_of
from .request import Request
from .sql import check_names, dialect_of, query, quoted


@dataclass(frozen=True, slots=True, repr=False)
class Compiled:
    """A card as columns: the stages they are computed in, and the names that are appended.

    Attributes
    ----------
    columns : tuple of str
        Names of the appended columns, in their order.
    reads : tuple of str
        Columns of the table that are read.
    stages : tuple of Stage
        Passes over the table; each has the new columns (``new``) and those carried on (``keep``).
    size : int
        Estimated size: the number of operations on a row.

    Examples
    --------
    >>> from kinerja import frames, sample
    >>> compiled = frames.compile(sample.office().card)
    >>> compiled.reads[:2], compiled.columns[-3:]
    (('attendance', 'completion'), ('total', 'band', 'problem'))
    """

    asked: Request
    stages: tuple[Stage, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the appended columns, in their order."""
        return self.asked.appended

    @property
    def reads(self) -> tuple[str, ...]:
        """Columns of the table that are read."""
        return self.asked.reads

    @property
    def size(self) -> int:
        """Estimated size: operations on a row."""
        return size_of(self.stages)

    def __repr__(self) -> str:
        card = self.asked.card
        return (
            f"Compiled(card {card.code!r} version {card.version!r}: {len(self.reads)} columns read,"
            f" {len(self.columns)} appended, {len(self.stages)} stages, {self.size} operations)"
        )

    def sql(
        self, dialect: str, table: str | Sequence[str], *, keep: str | Sequence[str] = ()
    ) -> str:
        """Write the card as one SELECT, without a connection.

        Parameters
        ----------
        dialect : str
            ``"duckdb"``, ``"postgres"``, ``"spark"``, ``"sqlite"``, ``"mysql"`` or ``"mssql"``.
        table : str or sequence of str
            Name of the table, with dots between database, schema and table; as a sequence each
            part is taken as it is.
        keep : str or sequence of str
            Further columns of the table that are carried along, such as the ids. They come first;
            after them the columns that are read, then the appended ones.

        Returns
        -------
        str

        Raises
        ------
        InputError
            If there is no such dialect, a kept column has the name of an appended one, or the
            database would cut a name.

        Notes
        -----
        A row with a fault is not refused: its figures are null, and with ``on_bad="flag"`` the
        column ``problem`` says why. SQLite, MySQL and SQL Server have no NaN, so there is no test
        for it. LEAST and GREATEST need SQL Server 2022.

        Examples
        --------
        >>> from kinerja import frames
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> card = Scorecard(
        ...     code="c", name="C", parts=[Indicator(code="a", name="A", scale=Identity())]
        ... )
        >>> written = frames.compile(card).sql("duckdb", "staff", keep="id")
        >>> written.splitlines()[1], written.splitlines()[-1]
        ('WITH stage_1 AS NOT MATERIALIZED (', 'FROM stage_3')
        """
        words = dialect_of(dialect)
        kept = texts(keep, "keep", expected="names of columns")
        carried = tuple(dict.fromkeys([*kept, *self.reads]))
        free_names(carried, self.columns)
        check_names([*carried, *self.columns], words)
        parts = (
            text(table, "table", expected="its name").split(".")
            if isinstance(table, str)
            else texts(table, "table", expected="its name")
        )
        source = ".".join(quoted(part, words) for part in parts)
        card = self.asked.card
        about = f"card {card.code} version {card.version}, fingerprint {card.fingerprint[:12]}"
        head = f"-- kinerja {VERSION}: {' '.join(about.split())}\n"
        return head + query(self.stages, carried, source, words)

    def score(self, frame: Any) -> Any:
        """Append the columns to a lazy table without looking at its rows; bad rows are null."""
        from .engines import engine_of, is_eager

        if is_eager(frame):
            from .eager import score_eagerly

            return score_eagerly(frame, self.asked)
        engine = engine_of(frame)
        kinds = engine.kinds(frame)
        columns_of(kinds, self.reads)
        free_names(list(kinds), self.columns)
        engine.check_names(self.columns)
        return engine.extend(frame, list(kinds), self.stages)


def compiled(asked: Request) -> Compiled:
    """Work a card out for any table that has its columns."""
    refuse_relative(asked.card)
    made = plan(asked, own_rulers(asked.card))
    return Compiled(asked, tuple(made.stages()))
