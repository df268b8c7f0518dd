# ruff: noqa: E501 - a case on a line
"""What the commands refuse: one line, here in full, that names the cell, the option or the file."""

import re
from pathlib import Path

import pytest

from kinerja import Indicator, Scorecard
from kinerja.__main__ import _answer, main
from kinerja._commands.parser import language_anywhere, parser
from kinerja.indicators import Identity
from shared_laws import fault_of

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
        "need tasks.csv", {"tasks": [*TASKS, "V,b,y,,5"]}, "missing_value", "`volume`: expected a number in every row; found nothing in D4.",
    ),
    "a word among the figures": (
        "need tasks.csv", {"tasks": [*TASKS, "V,b,y,5,lama"]}, "not_numeric", "`minutes`: expected a number, 0 or more; found 'lama' in E4.",
    ),
    "figures that are flags": (
        "need tasks.csv", {"tasks": [TASKS[0], "U,a,x,true,5"]}, "not_numeric", "`volume`: expected a number, 0 or more; found True in D2.",
    ),
    "work below nothing": (
        "need tasks.csv", {"tasks": [*TASKS, "V,b,y,-12345678.5,5"]},
        "out_of_range", "`volume`: expected a number, 0 or more; found -12345678.5 in D4.",
    ),
    "a heading above the first row": (
        "need tasks.csv --header 0", {"tasks": TASKS},
        "unknown_option", "`header`: expected 'auto' or a row, counted from 1; found 0.",
    ),
    "no column of minutes": (
        "need tasks.csv", {"tasks": ["unit,job,task,volume,minute", "U,a,x,1,2"]},
        "missing_column", "`TASKS`: expected a column 'minutes' in tasks.csv; found 'unit', 'job', 'task', 'volume', 'minute'. Did you mean 'minute'?",
    ),
    "no column like it": (
        "need tasks.csv", {"tasks": ["unit,job,task,volume,z", "U,a,x,1,2"]},
        "missing_column", "`TASKS`: expected a column 'minutes' in tasks.csv; found 'unit', 'job', 'task', 'volume', 'z'. It may also be called 'norma waktu', 'waktu penyelesaian', 'menit'.",
    ),
    "no column of a job": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,kota", "U,Bima", "V,Dompu"]},
        "missing_column", "`NEED`: expected a column of numbers for each job in need.csv; found 'unit', 'kota'. Or a row for each post, with columns 'job' and 'need'.",
    ),
    "a gap in a long need": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,job,need", "U,a,1", "V,b,"]},
        "missing_value", "`need`: expected a number in every row; found nothing in C3.",
    ),
    "a need below nothing": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,job,need", "U,a,1", "V,b,-1"]},
        "out_of_range", "`need`: expected a number, 0 or more; found -1 in C3.",
    ),
    "a need below nothing in a column of a job": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,a,b", "U,1,", "V,0,-0.5"]},
        "out_of_range", "`b`: expected a number, 0 or more; found -0.5 in C3.",
    ),
    "a need of a unit without a name": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,a,b", "U,1,0", ",0,1"]},
        "missing_value", "`unit`: expected a label in every row; found nothing in A3.",
    ),
    "a need of a job without a name": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": ["unit,job,need", "U,a,1", "V,,1"]},
        "missing_value", "`job`: expected a label in every row; found nothing in B3.",
    ),
    "a unit with two needs": (
        "transfers staff.csv need.csv", {"staff": STAFF, "need": [*NEED, "W,0,0", "U,2,0"]},
        "duplicate", "`unit`: expected every label once; found 'U' in A2 and in A5. Leave out what is there twice, or name it apart.",
    ),
    "a person without a job": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,U,"], "need": NEED},
        "missing_value", "`job`: expected a label in every row; found nothing in C4.",
    ),
    "a person without a unit": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,,a"], "need": NEED},
        "missing_value", "`unit`: expected a label in every row; found nothing in B4.",
    ),
    "months that are a word": (
        "transfers staff.csv need.csv", {"staff": ["id,unit,job,months_in_post", "p,U,a,3", "q,V,b,lama", "r,U,a,5"], "need": NEED},
        "not_numeric", "`months_in_post`: expected a number, 0 or more; found 'lama' in D3.",
    ),
    "months below nothing": (
        "transfers staff.csv need.csv", {"staff": ["id,unit,job,months_in_post", "p,U,a,", "q,V,b,-3"], "need": NEED},
        "out_of_range", "`months_in_post`: expected a number, 0 or more; found -3 in D3.",
    ),
    "months of more than a life": (
        "transfers staff.csv need.csv", {"staff": ["id,unit,job,Masa jabatan", "p,U,a,3", "q,V,b,13000"], "need": NEED},
        "out_of_range", "`months_in_post`: expected months, at most 12,000; found row 'q' (13000). Are these days? A month has 30.44 of them. In the file: D3.",
    ),
    "a word that is long": (
        "transfers staff.csv need.csv", {"staff": ["id,unit,job,movable", "p,U,a,ya", "q,V,b," + "m" * 999], "need": NEED},
        "unknown_label", f"`movable`: expected yes or no; found '{'m' * 199}… in D3.",
    ),
    "neither yes nor no": (
        "transfers staff.csv need.csv", {"staff": ["id,unit,job,movable", "p,U,a,ya", "q,V,b,mungkin"], "need": NEED},
        "unknown_label", "`movable`: expected yes or no; found 'mungkin' in D3.",
    ),
    "a unit that has no need": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,W,a"], "need": NEED},
        "unknown_label", "`STAFF`: expected each unit of staff.csv in need.csv; found 'W'. Write it alike in both files, or add it to need.csv with a need of 0.",
    ),
    "a job that has no need": (
        "transfers staff.csv need.csv", {"staff": [*STAFF, "r,U,c"], "need": NEED},
        "unknown_label", "`STAFF`: expected each job of staff.csv in need.csv; found 'c'. Write it alike in both files, or add it to need.csv with a need of 0.",
    ),
    "rules that are no JSON": (
        "transfers staff.csv need.csv --rules rules.json", {"staff": STAFF, "need": NEED, "rules.json": ["{"]},
        "invalid_input", "`--rules`: expected rules in JSON; found rules.json: ",
    ),
    "rules that are a list": (
        "transfers staff.csv need.csv --rules rules.json", {"staff": STAFF, "need": NEED, "rules.json": ["[1]"]},
        "unknown_option", "`--rules`: expected rules among min_months, max_months, max_moves, max_out, max_in, within_unit, chains, objective, price_per_move, time_limit, together; found '?'.",
    ),
    # competency
    "posts with other competencies": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": ["jabatan,C", "staf,3"]},
        "missing_column", "`POSTS`: expected columns of competencies that levels.csv has too; found 'C'.",
    ),
    "posts with no competency": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": ["jabatan,kota", "staf,Bima"]},
        "missing_column", "`POSTS`: expected columns of competencies that levels.csv has too; found 'kota'.",
    ),
    "a post that is not there": (
        "competency levels.csv posts.csv", {"levels": [*LEVELS, "r,kepala,3,3"], "posts": POSTS},
        "unknown_label", "`LEVELS`: expected a post of posts.csv; found 'kepala' in B4. The posts there are: 'staf'.",
    ),
    "a post that is there twice": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": [*POSTS, "kepala,4,4", "staf,2,2"]},
        "duplicate", "`jabatan`: expected every label once; found 'staf' in A2 and in A4. Leave out what is there twice, or name it apart.",
    ),
    "a post without a name": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": [*POSTS, ",2,2"]},
        "missing_value", "`jabatan`: expected a label in every row; found nothing in A3.",
    ),
    "a post that does not say what it requires": (
        "competency levels.csv posts.csv", {"levels": LEVELS, "posts": [*POSTS, "kepala,4,"]},
        "missing_value", "`B`: expected a number in every row; found nothing in C3. Write 0 for what is not required.",
    ),
    "no column of posts": (
        "competency levels.csv posts.csv", {"levels": ["id,A,B", "p,1,2"], "posts": POSTS},
        "missing_column", "`LEVELS`: expected a column 'jabatan' in levels.csv; found 'id', 'A', 'B'. It may also be called 'job', 'jabatan', 'post'.",
    ),
    "a level that is a word": (
        "competency levels.csv posts.csv", {"levels": [*LEVELS, "r,staf,tinggi,3"], "posts": POSTS},
        "not_numeric", "`data`: expected numbers; found row 2 column 'A' ('tinggi'). Convert it to numbers first: text, booleans, dates and complex numbers are not. In the file: C4.",
    ),
    "a competency of no post": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,C,8,1,5,2"]},
        "unknown_label", "`COURSES`: expected a competency among A, B; found 'C' in B2.",
    ),
    "hours that are a word": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "y,A,dua,1,5,2", "z,A,8,1,5,2"]},
        "not_numeric", "`hours`: expected a number, 0 or more; found 'dua' in C3.",
    ),
    "a gain that is missing": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,,5,2", "y,B,8,1,5,2"]},
        "missing_value", "`raises`: expected a number in every row; found nothing in D2.",
    ),
    "seats that are a word": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS,
         "courses": [COURSE, "x,A,8,1,bebas,2", "y,B,8,1,5,2", "z,B,8,1,,2", "w,B,8,1,7,2"]},
        "not_numeric", "`seats`: expected a whole number, 0 or more; found 'bebas' in E2.",
    ),
    "half a seat": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,2.5,2"]},
        "out_of_range", "`seats`: expected a whole number, 0 or more; found 2.5 in E2.",
    ),
    "hours below nothing": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,-8,1,5,2"]},
        "out_of_range", "`hours`: expected a number, 0 or more; found -8 in C2.",
    ),
    "seats below nothing": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,-5,2"]},
        "out_of_range", "`seats`: expected a whole number, 0 or more; found -5 in E2.",
    ),
    "a cost below nothing": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "y,B,8,1,5,-2"]},
        "out_of_range", "`cost`: expected a number, 0 or more; found -2 in F3.",
    ),
    "a course without a name": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", ",B,8,1,5,2"]},
        "missing_value", "`course`: expected a label in every row; found nothing in A3.",
    ),
    "a course whose name is long": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", f"{'y' * 201},B,8,1,5,2"]},
        "out_of_range", "`COURSES`: expected a name of at most 200 characters; found 201 in A3.",
    ),
    "a course that raises nothing by name": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "x,,8,1,5,2"]},
        "missing_value", "`competency`: expected a label in every row; found nothing in B3.",
    ),
    "a course that raises one competency twice": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "y,A,8,1,,", "x,A,8,2,5,2"]},
        "duplicate", "`COURSES`: expected one row for each course and competency; found 'A' of 'x' once more in B4.",
    ),
    "a course of two lengths": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "x,B,9.5,1,5,2"]},
        "contradiction", "`hours`: expected one figure for each course, 8 for 'x'; found 9.5 in C3.",
    ),
    "a course of two numbers of seats": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "x,B,8,1,6,2"]},
        "contradiction", "`seats`: expected one figure for each course, 5 for 'x'; found 6 in E3.",
    ),
    "a course of two prices": (
        "competency levels.csv posts.csv courses.csv",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2", "x,B,8,1,5,0"]},
        "contradiction", "`cost`: expected one figure for each course, 2 for 'x'; found 0 in F3.",
    ),
    # skm
    "items that were not asked": (
        "skm skm.csv", {"skm": ["U1,U2", "3,3"]}, "missing_column", "`ANSWERS`: expected a column for each of U1, U2, U3, U4, U5, U6, U7, U8, U9 in skm.csv; found none for U3, U4, U5, U6, U7, U8, U9. Call the columns U1, U2 …; name items that were not asked with --not-applicable.",
    ),
    "a choice of no questionnaire": (
        "skm skm.csv", {"skm": [*SKM, *["L," + ",".join(["murah sekali"] * 9)] * 3]},
        "unknown_label", "`ANSWERS`: expected an answer from 1 to 4, or a choice of the questionnaire; found 'murah sekali' in B5 (column 'U1'). Choices are worded tidak …, kurang …, …, sangat …; or write 1 to 4.",
    ),
    "a column of units that is not there": (
        "skm skm.csv --by units", {"skm": SKM}, "missing_column", "`by`: expected a heading of the sheet (skm.csv); found 'units'. Did you mean 'unit'?",
    ),
    "populations without units": (
        "skm skm.csv --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9", "M,9"]},
        "missing_argument", "`--population`: expected a column of units (--by, or survey_by of a report); found none.",
    ),
    "a unit without a population": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9"]},
        "unknown_label", "`--population`: expected a population for each unit in pop.csv; found none for 'M'.",
    ),
    "a population that is missing": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9", "M,"]},
        "missing_value", "`population`: expected a number in every row; found nothing in B3.",
    ),
    "a unit with two populations": (
        "skm skm.csv --by unit --population pop.csv",
        {"skm": SKM, "pop": ["unit,population", "L,9", "M,9", "L,90"]},
        "duplicate", "`unit`: expected every label once; found 'L' in A2 and in A4. Leave out what is there twice, or name it apart.",
    ),
    "a population of a unit without a name": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "L,9", ",5", "M,9"]},
        "missing_value", "`unit`: expected a label in every row; found nothing in A3.",
    ),
    "fewer users than answers": (
        "skm skm.csv --by unit --population pop.csv", {"skm": SKM, "pop": ["unit,population", "M,9", "L,1"]},
        "out_of_range", "`--population`: expected at least as many users as answered; found 1 in B3, and 2 answers of 'L'.",
    ),
    "an answer beyond 4": (
        "skm skm.csv", {"skm": ["unit,U1,U2,U4,U3,U5,U6,U7,U8,U9", "L,3,3,5,3,3,3,3,3,3"]},
        "out_of_range", "`responses`: expected answers from 1 to 4; found row 0 column 'U4' (5). In the file: D2.",
    ),
    "a mean beyond 4": (
        "skm skm.csv --by unit", {"skm": MEANS}, "out_of_range", "`ANSWERS`: expected means from 1 to 4; found 4.25 in J5.",
    ),
    # score and card
    "a column of groups that is not there": (
        "score card.json data.csv --by Unti", {"data": ["NIP,a,b,Unit", "p,1,2,U"]}, "missing_column", "`by`: expected a heading of the sheet (data.csv); found 'Unti'. Did you mean 'Unit'?",
    ),
    "columns that are not there": (
        "score card.json data.csv", {"data": ["NIP,x,y", "p,1,2"]},
        "missing_column", "`DATA`: expected a column in data.csv for each indicator; found no column 'a', 'b'. The columns there are: 'NIP', 'x', 'y'.",
    ),
    "an office to answer to without letters": (
        "score card.json data.csv --reply-to BKD", {"data": ["NIP,a,b", "p,1,2"]}, "missing_argument", "`--reply-to`: expected --letters with it; found none. Without --letters nobody is written to.",
    ),
    "a card of no columns": (
        "card new data.csv -o k.xlsx", {"data": ["NIP,No,Kota", "p,1,Bima"]},
        "not_numeric", "`DATA`: expected columns of numbers to make indicators of; found none in data.csv.",
    ),
    "a card with one fault": (
        "card check bad.json", {"bad.json": ['{"code": "c", "name": "C", "parts": []}']}, "invalid_input", "`card` at parts: expected what the definition allows; found ",
    ),
    # report
    "nothing there": ("report nowhere", {}, "invalid_input", "`report`: expected a folder, or a configuration in TOML; found nothing at 'nowhere'."),
    "another file": ("report data.csv", {"data": ["a,b"]}, "invalid_input", "`report`: expected a folder, or a configuration in TOML; found another file at 'data.csv'."),
    "a folder of nothing": ("report .", {"lain": ["a,b"]}, "missing_argument", "`report`: expected files that a report is made of; found none in '.'. None of the files that a report is made of is there: card and data, answers, tasks, staff and need, levels and posts."),
    "a configuration that is no TOML": ("report r.toml", {"r.toml": ["tasks = "]}, "invalid_input", "`report`: expected a configuration in TOML; found r.toml: "),
    "a name that is none": ("report r.toml", {"r.toml": ['task = "t.csv"']}, "unknown_option", "`report`: expected names among card, data, answers, population, tasks, staff, need, rules, levels, posts, courses, by, missing, ids, survey_by, hours, training_hours, budget; found 'task'."),
    "names that are none, and the language": (
        "report r.toml", {"r.toml": ['language = "id"', 'task = "t.csv"']}, "unknown_option",
        "`report`: expected names among card, data, answers, population, tasks, staff, need, rules, levels, posts, courses, by, missing, ids, survey_by, hours, training_hours, budget; found 'language', 'task'. The language is said after the command: --language id.",
    ),
    "columns of groups in a list": (
        "report r.toml",
        {"data": ["NIP,a,b", "p,1,2"], "r.toml": ['card = "card.json"', 'data = "data.csv"', 'by = ["NIP"]']},
        "missing_column", "`by`: expected a heading of the sheet (data.csv); found ['NIP']. The headings are: 'NIP', 'a', 'b'.",
    ),
    "a file that is not there": ("report r.toml", {"r.toml": ['tasks = "t.csv"']}, "invalid_input", "`path`: expected a file; found nothing at 't.csv'."),
    "hours of no rule": (
        "report r.toml", {"tasks": TASKS, "r.toml": ['tasks = "tasks.csv"', "hours = 1250"]},
        "unknown_option", "`hours`: expected one of '1,250 h', '1,200 h', '1,300 h'; found 1250.",
    ),
    "a column that is no text": (
        "report r.toml",
        {"data": ["NIP,a,b", "p,1,2"], "r.toml": ['card = "card.json"', 'data = "data.csv"', "by = 3"]},
        "missing_column", "`by`: expected a heading of the sheet (data.csv); found 3. The headings are: 'NIP', 'a', 'b'.",
    ),
    "ids that are no text": (
        "report r.toml",
        {"data": ["NIP,a,b", "p,1,2"], "r.toml": ['card = "card.json"', 'data = "data.csv"', "ids = 3"]},
        "wrong_type", "`ids`: expected the heading of a column; found 3.",
    ),
    "a budget that is no number": (
        "report r.toml",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2"],
         "r.toml": ['levels = "levels.csv"', 'posts = "posts.csv"', 'courses = "courses.csv"', 'budget = "x"']},
        "out_of_range", "`budget`: expected a finite number and at least 0; found 'x'.",
    ),
    "training hours that are no number": (
        "report r.toml",
        {"levels": LEVELS, "posts": POSTS, "courses": [COURSE, "x,A,8,1,5,2"],
         "r.toml": ['levels = "levels.csv"', 'posts = "posts.csv"', 'courses = "courses.csv"',
                    'training_hours = "x"']},
        "not_numeric", "`hours`: expected numbers; found 'x'. Convert it to numbers first: text, booleans, dates and complex numbers are not.",
    ),
    "a column of units that is no text": (
        "report r.toml", {"skm": SKM, "r.toml": ['answers = "skm.csv"', "survey_by = 3"]}, "missing_column", "`by`: expected a heading of the sheet (skm.csv); found 3. The headings are: 'unit', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', ….",
    ),
    # the sample report
    "letters of the sample": ("report --reply-to BKD", {}, "contradiction", "`--reply-to`: expected a folder or a configuration with it; found the sample report. Its letters name an office and a plan of their own."),
    "a page of a command": ("--html p.html need tasks.csv", {"tasks": TASKS}, "contradiction", "`--html`: expected no command: it is for the sample report; found the command 'need'. Write -o p.html after the command."),
}  # fmt: skip


# What json, tomllib and pydantic say in their own words is theirs: here it is left out.
THEIRS = re.compile(r"(found (?:rules\.json|r\.toml): ).*|(at parts: .*; found ).*")


@pytest.mark.parametrize("case", CASES)
def test_refused_in_one_line(case, capsys, tmp_path, monkeypatch):
    command, texts, code, sentence = CASES[case]
    monkeypatch.chdir(tmp_path)
    Path("card.json").write_text(CARD.model_dump_json(), "utf-8")
    for name, lines in texts.items():
        where = Path(name if "." in name else f"{name}.csv")
        where.write_text("\n".join(lines) + "\n", "utf-8")
    before = sorted(Path().iterdir())
    assert main(command.split()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert THEIRS.sub(r"\1\2", printed.err) == f"kinerja: {sentence}\n"
    assert sorted(Path().iterdir()) == before
    # A program that runs the command gets the same facts: the code, and the first five places,
    # cells or, where labels are missing, their names.
    error = fault_of(lambda: _answer(parser().parse_args(language_anywhere(command.split()))))
    assert error.code == code
    if "In the file: " not in sentence:
        found = sentence.split("; found ")[1].split(". ")[0].split(" (")[0]
        places = re.findall(r"\b[A-Z]\d+\b", found)
        if not places and (code == "unknown_label" or "no column" in found):
            places = re.findall("'(.*?)'", found)
        assert list(map(str, error.positions)) == places[:5]
