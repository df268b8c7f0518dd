"""Score a table inside PostgreSQL: the rows stay where they are.

    python score_in_database.py "dbname=office" CARD.json --table staff --into staff_scores

The card becomes one SELECT, which the server runs into a new table. A sample of its rows is then
scored in Python, and has to come out the same before the new table is kept.
"""

import argparse
import math
import sys
from collections.abc import Sequence

import psycopg
from psycopg import sql

from kinerja import Scorecard, frames, score
from kinerja.errors import KinerjaError

SAMPLE = 500


class MismatchError(Exception):
    """The server and Python do not agree on a score."""


def build(connection: psycopg.Connection, card: Scorecard, table: str, into: str) -> None:
    """Write the scores of `table` into the new table `into`."""
    compiled = frames.compile(card, columns=["total", "band", "coverage"], missing="reweight")
    select = compiled.sql("postgres", table, keep=["id", "unit"])
    name = sql.Identifier(into)
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
    # The text is kinerja's own; it holds names and numbers of the card, each quoted as it must be.
    create = sql.SQL("CREATE TABLE {} AS ").format(name).as_bytes(connection)
    connection.execute(create + select.encode())
    about = f"Card {card.code!r} version {card.version}, fingerprint {card.fingerprint}"
    connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(name, sql.Literal(about)))


def check(connection: psycopg.Connection, card: Scorecard, into: str) -> int:
    """Score some of the rows in Python, and refuse a table that says otherwise."""
    columns = [*card.codes, "total"]
    question = sql.SQL(
        "SELECT {} FROM {} WHERE problem IS NULL ORDER BY md5(id::text) LIMIT {}"
    ).format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(into), sql.Literal(SAMPLE)
    )
    rows = connection.execute(question).fetchall()
    if not rows:
        return 0
    values = {code: [row[j] for row in rows] for j, code in enumerate(card.codes)}
    here = score(card, values, missing="reweight").total
    for mine, row in zip(here.tolist(), rows, strict=True):
        if not math.isclose(mine, row[-1], rel_tol=1e-9, abs_tol=1e-9):
            raise MismatchError(f"Python has {mine}, the server {row[-1]}")
    return len(rows)


def summary(connection: psycopg.Connection, into: str) -> list[tuple[str, int, float, int]]:
    """Unit, people, mean total and people without a score."""
    question = sql.SQL(
        "SELECT unit, count(*), avg(total), count(problem) FROM {} GROUP BY unit ORDER BY unit"
    ).format(sql.Identifier(into))
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(question).fetchall()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, check and keep the table, or leave the database as it was."""
    parser = argparse.ArgumentParser(description="Score a table inside PostgreSQL.")
    parser.add_argument("dsn", help="connection, such as 'host=db dbname=office user=me'")
    parser.add_argument("card", help="the scorecard, as JSON")
    parser.add_argument("--table", default="staff", help="table with id, unit and the card's codes")
    parser.add_argument("--into", default="staff_scores", help="table that is written")
    options = parser.parse_args(arguments)
    card = Scorecard.load(options.card)
    try:
        # One transaction: whatever goes wrong, the former table of scores is still there.
        with psycopg.connect(options.dsn) as connection:
            build(connection, card, options.table, options.into)
            checked = check(connection, card, options.into)
            units = summary(connection, options.into)
    except (KinerjaError, psycopg.Error, MismatchError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 2
    print(f"{options.into}: {checked} rows scored again in Python, all equal")
    for unit, people, mean, without in units:
        print(f"{unit}: {people} people, mean {mean:.2f}, {without} without a score")
    return 0


if __name__ == "__main__":
    sys.exit(main())
