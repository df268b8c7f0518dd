"""Make the sample of a made-up education office: two years of records of about 40 people.

Run once: ``python tools/make_sample.py``. Nobody in it exists; an unseen ability drives a person's
records, so that they hang together, and the numbers come from a fixed seed.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parents[1] / "src" / "kinerja" / "_sample"
UNITS = {
    "secretariat": (11, False),
    "early childhood": (8, True),
    "primary schools": (13, True),
    "lower secondary": (9, True),
}
FIELDS = (
    "id", "unit", "scheduled", "present", "excused", "remote", "duty",
    "tasks_due", "tasks_done", "tasks_late", "tasks_open",
    "innovation", "behaviour", "service_minutes",
)  # fmt: skip
SCHEDULED = {2024: 238, 2025: 240}


def year(rng, people, when, gain):
    rows = []
    for person, (unit, serves, ability) in people.items():
        level = ability + gain.get(person, 0.0) + rng.normal(0, 0.35)
        scheduled = SCHEDULED[when]
        excused = int(rng.choice([0, 2, 3, 5, 8, 12, 30], p=[0.1, 0.2, 0.2, 0.2, 0.15, 0.1, 0.05]))
        due = scheduled - excused
        absent = min(int(rng.poisson(max(0.6, 7.0 - 4.0 * level))), due // 4)
        remote = int(rng.binomial(12, 0.4)) if unit == "secretariat" else int(rng.binomial(4, 0.3))
        duty = int(rng.binomial(10, 0.35))
        tasks = int(rng.integers(36, 64))
        waiting = int(rng.binomial(4, 0.4))
        share = 1 / (1 + np.exp(-(1.7 + 0.9 * level)))
        done = int(rng.binomial(tasks - waiting, share))
        late = int(rng.binomial(tasks - waiting - done, 0.55))
        innovation = int(rng.poisson(np.exp(-0.5 + 0.6 * level)))
        behaviour = float(np.clip(3.85 + 0.45 * level + rng.normal(0, 0.2), 1.6, 5.0))
        minutes = float(np.exp(3.1 - 0.28 * level + rng.normal(0, 0.25))) if serves else None
        rows.append(
            dict(
                zip(
                    FIELDS,
                    (
                        person, unit, scheduled, due - absent - remote - duty, excused, remote,
                        duty, tasks, done, late, waiting, innovation, f"{behaviour:.2f}",
                        "" if minutes is None else f"{minutes:.1f}",
                    ),
                    strict=True,
                )
            )
        )  # fmt: skip
    return rows


def main():
    rng = np.random.default_rng(1945)
    people, number = {}, 1
    for unit, (size, serves) in UNITS.items():
        for _ in range(size):
            people[f"P{number:02d}"] = (unit, serves, rng.normal(0.1, 0.8))
            number += 1
    leavers, joiners = {"P05", "P27"}, {"P40", "P41"}
    gain = {person: float(rng.normal(0.15, 0.3)) for person in people}
    first = {p: facts for p, facts in people.items() if p not in joiners}
    second = {p: facts for p, facts in people.items() if p not in leavers}
    for when, group, change in ((2024, first, {}), (2025, second, gain)):
        rows = year(rng, group, when, change)
        for row in rows:  # a few ratings were never handed in
            if rng.uniform() < 0.04:
                row["behaviour"] = ""
        with (HERE / f"education_office_{when}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
