"""Workbooks (.xlsx, .xlsm): which sheets there are, and how their cells are shown.

The sheets themselves are read as a stream (``stream``): a workbook library would give each cell an
object of its own, and would not say which cells are merged, which formulas have no stored value,
nor with how many digits a number is written.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from ..errors import InputError
from .cells import DATE, NUMBER, PERCENT, SPAN

_SMALL = 1 << 24
"""Bytes of a part that are read whatever `max_cells` is: styles, themes, lists of sheets."""
_PER_CELL = 200
"""Bytes that a cell may take in its part, unpacked; real ones take 20 to 60."""
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of a workbook: its name, where its cells are, whether it is shown."""

    name: str
    part: str
    visible: bool


@dataclass(slots=True)
class Workbook:
    """An open workbook."""

    archive: zipfile.ZipFile
    sheets: list[SheetPart]
    strings: list[str]
    kinds: list[int]
    """Kind of a number by the number of its style."""
    base_1904: bool
    limit: int
    """Bytes that one part may have."""


def unreadable(path: Path, found: str, hint: str = "") -> InputError:
    """Return the error for a file that is not a table kinerja can read."""
    return InputError.about(
        "path",
        code="invalid_input",
        expected="a workbook (.xlsx), a CSV file or a Parquet file",
        found=f"{path.name}: {found}",
        hint=hint,
    )


def too_large(max_cells: int) -> InputError:
    """Return the error for a file that holds more than may be read."""
    return InputError.about(
        "max_cells",
        code="out_of_range",
        expected=f"at most {max_cells:,} cells",
        found="more",
        hint="Give a larger `max_cells` if the file is meant to be this large.",
    )


def open_workbook(path: Path, max_cells: int) -> Workbook:
    """Open a workbook and read its list of sheets, its texts and its styles."""
    needs_openpyxl()
    limit = _SMALL + _PER_CELL * max_cells
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError) as error:
        raise unreadable(
            path, f"damaged ({error})", "Open it in a spreadsheet and save it again."
        ) from None
    try:
        return _opened(path, archive, limit, max_cells)
    except BaseException:
        archive.close()
        raise


def _opened(path: Path, archive: zipfile.ZipFile, limit: int, max_cells: int) -> Workbook:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        raise unreadable(path, "an OpenDocument file", "Save it as .xlsx or as CSV.")
    main = next(
        (rel.target for rel in _relations(archive, "", limit) if rel.kind == "officeDocument"), ""
    )
    if main.endswith(".bin"):
        raise unreadable(path, "a binary workbook (.xlsb)", "Save it as .xlsx.")
    if main not in names or not posixpath.basename(main).startswith("workbook"):
        raise unreadable(
            path, "an archive that holds no workbook", "Save the table as .xlsx or as CSV."
        )
    related = _relations(archive, main, limit)
    targets = {rel.key: rel for rel in related}
    sheets: list[SheetPart] = []
    base_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal base_1904
        if name == "workbookPr":
            base_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            rel = targets.get(key)
            if rel is not None and rel.kind == "worksheet" and rel.target in names:
                shown = attributes.get("state", "visible") == "visible"
                sheets.append(SheetPart(attributes.get("name", "?"), rel.target, shown))

    parse(archive, main, limit, start=start)
    part = {rel.kind: rel.target for rel in related}
    strings = (
        _strings(archive, part["sharedStrings"], limit, max_cells)
        if part.get("sharedStrings") in names
        else []
    )
    kinds = (
        _style_kinds(archive, part["styles"], limit) if part.get("styles") in names else [NUMBER]
    )
    return Workbook(archive, sheets, strings, kinds, base_1904, limit)


def needs_openpyxl() -> None:
    """Refuse with the name of the extra where openpyxl is not installed."""
    try:
        import openpyxl  # noqa: F401
    except ModuleNotFoundError:
        raise InputError.about(
            "path",
            code="not_installed",
            expected="openpyxl, for Excel workbooks",
            found="it is not installed",
            hint="Install it with: pip install 'kinerja[excel]'; or save the table as CSV.",
        ) from None


@dataclass(frozen=True, slots=True)
class _Relation:
    key: str
    kind: str
    target: str


def _relations(archive: zipfile.ZipFile, part: str, limit: int) -> list[_Relation]:
    """Other parts that a part refers to."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[_Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = (
                target[1:]
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found.append(
                _Relation(
                    attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], whole
                )
            )

    if listing in archive.namelist():
        parse(archive, listing, limit, start=start)
    return found


def _no_entities(*_: Any) -> NoReturn:
    raise expat.ExpatError("it declares entities, which a workbook never does")


def new_parser() -> Any:
    """Return a parser of XML that refuses entities, the stuff of which bombs are made."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _no_entities
    return parser


def parse(
    archive: zipfile.ZipFile,
    part: str,
    limit: int,
    *,
    start: Any,
    end: Any = None,
    text: Any = None,
) -> None:
    """Read one part as a stream; names of elements come without their prefix."""
    parser = new_parser()

    def opened(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    parser.StartElementHandler = opened
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    feed(archive, part, limit, parser)


def feed(archive: zipfile.ZipFile, part: str, limit: int, parser: Any) -> None:
    """Hand a part to a parser, piece by piece."""
    where = Path(archive.filename or "workbook")
    info = archive.getinfo(part)
    if info.flag_bits & 1:
        raise unreadable(where, "it is protected by a password", "Save it without one.")
    if info.file_size > limit:
        raise InputError.about(
            "max_cells", code="out_of_range", expected=f"parts of at most {limit >> 20:,} MB, unpacked",
            found=f"{info.file_size >> 20:,} MB in {part}",
            hint="Give a larger `max_cells` if the file is meant to be this large.",
        )  # fmt: skip
    try:
        with archive.open(info) as file:
            while piece := file.read(CHUNK):
                parser.Parse(piece)
            parser.Parse(b"", True)  # noqa: FBT003
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
    ) as error:
        raise unreadable(
            where, f"damaged in {part} ({error})", "Open it in a spreadsheet and save it again."
        ) from None


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return a text with the characters that a workbook writes as ``_x000D_``."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _strings(archive: zipfile.ZipFile, part: str, limit: int, max_cells: int) -> list[str]:
    """Texts that cells refer to by number."""
    strings: list[str] = []
    pieces: list[str] = []
    inside = phonetic = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if name == "t":
            inside = not phonetic
        elif name == "si":
            pieces.clear()
        elif name == "rPh":
            phonetic = True

    def end(name: str) -> None:
        nonlocal inside, phonetic
        if name == "t":
            inside = False
        elif name == "si":
            if len(strings) >= max_cells:
                raise too_large(max_cells)
            strings.append(unescaped("".join(pieces)))
        elif name == "rPh":
            phonetic = False

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    parse(archive, part, limit, start=start, end=end, text=text)
    return strings


def _style_kinds(archive: zipfile.ZipFile, part: str, limit: int) -> list[int]:
    """Kind of the numbers under each style, by how the style shows them."""
    own: dict[int, str] = {}
    numbers: list[int] = []
    among = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal among
        if name == "numFmt":
            own[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            among = True
        elif name == "xf" and among:
            numbers.append(int(attributes.get("numFmtId", 0)))

    def end(name: str) -> None:
        nonlocal among
        among = among and name != "cellXfs"

    parse(archive, part, limit, start=start, end=end)
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return [
        _shown_as(own.get(number, BUILTIN_FORMATS.get(number, "General"))) for number in numbers
    ] or [NUMBER]


_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]')


def _shown_as(code: str) -> int:
    """Kind of a number by its format: percent, date, time, or a plain number.

    >>> _shown_as("0.0%") == PERCENT, _shown_as('0"%"') == NUMBER, _shown_as("dd/mm/yyyy") == DATE
    (True, True, True)
    """
    from openpyxl.styles.numbers import is_date_format

    bare = _QUOTED.sub("", code)
    if "%" in bare:
        return PERCENT
    if not is_date_format(bare):
        return NUMBER
    return DATE if re.search("[yd]", bare.lower()) or re.search("m{3,}", bare.lower()) else SPAN
