"""No engine is loaded before its table is met."""

import json
import subprocess
import sys

import pytest
from engines_for_tests import why_not

ENGINES = {"pandas", "polars", "pyarrow", "duckdb", "ibis", "pyspark", "dask", "psycopg", "sqlglot"}
CARD = """
from kinerja import frames
from kinerja.indicators import Identity, Indicator, Scorecard
card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=Identity()),))
"""


def loaded_after(code):
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1])) & ENGINES


def test_the_module_and_sql_text_need_no_engine():
    assert loaded_after(CARD + "frames.compile(card).sql('postgres', 't')") == set()


@pytest.mark.parametrize(
    ("engine", "table"),
    [
        ("polars", "import polars as pl\nt = pl.LazyFrame({'a': [1.0, 2.0]})"),
        ("duckdb", "import duckdb\nt = duckdb.connect().sql('SELECT unnest([1.5e0, 2e0]) AS a')"),
    ],
)
def test_a_table_brings_its_own_engine_and_no_other(engine, table):
    if why_not(engine) is not None:
        pytest.skip(why_not(engine))
    before = loaded_after(table)
    asked = "\nframes.score(card, t, on_bad='flag')\nframes.survey_mean(t, 'a', missing='omit')"
    assert loaded_after(CARD + table + asked) == before
