"""The yearly report is written whole, compared with last year, or refused with a reason."""

import shutil
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import yearly_report


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "answers", tmp_path / "answers"))


def write(path: Path, answer: int, rows: int = 10) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(f"U{i}" for i in range(1, 10)), *[",".join([str(answer)] * 9)] * rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize("name", ["laporan.html", "laporan.docx"])
def test_the_report_is_written_and_findings_are_told(
    answers: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = answers.parent / name
    assert yearly_report.main([str(answers), "2025", "-o", str(out)]) == yearly_report.LOOK
    assert out.stat().st_size > 10_000
    printed = capsys.readouterr().out
    assert "Loket Perizinan: grade C" in printed
    assert "more than chance explains" in printed
    # Sixty forms from each of three counters, one form of each with an empty answer.
    assert "177 answers" in printed


def test_the_index_is_that_of_all_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "2025" / "A.csv", 4)
    write(tmp_path / "2025" / "B.csv", 3)
    out = tmp_path / "out.html"
    # (4 + 3) / 2 × 25; three of four are 75 of 100, below the 76.61 of grade B.
    assert yearly_report.main([str(tmp_path), "2025", "-o", str(out)]) == yearly_report.LOOK
    assert "index 87.50, grade B" in capsys.readouterr().out
    write(tmp_path / "2025" / "B.csv", 4)
    assert yearly_report.main([str(tmp_path), "2025", "-o", str(out)]) == yearly_report.DONE


def test_a_unit_without_a_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("2024/A.csv", "2024/B.csv", "2025/A.csv"):
        write(tmp_path / place, 4)
    out = tmp_path / "out.html"
    assert yearly_report.main([str(tmp_path), "2025", "-o", str(out)]) == yearly_report.LOOK
    assert "B: answered last year, and no file this year" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["a column", "an answer", "a year"])
def test_what_is_refused_leaves_no_report(
    tmp_path: Path, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2025" / "A.csv"
    write(path, 4)
    out = tmp_path / "out.html"
    year = "2025"
    if fault == "a column":
        path.write_text(path.read_text("utf-8").replace("U9", "Saran"), "utf-8")
    elif fault == "an answer":
        write(path, 7)
    else:
        year = "2030"
    assert yearly_report.main([str(tmp_path), year, "-o", str(out)]) == yearly_report.REFUSED
    assert not out.exists()
    said = capsys.readouterr().err
    assert {"a column": "A.csv", "an answer": "U1", "a year": "2030"}[fault] in said
