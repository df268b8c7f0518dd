"""What people read about posts, needs, courses and matches: whole texts, in both languages."""

from __future__ import annotations

import numpy as np
import pytest
from test_development import course
from test_eligible import JOBS, PEOPLE
from test_needs import POINTS, TABLE

from kinerja.competency import (
    Eligibility,
    Requirement,
    Rule,
    candidates,
    development_plan,
    eligible,
    gaps,
    learning_needs,
    nine_box,
)
from kinerja.errors import InputError
from kinerja.indicators import Text
from kinerja.letters import Reply, sentences

NO_DECISION = {
    "en": "This compares your data with the requirements; it is not a decision.",
    "id": "Teks ini membandingkan data Saudara dengan syarat; ini bukan keputusan.",
}
ELIGIBLE = [
    (
        "q",
        "clerk",
        (
            "The job clerk has one requirement. Not yet met: certificate is one of law, both."
            " Once you"
            " have attended Law (20 hours), you meet the requirements."
        ),
        (
            "Jabatan clerk memiliki 1 syarat. Belum terpenuhi: certificate: disyaratkan salah"
            " satu dari"
            " law, both. Setelah mengikuti Law (20 jam), Saudara memenuhi syarat."
        ),
    ),
    (
        "r",
        "judge",
        (
            "The job judge has 4 requirements. No information yet, please complete your data:"
            " age at"
            " most 56; certificate is one of law, both. Part of this can be met by training: "
            "Law (20"
            " hours)."
        ),
        (
            "Jabatan judge memiliki 4 syarat. Data belum tersedia, mohon dilengkapi: age "
            "paling tinggi"
            " 56; certificate: disyaratkan salah satu dari law, both. Sebagian dapat dipenuhi"
            " melalui"
            " pelatihan: Law (20 jam)."
        ),
    ),
    (
        "p",
        "judge",
        "The job judge has 4 requirements. You meet all of them.",
        "Jabatan judge memiliki 4 syarat. Saudara memenuhi semuanya.",
    ),
    (
        "s",
        "judge",
        (
            "The job judge has 4 requirements. Not yet met: age at most 56. No information "
            "yet, please"
            " complete your data: education at least S1; sanction is none of heavy, medium."
        ),
        (
            "Jabatan judge memiliki 4 syarat. Belum terpenuhi: age paling tinggi 56. Data belum"
            " tersedia, mohon dilengkapi: education paling rendah S1; sanction: tidak boleh "
            "salah satu"
            " dari heavy, medium."
        ),
    ),
]


@pytest.mark.parametrize(("person", "job", "english", "indonesian"), ELIGIBLE)
def test_what_a_job_asks_of_a_person(person, job, english, indonesian):
    who = eligible(PEOPLE, JOBS, ids="nip")
    for language, said in (("en", english), ("id", indonesian)):
        assert who.text(person, job, language=language) == f"{said} {NO_DECISION[language]}"
    assert who.text(person, job) == who.text(person, job, language="en")


def rule(**fields):
    return Rule(code="c", column="x", **fields)


@pytest.mark.parametrize(
    ("one", "english", "indonesian"),
    [
        (rule(one_of=("a",)), "x must be a", "x: disyaratkan a"),
        (rule(one_of=("a", "b")), "x is one of a, b", "x: disyaratkan salah satu dari a, b"),
        (rule(not_one_of=("a",)), "x must not be a", "x: tidak boleh a"),
        (rule(not_one_of=(1, 2)), "x is none of 1, 2", "x: tidak boleh salah satu dari 1, 2"),
        (rule(one_of=(True,)), "x must be yes", "x: disyaratkan ya"),
        (rule(one_of=(False,)), "x must be no", "x: disyaratkan tidak"),
        (rule(at_least=2.5), "x at least 2.5", "x paling rendah 2,5"),
        (rule(at_most=1000), "x at most 1,000", "x paling tinggi 1.000"),
        (
            rule(at_least=2, at_most=7),
            "x at least 2 and at most 7",
            "x paling rendah 2 dan paling tinggi 7",
        ),
        (rule(order=("a", "b"), at_least="b"), "x at least b", "x paling rendah b"),
        (rule(at_least=1, name=Text(en="one", id="satu")), "one", "satu"),
    ],
)
def test_a_rule_in_words(one, english, indonesian):
    assert (one.in_words(), one.in_words("id")) == (english, indonesian)


HINT = {
    "en": "These figures are a hint and no judgement of you; what you learn is agreed with your"
    " superior.",
    "id": "Angka ini adalah petunjuk, bukan penilaian atas diri Saudara; pelatihan disepakati"
    " bersama atasan Saudara.",
}
NEEDS = [
    (
        "p",
        "en",
        "reports stands at 30.0 points; behind it is planning; no course is named for it yet.",
        "waiting stands at 50.0 points; behind it is service; no course is named for it yet.",
    ),
    (
        "p",
        "id",
        "reports berada pada 30,0 poin; terkait dengan planning; pelatihannya belum tersedia.",
        "antrean berada pada 50,0 poin; terkait dengan pelayanan; pelatihannya belum tersedia.",
    ),
    (
        "q",
        "en",
        "complaints stands at 40.0 points; behind it is service, taught in: Talking well.",
    ),
    (
        "q",
        "id",
        (
            "complaints berada pada 40,0 poin; terkait dengan pelayanan,"
            " diajarkan dalam: Talking well."
        ),
    ),
]


@pytest.mark.parametrize("case", NEEDS)
def test_what_a_person_could_develop(case):
    person, language, *lines = case
    needs = learning_needs(POINTS, TABLE, below=60, ids=["p", "q", "r"])
    names = {
        "service": Text(en="service", id="pelayanan"),
        "TLK": "Talking well",
        "queue": Text(en="waiting", id="antrean"),
    }
    assert needs.help_for(person, language=language, names=names) == tuple(lines)
    said = needs.text(person, language=language, names=names)
    assert said == "\n".join([*lines, HINT[language]])
    if language == "en":
        assert needs.text(person, names=names) == said
        assert needs.help_for(person, names=names) == tuple(lines)


def test_a_person_without_a_weak_indicator():
    needs = learning_needs(POINTS, TABLE, below=60, ids=["p", "q", "r"])
    assert needs.help_for("r") == ()
    assert needs.text("r") == f"No indicator asks for a course at present.\n{HINT['en']}"
    assert needs.text("r", language="id") == (
        f"Saat ini tidak ada indikator yang memerlukan pelatihan.\n{HINT['id']}"
    )


OFFER = [
    course("x", {"a": 1}, hours=7.5, provider="University", seats=1),
    course("y", {"a": 0.5, "c": 2}, hours=6, cost=3, cost_share=0.5),
]
LETTERS = {
    ("p", "en"): """To p,

for your development the following is proposed:
- Course x (University), 7.5 hours: closes 1 of 2 in Budgeting.
- Course y, 6 hours: closes 0.5 of 2 in Budgeting.

Together 13.5 of the 20 training hours that are yours in this period.

Still open:
- Budgeting, 0.5: no course on offer would take you further here.
- b, 1: no course on offer would take you further here.
""",
    ("p", "id"): """Yth. Saudara p,

untuk pengembangan kompetensi Saudara diusulkan:
- Course x (University), 7,5 jam: menutup 1 dari 2 pada Anggaran.
- Course y, 6 jam: menutup 0,5 dari 2 pada Anggaran.

Seluruhnya 13,5 dari 20 jam pelatihan yang menjadi hak Saudara pada periode ini.

Yang masih terbuka:
- Anggaran, 0,5: belum ada pelatihan yang dapat menambahnya.
- b, 1: belum ada pelatihan yang dapat menambahnya.
""",
    ("q", "en"): """To q,

no course is proposed for you in this period.

Still open:
- Budgeting, 1: the training hours of this period are not enough for more.
- c, 3: the training hours of this period are not enough for more.
""",
    ("r", "id"): """Yth. Saudara r,

Untuk jabatan yang ditinjau tidak ada kesenjangan yang tercatat.
""",
}
PROPOSAL = {
    "en": "This is a proposal and no judgement of your work. Your own wishes matter: please talk"
    " them over with your superior.",
    "id": "Ini adalah usulan, bukan penilaian atas pekerjaan Saudara. Keinginan Saudara penting:"
    " silakan membicarakannya dengan atasan.",
}


def plan(**more):
    options = {
        "competencies": ["a", "b", "c"],
        "ids": ["p", "q", "r"],
        "importance": [3, 1, 2],
        "allowed": [[True, True], [False, True], [True, True]],
        "hours": [20, 5, 8.5],
        "budget": 100,
    } | more
    return development_plan([[2.0, 1, 0], [1, 0, 3], [0, 0, 0]], OFFER, **options)


@pytest.mark.parametrize(("person", "language"), LETTERS)
def test_a_letter_about_courses(person, language):
    names = {"a": Text(en="Budgeting", id="Anggaran")}
    said = plan().letter(person, language=language, names=names)
    assert said == f"{LETTERS[person, language]}\n{PROPOSAL[language]}"
    if language == "en":
        assert plan().letter(person, names=names) == said


def test_the_lines_of_a_letter_of_support():
    assert plan().help_for("p") == (
        "Course x (University), 7.5 hours: closes 1 of 2 in a.",
        "Course y, 6 hours: closes 0.5 of 2 in a.",
    )
    assert plan().help_for("p", language="id", names={"a": "Anggaran"}) == (
        "Course x (University), 7,5 jam: menutup 1 dari 2 pada Anggaran.",
        "Course y, 6 jam: menutup 0,5 dari 2 pada Anggaran.",
    )
    assert plan().help_for("r") == ()


def test_a_letter_says_whom_to_answer_and_that_all_is_closed():
    reply = Reply("room 12", 10)
    assert (
        plan()
        .letter("r", reply=reply)
        .endswith(
            f"{PROPOSAL['en']} You may ask for an explanation or object within 10 days of receiving"
            " this letter. Please write to room 12."
        )
    )
    own = {"note": "Ours.", "courses": "We propose:", "all_closed": "Nothing is left."}
    whole = development_plan([[1.0, 0, 0]], OFFER, competencies=["a", "b", "c"])
    assert whole.letter(0, templates=own) == (
        "To 0,\n\nWe propose:\n- Course x (University), 7.5 hours: closes 1 of 1 in a.\n\n"
        "Together 7.5 of the 20 training hours that are yours in this period.\n"
        "Nothing is left.\n\nOurs."
    )


def test_a_plan_says_what_it_came_to_and_how():
    made = plan()
    # importance 3·(1 + .5) of 3·2 + 1 + 3·1 + 2·3; the seat costs 3 · .5
    assert repr(made).splitlines()[0] == (
        "Development plan: 4.5 of 16 closed by 2 attendances, cost 1.5 (optimal)"
    )
    assert dict(made.provenance.options) == {
        "importance": (3.0, 1.0, 2.0),
        "budget": 100.0,
        "time_limit": 60.0,
    }
    assert (made.provenance.missing, made.provenance.left_out) == ("raise", ())
    assert plan(budget=None).provenance.options["budget"] is None
    assert [
        (a.id, a.course, dict(a.closes), a.hours, a.cost, a.reason) for a in made.assignments
    ] == [
        ("p", "x", {"a": 1.0}, 7.5, 0.0, "Closes 1 of 2 in a."),
        ("p", "y", {"a": 0.5}, 6.0, 1.5, "Closes 0.5 of 2 in a."),
    ]
    assert [(u.id, u.competency, u.left, u.reason, u.others) for u in made.unmet] == [
        ("p", "a", 0.5, "no course", ()),
        ("p", "b", 1.0, "no course", ()),
        ("q", "a", 1.0, "hours", ()),
        ("q", "c", 3.0, "hours", ()),
    ]
    assert made.course_codes.tolist() == ["x", "y"]
    assert made.hours.tolist() == [13.5, 0, 0]
    assert made.seats.tolist() == [1, 1]
    assert made.due.tolist() == [20, 5, 8.5]
    odd = plan(competencies=["a", "b", "d"])
    assert odd.provenance.left_out == ("gain of course 'y' in 'c': not asked about",)
    # 20 hours a year are due to everybody where no hours are stated.
    assert development_plan([[1.0]], [], competencies=["a"]).due.tolist() == [20]


def test_candidates_in_words():
    x = [[4, 2.5, np.nan], [3, 3, 1]]
    first, second = candidates(
        x, {"service": 3, "planning": 3, "law": 2}, missing="omit", ids=["p", "q"]
    )
    # (4/3 + 2.5/3)/2 = 13/12 and (1 + 1 + 1/2)/3 = 5/6
    assert (first.id, second.id) == ("p", "q")
    assert (first.match, second.match) == (pytest.approx(1300 / 12), pytest.approx(500 / 6))
    assert (first.rank, second.rank, first.tied, second.tied) == (1, 2, 1, 1)
    assert (first.unknown, second.unknown) == (("law",), ())
    assert first.text() == (
        "Matches the post at 108.3%. Above the requirement: service (+1). To be developed: planning"
        " (−0.5). Not assessed: law. A match is one source among several; the official in charge"
        " decides."
    )
    assert second.text("id") == (
        "Kesesuaian dengan jabatan 83,3%. Perlu dikembangkan: law (−1). Kesesuaian adalah salah"
        " satu bahan pertimbangan; keputusan mengenai pegawai ditetapkan oleh pejabat yang"
        " berwenang."
    )


def test_headlines_are_in_english_unless_asked():
    made = [
        eligible(PEOPLE, JOBS, ids="nip"),
        learning_needs(POINTS, TABLE, below=60),
        plan(),
        gaps([[1, 2]], [2, 2]),
        nine_box([60], [3], performance_cuts=(60, 80), potential_cuts=(2, 4)),
    ]
    for one in made:
        assert one._headline() == one._headline("en") == repr(one).splitlines()[0]
        assert one._headline("id") != one._headline()


def test_headlines_count_who_and_what():
    who = eligible(PEOPLE, JOBS, ids="nip")
    assert repr(who).splitlines()[0] == "Eligibility of 4 people for 3 jobs"
    needs = learning_needs(POINTS, TABLE, below=60)
    assert repr(needs).splitlines()[0] == "3 learning needs of 3 people"
    assert dict(needs.provenance.options) == {"below": 60.0}
    assert (needs.provenance.missing, needs.provenance.left_out) == ("raise", ())
    assert needs.provenance.definition == TABLE.fingerprint
    assert (needs.limit, needs.ids, needs.id.tolist()) == (60, None, [0, 0, 1])
    other = eligible(PEOPLE, JOBS[1:], ids="nip").provenance.definition
    assert who.provenance.definition != other
    assert who.provenance.definition == eligible({**PEOPLE}, list(JOBS)).provenance.definition


def test_a_job_without_rules_is_open_to_everyone_in_the_table():
    who = eligible({"nip": ["p", "q"], "age": [1, 2]}, Requirement(job=7), ids="nip")
    assert isinstance(who, Eligibility)
    assert (who.allowed.tolist(), who.ids.tolist()) == ([[True], [True]], ["p", "q"])
    assert who.jobs.tolist() == [7]
    assert who.failed.shape == (2, 0)
    assert eligible({}, Requirement(job=7)).allowed.shape == (0, 1)


def test_what_a_person_is_refused_says_whom_to_answer():
    found = eligible(PEOPLE, JOBS, ids="nip")
    reply = Reply("the personnel office", 14, "PP 30/2019 art. 59")
    before = found.text("q", "clerk")
    assert "personnel office" not in before
    assert found.text("q", "clerk", reply=reply) == (
        f"{before} You may ask for an explanation or object within 14 days of receiving this "
        "letter. Please write to the personnel office. Ground: PP 30/2019 art. 59."
    )
    assert found.text("q", "clerk", language="id", reply=reply).endswith(
        "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari sejak surat ini "
        "diterima, kepada the personnel office. Dasar: PP 30/2019 art. 59."
    )
    needs = learning_needs(POINTS, TABLE, below=60)
    said = needs.text(0, reply=reply).splitlines()
    assert said[:-1] == needs.text(0).splitlines()
    assert said[-1].endswith("the personnel office. Ground: PP 30/2019 art. 59.")
    with pytest.raises(InputError, match="`reply`: expected a Reply; found a str"):
        needs.text(0, reply="the office")


def test_sentences_of_an_agency_stand_in_texts_of_competency():
    found = eligible(PEOPLE, JOBS, ids="nip")
    assert found.text("q", "clerk", templates={"note": "This is a comparison."}).endswith(
        " This is a comparison."
    )
    needs = learning_needs(POINTS, TABLE, below=60)
    assert needs.text(0, templates={"note": ""}) == "\n".join(needs.help_for(0))
    (best, *_) = candidates([[4, 2]], {"service": 3, "planning": 3})
    assert best.text(templates={"match": "{match} match."}).startswith("100.0% match.")
    for kind, text in (
        ("eligibility", lambda t: found.text("q", "clerk", templates=t)),
        ("needs", lambda t: needs.text(0, templates=t)),
        ("candidates", lambda t: best.text(templates=t)),
    ):
        assert text(sentences(kind)) == text(None)
        with pytest.raises(InputError, match="templates"):
            text({"nothing": "x"})
