"""Dates and times of sheets: serial days of both systems, texts, and what stays text."""

import csv
import datetime as dt

import numpy as np
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from kinerja import sheets

DAY = "yyyy-mm-dd"


def of_texts(tmp_path, texts, *, name="Mulai"):
    """The column that a CSV file with these texts has, and the notes."""
    path = tmp_path / "dates.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["NIP", name], *([f"p{i}", t] for i, t in enumerate(texts))])
    sheet = sheets.read(path, ids="NIP")
    return sheet[name], [str(note) for note in sheet.notes]


def book_of(tmp_path, rows, formats=None, *, base_1904=False, iso=False):
    """A workbook with a heading and rows, column by column in a format."""
    book = openpyxl.Workbook()
    book.iso_dates = iso
    if base_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    for row in rows:
        page.append(row)
    for column, code in (formats or {}).items():
        for cell in page[column][1:]:
            cell.number_format = code
    path = tmp_path / "dates.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2025-01-02", "1998-12-31"], [dt.date(2025, 1, 2), dt.date(1998, 12, 31)]),
        # a day above 12 shows which number is the day, for the whole column
        (["05/01/2025", "31/12/2024"], [dt.date(2025, 1, 5), dt.date(2024, 12, 31)]),
        (["05/01/2025", "12/31/2024"], [dt.date(2025, 5, 1), dt.date(2024, 12, 31)]),
        (["5-1-2025", "17-8-1945"], [dt.date(2025, 1, 5), dt.date(1945, 8, 17)]),
        (
            ["2025-01-02 08:30", "2025-01-02T23:59:59"],
            [dt.datetime(2025, 1, 2, 8, 30), dt.datetime(2025, 1, 2, 23, 59, 59)],  # noqa: DTZ001
        ),
        # to the nearest second
        (
            ["2025-01-02T08:30:15.250", "2025-01-02T08:30:15.999999"],
            [dt.datetime(2025, 1, 2, 8, 30, 15), dt.datetime(2025, 1, 2, 8, 30, 16)],  # noqa: DTZ001
        ),
        # spreadsheets know a 29th of February 1900; calendars do not
        (
            ["1900-02-28", "1900-03-01", "1900-01-01", "1899-12-31", "1871-04-21"],
            [dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(1900, 1, 1),
             dt.date(1899, 12, 31), dt.date(1871, 4, 21)],
        ),
    ],
)  # fmt: skip
def test_texts_that_are_dates(tmp_path, texts, expected):
    column, notes = of_texts(tmp_path, texts)
    assert column.tolist() == expected
    assert any(f"column B: {len(texts)} dates written as" in note for note in notes)


@pytest.mark.parametrize(
    "texts",
    [
        ["05/03/2025", "04/02/2025"],  # March or May, February or April
        ["31/12/2024", "12/31/2024"],  # each shows another order
        ["2025-02-31", "2025-01-31"],  # no such day
        ["31/02/2025", "30/01/2025"],
        ["2025-01-02", "31/12/2024"],  # two ways of writing
        ["2025-01-02", "segera"],
        ["segera", "2025-01-02"],
        ["31/12/2024", "Rabu"],
        ["2025-01-02T08:30:00Z", "2025-01-02T08:30:00+07:00"],  # a sheet has no time zones
        ["2025-01-02T24:30", "2025-01-02T08:30"],
        ["2/1/25", "31/12/24"],  # of which century
    ],
)
def test_texts_that_may_be_no_dates_stay_text(tmp_path, texts):
    column, notes = of_texts(tmp_path, texts)
    assert column.tolist() == texts
    assert not any("dates written as" in note for note in notes)


@pytest.mark.parametrize("base_1904", [False, True])
def test_serial_days_are_those_of_openpyxl(tmp_path, base_1904):
    days = [1, 2, 31, 58, 59, 61, 62, 365, 366, 1462, 36_525, 45_658, 2_958_465 - 1462]
    path = book_of(
        tmp_path, [["id", "hari"], *([f"p{d}", d] for d in days)], {"B": DAY}, base_1904=base_1904
    )
    epoch = CALENDAR_MAC_1904 if base_1904 else openpyxl.utils.datetime.CALENDAR_WINDOWS_1900
    expected = [from_excel(day, epoch).date() for day in days]
    assert sheets.read(path)["hari"].tolist() == expected


@pytest.mark.parametrize("base_1904", [False, True])
def test_dates_as_cells_and_as_texts_of_one_column_agree(tmp_path, base_1904):
    day = dt.date(1987, 6, 5)
    rows = [["id", "lahir"], ["p", day], ["q", "1987-06-05"], ["r", None], ["s", "1904-01-02"]]
    sheet = sheets.read(book_of(tmp_path, rows, {"B": DAY}, base_1904=base_1904))
    assert sheet["lahir"].tolist() == [day, day, None, dt.date(1904, 1, 2)]
    assert sheet["lahir"].dtype == np.dtype("datetime64[D]")


def test_dates_that_a_workbook_writes_as_iso_texts(tmp_path):
    first, second = dt.date(2024, 2, 29), dt.datetime(2025, 1, 2, 8, 30, 15, 250_000)  # noqa: DTZ001
    path = book_of(
        tmp_path, [["id", "hari", "jam"], ["p", first, second], ["q", first, second]], iso=True
    )
    sheet = sheets.read(path)
    assert sheet["hari"].tolist() == [first] * 2
    assert sheet["jam"].tolist() == [second.replace(microsecond=0)] * 2


def test_times_and_lengths_of_time_are_text_as_clocks_show_them(tmp_path):
    rows = [
        ["id", "jam", "lama"],
        ["p", dt.time(8, 30), dt.timedelta(hours=30)],
        ["q", dt.time(17, 5, 9), dt.timedelta(minutes=7, seconds=30)],
    ]
    sheet = sheets.read(book_of(tmp_path, rows))
    assert sheet["jam"].tolist() == ["08:30", "17:05:09"]
    assert sheet["lama"].tolist() == ["30:00", "00:07:30"]


def test_kinds_that_are_mixed_keep_each_its_look(tmp_path):
    rows = [
        ["id", "campur", "catatan"],
        ["p", dt.date(2025, 3, 4), dt.date(2025, 3, 4)],
        ["q", 12.5, "belum"],
        ["r", True, "sudah"],
        ["s", dt.time(8, 30), dt.datetime(2025, 3, 4, 12, 0)],  # noqa: DTZ001
        ["t", 7, False],
        ["u", None, "tunda"],
        ["v", 8, "lagi"],
        ["w", 9, 0.25],
    ]
    path = book_of(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    book.active["C9"].number_format = "0%"
    book.save(path)
    sheet = sheets.read(path)
    assert sheet["campur"].tolist() == ["2025-03-04", 12.5, "TRUE", "08:30", 7, None, 8, 9]
    assert sheet["catatan"].tolist() == [
        "2025-03-04", "belum", "sudah", "2025-03-04 12:00:00", "FALSE", "tunda", "lagi", "25%",
    ]  # fmt: skip


def test_ids_and_headings_that_are_dates(tmp_path):
    path = book_of(
        tmp_path,
        [["hari", dt.date(2025, 1, 1), True, "nilai"],
         [dt.date(2025, 1, 2), 5, 1, 80], [dt.date(2025, 1, 3), 6, 0, 90]],
    )  # fmt: skip
    sheet = sheets.read(path, ids="hari", header=1)
    assert sheet.names == ("hari", "2025-01-01", "TRUE", "nilai")
    assert sheet.ids.tolist() == ["2025-01-02", "2025-01-03"]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_dates_that_are_written_come_back(tmp_path, name):
    days = np.array(["2025-01-02", "1899-12-31", "NaT", "1900-02-28"], dtype="datetime64[D]")
    if name.endswith("xlsx"):  # serial days begin with 1900
        days[1] = np.datetime64("1900-01-01")
    sheets.write(tmp_path / name, {"x": {"id": list("abcd"), "hari": days}})
    assert sheets.read(tmp_path / name, ids="id")["hari"].tolist() == days.tolist()
