"""How what a result holds is kept from change, and when two of them are equal."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

import numpy as np


def frozen(value: Any) -> Any:
    """Arrays as own read-only ones, mappings and lists as what cannot be changed."""
    if isinstance(value, np.ndarray):
        if value.base is not None:
            # A view would let its owner change the result later.
            value = value.copy(order="K")
        if value.dtype.kind == "f" and value.flags.writeable:
            value += 0.0  # −0 is written "-0": nobody's score is that, so 0 it is
        value.flags.writeable = False
        return value
    if isinstance(value, float) and value == 0.0:
        return 0.0
    if isinstance(value, dict):
        # What stands among the options may be the caller's own array: it stays writable.
        own = {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in value.items()}
        return types.MappingProxyType({key: frozen(item) for key, item in own.items()})
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return value


def thawed(value: Any) -> Any:
    """Mappings as a pickle takes them."""
    if isinstance(value, types.MappingProxyType):
        return {key: thawed(item) for key, item in value.items()}
    return value


def equal(a: Any, b: Any) -> bool:
    """Tell whether two fields are equal by value; NaN equals NaN."""
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
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, float) and isinstance(b, float) and a != a and b != b:
        return True
    return bool(a == b)
