"""From Parquet files to a report: scored and summed up by DuckDB, written as a page.

    python pipeline.py 'people/*.parquet' CARD.json -o report.html

DuckDB reads the files as a stream, so they may be larger than memory: Python sees only the few rows
of the tables that are printed.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from kinerja import Scorecard, frames, report
from kinerja.errors import KinerjaError

APOSTROPHE, QUOTE = "'", '"'


def quoted(text: str, mark: str) -> str:
    """A text or a name as SQL has it, whatever stands in it."""
    return f"{mark}{text.replace(mark, mark * 2)}{mark}"


def columns(relation: duckdb.DuckDBPyRelation) -> dict[str, list[object]]:
    """A small result as columns by name."""
    rows = relation.fetchall()
    return {name: [row[j] for row in rows] for j, name in enumerate(relation.columns)}


def score_files(
    connection: duckdb.DuckDBPyConnection, files: str, card: Scorecard
) -> duckdb.DuckDBPyRelation:
    """The files with the appended columns; nothing is read before a result is asked for."""
    people = connection.read_parquet(files)
    scored: duckdb.DuckDBPyRelation = frames.score(
        card,
        people,
        columns=["points", "total", "band"],
        on_bad="flag",
    )
    return scored


def sections(scored: duckdb.DuckDBPyRelation, card: Scorecard) -> list[report.Section]:
    """Sum up what was scored, by unit, grade and indicator."""
    labels = [str(band.label) for band in card.bands.bands] if card.bands else []
    asked = ["unit", "count(*) AS people", "count(total) AS scored", 'avg(total) AS "mean total"']
    for label in labels:
        share = f"100 * avg(CAST(band = {quoted(label, APOSTROPHE)} AS DOUBLE))"
        asked.append(f"{share} AS {quoted(f'{label} (%)', QUOTE)}")
    units = scored.aggregate(", ".join(asked), "unit").order("unit")
    means = ", ".join(
        f"avg({quoted(f'points_{code}', QUOTE)}) AS {quoted(code, QUOTE)}" for code in card.codes
    )
    by_indicator = scored.aggregate(f"unit, {means}", "unit").order("unit")
    faults = (
        scored.filter("problem IS NOT NULL")
        .aggregate("unit, problem, count(*) AS people", "unit, problem")
        .order("unit, problem")
    )
    made = f"Card {card.code!r} version {card.version}, fingerprint {card.fingerprint}."
    return [
        report.Section(
            "Totals by unit",
            text="Points: 100 is full marks. The shares are those of the people who have a score.",
            tables=[("People, mean total and grades by unit", columns(units))],
            method=made,
        ),
        report.Section(
            "What the totals are made of",
            tables=[("Mean points of each indicator by unit", columns(by_indicator))],
        ),
        report.Section(
            "Who has no score",
            text="A missing value is never taken for zero: these people have no total.",
            tables=[("People without a total, by unit and reason", columns(faults))],
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, score, and write the page whole or not at all."""
    parser = argparse.ArgumentParser(description="From Parquet files to a report.")
    parser.add_argument("files", help="Parquet files, as a path or a pattern")
    parser.add_argument("card", help="the scorecard, as JSON")
    parser.add_argument("-o", "--out", type=Path, required=True, help="REPORT.html")
    parser.add_argument("--memory", default="1GB", help="how much memory DuckDB may use")
    options = parser.parse_args(arguments)
    out: Path = options.out
    try:
        card = Scorecard.load(options.card)
        with duckdb.connect(config={"memory_limit": options.memory}) as connection:
            scored = score_files(connection, options.files, card)
            page = report.html(sections(scored, card), title=f"Scores: {card.name}")
    except (KinerjaError, duckdb.Error, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 2
    beside = out.with_name(f"{out.name}.new")
    beside.write_text(page, "utf-8")
    beside.replace(out)
    print(f"written: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
