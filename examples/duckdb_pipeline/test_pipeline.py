"""The pipeline's figures are those of Python on the same files."""

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the example of a pipeline needs duckdb")
pytest.importorskip("jinja2", reason="the example of a pipeline needs jinja2")

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import duckdb
import make_people
import numpy as np
import pipeline

from kinerja import Scorecard, score

CARD = HERE.parent / "data" / "office_card.json"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    make_people.main(str(folder))
    return folder


def test_the_report_holds_the_means_of_python(
    people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    assert pipeline.main([f"{people}/*.parquet", str(CARD), "-o", str(out)]) == 0
    assert f"written: {out}" in capsys.readouterr().out
    card = Scorecard.load(CARD)
    codes = ", ".join(card.codes)
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"SELECT {codes} FROM '{people}/*.parquet' WHERE unit = 'Unit A'"
        ).fetchall()
    scores = score(
        card,
        {code: [row[j] for row in rows] for j, code in enumerate(card.codes)},
        missing="propagate",
    )
    there = scores.total[~np.isnan(scores.total)]
    page = out.read_text("utf-8")
    shown = re.findall(r'data-v="([0-9.]+)"', page)
    assert any(float(value) == pytest.approx(there.mean(), rel=1e-12) for value in shown)
    assert str(float(len(rows) - len(there))) in shown
    assert card.fingerprint in page.replace("<wbr>", "")


@pytest.mark.parametrize(
    ("files", "card", "said"),
    [("nowhere/*.parquet", str(CARD), "nowhere"), ("people", "no_card.json", "no_card.json")],
)
def test_what_is_refused_leaves_no_report(
    tmp_path: Path, files: str, card: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    assert pipeline.main([files, card, "-o", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_label_is_no_sql() -> None:
    assert pipeline.quoted("Jum'at", "'") == "'Jum''at'"
    assert pipeline.quoted('so "good"', '"') == '"so ""good"""'
