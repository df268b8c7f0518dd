"""The scorecard: one tree of indicators and groups, with its grades, as a table and as JSON."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from os import PathLike
from typing import Any, Self

from pydantic import model_validator

from .._definitions import Code, Positive, fingerprint
from .._paths import path_of
from .._results.display import page, text
from .aggregations import (
    Aggregation,  # noqa: F401 - pydantic looks up inherited fields here
    ignores_weights,
)
from .bands import Bands
from .parts import Group, Indicator, Node, Part, effective, walk  # noqa: F401 - as above
from .text import Words
from .view import shown_card


class Scorecard(Node):
    """One definition of performance: indicators, weights, groups, grades.

    Parameters
    ----------
    code, name : str
        Which card this is.
    parts : sequence of Indicator or Group
        What is measured.
    aggregation : str, Power, OWA or MPI
        How the top parts add up to the total.
    bands : Bands, optional
        Grades of the total.
    version, source : str
        Version of the card, and the decree or paper it comes from.
    weights_sum : float, optional
        What stated weights must sum to, such as 100: at the top, and in each group either to this
        or to the weight of the group. Without it any weights above 0 will do.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(code="a", name="A", scale=Identity(), weight=70),
    ...         Indicator(code="b", name="B", scale=Identity(), weight=30),
    ...     ),
    ... )
    >>> card.weights
    {'a': 0.7, 'b': 0.3}
    >>> Scorecard.model_validate_json(card.model_dump_json()) == card
    True
    """

    bands: Bands | None = None
    version: Code = "1"
    source: Words = ""
    weights_sum: Positive | None = None

    @model_validator(mode="after")
    def _weights_as_stated(self) -> Self:
        if self.weights_sum is None:
            return self
        sums, wrong = [], False
        nodes: tuple[Node, ...] = (self, *self.groups)
        for node in nodes:
            if ignores_weights(node.aggregation):
                continue
            found = math.fsum(part.weight for part in node.parts)
            allowed = [self.weights_sum] + ([node.weight] if isinstance(node, Group) else [])
            wrong |= not any(math.isclose(found, x, rel_tol=1e-9) for x in allowed)
            sums.append(f"{node.code!r} {found:g}")
        if wrong:
            raise ValueError(
                f"weights must sum to {self.weights_sum:g} at the top, and in a group to that or "
                f"to the weight of the group; got {', '.join(sums)}"
            )
        return self

    def __repr__(self) -> str:
        return text(shown_card(self))

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return page(shown_card(self))

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        counts = Counter(part.code for part in walk(self))
        twice = [code for code, count in counts.items() if count > 1]
        if twice:
            raise ValueError(
                f"every code must occur once; {', '.join(map(repr, twice[:5]))} repeat"
            )
        return self

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The leaves, in order: the order of an array's columns."""
        return tuple(part for part in walk(self) if isinstance(part, Indicator))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group at every level, each before its parts."""
        return tuple(part for part in walk(self) if isinstance(part, Group))

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators, in order."""
        return tuple(indicator.code for indicator in self.indicators)

    @property
    def weights(self) -> dict[str, float]:
        """Effective weight of each indicator: the product of shares down the tree; sum 1."""
        return dict(effective(self, 1.0))

    @property
    def fingerprint(self) -> str:
        """Sha256 of the canonical JSON: one definition, one fingerprint, however written."""
        return fingerprint(self)

    @classmethod
    def from_table(
        cls,
        frame: Any,
        *,
        code: str = "scorecard",
        name: Any = None,
        aggregation: Any = "arithmetic",
        bands: Bands | None = None,
        version: str = "1",
        source: Any = "",
        weights_sum: float | None = None,
    ) -> Scorecard:
        """Read a scorecard from what offices keep in a spreadsheet: one row a part.

        Parameters
        ----------
        frame : mapping or dataframe
            Columns ``code``, ``name``, ``scale`` (a kind such as ``"linear"``) and, where needed,
            ``group`` (code of the group the part belongs to, empty at the top), ``weight``,
            ``unit``, ``description``, ``source``, ``lower_is_better``, ``valid_min``,
            ``valid_max``, ``aggregation`` (of a group's own row) and one column a parameter of the
            scales (``worst``, ``best``, ``target`` …); points and thresholds as
            ``"0:0; 50:80; 100:100"`` and ``"1; 3"``. Words in Indonesian stand in ``name_id``,
            ``unit_id``, ``description_id`` and ``source_id``, those in another language likewise
            behind its code (``name_jv``). Empty cells keep the default; the
            word ``none`` leaves a cap or floor open. A row without a scale is a group; a group
            without a row of its own weighs what its parts weigh together.
        code, name, aggregation, bands, version, source, weights_sum
            What belongs to the card as a whole.

        Raises
        ------
        InputError
            If a column is unknown, a group has no parts or lies inside itself, a cell cannot be
            read or would have no say, or a row breaks a rule of its scale or indicator.
        ValidationError
            If the card as a whole breaks a rule.

        Examples
        --------
        >>> card = Scorecard.from_table(
        ...     {
        ...         "code": ["att", "task"],
        ...         "name": ["Attendance", "Tasks"],
        ...         "weight": [60, 40],
        ...         "scale": ["linear", "identity"],
        ...         "worst": [0, None],
        ...         "best": [20, None],
        ...     }
        ... )
        >>> card.weights
        {'att': 0.6, 'task': 0.4}
        """
        from .table import read_table

        return cls(
            code=code,
            name=code if name is None else name,
            parts=read_table(frame),
            aggregation=aggregation,
            bands=bands,
            version=version,
            source=source,
            weights_sum=weights_sum,
        )

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Scorecard:
        """Read a scorecard from a file: JSON, a workbook (.xlsx) or CSV, its grades included.

        In a table the columns are those of `from_table`, in any case and also by their Indonesian
        names (kode, nama, bobot, skala …). Grades and the card itself stand on sheets of their own
        (``Grades`` with ``label`` and ``lower``, ``Card`` with ``field`` and ``value``), or as rows
        whose scale is ``grade`` or ``card``.

        Parameters
        ----------
        path : str or path
            The file.

        Raises
        ------
        InputError
            If the file cannot be read, or with all faults of the card at once, each by its cell.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "card.csv"
        >>> rows = ["kode,bobot,skala,worst,best,lower", "kehadiran,60,Linear,80,100,"]
        >>> rows += ["inovasi,40,Identity,,,", "fair,,grade,,,0", "good,,grade,,,75"]
        >>> _ = path.write_text(chr(10).join(rows))
        >>> card = Scorecard.load(path)
        >>> card.weights, [band.label for band in card.bands.bands]
        ({'kehadiran': 0.6, 'inovasi': 0.4}, ['fair', 'good'])
        """
        from .card_file import load

        return load(path_of(path), cls.from_table, cls.model_validate)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the scorecard to a file: .json, .xlsx or .csv, as `load` reads it.

        Parameters
        ----------
        path : str or path
            The file; it is written whole or not at all.

        Raises
        ------
        InputError
            If it cannot be written there, or its name ends otherwise.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "card.csv"
        >>> from kinerja.indicators import Indicator, Linear
        >>> card = Scorecard(
        ...     code="c",
        ...     name="C",
        ...     parts=(Indicator(code="a", name="A", scale=Linear(worst=0, best=5)),),
        ... )
        >>> card.save(path)
        >>> Scorecard.load(path) == card
        True
        """
        from .card_writing import save

        save(self, path_of(path))

    def to_table(self) -> dict[str, list[Any]]:
        """Write the parts as columns of a table, as ``from_table`` reads them.

        Examples
        --------
        >>> from kinerja.indicators import Indicator, Linear
        >>> card = Scorecard(
        ...     code="c",
        ...     name="C",
        ...     parts=(Indicator(code="a", name="A", scale=Linear(worst=0, best=5)),),
        ... )
        >>> Scorecard.from_table(card.to_table(), code="c", name="C") == card
        True
        """
        from .table_writing import write_table

        return write_table(self)
