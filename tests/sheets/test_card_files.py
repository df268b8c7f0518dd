"""Scorecards as files: JSON, workbooks and CSV, and cards as a person writes them."""

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import indicators
from kinerja.errors import InputError
from kinerja.indicators import (
    OWA,
    Band,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Piecewise,
    Scorecard,
    Steps,
    Target,
    Text,
)
from strategies import cards

FULL = Scorecard(
    code="office",
    name=Text(en="Office", id="Kantor"),
    version="1.100",
    source="Decree 1",
    aggregation=OWA(weights=(2, 1)),
    bands=Bands(
        bands=(
            Band(label=Text(en="fair", id="cukup"), lower=None, meaning="to be improved"),
            Band(label=Text(en="good", id="baik"), lower=75.5),
        ),
        upper=120,
        closed="right",
        decimals=2,
    ),
    parts=(
        Group(
            code="results",
            name="Results",
            aggregation="geometric",
            parts=(
                Indicator(code="01", name="Tasks", scale=Target(target=40, cap=None), weight=3),
                Indicator(
                    code="late", name="Late", scale=Linear(worst=20, best=0),
                    unit=Text(en="d", id="h"), valid_range=(0, None), source="list",
                ),
            ),
        ),
        Group(
            code="conduct",
            name="Conduct",
            parts=(
                Indicator(code="p", name="P", scale=Piecewise(points=((0, 0), (5, 80), (9, 100)))),
                Indicator(code="s", name="S", scale=Steps(thresholds=(1,), points=(0, 100))),
                Indicator(code="same", name="=1+1", scale=Identity()),
            ),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("kind", ["json", "xlsx", "csv"])
def test_a_card_comes_back_whole(kind, tmp_path):
    FULL.save(tmp_path / f"card.{kind}")
    back = Scorecard.load(tmp_path / f"card.{kind}")
    assert back == FULL
    assert back.fingerprint == FULL.fingerprint


@settings(max_examples=25)
@given(card=cards(), kind=st.sampled_from(["json", "xlsx", "csv"]))
def test_any_card_comes_back(card, kind, tmp_path_factory):
    path = tmp_path_factory.mktemp("cards") / f"card.{kind}"
    card.save(path)
    assert Scorecard.load(path) == card


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_card_as_a_person_writes_it(tmp_path):
    path = workbook(
        tmp_path / "kartu.xlsx",
        {
            "Indikator": [
                ["KARTU PENILAIAN", None, None, None, None],
                ["Kode", "Nama", "Bobot", "Skala", "Worst", "Best"],
                ["kehadiran", "Kehadiran", 60, "Linear", 80, 100],
                ["inovasi", "Inovasi", 40, " IDENTITY ", None, None],
            ],
            "Kategori": [["Label", "Lower"], ["Baik", 75], ["Cukup", 0]],
        },
    )
    card = Scorecard.load(path)
    assert card.weights == {"kehadiran": 0.6, "inovasi": 0.4}
    assert card.indicators[0].scale == Linear(worst=80, best=100)
    assert card.bands == Bands.of({"Cukup": 0, "Baik": 75})
    assert card.code == "kartu"


def test_all_faults_are_told_at_once_by_their_cells(tmp_path):
    path = workbook(
        tmp_path / "card.xlsx",
        {
            "Indicators": [
                ["code", "name", "weight", "scale", "worst", "best", "targett"],
                ["a", "A", "heavy", "Lineer", 80, 100, None],
                ["b", "B", 1, "linear", "low", "high", None],
                ["c", "C", 1, "identity", 3, None, None],
            ],
            "Grades": [["label", "lower"], ["good", "much"], ["fair", 0]],
        },
    )
    with pytest.raises(InputError) as caught:
        Scorecard.load(path)
    text = str(caught.value)
    for part in (
        "C2",
        "D2",
        "E3",
        "F3",
        "E4",
        "B2",
        "Did you mean 'linear'?",
        "Did you mean 'target'?",
    ):
        assert part in text
    assert "7 faults" in text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("card.json", '{"code": "c", "code": "d"}', "'code' twice"),
        ("card.json", '{"code": "c",', "a comma or a quotation mark may be missing"),
        ("card.json", '{"code": "c", "name": "n", "parts": [], "x": 1}', "2 faults"),
        ("card.csv", "code,scale\na,identity\na,identity\n", "every code must occur once"),
        ("card.csv", "code,weight\na,1\n", "no column 'scale'"),
        ("card.csv", "code,scale,lower\na,identity,\ngood,grade,x\n", "C3"),
    ],
)
def test_a_card_that_cannot_be_read_says_why(name, content, message, tmp_path):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError, match=f"(?i){message}"):
        Scorecard.load(tmp_path / name)


def test_other_files_are_no_cards(tmp_path):
    (tmp_path / "card.json").write_text('{"code": "caf\xe9"}', "latin-1")
    with pytest.raises(InputError, match="Save the file with the encoding UTF-8"):
        Scorecard.load(tmp_path / "card.json")
    with pytest.raises(InputError, match="nothing at"):
        Scorecard.load(tmp_path / "none.json")
    with pytest.raises(InputError, match=r"ends in \.json, \.xlsx or \.csv"):
        FULL.save(tmp_path / "card.txt")


@pytest.mark.parametrize("ending", ["json", "xlsx", "csv"])
def test_what_a_card_and_its_steps_share_a_column_for_comes_back(tmp_path, ending):
    """`decimals` and `closed` belong to grades and to steps, the sum of weights to the card."""
    card = indicators.Scorecard(
        code="c",
        name="C",
        weights_sum=100,
        bands=indicators.Bands.of({"a": 0, "b": 50}, decimals=2),
        parts=(
            indicators.Indicator(
                code="x",
                name="x",
                weight=60,
                scale=indicators.Steps(
                    thresholds=(1, 2), points=(0, 50, 100), closed="right", decimals=1
                ),
            ),
            indicators.Indicator(code="y", name="y", weight=40, scale=indicators.ZScore(ddof=1)),
        ),
    )
    path = tmp_path / f"card.{ending}"
    card.save(path)
    assert indicators.Scorecard.load(path) == card
