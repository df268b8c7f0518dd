"""The job's scores are those of Python on the same file."""

import os
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="the example of a Spark job needs pyspark")
pytest.importorskip("pyarrow", reason="the test of the Spark job reads Parquet with pyarrow")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("the example of a Spark job needs Java", allow_module_level=True)

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import pyarrow.parquet as pq
import score_job
from pyspark.sql import SparkSession

from kinerja import Scorecard, score, sheets

CARD = HERE.parent / "data" / "office_card.json"


@pytest.fixture(scope="module", autouse=True)
def spark() -> SparkSession:
    builder: SparkSession.Builder = SparkSession.builder
    return (
        builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )


def test_everybody_has_the_score_of_python(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "scores"
    assert score_job.main([str(HERE / "people.csv"), str(CARD), str(out)]) == 0
    assert "Unit A: 50 people" in capsys.readouterr().out
    there = {row["id"]: row for row in pq.read_table(out).to_pylist()}
    sheet = sheets.read(HERE / "people.csv", ids="id")
    here = score(Scorecard.load(CARD), sheet, ids="id", missing="propagate")
    assert len(there) == len(here.total) == 200
    for one, total in zip(sheet["id"].tolist(), here.total.tolist(), strict=True):
        if total == total:
            assert there[one]["total"] == pytest.approx(total, rel=1e-9)
            assert there[one]["problem"] is None
        else:
            assert there[one]["total"] is None
            assert there[one]["problem"] == "response: missing_value"


def test_a_cell_that_is_no_number_stops_the_job(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,unit,attendance,tasks,response\nP1,A,many,3,4\n", "utf-8")
    with pytest.raises(Exception, match=r"many|MALFORMED|FAILED_READ"):
        score_job.main([str(people), str(CARD), str(tmp_path / "scores")])
