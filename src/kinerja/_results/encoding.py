"""Fields of a result as strict JSON, back again, and the JSON Schema of both."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError


def encoded(value: Any) -> Any:
    """Plain JSON types; NaN and missing become None."""
    if isinstance(value, np.ndarray):
        if value.ndim > 1 and not value.size:
            return {"shape": list(value.shape)}  # nested lists cannot say how many columns
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            return encoded(value.tolist())
        if value.dtype == object:
            return [encoded(item) for item in value.tolist()]
        return value.tolist()
    if isinstance(value, np.generic):
        return encoded(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None if value != value else ("Infinity" if value > 0 else "-Infinity")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "to_dict"):  # a result inside a result
        return value.to_dict()
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: encoded(item) for key, item in value.items()}
        return [[encoded(key), encoded(item)] for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [encoded(item) for item in value]
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


def decoded(value: Any, hint: Any) -> Any:
    """What was encoded, by the type of its field."""
    origin = get_origin(hint)
    if origin is Annotated:
        axes = get_args(hint)[1]
        if not hasattr(axes, "kind"):
            return decoded(value, get_args(hint)[0])
        dtype = _DTYPES[axes.kind]
        if isinstance(value, dict):
            return np.empty(_empty_shape(value, axes.ndim), dtype=dtype)
        if axes.kind == "O":
            return _labels(value, axes.ndim)
        return np.array(_numbers(value) if axes.kind == "f" else value, dtype=dtype)
    if origin in {Union, types.UnionType}:
        return _decoded_union(value, get_args(hint))
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(decoded(item, args[0]) for item in value)
        return tuple(decoded(item, arg) for item, arg in zip(value, args, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = get_args(hint)[1]
        pairs = value.items() if isinstance(value, Mapping) else value
        return {key: decoded(item, inner) for key, item in pairs}
    if hasattr(hint, "from_dict"):
        return hint.from_dict(value)
    if hasattr(hint, "model_validate"):
        return hint.model_validate(value)
    if hint is float:
        return float(_numbers(value))
    if hint is Any and isinstance(value, list):
        return tuple(decoded(item, Any) for item in value)
    return value


def _empty_shape(value: dict[str, Any], ndim: int) -> tuple[int, ...]:
    """Shape of an array without cells; one with cells writes them, and is none of this."""
    shape = value.get("shape")
    sizes = shape if isinstance(shape, list) else []
    good = all(type(size) is int and 0 <= size < 2**53 for size in sizes)
    if set(value) != {"shape"} or len(sizes) != ndim or not good or 0 not in sizes:
        raise InputError.about(
            "data",
            code="wrong_shape",
            expected=f"the shape of an array without cells, {ndim} sizes with a 0 among them",
            found=repr(value)[:200],
        )
    return tuple(sizes)


def _decoded_union(value: Any, options: tuple[Any, ...]) -> Any:
    if value is None and type(None) in options:
        return None
    failure: Exception | None = None
    for option in options:
        if option is type(None) or (isinstance(value, str) and option is float):
            continue
        try:
            return decoded(value, option)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            failure = error
    raise InputError(f"`data`: cannot read {value!r}: {failure}", code="invalid_input")


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


def schema(hint: Any, embed: Callable[[Any], dict[str, Any]] | None = None) -> dict[str, Any]:
    """JSON Schema of a field by its type.

    `embed` gives the schema of a result or a definition inside; without it they stand in full.
    """
    origin = get_origin(hint)
    if origin is Annotated:
        axes = get_args(hint)[1]
        if not hasattr(axes, "kind"):  # no array: what else is said of it stands beside the type
            return schema(get_args(hint)[0], embed)
        ndim, kind = axes
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
        return {"anyOf": [schema(option, embed) for option in get_args(hint)]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": schema(args[0], embed)}
        return {"type": "array", "prefixItems": [schema(arg, embed) for arg in args]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": ["object", "array"]}
    if embed is not None and (hasattr(hint, "json_schema") or hasattr(hint, "model_json_schema")):
        return embed(hint)
    if hasattr(hint, "json_schema"):
        inner_result: dict[str, Any] = hint.json_schema()
        return inner_result
    if hasattr(hint, "model_json_schema"):
        own: dict[str, Any] = hint.model_json_schema()
        # A schema of its own keeps its definitions, reached from where it is embedded.
        return {"$id": f"kinerja:{hint.__name__}", **own}
    plain: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": ["number", "string", "null"]},
        type(None): {"type": "null"},
    }
    return plain.get(hint, {})
