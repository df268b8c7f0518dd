"""The registry as data: files, sources of each row, and what is in force when."""

import datetime
import json
from importlib.resources import files

import numpy as np
import pytest

from kinerja import _official, schemes
from kinerja.errors import InputError
from kinerja.schemes import allowance, ip_asn, organisation, skp, staffing, talent

SCHEMES = [schemes.get(info.id, info.version) for info in schemes.available()]
STRENGTH = ("regulation", "practice", "recalled")


def in_force(day):
    return {(info.id, info.version) for info in schemes.available(on=day)}


def test_every_version_is_a_file_and_every_file_a_version():
    names = {
        file.name.removesuffix(".json")
        for file in files("kinerja.schemes").joinpath("_tables").iterdir()
        if file.name.endswith(".json")
    }
    assert names == {f"{scheme.id}_{scheme.version}" for scheme in SCHEMES}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: f"{s.id} {s.version}")
def test_each_row_has_its_source_and_the_scheme_the_weakest_of_them(scheme):
    rows = [row for table in scheme.tables for row in table.rows]
    sources = [source for grading in scheme.gradings for source in grading.sources]
    assert all(item.article and item.evidence for item in (*rows, *sources))
    for grading in scheme.gradings:
        assert [s.label for s in grading.sources] == [b.label for b in grading.bands.bands]
    if rows or sources:
        weakest = max(STRENGTH.index(item.evidence) for item in (*rows, *sources))
        assert scheme.evidence == STRENGTH[weakest]
    else:
        assert "not found" in " ".join(scheme.disputed)


def test_what_the_files_repeat_agrees_with_what_lower_rooms_hold():
    tenure = schemes.get("transfer", "2019").table("tenure")
    assert tenure["min_months"] == _official.MONTHS_BEFORE_TRANSFER == 24
    assert tenure["max_months"] == _official.MONTHS_OVERDUE == 60
    from kinerja.staffing import EFFICIENCY_GRADES

    assert schemes.get("abk", "2020").bands("efficiency") == EFFICIENCY_GRADES
    assert staffing.EFFECTIVE_MINUTES["1,250 h"] == 75_000
    for code, rule in allowance.EXAMPLES.items():
        tables = {item.name: item.to_dict() for item in schemes.get("allowance", code).tables}
        late = tables.get("late_percent_from_minutes", {})
        assert late == {f"{step.minutes:g}": step.percent for step in rule.late}


def test_what_is_superseded_is_not_in_force():
    today = in_force(datetime.date(2026, 1, 31))
    assert {("skm", "2017"), ("skp", "2022"), ("transfer", "2019")} <= today
    gone = {("skm", "2004"), ("skp", "2011"), ("skp", "2021"), ("ip_asn", "2018")}
    assert not today & {*gone, ("ombudsman", "2021"), ("ombudsman", "2022"), ("abk", "2004")}
    # Since 2023 PPPK are measured; since 2025 the Ombudsman gives opinions.
    assert {("ip_asn", "2023"), ("ombudsman", "2025")} <= today
    assert ("ip_asn", "2018") in in_force("2022-12-31")
    assert ("ip_asn", "2018") not in in_force("2023-01-01")
    assert ("ombudsman", "2022") in in_force("2024-12-31")
    assert ("absence", "2021") not in in_force("2021-08-30")
    assert ("absence", "2021") in in_force(datetime.datetime(2021, 8, 31, 12, tzinfo=datetime.UTC))
    for info in schemes.available():
        if info.valid_until:
            assert info.superseded_by or info.id == "abk", info.id


@pytest.mark.parametrize("odd", ["2026", "2026-13-01", 2026, "today", 1.5, True])
def test_what_is_no_day_is_refused(odd):
    with pytest.raises(InputError, match=r"`on`.*YYYY-MM-DD"):
        schemes.available(on=odd)


def test_no_superseded_version_is_a_default():
    with pytest.raises(TypeError, match="version"):
        organisation.ombudsman(80)
    with pytest.raises(TypeError, match="version"):
        skp.final(90, 80)
    with pytest.raises(InputError, match="`version` or `table`, one of the two"):
        ip_asn.index(["S1"], [[True] * 3], [5], ["none"])
    with pytest.raises(InputError, match="61/2025"):
        organisation.ombudsman(80, version="2025")
    with pytest.raises(InputError, match="not found in a public text"):
        ip_asn.index(["S1"], [[True] * 3], [5], ["none"], version="2023")


def test_published_values_of_the_ombudsman_and_the_service_index():
    # Values of 2022 to 2024 as newspapers printed them with their letters.
    printed = {
        "A": [93.67, 90.54, 91.99, 88.51],
        "B": [82.64, 82.55, 86.2, 80.58],
        "C": [76.74, 64.64, 58.99, 58.03],
    }
    for letter, values in printed.items():
        assert set(organisation.ombudsman(values, version="2022").tolist()) == {letter}
    assert organisation.ombudsman(89.22, version="2021") == "green"  # Medan 2021
    # Published in May 2025: 4.61 and 4.69 "A, Pelayanan Prima", 4.33 "A−, Sangat Baik".
    assert organisation.public_service_grade([4.61, 4.69, 4.33]).tolist() == ["A", "A", "A-"]
    words = schemes.get("public_service_index", "2022").words(["A", "A-"], "id")
    assert words.tolist() == ["Pelayanan Prima", "Sangat Baik"]


def test_an_agency_passes_its_own_table():
    own = json.loads(schemes.get("ip_asn", "2018").model_dump_json())
    own |= {"version": "own", "regulation": "Agency rule 1/2026"}
    own["tables"][0]["rows"] = [
        {"keys": ["fits"], "value": 20.0},
        {"keys": ["short"], "value": 10.0},
    ]
    table = schemes.Scheme.model_validate(own)
    got = ip_asn.index(["fits", "short"], [[True] * 3] * 2, [4, 4], ["none"] * 2, table=table)
    assert got.total.tolist() == [90.0, 80.0]  # 20 + 40 + 25 + 5; 10 less
    assert "Agency rule 1/2026" in str(got.provenance.options["version"])
    with pytest.raises(InputError, match=r"no mapping for competence"):
        ip_asn.index(
            ["a"],
            [[True]],
            [4],
            ["none"],
            table={"qualification": {"a": 1}, "performance": {"4": 1}, "discipline": {"none": 1}},
        )
    with pytest.raises(InputError, match="found both"):
        ip_asn.index(["a"], [[True]], [4], ["none"], table=table, version="2018")


def test_spellings_that_agencies_write():
    spelled = ["S-1", "D-IV", "D.IV", "D-III", "Sarjana", "s 2", "SLTA", "S-3"]
    got = ip_asn.index(spelled, [[False] * 3] * 8, ["Baik"] * 8, ["none"] * 8, version="2018")
    assert got.parts[:, 0].tolist() == [15, 15, 15, 10, 15, 20, 5, 25]
    words = ["Sangat Baik", "Baik", "Cukup", "Butuh Perbaikan", "Kurang", "Sangat Kurang", "good"]
    got = ip_asn.index(
        ["S1"] * 7, [[False] * 3] * 7, words, ["Tidak Pernah"] * 7, version="2018", language="id"
    )
    assert got.parts[:, 2].tolist() == [30, 25, 15, 15, 5, 1, 25]
    assert set(got.label.tolist()) == {"Sangat Rendah"}
    # BKN's conversion table prints "Cukup/Butuh Perbaikan".
    for word in ("Cukup", "Cukup/Butuh Perbaikan", "Butuh Perbaikan"):
        assert skp.credit_points("Ahli Pertama", word) == pytest.approx(0.75 * 12.5)


def test_groups_of_posts_by_person():
    marks = {
        "leadership": [True, False, False],
        "functional": [False, True, False],
        "technical": [True, True, True],
        "seminar": [False, False, True],
    }
    kinds = ["structural", "fungsional", "Pelaksana"]
    got = ip_asn.index(["S1"] * 3, marks, [4] * 3, ["none"] * 3, version="2018", group=kinds)
    # 15 + 15; 15 + 15; 22.5 + 17.5
    assert got.parts[:, 1].tolist() == [30.0, 30.0, 40.0]
    array = [[True, True, False], [True, True, False], [False, True, True]]
    assert (
        ip_asn.index(
            ["S1"] * 3, array, [4] * 3, ["none"] * 3, version="2018", group=kinds
        ).total.tolist()
        == got.total.tolist()
    )
    array[2][0] = True
    with pytest.raises(InputError, match=r"no training but technical, seminar"):
        ip_asn.index(["S1"] * 3, array, [4] * 3, ["none"] * 3, version="2018", group=kinds)


def test_shares_of_2019_follow_from_who_was_asked():
    # PP 30/2019 art. 41: (3) 70/30 without peers and subordinates, (4) 60/40 with them.
    got = skp.final([90, 90], 80, version="2019", peers_asked=[True, False])
    np.testing.assert_allclose(got, [0.6 * 90 + 0.4 * 80, 0.7 * 90 + 0.3 * 80])
    rows = {
        row.value: row.article
        for table in schemes.get("skp", "2019").tables
        if table.name.startswith("shares")
        for row in table.rows
    }
    assert [rows[x].split(":")[0] for x in (0.7, 0.3)] == ["PP 30/2019 art. 41 (3)"] * 2
    assert [rows[x].split(":")[0] for x in (0.6, 0.4)] == ["PP 30/2019 art. 41 (4)"] * 2
    for share, asked in ((0.6, False), (0.6, None), (0.7, True), (0.6, [True, False])):
        with pytest.raises(InputError, match=r"`results_share`.*PP 30/2019 art\. 41") as caught:
            skp.final([90, 90], 80, version="2019", peers_asked=asked, results_share=share)
        assert caught.value.code == "contradiction"
    assert skp.final(90, 80, version="2019", peers_asked=True, results_share=0.6) == 86
    assert skp.final(90, 80, version="2019", results_share=0.7) == 87
    with pytest.raises(InputError, match="only PP 30/2019"):
        skp.final(90, 80, version="2011", peers_asked=True)


def test_credit_points_of_part_years_as_bkn_prints_them():
    # 2/12 × 100 % × 12.5 = 2.08; 18.75 + 2.08 = 20.83; 100 % × 25 × 3 years = 75
    part = skp.credit_points("pertama", "good", months=2)
    assert part == pytest.approx(25 / 12)
    got = skp.credit_total([[18.75, float(part)]], "pertama")
    assert got.total.round(2).tolist() == [20.83]
    assert (got.need.tolist(), got.reached.tolist()) == ([50.0], [False])
    three = skp.credit_points("muda", ["good"] * 3)
    assert skp.credit_total([three], "muda", step="rank").total.tolist() == [75.0]
    # A higher degree adds 25 % of 100 for the next grade.
    assert skp.credit_total([75.0], "muda", higher_degree=True).reached.tolist() == [True]
    for odd in (0, 13, 2.5, np.nan):
        with pytest.raises(InputError, match="whole months from 1 to 12"):
            skp.credit_points("muda", "good", months=odd)
    with pytest.raises(InputError, match=r"`rank`.*is known"):
        skp.credit_total([1.0], "utama", step="rank")


def test_thresholds_of_a_mapping_and_the_stated_six_months():
    # Peraturan BRIN 3/2023 art. 33: from 90, from 78, below.
    got = talent.job_match_category([90, 89.99, 78, 77.99], purpose="mapping")
    assert got.tolist() == ["optimal", "fairly_optimal", "fairly_optimal", "less_optimal"]
    assert staffing.TRANSFER_OPTIONS == {"min_months": 24, "max_months": 60}
    assert staffing.TRANSFER_OPTIONS_STATED == {"min_months": 6, "max_months": 60}
    said = " ".join(schemes.get("transfer", "2019").disputed)
    assert "I-Mut" in said
    assert "24 months is the default" in said


def test_what_two_years_of_predicates_lead_to():
    # PP 30/2019 art. 53 (1), 53 (2), 58 (1); good after very good is neither twice.
    before = ["Sangat Baik", "Baik", "very_good", "good", "good", "Cukup"]
    after = ["very_good", "good", "good", "Kurang", "very_poor", "Cukup"]
    want = ["talent_pool", "development", "none", "improve", "improve", "none"]
    assert skp.follow_up(before, after).tolist() == want
    assert skp.follow_up("good", "good") == "development"
    with pytest.raises(InputError, match="`latest`"):
        skp.follow_up("good", "best")
