"""The sample report as a page, and 1,000 employee pages: each in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import timing

PEOPLE = 1_000
UNITS = 100


def sample(place: Path) -> None:
    """Write the sample report, everything that it computes included."""
    from kinerja.__main__ import main

    main(["--html", str(place / "sample.html")])


def employees(place: Path) -> None:
    """A page a person, scored with the sample's card: it has a geometric group and grades."""
    _folder(place, "employee")


def heads(place: Path) -> None:
    """A page a unit."""
    _folder(place, "head")


def _folder(place: Path, reader: str) -> None:
    import kinerja
    from kinerja import report

    office = kinerja.sample.office()
    here = np.random.default_rng(1).integers(0, len(office.records[2025]["id"]), PEOPLE)
    table = {code: np.asarray(column)[here] for code, column in office.values(2025).items()}
    table["id"] = np.array([f"N{i:05}" for i in range(PEOPLE)], dtype=object)
    scores = kinerja.score(office.card, table, ids="id", missing="reweight")
    units = [f"Unit {i % UNITS}" for i in range(PEOPLE)]
    report.folder(place / "pages", scores, unit=units, reader=reader)


WORKS = {work.__name__: work for work in (sample, employees, heads)}


def run(report: Callable[[str, float, str], None]) -> None:
    """Report seconds and the peak of each process."""
    for name, what, most in (
        ("sample", "sample report as a page, seconds", "at most 3"),
        ("employees", f"{PEOPLE:,} employee pages, seconds", "at most 60, and 500 MB"),
        ("heads", f"{UNITS} pages of units, {PEOPLE:,} people, seconds", ""),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_report", name, timing.clock.__name__],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        took, megabytes = map(float, done.stdout.split()[-2:])
        report(what, took, "; ".join(filter(None, [f"{megabytes:.0f} MB in all", most])))


if __name__ == "__main__":
    if sys.argv[2] == "process_time":
        timing.use_processor_time()
    with tempfile.TemporaryDirectory() as somewhere:
        seconds = timing.seconds(lambda: WORKS[sys.argv[1]](Path(somewhere)))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
