"""The door of the public functions: what a caller set for numpy changes nothing behind it.

A caller may have numpy raise on every floating-point event, warn or be silent. Inside, events mean
nothing: a rank compares denormals, an anchored weight underflows to 0. What must not pass is a
figure that a float64 cannot hold, so that an overflow is remembered, and where it is still there in
what comes out, the call is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from inspect import signature
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

from . import _checks
from .errors import InputError

P = ParamSpec("P")
R = TypeVar("R")

_INSIDE: ContextVar[bool] = ContextVar("_INSIDE", default=False)


def steady(function: Callable[P, R]) -> Callable[P, R]:
    """Give the function the same arithmetic whatever the caller set with `numpy.errstate`.

    Underflow, division by zero and invalid operations are for the function to judge. An overflow
    whose infinity or NaN is among the figures that come out is refused by the name of the argument
    that has the most extreme values.

    >>> @steady
    ... def squares(x):
    ...     return np.square(x)
    >>> squares(np.array([1e200]))
    Traceback (most recent call last):
        ...
    kinerja.errors.InputError: `x`: expected values whose figures a float64 holds; found values \
of which some figure is beyond 1.8e308. Measure in a larger unit.
    """
    inside, errstate, finite, refuse = _INSIDE, np.errstate, _finite, _refuse

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if inside.get():
            return function(*args, **kwargs)
        overflows: list[str] = []
        token = inside.set(True)
        try:
            with errstate(all="ignore", over="call", call=lambda kind, _: overflows.append(kind)):
                out = function(*args, **kwargs)
        finally:
            inside.reset(token)
        if overflows and not finite(out):
            refuse(function, args, kwargs)
        return out

    # With the globals of the function, doctest finds its examples where it stands.
    made = FunctionType(
        call.__code__, function.__globals__, function.__name__, None, call.__closure__
    )
    return cast("Callable[P, R]", functools.update_wrapper(made, function))


def _arrays(out: Any) -> Iterator[Any]:
    if isinstance(out, float | np.floating | np.ndarray):
        yield np.asarray(out)
    elif is_dataclass(out) and not isinstance(out, type):
        for item in fields(out):
            yield from _arrays(getattr(out, item.name))
    elif isinstance(out, Mapping):
        for value in out.values():
            yield from _arrays(value)


def _finite(out: Any) -> bool:
    return all(np.isfinite(x).all() for x in _arrays(out) if x.dtype.kind == "f")


def _refuse(function: Callable[..., Any], args: Any, kwargs: Any) -> None:
    given = signature(function).bind(*args, **kwargs).arguments
    worst = max(given, key=lambda name: _extremeness(given[name]))
    raise InputError.about(
        worst,
        code="out_of_range",
        expected="values whose figures a float64 holds",
        found="values of which some figure is beyond 1.8e308",
        hint="Measure in a larger unit.",
    )


def _extremeness(value: Any) -> float:
    """How many powers of ten the values are away from 1; below 0 for what holds no numbers."""
    try:
        x = np.abs(_checks.floats(value, "x"))
    except InputError:
        return -1.0
    x = x[np.isfinite(x) & (x > 0)]
    return float(np.abs(np.log10(x)).max(initial=0.0))
