"""Scores made by a PostgreSQL server of the test's own are those of Python."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psycopg", reason="the example of a database needs psycopg")

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests" / "frames")]

import psycopg
import score_in_database
from postgres_for_tests import cluster, programs

if programs() is None:
    pytest.skip("the example of a database needs PostgreSQL", allow_module_level=True)

CARD = HERE.parent / "data" / "office_card.json"


@pytest.fixture
def dsn() -> str:
    server: dict[str, Any] = cluster()
    text = psycopg.conninfo.make_conninfo(
        host=server["host"], port=server["port"], user=server["user"], dbname=server["database"]
    )
    with psycopg.connect(text) as connection:
        connection.execute((HERE / "staff.sql").read_bytes())
        connection.execute("DROP TABLE IF EXISTS staff_scores")
    return text


def test_everybody_is_scored_where_the_rows_are(
    dsn: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score_in_database.main([dsn, str(CARD)]) == 0
    assert "500 rows scored again in Python, all equal" in capsys.readouterr().out
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "SELECT id, attendance, tasks, response, total, band, coverage FROM staff_scores "
            "WHERE id IN ('P00001', 'P00250') ORDER BY id"
        ).fetchall()
        (note,) = connection.execute("SELECT obj_description('staff_scores'::regclass)").fetchall()
    # P00001: attendance 80.7 → 3.5, tasks 31 of 40 → 77.5, response 2.1 → 99.1666…
    # 0.3 × 3.5 + 0.5 × 77.5 + 0.2 × 99.1666… = 59.6333…
    assert rows[0][4] == pytest.approx(59.63333333)
    assert rows[0][5:] == ("fair", 1.0)
    # P00250: attendance 80 + 142/10 = 94.2 → 71, tasks 18 + 31 = 49 → the cap of 120; without the
    # time to answer (71 × 30 + 120 × 50) / 80 = 101.625
    assert rows[1][3] is None
    assert rows[1][4] == pytest.approx(101.625)
    assert rows[1][6] == pytest.approx(0.8)
    assert json.loads(CARD.read_text("utf-8"))["version"] in note[0]


def test_what_goes_wrong_leaves_the_former_scores(
    dsn: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score_in_database.main([dsn, str(CARD)]) == 0
    with psycopg.connect(dsn) as connection:
        connection.execute("ALTER TABLE staff DROP COLUMN tasks")
    assert score_in_database.main([dsn, str(CARD)]) == 2
    assert "tasks" in capsys.readouterr().err
    with psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT count(*) FROM staff_scores").fetchall() == [(10000,)]
