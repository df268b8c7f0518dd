"""The report of a yearly satisfaction survey, from the files that each service counter sent.

    python yearly_report.py ANSWERS YEAR -o REPORT [--population N] [--name NAME]

ANSWERS holds a folder for each year, and in it one CSV file or workbook for each unit, with the
columns U1 to U9. The report is written in the outline of PermenPANRB 14/2017, as a page (.html) or
a Word file (.docx), with last year's index beside it where that year's folder is there.

Exit codes, for whatever runs it: 0 done; 1 done, and a person should look at what was printed; 2
refused, and no report was written.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kinerja import report, sheets
from kinerja.errors import KinerjaError
from kinerja.schemes import skm

DONE, LOOK, REFUSED = 0, 1, 2
ITEMS = tuple(skm.ITEMS["2017"])
LOW = ("C", "D")


@dataclass(frozen=True)
class Survey:
    """One year: the index of the whole and by unit, and what was noted while reading."""

    whole: skm.SKM
    units: skm.SKM
    notes: tuple[str, ...]


def read_year(folder: Path) -> Survey:
    """Read every file of a year; the name of a file is the name of its unit."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".csv", ".xlsx"})
    if not files:
        raise FileNotFoundError(f"{folder} holds no CSV file and no workbook")
    read = {path.stem: sheets.read(path) for path in files}
    notes = tuple(f"{unit}: {note}" for unit, sheet in read.items() for note in sheet.notes)
    answers = {item: np.concatenate([sheet[item] for sheet in read.values()]) for item in ITEMS}
    unit = np.repeat(list(read), [sheet.n_rows for sheet in read.values()])
    # A form with an empty answer is left out, as the regulation asks; the report says how many.
    whole = skm.index(answers, missing="omit", language="id")
    return Survey(whole, skm.index(answers, by=unit, missing="omit", language="id"), notes)


def findings(this: Survey, last: Survey | None) -> list[str]:
    """What a person should look at before the report goes out."""
    units = this.units.domain["by"]
    found = [
        f"{unit}: grade {grade}"
        for unit, grade in zip(units, this.units.grade, strict=True)
        if grade in LOW
    ]
    if last is not None:
        change = skm.waves(last.units, this.units)
        found += [
            f"{unit}: {change.change[i]:+.2f} since last year, more than chance explains"
            for i, unit in enumerate(change.domain["by"])
            if change.upper[i] < 0
        ]
        gone = sorted(set(last.units.domain["by"]) - set(units))
        found += [f"{unit}: answered last year, and no file this year" for unit in gone]
    return found


def run(answers: Path, year: int, out: Path, *, population: int | None, name: str) -> int:
    """Write the report of a year, print what was found, and return the exit code."""
    this = read_year(answers / str(year))
    before = answers / str(year - 1)
    last = read_year(before) if before.is_dir() else None
    report.skm(
        this.whole,
        units=this.units,
        population=population,
        trend={} if last is None else {str(year - 1): last.whole},
        name=name,
        period=str(year),
        path=out,
    )
    for period, survey in ((year, this), (year - 1, last)):
        if survey is not None:
            whole = survey.whole
            figures = f"index {whole.converted[0]:.2f}, grade {whole.grade[0]}"
            print(f"{period}: {figures}, {whole.n[0]} answers")
    print(f"written: {out}")
    look = findings(this, last)
    for line in (*this.notes, *look):
        print(f"- {line}")
    return LOOK if look else DONE


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, and turn what is refused into one line and an exit code."""
    parser = argparse.ArgumentParser(description="The report of a yearly satisfaction survey.")
    parser.add_argument("answers", type=Path, help="folder with a folder for each year")
    parser.add_argument("year", type=int)
    parser.add_argument("-o", "--out", type=Path, required=True, help="REPORT.html or REPORT.docx")
    parser.add_argument("--population", type=int, help="users of the services in the year")
    parser.add_argument("--name", default="Kantor Contoh", help="name of the agency")
    options = parser.parse_args(arguments)
    try:
        return run(
            options.answers,
            options.year,
            options.out,
            population=options.population,
            name=options.name,
        )
    except (KinerjaError, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
