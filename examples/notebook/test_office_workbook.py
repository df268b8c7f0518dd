"""Every cell of the notebook runs, and what it shows is what the functions say."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

for needed in ("marimo", "matplotlib", "openpyxl"):
    if importlib.util.find_spec(needed) is None:
        pytest.skip(f"the example of a notebook needs {needed}", allow_module_level=True)

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import office_workbook

from kinerja import Scorecard, score, sheets

DATA = HERE.parent / "data"


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    outputs, names = office_workbook.app.run()
    assert len(outputs) == 13
    return dict(names)


def test_the_scores_are_those_of_the_workbook(shown: dict[str, Any]) -> None:
    sheet = sheets.read(DATA / "rekap_kinerja.xlsx", ids="NIP")
    card = Scorecard.load(DATA / "kartu_kinerja.xlsx")
    assert shown["scores"] == score(card, sheet, ids="NIP", missing="reweight")
    assert len(shown["scores"]) == 24


def test_a_person_is_explained_and_ranks_are_drawn(shown: dict[str, Any]) -> None:
    assert shown["explanation"].text.startswith("Nilai totalnya 70,5 poin: kategori Cukup.")
    assert shown["ranks"].expected_rank.shape == (24,)


def test_nothing_is_written_before_somebody_asks(shown: dict[str, Any]) -> None:
    assert shown["save"].value is False
