"""Large CSV files: the fast way and the slow one read the same, bit for bit what float gives."""

import csv
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import sheets
from kinerja._sheets.plain_numbers import plain_numbers


def same(a, b):
    return a.names == b.names and all(
        [item for item in a[name].tolist() if item == item]
        == [item for item in b[name].tolist() if item == item]
        and a[name].dtype == b[name].dtype
        for name in a.names
    )


KINDS = {
    "decimal": lambda r: f"{r.uniform(-1000, 1000):.2f}",
    "whole": lambda r: str(r.randint(-(10**6), 10**14)),
    "float": lambda r: repr(r.uniform(-1, 1) * 10 ** r.randint(-8, 8)),
    "gaps": lambda r: r.choice(["", f"{r.random():.3f}", "7"]),
    "name": lambda r: r.choice(["Ani", "Budi", "Citra Dewi", "Dédé"]),
    "code": lambda r: f"P{r.randint(0, 10**6):07d}",
    "marks": lambda r: r.choice(["n/a", "-", "12", "3.5"]),
    "spaces": lambda r: r.choice([" A", "B ", "C"]),
    "thousands": lambda r: r.choice(["1.250", "12.5", "7"]),
}


def rows_of(seed, n):
    rng = random.Random(seed)  # noqa: S311
    return [list(KINDS), *([[make(rng) for make in KINDS.values()] for _ in range(n)])]


def write(path, rows, **options):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, **options).writerows(rows)
    return path


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_quoted_or_not_a_file_reads_the_same(tmp_path, seed, line):
    rows = rows_of(seed, 500)
    plain = sheets.read(write(tmp_path / "a.csv", rows, lineterminator=line))
    quoted = sheets.read(
        write(tmp_path / "b.csv", rows, lineterminator=line, quoting=csv.QUOTE_ALL)
    )
    assert same(plain, quoted)
    assert [str(note) for note in plain.notes] == [str(note) for note in quoted.notes]
    half = write(tmp_path / "c.csv", [*rows[:250], *rows[250:]], lineterminator=line)
    text = half.read_text("utf-8").split("Budi")
    half.write_text("Budi".join(text[:-1]) + '"Budi"' + text[-1], "utf-8", newline="")
    assert same(plain, sheets.read(half))


def test_what_comes_late_changes_the_whole_column(tmp_path):
    rows = [["id", "a"], *([[f"P{i}", str(i)] for i in range(30_000)])]
    rows[29_000][1] = "n/a"
    sheet = sheets.read(write(tmp_path / "a.csv", rows))
    assert np.isnan(sheet["a"][28_999])
    assert sheet["a"][29_999] == 29_999
    assert [note.place for note in sheet.notes] == ["B29001"]
    rows[29_000][1] = "007"
    assert sheets.read(write(tmp_path / "a.csv", rows))["a"][:2].tolist() == ["0", "1"]
    rows[29_000] = ["Total", "5"]
    sheet = sheets.read(write(tmp_path / "a.csv", rows))
    assert sheet.n_rows == 29_999
    rows[29_000] = ["x"]
    with pytest.raises(ValueError, match="found 1 in row 29001"):
        sheets.read(write(tmp_path / "a.csv", rows))


def text_of_numbers():
    whole = st.integers(-(10**14), 10**14).map(str)
    decimal = st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
    return st.one_of(
        whole, decimal.map(str), st.floats(-1e12, 1e12, allow_nan=False).map(repr), st.just("")
    )


@settings(max_examples=200)
@given(st.lists(text_of_numbers(), min_size=1, max_size=40))
def test_numbers_are_those_of_float(cells):
    found = plain_numbers("\n".join(cells), len(cells), ".")
    if found is None:  # too many with an exponent, which go the slow way
        assert any("e" in cell for cell in cells)
        return
    for cell, value in zip(cells, found.values.tolist(), strict=True):
        assert (value != value) if not cell else value == float(cell)


@pytest.mark.parametrize(
    "cells", [["007"], ["1-2"], ["--1"], ["1.2.3"], ["-"], ["."], ["1" * 16], ["1,5"], ["é"]]
)
def test_what_is_no_plain_number(cells):
    assert plain_numbers("\n".join(cells), len(cells), ".") is None
