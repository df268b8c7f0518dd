"""Talent, discipline, organisations and IP ASN: published tables, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import schemes
from kinerja.balancing import Reply
from kinerja.competency import nine_box
from kinerja.errors import InputError, KinerjaDeprecation
from kinerja.indicators import say
from kinerja.schemes import discipline, ip_asn, organisation, skp, talent


def test_categories_of_job_match():
    values = [100, 80, 79.99, 68, 67.99, 0]
    expected = ["meets", "meets", "almost", "almost", "not", "not"]
    assert talent.job_match_category(values).tolist() == expected
    assert talent.job_match_category(np.nan) == ""


def test_job_match_with_and_without_a_cap():
    # (4 + 2 + 2)/10 = 80 %; capped at 3, 3, 4: (3 + 2 + 2)/10 = 70 %.
    assert talent.job_person_match([[4, 2, 2]], [3, 3, 4]).tolist() == [80]
    assert talent.job_person_match([[4, 2, 2]], [3, 3, 4], cap=True).tolist() == [70]


def test_the_nine_boxes():
    potential = ["low", "middle", "high"]
    assert talent.box("above", potential).tolist() == [4, 7, 9]
    assert talent.box("meets", potential).tolist() == [2, 5, 8]
    assert talent.box("below", potential).tolist() == [1, 3, 6]
    assert talent.box("Di Atas", "Tinggi") == 9
    assert sorted(talent.BOXES.values()) == list(range(1, 10))
    assert talent.in_pool(range(1, 10)).tolist() == [False] * 6 + [True] * 3


# Four public systems of agencies print the annex of PermenPANRB 3/2020 in these words, box by box,
# each beside the two levels of the box (a service file of one, a view, a helper and a map of the
# others). Written here from them, in Indonesian, and not from the table of the library.
PRINTED = {
    ("di atas", "tinggi", 9): "dipromosikan dan dipertahankan; masuk kelompok rencana suksesi "
    "instansi/nasional; penghargaan",
    ("sesuai", "tinggi", 8): "dipertahankan; masuk kelompok rencana suksesi instansi; "
    "rotasi/perluasan jabatan; bimbingan kinerja",
    ("di atas", "menengah", 7): "dipertahankan; masuk kelompok rencana suksesi instansi; "
    "rotasi/pengayaan jabatan; pengembangan kompetensi; tugas belajar",
    ("di bawah", "tinggi", 6): "penempatan yang sesuai; bimbingan kinerja; konseling kinerja",
    ("sesuai", "menengah", 5): "penempatan yang sesuai; bimbingan kinerja; pengembangan kompetensi",
    ("di atas", "rendah", 4): "rotasi; pengembangan kompetensi",
    ("di bawah", "menengah", 3): "bimbingan kinerja; konseling kinerja; pengembangan kompetensi; "
    "penempatan yang sesuai",
    ("sesuai", "rendah", 2): "bimbingan kinerja; pengembangan kompetensi; penempatan yang sesuai",
}


def test_what_each_box_leads_to():
    scheme = schemes.get("talent", "2020")
    for (performance, potential, box), printed in PRINTED.items():
        assert talent.box(performance, potential) == box
        steps = talent.LEADS_TO[box]
        assert "; ".join(scheme.words(steps, "id").tolist()) == printed
        assert talent.leads_to([box]).of(0) == steps
    # The succession group is what a box of the pool leads to, and no other.
    succession = {"succession", "succession_national"}
    with_group = {box for box, steps in talent.LEADS_TO.items() if succession & set(steps)}
    assert with_group == set(talent.POOL)
    rows = scheme.model_dump()["tables"]
    row = next(t for t in rows if t["name"] == "leads_to")["rows"][0]
    assert (row["evidence"], "was not read" in row["article"]) == ("practice", True)


def test_box_one_leads_to_a_procedure_and_not_to_dismissal():
    assert talent.LEADS_TO[1] == ("procedure",)
    found = talent.leads_to([1, np.nan], ids=["S1", "S2"])
    english, indonesian = found.letter("S1"), found.letter("S1", language="id")
    # PP 30/2019 art. 58 (1) and (2): six months to improve, then a new competence test; art. 59.
    for letter, said in (
        (english, ("no dismissal", "you are heard", "six months", "competence test", "14 days")),
        (indonesian, ("bukan pemberhentian", "didengar", "6 bulan", "uji kompetensi", "14 hari")),
    ):
        assert all(phrase in letter for phrase in said)
    assert "there is no box for you" in found.letter("S2")
    assert found.of("S2") == ()
    assert found.leads_to.sum(axis=1).tolist() == [1, 0]


def test_a_result_of_nine_boxes_is_read_by_its_levels_and_not_by_its_numbers():
    cuts = {"performance_cuts": (60, 80), "potential_cuts": (60, 80)}
    # Above and middle: box 7 of the regulation, where nine_box counts 1 + 2 + 3·1 = 6.
    boxes = nine_box(
        [85, 75, np.nan], [70, 60, 60], **cuts, ids=["x", "y", "z"], missing="propagate"
    )
    found = talent.leads_to(boxes)
    assert (boxes.box.tolist(), found.box.tolist()) == ([6, 5, 0], [7, 5, 0])
    assert found.of("x")[-1] == "study_assignment"
    unsure = talent.leads_to(
        nine_box([85, 75], [70, 60], **cuts, performance_se=5, potential_se=5, ids=["x", "y"])
    )
    # y stands on a cut of potential: 0.42 as the example of nine_box computes it.
    assert "right box is 42%" in unsure.letter("y")
    # P(80 ≤ 85 ± 5) · P(60 ≤ 70 ± 5 < 80) = 0.8413 · 0.9545 = 0.803: sure enough.
    assert "How sure this is" not in unsure.letter("x")
    own = {"note": "", "heading": "AGENCY"}
    reply = Reply("the office", 10)
    letter = found.letter("x", reply=reply, templates=own)
    assert letter.startswith("AGENCY\n\nTo x,")
    assert letter.endswith("within 10 days of receiving this letter. Please write to the office.")


@pytest.mark.parametrize(
    ("boxes", "options", "argument"),
    [
        ([10], {}, "boxes"),
        ([2.5], {}, "boxes"),
        ([[1]], {}, "boxes"),
        ([1, 2], {"ids": ["a"]}, "ids"),
    ],
)
def test_boxes_that_are_none_are_refused(boxes, options, argument):
    with pytest.raises(InputError) as caught:
        talent.leads_to(boxes, **options)
    assert caught.value.argument == argument


def test_a_gap_is_required_less_actual():
    assert talent.gap(required=[3, 3, 3], actual=[2, 4, np.nan]).tolist()[:2] == [-1, 1]


def test_the_ladder_of_absence():
    ladder = {
        "none": (0, 2),
        "oral": (3, 3),
        "written": (4, 6),
        "statement": (7, 10),
        "cut_6": (11, 13),
        "cut_9": (14, 16),
        "cut_12": (17, 20),
        "demotion": (21, 24),
        "release": (25, 27),
        "dismissal": (28, 250),
    }
    for label, (first, last) in ladder.items():
        assert set(discipline.absence(np.arange(first, last + 1))) == {label}
    assert discipline.absence(27.9) == "release"  # a part of a day is not yet a day
    assert discipline.absence([10, 12], longest_run=[9, 10]).tolist() == ["statement", "dismissal"]
    # It began the year before.
    assert discipline.absence([1, 5], longest_run=10).tolist() == ["dismissal"] * 2
    assert discipline.absence(np.nan, longest_run=10) == ""
    assert set(discipline.TEXTS) == set(ladder)


def test_a_run_that_is_not_known_leaves_the_case_open_only_where_it_could_decide():
    # Nobody absent has no run; 28 days decide alone; between them a run of ten may stand behind.
    got = discipline.absence([0, 1, 27, 28], longest_run=float("nan"))
    assert got.tolist() == ["none", "", "", "dismissal"]


def test_lateness_adds_up_to_days():
    assert discipline.late_days([0, 449.9, 450, 900]).tolist() == [0, 0, 1, 2]
    assert discipline.late_days(480, minutes_per_day=480) == 1


def test_grades_of_accountability_are_strict():
    values = [90.01, 90, 80.01, 80, 70, 60, 50, 30, 0]
    expected = ["AA", "A", "A", "BB", "B", "CC", "C", "D", "D"]
    assert organisation.sakip(values).tolist() == expected


def test_public_service_index_weights_six_aspects():
    # .25·5 + .24·4 + .18·3 + .12·2 + .11·1 + .10·0 = 3.10
    row = {code: [5.0 - j] for j, code in enumerate(organisation.PUBLIC_SERVICE_WEIGHTS)}
    assert organisation.public_service_index(row)[0] == pytest.approx(3.1)


@given(st.floats(0, 100))
def test_equal_aspects_come_out_as_they_went_in(x):
    got = organisation.public_service_index([[x] * 6])[0]
    assert got == pytest.approx(x, rel=1e-15)
    assert organisation.public_service_index([[5] * 6])[0] == 5


def test_every_grade_of_an_organisation_has_words():
    labels = {say(band.label) for band in organisation.SAKIP.bands}
    assert set(organisation.SAKIP_TEXTS) == labels
    for version, bands in organisation.OMBUDSMAN.items():
        labels = {say(band.label) for band in bands.bands}
        assert set(organisation.OMBUDSMAN_TEXTS[version]) == labels


def test_zones_and_letters_of_the_ombudsman():
    assert organisation.ombudsman([81, 80.99, 51, 50.99], version="2021").tolist() == [
        "green",
        "yellow",
        "yellow",
        "red",
    ]
    # Published for 2022: 58.99 and 58.03 are yellow, letter C, medium quality.
    assert organisation.ombudsman([58.99, 58.03], version="2022").tolist() == ["C", "C"]
    values = [88, 87.99, 78, 77.99, 54, 53.99, 32, 31.99]
    assert "".join(organisation.ombudsman(values, version="2022")) == "ABBCCDDE"


def test_the_best_and_the_least_index_of_professionalism():
    for group, columns in (("structural", 3), ("functional", 3), ("general", 2)):
        best = ip_asn.index(["S3"], [[True] * columns], [5], ["none"], group=group, version="2018")
        assert best.total.tolist() == [100]
        assert best.parts.tolist() == [[25, 40, 30, 5]]
        assert best.category.tolist() == ["very_high"]
        least = ip_asn.index(
            ["SD"], [[False] * columns], [1], ["heavy"], group=group, version="2018"
        )
        assert least.parts.tolist() == [[1, 0, 1, 1]]
        assert least.category.tolist() == ["very_low"]


def test_points_of_each_dimension():
    people = ip_asn.index(
        ["S3", "S2", "D4", "D3", "D1", "SMP"],
        [[True, False, False]] * 2 + [[False, True, False]] * 2 + [[False, False, True]] * 2,
        [5, 4, 3, 2, 1, 1],
        ["none", "light", "medium", "heavy", "Ringan", "Berat"],
        version="2018",
    )
    assert people.parts[:, 0].tolist() == [25, 20, 15, 10, 5, 1]
    assert people.parts[:, 1].tolist() == [15, 15, 15, 15, 10, 10]
    assert people.parts[:, 2].tolist() == [30, 25, 15, 5, 1, 1]
    assert people.parts[:, 3].tolist() == [5, 3, 2, 1, 3, 1]
    general = ip_asn.index(
        ["S1"] * 2,
        [[True, False], [False, True]],
        [5] * 2,
        ["none"] * 2,
        group="general",
        version="2018",
    )
    assert general.parts[:, 1].tolist() == [22.5, 17.5]
    assert ip_asn.IPASN.from_dict(people.to_dict()) == people


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "mapping"])
def test_training_by_name_in_any_order(library):
    columns = {"seminar": [True, False], "leadership": [True, True], "technical": [False, False]}
    if library == "mapping":
        table = columns
    else:
        module = __import__(library)
        table = module.table(columns) if library == "pyarrow" else module.DataFrame(columns)
    got = ip_asn.index(["S1", "S2"], table, [4, 4], ["none", "none"], version="2018")
    assert got.parts[:, 1].tolist() == [25, 15]
    with pytest.raises(InputError, match="no column 'functional'"):
        ip_asn.index(
            ["S1", "S2"], table, [4, 4], ["none", "none"], group="functional", version="2018"
        )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: talent.job_match_category(-1), "`percent`.*0 or more"),
        (lambda: talent.job_person_match([[1, 2]], [1, 2, 3]), "`actual`.*3 columns"),
        (lambda: talent.job_person_match([[1, -2]], [1, 2]), "`actual`.*0 or more"),
        (lambda: talent.job_person_match([[1]], [0]), "`required`.*more than 0"),
        (lambda: talent.job_person_match([[1]], [[1]]), "`required`.*one level"),
        (lambda: talent.job_person_match(np.zeros((1, 0)), []), "`required`.*one level"),
        (lambda: talent.job_match_category(80, bands={"meets": 80}), "`bands`.*Bands"),
        (lambda: talent.box("good", "high"), "above, meets, below"),
        (lambda: talent.box("above", "top"), "low, middle, high"),
        (lambda: talent.in_pool([0]), "whole numbers from 1 to 9"),
        (lambda: talent.gap(required=6, actual=3), "`required`.*levels from 1 to 5"),
        (lambda: talent.gap(required=3, actual=[0]), "`actual`.*levels from 1 to 5"),
        (lambda: discipline.absence(-1), "`days`.*0 or more"),
        (lambda: discipline.absence(1, longest_run=-1), "`longest_run`.*0 or more"),
        (lambda: discipline.late_days([-5]), "`minutes`.*0 or more"),
        (lambda: discipline.late_days([np.nan]), "`minutes`"),
        (lambda: discipline.late_days(5, minutes_per_day=0), "`minutes_per_day`.*above 0"),
        (lambda: organisation.sakip(100.5), "at most 100"),
        (lambda: organisation.sakip(-1), "0 or more"),
        (lambda: organisation.ombudsman(1, version="2020"), "'2021', '2022'"),
        (lambda: organisation.public_service_index([[1, 2]]), "6 columns"),
        (lambda: organisation.public_service_index([[1] * 5 + [np.nan]]), "consultation"),
        (lambda: organisation.public_service_index([[1] * 5 + [-1]]), "0 or more"),
        (
            lambda: ip_asn.index(["S4"], [[True] * 3], [5], ["none"], version="2018"),
            "S3, S2, S1, D3, SMA, SD",
        ),
        (
            lambda: ip_asn.index(["S1"], [[True] * 2], [5], ["none"], version="2018"),
            "leadership, technical",
        ),
        (lambda: ip_asn.index(["S1"], [[1, 1, 2]], [5], ["none"], version="2018"), "True or False"),
        (
            lambda: ip_asn.index(["S1"], [[True] * 3], [6], ["none"], version="2018"),
            "1, 2, 3, 4 or 5",
        ),
        (
            lambda: ip_asn.index(["S1"], [[True] * 3], [np.nan], ["none"], version="2018"),
            "1, 2, 3, 4 or 5",
        ),
        (
            lambda: ip_asn.index(["S1"], [[True] * 3], [5], ["x"], version="2018"),
            "none, light, medium, heavy",
        ),
        (
            lambda: ip_asn.index(["S1"], [[True] * 3], [5, 5], ["none"], version="2018"),
            "`performance`.*1 values",
        ),
        (
            lambda: ip_asn.index(
                ["S1"],
                {"leadership": [True], "technical": [True] * 2, "seminar": [True]},
                [5],
                ["none"],
                version="2018",
            ),
            "columns of one length",
        ),
        (
            lambda: ip_asn.index([], [], [], [], group="top", version="2018"),
            "'structural', 'functional'",
        ),
    ],
)
def test_refusals_name_what_is_allowed(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_one_unit_or_one_person_is_one_row():
    # .25·5 + .24·4 + .18·3 + .12·2 + .11·1 + .10·0 = 3.1
    codes = tuple(organisation.PUBLIC_SERVICE_WEIGHTS)
    aspects = [5, 4, 3, 2, 1, 0]
    assert organisation.public_service_index(aspects) == pytest.approx([3.1])
    named = dict(zip(codes, aspects, strict=True))
    assert organisation.public_service_index(named) == pytest.approx([3.1])
    with pytest.raises(InputError, match=r"\(n, 6\)|6 columns|shape"):
        organisation.public_service_index(aspects[:5])
    assert talent.job_person_match([4, 2, 2], [3, 3, 4]).tolist() == [80]
    one = ip_asn.index("S1", [True, True, False], 4, "none", version="2018")
    assert one == ip_asn.index(["S1"], [[True, True, False]], [4], ["none"], version="2018")
    assert one.total.tolist() == [15 + 30 + 25 + 5]
    assert one.provenance.options["group"] == "structural"


def test_people_are_named_by_their_ids():
    training = {"who": ["P1", "P2"], "leadership": [True] * 2, "technical": [True] * 2}
    training["seminar"] = [False, True]
    got = ip_asn.index(["S1", "S2"], training, [5, 4], ["none", "none"], ids="who", version="2018")
    assert got.ids.tolist() == ["P1", "P2"]
    # 15 + 30 + 30 + 5 and 20 + 40 + 25 + 5.
    assert got.total.tolist() == [80, 90]
    assert ip_asn.IPASN.from_dict(got.to_dict()) == got
    assert list(got.to_frame("pandas").columns)[:3] == ["id", "total", "category"]
    wrong = {
        "qualification": (["S1", "S4"], [5, 4], ["none", "none"]),
        "performance": (["S1", "S2"], [5, 6], ["none", "none"]),
        "discipline": (["S1", "S2"], [5, 4], ["none", "odd"]),
    }
    for argument, (school, predicate, sanction) in wrong.items():
        with pytest.raises(InputError) as caught:
            ip_asn.index(
                school, [[True] * 3] * 2, predicate, sanction, ids=["P1", "P2"], version="2018"
            )
        assert (caught.value.argument, caught.value.positions) == (argument, ("P2",))


def test_actual_and_required_are_told_apart():
    assert talent.gap(actual=[2, 4], required=3).tolist() == [-1, 1]
    for call in (
        lambda: talent.gap([2, 4], 3),
        lambda: skp.achievement_2021(80, 70),
        lambda: skp.aspect_2011(12, 9),
    ):
        with pytest.raises(TypeError, match="positional"):
            call()


def test_the_former_name_of_the_person_job_match_warns():
    with pytest.warns(KinerjaDeprecation, match="talent.job_person_match"):
        former = talent.job_match([[4, 2, 2]], [3, 3, 4])
    assert former.tolist() == talent.job_person_match([[4, 2, 2]], [3, 3, 4]).tolist() == [80]


def test_days_of_lateness_never_wrap():
    with pytest.raises(InputError, match=r"`minutes`.*64 bits"):
        discipline.late_days([450, 1e22])
    with pytest.raises(InputError, match=r"`minutes`.*64 bits"):
        discipline.late_days(1e308, minutes_per_day=1e-9)
