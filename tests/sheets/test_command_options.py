"""Every command as its help tells it: what it takes, what may be left out, an example."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from kinerja import __version__
from kinerja.__main__ import main
from kinerja._commands.parser import language_anywhere, parser
from kinerja._words import available

DOCS = Path(__file__).parents[2] / "docs"
READ = ["--ids COLUMN", "--sheet NAME", "--header ROW"]
REPLY = ["--reply-to CONTACT", "--reply-days DAYS", "--reply-ground TEXT"]
# What stands in brackets may be left out. --help and --language belong to every command.
TAKES = {
    "": ["--version", "--html FILE"],
    "card new": ["DATA", "-o CARD.xlsx!", *READ],
    "card check": ["CARD", "[DATA]", *READ],
    "score": ["CARD", "DATA", *READ, "--by COLUMN", "--missing POLICY", "--min-coverage SHARE",
              "--letters", *REPLY, "-o OUT"],
    "skm": ["ANSWERS", "--by COLUMN", "--population FILE", "--not-applicable ITEM",
            "--missing raise|omit|available", "--version 2017|2004", "--item-weight WEIGHT",
            *READ[1:], "-o OUT"],
    "need": ["TASKS", "--hours 1,250 h|1,200 h|1,300 h", *READ[1:], "-o OUT"],
    "transfers": ["STAFF", "NEED", "--rules RULES.json", "--starts YYYY-MM-DD", *REPLY, *READ,
                  "-o OUT"],
    "competency": ["LEVELS", "POSTS", "[COURSES]", "--hours HOURS", "--budget BUDGET", *REPLY,
                   *READ, "-o OUT"],
    "report": ["[FOLDER|CONFIG.toml]", "--starts YYYY-MM-DD", *REPLY, "-o OUT"],
    "template": ["KIND skm|staff|need|tasks|levels", "-o FILE.xlsx!"],
}  # fmt: skip


def at(command):
    """The parser of a command."""
    found = parser()
    for word in command.split():
        (inner,) = (x for x in found._actions if isinstance(x, argparse._SubParsersAction))
        found = inner.choices[word]
    return found


def own(command):
    """What a command takes, but for the two that every command has."""
    return [
        action
        for action in at(command)._actions
        if action.dest not in {"help", "language"}
        and not isinstance(action, argparse._SubParsersAction)
    ]


def told(action):
    """An argument or option, with what is written behind it, as above."""
    choices = "|".join(action.choices or ())
    if not action.option_strings:
        name = f"{action.metavar} {choices}".strip()
        return f"[{name}]" if action.nargs == "?" else name
    value = "" if action.nargs == 0 else action.metavar or choices or action.dest.upper()
    return f"{action.option_strings[0]} {value}".strip() + "!" * action.required


def inner(command):
    """The parsers below one."""
    for action in at(command)._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                path = f"{command} {name}".strip()
                yield path, below, action
                yield from inner(path)


@pytest.mark.parametrize("command", TAKES)
def test_a_command_takes_what_is_written_here(command):
    assert sorted(map(told, own(command))) == sorted(TAKES[command])
    outputs = [action for action in own(command) if action.dest == "output"]
    assert all(action.option_strings == ["-o", "--output"] for action in outputs)


def test_every_command_and_its_documentation_are_one_list():
    text = (DOCS / "command_line.md").read_text("utf-8")
    rows = re.findall(r"^\| `kinerja ((?:\\\||[^`|])*)` \|", text, re.MULTILINE)
    leaves = {path for path, below, _ in inner("") if below._subparsers is None}
    assert leaves == TAKES.keys() - {""}
    assert {command for command in leaves if any(row.startswith(command) for row in rows)} == leaves
    for command in leaves:
        (row,) = (row.replace("\\|", "|") for row in rows if row.startswith(command))
        wanted = [x.split(" skm")[0] for x in TAKES[command] if x.lstrip("[")[0] != "-"]
        wanted += [x[:-1] for x in TAKES[command] if x.endswith("!")]
        assert row == " ".join([command, *wanted])
    assert {action.metavar for _, _, action in inner("")} == {"COMMAND", "new|check"}


@pytest.mark.parametrize("command", ["card", *TAKES])
def test_every_option_and_command_says_what_it_is(command):
    found = at(command)
    said = [action.help for action in own(command)] + [
        help_.help
        for action in found._actions
        if isinstance(action, argparse._SubParsersAction)
        for help_ in action._choices_actions
    ]
    if command in TAKES:
        assert found.description.endswith(".")
        said += [found.description[0].lower() + found.description[1:]] if command else []
    (language,) = (action for action in found._actions if action.dest == "language")
    assert tuple(language.choices) == available()
    for text in [*said, language.help]:
        assert re.match(r"[a-z0-9.]", text.replace("raise (default)", "r")), text
        assert len(text) > 8


def test_what_help_names_is_what_there_is():
    assert all(word in at("transfers").format_help() for word in ("min_months", "months_in_post"))
    assert "PermenPANRB 14/2017" in at("skm").description
    # The default that help states is the one that is taken.
    for command in TAKES:
        for action in own(command):
            stated = re.search(r"\(default:? ([\w.]+)[^)]*\)|(\w+) \(default\)", action.help or "")
            word = next(filter(None, stated.groups()), "") if stated else ""
            if word and action.default is not None:
                given = (
                    f"{action.default:g}" if isinstance(action.default, float) else action.default
                )
                assert word == given, action.dest


@pytest.mark.parametrize("command", [command for command in TAKES if command])
def test_the_example_of_a_command_is_one(command):
    example = at(command).epilog.removeprefix("Example: kinerja ")
    assert example.startswith(command)
    options = parser().parse_args(language_anywhere(shlex.split(example)))
    assert options.command == command.split()[0]
    # What it reads is called as the command calls it: STAFF.xlsx is the STAFF of its usage.
    for action in own(command):
        given = getattr(options, action.dest)
        if not action.option_strings and given is not None:
            assert Path(given).stem in {*str(action.metavar).split("|"), *(action.choices or ())}


LEFT_OUT = {
    "card new DATA -o K.xlsx": {"ids": None, "sheet": None, "header": None},
    "card check CARD": {"data": None, "ids": None},
    "score CARD DATA": {"by": None, "missing": "raise", "min_coverage": 0.0, "letters": False,
                        "reply_to": None, "reply_days": None, "reply_ground": None, "output": None},
    "skm A": {"by": None, "population": None, "not_applicable": (), "missing": "omit",
              "version": "2017", "item_weight": None, "header": None},
    "need T": {"hours": "1,250 h", "sheet": None},
    "transfers S N": {"rules": None, "starts": None},
    "competency L P": {"courses": None, "hours": 20.0, "budget": None},
    "report": {"place": None, "starts": None, "output": None, "html": None, "language": "en"},
}  # fmt: skip


@pytest.mark.parametrize("line", LEFT_OUT)
def test_what_is_left_out_means_this(line):
    options = vars(parser().parse_args(line.split()))
    assert {name: options[name] for name in LEFT_OUT[line]} == LEFT_OUT[line]


READ_AS = {
    "score a b --header 3 --min-coverage .25 --reply-days 21 --letters -o o --by u --ids i": {
        "card": Path("a"), "data": Path("b"), "header": 3, "min_coverage": 0.25, "reply_days": 21,
        "letters": True, "output": Path("o"), "by": "u", "ids": "i",
    },
    "skm a --population p --item-weight .11 --not-applicable U4 U5": {
        "answers": Path("a"), "population": Path("p"), "item_weight": 0.11,
        "not_applicable": ["U4", "U5"],
    },
    "competency l p c --hours 7.5 --budget 100": {
        "levels": Path("l"), "posts": Path("p"), "courses": Path("c"), "hours": 7.5, "budget": 100,
    },
    "transfers s n --rules r --starts 2027-03-01 --sheet t": {
        "staff": Path("s"), "need": Path("n"), "rules": Path("r"), "starts": "2027-03-01",
        "sheet": "t",
    },
    "need t --sheet s --header 2": {"tasks": Path("t"), "sheet": "s", "header": 2},
    "report f --reply-to b --reply-ground g": {
        "place": Path("f"), "reply_to": "b", "reply_ground": "g",
    },
    "card check k d": {"action": "check", "card": Path("k"), "data": Path("d")},
    "card new d -o k": {"action": "new", "data": Path("d"), "output": Path("k")},
    "--html p": {"html": Path("p"), "command": None},
    "template need -o n": {"kind": "need", "output": Path("n")},
}  # fmt: skip


@pytest.mark.parametrize("line", READ_AS)
def test_files_are_paths_and_figures_are_figures(line):
    options = vars(parser().parse_args(line.split()))
    found = {name: options[name] for name in READ_AS[line]}
    assert found == READ_AS[line]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("card", "required: new|check"),
        ("card new d", "required: -o/--output"),
        ("template need", "required: -o/--output"),
        ("template needs -o n", "'needs'"),
        ("skm a --version 2016", "'2016'"),
        ("skm a --missing reweight", "'reweight'"),
        ("need t --hours 1250", "'1250'"),
        ("score c d --header x", "--header"),
        ("competency l p --budget x", "--budget"),
        ("report a b", "b"),
        ("--language fr", "'fr'"),
    ],
)
def test_what_is_no_command_is_said_with_its_usage(capsys, line, message):
    with pytest.raises(SystemExit) as stopped:
        main(line.split())
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: kinerja ")
    assert message in said


def test_the_version_and_the_exit_codes_are_told(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert (stopped.value.code, capsys.readouterr().out) == (0, f"kinerja {__version__}\n")
    assert re.search("0 done, 1 done with .* look, 2 refused", parser().epilog)
    assert "sample report" in parser().description
    for text in (parser().description, parser().epilog):
        assert re.match(r"[A-Z][a-z]+ [a-z]+ ", text)
        assert text.endswith(".")


@pytest.mark.parametrize(
    "line", ["--language=id score c d", "score --language=id c d", "score c d --language=id"]
)
def test_the_language_stands_anywhere(line):
    assert language_anywhere(line.split()) == ["--language=id", "score", "c", "d"]


def test_a_language_that_is_not_named_is_left_to_the_parser(capsys):
    assert language_anywhere(["need", "t", "--language"]) == ["--language", "need", "t"]
    assert language_anywhere(["t", "--language", "id", "--language", "en"]) == [
        "--language", "id", "--language", "en", "t",
    ]  # fmt: skip
    assert language_anywhere(["--languages", "need"]) == ["--languages", "need"]
