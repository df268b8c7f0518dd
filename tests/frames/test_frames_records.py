"""Sums and counts of records: what an engine adds up comes to what the rows come to."""

import numpy as np
import pytest

from kinerja import frames, impact, ratings
from kinerja.errors import InputError

DAYS = {
    "id": ["a", "a", "b", "b", "c", "d"],
    "there": [10, 5, 15, 0, 0, 3],
    "due": [10, 10, 20, 0, 20, 4],
    "leave": [0, 2, 2, 0, 20, 0],
    "away": [0, 1, 3, 0, 0, 1],
}


def by_id(engine, table, name):
    found = table if isinstance(table, dict) else None
    if found is None and type(table).__module__.startswith("polars"):
        from engines_for_tests import as_lists

        found = as_lists(table.collect() if hasattr(table, "collect") else table)
    found = found or engine.collect(table)
    return dict(zip(found["id"], found[name], strict=True))


def test_attendance_and_completion_are_ratios_of_sums(engine):
    table = engine.table(DAYS)
    rates = by_id(
        engine,
        frames.attendance(
            table, "id", present="there", scheduled="due", excused="leave", remote="away"
        ),
        "attendance",
    )
    # a: (10 + 5 + 1) of (20 − 2); b: (15 + 3) of (20 − 2); c: no day due; d: (3 + 1) of 4
    assert rates == pytest.approx({"a": 16 / 18, "b": 1.0, "c": None, "d": 1.0})
    shares = by_id(
        engine, frames.completion(table, "id", done="there", due="due", late="away",
                                  late_credit=0.5, name="rate"), "rate"
    )  # fmt: skip
    assert shares == pytest.approx({"a": 15.5 / 20, "b": 16.5 / 20, "c": 0.0, "d": 3.5 / 4})
    with pytest.raises(InputError) as caught:
        frames.attendance(table, "id", present="due", scheduled="there")
    assert caught.value.code == "out_of_range"


def test_times_selections_and_heads_are_those_of_the_rows(engine):
    rng = np.random.default_rng(2)
    n = 120
    data = {
        "days": rng.integers(1, 12, n).astype(float).tolist(),
        "still": rng.choice([True, False], n, p=[0.2, 0.8]).tolist(),
        "unit": rng.choice(["x", "y"], n).tolist(),
        "chosen": rng.choice([True, False], n).tolist(),
        "job": rng.choice(["p", "q", "r"], n).tolist(),
    }
    table = engine.table(data)
    found = frames.service_times(table, "days", target=5, by="unit", censored="still")
    wanted = impact.service_times(data["days"], target=5, by=data["unit"], censored=data["still"])
    np.testing.assert_allclose(found.within, wanted.within, rtol=1e-12)
    np.testing.assert_allclose(found.median, wanted.median)
    rates = frames.adverse_impact(table, "chosen", "unit")
    np.testing.assert_allclose(
        rates.rate, ratings.adverse_impact(data["chosen"], data["unit"]).rate, rtol=1e-12
    )
    matrix, units, jobs = frames.headcount(table, unit="unit", job="job")
    assert (units, jobs, matrix.sum()) == (["x", "y"], ["p", "q", "r"], n)
    at = sum(u == "x" and j == "q" for u, j in zip(data["unit"], data["job"], strict=True))
    assert matrix[0, 1] == at
