"""The report of a satisfaction survey: the official outline, filled as far as the data go."""

import datetime as dt
import io
import os
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from kinerja import report
from kinerja.errors import InputError
from kinerja.schemes import skm
from report.reading import read

# Nine items; the mean of each is 3 but U3 (2) and U4 (4): index (7 · 3 + 2 + 4) / 9 = 3, × 25 = 75.
ANSWERS = np.tile([3, 3, 2, 4, 3, 3, 3, 3, 3], (4, 1))
WHOLE = skm.index(ANSWERS)
UNITS = skm.index(ANSWERS, by=["A", "A", "B", "B"])
OUTLINE = [
    "Bab I. Pendahuluan",
    "Bab II. Metode survei",
    "Bab III. Profil responden",
    "Bab IV. Hasil survei",
    "Bab V. Analisis",
    "Bab VI. Rencana tindak lanjut",
    "Bab VII. Penutup",
    "Lampiran",
]


def section(root, title):
    (found,) = [s for s in root.all("section") if s.one("h3").one("bdi").text == title]
    return found


def test_the_outline_and_what_is_filled_in():
    root = read(report.skm(WHOLE, name="Kantor Contoh", period="2025", population=1000))
    assert root.one("html").attributes["lang"] == "id"
    assert root.one("h1").text == "Laporan Survei Kepuasan Masyarakat Kantor Contoh"
    assert [h.text for h in root.all("h2", class_="chapter")] == OUTLINE
    numbers = [s.one("h3").one("span", class_="count").text for s in root.all("section")]
    assert numbers[:4] == ["1.1", "1.2", "1.3", "2.1"]
    whole = section(root, "Indeks kepuasan masyarakat").text
    assert "Kantor Contoh adalah 75,00" in whole
    assert "mutu C" in whole
    assert "kinerja unit pelayanan Kurang Baik" in whole
    # Krejcie and Morgan print 278 for a population of 1,000.
    sample = section(root, "Jumlah responden").text
    assert "Jawaban 4 responden" in sample
    assert "1.000" in sample
    assert "278" in sample
    items = section(root, "Hasil per unsur").all("tr")
    assert [c.text for c in items[3].all("td")] == ["2,00", "50,00", "D"]
    analysis = section(root, "Kelebihan dan kelemahan").text
    assert "prioritas perbaikan: Waktu Penyelesaian (2,00)" in analysis
    assert "nilai tertinggi: Biaya/Tarif (4,00)" in analysis
    last = section(root, "Pengolahan data per unsur").all("tr")[-1]
    assert [c.text for c in last.all("td")] == ["", "", "3,00", "75,00", "C"]


def test_what_only_the_office_can_write_is_a_marked_place():
    root = read(report.skm(WHOLE))
    marks = [mark.text for mark in root.all("mark")]
    assert all(
        mark.startswith("[Diisi: ") and mark.endswith("]") for mark in marks if "…" not in mark
    )
    for place in ("nama unit", "tim pelaksana", "periode", "kegiatan", "tanggal", "tanda tangan"):
        assert [mark for mark in marks if place in mark], place
    plan = section(root, "Rencana tindak lanjut").one("tbody").all("tr")
    assert len(plan) == 3
    assert plan[0].all("td")[0].text == "Waktu Penyelesaian"


def test_actions_trend_units_and_respondents_are_filled_in():
    root = read(
        report.skm(
            WHOLE,
            units=UNITS,
            respondents={"pendidikan": ["S1", "SMA", "SMA", None]},
            trend={"2023": 70.0, "2024": 72.5},
            actions={
                "item": ["U3", "U9"],
                "action": ["Antrean daring", None],
                "due": [dt.date(2026, 3, 31), None],
                "by": ["Kepala seksi", ""],
            },
            period="2025",
            minimum=1,
        )
    )
    rows = section(root, "Rencana tindak lanjut").one("tbody").all("tr")
    assert [c.text for c in rows[0].all("td")] == [
        "Waktu Penyelesaian",
        "Antrean daring",
        "31 Maret 2026",
        "Kepala seksi",
    ]
    assert [c.text for c in rows[1].all("td")][1:] == [
        "[Diisi: kegiatan]",
        "[Diisi: tanggal]",
        "[Diisi: penanggung jawab]",
    ]
    assert "+2,50 poin sejak 2024" in section(root, "Perkembangan indeks").text
    rows = section(root, "Responden menurut pendidikan").one("tbody").all("tr")
    assert [[c.text for c in row.all("th") + row.all("td")] for row in rows] == [
        ["SMA", "2", "50,0%"],
        ["S1", "1", "25,0%"],
        ["tidak menjawab", "1", "25,0%"],
    ]
    units = section(root, "Hasil per unit").one("tbody").all("tr")
    assert [row.one("th").text for row in units] == ["A", "B"]


def profile_of(answers, **options):
    root = read(report.skm(WHOLE, respondents={"pendidikan": answers}, **options))
    return section(root, "Responden menurut pendidikan")


def test_the_profile_hides_answers_of_few_people():
    # 12, 9, 2 and 1 of 24: below 3 are the last two, 3 people in two cells (2 and 1, or 1 and 2).
    found = profile_of(["SMA"] * 12 + ["S1"] * 9 + ["SD"] * 2 + ["S2"])
    rows = [[c.text for c in row.all("th") + row.all("td")] for row in found.one("tbody").all("tr")]
    assert rows == [
        ["SMA", "12", "50,0%"],
        ["S1", "9", "37,5%"],
        # By the alphabet: in the order of their numbers it would show which is the 2.
        ["S2", "–", "–"],
        ["SD", "–", "–"],
    ]
    assert "kurang dari 3 responden tidak ditampilkan" in found.text
    # One alone, 1 of 22, takes the next with it: 22 less 12 would be it.
    found = profile_of(["SMA"] * 12 + ["S1"] * 9 + ["SD"])
    assert [r.all("td")[0].text for r in found.one("tbody").all("tr")] == ["12", "–", "–"]
    # Everybody answered alike but for two, one each: all would be known, so nothing is shown.
    found = profile_of(["SD", "S1"])
    assert not found.all("table")
    assert "Karakteristik ini tidak ditampilkan" in found.text
    assert "–" not in profile_of(["SMA"] * 12 + ["SD"], minimum=1).text


def test_the_same_as_a_word_file(tmp_path):
    docx = pytest.importorskip("docx")
    place = tmp_path / "laporan.docx"
    page = report.skm(WHOLE, units=UNITS, name="Kantor <b>\x00", period="2025", path=place)
    document = docx.Document(io.BytesIO(place.read_bytes()))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == OUTLINE
    assert (
        document.paragraphs[0].text
        == "Laporan Survei Kepuasan Masyarakat Kantor <b>\N{REPLACEMENT CHARACTER}"
    )
    subjects = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    shown = [h.text for h in read(page).all("h3")]
    assert subjects == shown
    assert len(document.tables) == len(read(page).all("table"))
    marked = [
        run.text
        for p in document.paragraphs
        for run in p.runs
        if run.font.highlight_color is not None
    ]
    assert "[Diisi: tim pelaksana, atau lembaga yang melaksanakan survei]" in marked
    assert abs(document.sections[0].page_width.mm - 210) < 0.1
    with zipfile.ZipFile(place) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
    assert body.count("w:tblHeader") == len(document.tables)
    assert os.listdir(tmp_path) == ["laporan.docx"]


def test_the_page_is_written_too(tmp_path):
    place = tmp_path / "laporan.html"
    assert report.skm(WHOLE, path=place) == place.read_text("utf-8")


def test_an_interval_is_printed_inside_the_scale():
    # Items of two people at 4 and one at 3.7 on average: the interval would reach beyond 100.
    high = skm.index([[4] * 9, [4] * 9, [3, 3, 3, *[4] * 6]])
    text = section(read(report.skm(high)), "Indeks kepuasan masyarakat").text
    assert "sampai 100,00)" in text


def test_an_index_that_cannot_be_computed_is_said_in_words():
    nan = np.full(1, np.nan)
    empty = replace(WHOLE, index=nan, converted=nan, item_mean=np.full((1, 9), np.nan))
    root = read(report.skm(empty))
    assert "terlalu sedikit" in section(root, "Indeks kepuasan masyarakat").text
    assert "terlalu sedikit" in section(root, "Kesimpulan").text


def test_an_item_that_does_not_apply_is_named():
    free = skm.index(ANSWERS, not_applicable=["U4"])
    text = section(read(report.skm(free)), "Unsur yang dinilai").text
    assert "tidak berlaku bagi layanan ini: Biaya/Tarif" in text
    assert "(1/8)" in report.skm(free)


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"result": UNITS}, "result"),
        ({"result": None}, "result"),
        ({"units": WHOLE}, "units"),
        ({"respondents": [1]}, "respondents"),
        ({"population": 0}, "population"),
        ({"population": 3.5}, "population"),
        ({"trend": [70]}, "trend"),
        ({"trend": {"2024": 3.1}}, "trend"),
        ({"actions": [1]}, "actions"),
        ({"actions": {"action": ["x"]}}, "actions"),
        ({"actions": {"item": ["U33"]}}, "actions"),
        ({"actions": {"item": ["U1"], "due": [3]}}, "actions"),
        ({"name": 3}, "name"),
        ({"period": 2025}, "period"),
        ({"path": "laporan.pdf"}, "path"),
        ({"path": "missing/laporan.docx"}, "path"),
    ],
)
def test_what_is_no_report_is_refused(change, argument):
    with pytest.raises(InputError) as caught:
        report.skm(**{"result": WHOLE, **change})
    assert caught.value.argument == argument


def test_a_plan_of_action_fills_the_plan_with_its_days_and_state():
    plan = skm.action_plan(
        ["U3", "U9"],
        ["loket kedua", "atap ruang tunggu"],
        ["kepala layanan", "bagian umum"],
        ["2026-03-31", "2026-06-30"],
        [True, False],
        on="2026-07-01",
    )
    table = section(read(report.skm(WHOLE, actions=plan)), "Rencana tindak lanjut")
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    assert rows == [
        ["Waktu Penyelesaian", "loket kedua", "31 Maret 2026", "kepala layanan", "selesai"],
        [
            "Sarana dan Prasarana", "atap ruang tunggu", "30 Juni 2026", "bagian umum",
            "lewat waktu",
        ],
    ]  # fmt: skip
    assert "1 dari 2 kegiatan telah selesai." in table.text
    # Nothing done and no day to look at it from: there is no state to tell.
    fresh = skm.action_plan(["U3"], ["loket kedua"], ["kepala layanan"])
    table = section(read(report.skm(WHOLE, actions=fresh)), "Rencana tindak lanjut")
    cells = [cell.text for cell in table.one("tbody").all("td")]
    assert cells == ["Waktu Penyelesaian", "loket kedua", "[Diisi: tanggal]", "kepala layanan"]


def test_columns_of_actions_have_one_length():
    with pytest.raises(InputError, match="one length"):
        report.skm(WHOLE, actions={"item": ["U3", "U9"], "action": ["loket kedua"]})
