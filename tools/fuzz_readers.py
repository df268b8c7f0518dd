"""Feed broken files to what reads files: each is read, or refused in words.

    python tools/fuzz_readers.py csv|xlsx|json [seconds]

With atheris installed the bytes are led by the lines of kinerja that they reach; without it they
are mutations of the files in examples/data, drawn with a fixed seed. What comes out other than a
result or an error of kinerja ends the run, and the bytes that did it are kept in ``crash-…``.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from pydantic import ValidationError

atheris: Any = None
if __name__ == "__main__":
    with contextlib.suppress(ImportError):
        import atheris

with nullcontext() if atheris is None else atheris.instrument_imports(include=["kinerja"]):
    from kinerja import Scorecard, score, sheets
    from kinerja.balancing import TransferRules
    from kinerja.errors import KinerjaError
    from kinerja.scoring import Scores

ROOT = Path(__file__).parents[1]
DATA = ROOT / "examples" / "data"
SLOW = 10.0
"""Seconds that no file of a few kilobytes may take."""

_FOLDER = tempfile.TemporaryDirectory(prefix="kinerja-fuzz-")
PLACE = Path(_FOLDER.name)
BOOK = DATA / "rekap_kinerja.xlsx"
PARTS = (
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def read_csv(data: bytes) -> None:
    """A text file of any bytes."""
    path = PLACE / "data.csv"
    path.write_bytes(data)
    sheet = sheets.read(path, max_cells=200_000)
    assert all(len(sheet[name]) == sheet.n_rows for name in sheet.names)


def read_xlsx(data: bytes) -> None:
    """A workbook in which one part, or the archive itself, is these bytes."""
    which, body = (data[0] if data else 0) % (len(PARTS) + 1), data[1:]
    path = PLACE / "data.xlsx"
    if which == len(PARTS):
        path.write_bytes(body)
    else:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as book:
            for name, content in {**_PARTS, PARTS[which]: body}.items():
                book.writestr(name, content)
        path.write_bytes(made.getvalue())
    sheet = sheets.read(path, max_cells=200_000)
    assert all(len(sheet[name]) == sheet.n_rows for name in sheet.names)


def read_json(data: bytes) -> None:
    """A card, rules or a result as JSON, from a file and from a string."""
    path = PLACE / "card.json"
    path.write_bytes(data)
    for reader in (lambda: Scorecard.load(path), lambda: TransferRules.model_validate_json(data)):
        try:
            reader()
        except (KinerjaError, ValidationError):
            continue
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return  # the reader is the caller's own
    if isinstance(fields, dict):
        Scores.from_dict(fields)


_PARTS = parts_of(BOOK)
TARGETS: dict[str, Callable[[bytes], None]] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "json": read_json,
}


def seeds(target: str) -> list[bytes]:
    """Files to begin with."""
    if target == "csv":
        return [path.read_bytes()[:3000] for path in sorted(DATA.glob("*.csv"))]
    if target == "json":
        card = Scorecard.load(DATA / "office_card.json")
        made = score(card, {"attendance": [90.0], "tasks": [30.0], "response": [4.0]}, ids=["P1"])
        files = [path.read_bytes() for path in sorted(DATA.glob("*.json"))]
        return [*files, json.dumps(made.to_dict()).encode()]
    bodies = [bytes([i]) + _PARTS[name] for i, name in enumerate(PARTS) if name in _PARTS]
    return [*bodies, bytes([len(PARTS)]) + BOOK.read_bytes()]


def one(target: str, data: bytes) -> None:
    """Read these bytes; only a refusal in words is allowed, and not after a long time."""
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            TARGETS[target](data)
        except (KinerjaError, ValidationError) as error:
            assert str(error)
    assert time.perf_counter() - began < SLOW, "too slow"


def mutations(files: list[bytes], rng: random.Random) -> Iterator[bytes]:
    """Files cut, joined, and with bytes changed, put in, taken out or repeated."""
    marks = [
        b",",
        b";",
        b"\n",
        b'"',
        b"\x00",
        b"\xff",
        b"9" * 400,
        b"1e999",
        b"-",
        b"<",
        b"{",
        b"[" * 200,
    ]
    while True:
        data = bytearray(rng.choice(files))
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(data) + 1)
            kind = rng.randrange(5)
            if kind == 0 and at < len(data):
                data[at] = rng.randrange(256)
            elif kind == 1:
                data[at:at] = rng.choice(marks)
            elif kind == 2:
                del data[at : at + rng.randint(1, 40)]
            elif kind == 3:
                data[at:at] = data[at : at + rng.randint(1, 200)]
            else:
                other = rng.choice(files)
                data[at:] = other[rng.randrange(len(other) + 1) :]
        yield bytes(data)


def without_guidance(target: str, seconds: float) -> int:
    """Mutate the seeds until the time is up; how many files were read."""
    end, source = time.monotonic() + seconds, mutations(seeds(target), random.Random(1))  # noqa: S311
    count = 0
    while time.monotonic() < end:
        data = next(source)
        try:
            one(target, data)
        except BaseException:
            Path(f"crash-{target}").write_bytes(data)
            raise
        count += 1
    return count


def main(target: str, seconds: int) -> None:
    if atheris is None:
        count = without_guidance(target, seconds)
        print(f"{target}: {count} files in {seconds} s, each read or refused in words")  # noqa: T201
        return
    corpus = PLACE / "seeds"
    corpus.mkdir()
    for i, data in enumerate(seeds(target)):
        (corpus / str(i)).write_bytes(data)
    arguments = [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=20000"]
    atheris.Setup([*arguments, "-seed=1", "-print_final_stats=1"], lambda data: one(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60)
