"""Command line: ``python -m kinerja`` prints the sample report, ``… score`` scores a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ._version import VERSION


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kinerja",
        description="Competency and performance scoring for public service. "
        "Without a command: the sample report.",
    )
    parser.add_argument("--version", action="version", version=f"kinerja {VERSION}")
    parser.add_argument(
        "--language", choices=("en", "id"), default="en", help="language of the report"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    score = commands.add_parser("score", help="score a data file with a scorecard")
    score.add_argument("card", metavar="CARD.json", type=Path, help="scorecard, as JSON")
    score.add_argument(
        "data", metavar="DATA", type=Path, help="CSV; Parquet or Excel where polars is installed"
    )
    score.add_argument(
        "-o", "--output", metavar="OUT.csv", type=Path, help="write every figure here"
    )
    score.add_argument(
        "--missing", default="raise", metavar="POLICY",
        help="raise (default), reweight, propagate, or a number of points",
    )  # fmt: skip
    score.add_argument(
        "--min-coverage", type=float, default=0.0, metavar="SHARE",
        help="no total below this share of the weight (default 0)",
    )  # fmt: skip
    score.add_argument(
        "--ids",
        metavar="COLUMN",
        help="column that names the subjects (default: id, if any)",
    )
    score.add_argument("--by", metavar="COLUMN", help="column of peer groups")
    return parser


def _policy(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _score(options: argparse.Namespace) -> str:
    from ._cli.tables import an_output, read_table, read_text, write_csv
    from .indicators import Scorecard
    from .scoring import score

    if options.output is not None:
        an_output(options.output, options.card, options.data)
    card = Scorecard.model_validate_json(read_text(options.card, "CARD"))
    columns = read_table(options.data, options.ids or "id")
    ids = options.ids or ("id" if "id" in columns else None)
    scores = score(
        card,
        columns,
        ids=ids,
        by=options.by,
        missing=_policy(options.missing),
        min_coverage=options.min_coverage,
    )
    if options.output is None:
        return repr(scores)
    write_csv(options.output, scores._table(None, long=False))
    return f"{len(scores)} subjects scored: {options.output}"


def _sentence(error: Exception) -> str:
    """One line that says what is wrong, whatever raised it."""
    if hasattr(error, "errors") and callable(error.errors):  # pydantic: the first fault of the card
        faults = error.errors()
        place = ".".join(
            str(step) for step in faults[0]["loc"] if step not in {"indicator", "group"}
        )
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        return f"the card{f', at {place}' if place else ''}: {faults[0]['msg']}{more}"
    return " ".join(str(error).split())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 2 where the input cannot be used.

    Examples
    --------
    >>> main(["score", "no-such-card.json", "data.csv"])
    2
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(argv)
    try:
        if options.command == "score":
            print(_score(options))
        else:
            from ._cli.report import printed_report

            print(printed_report(options.language))
    except BrokenPipeError:
        return 0  # the reader has seen enough
    except (ValueError, OSError) as error:
        print(f"kinerja: {_sentence(error)}", file=sys.stderr)
        return 2
    return 0


def entry() -> None:
    """Entry point of the ``kinerja`` command."""
    sys.exit(main())


if __name__ == "__main__":
    entry()
