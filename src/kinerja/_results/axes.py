"""Which rows and columns the arrays of a result stand on, read from the types of its fields.

A field says so in its type: ``points: Annotated[FloatMatrix, Axis("person", "indicator")]``. A
class says which field labels each axis in ``_keys``. Tables, records, JSON Schema and what a
terminal shows all follow from these two; lengths are never compared to guess where a field belongs.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from ..errors import deprecated

Measure = Literal["points", "share", "p", "text"]
"""What a figure is, for the eye: points of a score, a share of 1, a p-value, sentences."""


def former(old: str, new: str, since: str = "0.2", gone: str = "0.3") -> Any:
    """Property for a field that has another name now: it warns, and answers with the field."""

    def read(self: Any) -> Any:
        deprecated(f"{type(self).__name__}.{old}", new, since=since, gone=gone)
        return getattr(self, new)

    read.__doc__ = f"Former name of `{new}`."
    return property(read)


class Axis:
    """Names of the axes of an array field, in order.

    Examples
    --------
    >>> Axis("person", "indicator")
    Axis('person', 'indicator')
    """

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names

    def __repr__(self) -> str:
        return f"Axis({', '.join(map(repr, self.names))})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Axis) and other.names == self.names

    def __hash__(self) -> int:
        return hash(self.names)


class Unit:
    """What a figure is measured in: how many digits of it mean something follows from this.

    Examples
    --------
    >>> Unit("points")
    Unit('points')
    """

    __slots__ = ("measure",)

    def __init__(self, measure: Measure | str) -> None:
        self.measure = measure

    def __repr__(self) -> str:
        return f"Unit({self.measure!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unit) and other.measure == self.measure

    def __hash__(self) -> int:
        return hash(self.measure)


@dataclass(frozen=True, slots=True)
class Held:
    """One field, or one property computed on access, and where it stands."""

    name: str
    axes: tuple[str, ...]
    unit: str | None
    hint: Any
    stored: bool
    """False for a property."""


@dataclass(frozen=True, slots=True)
class Layout:
    """All fields of a class with an axis, its single values, and the order of its axes."""

    fields: tuple[Held, ...]
    """Fields and properties that stand on an axis."""
    singles: tuple[Held, ...]
    """Fields that hold one plain value."""
    axes: tuple[str, ...]
    """Axes in the order of the class's keys, then of its fields."""
    main: str | None
    """The axis of ``to_frame()``; None where a result is its single values."""

    def on(self, axis: str) -> list[Held]:
        """Fields that have the axis."""
        return [item for item in self.fields if axis in item.axes]


def _metadata(hint: Any, kind: type) -> Any:
    """The piece of `Annotated` of one kind, also inside ``X | None``."""
    if get_origin(hint) is Annotated:
        return next((item for item in get_args(hint)[1:] if isinstance(item, kind)), None)
    for option in get_args(hint):
        found = _metadata(option, kind)
        if found is not None:
            return found
    return None


def _held(name: str, hint: Any, *, stored: bool) -> Held:
    axis, unit = _metadata(hint, Axis), _metadata(hint, Unit)
    measure = unit.measure if unit else unit_of_name(name)
    return Held(name, axis.names if axis else (), measure, hint, stored)


def unit_of_name(name: str) -> str | None:
    """What a field is by its name alone: p-values are called so everywhere."""
    return "p" if name in {"p_value", "holm", "bh"} or name.endswith("_p") else None


def _is_single(hint: Any) -> bool:
    """Tell whether a field holds one plain value: a number, a word, or none."""
    if get_origin(hint) is Annotated:
        return _is_single(get_args(hint)[0])
    if get_origin(hint) is Literal or hint in {bool, int, float, str, type(None), Any}:
        return True
    options = get_args(hint)
    return bool(options) and get_origin(hint) not in _CONTAINERS and all(map(_is_single, options))


_CONTAINERS = {tuple, list, dict, Mapping, np.ndarray}


_LAYOUTS: dict[type, Layout] = {}
_DESCRIPTIONS: dict[type, Mapping[str, str]] = {}


def layout(cls: type) -> Layout:
    """Axes of a class of results, read once from its type hints."""
    if cls not in _LAYOUTS:
        _LAYOUTS[cls] = _read_layout(cls)
    return _LAYOUTS[cls]


def descriptions(cls: type) -> Mapping[str, str]:
    """The sentence below each field in the source; empty where there is no source at hand."""
    if cls not in _DESCRIPTIONS:
        _DESCRIPTIONS[cls] = _read_descriptions(cls)
    return _DESCRIPTIONS[cls]


def _read_layout(cls: type) -> Layout:
    hints = get_type_hints(cls, include_extras=True)
    held = [_held(item.name, hints[item.name], stored=True) for item in fields(cls)]
    for name in dir(cls):
        value = inspect.getattr_static(cls, name)
        if isinstance(value, property) and value.fget is not None and not name.startswith("_"):
            hint = value.fget.__annotations__.get("return")
            if "Annotated" in str(hint):
                own = get_type_hints(value.fget, include_extras=True)["return"]
                if _metadata(own, Axis):
                    held.append(_held(name, own, stored=False))
    keys: Mapping[str, Any] = cls._keys  # type: ignore[attr-defined]
    first: tuple[str, ...] = cls._first  # type: ignore[attr-defined]
    held.sort(key=lambda item: first.index(item.name) if item.name in first else len(first))
    placed = tuple(item for item in held if item.axes)
    axes = tuple(dict.fromkeys([*keys, *(name for item in placed for name in item.axes)]))
    main = None if cls._single or not axes else axes[0]  # type: ignore[attr-defined]
    singles = tuple(
        item for item in held if not item.axes and item.stored and _is_single(item.hint)
    )
    return Layout(placed, singles, axes, main)


def _read_descriptions(cls: type) -> Mapping[str, str]:
    out: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if "__dataclass_fields__" not in base.__dict__:
            continue
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
        except (OSError, TypeError, SyntaxError):
            continue
        body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
        for field, below in pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
                and isinstance(below.value.value, str)
            ):
                out[field.target.id] = " ".join(inspect.cleandoc(below.value.value).split())
    return out


def axes_of(item: Held, value: NDArray[Any]) -> tuple[str, ...]:
    """Axes of an array: the last ones where it has fewer than its type names (a total by year)."""
    return item.axes[len(item.axes) - value.ndim :] if value.ndim < len(item.axes) else item.axes


def size_of(result: Any, axis: str) -> int | None:
    """How many rows an axis has; None where nothing of it is there."""
    sizes = sizes_of(result, axis)
    return next(iter(sizes.values())) if sizes else None


def sizes_of(result: Any, axis: str) -> dict[str, int]:
    """Number of rows of an axis by each field that is there; they should all be the same."""
    sizes: dict[str, int] = {}
    for item in layout(type(result)).on(axis):
        if not item.stored:
            continue
        value = getattr(result, item.name)
        at = item.axes.index(axis)
        if isinstance(value, np.ndarray):
            own = axes_of(item, value)
            if axis in own:
                sizes[item.name] = value.shape[own.index(axis)]
        elif hasattr(value, "_table") and at == 0:
            inner = layout(type(value)).main
            size = len(value._facts()) if inner is None else size_of(value, inner)
            sizes[item.name] = size or 0
        elif isinstance(value, tuple) and at == 0:
            sizes[item.name] = len(value)
        elif isinstance(value, Mapping) and at == 0:
            for key, inner in value.items():
                if isinstance(inner, np.ndarray):
                    sizes[f"{item.name}[{key!r}]"] = inner.shape[0]
    return sizes


def _path(result: Any, path: str) -> Any:
    for step in path.split("."):
        result = None if result is None else getattr(result, step)
    return result


def _as_labels(value: Any) -> NDArray[Any]:
    if isinstance(value, np.ndarray):
        return value
    cells = list(value)
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out


KEY_NAMES = {"person": "id"}
"""Axes whose key column has another name than the axis: people are known by their id."""


def keys_of(result: Any, axis: str) -> dict[str, NDArray[Any]]:
    """Key columns of an axis: its labels by name, or positions where nobody gave labels."""
    paths = type(result)._keys.get(axis, ())
    out: dict[str, NDArray[Any]] = {}
    for path in (paths,) if isinstance(paths, str) else paths:
        value = _path(result, path)
        if isinstance(value, Mapping):
            out.update({name: _as_labels(labels) for name, labels in value.items()})
        elif value is not None:
            own = path.rsplit(".", 1)[-1] if not isinstance(paths, str) else None
            name = own or KEY_NAMES.get(axis, axis)
            if name in out:  # a grouping that is called like a label of the rows: neither is lost
                out = {_free(key, out) if key == name else key: v for key, v in out.items()}
            out[name] = _as_labels(value)
    if out:
        return out
    size = size_of(result, axis)
    for item in layout(type(result)).on(axis) if not paths else ():
        inner = getattr(result, item.name)
        if hasattr(inner, "_table") and (main := layout(type(inner)).main) is not None:
            return keys_of(inner, main)
    if not paths and any(
        isinstance(getattr(result, item.name), tuple) for item in layout(type(result)).on(axis)
    ):
        return {}  # rows that are results of their own say who they are
    if paths and not isinstance(paths, str) and size == 1:
        return {}  # the whole, which no grouping names
    return {KEY_NAMES.get(axis, axis): np.arange(size or 0)}


def given_names(result: Any, axis: str) -> set[str]:
    """Names among the keys of an axis that the caller gave, which no language renames."""
    paths = type(result)._keys.get(axis, ())
    for item in layout(type(result)).on(axis) if not paths else ():
        inner = getattr(result, item.name)
        if hasattr(inner, "_table") and (main := layout(type(inner)).main) is not None:
            return given_names(inner, main)
    values = [_path(result, path) for path in ((paths,) if isinstance(paths, str) else paths)]
    return {name for value in values if isinstance(value, Mapping) for name in value}


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """A name for a grouping that no other column has."""
    while name in taken:
        name = f"by_{name}"
    return name


def labels_of(result: Any, axis: str) -> list[str]:
    """One text for each place on an axis, to name a column by."""
    columns = list(keys_of(result, axis).values())
    if not columns:
        return ["all"] * (size_of(result, axis) or 0)
    return [", ".join(map(_text, row)) for row in zip(*(c.tolist() for c in columns), strict=True)]


def _text(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple | list) else str(label)
