"""Official rules over a million rows, against the plain arithmetic that lies under them."""

import warnings
from collections.abc import Callable

import numpy as np

from benchmarks.timing import paired
from kinerja.errors import KinerjaWarning
from kinerja.schemes import allowance, skm, skp
from kinerja.staffing import workload_need

ROWS, ITEMS, UNITS = 1_000_000, 9, 600


def run(report: Callable[[str, float, str], None]) -> None:
    warnings.simplefilter("ignore", KinerjaWarning)
    rng = np.random.default_rng(1)
    answers = rng.integers(1, 5, (ROWS, ITEMS)).astype(float)
    unit = rng.integers(0, UNITS, ROWS)

    def plain_index() -> object:
        size = np.bincount(unit, minlength=UNITS)
        return [np.bincount(unit, answers[:, j], UNITS) / size for j in range(ITEMS)]

    ratio, mine, theirs = paired(lambda: skm.index(answers, by=unit), plain_index, runs=5)
    report(
        f"SKM, {ROWS:,} × {ITEMS} × {UNITS} units, over plain means",
        ratio,
        f"{mine:.2f} s against {theirs:.2f} s; with grades, errors and intervals",
    )
    small = answers[: ROWS // 10], unit[: ROWS // 10]
    growth, _, _ = paired(
        lambda: skm.index(answers, by=unit), lambda: skm.index(small[0], by=small[1]), runs=5
    )
    report(f"SKM, {ROWS:,} rows over {ROWS // 10:,}", growth, "at most 15")

    achievement = rng.uniform(0, 130, ROWS)
    ratio, mine, _ = paired(
        lambda: skp.score_2021(achievement),
        lambda: np.where(achievement < 60, achievement / 59 * 49, achievement - 10),
        runs=5,
    )
    report(f"SKP 2021, {ROWS:,} scores, over one np.where", ratio, f"{mine:.2f} s")
    target, edge = np.full(ROWS, 12.0), np.full(ROWS, 9.12)
    ratio, mine, _ = paired(
        lambda: skp.aspect_2011(target=target, actual=edge, kind="time"),
        lambda: skp.aspect_2011(target=target, actual=target, kind="time"),
        runs=3,
    )
    report("SKP 2011, all on the edge of 24 %, over none", ratio, f"{mine:.2f} s")

    people, late = rng.integers(0, 50_000, ROWS), rng.integers(0, 200, ROWS)
    ratio, mine, _ = paired(
        lambda: allowance.deductions(people, late, rule=allowance.EXAMPLES["local"]),
        lambda: np.bincount(people, late, 50_000),
        runs=3,
    )
    report(f"allowance, {ROWS:,} days of 50,000 people, over one bincount", ratio, f"{mine:.2f} s")

    job = rng.integers(0, 20, ROWS)
    ratio, mine, _ = paired(
        lambda: workload_need(late, 30.0, effective_time=75_000, unit=unit, job=job),
        lambda: np.bincount(unit * 20 + job, late * 30.0 / 75_000, UNITS * 20),
        runs=5,
    )
    report(
        f"workload, {ROWS:,} tasks × {UNITS} units × 20 jobs, over one bincount",
        ratio,
        f"{mine:.2f} s",
    )
