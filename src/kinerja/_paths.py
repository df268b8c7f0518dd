"""Places of files, from what a caller gives: a text, or what the system takes as a path."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .errors import InputError, shown


def path_of(path: Any, argument: str = "path") -> Path:
    """A path that names a file or a folder; what is none is refused by the name of the argument.

    >>> path_of("cards/office.json").name
    'office.json'
    """
    text: Any = ""
    if isinstance(path, str | os.PathLike):
        try:
            text = os.fspath(path)
            os.fsencode(text)
        except (TypeError, ValueError):  # half a character, which no file system can write
            text = ""
    if not isinstance(text, str) or "\x00" in text or not Path(text).name:
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="the path of a file, as text or pathlib.Path",
            found=shown(path),
        )
    return Path(text)
