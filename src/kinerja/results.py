"""What every result has in common.

A result is a frozen, slotted dataclass that owns its arrays: they are read-only, share no memory
with the caller's input, and stay read-only after copy and pickle. Results compare by value, print
in a terminal and a notebook, and travel as strict JSON (``to_dict``, ``from_dict``,
``json_schema``) or as a table (``to_frame``).
"""

from __future__ import annotations

import html
import math
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np
from numpy.typing import NDArray

from . import _version
from ._checks import choice
from .errors import InputError

__all__ = ["Provenance", "Result"]


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

_ROWS_SHOWN = 6
_HTML_ROWS_SHOWN = 20
_WIDTH = 79


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
    __hash__ = None  # type: ignore[assignment]
    _memo: dict[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_memo", {})
        for item in fields(self):
            value = getattr(self, item.name)
            frozen = _frozen(value)
            if frozen is not value:
                object.__setattr__(self, item.name, frozen)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            _equal(getattr(self, item.name), getattr(other, item.name))
            for item in fields(self)
            if item.compare
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # The default of a slotted dataclass restores fields without __post_init__, which would
        # leave copied and unpickled arrays writeable.
        values = {item.name: _thawed(getattr(self, item.name)) for item in fields(self)}
        return _rebuild, (type(self), values)

    def _remember(self, name: str, value: Any) -> Any:
        """Keep what is computed on access; arrays are frozen like the fields."""
        return self._memo.setdefault(name, _frozen(value))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in plain JSON types; NaN and missing become None.

        ``json.dumps(result.to_dict(), allow_nan=False)`` always works, and ``from_dict`` restores
        an equal result. An infinite value is written as ``"Infinity"`` or ``"-Infinity"``.
        """
        return {item.name: _encoded(getattr(self, item.name)) for item in self._stored()}

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
        if set(data) != names:
            odd = sorted(set(data) ^ names)
            raise InputError.about(
                "data",
                code="wrong_fields",
                expected=f"the fields of {cls.__name__}",
                found=f"{', '.join(map(repr, odd))} missing or unknown",
                hint="Pass what to_dict() of the same class returned.",
            )
        hints = get_type_hints(cls, include_extras=True)
        return cls(**{name: _decoded(value, hints[name]) for name, value in data.items()})

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of ``to_dict()``."""
        hints = get_type_hints(cls, include_extras=True)
        names = [item.name for item in cls._stored()]
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": cls.__name__,
            "type": "object",
            "properties": {name: _schema(hints[name]) for name in names},
            "required": names,
            "additionalProperties": False,
        }

    def to_frame(self, backend: Backend | None = None) -> Any:
        """Return the rows of the result as a dataframe.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}, optional
            Library of the table; without it the first of these three that is installed.

        Raises
        ------
        InputError
            If the library is unknown or not installed.
        """
        import importlib.util

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

        columns = {name: _writeable(column) for name, column in self._frame().items()}
        return nw.from_dict(columns, backend=backend).to_native()

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
        return self._columns()

    def _headline(self) -> str:
        """One line that says what the result is."""
        facts = [
            f"{item.name}={_short(value)}"
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), bool | int | float | str)
        ]
        return f"{type(self).__name__}({', '.join(facts)})"

    def __repr__(self) -> str:
        lines = _wrapped(self._headline())
        columns = self._columns()
        size = len(next(iter(columns.values()))) if columns else 0
        if size:
            lines += _text_table(columns, size)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        columns = self._columns()
        size = len(next(iter(columns.values()))) if columns else 0
        shown = min(size, _HTML_ROWS_SHOWN)
        head = "".join(f"<th>{html.escape(str(name))}</th>" for name in columns)
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(_short(c[i]))}</td>" for c in columns.values())
            + "</tr>"
            for i in range(shown)
        )
        more = f"<p>… {size - shown} more rows</p>" if size > shown else ""
        table = (
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if size else ""
        )
        return f"<div><p><strong>{html.escape(self._headline())}</strong></p>{table}{more}</div>"


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


def _frozen(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.base is not None:
            # A view would let its owner change the result later.
            value = value.copy(order="K")
        value.flags.writeable = False
        return value
    if isinstance(value, dict):
        return types.MappingProxyType({key: _frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _thawed(value: Any) -> Any:
    if isinstance(value, types.MappingProxyType):
        return {key: _thawed(item) for key, item in value.items()}
    return value


def _writeable(column: NDArray[Any]) -> Any:
    if column.dtype != object:
        return column.copy()
    cells = column.tolist()
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) > 1 or kinds & {tuple, list}:
        # polars and pyarrow take one kind of cell a column: labels of several become text.
        return [None if cell is None else _as_text(cell) for cell in cells]
    return cells


def _as_text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple | list) else str(label)


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)) or a.shape != b.shape:
            return False
        if a.dtype.kind == "f" and b.dtype.kind == "f":
            return bool(np.array_equal(a, b, equal_nan=True))
        if a.dtype.kind != b.dtype.kind:
            # Labels are told apart by what they are, not by how an array holds them.
            if a.size and "O" not in {a.dtype.kind, b.dtype.kind}:
                return False
            if [type(x) for x in a.ravel().tolist()] != [type(x) for x in b.ravel().tolist()]:
                return False
        return bool(a.tolist() == b.tolist())
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(_equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, float) and isinstance(b, float) and a != a and b != b:
        return True
    return bool(a == b)


def _encoded(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.ndim > 1 and not value.size:
            return {"shape": list(value.shape)}  # nested lists cannot say how many columns
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            return _encoded(value.tolist())
        if value.dtype == object:
            return [_encoded(item) for item in value.tolist()]
        return value.tolist()
    if isinstance(value, np.generic):
        return _encoded(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None if value != value else ("Infinity" if value > 0 else "-Infinity")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Result):
        return value.to_dict()
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: _encoded(item) for key, item in value.items()}
        return [[_encoded(key), _encoded(item)] for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [_encoded(item) for item in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return str(value)  # ids may be dates or UUIDs


_DTYPES: dict[str, Any] = {"f": np.float64, "i": np.int64, "b": np.bool_, "O": object}
_INFINITE = {"Infinity": math.inf, "-Infinity": -math.inf}


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, str):
        return _INFINITE[value]
    return math.nan if value is None else value


def _decoded(value: Any, hint: Any) -> Any:
    origin = get_origin(hint)
    if origin is Annotated:
        axes = get_args(hint)[1]
        dtype = _DTYPES[axes.kind]
        if isinstance(value, dict):
            return np.empty(value["shape"], dtype=dtype)
        if axes.kind == "O":
            return _labels(value, axes.ndim)
        return np.array(_numbers(value) if axes.kind == "f" else value, dtype=dtype)
    if origin in {Union, types.UnionType}:
        return _decoded_union(value, get_args(hint))
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_decoded(item, args[0]) for item in value)
        return tuple(_decoded(item, arg) for item, arg in zip(value, args, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = get_args(hint)[1]
        pairs = value.items() if isinstance(value, Mapping) else value
        return {key: _decoded(item, inner) for key, item in pairs}
    if isinstance(hint, type) and issubclass(hint, Result):
        return hint.from_dict(value)
    if hasattr(hint, "model_validate"):
        return hint.model_validate(value)
    if hint is float:
        return float(_numbers(value))
    if hint is Any and isinstance(value, list):
        return tuple(_decoded(item, Any) for item in value)
    return value


def _decoded_union(value: Any, options: tuple[Any, ...]) -> Any:
    if value is None and type(None) in options:
        return None
    failure: Exception | None = None
    for option in options:
        if option is type(None) or (isinstance(value, str) and option is float):
            continue
        try:
            return _decoded(value, option)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            failure = error
    raise InputError(f"`data`: cannot read {value!r}: {failure}", code="unreadable")


def _labels(value: Any, axes: int) -> NDArray[Any]:
    if axes == 1 and value and all(type(item) is int for item in value):
        return np.array(value, dtype=np.int64)
    if axes == 1 and value and all(type(item) is bool for item in value):
        return np.array(value, dtype=np.bool_)
    if axes == 1:
        out = np.empty(len(value), dtype=object)
        # A label of several parts is a tuple; JSON has only lists.
        out[:] = [tuple(item) if isinstance(item, list) else item for item in value]
        return out
    return np.array(value, dtype=object)


def _schema(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        ndim, kind = get_args(hint)[1]
        kinds: dict[str, dict[str, Any]] = {
            "f": {"type": ["number", "string", "null"]},
            "i": {"type": "integer"},
            "b": {"type": "boolean"},
        }
        inner = kinds.get(kind, {})
        for _ in range(ndim):
            inner = {"type": "array", "items": inner}
        if ndim == 1:
            return inner
        shape = {"type": "array", "items": {"type": "integer"}}
        empty = {"type": "object", "properties": {"shape": shape}, "required": ["shape"]}
        return {"anyOf": [inner, empty]}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema(option) for option in get_args(hint)]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0])}
        return {"type": "array", "prefixItems": [_schema(arg) for arg in args]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": ["object", "array"]}
    if isinstance(hint, type) and issubclass(hint, Result):
        return hint.json_schema()
    if hasattr(hint, "model_json_schema"):
        schema: dict[str, Any] = hint.model_json_schema()
        # A schema of its own keeps its definitions, reached from where it is embedded.
        return {"$id": f"kinerja:{hint.__name__}", **schema}
    plain: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": ["number", "string", "null"]},
        type(None): {"type": "null"},
    }
    return plain.get(hint, {})


def _short(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}"
    return str(value)


def _wrapped(line: str) -> list[str]:
    import textwrap

    return textwrap.wrap(line, _WIDTH, subsequent_indent="    ") or [""]


def _text_table(columns: Mapping[str, NDArray[Any]], size: int) -> list[str]:
    shown = min(size, _ROWS_SHOWN)
    cells = {name: [_short(v) for v in column[:shown]] for name, column in columns.items()}
    rows = [""] * (shown + 1)
    left_out = []
    for name, texts in cells.items():
        width = max(len(name), *map(len, texts))
        if len(rows[0]) + width + 2 > _WIDTH:
            left_out.append(name)
            continue
        for i, text in enumerate([name, *texts]):
            rows[i] += "  " + text.rjust(width)
    if size > shown:
        rows.append(f"  … {size - shown} more rows")
    if left_out:
        rows += _wrapped(f"  … more columns: {', '.join(left_out)}")
    return rows
