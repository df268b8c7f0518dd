"""Fields of a result as strict JSON, and the JSON Schema of it."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np


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
