"""A folder of pages: an index, and one page a person or unit, written one after the other."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..._definitions import Language
from ..._progress import Progress, reporter
from ..._words import words
from ...errors import InputError
from ..page.compose import Chapter, page
from .compose import Reader, report_for
from .material import Material

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}\Z")
INDEX = "index.html"


def write_folder(
    path: Path,
    found: Material,
    names: Sequence[Any],
    reader: Reader,
    language: Language,
    progress: Progress,
) -> Path:
    """Write the pages of everybody, and the index over them; returns its place."""
    said = words(language).pages.readings
    with whole_folder(path) as place:
        tell = reporter(progress, len(names), "pages")
        files = file_names(names)
        for name, file in zip(names, files, strict=True):
            made = report_for(reader, found, language, name)
            text = page([Chapter("", made.sections)], title=made.title, language=language)
            (place / file).write_text(text, encoding="utf-8", newline="\n")
            tell(1)
        index = page(
            [],
            title=said.index_title,
            lead=[words(language).grammar.plural(said.listed, len(names)), said.back],
            links=[(file, str(name)) for name, file in zip(names, files, strict=True)],
            language=language,
        )
        (place / INDEX).write_text(index, encoding="utf-8", newline="\n")
    return path / INDEX


def file_names(names: Sequence[Any]) -> list[str]:
    """A file name for each name: itself where it can be one, else with a short fingerprint.

    Names that differ in case alone stay apart, also where a file system does not tell them apart.

    >>> file_names(["P01", "Dinas / Kota"])
    ['P01.html', 'Dinas_Kota-115a36cc.html']
    """
    out, taken = [], {"index"}
    for name in map(str, names):
        stem = name
        if not _PLAIN.match(name) or name.casefold() in taken:
            short = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._-")[:40]
            digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            stem = f"{short}-{digest}" if short else digest
        taken.add(stem.casefold())
        out.append(f"{stem}.html")
    return out


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder that is filled beside its place and appears there whole, or not at all."""
    target = _free(path)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".kinerja-", dir=target.parent))
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        yield beside
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)
        if target.is_dir():
            target.rmdir()
        beside.rename(target)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise _unwritable(path, error) from None
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _free(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise _refused(path, "a folder in one that exists", repr(str(target.parent)))
    if target.exists() and not target.is_dir():
        raise _refused(path, "a folder", f"a file at {str(path)!r}")
    if target.is_dir() and any(target.iterdir()):
        raise _refused(path, "a new or empty folder", f"files in {str(path)!r}")
    return target


def _refused(path: Path, expected: str, found: str) -> InputError:
    return InputError.about(
        "path",
        code="invalid_input",
        expected=expected,
        found=found,
        hint="Nothing was written.",
    )


def _unwritable(path: Path, error: OSError) -> InputError:
    why = error.strerror or type(error).__name__
    return _refused(path, "a place where a folder can be written", f"{str(path)!r} ({why})")
