"""The commands on the files that ship in examples/data, and on files that need a look."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from messy_workbooks import MESSY

from kinerja import sheets
from kinerja.__main__ import main
from kinerja.indicators import Identity, Indicator, Scorecard

DATA = Path(__file__).parents[2] / "examples" / "data"


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    assert max(map(len, printed.out.splitlines()), default=0) <= 100
    return code, printed.out, printed.err


def test_from_a_spreadsheet_to_grades_and_letters_in_three_commands(capsys, tmp_path):
    data, card, out = DATA / "rekap_kinerja.xlsx", tmp_path / "card.xlsx", tmp_path / "out.xlsx"
    code, text, _ = run(capsys, "card", "new", data, "-o", card)
    assert code == 0
    assert "A proposal for 4 columns" in text
    code, text, _ = run(capsys, "card", "check", card, data)
    assert code == 1  # nobody has confirmed the directions yet
    assert "Confirm the direction" in text
    code, text, _ = run(
        capsys,
        "score",
        card,
        data,
        "--missing",
        "reweight",
        "--letters",
        "-o",
        out,
        "--language",
        "id",
    )
    assert code == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Nilai", "Surat", "Catatan"]
    ids = [row[0].value for row in book["Nilai"].iter_rows(min_row=2)]
    assert len(ids) == 24
    assert all(re.fullmatch(r"\d{18}", item) for item in ids)
    assert "keputusan" in book["Surat"]["B2"].value
    places = [row[0].value for row in book["Catatan"].iter_rows(min_row=2)]
    assert {"F8", "H10", "row 28"} <= set(places)


def test_a_confirmed_card_has_nothing_to_look_at(capsys):
    card, data = DATA / "kartu_kinerja.xlsx", DATA / "rekap_kinerja.xlsx"
    code, text, err = run(capsys, "score", card, data, "--missing", "reweight", "--by", "Unit")
    assert (code, err) == (0, "")
    assert "24 people scored on 4 indicators" in text
    assert "E4 is 97" in text


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["skm", "skm_jawaban.csv", "--by", "unit", "--population", "skm_populasi.csv"],
        ["skm", "skm_jawaban_teks.csv"],
        ["need", "tasks.csv"],
        ["competency", "levels.csv", "posts.csv", "courses.csv"],
        ["card", "check", "kartu_kinerja.xlsx"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_every_command_runs_on_the_examples(capsys, monkeypatch, language, arguments):
    monkeypatch.chdir(DATA)
    code, text, err = run(capsys, *arguments, "--language", language)
    assert (code, err) == (0, "")
    again, front, _ = run(capsys, "--language", language, *arguments)
    assert (again, front) == (code, text)  # the language stands anywhere


def test_the_index_of_answers_in_figures_and_in_words_is_one(capsys, tmp_path):
    # The file in words holds the 60 answers of Loket A.
    figures = (DATA / "skm_jawaban.csv").read_text("utf-8").splitlines()
    (tmp_path / "a.csv").write_text("\n".join([figures[0], *figures[6:61]]), "utf-8")
    lines = (DATA / "skm_jawaban_teks.csv").read_text("utf-8").splitlines()
    (tmp_path / "b.csv").write_text("\n".join([lines[0], *lines[6:61]]), "utf-8")
    one = run(capsys, "skm", tmp_path / "a.csv")[1].splitlines()
    other = run(capsys, "skm", tmp_path / "b.csv")[1].splitlines()
    assert one[4:] == other[4:]


def test_means_are_no_answers(capsys, tmp_path):
    path = tmp_path / "means.csv"
    head = "unit," + ",".join(f"U{i}" for i in range(1, 10))
    path.write_text(f"{head}\nA,3.1,3.2,3.3,3.1,3.2,3.3,3.1,3.2,3.3\n", "utf-8")
    code, text, _ = run(capsys, "skm", path, "--by", "unit")
    assert code == 1
    assert "80.00" in text  # mean 3.2, times 25
    assert "no error of sampling" in text


def test_need_feeds_transfers(capsys, tmp_path):
    need, plan = tmp_path / "need.xlsx", tmp_path / "plan.xlsx"
    assert run(capsys, "need", DATA / "tasks.csv", "-o", need)[0] == 0
    code, text, _ = run(
        capsys, "transfers", DATA / "staff.csv", need, "--rules", DATA / "rules.json", "-o", plan
    )
    assert code == 0
    assert "What stays short, and why" in text
    book = openpyxl.load_workbook(plan)
    assert "Letters" in book.sheetnames
    assert book["Letters"].max_row == book["Transfers"].max_row > 2
    (tmp_path / "bad.json").write_text('{"min_month": 3}')
    code, _, err = run(
        capsys, "transfers", DATA / "staff.csv", need, "--rules", tmp_path / "bad.json"
    )
    assert (code, "'min_month'" in err) == (2, True)


@pytest.mark.parametrize(
    ("language", "sheet", "sentences"),
    [
        ("en", "Letters", ("the personnel office, room 12", "21 days", "PP 30/2019 art. 59")),
        ("id", "Surat", ("the personnel office, room 12", "21 hari", "PP 30/2019 art. 59")),
    ],
)
def test_letters_of_transfers_say_whom_to_answer(capsys, tmp_path, language, sheet, sentences):
    need, plan = tmp_path / "need.xlsx", tmp_path / "plan.xlsx"
    files = ("transfers", DATA / "staff.csv", need, "--rules", DATA / "rules.json", "-o", plan)
    asked = ("--reply-to", "the personnel office, room 12", "--reply-days", "21")
    ground = ("--reply-ground", "PP 30/2019 art. 59")
    run(capsys, "need", DATA / "tasks.csv", "-o", need)
    assert run(capsys, *files, *asked, *ground, "--language", language)[0] == 0
    letters = [row[1] for row in openpyxl.load_workbook(plan)[sheet].iter_rows(2, values_only=True)]
    assert len(letters) > 1
    for letter in letters:
        assert all(sentence in letter for sentence in sentences)
    assert "room 12" not in "".join(map(str, run(capsys, *files)))
    for words in (("--reply-days", "21"), ground, ("--reply-to", "office", "--reply-days", "0")):
        code, _, err = run(capsys, *files, *words)
        assert (code, "--reply-" in err) == (2, True), words


def test_every_command_with_letters_says_whom_to_answer_and_a_report_loses_none(capsys, tmp_path):
    office = ("--reply-to", "the personnel office, room 12", "--reply-days", "21")

    def letters(name, *command):
        assert run(capsys, *command, "-o", tmp_path / name)[0] == 0
        sheet = openpyxl.load_workbook(tmp_path / name)["Letters"]
        return [row[:2] for row in sheet.iter_rows(2, values_only=True)]

    run(capsys, "need", DATA / "tasks.csv", "-o", tmp_path / "need.xlsx")
    rules = ("--rules", DATA / "rules.json")
    moved = ("transfers", DATA / "staff.csv", tmp_path / "need.xlsx", *rules, *office)
    files = [next(DATA.glob(f"{kind}.*")) for kind in ("levels", "posts", "courses")]
    moves = letters("moves.xlsx", *moved)
    courses = letters("courses.xlsx", "competency", *files, *office)
    assert min(len(moves), len(courses)) > 1
    assert letters("all.xlsx", "report", DATA, *office) == moves + courses
    for _, letter in moves + courses:
        assert "room 12" in letter
        assert "21 days" in letter


@pytest.mark.parametrize(
    ("language", "sheet", "said"),
    [("en", "Letters", "1 March 2027"), ("id", "Surat", "1 Maret 2027")],
)
def test_letters_of_transfers_say_from_when(capsys, tmp_path, language, sheet, said):
    need, out = tmp_path / "need.xlsx", tmp_path / "out.xlsx"
    run(capsys, "need", DATA / "tasks.csv", "-o", need)
    moved = ("transfers", DATA / "staff.csv", need, "--rules", DATA / "rules.json")
    for command in (moved, ("report", DATA)):
        day = ("--starts", "2027-03-01", "--language", language, "-o", out)
        assert run(capsys, *command, *day)[0] == 0
        rows = openpyxl.load_workbook(out)[sheet].iter_rows(2, values_only=True)
        dated = [row[0] for row in rows if said in row[1]]
        if command == moved:
            moves = openpyxl.load_workbook(out).worksheets[0].iter_rows(2, values_only=True)
            people = [row[0] for row in moves]
        assert dated == people, "every letter of a transfer, and no other"
    for words in (("report", "--starts", "2027-03-01"), (*moved, "--starts", "1/3/2027")):
        code, _, err = run(capsys, *words)
        assert (code, "--starts" in err) == (2, True), words


def test_an_office_to_answer_to_needs_letters(capsys, tmp_path):
    card, data = DATA / "kartu_kinerja.xlsx", DATA / "rekap_kinerja.xlsx"
    for command in (("report",), ("score", card, data, "--missing", "reweight")):
        code, _, err = run(capsys, *command, "--reply-to", "room 12")
        assert (code, "--reply-to" in err) == (2, True), command


@pytest.mark.parametrize(("language", "said"), [("en", "No letter"), ("id", "Tidak ada surat")])
def test_an_office_is_not_forgotten_in_silence(capsys, language, said):
    # Without courses nobody is written to.
    levels, posts = (next(DATA.glob(f"{kind}.*")) for kind in ("levels", "posts"))
    office = ("--reply-to", "room 12", "--language", language)
    _, text, _ = run(capsys, "competency", levels, posts, *office)
    assert said in text
    assert "--reply-to" in text
    courses = next(DATA.glob("courses.*"))
    _, text, _ = run(capsys, "competency", levels, posts, courses, *office)
    assert said not in text


def test_the_report_has_a_section_where_there_are_data(capsys, tmp_path):
    code, text, _ = run(capsys, "report", DATA, "-o", tmp_path / "all.xlsx")
    assert code == 0
    for title in ("Scores", "Community satisfaction", "Staffing need", "Transfers", "Competency"):
        assert re.search(rf"^\d · {title}", text, re.MULTILINE)
    config = tmp_path / "report.toml"
    config.write_text(f'tasks = "{DATA / "tasks.csv"}"\n', "utf-8")
    code, text, _ = run(capsys, "report", config)
    assert code == 0
    assert "Scores" not in text
    config.write_text('task = "x"\n', "utf-8")
    assert run(capsys, "report", config)[0] == 2
    (tmp_path / "empty").mkdir()
    assert "None of the files" in run(capsys, "report", tmp_path / "empty")[2]


def test_a_page_of_the_survey(capsys, tmp_path):
    out = tmp_path / "skm.html"
    code, _, _ = run(capsys, "skm", DATA / "skm_jawaban.csv", "--by", "unit", "-o", out)
    assert code == 0
    page = out.read_text("utf-8")
    assert "Loket A" in page
    assert "<table" in page


@pytest.mark.parametrize("kind", ["skm", "staff", "need", "tasks", "levels"])
def test_templates_are_explained_and_read_back(capsys, tmp_path, kind):
    path = tmp_path / f"{kind}.xlsx"
    assert run(capsys, "template", kind, "-o", path, "--language", "id")[0] == 0
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book[kind][1]]
    explained = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert heads == explained


@pytest.mark.parametrize("make", MESSY, ids=lambda make: make.__name__)
def test_a_messy_workbook_goes_to_a_scored_one(capsys, tmp_path, make):
    path, card, out = tmp_path / "office.xlsx", tmp_path / "card.json", tmp_path / "out.xlsx"
    expected = make(path)
    parts = [Indicator(code=name, name=name, scale=Identity()) for name in expected["columns"]]
    Scorecard(code="c", name="C", parts=tuple(parts)).save(card)
    code, _, err = run(
        capsys, "score", card, path, "--ids", expected["ids"], "--missing", "reweight", "-o", out
    )
    assert (code, err) in {(0, ""), (1, "")}
    back = sheets.read(out, ids="id")
    assert back.ids.tolist() == sheets.read(path, ids=expected["ids"]).ids.tolist()
    assert "Notes" in openpyxl.load_workbook(out).sheetnames
    first = next(iter(expected["columns"]))
    want = [value for value in expected["columns"][first] if value is not None]
    got = [value for value in back[f"values_{first}"].tolist() if value == value]
    assert got == want


def small(tmp_path, text, name="data.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "card.csv"
    path.write_text("code,scale,worst,best,weight\nhadir,linear,50,100,1\ntugas,linear,0,10,3\n")
    return path


def test_what_a_person_would_ask_about(capsys, tmp_path, card):
    code, text, _ = run(
        capsys, "score", card, small(tmp_path, "id,hadir,tugas\na,0.98,20\nb,0.9,30\nc,0.85,40\n")
    )
    assert code == 1
    flat = " ".join(text.split())
    assert "hadir: all values lie between 0 and 1, and its scale reaches 100" in flat
    assert "All 3 values of tugas are cut at 100 points" in flat
    table = "id,unit,hadir,tugas\na,U,100,\nb,,60,1\n"
    code, text, _ = run(
        capsys, "score", card, small(tmp_path, table), "--missing", "reweight", "--by", "unit"
    )
    flat = " ".join(text.split())
    assert code == 1
    assert "a has the highest total, but values for 25% of the weight only" in flat
    assert "1 row has no 'unit'" in flat


def test_errors_name_the_cell(capsys, tmp_path, card):
    table = "No;NIP;Hadir;Tugas\n1;0001;90;5\n2;0002;sakit;6\n3;0003;80;7\n"
    code, _, err = run(capsys, "score", card, small(tmp_path, table))
    assert code == 2
    assert "'sakit'" in err
    assert "In the file: C3." in err
    code, _, err = run(capsys, "score", card, small(tmp_path, "id,hadirr,tugas\na,1,2\n"))
    assert (code, "Did you mean 'hadirr' for 'hadir'?" in err) == (2, True)
    code, _, err = run(capsys, "score", card, small(tmp_path, "id,hadir,tugas\n"))
    assert (code, "rows of data" in err) == (2, True)


def test_groups_keep_their_codes_as_text(capsys, tmp_path, card):
    table = "id,unit,hadir,tugas\na,01,90,5\nb,1,80,6\nc,001,70,7\n"
    out = tmp_path / "out.json"
    run(capsys, "score", card, small(tmp_path, table), "--by", "unit", "-o", out)
    scores = json.loads(out.read_text("utf-8"))["Scores"]
    assert scores["rank"] == [1, 1, 1]  # three units of one person each


def test_escapes_do_not_reach_the_terminal(capsys, tmp_path, card):
    table = "id,hadir,tugas\na\x1b[31m\u202e,90,5\nb,80,6\n"
    code, text, _ = run(capsys, "score", card, small(tmp_path, table))
    assert code == 0
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[31m" in text


def test_a_card_with_faults_is_told_fault_by_fault(capsys, tmp_path):
    path = small(tmp_path, "code,scale,worst\na,lineer,1\nb,linear,x\n", "card.csv")
    code, _, err = run(capsys, "card", "check", path)
    assert code == 2
    assert len(err.splitlines()) == 3
    assert "B2" in err
    assert "C3" in err


def test_help_shows_an_example(capsys):
    for command in (["card", "new"], ["card", "check"], *([name] for name in (
        "score", "skm", "need", "transfers", "competency", "report", "template",
    ))):  # fmt: skip
        with pytest.raises(SystemExit) as stopped:
            main([*command, "--help"])
        assert stopped.value.code == 0
        assert f"Example: kinerja {' '.join(command)}" in " ".join(capsys.readouterr().out.split())


def test_a_proposal_tells_which_cells_keep_a_column_out_and_reads_stated_ends(capsys, tmp_path):
    book = openpyxl.Workbook()
    rows = [["NIP", "Nama", "Menit", "Kepuasan (1-4)"], ["01", "A", 20, 2.4], ["02", "B", 35, 3.8]]
    for row in [*rows, ["03", "C", "belum ada", 3.1]]:
        book.active.append(row)
    path, card = tmp_path / "data.xlsx", tmp_path / "card.xlsx"
    book.save(path)
    code, text, _ = run(capsys, "card", "new", path, "-o", card)
    assert code == 1
    flat = " ".join(text.split())
    assert (
        "Menit is not in the card, since it holds words among its numbers: C4 'belum ada'." in flat
    )
    assert "hold no numbers: Nama." in flat
    scale = Scorecard.load(card).indicators[0].scale
    assert (scale.worst, scale.best) == (1, 4)
