"""Matches in blocks, eligibility of a city's staff, development plans with their gap."""

from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, paired, peak, seconds
from kinerja import competency as cp


def plain_match(x: np.ndarray, need: np.ndarray) -> np.ndarray:
    """The obvious expression with the same outcome for checked input."""
    out = np.zeros((len(x), len(need)))
    for j in range(x.shape[1]):
        out += x[:, j, None] / need[None, :, j]
    return 100 * out / x.shape[1]


def staff(n: int) -> dict[str, object]:
    rng = np.random.default_rng(2)
    age = rng.integers(22, 60, n).astype(float)
    age[::17] = np.nan
    return {
        "education": rng.choice(["SMA", "D3", "S1", "S2"], n).astype(object),
        "age": age,
        "grade": rng.choice(["II/c", "III/a", "III/b"], n).astype(object),
        "certificate": rng.choice(["finance", "law", "none"], n).astype(object),
        "clean": rng.random(n) < 0.95,
    }


def jobs(count: int) -> list[cp.Requirement]:
    training = cp.Training(name="Finance", hours=40, cost=2)
    return [
        cp.Requirement(
            job=f"J{j}",
            rules=(
                cp.Rule(
                    code="degree",
                    column="education",
                    order=("SMA", "D3", "S1", "S2"),
                    at_least=("D3", "S1", "S2")[j % 3],
                ),
                cp.Rule(code="age", column="age", at_most=40 + j),
                cp.Rule(code="grade", column="grade", one_of=("III/a", "III/b")),
                cp.Rule(code="finance", column="certificate", one_of=("finance",), after=training),
                cp.Rule(code="clean", column="clean", one_of=(True,)),
            ),
        )
        for j in range(count)
    ]


def learning(n: int, count: int, k: int) -> tuple[np.ndarray, list[cp.Course], dict[str, object]]:
    """Gaps of 0 to 3 levels; courses of one or two competencies; seats and money are scarce."""
    rng = np.random.default_rng(0)
    gap = np.where(rng.random((n, k)) < 0.4, rng.integers(1, 4, (n, k)), 0).astype(float)
    names = [f"K{j}" for j in range(k)]
    offer = [
        cp.Course(
            code=f"C{j}",
            name=f"Course {j}",
            gain={
                names[q]: float(rng.integers(1, 3))
                for q in rng.choice(k, rng.integers(1, 3), replace=False)
            },
            hours=float(rng.choice([4, 6, 8, 12, 16])),
            seats=int(n * 2.1 * rng.uniform(0.2, 1) / count) + 1,
            cost=float(rng.integers(1, 10)) * 0.5,
            cost_share=float(rng.choice([0.5, 1.0])),
        )
        for j in range(count)
    ]
    options: dict[str, object] = {
        "competencies": names,
        "importance": rng.integers(1, 4, k).astype(float),
        "budget": n * 2.0,
    }
    return gap, offer, options


def run(report: Callable[[str, float, str], None]) -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, (100_000, 10)).astype(float)
    need = rng.integers(1, 6, (200, 10)).astype(float)
    ratio, ours, theirs = paired(
        lambda: cp.job_match(x, need), lambda: plain_match(x, need), runs=3
    )
    report(
        "job_match, 100,000 × 200 × 10, over plain numpy",
        ratio,
        f"{ours:.2f} s against {theirs:.2f} s",
    )
    beside = (peak(lambda: cp.job_match(x, need)) - 100_000 * 200 * 8) / 1e6
    report("memory beside the result, MB", beside, "at most 64")
    report("career_paths, same, seconds", median(lambda: cp.career_paths(x, need), runs=3), "")
    people, asked = staff(100_000), jobs(20)
    report(
        "eligible, 100,000 × 20 jobs of 5 rules, seconds",
        median(lambda: cp.eligible(people, asked), runs=3),
        "",
    )
    for n, count, k in ((300, 20, 6), (2_000, 30, 8), (2_000, 50, 10), (5_000, 30, 8)):
        gap, offer, options = learning(n, count, k)
        plans = []
        took = seconds(lambda: plans.append(cp.development_plan(gap, offer, **options)))  # noqa: B023
        plan = plans[0]
        closed, cost = plan.levels
        report(
            f"development_plan, {n:,} people × {count} courses, seconds",
            took,
            f"closed {closed.value:g}, gap {closed.gap:g}; cost {cost.value:g}, gap {cost.gap:.3g}",
        )
