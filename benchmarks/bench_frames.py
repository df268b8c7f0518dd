"""One card on tables larger than memory: processor time over the hand-written expression.

The table is a Parquet file of ten columns, as long as the disk allows; FRAMES_ROWS sets its rows.
Each engine works in a process of its own, so that its memory and its threads' time can be read.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ITEMS, UNITS, CLUSTERS, STRATA = 9, 600, 6_000, 20
ROWS, SPARK_ROWS, CROSSING = 100_000_000, 10_000_000, 1_000_000
BYTES = 130
"""Of the disk, for a row of all columns, with room to spare."""

SETUP = """
import json, resource, sys, time
from kinerja import frames
from kinerja.indicators import (Bands, Group, Identity, Indicator, Linear, Log, Logistic, LogNormal,
    Piecewise, Scorecard)
folder, work = sys.argv[1], sys.argv[2]
codes = [f"c{j}" for j in range(10)]
items = codes[:9]
linear = Scorecard(code="linear", name="L", bands=Bands.of({"low": 0, "fair": 40, "good": 60}),
    parts=tuple(Indicator(code=c, name=c, weight=j + 1, scale=Linear(worst=0, best=100))
        for j, c in enumerate(codes)))
scales = [Log(worst=1, best=101), Logistic(midpoint=50, slope=0.1), LogNormal(median=40, p10=10),
    Piecewise(points=((0, 0), (40, 70), (101, 100)))] + [Linear(worst=0, best=101)] * 6
parts = [Indicator(code=c, name=c, scale=s, valid_range=(0, 200)) for c, s in zip(codes, scales)]
mixed = Scorecard(code="mixed", name="M", bands=Bands.of({"low": 0, "fair": 40, "good": 60}),
    parts=(Group(code="g", name="G", aggregation="geometric", parts=tuple(parts[:4])), *parts[4:]))
start = time.process_time(), time.perf_counter()
"""
END = """
used = time.process_time() - start[0], time.perf_counter() - start[1]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(json.dumps({"cpu": used[0], "wall": used[1], "peak": peak, "check": float(check)}))
"""
POLARS = """
import polars as pl
table = pl.scan_parquet(folder + "/*.parquet")
def hand(t):
    whole = sum(range(1, 11))
    total = sum(pl.col(c).clip(0, 100) / 100 * 100 * ((j + 1) / whole)
        for j, c in enumerate(codes))
    t = t.with_columns(total.alias("total"))
    return t.with_columns(pl.when(pl.col("total") >= 60).then(pl.lit("good"))
        .when(pl.col("total") >= 40).then(pl.lit("fair")).otherwise(pl.lit("low")).alias("band"))
def card(which):
    return frames.score(which, table, columns=["total", "band"], on_bad="flag")
if work in ("survey", "crossing"):
    e = frames.survey_mean(table, items, by="unit", strata="stratum", clusters="cluster",
        weights="w")
    check = e.value.sum()
elif work == "sums":
    w = pl.col("w")
    out = table.group_by("unit", "stratum", "cluster").agg(pl.len(), w.sum(),
        *[(w * pl.col(c)).sum().alias("y" + c) for c in items],
        *[(w * pl.col(c) * pl.col(c)).sum().alias("yy" + c) for c in items]).collect(
        engine="streaming")
    check = out["yc0"].sum()
else:
    t = hand(table) if work == "hand" else card(linear if work == "linear" else mixed)
    out = t.group_by("unit", "band").agg(pl.len(), pl.col("total").mean()).collect(
        engine="streaming")
    check = out["total"].sum()
"""
DUCKDB = """
import duckdb
con = duckdb.connect()
con.execute("SET memory_limit='2GB'")
con.execute("SET threads=2")
table = con.sql(f"SELECT * FROM read_parquet('{folder}/*.parquet')")
def hand(t):
    whole = sum(range(1, 11))
    total = " + ".join(f"greatest(least({c}, 100e0), 0e0) / 100e0 * 100e0 * {(j + 1) / whole}e0"
        for j, c in enumerate(codes))
    t = t.project(f"*, {total} AS total")
    return t.project("*, CASE WHEN total >= 60e0 THEN 'good' WHEN total >= 40e0 THEN 'fair' "
        "ELSE 'low' END AS band")
def card(which):
    return frames.score(which, table, columns=["total", "band"], on_bad="flag")
if work in ("survey", "crossing"):
    e = frames.survey_mean(table, items, by="unit", strata="stratum", clusters="cluster",
        weights="w")
    check = e.value.sum()
elif work == "sums":
    sums = ", ".join(f"sum(w * {c}), sum(w * {c} * {c})" for c in items)
    rows = table.aggregate(f"unit, stratum, cluster, count(*), sum(w), {sums}",
        "unit, stratum, cluster").fetchall()
    check = sum(r[5] for r in rows)
else:
    t = hand(table) if work == "hand" else card(linear if work == "linear" else mixed)
    rows = t.aggregate("unit, band, count(*) AS n, avg(total) AS m", "unit, band").fetchall()
    check = sum(r[3] for r in rows)
"""
SPARK = """
import warnings
from pyspark.sql import SparkSession
s = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    .config("spark.sql.codegen.wholeStage", "false").config("spark.sql.shuffle.partitions", "4")
    .config("spark.driver.memory", "3g").config("spark.driver.host", "127.0.0.1").getOrCreate())
s.sparkContext.setLogLevel("OFF")
table = s.read.parquet(folder)
whole = sum(range(1, 11))
if work == "hand":
    total = " + ".join(f"greatest(least({c}, 100D), 0D) / 100D * 100D * {(j + 1) / whole}D"
        for j, c in enumerate(codes))
    t = table.selectExpr("unit", f"{total} AS total").selectExpr("unit", "total",
        "CASE WHEN total >= 60D THEN 'good' WHEN total >= 40D THEN 'fair' ELSE 'low' END AS band")
else:
    t = frames.score(linear if work == "linear" else mixed, table, columns=["total", "band"],
        on_bad="flag")
def go():
    return t.groupBy("unit", "band").agg({"total": "avg", "*": "count"}).collect()
go()
start = time.process_time(), time.perf_counter()
check = sum(r["avg(total)"] for r in go())
"""
ENGINES = {"polars": POLARS, "duckdb": DUCKDB, "pyspark": SPARK}


def rows() -> int:
    """As many rows as are asked for, or as the disk holds."""
    asked = int(os.environ.get("FRAMES_ROWS", ROWS))
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return min(asked, free // 2 // BYTES)


def write(folder: Path, n: int, *, crossing: bool = False) -> None:
    """A table of `n` rows, a million at a time; units inside clusters, or across them."""
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(1)
    for part, start in enumerate(range(0, n, 1_000_000)):
        size = min(1_000_000, n - start)
        cluster = rng.integers(0, CLUSTERS, size)
        columns = {f"c{j}": rng.integers(1, 101, size).astype(float) for j in range(10)}
        columns |= {
            "cluster": cluster,
            "stratum": cluster // (CLUSTERS // UNITS) % STRATA,
            "unit": rng.integers(0, UNITS, size) if crossing else cluster // (CLUSTERS // UNITS),
            "w": rng.choice([1.0, 1.5, 2.0], size),
        }
        pl.DataFrame(columns).write_parquet(folder / f"{part:04}.parquet")


def measured(engine: str, work: str, folder: Path) -> dict[str, float]:
    """Processor time, wall time and memory of one work in a process of its own."""
    script = SETUP + ENGINES[engine] + END
    command = [sys.executable, "-W", "ignore", "-c", script, str(folder), work]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def run(report: Callable[[str, float, str], None]) -> None:
    n = rows()
    with tempfile.TemporaryDirectory(prefix="kinerja-frames-") as place:
        folder = Path(place)
        write(folder, n)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1024**3
        report("rows of the Parquet table", n, f"{size:.2f} GB")
        limits = {"polars": 1.3, "duckdb": 1.8, "pyspark": 1.5}
        for engine in ENGINES:
            if importlib.util.find_spec(engine) is None:
                continue
            here = folder
            if engine == "pyspark" and n > SPARK_ROWS:
                here = folder / "spark"
                here.mkdir()
                for path in sorted(folder.glob("*.parquet"))[: SPARK_ROWS // 1_000_000]:
                    (here / path.name).symlink_to(path)
            clock = "wall" if engine == "pyspark" else "cpu"
            found = {work: measured(engine, work, here) for work in ("hand", "linear", "mixed")}
            base = found["hand"][clock]
            for work, limit in (("linear", limits[engine]), ("mixed", None)):
                one = found[work]
                over = base if work == "linear" else found["linear"][clock]
                what = "the hand-written one" if work == "linear" else "the linear card"
                report(
                    f"{engine}, {work} card with totals and grades by unit, over {what}",
                    one[clock] / over,
                    f"{one[clock]:.1f} s of {'wall' if clock == 'wall' else 'processor'} time, "
                    f"{one['peak']:.2f} GB; at most {limit or 3}",
                )
            if engine != "pyspark":
                surveys(engine, here, n, report)


def surveys(engine: str, folder: Path, n: int, report: Callable[[str, float, str], None]) -> None:
    """A survey over the same sums written by hand, and one whose domains cross its clusters."""
    one, base = measured(engine, "survey", folder), measured(engine, "sums", folder)
    report(
        f"{engine}, survey mean of {ITEMS} items × {UNITS} domains, over its sums by hand",
        one["cpu"] / base["cpu"],
        f"{one['cpu']:.1f} s of processor time against {base['cpu']:.1f} s, {one['peak']:.2f} GB; "
        "at most 1.3; 20 s, 1 GB at 100,000,000",
    )
    with tempfile.TemporaryDirectory(prefix="kinerja-crossing-") as place:
        write(Path(place), min(n, CROSSING), crossing=True)
        one = measured(engine, "crossing", Path(place))
    report(
        f"{engine}, the same where every cluster is in every domain, {CROSSING:,} rows, seconds",
        one["cpu"],
        f"of processor time, {one['peak']:.2f} GB; at most 1 GB",
    )
