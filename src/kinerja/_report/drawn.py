"""Pictures of results by name, where they can be drawn."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from .. import plotting
from .._plotting.canvas import narrow
from ..errors import InputError


def drawn_narrow(name: str, result: Any, **options: Any) -> tuple[Any, ...]:
    """One picture in half the width of a page."""
    with narrow():
        return drawn(name, result, **options)


def drawn(name: str, result: Any, **options: Any) -> tuple[Any, ...]:
    """One picture of `kinerja.plotting`; none where there is nothing to draw."""
    picture = getattr(plotting, name, None)
    if picture is None or find_spec("matplotlib") is None:
        return ()
    try:
        return (picture(result, **options),)
    except InputError:
        return ()  # the sentences and tables say what there is
