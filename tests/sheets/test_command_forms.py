"""The commands on tables of other forms: gaps, names, long needs, groups, many rows."""

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from kinerja import Indicator, Scorecard, sheets
from kinerja.__main__ import main
from kinerja._commands import score as scoring
from kinerja.indicators import Group, Identity, Linear, Text

DATA = Path(__file__).parents[2] / "examples" / "data"


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among the files of a folder: exit code, and the two streams."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return run


def files(**texts):
    for name, lines in texts.items():
        Path(f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")


def card(*parts, **fields):
    made = Scorecard(code="c", name="C", parts=parts, **fields)
    Path("card.json").write_text(made.model_dump_json(), "utf-8")
    return "card.json"


A = Indicator(code="a", name=Text(en="attendance", id="Kehadiran"), scale=Identity())
B = Indicator(code="b", name="B", scale=Linear(worst=0, best=100), weight=3)


def test_names_serve_as_ids_where_they_differ(kinerja):
    card(A, B)
    files(
        data=["Nama,a,b", "Ani,80,60", "Budi,40,90"],
        twice=["Nama,a,b", "Ani,80,60", "Ani,40,90"],
        gaps=["Nama,a,b", "Ani,80,60", ",40,90"],
    )
    # 80·¼ + 60·¾ = 65; 40·¼ + 90·¾ = 77.5
    for name, ids in (("data", ["Ani", "Budi"]), ("twice", ["0", "1"]), ("gaps", ["0", "1"])):
        text = kinerja("score", "card.json", f"{name}.csv")[1]
        rows = [line.split() for line in text.splitlines() if line.endswith("100%")]
        assert [row[:2] for row in rows] == [[ids[1], "77.5"], [ids[0], "65.0"]]
        assert ("rows are named by their number" in text) == (ids == ["0", "1"])


def test_columns_by_the_name_of_an_indicator(kinerja):
    card(A, B)
    files(data=["NIP,Kehadiran (%),b", "p,80,60"])
    code, text, _ = kinerja("score", "card.json", "data.csv")
    assert code == 0
    assert "Column 'Kehadiran (%)' is read as indicator 'a'." in text
    assert "p    65.0" in text


def test_a_column_that_is_missing_is_looked_for_by_code_and_by_name(kinerja):
    coded = Indicator(code="k7", name=Text(en="attendance", id="Kehadiran"), scale=Identity())
    card(coded, B)
    for heading, near in (
        ("k77", "k77"),
        ("Kehadirn", "Kehadirn"),
        ("attendanc", "attendanc"),
        ("ATENDANCE", "ATENDANCE"),
        ("hari", None),
    ):
        files(data=[f"NIP,{heading},b", "p,80,60"])
        code, _, err = kinerja("score", "card.json", "data.csv")
        hint = (
            f"Did you mean {near!r} for 'k7'?"
            if near
            else (f"The columns there are: 'NIP', {heading!r}, 'b'.")
        )
        assert code == 2
        assert err == (
            "kinerja: `DATA`: expected a column in data.csv for each indicator; "
            f"found no column 'k7'. {hint}\n"
        )


def test_nobody_has_a_total(kinerja):
    card(A, B)
    files(data=["NIP,a,b", "p,,", "q,,"])
    code, _, _ = kinerja("score", "card.json", "data.csv", "--missing", "reweight", "-o", "o.xlsx",
                         "--letters")  # fmt: skip
    assert code == 1
    book = openpyxl.load_workbook("o.xlsx")
    letters = {row[0].value: row[1].value for row in book["Letters"].iter_rows(min_row=2)}
    assert letters == {"p": None, "q": None}  # nobody is written to about no figure


def test_letters_without_ids_name_rows(kinerja):
    card(A, B)
    files(data=["x,a,b", "1,80,60", "2,,", "3,40,90"])
    kinerja("score", "card.json", "data.csv", "--missing", "reweight", "-o", "o.xlsx", "--letters")
    rows = list(openpyxl.load_workbook("o.xlsx")["Letters"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["0", "1", "2"]
    assert [bool(row[1]) for row in rows] == [True, False, True]


def test_more_letters_than_anybody_reads_are_refused(kinerja, monkeypatch):
    card(A, B)
    files(data=["NIP,a,b", "p,80,60", "q,70,50"])
    monkeypatch.setattr(scoring, "_MOST_LETTERS", 1)
    code, _, err = kinerja("score", "card.json", "data.csv", "--letters", "-o", "o.xlsx")
    assert code == 2
    said = "`--letters`: expected at most 1 people; found 2. Write the letters unit by unit."
    assert err == f"kinerja: {said}\n"
    assert not Path("o.xlsx").exists()


@pytest.mark.parametrize("page", [False, True])
def test_what_the_library_warns_of_needs_a_look(kinerja, page):
    card(A, B)
    files(data=["NIP,unit,a,b", "p,Dinas,80,60", "q,dinas,40,90", "r,dinas,50,50"])
    command = [
        "score",
        "card.json",
        "data.csv",
        "--by",
        "unit",
        *(["-o", "o.html"] if page else []),
    ]
    code, text, err = kinerja(*command)
    assert (code, err) == (1, "")
    said = "`by`: 'Dinas' and 'dinas' differ in case only, and count as two."
    assert " ".join(text.split()).count(said) == 1
    assert text.index("Needs a look") < text.index("`by`")
    if page:
        assert "differ in case only" in Path("o.html").read_text("utf-8")


def test_many_notes_are_counted(kinerja):
    card(A, B)
    # Twenty cells with a space behind them, so twenty notes; fifteen are shown.
    files(data=["NIP,a,b", *(f"p{i},80,'6{i % 10} '".replace("'", '"') for i in range(20))])
    text = kinerja("score", "card.json", "data.csv")[1]
    assert text.count("read as 6") == 15
    assert "5 more" in text


def test_a_card_with_groups_and_without_grades(kinerja):
    card(Group(code="g", name="Kelompok", parts=(A, B), weight=2),
         Indicator(code="z", name="Z", scale=Identity()))  # fmt: skip
    code, text, _ = kinerja("card", "check", "card.json")
    assert code == 0
    # g has two thirds; in it a has a quarter and b three: 2/3·1/4 = 17 %, 2/3·3/4 = 50 %.
    assert [word for line in text.splitlines() for word in line.split() if word.endswith("%")] == [
        "67%", "17%", "50%", "33%"
    ]  # fmt: skip
    assert "· attendance" in text
    assert "no grades" in text.lower()


def test_a_table_of_nothing_but_numbers_leaves_nothing_out(kinerja):
    files(data=["NIP,Terlambat,Saldo,Rasio,Tetap,Kosong", "p,0,-5,0.2,7.5,", "q,12,20,0.9,7.5,"],
          full=["NIP,Nilai", "p,70", "q,80"])  # fmt: skip
    assert kinerja("card", "new", "data.csv", "-o", "k.xlsx")[0] in {0, 1}
    made = Scorecard.load("k.xlsx")
    ends = {one.code: (one.scale.worst, one.scale.best) for one in made.indicators}
    # Less is better for lateness, from the largest there is; below 0 the ends are those of the
    # data; shares are of 1; what lies from 5 to 100 is of 100, one value alone too.
    assert ends == {"Terlambat": (12, 0), "Saldo": (-5, 20), "Rasio": (0, 1), "Tetap": (0, 100)}
    text = kinerja("card", "new", "full.csv", "-o", "l.xlsx")[1]
    assert "1 column" in text
    code, _, err = kinerja("card", "new", "full.csv", "-o", "l.json")
    assert code == 2
    assert "a name that ends in .xlsx; found 'l.json'" in err


TASKS = ["unit,job,task,volume,minutes", "U,a,x,1500,100", "U,a,y,750,60", "V,b,z,3000,50"]
# 1,250 hours are 75,000 minutes: U has (150000 + 45000) / 75000 = 2.6 of a, V has 2 of b.


def test_a_need_of_one_row_for_each_post(kinerja):
    files(
        staff=["id,unit,job", "p1,U,a", "p2,U,a", "p3,U,a", "p4,U,a", "p5,V,a"],
        long=["unit,job,need", "U,a,1", "U,a,1", "V,a,3", "W,b,0"],
        wide=["unit,a,b", "U,2,", "V,3,", "W,,0"],
    )
    one, other = (kinerja("transfers", "staff.csv", f"{name}.csv") for name in ("long", "wide"))
    assert one[0] == other[0] == 0
    assert one[1].split("Transfers")[-1] == other[1].split("Transfers")[-1]
    # V lacks 2 of 3 and U has 2 too many: both move.
    assert one[1].count("U (a)") == one[1].count("V (a)") == 2


def test_who_may_move_and_what_else_they_can_do(kinerja):
    rows = ["id,unit,job,movable,also_qualified", "p1,U,a,ya,b", "p2,U,a,tidak,b", "p3,U,a,yes,"]
    files(staff=rows, need=["unit,a,b", "U,0,0", "V,0,3"])
    kinerja("transfers", "staff.csv", "need.csv", "-o", "o.xlsx")
    moves = list(
        openpyxl.load_workbook("o.xlsx")["Transfers"].iter_rows(min_row=2, values_only=True)
    )
    # Only p1 may go and can do b; p2 may not, p3 cannot.
    assert [(row[0], row[3], row[4]) for row in moves] == [("p1", "V", "b")]


def test_a_plan_that_moves_nobody(kinerja):
    files(staff=["id,unit,job", "p1,U,a"], need=["unit,a", "U,1"])
    code, text, _ = kinerja("transfers", "staff.csv", "need.csv", "-o", "o.xlsx")
    assert code == 0
    assert "stays short" not in text
    assert not Path("o.xlsx").exists()  # there is nothing to write


def test_a_report_of_tasks_and_staff_needs_no_file_of_needs(kinerja):
    files(tasks=TASKS, staff=["id,unit,job", "p1,U,a", "p2,U,a", "p3,U,b", "p4,V,b"])
    code, text, _ = kinerja("report", ".", "-o", "o.xlsx")
    assert code == 0
    need = sheets.read("o.xlsx", sheet="Staffing need")
    np.testing.assert_allclose(need["a"], [2.6, 0])
    np.testing.assert_allclose(need["b"], [0, 2])
    assert "V (b)" in text  # p3 is needed there


def test_a_report_by_its_configuration(kinerja):
    files(beban=TASKS)
    Path("apa.toml").write_text('tasks = "beban.csv"\nhours = "1,200 h"\n', "utf-8")
    Path("catatan.txt").write_text("x")
    code, _, _ = kinerja("report", "apa.toml", "-o", "o.csv")
    assert code == 0
    # 1,200 hours are 72,000 minutes: 195000 / 72000.
    np.testing.assert_allclose(sheets.read("o.csv")["a"], [195 / 72, 0])
    Path("laporan.toml").write_text('tasks = "beban.csv"\n', "utf-8")
    assert kinerja("report", ".")[0] == 0


def test_gaps_without_courses_and_where_the_post_stands(kinerja):
    files(
        posts=["jabatan,A,B", "kepala,4,3", "staf,2,2"],
        levels=["id,catatan,jabatan lama,A,B", "p,x,kepala,3,3", "q,y,staf,2,"],
    )
    code, text, _ = kinerja("competency", "levels.csv", "posts.csv", "-o", "o.csv")
    assert code == 0
    out = sheets.read("o.csv")
    assert out["A"].tolist() == [-1, 0]
    assert out["B"][0] == 0
    assert np.isnan(out["B"][1])
    assert "course" not in text.lower()


def test_courses_with_seats_for_some(kinerja):
    files(
        posts=["jabatan,A,B", "staf,3,3"],
        levels=["id,jabatan,A,B", "p,staf,2,3", "q,staf,2,3", "r,staf,3,2"],
        courses=["course,competency,hours,kuota,biaya,penyelenggara", "satu,A,8,1,5,Diklat",
                 "dua,B,8,,,"],
    )  # fmt: skip
    code, _, _ = kinerja("competency", "levels.csv", "posts.csv", "courses.csv", "-o", "o.xlsx",
                            "--reply-to", "Bagian Diklat")  # fmt: skip
    assert code == 0
    rows = sheets.read("o.xlsx", sheet="Courses")
    taken = list(zip(rows["id"], rows[rows.names[1]], strict=True))
    # One seat for the two who lack A; B has seats for all who lack it.
    assert sorted(course for _, course in taken) == ["dua", "satu"]
    assert ("r", "dua") in taken
    letters = sheets.read("o.xlsx", sheet="Letters")
    assert all("Bagian Diklat" in letter for letter in letters[letters.names[1]])


ITEMS = [f"U{i}" for i in range(1, 10)]


def test_answers_in_words_and_figures_and_none(kinerja):
    words = "Tidak sesuai,Kurang mudah,Cepat,Gratis,4,,Sangat baik,b. Cukup,3"  # 1 2 3 4 4 - 4 2 3
    full = ",".join(["3"] * 9)
    files(skm=["unit," + ",".join(ITEMS), f"L,{words}", *[f"L,{full}"] * 4, f",{full}"])
    code, text, _ = kinerja("skm", "skm.csv", "--by", "unit", "--missing", "available")
    assert code == 1
    means = [line.split()[-1] for line in text.splitlines() if line.strip()[:1] == "U"][-9:]
    # Five rows of 3 and one of words: (1 + 15) / 6, (2 + 15) / 6, … ; of U6 the five alone.
    assert means == ["2.67", "2.83", "3.00", "3.17", "3.17", "3.00", "3.17", "2.83", "3.00"]
    assert "1 row has no 'unit'; it stands under '(no unit)'." in text
    assert "(no unit): only 1 respondent." in text
    assert "L: only 5 respondents." in text
    # Where words are many the column is text, and its figures are answers still.
    files(most=["unit," + ",".join(ITEMS), f"L,{words}", f"L,{words}", f"L,{full}"])
    text = kinerja("skm", "most.csv", "--missing", "available")[1]
    means = [line.split()[-1] for line in text.splitlines() if line.strip()[:1] == "U"][-9:]
    # (1 + 1 + 3) / 3, (2 + 2 + 3) / 3, …
    assert means == ["1.67", "2.33", "3.00", "3.67", "3.67", "3.00", "3.67", "2.33", "3.00"]
    text = kinerja("skm", "skm.csv")[1]
    assert "1 respondent with a missing answer is left out" in text
    assert "only" not in text  # without --by there are no units


def test_means_without_units(kinerja):
    files(skm=[",".join(ITEMS), ",".join(["3.5"] * 9), ",".join(["2"] * 8 + [""])])
    code, _, _ = kinerja("skm", "skm.csv", "-o", "o.csv")
    assert code == 1
    out = sheets.read("o.csv")
    assert out[out.names[0]].tolist() == [1, 2]
    assert out[out.names[1]][0] == 87.5  # 3.5 · 25
    assert np.isnan(out[out.names[1]][1])


def test_a_template_as_csv_has_its_heading_alone(kinerja):
    assert kinerja("template", "tasks", "-o", "t.csv")[0] == 0
    assert Path("t.csv").read_text("utf-8").splitlines() == ["unit,job,task,volume,minutes"]
    assert kinerja("--language=id", "template", "tasks", "-o", "t.xlsx")[0] == 0
    assert openpyxl.load_workbook("t.xlsx").sheetnames == ["tasks", "isi", "Catatan"]
