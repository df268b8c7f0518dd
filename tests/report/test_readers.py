"""Each reader gets what is theirs, and nothing of anybody else."""

import os
import re
import warnings

import numpy as np
import pytest

from kinerja import Bands, Indicator, Scorecard, explain, report, sample, score
from kinerja._report.readings.folder import file_names
from kinerja.balancing import Reply, plan_flows
from kinerja.errors import InputError, KinerjaWarning
from kinerja.indicators import Identity
from kinerja.ratings import rater_effects
from kinerja.schemes import skm, talent
from kinerja.staffing import balance_sheet
from report.reading import read

OFFICE, CITY = sample.office(), sample.city()
EVERYBODY = {str(x) for x in OFFICE.records[2025]["id"].tolist()}


def card():
    parts = (
        Indicator(code="a", name="Attendance", scale=Identity(), weight=3),
        Indicator(code="b", name="Results", scale=Identity(), weight=1),
    )
    return Scorecard(code="c", name="Card", parts=parts, bands=Bands.of({"fair": 0, "good": 80}))


def small(values=((90, 70), (60, 80), (88, 92), (75, 60))):
    ids = [f"N{i:02}" for i in range(len(values))]
    return score(card(), np.array(values, dtype=float), ids=ids, missing="reweight")


def ratings():
    rated = [f"N{i:02}" for i in (0, 0, 1, 1, 2, 2, 3, 3)]
    return rater_effects(rated, ["Rater Q", "Rater Z"] * 4, [70, 60, 81, 70, 90, 81, 75, 66])


def named_in(text):
    """People of the office whose id stands somewhere in a page."""
    main = read(text).one("main").text
    return {who for who in EVERYBODY if who in main}


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_leader_reads_one_section_of_five_sentences(language):
    root = read(report.of([OFFICE, CITY], language=language))
    section = root.one("section")
    sentences = [p.text for p in section.children if not isinstance(p, str) and p.name == "p"]
    assert len(sentences) == 5
    assert all(s.count(". ") == 0 and s.endswith(".") for s in sentences)
    assert len(section.all("figure")) <= 3
    assert not section.all("table")
    assert named_in(report.of([OFFICE, CITY], language=language)) == set()


def test_what_a_leader_reads_of_scores_alone():
    # Totals are (3a + b) / 4: 85, 65, 89 and 71.25; their mean is 310.25 / 4 = 77.56.
    text = read(report.of(small(), unit=["X", "X", "X", "Y"], minimum=2)).one("main").text
    assert "4 people were scored; the mean is 77.6 points of 100." in text
    assert "By grade: good 2 and fair 2." in text
    public = report.of(small(), unit=["X", "X", "X", "Y"])
    # Two people a grade are fewer than three: neither grade is counted, nor drawn.
    assert "By grade" not in public
    assert len(read(public).one("main").all("figure")) < len(
        read(report.of(small(), minimum=1)).one("main").all("figure")
    )
    more = report.of(small(((90, 90),) * 5 + ((60, 60),) * 3 + ((70, 70),) * 2))
    assert "By grade: good 5 and fair 5." in more
    # Unit Y has one person: her mean would be her score.
    assert "highest in" not in text
    # Mean points a 78.25 (weight 3/4), b 75.5: lost 16.3 and 6.1 points.
    assert "Most points are lost on Attendance: 78.3 of 100 on average" in text
    both = report.of(small(((90, 70), (60, 80), (88, 92)) * 2), unit=["X"] * 3 + ["Y"] * 3)
    # (85 + 65 + 89) / 3 = 79.67 in both.
    assert "highest in X (79.7)" in both


def test_a_head_reads_their_own_unit_and_no_other():
    unit = "primary schools"
    text = report.of(OFFICE, reader="head", whose=unit)
    inside = OFFICE.records[2025]["unit"] == unit
    assert inside.sum() == 12
    assert named_in(text) == set(OFFICE.records[2025]["id"][inside].tolist())
    others = {str(name.en) for code, name in OFFICE.units.items() if code != unit}
    main = read(text).one("main").text
    assert not [name for name in others if name in main]


def test_a_head_reads_need_satisfaction_and_moves_of_the_unit():
    root = read(report.of(CITY, reader="head", whose="East District"))
    titles = [s.one("h2").one("bdi").text for s in root.all("section")]
    assert titles == ["What citizens experience", "Need and staff", "Proposed transfers"]
    main = root.one("main").text
    assert "Health Agency" not in main
    assert "S009" in main  # who would leave it


@pytest.mark.parametrize("who", ["P17", "P02", "P31"])
def test_an_employee_reads_nothing_of_anybody_else(who):
    for language in ("en", "id"):
        text = report.of([OFFICE, CITY], reader="employee", whose=who, language=language)
        assert named_in(text) == {who}
        assert not [str(x) for x in CITY.staff["id"].tolist() if str(x) in text]


def test_an_employee_who_would_move_reads_their_own_letter():
    text = read(report.of(CITY, reader="employee", whose="S174")).one("main").text
    assert "it is proposed that you move from Health Agency" in text
    assert "S082" not in text  # the runner-up


def test_an_employee_who_stays_reads_why_and_how_to_answer():
    reply = Reply("the personnel office", 10, "decree 7")
    text = read(report.of(CITY, reader="employee", whose="S209", reply=reply)).one("main").text
    assert "The plan of transfers and you" in text
    assert "leaves you at Education Agency" in text
    assert "within 10 days of receiving this letter. Please write to the personnel office." in text
    assert "Ground: decree 7." in text
    assert [x for x in CITY.staff["id"].tolist() if str(x) in text] == ["S209"]
    with pytest.raises(InputError, match="`reply`"):
        report.of(CITY, reader="employee", whose="S209", reply="the office")


def test_an_employee_reads_what_their_box_leads_to(tmp_path):
    boxes = talent.leads_to([7, 1], ids=["N01", "N77"])
    text = read(report.of([small(), boxes], reader="employee", whose="N01")).one("main").text
    assert "box 7" in text
    assert "study assignment" in text
    assert "six months" not in text
    report.folder(tmp_path / "pages", [small(), boxes])
    assert "N77.html" in os.listdir(tmp_path / "pages")
    inside = report.of([small(), boxes], reader="analyst")
    assert "Talent matrix: what follows" in inside


def test_raters_are_named_to_the_analyst_alone():
    data = {"scores": small(), "raters": ratings()}
    for reader, options in (
        ("leader", {}),
        ("head", {"whose": "X", "unit": ["X"] * 4}),
        ("employee", {"whose": "N01"}),
    ):
        assert "Rater Q" not in report.of(data, reader=reader, **options)
    assert "Rater Q" in report.of(data, reader="analyst")


def test_an_analyst_reads_any_result_whole():
    alpha = __import__("kinerja").reliability.alpha([[1, 2], [2, 3], [3, 3], [4, 4]])
    text = report.of({"Consistency": alpha, "scores": small()}, reader="analyst")
    titles = [s.one("h2").one("bdi").text for s in read(text).all("section")]
    assert titles == ["Summary", "How people perform", "Consistency"]
    table = read(text).all("table")[0]
    assert len(table.one("tbody").all("tr")) == 4
    assert "fingerprint" in text


def test_results_without_a_figure_are_said_in_words():
    nan = float("nan")
    empty = small(((nan, nan), (nan, nan)))
    assert "None of the 2 people has a total" in report.of(empty)
    assert "None of the 2 people has a total" in report.of(
        empty, reader="head", whose="X", unit=["X", "X"]
    )
    assert read(report.of(empty, reader="employee", whose="N00")).one("table")
    assert report.of(empty, reader="analyst")


def test_one_person_one_unit():
    one = small(((90, 70),))
    assert "One person was scored: 85.0 points of 100." in report.of(one)
    text = report.of(one, reader="head", whose="X", unit=["X"])
    assert "One person of the unit was scored: 85.0 points; the mean of all is 85.0." in text
    index = skm.index([[3] * 9, [4] * 9], by=["A", "A"])
    assert "A: The satisfaction index of 2 respondents" in report.of(index)


def test_a_thousand_units_still_fit_one_page():
    values = np.linspace(20, 100, 6000).reshape(3000, 2)
    scores = score(card(), values)
    units = [f"Unit {i // 3:04} {'x' * 190}" for i in range(3000)]
    text = report.of(scores, unit=units)
    assert "Unit 0999" in text
    assert len(text) < 200_000


@pytest.mark.parametrize(
    ("data", "options", "argument"),
    [
        (3, {}, "data"),
        ([], {}, "data"),
        ("scores", {}, "data"),
        ([small(), small()], {}, "data"),
        (small(), {"reader": "mayor"}, "reader"),
        (small(), {"language": "fr"}, "language"),
        (small(), {"title": ""}, "title"),
        (small(), {"reader": "head"}, "whose"),
        (small(), {"reader": "head", "whose": "Z", "unit": ["X"] * 4}, "whose"),
        (small(), {"unit": ["X"]}, "unit"),
        (small(), {"reader": "employee"}, "whose"),
        (small(), {"reader": "employee", "whose": "N99"}, "whose"),
        (ratings(), {}, "data"),
    ],
)
def test_what_is_no_report_is_refused(data, options, argument):
    with pytest.raises(InputError) as caught:
        report.of(data, **options)
    assert caught.value.argument == argument


def test_a_folder_has_an_index_and_a_page_a_person(tmp_path):
    told = []
    place = tmp_path / "pages"
    index = report.folder(
        place, small(), language="id", progress=lambda done, total: told.append((done, total))
    )
    assert index == place / "index.html"
    pages = [f"N0{i}.html" for i in range(4)]
    assert sorted(os.listdir(place)) == [*pages, "index.html"]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    links = [a.attributes["href"] for a in read(index.read_text("utf-8")).one("ul").all("a")]
    assert links == pages
    assert (place / "N01.html").read_text("utf-8") == report.of(
        small(), reader="employee", whose="N01", language="id"
    )
    assert os.listdir(tmp_path) == ["pages"]


def test_a_folder_of_units(tmp_path):
    index = report.folder(tmp_path, CITY, reader="head", only=["North School", "West School"])
    assert len(os.listdir(tmp_path)) == 3
    assert "North School" in index.read_text("utf-8")


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file.txt").write_text("mine")
    for place in ("full", "missing/pages", "full/file.txt"):
        with pytest.raises(InputError) as caught:
            report.folder(tmp_path / place, small())
        assert caught.value.argument == "path"
    with pytest.raises(InputError, match="N99"):
        report.folder(tmp_path / "new", small(), only=["N01", "N99"])
    with pytest.raises(InputError, match="nobody"):
        report.folder(tmp_path / "new", small(), only=[])
    assert os.listdir(tmp_path) == ["full"]
    assert (tmp_path / "full" / "file.txt").read_text() == "mine"


def test_file_names_are_plain_and_differ():
    names = ["index", "a", "A", "../../etc/passwd", "x" * 200, "عربي", "", "a\ud800b", "CON"]
    files = file_names(names)
    assert len({file.casefold() for file in files}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,70}", file) for file in files)
    assert files[1] == "a.html"


def test_codes_of_an_explanation_are_named_where_the_scores_are_there():
    scores = small()
    text = report.of({"scores": scores, "why": explain(scores, "N01")}, reader="analyst")
    (svg,) = [s for s in read(text).all("svg") if "points come from" in s.one("title").text]
    assert "Attendance" in svg.one("desc").text


def test_rows_of_flows_are_named_where_the_balance_is_there():
    sheet = balance_sheet([[1], [2]], [[3], [0]], units=["North", "South"])
    data = [sheet, plan_flows([[3], [0]], [[1], [2]])]
    root = read(report.of(data, reader="analyst"))
    assert [s for s in root.all("desc") if "North → South 2" in s.text]


def survey_by_unit(sizes):
    rng = np.random.default_rng(8)
    unit = [name for name, n in sizes.items() for _ in range(n)]
    answers = rng.integers(1, 5, (len(unit), 9))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KinerjaWarning)  # grades that hang on the item weight
        return skm.index(answers), skm.index(answers, by=unit)


def test_small_units_are_not_shown_to_the_public_and_it_is_said():
    # P has 2 respondents; the total less the others would be theirs, so Q, the next smallest, goes
    # as well.
    whole, units = survey_by_unit({"P": 2, "Q": 6, "R": 20, "S": 30})
    given = {"whole": whole, "units": units}
    text = read(report.of(given)).one("main").text
    assert "Units of fewer than 3 respondents are not shown" in text
    assert "P and Q" in text
    for reader in ("leader", "head"):
        page = report.of(given, reader=reader, whose="P" if reader == "head" else None)
        for i in (0, 1):
            assert f"{units.converted[i]:.2f}" not in page
    hidden = read(report.of(given, reader="head", whose="Q", language="id")).one("main").text
    assert "tidak ditampilkan" in hidden
    # Inside the office the analyst reads all, and everybody does who asks for it.
    assert f"{units.converted[0]:.2f}" in report.of(given, reader="analyst")
    assert "not shown" not in report.of(given, minimum=1)
    with pytest.raises(InputError, match="minimum"):
        report.of(given, minimum=0)


def test_the_survey_report_leaves_small_units_empty():
    whole, units = survey_by_unit({"P": 2, "Q": 6, "R": 20, "S": 30})
    page = report.skm(whole, units=units)
    text = read(page).one("main").text
    assert "Unit dengan responden kurang dari 3 orang tidak ditampilkan" in text
    assert f"{units.converted[0]:.2f}".replace(".", ",") not in page
    all_shown = report.skm(whole, units=units, minimum=1)
    assert "tidak ditampilkan" not in all_shown
