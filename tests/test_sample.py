"""The sample data say that they are made up, hang together, and are taken as data everywhere."""

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
