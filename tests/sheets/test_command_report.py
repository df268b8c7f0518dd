"""A report says of each file what its own command says, with the options that it was given."""

import re
from pathlib import Path

import openpyxl
import pytest

from kinerja.__main__ import main

ITEMS = ",".join(f"U{i}" for i in range(1, 10))
FILES = {
    "kartu.csv": ["code,scale,worst,best,weight", "a,linear,0,100,1", "b,linear,0,50,3"],
    "rekap.csv": ["kode,Unit,a,b", "p,X,80,20", "q,X,60,", "r,Y,40,45", "s,Y,90,10"],
    "jawaban.csv": [f"loket,Unit,{ITEMS}", *["1,L,3,3,3,3,3,3,3,3,3"] * 2,
                    *["2,M,4,4,4,4,4,4,4,4,4"] * 2, "2,M,4,4,4,4,4,4,4,4,"],
    "pengunjung.csv": ["Unit layanan,jumlah", "L,30", "M,10"],
    "tugas.csv": ["unit,job,volume,minutes", "U,a,1500,100", "V,a,3000,50", "V,b,750,60"],
    "pegawai.csv": ["id,unit,job,months_in_post", "p1,U,a,30", "p2,U,a,3", "p3,U,a,40",
                    "p4,U,b,50", "p5,V,b,60"],
    "kebutuhan.csv": ["unit,a,b", "U,1,0", "V,2,1"],
    "aturan.json": ['{"min_months": 24, "max_moves": 1}'],
    "tingkat.csv": ["id,jabatan,A,B", "p,staf,1,2", "q,staf,2,3"],
    "standar.csv": ["jabatan,A,B", "staf,3,3"],
    "pelatihan.csv": ["course,competency,hours,raises,cost", "satu,A,8,2,5", "dua,B,12,1,3"],
}  # fmt: skip

CASES = {
    "scores, as they come": (["card", "data"], [], "score kartu.csv rekap.csv --missing reweight"),
    "scores with options": (
        ["card", "data"], ['by = "Unit"', "missing = 40", 'ids = "kode"'],
        "score kartu.csv rekap.csv --missing 40 --by Unit --ids kode",
    ),
    "a survey, its units found": (
        ["answers", "population"], [],
        "skm jawaban.csv --by Unit --population pengunjung.csv",
    ),
    "a survey by another column": (
        ["answers"], ['survey_by = "loket"'], "skm jawaban.csv --by loket",
    ),
    "a need": (["tasks"], [], "need tugas.csv"),
    "a need of other hours": (["tasks"], ['hours = "1,300 h"'], "need tugas.csv --hours 1,300_h"),
    "transfers": (["staff", "need"], [], "transfers pegawai.csv kebutuhan.csv"),
    "transfers with rules": (
        ["staff", "need", "rules"], [], "transfers pegawai.csv kebutuhan.csv --rules aturan.json",
    ),
    "gaps": (["levels", "posts"], [], "competency tingkat.csv standar.csv"),
    "courses": (
        ["levels", "posts", "courses"], [], "competency tingkat.csv standar.csv pelatihan.csv",
    ),
    "courses with less time": (
        ["levels", "posts", "courses"], ["training_hours = 10"],
        "competency tingkat.csv standar.csv pelatihan.csv --hours 10",
    ),
    "courses with less money": (
        ["levels", "posts", "courses"], ["budget = 6"],
        "competency tingkat.csv standar.csv pelatihan.csv --budget 6",
    ),
}  # fmt: skip
CALLED = dict(zip(
    ("card", "data", "answers", "population", "tasks", "staff", "need", "rules", "levels", "posts",
     "courses"), FILES, strict=True,
))  # fmt: skip


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among the files: exit code, what is printed, and the sheets it writes."""
    monkeypatch.chdir(tmp_path)
    for name, rows in FILES.items():
        Path(name).write_text("\n".join(rows) + "\n", "utf-8")

    def run(command):
        words = [word.replace("_h", " h") for word in command.split()]
        code = main([*words, "-o", "o.xlsx"])
        printed = capsys.readouterr()
        assert printed.err == ""
        made = openpyxl.load_workbook("o.xlsx")
        tables = {page.title: list(page.iter_rows(values_only=True)) for page in made}
        Path("o.xlsx").unlink()
        return code, printed.out, tables

    return run


@pytest.mark.parametrize("case", CASES)
def test_a_part_of_a_report_is_what_its_command_says(kinerja, case):
    names, options, command = CASES[case]
    lines = [f'{name} = "{CALLED[name]}"' for name in names]
    Path("satu.toml").write_text("\n".join([*lines, *options]), "utf-8")
    assert kinerja("report satu.toml") == kinerja(command)


def test_options_of_a_report_change_what_it_says(kinerja):
    # Otherwise the cases above could agree without looking at them.
    for first, *others in (
        ("scores, as they come", "scores with options"),
        ("a survey, its units found", "a survey by another column"),
        ("a need", "a need of other hours"),
        ("transfers", "transfers with rules"),
        ("courses", "gaps", "courses with less time", "courses with less money"),
    ):
        said = [kinerja(CASES[name][2])[1] for name in (first, *others)]
        assert len(set(said)) == len(said), first


def test_a_folder_is_read_by_the_beginning_of_its_names(kinerja):
    code, text, tables = kinerja("report .")
    assert code == 1  # few answers of each unit
    titles = re.findall(r"^\d · (.*?) ─", text, re.MULTILINE)
    assert titles == [
        "Understood", "Scores", "Community satisfaction (SKM)", "Staffing need", "Transfers",
        "Competency", "Courses", "Needs a look",
    ]  # fmt: skip
    for name in FILES:
        assert f"{name}: " in text or name in {"kartu.csv", "aturan.json"}
    # min_months and max_moves of the rules hold: p1 or p3 may go to V, and one of them goes.
    assert len(tables["Transfers"]) == 2
    # A configuration in the folder is read in place of the names, report.toml before laporan.toml.
    Path("laporan.toml").write_text('tasks = "tugas.csv"\n', "utf-8")
    assert kinerja("report .")[2].keys() == {"Staffing need", "Notes"}
    Path("report.toml").write_text('levels = "tingkat.csv"\nposts = "standar.csv"\n', "utf-8")
    assert kinerja("report .")[2].keys() == {"Gaps", "Notes"}
