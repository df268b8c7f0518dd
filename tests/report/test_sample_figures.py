"""Figures of the sample report, worked out once more from the records themselves."""

import functools
from collections import Counter

import numpy as np
import pytest

from kinerja import sample, score
from kinerja._report.sample_report import sample_report
from kinerja.scoring import compare

OFFICE, CITY = sample.office(), sample.city()
ITEMS = [f"U{i}" for i in range(1, 10)]


@functools.cache
def section(number):
    """A section by the number that the terminal gives it."""
    return sample_report("en").sections[number - 1]


def table(number, which=0):
    return section(number).tables[which][1]


def close(shown, wanted):
    np.testing.assert_allclose(np.array(shown, dtype=float), wanted, rtol=1e-9, atol=1e-9)


@functools.cache
def scores(year=2025):
    return score(OFFICE.card, OFFICE.values(year), ids="id", missing="reweight")


def test_totals_by_unit_and_grade():
    total, units = scores().total, OFFICE.values(2025)["unit"]
    shown = table(2, 1)
    wanted = {unit: total[units == unit] for unit in OFFICE.units}
    assert set(shown["unit"]) == set(wanted)
    for i, unit in enumerate(shown["unit"]):
        own = wanted[unit]
        close([shown[head][i] for head in ("people", "mean", "lowest", "highest")],
              [own.size, own.mean(), own.min(), own.max()])  # fmt: skip
    grades = Counter(str(label) for label in scores().grades())
    assert dict(zip(table(2)["grade"], table(2)["people"], strict=True)) == grades
    best = np.argsort(-total)[:5]
    highest = table(2, 2)
    assert highest["id"] == [str(scores().ids[i]) for i in best]
    close(highest["total"], total[best])
    assert highest["grade"] == [str(scores().grades()[i]) for i in best]
    assert f"{np.mean(total):.1f}" in section(2).text[0]
    gaps = np.isnan(scores().values)
    assert f"{gaps.sum()} of {gaps.size}" in section(2).method[0]


def test_the_parts_of_one_persons_total():
    who = section(4).title.split()[-1]
    i = scores().ids.tolist().index(who)
    shown = table(4)
    assert shown["indicator"][:-1] == [one.name.en for one in OFFICE.card.indicators]
    close(shown["points"][:-1], scores().points[i])
    close(shown["part"], [*scores().contributions[i], scores().total[i]])
    against = shown["against the mean"]
    assert sum(against[:-1]) == pytest.approx(against[-1])


def test_who_is_close_to_the_next_grade():
    # At most two points below a boundary of the card, the nearest first.
    # A total counts with its two decimals: from 87.995 on it is 88.
    bounds = np.array(
        [band.lower - 0.005 for band in OFFICE.card.bands.bands if band.lower is not None]
    )
    far = np.array([min([b - x for b in bounds if b > x], default=np.inf) for x in scores().total])
    near = [i for i in np.argsort(far, kind="stable") if far[i] <= 2]
    shown = table(5)
    assert shown["id"] == [str(scores().ids[i]) for i in near]
    close(shown["gap"], far[near])
    close(shown["total"], scores().total[near])
    labels = {band.lower - 0.005: band.label.en for band in OFFICE.card.bands.bands}
    assert shown["next grade"] == [
        labels[min(b for b in bounds if b > scores().total[i])] for i in near
    ]


def test_what_changed_between_the_years():
    was = dict(zip(scores(2024).ids.tolist(), scores(2024).total, strict=True))
    now = dict(zip(scores().ids.tolist(), scores().total, strict=True))
    both = sorted(was.keys() & now.keys(), key=lambda who: was[who] - now[who])
    ends = [*both[:3], *both[-3:]]
    shown = table(6, 1)
    assert shown["id"] == ends
    close(shown["2024"], [was[who] for who in ends])
    close(shown["2025"], [now[who] for who in ends])
    close(shown["change"], [now[who] - was[who] for who in ends])
    assert sum(table(6)["mean"]) == pytest.approx(np.mean([now[who] - was[who] for who in both]))
    change = compare(scores(2024), scores())
    for who, said in zip(ends, shown["mostly"], strict=True):
        parts = change.contributions[change.ids.tolist().index(who)]
        most = OFFICE.card.indicators[int(np.argmax(np.abs(parts)))]
        part = parts[np.argmax(np.abs(parts))]
        assert said == f"{most.name.en} ({part:+.1f})".replace("-", "−")


def posts():
    """Staff and need of each post of the city, from its records."""
    staff = Counter(zip(CITY.staff["unit"], CITY.staff["job"], strict=True))
    need = Counter()
    tasks = CITY.tasks
    columns = (tasks[name] for name in ("unit", "job", "volume", "minutes"))
    for unit, job, volume, minutes in zip(*columns, strict=True):
        need[unit, job] += volume * minutes / 75_000  # 1,250 hours in minutes
    return staff, need


@pytest.mark.parametrize(("which", "head", "place"), [(0, "unit", 0), (1, "job", 1)])
def test_need_and_staff_of_the_city(which, head, place):
    staff, need = posts()
    shown = table(11, which)
    labels = [label for label in shown[head] if label in set(CITY.units) | set(CITY.jobs)]
    every = staff.keys() | need.keys()
    rows = []
    for label in labels:
        own = [post for post in every if post[place] == label]
        rows.append([
            sum(staff[post] for post in own), sum(need[post] for post in own),
            sum(max(0, staff[post] - need[post]) for post in own),
            sum(max(0, need[post] - staff[post]) for post in own),
        ])  # fmt: skip
    rows = np.array(rows) if which else np.vstack([rows, np.sum(rows, axis=0)])
    for name, column in zip(("staff", "need", "surplus", "shortage"), rows.T, strict=True):
        close(shown[name], column)
    if not which:
        assert shown["load"][-1] is None
        close(shown["load"][:-1], (rows[:, 1] / rows[:, 0])[:-1])


def test_moves_of_the_plan_are_moves_of_its_people():
    shown, people = table(12, 1), CITY.staff
    place = {unit: i for i, unit in enumerate(CITY.places["unit"].tolist())}
    by_id = {who: i for i, who in enumerate(people["id"].tolist())}
    for who, origin, target, km, job in zip(*(shown[h] for h in shown), strict=True):
        i = by_id[who]
        assert people["unit"][i] == origin
        assert people["movable"][i] == "yes"
        assert people["job"][i] == (job if " " not in job or job == "field officer" else
                                    next(j for j in CITY.jobs if job.startswith(j)))  # fmt: skip
        # Kilometres from home to the new unit, as the crow flies.
        assert km == pytest.approx(CITY.distance[place[people["home"][i]], place[target]])
    assert f" {len(shown['id'])} moves" in section(12).text[0]
    left = sum(table(12, 2)["short"])
    assert f"{left:.2f}" in section(12).text[0]


def answers(year):
    rows = CITY.survey(year)
    full = ~np.isnan(np.column_stack([rows[code] for code in ITEMS])).any(axis=1)
    return rows, full, np.column_stack([rows[code] for code in ITEMS])


def index(year, unit):
    """25 times the mean of the nine means, of those who answered every item."""
    rows, full, items = answers(year)
    return 25 * items[full & (rows["unit"] == unit)].mean()


def test_satisfaction_by_unit_and_for_the_city():
    rows, full, items = answers(2025)
    shown = table(14)
    units = shown["unit"][:-1]
    assert set(units) == set(rows["unit"])
    counts = [int((full & (rows["unit"] == unit)).sum()) for unit in units]
    assert shown["people"] == [*counts, sum(counts)]
    visitors = {unit: rows["population"][rows["unit"] == unit][0] for unit in units}
    each = [index(2025, unit) for unit in units]
    # The city counts each unit by its visitors, in the share of them who answered.
    share = [
        visitors[u] * n / (rows["unit"] == u).sum() for u, n in zip(units, counts, strict=True)
    ]
    close(shown["index"], [*each, np.average(each, weights=share)])
    for low, high, value in zip(*np.array([
        [float(x) for x in said.split("–")] for said in shown["interval"]
    ]).T, shown["index"], strict=True):  # fmt: skip
        assert low < value < high
    assert f"{items.shape[0]}" in section(14).text[0]
    assert f"{sum(visitors.values()):,.0f}" in section(14).text[0]
    assert str((~full).sum()) in section(14).text[0]
    by_channel = table(14, 1)
    assert by_channel["people"] == [
        int((full & (rows["channel"] == one)).sum()) for one in by_channel["channel"]
    ]


def test_satisfaction_beside_the_year_before():
    shown = table(16)
    units = shown["unit"][:-1]
    close(shown["2024"][:-1], [index(2024, unit) for unit in units])
    close(shown["2025"][:-1], [index(2025, unit) for unit in units])
    close(shown["change"], np.subtract(shown["2025"], shown["2024"]))
    assert all(x > 0 for x in shown["±"])


def test_complaints_by_a_thousand_visitors():
    said = {
        (year, unit): n for year, unit, n in zip(*CITY.complaints.values(), strict=True)
    }  # fmt: skip
    came = {(year, unit): n for year, unit, n in zip(*CITY.visitors.values(), strict=True)}
    shown = table(16, 1)
    units = shown["unit"][:-1]
    rates = {}
    for year in (2024, 2025):
        own = [(said[year, unit], came[year, unit]) for unit in units]
        own.append(tuple(map(sum, zip(*own, strict=True))))
        rates[year] = np.array([1000 * n / visitors for n, visitors in own])
        close(shown[str(year)], rates[year])
    close(shown["ratio"], rates[2025] / rates[2024])


def test_waiting_with_and_without_appointments():
    t = CITY.waiting
    booked = np.array([unit in CITY.appointments for unit in t["unit"]])
    after = t["month"] >= 7
    groups = {"with appointments, 1": booked & ~after, "with appointments, 2": booked & after,
              "without, 1": ~booked & ~after, "without, 2": ~booked & after}  # fmt: skip
    shown = table(17)
    assert len(shown.column("cases").values) == 4
    for i, label in enumerate(shown["units, half-year"]):
        half, with_ = label[-1], label.startswith("with ")
        own = t["minutes"][groups[f"{'with appointments' if with_ else 'without'}, {half}"]]
        assert shown["cases"][i] == own.size
    # Of counter and online alone, figures are those of the visits as they are.
    by_channel = table(17, 1)
    for i, one in enumerate(by_channel["channel"]):
        own = t["minutes"][t["channel"] == one]
        assert by_channel["in time"][i] == pytest.approx((own <= 30).mean())
        assert np.quantile(own, 0.48) <= by_channel["median"][i] <= np.quantile(own, 0.52)
        assert np.quantile(own, 0.88) <= by_channel["9 in 10"][i] <= np.quantile(own, 0.92)
    assert by_channel["cases"] == [
        int((t["channel"] == one).sum()) for one in by_channel["channel"]
    ]


def test_gaps_in_competency():
    asked = {post: i for i, post in enumerate(OFFICE.posts["post"].tolist())}
    row = [asked[unit] for unit in OFFICE.levels["unit"]]
    shown = table(9)
    for i, name in enumerate(OFFICE.competencies):
        short = np.maximum(0, OFFICE.posts[name][row] - OFFICE.levels[name])
        close([shown["enough"][i], shown["mean gap"][i]], [(short == 0).mean(), short.mean()])
    offered = table(9, 1)
    for i, course in enumerate(OFFICE.courses):
        assert offered["course"][i] == course.name.en
        assert (offered["hours"][i], offered["cost (Rp)"][i]) == (course.hours, course.cost)
        assert 0 <= offered["taken"][i] <= offered["seats"][i] == course.seats
    spent = sum(course.cost * n for course, n in zip(OFFICE.courses, offered["taken"], strict=True))
    assert f"{spent:,.0f}" in " ".join(section(9).text)


def test_raters_are_those_of_the_records():
    rows = OFFICE.ratings
    others = rows["source"] != "self"
    given = Counter(rows["rater"][others])
    shown = table(8)
    assert shown["ratings"] == [given[rater] for rater in shown["rater"]]
    assert shown["among the"][:3] == ["strictest"] * 3
    assert len(set(shown["among the"][3:])) == 1
    assert shown["severity"] == sorted(shown["severity"], reverse=True)
    people = table(8, 1)
    for who, mean in zip(people["person"], people["mean"], strict=True):
        assert mean == pytest.approx(rows["value"][others & (rows["person"] == who)].mean())
    moved = [abs(int(a) - int(b)) for a, b in (said.split(" → ") for said in people["place"])]
    assert moved == sorted(moved, reverse=True)


def test_priorities_are_in_the_order_of_their_importance():
    shown = table(15)
    _, _, items = answers(2025)
    assert list(shown["importance"]) == sorted(shown["importance"], reverse=True)
    assert sum(shown["importance"]) == pytest.approx(float(
        section(15).method[0].split("%")[0].split()[-1]) / 100, abs=1e-3)  # fmt: skip
    assert len(shown["item"]) == items.shape[1]
    assert all(1 <= x <= 4 for x in shown["performance"])
    assert {said == "unclear" for said, p in zip(shown["verdict"], shown["certain"], strict=True)
            if p >= 0.8} == {False}  # fmt: skip


def test_the_sample_report_has_its_17_sections_in_three_chapters():
    report = sample_report("en")
    assert [len(sections) for _, sections in report.chapters] == [10, 3, 4]
    assert all(one.title for one in report.sections)
