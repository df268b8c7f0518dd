"""The sample report as a page, and 1,000 employee pages: seconds and memory.

Run: python benchmarks/bench_report.py
"""

import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from kinerja import Bands, Indicator, Scorecard, report, score
from kinerja.__main__ import main
from kinerja.indicators import Identity

PEOPLE = 1_000


def scores(n):
    """Made-up scores of n people on eight indicators."""
    parts = tuple(
        Indicator(code=f"i{j}", name=f"Indicator {j}", scale=Identity(), weight=1 + j % 3)
        for j in range(8)
    )
    bands = Bands.of({"fair": 0, "good": 60, "very good": 80})
    card = Scorecard(code="bench", name="Bench", parts=parts, bands=bands)
    values = np.random.default_rng(1).uniform(30, 100, (n, 8))
    return score(card, values, ids=[f"N{i:05}" for i in range(n)])


def peak():
    """Largest memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


with tempfile.TemporaryDirectory() as place:
    start = time.perf_counter()
    main(["--html", f"{place}/sample.html"])
    print(f"sample report: {time.perf_counter() - start:.1f} s (goal < 3 s), {peak():.0f} MB")
    people = scores(PEOPLE)
    start = time.perf_counter()
    report.folder(Path(place) / "pages", people, progress=True)
    print(
        f"{PEOPLE:,} employee pages: {time.perf_counter() - start:.1f} s (goal < 60 s), "
        f"{peak():.0f} MB (goal < 500 MB)"
    )
