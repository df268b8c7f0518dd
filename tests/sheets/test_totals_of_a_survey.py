"""The official table of answers: each respondent a row, and below them the figures of the items.

Its rows are those of the annex of Peraturan Menteri PANRB 14/2017, and of sheets that offices make
after it. The answers are made up.
"""

import csv

import pytest
from test_reading_details import book

from kinerja import sheets
from kinerja.errors import InputError

ITEMS = [f"U{i}" for i in range(1, 10)]
ANSWERS = [[3, 4, 3, 2, 3, 4, 3, 3, 2], [4, 4, 3, 3, 2, 4, 3, 4, 3], [2, 3, 3, 3, 3, 4, 4, 3, 3]]
LAST = {
    "annex": ["ΣNilai /Unsur", "NRR / Unsur", "NRR tertbg/ unsur", "IKM Unit pelayanan"],
    "annex, with remarks": ["∑ Nilai/Unsur", "NRR/Unsur", "NRR tertbg/unsur *)", "IKM **)"],
    "in words": [
        "Jumlah Nilai Per Unsur", "Nilai Rata-rata Per Unsur", "NRR Tertimbang Per Unsur",
        "Jumlah NRR Tertimbang", "Nilai IKM", "Mutu Pelayanan",
    ],
    "short": ["Total", "Rata-rata", "Nilai Indeks", "SKM", "Mutu pelayanan :"],
}  # fmt: skip


def rows_of(last):
    sums = [sum(column) for column in zip(*ANSWERS, strict=True)]
    below = [[label, *sums] if k < 2 else [label, *[None] * 8, 3.1] for k, label in enumerate(last)]
    return [["NO. RES", *ITEMS], *([i + 1, *row] for i, row in enumerate(ANSWERS)), *below]


def as_csv(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


FORMS = {"xlsx": book, "csv": as_csv}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("last", LAST)
def test_figures_below_the_answers_are_no_respondents(tmp_path, last, form):
    path = FORMS[form](tmp_path / f"skm.{form}", rows_of(LAST[last]))
    sheet = sheets.read(path)
    assert sheet.n_rows == len(ANSWERS)
    assert [[sheet[item][i] for item in ITEMS] for i in range(3)] == ANSWERS
    places = [note.place for note in sheet.notes if note.kind == "total_row"]
    assert places == [f"row {5 + k}" for k in range(len(LAST[last]))]
    assert sheets.read(path, total_rows="keep").n_rows == len(ANSWERS) + len(places)
    with pytest.raises(InputError, match="in A5") as caught:
        sheets.read(path, total_rows="refuse")
    assert caught.value.argument == "total_rows"


@pytest.mark.parametrize("form", FORMS)
def test_an_index_is_an_indicator_where_no_totals_stand_above_it(tmp_path, form):
    rows = [
        ["Indikator", "Target", "Realisasi"],
        ["Nilai SAKIP", 70, 71.5], ["Nilai SKM", 80, 82.25], ["IKM", 80, 79], ["Indeks", 3, 2.5],
        ["Mutu pelayanan", 4, 3], ["Jumlah", 237, 238.25], ["Kinerja", 1, 1],
    ]  # fmt: skip
    sheet = sheets.read(FORMS[form](tmp_path / f"iku.{form}", rows), total_rows="drop")
    assert sheet["Indikator"].tolist() == [row[0] for row in rows[1:6]]


def test_an_empty_row_ends_what_stands_below_totals(tmp_path):
    rows = [["Indikator", "Nilai"], ["a", 1], ["Jumlah", 1], [None, None], ["IKM", 2], ["b", 3]]
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows))
    assert sheet["Indikator"].tolist() == ["a", "IKM", "b"]
