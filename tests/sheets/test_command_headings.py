"""Columns go by several names, and a table that is called otherwise gives the same answer."""

import json
from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest

from kinerja import sheets
from kinerja.__main__ import main
from kinerja.balancing import RULES


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among files that are written first: exit code, and what is printed."""
    monkeypatch.chdir(tmp_path)

    def run(command, **files):
        for name, rows in files.items():
            Path(f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")
        code = main(command.split())
        printed = capsys.readouterr()
        assert printed.err == ""
        return code, printed.out

    return run


def results(text):
    """What is printed after the part that says how the files were understood."""
    return text.split("\n2 · ", 1)[1]


def ways(*names):
    """Headings in their other forms; where a column has no more of them, in the first form."""
    plain = [one[0] for one in names]
    return [
        ",".join(own or first for own, first in zip(others, plain, strict=True))
        for others in zip_longest(*(one[1:] for one in names))
    ]


UNIT = ("unit", "Unit Kerja", "OPD", "instansi", "Kantor", "school", "SEKOLAH", "unit_kerja")
JOB = ("job", "Jabatan", "post", "POSISI", "job (now)")
VOLUME = ("volume", "Volume kerja", "beban", "Beban Kerja", "Jumlah beban kerja", "jumlah")
MINUTES = ("minutes", "Norma waktu", "waktu penyelesaian", "menit", "Waktu (menit)", "norm")
MONTHS = ("months_in_post", "Masa jabatan", "bulan menjabat", "Lama menjabat")
MOVABLE = ("movable", "Dapat dimutasi", "boleh pindah")
OTHER = ("also_qualified", "Juga memenuhi syarat", "jabatan lain")
NEED = ("need", "Kebutuhan", "ABK", "jumlah")


@pytest.mark.parametrize("head", ways(UNIT, JOB, VOLUME, MINUTES))
def test_tasks_under_other_headings(kinerja, head):
    rows = ["U,a,1500,100", "U,b,750,60", "V,b,3000,50"]
    plain = kinerja("need tasks.csv", tasks=["unit,job,volume,minutes", *rows])
    # 150000 / 75000 = 2 of a; 45000 / 75000 = 0.6 and 150000 / 75000 = 2 of b.
    assert "4.6 people" in plain[1]
    other = kinerja("need tasks.csv", tasks=[head, *rows])
    assert results(other[1]) == results(plain[1])


@pytest.mark.parametrize("head", ways(("id",), UNIT, JOB, MONTHS, MOVABLE, OTHER))
def test_staff_under_other_headings(kinerja, head):
    # Of five who could go to V, p1 may not, p2 is too new, p3 and p4 cannot: p5 alone can do b.
    rows = ["p1,U,a,30,tidak,b", "p2,U,a,3,ya,b", "p3,U,a,30,ya,", "p4,U,a,30,ya,c; d"]
    rows += ["p5,U,a,30,ya,c; b"]
    Path("rules.json").write_text(json.dumps({"min_months": 24}), "utf-8")
    need = ["unit,a,b,c,d", "U,0,0,0,0", "V,0,5,0,0"]
    code, text = kinerja(
        "transfers staff.csv need.csv --rules rules.json -o o.xlsx", staff=[head, *rows], need=need
    )
    assert code == 0
    moves = sheets.read("o.xlsx", sheet="Transfers")
    assert moves["id"].tolist() == ["p5"]
    assert [moves[name][0] for name in ("from_unit", "from_job", "to_unit", "to_job")] == list(
        "UaVb"
    )
    assert "the shortage falls from 5.0 to 4.0" in text


@pytest.mark.parametrize("head", ways(UNIT, JOB, NEED))
def test_a_need_of_rows_under_other_headings(kinerja, head):
    staff = ["id,unit,job", "p1,U,a", "p2,U,a"]
    code, text = kinerja(
        "transfers staff.csv need.csv", staff=staff, need=[head, "U,a,1", "V,a,0.7", "V,b,0.5"]
    )
    assert code == 0
    # V lacks 0.7 of a and 0.5 of b; one of the two goes there, and nobody can do b.
    assert "the shortage falls from 1.2 to 0.5." in " ".join(text.split())


def test_two_rules_that_hold_a_post_together_are_told_in_words(kinerja):
    # Whoever goes to V leaves U short of a, and nobody can do b: one rule relaxed would not do.
    staff, need = ["id,unit,job", "p1,U,a"], ["unit,a,b", "U,1,0", "V,0,1"]
    for language, both in {"en": "{} and {}", "id": "{} dan {}"}.items():
        sentence = both.format(RULES["protect"][language], RULES["qualified"][language])
        command = f"transfers staff.csv need.csv --language {language} -o o.csv"
        assert kinerja(command, staff=staff, need=need)[0] == 0
        table = sheets.read("o.csv")
        assert table[table.names[-1]].tolist() == [sentence]


COURSE = ("course", "Pelatihan", "nama pelatihan")
COMPETENCY = ("competency", "Kompetensi")
HOURS = ("hours", "JP", "jam")
RAISES = ("raises", "gain", "Kenaikan")
SEATS = ("seats", "Kuota", "peserta")
COST = ("cost", "Biaya")


@pytest.mark.parametrize("head", ways(COURSE, COMPETENCY, HOURS, RAISES, SEATS, COST))
def test_courses_under_other_headings(kinerja, head):
    levels = ["id,jabatan,A,B", "p,staf,1,2", "q,staf,2,2", "r,staf,1,2"]
    posts = ["jabatan,A,B", "staf,3,3"]
    # "satu" raises A by 2, so it closes 2 for p or for r and 1 for q; it has two seats. "dua" takes
    # 25 hours of the 20 that there are, and "tiga" costs 50 of the 40 that there are.
    courses = ["satu,A,8,2,2,20", "dua,B,25,1,,0", "tiga,B,8,1,,50"]
    code, text = kinerja(
        "competency levels.csv posts.csv courses.csv --budget 40 -o o.xlsx",
        levels=levels, posts=posts, courses=[head, *courses],
    )  # fmt: skip
    assert code == 0
    rows = sheets.read("o.xlsx", sheet="Courses")
    assert sorted(rows["id"]) == ["p", "r"]
    # 4 of the gap of 2 + 1 + 2 of A and three of B.
    assert "50% of the gap is closed" in text


@pytest.mark.parametrize(
    "head",
    ways(
        ("unit", "Layanan", "unit layanan", "Nama unit"),
        ("population", "Populasi", "jumlah", "visitors", "Pengunjung", "n"),
    ),
)
def test_populations_under_other_headings(kinerja, head):
    items = ",".join(f"U{i}" for i in range(1, 10))
    answers = [f"unit,{items}", *[f"L{',3' * 9}"] * 2, *[f"M{',4' * 9}"] * 2]
    code, text = kinerja(
        "skm skm.csv --by unit --population pop.csv", skm=answers, pop=[head, "L,30", "M,10"]
    )
    assert code == 1  # few answers of each
    # (30 · 75 + 10 · 100) / 40 = 81.25
    assert " 81.25 " in text


def test_which_cells_say_that_somebody_may_move(kinerja):
    says = {"yes": 1, "Ya": 1, "TRUE": 1, "1": 1, "y": 1, "no": 0, "Tidak": 0, "false": 0, "0": 0,
            "n": 0, "T": 0, "": 0}  # fmt: skip
    staff = [f"p{i},U,a,{word}" for i, word in enumerate(says)]
    staff = ["id,unit,job,movable", *staff]
    need = ["unit,a", "U,0", "V,20"]
    code, _ = kinerja("transfers staff.csv need.csv -o o.xlsx", staff=staff, need=need)
    assert code == 0
    moved = [f"p{i}" for i, yes in enumerate(says.values()) if yes]
    assert sorted(sheets.read("o.xlsx", sheet="Transfers")["id"]) == sorted(moved)


def test_the_sheet_that_was_read_is_named(kinerja):
    book = openpyxl.Workbook()
    book.active.append(["Catatan"])
    rows = book.create_sheet("Tugas 2026")
    for row in (["unit", "job", "volume", "minutes"], ["U", "a", 1500, 100], ["V", "a", 750, 100]):
        rows.append(row)
    book.save("kerja.xlsx")
    code, text = kinerja("need kerja.xlsx")
    assert code == 0
    assert "kerja.xlsx, sheet 'Tugas 2026': 2 rows and 4 columns." in text
    assert "kerja.xlsx, lembar 'Tugas 2026': " in kinerja("need kerja.xlsx --language id")[1]


def test_the_endings_that_help_names_are_written(kinerja, capsys):
    tasks = ["unit,job,volume,minutes", "U,a,1500,100"]
    with pytest.raises(SystemExit):
        main(["need", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "write the tables here (.xlsx, .csv, .json, .html)" in text
    for ending in ("xlsx", "csv", "json", "html"):
        assert kinerja(f"need tasks.csv -o o.{ending}", tasks=tasks)[0] == 0
        assert Path(f"o.{ending}").stat().st_size > 0
    # A plan is several tables, which one CSV does not hold.
    with pytest.raises(SystemExit):
        main(["transfers", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "write the tables here (.xlsx, .json, .html)" in text


ITEMS = ",".join(f"U{i}" for i in range(1, 10))
ROWS = {
    "need tasks.csv": {"tasks": ["kode,unit,job,volume,minutes", "1,U,a,9,9", "1,U,b,9,9"]},
    "transfers staff.csv need.csv": {
        "staff": ["id,unit,job", "p,U,a"], "need": ["kode,unit,job,need", "1,U,a,1", "1,V,a,1"],
    },
    "competency levels.csv posts.csv courses.csv": {
        "levels": ["id,jabatan,A,B", "p,staf,1,2"],
        "posts": ["jabatan,kode,A,B", "staf,1,3,3", "kepala,1,4,4"],
        "courses": ["kode,course,competency,hours", "1,satu,A,8", "1,satu,B,8"],
    },
    "skm skm.csv --by unit --population pop.csv": {
        "skm": [f"id,unit,{ITEMS}", *[f"1,L{',3' * 9}"] * 2, *[f"1,M{',3' * 9}"] * 2],
        "pop": ["kode,unit,population", "1,L,9", "1,M,9"],
    },
}  # fmt: skip


@pytest.mark.parametrize("command", ROWS)
def test_a_code_that_is_there_twice_is_no_id_where_rows_are_no_people(kinerja, command):
    _, text = kinerja(command, **ROWS[command])
    lines = [line for line in text.splitlines() if ".csv: " in line]
    assert [line.split(": ")[0] for line in lines] == [f"{name}.csv" for name in ROWS[command]]
    # Of people alone the ids are told.
    assert ["Ids: " in line for line in lines] == [
        line.startswith(("staff", "levels")) for line in lines
    ]
