"""Fields of a result from JSON that anybody may have written: read by type, refused by place."""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NoReturn, Union, get_args, get_origin

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, named_class, shown

_DTYPES: dict[str, Any] = {"f": np.float64, "i": np.int64, "b": np.bool_, "O": object}
_INFINITE = {"Infinity": math.inf, "-Infinity": -math.inf}
_KINDS = {
    "f": "numbers, null, 'Infinity' or '-Infinity'",
    "i": "whole numbers of at most 64 bits",
    "b": "true or false",
    "O": "texts or numbers",
}
_PLAIN = (str, bool, int, float, type(None))
_DEEPEST = 60
"""Lists inside lists: no result is as deep, and Python's own limit is far above."""


def _refused(place: str, expected: str, value: Any) -> NoReturn:
    shown = repr(value) if isinstance(value, _PLAIN) else f"a {_kind(value)}"
    raise InputError.about(
        "data",
        code="invalid_input",
        expected=f"{expected} for {place!r}",
        found=shown if len(shown) <= 100 else f"{shown[:100]}…",
        hint="Pass what to_dict() of the same class returned.",
    )


def _kind(value: Any) -> str:
    if isinstance(value, Mapping):
        return "JSON object"
    return "list" if isinstance(value, list | tuple) else type(value).__name__


def read_field(value: Any, hint: Any, place: str) -> Any:
    """What was encoded, by the type of its field; what that type cannot hold is refused."""
    origin = get_origin(hint)
    if origin is Annotated:
        axes = get_args(hint)[1]
        if hasattr(axes, "kind"):
            return _array(value, axes.ndim, axes.kind, place)
        return read_field(value, get_args(hint)[0], place)
    if origin in {Union, types.UnionType}:
        return _union(value, get_args(hint), place)
    if origin is Literal:
        if not isinstance(value, _PLAIN) or value not in get_args(hint):
            _refused(place, f"one of {get_args(hint)}", value)
        return value
    if origin is tuple:
        return _tuple(value, get_args(hint), place)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(value, get_args(hint), place)
    if hasattr(hint, "_from_dict"):
        if not isinstance(value, Mapping):
            _refused(place, f"{named_class(hint)} as a JSON object", value)
        return hint._from_dict(value, f"{place}.")
    if hasattr(hint, "model_validate"):
        return _definition(value, hint, place)
    return _plain(value, hint, place)


def _plain(value: Any, hint: Any, place: str, depth: int = 0) -> Any:
    """One plain value, or whatever JSON holds where the type says no more."""
    if hint is float:
        return _number(value, place)
    if hint in {int, bool, str, type(None)}:
        if type(value) is not hint:
            names = {int: "a whole number", bool: "true or false", str: "a text"}
            _refused(place, names.get(hint, "null"), value)
        return value
    if isinstance(value, list | tuple):
        if depth > _DEEPEST:
            _refused(place, f"lists at most {_DEEPEST} deep", value)
        return tuple(_plain(item, hint, place, depth + 1) for item in value)
    return value


def _number(value: Any, place: str) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str) and value in _INFINITE:
        return _INFINITE[value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refused(place, "a number, null, 'Infinity' or '-Infinity'", value)
    try:
        return float(value)
    except OverflowError:
        _refused(place, "a number that a float64 holds", value)


def _array(value: Any, ndim: int, kind: str, place: str) -> NDArray[Any]:
    if isinstance(value, Mapping):
        return np.empty(_empty_shape(value, ndim, place), dtype=_DTYPES[kind])
    if isinstance(value, np.ndarray):
        value = value.tolist()
    _check_nesting(value, ndim, kind, place)
    if kind == "O":
        return _labels(value, ndim, place)
    flat = value
    for _ in range(ndim - 1):
        flat = [cell for row in flat for cell in row]
    if kind == "f":
        cells = [x if type(x) is float else _number(x, place) for x in flat]
    else:
        cells = flat
        for x in flat:
            if type(x) is not (int if kind == "i" else bool) or not -(2**63) <= x < 2**63:
                _refused(place, _KINDS[kind], x)
    return np.array(cells, dtype=_DTYPES[kind]).reshape(_shape(value, ndim))


def _shape(value: Any, ndim: int) -> tuple[int, ...]:
    sizes = []
    for _ in range(ndim):
        sizes.append(len(value))
        value = value[0] if len(value) else []
    return tuple(sizes)


def _check_nesting(value: Any, ndim: int, kind: str, place: str) -> None:
    """Refuse what is not a list of lists of one length, as deep as the array has axes."""
    expected = f"{_KINDS[kind]} in {'a list' if ndim == 1 else f'lists {ndim} deep'}"
    rows = [value]
    for _ in range(ndim):
        for row in rows:
            if not isinstance(row, list | tuple):
                _refused(place, expected, row)
        if len({len(row) for row in rows}) > 1:
            _refused(place, f"{expected}, all rows of one length", value)
        rows = [cell for row in rows for cell in row] if ndim > 1 else []
        ndim -= 1


def _empty_shape(value: Mapping[str, Any], ndim: int, place: str) -> tuple[int, ...]:
    """Shape of an array without cells; one with cells writes them, and is not read here."""
    shape = value.get("shape")
    sizes = shape if isinstance(shape, list) else []
    good = all(type(size) is int and 0 <= size < 2**53 for size in sizes)
    if set(value) != {"shape"} or len(sizes) != ndim or not good or 0 not in sizes:
        raise InputError.about(
            "data",
            code="wrong_shape",
            expected=f"the shape of an array without cells, {ndim} sizes with a 0 among them,"
            f" for {place!r}",
            found=shown(value),
        )
    return tuple(sizes)


def _labels(value: Any, ndim: int, place: str) -> NDArray[Any]:
    if ndim > 1:
        out = np.empty(_shape(value, ndim), dtype=object)
        for at, row in enumerate(value):
            out[at] = _labels(row, ndim - 1, place)
        return out
    # A label of several parts is a tuple; JSON has only lists.
    cells = [_label(item, place) for item in value]
    kinds = set(map(type, cells))
    if kinds == {bool} or (kinds == {int} and all(-(2**63) <= x < 2**63 for x in cells)):
        return np.array(cells, dtype=np.bool_ if kinds == {bool} else np.int64)
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out


def _label(item: Any, place: str) -> Any:
    if isinstance(item, list | tuple):
        parts = tuple(item)
        if not all(isinstance(part, _PLAIN) for part in parts):
            _refused(place, "labels of plain values", item)
        return parts
    if not isinstance(item, _PLAIN):
        _refused(place, _KINDS["O"], item)
    return item


def _tuple(value: Any, args: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        _refused(place, "a list", value)
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(read_field(item, args[0], f"{place}[{i}]") for i, item in enumerate(value))
    if len(value) != len(args):
        _refused(place, f"a list of {len(args)}", value)
    return tuple(
        read_field(item, arg, f"{place}[{i}]")
        for i, (item, arg) in enumerate(zip(value, args, strict=True))
    )


def _mapping(value: Any, args: tuple[Any, ...], place: str) -> dict[Any, Any]:
    """A mapping; one whose keys are not text came as a list of pairs."""
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 for pair in value
    ):
        pairs = [(tuple(k) if isinstance(k, list) else k, inner) for k, inner in value]
    else:
        _refused(place, "a JSON object, or a list of pairs", value)
    out: dict[Any, Any] = {}
    for key, inner in pairs:
        plain = all(isinstance(part, _PLAIN) for part in (key if type(key) is tuple else (key,)))
        if not plain or (args[0] is str and not isinstance(key, str)):
            _refused(place, "keys of text" if args[0] is str else "keys of plain values", key)
        out[key] = read_field(inner, args[1], f"{place}[{key!r}]")
    return out


def _definition(value: Any, hint: Any, place: str) -> Any:
    """A definition, with all of its faults by their place where it has any."""
    from pydantic import ValidationError

    try:
        return hint.model_validate(value)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, one['loc'])) or 'the whole'}: {one['msg']}"
            for one in error.errors(include_url=False, include_input=False)
        ]
        raise InputError.about(
            "data",
            code="invalid_input",
            expected=f"{named_class(hint)} for {place!r}",
            found="; ".join(faults[:5])[:500],
        ) from None


def _union(value: Any, options: tuple[Any, ...], place: str) -> Any:
    if value is None and type(None) in options:
        return None
    others = [option for option in options if option is not type(None)]
    if len(others) == 1:
        return read_field(value, others[0], place)
    failures = []
    for option in others:
        if isinstance(value, str) and option is float and str in options:
            continue
        try:
            return read_field(value, option, place)
        except InputError as error:
            failures.append(error)
    raise failures[-1]
