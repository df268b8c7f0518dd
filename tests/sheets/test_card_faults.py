"""Scorecards as files, where they cannot be read: what is said, and of which cell."""

import openpyxl
import pytest

from kinerja._indicators.card_file import unconfirmed
from kinerja.errors import InputError
from kinerja.indicators import Bands, Identity, Linear, Scorecard, Text


def refused(path):
    with pytest.raises(InputError) as caught:
        Scorecard.load(path)
    return caught.value


def csv(tmp_path, text):
    path = tmp_path / "card.csv"
    path.write_text(text, "utf-8")
    return path


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


PARTS = [["code", "scale"], ["a", "identity"], ["b", "identity"]]


def test_json_by_another_name_is_read(tmp_path):
    text = '\n {"code": "c", "name": "C", "parts": [{"code": "a", "name": "A", '
    text += '"scale": {"kind": "identity"}}]}'
    (tmp_path / "card.txt").write_text(text, "utf-8-sig")
    card = Scorecard.load(tmp_path / "card.txt")
    assert card.codes == ("a",)
    assert unconfirmed(tmp_path / "card.txt") == []


@pytest.mark.parametrize(
    ("text", "code", "expected", "found"),
    [
        ('{"code": "c", "code": "d"}', "duplicate", "each field once", "'code' twice"),
        ('{"code": "c",', "invalid_input", "a card in JSON", None),
        ("[" * 100_000, "invalid_input", "a card in JSON", None),
    ],
)
def test_json_that_is_none(tmp_path, text, code, expected, found):
    (tmp_path / "card.json").write_text(text, "utf-8")
    fault = refused(tmp_path / "card.json")
    assert (fault.argument, fault.code, fault.expected) == ("path", code, expected)
    assert fault.found.startswith(found or "card.json: ")


def test_no_file_and_no_card(tmp_path):
    fault = refused(tmp_path)
    assert fault.code == "invalid_input"
    fault = refused(tmp_path / "card.json")
    assert fault.found == f"nothing at '{tmp_path}/card.json'"
    (tmp_path / "folder.json").mkdir()
    assert refused(tmp_path / "folder.json").found == f"a folder at '{tmp_path}/folder.json'"
    (tmp_path / "card.parquet").write_bytes(b"PAR1" + b"\0" * 20 + b"PAR1")
    fault = refused(tmp_path / "card.parquet")
    assert fault.expected == "a card as .json, .xlsx or .csv"
    assert fault.found == "card.parquet, a Parquet file"
    (tmp_path / "latin.json").write_bytes(b'{"code": "caf\xe9"}')
    fault = refused(tmp_path / "latin.json")
    assert fault.found == "byte 0xe9 in latin.json"
    assert fault.hint == "Save the file with the encoding UTF-8."


def test_grades_in_rows_of_the_table(tmp_path):
    path = csv(
        tmp_path,
        "code,name,name_id,scale,lower,description,upper,closed,decimals\n"
        "a,A,,identity,,,,,\n"
        "g1,good,baik,grade,50.5,well done,,,\n"
        "g2,,,grade,,,,,\n"
        "c,Office,Kantor,card,,,100,right,1\n",
    )
    card = Scorecard.load(path)
    assert [(band.lower, band.meaning) for band in card.bands.bands] == [
        (None, ""),
        (50.5, "well done"),
    ]
    assert card.bands.bands[1].label == Text(en="good", id="baik")
    assert card.bands.bands[0].label == "g2"
    assert (card.bands.upper, card.bands.closed, card.bands.decimals) == (100.0, "right", 1)
    assert (card.code, card.name) == ("c", Text(en="Office", id="Kantor"))


@pytest.mark.parametrize(
    ("rows", "code", "expected", "said"),
    [
        (
            "a,identity,\ngood,grade,x\nbad,grade,y\n",
            "invalid_input",
            "a card that can be read",
            "2 faults",
        ),
        (
            "a,identity,\ngood,grade,x\n",
            "not_numeric",
            "a number, or an empty cell for a first grade open below",
            "C3",
        ),
        (
            "a,identity,\ngood,grade,50\nfair,grade,50\n",
            "invalid_input",
            "grades that keep the rules",
            "bands must ascend by `lower`; got 50 before 50",
        ),
    ],
)
def test_grades_that_cannot_be_read(tmp_path, rows, code, expected, said):
    fault = refused(csv(tmp_path, f"code,scale,lower\n{rows}"))
    assert (fault.argument, fault.code, fault.expected) == ("card", code, expected)
    assert said in str(fault)


def test_a_grade_without_a_label_is_refused(tmp_path):
    rows = [["label", "lower"], ["good", 50], [None, 0]]
    fault = refused(workbook(tmp_path / "card.xlsx", {"Parts": PARTS, "Grades": rows}))
    assert (fault.argument, fault.code) == ("card", "invalid_input")
    assert fault.found == "every band needs a label; got ['', 'good']"


def test_codes_and_versions_that_a_reader_made_numbers_are_read_as_written(tmp_path):
    path = csv(
        tmp_path, "code,scale,worst,best,version\n1,linear,0,9,\n2,identity,,,\n3,card,,,4\n"
    )
    card = Scorecard.load(path)
    assert (card.codes, card.code, card.version) == (("1", "2"), "3", "4")
    # Under other headings the values are a column of floats.
    rows = [["what", "is"], ["code", 7], ["version", 1.5]]
    card = Scorecard.load(workbook(tmp_path / "card.xlsx", {"Parts": PARTS, "Card": rows}))
    assert (card.code, card.version) == ("7", "1.5")
    fault = refused(csv(tmp_path, "code,scale,worst,best\n1,identity,,\n2,linear,x,9\n"))
    assert "C3 (row '2', column 'worst')" in str(fault)
    assert fault.positions == ("C3",)


def test_figures_of_grades_that_are_none(tmp_path):
    fault = refused(
        csv(tmp_path, "code,scale,lower,upper\na,identity,,\ng,grade,1,\nc,card,,lots\n")
    )
    assert (fault.argument, fault.code) == ("card", "not_numeric")
    assert (fault.expected, fault.found) == ("a number as 'upper'", "'lots'")


@pytest.mark.parametrize(
    ("label", "low"),
    [("label", "lower"), ("grade", "from"), ("name", "mulai"), ("predikat", "batas_bawah")],
)
def test_grades_under_any_of_their_headings(tmp_path, label, low):
    rows = [[label, low], ["good", 50], ["fair", None]]
    path = workbook(tmp_path / "card.xlsx", {"Parts": PARTS, "Grades": rows})
    assert Scorecard.load(path).bands == Bands.of({"fair": None, "good": 50})


def test_a_field_that_stands_twice_is_named(tmp_path):
    path = tmp_path / "card.json"
    path.write_text('{"code": "c", "code": "d"}', "utf-8")
    fault = refused(path)
    assert (fault.argument, fault.code, fault.found) == ("path", "duplicate", "'code' twice")
    assert fault.hint == "The second would take the place of the first: drop one of them."


def test_grades_without_a_column_of_limits(tmp_path):
    path = workbook(
        tmp_path / "card.xlsx", {"Parts": PARTS, "Grades": [["label", "start"], ["good", 5]]}
    )
    fault = refused(path)
    assert (fault.argument, fault.code) == ("card", "missing_column")
    assert fault.expected == "columns 'label' and 'lower' for the grades"
    assert fault.found == "'label', 'start'"


def test_sheets_of_a_workbook_are_found_by_their_names(tmp_path):
    path = workbook(
        tmp_path / "office.xlsx",
        {
            "Notes": [["what", "why"], ["a", "b"]],
            "empty": [],
            " PREDIKAT ": [
                ["kategori", "kategori_id", "mulai"], ["good", "baik", 50], ["fair", "cukup", 0],
            ],
            "Kartu": [
                ["field", "value"],
                ["code", 7],
                ["name", "Office"],
                ["name_id", "Kantor"],
                ["source", None],
                ["aggregation", "geometric"],
                ["weights_sum", 2],
                ["decimals", 1],
            ],
            "Items": [["code", "scale", "worst", "best"], [1, "linear", 0, 9], ["b", "identity"]],
        },
    )  # fmt: skip
    card = Scorecard.load(path)
    assert card.codes == ("1", "b")
    assert card.indicators[0].scale == Linear(worst=0, best=9)
    assert (card.code, card.aggregation, card.weights_sum) == ("7", "geometric", 2.0)
    assert card.name == Text(en="Office", id="Kantor")
    assert card.source == ""
    assert [band.lower for band in card.bands.bands] == [0.0, 50.0]
    assert card.bands.label(55, "id") == "baik"
    assert card.bands.decimals == 1


def test_a_mean_of_the_card_that_is_none_is_told(tmp_path):
    path = csv(tmp_path, "code,scale,aggregation\na,identity,\nc,card,middling\n")
    fault = refused(path)
    assert (fault.argument, fault.code, fault.found) == ("card", "invalid_input", "'middling'")
    assert "row 'card' column 'aggregation'" in str(fault)


def test_an_unknown_field_of_the_card_is_named_by_its_cell(tmp_path):
    path = workbook(
        tmp_path / "card.xlsx",
        {"Parts": PARTS, "Card": [["field", "value"], ["code", "c"], ["colour", "red"]]},
    )
    fault = refused(path)
    assert (fault.argument, fault.code, fault.found) == ("card", "unknown_option", "'colour'")
    assert fault.expected.startswith("one of aggregation, closed, code")
    assert "A3 of sheet 'Card'" in str(fault)
    # A sheet of one column says nothing.
    path = workbook(tmp_path / "one.xlsx", {"Parts": PARTS, "Card": [["field"], ["code"]]})
    assert Scorecard.load(path).code == "one"


def test_faults_of_parts_are_told_by_their_cells(tmp_path):
    path = workbook(
        tmp_path / "card.xlsx",
        {
            "Parts": [
                ["A card", None, None, None],
                ["code", "scale", "worst", "best"],
                ["a", "linear", "x", 9],
                ["a", "identity", None, None],
            ]
        },
    )
    fault = refused(path)
    assert "C3 (row 'a', column 'worst')" in str(fault)
    one = csv(tmp_path, "code,scale,worst,best\na,linear,x,9\n")
    fault = refused(one)
    assert str(fault).startswith("`card` C2 (row 'a', column 'worst'): expected a number")
    assert (fault.argument, fault.expected, fault.found) == ("card", "a number", "'x'")
    twice = workbook(tmp_path / "twice.xlsx", {"Parts": [*PARTS, ["a", "identity"]]})
    assert "every code must occur once" in str(refused(twice)).lower()


def test_grades_of_other_kinds_of_table_are_not_parts(tmp_path):
    path = csv(tmp_path, "code,scale,lower\na,identity,\ngood,Grade,50\nfair, GRADE ,\n")
    card = Scorecard.load(path)
    assert card.codes == ("a",)
    assert card.indicators[0].scale == Identity()
    assert card.bands == Bands.of({"fair": None, "good": 50})
    assert card.code == "card"  # the name of the file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_directions_that_nobody_has_confirmed(tmp_path, kind):
    rows = [
        ["code", "scale", "confirmed"],
        ["a", "identity", "yes"],
        [7, "identity", "no"],
        ["c", "identity", None],
        ["d", "identity", "YA"],
        ["e", "identity", 1],
    ]
    if kind == "csv":
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
        path = csv(tmp_path, "\n".join(lines) + "\n")
    else:
        path = workbook(tmp_path / "card.xlsx", {"Parts": rows})
    assert unconfirmed(path) == ["7", "c"]
    assert Scorecard.load(path).codes == ("a", "7", "c", "d", "e")
    plain = workbook(tmp_path / "plain.xlsx", {"Parts": PARTS})
    assert unconfirmed(plain) == []
