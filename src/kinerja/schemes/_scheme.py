"""What a scheme is: where a rule comes from, and its tables as data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, StringConstraints, model_validator

from .._checks import one_day
from .._definitions import Code, Definition, Language, Number, String
from .._indicators.text import languages_of
from .._results.display import Shown, page, text
from .._words import check_language
from ..errors import InputError, shown
from ..indicators import Bands, Text, say
from ._codes import codes_of, picked

Evidence = Literal["regulation", "practice", "recalled"]
EVIDENCE_TEXTS: Mapping[Evidence, Text] = {
    "regulation": Text(en="regulation text", id="teks peraturan"),
    "practice": Text(en="official practice", id="praktik resmi"),
    "recalled": Text(
        en="recalled: verify against your agency's regulation",
        id="menurut ingatan: cocokkan dengan peraturan instansi",
    ),
}
"""What each kind of evidence says, in words."""

_LINES = 60
"""Rows of grades that are shown."""

Day = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}(-\d{2}-\d{2})?$")]


class SchemeInfo(Definition):
    """Where a rule comes from and whom it covers.

    Parameters
    ----------
    id, version : str
        Name of the scheme, and the year of the rule.
    regulation : str
        The regulation, or the practice, that the tables come from.
    articles : str
        Articles or pages.
    covers : tuple of str
        Whom or what it covers: PNS, PPPK, units, agencies.
    valid_from, valid_until : str or None
        A year, or a day as YYYY-MM-DD; None where open or not established.
    superseded_by : str
        What came after it, where that is known.
    evidence : {"regulation", "practice", "recalled"}
        Weakest source among the tables: the regulation's text, public official reports, or recall;
        verify what is recalled against your agency's regulation.

    Examples
    --------
    >>> import datetime as dt
    >>> from kinerja.schemes import SchemeInfo
    >>> rule = SchemeInfo(
    ...     id="skm",
    ...     version="2017",
    ...     regulation="Permenpan RB 14/2017",
    ...     valid_from="2017",
    ...     evidence="regulation",
    ... )
    >>> rule.in_force(dt.date(2016, 12, 31)), rule.in_force(dt.date(2017, 1, 1))
    (False, True)
    """

    id: Code
    version: Code
    regulation: String
    articles: String = ""
    covers: tuple[Code, ...] = ()
    valid_from: Day | None = None
    valid_until: Day | None = None
    superseded_by: String = ""
    evidence: Evidence

    def in_force(self, on: datetime.date) -> bool:
        """Whether the rule is in force on a day; where only a year is known, all of it counts.

        In the year of a change the old and the new rule are then both in force. A rule without a
        first or last day is open on that side.
        """
        day = one_day(on, "on").isoformat()
        return _first(self.valid_from or "0001") <= day <= _last(self.valid_until or "9999")

    @property
    def status(self) -> Text:
        """The evidence in words: regulation text, official practice, or recalled."""
        return EVIDENCE_TEXTS[self.evidence]


def _first(day: str) -> str:
    return day if len(day) > 4 else f"{day}-01-01"


def _last(day: str) -> str:
    return day if len(day) > 4 else f"{day}-12-31"


class Row(Definition):
    """One row of a table: its keys, its value, and where the value stands."""

    keys: tuple[Code, ...] = Field(min_length=1)
    value: Number | Code
    article: String = ""
    evidence: Evidence | None = None


class Table(Definition):
    """A named table from one or more codes to a number or a code."""

    name: Code
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        keys = [row.keys for row in self.rows]
        if len(set(keys)) < len(keys):
            raise ValueError(f"table {self.name!r}: a row stands twice")
        return self

    @classmethod
    def of(cls, name: str, table: Mapping[Any, Any]) -> Self:
        """Build a table from a mapping; a tuple as key makes several keys."""
        rows = tuple(
            Row(keys=key if isinstance(key, tuple) else (key,), value=value)
            for key, value in table.items()
        )
        return cls(name=name, rows=rows)

    def to_dict(self) -> dict[Any, float | str]:
        """Return the table as a mapping; the key is a text, or a tuple of them."""
        return {row.keys if len(row.keys) > 1 else row.keys[0]: row.value for row in self.rows}


class Source(Definition):
    """Where the bound of one grade stands."""

    label: Code
    article: String = ""
    evidence: Evidence | None = None


class Grading(Definition):
    """Named grades of a scheme, with the source of each bound."""

    name: Code
    bands: Bands
    sources: tuple[Source, ...] = ()


class Label(Definition):
    """A code and its words."""

    code: Code
    text: Text


class Scheme(SchemeInfo):
    """A scheme with its tables; JSON both ways, so that an agency can ship its own as a file.

    Parameters
    ----------
    gradings : tuple of Grading
        Grades by name.
    tables : tuple of Table
        Weights, coefficients and matrices by name.
    labels : tuple of Label
        Words of each code in English and Indonesian.
    disputed : tuple of str
        What is unclear, contested or this library's reading.

    Examples
    --------
    >>> from kinerja import schemes
    >>> scheme = schemes.get("sakip", "2021")
    >>> scheme.bands("grade").label([90, 90.01]).tolist()
    ['A', 'AA']
    >>> schemes.Scheme.model_validate_json(scheme.model_dump_json()) == scheme
    True
    """

    gradings: tuple[Grading, ...] = ()
    tables: tuple[Table, ...] = ()
    labels: tuple[Label, ...] = ()
    disputed: tuple[String, ...] = ()

    def _shown(self) -> Shown:
        """What a terminal and a notebook show: where the rule comes from, and what it holds."""
        facts = {
            "articles": self.articles,
            "covers": ", ".join(self.covers),
            "valid from": self.valid_from,
            "valid until": self.valid_until,
            "superseded by": self.superseded_by,
            "evidence": self.evidence,
            "tables": ", ".join(item.name for item in self.tables),
            "disputed": " ".join(self.disputed),
        }
        rows = [
            (item.name, str(say(band.label)), -np.inf if band.lower is None else band.lower)
            for item in self.gradings
            for band in item.bands.bands
        ]
        columns = {
            name: np.array([row[at] for row in rows], dtype=kind)
            for at, (name, kind) in enumerate(
                {"grading": object, "grade": object, "from": np.float64}.items()
            )
        }
        return Shown(
            f"{self.id} {self.version}: {self.regulation}",
            {name: value for name, value in facts.items() if value},
            columns if rows else {},
            keys=2,
            limit=_LINES,
        )

    def __repr__(self) -> str:
        return text(self._shown())

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return page(self._shown())

    @property
    def info(self) -> SchemeInfo:
        """Where the rule comes from, without the tables."""
        return SchemeInfo(**{name: getattr(self, name) for name in SchemeInfo.model_fields})

    def bands(self, name: str) -> Bands:
        """Return the grades of that name; an unknown name is refused."""
        found: Bands = _named({item.name: item.bands for item in self.gradings}, name)
        return found

    def words(self, codes: Any, language: Language = "en") -> Any:
        """Return the words of a code, or of an array of them; the empty code stays empty.

        An unknown code is refused, and the known ones are named.

        Examples
        --------
        >>> from kinerja import schemes
        >>> schemes.get("sakip", "2021").words(["AA", "CC", ""], "id").tolist()
        ['Sangat Memuaskan', 'Cukup', '']
        """
        check_language(language, also=languages_of(*(label.text for label in self.labels)))
        known = {label.code: say(label.text, language) for label in self.labels}
        names = (*known, "")
        return picked((*known.values(), ""), codes_of(codes, "codes", names))

    def table(self, name: str) -> dict[Any, float | str]:
        """Return the table of that name as a mapping; an unknown name is refused."""
        found: Table = _named({item.name: item for item in self.tables}, name)
        return found.to_dict()


def _named(items: Mapping[str, Any], name: str) -> Any:
    if type(name) is not str or name not in items:
        raise InputError.about(
            "name",
            code="unknown_option",
            expected=f"one of {', '.join(items)}" if items else "nothing: the scheme has none",
            found=shown(name),
        )
    return items[name]


@cache
def official(id: str, version: str) -> Scheme:
    """Read one version of a scheme from its file; its words are added by its module."""
    file = files(__package__).joinpath("_tables", f"{id}_{version}.json")
    return Scheme.model_validate_json(file.read_text(encoding="utf-8"))


def labelled(id: str, version: str, texts: Mapping[str, Text] | None = None) -> Scheme:
    """Return the scheme of that file with the words of its codes."""
    labels = tuple(Label(code=code, text=text) for code, text in (texts or {}).items())
    return official(id, version).model_copy(update={"labels": labels})


def numbers(id: str, version: str, table: str) -> Mapping[str, float]:
    """Return a table from single codes to numbers; whole numbers as such."""
    rows = official(id, version).table(table).items()
    return {str(key): _whole(float(value)) for key, value in rows}


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
