"""The command line: every command with its options and an example."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from .._version import VERSION
from .._words import available

_COMMANDS = ("card", "score", "skm", "need", "transfers", "competency", "report", "template")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    main = argparse.ArgumentParser(
        prog="kinerja",
        description="Competency and performance scoring for public service. "
        "Without a command: the sample report.",
        epilog="Every command reads workbooks (.xlsx), CSV and Parquet as an office has them, and "
        "prints what it understood. Exit code: 0 done, 1 done with something that needs a look, "
        "2 refused.",
    )
    main.add_argument("--version", action="version", version=f"kinerja {VERSION}")
    main.add_argument(
        "--language",
        choices=available(),
        default="en",
        help="language of what is printed and written",
    )
    main.add_argument(
        "--html",
        metavar="FILE",
        type=Path,
        help="write the sample report as a page of HTML (with a command: -o FILE.html)",
    )
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    _card(commands)
    _score(commands)
    _skm(commands)
    _need(commands)
    _transfers(commands)
    _competency(commands)
    report = _command(
        commands, "report", "a report on one's own files", "kinerja report FOLDER --language id"
    )
    report.add_argument(
        "place",
        metavar="FOLDER|CONFIG.toml",
        nargs="?",
        type=Path,
        help="a folder whose files are called card, data, answers, tasks, staff, need, levels, posts, courses; or a configuration that names them. Without it: the sample report",
    )
    _starts(report)
    _replies(report)
    report.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=Path,
        help="write every table here (.xlsx, .json), or the whole as a page (.html)",
    )
    template = _command(
        commands, "template", "an empty sheet, explained", "kinerja template staff -o staff.xlsx"
    )
    template.add_argument(
        "kind",
        metavar="KIND",
        choices=("skm", "staff", "need", "tasks", "levels"),
        help="skm, staff, need, tasks or levels",
    )
    template.add_argument(
        "-o", "--output", metavar="FILE.xlsx", type=Path, required=True, help="where to write it"
    )
    return main


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    example: str,
) -> argparse.ArgumentParser:
    own = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"Example: {example}",
    )
    own.add_argument(
        "--language",
        choices=available(),
        default=argparse.SUPPRESS,
        help="language of what is printed and written",
    )
    return own


def _reading(own: argparse.ArgumentParser, *, ids: bool = True) -> None:
    if ids:
        own.add_argument(
            "--ids",
            metavar="COLUMN",
            help="column that names the rows (default: id, NIP … if there is one)",
        )
    own.add_argument(
        "--sheet",
        metavar="NAME",
        help="sheet of the workbook (default: the first that holds a table)",
    )
    own.add_argument(
        "--header",
        metavar="ROW",
        type=int,
        help="row of the heading, counted from 1 (default: found)",
    )


def _out(own: argparse.ArgumentParser, kinds: str = ".xlsx, .csv, .json, .html") -> None:
    own.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help=f"write the tables here ({kinds})"
    )


def _card(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    card = commands.add_parser("card", help="propose a scorecard from a table, or check one")
    card.add_argument(
        "--language",
        choices=available(),
        default=argparse.SUPPRESS,
        help="language of what is printed and written",
    )
    inner = card.add_subparsers(dest="action", metavar="new|check", required=True)
    new = _command(
        inner, "new", "a scorecard proposed from a table", "kinerja card new DATA.xlsx -o CARD.xlsx"
    )
    new.add_argument("data", metavar="DATA", type=Path, help="table with a row for each person")
    new.add_argument(
        "-o", "--output", metavar="CARD.xlsx", type=Path, required=True, help="where to write it"
    )
    _reading(new)
    check = _command(
        inner,
        "check",
        "a scorecard as a tree, all its faults at once, and on data",
        "kinerja card check CARD.xlsx DATA.xlsx",
    )
    check.add_argument("card", metavar="CARD", type=Path, help="scorecard: .xlsx, .csv or .json")
    check.add_argument("data", metavar="DATA", type=Path, nargs="?", help="table to try it on")
    _reading(check)


def _score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = _command(
        commands,
        "score",
        "people scored with a scorecard",
        "kinerja score CARD.xlsx DATA.xlsx --letters -o OUT.xlsx",
    )
    own.add_argument("card", metavar="CARD", type=Path, help="scorecard: .xlsx, .csv or .json")
    own.add_argument("data", metavar="DATA", type=Path, help="table with a row for each person")
    _reading(own)
    own.add_argument("--by", metavar="COLUMN", help="column of peer groups")
    own.add_argument(
        "--missing",
        default="raise",
        metavar="POLICY",
        help="raise (default), reweight, propagate, or a number of points",
    )
    own.add_argument(
        "--min-coverage",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="no total below this share of the weight (default 0)",
    )
    own.add_argument(
        "--letters", action="store_true", help="a letter to each person, on a sheet of their own"
    )
    _replies(own)
    _out(own)


def _skm(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = _command(
        commands,
        "skm",
        "community satisfaction (PermenPANRB 14/2017) from answers",
        "kinerja skm ANSWERS.xlsx --by unit --population POPULATION.csv",
    )
    own.add_argument(
        "answers",
        metavar="ANSWERS",
        type=Path,
        help="one row for each respondent: 1 to 4, or the choices in words; or means",
    )
    own.add_argument("--by", metavar="COLUMN", help="column of units; the whole is shown too")
    own.add_argument(
        "--population",
        metavar="FILE",
        type=Path,
        help="users of each unit: columns unit and population",
    )
    own.add_argument(
        "--not-applicable",
        nargs="*",
        default=(),
        metavar="ITEM",
        help="items that were not asked, such as U4",
    )
    own.add_argument(
        "--missing",
        default="omit",
        choices=("raise", "omit", "available"),
        help="a missing answer (default: omit the respondent)",
    )
    own.add_argument(
        "--version", default="2017", choices=("2017", "2004"), help="rule in force (default 2017)"
    )
    own.add_argument(
        "--item-weight",
        type=float,
        metavar="WEIGHT",
        help="weight of an item as printed in a report, such as 0.11",
    )
    _reading(own, ids=False)
    _out(own)


def _need(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = _command(
        commands, "need", "staffing need from tasks", "kinerja need TASKS.xlsx -o NEED.xlsx"
    )
    own.add_argument("tasks", metavar="TASKS", type=Path, help="columns unit, job, volume, minutes")
    own.add_argument(
        "--hours",
        default="1,250 h",
        choices=("1,250 h", "1,200 h", "1,300 h"),
        help="effective hours of work a year",
    )
    _reading(own, ids=False)
    _out(own)


def _transfers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = _command(
        commands,
        "transfers",
        "transfers that remove the most shortage with the fewest moves",
        "kinerja transfers STAFF.xlsx NEED.xlsx --rules RULES.json -o PLAN.xlsx",
    )
    own.add_argument(
        "staff",
        metavar="STAFF",
        type=Path,
        help="columns id, unit, job and, where known, months_in_post, movable, also_qualified",
    )
    own.add_argument(
        "need",
        metavar="NEED",
        type=Path,
        help="a column of units and one for each job; or columns unit, job, need",
    )
    own.add_argument(
        "--rules",
        metavar="RULES.json",
        type=Path,
        help='such as {"min_months": 24, "max_moves": 20}',
    )
    _starts(own)
    _replies(own)
    _reading(own)
    _out(own, ".xlsx, .json, .html")


def _starts(own: argparse.ArgumentParser) -> None:
    """Add ``--starts`` to a command that plans transfers."""
    own.add_argument(
        "--starts",
        metavar="YYYY-MM-DD",
        help="first day in the new post, as letters of transfers propose it",
    )


def _replies(own: argparse.ArgumentParser) -> None:
    """Add ``--reply-to``, ``--reply-days`` and ``--reply-ground`` to a command with letters."""
    own.add_argument(
        "--reply-to",
        metavar="CONTACT",
        help="whom a letter is answered to: an office with its address",
    )
    own.add_argument(
        "--reply-days",
        metavar="DAYS",
        type=int,
        help="days in which a person may ask or object (default 14)",
    )
    own.add_argument(
        "--reply-ground", metavar="TEXT", help="rule that gives this right, as letters name it"
    )


def _competency(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = _command(
        commands,
        "competency",
        "gaps of people against their posts, and who should learn what",
        "kinerja competency LEVELS.xlsx POSTS.xlsx COURSES.xlsx -o OUT.xlsx",
    )
    own.add_argument(
        "levels",
        metavar="LEVELS",
        type=Path,
        help="a row for each person, a column for each competency, and the post",
    )
    own.add_argument(
        "posts",
        metavar="POSTS",
        type=Path,
        help="a row for each post, a column for each competency",
    )
    own.add_argument(
        "courses",
        metavar="COURSES",
        type=Path,
        nargs="?",
        help="columns course, competency, raises, hours, seats, cost",
    )
    own.add_argument(
        "--hours", type=float, default=20.0, help="training hours of each person (default 20)"
    )
    own.add_argument("--budget", type=float, help="what the courses may cost the office in all")
    _replies(own)
    _reading(own)
    _out(own)


def language_anywhere(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with ``--language`` in front, wherever it stood.

    >>> language_anywhere(["score", "c", "d", "--language", "id"])
    ['--language', 'id', 'score', 'c', 'd']
    """
    rest, front = [], []
    given = iter(arguments)
    for argument in given:
        if argument == "--language":
            front += [argument, *([value] if (value := next(given, None)) is not None else [])]
        elif argument.startswith("--language="):
            front.append(argument)
        else:
            rest.append(argument)
    return [*front, *rest]
