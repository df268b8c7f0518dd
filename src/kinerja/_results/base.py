"""What every result has in common: frozen arrays, equality by value, JSON, tables, a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from importlib import import_module
from typing import Any, ClassVar, Literal, Self, cast, get_type_hints

import numpy as np

from .._checks import choice, flag
from .._words import check_language, words
from ..errors import InputError, shown
from . import display
from .axes import keys_of, layout, size_of, sizes_of
from .decoding import read_field
from .encoding import encoded
from .json_schema import core_schema_of, object_schema, pydantic_schema
from .table import Columns, chosen_axes, records, wide
from .table import long as long_form
from .values import equal, frozen, thawed

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")


def _rebuild(cls: type[Result], values: dict[str, Any]) -> Result:
    return cls(**values)


class Result:
    """Base of every result: a frozen dataclass of read-only arrays, labels and numbers.

    Two results are equal when they are of one class and every field is equal; NaN equals NaN.

    Examples
    --------
    >>> from kinerja.scoring import weighted_mean
    >>> weighted_mean([[80, 90]], [3, 1])
    array([82.5])
    """

    __slots__ = ("_memo",)
    __dataclass_fields__: ClassVar[dict[str, Any]]
    _keys: ClassVar[Mapping[str, str | tuple[str, ...]]] = {}
    """Axis to what labels it: a field, a path (``card.codes``), or several of them; main first."""
    _first: ClassVar[tuple[str, ...]] = ()
    """Fields that stand first in a table, in this order; the others follow as they are written."""
    _told: ClassVar[Mapping[str, Any]] = {}
    """What the JSON says beyond the fields, by name and type: figures computed on access."""
    _optional: ClassVar[tuple[str, ...]] = ()
    """Fields that JSON may leave out; they are then None."""
    _shown_as: ClassVar[Mapping[str, str]] = {}
    """Fields that a table calls otherwise: the person of a row is its ``id``."""
    _opened: ClassVar[tuple[str, ...]] = ()
    """Fields over two axes that are printed with the rows: few columns that explain the others."""
    _cells: ClassVar[tuple[str, ...]] = ()
    """Axes whose combinations are the rows of the result: posts are units × jobs."""
    _aside: ClassVar[tuple[str, ...]] = ()
    """Single values that do not stand below the title: it says them, or they are options."""
    _single: ClassVar[bool] = False
    """True where the point of the result is its single values, and its arrays are beside it."""
    __hash__ = None  # type: ignore[assignment]
    _memo: dict[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_memo", {})
        for item in fields(self):
            value = getattr(self, item.name)
            kept = frozen(value)
            if kept is not value:
                object.__setattr__(self, item.name, kept)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            equal(getattr(self, item.name), getattr(other, item.name))
            for item in fields(self)
            if item.compare
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # The default of a slotted dataclass restores fields without __post_init__, which would
        # leave copied and unpickled arrays writeable.
        values = {item.name: thawed(getattr(self, item.name)) for item in fields(self)}
        return _rebuild, (type(self), values)

    def _remember(self, name: str, value: Any) -> Any:
        """Keep what is computed on access; arrays are frozen like the fields."""
        return self._memo.setdefault(name, frozen(value))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in plain JSON types; NaN and missing become None.

        ``json.dumps(result.to_dict(), allow_nan=False)`` always works, and ``from_dict`` restores
        an equal result. An infinite value is written as ``"Infinity"`` or ``"-Infinity"``.
        """
        told = {name: encoded(value) for name, value in self._tell().items()}
        return {item.name: encoded(getattr(self, item.name)) for item in self._stored()} | told

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Restore a result from what ``to_dict`` returned.

        Parameters
        ----------
        data : mapping
            Field name to plain JSON value.

        Raises
        ------
        InputError
            If a field is missing or unknown, or holds what its type cannot: text among numbers,
            rows of different lengths, a word that is none of the choices. It names the field.

        Examples
        --------
        >>> from kinerja.balancing import imbalance
        >>> found = imbalance([10, 30])
        >>> type(found).from_dict(found.to_dict()) == found
        True
        """
        if not isinstance(data, Mapping):
            raise InputError.about(
                "data",
                code="wrong_type",
                expected=f"the fields of {cls.__name__} by name",
                found=type(data).__name__,
                hint="json.loads(text) gives them where the result came as text.",
            )
        return cls._from_dict(data, "")

    @classmethod
    def _from_dict(cls, data: Mapping[str, Any], place: str) -> Self:
        """Read the fields; `place` says where in another result they stand."""
        names = {item.name for item in cls._stored()}
        data = cls._completed({**dict.fromkeys(cls._optional), **data})
        data = {name: value for name, value in data.items() if name not in cls._told}
        if set(data) != names:
            odd = sorted(f"{place}{name}" for name in set(map(str, data)) ^ names)
            raise InputError.about(
                "data",
                code="wrong_shape",
                expected=f"the fields of {cls.__name__}",
                found=f"{', '.join(map(repr, odd))} missing or unknown",
                hint="Pass what to_dict() of the same class returned.",
            )
        hints = get_type_hints(cls, include_extras=True)
        out = cls(
            **{
                name: read_field(value, hints[name], f"{place}{name}")
                for name, value in data.items()
            }
        )
        for axis in layout(cls).axes:
            sizes = sizes_of(out, axis)
            if len(set(sizes.values())) > 1:
                raise InputError.about(
                    "data",
                    code="wrong_shape",
                    expected=f"fields of one length along the axis {axis!r}",
                    found=", ".join(f"{place}{name} {size}" for name, size in sizes.items()),
                )
        return out

    @classmethod
    def _completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the JSON of a result with what it says only once put back wherever it belongs."""
        return data

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of ``to_dict()``."""
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **object_schema(cls)}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic, and whatever stands on it, take and give results as their JSON."""
        return core_schema_of(cls)

    @classmethod
    def _pydantic_json_schema(cls, core: Any, handler: Any) -> dict[str, Any]:
        return pydantic_schema(cls, handler)

    @property
    def axes(self) -> Mapping[str, str | tuple[str, ...] | None]:
        """Axes of the result, the main one first, each with the field that labels it.

        None where nothing labels an axis: its rows are then known by position.
        """
        return {name: self._keys.get(name) or None for name in layout(type(self)).axes}

    def to_frame(
        self,
        axis: str | tuple[str, ...] | None = None,
        backend: Backend | None = None,
        *,
        long: bool = False,
    ) -> Any:
        """Return the rows of one axis as a dataframe; single values as one row.

        The key comes first (``id`` for people, else the name of the axis or of the grouping), then
        every field of the axis. A field over two axes has one column for each label of the other,
        called ``<field>_<label>``.

        Parameters
        ----------
        axis : str, optional
            One of `axes`; the first of them by default. For the long form also a pair of them.
        backend : {"pandas", "polars", "pyarrow"}, optional
            Library of the table; without it the first of these three that is installed. It may
            stand in the first place too: no axis is called so.
        long : bool, default False
            One row for each pair of places on two axes instead of columns by label.

        Raises
        ------
        InputError
            If the axis is not one of the result's, or the library is unknown or not installed.

        Examples
        --------
        >>> from kinerja import ranking
        >>> ranking.topsis([[9, 1], [8, 6]], [0.5, 0.5]).to_frame("pandas").columns.tolist()
        ['id', 'score', 'rank']
        """
        import importlib.util

        if isinstance(axis, str) and axis in BACKENDS and backend is None:
            axis, backend = None, cast("Backend", axis)
        columns = self._table(axis, long=flag(long, "long"))
        if backend is None:
            installed = [name for name in BACKENDS if importlib.util.find_spec(name)]
            backend = installed[0] if installed else "pandas"
        choice(backend, "backend", BACKENDS)
        if importlib.util.find_spec(backend) is None:
            raise InputError.about(
                "backend",
                code="not_installed",
                expected="an installed dataframe library",
                found=shown(backend),
                hint=f"Install it with: pip install {backend}",
            )
        import narwhals as nw

        written = {name: display.writeable(column) for name, column in columns.items()}
        return nw.from_dict(written, backend=backend).to_native()

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the result, where `kinerja.plotting` has one picture for it.

        Parameters
        ----------
        ax : matplotlib Axes, optional
            Where to draw; by default a figure of its own.
        **options
            Of that picture, ``language="id"`` for one.

        Returns
        -------
        matplotlib.figure.Figure

        Raises
        ------
        InputError
            If there is no picture for it, or several, one of which is to be chosen.

        Examples
        --------
        >>> from kinerja.impact import service_times
        >>> service_times([1, 2, 2, 4], target=2).plot(language="id").axes[0].get_ylabel()
        'Persentase layanan selesai'
        """
        # Pictures know the results, so results do not know the pictures.
        return import_module("kinerja.plotting").draw(self, ax, **options)

    def to_records(self, axis: str | tuple[str, ...] | None = None) -> list[dict[str, Any]]:
        """Return the rows of one axis as dicts of plain values; what is missing is None.

        Parameters
        ----------
        axis : str, optional
            One of `axes`; the first of them by default.

        Raises
        ------
        InputError
            If the axis is not one of the result's.

        Examples
        --------
        >>> from kinerja.impact import n_gain
        >>> n_gain([50, 60], [75, 60], 100).to_records("person")
        [{'id': 0, 'gain': 0.5}, {'id': 1, 'gain': 0.0}]
        """
        return records(self._table(axis, long=isinstance(axis, tuple)))

    def _table(self, axis: str | tuple[str, ...] | None, *, long: bool) -> Columns:
        """Columns of an axis, or of the single values where the result is made of these."""
        names = chosen_axes(self, axis)
        if axis is None and self._cells and not long:
            return self._rows_of_cells()
        if not names or (axis is None and size_of(self, names[0]) is None):
            return Columns({name: np.array([value]) for name, value in self._facts().items()})
        if long or len(names) > 1:
            return long_form(self, names)
        return wide(self, names[0])

    def _rows_of_cells(self) -> Columns:
        axes = self._cells_there()
        return long_form(self, axes) if len(axes) > 1 else wide(self, axes[0])

    def _cells_there(self) -> tuple[str, ...]:
        return tuple(name for name in self._cells if size_of(self, name) is not None)

    @classmethod
    def _stored(cls) -> list[Any]:
        """Fields that make up the value of the result."""
        return list(fields(cls))

    def _tell(self) -> dict[str, Any]:
        """Return what `_told` names."""
        return {}

    def _value(self, name: str) -> Any:
        """A field or property as a table takes it; None where this result does not have it."""
        return getattr(self, name)

    def _seen(self, name: str) -> Any:
        """A field or property as it is shown, where a table that is kept would refuse it."""
        return self._value(name)

    def _facts(self, language: str = "en") -> dict[str, Any]:
        """Single values by the name of the field, or by words of the language."""
        return {
            item.name: value
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), bool | int | float | str)
        }

    def _headline(self, language: str = "en") -> str:
        """One line that says what the result is, in words."""
        name = type(self).__name__
        return words(language).results.titles.get(name, name)

    def _shown(self, language: str = "en") -> display.Shown:
        """What a terminal and a notebook show: title, single values, rows of the main axis."""
        known = layout(type(self))
        said = words(language).results
        facts = self._facts(language)
        for name in self._aside:
            facts.pop(name, None)
        units = {item.name: item.unit for item in (*known.fields, *known.singles)}
        prose = [name for name, unit in units.items() if unit == "text" and name in facts]
        texts = [str(facts.pop(name)) for name in prose]
        keys, columns = 0, Columns()
        if self._cells:
            columns = self._rows_of_cells()
            keys = len(self._cells_there())
        elif known.main is not None and size_of(self, known.main) is not None:
            columns = wide(self, known.main, matrices=False)
            keys = len(keys_of(self, known.main))
        others = [axis for axis in known.axes if axis not in {known.main, *self._cells}]
        tables = ", ".join(f"to_frame({axis!r})" for axis in others)
        return display.Shown(
            self._headline(language),
            facts,
            columns,
            units | columns.units,
            keys=keys,
            prose=texts,
            more=[said.further.format(tables=tables)] if others else [],
            heads=said.heads_of(columns, columns.parts) | said.heads_of(facts, {}),
            language=language,
        )

    def to_text(self, *, language: str = "en") -> str:
        """Return what a terminal shows: a title, the single values, the first rows.

        Parameters
        ----------
        language : str, default "en"
            Of title, heads and numbers: ``"en"`` or ``"id"``. Labels and codes stay as they are.

        Examples
        --------
        >>> from kinerja.balancing import imbalance
        >>> print(imbalance([1.0, 3.0]).to_text(language="id"))
        Ketimpangan beban
          Gini                    0,25
          Theil                   0,1308
          KV                      0,5
          Jain                    0,8
          terbesar per rata-rata  1,5
          Hoover                  0,25
        """
        check_language(language)
        return display.text(self._shown(language))

    def to_html(self, *, language: str = "en") -> str:
        """Return what a notebook shows, as HTML to be put into a page.

        Parameters
        ----------
        language : str, default "en"
            As for `to_text`.

        Returns
        -------
        str
            A ``<div>`` with every text escaped; it takes its colours from the page around it.

        Examples
        --------
        >>> from kinerja.balancing import imbalance
        >>> imbalance([10, 30]).to_html().startswith("<div")
        True
        """
        check_language(language)
        return display.page(self._shown(language))

    def show(self, *, language: str = "en") -> display.Rendering:
        """Show the result in a notebook or terminal in another language.

        Parameters
        ----------
        language : str, default "en"
            As for `to_text`.

        Examples
        --------
        >>> from kinerja.balancing import imbalance
        >>> print(imbalance([10, 30]).show(language="id"))
        Ketimpangan beban
          Gini                    0,25
          Theil                   0,1308
          KV                      0,5
          Jain                    0,8
          terbesar per rata-rata  1,5
          Hoover                  0,25
        """
        return display.Rendering(self.to_text(language=language), self.to_html(language=language))

    def __repr__(self) -> str:
        return display.text(self._shown())

    def _repr_html_(self) -> str:
        return display.page(self._shown())
