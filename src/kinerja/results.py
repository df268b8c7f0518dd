"""What every result has in common.

A result is a frozen, slotted dataclass that owns its arrays: they are read-only, share no memory
with the caller's input, and stay read-only after copy and pickle. Results compare by value, print
in a terminal and a notebook, and travel as strict JSON (``to_dict``, ``from_dict``,
``json_schema``) or as a table (``to_frame``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

from . import _version
from ._checks import choice, is_table, read_columns
from ._results import display
from ._results.axes import (
    Axis,
    Unit,
    descriptions,
    keys_of,
    layout,
    size_of,
    sizes_of,
    unit_of_name,
)
from ._results.encoding import decoded, encoded, schema
from ._results.prints import column_print, versions
from ._results.small_cells import suppress
from ._results.table import Columns, chosen_axes, records, wide
from ._results.table import long as long_form
from ._results.values import equal, frozen, thawed
from .errors import InputError

__all__ = ["Axis", "Provenance", "Result", "Unit", "suppress"]


def __dir__() -> list[str]:
    return sorted(__all__)


class Axes(NamedTuple):
    """What an array field holds, for its JSON and JSON Schema."""

    ndim: int
    kind: Literal["f", "i", "b", "O"]
    """Letter of the dtype; O for labels, which are text or whole numbers."""


FloatVector = Annotated[NDArray[np.float64], Axes(1, "f")]
FloatMatrix = Annotated[NDArray[np.float64], Axes(2, "f")]
FloatCube = Annotated[NDArray[np.float64], Axes(3, "f")]
IntVector = Annotated[NDArray[np.int64], Axes(1, "i")]
IntMatrix = Annotated[NDArray[np.int64], Axes(2, "i")]
BoolVector = Annotated[NDArray[np.bool_], Axes(1, "b")]
BoolMatrix = Annotated[NDArray[np.bool_], Axes(2, "b")]
LabelVector = Annotated[NDArray[Any], Axes(1, "O")]
LabelMatrix = Annotated[NDArray[Any], Axes(2, "O")]


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
    _shown_as: ClassVar[Mapping[str, str]] = {}
    """Fields that a table calls otherwise: the person of a row is its ``id``."""
    _opened: ClassVar[tuple[str, ...]] = ()
    """Fields over two axes that are printed with the rows: few columns that explain the others."""
    _cells: ClassVar[tuple[str, ...]] = ()
    """Axes whose combinations are the rows of the result: posts are units × jobs."""
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
            If a field is missing or unknown.
        """
        names = {item.name for item in cls._stored()}
        data = {name: value for name, value in data.items() if name not in cls._told}
        if set(data) != names:
            odd = sorted(set(data) ^ names)
            raise InputError.about(
                "data",
                code="wrong_shape",
                expected=f"the fields of {cls.__name__}",
                found=f"{', '.join(map(repr, odd))} missing or unknown",
                hint="Pass what to_dict() of the same class returned.",
            )
        hints = get_type_hints(cls, include_extras=True)
        out = cls(**{name: decoded(value, hints[name]) for name, value in data.items()})
        for axis in layout(cls).axes:
            sizes = sizes_of(out, axis)
            if len(set(sizes.values())) > 1:
                raise InputError.about(
                    "data",
                    code="wrong_shape",
                    expected=f"fields of one length along the axis {axis!r}",
                    found=", ".join(f"{name} {size}" for name, size in sizes.items()),
                )
        return out

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of ``to_dict()``."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **cls._object_schema(schema),
        }

    @classmethod
    def _object_schema(cls, inner: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Schema of the object of all fields, each with its description, axes and unit."""
        hints = get_type_hints(cls, include_extras=True)
        about = descriptions(cls)
        held = {item.name: item for item in (*layout(cls).fields, *layout(cls).singles)}
        properties: dict[str, Any] = {}
        for name in (item.name for item in cls._stored()):
            own = dict(inner(hints[name]))
            if about.get(name):
                own = {"allOf": [own]} if "$ref" in own else own
                own["description"] = about[name]
            if name in held and held[name].axes:
                own["x-axes"] = list(held[name].axes)
            if name in held and held[name].unit:
                own["x-unit"] = held[name].unit
            properties[name] = own
        required = list(properties)
        properties |= {name: inner(hint) for name, hint in cls._told.items()}
        return {
            "title": cls.__name__,
            "description": (cls.__doc__ or "").split("\n", 1)[0],
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic, and whatever stands on it, take and give results as their JSON."""
        from pydantic_core import PydanticCustomError, core_schema

        def read(value: Any) -> Result:
            if isinstance(value, cls):
                return value
            if not isinstance(value, Mapping):
                raise PydanticCustomError("result", f"Input should be a {cls.__name__}")
            return cls.from_dict(value)

        return core_schema.no_info_plain_validator_function(
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.to_dict(), when_used="always"
            ),
            ref=f"{cls.__module__}.{cls.__qualname__}",
            metadata={"pydantic_js_functions": [cls._pydantic_json_schema]},
        )

    @classmethod
    def _pydantic_json_schema(cls, core: Any, handler: Any) -> dict[str, Any]:
        """JSON Schema for pydantic: definitions inside keep their place among its components."""
        from pydantic import TypeAdapter

        def embed(kind: Any) -> dict[str, Any]:
            if issubclass(kind, Result):
                own: dict[str, Any] = kind._pydantic_json_schema(None, handler)
                return own
            found: dict[str, Any] = handler(TypeAdapter(kind).core_schema)
            return found

        def inner(hint: Any) -> dict[str, Any]:
            return schema(hint, embed)

        return cls._object_schema(inner)

    @property
    def axes(self) -> Mapping[str, str | tuple[str, ...] | None]:
        """Axes of the result, the main one first, each with the field that labels it.

        None where nothing labels an axis: its rows are then known by position.
        """
        return {name: self._keys.get(name) for name in layout(type(self)).axes}

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
        """
        import importlib.util

        if axis in BACKENDS and backend is None:
            axis, backend = None, cast("Backend", axis)
        columns = self._table(axis, long=long)
        if backend is None:
            installed = [name for name in BACKENDS if importlib.util.find_spec(name)]
            backend = installed[0] if installed else "pandas"
        choice(backend, "backend", BACKENDS)
        if importlib.util.find_spec(backend) is None:
            raise InputError.about(
                "backend",
                code="not_installed",
                expected="an installed dataframe library",
                found=repr(backend),
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
        """
        return records(self._table(axis, long=isinstance(axis, tuple)))

    def _table(self, axis: str | tuple[str, ...] | None, *, long: bool) -> Columns:
        """Columns of an axis, or of the single values where the result is made of these."""
        if axis is None and self._by_length():
            return self._frame()
        names = chosen_axes(self, axis)
        if axis is None and self._cells and not long:
            return self._rows_of_cells()
        if not names or (axis is None and size_of(self, names[0]) is None):
            return {name: np.array([value]) for name, value in self._facts().items()}
        if long or len(names) > 1:
            return long_form(self, names)
        return wide(self, names[0])

    def _rows_of_cells(self) -> Columns:
        axes = self._cells_there()
        return long_form(self, axes) if len(axes) > 1 else wide(self, axes[0])

    def _cells_there(self) -> tuple[str, ...]:
        return tuple(name for name in self._cells if size_of(self, name) is not None)

    @classmethod
    def _by_length(cls) -> bool:
        """Tell whether a class does not name its axes yet: fields then go by their length."""
        return not (cls._keys or cls._single or layout(cls).axes)

    @classmethod
    def _stored(cls) -> list[Any]:
        """Fields that make up the value of the result."""
        return list(fields(cls))

    def _columns(self) -> dict[str, NDArray[Any]]:
        """Rows of the result by column: by default every 1-D field of the commonest length."""
        vectors = {
            item.name: value
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), np.ndarray) and value.ndim == 1
        }
        if not vectors:
            return {}
        sizes = [value.size for value in vectors.values()]
        size = max(set(sizes), key=sizes.count)
        return {name: value for name, value in vectors.items() if value.size == size}

    def _frame(self) -> dict[str, NDArray[Any]]:
        """Columns of ``to_frame``; more than a terminal shows where there is more."""
        return self._columns() or {name: np.array([value]) for name, value in self._facts().items()}

    def _tell(self) -> dict[str, Any]:
        """Return what `_told` names."""
        return {}

    def _value(self, name: str) -> Any:
        """A field or property as a table takes it; None where this result does not have it."""
        return getattr(self, name)

    def _seen(self, name: str) -> Any:
        """A field or property as it is shown, where a table that is kept would refuse it."""
        return self._value(name)

    def _facts(self) -> dict[str, Any]:
        """Fields that are one plain value."""
        return {
            item.name: value
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), bool | int | float | str)
        }

    def _headline(self) -> str:
        """One line that says what the result is, in words."""
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", type(self).__name__)
        return name[0] + name[1:].lower() if not name.isupper() else name

    def _shown(self) -> display.Shown:
        """What a terminal and a notebook show: title, single values, rows of the main axis."""
        known = layout(type(self))
        own_title = type(self)._headline is not Result._headline
        facts = {} if own_title and type(self)._facts is Result._facts else self._facts()
        if own_title and self._single:
            facts = self._facts()
        units = {item.name: item.unit for item in (*known.fields, *known.singles)}
        prose = [name for name, unit in units.items() if unit == "text" and name in facts]
        texts = [str(facts.pop(name)) for name in prose]
        keys, columns = 1, {}
        if self._by_length():
            columns = self._columns()
            units |= {name: unit_of_name(name) for name in columns}
        elif self._cells:
            columns = self._rows_of_cells()
            keys = len(self._cells_there())
        elif known.main is not None and size_of(self, known.main) is not None:
            columns = wide(self, known.main, matrices=False)
            keys = len(keys_of(self, known.main))
        others = [axis for axis in known.axes if axis not in {known.main, *self._cells}]
        more = (
            [f"Further tables: {', '.join(f'to_frame({a!r})' for a in others)}"] if others else []
        )
        return display.Shown(
            self._headline(), facts, columns, units, keys=keys, prose=texts, more=more
        )

    def __repr__(self) -> str:
        return display.text(self._shown())

    def _repr_html_(self) -> str:
        return display.page(self._shown())


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
    data: Mapping[str, str] = field(default_factory=dict)
    """Fingerprint of each column that was read, whatever the order of its rows; empty where a
    result that does not keep its data was made from more than two million values."""
    rows: int | None = None
    """Number of rows that were read."""
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
            If the result does not know its data, or a column is not there.

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
                hint="Calculate the result again with this version of the library.",
            )
        names = list(self.data)
        if is_table(frame) or isinstance(frame, Mapping):
            columns = read_columns(frame, names, "frame")
        else:
            columns = list(np.asarray(frame, dtype=np.float64).reshape(len(frame), -1).T)
            if len(columns) != len(names):
                return False
        cells = [np.asarray(column) for column in columns]
        return all(
            self.rows in {None, column.size} and column_print(column) == self.data[name]
            for name, column in zip(names, cells, strict=True)
        )
