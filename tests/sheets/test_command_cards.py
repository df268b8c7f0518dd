"""A proposed card as a workbook and as a tree, and what it does to data; by hand."""

import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from kinerja import Scorecard
from kinerja.__main__ import main
from kinerja._commands.cards import _scale
from kinerja._commands.score import largest_anchor
from kinerja._commands.tables import id_column, plain
from kinerja._indicators.table_columns import SCALES
from kinerja.indicators import (
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Piecewise,
    Steps,
    Target,
    ZScore,
)


@pytest.fixture
def kinerja(capsys, tmp_path, monkeypatch):
    """Run a command among the files of a folder: exit code, and the two streams."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.mark.parametrize(
    ("name", "values", "worst", "best"),
    [
        ("Nilai (1-4)", [2, 3], 1, 4),
        ("Nilai (1–5)", [2, 3], 1, 5),
        ("Nilai (0 s.d. 10)", [2, 3], 0, 10),
        ("Nilai (0 sampai 10)", [2, 10], 0, 10),
        ("Nilai (1 to 4)", [1, 4], 1, 4),
        ("Terlambat (0-30)", [2, 3], 30, 0),  # less is better
        ("Nilai (1-4)", [2, 4.5], 1, 5),  # what is stated does not hold the values
        ("Nilai (2-4)", [1, 4], 1, 4),
        ("Nilai (1-4)", [3, 3], 1, 4),
        ("Keluhan", [3, 12], 12, 0),
        ("Late days", [-2, 12], 12, -2),
        ("Biaya", [-5, -2], 1, -5),
        ("Biaya", [0, 0], 1, 0),
        ("a", [1, 4], 1, 4),
        ("a", [1, 3], 1, 4),
        ("a", [1, 3.5], 1, 5),  # halves are no answers of four
        ("a", [1, 5], 1, 5),
        ("a", [1, 2], 1, 2),  # no answers: nobody gave 3
        ("a", [0.5, 4], 0.5, 4),
        ("a", [0, 5], 0, 5),
        ("a", [0, 5.5], 0, 100),
        ("a", [40, 100], 0, 100),
        ("a", [40, 100.5], 40, 100.5),
        ("a", [-1, 50], -1, 50),
        ("a", [0, 1], 0, 1),
        ("a", [0.2, 0.9], 0, 1),
        ("a", [-0.2, 0.9], -0.2, 0.9),
        ("a", [-3, -3], -4, -3),  # one value is the best, and the worst one below it
        ("a", [200, 200], 0, 200),
    ],
)
def test_a_scale_is_the_usual_range_that_holds_the_values(name, values, worst, best):
    made = _scale(name, np.array(values, dtype=float))
    assert (made.worst, made.best) == (worst, best)
    assert isinstance(made, Linear)


def test_a_proposal_is_a_workbook_to_choose_in(kinerja):
    rows = [f"0{i},{60 + i},{i % 3 + 1},=1+1,{i}" for i in range(1, 5)]
    Path("rekap kerja.csv").write_text("\n".join(["NIP,Hadir,Sikap,Catatan,No", *rows]), "utf-8")
    code, text, _ = kinerja("card", "new", "rekap kerja.csv", "-o", "k.xlsx")
    assert code == 0
    assert "A proposal for 2 columns." in text
    assert "Left out, because they hold no numbers: Catatan." in " ".join(text.split())
    assert "Written: k.xlsx" in text
    card = Scorecard.load("k.xlsx")
    assert (card.code, card.name, card.codes) == ("rekap_kerja", "rekap kerja", ("Hadir", "Sikap"))
    assert [(b.label.en, b.label.by_language["id"], b.lower) for b in card.bands.bands] == [
        ("poor", "Kurang", None), ("fair", "Cukup", 60), ("good", "Baik", 75),
        ("very good", "Sangat Baik", 90),
    ]  # fmt: skip
    book = openpyxl.load_workbook("k.xlsx")
    sheet = book["Indicators"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-1] == "confirmed"
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == ["no", "no"]
    lists = {
        heads[openpyxl.utils.column_index_from_string(str(one.sqref)[0]) - 1]:
        (one.type, one.formula1, str(one.sqref)[1:])
        for one in sheet.data_validations.dataValidation
    }  # fmt: skip
    assert set(lists) == {"scale", "confirmed"}
    assert lists["confirmed"][:2] == ("list", '"yes,no"')
    assert lists["scale"][0] == "list"
    assert set(lists["scale"][1].strip('"').split(",")) == set(SCALES)
    for head, (_, _, cells) in lists.items():
        letter = openpyxl.utils.get_column_letter(heads.index(head) + 1)
        assert cells == f"2:{letter}500"
    with zipfile.ZipFile("k.xlsx") as parts:  # openpyxl 3.1.0 writes it, and reads it as False
        inside = parts.read(f"xl/worksheets/sheet{book.sheetnames.index('Indicators') + 1}.xml")
        assert inside.count(b'allowBlank="1"') == 2
    for name in book.sheetnames[:-1]:
        assert book[name].freeze_panes == "A2"
        assert all(cell.font.bold for cell in book[name][1])
        assert not any(cell.font.bold for cell in book[name][2])
    assert book.sheetnames[-1] == "Explanation"
    assert [cell.value for cell in book["Explanation"][1]] == [
        "column / kolom", "what it holds / isi",
    ]  # fmt: skip
    explained = " ".join(str(row[0].value) for row in book["Explanation"].iter_rows(min_row=2))
    assert {"code", "name", "group", "weight", "scale", "confirmed"} <= set(
        explained.replace(",", "").split()
    )
    # A column is as wide as its longest text and three more, and none wider than 48.
    assert sheet.column_dimensions["A"].width == len("Hadir") + 3
    assert book["Explanation"].column_dimensions["A"].width < 48


def test_a_name_that_begins_like_a_formula_stays_text(kinerja):
    Path("d.csv").write_text("NIP,=A1,+b,@c,-d,e\n1,2,3,4,5,6\n2,60,50,40,30,20\n", "utf-8")
    assert kinerja("card", "new", "d.csv", "-o", "k.xlsx")[0] == 0
    sheet = openpyxl.load_workbook("k.xlsx")["Indicators"]
    for row, code in enumerate(("=A1", "+b", "@c", "-d", "e"), 2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type) == (code, "s")
        assert bool(cell.quotePrefix) is (code != "e")


def test_a_long_text_widens_its_column_to_48(kinerja):
    Path("d.csv").write_text(f"NIP,{'panjang ' * 9}akhir\n1,2\n2,60\n", "utf-8")
    assert kinerja("card", "new", "d.csv", "-o", "k.xlsx")[0] == 0
    assert openpyxl.load_workbook("k.xlsx")["Indicators"].column_dimensions["A"].width == 48


def test_a_tree_shows_shares_scales_and_directions(kinerja):
    parts = (
        Group(code="g", name="Kerja", weight=3, aggregation="geometric", parts=(
            Indicator(code="a", name="Hadir", scale=Linear(worst=50, best=100), weight=1),
            Indicator(code="b", name="Lambat", scale=Linear(worst=30, best=0, high=110)),
        )),
        Indicator(code="c", name="Sikap", scale=Identity()),
    )  # fmt: skip
    made = Scorecard(code="k", name="Kartu", parts=parts,
                     bands=Bands.of({"low": None, "high": 62.5}))  # fmt: skip
    Path("k.json").write_text(made.model_dump_json(), "utf-8")
    code, text, _ = kinerja("card", "check", "k.json")
    assert code == 0
    assert "Kartu, version" in text
    assert "3 indicators" in text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    # g has three quarters, and each of its two parts half of that: 37.5 %, rounded to even.
    assert "Kerja 75% geometric" in lines
    assert "· Hadir 38% linear: worst 50, best 100 higher" in lines
    assert "· Lambat 38% linear: worst 30, best 0, high 110 lower" in lines
    assert "Sikap 25% identity higher" in lines
    assert "grade from −∞: low" in lines
    assert "grade from 62.5: high" in lines


def test_settings_of_scales_are_written_as_people_write_them(kinerja, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    scales = {
        "a": Linear(worst=0.5, best=1_234_567.25, clip=False),
        "b": Piecewise(points=((0, 0), (7.5, 80)), extrapolate=True),
        "c": Steps(thresholds=(1, 2.5), points=(0, 50, 100)),
        "d": Target(target=95, floor=None),
        "e": ZScore(),
    }
    parts = tuple(Indicator(code=code, name=code, scale=s) for code, s in scales.items())
    Path("k.json").write_text(Scorecard(code="k", name="k", parts=parts).model_dump_json(), "utf-8")
    shown = [
        "linear: worst 0.5, best 1,234,567.25, clip no",
        "piecewise: points 0 → 0; 7.5 → 80, extrapolate yes",
        "steps: thresholds 1; 2.5, points 0; 50; 100",
        "target: target 95, floor none",
        "z_score higher",
    ]
    text = " ".join(kinerja("card", "check", "k.json")[1].split())
    assert [line for line in shown if line not in text] == []
    text = " ".join(kinerja("card", "check", "k.json", "--language", "id")[1].split())
    assert "linear: worst 0,5, best 1.234.567,25, clip tidak" in text


def test_a_card_on_data_tells_what_is_cut_and_what_is_there(kinerja):
    parts = [Indicator(code="a", name="Hadir", scale=Linear(worst=50, best=90)),
             Indicator(code="b", name="Sikap", scale=Identity())]  # fmt: skip
    Path("k.json").write_text(Scorecard(code="k", name="K", parts=parts).model_dump_json(), "utf-8")
    Path("d.csv").write_text("NIP,a,b\n1,40,\n2,95,70\n3,60,80\n4,,75\n", "utf-8")
    code, text, _ = kinerja("card", "check", "k.json", "d.csv")
    assert code == 0
    lines = [" ".join(line.split()) for line in text.splitlines()]
    # Of the three values of a, 40 and 95 lie outside of its ends: two in three.
    assert "Hadir 3 40.0 95.0 67%" in lines
    assert "Sikap 3 70.0 80.0 0%" in lines
    assert "2 values are missing in the columns used." in lines
    # Totals with what there is: (25 + 80) / 2 = 52.5 of the third; the first has 0 of a alone.
    assert any(line.startswith("3 52.5 ") for line in lines)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Nama", "nik", "ID "], "ID "),
        (["kode", "nip"], "nip"),
        (["Nomor Induk Pegawai", "A"], "Nomor Induk Pegawai"),
        (["No. Pegawai", "A"], "No. Pegawai"),
        (["No", "Nomor", "A"], None),
        (["Employee ID", "x"], "Employee ID"),
        (["NUPTK", "NRP"], "NUPTK"),
        (["kidney", "idea"], None),
        (["ID Pegawai", "id"], "id"),
    ],
)
def test_a_column_of_ids_is_known_by_its_name(names, found):
    assert id_column(names) == found


def test_a_heading_without_case_brackets_and_signs():
    assert plain("  Waktu_(menit) per-unit!") == "waktu per unit"
    assert plain("A (b) (c) d") == "a d"


def test_the_largest_value_that_a_scale_knows():
    scales = {Linear(worst=100, best=3): 100.0, Linear(worst=0, best=7): 7.0,
              Target(target=80): 80.0}  # fmt: skip
    for scale, largest in scales.items():
        assert largest_anchor(Indicator(code="a", name="a", scale=scale)) == largest
    for scale in (Identity(), ZScore()):
        assert largest_anchor(Indicator(code="a", name="a", scale=scale)) is None
