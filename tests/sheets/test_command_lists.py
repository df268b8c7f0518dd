"""Long lists are cut where the commands say so, the first of them first; one of a kind is one."""

import re
from pathlib import Path

import openpyxl
import pytest

from kinerja import sheets
from kinerja.__main__ import main


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among files that are written first: its lines, and all of them as one text."""
    monkeypatch.chdir(tmp_path)

    def run(command, **files):
        for name, rows in files.items():
            Path(f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")
        assert main(command.split()) in {0, 1}
        lines = capsys.readouterr().out.splitlines()
        return [" ".join(line.split()) for line in lines], " ".join(" ".join(lines).split())

    return run


POSTS = ["jabatan,A,B", "staf,3,3"]


def test_the_largest_gaps_come_first_and_fifteen_are_shown(kinerja):
    # p0 to p9 lack 2 of A, the others nothing; of B, every third lacks 0, 1 and 2. The gap of a
    # person is the mean over both, so 2 for p2, p5, p8; 1.5 for p1, p4, p7; 1 for p0, p3, p6, p9
    # and for p11 and p14; ½ for p10, p13, p16; none for p12 and p15, who are seventeen with these.
    rows = [f"p{i},staf,{1 if i < 10 else 3},{3 - i % 3}" for i in range(17)]
    lines, text = kinerja("competency levels.csv posts.csv -o o.csv",
                          levels=["id,jabatan,A,B", *rows], posts=POSTS)  # fmt: skip
    at = lines.index("id Gaps met match")
    order = [2, 5, 8, 1, 4, 7, 0, 3, 6, 9, 11, 14, 10, 13, 16]
    assert [line.split()[0] for line in lines[at + 1 : at + 16]] == [f"p{i}" for i in order]
    assert not re.search(r"\bp1[25]\b", text)
    # What is written has everybody, as the file has them.
    assert sheets.read("o.csv", ids="id").ids.tolist() == [f"p{i}" for i in range(17)]


@pytest.mark.parametrize(("people", "shown"), [(8, ""), (9, " … (+1)"), (11, " … (+3)")])
def test_eight_who_attend_a_course_are_named(kinerja, people, shown):
    rows = [f"p{i},staf,1,3" for i in range(people)]
    lines, text = kinerja(
        "competency levels.csv posts.csv courses.csv -o o.xlsx",
        levels=["id,jabatan,A,B", *rows], posts=POSTS,
        courses=["course,competency,hours,raises,penyelenggara", "satu,A,20,2,Pusdiklat"],
    )  # fmt: skip
    assert f"satu {people} p0, p1, p2, p3, p4, p5, p6, p7{shown}" in lines
    assert f"{people} people attend 1 course; 100% of the gap is closed." in text
    letters = sheets.read("o.xlsx", sheet="Letters")
    assert letters["id"].tolist() == [f"p{i}" for i in range(people)]
    assert all("satu (Pusdiklat), 20 hours" in letter for letter in letters["letter"])


def test_six_columns_that_were_left_out_are_named(kinerja):
    head = ["NIP", *"abcdefg", "Nilai"]
    rows = [f"{i},k,l,m,n,o,p,q,{60 + i}" for i in (1, 2)]
    _, text = kinerja("card new data.csv -o k.xlsx", data=[",".join(head), *rows])
    assert "Left out, because they hold no numbers: a, b, c, d, e, f … (+1)." in text
    # Nobody has confirmed the one column that is left.
    assert "A proposal for 1 column. Confirm" in text
    assert "A proposal" not in kinerja("card check k.xlsx")[1]


def test_ten_who_score_best_are_shown_and_who_has_no_total_comes_last(kinerja):
    # 37 · i modulo 50 are all different: 0, 37, 24, 11, 48, 35, 22, 9, 46, 33, 20, 7.
    values = [37 * i % 50 for i in range(12)]
    card = ["code,scale,worst,best", "a,linear,0,50"]
    rows = ["NIP,a", "q,", *[f"p{i},{value}" for i, value in enumerate(values)]]
    command = "score card.csv data.csv --missing propagate"
    lines, text = kinerja(command, card=card, data=rows)
    at = lines.index("id total rank coverage")
    best = sorted(range(12), key=lambda i: -values[i])[:10]
    assert [line.split()[:3] for line in lines[at + 1 : at + 11]] == [
        [f"p{i}", f"{2 * values[i]}.0", str(place)] for place, i in enumerate(best, 1)
    ]
    assert lines[at - 1] == "The highest totals:"
    assert "1 person has no total." in text
    # Of ten or fewer everybody is there, and nothing is said of the highest.
    lines, text = kinerja(command, card=card, data=rows[:11])
    at = lines.index("id total rank coverage")
    assert [line.split()[0] for line in lines[at + 1 : at + 11]][-1] == "q"
    assert "highest" not in text


def test_of_those_who_are_alike_the_first_of_the_file_comes_first(kinerja):
    # 40 people of three scores: a sort that is not stable would mix the ten that are shown.
    card = ["code,scale,worst,best", "a,linear,0,2"]
    rows = ["NIP,a", *[f"p{i},{i % 3}" for i in range(40)]]
    lines, _ = kinerja("score card.csv data.csv", card=card, data=rows)
    at = lines.index("id total rank coverage")
    assert [line.split()[0] for line in lines[at + 1 : at + 11]] == [
        f"p{i}" for i in range(2, 32, 3)
    ]
    levels = ["id,jabatan,A,B", *[f"p{i},staf,{i % 3 + 1},3" for i in range(40)]]
    lines, _ = kinerja("competency levels.csv posts.csv", levels=levels, posts=POSTS)
    at = lines.index("id Gaps met match")
    alike = [*range(0, 40, 3), 1]  # fourteen lack 2, and the first of those who lack 1
    assert [line.split()[0] for line in lines[at + 1 : at + 16]] == [f"p{i}" for i in alike]


@pytest.mark.parametrize("ending", ["csv", "tsv", "CSV", "TSV"])
def test_of_several_tables_the_first_is_written_as_text(kinerja, ending):
    files = {
        "levels": ["id,jabatan,A,B", "p,staf,1,2", "q,staf,2,3"], "posts": POSTS,
        "courses": ["course,competency,hours", "satu,A,8"],
        "card": ["code,scale,worst,best", "A,linear,0,4"],
    }  # fmt: skip
    for command, tables in (
        ("competency levels.csv posts.csv courses.csv", ["Gaps", "Courses", "Letters"]),
        ("score card.csv levels.csv --letters", ["Scores", "Letters"]),
    ):
        kinerja(f"{command} -o all.xlsx", **files)
        assert openpyxl.load_workbook("all.xlsx").sheetnames == [*tables, "Notes"]
        kinerja(f"{command} -o one.{ending}", **files)
        one, first = sheets.read(f"one.{ending}"), sheets.read("all.xlsx", sheet=tables[0])
        assert one.names == first.names
        assert [one[name].tolist() for name in one.names[:3]] == [
            first[name].tolist() for name in one.names[:3]
        ]
        assert "\t" in Path(f"one.{ending}").read_text() or ending.lower() == "csv"


ONE = {
    "need tasks.csv": {"tasks": ["unit,job,volume,minutes", "U,a,1500,100"]},
    "transfers staff.csv need.csv": {"staff": ["id,unit,job", "p,U,a"],
                                     "need": ["unit,a", "U,0", "V,1"]},
    "competency levels.csv posts.csv courses.csv": {
        "levels": ["id,jabatan,A", "p,staf,2"], "posts": ["jabatan,A", "staf,3"],
        "courses": ["course,competency,hours", "satu,A,8"],
    },
    "score card.csv data.csv --missing reweight": {
        "card": ["code,scale,worst,best", "a,linear,0,100", "b,linear,0,100"],
        "data": ["NIP,a,b", "p,,60"],
    },
    "card check card.csv data.csv": {"card": ["code,scale,worst,best", "a,linear,0,100"],
                                     "data": ["NIP,a", "p,60"]},
    "card new data.csv -o k.xlsx": {"data": ["NIP,a,b", "p,60,x"]},
    "skm skm.csv --by unit": {"skm": ["unit,U1,U2,U3,U4,U5,U6,U7,U8,U9", "L,3,3,3,3,3,3,3,3,3",
                                      ",3,3,3,3,3,3,3,3,", "L,3,3,3,3,3,3,3,3,4"]},
}  # fmt: skip


@pytest.mark.parametrize("command", ONE)
def test_one_of_a_kind_is_said_as_one(kinerja, command):
    lines, text = kinerja(command, **ONE[command])
    prose = " ".join(line for line in lines if line.endswith((".", ":", ",", ";")))
    assert re.search(r"\b1 [a-z]", prose)
    assert not re.search(r"\b1 (?:people|[a-z]+s)\b", prose), prose
    assert not re.search(r"\b1 [a-z]+ (?:attend|come|are|have)\b", text), text
