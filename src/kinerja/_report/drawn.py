"""Pictures of results by name, where they can be drawn."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ..errors import InputError


def drawn(name: str, result: Any, **options: Any) -> tuple[Any, ...]:
    """One picture of `kinerja.plotting`; none where there is nothing to draw."""
    if find_spec("kinerja.plotting") is None or find_spec("matplotlib") is None:
        return ()
    picture = getattr(import_module("kinerja.plotting"), name, None)
    if picture is None:
        return ()
    try:
        return (picture(result, **options),)
    except InputError:
        return ()  # the sentences and tables say what there is
