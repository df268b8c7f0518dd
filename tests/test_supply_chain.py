"""What the package may not do, and what it says of what it depends on."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = sorted((ROOT / "src" / "kinerja").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

FORBIDDEN = (
    *("socket", "ssl", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"),
    *("urllib.request", "webbrowser", "xmlrpc", "subprocess", "multiprocessing", "ctypes"),
    *("pickle", "marshal", "shelve", "dill", "joblib", "logging", "tempfile.mktemp"),
)
CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {("os", "system"), ("os", "popen"), ("np", "load"), ("pd", "read_pickle")}


def faults(tree):
    """Every import and call of a module that leads out of it."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN):
                yield f"line {node.lineno}: import {name}"
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in CALLS:
                yield f"line {node.lineno}: {called.id}(…)"
            if (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and (called.value.id, called.attr) in METHODS
            ):
                yield f"line {node.lineno}: {called.value.id}.{called.attr}(…)"


def requirements(lines):
    """The names of required packages, without those of the project itself."""
    names = (re.match(r"[A-Za-z0-9_.-]+", line) for line in lines)
    return {name[0].lower() for name in names if name} - {"kinerja"}


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_reaches_a_network_runs_text_or_keeps_a_log(path):
    assert not list(faults(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    "text",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from pickle import loads",
        "import logging.handlers",
        "eval('1')",
        "import numpy as np\nnp.load('x')",
        "import os\nos.system('ls')",
    ],
)
def test_the_check_sees_what_it_is_for(text):
    assert list(faults(ast.parse(text)))


@pytest.mark.parametrize("text", ["from urllib.parse import quote", "import re\nre.compile('a')"])
def test_the_check_lets_pass_what_is_harmless(text):
    assert not list(faults(ast.parse(text)))


def test_every_dependency_stands_on_the_page_with_its_licence():
    rows = dict(
        re.findall(r"^\|(?: `\w+` \|)? ([a-z0-9-]+) \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)
    )
    wanted = requirements(PROJECT["dependencies"])
    for extra, lines in PROJECT["optional-dependencies"].items():
        if extra not in ("test", "mutation", "docs", "dev", "peers", "examples"):
            wanted |= requirements(lines)
    assert wanted <= set(rows), wanted - set(rows)
    assert all(rows[name].strip() for name in wanted)


def test_tools_of_development_are_named_too():
    text = PAGE.lower()
    for extra in ("test", "mutation", "docs", "dev"):
        for name in requirements(PROJECT["optional-dependencies"][extra]):
            assert name in text, f"docs/dependencies.md does not name {name} and its licence"


def test_no_extra_is_empty():
    assert all(PROJECT["optional-dependencies"].values())
