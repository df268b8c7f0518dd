"""Panels and service times: seconds, and against the obvious way."""

from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, paired
from kinerja import impact


def panel(rows: int, clusters: int, periods: int = 10) -> dict[str, np.ndarray]:
    """All periods of each unit, units inside clusters, half of them treated, a tenth missing."""
    rng = np.random.default_rng(1)
    unit, period = np.divmod(np.arange(rows), periods)
    cluster = unit * clusters // (rows // periods)
    kept = rng.random(rows) < 0.9
    out = {"y": rng.normal(size=rows), "unit": unit, "period": period, "clusters": cluster}
    return {name: value[kept] for name, value in out.items()}


def by_matrices(p: dict[str, np.ndarray]) -> tuple[float, float]:
    """Estimate and CR2 of two-way effects by the definition, with dense dummies and (I − H)."""
    x = np.column_stack(
        [
            (p["clusters"] % 2 == 0) & (p["period"] >= 5),
            p["unit"][:, None] == np.unique(p["unit"]),
            p["period"][:, None] == np.arange(1, 10),
        ]
    ).astype(float)
    bread = np.linalg.pinv(x.T @ x)
    b = bread @ (x.T @ p["y"])
    e, total = p["y"] - x @ b, 0.0
    for g in np.unique(p["clusters"]):
        own = x[p["clusters"] == g]
        value, vector = np.linalg.eigh(np.eye(len(own)) - own @ bread @ own.T)
        root = np.where(value > 1e-10, np.maximum(np.abs(value), 1e-12) ** -0.5, 0.0)
        adjusted = vector @ (root * (vector.T @ e[p["clusters"] == g]))
        total += float(own @ bread[0] @ adjusted) ** 2
    return float(b[0]), total**0.5


def run(report: Callable[[str, float, str], None]) -> None:
    def did(p: dict[str, np.ndarray], *, two_way: bool = True) -> Callable[[], impact.DiD]:
        effects = {"unit": p["unit"], "period": p["period"]} if two_way else {}
        treated, post = p["clusters"] % 2 == 0, p["period"] >= 5
        return lambda: impact.did(p["y"], treated, post, clusters=p["clusters"], **effects)

    large, small = panel(100_000, 1_000), panel(2_000, 20)
    value, se = by_matrices(small)
    mine = did(small)()
    if not np.allclose([mine.value, mine.se], [value, se], rtol=1e-9, atol=0):
        raise ArithmeticError("the two ways disagree")
    ratio, _, slow = paired(lambda: by_matrices(small), did(small), runs=3)
    report(
        "CR2 by dense matrices over did, 2,000 rows × 20 clusters", ratio, f"{slow * 1e3:.0f} ms"
    )
    size = "100,000 rows × 1,000 clusters"
    report(f"did, two means a group, {size}, seconds", median(did(large, two_way=False)), "CR2")
    report(f"did, unit and period effects, {size}, seconds", median(did(large)), "CR2")
    for periods in (10, 100):
        data = panel(100_000, 1_000, periods)
        study = median(
            lambda data=data, start=periods * 6 // 10: impact.event_study(
                data["y"], data["clusters"] % 2 == 0, data["period"], start=start,
                unit=data["unit"], clusters=data["clusters"],
            ),
            runs=1 if periods == 100 else 5,
        )  # fmt: skip
        report(f"event_study, {periods} periods, {size}, seconds", study, "CR2 and HTZ")

    rng = np.random.default_rng(2)
    n = 1_000_000
    by, t, still = rng.integers(0, 100, n), rng.exponential(10, n), rng.random(n) < 0.2
    for name, times in (("whole days", np.floor(t)), ("no two alike", t)):
        took = median(
            lambda times=times: impact.service_times(times, target=10, censored=still, by=by),
            runs=3,
        )
        report(f"service_times, {n:,} × 100 groups, {name}, seconds", took, "with log-rank test")
    opened = np.datetime64("2024-01-01") + rng.integers(0, 700, n)
    closed = opened + rng.integers(0, 60, n)
    text = opened.astype(str), closed.astype(str)
    for name, dates in (("dates", (opened, closed)), ("dates as text", text)):
        took = median(lambda dates=dates: impact.working_days(*dates, holidays=["2024-12-25"]))
        report(f"working_days, {n:,} {name}, seconds", took, "opened and closed")
