"""What the commands print and write, worked out by hand: answers, needs, gaps, courses, notes."""

from pathlib import Path

import openpyxl
import pytest

from kinerja import sheets
from kinerja.__main__ import main
from kinerja._commands.survey import choice_value


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among files that are written first: exit code, lines, and what is refused."""
    monkeypatch.chdir(tmp_path)

    def run(command, **files):
        for name, rows in files.items():
            Path(f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")
        code = main(command.split())
        printed = capsys.readouterr()
        return code, [" ".join(line.split()) for line in printed.out.splitlines()], printed.err

    return run


ITEMS = ",".join(f"U{i}" for i in range(1, 10))
SKM = [
    f"unit,{ITEMS}", *["L," + ",".join("333333333")] * 3, "L," + ",".join("444444444"),
    *["M," + ",".join("222222224")] * 2, "M," + ",".join("33333333") + ",",
]  # fmt: skip
POP = ["unit,population", "L,100", "M,300"]


def test_an_index_of_two_units_and_the_whole(kinerja):
    code, lines, _ = kinerja("skm skm.csv --by unit --population pop.csv", skm=SKM, pop=POP)
    assert code == 1
    # L: 25 · (3 · 3 + 4) / 4 = 81.25, of 4 of 100. s² = 1/4, so the error of the mean is
    # √(0.96 · 0.25 / 4) = 0.245, and 3.182 of it (t with 3 degrees of freedom) are 19.5 points:
    # from 61.8 to 100.7, of which the scale has 100.
    assert "L 4 81.25 61.8–100.0 B (good)" in lines
    # M: the two who answered every item have 25 · 20 / 9 each, so the error is not known to be 0.
    assert "M 2 55.56 – D (not good)" in lines
    # An answer of L stands for 25 visitors and one of M for 100: (100 · 81.25 + 200 · 55.56) / 300.
    (whole,) = (line for line in lines if line.startswith("all 6 64.12 "))
    assert whole.endswith(" D (not good)")
    # U1: (100 · 3.25 + 200 · 2) / 300 = 2.42; U9: (100 · 3.25 + 200 · 4) / 300 = 3.75.
    assert "U1 Requirements 2.42" in lines
    assert "U9 Facilities and infrastructure 3.75" in lines
    assert "Each unit counts by its population (pop.csv)." in lines
    assert any(line.startswith("1 respondent with a missing answer is left out") for line in lines)
    assert lines[-2:] == ["L: only 4 respondents.", "M: only 2 respondents."]


def test_a_unit_of_thirty_is_not_few(kinerja):
    rows = [f"unit,{ITEMS}", *["L," + ",".join("333433333")] * 29, "L," + ",".join("444444444")]
    code, lines, _ = kinerja("skm skm.csv --by unit", skm=rows)
    assert code == 0
    assert not any("only" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tidak sesuai", 1), ("kurang ramah", 2), ("Mudah", 3), ("Sangat cepat", 4),
        ("a. Tidak baik", 1), ("3) Kompeten", 3), ("sopan dan ramah", 3), ("Sangat mahal", 1),
        ("Cukup mahal", 2), ("Murah", 3), ("Gratis", 4), ("Tidak ada", 1),
        ("Ada tetapi tidak berfungsi", 2), ("Berfungsi kurang maksimal", 3),
        ("Dikelola dengan baik", 4), ("Cukup", 2), ("4", 4), (" 2. ", 2), ("5", None), ("0", None),
        ("23", None), ("murah sekali", None), ("sesuai dan mudah juga sekali", None), ("", None),
    ],
)  # fmt: skip
def test_the_choices_of_the_questionnaire(text, value):
    assert choice_value(text) == value


TASKS = ["unit,job,task,volume,minutes", "U,a,x,1500,100", "U,a,y,750,60", "V,b,z,3000,50"]


@pytest.mark.parametrize(
    ("hours", "rows"),
    [
        # 1,250 hours are 75,000 minutes: (150000 + 45000) / 75000 = 2.6, and 150000 / 75000 = 2.
        ("1,250 h", ["U 2.6 0.0 2.6", "V 0.0 2.0 2.0", "all 2.6 2.0 4.6"]),
        # 1,300 hours are 78,000: 195 / 78 = 2.5 and 150 / 78 = 1.923.
        ("1,300 h", ["U 2.5 0.0 2.5", "V 0.0 1.9 1.9", "all 2.5 1.9 4.4"]),
    ],
)
def test_a_need_by_unit_and_job(kinerja, capsys, hours, rows):
    Path("tasks.csv").write_text("\n".join(TASKS) + "\n", "utf-8")
    assert main(["need", "tasks.csv", "--hours", hours]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == "tasks.csv: 3 rows and 5 columns."
    at = lines.index("unit a b all")
    assert lines[at + 1 : at + 4] == rows
    assert f"3 tasks come to {rows[-1].split()[-1]} people." in lines
    minutes = {"1,250 h": "75,000", "1,300 h": "78,000"}[hours]
    assert f"volume × minutes per piece / {minutes} effective minutes a year ({hours})" in lines


def test_a_table_goes_where_its_name_says(kinerja):
    for name in ("n.tsv", "n.csv", "n.json", "n.htm", "n.html", "n.xlsx"):
        code, lines, _ = kinerja(f"need tasks.csv -o {name}", tasks=TASKS)
        assert code == 0
        assert lines[-1] == f"Written: {name}"
    assert Path("n.tsv").read_text("utf-8").splitlines() == ["unit\ta\tb", "U\t2.6\t0", "V\t0\t2"]
    assert Path("n.csv").read_text("utf-8").splitlines() == ["unit,a,b", "U,2.6,0", "V,0,2"]
    assert Path("n.htm").read_text("utf-8") == Path("n.html").read_text("utf-8")
    assert "<title>Staffing need" in Path("n.html").read_text("utf-8")
    assert openpyxl.load_workbook("n.xlsx").sheetnames[0] == "Staffing need"
    assert sheets.read("n.xlsx")["a"].tolist() == [2.6, 0]


LEVELS = ["id,jabatan,A,B", "p,staf,2,3", "q,staf,1,1", "r,kepala,4,3"]
POSTS = ["jabatan,A,B", "staf,3,3", "kepala,4,2"]
COURSES = ["course,competency,hours,raises,seats,cost", "satu,A,8,1,1,5", "dua,B,8,2,,"]


def test_gaps_and_courses_by_hand(kinerja):
    code, lines, _ = kinerja("competency levels.csv posts.csv courses.csv -o o.xlsx",
                             levels=LEVELS, posts=POSTS, courses=COURSES)  # fmt: skip
    assert code == 0
    # A: short by 1, 2 and 0; B: by 0, 2 and 0. One of three, and two of three, have enough.
    (a,) = (line for line in lines if line.startswith("A 33% 1.00"))
    (b,) = (line for line in lines if line.startswith("B 67% 0.67"))
    assert a.count("█") > b.count("█")
    # The longest gaps first; r has none.
    at = lines.index("Gaps:")
    assert [line.split()[0] for line in lines[at + 2 : at + 5]] == ["q", "p", "r"]
    # A has one seat, B has many: 1 of the gap of A, 2 of B, so 3 of 5 are closed.
    assert any("60% of the gap is closed" in line for line in lines)
    assert "dua 1 q" in lines
    written = sheets.read("o.xlsx", sheet="Gaps")
    assert written["A"].tolist() == [-1, -2, 0]
    assert written["B"].tolist() == [0, -2, 1]


def test_a_level_that_a_plan_misses_is_named_by_its_cell(kinerja):
    levels = [*LEVELS[:3], "r,kepala,4,"]
    command = "competency levels.csv posts.csv courses.csv"
    code, _, said = kinerja(command, levels=levels, posts=POSTS, courses=COURSES)
    assert code == 2
    assert "row 'r' column 'B' (missing)" in said
    assert said.strip().endswith("In the file: D4.")


def test_notes_of_reading_are_told_in_the_language(kinerja):
    rows = ["NIP;Hadir", "01;80,5", '02;"70 "']
    Path("k.csv").write_text("code,scale,worst,best\nHadir,linear,0,100\n", "utf-8")
    here = kinerja("score k.csv d.csv", d=rows)[1]
    there = kinerja("score k.csv d.csv --language id", d=rows)[1]
    assert "d.csv: 2 rows and 2 columns. Ids: column 'NIP'." in here
    assert any(line.startswith("d.csv: 2 baris dan 2 kolom. Ident") for line in there)
    # What stood in the cell stays as it was, the words around it are translated.
    assert "B3: '70 ' read as 70" in here
    assert "B3: '70 ' dibaca sebagai 70" in there
    assert "01 80.5 1 100%" in here
    assert "01 80,5 1 100%" in there
