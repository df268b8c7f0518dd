"""The sample data say that they are made up, hang together, and are taken as data everywhere."""

import csv
import math
import re
from importlib.resources import files

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja import sample, score
from kinerja._report.places import transfers, workforce
from kinerja.competency import development_plan, eligible, gaps
from kinerja.errors import InputError
from kinerja.schemes import skm
from kinerja.survey import Design, mean


def test_what_is_made_up_says_so():
    assert "made-up" in sample.office().about.en
    assert "rekaan" in sample.office().about.by_language["id"]
    assert "made-up" in sample.city().about.en
    assert "Source" in sample.schools().about.en


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_office_can_be_scored_in_either_year(year):
    office = sample.office()
    scores = score(office.card, office.values(year), ids="id", missing="reweight")
    assert len(scores) == 39
    assert np.isfinite(scores.total).all()
    assert set(office.values(year)["unit"]) == set(office.units)
    with pytest.raises(InputError, match="2024, 2025"):
        office.values(2023)


def test_values_are_what_the_records_say():
    office = sample.office()
    rows, values = office.records[2025], office.values(2025)
    # P01: 240 days scheduled, 2 excused; 220 present, 5 remote, 7 on duty: 232 of 238 days.
    assert (rows["present"][0], rows["excused"][0]) == (220, 2)
    assert values["attendance"][0] == pytest.approx(100 * 232 / 238)


def test_tables_go_into_dataframes_and_cannot_be_changed():
    office, city = sample.office(), sample.city()
    tables = [*office.records.values(), office.ratings, office.levels, office.posts,
              city.places, city.tasks, city.staff, city.answers, city.visitors,
              city.complaints, city.waiting,
              sample.schools().table]  # fmt: skip
    for table in tables:
        frame = pd.DataFrame(table)
        assert frame.shape == (len(next(iter(table.values()))), len(table))
        assert pl.DataFrame({k: v.tolist() for k, v in table.items()}).shape == frame.shape
        for column in table.values():
            with pytest.raises(ValueError, match="read-only"):
                column[0] = column[1]


def test_a_notebook_gets_to_a_development_plan():
    office = sample.office()
    names = list(office.competencies)
    asked = dict(zip(office.posts["post"], range(office.posts["post"].size), strict=True))
    place = [asked[unit] for unit in office.levels["unit"]]
    required = np.column_stack([office.posts[name][place] for name in names])
    found = gaps(office.levels, required, competencies=names, ids="id")
    plan = development_plan(
        found.shortfall,
        office.courses,
        competencies=names,
        hours=office.training_hours,
        budget=office.training_budget,
        ids=found.ids,
    )
    assert plan.status == "optimal"
    assert 0 < plan.cost <= office.training_budget


def test_the_city_hangs_together():
    city = sample.city()
    units = set(city.places["unit"])
    assert units == set(city.units) == set(city.staff["unit"]) == set(city.tasks["unit"])
    assert set(city.staff["job"]) == set(city.tasks["job"]) == set(city.jobs)
    assert set(city.staff["home"]) <= units
    assert np.array_equal(city.distance, city.distance.T)
    assert set(city.appointments) < set(city.waiting["unit"])
    able = city.qualified(list(city.jobs))
    own = [list(city.jobs).index(job) for job in city.staff["job"]]
    assert able[np.arange(len(own)), own].all()


def test_the_survey_comes_with_its_population():
    answers = sample.city().survey(2025)
    design = Design(strata=answers["unit"], fpc=answers["population"])
    assert 1 < mean(answers["overall"], design, missing="omit").value[0] < 4
    items = {code: answers[code] for code in skm.ITEMS["2017"]}
    assert skm.index(items, design=design, missing="omit").n[0] == 524


def test_real_schools_are_scored_with_their_card():
    real = sample.schools()
    scores = score(real.card, real.table, ids="school")
    assert len(scores) == 71
    assert np.isfinite(scores.total).all()


def test_other_jobs_of_a_profession_follow_from_degree_and_licence():
    city = sample.city()
    able = eligible(city.staff, city.requirements, ids="id")
    assert np.array_equal(able.allowed, city.qualified(able.jobs.tolist()))
    # Some studied it and never got the licence: the degree alone does not open the post.
    studied = (city.staff["degree"] == "education") & (city.staff["licence"] == "")
    assert studied.any()
    assert not able.allowed[studied, 0].any()


def test_the_plan_sends_licensed_staff_from_offices_and_makes_no_clerk_of_a_teacher():
    city = sample.city()
    plan = transfers(city, workforce(city), "en")
    kind = dict(zip(city.places["unit"].tolist(), city.places["kind"].tolist(), strict=True))
    changed = [move for move in plan.moves if move.from_job != move.to_job]
    assert not [m for m in changed if m.from_job in ("teacher", "nurse", "midwife")]
    to_school = [m for m in changed if m.to_job == "teacher"]
    to_health = [m for m in changed if m.to_job in ("nurse", "midwife")]
    assert len(to_school) >= 3
    assert len(to_health) >= 3
    assert {kind[m.to_unit] for m in to_school} == {"school"}
    assert {kind[m.to_unit] for m in to_health} == {"health centre"}
    assert {kind[m.from_unit] for m in (*to_school, *to_health)} <= {"agency", "district"}
    assert plan.status == "optimal"


def test_behaviour_is_one_measure_throughout():
    office = sample.office()
    table, values = office.ratings, office.values(2025)
    others = table["source"] != "self"
    for person, behaviour in zip(values["id"], values["behaviour"], strict=True):
        given = table["value"][others & (table["person"] == person)]
        if np.isnan(behaviour):
            assert given.size == 0
        else:
            assert behaviour == pytest.approx(given.mean(), abs=0.005)  # the record has two digits


TEXTS = {
    # Columns of labels; every other column holds figures.
    "education_office_2024.csv": ("id", "unit"),
    "education_office_2025.csv": ("id", "unit"),
    "office_ratings.csv": ("person", "rater", "source"),
    "office_levels.csv": ("id", "unit"),
    "office_posts.csv": ("post",),
    "city_units.csv": ("unit", "kind"),
    "city_tasks.csv": ("unit", "job", "task"),
    "city_staff.csv": ("id", "unit", "job", "home", "movable", "degree", "licence",
                       "also_qualified"),
    "city_survey.csv": ("unit", "channel"),
    "city_visitors.csv": ("unit",),
    "city_complaints.csv": ("unit",),
    "city_waiting.csv": ("unit", "channel"),
    "schools_2000.csv": ("school",),
}  # fmt: skip


def bundled():
    """Each table of the sample by the name of its file."""
    office, city = sample.office(), sample.city()
    years = {f"education_office_{year}.csv": table for year, table in office.records.items()}
    return years | {
        "office_ratings.csv": office.ratings, "office_levels.csv": office.levels,
        "office_posts.csv": office.posts, "city_units.csv": city.places,
        "city_tasks.csv": city.tasks, "city_staff.csv": city.staff,
        "city_survey.csv": city.answers, "city_visitors.csv": city.visitors,
        "city_complaints.csv": city.complaints, "city_waiting.csv": city.waiting,
        "schools_2000.csv": sample.schools().table,
    }  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_table_is_its_file_cell_by_cell(name):
    table = bundled()[name]
    with (files("kinerja") / "_sample" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert list(table) == rows[0]
    body = rows[1:]
    if name == "city_units.csv":  # in the order of the names of the units
        body.sort(key=lambda row: row[0])
    for head, cells in zip(rows[0], zip(*body, strict=True), strict=True):
        column = table[head]
        if head in TEXTS[name]:
            assert column.dtype == object
            assert column.tolist() == list(cells)
        else:
            assert column.dtype == np.float64
            wanted = [float(cell) if cell else np.nan for cell in cells]
            np.testing.assert_array_equal(column, wanted)


def test_every_figure_of_the_card_is_made_of_its_records():
    office = sample.office()
    assert office.late_credit == 0.5
    for year in (2024, 2025):
        rows, values = office.records[year], office.values(year)
        assert list(values) == ["id", "unit", *office.card.codes]
        there = rows["present"] + rows["remote"] + rows["duty"]
        due = rows["scheduled"] - rows["excused"]
        np.testing.assert_allclose(values["attendance"], 100 * there / due, rtol=1e-12)
        # A task done late counts half; one that is not due yet is left out of the count.
        done = rows["tasks_done"] + 0.5 * rows["tasks_late"]
        due = rows["tasks_due"] - rows["tasks_open"]
        np.testing.assert_allclose(values["completion"], 100 * done / due, rtol=1e-12)
        for name, source in (
            ("innovation",) * 2,
            ("behaviour",) * 2,
            ("service", "service_minutes"),
        ):
            np.testing.assert_array_equal(values[name], rows[source])
        for column in values.values():
            with pytest.raises(ValueError, match="read-only"):
                column[0] = column[1]
    # The present year is meant where none is named, and a refusal names the argument.
    np.testing.assert_array_equal(office.values()["completion"], values["completion"])
    with pytest.raises(InputError) as caught:
        office.values(2026)
    assert caught.value.argument == "year"


def test_a_course_is_its_row():
    with (files("kinerja") / "_sample" / "office_courses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    office = sample.office()
    assert len(office.courses) == len(rows) == len({course.code for course in office.courses})
    for number, (course, row) in enumerate(zip(office.courses, rows, strict=True), 1):
        assert course.code == f"K{number}"
        assert course.name.en == row["course"]
        assert dict(course.gain) == {row["competency"]: float(row["raises"])}
        assert course.hours == float(row["hours"])
        assert course.seats == int(row["seats"])
        assert course.cost == 1000 * float(row["cost"])  # thousands of rupiah in the file
        assert course.provider == row["provider"]
        assert row["competency"] in office.competencies
        assert row["provider"] in office.providers


def test_every_name_is_there_in_both_languages():
    office, city, schools = sample.office(), sample.city(), sample.schools()
    named = [office.competencies, office.units, office.providers, city.units, city.jobs]
    for names in named:
        for label, text in names.items():
            assert text.en.split()[0] == label.split()[0]  # "digital skills" is digital
            assert text.by_language["id"] not in {"", text.en}
    assert {course.name.by_language["id"] for course in office.courses}.isdisjoint(
        course.name.en for course in office.courses
    )
    assert office.about.en == "A made-up education office; nobody in it exists."
    assert city.about.en == "A made-up city; nobody in it exists."
    for about in (office.about, city.about):
        own = about.by_language["id"]
        assert re.fullmatch(r"(Kantor pendidikan|Kota) rekaan; tidak ada [a-z ]+\.", own)
    for text in (schools.about.en, schools.about.by_language["id"]):
        assert text.endswith("California Department of Education, Academic Performance Index 2000.")
    assert schools.about.en.startswith("Real schools. Source: ")
    assert schools.about.by_language["id"].startswith("Sekolah sungguhan. Sumber: ")


def test_the_city_measures_by_its_map():
    city = sample.city()
    place = dict(zip(city.places["unit"], zip(city.places["x_km"], city.places["y_km"],
                                              strict=True), strict=True))  # fmt: skip
    for i, unit in enumerate(city.places["unit"]):
        for j, other in enumerate(city.places["unit"]):
            assert city.distance[i, j] == pytest.approx(math.dist(place[unit], place[other]))


def test_a_year_of_the_survey_is_its_answers_beside_their_visitors():
    city = sample.city()
    size = {(year, unit): n for year, unit, n in zip(*city.visitors.values(), strict=True)}
    for year in (2024, 2025):
        answers = city.survey(year)
        rows = city.answers["year"] == year
        assert list(answers) == [*city.answers, "population"]
        for name, column in city.answers.items():
            np.testing.assert_array_equal(answers[name].astype(str), column[rows].astype(str))
        assert answers["population"].tolist() == [size[year, unit] for unit in answers["unit"]]


def test_who_may_do_what_is_asked_in_any_order():
    city = sample.city()
    able = city.qualified(["nurse", "teacher", "astronaut"])
    both = zip(city.staff["job"], city.staff["also_qualified"], strict=True)
    wanted = [[job in {own, *also.split(";")} for job in ("nurse", "teacher", "astronaut")]
              for own, also in both]  # fmt: skip
    assert able.tolist() == wanted
    assert not able[:, 2].any()


def test_what_a_profession_asks_for():
    rules = {asked.job: {rule.column: rule.one_of for rule in asked.rules}
             for asked in sample.city().requirements}  # fmt: skip
    assert rules == {
        "teacher": {"degree": ("education",), "licence": ("teaching",)},
        "nurse": {"degree": ("nursing",), "licence": ("nursing",)},
        "midwife": {"degree": ("midwifery",), "licence": ("midwifery",)},
    }
    assert all(rule.code == rule.column for asked in sample.city().requirements
               for rule in asked.rules)  # fmt: skip
