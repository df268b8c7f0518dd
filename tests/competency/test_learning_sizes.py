"""development_plan: the units of levels, importance, hours and cost change nothing."""

import numpy as np
import pytest

from kinerja.competency import Course, development_plan

GAP = np.array([[2, 1], [1, 1.5], [0.5, 0], [1.25, 2]])
OFFER = [
    ({"a": 1.0, "b": 0.5}, 8.0, 3.25),
    ({"b": 1.0}, 6.0, 2.25),
    ({"a": 0.75}, 4.0, 1.75),
    ({"a": 0.5, "b": 0.5}, 5.0, 1.125),
]


def plan(level=1.0, weight=1.0, hour=1.0, coin=1.0):
    courses = [
        Course(
            code=f"C{i}",
            name=f"C{i}",
            gain={k: x * level for k, x in gain.items()},
            hours=hours * hour,
            cost=cost * coin,
            seats=2,
        )
        for i, (gain, hours, cost) in enumerate(OFFER)
    ]
    return development_plan(
        GAP * level,
        courses,
        competencies=["a", "b"],
        importance=[weight, 0.5 * weight],
        hours=12 * hour,
        budget=14 * coin,
    )


def most_closed():
    """Largest Σ importance·closed over every attendance, each person's choices tried."""
    gains = np.array([[gain.get("a", 0), gain.get("b", 0)] for gain, _, _ in OFFER])
    hours, costs = (np.array([row[i] for row in OFFER]) for i in (1, 2))
    sets = np.array([[(s >> c) & 1 for c in range(4)] for s in range(16)])
    sets = sets[sets @ hours <= 12]
    worth = np.minimum(sets @ gains, GAP[:, None, :]) @ [1, 0.5]  # (people, sets)
    best = {(0.0, (0, 0, 0, 0)): 0.0}
    for row in worth:
        grown: dict = {}
        for (cost, seats), value in best.items():
            for chosen, gain in zip(sets, row, strict=True):
                taken = tuple((np.array(seats) + chosen).tolist())
                spent = cost + float(chosen @ costs)
                if max(taken) <= 2 and spent <= 14:
                    key = (spent, taken)
                    grown[key] = max(grown.get(key, -1.0), value + float(gain))
        best = grown
    return max(best.values())


@pytest.mark.parametrize("name", ["level", "weight", "hour", "coin"])
@pytest.mark.parametrize("size", [1e-300, 1e-15, 1e-9, 1e-5, 1e6, 1e12])
def test_units_change_nothing(name, size):
    size = 2.0 ** round(np.log2(size))  # a power of two rounds nothing
    told = plan(**{name: size})
    times = size if name in {"level", "weight"} else 1.0
    assert told.total_closed == most_closed() * times
    assert told.status == "optimal"
    assert told.bound == told.levels[0].value == told.total_closed
    own = plan()
    assert told.cost == own.cost * (size if name == "coin" else 1.0)
    assert np.array_equal(told.attendance, own.attendance)


def test_tiny_hours_are_kept():
    course = Course(code="A", name="A", gain={"a": 1}, hours=2e-12)
    told = development_plan([[5.0]], [course], competencies=["a"], hours=1e-12)
    assert not told.attendance.any()
