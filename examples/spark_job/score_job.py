"""A Spark job: score a table of people, and write Parquet by unit.

    spark-submit score_job.py INPUT.csv CARD.json OUTPUT

The same program runs on a laptop and on a cluster; spark-submit says where.
"""

import argparse
import sys
from collections.abc import Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from kinerja import Scorecard, frames
from kinerja.errors import KinerjaError

APP = "kinerja scores"


def session() -> SparkSession:
    """The session that spark-submit set up, or one on this computer."""
    spark: SparkSession = SparkSession.builder.appName(APP).getOrCreate()
    # A card is one long expression. As a single Java method it would be too long to be compiled.
    spark.conf.set("spark.sql.codegen.wholeStage", "false")
    return spark


def read_people(spark: SparkSession, path: str, card: Scorecard) -> DataFrame:
    """The columns of the card as numbers, with id and unit as text."""
    schema = ", ".join(["id STRING", "unit STRING", *(f"`{code}` DOUBLE" for code in card.codes)])
    return spark.read.csv(path, header=True, schema=schema, enforceSchema=False, mode="FAILFAST")


def score_people(card: Scorecard, people: DataFrame) -> DataFrame:
    """Total, grade and the points behind them; a row with a fault says what is wrong with it."""
    scored: DataFrame = frames.score(
        card, people, columns=["points", "total", "band"], on_bad="flag"
    )
    return scored


def summary(scored: DataFrame) -> DataFrame:
    """People, scores and the mean total of each unit."""
    return (
        scored.groupBy("unit")
        .agg(
            f.count("*").alias("people"),
            f.count("total").alias("scored"),
            f.avg("total").alias("mean_total"),
        )
        .orderBy("unit")
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, write the rows by unit, and print the means."""
    parser = argparse.ArgumentParser(description="Score a table of people with Spark.")
    parser.add_argument("people", help="CSV files with id, unit and the card's codes")
    parser.add_argument("card", help="the scorecard, as JSON")
    parser.add_argument("out", help="folder of Parquet files that is written")
    options = parser.parse_args(arguments)
    try:
        card = Scorecard.load(options.card)
        spark = session()
        scored = score_people(card, read_people(spark, options.people, card))
        scored.write.mode("overwrite").partitionBy("unit").parquet(options.out)
    except (KinerjaError, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 2
    # Read again what was written, so that the card is worked out once.
    for row in summary(spark.read.parquet(options.out)).collect():
        mean = "–" if row["mean_total"] is None else f"{row['mean_total']:.2f}"
        print(f"{row['unit']}: {row['people']} people, {row['scored']} scored, mean {mean}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
