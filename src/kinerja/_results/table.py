"""A result as columns: the rows of one axis, wide or long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import numpy as np
from numpy.typing import NDArray

from .._checks import texts
from ..errors import InputError, shown
from .axes import Held, axes_of, given_names, keys_of, labels_of, layout, size_of, unit_of_name


class Columns(dict[str, NDArray[Any]]):
    """Columns by name, and of each what it shows: which field, of which labels, in what unit."""

    __slots__ = ("parts", "units")

    def __init__(self, columns: Mapping[str, NDArray[Any]] | None = None) -> None:
        super().__init__(columns or {})
        self.parts: dict[str, tuple[str, str]] = {}
        """Name of a spread column to its field and the label that it is for."""
        self.units: dict[str, str | None] = {}


class _Column(NamedTuple):
    name: str
    cells: NDArray[Any]
    field: str
    label: str = ""
    unit: str | None = None


def chosen_axes(result: Any, axis: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The axes asked for, each one that the result has; the main one by default."""
    known = layout(type(result))
    if axis is None:
        return (known.main,) if known.main else ()
    names = (
        (axis,)
        if isinstance(axis, str)
        else texts(axis, "axis", expected="the name of an axis, or of two")
    )
    if not names:
        raise InputError.about(
            "axis",
            code="too_few",
            expected="the name of an axis, or of two",
            found="none",
            hint="Without `axis` the rows are those of the first.",
        )
    for name in names:
        if name not in known.axes:
            raise InputError.about(
                "axis",
                code="unknown_option",
                expected=f"one of {known.axes}" if known.axes else "no axis: single values only",
                found=shown(name),
            )
    return names


def wide(result: Any, axis: str, *, matrices: bool = True) -> Columns:
    """One row for each place on the axis: keys, then every field of the axis.

    A field over two axes has a column for each label of the other one, called
    ``<field>_<label>``; a field over one axis twice (a covariance) is left to the long form.
    """
    keys = keys_of(result, axis)
    found: list[_Column] = []
    for item in layout(type(result)).on(axis):
        value = result._value(item.name) if matrices else result._seen(item.name)
        if value is None or _is_key(result, axis, item) or item.axes.count(axis) > 1:
            continue
        found += _spread(result, item, value, axis, matrices=matrices)
    out = _beside(keys, [column.name for column in found])
    _keep_given(out, keys, given_names(result, axis))
    for column in found:
        shown = column.name
        while shown in out:
            shown = shown.replace("_", "__", 1) if "_" in shown else f"{shown}_"
        out[shown] = column.cells
        out.units[shown] = column.unit
        if column.label:
            out.parts[shown] = (column.field, column.label)
    return out


def _is_key(result: Any, axis: str, item: Held) -> bool:
    paths = type(result)._keys.get(axis, ())
    return item.name in ((paths,) if isinstance(paths, str) else paths)


def _beside(keys: Mapping[str, NDArray[Any]], names: list[str]) -> Columns:
    """Key columns; a grouping that is called like a field, ``n`` say, becomes ``by_n``."""
    taken = {*names, *keys}
    out = Columns()
    for name, labels in keys.items():
        shown = name
        while shown in names or (shown != name and shown in taken):
            shown = f"by_{shown}"
        out[shown] = labels
    return out


def _keep_given(out: Columns, keys: Mapping[str, Any], given: set[str]) -> None:
    """Head the columns of groupings by the names that the caller gave them, letter by letter."""
    for name, head in zip(keys, list(out), strict=False):
        if name in given or any(name.endswith(f"by_{one}") for one in given):
            out.parts[head] = ("", head)


def _spread(result: Any, item: Held, value: Any, axis: str, *, matrices: bool) -> list[_Column]:
    """Columns of one field on an axis."""
    if isinstance(value, Mapping):
        return [
            _Column(f"{item.name}_{key}", inner, item.name, str(key), item.unit)
            for key, inner in value.items()
        ]
    if isinstance(value, tuple):
        return _records(item, value, mappings=matrices)
    if hasattr(value, "_table"):
        return _of_result(item, value)
    if not isinstance(value, np.ndarray):
        return []  # one value where there may be several: it stands among the single values
    if value.ndim == 1:
        own = _Column(item.name, value, item.name, unit=item.unit)
        return [own] if axis in axes_of(item, value) else []
    if not matrices and item.name not in type(result)._opened:
        return []
    own_axes = axes_of(item, value)
    if axis not in own_axes:
        return []
    at = own_axes.index(axis)
    labels = [""]
    for name in own_axes:
        if name != axis:
            more = labels_of(result, name)
            labels = [f"{one}_{label}" if one else label for one in labels for label in more]
    moved = np.moveaxis(value, at, 0).reshape(value.shape[at], len(labels))
    return [
        _Column(f"{item.name}_{label}", moved[:, j], item.name, label, item.unit)
        for j, label in enumerate(labels)
    ]


def _of_result(item: Held, inner: Any) -> list[_Column]:
    """A result on an axis: its rows are those of the axis, or its single values are."""
    main = layout(type(inner)).main
    if main is None:
        values = list(inner._facts().values())
        return [_Column(item.name, _cells(values), item.name, unit=item.unit)]
    table = inner._table(None, long=False)
    further = list(table)[len(keys_of(inner, main)) :]
    out = []
    for name in further:
        part, label = table.parts.get(name, (name, ""))
        out.append(_Column(name, table[name], part, label, table.units.get(name)))
    return out


def _records(item: Held, value: tuple[Any, ...], *, mappings: bool) -> list[_Column]:
    """Columns of a tuple of results, one row each; of plain values, one column."""
    kind = _element(item.hint)
    if kind is None:
        return [_Column(item.name, _cells(list(value)), item.name)]
    names = [
        one.name
        for one in fields(kind)
        if not one.name.startswith("_") and one.name != "provenance"
    ]
    shown = kind._shown_as
    columns = [(shown.get(name, name), [getattr(row, name) for row in value]) for name in names]
    return [
        _Column(name, _cells(cells), name, unit=unit_of_name(name))
        for name, cells in columns
        if mappings or not any(isinstance(cell, Mapping) for cell in cells)
    ]


def _element(hint: Any) -> Any:
    """Class of the results in a field's tuple, or None."""
    if get_origin(hint) is Annotated:
        return _element(get_args(hint)[0])
    for inner in get_args(hint):
        if is_dataclass(inner):
            return inner
    return None


def _cells(values: list[Any]) -> NDArray[Any]:
    """A column of plain values: numbers as numbers, whatever has parts as text."""
    if values and all(type(v) is float or type(v) is int for v in values):
        return np.array(values, dtype=np.int64 if all(type(v) is int for v in values) else float)
    if values and all(type(v) is bool for v in values):
        return np.array(values, dtype=bool)
    out = np.empty(len(values), dtype=object)
    out[:] = [_plain_cell(value) for value in values]
    return out


def _plain_cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return value


def long(result: Any, axes: tuple[str, ...]) -> Columns:
    """One row for each combination of places on the axes: their keys, then every field of them.

    With one axis named, the other is the one that its fields of two axes share.
    """
    axes = axes if len(axes) > 1 else (axes[0], _other(result, axes[0]))
    held = [item for item in layout(type(result)).fields if set(item.axes) & set(axes)]
    full = [item for item in held if _is_there(result, item, axes)]
    if not any(sorted(_axes(result, item)) == sorted(axes) for item in full):
        raise InputError.about(
            "axis",
            code="unknown_option",
            expected="axes that a field of the result has together",
            found=" and ".join(map(repr, axes)),
        )
    sizes = [size_of(result, axis) or 0 for axis in axes]
    keys = Columns()
    for at, axis in enumerate(axes):
        for name, column in keys_of(result, axis).items():
            shape = [1] * len(axes)
            shape[at] = column.size
            whole = np.broadcast_to(column.reshape(shape), sizes).ravel()
            keys[f"{name}_2" if name in keys else name] = whole
    found = Columns()
    for item in full:
        if any(_is_key(result, axis, item) for axis in axes):
            continue
        value, own = result._value(item.name), _axes(result, item)
        order = sorted(range(len(own)), key=lambda i: (axes.index(own[i]), i))
        shape = [1] * len(axes)
        free = list(range(len(axes)))
        for i in order:
            at = next(a for a in free if axes[a] == own[i])
            free.remove(at)
            shape[at] = value.shape[i]
        found[item.name] = np.broadcast_to(value.transpose(order).reshape(shape), sizes).ravel()
    out = _beside(keys, list(found))
    _keep_given(out, keys, {name for axis in axes for name in given_names(result, axis)})
    out.update(found)
    out.units = {item.name: item.unit for item in full}
    return out


def _axes(result: Any, item: Held) -> tuple[str, ...]:
    value = result._value(item.name)
    return axes_of(item, value)


def _is_there(result: Any, item: Held, axes: tuple[str, ...]) -> bool:
    """Tell whether a field is an array that stands on these axes alone."""
    value = result._value(item.name)
    if not isinstance(value, np.ndarray):
        return False
    own = axes_of(item, value)
    return set(own) <= set(axes) and all(own.count(axis) <= axes.count(axis) for axis in own)


def _other(result: Any, first: str) -> str:
    """The second axis of the fields of two axes that have this one; refused where several do."""
    others = {
        own[1 - own.index(first)]
        for item in layout(type(result)).on(first)
        if isinstance(result._value(item.name), np.ndarray)
        and len(own := _axes(result, item)) == 2
        and first in own
    }
    if len(others) == 1:
        return others.pop()
    named = sorted(others)
    raise InputError.about(
        "axis",
        code="unknown_option",
        expected="two axes that a field of the result has",
        found=f"{first!r} with {' or '.join(map(repr, named)) or 'no other'}",
        hint=f"Name both, as in axis=({first!r}, {named[0]!r})." if named else "",
    )


def records(columns: Columns) -> list[dict[str, Any]]:
    """Rows as dicts of plain values; what is missing is None."""
    plain = {name: [_value(v) for v in column.tolist()] for name, column in columns.items()}
    return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]


def _value(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and value != value else value
