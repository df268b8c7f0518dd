"""One writer of files: whole or not at all, and only where a file belongs."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError, shown


def an_output(path: str | os.PathLike[str], inputs: Iterable[str | os.PathLike[str]] = ()) -> Path:
    """Where a file will be written: a regular file, through links, that is none of the inputs.

    Raises
    ------
    InputError
        If it is a folder, a device, a pipe or an input, or if its folder does not exist.
    """
    named = Path(path)
    try:
        target = Path(os.path.realpath(named, strict=False))
        held = _held(target)
    except (OSError, RuntimeError) as error:  # a loop of links, a name that is too long
        found = f"{str(named)!r} ({_why(error)})"
        raise _refused(found, "a name that a file can have") from None
    if named.is_symlink() and held is None and target.is_symlink():
        raise _refused(f"{str(named)!r}, a link that leads in a circle", "the name of a file")
    if held is not None and not stat.S_ISREG(held.st_mode):
        what = "a folder" if stat.S_ISDIR(held.st_mode) else "a device or a pipe"
        raise _refused(f"{what} at {str(named)!r}", "the name of a file")
    if not target.parent.is_dir():
        raise _refused(repr(str(target.parent)), "a folder that exists")
    for given in inputs:
        same = Path(given)
        if held is not None and same.exists() and os.path.samestat(held, same.stat()):
            raise InputError.about(
                "path", code="contradiction", expected="another file than the input",
                found=shown(str(named)), hint="The data would be lost: choose another name.",
            )  # fmt: skip
    return target


def _held(target: Path) -> os.stat_result | None:
    """What stands there now, or None. `exists` hides a name that is too long, from Python 3.14."""
    try:
        return target.stat()
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
            return None
        raise


def _refused(found: str, expected: str) -> InputError:
    return InputError.about("path", code="invalid_input", expected=expected, found=found)


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def write_whole(
    path: str | os.PathLike[str],
    fill: Callable[[BinaryIO], None],
    *,
    inputs: Iterable[str | os.PathLike[str]] = (),
) -> None:
    """Write a file by `fill`, beside its place first: it appears whole or not at all.

    A file that is replaced keeps its mode and its owner; through a link the file behind it is
    replaced and the link stays.
    """
    target = an_output(path, inputs)
    held = _held(target)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".kinerja-", suffix=".tmp")
    except OSError as error:
        raise _unwritable(path, error) from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        _dress(beside, held)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _unwritable(path: str | os.PathLike[str], error: OSError) -> InputError:
    return InputError.about(
        "path", code="invalid_input", expected="a place where a file can be written",
        found=f"{str(path)!r} ({_why(error)})",
        hint="Nothing was written; what stood there before is untouched.",
    )  # fmt: skip


def _dress(beside: Path, held: os.stat_result | None) -> None:
    """Give a new file an ordinary mode, or the mode and owner of the one it replaces."""
    if held is None:
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        return
    own = beside.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (held.st_uid, held.st_gid):
        os.chown(beside, held.st_uid, held.st_gid)
    beside.chmod(stat.S_IMODE(held.st_mode))
