"""Make the samples: a made-up office over two years, and a made-up city's staff and citizens.

Run once: ``python tools/make_sample.py``. Nobody in them exists; an unseen ability drives a
person's records, so that they hang together, and the numbers come from fixed seeds.
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


JOBS = ("teacher", "nurse", "midwife", "administration", "field officer", "analyst")
TASKS = {  # minutes a case
    "teacher": (("lessons", 60), ("marking and preparation", 25)),
    "nurse": (("consultations", 22), ("home visits", 75)),
    "midwife": (("antenatal visits", 35), ("births attended", 420)),
    "administration": (("letters and files", 18), ("counter service", 12)),
    "field officer": (("site inspections", 150),),
    "analyst": (("studies and plans", 1900), ("data requests", 95)),
}
DEGREES = {  # what people of a job have studied: degree and licence
    "teacher": (("education", "teaching"),),
    "nurse": (("nursing", "nursing"),),
    "midwife": (("midwifery", "midwifery"),),
    "administration": (("administration", ""), ("accounting", ""), ("secondary school", "")),
    "field officer": (("engineering", ""), ("agriculture", "")),
    "analyst": (("economics", ""), ("law", ""), ("statistics", "")),
}
LICENSED = {"education": "teaching", "nursing": "nursing", "midwifery": "midwifery"}
OPEN_TO = {"teaching": "teacher", "nursing": "nurse", "midwifery": "midwife"}
ALSO = {  # jobs that need no licence; a teacher, a nurse or a midwife is not made a clerk
    "administration": ("field officer",),
    "field officer": ("administration",),
    "analyst": ("administration",),
}
ELSEWHERE = {  # unit: degrees of those in its offices who once taught or nursed, and their share
    "Education Agency": (("education", 0.4),),
    "Health Agency": (("nursing", 0.3), ("midwifery", 0.15)),
}
ANYWHERE = (("education", 0.12), ("nursing", 0.05))
CITY = {  # unit: kind, place, mean size of each job, and staff above or below what is needed
    "North School": ("school", 2, 9, {"teacher": (30, -3), "administration": (4, 0)}),
    "East School": ("school", 8, 7, {"teacher": (26, 0), "administration": (3, 1)}),
    "South School": ("school", 5, 1, {"teacher": (22, 1), "administration": (3, 0)}),
    "West School": ("school", 1, 4, {"teacher": (24, -1), "administration": (3, -1)}),
    "Harbour Clinic": (
        "health centre", 9, 9, {"nurse": (14, -1), "midwife": (7, -1), "administration": (4, 1)},
    ),
    "Market Clinic": (
        "health centre", 5, 5, {"nurse": (16, -3), "midwife": (8, -1), "administration": (5, -1)},
    ),
    "Hill Clinic": (
        "health centre", 1, 1, {"nurse": (9, 1), "midwife": (5, 0), "administration": (3, 0)},
    ),
    "North District": (
        "district", 3, 8, {"administration": (12, -1), "field officer": (8, -1), "analyst": (2, 0)},
    ),
    "East District": (
        "district", 8, 5, {"administration": (11, 3), "field officer": (7, 0), "analyst": (2, 0)},
    ),
    "South District": (
        "district", 4, 2, {"administration": (10, 3), "field officer": (6, 1), "analyst": (1, 0)},
    ),
    "Education Agency": ("agency", 5, 6, {"administration": (13, 4), "analyst": (8, 2)}),
    "Health Agency": (
        "agency", 6, 6, {"administration": (11, 4), "analyst": (7, 1), "nurse": (3, 2)},
    ),
}  # fmt: skip
EFFECTIVE_MINUTES = 75_000


def city():
    """Offices have staff to spare who may teach or nurse; schools and health centres are short."""
    rng, persons = np.random.default_rng(1590), np.random.default_rng(1612)
    units, tasks, staff = [], [], []
    for unit, (kind, x, y, jobs) in CITY.items():
        units.append((unit, kind, x, y))
        for job, (size, spare) in jobs.items():
            need = size * rng.uniform(0.85, 1.1)
            split = rng.dirichlet(np.full(len(TASKS[job]), 6.0))
            volume = [
                int(need * EFFECTIVE_MINUTES * share / minutes)
                for (_, minutes), share in zip(TASKS[job], split, strict=True)
            ]
            tasks += [
                (unit, job, task, cases, minutes)
                for (task, minutes), cases in zip(TASKS[job], volume, strict=True)
            ]
            enough = round(need) if spare < 0 else int(np.ceil(need))
            staff += [(unit, job, *person(persons, unit, job)) for _ in range(enough + spare)]
    order = persons.permutation(len(staff))
    rows = [(f"S{i + 1:03d}", *staff[j]) for i, j in enumerate(order)]
    write("city_units.csv", ("unit", "kind", "x_km", "y_km"), units)
    write("city_tasks.csv", ("unit", "job", "task", "volume", "minutes"), tasks)
    head = (
        "id", "unit", "job", "months_in_post", "home", "movable", "degree", "licence",
        "also_qualified",
    )  # fmt: skip
    write("city_staff.csv", head, rows)


def person(rng, unit, job):
    """One person's record; what else they may do follows from their degree and licence."""
    months = int(np.clip(rng.gamma(2.2, 19), 3, 150))
    home = unit if rng.uniform() < 0.6 else str(rng.choice(list(CITY)))
    movable = "no" if rng.uniform() < 0.08 else "yes"
    usual = DEGREES[job]
    degree, licence = usual[int(rng.integers(len(usual)))]
    drawn, kept = rng.uniform(), rng.uniform() < 0.75  # some never got the licence
    if job == "administration":
        for other, share in ELSEWHERE.get(unit, ANYWHERE):
            if drawn < share:
                degree, licence = other, LICENSED[other] if kept else ""
                break
            drawn -= share
    also = [other for other in ALSO.get(job, ()) if rng.uniform() < 0.3]
    if licence and OPEN_TO[licence] != job:
        also.append(OPEN_TO[licence])
    return months, home, movable, degree, licence, ";".join(also)


SERVICES = {  # unit: visitors a year, satisfaction, change after the first year, online share
    "Harbour Clinic": (21_400, 0.55, 0.00, 0.25),
    "Market Clinic": (30_900, 0.20, 0.45, 0.35),
    "Hill Clinic": (9_800, 0.65, 0.05, 0.15),
    "North District": (17_600, 0.35, 0.00, 0.45),
    "East District": (15_200, 0.05, 0.40, 0.50),
    "South District": (12_100, 0.45, 0.35, 0.30),
}
BOOKING = ("Market Clinic", "East District", "South District")  # appointments since July 2025
MATTERS = (0.05, 0.15, 0.45, 0.0, 0.1, 0.2, 0.25, 0.05, 0.1)  # each item's part in the verdict
ITEMS = (0.35, 0.10, -0.45, 0.60, 0.05, 0.30, 0.35, -0.05, -0.25)  # U1 to U9, U3 is the time taken


def citizens():
    rng, verdicts = np.random.default_rng(1128), np.random.default_rng(1130)
    visitors, answers, cases = [], [], []
    for year_, changed in ((2024, 0), (2025, 1)):
        for unit, (size, level, gain, online) in SERVICES.items():
            size = round(size * rng.uniform(0.96, 1.05))
            visitors.append((year_, unit, size))
            for _ in range(int(rng.integers(70, 110))):
                mood = level + changed * gain + rng.normal(0, 0.75)
                latent = mood + np.array(ITEMS) + rng.normal(0, 0.7, 9)
                marks = 1 + (latent[:, None] > np.array([-1.9, -0.75, 1.05])).sum(axis=1)
                cells = ["" if rng.uniform() < 0.006 else int(mark) for mark in marks]
                channel = "online" if rng.uniform() < online else "counter"
                # One verdict on the whole, which hangs more on some items than on others.
                whole = np.array(MATTERS) @ (latent - np.array(ITEMS)) + verdicts.normal(0, 0.35)
                verdict = 1 + int((whole > np.array([-1.9, -0.75, 1.05])).sum())
                answers.append((year_, unit, channel, *cells, verdict))
    for unit, (_, level, _, online) in SERVICES.items():
        for month in range(1, 13):
            shift = -0.30 if unit in BOOKING and month >= 7 else 0.0
            season = 0.06 * np.sin(month / 12 * 2 * np.pi)
            for _ in range(int(rng.integers(14, 20))):
                channel = "online" if rng.uniform() < online else "counter"
                middle = 3.55 - 0.25 * level + shift + season - (0.35 if channel == "online" else 0)
                cases.append((unit, month, channel, round(float(np.exp(rng.normal(middle, 0.45))))))
    items = tuple(f"U{i}" for i in range(1, 10))
    complaints(visitors)
    write("city_visitors.csv", ("year", "unit", "visitors"), visitors)
    write("city_survey.csv", ("year", "unit", "channel", *items, "overall"), answers)
    write("city_waiting.csv", ("unit", "month", "channel", "minutes"), cases)


def complaints(visitors):
    """Complaints of a year; where satisfaction rose there are fewer of them."""
    rng, rows = np.random.default_rng(1131), []
    for year_, unit, size in visitors:
        _, level, gain, _ = SERVICES[unit]
        per_thousand = 3.2 * np.exp(-1.1 * (level + (year_ == 2025) * gain))
        rows.append((year_, unit, int(rng.poisson(per_thousand * size / 1000))))
    write("city_complaints.csv", ("year", "unit", "complaints"), rows)


COMPETENCIES = ("integrity", "teamwork", "service", "planning", "digital", "writing")
POSTS = {  # level asked for, 1 to 5
    "secretariat": (3, 3, 2, 3, 3, 4),
    "early childhood": (3, 3, 4, 2, 2, 2),
    "primary schools": (3, 3, 4, 3, 2, 3),
    "lower secondary": (3, 3, 3, 3, 3, 3),
    "head of unit": (4, 4, 4, 4, 3, 4),
}


def development(people, rows):
    """Ratings by colleagues with stricter and milder raters, and levels of competency.

    The behaviour in a person's record is the mean of what colleagues gave: one measure. Who has no
    behaviour in the record was rated by nobody.
    """
    rng = np.random.default_rng(1972)
    names = list(people)
    by_unit = {unit: [p for p in names if people[p][0] == unit] for unit in UNITS}
    strict = {p: float(rng.normal(0, 0.35)) for p in names}
    ratings, levels = [], []
    for person, (unit, _, ability) in people.items():
        worth = 3.85 + 0.45 * ability
        others = [p for p in by_unit[unit] if p != person]
        peers = rng.choice(others, min(4, len(others)), replace=False).tolist()
        outside = rng.choice([p for p in names if people[p][0] != unit], 2, replace=False).tolist()
        given = []
        for source, raters in (("peer", peers), ("other unit", outside), ("self", [person])):
            for rater in raters:
                seen = (
                    worth + strict[rater] + rng.normal(0, 0.3) + (0.35 if source == "self" else 0)
                )
                given.append((person, rater, source, f"{np.clip(seen, 1, 5):.1f}"))
        if rows[person]["behaviour"]:
            others = [float(value) for _, _, source, value in given if source != "self"]
            rows[person]["behaviour"] = f"{np.mean(others):.2f}"
            ratings += given
        else:
            ratings += [one for one in given if one[2] == "self"]
        own = np.array(POSTS[unit]) + 0.55 * ability + rng.normal(-0.15, 0.75, len(COMPETENCIES))
        levels.append((person, unit, *np.clip(np.round(own), 1, 5).astype(int).tolist()))
    write("office_ratings.csv", ("person", "rater", "source", "value"), ratings)
    write("office_levels.csv", ("id", "unit", *COMPETENCIES), levels)
    posts = [(post, *asked) for post, asked in POSTS.items()]
    write("office_posts.csv", ("post", *COMPETENCIES), posts)
    courses = (
        ("Clear letters", "writing", 1, 8, 12, 300, "State university"),
        ("Planning a programme", "planning", 1, 16, 10, 700, "Training agency"),
        ("Service at the counter", "service", 1, 8, 15, 250, "Citizens' forum"),
        ("Spreadsheets and forms", "digital", 1, 12, 14, 400, "State polytechnic"),
        ("Working in teams", "teamwork", 1, 8, 12, 200, "Training agency"),
        ("Open records", "integrity", 1, 6, 20, 150, "Inspectorate"),
        ("Data for decisions", "digital", 2, 24, 6, 1500, "State polytechnic"),
    )
    head = ("course", "competency", "raises", "hours", "seats", "cost", "provider")
    write("office_courses.csv", head, courses)


def write(name, head, rows):
    with (HERE / name).open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main():
    people, rows = office()
    development(people, rows)
    records(2025, rows.values())
    city()
    citizens()


def office():
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
        records(when, rows)
    return second, {row["id"]: row for row in rows}


def records(when, rows):
    write(f"education_office_{when}.csv", FIELDS, (row.values() for row in rows))


if __name__ == "__main__":
    main()
