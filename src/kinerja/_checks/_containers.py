"""What holds several things: how many axes and places it has, and its items, or an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AnySet
from typing import Any, TypeVar

from ..errors import InputError, named_class, shown
from ._cells import items_of

K = TypeVar("K")


def axes_of(x: Any) -> int:
    """How many axes an argument has; 0 for one value, be it a number, a text or anything else.

    >>> [axes_of(x) for x in (1.5, "ab", None, [], [1], [[1], [1, 2]], {"a": [1]})]
    [0, 0, 0, 1, 1, 2, 0]
    """
    if isinstance(ndim := getattr(x, "ndim", None), int):
        return ndim
    if isinstance(shape := getattr(x, "shape", None), tuple):
        return len(shape)
    if isinstance(x, list | tuple | range):
        return 1 + (axes_of(x[0]) if len(x) else 0)
    return int(hasattr(x, "to_pylist") or hasattr(x, "to_list"))


def length_of(x: Any) -> int:
    """How many places an argument has; 0 for one value.

    >>> length_of(["a", "b"]), length_of(1.0), length_of(3)
    (2, 0, 0)
    """
    try:
        return len(x)
    except TypeError:
        return 0


def is_several(x: Any) -> bool:
    """Tell whether an argument has items in an order: a list, an array, a column, a generator.

    >>> [is_several(x) for x in ([1], (), range(2), "ab", {1}, {"a": 1}, None)]
    [True, True, True, False, False, False, False]
    """
    single = isinstance(x, str | bytes | bytearray | memoryview | AnySet | Mapping | type)
    return not single and isinstance(x, Iterable) and getattr(x, "ndim", 1) != 0


def listed(x: Any, argument: str, *, expected: str, hint: str = "Pass a list.") -> list[Any]:
    """Items of a list, a tuple, an array, a column or anything else that is run through once.

    A text, a set and a mapping are none: they are one value, or have no order.
    """
    if not is_several(x):
        raise InputError.about(
            argument, code="wrong_type", expected=expected, found=type(x).__name__, hint=hint
        )
    return items_of(x)


def text(x: Any, argument: str, *, expected: str) -> str:
    r"""One text; what is none, or holds half a character, which nothing can write, is refused.

    >>> text("a", "prefix", expected="a text")
    'a'
    >>> text("a\ud800", "prefix", expected="a text")
    Traceback (most recent call last):
        ...
    kinerja.errors.InputError: `prefix`: expected a text; found 'a\ud800' (half a character).
    """
    if not isinstance(x, str):
        raise InputError.about(argument, code="wrong_type", expected=expected, found=shown(x))
    try:
        x.encode()
    except UnicodeEncodeError:
        raise InputError.about(
            argument,
            code="wrong_type",
            expected=expected,
            found=f"{shown(x)} (half a character)",
        ) from None
    return str(x)


def gathered(x: Any, argument: str, *, expected: str) -> list[Any]:
    """Items of a list, or of a set: of what is run through once, in whatever order.

    >>> gathered({3}, "keep", expected="people"), gathered((1, 2), "keep", expected="people")
    ([3], [1, 2])
    """
    return listed(list(x) if isinstance(x, AnySet) else x, argument, expected=expected)


def texts(x: Any, argument: str, *, expected: str) -> tuple[str, ...]:
    """One text, or several of them, as a tuple; anything else is refused.

    >>> (
    ...     texts("a", "keep", expected="names of columns"),
    ...     texts(["a", "b"], "keep", expected="names of columns"),
    ... )
    (('a',), ('a', 'b'))
    """
    items = [x] if isinstance(x, str) else listed(x, argument, expected=expected)
    return tuple(text(item, argument, expected=expected) for item in items)


def instances(x: Any, argument: str, kind: type[K], *, hint: str = "Pass a list.") -> list[K]:
    """Items of a list, or of anything that is run through once, each of the class that is meant.

    >>> instances((1, 2), "counts", int)
    [1, 2]
    """
    items = listed(x, argument, expected=f"a list of {kind.__name__}", hint=hint)
    for i, item in enumerate(items):
        if not isinstance(item, kind):
            raise InputError.about(
                argument,
                code="wrong_type",
                expected=f"{named_class(kind)} in every place",
                found=named_class(type(item)),
                hint=hint,
                positions=(i,),
            )
    return items


def mapped(x: Any, argument: str, *, expected: str) -> Mapping[Any, Any]:
    """A mapping as it is, None as an empty one; anything else is refused."""
    if x is None:
        return {}
    if not isinstance(x, Mapping):
        raise InputError.about(argument, code="wrong_type", expected=expected, found=shown(x))
    return x
