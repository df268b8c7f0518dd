"""Write made-up Parquet files of people: a file for each of four quarters, 200,000 rows in all."""

import sys
from pathlib import Path

import duckdb

ROWS = 50_000


def main(folder: str) -> None:
    """Write ``people_q1.parquet`` to ``people_q4.parquet`` into a folder."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for quarter in range(1, 5):
            people = connection.sql(
                f"""
                SELECT
                    'Q{quarter}-' || i AS id,
                    'Unit ' || chr(CAST(65 + i % 6 AS INTEGER)) AS unit,
                    80 + (i * 7 + {quarter}) % 201 / 10 AS attendance,
                    18 + i * 13 % 37 AS tasks,
                    CASE WHEN i % 400 <> 0 THEN 1 + (i * 11 + {quarter} * 5) % 140 / 10 END
                        AS response
                FROM range({ROWS}) AS people (i)
                """  # noqa: S608 - the numbers are ours
            )
            people.write_parquet(str(place / f"people_q{quarter}.parquet"))


if __name__ == "__main__":
    main(sys.argv[1])
