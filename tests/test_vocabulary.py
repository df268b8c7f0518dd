"""vocabulary: one word for one thing in the signatures of all public functions."""

import importlib
import inspect
import re
from collections import defaultdict
from pathlib import Path

import kinerja

CONTRIBUTING = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
SECTION = CONTRIBUTING.split("## One word for one thing")[1].split("\n## ")[0]
ROWS = [line.split("|")[1:4] for line in SECTION.splitlines() if line.startswith("| `")]

FORMER = {"schemes.talent.job_match"}
"""Names that warn and keep the signature they had."""


LANGUAGE_IS_THE_POINT = {"indicators.say", "schemes.format_number"}


def modules():
    yield from (f"kinerja.{name}" for name in kinerja._MODULES)
    schemes = importlib.import_module("kinerja.schemes")
    folder = Path(schemes.__file__).parent
    yield from (
        f"kinerja.schemes.{path.stem}"
        for path in folder.glob("*.py")
        if not path.stem.startswith("_")
    )


def functions():
    for name in modules():
        module = importlib.import_module(name)
        for own in module.__all__:
            value = getattr(module, own)
            full = f"{name.removeprefix('kinerja.')}.{own}"
            if inspect.isfunction(value) and full not in FORMER:
                yield full, inspect.signature(value)


FUNCTIONS = dict(functions())


def quoted(cell):
    return set(re.findall(r"`(\w+)`", cell))


def test_there_are_functions_to_look_at():
    assert len(FUNCTIONS) > 150
    assert len(ROWS) > 20


def test_a_name_that_functions_share_stands_in_the_table():
    users = defaultdict(list)
    for name, signature in FUNCTIONS.items():
        if name.startswith("frames."):
            continue  # the same functions over columns, by the same names
        for parameter in signature.parameters:
            users[parameter].append(name)
    known = set().union(*(quoted(row[0]) for row in ROWS))
    shared = {name for name, found in users.items() if len({f.split(".")[0] for f in found}) > 1}
    assert not {name: users[name] for name in shared - known}


PICTURES = ("contributions", "judgements", "priorities", "profile", "radar", "transfers")


def test_no_other_word_is_used_for_it():
    wrong = set().union(*(quoted(row[2]) for row in ROWS))
    allowed = {  # the word has its own meaning there
        ("scoring.compare_cards", "old"),
        ("scoring.compare_cards", "new"),
        ("competency.learning_needs", "table"),
        *((f"plotting.{picture}", "names") for picture in PICTURES),  # what is written beside marks
        ("schemes.skm.check_report", "index"),  # the published index
        ("schemes.ip_asn.index", "table"),  # an official table of points
        ("schemes.skm.check_report", "index"),  # the satisfaction index itself
        ("sheets.read", "na"),  # texts that mean missing, as pandas' na_values
    }
    found = {
        (name, parameter)
        for name, signature in FUNCTIONS.items()
        for parameter in signature.parameters
        if parameter in wrong - {"values", "df", "groups"}
    }
    assert found <= allowed


def test_actual_comes_before_what_it_is_held_against():
    for name, signature in FUNCTIONS.items():
        names = list(signature.parameters)
        for standard in {"required", "target", "ideal"} & set(names):
            if "actual" in names and standard in names:
                by_keyword = signature.parameters["actual"].kind is inspect.Parameter.KEYWORD_ONLY
                assert by_keyword or names.index("actual") < names.index(standard), name


def test_options_are_by_keyword_and_their_defaults_the_same():
    keyword = inspect.Parameter.KEYWORD_ONLY
    for name, signature in FUNCTIONS.items():
        for own, parameter in signature.parameters.items():
            if own == "language" and name in LANGUAGE_IS_THE_POINT:
                continue
            if own in {"language", "level", "missing", "rng", "progress", "time_limit", "ties"}:
                assert parameter.kind is keyword, (name, own)
            if own == "language":
                assert parameter.default == "en", name
            if own == "level":
                assert parameter.default == 0.95, name
            if own == "ties":
                assert parameter.default == "min", name
            if own == "missing":
                assert parameter.default in {"raise", "omit", "propagate"}, name
            if own == "rng":
                assert parameter.default in {inspect.Parameter.empty, None}, name


def test_the_outcome_comes_before_what_it_is_set_against():
    for name, signature in FUNCTIONS.items():
        names = list(signature.parameters)
        if {"x", "y"} <= set(names) and name != "survey.key_drivers":  # reads both orders
            assert names.index("y") < names.index("x"), name


def test_dir_of_a_module_shows_its_public_names_alone():
    for name in modules():
        module = importlib.import_module(name)
        rooms = getattr(module, "_SUBMODULES", ())
        assert dir(module) == sorted({*module.__all__, *rooms}), name
