# ruff: noqa: E501 - a case on a line
"""What the commands refuse: one line that names the cell, the option or the file."""

import re
from pathlib import Path

import pytest

from kinerja import Indicator, Scorecard
from kinerja.__main__ import main
from kinerja.indicators import Identity

CARD = Scorecard(
    code="c",
    name="C",
    parts=tuple(Indicator(code=code, name=code, scale=Identity()) for code in ("a", "b")),
)
ITEMS = [f"U{i}" for i in range(1, 10)]
SKM = ["unit," + ",".join(ITEMS), *[f"{unit}," + ",".join(["3"] * 9) for unit in "LLM"]]
MEANS = [*SKM, "N," + ",".join(["3.5"] * 8 + ["4.25"])]
TASKS = ["unit,job,task,volume,minutes", "U,a,x,1500,100", "V,b,z,3000,50"]
STAFF = ["id,unit,job", "p,U,a", "q,V,b"]
NEED = ["unit,a,b", "U,1,0", "V,0,1"]
LEVELS = ["id,jabatan,A,B", "p,staf,2,3", "q,staf,3,2"]
POSTS = ["jabatan,A,B", "staf,3,3"]
COURSE = "course,competency,hours,raises,seats,cost"

CASES = {
    # need and transfers
    "a gap among the figures": (
        "need tasks.csv", {"tasks": [*TASKS, "V,b,y,,5"]}, "a number in every row; found nothing in D4",
    ),
    "a word among the figures": (
        "need tasks.csv", {"tasks": [*TASKS, "V,b,y,5,lama"]}, "a number; found 'lama' in E4",
    ),
    "figures that are flags": (
        "need tasks.csv", {"tasks": [TASKS[0], "U,a,x,true,5"]}, "found True in D2|found np.True_ in D2",
    ),
    "no column of minutes": (
        "need tasks.csv", {"tasks": ["unit,job,task,volume,minute", "U,a,x,1,2"]},
        r"a column 'minutes' in tasks\.csv; .*Did you mean 'minute'\?",
    ),
    "no column like it": (
        "need tasks.csv", {"tasks": ["unit,job,task,volume,z", "U,a,x,1,2"]},
        "It may also be called 'norma waktu', 'waktu penyelesaian', 'menit'",
    ),
    "no column of a job": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,kota", "U,Bima", "V,Dompu"]},
        r"a column of numbers for each job in need\.csv; found 'unit', 'kota'",
    ),
    "a gap in a long need": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,job,need", "U,a,1", "V,b,"]},
        "found nothing in C3",
    ),
    "a unit that has no need": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,W,a"], "need": NEED},
        r"each unit of staff\.csv in need\.csv; found 'W'",
    ),
    "a job that has no need": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,U,c"], "need": NEED},
        r"each job of staff\.csv in need\.csv; found 'c'",
    ),
    "rules that are no JSON": (
        "transfers staff.csv need.csv --rules rules.json", {"staff": STAFF, "need": NEED, "rules.json": ["{"]},
        r"rules in JSON; found rules\.json",
    ),
    "rules that are a list": (
        "transfers staff.csv need.csv --rules rules.json", {"staff": STAFF, "need": NEED, "rules.json": ["[1]"]},
        r"rules among min_months.*found '\?'",
    ),
    # competency
    "posts with other competencies": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": ["jabatan,C", "staf,3"]},
        r"columns of competencies that levels\.csv has too; found 'C'",
    ),
    "posts with no competency": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": ["jabatan,kota", "staf,Bima"]},
        "found 'kota'",
    ),
    "a post that is not there": (
        "competency levels.csv posts.csv", {"levels": [*LEVELS, "r,kepala,3,3"], "posts": POSTS},
        r"a post of posts\.csv; found 'kepala' in B4. The posts there are: 'staf'",
    ),
    "no column of posts": (
        "competency levels.csv posts.csv", {"levels": ["id,A,B", "p,1,2"], "posts": POSTS},
        r"a column 'jabatan' in levels\.csv",
    ),
    "a level that is a word": (
        "competency levels.csv posts.csv", {"levels": [*LEVELS, "r,staf,tinggi,3"], "posts": POSTS},
        "In the file: C4",
    ),
    "a competency of no post": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,C,8,1,5,2"]},
        "a competency among A, B; found 'C' in B2",
    ),
    "hours that are a word": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "y,A,dua,1,5,2", "z,A,8,1,5,2"]},
        "a number; found 'dua' in C3",
    ),
    "a gain that is missing": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,,5,2", "y,B,8,1,5,2"]},
        "found nothing in D2",
    ),
    "seats that are a word": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS,
         "courses": [COURSE, "x,A,8,1,bebas,2", "y,B,8,1,5,2", "z,B,8,1,,2", "w,B,8,1,7,2"]},
        "a number; found 'bebas' in E2",
    ),
    "half a seat": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,2.5,2"]},
        "seats",
    ),
    # skm
    "items that were not asked": (
        "skm skm.csv", {"skm": ["U1,U2", "3,3"]}, "none for U3, U4, U5, U6, U7, U8, U9",
    ),
    "a choice of no questionnaire": (
        "skm skm.csv", {"skm": [*SKM, *["L," + ",".join(["murah sekali"] * 9)] * 3]},
        r"found 'murah sekali' in B5 \(column 'U1'\)",
    ),
    "a column of units that is not there": (
        "skm skm.csv --by units", {"skm": SKM}, r"Did you mean 'unit'\?",
    ),
    "populations without units": (
        "skm skm.csv --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9", "M,9"]},
        "--by, the column of units; found none",
    ),
    "a unit without a population": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9"]},
        r"a population for each unit in pop\.csv; found none for 'M'",
    ),
    "a population that is missing": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9", "M,"]},
        "found nothing in B3",
    ),
    "a unit with two populations": (
        "skm skm.csv --by unit --population pop.csv",
        {"skm": SKM, "pop": ["unit,population", "L,9", "M,9", "L,90"]},
        "one row for each unit; found 'L' once more in A4",
    ),
    "a mean beyond 4": (
        "skm skm.csv --by unit", {"skm": MEANS}, r"means from 1 to 4; found 4\.25 in J5",
    ),
    # score and card
    "a column of groups that is not there": (
        "score card.json data.csv --by Unti", {"data": ["NIP,a,b,Unit", "p,1,2,U"]}, r"Did you mean 'Unit'\?",
    ),
    "columns that are not there": (
        "score card.json data.csv", {"data": ["NIP,x,y", "p,1,2"]},
        "found no column 'a', 'b'. The columns there are: 'NIP', 'x', 'y'",
    ),
    "an office to answer to without letters": (
        "score card.json data.csv --reply-to BKD", {"data": ["NIP,a,b", "p,1,2"]}, "--letters with it",
    ),
    "a card of no columns": (
        "card new data.csv -o k.xlsx", {"data": ["NIP,No,Kota", "p,1,Bima"]},
        r"columns of numbers to make indicators of; found none in data\.csv",
    ),
    "a card with one fault": (
        "card check bad.json", {"bad.json": ['{"code": "c", "name": "C", "parts": []}']}, "parts|part",
    ),
    # report
    "nothing there": ("report nowhere", {}, "found nothing at 'nowhere'"),
    "another file": ("report data.csv", {"data": ["a,b"]}, "found another file at 'data.csv'"),
    "a folder of nothing": ("report .", {"lain": ["a,b"]}, r"files that a report is made of; found none in '\.'"),
    "a configuration that is no TOML": ("report r.toml", {"r.toml": ["tasks = "]}, r"in TOML; found r\.toml"),
    "a name that is none": ("report r.toml", {"r.toml": ['task = "t.csv"']}, "found 'task'"),
    "a file that is not there": ("report r.toml", {"r.toml": ['tasks = "t.csv"']}, r"nothing at .*t\.csv"),
    "hours of no rule": (
        "report r.toml", {"tasks": TASKS, "r.toml": ['tasks = "tasks.csv"', "hours = 1250"]},
        "expected one of '1,250 h', .*found 1250",
    ),
    "a column that is no text": (
        "report r.toml",
        {"data": ["NIP,a,b", "p,1,2"], "r.toml": ['card = "card.json"', 'data = "data.csv"', "by = 3"]},
        "found 3",
    ),
    "ids that are no text": (
        "report r.toml",
        {"data": ["NIP,a,b", "p,1,2"], "r.toml": ['card = "card.json"', 'data = "data.csv"', "ids = 3"]},
        "the heading of a column; found 3",
    ),
    "a budget that is no number": (
        "report r.toml",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2"],
         "r.toml": ['levels = "levels.csv"', 'posts = "posts.csv"', 'courses = "courses.csv"', 'budget = "x"']},
        "budget",
    ),
    "training hours that are no number": (
        "report r.toml",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2"],
         "r.toml": ['levels = "levels.csv"', 'posts = "posts.csv"', 'courses = "courses.csv"',
                    'training_hours = "x"']},
        "hours",
    ),
    "a column of units that is no text": (
        "report r.toml", {"skm": SKM, "r.toml": ['answers = "skm.csv"', "survey_by = 3"]}, "found 3",
    ),
    # the sample report
    "letters of the sample": ("report --reply-to BKD", {}, "the sample report"),
    "a page of a command": ("--html p.html need tasks.csv", {"tasks": TASKS}, "-o p.html after the command"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refused_in_one_line(case, capsys, tmp_path, monkeypatch):
    command, texts, message = CASES[case]
    monkeypatch.chdir(tmp_path)
    Path("card.json").write_text(CARD.model_dump_json(), "utf-8")
    for name, lines in texts.items():
        where = Path(name if "." in name else f"{name}.csv")
        where.write_text("\n".join(lines) + "\n", "utf-8")
    before = sorted(Path().iterdir())
    code = main(command.split())
    printed = capsys.readouterr()
    assert code == 2, printed.out
    assert printed.out == ""
    assert printed.err.startswith("kinerja: ")
    assert len(printed.err.splitlines()) == 1
    assert re.search(message, printed.err), printed.err
    assert sorted(Path().iterdir()) == before
