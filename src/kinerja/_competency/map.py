"""The table from indicators to the competencies behind them, as a definition."""

from __future__ import annotations

from collections import Counter
from typing import Any, Self

from pydantic import Field, model_validator

from .. import _checks
from .._definitions import Code, Definition, NonNegative, fingerprint
from .._indicators.text import Words
from ..errors import InputError


class Link(Definition):
    """One row of the table: an indicator, a competency behind it, courses that teach it.

    Parameters
    ----------
    indicator : str
        Code of an indicator of the scorecard.
    competency : str
        Name of the competency, as courses name it in their gain.
    courses : tuple of str, optional
        Codes of the courses to name; without them those of the catalogue that raise the competency.
    weight : float
        How much the indicator says about the competency, beside its other indicators; 0 or more.

    Examples
    --------
    >>> Link(indicator="queue", competency="service", courses=("SRV",)).weight
    1.0
    """

    indicator: Code
    competency: Code
    courses: tuple[Code, ...] = ()
    weight: NonNegative = 1.0


class DevelopmentMap(Definition):
    """A table from weak indicators to competencies to courses: an office's own judgement, as data.

    Parameters
    ----------
    code, name : str
        Which table; the name may be a Text.
    links : tuple of Link
        Its rows.
    version, source : str
        Version, and the decree or the people it comes from.

    Raises
    ------
    ValidationError
        If a pair of indicator and competency stands twice, or all weights of a competency are 0.

    Examples
    --------
    >>> table = DevelopmentMap.from_table(
    ...     {
    ...         "indicator": ["queue", "reports"],
    ...         "competency": ["service", "planning"],
    ...         "courses": ["SRV; TLK", ""],
    ...     }
    ... )
    >>> table.links[0].courses, table.competencies
    (('SRV', 'TLK'), ('service', 'planning'))
    >>> DevelopmentMap.model_validate_json(table.model_dump_json()) == table
    True
    """

    code: Code = "development"
    name: Words = ""
    links: tuple[Link, ...] = Field(min_length=1)
    version: Code = "1"
    source: Words = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        pairs = Counter((link.indicator, link.competency) for link in self.links)
        twice = [pair for pair, count in pairs.items() if count > 1]
        if twice:
            raise ValueError(f"{twice[0][0]!r} and {twice[0][1]!r} are linked twice")
        for name in self.competencies:
            if not any(link.weight for link in self.links if link.competency == name):
                raise ValueError(f"competency {name!r}: all weights are 0; give one link a weight")
        return self

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators, each once, in order."""
        return tuple(dict.fromkeys(link.indicator for link in self.links))

    @property
    def competencies(self) -> tuple[str, ...]:
        """Names of the competencies, each once, in order."""
        return tuple(dict.fromkeys(link.competency for link in self.links))

    @property
    def fingerprint(self) -> str:
        """Sha256 of the canonical JSON."""
        return fingerprint(self)

    @classmethod
    def from_table(cls, frame: Any, **fields: Any) -> Self:
        """Read the rows from what offices keep in a spreadsheet.

        Parameters
        ----------
        frame : mapping or dataframe
            Columns ``indicator`` and ``competency``, and where there are any ``courses`` (codes
            parted by semicolons) and ``weight``.
        **fields
            code, name, version, source.

        Raises
        ------
        InputError
            If a column is missing or a cell is empty where it may not be.
        ValidationError
            If the table breaks a rule of its own.

        Examples
        --------
        >>> from kinerja.competency import DevelopmentMap
        >>> table = {"indicator": ["queue"], "competency": ["service"], "courses": ["SRV; FRONT"]}
        >>> DevelopmentMap.from_table(table).links[0].courses
        ('SRV', 'FRONT')
        """
        there = _checks.column_names(frame, "frame", levels=True)
        wanted = ["indicator", "competency", *({"courses", "weight"} & set(there))]
        table: dict[str, list[Any]] = {}
        for name in wanted:
            codes, values = _checks.read_categories(frame, name, "frame")
            table[name] = [None if code < 0 else values[code] for code in codes.tolist()]
        _checks.refuse_uneven({name: len(cells) for name, cells in table.items()}, "frame")
        for name in ("indicator", "competency"):
            gone = [row for row, cell in enumerate(table[name]) if cell is None]
            if gone:
                raise InputError.about(
                    "frame",
                    code="missing_value",
                    expected=f"a code in every row of column {name!r}",
                    found=f"none in row {_checks.joined(gone)}",
                    positions=tuple((row, name) for row in gone[:5]),
                )
        links = []
        for row in range(len(table["indicator"])):
            cell = {name: table[name][row] for name in wanted if table[name][row] is not None}
            if "courses" in cell:
                parts = (part.strip() for part in str(cell["courses"]).split(";"))
                cell["courses"] = tuple(part for part in parts if part)
            links.append(Link(**cell))
        return cls(links=tuple(links), **fields)
